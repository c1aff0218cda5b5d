// main.js - the page in which ODK Web Forms shows a form; what it wants sent is left in window.sent for the test to send.
// SPDX-License-Identifier: GPL-3.0-or-later
import { OdkWebForm, webFormsPlugin } from '@getodk/web-forms'
import { createApp, h } from 'vue'

window.mountForm = xform => {
	window.sent = null
	const onSubmit = async (payload, done) => {
		const parts = []
		for (const data of payload.data)
			for (const [name, value] of data.entries()) parts.push({ name, fileName: value.name, type: value.type, text: await value.text() })
		window.sent = { status: payload.status, parts }
		done?.({ next: undefined })
	}
	const app = createApp({ render: () => h(OdkWebForm, { formXml: xform, missingResourceBehavior: 'BLANK', onSubmit,
		fetchFormAttachment: async () => new Response('', { status: 404 }) }) })
	app.use(webFormsPlugin)
	app.mount('#app')
}
