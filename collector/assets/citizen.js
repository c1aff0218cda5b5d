// citizen.js - keeps what is typed on the phone, sends it until it has been received, says which of the two is true.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ES5 for old phones.  The page works without it.  A report counts as received only when the answer is 201 with our UUID, a
// digest and a folio: hotspots answer 200 to anything.  The sentences are in data- attributes of #state.
(function () {
	'use strict';
	var d = document, w = window;
	function get(id) { return d.getElementById(id); }
	var form = get('form'), line = get('state'), wait = get('wait');
	if (!form || !line || !w.JSON || !w.XMLHttpRequest || !form.addEventListener) return;
	var send = get('send'), now = get('now'), fresh = get('fresh'), restart = get('restart');
	var uuid = form.elements.uuid, issued = form.elements.issued;
	var action = form.getAttribute('action') || w.location.pathname + w.location.search;
	var key = 'vocalia:' + w.location.pathname, list = 'vocalia-folios', days = 7 * 86400000;
	var stepping = false, busy = false, over = false, pending = false, tries = 0, timer = 0, saver = 0;

	function say(name, text) { line.textContent = text || line.getAttribute('data-' + name) || ''; }
	function show(element, yes) { if (element) element.hidden = !yes; }

	// Storage may be full, forbidden or absent: then the page goes on without it.
	function read(name) {
		try { return JSON.parse(w.localStorage.getItem(name)); } catch (e) { return null; }
	}
	function write(name, value) {
		try {
			if (value === null) w.localStorage.removeItem(name);
			else w.localStorage.setItem(name, JSON.stringify(value));
			return true;
		} catch (e) { return false; }
	}

	// The fields that a browser would send, as [name, value].
	function pairs(hidden) {
		var out = [], i, e;
		for (i = 0; i < form.elements.length; i++) {
			e = form.elements[i];
			if (!e.name || e.disabled || /^(submit|button|file|fieldset)$/.test(e.type)) continue;
			if (/^(radio|checkbox)$/.test(e.type) && !e.checked) continue;
			if (e.type === 'hidden' && !hidden && !e.getAttribute('data-kept')) continue;
			out.push([e.name, e.value]);
		}
		return out;
	}
	// The inputs in which a file has been chosen.
	function files() {
		var out = [], i, e;
		for (i = 0; i < form.elements.length; i++) {
			e = form.elements[i];
			if (e.type === 'file' && e.name && !e.disabled && e.files && e.files.length) out.push(e);
		}
		return out;
	}
	// A photograph as small as the form wants it and without what the camera wrote into it; as it is where that cannot be done.
	function shrink(file, most, done) {
		var image = new Image(), address, ended = false;
		function end(result) {
			if (ended) return;
			ended = true;
			try { w.URL.revokeObjectURL(address); } catch (e) { }
			done(result || file);
		}
		if (!most || !/^image\/(jpeg|png|webp)$/.test(file.type) || !w.URL || !d.createElement('canvas').toBlob) return end();
		setTimeout(end, 10000);
		image.onerror = function () { end(); };
		image.onload = function () {
			var by = Math.min(1, most / Math.max(image.width, image.height)), canvas = d.createElement('canvas'), pen;
			try {
				canvas.width = Math.max(1, Math.round(image.width * by));
				canvas.height = Math.max(1, Math.round(image.height * by));
				pen = canvas.getContext('2d');
				pen.fillStyle = '#fff';
				pen.fillRect(0, 0, canvas.width, canvas.height);
				pen.drawImage(image, 0, 0, canvas.width, canvas.height);
				canvas.toBlob(end, 'image/jpeg', 0.85);
			} catch (e) { end(); }
		};
		address = w.URL.createObjectURL(file);
		image.src = address;
	}
	// The body of the request: fields alone, or with files in it.
	function pack(done) {
		var chosen = files(), data, i;
		if (!chosen.length || !w.FormData) return done(pairs(true).map(function (p) {
			return encodeURIComponent(p[0]) + '=' + encodeURIComponent(p[1].replace(/\r?\n/g, '\r\n'));
		}).join('&'));
		data = new w.FormData();
		pairs(true).forEach(function (p) { data.append(p[0], p[1].replace(/\r?\n/g, '\r\n')); });
		i = 0;
		(function next() {
			var e = chosen[i++];
			if (!e) return done(data);
			// The server takes no name; the ending tells nothing about the person.
			shrink(e.files[0], +e.getAttribute('data-pixels'), function (file) { data.append(e.name, file, 'f'); next(); });
		})();
	}
	function save() {
		return write(key, { uuid: uuid.value, issued: issued.value, at: new Date().getTime(), pending: pending, files: files().length, answers: pairs(false) });
	}
	function restore(answers) {
		var i, j, e, is, live = w.vocaliaForm, instance;
		// Instances of repeats first: "a[2]/b[3]/c" wants two of a and, in the second, three of a[2]/b.
		for (i = 0; live && i < answers.length; i++)
			for (instance = /\[(\d+)\]/g; (e = instance.exec(answers[i][0]));) live.grow(answers[i][0].slice(0, e.index), +e[1]);
		for (i = 0; i < form.elements.length; i++) {
			e = form.elements[i];
			if (!e.name || /^(submit|button|file|fieldset)$/.test(e.type) || (e.type === 'hidden' && !e.getAttribute('data-kept'))) continue;
			is = false;
			for (j = 0; j < answers.length; j++) {
				if (answers[j][0] !== e.name) continue;
				if (!/^(radio|checkbox)$/.test(e.type)) e.value = answers[j][1];
				else if (answers[j][1] === e.value) is = true;
			}
			if (/^(radio|checkbox)$/.test(e.type)) e.checked = is;
		}
		if (live) live.refresh(answers);
	}

	// What is wrong, beside the fields.
	function clean() {
		var old = form.querySelectorAll('.live'), i;
		for (i = 0; i < old.length; i++) old[i].parentNode.removeChild(old[i]);
		old = form.querySelectorAll('[aria-invalid]');
		for (i = 0; i < old.length; i++) {
			old[i].removeAttribute('aria-invalid');
			old[i].setAttribute('aria-describedby', (old[i].getAttribute('aria-describedby') || '').replace(/live-\d+ /g, ''));
		}
	}
	function complain(complaints) {
		var first = null, boxes = form.querySelectorAll('[data-field]'), rest = '', i, j, p, inputs;
		clean();
		for (i = 0; i < complaints.length; i++) {
			for (j = 0; j < boxes.length && boxes[j].getAttribute('data-field') !== complaints[i].field; j++);
			if (j === boxes.length) { rest += ' ' + complaints[i].message; continue; }
			p = d.createElement('p');
			p.className = 'bad live';
			p.id = 'live-' + i;
			p.textContent = complaints[i].message;
			inputs = boxes[j].querySelectorAll('input,select,textarea');
			// After the label: a legend must stay first.
			boxes[j].insertBefore(p, boxes[j].firstElementChild.nextSibling);
			for (j = 0; j < inputs.length; j++) {
				inputs[j].setAttribute('aria-invalid', 'true');
				inputs[j].setAttribute('aria-describedby', p.id + ' ' + (inputs[j].getAttribute('aria-describedby') || ''));
			}
			if (!first && inputs.length) first = inputs[0];
		}
		say('complaints', rest ? line.getAttribute('data-complaints') + rest : '');
		if (first) first.focus();
	}

	function stop() { clearTimeout(timer); busy = false; send.disabled = false; wait.textContent = ''; show(now, false); }
	function request(method, url, body, done) {
		var x = new XMLHttpRequest(), ended = false, clock;
		function end(status) {
			if (ended) return;
			ended = true;
			clearTimeout(clock);
			var json = null, after = 0;
			try { json = JSON.parse(x.responseText); } catch (e) { }
			try { after = parseInt(x.getResponseHeader('Retry-After'), 10) || 0; } catch (e) { }
			done(status, json && typeof json === 'object' ? json : null, after);
		}
		clock = setTimeout(function () { end(0); x.abort(); }, body && typeof body !== 'string' ? 120000 : 15000);
		x.onreadystatechange = function () { if (x.readyState === 4) end(x.status); };
		try {
			x.open(method, url, true);
			x.setRequestHeader('Accept', 'application/json');
			if (typeof body === 'string') x.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded; charset=UTF-8');
			x.send(body);
		} catch (e) { end(0); }
	}
	function again(status, after) {
		var seconds = Math.min(60, Math.pow(2, Math.min(++tries, 6)));
		seconds = Math.ceil(Math.max(after, seconds * (0.75 + Math.random() / 2)));
		say(save() ? (status >= 500 || status === 429 ? 'busy' : 'offline') : 'unsaved');
		show(now, true);
		function count() {
			if (seconds <= 0) { deliver(); return; }
			wait.textContent = line.getAttribute('data-again').replace('#', String(seconds--));
			timer = setTimeout(count, 1000);
		}
		clearTimeout(timer);
		count();
	}
	function received(answer) {
		var folios = read(list) || [], place = String(answer.location || '');
		over = true;
		clearTimeout(saver);
		write(key, null);
		if (!(folios instanceof Array)) folios = [];
		folios = folios.filter(function (f) { return f !== answer.folio; });
		folios.unshift(answer.folio);
		if (!form.getAttribute('data-sheet')) write(list, folios.slice(0, 20));
		say('received');
		if (!/^\/[^\/\\]/.test(place)) place = '/f/' + encodeURIComponent(answer.folio);
		w.location.replace(place);
	}
	function deliver() {
		clearTimeout(timer);
		clearTimeout(saver); // what it would say must not hide what the answer says
		busy = pending = true;
		send.disabled = true;
		wait.textContent = '';
		show(now, false);
		show(fresh, false);
		save();
		say('sending');
		pack(function (body) { post(body); });
	}
	function post(body) {
		request('POST', action, body, function (status, answer, after) {
			if (status === 201 && answer && answer.digest && answer.folio &&
				String(answer.uuid).toLowerCase() === uuid.value.toLowerCase()) return received(answer);
			if (status === 422 && answer && answer.complaints && answer.complaints.length) {
				pending = false; stop(); save(); complain(answer.complaints);
			} else if (status === 409 && answer) {
				pending = false; stop(); save(); say('conflict', answer.message); show(fresh, true);
			} else if (answer && status >= 400 && status < 500 && status !== 408 && status !== 425 && status !== 429) {
				pending = false; stop(); save(); say('refused', answer.message);
			} else again(status, after);
		});
	}

	// Where the live form's script does not run, the page is brought up to date by the server.
	var steps = form.elements.seen && form.elements.seen.value !== 'live', next = get('continue');
	if (next && steps) next.addEventListener('click', function () { stepping = true; });
	else if (next) next.parentNode.removeChild(next);
	form.addEventListener('submit', function (e) {
		if (stepping || steps) { save(); return; }
		e.preventDefault();
		if (!busy && !over) { clean(); tries = 0; deliver(); }
	});
	now.addEventListener('click', function () { deliver(); });
	fresh.addEventListener('click', function () {
		request('GET', action, null, function (status, answer) {
			if (status !== 200 || !answer || !/^[0-9a-f-]{36}$/i.test(answer.uuid)) { say('offline'); return; }
			uuid.value = answer.uuid;
			if (answer.issued) issued.value = answer.issued;
			tries = 0;
			deliver();
		});
	});
	restart.addEventListener('click', function () { over = true; write(key, null); w.location.reload(); });
	function changed() {
		if (over) return;
		clearTimeout(saver);
		saver = setTimeout(function () { if (!over && save() && !busy) say('saved'); }, 400);
	}
	form.addEventListener('input', changed);
	form.addEventListener('change', changed);
	w.addEventListener('pagehide', function () { if (!over && saver) save(); });
	// A page that the browser kept alive after it was sent must not be sent again.
	w.addEventListener('pageshow', function (e) { if (e.persisted && over) w.location.reload(); });

	// The reports of this phone.
	(function () {
		var box = get('mine'), folios = read(list), i, li, a;
		if (!box || !(folios instanceof Array) || !folios.length) return;
		for (i = 0; i < folios.length; i++) {
			li = d.createElement('li');
			a = d.createElement('a');
			a.href = '/f/' + encodeURIComponent(String(folios[i]));
			a.textContent = String(folios[i]);
			li.appendChild(a);
			get('folios').appendChild(li);
		}
		show(box, true);
		get('forget').addEventListener('click', function () { write(list, null); show(box, false); });
	})();

	// A draft takes the page's place: its UUID may already be on its way.
	(function () {
		var draft = read(key);
		if (!draft || !draft.uuid || !(draft.answers instanceof Array)) return;
		if (new Date().getTime() - draft.at > days) { write(key, null); return; }
		uuid.value = draft.uuid;
		if (draft.issued) issued.value = draft.issued;
		// What came back with complaints is newer than the draft.
		if (form.getAttribute('data-answered') === 'true') return;
		restore(draft.answers);
		say('restored', draft.files ? line.getAttribute('data-restored') + '. ' + line.getAttribute('data-files') : '');
		show(restart, true);
		if (draft.pending && !draft.files) deliver();
	})();
})();
