/* analyze_source - a file or standard input as UTF-8 text of a known format, whoever wrote it.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * UTF-8 is believed when every byte agrees; UTF-16 is known by its mark or its zero bytes; what is neither is
 * read as Windows-1252, as Excel writes CSV in Mexico, and says so.  Workbooks are refused with what to do.
 *
 * Threads: pure.  Memory: analyze_source_clear.  Failure: ANALYZE_ERROR, in the language of the terminal.
 */
#ifndef ANALYZE_SOURCE_H
#define ANALYZE_SOURCE_H

#include <stddef.h>

#include "csv.h"

#define ANALYZE_ERROR (analyze_error_quark())
GQuark analyze_error_quark(void);
enum analyze_error { ANALYZE_ERROR_COLUMN, ANALYZE_ERROR_VALUE, ANALYZE_ERROR_EMPTY, ANALYZE_ERROR_FILE };

struct analyze_source {
	char *bytes;
	size_t n_bytes;
	const char *encoding; /* "UTF-8", "UTF-16" or "Windows-1252" */
	struct csv_format format;
	char digest[65]; /* SHA-256 of the file as it is, in hex */
};

/* "-" is standard input.  To be cleared when true. */
bool analyze_source_read(struct analyze_source *, const char *file_name, GError **);
/* The same from bytes that become the source's. */
bool analyze_source_take(struct analyze_source *, char *bytes, size_t n_bytes, bool is_tabs, GError **);
void analyze_source_clear(struct analyze_source *);

/* The sentence for a file that GLib could not read or write: what ("Cannot open"), which and why. */
void analyze_file_failed(GError **error, const char *what, const char *file_name, const GError *cause);

#endif
