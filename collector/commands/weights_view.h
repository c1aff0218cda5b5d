/* weights_view - a study of weights as JSON for programs, as a page for people, and as CSV with a weight a
 * row. SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads: pure.  Memory: the caller's references and strings.  Failure: none.
 */
#ifndef WEIGHTS_VIEW_H
#define WEIGHTS_VIEW_H

#include <jansson.h>

#include "weights_study.h"

/* {"notice","input":{"sha256","encoding"},"n_rows","n_people","n_counted","n_sessions","is_weighted",
 *  "limits":{"min_category","max_ratio","max_unanswered","are_usual"},"trim":[low,high] or null,
 *  "problems":[{"reason","variable","category","found","limit","sentence"}],
 *  "margins":[{"variable","file","unanswered","n_contradicted","categories":[{"category","people","sample",
 *    "census_people","census","weighted"}]}],
 *  "weights":{"rounds","trimmed","design_effect","effective_n","ratio","total"} or null,
 *  "results":[{"column","kind":"issue"|"outcome"|"mean","n","values":[{"value","n","unweighted","unweighted_se",
 *    "weighted","weighted_se", and of a mean "unweighted_total"…}]}],
 *  "places":{"state","n_outside","n_not_resident","unplaced":[{"text","why":"unknown"|"ambiguous","people","row",
 *    "hint":[names]}]} or null,
 *  "coverage":[{"region","people","forms","sessions","population","share","population_share",
 *    "forms_per_10000"}],"n_without_region",
 *  "regions":{"n_ranked","tau","tau_low","tau_high","pairs":[…],"issues":[{"issue","is_common_top",
 *    "pooled":{"share","low","high"},"equal":{…},"regions":[{…} as in coverage]}]} or null,
 *  "channels":{"names","people","issues":[{"issue","named":[n],"p","is_exact"}]} or null}
 * What is not known is null. */
json_t *weights_view(const struct weights_study *);
/* For chart_page and page_print; with_reasons: also why weights may not be used. */
json_t *weights_page(const struct weights_study *, const char *title, bool with_reasons);
/* row,id,sender,base,weight: one row a row of the table; id "" where there is no such column.  Only of
 * weights that may be used. */
char *weights_csv(const struct weights_study *, GError **);

/* Why weights may not be used, and what to do, in the language of the terminal; to be freed. */
char *weights_problem_sentence(const struct weights_study *, const struct raking_problem *);
/* "few", "ratio"…: stable, in files. */
const char *weights_reason_key(enum raking_reason);
/* "3,146,771" */
char *weights_grouped(double n);

#endif
