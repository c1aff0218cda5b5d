/* pins - whole groups first, then those that are parted; see the header.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pins.h"

#include <glib.h>
#include <string.h>
#include <stdlib.h>

enum { FREE = -1, ENOUGH = 2, THIRD = 3, TWENTIETH = 20 };

struct bend {
	const struct graph *graph;
	const int32_t *pin;
	uint32_t *group;
	size_t n_groups;
	int32_t n_pins;
	size_t *first;	  /* n_groups + 1: the members of each group in .. */
	uint32_t *member; /* .. order of nodes */
	size_t *total;	  /* n_pins: nodes that carry it */
	size_t *count;	  /* n_pins: those of the group at hand; else 0 */
	int32_t *label;	  /* n_nodes: the pin that the node goes to, FREE: none */
	double *tie;	  /* n_pins: of the node at hand; else 0 */
};

static void bend_begin(struct bend *b)
{
	size_t n = b->graph->n_nodes;

	b->first = g_new0(size_t, b->n_groups + 2);
	b->member = g_new(uint32_t, n + 1);
	b->label = g_new(int32_t, n + 1);
	for (size_t i = 0; i < n; i++) {
		g_assert(b->pin[i] >= FREE);
		b->n_pins = MAX(b->n_pins, b->pin[i] + 1);
		b->label[i] = FREE;
		if (b->group[i] != UINT32_MAX) {
			g_assert(b->group[i] < b->n_groups);
			b->first[b->group[i] + 2]++;
		}
	}
	for (size_t g = 0; g < b->n_groups; g++)
		b->first[g + 2] += b->first[g + 1];
	for (size_t i = 0; i < n; i++)
		if (b->group[i] != UINT32_MAX)
			b->member[b->first[b->group[i] + 1]++] = (uint32_t)i;
	b->total = g_new0(size_t, (size_t)b->n_pins + 1);
	b->count = g_new0(size_t, (size_t)b->n_pins + 1);
	b->tie = g_new0(double, (size_t)b->n_pins + 1);
	for (size_t i = 0; i < n; i++)
		if (b->pin[i] != FREE)
			b->total[b->pin[i]]++;
}

static bool follows(size_t count, size_t size, size_t total)
{
	return count == total || 2 * count >= size ||
	       (count >= ENOUGH && THIRD * count >= total && TWENTIETH * count >= size);
}

/* The pin to which the labelled neighbours of the node in its group tie it most; FREE: there is none. */
static int32_t tied_to(const struct bend *b, uint32_t node, const int32_t *label)
{
	const struct graph *graph = b->graph;
	int32_t best = FREE;

	for (size_t e = graph->start[node]; e < graph->start[node + 1]; e++) {
		uint32_t other = graph->to[e];

		if (b->group[other] == b->group[node] && label[other] != FREE)
			b->tie[label[other]] += (double)graph->weight[e];
	}
	for (size_t e = graph->start[node]; e < graph->start[node + 1]; e++) {
		uint32_t other = graph->to[e];
		int32_t to = b->group[other] == b->group[node] ? label[other] : FREE;

		if (to != FREE &&
		    (best == FREE || b->tie[to] > b->tie[best] || (b->tie[to] >= b->tie[best] && to < best)))
			best = to;
	}
	for (size_t e = graph->start[node]; e < graph->start[node + 1]; e++)
		if (b->group[graph->to[e]] == b->group[node] && label[graph->to[e]] != FREE)
			b->tie[label[graph->to[e]]] = 0;
	return best;
}

/* Free members take the labels of their neighbours round by round, all at once in each round; what is left
 * goes to the largest. */
static void part(struct bend *b, const uint32_t *member, size_t size, int32_t largest)
{
	g_autofree uint32_t *left = g_new(uint32_t, size + 1);
	g_autofree int32_t *found = g_new(int32_t, size + 1);
	size_t n_left = 0, n_before;

	for (size_t i = 0; i < size; i++) {
		b->label[member[i]] = b->pin[member[i]];
		if (b->pin[member[i]] == FREE)
			left[n_left++] = member[i];
	}
	do {
		n_before = n_left;
		for (size_t i = 0; i < n_left; i++)
			found[i] = tied_to(b, left[i], b->label);
		n_left = 0;
		for (size_t i = 0; i < n_before; i++) {
			b->label[left[i]] = found[i];
			if (found[i] == FREE)
				left[n_left++] = left[i];
		}
	} while (n_left < n_before && n_left);
	for (size_t i = 0; i < n_left; i++)
		b->label[left[i]] = largest;
}

static void group_bend(struct bend *b, size_t g)
{
	const uint32_t *member = b->member + b->first[g];
	size_t size = b->first[g + 1] - b->first[g], n_kinds = 0;
	int32_t largest = FREE;
	bool is_followed = false;

	for (size_t i = 0; i < size; i++)
		if (b->pin[member[i]] != FREE && !b->count[b->pin[member[i]]]++)
			n_kinds++;
	if (!n_kinds)
		return;
	for (size_t i = 0; i < size; i++) {
		int32_t p = b->pin[member[i]];

		if (p == FREE)
			continue;
		is_followed |= follows(b->count[p], size, b->total[p]);
		if (largest == FREE || b->count[p] > b->count[largest] ||
		    (b->count[p] == b->count[largest] && p < largest))
			largest = p;
	}
	for (size_t i = 0; i < size; i++)
		if (b->pin[member[i]] != FREE)
			b->count[b->pin[member[i]]] = 0;
	if (is_followed && n_kinds > 1)
		part(b, member, size, largest);
	else
		for (size_t i = 0; i < size; i++)
			b->label[member[i]] = is_followed ? largest : b->pin[member[i]];
}

void pins_apply(const struct graph *graph, const int32_t *pin, uint32_t *group, size_t *n_groups)
{
	struct bend b = {.graph = graph, .pin = pin, .group = group, .n_groups = *n_groups};

	bend_begin(&b);
	for (size_t g = 0; g < b.n_groups; g++)
		group_bend(&b, g);
	g_autofree uint32_t *number = g_new(uint32_t, b.n_groups + (size_t)b.n_pins + 1);
	memset(number, 0xff, (b.n_groups + (size_t)b.n_pins + 1) * sizeof *number);
	*n_groups = 0;
	for (size_t i = 0; i < graph->n_nodes; i++) {
		int32_t to = group[i] == UINT32_MAX ? pin[i] : b.label[i];

		if (to == FREE && group[i] == UINT32_MAX)
			continue;
		uint32_t *at = &number[to == FREE ? group[i] : b.n_groups + (size_t)to];
		if (*at == UINT32_MAX)
			*at = (uint32_t)(*n_groups)++;
		group[i] = *at;
	}
	g_free(b.first);
	g_free(b.member);
	g_free(b.total);
	g_free(b.count);
	g_free(b.label);
	g_free(b.tie);
}
