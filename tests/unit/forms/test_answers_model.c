/* test_answers_model - what follows from answers: counted repeats, triggers, defaults, relevance of
 * fields, and formulas that walk the answers as a document. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "forms/answers_fixture.h"

#include "expression.h"

#include <string.h>

/* --- counted repeats */
static const char household[] =
	"| | type | name | label | repeat_count | relevant | calculation | required | default |\n"
	"| | integer | n | N | | | | | |\n"
	"| | begin_repeat | p | P | ${n} | | | | |\n"
	"| | text | x | X | | | | yes | |\n"
	"| | integer | k | K | | | | | 1 |\n"
	"| | begin_repeat | h | H | ../k | | | | |\n"
	"| | integer | y | Y | | | | | |\n"
	"| | end_repeat | | | | | | | |\n"
	"| | calculate | suma | | | | sum(${y}) | | |\n"
	"| | end_repeat | | | | | | | |\n"
	"| | calculate | total | | | | count(${p}) | | |\n"
	"| | calculate | todo | | | | sum(${suma}) | | |\n";

static void a_counted_repeat_has_as_many_instances_as_its_count(void **state)
{
	(void)state;
	struct form *form = form_of(household);
	struct answers *answers =
		READ(form, {"p[1]/x", "uno"}, {"p[2]/x", "dos"}, {"p[3]/x", "tres"}, {"n", "2"},
		     {"p[1]/k", "2"}, {"p[1]/h[1]/y", "5"}, {"p[1]/h[2]/y", "6"}, {"p[1]/h[3]/y", "7"},
		     {"p[2]/k", "0"}, {"p[2]/h[1]/y", "9"});
	assert_complaints(answers, "");
	assert_int_equal(answers_count(answers, "p"), 2);
	assert_int_equal(answers_count(answers, "p[1]/h"), 2);
	assert_int_equal(answers_count(answers, "p[2]/h"), 0);
	assert_int_equal(answers_n_instances(answers, "p"), 2);
	assert_string_equal(answers_value(answers, "p[1]/suma"), "11");
	assert_stored(
		answers,
		"{\"n\":\"2\",\"p\":[{\"h\":[{\"y\":\"5\"},{\"y\":\"6\"}],\"k\":\"2\",\"suma\":\"11\",\"x\":"
		"\"uno\"},{\"k\":\"0\",\"suma\":\"0\",\"x\":\"dos\"}],\"todo\":\"11\",\"total\":\"2\"}");
	form_free(form);
}

static void instances_that_did_not_come_are_made_and_asked_for(void **state)
{
	(void)state;
	struct form *form = form_of(household);
	struct answers *answers = READ(form, {"n", "3"}, {"p[2]/x", "dos"}, {"p[2]/k", ""});
	assert_complaints(answers, "p[1]/x:0 p[3]/x:0");
	assert_string_equal(answers_typed(answers, "p[3]/k"), "1");
	assert_int_equal(answers_n_instances(answers, "p[3]/h"), 1);
	assert_stored(answers, "{\"n\":\"3\",\"p\":[{\"h\":[{}],\"k\":\"1\"},{\"suma\":\"0\",\"x\":\"dos\"},{"
			       "\"h\":[{}],\"k\":\"1\"}],"
			       "\"total\":\"3\"}"); /* the sum of what is empty is no number */
	form_free(form);
}

static void a_count_that_is_no_number_is_none_and_a_huge_one_is_too_many(void **state)
{
	(void)state;
	struct form *form = form_of(household);
	static const struct {
		const char *n;
		const char *complaints;
		int n_instances;
	} cases[] = {{"-3", "", 0}, {"", "", 0}, {"0", "", 0}, {"muchos", "n:1", 0}};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct answers *answers = READ(form, {"n", cases[i].n}, {"p[1]/x", "uno"});
		assert_complaints(answers, cases[i].complaints);
		assert_int_equal(answers_count(answers, "p"), cases[i].n_instances);
		assert_int_equal(answers_n_instances(answers, "p"), cases[i].n_instances);
		answers_free(answers);
	}
	struct answers *answers = READ(form, {"n", "123456789012345678"});
	assert_int_equal(answers_complaint(answers, 0)->fault, ANSWERS_TOO_MANY);
	assert_string_equal(answers_complaint(answers, 0)->field, "p");
	assert_int_equal(answers_n_instances(answers, "p"), ANSWERS_REPEAT_MAX);
	answers_free(answers);
	form_free(form);
}

