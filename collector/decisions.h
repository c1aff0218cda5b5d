/* decisions - what reviewers decided about issues, replayed from actions.
 *
 * Kinds of action and the keys of their bodies; subject: the scope, "real" or "prueba".  "reports" names, by
 * number of issue, the UUIDs that the decision speaks of: those of each issue at that moment, the most
 * central first, at most DECISION_REPORTS of each or a twentieth of it. issue.merge   {"issues": [number],
 * "into": one of them, "reports"}: all of these are one issue from now on issue.split   {"from": number or 0
 * for sin agrupar, "to": a number never used, "reports"}: some leave issue.move    {"from", "to": another
 * issue, "reports"}: some go over issue.rename  {"issue": number, "title": an editorial title, or "" for the
 * people's own words} issue.assess  {"issue": number, "sector": name, "feasibility": 1..4,
 * "competence": 1..3; 0 not said}: what a sector thinks can be done, which moves no priority issue.undo
 * {"device", "sequence"}: of the decision that no longer counts Where two speak of one report, or one sector
 * twice of one issue, the later one counts.
 *
 * Threads: immutable and counted.  Memory: decisions_load / _unref; everything belongs to it.  Failure: the
 * store's errors.  SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef DECISIONS_H
#define DECISIONS_H

#include "store.h"

#define DECISION_REPORTS 1000

struct decision {
	int64_t device, sequence, at;
	char *kind, *author, *reason;
	json_t *body;
	const struct decision *undone; /* the issue.undo that ended it, or NULL */
	size_t place;		       /* in the order of time, from 0 */
};

struct decisions;
struct decisions *decisions_load(struct store *, const char *scope, GError **);
struct decisions *decisions_ref(struct decisions *);
void decisions_unref(struct decisions *); /* NULL is fine */

const GPtrArray *decisions_all(const struct decisions *); /* struct decision *, oldest first */
/* The number of the issue in which that report is fixed; 0: it is free. */
uint32_t decisions_pin(const struct decisions *, const char *uuid_hex);
/* The editorial title of that issue, or NULL. */
const char *decisions_title(const struct decisions *, uint32_t issue);
/* The last assessment of that issue by that sector that counts, or NULL. */
const struct decision *decisions_assessment(const struct decisions *, uint32_t issue, const char *sector);
/* Does any of them from that place on change what is together: all but titles, assessments and their undoing?
 */
bool decisions_bend(const struct decisions *, size_t from);
/* One more than every number that a decision has named. */
uint32_t decisions_next(const struct decisions *);

#endif
