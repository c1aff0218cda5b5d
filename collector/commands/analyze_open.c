/* analyze_open - cell by cell.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "analyze_open.h"

#include <math.h>

#include "csv.h"
#include "words.h"

enum { MAX_CELLS = 11 + 2 * CRITERION_MAX };

/* One row in the making. */
struct row {
	GString *out;
	GPtrArray *cells;
};

static struct row row_new(GString *out)
{
	return (struct row){out, g_ptr_array_new_full(MAX_CELLS, g_free)};
}

static void add_text(struct row *row, const char *text)
{
	g_ptr_array_add(row->cells, g_strdup(text));
}

/* Places from 1; 0 is none. */
static void add_count(struct row *row, size_t n, bool is_known)
{
	g_ptr_array_add(row->cells, is_known ? g_strdup_printf("%zu", n) : g_strdup(""));
}

static void add_share(struct row *row, double share)
{
	char text[G_ASCII_DTOSTR_BUF_SIZE] = "";

	if (isfinite(share))
		g_ascii_formatd(text, sizeof text, "%.4f", share);
	add_text(row, text);
}

static void row_end(struct row *row)
{
	csv_row_write(row->out, (const char *const *)row->cells->pdata, row->cells->len, CSV_FOR_PEOPLE);
	g_ptr_array_unref(row->cells);
}

GString *analyze_open_issues(const struct diagnosis *d)
{
	static const char *const header[] = {"number",	   "name",   "forms",	   "senders",
					     "sessions",   "places", "place",	   "place_low",
					     "place_high", "band",   "first_share"};
	const struct priority *p = d->priority;
	GString *out = g_string_new(NULL);
	struct row row = row_new(out);

	for (size_t i = 0; i < G_N_ELEMENTS(header); i++)
		add_text(&row, header[i]);
	for (size_t c = 0; c < CRITERION_MAX; c++) {
		add_text(&row, criteria_catalogue[c].key);
		g_ptr_array_add(row.cells, g_strdup_printf("%s_n", criteria_catalogue[c].key));
	}
	row_end(&row);
	for (size_t i = 0; i < d->n_issues; i++) {
		const struct diagnosis_issue *issue = &d->issues[i];
		const struct priority_issue *rank = &p->issues[i];

		row = row_new(out);
		add_count(&row, i + 1, true);
		add_text(&row, issue->name);
		add_count(&row, issue->n_forms, true);
		add_count(&row, issue->n_senders, true);
		add_count(&row, issue->n_sessions, d->n_sessions > 0);
		add_count(&row, issue->n_places, d->n_places > 0);
		add_count(&row, rank->place, p->is_ranked);
		add_count(&row, rank->low, p->is_ranked);
		add_count(&row, rank->high, p->is_ranked);
		add_count(&row, rank->band + 1, p->is_ranked);
		add_share(&row, p->is_ranked ? rank->first : NAN);
		for (size_t c = 0; c < CRITERION_MAX; c++) {
			add_share(&row, rank->criteria[c]);
			add_count(&row, rank->n_said[c], true);
		}
		row_end(&row);
	}
	return out;
}

GString *analyze_open_criteria(const struct priority *p, const char *language)
{
	static const char *const header[] = {"key",	      "name",	 "definition", "unit",
					     "direction",     "missing", "weight_low", "weight_high",
					     "weight_middle", "known"};
	GString *out = g_string_new(NULL);

	csv_row_write(out, header, G_N_ELEMENTS(header), CSV_FOR_PEOPLE);
	for (size_t c = 0; c < CRITERION_MAX; c++) {
		const struct criterion_about *about = &criteria_catalogue[c];
		struct row row = row_new(out);

		add_text(&row, about->key);
		add_text(&row, words_say(language, about->name));
		add_text(&row, words_say(language, about->definition));
		g_ptr_array_add(row.cells, g_strdup_printf("%% %s", words_say(language, about->unit)));
		add_text(&row, words_say(language, about->direction));
		add_text(&row, words_say(language, about->missing));
		add_share(&row, p->settings.low[c]);
		add_share(&row, p->settings.high[c]);
		add_share(&row, p->weights[c]);
		add_text(&row, p->is_known[c] ? "1" : "0");
		row_end(&row);
	}
	return out;
}
