// charts.mjs - a page of results with every kind of chart on a phone, a laptop, a projector and paper, by day and by night.
// node tests/browser/charts.mjs   (TAP on standard output; pictures in $SHOTS)
// SPDX-License-Identifier: GPL-3.0-or-later
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { assert, check, freePort, program, temporaryFolder } from '../journeys/lib.mjs'
import { end, isGood, laptop, open, phone, projector, shot } from './lib.mjs'

const kinds = ['ranks', 'heat', 'plane', 'coverage', 'pairs', 'opinions', 'shares', 'map']
/* The unit test of the charts has the data, and writes them as a page. */
const writer = path.join(path.dirname(program), 'tests/collector/test_charts')
const folders = {}
for (const n of [1, 12, 60]) {
	folders[n] = temporaryFolder()
	await check(`the page of charts of ${n} is written`, () => { execFileSync(writer, [folders[n], String(n)]) })
}
const port = await freePort()
const server = http.createServer((rq, rs) => {
	const n = /^\/(\d+)$/.exec(rq.url)?.[1]
	if (!n) { rs.writeHead(204); rs.end(); return }
	rs.setHeader('Content-Type', 'text/html; charset=utf-8')
	rs.end(fs.readFileSync(path.join(folders[n], 'charts.html')))
})
await new Promise(resolve => server.listen(port, '127.0.0.1', resolve))
const base = `http://taller.test:${port}`
const narrow = { ...phone, viewport: { width: 320, height: 640 } }

const sights = { narrow: [narrow, 'light', 12], phone: [phone, 'dark', 60], laptop: [laptop, 'light', 1], projector: [projector, 'dark', 12] }
for (const [size, [device, colorScheme, n]] of Object.entries(sights))
	await check(`on a ${size}, ${colorScheme}, the page of ${n} fits, is accessible with its tables open, and asks for nothing else`, async () => {
		const page = await open({ ...device, colorScheme })
		await page.goto(`${base}/${n}`)
		await shot(page, `charts-${size}-${colorScheme}`)
		await page.$$eval('details', all => all.forEach(d => { d.open = true }))
		await isGood(page, `${n} ${size} ${colorScheme}`)
		assert.deepEqual(page.asked.filter(asked => !asked.endsWith('/favicon.ico')), [`GET ${base}/${n}`])
		await page.done()
	})
await check('at 320 pixels nothing scrolls sideways but the tables', async () => {
	for (const n of Object.keys(folders)) {
		const page = await open(narrow)
		await page.goto(`${base}/${n}`)
		for (const isOpen of [false, true]) {
			await page.$$eval('details', (all, o) => all.forEach(d => { d.open = o }), isOpen)
			assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), `${n}, ${isOpen}`)
		}
		await page.done()
	}
})
await check('each drawing is shown once: the one for phones on phones, the wide one elsewhere', async () => {
	for (const [device, shown, hidden] of [[phone, 'phone', 'wide'], [laptop, 'wide', 'phone']]) {
		const page = await open(device)
		await page.goto(`${base}/12`)
		assert.equal(await page.locator(`svg.chart-${shown}:visible`).count(), kinds.length)
		assert.equal(await page.locator(`svg.chart-${hidden}:visible`).count(), 0)
		assert.equal(await page.locator('figure table').count(), kinds.length)
		await page.done()
	}
})
await check('no words of a drawing lie upon other words or leave it, in the fonts of this browser', async () => {
	for (const device of [narrow, laptop])
		for (const n of Object.keys(folders)) {
			const page = await open(device)
			await page.goto(`${base}/${n}`)
			const bad = await page.$$eval('svg.chart', drawings => drawings.filter(d => d.checkVisibility()).flatMap(drawing => {
				const frame = drawing.getBoundingClientRect()
				const words = [...drawing.querySelectorAll('text')].map(t => ({ text: t.textContent, b: t.getBoundingClientRect() }))
				return words.flatMap(({ text, b }, i) => [
					...(b.left < frame.left - 1 || b.right > frame.right + 1 || b.top < frame.top - 3 || b.bottom > frame.bottom + 3 ? [`${text} leaves`] : []),
					// Letters are lower than their boxes.
					...words.slice(0, i).filter(o => Math.min(b.right, o.b.right) - Math.max(b.left, o.b.left) > 1 &&
						Math.min(b.bottom, o.b.bottom) - Math.max(b.top, o.b.top) > .45 * Math.min(b.height, o.b.height)).map(o => `${text} / ${o.text}`),
				])
			}))
			assert.deepEqual(bad, [], `${n} at ${device.viewport.width}`)
			await page.done()
		}
})
await check('words in cells and bars have contrast, by day and by night', async () => {
	for (const colorScheme of ['light', 'dark']) {
		const page = await open({ ...laptop, colorScheme })
		await page.goto(`${base}/12`)
		const least = await page.$$eval('svg.chart-wide', drawings => {
			const light = css => {
				const [r, g, b] = css.match(/[\d.]+/g).map(Number).map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
				return .2126 * r + .7152 * g + .0722 * b
			}
			const contrast = (a, b) => (Math.max(a, b) + .05) / (Math.min(a, b) + .05)
			return Math.min(...drawings.flatMap(d => [...d.querySelectorAll('rect.cell + text.middle')].map(t => {
				const cell = getComputedStyle(t.previousElementSibling).fill
				return /^rgb/.test(cell) ? contrast(light(getComputedStyle(t).fill), light(cell)) : 21
			})))
		})
		assert.ok(least >= 4.5, `${colorScheme}: ${least}`)
		await page.done()
	}
})
await check('on paper the wide drawings and their tables are there, white, and it is no wider than the sheet', async () => {
	const page = await open({ ...phone, colorScheme: 'dark' })
	await page.goto(`${base}/12`)
	await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
	assert.equal(await page.locator('svg.chart-wide:visible').count(), kinds.length)
	assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(255, 255, 255)')
	assert.equal(await page.$eval('svg.chart-wide text', t => getComputedStyle(t).fill), 'rgb(31, 27, 22)')
	assert.ok((await page.pdf({ format: 'Letter' })).length > 10000)
	await page.done()
})
server.close()
await end()
