/* analyze_priority - a priority as JSON: its order, its doubt and the criteria it rests on.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads: pure.  Memory: the caller's references.  Failure: none.  What was not measured is null.
 */
#ifndef ANALYZE_PRIORITY_H
#define ANALYZE_PRIORITY_H

#include <jansson.h>

#include "priority.h"

/* Of the whole: {"is_ranked","only_describes","min_ranked","min_sessions","confidence","n_senders",
 *  "n_sessions","n_forms","n_resamples","n_draws","n_weights","n_groupings","n_bands",
 *  "criteria":[{"key","weight" the middle,"low","high","order","is_known"}]} */
json_t *analyze_priority(const struct priority *);

/* Of an issue, for its own object: "rank","rank_low","rank_high" (0: nothing is ranked), senders by what they
 * said, [0] nothing: "severity":[4],"affected":[5],"frequency":[6]; and
 * "priority":{"score","score_low","score_high","criteria":{KEY:{"value","n"}},
 *  "mentions":[low,high],"people":[2],"weights":[2],"groupings":[2],"band" from 1,"first","first_weights",
 *  "topsis","central":{KEY} or null,"confidence","acceptability":[share of draws at each of the first
 *  ANALYZE_PLACES places],"change":{"criterion","now","weight","issue" number} or null} */
enum { ANALYZE_PLACES = 20 };
void analyze_priority_issue(json_t *view, const struct priority *, size_t issue);

/* One line of the catalogue in a language: {"key","name","definition","unit","direction","missing"}. */
json_t *analyze_criterion(size_t criterion, const char *language);

/* Ten digits are enough for anybody and the same on every machine; null: no number. */
json_t *analyze_number(double);

#endif
