/* chart_plane - priority against feasibility: two axes that stay two, with what each sector said of
 * feasibility.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "chart_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "words.h"

enum { MAX_ISSUES = 30, MAX_ISSUES_PHONE = 20, MAX_SAID = 5 };

struct plane {
	double left, right, top, bottom;
	double strip_left, strip_right; /* of those whose feasibility nobody gave; equal: there are none */
	struct chart_scale scale;	/* of priority */
	GPtrArray *sectors;		/* names, first to last seen */
};

static double x_of(const struct plane *plane, double feasibility)
{
	return plane->left + (plane->right - plane->left) * feasibility;
}

static double y_of(const struct plane *plane, double priority)
{
	return plane->bottom - (plane->bottom - plane->top) * MIN(priority / plane->scale.top, 1);
}

/* Which sector has that name; a new one is added. */
static size_t sector_of(const struct plane *plane, const char *name)
{
	guint i;

	for (i = 0; i < plane->sectors->len; i++)
		if (strcmp(plane->sectors->pdata[i], name) == 0)
			return i;
	g_ptr_array_add(plane->sectors, g_strdup(name));
	return i;
}

/* The scores of the sectors as outlines by sector, and the line between the least and the greatest. */
static void draw_sectors(const struct chart_sheet *sheet, const struct plane *plane, const json_t *issue,
			 double y, GString **outlines, GArray *boxes, json_t *view)
{
	double low = INFINITY, high = -INFINITY, r = sheet->small * 0.21;
	struct chart_box box;
	const json_t *sector;
	size_t i;

	json_array_foreach(json_object_get(issue, "sectors"), i, sector)
	{
		g_autofree char *name = chart_text_of(sector, "name");
		double value = chart_share_of(sector, "value");

		if (isnan(value))
			continue;
		low = MIN(low, value);
		high = MAX(high, value);
		box = (struct chart_box){x_of(plane, value) - r, y - r, 2 * r, 2 * r};
		g_array_append_val(boxes, box);
		chart_shape(outlines[sector_of(plane, name) % CHART_SHAPES], sector_of(plane, name) + 1,
			    x_of(plane, value), y, r);
	}
	if (low < high) {
		json_object_set_new(view, "sectors_x", chart_coordinate(x_of(plane, low)));
		json_object_set_new(view, "sectors_to", chart_coordinate(x_of(plane, high)));
	}
}

static json_t *draw_point(struct chart_sheet *sheet, const struct plane *plane, const json_t *issue,
			  GString **outlines, GArray *boxes)
{
	double priority = chart_share_of(issue, "priority"),
	       feasibility = chart_share_of(issue, "feasibility"), low = chart_share_of(issue, "low"),
	       high = chart_share_of(issue, "high"), y = y_of(plane, priority),
	       x = isnan(feasibility) ? (plane->strip_left + plane->strip_right) / 2
				      : x_of(plane, feasibility),
	       r = sheet->small * 0.42;
	struct chart_box box = {x - r, y - r, 2 * r, 2 * r};
	json_t *view = json_pack("{s:o, s:o, s:o, s:b}", "x", chart_coordinate(x), "y", chart_coordinate(y),
				 "r", chart_coordinate(r), "is_known", !isnan(feasibility));

	g_array_append_val(boxes, box);
	if (!isnan(low) && !isnan(high)) {
		json_object_set_new(view, "low_y", chart_coordinate(y_of(plane, low)));
		json_object_set_new(view, "high_y", chart_coordinate(y_of(plane, high)));
	}
	draw_sectors(sheet, plane, issue, y, outlines, boxes, view);
	return view;
}

