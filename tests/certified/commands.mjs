// commands - what commands on files must make of tables, and which they must refuse, as pairs of files.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// tests/accept/COMMAND/CLAIM/: args (one an argument a line; none without), in.csv and whatever else they name, and out.json: all that
// stands in it must be in what --json prints, numbers within 1e-9; lists in full.  tests/refuse/COMMAND/CLAIM/: the same files, and
// err.txt: the exit status, and the last line on standard error in Spanish and in English.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '..'), vocalia = path.resolve(process.env.VOCALIA ?? 'build/release/vocalia')
const claims = kind => readdirSync(path.join(root, kind)).filter(command => command !== 'forms').sort()
	.flatMap(command => readdirSync(path.join(root, kind, command)).sort().map(claim => ({ command, claim, folder: path.join(root, kind, command, claim) })))
	.filter(({ folder }) => !['args.txt', 'wanted.json'].some(name => existsSync(path.join(folder, name)))) // those have a journey of their own

function run({ command, folder }, language, more = []) {
	const file = path.join(folder, 'args'), args = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(line => line !== '') : ['in.csv']
	return spawnSync(vocalia, [command, ...args, ...more], { cwd: folder, encoding: 'utf8', env: { ...process.env, LC_ALL: language, LANGUAGE: '' }, timeout: 60_000 })
}

// The first place where what came is not what is wanted; undefined: nowhere.
function difference(wanted, found, at = '') {
	if (Array.isArray(wanted)) {
		if (!Array.isArray(found) || found.length !== wanted.length) return `${at}: ${JSON.stringify(found)}`
		return wanted.map((item, i) => difference(item, found[i], `${at}[${i}]`)).find(Boolean)
	}
	if (wanted !== null && typeof wanted === 'object')
		return found === null || typeof found !== 'object' ? `${at}: ${JSON.stringify(found)}`
			: Object.keys(wanted).map(key => difference(wanted[key], found[key], `${at}.${key}`)).find(Boolean)
	if (typeof wanted === 'number' && typeof found === 'number') return Math.abs(wanted - found) <= 1e-9 ? undefined : `${at}: ${found}, not ${wanted}`
	return wanted === found ? undefined : `${at}: ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`
}

function accepted(pair) {
	const { status, stdout, stderr } = run(pair, 'es', ['--json'])
	if (status !== 0) return `status ${status}: ${stderr}`
	return difference(JSON.parse(readFileSync(path.join(pair.folder, 'out.json'), 'utf8')), JSON.parse(stdout))
}

function refused(pair) {
	const [wanted, ...sentences] = readFileSync(path.join(pair.folder, 'err.txt'), 'utf8').trimEnd().split('\n')
	for (const [i, language] of ['es', 'en'].entries()) {
		const { status, stdout, stderr } = run(pair, language), lines = stderr.trimEnd().split('\n')
		const line = status === 2 ? lines[0] : lines.at(-1) // after the sentence a usage error says where help is
		if (String(status) !== wanted || stdout !== '' || line !== sentences[i]) return `status ${status}: ${line}`
	}
}

let n = 0, failed = 0
for (const [kind, check] of [['accept', accepted], ['refuse', refused]])
	for (const pair of claims(kind)) {
		const wrong = check(pair)
		failed += Boolean(wrong)
		console.log(`${wrong ? 'not ok' : 'ok'} ${++n} - ${pair.command}: ${kind === 'refuse' ? 'refused: ' : ''}${pair.claim.replaceAll('_', ' ')}${wrong ? `\n# ${wrong}` : ''}`)
	}
console.log(`1..${n}`)
process.exit(failed ? 1 : 0)
