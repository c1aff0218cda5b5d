/* random - xoshiro256** with one stream a purpose.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "random.h"

#include <glib.h>

static uint64_t splitmix(uint64_t *state)
{
	uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

void random_start(struct random *random, uint64_t seed, enum random_stream stream)
{
	uint64_t state = seed;

	state = splitmix(&state) ^ ((uint64_t)stream * UINT64_C(0xd1342543de82ef95));
	for (size_t i = 0; i < 4; i++)
		random->state[i] = splitmix(&state);
}

static uint64_t rotate(uint64_t x, unsigned by)
{
	return (x << by) | (x >> (64 - by));
}

uint64_t random_next(struct random *random)
{
	uint64_t *s = random->state;
	uint64_t result = rotate(s[1] * 5, 7) * 9;
	uint64_t t = s[1] << 17;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= t;
	s[3] = rotate(s[3], 45);
	return result;
}

size_t random_below(struct random *random, size_t below)
{
	uint64_t bound = (uint64_t)below, threshold, draw;

	g_assert(below > 0);
	threshold = (0 - bound) % bound;
	do
		draw = random_next(random);
	while (draw < threshold);
	return (size_t)(draw % bound);
}

double random_unit(struct random *random)
{
	return (double)(random_next(random) >> 11) * 0x1p-53;
}
