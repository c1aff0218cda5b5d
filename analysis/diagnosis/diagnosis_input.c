/* diagnosis_input - what comes into a diagnosis: checked, put in order, numbered.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnosis_run.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "duplicates.h"

G_DEFINE_QUARK(diagnosis - error - quark, diagnosis_error)

enum { MAX_NEIGHBOURS = 1000, MAX_THREADS = 256 };

void diagnosis_settings_default(struct diagnosis_settings *settings)
{
	*settings = (struct diagnosis_settings){
		.language = "es",
		.seed = 1,
		.n_neighbours = 30,
	};
	priority_settings_default(&settings->priority);
}

static bool refuse_setting(GError **error, const char *why)
{
	g_set_error_literal(error, DIAGNOSIS_ERROR, DIAGNOSIS_ERROR_SETTINGS, why);
	return false;
}

static bool check_settings(const struct diagnosis_settings *s, enum text_language *language, GError **error)
{
	g_autoptr(GError) why = NULL;

	if (!s->language || !text_language_of(s->language, language))
		return refuse_setting(error, "the language must be es, en or none");
	if (s->n_neighbours < 1 || s->n_neighbours > MAX_NEIGHBOURS)
		return refuse_setting(error, "the number of neighbours must be between 1 and 1000");
	if (!isfinite(s->resolution) || s->resolution < 0 || s->resolution > 1000)
		return refuse_setting(error, "the resolution must be 0 (chosen by evidence) to 1000");
	if (s->n_threads > MAX_THREADS)
		return refuse_setting(error, "the number of threads must be 0 (all cores) to 256");
	return priority_settings_check(&s->priority, &why) || refuse_setting(error, why->message);
}

bool diagnosis_check(const struct diagnosis_report *reports, size_t n,
		     const struct diagnosis_settings *settings, enum text_language *language, GError **error)
{
	g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);

	if (!check_settings(settings, language, error))
		return false;
	if (n >= UINT32_MAX / 2) {
		g_set_error(error, DIAGNOSIS_ERROR, DIAGNOSIS_ERROR_INPUT, "%zu reports are too many", n);
		return false;
	}
	for (size_t i = 0; i < n; i++) {
		const struct diagnosis_report *r = &reports[i];

		g_assert(r->id && r->text);
		if (!g_hash_table_add(ids, (gpointer)(uintptr_t)r->id)) {
			g_set_error(error, DIAGNOSIS_ERROR, DIAGNOSIS_ERROR_INPUT,
				    "two reports have the id %s", r->id);
			return false;
		}
		if (r->sender < -1 || r->session < -1 || r->theme < -1 || r->place < -1 || r->pin < -1 ||
		    r->before < -1 || r->hour < -1 || r->severity < 0 || r->severity > 3 || r->affected < 0 ||
		    r->affected > 4 || r->frequency < 0 || r->frequency > 5 || r->heard < -1 ||
		    r->heard > 1 || r->n_favour > r->n_votes) {
			g_set_error(error, DIAGNOSIS_ERROR, DIAGNOSIS_ERROR_INPUT,
				    "report %s has a value out of its range", r->id);
			return false;
		}
	}
	return true;
}

/* One report to be put in order: the first bytes that may differ, so that few comparisons touch the strings.
 */
struct ordered {
	uint64_t start;
	size_t report;
};

struct ordering {
	const struct diagnosis_report *reports;
	bool is_by_text; /* then by id; else by id */
};

static int compare_ordered(const void *a, const void *b, void *data)
{
	const struct ordered *x = a, *y = b;
	const struct ordering *by = data;
	const struct diagnosis_report *r = &by->reports[x->report], *s = &by->reports[y->report];
	int order;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	order = by->is_by_text ? strcmp(r->text, s->text) : 0;
	return order ? order : strcmp(r->id, s->id);
}

/* How many bytes all of them begin with. */
static size_t common_start(const struct ordering *by, size_t n)
{
	size_t common = SIZE_MAX;

	for (size_t i = 0; i < n; i++) {
		const char *first = by->is_by_text ? by->reports[0].text : by->reports[0].id,
			   *other = by->is_by_text ? by->reports[i].text : by->reports[i].id;
		size_t same = 0;

		while (same < common && first[same] && first[same] == other[same])
			same++;
		common = MIN(common, same);
	}
	return n ? common : 0;
}

/* The reports as strcmp orders them; to be freed. */
static struct ordered *put_in_order(const struct diagnosis_report *reports, size_t n, bool is_by_text)
{
	struct ordering by = {reports, is_by_text};
	struct ordered *items = g_new(struct ordered, n + 1);
	size_t skipped = common_start(&by, n);

