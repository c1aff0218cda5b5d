/* diagnose - runs the analysis beside the collector and keeps its latest result.
 *
 * A thread of its own takes a snapshot of the current reports of each scope ("real": all sessions but trials;
 * "prueba": trial sessions), at most once in a few seconds and only when something changed, and never holds
 * up intake.  Results are provisional until a session's reports are all in; the same reports and seed give
 * the same bytes. Threads: any; one diagnosis runs at a time.  Memory: snapshots are counted.
 * Failure: logged, the last result stays.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef DIAGNOSE_H
#define DIAGNOSE_H

#include "app.h"

struct diagnoser;
struct diagnoser *diagnoser_start(struct app *);
void diagnoser_stop(struct diagnoser *); /* NULL is fine; waits for a step, not for the whole run */

/* One finished analysis: the object of analyze_view.h with "at" (UTC seconds), "scope", "input" and
 * "min_ranked"; examples are UUIDs and copies carry no text.  Borrowed, immutable. */
struct diagnosed;
struct diagnosed *diagnoser_latest(struct diagnoser *,
				   const char *scope); /* a reference, or NULL before the first */
void diagnosed_unref(struct diagnosed *);
const json_t *diagnosed_view(const struct diagnosed *);
/* Number of the issue (1..) that holds the report of that UUID (32 hex digits), 0: none. */
size_t diagnosed_issue_of(const struct diagnosed *, const char *uuid_hex);
bool diagnoser_is_running(struct diagnoser *); /* at this moment */

/* The analysis of a scope at once, for commands and tests; NULL and *error when it cannot be run. */
json_t *diagnose_now(struct app *, const char *scope, uint64_t seed, GError **);

#endif
