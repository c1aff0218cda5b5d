// places.mjs - vocalia places on files: the figures of scipy and numpy, every refusal, what is written.
// node tests/journeys/places.mjs   (TAP on standard output)
//
// tests/accept/places/<claim>/: in.csv, sometimes map.geojson, and wanted.json by tests/certified/places.py.
// tests/refuse/places/<claim>/: the same with args.txt (an argument a line) and err.txt, what standard error says.
// SPDX-License-Identifier: GPL-3.0-or-later
import fs from 'node:fs'
import path from 'node:path'
import { assert, check, finish, root, temporaryFolder, vocalia } from './lib.mjs'

const claims = kind => fs.readdirSync(path.join(root, 'tests', kind, 'places')).map(name => [name.replaceAll('_', ' '), path.join(root, 'tests', kind, 'places', name)])
const near = (found, wanted, what) => wanted === null ? assert.equal(found, null, what) : assert.ok(Math.abs(found - wanted) <= 1e-9, `${what}: ${found} is not ${wanted}`)
const columns = ['--issue', 'issue', '--place', 'place', '--sender', 'sender', '--session', 'session']
const argumentsFor = folder => [...columns, ...fs.readFileSync(path.join(folder, 'in.csv'), 'utf8').startsWith('sender,place,session,issue,period') ? ['--period', 'period'] : [],
	...fs.existsSync(path.join(folder, 'map.geojson')) ? ['--geojson', 'map.geojson'] : []]
const scratch = temporaryFolder()

for (const [claim, folder] of claims('accept')) await check(`as others count it: ${claim}`, () => {
	const r = vocalia(['places', 'in.csv', ...argumentsFor(folder), '--json'], { cwd: folder }), text = vocalia(['places', 'in.csv', ...argumentsFor(folder)], { cwd: folder }).stdout
	assert.equal(r.status, 0, r.stderr)
	const view = JSON.parse(r.stdout), wanted = JSON.parse(fs.readFileSync(path.join(folder, 'wanted.json'), 'utf8'))
	const issue = name => view.issues.find(i => i.name === name), at = (name, place) => issue(name).places[view.places.indexOf(place)]
	for (const w of wanted.places ?? []) for (const key of ['n', 'named', 'value', 'low', 'high', 'p', 'p_rooms']) near(at(w.issue, w.place)[key], w[key], `${w.issue} ${w.place} ${key}`)
	for (const [name, place, verdict] of wanted.verdicts ?? []) assert.equal(at(name, place).verdict, verdict, `${name} ${place}`)
	for (const w of wanted.moran ?? []) for (const key of ['n', 'i', 'expected']) near(issue(w.issue).moran[key], w[key], `${w.issue} ${key}`)
	for (const w of wanted.change ?? []) {
		for (const key of ['difference', 'p']) near(issue(w.issue).change[key], w[key], `${w.issue} ${key}`)
		assert.equal(issue(w.issue).change.verdict, w.verdict)
		assert.equal(issue(w.issue).change.is_solved, false)
	}
	for (const key of ['n_compared', 'n_left_out']) if (key in wanted) assert.equal(view[key], wanted[key])
	if (wanted.says) assert.ok(text.replace(/\s+/g, ' ').includes(wanted.says), text)
	assert.doesNotMatch(text, /\bnan\b|margen de error/i)
})
for (const [claim, folder] of claims('refuse')) await check(`refused: ${claim}`, () => {
	const r = vocalia(['places', ...fs.readFileSync(path.join(folder, 'args.txt'), 'utf8').trim().split('\n')], { cwd: folder })
	assert.notEqual(r.status, 0)
	assert.equal(r.stdout, '')
	assert.equal(r.stderr, fs.readFileSync(path.join(folder, 'err.txt'), 'utf8'))
})
const slope = path.join(root, 'tests/accept/places/neighbours_are_alike_on_a_slope'), visits = path.join(root, 'tests/accept/places/places_visited_twice_are_compared_with_themselves')
await check('the order of rows changes nothing, and who is not visited is null', () => {
	const [head, ...rows] = fs.readFileSync(path.join(slope, 'in.csv'), 'utf8').trim().split(/\r?\n/)
	fs.writeFileSync(path.join(scratch, 'vuelta.csv'), [head, ...rows.reverse()].join('\n'))
	const [one, other] = [path.join(slope, 'in.csv'), path.join(scratch, 'vuelta.csv')].map(f => JSON.parse(vocalia(['places', f, ...columns, '--geojson', path.join(slope, 'map.geojson'), '--json']).stdout))
	assert.deepEqual({ ...one, inputs: 0 }, { ...other, inputs: 0 })
	assert.equal(one.places.length, 25)
	assert.equal(one.issues[0].places.filter(p => p === null).length, 5)
	assert.equal(one.neighbours, 'touching')
})
await check('the report has a map an issue, says what it is not, and its table says where nobody was asked', () => {
	const html = path.join(scratch, 'mapa.html'), r = vocalia(['places', path.join(slope, 'in.csv'), ...columns, '--geojson', path.join(slope, 'map.geojson'), '--html', html])
	assert.equal(r.status, 0, r.stderr)
	const text = fs.readFileSync(html, 'utf8')
	assert.equal(text.match(/class="map-shape/g).length, 2 * 2 * 25)
	assert.match(text, /no es una encuesta representativa/i)
	assert.match(text, /nunca de sus habitantes/)
	assert.match(text, /sin jornada: no se sabe/)
})
await check('solved is only what has a source', () => {
	const said = (...more) => vocalia(['places', path.join(visits, 'in.csv'), ...columns, '--period', 'period', ...more])
	assert.doesNotMatch(said().stdout, /Resuelto/)
	const r = said('--solved', 'luz=Acta 12 del comité, 3 de mayo', '--json'), view = JSON.parse(r.stdout)
	assert.deepEqual(view.issues.map(i => [i.name, i.change.is_solved, i.evidence]), [['agua', false, null], ['luz', true, 'Acta 12 del comité, 3 de mayo']])
	assert.match(said('--solved', 'luz=Acta 12').stdout, /Resuelto, según: Acta 12/)
	assert.deepEqual(view.periods, ['2025', '2026'])
})
await check('places by their key, with the zero that a spreadsheet took, and those that the map does not have are said', () => {
	const file = path.join(scratch, 'claves.csv')
	fs.writeFileSync(file, 'issue,place\nagua,5001\nagua,05002\nluz,casilla 3\nluz,Ninguna Parte\n')
	const args = ['places', file, '--issue', 'issue', '--place', 'place', '--geojson', path.join(slope, 'map.geojson')], view = JSON.parse(vocalia([...args, '--json']).stdout)
	assert.deepEqual(view.unmatched, ['Ninguna Parte'])
	assert.equal(view.places.length, 26)
	assert.equal(view.n_visited, 4)
	assert.match(vocalia(args).stdout.replace(/\s+/g, ' '), /fuera del mapa: Ninguna Parte/)
})
await check('--help and the manual name every option', () => {
	const help = vocalia(['places', '--help']).stdout, manual = fs.readFileSync(path.join(root, 'collector/vocalia.1'), 'utf8').replaceAll('\\-', '-')
	for (const option of ['issue', 'place', 'sender', 'session', 'period', 'geojson', 'key', 'solved', 'seed', 'html', 'json']) {
		assert.ok(help.includes(`--${option}`), option)
		assert.ok(manual.includes(`--${option}`), option)
	}
})
await finish()
