/* test_folio.c - the code on the receipt: what it survives and what it does not let through.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "folio.h"

#include <glib.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static const char symbols[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
static const unsigned char key[32] = {1, 2, 3}, uuid[16] = {4, 5, 6};

/* Folios of every length: device, number. */
static const int64_t ids[] = {
	INT64_C(1) << 40 | 1,
	INT64_C(32767) << 40 | 1048575,
	INT64_C(77) << 40 | 1048576,
	INT64_C(4242) << 40 | 33554432,
	INT64_C(32767) << 40 | ((INT64_C(1) << 40) - 1),
};

static void write_one(int64_t id, char text[FOLIO_TEXT_MAX])
{
	struct folio folio;
	folio_make(&folio, id, key, uuid);
	folio_write(&folio, text);
}

static void what_is_written_is_read_again(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(ids); i++) {
		struct folio folio, read;
		char text[FOLIO_TEXT_MAX];
		folio_make(&folio, ids[i], key, uuid);
		folio_write(&folio, text);
		assert_true(folio_read(&read, text));
		assert_int_equal(read.id, ids[i]);
		assert_int_equal(read.secret, folio.secret);
		assert_true(folio.secret < UINT64_C(1) << 50);
		assert_true(strspn(text, "0123456789ABCDEFGHJKMNPQRSTVWXYZ-") == strlen(text));
	}
}

static void the_folio_depends_on_the_key_and_on_the_report(void **state)
{
	(void)state;
	struct folio a, b;
	unsigned char other_key[32] = {9}, other_uuid[16] = {9};
	folio_make(&a, ids[0], key, uuid);
	folio_make(&b, ids[0], key, uuid);
	assert_int_equal(a.secret, b.secret);
	folio_make(&b, ids[0], other_key, uuid);
	assert_int_not_equal(a.secret, b.secret);
	folio_make(&b, ids[0], key, other_uuid);
	assert_int_not_equal(a.secret, b.secret);
}

static void every_wrong_symbol_is_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(ids); i++) {
		char text[FOLIO_TEXT_MAX];
		struct folio read;
		write_one(ids[i], text);
		for (char *at = text; *at != '\0'; at++) {
			char right = *at;
			for (const char *wrong = symbols; *wrong != '\0' && right != '-'; wrong++) {
				*at = *wrong;
				assert_true(folio_read(&read, text) == (*wrong == right));
			}
			*at = right;
		}
	}
}

static void every_swap_of_two_neighbours_is_found(void **state)
{
	(void)state;
	for (unsigned char k = 0; k < 100; k++)
		for (size_t i = 0; i < G_N_ELEMENTS(ids); i++) {
			char text[FOLIO_TEXT_MAX], plain[FOLIO_TEXT_MAX], *to = plain;
			struct folio folio, read;
			unsigned char one[16] = {k};
			folio_make(&folio, ids[i], key, one);
			folio_write(&folio, text);
			for (const char *from = text; *from != '\0'; from++)
				if (*from != '-')
					*to++ = *from;
			*to = '\0';
			for (size_t n = 0; plain[n + 1] != '\0'; n++) {
				if (plain[n] == plain[n + 1])
					continue;
				char first = plain[n];
				plain[n] = plain[n + 1];
				plain[n + 1] = first;
				assert_false(folio_read(&read, plain));
				plain[n + 1] = plain[n];
				plain[n] = first;
			}
			assert_true(folio_read(&read, plain));
		}
}

static void careless_writing_is_forgiven(void **state)
{
	(void)state;
	bool has_zero = false, has_one = false;
	for (unsigned char k = 0; k < 60; k++) {
		struct folio folio, read;
		unsigned char one[16] = {k};
		char text[FOLIO_TEXT_MAX];
		folio_make(&folio, ids[0], key, one);
		folio_write(&folio, text);
		for (int way = 0; way < 4; way++) {
			g_autoptr(GString) careless = g_string_new("  ");
			for (const char *c = text; *c != '\0'; c++) {
				has_zero |= *c == '0';
				has_one |= *c == '1';
				g_string_append_c(careless, *c == '0'	? "0OoO"[way]
							    : *c == '1' ? "1IlL"[way]
							    : *c == '-' ? "- - "[way]
							    : way % 2	? g_ascii_tolower(*c)
									: *c);
				if (way == 3)
					g_string_append_c(careless, ' ');
			}
			g_string_append_c(careless, ' ');
			assert_true(folio_read(&read, careless->str));
			assert_int_equal(read.id, folio.id);
			assert_int_equal(read.secret, folio.secret);
		}
	}
	assert_true(has_zero && has_one);
}

static void what_is_no_folio_is_refused(void **state)
{
	(void)state;
	char text[FOLIO_TEXT_MAX];
	struct folio read;
	write_one(ids[0], text);
	static const char *const wrong[] = {
		"",	"-",	 "0",  "0000-0000-0000-0000-000", "UUUU-UUUU-UUUU-UUUU-UU", "folio",
		"0000", "../..", "\t", "0000-0000-0000-0000-00\n"};
	for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
		bool is_read = folio_read(&read, wrong[i]);
		if (is_read && strspn(wrong[i], "0-") != strlen(wrong[i]))
			fail_msg("read: %s", wrong[i]);
	}
	g_autofree char *longer = g_strconcat(text, text, NULL), *accented = g_strconcat(text, "é", NULL),
			*very = g_strnfill(100000, '0');
	assert_false(folio_read(&read, longer));
	assert_false(folio_read(&read, accented));
	assert_false(folio_read(&read, very));
	text[strlen(text) - 1] = '\0';
	assert_false(folio_read(&read, text));
}

static void a_wrong_secret_has_another_hash(void **state)
{
	(void)state;
	struct folio folio;
	unsigned char right[16], wrong[16], other_uuid[16] = {9};
	folio_make(&folio, ids[0], key, uuid);
	folio_hash(&folio, uuid, right);
	folio_hash(&folio, other_uuid, wrong);
	assert_memory_not_equal(right, wrong, 16);
	for (int bit = 0; bit < 50; bit++) {
		folio.secret ^= UINT64_C(1) << bit;
		folio_hash(&folio, uuid, wrong);
		assert_memory_not_equal(right, wrong, 16);
		folio.secret ^= UINT64_C(1) << bit;
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_written_is_read_again),
		cmocka_unit_test(the_folio_depends_on_the_key_and_on_the_report),
		cmocka_unit_test(every_wrong_symbol_is_found),
		cmocka_unit_test(every_swap_of_two_neighbours_is_found),
		cmocka_unit_test(careless_writing_is_forgiven),
		cmocka_unit_test(what_is_no_folio_is_refused),
		cmocka_unit_test(a_wrong_secret_has_another_hash),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
