// forms.mjs - the life of a form: uploaded from a spreadsheet, corrected, looked at, published, used, followed by a new version.
// node tests/journeys/forms.mjs   (TAP on standard output)
// SPDX-License-Identifier: GPL-3.0-or-later
import fs from 'node:fs'
import path from 'node:path'
import { assert, check, Client, control, finish, makeAccounts, makeSession, multipart, report, root, startServer, temporaryFolder, vocalia } from './lib.mjs'
import { xlsx } from './lib_xlsx.mjs'

const server = await startServer()
const accounts = await makeAccounts(server)
const administrator = new Client(server)
await administrator.login(accounts.administrator.name, accounts.administrator.password)
await administrator.get('/administracion/formularios')
const folder = temporaryFolder()
const at = '/administracion/formularios'
const json = { Accept: 'application/json' }

/* files: [field, name, bytes]. */
function upload(files, headers = {}, client = administrator) {
	const { body, type } = multipart([['csrf', client.csrf], ...files.map(([field, file, bytes]) => [field, bytes, { file, type: 'application/octet-stream' }])])
	return client.send('POST', at, { body, headers: { 'Content-Type': type, ...headers } })
}
const published = async () => (await administrator.get('/administracion', json)).json.forms
const sheets = ({ version = '1', label = '¿Qué problema hay?', required = 'no', list = 'tema', more = [] } = {}) => ({
	settings: [['form_title', 'form_id', 'version'], ['Calles', 'calles', version]],
	survey: [['type', 'name', 'label', 'required', 'image'], [], ['text', 'problema', label, required, null],
		[`select_one ${list}`, 'tema', '¿De qué trata?', null, 'calle.png'], ['select_one_from_file colonias.csv', 'colonia', '¿En qué colonia?'], ...more],
	choices: [['list_name', 'name', 'label'], ['tema', 'agua', 'Agua'], ['tema', 'luz', 'Luz']],
	Notas: [['esto no se lee']],
})
const places = 'name,label\ncentro,Centro\nnorte,Zona norte\n'
const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const companions = [['files', 'colonias.csv', places], ['files', 'C:\\fotos\\calle.png', picture]]

await check('a spreadsheet with faults is shown with sheet, row and column, and nothing is published', async () => {
	const before = await published()
	const bad = xlsx(sheets({ list: 'temas' }))
	const page = await upload([['file', 'calles.xlsx', bad]])
	assert.equal(page.status, 422)
	assert.match(page.text, /<td>survey<\/td><td class="n">4<\/td><td><code>type<\/code><\/td><td class="wide">[^<]*temas/)
	assert.match(page.text, /<td class="n">5<\/td>[^]*colonias\.csv/)
	assert.ok(!page.text.includes('value="publish"'))
	const answer = await upload([['file', 'calles.xlsx', bad]], json)
	assert.equal(answer.status, 422)
	const faults = answer.json.form_problems.filter(p => !p.is_warning)
	assert.ok(faults.some(p => p.sheet === 'survey' && p.row === 4 && p.column === 'type'), JSON.stringify(faults))
	assert.deepEqual(await published(), before)
})
await check('in English the faults are in English', async () => {
	const page = await upload([['file', 'calles.xlsx', xlsx(sheets({ list: 'temas' }))]], { 'Accept-Language': 'en' })
	assert.match(page.text, /It cannot be published like this/)
	assert.match(page.text, /list/)
})
await check('what is no workbook, or is cut short, is refused with a sentence, whatever its name', async () => {
	const good = xlsx(sheets())
	for (const [name, bytes, sentence] of [['a.xlsx', good.subarray(0, good.length - 40), /dañado/], ['a.xls', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]), /Office|dañado/],
		['a.xlsx', Buffer.from([1, 0, 2]), /ni texto/], ['a.csv', Buffer.from('ñ', 'latin1'), /UTF-8/], ['a.md', 'hola', /ninguna tabla/]]) {
		const page = await upload([['file', name, bytes]])
		assert.equal(page.status, 422, name)
		assert.match(page.text, sentence, name)
	}
	assert.match((await upload([])).text, /Elige el archivo/)
	assert.match((await upload([['file', 'a.xlsx', good], ['files', 'virus.exe', 'MZ']])).text, /listas/)
	assert.match((await upload([['file', 'a.xlsx', good], ['files', 'a.csv', 'x'], ['files', 'a.csv', 'y']])).text, /mismo nombre/)
})

