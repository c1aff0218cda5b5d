// ledger.mjs - clients that write down what they tried and what was acknowledged, and the comparison with what is stored.
//
// The ledger is a file on another path than the data: "TRY uuid text" before each sending, "ACK uuid digest folio" after
// each receipt.   SPDX-License-Identifier: GPL-3.0-or-later
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import http from 'node:http'
import { request, sleep } from './lib_server.mjs'

export class Ledger {
	constructor(file) {
		this.fd = fs.openSync(file, 'a')
		this.tries = new Map() // uuid -> text
		this.acks = new Map() // uuid -> {digest, folio}
		this.faults = [] // what may never happen, seen while sending
	}

	attempt(uuid, text) {
		if (this.tries.has(uuid)) return
		fs.writeSync(this.fd, `TRY ${uuid} ${text}\n`)
		this.tries.set(uuid, text)
	}

	acknowledge(uuid, receipt) {
		const before = this.acks.get(uuid)
		if (receipt.uuid !== uuid) this.faults.push(`${uuid}: the receipt is for ${receipt.uuid}`)
		if (before && (before.digest !== receipt.digest || before.folio !== receipt.folio))
			this.faults.push(`${uuid}: another receipt the second time`)
		if (before) return
		fs.writeSync(this.fd, `ACK ${uuid} ${receipt.digest} ${receipt.folio}\n`)
		this.acks.set(uuid, { digest: receipt.digest, folio: receipt.folio })
	}

	static read(file) {
		const ledger = new Ledger('/dev/null')
		for (const line of fs.readFileSync(file, 'utf8').split('\n')) {
			const [kind, uuid, ...rest] = line.split(' ')
			if (kind === 'TRY') ledger.tries.set(uuid, rest.join(' '))
			if (kind === 'ACK') ledger.acks.set(uuid, { digest: rest[0], folio: rest[1] })
		}
		return ledger
	}
}

const dashed = hex => hex.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

// The rows of the data file: [{uuid, digest, text}].
export function stored(data) {
	const out = execFileSync('sqlite3', ['-readonly', '-separator', '|', data,
		"SELECT hex(uuid), hex(digest), answers ->> '$.problema' FROM submission"], { encoding: 'utf8', maxBuffer: 1 << 30 })
	return out.split('\n').filter(Boolean).map(line => {
		const [uuid, digest, text] = line.split('|')
		return { uuid: dashed(uuid), digest: digest.toLowerCase(), text }
	})
}

// What is wrong, as sentences, and the counts.
export function compare(ledger, rows) {
	const problems = [...ledger.faults], byUuid = new Map()
	let nLost = 0, nDoubled = 0, nUnacknowledged = 0
	for (const row of rows) {
		if (byUuid.has(row.uuid)) {
			nDoubled++
			problems.push(`${row.uuid} is stored twice`)
		}
		byUuid.set(row.uuid, row)
		const text = ledger.tries.get(row.uuid)
		if (text === undefined) problems.push(`${row.uuid} is stored, but nobody sent it`)
		else if (text !== row.text) problems.push(`${row.uuid} is stored with other words`)
		if (!ledger.acks.has(row.uuid)) nUnacknowledged++
	}
	const texts = new Set()
	for (const row of rows) {
		if (texts.has(row.text)) {
			nDoubled++
			problems.push(`the words of ${row.uuid} are stored twice`)
		}
		texts.add(row.text)
	}
	for (const [uuid, receipt] of ledger.acks) {
		const row = byUuid.get(uuid)
		if (!row) {
			nLost++
			problems.push(`${uuid} was acknowledged and is not stored`)
		} else if (row.digest !== receipt.digest) {
			problems.push(`${uuid} is stored with another digest than acknowledged`)
		}
	}
	return { problems, nLost, nDoubled, nUnacknowledged, nAcknowledged: ledger.acks.size, nStored: rows.length }
}

const bodyOf = (uuid, text, issued) =>
	new URLSearchParams({ uuid, issued, problema: text, 'lugar/municipio': 'Saltillo', ...(text.length % 2 ? { tema: 'agua' } : {}) }).toString()

// Sends one report once; its status.  A receipt is written down.
export async function send(port, code, ledger, uuid, text, options) {
	ledger.attempt(uuid, text)
	const answer = await request(port, 'POST', `/j/${code}`, { body: bodyOf(uuid, text, ''), ...options })
	if (answer.status === 201) {
		try {
			ledger.acknowledge(uuid, JSON.parse(answer.text))
		} catch (e) {
			ledger.faults.push(`${uuid}: 201 without a receipt: ${answer.text.slice(0, 80)}`)
		}
	} else if (answer.status !== 0 && answer.status !== 503 && answer.status !== 507) {
		ledger.faults.push(`${uuid}: status ${answer.status}: ${answer.text.slice(0, 120).trim()}`)
	}
	return answer
}

// A client that goes on until stopped: new reports, the same one twice at once now and then, retries of what was not answered.
export class Clients {
	constructor(port, code, ledger, dice, n = 8) {
		Object.assign(this, { port, code, ledger, dice, isStopped: false, number: ledger.tries.size, pending: [] })
		this.statuses = new Map()
		this.agent = new http.Agent({ keepAlive: true, maxSockets: 64 })
		this.all = Promise.all(Array.from({ length: n }, () => this.client()))
	}

	async stop() {
		this.isStopped = true
		await this.all
		this.agent.destroy()
	}

	async identifier() {
		if (this.dice.next() < 0.3) {
			const page = await request(this.port, 'GET', `/j/${this.code}`, { agent: this.agent })
			if (page.status === 200) return JSON.parse(page.text).uuid
		}
		const hex = Array.from({ length: 32 }, () => this.dice.between(0, 15).toString(16))
		hex[12] = '4'
		hex[16] = '8'
		return dashed(hex.join(''))
	}

	async client() {
		while (!this.isStopped) {
			const isRetry = this.pending.length > 0 && this.dice.next() < 0.5
			const [uuid, text] = isRetry ? this.pending.shift()
				: [await this.identifier(), `reporte ${this.number++} ${'de lo que falta '.repeat(this.dice.between(0, 40))}`.trim()]
			const twice = this.dice.next() < 0.05
			const options = { agent: this.agent, timeout: 8000 }
			const sendings = [send(this.port, this.code, this.ledger, uuid, text, options)]
			if (twice) sendings.push(send(this.port, this.code, this.ledger, uuid, text, options))
			for (const answer of await Promise.all(sendings))
				this.statuses.set(answer.status, (this.statuses.get(answer.status) ?? 0) + 1)
			if (this.ledger.acks.has(uuid)) continue
			// some go away for good, the others try again
			if (isRetry || this.dice.next() < 0.7) this.pending.push([uuid, text])
			await sleep(20)
		}
	}
}

// Sends again what was tried and not acknowledged; the problems.  Who was stored gets the receipt of what is stored.
export async function replay(port, code, ledger, rows) {
	const problems = [], byUuid = new Map(rows.map(r => [r.uuid, r]))
	for (const [uuid, text] of ledger.tries) {
		const row = byUuid.get(uuid)
		if (!row || ledger.acks.has(uuid)) continue
		const answer = await send(port, code, ledger, uuid, text)
		if (answer.status !== 201) problems.push(`${uuid}: replayed, status ${answer.status}`)
		else if (ledger.acks.get(uuid).digest !== row.digest) problems.push(`${uuid}: replayed, another digest`)
	}
	return problems
}
