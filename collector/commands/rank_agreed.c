/* rank_agreed - reads weights and orders, and says in words why none fit.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rank_agreed.h"

#include <math.h>
#include <sodium.h>
#include <string.h>

#include "analyze_columns.h"
#include "words.h"

static bool refuse(GError **error, const char *what, const char *sentence)
{
	g_set_error(error, ANALYZE_ERROR, ANALYZE_ERROR_VALUE, "\"%s\": %s", what, sentence);
	return false;
}

/* A criterion by its name, as columns are found. */
static bool find(const char *const *names, size_t n, const char *name, size_t *at, GError **error)
{
	g_autofree char *list = NULL;
	g_autoptr(GString) all = NULL;

	if (analyze_column_find(names, n, name, at, NULL))
		return true;
	all = g_string_new(NULL);
	for (size_t i = 0; i < n; i++)
		g_string_append_printf(all, "%s%s", i ? ", " : "", names[i]);
	list = g_strdup_printf("%s: %s", _("there is no such criterion; there are"), all->str);
	return refuse(error, name, list);
}

/* 0.3 or 30%. */
static bool read_weight(const char *text, double *weight)
{
	g_autofree char *plain = g_strstrip(g_strdup(text));
	char *end;

	if (!g_ascii_isdigit(*plain) && *plain != '.')
		return false;
	*weight = g_ascii_strtod(plain, &end);
	if (*end == '%') {
		*weight /= 100;
		end++;
	}
	return end != plain && !*end && *weight >= 0 && *weight <= 1;
}

static bool read_range(const char *text, double *low, double *high)
{
	g_auto(GStrv) ends = g_strsplit(text, "-", 2);

	if (!ends[0] || !read_weight(ends[0], low))
		return false;
	*high = *low;
	return !ends[1] || read_weight(ends[1], high);
}

static bool read_weights(const char *const *weights, const char *const *names, size_t n, double *low,
			 double *high, GError **error)
{
	g_autofree bool *is_said = g_new0(bool, n);

	for (; weights && *weights; weights++) {
		const char *equals = strrchr(*weights, '=');
		g_autofree char *name = equals ? g_strndup(*weights, (gsize)(equals - *weights)) : NULL;
		size_t at;

		if (!equals)
			return refuse(error, *weights,
				      _("write a weight as criterion=0.3 or criterion=0.1-0.4"));
		if (!find(names, n, g_strstrip(name), &at, error))
			return false;
		if (is_said[at])
			return refuse(error, names[at], _("its weight is given twice"));
		is_said[at] = true;
		if (!read_range(equals + 1, &low[at], &high[at]) || low[at] > high[at])
			return refuse(error, *weights,
				      _("a weight goes from 0 to 1, and a range from the lower to the "
					"higher, as 0.1-0.4 or 10%-40%"));
	}
	return true;
}

static bool read_order(const char *order, const char *const *names, size_t n, unsigned *levels,
		       GError **error)
{
	g_auto(GStrv) steps = g_strsplit(order, ">", -1);

	memset(levels, 0, n * sizeof *levels);
	for (unsigned level = 0; steps[level]; level++) {
		g_auto(GStrv) alike = g_strsplit(steps[level], ",", -1);

		if (!alike[0])
			return refuse(error, order, _("write the order as criterion>criterion"));
		for (size_t i = 0; alike[i]; i++) {
			size_t at;

			if (!find(names, n, g_strstrip(alike[i]), &at, error))
				return false;
			if (levels[at])
				return refuse(error, names[at], _("it stands twice in the order"));
			levels[at] = level + 1;
		}
	}
	return true;
}

bool rank_agreed_read(const char *const *weights, const char *order, const char *const *names, size_t n,
		      double *low, double *high, unsigned *levels, GError **error)
{
	return read_weights(weights, names, n, low, high, error) &&
	       (!order || read_order(order, names, n, levels, error));
}

static char *bounds_listed(const struct smaa_conflict *c, const char *const *names, size_t n, double usual)
{
	GString *list = g_string_new(NULL);

	for (size_t i = 0; i < n; i++)
		if (c->bounds[i] != usual)
			g_string_append_printf(list, "%s%s %g", list->len ? ", " : "", names[i],
					       c->bounds[i]);
	return g_string_free(list, FALSE);
}

bool rank_agreed_check(const struct smaa_preferences *p, const char *const *names, GError **error)
{
	struct smaa_conflict c;
	g_autofree char *list = NULL;
	bool is_least;

	if (!smaa_preferences_conflict(p, &c))
		return true;
	is_least = c.kind == SMAA_CONFLICT_LEAST;
	switch (c.kind) {
	case SMAA_CONFLICT_RANGE:
		g_set_error(error, ANALYZE_ERROR, ANALYZE_ERROR_VALUE, "\"%s\": %s", names[c.one],
			    _("a weight goes from 0 to 1, and a range from the lower to the higher, as "
			      "0.1-0.4 or 10%-40%"));
		break;
	case SMAA_CONFLICT_ORDER:
		g_set_error(error, ANALYZE_ERROR, ANALYZE_ERROR_VALUE, "%s: \"%s\" %s %g, \"%s\" %s %g.",
			    _("Ranges and order contradict each other"), names[c.one], _("at most"), c.high,
			    names[c.other], _("at least"), c.low);
		break;
	default:
		list = bounds_listed(&c, names, p->n_criteria, is_least ? 0 : 1);
		g_set_error(error, ANALYZE_ERROR, ANALYZE_ERROR_VALUE, "%s %g: %s.",
			    is_least ? _("Weights add up to 1, and the lowest that are allowed to")
				     : _("Weights add up to 1, and the highest that are allowed to"),
			    c.sum, list);
	}
	smaa_conflict_clear(&c);
	return false;
}

uint64_t rank_agreed_seed(const char *text, size_t length, char digest[65])
{
	unsigned char hash[32];
	uint64_t seed = 0;

	crypto_generichash(hash, sizeof hash, (const unsigned char *)text, length, NULL, 0);
	sodium_bin2hex(digest, 65, hash, sizeof hash);
	for (size_t i = 0; i < 6; i++)
		seed = seed << 8 | hash[i];
	return seed;
}
