/* tests/fuzz/fuzz_table.c - any bytes as a table to analyse: a sentence or rows, never a crash.
 *
 * What is read must be UTF-8, have an id of its own for each report, and be no longer than what was given (a
 * byte of another encoding may become three).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "analyze_table.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_with(const struct analyze_source *source, const struct analyze_columns *columns)
{
	g_autoptr(GError) error = NULL;
	struct analyze_table *table = analyze_table_of(source, columns, &error);
	g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);
	size_t length = 0;

	g_assert((table == NULL) == (error != NULL));
	for (size_t i = 0; table && i < table->n_reports; i++) {
		g_assert(g_utf8_validate(table->reports[i].text, -1, NULL));
		g_assert(g_hash_table_add(ids, (gpointer)(uintptr_t)table->reports[i].id));
		length += strlen(table->reports[i].text);
	}
	g_assert(length <= source->n_bytes);
	analyze_table_free(table);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct analyze_columns guessed = {0},
					    named = {.text = "texto", .truth = "t", .min_label = 2};

	for (int is_tabs = 0; is_tabs < 2; is_tabs++) {
		g_autoptr(GError) error = NULL;
		struct analyze_source source;

		if (!analyze_source_take(&source, g_memdup2(data, size), size, is_tabs, &error)) {
			g_assert(error);
			continue;
		}
		read_with(&source, &guessed);
		read_with(&source, &named);
		analyze_source_clear(&source);
	}
	return 0;
}
