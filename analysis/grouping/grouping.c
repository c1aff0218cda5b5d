/* grouping - leads from the graph to groups: members, levels, choice, themes, doubt.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "grouping.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#include "communities.h"
#include "consensus.h"
#include "lsa.h"
#include "mixture.h"
#include "pins.h"
#include "random.h"
#include "stability.h"

enum {
	N_LATENT = 100,
	N_LATENT_LARGE = 50,
	OVERSAMPLING = 10,
	N_POWER = 2,
	MAX_EXACT = 20000,    /* up to this many texts every neighbour is found */
	MAX_POSTINGS = 30000, /* read for one text above that */
	MAX_MEDIUM = 50000,   /* above this many texts, where words say more and time less: */
	MAX_POSTINGS_LARGE = 5000,
	MAX_NEIGHBOURS_LARGE = 20,
	ROUNDS_LARGE = 2,	  /* of Leiden */
	MIN_SIZE = 3,		  /* texts of a group that counts as one of a level */
	N_PARTS = 20,		  /* random parts of the texts on which levels are compared again */
	MAX_PART = 20000,	  /* texts of such a part */
	MAX_EVIDENCE = 100000,	  /* texts whose words tell the evidence of a level */
	N_HALVES = 10,		  /* parts of the members for stability */
	MAX_ROUND_WORK = 6000000, /* edges grouped again, over all rounds of stability */
	N_POLISH = 5,
	MANY_GROUPS = 10, /* wanted: above that which groups are joined turns on little, and is voted on */
	N_VOTES = 12,
};
static const float min_similarity = 0.05F;
/* What it says of two similar texts that their writers chose the same everyday theme, or different ones. */
static const float same_theme = 3, other_theme = 0.1F;
static const double quick_resolution = 2;
static const double resolutions[] = {0.7, 1, 1.5, 2, 2.5, 3, 4, 5};
static const double atoms_resolution = 8;
/* Finer levels, from which a wanted number of groups is joined. */
static const double fine_resolutions[] = {4, 8, 16, 32, 64};
static const double evidence_beta = 0.1;
/* Less sure than this, and a text is in no group. */
static const float min_membership = 0.15F;
/* Share of word vectors' neighbours in the graph. */
static const double directions_share = 0.5;
static const double part_share = 0.8;

/* What grouping one set of texts shares. */
struct finding {
	const struct corpus *corpus;
	const struct grouping_settings *s;
	struct work *work;
	double from, to;    /* of the whole work */
	struct graph *base; /* by similarity */
	struct lsa *lsa;
	struct dense latent;
	struct consensus *consensus;
	struct grouping *g;
};

static bool is_large(const struct finding *f)
{
	return f->corpus->n_documents > MAX_MEDIUM;
}

/* What neighbours are found by: above MAX_MEDIUM texts the words alone, as the semantic fields have entries
 * in so many texts that they are slow to read. */
static const struct corpus_matrix *features(const struct finding *f)
{
	return is_large(f) ? &f->corpus->weights : &f->corpus->mixed;
}

static struct communities_settings leiden(const struct finding *f, double resolution)
{
	return (struct communities_settings){
		.resolution = resolution, .seed = f->s->seed, .n_rounds = is_large(f) ? ROUNDS_LARGE : 0};
}

static size_t n_neighbours(const struct finding *f)
{
	return is_large(f) ? MIN(f->s->n_neighbours, MAX_NEIGHBOURS_LARGE) : f->s->n_neighbours;
}

static void stage(struct finding *f, const char *name, double from, double to)
{
	work_stage(f->work, name, f->from + (f->to - f->from) * from, f->from + (f->to - f->from) * to);
}

