/* diagnose - runs the analysis beside the collector and keeps its latest result.
 *
 * A thread of its own takes a snapshot of the current reports of each scope ("real": all sessions but trials;
 * "prueba": trial sessions) with what reviewers decided about them, at most once in a few seconds and only
 * when something changed, and never holds up intake.  Between two runs new reports join the issues of the
 * last one provisionally (joiner.h).  Issues keep their numbers from run to run (lineage.h).  Results are
 * provisional until a session's reports are all in; the same reports, decisions and lock give the same
 * groups, names, figures and order: the seed derives from them (rules.h).  Threads: any.  Memory: results are
 * counted.  Failure: logged, the last result stays. SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef DIAGNOSE_H
#define DIAGNOSE_H

#include "app.h"
#include "decisions.h"

struct diagnoser;
struct diagnoser *diagnoser_start(struct app *);
void diagnoser_stop(struct diagnoser *); /* NULL is fine; waits for a step, not for the whole run */

/* One finished analysis: the object of analyze_view.h with what lineage.h adds, "at" (UTC seconds), "scope",
 * "input", "min_ranked", "lock" (hash of the lock of criteria, or null), "coverage" (coverage.h), "context"
 * (snapshot.h) and "is_open": its order may be shown; where it may not be, issues stand by size and nothing
 * in it speaks of places.  Examples are UUIDs and copies carry no text.  Borrowed, immutable. */
struct diagnosed;
struct diagnosed *diagnoser_latest(struct diagnoser *,
				   const char *scope); /* a reference, or NULL before the first */
void diagnosed_unref(struct diagnosed *);
const json_t *diagnosed_view(const struct diagnosed *);
/* The issue with that number that it keeps ("id"), or NULL. */
const json_t *diagnosed_issue(const struct diagnosed *, uint32_t id);
/* The issue that holds the report of that UUID (32 hex digits), or NULL; is_joined: it came later and joined
 * provisionally. */
const json_t *diagnosed_issue_of(struct diagnosed *, const char *uuid_hex, bool *is_joined);
/* UUIDs of the reports that joined that issue since; of 0: those that wait for the next run. */
json_t *diagnosed_joined(struct diagnosed *, uint32_t id);
bool diagnoser_is_running(struct diagnoser *); /* at this moment */

/* What reviewers have decided about a scope so far; the caller's reference. */
struct decisions *diagnoser_decisions(struct diagnoser *, const char *scope);
/* Reviewers have just decided something: read it, and run soon. */
bool diagnoser_decided(struct diagnoser *, GError **);

/* The analysis of a scope at once, for commands and tests, without numbers kept; NULL and *error when it
 * cannot be run. */
json_t *diagnose_now(struct app *, const char *scope, GError **);

#endif
