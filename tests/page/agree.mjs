// agree.mjs - the page's evaluator and the server's agree: on the recorded vectors, and on expressions made at random.
// node tests/page/agree.mjs   (TAP; test_xpath_vectors beside $VOCALIA evaluates in C; $SEED repeats a run)
// SPDX-License-Identifier: GPL-3.0-or-later
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { assert, check, finish, program, random as seeded, root, skip, temporaryFolder } from '../journeys/lib.mjs'

const judge = path.join(path.dirname(program), 'tests/forms/test_xpath_vectors')
const script = name => fs.readFileSync(path.join(root, 'collector/assets', `${name}.js`), 'utf8')
const evaluate = new Function(`${script('xpath')}\n${script('xpath_more')}\nreturn vocaliaXPath`)()

// ---- what test_xpath_vectors --dump prints

const kinds = ['root', 'element', 'attribute', 'text', 'comment', 'processing-instruction']
const spaces = { ev: 'http://www.w3.org/2001/xml-events', h: 'http://www.w3.org/1999/xhtml', jr: 'http://openrosa.org/javarosa', odk: 'http://www.opendatakit.org/xforms',
	orx: 'http://openrosa.org/xforms', xf: 'http://www.w3.org/2002/xforms', xhtml: 'http://www.w3.org/1999/xhtml', xsd: 'http://www.w3.org/2001/XMLSchema' }

function nodeOf([kind, name, space, text, attributes, children], parent) {
	const n = { k: kinds.indexOf(kind), n: name, u: space, p: parent }
	n.a = attributes.map(a => nodeOf(a, n))
	n.c = children.map(c => nodeOf(c, n))
	if (n.k > 1) n.s = text
	return n
}
const nodeAt = (tree, address) => address.reduce((n, step) => typeof step === 'string' ? n.a[Number(step.slice(1))] : n.c[step], tree)
function addressOf(n) {
	const out = []
	for (; n.p; n = n.p) out.unshift(n.k === 2 ? `@${n.p.a.indexOf(n)}` : n.p.c.indexOf(n))
	return out
}
const written = x => Number.isFinite(x) ? x : String(x)

