// citizen.mjs - what a person with a phone does, and what a script or an unkind client does, to the real program.
// node tests/journeys/citizen.mjs   (TAP on standard output)
// SPDX-License-Identifier: GPL-3.0-or-later
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import zlib from 'node:zlib'
import { assert, check, Client, control, finish, has, makeSession, multipart, problem, report, request, setState, skip,
	startServer, until } from './lib.mjs'

const server = await startServer()
const script = (headers = {}) => new Client(server, { isScript: true, headers })
const phone = (headers = {}) => new Client(server, { headers })
const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const uuidIn = html => /name="uuid" value="([^"]+)"/.exec(html)?.[1]
const view = async code => (await control(server).get(`/sesiones/${code}`)).json
const unescape = text => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&#0*39;|&#x27;|&apos;/gi, "'").replace(/&amp;/g, '&')

// ---- the page

const html = await phone().get('/j/PRB24')

await check('the form is one page that asks for nothing else', () => {
	assert.equal(html.status, 200)
	assert.match(html.headers['content-type'], /^text\/html; charset=utf-8$/)
	assert.equal(html.headers['cache-control'], 'no-store')
	assert.doesNotMatch(html.text, /<(link|script|img|iframe|source|object)[^>]*\s(src|href)="(?!data:,)/i)
	assert.doesNotMatch(html.text, /url\(|@import|https?:\/\//)
	assert.doesNotMatch(html.text, /\sstyle="|\son[a-z]+="/i)
})
await check('the form is under 14 KB as phones receive it', async () => {
	const packed = await request(server, { path: '/j/PRB24', headers: { 'Accept-Encoding': 'gzip, deflate' } })
	assert.equal(packed.headers['content-encoding'], 'gzip')
	assert.ok(packed.bytes.length < 14 * 1024, `${packed.bytes.length} bytes`)
	assert.equal(Number(packed.headers['content-length']), packed.bytes.length)
})
await check('the packed page and the plain one are the same but for their identifiers, twenty times, and these are ordered and unique', async () => {
	const seen = []
	for (let i = 0; i < 20; i++) {
		const packed = await request(server, { path: '/j/PRB24', headers: { 'Accept-Encoding': 'gzip' } })
		const plain = await request(server, { path: '/j/PRB24', headers: { 'Accept-Encoding': 'identity' } })
		const opened = zlib.gunzipSync(packed.bytes).toString('utf8') // checks length and CRC
		const a = uuidIn(opened), b = uuidIn(plain.text)
		assert.equal(opened.replace(a, ''), plain.text.replace(b, ''))
		assert.equal(plain.headers['content-encoding'], undefined)
		seen.push(a, b)
	}
	for (const uuid of seen) assert.match(uuid, uuidForm)
	assert.deepEqual(seen, [...new Set(seen)].sort())
})
await check('the stream of a packed page with one wrong byte does not open', async () => {
	const packed = await request(server, { path: '/j/PRB24', headers: { 'Accept-Encoding': 'gzip' } })
	packed.bytes[packed.bytes.length - 8] ^= 1
	assert.throws(() => zlib.gunzipSync(packed.bytes))
})
await check('the page says who asks, that no name is asked for, and that it is no emergency service, before the first question', () => {
	const before = html.text.slice(0, html.text.indexOf('<form'))
	for (const words of ['No pedimos tu nombre', '911', 'diagnóstico', 'folio', '/aviso?j=PRB24']) assert.ok(before.includes(words), words)
	assert.match(html.text, /DE PRUEBA/)
	assert.match(html.text, /no es una encuesta representativa/)
	assert.doesNotMatch(html.text, /margen de error/)
})
await check('only the problem and the municipality are required, and the municipality is filled in', () => {
	const required = [...html.text.matchAll(/<(?:input|textarea|select)[^>]*name="([^"]+)"[^>]*\srequired/g)].map(m => m[1])
	assert.deepEqual(required.sort(), ['lugar/municipio', 'problema'])
	assert.match(html.text, /name="lugar\/municipio" value="Saltillo"/)
})
await check('the page comes in English to a phone that speaks English, and on demand', async () => {
	for (const answer of [await phone({ 'Accept-Language': 'en-US,en;q=0.9' }).get('/j/PRB24'), await phone({ 'Accept-Language': 'es-MX' }).get('/j/PRB24?lang=en')]) {
		assert.match(answer.text, /<html lang="en">/)
		assert.match(answer.text, /What problem is there in your community\?/)
		assert.doesNotMatch(answer.text, /Acepto el aviso|No pedimos|Molesta/)
	}
	assert.match((await phone({ 'Accept-Language': 'fr,de;q=0.5' }).get('/j/PRB24')).text, /<html lang="es">/)
	assert.match((await phone({ 'Accept-Language': 'en' }).get('/j/PRB24?lang=es')).text, /<html lang="es">/)
})
await check('a code is found in lower case and through the search on the front page', async () => {
	assert.equal((await phone().get('/j/prb24')).status, 200)
	const found = await phone().get('/buscar?q=%20prb24%20')
	assert.equal(found.status, 303)
	assert.equal(found.location, '/j/PRB24')
	assert.equal((await phone().get('/buscar?q=ZZZZZ')).status, 404)
	assert.equal((await phone().get('/buscar')).status, 404)
})

// ---- sending

const first = await report(server, 'PRB24', { tema: 'agua', gravedad: 'riesgo', 'lugar/colonia': 'Centro', 'sobre_ti/edad': 'a30_44' })

await check('a script gets 201 with identifier, folio, digest and place', () => {
	assert.equal(first.status, 201, first.text)
	assert.equal(first.json.uuid, first.sent.uuid)
	assert.match(first.json.folio, /^[0-9A-HJKMNP-TV-Z-]{20,}$/)
	assert.match(first.json.digest, /^[0-9a-f]{64}$/)
	assert.equal(first.json.location, `/f/${first.json.folio}`)
	assert.equal(first.location, first.json.location)
})
await check('the same report again gives the same folio and digest, however often, and counts once', async () => {
	const before = (await view('PRB24')).n_reports
	for (let i = 0; i < 3; i++) {
		const again = await script().post('/j/PRB24', first.sent)
		assert.equal(again.status, 201)
		assert.deepEqual(again.json, first.json)
	}
	assert.equal((await view('PRB24')).n_reports, before)
})
await check('twenty at once of the same report are one', async () => {
	const page = (await script().get('/j/PRB24')).json, before = (await view('PRB24')).n_reports
	const answers = await Promise.all(Array.from({ length: 20 }, () => script().post('/j/PRB24', { ...problem, uuid: page.uuid, issued: page.issued })))
	assert.deepEqual([...new Set(answers.map(a => a.status))], [201])
	assert.equal(new Set(answers.map(a => a.text)).size, 1)
	assert.equal((await view('PRB24')).n_reports, before + 1)
})
await check('the same identifier with other words is refused with 409 and changes nothing', async () => {
	const other = await script().post('/j/PRB24', { ...first.sent, problema: 'Otra cosa muy distinta' })
	assert.equal(other.status, 409)
	assert.match(other.json.message, /reporte nuevo/)
	assert.match((await phone().get(first.json.location)).text, /Falta agua desde hace tres semanas/)
})
await check('a browser without script that meets a 409 gets its words back on a fresh page, and sends them as a new report', async () => {
	const before = (await view('PRB24')).n_reports
	const page = await phone().post('/j/PRB24', { ...first.sent, problema: 'Otra cosa "muy" distinta' })
	assert.equal(page.status, 409)
	assert.match(page.text, /contará como un reporte nuevo/)
	assert.match(page.text, /Otra cosa &quot;muy&quot; distinta/)
	const fresh = uuidIn(page.text)
	assert.notEqual(fresh, first.sent.uuid)
	assert.equal((await view('PRB24')).n_reports, before)
	assert.equal((await phone().post('/j/PRB24', { ...first.sent, problema: 'Otra cosa "muy" distinta', uuid: fresh })).status, 303)
	assert.equal((await view('PRB24')).n_reports, before + 1)
})
await check('a browser is sent on to the receipt, which shows folio, words and choices', async () => {
	const page = await phone().get('/j/PRB24')
	const answer = await phone().post('/j/PRB24', { ...problem, uuid: uuidIn(page.text), gravedad: 'molesta' })
	assert.equal(answer.status, 303)
	const receipt = await phone().get(answer.location)
	assert.equal(receipt.status, 200)
	assert.equal(receipt.headers['cache-control'], 'no-store')
	for (const words of [answer.location.slice(3), 'Recibido', problem.problema, 'Molesta', 'Contar otro problema', 'Corregir este reporte', 'Retirar'])
		assert.ok(receipt.text.includes(words), words)
})
await check('a report in multipart is the same report as urlencoded', async () => {
	const page = (await script().get('/j/PRB24')).json, fields = { ...problem, uuid: page.uuid, issued: page.issued, tema: 'agua' }
	const { body, type } = multipart(Object.entries(fields))
	const one = await script().send('POST', '/j/PRB24', { body, headers: { 'Content-Type': type } })
	assert.equal(one.status, 201, one.text)
	const two = await script().post('/j/PRB24', fields)
	assert.deepEqual(two.json, one.json)
})
await check('line ends, spaces at the ends and composed letters make no difference to what a report is', async () => {
	const one = await report(server, 'PRB24', { problema: 'Hay camión\nsin luz' })
	const two = await script().post('/j/PRB24', { ...one.sent, problema: '  Hay camio\u0301n\r\nsin luz ' })
	assert.equal(one.status, 201)
	assert.equal(two.status, 201, two.text)
	assert.deepEqual(two.json, one.json)
})
await check('an identifier made by another program is accepted, in capitals too', async () => {
	const uuid = randomUUID()
	const one = await script().post('/j/PRB24', { ...problem, uuid })
	const two = await script().post('/j/PRB24', { ...problem, uuid: uuid.toUpperCase() })
	assert.equal(one.status, 201)
	assert.deepEqual(two.json, one.json)
})

// ---- what is refused

await check('a missing answer gives the page again with the complaint beside it and everything typed kept', async () => {
	const page = await phone().get('/j/PRB24'), uuid = uuidIn(page.text)
	const answer = await phone().post('/j/PRB24', { uuid, problema: '', 'lugar/municipio': 'Parras & Viesca', 'lugar/colonia': '"El Sol" <norte>', tema: 'calles' })
	assert.equal(answer.status, 422)
	assert.match(answer.text, /Cuéntanos qué problema hay/)
	assert.ok(answer.text.includes('value="Parras &amp; Viesca"'))
	assert.ok(unescape(answer.text).includes('value=""El Sol" <norte>"'))
	assert.match(answer.text, /value="calles" checked/)
	assert.equal(uuidIn(answer.text), uuid)
	assert.match(answer.text, /aria-invalid="true"/)
	const good = await phone().post('/j/PRB24', { ...problem, uuid })
	assert.equal(good.status, 303)
})
await check('the same complaint as data names the field and says what to do', async () => {
	const answer = await report(server, 'PRB24', { problema: '   ' })
	assert.equal(answer.status, 422)
	assert.deepEqual(answer.json.complaints, [{ field: 'problema', message: 'Cuéntanos qué problema hay' }])
	const short = await report(server, 'PRB24', { problema: 'agua' })
	assert.match(short.json.complaints[0].message, /Cuéntanos un poco más/)
	const english = await report(server, 'PRB24', { problema: '' }, { client: script({ 'Accept-Language': 'en' }) })
	assert.equal(english.json.complaints[0].message, 'Tell us what the problem is')
})
await check('a choice that is not on the list is refused, also one that only looks like a good one', async () => {
	for (const tema of ['nada', 'agua calles', 'AGUA', "agua'", 'lista_tema']) {
		const answer = await report(server, 'PRB24', { tema })
		assert.equal(answer.status, 422, JSON.stringify(tema))
		assert.equal(answer.json.complaints[0].field, 'tema')
	}
	const page = await phone().post('/j/PRB24', { ...problem, uuid: randomUUID(), tema: 'nada' })
	assert.equal(page.status, 422)
	assert.match(page.text, /Elige una de las opciones/)
})
await check('a text of 4000 letters is taken whole and one of 4001 is refused', async () => {
	const whole = await report(server, 'PRB24', { problema: 'ñ'.repeat(4000) })
	assert.equal(whole.status, 201)
	assert.ok((await phone().get(whole.json.location)).text.includes('ñ'.repeat(4000)))
	const long = await report(server, 'PRB24', { problema: 'ñ'.repeat(4001) })
	assert.equal(long.status, 422)
	assert.match(long.json.complaints[0].message, /demasiado largo/)
})
await check('a body over the limit is refused with 413', async () => {
	const answer = await script().post('/j/PRB24', { ...problem, uuid: randomUUID(), problema: 'a'.repeat(300000) }).catch(error => ({ status: error.code }))
	assert.ok(answer.status === 413 || answer.status === 'ECONNRESET' || answer.status === 'EPIPE', String(answer.status))
})
await check('a report without an identifier, or with a broken one, is refused and not stored', async () => {
	const before = (await view('PRB24')).n_reports
	for (const uuid of [undefined, '', 'x', '0199', `${randomUUID()}0`, randomUUID().replace(/-/g, '+')])
		assert.equal((await script().post('/j/PRB24', { ...problem, uuid })).status, 400, String(uuid))
	assert.equal((await view('PRB24')).n_reports, before)
})
await check('names that the form does not have are left alone', async () => {
	const answer = await report(server, 'PRB24', { 'otra': 'cosa', 'sender': '0'.repeat(32), 'late': '1' })
	assert.equal(answer.status, 201)
	assert.doesNotMatch((await phone().get(answer.json.location)).text, />cosa</)
})

// ---- sessions and their states

await check('an unknown session is 404, for reading and for sending, and a session in draft too', async () => {
	const draft = await makeSession(server, {}, false)
	for (const code of ['NADA9', draft, '..%2F..', 'PRB24%00', '%F0%9F%98%80', 'A'.repeat(200)])
		for (const answer of [await phone().get(`/j/${code}`), await phone().post(`/j/${code}`, { ...problem, uuid: randomUUID() })])
			assert.ok(answer.status === 404 || (answer.status === 400 && code.includes('%')), `${code}: ${answer.status}`)
	await setState(server, draft, 'open')
	assert.equal((await phone().get(`/j/${draft}`)).status, 200)
})
await check('tables have forms of their own, and there is none that the session has not', async () => {
	const code = await makeSession(server, { n_mesas: '3' })
	assert.equal((await report(server, code, {}, { where: `/j/${code}/3` })).status, 201)
	const page = await phone().get(`/j/${code}/2`)
	assert.match(page.text, /Mesa 2/)
	for (const mesa of ['0', '4', '-1', '1x', '99999999999999999999', '01x']) assert.equal((await phone().get(`/j/${code}/${mesa}`)).status, 404, mesa)
})

const closing = await makeSession(server, { title: 'La que cierra' })
const open = (await script().get(`/j/${closing}`)).json, open2 = (await script().get(`/j/${closing}`)).json
const before = await report(server, closing)

await check('a paused session gives no page and says so', async () => {
	await setState(server, closing, 'paused')
	const answer = await phone().get(`/j/${closing}`)
	assert.equal(answer.status, 403)
	assert.match(answer.text, /en pausa/)
	assert.equal((await script().post(`/j/${closing}`, { ...problem, uuid: randomUUID() })).status, 403)
	await setState(server, closing, 'open')
	assert.equal((await phone().get(`/j/${closing}`)).status, 200)
})
await check('a closed session gives no page and takes no report whose page it did not issue', async () => {
	await setState(server, closing, 'closed')
	const answer = await phone().get(`/j/${closing}`)
	assert.equal(answer.status, 410)
	assert.match(answer.text, /ya cerró/)
	assert.equal((await script().post(`/j/${closing}`, { ...problem, uuid: randomUUID() })).status, 410)
})
await check('a page that was issued before closing is accepted and marked late', async () => {
	const late = await script().post(`/j/${closing}`, { ...problem, uuid: open.uuid, issued: open.issued })
	assert.equal(late.status, 201, late.text)
	const again = await script().post(`/j/${closing}`, { ...problem, uuid: open.uuid, issued: open.issued })
	assert.deepEqual(again.json, late.json)
	const session = await view(closing)
	assert.equal(session.n_late, 1)
	assert.equal(session.n_reports, 2)
})
await check('a retry of a report that was received before closing still gets its receipt', async () => {
	const again = await script().post(`/j/${closing}`, before.sent)
	assert.equal(again.status, 201)
	assert.deepEqual(again.json, before.json)
	assert.equal((await view(closing)).n_late, 1)
})
await check('a forged or borrowed proof of issue is refused', async () => {
	const other = (await script().get('/j/PRB24')).json.issued
	const flipped = open2.issued.replace(/.$/, c => (c === '0' ? '1' : '0'))
	for (const issued of [other, flipped, open2.issued.replace(/^\d+/, d => String(Number(d) + 1)), '0.', `1.${'0'.repeat(24)}`, '', '.', open2.issued.slice(0, -1), `${open2.issued}0`])
		assert.equal((await script().post(`/j/${closing}`, { ...problem, uuid: open2.uuid, issued })).status, 410, issued)
	assert.equal((await view(closing)).n_late, 1)
})

// ---- more than one report of one sender

const again = async (folio, fields = {}) => {
	const page = await phone().get(`/f/${folio}/otro`)
	assert.equal(page.status, 200, page.text)
	const action = /<form id="form"[^>]* action="([^"]*)"/.exec(page.text)[1]
	const sent = { ...problem, uuid: uuidIn(page.text), issued: /name="issued" value="([^"]*)"/.exec(page.text)[1],
		previous_folio: /name="previous_folio" value="([^"]*)"/.exec(page.text)[1], ...fields }
	return { page, sent, action, answer: await script().post(action, sent) }
}
let second, third
await check('a further report skips the questions about the person and counts as a report', async () => {
	const n = (await view('PRB24')).n_reports
	second = await again(first.json.folio, { problema: 'Otro problema: los baches' })
	assert.equal(second.action, '/j/PRB24')
	assert.doesNotMatch(second.page.text, /name="sobre_ti/)
	assert.match(second.page.text, /name="gravedad"/)
	assert.equal(second.answer.status, 201, second.answer.text)
	third = await again(second.answer.json.folio, { problema: 'Y uno más: la basura' })
	assert.equal(third.answer.status, 201)
	assert.equal((await view('PRB24')).n_reports, n + 2)
})
await check('a complaint about a further report does not bring back the questions about the person', async () => {
	const lone = await report(server, 'PRB24')
	const bad = await phone().post('/j/PRB24', { ...problem, problema: '', uuid: randomUUID(), previous_folio: lone.json.folio })
	assert.equal(bad.status, 422)
	assert.doesNotMatch(bad.text, /name="sobre_ti/)
	assert.ok(bad.text.includes(`name="previous_folio" value="${lone.json.folio}"`))
})
await check('the fourth is refused, and the receipts stop offering it', async () => {
	for (const folio of [first, second.answer, third.answer].map(a => a.json.folio)) {
		const fourth = await script().post('/j/PRB24', { ...problem, uuid: randomUUID(), previous_folio: folio })
		assert.equal(fourth.status, 409)
		assert.doesNotMatch((await phone().get(`/f/${folio}`)).text, /Contar otro problema/)
	}
})
await check('a retry of the third still gives its receipt', async () => {
	const retry = await script().post('/j/PRB24', third.sent)
	assert.equal(retry.status, 201)
	assert.deepEqual(retry.json, third.answer.json)
})
await check('a further report to another session is refused, and so is one after an invented folio', async () => {
	const other = await makeSession(server)
	assert.equal((await script().post(`/j/${other}`, { ...problem, uuid: randomUUID(), previous_folio: first.json.folio })).status, 409)
	assert.equal((await script().post('/j/PRB24', { ...problem, uuid: randomUUID(), previous_folio: '0000-0000-0000-0000-00' })).status, 404)
})

// ---- correcting, withdrawing

await check('a correction takes the place of the report: the old folio says so and one is counted', async () => {
	const one = await report(server, 'PRB24', { problema: 'Faltan maestros en la primaria', gravedad: 'diaria', 'sobre_ti/edad': 'a45_59' })
	const n = (await view('PRB24')).n_reports
	const page = await phone().get(`/f/${one.json.folio}/corregir`)
	assert.match(page.text, />\s*Faltan maestros en la primaria<\/textarea>/)
	assert.match(page.text, /value="diaria" checked/)
	assert.match(page.text, /value="a45_59" checked/)
	const sent = { ...problem, problema: 'Faltan dos maestros en la primaria', uuid: uuidIn(page.text), corrects_folio: one.json.folio }
	const two = await script().post('/j/PRB24', sent)
	assert.equal(two.status, 201, two.text)
	assert.equal((await view('PRB24')).n_reports, n)
	const old = await phone().get(`/f/${one.json.folio}`)
	assert.match(old.text, /Corregido/)
	assert.doesNotMatch(old.text, /Corregir este reporte|Contar otro problema/)
	assert.match((await phone().get(`/f/${two.json.folio}`)).text, /Faltan dos maestros/)
	assert.deepEqual((await script().post('/j/PRB24', sent)).json, two.json)
	assert.equal((await script().post('/j/PRB24', { ...sent, uuid: randomUUID() })).status, 409)
	assert.equal((await phone().get(`/f/${one.json.folio}/corregir`)).status, 410)
	assert.deepEqual((await script().post('/j/PRB24', one.sent)).json, one.json)
})
await check('the analysis sees one of the two versions', async () => {
	const code = await makeSession(server, { title: 'Para el análisis' })
	const one = await report(server, code, { problema: 'Versión primera del reporte corregido' })
	await script().post(`/j/${code}`, { ...problem, problema: 'Versión segunda del reporte corregido', uuid: randomUUID(), corrects_folio: one.json.folio })
	const total = (await control(server).get('/sesiones')).json.sessions.filter(s => s.is_trial).reduce((sum, s) => sum + s.n_reports, 0)
	const seen = await until(async () => {
		const v = (await control(server).get('/revision?ambito=prueba')).json
		return v.n_reports === total && v
	}, 20000, `a diagnosis of ${total} reports`)
	const said = JSON.stringify(seen)
	assert.doesNotMatch(said, /Versión primera/)
})

const canary = 'zanahoriacanaria', contactCanary = 'canario.sellado'
let gone
await check('withdrawing needs the box to be marked', async () => {
	gone = await report(server, 'PRB24', { problema: `Hay una ${canary} en la calle`, 'lugar/colonia': canary })
	const answer = await phone().post(`/f/${gone.json.folio}/retirar`)
	assert.equal(answer.status, 422)
	assert.match((await phone().get(`/f/${gone.json.folio}`)).text, new RegExp(canary))
})
await check('a withdrawn report shows that it was withdrawn and none of its words, and is not counted', async () => {
	const n = (await view('PRB24')).n_reports, withdrawn = (await view('PRB24')).n_withdrawn
	const answer = await phone().post(`/f/${gone.json.folio}/retirar`, { confirm: '1' })
	assert.equal(answer.status, 303)
	const page = await phone().get(answer.location)
	assert.match(page.text, /Retirado/)
	assert.doesNotMatch(page.text, new RegExp(canary))
	assert.doesNotMatch(page.text, /Corregir este reporte|Contar otro problema|Retirar este reporte/)
	const now = await view('PRB24')
	assert.equal(now.n_withdrawn, withdrawn + 1)
	assert.equal(now.n_reports - now.n_withdrawn, n - withdrawn - 1)
})
await check('a withdrawn report cannot be sent again, nor be followed, corrected or given a contact', async () => {
	const resend = await script().post('/j/PRB24', gone.sent)
	assert.equal(resend.status, 409)
	assert.match(resend.json.message, /retirado/)
	assert.equal((await script().post('/j/PRB24', { ...problem, uuid: randomUUID(), previous_folio: gone.json.folio })).status, 409)
	assert.equal((await script().post('/j/PRB24', { ...problem, uuid: randomUUID(), corrects_folio: gone.json.folio })).status, 409)
	assert.equal((await phone().get(`/f/${gone.json.folio}/otro`)).status, 410)
	assert.equal((await phone().get(`/f/${gone.json.folio}/corregir`)).status, 410)
})
await check('a retry of a report keeps its receipt after the sender withdrew the one before it', async () => {
	const one = await report(server, 'PRB24', { problema: 'El primero, que se retira' })
	const two = await again(one.json.folio, { problema: 'El segundo, que se queda' })
	assert.equal((await script().post(`/f/${one.json.folio}/retirar`, { confirm: '1' })).status, 200)
	const retry = await script().post('/j/PRB24', two.sent)
	assert.equal(retry.status, 201, retry.text)
	assert.deepEqual(retry.json, two.answer.json)
})
await check('withdrawing a corrected report erases every version of it', async () => {
	const one = await report(server, 'PRB24', { problema: `Primera ${canary} escrita` })
	const two = await script().post('/j/PRB24', { ...problem, problema: `Segunda ${canary} escrita`, uuid: randomUUID(), corrects_folio: one.json.folio })
	await phone().post(`/f/${two.json.folio}/retirar`, { confirm: '1' })
	for (const folio of [one.json.folio, two.json.folio]) {
		const page = await phone().get(`/f/${folio}`)
		assert.match(page.text, /Retirado/)
		assert.doesNotMatch(page.text, new RegExp(canary))
	}
})

// ---- folios

await check('a folio is read in lower case, without hyphens and with the usual confusions', async () => {
	const folio = first.json.folio
	for (const typed of [folio.toLowerCase(), folio.replace(/-/g, ''), folio.replace(/-/g, '%20'), folio.replace(/0/g, 'O').replace(/1/g, 'l')])
		assert.equal((await phone().get(`/f/${typed}`)).status, 200, typed)
	assert.equal((await phone().get(`/buscar?q=${folio.toLowerCase()}`)).location, `/f/${folio}`)
})
await check('guessed folios are 404: one symbol changed anywhere, another secret, nonsense', async () => {
	const folio = first.json.folio.replace(/-/g, ''), symbols = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
	for (let i = 0; i < folio.length; i++) {
		const other = symbols[(symbols.indexOf(folio[i]) + 1 + i) % 32]
		if (other !== folio[i]) assert.equal((await phone().get(`/f/${folio.slice(0, i)}${other}${folio.slice(i + 1)}`)).status, 404)
	}
	// With a check symbol that fits: only the secret is wrong.
	const head = folio.slice(0, -1).replace(/.$/, c => symbols[(symbols.indexOf(c) + 5) % 32])
	for (const last of symbols) assert.equal((await phone().get(`/f/${head}${last}`)).status, 404)
	for (const text of ['x', 'UUUU-UUUU', '%00', '%27%20OR%201=1', '0'.repeat(300)]) assert.ok([400, 404].includes((await phone().get(`/f/${text}`)).status), text)
})
await check('a receipt says nothing of the person: no exact time, no address, no cookie', async () => {
	const page = await phone().get(first.json.location)
	assert.equal(page.headers['set-cookie'], undefined)
	assert.match(page.text, /\d\d\/\d\d\/\d{4}, \d\d h/)
	assert.doesNotMatch(page.text, /\d\d:\d\d/)
	assert.doesNotMatch(page.text, /127\.0\.0\.1:\d+\b.*agent/i)
})

// ---- contact

let secret
await check('nobody is asked for a contact before two custodians have proved their copy', async () => {
	const offered = async () => /name="contact"/.test((await phone().get(first.json.location)).text)
	const c = control(server)
	assert.equal(await offered(), false)
	assert.equal((await phone().post(`/f/${first.json.folio}/contacto`, { contact: '844 123 4567' })).status, 403)
	const made = await c.post('/administracion/llave')
	assert.equal(made.status, 200)
	secret = made.json.secret
	assert.match(secret, /^([0-9a-f]{8}-){8}[0-9a-f]{4}$/)
	assert.equal((await c.post('/administracion/llave')).status, 409)
	assert.equal(await offered(), false)
	const flipped = secret.replace(/^./, x => (x === '0' ? '1' : '0'))
	for (const bad of ['', 'x', flipped, secret.slice(0, -1), `${secret}0`, `${'0'.repeat(64)}0000`])
		assert.equal((await c.post('/administracion/custodia', { custodian: 'Nadie', secret: bad })).status, 422, bad)
	assert.equal((await c.post('/administracion/custodia', { custodian: 'Ana', secret })).status, 200)
	assert.equal((await c.post('/administracion/custodia', { custodian: 'Ana', secret: secret.toUpperCase() })).status, 200)
	assert.equal((await c.post('/administracion/custodia', { custodian: ' Ana ', secret })).status, 200)
	assert.equal(await offered(), false)
	assert.equal((await c.post('/administracion/custodia', { custodian: 'Beto', secret: secret.replace(/-/g, ' ') })).status, 200)
	assert.equal(await offered(), true)
})
await check('a contact is checked, kept once, and never shown again', async () => {
	for (const contact of ['', '   ', 'nada', '12345', 'a@b', '@b.mx', `x@y.mx${'z'.repeat(300)}`])
		assert.equal((await phone().post(`/f/${first.json.folio}/contacto`, { contact })).status, 422, contact)
	assert.equal((await phone().post(`/f/${first.json.folio}/contacto`, { contact: `${contactCanary}@ejemplo.mx` })).status, 303)
	const page = await phone().get(first.json.location)
	assert.match(page.text, /Recibimos tu teléfono o correo/)
	assert.doesNotMatch(page.text, new RegExp(`${contactCanary}|name="contact"`))
	await phone().post(`/f/${first.json.folio}/contacto`, { contact: 'segundo@ejemplo.mx' })
	assert.equal((await phone().post(`/f/${gone.json.folio}/contacto`, { contact: 'retirado@ejemplo.mx' })).status, 403)
})
await check('a contact is read only with the secret and a reason, and the first one stands', async () => {
	const c = control(server), other = 'f'.repeat(64)
	assert.equal((await c.post('/administracion/contactos', { secret })).status, 422)
	assert.equal((await c.post('/administracion/contactos', { secret: `${other}0000`, reason: 'x' })).status, 422)
	const read = await c.post('/administracion/contactos', { secret, reason: 'avisar el resultado' })
	assert.equal(read.status, 200)
	assert.deepEqual(read.json.contacts.map(x => x.contact), [`${contactCanary}@ejemplo.mx`])
	assert.doesNotMatch(read.text, /answers|sealed":"/)
})
await check('a withdrawn report takes its contact with it', async () => {
	const one = await report(server, 'PRB24')
	await phone().post(`/f/${one.json.folio}/contacto`, { contact: '844 999 8877' })
	await phone().post(`/f/${one.json.folio}/retirar`, { confirm: '1' })
	const read = await control(server).post('/administracion/contactos', { secret, reason: 'ver' })
	assert.doesNotMatch(read.text, /844 999 8877/)
	assert.equal(read.json.contacts.length, 1)
})

// ---- odd letters, hostile letters

await check('letters of every kind come back as they were sent', async () => {
	for (const text of ['😀 emoji 👩🏽‍🌾 y 🇲🇽 bandera', '\u202eal revés\u202c y \u2066aislado\u2069', 'Náhuatl: tlakatl ā ē ī ō; Ñañú: r\u0331i', '水がない状態です', 'مشكلة الماء هنا',
		'tab\taquí y "comillas" \'simples\' \\ diagonal', 'Cero\u200bancho y \ufeffmarca']) {
		const answer = await report(server, 'PRB24', { problema: text })
		assert.equal(answer.status, 201, text)
		const page = unescape((await phone().get(answer.json.location)).text)
		assert.ok(page.includes(text.normalize('NFC')), text)
	}
})
await check('NUL and bytes that are no UTF-8 are refused and nothing is stored', async () => {
	const n = (await view('PRB24')).n_reports
	for (const bytes of ['%00', 'a%00b', '%FF', '%C0%80', '%ED%A0%80', '%F4%90%80%80', '%E2%28%A1', '%80']) {
		const body = `uuid=${randomUUID()}&lugar%2Fmunicipio=Saltillo&problema=Falta+agua+${bytes}`
		const answer = await script().send('POST', '/j/PRB24', { body, headers: { 'Content-Type': 'application/x-www-form-urlencoded' } })
		assert.equal(answer.status, 400, bytes)
	}
	const { type } = multipart([]), boundary = type.split('=')[1]
	const part = bytes => Buffer.concat([Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="problema"\r\n\r\nFalta agua `), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)])
	for (const bytes of [Buffer.from([0]), Buffer.from([0xff, 0xfe])])
		assert.equal((await script().send('POST', '/j/PRB24', { body: part(bytes), headers: { 'Content-Type': type } })).status, 400)
	assert.equal((await view('PRB24')).n_reports, n)
})

const corpus = ['<script>alert(1)</script>', '"><script>alert(1)</script>', "'><img src=x onerror=alert(1)>", '<img src=x onerror=alert`1`>', '<svg onload=alert(1)>',
	'<svg><script>alert(1)</script></svg>', '<iframe src="javascript:alert(1)">', '<a href="javascript:alert(1)">ven</a>', '</textarea><script>alert(1)</script>',
	'</dd></dl><h1>Falso</h1>', '</title><script>alert(1)</script>', '<!--', '--><script>alert(1)</script>', '<![CDATA[<script>alert(1)</script>]]>', '&lt;script&gt;alert(1)&lt;/script&gt;',
	'&#60;script&#62;', '&amp;lt;b&amp;gt;', '" autofocus onfocus=alert(1) x="', "' onmouseover='alert(1)", '`onclick=alert(1)`', 'javascript:alert(1)', 'data:text/html,<script>alert(1)</script>',
	'<style>*{display:none}</style>', '<link rel=stylesheet href=//mal.mx>', '<meta http-equiv=refresh content="0;url=//mal.mx">', '<base href=//mal.mx/>', '<form action=//mal.mx><button>envía',
	'<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>', '<scr<script>ipt>alert(1)</scr</script>ipt>', '＜script＞alert(1)＜/script＞', '<SCRIPT/XSS SRC="//mal.mx/x.js"></SCRIPT>',
	'{{#form}}{{uuid}}{{/form}}', '{{{name}}} {{&name}} {{>head}}', '${7*7} #{7*7} <%= 7*7 %>', '%3Cscript%3Ealert(1)%3C/script%3E', '\\u003cscript\\u003ealert(1)', '<details open ontoggle=alert(1)>',
	'<input type=hidden name=csrf value=1>', "=cmd|' /C calc'!A0", '=HYPERLINK("http://mal.mx","clic")', '+1+1+cmd|x', '-2+3+cmd|x', '@SUM(1+1)*cmd|x']

/* Every tag of a page with its attributes' names, as a browser would see them. */
function skeleton(page) {
	const tags = []
	for (const m of page.matchAll(/<!--[^]*?-->|<!doctype[^>]*>|<(style|script)\b[^>]*>[^]*?<\/\1>|<\/?([a-z][^\s/>]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/gi)) {
		if (m[2]) tags.push(m[2] + [...m[3].matchAll(/([^\s"'=/]+)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]*))?/g)].map(a => ` ${a[1]}`).join(''))
		else tags.push(m[1] ?? m[0].slice(0, 9))
	}
	return tags
}
const hostile = await makeSession(server, { title: 'Letras hostiles <b>"título"</b>', venue: "</h1><script>alert('sede')</script>", municipality: '"><img src=x onerror=alert(1)>' })

await check(`${corpus.length} hostile texts are shown on the receipt as the letters they are`, async () => {
	const plain = await report(server, hostile, { problema: 'Falta agua potable en la colonia desde hace semanas', 'lugar/colonia': 'Centro', 'lugar/municipio': 'Saltillo' })
	const expected = skeleton((await phone().get(plain.json.location)).text)
	for (const [i, text] of corpus.entries()) {
		const words = `Falta agua potable en la colonia desde hace ${i + 2} semanas ${text}`
		const answer = await report(server, hostile, { problema: words, 'lugar/colonia': text, 'lugar/municipio': text })
		assert.equal(answer.status, 201, text)
		const page = await phone().get(answer.json.location)
		assert.deepEqual(skeleton(page.text), expected, text)
		const shown = [...page.text.matchAll(/<dd>([^]*?)<\/dd>/g)].map(m => unescape(m[1]))
		assert.deepEqual(shown, [words, text, text], text)
	}
})
await check('the form shows hostile texts of the session and of a refused answer as letters', async () => {
	const expected = skeleton((await phone().post(`/j/${hostile}`, { uuid: randomUUID(), problema: 'agua', 'lugar/municipio': 'X' })).text)
	for (const text of corpus) {
		const page = await phone().post(`/j/${hostile}`, { uuid: randomUUID(), problema: '', 'lugar/municipio': text, 'lugar/colonia': text })
		assert.equal(page.status, 422)
		assert.equal(skeleton(page.text).filter(t => /\son|^(img|iframe|base|meta http|svg|math|details)/i.test(t)).length, 0, text)
		assert.ok(unescape(page.text).includes(`value="${text}"`), text)
		assert.equal(skeleton(page.text).length, expected.length, text)
	}
})
await check('reviewers read hostile texts as letters in the list and in the issue', async () => {
	const reader = control(server)
	reader.headers.Accept = 'text/html'
	const total = (await control(server).get('/sesiones')).json.sessions.filter(s => s.is_trial).reduce((sum, s) => sum + s.n_reports, 0)
	const ready = await until(async () => {
		const v = (await control(server).get('/revision?ambito=prueba')).json
		return v.is_ready && v.issues.length > 0 && !v.is_running && v.n_reports > corpus.length && v
	}, 30000, `a diagnosis of about ${total} reports`)
	const seen = new Set()
	const allowed = /^(script|style|img|iframe|base|object|embed|math|link(?! rel href)|meta http)|\son[a-z]+/i
	const pages = [await reader.get('/revision?ambito=prueba')]
	for (const issue of ready.issues)
		for (let p = 1; p <= Math.ceil(issue.n_forms / 50); p++) pages.push(await reader.get(`/revision/${issue.id}?ambito=prueba&pagina=${p}`))
	for (const page of pages) {
		assert.equal(page.status, 200)
		assert.deepEqual(skeleton(page.text).filter(t => allowed.test(t)), ['style']) // the page's own
		const shown = unescape(page.text)
		for (const text of corpus) if (shown.includes(`semanas ${text}`)) seen.add(text)
	}
	assert.ok(seen.size >= corpus.length / 2, `only ${seen.size} of ${corpus.length} were grouped and shown`)
})
await check('desk pages show a hostile session title as letters', async () => {
	const reader = control(server)
	reader.headers.Accept = 'text/html'
	for (const where of ['/sesiones', `/sesiones/${hostile}`, '/', '/revision?ambito=prueba', '/administracion', `/j/${hostile}`]) {
		const page = await reader.get(where)
		assert.equal(page.status, 200, where)
		assert.equal(skeleton(page.text).filter(t => /^(img|iframe)|\son[a-z]+/i.test(t)).length, 0, where)
		assert.doesNotMatch(page.text, /<b>"título"|alert\('sede'\)<\/script>/)
	}
})

function csvRows(text) {
	const rows = [[]]
	let cell = '', isIn = false
	for (let i = 0; i < text.length; i++) {
		const c = text[i]
		if (isIn) {
			if (c !== '"') cell += c
			else if (text[i + 1] === '"') { cell += '"'; i++ } else isIn = false
		} else if (c === '"') isIn = true
		else if (c === ',') { rows.at(-1).push(cell); cell = '' } else if (c === '\r' && text[i + 1] === '\n') { rows.at(-1).push(cell); cell = ''; rows.push([]); i++ } else cell += c
	}
	assert.equal(isIn, false)
	assert.equal(rows.pop().length, 0)
	return rows
}
await check('the exported table holds every text whole, and formulas with an apostrophe before them', async () => {
	const answer = await control(server).get(`/sesiones/${hostile}/reportes.csv`)
	assert.match(answer.headers['content-type'], /text\/csv/)
	assert.match(answer.headers['content-disposition'], /attachment; filename="reportes-[A-Z0-9]+\.csv"/)
	assert.equal(answer.text.charCodeAt(0), 0xfeff)
	const [heads, ...rows] = csvRows(answer.text.slice(1))
	assert.equal(rows.length, corpus.length + 1)
	const at = heads.indexOf('lugar/colonia')
	const expected = ['Centro', ...corpus].map(t => (/^[=+\-@\t\r]/.test(t) ? `'${t}` : t))
	assert.deepEqual(rows.map(r => r[at]), expected)
	for (const row of rows) {
		assert.equal(row.length, heads.length)
		assert.doesNotMatch(row.join('|'), /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/)
		for (const cell of row) assert.doesNotMatch(cell, /^[=@+\t\r]|^-\d+\+/)
	}
})
await check('a hostile address is refused without being shown as markup', async () => {
	for (const where of ['/%3Cscript%3Ealert(1)%3C/script%3E', '/j/%3Cimg%20src=x%20onerror=alert(1)%3E', '/buscar?q=%3Cscript%3Ealert(1)%3C/script%3E', '/f/%22%3E%3Cscript%3E']) {
		const page = await phone().get(where)
		assert.ok([400, 404].includes(page.status), where)
		assert.doesNotMatch(page.text, /<script>alert|<img/)
	}
})

// ---- what stays on disk

await server.stop()
const everything = () => fs.readdirSync(server.folder).map(f => path.join(server.folder, f)).filter(f => fs.statSync(f).isFile()).map(f => fs.readFileSync(f))
await check('after the file is settled no byte of a withdrawn report or of a contact is in it, and other words are', () => {
	const files = everything()
	const found = text => files.some(bytes => bytes.includes(text) || bytes.includes(text.toUpperCase()) || bytes.includes(Buffer.from(text, 'utf16le')))
	assert.equal(found('Falta agua desde hace tres semanas'), true)
	assert.equal(found(canary), false)
	assert.equal(found(contactCanary), false)
	assert.equal(found('844 999 8877'), false)
	assert.equal(found('segundo@ejemplo'), false)
	assert.equal(found(secret.replace(/-/g, '').slice(0, 64)), false)
	assert.equal(files.some(bytes => bytes.includes(Buffer.from(secret.replace(/-/g, '').slice(0, 64), 'hex'))), false)
})
const sql = query => {
	const r = spawnSync('sqlite3', ['-readonly', server.data, query], { encoding: 'utf8' })
	assert.equal(r.status, 0, r.stderr)
	return r.stdout.trim()
}
if (!has('sqlite3')) {
	skip('the file of a closed session knows hours only', 'sqlite3 is not installed')
} else {
	await check('the file of a closed session knows hours only, also of the late one', () => {
		assert.equal(sql(`SELECT count(*) FROM arrival a JOIN submission s ON s.id = a.id WHERE s.session = '${closing}' AND a.at % 3600 <> 0`), '0')
		assert.equal(sql('SELECT count(*) FROM submission WHERE hour % 3600 <> 0'), '0')
	})
	await check('further reports and corrections carry the sender of the first', () => {
		const rows = sql(`SELECT count(*), count(DISTINCT sender) FROM submission WHERE hex(uuid) IN (${[first, second, third].map(r => `'${r.sent.uuid.replace(/-/g, '').toUpperCase()}'`).join()})`)
		assert.equal(rows, '3|1')
		assert.equal(sql('SELECT count(*) FROM submission n JOIN submission o ON n.replaces = o.uuid WHERE n.sender <> o.sender'), '0')
	})
}
await check('started again, the same file gives the same receipts', async () => {
	await server.start()
	assert.deepEqual((await script().post('/j/PRB24', first.sent)).json, first.json)
	assert.equal((await phone().get(first.json.location)).status, 200)
	const fresh = (await script().get('/j/PRB24')).json.uuid
	assert.ok(fresh > third.sent.uuid, 'identifiers stay ordered over a restart')
})
await check('a copy of the page issued before the restart is still good', async () => {
	assert.equal((await script().post('/j/PRB24', { ...problem, uuid: randomUUID(), issued: open.issued })).status, 201)
	const late = await script().post(`/j/${closing}`, { ...problem, uuid: open2.uuid, issued: open2.issued })
	assert.equal(late.status, 201)
})
await finish()
