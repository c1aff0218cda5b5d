/* chart_opinions - people near those who voted like them; groups by shape and lightness, with their outlines.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "chart_parts.h"

#include <math.h>
#include <stdlib.h>

#include "words.h"

enum { MAX_PEOPLE = 3000, MAX_GROUPS = 8 };

struct person {
	double x, y;
	size_t group; /* SIZE_MAX: in none */
};

/* Those with a place; of more than are drawn every so-manieth. */
static size_t read_people(const json_t *people, size_t n_groups, struct person *out, size_t *n_known)
{
	size_t n = 0, kept = 0, i;
	const json_t *person;

	json_array_foreach(people, i, person) n +=
		!isnan(chart_number_of(person, "x")) && !isnan(chart_number_of(person, "y")) ? 1 : 0;
	*n_known = n;
	n = 0;
	json_array_foreach(people, i, person)
	{
		struct person p = {chart_number_of(person, "x"), chart_number_of(person, "y"),
				   chart_count_of(person, "group", SIZE_MAX)};

		if (isnan(p.x) || isnan(p.y))
			continue;
		if (p.group >= n_groups)
			p.group = SIZE_MAX;
		/* The k-th is kept where k * MAX / n passes a whole number: evenly, and not by chance. */
		if (*n_known <= MAX_PEOPLE || (n + 1) * MAX_PEOPLE / *n_known > n * MAX_PEOPLE / *n_known)
			out[kept++] = p;
		n++;
	}
	return kept;
}

/* The same scale in both directions, in the middle of the sheet; returns the height. */
static double fit_people(struct chart_sheet *sheet, struct person *people, size_t n)
{
	double low_x = INFINITY, high_x = -INFINITY, low_y = INFINITY, high_y = -INFINITY,
	       margin = sheet->size * 1.6, width = sheet->width - 2 * margin,
	       height = sheet->medium == CHART_PHONE ? width : width * 0.55, scale;

	for (size_t i = 0; i < n; i++) {
		low_x = MIN(low_x, people[i].x);
		high_x = MAX(high_x, people[i].x);
		low_y = MIN(low_y, people[i].y);
		high_y = MAX(high_y, people[i].y);
	}
	scale = MIN(width / MAX(high_x - low_x, 1e-9), height / MAX(high_y - low_y, 1e-9));
	scale = MIN(scale, 1e9);
	height = MIN(height, MAX((high_y - low_y) * scale, sheet->size * 4));
	for (size_t i = 0; i < n; i++) {
		people[i].x = sheet->width / 2 + (people[i].x - (low_x + high_x) / 2) * scale;
		people[i].y = sheet->y + margin + height / 2 - (people[i].y - (low_y + high_y) / 2) * scale;
	}
	return height + 2 * margin;
}

static int compare_people(const void *a, const void *b)
{
	const struct person *p = a, *q = b;

	if (p->x < q->x || p->x > q->x)
		return p->x < q->x ? -1 : 1;
	return (p->y > q->y) - (p->y < q->y);
}

static double turn(const struct person *a, const struct person *b, const struct person *c)
{
	return (b->x - a->x) * (c->y - a->y) - (b->y - a->y) * (c->x - a->x);
}

/* The convex hull (Andrew's monotone chain) of people that are sorted here, as the "d" of a path. */
static char *hull_path(struct person *people, size_t n)
{
	g_autofree struct person *hull = g_new(struct person, 2 * n + 2);
	GString *path = g_string_new(NULL);
	size_t k = 0;

	qsort(people, n, sizeof *people, compare_people);
	for (size_t i = 0; i < n; i++) {
		while (k >= 2 && turn(&hull[k - 2], &hull[k - 1], &people[i]) <= 0)
			k--;
		hull[k++] = people[i];
	}
	for (size_t i = n - 1, lower = k + 1; i-- > 0;) {
		while (k >= lower && turn(&hull[k - 2], &hull[k - 1], &people[i]) <= 0)
			k--;
		hull[k++] = people[i];
	}
	for (size_t i = 0; i < k; i++) {
		char x[32], y[32];

		g_ascii_formatd(x, sizeof x, "%.1f", hull[i].x);
		g_ascii_formatd(y, sizeof y, "%.1f", hull[i].y);
		g_string_append_printf(path, "%c%s %s", i ? 'L' : 'M', x, y);
	}
	return g_string_free(path, FALSE);
}

static char *group_name(const struct chart_sheet *sheet, const json_t *groups, size_t g)
{
	g_autofree char *name = chart_text_of(json_array_get(groups, g), "name");

	return *name ? g_steal_pointer(&name)
		     : g_strdup_printf(words_say(sheet->language, "Grupo %c"), (int)('A' + g % 26));
}

