/* geography_view - coordinates on a plane.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "geography_view.h"

#include <math.h>

static json_t *ring_of(const struct geography *g, const struct shapes_ring *ring)
{
	json_t *points = json_array();

	for (size_t i = ring->first; i < ring->first + ring->n; i++) {
		json_array_append_new(points, json_real(g->shapes.x[i] * g->stretch));
		json_array_append_new(points, json_real(g->shapes.y[i]));
	}
	return points;
}

void geography_put(json_t *place, const struct geography *g, size_t number)
{
	const struct shapes *s = &g->shapes;
	size_t first = 0, last = s->n_rings;
	json_t *rings;

	if (number == SIZE_MAX || isnan(g->x[number]))
		return;
	json_object_set_new(place, "x", json_real(g->x[number] * g->stretch));
	json_object_set_new(place, "y", json_real(g->y[number]));
	if (!(g->area[number] > 0))
		return;
	/* Rings stand by place. */
	while (first < last) {
		size_t middle = first + (last - first) / 2;

		if (s->rings[middle].place < number)
			first = middle + 1;
		else
			last = middle;
	}
	rings = json_array();
	for (; first < s->n_rings && s->rings[first].place == number; first++)
		if (s->rings[first].n > 2)
			json_array_append_new(rings, ring_of(g, &s->rings[first]));
	json_object_set_new(place, "rings", rings);
}
