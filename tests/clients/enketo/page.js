// page.js - the page in which Enketo loads a form: loadForm(xform, files) gives what it complains of; files: {name: XML}.
// SPDX-License-Identifier: GPL-3.0-or-later
import { Form } from 'enketo-core'
import { transform } from 'enketo-transformer/web'

window.loadForm = async (xform, files) => {
	const { form, model } = await transform({ xform, markdown: true, media: {} })
	document.body.replaceChildren(document.createRange().createContextualFragment(form))
	const external = [...new DOMParser().parseFromString(xform, 'text/xml').querySelectorAll('instance[src]')].map(i => {
		const name = i.getAttribute('src').split('/').pop(), text = files[name]
		return text === undefined ? null : { id: i.id, src: i.getAttribute('src'), xml: new DOMParser().parseFromString(text, 'text/xml') }
	}).filter(x => x)
	window.form = new Form(document.querySelector('form.or'), { modelStr: model, external }, {})
	const complaints = window.form.init()
	return { complaints, nQuestions: document.querySelectorAll('form.or .question').length, record: window.form.getDataStr({ irrelevant: false }) }
}
