/* opinions_parts - what the files of opinions share.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef OPINIONS_PARTS_H
#define OPINIONS_PARTS_H

#include "opinions.h"
#include "random.h"

enum { OPINIONS_MIN_VOTES = 7, OPINIONS_MIN_GROUP = 5, OPINIONS_LEAST_ON_MAP = 15 };
#define OPINIONS_SIGNIFICANT 1.2816 /* one-sided 90 %, as Polis has it */

/* Who voted what, one vote a voter and statement, by voter and then by statement. */
struct opinions_table {
	size_t n_voters, n_statements, n_votes;
	size_t *start;	     /* n_voters + 1 */
	uint32_t *statement; /* n_votes */
	int8_t *value;
};

struct opinions_table *opinions_table_new(const struct opinions_input *);
/* Without the statements that are out or meta. */
struct opinions_table *opinions_table_of_map(const struct opinions_table *, const struct opinions_input *);
/* The given rows, in that order. */
struct opinions_table *opinions_table_rows(const struct opinions_table *, const uint32_t *row, size_t n_rows);
/* The votes on each statement dealt anew among those who voted on it. */
struct opinions_table *opinions_table_shuffled(const struct opinions_table *, struct random *);
void opinions_table_free(struct opinions_table *);

/* Principal components of the votes with the mean in place of what is missing. */
struct opinions_axes {
	double *centre, *axis[2]; /* n_statements */
	double explained[2];
};
/* tolerance: of the residual, relative to the largest eigenvalue.  False: stopped. */
bool opinions_axes_find(struct opinions_axes *, const struct opinions_table *, double tolerance,
			struct work *);
void opinions_axes_clear(struct opinions_axes *);
/* From the votes cast only, pushed out by sqrt(n_statements / votes); n_more: as if each voter had passed on
 * so many more statements of no weight. */
void opinions_axes_project(const struct opinions_axes *, const struct opinions_table *, size_t n_statements,
			   size_t n_more, double *x, double *y);
/* Of a statement: how far a voter of that one vote stands from the centre. */
double opinions_axes_extremity(const struct opinions_axes *, size_t n_statements, size_t statement);

/* Points on the map, each so heavy. */
struct opinions_points {
	double *x, *y, *weight;
	size_t n;
};
struct opinions_points *opinions_points_new(size_t n);
void opinions_points_free(struct opinions_points *);
/* Lloyd's rounds from the given centres (overwritten; the emptied are left out; n of them remain) until none
 * moves by move or more. group: of each point. */
size_t opinions_split(const struct opinions_points *, struct opinions_points *centres, double move,
		      size_t n_rounds, uint32_t *group);
/* The first k distinct points, as Polis starts. */
struct opinions_points *opinions_first(const struct opinions_points *, size_t k);
/* The best of several starts drawn far apart. */
size_t opinions_split_best(const struct opinions_points *, size_t k, struct random *, uint32_t *group);
/* Mean over points, singletons 0; is_weighted: by weight. */
double opinions_silhouette(const struct opinions_points *, const uint32_t *group, size_t k, bool is_weighted);

/* Latent classes: within a group votes on statements are independent, each statement with its own shares. */
struct opinions_classes {
	size_t k, n_statements;
	double *log_share; /* (statement * 3 + value + 1) * k + group */
	double *log_size;  /* k */
};
/* From the given groups (overwritten by the likeliest) to the nearest maximum.  sureness: of each voter in
 * the group, or NULL.  False: stopped. */
bool opinions_classes_fit(struct opinions_classes *, const struct opinions_table *, size_t k, size_t n_rounds,
			  uint32_t *group, double *sureness, struct work *);
/* Which group each voter of another table belongs to. */
void opinions_classes_assign(const struct opinions_classes *, const struct opinions_table *, uint32_t *group,
			     double *sureness);
void opinions_classes_clear(struct opinions_classes *);
/* How well a partition explains the votes: logarithm of their probability with the shares and the sizes of
 * the groups integrated out (exact ICL: Biernacki, Celeux & Govaert, J. Stat. Plan. Inference 140, 2010). */
double opinions_evidence(const struct opinions_table *, const uint32_t *group, size_t k);

/* Groups of the given voters for every k, and how much better than one group each explains the votes. */
struct opinions_search {
	size_t k[OPINIONS_MAX_GROUPS + 1];	  /* found when so many were asked for; 0: none */
	uint32_t *group[OPINIONS_MAX_GROUPS + 1]; /* of each voter */
	double gain[OPINIONS_MAX_GROUPS + 1];	  /* logarithm of the evidence, beyond one group's */
};
void opinions_search_run(struct opinions_search *, const struct opinions_table *, size_t most_groups,
			 uint64_t seed);
void opinions_search_clear(struct opinions_search *);

/* Which of these groups are more than chance, and how they hold when voters are drawn again. */
struct opinions_doubt {
	size_t k;				/* the number of groups most beyond chance; 1: none is */
	double beyond[OPINIONS_MAX_GROUPS + 1]; /* gain beyond the mean of shuffled rooms, by k */
	double chance;				/* share of shuffled rooms at least as far beyond it */
	double stability[OPINIONS_MAX_GROUPS], agreement; /* by group of that k */
};
bool opinions_doubt_measure(struct opinions_doubt *, const struct opinions_table *,
			    const struct opinions_search *, size_t most_groups, uint64_t seed,
			    size_t n_shuffles, size_t n_resamples, struct work *);

struct opinions_statistics *opinions_statistics_of(const struct opinions_table *,
						   const struct opinions_input *, const uint32_t *group,
						   size_t n_groups, const double *extremity);

#endif