static void counts_within_counts_end(void **state)
{
	(void)state;
	struct form *form =
		form_of("| | type | name | label | repeat_count |\n"
			"| | begin_repeat | a | A | 200 |\n"
			"| | begin_repeat | b | B | 200 |\n"
			"| | begin_repeat | c | C | 200 |\n"
			"| | text | x | X | |\n"
			"| | end_repeat | | | |\n| | end_repeat | | | |\n| | end_repeat | | | |\n");
	struct answers *answers = READ(form, {"a[200]/b[200]/c[200]/x", "x"});
	assert_true(answers_n_complaints(answers) > 0);
	for (size_t i = 0; i < answers_n_complaints(answers); i++)
		assert_int_equal(answers_complaint(answers, i)->fault, ANSWERS_TOO_MANY);
	answers_free(answers);
	form_free(form);
}

static void an_irrelevant_repeat_has_no_instances_whatever_its_count(void **state)
{
	(void)state;
	struct form *form = form_of("| | type | name | label | repeat_count | relevant |\n"
				    "| | text | hay | Hay | | |\n"
				    "| | begin_repeat | r | R | 2 | ${hay} = 'si' |\n"
				    "| | text | x | X | | |\n"
				    "| | end_repeat | | | | |\n");
	assert_stored(READ(form, {"hay", "no"}, {"r[1]/x", "a"}), "{\"hay\":\"no\"}");
	assert_stored(READ(form, {"hay", "si"}, {"r[1]/x", "a"}),
		      "{\"hay\":\"si\",\"r\":[{\"x\":\"a\"},{}]}");
	form_free(form);
}

static void people_decide_where_there_is_no_count(void **state)
{
	(void)state;
	struct form *form = form_of("| | type | name | label |\n"
				    "| | begin_repeat | r | R |\n"
				    "| | text | x | X |\n"
				    "| | end_repeat | | |\n");
	struct answers *answers = READ(form, {"r[1]/x", ""}, {"r[2]/x", "a"}, {"r[9]/x", "b"});
	assert_int_equal(answers_count(answers, "r"), -1);
	assert_int_equal(answers_count(answers, "r[2]/x"), -1);
	assert_int_equal(answers_count(answers, "nada"), -1);
	assert_int_equal(answers_n_instances(answers, "r"), 9);
	assert_stored(answers, "{\"r\":[{\"x\":\"a\"},{\"x\":\"b\"}]}");
	form_free(form);
}

/* --- formulas */
static void formulas_walk_the_answers_as_a_document(void **state)
{
	(void)state;
	struct form *form = form_of(
		"| | type | name | label | calculation |\n"
		"| | begin_repeat | r | R | |\n"
		"| | text | x | X | |\n"
		"| | integer | n | N | |\n"
		"| | calculate | antes | | sum(${r}[position() < position(current()/..)]/n) |\n"
		"| | calculate | previo | | indexed-repeat(${x}, ${r}, position(..) - 1) |\n"
		"| | calculate | hermano | | ../../r[1]/x |\n"
		"| | end_repeat | | | |\n"
		"| | calculate | grandes | | count(/data/r[n > 2]) |\n"
		"| | calculate | ultimo | | ${r}[last()]/x |\n"
		"| | calculate | todos | | count(/data/*) |\n"
		"| | calculate | etiqueta | | instance('municipios')/root/item[name = 'lerdo']/label |\n");
	assert_stored(READ(form, {"r[1]/x", "uno"}, {"r[1]/n", "1"}, {"r[2]/x", ""}, {"r[3]/x", "tres"},
			   {"r[3]/n", "3"}, {"r[4]/x", "cuatro"}, {"r[4]/n", "4"}),
		      "{\"etiqueta\":\"Lerdo\",\"grandes\":\"2\",\"r\":[{\"antes\":\"0\",\"hermano\":\"uno\","
		      "\"n\":\"1\","
		      "\"x\":\"uno\"},{\"antes\":\"1\",\"hermano\":\"uno\",\"n\":\"3\",\"previo\":\"uno\","
		      "\"x\":\"tres\"},"
		      "{\"antes\":\"4\",\"hermano\":\"uno\",\"n\":\"4\",\"previo\":\"tres\",\"x\":\"cuatro\"}"
		      "],\"todos\":\"7\","
		      "\"ultimo\":\"cuatro\"}");
	form_free(form);
}

