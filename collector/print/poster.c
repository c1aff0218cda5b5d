/* poster.c - places a session's words on the sheet, fills poster.svg and renders
 * it as PDF.
 *
 * All lengths are points (1/72 inch).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "poster.h"
#include "assets.h"
#include "lettering.h"
#include "qr.h"
#include "template.h"

#include <cairo-pdf.h>
#include <jansson.h>
#include <librsvg/rsvg.h>
#include <string.h>

#define COLUMN	     540.0 /* width of the printed column on both papers */
#define BAND	     120.0 /* height of the coloured head */
#define CARD_INNER   230.0 /* width for words in one of two cards */
#define COLLECT_SIDE 106.0 /* of the code for brigades */

GQuark poster_error_quark(void)
{
	return g_quark_from_static_string("vocalia-poster");
}

/* A value on one line at the largest size from size_max down to size_min, or else broken at size_min. */
static json_t *value_lines(struct lettering *letters, enum lettering_face face, const char *text,
			   double width, double size_max, double size_min, double y)
{
	double size = size_max;
	g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
	json_t *array = json_array();

	while (size > size_min && lettering_width(letters, face, size, text) > width)
		size -= 0.5;
	lettering_wrap(letters, face, size, text, width, 3, lines);
	for (guint i = 0; i < lines->len; i++)
		json_array_append_new(array, json_pack("{s:s, s:f, s:f}", "text", g_ptr_array_index(lines, i),
						       "y", y + i * size * 1.2, "size", size));
	return array;
}

/* --- the view --- */

static bool text_check(const char *text, const char *what, GError **error)
{
	if (text && g_utf8_validate(text, -1, NULL))
		return true;
	g_set_error(error, POSTER_ERROR, POSTER_ERROR_TEXT, "The poster's %s is not valid text", what);
	return false;
}

/* The code as {"path", "scale"} for a square of that side. */
static json_t *code_view(const char *text, double side, GError **error)
{
	unsigned width;
	g_autoptr(GError) reason = NULL;
	g_autofree char *path = qr_path(text, &width, &reason);

	if (!path) {
		g_set_error(error, POSTER_ERROR, POSTER_ERROR_TEXT, "The poster's code: %s", reason->message);
		return NULL;
	}
	return json_pack("{s:s, s:f}", "path", path, "scale", side / width);
}

/* Title, place and date under the head, the mesa beside them; returns the y below them. */
static double session_place(struct lettering *letters, const struct poster *poster, json_t *view)
{
	double y = BAND + 32, width = COLUMN;
	g_autofree char *title = lettering_clean(poster->title), *place = lettering_clean(poster->place);
	g_autofree char *date = lettering_clean(poster->date);
	g_autofree char *where = g_strjoin(*place && *date ? " · " : "", place, date, NULL);
	g_autoptr(GPtrArray) titles = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) places = g_ptr_array_new_with_free_func(g_free);
	json_t *lines = json_array();

	if (poster->mesa && *poster->mesa) {
		g_autofree char *mesa = lettering_clean(poster->mesa);
		g_autoptr(GPtrArray) cut = g_ptr_array_new_with_free_func(g_free);
		lettering_wrap(letters, LETTERING_BOLD, 22, mesa, 200, 1, cut);
		const char *shown = cut->len ? g_ptr_array_index(cut, 0) : "";
		double badge = lettering_width(letters, LETTERING_BOLD, 22, shown) + 28;

		width -= badge + 20;
		json_object_set_new(view, "mesa",
				    json_pack("{s:s, s:f, s:f, s:f, s:f}", "text", shown, "width", badge, "x",
					      COLUMN - badge, "middle", COLUMN - badge / 2, "y", BAND + 16));
	}
	/* One line if a smaller size makes it one; the date is never what is cut. */
	double size = lettering_width(letters, LETTERING_BOLD, 16, title) <= width ? 16 : 18;

	while (size < 19 && lettering_width(letters, LETTERING_BOLD, size + 0.5, title) <= width)
		size += 0.5;
	lettering_wrap(letters, LETTERING_BOLD, size, title, width, 2, titles);
	if (lettering_width(letters, LETTERING_SANS, 13.5, where) <= width) {
		lettering_wrap(letters, LETTERING_SANS, 13.5, where, width, 1, places);
	} else {
		lettering_wrap(letters, LETTERING_SANS, 13.5, place, width, 1, places);
		lettering_wrap(letters, LETTERING_SANS, 13.5, date, width, 1, places);
	}
	for (guint i = 0; i < titles->len; i++, y += 22)
		json_array_append_new(lines,
				      json_pack("{s:s, s:f, s:f, s:b}", "text", g_ptr_array_index(titles, i),
						"y", y, "size", size, "is_title", 1));
	for (guint i = 0; i < places->len; i++, y += 17)
		json_array_append_new(lines, json_pack("{s:s, s:f, s:f}", "text",
						       g_ptr_array_index(places, i), "y", y, "size", 13.5));
	json_object_set_new(view, "session", lines);
	return MAX(y - 5, BAND + 64);
}

