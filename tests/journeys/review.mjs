// review.mjs - what reviewers change in a diagnosis: merge, rename, split, move, undo; every later run respects it, and what comes late joins.
// node tests/journeys/review.mjs   (TAP on standard output)
// SPDX-License-Identifier: GPL-3.0-or-later
import { assert, check, Client, completeNotice, control, finish, makeAccounts, makeSession, report, startServer, until, vocalia } from './lib.mjs'

const server = await startServer({ isTrial: false })
const accounts = await makeAccounts(server)
await control(server).post('/administracion/aviso', completeNotice)
const code = await makeSession(server, { is_trial: '' })
const texts = {
	agua: ['No hay agua en la colonia desde hace dos semanas', 'El agua sale sucia de la llave y huele mal', 'Falta agua potable, llega una vez por semana',
		'Hay fuga de agua en la calle y se tira el agua', 'El agua llega muy sucia y con lodo', 'No llega agua a las casas de la colonia', 'Llevamos días sin agua potable en las casas'],
	luz: ['Las luminarias están fundidas y la calle oscura', 'No hay alumbrado en la calle, está muy oscura de noche', 'Faltan lámparas de alumbrado público en la calle',
		'El alumbrado del parque no prende de noche', 'La calle oscura da miedo de noche, falta alumbrado', 'Las lámparas del alumbrado público están fundidas', 'El alumbrado público no sirve de noche'],
	perros: ['Muchos perros callejeros muerden a los niños', 'Perros callejeros sin dueño atacan a la gente', 'Los perros callejeros rompen la basura',
		'Perros bravos sueltos muerden a la gente', 'Hay perros callejeros enfermos en la colonia', 'Los perros sueltos atacan a los niños', 'Jaurías de perros callejeros sin dueño'],
}
const folios = []
const send = async text => {
	const answer = await report(server, code, { problema: text })
	assert.equal(answer.status, 201, answer.text)
	folios.push(answer.json.folio)
	return answer.json
}
for (let i = 0; i < 7; i++) for (const kind of Object.keys(texts)) await send(texts[kind][i])

const view = async () => (await control(server).get('/revision')).json
const settled = (fits = () => true) => until(async () => {
	const v = await view()
	return v.is_ready && !v.is_running && !v.is_behind && fits(v) && v
}, 40000, 'a diagnosis with what was decided')
const issueOf = async id => (await control(server).get(`/revision/${id}`)).json
/* The number of the issue that holds a report with that word, by what the pages say. */
const holder = async word => {
	for (const issue of (await view()).issues)
		if ((await issueOf(issue.id)).reports.filter(r => r.text.includes(word)).length >= 4) return issue.id
	return 0
}
const reviewer = new Client(server)
await reviewer.login(accounts.reviewer.name, accounts.reviewer.password)
/* As the pages send it, without scripts: the answer leads on. */
const decide = async (where, fields, status = 303) => {
	await reviewer.get('/revision')
	const answer = await reviewer.post(where, { ambito: 'real', reason: 'así lo acordó la mesa', ...fields })
	assert.equal(answer.status, status, answer.text.slice(0, 500))
	return answer
}
const log = async () => (await control(server).get('/revision/cambios')).json

