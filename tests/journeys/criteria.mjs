// criteria.mjs - what results are ordered by: agreed and locked before anybody sees an order, changed only in the open, and the
// second axis that moves no priority.
// node tests/journeys/criteria.mjs   (TAP on standard output)
// SPDX-License-Identifier: GPL-3.0-or-later
import { spawnSync } from 'node:child_process'
import { assert, check, Client, completeNotice, control, finish, has, makeAccounts, makeSession, multipart, report, startServer, until, vocalia } from './lib.mjs'

/* Rows of cells, quoted as RFC 4180 has it. */
const parseCsv = text => text.trimEnd().split('\r\n').map(line => {
	const cells = [], token = /(?:"((?:[^"]|"")*)"|([^,]*))(,|$)/y
	for (let m; (m = token.exec(line));) {
		cells.push(m[1]?.replaceAll('""', '"') ?? m[2])
		if (m[3] === '') break
	}
	return cells
})

const server = await startServer({ isTrial: false })
const accounts = await makeAccounts(server)
await control(server).post('/administracion/aviso', completeNotice)
const codes = [await makeSession(server, { is_trial: '', region: 'Norte' }), await makeSession(server, { is_trial: '', region: '=Sur' })]
const trial = await makeSession(server)
const subjects = [
	[['No hay agua en la colonia desde hace dos semanas', 'El agua sale sucia de la llave y huele mal', 'Falta agua potable, llega una vez por semana',
		'No llega agua a las casas de la colonia', 'Llevamos días sin agua potable en las casas', 'El agua llega muy sucia y con lodo'], 'riesgo', 'siempre'],
	[['Las luminarias están fundidas y todo oscuro', 'No hay alumbrado, está muy oscura de noche', 'Faltan lámparas de alumbrado público',
		'El alumbrado del parque no prende de noche', 'Las lámparas del alumbrado público están fundidas'], 'molesta', 'diario'],
	[['Muchos perros callejeros muerden a los niños', 'Perros callejeros sin dueño atacan a la gente', 'Los perros callejeros rompen la basura', 'Perros bravos sueltos muerden a la gente'], 'diaria', 'mes'],
]
const send = async (code, i, kind) => {
	const [texts, gravedad, frecuencia] = subjects[kind]
	const answer = await report(server, code, { problema: texts[i % texts.length], gravedad, frecuencia, afecta: 'colonia', 'lugar/colonia': `Colonia ${i % 5}`,
		'sobre_ti/lengua': i % 4 === 0 ? 'si' : 'no', 'sobre_ti/genero': i % 2 ? 'mujer' : 'hombre' })
	assert.equal(answer.status, 201, answer.text)
}
for (let i = 0; i < 36; i++) await send(codes[i % 2], i, i % 6 < 3 ? 0 : i % 6 < 5 ? 1 : 2)
for (let i = 0; i < 30; i++) await send(trial, i, i % 2)

const reviewer = new Client(server)
await reviewer.login(accounts.reviewer.name, accounts.reviewer.password)
const administrator = new Client(server)
await administrator.login(accounts.administrator.name, accounts.administrator.password)
const json = async (where, client = reviewer) => (await client.get(where, { Accept: 'application/json' })).json
const settled = (fits = () => true, scope = 'real') => until(async () => {
	const v = await json(`/revision?ambito=${scope}`)
	return v.is_ready && !v.is_running && !v.is_behind && fits(v) && v
}, 40000, 'a diagnosis')
const agreed = async () => json('/revision/criterios?ambito=real')
/* The page's own fields, as the proposed ranges stand there, with changes. */
const lock = async (changes = {}, status = 303, client = reviewer) => {
	await client.get('/revision')
	const fields = { ambito: 'real', reason: 'acuerdo de la sesión 3', agreed: '1', answer: ['sobre_ti/lengua=si', 'sobre_ti/genero=mujer'] }
	for (const c of (await agreed()).criteria) Object.assign(fields, { [`low_${c.key}`]: String(c.low), [`high_${c.key}`]: String(c.high), [`order_${c.key}`]: '' })
	const answer = await client.post('/revision/criterios', { ...fields, ...changes })
	assert.equal(answer.status, status, answer.text.slice(0, 3000))
	return answer
}
/* Every key and text of a view that could give an order away. */
const speaksOfOrder = view => JSON.stringify(view).match(/"(rank|rank_low|rank_high|place|places_low|low|high|band|score[a-z_]*|first|first_percent|acceptability|topsis|explanation)":/)?.[0]

