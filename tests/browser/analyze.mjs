// analyze.mjs - the report of `vocalia analyze` on a phone, a laptop, a projector and paper, with and without scripts.
// node tests/browser/analyze.mjs   (TAP on standard output; pictures in $SHOTS)
// SPDX-License-Identifier: GPL-3.0-or-later
import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { assert, check, freePort, temporaryFolder, vocalia } from '../journeys/lib.mjs'
import { complaints, koboOf, table } from '../journeys/lib_table.mjs'
import { end, isGood, laptop, open, phone, projector, shot } from './lib.mjs'

const folder = temporaryFolder(), file = name => path.join(folder, name)
const reports = { whole: koboOf(complaints(400)), few: table(['texto'], complaints(30).slice(0, 15).map(r => [r.text])) }
for (const [name, text] of Object.entries(reports)) {
	fs.writeFileSync(file(`${name}.csv`), text)
	const r = vocalia(['analyze', file(`${name}.csv`), '--html', file(`${name}.html`)])
	await check(`the report "${name}" is written`, () => assert.equal(r.status, 0, r.stderr))
}
/* A file has no host to be told apart from others, so it is served, alone. */
const port = await freePort()
const server = http.createServer((rq, rs) => {
	const name = path.basename(rq.url)
	if (name === 'favicon.ico') { rs.writeHead(204); rs.end(); return }
	rs.setHeader('Content-Type', 'text/html; charset=utf-8')
	rs.end(fs.readFileSync(file(name)))
})
await new Promise(resolve => server.listen(port, '127.0.0.1', resolve))
const base = `http://taller.test:${port}`

for (const [size, device] of Object.entries({ phone, laptop, projector }))
	await check(`on a ${size} the report fits, is accessible and asks for nothing else`, async () => {
		for (const name of Object.keys(reports)) {
			const page = await open(device)
			await page.goto(`${base}/${name}.html`)
			await isGood(page, `${name} ${size}`)
			assert.deepEqual(page.asked.filter(asked => !asked.endsWith('/favicon.ico')), [`GET ${base}/${name}.html`])
			await shot(page, `analyze-${size}-${name}`)
			await page.done()
		}
	})
await check('every circle of the map leads to its issue, none lies upon another, and its name stays inside', async () => {
	const page = await open(laptop)
	await page.goto(`${base}/whole.html`)
	const circles = await page.$$eval('.map a', all => all.map(a => {
		const c = a.querySelector('circle'), [x, y, r] = ['cx', 'cy', 'r'].map(key => Number(c.getAttribute(key)))
		const lines = [...a.querySelectorAll('.line')].map(l => l.getBBox())
		return { x, y, r, to: a.getAttribute('href'), isInside: lines.every(b => [[b.x, b.y + b.height * .25], [b.x + b.width, b.y + b.height * .75]].every(([px, py]) => Math.hypot(px - x, py - y) <= r * 1.05)) }
	}))
	assert.ok(circles.length >= 4, `${circles.length} circles`)
	for (const [i, a] of circles.entries()) {
		assert.ok(a.isInside, a.to)
		assert.equal(await page.locator(a.to).count(), 1, a.to)
		for (const b of circles.slice(0, i)) assert.ok(Math.hypot(a.x - b.x, a.y - b.y) >= a.r + b.r, `${a.to} ${b.to}`)
	}
	await page.done()
})
await check('the box narrows the list by words without accents, and a link brings back what it hid; without scripts there is no box', async () => {
	const page = await open(laptop)
	await page.goto(`${base}/whole.html`)
	const all = await page.locator('article:visible').count()
	await page.fill('#filtro', 'TUBERIA')
	const some = await page.locator('article:visible').count()
	assert.ok(some >= 1 && some < all, `${some} of ${all}`)
	assert.equal(await page.textContent('.filter [role=status]'), `${some} / ${all}`)
	const hidden = await page.locator('article[hidden]').first().getAttribute('id')
	await page.locator(`tbody a[href="#${hidden}"]`).click()
	await page.waitForFunction(id => !document.getElementById(id).hidden, hidden)
	await page.done()
	const plain = await open(laptop, { javaScript: false })
	await plain.goto(`${base}/whole.html`)
	assert.equal(await plain.locator('#filtro:visible').count(), 0)
	assert.equal(await plain.locator('article:visible').count(), all)
	await plain.done()
})
await check('on paper the map and the table are there, and what is folded away or typed into is not', async () => {
	const page = await open(laptop)
	await page.goto(`${base}/whole.html`)
	await page.emulateMedia({ media: 'print' })
	assert.ok(await page.locator('.map svg').isVisible() && await page.locator('#tabla ~ .scroll table').isVisible())
	assert.equal(await page.locator('.filter:visible').count() + await page.locator('details:visible').count(), 0)
	assert.ok((await page.pdf({ format: 'Letter' })).length > 10000)
	await page.done()
})
server.close()
await end()
