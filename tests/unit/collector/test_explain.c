/* test_explain - what a paragraph says of its facts, and that it is a paragraph whatever is missing.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "explain.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static void check_says(const char *facts_text, const char *expected)
{
	json_error_t error;
	json_t *facts = json_loads(facts_text, 0, &error);

	assert_non_null(facts);
	g_autofree char *said = explain_paragraph(facts, "es");
	json_decref(facts);
	assert_string_equal(said, expected);
}

static void a_whole_paragraph_reads(void **state)
{
	(void)state;
	check_says(
		"{\"n_issues\":12,\"n_senders\":80,\"n_sessions\":2,\"is_ranked\":true,\"min_ranked\":20,"
		"\"min_sessions\":6,\"place\":2,\"low\":1,\"high\":4,\"n_band\":4,"
		"\"doubts\":{\"people\":{\"low\":1,\"high\":4},\"weights\":{\"low\":2,\"high\":3},"
		"\"groupings\":{\"low\":2,\"high\":2},\"mentions\":{\"low\":1,\"high\":3}},"
		"\"first\":0.234,\"criteria\":{"
		"\"frequency\":{\"value\":0.9,\"n\":23,\"of\":80,\"order\":2,\"n_ordered\":12,\"n_below\":10}"
		","
		"\"severity\":{\"value\":0.6,\"n\":12,\"of\":20,\"order\":1,\"n_ordered\":10,\"n_below\":9},"
		"\"reach\":{\"value\":0.1,\"n\":1,\"of\":10,\"order\":11,\"n_ordered\":12,\"n_below\":1},"
		"\"spread\":{\"value\":0.5,\"places\":3,\"of_places\":5,\"sessions\":1,\"of_sessions\":2},"
		"\"persistence\":{\"value\":null,\"n\":0,\"of\":0}},"
		"\"change\":{\"criterion\":\"severity\",\"now\":0.2,\"weight\":0.35},\"stability\":0.82,"
		"\"regions\":{\"n\":5,\"silent\":[\"Laguna\",\"Iturbide\"]}}",
		"Ocupa el puesto 2 de 12; los datos admiten del 1 al 4. Está en un grupo de 4 "
		"problemáticas sin un corte seguro entre ellas. La nombran 23 de 80 remitentes. Pone en "
		"riesgo la salud, la seguridad o el "
		"sustento según 12 de 20 que dijeron qué tan grave es. Afecta a toda la colonia o "
		"localidad, o a más, según 1 de 10 que dijeron a quiénes afecta. Se nombra en 3 de 5 lugares "
		"y en 1 de 2 sesiones. La suben, por quedar arriba de la mitad de las problemáticas: "
		"menciones "
		"(puesto 2 de 12) y gravedad (puesto 1 de 10). La baja, por quedar abajo de la mitad de las "
		"problemáticas: alcance (puesto 11 de 12). Llegaría al puesto 1 si el peso de «gravedad» "
		"pasara de 20\u00a0% a 35\u00a0% y los demás guardaran su proporción. Con 23 % de los pesos "
		"acordados ocupa el puesto 1. Puestos que admite cada cosa por separado: quiénes vinieron, "
		"1–4; los pesos, 2–3; otra forma de agrupar los textos, 2; contar solo remitentes, 1–3. "
		"Hubo 2 sesiones: hasta reunir 6, esto solo describe a quienes asistieron. Nadie dijo cada "
		"cuándo pasa. Al repetir el análisis con muestras, su grupo de textos se conserva en 82 %. "
		"No hay formularios de 2 de 5 regiones: Laguna e Iturbide.");
}

static void one_is_said_as_one(void **state)
{
	(void)state;
	check_says("{\"criteria\":{\"frequency\":{\"n\":1,\"of\":80}}}", "La nombra 1 de 80 remitentes.");
	check_says("{\"criteria\":{\"frequency\":{\"n\":1,\"of\":1}}}", "La nombra el único remitente.");
	check_says("{\"criteria\":{\"severity\":{\"n\":1,\"of\":1}}}",
		   "Pone en riesgo la salud, la seguridad o el sustento según 1 de 1 que dijo qué tan grave "
		   "es.");
	check_says("{\"criteria\":{\"persistence\":{\"n\":0,\"of\":1}}}",
		   "Pasa casi diario o todo el tiempo según 0 de 1 que dijo cada cuándo.");
	check_says(
		"{\"criteria\":{\"spread\":{\"places\":1,\"of_places\":1,\"sessions\":1,\"of_sessions\":1}}}",
		"Se nombra en 1 de 1 lugar y en 1 de 1 sesión.");
	check_says("{\"criteria\":{\"spread\":{\"sessions\":1,\"of_sessions\":3}}}",
		   "Se nombra en 1 de 3 sesiones.");
	check_says("{\"n_sessions\":1,\"min_sessions\":6}",
		   "Hubo 1 sesión: hasta reunir 6, esto solo describe a quienes asistieron.");
	check_says("{\"place\":3,\"low\":3,\"high\":3,\"n_issues\":9,\"n_band\":1}",
		   "Ocupa el puesto 3 de 9, y los datos no admiten otro.");
	check_says("{\"place\":3,\"low\":2,\"high\":3,\"n_issues\":9,\"n_band\":2}",
		   "Ocupa el puesto 3 de 9; los datos admiten del 2 al 3. Está en un grupo de 2 "
		   "problemáticas sin un corte seguro entre ellas.");
	check_says("{\"regions\":{\"n\":5,\"silent\":[\"Laguna\"]}}",
		   "No hay formularios de 1 de 5 regiones: Laguna.");
	check_says("{\"criteria\":{\"severity\":{\"order\":2,\"n_ordered\":9,\"n_below\":7}}}",
		   "La sube, por quedar arriba de la mitad de las problemáticas: gravedad (puesto 2 de 9).");
}

static void what_would_change_the_first_depends_on_who_is(void **state)
{
	(void)state;
	check_says(
		"{\"place\":1,\"n_issues\":3,\"change\":{\"criterion\":\"reach\",\"now\":0.2,\"weight\":0.3,"
		"\"name\":\"Baches\"}}",
		"Ocupa el puesto 1 de 3. Dejaría el puesto 1 a «Baches» si el peso de «alcance» pasara de "
		"20\u00a0% a 30\u00a0% y los demás guardaran su proporción.");
	check_says("{\"place\":1,\"n_issues\":3,\"change\":{\"criterion\":null}}",
		   "Ocupa el puesto 1 de 3. Ningún cambio de un solo peso la quita del puesto 1.");
	check_says("{\"place\":2,\"n_issues\":3,\"change\":{\"criterion\":null}}",
		   "Ocupa el puesto 2 de 3. Ningún cambio de un solo peso la lleva al puesto 1.");
	check_says(
		"{\"place\":2,\"n_issues\":3,\"change\":{\"criterion\":\"reach\",\"now\":0.2,\"weight\":0."
		"2003}}",
		"Ocupa el puesto 2 de 3. Llegaría al puesto 1 si el peso de «alcance» pasara de 20.00\u00a0% "
		"a 20.03\u00a0% y los demás guardaran su proporción.");
}

static void what_is_not_ranked_has_no_place(void **state)
{
	(void)state;
	check_says("{\"is_ranked\":false,\"n_senders\":7,\"min_ranked\":20,\"place\":1,\"low\":1,\"high\":2,"
		   "\"n_issues\":3}",
		   "No tiene puesto: hay 7 remitentes y hacen falta 20 para ordenar.");
	check_says("{\"is_ranked\":false,\"n_senders\":1,\"min_ranked\":20}",
		   "No tiene puesto: hay 1 remitente y hacen falta 20 para ordenar.");
	check_says("{\"is_ranked\":false,\"n_senders\":30,\"min_ranked\":20}",
		   "No tiene puesto: hacen falta 20 formularios para ordenar.");
}

static void no_facts_are_said_to_be_none(void **state)
{
	static const char *const nothings[] = {"{}", "[]", "{\"criteria\":{}}",
					       "{\"place\":null,\"first\":\"x\"}",
					       "{\"criteria\":{\"severity\":{\"n\":3,\"of\":2}}}"};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(nothings); i++)
		check_says(nothings[i], "No hay números con qué explicarla.");
}

static void many_regions_are_cut_and_hostile_names_cleaned(void **state)
{
	(void)state;
	check_says(
		"{\"regions\":{\"n\":38,\"silent\":[\"A\",\"B\",\"C\\n D\",\"E\",\"F\",\"G\",\"H\",\"I\"]}}",
		"No hay formularios de 8 de 38 regiones: A, B, C D, E, F, G y 2 más.");
	check_says("{\"regions\":{\"n\":2,\"silent\":[\"\", 7]}}", "Regiones sin ningún formulario: 2 de 2.");
	check_says("{\"regions\":{\"n\":1,\"silent\":[\"A\",\"B\"]}}", "No hay números con qué explicarla.");
}

/* --- whatever is missing --- */

