/* Sheets of paper: their folios, their pages, and when a question is to be answered, in words.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "paper.h"
#include "paper_blocks.h"
#include "sheets.h"
#include "words.h"
#include "forms/form_fixture.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* what fontconfig keeps for the next text is no loss of ours */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\n";
}

static const char tables[] =
	"| survey |\n"
	"| | type | name | label | relevant | constraint | constraint_message | required | appearance |\n"
	"| | select_one sn | hay | ¿Hay agua? | | | | yes | |\n"
	"| | integer | dias | ¿Cuántos días? | ${hay} = 'no' | . < 32 | Hasta 31 | | |\n"
	"| | text | detalle | Cuenta más | ${dias} > 3 and not(selected(${hay}, 'si')) | | | | multiline |\n"
	"| | text | raro | Algo raro | string-length(${detalle}) mod 2 = 1 | | | | |\n"
	"| | text | vacio | Si quedó vacía | ${detalle} = '' or ${dias} <= 1 | | | | |\n"
	"| | begin_repeat | casa | Casa | | | | | |\n"
	"| | text | calle | Calle | | | | | |\n"
	"| | end_repeat | | | | | | | |\n"
	"| | date | cuando | ¿Cuándo? | | | | | |\n"
	"| choices |\n"
	"| | list_name | name | label |\n"
	"| | sn | si | Sí |\n"
	"| | sn | no | No |\n"
	"| settings |\n"
	"| | form_title | form_id | version |\n"
	"| | Agua | agua | 1 |\n";

static struct form *form_made(void)
{
	return form_from(tables);
}

static const struct paper_block *block_named(const GPtrArray *blocks, const char *label)
{
	for (guint i = 0; i < blocks->len; i++)
		if (strcmp(((const struct paper_block *)blocks->pdata[i])->label, label) == 0)
			return blocks->pdata[i];
	fail_msg("no block is called %s", label);
	return NULL;
}

static void a_simple_condition_is_said_with_the_printed_numbers(void **state)
{
	(void)state;
	struct form *form = form_made();
	GPtrArray *blocks = paper_blocks(form, "es");
	assert_string_equal(block_named(blocks, "¿Cuántos días?")->aside,
			    "Solo si en 1 marcaste «No». · Hasta 31");
	assert_string_equal(block_named(blocks, "Cuenta más")->aside,
			    "Solo si en 2 pusiste más de 3 y en 1 no marcaste «Sí».");
	assert_string_equal(block_named(blocks, "Si quedó vacía")->aside,
			    "Solo si en 3 no contestaste o en 2 pusiste 1 o menos.");
	g_ptr_array_unref(blocks);
	form_free(form);
}

static void what_is_not_simple_is_given_as_the_author_wrote_it(void **state)
{
	(void)state;
	struct form *form = form_made();
	GPtrArray *blocks = paper_blocks(form, "es");
	assert_string_equal(block_named(blocks, "Algo raro")->aside,
			    "Solo si aplica: string-length(pregunta 3) mod 2 = 1");
	g_ptr_array_unref(blocks);
	form_free(form);
}

static void the_instances_of_a_repeat_carry_the_same_numbers(void **state)
{
	(void)state;
	struct form *form = form_made();
	GPtrArray *blocks = paper_blocks(form, "es");
	size_t n = 0;
	for (guint i = 0; i < blocks->len; i++) {
		const struct paper_block *b = blocks->pdata[i];
		if (strcmp(b->label, "Calle") == 0) {
			assert_string_equal(b->number, "6");
			n++;
		}
	}
	assert_int_equal(n, 2);
	assert_string_equal(block_named(blocks, "¿Cuándo?")->number, "7");
	assert_int_equal(block_named(blocks, "¿Cuándo?")->entry, PAPER_DATE);
	assert_int_equal(block_named(blocks, "¿Hay agua?")->entry, PAPER_CIRCLES);
	g_ptr_array_unref(blocks);
	form_free(form);
}

