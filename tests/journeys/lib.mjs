// lib.mjs - what the journeys share: a server of their own, clients of every kind, and TAP.
//
// The program under test is $VOCALIA (build/release/vocalia).  Every server runs on a free port of 127.0.0.1 over a data file in a
// temporary folder; only processes started here are ended here.  A run in which nothing ran, or that takes too long, fails.
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import http from 'node:http'
import path from 'node:path'
import { counted, freePort, line, program, root, sleep, temporaryFolder } from './lib_base.mjs'

export { assert }
export { freePort, multipart, note, program, random, root, skip, sleep, temporaryFolder } from './lib_base.mjs'

// ---- TAP

let nRun = 0, isFinished = false

/* Runs one check; an exception fails it, and the journey goes on. */
export async function check(sentence, work) {
	nRun++
	try {
		await work()
		line(true, sentence)
		return true
	} catch (error) {
		line(false, sentence)
		const text = error instanceof assert.AssertionError ? error.message : error.stack ?? String(error)
		for (const l of text.split('\n').slice(0, 24)) console.log(`# ${l.slice(0, 400)}`)
		const at = (error.stack ?? '').split('\n').find(l => /\.mjs:\d+/.test(l) && !l.includes('journeys/lib.mjs'))
		if (at) console.log(`# ${at.trim().replace(root, '')}`)
		return false
	}
}

// ---- servers

const children = new Set(), servers = new Set()

/* {port, base, data, socket, child, output(), stop(), start()}; start() again takes the same port and file. */
export async function startServer({ folder = temporaryFolder(), name = 'taller.db', address = '127.0.0.1', isTrial = true, isQuiet = true,
	port = 0, isSupervised = false, extra = [] } = {}) {
	const server = { folder, address, data: path.join(folder, name), port: port || await freePort(address) }
	server.socket = `${server.data}.sock`
	server.base = `http://${address}:${server.port}`
	server.start = async () => {
		let text = ''
		const child = spawn(program, ['serve', '--data', server.data, '--port', String(server.port), '--address', address,
			...(isTrial ? ['--trial'] : []), ...(isQuiet ? ['--quiet'] : []), ...(isSupervised ? [] : ['--no-supervisor']), '--host', 'taller.test', ...extra],
		{ stdio: ['ignore', 'pipe', 'pipe'], env: environment(), detached: true })
		children.add(child)
		server.child = child
		server.output = () => text
		child.stdout.on('data', d => { text += d })
		child.stderr.on('data', d => { text += d })
		child.on('exit', () => children.delete(child))
		for (let i = 0; i < 200; i++) {
			if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}: ${text}`)
			const answer = await request(server, { path: '/salud' }).catch(() => null)
			if (answer?.status === 200) return server
			await sleep(50)
		}
		throw new Error(`the server did not answer: ${text}`)
	}
	server.stop = async () => {
		const code = await stopChild(server.child), output = server.output()
		if (code !== 0 || /Sanitizer|runtime error:|CRITICAL/.test(output)) {
			line(false, `the server ends well (status ${code})`)
			for (const l of output.split('\n').slice(-60)) console.log(`# ${l}`)
		}
		return code
	}
	servers.add(server)
	return server.start()
}

function stopChild(child) {
	return new Promise(resolve => {
		if (child.exitCode !== null || child.signalCode !== null) { resolve(child.exitCode ?? child.signalCode); return }
		const last = setTimeout(() => { // the server did not end by itself: that is a fault, and its whole group goes
			line(false, 'a server that is asked to stop ends within 15 seconds')
			process.kill(-child.pid, 'SIGKILL')
		}, 15000)
		child.on('exit', (code, signal) => { clearTimeout(last); resolve(code ?? signal) })
		child.kill('SIGTERM')
	})
}

function environment(more = {}) {
	return { ...process.env, LANG: 'es_MX.UTF-8', LC_ALL: '', LANGUAGE: '', ...more }
}

