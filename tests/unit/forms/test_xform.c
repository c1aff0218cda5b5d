/* test_xform - forms as XForms: well-formed, with the paths, actions and texts that clients need, and without
 * what is not for them.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "document.h"
#include "expression.h"
#include "xform.h"
#include "forms/form_fixture.h"

#include <string.h>

#define SETTINGS "| settings | | | |\n| | form_id | form_title | version |\n| | f | Formulario | 1 |\n"

static struct form_question *question_of(struct form *form, const char *path)
{
	for (size_t i = 0; i < form->n_questions; i++)
		if (!strcmp(form->questions[i]->path, path))
			return form->questions[i];
	fail_msg("no %s", path);
	return NULL;
}

static void assert_well_formed(const char *xml)
{
	g_autoptr(GError) error = NULL;
	struct document *d = document_parse(xml, strlen(xml), &error);
	if (!d)
		fail_msg("%s\n%s", error->message, xml);
	document_free(d);
}

static char *written(const struct form *form)
{
	char *xml = xform_write(form, NULL);
	assert_well_formed(xml);
	return xml;
}

static char *xform_of(const char *markdown)
{
	struct form *form = form_from(markdown);
	char *xml = written(form);
	form_free(form);
	return xml;
}

static void assert_has(const char *xml, const char *part)
{
	if (!strstr(xml, part))
		fail_msg("missing: %s\nin: %s", part, xml);
}

static void assert_has_not(const char *xml, const char *part)
{
	if (strstr(xml, part))
		fail_msg("should not be there: %s\nin: %s", part, xml);
}

static void a_form_of_one_language_without_name_needs_no_itext(void **state)
{
	(void)state;
	g_autofree char *xml =
		xform_of("| survey | | | |\n| | type | name | label |\n| | text | a | ¿Qué? |\n" SETTINGS);
	assert_has(xml, "<data id=\"f\" version=\"1\"><a/><meta><instanceID/></meta></data>");
	assert_has(xml, "<bind nodeset=\"/data/a\" type=\"string\"/>");
	assert_has(xml, "<input ref=\"/data/a\"><label>¿Qué?</label></input>");
	assert_has(xml, "<h:title>Formulario</h:title>");
	assert_has_not(xml, "<itext>");
}

static void the_version_asked_for_is_the_one_written(void **state)
{
	(void)state;
	struct form *form =
		form_from("| survey | | | |\n| | type | name | label |\n| | text | a | A |\n" SETTINGS);
	g_autofree char *xml = xform_write(form, "2026-11 \"x\"");
	assert_has(xml, "<data id=\"f\" version=\"2026-11 &quot;x&quot;\">");
	form_free(form);
}

static void named_languages_go_to_itext_with_the_default_marked(void **state)
{
	(void)state;
	g_autofree char *xml = xform_of(
		"| survey | | | | |\n| | type | name | label::Español (es) | label::English (en) |\n"
		"| | select_one l | a | ¿Qué? | What? |\n| | text | b | Sólo aquí | |\n"
		"| choices | | | | |\n| | list_name | name | label::Español (es) | label::English (en) |\n"
		"| | l | uno | Uno | One |\n" SETTINGS);
	assert_has(xml, "<translation lang=\"Español (es)\" default=\"true()\">");
	assert_has(xml, "<translation lang=\"English (en)\">");
	assert_has(xml, "<text id=\"l-0\"><value>One</value></text>");
	assert_has(xml, "<text id=\"/data/a:label\"><value>What?</value></text>");
	assert_has(xml, "<label ref=\"jr:itext('/data/a:label')\"/>");
	assert_has(xml,
		   "<instance "
		   "id=\"l\"><root><item><itextId>l-0</itextId><name>uno</name></item></root></instance>");
	assert_has(xml, "<itemset nodeset=\"instance('l')/root/item\"><value ref=\"name\"/><label "
			"ref=\"jr:itext(itextId)\"/></itemset>");
	/* a translation that is missing is the text of the default language, not a dash */
	const char *english = strstr(xml, "lang=\"English (en)\"");
	assert_has(english, "<text id=\"/data/b:label\"><value>Sólo aquí</value></text>");
}

