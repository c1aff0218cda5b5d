/* test_layout - whether a map keeps near what is alike, and lets no circle lie upon another.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>

#include <math.h>
#include "layout.h"
#include "random.h"

enum { N_MAX = 60 };

static double far(const double *x, const double *y, size_t i, size_t j)
{
	return hypot(x[i] - x[j], y[i] - y[j]);
}

static void distances_of_points_on_a_plane_are_found_again(void **state)
{
	(void)state;
	struct random random;
	double px[N_MAX], py[N_MAX], x[N_MAX], y[N_MAX], xx = 0, yy = 0, sum = 0;
	g_autofree double *distance = g_new0(double, N_MAX *N_MAX);

	random_start(&random, 3, RANDOM_STREAM_RANKS);
	for (size_t i = 0; i < N_MAX; i++) {
		px[i] = random_unit(&random);
		py[i] = random_unit(&random) * 3;
	}
	for (size_t i = 0; i < N_MAX; i++)
		for (size_t j = 0; j < N_MAX; j++)
			distance[i * N_MAX + j] = far(px, py, i, j);
	layout_place(distance, N_MAX, x, y);
	for (size_t i = 0; i < N_MAX; i++) {
		for (size_t j = 0; j < i; j++)
			assert_true(fabs(far(x, y, i, j) - distance[i * N_MAX + j]) < 0.2);
		xx += x[i] * x[i];
		yy += y[i] * y[i];
		sum += x[i] + y[i];
	}
	assert_true(xx > yy);
	assert_true(fabs(sum) < 1e-9);
}

static void two_families_stand_apart(void **state)
{
	(void)state;
	enum { N = 12 };
	double distance[N * N], x[N], y[N], inside = 0, between = 0;

	for (size_t i = 0; i < N; i++)
		for (size_t j = 0; j < N; j++)
			distance[i * N + j] = i == j ? 0 : i % 2 == j % 2 ? 0.6 : 1.4;
	layout_place(distance, N, x, y);
	for (size_t i = 0; i < N; i++)
		for (size_t j = 0; j < N; j++)
			*(i % 2 == j % 2 ? &inside : &between) += far(x, y, i, j);
	assert_true(between > inside * 1.5);
}

static void none_one_and_equal_things_are_no_trouble(void **state)
{
	(void)state;
	double distance[64] = {0}, x[8] = {9}, y[8] = {9};

	layout_place(distance, 0, x, y);
	assert_true(x[0] > 8);
	layout_place(distance, 1, x, y);
	assert_true(x[0] == 0 && y[0] == 0);
	layout_place(distance, 8, x, y);
	for (size_t i = 0; i < 8; i++)
		for (size_t j = 0; j < i; j++)
			assert_true(isfinite(x[i]) && isfinite(y[i]) && far(x, y, i, j) > 1e-6);
}

static void circles_do_not_touch_after_they_were_parted(void **state)
{
	(void)state;
	struct random random;

	random_start(&random, 4, RANDOM_STREAM_RANKS);
	for (size_t n = 1; n <= N_MAX; n += 7) {
		double x[N_MAX], y[N_MAX], radius[N_MAX];

		for (size_t i = 0; i < n; i++) {
			x[i] = i % 5 == 0 ? 0 : random_unit(&random);
			y[i] = i % 5 == 0 ? 0 : random_unit(&random);
			radius[i] = 0.2 + random_unit(&random);
		}
		layout_part(x, y, radius, 0.1, n);
		for (size_t i = 0; i < n; i++)
			for (size_t j = 0; j < i; j++)
				assert_true(far(x, y, i, j) >= (radius[i] + radius[j] + 0.1) * (1 - 1e-5));
	}
}

static void circles_that_stand_apart_stay_where_they_are(void **state)
{
	(void)state;
	double x[] = {0, 5, 0}, y[] = {0, 0, 5}, radius[] = {1, 2, 1};

	layout_part(x, y, radius, 0.5, 3);
	assert_true(x[1] == 5 && y[2] == 5 && x[0] == 0 && y[0] == 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(distances_of_points_on_a_plane_are_found_again),
		cmocka_unit_test(two_families_stand_apart),
		cmocka_unit_test(none_one_and_equal_things_are_no_trouble),
		cmocka_unit_test(circles_do_not_touch_after_they_were_parted),
		cmocka_unit_test(circles_that_stand_apart_stay_where_they_are),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
