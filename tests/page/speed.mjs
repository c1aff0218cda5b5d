// speed.mjs - a form of 600 rows, and a cascade of 2,478 choices, on a slow phone: a quarter of the CPU, 150 ms, 1.6 Mbit/s.
// node tests/page/speed.mjs   (TAP; the best of several tries counts, since others may be using the machine)
// SPDX-License-Identifier: GPL-3.0-or-later
import fs from 'node:fs'
import path from 'node:path'
import { assert, check, makeSession, publish, root, skip, startServer, temporaryFolder } from '../journeys/lib.mjs'
import { end, open } from '../browser/lib.mjs'

const shared = path.join(process.env.VOCALIA_SHARED ?? path.join(root, '../shared'), 'data')
const server = await startServer()

async function slowPhone(file) {
	const code = await makeSession(server, { form: publish(server, file) })
	const page = await open(), devtools = await page.context().newCDPSession(page)
	await devtools.send('Network.enable')
	await devtools.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 200000, uploadThroughput: 94000 })
	await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
	page.address = `http://taller.test:${server.port}/j/${code}`
	return page
}

// Ready: the document is there, and the live form and the autosave have begun.
async function ready(page, tries) {
	const times = []
	for (let i = 0; i < tries; i++) {
		await page.goto('about:blank')
		await page.goto(page.address)
		times.push(await page.evaluate(() => { const n = performance.getEntriesByType('navigation')[0]; return Math.round(n.domContentLoadedEventEnd) }))
	}
	assert.equal(await page.inputValue('[name="seen"]'), 'live')
	return times.sort((a, b) => a - b)
}

const autopsy = path.join(shared, 'forms/who_verbal_autopsy.xlsx')
if (!fs.existsSync(autopsy)) skip('a form of 600 rows is ready in a second', 'who_verbal_autopsy.xlsx is not there (set VOCALIA_SHARED)')
else await check('a form of 600 rows is ready in a second, and each answer takes a moment', async () => {
	const page = await slowPhone(autopsy), times = await ready(page, 6)
	const changes = await page.evaluate(() => {
		const out = []
		for (let i = 0; i < 60; i++) {
			const e = [...document.querySelectorAll('input[type=radio]')].find(x => !x.disabled && x.getClientRects().length && ![...document.getElementsByName(x.name)].some(y => y.checked))
			if (!e) break
			const begin = performance.now()
			e.click()
			out.push(performance.now() - begin)
		}
		return out.sort((a, b) => a - b)
	})
	console.log(`# ready after ${times.join(', ')} ms; ${changes.length} answers, half of them within ${changes[changes.length >> 1]?.toFixed(1)} ms, the slowest ${changes.at(-1)?.toFixed(1)} ms`)
	assert.ok(times[0] < 1000, `${times[0]} ms`)
	assert.ok(changes.length > 3 && changes[changes.length >> 1] < 50)
	assert.deepEqual(page.faults, [])
	await page.done()
})

const towns = path.join(shared, 'geo/mx_municipios.csv')
if (!fs.existsSync(towns)) skip('a cascade of 2,478 choices answers at once', 'mx_municipios.csv is not there (set VOCALIA_SHARED)')
else await check('a cascade of 2,478 choices answers at once', async () => {
	const rows = fs.readFileSync(towns, 'utf8').trim().split('\n').slice(1).map(l => l.split(',')), states = new Map(rows.map(r => [r[1], r[4]]))
	const source = ['| survey |', '| | type | name | label | choice_filter | appearance |', '| | select_one ent | ent | Estado | | minimal |', '| | select_one mun | mun | Municipio | ent = ${ent} | |',
		'| | note | eco | Es ${mun} | | |', '| choices |', '| | list_name | name | label | ent |', ...[...states].map(([k, v]) => `| | ent | e${k} | ${v} | |`),
		...rows.map(r => `| | mun | m${r[0]} | ${r[3]} | e${r[1]} |`), '| settings |', '| | form_title | form_id | version |', '| | Cascada | cascada | 1 |'].join('\n')
	const file = path.join(temporaryFolder(), 'cascada.md')
	fs.writeFileSync(file, source)
	const page = await slowPhone(file), times = await ready(page, 4)
	const took = []
	for (const [state] of [...states].slice(0, 12)) {
		took.push(await page.evaluate(s => {
			const e = document.querySelector('[name="ent"]'), begin = performance.now()
			e.value = s
			e.dispatchEvent(new Event('change', { bubbles: true }))
			return performance.now() - begin
		}, `e${state}`))
		const offered = await page.evaluate(() => [...document.querySelector('[name="mun"]').options].filter(o => o.value).length)
		assert.equal(offered, rows.filter(r => r[1] === state).length, state)
	}
	took.sort((a, b) => a - b)
	console.log(`# ready after ${times.join(', ')} ms; a change of state within ${took[took.length >> 1].toFixed(0)} ms, the slowest ${took.at(-1).toFixed(0)} ms`)
	assert.ok(took[took.length >> 1] < 200, `${took[took.length >> 1]} ms`)
	assert.deepEqual(page.faults, [])
	await page.done()
})
await end()