/* Numbers near their points, after all points are placed. */
static void place_numbers(struct chart_sheet *sheet, const struct plane *plane, json_t *points,
			  const json_t *const *issues, GArray *boxes)
{
	struct chart_box frame = {plane->left, plane->top - sheet->small,
				  MAX(plane->right, plane->strip_right) - plane->left,
				  plane->bottom - plane->top + sheet->small};
	json_t *point;
	size_t i;

	json_array_foreach(points, i, point)
	{
		g_autofree char *text = g_strdup_printf("%zu", chart_count_of(issues[i], "number", i + 1));
		double x = g_ascii_strtod(json_string_value(json_object_get(point, "x")), NULL),
		       y = g_ascii_strtod(json_string_value(json_object_get(point, "y")), NULL),
		       width = lettering_width(sheet->letters, LETTERING_BOLD, sheet->small, text);
		struct chart_box box;

		chart_place_box(boxes, &frame, x, y, width, sheet->small, &box);
		json_object_set_new(point, "label", chart_line(text, box.x, box.y + sheet->small * 0.86));
		/* A thread where the number had to go further away. */
		if (hypot(box.x + width / 2 - x, box.y + sheet->small / 2 - y) > sheet->small * 1.8) {
			json_object_set_new(point, "thread_x", chart_coordinate(box.x + width / 2));
			json_object_set_new(point, "thread_y",
					    chart_coordinate(box.y + (box.y > y ? 0 : sheet->small)));
		}
	}
}

static void draw_axes(struct chart_sheet *sheet, struct plane *plane)
{
	json_t *across = json_array(), *up = json_array(), *d = sheet->drawing;
	const char *language = sheet->language;

	for (int i = 0; i * plane->scale.step <= plane->scale.top + 1e-9; i++) {
		g_autofree char *text = chart_percent(sheet, i * plane->scale.step);
		double y = y_of(plane, i * plane->scale.step);

		json_array_append_new(up, json_pack("{s:o, s:s, s:o}", "y", chart_coordinate(y), "text", text,
						    "foot", chart_coordinate(y + sheet->small * 0.36)));
	}
	for (int i = 0; i <= 4; i++) {
		g_autofree char *text = chart_percent(sheet, i * 0.25);

		json_array_append_new(
			across, chart_line(text, x_of(plane, i * 0.25), plane->bottom + sheet->small * 1.3));
	}
	json_object_set_new(d, "across", across);
	json_object_set_new(d, "up", up);
	json_object_set_new(d, "left", chart_coordinate(plane->left));
	json_object_set_new(d, "right", chart_coordinate(plane->right));
	json_object_set_new(d, "top", chart_coordinate(plane->top));
	json_object_set_new(d, "bottom", chart_coordinate(plane->bottom));
	json_object_set_new(d, "figures_x", chart_coordinate(plane->left - sheet->small * 0.5));
	json_object_set_new(d, "up_name",
			    chart_line(words_say(language, "↑ más prioridad"), 0, plane->top - sheet->small));
	json_object_set_new(d, "across_name",
			    chart_line(words_say(language, "más factible →"), plane->right,
				       plane->bottom + sheet->small * 2.7));
	if (plane->strip_right > plane->strip_left) {
		double width = plane->strip_right - plane->strip_left;

		json_object_set_new(d, "strip",
				    json_pack("{s:o, s:o, s:o, s:o}", "x",
					      chart_coordinate(plane->strip_left), "y",
					      chart_coordinate(plane->top), "width", chart_coordinate(width),
					      "height", chart_coordinate(plane->bottom - plane->top)));
		json_object_set_new(d, "strip_words",
				    chart_line(words_say(language, "sin dato"), plane->strip_right,
					       plane->top - sheet->small * 0.4));
	}
}

/* Names by number, beside the plane or below it. */
static void draw_names(struct chart_sheet *sheet, const json_t *const *issues, size_t n, double x, double y,
		       double *below)
{
	json_t *names = json_array();

	for (size_t i = 0; i < n; i++) {
		g_autofree char *name = chart_name_of(sheet, issues[i]);
		json_t *lines =
			chart_lines(sheet, LETTERING_SANS, sheet->small, name, x, y, sheet->width - x, 2, &y);

		json_array_extend(names, lines);
		json_decref(lines);
		y += sheet->small * 0.25;
	}
	json_object_set_new(sheet->drawing, "names", names);
	*below = y;
}