static const char *const values[] = {"null", "0",     "1",     "2",    "7",  "0.004", "0.5",  "0.999",
				     "-3",   "1e300", "\"x\"", "\"\"", "[]", "{}",    "true", "false"};
static const char *const places[] = {"{\"low\":1,\"high\":1}",
				     "{\"low\":1,\"high\":5}",
				     "{\"low\":0,\"high\":0}",
				     "{\"low\":3,\"high\":1}",
				     "{}",
				     "null"};
static const char *const changes[] = {
	"{\"criterion\":null}",
	"{\"criterion\":\"equity\",\"now\":0.1,\"weight\":0.4}",
	"{\"criterion\":\"spread\",\"now\":0.1,\"weight\":0.1,\"name\":\"A\"}",
	"{\"criterion\":\"support\",\"now\":0.1,\"weight\":0,\"name\":\"Baches\"}",
	"{\"criterion\":\"none\",\"now\":0.1,\"weight\":0.2}",
	"{}"};
static const char *const regions[] = {
	"{\"n\":5,\"silent\":[\"Laguna\"]}", "{\"n\":5,\"silent\":[\"Laguna\",\"Íñigo\",\"Norte\"]}",
	"{\"n\":5,\"silent\":[]}", "{\"silent\":[\"\"]}", "{\"n\":1,\"silent\":[\"A\"]}"};

