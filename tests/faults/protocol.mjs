// protocol.mjs - odd and slow clients against the real program: probe.mjs and slow.mjs, one server each, as one TAP stream.
// SPDX-License-Identifier: GPL-3.0-or-later
import { spawnSync } from 'node:child_process'
import { freePort, ready, scratch, start } from './lib_server.mjs'
import path from 'node:path'

let n = 0, failed = 0
const here = path.dirname(new URL(import.meta.url).pathname)
for (const [script, ...options] of [['probe.mjs', '--form=/j/PRB24'], ['slow.mjs', '--page=/j/PRB24', '--form=/j/PRB24']]) {
	const folder = scratch(), port = await freePort()
	const server = start(path.join(folder, 'p.db'), port)
	await ready(server)
	const result = spawnSync(process.execPath, [path.join(here, script), `127.0.0.1:${port}`, ...options], { encoding: 'utf8', timeout: 300000 })
	let seen = 0
	for (const line of result.stdout.split('\n')) {
		const tap = /^(ok|not ok) \d+(.*)$/.exec(line)
		if (tap) { console.log(`${tap[1]} ${++n}${tap[2]}`); seen++; if (tap[1] !== 'ok') failed++ } else if (line.startsWith('#')) console.log(line)
	}
	const isFine = seen > 0 && result.status === 0
	if (!isFine) failed++
	console.log(`${isFine ? 'ok' : 'not ok'} ${++n} - ${script} ran to its end`)
	await server.stop()
}
console.log(`1..${n}`)
process.exit(failed ? 1 : 0)
