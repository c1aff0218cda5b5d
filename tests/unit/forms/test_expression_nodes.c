/* test_expression_nodes - paths over documents, what a form around the expression gives, what it reads, the
 * tree for the page, and bounds. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "expression.h"
#include "expression_values.h"

#include <jansson.h>
#include <string.h>

/* --- paths */
#define STATES                                                                                               \
	"<d><q>mor</q><r><n>1</n></r><r><n>2</n><s><m>a</m></s><s><m>b</m></s></r><r><n>3</n></r>"           \
	"<root><item><name>son</name><label>Sonora</label></item>"                                           \
	"<item><name>mor</name><label>Morelos</label></item></root></d>"

static void at_q(const char *text, const char *expected)
{
	g_autofree char *result = value_in(text, STATES, "q");
	if (strcmp(result, expected) != 0)
		fail_msg("%s gave %s, not %s", text, result, expected);
}

static void paths_go_everywhere(void **state)
{
	(void)state;
	at_q(".", "mor");
	at_q("../r[2]/n", "2");
	at_q("count(../r)", "3");
	at_q("count(//r/s)", "2");
	at_q("../r[n > 1]/s[last()]/m", "b");
	at_q("/d/r[position() = 3]/n", "3");
	at_q("string(following-sibling::r[1]/n)", "1");
	at_q("string(//m[. = 'b']/preceding::n[1])", "2");
	at_q("name(//m[1]/ancestor::*[last()])", "d");
	at_q("../root/item[name = current()/../q]/label", "Morelos");
	at_q("../root/item[name = current()]/label", "Morelos");
	at_q("/d/root/item[name = /d/q]/label", "Morelos");
	at_q("count(//n | //m | //n)", "5");
	at_q("sum((//n)[. != 2])", "4");
	at_q("(//r[s] | //r[1])[2]/n", "2");
	at_q("string(..//item [ 2 ] / label)", "Morelos");
	at_q("if(true(), //r, //q)[2]/n", "2");
	at_q("count(../child :: r)", "3");
	at_q("string(/)", "mor12ab3sonSonoramorMorelos");
}

static void names_may_be_those_of_operators(void **state)
{
	(void)state;
	static const char xml[] =
		"<d><div>8</div><mod>2</mod><and>1</and><or>0</or><a-b>5</a-b><ñ.1>9</ñ.1></d>";
	static const struct {
		const char *text, *expected;
	} cases[] = {{"div div mod", "4"},
		     {"div mod mod", "0"},
		     {"and and or", "true"},
		     {"div * mod", "16"},
		     {"* * *", "64"},
		     {"a-b -mod", "3"},
		     {"count(*[. * 2 = 16])", "1"},
		     {"ñ.1", "9"},
		     {"or or and", "true"},
		     {"div|mod", "8"},
		     {"child::div div child::mod", "4"}};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *result = value_in(cases[i].text, xml, "");
		if (strcmp(result, cases[i].expected) != 0)
			fail_msg("%s gave %s, not %s", cases[i].text, result, cases[i].expected);
	}
}

static void prefixes_are_those_written_or_those_of_xforms(void **state)
{
	(void)state;
	static const char xml[] = "<d xmlns:o='http://openrosa.org/xforms' xmlns:x='urn:x'><o:meta>1</o:meta>"
				  "<x:meta>2</x:meta><meta o:id='3'>4</meta></d>";
	static const char *const cases[][2] = {{"o:meta", "1"},
					       {"orx:meta", "1"},
					       {"x:meta", "2"},
					       {"meta", "4"},
					       {"meta/@orx:id", "3"},
					       {"meta/@id", ""},
					       {"count(*)", "3"},
					       {"count(x:*)", "1"},
					       {"count(jr:*)", "0"},
					       {"name(*[2])", "x:meta"},
					       {"local-name(*[2])", "meta"},
					       {"namespace-uri(*[2])", "urn:x"}};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *result = value_in(cases[i][0], xml, "");
		if (strcmp(result, cases[i][1]) != 0)
			fail_msg("%s gave %s, not %s", cases[i][0], result, cases[i][1]);
	}
}

