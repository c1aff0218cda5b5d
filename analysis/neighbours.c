/* neighbours - one row at a time against the postings of its columns.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "neighbours.h"

#include <glib.h>

struct neighbours_search {
	const struct corpus_matrix *matrix;
	size_t max_frequency, next_row;
	size_t *posting_start; /* n_columns + 1 */
	uint32_t *posting_row;
	float *posting_value;
	float *score;	   /* n_rows: all 0 between rows */
	uint32_t *touched; /* n_rows */
	struct neighbours *found;
};

static void build_postings(struct neighbours_search *s)
{
	const struct corpus_matrix *m = s->matrix;
	size_t n_entries = m->start[m->n_rows];
	g_autofree size_t *at = g_new0(size_t, m->n_columns + 1);

	s->posting_start = g_new0(size_t, m->n_columns + 1);
	s->posting_row = g_new(uint32_t, n_entries + 1);
	s->posting_value = g_new(float, n_entries + 1);
	for (size_t e = 0; e < n_entries; e++)
		s->posting_start[m->column[e] + 1]++;
	for (size_t c = 0; c < m->n_columns; c++) {
		s->posting_start[c + 1] += s->posting_start[c];
		at[c] = s->posting_start[c];
	}
	for (size_t r = 0; r < m->n_rows; r++) {
		for (size_t e = m->start[r]; e < m->start[r + 1]; e++) {
			size_t slot = at[m->column[e]]++;

			s->posting_row[slot] = (uint32_t)r;
			s->posting_value[slot] = m->value[e];
		}
	}
}

struct neighbours_search *neighbours_start(const struct corpus_matrix *matrix, size_t k, size_t max_frequency)
{
	struct neighbours_search *s = g_new0(struct neighbours_search, 1);

	g_assert(k > 0 && matrix->n_rows < UINT32_MAX);
	s->matrix = matrix;
	s->max_frequency = max_frequency;
	build_postings(s);
	s->score = g_new0(float, matrix->n_rows + 1);
	s->touched = g_new(uint32_t, matrix->n_rows + 1);
	s->found = g_new0(struct neighbours, 1);
	s->found->n_rows = matrix->n_rows;
	s->found->k = k;
	s->found->count = g_new0(uint32_t, matrix->n_rows + 1);
	s->found->row = g_new0(uint32_t, matrix->n_rows * k + 1);
	s->found->similarity = g_new0(float, matrix->n_rows *k + 1);
	return s;
}

/* Puts a row into the list of the best k, kept in order; k is small. */
static void offer(struct neighbours *found, size_t of, uint32_t row, float similarity)
{
	uint32_t *rows = found->row + of * found->k;
	float *similarities = found->similarity + of * found->k;
	size_t at = found->count[of];

	if (at == found->k) {
		float worst = similarities[at - 1];

		if (similarity < worst || (similarity <= worst && row > rows[at - 1]))
			return;
		at--;
	} else {
		found->count[of]++;
	}
	while (at > 0 && (similarities[at - 1] < similarity ||
			  (similarities[at - 1] <= similarity && rows[at - 1] > row))) {
		rows[at] = rows[at - 1];
		similarities[at] = similarities[at - 1];
		at--;
	}
	rows[at] = row;
	similarities[at] = similarity;
}

static void search_row(struct neighbours_search *s, size_t row)
{
	const struct corpus_matrix *m = s->matrix;
	size_t n_touched = 0;

	for (size_t e = m->start[row]; e < m->start[row + 1]; e++) {
		size_t first = s->posting_start[m->column[e]], last = s->posting_start[m->column[e] + 1];
		float value = m->value[e];

		if (last - first > s->max_frequency)
			continue;
		for (size_t p = first; p < last; p++) {
			uint32_t other = s->posting_row[p];

			if (s->score[other] <= 0)
				s->touched[n_touched++] = other;
			s->score[other] += value * s->posting_value[p];
		}
	}
	for (size_t i = 0; i < n_touched; i++) {
		uint32_t other = s->touched[i];

		if (other != row && s->score[other] > 0)
			offer(s->found, row, other, s->score[other]);
		s->score[other] = 0;
	}
}

bool neighbours_step(struct neighbours_search *s, size_t n_rows, double *fraction)
{
	size_t total = s->matrix->n_rows, last = MIN(total, s->next_row + n_rows);

	for (; s->next_row < last; s->next_row++)
		search_row(s, s->next_row);
	*fraction = total ? (double)s->next_row / (double)total : 1;
	return s->next_row < total;
}

void neighbours_cancel(struct neighbours_search *s)
{
	if (!s)
		return;
	g_free(s->posting_start);
	g_free(s->posting_row);
	g_free(s->posting_value);
	g_free(s->score);
	g_free(s->touched);
	neighbours_free(s->found);
	g_free(s);
}

struct neighbours *neighbours_finish(struct neighbours_search *s)
{
	struct neighbours *found = g_steal_pointer(&s->found);

	g_assert(s->next_row == s->matrix->n_rows);
	neighbours_cancel(s);
	return found;
}

void neighbours_free(struct neighbours *found)
{
	if (!found)
		return;
	g_free(found->count);
	g_free(found->row);
	g_free(found->similarity);
	g_free(found);
}
