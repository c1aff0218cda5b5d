/* kmeans - seeds drawn by squared distance, then Lloyd's rounds; distances by blocks of dot products, means
 * as the product of a sparse matrix of memberships with the rows. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "kmeans.h"

#include "random.h"

#include <glib.h>
#include <math.h>
#include <string.h>

enum {
	ROWS = 256,
	MANY = 64,	 /* more centres than this are drawn MOST_TRIES at a time */
	MOST_TRIES = 16, /* the others need fewer: 2 + ln 64 */
};

struct kmeans {
	const struct dense *rows;
	size_t k, n_some; /* groups; rows that are not empty */
	bool is_spherical;
	float *square;	 /* a row: its length squared */
	uint32_t *group; /* a row */
	float *distance; /* a row: squared, to the centre of its group */
	struct dense centres;
	float *centre_square;
	struct corpus_matrix members; /* a row with one entry, its group, for each row that is not empty */
	float **scores;		      /* a thread: ROWS x as many centres as there are at once */
	size_t *n_changed;	      /* a thread */
	/* Seeding. */
	struct dense candidates;
	float *candidate_square,
		*candidate_distance; /* a candidate; a row x candidates: the nearest centre then */
	struct random random;
};

static float square_of(const float *row, size_t n)
{
	float square;

	dense_dots(row, 1, row, 1, n, &square);
	return square;
}

static struct kmeans *start(const struct dense *rows, size_t k, struct work *work)
{
	struct kmeans *m = g_new0(struct kmeans, 1);
	size_t n = rows->n_rows, n_threads = work_n_threads(work);

	m->rows = rows;
	m->k = k;
	m->is_spherical = true;
	m->square = g_new(float, n + 1);
	m->group = g_new(uint32_t, n + 1);
	m->distance = g_new(float, n + 1);
	m->centres = dense_new(k, rows->n_columns);
	m->centre_square = g_new0(float, k + 1);
	m->members = (struct corpus_matrix){n, k, g_new0(size_t, n + 1), g_new0(uint32_t, n + 1), NULL};
	m->members.value = g_new(float, n + 1);
	for (size_t r = 0; r < n; r++) {
		m->square[r] = square_of(dense_row(rows, r), rows->stride);
		m->group[r] = UINT32_MAX;
		m->members.start[r + 1] = m->members.start[r] + (m->square[r] > 0);
		m->members.value[r] = 1;
		m->is_spherical &= m->square[r] <= 0 || fabsf(m->square[r] - 1) < 1e-3F;
	}
	m->n_some = m->members.start[n];
	m->scores = g_new0(float *, n_threads + 1);
	for (size_t t = 0; t < n_threads; t++)
		m->scores[t] = g_new(float, ROWS *MAX(k, MOST_TRIES));
	m->n_changed = g_new0(size_t, n_threads + 1);
	return m;
}

static void end(struct kmeans *m)
{
	for (size_t t = 0; m->scores[t]; t++)
		g_free(m->scores[t]);
	g_free(m->scores);
	g_free(m->square);
	g_free(m->group);
	g_free(m->distance);
	g_free(m->centre_square);
	g_free(m->members.start);
	g_free(m->members.column);
	g_free(m->members.value);
	g_free(m->n_changed);
	g_free(m->candidate_distance);
	dense_clear(&m->centres);
	g_free(m);
}

static void assign_rows(void *data, size_t first, size_t last, size_t thread)
{
	struct kmeans *m = data;
	float *scores = m->scores[thread];

	dense_dots(dense_row(m->rows, first), last - first, m->centres.value, m->k, m->rows->stride, scores);
	for (size_t r = first; r < last; r++, scores += m->k) {
		float best = INFINITY;
		uint32_t group = 0;

		if (m->square[r] <= 0)
			continue;
		for (size_t g = 0; g < m->k; g++) {
			float distance = m->centre_square[g] - 2 * scores[g];

			if (distance < best) {
				best = distance;
				group = (uint32_t)g;
			}
		}
		m->n_changed[thread] += m->group[r] != group;
		m->group[r] = group;
		m->distance[r] = MAX(best + m->square[r], 0);
	}
}