static void names_in_labels_are_outputs_and_names_in_formulas_are_paths(void **state)
{
	(void)state;
	g_autofree char *xml =
		xform_of("| survey | | | | | |\n| | type | name | label | calculation | relevant |\n"
			 "| | integer | edad | Edad | | |\n| | calculate | doble | | ${edad}*2 | |\n"
			 "| | note | n | Son ${doble} < 9 & más | | ${edad} > 3 and ${edad}<9 |\n" SETTINGS);
	assert_has(xml, "<label>Son <output value=\" /data/doble \"/> &lt; 9 &amp; más</label>");
	assert_has(xml, "<bind nodeset=\"/data/doble\" type=\"string\" calculate=\" /data/edad *2\"/>");
	assert_has(xml, "relevant=\" /data/edad  &gt; 3 and  /data/edad &lt;9\"");
	assert_has_not(xml, "<input ref=\"/data/doble\"");
	assert_has(xml, "<bind nodeset=\"/data/n\" type=\"string\"");
	assert_has(xml, "readonly=\"true()\"");
}

static void inside_a_repeat_paths_are_relative_and_outside_absolute(void **state)
{
	(void)state;
	g_autofree char *xml =
		xform_of("| survey | | | | | |\n| | type | name | label | calculation | relevant |\n"
			 "| | text | fuera | F | | |\n"
			 "| | begin_repeat | r | R | | |\n"
			 "| | integer | a | A | | |\n"
			 "| | begin_group | g | G | | |\n"
			 "| | calculate | cerca | | ${a} + 1 | |\n"
			 "| | calculate | lejos | | ${fuera} | |\n"
			 "| | calculate | vecina | | ${cerca} | |\n"
			 "| | end_group | | | | |\n"
			 "| | begin_repeat | s | S | | |\n"
			 "| | integer | b | B | | ${a} > 0 |\n"
			 "| | end_repeat | | | | |\n"
			 "| | calculate | suma_s | | sum(${b}) | |\n"
			 "| | end_repeat | | | | |\n"
			 "| | calculate | suma | | sum(${a}) + count(${r}) | |\n" SETTINGS);
	assert_has(xml, "nodeset=\"/data/r/g/cerca\" type=\"string\" calculate=\" ../../a  + 1\"");
	assert_has(xml, "nodeset=\"/data/r/g/lejos\" type=\"string\" calculate=\" /data/fuera \"");
	assert_has(xml, "nodeset=\"/data/r/g/vecina\" type=\"string\" calculate=\" ../cerca \"");
	assert_has(xml, "nodeset=\"/data/r/s/b\" type=\"int\" relevant=\" ../../a  &gt; 0\"");
	assert_has(xml, "nodeset=\"/data/r/suma_s\" type=\"string\" calculate=\"sum( ../s/b )\"");
	assert_has(xml, "calculate=\"sum( /data/r/a ) + count( /data/r )\"");
	assert_has(xml, "<r jr:template=\"\"><a/><g><cerca/><lejos/><vecina/></g><s "
			"jr:template=\"\"><b/></s><suma_s/></r>"
			"<r><a/><g><cerca/><lejos/><vecina/></g><s><b/></s><suma_s/></r>");
	assert_has(xml, "<group ref=\"/data/r\"><label>R</label><repeat nodeset=\"/data/r\">");
}

static void rules_and_their_messages_are_in_the_bind(void **state)
{
	(void)state;
	g_autofree char *xml =
		xform_of("| survey | | | | | | | | |\n| | type | name | label | required | required_message "
			 "| constraint "
			 "| constraint_message | read_only |\n"
			 "| | integer | a | A | yes | Hace falta | . > 0 | Más de \"cero\" | |\n"
			 "| | text | b | B | ${a} = 3 | | | | yes |\n" SETTINGS);
	assert_has(xml, "<bind nodeset=\"/data/a\" type=\"int\" constraint=\". &gt; 0\" required=\"true()\" "
			"jr:constraintMsg=\"Más de &quot;cero&quot;\" jr:requiredMsg=\"Hace falta\"/>");
	assert_has(
		xml,
		"<bind nodeset=\"/data/b\" type=\"string\" required=\" /data/a  = 3\" readonly=\"true()\"/>");
}

