// disk.mjs - a full disk, a failing disk, a damaged file, two servers on one file, a laptop that slept.
// node tests/faults/disk.mjs [PART…]      VARIANTS=200 SEED=1 in the environment; VOCALIA=program
//
// What needs root (a small tmpfs) or strace is skipped with its reason where there is none.  TAP on standard output.
// SPDX-License-Identifier: GPL-3.0-or-later
import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { Clients, Ledger, compare, replay, send, stored } from './ledger.mjs'
import { check, finish, freePort, isAlive, note, random, ready, request, run, scratch, skip, sleep, start, test } from './lib_server.mjs'

const seed = Number(process.env.SEED ?? 20260322), nVariants = Number(process.env.VARIANTS ?? 200), code = 'PRB24'
const folder = scratch(), dice = random(seed)
note(`seed ${seed}`)

const uuidOf = n => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const newLedger = name => new Ledger(path.join(folder, name))

// ---- the disk is full
async function fullDisk() {
	const name = 'on a full disk'
	const mount = path.join(folder, 'small'), megabytes = 260
	fs.mkdirSync(mount)
	if (process.getuid() !== 0) return skip(name, 'only root can mount a small file system')
	const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', mount], { encoding: 'utf8' })
	if (mounted.status !== 0) return skip(name, `no small file system here: ${mounted.stderr.trim()}`)
	const ballast = path.join(mount, 'ballast'), data = path.join(mount, 'a.db'), port = await freePort(), ledger = newLedger('full')
	// leaves that many bytes, or none at all
	const leave = bytes => {
		fs.rmSync(ballast, { force: true })
		const { bavail, bsize } = fs.statfsSync(mount)
		const fd = fs.openSync(ballast, 'w'), block = Buffer.alloc(1 << 20)
		try {
			for (let left = bavail * bsize - bytes; left > 0;) left -= fs.writeSync(fd, block, 0, Math.min(left, block.length))
		} catch (e) {
			if (e.code !== 'ENOSPC') throw e
		}
		fs.closeSync(fd)
	}
	const server = start(data, port)
	try {
		test(await ready(server) >= 0, `${name}: the server starts`, server.said)
		let n = 0
		for (; n < 20; n++) await send(port, code, ledger, uuidOf(n), `antes ${n}`)
		test(ledger.acks.size === 20, `${name}: with room, reports are taken`)
		const pages = async what => {
			for (const where of [`/j/${code}`, '/salud', '/']) {
				const page = await request(port, 'GET', where, { accept: 'text/html' })
				test(page.status === 200, `${what}: ${where} can be read`, `${page.status} ${page.error ?? ''}`)
			}
		}
		for (const [what, bytes] of [['below the reserve', 50 << 20], ['without a byte', 0]]) {
			leave(bytes)
			await sleep(2500) // free space is asked for every two seconds
			const refused = await send(port, code, ledger, uuidOf(1000 + bytes), `lleno ${bytes}`)
			test(refused.status === 507 && Number(refused.headers['retry-after']) > 0, `${what}: 507 with Retry-After`,
				`${refused.status} ${JSON.stringify(refused.headers)}`)
			await pages(what)
			const repeated = await send(port, code, ledger, uuidOf(3), 'antes 3')
			test(repeated.status === 201, `${what}: who was acknowledged gets the receipt again`, repeated.status)
			const [pid] = [server.pid]
			test(isAlive(pid) && !/starts again/.test(server.said), `${what}: the server stays up`, server.said)
		}
		// without the reserve the disk really fills under the writer
		fs.rmSync(ballast)
		await sleep(2500)
		test((await send(port, code, ledger, uuidOf(2000), 'otra vez')).status === 201, 'with room again it works by itself')
		leave(300 << 10)
		let nTaken = 0, status = 201
		for (let i = 0; i < 400 && status === 201; i++) {
			status = (await send(port, code, ledger, uuidOf(3000 + i), `uno mas ${i} ${'x'.repeat(1500)}`)).status
			nTaken += status === 201
		}
		test([503, 507].includes(status), `the disk fills while reports arrive: after ${nTaken} a refusal`, status)
		fs.rmSync(ballast)
		await sleep(2500)
		test(await ready(server) >= 0 && (await send(port, code, ledger, uuidOf(9000), 'al final')).status === 201,
			'with room again it works by itself, a second time', server.said)
		// a restart on a disk without a byte
		await server.kill()
		leave(0)
		const second = start(data, port)
		const isUp = await ready(second, 5000) >= 0
		test(isUp || second.exited !== null || second.said !== '', 'a start without a byte serves what there is or says why', second.said)
		note(`start on a disk without a byte: ${isUp ? 'serves' : `refused: ${second.said.trim().split('\n').at(-1)}`}`)
		fs.rmSync(ballast)
		await second.kill()
		const third = start(data, port)
		test(await ready(third) >= 0, 'and with room it starts', third.said)
		const result = compare(ledger, stored(data))
		test(result.problems.length === 0 && result.nUnacknowledged === 0, 'nothing acknowledged is lost, nothing refused is stored', result.problems.join('\n'))
		await third.stop()
		const final = check(data)
		test(final.isGood, `${name}: vocalia check finds nothing`, final.text)
	} finally {
		server.killAll()
		await sleep(200)
		spawnSync('umount', ['-l', mount])
	}
}

