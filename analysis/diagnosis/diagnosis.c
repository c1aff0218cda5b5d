/* diagnosis - leads the study from stage to stage; diagnosis_input checks and orders, diagnosis_result
 * collects. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnosis_run.h"

#include <math.h>

#include "duplicates.h"
#include "issues.h"

enum {
	MIN_DOCUMENT_FREQUENCY = 2,
	N_TERMS = 8,
	ROWS_A_BLOCK = 1000,
};

/* What each stage does; whether it was stopped, the work knows. */

static void normalise_block(void *data, size_t first, size_t last, size_t thread)
{
	struct diagnosis_run *run = data;

	(void)thread;
	for (size_t i = first; i < last; i++)
		run->normal->pdata[i] = text_normalise(run->reports[run->report_at[i]].text);
}

static void make_texts(struct diagnosis_run *run)
{
	diagnosis_order(run);
	run->normal = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_set_size(run->normal, (int)run->n);
	(void)work_run(run->work, run->n, ROWS_A_BLOCK, normalise_block, run, 0, 1);
}

static void make_duplicates(struct diagnosis_run *run)
{
	run->leader = duplicates_find((const char *const *)run->normal->pdata, run->n, run->settings.seed,
				      run->work);
	if (run->leader)
		diagnosis_documents(run);
}

static void make_corpus(struct diagnosis_run *run)
{
	run->corpus = corpus_new((const char *const *)run->texts->pdata, run->n_documents, run->language,
				 run->n_documents > 2 ? MIN_DOCUMENT_FREQUENCY : 1, run->work);
}

static void make_names(struct diagnosis_run *run)
{
	run->terms = issues_terms(run->corpus, run->issue_of_document, NULL, run->n_issues, N_TERMS);
}

/* Votes on the reports of each issue together. */
static void count_votes(const struct diagnosis_run *run, double *support, size_t *n_votes)
{
	for (size_t i = 0; i < run->n_issues; i++)
		support[i] = 0;
	for (size_t p = 0; p < run->n; p++) {
		const struct diagnosis_report *report = &run->reports[run->report_at[p]];
		size_t issue = run->counted[p].issue;

		if (issue == SIZE_MAX)
			continue;
		support[issue] += report->n_favour;
		n_votes[issue] += report->n_votes;
	}
	for (size_t i = 0; i < run->n_issues; i++)
		support[i] = n_votes[i] ? support[i] / (double)n_votes[i] : NAN;
}

/* The groups of documents as groups of positions; to be freed. */
static uint32_t **others_by_position(const struct diagnosis_run *run)
{
	const struct grouping *g = run->grouping;
	uint32_t **others = g_new0(uint32_t *, g->n_others + 1);

	for (size_t k = 0; k < g->n_others; k++) {
		others[k] = g_new(uint32_t, run->n + 1);
		for (size_t p = 0; p < run->n; p++)
			others[k][p] = run->document_of[p] == SIZE_MAX ? UINT32_MAX
								       : g->others[k][run->document_of[p]];
	}
	return others;
}

static void make_ranks(struct diagnosis_run *run)
{
	g_autofree double *support = g_new(double, run->n_issues + 1);
	g_autofree size_t *n_votes = g_new0(size_t, run->n_issues + 1);
	g_autoptr(GError) error = NULL;
	uint32_t **others = others_by_position(run);
	struct priority_input input = {.others = (const uint32_t *const *)others,
				       .n_others = run->grouping->n_others};

	diagnosis_count(run);
	count_votes(run, support, n_votes);
	input.people = (struct criteria_input){run->counted,	run->n,	       run->n_issues, run->n_senders,
					       run->n_sessions, run->n_places, support,	      n_votes};
	for (size_t p = 0; p < run->n; p++)
		input.n_forms += run->document_of[p] != SIZE_MAX;
	run->priority = priority_make(&input, &run->settings.priority, run->work, &error);
	g_assert(!error); /* the settings were checked */
	for (size_t k = 0; k < run->grouping->n_others; k++)
		g_free(others[k]);
	g_free(others);
}

static void run_clear(struct diagnosis_run *run)
{
	for (size_t i = 0; run->terms && i < run->n_issues; i++)
		g_strfreev(run->terms[i]);
	g_free(run->terms);
	g_free(run->report_at);
	g_free(run->id_rank);
	g_clear_pointer(&run->normal, g_ptr_array_unref);
	g_clear_pointer(&run->texts, g_ptr_array_unref);
	g_free(run->leader);
	g_free(run->document_of);
	corpus_free(run->corpus);
	grouping_free(run->grouping);
	g_free(run->group_of_issue);
	g_free(run->issue_of_document);
	g_free(run->counted);
	priority_free(run->priority);
	work_free(run->work);
}

struct diagnosis *diagnosis_make(const struct diagnosis_report *reports, size_t n_reports,
				 const struct diagnosis_settings *settings, work_watch watch, void *data,
				 GError **error)
{
	static const struct {
		const char *name;
		double share;			      /* of the time of a typical study */
		void (*make)(struct diagnosis_run *); /* NULL: the groups */
	} stages[] = {
		{"texts", 0.03, make_texts},  {"near-copies", 0.07, make_duplicates},
		{"words", 0.08, make_corpus}, {"groups", 0.74, NULL},
		{"names", 0.03, make_names},  {"ranks", 0.05, make_ranks},
	};
	struct diagnosis_run run = {.reports = reports, .n = n_reports, .settings = *settings};
	struct diagnosis *diagnosis = NULL;
	double done = 0;

	if (!diagnosis_check(reports, n_reports, settings, &run.language, error))
		return NULL;
	run.settings.language = g_intern_string(settings->language);
	run.settings.priority.seed = settings->seed;
	run.work = work_new(settings->n_threads, watch, data);
	for (size_t s = 0; s < G_N_ELEMENTS(stages) && !work_is_stopped(run.work); s++) {
		double from = done;

		done += stages[s].share;
		work_stage(run.work, stages[s].name, from, done);
		if (work_is_stopped(run.work))
			break;
		if (stages[s].make)
			stages[s].make(&run);
		else
			diagnosis_group(&run, from, done);
	}
	if (!work_is_stopped(run.work))
		work_stage(run.work, "done", 1, 1);
	if (!work_is_stopped(run.work))
		diagnosis = diagnosis_collect(&run);
	run_clear(&run);
	return diagnosis;
}