static void defaults_are_in_the_instance_or_set_when_it_is_made(void **state)
{
	(void)state;
	g_autofree char *xml =
		xform_of("| survey | | | | |\n| | type | name | label | default |\n"
			 "| | text | a | A | <hola> |\n| | date | b | B | today() |\n"
			 "| | begin_repeat | r | R | |\n| | text | c | C | concat('x', ${a}) |\n"
			 "| | end_repeat | | | |\n" SETTINGS);
	assert_has(xml, "<a>&lt;hola&gt;</a>");
	assert_has(xml, "<setvalue ref=\"/data/b\" event=\"odk-instance-first-load\" value=\"today()\"/>");
	assert_has(xml, "<setvalue ref=\"/data/r/c\" event=\"odk-instance-first-load odk-new-repeat\" "
			"value=\"concat('x',  /data/a )\"/></repeat>");
}

static void a_count_that_is_a_formula_gets_a_node_of_its_own(void **state)
{
	(void)state;
	struct form *form =
		form_from("| survey | | | |\n| | type | name | label |\n| | integer | n | N |\n| | "
			  "begin_repeat | r | R |\n"
			  "| | text | a | A |\n| | end_repeat | | |\n| | text | r_count | Otra |\n" SETTINGS);
	struct form_question *r = question_of(form, "r");
	r->count = expression_parse("${n} + 1", NULL, NULL);
	g_autofree char *xml = written(form);
	assert_has(xml, "<r_count_/><r jr:template=\"\">");
	assert_has(xml, "<bind nodeset=\"/data/r_count_\" type=\"string\" readonly=\"true()\" calculate=\" "
			"/data/n  + 1\"/>");
	assert_has(xml, "<repeat nodeset=\"/data/r\" jr:count=\"/data/r_count_\" jr:noAddRemove=\"true()\">");
	expression_free(r->count);
	r->count = expression_parse("${n}", NULL, NULL);
	g_autofree char *plain = written(form);
	assert_has(plain, "<repeat nodeset=\"/data/r\" jr:count=\" /data/n \" jr:noAddRemove=\"true()\">");
	assert_has_not(plain, "r_count_");
	expression_free(r->count);
	r->count = NULL;
	form_free(form);
}

static void filters_look_at_the_question_through_current(void **state)
{
	(void)state;
	struct form *form = form_from(
		"| survey | | | |\n| | type | name | label |\n| | begin_repeat | r | R |\n| | text | "
		"estado | E |\n"
		"| | select_one l | m | M |\n| | end_repeat | | |\n"
		"| choices | | | |\n| | list_name | name | label |\n| | l | uno | Uno |\n" SETTINGS);
	struct form_question *m = question_of(form, "r/m");
	m->choice_filter = expression_parse("estado = ${estado} and name != '${estado}x'", NULL, NULL);
	const char *parameters[] = {"randomize", "true", "seed", "${estado}", NULL};
	m->parameters = (char **)parameters;
	g_autofree char *xml = written(form);
	assert_has(xml, "<itemset nodeset=\"randomize(instance('l')/root/item[estado =  current()/../estado  "
			"and name "
			"!= '${estado}x'], ../estado)\">");
	m->parameters = NULL;
	expression_free(m->choice_filter);
	m->choice_filter = NULL;
	form_free(form);
}

static void a_calculation_with_a_trigger_is_an_action_of_the_trigger(void **state)
{
	(void)state;
	struct form *form = form_from(
		"| survey | | | | |\n| | type | name | label | calculation |\n| | text | a | A | |\n"
		"| | calculate | b | | now() |\n" SETTINGS);
	struct form_question *b = question_of(form, "b"), *a = question_of(form, "a");
	b->triggers = &a;
	b->n_triggers = 1;
	g_autofree char *xml = written(form);
	assert_has(xml, "<label>A</label><setvalue ref=\"/data/b\" event=\"xforms-value-changed\" "
			"value=\"now()\"/></input>");
	assert_has(xml, "<bind nodeset=\"/data/b\" type=\"string\"/>");
	b->triggers = NULL;
	b->n_triggers = 0;
	form_free(form);
}

