// openrosa.mjs - a brigade's telephone and the server, step by step as ODK Collect does it, and what must be refused.
//
// The behaviours are those that ODK Central and Kobo promise their clients (docs.getodk.org/openrosa).
// SPDX-License-Identifier: GPL-3.0-or-later
import { createHash, randomUUID } from 'node:crypto'
import net from 'node:net'
import { Client, assert, check, control, finish, makeAccounts, makeSession, multipart, report, request, setState, startServer, vocalia } from './lib.mjs'

const form = `
| survey |              |            |                        |            |          |                 |                    |
|        | type         | name       | label                  | constraint | required | constraint_message | calculation     |
|        | start        | start      |                        |            |          |                 |                    |
|        | deviceid     | deviceid   |                        |            |          |                 |                    |
|        | text         | problema   | ¿Qué problema hay?     |            | yes      |                 |                    |
|        | integer      | edad       | ¿Cuántos años tiene?   | . < 121    |          | Nadie vive tanto |                   |
|        | image        | foto       | Una foto               |            |          |                 |                    |
|        | audio        | voz        | Grabación              |            |          |                 |                    |
|        | begin_repeat | vecino     | Vecinos                |            |          |                 |                    |
|        | text         | dice       | ¿Qué dice?             |            |          |                 |                    |
|        | image        | retrato    | Otra foto              |            |          |                 |                    |
|        | end_repeat   |            |                        |            |          |                 |                    |
|        | calculate    | cuando     |                        |            |          |                 | string(now())      |

| settings |            |           |         |
|          | form_title | form_id   | version |
|          | Brigada & <casa> | brigada | 7     |
`
const picture = '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQH/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q=='
const plain = Buffer.from(picture, 'base64')
const tiff = Buffer.from('Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0 SECRETO 19.43,-99.13', 'latin1')
const exif = Buffer.concat([Buffer.from([0xff, 0xe1, 0, tiff.length + 2]), tiff])
const photo = Buffer.concat([plain.subarray(0, 2), exif, plain.subarray(2)])

const server = await startServer()
const desk = control(server), accounts = await makeAccounts(server)
const md5 = bytes => createHash('md5').update(bytes).digest('hex')
const published = await desk.post('/administracion/formularios', { source: form, confirm: '1' })
assert.equal(published.status, 200, published.text)
const { key } = published.json
const code = await makeSession(server, { form: key, title: 'Brigada de la colonia' })
const view = async () => (await desk.get(`/sesiones/${code}`)).json
const pathOf = url => new URL(url).pathname
const base = pathOf((await view()).collect.url)

const openrosa = (where, { headers = {}, ...rest } = {}) => request(server, { path: where, headers: { 'X-OpenRosa-Version': '1.0', 'User-Agent': 'org.odk.collect.android/v2024.3.4 okhttp', Date: 'Sun, 22 Nov 2026 08:00:00 GMT', ...headers }, ...rest })

const xmlPart = xml => ['xml_submission_file', xml, { file: 'brigada_2026-11-22.xml', type: 'text/xml' }]
const filePart = (name, bytes = photo, type = 'image/jpeg') => [name, bytes, { file: name, type }]
const post = (parts, { headers = {}, at = `${base}/submission?deviceID=collect%3Asecreto123` } = {}) => {
	const { body, type } = multipart(parts)
	return openrosa(at, { method: 'POST', body, headers: { 'Content-Type': type, ...headers } })
}
let version
const instance = (inside, { id = `uuid:${randomUUID()}`, formId = 'brigada', v = version, deprecated } = {}) =>
	`<?xml version='1.0' ?><data id="${formId}" version="${v}" xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"><start>2026-11-22T08:00:00.000-06:00</start><deviceid>collect:secreto123</deviceid>${inside}<orx:meta>${id === null ? '' : `<orx:instanceID>${id}</orx:instanceID>`}${deprecated ? `<orx:deprecatedID>${deprecated}</orx:deprecatedID>` : ''}</orx:meta></data>`
