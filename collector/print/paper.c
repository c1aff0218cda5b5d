/* paper - lays the blocks of a form out on pages and draws them, once; then each sheet with its own folio.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 * All lengths are points (1/72 inch).
 */
#include "paper.h"
#include "paper_blocks.h"
#include "qr.h"
#include "words.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <string.h>

#define MARGIN	    40.0
#define INDENT	    10.0	/* of a group's questions */
#define NUMBER	    24.0	/* width of the printed number */
#define LINE	    25.0	/* between lines to write on */
#define BOX	    17.0	/* side of a digit's box */
#define MARK	    10.0	/* side of a box or circle to be ticked */
#define CODE	    74.0	/* side of the QR with its quiet zone */
#define HEAD	    (CODE + 16) /* of the first page */
#define CODE_NEXT   56.0	/* of the pages after it */
#define HEAD_NEXT   (CODE_NEXT + 8)
#define FOOT	    30.0
#define GAP	    9.0	 /* between blocks */
#define STUB	    78.0 /* height of what the person keeps */
#define COLUMNS_MAX 11

struct drawing {
	cairo_t *cr; /* of the page at hand; a measure-only one draws nothing */
	PangoContext *pango;
	double width, height; /* of the paper */
	double y;
	bool is_measuring;
	const struct paper *paper;
	GPtrArray *pages; /* of cairo_surface_t: recordings of what all sheets share */
	double stub_y;	  /* on the last page; 0: no room for it */
};

