// weights - `vocalia weights` gives the weights, means, totals and standard errors that R's survey gives of California's schools.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Within 1e-6, relative above 1.  Populations are those of all 6,194 schools.  Twenty-five high schools are fewer than thirty: the usual
// limits refuse them.  Skipped where the reference is not there.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const vocalia = path.resolve(process.env.VOCALIA ?? 'build/release/vocalia'), reference = `${process.env.VOCALIA_SHARED ?? '../shared'}/data/reference`
const data = path.resolve(`${reference}/apisrs.tsv`)
const rowsOf = (text, cut) => { const [header, ...rows] = text.trimEnd().split(/\r?\n/).map((l) => l.split(cut)); return rows.map((r) => Object.fromEntries(header.map((h, i) => [h, r[i]]))) }
let n = 0, failed = 0
function line(ok, sentence, note = '') {
	n++
	failed += !ok
	console.log(`${ok ? 'ok' : 'not ok'} ${n} - ${sentence}${note}`)
}

if (!existsSync(data)) {
	line(true, 'weights, means, totals and errors of the schools', ` # SKIP no ${data}`)
} else {
	const folder = mkdtempSync(path.join(tmpdir(), 'vocalia-')), file = (name) => path.join(folder, name)
	writeFileSync(file('stype.csv'), 'stype,population\nE,4421\nH,755\nM,1018\n')
	writeFileSync(file('wide.csv'), 'sch.wide,population\nNo,1072\nYes,5122\n')
	const margins = ['--margin', `stype=${file('stype.csv')}`, '--margin', `sch.wide=${file('wide.csv')}`]
	const common = [data, '--weight-column', 'pw', '--mean', 'api00', '--mean', 'enroll', '--finite', '6194', '--id', 'cds', '--out', file('out.csv'), '--json']
	const run = (...more) => spawnSync(vocalia, ['weights', ...common, ...more], { encoding: 'utf8', env: { ...process.env, LANG: 'es_MX.UTF-8' } })
	const weights = rowsOf(readFileSync(`${reference}/apisrs_weights_expected.tsv`, 'utf8'), '\t'), estimates = rowsOf(readFileSync(`${reference}/apisrs_estimates_expected.tsv`, 'utf8'), '\t')
	const off = (found, wanted) => Math.abs(found - wanted) / Math.max(1, Math.abs(wanted))

	line(run(...margins).status === 1, 'twenty-five in a category are refused')
	for (const [design, column, options] of [['rake', 'rake', margins], ['poststrat', 'post', [...margins, '--post-stratify', 'stype']]]) {
		const r = run(...options, '--min-category', '25'), found = rowsOf(readFileSync(file('out.csv'), 'utf8'), ',')
		const worst = Math.max(...weights.map((w, i) => (found[i].id === w.cds ? off(Number(found[i].weight), Number(w[column])) : Infinity)))
		line(r.status === 0 && worst <= 1e-6, `${design}: 200 weights`, ` (${worst.toExponential(1)})`)
		const results = JSON.parse(r.stdout).results
		for (const e of estimates.filter((row) => row.design === design || row.design === 'base')) {
			const [figure, name] = e.stat.split('.'), value = results.find((c) => c.column === name).values[0]
			const key = `${e.design === 'base' ? 'unweighted' : 'weighted'}${figure === 'total' ? '_total' : ''}`
			const gap = Math.max(off(value[key], Number(e.est)), off(value[`${key}_se`], Number(e.se)))
			line(gap <= 1e-6, `${design}: ${e.design} ${e.stat} and its standard error`, ` (${gap.toExponential(1)})`)
		}
	}
	rmSync(folder, { recursive: true })
}
console.log(`1..${n}`)
process.exit(failed ? 1 : 0)
