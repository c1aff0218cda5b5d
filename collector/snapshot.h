/* snapshot - the current reports of a scope, as the analysis sees them.
 *
 * Withdrawn and corrected reports are not among them; trials and real sessions never meet.  Places are told
 * apart by their folded names.  Threads: one a snapshot.  Memory: snapshot_take / snapshot_clear.  Failure:
 * the store's errors. SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef SNAPSHOT_H
#define SNAPSHOT_H

#include "app.h"
#include "diagnosis.h"
#include <sodium.h>

struct snapshot {
	struct catalogue *catalogue;
	bool is_trial;
	GPtrArray *texts;				  /* owns what reports point to: ids and texts */
	GArray *reports;				  /* struct diagnosis_report */
	GHashTable *senders, *places, *sessions, *themes; /* text -> index + 1 */
	crypto_generichash_state state;
	char input[65]; /* BLAKE2b-256 over the digests of the reports in order of UUID, in hex */
};

/* scope: "real" or "prueba".  To be cleared whatever the outcome. */
bool snapshot_take(struct snapshot *, struct app *, const char *scope, GError **);
void snapshot_clear(struct snapshot *);
const struct diagnosis_report *snapshot_reports(const struct snapshot *);

#endif
