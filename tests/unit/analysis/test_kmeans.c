/* test_kmeans - against a slow twin and planted groups; edges; threads.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "dense_fixture.h"

#include "kmeans.h"

/* Points around n_groups far places, row r near place r % n_groups. */
static struct dense planted(struct random *random, size_t n_rows, size_t n_columns, size_t n_groups)
{
	struct dense places = random_dense(random, n_groups, n_columns);
	struct dense m = random_dense(random, n_rows, n_columns);

	for (size_t r = 0; r < n_rows; r++) {
		dense_scale(dense_row(&m, r), 0.1F, m.stride);
		dense_add(dense_row(&m, r), dense_row(&places, r % n_groups), 3, m.stride);
	}
	dense_clear(&places);
	return m;
}

static double distance(const float *a, const float *b, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += ((double)a[i] - (double)b[i]) * ((double)a[i] - (double)b[i]);
	return sum;
}

/* Sum of squares around the groups' own means. */
static double inertia(const struct dense *m, const uint32_t *group, size_t k)
{
	struct dense means = dense_new(k, m->n_columns);
	g_autofree size_t *size = g_new0(size_t, k);
	double sum = 0;

	for (size_t r = 0; r < m->n_rows; r++) {
		dense_add(dense_row(&means, group[r]), dense_row(m, r), 1, m->stride);
		size[group[r]]++;
	}
	for (size_t g = 0; g < k; g++)
		dense_scale(dense_row(&means, g), 1 / (float)MAX(size[g], 1), m->stride);
	for (size_t r = 0; r < m->n_rows; r++)
		sum += distance(dense_row(m, r), dense_row(&means, group[r]), m->n_columns);
	dense_clear(&means);
	return sum;
}

static void assert_no_group_empty(const uint32_t *group, size_t n, size_t k)
{
	g_autofree size_t *size = g_new0(size_t, k);

	for (size_t r = 0; r < n; r++) {
		assert_true(group[r] < k);
		size[group[r]]++;
	}
	for (size_t g = 0; g < k; g++)
		assert_true(size[g] > 0);
}

static void planted_groups_are_found(void **state)
{
	struct random random;

	(void)state;
	random_start(&random, 1, RANDOM_STREAM_RANKS);
	for (size_t k = 2; k <= 12; k += 5) { /* few, so that seeds alone find them all */
		for (size_t sample = 0; sample <= 200; sample += 200) {
			struct dense m = planted(&random, 1000, 9, k);
			struct kmeans_settings settings = {
				.k = k, .n_rounds = 50, .n_starts = 3, .seed = k, .sample = sample};
			g_autofree uint32_t *group = kmeans_find(&m, &settings, NULL, NULL);

			assert_no_group_empty(group, 1000, k);
			for (size_t r = k; r < 1000; r++)
				assert_int_equal(group[r], group[r % k]);
			dense_clear(&m);
		}
	}
}

static void more_rounds_and_starts_never_make_it_worse(void **state)
{
	struct random random;
	struct dense m;
	double before = INFINITY;

	(void)state;
	random_start(&random, 2, RANDOM_STREAM_RANKS);
	m = random_dense(&random, 3000, 6);
	for (size_t rounds = 0; rounds < 25; rounds++) {
		struct kmeans_settings settings = {.k = 15, .n_rounds = rounds, .n_starts = 1, .seed = 4};
		g_autofree uint32_t *group = kmeans_find(&m, &settings, NULL, NULL);
		double sum = inertia(&m, group, 15);

		assert_true(sum <= before * (1 + 1e-5));
		before = sum;
	}
	for (size_t starts = 1; starts < 6; starts++) {
		struct kmeans_settings settings = {.k = 15, .n_rounds = 200, .n_starts = starts, .seed = 4};
		g_autofree uint32_t *group = kmeans_find(&m, &settings, NULL, NULL);
		double sum = inertia(&m, group, 15);

		assert_true(sum <= before * (1 + 1e-5));
		before = sum;
	}
	dense_clear(&m);
}

/* Lloyd's rounds in the plainest way, from the centres that were found: they must stay where they are. */
static void what_is_found_is_a_fixed_point_of_a_slow_twin(void **state)
{
	struct random random;
	struct dense m;

	(void)state;
	random_start(&random, 3, RANDOM_STREAM_RANKS);
	m = random_dense(&random, 700, 11);
	for (size_t k = 1; k <= 92; k += 13) {
		struct kmeans_settings settings = {.k = k, .n_rounds = 1000, .n_starts = 1, .seed = 9};
		struct dense centres;
		g_autofree uint32_t *group = kmeans_find(&m, &settings, &centres, NULL);

		assert_int_equal(centres.n_rows, k);
		for (size_t r = 0; r < m.n_rows; r++) {
			double own = distance(dense_row(&m, r), dense_row(&centres, group[r]), 11);

			for (size_t g = 0; g < k; g++)
				assert_true(own <=
					    distance(dense_row(&m, r), dense_row(&centres, g), 11) + 1e-5);
		}
		for (size_t g = 0; g < k; g++) {
			for (size_t c = 0; c < 11; c++) {
				double sum = 0;
				size_t n = 0;

				for (size_t r = 0; r < m.n_rows; r++) {
					if (group[r] != g)
						continue;
					sum += (double)dense_row(&m, r)[c];
					n++;
				}
				assert_true(fabs(sum / (double)n - (double)dense_row(&centres, g)[c]) < 1e-5);
			}
		}
		dense_clear(&centres);
	}
	dense_clear(&m);
}

