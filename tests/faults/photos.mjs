// photos.mjs - kill -9 while telephones send reports with photographs in two posts: what was acknowledged is there, whole.
// node tests/faults/photos.mjs      ROUNDS=6 SECONDS=60 SEED=1 in the environment; VOCALIA=program
//
// TAP on standard output.   SPDX-License-Identifier: GPL-3.0-or-later
import { spawnSync } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import http from 'node:http'
import path from 'node:path'
import { check, finish, freePort, note, random, ready, scratch, skip, sleep, start, test } from './lib_server.mjs'

const nRounds = Number(process.env.ROUNDS ?? 6), limit = Number(process.env.SECONDS ?? 60) * 1000
const dice = random(Number(process.env.SEED ?? 20260322))
const data = path.join(scratch(), 'a.db'), port = await freePort()
const form = `
| survey |       |          |       |
|        | type  | name     | label |
|        | text  | problema | Qué   |
|        | file  | uno      | Uno   |
|        | file  | dos      | Dos   |

| settings |            |         |         |
|          | form_title | form_id | version |
|          | Fotos      | fotos   | 1       |
`

function send(options, body, headers = {}) {
	return new Promise(resolve => {
		const rq = http.request({ ...options, agent: false, timeout: 10000, headers: { Host: 'localhost', ...headers, ...(body ? { 'Content-Length': body.length } : {}) } }, rs => {
			const pieces = []
			rs.on('data', d => pieces.push(d))
			rs.on('end', () => resolve({ status: rs.complete ? rs.statusCode : 0, text: Buffer.concat(pieces).toString() }))
			rs.on('error', () => resolve({ status: 0, text: '' }))
		})
		rq.on('timeout', () => rq.destroy())
		rq.on('error', error => resolve({ status: 0, text: error.message }))
		rq.end(body)
	})
}
const desk = (method, where, fields) => send({ socketPath: `${data}.sock`, method, path: where }, fields && Buffer.from(new URLSearchParams(fields).toString()),
	{ Accept: 'application/json', ...(fields ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {}) })

/* What came with reports, by report and name: how long, and its first bytes. */
function stored() {
	const { stdout, status } = spawnSync('sqlite3', ['-readonly', data, "SELECT lower(hex(a.submission)) || ' ' || a.name || ' ' || length(f.bytes) || ' ' || lower(hex(substr(f.bytes, 1, 40))) FROM attachment a JOIN file f ON f.digest = a.file"], { encoding: 'utf8', maxBuffer: 64 << 20 })
	if (status !== 0) throw new Error('sqlite3 cannot read the file')
	return new Set(stdout.split('\n').filter(Boolean))
}

const posts = [], acknowledged = new Map() // what must be there -> how often it was sent
let version, at, isStopped = false, nRefused = []
function pieces(report, names) {
	const xml = `<data id="fotos" version="${version}"><problema>Con dos fotos</problema><uno>uno.bin</uno><dos>dos.bin</dos><meta><instanceID>uuid:${report.id}</instanceID></meta></data>`
	const part = (name, value, type) => [Buffer.from(`--fff\r\nContent-Disposition: form-data; name="${name}"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`), Buffer.from(value), Buffer.from('\r\n')]
	return Buffer.concat([...part('xml_submission_file', xml, 'text/xml'), ...names.flatMap(n => part(n, report.files[n], 'application/octet-stream')), Buffer.from('--fff--\r\n')])
}
async function client() {
	while (!isStopped) {
		const report = posts.length > 0 && dice.next() < 0.5 ? posts.shift() : { id: randomUUID(), done: [], files: Object.fromEntries(['uno.bin', 'dos.bin'].map(n => [n, randomBytes(dice.between(1, 600000))])) }
		for (const name of ['uno.bin', 'dos.bin'].filter(n => !report.done.includes(n))) {
			const answer = await send({ host: '127.0.0.1', port, method: 'POST', path: at }, pieces(report, [name]), { 'X-OpenRosa-Version': '1.0', 'Content-Type': 'multipart/form-data; boundary=fff' })
			if (answer.status === 201) {
				report.done.push(name)
				acknowledged.set(`${report.id.replaceAll('-', '')} ${name} ${report.files[name].length} ${report.files[name].subarray(0, 40).toString('hex')}`, true)
			} else if (![0, 503].includes(answer.status)) {
				nRefused.push(`${answer.status} ${answer.text.slice(0, 200)}`)
			}
		}
		if (report.done.length < 2) posts.push(report)
		await sleep(5)
	}
}

if (spawnSync('sqlite3', ['--version']).status !== 0) {
	skip('acknowledged photographs survive kill -9', 'sqlite3 is not installed')
	finish()
}
let server = start(data, port)
test(await ready(server) >= 0, 'the server starts', server.said)
const published = await desk('POST', '/administracion/formularios', { source: form, confirm: '1' })
test(published.status === 200, 'the form with files is published', published.text)
const { key } = JSON.parse(published.text)
const { code } = JSON.parse((await desk('POST', '/sesiones', { title: 'Fotos', is_trial: '1', form: key })).text)
await desk('POST', `/sesiones/${code}/estado`, { state: 'open' })
const { collect } = JSON.parse((await desk('GET', `/sesiones/${code}`)).text)
at = `${new URL(collect.url).pathname}/submission`
version = /<version>(.*)<\/version>/.exec((await send({ host: '127.0.0.1', port, path: at.replace('submission', 'formList') })).text)[1]

const started = Date.now()
let n = 0, lost = []
for (; n < nRounds && Date.now() - started < limit && lost.length === 0; n++) {
	isStopped = false
	const clients = Promise.all(Array.from({ length: 8 }, client))
	await sleep(dice.between(200, 1500))
	await server.kill()
	isStopped = true
	await clients
	server = start(data, port)
	if (await ready(server) < 0) { lost.push(`no start after round ${n}: ${server.said}`); break }
	const there = stored()
	lost = [...acknowledged.keys()].filter(k => !there.has(k))
}
test(lost.length === 0, `${n} kills: every photograph acknowledged is there with its report`, lost.slice(0, 5).join('\n'))
test(acknowledged.size > n * 5, 'the telephones were busy', `${acknowledged.size} acknowledged`)
test(nRefused.length === 0, 'no telephone was told anything but 201 or to come again', nRefused.slice(0, 5).join('\n'))
const left = posts.length
for (const report of posts) report.last = (await send({ host: '127.0.0.1', port, method: 'POST', path: at }, pieces(report, ['uno.bin', 'dos.bin']), { 'X-OpenRosa-Version': '1.0', 'Content-Type': 'multipart/form-data; boundary=fff' })).status
test(posts.every(r => r.last === 201), 'who was cut short sends again and is received', posts.map(r => r.last).join(' '))
const exited = await server.stop()
test(exited.code === 0, 'it ends in order when it is asked to', server.said)
const final = check(data)
test(final.isGood, 'vocalia check finds every file as it was sent', final.text)
note(`acknowledged ${acknowledged.size} files in ${n} rounds, ${left} reports sent again, lost ${lost.length}`)
finish()