let staged, first
await check('once corrected it waits for a person, with what was understood of it', async () => {
	const before = await published()
	const answer = await upload([['file', 'lo que sea.txt', xlsx(sheets())], ...companions])
	assert.equal(answer.status, 303, answer.text)
	staged = answer.location
	const page = await administrator.get(staged)
	assert.equal(page.status, 200)
	for (const w of ['Se entiende y se puede publicar', '<code>calles</code>', 'colonias.csv', 'calle.png']) assert.ok(page.text.includes(w), w)
	assert.deepEqual(await published(), before)
})
await check('it can be looked at as people will see it, and nothing can be sent from there', async () => {
	const page = await administrator.get(`${staged}/vista`)
	assert.equal(page.status, 200)
	for (const w of ['Vista previa', '¿Qué problema hay?', 'Zona norte', `${staged}/archivos/calle.png`]) assert.ok(page.text.includes(w), w)
	assert.ok(!page.text.includes('id="send"'))
	const image = await administrator.get(`${staged}/archivos/calle.png`)
	assert.equal(image.status, 200)
	assert.deepEqual(image.bytes, picture)
	assert.equal((await administrator.get(`${staged}/archivos/otra.png`)).status, 404)
	const xform = await administrator.get(`${staged}/xform.xml`)
	assert.match(xform.text, /<h:title>Calles<\/h:title>/)
	assert.match(xform.headers['content-disposition'], /attachment/)
	const sheet = await administrator.get(`${staged}/hoja.pdf`)
	assert.equal(sheet.status, 200)
	assert.equal(sheet.bytes.subarray(0, 5).toString(), '%PDF-')
})
await check('only an administrator sees what waits', async () => {
	assert.notEqual((await new Client(server).get(staged)).status, 200)
	const facilitator = new Client(server)
	await facilitator.login(accounts.facilitator.name, accounts.facilitator.password)
	assert.equal((await facilitator.get(staged)).status, 403)
})
await check('a person publishes it, and it stands as it is for ever', async () => {
	assert.equal((await administrator.post(staged, {})).status, 422)
	assert.equal((await administrator.post(staged, { decision: 'publish', csrf: 'x' })).status, 403)
	const answer = await administrator.post(staged, { decision: 'publish' })
	assert.equal(answer.status, 303, answer.text)
	first = answer.location.split('/').pop()
	assert.match(first, /^[0-9a-f]{16}$/)
	assert.ok((await published()).some(f => f.key === first && f.id === 'calles' && f.version === '1'))
	assert.equal((await administrator.get(staged)).status, 404)
	const page = await administrator.get(`${at}/${first}`)
	for (const w of ['Calles', accounts.administrator.name, 'colonias.csv', 'Ninguna jornada la usa']) assert.ok(page.text.includes(w), w)
	assert.deepEqual((await administrator.get(`${at}/${first}/archivos/calle.png`)).bytes, picture)
	const source = (await administrator.get(`${at}/${first}/fuente.md`)).text
	assert.match(source, /\| text \| problema \| ¿Qué problema hay\?/)
	assert.ok(!source.includes('# vocalia'), 'what is kept says nothing of the rows of a file')
})
await check('the same spreadsheet again is known to be published', async () => {
	const answer = await upload([['file', 'calles.xlsx', xlsx(sheets())], ...companions])
	const page = await administrator.get(answer.location)
	assert.match(page.text, /ya está publicado/)
	assert.ok(!page.text.includes('value="publish"'))
	const n = (await published()).length
	assert.equal((await administrator.post(answer.location, { decision: 'publish' })).location, `${at}/${first}`)
	assert.equal((await published()).length, n)
})
await check('what is discarded leaves no trace', async () => {
	const answer = await upload([['file', 'otro.xlsx', xlsx(sheets({ version: '9' }))], ...companions]), n = (await published()).length
	assert.equal((await administrator.post(answer.location, { decision: 'discard' })).status, 303)
	assert.equal((await administrator.get(answer.location)).status, 404)
	assert.equal((await administrator.post(answer.location, { decision: 'publish' })).status, 404)
	assert.equal((await published()).length, n)
})

