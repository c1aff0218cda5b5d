/* visits - where and when people were asked, from a snapshot, and what each issue looks like there.
 *
 * A report is of the municipality of its session; of the one it names where the session's is not known.
 * Places are those of the installation's table, else those of its GeoJSON.  Times are compared where a place
 * had sessions on several days: the first day with the last.  Threads: any.  Memory: the caller's.  Failure:
 * none. SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef VISITS_H
#define VISITS_H

#include "diagnosis.h"
#include "landscape.h"
#include "snapshot.h"

/* Adds "landscape" (landscape.h) to the view of a result, its "issues" to each issue as "landscape"; null
 * where there are no places. */
void visits_put(json_t *view, const struct diagnosis *, const struct snapshot *, struct app *);

/* Adds to the page of an issue what it has: "map" (chart_figure), "neighbours", "change" (sentences). */
void visits_issue(json_t *view, const json_t *whole, const json_t *issue, struct app *,
		  const struct catalogue *, const char *language);

/* Adds to an issue of a list "where", "when": what is sure of places and of times; nothing where nothing is.
 */
void visits_brief(json_t *view, const json_t *whole, const json_t *issue, const char *language);

#endif
