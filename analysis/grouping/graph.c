/* graph - rows of edges from neighbour lists by transposition, their sum, and what is left of them on some
 * nodes. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "graph.h"

#include <float.h>
#include <glib.h>

static struct graph *graph_new(size_t n_nodes)
{
	struct graph *graph = g_new0(struct graph, 1);

	graph->n_nodes = n_nodes;
	graph->start = g_new0(size_t, n_nodes + 1);
	return graph;
}

/* Counts of entries at start[i + 1] become places, and room is made for the entries. */
static void graph_make_room(struct graph *graph)
{
	size_t n_entries;

	for (size_t i = 0; i < graph->n_nodes; i++)
		graph->start[i + 1] += graph->start[i];
	n_entries = graph->start[graph->n_nodes];
	graph->n_edges = n_entries / 2;
	graph->to = g_new(uint32_t, n_entries + 1);
	graph->weight = g_new(float, n_entries + 1);
}

/* Copies a row's list in ascending order; lists are short. */
static void sort_list(const uint32_t *rows, const float *similarity, size_t n, uint32_t *to, float *weight)
{
	for (size_t i = 0; i < n; i++) {
		size_t at = i;

		for (; at > 0 && to[at - 1] > rows[i]; at--) {
			to[at] = to[at - 1];
			weight[at] = weight[at - 1];
		}
		to[at] = rows[i];
		weight[at] = similarity[i];
	}
}

/* How many of a sorted list are not in a sorted row. */
static size_t count_new(const uint32_t *row, size_t n_row, const uint32_t *list, size_t n_list)
{
	size_t n_new = 0, at = 0;

	for (size_t i = 0; i < n_list; i++) {
		while (at < n_row && row[at] < list[i])
			at++;
		n_new += at == n_row || row[at] != list[i];
	}
	return n_new;
}

/* Adds a sorted list to the sorted row that ends before in, and puts the sum where it ends before out >= in:
 * what both have is added up. */
static void merge_list(struct graph *graph, size_t in_first, size_t in, size_t out, const uint32_t *list,
		       const float *similarity, size_t n_list)
{
	uint32_t *to = graph->to;
	float *weight = graph->weight;

	while (n_list > 0 || in > in_first) {
		bool is_in = in > in_first && (!n_list || to[in - 1] >= list[n_list - 1]);
		bool is_listed = n_list > 0 && (!is_in || to[in - 1] == list[n_list - 1]);
		float sum = (is_in ? weight[in - 1] : 0) + (is_listed ? similarity[n_list - 1] : 0);

		out--;
		to[out] = is_in ? to[in - 1] : list[n_list - 1];
		weight[out] = sum;
		in -= is_in;
		n_list -= is_listed;
	}
}

/* A row first holds those that list it, in the order in which they come; then it gets those of its own list.
 * Both take the room of the result and no more. */
struct graph *graph_of_neighbours(const struct neighbours *found, float min_similarity)
{
	size_t n = found->n_rows, k = found->k, n_entries = 0;
	struct graph *graph = graph_new(n);
	g_autofree uint32_t *length = g_new0(uint32_t, n + 1), *list = g_new(uint32_t, k + 1);
	g_autofree size_t *end = g_new0(size_t, n + 1); /* of the row of those that list it */
	g_autofree float *similarity = g_new(float, k + 1);

	for (size_t i = 0; i < n; i++) {
		for (size_t e = i * k; e < i * k + found->count[i] && found->similarity[e] >= min_similarity;
		     e++) {
			g_assert(found->row[e] != i && found->row[e] < n);
			length[i]++;
			end[found->row[e]]++;
		}
		n_entries += length[i];
	}
	graph->to = g_new(uint32_t, n_entries + 1);
	graph->weight = g_new(float, n_entries + 1);
	for (size_t i = 0, at = 0; i < n; i++) {
		size_t n_in = end[i];

		end[i] = at;
		at += n_in;
	}
	for (size_t i = 0; i < n; i++) {
		for (size_t e = i * k; e < i * k + length[i]; e++) {
			size_t slot = end[found->row[e]]++;

			graph->to[slot] = (uint32_t)i;
			graph->weight[slot] = found->similarity[e];
		}
	}
	for (size_t i = 0; i < n; i++) {
		size_t first = i ? end[i - 1] : 0;

		sort_list(found->row + i * k, found->similarity + i * k, length[i], list, similarity);
		graph->start[i + 1] = graph->start[i] + end[i] - first +
				      count_new(graph->to + first, end[i] - first, list, length[i]);
	}
	graph->n_edges = graph->start[n] / 2;
	graph->to = g_renew(uint32_t, graph->to, graph->start[n] + 1);
	graph->weight = g_renew(float, graph->weight, graph->start[n] + 1);
	for (size_t i = n; i-- > 0;) {
		sort_list(found->row + i * k, found->similarity + i * k, length[i], list, similarity);
		merge_list(graph, i ? end[i - 1] : 0, end[i], graph->start[i + 1], list, similarity,
			   length[i]);
	}
	return graph;
}