static uint32_t draw(uint32_t *seed, size_t n)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (uint32_t)((*seed >> 8) % n);
}

static void put(json_t *facts, const char *key, const char *text)
{
	json_object_set_new(facts, key, json_loads(text, JSON_DECODE_ANY, NULL));
}

/* Each member is there, strange or missing by chance. */
static json_t *random_facts(uint32_t *seed)
{
	static const char *const numbers[] = {"n_issues",   "n_senders",    "n_sessions", "is_ranked",
					      "min_ranked", "min_sessions", "place",	  "low",
					      "high",	    "n_band",	    "first",	  "stability"};
	static const char *const members[] = {"value",	 "n",	   "of",	"order",    "n_ordered",
					      "n_below", "places", "of_places", "sessions", "of_sessions"};
	static const char *const doubts[] = {"people", "weights", "groupings", "mentions"};
	json_t *facts = json_object(), *criteria = json_object(), *all = json_object();

	for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
		if (draw(seed, 2))
			put(facts, numbers[i], values[draw(seed, G_N_ELEMENTS(values))]);
	for (size_t c = 0; c < CRITERION_MAX; c++) {
		json_t *view = json_object();

		for (size_t i = 0; i < G_N_ELEMENTS(members); i++)
			if (draw(seed, 2))
				put(view, members[i], values[draw(seed, G_N_ELEMENTS(values))]);
		json_object_set_new(criteria, criteria_catalogue[c].key, view);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(doubts); i++)
		put(all, doubts[i], places[draw(seed, G_N_ELEMENTS(places))]);
	if (draw(seed, 2))
		json_object_set(facts, "criteria", criteria);
	if (draw(seed, 2))
		json_object_set(facts, "doubts", all);
	if (draw(seed, 2))
		put(facts, "change", changes[draw(seed, G_N_ELEMENTS(changes))]);
	if (draw(seed, 2))
		put(facts, "regions", regions[draw(seed, G_N_ELEMENTS(regions))]);
	json_decref(criteria);
	json_decref(all);
	return facts;
}

