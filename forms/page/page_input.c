/* page_input - what the input of one question needs: its value, its choices, its limits.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "page_parts.h"
#include "page_values.h"

#include <math.h>
#include <string.h>

#define LONG_LIST     15   /* choices of a drop-down from which on a person would rather type */
#define LIST_AT_ONCE  30   /* choices that are shown one below the other unless the author says so */
#define STEPS_AT_ONCE 11   /* steps of a range that are shown side by side */
#define STEPS_MAX     101  /* steps of a range that a drop-down may have */
#define PLACES_MAX    40   /* places of a ranking */
#define PIXELS	      1600 /* the longer side of a photograph */

bool page_is_among(const char *names, const char *name)
{
	size_t length = strlen(name);
	for (const char *p = names; p && *p;) {
		size_t n = strcspn(p, " ");
		if (n == length && !memcmp(p, name, n))
			return true;
		p += n + strspn(p + n, " ");
	}
	return false;
}

bool page_has_appearance(const struct form_question *q, const char *word)
{
	return q->appearance && page_is_among(q->appearance, word);
}

static bool has_any_appearance(const struct form_question *q, const char *const words[], size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (page_has_appearance(q, words[i]))
			return true;
	return false;
}

static char *default_of(struct page *page, const struct form_question *q)
{
	if (q->default_expression)
		return expression_evaluate_string(q->default_expression, &page->nothing);
	return g_strdup(q->default_value);
}

static char *value_of(struct page *page, const struct form_question *q, const char *field, bool is_fresh)
{
	const char *value = answers_typed(page->answers, field);
	if (!value && (page->is_fresh || q->calculation || q->read_only))
		value = answers_value(page->answers, field);
	if (is_fresh && (!value || !*value))
		return default_of(page, q);
	return value && *value ? page_value_show(q, value) : NULL;
}

/* --- choices */
static json_t *choice_view(struct page *page, const struct form_choice *choice, const char *field,
			   const char *id, bool is_checked)
{
	json_t *view =
		json_pack("{s:s, s:s, s:b}", "value", choice->name, "id", id, "checked", (int)is_checked);
	if (!page_set_text(page, view, "label", field, &choice->label, NULL))
		json_object_set_new(view, "label", json_string(choice->name));
	page_set_media(page, view, &choice->media);
	return view;
}

static GPtrArray *offered(struct page *page, const struct form_question *q, const char *field)
{
	if (q->choice_filter || q->list->kind == FORM_LIST_REPEAT || form_parameter(q, "randomize"))
		return answers_choices(page->answers, field);
	GPtrArray *all = g_ptr_array_sized_new((guint)q->list->n_choices);
	for (size_t i = 0; i < q->list->n_choices; i++)
		g_ptr_array_add(all, &q->list->choices[i]);
	return all;
}

static json_t *choices_view(struct page *page, const struct form_question *q, const GPtrArray *choices,
			    const char *field, const char *id, const char *value)
{
	json_t *views = json_array();
	for (guint i = 0; i < choices->len; i++) {
		const struct form_choice *choice = choices->pdata[i];
		g_autofree char *choice_id = g_strdup_printf("%sc%u", id, i + 1);
		bool is_checked = q->type == FORM_SELECT_MULTIPLE ? page_is_among(value, choice->name)
								  : !g_strcmp0(value, choice->name);
		json_array_append_new(views, choice_view(page, choice, field, choice_id, is_checked));
	}
	return views;
}

/* One drop-down a place, all of one name: what is sent is the order. */
static json_t *places_view(struct page *page, const struct form_question *q, const GPtrArray *choices,
			   const char *field, const char *id, const char *value)
{
	json_t *places = json_array();
	g_auto(GStrv) order = g_strsplit(value ? value : "", " ", -1);
	size_t n_ordered = g_strv_length(order);
	for (guint i = 0; i < choices->len && i < PLACES_MAX; i++) {
		g_autofree char *place_id = i == 0 ? g_strdup(id) : g_strdup_printf("%sp%u", id, i + 1);
		const char *chosen = i < n_ordered ? order[i] : NULL;
		json_array_append_new(
			places, json_pack("{s:i, s:s, s:o}", "ordinal", (int)i + 1, "id", place_id, "choices",
					  choices_view(page, q, choices, field, place_id, chosen)));
	}
	return places;
}

static void add_choices(struct page *page, json_t *view, const struct form_question *q, const char *field,
			const char *id, const char *value)
{
	static const char *const searched[] = {"autocomplete", "search"};
	static const char *const beside[] = {"columns",	    "columns-pack",	  "columns-1", "columns-2",
					     "columns-3",   "columns-4",	  "columns-5", "columns-6",
					     "horizontal",  "horizontal-compact", "likert",    "compact",
					     "quickcompact"};
	g_autoptr(GPtrArray) choices = offered(page, q, field);
	if (q->type == FORM_RANK) {
		json_object_set_new(view, "places", places_view(page, q, choices, field, id, value));
	} else {
		json_object_set_new(view, "choices", choices_view(page, q, choices, field, id, value));
		bool is_one = q->type == FORM_SELECT_ONE;
		bool is_repeat = q->list->kind == FORM_LIST_REPEAT;
		size_t n_choices = is_repeat ? choices->len : q->list->n_choices;
		bool is_searched = has_any_appearance(q, searched, G_N_ELEMENTS(searched));
		if (is_one &&
		    (is_searched || page_has_appearance(q, "minimal") || n_choices > LIST_AT_ONCE)) {
			json_object_set_new(view, "is_minimal", json_true());
			if (n_choices > LONG_LIST) {
				json_object_set_new(view, "is_searchable", json_true());
				page->has_search = true;
			}
		} else if (has_any_appearance(q, beside, G_N_ELEMENTS(beside))) {
			json_object_set_new(view, "is_columns", json_true());
		}
	}
	if (q->choice_filter || q->list->kind == FORM_LIST_REPEAT)
		json_object_set_new(view, "list", json_string(q->list->name));
}