static void formulas_see_instances_that_a_count_made(void **state)
{
	(void)state;
	struct form *form = form_of("| | type | name | label | calculation | repeat_count | relevant |\n"
				    "| | integer | n | N | | | |\n"
				    "| | calculate | doble | | count(/data/n[. = 1]) * 2 | | |\n"
				    "| | begin_repeat | r | R | | ${doble} | |\n"
				    "| | calculate | i | | position(..) * 10 | | |\n"
				    "| | begin_repeat | s | S | | ../i div 10 - 1 | |\n"
				    "| | calculate | j | | position(..) | | |\n"
				    "| | end_repeat | | | | | |\n"
				    "| | end_repeat | | | | | |\n"
				    "| | calculate | suma | | sum(/data/r[position() > 1]/i) | | |\n"
				    "| | calculate | dentro | | count(/data/r/s[j = 1]) | | |\n");
	assert_stored(READ(form, {"n", "1"}), "{\"dentro\":\"1\",\"doble\":\"2\",\"n\":\"1\",\"r\":[{\"i\":"
					      "\"10\"},{\"i\":\"20\",\"s\":[{\"j\":\"1\"}]}],"
					      "\"suma\":\"20\"}");
	form_free(form);
}

static void a_balance_is_carried_from_instance_to_instance(void **state)
{
	(void)state;
	struct form *form = form_of(
		"| | type | name | label | calculation | relevant |\n"
		"| | begin_repeat | mes | M | | |\n"
		"| | integer | gasto | G | | |\n"
		"| | calculate | abre | | if(position(..) = 1, 1000, indexed-repeat(${cierra}, ${mes}, "
		"position(..) - 1)) | |\n"
		"| | calculate | cierra | | ${abre} - ${gasto} | |\n"
		"| | text | alerta | A | | ${abre} < 800 |\n"
		"| | end_repeat | | | | |\n"
		"| | calculate | queda | | ${mes}[last()]/cierra | |\n");
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	struct answers_pair pairs[2 * ANSWERS_REPEAT_MAX];
	for (int i = 0; i < ANSWERS_REPEAT_MAX; i++) {
		g_ptr_array_add(names, g_strdup_printf("mes[%d]/gasto", i + 1));
		pairs[2 * i] = (struct answers_pair){names->pdata[2 * i], "3"};
		g_ptr_array_add(names, g_strdup_printf("mes[%d]/alerta", i + 1));
		pairs[2 * i + 1] = (struct answers_pair){names->pdata[2 * i + 1], "ojo"};
	}
	struct answers *answers = answers_read(form, pairs, G_N_ELEMENTS(pairs));
	assert_string_equal(answers_value(answers, "queda"), "400");
	assert_string_equal(answers_value(answers, "mes[2]/abre"), "997");
	assert_string_equal(answers_value(answers, "mes[67]/alerta"), "");    /* 802 */
	assert_string_equal(answers_value(answers, "mes[68]/alerta"), "ojo"); /* 799 */
	answers_free(answers);
	form_free(form);
}

