/* neighbours_best - the best few of many candidates; shared by the searches of neighbours only.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A candidate is one number: its similarity above, its row turned round below, so that the larger number is
 * the better candidate and ties go to the smaller row.
 *
 * Threads: one owner.  Memory: best_clear.  Failure: none.
 */
#ifndef NEIGHBOURS_BEST_H
#define NEIGHBOURS_BEST_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct best {
	size_t wanted, n; /* n of at most 2 * wanted are held */
	uint64_t worst;	  /* what is not above this is not among the best */
	uint64_t *candidate;
};

static inline uint64_t best_candidate(float similarity, uint32_t row) /* similarity >= 0 */
{
	uint32_t bits;

	memcpy(&bits, &similarity, sizeof bits);
	return ((uint64_t)bits << 32) | (UINT32_MAX - row);
}

static inline uint32_t best_row(uint64_t candidate)
{
	return UINT32_MAX - (uint32_t)candidate;
}

static inline float best_similarity(uint64_t candidate)
{
	uint32_t bits = (uint32_t)(candidate >> 32);
	float similarity;

	memcpy(&similarity, &bits, sizeof similarity);
	return similarity;
}

struct best best_new(size_t most_wanted);
void best_clear(struct best *);
/* Begins again, for so many. */
static inline void best_start(struct best *best, size_t wanted)
{
	best->wanted = wanted;
	best->n = 0;
	best->worst = UINT32_MAX; /* similarity 0 */
}

/* Leaves the wanted best, in no order. */
void best_cut(struct best *);
static inline void best_offer(struct best *best, uint64_t candidate)
{
	if (candidate <= best->worst)
		return;
	best->candidate[best->n++] = candidate;
	if (best->n == 2 * best->wanted)
		best_cut(best);
}

/* Hands out the best first; how many there are. */
size_t best_take(struct best *, uint32_t *row, float *similarity);

#endif
