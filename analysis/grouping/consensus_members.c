/* consensus_members - makes the partitions that are to agree: what each sees, and of what kind it is.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "consensus.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>

#include "agreement.h"
#include "communities.h"
#include "kmeans.h"
#include "mixture.h"
#include "random.h"

enum {
	MIN_TYPICAL = 4,
	MAX_TYPICAL = 120,
	MIN_GROUP = 3,
	N_ROUNDS = 15,	     /* of k-means */
	N_STARTS = 5,	     /* of k-means, when a number of groups is wanted */
	MAX_COMPARED = 2000, /* texts on which members are compared */
	N_DRAWS = 30,	     /* of the mixture */
	N_SETTLING = 3,
	SAMPLE = 50000,	      /* with more texts than this k-means learns from so many */
	SAMPLE_URNS = 20000,  /* and mixtures, which need fewer, from so many */
	MAX_LATENT_ROUGH = 50 /* directions that every second k-means sees */
};
/* Share of the vocabulary that a Leiden member sees, of 256. */
static const unsigned kept_of_256 = 180;
/* So that edges which the vocabulary does not explain (of word vectors) keep some of their weight. */
static const float unexplained = 0.02F;

struct making {
	const struct consensus_input *input;
	struct consensus *consensus;
	uint64_t *seeds; /* one a member */
	struct work *work;
};

static bool is_kept(uint64_t seed, uint32_t column)
{
	uint64_t x = (seed ^ column) * UINT64_C(0x9e3779b97f4a7c15);

	x = (x ^ (x >> 29)) * UINT64_C(0xbf58476d1ce4e5b9);
	return (x >> 56) < kept_of_256;
}

/* The dot product of a row with the one spread out in dense, over the kept columns. */
static float dot(const struct corpus_matrix *m, size_t row, const float *dense)
{
	float sum = 0;

	for (size_t e = m->start[row]; e < m->start[row + 1]; e++)
		sum += dense[m->column[e]] * m->value[e];
	return sum;
}

/* The graph as a part of the vocabulary sees it: each edge times what the kept columns say of its ends, as a
 * cosine, over what all columns say. */
static struct graph *part_seen(const struct graph *graph, const struct corpus_matrix *m, uint64_t seed)
{
	struct graph *g = g_new0(struct graph, 1);
	g_autofree float *kept = g_new0(float, m->n_columns + 1), *all = g_new0(float, m->n_columns + 1),
			 *length = g_new0(float, m->n_rows + 1);
	g_autofree uint8_t *is_in = g_new(uint8_t, m->n_columns + 1);
	size_t n = 0;

	for (size_t c = 0; c < m->n_columns; c++)
		is_in[c] = is_kept(seed, (uint32_t)c);
	for (size_t i = 0; i < m->n_rows; i++) {
		float square = 0;

		for (size_t e = m->start[i]; e < m->start[i + 1]; e++)
			square += is_in[m->column[e]] ? m->value[e] * m->value[e] : 0;
		length[i] = sqrtf(square);
	}
	g->n_nodes = graph->n_nodes;
	g->start = g_new0(size_t, graph->n_nodes + 1);
	g->to = g_new(uint32_t, 2 * graph->n_edges + 1);
	g->weight = g_new(float, 2 * graph->n_edges + 1);
	for (size_t i = 0; i < graph->n_nodes; i++) {
		for (size_t e = m->start[i]; e < m->start[i + 1]; e++) {
			all[m->column[e]] = m->value[e];
			kept[m->column[e]] = is_in[m->column[e]] ? m->value[e] : 0;
		}
		for (size_t e = graph->start[i]; e < graph->start[i + 1]; e++) {
			uint32_t j = graph->to[e];
			float seen = dot(m, j, kept), whole = dot(m, j, all), lengths = length[i] * length[j];
			float share =
				((lengths > 0 ? seen / lengths : 0) + unexplained) / (whole + unexplained);

			if (seen <= 0 && whole > 0)
				continue;
			g->to[n] = j;
			g->weight[n++] = graph->weight[e] * share;
		}
		g->start[i + 1] = n;
		for (size_t e = m->start[i]; e < m->start[i + 1]; e++)
			all[m->column[e]] = kept[m->column[e]] = 0;
	}
	g->n_edges = n / 2;
	return g;
}