static bool make_base(struct finding *f)
{
	size_t n = f->corpus->n_documents;
	size_t max_postings = n <= MAX_EXACT ? 0 : is_large(f) ? MAX_POSTINGS_LARGE : MAX_POSTINGS;
	struct neighbours *found = neighbours_of_sparse(features(f), n_neighbours(f), max_postings, f->work);
	struct neighbours *near = NULL;

	if (!found)
		return false;
	f->base = graph_of_neighbours(found, min_similarity);
	neighbours_free(found);
	if (f->s->directions) {
		struct graph *both[2] = {f->base, NULL};
		size_t n_cells = n <= MAX_EXACT ? 0 : (size_t)sqrt((double)n);

		near = neighbours_of_dense(f->s->directions, n_neighbours(f), n_cells, 8, f->s->seed,
					   f->work);
		if (!near)
			return false;
		both[1] = graph_of_neighbours(near, min_similarity);
		neighbours_free(near);
		f->base = graph_fuse((const struct graph *const *)both,
				     (const double[]){1 - directions_share, directions_share}, 2);
		graph_free(both[0]);
		graph_free(both[1]);
	}
	if (f->s->theme)
		graph_favour(f->base, f->s->theme, same_theme, other_theme);
	return !work_is_stopped(f->work);
}

static bool is_voted(size_t n, size_t n_groups)
{
	return n_groups > MANY_GROUPS && n <= MAX_EXACT;
}

/* How many members of each kind: many where they cost little. */
static void count_members(size_t n, struct consensus_input *input)
{
	input->n_vocabulary = n <= 3000 ? 36 : n <= 20000 ? 18 : n <= 200000 ? 9 : 6;
	input->n_centres = n <= 3000 ? 8 : n <= 200000 ? 6 : 4;
	input->n_urns = n <= 3000 ? 8 : n <= MAX_MEDIUM ? 6 : n <= 200000 ? 4 : 2;
	if (!input->n_groups)
		return;
	/* Few wide groups are seen better from above than from neighbour to neighbour. */
	input->n_vocabulary = 12;
	input->n_centres = n <= 20000 ? 16 : 8;
	input->n_urns = n <= 20000 ? 24 : 8;
	if (is_voted(n, input->n_groups)) {
		input->n_vocabulary *= 2;
		input->n_centres *= 2;
		input->n_urns *= 2;
	}
}

static bool make_consensus(struct finding *f)
{
	struct consensus_input input = {.corpus = f->corpus,
					.features = features(f),
					.graph = f->base,
					.n_rounds = is_large(f) ? ROUNDS_LARGE : 0,
					.n_groups = f->s->n_groups,
					.seed = f->s->seed};

	count_members(f->corpus->n_documents, &input);
	stage(f, "directions", 0.3, 0.4);
	f->lsa = lsa_new(&f->corpus->mixed, is_large(f) ? N_LATENT_LARGE : N_LATENT, OVERSAMPLING, N_POWER,
			 f->s->seed, f->work);
	if (!f->lsa)
		return false;
	if (f->lsa->rank) {
		f->latent = lsa_documents(f->lsa, &f->corpus->mixed, f->lsa->rank, 1, f->work);
		input.latent = &f->latent;
	}
	g_clear_pointer(&f->lsa, lsa_free);
	stage(f, "partitions", 0.4, 0.7);
	f->consensus = consensus_new(&input, f->work);
	dense_clear(&f->latent);
	if (!f->consensus)
		return false;
	stage(f, "groups", 0.7, 0.85);
	f->g->graph = consensus_graph(f->consensus, f->base, NULL, f->work);
	return f->g->graph != NULL;
}

static size_t count_large(const uint32_t *group, size_t n, size_t n_groups)
{
	g_autofree size_t *size = g_new0(size_t, n_groups + 1);
	size_t large = 0;

	for (size_t d = 0; d < n; d++)
		if (group[d] != UINT32_MAX)
			size[group[d]]++;
	for (size_t g = 0; g < n_groups; g++)
		large += size[g] >= MIN_SIZE;
	return large;
}

