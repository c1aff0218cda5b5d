// desk.mjs - the pages of the people who organise, on a phone, a laptop and a projector, over the invented exercise.
// node tests/browser/desk.mjs   (TAP on standard output; pictures in $SHOTS)
// SPDX-License-Identifier: GPL-3.0-or-later
import { assert, check, control, finish, makeAccounts, makeSession, startServer, temporaryFolder, until, vocalia } from '../journeys/lib.mjs'
import path from 'node:path'
import { end, isGood, laptop, open, phone, projector, shot } from './lib.mjs'

const folder = temporaryFolder(), name = 'demo.db'
const made = vocalia(['demo', path.join(folder, name)])
if (!await check('the invented exercise is there', () => assert.equal(made.status, 0, made.stderr))) {
	await finish()
	process.exit(1)
}
const server = await startServer({ folder, name, isTrial: false })
const base = `http://taller.test:${server.port}`
const accounts = await makeAccounts(server)
const sessions = (await control(server).get('/sesiones')).json.sessions
const closed = sessions.find(s => s.is_closed).code, running = sessions.find(s => s.is_open).code
const draft = await makeSession(server, { title: 'Todavía en borrador', is_trial: '', n_mesas: '3' }, false)
const review = await until(async () => {
	const v = (await control(server).get('/revision')).json
	return v.is_ready && !v.is_running && v
}, 60000, 'the diagnosis')
const link = (await control(server).post('/administracion/invitacion')).json.path

async function enter(page, role) {
	await page.goto(`${base}/entrar`)
	await page.fill('[name="name"]', accounts[role].name)
	await page.fill('[name="password"]', accounts[role].password)
	await page.click('main button')
	await page.waitForURL(u => !new URL(u).pathname.startsWith('/entrar'))
}

const tours = {
	facilitator: [['/sesiones', 'sessions'], ['/sesiones/nueva', 'new'], [`/sesiones/${running}`, 'open'], [`/sesiones/${draft}`, 'draft'], [`/sesiones/${closed}`, 'closed'], ['/ayuda', 'help']],
	reviewer: [['/revision', 'review'], [`/revision/${review.issues[0].id}`, 'issue'], [`/revision/${review.issues.at(-1).id}`, 'last-issue'], ['/revision/cambios', 'log'], ['/revision?ambito=prueba', 'review-trial'], ['/revision/9999', 'no-issue']],
	administrator: [['/administracion', 'settings'], ['/administracion/cuentas', 'accounts'], ['/sesiones', 'sessions'], ['/revision', 'review']],
}
for (const [size, device] of Object.entries({ phone, laptop, projector }))
	for (const [role, tour] of Object.entries(tours))
		await check(`${role} on a ${size}: every page is clean, fits and is accessible`, async () => {
			const page = await open(device)
			const faults = []
			await enter(page, role)
			for (const [where, what] of tour) {
				await page.goto(base + where)
				await isGood(page, `${role} ${what}`).catch(e => faults.push(e.message))
				page.faults.length = 0
				await shot(page, `desk-${size}-${role}-${what}`)
			}
			await page.done()
			assert.deepEqual(faults, [])
		})