/* --- words */
/* Draws the text at x, d->y no wider than width; returns its height. */
static double text_draw(struct drawing *d, const char *text, double size, bool is_bold, double grey, double x,
			double width)
{
	if (text == NULL || *text == '\0')
		return 0;
	g_autoptr(PangoLayout) layout = pango_layout_new(d->pango);
	PangoFontDescription *font = pango_font_description_from_string("DejaVu Sans");
	pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
	pango_font_description_set_weight(font, is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
	pango_layout_set_font_description(layout, font);
	pango_font_description_free(font);
	pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_text(layout, text, -1);
	int w, h;
	pango_layout_get_size(layout, &w, &h);
	if (!d->is_measuring) {
		cairo_set_source_rgb(d->cr, grey, grey, grey);
		cairo_move_to(d->cr, x, d->y);
		pango_cairo_show_layout(d->cr, layout);
	}
	return (double)h / PANGO_SCALE;
}

static double text_width(struct drawing *d, const char *text, double size)
{
	g_autoptr(PangoLayout) layout = pango_layout_new(d->pango);
	PangoFontDescription *font = pango_font_description_from_string("DejaVu Sans");
	int w, h;
	pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
	pango_layout_set_font_description(layout, font);
	pango_font_description_free(font);
	pango_layout_set_text(layout, text, -1);
	pango_layout_get_size(layout, &w, &h);
	return (double)w / PANGO_SCALE;
}

/* --- places for the pen */
static void pen(struct drawing *d, double line, double grey)
{
	cairo_set_line_width(d->cr, line);
	cairo_set_source_rgb(d->cr, grey, grey, grey);
}

static void rule_draw(struct drawing *d, double x, double y, double width, double line, double grey)
{
	if (d->is_measuring)
		return;
	pen(d, line, grey);
	cairo_move_to(d->cr, x, y);
	cairo_line_to(d->cr, x + width, y);
	cairo_stroke(d->cr);
}

/* n boxes beside each other; returns the x after them. */
static double boxes_draw(struct drawing *d, double x, unsigned n)
{
	for (unsigned i = 0; i < n && !d->is_measuring; i++) {
		pen(d, 0.7, 0.25);
		cairo_rectangle(d->cr, x + i * BOX, d->y, BOX, BOX + 2);
		cairo_stroke(d->cr);
	}
	return x + n * BOX;
}

/* A word between boxes, or below them; returns the x after it. */
static double between_draw(struct drawing *d, double x, const char *text)
{
	double at = d->y;
	d->y += 4;
	text_draw(d, text, 9, false, 0.25, x + 3, 30);
	d->y = at;
	return x + 6 + text_width(d, text, 9);
}

/* Boxes under which stands what goes into them: "dd". */
static double named_boxes_draw(struct drawing *d, double x, unsigned n, const char *name)
{
	double after = boxes_draw(d, x, n), at = d->y;
	d->y += BOX + 3;
	text_draw(d, name, 6.5, false, 0.4, x + 1, n * BOX);
	d->y = at;
	return after;
}

static double date_draw(struct drawing *d, double x)
{
	const char *language = d->paper->language;
	x = named_boxes_draw(d, x, 2, words_say(language, "día"));
	x = between_draw(d, x, "/");
	x = named_boxes_draw(d, x, 2, words_say(language, "mes"));
	x = between_draw(d, x, "/");
	return named_boxes_draw(d, x, 4, words_say(language, "año"));
}

static double time_draw(struct drawing *d, double x)
{
	const char *language = d->paper->language;
	x = named_boxes_draw(d, x, 2, words_say(language, "hora"));
	x = between_draw(d, x, ":");
	return named_boxes_draw(d, x, 2, words_say(language, "min"));
}

static void mark_draw(struct drawing *d, enum paper_entry entry, double x, double y)
{
	if (d->is_measuring)
		return;
	pen(d, 0.9, 0.1);
	cairo_new_path(d->cr);
	if (entry == PAPER_CIRCLES)
		cairo_arc(d->cr, x + MARK / 2, y + MARK / 2, MARK / 2, 0, 2 * G_PI);
	else if (entry == PAPER_SQUARES)
		cairo_rectangle(d->cr, x, y, MARK, MARK);
	else
		cairo_rectangle(d->cr, x, y - 2, BOX, BOX - 2);
	cairo_stroke(d->cr);
}

/* The choices in as many columns as their longest fits; returns the height. */
static double choices_draw(struct drawing *d, const struct paper_block *b, double x, double width)
{
	double mark = (b->entry == PAPER_RANKS ? BOX : MARK) + 6, longest = 0, start = d->y;
	size_t n = g_strv_length(b->choices);
	if (n == 0)
		return 0;
	for (size_t i = 0; i < n; i++)
		longest = MAX(longest, text_width(d, b->choices[i], 9) + mark + 12);
	size_t n_columns = (size_t)CLAMP(width / longest, 1, COLUMNS_MAX), n_rows;
	n_columns = MIN(n_columns, n);
	if (b->entry == PAPER_RANKS)
		n_columns = MIN(n_columns, 2);
	n_rows = (n + n_columns - 1) / n_columns;
	n_columns = (n + n_rows - 1) / n_rows;
	double column = n_rows == 1 ? MIN(width / (double)n_columns, longest + 8) : width / (double)n_columns;
	for (size_t row = 0; row < n_rows; row++) {
		double tallest = 0;
		for (size_t k = 0; k < n_columns; k++) {
			size_t i = k * n_rows + row; /* downwards first, as the list reads */
			if (i >= n)
				continue;
			double at = x + (double)k * column;
			mark_draw(d, b->entry, at, d->y + 1.5);
			tallest = MAX(tallest,
				      text_draw(d, b->choices[i], 9, false, 0, at + mark, column - mark - 6));
		}
		d->y += MAX(tallest, b->entry == PAPER_RANKS ? BOX : MARK) + 4.5;
	}
	double height = d->y - start;
	d->y = start;
	return height;
}

/* The place to answer in; returns its height. */
static double entry_draw(struct drawing *d, const struct paper_block *b, double x, double width)
{
	switch (b->entry) {
	case PAPER_NOTHING:
		return 0;
	case PAPER_LINES:
		for (unsigned i = 1; i <= b->n; i++)
			rule_draw(d, x, d->y + i * LINE - 3, width, 0.6, 0.35);
		return b->n * LINE;
	case PAPER_DIGITS:
		x = boxes_draw(d, x, b->n);
		if (b->n_decimals > 0)
			boxes_draw(d, between_draw(d, x, "."), b->n_decimals);
		return BOX + 4;
	case PAPER_DATE:
		date_draw(d, x);
		return BOX + 13;
	case PAPER_TIME:
		time_draw(d, x);
		return BOX + 13;
	case PAPER_DATETIME:
		time_draw(d, date_draw(d, x) + 20);
		return BOX + 13;
	case PAPER_CIRCLES:
	case PAPER_SQUARES:
	case PAPER_RANKS:
		return choices_draw(d, b, x, width);
	}
	return 0;
}

/* Draws one block from d->y down and moves d->y below it. */
static void block_draw(struct drawing *d, const struct paper_block *b)
{
	double x = MARGIN + MIN(b->depth, 4) * INDENT, right = d->width - MARGIN;
	if (b->is_heading) {
		d->y += b->depth == 0 ? 5 : 1;
		d->y += text_draw(d, b->label, b->depth == 0 ? 11.5 : 10, true, 0, x, right - x) + 1;
		if (b->depth == 0) {
			rule_draw(d, x, d->y + 1, right - x, 0.8, 0);
			d->y += 3;
		}
		d->y += text_draw(d, b->aside, 8, false, 0.3, x, right - x);
		d->y += 5;
		return;
	}
	double inner = b->is_note ? x : x + NUMBER;
	if (!b->is_note)
		text_draw(d, b->number, 10, true, 0, x, NUMBER);
	d->y += text_draw(d, b->label, b->is_note ? 9 : 10, !b->is_note, 0, inner, right - inner);
	d->y += text_draw(d, b->hint, 8.5, false, 0.25, inner, right - inner);
	d->y += text_draw(d, b->aside, 8, false, 0.3, inner, right - inner);
	if (b->entry != PAPER_NOTHING)
		d->y += 4;
	d->y += entry_draw(d, b, inner, right - inner);
	d->y += GAP;
}

static double block_height(struct drawing *d, const struct paper_block *b)
{
	double start = d->y;
	d->is_measuring = true;
	block_draw(d, b);
	double height = d->y - start;
	d->is_measuring = false;
	d->y = start;
	return height;
}

/* --- pages */
static void page_begin(struct drawing *d)
{
	cairo_rectangle_t paper = {0, 0, d->width, d->height};
	cairo_surface_t *page = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &paper);
	if (d->cr != NULL)
		cairo_destroy(d->cr);
	d->cr = cairo_create(page);
	g_ptr_array_add(d->pages, page);
	/* corners that a scanner, or an eye, can straighten the sheet by */
	cairo_set_source_rgb(d->cr, 0, 0, 0);
	for (int i = 0; i < 4; i++)
		cairo_rectangle(d->cr, i % 2 ? d->width - 24 : 16, i / 2 ? d->height - 24 : 16, 8, 8);
	cairo_fill(d->cr);
	const struct paper *p = d->paper;
	bool is_first = d->pages->len == 1;
	double width = d->width - 2 * MARGIN - CODE - 200, head = is_first ? HEAD : HEAD_NEXT;
	d->y = MARGIN - 4;
	d->y += text_draw(d, p->form->title, is_first ? 15 : 10.5, true, 0, MARGIN, width) + 2;
	d->y += text_draw(d, p->session, 9.5, true, 0.1, MARGIN, width);
	if (is_first)
		d->y += text_draw(d, p->place, 9, false, 0.2, MARGIN, width);
	if (p->is_trial) {
		d->y += 2;
		text_draw(d, words_say(p->language, "DE PRUEBA: no cuenta para ningún diagnóstico."), 9, true,
			  0, MARGIN, width);
	}
	rule_draw(d, MARGIN, MARGIN + head - 10, d->width - 2 * MARGIN, 1.2, 0);
	d->y = MARGIN + head - 2;
}

