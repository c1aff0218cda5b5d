/* test_instance - submissions as XML: what clients send becomes pairs, what is stored becomes XML and comes
 * back the same, and what is no submission of the form is refused. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "instance.h"
#include "forms/form_fixture.h"

#include <string.h>

static const char mixed[] = "| survey |\n"
			    "| | type | name | label | relevant | constraint | calculation | default |\n"
			    "| | text | t | T | | | | |\n"
			    "| | integer | i | I | | . < 1000 | | |\n"
			    "| | decimal | d | D | | | | |\n"
			    "| | date | f | F | | | | |\n"
			    "| | select_one l | u | U | | | | b |\n"
			    "| | select_multiple l | m | M | ${i} > 2 | | | |\n"
			    "| | acknowledge | ok | OK | | | | |\n"
			    "| | note | aviso | Aviso | | | | |\n"
			    "| | begin_group | g | G | | | | |\n"
			    "| | text | t | T | | | | |\n"
			    "| | begin_repeat | r | R | ${u} != 'a' | | | |\n"
			    "| | text | x | X | | | | |\n"
			    "| | select_one l | y | Y | ${x} != 'no' | | | a |\n"
			    "| | begin_repeat | s | S | | | | |\n"
			    "| | integer | n | N | ${x} != 'no' | | | |\n"
			    "| | calculate | k | | | | ${n} * position(..) | |\n"
			    "| | end_repeat | | | | | | |\n"
			    "| | calculate | suma | | | | sum(${n}) | |\n"
			    "| | end_repeat | | | | | | |\n"
			    "| | end_group | | | | | | |\n"
			    "| | calculate | todo | | | | concat(${t2}, join(' ', ${x})) | |\n"
			    "| | hidden | t2 | | | | | z |\n"
			    "| choices |\n"
			    "| | list_name | name | label |\n"
			    "| | l | a | A |\n"
			    "| | l | b | B |\n"
			    "| | l | no_se | No sé |\n"
			    "| settings |\n"
			    "| | form_id | version |\n"
			    "| | mezcla | 3 |\n";

/* Every type, counted repeats within repeats, filters, and formulas over nodes. */
static const char everything[] =
	"| survey |\n"
	"| | type | name | label | relevant | calculation | repeat_count | choice_filter | parameters | "
	"default "
	"| trigger |\n"
	"| | start | inicio | | | | | | | | |\n"
	"| | today | hoy | | | | | | | | |\n"
	"| | deviceid | aparato | | | | | | | | |\n"
	"| | time | hora | H | | | | | | | |\n"
	"| | dateTime | momento | M | | | | | | | |\n"
	"| | rank l | orden | O | | | | | | | |\n"
	"| | range | escala | E | | | | | start=-2 end=8 step=0.5 | | |\n"
	"| | image | foto | F | | | | | | | |\n"
	"| | audio | voz | V | ${foto} != '' | | | | | | |\n"
	"| | geopoint | punto | P | | | | | | | |\n"
	"| | geotrace | traza | T | | | | | | | |\n"
	"| | geoshape | area | A | | | | | | | |\n"
	"| | barcode | codigo | C | | | | | | | |\n"
	"| | integer | n | N | | | | | | 1 | |\n"
	"| | begin_group | g | G | | | | | | | |\n"
	"| | begin_repeat | casa | Casa | | | if(${n} > 3, 3, ${n}) | | | | |\n"
	"| | select_one l | u | U | | | | | | | |\n"
	"| | select_multiple l | m | M | | | | name != current()/../u | | | |\n"
	"| | begin_repeat | gente | Gente | ${u} != 'b' | | | | | | |\n"
	"| | text | quien | Q | | | | | | | |\n"
	"| | decimal | peso | P | | | | | | | |\n"
	"| | calculate | lugar | | | concat(position(../..), '.', position(..)) | | | | | |\n"
	"| | end_repeat | | | | | | | | | |\n"
	"| | calculate | mayor | | | max(../gente[peso != '']/peso) | | | | | |\n"
	"| | end_repeat | | | | | | | | | |\n"
	"| | end_group | | | | | | | | | |\n"
	"| | calculate | primera | | | string(${casa}[1]/u) | | | | | |\n"
	"| | calculate | visto | | | concat('v', ${n}) | | | | | ${hora} |\n"
	"| | text | nota | N | | | | | | concat('n', 1 + 1) | |\n"
	"| choices |\n"
	"| | list_name | name | label |\n"
	"| | l | a | A |\n"
	"| | l | b | B |\n"
	"| | l | no_se | No sé |\n"
	"| settings |\n"
	"| | form_id | version | instance_name | name |\n"
	"| | todo | 1 | concat('Casa ', ${n}) | encuesta |\n";

