/* test_expression - the dialect itself: what is refused and where, and the recorded XPath vectors.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "expression.h"
#include "form.h"

#include <expat.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* --- nodes: a document small enough to be all strings */
struct element {
	char *name;
	GString *text; /* of itself and all below */
	struct element *parent;
	GPtrArray *children;
};

static struct element *element_new(const char *name, struct element *parent)
{
	struct element *e = g_new0(struct element, 1);
	e->name = g_strdup(name);
	e->text = g_string_new(NULL);
	e->parent = parent;
	e->children = g_ptr_array_new();
	if (parent)
		g_ptr_array_add(parent->children, e);
	return e;
}

static void element_free(struct element *e)
{
	for (guint i = 0; i < e->children->len; i++)
		element_free(e->children->pdata[i]);
	g_ptr_array_unref(e->children);
	g_string_free(e->text, TRUE);
	g_free(e->name);
	g_free(e);
}

static void XMLCALL on_start(void *data, const char *name, const char **attributes)
{
	(void)attributes;
	struct element **at = data;
	*at = element_new(name, *at);
}

static void XMLCALL on_end(void *data, const char *name)
{
	(void)name;
	struct element **at = data;
	*at = (*at)->parent;
}

static void XMLCALL on_text(void *data, const char *text, int length)
{
	for (struct element *e = *(struct element **)data; e; e = e->parent)
		g_string_append_len(e->text, text, length);
}

static struct element *document_read(const char *xml)
{
	struct element *root = element_new("", NULL), *at = root;
	XML_Parser parser = XML_ParserCreate(NULL);
	XML_SetUserData(parser, &at);
	XML_SetElementHandler(parser, on_start, on_end);
	XML_SetCharacterDataHandler(parser, on_text);
	enum XML_Status status = XML_Parse(parser, xml, (int)strlen(xml), 1);
	XML_ParserFree(parser);
	if (status == XML_STATUS_OK)
		return root;
	element_free(root);
	return NULL;
}

static struct element *root_of(struct element *e)
{
	while (e->parent)
		e = e->parent;
	return e;
}

/* "/div[1]/p[2]": each index counts children of that name. */
static struct element *element_at(struct element *root, const char *path)
{
	g_auto(GStrv) steps = g_strsplit(path, "/", -1);
	for (char **step = steps; root && *step; step++) {
		if (!**step)
			continue;
		size_t n = strcspn(*step, "[");
		gint64 index = (*step)[n] ? g_ascii_strtoll(*step + n + 1, NULL, 10) : 1;
		struct element *found = NULL;
		for (guint i = 0; i < root->children->len && !found; i++) {
			struct element *child = root->children->pdata[i];
			if (strlen(child->name) == n && !strncmp(child->name, *step, n) && !--index)
				found = child;
		}
		root = found;
	}
	return root;
}

/* Every node that the path selects, in document order. */
static void select_nodes(struct element *at, char **steps, GPtrArray *out)
{
	if (!at)
		return;
	if (!*steps) {
		g_ptr_array_add(out, at);
	} else if (!**steps || !strcmp(*steps, ".")) {
		select_nodes(at, steps + 1, out);
	} else if (!strcmp(*steps, "..")) {
		select_nodes(at->parent, steps + 1, out);
	} else {
		for (guint i = 0; i < at->children->len; i++) {
			struct element *child = at->children->pdata[i];
			if (!strcmp(child->name, *steps))
				select_nodes(child, steps + 1, out);
		}
	}
}

static size_t nodes_n(void *data, const void *target)
{
	(void)data;
	return ((const GPtrArray *)target)->len;
}

static const char *nodes_value(void *data, const void *target, size_t i)
{
	(void)data;
	return ((struct element *)((const GPtrArray *)target)->pdata[i])->text->str;
}

static size_t nodes_position(void *data, const void *target)
{
	(void)data;
	const GPtrArray *nodes = target;
	if (!nodes->len)
		return 0;
	struct element *e = nodes->pdata[0];
	size_t n = 0;
	for (guint i = 0; e->parent && i < e->parent->children->len; i++) {
		struct element *sibling = e->parent->children->pdata[i];
		n += !strcmp(sibling->name, e->name);
		if (sibling == e)
			break;
	}
	return n;
}

static const struct expression_context phoenix = {.n_values = nodes_n,
						  .value = nodes_value,
						  .position = nodes_position,
						  .now_at = 1795359600, /* 2026-11-22T15:00:00Z */
						  .utc_offset_minutes = -420};

