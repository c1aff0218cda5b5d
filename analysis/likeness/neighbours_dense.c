/* neighbours_dense - blocks of rows of one cell against the cells nearest to each; one cell of all is exact.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "neighbours.h"

#include <glib.h>
#include <string.h>

#include "dense.h"
#include "kmeans.h"
#include "neighbours_best.h"

enum {
	ASKING = 1024, /* rows of a block at most */
	TILE = 128,    /* rows that they are compared with at a time */
	KMEANS_ROUNDS = 6,
	SAMPLE_A_CELL = 50, /* rows a cell that its centre is found from */
};

struct block {
	size_t cell, first, last; /* of order */
};

struct cells {
	const struct dense *m;
	struct dense centres; /* n x columns; no rows: one cell holds all */
	size_t n, n_probes;
	size_t *start;	 /* n + 1: rows order[start[c]]..order[start[c + 1] - 1] are in c */
	uint32_t *order; /* rows by cell, within one ascending; empty rows are left out */
	struct block *blocks;
	size_t n_blocks;
};

/* What one thread needs. */
struct scratch {
	float *asking, *some, *tile, *dots; /* ASKING, ASKING and TILE rows; ASKING * TILE */
	uint32_t *subset;		    /* ASKING */
	uint32_t *probe;		    /* ASKING * n_probes, then how many */
	float *unused;			    /* n_probes */
	uint32_t *n_probed;		    /* ASKING */
	bool *is_probed;		    /* by cell: by any row of the block */
	struct best *best, *nearest;	    /* ASKING */
};

static void scratch_start(struct scratch *s, const struct cells *cells, size_t k)
{
	size_t stride = MAX(cells->m->stride, 8);

	s->asking = g_aligned_alloc(ASKING * stride, sizeof(float), 32);
	s->some = g_aligned_alloc(ASKING * stride, sizeof(float), 32);
	s->tile = g_aligned_alloc(TILE * stride, sizeof(float), 32);
	s->dots = g_new(float, ASKING *TILE);
	s->subset = g_new(uint32_t, ASKING);
	s->probe = g_new(uint32_t, ASKING * cells->n_probes);
	s->unused = g_new(float, cells->n_probes);
	s->n_probed = g_new(uint32_t, ASKING);
	s->is_probed = g_new0(bool, cells->n);
	s->best = g_new(struct best, ASKING);
	s->nearest = g_new(struct best, ASKING);
	for (size_t i = 0; i < ASKING; i++) {
		s->best[i] = best_new(k);
		s->nearest[i] = best_new(cells->n_probes);
	}
}

static void scratch_clear(struct scratch *s)
{
	g_aligned_free(s->asking);
	g_aligned_free(s->some);
	g_aligned_free(s->tile);
	g_free(s->dots);
	g_free(s->subset);
	g_free(s->probe);
	g_free(s->unused);
	g_free(s->n_probed);
	g_free(s->is_probed);
	for (size_t i = 0; i < ASKING; i++) {
		best_clear(&s->best[i]);
		best_clear(&s->nearest[i]);
	}
	g_free(s->best);
	g_free(s->nearest);
}

/* Offers a row's similarities with others, each of its number, to what it has. */
static void offer_dots(struct best *best, const float *dots, const uint32_t *row, size_t n, uint32_t itself)
{
	float least = best_similarity(best->worst);

	for (size_t j = 0; j < n; j++) {
		if (!(dots[j] >= least && dots[j] > 0) || row[j] == itself)
			continue;
		best_offer(best, best_candidate(dots[j], row[j]));
		least = best_similarity(best->worst);
	}
}

/* The cells that each row of the block is compared with. */
static void choose_cells(const struct cells *cells, struct scratch *s, size_t n_asking)
{
	const struct dense *centres = &cells->centres;
	uint32_t number[TILE];

	for (size_t i = 0; i < n_asking; i++)
		best_start(&s->nearest[i], cells->n_probes);
	for (size_t first = 0; first < centres->n_rows; first += TILE) {
		size_t n = MIN(TILE, centres->n_rows - first);

		dense_dots(s->asking, n_asking, dense_row(centres, first), n, centres->stride, s->dots);
		for (size_t j = 0; j < n; j++)
			number[j] = (uint32_t)(first + j);
		for (size_t i = 0; i < n_asking; i++)
			offer_dots(&s->nearest[i], s->dots + i * n, number, n, UINT32_MAX);
	}
	memset(s->is_probed, 0, cells->n * sizeof *s->is_probed);
	for (size_t i = 0; i < n_asking; i++) {
		uint32_t *probe = s->probe + i * cells->n_probes;

		s->n_probed[i] = (uint32_t)best_take(&s->nearest[i], probe, s->unused);
		if (cells->n == 1) {
			s->n_probed[i] = 1;
			probe[0] = 0;
		}
		for (size_t p = 0; p < s->n_probed[i]; p++)
			s->is_probed[probe[p]] = true;
	}
}

/* Which rows of the block are compared with the cell; they are put side by side. */
static size_t choose_rows(const struct cells *cells, struct scratch *s, size_t n_asking, size_t cell)
{
	size_t n = 0, stride = cells->m->stride;

	for (size_t i = 0; i < n_asking; i++) {
		const uint32_t *probe = s->probe + i * cells->n_probes;
		bool has = false;

		for (size_t p = 0; p < s->n_probed[i] && !has; p++)
			has = probe[p] == cell;
		if (!has)
			continue;
		memcpy(s->some + n * stride, s->asking + i * stride, stride * sizeof(float));
		s->subset[n++] = (uint32_t)i;
	}
	return n;
}