let code, second
await check('a session uses it, and reports come with its lists', async () => {
	code = await makeSession(server, { title: 'Jornada de calles', form: first })
	const page = await new Client(server).get(`/j/${code}`)
	assert.ok(page.text.includes('Zona norte'))
	const answer = await report(server, code, { problema: 'Baches', tema: 'agua', colonia: 'norte', 'lugar/municipio': undefined })
	assert.equal(answer.status, 201, answer.text)
	const wrong = await report(server, code, { problema: 'Baches', colonia: 'luna', 'lugar/municipio': undefined })
	assert.equal(wrong.status, 422)
	assert.match((await administrator.get(`${at}/${first}`)).text, /Jornada de calles/)
	const listed = (await administrator.get(at, json)).json.forms.find(f => f.id === 'calles').versions[0]
	assert.deepEqual([listed.n_reports, listed.n_sessions, listed.author], [1, 1, accounts.administrator.name])
})
await check('of a new version it is said in plain words what changes', async () => {
	const next = xlsx(sheets({ version: '2', label: '¿Qué hace falta?', required: 'yes', more: [['integer', 'veces', '¿Cuántas veces?']] }))
	const answer = await upload([['file', 'calles.xlsx', next], ...companions])
	const page = await administrator.get(answer.location)
	for (const w of ['La pregunta «¿Qué hace falta?» (problema) ahora es obligatoria.', 'La pregunta «¿Cuántas veces?» (veces) es nueva: número entero.', 'antes «¿Qué problema hay?», ahora «¿Qué hace falta?»'])
		assert.ok(page.text.includes(w), w)
	second = (await administrator.post(answer.location, { decision: 'publish' })).location.split('/').pop()
	const difference = await administrator.get(`${at}/${second}/diferencia?con=${first}`)
	assert.ok(difference.text.includes('ahora es obligatoria'))
	const back = await administrator.get(`${at}/${first}/diferencia?con=${second}`, { 'Accept-Language': 'en' })
	assert.ok(back.text.includes('is no longer required'), back.text)
	assert.equal((await administrator.get(`${at}/${first}/diferencia`)).status, 404)
	assert.match((await administrator.get(at)).text, new RegExp(`/${second}/diferencia\\?con=${first}`))
})
await check('a version that keeps its number warns about it', async () => {
	const answer = await upload([['file', 'calles.xlsx', xlsx(sheets({ version: '2', label: 'Otra' }))], ...companions])
	assert.match((await administrator.get(answer.location)).text, /mismo número de versión/)
})
await check('a session with reports changes its form only after it was said what that means', async () => {
	const fields = { title: 'Jornada de calles', form: second, n_mesas: '0' }
	const asked = await administrator.post(`/sesiones/${code}`, fields)
	assert.equal(asked.status, 409)
	for (const w of ['la jornada ya tiene reportes', 'ahora es obligatoria', 'name="confirm_form"']) assert.ok(asked.text.includes(w), w)
	assert.ok((await new Client(server).get(`/j/${code}`)).text.includes(`name="form" value="${first}"`))
	assert.equal((await administrator.post(`/sesiones/${code}`, { ...fields, confirm_form: '1' })).status, 303)
	assert.ok((await new Client(server).get(`/j/${code}`)).text.includes(`name="form" value="${second}"`))
	assert.match((await administrator.get(`${at}/${first}`)).text, /Ya no/)
	const quiet = await makeSession(server, { title: 'Sin reportes', form: second })
	assert.equal((await administrator.post(`/sesiones/${quiet}`, { ...fields, title: 'Sin reportes', form: first })).status, 303)
})
await check('after a restart everything published is there, and what waited is not', async () => {
	const answer = await upload([['file', 'calles.xlsx', xlsx(sheets({ version: '3' }))], ...companions])
	await server.stop()
	await server.start()
	await administrator.login(accounts.administrator.name, accounts.administrator.password)
	assert.equal((await administrator.get(answer.location)).status, 404)
	assert.equal((await administrator.get(`${at}/${second}`)).status, 200)
	assert.deepEqual((await administrator.get(`${at}/${first}/archivos/calle.png`)).bytes, picture)
})

