// lib.mjs - what the tests with other people's clients share: the forms, as XForms of ours, and reference conversions.
//
// $VOCALIA_SHARED/data/forms (or ../shared beside the project) has real forms with what the reference converter made of them.
// SPDX-License-Identifier: GPL-3.0-or-later
import fs from 'node:fs'
import path from 'node:path'
import { finishSilently, root, skip, vocalia } from '../journeys/lib.mjs'

export { assert, check, finish, root, skip, temporaryFolder, vocalia } from '../journeys/lib.mjs'

const shared = path.join(process.env.VOCALIA_SHARED ?? path.join(root, '../shared'), 'data/forms')

/* Ends a test in which everything was skipped, each with its reason. */
export function leave() {
	console.log('1..1')
	finishSilently()
}

/* What must be installed for a test; where it is not, the test is skipped and ends well. */
export async function need(sentence, load) {
	try {
		return await load()
	} catch (error) {
		skip(sentence, `not installed (npm ci in tests/clients): ${String(error.message).split('\n')[0]}`)
		leave()
	}
}

/* Where what comes with a form is: in a folder files of its own, or beside it. */
function folderOf(file) {
	const own = path.join(path.dirname(file), 'files')
	return fs.existsSync(own) ? own : path.dirname(file)
}

/* With the files that come with it, or without them where some that it speaks of are missing; null when it is refused. */
export function toXForm(file) {
	for (const files of [['--files', folderOf(file)], []]) {
		const r = vocalia(['form', 'xform', file, ...files])
		if (r.status === 0) return r.stdout
	}
	return null
}

/* {name, file} of our own forms: the library and what the reader must accept. */
export function ownForms() {
	const library = path.join(root, 'forms/library'), accept = path.join(root, 'tests/accept/forms')
	const all = fs.readdirSync(library).filter(f => f.endsWith('.md')).map(f => ({ name: `library/${f}`, file: path.join(library, f) }))
	for (const folder of fs.readdirSync(accept)) {
		const form = fs.readdirSync(path.join(accept, folder)).find(f => /^in\.(md|csv|xlsx|xls)$/.test(f))
		if (form) all.push({ name: `accept/${folder}`, file: path.join(accept, folder, form) })
	}
	return all
}

/* {name, file, reference: text or undefined} of the real forms; empty, with a line that says so, where they are not there. */
export function realForms() {
	if (!fs.existsSync(shared)) {
		skip('the real forms', `${shared} is not there`)
		return []
	}
	const all = [['', shared], ['workshop/', path.join(shared, 'workshop')]].flatMap(([prefix, folder]) => fs.readdirSync(folder)
		.filter(f => /\.(xlsx|xls|md)$/.test(f)).map(f => ({ name: prefix + f, file: path.join(folder, f) })))
	for (const form of all) {
		const reference = [`${form.file}.xform.xml`, form.file.replace(/\.md$/, '.xml')].find(f => f !== form.file && fs.existsSync(f))
		if (reference) form.reference = fs.readFileSync(reference, 'utf8')
	}
	return all.sort((a, b) => (a.name < b.name ? -1 : 1))
}

/* The bytes of a file that a form speaks of, by its jr:// address, ; undefined where there is none. */
export function beside(form, address) {
	const file = path.join(folderOf(form.file), path.basename(decodeURIComponent(address)))
	return fs.existsSync(file) ? fs.readFileSync(file) : undefined
}