static int read_mixed(void **state)
{
	*state = form_from(mixed);
	return 0;
}

static struct instance *parse(const char *xml)
{
	g_autoptr(GError) error = NULL;
	struct instance *instance = instance_parse(xml, strlen(xml), &error);
	if (!instance)
		fail_msg("%s: %s", xml, error->message);
	return instance;
}

static char *text_of(json_t *json)
{
	char *text = json_dumps(json, JSON_SORT_KEYS | JSON_COMPACT);
	json_decref(json);
	return text;
}

/* What is stored of a submission. */
static char *stored_of(const struct form *form, const char *xml)
{
	struct instance *instance = parse(xml);
	g_autoptr(GError) error = NULL;
	size_t n;
	struct answers_pair *pairs = instance_pairs(instance, form, &n, &error);
	if (!pairs)
		fail_msg("%s: %s", xml, error->message);
	struct answers *answers = answers_read(form, pairs, n);
	char *text = text_of(answers_json(answers));
	answers_free(answers);
	instance_pairs_free(pairs, n);
	instance_free(instance);
	return text;
}

#define META "<meta><instanceID>uuid:1</instanceID></meta>"
#define DATA "<data id='mezcla' version='3'>"

static void what_collect_sends_is_read(void **state)
{
	struct instance *instance =
		parse("<?xml version='1.0' ?><data xmlns:ev=\"http://www.w3.org/2001/xml-events\" "
		      "xmlns:orx=\"http://openrosa.org/xforms\" id=\"mezcla\" version=\"3\">"
		      "<t>Bache &amp; lodo</t><orx:meta><orx:instanceID> uuid:abc </orx:instanceID>"
		      "<orx:deprecatedID>uuid:old</orx:deprecatedID></orx:meta></data>");
	assert_string_equal(instance->form_id, "mezcla");
	assert_string_equal(instance->version, "3");
	assert_string_equal(instance->instance_id, "uuid:abc");
	assert_string_equal(instance->deprecated_id, "uuid:old");
	size_t n;
	struct answers_pair *pairs = instance_pairs(instance, *state, &n, NULL);
	assert_int_equal(n, 1);
	assert_string_equal(pairs[0].name, "t");
	assert_string_equal(pairs[0].value, "Bache & lodo");
	instance_pairs_free(pairs, n);
	instance_free(instance);
}

static void a_root_of_any_name_and_namespace_is_read(void **state)
{
	g_autofree char *text =
		stored_of(*state, "<ns:encuesta xmlns:ns='urn:x' id='mezcla'><t>a</t>" META "</ns:encuesta>");
	assert_non_null(strstr(text, "\"t\":\"a\""));
	g_autofree char *other =
		stored_of(*state, "<encuesta xmlns='urn:x' id='mezcla'><t>a</t>" META "</encuesta>");
	assert_string_equal(text, other);
}

static void repeats_are_numbered_by_their_order(void **state)
{
	g_autofree char *text =
		stored_of(*state, DATA "<g><t>T</t><r><x>uno</x><s><n>1</n></s><s><n>2</n><k>99</k></s></r>"
				       "<r><x>dos</x><s><n>3</n></s><suma/></r></g>" META "</data>");
	assert_string_equal(
		text,
		"{\"g/r\":[{\"s\":[{\"k\":\"1\",\"n\":\"1\"},{\"k\":\"4\",\"n\":\"2\"}],\"suma\":\"3\",\"x\":"
		"\"uno\"},{\"s\":[{\"k\":\"3\",\"n\":\"3\"}],\"suma\":\"3\",\"x\":\"dos\"}],\"g/t\":\"T\","
		"\"t2\":\"z\",\"todo\":\"zuno dos\"}");
}

