// webforms.mjs - a person fills our XForm in ODK Web Forms (Chromium, the size of a telephone) and sends it to the running collector;
// the record is equal to the one that our own page makes of the same answers.
// SPDX-License-Identifier: GPL-3.0-or-later
import { control, makeSession, request, report, startServer } from '../journeys/lib.mjs'
import { assert, check, finish, need, root } from './lib.mjs'
import { addressOf, multipart, recordsOf } from './lib_collector.mjs'
import { bundleWebForms, openFolder } from './lib_browser.mjs'
import fs from 'node:fs'
import path from 'node:path'

const { page, faults, close } = await need('forms in @getodk/web-forms', async () => openFolder(await bundleWebForms()))

const ours = `| survey |
| | type | name | label | required | relevant | calculation | constraint | role |
| | text | problema | ¿Qué pasa? | yes | | | | problem |
| | select_multiple tema | temas | ¿De qué se trata? | | | | | |
| | integer | personas | ¿A cuántas personas afecta? | | \${problema} != '' | | . > 0 | |
| | decimal | horas | ¿Cuántas horas al día? | | | | | |
| | calculate | total | | | | \${personas} * \${horas} | | |
| | begin_group | lugar | ¿Dónde? | | | | | |
| | text | colonia | Colonia | | | | | |
| | text | seguro | ¿Está seguro? | | \${personas} > 1000 | | | |
| | end_group | | | | | | | |
| | begin_repeat | testigo | Testigos | | | | | |
| | text | apodo | ¿Cómo le dicen? | | | | | |
| | calculate | saludo | | | | concat('Hola, ', \${apodo}) | | |
| | end_repeat | | | | | | | |
| choices |
| | list_name | name | label |
| | tema | agua | Agua |
| | tema | calles | Calles |
| | tema | basura | Basura |
| settings |
| | form_id | form_title | version |
| | visita | Visita | 1 |
`

/* [label of a question, what is typed | choices that are tapped] */
const forms = [
	{ name: 'the library form', source: fs.readFileSync(path.join(root, 'forms/library/diagnostico.md'), 'utf8'),
		typed: [['¿Qué problema hay en tu comunidad?', 'Fuga de agua en la calle Ñandú & «Sol» <3>'], ['Municipio', 'Saltillo'], ['Colonia, ejido o localidad', 'Centro']],
		tapped: [['¿De qué se trata?', ['Agua y drenaje']], ['¿Qué tan grave es?', ['Afecta la vida diaria']], ['Edad', ['60 o más']]],
		fields: { 'problema': 'Fuga de agua en la calle Ñandú & «Sol» <3>', 'lugar/municipio': 'Saltillo', 'lugar/colonia': 'Centro', 'tema': 'agua', 'gravedad': 'diaria', 'sobre_ti/edad': 'a60_mas' } },
	{ name: 'a form with rules, formulas and a repeat', source: ours,
		typed: [['¿Qué pasa?', 'Baches'], ['¿A cuántas personas afecta?', '40'], ['¿Cuántas horas al día?', '2.5'], ['Colonia', 'Centro'], ['¿Cómo le dicen?', 'Chuy']],
		tapped: [['¿De qué se trata?', ['Calles', 'Basura']]],
		fields: { 'problema': 'Baches', 'personas': '40', 'horas': '2.5', 'lugar/colonia': 'Centro', 'testigo[1]/apodo': 'Chuy', 'temas': ['calles', 'basura'] } },
]

const box = label => page.locator('.question-container').filter({ has: page.locator('.control-text').getByText(label, { exact: true }) })

async function fill(form, xml) {
	await page.reload()
	await page.waitForFunction(() => typeof window.mountForm === 'function')
	faults.length = 0
	await page.evaluate(x => window.mountForm(x), xml)
	for (const [label, text] of form.typed) {
		await box(label).locator('input, textarea').first().pressSequentially(text)
		await box(label).locator('input, textarea').first().blur()
	}
	for (const [label, choices] of form.tapped) for (const choice of choices) await box(label).locator('.value-option').getByText(choice, { exact: true }).click()
	await page.getByRole('button', { name: /^(Enviar|Send)/ }).first().click()
	await page.waitForFunction(() => window.sent)
	return page.evaluate(() => window.sent)
}

const server = await startServer()
for (const form of forms) {
	const published = await control(server).post('/administracion/formularios', { source: form.source, confirm: '1' })
	await check(`${form.name} is published`, () => assert.ok(published.status === 200 && published.json.key, published.text))
	const code = await makeSession(server, { form: published.json.key })
	const where = await addressOf(server, code)
	let xml
	await check(`${form.name}: a client finds it in the list and gets it`, async () => {
		const list = await request(server, { path: `${where}/formList`, headers: { 'X-OpenRosa-Version': '1.0' } })
		assert.equal(list.status, 200, list.text)
		assert.match(list.headers['content-type'], /text\/xml/)
		const address = new URL(/<downloadUrl>([^<]+)</.exec(list.text)[1].replace(/&amp;/g, '&'))
		const got = await request(server, { path: address.pathname + address.search })
		assert.equal(got.status, 200)
		xml = got.text
	})
	let sent
	await check(`${form.name} is filled and sent in ODK Web Forms`, async () => {
		sent = await fill(form, xml)
		assert.equal(sent.status, 'ready')
		assert.equal(sent.parts[0].name, 'xml_submission_file')
		assert.deepEqual(faults.filter(f => !/404/.test(f)), [])
	})
	await check(`${form.name}: the collector takes it, and the record is equal to our page's`, async () => {
		const ready = await request(server, { method: 'HEAD', path: `${where}/submission` })
		assert.equal(ready.status, 204)
		const answer = await request(server, { method: 'POST', path: `${where}/submission`, ...multipart(sent.parts) })
		assert.equal(answer.status, 201, answer.text)
		const again = await request(server, { method: 'POST', path: `${where}/submission`, ...multipart(sent.parts) })
		assert.ok([201, 202].includes(again.status), again.text)
		const page = await report(server, code, { 'lugar/municipio': undefined, ...form.fields })
		assert.equal(page.status, 201, page.text)
		const records = await recordsOf(server, code)
		assert.equal(records.length, 2)
		const [theirs, mine] = records
		assert.ok(Object.values(mine).filter(v => v).length >= Object.keys(form.fields).length, JSON.stringify(mine))
		assert.deepEqual(theirs, mine)
	})
}
await close()
await finish()