/* The view of the whole sheet, or NULL and *error. */
static json_t *view_make(struct lettering *letters, const struct poster *poster, double width, double height,
			 GError **error)
{
	bool has_wifi = poster->wifi_ssid && *poster->wifi_ssid;
	bool has_password = has_wifi && poster->wifi_password && *poster->wifi_password;
	const char *address =
		g_str_has_prefix(poster->url, "http://") ? poster->url + strlen("http://") : poster->url;
	g_autofree char *responsible = lettering_clean(poster->responsible);
	g_autoptr(GPtrArray) foot = g_ptr_array_new_with_free_func(g_free);
	json_t *view =
		json_pack("{s:f, s:f, s:f, s:f, s:f, s:f, s:b, s:o}", "width", width, "height", height,
			  "left", (width - COLUMN) / 2, "band", BAND, "trial_x", width / 2 + 38, "trial_y",
			  height / 2 + 38, "is_trial", poster->is_trial, "foot", json_array());
	double cards = session_place(letters, poster, view), bottom = height - 34,
	       side = has_wifi ? 188 : 250;
	json_t *form = code_view(poster->url, side, error);

	if (!form)
		goto refused;
	json_object_set_new(view, "form", form);
	json_object_set_new(form, "lines",
			    has_wifi ? value_lines(letters, LETTERING_MONO, address, CARD_INNER, 17, 8, 256)
				     : value_lines(letters, LETTERING_MONO, address, 232, 19, 10, 168));
	if (has_wifi) {
		g_autoptr(GError) reason = NULL;
		g_autofree char *joined = qr_wifi(poster->wifi_ssid, poster->wifi_password,
						  has_password ? "WPA" : "nopass", &reason);
		json_t *wifi = joined ? code_view(joined, side, error) : NULL;

		if (!joined)
			g_set_error_literal(error, POSTER_ERROR, POSTER_ERROR_TEXT, reason->message);
		if (!wifi)
			goto refused;
		json_object_set_new(view, "wifi", wifi);
		json_object_set_new(wifi, "has_password", json_boolean(has_password));
		json_object_set_new(
			wifi, "ssid",
			value_lines(letters, LETTERING_MONO, poster->wifi_ssid, CARD_INNER, 17, 8, 256));
		if (has_password)
			json_object_set_new(wifi, "password",
					    value_lines(letters, LETTERING_MONO, poster->wifi_password,
							CARD_INNER, 17, 8, 294));
	}
	/* The foot stands on the lower edge, the help above it, the rest shares what is left. */
	lettering_wrap(letters, LETTERING_SANS, 10, responsible, COLUMN - 70, 2, foot);
	for (guint i = 0; i < foot->len; i++)
		json_array_append_new(json_object_get(view, "foot"),
				      json_pack("{s:s, s:f}", "text", g_ptr_array_index(foot, i), "y",
						bottom - 13.0 * (foot->len - 1 - i)));
	double rule = bottom - 13.0 * (foot->len ? foot->len - 1 : 0) - 16;
	double help = rule - (has_wifi ? 58 : 40), steps = help - 124;
	double card_height = has_wifi ? 311 : 290, spare = MAX(steps - cards - card_height, 0);

	if (poster->collect) {
		json_t *code = code_view(poster->collect, COLLECT_SIDE, error);

		if (!code)
			goto refused;
		json_object_set_new(view, "collect", code);
	}
	json_object_set_new(view, "cards_y", json_real(cards + spare * 0.5));
	json_object_set_new(view, "card_height", json_real(card_height));
	json_object_set_new(view, "steps_y", json_real(steps));
	json_object_set_new(view, "help_y", json_real(help));
	json_object_set_new(view, "rule_y", json_real(rule));
	json_object_set_new(view, "help", value_lines(letters, LETTERING_MONO, address, COLUMN, 13, 8, 33));
	return view;
refused:
	json_decref(view);
	return NULL;
}

