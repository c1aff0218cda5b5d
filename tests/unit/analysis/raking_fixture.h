/* raking_fixture - 240 people with three margins, to be changed by each test.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef RAKING_FIXTURE_H
#define RAKING_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>
#include <math.h>

#include "raking.h"

enum { N = 240, MAX_PEOPLE = 400, N_MARGINS = 3 };

/* A sample with its margins, to be changed by each test. */
struct sample {
	size_t category[N_MARGINS][MAX_PEOPLE], cluster[MAX_PEOPLE];
	double base[MAX_PEOPLE], population[N_MARGINS][4], y[MAX_PEOPLE], z[MAX_PEOPLE];
	struct raking_margin margins[N_MARGINS];
	struct raking_people people;
	struct raking_settings settings;
};

static const size_t n_categories[N_MARGINS] = {3, 2, 4};

/* The 240 people that R was given too. */
static inline void fill(struct sample *s)
{
	static const double population[N_MARGINS][4] = {
		{4000, 3500, 2500}, {4800, 5200}, {2000, 3000, 2400, 2600}};

	memset(s, 0, sizeof *s);
	for (size_t i = 0; i < N; i++) {
		s->category[0][i] = (i * 7) % 3;
		s->category[1][i] = (i * i) % 7 < 3;
		s->category[2][i] = (i / 5) % 4;
		s->base[i] = 1 + (double)(i % 5) / 2;
		s->cluster[i] = (i * 13) % 12;
		s->y[i] = (double)((i * 37) % 101);
		s->z[i] = (i * 29) % 17 < 5;
	}
	memcpy(s->population, population, sizeof population);
	for (size_t k = 0; k < N_MARGINS; k++)
		s->margins[k] = (struct raking_margin){s->category[k], n_categories[k], s->population[k]};
	s->people = (struct raking_people){
		.n_people = N, .base = s->base, .margins = s->margins, .n_margins = N_MARGINS};
	raking_settings_default(&s->settings);
}

static inline struct raking *make(const struct sample *s)
{
	return raking_make(&s->people, &s->settings);
}

static inline void assert_near(double found, double wanted, double tolerance)
{
	if (!(fabs(found - wanted) <= tolerance * fmax(1, fabs(wanted))))
		fail_msg("%.17g is not %.17g", found, wanted);
}

#endif
