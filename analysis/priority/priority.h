/* priority - from criteria and agreed weights to the order of issues, with what is and what is not sure about
 * it. SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Three doubts are kept apart and then shown together: who happened to be in the room (score_sets.h, and
 * rank_sets.h for mentions alone), which weights one takes (SMAA over the agreed ranges), and how the texts
 * were grouped (other groupings of the same texts).  The places of an issue, low..high, hold at once for all
 * issues with the stated confidence, for at least the same share of the weights that were agreed, and in
 * every other grouping, where the issue is the group that holds most of its senders.  Under min_ranked forms
 * there is a list and no rank.
 *
 * Threads: over the given work; same bytes on any number.  Memory: priority_free; input is borrowed until
 * priority_make returns.  Failure: PRIORITY_ERROR (weights or settings that cannot be); NULL without error:
 * stopped.
 */
#ifndef PRIORITY_H
#define PRIORITY_H

#include <glib.h>

#include "criteria.h"
#include "smaa.h"
#include "work.h"

#define PRIORITY_ERROR (priority_error_quark())
GQuark priority_error_quark(void);
enum priority_error { PRIORITY_ERROR_WEIGHTS, PRIORITY_ERROR_SETTINGS };

/* What was agreed before results opened. */
struct priority_settings {
	double low[CRITERION_MAX], high[CRITERION_MAX]; /* of each weight, 0..1; both 0: not used */
	unsigned order[CRITERION_MAX];			/* 0: none; smaa.h */
	double confidence;				/* of all places at once; 0.95 */
	size_t n_resamples, n_draws; /* 400 of people, 10,000 of weights; fewer where tables are large */
	size_t min_ranked;	     /* forms; 20 */
	size_t min_sessions;	     /* fewer: solo describe a quienes asistieron; 6 */
	uint64_t seed;		     /* from the digest of the data: nobody chooses it */
};
/* The ranges that criteria_catalogue proposes; seed 1. */
void priority_settings_default(struct priority_settings *);
bool priority_settings_check(const struct priority_settings *, GError **);

struct priority_input {
	struct criteria_input people;
	size_t n_forms;		       /* with something in them */
	const uint32_t *const *others; /* n_others other groupings: the group of each of people.rows, numbered
					* from 0 in any way, UINT32_MAX in none */
	size_t n_others;
};

struct priority_places {
	size_t low, high; /* from 1; 0: nothing is ranked */
};

struct priority_issue {
	double criteria[CRITERION_MAX];		       /* 0..1; NaN nobody said */
	size_t n_said[CRITERION_MAX];		       /* on how many answers each rests; criteria_read */
	size_t severity[4], affected[5], frequency[6]; /* senders by what they said, [0] did not */
	double score, score_low, score_high;	       /* with the middle weights; over people and weights */
	size_t place;	  /* from 1, by score with the middle weights; 0: nothing is ranked, as below */
	size_t low, high; /* surely within, over people, weights and groupings */
	struct priority_places people;	    /* by people alone, with the middle weights */
	struct priority_places weights;	    /* by weights alone: as many of the draws as confidence says */
	struct priority_places groupings;   /* by groupings alone */
	size_t mentions_low, mentions_high; /* by number of senders alone, over people and groupings */
	size_t band;			    /* from 0: those of one band are not separable */
	double first;			    /* share of draws of people and weights that put it first */
	double first_weights;		    /* share of draws of weights alone that do */
	double topsis;			    /* with the middle weights */
	double central[CRITERION_MAX], confidence; /* smaa.h; NaN: never first */
	struct smaa_change change; /* of one weight, for it to come first, or if it is first to lose that: the
				    * least; criterion SIZE_MAX: no change of one weight does it */
};

struct priority {
	struct priority_settings settings; /* with the draws and resamples really made */
	double weights[CRITERION_MAX];	   /* the middle of what is allowed; sum 1 */
	bool is_known[CRITERION_MAX];	   /* somebody answered it for some issue */
	size_t n_issues, n_senders, n_forms, n_sessions, n_groupings, n_bands;
	size_t n_weights;	       /* draws of weights for which places were found */
	struct priority_issue *issues; /* by issue */
	size_t *order;		       /* n_issues: first to last */
	double *acceptability, *above; /* n_issues * n_issues, over people and weights: smaa.h */
	bool is_ranked;		       /* min_ranked forms or more */
	bool only_describes;	       /* fewer than min_sessions sessions */
};
struct priority *priority_make(const struct priority_input *, const struct priority_settings *, struct work *,
			       GError **);
/* Numbers the issues anew by place: issue order[i] becomes i. */
void priority_sort(struct priority *);
void priority_free(struct priority *);

#endif