/* As many as a report may have, each read by formulas in many places. */
static void thousands_of_instances_take_a_bounded_time(void **state)
{
	(void)state;
	struct form *form = form_of("| | type | name | label | calculation |\n"
				    "| | begin_repeat | a | A | |\n"
				    "| | begin_repeat | b | B | |\n"
				    "| | integer | n | N | |\n"
				    "| | calculate | de | | ${n} div sum(${n}) |\n"
				    "| | end_repeat | | | |\n"
				    "| | end_repeat | | | |\n"
				    "| | begin_repeat | c | C | |\n"
				    "| | text | x | X | |\n"
				    "| | calculate | suma | | sum(${n}) + count(${b}) + count(${n}) |\n"
				    "| | calculate | nodos | | count(/data/a/b[n > 1]) |\n"
				    "| | end_repeat | | | |\n");
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GArray) pairs = g_array_new(FALSE, FALSE, sizeof(struct answers_pair));
	for (int i = 1; i <= 200; i++) {
		for (int k = i <= 40 ? 0 : 1; k <= 17; k++) {
			char *name =
				k ? g_strdup_printf("a[%d]/b[%d]/n", i, k) : g_strdup_printf("c[%d]/x", i);
			struct answers_pair pair = {name, "2"};
			g_ptr_array_add(names, name);
			g_array_append_val(pairs, pair);
		}
	}
	gint64 start = g_get_monotonic_time();
	struct answers *answers = answers_read(form, (struct answers_pair *)(void *)pairs->data, pairs->len);
	double took = (double)(g_get_monotonic_time() - start) / 1000;
	assert_complaints(answers, "");
	assert_string_equal(answers_value(answers, "c[40]/suma"), "13600");
	assert_string_equal(answers_value(answers, "c[40]/nodos"), "3400");
	print_message("# %u pairs in 3,641 scopes: %.0f ms\n", pairs->len, took);
	assert_true(took < 20000);
	answers_free(answers);
	form_free(form);
}

static void what_was_sent_of_an_impure_formula_is_kept_and_of_a_pure_one_made_again(void **state)
{
	(void)state;
	struct form *form = form_of("| | type | name | label | calculation |\n"
				    "| | integer | n | N | |\n"
				    "| | calculate | puro | | ${n} * 2 |\n"
				    "| | calculate | azar | | once(uuid()) |\n"
				    "| | calculate | hora | | now() |\n"
				    "| | calculate | dia | | today() |\n");
	struct answers *answers = READ(form, {"n", "4"}, {"puro", "1000"}, {"azar", "abc\x01"},
				       {"hora", "ayer"}, {"dia", "2020-01-01"});
	assert_string_equal(answers_value(answers, "dia"), "2020-01-01"); /* when it was filled in */
	assert_string_equal(answers_value(answers, "puro"), "8");
	assert_string_equal(answers_value(answers, "azar"), "abc");
	assert_string_equal(answers_value(answers, "hora"), "ayer");
	answers_free(answers);
	answers = READ(form, {"n", "4"}, {"azar", " "});
	assert_int_equal(strlen(answers_value(answers, "azar")), 36);
	assert_int_equal(strlen(answers_value(answers, "hora")), 29);
	answers_free(answers);
	g_autofree char *huge = g_strnfill(ANSWERS_TEXT_MAX + 1, 'a');
	answers = READ(form, {"azar", huge});
	assert_complaints(answers, "");
	assert_int_equal(strlen(answers_value(answers, "azar")), 36);
	answers_free(answers);
	form_free(form);
}

static void a_triggered_formula_waits_for_its_trigger(void **state)
{
	(void)state;
	struct form *form = form_of("| | type | name | label | calculation | trigger | default |\n"
				    "| | text | quien | Q | | | |\n"
				    "| | integer | n | N | | | |\n"
				    "| | calculate | visto | | concat('v', ${n}) | ${quien} | |\n"
				    "| | text | copia | C | concat(${n}, '!') | ${quien} | antes |\n");
	assert_stored(READ(form, {"n", "4"}), "{\"copia\":\"antes\",\"n\":\"4\"}");
	assert_stored(READ(form, {"n", "4"}, {"quien", "yo"}),
		      "{\"copia\":\"antes\",\"n\":\"4\",\"quien\":\"yo\",\"visto\":\"v4\"}");
	assert_stored(READ(form, {"n", "4"}, {"quien", "yo"}, {"visto", "v3"}, {"copia", "mía"}),
		      "{\"copia\":\"mía\",\"n\":\"4\",\"quien\":\"yo\",\"visto\":\"v3\"}");
	form_free(form);
}

