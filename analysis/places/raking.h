/* raking - weights under which those who took part have the make-up of the census, or the reasons why no such
 * weights may be used.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Iterative proportional fitting (Deming & Stephan, Ann. Math. Statist. 11, 1940) to any number of margins;
 * one margin, which may be made of crossed cells, is post-stratification.  Those who did not answer a
 * question stay a category of their own with the share they have, so that nobody is dropped.  Standard errors
 * are linearised as R's `survey` does (Lumley; residuals over the margins, clusters when given); the design
 * effect is Kish's (Survey Sampling, 1965): n sum(w^2) / sum(w)^2.  Trimming is survey::trimWeights: cap,
 * share out what was cut among the others, again until nothing is outside.
 *
 * Nothing is silently mended: every reason against is listed, with margin, category and figure.  Where they
 * live is what counts, not where the problem is: the caller passes residence.
 *
 * Threads: pure.  Memory: raking_free; people and margins are borrowed until then.  Failure: none; a result
 * that may not be used says why.
 */
#ifndef RAKING_H
#define RAKING_H

#include <stdbool.h>
#include <stddef.h>

struct raking_margin {
	const size_t *category; /* n_people: 0..n_categories-1; SIZE_MAX: did not answer */
	size_t n_categories;
	const double *population; /* n_categories; 0: the census has nobody there */
};
struct raking_people {
	size_t n_people;
	const double *base; /* weights before; 0: not in the sample; NULL: all 1 */
	const size_t
		*cluster; /* any numbers: people of one are alike (a session); NULL: each by themselves */
	const struct raking_margin *margins;
	size_t n_margins;
	double finite; /* people of the population drawn from without replacement; 0: no correction */
};

struct raking_settings {
	double trim_low, trim_high; /* times the mean weight; 0: not trimmed on that side */
	/* What may not be passed. */
	size_t min_category;   /* 30 people in a category */
	double max_ratio;      /* 5: largest weight by smallest */
	double max_unanswered; /* 0.2 of the people, for each margin */
	double max_apart;      /* 0.001: totals of two margins, by the larger */
	/* When it is done. */
	double tolerance;  /* 1e-12 of the population, in every category */
	size_t max_rounds; /* 5000 */
};
void raking_settings_default(struct raking_settings *);

enum raking_reason {
	RAKING_NO_PEOPLE,	 /* nobody with a weight above 0 */
	RAKING_BAD_WEIGHT,	 /* a base weight is negative or no number; found: of whom (0..) */
	RAKING_BAD_POPULATION,	 /* a population is negative or no number, or all are 0 */
	RAKING_MARGINS_DISAGREE, /* found: total of this margin; limit: of the first */
	RAKING_NOT_IN_CENSUS,	 /* found: people in a category of which the census has nobody */
	RAKING_NOBODY,		 /* a category of the census without anybody */
	RAKING_FEW,		 /* found: people in the category */
	RAKING_UNANSWERED,	 /* found: share */
	RAKING_NOT_CONVERGED,	 /* found: how far a category is off, of the population */
	RAKING_TRIM_IMPOSSIBLE,	 /* no weights lie within the bounds */
	RAKING_RATIO,		 /* found: ratio */
	RAKING_REASON_MAX
};
struct raking_problem {
	enum raking_reason reason;
	size_t margin, category; /* SIZE_MAX: of the whole */
	double found, limit;
};

struct raking_category {
	size_t n;	   /* people */
	double sample;	   /* share of the base weights of those who answered */
	double population; /* share of the census */
	double weighted;   /* share of the weights of those who answered; NaN without weights */
};
struct raking {
	struct raking_problem *problems; /* by margin and category; none: may be used */
	size_t n_problems;
	double *weights;  /* n_people, summing to the population of the first margin (without margins: to the
			     base); NULL where none exist */
	double *raked;	  /* the same before trimming; NULL as above */
	size_t n_counted; /* people with a base weight above 0 */
	size_t n_rounds, n_trimmed;
	double effect, n_effective, ratio;   /* NaN without weights */
	struct raking_category **categories; /* n_margins, each of its n_categories; NULL when there are no
						shares to speak of (bad weights or populations) */
	double *unanswered;		     /* n_margins: share of the people */
	const struct raking_people *people;
	size_t *cluster_of, n_clusters; /* of those counted: 0..; SIZE_MAX not counted */
	size_t *cell_of, n_cells;	/* people who answered all margins alike are one cell */
	size_t **slots;			/* n_margins, of each cell: category, n_categories did not answer */
};
struct raking *raking_make(const struct raking_people *, const struct raking_settings *);
void raking_free(struct raking *);

/* n_weights capped to low..high (either may be infinite), what was cut shared out equally among those that
 * were within.  Gives how many lay outside at first, SIZE_MAX when it cannot be done (weights are then
 * spoilt). */
size_t raking_trim(double *weights, size_t n_weights, double low, double high);
/* Kish's design effect of weights >= 0, those of 0 left out; NaN when all are 0. */
double raking_effect(const double *weights, size_t n_weights);

struct raking_estimate {
	size_t n;				     /* people counted */
	double mean, mean_error, total, total_error; /* NaN: nobody; errors also where all are one cluster */
};
/* Of a figure of each person (NaN: not said, left out); 0 and 1 give a share.  With base weights when not
 * is_weighted.  Weights must exist when it is. */
struct raking_estimate raking_estimate(const struct raking *, const double *values, bool is_weighted);

#endif