static void notice_draw(struct drawing *d)
{
	const struct paper *p = d->paper;
	const char *l = p->language;
	g_autoptr(GString) text = g_string_new(NULL);
	if (p->responsible[0] != '\0')
		g_string_append_printf(text, words_say(l, "Pregunta %s. "), p->responsible);
	if (p->scope[0] != '\0')
		g_string_append_printf(text, words_say(l, "Sirve para: %s. "), p->scope);
	g_string_append(
		text,
		words_say(l, "No pedimos tu nombre: no escribas nombres ni teléfonos, ni tuyos ni de otras "
			     "personas. "));
	if (p->recipients[0] != '\0')
		g_string_append_printf(
			text,
			words_say(l,
				  "Tus palabras pueden publicarse sin datos personales; las reciben: %s. "),
			p->recipients);
	g_string_append(
		text,
		words_say(l, "No es una denuncia ni un servicio de emergencia: si hay peligro, llama al 911. "
			     "Anota tu folio, tómale una foto o guarda el talón: con él puedes ver, "
			     "corregir o retirar lo que contestaste."));
	if (p->version[0] != '\0')
		g_string_append_printf(text, words_say(l, " Aviso de privacidad, versión %s."), p->version);
	d->y += text_draw(d, text->str, 7.5, false, 0.2, MARGIN, d->width - 2 * MARGIN) + 4;
	d->y += text_draw(
			d,
			words_say(
				l,
				"Usa pluma y letra de molde. ○ marca una opción · □ marca las que quieras."),
			8, true, 0.1, MARGIN, d->width - 2 * MARGIN) +
		8;
}

