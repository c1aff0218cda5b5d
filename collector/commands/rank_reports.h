/* rank_reports - a table of reports, each with the issue that it names, as the people that the analysis
 * counts. SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows are kept in order of what they say, and everybody and everything is numbered by name, so that the
 * order of the file does not matter.  A row without a sender is a sender of its own; without an issue it
 * counts as a form and a sender all the same.  A sender is of the session and of the region of the first row
 * that says one.
 *
 * Threads: pure.  Memory: rank_reports_free.  Failure: ANALYZE_ERROR or CSV_ERROR, in the language of the
 * terminal, with the row and what to do.
 */
#ifndef RANK_REPORTS_H
#define RANK_REPORTS_H

#include "criteria.h"
#include "rank_options.h"

struct rank_reports {
	struct criteria_row *rows;
	size_t n_rows, n_issues, n_senders, n_sessions, n_places, n_regions;
	const char **issues, **regions; /* by name */
	size_t *session, *region;	/* n_senders; SIZE_MAX unknown */
	struct rank_mention *mentions;	/* n_mentions: rows with an issue */
	size_t n_mentions;
	GPtrArray *inputs; /* file name and SHA-256 */
	GString *text;	   /* the data: what the seed is made from */
	GStringChunk *strings;
};

struct rank_reports *rank_reports_read(const struct rank_options *, GError **);
void rank_reports_free(struct rank_reports *);

#endif
