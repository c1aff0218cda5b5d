// quality - `make test` refuses an analysis that finds labelled issues worse than tests/bench/analysis/bars.tsv allows.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Seed 1 and column floor; the bars over three seeds are `make bench-analysis`.  Skipped where the texts are not there.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

const vocalia = process.env.VOCALIA ?? 'build/release/vocalia'
const texts = `${process.env.VOCALIA_SHARED ?? '../shared'}/data/text`

const table = readFileSync(new URL('../bench/analysis/bars.tsv', import.meta.url), 'utf8')
const [header, ...rows] = table.trimEnd().split('\n').filter((line) => !line.startsWith('#')).map((line) => line.split('\t'))
const bars = rows.map((cells) => Object.fromEntries(header.map((name, i) => [name, cells[i] ?? '']))).filter((bar) => bar.floor)

const results = new Map()
function measured(bar) {
	const options = [`${texts}/${bar.file}`, ...bar.options.split(' ')], key = options.join(' ')
	if (!results.has(key)) {
		const out = execFileSync(vocalia, ['analyze', ...options, '--truth', 'label', '--min-label', '10', '--seed', '1', '--json'],
			{ maxBuffer: 2 ** 30, timeout: 120_000, stdio: ['ignore', 'pipe', 'inherit'] })
		results.set(key, JSON.parse(out).truth)
	}
	const truth = results.get(key)
	return bar.measure === 'clusters' ? truth.k / truth.n_true : truth[bar.measure]
}

function holds(value, floor) {
	const [low, high = Infinity] = floor.split('..').map(Number)
	return value >= low && value <= high
}

let failed = 0
for (const [i, bar] of bars.entries()) {
	const name = `${bar.set}: ${bar.measure} is ${bar.floor.includes('..') ? 'within' : 'at least'} ${bar.floor}`
	if (!existsSync(`${texts}/${bar.file}`)) {
		console.log(`ok ${i + 1} - ${name} # SKIP no ${texts}/${bar.file}`)
		continue
	}
	const value = measured(bar), ok = holds(value, bar.floor)
	failed += !ok
	console.log(`${ok ? 'ok' : 'not ok'} ${i + 1} - ${name} (${value.toFixed(3)})`)
}
console.log(`1..${bars.length}`)
process.exit(failed ? 1 : 0)
