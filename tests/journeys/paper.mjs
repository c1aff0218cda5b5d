// paper.mjs - sheets: printed with their folios, written on, typed in, found again by whoever kept the folio.
// node tests/journeys/paper.mjs   (TAP on standard output)
// SPDX-License-Identifier: GPL-3.0-or-later
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { assert, check, Client, control, finish, has, makeAccounts, makeSession, problem, report, setState, skip, startServer, temporaryFolder } from './lib.mjs'

const server = await startServer()
const desk = control(server)
const code = await makeSession(server, { title: 'Jornada en papel', municipality: 'Saltillo' })
const folder = temporaryFolder()

async function print(n, fields = {}, session = code) {
	const reply = await desk.post(`/sesiones/${session}/papel`, { n: String(n), ...fields })
	assert.equal(reply.status, 200, reply.text)
	return reply.json
}
function pages(pdf) {
	const file = path.join(folder, 'hojas.pdf')
	fs.writeFileSync(file, pdf)
	return spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).stdout.split('\f').slice(0, -1)
}
const folioOf = page => /[0-9A-Z]{4}(?:-[0-9A-Z]{1,4}){4,6}/.exec(page)?.[0]

let printed, sheets = []
await check('sheets are numbered one after the other, however often somebody prints', async () => {
	printed = await print(3)
	assert.equal(printed.first, 1)
	assert.equal((await print(2)).first, 4)
	for (const n of ['0', '201', 'x', ''])
		assert.equal((await desk.post(`/sesiones/${code}/papel`, { n })).status, 422, n)
})
await check('every sheet of the PDF carries its own folio on each of its pages, and every question of the form', async () => {
	if (!has('pdftotext')) return skip('pdftotext', 'poppler-utils is not here')
	const reply = await desk.get(printed.location)
	assert.equal(reply.status, 200)
	assert.equal(reply.headers['content-type'], 'application/pdf')
	const all = pages(reply.bytes)
	assert.equal(all.length, 6, 'two pages a sheet')
	sheets = [0, 2, 4].map(i => folioOf(all[i]))
	assert.equal(new Set(sheets).size, 3)
	for (let i = 0; i < 6; i++) assert.equal(folioOf(all[i]), sheets[i >> 1])
	const text = all.slice(0, 2).join('\n')
	for (const words of ['¿Qué problema hay en tu comunidad?', '¿De qué se trata?', 'Municipio', '¿Qué tan grave es?', '¿Cada cuándo pasa?', 'Página 1 de 2',
		'Jornada en papel', 'no escribas nombres'])
		assert.ok(text.includes(words), words)
	const again = await desk.get(printed.location)
	assert.deepEqual(pages(again.bytes).map(folioOf), all.map(folioOf), 'printed again they are the same sheets')
})
await check('the code on the sheet opens the receipt of that folio', async () => {
	if (!has('pdftoppm') || !has('zbarimg')) return skip('QR', 'poppler-utils or zbar-tools is not here')
	const file = path.join(folder, 'hojas.pdf')
	spawnSync('pdftoppm', ['-r', '110', '-png', '-f', '1', '-l', '1', file, path.join(folder, 'hoja')])
	const png = fs.readdirSync(folder).find(f => f.startsWith('hoja-'))
	const read = spawnSync('zbarimg', ['--raw', '-q', '--nodbus', path.join(folder, png)], { encoding: 'utf8' }).stdout.trim()
	assert.ok(read.endsWith('/f/' + sheets[0]), read)
})
await check('a sheet that nobody has typed in yet says so to whoever looks for its folio', async () => {
	const reply = await new Client(server).get('/f/' + sheets[0])
	assert.equal(reply.status, 404)
	assert.match(reply.text, /todavía no se ha capturado/)
	const guessed = sheets[0].slice(0, -3) + '000'
	assert.doesNotMatch((await new Client(server).get('/f/' + guessed)).text, /todavía no se ha capturado/)
})

