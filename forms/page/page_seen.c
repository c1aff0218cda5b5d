/* page_seen - which questions a page showed, in few bytes, so that the server knows whether more came up
 * since. SPDX-License-Identifier: GPL-3.0-or-later
 *
 * "0-13,20,31-36@2.1": numbers of questions, those of instances with their indices.  A range covers whatever
 * has no input (notes, groups, formulas) between two questions that were shown.
 */
#include "page_parts.h"

#include <string.h>

#define RANGES_MAX 4096

struct listing {
	GString *out;
	char *place;	     /* indices of the range that is open; NULL: none is */
	json_int_t from, to; /* numbers of that range */
	bool is_broken;	     /* something that was not shown came after it */
};

static bool has_flag(const json_t *view, const char *key)
{
	return json_is_true(json_object_get(view, key));
}

/* Whether there is something to answer in it: a filtered list without a choice is as good as not there. */
static bool is_input(const json_t *view)
{
	if (has_flag(view, "is_note") || has_flag(view, "is_hidden"))
		return false;
	const json_t *places = json_object_get(view, "places"), *choices = json_object_get(view, "choices");
	if (json_object_get(view, "list") != NULL)
		return json_array_size(places ? places : choices) > 0;
	return true;
}

static void listing_end(struct listing *l)
{
	if (!l->place)
		return;
	g_string_append_printf(l->out, "%s%" JSON_INTEGER_FORMAT, l->out->len ? "," : "", l->from);
	if (l->to > l->from)
		g_string_append_printf(l->out, "-%" JSON_INTEGER_FORMAT, l->to);
	if (*l->place)
		g_string_append_printf(l->out, "@%s", l->place);
	g_clear_pointer(&l->place, g_free);
}

/* "31-2-1": what page.c made of q31 in the second and first instances -> "2.1". */
static char *place_of(const json_t *view)
{
	const char *id = json_string_value(json_object_get(view, "id")), *dash = id ? strchr(id, '-') : NULL;
	return dash ? g_strdelimit(g_strdup(dash + 1), "-", '.') : g_strdup("");
}

/* Calls take for each question with an input, shown or not; spare instances are skipped when told so. */
static void walk(const json_t *questions, bool is_hidden, bool with_spare,
		 void (*take)(void *, json_t *view, const char *place, bool is_shown), void *data)
{
	size_t i;
	json_t *view;
	json_array_foreach(questions, i, view)
	{
		bool is_off = is_hidden || has_flag(view, "is_irrelevant");
		const json_t *inner = json_object_get(view, "questions");
		if (!with_spare && has_flag(view, "is_spare"))
			continue;
		if (inner) {
			walk(inner, is_off, with_spare, take, data);
		} else if (json_object_get(view, "number") && !has_flag(view, "is_note") &&
			   !has_flag(view, "is_hidden")) {
			g_autofree char *place = place_of(view);
			take(data, view, place, !is_off && is_input(view));
		}
	}
}

static void list_one(void *data, json_t *view, const char *place, bool is_shown)
{
	struct listing *l = data;
	if (!is_shown) {
		l->is_broken = true;
		return;
	}
	json_int_t number = json_integer_value(json_object_get(view, "number"));
	if (l->place && !l->is_broken && !strcmp(l->place, place)) {
		l->to = number;
		return;
	}
	listing_end(l);
	l->place = g_strdup(place);
	l->from = l->to = number;
	l->is_broken = false;
}

char *page_seen(const json_t *view)
{
	struct listing l = {.out = g_string_new(NULL)};
	walk(json_object_get(view, "questions"), false, true, list_one, &l);
	listing_end(&l);
	return g_string_free(l.out, FALSE);
}

struct range {
	gint64 from, to;
	const char *place;
};

struct comparing {
	struct range *ranges;
	size_t n_ranges;
	size_t n_new;
	bool has_focus;
};

static bool range_read(const char *text, struct range *range)
{
	char *end;
	range->from = range->to = g_ascii_strtoll(text, &end, 10);
	if (end == text)
		return false;
	if (*end == '-')
		range->to = g_ascii_strtoll(end + 1, &end, 10);
	range->place = *end == '@' ? end + 1 : "";
	return true;
}

static void compare_one(void *data, json_t *view, const char *place, bool is_shown)
{
	struct comparing *c = data;
	if (!is_shown)
		return;
	json_int_t number = json_integer_value(json_object_get(view, "number"));
	for (size_t i = 0; i < c->n_ranges; i++)
		if (c->ranges[i].from <= number && number <= c->ranges[i].to &&
		    !strcmp(c->ranges[i].place, place))
			return;
	json_object_set_new(view, "is_new", json_true());
	if (c->n_new++ == 0 && !c->has_focus)
		json_object_set_new(view, "is_focused", json_true());
}

static bool has_focus(const json_t *questions)
{
	size_t i;
	json_t *view;
	json_array_foreach(questions, i, view) if (has_flag(view, "is_focused") ||
						   has_focus(json_object_get(view, "questions"))) return true;
	return false;
}

size_t page_mark_new(json_t *view, const char *seen)
{
	g_auto(GStrv) texts = g_strsplit(seen, ",", RANGES_MAX);
	g_autofree struct range *ranges = g_new(struct range, g_strv_length(texts) + 1);
	struct comparing c = {.ranges = ranges, .has_focus = has_focus(json_object_get(view, "questions"))};
	for (size_t i = 0; texts[i]; i++)
		c.n_ranges += range_read(texts[i], &ranges[c.n_ranges]);
	walk(json_object_get(view, "questions"), false, false, compare_one, &c);
	return c.n_new;
}
