/* analyze_options - what was asked of `vocalia analyze` on the command line.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads: pure.  Memory: analyze_options_clear, also after a failure.  Failure: a sentence in the language
 * of the terminal.
 */
#ifndef ANALYZE_OPTIONS_H
#define ANALYZE_OPTIONS_H

#include "analyze_table.h"

enum { ANALYZE_TOP_USUAL = G_MININT }; /* what fits: 10 on a terminal, 60 in a report */

struct analyze_options {
	char *text, *id, *group, *place, *sender, *theme, *severity, *affected, *frequency, *votes, *favour,
		*time, *truth, *where, *order;
	char *language, *seed, *html, *labels_out, *issues_out, *criteria_out, *vectors, *vectors_out;
	double resolution;
	int top, min_label, n_issues, n_threads;
	gboolean as_json, with_progress, is_quick;
	char **weights, **heard;
	char **files; /* one, when all is well */
};

/* NULL when the options make sense and are in options, columns (which borrow from them) and settings; or the
 * sentence that says why not, to be freed.  --help ends the program. */
char *analyze_options_read(struct analyze_options *, int *argc, char ***argv, struct analyze_columns *,
			   struct diagnosis_settings *);
void analyze_options_clear(struct analyze_options *);

#endif
