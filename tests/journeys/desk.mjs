// desk.mjs - what the people who organise do, and what nobody else may: accounts, sessions, posters, forms, command line.
// node tests/journeys/desk.mjs   (TAP on standard output)
//
// The matrix of roles is made from the route table itself (vocalia serve --addresses): a row without an expectation fails.
// SPDX-License-Identifier: GPL-3.0-or-later
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { inflateSync } from 'node:zlib'
import { fileURLToPath } from 'node:url'
import { assert, check, Client, completeNotice, control, finish, finishSilently, has, makeAccounts, makeSession, program, report, request, root,
	skip, sleep, startServer, temporaryFolder, until, vocalia } from './lib.mjs'

// ---- the table
const listing = vocalia(['serve', '--addresses'])
const rows = listing.stdout.trim().split('\n').map(l => {
	const m = /^(GET|POST)\s+(\S+)\s+(anyone|staff|facilitator|reviewer|administrator)\s+(any|local or TLS)\s+(\S.*)$/.exec(l)
	return m ? { method: m[1], path: m[2], who: m[3], isClose: m[4] !== 'any', about: m[5] } : { bad: l }
})

/* For each row: an address that fits it, fields that reach the handler but change nothing, and what the handler then says. */
const expected = {
	'GET /j/{code}': ['/j/PRB24', 200],
	'POST /j/{code}': ['/j/PRB24', 400],
	'GET /j/{code}/{mesa}': ['/j/PRB24/1', 404],
	'POST /j/{code}/{mesa}': ['/j/PRB24/1', 404],
	'GET /j/{code}/archivos/{name}': ['/j/PRB24/archivos/x.png', 404],
	'GET /': ['/', 200],
	'GET /buscar': ['/buscar?q=PRB24', 303],
	'GET /aviso': ['/aviso', 200],
	'GET /f/{folio}': ['/f/NADA', 404],
	'GET /f/{folio}/otro': ['/f/NADA/otro', 404],
	'GET /f/{folio}/corregir': ['/f/NADA/corregir', 404],
	'POST /f/{folio}/retirar': ['/f/NADA/retirar', 404],
	'POST /f/{folio}/contacto': ['/f/NADA/contacto', 404],
	'GET /ayuda': ['/ayuda', 200],
	'GET /salud': ['/salud', 200],
	'GET /a/{tag}/{name}': ['/a/0/site.css', 200],
	'GET /or/{token}/formList': ['/or/NADA/formList', 404],
	'GET /or/{token}/formularios/{key}.xml': ['/or/NADA/formularios/0.xml', 404],
	'GET /or/{token}/formularios/{key}/manifest': ['/or/NADA/formularios/0/manifest', 404],
	'GET /or/{token}/archivos/{key}/{name}': ['/or/NADA/archivos/0/x.csv', 404],
	'GET /or/{token}/submission': ['/or/NADA/submission', 404],
	'POST /or/{token}/submission': ['/or/NADA/submission', 404],
	'GET /entrar': ['/entrar', 200],
	'POST /entrar': ['/entrar', 422],
	'POST /salir': ['/salir', 303],
	'GET /alta/{token}': ['/alta/nada', 410],
	'POST /alta/{token}': ['/alta/nada', 410],
	'GET /sesiones': ['/sesiones', 200],
	'POST /sesiones': ['/sesiones', 422],
	'GET /sesiones/nueva': ['/sesiones/nueva', 200],
	'GET /sesiones/{code}': ['/sesiones/PRB24', 200],
	'POST /sesiones/{code}': ['/sesiones/PRB24', 422],
	'POST /sesiones/{code}/estado': ['/sesiones/PRB24/estado', 422],
	'GET /sesiones/{code}/qr.{kind}': ['/sesiones/PRB24/qr.svg', 200],
	'GET /sesiones/{code}/collect.{kind}': ['/sesiones/PRB24/collect.svg', 200],
	'POST /sesiones/{code}/equipos': ['/sesiones/PRB24/equipos', 422],
	'POST /sesiones/{code}/equipos/{number}/baja': ['/sesiones/PRB24/equipos/99999/baja', 404],
	'GET /sesiones/{code}/cartel.{kind}': ['/sesiones/PRB24/cartel.svg', 200],
	'GET /sesiones/{code}/papel': ['/sesiones/PRB24/papel', 200],
	'POST /sesiones/{code}/papel': ['/sesiones/PRB24/papel', 422],
	'GET /sesiones/{code}/hojas/{first}': ['/sesiones/PRB24/hojas/1', 404],
	'GET /sesiones/{code}/papel/{folio}': ['/sesiones/PRB24/papel/NADA', 404],
	'POST /sesiones/{code}/papel/{folio}': ['/sesiones/PRB24/papel/NADA', 404],
	'GET /sesiones/{code}/reportes.csv': ['/sesiones/PRB24/reportes.csv', 200],
	'GET /reportes/{report}/archivos': ['/reportes/NADA/archivos', 404],
	'GET /reportes/{report}/archivos/{name}': ['/reportes/NADA/archivos/x.jpg', 404],
	'GET /revision': ['/revision', 200],
	'GET /revision/cambios': ['/revision/cambios', 200],
	'GET /revision/problemas.csv': ['/revision/problemas.csv', 200], 'GET /revision/criterios.csv': ['/revision/criterios.csv', 200],
	'GET /revision/criterios': ['/revision/criterios', 200],
	'POST /revision/criterios': ['/revision/criterios', 422],
	'POST /revision': ['/revision', 422],
	'POST /revision/cambios': ['/revision/cambios', 422],
	'POST /revision/{issue}/mover': ['/revision/9999/mover', 404],
	'POST /revision/{issue}/titulo': ['/revision/9999/titulo', 404],
	'POST /revision/{issue}/factibilidad': ['/revision/9999/factibilidad', 404],
	'GET /revision/{issue}': ['/revision/9999', 404],
	'GET /administracion': ['/administracion', 200],
	'POST /administracion/aviso': ['/administracion/aviso', 422, { scope: 'x'.repeat(501) }],
	'POST /administracion/sectores': ['/administracion/sectores', 422],
	'POST /administracion/lugares': ['/administracion/lugares', 422],
	'POST /administracion/mapa': ['/administracion/mapa', 422],
	'POST /administracion/red': ['/administracion/red', 422, { base: 'ftp://nada' }],
	'GET /administracion/formularios': ['/administracion/formularios', 200],
	'POST /administracion/formularios': ['/administracion/formularios', 422],
	'GET /administracion/formularios/{key}': ['/administracion/formularios/nada', 404],
	'POST /administracion/formularios/{key}': ['/administracion/formularios/nada', 404],
	'GET /administracion/formularios/{key}/vista': ['/administracion/formularios/nada/vista', 404],
	'GET /administracion/formularios/{key}/fuente.md': ['/administracion/formularios/nada/fuente.md', 404],
	'GET /administracion/formularios/{key}/xform.xml': ['/administracion/formularios/nada/xform.xml', 404],
	'GET /administracion/formularios/{key}/hoja.pdf': ['/administracion/formularios/nada/hoja.pdf', 404],
	'GET /administracion/formularios/{key}/archivos/{name}': ['/administracion/formularios/nada/archivos/a.png', 404],
	'GET /administracion/formularios/{key}/diferencia': ['/administracion/formularios/nada/diferencia?con=nada', 404],
	'POST /administracion/llave': ['/administracion/llave', 409],
	'POST /administracion/custodia': ['/administracion/custodia', 422],
	'POST /administracion/contactos': ['/administracion/contactos', 422],
	'GET /administracion/cuentas': ['/administracion/cuentas', 200],
	'POST /administracion/cuentas': ['/administracion/cuentas', 422],
	'POST /administracion/cuentas/{name}/cerrar': ['/administracion/cuentas/nadie/cerrar', 409],
	'POST /administracion/cuentas/{name}/clave': ['/administracion/cuentas/nadie/clave', 422],
	'POST /administracion/invitacion': ['/administracion/invitacion', 200],
}

