// enketo.mjs - our XForms in Enketo (enketo-core after enketo-transformer, in Chromium): what it takes of the reference converter, it takes
// of us.
// SPDX-License-Identifier: GPL-3.0-or-later
import { assert, beside, check, finish, need, ownForms, realForms, skip, toXForm } from './lib.mjs'
import { bundleEnketo, openFolder } from './lib_browser.mjs'

const { page, close } = await need('forms in Enketo', async () => openFolder(await bundleEnketo()))
const invalid = ['cht_death_report.xlsx', 'ona_enumerator_weekly.xlsx']

/* What Enketo says of any form of that kind, whoever wrote it. */
const excused = [/Invalid seed argument. Integer required, but got: NaN/] // a seed that is still to be answered

const escape = text => text.replace(/[&<>]/g, c => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c])

/* A CSV file as the instance that a server gives Enketo instead of it. */
function instanceOf(csv) {
	const rows = [], cell = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/gy
	for (let row = [], m; cell.lastIndex < csv.length && (m = cell.exec(csv));) {
		row.push(m[1] !== undefined ? m[1].replace(/""/g, '"') : m[2])
		if (m[3] !== ',') {
			rows.push(row)
			row = []
		}
	}
	const [header, ...items] = rows
	return `<root>${items.filter(r => r.length === header.length).map(r => `<item>${r.map((c, i) => `<${header[i].trim()}>${escape(c)}</${header[i].trim()}>`).join('')}</item>`).join('')}</root>`
}

async function load(xml, form) {
	const files = {}
	for (const [, address] of xml.matchAll(/<instance [^>]*src="(jr:[^"]+)"/g)) {
		const bytes = beside(form, address), name = address.split('/').pop()
		if (bytes) files[name] = /\.csv$/i.test(name) ? instanceOf(bytes.toString('utf8').replace(/^\ufeff/, '')) : bytes.toString('utf8')
	}
	return page.evaluate(async ([x, f]) => {
		try {
			return await window.loadForm(x, f)
		} catch (error) {
			return { complaints: [String(error)] }
		}
	}, [xml, files])
}

assert.equal(await page.evaluate(() => typeof window.loadForm), 'function')
for (const form of [...ownForms(), ...realForms().filter(f => !invalid.includes(f.name))]) {
	if (form.reference) {
		const theirs = await load(form.reference, form)
		if (theirs.complaints.length) {
			const ours = await load(toXForm(form.file), form)
			if (!ours.complaints.length) await check(`${form.name} loads in Enketo, where the reference conversion does not`, () => assert.match(ours.record, /<instanceID>uuid:/))
			else skip(`${form.name} in Enketo`, `the reference conversion does not load either: ${theirs.complaints[0].replace(/\s+/g, ' ').slice(0, 120)}`)
			continue
		}
		form.nQuestions = theirs.nQuestions
	}
	await check(`${form.name} loads in Enketo`, async () => {
		const xml = toXForm(form.file)
		assert.ok(xml, 'the form is not read')
		const ours = await load(xml, form)
		const missing = name => [...xml.matchAll(/ src="jr:[^"]*\/([^"/]+)"/g)].some(([, file]) => file === name && !beside(form, file))
		assert.deepEqual(ours.complaints.filter(c => !missing(/^Can't find (.+)\.$/.exec(c)?.[1]) && !excused.some(e => e.test(c))), [])
		assert.match(ours.record ?? '<instanceID>uuid:', /<instanceID>uuid:/)
		if (form.nQuestions) assert.equal(ours.nQuestions, form.nQuestions, 'as many questions as the reference')
	})
}
await close()
await finish()
