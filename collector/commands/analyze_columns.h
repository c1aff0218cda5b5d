/* analyze_columns - which column of a table is meant: by name, by the end of its name, or by what it holds.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Kobo and ODK Central write the groups of a question before its name, parted by slashes, hyphens or colons:
 * the last part is enough where only one column has it.  Case, accents and blanks around do not matter where
 * no column is called exactly so.
 *
 * Threads: pure.  Memory: the caller's.  Failure: ANALYZE_ERROR_COLUMN, with the nearest name and the list.
 */
#ifndef ANALYZE_COLUMNS_H
#define ANALYZE_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

#include "analyze_source.h"

/* The column that is meant by the name. */
bool analyze_column_find(const char *const *header, size_t n_columns, const char *name, size_t *column,
			 GError **error);
/* The first column whose name, or its last part, is one of these (NULL-terminated, best first); SIZE_MAX:
 * none.
 */
size_t analyze_column_known(const char *const *header, size_t n_columns, const char *const *names);
/* The column of the longest free texts among the first rows: the most words on average, alike cells counted
 * once.  SIZE_MAX with *error: none has two words on average, or the rows cannot be read. */
size_t analyze_column_wordiest(const struct analyze_source *, GError **);

#endif