static void templates_and_blank_instances_leave_nothing(void **state)
{
	g_autofree char *text = stored_of(*state, "<data xmlns:jr='http://openrosa.org/javarosa' "
						  "id='mezcla'><t/><g><r jr:template=''><x>no</x></r>"
						  "<r><x/><y>a</y><s><n/></s></r></g>" META "</data>");
	g_autofree char *nothing = stored_of(*state, "<data id='mezcla'>" META "</data>");
	assert_string_equal(text, nothing);
}

static void what_is_no_submission_is_refused(void **state)
{
	(void)state;
	static const struct {
		const char *xml;
		int code;
	} bad[] = {
		{"", FORM_ERROR_UNREADABLE},
		{"hola", FORM_ERROR_UNREADABLE},
		{"<data id='a'>" META, FORM_ERROR_UNREADABLE},
		{"<!DOCTYPE data [<!ENTITY a 'b'>]><data id='a'>" META "</data>", FORM_ERROR_UNREADABLE},
		{"<data id='a'><t>&nada;</t>" META "</data>", FORM_ERROR_UNREADABLE},
		{"<data id='a'><t>\xFF</t>" META "</data>", FORM_ERROR_UNREADABLE},
		{"<data id='a'/>", FORM_ERROR_REFUSED},
		{"<data id='a'><meta/></data>", FORM_ERROR_REFUSED},
		{"<data id='a'><meta><instanceID> </instanceID></meta></data>", FORM_ERROR_REFUSED},
		{"<data>" META "</data>", FORM_ERROR_REFUSED},
		{"<data id=''>" META "</data>", FORM_ERROR_REFUSED},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autoptr(GError) error = NULL;
		if (instance_parse(bad[i].xml, strlen(bad[i].xml), &error))
			fail_msg("%s was taken", bad[i].xml);
		assert_true(g_error_matches(error, FORM_ERROR, bad[i].code));
	}
}

static void identifiers_and_submissions_have_a_longest_length(void **state)
{
	(void)state;
	g_autofree char *id = g_strnfill(256, 'x');
	g_autofree char *xml =
		g_strdup_printf("<data id='a'><meta><instanceID>%s</instanceID></meta></data>", id);
	g_autoptr(GError) error = NULL;
	assert_null(instance_parse(xml, strlen(xml), &error));
	assert_true(g_error_matches(error, FORM_ERROR, FORM_ERROR_REFUSED));
	g_clear_error(&error);
	g_autofree char *blank = g_strnfill(1 << 20, ' ');
	g_autofree char *large = g_strconcat("<data id='a'>" META "</data>", blank, NULL);
	assert_null(instance_parse(large, strlen(large), &error));
	assert_true(g_error_matches(error, FORM_ERROR, FORM_ERROR_UNREADABLE));
	struct instance *instance = instance_parse(large, 1 << 20, NULL);
	assert_non_null(instance);
	instance_free(instance);
}

