/* chart_map - places by how often they name an issue: outlines, hexagons where there are only points.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Outlines are put on a grid as fine as the eye, the same for all places, so that neighbours keep the border
 * they share however many points it had.
 */
#include "chart_parts.h"

#include <math.h>
#include <string.h>

#include "chart_map.h"
#include "spanish.h"
#include "words.h"

#define GRID 0.5 /* of a unit of the drawing */

enum { MAX_SAID = 5, MAX_CLASSES = 5 };

struct map {
	struct chart_sheet *sheet;
	const json_t *places;
	size_t n;
	double left, top, right, bottom; /* of what is given; y goes up */
	double scale, x, y;		 /* of the drawing */
	struct chart_scale steps;
	size_t n_steps;
	struct chart_map_cell *cells; /* n, or NULL: outlines */
	GArray *boxes;		      /* struct chart_box: words and marks */
	size_t n_silent, n_small;
	json_t *shapes, *zeros, *sure, *marks, *labels;
};

/* --- reading ----------------------------------------------------------------------------------------------
 */

static double place_x(const json_t *place)
{
	return chart_number_of(place, "x");
}

static double place_y(const json_t *place)
{
	return chart_number_of(place, "y");
}

static bool is_placed(const json_t *place)
{
	return !isnan(place_x(place)) && !isnan(place_y(place));
}

/* Nothing is said of a place where nobody spoke. */
static bool is_verdict(const json_t *place, const char *verdict)
{
	return !isnan(chart_share_of(place, "value")) &&
	       g_strcmp0(json_string_value(json_object_get(place, "verdict")), verdict) == 0;
}

/* Of a ring: x and y of point i, false where there are no such numbers. */
static bool ring_point(const json_t *ring, size_t i, double *x, double *y)
{
	*x = chart_number(json_array_get(ring, 2 * i));
	*y = chart_number(json_array_get(ring, 2 * i + 1));
	return fabs(*x) <= 1e9 && fabs(*y) <= 1e9;
}

static void extend(struct map *map, double x, double y)
{
	map->left = fmin(map->left, x);
	map->right = fmax(map->right, x);
	map->bottom = fmin(map->bottom, y);
	map->top = fmax(map->top, y);
}

/* How far the places reach; gives whether there are outlines. */
static bool measure(struct map *map)
{
	const json_t *place, *ring;
	bool has_rings = false;
	size_t i, r;

	map->left = map->bottom = INFINITY;
	map->right = map->top = -INFINITY;
	json_array_foreach(map->places, i, place)
	{
		if (is_placed(place))
			extend(map, place_x(place), place_y(place));
		json_array_foreach(json_object_get(place, "rings"), r,
				   ring) for (size_t k = 0; 2 * k + 1 < json_array_size(ring); k++)
		{
			double x, y;

			if (!ring_point(ring, k, &x, &y))
				continue;
			extend(map, x, y);
			has_rings = true;
		}
	}
	return has_rings;
}

/* --- drawing ----------------------------------------------------------------------------------------------
 */

/* Fills from the lightest to the darkest: every second one has a pattern too. */
static const char *const fills[MAX_CLASSES + 1][MAX_CLASSES] = {
	[1] = {"q3"},
	[2] = {"q1", "q5"},
	[3] = {"q1", "q3", "q5"},
	[4] = {"q1", "map-dots", "map-lines", "q5"},
	[5] = {"q1", "map-dots", "q3", "map-lines", "q5"},
};

static size_t step_of(const struct map *map, double share)
{
	size_t step = (size_t)(share / map->steps.step - 1e-9);

	return MIN(step, map->n_steps - 1);
}

static const char *fill_of(const struct map *map, const json_t *place)
{
	double value = chart_share_of(place, "value");

	if (isnan(value))
		return "hatch";
	return value == 0 ? "zero" : fills[map->n_steps][step_of(map, value)];
}

static double drawn_x(const struct map *map, double x)
{
	return map->x + (x - map->left) * map->scale;
}

