// report.js - the box that narrows a report to the issues that hold some words; without it everything is there.
// SPDX-License-Identifier: GPL-3.0-or-later
(() => {
	const box = document.getElementById('filtro')
	if (!box) return
	const line = box.closest('.filter'), status = line.querySelector('[role=status]')
	const plain = text => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase()
	const articles = [...document.querySelectorAll('article')].map(article => ({ article, text: plain(article.textContent) }))
	line.hidden = articles.length < 4
	box.addEventListener('input', () => {
		const words = plain(box.value).split(/\s+/).filter(Boolean)
		let shown = 0
		for (const { article, text } of articles) {
			article.hidden = !words.every(word => text.includes(word))
			shown += !article.hidden
		}
		status.textContent = words.length ? `${shown} / ${articles.length}` : ''
	})
	// A link into an issue that is filtered away brings all back.
	addEventListener('hashchange', () => {
		const target = document.querySelector(location.hash || 'main')
		if (!target?.hidden) return
		box.value = ''
		box.dispatchEvent(new Event('input'))
		target.scrollIntoView()
	})
})()
