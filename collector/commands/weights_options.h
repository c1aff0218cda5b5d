/* weights_options - what was asked of `vocalia weights` on the command line.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads: pure.  Memory: weights_options_clear, also after a failure.  Failure: a sentence in the language
 * of the terminal.
 */
#ifndef WEIGHTS_OPTIONS_H
#define WEIGHTS_OPTIONS_H

#include <glib.h>

#include "raking.h"

struct weights_options {
	char **margin, *margins, *post_stratify;
	char *weight, *sender, *session, *region, *channel, *id;
	char *issue, **outcome, **mean, **unanswered;
	char *places, *residence, *resident, *state, *by;
	char *trim, *out, *html;
	int min_category;
	double max_ratio, max_unanswered, finite;
	gboolean with_regions, as_json;
	char **files; /* one, when all is well */
	struct raking_settings settings;
	gboolean is_usual; /* the limits are those of the house */
};

/* NULL when the options make sense; or the sentence that says why not, to be freed.  --help ends the program.
 */
char *weights_options_read(struct weights_options *, int *argc, char ***argv);
void weights_options_clear(struct weights_options *);

#endif