static void pages_make(struct drawing *d, const GPtrArray *blocks)
{
	double bottom = d->height - MARGIN - FOOT + 10;
	page_begin(d);
	notice_draw(d);
	double top = MARGIN + HEAD + 60; /* a page has more than its head */
	for (guint i = 0; i < blocks->len; i++) {
		const struct paper_block *b = blocks->pdata[i];
		double need = block_height(d, b);
		for (guint k = i; b->is_heading && k + 1 < blocks->len && k < i + 4;) {
			const struct paper_block *next = blocks->pdata[++k];
			need += block_height(d, next);
			if (!next->is_heading)
				break;
		}
		if (d->y + need - GAP > bottom && d->y > top)
			page_begin(d);
		block_draw(d, b);
	}
	if (d->y + STUB < bottom + 14) {
		d->stub_y = bottom + 14 - STUB;
		const double dashes[] = {4, 3};
		cairo_set_dash(d->cr, dashes, 2, 0);
		rule_draw(d, MARGIN, d->stub_y, d->width - 2 * MARGIN, 0.7, 0.3);
		cairo_set_dash(d->cr, NULL, 0, 0);
		d->y = d->stub_y + 14;
		d->y += text_draw(d, words_say(d->paper->language, "Corta por la línea y guarda este talón"),
				  9, true, 0, MARGIN, 240);
		d->y += text_draw(d, d->paper->form->title, 8.5, false, 0.2, MARGIN, 240);
		text_draw(d, d->paper->session, 8.5, false, 0.2, MARGIN, 240);
	}
}

/* The path data of qr_path (only M x y, h, v and z, in whole modules) as a square of that side. */
static void code_draw(struct drawing *d, const char *path, unsigned modules, double x, double y, double side)
{
	double scale = side / modules, at_x = 0, at_y = 0;
	cairo_set_source_rgb(d->cr, 0, 0, 0);
	for (const char *p = path; *p != '\0';) {
		char command = *p++, *end;
		if (command == 'z') {
			cairo_close_path(d->cr);
			continue;
		}
		double by = g_ascii_strtod(p, &end);
		p = end;
		if (command == 'M') {
			at_x = by;
			at_y = g_ascii_strtod(p, &end);
			p = end;
			cairo_move_to(d->cr, x + at_x * scale, y + at_y * scale);
		} else if (command == 'h' || command == 'v') {
			at_x += command == 'h' ? by : 0;
			at_y += command == 'v' ? by : 0;
			cairo_line_to(d->cr, x + at_x * scale, y + at_y * scale);
		}
	}
	cairo_fill(d->cr);
}

