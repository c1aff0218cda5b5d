/* analyze_map - scales, parts and labels the circles.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "analyze_map.h"

#include <math.h>
#include <string.h>
#include <stdlib.h>

#include "layout.h"
#include "lettering.h"

enum { MAX_LINES = 3, MAX_CHARACTERS = 24, LITTLE_WORD = 3 };
static const double width = 100, shape = 1.7, stretch = 1.25, filled = 0.4, min_radius = 2.5, gap = 0.7,
		    margin = 1.2;
static const double largest_letters = 2.3, smallest_letters = 1.15, largest_number = 2.8, line_height = 1.12;

json_t *analyze_coordinate(double x)
{
	char text[32];

	return json_string(g_ascii_formatd(text, sizeof text, "%.1f", x));
}

size_t analyze_hue(const struct diagnosis *d, size_t theme)
{
	size_t hue = 1;

	if (!d->n_themes)
		return 1;
	if (theme == SIZE_MAX || d->themes[theme].n_issues < 2)
		return 0;
	for (size_t t = 0; t < theme; t++)
		hue += d->themes[t].n_issues > 1;
	return hue <= ANALYZE_HUES ? hue : 0;
}

static json_t *fine(double x)
{
	char text[32];

	return json_string(g_ascii_formatd(text, sizeof text, "%.2f", x));
}

struct circle {
	size_t issue;
	double x, y, r;
};

static int compare_circles(const void *a, const void *b)
{
	const struct circle *x = a, *y = b;

	if (x->r < y->r || x->r > y->r)
		return x->r > y->r ? -1 : 1;
	return (x->issue > y->issue) - (x->issue < y->issue);
}

/* Area by forms; all of them fill so much of the drawing. */
static void size_circles(const struct diagnosis *d, struct circle *circles, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += (double)d->issues[circles[i].issue].n_forms;
	for (size_t i = 0; i < n; i++) {
		double share = (double)d->issues[circles[i].issue].n_forms / sum;

		circles[i].r = MAX(min_radius, sqrt(share * filled * width * width / shape / G_PI));
	}
}

/* Fits the places into the drawing, parts the circles, and moves all so that the least corner is 0, 0. */
static void place_circles(const struct diagnosis *d, struct circle *circles, size_t n, double *w, double *h)
{
	g_autofree double *x = g_new(double, n), *y = g_new(double, n), *r = g_new(double, n);
	double low_x = INFINITY, low_y = INFINITY, high_x = -INFINITY, high_y = -INFINITY, scale;

	for (size_t i = 0; i < n; i++) {
		x[i] = d->issues[circles[i].issue].x;
		y[i] = d->issues[circles[i].issue].y;
		r[i] = circles[i].r;
		low_x = MIN(low_x, x[i]);
		high_x = MAX(high_x, x[i]);
		low_y = MIN(low_y, y[i]);
		high_y = MAX(high_y, y[i]);
	}
	scale = 0.8 * width / MAX(MAX(high_x - low_x, (high_y - low_y) * shape), 1e-6);
	for (size_t i = 0; i < n; i++) {
		x[i] *= scale * stretch;
		y[i] *= scale;
	}
	layout_part(x, y, r, gap, n);
	low_x = low_y = INFINITY;
	high_x = high_y = -INFINITY;
	for (size_t i = 0; i < n; i++) {
		low_x = MIN(low_x, x[i] - r[i]);
		high_x = MAX(high_x, x[i] + r[i]);
		low_y = MIN(low_y, y[i] - r[i]);
		high_y = MAX(high_y, y[i] + r[i]);
	}
	for (size_t i = 0; i < n; i++) {
		circles[i].x = x[i] - low_x + margin;
		circles[i].y = y[i] - low_y + margin;
	}
	*w = high_x - low_x + 2 * margin;
	*h = high_y - low_y + 2 * margin;
}

static size_t letters_of(const char *line)
{
	return (size_t)g_utf8_strlen(line, -1);
}

/* A name as lines: its terms, or the words of a phrase, little ones with the word that follows. */
static GPtrArray *name_lines(const char *name, bool is_phrase)
{
	g_auto(GStrv) words = g_strsplit(name, is_phrase ? " " : ", ", 0);
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
	bool is_open = false;

	for (char **word = words; *word; word++) {
		bool is_little = is_phrase && letters_of(*word) <= LITTLE_WORD;

		if ((is_open || lines->len == MAX_LINES) && lines->len) {
			char **last = (char **)&lines->pdata[lines->len - 1];
			char *longer = g_strconcat(*last, " ", *word, NULL);

			g_free(*last);
			*last = longer;
		} else {
			g_ptr_array_add(lines, g_strdup(*word));
		}
		is_open = is_little;
	}
	for (guint i = 0; i < lines->len; i++) {
		char **line = (char **)&lines->pdata[i];
		char *cut = g_utf8_substring(*line, 0, (glong)MIN(letters_of(*line), MAX_CHARACTERS));

		g_free(*line);
		*line = cut;
	}
	return lines;
}