static double drawn_y(const struct map *map, double y)
{
	return map->y + (map->top - y) * map->scale;
}

static void path_to(GString *path, char letter, double x, double y)
{
	char one[32], other[32];

	g_ascii_formatd(one, sizeof one, "%.1f", x);
	g_ascii_formatd(other, sizeof other, "%.1f", y);
	g_string_append_printf(path, "%c%s %s", letter, one, other);
}

static void draw_ring(const struct map *map, GString *path, const json_t *ring, struct chart_box *around)
{
	size_t n = json_array_size(ring) / 2, n_drawn = 0, start = path->len;
	double last_x = NAN, last_y = NAN;

	for (size_t k = 0; k < n; k++) {
		double x, y;

		if (!ring_point(ring, k, &x, &y))
			continue;
		x = round(drawn_x(map, x) / GRID) * GRID;
		y = round(drawn_y(map, y) / GRID) * GRID;
		if (x == last_x && y == last_y)
			continue;
		path_to(path, n_drawn++ ? 'L' : 'M', x, y);
		last_x = x;
		last_y = y;
		around->width = fmax(around->width, x);
		around->height = fmax(around->height, y);
		around->x = fmin(around->x, x);
		around->y = fmin(around->y, y);
	}
	/* Too small to be seen. */
	if (n_drawn < 3)
		g_string_truncate(path, start);
	else
		g_string_append_c(path, 'z');
}

static json_t *shape_new(const struct map *map, const json_t *place, const char *path)
{
	const char *fill = fill_of(map, place);
	bool is_pattern = strcmp(fill, "hatch") == 0 || g_str_has_prefix(fill, "map-");

	return json_pack("{s:s, s:s, s:b, s:b}", "d", path, "fill",
			 strcmp(fill, "hatch") == 0 ? "h"
			 : is_pattern		    ? fill + strlen("map-")
						    : fill,
			 "is_pattern", is_pattern, "is_sure",
			 is_verdict(place, "more") || is_verdict(place, "less"));
}

/* Those whose outline must be seen are drawn over the others. */
static void put_shape(struct map *map, const json_t *place, const char *path)
{
	json_t *shape = shape_new(map, place, path);
	bool is_over = chart_share_of(place, "value") == 0;

	json_array_append_new(json_is_true(json_object_get(shape, "is_sure")) ? map->sure
			      : is_over					      ? map->zeros
									      : map->shapes,
			      shape);
}

static bool is_free(const struct map *map, const struct chart_box *box)
{
	for (guint i = 0; i < map->boxes->len; i++) {
		const struct chart_box *other = &g_array_index(map->boxes, struct chart_box, i);

		if (box->x < other->x + other->width && other->x < box->x + box->width &&
		    box->y < other->y + other->height && other->y < box->y + box->height)
			return false;
	}
	return box->x >= 0 && box->x + box->width <= map->sheet->width;
}

/* Words around a point, in lines, if they go whole into so much room and meet no others. */
static bool put_words(struct map *map, const char *words, double x, double y, double room, double height)
{
	struct chart_sheet *sheet = map->sheet;
	g_auto(GStrv) each = g_strsplit(words, " ", -1);
	g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
	double small = sheet->small, line = small * 1.15, width = 0;
	size_t n_most = CLAMP((size_t)fmax(0, height / line), 1, 3);

	for (size_t i = 0; each[i]; i++)
		if (lettering_width(sheet->letters, LETTERING_SANS, small, each[i]) > room)
			return false;
	lettering_wrap(sheet->letters, LETTERING_SANS, small, words, room, n_most, lines);
	for (guint i = 0; i < lines->len; i++)
		width = fmax(width, lettering_width(sheet->letters, LETTERING_SANS, small, lines->pdata[i]));
	if (lines->len == 0 || g_str_has_suffix(lines->pdata[lines->len - 1], "…"))
		return false;
	struct chart_box box = {x - width / 2 - 2, y - line * lines->len / 2, width + 4, line * lines->len};
	if (!is_free(map, &box))
		return false;
	g_array_append_val(map->boxes, box);
	for (guint i = 0; i < lines->len; i++)
		json_array_append_new(
			map->labels, chart_line(lines->pdata[i], x, box.y + line * (i + 0.5) + small * 0.36));
	return true;
}