static void nodes_that_the_form_does_not_have_are_named(void **state)
{
	static const struct {
		const char *inside, *named;
	} bad[] = {
		{"<nada/>", "nada"},
		{"<g><nada>1</nada></g>", "g/nada"},
		{"<g><r><x>1</x></r><r><z/></r></g>", "g/r/z"},
		{"<x>1</x>", "x"},
		{"<t><b>1</b></t>", "t"},
		{"<t>a</t><t>b</t>", "t"},
		{"<g><t>a</t></g><g><t>b</t></g>", "g"},
		{"<g><r><x>1</x><x>2</x></r></g>", "g/r/x"},
		{"<g>suelto<t>a</t></g>", "g"},
		{"suelto", "data"},
		{"<i_count>3</i_count>", "i_count"},
		{"<g><meta><instanceID>a</instanceID></meta></g>", "g/meta"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autofree char *xml = g_strconcat(DATA, bad[i].inside, META "</data>", NULL);
		g_autofree char *named = g_strdup_printf("«%s»", bad[i].named);
		struct instance *instance = parse(xml);
		g_autoptr(GError) error = NULL;
		size_t n;
		if (instance_pairs(instance, *state, &n, &error))
			fail_msg("%s was taken", xml);
		assert_true(g_error_matches(error, FORM_ERROR, FORM_ERROR_REFUSED));
		if (!strstr(error->message, named))
			fail_msg("%s: %s", xml, error->message);
		instance_free(instance);
	}
}

static void more_instances_than_a_repeat_may_have_are_a_complaint(void **state)
{
	g_autoptr(GString) xml = g_string_new(DATA "<g>");
	for (int i = 0; i < 5000; i++)
		g_string_append(xml, "<r><x>a</x></r>");
	g_string_append(xml, "</g>" META "</data>");
	struct instance *instance = parse(xml->str);
	size_t n;
	struct answers_pair *pairs = instance_pairs(instance, *state, &n, NULL);
	assert_int_equal(n, ANSWERS_REPEAT_MAX + 1);
	struct answers *answers = answers_read(*state, pairs, n);
	assert_int_equal(answers_n_complaints(answers), 1);
	assert_int_equal(answers_complaint(answers, 0)->fault, ANSWERS_TOO_MANY);
	answers_free(answers);
	instance_pairs_free(pairs, n);
	instance_free(instance);
}

static void what_is_written_says_whose_it_is(void **state)
{
	json_t *json = json_pack("{s:s, s:[s,s], s:[{s:s}]}", "t", "a<b & \"c\"\n\tñ", "m", "a", "b", "g/r",
				 "x", "1");
	g_autofree char *xml = instance_write(*state, json, "uuid:nuevo", "uuid:<viejo>");
	json_decref(json);
	struct instance *instance = parse(xml);
	assert_string_equal(instance->form_id, "mezcla");
	assert_string_equal(instance->version, "3");
	assert_string_equal(instance->instance_id, "uuid:nuevo");
	assert_string_equal(instance->deprecated_id, "uuid:<viejo>");
	instance_free(instance);
	assert_non_null(strstr(xml, "<m>a b</m>"));
	assert_non_null(strstr(xml, "<g><t/><r><x>1</x>"));
	assert_null(strstr(xml, "\"c\""));
}

/* --- there and back */
static unsigned next_random(unsigned *seed)
{
	*seed = *seed * 1103515245u + 12345u;
	return *seed >> 16;
}

static const char *random_value(const struct form_question *q, unsigned *seed)
{
	static const char *const texts[] = {
		"",  "no",   " Bache  en la calle ",   "a<b>&c\"'", "\t\nñandú\r\ndos ",
		"0", "\x01", "\xEF\xBF\xBF x\xC2\x85", "e\xCC\x81", "a ]]> b",
		"z", "1"};
	static const char *const numbers[] = {"", "0", "3", "-2", "7.50", "1e3", "+04", " 5 "};
	static const char *const dates[] = {"", "2024-02-29", "31/12/2020", "2024-02-29T10:00"};
	static const char *const times[] = {"", "9:05", "23:59:59.5", "10:00:00.000-06:00", "7:15 p. m."};
	static const char *const moments[] = {"", "2024-02-29T10:00", "1/2/2020 9:05",
					      "2020-01-02T03:04:05.678Z"};
	static const char *const points[] = {"", "19.4 -99.1", "19.43, -99.13, 2240, 5", "-90 180 0 0.5"};
	static const char *const traces[] = {"", "1 1;2 2", "1 1 0 0; 2 2 0 0; 3 1 0 0;", "1,1;2,2;3,1;1,1"};
	static const char *const files[] = {"", "foto.jpg", "audio 1.m4a", "é.pdf"};
#define ONE_OF(values) values[next_random(seed) % G_N_ELEMENTS(values)]
	switch (q->type) {
	case FORM_INTEGER:
	case FORM_DECIMAL:
	case FORM_RANGE:
		return ONE_OF(numbers);
	case FORM_DATE:
		return ONE_OF(dates);
	case FORM_TIME:
		return ONE_OF(times);
	case FORM_DATETIME:
		return ONE_OF(moments);
	case FORM_GEOPOINT:
		return ONE_OF(points);
	case FORM_GEOTRACE:
	case FORM_GEOSHAPE:
		return ONE_OF(traces);
	case FORM_IMAGE:
	case FORM_AUDIO:
	case FORM_VIDEO:
	case FORM_FILE:
		return ONE_OF(files);
	case FORM_ACKNOWLEDGE:
		return next_random(seed) % 2 ? "OK" : "";
	case FORM_SELECT_ONE:
	case FORM_SELECT_MULTIPLE:
	case FORM_RANK:
		return q->list->n_choices ? q->list->choices[next_random(seed) % q->list->n_choices].name
					  : "";
	default:
		return ONE_OF(texts);
	}
}

/* Values for the questions below the group, in up to three instances of each repeat. */
static void random_pairs(const struct form_question *group, const char *prefix, GArray *pairs, unsigned *seed)
{
	for (size_t i = 0; i < group->n_children && pairs->len < 3000; i++) {
		const struct form_question *q = group->children[i];
		g_autofree char *field = g_strdup_printf("%s%s%s", prefix, *prefix ? "/" : "", q->name);
		if (q->type == FORM_GROUP)
			random_pairs(q, field, pairs, seed);
		for (unsigned k = 1; q->type == FORM_REPEAT && k <= 3; k++) {
			if (next_random(seed) % 3 == 0)
				continue;
			g_autofree char *instance = g_strdup_printf("%s[%u]", field, k);
			random_pairs(q, instance, pairs, seed);
		}
		if (q->type == FORM_GROUP || q->type == FORM_REPEAT || next_random(seed) % 4 == 0)
			continue;
		bool is_list = q->type == FORM_SELECT_MULTIPLE || q->type == FORM_RANK;
		for (unsigned k = 0; k < (is_list ? 1 + next_random(seed) % 2 : 1); k++) {
			struct answers_pair pair = {g_strdup(field), g_strdup(random_value(q, seed))};
			g_array_append_val(pairs, pair);
		}
	}
}

/* Returns how many answers there were; 0 when the report had complaints, as then it is not stored. */
static size_t there_and_back(const struct form *form, unsigned *seed)
{
	GArray *made = g_array_new(FALSE, FALSE, sizeof(struct answers_pair));
	random_pairs(form->root, "", made, seed);
	size_t n = made->len, n_answers;
	struct answers_pair *pairs = (struct answers_pair *)(void *)g_array_free(made, FALSE);
	struct answers *answers = answers_read(form, pairs, n);
	instance_pairs_free(pairs, n);
	bool is_good = answers_n_complaints(answers) == 0;
	json_t *json = answers_json(answers);
	answers_free(answers);
	n_answers = is_good ? json_object_size(json) : 0;
	if (is_good) {
		g_autofree char *xml = instance_write(form, json, "uuid:1", NULL);
		g_autofree char *before = text_of(json_incref(json));
		g_autofree char *after = stored_of(form, xml);
		if (strcmp(before, after))
			fail_msg("%s\n%s\n%s", before, xml, after);
		struct answers *again = answers_from_json(form, json);
		assert_non_null(again);
		g_autofree char *stored = text_of(answers_json(again));
		assert_string_equal(before, stored);
		answers_free(again);
	}
	json_decref(json);
	return n_answers;
}

/* The slow twin: everything is made again and again until nothing changes, whatever the order. */
static void settle_slowly(struct form *form, unsigned *seed, const char *name)
{
	GArray *made = g_array_new(FALSE, FALSE, sizeof(struct answers_pair));
	random_pairs(form->root, "", made, seed);
	size_t n = made->len;
	struct answers_pair *pairs = (struct answers_pair *)(void *)g_array_free(made, FALSE);
	bool has_feedback = form->has_feedback;
	char *first = NULL, *slow = NULL;
	for (int twin = 0; twin < 2; twin++) {
		form->has_feedback = twin || has_feedback;
		struct answers *answers = answers_read(form, pairs, n);
		*(twin ? &slow : &first) = text_of(answers_json(answers));
		answers_free(answers);
	}
	form->has_feedback = has_feedback;
	if (strcmp(first, slow))
		fail_msg("%s:\n%s\n%s", name, first, slow);
	g_free(first);
	g_free(slow);
	instance_pairs_free(pairs, n);
}

static void stored_answers_come_back_from_xml_identical(void **state)
{
	unsigned seed = 7;
	size_t n_answers = 0;
	for (int round = 0; round < 3000; round++)
		n_answers += there_and_back(*state, &seed);
	assert_true(n_answers > 3000);
}

static void answers_of_every_type_come_back_from_xml_identical(void **state)
{
	(void)state;
	struct form *form = form_from(everything);
	unsigned seed = 11;
	size_t n_good = 0;
	for (int round = 0; round < 8000; round++)
		n_good += there_and_back(form, &seed) > 5;
	print_message("# %zu reports without complaint came back\n", n_good);
	assert_true(n_good > 1000);
	form_free(form);
}

static void one_pass_in_order_of_dependence_is_enough(void **state)
{
	unsigned seed = 21;
	struct form *form = form_from(everything);
	for (int round = 0; round < 1500; round++) {
		settle_slowly(form, &seed, "every type");
		settle_slowly(*state, &seed, "mixed");
	}
	form_free(form);
}

static void the_name_of_the_submission_and_the_count_of_a_repeat_may_come_with_it(void **state)
{
	(void)state;
	struct form *form = form_from(everything);
	json_t *json = json_pack("{s:s, s:[{s:s}]}", "n", "1", "g/casa", "u", "a");
	g_autofree char *xml = instance_write(form, json, "uuid:1", NULL);
	json_decref(json);
	assert_non_null(strstr(xml, "<instanceName>Casa 1</instanceName>"));
	assert_true(g_str_has_prefix(strchr(xml, '\n') + 1, "<encuesta "));
	g_autofree char *text = stored_of(form, "<encuesta "
						"id='todo'><hoy>2024-02-29</hoy><aparato>imei:1</"
						"aparato><n>2</n><g><casa_count>2</casa_count>"
						"<casa><u>a</u></casa><casa/></g><meta><instanceID>uuid:1</"
						"instanceID><instanceName>x</instanceName>"
						"</meta></encuesta>");
	assert_string_equal(
		text, "{\"g/casa\":[{\"u\":\"a\"},{}],\"hoy\":\"2024-02-29\",\"n\":\"2\",\"primera\":\"a\"}");
	form_free(form);
}

static char *contents_of(const char *folder, const char *name, gsize *length)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	char *bytes = NULL;
	return g_file_get_contents(path, &bytes, length, NULL) ? bytes : NULL;
}