static void take_centre(struct kmeans *m, size_t group, size_t row)
{
	memcpy(dense_row(&m->centres, group), dense_row(m->rows, row), m->rows->stride * sizeof(float));
	m->centre_square[group] = m->square[row];
}

/* Every empty group takes the row farthest from its centre, of a group that keeps another. */
static void fill_empty_groups(struct kmeans *m)
{
	g_autofree size_t *size = g_new0(size_t, m->k);

	for (size_t r = 0; r < m->rows->n_rows; r++)
		if (m->group[r] != UINT32_MAX)
			size[m->group[r]]++;
	for (size_t g = 0; g < m->k; g++) {
		size_t farthest = SIZE_MAX;

		for (size_t r = 0; size[g] == 0 && r < m->rows->n_rows; r++)
			if (m->group[r] != UINT32_MAX && size[m->group[r]] > 1 &&
			    (farthest == SIZE_MAX || m->distance[r] > m->distance[farthest]))
				farthest = r;
		if (farthest == SIZE_MAX)
			continue;
		size[m->group[farthest]]--;
		size[g] = 1;
		m->group[farthest] = (uint32_t)g;
		m->distance[farthest] = 0;
		take_centre(m, g, farthest);
	}
}

/* Each row to its nearest centre; how many have changed. */
static bool assign(struct kmeans *m, size_t *n_changed, struct work *work)
{
	memset(m->n_changed, 0, work_n_threads(work) * sizeof *m->n_changed);
	if (!work_run(work, m->rows->n_rows, ROWS, assign_rows, m, 0, 1))
		return false;
	*n_changed = 0;
	for (size_t t = 0; t < work_n_threads(work); t++)
		*n_changed += m->n_changed[t];
	fill_empty_groups(m);
	return true;
}

static bool move_centres(struct kmeans *m, struct work *work)
{
	g_autofree size_t *size = g_new0(size_t, m->k);
	struct dense sums;

	for (size_t r = 0, at = 0; r < m->rows->n_rows; r++) {
		if (m->group[r] == UINT32_MAX)
			continue;
		m->members.column[at++] = m->group[r];
		size[m->group[r]]++;
	}
	sums = dense_sparse_transposed_times(&m->members, m->rows, work);
	if (!sums.value)
		return false;
	for (size_t g = 0; g < m->k; g++) {
		float *sum = dense_row(&sums, g), square = square_of(sum, sums.stride);

		if (size[g] == 0 || (m->is_spherical && square < 1e-12F))
			continue; /* stays where it was */
		dense_scale(sum, m->is_spherical ? 1 / sqrtf(square) : 1 / (float)size[g], sums.stride);
		memcpy(dense_row(&m->centres, g), sum, sums.stride * sizeof *sum);
		m->centre_square[g] = square_of(sum, sums.stride);
	}
	dense_clear(&sums);
	return true;
}

static size_t any_row(struct kmeans *m)
{
	for (;;) {
		size_t row = random_below(&m->random, m->rows->n_rows);

		if (m->square[row] > 0)
			return row;
	}
}

/* A row with probability by its distance from the centres so far. */
static size_t far_row(struct kmeans *m, double total)
{
	double left = random_unit(&m->random) * total;
	size_t last = SIZE_MAX;

	for (size_t r = 0; r < m->rows->n_rows; r++) {
		if (m->distance[r] <= 0)
			continue;
		last = r;
		left -= (double)m->distance[r];
		if (left < 0)
			break;
	}
	return last == SIZE_MAX ? any_row(m) : last;
}

static void try_rows(void *data, size_t first, size_t last, size_t thread)
{
	struct kmeans *m = data;
	size_t n = m->candidates.n_rows;
	float *scores = m->scores[thread], *to = m->candidate_distance + first * n;

	dense_dots(dense_row(m->rows, first), last - first, m->candidates.value, n, m->rows->stride, scores);
	for (size_t r = first; r < last; r++) {
		for (size_t c = 0; c < n; c++, to++, scores++) {
			float distance = MAX(m->candidate_square[c] - 2 * *scores + m->square[r], 0);

			*to = m->square[r] > 0 ? MIN(distance, m->distance[r]) : 0;
		}
	}
}