/* Runs the program to its end: {status, stdout, stderr}. */
export function vocalia(args, { input = '', language = 'es_MX.UTF-8', encoding = 'utf8', cwd } = {}) {
	const r = spawnSync(program, args, { input, encoding, cwd, timeout: 60000, maxBuffer: 64 << 20, env: environment({ LANG: language }) })
	return { status: r.status, stdout: r.stdout, stderr: String(r.stderr) }
}

export function has(tool) {
	return spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0
}

/* Publishes a form's file, with what comes beside it; its key. */
export function publish(server, file, more = []) {
	const r = vocalia(['form', 'publish', file, ...more, '--data', server.data, '--json'])
	assert.equal(r.status, 0, r.stderr.slice(0, 600))
	return JSON.parse(r.stdout).key
}

// ---- requests

const encode = text => encodeURIComponent(text).replace(/%20/g, '+')

/* fields: object whose values are strings or arrays of them, or a list of pairs. */
export function urlencoded(fields) {
	const pairs = Array.isArray(fields) ? fields : Object.entries(fields).flatMap(([k, v]) => [v].flat().map(x => [k, x]))
	return pairs.filter(([, v]) => v !== undefined).map(([k, v]) => `${encode(k)}=${encode(String(v))}`).join('&')
}

/* One request on a connection of its own.  server: {address, port} or {socket} with isControl. */
export function request(server, { method = 'GET', path: where = '/', headers = {}, body, isControl = false } = {}) {
	return new Promise((resolve, reject) => {
		const at = isControl ? { socketPath: server.socket } : { host: server.address, port: server.port }
		const bytes = body === undefined ? undefined : Buffer.isBuffer(body) ? body : Buffer.from(body)
		const rq = http.request({ ...at, method, path: where, agent: false,
			headers: { Host: isControl ? 'localhost' : `${server.address}:${server.port}`, ...headers, ...(bytes ? { 'Content-Length': bytes.length } : {}) } }, answer => {
			const pieces = []
			answer.on('data', d => pieces.push(d))
			answer.on('error', reject)
			answer.on('end', () => {
				const all = Buffer.concat(pieces)
				resolve({ status: answer.statusCode, headers: answer.headers, bytes: all, get text() { return all.toString('utf8') },
					get json() { return JSON.parse(all.toString('utf8')) }, location: answer.headers.location })
			})
		})
		rq.setTimeout(20000, () => rq.destroy(new Error(`no answer to ${method} ${where}`)))
		rq.on('error', reject)
		rq.end(bytes)
	})
}

/* A browser without JavaScript (it asks for html), or a script (accept json); keeps cookies and the page's token. */
export class Client {
	constructor(server, { isScript = false, isControl = false, headers = {} } = {}) {
		this.server = server
		this.isControl = isControl
		this.cookies = new Map()
		this.csrf = undefined
		this.headers = { Accept: isScript || isControl ? 'application/json' : 'text/html,application/xhtml+xml,*/*;q=0.8', ...headers }
	}
	async send(method, where, { headers = {}, body } = {}) {
		const cookie = [...this.cookies].map(([k, v]) => `${k}=${v}`).join('; ')
		const answer = await request(this.server, { method, path: where, body, isControl: this.isControl,
			headers: { ...this.headers, ...(cookie ? { Cookie: cookie } : {}), ...headers } })
		for (const line of answer.headers['set-cookie'] ?? []) {
			const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)
			if (/max-age=0/i.test(line)) this.cookies.delete(name)
			else this.cookies.set(name, value)
		}
		const token = /name="csrf" value="([0-9a-f]+)"/.exec(answer.text)
		if (token) this.csrf = token[1]
		return answer
	}
	get(where, headers) {
		return this.send('GET', where, { headers })
	}
	/* Adds the token where one is known, unless fields name it. */
	post(where, fields = {}, headers = {}) {
		const all = this.csrf !== undefined && !('csrf' in fields) ? { ...fields, csrf: this.csrf } : fields
		return this.send('POST', where, { body: urlencoded(all), headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers } })
	}
	async login(name, password) {
		const answer = await this.post('/entrar', { name, password })
		if (answer.status === 303) await this.get('/ayuda')
		if (answer.status === 303 && this.csrf === undefined) await this.get('/sesiones')
		return answer
	}
}