await check('before anything is locked there are problems by size, and nothing says an order, on no page and in no file', async () => {
	const v = await settled(x => x.n_reports === 36)
	assert.ok(v.issues.length >= 2, JSON.stringify(v.issues.map(i => i.name)))
	assert.ok(v.is_lock_needed && !v.is_ranked && !v.is_few)
	const sizes = v.issues.map(i => i.n_forms)
	assert.deepEqual(sizes, [...sizes].sort((a, b) => b - a))
	assert.equal(speaksOfOrder(v.issues.map(({ example, ...rest }) => rest)), undefined)
	assert.equal(speaksOfOrder((await json(`/revision/${v.issues[0].id}`)).issue), undefined)
	const page = (await reviewer.get('/revision')).text
	assert.match(page, /primero se acuerdan y cierran los criterios/)
	assert.match(page, /No es una encuesta representativa/)
	assert.doesNotMatch(page, /Puestos? <\/span>|margen de error/i)
	assert.equal((await agreed()).opened, undefined)
})
await check('trials are put in order by what is proposed, and say so', async () => {
	const v = await settled(x => x.n_reports === 30, 'prueba')
	assert.ok(v.is_ranked && v.is_trial && !v.lock)
	assert.match((await reviewer.get('/revision?ambito=prueba')).text, /pesos propuestos: nadie los ha acordado/)
	assert.equal((await json('/revision/criterios?ambito=prueba')).opened, undefined)
})
await check('the catalogue says of each criterion what it is, its unit, its direction and what happens where nobody said', async () => {
	const { criteria } = await agreed()
	assert.equal(criteria.length, 7)
	for (const c of criteria) for (const key of ['name', 'definition', 'unit', 'direction', 'missing']) assert.ok(c[key].length > 3, `${c.key} ${key}`)
	assert.ok(!criteria.some(c => /factib|compet/i.test(c.key + c.name)))
	const english = await json('/revision/criterios?lang=en')
	assert.ok(english.criteria.every((c, i) => c.definition !== criteria[i].definition), 'every definition is translated')
})
await check('what cannot be agreed is refused with what was typed kept, and nothing is locked', async () => {
	for (const [changes, says] of [
		[{ reason: ' ' }, /quiénes lo acordaron/], [{ agreed: '' }, /de acuerdo/], [{ low_severity: '50', high_severity: '20' }, /no puede pasar/],
		[{ low_frequency: '90', high_frequency: '95', low_severity: '30' }, /suman 100/], [{ high_severity: '2.5' }, /números enteros/], [{ high_severity: '101' }, /números enteros/],
		[{ high_severity: '-1' }, /números enteros/], [{ answer: [] }, /menos escuchadas/], [{ answer: ['tema=agua'] }, /menos escuchadas/], [{ low_support: '0', high_support: '0', order_support: '2' }, /no lleva orden/],
		[{ order_persistence: '1', order_frequency: '2', low_frequency: '40', high_frequency: '40' }, /rangos y el orden/],
	]) {
		const page = (await lock(changes, 422)).text
		assert.match(page, says)
		assert.match(page, /No se cerró nada/)
		if (changes.low_severity) assert.match(page, new RegExp(`name="low_severity" value="${changes.low_severity}"`))
	}
	await lock({ csrf: '0'.repeat(32) }, 403)
	const facilitator = new Client(server)
	await facilitator.login(accounts.facilitator.name, accounts.facilitator.password)
	assert.equal((await facilitator.get('/revision/criterios')).status, 403)
	assert.equal((await facilitator.post('/revision/criterios', { reason: 'x', agreed: '1' })).status, 403)
	assert.equal((await agreed()).locks.length, 0)
})
let first
await check('a lock keeps who, when, why and a hash; then the order opens, and who saw it first is kept', async () => {
	await lock({ region: ['=Sur', 'Nowhere'] })
	const now = await agreed()
	assert.equal(now.locks.length, 1)
	first = now.lock
	assert.equal(first.author, accounts.reviewer.name)
	assert.equal(first.reason, 'acuerdo de la sesión 3')
	assert.match(first.hash, /^[0-9a-f]{64}$/)
	assert.ok(!first.is_late && !now.opened)
	assert.deepEqual(now.regions.filter(r => r.is_marked).map(r => r.name), ['=Sur'])
	const v = await settled(x => x.is_ranked)
	assert.equal(v.lock.hash, first.hash)
	const opened = (await agreed()).opened
	assert.equal(opened.author, accounts.reviewer.name)
	await json('/revision', administrator)
	assert.equal((await agreed()).opened.author, accounts.reviewer.name, 'the first one stays')
	await lock({ region: ['=Sur'] }, 422)
})
await check('the seed is printed and follows from data and lock', async () => {
	const v = await settled()
	assert.ok(Number.isSafeInteger(v.seed) && v.seed > 1)
	assert.ok((await reviewer.get('/revision')).text.includes(String(v.seed)))
	const n = v.n_reports
	await send(codes[0], 40, 0)
	const w = await settled(x => x.n_reports === n + 1)
	assert.notEqual(w.seed, v.seed)
})
await check('what a sector says can be done moves no priority, needs a reason and a sector, and is undone by another decision', async () => {
	const bare = v => JSON.stringify(v.issues.map(({ assess, ...rest }) => rest))
	const before = await settled(), id = before.issues[0].id
	const assess = async (fields, status = 303) => assert.equal((await reviewer.post(`/revision/${id}/factibilidad`, { ambito: 'real', reason: 'no hay dinero', sector: 'Autoridades', feasibility: '1', competence: '1', ...fields })).status, status)
	await assess({ reason: '' }, 422)
	await assess({ sector: 'Nadie' }, 422)
	await assess({ feasibility: '5' }, 422)
	await assess({ competence: 'x' }, 422)
	await assess({})
	await assess({ sector: 'Sociedad civil', feasibility: '4', competence: '3', reason: 'ya se hizo en otro lado' })
	const after = await settled()
	assert.equal(bare(after), bare(before))
	assert.equal(after.seed, before.seed)
	const page = (await reviewer.get(`/revision/${id}`)).text
	assert.match(page, /No cuenta para la prioridad/)
	assert.match(page, /Los sectores no coinciden/)
	const said = (await json(`/revision/${id}`)).assess
	assert.deepEqual(said.sectors.map(s => s.said?.feasibility), [1, 4, undefined])
	assert.equal(said.feasibility, 0.5)
	const log = await json('/revision/cambios'), one = log.decisions.find(d => d.kind === 'issue.assess' && d.sector === 'Autoridades')
	assert.match((await reviewer.get('/revision/cambios')).text, /Factibilidad/)
	assert.equal((await reviewer.post('/revision/cambios', { ambito: 'real', device: one.device, sequence: one.sequence, reason: 'sí había' })).status, 303)
	assert.equal((await json(`/revision/${id}`)).assess.sectors[0].said, undefined)
	assert.equal(bare(await settled()), bare(before))
})
await check('sectors are named by an administrator', async () => {
	await administrator.get('/administracion')
	assert.equal((await administrator.post('/administracion/sectores', { sectors: ' Congreso \r\n\r\nVocalía\r\nCongreso' })).status, 303)
	assert.deepEqual((await json('/administracion', administrator)).sectors, ['Congreso', 'Vocalía'])
	assert.equal((await administrator.post('/administracion/sectores', { sectors: ' \n ' })).status, 422)
	assert.equal((await administrator.post('/administracion/sectores', { sectors: 'x'.repeat(61) })).status, 422)
	await reviewer.get('/revision')
	assert.equal((await reviewer.post('/administracion/sectores', { sectors: 'Uno' })).status, 403)
})
await check('a table of places is uploaded by an administrator, checked first, and says which regions have no voice', async () => {
	const upload = async (table, text, status) => {
		await administrator.get('/administracion')
		const { body, type } = multipart([['csrf', administrator.csrf], ['table', table], ...(text === undefined ? [] : [['file', text, { file: 'lugares.csv', type: 'text/csv' }]])])
		const answer = await administrator.send('POST', '/administracion/lugares', { body, headers: { 'Content-Type': type } })
		assert.equal(answer.status, status, answer.text.slice(0, 2000))
		return answer.text
	}
	assert.match(await upload('file', undefined, 422), /Elige el archivo CSV/)
	assert.match(await upload('file', 'a,b\r\n1,2\r\n', 422), /No se guardó ningún cambio/)
	assert.equal((await json('/administracion', administrator)).places, null)
	await upload('file', 'cvegeo,nom_mun,region,pob_2020\n05030,Saltillo,Norte,800\n05035,Torreón,Laguna,700\n05018,Monclova,Centro,100\n', 303)
	const { places } = await json('/administracion', administrator)
	assert.deepEqual([places.n_municipalities, places.n_regions], [3, 3])
	const v = await settled(x => x.unvisited_regions.length > 0)
	assert.deepEqual(v.unvisited_regions, ['Centro', 'Laguna'])
	assert.equal(v.towns.n, 3)
	assert.deepEqual(v.towns.silent, ['Torreón', 'Monclova'])
	assert.match((await reviewer.get('/revision')).text, /Regiones sin jornada:/)
	await upload('none', undefined, 303)
	await settled(x => x.unvisited_regions.length === 0)
	await reviewer.get('/revision')
})
await check('criteria changed after the opening are said on every result, with who, when and why', async () => {
	await lock({ low_severity: '20', high_severity: '50', reason: 'nos <equivocamos>' }, 303, administrator)
	const now = await agreed()
	assert.deepEqual(now.locks.map(l => l.is_late), [true, false])
	assert.notEqual(now.lock.hash, first.hash)
	const v = await settled(x => x.lock.hash === now.lock.hash)
	assert.equal(v.late.length, 1)
	for (const where of ['/revision', `/revision/${v.issues[0].id}`]) {
		const page = (await reviewer.get(where)).text
		assert.match(page, /Los criterios se cambiaron después de abrir los resultados/)
		assert.match(page, new RegExp(`${accounts.administrator.name}, [0-9/]+ [0-9:]+: nos &lt;equivocamos&gt;`))
	}
})
await check('the criteria are a table to be saved, whose cells no spreadsheet runs', async () => {
	const answer = await reviewer.get('/revision/criterios.csv?ambito=real')
	assert.equal(answer.status, 200)
	assert.match(answer.headers['content-type'], /^text\/csv/)
	assert.match(answer.headers['content-disposition'], /criterios\.csv/)
	const lines = answer.text.replace(/^\ufeff/, '').trim().split('\r\n')
	assert.equal(lines.length, 8)
	assert.match(lines[0], /^clave,criterio,definicion,unidad,direccion,sin_dato,peso_menor,peso_mayor,orden,cerrado_en$/)
	const severity = lines.find(l => l.startsWith('severity,'))
	assert.ok(severity.endsWith(`,20,50,,${(await agreed()).lock.hash}`), severity)
})
await check('issues are a table to be saved, one row each, with criteria, places, seed and lock; no cell runs in a spreadsheet', async () => {
	const v = await settled(), id = v.issues[0].id
	await reviewer.get('/revision')
	assert.equal((await reviewer.post(`/revision/${id}/titulo`, { ambito: 'real', reason: 'x', title: '=HYPERLINK("http://mal.example";"Aquí")' })).status, 303)
	const answer = await reviewer.get('/revision/problemas.csv?ambito=real')
	assert.match(answer.headers['content-disposition'], /problemas\.csv/)
	const rows = parseCsv(answer.text.replace(/^\ufeff/, '')), [heads, ...lines] = rows
	assert.equal(lines.length, v.issues.length)
	assert.ok(rows.every(r => r.length === heads.length))
	const cell = (line, head) => line[heads.indexOf(head)]
	const first = lines.find(l => cell(l, 'id') === String(id))
	assert.equal(cell(first, 'titulo_editorial'), `'=HYPERLINK("http://mal.example";"Aquí")`)
	assert.equal(cell(first, 'semilla'), String(v.seed))
	assert.equal(cell(first, 'cierre_de_criterios'), v.lock.hash)
	assert.equal(cell(first, 'huella_de_reportes'), v.input)
	for (const line of lines) {
		const low = Number(cell(line, 'puesto_menor')), high = Number(cell(line, 'puesto_mayor'))
		assert.ok(low >= 1 && low <= high && high <= lines.length)
		assert.match(cell(line, 'criterio_severity'), /^(0\.[0-9]{4}|1\.0000|)$/)
		assert.equal(cell(line, 'criterio_support'), '')
	}
	const trials = (await reviewer.get('/revision/problemas.csv?ambito=prueba')).text
	assert.match(trials, /^.*puesto_menor/)
	await reviewer.post(`/revision/${id}/titulo`, { ambito: 'real', reason: 'x', title: '' })
})
await check('all of it survives a restart; kept results are made again, byte for byte, and one that was changed is found out', async () => {
	await settled()
	await server.stop()
	const checked = vocalia(['check', '--results', '--data', server.data])
	assert.equal(checked.status, 0, checked.stdout + checked.stderr)
	assert.match(checked.stdout, /iguales: 2/)
	if (has('sqlite3')) {
		const spoil = what => spawnSync('sqlite3', [server.data, `UPDATE diagnosis SET result = ${what} WHERE scope = 'real'`])
		for (const [what, back, says, more] of [
			["json_set(result, '$.seed', json_extract(result, '$.seed') + 1)", "json_set(result, '$.seed', json_extract(result, '$.seed') - 1)", /semilla no sale/, []],
			["json_set(result, '$.n_places', json_extract(result, '$.n_places') + 1)", "json_set(result, '$.n_places', json_extract(result, '$.n_places') - 1)", /sale otra cosa/, ['--results']],
		]) {
			assert.equal(spoil(what).status, 0)
			const found = vocalia(['check', ...more, '--data', server.data])
			assert.equal(found.status, 1, found.stdout)
			assert.match(found.stderr, says)
			spoil(back)
		}
	}
	await server.start()
	assert.equal((await agreed()).locks.length, 2)
})
await finish()