/* Rows for the next centres, drawn by squared distance: into candidates. */
static void draw_candidates(struct kmeans *m, size_t n, double total, size_t *row)
{
	m->candidates.n_rows = n;
	for (size_t c = 0; c < n; c++) {
		row[c] = total < 0 ? any_row(m) : far_row(m, total);
		memcpy(dense_row(&m->candidates, c), dense_row(m->rows, row[c]),
		       m->rows->stride * sizeof(float));
		m->candidate_square[c] = m->square[row[c]];
	}
}

/* The candidate that leaves the least distance in all, which is its total. */
static size_t best_candidate(const struct kmeans *m, double *total)
{
	size_t n = m->candidates.n_rows, best = 0;
	double sum[MOST_TRIES] = {0};

	for (size_t r = 0; r < m->rows->n_rows; r++)
		for (size_t c = 0; c < n; c++)
			sum[c] += (double)m->candidate_distance[r * n + c];
	for (size_t c = 1; c < n; c++)
		if (sum[c] < sum[best])
			best = c;
	*total = sum[best];
	return best;
}

/* What all candidates together leave. */
static double take_all(struct kmeans *m, size_t n_before, const size_t *row)
{
	size_t n = m->candidates.n_rows;
	double total = 0;

	for (size_t r = 0; r < m->rows->n_rows; r++) {
		for (size_t c = 0; c < n; c++)
			m->distance[r] = MIN(m->distance[r], m->candidate_distance[r * n + c]);
		total += (double)m->distance[r];
	}
	for (size_t c = 0; c < n; c++)
		take_centre(m, n_before + c, row[c]);
	return total;
}

/* k centres among the rows: the first anywhere, each other the best of some drawn by squared distance; where
 * there are many, some drawn at once (Bahmani et al. 2012). */
static bool seed_centres(struct kmeans *m, struct work *work)
{
	bool is_many = m->k > MANY;
	size_t n_tries = is_many ? MOST_TRIES : 2 + (size_t)log((double)m->k), n = m->rows->n_rows;
	size_t row[MOST_TRIES] = {0};
	float square[MOST_TRIES];
	double total = -1;
	bool is_done = true;

	if (!m->candidate_distance)
		m->candidate_distance = g_new(float, n *n_tries);
	m->candidate_square = square;
	m->candidates = dense_new(n_tries, m->rows->n_columns);
	for (size_t r = 0; r < n; r++)
		m->distance[r] = INFINITY;
	for (size_t g = 0; is_done && g < m->k;) {
		struct work_part outer = work_enter(work, (double)g / (double)m->k, 1);
		size_t best;

		draw_candidates(m, g == 0 ? 1 : is_many ? MIN(n_tries, m->k - g) : n_tries, total, row);
		is_done = work_run(work, n, ROWS, try_rows, m, 0, 0);
		work_leave(work, outer);
		if (!is_done)
			break;
		if (is_many) {
			total = take_all(m, g, row);
			g += m->candidates.n_rows;
			continue;
		}
		best = best_candidate(m, &total);
		for (size_t r = 0; r < n; r++)
			m->distance[r] = m->candidate_distance[r * m->candidates.n_rows + best];
		take_centre(m, g++, row[best]);
	}
	dense_clear(&m->candidates);
	return is_done;
}

/* One start: the sum of squared distances, or -1 when stopped. */
static double find(struct kmeans *m, size_t n_rounds, struct work *work)
{
	struct work_part outer = work_enter(work, 0, 0.25);
	bool is_done = seed_centres(m, work);
	double sum = 0;

	work_leave(work, outer);
	for (size_t r = 0; r < m->rows->n_rows; r++)
		m->group[r] = UINT32_MAX;
	for (size_t round = 0; is_done; round++) {
		size_t n_changed = 0;

		outer = work_enter(work, 0.25 + 0.75 * (double)round / (double)(n_rounds + 1),
				   0.25 + 0.75 * (double)(round + 1) / (double)(n_rounds + 1));
		is_done = assign(m, &n_changed, work);
		if (is_done && n_changed > 0 && round < n_rounds)
			is_done = move_centres(m, work);
		else
			n_changed = 0;
		work_leave(work, outer);
		if (n_changed == 0)
			break;
	}
	for (size_t r = 0; r < m->rows->n_rows; r++)
		sum += m->square[r] > 0 ? (double)m->distance[r] : 0;
	return is_done ? sum : -1;
}