static void every_type_has_its_control_and_its_data_type(void **state)
{
	(void)state;
	static const struct {
		enum form_type type;
		const char *control, *data;
	} all[] = {
		{FORM_TEXT, "input", "string"},		{FORM_INTEGER, "input", "int"},
		{FORM_DECIMAL, "input", "decimal"},	{FORM_DATE, "input", "date"},
		{FORM_TIME, "input", "time"},		{FORM_DATETIME, "input", "dateTime"},
		{FORM_SELECT_ONE, "select1", "string"}, {FORM_SELECT_MULTIPLE, "select", "string"},
		{FORM_RANK, "odk:rank", "odk:rank"},	{FORM_RANGE, "range", "int"},
		{FORM_NOTE, "input", "string"},		{FORM_ACKNOWLEDGE, "trigger", "string"},
		{FORM_CALCULATE, NULL, "string"},	{FORM_HIDDEN, NULL, "string"},
		{FORM_IMAGE, "upload", "binary"},	{FORM_AUDIO, "upload", "binary"},
		{FORM_VIDEO, "upload", "binary"},	{FORM_FILE, "upload", "binary"},
		{FORM_GEOPOINT, "input", "geopoint"},	{FORM_GEOTRACE, "input", "geotrace"},
		{FORM_GEOSHAPE, "input", "geoshape"},	{FORM_BARCODE, "input", "barcode"},
		{FORM_METADATA, NULL, "string"},
	};
	struct form *form = form_from(
		"| survey | | | |\n| | type | name | label |\n| | select_one l | a | A |\n"
		"| choices | | | |\n| | list_name | name | label |\n| | l | uno | Uno |\n" SETTINGS);
	struct form_question *a = question_of(form, "a");
	const struct form_list *list = a->list;
	for (size_t i = 0; i < G_N_ELEMENTS(all); i++) {
		a->type = all[i].type;
		a->metadata = a->type == FORM_METADATA ? FORM_METADATA_PRIVATE : FORM_METADATA_NONE;
		bool is_select =
			a->type == FORM_SELECT_ONE || a->type == FORM_SELECT_MULTIPLE || a->type == FORM_RANK;
		a->list = is_select ? list : NULL;
		g_autofree char *xml = written(form);
		g_autofree char *data = g_strdup_printf("<bind nodeset=\"/data/a\" type=\"%s\"", all[i].data);
		assert_has(xml, data);
		g_autofree char *control = g_strdup_printf("<%s ref=\"/data/a\"", all[i].control);
		if (all[i].control)
			assert_has(xml, control);
		else
			assert_has(xml, "<h:body></h:body>");
		if (a->type == FORM_RANGE)
			assert_has(xml, "start=\"1\" end=\"10\" step=\"1\"");
		assert_true(!strstr(xml, "<itemset") == !is_select);
	}
	a->list = list;
	a->type = FORM_SELECT_ONE;
	a->metadata = FORM_METADATA_NONE;
	form_free(form);
}

static void nothing_about_the_device_is_asked_of_a_client(void **state)
{
	(void)state;
	struct form *form =
		form_from("| survey | | | |\n| | type | name | label |\n| | text | a | A |\n" SETTINGS);
	struct form_question *a = question_of(form, "a");
	a->type = FORM_METADATA;
	a->metadata = FORM_METADATA_PRIVATE;
	g_autofree char *xml = written(form);
	assert_has(xml, "<bind nodeset=\"/data/a\" type=\"string\"/>");
	assert_has_not(xml, "property");
	a->metadata = FORM_METADATA_TODAY;
	g_autofree char *today = written(form);
	assert_has(today, "type=\"date\" jr:preload=\"date\" jr:preloadParams=\"today\"");
	a->metadata = FORM_METADATA_START;
	g_autofree char *start = written(form);
	assert_has(start, "type=\"dateTime\" jr:preload=\"timestamp\" jr:preloadParams=\"start\"");
	form_free(form);
}

static void a_form_cannot_send_answers_elsewhere_nor_lock_them(void **state)
{
	(void)state;
	struct form *form =
		form_from("| survey | | | |\n| | type | name | label |\n| | text | a | A |\n" SETTINGS);
	const char *theirs[] = {"submission_url",
				"https://otro.example/",
				"public_key",
				"MIIB",
				"auto_send",
				"true",
				"style",
				"pages",
				NULL};
	char **own = form->settings;
	form->settings = (char **)theirs;
	g_autofree char *xml = written(form);
	assert_has(xml, "<submission orx:auto-send=\"true\"/>");
	assert_has(xml, "<h:body class=\"pages\">");
	assert_has_not(xml, "otro.example");
	assert_has_not(xml, "MIIB");
	form->settings = own;
	form_free(form);
}

