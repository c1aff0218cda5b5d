/* rank_page - texts and small JSON.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rank_page.h"

#include <math.h>
#include <stdarg.h>

#include "words.h"

enum { NAMES_OF_BAND = 12, HEAT = 60 };

static char *formatted(const char *format, double value, const char *after)
{
	char text[G_ASCII_DTOSTR_BUF_SIZE];

	if (!isfinite(value))
		return g_strdup("—");
	return g_strconcat(g_ascii_formatd(text, sizeof text, format, value), after, NULL);
}

char *rank_page_percent(double share)
{
	return formatted("%.1f", share * 100, " %");
}

char *rank_page_number(double value)
{
	return formatted("%.3f", value, "");
}

char *rank_page_places(size_t low, size_t high)
{
	if (!low)
		return g_strdup("—");
	return low == high ? g_strdup_printf("%zu", low) : g_strdup_printf("%zu–%zu", low, high);
}

json_t *rank_page_real(double value)
{
	return isfinite(value) ? json_real(value) : json_null();
}

void rank_page_row(json_t *rows, ...)
{
	json_t *row = json_array();
	va_list texts;
	char *text;

	va_start(texts, rows);
	while ((text = va_arg(texts, char *))) {
		json_array_append_new(row, json_string(text));
		g_free(text);
	}
	va_end(texts);
	json_array_append_new(rows, row);
}

json_t *rank_page_table(json_t *rows, ...)
{
	json_t *columns = json_array();
	va_list names;
	const char *name;

	va_start(names, rows);
	while ((name = va_arg(names, const char *)))
		json_array_append_new(columns, json_string(name));
	va_end(names);
	return json_pack("{s:o, s:o}", "columns", columns, "rows", rows);
}

void rank_page_section(json_t *page, const char *heading, json_t *sentences, json_t *table, json_t *chart)
{
	json_t *sections = json_object_get(page, "sections"),
	       *section = json_pack("{s:s, s:o}", "heading", heading, "sentences",
				    sentences ? sentences : json_array());

	if (table)
		json_object_set_new(section, "table", table);
	if (chart)
		json_object_set_new(section, "chart", chart);
	if (!sections) {
		sections = json_array();
		json_object_set_new(page, "sections", sections);
	}
	json_array_append_new(sections, section);
}

void rank_page_setting(json_t *page, const char *name, const char *value)
{
	json_t *settings = json_object_get(page, "settings");

	if (!settings) {
		settings = json_array();
		json_object_set_new(page, "settings", settings);
	}
	json_array_append_new(settings, json_pack("{s:s, s:s}", "name", name, "value", value));
}

json_t *rank_page_chart(const char *kind, json_t *data)
{
	return json_pack("{s:s, s:o}", "kind", kind, "data", data);
}

static size_t whole(const json_t *object, const char *key)
{
	return (size_t)json_integer_value(json_object_get(object, key));
}

static void add_band(json_t *sentences, const json_t *issues, size_t first, size_t last)
{
	g_autoptr(GString) text = g_string_new(NULL);

	if (last == first + 1)
		return;
	g_string_append_printf(text, "%s %zu–%zu: %s: ", _("Places"), first + 1, last, _("no sure cut"));
	for (size_t i = first; i < MIN(last, first + NAMES_OF_BAND); i++)
		g_string_append_printf(text, "%s%s", i > first ? "; " : "",
				       json_string_value(json_object_get(json_array_get(issues, i), "name")));
	if (last > first + NAMES_OF_BAND)
		g_string_append_printf(text, "; %s %zu", _("and so many more:"),
				       last - first - NAMES_OF_BAND);
	g_string_append_c(text, '.');
	json_array_append_new(sentences, json_string(text->str));
}

json_t *rank_page_bands(const json_t *issues)
{
	json_t *sentences = json_array();
	size_t n = json_array_size(issues), first = 0;

	for (size_t i = 1; i <= n; i++)
		if (i == n || whole(json_array_get(issues, i), "band") !=
				      whole(json_array_get(issues, first), "band")) {
			add_band(sentences, issues, first, i);
			first = i;
		}
	return sentences;
}

json_t *rank_page_ranks(const json_t *issues)
{
	json_t *list = json_array();
	const json_t *issue;
	size_t i;

	json_array_foreach(issues, i, issue) json_array_append_new(
		list, json_pack("{s:i, s:O, s:O, s:O, s:O, s:O}", "number", (int)i + 1, "name",
				json_object_get(issue, "name"), "place", json_object_get(issue, "place"),
				"low", json_object_get(issue, "low"), "high", json_object_get(issue, "high"),
				"band", json_object_get(issue, "band")));
	return json_pack("{s:i, s:o}", "n_places", (int)json_array_size(issues), "issues", list);
}

json_t *rank_page_matrix(const double *matrix, const size_t *order, size_t n, bool is_places)
{
	json_t *rows = json_array();

	for (size_t i = 0; i < n; i++) {
		json_t *row = json_array();

		for (size_t j = 0; j < n; j++)
			json_array_append_new(row,
					      json_real(matrix[order[i] * n + (is_places ? j : order[j])]));
		json_array_append_new(rows, row);
	}
	return rows;
}

json_t *rank_page_heat(const json_t *issues, const json_t *acceptability)
{
	json_t *list = json_array();
	size_t n = MIN(json_array_size(issues), HEAT);

	for (size_t i = 0; i < n; i++) {
		const json_t *row = json_array_get(acceptability, i);
		json_t *shares = json_array();

		for (size_t place = 0; place < n; place++)
			json_array_append(shares, json_array_get(row, place));
		json_array_append_new(list, json_pack("{s:i, s:O, s:o}", "number", (int)i + 1, "name",
						      json_object_get(json_array_get(issues, i), "name"),
						      "shares", shares));
	}
	return json_pack("{s:o}", "issues", list);
}

json_t *rank_page_inputs(json_t *page, const GPtrArray *inputs)
{
	json_t *list = json_array();

	for (guint i = 0; i + 1 < inputs->len; i += 2) {
		const char *name = inputs->pdata[i], *digest = inputs->pdata[i + 1];
		g_autofree char *text = g_strdup_printf("%s · SHA-256 %s", name, digest);

		json_array_append_new(list, json_pack("{s:s, s:s}", "file", name, "sha256", digest));
		rank_page_setting(page, _("Table"), text);
	}
	return list;
}
