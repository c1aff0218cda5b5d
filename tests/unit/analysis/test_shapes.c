/* test_shapes - middles, areas and neighbours of drawn places, with a slow twin.
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

#include "places_fixture.h"
#include "shapes.h"

struct drawing {
	GArray *rings, *x, *y;
	struct shapes shapes;
};

static void drawing_start(struct drawing *d)
{
	d->rings = g_array_new(FALSE, FALSE, sizeof(struct shapes_ring));
	d->x = g_array_new(FALSE, FALSE, sizeof(double));
	d->y = g_array_new(FALSE, FALSE, sizeof(double));
}

static void drawing_clear(struct drawing *d)
{
	g_array_unref(d->rings);
	g_array_unref(d->x);
	g_array_unref(d->y);
}

static void ring(struct drawing *d, size_t place, bool is_hole, const double *pairs, size_t n)
{
	struct shapes_ring it = {place, d->x->len, n, is_hole};

	g_array_append_val(d->rings, it);
	for (size_t i = 0; i < n; i++) {
		g_array_append_val(d->x, pairs[2 * i]);
		g_array_append_val(d->y, pairs[2 * i + 1]);
	}
	d->shapes = (struct shapes){.rings = (const struct shapes_ring *)(const void *)d->rings->data,
				    .n_rings = d->rings->len,
				    .n_places = MAX(d->shapes.n_places, place + 1),
				    .x = (const double *)(const void *)d->x->data,
				    .y = (const double *)(const void *)d->y->data};
}

static void box(struct drawing *d, size_t place, bool is_hole, double x, double y, double w, double h)
{
	const double points[][2] = {{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}};

	ring(d, place, is_hole, points[0], 4);
}

static bool touches(const struct shapes_link *links, size_t n, size_t from, size_t to)
{
	for (size_t i = 0; i < n; i++)
		if (links[i].from == from && links[i].to == to)
			return true;
	return false;
}

static void middles_weigh_area_and_leave_holes_out(void **state)
{
	struct drawing d = {0};
	double x[5], y[5], area[5];
	const double back[][2] = {{5, 0}, {5, 2}, {8, 2}, {8, 0}}, line[][2] = {{0, 9}, {2, 9}};

	(void)state;
	drawing_start(&d);
	box(&d, 0, false, 0, 0, 4, 4);
	box(&d, 0, true, 2, 0, 2, 4);
	ring(&d, 1, false, back[0], 4);
	box(&d, 2, false, -100, 30, 1, 1);
	box(&d, 2, false, -98, 30, 1, 1);
	ring(&d, 3, false, line[0], 2);
	d.shapes.n_places = 5;
	shapes_middles(&d.shapes, x, y, area);
	assert_near(area[0], 8, 1e-12);
	assert_near(x[0], 1, 1e-12);
	assert_near(y[0], 2, 1e-12);
	assert_near(area[1], 6, 1e-12);
	assert_near(x[1], 6.5, 1e-12);
	assert_near(x[2], -98.5, 1e-12);
	assert_near(y[2], 30.5, 1e-12);
	assert_true(area[3] == 0 && x[3] == 1 && y[3] == 9);
	assert_true(isnan(x[4]) && area[4] == 0);
	drawing_clear(&d);
}

static void borders_corners_and_outlines_drawn_apart_touch(void **state)
{
	struct drawing d = {0};
	struct shapes_link *links;
	size_t n;

	(void)state;
	drawing_start(&d);
	box(&d, 0, false, 0, 0, 1, 1);
	box(&d, 1, false, 1, 0, 1, 1);		 /* beside 0 */
	box(&d, 2, false, 2, 1, 1, 1);		 /* a corner of 1 */
	box(&d, 3, false, 0.2, 1.001, 0.5, 1);	 /* on the side of 0, a hair apart, no point in common */
	box(&d, 4, false, 0, 4, 1, 1);		 /* alone */
	box(&d, 5, false, 0.25, 0.25, 0.5, 0.5); /* within 0, away from its outline */
	assert_true(shapes_touching(&d.shapes, &links, &n));
	assert_int_equal(n, 6);
	assert_true(touches(links, n, 0, 1) && touches(links, n, 1, 0));
	assert_true(touches(links, n, 1, 2) && touches(links, n, 2, 1));
	assert_true(touches(links, n, 0, 3) && touches(links, n, 3, 0));
	g_free(links);
	drawing_clear(&d);
	d = (struct drawing){0};
	drawing_start(&d);
	assert_true(shapes_touching(&d.shapes, &links, &n));
	assert_int_equal(n, 0);
	g_free(links);
	drawing_clear(&d);
}

static double slow_distance(double x, double y, double ax, double ay, double bx, double by)
{
	double best = INFINITY;

	for (size_t i = 0; i <= 400; i++) {
		double t = (double)i / 400;

		best = fmin(best, hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay)));
	}
	return best;
}

