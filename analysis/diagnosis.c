/* diagnosis - leads the study from step to step; diagnosis_input checks and orders, diagnosis_result
 * collects. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnosis_run.h"

#include "duplicates.h"
#include "issues.h"
#include "random.h"

enum {
	MIN_DOCUMENT_FREQUENCY = 2,
	N_TERMS = 8,
	ROWS_A_STEP = 2000,
	MAX_EXACT = 20000,	  /* up to this many documents no posting is looked past */
	SMALL_ROOM = 50,	  /* up to this many texts two make an issue, above three */
	MAX_ROUNDS = 50,	  /* of the stability bootstrap */
	MAX_ROUND_WORK = 4000000, /* edges clustered again, over all rounds */
};
static const float min_similarity = 0.05F;
/* What it says of two similar texts that their writers chose the same everyday theme, or different ones. */
static const double same_theme = 3, other_theme = 0.1;

static const struct {
	const char *name;
	double share; /* of the time of a typical study */
} stages[STAGE_DONE] = {
	[STAGE_TEXTS] = {"texts", 0.05},       [STAGE_DUPLICATES] = {"near-copies", 0.1},
	[STAGE_CORPUS] = {"words", 0.1},       [STAGE_NEIGHBOURS] = {"neighbours", 0.3},
	[STAGE_COMMUNITIES] = {"groups", 0.1}, [STAGE_STABILITY] = {"stability", 0.25},
	[STAGE_NAMES] = {"names", 0.05},       [STAGE_RANKS] = {"ranks", 0.05},
};

struct diagnosis_run *diagnosis_start(const struct diagnosis_report *reports, size_t n_reports,
				      const struct diagnosis_settings *settings, GError **error)
{
	struct diagnosis_run *run;
	enum text_language language;

	if (!diagnosis_check(reports, n_reports, settings, &language, error))
		return NULL;
	run = g_new0(struct diagnosis_run, 1);
	run->reports = reports;
	run->n = n_reports;
	run->settings = *settings;
	run->settings.language = g_intern_string(settings->language);
	run->language = language;
	diagnosis_order(run);
	run->normal = g_ptr_array_new_with_free_func(g_free);
	return run;
}

/* A step of each stage; true: there is more of the same. */

static bool step_texts(struct diagnosis_run *run)
{
	for (size_t i = 0; i < ROWS_A_STEP && run->normal->len < run->n; i++)
		g_ptr_array_add(run->normal,
				text_normalise(run->reports[run->report_at[run->normal->len]].text));
	run->within = run->n ? (double)run->normal->len / (double)run->n : 1;
	return run->normal->len < run->n;
}

static bool step_duplicates(struct diagnosis_run *run)
{
	run->leader = duplicates_find((const char *const *)run->normal->pdata, run->n, run->settings.seed);
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
	return false;
}

static bool step_corpus(struct diagnosis_run *run)
{
	run->corpus = corpus_new((const char *const *)run->texts->pdata, run->n_documents, run->language,
				 run->n_documents > 2 ? MIN_DOCUMENT_FREQUENCY : 1, NULL);
	return false;
}

