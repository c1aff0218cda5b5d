// form.mjs - forms of every type as browsers without scripts, scripts and unkind clients send them: steps, files, corrections.
// node tests/journeys/form.mjs   (TAP on standard output)
// SPDX-License-Identifier: GPL-3.0-or-later
import fs from 'node:fs'
import path from 'node:path'
import zlib from 'node:zlib'
import { assert, check, Client, control, finish, makeSession, multipart, request, root, setState, startServer } from './lib.mjs'

const server = await startServer(), c = control(server)
const publish = async source => {
	const answer = await c.post('/administracion/formularios', { source, confirm: '1' })
	assert.equal(answer.status, 200, answer.text)
	return answer.json.key
}
const key = await publish(fs.readFileSync(path.join(root, 'tests/browser/all_types.md'), 'utf8'))
const code = await makeSession(server, { form: key })
const phone = () => new Client(server)
const script = () => new Client(server, { isScript: true })
const count = async (of = code) => (await c.get(`/sesiones/${of}`)).json.n_reports
const input = (html, name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1]
const box = (html, field) => new RegExp(`<[a-z]+ [^>]*data-field="${field.replace(/[[\]]/g, '\\$&')}"[^>]*>`).exec(html)?.[0] ?? ''

/* parts: [name, value] or [name, bytes, file name, type]. */
const send = (client, parts, where = `/j/${code}`) => {
	const { body, type } = multipart(parts.map(([name, value, file, kind]) => [name, value, { file, type: kind }]))
	return client.send('POST', where, { body, headers: { 'Content-Type': type } })
}
function crc32(bytes) {
	let crc = ~0
	for (const byte of bytes) {
		crc ^= byte
		for (let i = 0; i < 8; i++) crc = crc & 1 ? crc >>> 1 ^ 0xedb88320 : crc >>> 1
	}
	return ~crc >>> 0
}
function chunk(name, data) {
	const all = Buffer.concat([Buffer.from(name), data]), head = Buffer.alloc(4), tail = Buffer.alloc(4)
	head.writeUInt32BE(data.length)
	tail.writeUInt32BE(crc32(all))
	return Buffer.concat([head, all, tail])
}
const pixel = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])
const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', pixel), chunk('tEXt', Buffer.from('Location\0 25.5428 -103.4068')),
	chunk('IDAT', zlib.deflateSync(Buffer.from([0, 0]))), chunk('IEND', Buffer.alloc(0))])
const good = [['nombre', 'Centro'], ['tema', 'luz'], ['acepto', 'OK']]
async function fresh() {
	const html = (await phone().get(`/j/${code}`)).text
	return [['uuid', input(html, 'uuid')], ['issued', input(html, 'issued')], ['form', input(html, 'form')], ['seen', input(html, 'seen')]]
}
const hex = uuid => uuid.replaceAll('-', '')
const fileOf = (uuid, name) => c.get(`/reportes/${hex(uuid)}/archivos/${name}`)

