/* test_poster.c - the printed sheet is read by another program, and long or odd words do
 * not spoil it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "poster.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <glib/gstdio.h>
#include <cmocka.h>

#define ADDRESS "http://10.42.0.1:8095/j/K7PM"

static const struct poster ordinary = {
	.title = "Diagnóstico participativo: Región Laguna",
	.place = "Centro Comunitario La Joya, Torreón",
	.date = "14 de marzo de 2026",
	.mesa = "Mesa 3",
	.url = ADDRESS "?m=3",
	.wifi_ssid = "Taller-Laguna",
	.wifi_password = "agua;2026",
	.responsible = "Secretaría Técnica Local",
};

/* fontconfig keeps its tables until the process ends; everything else must be freed. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\n";
}

static void run(char **argv, char **output)
{
	int status = -1;

	assert_true(g_spawn_sync(NULL, argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
				 NULL, output, NULL, &status, NULL));
	assert_true(g_spawn_check_wait_status(status, NULL));
}

/* What zbarimg reads in the PDF printed with so many dots an inch, a line a code; free it. */
static char *codes_read(GBytes *pdf, const char *dots)
{
	g_autofree char *folder = g_dir_make_tmp("vocalia-poster-XXXXXX", NULL);
	g_autofree char *file = g_build_filename(folder, "p.pdf", NULL);
	g_autofree char *stem = g_build_filename(folder, "p", NULL), *png = g_strconcat(stem, ".png", NULL);
	char *print[] = {(char *)"pdftoppm",
			 (char *)"-r",
			 (char *)(uintptr_t)dots,
			 (char *)"-png",
			 (char *)"-singlefile",
			 file,
			 stem,
			 NULL};
	char *read[] = {(char *)"zbarimg",
			(char *)"--raw",
			(char *)"-q",
			(char *)"-Sdisable",
			(char *)"-Sqrcode.enable",
			png,
			NULL};
	g_autofree char *nothing = NULL;
	char *codes = NULL;

	assert_true(
		g_file_set_contents(file, g_bytes_get_data(pdf, NULL), (gssize)g_bytes_get_size(pdf), NULL));
	run(print, &nothing);
	run(read, &codes);
	g_unlink(file);
	g_unlink(png);
	g_rmdir(folder);
	return codes;
}

static void need_readers(void)
{
	g_autofree char *zbarimg = g_find_program_in_path("zbarimg"),
			*pdftoppm = g_find_program_in_path("pdftoppm");

	if (!zbarimg || !pdftoppm) {
		print_message(
			"# skipped: zbarimg (zbar-tools) or pdftoppm (poppler-utils) is not installed\n");
		skip();
	}
}

static void check_codes(const struct poster *poster, const char *form, const char *wifi)
{
	for (int paper = POSTER_LETTER; paper <= POSTER_A4; paper++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(GBytes) pdf = poster_pdf(poster, (enum poster_paper)paper, &error);

		assert_null(error);
		assert_non_null(pdf);
		g_autofree char *codes = codes_read(pdf, "100");
		g_auto(GStrv) lines = g_strsplit(g_strchomp(codes), "\n", -1);
		assert_int_equal(g_strv_length(lines), wifi ? 2 : 1);
		assert_true(g_strv_contains((const char *const *)lines, form));
		assert_true(!wifi || g_strv_contains((const char *const *)lines, wifi));
	}
}

static void both_codes_of_the_printed_sheet_are_read(void **state)
{
	(void)state;
	need_readers();
	check_codes(&ordinary, ADDRESS "?m=3", "WIFI:T:WPA;S:Taller-Laguna;P:agua\\;2026;;");
}