static void check_paragraph(const char *text)
{
	static const char *const never[] = {
		"  ", "NaN", "nan ", "inf ", "(null)", "%s",  "%zu", "{",  "}",	 "«»",
		"“”", " .",  " ,",   ": .",  "..",     ", .", "()",  ";.", "\n", "18446744073709551615"};
	gunichar last = 0;

	assert_true(g_utf8_validate(text, -1, NULL));
	assert_true(g_str_has_suffix(text, "."));
	assert_int_not_equal(*text, ' ');
	for (size_t i = 0; i < G_N_ELEMENTS(never); i++)
		if (strstr(text, never[i])) {
			print_error("«%s» in: %s\n", never[i], text);
			fail();
		}
	/* Every sentence begins with a capital. */
	for (const char *at = text; *at; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);

		if (at == text || last == '.')
			assert_true(at == text ? g_unichar_isupper(c) || g_unichar_isdigit(c)
					       : c == ' ' || g_unichar_isdigit(c));
		if (last == ' ' && at - text >= 2 && at[-2] == '.')
			assert_true(g_unichar_isupper(c) || g_unichar_isdigit(c));
		last = c;
	}
}

static void it_is_a_paragraph_whatever_is_missing(void **state)
{
	uint32_t seed = 5;

	(void)state;
	for (size_t i = 0; i < 20000; i++) {
		json_t *facts = random_facts(&seed);
		g_autofree char *spanish = explain_paragraph(facts, "es"),
				*english = explain_paragraph(facts, "en");

		json_decref(facts);
		check_paragraph(spanish);
		check_paragraph(english);
		assert_string_not_equal(spanish, english);
	}
}