static void attributes_without_a_declared_namespace_are_left_out(void **state)
{
	(void)state;
	struct form *form =
		form_from("| survey | | | |\n| | type | name | label |\n| | text | a | A |\n" SETTINGS);
	struct form_question *a = question_of(form, "a");
	struct form_attribute all[] = {
		{FORM_ATTRIBUTE_BIND, (char *)"jr:noAppErrorString", (char *)"No \"está\""},
		{FORM_ATTRIBUTE_BIND, (char *)"esri:x", (char *)"1"},
		{FORM_ATTRIBUTE_BIND, (char *)"nadie:x", (char *)"1"},
		{FORM_ATTRIBUTE_BODY, (char *)"a b=\"x\"><y", (char *)"1"},
		{FORM_ATTRIBUTE_BODY, (char *)"xmlns", (char *)"otro"},
		{FORM_ATTRIBUTE_BODY, (char *)"accept", (char *)".pdf"},
		{FORM_ATTRIBUTE_BODY, (char *)"ref", (char *)"/data/otra"},
		{FORM_ATTRIBUTE_INSTANCE, (char *)"odk:tag", (char *)"<"},
	};
	const char *theirs[] = {"namespaces", "esri=\"http://esri.com/xforms\" xmlns=\"u\" jr=\"u\" roto=u",
				NULL};
	char **own = form->settings;
	form->settings = (char **)theirs;
	a->attributes = all;
	a->n_attributes = G_N_ELEMENTS(all);
	g_autofree char *xml = written(form);
	assert_has(xml, "xmlns:esri=\"http://esri.com/xforms\"");
	assert_has(xml, "jr:noAppErrorString=\"No &quot;está&quot;\" esri:x=\"1\" type=\"string\"");
	assert_has(xml, "<input ref=\"/data/a\" accept=\".pdf\">");
	assert_has(xml, "<a odk:tag=\"&lt;\"/>");
	assert_has(xml, "xmlns:jr=\"http://openrosa.org/javarosa\"");
	assert_has_not(xml, "nadie");
	assert_has_not(xml, "roto");
	a->attributes = NULL;
	a->n_attributes = 0;
	form->settings = own;
	form_free(form);
}

static void media_and_guidance_are_forms_of_their_text(void **state)
{
	(void)state;
	g_autofree char *xml =
		xform_of("| survey | | | | | | | | |\n"
			 "| | type | name | label | hint | guidance_hint | image | audio | big-image |\n"
			 "| | text | a | A | pista | guía ${b} | foto.png | voz.mp3 | grande.png |\n"
			 "| | text | b | B | sola | | | | |\n" SETTINGS);
	assert_has(xml, "<translation lang=\"default\" default=\"true()\">");
	assert_has(xml, "<text id=\"/data/a:label\"><value>A</value><value "
			"form=\"image\">jr://images/foto.png</value>"
			"<value form=\"big-image\">jr://images/grande.png</value><value "
			"form=\"audio\">jr://audio/voz.mp3</value></text>");
	assert_has(xml, "<text id=\"/data/a:hint\"><value>pista</value><value form=\"guidance\">guía <output "
			"value=\" "
			"/data/b \"/></value></text>");
	assert_has(xml, "<label>B</label><hint>sola</hint>");
	assert_has_not(xml, "/data/b:label");
}

static void parameters_become_what_each_client_reads(void **state)
{
	(void)state;
	g_autofree char *xml = xform_of(
		"| survey | | | | | |\n| | type | name | label | parameters | appearance |\n"
		"| | image | f | F | max-pixels=640 | new |\n| | audio | g | G | quality=low | |\n"
		"| | geopoint | p | P | capture-accuracy=5 warning-accuracy=50 allow-mock-accuracy=true | |\n"
		"| | range | r | R | start=0.5 end=2 step=0.5 | vertical |\n| | text | t | T | rows=5 | "
		"multiline |\n" SETTINGS);
	assert_has(xml, "<bind nodeset=\"/data/f\" type=\"binary\" orx:max-pixels=\"640\"/>");
	assert_has(xml, "<upload ref=\"/data/f\" mediatype=\"image/*\" appearance=\"new\">");
	assert_has(xml, "<bind nodeset=\"/data/g\" type=\"binary\" odk:quality=\"low\"/>");
	assert_has(xml, "<bind nodeset=\"/data/p\" type=\"geopoint\" odk:allow-mock-accuracy=\"true\"/>");
	assert_has(xml,
		   "<input ref=\"/data/p\" accuracyThreshold=\"5\" unacceptableAccuracyThreshold=\"50\">");
	assert_has(xml, "<bind nodeset=\"/data/r\" type=\"decimal\"/>");
	assert_has(xml,
		   "<range ref=\"/data/r\" appearance=\"vertical\" start=\"0.5\" end=\"2\" step=\"0.5\">");
	assert_has(xml, "<input ref=\"/data/t\" appearance=\"multiline\" rows=\"5\">");
}

