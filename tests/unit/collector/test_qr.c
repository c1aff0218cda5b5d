/* test_qr.c - what is drawn is read again by another program (zbarimg), and odd text is
 * refused.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "qr.h"

#include <cairo.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <glib/gstdio.h>
#include <cmocka.h>

#define ADDRESS "http://10.42.0.1:8095/j/K7PM?m=3"

static void need_zbarimg(void)
{
	g_autofree char *program = g_find_program_in_path("zbarimg");

	if (!program) {
		print_message("# skipped: zbarimg (zbar-tools) is not installed\n");
		skip();
	}
}

/* What zbarimg reads in a PNG; free it. */
static char *png_read(GBytes *png)
{
	g_autofree char *path = g_build_filename(g_get_tmp_dir(), "vocalia-qr-XXXXXX.png", NULL);
	char *argv[] = {(char *)"zbarimg",
			(char *)"--raw",
			(char *)"-q",
			(char *)"-Sdisable",
			(char *)"-Sqrcode.enable",
			path,
			NULL};
	char *text = NULL;
	int file = g_mkstemp(path);

	assert_true(file >= 0);
	g_close(file, NULL);
	assert_true(
		g_file_set_contents(path, g_bytes_get_data(png, NULL), (gssize)g_bytes_get_size(png), NULL));
	assert_true(g_spawn_sync(NULL, argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
				 NULL, &text, NULL, NULL, NULL));
	g_unlink(path);
	return g_strchomp(text);
}

static void check_read(const char *text, unsigned scale)
{
	g_autoptr(GBytes) png = qr_png(text, scale, NULL);

	assert_non_null(png);
	g_autofree char *read = png_read(png);
	assert_string_equal(read, text);
}

static void a_picture_is_read_as_the_same_text(void **state)
{
	(void)state;
	need_zbarimg();
	check_read(ADDRESS, 4);
	check_read("1", 3);
	check_read("WIFI:T:WPA;S:Taller;P:agua\\;luz;;", 5);
}

static void a_long_text_is_read_as_the_same_text(void **state)
{
	g_autofree char *text = g_strnfill(600, 'a');

	(void)state;
	need_zbarimg();
	for (size_t i = 0; i < 600; i++)
		text[i] = (char)('!' + (int)((i * 7) % 90));
	check_read(text, 3);
}

static cairo_status_t png_append(void *data, const unsigned char *bytes, unsigned length)
{
	g_byte_array_append(data, bytes, length);
	return CAIRO_STATUS_SUCCESS;
}

static void what_the_terminal_shows_is_read_as_the_same_text(void **state)
{
	g_autofree char *shown = qr_terminal(ADDRESS, NULL);

	(void)state;
	need_zbarimg();
	assert_non_null(shown);
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 400, 400);
	cairo_t *cr = cairo_create(surface);
	int row = 0, column = 0;

	/* A dark terminal: only the colours that the text sets make it readable. */
	for (const char *p = shown; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (c == '\033') {
			p = strchr(p, 'm');
			continue;
		}
		if (c == '\n') {
			row++;
			column = 0;
			continue;
		}
		assert_true(c == ' ' || c == 0x2580 || c == 0x2584 || c == 0x2588);
		for (int half = 0; half < 2; half++) {
			bool is_dark = c == 0x2588 || c == (half == 0 ? 0x2580u : 0x2584u);

			cairo_set_source_rgb(cr, is_dark ? 0 : 1, is_dark ? 0 : 1, is_dark ? 0 : 1);
			cairo_rectangle(cr, 20 + column * 8, 20 + (row * 2 + half) * 8, 8, 8);
			cairo_fill(cr);
		}
		column++;
	}
	GByteArray *bytes = g_byte_array_new();
	cairo_surface_write_to_png_stream(surface, png_append, bytes);
	cairo_destroy(cr);
	cairo_surface_destroy(surface);
	g_autoptr(GBytes) png = g_byte_array_free_to_bytes(bytes);
	g_autofree char *read = png_read(png);
	assert_string_equal(read, ADDRESS);
}

static void every_line_of_the_terminal_sets_and_resets_its_colours(void **state)
{
	g_autofree char *shown = qr_terminal(ADDRESS, NULL);
	g_auto(GStrv) lines = g_strsplit(shown, "\n", -1);
	size_t n_lines = g_strv_length(lines);

	(void)state;
	assert_true(n_lines > 15);
	assert_string_equal(lines[n_lines - 1], "");
	for (size_t i = 0; i + 1 < n_lines; i++) {
		assert_true(g_str_has_prefix(lines[i], "\033[38;5;16;48;5;231m"));
		assert_true(g_str_has_suffix(lines[i], "\033[0m"));
		assert_true(g_utf8_validate(lines[i], -1, NULL));
	}
}

