/* places_options - what was asked of `vocalia places` on the command line.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads: pure.  Memory: places_options_clear, also after a failure.  Failure: a sentence in the language of
 * the terminal.
 */
#ifndef PLACES_OPTIONS_H
#define PLACES_OPTIONS_H

#include <glib.h>

#include "result.h"

struct places_options {
	char *issue, *place, *sender, *session, *period; /* columns */
	char *geojson, *key;
	char **solved; /* ISSUE=SOURCE */
	struct result_options result;
	char **files; /* one */
};

/* NULL when the options make sense; or the sentence that says why not, to be freed.  --help ends the program.
 */
char *places_options_read(struct places_options *, int *argc, char ***argv);
void places_options_clear(struct places_options *);

#endif
