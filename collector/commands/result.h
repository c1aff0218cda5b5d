/* result - where the result of a command on files goes: the page as one file, and JSON or text to standard
 * output.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads: main only.  Memory: nothing kept.  Failure: ANALYZE_ERROR, in the language of the terminal.
 */
#ifndef RESULT_H
#define RESULT_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

/* view is what --json prints, page what chart_page and page_print take; html: a file name, or NULL. */
bool result_write(const json_t *view, const json_t *page, const char *html, bool as_json, GError **);

#endif
