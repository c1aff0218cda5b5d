// votes - published references from the command line: BradleyTerry2's citations, and the counts that come with real ballots.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Worths within 1e-6 of R's; of every ballot file of pabulib the numbers that its keepers counted.  Skipped where the files are not there.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const vocalia = process.env.VOCALIA ?? 'build/release/vocalia'
const data = `${process.env.VOCALIA_SHARED ?? '../shared'}/data`, scratch = mkdtempSync(path.join(os.tmpdir(), 'votes-'))
const votes = (...options) => JSON.parse(execFileSync(vocalia, ['votes', ...options, '--json'], { maxBuffer: 2 ** 28, timeout: 120_000, stdio: ['ignore', 'pipe', 'inherit'] }))
const table = file => readFileSync(file, 'utf8').trimEnd().split('\n').slice(1).map(line => line.split('\t'))
let n = 0, failed = 0
function claim(name, file, holds) {
	if (!existsSync(file)) return console.log(`ok ${++n} - ${name} # SKIP no ${file}`)
	const ok = holds()
	failed += !ok
	console.log(`${ok ? 'ok' : 'not ok'} ${++n} - ${name}`)
}

claim('worths of journals as BradleyTerry2 has them', `${data}/reference/bt_citations_expected.tsv`, () => {
	const rows = ['voter,winner,loser']
	for (const [one, other, won, lost] of table(`${data}/reference/bt_citations_input.tsv`)) {
		for (let k = 0; k < Number(won); k++) rows.push(`v${rows.length},${one},${other}`)
		for (let k = 0; k < Number(lost); k++) rows.push(`v${rows.length},${other},${one}`)
	}
	writeFileSync(`${scratch}/citations.csv`, rows.join('\n'))
	const { result } = votes(`${scratch}/citations.csv`), worth = new Map(result.items.map(item => [item.name, item.plain_worth]))
	return result.state === 'fitted' && table(`${data}/reference/bt_citations_expected.tsv`).every(([name, ability]) =>
		Math.abs(worth.get(name) - worth.get('Biometrika') - Number(ability)) < 1e-6)
})

// Cells parted by semicolons, some in quotes.
const cellsOf = line => [...line.matchAll(/(?:^|;)(?:"((?:[^"]|"")*)"|([^;]*))/g)].map(m => m[1]?.replaceAll('""', '"') ?? m[2])
const ballots = existsSync(`${data}/ballots`) ? readdirSync(`${data}/ballots`).filter(name => name.endsWith('.pb')) : []
if (!ballots.length) claim('the counts of real ballots', `${data}/ballots`, () => false)
for (const name of ballots)
	claim(`the counts of ${name}`, `${data}/ballots/${name}`, () => {
		const lines = readFileSync(`${data}/ballots/${name}`, 'utf8').split(/\r?\n/), first = lines.indexOf('PROJECTS') + 1
		const header = cellsOf(lines[first]), projects = lines.slice(first + 1, lines.indexOf('VOTES')).map(line => Object.fromEntries(cellsOf(line).map((cell, i) => [header[i], cell])))
		const { kind, result } = votes(`${data}/ballots/${name}`), declared = Number(lines.find(line => line.startsWith('num_votes;')).split(';')[1])
		const byNumber = new Map(result.items.map(item => [item.number, item]))
		return result.n_ballots === declared && result.n_good === declared && projects.length === result.items.length && projects.every((project, i) =>
			byNumber.get(i + 1).n === Number(project.votes) && (kind !== 'dots' || byNumber.get(i + 1).sum === Number(project.score)))
	})
rmSync(scratch, { recursive: true })
console.log(`1..${n}`)
process.exit(failed ? 1 : 0)
