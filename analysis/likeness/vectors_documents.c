/* vectors_documents - texts as weighted means of their words' directions, less what all have in common.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "vectors.h"

#include <math.h>
#include <string.h>

enum { ROWS = 1024, SAMPLE = 16384, ROUNDS = 100 };
static const double rarity = 1e-3;

struct texts {
	const struct corpus *corpus;
	const struct dense *terms;
	float *weight; /* a term: 0 where it has no direction */
	struct dense rows;
	struct dense common; /* one row */
};

static void weigh_terms(struct texts *t)
{
	const struct corpus *corpus = t->corpus;
	size_t n_words = corpus->word_start[corpus->n_documents];
	g_autofree size_t *count = g_new0(size_t, corpus->n_terms + 1);

	for (size_t i = 0; i < n_words; i++)
		count[corpus->words[i]]++;
	t->weight = g_new0(float, corpus->n_terms + 1);
	for (size_t i = 0; i < corpus->n_terms; i++) {
		const float *row = dense_row(t->terms, i);

		if (dense_dot(row, row, t->terms->stride) > 0)
			t->weight[i] = (float)(rarity / (rarity + (double)count[i] / (double)n_words));
	}
}

static void mean_rows(void *data, size_t first, size_t last, size_t thread)
{
	struct texts *t = data;

	(void)thread;
	for (size_t d = first; d < last; d++) {
		float *row = dense_row(&t->rows, d);
		size_t n = 0;

		for (size_t i = t->corpus->word_start[d]; i < t->corpus->word_start[d + 1]; i++) {
			uint32_t word = t->corpus->words[i];

			if (t->weight[word] <= 0)
				continue;
			dense_add(row, dense_row(t->terms, word), t->weight[word], t->rows.stride);
			n++;
		}
		if (n > 1)
			dense_scale(row, 1 / (float)n, t->rows.stride);
	}
}

/* The strongest direction of a symmetric matrix, by powers from the column of its largest entry. */
static void strongest(const double *matrix, size_t n, float *out)
{
	g_autofree double *now = g_new0(double, n + 1), *next = g_new0(double, n + 1);
	size_t largest = 0;

	for (size_t i = 1; i < n; i++)
		if (matrix[i * n + i] > matrix[largest * n + largest])
			largest = i;
	for (size_t i = 0; i < n; i++)
		now[i] = matrix[i * n + largest];
	for (size_t round = 0; round < ROUNDS; round++) {
		double square = 0;

		for (size_t i = 0; i < n; i++) {
			next[i] = 0;
			for (size_t j = 0; j < n; j++)
				next[i] += matrix[i * n + j] * now[j];
			square += next[i] * next[i];
		}
		for (size_t i = 0; i < n; i++)
			now[i] = square > 0 ? next[i] / sqrt(square) : 0;
	}
	for (size_t i = 0; i < n; i++)
		out[i] = (float)now[i];
}

static bool find_common(struct texts *t, struct work *work)
{
	size_t n_rows = t->rows.n_rows, n = t->rows.n_columns;
	struct dense sample = dense_new(MIN(n_rows, (size_t)SAMPLE), n);
	g_autofree double *gram = g_new0(double, n *n + 1);
	bool is_done;

	for (size_t i = 0; i < sample.n_rows; i++)
		memcpy(dense_row(&sample, i), dense_row(&t->rows, i * n_rows / sample.n_rows),
		       sample.stride * sizeof(float));
	is_done = dense_gram_add(&sample, gram, work);
	if (is_done)
		strongest(gram, n, t->common.value);
	dense_clear(&sample);
	return is_done;
}

static void leave_out_common(void *data, size_t first, size_t last, size_t thread)
{
	struct texts *t = data;
	size_t stride = t->rows.stride;

	(void)thread;
	for (size_t d = first; d < last; d++) {
		float *row = dense_row(&t->rows, d), before = dense_dot(row, row, stride), after;

		dense_add(row, t->common.value, -dense_dot(row, t->common.value, stride), stride);
		after = dense_dot(row, row, stride);
		if (after <= before * 1e-6F) /* rounding, not a direction */
			memset(row, 0, stride * sizeof *row);
	}
}

struct dense vectors_documents(const struct corpus *corpus, const struct dense *terms, struct work *work)
{
	struct texts t = {.corpus = corpus, .terms = terms};

	g_assert(terms->n_rows == corpus->n_terms);
	weigh_terms(&t);
	t.rows = dense_new(corpus->n_documents, terms->n_columns);
	t.common = dense_new(1, terms->n_columns);
	if (!work_run(work, corpus->n_documents, ROWS, mean_rows, &t, 0, 0.6) || !find_common(&t, work) ||
	    !work_run(work, corpus->n_documents, ROWS, leave_out_common, &t, 0.6, 1))
		dense_clear(&t.rows);
	dense_normalise(&t.rows, work);
	if (work_is_stopped(work))
		dense_clear(&t.rows);
	g_free(t.weight);
	dense_clear(&t.common);
	return t.rows;
}
