// weights.mjs - `vocalia weights`: the figures of R, every refusal, places as people write them, regions, channels, and what is written.
// node tests/journeys/weights.mjs   (TAP on standard output)
//
// tests/accept/weights/<claim>/: in.csv, its margins, args.txt (an argument a line), and weights.tsv and results.tsv by R
// (tests/certified/weights.R).  tests/refuse/weights/<claim>/: the same with err.txt, what standard error says.
// SPDX-License-Identifier: GPL-3.0-or-later
import fs from 'node:fs'
import path from 'node:path'
import { assert, check, finish, random, root, temporaryFolder, vocalia } from './lib.mjs'
import { table } from './lib_table.mjs'

const scratch = temporaryFolder(), file = name => path.join(scratch, name)
const write = (name, text) => { fs.writeFileSync(file(name), text); return file(name) }
const claims = kind => fs.readdirSync(path.join(root, 'tests', kind, 'weights')).map(name => [name.replaceAll('_', ' '), path.join(root, 'tests', kind, 'weights', name)])
const argumentsOf = folder => fs.readFileSync(path.join(folder, 'args.txt'), 'utf8').trim().split('\n')
const tsv = name => { const [header, ...rows] = fs.readFileSync(name, 'utf8').trimEnd().split('\n').map(l => l.split('\t')); return rows.map(r => Object.fromEntries(header.map((h, i) => [h, r[i]]))) }
const near = (found, wanted, what) => assert.ok(Math.abs(found - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted)), `${what}: ${found} is not ${wanted}`)
const weights = (...args) => vocalia(['weights', ...args], { cwd: scratch })
const json = (...args) => { const r = weights(...args, '--json'); return { ...JSON.parse(r.stdout), status: r.status, stderr: r.stderr } }

for (const [claim, folder] of claims('accept')) await check(`as R has it: ${claim}`, () => {
	const r = vocalia(['weights', 'in.csv', ...argumentsOf(folder), '--id', 'id', '--out', file('out.csv'), '--json'], { cwd: folder })
	assert.equal(r.status, 0, r.stderr)
	const [, ...rows] = fs.readFileSync(file('out.csv'), 'utf8').trim().split('\r\n').map(l => l.split(','))
	const wanted = tsv(path.join(folder, 'weights.tsv'))
	assert.equal(rows.length, wanted.length)
	rows.forEach((row, i) => { assert.equal(row[1], wanted[i].id); near(Number(row[4]), Number(wanted[i].weight), `weight of ${row[1]}`) })
	const results = JSON.parse(r.stdout).results
	for (const w of tsv(path.join(folder, 'results.tsv'))) {
		const found = results.find(c => c.column === w.column).values.find(v => v.value === w.value)
		for (const key of ['unweighted', 'unweighted_se', 'weighted', 'weighted_se']) near(found[key], Number(w[key]), `${w.column} ${w.value} ${key}`)
	}
	assert.equal(results.reduce((n, c) => n + c.values.length, 0), tsv(path.join(folder, 'results.tsv')).length)
})
for (const [claim, folder] of claims('refuse')) await check(`refused: ${claim}`, () => {
	const r = vocalia(['weights', 'in.csv', ...argumentsOf(folder), '--out', file('nothing.csv')], { cwd: folder })
	assert.notEqual(r.status, 0)
	assert.equal(r.stderr, fs.readFileSync(path.join(folder, 'err.txt'), 'utf8'))
	assert.ok(!fs.existsSync(file('nothing.csv')))
	assert.doesNotMatch(r.stdout, /nan|inf\b/i)
})

// Six hundred people of Coahuila, as hurried people write.
const chance = random(12), pick = list => list[chance.between(0, list.length - 1)]
const towns = { Sureste: ['Saltillo', 'SALTILLO, Coah.', 'ramos arizpe', '05004'], Laguna: ['Torreón', 'torreon', 'San Pedro de las Colonias', 'Matamoros'], Norte: ['Piedras Negras', 'Cd. Acuña'], Carbonífera: ['Sabinas', 'Nueva Rosita', 'muzquiz'] }
const people = Array.from({ length: 600 }, (_, i) => {
	const region = pick(['Sureste', 'Sureste', 'Sureste', 'Laguna', 'Laguna', 'Norte', 'Carbonífera'])
	const named = ['Falta de agua', 'Baches', 'Basura', 'Polvo de carbón'].filter((x, k) => chance.next() < (x.startsWith('Polvo') ? (region === 'Carbonífera' ? 0.8 : 0.02) : 0.55 - 0.2 * k))
	return { id: `p${i}`, session: `${region.slice(0, 3)}-${i % 3}`, town: pick(towns[region]), lives: chance.next() < 0.95 ? 'si' : 'no', sex: pick(['mujer', 'mujer', 'hombre']), channel: pick(['sala', 'sala', 'papel', 'liga']), named: named.length ? named : [''] }
})
const rowsOf = list => list.flatMap(p => p.named.map(n => [p.id, p.session, p.town, p.lives, p.sex, p.channel, n]))
const header = ['remitente', 'jornada', 'lugar/municipio', 'residente', 'sexo', 'canal', 'problema']
const crowd = write('gente.csv', table(header, rowsOf(people))), sex = write('sexo.csv', 'categoria,poblacion\nMujer,1583102\nHombre,1563669\n')
const regional = ['--places', 'coahuila', '--residence', 'municipio', '--by', 'none', '--resident', 'residente', '--sender', 'remitente', '--issue', 'problema']

