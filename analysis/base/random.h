/* random - one small seeded generator: xoshiro256** (Blackman & Vigna 2018), seeded by splitmix64.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each purpose draws from a stream of its own, so that drawing more for one purpose moves nothing in another.
 * The sequence is fixed by (seed, stream) on every machine.
 *
 * Threads: pure.  Memory: the caller's.  Failure: none.
 */
#ifndef RANDOM_H
#define RANDOM_H

#include <stddef.h>
#include <stdint.h>

enum random_stream {
	RANDOM_STREAM_MINHASH = 1,
	RANDOM_STREAM_COMMUNITIES,
	RANDOM_STREAM_STABILITY,
	RANDOM_STREAM_RANKS,
	RANDOM_STREAM_SKETCH,
	RANDOM_STREAM_CENTRES,
	RANDOM_STREAM_CELLS,
	RANDOM_STREAM_MIXTURE,
	RANDOM_STREAM_CONSENSUS,
	RANDOM_STREAM_WEIGHTS,
	RANDOM_STREAM_PEOPLE,
	RANDOM_STREAM_PAIRS,
	RANDOM_STREAM_OPINIONS,
	RANDOM_STREAM_PLACES,
	RANDOM_STREAM_SESSIONS,
	RANDOM_STREAM_SPREAD,
};

struct random {
	uint64_t state[4];
};

void random_start(struct random *, uint64_t seed, enum random_stream);
uint64_t random_next(struct random *);
/* Uniform in 0..below-1, without bias; below > 0. */
size_t random_below(struct random *, size_t below);
/* Uniform in [0, 1), 53 bits. */
double random_unit(struct random *);

#endif
