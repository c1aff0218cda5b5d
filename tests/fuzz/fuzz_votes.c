/* tests/fuzz/fuzz_votes.c - any bytes as a file of votes: a sentence or votes, never a crash.
 *
 * What is read must name voters and options that there are, and values that its kind of vote has.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "votes_raw.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void look_at(const struct votes *votes, const struct votes *rules)
{
	g_assert(rules->kind < VOTES_N_KINDS && rules->shape);
	for (size_t r = 0; r < votes->n_records; r++) {
		const struct votes_record *record = &votes->records[r];

		g_assert(record->voter < votes->n_voters && record->item < votes->n_items &&
			 record->other < votes->n_items && record->second >= -1);
		g_assert(!r || votes->records[r - 1].voter <= record->voter);
		if (rules->kind == VOTES_PAIRS)
			g_assert(record->item != record->other && record->value >= 0 && record->value <= 3);
		if (rules->kind == VOTES_OPINIONS)
			g_assert(record->value >= -1 && record->value <= 1);
		if (rules->kind == VOTES_APPROVAL)
			g_assert(record->value == 0 || record->value == 1);
	}
	for (size_t i = 0; i < votes->n_items; i++)
		g_assert(g_utf8_validate(votes->items[i], -1, NULL));
}

static void read_as(const struct analyze_source *source, enum votes_kind kind)
{
	g_autoptr(GError) error = NULL;
	const struct votes_options options = {.kind = kind, .confidence = 0.95};
	struct votes rules = {.kind = kind, .left_out = g_ptr_array_new_with_free_func(g_free)};
	struct votes_raw raw;
	struct cells *cells = NULL;
	bool is_read;

	votes_raw_begin(&raw);
	if (source->n_bytes >= 4 && memcmp(source->bytes, "META", 4) == 0) {
		is_read = votes_raw_pabulib(&raw, source, "votes", &rules, &error);
	} else {
		cells = cells_of(source, "votes", &error);
		is_read = cells && votes_raw_table(&raw, cells, &options, &rules, &error);
	}
	g_assert(is_read == (error == NULL));
	if (is_read) {
		struct votes *votes = votes_raw_take(&raw);

		look_at(votes, &rules);
		votes->inputs = g_ptr_array_new();
		votes->left_out = g_ptr_array_new();
		votes_free(votes);
	}
	votes_raw_clear(&raw);
	cells_free(cells);
	g_ptr_array_unref(rules.left_out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	for (enum votes_kind kind = VOTES_APPROVAL; kind <= VOTES_N_KINDS; kind++) {
		g_autoptr(GError) error = NULL;
		struct analyze_source source;

		if (!analyze_source_take(&source, g_memdup2(data, size), size, false, &error))
			return 0;
		read_as(&source, kind);
		analyze_source_clear(&source);
	}
	return 0;
}
