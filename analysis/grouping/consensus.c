/* consensus - what many partitions agree on: weights of edges, membership, cohesion, joining.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "consensus.h"

#include <glib.h>
#include <string.h>

enum { NODES_A_BLOCK = 512 };

struct weighing {
	const struct consensus *consensus;
	const struct graph *graph;
	const uint32_t **used; /* n_used partitions */
	float *used_weight;    /* n_used, sum 1 */
	size_t n_used;
	float *weight; /* 2 * n_edges */
};

static float share_together(const uint32_t *const *used, const float *weight, size_t n_used, size_t a,
			    size_t b)
{
	float sum = 0;

	for (size_t m = 0; m < n_used; m++)
		if (used[m][a] == used[m][b] && used[m][a] != UINT32_MAX)
			sum += weight[m];
	return sum;
}

/* To sum 1. */
static void scale_weights(float *weight, size_t n)
{
	float sum = 0;

	for (size_t m = 0; m < n; m++)
		sum += weight[m];
	for (size_t m = 0; m < n; m++)
		weight[m] /= sum;
}

static void weigh_block(void *data, size_t first, size_t last, size_t thread)
{
	struct weighing *w = data;
	const struct graph *g = w->graph;

	(void)thread;
	for (size_t i = first; i < last; i++)
		for (size_t e = g->start[i]; e < g->start[i + 1]; e++)
			w->weight[e] = g->weight[e] *
				       share_together(w->used, w->used_weight, w->n_used, i, g->to[e]);
}

/* The graph with other weights; edges of weight 0 are gone.  Takes weight over. */
static struct graph *with_weights(const struct graph *graph, float *weight)
{
	struct graph *g = g_new0(struct graph, 1);
	size_t n = 0;

	g->n_nodes = graph->n_nodes;
	g->start = g_new0(size_t, graph->n_nodes + 1);
	g->to = g_new(uint32_t, 2 * graph->n_edges + 1);
	for (size_t i = 0; i < graph->n_nodes; i++) {
		for (size_t e = graph->start[i]; e < graph->start[i + 1]; e++) {
			if (!(weight[e] > 0))
				continue;
			g->to[n] = graph->to[e];
			weight[n++] = weight[e];
		}
		g->start[i + 1] = n;
	}
	g->n_edges = n / 2;
	g->to = g_renew(uint32_t, g->to, n + 1);
	g->weight = g_renew(float, weight, n + 1);
	return g;
}

struct graph *consensus_graph(const struct consensus *c, const struct graph *graph, const bool *is_used,
			      struct work *work)
{
	struct weighing w = {c,
			     graph,
			     g_new(const uint32_t *, c->n_members + 1),
			     g_new(float, c->n_members + 1),
			     0,
			     g_new(float, 2 * graph->n_edges + 1)};
	struct graph *weighed = NULL;

	for (size_t m = 0; m < c->n_members; m++)
		if (!is_used || is_used[m]) {
			w.used_weight[w.n_used] = c->weight[m];
			w.used[w.n_used++] = c->group[m];
		}
	g_assert(w.n_used > 0);
	scale_weights(w.used_weight, w.n_used);
	if (work_run(work, graph->n_nodes, NODES_A_BLOCK, weigh_block, &w, 0, 1))
		weighed = with_weights(graph, w.weight);
	else
		g_free(w.weight);
	g_free(w.used);
	g_free(w.used_weight);
	return weighed;
}

struct consensus *consensus_empty(size_t n_documents, size_t n_members)
{
	struct consensus *c = g_new0(struct consensus, 1);

	c->n_documents = n_documents;
	c->n_members = n_members;
	c->group = g_new0(uint32_t *, n_members + 1);
	c->n_groups = g_new0(size_t, n_members + 1);
	c->weight = g_new0(float, n_members + 1);
	return c;
}

struct consensus *consensus_part(const struct consensus *c, const bool *is_used)
{
	struct consensus *part = consensus_empty(c->n_documents, c->n_members);
	float sum = 0;

	part->n_members = 0;
	for (size_t m = 0; m < c->n_members; m++) {
		if (!is_used[m])
			continue;
		part->group[part->n_members] =
			g_memdup2(c->group[m], (c->n_documents + 1) * sizeof **c->group);
		part->n_groups[part->n_members] = c->n_groups[m];
		part->weight[part->n_members++] = c->weight[m];
		sum += c->weight[m];
	}
	for (size_t m = 0; m < part->n_members; m++)
		part->weight[m] /= sum;
	return part;
}

