// xpath_more.js - the functions of expressions that few forms call: digests, geometry, checklists.  Only in pages whose forms call one.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ES5; adds to xpath.js, and stands after it.  The digests are here because a hotspot's page has no crypto.subtle.
(function (X) {
	'use strict';
	if (!X) return;
	var P = X.parts, F = P.functions, M = Math, value = P.value, number = P.number, string = P.string, boolean = P.boolean, text = P.text, texts = P.texts,
		words = P.words, round = P.round, below = P.below, root = P.root, local = P.local;

	// --- digests (RFC 1321, FIPS 180-4) of arrays of bytes, as arrays of bytes
	function bytesOf(s) {
		var u = unescape(encodeURIComponent(s.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(^|[^\ud800-\udbff])[\udc00-\udfff]/g, '$1\ufffd'))), out = [], i;
		for (i = 0; i < u.length; i++) out.push(u.charCodeAt(i));
		return out;
	}
	// The message, a bit, zeros and its length, as words of 32 bits.
	function blocks(bytes, block, big) {
		var b = bytes.slice(), n = b.length * 8, out = [], i;
		b.push(128);
		while (b.length % block !== block - block / 8) b.push(0);
		if (block > 64) b.push(0, 0, 0, 0, 0, 0, 0, 0);
		for (i = 0; i < 8; i++) b.push(M.floor(n / M.pow(2, 8 * (big ? 7 - i : i))) & 255);
		for (i = 0; i < b.length; i += 4) out.push(big ? b[i] << 24 | b[i + 1] << 16 | b[i + 2] << 8 | b[i + 3] : b[i + 3] << 24 | b[i + 2] << 16 | b[i + 1] << 8 | b[i]);
		return out;
	}
	function spread(state, big, n) {
		var out = [], i, k;
		for (i = 0; i < n; i++) for (k = 0; k < 4; k++) out.push(state[i] >>> (big ? 24 - 8 * k : 8 * k) & 255);
		return out;
	}
	function left(x, n) { return x << n | x >>> 32 - n; }
	function md5(bytes) {
		var w = blocks(bytes, 64, false), s = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476], at, i, a, b, c, e, f, g, t;
		for (at = 0; at < w.length; at += 16) {
			a = s[0]; b = s[1]; c = s[2]; e = s[3];
			for (i = 0; i < 64; i++) {
				if (i < 16) { f = b & c | ~b & e; g = i; }
				else if (i < 32) { f = e & b | ~e & c; g = (5 * i + 1) % 16; }
				else if (i < 48) { f = b ^ c ^ e; g = (3 * i + 5) % 16; }
				else { f = c ^ (b | ~e); g = 7 * i % 16; }
				t = a + f + M.floor(M.abs(M.sin(i + 1)) * 4294967296) + w[at + g] | 0;
				a = e; e = c; c = b;
				b = b + left(t, [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21][(i >> 4) * 4 + i % 4]) | 0;
			}
			s = [s[0] + a | 0, s[1] + b | 0, s[2] + c | 0, s[3] + e | 0];
		}
		return spread(s, false, 4);
	}
	function sha1(bytes) {
		var w = blocks(bytes, 64, true), s = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476, 0xc3d2e1f0 | 0], at, i, v, x, t;
		for (at = 0; at < w.length; at += 16) {
			x = w.slice(at, at + 16);
			v = s.slice();
			for (i = 0; i < 80; i++) {
				if (i > 15) x[i] = left(x[i - 3] ^ x[i - 8] ^ x[i - 14] ^ x[i - 16], 1);
				t = left(v[0], 5) + v[4] + x[i] + (i < 20 ? (v[1] & v[2] | ~v[1] & v[3]) + 0x5a827999 : i < 40 ? (v[1] ^ v[2] ^ v[3]) + 0x6ed9eba1 :
					i < 60 ? (v[1] & v[2] | v[1] & v[3] | v[2] & v[3]) + 0x8f1bbcdc : (v[1] ^ v[2] ^ v[3]) + 0xca62c1d6) | 0;
				v = [t, v[0], left(v[1], 30), v[2], v[3]];
			}
			for (i = 0; i < 5; i++) s[i] = s[i] + v[i] | 0;
		}
		return spread(s, true, 5);
	}
	// Of SHA-512; SHA-256 has their first halves.
	var K = '428a2f98d728ae227137449123ef65cdb5c0fbcfec4d3b2fe9b5dba58189dbbc3956c25bf348b53859f111f1b605d019923f82a4af194f9b' +
		'ab1c5ed5da6d8118d807aa98a303024212835b0145706fbe243185be4ee4b28c550c7dc3d5ffb4e272be5d74f27b896f80deb1fe3b1696b1' +
		'9bdc06a725c71235c19bf174cf692694e49b69c19ef14ad2efbe4786384f25e30fc19dc68b8cd5b5240ca1cc77ac9c652de92c6f592b0275' +
		'4a7484aa6ea6e4835cb0a9dcbd41fbd476f988da831153b5983e5152ee66dfaba831c66d2db43210b00327c898fb213fbf597fc7beef0ee4' +
		'c6e00bf33da88fc2d5a79147930aa72506ca6351e003826f142929670a0e6e7027b70a8546d22ffc2e1b21385c26c9264d2c6dfc5ac42aed' +
		'53380d139d95b3df650a73548baf63de766a0abb3c77b2a881c2c92e47edaee692722c851482353ba2bfe8a14cf10364a81a664bbc423001' +
		'c24b8b70d0f89791c76c51a30654be30d192e819d6ef5218d69906245565a910f40e35855771202a106aa07032bbd1b819a4c116b8d2d0c8' +
		'1e376c085141ab532748774cdf8eeb9934b0bcb5e19b48a8391c0cb3c5c95a634ed8aa4ae3418acb5b9cca4f7763e373682e6ff3d6b2b8a3' +
		'748f82ee5defb2fc78a5636f43172f6084c87814a1f0ab728cc702081a6439ec90befffa23631e28a4506cebde82bde9bef9a3f7b2c67915' +
		'c67178f2e372532bca273eceea26619cd186b8c721c0c207eada7dd6cde0eb1ef57d4f7fee6ed17806f067aa72176fba0a637dc5a2c898a6' +
		'113f9804bef90dae1b710b35131c471b28db77f523047d8432caab7b40c724933c9ebe0a15c9bebc431d67c49c100d4c4cc5d4becb3e42b6' +
		'597f299cfc657e2a5fcb6fab3ad6faec6c44198c4a475817',
		H = '6a09e667f3bcc908bb67ae8584caa73b3c6ef372fe94f82ba54ff53a5f1d36f1510e527fade682d19b05688c2b3e6c1f1f83d9abfb41bd6b5be0cd19137e2179' +
		'cbbb9d5dc1059ed8629a292a367cd5079159015a3070dd17152fecd8f70e593967332667ffc00b318eb44a8768581511db0c2e0d64f98fa747b5481dbefa4fa4';
	function table(hex, from, n, step) {
		var out = [], i;
		for (i = 0; i < n; i++) out.push(parseInt(hex.substr(from + i * step, 8), 16) | 0);
		return out;
	}
	function sha256(bytes) {
		var w = blocks(bytes, 64, true), k = table(K, 0, 64, 16), s = table(H, 0, 8, 16), at, i, v, x, a, b;
		function right(y, n) { return y >>> n | y << 32 - n; }
		for (at = 0; at < w.length; at += 16) {
			x = w.slice(at, at + 16);
			v = s.slice();
			for (i = 0; i < 64; i++) {
				if (i > 15) {
					a = x[i - 15];
					b = x[i - 2];
					x[i] = x[i - 16] + (right(a, 7) ^ right(a, 18) ^ a >>> 3) + x[i - 7] + (right(b, 17) ^ right(b, 19) ^ b >>> 10) | 0;
				}
				a = v[7] + (right(v[4], 6) ^ right(v[4], 11) ^ right(v[4], 25)) + (v[4] & v[5] ^ ~v[4] & v[6]) + k[i] + x[i] | 0;
				b = (right(v[0], 2) ^ right(v[0], 13) ^ right(v[0], 22)) + (v[0] & v[1] ^ v[0] & v[2] ^ v[1] & v[2]) | 0;
				v = [a + b | 0, v[0], v[1], v[2], v[3] + a | 0, v[4], v[5], v[6]];
			}
			for (i = 0; i < 8; i++) s[i] = s[i] + v[i] | 0;
		}
		return spread(s, true, 8);
	}
	// Words of 64 bits are pairs [high, low].
	function sum() {
		var low = 0, high = 0, i;
		for (i = 0; i < arguments.length; i++) { low += arguments[i][1] >>> 0; high += arguments[i][0]; }
		return [high + M.floor(low / 4294967296) | 0, low | 0];
	}
	function turn(x, n) {
		var h = x[0], l = x[1], t;
		if (n > 31) { t = h; h = l; l = t; n -= 32; }
		return n ? [h >>> n | l << 32 - n, l >>> n | h << 32 - n] : [h, l];
	}
	function mix(a, b, c) { return [a[0] ^ b[0] ^ c[0], a[1] ^ b[1] ^ c[1]]; }
	function shift(x, n) { return [x[0] >>> n, x[1] >>> n | x[0] << 32 - n]; }
	function pairs(list) {
		var out = [], i;
		for (i = 0; i < list.length; i += 2) out.push([list[i], list[i + 1]]);
		return out;
	}
	function sha512(bytes, from, n) {
		var w = blocks(bytes, 128, true), k = pairs(table(K, 0, 160, 8)), s = pairs(table(H, from, 16, 8)), out = [], at, i, v, x, a, b;
		for (at = 0; at < w.length; at += 32) {
			x = pairs(w.slice(at, at + 32));
			v = s.slice();
			for (i = 0; i < 80; i++) {
				if (i > 15) {
					a = x[i - 15];
					b = x[i - 2];
					x[i] = sum(x[i - 16], mix(turn(a, 1), turn(a, 8), shift(a, 7)), x[i - 7], mix(turn(b, 19), turn(b, 61), shift(b, 6)));
				}
				a = sum(v[7], mix(turn(v[4], 14), turn(v[4], 18), turn(v[4], 41)),
					[v[4][0] & v[5][0] ^ ~v[4][0] & v[6][0], v[4][1] & v[5][1] ^ ~v[4][1] & v[6][1]], k[i], x[i]);
				b = sum(mix(turn(v[0], 28), turn(v[0], 34), turn(v[0], 39)),
					[v[0][0] & v[1][0] ^ v[0][0] & v[2][0] ^ v[1][0] & v[2][0], v[0][1] & v[1][1] ^ v[0][1] & v[2][1] ^ v[1][1] & v[2][1]]);
				v = [sum(a, b), v[0], v[1], v[2], sum(v[3], a), v[4], v[5], v[6]];
			}
			for (i = 0; i < 8; i++) s[i] = sum(s[i], v[i]);
		}
		for (i = 0; i < 8; i++) out.push(s[i][0], s[i][1]);
		return spread(out, true, n);
	}
	function base64(bytes) {
		var letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', out = '', i, n;
		for (i = 0; i < bytes.length; i += 3) {
			n = bytes[i] << 16 | (bytes[i + 1] || 0) << 8 | (bytes[i + 2] || 0);
			out += letters.charAt(n >> 18) + letters.charAt(n >> 12 & 63) + (i + 1 < bytes.length ? letters.charAt(n >> 6 & 63) : '=') + (i + 2 < bytes.length ? letters.charAt(n & 63) : '=');
		}
		return out;
	}
	F.digest = ['sss', function (s, algorithm, encoding) {
		var b = bytesOf(s), hex = '', i;
		encoding = (encoding === undefined ? 'base64' : encoding).toLowerCase();
		if (encoding !== 'hex' && encoding !== 'base64') return '';
		switch (algorithm.toUpperCase()) {
		case 'MD5': b = md5(b); break;
		case 'SHA-1': b = sha1(b); break;
		case 'SHA-256': b = sha256(b); break;
		case 'SHA-384': b = sha512(b, 128, 12); break;
		case 'SHA-512': b = sha512(b, 0, 16); break;
		default: return '';
		}
		if (encoding !== 'hex') return base64(b);
		for (i = 0; i < b.length; i++) hex += (b[i] < 16 ? '0' : '') + b[i].toString(16);
		return hex;
	}];
	// --- the others: rows as in xpath.js
	var UTF8 = /([\0-\x7f]|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})|[\s\S]/g;
	function pointOf(s) { // [latitude, longitude] in degrees, or null
		var p = words(s).map(number);
		return p.length > 1 && p.length < 5 && p.every(function (x) { return x === x; }) && M.abs(p[0]) <= 90 && M.abs(p[1]) <= 180 ? p : null;
	}
	// Of all the arguments from the first on; none when there is one that is none.
	function points(args, c, first) {
		var out = [], wrong = false;
		texts(args, first || 2, c).forEach(function (s) {
			var all = s.split(';');
			if (all.length > 1 && !words(all[all.length - 1]).length) all.pop();
			all.forEach(function (x) { x = pointOf(x); wrong = wrong || !x; out.push(x); });
		});
		return wrong ? [] : out;
	}
	function side(a, b, c) { return (b[1] - a[1]) * (c[0] - a[0]) - (b[0] - a[0]) * (c[1] - a[1]); }
	function isBetween(a, b, c) {
		return c[1] >= M.min(a[1], b[1]) && c[1] <= M.max(a[1], b[1]) && c[0] >= M.min(a[0], b[0]) && c[0] <= M.max(a[0], b[0]);
	}
	function cross(a, b, c, d) {
		var s = side(a, b, c), t = side(a, b, d), u = side(c, d, a), v = side(c, d, b);
		return (((s > 0 && t < 0) || (s < 0 && t > 0)) && ((u > 0 && v < 0) || (u < 0 && v > 0))) || (s === 0 && isBetween(a, b, c)) ||
			(t === 0 && isBetween(a, b, d)) || (u === 0 && isBetween(c, d, a)) || (v === 0 && isBetween(c, d, b));
	}
	var R = 6378100, RADIANS = M.PI / 180; // the Earth of ODK's clients, in metres
	function weights(args, c, weighted) { // checklist() and weighted-checklist()
		var low = number(value(args[2], c)), high = number(value(args[3], c)), n = 0, i, j, v, w;
		function each(x) { return x instanceof Array ? x.map(text) : [x]; }
		for (i = 4; i < args.length; i += weighted ? 2 : 1) {
			v = each(value(args[i], c));
			w = weighted ? each(value(args[i + 1], c)) : v;
			for (j = 0; j < M.min(v.length, w.length); j++) if (boolean(v[j])) n += weighted ? number(w[j]) : 1;
		}
		return (low === -1 || n >= low) && (high === -1 || n <= high);
	}

	var more = {
		checklist: ['', function (a, c) { return weights(a, c, false); }], 'weighted-checklist': ['', function (a, c) { return weights(a, c, true); }],
		area: ['', function (a, c) {
			var p = points(a, c), n = 0, i, q;
			for (i = 0; p.length > 2 && i < p.length; i++) {
				q = p[(i + 1) % p.length];
				n += (q[1] - p[i][1]) * RADIANS * (2 + M.sin(p[i][0] * RADIANS) + M.sin(q[0] * RADIANS));
			}
			return p.length ? round(M.abs(n * R * R / 2) * 100) / 100 : NaN;
		}],
		distance: ['', function (a, c) {
			var p = points(a, c), n = 0, i, x, y;
			for (i = 0; i + 1 < p.length; i++) {
				x = M.sin((p[i + 1][0] - p[i][0]) * RADIANS / 2);
				y = M.sin((p[i + 1][1] - p[i][1]) * RADIANS / 2);
				n += 2 * R * M.asin(M.sqrt(M.min(x * x + M.cos(p[i][0] * RADIANS) * M.cos(p[i + 1][0] * RADIANS) * y * y, 1)));
			}
			return p.length ? round(n * 100) / 100 : NaN;
		}],
		geofence: ['', function (a, c) { // even-odd, in the plane of degrees
			var p = pointOf(string(value(a[2], c))), all = points(a, c, 3), inside = false, i, q, r;
			for (i = 0; p && all.length > 2 && i < all.length; i++) {
				q = all[i];
				r = all[(i + 1) % all.length];
				if ((q[0] > p[0]) !== (r[0] > p[0]) && p[1] < (r[1] - q[1]) * (p[0] - q[0]) / (r[0] - q[0]) + q[1]) inside = !inside;
			}
			return inside;
		}],
		intersects: ['', function (a, c) {
			var p = points(a, c), n = p.length, i, k, closed = n > 1 && p[0][0] === p[n - 1][0] && p[0][1] === p[n - 1][1];
			for (i = 0; i + 1 < n; i++) for (k = i + 2; k + 1 < n; k++)
				if (!(closed && !i && k + 2 === n) && cross(p[i], p[i + 1], p[k], p[k + 1])) return true;
			return false;
		}],
		randomize: ['vv', function (nodes, seed) {
			var b, i, n = seed === undefined ? undefined : number(seed);
			if (n !== n && seed !== undefined) { // a text: the first 64 bits of its SHA-256, with their sign
				n = 0;
				if (string(seed)) {
					b = sha256(bytesOf(string(seed)));
					for (i = 0; i < 8; i++) n = (n * 256 + b[i]) % 2147483647;
					if (b[0] > 127) n = n - 4; // 2^64 is 4 to this modulus
				}
				if (n > 0 && b[0] > 127) n = n - 2147483647;
			}
			return P.shuffle(nodes instanceof Array ? nodes : [], n);
		}],
		'indexed-repeat': ['', function (a, c) {
			function lineage(n) { return [n].concat(P.above(n, [])).reverse().slice(1); }
			var set = value(a[2], c), wanted = [], pattern, at, i, n, path, left, same;
			if (!(set instanceof Array) || !set.length) return [];
			pattern = lineage(set[0]);
			for (i = 3; i + 1 < a.length; i += 2) {
				n = value(a[i], c);
				path = n instanceof Array && n.length ? lineage(n[0]) : [];
				n = path.length;
				if (!n || n > pattern.length || path[n - 1].n !== pattern[n - 1].n) return [];
				wanted[n - 1] = number(value(a[i + 1], c));
				if (!(wanted[n - 1] >= 1)) return [];
			}
			at = pattern[0].p;
			for (i = 0; i < pattern.length && at; i++) {
				same = at === pattern[i].p;
				if (same && !wanted[i]) { at = pattern[i]; continue; }
				left = wanted[i] || 1;
				at = (at.c || []).filter(function (x) { return x.n === pattern[i].n && x.k === pattern[i].k && --left < 1; })[0];
			}
			return at ? [at] : [];
		}],
		'base64-decode': ['s', function (s) { // groups of four; what is not UTF-8 becomes U+FFFD, and a zero ends it
			var letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', out = '', group = '', i, n;
			for (i = 0; i < s.length; i++) {
				if (s.charAt(i) !== '=' && letters.indexOf(s.charAt(i)) < 0) continue;
				group += s.charAt(i);
				if (group.length < 4) continue;
				n = 0;
				group.split('').forEach(function (x) { n = n << 6 | M.max(letters.indexOf(x), 0); });
				out += String.fromCharCode(n >> 16) + (group.charAt(2) === '=' ? '' : String.fromCharCode(n >> 8 & 255)) + (group.charAt(3) === '=' ? '' : String.fromCharCode(n & 255));
				group = '';
			}
			return out.split('\0')[0].replace(UTF8, function (all, good) { return good ? decodeURIComponent(escape(good)) : '\ufffd'; });
		}],
		'local-name': ['V', function (v) { return v.length ? local(v[0]) : ''; }], name: ['V', function (v) { return v.length && v[0].n || ''; }],
		'namespace-uri': ['V', function (v) { return v.length && v[0].u || ''; }],
		id: ['', function (a, c) {
			var ids = words(texts(a, 2, c).join(' ')).filter(function (x, i, all) { return all.indexOf(x) === i; });
			return c.n ? below(root(c.n), []).filter(function (n) {
				var id = n.a && n.a.filter(function (x) { return x.n === 'id'; })[0], i = id ? ids.indexOf(id.s) : -1;
				if (i >= 0) ids[i] = ' '; // the first one of its name
				return i >= 0;
			}) : [];
		}],
		lang: ['', function (a, c) {
			var wanted = string(value(a[2], c)).toLowerCase(), n, i, s;
			for (n = c.n; n; n = n.p) for (i = 0; n.a && i < n.a.length; i++) if (n.a[i].n === 'xml:lang') {
				s = n.a[i].s.toLowerCase();
				return s === wanted || s.slice(0, wanted.length + 1) === wanted + '-';
			}
			return false;
		}],
		sin: ['n', M.sin], cos: ['n', M.cos], tan: ['n', M.tan], asin: ['n', M.asin], acos: ['n', M.acos], atan: ['n', M.atan],
		atan2: ['nn', M.atan2], pi: ['-', function () { return M.PI; }],
		exp10: ['n', function (x) { return x === (x < 0 ? M.ceil(x) : M.floor(x)) ? parseFloat('1e' + x) : M.pow(10, x); }]
	}, name;
	for (name in more) F[name] = more[name];
})(vocaliaXPath);
