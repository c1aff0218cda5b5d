/* qr.c - QR codes by libqrencode: path, SVG, PNG, terminal; and the text that joins a Wi-Fi
 * network.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "qr.h"

#include <cairo.h>
#include <qrencode.h>
#include <stdbool.h>
#include <string.h>

#define QUIET	  4  /* modules of white on every side, ISO/IEC 18004 */
#define SCALE_MAX 64 /* pixels a module: at most 12 000 a side */

GQuark qr_error_quark(void)
{
	return g_quark_from_static_string("vocalia-qr");
}

static bool text_is_plain(const char *text)
{
	for (; *text; text++)
		if (*text < 0x20 || *text > 0x7e)
			return false;
	return true;
}

static QRcode *code_make(const char *text, GError **error)
{
	QRcode *code = NULL;

	if (*text && text_is_plain(text))
		code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
	if (!code)
		g_set_error(error, QR_ERROR, QR_ERROR_TEXT,
			    "A QR code holds 1 to about 2300 plain ASCII characters");
	return code;
}

/* Is the module dark; x and y count from the corner of the quiet zone, whatever is outside the code is light.
 */
static bool code_is_dark(const QRcode *code, int x, int y)
{
	x -= QUIET;
	y -= QUIET;
	return x >= 0 && y >= 0 && x < code->width && y < code->width &&
	       (code->data[y * code->width + x] & 1);
}

static char *code_path(const QRcode *code)
{
	GString *path = g_string_sized_new(4096);
	int width = code->width + 2 * QUIET;

	for (int y = QUIET; y < width - QUIET; y++)
		for (int x = QUIET; x < width - QUIET; x++) {
			int from = x;

			while (code_is_dark(code, x, y))
				x++;
			if (x > from)
				g_string_append_printf(path, "M%d %dh%dv1h-%dz", from, y, x - from, x - from);
		}
	return g_string_free(path, FALSE);
}

char *qr_path(const char *text, unsigned *width, GError **error)
{
	QRcode *code = code_make(text, error);

	if (!code)
		return NULL;
	char *path = code_path(code);
	*width = (unsigned)code->width + 2 * QUIET;
	QRcode_free(code);
	return path;
}

char *qr_svg(const char *text, GError **error)
{
	unsigned width;
	g_autofree char *path = qr_path(text, &width, error);

	if (!path)
		return NULL;
	return g_strdup_printf("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %u %u\" "
			       "shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h%uv%uH0z\"/>"
			       "<path fill=\"#000\" d=\"%s\"/></svg>",
			       width, width, width, width, path);
}

static cairo_status_t png_append(void *data, const unsigned char *bytes, unsigned length)
{
	g_byte_array_append(data, bytes, length);
	return CAIRO_STATUS_SUCCESS;
}

GBytes *qr_png(const char *text, unsigned pixels_per_module, GError **error)
{
	g_assert(pixels_per_module >= 1 && pixels_per_module <= SCALE_MAX);
	QRcode *code = code_make(text, error);

	if (!code)
		return NULL;
	int scale = (int)pixels_per_module, size = (code->width + 2 * QUIET) * scale;
	/* An alpha surface is written as a grey picture, in which 255 is white. */
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, size, size);
	unsigned char *pixels = cairo_image_surface_get_data(surface);
	int stride = cairo_image_surface_get_stride(surface);
	GByteArray *png = g_byte_array_new();

	g_assert(pixels);
	for (int y = 0; y < size; y++)
		for (int x = 0; x < size; x++)
			pixels[(size_t)y * (size_t)stride + (size_t)x] =
				code_is_dark(code, x / scale, y / scale) ? 0 : 255;
	cairo_surface_mark_dirty(surface);
	cairo_status_t status = cairo_surface_write_to_png_stream(surface, png_append, png);
	g_assert(status == CAIRO_STATUS_SUCCESS);
	cairo_surface_destroy(surface);
	QRcode_free(code);
	return g_byte_array_free_to_bytes(png);
}

char *qr_terminal(const char *text, GError **error)
{
	static const char *const halves[] = {" ", "▀", "▄", "█"}; /* dark: none, above, below, both */
	QRcode *code = code_make(text, error);

	if (!code)
		return NULL;
	GString *out = g_string_sized_new(8192);
	int width = code->width + 2 * QUIET;

	/* Black on white by the fixed colours of the 256-colour cube, which themes leave alone. */
	for (int y = 0; y < width; y += 2) {
		g_string_append(out, "\033[38;5;16;48;5;231m");
		for (int x = 0; x < width; x++)
			g_string_append(out, halves[(code_is_dark(code, x, y) ? 1 : 0) +
						    (code_is_dark(code, x, y + 1) ? 2 : 0)]);
		g_string_append(out, "\033[0m\n");
	}
	QRcode_free(code);
	return g_string_free(out, FALSE);
}

static void wifi_append(GString *out, const char *key, const char *value)
{
	g_string_append(out, key);
	for (; *value; value++) {
		if (strchr("\\;,:\"", *value))
			g_string_append_c(out, '\\');
		g_string_append_c(out, *value);
	}
	g_string_append_c(out, ';');
}

char *qr_wifi(const char *ssid, const char *password, const char *security, GError **error)
{
	bool is_open = strcmp(security, "nopass") == 0;

	if (!is_open && strcmp(security, "WPA") != 0 && strcmp(security, "WEP") != 0) {
		g_set_error(error, QR_ERROR, QR_ERROR_TEXT,
			    "The security of a network is WPA, WEP or nopass");
		return NULL;
	}
	if (!*ssid || strlen(ssid) > 32 || !text_is_plain(ssid)) {
		g_set_error(error, QR_ERROR, QR_ERROR_TEXT,
			    "The name of a network in a QR code is 1 to 32 plain ASCII characters");
		return NULL;
	}
	if (!is_open && (!password || !*password || strlen(password) > 64 || !text_is_plain(password))) {
		g_set_error(error, QR_ERROR, QR_ERROR_TEXT,
			    "The password of a network in a QR code is 1 to 64 plain ASCII characters");
		return NULL;
	}
	GString *out = g_string_new("WIFI:");

	wifi_append(out, "T:", security);
	wifi_append(out, "S:", ssid);
	if (!is_open)
		wifi_append(out, "P:", password);
	g_string_append_c(out, ';');
	return g_string_free(out, FALSE);
}
