/* chart_samples - data of every kind of chart, as many as a test wants, for tests of drawings and of pages.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef CHART_SAMPLES_H
#define CHART_SAMPLES_H

#include <glib.h>
#include <jansson.h>
#include <stdint.h>

static const char *const sample_names[] = {
	"Falta agua potable por semanas",
	"Baches en la avenida principal",
	"Alumbrado público que no enciende de noche",
	"La basura no la recogen desde hace tres semanas y se junta en la esquina de la escuela primaria",
	"Drenaje",
	"Perros sueltos que muerden a niñas y niños camino a la escuela",
	"Inseguridad",
	"Falta de médicos y medicinas en el centro de salud",
	"El camión deja de pasar a las siete y quien sale tarde de trabajar regresa caminando",
	"Humo de la quema de llantas",
	"Escuela sin maestros",
	"Parque abandonado",
};

/* 0..1, always the same for the same n. */
static double sample_share(uint32_t n)
{
	n = (n ^ 61u) ^ (n >> 16);
	n *= 9u;
	n ^= n >> 4;
	n *= 0x27d4eb2du;
	n ^= n >> 15;
	return (double)(n % 10000u) / 10000;
}

static char *sample_name(size_t i)
{
	const char *name = sample_names[i % G_N_ELEMENTS(sample_names)];

	return i < G_N_ELEMENTS(sample_names)
		       ? g_strdup(name)
		       : g_strdup_printf("%s (%zu)", name, i / G_N_ELEMENTS(sample_names) + 1);
}

static json_t *sample_ranks(size_t n)
{
	json_t *issues = json_array();

	for (size_t i = 0; i < n; i++) {
		g_autofree char *name = sample_name(i);
		size_t band = i < 2 ? i : 2 + (i - 2) / 5, first = band < 2 ? band : 2 + (band - 2) * 5,
		       last = band < 2 ? band : MIN(first + 4, n - 1), low = first + 1, high = last + 1;

		if (band >= 2 && i > first)
			low = MIN(i + 1, low + (size_t)(sample_share((uint32_t)i) * 2));
		json_array_append_new(issues, json_pack("{s:I, s:s, s:I, s:I, s:I, s:I}", "number",
							(json_int_t)i + 1, "name", name, "place",
							(json_int_t)i + 1, "low", (json_int_t)low, "high",
							(json_int_t)high, "band", (json_int_t)band));
	}
	return json_pack("{s:I, s:o}", "n_places", (json_int_t)n, "issues", issues);
}

static json_t *sample_shares(size_t n)
{
	json_t *rows = json_array();

	for (size_t i = 0; i < n; i++) {
		g_autofree char *name = sample_name(i);
		double value = 0.9 * sample_share((uint32_t)i + 100) / (1 + (double)i * 0.3), half = 0.06;
		json_t *row =
			json_pack("{s:s, s:f, s:f, s:f, s:I}", "name", name, "value", value, "low",
				  MAX(0, value - half), "high", value + half, "n", (json_int_t)(20 + 7 * i));

		if (i % 7 == 3)
			json_object_set_new(row, "value", json_null());
		json_array_append_new(rows, row);
	}
	return json_pack("{s:o, s:f, s:s, s:s}", "rows", rows, "reference", 0.5, "reference_name",
			 "mitad de los votos", "title", "A favor, entre quienes votaron");
}

#endif
