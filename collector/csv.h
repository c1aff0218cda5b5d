/* csv - tables as text: RFC 4180 with commas, or tab-separated values, a row at a time.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * CSV: fields may be quoted, "" is a quote, quoted fields may hold line breaks; lines end in LF or CRLF; a
 * byte order mark is looked past.  TSV: a tab parts fields, nothing is quoted.  Cells are UTF-8 without NUL,
 * at most 1 MiB; rows at most 4096 cells and 16 MiB.  Empty lines between rows are looked past.
 *
 * Threads: one reader a thread.  Memory: the file is borrowed; rows belong to the reader.  Failure:
 * CSV_ERROR, with the row and what to do, in the language of the terminal.
 */
#ifndef CSV_H
#define CSV_H

#include <glib.h>
#include <stdbool.h>
#include <stdio.h>

#define CSV_ERROR (csv_error_quark())
GQuark csv_error_quark(void);
enum csv_error { CSV_ERROR_SYNTAX, CSV_ERROR_ENCODING, CSV_ERROR_TOO_LARGE, CSV_ERROR_FILE };

enum csv_format { CSV_COMMAS, CSV_TABS };
/* By the ending: .tsv and .tab are tabs, all else commas. */
enum csv_format csv_format_of(const char *file_name);

struct csv_reader;
struct csv_reader *csv_reader_new(FILE *, enum csv_format);
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
