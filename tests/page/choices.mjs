// choices.mjs - choices that depend on answers, on a phone: those that are answers of a repeat, with a script and without.
// node tests/page/choices.mjs   (TAP)
// SPDX-License-Identifier: GPL-3.0-or-later
import path from 'node:path'
import { assert, check, control, makeSession, publish, root, startServer } from '../journeys/lib.mjs'
import { end, open } from '../browser/lib.mjs'

const server = await startServer()
const code = await makeSession(server, { form: publish(server, path.join(root, 'tests/page/choices.md')) })
const address = `http://taller.test:${server.port}/j/${code}`

const page = await open()
const field = name => page.locator(`[name="${name}"]`)
const options = name => page.evaluate(f => [...document.querySelectorAll(`[name="${f}"]`)].flatMap(e => e.options ? [...e.options].map(o => o.value).filter(Boolean) : [e.value]), name)
const chosen = name => page.evaluate(f => [...document.querySelectorAll(`[name="${f}"]:checked`)].map(e => e.value), name)
const add = () => page.locator('[data-repeat="persona"]').getByRole('button', { name: 'Agregar otro' }).last().click()
async function write(name, text) {
	await field(name).fill(text)
	await field(name).blur()
}

await page.goto(address)
await check('the answers of a repeat are choices, each once, and follow what is written', async () => {
	assert.deepEqual(page.faults, [])
	assert.deepEqual(await options('vocera'), [])
	await write('persona[1]/nombre', 'Ana')
	await write('persona[1]/edad', '30')
	await add()
	await write('persona[2]/nombre', 'Ana María')
	await write('persona[2]/edad', '40')
	await add()
	await write('persona[3]/nombre', 'Eva')
	await write('persona[3]/edad', '9')
	assert.deepEqual(await options('vocera'), ['Ana', 'Ana María'])
	assert.deepEqual(await options('invitadas'), ['Ana', 'Ana_María', 'Eva'])
	await write('persona[3]/edad', '19')
	assert.deepEqual(await options('vocera'), ['Ana', 'Ana María', 'Eva'])
	await write('persona[3]/nombre', 'Ana')
	assert.deepEqual(await options('vocera'), ['Ana', 'Ana María'])
	await write('persona[3]/nombre', 'Eva')
})
await check('a filter sees the instance that offers the choice, and the one that asks', async () => {
	assert.deepEqual(await options('persona[1]/amiga'), ['Ana María', 'Eva'])
	assert.deepEqual(await options('persona[3]/amiga'), ['Ana', 'Ana María'])
})
await check('what was chosen stays while other names come, and goes with its own', async () => {
	await field('vocera').nth(1).check()
	assert.deepEqual(await chosen('vocera'), ['Ana María'])
	await write('persona[3]/nombre', 'Eva Luz')
	assert.deepEqual([await options('vocera'), await chosen('vocera')], [['Ana', 'Ana María', 'Eva Luz'], ['Ana María']])
	await write('persona[2]/nombre', 'Inés')
	assert.deepEqual([await options('vocera'), await chosen('vocera')], [['Ana', 'Inés', 'Eva Luz'], []])
	await field('vocera').nth(2).check()
	assert.equal(await page.locator('[data-field="gracias"] [data-label]').textContent(), 'Habla Eva Luz')
})
await check('a new instance says what it needs, and asks nobody for it', async () => {
	const need = page.locator('[data-field="persona[3]/nombre"] .need')
	assert.deepEqual([await need.count(), await need.isVisible(), await need.textContent()], [1, true, '(necesaria)'])
	assert.equal(await field('persona[3]/nombre').getAttribute('required'), null)
	assert.equal(await page.locator('[data-field="persona[3]/edad"] .need').count(), 0)
})
await check('choices that come up bring their picture and their sound', async () => {
	await page.locator('[name="zona"][value="norte"]').check()
	const shown = await page.evaluate(() => [...document.querySelectorAll('[data-field="lugar"] label.choice')].map(l => [l.textContent, ...[...l.querySelectorAll('img,audio')].map(e => [e.tagName, e.getAttribute('src'), e.getAttribute('alt'), e.controls])]))
	const files = `/j/${code}/archivos/`
	assert.deepEqual(shown, [['Plaza', ['IMG', `${files}plaza%20mayor.png`, '', null], ['AUDIO', `${files}plaza.mp3`, null, true]], ['Mercado'], ['Escuela'], ['Pozo']]
		.map(l => l.map(x => x instanceof Array ? x.map(y => y === null && x[0] === 'IMG' ? undefined : y) : x)))
})
/* What a page without scripts shows of the same answers. */
async function orderOf(answers) {
	const reply = await fetch(`http://127.0.0.1:${server.port}/j/${code}`, { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
		body: new URLSearchParams({ uuid: await field('uuid').inputValue(), continue: '1', seen: '', ...answers }) })
	const html = await reply.text()
	return [...html.matchAll(/name="azar" value="(\w)"/g)].map(([, value]) => value)
}
await check('a seed that is an answer gives the order that the server gives', async () => {
	await page.locator('[name="zona"][value="todas"]').check()
	const seen = new Set()
	for (const semilla of ['1', '42', '-7', '2147483647', '99999999999', '3.9', 'doce', '12abc', '']) {
		await write('semilla', semilla)
		const theirs = await orderOf({ zona: 'todas', semilla })
		assert.equal(theirs.length, 6)
		assert.deepEqual(await options('azar'), theirs, semilla)
		seen.add(theirs.join(''))
	}
	assert.ok(seen.size >= 5, [...seen].join(' '))
})
await check('what is sent is what was chosen', async () => {
	await field('invitadas').nth(0).check()
	await field('invitadas').nth(2).check()
	await field('turnos').nth(0).selectOption('Inés')
	await field('turnos').nth(1).selectOption('Ana')
	await field('persona[1]/amiga').selectOption('Eva Luz')
	await page.click('#send')
	await page.waitForURL(/\/f\/[0-9A-Z-]+$/)
	const { text } = await control(server).get(`/sesiones/${code}/reportes.csv`)
	for (const words of ['Eva Luz', 'Ana; Eva_Luz', 'Inés; Ana']) assert.ok(text.includes(words), `${words} in ${text}`)
})

const plain = await open(undefined, { javaScript: false })
await check('without a script the choices come up after Continuar', async () => {
	await plain.goto(address)
	assert.equal(await plain.locator('[name="vocera"]').count(), 0)
	await plain.locator('[name="persona[1]/nombre"]').fill('Juan Pérez')
	await plain.locator('[name="persona[1]/edad"]').fill('50')
	await plain.locator('[name="continue"]').click()
	assert.deepEqual(await plain.evaluate(() => [...document.querySelectorAll('[name="vocera"]')].map(e => e.value)), ['Juan Pérez'])
	assert.deepEqual(await plain.evaluate(() => [...document.querySelectorAll('[name="invitadas"]')].map(e => e.value)), ['Juan_Pérez'])
	await plain.locator('[name="vocera"]').check()
	await plain.click('#send')
	await plain.waitForURL(/\/f\/[0-9A-Z-]+$/)
	const { text } = await control(server).get(`/sesiones/${code}/reportes.csv`)
	assert.ok(text.includes('Juan Pérez'), text)
})
await end()
