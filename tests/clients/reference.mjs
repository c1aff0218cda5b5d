// reference.mjs - our XForms beside what the reference converter (pyxform 4.5) made of the same forms: binds, instance, controls, item sets.
//
// Spaces in expressions do not count.  What differs on purpose is in `known`, each with its reason; anything else fails, and so does a
// reason that no longer applies.  Needs jsdom (npm ci here) and the real forms.
// SPDX-License-Identifier: GPL-3.0-or-later
import { assert, check, finish, leave, need, realForms, toXForm } from './lib.mjs'

const { JSDOM } = await need('reference conversions', () => import('jsdom'))
const { window } = new JSDOM('')

/* [form, line of difference, why] */
const every = /./, spec = /^pyxform_spec_test/, cases = /^pyxform_case_insensitivity/
const known = [
	[every, /^\+ root id=\S+ version=[0-9a-f]{12}$|^- root id=.* version=$/, 'a form without version gets its fingerprint, one without form_id or with blanks in it another id'],
	[/^odk_all/, /^\+ bind \S+\/my_trigger type=string$/, 'an acknowledgement says its type'],
	[spec, /^[+-] bind \S+\/select_multiple_test .*/, 'required=false() is what a bind without it says'],
	[spec, /^[+-] control repeat \S+ jr:count=\S+/, 'nobody can add to a counted repeat, so no button offers it'],
	[cases, /^[+-] bind \/data\/q3 |^[+-] control (input|upload) \/data\/q3/, 'osm is answered as text'],
	[cases, /\/data\/meta\/entity/, 'entities belong to another server'],
	[cases, /c1-external|^[+-] control \S+ \/data\/q2|^[+-] itemset \/data\/q2/, 'external choices are a select over an instance of their own, which every client can show'],
]

const flat = text => (text ?? '').replace(/\s+/g, '')
const one = text => (text ?? '').replace(/\s+/g, ' ').trim()

function parse(xml) {
	const d = new window.DOMParser().parseFromString(xml, 'text/xml')
	assert.equal(d.querySelector('parsererror')?.textContent, undefined)
	return d
}

/* Lines that say all that is compared, so that differences can be read. */
function linesOf(xml) {
	const d = parse(xml), binds = new Map(), rest = []
	const model = d.getElementsByTagName('model')[0]
	for (const b of model.getElementsByTagName('bind')) {
		const nodeset = b.getAttribute('nodeset')
		const said = ['type', 'relevant', 'constraint', 'calculate', 'required', 'readonly', 'orx:max-pixels'].filter(a => b.hasAttribute(a))
			.map(a => `${a}=${flat(b.getAttribute(a))}`)
		binds.set(nodeset, `bind ${nodeset} ${said.join(' ')}`.trim())
	}
	const tree = (element, at, inTemplate) => {
		const here = `${at}/${element.nodeName}`, template = inTemplate || element.hasAttribute('jr:template')
		if (!element.children.length) rest.push(`instance ${template ? 'template ' : ''}${here}${one(element.textContent) ? ` = ${one(element.textContent)}` : ''}`)
		for (const child of element.children) tree(child, here, template)
	}
	const primary = model.querySelector('instance').firstElementChild
	rest.push(`root id=${primary.getAttribute('id')} version=${primary.getAttribute('version') ?? ''}`)
	for (const child of primary.children) tree(child, `/${primary.nodeName}`, false)
	for (const i of [...model.children].filter(e => e.nodeName === 'instance' && e.hasAttribute('id'))) {
		rest.push(`secondary ${i.getAttribute('id')} ${i.getAttribute('src') ?? `${i.querySelectorAll('item').length} items`}`)
		for (const item of i.querySelectorAll('item')) rest.push(`item ${i.getAttribute('id')} ${[...item.children].map(c => `${c.nodeName}=${one(c.textContent)}`).sort().join(' ')}`)
	}
	for (const s of d.querySelectorAll('setvalue')) rest.push(`setvalue ${s.getAttribute('ref')} ${s.getAttribute('event')} ${flat(s.getAttribute('value'))}`)
	const body = d.getElementsByTagName('h:body')[0]
	rest.push(`body class=${body.getAttribute('class') ?? ''}`)
	for (const e of body.getElementsByTagName('*')) {
		const ref = e.getAttribute('ref') ?? e.getAttribute('nodeset')
		if (['label', 'hint', 'value', 'output', 'setvalue', 'tag', 'item'].includes(e.nodeName)) continue
		if (e.nodeName === 'itemset') {
			rest.push(`itemset ${e.parentNode.getAttribute('ref')} ${flat(ref)} ${flat([...e.children].map(c => c.getAttribute('ref')).join(','))}`)
			continue
		}
		const attributes = [...e.attributes].filter(a => !['ref', 'nodeset'].includes(a.name)).map(a => `${a.name}=${flat(a.value)}`).sort()
		rest.push(`control ${e.nodeName} ${ref} ${attributes.join(' ')}`.trim())
	}
	return { binds, rest }
}

const used = new Set()
function unexplained(form, lines) {
	return lines.filter(l => {
		const i = known.findIndex(([f, line]) => f.test(form) && line.test(l))
		if (i >= 0) used.add(i)
		return i < 0
	})
}

let nEqual = 0, nDifferent = 0, nCompared = 0
const forms = realForms().filter(f => f.reference)
if (!forms.length) leave()
for (const form of forms) {
	await check(`${form.name} is as the reference has it`, () => {
		const xml = toXForm(form.file)
		assert.ok(xml, 'it is not read')
		const ours = linesOf(xml), theirs = linesOf(form.reference)
		const lines = []
		for (const nodeset of new Set([...ours.binds.keys(), ...theirs.binds.keys()])) {
			const a = ours.binds.get(nodeset), b = theirs.binds.get(nodeset)
			if (a === b) {
				nEqual++
				continue
			}
			nDifferent++
			const isAnswered = ours.rest.some(l => new RegExp(`^control (?!group|repeat)\\S+ ${nodeset.replaceAll('.', '\\.')}( |$)`).test(l)) && !/ readonly=/.test(a ?? '')
			if (!isAnswered && (a ?? `bind ${nodeset}`) === b?.replace(' required=true()', '')) {
				lines.push(`required is not said of ${nodeset}`)
				continue
			}
			if (a) lines.push(`+ ${a}`)
			if (b) lines.push(`- ${b}`)
		}
		const a = new Set(ours.rest), b = new Set(theirs.rest)
		lines.push(...ours.rest.filter(l => !b.has(l)).map(l => `+ ${l}`), ...theirs.rest.filter(l => !a.has(l)).map(l => `- ${l}`))
		const order = side => side.rest.filter(l => l.startsWith('control ') && a.has(l) && b.has(l))
		assert.deepEqual(order(ours), order(theirs), 'the controls stand in another order')
		nCompared++
		const bad = unexplained(form.name, lines)
		if (process.env.VERBOSE) for (const l of lines) console.log(`# ${form.name}: ${l}`)
		assert.equal(bad.length, 0, `${bad.length} differences:\n${bad.slice(0, 40).join('\n')}`)
	})
}
console.log(`# binds: ${nEqual} equal, ${nDifferent} different, in ${nCompared} forms`)
if (nCompared) await check('every reason for a difference still applies', () => {
	assert.deepEqual(known.filter((_, i) => !used.has(i)).map(k => k[2]), [])
})
await finish()
