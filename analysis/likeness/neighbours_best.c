/* neighbours_best - a buffer of twice as many as wanted, cut in half by quickselect (Hoare 1961) when full.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "neighbours_best.h"

#include <glib.h>
#include <stdlib.h>

struct best best_new(size_t most_wanted)
{
	g_assert(most_wanted > 0);
	return (struct best){.candidate = g_new(uint64_t, 2 * most_wanted)};
}

void best_clear(struct best *best)
{
	g_clear_pointer(&best->candidate, g_free);
}

static void swap(uint64_t *a, uint64_t *b)
{
	uint64_t kept = *a;

	*a = *b;
	*b = kept;
}

/* Candidates are all different, so that both sides always shrink. */
void best_cut(struct best *best)
{
	uint64_t *c = best->candidate;
	size_t low = 0, high = best->n, wanted = best->wanted;

	if (best->n < wanted)
		return;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2, edge = low;
		uint64_t pivot;

		if ((c[low] < c[middle]) != (c[low] < c[high - 1])) /* the median of three is the first */
			middle = low;
		else if ((c[high - 1] < c[low]) != (c[high - 1] < c[middle]))
			middle = high - 1;
		swap(&c[middle], &c[high - 1]);
		pivot = c[high - 1];
		for (size_t i = low; i < high - 1; i++) {
			uint64_t here = c[i];

			c[i] = c[edge];
			c[edge] = here;
			edge += here > pivot;
		}
		swap(&c[edge], &c[high - 1]);
		if (edge == wanted - 1)
			break;
		if (edge < wanted - 1)
			low = edge + 1;
		else
			high = edge;
	}
	best->n = wanted;
	best->worst = c[wanted - 1];
}

static int compare(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x < y) - (x > y);
}

size_t best_take(struct best *best, uint32_t *row, float *similarity)
{
	if (best->n > best->wanted)
		best_cut(best);
	qsort(best->candidate, best->n, sizeof *best->candidate, compare);
	for (size_t i = 0; i < best->n; i++) {
		row[i] = best_row(best->candidate[i]);
		similarity[i] = best_similarity(best->candidate[i]);
	}
	return best->n;
}
