/* neighbours - one row at a time against the postings of its columns.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "neighbours.h"

#include <glib.h>
#include <stdlib.h>

#include "neighbours_best.h"

enum {
	ROWS_A_BLOCK = 256,
	COMPARED_TIMES_K = 3, /* so many times k are compared exactly after a search that looked past some */
	N_LEVELS = 256,	      /* by which the largest entries of a column are told */
};
static const float negligible = 1e-15F;

struct neighbours_index {
	const struct corpus_matrix *matrix;
	size_t max_postings;
	uint32_t *frequency; /* n_columns */
	size_t *start;	     /* n_columns + 1: postings start[c]..start[c+1]-1, rows ascending */
	uint32_t *row;
	float *value;
};

static size_t level_of(float value)
{
	return value >= 1 ? N_LEVELS - 1 : (size_t)(value * N_LEVELS);
}

/* Of columns that are too long: by level how many entries may still be taken. */
static uint32_t *places_by_level(const struct neighbours_index *index, uint32_t *long_number)
{
	const struct corpus_matrix *m = index->matrix;
	uint32_t *places, n_long = 0;

	for (size_t c = 0; c < m->n_columns; c++)
		long_number[c] = index->frequency[c] > index->max_postings ? n_long++ : UINT32_MAX;
	places = g_new0(uint32_t, (size_t)n_long * N_LEVELS + 1);
	for (size_t e = 0; n_long && e < m->start[m->n_rows]; e++) {
		uint32_t number = long_number[m->column[e]];

		if (number != UINT32_MAX && m->value[e] > negligible)
			places[(size_t)number * N_LEVELS + level_of(m->value[e])]++;
	}
	for (size_t n = 0; n < n_long; n++) {
		uint32_t left = (uint32_t)index->max_postings;

		for (size_t level = N_LEVELS; level-- > 0;) {
			uint32_t *place = &places[n * N_LEVELS + level];

			*place = MIN(*place, left);
			left -= *place;
		}
	}
	return places;
}

struct neighbours_index *neighbours_index_new(const struct corpus_matrix *m, size_t max_postings)
{
	struct neighbours_index *index = g_new0(struct neighbours_index, 1);
	g_autofree size_t *at = g_new0(size_t, m->n_columns + 1);
	g_autofree uint32_t *long_number = g_new(uint32_t, m->n_columns + 1), *places = NULL;
	size_t n_entries = m->start[m->n_rows], n_postings = 0;

	g_assert(m->n_rows < UINT32_MAX);
	index->matrix = m;
	index->max_postings = max_postings ? MIN(max_postings, m->n_rows + 1) : m->n_rows + 1;
	index->frequency = g_new0(uint32_t, m->n_columns + 1);
	for (size_t e = 0; e < n_entries; e++)
		index->frequency[m->column[e]] += m->value[e] > negligible;
	places = places_by_level(index, long_number);
	index->start = g_new(size_t, m->n_columns + 1);
	for (size_t c = 0; c < m->n_columns; c++) {
		index->start[c] = at[c] = n_postings;
		n_postings += MIN(index->frequency[c], index->max_postings);
	}
	index->start[m->n_columns] = n_postings;
	index->row = g_new(uint32_t, n_postings + 1);
	index->value = g_new(float, n_postings + 1);
	for (size_t r = 0; r < m->n_rows; r++) {
		for (size_t e = m->start[r]; e < m->start[r + 1]; e++) {
			uint32_t column = m->column[e], number = long_number[column];

			if (!(m->value[e] > negligible))
				continue;
			if (number != UINT32_MAX) {
				uint32_t *place = &places[(size_t)number * N_LEVELS + level_of(m->value[e])];

				if (!*place)
					continue;
				(*place)--;
			}
			index->row[at[column]] = (uint32_t)r;
			index->value[at[column]++] = m->value[e];
		}
	}
	return index;
}

void neighbours_index_free(struct neighbours_index *index)
{
	if (!index)
		return;
	g_free(index->frequency);
	g_free(index->start);
	g_free(index->row);
	g_free(index->value);
	g_free(index);
}

