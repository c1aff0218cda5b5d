// walk.mjs - answers at random on real forms: after every few, the page shows, offers and says what the server would.
// node tests/page/walk.mjs   (TAP; $SEED repeats a run, $STEPS is how many answers a form gets)
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The server is asked as a page without scripts asks: what is filled in is posted with `continue`, and comes back brought up to date.
import fs from 'node:fs'
import path from 'node:path'
import { assert, check, control, makeSession, publish, random, root, skip, startServer, urlencoded } from '../journeys/lib.mjs'
import { end, open } from '../browser/lib.mjs'

const seed = Number(process.env.SEED ?? Date.now() % 1e9), nSteps = Number(process.env.STEPS ?? 60)
const dice = random(seed)

const shared = path.join(process.env.VOCALIA_SHARED ?? path.join(root, '../shared'), 'data/forms')
const forms = [
	{ name: 'the form of these tests', file: path.join(root, 'tests/page/live.md') },
	{ name: 'every type', file: path.join(root, 'tests/browser/all_types.md') },
	...['ona_household_repeats.xlsx', 'socioeconomic_survey.xlsx', 'kobo_sample.xlsx', 'ona_cascading.xlsx', 'who_verbal_autopsy.xlsx'].map(f => ({ name: f, file: path.join(shared, f) })),
]

/* In the page, or in one that the server sent: {question@place: what is shown of it}. */
function look(html) {
	const whole = html ? new DOMParser().parseFromString(html, 'text/html') : document, form = whole.getElementById('form')
	const isBlank = instance => [...instance.querySelectorAll('input,select,textarea')].every(e =>
		e.disabled || e.type === 'hidden' || e.closest('[hidden]') || (/^(radio|checkbox)$/.test(e.type) ? !e.checked : !e.value.trim()))
	const placeOf = box => {
		const out = []
		for (let i = box.closest('[data-instance]'); i; i = i.parentElement.closest('[data-instance]')) {
			if (isBlank(i)) return null
			out.unshift([...i.parentElement.children].filter(x => x.dataset.instance && !x.hidden && !isBlank(x)).indexOf(i) + 1)
		}
		return out.join('.')
	}
	const out = {}
	for (const box of form.querySelectorAll('[data-q]')) {
		if (box.type === 'hidden' || box.closest('[hidden]') || box.dataset.instance) continue
		const place = placeOf(box)
		if (place === null) continue
		const said = [...box.querySelectorAll(`[data-label="${box.dataset.q}"]`)].filter(e => e.closest('[data-q]') === box).map(e => e.textContent.trim())
		const fixed = [...box.querySelectorAll('[readonly]')].filter(e => e.closest('[data-q]') === box).map(e => e.value)
		const offered = box.dataset.list ? [...box.querySelectorAll('option,input')].map(e => e.value).filter(Boolean) : []
		out[`${box.dataset.q}@${place}`] = { field: box.dataset.field, said: said.slice(0, 1), fixed, offered }
	}
	return out
}

/* One thing that a person might do, chosen by the number; what it was. */
function act(n) {
	const form = document.getElementById('form'), isThere = e => !e.disabled && e.getClientRects().length > 0
	const add = [...form.querySelectorAll('[data-repeat] button')].filter(b => isThere(b) && /Agregar/.test(b.textContent))
	const remove = [...form.querySelectorAll('[data-instance] button')].filter(b => isThere(b) && /Quitar/.test(b.textContent))
	const pick = list => list[n % list.length]
	if (n % 23 === 0 && add.length && form.querySelectorAll('[data-instance]').length < 30) { const b = pick(add); b.click(); return `add in ${b.closest('[data-repeat]').dataset.repeat}` }
	if (n % 41 === 0 && remove.length) { const b = pick(remove), i = b.closest('[data-instance]').dataset.instance; b.click(); return `remove ${i}` }
	const inputs = [...form.querySelectorAll('input,select,textarea')].filter(e => e.name && e.type !== 'hidden' && e.type !== 'file' && !e.readOnly && isThere(e))
	const e = pick(inputs), m = Math.floor(n / inputs.length)
	const of = list => list[m % list.length]
	const change = value => {
		e.value = value
		for (const kind of ['input', 'change']) e.dispatchEvent(new Event(kind, { bubbles: true }))
		return `${e.name} = ${value}`
	}
	if (/^(radio|checkbox)$/.test(e.type)) { e.click(); return `${e.name} ${e.checked ? '' : 'not '}${e.value}` }
	if (e.tagName === 'SELECT') return change(of([...e.options]).value)
	if (e.type === 'date') return change(of(['2020-02-29', '2026-11-22', '1990-05-05', '2026-01-01', '']))
	if (e.type === 'month') return change(of(['2020-02', '']))
	if (e.type === 'time') return change(of(['18:30', '06:05', '']))
	if (e.type === 'datetime-local') return change(of(['2020-02-29T10:00', '2026-11-22T08:30', '']))
	if (e.inputMode === 'numeric') return change(of(['0', '1', '2', '3', '17', '18', '40', '007', '150', 'x', '']))
	if (e.type === 'number' || e.type === 'range') return change(of(['1.5', '0', '-3', '99.90', '12', '']))
	if (e.inputMode === 'decimal') return change(of(['1.5', '0', '-3', '99.90', '12', 'no', '']))
	return change(of(['uno', 'dos tres', 'Ana', ' José ', '1', 'yes', '20.5, -99.1', '']))
}

const server = await startServer()
for (const { name, file } of forms) {
	const sentence = `${name}: answered at random, the page shows what the server would`
	if (!fs.existsSync(file)) { skip(sentence, `${path.basename(file)} is not there (set VOCALIA_SHARED)`); continue }
	let code
	if (!await check(`${name} is published`, async () => { code = await makeSession(server, { form: publish(server, file) }) })) continue
	const where = `/j/${code}`
	await check(sentence, async () => {
		const page = await open(), done = []
		await page.goto(`http://taller.test:${server.port}${where}`)
		await page.evaluate('window.look = ' + look.toString())
		await page.evaluate('window.act = ' + act.toString())
		let nCompared = 0
		for (let i = 0; i < nSteps; i++) {
			done.push(await page.evaluate(n => window.act(n), dice.between(0, (1 << 30) - 1)))
			if (i % 3 !== 2 && i < nSteps - 1) continue
			const sent = await page.evaluate(() => [...new FormData(document.getElementById('form'))].filter(([, v]) => typeof v === 'string'))
			const answer = await control(server).send('POST', where, { body: urlencoded([...sent, ['continue', '1']]),
				headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'text/html' } })
			assert.equal(answer.status, 200, answer.text.slice(0, 400))
			const [mine, theirs] = await page.evaluate(html => [window.look(), window.look(html)], answer.text)
			nCompared += Object.keys(theirs).length
			const differ = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])].filter(k => {
				const { field: a, ...x } = mine[k] ?? {}, { field: b, ...y } = theirs[k] ?? {}
				return JSON.stringify(x) !== JSON.stringify(y)
			}).map(k => `${mine[k]?.field ?? theirs[k].field} (${k}): the page ${JSON.stringify(mine[k])?.slice(0, 200)}, the server ${JSON.stringify(theirs[k])?.slice(0, 200)}`)
			assert.deepEqual(differ.slice(0, 6), [], `SEED=${seed}, after ${done.slice(-12).join('; ')}`)
		}
		assert.deepEqual(page.faults, [])
		assert.ok(nCompared > 0)
		console.log(`# ${nSteps} answers, ${nCompared} questions compared; SEED=${seed}`)
		await page.done()
	})
}
await end()