static void each_fact_alone_and_each_pair_makes_a_paragraph(void **state)
{
	static const char *const parts[] = {
		"\"is_ranked\":true",
		"\"is_ranked\":false,\"n_senders\":3,\"min_ranked\":20",
		"\"place\":1,\"n_issues\":4",
		"\"place\":2,\"n_issues\":4,\"low\":1,\"high\":3",
		"\"n_band\":3",
		"\"doubts\":{\"people\":{\"low\":1,\"high\":2}}",
		"\"doubts\":{\"weights\":{\"low\":1,\"high\":2},\"mentions\":{\"low\":1,\"high\":1}}",
		"\"first\":0",
		"\"first\":0.001",
		"\"first\":1",
		"\"criteria\":{\"frequency\":{\"value\":1,\"n\":3,\"of\":9,\"order\":1,\"n_ordered\":4,\"n_"
		"below\":3}}",
		"\"criteria\":{\"severity\":{\"value\":null}}",
		"\"criteria\":{\"spread\":{\"value\":null}}",
		"\"criteria\":{\"equity\":{\"value\":0.2,\"n\":1,\"of\":5},\"support\":{\"value\":null}}",
		"\"change\":{\"criterion\":null}",
		"\"change\":{\"criterion\":\"reach\",\"now\":0.1,\"weight\":0.2}",
		"\"stability\":null",
		"\"stability\":0.7",
		"\"n_sessions\":1,\"min_sessions\":6",
		"\"n_sessions\":9,\"min_sessions\":6",
		"\"regions\":{\"n\":5,\"silent\":[\"Laguna\"]}",
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
		for (size_t j = 0; j < G_N_ELEMENTS(parts); j++) {
			g_autofree char *text = g_strdup_printf("{%s,%s}", parts[i], parts[j]);
			json_t *facts = json_loads(text, 0, NULL);

			assert_non_null(facts);
			g_autofree char *spanish = explain_paragraph(facts, "es"),
					*english = explain_paragraph(facts, "en");
			json_decref(facts);
			check_paragraph(spanish);
			check_paragraph(english);
		}
}

/* --- from a priority --- */

static void facts_of_a_priority_are_those_of_its_issues(void **state)
{
	struct priority_issue issues[3] = {0};
	struct priority p = {.n_issues = 3,
			     .n_senders = 40,
			     .n_sessions = 2,
			     .n_groupings = 1,
			     .issues = issues,
			     .is_ranked = true};
	static const char *const names[] = {"Agua", "Baches", "Luz"};
	static const size_t n_places[] = {3, 2, 1}, n_sessions[] = {2, 2, 1};
	static const double stability[] = {0.9, NAN, 0.4};
	static const char *const silent[] = {"Norte"};
	const struct explain_more more = {names, n_places, n_sessions, 4, 2, stability, silent, 1, 5};

	(void)state;
	priority_settings_default(&p.settings);
	for (size_t i = 0; i < 3; i++) {
		for (size_t c = 0; c < CRITERION_MAX; c++) {
			issues[i].criteria[c] = NAN;
			p.weights[c] = 1.0 / CRITERION_MAX;
		}
		issues[i].criteria[CRITERION_FREQUENCY] = 1 - 0.3 * (double)i;
		issues[i].n_said[CRITERION_FREQUENCY] = 20 - 5 * i;
		issues[i].severity[3] = 4 - i;
		issues[i].severity[1] = i;
		issues[i].criteria[CRITERION_SEVERITY] = (double)(4 - i) / 4;
		issues[i].place = i + 1;
		issues[i].low = i ? 2 : 1;
		issues[i].high = i ? 3 : 1;
		issues[i].band = i ? 1 : 0;
		issues[i].people = (struct priority_places){issues[i].low, issues[i].high};
		issues[i].change.criterion = SIZE_MAX;
	}
	issues[0].change = (struct smaa_change){CRITERION_SEVERITY, 0.6, 1};
	json_t *facts = explain_facts(&p, 0, &more);
	g_autofree char *first = explain_paragraph(facts, "es");

	json_decref(facts);
	assert_string_equal(
		first,
		"Ocupa el puesto 1 de 3, y los datos no admiten otro. La nombran 20 de 40 remitentes. Pone "
		"en "
		"riesgo la salud, la seguridad o el sustento según 4 de 4 que dijeron qué tan grave es. Se "
		"nombra en 3 de 4 lugares y en 2 de 2 sesiones. La suben, por quedar arriba de la mitad de "
		"las "
		"problemáticas: menciones (puesto 1 de 3) y gravedad (puesto 1 de 3). Dejaría el puesto 1 a "
		"«Baches» si el peso de «gravedad» pasara de 14\u00a0% a 60\u00a0% y los demás guardaran su "
		"proporción. Con ninguno de los pesos acordados ocupa el puesto 1. Puestos que admite cada "
		"cosa "
		"por separado: quiénes vinieron, 1. Hubo 2 sesiones: hasta reunir 6, esto solo describe a "
		"quienes asistieron. Nadie dijo a quiénes afecta. Nadie dijo cada cuándo pasa. De nadie se "
		"sabe si es de un grupo menos escuchado. No se votó. Al "
		"repetir el análisis con muestras, su grupo de textos se conserva en 90 %. No hay "
		"formularios "
		"de 1 de 5 regiones: Norte.");
	facts = explain_facts(&p, 1, &more);
	g_autofree char *second = explain_paragraph(facts, "es");
	json_decref(facts);
	assert_non_null(strstr(second, "No se midió qué tan estable es su grupo de textos."));
	assert_non_null(
		strstr(second, "Está en un grupo de 2 problemáticas sin un corte seguro entre ellas."));
	p.is_ranked = false;
	facts = explain_facts(&p, 2, &more);
	assert_null(json_object_get(facts, "place"));
	json_decref(facts);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_whole_paragraph_reads),
		cmocka_unit_test(one_is_said_as_one),
		cmocka_unit_test(what_would_change_the_first_depends_on_who_is),
		cmocka_unit_test(what_is_not_ranked_has_no_place),
		cmocka_unit_test(no_facts_are_said_to_be_none),
		cmocka_unit_test(many_regions_are_cut_and_hostile_names_cleaned),
		cmocka_unit_test(it_is_a_paragraph_whatever_is_missing),
		cmocka_unit_test(each_fact_alone_and_each_pair_makes_a_paragraph),
		cmocka_unit_test(facts_of_a_priority_are_those_of_its_issues),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