let water, light, dogs
await check('three problems are found, each with a number of its own', async () => {
	await settled(v => v.n_reports === 21 && v.issues.length >= 3);
	[water, light, dogs] = [await holder('agua'), await holder('alumbrado'), await holder('perros')]
	assert.ok(water && light && dogs && new Set([water, light, dogs]).size === 3, JSON.stringify((await view()).issues.map(i => [i.id, i.name, i.n_forms])))
})
await check('a decision asks for a reason, two problems, a token and a reviewer', async () => {
	await decide('/revision', { issue: [water, light], reason: ' ' }, 422)
	await decide('/revision', { issue: [water, water] }, 422)
	await decide('/revision', { issue: [water, 999999] }, 422)
	await decide('/revision', { issue: [water, light], csrf: '0'.repeat(32) }, 403)
	const facilitator = new Client(server)
	await facilitator.login(accounts.facilitator.name, accounts.facilitator.password)
	assert.equal((await facilitator.post('/revision', { issue: [water, light], reason: 'x' })).status, 403)
	assert.equal((await log()).decisions.length, 0)
})
await check('a title is shown at once, as an editorial one, and the words stay', async () => {
	await decide(`/revision/${water}/titulo`, { title: 'x'.repeat(121) }, 422)
	await decide(`/revision/${water}/titulo`, { title: '  Agua que no llega o llega sucia  ' })
	const page = (await reviewer.get(`/revision/${water}`)).text
	assert.match(page, /<h1>Agua que no llega o llega sucia <span class="badge editorial">Título editorial<\/span>\s*<\/h1>/)
	const issue = (await issueOf(water)).issue
	assert.equal(issue.title, 'Agua que no llega o llega sucia')
	assert.ok(issue.name && issue.name !== issue.title)
	await settled()
})
await check('two problems become one, under the number of the larger', async () => {
	const before = new Map((await view()).issues.map(i => [i.id, i.n_forms]))
	await decide('/revision', { issue: [light, dogs] })
	const v = await settled(x => !x.issues.some(i => i.id === light) || !x.issues.some(i => i.id === dogs))
	const into = (await log()).decisions[0].into.id
	assert.equal(into, before.get(dogs) > before.get(light) ? dogs : light)
	const one = v.issues.find(i => i.id === into)
	assert.ok(one.n_forms >= before.get(light) + before.get(dogs), `${one.n_forms}`)
	assert.ok(v.issues.some(i => i.id === water))
	const told = (await log()).history
	assert.ok(told.some(h => h.kind === 'merged' && h.other === into && h.id === (into === light ? dogs : light)), JSON.stringify(told))
	assert.match((await reviewer.get('/revision/cambios')).text, /eran dos; ahora son uno/)
})
await check('the next run keeps them together, whatever comes in', async () => {
	const into = (await log()).decisions[0].into.id, n = (await view()).n_reports
	for (const text of ['El alumbrado de la avenida no prende', 'Perros callejeros en el mercado', 'Otra vez sin agua potable en la colonia', 'Calle muy oscura, sin alumbrado público'])
		await send(text)
	const v = await settled(x => x.n_reports === n + 4)
	assert.ok(!v.issues.some(i => i.id === (into === light ? dogs : light)))
	const said = (await issueOf(into)).reports.map(r => r.text).join('\n')
	assert.match(said, /alumbrado/)
	assert.match(said, /perros/i)
	assert.equal(v.issues.find(i => i.id === water)?.title, 'Agua que no llega o llega sucia')
})
await check('a merge is undone, with its reason, and both have their numbers again', async () => {
	const merge = (await log()).decisions[0]
	await decide('/revision/cambios', { device: merge.device, sequence: merge.sequence, reason: 'eran dos cosas' })
	await settled(x => x.issues.some(i => i.id === light) && x.issues.some(i => i.id === dogs))
	assert.equal(await holder('alumbrado'), light)
	assert.equal(await holder('perros'), dogs)
	const now = (await log()).decisions.find(d => d.sequence === merge.sequence)
	assert.equal(now.undone.reason, 'eran dos cosas')
	assert.equal(now.undone.author, accounts.reviewer.name)
	await decide('/revision/cambios', { device: merge.device, sequence: merge.sequence }, 409)
	await decide('/revision/cambios', { device: merge.device, sequence: 99999 }, 422)
})
let apart
await check('ticked reports leave for a problem of their own, and stay apart', async () => {
	const all = (await issueOf(water)).reports, dirty = all.filter(r => /suci/.test(r.text)).map(r => r.uuid)
	assert.equal(dirty.length, 2)
	await decide(`/revision/${water}/mover`, { to: '0' }, 422)
	await decide(`/revision/${water}/mover`, { to: '0', report: all.map(r => r.uuid) }, 422)
	await decide(`/revision/${water}/mover`, { to: String(water), report: dirty }, 422)
	await decide(`/revision/${water}/mover`, { to: '0', report: dirty })
	apart = (await log()).decisions[0].to.id
	await settled(x => x.issues.some(i => i.id === apart))
	assert.ok((await issueOf(apart)).reports.filter(r => dirty.includes(r.uuid)).length === 2)
	assert.ok(!(await issueOf(water)).reports.some(r => dirty.includes(r.uuid)))
	assert.ok((await log()).history.some(h => h.kind === 'split' && h.id === apart && h.other === water), JSON.stringify((await log()).history))
	assert.match((await reviewer.get('/revision/cambios')).text, /eran uno; ahora son dos/)
})
await check('one report goes over to another problem', async () => {
	const one = (await issueOf(dogs)).reports.find(r => /basura/.test(r.text))
	await decide(`/revision/${dogs}/mover`, { to: String(light), report: one.uuid })
	await settled()
	assert.ok((await issueOf(light)).reports.some(r => r.uuid === one.uuid))
	assert.ok(!(await issueOf(dogs)).reports.some(r => r.uuid === one.uuid))
})
await check('a new report joins its problem within seconds and its holder sees the number and the title', async () => {
	const { folio } = await send('No hay agua potable en las casas de mi colonia')
	const state = await until(async () => {
		const s = (await new Client(server, { isScript: true }).get(`/f/${folio}`)).json.state
		return s.is_grouped && s
	}, 15000, 'that the report joins')
	assert.equal(state.issue_id, water)
	assert.equal(state.title, 'Agua que no llega o llega sucia')
	const page = (await new Client(server).get(`/f/${folio}`)).text
	assert.match(page, /Agua que no llega o llega sucia/)
})
await check('all of it survives a restart, and the chain of actions holds together', async () => {
	const before = (await view()).issues.map(i => i.id).sort()
	await server.stop()
	const checked = vocalia(['check', '--data', server.data])
	assert.equal(checked.status, 0, checked.stdout + checked.stderr)
	await server.start()
	const v = await settled(x => x.n_reports === folios.length)
	assert.deepEqual(v.issues.map(i => i.id).sort(), before)
	assert.equal(v.issues.find(i => i.id === water).title, 'Agua que no llega o llega sucia')
	assert.ok(v.issues.some(i => i.id === apart))
})
await check('nobody\'s words stand in what is kept of decisions', async () => {
	const kept = JSON.stringify((await log()).decisions) + JSON.stringify((await log()).history)
	for (const text of Object.values(texts).flat()) assert.ok(!kept.includes(text))
})
await finish()
