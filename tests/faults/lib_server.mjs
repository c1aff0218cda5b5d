// lib_server.mjs - starting, killing and questioning a server under test.   SPDX-License-Identifier: GPL-3.0-or-later
import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import http from 'node:http'
import { counted, line, note, program, sleep } from '../journeys/lib_base.mjs'

export { freePort, note, program, random, skip, sleep, temporaryFolder as scratch } from '../journeys/lib_base.mjs'

export function test(isGood, name, why) {
	line(isGood, name)
	if (!isGood && why) for (const said of String(why).split('\n').slice(0, 20)) note(said)
}
export function finish() {
	console.log(`1..${counted.n}`)
	process.exit(counted.nFailed > 0 ? 1 : 0)
}

export function request(port, method, where, { body, timeout = 10000, accept = 'application/json', agent } = {}) {
	return new Promise(resolve => {
		const started = Date.now()
		const headers = { Accept: accept }
		if (body != null) {
			headers['Content-Type'] = 'application/x-www-form-urlencoded'
			headers['Content-Length'] = Buffer.byteLength(body)
		}
		let settled = false
		const settle = answer => {
			if (!settled) resolve({ ...answer, ms: Date.now() - started })
			settled = true
		}
		const rq = http.request({ host: '127.0.0.1', port, method, path: where, headers, agent }, rs => {
			const pieces = []
			rs.on('data', d => pieces.push(d))
			rs.on('end', () => settle(rs.complete
				? { status: rs.statusCode, headers: rs.headers, text: Buffer.concat(pieces).toString() }
				: { status: 0, error: 'cut short' }))
			rs.on('error', e => settle({ status: 0, error: e.message }))
		})
		rq.setTimeout(timeout, () => rq.destroy(new Error('timeout')))
		rq.on('error', e => settle({ status: 0, error: e.message }))
		rq.end(body)
	})
}

// ---- processes
const running = new Set()
process.on('exit', () => { for (const s of running) s.killAll() })
for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => process.exit(1))

export function childrenOf(pid) {
	try {
		return fs.readdirSync(`/proc/${pid}/task`).flatMap(t =>
			fs.readFileSync(`/proc/${pid}/task/${t}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number))
	} catch {
		return []
	}
}

export function isAlive(pid) {
	try {
		return !/^State:\s+Z/m.test(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))
	} catch {
		return false
	}
}

// A server on the data file; before: words of a command in front of it (strace).
export function start(data, port, { options = [], before = [], env = {} } = {}) {
	const words = [...before, program, 'serve', '--data', data, '--port', String(port), '--address', '127.0.0.1', '--trial', '--quiet', ...options]
	const process_ = spawn(words[0], words.slice(1), { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...env } })
	const server = { port, data, pid: process_.pid, said: '', exited: null }
	process_.stderr.on('data', d => { server.said = (server.said + d).slice(-20000) })
	server.ended = new Promise(resolve => process_.on('exit', (code, signal) => {
		running.delete(server)
		server.exited = { code, signal }
		resolve(server.exited)
	}))
	// every descendant, deepest first
	server.family = () => {
		const all = []
		const visit = pid => { for (const c of childrenOf(pid)) visit(c); all.push(pid) }
		visit(process_.pid)
		return all
	}
	server.signalAll = name => { for (const pid of server.family()) try { process.kill(pid, name) } catch {} }
	// The supervisor first: it must not start another child between the two.
	server.killAll = () => { for (const pid of server.family().reverse()) try { process.kill(pid, 'SIGKILL') } catch {} }
	server.kill = async () => {
		const family = server.family()
		server.killAll()
		await server.ended
		while (family.some(isAlive)) await sleep(5) // a dying child still holds the file's lock
	}
	server.stop = () => {
		if (server.exited) return Promise.resolve(server.exited)
		process_.kill('SIGTERM')
		return server.ended
	}
	running.add(server)
	return server
}

// Milliseconds until the server answers, or -1.
export async function ready(server, limit = 15000) {
	const started = Date.now()
	while (Date.now() - started < limit && !server.exited) {
		const answer = await request(server.port, 'GET', '/salud', { timeout: 1000, accept: '*/*' })
		if (answer.status === 200) return Date.now() - started
		await sleep(10)
	}
	return -1
}

export function run(...words) {
	return spawnSync(program, words, { encoding: 'utf8', timeout: 120000 })
}

export function check(data) {
	const result = run('check', '--data', data)
	return { isGood: result.status === 0, signal: result.signal, text: `${result.stdout}${result.stderr}`.trim() }
}
