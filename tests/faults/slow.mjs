// slow.mjs - many slow clients at once, while one honest phone must get through.
// node tests/faults/slow.mjs HOST:PORT [--clients=1000] [--seconds=20] [--page=/] [--form=/PATH] [--header-seconds=5]
//
// A third sends its header a byte at a time, a third its body, a third asks for pages and does not read them; who is cut
// off comes back.  TAP on standard output.   SPDX-License-Identifier: GPL-3.0-or-later
import net from 'node:net'
import http from 'node:http'

const options = Object.fromEntries(process.argv.slice(3).map(a => a.replace(/^--/, '').split(/=(.*)/s).slice(0, 2)))
const target = process.argv[2] ?? ''
const port = Number(target.slice(target.lastIndexOf(':') + 1))
const address = target.slice(0, target.lastIndexOf(':'))
if (!address || !port) {
	console.error('usage: slow.mjs HOST:PORT [--clients=1000] [--seconds=20] [--page=/] [--form=/PATH] [--header-seconds=5]')
	process.exit(2)
}
const nClients = Number(options.clients ?? 1000), seconds = Number(options.seconds ?? 20)
const page = options.page ?? '/', form = options.form ?? page
const headerSeconds = Number(options['header-seconds'] ?? 5)
const honestSeconds = 10

const lifetimes = { header: [], body: [], reader: [] }
const openNow = { header: 0, body: 0, reader: 0 }
const sleep = ms => new Promise(r => setTimeout(r, ms))
let attacking = true

function openings(kind) {
	const host = `Host: localhost:${port}\r\n`
	if (kind === 'header') return `GET ${page} HTTP/1.1\r\n${host}X: `
	if (kind === 'body')
		return `POST ${form} HTTP/1.1\r\n${host}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 8000\r\n\r\na=`
	return `GET ${page} HTTP/1.1\r\n${host}\r\n`.repeat(100)
}

async function slowClient(kind, index) {
	await sleep((index % 100) * 10)
	while (attacking) {
		await new Promise(resolve => {
			const started = Date.now()
			const socket = net.connect({ host: address, port })
			let connected = false, drip = null
			const ended = () => {
				clearInterval(drip)
				if (connected) {
					openNow[kind]--
					if (attacking) lifetimes[kind].push(Date.now() - started)
				}
				connected = false
				socket.destroy()
				resolve()
			}
			socket.on('connect', () => {
				connected = true
				openNow[kind]++
				if (kind === 'reader') socket.pause()
				else socket.resume()
				socket.write(openings(kind))
				drip = setInterval(() => {
					if (!attacking) return ended()
					if (kind !== 'reader') socket.write('a')
				}, 1000)
			})
			socket.on('end', ended)
			socket.on('error', ended)
			socket.on('close', ended)
		})
		if (attacking) await sleep(200)
	}
}

function honest() {
	return new Promise(resolve => {
		const started = Date.now()
		const request = http.get({ host: address, port, path: page, agent: false, timeout: honestSeconds * 1000, headers: { Host: `localhost:${port}` } }, response => {
			response.resume()
			response.on('end', () => resolve({ status: response.statusCode, ms: Date.now() - started }))
		})
		request.on('timeout', () => request.destroy(new Error('timeout')))
		request.on('error', error => resolve({ status: 0, error: error.message, ms: Date.now() - started }))
	})
}

const kinds = ['header', 'body', 'reader']
const clients = Array.from({ length: nClients }, (_, i) => slowClient(kinds[i % 3], i))
await sleep(2000)
const peak = openNow.header + openNow.body + openNow.reader
const visits = []
const until = Date.now() + seconds * 1000
while (Date.now() < until) {
	visits.push(await honest())
	await sleep(100)
}
attacking = false
await Promise.all(clients)
await sleep(500)
const after = await honest()

const good = visits.filter(v => v.status >= 200 && v.status < 400)
const times = good.map(v => v.ms).sort((a, b) => a - b)
const at = p => times[Math.min(times.length - 1, Math.floor(times.length * p))]
const max = list => list.reduce((a, b) => Math.max(a, b), 0)
const limit = (headerSeconds + 3) * 1000
const tests = [
	[`at least half of ${nClients} slow clients were connected at once (${peak})`, peak >= nClients / 2],
	[`every honest visit was served: ${good.length} of ${visits.length}, median ${at(0.5)} ms, 99 % ${at(0.99)} ms, longest ${max(times)} ms`,
		visits.length > 0 && good.length === visits.length],
	[`no honest visit took longer than ${honestSeconds} s`, times.length > 0 && max(times) < honestSeconds * 1000],
	[`slow headers were cut off: ${lifetimes.header.length}, the longest after ${max(lifetimes.header)} ms`,
		lifetimes.header.length > 0 && max(lifetimes.header) <= limit],
	[`slow bodies and readers were cut off or are still bounded: ${lifetimes.body.length} and ${lifetimes.reader.length}, the longest after ${max([...lifetimes.body, ...lifetimes.reader])} ms`,
		seconds < 18 || lifetimes.body.length + lifetimes.reader.length > 0],
	[`afterwards a visit takes ${after.ms} ms`, after.status >= 200 && after.status < 400 && after.ms < 1000],
]
console.log(`1..${tests.length}`)
tests.forEach(([name, ok], i) => console.log(`${ok ? 'ok' : 'not ok'} ${i + 1} - ${name}`))
process.exit(tests.every(t => t[1]) ? 0 : 1)
