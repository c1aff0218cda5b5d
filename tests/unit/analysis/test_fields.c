/* test_fields - the lexicon: well formed, and words of one thing share a field.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>

#include "corpus.h" /* and through it this module's fields.h; the collector has one too */

enum {
	MAX_FIELDS_OF_A_STEM = 12, /* "par": to stop, a stop, to give birth */
	MIN_WORDS = 3
};

static const struct field_words *const parts[] = {fields_spanish_1, fields_spanish_2, fields_spanish_3,
						  fields_english_1, fields_english_2};
static const enum text_language language_of[] = {TEXT_SPANISH, TEXT_SPANISH, TEXT_SPANISH, TEXT_ENGLISH,
						 TEXT_ENGLISH};

static void no_two_fields_of_a_language_have_one_name(void **state)
{
	(void)state;
	for (enum text_language l = TEXT_SPANISH; l <= TEXT_ENGLISH; l++) {
		g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
		struct fields *fields = fields_new(l);
		size_t n = 0;

		for (size_t p = 0; p < G_N_ELEMENTS(parts); p++) {
			for (const struct field_words *f = parts[p]; language_of[p] == l && f->name;
			     f++, n++) {
				if (!g_hash_table_add(seen, (gpointer)(uintptr_t)f->name))
					fail_msg("twice: %s", f->name);
				assert_string_equal(fields_name(fields, n), f->name);
			}
		}
		assert_int_equal(fields_count(fields), n);
		assert_true(n > 100 && n < UINT16_MAX);
		fields_free(fields);
	}
}

static void words_are_low_and_of_letters_only(void **state)
{
	(void)state;
	for (size_t p = 0; p < G_N_ELEMENTS(parts); p++) {
		for (const struct field_words *f = parts[p]; f->name; f++) {
			assert_true(g_utf8_validate(f->words, -1, NULL));
			for (const char *at = f->words; *at; at = g_utf8_next_char(at)) {
				gunichar c = g_utf8_get_char(at);

				if (c != ' ' && (!g_unichar_isalpha(c) || g_unichar_tolower(c) != c))
					fail_msg("%s: %s", f->name, at);
			}
		}
	}
}

static void every_field_has_stems_and_knows_them(void **state)
{
	(void)state;
	for (enum text_language l = TEXT_SPANISH; l <= TEXT_ENGLISH; l++) {
		struct fields *fields = fields_new(l);
		struct text_reader *reader = text_reader_new(l);
		uint16_t number = 0;

		for (size_t p = 0; p < G_N_ELEMENTS(parts); p++) {
			for (const struct field_words *f = parts[p]; language_of[p] == l && f->name;
			     f++, number++) {
				g_autoptr(GArray) tokens = text_reader_tokens(reader, f->words);

				if (tokens->len < MIN_WORDS)
					fail_msg("%s has %u words that count", f->name, tokens->len);
				for (size_t i = 0; i < tokens->len; i++) {
					const char *stem = g_array_index(tokens, struct text_token, i).stem;
					const uint16_t *of;
					size_t n = fields_of(fields, NULL, stem, &of), at = 0;

					if (n > MAX_FIELDS_OF_A_STEM)
						fail_msg("%s is in %zu fields", stem, n);
					while (at < n && of[at] != number)
						at++;
					assert_true(at < n);
					for (size_t k = 1; k < n; k++)
						assert_true(of[k - 1] < of[k]);
				}
			}
		}
		text_reader_free(reader);
		fields_free(fields);
	}
}

static bool share_a_field(const struct fields *fields, struct text_reader *reader, const char *a,
			  const char *b)
{
	g_autofree char *both = g_strconcat(a, " ", b, NULL);
	g_autoptr(GArray) tokens = text_reader_tokens(reader, both);
	const uint16_t *of_a, *of_b;
	size_t n_a, n_b;

	assert_int_equal(tokens->len, 2);
	n_a = fields_of(fields, NULL, g_array_index(tokens, struct text_token, 0).stem, &of_a);
	n_b = fields_of(fields, NULL, g_array_index(tokens, struct text_token, 1).stem, &of_b);
	for (size_t i = 0; i < n_a; i++)
		for (size_t j = 0; j < n_b; j++)
			if (of_a[i] == of_b[j])
				return true;
	return false;
}

static void words_of_one_thing_share_a_field(void **state)
{
	struct fields *fields = fields_new(TEXT_SPANISH);
	struct text_reader *reader = text_reader_new(TEXT_SPANISH);

	(void)state;
	assert_true(share_a_field(fields, reader, "bache", "hoyo"));
	assert_true(share_a_field(fields, reader, "baches", "pavimento"));
	assert_true(share_a_field(fields, reader, "basura", "recolección"));
	assert_true(share_a_field(fields, reader, "tubería", "fuga"));
	assert_true(share_a_field(fields, reader, "luminaria", "alumbrado"));
	assert_true(share_a_field(fields, reader, "robo", "asalto"));
	assert_false(share_a_field(fields, reader, "bache", "maestro"));
	assert_false(share_a_field(fields, reader, "luminaria", "drenaje"));
	text_reader_free(reader);
	fields_free(fields);
}

static void a_misspelt_word_is_of_the_fields_of_the_right_one(void **state)
{
	struct fields *fields = fields_new(TEXT_SPANISH);
	const uint16_t *right, *wrong;
	size_t n_right = fields_of(fields, NULL, "paviment", &right), n_wrong;

	(void)state;
	assert_true(n_right > 0);
	assert_int_equal(fields_of(fields, NULL, "pabiment", &wrong), 0);
	n_wrong = fields_of(fields, "pabimento", "pabiment", &wrong);
	assert_int_equal(n_wrong, n_right);
	assert_memory_equal(wrong, right, n_right * sizeof *right);
	fields_free(fields);
}

static void no_language_has_no_fields(void **state)
{
	struct fields *fields = fields_new(TEXT_NONE);
	const uint16_t *of;

	(void)state;
	assert_int_equal(fields_count(fields), 0);
	assert_int_equal(fields_of(fields, "bache", "bache", &of), 0);
	fields_free(fields);
	fields_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_two_fields_of_a_language_have_one_name),
		cmocka_unit_test(words_are_low_and_of_letters_only),
		cmocka_unit_test(every_field_has_stems_and_knows_them),
		cmocka_unit_test(words_of_one_thing_share_a_field),
		cmocka_unit_test(a_misspelt_word_is_of_the_fields_of_the_right_one),
		cmocka_unit_test(no_language_has_no_fields),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