/* Where line i of n stands, from the middle of the circle. */
static double line_at(size_t i, size_t n, double size)
{
	return ((double)i - (double)(n - 1) / 2) * size * line_height;
}

/* Whether n lines, so wide in letters of size 1, stay within the circle in letters of this size, below its
 * number. */
static bool lines_fit(const double *widths, size_t n, double size, double r)
{
	if ((double)n * size * line_height > 1.15 * r)
		return false;
	for (size_t i = 0; i < n; i++) {
		double half = size * widths[i] / 2;
		double from_middle = fabs(line_at(i, n, size)) + size * 0.45;

		if (half * half + from_middle * from_middle > r * r * 0.82)
			return false;
	}
	return true;
}

/* The name in the largest letters that fit into the circle, if those can be read: a phrase whole, of terms as
 * many of the first as fit. */
static void label_circle(json_t *view, const struct diagnosis_issue *issue, const struct circle *circle,
			 struct lettering *letters)
{
	bool is_phrase = !strstr(issue->name, ", ");
	g_autoptr(GPtrArray) parts = name_lines(issue->name, is_phrase);
	g_autofree double *widths = g_new(double, parts->len + 1);
	json_t *lines = json_array();
	size_t n = parts->len;
	double size = largest_letters;

	for (size_t i = 0; i < n; i++)
		widths[i] = lettering_width(letters, LETTERING_BOLD, 1, parts->pdata[i]);
	while (n && !lines_fit(widths, n, size, circle->r)) {
		size *= 0.96;
		if (size < smallest_letters) {
			size = largest_letters;
			n = is_phrase ? 0 : n - 1;
		}
	}
	for (size_t i = 0; i < n; i++)
		json_array_append_new(lines, json_pack("{s:s, s:o, s:o}", "text", parts->pdata[i], "y",
						       fine(circle->y + line_at(i, n, size) + size * 0.4),
						       "size", fine(size)));
	json_object_set_new(view, "small_y", fine(circle->y - circle->r * 0.66));
	json_object_set_new(view, "small_size", fine(MIN(circle->r * 0.22, 1.6)));
	json_object_set_new(view, "has_lines", json_boolean(n > 0));
	json_object_set_new(view, "lines", lines);
}

static json_t *circle_view(const struct diagnosis *d, const struct circle *circle, struct lettering *letters)
{
	const struct diagnosis_issue *issue = &d->issues[circle->issue];
	size_t number = circle->issue + 1;
	double size = MIN(circle->r * (number < 10 ? 1.3 : number < 100 ? 1.05 : 0.8), largest_number);
	json_t *view = json_object();

	json_object_set_new(view, "number", json_integer((json_int_t)number));
	json_object_set_new(view, "name", json_string(issue->name));
	json_object_set_new(view, "n_forms", json_integer((json_int_t)issue->n_forms));
	json_object_set_new(view, "x", fine(circle->x));
	json_object_set_new(view, "y", fine(circle->y));
	json_object_set_new(view, "r", fine(circle->r));
	json_object_set_new(view, "hue", json_integer((json_int_t)analyze_hue(d, issue->theme)));
	json_object_set_new(view, "size", fine(size));
	json_object_set_new(view, "is_big", json_boolean(size >= largest_number));
	json_object_set_new(view, "number_y", fine(circle->y + size * 0.35));
	label_circle(view, issue, circle, letters);
	return view;
}

json_t *analyze_map_view(const struct diagnosis *d, size_t n_issues)
{
	g_autofree struct circle *circles = g_new0(struct circle, n_issues + 1);
	struct lettering *letters;
	json_t *view, *list;
	double w, h;
	size_t n = 0;

	for (size_t i = 0; i < n_issues; i++)
		if (isfinite(d->issues[i].x) && isfinite(d->issues[i].y))
			circles[n++].issue = i;
	if (n < 2)
		return NULL;
	size_circles(d, circles, n);
	place_circles(d, circles, n, &w, &h);
	qsort(circles, n, sizeof *circles, compare_circles);
	view = json_object();
	list = json_array();
	letters = lettering_new();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, circle_view(d, &circles[i], letters));
	lettering_free(letters);
	json_object_set_new(view, "width", fine(w));
	json_object_set_new(view, "height", fine(h));
	json_object_set_new(view, "circles", list);
	return view;
}
