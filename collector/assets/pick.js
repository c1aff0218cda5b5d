// pick.js - finds a choice in a long list by what is typed above it.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ES5 for old phones, which do not hide options: those that do not fit leave the list, and come back.  Without it the list is whole.
(function () {
	'use strict';
	var d = document, form = d.getElementById('form');
	if (!form || !form.addEventListener || !String.prototype.normalize) return;
	function plain(s) { return s.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, ''); }
	function ready(list) {
		var input = d.createElement('input'), all = [], shown = [], i;
		// All of them as they are now; somebody else may have changed them since.
		function read() {
			for (i = 0; i < list.options.length && shown[i] === list.options[i]; i++);
			if (i === list.options.length && i === shown.length) return;
			all = Array.prototype.slice.call(list.options);
		}
		function keep() {
			var words = plain(input.value).split(/\s+/), value = list.value, part = d.createDocumentFragment();
			read();
			while (list.options.length) list.remove(0);
			all.forEach(function (o) {
				if (!o.value || o.value === value || words.every(function (x) { return plain(o.text).indexOf(x) >= 0; })) part.appendChild(o);
			});
			list.appendChild(part);
			list.value = value;
			shown = Array.prototype.slice.call(list.options);
		}
		input.type = 'text';
		input.className = 'find';
		input.setAttribute('autocomplete', 'off');
		input.setAttribute('placeholder', list.getAttribute('data-search'));
		input.setAttribute('aria-label', list.getAttribute('data-search'));
		list.parentNode.insertBefore(input, list);
		list.removeAttribute('data-search');
		input.addEventListener('input', function (e) { e.stopPropagation(); keep(); });
		input.addEventListener('change', function (e) { e.stopPropagation(); });
		input.addEventListener('keydown', function (e) {
			if (e.keyCode === 13) { e.preventDefault(); list.focus(); }
		});
	}
	function look() { Array.prototype.forEach.call(form.querySelectorAll('select[data-search]'), ready); }
	look();
	// Instances of repeats that were added.
	form.addEventListener('click', function () { setTimeout(look, 0); });
})();