/* Up: more than the rest, down: less; outlined where it may be the room; a ring: few people. */
static void put_mark(struct map *map, const json_t *place, double x, double y)
{
	struct chart_sheet *sheet = map->sheet;
	bool is_more = is_verdict(place, "more") || is_verdict(place, "more_room"),
	     is_less = is_verdict(place, "less") || is_verdict(place, "less_room"),
	     is_room = is_verdict(place, "more_room") || is_verdict(place, "less_room");
	g_autoptr(GString) path = g_string_new(NULL);
	double r = sheet->small * 0.42;

	if (is_more || is_less) {
		chart_map_triangle(path, x, y, r, is_more);
	} else if (json_is_true(json_object_get(place, "is_small"))) {
		r = sheet->small * 0.22;
		chart_shape(path, 0, x, y, r);
	} else {
		return;
	}
	struct chart_box box = {x - r * 1.2, y - r * 1.2, r * 2.4, r * 2.4};
	g_array_append_val(map->boxes, box);
	json_array_append_new(map->marks, json_pack("{s:s, s:b}", "d", path->str, "is_open",
						    is_room || (!is_more && !is_less)));
}

static bool has_mark(const json_t *place)
{
	return is_verdict(place, "more") || is_verdict(place, "less") || is_verdict(place, "more_room") ||
	       is_verdict(place, "less_room") || json_is_true(json_object_get(place, "is_small"));
}

/* The name where there is room for it, else the number that the table gives. */
static void put_label(struct map *map, const json_t *place, double x, double y, double width, double height)
{
	struct chart_sheet *sheet = map->sheet;
	g_autofree char *name = chart_text_of(place, "name");
	g_autofree char *number = g_strdup_printf("%zu", chart_count_of(place, "number", 0));
	double below = has_mark(place) ? sheet->small * 0.95 : 0;

	if (isnan(chart_share_of(place, "value")) && sheet->medium == CHART_PHONE)
		return;
	height -= below;
	if (height < sheet->small * 1.3)
		return;
	if (*name && put_words(map, name, x, y + below, width * 0.9, height * 0.8))
		return;
	if (chart_count_of(place, "number", 0))
		(void)put_words(map, number, x, y + below, width * 0.9, sheet->small);
}

static void draw_outlines(struct map *map)
{
	const json_t *place, *ring;
	g_autofree struct chart_box *around = g_new(struct chart_box, map->n + 1);
	size_t i, r;

	json_array_foreach(map->places, i, place)
	{
		g_autoptr(GString) path = g_string_new(NULL);

		around[i] = (struct chart_box){INFINITY, INFINITY, -INFINITY, -INFINITY};
		json_array_foreach(json_object_get(place, "rings"), r, ring)
			draw_ring(map, path, ring, &around[i]);
		if (path->len == 0 && is_placed(place)) {
			double x = drawn_x(map, place_x(place)), y = drawn_y(map, place_y(place)),
			       at = map->sheet->small * 0.45;

			chart_shape(path, 0, x, y, at);
			around[i] = (struct chart_box){x - at, y - at, x + at, y + at};
		}
		if (path->len)
			put_shape(map, place, path->str);
	}
	/* Marks first: words keep off them. */
	json_array_foreach(map->places, i, place) if (is_placed(place) && isfinite(around[i].x))
		put_mark(map, place, drawn_x(map, place_x(place)), drawn_y(map, place_y(place)));
	json_array_foreach(map->places, i, place) if (is_placed(place) && isfinite(around[i].x))
		put_label(map, place, drawn_x(map, place_x(place)), drawn_y(map, place_y(place)),
			  around[i].width - around[i].x, around[i].height - around[i].y);
}