static void a_table_of_selects_gets_a_row_of_labels(void **state)
{
	(void)state;
	g_autofree char *xml =
		xform_of("| survey | | | | |\n| | type | name | label | appearance |\n"
			 "| | begin_group | g | G | table-list |\n| | select_one l | a | A | |\n"
			 "| | select_one l | b | B | |\n| | end_group | | | |\n| | select_one l | c | C | |\n"
			 "| choices | | | |\n| | list_name | name | label |\n| | l | uno | Uno |\n" SETTINGS);
	assert_has(xml, "<g><reserved_name_for_field_list_labels_4/><a/><b/></g>");
	assert_has(xml, "<group appearance=\"field-list\" ref=\"/data/g\"><label>G</label><select1 "
			"ref=\"/data/g/reserved_name_for_field_list_labels_4\" appearance=\"label\"><label> "
			"</label>");
	assert_has(xml, "<select1 ref=\"/data/g/a\" appearance=\"list-nolabel\">");
	assert_has(xml, "<select1 ref=\"/data/g/b\" appearance=\"list-nolabel\">");
	assert_has(xml, "<select1 ref=\"/data/c\"><label>");
	assert_has_not(xml, "table-list");
}

static void lists_from_files_and_of_other_sheets_are_instances(void **state)
{
	(void)state;
	g_autofree char *xml = xform_of(
		"| survey | | | | | |\n| | type | name | label | choice_filter | parameters |\n"
		"| | select_one_from_file lugares.csv | a | A | zona = 'n' | value=clave label=nombre |\n"
		"| | select_one l | b | B | | |\n| | select_one_external l | c | C | z = ${b} | |\n"
		"| choices | | | |\n| | list_name | name | label |\n| | l | uno | Uno |\n"
		"| external_choices | | | | |\n| | list_name | name | label | z |\n| | l | dos | Dos | uno "
		"|\n" SETTINGS);
	assert_has(xml, "<instance id=\"lugares\" src=\"jr://file-csv/lugares.csv\"/>");
	assert_has(
		xml,
		"<itemset nodeset=\"instance('lugares')/root/item[zona = 'n']\"><value ref=\"clave\"/><label "
		"ref=\"nombre\"/></itemset>");
	assert_has(
		xml,
		"<instance id=\"l\"><root><item><name>uno</name><label>Uno</label></item></root></instance>");
	assert_has(xml, "<instance "
			"id=\"l-external\"><root><item><name>dos</name><label>Dos</label><z>uno</z></item>");
	assert_has(xml, "<itemset nodeset=\"instance('l-external')/root/item[z =  /data/b ]\">");
}

static void what_the_last_form_sent_is_another_instance(void **state)
{
	(void)state;
	g_autofree char *xml = xform_of("| survey | | | | |\n| | type | name | label | default |\n"
					"| | text | a | A | ${last-saved#a} |\n" SETTINGS);
	assert_has(xml, "<instance id=\"__last-saved\" src=\"jr://instance/last-saved\"/>");
	assert_has(xml, "value=\" instance('__last-saved')/data/a \"");
}

static void any_text_is_well_formed(void **state)
{
	(void)state;
	struct form *form =
		form_from("| survey | | | |\n| | type | name | label |\n| | text | a | A |\n" SETTINGS);
	struct form_question *a = question_of(form, "a");
	char *own = a->label.by_language[0];
	static const char *const hostile[] = {
		"\x01\x02\x1f", "]]>",	     "<!--", "<!DOCTYPE x>", "&amp;&#1;", "\xef\xbf\xbe\xef\xbf\xbf",
		"\xed\xa0\x80", "\xff\xfe",  "${",   "${a",	     "${}",	  "${nadie}",
		"}${a}${a}",	"\r\n\t\"'",
	};
	for (size_t i = 0; i < G_N_ELEMENTS(hostile); i++) {
		a->label.by_language[0] = (char *)hostile[i];
		a->default_value = (char *)hostile[i];
		a->appearance = (char *)hostile[i];
		g_free(written(form));
	}
	a->label.by_language[0] = own;
	a->default_value = a->appearance = NULL;
	form_free(form);
}

