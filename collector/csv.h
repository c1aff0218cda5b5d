/* csv - tables as text: RFC 4180 with any separator, or tab-separated values, a row at a time.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cells may be quoted when the format says so: "" is a quote, quoted cells may hold line breaks; lines end in
 * LF or CRLF.  A byte order mark and a first line "sep=;" (as Excel writes it) are looked
 * past.  Cells are UTF-8 without NUL, at most 1 MiB; rows at most 4096 cells and 16 MiB.  Empty lines between
 * rows are looked past.
 *
 * Threads: one reader a thread.  Memory: the bytes are borrowed; rows belong to the reader.  Failure:
 * CSV_ERROR, with the row and what to do, in the language of the terminal.
 */
#ifndef CSV_H
#define CSV_H

#include <glib.h>
#include <stdbool.h>

#define CSV_ERROR (csv_error_quark())
GQuark csv_error_quark(void);
enum csv_error { CSV_ERROR_SYNTAX, CSV_ERROR_ENCODING, CSV_ERROR_TOO_LARGE };

struct csv_format {
	char separator; /* 0: none, every line is one cell */
	bool is_quoted; /* a quote at the start of a cell binds */
};
/* The format in which most of the first rows have as many cells as the first: commas, semicolons, tabs or
 * bars, quoted; and tabs unquoted, which alone is tried first when it is to be tabs. */
struct csv_format csv_format_of(const char *bytes, size_t n_bytes, bool is_tabs);

struct csv_reader;
struct csv_reader *csv_reader_new(const char *bytes, size_t n_bytes, struct csv_format);
void csv_reader_free(struct csv_reader *);
/* The next row: an array of n cells, valid until the next call; NULL at the end, or with *error set. */
const char *const *csv_reader_row(struct csv_reader *, size_t *n_cells, GError **);
/* Number of the row last read: 1 is the first of the file. */
size_t csv_reader_number(const struct csv_reader *);

/* What a cell is written for. */
enum csv_for {
	CSV_FOR_PROGRAMS, /* as it is */
	CSV_FOR_PEOPLE, /* text that a spreadsheet would run (= + - @ tab CR first) gets an apostrophe before
			   it */
};
/* Appends a row, quoted where needed, ended by CRLF.  Plain decimal numbers ("-3.5") never get an apostrophe.
 */
void csv_row_write(GString *, const char *const *cells, size_t n_cells, enum csv_for);

#endif
