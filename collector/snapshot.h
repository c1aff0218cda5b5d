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
#include "places.h"
#include "rules.h"
#include <sodium.h>

/* Where a report comes from, beside what the analysis sees. */
struct snapshot_origin {
	int32_t region;	 /* of its session: index into the snapshot's regions; -1 unknown */
	int32_t channel; /* index into the snapshot's channels */
	int32_t town;	 /* of the problem: index into the table of places; -1 unknown or no table */
};

struct snapshot {
	struct catalogue *catalogue;
	bool is_trial;
	GPtrArray *texts;				  /* owns what reports point to: ids and texts */
	GArray *reports;				  /* struct diagnosis_report */
	GArray *origins;				  /* struct snapshot_origin of each */
	GHashTable *senders, *places, *sessions, *themes; /* text -> index + 1 */
	GPtrArray *regions, *channels; /* names: the table's regions first, then others that sessions name */
	const struct places *table;    /* NULL: none */
	const struct decisions *decisions;
	const struct rules *rules;
	GHashTable *pins; /* number of an issue -> pin + 1 */
	int64_t last;	  /* the highest row number among the reports of any scope; 0: there is none */
	crypto_generichash_state state;
	/* BLAKE2b-256 in hex over the digests of the reports in order of UUID, each followed by the number of
	 * the issue in which reviewers fixed it, if they did. */
	char input[65];
	/* The same of the regions and towns that each was given, of sessions' towns and dates, and of
	 * outlines: what else a result depends on, without weight for the seed, for people may change it. */
	crypto_generichash_state origin_state;
	char context[65];
};

/* scope: "real" or "prueba"; decisions and rules (of that scope) are borrowed.  after: only reports of higher
 * row numbers, in their order; 0: all.  To be cleared whatever the outcome. */
bool snapshot_take(struct snapshot *, struct app *, const char *scope, const struct decisions *,
		   const struct rules *, int64_t after, GError **);
void snapshot_clear(struct snapshot *);
const struct diagnosis_report *snapshot_reports(const struct snapshot *);

#endif
