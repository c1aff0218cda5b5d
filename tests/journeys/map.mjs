// map.mjs - the outlines of places that an administrator gives, and where and when each issue is mentioned.
// node tests/journeys/map.mjs   (TAP on standard output)
// SPDX-License-Identifier: GPL-3.0-or-later
import path from 'node:path'
import { assert, check, Client, control, finish, makeAccounts, multipart, startServer, temporaryFolder, until, vocalia } from './lib.mjs'

const folder = temporaryFolder()
assert.equal(vocalia(['demo', path.join(folder, 'demo.db')]).status, 0)
const server = await startServer({ folder, name: 'demo.db', isTrial: false })
const accounts = await makeAccounts(server)
const administrator = new Client(server), reviewer = new Client(server)
await administrator.login(accounts.administrator.name, accounts.administrator.password)
await reviewer.login(accounts.reviewer.name, accounts.reviewer.password)
const json = async (where, client = reviewer) => (await client.get(where, { Accept: 'application/json' })).json
const settled = (fits = () => true) => until(async () => {
	const v = await json('/revision')
	return v.is_ready && !v.is_running && !v.is_behind && fits(v) && v
}, 60000, 'a diagnosis')
const upload = async (bytes, property = '', client = administrator) => {
	await client.get('/administracion')
	const { body, type } = multipart([['csrf', client.csrf], ['file', bytes, { file: 'lugares.geojson', type: 'application/geo+json' }], ['property', property]])
	return client.send('POST', '/administracion/mapa', { body, headers: { 'Content-Type': type } })
}
/* Squares of a board, one for each municipality of Coahuila. */
const square = (i, key) => {
	const x = -103 + i % 7, y = 24 + Math.floor(i / 7)
	return { type: 'Feature', properties: { CVEGEO: key, NOMGEO: `Lugar ${i}` }, geometry: { type: 'Polygon', coordinates: [[[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]] } }
}
const keys = Array.from({ length: 38 }, (_, i) => `05${String(i + 1).padStart(3, '0')}`)
const board = JSON.stringify({ type: 'FeatureCollection', features: keys.map((key, i) => square(i, key)) })
const first = await settled()
const issuePage = async () => json(`/revision/${first.issues[0].id}`)

await check('without outlines an issue has its table by municipality and says that nothing is drawn', async () => {
	const settings = await json('/administracion', administrator)
	assert.equal(settings.geography, null)
	const { map } = await issuePage()
	assert.equal(map.table.rows.length, 38)
	assert.equal(map.wide.map.shapes.length, 0)
})
await check('what is no GeoJSON is refused with what is wrong, and nothing is stored', async () => {
	for (const [bytes, says] of [['{', /JSON/], ['{"type":"Topology"}', /TopoJSON/],
		[JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', properties: { barrio: 'x' }, geometry: null }] }), /barrio/],
		[board.replace('[-103,24],[-102,24]', '[-103,24],["x",24]'), /objeto \(feature\) 1/]]) {
		const answer = await upload(bytes)
		assert.equal(answer.status, 422)
		assert.match(answer.text, says)
	}
	assert.equal((await upload(board, 'nada')).status, 422)
	assert.equal((await json('/administracion', administrator)).geography, null)
})
await check('only who administers gives outlines', async () => {
	await reviewer.get('/ayuda')
	assert.equal((await upload(board, '', reviewer)).status, 403)
})
await check('outlines are matched to the table, and the issue gets its map: grey where there was no session', async () => {
	const answer = await upload(board)
	assert.equal(answer.status, 303, answer.text.slice(0, 2000))
	const settings = await json('/administracion', administrator)
	assert.deepEqual([settings.geography.n, settings.geography.n_matched, settings.geography.is_touching], [38, 38, true])
	const view = await until(async () => {
		await settled()
		const v = await issuePage()
		return v.neighbours && v
	}, 60000, 'neighbours')
	assert.equal(view.map.wide.map.shapes.length, 38)
	const grey = view.map.wide.map.shapes.filter(s => s.fill === 'h').length, rows = view.map.table.rows
	const visited = new Set((await control(server).get('/sesiones')).json.sessions.filter(s => !s.is_trial && !s.is_draft).map(s => s.municipality))
	assert.ok(grey >= 38 - visited.size && grey < 38, `${grey}`)
	assert.equal(rows.filter(r => r.cells[4].text === 'sin jornada: no se sabe').length, grey)
	assert.match(view.map.alt, /No son cero/)
	const { text } = await reviewer.get(`/revision/${first.issues[0].id}`)
	assert.match(text, /nunca de sus habitantes/)
	assert.doesNotMatch(text, /margen de error/i)
})
await check('the same result again: check --results finds nothing', async () => {
	const done = vocalia(['check', '--results', '--data', server.data])
	assert.equal(done.status, 0, done.stderr + done.stdout)
})
await check('outlines can be taken away again', async () => {
	await administrator.get('/administracion')
	assert.equal((await administrator.post('/administracion/mapa', { map: 'none' })).status, 303)
	assert.equal((await json('/administracion', administrator)).geography, null)
	assert.equal((await issuePage()).map.wide.map.shapes.length, 0)
})
await finish()
