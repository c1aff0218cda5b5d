/* explain - for an issue one paragraph built from its numbers: why it stands where it stands, what would
 * change it, what is not known.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every sentence rests on a number of the facts and is left out where that number is missing; none praises,
 * none guesses.  Under min_ranked senders no sentence speaks of places.
 *
 * Threads: pure.  Memory: the caller's.  Failure: none; of facts without any number the paragraph says that
 * there are none.
 */
#ifndef EXPLAIN_H
#define EXPLAIN_H

#include <jansson.h>

#include "diagnosis.h"
#include "priority.h"

/* Facts; any member may be missing or null.
 *
 * {"n_issues", "n_senders" and "n_sessions" of all, "is_ranked", "min_ranked", "min_sessions",
 *  "place","low","high",                      surely within, as in priority.h
 *  "n_band"                                   issues of its band, this one among them
 *  "doubts":{"people","weights","groupings","mentions": each {"low","high"}}
 *                                             what each doubt alone admits; mentions: by senders alone
 *  "first"                                    share of the weights agreed that put it first
 *  "criteria":{KEY:{"value" 0..1 or null,"n" who say so,"of" who said anything,"order" of this issue by
 *                   this criterion, from 1,"n_ordered" issues with a value,"n_below" of them lower}},
 *             KEY as in criteria_catalogue; of "spread" also "places","of_places","sessions","of_sessions";
 *             null value: nobody said, and the paragraph says so
 *  "change":{"criterion" KEY or null: no change of one weight does it,"now","weight" 0..1,
 *            "name" of who would be first instead},
 *  "stability" 0..1                           of the group, when the analysis is repeated; null: not measured
 *  "regions":{"n","silent":[name]}            without any form */
char *explain_paragraph(const json_t *facts, const char *language);

/* What a priority does not know.  Arrays by issue; NULL: not known. */
struct explain_more {
	const char *const *names;
	const size_t *places, *sessions; /* that name it */
	size_t n_places, n_sessions;	 /* with forms */
	const double *stability;
	const char *const *silent; /* names of regions without voice, n_silent of n_regions; 0: not known */
	size_t n_silent, n_regions;
};
json_t *explain_facts(const struct priority *, size_t issue, const struct explain_more *);
/* Of every issue of a diagnosis, in its order; silent as in explain_more. */
json_t *explain_issues(const struct diagnosis *, const char *const *silent, size_t n_silent,
		       size_t n_regions);

#endif