/* Every point against every piece, walked along; what lies within a hair of the limit is not judged. */
static void random_places_touch_as_the_slow_twin_says(void **state)
{
	enum { PLACES = 14 };
	struct random random;
	size_t n_touching = 0;

	(void)state;
	random_start(&random, 8, RANDOM_STREAM_PEOPLE);
	for (size_t turn = 0; turn < 12; turn++) {
		struct drawing d = {0};
		struct shapes_link *links;
		double sides[PLACES], near;
		size_t n;

		drawing_start(&d);
		for (size_t k = 0; k < PLACES; k++) {
			double points[7][2], cx = 4 * random_unit(&random), cy = 4 * random_unit(&random),
					     low[2] = {INFINITY, INFINITY}, high[2] = {-INFINITY, -INFINITY};

			for (size_t i = 0; i < 7; i++) {
				double r = 0.2 + 0.5 * random_unit(&random), a = (double)i * 0.8975979;

				points[i][0] = cx + r * cos(a);
				points[i][1] = cy + r * sin(a);
				for (size_t c = 0; c < 2; c++) {
					low[c] = fmin(low[c], points[i][c]);
					high[c] = fmax(high[c], points[i][c]);
				}
			}
			ring(&d, k, false, points[0], 7);
			sides[k] = sqrt((high[0] - low[0]) * (high[1] - low[1]));
		}
		for (size_t i = 1; i < PLACES; i++)
			for (size_t j = i; j > 0 && sides[j - 1] > sides[j]; j--) {
				double kept = sides[j];

				sides[j] = sides[j - 1];
				sides[j - 1] = kept;
			}
		near = SHAPES_NEAR * sides[PLACES / 2];
		assert_true(shapes_touching(&d.shapes, &links, &n));
		for (size_t a = 0; a < PLACES; a++)
			for (size_t b = 0; b < PLACES; b++) {
				double best = INFINITY;

				for (size_t i = 0; i < 14 && a != b; i++)
					for (size_t j = 0; j < 7; j++) {
						size_t of = i < 7 ? a : b, on = i < 7 ? b : a,
						       p = of * 7 + i % 7, q = on * 7 + j,
						       r = on * 7 + (j + 1) % 7;

						best = fmin(best,
							    slow_distance(d.shapes.x[p], d.shapes.y[p],
									  d.shapes.x[q], d.shapes.y[q],
									  d.shapes.x[r], d.shapes.y[r]));
					}
				if (best < near * 0.98)
					assert_true(touches(links, n, a, b));
				if (best > near * 1.3)
					assert_false(touches(links, n, a, b));
			}
		n_touching += n;
		g_free(links);
		drawing_clear(&d);
	}
	assert_true(n_touching > 4);
}

static void outlines_too_intricate_are_refused(void **state)
{
	enum { POINTS = 30000 };
	struct drawing d = {0};
	struct shapes_link *links = NULL;
	size_t n = 1;
	double(*points)[2] = g_malloc_n(POINTS, sizeof *points);

	(void)state;
	drawing_start(&d);
	/* Two combs within each other that never meet, and small places that make touching a fine thing. */
	for (size_t place = 0; place < 2; place++) {
		for (size_t i = 0; i < POINTS; i++) {
			points[i][0] = i % 2 ? 1000 : 0;
			points[i][1] = (double)i + 0.5 * (double)place;
		}
		ring(&d, place, false, points[0], POINTS);
	}
	for (size_t place = 2; place < 6; place++)
		box(&d, place, false, -100, -100 * (double)place, 0.001, 0.001);
	assert_false(shapes_touching(&d.shapes, &links, &n));
	assert_null(links);
	assert_int_equal(n, 0);
	g_free(points);
	drawing_clear(&d);
}

static void the_nearest_are_found_and_ties_go_by_number(void **state)
{
	static const double x[] = {0, 1, 2, NAN, 10, 0.5}, y[] = {0, 0, 0, NAN, 0, 0};
	struct shapes_link *links;
	size_t n;

	(void)state;
	links = shapes_nearest(x, y, 6, 2, &n);
	assert_int_equal(n, 10);
	assert_true(touches(links, n, 0, 1) && touches(links, n, 0, 5));
	assert_true(touches(links, n, 1, 0) && touches(links, n, 1, 5));
	assert_true(touches(links, n, 4, 1) && touches(links, n, 4, 2));
	assert_false(touches(links, n, 1, 2));
	g_free(links);
	links = shapes_nearest(x, y, 6, 0, &n);
	assert_int_equal(n, 0);
	g_free(links);
	links = shapes_nearest(x, y, 1, 4, &n);
	assert_int_equal(n, 0);
	g_free(links);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(middles_weigh_area_and_leave_holes_out),
		cmocka_unit_test(borders_corners_and_outlines_drawn_apart_touch),
		cmocka_unit_test(random_places_touch_as_the_slow_twin_says),
		cmocka_unit_test(outlines_too_intricate_are_refused),
		cmocka_unit_test(the_nearest_are_found_and_ties_go_by_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
