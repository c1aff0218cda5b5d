// lib_base.mjs - what every test that is not a unit test stands on: the program, TAP, folders and ports of its own, chance that can
// be repeated, bodies of forms.
// SPDX-License-Identifier: GPL-3.0-or-later
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
export const program = path.resolve(process.env.VOCALIA ?? path.join(root, 'build/release/vocalia'))
export const sleep = ms => new Promise(resolve => setTimeout(resolve, ms))

// ---- TAP

/* How many lines were written, and how many of them say that something failed. */
export const counted = { n: 0, nFailed: 0 }

export function line(isGood, sentence, note = '') {
	counted.n++
	if (!isGood) counted.nFailed++
	console.log(`${isGood ? 'ok' : 'not ok'} ${counted.n} - ${sentence.replace(/#/g, '')}${note}`)
}

export function skip(sentence, reason) {
	line(true, sentence, ` # skip ${reason}`)
}

export function note(text) {
	console.log(`# ${text}`)
}

// ---- places

const folders = new Set()

/* Gone when the process ends. */
export function temporaryFolder() {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'vocalia-'))
	folders.add(folder)
	return folder
}

process.on('exit', () => {
	for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
})

export function freePort(address = '127.0.0.1') {
	return new Promise((resolve, reject) => {
		const s = net.createServer()
		s.on('error', reject)
		s.listen(0, address, () => { const { port } = s.address(); s.close(() => resolve(port)) })
	})
}

// ---- chance from a seed (mulberry32)

export function random(seed) {
	let a = seed >>> 0
	const next = () => {
		a = (a + 0x6d2b79f5) >>> 0
		let t = Math.imul(a ^ (a >>> 15), 1 | a)
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296
	}
	return { next, between: (low, high) => low + Math.floor(next() * (high - low + 1)) }
}

// ---- bodies

/* parts, in order: [name, text or bytes, {file, type}]. */
export function multipart(parts, boundary = '----frontera7d9c') {
	const pieces = parts.flatMap(([name, value, { file, type } = {}]) => [`--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file === undefined ? '' : `; filename="${file}"`}\r\n${type ? `Content-Type: ${type}\r\n` : ''}\r\n`, value, '\r\n'])
	return { body: Buffer.concat([...pieces, `--${boundary}--\r\n`].map(p => Buffer.from(p))), type: `multipart/form-data; boundary=${boundary}` }
}