static void a_repeat_is_read_by_its_number(void **state)
{
	(void)state;
	at_q("indexed-repeat(//n, //r, 2)", "2");
	at_q("indexed-repeat(/d/r/n, /d/r, 1 + 2)", "3");
	at_q("indexed-repeat(/d/r/s/m, /d/r, 2, /d/r/s, 2)", "b");
	at_q("indexed-repeat(/d/r/s/m, /d/r, 1, /d/r/s, 1)", "");
	at_q("indexed-repeat(/d/r/n, /d/r, 4)", "");
	at_q("indexed-repeat(/d/r/n, /d/r, 0)", "");
	at_q("indexed-repeat(/d/r/n, /d/x, 1)", "");
	at_q("indexed-repeat(/d/x, /d/r, 1)", "");
	at_q("position(../r[2])", "2");
}

/* --- a form around the expression */
struct around {
	struct document *main, *fruits;
	const struct document_node *here;
};

static size_t around_n(void *data, const void *target)
{
	(void)data;
	(void)target;
	return 3;
}

static const struct document_node *around_node(void *data, const void *target, size_t i)
{
	const struct around *a = data;
	const struct document_node *r = document_child(document_root(a->main)->first, "r");
	while (i--)
		r = r->next;
	return strcmp(target, "n") ? r : document_child(r, "n");
}

static const char *around_value(void *data, const void *target, size_t i)
{
	const struct document_node *n = document_child(around_node(data, "r", i), "n");
	return strcmp(target, "n") ? "" : n->first->text;
}

static size_t around_position(void *data, const void *target)
{
	(void)data;
	(void)target;
	return 7;
}

static const struct document_node *around_here(void *data)
{
	return ((const struct around *)data)->here;
}

static const struct document_node *around_instance(void *data, const char *id)
{
	const struct around *a = data;
	return strcmp(id, "frutas") ? NULL : document_root(a->fruits);
}

static const char *around_label(void *data, const void *target, const char *value)
{
	(void)data;
	return !strcmp(target, "n") && !strcmp(value, "2") ? "dos" : NULL;
}

static const char *around_itext(void *data, const char *id)
{
	(void)data;
	return strcmp(id, "x-1") ? NULL : "hola";
}

/* ${n} and ${r} are bound; nothing else. */
static char *value_around(const char *text, bool is_of_item)
{
	static const char fruits[] = "clave,nombre,precio\np,Pera,3\nm,Mango,5\nu,Uva,\n";
	struct around a = {.main = document_parse(STATES, strlen(STATES), NULL),
			   .fruits = document_from_csv(fruits, strlen(fruits), NULL)};
	a.here = document_child(document_root(a.main)->first, "q");
	GError *error = NULL;
	struct expression *e = expression_parse(text, NULL, &error);
	if (!e)
		fail_msg("%s: %s", text, error->message);
	size_t n;
	const struct expression_reference *r = expression_dependencies(e, &n);
	for (size_t i = 0; i < n; i++)
		expression_bind(e, i, r[i].is_name && strcmp(r[i].text, "x") ? r[i].text : NULL);
	const struct expression_context context = {
		.n_values = around_n,
		.value = around_value,
		.position = around_position,
		.node = around_node,
		.here = around_here,
		.instance = around_instance,
		.choice_label = around_label,
		.itext = around_itext,
		.item = is_of_item ? document_root(a.fruits)->first->first->next : NULL,
		.data = &a};
	char *result = expression_evaluate_string(e, &context);
	expression_free(e);
	document_free(a.main);
	document_free(a.fruits);
	return result;
}

static void around(const char *text, const char *expected)
{
	g_autofree char *result = value_around(text, false);
	if (strcmp(result, expected) != 0)
		fail_msg("%s gave %s, not %s", text, result, expected);
}

static void bound_names_are_asked_for_and_go_on_as_nodes(void **state)
{
	(void)state;
	around("sum(${n})", "6");
	around("${n}", "1");
	around("count(${x})", "0");
	around("position(${n})", "7");
	around("${r}[2]/n", "2");
	around("${r}/s[1]/m", "a");
	around("${n}/../s[2]/m", "b");
	around("count(${n} | ${r})", "6");
	around("${n}[. > 1]", "2");
	around("indexed-repeat(${n}, ${r}, 3)", "3");
	around("count(//r[n = ${n}])", "3");
}

