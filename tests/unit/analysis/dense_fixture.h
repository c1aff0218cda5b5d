/* dense_fixture - random matrices for the tests of analysis/, and a watcher that stops.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef DENSE_FIXTURE_H
#define DENSE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>
#include <math.h>
#include <string.h>

#include "dense.h"
#include "random.h"

static inline struct dense random_dense(struct random *random, size_t n_rows, size_t n_columns)
{
	struct dense m = dense_new(n_rows, n_columns);

	for (size_t r = 0; r < n_rows; r++)
		for (size_t c = 0; c < n_columns; c++)
			dense_row(&m, r)[c] = (float)(2 * random_unit(random) - 1);
	return m;
}

/* About n_entries a row, some rows empty. */
static inline struct corpus_matrix random_sparse(struct random *random, size_t n_rows, size_t n_columns,
						 size_t n_entries)
{
	struct corpus_matrix m = {.n_rows = n_rows, .n_columns = n_columns};

	m.start = g_new0(size_t, n_rows + 1);
	m.column = g_new(uint32_t, n_rows * n_columns + 1);
	m.value = g_new(float, n_rows *n_columns + 1);
	for (size_t r = 0; r < n_rows; r++) {
		m.start[r + 1] = m.start[r];
		for (size_t c = 0; r % 7 != 3 && c < n_columns; c++) {
			if (random_below(random, n_columns) >= n_entries)
				continue;
			m.column[m.start[r + 1]] = (uint32_t)c;
			m.value[m.start[r + 1]++] = (float)random_unit(random);
		}
	}
	return m;
}

static inline void sparse_clear(struct corpus_matrix *m)
{
	g_free(m->start);
	g_free(m->column);
	g_free(m->value);
}

/* A watcher that lets so many tellings pass. */
static inline bool stop_later(void *data, const char *stage, double fraction)
{
	size_t *n = data;

	(void)stage;
	assert_true(fraction >= 0 && fraction <= 1);
	return (*n)-- > 0;
}

#endif