	for (size_t i = 0; i < n; i++) {
		const char *at = (is_by_text ? reports[i].text : reports[i].id) + skipped;

		items[i] = (struct ordered){0, i};
		for (size_t byte = 0; byte < sizeof items[i].start; byte++)
			items[i].start = items[i].start << 8 | (*at ? (unsigned char)*at++ : 0);
	}
	qsort_r(items, n, sizeof *items, compare_ordered, &by);
	return items;
}

void diagnosis_order(struct diagnosis_run *run)
{
	g_autofree struct ordered *by_text = put_in_order(run->reports, run->n, true);
	g_autofree struct ordered *by_id = put_in_order(run->reports, run->n, false);

	run->report_at = g_new(size_t, run->n + 1);
	run->id_rank = g_new(size_t, run->n + 1);
	for (size_t i = 0; i < run->n; i++) {
		run->report_at[i] = by_text[i].report;
		run->id_rank[by_id[i].report] = i;
	}
}

struct choice {
	size_t document;
	int32_t theme;
};

static int compare_choices(const void *a, const void *b)
{
	const struct choice *x = a, *y = b;

	if (x->document != y->document)
		return x->document < y->document ? -1 : 1;
	return (x->theme > y->theme) - (x->theme < y->theme);
}

int32_t *diagnosis_themes(const struct diagnosis_run *run)
{
	int32_t *theme = g_new(int32_t, run->n_documents + 1);
	g_autofree size_t *best = g_new0(size_t, run->n_documents + 1);
	g_autofree struct choice *choices = g_new(struct choice, run->n + 1);
	size_t n = 0;

	for (size_t d = 0; d < run->n_documents; d++)
		theme[d] = -1;
	for (size_t i = 0; i < run->n; i++) {
		int32_t chosen = run->reports[run->report_at[i]].theme;

		if (run->document_of[i] != SIZE_MAX && chosen >= 0)
			choices[n++] = (struct choice){run->document_of[i], chosen};
	}
	qsort(choices, n, sizeof *choices, compare_choices);
	for (size_t i = 0, first = 0; i < n; i++) {
		if (i > 0 && compare_choices(&choices[i], &choices[i - 1]))
			first = i;
		if (i - first + 1 > best[choices[i].document]) {
			best[choices[i].document] = i - first + 1;
			theme[choices[i].document] = choices[i].theme;
		}
	}
	return theme;
}

/* Numbers from 0 in order of first sight. */
static size_t number_of(GHashTable *seen, int64_t key)
{
	gpointer name = (gpointer)(intptr_t)key, known = g_hash_table_lookup(seen, name);

	if (!known) {
		known = GSIZE_TO_POINTER((gsize)g_hash_table_size(seen) + 1);
		g_hash_table_insert(seen, name, known);
	}
	return GPOINTER_TO_SIZE(known) - 1;
}

static GHashTable *numbers_new(void)
{
	return g_hash_table_new(NULL, NULL);
}

/* Key of a sender: who it is, or the copied text, or this report alone. */
static int64_t sender_key(const struct diagnosis_run *run, size_t position, const size_t *n_copies)
{
	int64_t sender = run->reports[run->report_at[position]].sender;
	size_t leader = run->leader[position];

	if (sender >= 0)
		return sender;
	if (n_copies[leader] > 1 && !duplicates_is_short(run->normal->pdata[leader]))
		return -1 - (int64_t)leader;
	return -1 - (int64_t)position;
}

void diagnosis_count(struct diagnosis_run *run)
{
	g_autoptr(GHashTable) senders = numbers_new(), sessions = numbers_new(), places = numbers_new();
	g_autofree size_t *n_copies = g_new0(size_t, run->n + 1);

	run->counted = g_new0(struct criteria_row, run->n + 1);
	for (size_t i = 0; i < run->n; i++)
		n_copies[run->leader[i]]++;
	for (size_t i = 0; i < run->n; i++) {
		const struct diagnosis_report *r = &run->reports[run->report_at[i]];
		size_t document = run->document_of[i];

		run->counted[i] = (struct criteria_row){
			.issue = document == SIZE_MAX ? SIZE_MAX : run->issue_of_document[document],
			.sender = number_of(senders, sender_key(run, i, n_copies)),
			.session = r->session < 0 ? SIZE_MAX : number_of(sessions, r->session),
			.place = r->place < 0 ? SIZE_MAX : number_of(places, r->place),
			.severity = r->severity,
			.affected = r->affected,
			.frequency = r->frequency,
			.heard = r->heard,
		};
	}
	run->n_senders = g_hash_table_size(senders);
	run->n_sessions = g_hash_table_size(sessions);
	run->n_places = g_hash_table_size(places);
}