/* The best of several starts, left in m->group and m->centres; false when stopped. */
static bool find_best(struct kmeans *m, const struct kmeans_settings *settings, struct work *work)
{
	size_t n_starts = m->n_some ? MAX(settings->n_starts, 1) : 0;
	g_autofree uint32_t *group = g_memdup2(m->group, m->rows->n_rows * sizeof *m->group);
	struct dense centres = dense_new(m->centres.n_rows, m->centres.n_columns);
	double best = INFINITY, sum = 0;

	random_start(&m->random, settings->seed, RANDOM_STREAM_CENTRES);
	for (size_t s = 0; sum >= 0 && s < n_starts; s++) {
		struct work_part outer =
			work_enter(work, (double)s / (double)n_starts, (double)(s + 1) / (double)n_starts);

		sum = find(m, settings->n_rounds, work);
		work_leave(work, outer);
		if (sum < 0 || sum >= best)
			continue;
		best = sum;
		memcpy(group, m->group, m->rows->n_rows * sizeof *group);
		memcpy(centres.value, m->centres.value, centres.n_rows * centres.stride * sizeof(float));
	}
	if (group)
		memcpy(m->group, group, m->rows->n_rows * sizeof *group);
	memcpy(m->centres.value, centres.value, centres.n_rows * centres.stride * sizeof(float));
	for (size_t g = 0; g < m->k; g++)
		m->centre_square[g] = square_of(dense_row(&centres, g), centres.stride);
	dense_clear(&centres);
	return sum >= 0;
}

/* So many of the rows that are not empty (all, if there are not more), in their order. */
static struct dense draw_sample(const struct dense *rows, size_t n_wanted, uint64_t seed)
{
	g_autoptr(GArray) some = g_array_new(FALSE, FALSE, sizeof(size_t));
	struct random random;
	struct dense sample;
	size_t n = 0;

	random_start(&random, seed, RANDOM_STREAM_CENTRES);
	for (size_t r = 0; r < rows->n_rows; r++)
		if (square_of(dense_row(rows, r), rows->stride) > 0)
			g_array_append_val(some, r);
	sample = dense_new(MIN(n_wanted, some->len), rows->n_columns);
	for (size_t i = 0; i < some->len; i++)
		if (random_below(&random, some->len - i) < sample.n_rows - n)
			memcpy(dense_row(&sample, n++), dense_row(rows, g_array_index(some, size_t, i)),
			       rows->stride * sizeof(float));
	return sample;
}

uint32_t *kmeans_find(const struct dense *rows, const struct kmeans_settings *settings, struct dense *centres,
		      struct work *work)
{
	struct kmeans *m;
	struct dense sample;
	size_t n_changed = 0;
	bool is_done;
	uint32_t *group = NULL;
	struct work_part outer = work_enter(work, 0, 0.9);

	g_assert(settings->k >= 1 && settings->k <= MAX(rows->n_rows, 1));
	if (settings->sample > 0 && settings->sample < rows->n_rows) {
		struct kmeans *small;

		sample = draw_sample(rows, MAX(settings->sample, settings->k), settings->seed);
		small = start(&sample, settings->k, work);
		is_done = find_best(small, settings, work);
		work_leave(work, outer);
		m = start(rows, settings->k, work);
		dense_clear(&m->centres);
		m->centres = small->centres;
		small->centres = (struct dense){0};
		memcpy(m->centre_square, small->centre_square, settings->k * sizeof(float));
		is_done = is_done && assign(m, &n_changed, work);
		end(small);
		dense_clear(&sample);
	} else {
		m = start(rows, settings->k, work);
		is_done = find_best(m, settings, work);
		work_leave(work, outer);
	}
	if (is_done) {
		group = g_steal_pointer(&m->group);
		if (centres) {
			*centres = m->centres;
			m->centres = (struct dense){0};
		}
	}
	end(m);
	return group;
}