// Sines and powers may differ in the last digit between two libraries.
const isLoose = expression => /\b(sin|cos|tan|asin|acos|atan|atan2|exp|exp10|log|log10|pow|area|distance|sqrt)\s*\(/.test(expression)
function same(a, b, loose) {
	if (a === b) return true
	return loose && Math.abs(Number(a) - Number(b)) <= 4e-15 * Math.abs(Number(b)) * 8
}

function here(tree, line) {
	const ctx = nodeAt(tree, line.ctx), env = { node: ctx, here: ctx, ref: () => [], now: Date.UTC(2026, 10, 22, 15) / 1000, offset: -420, space: p => spaces[p] }
	const v = evaluate(line.tree, env)
	return {
		kind: typeof v === 'number' ? 'number' : typeof v === 'boolean' ? 'boolean' : 'string',
		string: evaluate.string(line.tree, env), number: written(evaluate.number(line.tree, env)), boolean: evaluate.boolean(line.tree, env),
		nodes: Array.isArray(v) ? v.map(addressOf) : [],
	}
}

// {n: compared, drifted: how many differ by what follows from a last digit, differ: [sentence]}
function compare(shared) {
	const run = spawnSync(judge, ['--dump'], { encoding: 'utf8', maxBuffer: 1 << 30, env: { ...process.env, VOCALIA_SHARED: shared, TZ: 'America/Phoenix' } })
	assert.equal(run.status, 0, run.stderr)
	const trees = {}, out = { n: 0, impure: 0, drifted: 0, absent: [], differ: [] }
	for (const text of run.stdout.split('\n')) {
		if (!text.startsWith('{')) continue
		const line = JSON.parse(text)
		if (!line.expr && line.doc) { trees[line.doc] = nodeOf(line.tree, null); continue }
		if (line.impure) { out.impure++; continue }
		if (/"extract-signed"/.test(JSON.stringify(line.tree))) { out.absent.push(line.expr); continue }
		out.n++
		let mine
		try { mine = here(trees[line.doc], line) } catch (error) { out.differ.push(`${line.expr}: ${error.stack.split('\n').slice(0, 3).join(' ')}`); continue }
		const loose = isLoose(line.expr), theirs = line.result
		const agree = mine.kind === theirs.kind && mine.boolean === theirs.boolean && same(mine.string, theirs.string, loose) && same(mine.number, theirs.number, loose) &&
			JSON.stringify(mine.nodes) === JSON.stringify(theirs.nodes)
		// A last digit inside a digest, a text's length or a comparison is no last digit any more.
		const isInside = loose && !/^\(*-?\(*(sin|cos|tan|asin|acos|atan|atan2|exp|exp10|log|log10|pow|area|distance|sqrt)\(/.test(line.expr)
		if (!agree && isInside && mine.kind === theirs.kind) out.drifted++
		else if (!agree) out.differ.push(`${line.expr} at ${JSON.stringify(line.ctx)}: the page ${JSON.stringify(mine).slice(0, 200)}, the server ${JSON.stringify(theirs).slice(0, 200)}`)
	}
	return out
}

// ---- expressions at random, over a document that has a bit of everything

const seed = Number(process.env.SEED ?? Date.now() % 1e9)
const dice = seeded(seed), random = n => dice.between(0, n - 1)
const pick = list => list[random(list.length)]

const document = `<data id="f" xml:lang="es-MX"><a>1</a><b>-2.50</b><c>2024-02-29</c><d>uno dos  tres</d><e/><f x="7">ñandú 😀</f>
<g><a>10</a><h>2023-12-31T23:59:59.999-06:00</h><!-- c --><r n="1"><a>3</a><s>rojo</s></r><r n="2"><a>5</a><s>azul</s></r><r n="3"><a/><s>rojo</s></r></g>
<p>12:30</p><q>19.4326 -99.1332 2240 5</q><t>19.40 -99.10;19.50 -99.10;19.50 -99.20;19.40 -99.10</t><?pi x?></data>`

const contexts = ['/', '/data[1]', '/data[1]/a[1]', '/data[1]/g[1]', '/data[1]/g[1]/r[2]', '/data[1]/g[1]/r[2]/a[1]', '/data[1]/f[1]/@x', '/data[1]/d[1]']
const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'r', 's', 'p', 'q', 't', '*', 'node()', 'text()', 'nada', '@x', '@n', '@*', 'comment()', 'processing-instruction()']
const axes = ['child', 'parent', 'self', 'descendant', 'descendant-or-self', 'ancestor', 'ancestor-or-self', 'following-sibling', 'preceding-sibling', 'following', 'preceding', 'attribute']
const literals = ['true()', 'false()', '0', '1', '2', '3.5', '-7', '.5', '1000000', '0.1', '123456789012345678', "''", "'a'", "'rojo'", "'2024-02-29'", "'2023-1-5'", "'uno dos'", "'ñ😀'", "' x '", "'1e3'", "'true'",
	"'12:30:15.5Z'", "'19 -99;20 -99;20 -98'", "'2024-02-30'", "'2024-03-01T10:00:00-06:00'"]
const unary = ['abs', 'not', 'boolean', 'boolean-from-string', 'count-selected', 'string', 'number', 'int', 'floor', 'ceiling', 'round', 'sqrt', 'string-length', 'normalize-space', 'date', 'date-time',
	'decimal-date-time', 'decimal-time', 'sin', 'atan', 'exp10', 'log10', 'base64-decode', 'area', 'distance', 'intersects', 'coalesce', 'lang', 'id', 'position', 'once']
const binary = ['selected', 'selected-at', 'concat', 'contains', 'starts-with', 'ends-with', 'substring-before', 'substring-after', 'substr', 'substring', 'round', 'pow', 'atan2', 'join', 'coalesce', 'min', 'max', 'geofence', 'randomize']

function path_(depth) {
	const steps = [], n = 1 + random(3)
	for (let i = 0; i < n; i++) {
		const name = pick(names)
		let step = random(4) ? name : `${pick(axes)}::${name.replace('@', '')}`
		if (!random(8)) step = pick(['..', '.'])
		else if (depth > 0 && !random(3)) step += `[${pick([() => expression(depth - 1), () => String(1 + random(3)), () => `position() ${pick(['=', '<', '>='])} ${random(4)}`, () => 'last()'])()}]`
		steps.push(step)
	}
	return pick(['', '', '/', '//', '/data/', '../', './', 'current()/']) + steps.join(pick(['/', '/', '//']))
}
function expression(depth) {
	if (depth <= 0) return pick([() => pick(literals), () => path_(0)])()
	const x = () => expression(depth - 1)
	return pick([
		() => pick(literals), () => path_(depth), () => path_(depth),
		() => `(${x()} ${pick(['+', '-', '*', 'div', 'mod'])} ${x()})`,
		() => `(${x()} ${pick(['=', '!=', '<', '<=', '>', '>='])} ${x()})`,
		() => `(${x()} ${pick(['and', 'or'])} ${x()})`,
		() => `-(${x()})`, () => `(${path_(depth - 1)} | ${path_(depth - 1)})`,
		() => `(${path_(depth - 1)})[${x()}]`,
		() => `${pick(unary)}(${x()})`, () => `${pick(binary)}(${x()}, ${x()})`,
		() => `if(${x()}, ${x()}, ${x()})`, () => `translate(${x()}, ${x()}, ${x()})`, () => `substring(${x()}, ${x()}, ${x()})`, () => `substr(${x()}, ${x()}, ${x()})`,
		() => `${pick(['sum', 'count', 'count-non-empty', 'min', 'max', 'name', 'local-name'])}(${path_(depth - 1)})`,
		() => `format-date-time(${x()}, '%Y-%m-%d %H:%M:%S.%3 %a %b %e %y %n %h %% %z')`,
		() => `regex(${x()}, ${pick(["'[a-z]+'", "'\\d+'", "'.*o.*'", "'^[[:alpha:]ñú ]+$'", "'(uno|dos)\\s.*'", "'[^0-9]{2,}'"])})`,
		() => `checklist(${random(3) - 1}, ${random(4)}, ${x()}, ${x()})`, () => `weighted-checklist(${random(3) - 1}, ${random(4)}, ${x()}, 2, ${x()}, 1)`,
		() => `digest(${x()}, ${pick(["'MD5'", "'SHA-1'", "'SHA-256'", "'SHA-384'", "'SHA-512'"])}, ${pick(["'hex'", "'base64'"])})`,
		() => `indexed-repeat(/data/g/r/a, /data/g/r, ${x()})`,
	])()
}

// ----

const shared = process.env.VOCALIA_SHARED ?? path.join(root, '../shared')
if (!fs.existsSync(judge)) {
	skip('the page evaluates as the server does', `no ${path.relative(root, judge)}: make unit`)
} else {
	if (!fs.existsSync(path.join(shared, 'data/xpath/vectors.jsonl'))) skip('the page agrees with the server on every recorded vector', 'no XPath vectors (set VOCALIA_SHARED)')
	else await check('the page agrees with the server on every recorded vector', () => {
		const { n, impure, drifted, absent, differ } = compare(shared)
		console.log(`# ${n} compared, ${differ.length} differ, ${impure} left to chance, ${absent.length} call what the page leaves to the server`)
		assert.deepEqual(differ.slice(0, Number(process.env.SHOW ?? 12)), [])
		assert.equal(drifted, 0)
		assert.ok(n >= 2000, `only ${n}`)
	})
	await check('and on expressions made at random', () => {
		const folder = temporaryFolder(), data = path.join(folder, 'data/xpath')
		fs.mkdirSync(data, { recursive: true })
		fs.writeFileSync(path.join(data, 'docs.json'), JSON.stringify({ azar: document }))
		const lines = []
		for (let i = 0; i < 20000; i++) lines.push(JSON.stringify({ doc: 'azar', ctx: pick(contexts), expr: expression(1 + random(4)), rt: 0, resultType: 2, string: '' }))
		fs.writeFileSync(path.join(data, 'vectors.jsonl'), `${lines.join('\n')}\n`)
		const { n, drifted, differ } = compare(folder)
		console.log(`# ${n} compared, ${differ.length} differ, ${drifted} by a last digit inside something else; SEED=${seed}`)
		assert.ok(drifted <= 10, `${drifted} by a last digit`)
		assert.deepEqual(differ.slice(0, Number(process.env.SHOW ?? 12)), [])
		assert.ok(n >= 15000, `only ${n} of 20000 could be parsed`)
	})
}
await finish()
