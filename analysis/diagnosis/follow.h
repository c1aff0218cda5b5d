/* follow - which issue of a new run is which of the run before it, and what became of the others.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An issue keeps its number while it keeps its reports.  Overlap of two issues: Jaccard similarity of their
 * reports, counted over the reports that both runs know, so that neither what came in nor what was withdrawn
 * since then weighs in.  The matching of old issues with new ones has the largest sum of overlaps among pairs
 * that share at least FOLLOW_OVERLAP; what stays without a partner gets a number never given before.
 *
 * The numbering of the issues on either side changes nothing; equal overlaps are decided by the order of the
 * reports.  Threads: pure.  Memory: the caller frees the arrays.  Failure: none.
 */
#ifndef FOLLOW_H
#define FOLLOW_H

#include <stddef.h>
#include <stdint.h>

#define FOLLOW_OVERLAP 0.3

enum {
	FOLLOW_UNGROUPED = -1, /* in the run, in no issue */
	FOLLOW_ABSENT = -2     /* not in that run */
};

struct follow_input {
	size_t n_reports;	     /* of either run, in an order that no run changes (by UUID) */
	const int32_t *before, *now; /* n_reports: index of the issue in each run, or one of the above */
	size_t n_before, n_now;	     /* issues of each run */
	const uint32_t *id;	     /* n_before: their numbers, all different, > 0 */
	const uint32_t *fixed; /* n_now: the number that reviewers fixed, all different; 0: free.  NULL: all
				* free */
	uint32_t next;	       /* the smallest number never given */
};

enum follow_kind {
	FOLLOW_SAME,   /* as many reports as before */
	FOLLOW_GREW,   /* more */
	FOLLOW_SHRANK, /* fewer */
	FOLLOW_SPLIT,  /* a new number; most of what both runs know of it was in other */
	FOLLOW_NEW,    /* a new number, out of no single issue */
	FOLLOW_MERGED, /* its number is no longer used; most of what is left of it is now in other */
	FOLLOW_GONE,   /* its number is no longer used, its reports are scattered, ungrouped or withdrawn */
};

struct follow_change {
	enum follow_kind kind;
	uint32_t id, other;	/* other: 0 where there is none */
	size_t n_before, n_now; /* reports of the issue in each run; of a split or merged one those of other
				 * stand in n_before or n_now */
	size_t n_shared;	/* of these, the ones that stand in both */
};

/* The number of each new issue (n_now).  changes: one for each new issue in the order of the new issues, then
 * those of the old ones that ended, by number.  *next: for the run after this. */
uint32_t *follow_issues(const struct follow_input *, struct follow_change **changes, size_t *n_changes,
			uint32_t *next);

#endif
