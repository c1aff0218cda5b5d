// lib_xlsx.mjs - a workbook of Excel from arrays, small and plain: what a facilitator's spreadsheet saves.
// SPDX-License-Identifier: GPL-3.0-or-later
import { deflateRawSync } from 'node:zlib'

const table = Array.from({ length: 256 }, (_, n) => {
	for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1
	return n >>> 0
})
const crc32 = bytes => (bytes.reduce((c, b) => table[(c ^ b) & 255] ^ (c >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0

/* entries: [name, text or bytes]. */
export function zip(entries) {
	const parts = [], directory = []
	let offset = 0
	for (const [name, content] of entries) {
		const bytes = Buffer.from(content), packed = deflateRawSync(bytes), n = Buffer.from(name)
		const head = Buffer.alloc(26)
		head.writeUInt16LE(20, 0)
		head.writeUInt16LE(8, 4)
		head.writeUInt32LE(crc32(bytes), 10)
		head.writeUInt32LE(packed.length, 14)
		head.writeUInt32LE(bytes.length, 18)
		head.writeUInt16LE(n.length, 22)
		const tail = Buffer.alloc(14)
		tail.writeUInt32LE(offset, 10)
		parts.push(Buffer.from('PK\x03\x04', 'latin1'), head, n, packed)
		directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), head, tail, n)
		offset += 30 + n.length + packed.length
	}
	const index = Buffer.concat(directory), end = Buffer.alloc(18)
	end.writeUInt16LE(entries.length, 4)
	end.writeUInt16LE(entries.length, 6)
	end.writeUInt32LE(index.length, 8)
	end.writeUInt32LE(offset, 12)
	return Buffer.concat([...parts, index, Buffer.from('PK\x05\x06', 'latin1'), end])
}

const escaped = text => String(text).replace(/&/g, '&amp;').replace(/</g, '&lt;')
const related = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006/relationships'

/* sheets: {name: [[cell…]…]}; null leaves a cell out, a row of none is left out too. */
export function xlsx(sheets) {
	const names = Object.keys(sheets)
	const sheet = rows => `<worksheet><sheetData>${rows.map((row, r) => row.length === 0 ? '' : `<row r="${r + 1}">${row.map((cell, c) =>
		cell === null ? '' : `<c r="${String.fromCharCode(65 + c)}${r + 1}" t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`).join('')}</row>`).join('')}</sheetData></worksheet>`
	return zip([
		['_rels/.rels', `<Relationships xmlns="${packages}"><Relationship Id="r1" Type="${related}/officeDocument" Target="xl/workbook.xml"/></Relationships>`],
		['xl/workbook.xml', `<workbook xmlns:r="${related}"><sheets>${names.map((n, i) => `<sheet name="${n}" sheetId="${i + 1}" r:id="s${i}"/>`).join('')}</sheets></workbook>`],
		['xl/_rels/workbook.xml.rels', `<Relationships xmlns="${packages}">${names.map((n, i) => `<Relationship Id="s${i}" Type="${related}/worksheet" Target="sheet${i}.xml"/>`).join('')}</Relationships>`],
		...names.map((n, i) => [`xl/sheet${i}.xml`, sheet(sheets[n])]),
	])
}
