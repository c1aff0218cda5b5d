/* analyze_table - a CSV or TSV file as the reports that the analysis studies.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads: pure.  Memory: analyze_table_free frees all strings and reports.  Failure: ANALYZE_ERROR or
 * CSV_ERROR, in the language of the terminal, saying what to do.
 */
#ifndef ANALYZE_TABLE_H
#define ANALYZE_TABLE_H

#include <stdbool.h>

#include "diagnosis.h"

#define ANALYZE_ERROR (analyze_error_quark())
GQuark analyze_error_quark(void);
enum analyze_error { ANALYZE_ERROR_COLUMN, ANALYZE_ERROR_VALUE, ANALYZE_ERROR_EMPTY, ANALYZE_ERROR_FILE };

/* Which column holds what; NULL: none. */
struct analyze_columns {
	const char *text; /* one column, or several parted by commas: joined by a space */
	const char *id;	  /* without it the row's number is the id */
	const char *group, *place, *sender, *theme;
	const char *severity, *affected, *frequency; /* whole numbers 1 to 3, 4, 5; empty or 0: not said */
	const char *truth;
	const char *where; /* COLUMN=VALUE: other rows are left out */
	int64_t min_label; /* rows of labels with fewer rows than this are left out; 0: all stay */
};

struct analyze_table {
	struct diagnosis_report *reports;
	size_t n_reports;
	size_t *truth;	       /* n_reports class numbers, SIZE_MAX: no label; NULL without a truth column */
	GStringChunk *strings; /* what the reports point to */
};

/* file_name "-" reads standard input as CSV. */
struct analyze_table *analyze_table_read(const char *file_name, const struct analyze_columns *, GError **);
void analyze_table_free(struct analyze_table *);

#endif
