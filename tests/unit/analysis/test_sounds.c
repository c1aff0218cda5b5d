/* Which known word a misspelt one is.  SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above */
#include <cmocka.h>

#include "sounds.h"

static const char *const known[] = {"carreteras", "público", "actividad",    "salud",	"hoyos",
				    "denominado", "visitar", "comunicación", "medidas", "banqueta"};
enum { N_KNOWN = G_N_ELEMENTS(known) };

struct words {
	struct text_reader *reader;
	struct sounds *sounds;
};

static struct text_token token_of(struct words *w, const char *word)
{
	g_autoptr(GArray) tokens = text_reader_tokens(w->reader, word);
	struct text_token *token = &g_array_index(tokens, struct text_token, 0);

	if (tokens->len != 1)
		fail_msg("%s is no word", word);
	return (struct text_token){g_strdup(token->surface), g_strdup(token->stem)};
}

static void words_start(struct words *w, enum text_language language)
{
	char *surface[N_KNOWN], *stem[N_KNOWN];
	uint32_t frequency[N_KNOWN] = {0};

	w->reader = text_reader_new(language);
	for (size_t i = 0; i < N_KNOWN; i++) {
		struct text_token token = token_of(w, known[i]);

		surface[i] = token.surface;
		stem[i] = token.stem;
	}
	w->sounds = sounds_new(language, surface, stem, frequency, N_KNOWN);
	for (size_t i = 0; i < N_KNOWN; i++) {
		g_free(surface[i]);
		g_free(stem[i]);
	}
}

static void words_end(struct words *w)
{
	text_reader_free(w->reader);
	sounds_free(w->sounds);
}

static const char *meant(struct words *w, const char *written)
{
	struct text_token token = token_of(w, written);
	uint32_t found = sounds_find(w->sounds, token.surface, token.stem);

	text_token_clear(&token);
	return found == UINT32_MAX ? "" : known[found];
}

static void a_slip_anywhere_in_a_word_is_seen_through(void **state)
{
	static const char *const pairs[][2] = {
		{"carretera", "carreteras"},
		{"karreteras", "carreteras"},
		{"carreteraz", "carreteras"},
		{"carrreteras", "carreteras"},
		{"carrteras", "carreteras"},
		{"úpblico", "público"},
		{"actividdad", "actividad"},
		{"actividades", "actividad"},
		{"denomiando", "denominado"},
		{"denomiandos", "denominado"},
		{"ivsitar", "visitar"},
		{"oyos", "hoyos"},
		{"vanqueta", "banqueta"},
		{"comuniación", "comunicación"},
		{"comunikasion", "comunicación"},
		{"medidaz", "medidas"},
		{"salu", "salud"},
	};
	struct words w;

	(void)state;
	words_start(&w, TEXT_SPANISH);
	for (size_t i = 0; i < G_N_ELEMENTS(pairs) - 1; i++)
		assert_string_equal(meant(&w, pairs[i][0]), pairs[i][1]);
	words_end(&w);
}

static void another_word_stays_another_word(void **state)
{
	static const char *const others[] = {"carrera", "república", "salero", "joyas",	 "domicilio",
					     "bisturí", "medicina",  "banco",  "quiosco"};
	struct words w;

	(void)state;
	words_start(&w, TEXT_SPANISH);
	for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
		if (*meant(&w, others[i]))
			fail_msg("%s is not %s", others[i], meant(&w, others[i]));
	words_end(&w);
}

static void of_several_the_most_frequent_then_the_first_is_taken(void **state)
{
	char *surface[] = {(char[]){"bacas"}, (char[]){"vacas"}, (char[]){"vaka"}};
	char *stem[] = {(char[]){"bac"}, (char[]){"vac"}, (char[]){"vak"}};
	struct sounds *even = sounds_new(TEXT_SPANISH, surface, stem, (const uint32_t[]){5, 5, 5}, 3);
	struct sounds *last = sounds_new(TEXT_SPANISH, surface, stem, (const uint32_t[]){5, 5, 9}, 3);

	(void)state;
	assert_int_equal(sounds_find(even, "vacaz", "vacaz"), 0);
	assert_int_equal(sounds_find(last, "vacaz", "vacaz"), 2);
	sounds_free(even);
	sounds_free(last);
}

static void odd_words_and_no_words_are_borne(void **state)
{
	struct sounds *none = sounds_new(TEXT_SPANISH, NULL, NULL, NULL, 0);
	g_autofree char *wide = g_strnfill(5000, 'a');

	(void)state;
	assert_int_equal(sounds_find(none, "calle", "call"), UINT32_MAX);
	assert_int_equal(sounds_find(none, wide, wide), UINT32_MAX);
	assert_int_equal(sounds_find(none, "", ""), UINT32_MAX);
	assert_int_equal(sounds_find(NULL, "calle", "call"), UINT32_MAX);
	assert_null(sounds_new(TEXT_NONE, NULL, NULL, NULL, 0));
	sounds_free(none);
	sounds_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_slip_anywhere_in_a_word_is_seen_through),
		cmocka_unit_test(another_word_stays_another_word),
		cmocka_unit_test(of_several_the_most_frequent_then_the_first_is_taken),
		cmocka_unit_test(odd_words_and_no_words_are_borne),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
