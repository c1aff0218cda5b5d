/* csv_cells - cells of comma-separated values, as RFC 4180 quotes them.
 *
 * Threads: none shared.  Memory: the caller's.  Failure: false for quotes left open or with text after them.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef CSV_CELLS_H
#define CSV_CELLS_H

#include <glib.h>
#include <stdbool.h>

bool csv_is_line_end(char);

/* One cell, from *at (before end) up to its delimiter, the end of its line or the end of the text: its text
 * replaces what cell holds, and *at stands on what ended it. */
bool csv_cell_read(const char **at, const char *end, char delimiter, GString *cell);

/* After the last cell of a line: past its LF, CR or CRLF. */
void csv_line_end_pass(const char **at, const char *end);

#endif
