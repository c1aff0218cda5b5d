/* analyze_view - a diagnosis as one JSON object: what --json prints and the report of --html is filled from.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads: pure.  Memory: the caller's reference.  Failure: none.
 */
#ifndef ANALYZE_VIEW_H
#define ANALYZE_VIEW_H

#include <jansson.h>

#include "agreement.h"
#include "analyze_table.h"
#include "diagnosis.h"

/* {"seed","settings":{…},"priority":{analyze_priority.h},"n_reports","n_texts","n_senders","n_sessions",
 *  "n_places","is_ranked","is_proposal","n_ungrouped","plausible_low","plausible_high",
 *  "levels":[{"resolution","n_issues","evidence"}],
 *  "issues":[{"number","name","phrase","terms","theme" number or null, what analyze_priority.h
 * adds,"n_forms", "n_senders","n_sessions","n_places","n_copies","stability","cohesion","x","y",
 *    "examples":[{"id","text" masked}],"reports":[id],"membership":[as reports]}],
 *  "themes":[{"number","name","terms","n_forms","issues":[number]}],
 *  "copies":[{"n_forms","n_senders","n_sessions","is_short","is_campaign","burst_forms","burst_hours",
 *    "text" masked,"reports":[id]}],
 *  "ungrouped":[id],"ungrouped_why":["no_words"|"alone"|"few"|"between"],
 *  "truth":{"ami","ari","nmi","accuracy","purity","k","n_true","n"} when measured} What was not measured is
 * null. */
json_t *analyze_view(const struct diagnosis *, const struct diagnosis_report *, const struct agreement *,
		     size_t n_judged);

/* How the table was read: {"sha256","encoding","separator","text_column","is_text_guessed","id_column",
 * "time_column","heard","n_times_unknown"}. */
json_t *analyze_input_view(const struct analyze_table *);

/* The same object with what the page draws: positions and words for at most top issues (0: all), "lang" and
 * "title". */
json_t *analyze_page_view(const struct diagnosis *, const struct analyze_table *, const struct agreement *,
			  size_t n_judged, size_t top, const char *language, const char *title);

/* A citizen's text for reading: masked, control characters and runs of blanks as one space, at most so many
 * characters and then an ellipsis (0: all). */
char *analyze_verbatim(const char *text, size_t max_characters);
/* "1", "2–5", or "" when nothing is ranked. */
char *analyze_range(size_t low, size_t high);

#endif
