// lib_engine.mjs - ODK's engine (@getodk/xforms-engine) in node: it wants a browser's DOM around it.
// SPDX-License-Identifier: GPL-3.0-or-later
import { createRequire } from 'node:module'
import { beside } from './lib.mjs'

export async function loadEngine() {
	const { JSDOM } = await import('jsdom')
	const { window } = new JSDOM('<!doctype html><html><body></body></html>', { url: 'http://localhost/' })
	for (const name of ['document', 'DOMParser', 'XMLSerializer', 'Node', 'Element', 'Document', 'XMLDocument', 'Attr', 'Text', 'CDATASection',
		'Comment', 'ProcessingInstruction', 'HTMLElement', 'XPathResult', 'XPathEvaluator', 'XPathExpression', 'NodeFilter',
		'DocumentFragment', 'NamedNodeMap', 'CharacterData'])
		if (window[name] !== undefined) Object.defineProperty(globalThis, name, { value: window[name], configurable: true, writable: true })
	globalThis.__dirname = import.meta.dirname
	globalThis.require = createRequire(import.meta.url)
	return import('@getodk/xforms-engine')
}

/* {status, error, instance()}: form tells where the files it speaks of are. */
export async function load(engine, xml, form) {
	const answered = {
		missingResourceBehavior: engine.constants.MISSING_RESOURCE_BEHAVIOR.BLANK,
		fetchFormAttachment: async address => {
			const bytes = form ? beside(form, String(address)) : undefined
			if (!bytes) return new Response('', { status: 404 })
			const type = /\.csv$/i.test(String(address)) ? 'text/csv' : /\.geojson$/i.test(String(address)) ? 'application/geo+json' : 'text/xml'
			/* The engine puts the file inside an element as it is, where no XML declaration may stand. */
			return new Response(type === 'text/xml' ? bytes.toString('utf8').replace(/^\s*<\?xml[^>]*\?>/, '') : bytes, { status: 200, headers: { 'content-type': type } })
		},
	}
	return engine.loadForm(xml, answered)
}

/* Every node below one, itself first. */
export function* walk(node) {
	yield node
	for (const child of node.currentState.children ?? []) yield* walk(child)
}

export async function payloadOf(root) {
	const payload = await root.prepareInstancePayload({ payloadType: 'monolithic' })
	const xml = await payload.data[0].get('xml_submission_file').text()
	return { ...payload, xml }
}

/* The node of a field ("group/rep[2]/name") below root; instances of repeats are added until it is there. */
export function nodeOf(root, field) {
	let node = root
	for (const step of field.split('/')) {
		const [, name, ordinal] = /^([^[]+)(?:\[(\d+)\])?$/.exec(step)
		node = (node.currentState.children ?? []).find(c => c.definition.nodeName === name || c.currentState.reference.replace(/\[\d+\]$/, '').endsWith(`/${name}`))
		if (!node) return undefined
		if (!node.nodeType.startsWith('repeat-range')) continue
		while (node.nodeType === 'repeat-range:uncontrolled' && node.currentState.children.length < Number(ordinal ?? 1))
			node.addInstances(node.currentState.children.length - 1, 1)
		node = node.currentState.children[Number(ordinal ?? 1) - 1]
		if (!node) return undefined
	}
	return node
}

/* Answers as a person would: values are names of choices for selects, text for all else. */
export function answer(node, values) {
	switch (node.nodeType) {
	case 'select': return node.selectValues(values.flatMap(v => node.currentState.valueOptions.some(o => o.value === v) ? [v] : v.split(' ')).filter(v => v))
	case 'rank': return node.setValues(values.flatMap(v => v.split(' ')).filter(v => v))
	case 'trigger': return node.setValue(values.some(v => v))
	case 'input': case 'range': return node.setValue(values[0])
	default: return undefined
	}
}

/* A submission's XML as canonical answers: path -> text, list of choices (select_multiple) or list of instances.  xform says which. */
export function answersOf(engine, xml, xform) {
	const parse = text => new globalThis.DOMParser().parseFromString(text, 'text/xml')
	const form = parse(xform), refs = (tag, attribute) => new Set([...form.getElementsByTagName(tag)].map(e => e.getAttribute(attribute)))
	const repeats = refs('repeat', 'nodeset'), multiples = new Set([...refs('select', 'ref'), ...refs('odk:rank', 'ref')])
	const lists = new Map([...form.getElementsByTagName('select')].map(s => {
		const id = /instance\('([^']*)'\)/.exec(s.getElementsByTagName('itemset')[0]?.getAttribute('nodeset') ?? '')?.[1]
		const list = [...form.getElementsByTagName('instance')].find(i => i.getAttribute('id') === id)
		return [s.getAttribute('ref'), list ? [...list.getElementsByTagName('name')].map(n => n.textContent) : null]
	}))
	const read = (element, at, prefix, into) => {
		for (const child of element.children) {
			const path = `${at}/${child.localName}`, key = prefix + child.localName
			if (child.localName === 'meta') continue
			if (repeats.has(path)) {
				const instance = {}
				read(child, path, '', instance)
				into[key] = [...(into[key] ?? []), instance]
			} else if (child.children.length) read(child, path, `${key}/`, into)
			else if (child.textContent !== '') {
				const names = child.textContent.split(' '), order = lists.get(path)
				into[key] = !multiples.has(path) ? child.textContent : order ? order.filter(n => names.includes(n)) : names
			}
		}
		return into
	}
	const root = parse(xml).documentElement
	return read(root, `/${root.localName}`, '', {})
}
