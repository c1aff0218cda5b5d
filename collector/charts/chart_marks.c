/* chart_marks - outlines of marks that differ by shape, and places for words that keep off each other.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "chart_parts.h"

#include <math.h>

void chart_shape(GString *path, size_t i, double x, double y, double r)
{
	static const struct {
		double reach; /* as large to the eye as a circle of radius 1 */
		double points[10];
		size_t n; /* numbers */
	} outlines[CHART_SHAPES] = {
		[1] = {1.25, {0, -1, 0.95, 0.7, -0.95, 0.7}, 6},
		[2] = {0.9, {-1, -1, 1, -1, 1, 1, -1, 1}, 8},
		[3] = {1.3, {0, -1, 1, 0, 0, 1, -1, 0}, 8},
	};
	char text[6][32];

	/* Arcs there and back must be equally long. */
	r = MAX(round(r * 10) / 10, 0.1);
	const double xs[6] = {x, y, r, x - r, x + r, 2 * r};

	i %= CHART_SHAPES;
	for (size_t k = 0; k < G_N_ELEMENTS(xs); k++)
		g_ascii_formatd(text[k], sizeof text[k], "%.1f", xs[k]);
	if (i == 0) {
		g_string_append_printf(path, "M%s %sa%s %s 0 1 0 %s 0a%s %s 0 1 0 -%s 0z", text[3], text[1],
				       text[2], text[2], text[5], text[2], text[2], text[5]);
		return;
	}
	if (i == 4) {
		char up[32];

		g_ascii_formatd(up, sizeof up, "%.1f", y - r);
		g_string_append_printf(path, "M%s %sh%sM%s %sv%s", text[3], text[1], text[5], text[0], up,
				       text[5]);
		return;
	}
	for (size_t k = 0; k < outlines[i].n; k += 2) {
		char px[32], py[32];

		g_ascii_formatd(px, sizeof px, "%.1f", x + r * outlines[i].reach * outlines[i].points[k]);
		g_ascii_formatd(py, sizeof py, "%.1f", y + r * outlines[i].reach * outlines[i].points[k + 1]);
		g_string_append_printf(path, "%c%s %s", k ? 'L' : 'M', px, py);
	}
	g_string_append_c(path, 'z');
}

static bool box_meets(const struct chart_box *a, const struct chart_box *b)
{
	return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height &&
	       b->y < a->y + a->height;
}

bool chart_place_box(GArray *boxes, const struct chart_box *frame, double x, double y, double width,
		     double height, struct chart_box *placed)
{
	/* Beside first, then above and below, then further away. */
	static const double directions[][2] = {{1, 0},	{-1, 0}, {0.75, -0.75}, {-0.75, -0.75},
					       {0, -1}, {0, 1},	 {0.75, 0.75},	{-0.75, 0.75}};
	struct chart_box nearest = {x, y - height / 2, width, height};

	for (double away = 0.35; away < 5; away += 0.45) {
		for (size_t d = 0; d < G_N_ELEMENTS(directions); d++) {
			double dx = directions[d][0], dy = directions[d][1];
			struct chart_box box = {x + dx * height * away -
							(dx < 0	  ? width
							 : dx > 0 ? 0
								  : width / 2),
						y + dy * height * (away + 0.5) - height / 2, width, height};
			bool is_free = box.x >= frame->x && box.y >= frame->y &&
				       box.x + width <= frame->x + frame->width &&
				       box.y + height <= frame->y + frame->height;

			for (guint i = 0; i < boxes->len && is_free; i++)
				is_free = !box_meets(&box, &g_array_index(boxes, struct chart_box, i));
			if (is_free) {
				*placed = box;
				g_array_append_val(boxes, box);
				return true;
			}
		}
	}
	nearest.x = CLAMP(nearest.x, frame->x, MAX(frame->x + frame->width - width, frame->x));
	nearest.y = CLAMP(nearest.y, frame->y, MAX(frame->y + frame->height - height, frame->y));
	*placed = nearest;
	g_array_append_val(boxes, nearest);
	return false;
}
