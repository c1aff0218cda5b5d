/* analyze_table - a table of any program as the reports that the analysis studies.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Without a text column the one with the longest texts is taken; without an id column "instanceID", "_uuid"
 * or "KEY" when each row has one of its own, else the number of the row; without a time column that of the
 * submission.  Rows without any cell filled are left out.
 *
 * Threads: pure.  Memory: analyze_table_free frees all strings and reports; about the texts and 80 bytes a
 * row, and while it is read the file besides.  Failure: ANALYZE_ERROR or CSV_ERROR, in the language of the
 * terminal, saying what to do.
 */
#ifndef ANALYZE_TABLE_H
#define ANALYZE_TABLE_H

#include <stdbool.h>

#include "analyze_source.h"
#include "diagnosis.h"

/* Which column holds what; NULL: none, or found out. */
struct analyze_columns {
	const char *text; /* one column, or several parted by commas: joined by a space */
	const char *id;
	const char *group, *place, *sender, *theme;
	const char *severity, *affected, *frequency; /* whole numbers 1 to 3, 4, 5; empty or 0: not said */
	const char *const *heard;   /* COLUMN=VALUE,VALUE…: who answers so is of a group heard less;
				     * NULL-terminated,   or NULL: nobody is known to be */
	const char *votes, *favour; /* on the row, and those of them in favour; both or none */
	const char *time;	    /* ISO 8601: 2026-03-01T10:20:00-06:00 or less of it */
	const char *truth;
	const char *where; /* COLUMN=VALUE: other rows are left out */
	int64_t min_label; /* rows of labels with fewer rows than this are left out; 0: all stay */
};

struct analyze_table {
	struct diagnosis_report *reports;
	size_t n_reports;
	size_t *truth;	       /* n_reports class numbers, SIZE_MAX: no label; NULL without a truth column */
	GStringChunk *strings; /* what the reports point to */

	/* How it was read. */
	char *text_column, *id_column, *time_column; /* as the table names them; NULL: none */
	char *heard; /* by which answers somebody is heard less, as given; NULL: by none */
	bool is_text_guessed;
	size_t n_times_unknown; /* cells of time that are no ISO 8601 */
	const char *encoding;
	char separator; /* 0: none */
	char digest[65];
	uint64_t seed; /* from the digest of the rows, whatever their order: nobody chooses it */
};

/* file_name "-" reads standard input. */
struct analyze_table *analyze_table_read(const char *file_name, const struct analyze_columns *, GError **);
/* The same from what was read already. */
struct analyze_table *analyze_table_of(const struct analyze_source *, const struct analyze_columns *,
				       GError **);
void analyze_table_free(struct analyze_table *);

#endif