/* What one thread needs beside the index; all zeros between rows. */
struct scratch {
	float *score, *asked; /* n_rows, n_columns */
	uint32_t *touched;    /* n_rows + 1 */
	uint64_t *order;      /* as many as the longest row */
	struct best best;
};

static void scratch_start(struct scratch *s, const struct neighbours_index *index, size_t longest, size_t k)
{
	s->score = g_new0(float, index->matrix->n_rows + 1);
	s->asked = g_new0(float, index->matrix->n_columns + 1);
	s->touched = g_new(uint32_t, index->matrix->n_rows + 1);
	s->order = g_new(uint64_t, longest + 1);
	s->best = best_new(COMPARED_TIMES_K * k);
}

static void scratch_clear(struct scratch *s)
{
	g_free(s->score);
	g_free(s->asked);
	g_free(s->touched);
	g_free(s->order);
	best_clear(&s->best);
}

static int compare(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static uint64_t rarity(const struct neighbours_index *index, uint32_t column)
{
	return ((uint64_t)index->frequency[column] << 32) | column;
}

/* The last column, in order of rarity, that the row reads; *is_whole: it reads all there is. */
static uint64_t last_column(const struct neighbours_index *index, struct scratch *s, const uint32_t *column,
			    size_t n, bool *is_whole)
{
	size_t n_read = 0, at = 0;

	*is_whole = index->max_postings > index->matrix->n_rows;
	if (*is_whole)
		return UINT64_MAX;
	for (size_t i = 0; i < n; i++)
		s->order[i] = rarity(index, column[i]);
	qsort(s->order, n, sizeof *s->order, compare);
	for (; at < n && n_read < index->max_postings; at++)
		n_read += MIN((size_t)(s->order[at] >> 32), index->max_postings);
	*is_whole = at == n && (!n || (s->order[n - 1] >> 32) <= index->max_postings);
	return at ? s->order[at - 1] : 0;
}

/* Adds one column's postings; how many rows have been touched by now. */
static size_t add_column(const uint32_t *restrict row, const float *restrict value, size_t n, float times,
			 float *restrict score, uint32_t *restrict touched, size_t n_touched)
{
	for (size_t p = 0; p < n; p++) {
		float before = score[row[p]];

		touched[n_touched] = row[p];
		n_touched += before <= 0;
		score[row[p]] = before + times * value[p];
	}
	return n_touched;
}

static size_t add_scores(const struct neighbours_index *index, struct scratch *s, const uint32_t *column,
			 const float *value, size_t n, uint64_t last)
{
	size_t n_touched = 0;

	for (size_t i = 0; i < n; i++) {
		size_t first = index->start[column[i]];

		if (value[i] > negligible && rarity(index, column[i]) <= last)
			n_touched = add_column(index->row + first, index->value + first,
					       index->start[column[i] + 1] - first, value[i], s->score,
					       s->touched, n_touched);
	}
	return n_touched;
}

/* Offers the touched rows and sets their scores back to 0. */
static void offer_touched(float *restrict score, const uint32_t *restrict touched, size_t n,
			  struct best *best)
{
	uint64_t worst = best->worst;

	for (size_t i = 0; i < n; i++) {
		uint64_t candidate = best_candidate(score[touched[i]], touched[i]);

		score[touched[i]] = 0;
		if (candidate > worst) {
			best_offer(best, candidate);
			worst = best->worst;
		}
	}
}

/* The same sum in the same order as add_scores would make it of all columns. */
static float compared(const struct corpus_matrix *m, const float *asked, uint32_t row)
{
	float sum = 0;

	for (size_t e = m->start[row]; e < m->start[row + 1]; e++)
		sum += asked[m->column[e]] * m->value[e];
	return sum;
}

static void compare_best(const struct corpus_matrix *m, struct scratch *s, const uint32_t *column,
			 const float *value, size_t n, size_t k)
{
	struct best *best = &s->best;
	size_t n_compared;

	if (best->n > best->wanted)
		best_cut(best);
	n_compared = best->n;
	for (size_t i = 0; i < n; i++)
		s->asked[column[i]] = value[i];
	for (size_t i = 0; i < n_compared; i++)
		__builtin_prefetch(&m->start[best_row(best->candidate[i])]);
	for (size_t i = 0; i < n_compared; i++) {
		uint32_t row = best_row(best->candidate[i]);

		if (i + 4 < n_compared) {
			size_t next = m->start[best_row(best->candidate[i + 4])];

			__builtin_prefetch(&m->column[next]);
			__builtin_prefetch(&m->value[next]);
		}
		best->candidate[i] = best_candidate(compared(m, s->asked, row), row);
	}
	for (size_t i = 0; i < n; i++)
		s->asked[column[i]] = 0;
	best->wanted = MIN(k, n_compared);
	if (n_compared)
		best_cut(best);
}

/* Neighbours of a row other than itself; how many. */
static size_t search(const struct neighbours_index *index, struct scratch *s, const uint32_t *column,
		     const float *value, size_t n, size_t k, size_t itself, uint32_t *row, float *similarity)
{
	bool is_whole;
	uint64_t last = last_column(index, s, column, n, &is_whole);
	size_t n_touched = add_scores(index, s, column, value, n, last);

	if (itself != SIZE_MAX)
		s->score[itself] = 0;
	best_start(&s->best, is_whole ? k : k * COMPARED_TIMES_K);
	offer_touched(s->score, s->touched, n_touched, &s->best);
	if (!is_whole)
		compare_best(index->matrix, s, column, value, n, k);
	return best_take(&s->best, row, similarity);
}

size_t neighbours_index_ask(const struct neighbours_index *index, const uint32_t *column, const float *value,
			    size_t n, size_t k, uint32_t *row, float *similarity)
{
	struct scratch scratch;
	size_t n_found;

	g_assert(k > 0);
	scratch_start(&scratch, index, n, k);
	n_found = search(index, &scratch, column, value, n, k, SIZE_MAX, row, similarity);
	scratch_clear(&scratch);
	return n_found;
}

struct job {
	const struct neighbours_index *index;
	struct scratch *scratch; /* one a thread */
	struct neighbours *found;
};

static void search_rows(void *data, size_t first, size_t last, size_t thread)
{
	struct job *job = data;
	const struct corpus_matrix *m = job->index->matrix;
	struct neighbours *found = job->found;

	for (size_t r = first; r < last; r++) {
		size_t e = m->start[r];

		found->count[r] = (uint32_t)search(
			job->index, &job->scratch[thread], m->column + e, m->value + e, m->start[r + 1] - e,
			found->k, r, found->row + r * found->k, found->similarity + r * found->k);
	}
}

struct neighbours *neighbours_of_sparse(const struct corpus_matrix *m, size_t k, size_t max_postings,
					struct work *work)
{
	struct neighbours_index *index = neighbours_index_new(m, max_postings);
	size_t n_threads = work_n_threads(work), longest = 0;
	struct job job = {index, g_new(struct scratch, n_threads), neighbours_new(m->n_rows, k)};

	for (size_t r = 0; r < m->n_rows; r++)
		longest = MAX(longest, m->start[r + 1] - m->start[r]);
	for (size_t t = 0; t < n_threads; t++)
		scratch_start(&job.scratch[t], index, longest, k);
	if (!work_run(work, m->n_rows, ROWS_A_BLOCK, search_rows, &job, 0, 1))
		g_clear_pointer(&job.found, neighbours_free);
	for (size_t t = 0; t < n_threads; t++)
		scratch_clear(&job.scratch[t]);
	g_free(job.scratch);
	neighbours_index_free(index);
	return job.found;
}

struct neighbours *neighbours_new(size_t n_rows, size_t k)
{
	struct neighbours *found = g_new0(struct neighbours, 1);

	g_assert(k > 0);
	found->n_rows = n_rows;
	found->k = k;
	found->count = g_new0(uint32_t, n_rows + 1);
	found->row = g_new0(uint32_t, n_rows * k + 1);
	found->similarity = g_new0(float, n_rows *k + 1);
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
