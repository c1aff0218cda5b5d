/* dense - the kernels: eight lanes of GCC's vector extension, compiled for AVX2 and for any x86-64.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "dense.h"

#include <glib.h>
#include <math.h>
#include <string.h>

/* The wider instructions give the same bits, as neither form fuses or reorders.  Sanitizers run before the
 * choice between the two could be made. */
#if defined(__SANITIZE_ADDRESS__) || defined(__clang__) || !defined(__x86_64__)
#define EITHER
#else
#define EITHER __attribute__((target_clones("avx2", "default")))
#endif
#define INSIDE static inline __attribute__((always_inline))

enum {
	LANES = 8,
	PANEL = 2 * LANES, /* rows of b side by side in dense_dots */
	DEPTH = 256,	   /* columns of them at a time */
	TILE = 4,	   /* rows of a at a time */
	SLICE = 2 * LANES, /* columns that a thread sums up in a transposed product */
	ROWS = 1024,	   /* in a block of work */
	STRETCH = 16384,   /* rows of a transposed product whose sum is kept apart */
};

/* A float's alignment is enough. */
typedef float lanes __attribute__((vector_size(32), aligned(4), may_alias));

struct dense dense_new(size_t n_rows, size_t n_columns)
{
	struct dense m = {n_rows, n_columns, (n_columns + LANES - 1) / LANES * LANES, NULL};

	m.value = g_aligned_alloc0(MAX(n_rows * m.stride, LANES), sizeof(float), 32);
	return m;
}

void dense_clear(struct dense *m)
{
	g_aligned_free(m->value);
	*m = (struct dense){0};
}

EITHER float dense_dot(const float *a, const float *b, size_t n)
{
	lanes even = {0}, odd = {0};
	size_t i = 0;

	for (; i + 2 * LANES <= n; i += 2 * LANES) {
		even += *(const lanes *)(a + i) * *(const lanes *)(b + i);
		odd += *(const lanes *)(a + i + LANES) * *(const lanes *)(b + i + LANES);
	}
	if (i < n)
		even += *(const lanes *)(a + i) * *(const lanes *)(b + i);
	even += odd;
	return ((even[0] + even[4]) + (even[2] + even[6])) + ((even[1] + even[5]) + (even[3] + even[7]));
}

EITHER void dense_add(float *to, const float *from, float scale, size_t n)
{
	for (size_t i = 0; i < n; i += LANES)
		*(lanes *)(to + i) += *(const lanes *)(from + i) * scale;
}

EITHER void dense_scale(float *row, float scale, size_t n)
{
	for (size_t i = 0; i < n; i += LANES)
		*(lanes *)(row + i) *= scale;
}

/* n_a rows (known when compiled) with a panel of PANEL columns. */
INSIDE void tile(const float *a, size_t n, size_t n_a, const float *panel, size_t depth, float *out,
		 size_t n_out, size_t width, bool goes_on)
{
	lanes sum[TILE][2];
	float last[PANEL];

	for (size_t i = 0; i < n_a; i++) {
		if (goes_on) {
			memset(last, 0, sizeof last);
			memcpy(last, out + i * n_out, width * sizeof(float));
			sum[i][0] = *(const lanes *)last;
			sum[i][1] = *(const lanes *)(last + LANES);
		} else {
			sum[i][0] = sum[i][1] = (lanes){0};
		}
	}
	for (size_t k = 0; k < depth; k++) {
		lanes left = *(const lanes *)(panel + k * PANEL);
		lanes right = *(const lanes *)(panel + k * PANEL + LANES);

		for (size_t i = 0; i < n_a; i++) {
			sum[i][0] += left * a[i * n + k];
			sum[i][1] += right * a[i * n + k];
		}
	}
	for (size_t i = 0; i < n_a; i++) {
		if (width == PANEL) {
			*(lanes *)(out + i * n_out) = sum[i][0];
			*(lanes *)(out + i * n_out + LANES) = sum[i][1];
		} else {
			*(lanes *)last = sum[i][0];
			*(lanes *)(last + LANES) = sum[i][1];
			memcpy(out + i * n_out, last, width * sizeof(float));
		}
	}
}