/* The primary instance of an XForm as an empty submission. */
static char *empty_submission(const char *xform)
{
	const char *start = strstr(xform, "<instance>");
	const char *end = start ? strstr(start, "</instance>") : NULL;
	if (!end)
		return NULL;
	start += strlen("<instance>");
	g_autoptr(GString) xml = g_string_new_len(start, end - start);
	size_t name = strcspn(xml->str, " >");
	g_string_insert(xml, (gssize)name,
			" xmlns:jr='http://openrosa.org/javarosa' xmlns:orx='http://openrosa.org/xforms'"
			" xmlns:odk='http://www.opendatakit.org/xforms'");
	g_string_replace(xml, "<instanceID/>", "<instanceID>uuid:1</instanceID>", 1);
	g_string_replace(xml, "<orx:instanceID/>", "<orx:instanceID>uuid:1</orx:instanceID>", 1);
	return g_string_free(g_steal_pointer(&xml), FALSE);
}

/* Lives as long as the program: skip() does not come back to free it. */
static const char *shared_folder(void)
{
	const char *shared = g_getenv("VOCALIA_SHARED");
	char *folder = g_build_filename(shared ? shared : "../shared", "data", "forms", NULL);
	const char *kept = g_intern_string(folder);
	g_free(folder);
	return kept;
}