let sheet
await check('the typing page follows the sheet: its numbers, its version of the form, its own identifier', async () => {
	const found = await desk.get(`/sesiones/${code}/papel?folio=${encodeURIComponent(sheets[0].toLowerCase().replaceAll('-', ' '))}`)
	assert.equal(found.status, 303, found.text)
	sheet = found.location
	assert.equal(sheet, `/sesiones/${code}/papel/${sheets[0]}`)
	const page = await new Client(server, { isControl: true, headers: { Accept: 'text/html' } }).get(sheet)
	assert.match(page.text, /1\. ¿Qué problema hay/)
	assert.match(page.text, /name="uuid" value="[0-9a-f-]{14}8/)
	assert.match(page.text, /Guardar la hoja/)
	assert.doesNotMatch(page.text, /Antes de empezar/)
})
await check('what is typed in is a report like any other, of the channel paper, and the kept folio opens it', async () => {
	const reply = await desk.post(sheet, problem)
	assert.equal(reply.status, 201, reply.text)
	assert.equal(reply.json.location, `/sesiones/${code}/papel?hecha=${sheets[0]}`)
	const receipt = await new Client(server).get('/f/' + sheets[0])
	assert.equal(receipt.status, 200)
	assert.match(receipt.text, /Falta agua desde hace tres semanas/)
	const csv = (await desk.get(`/sesiones/${code}/reportes.csv`)).text
	assert.match(csv, /paper/)
})
await check('the same sheet typed twice is the same report; with other words nothing is stored', async () => {
	const again = await desk.post(sheet, problem)
	assert.equal(again.status, 201)
	const other = await desk.post(sheet, { ...problem, problema: 'Otra cosa muy distinta' })
	assert.equal(other.status, 409)
	assert.match(other.text, /ya se capturó con otras respuestas/)
	const page = await desk.get(`/sesiones/${code}`)
	assert.equal(page.json.n_reports, 1)
})
await check('what paper allows and the form does not is complained about, and nothing is stored', async () => {
	const reply = await desk.post(`/sesiones/${code}/papel/${sheets[1]}`, { 'lugar/municipio': 'Saltillo' })
	assert.equal(reply.status, 422)
	assert.equal((await new Client(server).get('/f/' + sheets[1])).status, 404)
})
await check('the holder of a sheet can correct and withdraw it', async () => {
	const page = await new Client(server).get(`/f/${sheets[0]}/corregir`)
	assert.equal(page.status, 200)
	assert.match(page.text, /Falta agua desde hace tres semanas/)
	const gone = await new Client(server).post(`/f/${sheets[0]}/retirar`, { confirm: '1' })
	assert.equal(gone.status, 303)
	assert.doesNotMatch((await new Client(server).get('/f/' + sheets[0])).text, /Falta agua desde hace tres semanas/)
	assert.equal((await desk.post(sheet, problem)).status, 409, 'a withdrawn sheet cannot be typed in again')
})
await check('a sheet is typed in after the session has closed, and marked late', async () => {
	await setState(server, code, 'closed')
	const reply = await desk.post(`/sesiones/${code}/papel/${sheets[1]}`, { ...problem, problema: 'El camión ya no pasa' })
	assert.equal(reply.status, 201, reply.text)
	assert.equal((await desk.get(`/sesiones/${code}`)).json.n_late, 1)
})
await check('a sheet of another session, a report\'s folio and an invented one are no sheets of this session', async () => {
	const other = await makeSession(server, { title: 'Otra' })
	const sent = await report(server, other)
	assert.equal((await desk.get(`/sesiones/${other}/papel/${sheets[2]}`)).status, 404)
	assert.equal((await desk.post(`/sesiones/${other}/papel/${sheets[2]}`, problem)).status, 404)
	assert.equal((await desk.get(`/sesiones/${other}/papel/${sent.json.folio}`)).status, 404)
	assert.equal((await desk.get(`/sesiones/${other}/papel/0000-0000`)).status, 404)
	assert.equal((await desk.get(`/sesiones/${other}/hojas/1`)).status, 404)
	assert.equal((await desk.get(`/sesiones/${code}/hojas/2`)).status, 404, 'not the first of a printing')
})
await check('a sheet of a session that never opened waits', async () => {
	const draft = await makeSession(server, { title: 'Borrador' }, false)
	const made = await print(1, { language: 'English (en)' }, draft)
	const pdf = await desk.get(made.location + '&')
	assert.equal(pdf.status, 200)
	if (has('pdftotext')) {
		const page = pages(pdf.bytes)[0]
		assert.match(page, /What problem is there in your community/)
		assert.equal((await desk.post(`/sesiones/${draft}/papel/${folioOf(page)}`, problem)).status, 403)
	}
})
await check('the page says how many of the printed sheets have been typed in', async () => {
	const view = (await desk.get(`/sesiones/${code}/papel`)).json
	assert.deepEqual(view.printings.map(p => [p.n, p.n_typed]), [[2, 0], [3, 2]])
	const { facilitator, reviewer } = await makeAccounts(server), at = `/sesiones/${code}/papel/${sheets[2]}`
	const person = new Client(server), stranger = new Client(server)
	await person.login(facilitator.name, facilitator.password)
	await stranger.login(reviewer.name, reviewer.password)
	assert.equal((await person.get(at)).status, 200)
	assert.equal((await stranger.get(at)).status, 403)
	assert.equal((await person.post(at, { ...problem, csrf: 'x' })).status, 403, 'not without the token')
	const typed = await person.post(at, { ...problem, problema: 'La escuela no tiene agua' })
	assert.equal(typed.status, 303, typed.text)
	const next = await person.get(typed.location)
	assert.match(next.text, new RegExp('Hoja guardada:</b> ' + sheets[2]))
	assert.equal((await new Client(server).get(`/sesiones/${code}/papel`)).status, 303, 'only for who has logged in')
})
await finish()
