// xpath.js - works out, on the phone, the trees that expression_json writes: the same rules as forms/expression_*.c.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ES5 for old phones.  vocaliaXPath(tree, env) gives a number, a string, a boolean, a date {d: days, t: has a time} or an array of nodes.
// A node is {k: kind as in document.h, n: name, u: namespace URI, p: parent, c: children, a: attributes, s: its text, if it has no
// children}.  Whoever changes what hangs below a root empties the root's `o`: the order is counted anew when it is asked for.
// env: node and here (context node and current()), ref(number) -> nodes, instance(id) -> node, label(number, value), itext(id),
// position(number or node), now (UTC seconds), offset (minutes), space(prefix) -> URI.
var vocaliaXPath = (function () {
	'use strict';
	var E, steps, stamp = 0, BUDGET = 2000000, MAX = 65536, DAY = 864e5;

	// --- texts
	function chars(s) { return /[\ud800-\udfff]/.test(s) ? s.match(/[\ud800-\udbff][\udc00-\udfff]|[\s\S]/g) : s.split(''); }
	function cut(s) { // to as many bytes of UTF-8
		var n = 0, i, c;
		if (s.length * 3 <= MAX) return s;
		for (i = 0; i < s.length; i++) {
			c = s.charCodeAt(i);
			n += c < 128 ? 1 : c < 2048 ? 2 : c >= 0xd800 && c < 0xdc00 ? 4 : c >= 0xdc00 && c < 0xe000 ? 0 : 3;
			if (n > MAX) return s.slice(0, i);
		}
		return s;
	}
	function words(s) { s = s.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, ''); return s ? s.split(/[ \t\r\n]+/) : []; }
	function two(n, width) { n = String(n); while (n.length < (width || 2)) n = '0' + n; return n; }
	function text(n) {
		var out = '', i;
		if (n.s !== undefined) return n.s;
		for (i = 0; n.c && i < n.c.length; i++) if (n.c[i].k < 4) out += text(n.c[i]);
		return out;
	}

	// --- dates: days since 1970-01-01T00:00Z
	function timeOf(s) {
		var m = /^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[-+]\d\d(?::?\d\d|:)?)?$/.exec(s), f = 0, unit = 0.1, zone = E.offset, i;
		if (!m || +m[1] > 23 || +m[2] > 59 || +m[3] > 59) return NaN;
		for (i = 0; m[4] && i < m[4].length; i++, unit /= 10) f += unit * m[4].charAt(i);
		if (m[5]) {
			i = m[5].replace(':', '');
			zone = +i.slice(1, 3) * 60 + +i.slice(3);
			if (i === 'Z') zone = 0;
			if (zone > 899 || +i.slice(3) > 59) return NaN;
			if (i.charAt(0) === '-') zone = -zone;
		}
		return (m[1] * 60 + +m[2] - zone) / 1440 + ((m[3] ? +m[3] : 0) + f) / 86400;
	}
	function dateOf(s) {
		var m = /^(\d{4})-(\d\d?)-(\d\d?)(?:T(.*))?$/.exec(s), d = new Date(0), f;
		if (!m || !+m[1]) return null;
		d.setUTCFullYear(+m[1], m[2] - 1, +m[3]);
		if (d.getUTCMonth() !== m[2] - 1 || d.getUTCDate() !== +m[3]) return null;
		f = m[4] === undefined ? -E.offset / 1440 : timeOf(m[4]);
		return f === f ? { d: d.getTime() / DAY + f, t: m[4] !== undefined } : null;
	}
	function parts(days) {
		var ms = Math.floor(days * DAY + 0.5) + E.offset * 60000, day = Math.floor(ms / DAY);
		return day > -719163 && day < 2932897 ? new Date(ms) : null;
	}
	function clock(d) { return two(d.getUTCHours()) + ':' + two(d.getUTCMinutes()) + ':' + two(d.getUTCSeconds()) + '.' + two(d.getUTCMilliseconds(), 3); }
	function dateText(v) {
		var d = parts(v.d), z = Math.abs(E.offset), t;
		if (!d) return 'Invalid Date';
		t = clock(d);
		return two(d.getUTCFullYear(), 4) + '-' + two(d.getUTCMonth() + 1) + '-' + two(d.getUTCDate()) + (v.t || t !== '00:00:00.000' ?
			'T' + t + (E.offset < 0 ? '-' : '+') + two(Math.floor(z / 60)) + ':' + two(z % 60) : '');
	}
	function format(days, f) {
		var d = parts(days);
		if (!d) return 'Invalid Date';
		return f.replace(/%([\s\S])/g, function (all, c) {
			switch (c) {
			case 'Y': return two(d.getUTCFullYear(), 4);
			case 'y': return two(d.getUTCFullYear() % 100);
			case 'm': return two(d.getUTCMonth() + 1);
			case 'n': return d.getUTCMonth() + 1;
			case 'b': return 'JanFebMarAprMayJunJulAugSepOctNovDec'.substr(d.getUTCMonth() * 3, 3);
			case 'd': return two(d.getUTCDate());
			case 'e': return d.getUTCDate();
			case 'H': return two(d.getUTCHours());
			case 'h': return d.getUTCHours();
			case 'M': return two(d.getUTCMinutes());
			case 'S': return two(d.getUTCSeconds());
			case '3': return two(d.getUTCMilliseconds(), 3);
			case 'a': return 'SunMonTueWedThuFriSat'.substr(d.getUTCDay() * 3, 3);
			case '%': return '%';
			}
			return all;
		});
	}

	// --- conversions
	function numberOf(s) {
		var m = /^[ \t\n\f\r]*(-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)[ \t\n\f\r]*$/.exec(s), d;
		if (m) return parseFloat(m[1]);
		d = dateOf(s.replace(/^[ \t\n\f\r]+/, ''));
		return d ? d.d : NaN;
	}
	function number(v) {
		if (typeof v === 'number') return v;
		if (typeof v === 'string') return numberOf(v);
		if (typeof v === 'boolean') return v ? 1 : 0;
		if (v instanceof Array) return v.length ? numberOf(text(v[0])) : NaN;
		return v.d;
	}
	function numberText(n) {
		var s = String(n === 0 ? 0 : n), m = /^(-?)(\d)(?:\.(\d+))?e([-+]\d+)$/.exec(s), digits, e;
		if (!m) return s;
		digits = m[2] + (m[3] || '');
		e = +m[4];
		if (e < 0) return m[1] + '0.' + new Array(-e).join('0') + digits;
		while (digits.length <= e) digits += '0';
		return m[1] + digits;
	}
	function string(v) {
		if (typeof v === 'string') return v;
		if (typeof v === 'number') return numberText(v);
		if (typeof v === 'boolean') return v ? 'true' : 'false';
		if (v instanceof Array) return v.length ? text(v[0]) : '';
		return dateText(v);
	}
	function boolean(v) {
		if (v instanceof Array) return v.length > 0;
		if (typeof v === 'object') v = v.d;
		return !!v;
	}

	// --- comparisons (XPath 1.0, 3.4)
	function compare(op, a, b) {
		// With a boolean, = and != take nodes as one; otherwise some node must compare true.
		var i, x, y, equality = op === '=' || op === '!=', one = equality && (typeof a === 'boolean' || typeof b === 'boolean');
		if (a instanceof Array && !one) {
			for (i = 0; i < a.length; i++) if (compare(op, text(a[i]), b)) return true;
			return false;
		}
		if (b instanceof Array && !one) {
			for (i = 0; i < b.length; i++) if (compare(op, a, text(b[i]))) return true;
			return false;
		}
		if (equality) {
			if (one) return (boolean(a) === boolean(b)) === (op === '=');
			if (typeof a === 'string' && typeof b === 'string') {
				if (a !== b && (x = dateOf(a)) && (y = dateOf(b))) return (x.d === y.d) === (op === '=');
				return (a === b) === (op === '=');
			}
		}
		a = number(a);
		b = number(b);
		switch (op) {
		case '=': return a === b;
		case '!=': return a !== b;
		case '<': return a < b;
		case '<=': return a <= b;
		case '>': return a > b;
		}
		return a >= b;
	}

	// --- nodes
	function root(n) { while (n.p) n = n.p; return n; }
	function count(n, at) {
		var i;
		n.o = at++;
		for (i = 0; n.a && i < n.a.length; i++) n.a[i].o = at++;
		for (i = 0; n.c && i < n.c.length; i++) at = count(n.c[i], at);
		return at;
	}
	function before(a, b) {
		var x = root(a), y = root(b);
		if (!x.o) count(x, 1);
		if (!y.o) count(y, 1);
		if (x !== y) return (x.d || (x.d = ++stamp)) - (y.d || (y.d = ++stamp));
		return a.o - b.o;
	}
	function inOrder(nodes) { // each once
		var mark = ++stamp, out = [], i;
		for (i = 0; i < nodes.length; i++) if (nodes[i].m !== mark) { nodes[i].m = mark; out.push(nodes[i]); }
		return out.length > 1 ? out.sort(before) : out;
	}
	function below(n, out) {
		for (var i = 0; n.c && i < n.c.length; i++) { out.push(n.c[i]); below(n.c[i], out); }
		return out;
	}
	function siblings(n, way) {
		var all = n.p && n.k !== 2 && n.k !== 6 ? n.p.c : [], out = [], i = all.indexOf(n) + way;
		if (i - way < 0) return out;
		for (; i >= 0 && i < all.length; i += way) out.push(all[i]);
		return out;
	}
	function above(n, out) { while ((n = n.p)) out.push(n); return out; }
	// In the order of the axis: the nearest first.
	function along(axis, n) {
		var out = [], i, a;
		switch (axis) {
		case 'child': return n.c || out;
		case 'self': return [n];
		case 'parent': return n.p ? [n.p] : out;
		case 'attribute': return n.a || out;
		case 'descendant': return below(n, out);
		case 'descendant-or-self': return below(n, [n]);
		case 'ancestor': return above(n, out);
		case 'ancestor-or-self': return above(n, [n]);
		case 'following-sibling': return siblings(n, 1);
		case 'preceding-sibling': return siblings(n, -1);
		case 'following':
			if (n.k === 2 || n.k === 6) { n = n.p; out = below(n, out); }
			for (; n; n = n.p) for (a = siblings(n, 1), i = 0; i < a.length; i++) { out.push(a[i]); below(a[i], out); }
			return out;
		case 'preceding':
			if (n.k === 2 || n.k === 6) n = n.p;
			for (; n; n = n.p) for (a = siblings(n, -1), i = 0; i < a.length; i++) out = out.concat(below(a[i], [a[i]]).reverse());
			return out;
		}
		return out;
	}
	function local(n) { return n.n ? n.n.slice(n.n.indexOf(':') + 1) : ''; }
	function passes(n, test, kind) {
		var c = test.charAt(test.length - 1), i;
		if (c === ')') {
			if (test === 'node()') return true;
			if (test === 'text()') return n.k === 3;
			if (test === 'comment()') return n.k === 4;
			i = test.slice(test.indexOf('(') + 1, -1).replace(/^['"]|['"]$/g, '');
			return n.k === 5 && (!i || n.n === i);
		}
		if (n.k !== kind) return false;
		if (test === '*') return true;
		if (test === n.n) return !n.u || test.indexOf(':') > 0;
		i = test.indexOf(':');
		if (i < 0 || (c !== '*' && local(n) !== test.slice(i + 1))) return false;
		return n.n.slice(0, i + 1) === test.slice(0, i + 1) || (!!n.u && !!E.space && n.u === E.space(test.slice(0, i)));
	}
	// The nodes that every predicate keeps.
	function keep(nodes, predicates, first) {
		var i, j, out, v;
		for (i = first; i < predicates.length; i++) {
			out = [];
			for (j = 0; j < nodes.length; j++) {
				v = value(predicates[i], { n: nodes[j], i: j + 1, z: nodes.length });
				if (typeof v === 'number' ? v === j + 1 : boolean(v)) out.push(nodes[j]);
			}
			nodes = out;
		}
		return nodes;
	}
	function walk(nodes, path, first) {
		var i, j, k, all, out, found, step, axis, kind;
		for (i = first; i < path.length; i++) {
			step = path[i];
			axis = step[0];
			kind = axis === 'attribute' ? 2 : axis === 'namespace' ? 6 : 1;
			out = [];
			for (j = 0; j < nodes.length; j++) {
				all = along(axis, nodes[j]);
				steps += all.length;
				if (steps > BUDGET) throw BUDGET;
				found = [];
				for (k = 0; k < all.length; k++) if (passes(all[k], step[1], kind)) found.push(all[k]);
				if (step.length > 2) found = keep(found, step, 2);
				out = out.length ? out.concat(found) : found;
			}
			nodes = nodes.length > 1 || /^(an|pre)/.test(axis) ? inOrder(out) : out;
		}
		return nodes;
	}

	// --- functions
	function self(c) { return c.n ? [c.n] : ''; }
	function round(x) {
		var a = Math.abs(x), f = Math.floor(a);
		if (a - f >= 0.5) f++;
		return x < 0 || 1 / x < 0 ? -f : f;
	}
	function toZero(x) { return x < 0 ? Math.ceil(x) : Math.floor(x); }
	function log10(x) {
		var y = Math.log(x) / Math.LN10, r = Math.round(y);
		return Math.log10 ? Math.log10(x) : Math.pow(10, r) === x ? r : y;
	}
	function texts(args, first, c) {
		var out = [], i, j, v;
		for (i = first; i < args.length; i++) {
			v = value(args[i], c);
			if (v instanceof Array) for (j = 0; j < v.length; j++) out.push(text(v[j]));
			else out.push(string(v));
		}
		return out;
	}
	function most(args, c, way) {
		var all = texts(args, 2, c), best = NaN, i, x;
		for (i = 0; i < all.length; i++) {
			x = numberOf(all[i]);
			if (x !== x) return NaN;
			if (!i || (x - best) * way > 0) best = x;
		}
		return best;
	}
	function dateValue(v) {
		if (typeof v === 'number') return { d: v, t: false };
		if (typeof v === 'object' && !(v instanceof Array)) return v;
		v = string(v);
		return { d: (dateOf(v) || { d: numberOf(v) }).d, t: false };
	}
	function date(v) { return (typeof v === 'string' || v instanceof Array) && !string(v) ? '' : dateValue(v); }
	function formatted(v, f) { v = dateValue(v).d; return v === v ? format(v, f) : ''; }
	var CLASSES = { alpha: 'A-Za-z', digit: '0-9', alnum: 'A-Za-z0-9', upper: 'A-Z', lower: 'a-z', space: '\\t-\\r ', punct: '!-\\/:-@\\[-`{-~',
		xdigit: '0-9A-Fa-f', word: '\\w', blank: ' \\t' }, patterns = {};
	// Perl's spelling as this language has it; null where it has not.
	function pattern(p) {
		var out = '', inside = false, flags = '', i, c, m;
		if (patterns[p] !== undefined) return patterns[p];
		if ((m = /^\(\?([ims]+)\)/.exec(p))) { p = p.slice(m[0].length); flags = m[1].replace('s', ''); }
		for (i = 0; i < p.length; i++) {
			c = p.charAt(i);
			if (c === '\\') {
				c = p.charAt(++i);
				out += c === 's' ? inside ? '\\t-\\r ' : '[\\t-\\r ]' : c === 'S' && !inside ? '[^\\t-\\r ]' : c === 'h' ? inside ? ' \\t' : '[ \\t]' :
					c === 'A' && !inside ? '^' : (c === 'Z' || c === 'z') && !inside ? '$' : '\\' + c;
			} else if (inside) {
				if (c === '[' && (m = /^\[:(\w+):\]/.exec(p.slice(i))) && CLASSES[m[1]]) { out += CLASSES[m[1]]; i += m[0].length - 1; continue; }
				if (c === ']') inside = false;
				out += c === '[' ? '\\[' : c;
			} else if (c === '[') {
				inside = true;
				m = /^\[\^?\]?/.exec(p.slice(i))[0];
				out += m.replace(']', '\\]');
				i += m.length - 1;
			} else out += c === '.' ? '[^\\n]' : c;
		}
		out = '^(?:' + out + ')$';
		m = null;
		try { m = new RegExp(out, flags + (/\\[pP]\{|[^\0-\x7f]/.test(out) ? 'u' : '')); } catch (e) {
			try { m = new RegExp(out, flags); } catch (f) { }
		}
		return (patterns[p] = m);
	}
	function shuffle(nodes, seed) {
		var out = [], i, j;
		if (seed !== undefined) {
			seed = toZero(seed) % 2147483647;
			if (!(seed > 0)) seed = (seed || 0) + 2147483646;
		}
		for (i = 0; i < nodes.length; i++) {
			if (seed !== undefined) seed = seed * 16807 % 2147483647;
			j = Math.floor((seed === undefined ? Math.random() : (seed - 1) / 2147483646) * (i + 1));
			if (j !== i) out[i] = out[j];
			out[j] = nodes[i];
		}
		return out;
	}
	function random(n, letters) {
		var out = '', i;
		for (i = 0; i < n; i++) out += letters.charAt(Math.random() * letters.length);
		return out;
	}
	// name: [kinds of its arguments, function].  s text, n number, b boolean, v value as it is; a capital letter: '.' when it is left out.
	// '' gives the whole call and its context, so that it works out for itself what it needs.
	var M = Math, FUNCTIONS = {
		'true': ['-', function () { return true; }], 'false': ['-', function () { return false; }],
		'boolean': ['b', function (b) { return b; }], not: ['b', function (b) { return !b; }],
		'boolean-from-string': ['s', function (s) { return s === '1' || s === 'true'; }],
		'if': ['', function (a, c) { return value(a[boolean(value(a[2], c)) ? 3 : 4], c); }],
		coalesce: ['', function (a, c) {
			for (var i = 2, s = ''; i < a.length && !s; i++) s = string(value(a[i], c));
			return s;
		}],
		once: ['', function (a, c) { return string(value(a[3], c)) || string(value(a[2], c)); }],
		selected: ['ss', function (s, w) { s = words(s); w = words(w).join(' '); return s.length ? s.indexOf(w) >= 0 : !w; }],
		'selected-at': ['sn', function (s, i) { return words(s)[i] || ''; }],
		'count-selected': ['s', function (s) { return words(s).length; }],
		concat: ['', function (a, c) { return texts(a, 2, c).join(''); }],
		join: ['', function (a, c) { return texts(a, 3, c).join(string(value(a[2], c))); }],
		string: ['S', function (s) { return s; }], 'string-length': ['S', function (s) { return chars(s).length; }],
		substr: ['snn', function (s, i, j) {
			var n;
			s = chars(s);
			n = s.length;
			i = toZero(i) || 0;
			j = j === undefined ? n : toZero(j) || 0;
			i = i < 0 ? M.max(n + i, 0) : M.min(i, n);
			j = j < 0 ? M.max(n + j, 0) : M.min(j, n);
			return s.slice(i, M.max(i, j)).join('');
		}],
		substring: ['snn', function (s, i, n) {
			i = M.floor(i + 0.5);
			n = n === undefined ? Infinity : i + M.floor(n + 0.5);
			return chars(s).filter(function (x, at) { return at + 1 >= i && at + 1 < n; }).join('');
		}],
		contains: ['ss', function (s, t) { return s.indexOf(t) >= 0; }],
		'starts-with': ['ss', function (s, t) { return s.slice(0, t.length) === t; }],
		'ends-with': ['ss', function (s, t) { return t.length <= s.length && s.slice(s.length - t.length) === t; }],
		translate: ['sss', function (s, from, to) {
			from = chars(from).slice(0, 1000);
			to = chars(to);
			return chars(s).map(function (x) { var i = from.indexOf(x); return i < 0 ? x : to[i] || ''; }).join('');
		}],
		'normalize-space': ['S', function (s) { return words(s).join(' '); }],
		'substring-before': ['ss', function (s, t) { return s.slice(0, M.max(s.indexOf(t), 0)); }],
		'substring-after': ['ss', function (s, t) { var i = s.indexOf(t); return i < 0 ? '' : s.slice(i + t.length); }],
		regex: ['ss', function (s, p) { p = pattern(p); return !!p && p.test(s); }],
		number: ['N', function (n) { return n; }], 'int': ['n', toZero],
		round: ['nn', function (n, p) {
			var scale, r;
			p = p === undefined ? 0 : toZero(p);
			if (p !== p) return NaN;
			p = M.max(-300, M.min(300, p));
			if (!p) return round(n);
			scale = parseFloat('1e' + M.abs(p));
			r = p > 0 ? round(n * scale) / scale : round(n / scale) * scale;
			return isFinite(r) ? r : n;
		}],
		pow: ['nn', function (x, y) { return x === 1 || (x === -1 && M.abs(y) === Infinity) ? 1 : M.pow(x, y); }], floor: ['n', M.floor], ceiling: ['n', M.ceil], abs: ['n', M.abs],
		sqrt: ['n', M.sqrt], log: ['n', M.log], log10: ['n', log10], exp: ['n', M.exp],
		sum: ['', function (a, c) { return texts(a, 2, c).reduce(function (n, s) { return n + numberOf(s); }, 0); }],
		min: ['', function (a, c) { return most(a, c, -1); }], max: ['', function (a, c) { return most(a, c, 1); }],
		count: ['v', function (v) { return v.length; }],
		'count-non-empty': ['v', function (v) { return v.filter(text).length; }],
		last: ['', function (a, c) { return c.z; }],
		position: ['', function (a, c) {
			var v;
			if (a.length < 3) return c.i;
			if (a[2][0] === '$' && E.position) return E.position(a[2][1]);
			v = value(a[2], c);
			v = v instanceof Array ? v[0] : null;
			return v && E.position && E.position(v) || (v ? siblings(v, -1).filter(function (x) { return x.n === v.n; }).length + 1 : NaN);
		}],
		now: ['-', function () { return { d: E.now / 86400, t: true }; }],
		today: ['-', function () { var o = E.offset / 1440; return { d: M.floor(E.now / 86400 + o + 1e-9) - o, t: false }; }],
		date: ['v', date], 'date-time': ['v', date], 'decimal-date-time': ['v', function (v) { return dateValue(v).d; }],
		'decimal-time': ['s', function (s) { s = timeOf(s) + E.offset / 1440; return s - M.floor(s); }],
		'format-date': ['vs', formatted], 'format-date-time': ['vs', formatted],
		random: ['-', M.random],
		uuid: ['n', function (n) {
			if (n !== undefined) return random(n >= 1 ? M.min(n, 4096) : 0, '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ');
			n = random(31, '0123456789abcdef');
			return n.slice(0, 8) + '-' + n.slice(8, 12) + '-4' + n.slice(12, 15) + '-' + random(1, '89ab') + n.slice(15, 18) + '-' + n.slice(18, 30);
		}],
		current: ['-', function () { return E.here ? [E.here] : []; }],
		instance: ['s', function (id) { id = E.instance && E.instance(id); return id ? [id] : []; }],
		'jr:itext': ['s', function (id) { return E.itext && E.itext(id) || ''; }],
		'jr:choice-name': ['', function (a, c) {
			var s = string(value(a[2], c)), q = a[3][0] === '$' ? a[3][1] : string(value(a[3], c));
			return E.label && E.label(q, s) || '';
		}],
		pulldata: ['ssss', function (id, column, key, wanted) {
			var n = E.instance && E.instance(id.replace(/(.)\.csv$/i, '$1')), i, at, all;
			all = n ? walk([n], [0, 0, ['child', 'root'], ['child', 'item']], 2) : [];
			for (i = 0; i < all.length; i++) {
				at = walk([all[i]], [['child', key]], 0);
				if (at.length && text(at[0]) === wanted) return string(walk([all[i]], [['child', column]], 0));
			}
			return '';
		}]
	};
	function call(tree, c) {
		var f = FUNCTIONS[tree[1]], args, i, kind, v;
		if (!f) throw new Error(tree[1] + '()');
		if (!f[0]) v = f[1](tree, c);
		else {
			for (args = [], i = 0; i < f[0].length; i++) {
				kind = f[0].charAt(i);
				if (i + 2 >= tree.length) {
					if (kind > 'Z' || kind === '-') break;
					v = self(c);
				} else v = value(tree[i + 2], c);
				kind = kind.toLowerCase();
				args.push(kind === 's' ? string(v) : kind === 'n' ? number(v) : kind === 'b' ? boolean(v) : v);
			}
			v = f[1].apply(null, args);
		}
		return typeof v === 'string' ? cut(v) : v;
	}

	// c: {n: context node, i: its position, z: how many there are}
	function value(t, c) {
		var a, b;
		if (typeof t !== 'object') return t;
		if (!(t instanceof Array)) return +t.n;
		switch (t[0]) {
		case '$': return typeof t[1] === 'number' ? E.ref(t[1]) : [];
		case '()': return call(t, c);
		case 'or': return boolean(value(t[1], c)) || boolean(value(t[2], c));
		case 'and': return boolean(value(t[1], c)) && boolean(value(t[2], c));
		case 'neg': return -number(value(t[1], c));
		case '/':
			a = t[1] === null ? c.n ? [c.n] : [] : t[1] === 0 ? E.here || c.n ? [root(E.here || c.n)] : [] : value(t[1], c);
			return walk(a instanceof Array ? a : [], t, 2);
		case '[]':
			a = value(t[1], c);
			return a instanceof Array ? keep(a, t, 2) : [];
		}
		a = value(t[1], c);
		b = value(t[2], c);
		switch (t[0]) {
		case '|': return inOrder((a instanceof Array ? a : []).concat(b instanceof Array ? b : []));
		case '+': return number(a) + number(b);
		case '-': return number(a) - number(b);
		case '*': return number(a) * number(b);
		case 'div': return number(a) / number(b);
		case 'mod': return number(a) % number(b);
		}
		return compare(t[0], a, b);
	}
	function evaluate(tree, env) {
		E = env;
		steps = 0;
		try { return value(tree, { n: env.node, i: env.at || 1, z: env.at || 1 }); } catch (e) {
			if (e !== BUDGET) throw e;
			return []; // what asks for too much gives nothing
		}
	}
	evaluate.string = function (tree, env) { return string(evaluate(tree, env)); };
	evaluate.number = function (tree, env) { return number(evaluate(tree, env)); };
	evaluate.boolean = function (tree, env) { return boolean(evaluate(tree, env)); };
	evaluate.text = text;
	evaluate.shuffle = shuffle;
	evaluate.parts = { functions: FUNCTIONS, value: value, number: number, string: string, boolean: boolean, text: text, texts: texts, words: words, round: round,
		below: below, root: root, local: local, shuffle: shuffle, inOrder: inOrder, above: above };
	return evaluate;
})();