EITHER void dense_dots(const float *a, size_t n_a, const float *b, size_t n_b, size_t n, float *out)
{
	float panel[DEPTH * PANEL];

	if (n == 0)
		memset(out, 0, n_a * n_b * sizeof *out);
	for (size_t j = 0; j < n_b; j += PANEL) {
		size_t width = MIN(n_b - j, (size_t)PANEL);

		for (size_t first = 0; first < n; first += DEPTH) {
			size_t depth = MIN(n - first, (size_t)DEPTH), i = 0;

			for (size_t c = 0; c < PANEL; c++)
				for (size_t k = 0; k < depth; k++)
					panel[k * PANEL + c] = c < width ? b[(j + c) * n + first + k] : 0;
			for (; i + TILE <= n_a; i += TILE)
				tile(a + i * n + first, n, TILE, panel, depth, out + i * n_b + j, n_b, width,
				     first > 0);
			for (; i < n_a; i++)
				tile(a + i * n + first, n, 1, panel, depth, out + i * n_b + j, n_b, width,
				     first > 0);
		}
	}
}

static void normalise_rows(void *data, size_t first, size_t last, size_t thread)
{
	struct dense *m = data;

	(void)thread;
	for (size_t r = first; r < last; r++) {
		float *row = dense_row(m, r), length = sqrtf(dense_dot(row, row, m->stride));

		if (length < 1e-15F)
			memset(row, 0, m->stride * sizeof *row);
		else
			dense_scale(row, 1 / length, m->stride);
	}
}

void dense_normalise(struct dense *m, struct work *work)
{
	(void)work_run(work, m->n_rows, ROWS, normalise_rows, m, 0, 1);
}

struct dense dense_beside(const struct dense *const *parts, const float *share, size_t n)
{
	size_t n_columns = 0;
	struct dense m;

	g_assert(n > 0);
	for (size_t p = 0; p < n; p++)
		n_columns += parts[p]->n_columns;
	m = dense_new(parts[0]->n_rows, n_columns);
	for (size_t p = 0, at = 0; p < n; at += parts[p++]->n_columns) {
		g_assert(parts[p]->n_rows == m.n_rows);
		for (size_t r = 0; r < m.n_rows; r++) {
			const float *from = dense_row(parts[p], r);
			float *to = dense_row(&m, r) + at;

			for (size_t c = 0; c < parts[p]->n_columns; c++)
				to[c] = from[c] * share[p];
		}
	}
	normalise_rows(&m, 0, m.n_rows, 0);
	return m;
}

/* What the blocks of one product share. */
struct product {
	const struct dense *a, *b;
	const struct corpus_matrix *sparse;
	size_t first; /* row of the sparse matrix that is the first of a or of to */
	struct dense *to;
	float **slice;	/* one a thread */
	double *grams;	/* one a block */
	size_t n_block; /* rows */
};

static void times_transposed_rows(void *data, size_t first, size_t last, size_t thread)
{
	const struct product *p = data;

	(void)thread;
	/* The rows that b lacks up to a stride are there as zeros, so that the result's rows end in them. */
	dense_dots(dense_row(p->a, first), last - first, p->b->value, p->to->stride, p->a->stride,
		   dense_row(p->to, first));
}

struct dense dense_times_transposed(const struct dense *a, const struct dense *b, struct work *work)
{
	struct dense to = dense_new(a->n_rows, b->n_rows), padded = dense_new(to.stride, b->n_columns);
	struct product p = {.a = a, .b = &padded, .to = &to};

	g_assert(a->n_columns == b->n_columns);
	memcpy(padded.value, b->value, b->n_rows * b->stride * sizeof(float));
	if (!work_run(work, a->n_rows, ROWS, times_transposed_rows, &p, 0, 1))
		dense_clear(&to);
	dense_clear(&padded);
	return to;
}

/* gram (lower half) += x' x of four rows, each summed in their order. */
EITHER static void gram_of_four(const double *x, size_t n, double *gram)
{
	const double *x1 = x + n, *x2 = x + 2 * n, *x3 = x + 3 * n;

	for (size_t i = 0; i < n; i++) {
		double *g = gram + i * n;

		for (size_t j = 0; j <= i; j++)
			g[j] += x[i] * x[j] + x1[i] * x1[j] + x2[i] * x2[j] + x3[i] * x3[j];
	}
}