static void bind_all(struct expression *e, struct element *at, GPtrArray *keep)
{
	size_t n;
	const struct expression_reference *references = expression_dependencies(e, &n);
	for (size_t i = 0; i < n; i++) {
		g_auto(GStrv) steps = g_strsplit(references[i].text, "/", -1);
		GPtrArray *nodes = g_ptr_array_new();
		select_nodes(references[i].text[0] == '/' ? root_of(at) : at, steps, nodes);
		g_ptr_array_add(keep, nodes);
		expression_bind(e, i, nodes);
	}
}

/* --- the vectors */
/* Why a vector asks for more than node-sets by simple paths; NULL when it does not. */
static const char *out_of_reach(const char *text, const char *xml, const char *context)
{
	g_autoptr(GString) bare = g_string_new(NULL); /* without quoted texts */
	char quote = 0;
	for (const char *p = text; *p; p++) {
		if (quote ? *p == quote : (*p == '\'' || *p == '"')) {
			quote = quote ? 0 : *p;
			g_string_append_c(bare, '\'');
		} else if (!quote) {
			g_string_append_c(bare, *p);
		}
	}
	static const struct {
		const char *pattern, *why;
	} beyond[] = {
		{"\\[", "predicates"},
		{"::|@|//|\\|", "axes, attributes, // and unions"},
		{"(^|[(,/=<>+-]|\\b(and|or|div|mod)\\b)\\s*\\*", "the wildcard *"},
		{"[a-z]:[a-z*]", "namespaces"},
		{"\\b(node|text|comment|processing-instruction)\\(", "node tests"},
		{"(^|[^\\w-])(id|lang|last|name|local-name|namespace-uri|randomize|digest|checklist|weighted-"
		 "checklist|"
		 "area|distance|explode[\\w-]*|instance|current)\\s*\\(",
		 "functions of later versions"},
		{"^\\s*/\\s*$|[(,=]\\s*/\\s*[),=]", "the document node"},
		{"position\\(\\s*\\)", "position() without a node"},
		{"substring\\(\\)|\\bfn\\(",
		 "faults in branches that are never evaluated (ours refuses them at load)"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(beyond); i++)
		if (g_regex_match_simple(beyond[i].pattern, bare->str, 0, 0))
			return beyond[i].why;
	if (strstr(text, "GMT-0700"))
		return "JavaScript's own date texts";
	if (!strcmp(text, "regex(/simple/xpath/to/node, \"[0-9]{3}\")"))
		return "regex() that searches (ours matches the whole text)";
	if (strstr(text, "/data/") && strstr(xml, "<simple>"))
		return "recorded with another document";
	if (strstr(xml, " xmlns=") && g_regex_match_simple("\\bp\\b", bare->str, 0, 0))
		return "namespaces";
	if (strstr(context, "()") || strchr(context, '@'))
		return "a context that is no element";
	if (strstr(xml, "parsererror") && strpbrk(bare->str, "/."))
		return "no document";
	return NULL;
}

static bool same_number(double a, double b)
{
	return (isnan(a) && isnan(b)) || a == b || fabs(a - b) <= 1e-12 * fabs(b);
}

static double expected_number(const json_t *v)
{
	const json_t *n = json_object_get(v, "number");
	if (!json_is_string(n))
		return json_number_value(n);
	const char *s = json_string_value(n);
	return !strcmp(s, "NaN") ? NAN : *s == '-' ? (double)-INFINITY : (double)INFINITY;
}

/* Whether the expression gives what was recorded; what it gave is printed when not. */
static bool vector_holds(const json_t *v, struct element *at)
{
	const char *text = json_string_value(json_object_get(v, "expr"));
	g_autoptr(GError) error = NULL;
	struct expression *e = expression_parse(text, NULL, &error);
	if (json_object_get(v, "error") || !e) {
		bool holds = json_object_get(v, "error") && !e;
		if (!holds)
			print_message("# %s: %s\n", text, e ? "should be refused" : error->message);
		expression_free(e);
		return holds;
	}
	g_autoptr(GPtrArray) keep = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
	bind_all(e, at, keep);
	bool holds = false;
	g_autofree char *given = expression_evaluate_string(e, &phoenix);
	json_int_t type = json_integer_value(json_object_get(v, "resultType"));
	switch (type) {
	case 1:
		holds = same_number(expression_evaluate_number(e, &phoenix), expected_number(v));
		break;
	case 2:
		holds = !strcmp(given, json_string_value(json_object_get(v, "string")));
		break;
	case 3:
		holds = expression_evaluate_boolean(e, &phoenix) ==
			json_is_true(json_object_get(v, "boolean"));
		break;
	default:
		break;
	}
	static const int kinds[] = {
		[1] = EXPRESSION_NUMBER, [2] = EXPRESSION_STRING, [3] = EXPRESSION_BOOLEAN};
	if (json_integer_value(json_object_get(v, "rt")) == 0 && type >= 1 && type <= 3)
		holds = holds && (int)expression_evaluate_kind(e, &phoenix) == kinds[type];
	if (!holds) {
		g_autofree char *expected = json_dumps(v, JSON_COMPACT);
		print_message("# %s gave %s (%.17g): %s\n", text, given,
			      expression_evaluate_number(e, &phoenix), expected);
	}
	expression_free(e);
	return holds;
}

static char *vectors_folder(void)
{
	const char *shared = g_getenv("VOCALIA_SHARED");
	return g_build_filename(shared ? shared : "../shared", "data", "xpath", NULL);
}

static void the_recorded_vectors_hold(void **state)
{
	(void)state;
	g_autofree char *folder = vectors_folder();
	g_autofree char *docs_path = g_build_filename(folder, "docs.json", NULL);
	g_autofree char *path = g_build_filename(folder, "vectors.jsonl", NULL);
	g_autofree char *lines = NULL;
	if (!g_file_get_contents(path, &lines, NULL, NULL)) {
		print_message("# skipped: no XPath vectors at %s (set VOCALIA_SHARED)\n", path);
		/* skip() jumps away: what would be freed at the end of the scope is freed here */
		g_clear_pointer(&folder, g_free);
		g_clear_pointer(&docs_path, g_free);
		g_clear_pointer(&path, g_free);
		skip();
	}
	json_t *docs = json_load_file(docs_path, 0, NULL);
	assert_non_null(docs);
	size_t n = 0, n_run = 0, n_held = 0;
	g_autoptr(GHashTable) reasons = g_hash_table_new(g_str_hash, g_str_equal);
	char *rest = NULL;
	for (char *line = strtok_r(lines, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest), n++) {
		json_t *v = json_loads(line, 0, NULL);
		assert_non_null(v);
		const char *text = json_string_value(json_object_get(v, "expr"));
		const char *context = json_string_value(json_object_get(v, "ctx"));
		const char *xml = json_string_value(
			json_object_get(docs, json_string_value(json_object_get(v, "doc"))));
		const char *why = !xml || !json_is_integer(json_object_get(v, "rt"))
					  ? "no document"
					  : out_of_reach(text, xml, context);
		json_int_t type = json_integer_value(json_object_get(v, "resultType"));
		if (!why && !json_object_get(v, "error") && (type < 1 || type > 3))
			why = "results that are node-sets";
		struct element *document = why ? NULL : document_read(xml);
		struct element *at = document ? element_at(document, context) : NULL;
		if (!why && !at)
			why = "no document";
		if (why) {
			gpointer so_far = g_hash_table_lookup(reasons, why);
			g_hash_table_insert(reasons, (void *)why,
					    GUINT_TO_POINTER(GPOINTER_TO_UINT(so_far) + 1));
		} else {
			n_run++;
			n_held += vector_holds(v, at);
		}
		if (document)
			element_free(document);
		json_decref(v);
	}
	json_decref(docs);
	print_message("# %zu vectors, %zu ran, %zu held\n", n, n_run, n_held);
	GHashTableIter iter;
	gpointer why, count;
	g_hash_table_iter_init(&iter, reasons);
	while (g_hash_table_iter_next(&iter, &why, &count))
		print_message("# not run, %s: %u\n", (const char *)why, GPOINTER_TO_UINT(count));
	assert_true(n_run > 1200);
	assert_int_equal(n_held, n_run);
}

/* --- by hand */
static char *value_in(const char *text, const char *xml, const char *context)
{
	struct element *document = document_read(xml);
	GError *error = NULL;
	struct expression *e = expression_parse(text, NULL, &error);
	if (!e)
		fail_msg("%s: %s", text, error->message);
	g_autoptr(GPtrArray) keep = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
	bind_all(e, element_at(document, context), keep);
	char *result = expression_evaluate_string(e, &phoenix);
	expression_free(e);
	element_free(document);
	return result;
}

static void gives(const char *text, const char *expected)
{
	g_autofree char *result = value_in(text, "<d><a>4</a><b>uno dos tres</b><c/></d>", "/d");
	assert_string_equal(result, expected);
}

static void operators_bind_as_in_xpath(void **state)
{
	(void)state;
	gives("1 + 2 * 3", "7");
	gives("(1 + 2) * 3", "9");
	gives("10 - 2 - 3", "5");
	gives("1 = 1 and 2 > 1 or false()", "true");
	gives("2 + 2 = 4", "true");
	gives("- 2 - -2", "0");
	gives("5 mod -2", "1");
	gives("a div 8", "0.5");
	gives("a*a", "16");
}

static void numbers_are_written_without_exponent(void **state)
{
	(void)state;
	gives("1 div 3", "0.3333333333333333");
	gives("0.1 + 0.2", "0.30000000000000004");
	gives("10000000000 * 10000000000000", "100000000000000000000000");
	gives("1 div 10000000", "0.0000001");
	gives("123456789.25 * 1", "123456789.25");
	gives("0 * -1", "0");
	gives("'x' * 1", "NaN");
	gives("-1 div 0", "-Infinity");
	gives("string(1000000000000000)", "1000000000000000");
}

static void choices_are_looked_up_as_whole_words(void **state)
{
	(void)state;
	gives("selected(b, 'dos')", "true");
	gives("selected(b, 'do')", "false");
	gives("selected(c, 'dos')", "false");
	gives("count-selected(b)", "3");
	gives("selected-at(b, 2)", "tres");
	gives("selected-at(b, 3)", "");
}

static void texts_are_counted_in_characters(void **state)
{
	(void)state;
	gives("string-length('ñandú')", "5");
	gives("substr('ñandú', 0, 1)", "ñ");
	gives("substr('ñandú', -2)", "dú");
	gives("translate('ñoño', 'ñ', 'n')", "nono");
}

static void the_clock_is_the_callers(void **state)
{
	(void)state;
	gives("today()", "2026-11-22");
	gives("now()", "2026-11-22T08:00:00.000-07:00");
	gives("format-date(today(), '%d/%m/%Y')", "22/11/2026");
	gives("today() - date('2026-11-01')", "21");
	gives("today() > '2026-11-21'", "true");
	struct expression *e = expression_parse("if(1 = 1, today(), '')", NULL, NULL);
	assert_true(expression_uses_clock(e));
	expression_free(e);
	e = expression_parse("1", NULL, NULL);
	assert_false(expression_uses_clock(e));
	expression_free(e);
}

static void a_pattern_must_match_the_whole_text(void **state)
{
	(void)state;
	gives("regex('8711234567', '[0-9]{10}')", "true");
	gives("regex('8711234567 ', '[0-9]{10}')", "false");
	gives("regex('añil', 'a.il')", "true");
}

static void a_pattern_that_never_ends_is_cut_short(void **state)
{
	(void)state;
	gint64 start = g_get_monotonic_time();
	gives("regex('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', '(a|a|aa)+')", "false");
	assert_true(g_get_monotonic_time() - start < 2 * G_USEC_PER_SEC);
}

static void names_are_listed_once_with_their_place(void **state)
{
	(void)state;
	struct expression *e =
		expression_parse("${edad} > 5 and ${ edad } < 9 or ../sexo = . or ${lugar-2}", NULL, NULL);
	size_t n;
	const struct expression_reference *r = expression_dependencies(e, &n);
	assert_int_equal(n, 4);
	assert_string_equal(r[0].text, "edad");
	assert_true(r[0].is_name);
	assert_int_equal(r[0].position, 1);
	assert_string_equal(r[1].text, "../sexo");
	assert_false(r[1].is_name);
	assert_string_equal(r[2].text, ".");
	assert_string_equal(r[3].text, "lugar-2");
	expression_free(e);
}

static void refused(const char *text, const char *position, const char *words)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *spanish = NULL;
	struct expression *e = expression_parse(text, &spanish, &error);
	if (e)
		fail_msg("%s was accepted", text);
	assert_int_equal(error->code, FORM_ERROR_EXPRESSION);
	assert_non_null(strstr(error->message, position));
	assert_non_null(strstr(error->message, words));
	assert_non_null(spanish);
}