static void a_third_code_sets_up_a_brigades_telephone(void **state)
{
	(void)state;
	/* as long as the settings of a session become */
	static const char settings[] =
		"eNolj9tKw0AQhl+l7LVNtqX1kMsqCgWhKEjulnF3kkZmD8zuqqXk3Z3g3cx/+OC/"
		"qhEDMpDqriojfyObyvKpcympa9uNbnbb"
		"RjebJl4/7NvI7entsN2t9Xqvn+/699Pt8bV/+nh86dWNGiJ7U5ODgsZHh4LxUOzZ4C/YQheJQC0xY3Bi/"
		"UzDZCA4Y5GoEvBip2"
		"QIwlhhXNqYRXNIKMD/VuGKEgtAlzLZrLoBKOMskvNTkBVyJo5faMsyKYBfOMfIARysHK6SAD5BzfMfNyNUMQ==";
	need_readers();
	for (int wifi = 0; wifi < 2; wifi++)
		for (int paper = POSTER_LETTER; paper <= POSTER_A4; paper++) {
			struct poster poster = ordinary;
			g_autoptr(GError) error = NULL;
			poster.collect = settings;
			poster.is_trial = true;
			if (!wifi)
				poster.wifi_ssid = NULL;
			g_autoptr(GBytes) pdf = poster_pdf(&poster, (enum poster_paper)paper, &error);
			assert_non_null(pdf);
			g_autofree char *codes = codes_read(pdf, "200");
			g_auto(GStrv) lines = g_strsplit(g_strchomp(codes), "\n", -1);
			assert_int_equal(g_strv_length(lines), wifi ? 3 : 2);
			assert_true(g_strv_contains((const char *const *)lines, settings));
			assert_true(g_strv_contains((const char *const *)lines, ADDRESS "?m=3"));
		}
}

static void the_mark_of_a_trial_leaves_both_codes_readable(void **state)
{
	struct poster poster = ordinary;

	(void)state;
	need_readers();
	poster.is_trial = true;
	poster.url = "http://diagnostico-participativo.gobiernoabierto.example:8095/j/K7PM?m=12";
	poster.wifi_password = "una clave muy larga de sesenta y tres letras, que es la mayor.";
	check_codes(&poster, poster.url,
		    "WIFI:T:WPA;S:Taller-Laguna;P:una clave muy larga de sesenta y tres letras\\, que es la "
		    "mayor.;;");
}

static void without_a_network_the_form_has_the_sheet(void **state)
{
	struct poster poster = ordinary;

	(void)state;
	need_readers();
	poster.wifi_ssid = poster.wifi_password = poster.mesa = NULL;
	check_codes(&poster, ADDRESS "?m=3", NULL);
}

static void an_open_network_needs_no_password(void **state)
{
	struct poster poster = ordinary;

	(void)state;
	need_readers();
	poster.wifi_password = NULL;
	check_codes(&poster, ADDRESS "?m=3", "WIFI:T:nopass;S:Taller-Laguna;;");
}

static void the_sheet_says_everything_in_clear_text(void **state)
{
	g_autofree char *svg = poster_svg(&ordinary, POSTER_LETTER, NULL);

	(void)state;
	assert_non_null(svg);
	assert_non_null(strstr(svg, ">Cuéntanos qué problema<"));
	assert_non_null(strstr(svg, ">Diagnóstico participativo: Región Laguna<"));
	assert_non_null(strstr(svg, ">Mesa 3<"));
	assert_non_null(strstr(svg, ">Taller-Laguna<"));
	assert_non_null(strstr(svg, ">agua;2026<"));
	assert_non_null(strstr(svg, ">10.42.0.1:8095/j/K7PM?m=3<"));
	assert_non_null(strstr(svg, "quédate conectado."));
	assert_non_null(strstr(svg, ">Secretaría Técnica Local<"));
	assert_null(strstr(svg, "DE PRUEBA"));
}

static void only_a_trial_is_marked_as_one(void **state)
{
	struct poster poster = ordinary;

	(void)state;
	poster.is_trial = true;
	g_autofree char *svg = poster_svg(&poster, POSTER_A4, NULL);
	assert_non_null(strstr(svg, ">DE PRUEBA<"));
}