static void gram_rows(void *data, size_t first, size_t last, size_t thread)
{
	const struct product *p = data;
	size_t n = p->a->n_columns;
	double *gram = p->grams + first / p->n_block * n * n;
	g_autofree double *x = g_new(double, 4 * n);

	(void)thread;
	for (size_t r = first; r < last; r += 4) {
		for (size_t i = 0; i < 4; i++)
			for (size_t c = 0; c < n; c++)
				x[i * n + c] = r + i < last ? (double)dense_row(p->a, r + i)[c] : 0;
		gram_of_four(x, n, gram);
	}
}

bool dense_gram_add(const struct dense *m, double *gram, struct work *work)
{
	size_t n = m->n_columns, n_block = MAX((m->n_rows + 15) / 16, 256), n_blocks;
	g_autofree double *grams = NULL;
	struct product p = {.a = m, .n_block = n_block};

	n_blocks = (m->n_rows + n_block - 1) / n_block;
	p.grams = grams = g_new0(double, n_blocks *n *n + 1);
	if (!work_run(work, m->n_rows, n_block, gram_rows, &p, 0, 1))
		return false;
	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j <= i; j++) {
			double sum = 0;

			for (size_t b = 0; b < n_blocks; b++)
				sum += grams[(b * n + i) * n + j];
			gram[i * n + j] += sum;
			if (i != j)
				gram[j * n + i] += sum;
		}
	}
	return true;
}

/* n_lanes (known when compiled) lanes of a sparse row's product. */
INSIDE void sum_lanes(const uint32_t *column, const float *value, size_t n, const float *from, size_t stride,
		      float *out, size_t n_lanes)
{
	lanes sum[8];

	for (size_t l = 0; l < n_lanes; l++)
		sum[l] = (lanes){0};
	for (size_t i = 0; i < n; i++) {
		const float *row = from + column[i] * stride;

		for (size_t l = 0; l < n_lanes; l++)
			sum[l] += *(const lanes *)(row + l * LANES) * value[i];
	}
	for (size_t l = 0; l < n_lanes; l++)
		*(lanes *)(out + l * LANES) = sum[l];
}

INSIDE void sum_row(const uint32_t *column, const float *value, size_t n, const struct dense *m, float *out)
{
	size_t at = 0;

	for (; at + 8 * LANES <= m->stride; at += 8 * LANES)
		sum_lanes(column, value, n, m->value + at, m->stride, out + at, 8);
	for (; at + 4 * LANES <= m->stride; at += 4 * LANES)
		sum_lanes(column, value, n, m->value + at, m->stride, out + at, 4);
	for (; at < m->stride; at += LANES)
		sum_lanes(column, value, n, m->value + at, m->stride, out + at, 1);
}

EITHER void dense_sparse_row_times(const uint32_t *column, const float *value, size_t n,
				   const struct dense *m, float *out)
{
	sum_row(column, value, n, m, out);
}

EITHER static void sparse_times_rows(const struct product *p, size_t first, size_t last)
{
	const struct corpus_matrix *s = p->sparse;

	for (size_t r = first; r < last; r++) {
		size_t at = s->start[p->first + r];

		sum_row(s->column + at, s->value + at, s->start[p->first + r + 1] - at, p->b,
			dense_row(p->to, r));
	}
}

static void sparse_times_block(void *data, size_t first, size_t last, size_t thread)
{
	(void)thread;
	sparse_times_rows(data, first, last);
}

bool dense_sparse_rows_times(const struct corpus_matrix *sparse, size_t first, const struct dense *m,
			     struct dense *to, struct work *work)
{
	struct product p = {.b = m, .sparse = sparse, .first = first, .to = to};
	double from = (double)first / (double)MAX(sparse->n_rows, 1);

	g_assert(sparse->n_columns == m->n_rows && to->stride == m->stride);
	g_assert(first + to->n_rows <= sparse->n_rows);
	return work_run(work, to->n_rows, ROWS, sparse_times_block, &p, from,
			(double)(first + to->n_rows) / (double)MAX(sparse->n_rows, 1));
}

