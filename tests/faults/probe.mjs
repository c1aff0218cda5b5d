// probe.mjs - wrong, odd and hostile requests over raw sockets, and what must come back.
// node tests/faults/probe.mjs HOST:PORT [--form=/PATH] [--chunked=/PATH] [--host=NAME]   (TAP on standard output)
//
// --form: an address that takes a urlencoded or multipart POST without a session; --chunked: one that takes chunked
// bodies.  Without them the shapes that need them are skipped with a reason.
// SPDX-License-Identifier: GPL-3.0-or-later
import net from 'node:net'

const options = Object.fromEntries(process.argv.slice(3).map(a => a.replace(/^--/, '').split(/=(.*)/s).slice(0, 2)))
const target = process.argv[2] ?? ''
const port = Number(target.slice(target.lastIndexOf(':') + 1))
const address = target.slice(0, target.lastIndexOf(':'))
if (!address || !port) {
	console.error('usage: probe.mjs HOST:PORT [--form=/PATH] [--chunked=/PATH] [--host=NAME]')
	process.exit(2)
}
const host = options.host ?? `localhost:${port}`
const form = options.form, chunkedPath = options.chunked

/* Sends bytes (strings are latin1; pieces with a pause between them) and collects the answer. */
function send(bytes, { wait = 2500, half = false, pause = 0 } = {}) {
	return new Promise(resolve => {
		const started = Date.now(), received = []
		let closed = false, timer = null
		const socket = net.connect({ host: address, port, allowHalfOpen: true })
		const finish = () => {
			clearTimeout(timer)
			socket.destroy()
			resolve({ ...parse(Buffer.concat(received)), closed, ms: Date.now() - started })
		}
		timer = setTimeout(finish, wait)
		socket.on('data', data => received.push(data))
		socket.on('end', () => { closed = true; finish() })
		socket.on('error', () => { closed = true; finish() })
		socket.on('connect', async () => {
			for (const piece of [bytes].flat()) {
				if (socket.destroyed) return
				socket.write(Buffer.from(piece, 'latin1'))
				if (pause) await new Promise(r => setTimeout(r, pause))
			}
			if (half) socket.end()
		})
	})
}

/* All the responses in a stream, told apart by their Content-Length, as a client would. */
function parse(bytes) {
	const responses = []
	let text = bytes.toString('latin1')
	while (text.length) {
		const end = text.indexOf('\r\n\r\n')
		if (!text.startsWith('HTTP/1.1 ') || end < 0) return { responses, rest: text }
		const [line, ...lines] = text.slice(0, end).split('\r\n')
		const headers = {}
		for (const l of lines) headers[l.slice(0, l.indexOf(':')).toLowerCase()] = l.slice(l.indexOf(':') + 1).trim()
		const status = Number(line.slice(9, 12))
		const bodiless = status < 200 || status === 204 || status === 304
		const length = bodiless ? 0 : Number(headers['content-length'] ?? 0)
		responses.push({ status, headers, body: text.slice(end + 4, end + 4 + length) })
		text = text.slice(end + 4 + length)
	}
	return { responses, rest: '' }
}

const statuses = r => r.responses.map(x => x.status)
const H = `Host: ${host}\r\n`
const get = (path, extra = '') => `GET ${path} HTTP/1.1\r\n${H}${extra}\r\n`
const post = (path, extra, body = '') => `POST ${path} HTTP/1.1\r\n${H}${extra}\r\n${body}`
const smuggled = get('/smuggled-7f3a')
const URLENCODED = 'Content-Type: application/x-www-form-urlencoded\r\n'
const MULTIPART = 'Content-Type: multipart/form-data; boundary=BNDR\r\n'

/* Refused: every answer is 4xx or 501/505, of the given ones if named, the connection is closed and (so) nothing that
 * followed became a request of its own.  libmicrohttpd says some refusals twice. */
const refused = (...allowed) => r => {
	if (!r.closed) return 'the connection stayed open'
	if (r.responses.length === 0) return 'no answer'
	if (r.responses.length > 2) return `${r.responses.length} answers`
	const bad = statuses(r).find(s => (allowed.length ? !allowed.includes(s) : s < 400 || (s >= 500 && s !== 501 && s !== 505)))
	return bad ? `status ${bad}` : null
}
/* Closed within the header deadline; if there is an answer it is a refusal. */
const closedOrRefused = r => {
	if (!r.closed) return 'the connection stayed open'
	return statuses(r).some(s => s < 400) ? `status ${statuses(r)}` : null
}
const served = (n = 1) => r => {
	const s = statuses(r).filter(x => x !== 100)
	return s.length === n && s.every(x => x >= 200 && x < 500 && ![400, 408, 411, 413, 414, 415, 421, 431].includes(x)) ?
		null : `statuses ${s}`
}