await check('the page of the one-time link is clean and accessible, and says what is wrong with what was typed', async () => {
	const page = await open(laptop)
	await page.goto(base + link)
	await isGood(page, 'invited')
	await page.fill('[name="name"]', 'con espacios y ñ')
	await page.fill('[name="full_name"]', 'Quien Administra')
	await page.fill('[name="password"]', 'cuatro palabras bien sueltas')
	await page.locator('main button').click()
	await isGood(page, 'invited, refused')
	await shot(page, 'desk-invited')
	await page.done()
})
await check('a wrong password is told where it is typed', async () => {
	const page = await open(phone)
	await page.goto(`${base}/entrar`)
	await page.fill('[name="name"]', 'nadie')
	await page.fill('[name="password"]', 'no es esta frase')
	await page.click('main button')
	assert.match(await page.textContent('main'), /no coinciden/)
	await isGood(page, 'login refused')
	await shot(page, 'desk-login-refused')
	await page.done()
})
await check('a facilitator makes a session, opens it, pauses it and sees its code, by the page alone', async () => {
	const page = await open(laptop)
	await enter(page, 'facilitator')
	await page.goto(`${base}/sesiones/nueva`)
	await page.fill('[name="title"]', 'Jornada hecha en la página')
	await page.fill('[name="municipality"]', 'Monclova')
	await page.locator('main form button').last().click()
	await page.waitForURL(/\/sesiones\/[A-Z0-9]{5}$/)
	await isGood(page, 'made')
	const code = page.url().slice(-5)
	assert.ok((await page.textContent('main')).includes(code))
	await page.locator('button[value="open"], form:has([name="state"][value="open"]) button').first().click()
	await page.waitForLoadState()
	assert.equal((await control(server).get(`/sesiones/${code}`)).json.state, 'open')
	await isGood(page, 'opened')
	await page.goto(`${base}/j/${code}`)
	assert.equal(await page.inputValue('[name="lugar/municipio"]'), 'Monclova')
	await page.done()
})
await check('an administrator makes the key, and the page that shows it once is accessible', async () => {
	const page = await open(laptop)
	await enter(page, 'administrator')
	await page.goto(`${base}/administracion#custodia`)
	await page.click('button:has-text("Crear la llave")')
	await isGood(page, 'key')
	assert.match(await page.textContent('main'), /([0-9a-f]{8}\W+){8}[0-9a-f]{4}/)
	await shot(page, 'desk-key')
	await page.done()
})
await check('a form with faults shows them beside the text, accessibly', async () => {
	const page = await open(laptop)
	await enter(page, 'administrator')
	await page.goto(`${base}/administracion/formularios`)
	await isGood(page, 'forms')
	await page.click('summary:has-text("O pegar el texto")')
	await page.fill('[name="source"]', '| survey |\n| | type | name | label |\n| | select_one nada | x | X |\n')
	await page.click('button:has-text("Revisar el texto")')
	assert.match(await page.textContent('main'), /nada/)
	await isGood(page, 'form faults')
	await shot(page, 'desk-form-faults')
	await page.done()
})
await check('an invitation for another administrator is shown accessibly', async () => {
	const page = await open(laptop)
	await enter(page, 'administrator')
	await page.goto(`${base}/administracion/cuentas`)
	await page.click('button:has-text("Hacer un enlace")')
	assert.match(await page.textContent('main'), /\/alta\//)
	await isGood(page, 'invitation')
	await shot(page, 'desk-invitation')
	await page.done()
})
await check('a reviewer merges two problems, titles the one, takes reports out of it and undoes it, by the pages alone', async () => {
	const page = await open(laptop)
	const behind = async () => {
		for (let i = 0; i < 40 && await page.locator('.notice.warn:has-text("todavía no entra")').count(); i++) {
			await page.waitForTimeout(500)
			await page.reload()
		}
	}
	await enter(page, 'reviewer')
	await page.goto(`${base}/revision`)
	await page.locator('input[name="issue"]').nth(0).check()
	await page.locator('input[name="issue"]').nth(1).check()
	await page.locator('form:has(input[name="issue"]) input[name="reason"]').fill('hablan de lo mismo')
	await page.locator('form:has(input[name="issue"])').scrollIntoViewIfNeeded()
	await shot(page, 'desk-review-merging')
	await page.click('button:has-text("Unir los marcados")')
	await isGood(page, 'review, just merged')
	await behind()
	const into = (await control(server).get('/revision/cambios')).json.decisions[0].into.id
	await page.goto(`${base}/revision/${into}`)
	await page.click('summary:has-text("Poner un título")')
	await page.fill('[name="title"]', 'Dos problemas que son uno')
	await page.locator('form:has([name="title"]) [name="reason"]').fill('así lo dijo la mesa')
	await page.click('button:has-text("Guardar el título")')
	assert.match(await page.textContent('h1'), /^\s*Dos problemas que son uno\s+Título editorial\s*$/)
	await isGood(page, 'issue with a title')
	await shot(page, 'desk-review-titled')
	for (const i of [0, 1]) await page.locator('input[name="report"]').nth(i).check()
	await page.locator('form:has([name="report"]) [name="reason"]').fill('estos son otra cosa')
	await page.click('button:has-text("Mover los marcados")')
	await behind()
	await page.goto(`${base}/revision/cambios`)
	await isGood(page, 'log')
	await page.locator('summary:has-text("Deshacer")').last().click()
	await shot(page, 'desk-review-log')
	await page.locator('details[open] [name="reason"]').fill('no eran lo mismo')
	await page.locator('details[open] button').click()
	await behind()
	assert.equal(await page.locator('.badge:has-text("Deshecha")').count(), 1)
	await isGood(page, 'log, undone')
	await shot(page, 'desk-review-undone')
	await page.done()
	const small = await open(phone)
	await enter(small, 'reviewer')
	for (const where of ['/revision/cambios', `/revision/${into}`]) {
		await small.goto(base + where)
		await isGood(small, `phone ${where}`)
		await shot(small, `desk-review-phone${where.replace(/\W+/g, '-')}`)
	}
	await small.done()
})
await check('logging out leads to the front page, and back does not lead in', async () => {
	const page = await open(laptop)
	await enter(page, 'reviewer')
	await page.goto(`${base}/revision`)
	await page.click('header button:has-text("Salir")')
	await page.waitForURL(`${base}/`)
	await page.goto(`${base}/revision`)
	assert.match(page.url(), /\/entrar\?a=\/revision$/)
	await page.done()
})
await end()
