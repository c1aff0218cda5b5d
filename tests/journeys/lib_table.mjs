// lib_table.mjs - an invented table of complaints, as programs export it.
//
// Four subjects told in many ways from a seed, so that what is found can be compared with what was put in.
// SPDX-License-Identifier: GPL-3.0-or-later
import { random } from './lib.mjs'

const subjects = {
	agua: ['no sale agua', 'la tubería está rota', 'hay una fuga', 'el tinaco está vacío', 'falta presión en la toma', 'el agua sale sucia'],
	baches: ['hay un bache', 'el pavimento está roto', 'la calle está llena de hoyos', 'se poncha la llanta', 'falta asfalto', 'la banqueta está levantada'],
	basura: ['no pasa el camión', 'la basura se junta', 'tiran escombro', 'el contenedor está lleno', 'hay un tiradero', 'hay moscas por la basura'],
	luz: ['la lámpara no prende', 'falta alumbrado', 'el poste se va a caer', 'está muy oscuro', 'el foco está fundido', 'la luminaria parpadea'],
}
const places = ['Saltillo', 'Torreón', 'Monclova', 'Piedras Negras', 'Ramos Arizpe']
const tails = ['desde hace semanas', 'frente a la primaria', 'por la iglesia', 'y nadie viene', 'en la colonia Centro', 'cerca del mercado', 'y ya avisamos', 'todas las noches']

/* n rows {uuid, subject, text, place, time}; the last twelve paste one long text within an hour. */
export function complaints(n, seed = 1) {
	const chance = random(seed), pick = list => list[chance.between(0, list.length - 1)]
	return Array.from({ length: n }, (_, i) => {
		const isPasted = i >= n - 12, subject = isPasted ? 'basura' : pick(Object.keys(subjects))
		const told = [pick(subjects[subject]), pick(subjects[subject]), pick(tails), pick(tails)]
		return { uuid: `u-${String(i).padStart(4, '0')}`, subject, place: pick(places),
			text: isPasted ? 'Exigimos que el ayuntamiento cierre de inmediato el tiradero de basura a cielo abierto que contamina el arroyo y enferma a las familias' : told.join(', '),
			time: isPasted ? `2026-03-09T18:${10 + i % 40}:00.000-06:00` : `2026-0${1 + i % 3}-${10 + i % 18}T${10 + i % 9}:05:00.000-06:00` }
	})
}

const quoted = cell => `"${cell.replaceAll('"', '""')}"`
export const table = (header, rows, separator = ',') => [header, ...rows].map(row => row.map(quoted).join(separator)).join('\n') + '\n'
export const koboOf = rows => '\ufeff' + table(['start', 'datos/municipio', 'datos/problema', 'datos/tema', '_id', '_uuid', '_submission_time'],
	rows.map((r, i) => [r.time, r.place, r.text, r.subject, String(700 + i), r.uuid, r.time]), ';')
