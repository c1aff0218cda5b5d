// criteria.mjs - criteria agreed and locked, an order that opens, sectors that speak apart: by the pages alone, on a phone, a laptop and
// a projector.
// node tests/browser/criteria.mjs   (TAP on standard output; pictures in $SHOTS)
// SPDX-License-Identifier: GPL-3.0-or-later
import { assert, check, completeNotice, control, makeAccounts, makeSession, report, startServer, until } from '../journeys/lib.mjs'
import { end, isGood, laptop, open, phone, projector, shot } from './lib.mjs'

const server = await startServer({ isTrial: false })
const base = `http://taller.test:${server.port}`
const accounts = await makeAccounts(server)
await control(server).post('/administracion/aviso', completeNotice)
await control(server).post('/administracion/lugares', { table: 'coahuila' })
const codes = []
for (const municipality of ['Saltillo', 'Torreón', 'Monclova']) codes.push(await makeSession(server, { title: `Jornada de ${municipality}`, is_trial: '', municipality }))
const subjects = [
	['No hay agua en la colonia desde hace dos semanas', 'El agua sale sucia de la llave y huele mal', 'Falta agua potable, llega una vez por semana',
		'No llega agua a las casas de la colonia', 'Llevamos días sin agua potable en las casas', 'El agua llega muy sucia y con lodo'],
	['Las luminarias están fundidas y todo oscuro', 'No hay alumbrado, está muy oscura de noche', 'Faltan lámparas de alumbrado público',
		'El alumbrado del parque no prende de noche', 'Las lámparas del alumbrado público están fundidas'],
	['Muchos perros callejeros muerden a los niños', 'Perros callejeros sin dueño atacan a la gente', 'Los perros callejeros rompen la basura', 'Perros bravos sueltos muerden a la gente'],
]
for (let i = 0; i < 72; i++) {
	const kind = i % 12 < 8 ? 0 : i % 12 < 11 ? 1 : 2, texts = subjects[kind]
	const answer = await report(server, codes[i % 2], { problema: texts[i % texts.length], 'lugar/municipio': ['Saltillo', 'Torreón'][i % 2], 'lugar/colonia': `Colonia ${i % 7}`,
		gravedad: ['riesgo', 'diaria', 'molesta'][kind], afecta: 'colonia', frecuencia: ['siempre', 'diario', 'anio'][kind], 'sobre_ti/lengua': i % 3 ? 'no' : 'si', 'sobre_ti/genero': i % 2 ? 'mujer' : 'hombre' })
	assert.equal(answer.status, 201, answer.text)
}
const settled = fits => until(async () => {
	const v = (await control(server).get('/revision')).json
	return v.is_ready && !v.is_running && !v.is_behind && fits(v) && v
}, 60000, 'a diagnosis')
const sizes = { phone, laptop, projector }

async function enter(page, role) {
	await page.goto(`${base}/entrar`)
	await page.fill('[name="name"]', accounts[role].name)
	await page.fill('[name="password"]', accounts[role].password)
	await page.click('main button')
	await page.waitForURL(u => !new URL(u).pathname.startsWith('/entrar'))
}
/* Every page in every size, clean and accessible, with everything that can be opened open. */
async function tour(name, pages) {
	for (const [size, device] of Object.entries(sizes)) {
		const page = await open(device), faults = []
		page.setDefaultTimeout(40000)
		await enter(page, 'administrator')
		for (const [where, what] of pages) {
			await page.goto(base + where)
			await page.evaluate(() => { for (const d of document.querySelectorAll('details')) d.open = true })
			await isGood(page, `${name} ${what} ${size}`).catch(e => faults.push(e.message))
			page.faults.length = 0
			await shot(page, `criteria-${name}-${what}-${size}`)
		}
		await page.done()
		assert.deepEqual(faults, [])
	}
}