void poster_paper_size(enum poster_paper paper, double *width, double *height)
{
	*width = paper == POSTER_A4 ? 595.28 : 612;
	*height = paper == POSTER_A4 ? 841.89 : 792;
}

char *poster_svg(const struct poster *poster, enum poster_paper paper, GError **error)
{
	const struct asset *page = asset_find("collector/pages/poster.svg");
	double width, height;

	g_assert(page);
	if (!text_check(poster->title, "title", error) || !text_check(poster->place, "place", error) ||
	    !text_check(poster->date, "date", error) ||
	    !text_check(poster->responsible, "responsible body", error) ||
	    !text_check(poster->url, "address", error) ||
	    (poster->mesa && !text_check(poster->mesa, "mesa", error)))
		return NULL;
	poster_paper_size(paper, &width, &height);
	struct lettering *letters = lettering_new();
	json_t *view = view_make(letters, poster, width, height, error);
	char *svg = view ? template_fill_text(page->bytes, view, error) : NULL;

	json_decref(view);
	lettering_free(letters);
	return svg;
}

static cairo_status_t pdf_append(void *data, const unsigned char *bytes, unsigned length)
{
	g_byte_array_append(data, bytes, length);
	return CAIRO_STATUS_SUCCESS;
}

GBytes *poster_pdf(const struct poster *poster, enum poster_paper paper, GError **error)
{
	g_autofree char *svg = poster_svg(poster, paper, error);
	g_autoptr(GError) reason = NULL;
	RsvgRectangle page = {0, 0, 0, 0};

	if (!svg)
		return NULL;
	RsvgHandle *handle = rsvg_handle_new_from_data((const guint8 *)svg, strlen(svg), &reason);
	if (!handle) {
		g_set_error(error, POSTER_ERROR, POSTER_ERROR_RENDER, "The poster cannot be read: %s",
			    reason->message);
		return NULL;
	}
	poster_paper_size(paper, &page.width, &page.height);
	GByteArray *pdf = g_byte_array_new();
	cairo_surface_t *surface =
		cairo_pdf_surface_create_for_stream(pdf_append, pdf, page.width, page.height);
	cairo_t *cr = cairo_create(surface);
	bool is_drawn;

	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, poster->title);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Vocalía");
	is_drawn = rsvg_handle_render_document(handle, cr, &page, &reason);
	g_object_unref(handle);
	cairo_destroy(cr);
	cairo_surface_finish(surface);
	is_drawn = is_drawn && cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
	cairo_surface_destroy(surface);
	if (!is_drawn) {
		g_set_error(error, POSTER_ERROR, POSTER_ERROR_RENDER, "The poster cannot be drawn: %s",
			    reason ? reason->message : "the PDF is broken");
		g_byte_array_unref(pdf);
		return NULL;
	}
	return g_byte_array_free_to_bytes(pdf);
}