/* Run inside a network of its own, where a client is another machine: prints the status of every row, for the parent. */
async function hotspot() {
	const server = await startServer({ address: '10.42.0.1' }), accounts = await makeAccounts(server), seen = {}
	const admin = new Client(server)
	seen.login = (await admin.login(accounts.administrator.name, accounts.administrator.password)).status
	for (const r of rows) {
		const [where, , fields = {}] = expected[`${r.method} ${r.path}`] ?? ['/nada']
		if (r.path === '/salir') continue
		const nobody = new Client(server)
		seen[`${r.method} ${r.path}`] = [(r.method === 'GET' ? await nobody.get(where) : await nobody.post(where, fields)).status,
			(r.method === 'GET' ? await admin.get(where) : await admin.post(where, fields)).status]
	}
	const page = await new Client(server).get('/j/PRB24')
	seen.report = (await report(server, 'PRB24')).status
	seen.names = page.status
	await server.stop()
	console.log(JSON.stringify(seen))
	finishSilently()
}
if (process.argv[2] === '--hotspot') await hotspot()

await check('every row of the table is printed with method, path, who and channel, and has an expectation here', () => {
	assert.deepEqual(rows.filter(r => r.bad), [])
	assert.equal(listing.status, 0)
	assert.deepEqual(rows.map(r => `${r.method} ${r.path}`).sort(), Object.keys(expected).sort())
})

// ---- the first administrator

const server = await startServer({ isQuiet: false })
const browser = () => new Client(server)
const admin = browser()
const password = 'caballo grapa batería correcto'
let link

await check('the start prints the address, a QR, the page for facilitators and a link for the first administrator', async () => {
	await until(() => /Ctrl-C/.test(server.output()), 10000, 'the end of what is said at the start')
	const text = server.output()
	assert.ok(text.includes(`${server.base}/j/PRB24`), text)
	assert.match(text, /█|▀|▄/)
	assert.match(text, /\/sesiones/)
	link = /http:\/\/127\.0\.0\.1:\d+(\/alta\/[A-Za-z0-9_-]{43})/.exec(text)?.[1]
	assert.ok(link, text)
})
await check('the link makes one account and refuses what makes no good one', async () => {
	assert.equal((await browser().get(link)).status, 200)
	for (const fields of [{}, { name: 'ana', full_name: 'Ana', password: 'corta' }, { name: 'a', full_name: 'Ana', password }, { name: 'ana maría', full_name: 'Ana', password },
		{ name: 'ana', full_name: '', password }, { name: '<b>ana</b>', full_name: 'Ana', password }, { name: 'a'.repeat(41), full_name: 'Ana', password }])
		assert.equal((await browser().post(link, fields)).status, 422, JSON.stringify(fields))
	const made = await browser().post(link, { name: 'Ana ', full_name: 'Ana María <Peña>', password })
	assert.equal(made.status, 303)
	assert.equal(made.location, '/entrar')
})
await check('the link works once', async () => {
	assert.equal((await browser().get(link)).status, 410)
	assert.equal((await browser().post(link, { name: 'otra', full_name: 'Otra', password })).status, 410)
	assert.equal((await browser().get(link.replace(/.$/, 'A'))).status, 410)
})
await check('a start with an administrator offers no link', async () => {
	await server.stop()
	await server.start()
	await until(() => /Ctrl-C/.test(server.output()), 10000, 'the end of what is said at the start')
	assert.doesNotMatch(server.output(), /\/alta\//)
})

// ---- logging in

await check('logging in gives a cookie that scripts and other sites do not see', async () => {
	const answer = await admin.login('ANA', password)
	assert.equal(answer.status, 303, answer.text)
	assert.equal(answer.location, '/sesiones')
	const cookie = answer.headers['set-cookie'].find(c => c.startsWith('vocalia='))
	assert.match(cookie, /^vocalia=[A-Za-z0-9_-]{43};/)
	for (const word of ['HttpOnly', 'SameSite=Strict', 'Path=/']) assert.ok(cookie.includes(word), cookie)
	const page = await admin.get('/administracion')
	assert.equal(page.status, 200)
	assert.match(page.headers.vary, /Cookie/)
	assert.equal(page.headers['cache-control'], 'no-store')
	assert.ok((await admin.get('/administracion/cuentas')).text.includes('Ana María &lt;Peña&gt;'))
})
await check('a page asked for without a login comes after it, and only pages of ours', async () => {
	const asked = await browser().get('/sesiones/PRB24')
	assert.equal(asked.status, 303)
	assert.equal(asked.location, '/entrar?a=/sesiones/PRB24')
	const login = a => browser().post('/entrar', { name: 'ana', password, a })
	assert.equal((await login('/sesiones/PRB24')).location, '/sesiones/PRB24')
	for (const a of ['//mal.mx', '/\\mal.mx', 'http://mal.mx', 'javascript:alert(1)', '', '/%0d%0aSet-Cookie: x=1\r\nX: 1'])
		assert.equal((await login(a)).location.startsWith('/sesiones') || /^\/%0d/.test(a), true, a)
	assert.equal((await login('/\r\nX: 1')).location, '/sesiones')
})
await check('a wrong password and an unknown name are refused alike', async () => {
	const wrong = await browser().post('/entrar', { name: 'ana', password: 'no es esta frase' }), nobody = await browser().post('/entrar', { name: 'nadie', password })
	assert.equal(wrong.status, 403)
	assert.equal(nobody.status, 403)
	const message = t => /El usuario o la contraseña no coinciden/.exec(t)?.[0]
	assert.ok(message(wrong.text))
	assert.equal(message(wrong.text), message(nobody.text))
	assert.equal(wrong.headers['set-cookie'], undefined)
	assert.equal((await browser().post('/entrar', {})).status, 422)
	assert.equal((await browser().post('/entrar', { name: 'ana', password: 'x'.repeat(1001) })).status, 422)
})
await check('who keeps guessing waits longer each time, while a device that is known still gets in', async () => {
	await control(server).post('/administracion/cuentas', { name: 'lupe', full_name: 'Lupe', role: 'facilitator', password })
	const known = browser()
	assert.equal((await known.login('lupe', password)).status, 303)
	const guess = () => browser().post('/entrar', { name: 'lupe', password: 'adivinando mucho' })
	let answer = await guess()
	for (let i = 0; answer.status === 403 && i < 12; i++) answer = await guess()
	assert.equal(answer.status, 429)
	const first = Number(answer.headers['retry-after'])
	assert.ok(first >= 1 && first <= 60, String(first))
	assert.equal((await browser().post('/entrar', { name: 'lupe', password })).status, 429)
	assert.equal((await known.post('/entrar', { name: 'lupe', password })).status, 303)
	await sleep(first * 1000 + 100)
	assert.equal((await guess()).status, 403)
	answer = await guess()
	assert.equal(answer.status, 429)
	assert.ok(Number(answer.headers['retry-after']) > first, `${answer.headers['retry-after']} after ${first}`)
	assert.equal((await browser().post('/entrar', { name: 'ana', password })).status, 303)
})
await check('logging out ends the login on the server, not only in the browser', async () => {
	const one = browser(), two = browser()
	await one.login('ana', password)
	await two.login('ana', password)
	const kept = new Map(one.cookies)
	assert.equal((await one.send('POST', '/salir', { body: '', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } })).status, 403)
	const answer = await one.post('/salir')
	assert.equal(answer.status, 303)
	one.cookies = kept
	assert.equal((await one.get('/administracion')).status, 303)
	assert.equal((await two.get('/administracion')).status, 200)
	for (const value of ['', 'x', 'A'.repeat(43), `${kept.get('vocalia')}x`]) {
		one.cookies = new Map([['vocalia', value]])
		assert.equal((await one.get('/administracion')).status, 303, value)
	}
})

