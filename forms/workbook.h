/* workbook - sheets of text cells, from whatever file an author brings.
 *
 * XLSForm as an Excel workbook (.xlsx, or .xls of Excel 97 to 2003), as CSV (the name of a sheet alone in its
 * row, then rows whose first cell is empty) and as markdown tables (rows `| survey |`, header row `|  | type
 * | name |`, `\|` escapes,
 * `#` comments, rows of only - and | ignored).  The kind is told by the content, never by the file's name.
 * Threads: none shared.  Memory: the workbook owns its cells.  Failure: FORM_ERROR_UNREADABLE.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef WORKBOOK_H
#define WORKBOOK_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

struct workbook;

enum workbook_kind { WORKBOOK_MARKDOWN, WORKBOOK_CSV, WORKBOOK_XLSX, WORKBOOK_XLS };

/* Bounded: at most 16 MiB of text, 100,000 rows, 400 columns; a workbook of Excel at most 5 MiB, 50 MiB once
 * inflated, 500 parts.  Text is UTF-8 only.  Of a CSV or Excel file only the sheets of a form are kept; of a
 * formula the value saved with it; numbers shown as days and hours become ISO 8601. */
struct workbook *workbook_read(const char *bytes, size_t length, GError **error);
/* The same, of text alone: a workbook of Excel is refused here, because reading one is the work of a process
 * of its own, which passes it on by workbook_write_decoded(). */
struct workbook *workbook_read_text(const char *bytes, size_t length, GError **error);
bool workbook_is_excel(const char *bytes, size_t length); /* begins like one */
void workbook_free(struct workbook *);

/* Newly allocated text (tables in markdown) that workbook_read() reads as the same sheets, rows and cells;
 * only their places in the file are new. */
char *workbook_to_markdown(const struct workbook *);
/* The same piece by piece, with comments by which the reader finds the kind of the file and the rows' places
 * in it again. */
void workbook_write_decoded(const struct workbook *, void (*write)(void *data, const char *text, size_t n),
			    void *data);

enum workbook_kind workbook_kind(const struct workbook *);
size_t workbook_n_sheets(const struct workbook *);
const char *workbook_sheet_name(const struct workbook *, size_t sheet); /* lower case */
size_t workbook_n_rows(const struct workbook *, size_t sheet);		/* the header row is row 0 */
size_t workbook_n_columns(const struct workbook *, size_t sheet);
/* The trimmed text of a cell, "" when empty or outside. */
const char *workbook_cell(const struct workbook *, size_t sheet, size_t row, size_t column);
/* The row of the file that an author would look for, 1-based. */
unsigned workbook_file_row(const struct workbook *, size_t sheet, size_t row);

#endif
