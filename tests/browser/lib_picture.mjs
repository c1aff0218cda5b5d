// lib_picture.mjs - draws tests/browser/pages.png, the picture of the README, from the demo: `make picture`.
// SPDX-License-Identifier: GPL-3.0-or-later
import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { chromium } from 'playwright-core'
import { launch } from './lib_chromium.mjs'

const program = path.resolve(process.env.VOCALIA), port = 28311, base = `http://127.0.0.1:${port}`
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'vocalia-')), data = path.join(folder, 'demo.db')
const password = 'cuatro palabras bien sueltas'
spawnSync(program, ['demo', data], { stdio: 'inherit' })
spawnSync(program, ['user', 'add', 'ana', '--role', 'administrator', '--full-name', 'Ana', '--data', data], { input: password + '\n' })
const server = spawn(program, ['serve', '--data', data, '--port', port, '--address', '127.0.0.1', '--base', 'http://10.42.0.1:8095', '--quiet', '--no-supervisor'])
const browser = await launch(chromium)
const shot = async (page, width, height) => `data:image/png;base64,${(await page.screenshot({ clip: { x: 0, y: 0, width, height } })).toString('base64')}`
for (let i = 0; i < 100; i++) { if (await fetch(`${base}/salud`).then(r => r.ok, () => false)) break; await new Promise(r => setTimeout(r, 100)) }
const phone = await (await browser.newContext({ viewport: { width: 360, height: 760 }, locale: 'es-MX' })).newPage()
await phone.goto(`${base}/j/DMC10`)
const form = await shot(phone, 360, 760)
const desk = await (await browser.newContext({ viewport: { width: 1000, height: 772 }, locale: 'es-MX' })).newPage()
await desk.goto(`${base}/entrar`)
await desk.fill('[name=name]', 'ana'); await desk.fill('[name=password]', password); await desk.click('main button')
await desk.goto(`${base}/sesiones/DMC10`)
const session = await shot(desk, 1000, 772)
for (let i = 0; i < 60; i++) { await desk.goto(`${base}/revision`); if (await desk.locator('table').count()) break; await new Promise(r => setTimeout(r, 500)) }
const review = await shot(desk, 1000, 772)
const sheet = await (await browser.newContext({ viewport: { width: 1240, height: 420 } })).newPage()
await sheet.setContent(`<style>body{margin:0;background:#e9e3d8;display:flex;gap:16px;padding:16px;height:388px;align-items:stretch}
img{border:1px solid #b9b0a0;border-radius:8px;height:386px;background:#fff}</style><img src="${form}"><img src="${session}" style="width:500px;object-fit:cover;object-position:top left"><img src="${review}" style="width:500px;object-fit:cover;object-position:top left">`)
await sheet.waitForTimeout(200)
await sheet.screenshot({ path: new URL('pages.png', import.meta.url).pathname })
await browser.close()
server.kill()
server.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }))
