/* test_words.c - languages are chosen and sentences found as the headers say.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "assets.h"
#include "words.h"

#include <glib.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static void a_sentence_of_a_page_is_said_in_english(void **state)
{
	(void)state;
	assert_string_equal(words_say("en", "Acepto el aviso y envío"), "I accept the notice and send");
}

static void a_sentence_of_a_page_is_its_own_spanish(void **state)
{
	(void)state;
	assert_string_equal(words_say("es", "Acepto el aviso y envío"), "Acepto el aviso y envío");
}

static void an_unknown_language_gives_the_sentence_back(void **state)
{
	(void)state;
	assert_string_equal(words_say("tlh", "Acepto el aviso y envío"), "Acepto el aviso y envío");
	assert_string_equal(words_say("", "Acepto el aviso y envío"), "Acepto el aviso y envío");
	assert_string_equal(words_say(NULL, "Acepto el aviso y envío"), "Acepto el aviso y envío");
}

static void an_unknown_sentence_comes_back_as_it_is(void **state)
{
	static const char sentence[] = "No sentence of ours begins like this: zzz";

	(void)state;
	assert_ptr_equal(words_say("en", sentence), sentence);
}

static void the_header_of_a_catalogue_is_never_said(void **state)
{
	(void)state;
	assert_string_equal(words_say("en", ""), "");
}

static void the_language_with_the_highest_quality_is_chosen(void **state)
{
	(void)state;
	assert_string_equal(words_choose("en"), "en");
	assert_string_equal(words_choose("en-US,en;q=0.9"), "en");
	assert_string_equal(words_choose("es-MX,es;q=0.9,en;q=0.8"), "es");
	assert_string_equal(words_choose("es;q=0.5, en;q=0.9"), "en");
	assert_string_equal(words_choose("fr, EN-gb ; q=0.3"), "en");
	assert_string_equal(words_choose("fr;q=1.0, *;q=0.5, en;q=0.1"), "es");
}

static void the_first_of_equals_is_chosen(void **state)
{
	(void)state;
	assert_string_equal(words_choose("en,es"), "en");
	assert_string_equal(words_choose("es,en"), "es");
}

static void a_language_with_quality_zero_is_refused(void **state)
{
	(void)state;
	assert_string_equal(words_choose("en;q=0"), "es");
	assert_string_equal(words_choose("en;q=0.000, fr"), "es");
}

static void nonsense_is_answered_in_spanish(void **state)
{
	g_autofree char *long_one = g_strnfill(100000, ',');

	(void)state;
	assert_string_equal(words_choose(NULL), "es");
	assert_string_equal(words_choose(""), "es");
	assert_string_equal(words_choose("-"), "es");
	assert_string_equal(words_choose(";;q=1,,"), "es");
	assert_string_equal(words_choose("en;q=nan"), "es");
	assert_string_equal(words_choose("en;q=-1"), "es");
	assert_string_equal(words_choose("english"), "es");
	assert_string_equal(words_choose(long_one), "es");
}

static void every_sentence_of_a_citizens_page_has_its_english(void **state)
{
	static const char *const pages[] = {"form",	      "question", "question_need",
					    "question_notes", "receipt",  "error"};
	size_t n_sentences = 0;

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
		g_autofree char *name = g_strconcat("collector/pages/", pages[i], ".html", NULL);
		const struct asset *page = asset_find(name);

		assert_non_null(page);
		for (const char *p = page->bytes; (p = strstr(p, "{{_ ")); n_sentences++) {
			const char *end = strstr(p, "}}");
			g_autofree char *sentence = g_strstrip(g_strndup(p + 4, (size_t)(end - p) - 4));

			if (words_say("en", sentence) == sentence)
				fail_msg("%s: no English for: %s", name, sentence);
			p = end;
		}
	}
	assert_true(n_sentences > 90);
}

static void the_terminal_speaks_the_language_of_its_environment(void **state)
{
	(void)state;
	setenv("LC_ALL", "en_US.UTF-8", 1);
	assert_string_equal(words_of_terminal(), "en");
	setenv("LC_ALL", "es_MX.UTF-8", 1);
	assert_string_equal(words_of_terminal(), "es");
	setenv("LC_ALL", "C", 1);
	assert_string_equal(words_of_terminal(), "es");
	setenv("LC_ALL", "", 1);
	setenv("LC_MESSAGES", "en", 1);
	assert_string_equal(words_of_terminal(), "en");
	unsetenv("LC_ALL");
	unsetenv("LC_MESSAGES");
	unsetenv("LANG");
	assert_string_equal(words_of_terminal(), "es");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sentence_of_a_page_is_said_in_english),
		cmocka_unit_test(a_sentence_of_a_page_is_its_own_spanish),
		cmocka_unit_test(an_unknown_language_gives_the_sentence_back),
		cmocka_unit_test(an_unknown_sentence_comes_back_as_it_is),
		cmocka_unit_test(the_header_of_a_catalogue_is_never_said),
		cmocka_unit_test(the_language_with_the_highest_quality_is_chosen),
		cmocka_unit_test(the_first_of_equals_is_chosen),
		cmocka_unit_test(a_language_with_quality_zero_is_refused),
		cmocka_unit_test(nonsense_is_answered_in_spanish),
		cmocka_unit_test(every_sentence_of_a_citizens_page_has_its_english),
		cmocka_unit_test(the_terminal_speaks_the_language_of_its_environment),
	};

	words_load();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
