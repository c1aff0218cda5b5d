// lib.mjs - Debian's Chromium as phones, laptops and projectors, with witnesses: every page is watched for what it must never do.
//
// $SHOTS is where pictures go (a temporary folder otherwise).
// SPDX-License-Identifier: GPL-3.0-or-later
import fs from 'node:fs'
import http from 'node:http'
import { createRequire } from 'node:module'
import path from 'node:path'
import { assert, check, finish, temporaryFolder } from '../journeys/lib.mjs'
import { executablePath, launch } from './lib_chromium.mjs'

const shots = process.env.SHOTS ?? temporaryFolder()
fs.mkdirSync(shots, { recursive: true })

let chromium, axeSource
const ready = await check('playwright-core, axe-core and chromium are installed (npm ci in tests/browser)', async () => {
	({ chromium } = (await import('playwright-core')).default ?? await import('playwright-core'))
	axeSource = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
	assert.ok(fs.existsSync(executablePath), executablePath)
})
if (!ready) {
	await finish()
	process.exit(1)
}

export const phone = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 }
export const laptop = { viewport: { width: 1280, height: 800 } }
export const projector = { viewport: { width: 1920, height: 1080 } }

export const browser = await launch(chromium)

/* A page in a context of its own.  page.faults: console errors, exceptions, requests to other hosts; page.asked: what it asked for. */
export async function open(device = phone, { javaScript = true, locale = 'es-MX', init } = {}) {
	const context = await browser.newContext({ ...device, locale, timezoneId: 'America/Monterrey', javaScriptEnabled: javaScript })
	if (init) await context.addInitScript(init)
	const page = await context.newPage()
	page.setDefaultTimeout(12000)
	page.faults = []
	page.asked = []
	page.on('console', m => {
		// What the network refuses shows up here too; journeys that break the network say what they expect of the page.
		if (['error', 'warning'].includes(m.type()) && !/^Failed to load resource/.test(m.text())) page.faults.push(`${m.type()}: ${m.text()}`)
	})
	page.on('pageerror', e => page.faults.push(`exception: ${e.message}`))
	page.on('request', r => {
		if (/^(data|blob):/.test(r.url())) return
		page.asked.push(`${r.method()} ${r.url()}`)
		if (!['taller.test', '127.0.0.1'].includes(new URL(r.url()).hostname)) page.faults.push(`another host: ${r.url()}`)
	})
	page.done = () => context.close()
	return page
}

export async function isGood(page, name) {
	assert.deepEqual(page.faults, [], name)
	const wide = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth])
	assert.ok(wide[0] <= wide[1], `${name} is ${wide[0]} wide on a screen of ${wide[1]}`)
	await page.evaluate(axeSource)
	const found = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'] }))
	const bad = found.violations.map(v => `${v.id} (${v.impact}): ${v.nodes.slice(0, 3).map(n => `${n.target.join(' ')} ${n.failureSummary}`).join('; ')}`)
	assert.deepEqual(bad, [], name)
}

/* The whole page, of a very long one its beginning: browsers cannot draw more at once. */
export async function shot(page, name) {
	const { width, height } = await page.evaluate(() => ({ width: document.documentElement.clientWidth, height: document.documentElement.scrollHeight }))
	await page.screenshot({ path: path.join(shots, `${name}.png`), fullPage: true, clip: { x: 0, y: 0, width, height: Math.min(height, 8000) } })
}

/* A network between phone and server: pass; drop (the request arrives, the answer is lost); portal (200 and a page for everything);
 * liar (200 and JSON that looks like a receipt of another report). */
export function network(server) {
	const between = { mode: 'pass', nPosts: 0 }
	const proxy = http.createServer((rq, rs) => {
		if (rq.method === 'POST') between.nPosts++
		const { mode } = between
		if (mode === 'portal') {
			rs.writeHead(200, { 'Content-Type': 'text/html' })
			rs.end('<html><body><h1>Bienvenido. Acepta las condiciones.</h1></body></html>')
			return
		}
		if (mode === 'liar') {
			rs.writeHead(201, { 'Content-Type': 'application/json' })
			rs.end(JSON.stringify({ uuid: '01900000-0000-7000-8000-000000000000', folio: 'AAAA-BBBB', digest: '0'.repeat(64), location: '/f/AAAA-BBBB' }))
			return
		}
		const onward = http.request({ host: server.address, port: server.port, method: rq.method, path: rq.url, headers: rq.headers, agent: false }, answer => {
			if (mode === 'drop') { answer.resume(); answer.on('end', () => rs.destroy()); return }
			rs.writeHead(answer.statusCode, answer.headers)
			answer.pipe(rs)
		})
		onward.on('error', () => rs.destroy())
		rq.pipe(onward)
	})
	return new Promise(resolve => proxy.listen(0, '127.0.0.1', () => {
		between.base = `http://taller.test:${proxy.address().port}`
		between.close = () => { proxy.closeAllConnections?.(); proxy.close() }
		resolve(between)
	}))
}

export async function end() {
	await browser.close()
	await finish()
}
