// rank - published references from the command line: Pamplona's complaints by csranks, and rsmaa's stored draws.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bounds and acceptabilities must be the same numbers; central weights as rsmaa prints them.  Skipped where the files are not there.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'

const vocalia = process.env.VOCALIA ?? 'build/release/vocalia'
const folder = `${process.env.VOCALIA_SHARED ?? '../shared'}/data/reference`, scratch = mkdtempSync(path.join(os.tmpdir(), 'rank-'))
const rank = (...options) => JSON.parse(execFileSync(vocalia, ['rank', ...options, '--json'], { maxBuffer: 2 ** 28, timeout: 60_000, stdio: ['ignore', 'pipe', 'inherit'] }))
let n = 0, failed = 0
function claim(name, files, holds) {
	const missing = files.map(file => `${folder}/${file}`).find(file => !existsSync(file))
	if (missing) return console.log(`ok ${++n} - ${name} # SKIP no ${missing}`)
	const ok = holds()
	failed += !ok
	console.log(`${ok ? 'ok' : 'not ok'} ${++n} - ${name}`)
}

for (const [cover, short] of [['simultaneous', 'simul'], ['marginal', 'marg']])
	for (const correction of ['Holm', 'Bonferroni']) {
		const file = `csranks_multinom_pamplona_${short}_${correction}.tsv`
		claim(`the bounds of csranks, ${cover}, ${correction}`, [file], () => {
			const rows = readFileSync(`${folder}/${file}`, 'utf8').trimEnd().split('\n').slice(1).map(line => line.split('\t'))
			const found = rank(`${folder}/${file}`, '--counts', '--name', 'subtema', '--n', 'n', '--correction', correction.toLowerCase(), '--cover', cover)
			const byName = new Map(found.issues.map(issue => [issue.name, issue]))
			return rows.length === byName.size && rows.every(([name, count, low, , high]) => {
				const issue = byName.get(name) ?? found.issues.find(other => !rows.some(row => row[0] === other.name))
				return issue.n === Number(count) && issue.low === Number(low) && issue.high === Number(high)
			})
		})
	}

// The numbers of R's dput, in R's order: the draw changes fastest.
const dput = name => gunzipSync(readFileSync(`${folder}/${name}`)).toString().match(/c\(([^)]*)\)/)[1].split(',').map(number => number.trim())
const draws = 10000, issues = ['Heparin', 'Enoxaparin'], criteria = ['Prox DVT', 'Dist DVT', 'Bleed']
claim('the figures of rsmaa on its stored draws', ['thrombo-meas.txt.gz', 'thrombo-weights-nopref.txt.gz'], () => {
	const values = dput('thrombo-meas.txt.gz'), weights = dput('thrombo-weights-nopref.txt.gz')
	const valueRows = [['draw', 'issue', ...criteria].join()], weightRows = [['draw', ...criteria].join()]
	for (let d = 0; d < draws; d++) {
		issues.forEach((issue, i) => valueRows.push([d, issue, ...criteria.map((_, k) => values[d + draws * (i + issues.length * k)])].join()))
		weightRows.push([d, ...criteria.map((_, k) => weights[d + draws * k])].join())
	}
	writeFileSync(`${scratch}/values.csv`, valueRows.join('\n'))
	writeFileSync(`${scratch}/weights.csv`, weightRows.join('\n'))
	const found = rank('--values-draws', `${scratch}/values.csv`, '--weights-draws', `${scratch}/weights.csv`)
	const [first, second] = found.issues, printed = { Heparin: [0.1865097, 0.2772205, 0.5362698], Enoxaparin: [0.4073100, 0.3641477, 0.2285423] }
	return first.name === 'Enoxaparin' && JSON.stringify(found.acceptability) === '[[0.6496,0.3504],[0.3504,0.6496]]' &&
		first.confidence === 0.8956 && second.confidence === 0.6682 &&
		[first, second].every(issue => criteria.every((criterion, k) => Math.abs(issue.central[criterion] - printed[issue.name][k]) < 5e-8))
})
rmSync(scratch, { recursive: true })
console.log(`1..${n}`)
process.exit(failed ? 1 : 0)