static void a_pdf_has_every_page_of_every_sheet(void **state)
{
	(void)state;
	struct form *form = form_made();
	struct paper paper = {form, "es", "Jornada", "Saltillo", "El instituto", "", "", "1", true};
	struct paper_sheet sheets[3] = {
		{"AAA", "http://h/f/A"}, {"BBB", "http://h/f/B"}, {"CCC", "http://h/f/C"}};
	size_t n_pages = 0;
	GError *error = NULL;
	GBytes *pdf = paper_pdf(&paper, POSTER_A4, sheets, 3, &n_pages, &error);
	assert_non_null(pdf);
	assert_in_range(n_pages, 1, 2);
	size_t length;
	const char *bytes = g_bytes_get_data(pdf, &length);
	assert_memory_equal(bytes, "%PDF", 4);
	g_bytes_unref(pdf);
	form_free(form);
}

static void an_address_that_no_code_holds_is_refused(void **state)
{
	(void)state;
	struct form *form = form_made();
	struct paper paper = {form, "es", "", "", "", "", "", "", false};
	struct paper_sheet sheet = {"AAA", "http://señal/f/A"};
	GError *error = NULL;
	assert_null(paper_pdf(&paper, POSTER_LETTER, &sheet, 1, NULL, &error));
	assert_true(g_error_matches(error, POSTER_ERROR, POSTER_ERROR_TEXT));
	g_clear_error(&error);
	form_free(form);
}

static void the_folio_of_a_sheet_is_known_again_and_no_other_is(void **state)
{
	(void)state;
	g_autofree char *folder = g_dir_make_tmp("paper-XXXXXX", NULL),
			*path = g_build_filename(folder, "a.db", NULL);
	GError *error = NULL;
	struct store_options options;
	store_options_default(&options);
	options.reserve_bytes = 0;
	struct store *store = store_open(path, &options, &error);
	assert_non_null(store);
	struct folio folio, read;
	char text[FOLIO_TEXT_MAX];
	int64_t number = 0;
	unsigned char uuid[16], other[16];
	for (int64_t n = 1; n < 2000; n += 7) {
		sheet_folio(store, n, &folio);
		folio_write(&folio, text);
		assert_true(folio_read(&read, text));
		assert_true(sheet_read(store, &read, &number));
		assert_int_equal(number, n);
		sheet_uuid(store, n, uuid);
		sheet_uuid(store, n + 1, other);
		assert_memory_not_equal(uuid, other, 16);
		assert_int_equal(uuid[6] >> 4, 8);
		read.secret ^= 1;
		assert_false(sheet_read(store, &read, &number));
		read.secret ^= 1;
		read.id += 1;
		assert_false(sheet_read(store, &read, &number));
	}
	store_mint_uuid(store, uuid);
	folio_make(&folio, (int64_t)store_device(store) << 40 | 5, store_secret(store), uuid);
	assert_false(sheet_read(store, &folio, &number)); /* a report's */
	store_close(store);
	static const char *const ends[] = {"", "-wal", "-shm", ".lock"};
	for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
		g_autofree char *file = g_strconcat(path, ends[i], NULL);
		g_remove(file);
	}
	g_autofree char *lock = g_build_filename(folder, "vocalia.lock", NULL);
	g_remove(lock);
	g_rmdir(folder);
}

int main(void)
{
	words_load();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_simple_condition_is_said_with_the_printed_numbers),
		cmocka_unit_test(what_is_not_simple_is_given_as_the_author_wrote_it),
		cmocka_unit_test(the_instances_of_a_repeat_carry_the_same_numbers),
		cmocka_unit_test(a_pdf_has_every_page_of_every_sheet),
		cmocka_unit_test(an_address_that_no_code_holds_is_refused),
		cmocka_unit_test(the_folio_of_a_sheet_is_known_again_and_no_other_is),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