const ordinary = '<problema>No hay agua ñ &amp; luz</problema><edad>34</edad><cuando/>'
const message = answer => /<OpenRosaResponse xmlns="http:\/\/openrosa\.org\/http\/response"[^>]*><message nature="[a-z_]+">([^<]*)<\/message>/.exec(answer.text)?.[1]
const isOpenRosa = answer => {
	assert.equal(answer.headers['x-openrosa-version'], '1.0', `${answer.status} without the version`)
	assert.ok(Number(answer.headers['x-openrosa-accept-content-length']) > 1e7)
}
const said = (answer, status, words) => {
	assert.equal(answer.status, status, answer.text)
	isOpenRosa(answer)
	assert.match(answer.headers['content-type'], /text\/xml/)
	assert.match(message(answer) ?? 'no message', words)
	return answer
}
const nReports = async () => (await view()).n_reports
const reviewer = new Client(server)
await reviewer.login(accounts.reviewer.name, accounts.reviewer.password)
const rows = async () => vocalia(['export', code, '--data', server.data]).stdout

// ---- from the code on the wall to the filled form

await check('the code on the session page is what a telephone scans: its server is this session\'s address', async () => {
	const { collect } = await view()
	assert.match(collect.url, new RegExp(`^http://[^/]+/or/${code}-0-[0-9A-Z]{16}$`))
	const page = await (async () => { const f = new Client(server); await f.login(accounts.facilitator.name, accounts.facilitator.password); return f.get(`/sesiones/${code}`) })()
	assert.ok(page.text.includes(collect.url) && page.text.includes('Brigadas con ODK Collect'))
	for (const kind of ['svg', 'png', 'txt']) assert.equal((await desk.get(`/sesiones/${code}/collect.${kind}`)).status, 200)
	assert.equal((await desk.get(`/sesiones/${code}/collect.gif`)).status, 404)
})
await check('formList names the session\'s form with a hash, absolute addresses on the name we were called by, and no manifest where there are no files', async () => {
	const answer = await openrosa(`${base}/formList?deviceID=x`, { headers: { Host: 'taller.test:9' } })
	assert.equal(answer.status, 200)
	isOpenRosa(answer)
	assert.match(answer.headers['content-type'], /^text\/xml/)
	const text = answer.text
	assert.equal(text.match(/<xform>/g).length, 1)
	assert.ok(text.includes('<formID>brigada</formID>') && text.includes('<name>Brigada &amp; &lt;casa&gt;</name>'))
	version = /<version>(.*)<\/version>/.exec(text)[1]
	assert.ok(version.startsWith('7.') && version.includes(key.slice(0, 8)))
	assert.match(text, /<hash>md5:[0-9a-f]{32}<\/hash>/)
	assert.ok(text.includes(`<downloadUrl>http://taller.test:9${base}/formularios/${key}.xml</downloadUrl>`), text)
	assert.ok(!text.includes('manifestUrl'))
	assert.ok((await openrosa(`${base}/formList?formID=brigada`)).text.includes('<xform>'))
	assert.ok(!(await openrosa(`${base}/formList?formID=otra`)).text.includes('<xform>'))
})
await check('the form behind downloadUrl has the announced hash, id and version, and is not sent twice to who has it', async () => {
	const list = (await openrosa(`${base}/formList`)).text
	const where = pathOf(/<downloadUrl>(.*)<\/downloadUrl>/.exec(list)[1])
	const answer = await openrosa(where)
	assert.equal(answer.status, 200)
	isOpenRosa(answer)
	assert.match(answer.headers['content-type'], /^text\/xml/)
	assert.equal(`md5:${md5(answer.bytes)}`, /<hash>(.*)<\/hash>/.exec(list)[1])
	assert.ok(answer.text.includes(`id="brigada" version="${version}"`), answer.text.slice(0, 2000))
	assert.equal((await openrosa(where, { headers: { 'If-None-Match': answer.headers.etag } })).status, 304)
	assert.equal((await openrosa(where.replace('.xml', '/manifest'))).text.includes('<mediaFile>'), false)
	for (const wrong of [where.replace(key, '0000000000000000'), where.replace('.xml', ''), where.replace('.xml', '.xls'), where.replace(key, (await desk.get('/sesiones/PRB24')).json.form.key)])
		assert.equal((await openrosa(wrong)).status, 404, wrong)
})
await check('HEAD and GET of the submission address are 204 with what a telephone must know', async () => {
	for (const method of ['HEAD', 'GET']) {
		const answer = await openrosa(`${base}/submission?deviceID=x`, { method })
		assert.equal(answer.status, 204, method)
		isOpenRosa(answer)
		assert.equal(answer.bytes.length, 0)
	}
})