/* What differs from sheet to sheet: the code, the folio, the pages' numbers. */
static bool folio_draw(struct drawing *d, const struct paper_sheet *sheet, guint page, GError **error)
{
	unsigned modules;
	g_autoptr(GError) reason = NULL;
	g_autofree char *path = qr_path(sheet->url, &modules, &reason);
	if (path == NULL) {
		g_set_error(error, POSTER_ERROR, POSTER_ERROR_TEXT, "The sheet's code: %s", reason->message);
		return false;
	}
	double side = page == 0 ? CODE : CODE_NEXT, x = d->width - MARGIN - side;
	code_draw(d, path, modules, x, MARGIN - 10, side);
	d->y = MARGIN;
	d->y += text_draw(d, words_say(d->paper->language, "Folio"), 8, false, 0.3, x - 196, 192);
	d->y += text_draw(d, sheet->folio, 9.5, true, 0, x - 196, 194) + 2;
	g_autofree char *of =
		g_strdup_printf(words_say(d->paper->language, "Página %u de %u"), page + 1, d->pages->len);
	d->y += text_draw(d, of, 8.5, false, 0.2, x - 196, 192);
	g_autofree char *foot = g_strdup_printf("%s · %s", sheet->folio, of);
	d->y = d->height - MARGIN - 10;
	rule_draw(d, MARGIN, d->y - 4, d->width - 2 * MARGIN, 0.5, 0.4);
	double where = text_width(d, foot, 8);
	text_draw(d, words_say(d->paper->language, "Esto no es una encuesta representativa."), 8, false, 0.3,
		  MARGIN, 300);
	text_draw(d, foot, 8, false, 0.2, d->width - MARGIN - where - 2, where + 4);
	if (page + 1 == d->pages->len && d->stub_y > 0) {
		code_draw(d, path, modules, d->width - MARGIN - STUB + 14, d->stub_y + 6, STUB - 14);
		d->y = d->stub_y + 14;
		d->y += text_draw(d, sheet->folio, 10.5, true, 0, MARGIN + 250, 215) + 2;
		text_draw(d, sheet->url, 7.5, false, 0.2, MARGIN + 250, 215);
	}
	return true;
}

static cairo_status_t pdf_append(void *data, const unsigned char *bytes, unsigned length)
{
	g_byte_array_append(data, bytes, length);
	return CAIRO_STATUS_SUCCESS;
}

/* Writes every sheet as the recorded pages with its folio over them. */
static bool sheets_write(struct drawing *d, cairo_t *cr, const struct paper_sheet *sheets, size_t n,
			 GError **error)
{
	cairo_destroy(d->cr);
	d->cr = cr;
	for (size_t i = 0; i < n; i++) {
		for (guint page = 0; page < d->pages->len; page++) {
			cairo_set_source_surface(cr, d->pages->pdata[page], 0, 0);
			cairo_paint(cr);
			if (!folio_draw(d, &sheets[i], page, error))
				return false;
			cairo_show_page(cr);
		}
	}
	return true;
}

static void surface_destroy(void *surface)
{
	cairo_surface_destroy(surface);
}

GBytes *paper_pdf(const struct paper *paper, enum poster_paper size, const struct paper_sheet *sheets,
		  size_t n_sheets, size_t *n_pages, GError **error)
{
	g_assert(n_sheets >= 1 && n_sheets <= PAPER_SHEETS_MAX);
	struct drawing d = {.paper = paper, .pages = g_ptr_array_new_with_free_func(surface_destroy)};
	poster_paper_size(size, &d.width, &d.height);
	PangoFontMap *fonts = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
	d.pango = pango_font_map_create_context(fonts);
	pango_cairo_context_set_resolution(d.pango, 72);
	cairo_font_options_t *options = cairo_font_options_create();
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF); /* paper has no pixels */
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	pango_cairo_context_set_font_options(d.pango, options);
	cairo_font_options_destroy(options);
	GPtrArray *blocks = paper_blocks(paper->form, paper->language);
	pages_make(&d, blocks);
	if (n_pages != NULL)
		*n_pages = d.pages->len;

	GByteArray *pdf = g_byte_array_new();
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(pdf_append, pdf, d.width, d.height);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, paper->form->title);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Vocalía");
	cairo_t *cr = cairo_create(surface);
	bool is_drawn = sheets_write(&d, cr, sheets, n_sheets, error);
	cairo_destroy(cr);
	cairo_surface_finish(surface);
	if (is_drawn && cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS) {
		g_set_error(error, POSTER_ERROR, POSTER_ERROR_RENDER, "The sheets cannot be drawn");
		is_drawn = false;
	}
	cairo_surface_destroy(surface);
	g_ptr_array_unref(d.pages);
	g_ptr_array_unref(blocks);
	g_object_unref(d.pango);
	g_object_unref(fonts);
	if (!is_drawn) {
		g_byte_array_unref(pdf);
		return NULL;
	}
	return g_byte_array_free_to_bytes(pdf);
}
