/* spread - where an issue is named: the rate of each place, whether one stands out, and whether neighbours
 * are alike. SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rates are of the senders of a place, never of its inhabitants, with the exact interval of binomial.h.  A
 * place where nobody spoke has no rate: it is left out of every statistic, and is not zero.
 *
 * That an issue is named more in a place than in the rest is said where two tests agree over all places and
 * issues (Holm, Scand. J. Statist. 6, 1979): Fisher's exact one, and, for people in one room influence each
 * other, Student's t of the difference with the variance that sessions of the same place show among
 * themselves, at least that of chance (rooms.h).  Where no place has two sessions, place and room cannot be
 * told apart, and the verdict says so.
 *
 * Moran's I (Biometrika 37, 1950; Cliff & Ord, Spatial Processes, 1981): links of a place weigh one together,
 * places without a linked one are left out, and p counts how many of the rearrangements of the same values
 * over the same places give as much, the one seen among them.  For rates it is taken of deviations
 * standardised as Assuncao & Reis do (Stat. Med. 18, 1999), for that of three senders says less than that of
 * thirty.
 *
 * Threads: pure.  Memory: spread_free.  Failure: none; what cannot be known is NaN and has its verdict.
 */
#ifndef SPREAD_H
#define SPREAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shapes.h"

enum { SPREAD_MIN_PLACES = 5 };

struct spread_moran {
	size_t n;	 /* places compared */
	double i;	 /* NaN: fewer than SPREAD_MIN_PLACES, or no two values differ */
	double expected; /* -1 / (n - 1): without any arrangement */
	double alike;	 /* p: neighbours are as alike as here, or more; NaN with i */
	double unlike;	 /* p: as unlike, or more */
	double p;	 /* of both sides */
};
/* Of n values, NaN left out; links are in any order, those of unknown or left out places are not read. */
struct spread_moran spread_moran(const double *values, size_t n, const struct shapes_link *links,
				 size_t n_links, size_t n_draws, uint64_t seed);

/* A session (of a place: several places of one session are several of these). */
struct spread_session {
	size_t place;	  /* 0..n_places-1, SIZE_MAX unknown: in no statistic */
	size_t n_senders; /* with something said; 0: as if it had not been */
};
struct spread_input {
	const struct spread_session *sessions;
	size_t n_sessions, n_places, n_issues;
	const size_t *n_named; /* n_sessions * n_issues, by session: senders who name it, at most n_senders */
	const struct shapes_link *links;
	size_t n_links;
};
struct spread_settings {
	double confidence;    /* of each interval, and of all verdicts at once; 0.95 */
	size_t min_tested;    /* senders in all: fewer and nothing is tested; 20 */
	size_t min_described; /* senders of a place: fewer are small numbers; 5 */
	size_t n_draws;	      /* rearrangements; 9999 */
	uint64_t seed;
};
void spread_settings_default(struct spread_settings *);

enum spread_verdict {
	SPREAD_SILENT,	  /* nobody spoke there: grey, not zero */
	SPREAD_UNSURE,	  /* cannot be told from the rest */
	SPREAD_MORE,	  /* surely more than the rest */
	SPREAD_LESS,	  /* surely less */
	SPREAD_MORE_ROOM, /* surely more among those who came; one session a place: the place or the room */
	SPREAD_LESS_ROOM,
	SPREAD_VERDICT_MAX
};
struct spread_place {
	size_t n_senders, n_named, n_sessions;
	double rate, low, high; /* NaN: nobody spoke */
	double exact, rooms;	/* p, adjusted; NaN: not tested */
	bool is_small;		/* fewer senders than min_described */
	enum spread_verdict verdict;
};
struct spread_issue {
	struct spread_place *places; /* n_places */
	size_t n_senders, n_named;   /* of known places */
	struct spread_moran moran;   /* p's adjusted over issues */
};
struct spread {
	struct spread_issue *issues; /* n_issues */
	size_t n_places, n_issues, n_visited, n_unknown /* senders without a known place */;
	bool is_tested;	      /* enough senders, and two places or more */
	bool are_rooms_known; /* a place has two sessions: rooms can be told from places */
};
struct spread *spread_make(const struct spread_input *, const struct spread_settings *);
void spread_free(struct spread *);

#endif
