/* chart_map - what a map of places is drawn with: hexagons where there are only points, and its marks.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads: pure.  Memory: the caller's.  Failure: none.
 */
#ifndef CHART_MAP_H
#define CHART_MAP_H

#include <glib.h>

#include "chart_parts.h"

/* Corners around a middle, the side being 1. */
extern const double chart_map_hexagon[6][2];

struct chart_map_cell {
	double x, y, side; /* the middle of its hexagon; NaN: it has no place on the map */
};
/* From where places are (x, y down; NaN unknown) to a hexagon each, all of one size, near where they are and
 * none over another; in a frame from left and top of that width and at most that height.  Beyond
 * CHART_MAP_CELLS places hexagons are small and stand where the places are, over each other too.  Gives the
 * height that is used. */
enum { CHART_MAP_CELLS = 250 };
double chart_map_hexagons(struct chart_map_cell *, size_t n, double left, double top, double width,
			  double height);

void chart_map_triangle(GString *path, double x, double y, double r, bool is_up);
void chart_map_key(struct chart_sheet *, bool is_up, bool is_open, const char *meaning);
void chart_map_key_few(struct chart_sheet *, const char *meaning);

#endif
