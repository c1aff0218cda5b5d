/* snapshot - the current reports of a scope, as the analysis sees them.
 *
 * Withdrawn and corrected reports are not among them; trials and real sessions never meet.  Places are told
 * apart by their folded names.  Threads: one a snapshot.  Memory: snapshot_take / snapshot_clear.  Failure:
 * the store's errors. SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef SNAPSHOT_H
#define SNAPSHOT_H

#include "app.h"
#include "decisions.h"
#include "diagnosis.h"
#include <sodium.h>

struct snapshot {
	struct catalogue *catalogue;
	bool is_trial;
	GPtrArray *texts;				  /* owns what reports point to: ids and texts */
	GArray *reports;				  /* struct diagnosis_report */
	GHashTable *senders, *places, *sessions, *themes; /* text -> index + 1 */
	const struct decisions *decisions;
	GHashTable *pins; /* number of an issue -> pin + 1 */
	int64_t last;	  /* the highest row number among the reports of any scope; 0: there is none */
	crypto_generichash_state state;
	/* BLAKE2b-256 in hex over the digests of the reports in order of UUID, each followed by the number of
	 * the issue in which reviewers fixed it, if they did. */
	char input[65];
};

/* scope: "real" or "prueba"; decisions (of that scope) are borrowed.  after: only reports of higher row
 * numbers, in their order; 0: all.  To be cleared whatever the outcome. */
bool snapshot_take(struct snapshot *, struct app *, const char *scope, const struct decisions *,
		   int64_t after, GError **);
void snapshot_clear(struct snapshot *);
const struct diagnosis_report *snapshot_reports(const struct snapshot *);

#endif