const cases = []
const test = (name, bytes, check, opts = {}) => cases.push({ name, bytes, check, opts })
const skip = (name, why) => cases.push({ name, why })

// --- what must be served ---
test('a plain GET is served', get('/'), served())
test('a HEAD has no body and the length of the GET', `HEAD / HTTP/1.1\r\n${H}Connection: close\r\n\r\n`,
	r => r.rest ? 'bytes after the header' : served()({ ...r, responses: r.responses.slice(0, 1) }))
test('three pipelined requests get three answers in order', get('/') + get('/') + get('/', 'Connection: close\r\n'), r =>
	r.responses.length === 1 && r.responses[0].status >= 400 ? null : served(3)(r))
test('Host localhost without a port', 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n', served())
test('Host in capitals with a trailing dot', 'GET / HTTP/1.1\r\nHOST: LOCALHOST.\r\n\r\n', served())
test('Host 127.0.0.1 with a port', `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`, served())
test('Host [::1]', `GET / HTTP/1.1\r\nHost: [::1]:${port}\r\n\r\n`, served())
test('a header of 20 KB', get('/', `X: ${'a'.repeat(20000)}\r\n`), served())
test('a header that comes in three pieces', ['GET / HT', `TP/1.1\r\nHos`, `t: ${host}\r\n\r\n`], served(), { pause: 60 })
test('blanks around a value', get('/', 'X:   y \t \r\n'), served())
test('Content-Length 0 on a GET', get('/', 'Content-Length: 0\r\n'), served())
test('HTTP/1.0 is answered and closed', `GET / HTTP/1.0\r\n${H}\r\n`, r => r.closed ? served()(r) : 'stayed open')

// --- framing (CL: Content-Length, TE: Transfer-Encoding) ---
test('CL and TE together', post('/', 'Content-Length: 44\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n' + smuggled), refused(400, 411))
test('TE and CL together, the other way round', post('/', 'Transfer-Encoding: chunked\r\nContent-Length: 4\r\n', '0\r\n\r\n' + smuggled), refused(400, 411))
test('two different CL', post('/', 'Content-Length: 5\r\nContent-Length: 0\r\n', 'ABCDE' + smuggled), refused(400))
test('two different CL, zero first', post('/', 'Content-Length: 0\r\nContent-Length: 5\r\n', 'ABCDE' + smuggled), refused(400))
test('two equal CL', post('/', 'Content-Length: 5\r\nContent-Length: 5\r\n', 'ABCDE' + smuggled), refused(400))
for (const value of ['5, 5', '+5', '-5', '0x5', '', '5 5', '5.0', '5;q=1', '\x0b5', '1e1', 'five'])
	test(`CL ${JSON.stringify(value)}`, post('/', `Content-Length: ${value}\r\n`, 'ABCDE' + smuggled), refused(400))
test('CL 2^64', post('/', 'Content-Length: 18446744073709551616\r\n', 'ABCDE'), refused(400, 413))
test('CL 2^64-1', post('/', 'Content-Length: 18446744073709551615\r\n', 'ABCDE'), refused(400, 413))
test('CL 2^63', post('/', 'Content-Length: 9223372036854775808\r\n', 'ABCDE'), refused(400, 413))
test('CL of a terabyte', post('/', URLENCODED + 'Content-Length: 1099511627776\r\n', 'ABCDE'), refused(413, 404, 405, 403))
for (const value of ['identity', 'xchunked', 'gzip, chunked', 'chunked, identity', 'chunked, chunked', '"chunked"', ' ', 'chunked;x=1', '\x0bchunked'])
	test(`TE ${JSON.stringify(value)}`, post('/', `Transfer-Encoding: ${value}\r\n`, '5\r\nABCDE\r\n0\r\n\r\n' + smuggled), refused(400, 411, 501))
test('TE xchunked beside CL', post('/', 'Transfer-Encoding: xchunked\r\nContent-Length: 5\r\n', 'ABCDE' + smuggled), refused(400, 411, 501))
test('TE twice', post('/', 'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n', '5\r\nABCDE\r\n0\r\n\r\n' + smuggled), refused(400, 411, 501))
test('a space before the colon of TE', post('/', 'Transfer-Encoding : chunked\r\nContent-Length: 5\r\n', '0\r\n\r\n' + smuggled), refused(400))
test('a tab before the colon of CL', post('/', 'Content-Length\t: 5\r\n', 'ABCDE'), refused(400, 411))
test('TE in HTTP/1.0', `POST / HTTP/1.0\r\n${H}Transfer-Encoding: chunked\r\n\r\n5\r\nABCDE\r\n0\r\n\r\n`, refused(400, 411))
test('TE on a GET', get('/', 'Transfer-Encoding: chunked\r\n') + '0\r\n\r\n', refused(400, 411))
test('chunked where it is not taken', post('/', 'Transfer-Encoding: chunked\r\n', '5\r\nABCDE\r\n0\r\n\r\n' + smuggled), refused(400, 411, 403, 404, 405))
test('a POST without any length', post('/', ''), refused(411))
test('a GET with a body', get('/', 'Content-Length: 5\r\n') + 'ABCDE' + smuggled, refused(400))
test('a HEAD with a body', `HEAD / HTTP/1.1\r\n${H}Content-Length: 5\r\n\r\nABCDE`, refused(400))
test('a folded CL', post('/', 'X: y\r\n Content-Length: 5\r\n'), refused(400, 411))
test('a folded CL behind a tab', post('/', 'X: y\r\n\tContent-Length: 5\r\n'), refused(400, 411))
test('a name glued by folding', post('/', 'Content-Leng: 5\r\n th\r\n', 'ABCDE'), refused(400, 411))
test('a folded value', get('/', 'X: a\r\n b\r\n'), refused(400))
test('bare LF after header lines', `GET / HTTP/1.1\nHost: ${host}\n\n`, refused(400))
test('a bare LF hides a header', get('/', 'X: a\nContent-Length: 5\r\n') + 'ABCDE', refused(400))

// --- header names and values ---
test('a bare CR in a value', get('/', 'X: a\rContent-Length: 5\r\n'), refused(400))
test('NUL in a value', get('/', 'X: a\0b\r\n'), refused(400))
test('NUL at the end of a value', get('/', 'X: a\0\r\n'), refused(400))
test('NUL in a name', get('/', 'X\0Y: b\r\n'), refused(400))
test('NUL before Host, so that it is hidden', `GET / HTTP/1.1\r\nX: a\0Host: ${host}\r\n\r\n`, refused(400))
for (const c of ['\x01', '\x08', '\x1b', '\x7f'])
	test(`byte ${c.charCodeAt(0)} in a value`, get('/', `X: a${c}b\r\n`), refused(400))
for (const c of ['\x01', ' ', '\t', '\x7f', '\x80', '\xff'])
	test(`byte ${c.charCodeAt(0)} in a name`, get('/', `X${c}Y: b\r\n`), refused(400))
test('an empty header name', get('/', ': v\r\n'), refused(400))
test('a header line without a colon', get('/', 'NoColonHere\r\n'), refused(400))
test('a first header line that starts with a space', `GET / HTTP/1.1\r\n X: y\r\n${H}\r\n`, refused(400))
test('500 headers', get('/', Array.from({ length: 500 }, (_, i) => `H${i}: x\r\n`).join('')), refused(431))
test('a header of 100 KB', get('/', `X: ${'a'.repeat(100000)}\r\n`), refused(431))
test('two Content-Type', post('/', URLENCODED + 'Content-Type: text/plain\r\nContent-Length: 3\r\n', 'a=1'), refused(400))
test('two Cookie', get('/', 'Cookie: a=1\r\nCookie: a=2\r\n'), refused(400))
test('two Origin', get('/', 'Origin: http://a\r\nOrigin: http://b\r\n'), refused(400))

// --- Host ---
test('no Host', 'GET / HTTP/1.1\r\n\r\n', refused(400))
test('no Host in HTTP/1.0', 'GET / HTTP/1.0\r\n\r\n', refused(400))
test('two Hosts', get('/', 'Host: evil.example\r\n'), refused(400))
test('the same Host twice', get('/', H), refused(400))
for (const value of ['evil.example', 'localhost.evil.example', 'evil.example:80', `localhost:${port}@evil.example`, '0.0.0.0', '127.0.0.2',
	'10.255.255.1', '[::2]', '[::1', '[::1]x', 'localhost:', 'localhost:0', 'localhost:99999', 'localhost:8a', 'localhost:80:80', '', '.', 'localhost..',
	'127.1', '2130706433', '0x7f000001', '127.0.0.1.', 'localhost/x', 'localhost,evil.example', 'xlocalhost'])
	test(`Host ${JSON.stringify(value)}`, `GET / HTTP/1.1\r\nHost: ${value}\r\n\r\n`, refused(421, 400))

// --- request line ---
for (const method of ['FOO', 'get', 'Get', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'CONNECT', 'PROPFIND', 'GETS', 'GE', 'PO\x01ST'])
	test(`method ${JSON.stringify(method)}`, `${method} / HTTP/1.1\r\n${H}\r\n`, r => refused(405, 400)(r) ??
		(r.responses[0].status === 405 && !r.responses[0].headers.allow ? 'no Allow' : null))
for (const path of ['/a\0b', '/a%00b', '/?x=%00', '/../../etc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/.%2e/x', '/a/..', '//evil.example/', '/a//b', '/%2f%2fx', '/a\\b',
	'/a%5cb', '/a%zz', '/a%4', '/a%', '/?q=%zz', '/%c3%28', '/%c0%af', '/%ed%a0%80', '/%ff', '/\xff', '/%f4%90%80%80', '/a%0ab', '/a%0d%0aX:y', '/?q=%0a', '/%7f', '/a\x7fb', '/a\x01b',
	'/a b', '/a b HTTP/1.1', '/a#b', 'http://evil.example/', '*', 'a', '', '?x', '/a\tb', '/x\0HTTP/1.1'])
	test(`target ${JSON.stringify(path)}`, `GET ${path} HTTP/1.1\r\n${H}\r\n`, refused(400, 404))
test('a target of 5 KB', get('/' + 'a'.repeat(5000)), refused(414))
test('a target of 100 KB', get('/' + 'a'.repeat(100000)), refused(414, 431))
test('2,000 query arguments', get('/?' + Array.from({ length: 2000 }, (_, i) => `a${i}=1`).join('&')), closedOrRefused, { wait: 8000 })
test('200 query arguments', get('/?' + Array.from({ length: 200 }, (_, i) => `a${i}=1`).join('&')), refused(400))
test('HTTP/2.0', `GET / HTTP/2.0\r\n${H}\r\n`, refused(505))
test('HTTP/0.9', 'GET /\r\n', refused(400))
test('HTTP/1.1 with a NUL behind it', `GET / HTTP/1.1\0\r\n${H}\r\n`, refused(400, 505))
test('a version that is no version', `GET / HTTP/x\r\n${H}\r\n`, refused(400, 505))
test('a TLS hello', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03' + '\0'.repeat(50), closedOrRefused, { wait: 8000 })
test('an HTTP/2 preface', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', refused(505))
test('nothing at all', '', closedOrRefused, { wait: 8000 })
test('half a header and then silence', `GET / HTTP/1.1\r\n${H}X: `, closedOrRefused, { wait: 8000 })
test('one byte of a header every 100 ms', [...get('/', 'X: ' + 'y'.repeat(200) + '\r\n')], closedOrRefused, { wait: 9000, pause: 100 })
test('random bytes', Array.from({ length: 3000 }, (_, i) => String.fromCharCode((i * 7919 + (i >> 3) * 104729) & 255)).join(''), closedOrRefused, { wait: 8000 })

// --- bodies ---
test('a compressed body', post('/', URLENCODED + 'Content-Encoding: gzip\r\nContent-Length: 5\r\n', 'ABCDE'), refused(415))
if (form) {
	const body = (head, text, check, name, opts) => test(name, post(form, `${head}Content-Length: ${text.length}\r\n`, text), check, opts)
	const part = (name, value, more = '') => `--BNDR\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`
	test('a small body after Expect: 100-continue', [post(form, `${URLENCODED}Content-Length: 3\r\nExpect: 100-continue\r\nConnection: close\r\n`), 'a=1'],
		r => statuses(r)[0] === 100 ? r.responses.length === 2 ? null : 'no final answer' : `statuses ${statuses(r)}`, { pause: 200 })
	for (const type of ['text/plain', 'application/json', 'application/x-www-form-urlencodedx', 'multipart/mixed; boundary=BNDR', 'multipart/form-datax', ''])
		body(`Content-Type: ${type}\r\n`, 'a=1', refused(415), `Content-Type ${JSON.stringify(type)}`)
	body('', 'a=1', refused(415), 'a body without Content-Type')
	for (const boundary of ['', 'x', '"x"', 'x'.repeat(71), 'x'.repeat(5000), 'BNDR; charset=utf-8', 'BN DR', 'BN\x80DR'])
		body(`Content-Type: multipart/form-data; boundary=${boundary}\r\n`, part('a', '1') + '--BNDR--\r\n', refused(400), `boundary ${JSON.stringify(boundary.slice(0, 80))}`)
	body('Content-Type: multipart/form-data\r\n', part('a', '1') + '--BNDR--\r\n', refused(400), 'multipart without a boundary')
	body(URLENCODED, 'a%00b=c', refused(400), '%00 in a name')
	body(URLENCODED, 'a=c%00d', refused(400), '%00 in a value')
	body(URLENCODED, 'a\0b=c', refused(400), 'NUL in a name')
	body(URLENCODED, 'a=c\0d', refused(400), 'NUL in a value of a form')
	body(URLENCODED, 'a=%zz', refused(400), 'a bad percent escape in a value')
	body(URLENCODED, 'a=%4', refused(400), 'half a percent escape at the end')
	for (const bad of ['%ff', '%c3', '%c0%80', '%ed%a0%80', '%f8%88%80%80%80', '%e2%82'])
		body(URLENCODED, `a=${bad}`, refused(400), `invalid UTF-8 ${bad} in a value`)
	body(URLENCODED, '%ff=a', refused(400), 'invalid UTF-8 in a name')
	body(URLENCODED, '=a', refused(400), 'an empty name')
	body(URLENCODED, 'a%0ab=c', refused(400), 'a control byte in a name')
	body(URLENCODED, Array.from({ length: 1000 }, (_, i) => `k${i}=1`).join('&'), refused(400), '1,000 fields')
	body(URLENCODED, 'k'.repeat(10000) + '=1', refused(400), 'a name of 10 KB')
	body(MULTIPART, part('a', '1'), refused(400), 'multipart without its end')
	body(MULTIPART, part('a', '1').slice(0, -2), refused(400), 'multipart cut inside a value')
	body(MULTIPART, '--BNDR\r\nContent-Disposition: form-data\r\n\r\n1\r\n--BNDR--\r\n', refused(400), 'a part without a name')
	body(MULTIPART, part('', '1') + '--BNDR--\r\n', refused(400), 'a part with an empty name')
	body(MULTIPART, `--BNDR\r\nX: ${'a'.repeat(20000)}\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--BNDR--\r\n`, refused(400), 'a part header of 20 KB')
	body(MULTIPART, Array.from({ length: 400 }, (_, i) => part(`a${i}`, '1')).join('') + '--BNDR--\r\n', refused(400), '400 parts')
	body(MULTIPART, '--BNDR\nContent-Disposition: form-data; name="a"\n\n1\n--BNDR--\n', refused(400), 'multipart with LF only')
	body(MULTIPART, part('a', 'x\xff') + '--BNDR--\r\n', refused(400), 'invalid UTF-8 in a part')
	body(MULTIPART, part('a', 'x\0y') + '--BNDR--\r\n', refused(400), 'NUL in a text part')
	body(MULTIPART, part('a\0b', 'x') + '--BNDR--\r\n', refused(400), 'NUL in the name of a part')
	body(MULTIPART, 'no boundary at all, only text', refused(400), 'a multipart body without parts')
	body(MULTIPART, '--BNDR\r\nContent-Disposition: form-data; name="a"\r\nContent-Transfer-Encoding: base64\r\n\r\neA==\r\n--BNDR--\r\n', refused(400), 'a part in base64')
	test('a body longer than declared does not become a request', post(form, `${URLENCODED}Content-Length: 3\r\nConnection: close\r\n`, 'a=1' + smuggled),
		r => r.responses.length === 1 && r.closed ? null : `statuses ${statuses(r)}`)
	test('a body cut short by the client', post(form, `${URLENCODED}Content-Length: 50\r\n`, 'a=1'), r => r.responses.some(x => x.status < 400) ? `status ${statuses(r)}` : null,
		{ half: true, wait: 1500 })
} else {
	skip('shapes of urlencoded and multipart bodies', 'no --form address given')
}
if (chunkedPath) {
	const chunked = (name, text, check, opts) => test(name, post(chunkedPath, `${MULTIPART}Transfer-Encoding: chunked\r\n`, text), check, opts)
	const hex = s => s.length.toString(16)
	const whole = '--BNDR\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--BNDR--\r\n'
	chunked('a good chunked body', `${hex(whole)}\r\n${whole}\r\n0\r\n\r\n`, r => r.responses.length === 1 && r.responses[0].status !== 411 ? null : `statuses ${statuses(r)}`)
	for (const size of ['0x5', '-1', '+5', 'FFFFFFFFFFFFFFFFF', 'zz', ''])
		chunked(`chunk size ${JSON.stringify(size)}`, `${size}\r\nABCDE\r\n0\r\n\r\n`, refused(400, 413))
	chunked('a chunk that ends wrongly', '5\r\nABCDEXX0\r\n\r\n', refused(400))
	chunked('TE and CL where chunked is taken', '', () => null)
	test('CL and TE where chunked is taken', post(chunkedPath, `${MULTIPART}Content-Length: 44\r\nTransfer-Encoding: chunked\r\n`, '0\r\n\r\n' + smuggled), refused(400))
	test('CHUNKED in capitals is the same thing', post(chunkedPath, `${MULTIPART}Transfer-Encoding: CHUNKED\r\nConnection: close\r\n`, `${hex(whole)}\r\n${whole}\r\n0\r\n\r\n`),
		r => r.responses.length === 1 && ![411, 501].includes(r.responses[0].status) ? null : `statuses ${statuses(r)}`)
	const block = '10000\r\n' + 'x'.repeat(65536) + '\r\n'
	test('an endless chunked body is refused or cut', [post(chunkedPath, `${MULTIPART}Transfer-Encoding: chunked\r\n`), ...Array(1200).fill(block)], closedOrRefused, { wait: 20000, pause: 1 })
} else {
	skip('shapes of chunked bodies', 'no --chunked address given')
}
cases.splice(0, cases.length, ...cases.filter(c => c.name !== 'TE and CL where chunked is taken'))

// --- run, at most sixteen at a time; afterwards the server must still serve ---
const results = new Array(cases.length)
let next = 0
async function worker() {
	while (next < cases.length) {
		const i = next++, c = cases[i]
		if (c.why) continue
		const r = await send(c.bytes, c.opts)
		let problem = c.check(r)
		for (const x of r.responses) { // what holds for every answer
			if (x.headers.server) problem ??= `a Server header: ${x.headers.server}`
			if (/smuggled-7f3a/.test(x.body)) problem ??= 'the smuggled request was seen'
			if (x.status >= 500 && ![501, 503, 505].includes(x.status)) problem ??= `status ${x.status}`
		}
		results[i] = problem
	}
}
await Promise.all(Array.from({ length: 16 }, worker))

console.log(`1..${cases.length + 2}`)
let failed = 0
const report = (i, name, problem) => {
	if (problem) failed++
	console.log(`${problem ? 'not ok' : 'ok'} ${i} - ${name.replaceAll('#', '\\#')}`)
	if (problem) console.log(`  # ${problem}`)
}
cases.forEach((c, i) => c.why ? console.log(`ok ${i + 1} - ${c.name} # SKIP ${c.why}`) : report(i + 1, c.name, results[i]))

const after = await send(get('/'))
report(cases.length + 1, 'afterwards an honest request is served', served()(after))
const needed = { 'x-content-type-options': /^nosniff$/, 'referrer-policy': /^same-origin$/, 'x-frame-options': /^DENY$/, 'cross-origin-resource-policy': /^same-origin$/,
	'permissions-policy': /geolocation=\(\)/, 'content-security-policy': /frame-ancestors 'none'/, 'cache-control': /./ }
const refusal = await send('GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n')
report(cases.length + 2, 'security headers on a page and on a refusal', [after, refusal].flatMap(r => Object.entries(needed)
	.filter(([k, v]) => !v.test(r.responses[0]?.headers[k] ?? '')).map(([k]) => k)).join(' ') || null)
process.exit(failed ? 1 : 0)