/* One level after another, several at once. */
struct levels {
	struct finding *f;
	uint32_t *atoms; /* above MAX_MEDIUM texts: the groups of a finer level, which the levels join */
	struct grouping_level level[G_N_ELEMENTS(resolutions)];
	uint32_t *group[G_N_ELEMENTS(resolutions)];
	size_t n_groups[G_N_ELEMENTS(resolutions)];
};

/* A random share of the texts keep their groups, the others are in none; to be freed. */
static uint32_t *groups_of_some(const struct finding *f, const uint32_t *group, double share, uint64_t seed)
{
	size_t n = f->corpus->n_documents;
	uint32_t *some = g_new(uint32_t, n + 1);
	struct random random;

	random_start(&random, seed, RANDOM_STREAM_CENTRES);
	for (size_t d = 0; d < n; d++)
		some[d] = random_unit(&random) < share ? group[d] : UINT32_MAX;
	return some;
}

static void level_block(void *data, size_t first, size_t last, size_t thread)
{
	struct levels *l = data;
	const struct finding *f = l->f;
	size_t n = f->corpus->n_documents;

	(void)thread;
	for (size_t i = first; i < last; i++) {
		struct communities_settings settings = leiden(f, resolutions[i]);
		g_autofree uint32_t *some = NULL;

		settings.atoms = l->atoms;
		l->group[i] = communities_find(f->g->graph, &settings, &l->n_groups[i]);
		if (n > MAX_EVIDENCE)
			some = groups_of_some(f, l->group[i], MAX_EVIDENCE / (double)n, f->s->seed);
		l->level[i] = (struct grouping_level){
			resolutions[i],
			mixture_evidence(f->corpus, some ? some : l->group[i], l->n_groups[i], evidence_beta),
			count_large(l->group[i], n, l->n_groups[i])};
	}
}

static size_t best_level(const double *evidence)
{
	size_t best = 0;

	for (size_t i = 1; i < G_N_ELEMENTS(resolutions); i++)
		if (evidence[i] > evidence[best])
			best = i;
	return best;
}

struct parts {
	struct levels *levels;
	size_t winner[N_PARTS];
};

/* Which level wins on a random part of the texts. */
static void part_block(void *data, size_t first, size_t last, size_t thread)
{
	struct parts *parts = data;
	const struct finding *f = parts->levels->f;
	size_t n = f->corpus->n_documents;
	double share = MIN(part_share, (double)MAX_PART / (double)MAX(n, 1));

	(void)thread;
	for (size_t p = first; p < last; p++) {
		double evidence[G_N_ELEMENTS(resolutions)];

		for (size_t i = 0; i < G_N_ELEMENTS(resolutions); i++) {
			g_autofree uint32_t *group =
				groups_of_some(f, parts->levels->group[i], share, f->s->seed + p);

			evidence[i] =
				mixture_evidence(f->corpus, group, parts->levels->n_groups[i], evidence_beta);
		}
		parts->winner[p] = best_level(evidence);
	}
}

/* Chooses the level by evidence; the numbers that win on parts of the texts are plausible too. */
static bool choose_level(struct finding *f)
{
	struct levels l = {.f = f};
	struct parts parts = {.levels = &l};
	struct grouping *g = f->g;
	double evidence[G_N_ELEMENTS(resolutions)];
	size_t best;
	bool is_done;

	if (is_large(f)) {
		struct communities_settings settings = leiden(f, atoms_resolution);
		size_t n_atoms;

		l.atoms = communities_find(g->graph, &settings, &n_atoms);
	}
	is_done = work_run(f->work, G_N_ELEMENTS(resolutions), 1, level_block, &l, 0.4, 0.7) &&
		  work_run(f->work, N_PARTS, 1, part_block, &parts, 0.7, 0.9);
	g_free(l.atoms);
	if (is_done) {
		for (size_t i = 0; i < G_N_ELEMENTS(resolutions); i++)
			evidence[i] = l.level[i].evidence;
		best = best_level(evidence);
		g->n_levels = G_N_ELEMENTS(resolutions);
		g->levels = g_memdup2(l.level, sizeof l.level);
		g->plausible_low = g->plausible_high = l.level[best].n_groups;
		for (size_t p = 0; p < N_PARTS; p++) {
			size_t n = l.level[parts.winner[p]].n_groups;

			g->plausible_low = MIN(g->plausible_low, n);
			g->plausible_high = MAX(g->plausible_high, n);
		}
		g->resolution = resolutions[best];
		g->group = g_steal_pointer(&l.group[best]);
		g->n_groups = l.n_groups[best];
		if (is_large(f)) {
			struct communities_settings settings = leiden(f, g->resolution);
			uint32_t *joined = g->group;

			settings.start = joined;
			settings.n_rounds = 1;
			g->group = communities_find(g->graph, &settings, &g->n_groups);
			g_free(joined);
		}
	}
	for (size_t i = 0; i < G_N_ELEMENTS(resolutions); i++)
		g_free(l.group[i]);
	return is_done;
}

