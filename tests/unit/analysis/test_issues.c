/* test_issues - phrases and terms by which issues are called.
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

#include "issues.h"

static const char *const texts[] = {
	/* 0: water */
	"La falta de agua es diaria. Tubería rota.",
	"hay FALTA DE AGUA en mi casa",
	"falta de agua por la bomba",
	"faltas de agua, tubería vieja",
	/* 1: waste */
	"no pasa la basura, camión viejo",
	"ya no pasa la basura desde el lunes",
	"nunca viene el camión, no pasa la basura",
	/* 2: a masked name between two words, and punctuation */
	"poste [nombre] caído. Banqueta, rampa",
	"poste [nombre] caído. Banqueta, rampa rota",
	/* 3: nothing in common */
	"semáforo descompuesto",
	"perro bravo suelto",
};
static const size_t first[] = {0, 4, 7, 9, 11};
static const size_t group[] = {0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 3};

static struct corpus *made(void)
{
	struct corpus *corpus = corpus_new(texts, G_N_ELEMENTS(texts), TEXT_SPANISH, 1, NULL);

	assert_non_null(corpus);
	return corpus;
}

static void the_phrase_is_what_most_write(void **state)
{
	struct corpus *corpus = made();
	size_t documents[G_N_ELEMENTS(texts)];
	char **phrases;

	(void)state;
	for (size_t d = 0; d < G_N_ELEMENTS(texts); d++)
		documents[d] = d;
	phrases = issues_phrases(corpus, texts, first, documents, 4);
	assert_string_equal(phrases[0], "falta de agua");
	assert_string_equal(phrases[1], "no pasa la basura");
	assert_string_equal(phrases[2], ""); /* not across what is masked, a full stop or a comma */
	assert_string_equal(phrases[3], ""); /* one text says nothing for two */
	assert_null(phrases[4]);
	g_strfreev(phrases);
	corpus_free(corpus);
}

static void one_phrase_is_of_one_issue(void **state)
{
	const char *same[] = {"fuga de agua", "fuga de agua", "fuga de agua", "bomba sola",
			      "fuga de agua", "fuga de agua", "perro bravo",  "perro bravo"};
	struct corpus *corpus = corpus_new(same, G_N_ELEMENTS(same), TEXT_SPANISH, 1, NULL);
	size_t documents[] = {0, 1, 2, 3, 4, 5, 6, 7}, from[] = {0, 4, 8};
	char **phrases = issues_phrases(corpus, same, from, documents, 2);

	(void)state;
	assert_string_equal(phrases[0], "fuga de agua");
	assert_string_equal(phrases[1], "perro bravo");
	g_strfreev(phrases);
	phrases = issues_phrases(corpus, same, from, documents, 0);
	assert_null(phrases[0]);
	g_strfreev(phrases);
	corpus_free(corpus);
}

static void a_large_issue_asks_for_three(void **state)
{
	g_autoptr(GPtrArray) many = g_ptr_array_new_with_free_func(g_free);
	size_t documents[48], from[] = {0, 24, 48};

	(void)state;
	for (size_t d = 0; d < 48; d++) {
		g_ptr_array_add(many, g_strdup(d < 2 ? "luz en la calle" : d < 24 ? "luz. Calle" : "perro"));
		documents[d] = d;
	}
	for (size_t n = 2; n <= 3; n++) {
		const char *const *all = (const char *const *)many->pdata;
		struct corpus *corpus = corpus_new(all, 48, TEXT_SPANISH, 1, NULL);
		char **phrases = issues_phrases(corpus, all, from, documents, 2);

		assert_string_equal(phrases[0], n == 3 ? "luz en la calle" : "");
		g_strfreev(phrases);
		corpus_free(corpus);
		g_free(many->pdata[2]);
		many->pdata[2] = g_strdup("luz en la calle");
	}
}

static void terms_are_words_that_can_be_read_alone(void **state)
{
	const char *said[] = {"Ley nº 8 de San Blas, semáforos y 1ª etapa",
			      "ley nº 9 en san Blas, semáforo",
			      "Ley Nº 3: San Blas, el semáforo de la 1ª etapa",
			      "perros",
			      "perros sueltos",
			      "gatos"};
	size_t of[] = {0, 0, 0, 1, 1, 1};
	struct corpus *corpus = corpus_new(said, G_N_ELEMENTS(said), TEXT_SPANISH, 1, NULL);
	char ***terms = issues_terms(corpus, of, NULL, 2, 8);
	size_t n_lights = 0;

	(void)state;
	assert_non_null(terms[0][0]);
	for (char **t = terms[0]; *t; t++) {
		assert_string_not_equal(*t, "nº");
		assert_string_not_equal(*t, "1ª");
		assert_string_not_equal(*t, "san");
		assert_string_not_equal(*t, "de");
		n_lights += g_str_has_prefix(*t, "semáforo") ? 1 : 0;
	}
	assert_int_equal(n_lights, 1);
	for (size_t g = 0; g < 2; g++)
		g_strfreev(terms[g]);
	g_free(terms);
	corpus_free(corpus);
}

/* A theme of one large issue and two small ones: what all three share comes before what the large one says.
 */
static void a_theme_is_called_by_what_its_issues_share(void **state)
{
	g_autoptr(GPtrArray) said = g_ptr_array_new_with_free_func(g_free);
	g_autofree size_t *theme = g_new(size_t, 60), *issue = g_new(size_t, 60);
	struct corpus *corpus;
	char ***alone, ***shared;

	(void)state;
	for (size_t d = 0; d < 60; d++) {
		theme[d] = d >= 30;
		issue[d] = d < 20 ? 0 : d < 25 ? 1 : d < 30 ? 2 : 3;
		g_ptr_array_add(said, g_strdup(d < 20	? d % 3 ? "tinaco" : "tinaco agua"
					       : d < 25 ? "agua manguera"
					       : d < 30 ? "agua bomba"
							: "perro"));
	}
	corpus = corpus_new((const char *const *)said->pdata, 60, TEXT_SPANISH, 1, NULL);
	alone = issues_terms(corpus, theme, NULL, 2, 8);
	shared = issues_terms(corpus, theme, issue, 2, 8);
	assert_string_equal(alone[0][0], "tinaco");
	assert_string_equal(shared[0][0], "agua");
	for (size_t g = 0; g < 2; g++) {
		g_strfreev(alone[g]);
		g_strfreev(shared[g]);
	}
	g_free(alone);
	g_free(shared);
	corpus_free(corpus);
}

/* Whoever speaks first says at least as much as half of the group, and no example is there twice. */
static void examples_are_of_the_group_and_differ(void **state)
{
	struct corpus *corpus = made();
	size_t documents[] = {3, 1, 2, 0}, examples[3];

	(void)state;
	issues_centre(&corpus->weights, documents, 4, examples);
	for (size_t e = 0; e < 3; e++) {
		assert_true(group[examples[e]] == 0);
		for (size_t f = 0; f < e; f++)
			assert_int_not_equal(examples[e], examples[f]);
	}
	issues_centre(&corpus->weights, documents, 1, examples);
	assert_int_equal(examples[0], documents[0]);
	assert_true(examples[1] == SIZE_MAX && examples[2] == SIZE_MAX);
	corpus_free(corpus);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_phrase_is_what_most_write),
		cmocka_unit_test(one_phrase_is_of_one_issue),
		cmocka_unit_test(a_large_issue_asks_for_three),
		cmocka_unit_test(terms_are_words_that_can_be_read_alone),
		cmocka_unit_test(a_theme_is_called_by_what_its_issues_share),
		cmocka_unit_test(examples_are_of_the_group_and_differ),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
