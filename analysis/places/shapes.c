/* shapes - areas by the shoelace formula, neighbours by sweeping what two boxes share.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "shapes.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>

static const double most_comparisons = 4e8;

struct box {
	double low_x, low_y, high_x, high_y; /* low above high: empty */
};

/* --- middles -------------------------------------------------------------------------------------- */

void shapes_middles(const struct shapes *shapes, double *x, double *y, double *area)
{
	g_autofree double *points = g_new0(double, 3 * shapes->n_places + 1);

	for (size_t k = 0; k < shapes->n_places; k++)
		x[k] = y[k] = area[k] = 0;
	for (size_t r = 0; r < shapes->n_rings; r++) {
		const struct shapes_ring *ring = &shapes->rings[r];
		const double *px = shapes->x + ring->first, *py = shapes->y + ring->first;
		double twice = 0, sum_x = 0, sum_y = 0, sign;

		/* Measured from its own first point, so that far coordinates lose no digits. */
		for (size_t i = 0; i < ring->n; i++) {
			size_t j = i + 1 < ring->n ? i + 1 : 0;
			double ax = px[i] - px[0], ay = py[i] - py[0], bx = px[j] - px[0], by = py[j] - py[0],
			       part = ax * by - bx * ay;

			twice += part;
			sum_x += (ax + bx) * part;
			sum_y += (ay + by) * part;
			points[3 * ring->place] += px[i];
			points[3 * ring->place + 1] += py[i];
			points[3 * ring->place + 2] += 1;
		}
		/* Whichever way round it was drawn. */
		sign = (twice < 0) == ring->is_hole ? 1 : -1;
		area[ring->place] += sign * twice / 2;
		x[ring->place] += sign * (sum_x / 6 + px[0] * twice / 2);
		y[ring->place] += sign * (sum_y / 6 + py[0] * twice / 2);
	}
	for (size_t k = 0; k < shapes->n_places; k++) {
		double n = points[3 * k + 2];

		if (area[k] > 0) {
			x[k] /= area[k];
			y[k] /= area[k];
		} else {
			area[k] = 0;
			x[k] = n > 0 ? points[3 * k] / n : NAN;
			y[k] = n > 0 ? points[3 * k + 1] / n : NAN;
		}
	}
}

/* --- neighbours ----------------------------------------------------------------------------------- */

struct outlines {
	const struct shapes *shapes;
	struct box *boxes;	  /* of each place */
	size_t *first_ring;	  /* n_places + 1 */
	double near, comparisons; /* how near is touching; made so far */
	size_t *points;		  /* of one place, by x: within the box that is shared */
	size_t n_points;
};

static struct box box_shared(const struct box *a, const struct box *b, double near)
{
	return (struct box){fmax(a->low_x, b->low_x) - near, fmax(a->low_y, b->low_y) - near,
			    fmin(a->high_x, b->high_x) + near, fmin(a->high_y, b->high_y) + near};
}

static void find_boxes(struct outlines *o)
{
	const struct shapes *s = o->shapes;
	g_autofree double *sides = g_new(double, s->n_places + 1);
	size_t n_sides = 0;

	for (size_t k = 0; k < s->n_places; k++)
		o->boxes[k] = (struct box){INFINITY, INFINITY, -INFINITY, -INFINITY};
	for (size_t r = 0; r < s->n_rings; r++) {
		struct box *box = &o->boxes[s->rings[r].place];

		for (size_t i = s->rings[r].first; i < s->rings[r].first + s->rings[r].n; i++) {
			box->low_x = fmin(box->low_x, s->x[i]);
			box->low_y = fmin(box->low_y, s->y[i]);
			box->high_x = fmax(box->high_x, s->x[i]);
			box->high_y = fmax(box->high_y, s->y[i]);
		}
	}
	for (size_t k = 0; k < s->n_places; k++) {
		const struct box *box = &o->boxes[k];
		double side = sqrt(fmax(0, box->high_x - box->low_x) * fmax(0, box->high_y - box->low_y));
		size_t at = n_sides;

		if (!(box->low_x <= box->high_x))
			continue;
		/* Kept in order; places are few beside their points. */
		for (; at > 0 && sides[at - 1] > side; at--)
			sides[at] = sides[at - 1];
		sides[at] = side;
		n_sides++;
	}
	o->near = n_sides ? SHAPES_NEAR * sides[n_sides / 2] : 0;
}

static int by_x(const void *a, const void *b, void *x)
{
	const double *of = x;
	size_t i = *(const size_t *)a, j = *(const size_t *)b;

	return of[i] != of[j] ? (of[i] > of[j]) - (of[i] < of[j]) : (i > j) - (i < j);
}

static void take_points(struct outlines *o, size_t place, const struct box *within)
{
	const struct shapes *s = o->shapes;

	o->n_points = 0;
	for (size_t r = o->first_ring[place]; r < o->first_ring[place + 1]; r++)
		for (size_t i = s->rings[r].first; i < s->rings[r].first + s->rings[r].n; i++)
			if (s->x[i] >= within->low_x && s->x[i] <= within->high_x &&
			    s->y[i] >= within->low_y && s->y[i] <= within->high_y)
				o->points[o->n_points++] = i;
	o->comparisons += (double)o->n_points;
	g_qsort_with_data(o->points, (gint)o->n_points, sizeof *o->points, by_x, (void *)(uintptr_t)s->x);
}