static bool step_neighbours(struct diagnosis_run *run)
{
	size_t cap = run->n_documents <= MAX_EXACT ? run->n_documents : MAX(2000, run->n_documents / 50);
	struct neighbours *found;
	g_autofree int32_t *themes = NULL;

	if (!run->search)
		run->search = neighbours_start(&run->corpus->mixed, run->settings.n_neighbours, cap);
	if (neighbours_step(run->search, ROWS_A_STEP, &run->within))
		return true;
	found = neighbours_finish(g_steal_pointer(&run->search));
	run->graph = graph_of_neighbours(found, min_similarity);
	themes = diagnosis_themes(run);
	graph_favour(run->graph, themes, same_theme, other_theme);
	neighbours_free(found);
	return false;
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

static bool step_communities(struct diagnosis_run *run)
{
	struct random random;

	random_start(&random, run->settings.seed, RANDOM_STREAM_COMMUNITIES);
	run->group = communities_find(run->graph, run->settings.resolution, random_next(&random) & 0x7fffffff,
				      &run->n_groups);
	keep_issues(run);
	return false;
}

static bool step_stability(struct diagnosis_run *run)
{
	g_autofree double *mean = NULL;

	if (!run->stability) {
		run->stability = stability_new(run->graph, run->group, run->n_groups,
					       run->settings.resolution, run->settings.seed);
		run->n_rounds = CLAMP(MAX_ROUND_WORK / (run->graph->n_edges + 1), 5,
				      MIN(MAX_ROUNDS, MAX(5, run->settings.n_resamples)));
	}
	if (run->n_documents && run->round < run->n_rounds) {
		stability_round(run->stability);
		run->round++;
		run->within = (double)run->round / (double)run->n_rounds;
		return true;
	}
	mean = g_new0(double, run->n_groups + 1);
	stability_read(run->stability, mean);
	run->stability_of_issue = g_new0(double, run->n_issues + 1);
	for (size_t g = 0; g < run->n_groups; g++)
		if (run->issue_of_group[g] != SIZE_MAX)
			run->stability_of_issue[run->issue_of_group[g]] = mean[g];
	return false;
}

static bool step_names(struct diagnosis_run *run)
{
	run->terms = issues_terms(run->corpus, run->issue_of_document, run->n_issues, N_TERMS);
	return false;
}

static bool step_ranks(struct diagnosis_run *run)
{
	double sum = 0;
	bool more;

	if (!run->rank) {
		for (size_t c = 0; c < CRITERION_MAX; c++)
			sum += run->settings.weights[c];
		for (size_t c = 0; c < CRITERION_MAX; c++)
			run->settings.weights[c] /= sum;
		diagnosis_count(run);
		run->rank =
			rank_new(&(struct rank_input){run->counted, run->n, run->n_issues, run->n_senders,
						      run->n_sessions, run->n_places, run->settings.weights},
				 run->settings.seed, run->settings.n_resamples);
		run->round = 0;
	}
	more = rank_step(run->rank);
	run->round++;
	run->within = (double)run->round / (double)run->settings.n_resamples;
	return more;
}

bool diagnosis_step(struct diagnosis_run *run, const char **stage, double *fraction)
{
	static bool (*const step[STAGE_DONE])(struct diagnosis_run *) = {
		[STAGE_TEXTS] = step_texts,
		[STAGE_DUPLICATES] = step_duplicates,
		[STAGE_CORPUS] = step_corpus,
		[STAGE_NEIGHBOURS] = step_neighbours,
		[STAGE_COMMUNITIES] = step_communities,
		[STAGE_STABILITY] = step_stability,
		[STAGE_NAMES] = step_names,
		[STAGE_RANKS] = step_ranks,
	};

	if (run->stage < STAGE_DONE && !step[run->stage](run)) {
		run->stage++;
		run->within = 0;
	}
	*fraction = 0;
	for (size_t s = 0; s < STAGE_DONE && s < run->stage; s++)
		*fraction += stages[s].share;
	if (run->stage == STAGE_DONE) {
		*fraction = 1;
		*stage = "done";
		return false;
	}
	*fraction += stages[run->stage].share * run->within;
	*stage = stages[run->stage].name;
	return true;
}

void diagnosis_cancel(struct diagnosis_run *run)
{
	if (!run)
		return;
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
	neighbours_cancel(run->search);
	graph_free(run->graph);
	g_free(run->group);
	stability_free(run->stability);
	g_free(run->issue_of_group);
	g_free(run->issue_of_document);
	g_free(run->stability_of_issue);
	g_free(run->counted);
	rank_free(run->rank);
	g_free(run);
}

struct diagnosis *diagnosis_finish(struct diagnosis_run *run)
{
	struct diagnosis *diagnosis;

	g_assert(run->stage == STAGE_DONE);
	diagnosis = diagnosis_collect(run);
	diagnosis_cancel(run);
	return diagnosis;
}