static void every_accepted_form_can_be_written(void **state)
{
	(void)state;
	const char *tests = g_getenv("VOCALIA_TESTS");
	g_autofree char *folder = g_build_filename(tests ? tests : "tests", "accept/forms", NULL);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	assert_non_null(dir);
	size_t n = 0;
	for (const char *name; (name = g_dir_read_name(dir));) {
		g_autofree char *file = g_build_filename(folder, name, "in.md", NULL), *bytes = NULL;
		size_t length;
		if (!g_file_get_contents(file, &bytes, &length, NULL))
			continue;
		struct form *form = xlsform_read_bytes(bytes, length, NULL, NULL);
		if (!form) /* its pair needs further files */
			continue;
		g_free(written(form));
		form_free(form);
		n++;
	}
	assert_true(n >= 10);
}

static void choices_that_are_answers_are_a_set_of_instances(void **state)
{
	(void)state;
	struct form *form =
		form_from("| survey | | | | |\n| | type | name | label | choice_filter | parameters |\n"
			  "| | begin_repeat | r | R | | |\n| | text | n | N | | |\n"
			  "| | begin_group | g | G | | |\n| | integer | e | E | | |\n"
			  "| | end_group | | | | |\n"
			  "| | select_one ${n} | a | A | n != current()/../n | |\n"
			  "| | end_repeat | | | | |\n| | integer | x | X | | |\n"
			  "| | select_one ${n} | b | B | | randomize=true |\n"
			  "| | select_one ${n} | c | C | ${e} > ${x} | |\n"
			  "| | rank ${e} | d | D | ${n} != '' | |\n" SETTINGS);
	g_autofree char *xml = written(form);
	assert_has(xml, "<itemset nodeset=\"../../r[./n != '' and (n != current()/../n)]\">"
			"<value ref=\"n\"/><label ref=\"n\"/></itemset>");
	assert_has(xml, "<itemset nodeset=\"randomize(/data/r[./n != ''])\">");
	assert_has(xml, "<itemset nodeset=\"/data/r[./n != '' and ( ./g/e  &gt;  /data/x )]\">");
	assert_has(
		xml,
		"<itemset nodeset=\"/data/r/g[./e != '' and not(contains(./e, ' ')) and ( ./../n  != '')]\">"
		"<value ref=\"e\"/>");
	assert_null(strstr(xml, "instance id="));
	form_free(form);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(choices_that_are_answers_are_a_set_of_instances),
		cmocka_unit_test(a_form_of_one_language_without_name_needs_no_itext),
		cmocka_unit_test(the_version_asked_for_is_the_one_written),
		cmocka_unit_test(named_languages_go_to_itext_with_the_default_marked),
		cmocka_unit_test(names_in_labels_are_outputs_and_names_in_formulas_are_paths),
		cmocka_unit_test(inside_a_repeat_paths_are_relative_and_outside_absolute),
		cmocka_unit_test(rules_and_their_messages_are_in_the_bind),
		cmocka_unit_test(defaults_are_in_the_instance_or_set_when_it_is_made),
		cmocka_unit_test(a_count_that_is_a_formula_gets_a_node_of_its_own),
		cmocka_unit_test(filters_look_at_the_question_through_current),
		cmocka_unit_test(a_calculation_with_a_trigger_is_an_action_of_the_trigger),
		cmocka_unit_test(every_type_has_its_control_and_its_data_type),
		cmocka_unit_test(nothing_about_the_device_is_asked_of_a_client),
		cmocka_unit_test(a_form_cannot_send_answers_elsewhere_nor_lock_them),
		cmocka_unit_test(attributes_without_a_declared_namespace_are_left_out),
		cmocka_unit_test(media_and_guidance_are_forms_of_their_text),
		cmocka_unit_test(parameters_become_what_each_client_reads),
		cmocka_unit_test(a_table_of_selects_gets_a_row_of_labels),
		cmocka_unit_test(lists_from_files_and_of_other_sheets_are_instances),
		cmocka_unit_test(what_the_last_form_sent_is_another_instance),
		cmocka_unit_test(any_text_is_well_formed),
		cmocka_unit_test(every_accepted_form_can_be_written),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
