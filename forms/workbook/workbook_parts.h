/* workbook_parts - what the readers of each kind of file share: how a workbook is put together, row by row.
 *
 * Private to workbook*.c.  Every function that takes error sets FORM_ERROR_UNREADABLE when it answers false
 * or NULL; the sentences are given in Spanish and English and neither may contain " / ".
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef WORKBOOK_PARTS_H
#define WORKBOOK_PARTS_H

#include "workbook.h"

#include <stdbool.h>

#define WORKBOOK_ROWS_MAX    100000u
#define WORKBOOK_COLUMNS_MAX 400u
#define WORKBOOK_CELLS_MAX   ((size_t)1 << 19)
#define WORKBOOK_TEXT_MAX    ((size_t)16 << 20)
#define WORKBOOK_FILE_MAX    ((size_t)5 << 20) /* a workbook of Excel */

struct workbook *workbook_new(enum workbook_kind);

/* One of the sheets that a form has (survey, choices...), in any mixture of capitals. */
bool workbook_sheet_is_of_forms(const char *name);

/* Begins the sheet that the next rows belong to; false when it appeared before or there are too many. */
bool workbook_sheet_add(struct workbook *, const char *name, unsigned file_row, GError **error);

/* The text of a cell, cleaned, kept as long as the workbook; NULL when there is more than 16 MiB of it. */
const char *workbook_text_keep(struct workbook *, const char *utf8, size_t length, GError **error);

/* Adds cells (texts kept by the workbook, "" when empty) as a row of the last sheet.  Empty cells at its end
 * are dropped, and so is a row without any text. */
bool workbook_row_add(struct workbook *, unsigned file_row, const char *const *cells, size_t n_cells,
		      GError **error);

/* file_row: 0 when the problem is of the file as a whole. */
void workbook_unreadable(GError **error, unsigned file_row, const char *es, const char *en);

/* The same of one cell: its place is said as Excel shows it.  column from 0, row from 1. */
void workbook_refuse_cell(GError **error, const char *sheet, unsigned column, unsigned row, const char *es,
			  const char *en);
void workbook_refuse_file_size(GError **error); /* more than WORKBOOK_FILE_MAX */
void workbook_refuse_no_sheet(GError **error);	/* none of a form */

/* Whether the numbers of a cell are shown as a day, an hour or both. */
enum workbook_time { WORKBOOK_PLAIN, WORKBOOK_DATE, WORKBOOK_TIME, WORKBOOK_DATETIME };
/* By the format's code ("dd/mm/yyyy"), or (code NULL) by the number of one that every file has. */
enum workbook_time workbook_format_time(unsigned id, const char *code);
#define WORKBOOK_NUMBER_MAX 64
/* A number as the text that its author sees: "5", "0.1", "2026-11-22", "2026-11-22T10:30:00", "10:30:00".
 * False when it is none. */
bool workbook_number_text(double value, enum workbook_time, bool is_1904, char out[WORKBOOK_NUMBER_MAX]);

struct workbook *workbook_xls_read(const char *bytes, size_t length, GError **error);
struct workbook *workbook_xlsx_read(const char *bytes, size_t length, GError **error);

/* text is UTF-8 without a byte order mark. */
bool workbook_csv_sniff(const char *text, size_t length);
struct workbook *workbook_csv_read(const char *text, size_t length, GError **error);

#endif