// ---- sending

const first = `uuid:${randomUUID()}`
let folio
await check('a report is received with 201, a message with its folio, and counted', async () => {
	const answer = said(await post([xmlPart(instance(ordinary, { id: first }))]), 201, /^Recibido\. Folio: [0-9A-Z-]+$/)
	folio = message(answer).split(' ').at(-1)
	assert.equal(await nReports(), 1)
	const receipt = await new Client(server).get(`/f/${folio}`)
	assert.equal(receipt.status, 200)
	assert.ok(receipt.text.includes('No hay agua ñ &amp; luz'))
})
await check('nothing that tells about the telephone is kept', async () => {
	const all = vocalia(['export', code, '--data', server.data]).stdout
	assert.ok(all.includes('No hay agua') && all.includes('openrosa'))
	assert.ok(!all.includes('secreto123') && !all.includes('T08:00'))
})
await check('the same report again is 201 with the same folio, though a formula asks for the clock, and is not counted twice', async () => {
	for (let i = 0; i < 3; i++) assert.equal(message(said(await post([xmlPart(instance(ordinary, { id: first }))]), 201, /Recibido/)).split(' ').at(-1), folio)
	assert.equal(await nReports(), 1)
})
await check('other answers under the same identifier are 409 with a sentence, and change nothing', async () => {
	said(await post([xmlPart(instance(ordinary.replace('34', '35'), { id: first }))]), 409, /otras respuestas/)
	assert.equal(await nReports(), 1)
	assert.ok((await new Client(server).get(`/f/${folio}`)).text.includes('34'))
})
await check('an identifier that is no UUID is taken as well, always as the same report', async () => {
	const one = message(said(await post([xmlPart(instance(ordinary, { id: 'cuestionario 17/b' }))]), 201, /Recibido/))
	assert.equal(message(said(await post([xmlPart(instance(ordinary, { id: 'cuestionario 17/b' }))]), 201, /Recibido/)), one)
	assert.notEqual(message(said(await post([xmlPart(instance(ordinary, { id: 'cuestionario 17/c' }))]), 201, /Recibido/)), one)
	assert.equal(await nReports(), 3)
})
await check('a bad answer is refused whole with the question and what is wrong, in Spanish', async () => {
	const before = await nReports()
	said(await post([xmlPart(instance(ordinary.replace('34', '400')))]), 422, /«¿Cuántos años tiene\?»: Nadie vive tanto/)
	said(await post([xmlPart(instance(ordinary.replace('34', 'treinta')))]), 422, /«¿Cuántos años tiene\?»: Escribe solo un número/)
	said(await post([xmlPart(instance('<edad>34</edad>'))]), 422, /«¿Qué problema hay\?»: Falta/)
	said(await post([xmlPart(instance(`${ordinary}<sueldo>9</sueldo>`))]), 422, /sueldo/)
	assert.equal(await nReports(), before)
})

// ---- files