static void long_words_are_broken_and_cut_but_never_the_date(void **state)
{
	g_autofree char *title = g_strnfill(3000, 'M'), *place = g_strnfill(3000, 'w');
	struct poster poster = ordinary;

	(void)state;
	poster.title = title;
	poster.place = place;
	g_autofree char *svg = poster_svg(&poster, POSTER_LETTER, NULL);
	assert_non_null(svg);
	assert_true(strlen(svg) < 40000);
	assert_non_null(strstr(svg, "MMM…<"));
	assert_non_null(strstr(svg, "www…<"));
	assert_non_null(strstr(svg, ">14 de marzo de 2026<"));
	/* Drawing it must work as well. */
	g_autoptr(GBytes) pdf = poster_pdf(&poster, POSTER_LETTER, NULL);
	assert_non_null(pdf);
	assert_memory_equal(g_bytes_get_data(pdf, NULL), "%PDF-", 5);
}

static void markup_in_words_stays_words(void **state)
{
	struct poster poster = ordinary;

	(void)state;
	poster.title = "<script>&\"'";
	poster.place = "a\x01\x1f\tb\nc";
	g_autofree char *svg = poster_svg(&poster, POSTER_LETTER, NULL);
	assert_non_null(strstr(svg, ">&lt;script&gt;&amp;&quot;&#39;<"));
	assert_null(strstr(svg, "<script"));
	assert_non_null(strstr(svg, "a b c"));
	g_autoptr(GBytes) pdf = poster_pdf(&poster, POSTER_LETTER, NULL);
	assert_non_null(pdf);
}

static void empty_words_leave_an_empty_place(void **state)
{
	struct poster poster = ordinary;

	(void)state;
	poster.title = poster.place = poster.date = poster.responsible = poster.mesa = "";
	g_autoptr(GBytes) pdf = poster_pdf(&poster, POSTER_A4, NULL);
	assert_non_null(pdf);
}

static void check_refused(const struct poster *poster)
{
	g_autoptr(GError) error = NULL;

	assert_null(poster_pdf(poster, POSTER_LETTER, &error));
	assert_true(error && error->domain == POSTER_ERROR && error->code == POSTER_ERROR_TEXT);
	assert_null(poster_svg(poster, POSTER_LETTER, NULL));
}

static void an_address_that_scanners_garble_is_refused(void **state)
{
	struct poster poster = ordinary;

	(void)state;
	poster.url = "http://torreón.example/j/K7PM";
	check_refused(&poster);
	poster.url = "";
	check_refused(&poster);
	poster.url = NULL;
	check_refused(&poster);
}

static void a_network_that_no_phone_could_join_is_refused(void **state)
{
	struct poster poster = ordinary;

	(void)state;
	poster.wifi_ssid = "Peñón";
	check_refused(&poster);
	poster = ordinary;
	poster.wifi_password = "contraseña";
	check_refused(&poster);
}

static void bytes_that_are_not_text_are_refused(void **state)
{
	struct poster poster = ordinary;

	(void)state;
	poster.title = "\xff\xfe";
	check_refused(&poster);
	poster = ordinary;
	poster.mesa = "\xc3";
	check_refused(&poster);
	poster = ordinary;
	poster.responsible = NULL;
	check_refused(&poster);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_codes_of_the_printed_sheet_are_read),
		cmocka_unit_test(a_third_code_sets_up_a_brigades_telephone),
		cmocka_unit_test(the_mark_of_a_trial_leaves_both_codes_readable),
		cmocka_unit_test(without_a_network_the_form_has_the_sheet),
		cmocka_unit_test(an_open_network_needs_no_password),
		cmocka_unit_test(the_sheet_says_everything_in_clear_text),
		cmocka_unit_test(only_a_trial_is_marked_as_one),
		cmocka_unit_test(long_words_are_broken_and_cut_but_never_the_date),
		cmocka_unit_test(markup_in_words_stays_words),
		cmocka_unit_test(empty_words_leave_an_empty_place),
		cmocka_unit_test(an_address_that_scanners_garble_is_refused),
		cmocka_unit_test(a_network_that_no_phone_could_join_is_refused),
		cmocka_unit_test(bytes_that_are_not_text_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
