// house_words.mjs - whether the words people read, and the styles they are read in, are all there and all used.
//
// Says each breach on a line of its own.  Argument: missing (sentences without a translation), unused (translations of nothing), styles
// (classes that a style sheet knows and no page has).                                       SPDX-License-Identifier: GPL-3.0-or-later
import fs from 'node:fs'
import path from 'node:path'

const filesOf = (folder, ending) => fs.readdirSync(folder, { recursive: true }).map(name => path.join(folder, String(name))).filter(name => ending.test(name))
const read = name => fs.readFileSync(name, 'utf8')
const unescape = text => text.replace(/\\(x[0-9a-fA-F]{2}|[\s\S])/g, (_, c) => ({ n: '\n', t: '\t' })[c] ?? (c.length === 3 ? '\\' + c : c))

/* The pieces of C that matter here: joined string literals, and what stands between them without comments and characters. */
function piecesOf(text) {
	const pieces = []
	const token = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\])+'|"((?:\\.|[^"\\])*)"|[A-Za-z_]\w*|\s+|[\s\S]/g
	for (let m; (m = token.exec(text));) {
		if (m[1] !== undefined) {
			const last = pieces.at(-1)
			if (last?.isText) last.text += unescape(m[1])
			else pieces.push({ isText: true, text: unescape(m[1]) })
		} else if (!/^\s|^\/[*/]|^'/.test(m[0])) {
			pieces.push({ isText: false, text: m[0] })
		}
	}
	return pieces
}

/* Literals anywhere in the program, and those that stand in a call of words_say or _() (by language of the key), or as SPANISH() in a table. */
const literals = new Set(), spanish = new Map(), english = new Map()
for (const file of filesOf('collector', /\.[ch]$/).concat(filesOf('forms', /\.[ch]$/), filesOf('analysis', /\.[ch]$/))) {
	const pieces = piecesOf(read(file))
	const calls = [] // depths of the parentheses that are open: which call each belongs to
	pieces.forEach((piece, i) => {
		if (piece.isText) {
			literals.add(piece.text)
			const call = calls.findLast(c => c !== '')
			if ((call === 'words_say' && piece.text.length > 3) || call === 'SPANISH') spanish.set(piece.text, file)
			if (call === '_') english.set(piece.text, file)
		} else if (piece.text === '(') {
			const name = pieces[i - 1]?.text
			calls.push(['words_say', '_', 'SPANISH'].includes(name) ? name : /^\w+$/.test(name ?? '') ? `${name}()` : '')
		} else if (piece.text === ')') {
			calls.pop()
		}
	})
}
const templates = filesOf('collector/pages', /\.(html|svg)$/)
const written = templates.map(read).join('\n')
for (const file of templates) for (const [, sentence] of read(file).matchAll(/\{\{_ ([^}]*)\}\}/g)) spanish.set(sentence.trim(), file)

function catalogue(name) {
	const entries = new Map()
	for (const block of read(name).split(/\n\s*\n/)) {
		const part = key => [...(new RegExp(`^${key} ((?:"(?:\\\\.|[^"\\\\])*"\\s*)+)`, 'm').exec(block)?.[1] ?? '').matchAll(/"((?:\\.|[^"\\])*)"/g)].map(m => unescape(m[1])).join('')
		if (part('msgid')) entries.set(part('msgid'), part('msgstr'))
	}
	return entries
}
const toEnglish = catalogue('collector/lang/en.po'), toSpanish = catalogue('collector/lang/es.po')

const rules = {
	missing() {
		for (const [key, file] of spanish) if (!toEnglish.get(key) && !toSpanish.has(key)) console.log(`${file}: "${key}" has no English`)
		for (const [key, file] of english) if (!toSpanish.get(key) && !toEnglish.has(key)) console.log(`${file}: "${key}" has no Spanish`)
	},
	unused() {
		for (const key of toEnglish.keys()) if (!spanish.has(key) && !literals.has(key)) console.log(`en.po: "${key}" is said nowhere`)
		for (const key of toSpanish.keys()) if (!literals.has(key)) console.log(`es.po: "${key}" is said nowhere`)
	},
	styles() {
		const said = [written, ...filesOf('collector/assets', /\.js$/).map(read), ...literals].join('\n')
		const begun = new Set([...written.matchAll(/class="(?:[^"]*\s)?([\w-]+)\{\{/g)].map(m => m[1])) // class="s{{level}}"
		for (const file of filesOf('collector/assets', /\.css$/)) {
			const rules = read(file).replace(/\/\*[\s\S]*?\*\//g, '')
			for (const name of new Set([...rules.matchAll(/\.([a-zA-Z][\w-]*)(?=[^{}]*\{)/g)].map(m => m[1])))
				if (!new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(said) && !begun.has(name.replace(/\d+$/, ''))) console.log(`${file}: no page has .${name}`)
		}
	},
}
if (!rules[process.argv[2]]) throw new Error('one of: missing unused styles')
if (spanish.size < 100 || toEnglish.size < 100 || templates.length === 0) console.log('the words were not found')
rules[process.argv[2]]()