// ---- who may what

const accounts = await makeAccounts(server)
await control(server).post('/administracion/llave')
const people = { nobody: browser() }
for (const [role, a] of Object.entries(accounts)) {
	people[role] = browser()
	const answer = await people[role].login(a.name, a.password)
	if (answer.status !== 303) throw new Error(`${role} cannot log in: ${answer.status}`)
}
const may = (r, who) => r.who === 'anyone' || (who !== 'nobody' && (r.who === 'staff' || r.who === who || who === 'administrator'))
const own = { Origin: server.base, 'Sec-Fetch-Site': 'same-origin' }

for (const r of rows.filter(r => !r.bad)) {
	const key = `${r.method} ${r.path}`
	await check(`${key}: ${r.who} may, nobody else, and not from another site`, async () => {
		assert.ok(expected[key], 'a route without an expectation')
		const [where, status, fields = {}] = expected[key]
		for (const [who, shared] of Object.entries(people)) {
			let person = shared
			if (r.path === '/salir' && who !== 'nobody') {
				person = browser()
				await person.login(accounts[who].name, accounts[who].password)
			}
			const said = async (what, answer, wanted) => assert.equal((await answer).status, wanted, `${who}, ${what}`)
			const refused = who === 'nobody' ? 401 : 403
			if (r.method === 'GET') {
				const html = await person.get(where)
				await said('html', html, may(r, who) ? status : who === 'nobody' ? 303 : 403)
				if (!may(r, who) && who === 'nobody') assert.match(html.location, /^\/entrar\?a=\//)
				await said('json', person.get(where, { Accept: 'application/json' }), may(r, who) ? status : refused)
				await said('head', person.send('HEAD', where), may(r, who) ? status : who === 'nobody' ? 303 : 403)
				await said('from another site', person.get(where, { 'Sec-Fetch-Site': 'cross-site' }), may(r, who) ? status : who === 'nobody' ? 303 : 403)
				continue
			}
			const needsToken = r.who !== 'anyone'
			const { csrf } = person
			const wrong = csrf ? csrf.replace(/^./, c => (c === '0' ? '1' : '0')) : 'x'
			const post = (token, headers) => person.send('POST', where, { headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
				body: new URLSearchParams({ ...fields, ...(token === undefined ? {} : { csrf: token }) }).toString() })
			await said('from another host', post(csrf, { Origin: 'http://mal.mx' }), 403)
			await said('from no host', post(csrf, { Origin: 'null' }), 403)
			await said('from a host that begins alike', post(csrf, { Origin: `${server.base}.mal.mx` }), 403)
			await said('from another site', post(csrf, { 'Sec-Fetch-Site': 'cross-site' }), 403)
			await said('without a token', post(undefined, own), !may(r, who) ? refused : needsToken ? 403 : status)
			await said('with another token', post(wrong, own), !may(r, who) ? refused : needsToken ? 403 : status)
			await said('with an empty token', post('', own), !may(r, who) ? refused : needsToken ? 403 : status)
			await said('from our page', post(csrf, own), may(r, who) ? status : refused)
		}
	})
}
await check('a token of one login does not serve another', async () => {
	const answer = await people.administrator.post('/administracion/invitacion', { csrf: people.facilitator.csrf })
	assert.equal(answer.status, 403)
})
await check('a method that a path does not take is 405 with what it takes', async () => {
	for (const p of [...new Set(rows.map(r => r.path))]) {
		const methods = rows.filter(r => r.path === p).map(r => r.method)
		if (methods.length > 1 || (p.includes('nueva') && methods[0] === 'GET')) continue
		const [where] = expected[`${methods[0]} ${p}`]
		const answer = await request(server, { method: methods[0] === 'GET' ? 'POST' : 'GET', path: where, ...(methods[0] === 'GET' ? { body: '', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } } : {}) })
		assert.equal(answer.status, 405, `${methods[0]} ${p}`)
		assert.ok(answer.headers.allow.includes(methods[0]), answer.headers.allow)
	}
	for (const method of ['PUT', 'DELETE', 'PATCH', 'TRACE']) assert.ok([405, 501, 400].includes((await request(server, { method, path: '/sesiones' })).status), method)
})
await check('pages are made for the role: a facilitator is offered neither review nor administration', async () => {
	const page = await people.facilitator.get('/sesiones')
	assert.doesNotMatch(page.text, /href="\/(revision|administracion)/)
	assert.match((await people.reviewer.get('/revision')).text, /href="\/revision"/)
	assert.doesNotMatch((await people.reviewer.get('/revision')).text, /href="\/administracion/)
})

const canNet = has('unshare') && has('ip') && spawnSync('unshare', ['-rn', 'sh', '-c', 'ip link set lo up && ip addr add 10.42.0.1/32 dev lo']).status === 0
if (!canNet) {
	skip('pages that are close stay closed over the hotspot', 'no network namespace can be made here')
} else {
	await check('over the hotspot, pages that are close are refused to everybody and the others work', () => {
		const r = spawnSync('unshare', ['-rn', 'sh', '-c', 'ip link set lo up && ip addr add 10.42.0.1/32 dev lo && exec "$@"', 'sh',
			process.execPath, fileURLToPath(import.meta.url), '--hotspot'], { encoding: 'utf8', timeout: 60000, env: { ...process.env, VOCALIA: program } })
		assert.equal(r.status, 0, r.stdout + r.stderr)
		const seen = JSON.parse(r.stdout.trim().split('\n').at(-1))
		assert.equal(seen.login, 303)
		assert.equal(seen.report, 201)
		for (const row of rows) {
			const got = seen[`${row.method} ${row.path}`]
			if (!got) continue
			const [, status] = expected[`${row.method} ${row.path}`]
			if (row.isClose) assert.deepEqual(got, [403, 403], `${row.method} ${row.path}`)
			else assert.equal(got[1], status, `${row.method} ${row.path}`)
		}
	})
}

// ---- sessions

const { facilitator, reviewer, administrator } = people
let code
await check('a session that lacks something is not made, and what was typed stays', async () => {
	const typed = { title: '', region: 'Laguna', municipality: 'Torreón', venue: 'Casa "del" Pueblo', date: '2026-11-22', n_mesas: '2' }
	const answer = await facilitator.post('/sesiones', typed)
	assert.equal(answer.status, 422)
	assert.match(answer.text, /Escribe el nombre de la jornada/)
	assert.ok(answer.text.includes('value="Casa &quot;del&quot; Pueblo"') || answer.text.includes('value="Casa &#34;del&#34; Pueblo"'), 'venue')
	for (const bad of [{ date: '22/11/2026' }, { date: '2026-02-30' }, { date: '2026-13-01' }, { date: '2026-1-1' }, { n_mesas: '61' }, { n_mesas: '-1' }, { n_mesas: 'dos' }, { form: 'nada' }, { title: 'x'.repeat(201) }, { venue: 'ñ'.repeat(201) }])
		assert.equal((await facilitator.post('/sesiones', { ...typed, title: 'Jornada', ...bad })).status, 422, JSON.stringify(bad))
})
await check('a date whose parts are no numbers is refused', async () => {
	for (const date of ['2026-1x-01', '    -11-22', '2026-+1-22', '2026-11- 2', 'aaaa-bb-cc'])
		assert.equal((await facilitator.post('/sesiones', { title: 'Jornada', date })).status, 422, date)
})
await check('a facilitator makes a session in draft, with a code that cannot be misread', async () => {
	const answer = await facilitator.post('/sesiones', { title: 'Jornada de Torreón', region: 'Laguna', municipality: 'Torreón', venue: 'Casa del Pueblo', date: '2026-11-22', n_mesas: '2' })
	assert.equal(answer.status, 303, answer.text)
	code = /^\/sesiones\/([BCDFGHJKMNPQRTVWXYZ346789]{5})$/.exec(answer.location)?.[1]
	assert.ok(code, answer.location)
	const page = await facilitator.get(answer.location)
	for (const words of ['Jornada de Torreón', 'Casa del Pueblo', code]) assert.ok(page.text.includes(words), words)
	assert.equal((await browser().get(`/j/${code}`)).status, 404)
})
await check('it cannot open while the notice has unfilled places', async () => {
	const answer = await facilitator.post(`/sesiones/${code}/estado`, { state: 'open' })
	assert.equal(answer.status, 409)
	assert.match(answer.text, /aviso de privacidad/)
	for (const missing of Object.keys(completeNotice)) {
		assert.equal((await administrator.post('/administracion/aviso', { ...completeNotice, [missing]: '  ' })).status, 303)
		assert.equal((await facilitator.post(`/sesiones/${code}/estado`, { state: 'open' })).status, 409, missing)
	}
	assert.equal((await browser().get(`/j/${code}`)).status, 404)
})
await check('with the notice filled it opens, shows that notice, and takes reports', async () => {
	assert.equal((await administrator.post('/administracion/aviso', completeNotice)).status, 303)
	assert.equal((await facilitator.post(`/sesiones/${code}/estado`, { state: 'open' })).status, 303)
	const page = await browser().get(`/j/${code}`)
	assert.match(page.text, /Instituto de Prueba/)
	assert.match(page.text, /value="Torreón"/)
	assert.doesNotMatch(page.text, /DE PRUEBA|Aviso de ejemplo/)
	assert.equal((await report(server, code, { 'lugar/municipio': 'Torreón' })).status, 201)
	assert.equal((await facilitator.get(`/sesiones/${code}`, { Accept: 'application/json' })).json.n_reports, 1)
	const notice = await browser().get(`/aviso?j=${code}`)
	for (const words of Object.values(completeNotice)) assert.ok(notice.text.includes(words), words)
})
await check('only known turns are taken: a draft cannot be paused, nothing goes back to draft', async () => {
	const draft = await makeSession(server, {}, false)
	assert.equal((await facilitator.post(`/sesiones/${draft}/estado`, { state: 'paused' })).status, 409)
	for (const state of ['draft', '', 'abierta', 'OPEN']) assert.equal((await facilitator.post(`/sesiones/${draft}/estado`, { state })).status, 422, state)
	assert.equal((await facilitator.post('/sesiones/NADA9/estado', { state: 'open' })).status, 404)
})
await check('a session is changed while it lives, and pausing and opening keep its reports', async () => {
	const fields = { title: 'Jornada de Torreón, segunda parte', municipality: 'Torreón', n_mesas: '4', date: '' }
	assert.equal((await facilitator.post(`/sesiones/${code}`, fields)).status, 303)
	assert.equal((await browser().get(`/j/${code}/4`)).status, 200)
	assert.equal((await facilitator.post(`/sesiones/${code}/estado`, { state: 'paused' })).status, 303)
	assert.equal((await browser().get(`/j/${code}`)).status, 403)
	assert.equal((await facilitator.post(`/sesiones/${code}/estado`, { state: 'open' })).status, 303)
	assert.equal((await facilitator.get(`/sesiones/${code}`, { Accept: 'application/json' })).json.n_reports, 1)
	assert.equal((await facilitator.post(`/sesiones/${code}`, { ...fields, title: '' })).status, 422)
})

// ---- QR, posters

await administrator.post('/administracion/red', { ssid: 'Taller; "A", B\\C:', password: 'agua clara 7', base: 'http://taller.test:8095' })
const folder = temporaryFolder()
const decoded = file => {
	const r = spawnSync('zbarimg', ['--quiet', '--nodbus', '-Sdisable', '-Sqrcode.enable', file], { encoding: 'utf8' })
	return r.stdout.trim().split('\n').map(l => l.replace(/^QR-Code:/, ''))
}
const saved = async (where, name) => {
	const answer = await facilitator.get(where)
	assert.equal(answer.status, 200, where)
	const file = path.join(folder, name)
	fs.writeFileSync(file, answer.bytes)
	return { file, answer }
}
if (!has('zbarimg')) {
	skip('the QR codes lead to the form', 'zbarimg is not installed')
} else {
	await check('the QR as PNG and as drawing lead to the form, of the session and of each table', async () => {
		for (const [query, tail] of [['', ''], ['?mesa=2', '/2'], ['?mesa=99', ''], ['?mesa=x', '']]) {
			const url = `http://taller.test:8095/j/${code}${tail}`
			const png = await saved(`/sesiones/${code}/qr.png${query}`, 'qr.png')
			assert.equal(png.answer.headers['content-type'], 'image/png')
			assert.deepEqual(decoded(png.file), [url])
			const svg = await saved(`/sesiones/${code}/qr.svg${query}`, 'qr.svg')
			assert.match(svg.answer.headers['content-type'], /^image\/svg\+xml/)
			if (!has('rsvg-convert')) continue
			spawnSync('rsvg-convert', ['-w', '600', '-b', 'white', '-o', path.join(folder, 'svg.png'), svg.file])
			assert.deepEqual(decoded(path.join(folder, 'svg.png')), [url])
		}
		assert.equal((await facilitator.get(`/sesiones/${code}/qr.gif`)).status, 404)
		assert.equal((await facilitator.get('/sesiones/NADA9/qr.png')).status, 404)
	})
	await check('the QR as text, drawn as a terminal draws it, leads to the form', async () => {
		const { answer } = await saved(`/sesiones/${code}/qr.txt`, 'qr.txt')
		const lines = answer.text.replace(/\u001b\[[0-9;]*m/g, '').split('\n').filter(l => l.length), scale = 6
		const wide = Math.max(...lines.map(l => [...l].length)), pixels = []
		for (const l of lines) {
			const top = [], low = []
			for (const c of [...l.padEnd(wide)]) {
				top.push(c === '█' || c === '▀')
				low.push(c === '█' || c === '▄')
			}
			pixels.push(top, low)
		}
		const isLight = pixels[0].filter(Boolean).length > wide / 2 // the blocks are the light parts on a dark terminal
		const grey = pixels.flatMap(row => Array(scale).fill(row.flatMap(p => Array(scale).fill(p === isLight ? 255 : 0)))).flat()
		const file = path.join(folder, 'text.pgm')
		fs.writeFileSync(file, Buffer.concat([Buffer.from(`P5 ${wide * scale} ${pixels.length * scale} 255\n`), Buffer.from(grey)]))
		assert.deepEqual(decoded(file), [`http://taller.test:8095/j/${code}`])
	})
	if (!has('pdftoppm')) skip('both codes of the poster can be scanned', 'pdftoppm is not installed')
	else await check('the three codes of the poster can be scanned from paper, Letter and A4, for the session and for a table', async () => {
		for (const [query, size, tail] of [['', '612 x 792', ''], ['?papel=a4', '595.* x 84', ''], ['?papel=carta&mesa=3', '612 x 792', '/3']]) {
			const { file, answer } = await saved(`/sesiones/${code}/cartel.pdf${query}`, 'cartel.pdf')
			assert.equal(answer.headers['content-type'], 'application/pdf')
			assert.match(spawnSync('pdfinfo', [file], { encoding: 'utf8' }).stdout, new RegExp(`Pages:\\s+1\\n[^]*Page size:\\s+${size}`))
			spawnSync('pdftoppm', ['-r', '200', '-png', '-singlefile', file, path.join(folder, 'cartel')])
			const codes = decoded(path.join(folder, 'cartel.png')).sort()
			assert.equal(codes.length, 3, codes.join('\n'))
			const settings = JSON.parse(inflateSync(Buffer.from(codes.find(c => !/^(http|WIFI)/.test(c)), 'base64')).toString('utf8'))
			assert.match(settings.general.server_url, new RegExp(`^http://taller\\.test:8095/or/${code}-0-[0-9A-Z]{16}$`))
			assert.equal(settings.general.form_update_mode, 'match_exactly')
			assert.ok(settings.admin && settings.project.name)
			assert.equal(codes.find(c => c.startsWith('http')), `http://taller.test:8095/j/${code}${tail}`)
			assert.equal(codes.find(c => c.startsWith('WIFI')), 'WIFI:T:WPA;S:Taller\\; \\"A\\"\\, B\\\\C\\:;P:agua clara 7;;')
			const words = spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).stdout
			for (const w of [`taller.test:8095/j/${code}${tail}`, 'agua clara 7']) assert.ok(words.replace(/\s+/g, ' ').includes(w), `${w} in ${words}`)
		}
		assert.equal((await facilitator.get(`/sesiones/${code}/cartel.doc`)).status, 404)
	})
}
await check('a network is refused that phones could not join', async () => {
	for (const bad of [{ ssid: 'Taller', password: 'corta' }, { ssid: 'Taller Ñandú' }, { ssid: 'x'.repeat(33) }, { base: 'taller.test' }, { base: 'http://taller.test/' }, { base: 'javascript:alert(1)' }, { base: 'http://' }, { ssid: 'Taller', password: 'x'.repeat(64) }])
		assert.equal((await administrator.post('/administracion/red', { ssid: '', password: '', base: '', ...bad })).status, 422, JSON.stringify(bad))
})

// ---- forms

const library = fs.readFileSync(path.join(root, 'forms/library/diagnostico.md'), 'utf8')
const formKeys = async () => (await administrator.get('/administracion', { Accept: 'application/json' })).json.forms.map(f => f.key)
let second
await check('a form with faults is not published, and each fault names its row and column', async () => {
	const before = await formKeys()
	const bad = library.replace('select_one lista_tema', 'select_one lista_tena').replace('string-length(.) >= 5', 'string-length(. >= 5')
	const answer = await administrator.send('POST', '/administracion/formularios', { body: `csrf=${administrator.csrf}&source=${encodeURIComponent(bad)}`,
		headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' } })
	assert.equal(answer.status, 422)
	const faults = answer.json.form_problems.filter(p => !p.is_warning)
	assert.ok(faults.some(p => p.sheet === 'survey' && p.row > 1 && p.column === 'type'), JSON.stringify(faults))
	assert.ok(faults.some(p => p.sheet === 'survey' && p.row > 1 && p.column === 'constraint'), JSON.stringify(faults))
	const page = await administrator.post('/administracion/formularios', { source: bad })
	assert.match(page.text, /<td>survey<\/td><td class="n">\d+<\/td><td><code>type<\/code>/)
	assert.ok(page.text.includes('lista_tena'), 'the text is kept for correcting')
	for (const source of ['', 'hola', '| survey |', '\u0000'.repeat(0), 'x'.repeat(50000)]) assert.equal((await administrator.post('/administracion/formularios', { source })).status, 422)
	assert.deepEqual(await formKeys(), before)
})
await check('a new version is published once; sessions take it and older reports stay readable', async () => {
	const old = await report(server, code, { problema: 'Escrito con la primera versión', 'lugar/municipio': 'Torreón' })
	const next = library.replace('¿Qué problema hay en tu comunidad?', '¿Qué hace falta en tu colonia?').replace(/\| diagnostico \| 1 {7}\|/, '| diagnostico | 2       |')
	assert.notEqual(next, library)
	const before = await formKeys()
	assert.equal((await administrator.post('/administracion/formularios', { source: next, confirm: '1' })).status, 303)
	assert.equal((await administrator.post('/administracion/formularios', { source: next, confirm: '1' })).status, 303)
	const now = await formKeys()
	assert.equal(now.length, before.length + 1)
	second = now.find(k => !before.includes(k))
	const changed = { title: 'Jornada de Torreón', municipality: 'Torreón', n_mesas: '4', form: second }
	assert.equal((await facilitator.post(`/sesiones/${code}`, changed)).status, 409, 'there are reports already')
	assert.equal((await facilitator.post(`/sesiones/${code}`, { ...changed, confirm_form: '1' })).status, 303)
	assert.match((await browser().get(`/j/${code}`)).text, /¿Qué hace falta en tu colonia\?/)
	assert.match((await browser().get('/j/PRB24')).text, /¿Qué problema hay en tu comunidad\?/)
	const receipt = await browser().get(old.json.location)
	assert.match(receipt.text, /Escrito con la primera versión/)
	assert.match(receipt.text, /¿Qué problema hay en tu comunidad\?/)
	assert.deepEqual((await report(server, code, old.sent)).status, 409, 'the digest covers the form version')
	assert.match((await reviewer.get(`/sesiones/${code}/reportes.csv`)).text, /Escrito con la primera versión/)
})

// ---- export, closing

await check('a reviewer exports, and the table has a row a report', async () => {
	const answer = await reviewer.get(`/sesiones/${code}/reportes.csv`)
	assert.equal(answer.status, 200)
	const lines = answer.text.trim().split('\r\n')
	assert.equal(lines.length, 1 + (await facilitator.get(`/sesiones/${code}`, { Accept: 'application/json' })).json.n_reports)
	assert.match(lines[0], /^\ufeff?numero,jornada,mesa,canal,hora_utc,tardio,problema,/)
	assert.match(lines[1], /,\d{4}-\d\d-\d\dT\d\d:00Z,0,/)
	assert.equal((await reviewer.get('/sesiones/NADA9/reportes.csv')).status, 404)
})
await check('a closed session cannot be changed', async () => {
	assert.equal((await facilitator.post(`/sesiones/${code}/estado`, { state: 'closed', reason: 'terminó' })).status, 303)
	assert.equal((await facilitator.post(`/sesiones/${code}`, { title: 'Otro nombre' })).status, 409)
	assert.equal((await facilitator.post(`/sesiones/${code}/estado`, { state: 'paused' })).status, 409)
	assert.equal((await browser().get(`/j/${code}`)).status, 410)
})

// ---- accounts

await check('accounts are made, closed and given passwords, and a closed or changed account loses its logins', async () => {
	const make = fields => administrator.post('/administracion/cuentas', { name: 'rosa', full_name: 'Rosa', role: 'facilitator', password, ...fields })
	assert.equal((await make({ role: 'dueña' })).status, 422)
	assert.equal((await make({ password: 'corta' })).status, 422)
	assert.equal((await make()).status, 303)
	assert.equal((await make()).status, 409)
	const rosa = browser()
	assert.equal((await rosa.login('rosa', password)).status, 303)
	assert.equal((await administrator.post('/administracion/cuentas/rosa/clave', { password: 'otra frase bastante larga' })).status, 303)
	assert.equal((await rosa.get('/sesiones')).status, 303)
	assert.equal((await browser().post('/entrar', { name: 'rosa', password })).status, 403)
	assert.equal((await rosa.login('rosa', 'otra frase bastante larga')).status, 303)
	assert.equal((await administrator.post('/administracion/cuentas/rosa/cerrar', { confirm: '1' })).status, 303)
	assert.equal((await rosa.get('/sesiones')).status, 303)
	assert.equal((await rosa.login('rosa', 'otra frase bastante larga')).status, 403)
	assert.equal((await administrator.post('/administracion/cuentas/rosa/cerrar', { confirm: '1' })).status, 409)
})
await check('a password for an account that does not exist, or is closed, is refused', async () => {
	for (const name of ['nadie', 'rosa']) assert.equal((await administrator.post(`/administracion/cuentas/${name}/clave`, { password: 'una frase bastante larga' })).status, 409, name)
})
await check('the last administrator cannot be closed, and the second can', async () => {
	assert.equal((await administrator.post('/administracion/cuentas/ana/cerrar', { confirm: '1' })).status, 303)
	assert.equal((await admin.get('/administracion')).status, 303)
	const answer = await administrator.post(`/administracion/cuentas/${accounts.administrator.name}/cerrar`, { confirm: '1' })
	assert.equal(answer.status, 409)
	assert.match(answer.text, /última de administración/)
	assert.equal((await administrator.get('/administracion')).status, 200)
	assert.equal(vocalia(['user', 'close', accounts.administrator.name, '--data', server.data]).status, 1)
})

// ---- data views

await check('every page gives the same as data when data is asked for', async () => {
	for (const r of rows.filter(r => r.method === 'GET' && expected[`${r.method} ${r.path}`]?.[1] === 200)) {
		const [where] = expected[`${r.method} ${r.path}`]
		const answer = await administrator.get(where, { Accept: 'application/json' })
		if (!/json/.test(answer.headers['content-type'])) { assert.match(r.path, /qr|cartel|collect|\.csv|salud|\/a\//); continue }
		assert.equal(typeof answer.json, 'object')
		assert.doesNotMatch(answer.text, /"token_hash"|"secret"|argon2/)
	}
	const refused = await browser().get('/sesiones', { Accept: 'application/json' })
	assert.equal(refused.json.status, 401)
})
await check('no data for one who facilitates holds words of a report', async () => {
	for (const where of ['/sesiones', `/sesiones/${code}`, '/sesiones/PRB24'])
		assert.doesNotMatch((await facilitator.get(where, { Accept: 'application/json' })).text, /primera versión|Falta agua/)
})

// ---- control socket, command line

const run = (...args) => vocalia([...args, '--data', server.data])
await check('the control socket is for the account that runs the server, and needs no login', async () => {
	assert.equal(fs.statSync(server.socket).mode & 0o777, 0o600)
	assert.equal((await control(server).get('/administracion')).status, 200)
	assert.equal((await control(server).get('/sesiones')).json.sessions.length > 0, true)
})
let cli
await check('commands reach the running server, and a second server on the file is refused with a sentence', () => {
	const made = run('session', 'create', '--title', 'Desde la línea de órdenes', '--municipality', 'Múzquiz', '--mesas', '2', '--trial')
	assert.equal(made.status, 0, made.stderr)
	cli = made.stdout.trim()
	assert.match(cli, /^[A-Z0-9]{5}$/)
	assert.equal(run('session', 'open', cli).status, 0)
	assert.match(run('session', 'list').stdout, new RegExp(`${cli}\\s+open\\s+0\\s+Desde la línea`))
	const other = vocalia(['serve', '--data', server.data, '--port', '0', '--address', '127.0.0.1', '--no-supervisor'])
	assert.equal(other.status, 1)
	assert.match(other.stderr, /vocalia: .+/)
})
const lists = () => [run('session', 'list', '--json'), run('user', 'list', '--json'), run('form', 'list', '--json'), run('session', 'list'), run('user', 'list'), run('form', 'list'), run('export', cli), run('check'), run('qr', cli, '--format', 'svg')]
const withServer = []
await check('what commands print beside a running server', async () => {
	await report(server, cli, { problema: '=1+1 sin agua' })
	for (const r of lists()) {
		assert.equal(r.status, 0, r.stderr)
		assert.ok(r.stdout.length > 0)
		withServer.push(r.stdout.replace(/"base_found": "[^"]*"/, ''))
	}
	assert.match(withServer[6], /'=1\+1 sin agua/)
	assert.ok(withServer[0].includes(cli))
})
await check('a backup beside the running server is whole', () => {
	const copy = path.join(folder, 'copia.db')
	const r = vocalia(['backup', copy, '--data', server.data])
	assert.equal(r.status, 0, r.stderr)
	assert.equal(vocalia(['export', cli, '--data', copy]).stdout, withServer[6])
	assert.equal(vocalia(['check', '--data', copy]).status, 0)
})
await check('the server ends at once when it is asked to, with status 0', async () => {
	const start = Date.now()
	assert.equal(await server.stop(), 0)
	assert.ok(Date.now() - start < 10000)
	assert.equal(fs.existsSync(server.socket), false)
})
await check('without a server the same commands print the same', () => {
	const without = lists()
	for (const [i, r] of without.entries()) {
		assert.equal(r.status, 0, r.stderr)
		assert.equal(r.stdout.replace(/"base_found": "[^"]*"/, ''), withServer[i])
	}
})
await check('without a server sessions and accounts are made all the same', () => {
	const made = run('session', 'create', '--title', 'Sin servidor', '--json')
	assert.equal(made.status, 0, made.stderr)
	assert.match(JSON.parse(made.stdout).code, /^[A-Z0-9]{5}$/)
	const user = vocalia(['user', 'add', 'tere', '--role', 'reviewer', '--full-name', 'Teresa', '--data', server.data], { input: 'frase con varias palabras\n' })
	assert.equal(user.status, 0, user.stderr)
	assert.match(run('user', 'list').stdout, /tere\s+reviewer\s+Teresa/)
	assert.match(run('user', 'invite').stdout, /\/alta\/[A-Za-z0-9_-]{43}\n$/)
})
await check('a QR that would lead nowhere is not made', () => {
	const fresh = path.join(folder, 'nueva.db'), demo = vocalia(['demo', fresh])
	assert.equal(demo.status, 0, demo.stderr)
	const [, first] = /^([A-Z0-9]{5})\b/m.exec(vocalia(['session', 'list', '--data', fresh]).stdout)
	const r = vocalia(['qr', first, '--data', fresh])
	assert.equal(r.status, 1, r.stdout)
	assert.match(r.stderr, /dirección/)
	assert.match(vocalia(['qr', 'http://10.42.0.1:8095/j/ABCDE']).stdout, /http:\/\/10\.42\.0\.1:8095\/j\/ABCDE\n$/)
})
await check('what is refused ends with status 1 and a sentence, nothing on standard output', () => {
	const bad = path.join(folder, 'malo.md'), foreign = path.join(folder, 'ajeno.db')
	fs.writeFileSync(bad, library.replace('select_one lista_tema', 'select_one lista_tena'))
	fs.writeFileSync(foreign, 'esto no es una base de datos, ni de lejos'.repeat(100))
	for (const [args, sentence] of [[['session', 'create', '--title', ''], /nombre de la jornada/], [['session', 'open', 'NADA9'], /código/], [['session', 'pause', 'NADA9'], /./],
		[['user', 'add', 'x', '--role', 'nadie'], /./], [['user', 'close', 'nadie'], /./], [['qr', 'NADA9'], /./], [['export', 'NADA9'], /./],
		[['form', 'check', bad], /malo\.md: survey!\d+, columna type: .*lista_tena/], [['form', 'publish', bad], /lista_tena/], [['form', 'check', path.join(folder, 'no-hay.md')], /no-hay/],
		[['backup', path.join(folder, 'no', 'hay', 'copia.db')], /./], [['demo', server.data], /./], [['analyze', path.join(folder, 'no-hay.csv'), '--text', 'a'], /no-hay/]]) {
		const withData = ['analyze', 'demo'].includes(args[0]) ? vocalia(args) : run(...args)
		assert.equal(withData.status, 1, `${args.join(' ')}: ${withData.stderr}`)
		assert.match(withData.stderr, sentence, args.join(' '))
		assert.equal(withData.stdout, '', args.join(' '))
	}
	for (const command of [['session', 'list'], ['check'], ['serve', '--no-supervisor', '--port', '0']]) {
		const r = vocalia([...command, '--data', foreign])
		assert.equal(r.status, 1, command.join(' '))
		assert.match(r.stderr, /vocalia: .+/)
	}
	assert.equal(fs.readFileSync(foreign, 'utf8').slice(0, 10), 'esto no es')
})
await check('what makes no sense ends with status 2 and says how to ask for help', () => {
	for (const args of [['nada'], ['session'], ['session', 'borrar'], ['session', 'open'], ['session', 'list', 'x'], ['user'], ['user', 'add'], ['form', 'mirar', 'x'], ['qr'], ['qr', 'a', 'b'], ['export'],
		['backup'], ['check', 'x'], ['demo'], ['analyze'], ['serve', '--port', '70000'], ['serve', '--port', 'x'], ['serve', '--nada'], ['serve', '--tls-key', 'x'], ['session', '--nada']]) {
		const r = vocalia(args, { cwd: folder })
		assert.equal(r.status, 2, `${args.join(' ')}: ${r.status} ${r.stderr}`)
		assert.match(r.stderr, /--help/, args.join(' '))
		assert.equal(r.stdout, '', args.join(' '))
	}
	assert.equal(vocalia([]).status, 2)
	assert.equal(fs.existsSync(path.join(folder, 'vocalia.db')), false, 'nothing was made by mistake')
})
await check('names and passwords that are no UTF-8 are refused, not taken for something else', () => {
	for (const [args, input] of [[['user', 'add', 'eva', '--role', 'reviewer'], Buffer.from([0xff, 0xfe, 10])], [['user', 'password', 'tere'], Buffer.from([...Array(12).fill(0xc3), 10])]]) {
		const r = vocalia([...args, '--data', server.data], { input })
		assert.notEqual(r.status, 0)
		assert.match(r.stderr, /UTF-8/)
	}
	const r = spawnSync('sh', ['-c', '"$1" session create --title "$(printf "mala\\377")" --data "$2"', 'sh', program, server.data], { encoding: 'utf8' })
	assert.notEqual(r.status, 0)
	assert.notEqual(r.stderr, '')
})
await check('a server that dies is started again within two seconds, with all that it acknowledged', async () => {
	const watched = await startServer({ isSupervised: true })
	const sent = await report(watched, 'PRB24')
	const child = fs.readFileSync(`/proc/${watched.child.pid}/task/${watched.child.pid}/children`, 'utf8').trim()
	assert.match(child, /^\d+$/)
	process.kill(Number(child), 'SIGKILL')
	const start = Date.now()
	await until(async () => (await request(watched, { path: '/salud' }).catch(() => null))?.status === 200, 5000, 'a new start')
	assert.ok(Date.now() - start < 2500, `${Date.now() - start} ms`)
	const again = await new Client(watched, { isScript: true }).post('/j/PRB24', sent.sent)
	assert.deepEqual(again.json, sent.json)
	assert.equal(await watched.stop(), 0)
})
const commands = [...vocalia(['--help'], { language: 'en_US.UTF-8' }).stdout.matchAll(/^ {2}([a-z]+) {2,}\S/gm)].map(m => m[1])
await check('--help lists the commands, and --version says which', () => {
	for (const c of ['serve', 'analyze', 'session', 'qr', 'form', 'user', 'backup', 'check', 'demo', 'export']) assert.ok(commands.includes(c), c)
	assert.match(vocalia(['--version']).stdout, /^vocalia \d+\.\d+\.\d+\n$/)
	assert.notEqual(vocalia(['--help']).stdout, vocalia(['--help'], { language: 'en_US.UTF-8' }).stdout)
	assert.match(vocalia(['--help']).stdout, /jornadas|formularios/)
})
for (const c of commands)
	await check(`${c} --help says what it does and takes, in Spanish and in English, with status 0`, () => {
		const es = vocalia([c, '--help'], { cwd: folder }), en = vocalia([c, '--help'], { language: 'en_US.UTF-8', cwd: folder })
		for (const r of [es, en]) {
			assert.equal(r.status, 0)
			assert.equal(r.stderr, '')
			assert.match(r.stdout, new RegExp(`vocalia ${c}`))
			assert.match(r.stdout, /^ {2}-[a-z], --|^ {2}--[a-z]/m)
		}
		assert.notEqual(es.stdout, en.stdout)
	})
await check('a demo is the same every time, and is not written over', () => {
	const one = path.join(folder, 'uno.db'), two = path.join(folder, 'dos.db')
	for (const f of [one, two]) assert.equal(vocalia(['demo', f, '--seed', '7']).status, 0)
	assert.equal(vocalia(['demo', one]).status, 1)
	const codes = [...vocalia(['session', 'list', '--data', one]).stdout.matchAll(/^([A-Z0-9]{5})\b/gm)].map(m => m[1])
	assert.ok(codes.length >= 5)
	for (const c of codes) assert.equal(vocalia(['export', c, '--data', one]).stdout, vocalia(['export', c, '--data', two]).stdout)
	assert.equal(vocalia(['check', '--data', one]).status, 0)
})
await finish()