export const control = server => new Client(server, { isControl: true })

/* A session made over the control socket, opened unless told otherwise; its code. */
export async function makeSession(server, fields = {}, isOpen = true) {
	const c = control(server)
	const made = await c.post('/sesiones', { title: 'Jornada de la prueba', municipality: 'Saltillo', is_trial: '1', ...fields })
	assert.equal(made.status, 200, made.text)
	if (isOpen) await setState(server, made.json.code, 'open')
	return made.json.code
}

export async function setState(server, code, state) {
	const answer = await control(server).post(`/sesiones/${code}/estado`, { state })
	assert.equal(answer.status, 200, answer.text)
}

export const problem = { 'problema': 'Falta agua desde hace tres semanas', 'lugar/municipio': 'Saltillo' }

/* Opens the page as a script does, sends the fields, gives the answer with what was sent in .sent. */
export async function report(server, code, fields = {}, { client = new Client(server, { isScript: true }), where = `/j/${code}` } = {}) {
	const page = await new Client(server, { isScript: true }).get(where)
	assert.equal(page.status, 200, page.text)
	const sent = { ...problem, uuid: page.json.uuid, issued: page.json.issued, ...fields }
	const answer = await client.post(where, sent)
	answer.sent = sent
	return answer
}

/* Two accounts of each role and their passwords, over the control socket. */
export async function makeAccounts(server) {
	const accounts = {}
	for (const role of ['administrator', 'facilitator', 'reviewer']) {
		const name = `${role.slice(0, 5)}.uno`, password = `cuatro palabras sueltas ${role}`
		const made = await control(server).post('/administracion/cuentas', { name, password, role, full_name: `Persona ${role}` })
		assert.equal(made.status, 200, made.text)
		accounts[role] = { name, password }
	}
	return accounts
}

export const completeNotice = { responsible: 'Instituto de Prueba', address: 'Calle 1, Centro, Saltillo', scope: 'Coahuila',
	recipients: 'el Secretariado Técnico Local', public_address: 'Unidad de Transparencia, Calle 1', telephone: '844 000 0000', version: '1' }

/* Waits until work gives something true, at most so long. */
export async function until(work, ms = 15000, what = 'that') {
	const end = Date.now() + ms
	for (;;) {
		const got = await work()
		if (got) return got
		if (Date.now() > end) throw new Error(`${what} did not come about in ${ms} ms`)
		await sleep(100)
	}
}

// ---- the end

/* For a helper process that prints something else than TAP. */
export function finishSilently() {
	isFinished = true
	process.exit(counted.nFailed > 0 ? 1 : 0)
}

export async function finish() {
	isFinished = true
	for (const server of servers) await server.stop()
	if (nRun === 0) line(false, 'something was run')
	console.log(`1..${counted.n}`)
	if (counted.nFailed > 0) process.exitCode = 1
	clearTimeout(watchdog)
}

const watchdog = setTimeout(() => {
	line(false, 'the journey ends within three minutes')
	process.exit(1)
}, 175000)

process.on('exit', () => {
	for (const child of children) try { process.kill(-child.pid, 'SIGKILL') } catch { /* gone */ }
	if (!isFinished && !process.exitCode) process.exitCode = 1
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1))
process.on('unhandledRejection', error => {
	line(false, 'nothing fails outside a check')
	console.log(`# ${String(error?.stack ?? error).split('\n').join('\n# ')}`)
	process.exit(1)
})