/* Every text takes its best group, in as many rounds as no group is lost in (the wanted number was asked
 * for). */
static bool let_settle(struct finding *f, const uint32_t *joined)
{
	struct grouping *g = f->g;
	size_t n_joined = g->n_groups;

	for (size_t n_rounds = N_POLISH; n_rounds > 0; n_rounds--) {
		struct mixture_settings settings = {.k = n_joined,
						    .alpha = 0.1,
						    .beta = evidence_beta,
						    .n_settling = n_rounds,
						    .seed = f->s->seed,
						    .start = joined};

		g_free(g->group);
		g->group = mixture_find(f->corpus, &settings, &g->n_groups, f->work);
		if (!g->group || g->n_groups == n_joined)
			break;
	}
	return g->group != NULL;
}

/* The groups of the first resolution that gives half as many again as are wanted; to be freed. */
static uint32_t *fine_groups(struct finding *f, const struct graph *graph, uint64_t seed)
{
	struct grouping *g = f->g;
	size_t wanted = f->s->n_groups;
	uint32_t *group = NULL;

	for (size_t i = 0; i < G_N_ELEMENTS(fine_resolutions); i++) {
		struct communities_settings settings = leiden(f, fine_resolutions[i]);

		settings.seed = seed;
		g_free(group);
		group = communities_find(graph, &settings, &g->n_groups);
		g->resolution = fine_resolutions[i];
		if (count_large(group, g->n_documents, g->n_groups) >= wanted + wanted / 2)
			break;
	}
	return group;
}

/* Joins a finer level until the wanted number is left, then lets every text take its best group. */
static bool join_once(struct finding *f, const struct consensus *c, const struct graph *graph, uint64_t seed)
{
	struct grouping *g = f->g;
	size_t wanted = f->s->n_groups;
	g_autofree uint32_t *joined = fine_groups(f, graph, seed);

	consensus_join(c, joined, &g->n_groups, wanted,
		       count_large(joined, g->n_documents, g->n_groups) >= wanted ? MIN_SIZE : 1);
	return let_settle(f, joined);
}

/* One vote: what a random half of the members joins, from another start. */
static bool join_half(struct finding *f, struct random *random)
{
	g_autofree bool *is_used = g_new0(bool, f->consensus->n_members + 1);
	struct consensus *half;
	struct graph *graph;
	bool is_done;

	for (size_t m = 0; m < f->consensus->n_members; m++)
		is_used[m] = random_next(random) >> 63;
	is_used[random_below(random, f->consensus->n_members)] = true;
	half = consensus_part(f->consensus, is_used);
	graph = consensus_graph(half, f->base, NULL, f->work);
	is_done = graph && join_once(f, half, graph, random_next(random));
	graph_free(graph);
	consensus_free(half);
	return is_done;
}