static void the_path_leaves_a_quiet_zone_and_merges_runs(void **state)
{
	unsigned width = 0;
	g_autofree char *path = qr_path(ADDRESS, &width, NULL);

	(void)state;
	assert_non_null(path);
	assert_true(width >= 29 && width % 2 == 1);
	/* The first row of a code starts with the seven dark modules of the finder pattern. */
	assert_true(g_str_has_prefix(path, "M4 4h7v1h-7z"));
	for (const char *p = path; *p;) {
		unsigned x, y, run, back;
		int used = 0;

		assert_int_equal(sscanf(p, "M%u %uh%uv1h-%uz%n", &x, &y, &run, &back, &used), 4);
		assert_true(x >= 4 && y >= 4 && run >= 1 && x + run <= width - 4 && y < width - 4);
		assert_int_equal(run, back);
		p += used;
	}
}

static void the_drawing_is_one_svg_without_a_size(void **state)
{
	g_autofree char *svg = qr_svg(ADDRESS, NULL);

	(void)state;
	assert_true(g_str_has_prefix(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 "));
	assert_true(g_str_has_suffix(svg, "</svg>"));
	assert_null(strstr(svg, "width="));
	assert_null(strstr(svg, "style="));
}

static void check_refused(const char *text)
{
	g_autoptr(GError) error = NULL;
	unsigned width;

	assert_null(qr_svg(text, &error));
	assert_true(g_error_matches(error, QR_ERROR, QR_ERROR_TEXT));
	assert_null(qr_path(text, &width, NULL));
	assert_null(qr_png(text, 4, NULL));
	assert_null(qr_terminal(text, NULL));
}

static void text_beyond_ascii_is_refused(void **state)
{
	(void)state;
	check_refused("http://ejemplo.test/ñ");
	check_refused("\xff");
}

static void control_characters_are_refused(void **state)
{
	(void)state;
	check_refused("http://a\nb");
	check_refused("\177");
}

static void an_empty_text_is_refused(void **state)
{
	(void)state;
	check_refused("");
}

static void a_text_that_does_not_fit_is_refused(void **state)
{
	g_autofree char *text = g_strnfill(4000, 'x');

	(void)state;
	check_refused(text);
}

static void a_network_is_written_as_phones_expect(void **state)
{
	g_autofree char *plain = qr_wifi("Taller", "agua2026", "WPA", NULL);
	g_autofree char *odd = qr_wifi("a;b,c:d\\e\"f", "x;y", "WPA", NULL);
	g_autofree char *open = qr_wifi("Plaza", NULL, "nopass", NULL);

	(void)state;
	assert_string_equal(plain, "WIFI:T:WPA;S:Taller;P:agua2026;;");
	assert_string_equal(odd, "WIFI:T:WPA;S:a\\;b\\,c\\:d\\\\e\\\"f;P:x\\;y;;");
	assert_string_equal(open, "WIFI:T:nopass;S:Plaza;;");
}

static void check_wifi_refused(const char *ssid, const char *password, const char *security)
{
	g_autoptr(GError) error = NULL;

	assert_null(qr_wifi(ssid, password, security, &error));
	assert_true(g_error_matches(error, QR_ERROR, QR_ERROR_TEXT));
}

static void a_network_that_no_phone_could_join_is_refused(void **state)
{
	(void)state;
	check_wifi_refused("", "agua2026", "WPA");
	check_wifi_refused("Peñón", "agua2026", "WPA");
	check_wifi_refused("Taller", "contraseña", "WPA");
	check_wifi_refused("Taller", NULL, "WPA");
	check_wifi_refused("Taller", "", "WPA");
	check_wifi_refused("Taller", "agua2026", "WPA9");
	check_wifi_refused("un nombre de más de treinta y dos octetos", "agua2026", "WPA");
	check_wifi_refused("a name that is longer than thirty-two", "agua2026", "WPA");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_picture_is_read_as_the_same_text),
		cmocka_unit_test(a_long_text_is_read_as_the_same_text),
		cmocka_unit_test(what_the_terminal_shows_is_read_as_the_same_text),
		cmocka_unit_test(every_line_of_the_terminal_sets_and_resets_its_colours),
		cmocka_unit_test(the_path_leaves_a_quiet_zone_and_merges_runs),
		cmocka_unit_test(the_drawing_is_one_svg_without_a_size),
		cmocka_unit_test(text_beyond_ascii_is_refused),
		cmocka_unit_test(control_characters_are_refused),
		cmocka_unit_test(an_empty_text_is_refused),
		cmocka_unit_test(a_text_that_does_not_fit_is_refused),
		cmocka_unit_test(a_network_is_written_as_phones_expect),
		cmocka_unit_test(a_network_that_no_phone_could_join_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