static void make_vocabulary_member(struct making *making, size_t member)
{
	static const double resolutions[] = {1.5, 2, 3}, coarse[] = {1, 1.5, 2};
	const struct consensus_input *in = making->input;
	struct graph *seen = part_seen(in->graph, in->features, making->seeds[member]);
	struct communities_settings settings = {
		.resolution = (in->n_groups ? coarse : resolutions)[member % 3],
		.seed = making->seeds[member],
		.n_rounds = in->n_rounds,
	};

	making->consensus->group[member] =
		communities_find(seen, &settings, &making->consensus->n_groups[member]);
	graph_free(seen);
}

static void make_centres_member(struct making *making, size_t member, size_t number, size_t k)
{
	static const double times[] = {0.7, 1, 1.5, 2}, wanted_times[] = {1, 2, 1, 2};
	const struct dense *latent = making->input->latent;
	struct dense rough = {0};
	struct kmeans_settings settings = {.n_rounds = N_ROUNDS,
					   .n_starts = making->input->n_groups ? N_STARTS : 1,
					   .seed = making->seeds[member],
					   .sample = latent->n_rows > SAMPLE ? SAMPLE : 0};
	double factor = (making->input->n_groups ? wanted_times : times)[number % 4];
	struct consensus *c = making->consensus;

	settings.k = CLAMP((size_t)((double)k * factor + 0.5), 1, MAX(latent->n_rows / 2, 1));
	if (number % 2 == 0 && latent->n_columns > MAX_LATENT_ROUGH) {
		rough = dense_new(latent->n_rows, MAX_LATENT_ROUGH);
		for (size_t r = 0; r < latent->n_rows; r++)
			memcpy(dense_row(&rough, r), dense_row(latent, r), MAX_LATENT_ROUGH * sizeof(float));
		dense_normalise(&rough, NULL);
	}
	c->group[member] = kmeans_find(rough.value ? &rough : latent, &settings, NULL, NULL);
	c->n_groups[member] = settings.k;
	dense_clear(&rough);
}

static void make_urns_member(struct making *making, size_t member, size_t number, size_t k)
{
	static const double betas[] = {0.1, 0.1, 0.05, 0.05};
	struct mixture_settings settings = {
		.k = MAX(k, 1) * (1 + number % 2),
		.alpha = 0.1,
		.beta = betas[number % 4],
		.n_draws = N_DRAWS,
		.n_settling = N_SETTLING,
		.sample = making->input->corpus->n_documents > SAMPLE ? SAMPLE_URNS : 0,
		.seed = making->seeds[member]};

	making->consensus->group[member] =
		mixture_find(making->input->corpus, &settings, &making->consensus->n_groups[member], NULL);
}

static void make_vocabulary_block(void *data, size_t first, size_t last, size_t thread)
{
	(void)thread;
	for (size_t member = first; member < last; member++)
		make_vocabulary_member(data, member);
}

static void make_other_block(void *data, size_t first, size_t last, size_t thread)
{
	struct making *making = data;
	const struct consensus_input *in = making->input;
	size_t n_centres = in->latent ? in->n_centres : 0;
	size_t k = in->n_groups ? in->n_groups : making->consensus->typical;

	(void)thread;
	for (size_t i = first; i < last; i++) {
		if (i < n_centres)
			make_centres_member(making, in->n_vocabulary + i, i, k);
		else
			make_urns_member(making, in->n_vocabulary + i, i - n_centres, k);
	}
}

static int compare_sizes(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return (x > y) - (x < y);
}