const attachmentsOf = async folioText => (await reviewer.get(`/reportes/${folioText}/archivos`, { Accept: 'application/json' }))
const withFiles = '<problema>Con fotos</problema><edad/><foto>1700000001.jpg</foto><voz>a b.amr</voz><vecino><dice>uno</dice><retrato>r1.jpg</retrato></vecino><vecino><dice>dos</dice><retrato>r2.jpg</retrato></vecino><cuando/>'
let pictured, picturedXml
await check('photographs come with their report, lose what the camera wrote, and are seen by reviewers alone', async () => {
	pictured = `uuid:${randomUUID()}`
	picturedXml = instance(withFiles, { id: pictured })
	const answer = said(await post([xmlPart(picturedXml), filePart('1700000001.jpg'), filePart('r1.jpg'), ['nadie.jpg', photo, { file: 'nadie.jpg', type: 'image/jpeg' }]]), 201, /Recibido/)
	const own = message(answer).split(' ').at(-1)
	const list = await attachmentsOf(own)
	assert.equal(list.status, 200, list.text)
	assert.deepEqual(list.json.files.map(f => f.name), ['1700000001.jpg', 'r1.jpg'])
	const seen = await reviewer.get(`/reportes/${own}/archivos/1700000001.jpg`)
	assert.equal(seen.status, 200)
	assert.equal(seen.headers['content-type'], 'image/jpeg')
	assert.equal(seen.headers['x-content-type-options'], 'nosniff')
	assert.match(seen.headers['content-security-policy'], /sandbox/)
	assert.match(seen.headers['content-disposition'], /^inline/)
	assert.ok(!seen.bytes.includes('SECRETO') && seen.bytes.includes(plain.subarray(20)))
	assert.equal((await new Client(server).get(`/reportes/${own}/archivos/1700000001.jpg`)).status, 303)
	const facilitator = new Client(server)
	await facilitator.login(accounts.facilitator.name, accounts.facilitator.password)
	assert.equal((await facilitator.get(`/reportes/${own}/archivos/1700000001.jpg`)).status, 403)
	assert.equal((await reviewer.get(`/reportes/${own}/archivos/nadie.jpg`)).status, 404)
})
await check('a report in several posts: each repeats the XML and adds its files; a late one is taken too; the first of a name stays', async () => {
	const own = message(said(await post([xmlPart(picturedXml), ['*isIncomplete*', 'yes'], filePart('r2.jpg')]), 201, /Recibido/)).split(' ').at(-1)
	said(await post([xmlPart(picturedXml), filePart('a b.amr', Buffer.from('#!AMR\nvoz'), 'audio/amr')]), 201, /Recibido/)
	said(await post([xmlPart(picturedXml), filePart('r2.jpg', Buffer.from('#!AMR\notra cosa'))]), 201, /Recibido/)
	assert.deepEqual((await attachmentsOf(own)).json.files.map(f => [f.name, f.type]), [['1700000001.jpg', 'image/jpeg'], ['a b.amr', 'audio/amr'], ['r1.jpg', 'image/jpeg'], ['r2.jpg', 'image/jpeg']])
	const heard = await reviewer.get(`/reportes/${own}/archivos/a%20b.amr`)
	assert.match(heard.headers['content-disposition'], /^attachment/)
	assert.equal(heard.text, '#!AMR\nvoz')
})
await check('what calls itself a picture and is a page is given as a download of no type', async () => {
	const answer = said(await post([xmlPart(instance('<problema>Con página</problema><foto>p.html</foto><cuando/>')), filePart('p.html', Buffer.from('<script>alert(1)</script>'), 'text/html')]), 201, /Recibido/)
	const seen = await reviewer.get(`/reportes/${message(answer).split(' ').at(-1)}/archivos/p.html`)
	assert.equal(seen.headers['content-type'], 'application/octet-stream')
	assert.match(seen.headers['content-disposition'], /^attachment/)
})
await check('a photograph that cannot be read is refused with its name and nothing is stored', async () => {
	const before = await nReports()
	said(await post([xmlPart(instance('<problema>Rota</problema><foto>rota.jpg</foto><cuando/>')), filePart('rota.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff, 1]))]), 422, /rota\.jpg/)
	assert.equal(await nReports(), before)
})
await check('the table of reports names the files', async () => {
	const all = await rows()
	assert.match(all.split('\n')[0], /archivos/)
	assert.ok(all.includes('1700000001.jpg; a b.amr; r1.jpg; r2.jpg'), all)
})
await check('vocalia check finds every file as it was stored', async () => {
	const { status, stdout, stderr } = vocalia(['check', '--data', server.data])
	assert.equal(status, 0, stdout + stderr)
})

// ---- corrections

await check('a corrected report takes the place of the one before and keeps the photographs that it still names', async () => {
	const before = await nReports(), corrected = `uuid:${randomUUID()}`
	const xml = instance(withFiles.replace('Con fotos', 'Con fotos, corregido').replace('r2.jpg', 'r3.jpg'), { id: corrected, deprecated: pictured })
	const own = message(said(await post([xmlPart(xml), filePart('r3.jpg')]), 201, /Recibido/)).split(' ').at(-1)
	assert.equal(await nReports(), before)
	assert.deepEqual((await attachmentsOf(own)).json.files.map(f => f.name), ['1700000001.jpg', 'a b.amr', 'r1.jpg', 'r3.jpg'])
	said(await post([xmlPart(xml)]), 201, new RegExp(own))
	said(await post([xmlPart(instance(withFiles.replace('Con fotos', 'Otra vez'), { deprecated: pictured }))]), 409, /ya fue corregido/)
	said(await post([xmlPart(instance(withFiles, { deprecated: `uuid:${randomUUID()}` }))]), 409, /no está en esta jornada/)
	said(await post([xmlPart(instance(withFiles, { id: corrected, deprecated: corrected }))]), 409, /./)
	const other = await makeSession(server, { form: key }), otherBase = pathOf((await desk.get(`/sesiones/${other}`)).json.collect.url)
	said(await post([xmlPart(instance(withFiles, { deprecated: corrected }))], { at: `${otherBase}/submission` }), 409, /no está en esta jornada/)
	assert.equal(await nReports(), before)
})
await check('of many corrections of one report that arrive at once, one is received', async () => {
	const id = `uuid:${randomUUID()}`
	said(await post([xmlPart(instance(ordinary, { id }))]), 201, /./)
	const total = await nReports()
	const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => post([xmlPart(instance(ordinary.replace('34', String(35 + i)), { deprecated: id }))])))
	assert.deepEqual(answers.map(a => a.status).sort(), [201, ...Array(11).fill(409)])
	assert.equal(await nReports(), total)
})
await check('a withdrawn report does not come back, neither it nor a correction of it, and its files are gone', async () => {
	const id = `uuid:${randomUUID()}`, xml = instance('<problema>Me arrepentí</problema><foto>x.jpg</foto><cuando/>', { id })
	const own = message(said(await post([xmlPart(xml), filePart('x.jpg')]), 201, /Recibido/)).split(' ').at(-1)
	const holder = new Client(server)
	await holder.get(`/f/${own}`)
	assert.equal((await holder.post(`/f/${own}/retirar`, { confirm: '1' })).status, 303)
	said(await post([xmlPart(xml), filePart('x.jpg')]), 409, /retirado/)
	said(await post([xmlPart(instance(ordinary, { deprecated: id }))]), 409, /retirado/)
	assert.equal((await reviewer.get(`/reportes/${own}/archivos/x.jpg`)).status, 404)
})

// ---- versions and sessions

await check('the author\'s plain version is understood; an unknown version and the form of somebody else are 404', async () => {
	said(await post([xmlPart(instance(ordinary, { v: '7' }))]), 201, /Recibido/)
	for (const v of ['8', '', '7.00000000', version.slice(0, -1)]) said(await post([xmlPart(instance(ordinary, { v }))]), 404, /versión/)
	said(await post([xmlPart(instance('<problema>hola que tal</problema>', { formId: 'diagnostico', v: '1' }))]), 404, /no es el de esta jornada/)
	said(await post([xmlPart(instance(ordinary, { formId: 'nada' }))]), 404, /no es el de esta jornada/)
})
await check('a paused session goes on receiving what was filled in; a closed one offers no form and marks reports late; a draft does not exist', async () => {
	const own = await makeSession(server, { form: key }, false), at = pathOf((await desk.get(`/sesiones/${own}`)).json.collect.url)
	const see = async () => (await desk.get(`/sesiones/${own}`)).json
	for (const where of ['/formList', '/submission']) said(await openrosa(at + where), 404, /./)
	said(await post([xmlPart(instance(ordinary))], { at: `${at}/submission` }), 404, /./)
	await setState(server, own, 'open')
	said(await post([xmlPart(instance(ordinary))], { at: `${at}/submission` }), 201, /./)
	await setState(server, own, 'paused')
	assert.ok((await openrosa(`${at}/formList`)).text.includes('<xform>'))
	said(await post([xmlPart(instance(ordinary))], { at: `${at}/submission` }), 201, /./)
	await setState(server, own, 'closed')
	const list = await openrosa(`${at}/formList`)
	assert.equal(list.status, 200)
	assert.ok(!list.text.includes('<xform>') && list.text.includes('<xforms'))
	assert.equal((await openrosa(`${at}/submission`, { method: 'HEAD' })).status, 204)
	said(await post([xmlPart(instance(ordinary))], { at: `${at}/submission` }), 201, /./)
	assert.equal((await see()).n_reports, 3)
	assert.equal((await see()).n_late, 2)
})
await check('what a telephone sends of the default form is the record that the page makes', async () => {
	const { url } = (await desk.get('/sesiones/PRB24')).json.collect, at = pathOf(url)
	const list = (await openrosa(`${at}/formList`)).text, v = /<version>(.*)<\/version>/.exec(list)[1]
	const same = { problema: 'Falta agua, igual por los dos lados', tema: 'agua', 'lugar/municipio': 'Saltillo', gravedad: 'molesta', 'sobre_ti/edad': 'a30_44' }
	await report(server, 'PRB24', same)
	said(await post([xmlPart(instance(`<problema>${same.problema}</problema><tema>agua</tema><lugar><municipio>Saltillo</municipio><colonia/></lugar><gravedad>molesta</gravedad><afecta/><frecuencia/><sobre_ti><edad>a30_44</edad><genero/><lengua/><residente/></sobre_ti>`, { formId: 'diagnostico', v }).replace(/<start>.*<\/deviceid>/, ''))], { at: `${at}/submission` }), 201, /./)
	const lines = vocalia(['export', 'PRB24', '--data', server.data]).stdout.split('\n').filter(l => l.includes('igual por los dos lados'))
	assert.equal(lines.length, 2)
	const [web, phone] = lines.map(l => l.split(',').slice(6).join(','))
	assert.equal(web, phone)
})

// ---- tokens

await check('a telephone of its own is added with a name, sends, and is shut out alone when it is revoked', async () => {
	const facilitator = new Client(server)
	await facilitator.login(accounts.facilitator.name, accounts.facilitator.password)
	await facilitator.get(`/sesiones/${code}`)
	for (const name of ['', '   ', 'x'.repeat(61)]) assert.equal((await facilitator.post(`/sesiones/${code}/equipos`, { name })).status, 422)
	for (const name of ['Brigada <uno>', 'Brigada dos']) assert.equal((await facilitator.post(`/sesiones/${code}/equipos`, { name })).location, `/sesiones/${code}#brigadas`)
	const page = await facilitator.get(`/sesiones/${code}`)
	assert.ok(page.text.includes('Brigada &lt;uno&gt;') && !page.text.includes('Brigada <uno>'))
	const [one, two] = (await view()).collect.devices
	const send = d => post([xmlPart(instance(ordinary))], { at: `${pathOf(d.url)}/submission` })
	said(await send(one), 201, /./)
	for (const kind of ['svg', 'png', 'txt']) assert.equal((await facilitator.get(`/sesiones/${code}/collect.${kind}?equipo=${one.number}`)).status, 200)
	assert.equal((await facilitator.post(`/sesiones/${code}/equipos/${one.number}/baja`)).status, 303)
	assert.equal((await facilitator.post(`/sesiones/${code}/equipos/${one.number}/baja`)).status, 409)
	assert.equal((await facilitator.get(`/sesiones/${code}/collect.svg?equipo=${one.number}`)).status, 404)
	said(await send(one), 404, /Pide a quien facilita el código/)
	said(await openrosa(`${pathOf(one.url)}/formList`), 404, /Pide a quien facilita/)
	said(await send(two), 201, /./)
	said(await post([xmlPart(instance(ordinary))]), 201, /./)
	assert.equal((await view()).collect.devices.find(d => d.number === one.number).url, '')
})
await check('a token with any letter changed, of another session or of no shape is 404 with the headers and a sentence, never 401', async () => {
	const token = base.slice(4)
	const wrong = [token.replace(/.$/, c => (c === 'A' ? 'B' : 'A')), token.replace('-0-', '-1-'), `PRB24${token.slice(5)}`, token.slice(0, -1), `${token}A`, 'x', '%00', 'ñ', '-'.repeat(300)]
	for (const t of wrong) {
		const answer = await openrosa(`/or/${encodeURIComponent(t).replace('%2500', '%20')}/formList`)
		said(answer, 404, /./)
		assert.equal(answer.headers['www-authenticate'], undefined)
	}
	said(await openrosa(`/or/${token}/nada`), 404, /./)
	said(await openrosa(`/or/${token}/formList`, { method: 'POST', body: 'x=1', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }), 405, /./)
})
await check('a new code on the poster ends the one before', async () => {
	assert.equal((await desk.post(`/sesiones/${code}/equipos`, { poster: '1' })).status, 200)
	said(await openrosa(`${base}/formList`), 404, /./)
	const now = pathOf((await view()).collect.url)
	assert.notEqual(now, base)
	assert.equal((await openrosa(`${now}/formList`)).status, 200)
})

// ---- hostile bytes

const here = pathOf((await view()).collect.url), at = `${here}/submission`
const send = (parts, options = {}) => post(parts, { at, ...options })
const before = await nReports()
await check('without X-OpenRosa-Version, the XML, or with it twice, nothing is taken', async () => {
	const { body, type } = multipart([xmlPart(instance(ordinary))])
	said(await request(server, { method: 'POST', path: at, body, headers: { 'Content-Type': type } }), 400, /X-OpenRosa-Version/)
	said(await send([['otra', 'cosa']]), 400, /xml_submission_file/)
	said(await send([xmlPart(instance(ordinary)), xmlPart(instance(ordinary))]), 400, /dos veces/)
	said(await openrosa(at, { method: 'POST', body: 'xml_submission_file=x', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }), 400, /./)
	said(await openrosa(at, { method: 'POST', body: instance(ordinary), headers: { 'Content-Type': 'text/xml' } }), 415, /./)
	said(await send([xmlPart(instance(ordinary))], { headers: { Origin: 'http://mal.mx' } }), 403, /./)
})
await check('XML that is none, has a DOCTYPE, is deep, endless, in another encoding or without an identifier is refused fast with a sentence', async () => {
	const hostile = {
		empty: '', words: 'hola', cut: instance(ordinary).slice(0, -9), 'no id': instance(ordinary, { id: null }),
		doctype: `<!DOCTYPE data [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>${instance('<problema>&b;</problema>').replace(/^<\?xml[^>]*>/, '')}`,
		'external entity': '<!DOCTYPE data [<!ENTITY x SYSTEM "file:///etc/passwd">]><data id="brigada" version="7"><problema>&x;</problema></data>',
		deep: instance('<a>'.repeat(100000) + '</a>'.repeat(100000)),
		'a million nodes': instance('<a/>'.repeat(1000000)),
		'many nodes': instance('<a/>'.repeat(200000)),
		'many attributes': `<data id="brigada" ${Array.from({ length: 20000 }, (_, i) => `a${i}=""`).join(' ')}/>`,
		'latin-1': Buffer.concat([Buffer.from(instance('<problema>').split('<problema>')[0] + '<problema>'), Buffer.from([0xf1, 0xe1]), Buffer.from('</problema></data>')]),
		'a NUL': instance('<problema>a\0b</problema>'), 'odd identifier': instance(ordinary, { id: 'x'.repeat(10000) }),
	}
	for (const [what, xml] of Object.entries(hostile)) {
		const started = Date.now()
		const answer = await send([xmlPart(xml)])
		assert.ok(answer.status >= 400 && answer.status < 500, `${what}: ${answer.status}`)
		isOpenRosa(answer)
		assert.ok(message(answer), what)
		assert.ok(Date.now() - started < 1500, `${what}: ${Date.now() - started} ms`)
	}
	const started = Date.now()
	said(await send([xmlPart(instance(`<problema>muchos vecinos</problema>${'<vecino><dice>x</dice></vecino>'.repeat(20000)}`))]), 422, /demasiados/)
	assert.ok(Date.now() - started < 1500, `20,000 instances: ${Date.now() - started} ms`)
})
await check('a body that is announced or comes longer than the limit is 413 with a sentence', async () => {
	const answer = await openrosa(at, { method: 'POST', body: Buffer.alloc(17 << 20, 'x'), headers: { 'Content-Type': multipart([]).type } }).catch(error => ({ error: error.code }))
	if (answer.error) assert.match(answer.error, /EPIPE|ECONNRESET/)
	else said(answer, 413, /demasiado grande/)
	const raw = await new Promise(resolve => {
		let text = ''
		const socket = net.connect(server.port, server.address, () => socket.write(`POST ${at} HTTP/1.1\r\nHost: ${server.address}:${server.port}\r\nX-OpenRosa-Version: 1.0\r\nContent-Type: ${multipart([]).type}\r\nContent-Length: ${17 << 20}\r\n\r\n`))
		socket.on('data', d => { text += d })
		socket.on('close', () => resolve(text))
		setTimeout(() => socket.destroy(), 1500)
	})
	assert.match(raw, /^HTTP\/1\.1 413 /)
	assert.match(raw, /x-openrosa-version: 1\.0/i)
	assert.match(raw, /demasiado grande/)
})

/* A body in pieces without its length, as OkHttp streams it. */
const chunked = (where, pieces, headers = {}) => new Promise((resolve, reject) => {
	let text = ''
	const socket = net.connect(server.port, server.address, () => {
		const head = Object.entries({ Host: `${server.address}:${server.port}`, 'X-OpenRosa-Version': '1.0', 'Content-Type': multipart([]).type, 'Transfer-Encoding': 'chunked', Connection: 'close', ...headers })
		// in one write: who is refused early must still read why
		socket.write(Buffer.concat([`POST ${where} HTTP/1.1\r\n${head.map(([k, v]) => `${k}: ${v}\r\n`).join('')}\r\n`,
			...pieces.flatMap(p => [`${p.length.toString(16)}\r\n`, p, '\r\n']), '0\r\n\r\n'].map(p => Buffer.from(p))))
	})
	socket.on('data', d => { text += d })
	socket.on('error', error => (text ? resolve(text) : reject(error)))
	socket.on('close', () => resolve(text))
	socket.setTimeout(15000, () => socket.destroy(new Error('no answer')))
})
const cut = (bytes, size) => Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size))
await check('a chunked body is taken here and nowhere else, and not without end', async () => {

	for (const size of [1 << 20, 777, 13]) assert.match(await chunked(at, cut(multipart([xmlPart(instance(withFiles)), filePart('1700000001.jpg')]).body, size)), /^HTTP\/1\.1 201 [^]*Recibido/)
	assert.match(await chunked(`/j/${code}`, [Buffer.from('x')]), /^HTTP\/1\.1 411 /)
	assert.match(await chunked(at, cut(Buffer.alloc(17 << 20, 'x'), 1 << 20)).catch(error => error.code), /^HTTP\/1\.1 (413|400) |EPIPE|ECONNRESET/)
	assert.equal(await nReports(), before + 3)
})
await check('a multipart body that is broken, empty, or full of parts is refused', async () => {
	const whole = multipart([xmlPart(instance(ordinary))])
	for (const bytes of [whole.body.subarray(0, 60), Buffer.from('------frontera7d9c--\r\n'), Buffer.alloc(0)]) {
		const answer = await openrosa(at, { method: 'POST', body: bytes, headers: { 'Content-Type': whole.type } })
		assert.ok([400, 411].includes(answer.status), String(answer.status))
		isOpenRosa(answer)
	}
	said(await send(Array.from({ length: 6000 }, (_, i) => [`p${i}`, 'x'])), 400, /./)
	said(await send([xmlPart(instance(ordinary)), ['a\u0001b.jpg', photo, { file: 'a\u0001b.jpg' }]]), 400, /./)
})
await check('after all of that the data file is sound and nothing was stored that was not acknowledged', async () => {
	assert.equal(await nReports(), before + 3)
	assert.equal(vocalia(['check', '--data', server.data]).status, 0)
	assert.equal((await openrosa(`${here}/formList`)).status, 200)
})
await finish()
