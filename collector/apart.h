/* apart - what each region names by itself, beside all people pooled and all regions with the same say; and
 * which issues come more by one channel than by another.
 *
 * By mentions alone, as regions.h and channels.h say.  A sender's first report says region, session and
 * channel. Threads: pure.  Memory: the caller's.  Failure: none. SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef APART_H
#define APART_H

#include "diagnosis.h"
#include "snapshot.h"

/* Adds to the view of a result (analyze_view.h): "regions":
 * {"of":[{"name","n_senders","n_sessions","is_ranked"}] (those with
 * senders),"is_equal_ranked","tau","tau_low","tau_high" (agreement of their orders; null: fewer than two are
 * ranked),"min_ranked"}; and to each issue "regions": {"of":[{"share","low","high"} as above],"pooled",
 * "equal": the same,"is_common": among the first three of every ranked region} and "channels": {"p" of no
 * difference, adjusted for all issues; null: one channel,"named":[as coverage.h's channels],"most": the
 * channel with the largest share where p < 0.05, or null}.  channels: of coverage.h. */
void apart_put(json_t *view, const struct diagnosis *, const struct snapshot *, const json_t *channels);

#endif
