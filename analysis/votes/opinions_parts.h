/* opinions_parts - what the files of opinions share.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef OPINIONS_PARTS_H
#define OPINIONS_PARTS_H

#include "opinions.h"
#include "random.h"

enum { OPINIONS_MIN_VOTES = 7, OPINIONS_MIN_GROUP = 5, OPINIONS_LEAST_ON_MAP = 15, OPINIONS_ROUNDS = 3 };
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
/* The given rows, in that order; NULL: the first so many. */
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
/* So many points drawn far apart. */
struct opinions_points *opinions_drawn(const struct opinions_points *, size_t k, struct random *);
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
/* From the given groups (overwritten by the likeliest) to the nearest maximum.  False: stopped. */
bool opinions_classes_fit(struct opinions_classes *, const struct opinions_table *, size_t k, size_t n_rounds,
			  uint32_t *group, struct work *);
/* The likeliest group of each voter of a table. */
void opinions_classes_assign(const struct opinions_classes *, const struct opinions_table *, uint32_t *group);
/* How surely a voter is in each group: share, k. */
void opinions_classes_shares(const struct opinions_classes *, const struct opinions_table *, size_t voter,
			     double *share);
void opinions_classes_clear(struct opinions_classes *);
/* Groups of the given voters for every k, on a map of theirs. */
struct opinions_search {
	double structure;			  /* share of the variance on both axes */
	size_t k[OPINIONS_MAX_GROUPS + 1];	  /* found when so many were asked for; 0: none */
	uint32_t *group[OPINIONS_MAX_GROUPS + 1]; /* of each voter */
	double silhouette[OPINIONS_MAX_GROUPS + 1];
};
/* Below a twentieth of the voters, or below OPINIONS_MIN_GROUP. */
bool opinions_has_small_group(const uint32_t *group, size_t n, size_t k);
/* k from fewest to most; one in which a group is too small is none. */
void opinions_search_run(struct opinions_search *, const struct opinions_table *, size_t fewest, size_t most,
			 uint64_t seed);
/* On this map; structure is left as it is. */
void opinions_search_points(struct opinions_search *, const struct opinions_points *, size_t fewest,
			    size_t most, struct random *);
void opinions_search_clear(struct opinions_search *);

/* Which of these groups are more than chance. */
struct opinions_chance {
	double share;				/* of shuffled rooms with as much on two axes; never 0 */
	double beyond[OPINIONS_MAX_GROUPS + 1]; /* silhouette beyond the mean of theirs, by k; -INFINITY: no
						   such groups, or no more on the axes than by chance */
};
/* structure: that of the given voters, who may be but some of those in whom groups were found.  False:
 * stopped. */
bool opinions_chance_measure(struct opinions_chance *, const struct opinions_table *,
			     const struct opinions_search *, size_t most_groups, double structure,
			     uint64_t seed, size_t n_shuffles, struct work *);
/* The share of maps as long and as wide, but evenly filled, whose k groups are as far apart; never 0.  Above
 * 1: stopped. */
double opinions_chance_apart(const struct opinions_points *, size_t k, double silhouette, uint64_t seed,
			     size_t n_maps, struct work *);

/* Groups found again by halves of the voters. */
struct opinions_halves {
	size_t n, n_voters, k;
	struct opinions_classes *classes;      /* n */
	size_t *like;			       /* half * k + group: its like, SIZE_MAX none */
	bool *was_in;			       /* half * n_voters + voter */
	double stability[OPINIONS_MAX_GROUPS]; /* mean Jaccard of a group and the nearest, over halves */
	double agreement;		       /* mean ARI */
};
/* False: stopped. To be cleared even so. */
bool opinions_halves_measure(struct opinions_halves *, const struct opinions_table *, const uint32_t *group,
			     size_t k, uint64_t seed, size_t n_halves, struct work *);
/* How surely each voter belongs to the given groups, by the halves that the voter was not in.  The table
 * begins with the voters that were measured.  False: stopped. */
bool opinions_halves_membership(const struct opinions_halves *, const struct opinions_table *,
				const uint32_t *group, double *membership, struct work *);
void opinions_halves_clear(struct opinions_halves *);

struct opinions_statistics *opinions_statistics_of(const struct opinions_table *,
						   const struct opinions_input *, const uint32_t *group,
						   size_t n_groups, const double *extremity);

#endif