static void tables_and_labels_are_those_of_the_form(void **state)
{
	(void)state;
	around("instance('frutas')/root/item[clave = 'm']/nombre", "Mango");
	around("count(instance('frutas')/root/item[precio > 2])", "2");
	around("instance('frutas')/root/item[clave = current()/../root/item/x]/nombre", "");
	around("count(instance('otra')/root/item)", "0");
	around("pulldata('frutas', 'nombre', 'clave', 'p')", "Pera");
	around("pulldata('frutas.csv', 'precio', 'nombre', 'Mango') + 1", "6");
	around("pulldata('frutas', 'nombre', 'clave', 'z')", "");
	around("pulldata('frutas', 'color', 'clave', 'p')", "");
	around("pulldata('otra', 'nombre', 'clave', 'p')", "");
	around("jr:choice-name(2, '${n}')", "dos");
	around("jr:choice-name('2', \" ${n} \")", "dos");
	around("jr:choice-name(3, '${n}')", "");
	around("jr:choice-name(2, '/d/q')", "");
	around("jr:itext('x-1')", "hola");
	around("jr:itext('x-2')", "");
	around("count(${last-saved#n})", "0");
}

static void a_filter_starts_from_its_item(void **state)
{
	(void)state;
	static const char *const cases[][2] = {{"clave", "m"},
					       {"nombre = 'Mango' and ./precio = 5", "true"},
					       {"../item[1]/nombre", "Pera"},
					       {"current()", "mor"},
					       {"/d/q", "mor"},
					       {"current()/../r[2]/n", "2"},
					       {"selected(${n}, clave)", "false"}};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *result = value_around(cases[i][0], true);
		if (strcmp(result, cases[i][1]) != 0)
			fail_msg("%s gave %s, not %s", cases[i][0], result, cases[i][1]);
	}
}

/* name, path, item or pattern before each text. */
static void reads(const char *text, const char *expected)
{
	struct expression *e = expression_parse(text, NULL, NULL);
	assert_non_null(e);
	size_t n;
	const struct expression_reference *r = expression_dependencies(e, &n);
	g_autoptr(GString) out = g_string_new(NULL);
	for (size_t i = 0; i < n; i++)
		g_string_append_printf(out, "%s%s%s %s", i ? ", " : "", r[i].is_of_item ? "item " : "",
				       r[i].is_name	 ? "name"
				       : r[i].is_pattern ? "pattern"
							 : "path",
				       r[i].text);
	assert_string_equal(out->str, expected);
	expression_free(e);
}

static void what_an_expression_reads_is_listed(void **state)
{
	(void)state;
	reads("/data/a + ../b * ./c", "path /data/a, path ../b, path ./c");
	reads("child::a/parent::node()", "path a/..");
	reads("/data/a[1]/b", "pattern /data/a/b");
	reads("//a/@id", "pattern //a/@id");
	reads("*", "pattern *");
	reads("a | a", "path a");
	reads("${r}[position() = ${i}]/x", "name r, name i, pattern ${r}/x");
	reads("instance('l')/root/item[name = ${a} and b/c]/label",
	      "item path name, name a, item path b/c, pattern instance('l')/root/item/label");
	reads("a[. = current()/../b][c[1]]", "item path ., path current()/../b, item pattern c, pattern a");
	reads("current()", "path current()/.");
	reads("(//a)[1]/b", "pattern //a, pattern //a/b");
	reads("randomize(${a})/b", "name a, pattern //b");
	reads("string() + number(.)", "path .");
	reads("a[string() = 'x']", "item path ., pattern a");
	reads("once(${a})", "name a, path .");
	reads("jr:choice-name(${a}, '${b}')", "name a, name b");
	reads("jr:choice-name(${a}, ' /data/b ')", "name a, path /data/b");
	reads("pulldata('f.csv', 'c', 'k', ${a})", "name a, pattern instance('f')/root/item/c");
	reads("${last-saved#a}", "name last-saved#a");
	reads("position(..)", "path ..");
	reads("/", "pattern /");
	reads("ancestor::r/text()", "pattern ancestor::r/text()");
}

static void items_and_patterns_are_never_bound(void **state)
{
	(void)state;
	struct expression *e = expression_parse("a[b]", NULL, NULL);
	size_t n;
	const struct expression_reference *r = expression_dependencies(e, &n);
	for (size_t i = 0; i < n; i++)
		expression_bind(e, i, "somewhere");
	assert_int_equal(n, 2);
	assert_null(r[0].target);
	assert_null(r[1].target);
	expression_free(e);
}