static void draw_group(struct chart_sheet *sheet, const json_t *groups, size_t g, const struct person *people,
		       size_t n, double radius, GArray *boxes)
{
	g_autofree struct person *members = g_new(struct person, n + 1);
	g_autoptr(GString) marks = g_string_new(NULL);
	json_t *view = json_object();
	double x = 0, y = 0;
	size_t k = 0;

	for (size_t i = 0; i < n; i++)
		if (people[i].group == g)
			members[k++] = people[i];
	for (size_t i = 0; i < k; i++) {
		chart_shape(marks, g == SIZE_MAX ? 0 : g, members[i].x, members[i].y, radius);
		x += members[i].x / (double)k;
		y += members[i].y / (double)k;
	}
	json_object_set_new(view, "marks", json_string(marks->str));
	if (g == SIZE_MAX) {
		json_object_set_new(view, "is_none", json_true());
	} else {
		json_object_set_new(view, "class", json_integer((json_int_t)(g % CHART_SHAPES)));
		if (k > 2) {
			g_autofree char *hull = hull_path(members, k);

			json_object_set_new(view, "hull", json_string(hull));
		}
	}
	if (g != SIZE_MAX && k) {
		g_autofree char *name = group_name(sheet, groups, g);
		double width = lettering_width(sheet->letters, LETTERING_BOLD, sheet->size, name);
		struct chart_box box, frame = {0, 0, sheet->width, 1e5};

		chart_place_box(boxes, &frame, x - width / 2, y - sheet->size, width, sheet->size * 1.2,
				&box);
		json_object_set_new(view, "label", chart_line(name, box.x, box.y + sheet->size * 0.9));
	}
	json_array_append_new(json_object_get(sheet->drawing, "groups"), view);
}

static void say_groups(struct chart_sheet *sheet, const json_t *groups, size_t n_known, size_t n_drawn,
		       const size_t *sizes, size_t n_none)
{
	const char *language = sheet->language;
	size_t n_groups = json_array_size(groups);
	g_autofree char *known = chart_grouped(n_known), *drawn = chart_grouped(n_drawn);

	if (n_known == 1)
		chart_say(sheet, g_strdup(words_say(language, "Se dibuja a una persona.")));
	else
		chart_say(sheet, g_strdup_printf(words_say(language, "Se dibujan %s personas de %s."), drawn,
						 known));
	if (!n_groups)
		chart_say(sheet, g_strdup(words_say(language, "No se forman grupos de opinión.")));
	for (size_t g = 0; g < n_groups; g++) {
		g_autofree char *name = group_name(sheet, groups, g), *n = chart_grouped(sizes[g]);

		chart_say(sheet,
			  sizes[g] == 1
				  ? g_strdup_printf(words_say(language, "«%s»: 1 persona."), name)
				  : g_strdup_printf(words_say(language, "«%s»: %s personas."), name, n));
	}
	if (n_groups && n_none)
		chart_say(sheet, g_strdup_printf(words_say(language, "Sin grupo: %zu."), n_none));
	chart_say(sheet, g_strdup(words_say(language, "Cerca quiere decir que votaron parecido; los ejes no "
						      "tienen unidad.")));
}

static void fill_table(struct chart_sheet *sheet, const json_t *groups, const size_t *sizes, size_t n_known,
		       size_t n_none)
{
	const char *language = sheet->language;
	size_t n_groups = json_array_size(groups);

	chart_table_columns(sheet, words_say(language, "Grupo"), words_say(language, "Personas"),
			    words_say(language, "Parte"), NULL);
	for (size_t g = 0; g <= n_groups; g++) {
		size_t size = g < n_groups ? sizes[g] : n_none;
		g_autofree char *name = g < n_groups ? group_name(sheet, groups, g)
						     : g_strdup(words_say(language, "Sin grupo")),
				*n = chart_grouped(size),
				*share = chart_percent(sheet, n_known ? MIN((double)size / (double)n_known, 1)
								      : NAN);

		if (g < n_groups || n_none)
			chart_table_row(sheet, name, n, share, NULL);
	}
}

bool chart_draw_opinions(struct chart_sheet *sheet, const json_t *data)
{
	const json_t *list = json_object_get(data, "people"), *groups = json_object_get(data, "groups");
	g_autofree struct person *people = g_new(struct person, json_array_size(list) + 1);
	size_t n_groups = json_array_size(groups), n_known, n, n_none = 0, n_grouped = 0;
	g_autofree size_t *sizes = g_new0(size_t, n_groups + 1);
	g_autoptr(GArray) boxes = g_array_new(FALSE, FALSE, sizeof(struct chart_box));
	double radius;

	n = read_people(list, n_groups, people, &n_known);
	if (!n)
		return false;
	/* What the groups say of themselves counts; what is drawn may be fewer. */
	for (size_t g = 0; g < n_groups; g++) {
		sizes[g] = chart_count_of(json_array_get(groups, g), "n", 0);
		n_grouped += sizes[g];
	}
	n_none = n_known > n_grouped ? n_known - n_grouped : 0;
	chart_title(sheet, words_say(sheet->language, "Mapa de opiniones"));
	radius = sheet->small * (n > 1000 ? 0.16 : n > 200 ? 0.24 : 0.34);
	sheet->y += fit_people(sheet, people, n);
	json_object_set_new(sheet->drawing, "is_dense", json_boolean(n > 200));
	json_object_set_new(sheet->drawing, "groups", json_array());
	draw_group(sheet, groups, SIZE_MAX, people, n, radius, boxes);
	for (size_t g = 0; g < n_groups; g++)
		draw_group(sheet, groups, g, people, n, radius, boxes);
	for (size_t g = 0; g < MIN(n_groups, MAX_GROUPS); g++) {
		g_autofree char *name = group_name(sheet, groups, g), *count = chart_grouped(sizes[g]),
				*share = chart_percent(sheet, MIN((double)sizes[g] / (double)n_known, 1)),
				*words = g_strdup_printf("%s: %s (%s)", name, count, share);

		chart_key_shape(sheet, g, false, words);
	}
	if (n_groups)
		chart_keys_end(sheet);
	say_groups(sheet, groups, n_known, n, sizes, n_none);
	fill_table(sheet, groups, sizes, n_known, n_none);
	return true;
}