/* --- beginning */
static void a_fresh_page_begins_with_its_defaults_and_formulas(void **state)
{
	(void)state;
	struct form *form =
		form_of("| | type | name | label | default | calculation | repeat_count | relevant | "
			"required | role |\n"
			"| | text | lit | L | hola | | | | | |\n"
			"| | text | din | D | concat(${lit}, '!', ${doble}) | | | | | |\n"
			"| | select_one municipios | m | M | torreon | | | | yes | municipality |\n"
			"| | calculate | doble | | | string-length(${lit}) * 2 | | | | |\n"
			"| | text | falta | F | | | | | yes | |\n"
			"| | text | oculta | O | x | | | ${lit} = 'no' | | |\n"
			"| | begin_repeat | r | R | | | 2 | | | |\n"
			"| | text | x | X | concat('i', position(..)) | | | | | |\n"
			"| | end_repeat | | | | | | | | |\n");
	const char *const defaults[FORM_ROLE_MAX] = {[FORM_ROLE_MUNICIPALITY] = "lerdo"};
	struct answers *answers = answers_begin(form, defaults);
	assert_complaints(answers, "");
	assert_string_equal(answers_typed(answers, "m"), "lerdo");
	assert_string_equal(answers_typed(answers, "din"), "hola!8");
	assert_false(answers_is_relevant(answers, "oculta"));
	assert_string_equal(answers_typed(answers, "oculta"), "x");
	assert_stored(answers, "{\"din\":\"hola!8\",\"doble\":\"8\",\"lit\":\"hola\",\"m\":\"lerdo\",\"r\":[{"
			       "\"x\":\"i1\"},{\"x\":"
			       "\"i2\"}]}");
	answers = answers_begin(form, NULL);
	assert_string_equal(answers_typed(answers, "m"), "torreon");
	answers_free(answers);
	form_free(form);
}

static void a_dynamic_default_is_no_answer_of_a_person_who_cleared_it(void **state)
{
	(void)state;
	struct form *form = form_of("| | type | name | label | default | read_only |\n"
				    "| | text | q | Q | | |\n"
				    "| | text | a | A | concat('xy', ${q}) | |\n"
				    "| | text | b | B | concat('xy', ${q}) | yes |\n"
				    "| | hidden | c | | concat('xy', ${q}) | |\n"
				    "| | begin_repeat | r | R | | |\n"
				    "| | text | d | D | concat('xy', ${q}) | |\n"
				    "| | end_repeat | | | | |\n");
	assert_stored(READ(form, {"a", ""}), "{\"b\":\"xy\",\"c\":\"xy\"}");
	assert_stored(READ(form, {"b", "enviado"}, {"c", "sellado"}),
		      "{\"b\":\"xy\",\"c\":\"xy\"}"); /* what nobody can change is a formula */
	/* the spare instance that a page shows is no answer either */
	assert_stored(READ(form, {"r[1]/d", "otra"}, {"r[2]/d", "xy"}),
		      "{\"b\":\"xy\",\"c\":\"xy\",\"r\":[{\"d\":\"otra\"}]}");
	form_free(form);
}

static void what_a_client_says_of_itself_is_not_kept(void **state)
{
	(void)state;
	struct form *form = form_of("| | type | name | label | calculation |\n"
				    "| | start | inicio | | |\n"
				    "| | end | fin | | |\n"
				    "| | today | hoy | | |\n"
				    "| | deviceid | aparato | | |\n"
				    "| | calculate | minutos | | round((decimal-date-time(${fin}) - "
				    "decimal-date-time(${inicio})) * 1440) |\n"
				    "| | calculate | quien | | concat('[', ${aparato}, ']') |\n");
	assert_stored(READ(form, {"inicio", "2024-02-29T10:00:00.000-06:00"},
			   {"fin", "2024-02-29T10:25:00.000-06:00"}, {"hoy", "2024-02-29"},
			   {"aparato", "imei:1"}),
		      "{\"hoy\":\"2024-02-29\",\"minutos\":\"25\",\"quien\":\"[]\"}");
	struct answers *answers = READ(form, {"hoy", "nunca"});
	assert_complaints(answers, "");
	assert_int_equal(strlen(answers_value(answers, "hoy")), 10);
	json_t *json = answers_json(answers);
	assert_null(json_object_get(json, "inicio"));
	assert_null(json_object_get(json, "fin"));
	json_decref(json);
	answers_free(answers);
	static const char *const bad[] = {"{\"inicio\":\"2024-02-29T10:00\"}", "{\"aparato\":\"x\"}",
					  "{\"hoy\":[\"2024-02-29\"]}"};
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		json = json_loads(bad[i], 0, NULL);
		assert_null(answers_from_json(form, json));
		json_decref(json);
	}
	form_free(form);
}