await settled(v => v.n_reports === 72 && v.issues.length >= 2)
await check('before the lock: problems by size, no place anywhere, and the way to the criteria', async () => {
	const page = await open(laptop)
	await enter(page, 'reviewer')
	await page.goto(`${base}/revision`)
	assert.doesNotMatch(await page.textContent('main'), /Puestos? \d/)
	await page.click('a:has-text("Acordar y cerrar los criterios")')
	await page.waitForURL(/\/revision\/criterios/)
	assert.match(await page.textContent('main'), /todavía no hay orden/)
	await page.done()
	await tour('unlocked', [['/revision', 'review'], ['/revision/criterios', 'criteria']])
})
await check('weights that do not add up are refused with what was typed kept; then the criteria are locked, on a phone', async () => {
	const page = await open(phone)
	await enter(page, 'reviewer')
	await page.goto(`${base}/revision/criterios`)
	await page.fill('[name="low_severity"]', '80')
	await page.fill('[name="high_severity"]', '90')
	await page.fill('[name="reason"]', 'acuerdo de las tres partes, sesión 4')
	await page.check('[name="answer"][value="sobre_ti/lengua=si"]')
	await page.check('[name="agreed"]')
	await page.click('button:has-text("Cerrar los criterios")')
	assert.match(await page.textContent('[role=alert]'), /suman 100.*No se cerró nada/s)
	assert.equal(await page.inputValue('[name="low_severity"]'), '80')
	assert.equal(await page.isChecked('[name="answer"][value="sobre_ti/lengua=si"]'), true)
	await isGood(page, 'refused')
	await shot(page, 'criteria-refused-phone')
	await page.fill('[name="low_severity"]', '10')
	await page.fill('[name="high_severity"]', '30')
	await page.check('[name="agreed"]')
	await page.click('button:has-text("Cerrar los criterios")')
	await page.waitForSelector('.notice.good')
	assert.match(await page.textContent('.notice.good'), /acuerdo de las tres partes, sesión 4/)
	await page.done()
})
await check('the order opens with ranges, bands, figures and why; what a sector says is seen apart', async () => {
	const page = await open(laptop)
	const v = await settled(x => x.is_ranked), before = v.issues.map(i => [i.id, i.rank_low, i.rank_high])
	await enter(page, 'reviewer')
	await page.goto(`${base}/revision/${v.issues[0].id}`)
	for (const [sector, feasibility, why] of [['Autoridades', '2', 'no hay presupuesto este año'], ['Sociedad civil', '4', 'el comité ya tiene el proyecto']]) {
		await page.click('summary:has-text("Anotar lo que opina")')
		await page.selectOption('[name="sector"]', sector)
		await page.selectOption('[name="feasibility"]', feasibility)
		await page.selectOption('[name="competence"]', '3')
		await page.fill('#factibilidad [name="reason"]', why)
		await page.click('button:has-text("Guardar la opinión")')
		await page.waitForSelector(`#factibilidad td:has-text("${why}")`)
	}
	await page.goto(`${base}/revision`)
	assert.ok(await page.locator('figure.chart-figure').count() >= 4)
	assert.match(await page.textContent('main'), /Regiones sin jornada:\s*(Norte|Carbonífera)/)
	assert.match(await page.textContent('main'), /Regiones con jornada y sin reportes:\s*Centro-Desierto/)
	assert.match(await page.textContent('main'), /Solo describe a quienes asistieron/)
	const after = await settled(x => x.is_ranked)
	assert.deepEqual(after.issues.map(i => [i.id, i.rank_low, i.rank_high]), before)
	await page.done()
	await tour('open', [['/revision', 'review'], [`/revision/${v.issues[0].id}`, 'issue']])
})
await check('criteria changed afterwards are said on every page of results', async () => {
	const page = await open(laptop)
	await enter(page, 'administrator')
	await page.goto(`${base}/revision/criterios`)
	assert.match(await page.textContent('main'), /El orden ya se abrió/)
	await page.fill('[name="low_reach"]', '10')
	await page.fill('[name="reason"]', 'se nos olvidó el alcance')
	await page.check('[name="agreed"]')
	await page.click('button:has-text("Cerrar los criterios")')
	await page.waitForSelector('.badge:has-text("Después de abrir")')
	await isGood(page, 'criteria, changed')
	const v = await settled(x => x.late.length === 1)
	for (const where of ['/revision', `/revision/${v.issues[0].id}`]) {
		await page.goto(base + where)
		assert.match(await page.textContent('.notice.bad'), /después de abrir los resultados.*se nos olvidó el alcance/s)
		await isGood(page, `late ${where}`)
	}
	await shot(page, 'criteria-late-laptop')
	await page.done()
})
await end()