static void draw_cells(struct map *map)
{
	const json_t *place;
	size_t i;

	json_array_foreach(map->places, i, place)
	{
		const struct chart_map_cell *cell = &map->cells[i];
		g_autoptr(GString) path = g_string_new(NULL);

		if (isnan(cell->x))
			continue;
		for (size_t k = 0; k < 6; k++)
			path_to(path, k ? 'L' : 'M', cell->x + cell->side * chart_map_hexagon[k][0],
				cell->y + cell->side * chart_map_hexagon[k][1]);
		g_string_append_c(path, 'z');
		put_shape(map, place, path->str);
		put_mark(map, place, cell->x, cell->y - (has_mark(place) ? cell->side * 0.35 : 0));
		put_label(map, place, cell->x, cell->y - (has_mark(place) ? cell->side * 0.25 : 0),
			  cell->side * 1.7, cell->side * 1.6);
	}
}

/* --- words ------------------------------------------------------------------------------------------------
 */

static void add_keys(struct map *map)
{
	struct chart_sheet *sheet = map->sheet;
	const char *language = sheet->language;
	const json_t *place;
	bool has[6] = {false}; /* none, surely, in a room, few */
	size_t i;

	json_array_foreach(map->places, i, place)
	{
		has[0] |= chart_share_of(place, "value") == 0;
		has[1] |= is_verdict(place, "more");
		has[2] |= is_verdict(place, "less");
		has[3] |= is_verdict(place, "more_room");
		has[4] |= is_verdict(place, "less_room");
		has[5] |= json_is_true(json_object_get(place, "is_small"));
	}
	if (has[0])
		chart_key(sheet, "zero", words_say(language, "nadie lo mencionó (0 %)"));
	for (size_t k = 0; k < map->n_steps; k++) {
		g_autofree char *low = chart_percent(sheet, (double)k * map->steps.step),
				*high = chart_percent(sheet, (double)(k + 1) * map->steps.step);
		g_autofree char *meaning =
			k ? g_strdup_printf(words_say(language, "más de %s, hasta %s"), low, high)
			  : g_strdup_printf(words_say(language, "hasta %s"), high);

		chart_key(sheet, fills[map->n_steps][k], meaning);
	}
	if (map->n_silent)
		chart_key(sheet, "hatch", words_say(language, "sin jornada: no se sabe"));
	if (has[1])
		chart_map_key(sheet, true, false, words_say(language, "se concentra ahí"));
	if (has[2])
		chart_map_key(sheet, false, false, words_say(language, "se menciona menos que en el resto"));
	if (has[3])
		chart_map_key(sheet, true, true, words_say(language, "más, en su única jornada"));
	if (has[4])
		chart_map_key(sheet, false, true, words_say(language, "menos, en su única jornada"));
	if (has[5])
		chart_map_key_few(sheet, words_say(language, "pocos remitentes"));
	chart_keys_end(sheet);
}

/* Names of the places of that verdict, ended by NULL when there is none. */
static char *named(const struct map *map, const char *verdict)
{
	GString *names = g_string_new(NULL);
	const json_t *place;
	size_t i;

	json_array_foreach(map->places, i, place)
	{
		g_autofree char *name = chart_text_of(place, "name");

		if (is_verdict(place, verdict))
			g_string_append_printf(names, "%s%s", names->len ? ", " : "", name);
	}
	return g_string_free(names, names->len == 0);
}

static void say_verdict(struct map *map, const char *verdict, const char *sentence)
{
	g_autofree char *names = named(map, verdict);

	if (names)
		chart_say(map->sheet,
			  g_strdup_printf("%s %s.", words_say(map->sheet->language, sentence), names));
}

