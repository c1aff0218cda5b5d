/* lineage - issues keep their numbers from one diagnosis to the next, and what became of each is written
 * down.
 *
 * Threads: pure.  Memory: the caller's.  Failure: none.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef LINEAGE_H
#define LINEAGE_H

#include "decisions.h"
#include <jansson.h>

/* Gives each issue of a view (analyze_view.h) its "id", and the view "next_id", "n_decisions" (how many of
 * them it knows), "changes", one {"kind","id","other","n_before","n_now","n_shared"} for each issue of either
 * run (follow.h; kind: same, grew, shrank, split, new, merged, gone), and "history", the newest first: the
 * changes of this and earlier runs that are more than growth, with "at" and, where words of living reports
 * make it up, "name" and "other_name".  before: the view of the run before, NULL for the first. */
void lineage_trace(json_t *view, const json_t *before, const struct decisions *, int64_t at);

/* What an issue is about, named or not, for the eye only: its phrase, else its first
 * terms. */
json_t *lineage_words(const json_t *issue);

#endif