static int compare_issues(const void *a, const void *b)
{
	const json_t *const *x = a, *const *y = b;
	double p = chart_share_of(*x, "priority"), q = chart_share_of(*y, "priority");
	size_t i = chart_count_of(*x, "number", SIZE_MAX), j = chart_count_of(*y, "number", SIZE_MAX);

	if (p < q || p > q)
		return p > q ? -1 : 1;
	return (i > j) - (i < j);
}

static void say_issues(struct chart_sheet *sheet, const json_t *const *issues, size_t n, size_t n_unknown)
{
	const char *language = sheet->language;

	for (size_t i = 0; i < MIN(n, MAX_SAID); i++) {
		g_autofree char *name = chart_name_of(sheet, issues[i]),
				*priority = chart_percent(sheet, chart_share_of(issues[i], "priority")),
				*feasibility = chart_percent(sheet, chart_share_of(issues[i], "feasibility"));

		chart_say(sheet, g_strdup_printf(words_say(language, "«%s»: prioridad %s; factibilidad: %s."),
						 name, priority, feasibility));
	}
	if (n_unknown)
		chart_say(sheet, g_strdup_printf(words_say(language, "Sin factibilidad dada: %zu de %zu."),
						 n_unknown, n));
	chart_say(sheet,
		  g_strdup(words_say(language,
				     "La factibilidad no mueve la prioridad: es otro eje, que cada sector "
				     "califica aparte.")));
}

static void fill_table(struct chart_sheet *sheet, const struct plane *plane, const json_t *const *issues,
		       size_t n)
{
	const char *language = sheet->language;
	json_t *columns = json_pack("[s, s, s, s]", words_say(language, "Problemática"),
				    words_say(language, "Prioridad"), words_say(language, "Intervalo"),
				    words_say(language, "Factibilidad")),
	       *rows = json_array();

	for (guint s = 0; s < plane->sectors->len; s++)
		json_array_append_new(columns, json_string(plane->sectors->pdata[s]));
	for (size_t i = 0; i < n; i++) {
		const json_t *sectors = json_object_get(issues[i], "sectors"), *sector;
		g_autofree char *name = chart_name_of(sheet, issues[i]),
				*priority = chart_percent(sheet, chart_share_of(issues[i], "priority")),
				*low = chart_percent(sheet, chart_share_of(issues[i], "low")),
				*high = chart_percent(sheet, chart_share_of(issues[i], "high")),
				*feasibility = chart_percent(sheet, chart_share_of(issues[i], "feasibility"));
		g_autofree char *interval =
			isnan(chart_share_of(issues[i], "low")) || isnan(chart_share_of(issues[i], "high"))
				? g_strdup(words_say(language, "sin dato"))
				: g_strdup_printf("%s – %s", low, high);
		json_t *row = json_pack("[s, s, s, s]", name, priority, interval, feasibility);
		size_t k;

		for (guint s = 0; s < plane->sectors->len; s++) {
			double value = NAN;

			json_array_foreach(sectors, k, sector)
			{
				g_autofree char *sector_name = chart_text_of(sector, "name");

				if (strcmp(sector_name, plane->sectors->pdata[s]) == 0)
					value = chart_share_of(sector, "value");
			}
			g_autofree char *cell = chart_percent(sheet, value);
			json_array_append_new(row, json_string(cell));
		}
		json_array_append_new(rows, row);
	}
	json_object_set_new(sheet->view, "table", json_pack("{s:o, s:o}", "columns", columns, "rows", rows));
}

