/* coverage - where a scope's reports come from, and from where none does: regions, municipalities, channels.
 *
 * Threads: pure.  Memory: the caller's.  Failure: none.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef COVERAGE_H
#define COVERAGE_H

#include "snapshot.h"

/* {"regions":[{"name","n_sessions" (but drafts),"n_forms","n_senders","share" of forms,"population_share" or
 * null, "has_session","is_silent": nobody wrote,"is_low": less than half of the share that its people have}]:
 * the table's in its order, then others that sessions name, "n_unknown": forms of sessions without a region,
 *  "towns": {"n","n_named","silent":[names, the most populous first]} of the table, or null,
 *  "channels":[{"channel","n_forms","n_senders","share"}]: the largest first}. */
json_t *coverage_view(const struct snapshot *);

#endif