/* What other clients send for real forms has the nodes of the reference conversion. */
static void the_nodes_of_reference_conversions_are_those_of_our_forms(void **state)
{
	(void)state;
	const char *folder = shared_folder();
	GDir *dir = g_dir_open(folder, 0, NULL);
	if (!dir) {
		print_message("# skipped: no real forms at %s (set VOCALIA_SHARED)\n", folder);
		skip();
	}
	int n_forms = 0;
	for (const char *name; (name = g_dir_read_name(dir));) {
		gsize length, xform_length;
		g_autofree char *reference = g_strconcat(name, ".xform.xml", NULL);
		g_autofree char *xform = contents_of(folder, reference, &xform_length);
		g_autofree char *bytes = contents_of(folder, name, &length);
		struct form *form = xform ? xlsform_read_bytes(bytes, length, NULL, NULL) : NULL;
		if (!form)
			continue;
		g_autofree char *xml = empty_submission(xform);
		struct instance *instance = parse(xml);
		g_autoptr(GError) error = NULL;
		size_t n;
		struct answers_pair *pairs = instance_pairs(instance, form, &n, &error);
		if (!pairs)
			fail_msg("%s: %s", name, error->message);
		instance_pairs_free(pairs, n);
		instance_free(instance);
		form_free(form);
		n_forms++;
	}
	g_dir_close(dir);
	print_message("# %d reference conversions\n", n_forms);
	assert_true(n_forms > 0);
}