static size_t typical_number(const struct consensus *c, size_t n_members)
{
	g_autofree size_t *numbers = g_new0(size_t, n_members + 1);

	for (size_t m = 0; m < n_members; m++) {
		g_autofree size_t *size = g_new0(size_t, c->n_groups[m] + 1);

		for (size_t d = 0; d < c->n_documents; d++)
			size[c->group[m][d]]++;
		for (size_t g = 0; g < c->n_groups[m]; g++)
			numbers[m] += size[g] >= MIN_GROUP;
	}
	qsort(numbers, n_members, sizeof *numbers, compare_sizes);
	return CLAMP(numbers[n_members / 2], MIN_TYPICAL, MAX_TYPICAL);
}

/* Mean NMI of the members first..last-1 among themselves, on a part of the texts. */
static double inner_agreement(const struct consensus *c, size_t first, size_t last)
{
	size_t step = (c->n_documents + MAX_COMPARED - 1) / MAX_COMPARED, n_pairs = 0;
	g_autofree size_t *x = g_new(size_t, MAX_COMPARED + 1), *y = g_new(size_t, MAX_COMPARED + 1);
	double sum = 0;

	for (size_t a = first; a < last; a++)
		for (size_t b = first; b < a; b++) {
			size_t n = 0;

			for (size_t d = 0; d < c->n_documents; d += step)
				if (c->group[a][d] != UINT32_MAX && c->group[b][d] != UINT32_MAX) {
					x[n] = c->group[a][d];
					y[n++] = c->group[b][d];
				}
			sum += n ? agreement_measure(x, y, n).nmi : 0;
			n_pairs++;
		}
	return n_pairs ? sum / (double)n_pairs : 0;
}

/* Kinds that find the same again and again count more than kinds that find something else each time. */
static void weigh_kinds(struct consensus *c, const size_t *last_of_kind, size_t n_kinds)
{
	double sum = 0;

	for (size_t k = 0, first = 0; k < n_kinds; first = last_of_kind[k++]) {
		double agreement = MAX(inner_agreement(c, first, last_of_kind[k]), 0.01);
		double square = agreement * agreement;

		for (size_t m = first; m < last_of_kind[k]; m++)
			c->weight[m] = (float)(square * square);
	}
	for (size_t m = 0; m < c->n_members; m++)
		sum += (double)c->weight[m];
	for (size_t m = 0; m < c->n_members; m++)
		c->weight[m] = (float)((double)c->weight[m] / sum);
}

struct consensus *consensus_new(const struct consensus_input *input, struct work *work)
{
	size_t n_others = (input->latent ? input->n_centres : 0) + input->n_urns;
	struct consensus *c = consensus_empty(input->graph->n_nodes, input->n_vocabulary + n_others);
	double others_from = 0.6;
	struct random random;
	struct making making = {input, c, NULL, work};
	bool is_done;

	g_assert(input->n_vocabulary > 0);
	making.seeds = g_new(uint64_t, c->n_members + 1);
	random_start(&random, input->seed, RANDOM_STREAM_CONSENSUS);
	for (size_t m = 0; m < c->n_members; m++)
		making.seeds[m] = random_next(&random);
	is_done = work_run(work, input->n_vocabulary, 1, make_vocabulary_block, &making, 0, others_from);
	if (is_done) {
		c->typical = typical_number(c, input->n_vocabulary);
		is_done = work_run(work, n_others, 1, make_other_block, &making, others_from, 1);
	}
	for (size_t m = 0; m < c->n_members; m++)
		c->weight[m] = 1 / (float)c->n_members;
	if (is_done && input->n_groups) {
		size_t n_seen = input->n_vocabulary + (input->latent ? input->n_centres : 0);

		weigh_kinds(c, (const size_t[]){input->n_vocabulary, n_seen, c->n_members}, 3);
	}
	g_free(making.seeds);
	if (!is_done)
		g_clear_pointer(&c, consensus_free);
	return c;
}