static void an_unknown_function_is_refused_with_the_nearest_one(void **state)
{
	(void)state;
	refused("1 + selectd(., 'a')", "character 5:", "Did you mean selected()?");
	refused("qwertyuiop(1)", "character 1:", "qwertyuiop()");
}

static void incomplete_expressions_are_refused_where_they_break(void **state)
{
	(void)state;
	refused("", "character 1:", "incomplete");
	refused("1 +", "character 4:", "incomplete");
	refused("(1", "character 3:", "parenthesis");
	refused("'abc", "character 1:", "quotes");
	refused("${edad", "character 1:", "${name}");
	refused("${} = 1", "character 1:", "${name}");
	refused("1 2", "character 3:", "operator");
	refused("1 == 2", "character 4:", "expected");
	refused("concat('a', )", "character 13:", "expected");
	refused("'ñ' = 'ñ' &", "character 11:", "operator");
}

static void wrong_arguments_are_refused(void **state)
{
	(void)state;
	refused("if(true(), 1)", "character 1:", "too few");
	refused("true(1)", "character 1:", "too many");
	refused("count(5)", "character 1:", "${name}");
	refused("regex(., '[')", "character 1:", "regular expression");
}

static void what_is_not_supported_yet_is_refused_by_name(void **state)
{
	(void)state;
	refused("/data/item[1]", "character 11:", "filters");
	refused("child::a", "character 6:", "axes");
	refused("//a", "character 2:", "expected");
}

