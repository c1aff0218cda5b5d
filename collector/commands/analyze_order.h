/* analyze_order - what the report page draws of the order: ranges, bands and criteria.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads: pure.  Memory: what is added belongs to the given object.  Failure: none.
 */
#ifndef ANALYZE_ORDER_H
#define ANALYZE_ORDER_H

#include <jansson.h>

#include "diagnosis.h"

/* For an issue that is shown among the first so many: "range","is_one","range_x","range_width","rank_x",
 * "starts_band","ends_band","n_band","is_banded","criteria":[{"name","unit","percent","n","width"} or
 * "is_unknown"]. */
void analyze_order_issue(json_t *view, const struct diagnosis *, size_t issue, size_t n_shown,
			 const char *language);
/* For the page: "catalogue":[analyze_criterion with "low","high","weight" in percent,"is_used","is_known"],
 * "n_draws","n_resamples","n_weights","n_groupings","confidence_percent","is_single" (one band). */
void analyze_order_page(json_t *view, const struct diagnosis *, const char *language);

#endif