void consensus_free(struct consensus *c)
{
	if (!c)
		return;
	for (size_t m = 0; m < c->n_members; m++)
		g_free(c->group[m]);
	g_free(c->group);
	g_free(c->n_groups);
	g_free(c->weight);
	g_free(c);
}

/* Texts by group: those of group g are text[first[g]]..text[first[g + 1] - 1], ascending. */
struct by_group {
	size_t *first;
	uint32_t *text;
};

static struct by_group texts_by_group(const uint32_t *group, size_t n, size_t n_groups)
{
	struct by_group b = {g_new0(size_t, n_groups + 3), g_new(uint32_t, n + 1)};

	for (size_t d = 0; d < n; d++)
		if (group[d] != UINT32_MAX)
			b.first[group[d] + 2]++;
	for (size_t g = 0; g < n_groups; g++)
		b.first[g + 2] += b.first[g + 1];
	for (size_t d = 0; d < n; d++)
		if (group[d] != UINT32_MAX)
			b.text[b.first[group[d] + 1]++] = (uint32_t)d;
	return b;
}

static void by_group_clear(struct by_group *b)
{
	g_free(b->first);
	g_free(b->text);
}

/* Adds for each text the share of its group's other texts that one member puts with it. */
static void add_company(const uint32_t *member, size_t n_member_groups, const struct by_group *b,
			size_t n_groups, float weight, float *company)
{
	g_autofree uint32_t *count = g_new0(uint32_t, n_member_groups + 1);

	for (size_t g = 0; g < n_groups; g++) {
		size_t size = b->first[g + 1] - b->first[g];

		for (size_t i = b->first[g]; i < b->first[g + 1]; i++)
			if (member[b->text[i]] != UINT32_MAX)
				count[member[b->text[i]]]++;
		for (size_t i = b->first[g]; i < b->first[g + 1]; i++) {
			uint32_t with = member[b->text[i]];

			if (size == 1)
				company[b->text[i]] += weight;
			else if (with != UINT32_MAX)
				company[b->text[i]] += weight * (float)(count[with] - 1) / (float)(size - 1);
		}
		for (size_t i = b->first[g]; i < b->first[g + 1]; i++)
			if (member[b->text[i]] != UINT32_MAX)
				count[member[b->text[i]]] = 0;
	}
}

float *consensus_membership(const struct consensus *c, const uint32_t *group, size_t n_groups)
{
	struct by_group b = texts_by_group(group, c->n_documents, n_groups);
	float *membership = g_new0(float, c->n_documents + 1);

	for (size_t m = 0; m < c->n_members; m++)
		add_company(c->group[m], c->n_groups[m], &b, n_groups, c->weight[m], membership);
	/* Weights sum to 1 but for rounding. */
	for (size_t d = 0; d < c->n_documents; d++)
		membership[d] = MIN(membership[d], 1);
	by_group_clear(&b);
	return membership;
}

double *consensus_cohesion(const struct consensus *c, const struct graph *graph, const uint32_t *group,
			   size_t n_groups)
{
	double *cohesion = g_new0(double, n_groups + 1);
	g_autofree double *inside = g_new0(double, n_groups + 1), *across = g_new0(double, n_groups + 1);
	g_autofree size_t *n_inside = g_new0(size_t, n_groups + 1), *n_across = g_new0(size_t, n_groups + 1);

	for (size_t i = 0; i < graph->n_nodes; i++) {
		uint32_t g = group[i];

		for (size_t e = graph->start[i]; g != UINT32_MAX && e < graph->start[i + 1]; e++) {
			double share = (double)share_together((const uint32_t *const *)c->group, c->weight,
							      c->n_members, i, graph->to[e]);

			if (group[graph->to[e]] == g) {
				inside[g] += share;
				n_inside[g]++;
			} else {
				across[g] += share;
				n_across[g]++;
			}
		}
	}
	for (size_t g = 0; g < n_groups; g++)
		cohesion[g] = (n_inside[g] ? inside[g] / (double)n_inside[g] : 0) -
			      (n_across[g] ? across[g] / (double)n_across[g] : 0);
	return cohesion;
}