static double total_weight(const struct graph *graph)
{
	double total = 0;

	for (size_t e = 0; e < 2 * graph->n_edges; e++)
		total += (double)graph->weight[e];
	return total / 2;
}

/* Walks the rows of one node side by side; writes the sum when there is room to (to is not NULL). */
static size_t fuse_row(const struct graph *const *graphs, const double *scale, size_t n_graphs, size_t node,
		       size_t *at, uint32_t *to, float *weight)
{
	size_t n = 0;

	for (size_t g = 0; g < n_graphs; g++)
		at[g] = graphs[g]->start[node];
	for (;;) {
		uint32_t next = UINT32_MAX;
		double sum = 0;

		for (size_t g = 0; g < n_graphs; g++)
			if (scale[g] > 0 && at[g] < graphs[g]->start[node + 1])
				next = MIN(next, graphs[g]->to[at[g]]);
		if (next == UINT32_MAX)
			return n;
		for (size_t g = 0; g < n_graphs; g++)
			if (scale[g] > 0 && at[g] < graphs[g]->start[node + 1] &&
			    graphs[g]->to[at[g]] == next)
				sum += scale[g] * (double)graphs[g]->weight[at[g]++];
		if (to) {
			to[n] = next;
			weight[n] = MAX((float)sum, FLT_MIN);
		}
		n++;
	}
}

struct graph *graph_fuse(const struct graph *const *graphs, const double *share, size_t n_graphs)
{
	g_autofree double *scale = g_new0(double, n_graphs + 1);
	g_autofree size_t *at = g_new0(size_t, n_graphs + 1);
	struct graph *sum;
	size_t n;
	double shares = 0;

	g_assert(n_graphs > 0);
	n = graphs[0]->n_nodes;
	for (size_t g = 0; g < n_graphs; g++) {
		g_assert(graphs[g]->n_nodes == n && share[g] >= 0);
		if (graphs[g]->n_edges)
			shares += share[g];
	}
	for (size_t g = 0; g < n_graphs; g++)
		if (graphs[g]->n_edges && share[g] > 0)
			scale[g] = share[g] / shares * (double)n / total_weight(graphs[g]);
	sum = graph_new(n);
	for (size_t i = 0; i < n; i++)
		sum->start[i + 1] = fuse_row(graphs, scale, n_graphs, i, at, NULL, NULL);
	graph_make_room(sum);
	for (size_t i = 0; i < n; i++)
		(void)fuse_row(graphs, scale, n_graphs, i, at, sum->to + sum->start[i],
			       sum->weight + sum->start[i]);
	return sum;
}

void graph_favour(struct graph *graph, const int32_t *label, float same, float other)
{
	for (size_t i = 0; i < graph->n_nodes; i++) {
		if (label[i] < 0)
			continue;
		for (size_t e = graph->start[i]; e < graph->start[i + 1]; e++) {
			int32_t there = label[graph->to[e]];

			if (there >= 0)
				graph->weight[e] *= there == label[i] ? same : other;
		}
	}
}

struct graph *graph_restrict(const struct graph *graph, const bool *keep, uint32_t *number_of)
{
	struct graph *part;
	size_t n_kept = 0, at = 0;

	for (size_t i = 0; i < graph->n_nodes; i++)
		number_of[i] = keep[i] ? (uint32_t)n_kept++ : UINT32_MAX;
	part = graph_new(n_kept);
	for (size_t i = 0; i < graph->n_nodes; i++)
		for (size_t e = graph->start[i]; keep[i] && e < graph->start[i + 1]; e++)
			part->start[number_of[i] + 1] += keep[graph->to[e]];
	graph_make_room(part);
	for (size_t i = 0; i < graph->n_nodes; i++) {
		for (size_t e = graph->start[i]; keep[i] && e < graph->start[i + 1]; e++) {
			if (!keep[graph->to[e]])
				continue;
			part->to[at] = number_of[graph->to[e]];
			part->weight[at++] = graph->weight[e];
		}
	}
	return part;
}

void graph_free(struct graph *graph)
{
	if (!graph)
		return;
	g_free(graph->start);
	g_free(graph->to);
	g_free(graph->weight);
	g_free(graph);
}