// ---- the n-th sync fails
async function failingSync() {
	const name = 'a failing sync'
	if (spawnSync('strace', ['-V']).status !== 0) return skip(name, 'strace is not here')
	const traced = spawnSync('strace', ['-f', '-o', '/dev/null', '-e', 'trace=none', 'true'])
	if (traced.status !== 0) return skip(name, 'strace may not trace here')
	let nFailed = 0, nBack = 0
	const problems = [], cases = [1, 2, 3, 5, 8, 13]
	for (const n of cases) {
		// The data file exists and is sound; then the n-th sync of the writer's thread while reports arrive.
		const data = path.join(folder, `sync${n}.db`), port = await freePort(), ledger = newLedger(`sync${n}`)
		const server = start(data, port)
		if (await ready(server) < 0) { problems.push(server.said); continue }
		const child = server.family()[0]
		const strace = spawn('strace', ['-f', '-qq', '-o', '/dev/null', '-p', String(child), '-e', 'trace=fdatasync,fsync',
			'-e', `inject=fdatasync,fsync:error=EIO:when=${n}`], { stdio: ['ignore', 'ignore', 'pipe'] })
		let straceSays = ''
		strace.stderr.on('data', d => { straceSays += d })
		await sleep(700)
		if (strace.exitCode !== null) {
			server.killAll()
			return skip(name, `strace cannot attach: ${straceSays.trim().split('\n')[0]}`)
		}
		const statuses = []
		for (let i = 0; i < 40 && !statuses.some(s => s !== 201); i++)
			statuses.push((await send(port, code, ledger, uuidOf(i), `aviso ${n} ${i}`)).status)
		if (statuses.at(-1) === 503) nFailed++
		else problems.push(`sync ${n}: ${statuses.join(' ')}`)
		const limit = Date.now() + 8000
		while (isAlive(child) && Date.now() < limit) await sleep(20)
		if (isAlive(child)) problems.push(`sync ${n}: the process went on after its disk had failed`)
		strace.kill()
		if (await ready(server, 6000) >= 0) nBack++
		const rows = stored(data)
		problems.push(...compare(ledger, rows).problems, ...await replay(port, code, ledger, rows))
		if ((await send(port, code, ledger, uuidOf(99), `aviso ${n} despues`)).status !== 201) problems.push(`sync ${n}: no report is taken afterwards`)
		problems.push(...compare(ledger, stored(data)).problems)
		await server.stop()
		const final = check(data)
		if (!final.isGood) problems.push(final.text)
	}
	test(nFailed === cases.length, `${name} is answered with 503`, problems.join('\n'))
	test(nBack === cases.length, `${name} ends the process and the supervisor starts it again`, problems.join('\n'))
	test(problems.length === 0, `${name} loses nothing that was acknowledged`, problems.join('\n'))
}

// ---- two servers on one file
async function twoServers() {
	const data = path.join(folder, 'two.db'), ledger = newLedger('two'), port = await freePort(), first = start(data, port)
	await ready(first)
	await send(port, code, ledger, uuidOf(1), 'primero')
	for (const other of [data, path.join(folder, 'link.db')]) {
		if (other !== data) fs.symlinkSync(data, other)
		const second = start(other, await freePort())
		const exited = await Promise.race([second.ended, sleep(5000)])
		test(exited?.code === 1 && /served by another process/.test(second.said),
			`a second server on the same file${other === data ? '' : ', by another name,'} ends with 1 and says why`, JSON.stringify(exited) + second.said)
		second.killAll()
	}
	test((await send(port, code, ledger, uuidOf(2), 'segundo')).status === 201, 'the first one is unharmed')
	const result = compare(ledger, stored(data))
	test(result.problems.length === 0 && result.nStored === 2, 'and so is its file', result.problems.join('\n'))
	await first.stop()
}

