/* test_text - masking, normal form, shorthand, stop words and stems.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>

#include "text.h"

static void assert_masked(const char *text, const char *expected)
{
	g_autofree char *masked = text_mask(text);

	assert_string_equal(masked, expected);
}

static char *stems(enum text_language language, const char *text)
{
	struct text_reader *reader = text_reader_new(language);
	g_autoptr(GArray) tokens = text_reader_tokens(reader, text);
	GString *out = g_string_new(NULL);

	for (size_t i = 0; i < tokens->len; i++)
		g_string_append_printf(out, "%s%s", i ? " " : "",
				       g_array_index(tokens, struct text_token, i).stem);
	text_reader_free(reader);
	return g_string_free(out, FALSE);
}

static void assert_stems(const char *text, const char *expected)
{
	g_autofree char *found = stems(TEXT_SPANISH, text);

	assert_string_equal(found, expected);
}

static void addresses_numbers_and_names_of_people_are_hidden(void **state)
{
	(void)state;
	assert_masked("escriban a ana.perez+x@correo.gob.mx, por favor", "escriban a [correo], por favor");
	assert_masked("mi tel 844 123 4567 o (844)123-45-67", "mi tel [teléfono] o [teléfono]");
	assert_masked("+52 844 123 4567", "[teléfono]");
	assert_masked("8441234567.", "[teléfono].");
	assert_masked("vean https://ejemplo.mx/a?b=c. Y www.otro.mx", "vean [enlace]. Y [enlace]");
	assert_masked("@vecina_1 ya dijo", "[usuario] ya dijo");
	assert_masked("¡ñandú@sitio.mx!", "¡ñandú@sitio.mx!");
}

static void names_after_what_announces_them_are_hidden(void **state)
{
	(void)state;
	assert_masked("La Sra. Badilla solicita", "La Sra. [nombre] solicita");
	assert_masked("“El\u00a0 señor Carlos E. Vargas Navarro, propone",
		      "“El\u00a0 señor [nombre], propone");
	assert_masked("la Dra. Ana de la Cruz y otros", "la Dra. [nombre] y otros");
	assert_masked("el diputado Segura y Villagra dijo", "el diputado [nombre] dijo");
	assert_masked("Sr. Presidente Municipal José Luis Ramírez:", "Sr. Presidente Municipal [nombre]:");
	assert_masked("Atte. Lic. J. Antonio Ruiz", "Atte. Lic. [nombre]");
	assert_masked("Atentamente,\nJuan Pérez", "Atentamente,\n[nombre]");
	assert_masked("me llamo Juan y soy María López", "me llamo [nombre] y soy [nombre]");
	assert_masked("EL SEÑOR ALVARADO SUGIERE QUE", "EL SEÑOR [nombre] SUGIERE QUE");
	assert_masked("Mrs. Smith said", "Mrs. [nombre] said");
	assert_masked("don Ana Eva Iris Olga Sara Berta", "don [nombre] Sara Berta");
}

static void what_is_no_name_of_a_person_stays(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"la señora de la tienda",
		"el doctor no llega",
		"la Sra. que vende tamales",
		"calle Dr. Mora esquina con avenida Lic. Benito Juárez",
		"calle del Dr. Vértiz",
		"en la colonia Doctores no hay agua",
		"la Escuela Primaria Profr. Juan Gómez",
		"Hospital Dr. Calderón Guardia",
		"soy Mexicano, soy vecina de La Paz",
		"LA SEÑORA NO TIENE AGUA",
		"EL DOCTOR NUNCA ATIENDE",
		"los señores Diputados, el señor Presidente de la República",
		"hablé con el doctor. Luego nada",
		"Sr.",
		"Sr. ",
		"señor [nombre] dijo",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		assert_masked(texts[i], texts[i]);
}

static void what_sounds_alike_has_one_key(void **state)
{
	(void)state;
	static const char *const alike[][2] = {
		{"basura", "vazurra"}, {"hacer", "aser"},      {"calle", "caye"},
		{"queso", "keso"},     {"drenaje", "drenage"}, {"guitarra", "guitara"},
		{"xalapa", "jalapa"},  {"muy", "mui"},	       {"cambio", "canvio"},
		{"chico", "chiko"},    {"gente", "jente"},     {"pingüino", "pingüino"}};
	static const char *const different[][2] = {
		{"casa", "chasa"}, {"gato", "jato"}, {"carro", "caldo"}, {"luz", "luna"}, {"año", "ano"}};

	for (size_t i = 0; i < G_N_ELEMENTS(alike) + G_N_ELEMENTS(different); i++) {
		bool is_alike = i < G_N_ELEMENTS(alike);
		const char *const *pair = is_alike ? alike[i] : different[i - G_N_ELEMENTS(alike)];
		g_autofree char *a = text_sound(TEXT_SPANISH, pair[0], strlen(pair[0]));
		g_autofree char *b = text_sound(TEXT_SPANISH, pair[1], strlen(pair[1]));

		assert_int_equal(strcmp(a, b) == 0, is_alike);
	}
}

static void a_hidden_name_is_no_word(void **state)
{
	(void)state;
	assert_stems("La Sra. Badilla reporta baches", "report bach");
	assert_stems("El señor Alvarado", "");
}

static void masking_what_is_masked_changes_nothing(void **state)
{
	(void)state;
	g_autofree char *once = text_mask("Sra. Ana Ruiz López Mora, Dr. Paz, ana@x.mx, 844 123 4567, @ana");
	g_autofree char *twice = text_mask(once);

	assert_string_equal(once, "Sra. [nombre], Dr. [nombre], [correo], [teléfono], [usuario]");
	assert_string_equal(twice, once);
}

static void amounts_dates_and_years_are_not_taken_for_telephones(void **state)
{
	(void)state;
	assert_masked("cuesta 1.000.000.000 de pesos", "cuesta 1.000.000.000 de pesos");
	assert_masked("del 12-05-2019 al 2019-05-30", "del 12-05-2019 al 2019-05-30");
	assert_masked("entre 2015-2018", "entre 2015-2018");
	assert_masked("la ley 7472 y 300 metros", "la ley 7472 y 300 metros");
	assert_masked("a las 5 @ la plaza", "a las 5 @ la plaza");
	assert_masked("placa ABC1234567890", "placa ABC1234567890");
}

static void normal_form_forgets_case_composition_punctuation_and_what_is_hidden(void **state)
{
	(void)state;
	g_autofree char *composed = text_normalise("  ¡NO hay  Educación! ");
	g_autofree char *decomposed = text_normalise("no hay educacio\u0301n, llama al 844 123 4567");
	g_autofree char *nothing = text_normalise("…!! \n\t 👍🏽");

	assert_string_equal(composed, "no hay educación");
	assert_string_equal(decomposed, "no hay educación llama al");
	assert_string_equal(nothing, "");
}

static void broken_bytes_are_read_without_harm(void **state)
{
	(void)state;
	g_autofree char *normal = text_normalise("agua \xff\xfe sucia \xc3");

	assert_true(g_utf8_validate(normal, -1, NULL));
	assert_non_null(strstr(normal, "agua"));
	assert_non_null(strstr(normal, "sucia"));
}

static void accents_fold_but_the_letter_n_with_tilde_stays(void **state)
{
	(void)state;
	g_autofree char *folded = text_fold("ñandú pingüino está años çé");

	assert_string_equal(folded, "ñandu pinguino esta años ce");
}

static void phone_spanish_is_read_as_it_is_meant(void **state)
{
	(void)state;
	assert_stems("xq no ay agua en la col", "agu colon");
	assert_stems("q pasa cn tb el vache d la kalle", "pas bach call");
	assert_stems("muuuuucha basuraaa", "basur");
	assert_stems("jajajajaja 100pre ntp salu2, tngo jejeje komo to2", "");
	assert_stems("manden msj x whats xfa, el cel no tiene señal", "mand mensaj whatsapp celul señal");
}

static void words_without_accents_share_the_stem_of_those_with_them(void **state)
{
	(void)state;
	g_autofree char *with =
		stems(TEXT_SPANISH, "educación inundación agrícola tubería caminábamos sacudió "
				    "policías energía después difícil jardín café");
	g_autofree char *without =
		stems(TEXT_SPANISH, "educacion inundacion agricola tuberia caminabamos sacudio "
				    "policias energia despues dificil jardin cafe");

	assert_string_equal(with, without);
	assert_stems("policía policias", "polic polic");
	assert_stems("caminar caminábamos caminabamos", "camin camin camin");
}

static void what_says_nothing_is_left_out(void **state)
{
	(void)state;
	assert_stems("Solicito atentamente a usted, estimado señor, gracias", "");
	assert_stems("a las 10 de la mañana, 2023", "");
	assert_stems("el año en que los niños", "año niñ");
}

static void other_languages_have_their_own_rules(void **state)
{
	(void)state;
	g_autofree char *english = stems(TEXT_ENGLISH, "The roads were flooding again");
	g_autofree char *none = stems(TEXT_NONE, "The roads de la colonia");
	enum text_language language;

	assert_string_equal(english, "road flood");
	assert_string_equal(none, "the roads de la colonia");
	assert_true(text_language_of("en", &language));
	assert_int_equal(language, TEXT_ENGLISH);
	assert_false(text_language_of("fr", &language));
	assert_false(text_language_of("", &language));
}

static void word_lists_are_sorted_without_accents_and_without_doubles(void **state)
{
	(void)state;
	const enum text_language languages[] = {TEXT_SPANISH, TEXT_ENGLISH};

	for (size_t l = 0; l < G_N_ELEMENTS(languages); l++) {
		const struct text_words *words = text_words_of(languages[l]);

		assert_true(words->n_stop > 50);
		for (size_t i = 0; i < words->n_stop; i++) {
			g_autofree char *folded = text_fold(words->stop[i]);

			assert_string_equal(folded, words->stop[i]);
			assert_true(i == 0 || strcmp(words->stop[i - 1], words->stop[i]) < 0);
		}
		for (size_t i = 1; i < words->n_shorthand; i++)
			assert_true(strcmp(words->shorthand[i - 1][0], words->shorthand[i][0]) < 0);
	}
}

static void a_very_long_word_is_one_token(void **state)
{
	(void)state;
	g_autofree char *word = g_strnfill(200000, 'a');
	g_autofree char *alternating = g_strnfill(20000, 'a');
	g_autofree char *found = NULL;

	for (size_t i = 0; i < 20000; i += 2)
		alternating[i] = 'b';
	found = stems(TEXT_NONE, alternating);
	assert_int_equal(strlen(found), 20000);
	g_free(found);
	found = stems(TEXT_NONE, word);
	assert_string_equal(found, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses_numbers_and_names_of_people_are_hidden),
		cmocka_unit_test(names_after_what_announces_them_are_hidden),
		cmocka_unit_test(what_is_no_name_of_a_person_stays),
		cmocka_unit_test(what_sounds_alike_has_one_key),
		cmocka_unit_test(a_hidden_name_is_no_word),
		cmocka_unit_test(masking_what_is_masked_changes_nothing),
		cmocka_unit_test(amounts_dates_and_years_are_not_taken_for_telephones),
		cmocka_unit_test(normal_form_forgets_case_composition_punctuation_and_what_is_hidden),
		cmocka_unit_test(broken_bytes_are_read_without_harm),
		cmocka_unit_test(accents_fold_but_the_letter_n_with_tilde_stays),
		cmocka_unit_test(phone_spanish_is_read_as_it_is_meant),
		cmocka_unit_test(words_without_accents_share_the_stem_of_those_with_them),
		cmocka_unit_test(what_says_nothing_is_left_out),
		cmocka_unit_test(other_languages_have_their_own_rules),
		cmocka_unit_test(word_lists_are_sorted_without_accents_and_without_doubles),
		cmocka_unit_test(a_very_long_word_is_one_token),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
