/* rank_regions - what each region says, all regions with the same say beside everybody pooled.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * view:
 * {"regions":[{"name","forms","senders","sessions","is_ranked","issues":[{"name","share","low","high"}]}],
 *  "pooled" and "equal": as "issues" of a region,"n_ranked","tau","tau_low","tau_high","common_top":[name]};
 * issues by name; places are null where nothing is ranked.
 *
 * Threads: pure.  Memory: the caller's reference.  Failure: none.
 */
#ifndef RANK_REGIONS_H
#define RANK_REGIONS_H

#include <jansson.h>

#include "rank_options.h"
#include "rank_reports.h"

json_t *rank_regions_view(const struct rank_reports *, const struct rank_options *);
/* Adds its sections to the page. */
void rank_regions_page(json_t *page, const json_t *view);

#endif
