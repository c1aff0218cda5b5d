// kill.mjs - kill -9 under load: nothing acknowledged is lost, nothing is stored twice, the server is back at once.
// node tests/faults/kill.mjs      ROUNDS=10 SECONDS=120 SEED=1 in the environment; VOCALIA=program
//
// TAP on standard output.   SPDX-License-Identifier: GPL-3.0-or-later
import path from 'node:path'
import { Clients, Ledger, compare, replay, send, stored } from './ledger.mjs'
import { check, childrenOf, finish, freePort, note, random, ready, request, scratch, sleep, start, test } from './lib_server.mjs'

const nRounds = Number(process.env.ROUNDS ?? 10), limit = Number(process.env.SECONDS ?? 120) * 1000
const seed = Number(process.env.SEED ?? 20260322), code = 'PRB24'
const folder = scratch(), data = path.join(folder, 'a.db'), ledgerFile = path.join(folder, 'ledger')

// ---- the judge itself: it must see what is wrong
{
	const ledger = () => {
		const l = new Ledger('/dev/null')
		for (const n of [1, 2, 3]) l.attempt(`u${n}`, `t${n}`)
		for (const n of [1, 2]) l.acknowledge(`u${n}`, { uuid: `u${n}`, digest: `d${n}`, folio: `f${n}` })
		return l
	}
	const rows = () => [1, 2, 3].map(n => ({ uuid: `u${n}`, digest: `d${n}`, text: `t${n}` }))
	const good = compare(ledger(), rows())
	test(good.problems.length === 0 && good.nUnacknowledged === 1, 'a ledger that agrees with the rows is accepted', good.problems)
	const doctored = {
		'a lost acknowledgement': r => r.splice(1, 1),
		'a doubled row': r => r.push({ ...r[0] }),
		'the same words under another identifier': (r, l) => { l.attempt('u4', 't1'); r.push({ uuid: 'u4', digest: 'd4', text: 't1' }) },
		'a row that nobody sent': r => r.push({ uuid: 'u9', digest: 'd9', text: 't9' }),
		'another digest': r => { r[0].digest = 'dX' },
		'other words': r => { r[2].text = 'tX' },
		'two receipts for one report': (r, l) => l.acknowledge('u1', { uuid: 'u1', digest: 'd1', folio: 'fX' }),
		'a receipt for another report': (r, l) => l.acknowledge('u3', { uuid: 'u1', digest: 'd3', folio: 'f3' }),
	}
	for (const [name, doctor] of Object.entries(doctored)) {
		const r = rows(), l = ledger()
		doctor(r, l)
		test(compare(l, r).problems.length > 0, `the judge sees ${name}`)
	}
}

// ---- supervisor and child killed together
const dice = random(seed), ledger = new Ledger(ledgerFile), port = await freePort(), started = Date.now(), restarts = []
note(`seed ${seed}, at most ${nRounds} rounds and ${limit / 1000} s`)
let server = start(data, port), nDone = 0, nReplayed = 0, first = await ready(server)
test(first >= 0, 'the server starts', server.said)
for (; nDone < nRounds && Date.now() - started < limit && first >= 0; nDone++) {
	const clients = new Clients(port, code, ledger, dice)
	await sleep(dice.between(50, 1500))
	await server.kill()
	clients.isStopped = true
	await clients.stop()
	server = start(data, port)
	const ms = await ready(server)
	if (ms < 0) {
		test(false, `the server starts again after round ${nDone + 1}`, server.said)
		break
	}
	restarts.push(ms)
	const result = compare(ledger, stored(data))
	if (result.problems.length > 0) {
		test(false, `after round ${nDone + 1}`, result.problems.join('\n'))
		break
	}
	// half of what was stored unseen is claimed at once, the rest at the end
	if (nDone % 2) nReplayed += result.nUnacknowledged, (await replay(port, code, ledger, stored(data))).forEach(p => ledger.faults.push(p))
}
const rows = stored(data), before = compare(ledger, rows)
test(before.problems.length === 0, `${nDone} kills: every report acknowledged is stored with its digest, once`, before.problems.join('\n'))
test(before.nAcknowledged > nDone * 10, 'the clients were busy', `${before.nAcknowledged} acknowledged`)
const again = await replay(port, code, ledger, rows)
const after = compare(ledger, stored(data))
test(again.length === 0 && after.problems.length === 0 && after.nUnacknowledged === 0 && after.nStored === before.nStored,
	'what was stored unacknowledged gets its receipt when it is sent again, and no second row', [...again, ...after.problems].join('\n'))
restarts.sort((a, b) => a - b)
const median = restarts[restarts.length >> 1] ?? -1, longest = restarts.at(-1) ?? -1
test(longest >= 0 && longest < 2000, 'it answers again within two seconds', `median ${median} ms, longest ${longest} ms`)
note(`acknowledged ${after.nAcknowledged}, stored ${after.nStored}, lost ${before.nLost}, doubled ${before.nDoubled}, ` +
	`stored unacknowledged ${nReplayed + before.nUnacknowledged}; back in ms: median ${median}, longest ${longest}`)

// ---- the child alone
{
	const times = []
	const clients = new Clients(port, code, ledger, dice)
	for (let i = 0; i < 5; i++) {
		await sleep(dice.between(100, 400))
		const [child] = childrenOf(server.pid)
		process.kill(child, 'SIGKILL')
		const killed = Date.now()
		while ((await request(port, 'GET', '/salud', { timeout: 500, accept: '*/*' })).status !== 200 && Date.now() - killed < 10000)
			await sleep(10)
		times.push(Date.now() - killed)
	}
	await clients.stop()
	test(Math.max(...times) < 2000, 'when the child alone is killed its supervisor brings it back within two seconds', times.join(' '))
	let nThrough = 0
	for (const [uuid, text] of clients.pending) {
		let answer
		for (let i = 0; i < 20 && [undefined, 0, 503].includes(answer?.status); i++) {
			answer = await send(port, code, ledger, uuid, text)
			if (answer.status !== 201) await sleep(100)
		}
		nThrough += answer.status === 201
	}
	test(nThrough === clients.pending.length, 'who tries again gets through', `${nThrough} of ${clients.pending.length}`)
	const result = compare(ledger, stored(data))
	test(result.problems.length === 0, 'and nothing is lost or doubled', result.problems.join('\n'))
	note(`child alone killed 5 times: back after ${times.join(', ')} ms`)
}

const exited = await server.stop()
test(exited.code === 0, 'it ends in order when it is asked to', JSON.stringify(exited) + server.said)
const final = check(data)
test(final.isGood, 'vocalia check finds nothing', final.text)
const reread = compare(Ledger.read(ledgerFile), stored(data))
test(reread.problems.length === 0 && reread.nAcknowledged === ledger.acks.size, 'the ledger on disk says the same', reread.problems.join('\n'))
finish()