/* The place with the largest share, the most people first; NULL: none known. */
static const json_t *highest(const struct map *map)
{
	const json_t *place, *best = NULL;
	size_t i;

	json_array_foreach(map->places, i, place)
	{
		double value = chart_share_of(place, "value"),
		       of_best = best ? chart_share_of(best, "value") : -1;

		if (value > of_best ||
		    (value == of_best && chart_count_of(place, "n", 0) > chart_count_of(best, "n", 0)))
			best = place;
	}
	return best;
}

static void say_map(struct map *map)
{
	struct chart_sheet *sheet = map->sheet;
	const char *language = sheet->language;
	const json_t *best = highest(map);

	chart_say(sheet,
		  g_strdup_printf(words_say(language, "Mapa de %zu lugares: en %zu se escuchó a alguien."),
				  map->n, map->n - map->n_silent));
	if (map->n_silent)
		chart_say(sheet, g_strdup_printf(words_say(language, "Sin jornada y por eso en gris: %zu. No "
								     "son cero: no se sabe."),
						 map->n_silent));
	if (best && chart_share_of(best, "value") > 0) {
		g_autofree char *name = chart_text_of(best, "name"),
				*share = chart_percent(sheet, chart_share_of(best, "value")),
				*low = chart_percent(sheet, chart_share_of(best, "low")),
				*high = chart_percent(sheet, chart_share_of(best, "high"));

		chart_say(sheet,
			  g_strdup_printf(words_say(language,
						    "La parte más alta es la de %s: %s, con intervalo de "
						    "%s a %s y %zu remitentes."),
					  name, share, low, high, chart_count_of(best, "n", 0)));
	}
	say_verdict(map, "more", SPANISH("Se concentra en:"));
	say_verdict(map, "less", SPANISH("Se menciona menos que en el resto en:"));
	say_verdict(
		map, "more_room",
		SPANISH("Más que en el resto, pero con una sola jornada por lugar, que no deja saber si es "
			"el lugar o el grupo:"));
	say_verdict(
		map, "less_room",
		SPANISH("Menos que en el resto, pero con una sola jornada por lugar, que no deja saber si es "
			"el lugar o el grupo:"));
	if (map->n_small)
		chart_say(sheet,
			  g_strdup_printf(words_say(language, "Lugares con pocos remitentes, cuya parte "
							      "dice poco: %zu."),
					  map->n_small));
	if (map->cells && json_array_size(map->shapes))
		chart_say(sheet,
			  g_strdup(words_say(language, "Cada hexágono es un lugar, cerca de donde está; "
						       "su tamaño no dice nada.")));
}

static const char *verdict_words(const json_t *place, const char *language)
{
	static const char *const words[][2] = {
		{"more", SPANISH("se concentra ahí")},
		{"less", SPANISH("se menciona menos que en el resto")},
		{"more_room", SPANISH("más, en su única jornada")},
		{"less_room", SPANISH("menos, en su única jornada")},
	};

	if (isnan(chart_share_of(place, "value")))
		return words_say(language, "sin jornada: no se sabe");
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (is_verdict(place, words[i][0]))
			return words_say(language, words[i][1]);
	if (json_is_true(json_object_get(place, "is_small")))
		return words_say(language, "pocos remitentes");
	return words_say(language, "no se distingue del resto");
}

static void fill_table(struct map *map)
{
	struct chart_sheet *sheet = map->sheet;
	const char *language = sheet->language, *none = words_say(language, "sin dato");

	chart_table_columns(sheet, words_say(language, "Lugar"), words_say(language, "Lo mencionan"),
			    words_say(language, "Remitentes"), words_say(language, "Parte"),
			    words_say(language, "Intervalo"), words_say(language, "Qué se puede decir"),
			    NULL);
	/* Those that were heard first. */
	for (size_t turn = 0; turn < 2 * map->n; turn++) {
		const json_t *place = json_array_get(map->places, turn % map->n);
		double value = chart_share_of(place, "value");
		bool is_known = !isnan(value);

		if (is_known != (turn < map->n))
			continue;
		g_autofree char *name = chart_name_of(sheet, place), *share = chart_percent(sheet, value),
				*low = chart_percent(sheet, chart_share_of(place, "low")),
				*high = chart_percent(sheet, chart_share_of(place, "high"));
		g_autofree char *interval = is_known ? g_strdup_printf("%s – %s", low, high) : g_strdup(none),
				*said = is_known ? chart_grouped(chart_count_of(place, "named", 0))
						 : g_strdup(none),
				*n = is_known ? chart_grouped(chart_count_of(place, "n", 0)) : g_strdup(none);

		chart_table_row(sheet, name, said, n, share, interval, verdict_words(place, language), NULL);
	}
}