await check('the default form has no model and no script beside its own', async () => {
	const { text } = await phone().get('/j/PRB24')
	assert.doesNotMatch(text, /id="model"|vocaliaXPath|vocaliaForm = |name="seen"|id="continue"|<template|enctype/)
	assert.equal(text.match(/<script/g).length, 1)
})
await check('the page of a form with everything carries its identifier once and its model safely', async () => {
	const { text } = await phone().get(`/j/${code}`), uuid = input(text, 'uuid')
	assert.equal(text.split(uuid).length, 2)
	const model = JSON.parse(/<script type="application\/json" id="model">(.*?)<\/script>/s.exec(text)[1])
	assert.equal(model.questions.length, text.match(/data-q="(\d+)"/g).map(s => +s.slice(8, -1)).reduce((a, b) => Math.max(a, b)) + 1)
	assert.ok(model.texts.missing && model.texts.add)
	assert.match(box(text, 'cual'), / hidden/)
	const packed = await request(server, { path: `/j/${code}`, headers: { 'Accept-Encoding': 'gzip' } })
	assert.equal(packed.headers['content-encoding'], 'gzip')
	assert.equal(zlib.gunzipSync(packed.bytes).toString().length, text.length)
})
await check('an author cannot break out of the model, a label or a file\'s name', async () => {
	const evil = '</script><script>alert(1)</script><!--'
	const own = await publish(`| survey |\n| | type | name | label | hint | choice_filter | relevant | media::image |\n| | text | a | ${evil} \${b} | ${evil} | | | x"><script>.png |\n| | text | b | B | | | \${a} != '${evil}' | |\n| | select_one l | s | S | | g = \${a} | | |\n| choices |\n| | list_name | name | label | g |\n| | l | x | ${evil} | ${evil} |\n`)
	const { text } = await phone().get(`/j/${await makeSession(server, { form: own })}`)
	assert.doesNotMatch(text, /alert\(1\)<\/script>/)
	assert.equal(text.match(/<script/g).length, 4)
	assert.equal(text.match(/<\/script>/g).length, 4)
	const model = JSON.parse(/id="model">(.*?)<\/script>/s.exec(text)[1])
	assert.equal(model.lists.l.items[0][2], evil)
})
await check('a form speaks every language that it has, also those that the program does not', async () => {
	const own = await publish('| survey |\n| | type | name | label::Español (es) | label::Nahuatl | label::English (en) | constraint_message::Nahuatl | constraint | relevant |\n| | text | a | Agua | Atl | Water | Amo cuali | . != \'x\' | |\n| | text | b | B | B | B | | | ${a} = \'1\' |\n| settings |\n| | default_language |\n| | Español (es) |\n')
	const where = await makeSession(server, { form: own }), plain = await phone().get(`/j/${where}`)
	assert.match(plain.text, /<a href="\?lang=Nahuatl">Nahuatl<\/a><a href="\?lang=en" hreflang="en" lang="en">English/)
	assert.match(plain.text, /<label for="q1">Agua/)
	const nahuatl = await phone().get(`/j/${where}?lang=Nahuatl`)
	assert.match(nahuatl.text, /<label for="q1">Atl/)
	assert.match(nahuatl.text, /"cm":"Amo cuali"/)
	assert.match((await phone().get(`/j/${where}?lang=en`)).text, /<label for="q1">Water/)
	assert.match((await phone().get(`/j/${where}?lang=${'x'.repeat(500)}`)).text, /<label for="q1">Agua/)
	const parts = ['uuid', 'issued', 'form', 'seen'].map(n => [n, input(nahuatl.text, n)])
	const bad = await send(phone(), [...parts, ['a', 'x']], `/j/${where}?lang=Nahuatl`)
	assert.equal(bad.status, 422)
	assert.match(bad.text, /Amo cuali/)
	const done = await send(phone(), [...parts, ['a', 'y']], `/j/${where}?lang=Nahuatl`)
	assert.equal(done.status, 303)
	assert.match(done.location, /\?lang=Nahuatl$/)
})
await check('a step stores nothing, judges nothing and brings the page up to date', async () => {
	const before = await count(), own = await fresh()
	const answer = await send(phone(), [...own, ['tema', 'agua'], ['personas', 'muchas'], ['estado', 'coa'], ['n_fugas', '3'], ['persona[1]/apodo', 'Toño'], ['continue', '1']])
	assert.equal(answer.status, 200)
	assert.equal(input(answer.text, 'uuid'), own[0][1])
	assert.doesNotMatch(answer.text, /aria-invalid="true"/)
	assert.doesNotMatch(box(answer.text, 'agua'), / hidden/)
	assert.match(box(answer.text, 'agua/dias'), / data-new="true"/)
	assert.match(box(answer.text, 'cual'), / hidden/)
	assert.match(answer.text, /<option value="parras">Parras/)
	assert.doesNotMatch(answer.text, /<option value="lerdo">/)
	for (const field of ['fuga[3]/calle', 'persona[2]/apodo']) assert.ok(box(answer.text, field), field)
	assert.equal(box(answer.text, 'fuga[4]/calle'), '')
	assert.equal(input(answer.text, 'personas'), 'muchas')
	assert.equal(await count(), before)
	const again = await send(phone(), [...own.slice(0, 3), ['seen', input(answer.text, 'seen')], ['tema', 'agua'], ['estado', 'coa'], ['n_fugas', '3'], ['persona[1]/apodo', 'Toño'], ['continue', '1']])
	assert.match(again.text, /Ya no hay más preguntas/)
})
await check('what comes up with the sending is shown first; then it is received', async () => {
	const before = await count(), own = await fresh(), answers = [['nombre', 'Centro'], ['tema', 'agua'], ['acepto', 'OK']]
	const answer = await send(phone(), [...own, ...answers])
	assert.equal(answer.status, 422)
	assert.match(answer.text, /hay más preguntas/)
	assert.match(box(answer.text, 'agua/dias'), / data-new="true"/)
	assert.equal(await count(), before)
	const done = await send(phone(), [...own.slice(0, 3), ['seen', input(answer.text, 'seen')], ...answers])
	assert.equal(done.status, 303, done.text)
	assert.equal(await count(), before + 1)
})
await check('who shows questions with a script, or sends without a page, is not asked what was seen', async () => {
	for (const seen of [[['seen', 'live']], []]) {
		const own = await fresh()
		const answer = await send(script(), [...own.slice(0, 3), ...seen, ['nombre', 'Centro'], ['tema', 'agua'], ['acepto', 'OK']])
		assert.equal(answer.status, 201, answer.text)
	}
})
await check('the server judges what a script would have hidden', async () => {
	const own = await fresh()
	const answer = await send(script(), [...own, ...good, ['estado', 'coa'], ['municipio', 'lerdo'], ['codigo_postal', 'abc'], ['litros', '7'], ['orden', 'agua'], ['orden', 'agua'], ['agua/dias', '99']])
	assert.equal(answer.status, 422)
	assert.deepEqual(answer.json.complaints.map(x => x.field).sort(), ['codigo_postal', 'litros', 'municipio', 'orden'])
})
await check('a photograph is kept under the question\'s name, without what the camera wrote; its own name is not', async () => {
	const own = await fresh(), answer = await send(script(), [...own, ...good, ['foto', png, '../../etc/IMG_20260315.exe', 'text/html'], ['voz', '', '', 'application/octet-stream']])
	assert.equal(answer.status, 201, answer.text)
	const file = await fileOf(own[0][1], 'foto.png')
	assert.equal(file.status, 200)
	assert.equal(file.headers['content-type'], 'image/png')
	assert.ok(!file.bytes.includes('25.5428') && file.bytes.length < png.length)
	assert.equal((await c.get(`/reportes/${hex(own[0][1])}/archivos`)).json.files.length, 1)
	const receipt = await phone().get(answer.json.location)
	assert.match(receipt.text, /foto\.png/)
	assert.doesNotMatch(receipt.text, /IMG_2026|passwd|\.exe/)
	const same = await send(script(), [...own, ...good, ['foto', png, 'otro.png', 'image/png']])
	assert.equal(same.status, 201)
	assert.equal(same.json.folio, answer.json.folio)
	assert.equal((await send(script(), [...own, ...good])).status, 409)
})
await check('what is not what the question asks for is refused beside its field; any file does where any is asked for', async () => {
	const pdf = Buffer.from('%PDF-1.4\n%%EOF\n')
	for (const [field, bytes] of [['foto', pdf], ['foto', Buffer.from('<svg onload=alert(1)>')], ['voz', png], ['video', png], ['foto', png.subarray(0, 40)]]) {
		const before = await count(), answer = await send(script(), [...await fresh(), ...good, [field, bytes, 'x.jpg', 'image/jpeg']])
		assert.equal(answer.status, 422, field)
		assert.deepEqual(answer.json.complaints.map(x => x.field), [field])
		assert.match(answer.json.complaints[0].message, /no se puede recibir/)
		assert.equal(await count(), before)
	}
	const own = await fresh()
	assert.equal((await send(script(), [...own, ...good, ['oficio', pdf, 'oficio.pdf', 'application/pdf']])).status, 201)
	assert.equal((await fileOf(own[0][1], 'oficio.pdf')).status, 200)
})
await check('an answer cannot name a file that did not come with it', async () => {
	const own = await fresh(), answer = await send(script(), [...own, ...good, ['foto', 'foto.png']])
	assert.equal(answer.status, 201)
	const receipt = await phone().get(answer.json.location)
	assert.doesNotMatch(receipt.text, /foto\.png/)
})
await check('files in repeats have names of their own, and of two for one question the first is kept', async () => {
	const key2 = await publish('| survey |\n| | type | name | label |\n| | begin_repeat | sitio | Sitio |\n| | image | foto | Foto |\n| | text | que | Qué |\n| | end_repeat | | |\n')
	const code2 = await makeSession(server, { form: key2 }), html = (await phone().get(`/j/${code2}`)).text, uuid = input(html, 'uuid')
	const other = Buffer.concat([png.subarray(0, 33), png.subarray(33)])
	const answer = await send(script(), [['uuid', uuid], ['sitio[1]/foto', png, 'a', 'image/png'], ['sitio[2]/foto', other, 'a', 'image/png'], ['sitio[2]/foto', Buffer.from('x'), 'b', 'image/png']], `/j/${code2}`)
	assert.equal(answer.status, 201, answer.text)
	assert.deepEqual((await c.get(`/reportes/${hex(uuid)}/archivos`)).json.files.map(f => f.name).sort(), ['sitio-1-foto.png', 'sitio-2-foto.png'])
})
await check('a correction begins with what was answered and keeps the photograph that is not chosen again', async () => {
	const own = await fresh()
	const first = await send(script(), [...own.slice(0, 3), ...good, ['estado', 'dur'], ['municipio', 'lerdo'], ['persona[1]/apodo', 'Toño'], ['persona[2]/apodo', 'Lucha'], ['punto', '25.5, -103.4'], ['foto', png, 'a.png', 'image/png']])
	assert.equal(first.status, 201, first.text)
	const page = await phone().get(`${first.json.location}/corregir`)
	assert.match(page.text, /<option value="lerdo" selected>/)
	assert.equal(input(page.text, 'persona\\[2\\]/apodo'), 'Lucha')
	assert.equal(input(page.text, 'punto'), '25.5, -103.4')
	assert.equal(input(page.text, 'foto'), 'foto.png')
	const uuid = input(page.text, 'uuid'), lineage = [['uuid', uuid], ['issued', input(page.text, 'issued')], ['form', input(page.text, 'form')], ['seen', input(page.text, 'seen')], ['corrects_folio', input(page.text, 'corrects_folio')]]
	const step = await send(phone(), [...lineage, ...good, ['tema', 'otro'], ['foto', 'foto.png'], ['foto', '', '', 'application/octet-stream'], ['continue', '1']])
	assert.equal(step.status, 200)
	assert.equal(input(step.text, 'corrects_folio'), input(page.text, 'corrects_folio'))
	assert.equal(input(step.text, 'foto'), 'foto.png')
	const done = await send(phone(), [...lineage, ...good, ['nombre', 'Centro nuevo'], ['foto', 'foto.png'], ['foto', '', '', 'application/octet-stream']])
	assert.equal(done.status, 303, done.text)
	const kept = await fileOf(uuid, 'foto.png')
	assert.equal(kept.status, 200)
})
await check('a page of an open session is brought up to date and received after it has closed, as late', async () => {
	const late = await makeSession(server, { form: key }), html = (await phone().get(`/j/${late}`)).text
	const own = ['uuid', 'issued', 'form', 'seen'].map(n => [n, input(html, n)])
	await setState(server, late, 'closed')
	const step = await send(phone(), [...own, ['tema', 'otro'], ['continue', '1']], `/j/${late}`)
	assert.equal(step.status, 200)
	const done = await send(phone(), [['uuid', own[0][1]], ['issued', input(step.text, 'issued')], ['form', own[2][1]], ['seen', input(step.text, 'seen')], ...good, ['tema', 'otro'], ['cual', 'Perros']], `/j/${late}`)
	assert.equal(done.status, 303, done.text)
	assert.equal((await c.get(`/sesiones/${late}`)).json.n_late, 1)
	assert.equal((await send(phone(), [['uuid', own[0][1]], ['tema', 'otro'], ['continue', '1']], `/j/${late}`)).status, 410)
})
await check('nonsense in what was seen, in fields and in places is refused or answered, never worse', async () => {
	const own = (await fresh()).slice(0, 3)
	for (const seen of ['', ',,,,', '-', '0-', '99999999999999999999', '@', 'x'.repeat(60000), '0-50,'.repeat(9000)]) {
		const answer = await send(phone(), [...own, ['seen', seen], ['tema', 'agua'], ['continue', '1']])
		assert.equal(answer.status, 200)
	}
	for (const [name, value] of [['persona[99999]/apodo', 'x'], ['persona[0]/apodo', 'x'], ['persona[-1]/apodo', 'x'], ['[', 'x'], ['persona[1', 'x'], ['zona', '1 2;'.repeat(20000)], ['foto[1]', 'x'], ['fuga[500]/calle', 'x'], ['n_fugas', '1e9']])
		assert.ok([200, 413].includes((await send(phone(), [...own, [name, value], ['continue', '1']])).status), name)
	assert.equal((await phone().get('/salud')).status, 200)
})
await finish()
