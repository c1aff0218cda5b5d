// analyze.mjs - `vocalia analyze` with the tables that people have: what it says, what it writes, and what it leaves alone.
// node tests/journeys/analyze.mjs   (TAP on standard output)
// SPDX-License-Identifier: GPL-3.0-or-later
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { assert, check, finish, program, random, sleep, temporaryFolder, vocalia } from './lib.mjs'
import { complaints, koboOf, table } from './lib_table.mjs'

const folder = temporaryFolder(), rows = complaints(240), file = name => path.join(folder, name)
const write = (name, bytes) => { fs.writeFileSync(file(name), bytes); return file(name) }
const kobo = write('kobo.csv', koboOf(rows))
const analyze = (...args) => vocalia(['analyze', ...args], { cwd: folder })
const json = (...args) => {
	const r = analyze(...args, '--json')
	assert.equal(r.status, 0, r.stderr)
	return JSON.parse(r.stdout)
}
const labelsOf = name => fs.readFileSync(file(name), 'utf8').trim().split('\r\n').slice(1).map(l => l.split(','))

await check('a Kobo export needs no options: the texts, the ids and the times are found, and it is said', () => {
	const r = analyze(kobo)
	assert.equal(r.status, 0, r.stderr)
	assert.match(r.stdout, /^Formularios 240 /)
	assert.match(r.stdout, /Textos de la columna: datos\/problema \(/)
	assert.match(r.stdout, /estable|dudoso|inestable/)
	const { input } = json(kobo)
	assert.deepEqual([input.id_column, input.time_column, input.separator, input.is_text_guessed], ['_uuid', '_submission_time', ';', true])
	assert.match(input.sha256, /^[0-9a-f]{64}$/)
})
await check('what was put in is found again, measured against known labels', () => {
	const { truth, n_reports: n } = json(kobo, '--text', 'problema', '--truth', 'tema')
	assert.equal(n, 240)
	assert.equal(truth.n_true, 4)
	assert.ok(truth.ami > 0.6, `AMI ${truth.ami}`)
	const r = analyze(kobo, '--truth', 'tema')
	assert.match(r.stdout, /AMI \d\.\d+ · ARI -?\d\.\d+ · NMI \d\.\d+ · exactitud \d\.\d+ · pureza \d\.\d+ · k \d+ \(4\)/)
})
await check('open data: a row an issue with its places, and what each criterion is, with the weights that were asked for', () => {
	const view = json(kobo, '--issues-out', 'problemas.csv', '--criteria-out', 'criterios.csv', '-w', 'frequency=0.3-0.5', '-w', 'support=0')
	const issues = labelsOf('problemas.csv'), criteria = fs.readFileSync(file('criterios.csv'), 'utf8').trim().split('\r\n')
	assert.equal(issues.length, view.issues.length)
	issues.forEach((cells, i) => assert.deepEqual([cells[0], cells[7], cells[8]], [String(i + 1), String(view.issues[i].rank_low), String(view.issues[i].rank_high)]))
	assert.equal(criteria.length, 1 + view.priority.criteria.length)
	assert.match(criteria[1], /^frequency,Menciones,.*,0\.3000,0\.5000,0\.\d+,1$/)
	assert.match(criteria[7], /^support,.*,0\.0000,0\.0000,0\.0000,0$/)
	const refused = analyze(kobo, '-w', 'frequency=0.95')
	assert.equal(refused.status, 2)
	assert.match(refused.stderr, /frequency 0\.95/)
})
await check('the seed is of the data, whatever the order of the rows, and can be given', () => {
	const [head, ...lines] = koboOf(rows).trimEnd().split(/\r?\n/), turned = write('turned.csv', [head, ...lines.reverse(), ''].join('\r\n')), a = json(kobo), b = json(turned)
	assert.equal(a.seed, b.seed)
	assert.deepEqual(a.issues.map(i => [i.name, i.rank_low, i.rank_high, i.priority]), b.issues.map(i => [i.name, i.rank_low, i.rank_high, i.priority]))
	assert.equal(json(kobo, '--seed', '7').seed, 7)
})
await check('--labels-out has a row a report, in order, that agrees with the JSON', () => {
	const view = json(kobo, '--labels-out', 'grupos.csv'), labels = labelsOf('grupos.csv')
	assert.deepEqual(labels.map(l => l[0]), rows.map(r => r.uuid))
	const issueOf = new Map(view.issues.flatMap(issue => issue.reports.map(id => [id, issue])))
	for (const [id, issue, theme, membership] of labels) {
		assert.equal(issue, String(issueOf.get(id)?.number ?? ''), id)
		assert.equal(theme, String(issueOf.get(id)?.theme ?? ''), id)
		assert.ok(Number(membership) >= 0 && Number(membership) <= 1, membership)
	}
	assert.equal(labels.filter(l => l[1] === '').length, view.n_ungrouped)
})
await check('the same bytes come out on one thread and on two, and whatever the order of the rows', () => {
	const chance = random(9), mixed = [...rows]
	for (let i = mixed.length - 1; i > 0; i--) {
		const j = chance.between(0, i);
		[mixed[i], mixed[j]] = [mixed[j], mixed[i]]
	}
	const other = write('mezcla.csv', koboOf(mixed))
	const one = analyze(kobo, '--json', '--threads', '1').stdout
	assert.equal(analyze(kobo, '--json', '--threads', '2').stdout, one)
	const issues = JSON.parse(one).issues
	assert.deepEqual(json(other).issues.map(i => [i.name, i.reports, i.x, i.stability]), issues.map(i => [i.name, i.reports, i.x, i.stability]))
})
await check('any separator and encoding gives the same issues', () => {
	const cells = rows.map(r => [r.uuid, r.text]), names = view => view.issues.map(i => [i.name, i.n_forms])
	const wanted = names(json(write('comas.csv', table(['KEY', 'texto'], cells))))
	const semicolons = table(['KEY', 'texto'], cells, ';')
	for (const [name, bytes, encoding] of [['punto.csv', semicolons, 'UTF-8'], ['excel.csv', `sep=;\r\n${semicolons}`, 'UTF-8'], ['tab.txt', table(['KEY', 'texto'], cells, '\t'), 'UTF-8'],
		['ancho.csv', Buffer.from(`\ufeff${semicolons}`, 'utf16le'), 'UTF-16'], ['latino.csv', Buffer.from(semicolons, 'latin1'), 'Windows-1252']]) {
		const view = json(write(name, bytes))
		assert.equal(view.input.encoding, encoding, name)
		assert.deepEqual(names(view), wanted, name)
	}
	const r = vocalia(['analyze', '-', '--json'], { input: semicolons })
	assert.deepEqual(names(JSON.parse(r.stdout)), wanted)
})
await check('a column that is not there is answered with the nearest and the list; an ambiguous one with its namesakes', () => {
	let r = analyze(kobo, '--text', 'problma')
	assert.equal(r.status, 1)
	assert.match(r.stderr, /"problma".*¿Quiso decir "datos\/problema"\?.*_submission_time/)
	r = analyze(write('dos.csv', table(['a/nota', 'b/nota'], [['uno dos tres', 'cuatro']])), '--text', 'nota')
	assert.equal(r.status, 1)
	assert.match(r.stderr, /"a\/nota", "b\/nota"/)
	assert.equal(analyze(kobo, '--text', 'PROBLEMA').status, 0)
})
await check('what is no table of texts is refused with what to do, and nothing is written', () => {
	for (const [name, bytes, sentence] of [['libro.xlsx', Buffer.from('PK\x03\x04xxxx'), /CSV UTF-8/], ['vacio.csv', '', /vacía/], ['codigos.csv', 'a,b\n1,2\n', /--text/],
		['abierta.csv', 'id,texto\n1,"hay un bache\n', /comilla/], ['de-mas.csv', 'id,texto\n1,hay un bache, otro\n', /Fila 2/]]) {
		const r = analyze(write(name, bytes), '--html', 'nada.html', '--labels-out', 'nada.csv')
		assert.equal(r.status, 1, `${name}: ${r.stderr}`)
		assert.match(r.stderr, sentence)
		assert.equal(r.stdout, '')
	}
	for (const args of [['--k', '3', '--resolution', '2'], ['--threads', '-1'], ['--seed', 'x'], ['--language', 'tlh'], ['--where', '=x'], ['--min-label', '2']])
		assert.equal(analyze(kobo, ...args, '--html', 'nada.html').status, 2, args.join(' '))
	const r = analyze(kobo, '--html', file('no/hay/nada.html'))
	assert.equal(r.status, 1)
	assert.match(r.stderr, /No se puede escribir ".*nada\.html": no existe/)
	assert.ok(!fs.existsSync(file('nada.html')) && !fs.existsSync(file('nada.csv')))
})
await check('word vectors are read as text, written small, and read again to the same result', () => {
	const words = ['agua', 'tubería', 'fuga', 'bache', 'pavimento', 'basura', 'camión', 'lámpara', 'poste', 'foco'], chance = random(3)
	const text = write('vectores.txt', `${words.length} 6\n${words.map(w => [w, ...Array.from({ length: 6 }, () => (chance.next() - .5).toFixed(3))].join(' ')).join('\n')}\n`)
	const view = json(kobo, '--vectors', text, '--vectors-out', file('vectores.bin'))
	assert.equal(view.settings.has_vectors, true)
	assert.equal(json(kobo).settings.has_vectors, false)
	assert.ok(fs.statSync(file('vectores.bin')).size < fs.statSync(text).size)
	assert.deepEqual(json(kobo, '--vectors', file('vectores.bin'), '--vectors-out', file('otra.bin')).issues.length > 0, true)
	assert.deepEqual(fs.readFileSync(file('otra.bin')), fs.readFileSync(file('vectores.bin')))
	for (const [bad, sentence] of [[kobo, /vocalia analyze: ./], [file('no-hay.bin'), /no-hay\.bin": no existe/]]) {
		const r = analyze(kobo, '--vectors', bad)
		assert.equal(r.status, 1)
		assert.match(r.stderr, sentence)
	}
	assert.equal(analyze(kobo, '--vectors-out', 'x').status, 2)
})
await check('few texts are a proposal that says so, and under twenty nothing is ranked', () => {
	const few = table(['texto'], rows.slice(0, 25).map(r => [r.text])), fewer = table(['texto'], rows.slice(0, 12).map(r => [r.text]))
	const a = analyze(write('25.csv', few), '--html', 'pocos.html'), view = json(file('25.csv'))
	assert.match(a.stdout, /Propuesta para conversar/)
	assert.ok(view.is_proposal && view.is_ranked)
	assert.match(fs.readFileSync(file('pocos.html'), 'utf8'), /Es una propuesta para conversar/)
	const none = json(write('12.csv', fewer))
	assert.ok(none.is_proposal && !none.is_ranked && none.issues.every(i => i.rank === 0))
	assert.equal(json(kobo).is_proposal, false)
})
await check('the report is one file that asks for nothing, names its settings, and masks what must not be seen', () => {
	const told = [...rows, ...Array.from({ length: 6 }, (_, i) => ({ ...rows[0], uuid: `m-${i}`, text: `No sale agua, mi correo es vecina${i}@ejemplo.mx y mi teléfono 844 123 45${i}7` }))]
	const r = analyze(write('con-datos.csv', koboOf(told)), '--html', 'informe.html', '--seed', '7', '--top', '3')
	assert.equal(r.status, 0, r.stderr)
	const page = fs.readFileSync(file('informe.html'), 'utf8')
	assert.doesNotMatch(page, /(src|href)="?(https?:)?\/\/|@import|url\(/)
	assert.doesNotMatch(page + r.stdout, /@ejemplo\.mx|844 123/)
	assert.match(page, /<dt>Semilla<\/dt><dd>7<\/dd>/)
	assert.match(page, /<html lang="es">/)
	assert.match(page, /SHA-256/)
	assert.equal(page.match(/<article /g).length, 3)
	assert.match(page, /Exigimos que el ayuntamiento/)
	const before = page
	analyze(file('con-datos.csv'), '--html', 'informe.html', '--seed', '7', '--top', '3')
	assert.equal(fs.readFileSync(file('informe.html'), 'utf8'), before)
	vocalia(['analyze', kobo, '--html', file('report.html')], { language: 'en_US.UTF-8' })
	assert.match(fs.readFileSync(file('report.html'), 'utf8'), /<html lang="en">[\s\S]*Map of the issues/)
})
await check('Ctrl-C ends it at once with status 130, and what was there before stays as it was', async () => {
	const many = write('muchos.csv', table(['texto'], Array.from({ length: 40 }, (_, k) => complaints(1000, k + 1)).flat().map((r, i) => [`${r.text} número ${i} ${r.uuid}`])))
	write('antes.html', 'antes')
	const child = spawn(program, ['analyze', many, '--html', file('antes.html'), '--progress'], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, LANG: 'es_MX.UTF-8', LC_ALL: '' } })
	let told = '', out = ''
	child.stdout.on('data', d => { out += d })
	const ended = new Promise(resolve => child.on('exit', (status, signal) => resolve([status, signal])))
	await new Promise(resolve => child.stderr.on('data', d => { told += d; if (/\d %/.test(told)) resolve() }))
	child.kill('SIGINT')
	assert.deepEqual(await Promise.race([ended, sleep(20000).then(() => 'still running')]), [130, null])
	assert.match(told, /se interrumpió; no se escribió nada/)
	assert.equal(out, '')
	assert.equal(fs.readFileSync(file('antes.html'), 'utf8'), 'antes')
	assert.deepEqual(fs.readdirSync(folder).filter(name => name.startsWith('antes.html')), ['antes.html'])
})
await finish()
