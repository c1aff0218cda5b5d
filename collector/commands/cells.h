/* cells - a file as rows of cells under named columns, for commands that read what other programs write.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Read as analyze_source reads: any encoding and separator.  Cells lose the blanks around them; rows without
 * a filled cell are left out; short rows are empty at their end.
 *
 * Threads: pure.  Memory: cells_free; about twice the file.  Failure: ANALYZE_ERROR or CSV_ERROR, in the
 * language of the terminal, with the row and what to do.
 */
#ifndef CELLS_H
#define CELLS_H

#include <stdbool.h>
#include <stddef.h>

#include "analyze_source.h"

struct cells {
	char *file_name;
	const char **header; /* n_columns, in Unicode's composed form as the cells */
	size_t n_columns, n_rows;
	const char **texts; /* n_rows * n_columns */
	size_t *numbers;    /* n_rows: of the row in the file, from 1 */
	GStringChunk *strings;
	const char *encoding;
	char separator;	 /* 0: none */
	char digest[65]; /* SHA-256 of the file as it is */
};

struct cells *cells_read(const char *file_name, GError **); /* "-": standard input */
struct cells *cells_of(const struct analyze_source *, const char *file_name, GError **);
void cells_free(struct cells *);

const char *cells_text(const struct cells *, size_t row, size_t column);
/* The column of that name, as analyze_columns finds it; name NULL: SIZE_MAX. */
bool cells_column(const struct cells *, const char *name, size_t *column, GError **);
/* A decimal number; empty, "NA", "NaN" and "-" are NaN.  A comma parts decimals where it does not part cells.
 */
bool cells_number(const struct cells *, size_t row, size_t column, double *value, GError **);
/* Whether every filled cell of the column is a number, and one is. */
bool cells_is_numeric(const struct cells *, size_t column);
/* A whole number from 0 to most; empty is 0. */
bool cells_level(const struct cells *, size_t row, size_t column, size_t most, size_t *level, GError **);
/* "FILE: Row 7, column "x": " and the sentence. */
void cells_refuse(const struct cells *, size_t row, size_t column, const char *sentence, GError **);

#endif
