// lib_collector.mjs - the running collector as a client of its OpenRosa addresses sees it, and the records it keeps.
// SPDX-License-Identifier: GPL-3.0-or-later
import { assert, control, multipart as multipartOf } from '../journeys/lib.mjs'

/* The parts as a client posts them. */
export function multipart(parts) {
	const { body, type } = multipartOf(parts.map(p => [p.name, p.text, { file: p.fileName ?? p.name, type: p.type || 'text/xml' }]))
	return { body, headers: { 'Content-Type': type, 'X-OpenRosa-Version': '1.0' } }
}

/* The session's reports: one object of column -> cell a report, in the order they came. */
export async function recordsOf(server, code) {
	const { text } = await control(server).get(`/sesiones/${code}/reportes.csv`)
	const rows = [[]], cell = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/gy
	for (let m; cell.lastIndex < text.length && (m = cell.exec(text));) {
		rows.at(-1).push(m[1] !== undefined ? m[1].replace(/""/g, '"') : m[2])
		if (m[3] !== ',') rows.push([])
	}
	const [header, ...all] = rows.filter(r => r.length > 1)
	return all.map(r => Object.fromEntries(r.map((c, i) => [header[i].replace(/^\ufeff/, ''), c]).filter(([name]) => !own.test(name))))
}

/* What is of one sending and not of the answers. */
const own = /^(numero|jornada|mesa|canal|hora_utc|tardio)$/

/* A new address for clients of that session: "/or/TOKEN". */
export async function addressOf(server, code) {
	const c = control(server), made = await c.post(`/sesiones/${code}/equipos`, {})
	const where = /\/or\/[A-Za-z0-9-]+/.exec(`${made.text} ${JSON.stringify((await c.get(`/sesiones/${code}`)).json)}`)?.[0]
	assert.ok(where, `the session gives no address for clients: ${made.status} ${made.text}`)
	return where
}
