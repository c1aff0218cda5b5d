/* diagnosis - leads the study from stage to stage; diagnosis_input checks and orders, diagnosis_result
 * collects. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnosis_run.h"

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

static void make_ranks(struct diagnosis_run *run)
{
	double sum = 0;

	for (size_t c = 0; c < CRITERION_MAX; c++)
		sum += run->settings.weights[c];
	for (size_t c = 0; c < CRITERION_MAX; c++)
		run->settings.weights[c] /= sum;
	diagnosis_count(run);
	run->rank = rank_new(&(struct rank_input){run->counted, run->n, run->n_issues, run->n_senders,
						  run->n_sessions, run->n_places, run->settings.weights});
	(void)rank_draw(run->rank, run->settings.seed, run->settings.n_resamples, run->work);
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
	rank_free(run->rank);
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
		{"names", 0.04, make_names},  {"ranks", 0.04, make_ranks},
	};
	struct diagnosis_run run = {.reports = reports, .n = n_reports, .settings = *settings};
	struct diagnosis *diagnosis = NULL;
	double done = 0;

	if (!diagnosis_check(reports, n_reports, settings, &run.language, error))
		return NULL;
	run.settings.language = g_intern_string(settings->language);
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