/* Forms that others made. */
static void answers_of_real_forms_come_back_from_xml_identical(void **state)
{
	(void)state;
	const char *folder = shared_folder();
	GDir *dir = g_dir_open(folder, 0, NULL);
	if (!dir) {
		print_message("# skipped: no real forms at %s (set VOCALIA_SHARED)\n", folder);
		skip();
	}
	unsigned seed = 5;
	int n_forms = 0, n_compared = 0;
	for (const char *name; (name = g_dir_read_name(dir));) {
		gsize length;
		if (!g_str_has_suffix(name, ".xlsx") && !g_str_has_suffix(name, ".md"))
			continue;
		g_autofree char *bytes = contents_of(folder, name, &length);
		struct form *form = bytes ? xlsform_read_bytes(bytes, length, NULL, NULL) : NULL;
		if (!form)
			continue;
		n_forms++;
		size_t n_answers = 0;
		for (int round = 0; round < 60; round++) {
			n_answers += there_and_back(form, &seed);
			settle_slowly(form, &seed, name);
		}
		n_compared += n_answers > 0;
		form_free(form);
	}
	g_dir_close(dir);
	print_message("# %d real forms, %d of them with reports without complaint\n", n_forms, n_compared);
	assert_true(n_compared > 0);
}

static void answers_of_the_library_come_back_from_xml_identical(void **state)
{
	(void)state;
	const char *tests = g_getenv("VOCALIA_TESTS");
	g_autofree char *library = g_build_filename(tests ? tests : "tests", "..", "forms", "library", NULL);
	GDir *dir = g_dir_open(library, 0, NULL);
	if (!dir) {
		print_message("# skipped: not run from the project's folder\n");
		skip();
	}
	unsigned seed = 1;
	size_t n_answers = 0;
	for (const char *name; (name = g_dir_read_name(dir));) {
		g_autofree char *path = g_build_filename(library, name, NULL), *text = NULL;
		if (!g_str_has_suffix(name, ".md") || !g_file_get_contents(path, &text, NULL, NULL))
			continue;
		struct form *form = form_from(text);
		for (int round = 0; round < 500; round++)
			n_answers += there_and_back(form, &seed);
		form_free(form);
	}
	assert_true(n_answers > 0); /* of forms where not everything is required */
	g_dir_close(dir);
}

int main(void)
{
#define MIXED(f) cmocka_unit_test_setup_teardown(f, read_mixed, free_form)
	const struct CMUnitTest tests[] = {
		MIXED(what_collect_sends_is_read),
		MIXED(a_root_of_any_name_and_namespace_is_read),
		MIXED(repeats_are_numbered_by_their_order),
		MIXED(templates_and_blank_instances_leave_nothing),
		cmocka_unit_test(what_is_no_submission_is_refused),
		cmocka_unit_test(identifiers_and_submissions_have_a_longest_length),
		MIXED(nodes_that_the_form_does_not_have_are_named),
		MIXED(more_instances_than_a_repeat_may_have_are_a_complaint),
		MIXED(what_is_written_says_whose_it_is),
		MIXED(stored_answers_come_back_from_xml_identical),
		cmocka_unit_test(answers_of_every_type_come_back_from_xml_identical),
		MIXED(one_pass_in_order_of_dependence_is_enough),
		cmocka_unit_test(the_name_of_the_submission_and_the_count_of_a_repeat_may_come_with_it),
		cmocka_unit_test(the_nodes_of_reference_conversions_are_those_of_our_forms),
		cmocka_unit_test(answers_of_real_forms_come_back_from_xml_identical),
		cmocka_unit_test(answers_of_the_library_come_back_from_xml_identical),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
