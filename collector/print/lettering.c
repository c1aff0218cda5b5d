/* lettering.c - measures words on a cairo surface that records nothing, and breaks them into lines.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "lettering.h"

#include <cairo.h>
#include <stdbool.h>
#include <string.h>

#define ELLIPSIS "…"

struct lettering {
	cairo_surface_t *surface;
	cairo_t *cr;
};

struct lettering *lettering_new(void)
{
	struct lettering *lettering = g_new0(struct lettering, 1);
	cairo_font_options_t *options = cairo_font_options_create();

	lettering->surface = cairo_recording_surface_create(CAIRO_CONTENT_ALPHA, NULL);
	lettering->cr = cairo_create(lettering->surface);
	/* Paper has no pixels to round widths to. */
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_set_font_options(lettering->cr, options);
	cairo_font_options_destroy(options);
	return lettering;
}

void lettering_free(struct lettering *lettering)
{
	if (!lettering)
		return;
	cairo_destroy(lettering->cr);
	cairo_surface_destroy(lettering->surface);
	g_free(lettering);
}

char *lettering_clean(const char *text)
{
	GString *out = g_string_new(NULL);

	for (; *text; text = g_utf8_next_char(text)) {
		gunichar c = g_utf8_get_char(text);
		bool is_blank = g_unichar_isspace(c) || g_unichar_iscntrl(c) || c == 0xfffe || c == 0xffff;

		if (!is_blank)
			g_string_append_unichar(out, c);
		else if (out->len > 0 && out->str[out->len - 1] != ' ')
			g_string_append_c(out, ' ');
	}
	return g_strchomp(g_string_free(out, FALSE));
}

double lettering_width(struct lettering *lettering, enum lettering_face face, double size, const char *text)
{
	cairo_text_extents_t extents;

	cairo_select_font_face(lettering->cr, face == LETTERING_MONO ? "DejaVu Sans Mono" : "DejaVu Sans",
			       CAIRO_FONT_SLANT_NORMAL,
			       face == LETTERING_SANS ? CAIRO_FONT_WEIGHT_NORMAL : CAIRO_FONT_WEIGHT_BOLD);
	cairo_set_font_size(lettering->cr, 100);
	cairo_text_extents(lettering->cr, text, &extents);
	return extents.x_advance * size / 100;
}

/* Bytes of the longest beginning of text that fits; at least one character. */
static size_t text_fit(struct lettering *lettering, enum lettering_face face, double size, const char *text,
		       double width)
{
	size_t fits = (size_t)(g_utf8_next_char(text) - text);

	for (const char *p = text; *p; p = g_utf8_next_char(p)) {
		size_t length = (size_t)(g_utf8_next_char(p) - text);
		g_autofree char *part = g_strndup(text, length);

		if (lettering_width(lettering, face, size, part) > width)
			break;
		fits = length;
	}
	return fits;
}

void lettering_wrap(struct lettering *lettering, enum lettering_face face, double size, const char *text,
		    double width, size_t n_lines_max, GPtrArray *lines)
{
	size_t n_lines = 0;

	while (*text == ' ')
		text++;
	while (*text) {
		size_t length = text_fit(lettering, face, size, text, width);

		n_lines++;
		if (text[length] != '\0') {
			if (n_lines == n_lines_max) {
				double room = width - lettering_width(lettering, face, size, ELLIPSIS);

				length = text_fit(lettering, face, size, text, room);
				while (length > 1 && text[length - 1] == ' ')
					length--;
				char *cut = g_strndup(text, length);
				g_ptr_array_add(lines, g_strconcat(cut, ELLIPSIS, NULL));
				g_free(cut);
				return;
			}
			/* Go back to the last blank, if there is one on this line. */
			size_t blank = length;
			while (blank > 0 && text[blank] != ' ')
				blank--;
			if (blank > 0)
				length = blank;
		}
		g_ptr_array_add(lines, g_strchomp(g_strndup(text, length)));
		text += length;
		while (*text == ' ')
			text++;
	}
}