/* --- the whole --------------------------------------------------------------------------------------------
 */

static void take_steps(struct map *map)
{
	double largest = 0;
	const json_t *place;
	size_t i;

	json_array_foreach(map->places, i, place)
	{
		double value = chart_share_of(place, "value");

		largest = isnan(value) ? largest : fmax(largest, value);
		map->n_silent += isnan(value) ? 1 : 0;
		map->n_small += !isnan(value) && json_is_true(json_object_get(place, "is_small")) ? 1 : 0;
	}
	map->steps = chart_scale_to(largest);
	map->n_steps = (size_t)round(map->steps.top / map->steps.step);
	while (map->n_steps > 1 && (double)(map->n_steps - 1) * map->steps.step >= largest - 1e-9)
		map->n_steps--;
	map->n_steps = MIN(map->n_steps, MAX_CLASSES);
}

static void draw(struct map *map)
{
	struct chart_sheet *sheet = map->sheet;
	double most = sheet->medium == CHART_PHONE  ? 420
		      : sheet->medium == CHART_WIDE ? 640
						    : 430,
	       margin = sheet->small * 0.6, width = sheet->width - 2 * margin;

	sheet->y += margin;
	map->y = sheet->y;
	if (measure(map)) {
		double across = fmax(map->right - map->left, 1e-9), down = fmax(map->top - map->bottom, 1e-9);

		map->scale = fmin(width / across, most / down);
		map->x = margin + (width - across * map->scale) / 2;
		draw_outlines(map);
		sheet->y += down * map->scale + margin;
		return;
	}
	map->cells = g_new(struct chart_map_cell, map->n + 1);
	for (size_t i = 0; i < map->n; i++) {
		const json_t *place = json_array_get(map->places, i);

		map->cells[i].x = place_x(place);
		map->cells[i].y = -place_y(place);
	}
	sheet->y += chart_map_hexagons(map->cells, map->n, margin, sheet->y, width, most) + margin;
	draw_cells(map);
}

bool chart_draw_map(struct chart_sheet *sheet, const json_t *data)
{
	struct map map = {.sheet = sheet, .places = json_object_get(data, "places")};
	g_autofree char *title = chart_text_of(data, "title");

	map.n = json_array_size(map.places);
	map.shapes = json_array();
	map.zeros = json_array();
	map.sure = json_array();
	map.marks = json_array();
	map.labels = json_array();
	json_object_set_new(sheet->drawing, "shapes", map.shapes);
	json_object_set_new(sheet->drawing, "marks", map.marks);
	json_object_set_new(sheet->drawing, "labels", map.labels);
	if (!map.n) {
		json_decref(map.zeros);
		json_decref(map.sure);
		return false;
	}
	map.boxes = g_array_new(FALSE, FALSE, sizeof(struct chart_box));
	take_steps(&map);
	chart_title(sheet, *title ? title : words_say(sheet->language, "Dónde se menciona"));
	draw(&map);
	add_keys(&map);
	say_map(&map);
	fill_table(&map);
	json_array_extend(map.shapes, map.zeros);
	json_array_extend(map.shapes, map.sure);
	json_decref(map.zeros);
	json_decref(map.sure);
	g_array_unref(map.boxes);
	g_free(map.cells);
	return true;
}