/* --- questions about fields */
static const char nested[] = "| | type | name | label | relevant | calculation |\n"
			     "| | text | q | Q | | |\n"
			     "| | begin_group | g | G | ${q} != 'no' | |\n"
			     "| | text | t | T | | |\n"
			     "| | begin_repeat | r | R | ${t} != '' | |\n"
			     "| | text | x | X | | |\n"
			     "| | text | y | Y | ${x} = 'ver' | |\n"
			     "| | calculate | i | | | position(..) |\n"
			     "| | end_repeat | | | | |\n"
			     "| | end_group | | | | |\n";

static void a_field_is_relevant_where_all_above_it_are(void **state)
{
	(void)state;
	struct form *form = form_of(nested);
	struct answers *answers =
		READ(form, {"q", "si"}, {"g/t", "a"}, {"g/r[1]/x", "ver"}, {"g/r[2]/x", "b"});
	static const struct {
		const char *field;
		bool expected;
	} cases[] = {{"q", true},	 {"g", true},	      {"g/t", true},	   {"g/r", true},
		     {"g/r[1]", true},	 {"g/r[1]/x", true},  {"g/r[1]/y", true},  {"g/r[2]/y", false},
		     {"g/r[3]/x", true}, {"g/r[3]/y", false}, {"g/r[0]/y", false}, {"nada", false},
		     {"g/r/x", false},	 {"g[1]/t", false},   {"g/r[x]/x", false}, {"g/r[1]/x[1]", false}};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		if (answers_is_relevant(answers, cases[i].field) != cases[i].expected)
			fail_msg("%s", cases[i].field);
	json_t *json = answers_json(answers);
	struct answers *stored = answers_from_json(form, json);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		if (answers_is_relevant(stored, cases[i].field) != cases[i].expected)
			fail_msg("%s", cases[i].field);
	json_decref(json);
	answers_free(stored);
	answers_free(answers);
	answers = READ(form, {"q", "no"}, {"g/t", "a"}, {"g/r[1]/x", "ver"});
	for (size_t i = 1; i < G_N_ELEMENTS(cases); i++)
		if (answers_is_relevant(answers, cases[i].field))
			fail_msg("%s", cases[i].field);
	answers_free(answers);
	form_free(form);
}

static void a_value_is_that_of_the_nearest_question(void **state)
{
	(void)state;
	struct form *form = form_of(nested);
	struct answers *answers =
		READ(form, {"q", "si"}, {"g/t", "a"}, {"g/r[1]/x", "uno"}, {"g/r[2]/x", "dos"});
	const struct form_question *x = form_find(form, "g/r/x"), *q = form_find(form, "q");
	assert_string_equal(answers_value_from(answers, "g/r[2]/y", x), "dos");
	assert_string_equal(answers_value_from(answers, "g/r[2]", x), "dos");
	assert_string_equal(answers_value_from(answers, "g/r", x), "uno");
	assert_string_equal(answers_value_from(answers, "g/r[3]/y", x), "");
	assert_string_equal(answers_value_from(answers, "g/r[2]/y", q), "si");
	assert_string_equal(answers_value_from(answers, "nada", q), "");
	assert_string_equal(answers_value(answers, "g/r[2]/i"), "2");
	assert_string_equal(answers_value(answers, "g/r[3]/i"), "3"); /* of the one that might be added */
	assert_string_equal(answers_value(answers, "g/r[1]/nada"), "");
	assert_null(answers_typed(answers, "g/r[3]/x"));
	answers_free(answers);
	form_free(form);
}

