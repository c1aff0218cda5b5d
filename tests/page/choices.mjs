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
