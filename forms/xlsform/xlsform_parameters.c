/* xlsform_parameters - the parameters column: names and values, checked against what each type takes.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "xlsform_reader.h"
#include "nearest.h"

#include <math.h>
#include <string.h>

enum value_kind { VALUE_ANY, VALUE_NUMBER, VALUE_BOOLEAN, VALUE_SEED, VALUE_QUALITY };

#define OF(type) (1u << (type))
#define SELECTS	 (OF(FORM_SELECT_ONE) | OF(FORM_SELECT_MULTIPLE) | OF(FORM_RANK))
#define TRACES	 (OF(FORM_GEOTRACE) | OF(FORM_GEOSHAPE))

static const struct {
	const char *name;
	unsigned types;
	enum value_kind value;
} known[] = {
	{"randomize", SELECTS, VALUE_BOOLEAN},
	{"seed", SELECTS, VALUE_SEED},
	{"value", SELECTS, VALUE_ANY},
	{"label", SELECTS, VALUE_ANY},
	{"start", OF(FORM_RANGE), VALUE_NUMBER},
	{"end", OF(FORM_RANGE), VALUE_NUMBER},
	{"step", OF(FORM_RANGE), VALUE_NUMBER},
	{"tick_interval", OF(FORM_RANGE), VALUE_NUMBER},
	{"tick_labelset", OF(FORM_RANGE), VALUE_ANY},
	{"placeholder", OF(FORM_RANGE), VALUE_NUMBER},
	{"rows", OF(FORM_TEXT), VALUE_NUMBER},
	{"max-pixels", OF(FORM_IMAGE), VALUE_NUMBER},
	{"app", OF(FORM_IMAGE), VALUE_ANY},
	{"quality", OF(FORM_AUDIO) | OF(FORM_METADATA), VALUE_QUALITY},
	{"capture-accuracy", OF(FORM_GEOPOINT), VALUE_NUMBER},
	{"warning-accuracy", OF(FORM_GEOPOINT), VALUE_NUMBER},
	{"allow-mock-accuracy", OF(FORM_GEOPOINT) | TRACES | OF(FORM_METADATA), VALUE_BOOLEAN},
	{"reference-geometry", OF(FORM_GEOPOINT) | TRACES, VALUE_ANY},
	{"incremental", TRACES, VALUE_BOOLEAN},
	{"location-priority", OF(FORM_METADATA), VALUE_ANY},
	{"location-min-interval", OF(FORM_METADATA), VALUE_NUMBER},
	{"location-max-age", OF(FORM_METADATA), VALUE_NUMBER},
	{"track-changes", OF(FORM_METADATA), VALUE_BOOLEAN},
	{"track-changes-reasons", OF(FORM_METADATA), VALUE_ANY},
	{"identify-user", OF(FORM_METADATA), VALUE_BOOLEAN},
};

static bool is_number(const char *text, double *number)
{
	char *end;
	*number = g_ascii_strtod(text, &end);
	return end != text && !*end && isfinite(*number);
}

/* Pieces "name=value": cut at ; or , or, where there are none of them, at spaces; none around the =. */
static char **pieces_of(const char *text)
{
	g_autoptr(GString) tight = g_string_new(NULL);
	for (const char *p = text; *p; p++) {
		bool before = *p == ' ' && p[strspn(p, " ")] == '=';
		bool after = *p == ' ' && tight->len && tight->str[tight->len - 1] == '=';
		if (!before && !after)
			g_string_append_c(tight, *p);
	}
	const char *cut = strchr(tight->str, ';') ? ";" : strchr(tight->str, ',') ? "," : " ";
	return g_strsplit(tight->str, cut, 200);
}

char *parameters_value(const char *text, const char *name)
{
	g_auto(GStrv) pieces = pieces_of(text);
	for (char **p = pieces; *p; p++) {
		char *equals = strchr(*p, '=');
		if (!equals)
			continue;
		*equals = '\0';
		if (!g_ascii_strcasecmp(g_strstrip(*p), name))
			return g_strstrip(g_strdup(equals + 1));
	}
	return NULL;
}