static void endless_nesting_is_refused(void **state)
{
	(void)state;
	g_autofree char *open = g_strnfill(30000, '(');
	refused(open, "character", "nested");
	g_autoptr(GString) calls = g_string_new(NULL);
	for (int i = 0; i < 5000; i++)
		g_string_append(calls, "not(");
	refused(calls->str, "character", "nested");
	g_autofree char *minus = g_strnfill(30000, '-');
	refused(minus, "character", "incomplete");
	g_autofree char *long_text = g_strnfill(EXPRESSION_LENGTH_MAX + 1, '1');
	refused(long_text, "character 1:", "too long");
	g_autoptr(GString) chain = g_string_new("1");
	for (int i = 0; i < 10000; i++)
		g_string_append(chain, "+1");
	refused(chain->str, "character", "too long");
}

static void doubling_texts_does_not_grow_without_end(void **state)
{
	(void)state;
	g_autoptr(GString) text = g_string_new("'0123456789012345678901234567890123456789'");
	for (int i = 0; i < 8; i++) {
		g_autofree char *inner = g_strdup(text->str);
		g_string_printf(text, "concat(%s,%s,%s)", inner, inner, inner);
	}
	if (text->len <= EXPRESSION_LENGTH_MAX)
		return;
	refused(text->str, "character 1:", "too long");
	struct element *document = document_read("<d/>");
	g_autoptr(GString) join = g_string_new("'0123456789012345678901234567890123456789'");
	for (int i = 0; i < 40; i++) {
		g_string_prepend(join, "translate(");
		g_string_append(join, ",'0','ñ')");
	}
	struct expression *e = expression_parse(join->str, NULL, NULL);
	assert_non_null(e);
	g_autofree char *result = expression_evaluate_string(e, &phoenix);
	assert_true(strlen(result) <= EXPRESSION_RESULT_MAX);
	expression_free(e);
	element_free(document);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_recorded_vectors_hold),
		cmocka_unit_test(operators_bind_as_in_xpath),
		cmocka_unit_test(numbers_are_written_without_exponent),
		cmocka_unit_test(choices_are_looked_up_as_whole_words),
		cmocka_unit_test(texts_are_counted_in_characters),
		cmocka_unit_test(the_clock_is_the_callers),
		cmocka_unit_test(a_pattern_must_match_the_whole_text),
		cmocka_unit_test(names_are_listed_once_with_their_place),
		cmocka_unit_test(a_pattern_that_never_ends_is_cut_short),
		cmocka_unit_test(an_unknown_function_is_refused_with_the_nearest_one),
		cmocka_unit_test(incomplete_expressions_are_refused_where_they_break),
		cmocka_unit_test(wrong_arguments_are_refused),
		cmocka_unit_test(what_is_not_supported_yet_is_refused_by_name),
		cmocka_unit_test(endless_nesting_is_refused),
		cmocka_unit_test(doubling_texts_does_not_grow_without_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