static void a_seed_orders_alike_every_time(void **state)
{
	(void)state;
	static const char xml[] = "<d><a>1</a><a>2</a><a>3</a><a>4</a><a>5</a><a>6</a></d>";
	static const char *const cases[][2] = {
		{"join(' ', randomize(a, 42))", "1 6 3 2 4 5"}, /* as the vectors have it */
		{"join(' ', randomize(a, '42'))", "1 6 3 2 4 5"},
		{"join(' ', randomize(a, 42.9))", "1 6 3 2 4 5"},
		{"randomize(a, 42)[2]", "6"},
		{"count(randomize(a))", "6"},
		{"join(' ', randomize(a, '')) = join(' ', randomize(a, 0))", "true"},
		{"join(' ', randomize(a, 'x')) = join(' ', randomize(a, 'x'))", "true"},
		{"sum(randomize(a))", "21"}};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *result = value_in(cases[i][0], xml, "");
		if (strcmp(result, cases[i][1]) != 0)
			fail_msg("%s gave %s, not %s", cases[i][0], result, cases[i][1]);
	}
}

static void chance_is_known_beforehand(void **state)
{
	(void)state;
	static const char *const impure[] = {"random()", "1 + uuid()", "a[uuid(3) = .]",
					     "now()",	 "once(1)",    "randomize(a)"};
	static const char *const pure[] = {"today()", "randomize(a, 3)", "'random()'", "position(..)",
					   "name()"};
	for (size_t i = 0; i < G_N_ELEMENTS(impure); i++) {
		struct expression *e = expression_parse(impure[i], NULL, NULL);
		assert_true(expression_is_impure(e));
		expression_free(e);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(pure); i++) {
		struct expression *e = expression_parse(pure[i], NULL, NULL);
		assert_false(expression_is_impure(e));
		expression_free(e);
	}
}

static size_t seven(const void *target)
{
	(void)target;
	return 7;
}

static void the_tree_is_written_as_promised(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{"${a} + 1 div 0.5", "[\"+\",[\"$\",7],[\"div\",1.0,0.5]]"},
		{"-'x'", "[\"neg\",\"x\"]"},
		{"/data/a", "[\"$\",7]"},
		{"1e999", "{\"n\":\"Infinity\"}"},
		{"//a[2]/@b", "[\"/\",0,[\"descendant-or-self\",\"node()\"],[\"child\",\"a\",2.0],"
			      "[\"attribute\",\"b\"]]"},
		{"${r}[x = 1]/p:*", "[\"/\",[\"[]\",[\"$\",7],[\"=\",[\"/\",null,[\"child\",\"x\"]],1.0]],"
				    "[\"child\",\"p:*\"]]"},
		{"once(3)", "[\"()\",\"once\",3.0,[\"$\",7]]"},
		{"string()", "[\"()\",\"string\",[\"$\",7]]"},
		{"jr:choice-name('x', '${a}')", "[\"()\",\"jr:choice-name\",\"x\",[\"$\",7]]"},
		{"*[current() | b]", "[\"/\",null,[\"child\",\"*\",[\"|\",[\"$\",7],"
				     "[\"/\",null,[\"child\",\"b\"]]]]]"},
		{"processing-instruction('x') or ancestor::comment()",
		 "[\"or\",[\"/\",null,[\"child\",\"processing-instruction(x)\"]],"
		 "[\"/\",null,[\"ancestor\",\"comment()\"]]]"}};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct expression *e = expression_parse(cases[i][0], NULL, NULL);
		assert_non_null(e);
		size_t n;
		expression_dependencies(e, &n);
		for (size_t k = 0; k < n; k++)
			expression_bind(e, k, "somewhere");
		json_t *tree = expression_json(e, seven);
		g_autofree char *text = json_dumps(tree, JSON_COMPACT | JSON_ENCODE_ANY);
		assert_string_equal(text, cases[i][1]);
		json_decref(tree);
		expression_free(e);
	}
	struct expression *e = expression_parse("${a} = /data/b", NULL, NULL);
	json_t *tree = expression_json(e, NULL);
	g_autofree char *text = json_dumps(tree, JSON_COMPACT);
	assert_string_equal(text, "[\"=\",[\"$\",\"a\"],[\"/\",0,[\"child\",\"data\"],[\"child\",\"b\"]]]");
	json_decref(tree);
	expression_free(e);
}

