/* result - where the result of a command on files goes (the page as one file, and JSON or text to standard
 * output), and what such commands are told about that and about their work.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads: main only.  Memory: result_options_clear, also after a failure.  Failure: ANALYZE_ERROR or a
 * sentence, in the language of the terminal.
 */
#ifndef RESULT_H
#define RESULT_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

struct result_options {
	bool is_seeded;
	uint64_t seed;
	int n_threads; /* 0: as many as there are cores */
	char *html;    /* a file name, or NULL */
	gboolean as_json, with_progress;
	char *seed_word;
};
/* Adds these options to those of the context (cores and progress: where it may take long), reads all and
 * frees the context.  NULL, or the sentence that says why not, to be freed.  --help ends the program. */
char *result_options_read(struct result_options *, GOptionContext *, bool is_long, int *argc, char ***argv);
void result_options_clear(struct result_options *);

/* view is what --json prints, page what page_print takes and, unless it has figures in place of tables
 * (drawn, else NULL), chart_page too. */
bool result_write(const json_t *view, const json_t *page, const json_t *drawn, const struct result_options *,
		  GError **);

#endif