/* Adds to likeness (n x n) the share of pairs of texts of two groups that one member keeps together. */
static void add_likeness(const uint32_t *member, size_t n_member_groups, const struct by_group *b, size_t n,
			 double weight, double *likeness)
{
	/* Where the texts of each group are: (member group, count) runs. */
	g_autofree double *profile = g_new0(double, n_member_groups + 1);

	for (size_t g = 0; g < n; g++) {
		double size = (double)(b->first[g + 1] - b->first[g]);

		for (size_t i = b->first[g]; i < b->first[g + 1]; i++)
			if (member[b->text[i]] != UINT32_MAX)
				profile[member[b->text[i]]] += 1 / size;
		for (size_t h = 0; h < g; h++) {
			double sum = 0;

			for (size_t i = b->first[h]; i < b->first[h + 1]; i++)
				if (member[b->text[i]] != UINT32_MAX)
					sum += profile[member[b->text[i]]];
			likeness[g * n + h] += weight * sum / (double)(b->first[h + 1] - b->first[h]);
		}
		for (size_t i = b->first[g]; i < b->first[g + 1]; i++)
			if (member[b->text[i]] != UINT32_MAX)
				profile[member[b->text[i]]] = 0;
	}
}

/* Average linkage; home[g] receives the group that g ends in. */
static void link_groups(double *likeness, double *size, size_t n, size_t k, uint32_t *home)
{
	for (size_t g = 0; g < n; g++)
		home[g] = (uint32_t)g;
	for (size_t left = n; left > k; left--) {
		size_t a = 0, b = 0;
		double best = -1;

		for (size_t g = 1; g < n; g++)
			for (size_t h = 0; h < g; h++)
				if (home[g] == g && home[h] == h && likeness[g * n + h] > best) {
					best = likeness[g * n + h];
					a = h;
					b = g;
				}
		for (size_t g = 0; g < n; g++) {
			double *to_a, to_b;

			if (g == a || g == b || home[g] != g)
				continue;
			to_a = &likeness[MAX(g, a) * n + MIN(g, a)];
			to_b = likeness[MAX(g, b) * n + MIN(g, b)];
			*to_a = (*to_a * size[a] + to_b * size[b]) / (size[a] + size[b]);
		}
		size[a] += size[b];
		for (size_t g = 0; g < n; g++)
			if (home[g] == b)
				home[g] = (uint32_t)a;
	}
}

/* Groups below min_size dissolve, the others are numbered anew by number. */
static size_t keep_large(uint32_t *group, size_t n, size_t n_groups, size_t min_size)
{
	g_autofree size_t *size = g_new0(size_t, n_groups + 1);
	size_t n_kept = 0;

	for (size_t d = 0; d < n; d++)
		if (group[d] != UINT32_MAX)
			size[group[d]]++;
	for (size_t g = 0; g < n_groups; g++)
		size[g] = size[g] >= min_size ? n_kept++ : UINT32_MAX;
	for (size_t d = 0; d < n; d++)
		if (group[d] != UINT32_MAX)
			group[d] = (uint32_t)size[group[d]];
	return n_kept;
}

void consensus_join(const struct consensus *c, uint32_t *group, size_t *n_groups, size_t k, size_t min_size)
{
	size_t n = keep_large(group, c->n_documents, *n_groups, min_size), n_left = 0;
	struct by_group b = texts_by_group(group, c->n_documents, n);
	g_autofree double *likeness = g_new0(double, n *n + 1), *size = g_new0(double, n + 1);
	g_autofree uint32_t *home = g_new(uint32_t, n + 1), *number = g_new(uint32_t, n + 1);

	for (size_t g = 0; g < n; g++)
		size[g] = (double)(b.first[g + 1] - b.first[g]);
	for (size_t m = 0; m < c->n_members; m++)
		add_likeness(c->group[m], c->n_groups[m], &b, n, (double)c->weight[m], likeness);
	link_groups(likeness, size, n, MAX(k, 1), home);
	for (size_t g = 0; g < n; g++)
		if (home[g] == g)
			number[g] = (uint32_t)n_left++;
	for (size_t d = 0; d < c->n_documents; d++)
		if (group[d] != UINT32_MAX)
			group[d] = number[home[group[d]]];
	*n_groups = n_left;
	by_group_clear(&b);
}
