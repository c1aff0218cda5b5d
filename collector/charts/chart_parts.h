/* chart_parts - what the kinds of chart share: the sheet they draw on, words in lines, the table, the
 * sentences.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A kind reads its data, adds objects with coordinates to sheet->drawing (what pages/chart_KIND.svg draws),
 * moves sheet->y below what it has placed, says sentences and fills the table.  It gives false where there is
 * nothing to draw.  Data are a stranger's: every reader below bears anything that is JSON.
 *
 * Threads: pure.  Memory: json_t given are new references; char * are to be freed.  Failure: none.
 */
#ifndef CHART_PARTS_H
#define CHART_PARTS_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "chart.h"
#include "lettering.h"

#define CHART_HEADING 1.35 /* of the size of words */

struct chart_sheet {
	enum chart_medium medium;
	const char *language;
	struct lettering *letters;
	double width, size, small; /* of the drawing, of words, of the smallest words */
	double y;		   /* how far down it is filled */
	double key_x;		   /* where the next key stands; 0: on a new line */
	json_t *view, *drawing;	   /* borrowed */
	GString *alt;		   /* sentences */
};

bool chart_draw_ranks(struct chart_sheet *, const json_t *data);
bool chart_draw_heat(struct chart_sheet *, const json_t *data);
bool chart_draw_plane(struct chart_sheet *, const json_t *data);
bool chart_draw_coverage(struct chart_sheet *, const json_t *data);
bool chart_draw_pairs(struct chart_sheet *, const json_t *data);
bool chart_draw_opinions(struct chart_sheet *, const json_t *data);
bool chart_draw_shares(struct chart_sheet *, const json_t *data);
bool chart_draw_map(struct chart_sheet *, const json_t *data);

/* --- reading --- */

/* NAN where it is no finite number. */
double chart_number(const json_t *value);
double chart_number_of(const json_t *object, const char *key);
/* A share held within 0..1, or NAN. */
double chart_share_of(const json_t *object, const char *key);
/* A whole number not below 0 (what is above 2^53 is 2^53), or otherwise. */
size_t chart_count_of(const json_t *object, const char *key, size_t otherwise);
/* Cleaned; "" where it is no text. */
char *chart_text_of(const json_t *object, const char *key);

/* --- writing --- */

/* Two decimals at most; 0 for what is no number. */
json_t *chart_coordinate(double);
/* "34 %", "<1 %", or "sin dato". */
char *chart_percent(const struct chart_sheet *, double share);
/* 12,295 */
char *chart_grouped(size_t n);
/* "3" or "1–3" */
char *chart_range(size_t low, size_t high);

/* A line of words at x, y (of its foot) for pages/chart_lines.svg: {"text","x","y"}. */
json_t *chart_line(const char *text, double x, double y);
/* Words broken into lines that begin at x, the first line's head at y; *below is moved below the last. */
json_t *chart_lines(const struct chart_sheet *, enum lettering_face, double size, const char *text, double x,
		    double y, double width, size_t n_lines_max, double *below);
/* The "lines" of a row's name: at the left, in so much width, of what is drawn, or above it (phone).  Moves
 * sheet->y below a row whose drawing is so thick and gives the middle of the drawing. */
double chart_row_name(struct chart_sheet *, json_t *row, const char *name, double x, double width,
		      double thick);
/* Moves the "lines" of a row down. */
void chart_lines_move(json_t *row, double dy);
/* A key below the drawing, several on a line: a square or line of that class ("hatch": hatched, "map-...": a
 * pattern of the map) and what it means.  chart_keys_end after the last. */
void chart_key(struct chart_sheet *, const char *class, const char *meaning);
void chart_keys_end(struct chart_sheet *);
/* "3. Name" of an object with "number" and "name"; "Sin nombre" without. */
char *chart_name_of(const struct chart_sheet *, const json_t *object);

/* Ends with NULL. */
void chart_table_columns(struct chart_sheet *, ...) G_GNUC_NULL_TERMINATED;
void chart_table_row(struct chart_sheet *, ...) G_GNUC_NULL_TERMINATED;
/* A sentence, which is freed. */
void chart_say(struct chart_sheet *, char *sentence);
void chart_title(struct chart_sheet *, const char *title);
/* Whether a sheet of paper has no room for another row: a drawing stays on one page, letter or A4. */
bool chart_is_full(const struct chart_sheet *);
/* Puts "y N más" below what is drawn where n of them are left out. */
void chart_left_out(struct chart_sheet *, size_t n);

/* --- marks that differ by shape, then by lightness (classes "shape0"...) --- */

enum { CHART_SHAPES = 5 }; /* circle, triangle, square, diamond, cross */
/* Adds the outline of shape number i % CHART_SHAPES around x, y to the "d" of a path. */
void chart_shape(GString *path, size_t i, double x, double y, double r);
/* A key that shows a shape; of a sector: outlined only. */
void chart_key_shape(struct chart_sheet *, size_t i, bool is_sector, const char *meaning);
void chart_key_point(struct chart_sheet *, const char *meaning);
/* A key that shows a path of that class, drawn to the right of 0 and around it. */
void chart_key_path(struct chart_sheet *, const char *path, const char *class, const char *meaning);

/* Small words that keep off each other and off points. */
struct chart_box {
	double x, y, width, height;
};
/* Finds a place for a box of that size near a point that meets no other box, within the frame, and adds it
 * to boxes (GArray of struct chart_box).  false: there is none; the nearest is taken. */
bool chart_place_box(GArray *boxes, const struct chart_box *frame, double x, double y, double width,
		     double height, struct chart_box *placed);

/* --- rows of cells, for pages/chart_grid.svg --- */

struct chart_grid {
	size_t n_columns;
	double left, cell_width, cell_height;
	json_t *rows;
};
/* The head of a grid, whose columns have these names (texts). */
struct chart_grid chart_grid_begin(struct chart_sheet *, const char *corner, const json_t *columns);
/* A row with a name; then its cells one by one. */
void chart_grid_row(struct chart_sheet *, struct chart_grid *, const char *name);
/* class "hatch": hatched; text may be "". */
void chart_grid_cell(struct chart_sheet *, struct chart_grid *, const char *class, const char *text);

/* A scale from 0 to at least so much, at most 1, in steps that are easily read. */
struct chart_scale {
	double top, step;
};
struct chart_scale chart_scale_to(double largest);

#endif
