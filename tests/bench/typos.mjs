// typos - a table of texts with the slips of people who type on a phone, to measure what they cost.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// node typos.mjs FILE.tsv COLUMN SHARE SEED >OUT.tsv
// SHARE of the words of four letters and more get one slip each: accents left out, a letter dropped, doubled or
// exchanged with the next, b/v, s/c/z, h, ll/y, qu/k.  Same seed, same file.
import { readFileSync } from 'node:fs';

// splitmix64, the high 53 bits.
function generator(seed) {
	let state = BigInt.asUintN(64, BigInt(seed));
	return () => {
		state = BigInt.asUintN(64, state + 0x9e3779b97f4a7c15n);
		let z = state;
		z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
		z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
		return Number((z ^ (z >> 31n)) >> 11n) / 2 ** 53;
	};
}

const plain = { á: 'a', é: 'e', í: 'i', ó: 'o', ú: 'u', ü: 'u' };

// Each slip: where it can happen (one of the matches is taken) and what is written there instead.
const slips = [
	[/[áéíóúü]/g, (m) => plain[m]],
	[/(?<=\p{L})\p{L}/gu, () => ''],
	[/\p{L}/gu, (m) => m + m],
	[/\p{L}\p{L}/gu, (m) => m[1] + m[0]],
	[/[bv]/g, (m) => (m === 'b' ? 'v' : 'b')],
	[/s|z|c(?=[eiéí])/g, (m, random) => ['s', 'c', 'z'].filter((c) => c !== m)[Math.floor(random() * 2)]],
	[/(?<!c)h|^(?=[aeiouáéíóú])/g, (m) => (m ? '' : 'h')],
	[/ll|y(?=\p{L})/gu, (m) => (m === 'll' ? 'y' : 'll')],
	[/qu(?=[eiéí])|c(?=[aouáóú])/g, () => 'k'],
];

function slipped(word, random) {
	const possible = slips
		.map(([where, how]) => ({ places: [...word.matchAll(where)], how }))
		.filter(({ places }) => places.length);
	const { places, how } = possible[Math.floor(random() * possible.length)];
	const place = places[Math.floor(random() * places.length)];
	return word.slice(0, place.index) + how(place[0], random) + word.slice(place.index + place[0].length);
}

const [file, column, share, seed] = process.argv.slice(2);
const random = generator(seed);
const [header, ...rows] = readFileSync(file, 'utf8').replace(/\n$/, '').split('\n');
const at = header.split('\t').indexOf(column);
if (at < 0) throw new Error(`no column ${column} in ${file}`);
const out = [header];
for (const row of rows) {
	const cells = row.split('\t');
	cells[at] = cells[at].normalize('NFC').replace(/\p{L}{4,}/gu, (word) =>
		random() < Number(share) ? slipped(word, random) : word);
	out.push(cells.join('\t'));
}
process.stdout.write(out.join('\n') + '\n');
