/* assess - the second axis: what each sector says about feasibility and competence of an issue.  It moves no
 * priority, so that nobody can sink an issue by calling it hard.
 *
 * Levels are ordinal: who said what is shown, and the median only to place a dot.
 * Threads: any.  Memory: results are the caller's.  Failure: none.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef ASSESS_H
#define ASSESS_H

#include "review.h"

enum {
	ASSESS_FEASIBILITY_MAX = 4, /* 1 not in this plan .. 4 with what there is; 0 not said */
	ASSESS_COMPETENCE_MAX = 3,  /* 1 somebody else's .. 3 ours; 0 not said */
};

/* {"sectors":[{"name", and where it said something "said": {"feasibility","competence","feasibility_text",
 * "competence_text","author","at_text","reason"}}],"has_any","feasibility": 0..1 or null, as the median of
 * the sectors that said (between two: half way),"is_split": they lie two levels apart or more,
 * "feasibilities","competences": the levels to choose from, [{"level","text"}]}. */
json_t *assess_view(const struct reviewed *, uint32_t issue, const char *language);
/* "sector", "feasibility_text" and "competence_text" of such a decision. */
void assess_levels(json_t *view, const struct decision *, const char *language);

#endif
