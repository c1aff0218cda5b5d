// collector.mjs - forms filled in ODK's engine and sent to the running collector as ODK Collect does: the record is equal to that of our
// own page for the same answers, and what the engine calculated is what the collector keeps.
// SPDX-License-Identifier: GPL-3.0-or-later
import fs from 'node:fs'
import path from 'node:path'
import { control, makeSession, report, request, startServer } from '../journeys/lib.mjs'
import { assert, check, finish, need, root } from './lib.mjs'
import { addressOf, multipart, recordsOf } from './lib_collector.mjs'
import { answer, answersOf, load, loadEngine, nodeOf, payloadOf, walk } from './lib_engine.mjs'

const engine = await need('forms in @getodk/xforms-engine sent to the collector', loadEngine)
const form = name => fs.readFileSync(path.join(root, 'tests/clients/forms', `${name}.md`), 'utf8')

/* given: fields and answers in the order in which a person gives them; made: what formulas give, by the answers' paths; leaves: choices that
 * a filter leaves in a field, and labels that are shown. */
const filled = [
	{ form: 'cascada', given: [['problema', 'Baches'], ['ent', 'coah'], ['mun', 'torr'], ['otros', 'salt'], ['orden', 'torr salt gomez vict'], ['gravedad', '4'],
		['tipo', 'other'], ['tipo_other', 'Puente'], ['tabla/luz', 'si'], ['tabla/agua', 'no'], ['eco', 'eco 2']],
	made: { nombre: 'Torreón', habitantes: '720848', visto: 'se dijo Baches', eco: 'eco 2' }, name: 'torr - Baches',
	offered: { mun: ['salt', 'torr'], otros: ['salt'] }, labels: { fin: 'Torreón: 720848 habitantes' } },
	{ form: 'cascada', given: [['problema', 'Sin luz'], ['ent', 'dgo'], ['mun', 'gomez'], ['gravedad', '1'], ['eco', 'otra']],
		made: { nombre: 'Gómez Palacio', habitantes: '372750', visto: 'se dijo Sin luz', eco: 'otra' }, name: 'gomez - Sin luz',
		offered: { mun: ['vict', 'gomez'] }, labels: { fin: 'Gómez Palacio: 372750 habitantes' } },
	{ form: 'hogares', given: [['problema', 'Nada'], ['n', '2'], ['casa[1]/familia', 'Ríos'], ['casa[1]/cuantos', '1'], ['casa[1]/persona[1]/nombre', 'Ana'],
		['casa[1]/persona[1]/edad', '61'], ['casa[1]/persona[1]/g/trabajo', 'jubila'], ['casa[1]/persona[2]/nombre', 'Beto'], ['casa[1]/persona[2]/edad', '17'],
		['casa[2]/familia', 'Luna'], ['casa[2]/cuantos', '0'], ['casa[2]/persona[1]/nombre', 'Caro'], ['casa[2]/persona[1]/edad', '30'], ['casa[2]/persona[1]/g/trabajo', 'campo']],
	made: { suma: '108', casas: '2', primera: 'Ríos', familias: 'Ríos, Luna',
		casa: [{ lugar: '1', mayor: '61', anterior: 'nadie', persona: [{ 'g/completo': 'Ana Ríos' }, {}] },
			{ lugar: '2', mayor: '30', anterior: 'Ríos', persona: [{ 'g/completo': 'Caro Luna' }] }] },
	offered: { 'casa[1]/persona[1]/g/trabajo': ['campo', 'jubila'], 'casa[2]/persona[1]/g/trabajo': ['campo'] }, labels: { fin: '2 casas: Ríos, Luna' } },
]

/* Only what expected names. */
const only = (got, expected) => (Array.isArray(expected) ? expected.map((e, i) => only(got?.[i], e)) : expected && typeof expected === 'object'
	? Object.fromEntries(Object.keys(expected).map(k => [k, only(got?.[k], expected[k])])) : got)

const server = await startServer()
const sessions = new Map()
async function sessionOf(name) {
	if (!sessions.has(name)) {
		const published = await control(server).post('/administracion/formularios', { source: form(name), confirm: '1' })
		assert.ok(published.status === 200 && published.json.key, published.text)
		const code = await makeSession(server, { form: published.json.key })
		sessions.set(name, { code, where: await addressOf(server, code) })
	}
	return sessions.get(name)
}

for (const [i, one] of filled.entries()) {
	await check(`${one.form}, filling ${i + 1}: engine, collector and page make the same record`, async () => {
		const { code, where } = await sessionOf(one.form)
		const list = await request(server, { path: `${where}/formList`, headers: { 'X-OpenRosa-Version': '1.0' } })
		const address = new URL(/<downloadUrl>([^<]+)</.exec(list.text)[1].replace(/&amp;/g, '&'))
		const xform = (await request(server, { path: address.pathname })).text
		const loaded = await load(engine, xform)
		assert.equal(loaded.status, 'success', loaded.error?.message)
		const instance = loaded.createInstance().root
		for (const [field, value] of one.given) {
			const node = nodeOf(instance, field)
			assert.ok(node, `there is no ${field}`)
			answer(node, [value])
		}
		assert.deepEqual(instance.validationState.violations.map(v => v.reference), [])
		for (const [field, names] of Object.entries(one.offered ?? {}))
			assert.deepEqual(nodeOf(instance, field).currentState.valueOptions.map(o => o.value).sort(), [...names].sort(), field)
		for (const [field, text] of Object.entries(one.labels ?? {})) assert.equal(nodeOf(instance, field).currentState.label.asString, text)
		const payload = await payloadOf(instance), theirs = answersOf(engine, payload.xml, xform)
		assert.equal(payload.status, 'ready')
		assert.deepEqual(only(theirs, one.made), one.made, 'what the engine made')
		if (one.name) assert.match(payload.xml, new RegExp(`<instanceName>${one.name}</instanceName>`))

		const sent = await request(server, { method: 'POST', path: `${where}/submission`, ...multipart([{ name: 'xml_submission_file', fileName: 'x.xml', type: 'text/xml', text: payload.xml }]) })
		assert.equal(sent.status, 201, sent.text)
		const posted = await report(server, code, { 'lugar/municipio': undefined, ...Object.fromEntries(one.given.map(([f, v]) => [f, v])) })
		assert.equal(posted.status, 201, posted.text)
		const [client, page] = (await recordsOf(server, code)).slice(-2)
		assert.deepEqual(client, page, 'the records')
		for (const [field, value] of Object.entries(one.made)) {
			if (typeof value === 'string') assert.equal(page[field], value, field)
			else assert.deepEqual(only(JSON.parse(page[field]), value), value, field)
		}
	})
}
await check('a submission with a node that the form does not have is refused, and nothing is kept of it', async () => {
	const { code, where } = await sessionOf('cascada'), before = (await recordsOf(server, code)).length
	const xml = '<data id="cascada" version="1"><problema>x</problema><nadie>y</nadie><meta><instanceID>uuid:2f1c4a52-0000-4000-8000-000000000001</instanceID></meta></data>'
	const answered = await request(server, { method: 'POST', path: `${where}/submission`, ...multipart([{ name: 'xml_submission_file', fileName: 'x.xml', type: 'text/xml', text: xml }]) })
	assert.ok(answered.status >= 400 && answered.status < 500, String(answered.status))
	assert.equal((await recordsOf(server, code)).length, before)
})
await finish()