// ---- damaged files
async function damagedFiles() {
	const whole = path.join(folder, 'whole.db'), port = await freePort(), ledger = newLedger('whole')
	const server = start(whole, port)
	await ready(server)
	for (let i = 0; i < 150; i++) await send(port, code, ledger, uuidOf(i), `falta agua en la calle ${i} ${'desde hace semanas '.repeat(i % 9)}`.trim())
	await server.stop()
	const bytes = fs.readFileSync(whole), rowsOf = file => { try { return JSON.stringify(stored(file)) } catch { return 'unreadable' } }
	const truth = rowsOf(whole), bad = []
	let nRefused = 0, nReported = 0, nHarmless = 0, nServed = 0
	for (let v = 0; v < nVariants; v++) {
		const data = path.join(folder, `v${v}.db`), copy = Buffer.from(bytes), kind = v % 5
		let cut = copy
		if (kind < 2) for (let i = 0; i <= kind * 7; i++) copy[dice.between(0, copy.length - 1)] ^= 1 << dice.between(0, 7)
		else if (kind === 2) copy.fill(dice.between(0, 255), dice.between(0, copy.length - 512), copy.length - dice.between(0, 256))
		else if (kind === 3) cut = copy.subarray(0, dice.between(0, copy.length - 1))
		else {
			const page = 4096 * dice.between(0, copy.length / 4096 - 1)
			copy.fill(0, page, page + 4096)
		}
		fs.writeFileSync(data, cut)
		const checked = check(data)
		if (checked.signal || /ASSERT|Sanitizer|core dumped/.test(checked.text)) bad.push(`variant ${v}: check ended by ${checked.signal} ${checked.text}`)
		else if (!checked.isGood && checked.text === '') bad.push(`variant ${v}: check is silent`)
		if (checked.isGood && rowsOf(data) !== truth) bad.push(`variant ${v}: check says all is well, yet the reports are not the same`)
		nReported += !checked.isGood
		nHarmless += checked.isGood
		// every fourth is served as well, and asked for pages and a report
		if (v % 4 === 0) {
			const p = await freePort(), served = start(data, p, { options: ['--no-supervisor'] })
			if (await ready(served, 4000) >= 0) {
				nServed++
				for (const where of [`/j/${code}`, '/', '/salud', '/revision', '/resultados', '/sesiones']) await request(p, 'GET', where, { accept: 'text/html' })
				await send(p, code, newLedger(`v${v}`), uuidOf(5000), 'otro mas')
				await served.stop()
			} else if (served.exited) {
				nRefused++
				if (!served.exited.signal && served.said.trim() === '') bad.push(`variant ${v}: refused without a sentence`)
			} else {
				bad.push(`variant ${v}: neither serves nor ends: ${served.said}`)
				served.killAll()
			}
			await served.ended
			if (served.exited.signal && served.exited.signal !== 'SIGTERM') bad.push(`variant ${v}: the server ended by ${served.exited.signal}: ${served.said.slice(-300)}`)
		}
		for (const suffix of ['', '-wal', '-shm', '.lock', '.sock']) fs.rmSync(data + suffix, { force: true })
	}
	test(bad.length === 0, `${nVariants} damaged files: refused or reported, and never a crash`, bad.join('\n'))
	test(nReported > nVariants / 2, 'the check reports most of them', `${nReported}`)
	note(`damaged files: check reports ${nReported}, finds ${nHarmless} that read the same; of those started ${nRefused} refused, ${nServed} served`)
	const empty = path.join(folder, 'notes.txt')
	fs.writeFileSync(empty, 'minuta de la reunion\n'.repeat(500))
	const other = run('check', '--data', empty)
	test(other.status === 1 && /not a database|not a Vocal/.test(other.stderr + other.stdout), 'a file of something else is refused with a sentence', other.stderr + other.stdout)
	test(fs.readFileSync(empty, 'utf8').startsWith('minuta'), 'and left as it is')
}

// ---- a laptop that slept
async function sleepingLaptop() {
	const data = path.join(folder, 'sleep.db'), ledger = newLedger('sleep'), port = await freePort(), server = start(data, port)
	await ready(server)
	const clients = new Clients(port, code, ledger, dice)
	for (let i = 0; i < 2; i++) {
		await sleep(500)
		server.signalAll('SIGSTOP')
		await sleep(i ? 10000 : 3000) // longer than a client waits the second time
		server.signalAll('SIGCONT')
		await sleep(1000)
	}
	await clients.stop()
	for (const [uuid, text] of clients.pending) await send(port, code, ledger, uuid, text)
	const result = compare(ledger, stored(data))
	test(clients.pending.every(([uuid]) => ledger.acks.has(uuid)), 'after a sleep who tries again gets through')
	test(result.problems.length === 0 && result.nAcknowledged > 50, 'nothing is lost or doubled', result.problems.join('\n'))
	test(!/starts again/.test(server.said) && isAlive(server.pid), 'and the server has not ended', server.said)
	await server.stop()
	const final = check(data)
	test(final.isGood, 'vocalia check finds nothing after it', final.text)
}

const parts = { fullDisk, failingSync, twoServers, damagedFiles, sleepingLaptop }, wanted = process.argv.slice(2)
for (const [name, part] of Object.entries(parts)) if (wanted.length === 0 || wanted.includes(name)) await part()
finish()
