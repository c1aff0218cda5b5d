/* chart_map_hexagons - puts places into a grid of hexagons with the least way moved, and draws small marks.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "chart_map.h"

#include <math.h>

#include "assignment.h"

/* Half of the root of three. */
#define ROOT 0.8660254037844386

const double chart_map_hexagon[6][2] = {{0, -1}, {ROOT, -0.5}, {ROOT, 0.5},
					{0, 1},	 {-ROOT, 0.5}, {-ROOT, -0.5}};

struct grid {
	size_t n_columns, n_rows;
	double side, width, height;
};

/* The grid of that many columns in so much width; every second row is moved by half a hexagon. */
static struct grid grid_of(size_t n_columns, double width, double height)
{
	struct grid grid = {.n_columns = n_columns, .side = width / (((double)n_columns + 0.5) * 2 * ROOT)};

	grid.n_rows = MAX(1, (size_t)((height / grid.side - 0.5) / 1.5));
	grid.width = width;
	grid.height = grid.side * (1.5 * (double)grid.n_rows + 0.5);
	return grid;
}

static void center_of(const struct grid *grid, size_t cell, double *x, double *y)
{
	size_t row = cell / grid->n_columns, column = cell % grid->n_columns;

	*x = grid->side * ROOT * (2 * (double)column + 1 + (double)(row % 2));
	*y = grid->side * (1 + 1.5 * (double)row);
}

/* Coarse enough to be read, with free cells around so that places stay near where they are. */
static struct grid choose_grid(size_t n, double width, double height)
{
	size_t n_columns = 3;
	struct grid grid = grid_of(n_columns, width, height);

	while (grid.n_columns * grid.n_rows < 2 * n + 4)
		grid = grid_of(++n_columns, width, height);
	return grid;
}

static void assign(struct chart_map_cell *cells, const size_t *of, size_t n, const struct grid *grid)
{
	size_t n_cells = grid->n_columns * grid->n_rows;
	g_autofree double *value = g_new(double, n *n_cells + 1);
	g_autofree size_t *cell_of = g_new(size_t, n + 1);
	double most = grid->width * grid->width + grid->height * grid->height;

	for (size_t i = 0; i < n; i++)
		for (size_t c = 0; c < n_cells; c++) {
			double x, y;

			center_of(grid, c, &x, &y);
			x -= cells[of[i]].x;
			y -= cells[of[i]].y;
			value[i * n_cells + c] = fmax(0, most - x * x - y * y);
		}
	(void)assignment_best(value, n, n_cells, cell_of);
	for (size_t i = 0; i < n; i++) {
		center_of(grid, cell_of[i], &cells[of[i]].x, &cells[of[i]].y);
		cells[of[i]].side = grid->side;
	}
}

double chart_map_hexagons(struct chart_map_cell *cells, size_t n, double left, double top, double width,
			  double height)
{
	g_autofree size_t *of = g_new(size_t, n + 1);
	double low_x = INFINITY, low_y = INFINITY, high_x = -INFINITY, high_y = -INFINITY, scale, first, last;
	struct grid grid;
	size_t n_known = 0;

	for (size_t i = 0; i < n; i++) {
		if (!(fabs(cells[i].x) <= 1e9 && fabs(cells[i].y) <= 1e9)) {
			cells[i] = (struct chart_map_cell){NAN, NAN, 0};
			continue;
		}
		of[n_known++] = i;
		low_x = fmin(low_x, cells[i].x);
		low_y = fmin(low_y, cells[i].y);
		high_x = fmax(high_x, cells[i].x);
		high_y = fmax(high_y, cells[i].y);
	}
	if (!n_known)
		return 0;
	/* As high as the places are to their width. */
	if (high_x > low_x)
		height = fmin(height, fmax(width * 0.3, width * (high_y - low_y) / (high_x - low_x)));
	grid = choose_grid(n_known, width, height);
	/* A hexagon more at each side. */
	scale = fmin((width - 2 * grid.side) / fmax(high_x - low_x, 1e-9),
		     (grid.height - 2 * grid.side) / fmax(high_y - low_y, 1e-9));
	for (size_t k = 0; k < n_known; k++) {
		struct chart_map_cell *cell = &cells[of[k]];

		cell->x = width / 2 + (cell->x - (low_x + high_x) / 2) * scale;
		cell->y = grid.height / 2 + (cell->y - (low_y + high_y) / 2) * scale;
		cell->side = fmin(grid.side, width / 90);
	}
	if (n_known <= CHART_MAP_CELLS)
		assign(cells, of, n_known, &grid);
	/* Rows without a place above and below are taken away. */
	first = INFINITY;
	last = -INFINITY;
	for (size_t k = 0; k < n_known; k++) {
		first = fmin(first, cells[of[k]].y - cells[of[k]].side);
		last = fmax(last, cells[of[k]].y + cells[of[k]].side);
	}
	for (size_t k = 0; k < n_known; k++) {
		cells[of[k]].x += left;
		cells[of[k]].y += top - first;
	}
	return last - first;
}

void chart_map_triangle(GString *path, double x, double y, double r, bool is_up)
{
	double way = is_up ? 1 : -1;
	const double points[3][2] = {{0, -1.2}, {1.1, 0.8}, {-1.1, 0.8}};

	for (size_t i = 0; i < 3; i++) {
		char one[32], other[32];

		g_ascii_formatd(one, sizeof one, "%.1f", x + r * points[i][0]);
		g_ascii_formatd(other, sizeof other, "%.1f", y + r * way * points[i][1]);
		g_string_append_printf(path, "%c%s %s", i ? 'L' : 'M', one, other);
	}
	g_string_append_c(path, 'z');
}

void chart_map_key(struct chart_sheet *sheet, bool is_up, bool is_open, const char *meaning)
{
	g_autoptr(GString) path = g_string_new(NULL);

	chart_map_triangle(path, sheet->small * 0.75, 0, sheet->small * 0.42, is_up);
	chart_key_path(sheet, path->str, is_open ? "map-open" : "map-mark", meaning);
}

void chart_map_key_few(struct chart_sheet *sheet, const char *meaning)
{
	g_autoptr(GString) path = g_string_new(NULL);

	chart_shape(path, 0, sheet->small * 0.75, 0, sheet->small * 0.22);
	chart_key_path(sheet, path->str, "map-open", meaning);
}
