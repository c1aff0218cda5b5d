/* rules - by what a scope's issues are put in order: criteria and ranges of weights that were agreed and
 * locked before anybody opened a result, and who opened the first one.
 *
 * Kinds of action and the keys of their bodies:
 *   criteria.lock  subject: the scope, "real" or "prueba".  {"weights": {key of a criterion: {"low", "high":
 * whole percents, "order": 1.. or 0}}, "answers": ["PATH=CHOICE"], "regions": [name]}: answers and regions of
 * those who are heard less.  The reason says who agreed.
 *   criteria.open  subject: the scope.  {"lock": hash of the lock that stood, "input": digest of the data}:
 * somebody saw an order for the first time.
 *   sectors.set    subject: "".  {"sectors": [name]}: who says how feasible an issue is, apart from priority.
 * A later lock replaces the one before it and stays in the log beside it.
 *
 * Threads: immutable.  Memory: rules_load / rules_free; everything belongs to it.  Failure: the store's
 * errors. SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef RULES_H
#define RULES_H

#include "form.h"
#include "store.h"

struct priority_settings; /* priority.h */

struct rules_lock {
	int64_t at;
	char *author, *reason;
	char hash[65]; /* the action's own, in hex: its chain holds it fast (vocalia check) */
	json_t *body;
	bool is_late; /* came after a result had been opened */
};
struct rules_opening {
	int64_t at;
	char *author, *input; /* who saw it, and the digest of what it was made from */
};

struct rules;
struct rules *rules_load(struct store *, const char *scope, GError **);
void rules_free(struct rules *); /* NULL is fine */

const GPtrArray *rules_locks(const struct rules *);	   /* struct rules_lock *, oldest first */
const struct rules_lock *rules_lock(const struct rules *); /* the last of them; NULL: nothing is agreed yet */
const struct rules_opening *rules_opened(const struct rules *); /* NULL: nobody has */
/* Names of sectors: as they were set, else authorities, civil society and the guarantor body. */
const json_t *rules_sectors(const struct rules *);
/* May places be shown?  With a lock; trials always, by what is proposed. */
bool rules_may_rank(const struct rules *);
/* What the lock says, else what is proposed. */
void rules_settings(const struct rules *, struct priority_settings *);
/* The body of a lock that says what is proposed. */
json_t *rules_proposed(void);

/* Is who answered so heard less: 1 yes, 0 not by what was said, -1 said nothing about it.  region: of the
 * session, or "". */
int8_t rules_heard(const struct rules *, const struct form *, const json_t *answers, const char *region);

/* The seed of every random step: 48 bits of BLAKE2b-256 over the digest of the data (with reviewers'
 * decisions, snapshot.h) and the lock's hash, both in hex; lock_hash NULL: there is none.  Nobody chooses it.
 */
uint64_t rules_seed(const char *input, const char *lock_hash);

#endif