/* --- ranges */
static size_t decimals_of(const char *number)
{
	const char *point = strchr(number, '.');
	return point ? MIN(strlen(point + 1), 9) : 0;
}

static void add_range(json_t *view, const struct form_question *q, const char *id, const char *value)
{
	const char *start = form_parameter(q, "start"), *end = form_parameter(q, "end"),
		   *step = form_parameter(q, "step");
	start = start ? start : "1";
	end = end ? end : "10";
	step = step ? step : "1";
	double from = g_ascii_strtod(start, NULL), to = g_ascii_strtod(end, NULL),
	       by = fabs(g_ascii_strtod(step, NULL));
	double n = by > 0 ? floor(fabs(to - from) / by + 1e-9) + 1 : 0;
	size_t decimals = MAX(decimals_of(start), decimals_of(step));
	json_object_set_new(view, "start", json_string(start));
	json_object_set_new(view, "end", json_string(end));
	json_object_set_new(view, "step", json_string(step));
	if (!(n >= 1) || n > STEPS_MAX)
		return;
	json_t *choices = json_array();
	for (size_t i = 0; i < (size_t)n; i++) {
		char text[64], format[8];
		double at = from + (to < from ? -by : by) * (double)i;
		g_snprintf(format, sizeof format, "%%.%uf", (unsigned)decimals);
		g_ascii_formatd(text, sizeof text, format, at);
		g_autofree char *choice_id = g_strdup_printf("%sc%zu", id, i + 1);
		bool is_checked = value && fabs(g_ascii_strtod(value, NULL) - at) < by / 1000;
		json_array_append_new(choices, json_pack("{s:s, s:s, s:s, s:b}", "value", text, "label", text,
							 "id", choice_id, "checked", (int)is_checked));
	}
	json_object_set_new(view, "choices", choices);
	json_object_set_new(view, n <= STEPS_AT_ONCE ? "is_columns" : "is_minimal", json_true());
}

/* --- the others */
static void add_file(json_t *view, const struct form_question *q)
{
	static const char *const kinds[FORM_TYPE_MAX] = {
		[FORM_IMAGE] = "image/*", [FORM_AUDIO] = "audio/*", [FORM_VIDEO] = "video/*"};
	if (kinds[q->type])
		json_object_set_new(view, "accept", json_string(kinds[q->type]));
	if (q->type == FORM_IMAGE || q->type == FORM_VIDEO)
		json_object_set_new(view, "is_picture", json_true());
	if (page_has_appearance(q, "new"))
		json_object_set_new(view, "capture", json_string("environment"));
	else if (page_has_appearance(q, "new-front") || page_has_appearance(q, "selfie"))
		json_object_set_new(view, "capture", json_string("user"));
	if (q->type == FORM_IMAGE) {
		const char *pixels = form_parameter(q, "max-pixels");
		gint64 n = pixels ? g_ascii_strtoll(pixels, NULL, 10) : 0;
		json_object_set_new(view, "max_pixels", json_integer(n > 0 ? MIN(n, 8000) : PIXELS));
	}
}

void page_add_input(struct page *page, json_t *view, const struct form_question *q, const char *field,
		    const char *id, bool is_fresh)
{
	g_autofree char *value = value_of(page, q, field, is_fresh);
	if (value && *value)
		json_object_set_new(view, "value", json_string(value));
	if (form_type_is_file(q->type))
		add_file(view, q);
	else if (q->list)
		add_choices(page, view, q, field, id, value);
	switch (q->type) {
	case FORM_TEXT:
	case FORM_BARCODE:
		json_object_set_new(view, "max_length", json_integer(ANSWERS_TEXT_MAX));
		if (page_has_appearance(q, "multiline"))
			json_object_set_new(view, "is_multiline", json_true());
		if (page_has_appearance(q, "numbers"))
			json_object_set_new(view, "is_numbers", json_true());
		break;
	case FORM_DATE:
		if (page_has_appearance(q, "year"))
			json_object_set_new(view, "is_year", json_true());
		else if (page_has_appearance(q, "month-year"))
			json_object_set_new(view, "is_month", json_true());
		break;
	case FORM_ACKNOWLEDGE:
		json_object_set_new(view, "checked", json_boolean(value && !g_ascii_strcasecmp(value, "ok")));
		break;
	case FORM_RANGE:
		add_range(view, q, id, value);
		break;
	default:
		break;
	}
	if (q->read_only)
		json_object_set_new(view, "read_only", json_true());
}