await check('margins hold, a sender counts once, and weighted stands beside unweighted', () => {
	const v = json(crowd, '--margin', `sexo=${sex}`, '--sender', 'remitente', '--issue', 'problema')
	assert.equal(v.status, 0, v.stderr)
	assert.deepEqual([v.n_people, v.n_counted, v.is_weighted], [600, 600, true])
	assert.ok(v.n_rows > 600)
	for (const c of v.margins[0].categories) near(c.weighted, c.census, c.category)
	for (const { value, n, unweighted } of v.results[0].values) {
		assert.equal(n, people.filter(p => p.named.includes(value)).length)
		near(unweighted, n / 600, value)
	}
	near(v.weights.effective_n * v.weights.design_effect, 600, 'effective n')
})
await check('rows in another order, and populations in another unit, give the same figures', () => {
	const shuffled = rowsOf(people)
	for (let i = shuffled.length - 1; i > 0; i--) { const j = chance.between(0, i); [shuffled[i], shuffled[j]] = [shuffled[j], shuffled[i]] }
	const shares = write('partes.csv', 'categoria,poblacion\nMujer,1.583102\nHombre,1.563669\n')
	const of = (data, margin) => json(data, '--margin', `sexo=${margin}`, ...regional, '--session', 'jornada', '--regions', '--channel', 'canal')
	const a = of(crowd, sex), b = of(write('revuelta.csv', table(header, shuffled)), shares)
	a.results[0].values.forEach((v, i) => {
		const w = b.results[0].values[i]
		assert.equal(w.value, v.value)
		for (const key of ['unweighted', 'weighted', 'weighted_se']) near(w[key], v[key], key)
	})
	assert.deepEqual(b.regions, a.regions)
	assert.deepEqual(b.channels, a.channels)
	assert.deepEqual(b.coverage, a.coverage)
})
await check('places are recognised as people write them; what is not, is listed with its row and a hint, and never guessed', () => {
	const odd = [...people, { ...people[0], id: 'x1', town: 'Saltilo', lives: 'si' }, { ...people[0], id: 'x2', town: 'Monterrey, Nuevo León', lives: 'si' }, { ...people[0], id: 'x3', town: 'no_se', lives: 'si' }]
	const v = json(write('raras.csv', table(header, rowsOf(odd))), '--margin', `sexo=${sex}`, ...regional)
	assert.equal(v.places.state, 'Coahuila de Zaragoza')
	assert.deepEqual(v.places.unplaced.map(u => [u.text, u.why, u.people, u.hint]), [['Monterrey, Nuevo León', 'unknown', 1, []], ['Saltilo', 'unknown', 1, ['Saltillo']]])
	assert.equal(v.places.unplaced[1].row, rowsOf(people).length + 2)
	assert.equal(v.places.n_not_resident, people.filter(p => p.lives === 'no').length)
	const catalogue = write('dos.csv', 'CVE_ENT,NOM_ENT,CVE_MUN,NOM_MUN,POB_TOTAL\n5,Coahuila de Zaragoza,1,Abasolo,1022\n28,Tamaulipas,1,Abasolo,9847\n20,Oaxaca,208,San Juan Mixtepec,7611\n20,Oaxaca,209,San Juan Mixtepec,722\n')
	const two = write('mixtepec.csv', 'vive,sexo\n' + 'San Juan Mixtepec,mujer\n'.repeat(40) + 'Abasolo,hombre\n'.repeat(40))
	const w = json(two, '--margin', `sexo=${sex}`, '--places', catalogue, '--residence', 'vive', '--by', 'none', '--state', 'Oaxaca')
	assert.deepEqual(w.places.unplaced.map(u => [u.text, u.why, u.hint.length]), [['Abasolo', 'unknown', 0], ['San Juan Mixtepec', 'ambiguous', 2]])
})
await check('people of another state are not of the population', () => {
	const catalogue = write('estados.csv', 'CVEGEO,NOM_ENT,NOM_MUN,POBTOT,REGION\n05030,Coahuila de Zaragoza,Saltillo,879958,Sureste\n05035,Coahuila de Zaragoza,Torreón,720848,Laguna\n10012,Durango,Lerdo,163313,\n')
	const v = json(write('vecinos.csv', 'vive,problema\n' + 'Saltillo,agua\n'.repeat(50) + 'Torreón,baches\n'.repeat(50) + 'Lerdo,agua\n'.repeat(30)), '--places', catalogue, '--residence', 'vive', '--state', 'Coahuila', '--issue', 'problema')
	assert.equal(v.status, 0, v.stderr)
	assert.deepEqual([v.places.n_outside, v.n_counted], [30, 100])
	near(v.results[0].values.find(x => x.value === 'agua').weighted, 879958 / (879958 + 720848), 'agua')
	assert.deepEqual(v.coverage.map(c => c.region), ['Sureste', 'Laguna'])
})
await check('regions without a voice are said in a plain sentence, and refused as a margin', () => {
	const r = weights(crowd, '--places', 'coahuila', '--residence', 'municipio', '--sender', 'remitente', '--issue', 'problema')
	assert.equal(r.status, 1)
	assert.match(r.stderr, /«Centro-Desierto» en «región de residencia», 13\.3 % de la población: nadie de ahí participó/)
	assert.match(r.stdout, /Nadie que viva ahí participó: Centro-Desierto\./)
	assert.match(r.stdout, /Municipios sin voz: \d+ de 38, con \d+\.\d % de la población: Monclova, Frontera/)
	assert.match(r.stdout, /no ordena a nadie/)
	const v = json(crowd, '--places', 'coahuila', '--residence', 'municipio', '--by', 'municipality', '--sender', 'remitente')
	assert.equal(v.is_weighted, false)
	assert.ok(v.problems.some(p => p.reason === 'nobody' && p.category === 'Monclova'))
	assert.equal(v.margins[0].categories.length, 38)
})
await check('regions are ranked first; pooled and equal stand beside; how far they agree is bounded by what is sure', () => {
	const v = json(crowd, '--margin', `sexo=${sex}`, ...regional, '--regions'), names = v.coverage.map(c => c.region)
	assert.equal(v.regions.n_ranked, 4)
	const dust = v.regions.issues.find(i => i.issue === 'Polvo de carbón')
	assert.equal(dust.regions[names.indexOf('Carbonífera')].low, 1)
	assert.ok(dust.regions[names.indexOf('Sureste')].low > 2)
	for (const p of v.regions.pairs) assert.ok(p.low <= p.tau && p.tau <= p.high && p.same + p.reversed <= 6)
	assert.ok(v.regions.tau_low <= v.regions.tau && v.regions.tau <= v.regions.tau_high)
	const r = weights(crowd, '--margin', `sexo=${sex}`, ...regional, '--regions')
	assert.match(r.stdout, /Primero las regiones/)
	const named = json(crowd, '--region', 'jornada', '--sender', 'remitente', '--issue', 'problema', '--regions')
	assert.equal(named.coverage.length, 12)
	assert.ok(named.coverage.every(c => c.population === null && c.forms_per_10000 === null))
})
await check('channels are apart, and a channel that names one problem more is found', () => {
	const leaning = people.map(p => p.channel === 'liga' && p.named[0] !== 'Basura' && chance.next() < 0.6 ? { ...p, named: [...p.named.filter(n => n && n !== 'Basura'), 'Basura'] } : p)
	const v = json(write('vias.csv', table(header, rowsOf(leaning))), '--sender', 'remitente', '--issue', 'problema', '--channel', 'canal')
	assert.deepEqual(v.channels.names, ['liga', 'papel', 'sala'])
	assert.ok(v.channels.issues.find(i => i.issue === 'Basura').p < 0.001)
	assert.ok(v.channels.issues.find(i => i.issue === 'Falta de agua').p > 0.01)
	assert.equal(v.margins.length, 0)
	assert.equal(v.weights === null || v.is_weighted, false)
})
await check('limits that were loosened are said, and a refusal keeps every weighted figure to itself', () => {
	const few = write('pocas.csv', 'sexo,problema\n' + 'mujer,agua\n'.repeat(60) + 'hombre,baches\n'.repeat(20))
	const v = json(few, '--margin', `sexo=${sex}`, '--issue', 'problema')
	assert.equal(v.status, 1)
	assert.deepEqual(v.problems.map(p => [p.reason, p.variable, p.category, p.found, p.limit]), [['few', 'sexo', 'Hombre', 20, 30]])
	assert.ok(v.results[0].values.every(x => x.weighted === null && x.weighted_se === null && x.unweighted !== null))
	const loose = weights(few, '--margin', `sexo=${sex}`, '--issue', 'problema', '--min-category', '20')
	assert.equal(loose.status, 0)
	assert.match(loose.stdout, /Los límites de la casa se aflojaron/)
	assert.doesNotMatch(weights(few, '--margin', `sexo=${sex}`, '--issue', 'problema', '--min-category', '40').stdout, /aflojaron/)
})
await check('every page says what it is not, that it never goes on the wall, and opens offline', () => {
	const r = weights(crowd, '--margin', `sexo=${sex}`, ...regional, '--session', 'jornada', '--regions', '--channel', 'canal', '--html', file('informe.html'))
	assert.equal(r.status, 0, r.stderr)
	const html = fs.readFileSync(file('informe.html'), 'utf8')
	for (const text of [html, r.stdout]) {
		assert.match(text, /no es una encuesta representativa/i)
		assert.match(text, /nunca van al muro/)
		assert.doesNotMatch(text, /margen de error|NaN|\bnan\b|\binf\b/)
	}
	assert.doesNotMatch(html, /(src|href)="(https?:)?\/\//)
	assert.match(html, /<svg/)
	assert.equal(weights(crowd, '--margin', `sexo=${sex}`, ...regional, '--html', file('otra.html')).status, 0)
	const english = vocalia(['weights', crowd, '--margin', `sexo=${sex}`, '--sender', 'remitente', '--issue', 'problema'], { language: 'en_US.UTF-8' })
	assert.match(english.stdout, /they never go on the wall/)
})
await check('under six sessions it only describes those who attended', () => {
	const three = write('tres.csv', table(header, rowsOf(people.map((p, i) => ({ ...p, session: `J${i % 3}` })))))
	assert.match(weights(three, '--margin', `sexo=${sex}`, '--sender', 'remitente', '--session', 'jornada', '--issue', 'problema').stdout, /Jornadas: 3, menos de seis: solo describe a quienes asistieron\./)
	assert.doesNotMatch(weights(crowd, '--margin', `sexo=${sex}`, '--sender', 'remitente', '--session', 'jornada', '--issue', 'problema').stdout, /solo describe/)
})
await check('any separator and encoding, and a weight of zero for who is not in the sample', () => {
	const text = 'género;edad;peso;p\n' + 'Niña;joven;1;sí\n'.repeat(40) + 'niño;joven;1;no\n'.repeat(60) + 'niño;joven;0;no\n'.repeat(500)
	const margin = write('genero.csv', Buffer.from('género;población\nniña;500\nniño;500\n', 'latin1'))
	for (const bytes of [text, Buffer.from(text, 'latin1'), Buffer.from(`\ufeff${text}`, 'utf16le')]) {
		const v = json(write('letras.csv', bytes), '--margin', `género=${margin}`, '--weight-column', 'peso', '--outcome', 'p')
		assert.equal(v.status, 0, v.stderr)
		assert.equal(v.n_counted, 100)
		near(v.results[0].values.find(x => x.value === 'sí').weighted, 0.5, 'sí')
	}
	const r = vocalia(['weights', '-', '--margin', `género=${margin}`, '--weight-column', 'peso', '--json'], { input: text, cwd: scratch })
	assert.equal(r.status, 0, r.stderr)
})
await check('options that do not go together are refused as usage', () => {
	for (const args of [[], [crowd], [crowd, '--margin', 'sexo'], [crowd, '--margin', `sexo=${sex}`, '--trim', '3-0.3'], [crowd, '--margin', `sexo=${sex}`, '--by', 'colonia'], [crowd, '--places', 'coahuila'],
		[crowd, '--residence', 'municipio'], [crowd, '--regions', '--margin', `sexo=${sex}`], [crowd, '--channel', 'canal'], [crowd, '--margin', `sexo=${sex}`, '--max-ratio', '0.5'], [crowd, '--post-stratify', 'sexo', '--weight-column', 'x'],
		[crowd, '--margin', `sexo=${sex}`, '--nada'], [crowd, crowd, '--margin', `sexo=${sex}`]]) {
		const r = weights(...args)
		assert.equal(r.status, 2, args.join(' '))
		assert.match(r.stderr, /vocalia weights: ./)
		assert.equal(r.stdout, '')
	}
	assert.match(weights('--help').stdout, /--post-stratify/)
	const r = weights(crowd, '--margin', `sexo=${sex}`, '--out', file('no/hay.csv'))
	assert.equal(r.status, 1)
	assert.match(r.stderr, /No se puede escribir/)
})
await finish()
