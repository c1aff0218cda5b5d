/* opinions_room - invented rooms that vote.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef OPINIONS_ROOM_H
#define OPINIONS_ROOM_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>
#include <math.h>
#include <string.h>

#include "agreement.h"
#include "opinions.h"
#include "random.h"

struct room {
	GArray *votes;
	size_t *truth; /* of each voter: the group that was planted */
	struct opinions_input in;
};

struct plan {
	size_t n_voters, n_statements, n_groups;
	double voted;	/* chance of a vote */
	double divided; /* share of statements on which groups differ */
};

static inline void room_add(struct room *r, size_t voter, size_t statement, int value)
{
	struct opinions_vote vote = {(uint32_t)voter, (uint32_t)statement, (int8_t)value};

	g_array_append_val(r->votes, vote);
	r->in.votes = (const struct opinions_vote *)(void *)r->votes->data;
	r->in.n_votes = r->votes->len;
}

static inline struct room room_new(size_t n_voters, size_t n_statements)
{
	struct room r = {g_array_new(FALSE, FALSE, sizeof(struct opinions_vote)),
			 g_new0(size_t, n_voters + 1),
			 {.n_voters = n_voters, .n_statements = n_statements}};

	return r;
}

/* Voter v is of group v % n_groups; one vote in ten is a pass. */
static inline struct room room_invent(const struct plan *plan, uint64_t seed)
{
	struct room r = room_new(plan->n_voters, plan->n_statements);
	g_autofree double *agree = g_new(double, plan->n_statements * plan->n_groups + 1);
	struct random random;

	random_start(&random, seed, RANDOM_STREAM_PEOPLE);
	for (size_t s = 0; s < plan->n_statements; s++) {
		double all = 0.2 + 0.6 * random_unit(&random);
		bool is_divided = random_unit(&random) < plan->divided;
		size_t against = random_below(&random, plan->n_groups);

		for (size_t g = 0; g < plan->n_groups; g++)
			agree[s * plan->n_groups + g] = !is_divided ? all : g == against ? 0.15 : 0.85;
	}
	for (size_t v = 0; v < plan->n_voters; v++) {
		r.truth[v] = v % plan->n_groups;
		for (size_t s = 0; s < plan->n_statements; s++) {
			double drawn = random_unit(&random), voted = random_unit(&random);

			if (voted < plan->voted)
				room_add(&r, v, s,
					 voted < plan->voted / 10			  ? 0
					 : drawn < agree[s * plan->n_groups + r.truth[v]] ? 1
											  : -1);
		}
	}
	return r;
}

static inline void room_clear(struct room *r)
{
	g_array_free(r->votes, TRUE);
	g_free(r->truth);
}

static inline double planted_found(const struct room *r, const struct opinions *o)
{
	g_autofree size_t *here = g_new0(size_t, o->n_voters + 1), *there = g_new0(size_t, o->n_voters + 1);
	size_t n = 0;

	for (size_t v = 0; v < o->n_voters; v++)
		if (o->voters[v].is_on_map) {
			here[n] = o->n_groups ? o->voters[v].group : 0;
			there[n++] = r->truth[v];
		}
	return agreement_measure(here, there, n).ari;
}

#endif