static void compare_with_cell(const struct cells *cells, struct scratch *s, const struct block *block,
			      size_t cell)
{
	size_t n_some = choose_rows(cells, s, block->last - block->first, cell), stride = cells->m->stride;

	for (size_t first = cells->start[cell]; first < cells->start[cell + 1]; first += TILE) {
		size_t n = MIN(TILE, cells->start[cell + 1] - first);

		for (size_t j = 0; j < n; j++)
			memcpy(s->tile + j * stride, dense_row(cells->m, cells->order[first + j]),
			       stride * sizeof(float));
		dense_dots(s->some, n_some, s->tile, n, stride, s->dots);
		for (size_t i = 0; i < n_some; i++)
			offer_dots(&s->best[s->subset[i]], s->dots + i * n, cells->order + first, n,
				   cells->order[block->first + s->subset[i]]);
	}
}

struct job {
	const struct cells *cells;
	struct scratch *scratch; /* one a thread */
	struct neighbours *found;
};

static void search_block(const struct job *job, struct scratch *s, const struct block *block)
{
	const struct cells *cells = job->cells;
	size_t n_asking = block->last - block->first, stride = cells->m->stride, k = job->found->k;

	for (size_t i = 0; i < n_asking; i++) {
		memcpy(s->asking + i * stride, dense_row(cells->m, cells->order[block->first + i]),
		       stride * sizeof(float));
		best_start(&s->best[i], k);
	}
	choose_cells(cells, s, n_asking);
	for (size_t cell = 0; cell < cells->n; cell++)
		if (s->is_probed[cell])
			compare_with_cell(cells, s, block, cell);
	for (size_t i = 0; i < n_asking; i++) {
		size_t row = cells->order[block->first + i];

		job->found->count[row] = (uint32_t)best_take(&s->best[i], job->found->row + row * k,
							     job->found->similarity + row * k);
	}
}

static void search_blocks(void *data, size_t first, size_t last, size_t thread)
{
	const struct job *job = data;

	for (size_t b = first; b < last; b++)
		search_block(job, &job->scratch[thread], &job->cells->blocks[b]);
}

/* Rows by cell and blocks of them; cell_of NULL: all in one. */
static void order_rows(struct cells *cells, const uint32_t *cell_of)
{
	size_t n_rows = cells->m->n_rows;
	g_autofree size_t *at = g_new0(size_t, cells->n + 1);

	cells->start = g_new0(size_t, cells->n + 1);
	cells->order = g_new(uint32_t, n_rows + 1);
	for (size_t r = 0; r < n_rows; r++)
		if (!cell_of || cell_of[r] != UINT32_MAX)
			cells->start[(cell_of ? cell_of[r] : 0) + 1]++;
	for (size_t c = 0; c < cells->n; c++) {
		cells->start[c + 1] += cells->start[c];
		at[c] = cells->start[c];
	}
	for (size_t r = 0; r < n_rows; r++)
		if (!cell_of || cell_of[r] != UINT32_MAX)
			cells->order[at[cell_of ? cell_of[r] : 0]++] = (uint32_t)r;
	cells->blocks = g_new(struct block, n_rows / ASKING + cells->n + 1);
	for (size_t c = 0; c < cells->n; c++)
		for (size_t first = cells->start[c]; first < cells->start[c + 1]; first += ASKING)
			cells->blocks[cells->n_blocks++] =
				(struct block){c, first, MIN(first + ASKING, cells->start[c + 1])};
}

static bool make_cells(struct cells *cells, size_t n_cells, uint64_t seed, struct work *work)
{
	g_autofree uint32_t *cell_of = NULL;
	size_t sample = n_cells * SAMPLE_A_CELL;
	struct kmeans_settings settings = {.k = n_cells,
					   .n_rounds = KMEANS_ROUNDS,
					   .n_starts = 1,
					   .seed = seed,
					   .sample = sample < cells->m->n_rows ? sample : 0};

	if (n_cells > 1) {
		cell_of = kmeans_find(cells->m, &settings, &cells->centres, work);
		if (!cell_of)
			return false;
	}
	cells->n = n_cells;
	order_rows(cells, cell_of);
	return true;
}

struct neighbours *neighbours_of_dense(const struct dense *m, size_t k, size_t n_cells, size_t n_probes,
				       uint64_t seed, struct work *work)
{
	struct cells cells = {.m = m, .n_probes = 1};
	size_t n_threads = work_n_threads(work);
	struct job job = {&cells, NULL, NULL};

	g_assert(m->n_rows < UINT32_MAX && (n_cells <= 1 || n_probes > 0));
	n_cells = CLAMP(n_cells, 1, MAX(m->n_rows, 1));
	if (n_cells > 1)
		cells.n_probes = MIN(n_probes, n_cells);
	if (make_cells(&cells, n_cells, seed, work)) {
		job.found = neighbours_new(m->n_rows, k);
		job.scratch = g_new(struct scratch, n_threads);
		for (size_t t = 0; t < n_threads; t++)
			scratch_start(&job.scratch[t], &cells, k);
		if (!work_run(work, cells.n_blocks, 1, search_blocks, &job, 0, 1))
			g_clear_pointer(&job.found, neighbours_free);
		for (size_t t = 0; t < n_threads; t++)
			scratch_clear(&job.scratch[t]);
		g_free(job.scratch);
	}
	dense_clear(&cells.centres);
	g_free(cells.start);
	g_free(cells.order);
	g_free(cells.blocks);
	return job.found;
}
