/* chart_samples - data of every kind of chart, as many as a test wants, for tests of drawings and of pages.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef CHART_SAMPLES_H
#define CHART_SAMPLES_H

#include <glib.h>
#include <jansson.h>
#include <math.h>
#include <stdbool.h>
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

/* Places around each issue's own, wider further down. */
static json_t *sample_heat(size_t n)
{
	json_t *issues = json_array();

	for (size_t i = 0; i < n; i++) {
		g_autofree char *name = sample_name(i);
		json_t *shares = json_array();
		double sum = 0, width = 0.6 + (double)i * 0.25;

		for (size_t p = 0; p < n; p++)
			sum += exp(-pow(((double)p - (double)i) / width, 2));
		for (size_t p = 0; p < n; p++)
			json_array_append_new(shares,
					      json_real(exp(-pow(((double)p - (double)i) / width, 2)) / sum));
		json_array_append_new(issues, json_pack("{s:I, s:s, s:o}", "number", (json_int_t)i + 1,
							"name", name, "shares", shares));
	}
	return json_pack("{s:o}", "issues", issues);
}

static json_t *sample_pairs(size_t n)
{
	json_t *items = json_array(), *above = json_array(), *sure = json_array();

	for (size_t i = 0; i < n; i++) {
		g_autofree char *name = sample_name(i);
		json_t *a = json_array(), *s = json_array();

		for (size_t j = 0; j < n; j++) {
			double d = (double)j - (double)i, share = 1 / (1 + exp(-d * 0.45));
			bool is_missing = (i + j) % 9 == 8 && i != j;

			json_array_append_new(a, is_missing ? json_null() : json_real(share));
			json_array_append_new(s, json_boolean(!is_missing && fabs(d) > 2));
		}
		json_array_append_new(items, json_pack("{s:s}", "name", name));
		json_array_append_new(above, a);
		json_array_append_new(sure, s);
	}
	return json_pack("{s:o, s:o, s:o}", "items", items, "above", above, "sure", sure);
}

/* The five regions of Coahuila and further ones; the third was not visited. */
/* Squares of a board with a step in every side; every fourth place has no session; the last has only a point
 * when there are several. */
static json_t *sample_map_of(size_t n, bool has_outlines)
{
	static const char *const verdicts[] = {"more", "less", "more_room", "less_room"};
	json_t *places = json_array();
	size_t side = (size_t)ceil(sqrt((double)n));

	for (size_t i = 0; i < n; i++) {
		g_autofree char *name = i % 3 ? g_strdup_printf("Lugar %zu", i + 1) : sample_name(i);
		double x = (double)(i % side), y = (double)(i / side),
		       value = sample_share((uint32_t)i + 40) / 2;
		json_t *place =
			json_pack("{s:I, s:s, s:f, s:f, s:f, s:I, s:I, s:b, s:s?, s:f, s:f}", "number",
				  (json_int_t)i + 1, "name", name, "value", i % 5 == 2 ? 0 : value, "low",
				  value / 2, "high", MIN(1, value * 1.5), "named", (json_int_t)i, "n",
				  (json_int_t)(2 * i + 1), "is_small", i % 6 == 1, "verdict",
				  i % 9 == 0 ? verdicts[i / 9 % 4] : NULL, "x", x + 0.5, "y", y + 0.5);

		if (i % 4 == 3)
			json_object_set_new(place, "value", json_null());
		if (has_outlines && (n == 1 || i + 1 < n))
			json_object_set_new(place, "rings",
					    json_pack("[[ffffffffff]]", x, y, x + 0.5, y + 0.2, x + 1, y,
						      x + 1, y + 1, x, y + 1));
		json_array_append_new(places, place);
	}
	return json_pack("{s:o}", "places", places);
}

static json_t *sample_map(size_t n)
{
	return sample_map_of(n, true);
}

static json_t *sample_coverage(size_t n)
{
	static const char *const names[] = {"Sureste", "Laguna", "Carbonífera", "Centro-Desierto", "Norte"};
	static const double population[] = {0.36, 0.29, 0.07, 0.13, 0.15};
	json_t *regions = json_array();

	for (size_t i = 0; i < n; i++) {
		g_autofree char *name = i < 5 ? g_strdup(names[i]) : sample_name(i);
		size_t forms = i == 2 ? 0 : (size_t)(sample_share((uint32_t)i + 7) * 200) + 1;
		json_t *region = json_pack("{s:s, s:I, s:I, s:I, s:f, s:f}", "name", name, "forms",
					   (json_int_t)forms, "senders", (json_int_t)forms, "sessions",
					   (json_int_t)(forms ? 1 + i % 3 : 0), "share", (double)forms / 400,
					   "population_share", i < 5 ? population[i] : 0.01);

		if (i == 6)
			json_object_set_new(region, "population_share", json_null());
		json_array_append_new(regions, region);
	}
	return json_pack("{s:o}", "regions", regions);
}

/* Three sectors; the fourth of five issues has no feasibility. */
static json_t *sample_plane(size_t n)
{
	json_t *issues = json_array();

	for (size_t i = 0; i < n; i++) {
		g_autofree char *name = sample_name(i);
		double priority = 0.75 * exp(-(double)i * 0.12), feasibility = sample_share((uint32_t)i + 31);
		bool is_known = i % 5 != 3;
		json_t *issue = json_pack("{s:I, s:s, s:f, s:f, s:f, s:o}", "number", (json_int_t)i + 1,
					  "name", name, "priority", priority, "low", priority * 0.85, "high",
					  priority * 1.12, "sectors", json_array());

		json_object_set_new(issue, "feasibility", is_known ? json_real(feasibility) : json_null());
		for (size_t s = 0; s < 3 && is_known; s++) {
			static const char *const sectors[] = {"Gobierno", "Sociedad civil", "Academia"};
			double value = feasibility + 0.12 * ((double)s - 1);

			json_array_append_new(
				json_object_get(issue, "sectors"),
				json_pack("{s:s, s:f}", "name", sectors[s], "value", CLAMP(value, 0, 1)));
		}
		json_array_append_new(issues, issue);
	}
	return json_pack("{s:o}", "issues", issues);
}

/* n times twenty people in up to four clouds; some in none. */
static json_t *sample_opinions(size_t n)
{
	static const double centers[][2] = {{-1, 0.2}, {1.1, 0.5}, {0.1, -0.9}, {0.2, 1}};
	size_t n_groups = MIN(n, G_N_ELEMENTS(centers)), sizes[4] = {0};
	json_t *people = json_array(), *groups = json_array();

	for (size_t i = 0; i < n * 20; i++) {
		uint32_t k = (uint32_t)i * 7;
		size_t g = i % n_groups;
		double x = centers[g][0] + 0.9 * (sample_share(k) + sample_share(k + 1) - 1),
		       y = centers[g][1] + 0.7 * (sample_share(k + 2) + sample_share(k + 3) - 1);
		json_t *person = json_pack("{s:f, s:f}", "x", x, "y", y);

		if (i % 17 != 16) {
			json_object_set_new(person, "group", json_integer((json_int_t)g));
			sizes[g]++;
		}
		json_array_append_new(people, person);
	}
	for (size_t g = 0; g < n_groups; g++) {
		char name[] = "Grupo A";

		name[6] = (char)('A' + g);
		json_array_append_new(groups,
				      json_pack("{s:s, s:I}", "name", name, "n", (json_int_t)sizes[g]));
	}
	return json_pack("{s:o, s:o}", "people", people, "groups", groups);
}

#endif
