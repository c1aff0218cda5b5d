/* workbook - sheets of text cells, from whatever file an author brings.
 *
 * XLSForm as an Excel workbook (.xlsx), as CSV (the name of a sheet alone in its row, then rows whose first
 * cell is empty) and as markdown tables (rows `| survey |`, header row `|  | type | name |`, `\|` escapes,
 * `#` comments, rows of only - and | ignored).  The kind is told by the content, never by the file's name.
 * Threads: none shared.  Memory: the workbook owns its cells.  Failure: FORM_ERROR_UNREADABLE.
 */
#ifndef WORKBOOK_H
#define WORKBOOK_H

#include <glib.h>
#include <stddef.h>

struct workbook;

enum workbook_kind { WORKBOOK_MARKDOWN, WORKBOOK_CSV, WORKBOOK_XLSX };

/* Bounded: at most 16 MiB of text, 100,000 rows, 400 columns; a workbook of Excel at most 5 MiB, 50 MiB once
 * inflated, 500 parts.  Text is UTF-8 only.  Of a CSV or Excel file only the sheets of a form are kept. */
struct workbook *workbook_read(const char *bytes, size_t length, GError **error);
void workbook_free(struct workbook *);

/* Newly allocated text (tables in markdown) that workbook_read() reads as the same sheets, rows and cells;
 * only their places in the file are new. */
char *workbook_to_markdown(const struct workbook *);

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