/* Marks, the lines of their doubt, and the keys. */
static void draw_points(struct chart_sheet *sheet, struct plane *plane, const json_t *const *issues,
			size_t shown)
{
	GString *outlines[CHART_SHAPES];
	g_autoptr(GArray) boxes = g_array_new(FALSE, FALSE, sizeof(struct chart_box));
	json_t *points = json_array(), *marks = json_array();

	for (size_t s = 0; s < CHART_SHAPES; s++)
		outlines[s] = g_string_new(NULL);
	for (size_t i = 0; i < shown; i++)
		json_array_append_new(points, draw_point(sheet, plane, issues[i], outlines, boxes));
	place_numbers(sheet, plane, points, issues, boxes);
	for (size_t s = 0; s < CHART_SHAPES; s++) {
		if (outlines[s]->len)
			json_array_append_new(marks, json_string(outlines[s]->str));
		g_string_free(outlines[s], TRUE);
	}
	json_object_set_new(sheet->drawing, "points", points);
	json_object_set_new(sheet->drawing, "marks", marks);
}

bool chart_draw_plane(struct chart_sheet *sheet, const json_t *data)
{
	bool is_phone = sheet->medium == CHART_PHONE;
	const json_t *all = json_object_get(data, "issues"), *issue;
	g_autofree const json_t **issues = g_new(const json_t *, json_array_size(all) + 1);
	g_autoptr(GPtrArray) sectors = g_ptr_array_new_with_free_func(g_free);
	struct plane plane = {.sectors = sectors};
	size_t n = 0, n_unknown = 0, max = is_phone ? MAX_ISSUES_PHONE : MAX_ISSUES, shown, i;
	double largest = 0, whole, names_below, size = sheet->size, small = sheet->small;

	json_array_foreach(all, i, issue)
	{
		double priority = chart_share_of(issue, "priority"), high = chart_share_of(issue, "high");

		if (isnan(priority))
			continue;
		largest = MAX(largest, MAX(priority, isnan(high) ? 0 : high));
		n_unknown += isnan(chart_share_of(issue, "feasibility")) ? 1 : 0;
		issues[n++] = issue;
	}
	if (!n)
		return false;
	qsort(issues, n, sizeof *issues, compare_issues);
	shown = n <= max + 1 ? n : max;
	chart_title(sheet, words_say(sheet->language, "Prioridad y factibilidad, cada una en su eje"));
	plane.scale = chart_scale_to(largest);
	whole = lettering_width(sheet->letters, LETTERING_SANS, small, "100\u00a0%");
	plane.left = small * 0.7 + whole;
	plane.top = sheet->y + small * 2.4;
	plane.right = (is_phone ? sheet->width : sheet->width * 0.62) - whole * 0.55;
	plane.bottom = plane.top + (is_phone ? 1.0 : 0.78) * (plane.right - plane.left);
	if (n_unknown) {
		plane.strip_right = plane.right + whole * 0.5;
		plane.strip_left = plane.strip_right - small * 4;
		plane.right = plane.strip_left - whole * 0.6;
	}
	draw_points(sheet, &plane, issues, shown);
	draw_axes(sheet, &plane);
	sheet->y = plane.bottom + small * 3;
	if (is_phone) {
		draw_names(sheet, issues, shown, 0, sheet->y + size * 0.5, &sheet->y);
	} else {
		draw_names(sheet, issues, shown, sheet->width * 0.65, plane.top - small, &names_below);
		sheet->y = MAX(sheet->y, names_below);
	}
	sheet->y += size * 0.5;
	for (guint s = 0; s < sectors->len; s++)
		chart_key_shape(sheet, s + 1, true, sectors->pdata[s]);
	chart_key_point(sheet, words_say(sheet->language, "factibilidad en conjunto; la línea vertical es "
							  "el intervalo de la prioridad"));
	chart_keys_end(sheet);
	chart_left_out(sheet, n - shown);
	say_issues(sheet, issues, n, n_unknown);
	fill_table(sheet, &plane, issues, n);
	return true;
}
