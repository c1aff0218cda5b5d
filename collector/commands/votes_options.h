/* votes_options - what was asked of `vocalia votes` on the command line.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads: pure.  Memory: votes_options_clear, also after a failure.  Failure: a sentence in the language of
 * the terminal.
 */
#ifndef VOTES_OPTIONS_H
#define VOTES_OPTIONS_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "result.h"

enum votes_kind {
	VOTES_APPROVAL,
	VOTES_DOTS,
	VOTES_RANKING,
	VOTES_PAIRS,
	VOTES_OPINIONS,
	VOTES_N_KINDS /* not said */
};
extern const char *const votes_kind_words[VOTES_N_KINDS]; /* "approval"… */

struct votes_options {
	enum votes_kind kind;
	char *voter, *item, *value, *time, *winner, *loser, *left, *right, *answer, *items, *names;
	int least, most, most_each; /* 0: as the file says, or no limit */
	gboolean has_ties;
	double confidence;
	struct result_options result;
	char **files; /* one: a table, a .pb, or a folder of a Polis export */

	char *kind_word;
};

/* NULL when the options make sense; or the sentence that says why not, to be freed.  --help ends the program.
 */
char *votes_options_read(struct votes_options *, int *argc, char ***argv);
void votes_options_clear(struct votes_options *);

#endif
