// lib_browser.mjs - clients that live in a browser: bundled once into build/clients, served on a port of this computer, run by Debian's
// Chromium.
// SPDX-License-Identifier: GPL-3.0-or-later
import crypto from 'node:crypto'
import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { launch } from '../browser/lib_chromium.mjs'
import { assert, root } from './lib.mjs'

const here = import.meta.dirname
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8' }

/* Runs make(folder) unless what it makes is there already, for the same lock file and the same sources. */
async function once(name, sources, make) {
	const hash = crypto.createHash('sha256')
	for (const file of ['package-lock.json', 'lib_browser.mjs', ...sources]) hash.update(fs.readFileSync(path.join(here, file)))
	const folder = path.join(root, 'build/clients', `${name}-${hash.digest('hex').slice(0, 16)}`)
	if (fs.existsSync(folder)) return folder
	const half = `${folder}.${process.pid}`
	await make(half)
	fs.rmSync(folder, { recursive: true, force: true })
	fs.renameSync(half, folder)
	return folder
}

export function bundleEnketo() {
	return once('enketo', ['enketo/page.js'], async folder => {
		const esbuild = await import('esbuild')
		await esbuild.build({ entryPoints: [path.join(here, 'enketo/page.js')], bundle: true, format: 'iife', external: ['libxslt'], charset: 'utf8',
			outfile: path.join(folder, 'page.js'), logLevel: 'error' })
		fs.writeFileSync(path.join(folder, 'index.html'), '<!doctype html><html lang="es"><head><meta charset="utf-8"><title>Enketo</title></head><body><script src="/page.js"></script></body></html>')
	})
}

export function bundleWebForms() {
	return once('webforms', ['webforms/index.html', 'webforms/main.js'], async folder => {
		const { build } = await import('vite')
		await build({ root: path.join(here, 'webforms'), logLevel: 'error', build: { outDir: folder, emptyOutDir: true, target: 'esnext', chunkSizeWarningLimit: 1e6 } })
	})
}

/* {page, faults, close()}: a page on that folder; faults are exceptions and errors in the console. */
export async function openFolder(folder) {
	const { chromium } = await import('playwright-core')
	const server = http.createServer((request, response) => {
		const file = path.join(folder, path.normalize(request.url === '/' ? '/index.html' : request.url.split('?')[0]))
		if (!file.startsWith(folder) || !fs.existsSync(file)) {
			response.writeHead(404).end()
			return
		}
		response.writeHead(200, { 'Content-Type': types[path.extname(file)] ?? 'application/octet-stream' })
		fs.createReadStream(file).pipe(response)
	})
	await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
	const browser = await launch(chromium)
	const page = await browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'es-MX', timezoneId: 'America/Monterrey' })
	page.setDefaultTimeout(20000)
	const faults = []
	page.on('pageerror', e => faults.push(`exception: ${e.message}`))
	page.on('console', m => { if (m.type() === 'error') faults.push(`console: ${m.text()}`) })
	await page.goto(`http://127.0.0.1:${server.address().port}/`)
	assert.equal(faults.filter(f => !/404/.test(f)).join('\n'), '')
	faults.length = 0
	return { page, faults, close: async () => { await browser.close(); server.close() } }
}
