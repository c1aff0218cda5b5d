// form.js - keeps a form alive while it is filled in: relevance, formulas, rules, filters, repeats, labels with answers in them.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ES5 for old phones; needs xpath.js, stands before citizen.js.  #model is page_model's JSON.  Every answer is a node of a document
// (xpath.js) that mirrors the form; a change works out again only what reads it.  It never keeps a report from being sent: the
// server decides.  vocaliaForm.grow(field, n) makes instances of a repeat; .refresh(answers) reads the fields again.
(function () {
	'use strict';
	var d = document, w = window, X = w.vocaliaXPath, form = d.getElementById('form'), source = d.getElementById('model');
	if (!form || !source || !X || !w.JSON || !form.addEventListener) return;
	var model = JSON.parse(source.textContent), Q = model.questions, order = model.order || [], texts = model.texts || {};
	var inputs = {}, boxes = {}, byField = {}, all = [], users = [], triggered = [], kids = [], dirty = [], late = [], trees = {};
	var begun = false, complaints = 0, timer = 0, waiting = [], warned = '', serial = 0;
	var LIMIT = model.limit || 200, kept = null;
	function each(list, f) { for (var i = 0; list && i < list.length; i++) f(list[i], i); }
	function find(element, selector) { return element ? element.querySelectorAll(selector) : []; }

	// --- the form: who is in what, who reads what
	function repeatAbove(q) {
		do q = Q[q].p === undefined ? -1 : Q[q].p; while (q >= 0 && Q[q].t !== 'repeat');
		return q;
	}
	each(Q, function (q, i) { all[i] = []; users[i] = []; triggered[i] = []; kids[i] = []; });
	kids[-1] = [];
	each(Q, function (q, i) {
		q.u = repeatAbove(i);
		kids[q.p === undefined ? -1 : q.p].push(i);
		each(q.d, function (x) { users[x].push(i); });
		each(q.g, function (x) { triggered[x].push(i); });
	});
	// Settled in an order in which everything comes after what it reads.
	var settled = {};
	each(order, function (i) { settled[i] = true; });

	// --- the document
	var env = { ref: ref, position: position, instance: instance, label: label };
	var doc = { k: 0, c: [] }, top = { k: 1, n: model.root || 'data', p: doc, c: [], f: '', list: [], sc: { c: -1, m: {} } };
	doc.c.push(top);
	top.sc.me = top;

	function register(element) {
		each(find(element, 'input,select,textarea'), function (e) { if (e.name) (inputs[e.name] = inputs[e.name] || []).push(e); });
		each(find(element, '[data-field]'), function (e) { boxes[e.getAttribute('data-field')] = e; });
		each(find(element, '[data-repeat]'), function (e) { boxes[e.getAttribute('data-repeat')] = e; });
		each(find(element, '[data-instance]'), function (e) { boxes[e.getAttribute('data-instance')] = e; });
	}
	// The nodes of the questions below q, in one scope: sc {c: the repeat it is an instance of, up, m: nodes by question, me}.
	function build(q, parent, sc) {
		each(kids[q], function (i) {
			var f = (parent.f ? parent.f + '/' : '') + Q[i].n, n = { k: 1, n: Q[i].n, p: parent, c: [], q: i, f: f, b: boxes[f], e: inputs[f], sc: sc, s: '', t: '' };
			all[i].push(n);
			byField[f] = sc.m[i] = n;
			parent.list.push(n);
			n.list = [];
			if (Q[i].t === 'group') { n.s = undefined; build(i, n, sc); flatten(n); }
			else if (Q[i].t === 'repeat') holder(n);
			else {
				n.x = !!(n.b && n.b.hidden);
				if (Q[i].t === 'calculate' && Q[i].f === undefined) n.made = Q[i].v || '';
				// A formula that gives something else each time, or at a time, is sent as it came out.
				if ((Q[i].i || Q[i].g) && !n.e && Q[i].t === 'calculate') {
					n.e = inputs[f] = [d.createElement('input')];
					n.e[0].type = 'hidden';
					n.e[0].name = f;
					n.e[0].setAttribute('data-kept', 'true'); // in the draft too: sent again, it must be the same
					form.appendChild(n.e[0]);
				}
			}
		});
	}
	function flatten(n) { // the children as expressions see them: of a repeat its instances
		n.c = [];
		each(n.list, function (x) { if (Q[x.q].t === 'repeat') n.c = n.c.concat(x.there || []); else n.c.push(x); });
		doc.o = 0;
	}
	function ref(t) {
		var sc = env.row || env.here.sc, q, out = [];
		if (env.row) for (q = t; (q = Q[q].u) !== sc.c;) if (q < 0) { sc = env.here.sc; break; } // not of the instance that a filter looks at
		for (;; sc = sc.up) {
			for (q = Q[t].u; q >= 0 && q !== sc.c; q = Q[q].u);
			if (q === sc.c) break;
		}
		collect(sc, t, out);
		return out;
	}
	function collect(sc, t, out) {
		var q = t;
		if (Q[t].u === sc.c) {
			if (Q[t].t === 'repeat') each(sc.m[t].there, function (n) { out.push(n); });
			else out.push(sc.m[t]);
			return;
		}
		while (Q[q].u !== sc.c) q = Q[q].u;
		each(sc.m[q].there, function (n) { collect(n.sc, t, out); });
	}
	function position(t) {
		var sc, q;
		if (typeof t !== 'number') return t.place;
		q = Q[t].t === 'repeat' ? t : Q[t].u;
		for (sc = env.row; sc; sc = sc.up) if (sc.c === q) return sc.me.place || 1;
		for (sc = env.here.sc; sc; sc = sc.up) if (sc.c === q) return sc.me.place || 1;
		return 1;
	}
	// Lists and files as documents: <root><item><column>…
	function instance(id) {
		var l = (model.lists || {})[id] || (model.instances || {})[id], r, names;
		if (trees[id] || !l) return trees[id];
		r = { k: 1, n: 'root', c: [], p: { k: 0, c: [] } };
		r.p.c.push(r);
		names = l.value ? [l.value, l.label].concat(l.columns || []) : l.columns;
		each(l.items, function (item, k) {
			if (l.media) item.media = l.media[k];
			var n = { k: 1, n: 'item', p: r, c: [], item: item };
			each(item, function (s, i) { if (s !== null && names[i]) n.c.push({ k: 1, n: names[i], p: n, s: String(s) }); });
			r.c.push(n);
		});
		return (trees[id] = r.p);
	}
	function label(q, value) {
		var i, l, name;
		if (typeof q !== 'number') {
			name = q.replace(/^.*[\/{]|\}.*$/g, '');
			for (i = 0; i < Q.length && Q[i].n !== name; i++);
			q = i;
		}
		l = Q[q] && (model.lists || {})[Q[q].l];
		if (Q[q] && Q[q].s !== undefined) return value;
		for (i = 0; l && i < l.items.length; i++) if (l.items[i][0] === value) return l.items[i][1];
		return '';
	}
	function context(n) {
		env.node = env.here = n;
		return env;
	}
	// What cannot be worked out here counts as otherwise says; the server knows better.
	function ask(how, tree, n, otherwise) {
		try { return X[how](tree, context(n)); } catch (e) { return otherwise; }
	}

	// --- what is typed, as expressions see it: the stored form of a good answer, '' of a bad one
	function typed(n) {
		var out = [];
		each(n.e, function (e) {
			if (/^(radio|checkbox)$/.test(e.type)) { if (e.checked) out.push(e.value); }
			else if (e.type === 'file') out.push(e.files && e.files[0] ? e.files[0].name : '');
			else if (e.value || n.e.length < 2) out.push(e.value); // of a ranking one list a place
		});
		return out.join(' ');
	}
	var TIME = /^(\d\d?):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(?:\s*([ap])\.?\s*m\.?)?(Z|[-+]\d\d(?::?\d\d)?)?$/i;
	function two(s) { return ('0' + s).slice(-2); }
	function date(s) {
		var m = /^(\d\d?)\/(\d\d?)\/(\d{4})$/.exec(s);
		if (m) s = m[3] + '-' + two(m[2]) + '-' + two(m[1]);
		if (/^\d{4}(-\d\d)?$/.test(s)) s += s.length > 4 ? '-01' : '-01-01'; // of inputs for a year, or a month
		return /^\d{4}-\d\d-\d\d$/.test(s) && X.number(['()', 'number', s], env) === X.number(['()', 'number', s], env) ? s : '';
	}
	function time(s) {
		var m = TIME.exec(s), h = m && +m[1], f;
		if (m && m[5]) h = h > 0 && h < 13 ? h % 12 + (/p/i.test(m[5]) ? 12 : 0) : 99;
		if (!m || h > 23 || m[2] > 59 || m[3] > 59) return '';
		f = m[4] ? (m[4] + '00').slice(0, 3) : '000';
		return two(h) + ':' + m[2] + (+m[3] || +f ? ':' + m[3] : '') + (+f ? '.' + f : '') + (m[6] ? m[6].replace(/^(.\d\d):?(\d\d)?$/, function (a, b, c) { return b + ':' + (c || '00'); }) : '');
	}
	function point(s) {
		var p = s.replace(/°/g, ' ').replace(/^[\s,]+|[\s,]+$/g, '').split(/[\s,]+/);
		while (p.length > 1 && p.length < 4) p.push('0');
		return p.length === 4 && p.every(function (x) { return /^[-+]?\d*\.?\d+$/.test(x); }) && Math.abs(p[0]) <= 90 && Math.abs(p[1]) <= 180 ?
			p.map(function (x) { return X.string(+x, env); }).join(' ') : '';
	}
	function canonical(n, s) {
		var m, q = Q[n.q], good = s, fault = 'constraint';
		n.fault = '';
		s = s.replace(/^[\s\u200b\u2060\ufeff]+|[\s\u200b\u2060\ufeff]+$/g, '').replace(/\r\n?/g, '\n');
		if (!s) return s;
		switch (q.t) {
		case 'integer':
		case 'decimal':
		case 'range':
			if (q.t !== 'integer' && /^[-+]?(\d+\.?\d*|\.\d+)e[-+]?\d{1,3}$/i.test(s)) s = X.string(+s, env);
			m = /^([-+]?)0*(\d*)(?:\.(\d*?)0*)?$/.exec(s);
			good = !m || !/\d/.test(s) || (q.t === 'integer' && s.indexOf('.') >= 0) ? '' :
				(m[1] === '-' && (m[2] || m[3]) ? '-' : '') + (m[2] || '0') + (m[3] ? '.' + m[3] : '');
			fault = 'not_a_number';
			break;
		case 'date': good = date(s); fault = 'not_a_date'; break;
		case 'time': good = time(s); fault = 'not_a_time'; break;
		case 'datetime':
			m = /^(\S+?)(?:T|,\s*|\s+)(.*)$/.exec(s);
			good = m && date(m[1]) && time(m[2]) ? date(m[1]) + 'T' + time(m[2]) : '';
			fault = 'not_a_date';
			break;
		case 'geopoint': good = point(s); fault = 'not_a_place'; break;
		case 'geotrace':
		case 'geoshape':
			m = s.split(/\s*[;\n]\s*/).filter(Boolean).map(point);
			if (q.t === 'geoshape' && m[0] !== m[m.length - 1]) m.push(m[0]);
			good = m.length > 1 && m.every(Boolean) ? m.join('; ') : '';
			fault = 'not_a_place';
			break;
		default: return s.normalize ? s.normalize('NFC') : s;
		}
		if (!good) n.fault = fault;
		return good;
	}
	function write(n, s) {
		var words = ' ' + s + ' ', places = Q[n.q].t === 'rank' ? s.split(' ') : null;
		each(n.e, function (e, i) {
			if (e.type === 'file') return;
			if (places) s = places[i] || '';
			if (e.type === 'radio') e.checked = e.value === s;
			else if (e.type === 'checkbox') e.checked = words.indexOf(' ' + e.value + ' ') >= 0;
			else if (e.value !== s) e.value = s;
		});
	}

	// --- changes
	function touch(i) { // something reads it
		each(users[i], mark);
		each(triggered[i], function (x) { Q[x].fire = true; mark(x); });
	}
	function mark(i) {
		if (!dirty[i]) { dirty[i] = true; late.push(i); }
	}
	function markBelow(i) {
		each(kids[i], function (k) { mark(k); touch(k); markBelow(k); });
	}
	function set(n) { // the value that expressions see
		var s = n.x ? '' : n.t;
		if (n.s === s) return;
		n.s = s;
		touch(n.q);
		above(n);
	}
	function above(n) { // what is there of the repeats around it
		for (var sc = n.sc; sc.up; sc = sc.up) present(sc.me.h);
	}
	function isOff(n) { // by what stands above
		var p = Q[n.q].p;
		return p === undefined ? false : p === n.sc.c ? n.sc.me.x : n.sc.m[p].x;
	}
	function show(n, yes) {
		if (n.b && n.b.hidden === yes) n.b.hidden = !yes;
		each(n.e, function (e) { if (e.disabled === yes) e.disabled = !yes; });
	}
	function settle(n) {
		var q = Q[n.q], off = !!(isOff(n) || (q.r !== undefined && !ask('boolean', q.r, n, true)));
		if (off !== n.x || !begun) {
			n.x = off;
			show(n, !off);
			if (q.t === 'group') markBelow(n.q);
			if (q.t === 'repeat') { each(n.list, function (i) { i.x = off || i.extra; }); markBelow(n.q); present(n); }
		}
		if (q.t === 'repeat') { if (q.k !== undefined && !off) counted(n); }
		else if (q.t !== 'group') {
			if (q.f !== undefined && !off) formula(n, q);
			set(n);
		}
	}
	function formula(n, q) {
		var is = /^(calculate|hidden)$/.test(q.t), s, was;
		if (q.g && !q.fire && (begun || n.t || !q.g.some(function (x) { env.here = n; return ref(x).some(X.text); }))) return;
		// What somebody typed is theirs; what was made at random stays.
		if (!is && !q.o && n.t && n.t !== n.made && (begun || n.t !== canonical(n, ask('string', q.f, n, '')))) return;
		if (q.i && !begun && n.t && (!kept || kept[n.f])) return;
		was = n.s;
		n.s = n.t; // for once()
		s = ask('string', q.f, n, '');
		n.s = was;
		n.made = n.t = canonical(n, s === 'NaN' ? '' : s);
		n.fault = '';
		if (n.e) write(n, n.t);
	}

	// --- repeats
	// An instance in which nobody has written anything is none, unless they are counted.
	function isTouched(n) {
		return n.list.some(function (x) {
			var q = Q[x.q], s;
			if (q.t === 'repeat') return x.there.length > 0;
			if (q.t === 'group') return isTouched(x);
			if (!x.e || x.x || /^(hidden|calculate)$/.test(q.t)) return false;
			s = typed(x);
			return /\S/.test(s) && s !== q.v && (q.df === undefined || s !== ask('string', q.df, x, ''));
		});
	}
	function present(h) {
		var there = [], counts = Q[h.q].k !== undefined, i, same;
		each(h.list, function (n) { if (!n.x && (counts || isTouched(n))) { there.push(n); } });
		same = h.there && h.there.length === there.length;
		for (i = 0; same && i < there.length; i++) same = h.there[i] === there[i];
		if (same) return;
		h.there = there;
		i = 0;
		each(h.list, function (n) { n.place = i + 1; if (there.indexOf(n) >= 0) i++; });
		flatten(h.p);
		touch(h.q);
		markBelow(h.q);
		for (i = h.sc; i.up; i = i.up) present(i.me.h);
	}
	function counted(h) {
		var n = Math.min(Math.max(Math.floor(ask('number', Q[h.q].k, h, 0)) || 0, 0), LIMIT);
		while (h.list.length < n && add(h));
		each(h.list, function (x, i) {
			x.extra = i >= n;
			if (!!x.x === (h.x || x.extra)) return;
			x.x = h.x || x.extra;
			if (x.b) x.b.hidden = x.x;
			markBelow(h.q);
		});
		present(h);
	}
	// A repeat: its instances are those that came with the page.
	function holder(h) {
		var k;
		h.there = [];
		for (k = 1; boxes[h.f + '[' + k + ']']; k++) instanceOf(h, k);
		if (Q[h.q].k === undefined && h.b) {
			// The spare one is for pages without a script; an empty repeat shows one.
			if (h.list.length > 1 && !isTouched(h.list[h.list.length - 1])) remove(h.list[h.list.length - 1]);
			h.more = button(h.b, 'second', texts.add || 'Agregar', function () {
				var n = add(h), first;
				if (!n) return;
				run();
				first = find(n.b, 'input,select,textarea')[0];
				if (first) first.focus();
			});
		}
		present(h);
	}
	function instanceOf(h, k) {
		var f = h.f + '[' + k + ']', n = { k: 1, n: Q[h.q].n, p: h.p, c: [], q: h.q, f: f, b: boxes[f], h: h, no: k, list: [], x: h.x };
		n.sc = { c: h.q, up: h.sc, m: {}, me: n };
		h.list.push(n);
		build(h.q, n, n.sc);
		flatten(n);
		if (Q[h.q].k === undefined && n.b) button(n.b, 'quiet', texts.remove || 'Quitar', function () {
			remove(n);
			run();
			if (h.more) h.more.focus();
			changed();
		});
		number(h);
		return n;
	}
	function number(h) {
		each(h.list, function (n, i) { each(find(n.b, '[data-ordinal="' + h.q + '"]'), function (e) { e.textContent = String(i + 1); }); });
	}
	function button(box, name, words, act) {
		var b = d.createElement('button');
		b.type = 'button';
		b.className = name;
		b.textContent = words;
		b.addEventListener('click', act);
		box.appendChild(b);
		return b;
	}
	// A new instance, out of the repeat's template; null when there are too many.
	function add(h) {
		var k = h.list.length ? h.list[h.list.length - 1].no + 1 : 1, from = prototype(h), part, path = '', q, n, own;
		if (!from || !from.content || h.list.length >= LIMIT || k > LIMIT) return null;
		for (q = h.q; q >= 0; q = Q[q].p === undefined ? -1 : Q[q].p) path = Q[q].n.replace(/[.]/g, '\\.') + (Q[q].t === 'repeat' ? '\\[\\d+\\]' : '') + (path ? '/' : '') + path;
		part = from.content.cloneNode(true);
		adapt(part, new RegExp('^' + path), h.f + '[' + k + ']', '-' + ++serial);
		own = find(part, '[data-instance]')[0];
		register(part);
		own.hidden = false;
		from.parentNode.insertBefore(part, from);
		n = instanceOf(h, k);
		each(all, function (nodes, i) {
			each(nodes, function (x) {
				if (!inside(x.sc, n.sc)) return;
				x.x = false;
				show(x, true);
				if (Q[i].df !== undefined && !typed(x)) write(x, ask('string', Q[i].df, x, ''));
				take(x);
			});
			if (Q[i].t === 'repeat' && Q[i].k === undefined) each(nodes.slice(), function (x) { if (x.sc === n.sc && !x.list.length) add(x); });
		});
		mark(h.q);
		markBelow(h.q);
		present(h);
		return n;
	}
	function prototype(h) { // "t-7", of repeats within repeats "t-7-2"
		var found = null, name = new RegExp('^t-' + h.q + '(-|$)');
		each(find(h.b, 'template'), function (e) { if (!found && name.test(e.id)) found = e; });
		return found;
	}
	function inside(sc, outer) {
		while (sc && sc !== outer) sc = sc.up;
		return !!sc;
	}
	function adapt(part, path, field, tail) {
		each(find(part, '*'), function (e) {
			each(['name', 'data-field', 'data-repeat', 'data-instance'], function (a) {
				var v = e.getAttribute(a);
				if (v) e.setAttribute(a, v.replace(path, field));
			});
			each(['id', 'for', 'aria-describedby', 'aria-labelledby'], function (a) {
				var v = e.tagName !== 'TEMPLATE' && e.getAttribute(a);
				if (v) e.setAttribute(a, v.replace(/\S+/g, '$&' + tail));
			});
			if (e.content) adapt(e.content, path, field, tail);
		});
	}
	function remove(n) {
		var h = n.h;
		h.list.splice(h.list.indexOf(n), 1);
		each(all, function (nodes, i) {
			all[i] = nodes.filter(function (x) {
				if (!inside(x.sc, n.sc)) return true;
				each(x.e, function (e) { if (e.parentNode) e.parentNode.removeChild(e); });
				delete inputs[x.f];
				delete boxes[x.f];
				delete byField[x.f];
				return false;
			});
		});
		if (n.b) n.b.parentNode.removeChild(n.b);
		delete boxes[n.f];
		number(h);
		present(h);
	}

	// --- choices that depend on answers
	// The answers to q.s in all instances of its repeat, each once; those that go together in one value have no spaces.
	function answered(n, q) {
		var out = [], seen = {}, sc = n.sc, nodes = [], r = Q[Q[q.s].u].u, up;
		for (;; sc = sc.up) {
			for (up = r; up >= 0 && up !== sc.c; up = Q[up].u);
			if (up === sc.c) break;
		}
		collect(sc, q.s, nodes);
		each(nodes, function (x, i) {
			var fits = x.s && !seen.hasOwnProperty('$' + x.s) && (q.t === 'select_one' || !/\s/.test(x.s));
			env.here = n;
			if (fits && q.x !== undefined) {
				env.node = x.p;
				env.row = x.sc;
				env.at = i + 1;
				try { fits = X.boolean(q.x, env); } finally { env.row = null; env.at = 0; }
			}
			if (fits) out.push([x.s, x.s]);
			if (fits) seen['$' + x.s] = true;
		});
		return out;
	}
	function offered(n, q) {
		var out = [], tree = instance(q.l), v = q.z && q.z.seed;
		env.here = n;
		if (q.s !== undefined) out = answered(n, q);
		each(tree && q.s === undefined ? tree.c[0].c : [], function (item) {
			env.node = item;
			if (X.boolean(q.x, env)) out.push(item.item);
		});
		if (q.z && q.z.randomize === 'true') out = X.shuffle(out, v === undefined ? undefined : typeof v === 'object' ? ask('number', v, n) : +v);
		return out;
	}
	function choices(n, q) {
		var items, names, shown, one = q.t === 'select_one', chosen, list, box, after;
		try { items = offered(n, q); } catch (e) { return; }
		names = items.map(function (x) { return x[0]; });
		function has(s) { return names.indexOf(one ? s : s.split(' ')[0]) >= 0; }
		function isChosen(s) { return one ? s === chosen : (' ' + chosen + ' ').indexOf(' ' + s + ' ') >= 0; }
		if (n.offer === undefined) {
			shown = [];
			each(n.e, function (e) { each(e.options || [e], function (o) { if (o.value) shown.push(o.value); }); });
			n.offer = shown.join('\n');
		}
		if (typed(n) && !has(typed(n))) n.want = typed(n);
		if (n.offer === names.join('\n') && !(n.want && has(n.want))) return;
		n.offer = names.join('\n');
		chosen = n.want || typed(n);
		list = n.e && n.e[0] && n.e[0].options ? n.e[0] : null;
		if (list && q.t !== 'rank') {
			while (list.options.length > (list.options[0] && !list.options[0].value ? 1 : 0)) list.remove(list.options.length - 1);
			fill(list, items, isChosen);
		} else if (n.b) {
			box = d.createDocumentFragment();
			shown = find(n.b, 'label.choice,label.place');
			after = shown.length ? shown[shown.length - 1].nextSibling : null;
			each(shown, function (e) { n.b.removeChild(e); });
			n.e = [];
			each(items, function (item, i) {
				var l = d.createElement('label'), rank = q.t === 'rank', e = d.createElement(rank ? 'select' : 'input'), t = d.createElement(rank ? 'b' : 'span');
				l.className = rank ? 'place' : 'choice';
				e.name = n.f;
				e.id = 'f' + n.q + '-' + (++serial);
				l.appendChild(e);
				if (rank) {
					e.appendChild(option('', texts.choose || '…'));
					fill(e, items, function (s) { return s === chosen.split(' ')[i]; });
					t.textContent = i + 1 + '.';
					l.insertBefore(t, e);
				} else {
					e.type = one ? 'radio' : 'checkbox';
					e.value = item[0];
					e.checked = isChosen(item[0]);
					e.required = one && q.q === true;
					t.textContent = item[1] || item[0];
					media(t, item.media || {});
					l.appendChild(t);
				}
				n.e.push(e);
				box.appendChild(l);
			});
			n.b.insertBefore(box, after);
			inputs[n.f] = n.e;
		}
		show(n, !n.x);
		require(n);
		if (n.want && typed(n) === n.want) n.want = '';
		take(n);
		set(n);
	}
	// As question_choice.html does.
	function media(box, files) {
		each([['image', 'img'], ['audio', 'audio'], ['video', 'video']], function (kind) {
			var e = files[kind[0]] && d.createElement(kind[1]);
			if (!e) return;
			if (kind[1] === 'img') { e.alt = ''; e.setAttribute('loading', 'lazy'); } else { e.controls = true; e.preload = 'none'; }
			e.src = model.files + files[kind[0]];
			box.appendChild(e);
		});
	}
	function option(value, words) {
		var o = d.createElement('option');
		o.value = value;
		o.textContent = words;
		return o;
	}
	function fill(list, items, isChosen) {
		var part = d.createDocumentFragment();
		each(items, function (item) {
			var o = option(item[0], item[1] || item[0]);
			if (isChosen(item[0])) o.selected = true;
			part.appendChild(o);
		});
		list.appendChild(part);
	}

	// --- what is said about it
	function words(n, parts) {
		var out = '';
		each(parts, function (x) {
			if (typeof x === 'number') {
				env.here = n;
				x = ref(x)[0];
				x = x && !problem(x) && X.text(x) || '…'; // only of good answers
			}
			out += x;
		});
		return out;
	}
	function say(n, name, parts) {
		var s = parts && words(n, parts);
		each(parts && find(n.b, '[data-' + name + '="' + n.q + '"]'), function (e) { if (e.textContent !== s) e.textContent = s; });
	}
	function require(n) {
		var q = Q[n.q], must = typeof q.q === 'object' && ask('boolean', q.q, n, false);
		if (typeof q.q !== 'object' || n.must === must) return;
		n.must = must;
		each(find(n.b, '.need'), function (e) { e.hidden = !must; });
		each(n.e, function (e) { if (!(e.type === 'checkbox' && q.t === 'select_multiple')) e.required = must; });
	}
	function problem(n) {
		var q = Q[n.q];
		if (n.x) return '';
		if (n.fault) return texts[n.fault] || texts.constraint || '';
		return n.s && q.c !== undefined && !ask('boolean', q.c, n, true) ? q.cm || texts.constraint || '' : '';
	}
	function isSaid(n) { return !!(n.said && n.said.parentNode); }
	// In the marks of citizen.js, which takes them away.
	function judge(n, loud) {
		var words = n.b ? problem(n) : '', was;
		if (loud && n.b && !isSaid(n)) each(n.b.children, function (e) { if (/\blive\b/.test(e.className)) n.said = e; }); // what the server said of what is now changed
		was = isSaid(n);
		if (words ? !loud && !was : !was) return words;
		if (was && n.said.textContent === words) return words;
		if (was) {
			n.said.parentNode.removeChild(n.said);
			each(n.e, function (e) {
				e.removeAttribute('aria-invalid');
				e.setAttribute('aria-describedby', (e.getAttribute('aria-describedby') || '').replace(n.said.id + ' ', ''));
			});
			n.said = null;
		}
		if (!words) return words;
		n.said = d.createElement('p');
		n.said.className = 'bad live';
		n.said.id = 'live-' + (1000 + ++complaints);
		n.said.textContent = words;
		n.b.insertBefore(n.said, n.b.firstElementChild ? n.b.firstElementChild.nextSibling : null);
		each(n.e, function (e) {
			e.setAttribute('aria-invalid', 'true');
			e.setAttribute('aria-describedby', n.said.id + ' ' + (e.getAttribute('aria-describedby') || ''));
		});
		return words;
	}

	// --- all of it, after a change
	function clock() {
		env.now = Math.floor(new Date().getTime() / 1000);
		env.offset = -new Date().getTimezoneOffset();
	}
	function run() {
		var rounds = 0, i, q, work;
		clock();
		while (late.length && rounds++ < 8) {
			for (i = 0; i < order.length; i++) {
				q = order[i];
				if (!dirty[q]) continue;
				dirty[q] = false;
				each(all[q].slice(), settle);
				Q[q].fire = false;
			}
			work = late;
			late = work.filter(function (x) { return settled[x] && dirty[x]; });
			each(work, function (x) { if (!settled[x]) dirty[x] = false; });
			each(work, function (x) {
				each(all[x].slice(), function (n) {
					var q = Q[x];
					if (!settled[x] && (q.k !== undefined || q.f !== undefined || isOff(n) !== !!n.x)) settle(n);
					if ((q.s !== undefined || (q.x !== undefined && q.l)) && n.b) choices(n, q);
					if (q.lb) say(n, 'label', q.lb);
					if (q.hb) say(n, 'hint', q.hb);
					require(n);
					judge(n, false);
				});
			});
		}
		begun = true;
	}
	function take(n) {
		if (n.e) n.t = canonical(n, typed(n));
		else if (Q[n.q].m) n.t = X.string(['()', Q[n.q].m === 'today' ? 'today' : 'now'], env);
		else if (n.made !== undefined && !begun) n.t = Q[n.q].df !== undefined ? ask('string', Q[n.q].df, n, '') : n.made;
	}
	function refresh(answers) {
		begun = false;
		kept = answers ? {} : null;
		each(answers, function (a) { kept[a[0]] = true; });
		clock(); // dates that came with the page are judged by it
		each(Q, function (q, i) {
			each(all[i], function (n) { if (q.t !== 'group' && q.t !== 'repeat') { take(n); n.s = n.x ? '' : n.t; } });
			mark(i);
		});
		each(all, function (nodes, i) { if (Q[i].t === 'repeat') each(nodes, present); });
		run();
		if (answers) recall(answers);
	}
	// What a draft says of fields and choices that come up only as it is filled in again.
	function recall(answers) {
		var values = {}, rounds = 5, again = true;
		each(answers, function (a) { values[a[0]] = values.hasOwnProperty(a[0]) ? values[a[0]] + ' ' + a[1] : a[1]; });
		while (again && rounds--) {
			again = false;
			for (var f in values) {
				var n = byField[f];
				if (!n || !n.e || !n.e[0] || (/^(hidden|file)$/.test(n.e[0].type) && !n.e[0].getAttribute('data-kept')) || typed(n) === values[f]) continue;
				write(n, values[f]);
				update(n);
				again = true;
			}
			run();
		}
	}
	function nodeOf(e) { return e && e.name ? byField[e.name] : null; }
	function update(n) {
		n.want = '';
		take(n);
		set(n);
		above(n); // what cannot be read has no value, but it was written
	}
	function flush() {
		clearTimeout(timer);
		each(waiting.splice(0), update);
		run();
	}
	function changed() {
		var e = d.createEvent('Event');
		e.initEvent('change', true, false);
		form.dispatchEvent(e);
	}
	form.addEventListener('input', function (e) {
		var n = nodeOf(e.target);
		if (!n || /^(radio|checkbox|select-one|file)$/.test(e.target.type)) return;
		if (waiting.indexOf(n) < 0) waiting.push(n);
		clearTimeout(timer);
		timer = setTimeout(function () { flush(); judge(n, false); }, 100);
	});
	form.addEventListener('change', function (e) {
		var n = nodeOf(e.target);
		if (!n) return;
		if (waiting.indexOf(n) < 0) waiting.push(n);
		flush();
		judge(n, true);
	});
	// Once for the same mistakes: it is the server that decides.
	form.addEventListener('submit', function (e) {
		var first = null, now = '';
		flush();
		each(all, function (nodes) {
			each(nodes, function (n) {
				if (!n.e || !judge(n, true)) return;
				now += n.f + '=' + n.t + '\n';
				first = first || n;
			});
		});
		if (!first || now === warned) return;
		warned = now;
		e.preventDefault();
		e.stopImmediatePropagation();
		first.e[0].focus();
		if (first.b.scrollIntoView) first.b.scrollIntoView();
	});

	clock();
	register(form);
	build(-1, top, top.sc);
	flatten(top);
	if (form.elements.seen) form.elements.seen.value = 'live';
	each(find(form, '[name="continue"]'), function (e) { e.hidden = true; });
	w.vocaliaForm = {
		refresh: refresh,
		grow: function (field, n) {
			var h = byField[field];
			if (h && h.there && Q[h.q].k === undefined) while ((!h.list.length || h.list[h.list.length - 1].no < Math.min(n, LIMIT)) && add(h));
		},
		value: function (field) { return byField[field] ? byField[field].s : undefined; }
	};
	refresh();
})();
