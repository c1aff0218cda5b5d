/* chart_grid - rows of cells beside their names, or below them on a phone.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "chart_parts.h"

#include <string.h>

struct chart_grid chart_grid_begin(struct chart_sheet *sheet, const char *corner, const json_t *columns)
{
	bool is_phone = sheet->medium == CHART_PHONE;
	struct chart_grid grid = {.n_columns = json_array_size(columns), .rows = json_array()};
	json_t *heads = json_array();
	const json_t *column;
	size_t i;

	grid.left = is_phone ? 0 : sheet->width * 0.36;
	grid.cell_width = MIN((sheet->width - grid.left) / (double)MAX(grid.n_columns, 1), sheet->size * 4.5);
	grid.cell_height = sheet->size * 1.75;
	if (is_phone) {
		sheet->y += sheet->small * 1.2;
		json_object_set_new(sheet->drawing, "corner", chart_line(corner, 0, sheet->y));
	}
	sheet->y += sheet->small * 1.2;
	json_array_foreach(columns, i, column) json_array_append_new(
		heads, chart_line(json_string_value(column), grid.left + grid.cell_width * ((double)i + 0.5),
				  sheet->y));
	if (!is_phone)
		json_object_set_new(sheet->drawing, "side_corner",
				    chart_line(corner, grid.left - sheet->size * 0.6, sheet->y));
	sheet->y += sheet->small * 0.4;
	json_object_set_new(sheet->drawing, "heads", heads);
	json_object_set_new(sheet->drawing, "rows", grid.rows);
	json_object_set_new(sheet->drawing, "cell_width", chart_coordinate(grid.cell_width));
	return grid;
}

void chart_grid_row(struct chart_sheet *sheet, struct chart_grid *grid, const char *name)
{
	json_t *row = json_object();
	double top = sheet->y, height = grid->cell_height,
	       middle = chart_row_name(sheet, row, name, 0, grid->left - sheet->size * 0.8, height);

	/* Beside their names the rows of cells touch each other. */
	if (sheet->medium != CHART_PHONE) {
		sheet->y -= sheet->size * 0.3;
		height = sheet->y - top;
		middle = top + height / 2;
		chart_lines_move(row, -sheet->size * 0.15);
	}
	json_object_set_new(row, "y", chart_coordinate(middle - height / 2));
	json_object_set_new(row, "height", chart_coordinate(height));
	json_object_set_new(row, "foot", chart_coordinate(middle + sheet->small * 0.36));
	json_object_set_new(row, "cells", json_array());
	json_array_append_new(grid->rows, row);
}

void chart_grid_cell(struct chart_sheet *sheet, struct chart_grid *grid, const char *class, const char *text)
{
	json_t *row = json_array_get(grid->rows, json_array_size(grid->rows) - 1),
	       *cells = json_object_get(row, "cells");
	double x = grid->left + grid->cell_width * (double)json_array_size(cells);

	(void)sheet;
	json_array_append_new(cells,
			      json_pack("{s:s, s:b, s:s, s:o, s:o}", "class", class, "is_hatch",
					strcmp(class, "hatch") == 0, "text", text, "x", chart_coordinate(x),
					"middle", chart_coordinate(x + grid->cell_width / 2)));
}
