/* weights_study - everything that `vocalia weights` finds out about a table of people.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who lives outside the state of the exercise is not of its population and weighs nothing.  Nothing is drawn
 * at random.
 *
 * Threads: pure.  Memory: weights_study_free; the options are borrowed until then.  Failure: ANALYZE_ERROR,
 * CSV_ERROR or PLACES_ERROR.  That weights may not be used is no failure: raking->n_problems says so.
 */
#ifndef WEIGHTS_STUDY_H
#define WEIGHTS_STUDY_H

#include "places.h"
#include "raking.h"
#include "regions.h"
#include "weights_margins.h"
#include "weights_options.h"
#include "weights_people.h"

enum weights_kind { WEIGHTS_ISSUE, WEIGHTS_OUTCOME, WEIGHTS_MEAN };
struct weights_value {
	const char *name; /* "" of a mean */
	struct raking_estimate plain,
		weighted; /* of base weights; with the new ones, NaN where there are none */
	size_t n;	  /* people who say so; of a mean, who gave a number */
	double *of;	  /* n people: 0, 1, or the number; NaN not of it */
};
struct weights_column {
	enum weights_kind kind;
	const char *name;
	struct weights_value *values; /* most people first */
	size_t n_values, n_answered;
};

/* A residence that no place, or more than one, bears. */
struct weights_unplaced {
	const char *text;
	enum places_match match; /* PLACES_UNKNOWN or PLACES_AMBIGUOUS */
	size_t n_people, row;	 /* row: of the first in the file */
	size_t hint, other;	 /* places, SIZE_MAX none: the nearest; two of those meant */
};

struct weights_region {
	const char *name;
	size_t n_people, n_forms, n_sessions;
	double population; /* NaN not known */
};
struct weights_channel {
	const char *name;
	size_t n_people;
};

struct weights_study {
	const struct weights_options *options;
	struct cells *cells;
	struct weights_people *people;
	double *base;	 /* of each person */
	size_t *cluster; /* session of each person as a number; NULL: no column */

	GPtrArray *margins;		   /* struct weights_margin *: those weighed by */
	size_t **categories;		   /* of each margin, of each person */
	size_t *n_census, *n_contradicted; /* of each margin: categories of the census; people */
	struct raking_margin *raking_margins;
	struct raking_people raking_people;
	struct raking *raking;
	GArray *columns; /* struct weights_column */

	struct places *places; /* NULL none */
	size_t state;	       /* of the exercise */
	size_t *residence;     /* of each person: a place, SIZE_MAX not known */
	GArray *unplaced;      /* struct weights_unplaced, most people first */
	size_t n_outside, n_not_resident;

	struct weights_region *regions; /* in order of the table of places, else by name */
	size_t n_regions, n_without_region;
	double n_placed_forms, population; /* of all regions; NaN not known */
	size_t *region;			   /* of each person, SIZE_MAX not known */
	struct regions *orders;		   /* NULL: not asked, or nothing to rank */
	size_t n_sessions;

	struct weights_channel *channels; /* by name */
	size_t n_channels;
	size_t *named;	   /* by issue, by channel: people */
	double *channel_p; /* by issue: adjusted */
	bool *is_exact;	   /* by issue */
};

struct weights_study *weights_study_make(const struct weights_options *, GError **);
void weights_study_free(struct weights_study *);
/* Whether weights were asked for, and may be used. */
bool weights_study_is_weighted(const struct weights_study *);
const struct weights_column *weights_study_issue(const struct weights_study *); /* NULL: no --issue */

/* Parts of it: where people live; regions and channels. */
bool weights_study_place(struct weights_study *, GError **);
bool weights_study_group(struct weights_study *, GError **);

#endif