// ---- from the command line

const file = (name, bytes) => { const f = path.join(folder, name); fs.writeFileSync(f, bytes); return f }
fs.mkdirSync(path.join(folder, 'con'))
file('con/colonias.csv', places)
file('con/calle.png', picture)
const beside = ['--files', path.join(folder, 'con')]
await check('authors check a spreadsheet and read what was understood', () => {
	const good = vocalia(['form', 'check', file('buena.xlsx', xlsx(sheets())), ...beside])
	assert.equal(good.status, 0, good.stderr)
	assert.match(good.stdout, /válido: calles, versión 1/)
	assert.match(good.stdout, /preguntas que contesta la gente: 3/)
	const bad = vocalia(['form', 'check', file('mala.xlsx', xlsx(sheets({ list: 'temas' })))])
	assert.equal(bad.status, 1)
	assert.equal(bad.stdout, '')
	assert.match(bad.stderr, /mala\.xlsx: survey!4, columna type: .*temas/)
	assert.match(bad.stderr, /survey!5, .*colonias\.csv/)
	assert.match(vocalia(['form', 'check', '--lang', 'en', path.join(folder, 'mala.xlsx')]).stderr, /survey!4, column type: .*temas/)
	assert.equal(vocalia(['form', 'check', '--lang', 'fr', path.join(folder, 'mala.xlsx')]).status, 2)
})
await check('authors compare two files in words', () => {
	const next = file('nueva.xlsx', xlsx(sheets({ required: 'yes' })))
	const r = vocalia(['form', 'diff', path.join(folder, 'buena.xlsx'), next, ...beside])
	assert.equal(r.status, 0, r.stderr)
	assert.match(r.stdout, /survey: La pregunta «¿Qué problema hay\?» \(problema\) ahora es obligatoria\./)
	assert.match(vocalia(['form', 'diff', '--lang', 'en', next, next, ...beside]).stdout, /Nothing changed/)
})
await check('an old workbook is published from the command line with its files', async () => {
	const old = path.join(root, 'tests/fuzz/corpus/fuzz_xls/short_stream.xls')
	const r = vocalia(['form', 'publish', old, '--data', server.data])
	assert.equal(r.status, 0, r.stderr)
	assert.match(r.stdout, /^[0-9a-f]{16} prueba\n$/)
	const fresh = vocalia(['form', 'publish', file('cuatro.xlsx', xlsx(sheets({ version: '4' }))), ...beside, '--data', server.data])
	assert.equal(fresh.status, 0, fresh.stderr)
	const key = fresh.stdout.split(' ')[0]
	assert.deepEqual((await administrator.get(`${at}/${key}/archivos/calle.png`)).bytes, picture)
	assert.equal((await control(server).get(`${at}/${key}`)).json.n_reports, 0)
})
await check('from the command line a large form comes with large files, and what is too large is refused with a sentence', async () => {
	const own = temporaryFolder(), files = path.join(own, 'archivos'), form = path.join(own, 'grande.md')
	fs.mkdirSync(files)
	fs.writeFileSync(path.join(files, 'mapa.png'), Buffer.alloc(2 << 20, 'ñ ,'))
	fs.writeFileSync(form, `| survey |\n| | type | name | label | media::image |\n${Array.from({ length: 8000 }, (_, i) => `| | text | p${i} | ¿Qué hay en la calle número ${i} de la colonia? | ${i ? '' : 'mapa.png'} |\n`).join('')}| settings |\n| | form_id |\n| | grande |\n`)
	const done = vocalia(['form', 'publish', form, '--files', files, '--data', server.data])
	assert.equal(done.status, 0, done.stderr)
	const key = done.stdout.slice(0, 16), kept = await control(server).get(`${at}/${key}/archivos/mapa.png`)
	assert.equal(kept.bytes.length, 2 << 20)
	fs.writeFileSync(form, `| survey |\n| | type | name | label |\n| | text | a | ${'ñ'.repeat(8 << 20)} |\n`)
	const refused = vocalia(['form', 'publish', form, '--data', server.data])
	assert.notEqual(refused.status, 0)
	assert.doesNotMatch(refused.stderr, /no contestó/)
})
await finish()
