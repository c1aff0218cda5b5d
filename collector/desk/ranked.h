/* ranked - an order with its doubts, as pages and tables show it: bands, ranges, criteria one by one,
 * figures, why.
 *
 * Only of results whose order may be shown (reviewed_is_ranked).  Threads: any.  Memory: results are the
 * caller's. Failure: none. SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef RANKED_H
#define RANKED_H

#include "review.h"

/* Adds to an issue as a page shows it: "range","mentions","people","weights","groupings" (places, as text),
 * "band" from 1,"first_percent","criteria":[{"key","name","unit","n" who said,"percent" where anybody did,
 * "spread": what was answered, as text}],"why": a paragraph,"regions":[{"name","range" or none,"percent"}],
 * "channel": where it comes more from than by chance, or none. */
void ranked_issue(json_t *view, const json_t *issue, const struct reviewed *, const char *language);
/* Adds to a page of several, whether there is an order or not: "unvisited_regions","silent_regions",
 * "low_regions": names,"towns","channels"; and where there is: "by_region", the orders of regions side by
 * side. Unless is_data also what only people look at: "bands":[{"range","is_several","is_tied": every two
 * ranges overlap,"issues"}] of view's "issues", and figures
 * "ranks_figure","heat_figure","coverage_figure","plane_figure" (where a sector said something). */
void ranked_page(json_t *view, const struct reviewed *, bool is_data, const char *language);
/* One row an issue, as open data. */
GString *ranked_table(const struct reviewed *);

#endif
