/* corpus_weights - rows of items as rows of weights.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "corpus_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "numbers.h"

enum { ROWS_A_BLOCK = 1024 };

static int compare_numbers(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static void sort_numbers(uint32_t *number, size_t n)
{
	enum { FEW = 40 };

	if (n > FEW) {
		qsort(number, n, sizeof *number, compare_numbers);
		return;
	}
	for (size_t i = 1; i < n; i++) {
		uint32_t this = number[i];
		size_t j = i;

		for (; j > 0 && number[j - 1] > this; j--)
			number[j] = number[j - 1];
		number[j] = this;
	}
}

size_t corpus_weigh_row(uint32_t *items, size_t n, size_t n_rows, const uint32_t *frequency, uint32_t *column,
			float *value)
{
	size_t n_entries = 0;
	double square = 0;

	sort_numbers(items, n);
	for (size_t i = 0; i < n;) {
		size_t tf = 1;
		double weight;

		while (i + tf < n && items[i + tf] == items[i])
			tf++;
		weight = (tf == 1 ? 1 : 1 + number_log((double)tf)) *
			 (1 + number_log((1 + (double)n_rows) / (1 + (double)frequency[items[i]])));
		column[n_entries] = items[i];
		value[n_entries++] = (float)weight;
		square += weight * weight;
		i += tf;
	}
	for (size_t i = 0; i < n_entries; i++)
		value[i] = (float)((double)value[i] / sqrt(square));
	return n_entries;
}

struct weighing {
	struct corpus_matrix *matrix;
	const size_t *room; /* where the entries of each row may begin */
	const uint32_t *frequency;
	corpus_items items;
	const void *data;
};

static void weigh_block(void *data, size_t first, size_t last, size_t thread)
{
	const struct weighing *w = data;
	struct corpus_matrix *m = w->matrix;
	g_autofree uint32_t *items = NULL;
	size_t longest = 1;

	(void)thread;
	for (size_t r = first; r < last; r++)
		longest = MAX(longest, w->room[r + 1] - w->room[r]);
	items = g_new(uint32_t, longest);
	for (size_t r = first; r < last; r++) {
		size_t n = w->items(w->data, r, items);

		m->start[r + 1] = corpus_weigh_row(items, n, m->n_rows, w->frequency, m->column + w->room[r],
						   m->value + w->room[r]);
	}
}

bool corpus_weigh(struct corpus_matrix *m, size_t n_rows, size_t n_columns, const uint32_t *frequency,
		  corpus_items items, const void *data, struct work *work, double from, double to)
{
	g_autofree size_t *room = g_new0(size_t, n_rows + 1);
	struct weighing w = {m, room, frequency, items, data};

	*m = (struct corpus_matrix){.n_rows = n_rows, .n_columns = n_columns};
	for (size_t r = 0; r < n_rows; r++)
		room[r + 1] = room[r] + items(data, r, NULL);
	m->start = g_new0(size_t, n_rows + 1);
	m->column = g_new(uint32_t, room[n_rows] + 1);
	m->value = g_new(float, room[n_rows] + 1);
	if (!work_run(work, n_rows, ROWS_A_BLOCK, weigh_block, &w, from, to))
		return false;
	for (size_t r = 0; r < n_rows; r++) {
		size_t n = m->start[r + 1], first = m->start[r];

		memmove(m->column + first, m->column + room[r], n * sizeof *m->column);
		memmove(m->value + first, m->value + room[r], n * sizeof *m->value);
		m->start[r + 1] = first + n;
	}
	m->column = g_renew(uint32_t, m->column, m->start[n_rows] + 1);
	m->value = g_renew(float, m->value, m->start[n_rows] + 1);
	return true;
}

uint32_t *corpus_frequencies(size_t n_documents, size_t n_items, corpus_items items, const void *data)
{
	uint32_t *frequency = g_new0(uint32_t, n_items + 1);
	g_autofree uint32_t *seen = g_new0(uint32_t, n_items + 1);
	g_autofree uint32_t *row = NULL;
	size_t longest = 1;

	for (size_t d = 0; d < n_documents; d++)
		longest = MAX(longest, items(data, d, NULL));
	row = g_new(uint32_t, longest);
	for (size_t d = 0; d < n_documents; d++) {
		size_t n = items(data, d, row);

		for (size_t i = 0; i < n; i++) {
			frequency[row[i]] += seen[row[i]] != d + 1;
			seen[row[i]] = (uint32_t)(d + 1);
		}
	}
	return frequency;
}

size_t corpus_join_rows(const struct corpus_entry *a, size_t n_a, const struct corpus_entry *b, size_t n_b,
			uint32_t first_column, float weight, struct corpus_entry *out)
{
	double square = 0;
	size_t n = 0;

	for (size_t i = 0; i < n_a; i++)
		out[n++] = a[i];
	for (size_t i = 0; i < n_b; i++)
		out[n++] = (struct corpus_entry){first_column + b[i].column, b[i].value * weight};
	for (size_t i = 0; i < n; i++)
		square += (double)out[i].value * (double)out[i].value;
	for (size_t i = 0; i < n && square > 0; i++)
		out[i].value = (float)((double)out[i].value / sqrt(square));
	return n;
}

void corpus_matrix_clear(struct corpus_matrix *m)
{
	g_free(m->start);
	g_free(m->column);
	g_free(m->value);
}