/* The consensus of many such joinings. */
static bool join_by_votes(struct finding *f)
{
	struct consensus *votes = consensus_empty(f->g->n_documents, N_VOTES);
	struct graph *graph = NULL;
	struct random random;
	bool is_done = true;

	random_start(&random, f->s->seed, RANDOM_STREAM_STABILITY);
	for (size_t v = 0; v < N_VOTES && is_done; v++) {
		is_done = join_half(f, &random);
		votes->group[v] = g_steal_pointer(&f->g->group);
		votes->n_groups[v] = f->g->n_groups;
		votes->weight[v] = 1 / (float)N_VOTES;
	}
	if (is_done)
		graph = consensus_graph(votes, f->base, NULL, f->work);
	is_done = graph && join_once(f, votes, graph, f->s->seed);
	graph_free(graph);
	consensus_free(votes);
	return is_done;
}

static bool join_to_number(struct finding *f)
{
	f->g->plausible_low = f->g->plausible_high = f->s->n_groups;
	return is_voted(f->g->n_documents, f->s->n_groups)
		       ? join_by_votes(f)
		       : join_once(f, f->consensus, f->g->graph, f->s->seed);
}

static bool group_at(struct finding *f, double resolution, const uint32_t *start)
{
	struct grouping *g = f->g;
	struct communities_settings settings = leiden(f, resolution);

	settings.start = start;
	g->group = communities_find(g->graph, &settings, &g->n_groups);
	g->resolution = resolution;
	g->plausible_low = g->plausible_high = count_large(g->group, g->n_documents, g->n_groups);
	return true;
}

/* What a part of the members would have grouped. */
static uint32_t *group_otherwise(const struct finding *f, const struct graph *part,
				 const struct communities_settings *settings)
{
	size_t n, wanted = f->s->n_groups;
	uint32_t *group = communities_find(part, settings, &n);

	if (wanted)
		consensus_join(f->consensus, group, &n, wanted,
			       count_large(group, f->g->n_documents, n) >= wanted ? MIN_SIZE : 1);
	if (f->s->pin)
		pins_apply(part, f->s->pin, group, &n);
	return group;
}

/* Bootstrap on what parts of the members agree on, so that both the texts and the partitions vary. */
static bool measure_stability(struct finding *f)
{
	struct grouping *g = f->g;
	struct communities_settings settings = leiden(f, g->resolution);
	size_t n_parts = f->consensus ? N_HALVES : 1;
	size_t n_rounds = CLAMP(MAX_ROUND_WORK / (f->base->n_edges + 1) / n_parts, 1, 50 / n_parts);
	g_autofree double *mean = g_new0(double, g->n_groups + 1);
	struct random random;

	if (is_large(f)) {
		n_parts = MIN(n_parts, 2);
		n_rounds = 2; /* at once */
		settings.n_rounds = 1;
	}
	g->stability = g_new0(double, g->n_groups + 1);
	g->others = g_new0(uint32_t *, n_parts);
	random_start(&random, f->s->seed, RANDOM_STREAM_STABILITY);
	for (size_t p = 0; p < n_parts; p++) {
		struct graph *part = g->graph;
		g_autofree bool *is_used = f->consensus ? g_new0(bool, f->consensus->n_members + 1) : NULL;
		bool is_done;

		if (f->consensus) {
			for (size_t m = 0; m < f->consensus->n_members; m++)
				is_used[m] = random_next(&random) >> 63;
			is_used[random_below(&random, f->consensus->n_members)] = true;
			part = consensus_graph(f->consensus, f->base, is_used, f->work);
		}
		settings.seed = random_next(&random);
		if (part && f->consensus)
			g->others[g->n_others++] = group_otherwise(f, part, &settings);
		is_done = part &&
			  stability_measure(part, g->group, g->n_groups, &settings, n_rounds, f->work, mean);
		if (part != g->graph)
			graph_free(part);
		if (!is_done)
			return false;
		for (size_t i = 0; i < g->n_groups; i++)
			g->stability[i] += mean[i] / (double)n_parts;
	}
	return true;
}

