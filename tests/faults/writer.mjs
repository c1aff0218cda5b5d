// writer.mjs - the ledger's clients for powercut.sh.   SPDX-License-Identifier: GPL-3.0-or-later
// node tests/faults/writer.mjs write PORT LEDGER SEED            until it is killed or the server is gone
// node tests/faults/writer.mjs judge DATA LEDGER [PORT]          the counts; with a PORT, replays what was stored unseen
import { Clients, Ledger, compare, replay, stored } from './ledger.mjs'
import { random, request, sleep } from './lib_server.mjs'

const [what, ...rest] = process.argv.slice(2)
if (what === 'write') {
	const [port, file, seed] = rest
	const ledger = new Ledger(file), clients = new Clients(Number(port), 'PRB24', ledger, random(Number(seed)))
	clients.number = Number(seed) * 1000000 // words that no other round has sent
	for (let nSilent = 0; nSilent < 5;) {
		await sleep(100)
		const answer = await request(Number(port), 'GET', '/salud', { timeout: 1000, accept: '*/*' })
		nSilent = answer.status === 200 ? 0 : nSilent + 1
	}
	clients.isStopped = true
	process.exit(0)
} else if (what === 'judge') {
	const [data, file, port] = rest
	const ledger = Ledger.read(file), rows = stored(data), result = compare(ledger, rows)
	if (port) result.problems.push(...await replay(Number(port), 'PRB24', ledger, rows), ...compare(ledger, stored(data)).problems)
	console.log(`${result.nAcknowledged} ${result.nStored} ${result.nLost} ${result.nDoubled} ${result.nUnacknowledged} ${result.problems.length}`)
	for (const p of result.problems.slice(0, 10)) console.error(p)
	process.exit(result.problems.length > 0 ? 1 : 0)
} else {
	console.error('usage: writer.mjs write PORT LEDGER SEED | judge DATA LEDGER [PORT]')
	process.exit(2)
}