static void rows_of_length_one_have_centres_of_length_one_and_empty_rows_no_group(void **state)
{
	struct random random;
	struct dense m, centres;
	struct kmeans_settings settings = {.k = 7, .n_rounds = 50, .n_starts = 2, .seed = 9};
	g_autofree uint32_t *group = NULL;

	(void)state;
	random_start(&random, 4, RANDOM_STREAM_RANKS);
	m = random_dense(&random, 400, 10);
	for (size_t r = 0; r < 400; r += 5)
		memset(dense_row(&m, r), 0, m.stride * sizeof(float));
	dense_normalise(&m, NULL);
	for (size_t sample = 0; sample < 101; sample += 100) {
		settings.sample = sample;
		g_free(group);
		group = kmeans_find(&m, &settings, &centres, NULL);
		for (size_t r = 0; r < 400; r++)
			assert_true(r % 5 == 0 ? group[r] == UINT32_MAX : group[r] < 7);
		for (size_t g = 0; g < 7; g++)
			assert_true(fabsf(dense_dot(dense_row(&centres, g), dense_row(&centres, g),
						    centres.stride) -
					  1) < 1e-5F);
		dense_clear(&centres);
	}
	dense_clear(&m);
}

static void the_edges_of_k_have_an_answer(void **state)
{
	struct random random;
	struct dense m;

	(void)state;
	random_start(&random, 5, RANDOM_STREAM_RANKS);
	m = random_dense(&random, 30, 4);
	for (size_t is_equal = 0; is_equal < 2; is_equal++) {
		for (size_t k = 1; k <= 30; k += 29) {
			struct kmeans_settings settings = {.k = k, .n_rounds = 20, .n_starts = 2, .seed = 9};
			g_autofree uint32_t *group = kmeans_find(&m, &settings, NULL, NULL);

			assert_no_group_empty(group, 30, k);
		}
		for (size_t r = 1; r < 30; r++)
			memcpy(dense_row(&m, r), dense_row(&m, 0), m.stride * sizeof(float));
	}
	memset(m.value, 0, 30 * m.stride * sizeof(float));
	for (size_t n = 0; n <= 30; n += 30) {
		struct kmeans_settings settings = {.k = 1, .n_rounds = 20, .n_starts = 2, .seed = 9};
		g_autofree uint32_t *group = NULL;

		m.n_rows = n;
		group = kmeans_find(&m, &settings, NULL, NULL);
		for (size_t r = 0; r < n; r++)
			assert_int_equal(group[r], UINT32_MAX);
	}
	dense_clear(&m);
}

static void threads_change_no_byte_and_the_seed_decides(void **state)
{
	struct random random;
	struct dense m, centres[3];
	uint32_t *group[3];

	(void)state;
	random_start(&random, 6, RANDOM_STREAM_RANKS);
	m = random_dense(&random, 20000, 20);
	for (size_t t = 0; t < 3; t++) {
		struct kmeans_settings settings = {
			.k = 30, .n_rounds = 10, .n_starts = 2, .seed = t / 2, .sample = 5000};
		struct work *work = work_new(t + 1, NULL, NULL);

		group[t] = kmeans_find(&m, &settings, &centres[t], work);
		work_free(work);
	}
	assert_memory_equal(group[0], group[1], m.n_rows * sizeof(uint32_t));
	assert_memory_equal(centres[0].value, centres[1].value, 30 * centres[0].stride * sizeof(float));
	assert_memory_not_equal(group[0], group[2], m.n_rows * sizeof(uint32_t));
	for (size_t t = 0; t < 3; t++) {
		g_free(group[t]);
		dense_clear(&centres[t]);
	}
	dense_clear(&m);
}

static void it_can_be_stopped_at_any_moment(void **state)
{
	struct random random;
	struct dense m;
	size_t n_stopped = 0;
	bool is_done = false;

	(void)state;
	random_start(&random, 7, RANDOM_STREAM_RANKS);
	m = random_dense(&random, 600, 5);
	for (size_t after = 0; !is_done; after++) {
		struct kmeans_settings settings = {
			.k = 3, .n_rounds = 4, .n_starts = 2, .seed = 1, .sample = after % 2 ? 0 : 300};
		size_t n = after;
		struct work *work = work_new(1, stop_later, &n);
		g_autofree uint32_t *group = kmeans_find(&m, &settings, NULL, work);

		assert_true((group == NULL) == work_is_stopped(work));
		is_done = group != NULL;
		n_stopped += !is_done;
		work_free(work);
	}
	assert_true(n_stopped > 5);
	dense_clear(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(planted_groups_are_found),
		cmocka_unit_test(more_rounds_and_starts_never_make_it_worse),
		cmocka_unit_test(what_is_found_is_a_fixed_point_of_a_slow_twin),
		cmocka_unit_test(rows_of_length_one_have_centres_of_length_one_and_empty_rows_no_group),
		cmocka_unit_test(the_edges_of_k_have_an_answer),
		cmocka_unit_test(threads_change_no_byte_and_the_seed_decides),
		cmocka_unit_test(it_can_be_stopped_at_any_moment),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
