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
	MAX_EXACT = 20000,	  /* up to this many documents no posting is looked past */
	MAX_POSTINGS = 30000,	  /* that a larger study reads for one document */
	SMALL_ROOM = 50,	  /* up to this many texts two make an issue, above three */
	MAX_ROUNDS = 50,	  /* of the stability bootstrap */
	MAX_ROUND_WORK = 4000000, /* edges clustered again, over all rounds */
};
static const float min_similarity = 0.05F;
/* What it says of two similar texts that their writers chose the same everyday theme, or different ones. */
static const float same_theme = 3, other_theme = 0.1F;
static const double usual_resolution = 2;

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
	if (!run->leader)
		return;
	run->document_of = g_new(size_t, run->n + 1);
	run->texts = g_ptr_array_new();
	for (size_t i = 0; i < run->n; i++) {
		const char *text = run->normal->pdata[i];

		if (!*text) {
			run->document_of[i] = SIZE_MAX;
		} else if (run->leader[i] != i) {
			run->document_of[i] = run->document_of[run->leader[i]];
		} else {
			run->document_of[i] = run->texts->len;
			g_ptr_array_add(run->texts, run->normal->pdata[i]);
		}
	}
	run->n_documents = run->texts->len;
}

static void make_corpus(struct diagnosis_run *run)
{
	run->corpus = corpus_new((const char *const *)run->texts->pdata, run->n_documents, run->language,
				 run->n_documents > 2 ? MIN_DOCUMENT_FREQUENCY : 1, run->work);
}

static void make_graph(struct diagnosis_run *run)
{
	size_t max_postings = run->n_documents <= MAX_EXACT ? 0 : MAX_POSTINGS;
	struct neighbours *found = neighbours_of_sparse(&run->corpus->mixed, run->settings.n_neighbours,
							max_postings, run->work);
	g_autofree int32_t *themes = NULL;

	if (!found)
		return;
	run->graph = graph_of_neighbours(found, min_similarity);
	themes = diagnosis_themes(run);
	graph_favour(run->graph, themes, same_theme, other_theme);
	neighbours_free(found);
}

/* Small groups dissolve; the others are numbered in order of first appearance. */
static void keep_issues(struct diagnosis_run *run)
{
	g_autofree size_t *n_forms = g_new0(size_t, run->n_groups + 1);
	size_t n_texts = 0, min_forms;

	for (size_t i = 0; i < run->n; i++) {
		if (run->document_of[i] == SIZE_MAX)
			continue;
		n_forms[run->group[run->document_of[i]]]++;
		n_texts++;
	}
	min_forms = n_texts <= SMALL_ROOM ? 2 : 3;
	run->issue_of_group = g_new(size_t, run->n_groups + 1);
	run->issue_of_document = g_new(size_t, run->n_documents + 1);
	for (size_t g = 0; g < run->n_groups; g++)
		run->issue_of_group[g] = n_forms[g] >= min_forms ? run->n_issues++ : SIZE_MAX;
	for (size_t d = 0; d < run->n_documents; d++)
		run->issue_of_document[d] = run->issue_of_group[run->group[d]];
}

static struct communities_settings groups_settings(const struct diagnosis_run *run)
{
	return (struct communities_settings){.resolution = run->resolution, .seed = run->settings.seed};
}

static void make_groups(struct diagnosis_run *run)
{
	struct communities_settings settings;

	run->resolution = run->settings.resolution > 0 ? run->settings.resolution : usual_resolution;
	settings = groups_settings(run);
	run->group = communities_find(run->graph, &settings, &run->n_groups);
	keep_issues(run);
}

static void make_stability(struct diagnosis_run *run)
{
	struct communities_settings settings = groups_settings(run);
	size_t n_rounds = CLAMP(MAX_ROUND_WORK / (run->graph->n_edges + 1), 5,
				MIN(MAX_ROUNDS, MAX(5, run->settings.n_resamples)));
	g_autofree double *mean = g_new0(double, run->n_groups + 1);

	if (!stability_measure(run->graph, run->group, run->n_groups, &settings, n_rounds, run->work, mean))
		return;
	run->stability_of_issue = g_new0(double, run->n_issues + 1);
	for (size_t g = 0; g < run->n_groups; g++)
		if (run->issue_of_group[g] != SIZE_MAX)
			run->stability_of_issue[run->issue_of_group[g]] = mean[g];
}

static void make_names(struct diagnosis_run *run)
{
	run->terms = issues_terms(run->corpus, run->issue_of_document, run->n_issues, N_TERMS);
}

static void make_ranks(struct diagnosis_run *run)
{
	double sum = 0;
	size_t n = 0;

	for (size_t c = 0; c < CRITERION_MAX; c++)
		sum += run->settings.weights[c];
	for (size_t c = 0; c < CRITERION_MAX; c++)
		run->settings.weights[c] /= sum;
	diagnosis_count(run);
	run->rank = rank_new(&(struct rank_input){run->counted, run->n, run->n_issues, run->n_senders,
						  run->n_sessions, run->n_places, run->settings.weights},
			     run->settings.seed, run->settings.n_resamples);
	while (rank_step(run->rank))
		if (!work_told(run->work, (double)++n / (double)run->settings.n_resamples))
			return;
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
	graph_free(run->graph);
	g_free(run->group);
	g_free(run->issue_of_group);
	g_free(run->issue_of_document);
	g_free(run->stability_of_issue);
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
		double share; /* of the time of a typical study */
		void (*make)(struct diagnosis_run *);
	} stages[] = {
		{"texts", 0.05, make_texts},  {"near-copies", 0.1, make_duplicates},
		{"words", 0.1, make_corpus},  {"neighbours", 0.3, make_graph},
		{"groups", 0.1, make_groups}, {"stability", 0.25, make_stability},
		{"names", 0.05, make_names},  {"ranks", 0.05, make_ranks},
	};
	struct diagnosis_run run = {.reports = reports, .n = n_reports, .settings = *settings};
	struct diagnosis *diagnosis = NULL;
	double done = 0;

	if (!diagnosis_check(reports, n_reports, settings, &run.language, error))
		return NULL;
	run.settings.language = g_intern_string(settings->language);
	run.work = work_new(settings->n_threads, watch, data);
	for (size_t s = 0; s < G_N_ELEMENTS(stages) && !work_is_stopped(run.work); s++) {
		work_stage(run.work, stages[s].name, done, done + stages[s].share);
		done += stages[s].share;
		if (!work_is_stopped(run.work))
			stages[s].make(&run);
	}
	if (!work_is_stopped(run.work))
		work_stage(run.work, "done", 1, 1);
	if (!work_is_stopped(run.work))
		diagnosis = diagnosis_collect(&run);
	run_clear(&run);
	return diagnosis;
}