static void collect_file(void *data, const char *field, const char *name)
{
	g_string_append_printf(data, "%s=%s;", field, name);
}

static void files_are_named_with_their_fields(void **state)
{
	(void)state;
	struct form *form = form_of("| | type | name | label | relevant |\n"
				    "| | image | foto | F | |\n"
				    "| | begin_repeat | r | R | |\n"
				    "| | audio | voz | V | |\n"
				    "| | file | hoja | H | ${foto} = '' |\n"
				    "| | end_repeat | | | |\n");
	g_autoptr(GString) all = g_string_new(NULL);
	struct answers *answers = READ(form, {"foto", "a.jpg"}, {"r[2]/voz", "b.m4a"}, {"r[2]/hoja", "c.pdf"},
				       {"r[3]/voz", "../d.m4a"});
	assert_complaints(answers, "r[3]/voz:12");
	answers_each_file(answers, collect_file, all);
	assert_string_equal(all->str, "foto=a.jpg;r[2]/voz=b.m4a;");
	answers_free(answers);
	form_free(form);
}

static void a_person_is_not_asked_for_what_has_no_place_on_the_page(void **state)
{
	(void)state;
	struct form *form = form_of("| | type | name | label | required | calculation | constraint |\n"
				    "| | calculate | c | | yes | '' | |\n"
				    "| | hidden | h | | yes | | |\n"
				    "| | begin_group | g | G | yes | | |\n"
				    "| | text | t | T | yes | | |\n"
				    "| | end_group | | | | | |\n");
	struct answers *answers = READ(form, {"x", ""});
	assert_complaints(answers, "g/t:0");
	answers_free(answers);
	form_free(form);
}

static void an_instance_name_is_made_of_the_answers(void **state)
{
	(void)state;
	static const char text[] = "| survey |\n| | type | name | label |\n| | text | a | A |\n"
				   "| settings |\n| | form_id | version | instance_name |\n"
				   "| | f | 1 | concat('Reporte: ', ${a}) |\n";
	struct form *form = xlsform_read_bytes(text, strlen(text), NULL, NULL);
	struct answers *answers = READ(form, {"a", "bache"});
	g_autofree char *name = answers_instance_name(answers);
	assert_string_equal(name, "Reporte: bache");
	answers_free(answers);
	form_free(form);
	form = form_of(nested);
	answers = READ(form, {"q", "a"});
	assert_null(answers_instance_name(answers));
	answers_free(answers);
	form_free(form);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_counted_repeat_has_as_many_instances_as_its_count),
		cmocka_unit_test(instances_that_did_not_come_are_made_and_asked_for),
		cmocka_unit_test(a_count_that_is_no_number_is_none_and_a_huge_one_is_too_many),
		cmocka_unit_test(counts_within_counts_end),
		cmocka_unit_test(an_irrelevant_repeat_has_no_instances_whatever_its_count),
		cmocka_unit_test(people_decide_where_there_is_no_count),
		cmocka_unit_test(formulas_walk_the_answers_as_a_document),
		cmocka_unit_test(formulas_see_instances_that_a_count_made),
		cmocka_unit_test(a_balance_is_carried_from_instance_to_instance),
		cmocka_unit_test(thousands_of_instances_take_a_bounded_time),
		cmocka_unit_test(what_was_sent_of_an_impure_formula_is_kept_and_of_a_pure_one_made_again),
		cmocka_unit_test(a_triggered_formula_waits_for_its_trigger),
		cmocka_unit_test(a_fresh_page_begins_with_its_defaults_and_formulas),
		cmocka_unit_test(a_dynamic_default_is_no_answer_of_a_person_who_cleared_it),
		cmocka_unit_test(what_a_client_says_of_itself_is_not_kept),
		cmocka_unit_test(a_field_is_relevant_where_all_above_it_are),
		cmocka_unit_test(a_value_is_that_of_the_nearest_question),
		cmocka_unit_test(files_are_named_with_their_fields),
		cmocka_unit_test(a_person_is_not_asked_for_what_has_no_place_on_the_page),
		cmocka_unit_test(an_instance_name_is_made_of_the_answers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
