/* rank_options - what was asked of `vocalia rank` on the command line.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads: pure.  Memory: rank_options_clear, also after a failure.  Failure: a sentence in the language of
 * the terminal.
 */
#ifndef RANK_OPTIONS_H
#define RANK_OPTIONS_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rank_sets.h"
#include "result.h"

/* What a row of the table is. */
enum rank_shape {
	RANK_SHAPE_CRITERIA, /* an issue, with a number for each criterion */
	RANK_SHAPE_MENTIONS, /* a report, with the issue it names */
	RANK_SHAPE_COUNTS    /* an issue, with how many name it */
};

struct rank_options {
	enum rank_shape shape;
	char *name, *criteria, *order, *feasibility, *values_draws, *weights_draws;
	char **weights, **scales, **less;
	char *issue, *sender, *session, *place, *severity, *affected, *often, *heard, *region;
	char *n;
	gboolean is_counts;
	enum rank_correction correction;
	enum rank_cover cover;
	double confidence;
	int n_draws, n_resamples;
	struct result_options result;
	char **files; /* one, or none where the values come from --values-draws */

	char *correction_word, *cover_word;
};

/* NULL when the options make sense; or the sentence that says why not, to be freed.  --help ends the program.
 */
char *rank_options_read(struct rank_options *, int *argc, char ***argv);
void rank_options_clear(struct rank_options *);

#endif
