/* rank_study - from a table to issues in order: what `vocalia rank` shows.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * view is what --json prints (what is not known is null), page what chart_page and page_print take, in the
 * language of the terminal.  Neither depends on the order of rows, of columns, or on the number of threads.
 *
 * view of criteria: {"shape":"criteria","inputs":[{"file","sha256"}],"digest","seed","confidence","draws",
 *  "criteria":[{"name","low","high","order","weight" in the middle,"change":{"weight","first"} or null}],
 *  "issues" in order:[{"number","name","values":{criterion:
 * 0..1},"score","topsis","place","low","high","band", "first","central":{criterion: weight} or
 * null,"confidence","feasibility"}], "acceptability":[[share of draws by place]],"above":[[share of draws]]}
 * of counts: {"shape":"counts","inputs","digest","confidence","correction","cover","n","is_ranked",
 *  "issues":[{"number","name","n","place","low","high","band"}]}
 * of mentions: see rank_mentions.c, which adds to that of counts.
 *
 * Threads: over the given work.  Memory: the caller's references.  Failure: ANALYZE_ERROR or CSV_ERROR; false
 * without error: stopped.
 */
#ifndef RANK_STUDY_H
#define RANK_STUDY_H

#include <jansson.h>
#include <stdbool.h>

#include "rank_options.h"
#include "work.h"

struct rank_result {
	json_t *view, *page;
};
bool rank_study_criteria(const struct rank_options *, struct work *, struct rank_result *, GError **);
bool rank_study_mentions(const struct rank_options *, struct work *, struct rank_result *, GError **);
bool rank_study_counts(const struct rank_options *, struct work *, struct rank_result *, GError **);

#endif