static bool value_fits(enum value_kind kind, const char *value)
{
	double number;
	switch (kind) {
	case VALUE_NUMBER:
		return is_number(value, &number);
	case VALUE_BOOLEAN:
		return yes_no_parse(value) >= 0;
	case VALUE_SEED:
		return is_number(value, &number) || g_str_has_prefix(value, "${");
	case VALUE_QUALITY:
		return !g_ascii_strcasecmp(value, "voice-only") || !g_ascii_strcasecmp(value, "low") ||
		       !g_ascii_strcasecmp(value, "normal") || !g_ascii_strcasecmp(value, "external");
	case VALUE_ANY:
		break;
	}
	return *value != '\0';
}

/* Checks one piece; true when it is to be kept. */
static bool check(struct reader *r, const struct form_question *q, struct place place, const char *name,
		  const char *value)
{
	struct nearest nearest = nearest_begin(name);
	for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
		if (!(known[i].types & OF(q->type)))
			continue;
		nearest_try(&nearest, known[i].name);
		if (strcmp(known[i].name, name) != 0)
			continue;
		if (!value_fits(known[i].value, value))
			reader_problem(r, place, false, "El parámetro %s no puede valer \"%s\".",
				       "The parameter %s cannot be \"%s\".", name, value);
		return true;
	}
	g_autofree char *es = NULL, *en = NULL;
	reader_suggest(nearest.found, &es, &en);
	reader_problem(r, place, true, "Este tipo de pregunta no tiene el parámetro \"%s\".%s%.0s",
		       "This type of question has no parameter \"%s\".%.0s%s", name, es, en);
	return true;
}

static void add(GPtrArray *kept, const char *name, const char *value)
{
	g_ptr_array_add(kept, g_strdup(name));
	g_ptr_array_add(kept, g_strdup(value));
}

static const char *kept_value(const GPtrArray *kept, const char *name)
{
	for (size_t i = 0; i + 1 < kept->len; i += 2)
		if (!strcmp(kept->pdata[i], name))
			return kept->pdata[i + 1];
	return NULL;
}

/* A range has its three numbers always: the standard's own where the author gave none. */
static void complete_range(struct reader *r, struct place place, GPtrArray *kept)
{
	static const char *const names[] = {"start", "end", "step"}, *const usual[] = {"1", "10", "1"};
	double numbers[3];
	for (size_t i = 0; i < 3; i++) {
		const char *value = kept_value(kept, names[i]);
		if (!value)
			add(kept, names[i], usual[i]);
		if (!is_number(value ? value : usual[i], &numbers[i]))
			return; /* refused already */
	}
	if (numbers[2] == 0 || numbers[0] == numbers[1])
		reader_problem(
			r, place, false,
			"Un range va de start a end en pasos de step: step no puede ser 0, y start y end "
			"deben ser distintos.",
			"A range goes from start to end in steps: step cannot be 0, and start and end "
			"must differ.");
}

char **parameters_take(struct reader *r, const struct form_question *q, struct cell cell, const char *rows)
{
	g_autoptr(GPtrArray) kept = g_ptr_array_new();
	g_auto(GStrv) pieces = pieces_of(cell.text);
	for (char **p = pieces; *p; p++) {
		char *piece = g_strstrip(*p), *equals = strchr(piece, '=');
		if (!*piece)
			continue;
		if (!equals || equals == piece) {
			reader_problem(
				r, cell.place, false,
				"Los parámetros se escriben nombre=valor, separados por espacios; no \"%s\".",
				"Parameters are written name=value, separated by spaces; not \"%s\".", piece);
			continue;
		}
		*equals = '\0';
		g_autofree char *name = g_strstrip(g_ascii_strdown(piece, -1));
		const char *value = g_strstrip(equals + 1);
		if (kept_value(kept, name))
			reader_problem(r, cell.place, false, "El parámetro %s está dos veces.",
				       "The parameter %s is there twice.", name);
		else if (check(r, q, cell.place, name, value))
			add(kept, name, value);
	}
	if (*rows && !kept_value(kept, "rows"))
		add(kept, "rows", rows);
	if (q->type == FORM_RANGE)
		complete_range(r, cell.place, kept);
	const char *seed = kept_value(kept, "seed");
	if (seed && strstr(seed, "${")) {
		struct pending pending = {.question = (struct form_question *)q,
					  .text = (char *)seed,
					  .place = cell.place,
					  .kind = COLUMN_PARAMETERS};
		reader_pend(r, pending);
	}
	if (!kept->len)
		return NULL;
	g_ptr_array_add(kept, NULL);
	return (char **)g_ptr_array_free(g_steal_pointer(&kept), FALSE);
}