/* Texts that belong nowhere for sure leave their group. */
static void measure_membership(struct finding *f)
{
	struct grouping *g = f->g;

	if (!f->consensus) {
		g->membership = g_new0(float, g->n_documents + 1);
		g->cohesion = g_new0(double, g->n_groups + 1);
		for (size_t d = 0; d < g->n_documents; d++)
			g->membership[d] = g->group[d] == UINT32_MAX ? 0 : 1;
		for (size_t i = 0; i < g->n_groups; i++)
			g->cohesion[i] = NAN;
		return;
	}
	g->membership = consensus_membership(f->consensus, g->group, g->n_groups);
	for (size_t d = 0; d < g->n_documents; d++) {
		bool is_pinned = f->s->pin && f->s->pin[d] >= 0;

		if (g->membership[d] < min_membership && !is_pinned && !f->s->n_groups) {
			g->group[d] = UINT32_MAX;
			g->membership[d] = 0;
		}
	}
	g->cohesion = consensus_cohesion(f->consensus, f->base, g->group, g->n_groups);
}

/* Groups of groups, on the same graph at a third of the resolution; groups are never parted. */
static void find_themes(struct finding *f)
{
	struct grouping *g = f->g;
	g_autofree uint32_t *theme = NULL, *atom = g_memdup2(g->group, (g->n_documents + 1) * sizeof *atom);
	g_autofree uint32_t *number = NULL;
	struct communities_settings settings = {
		.resolution = g->resolution / 3, .seed = f->s->seed, .atoms = atom};
	size_t n;

	theme = communities_find(g->graph, &settings, &n);
	number = g_new(uint32_t, n + 1);
	memset(number, 0xff, (n + 1) * sizeof *number);
	g->theme_of = g_new0(uint32_t, g->n_groups + 1);
	for (size_t d = 0; d < g->n_documents; d++) {
		if (g->group[d] == UINT32_MAX)
			continue;
		if (number[theme[d]] == UINT32_MAX)
			number[theme[d]] = (uint32_t)g->n_themes++;
		g->theme_of[g->group[d]] = number[theme[d]];
	}
}

static bool find_groups(struct finding *f)
{
	double given = f->s->resolution;

	if (!f->consensus)
		return group_at(f, given > 0 ? given : quick_resolution, f->s->before);
	if (f->s->n_groups && f->g->n_documents)
		return join_to_number(f);
	return given > 0 ? group_at(f, given, NULL) : choose_level(f);
}

struct grouping *grouping_find(const struct corpus *corpus, const struct grouping_settings *settings,
			       struct work *work, double from, double to)
{
	struct finding f = {.corpus = corpus, .s = settings, .work = work, .from = from, .to = to};
	bool is_done;

	f.g = g_new0(struct grouping, 1);
	f.g->n_documents = corpus->n_documents;
	stage(&f, "neighbours", 0, 0.3);
	is_done = make_base(&f);
	if (is_done && (!settings->is_quick || settings->n_groups))
		is_done = make_consensus(&f);
	else if (is_done)
		f.g->graph = graph_fuse((const struct graph *const[]){f.base}, (const double[]){1}, 1);
	is_done = is_done && find_groups(&f);
	if (is_done && settings->pin)
		pins_apply(f.g->graph, settings->pin, f.g->group, &f.g->n_groups);
	if (is_done) {
		measure_membership(&f);
		find_themes(&f);
		stage(&f, "stability", 0.85, 1);
		is_done = measure_stability(&f);
	}
	graph_free(f.base);
	consensus_free(f.consensus);
	if (!is_done)
		g_clear_pointer(&f.g, grouping_free);
	return f.g;
}

void grouping_free(struct grouping *g)
{
	if (!g)
		return;
	g_free(g->group);
	g_free(g->membership);
	g_free(g->stability);
	g_free(g->cohesion);
	g_free(g->theme_of);
	for (size_t i = 0; i < g->n_others; i++)
		g_free(g->others[i]);
	g_free(g->others);
	g_free(g->levels);
	graph_free(g->graph);
	g_free(g);
}
