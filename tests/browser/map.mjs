// map.mjs - the map of an issue and the page where outlines are given, on a phone, a laptop and in English.
// node tests/browser/map.mjs   (TAP on standard output; pictures in $SHOTS)
// SPDX-License-Identifier: GPL-3.0-or-later
import fs from 'node:fs'
import path from 'node:path'
import { assert, check, control, makeAccounts, startServer, temporaryFolder, until, vocalia } from '../journeys/lib.mjs'
import { end, isGood, laptop, open, phone, shot } from './lib.mjs'

const folder = temporaryFolder(), name = 'demo.db'
assert.equal(vocalia(['demo', path.join(folder, name)]).status, 0)
const server = await startServer({ folder, name, isTrial: false })
const base = `http://taller.test:${server.port}`
const accounts = await makeAccounts(server)
/* Slanted tiles, one for each municipality of Coahuila: no borders of any real place. */
const tile = i => {
	const x = i % 7 + 0.2 * Math.floor(i / 7), y = Math.floor(i / 7)
	return [[x, y], [x + 1, y], [x + 1.2, y + 1], [x + 0.2, y + 1], [x, y]]
}
const features = Array.from({ length: 38 }, (_, i) => ({ type: 'Feature', properties: { CVEGEO: `05${String(i + 1).padStart(3, '0')}` }, geometry: { type: 'Polygon', coordinates: [tile(i)] } }))
const file = path.join(folder, 'mosaico.geojson')
fs.writeFileSync(file, JSON.stringify({ type: 'FeatureCollection', features }))
const settled = () => until(async () => {
	const v = (await control(server).get('/revision')).json
	return v.is_ready && !v.is_running && v
}, 60000, 'the diagnosis')
const { issues } = await settled()

async function enter(page, role) {
	await page.goto(`${base}/entrar`)
	await page.fill('[name="name"]', accounts[role].name)
	await page.fill('[name="password"]', accounts[role].password)
	await page.click('main button')
	await page.waitForURL(u => !new URL(u).pathname.startsWith('/entrar'))
}

await check('an administrator gives outlines, is told what was found, and what is wrong with others', async () => {
	const page = await open(laptop)
	await enter(page, 'administrator')
	await page.goto(`${base}/administracion`)
	fs.writeFileSync(path.join(folder, 'roto.geojson'), '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"barrio":"x"},"geometry":null}]}')
	await page.setInputFiles('#map-file', path.join(folder, 'roto.geojson'))
	await page.click('#mapa button')
	assert.match(await page.textContent('[role="alert"]'), /barrio/)
	page.faults.length = 0 /* the answer that refuses */
	await page.setInputFiles('#map-file', file)
	await page.click('#mapa button')
	await page.waitForLoadState()
	assert.match(await page.textContent('#mapa'), /38/)
	await isGood(page, 'outlines')
	await (await page.$('#mapa')).scrollIntoViewIfNeeded()
	await shot(page, 'map-settings')
	await page.done()
})
await settled()
for (const [size, device] of Object.entries({ phone, laptop }))
	await check(`on a ${size} the map of an issue is clean, accessible and has its table`, async () => {
		const page = await open(device)
		await enter(page, 'reviewer')
		await page.goto(`${base}/revision/${issues[0].id}`)
		const section = page.locator('section[aria-labelledby="where"]')
		assert.equal(await section.locator(`svg.chart-${size === 'phone' ? 'phone' : 'wide'}:visible`).count(), 1)
		assert.equal(await section.locator(`svg.chart-${size === 'phone' ? 'phone' : 'wide'} .map-shape`).count(), 38)
		assert.match(await section.textContent(), /nunca de sus habitantes/)
		await section.locator('summary').click()
		assert.equal(await section.locator('tbody tr').count(), 38)
		await isGood(page, `map ${size}`)
		await section.scrollIntoViewIfNeeded()
		await shot(page, `map-${size}`)
		await page.done()
	})
await end()
