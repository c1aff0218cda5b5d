/* opinions - agree, disagree, pass: what a room thinks of statements, and whether it falls into groups.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Polis' published method (Small, Bjorkegren, Erkkilä, Shaw & Megill 2021, "Polis: scaling deliberation by
 * mapping high dimensional opinion spaces", and its engine's source): two principal components of the votes
 * with the mean in place of what is missing, base clusters, k-means of those, silhouettes, statements that
 * represent a group, consensus that no large group can decide alone.  Changed where its critics are right:
 * - "no groups" is an answer: votes must hang together more than when they are shuffled within statements,
 * and halves of the room must find the same groups again (mean ARI .3); k is the one farthest beyond chance;
 * - groups below a twentieth of the room, or below five people, are not taken;
 * - groups are brought nearer to how their people voted (latent classes, few rounds);
 * - each voter's membership, each group's stability, and whether there is a gap between groups are given;
 * - with fewer than OPINIONS_MIN_VOTERS on the map there is no map and there are no groups.
 * Groups are found in the votes by which they are then described: what represents them is no test of them.
 *
 * Votes are +1 agree, 0 pass, -1 disagree; a later vote (in the order given) replaces an earlier one of the
 * same voter on the same statement.  Nothing else depends on the order; ties go to the lower index.
 *
 * Threads: over the given work; the same bytes on any number.  Memory: what is returned is freed whole by its
 * own function.  Failure: NULL when the work was stopped; voters or statements out of range, or other values,
 * are programming errors.  No number is ever NaN or infinite.
 */
#ifndef OPINIONS_H
#define OPINIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "work.h"

enum { OPINIONS_MIN_VOTERS = 50, OPINIONS_MAX_GROUPS = 5, OPINIONS_MAX_PICKS = 5 };
#define OPINIONS_NO_GROUP UINT32_MAX

struct opinions_vote {
	uint32_t voter, statement; /* below n_voters, n_statements */
	int8_t value;
};

struct opinions_input {
	const struct opinions_vote *votes;
	size_t n_votes, n_voters, n_statements;
	const bool *is_out;  /* n_statements: moderated out: in no result; NULL: none */
	const bool *is_meta; /* n_statements: about the process: in no group and no list; NULL: none */
	const bool *counts;  /* n_voters: false: as if that voter had not voted; NULL: all count */
};

/* --- statements, and groups given by whoever ------------------------------------------------------------ */

struct opinions_statement {
	size_t n_agree, n_disagree, n_pass; /* of all voters, grouped or not */
	double agree_low, agree_high, disagree_low,
		disagree_high; /* share of votes: exact (Clopper-Pearson) */
	double split;	       /* 0..1: twice the smaller of the shares that agree and that disagree */
	double distance;  /* 0..1: largest difference between two groups in the share that agrees, smoothed */
	double consensus; /* group-informed: product over groups of (agree + 1) / (votes + 2); 0: no groups */
	double consensus_mean; /* its geometric mean: does not shrink with the number of groups */
	double floor;	  /* in every group at least this share agrees: lowest of the groups' exact limits */
	double extremity; /* how far it pulls people apart on the map; 0: no map */
	double priority;  /* to be shown to the next voter: more is sooner (Polis' routing) */
	bool is_out, is_meta;
};

/* One statement in one group. z: one-sided; above 1.2816 is significant at 90 %. */
struct opinions_cell {
	size_t n_agree, n_disagree, n_votes;
	double agree, disagree;		    /* (n + 1) / (n_votes + 2) */
	double agree_z, disagree_z;	    /* more than half? */
	double agree_ratio, disagree_ratio; /* to the same share in the other groups together */
	double agree_ratio_z, disagree_ratio_z;
	int8_t represents; /* +1: by agreeing, -1: by disagreeing: z and ratio_z both significant; 0: does not
			    */
};

struct opinions_pick {
	size_t statement, n, n_votes;
	int8_t side; /* +1: n agree, -1: n disagree */
	bool is_best_agree;
	double share, z, ratio, ratio_z; /* ratio, ratio_z: 0 in lists of the whole room */
};

struct opinions_list {
	struct opinions_pick pick[OPINIONS_MAX_PICKS];
	size_t n;
};

struct opinions_statistics {
	size_t n_statements, n_groups;
	size_t *n_members;		       /* n_groups */
	struct opinions_statement *statements; /* n_statements */
	struct opinions_cell *cells;	       /* group * n_statements + statement */
	struct opinions_list *representative;  /* n_groups: agreeing first, as Polis shows them */
	struct opinions_list agree, disagree;  /* majorities of the whole room */
};

/* group: n_voters, 0..n_groups-1 or OPINIONS_NO_GROUP; NULL with n_groups 0: no groups.  extremity:
 * n_statements, or NULL. */
struct opinions_statistics *opinions_statistics(const struct opinions_input *, const uint32_t *group,
						size_t n_groups, const double *extremity);
void opinions_statistics_free(struct opinions_statistics *);

/* --- groups found --------------------------------------------------------------------------------------- */

enum opinions_verdict {
	OPINIONS_GROUPED,    /* groups, with their doubt */
	OPINIONS_TOGETHER,   /* no more than chance, or not found again by halves: one room; there is a map */
	OPINIONS_SMALL_ROOM, /* fewer than OPINIONS_MIN_VOTERS with votes enough: no groups, no map */
	OPINIONS_EMPTY,	     /* nobody voted on anything that counts */
};

struct opinions_settings {
	uint64_t seed;
	bool is_plain;	    /* Polis as published: groups of any room, any size, no doubt measured */
	size_t n_resamples; /* halves of the room, for stability; 0: 20 */
	size_t n_shuffles;  /* of votes, for chance; 0: 99 */
};

struct opinions_voter {
	double x, y; /* on the map; 0 where the voter is not on it */
	size_t n_votes;
	uint32_t group;	   /* OPINIONS_NO_GROUP: votes too few, or no groups */
	double membership; /* how surely in that group, by halves of the room that the voter was not in; 0: in
			      none */
	bool is_on_map;
};

struct opinions_group {
	size_t n;
	double x, y;	   /* the middle of it */
	double stability;  /* mean Jaccard with its like as halves of the room find it: below .5 it dissolves,
			      from .75 it is stable (Hennig 2007) */
	double membership; /* mean of its voters */
};

struct opinions {
	enum opinions_verdict verdict;
	size_t n_voters, n_statements, n_on_map, n_groups;
	struct opinions_voter *voters;		    /* n_voters */
	struct opinions_group *groups;		    /* n_groups: largest first */
	double *centre;				    /* n_statements: mean vote, 0 where nobody voted */
	double *axes[2];			    /* n_statements: unit length, or all 0 */
	double explained[2];			    /* share of the variance */
	double silhouette[OPINIONS_MAX_GROUPS + 1]; /* by k; 0 where that k was not tried or not taken */
	double agreement; /* mean ARI with the groups that halves of the room find; 0: not tried */
	double chance; /* share of shuffled rooms whose votes hang together as much (never 0; 1: not tried) */
	double apart; /* share of evenly filled maps whose parts are as far apart: above .05 the groups may be
			 one line of opinion cut in parts (never 0; 1: not tried) */
	struct opinions_statistics *statistics;
};

struct opinions *opinions_make(const struct opinions_input *, const struct opinions_settings *,
			       struct work *);
void opinions_free(struct opinions *);

#endif