static double square_distance(double x, double y, double ax, double ay, double bx, double by)
{
	double dx = bx - ax, dy = by - ay, length = dx * dx + dy * dy,
	       t = length > 0 ? ((x - ax) * dx + (y - ay) * dy) / length : 0;

	t = fmin(1, fmax(0, t));
	dx = x - ax - t * dx;
	dy = y - ay - t * dy;
	return dx * dx + dy * dy;
}

/* Whether one of the points taken is near this piece of an outline. */
static bool is_near(struct outlines *o, double ax, double ay, double bx, double by)
{
	const struct shapes *s = o->shapes;
	double low = fmin(ax, bx) - o->near, high = fmax(ax, bx) + o->near;
	size_t first = 0, last = o->n_points;

	while (first < last) {
		size_t middle = first + (last - first) / 2;

		if (s->x[o->points[middle]] < low)
			first = middle + 1;
		else
			last = middle;
	}
	for (; first < o->n_points && s->x[o->points[first]] <= high; first++) {
		size_t i = o->points[first];

		o->comparisons++;
		if (square_distance(s->x[i], s->y[i], ax, ay, bx, by) <= o->near * o->near)
			return true;
	}
	return false;
}

/* Whether a point of one place is near the outline of the other. */
static bool reaches(struct outlines *o, size_t one, size_t other)
{
	const struct shapes *s = o->shapes;
	struct box shared = box_shared(&o->boxes[one], &o->boxes[other], o->near);

	if (!(shared.low_x <= shared.high_x && shared.low_y <= shared.high_y))
		return false;
	take_points(o, one, &shared);
	for (size_t r = o->first_ring[other]; o->n_points && r < o->first_ring[other + 1]; r++) {
		const struct shapes_ring *ring = &s->rings[r];

		for (size_t i = 0; i < ring->n && o->comparisons <= most_comparisons; i++) {
			size_t a = ring->first + i, b = ring->first + (i + 1 < ring->n ? i + 1 : 0);

			o->comparisons++;
			if (fmin(s->x[a], s->x[b]) > shared.high_x || fmax(s->x[a], s->x[b]) < shared.low_x ||
			    fmin(s->y[a], s->y[b]) > shared.high_y || fmax(s->y[a], s->y[b]) < shared.low_y)
				continue;
			if (is_near(o, s->x[a], s->y[a], s->x[b], s->y[b]))
				return true;
		}
	}
	return false;
}

bool shapes_touching(const struct shapes *shapes, struct shapes_link **links, size_t *n_links)
{
	size_t n = shapes->n_places, n_points = 0, r = 0;
	g_autofree struct box *boxes = g_new(struct box, n + 1);
	g_autofree size_t *first_ring = g_new(size_t, n + 2), *points = NULL;
	g_autofree bool *is_touching = NULL;
	struct outlines o = {.shapes = shapes, .boxes = boxes, .first_ring = first_ring};
	GArray *found = g_array_new(FALSE, FALSE, sizeof(struct shapes_link));
	bool is_done = true;

	for (size_t i = 0; i < shapes->n_rings; i++)
		n_points += shapes->rings[i].n;
	o.points = points = g_new(size_t, n_points + 1);
	for (size_t k = 0; k <= n; k++) {
		while (r < shapes->n_rings && shapes->rings[r].place < k)
			r++;
		first_ring[k] = r;
	}
	find_boxes(&o);
	is_touching = g_new0(bool, n *n + 1);
	for (size_t one = 0; one < n && is_done; one++)
		for (size_t other = one + 1; other < n && is_done; other++) {
			o.comparisons += 0.1;
			if (reaches(&o, one, other) || reaches(&o, other, one))
				is_touching[one * n + other] = is_touching[other * n + one] = true;
			is_done = o.comparisons <= most_comparisons;
		}
	for (size_t one = 0; one < n; one++)
		for (size_t other = 0; other < n; other++)
			if (is_touching[one * n + other]) {
				struct shapes_link link = {one, other, 1};

				g_array_append_val(found, link);
			}
	*n_links = is_done ? found->len : 0;
	*links = (struct shapes_link *)(void *)g_array_free(found, !is_done);
	return is_done;
}

struct shapes_link *shapes_nearest(const double *x, const double *y, size_t n_places, size_t k,
				   size_t *n_links)
{
	struct shapes_link *links = g_new(struct shapes_link, n_places * k + 1);
	g_autofree size_t *best = g_new(size_t, k + 1);
	g_autofree double *distance = g_new(double, k + 1);

	*n_links = 0;
	for (size_t i = 0; i < n_places; i++) {
		size_t n = 0, first = *n_links;

		for (size_t j = 0; j < n_places && k; j++) {
			double dx = x[i] - x[j], dy = y[i] - y[j], d = dx * dx + dy * dy;
			size_t at;

			if (i == j || isnan(d) || (n == k && d >= distance[n - 1]))
				continue;
			for (at = n < k ? n++ : k - 1; at > 0 && distance[at - 1] > d; at--) {
				distance[at] = distance[at - 1];
				best[at] = best[at - 1];
			}
			distance[at] = d;
			best[at] = j;
		}
		for (size_t b = 0; b < n; b++)
			links[(*n_links)++] = (struct shapes_link){i, best[b], 1};
		/* By number, as elsewhere. */
		for (size_t a = first; a < *n_links; a++)
			for (size_t b = a; b > first && links[b - 1].to > links[b].to; b--) {
				struct shapes_link kept = links[b];

				links[b] = links[b - 1];
				links[b - 1] = kept;
			}
	}
	return links;
}