/* --- bounds */
static void an_evaluation_without_end_is_given_up(void **state)
{
	(void)state;
	g_autoptr(GString) xml = g_string_new("<d>");
	for (int i = 0; i < 20000; i++)
		g_string_append(xml, "<a><b>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!</b></a>");
	g_string_append(xml, "</d>");
	static const char *const endless[] = {
		"//*[//*[//*]]",
		"count(//*[. = //*])",
		"sum(//*/preceding::*/following::*)",
		"//*[concat(., /) != join('', //*)]",
		"//b[regex(., concat('(a|a|aa)+', ''))]",
		"count(//*[id('x')])",
		"//*[count(randomize(//*)) = 0]",
		"string(//*[translate(/, 'abcdefghijklmnopqrstuvwxyz', '') = '!'])",
	};
	for (size_t i = 0; i < G_N_ELEMENTS(endless); i++) {
		gint64 start = g_get_monotonic_time();
		g_autofree char *result = value_in(endless[i], xml->str, "");
		double seconds = (double)(g_get_monotonic_time() - start) / G_USEC_PER_SEC;
		print_message("# %s: %.2f s\n", endless[i], seconds);
		assert_string_equal(result, "");
		assert_true(seconds < 20);
	}
	g_autofree char *few = value_in("count(//a[b])", xml->str, "");
	assert_string_equal(few, "20000");
}

/* The expressions of forms that other programs wrote. */
static void expressions_of(const struct document_node *node, size_t *n, size_t *n_wrong)
{
	static const char *const keys[] = {"relevant", "constraint",   "calculate", "required",
					   "readonly", "nodeset",      "ref",	    "value",
					   "jr:count", "jr:constraint"};
	for (; node; node = node->next) {
		for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
			const char *text = document_attribute(node, keys[i]);
			if (!text || g_str_has_prefix(text, "jr:"))
				continue;
			g_autoptr(GError) error = NULL;
			struct expression *e = expression_parse(text, NULL, &error);
			if (!e) {
				print_message("# %s: %s\n", text, error->message);
				(*n_wrong)++;
			}
			(*n)++;
			expression_free(e);
		}
		expressions_of(node->first, n, n_wrong);
	}
}

static void expressions_of_real_forms_are_read(void **state)
{
	(void)state;
	const char *shared = g_getenv("VOCALIA_SHARED");
	g_autofree char *folder = g_build_filename(shared ? shared : "../shared", "data", "forms", NULL);
	GDir *dir = g_dir_open(folder, 0, NULL);
	size_t n = 0, n_wrong = 0;
	for (const char *name; dir && (name = g_dir_read_name(dir));) {
		g_autofree char *path = g_build_filename(folder, name, NULL), *xml = NULL;
		gsize length;
		if (!g_str_has_suffix(name, ".xform.xml") || !g_file_get_contents(path, &xml, &length, NULL))
			continue;
		struct document *d = document_parse(xml, length, NULL);
		assert_non_null(d);
		expressions_of(document_root(d), &n, &n_wrong);
		document_free(d);
	}
	if (dir)
		g_dir_close(dir);
	if (!n) {
		print_message("# skipped: no forms at %s (set VOCALIA_SHARED)\n", folder);
		g_clear_pointer(&folder, g_free);
		skip();
	}
	print_message("# %zu expressions of real forms\n", n);
	assert_int_equal(n_wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paths_go_everywhere),
		cmocka_unit_test(names_may_be_those_of_operators),
		cmocka_unit_test(prefixes_are_those_written_or_those_of_xforms),
		cmocka_unit_test(a_repeat_is_read_by_its_number),
		cmocka_unit_test(bound_names_are_asked_for_and_go_on_as_nodes),
		cmocka_unit_test(tables_and_labels_are_those_of_the_form),
		cmocka_unit_test(a_filter_starts_from_its_item),
		cmocka_unit_test(what_an_expression_reads_is_listed),
		cmocka_unit_test(items_and_patterns_are_never_bound),
		cmocka_unit_test(a_seed_orders_alike_every_time),
		cmocka_unit_test(chance_is_known_beforehand),
		cmocka_unit_test(the_tree_is_written_as_promised),
		cmocka_unit_test(an_evaluation_without_end_is_given_up),
		cmocka_unit_test(expressions_of_real_forms_are_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