struct dense dense_sparse_times(const struct corpus_matrix *sparse, const struct dense *m, struct work *work)
{
	struct dense to = dense_new(sparse->n_rows, m->n_columns);

	if (!dense_sparse_rows_times(sparse, 0, m, &to, work))
		dense_clear(&to);
	return to;
}

/* A row's n_lanes lanes (known when compiled) from column `at` on, added to the slice's row of each entry. */
INSIDE void scatter_rows(const struct product *p, size_t at, float *slice, size_t n_lanes)
{
	const struct corpus_matrix *s = p->sparse;

	for (size_t r = 0; r < p->a->n_rows; r++) {
		const float *from = dense_row(p->a, r) + at;

		for (size_t i = s->start[p->first + r]; i < s->start[p->first + r + 1]; i++)
			for (size_t l = 0; l < n_lanes; l++)
				*(lanes *)(slice + s->column[i] * SLICE + l * LANES) +=
					*(const lanes *)(from + l * LANES) * s->value[i];
	}
}

EITHER static void add_transposed_slice(const struct product *p, size_t at, float *slice)
{
	size_t width = MIN((size_t)SLICE, p->to->stride - at);

	memset(slice, 0, p->to->n_rows * SLICE * sizeof *slice);
	if (width == SLICE)
		scatter_rows(p, at, slice, 2);
	else
		scatter_rows(p, at, slice, 1);
	for (size_t r = 0; r < p->to->n_rows; r++) {
		float *to = dense_row(p->to, r) + at;

		for (size_t c = 0; c < width; c += LANES)
			*(lanes *)(to + c) += *(const lanes *)(slice + r * SLICE + c);
	}
}

static void add_transposed_block(void *data, size_t first, size_t last, size_t thread)
{
	const struct product *p = data;

	for (size_t s = first; s < last; s++)
		add_transposed_slice(p, s * SLICE, p->slice[thread]);
}

/* to += the transposed of the sparse rows first.. (as many as a has) times a. */
static bool add_transposed(const struct corpus_matrix *sparse, size_t first, const struct dense *a,
			   struct dense *to, struct work *work)
{
	size_t n_threads = work_n_threads(work);
	g_autofree float **slice = g_new0(float *, n_threads);
	struct product p = {.a = a, .sparse = sparse, .first = first, .to = to, .slice = slice};
	double from = (double)first / (double)MAX(sparse->n_rows, 1);
	bool is_done;

	for (size_t t = 0; t < n_threads; t++)
		slice[t] = g_new(float, to->n_rows *SLICE + 1);
	is_done = work_run(work, (to->stride + SLICE - 1) / SLICE, 1, add_transposed_block, &p, from,
			   (double)(first + a->n_rows) / (double)MAX(sparse->n_rows, 1));
	for (size_t t = 0; t < n_threads; t++)
		g_free(slice[t]);
	return is_done;
}

struct dense dense_sparse_transposed_times(const struct corpus_matrix *sparse, const struct dense *m,
					   struct work *work)
{
	struct dense to = dense_new(sparse->n_columns, m->n_columns);

	g_assert(sparse->n_rows == m->n_rows);
	for (size_t first = 0; first < m->n_rows; first += STRETCH) {
		struct dense part = *m;

		part.value = dense_row(m, first);
		part.n_rows = MIN(m->n_rows - first, (size_t)STRETCH);
		if (!add_transposed(sparse, first, &part, &to, work)) {
			dense_clear(&to);
			break;
		}
	}
	return to;
}

struct dense dense_sparse_gram_times(const struct corpus_matrix *sparse, const struct dense *m,
				     struct work *work)
{
	struct dense to = dense_new(sparse->n_columns, m->n_columns);
	struct dense part = dense_new(MIN(sparse->n_rows, (size_t)STRETCH), m->n_columns);

	for (size_t first = 0; first < sparse->n_rows; first += STRETCH) {
		part.n_rows = MIN(sparse->n_rows - first, (size_t)STRETCH);
		if (!dense_sparse_rows_times(sparse, first, m, &part, work) ||
		    !add_transposed(sparse, first, &part, &to, work)) {
			dense_clear(&to);
			break;
		}
	}
	dense_clear(&part);
	return to;
}
