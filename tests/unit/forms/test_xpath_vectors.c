/* test_xpath_vectors - the dialect against recorded evaluations of another implementation, over real
 * documents. SPDX-License-Identifier: GPL-3.0-or-later
 *
 * With --dump, instead of testing, what an evaluator in another language needs to agree with this one; a JSON
 * object a line.  First each document:
 *   {"doc": key, "tree": NODE}
 *   NODE = [kind, name, namespace, text, [attribute NODEs], [child NODEs]], kind being "root", "element",
 *   "attribute", "text", "comment" or "processing-instruction"; name as written, with its prefix; "" for what
 *   a node does not have.
 * Then each vector whose document and context are known and that can be parsed:
 *   {"expr", "doc": key, "ctx": ADDRESS, "rt": the type asked for, "tree": expression_json() with nothing
 *   bound, "impure": boolean, "result": {"kind": "number", "string" or "boolean", "string", "number",
 *   "boolean", "nodes": [ADDRESS…]}}
 *   ADDRESS = the places of the children from the root down, from 0: [] is the root node, [0, 3] the fourth
 *   child of its first; an attribute ends it as "@place".  kind: the result's own (nodes and dates count as
 *   strings); string, number and boolean: the result as each; nodes: none when it is no node-set.  Numbers
 *   that JSON lacks are "NaN", "Infinity", "-Infinity".  Local time is UTC-7, now is 2026-11-22T15:00:00Z,
 * and here() and the context node are both ctx.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "document.h"
#include "expression.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- documents */
/* Where the vectors were recorded, a section (CDATA) is a node of its own: for those that list nodes, an
 * instruction with this name stands for it. */
#define SECTION "section"

static struct document *read_recorded(const char *xml)
{
	if (g_str_has_prefix(xml, "<!DOCTYPE html>"))
		xml += strlen("<!DOCTYPE html>");
	return document_parse(xml, strlen(xml), NULL);
}

/* The last step of a node's path as it was recorded: name[2], text()[1], @id. */
static char *step_of(const struct document_node *node)
{
	static const char *const types[] = {[DOCUMENT_TEXT] = "text()",
					    [DOCUMENT_COMMENT] = "comment()",
					    [DOCUMENT_INSTRUCTION] = "processing-instruction()"};
	if (node->kind == DOCUMENT_ATTRIBUTE)
		return g_strdup_printf("@%s", node->name);
	bool is_named = node->kind == DOCUMENT_ELEMENT || node->kind == DOCUMENT_INSTRUCTION;
	size_t n = 1;
	for (const struct document_node *s = node->previous; s; s = s->previous)
		n += s->kind == node->kind &&
		     (!is_named || !strcmp(s->name, node->name) ||
		      (node->kind == DOCUMENT_INSTRUCTION && strcmp(node->name, SECTION) != 0 &&
		       strcmp(s->name, SECTION) != 0));
	if (node->kind == DOCUMENT_INSTRUCTION && !strcmp(node->name, SECTION))
		return g_strdup_printf("text()[%zu]", n);
	return g_strdup_printf("%s[%zu]", node->kind == DOCUMENT_ELEMENT ? node->name : types[node->kind], n);
}

static char *path_of(const struct document_node *node)
{
	GString *path = g_string_new(NULL);
	for (; node->parent; node = node->parent) {
		g_autofree char *step = step_of(node);
		g_string_prepend(path, step);
		g_string_prepend_c(path, '/');
	}
	if (!path->len)
		g_string_append_c(path, '/');
	return g_string_free(path, FALSE);
}

static const struct document_node *node_at(const struct document_node *root, const char *path)
{
	g_auto(GStrv) steps = g_strsplit(path, "/", -1);
	for (char **step = steps; root && *step; step++) {
		if (!**step)
			continue;
		const struct document_node *found = **step == '@' ? root->attributes : root->first;
		for (; found; found = found->next) {
			g_autofree char *name = step_of(found);
			if (!strcmp(name, *step))
				break;
		}
		root = found;
	}
	return root;
}

static const struct document_node *here(void *data)
{
	return data;
}

static struct expression_context phoenix(const struct document_node *node)
{
	return (struct expression_context){.here = here,
					   .data = (void *)node,
					   .now_at = 1795359600, /* 2026-11-22T15:00:00Z */
					   .utc_offset_minutes = -420};
}

/* --- the vectors */
/* Some were recorded with the document that was made last instead of their own, which was made before: what
 * their own was.  Those of another vector are named by their key. */
#define MADE_LAST "9a33ffefa8"
/* clang-format off */
#define COMPARED \
	"<div><div id='ComparisonOperatorCaseNodesetNegative5to5'><div>-5</div><div>-4</div><div>-3</div><div>-2</div>" \
	"<div>-1</div><div>0</div><div>1</div><div>2</div><div>3</div><div>4</div><div>5</div></div>" \
	"<div id='ComparisonOperatorCaseNodeset6to10'><div>6</div><div>7</div><div>8</div><div>9</div><div>10</div></div>" \
	"<div id='ComparisonOperatorCaseNodeset4to8'><div>4</div><div>5</div><div>6</div><div>7</div><div>8</div></div>" \
	"<div>\n</div><div><div>aaa</div><div>bbb</div><div>cccccc</div><div>ddd</div><div>eee</div></div></div>"
/* clang-format on */
static const struct {
	const char *spec, *context, *text; /* begins so; begins so; has this in it */
	const char *document;		   /* key, or XML */
} own_documents[] = {
	{"native/comparison-operator2", "/div", "", COMPARED},
	{"native/comparison-operator2", "/", "id(", COMPARED},
	{"native/nodeset", "/html", "", "b864909be4"},
	{"native/string", "/div", "normalize-space()",
	 "<div><div/><div>   </div><div>  a  b  </div><div>  a\n bc  c\n</div></div>"},
	{"native/string", "/div", "",
	 "<div><div>aaa</div><div><span>bbb</span>sss<span/><div>ccc<span>ddd</span></div></div>"
	 "<div><!-- hello world --></div><div>here is some text</div>"
	 "<div><?xml-stylesheet type=\"text/xml\" href=\"test.xsl\"?></div><div><![CDATA[some cdata]]></div>"
	 "<div id='FunctionStringCaseStringNodesetAttribute' class='123' width='  1   00%  '/></div>"},
	{"openrosa-xpath/date", "/div", "", "e3f09248c9"},
	{"openrosa-xpath/if", "/div", "", "388394ebd9"},
	{"openrosa-xpath/if", "/", "/data/", "<data><a/><b/><c>1</c><d>0</d></data>"},
	{"openrosa-xpath/if", "/", "//", "<data><a/><b/><b/></data>"},
	{"openrosa-xpath/once", "/div", "", "87f45f8a58"},
	{"infix-operators", "/", "/data/", "<data><a>1</a><b>2</b></data>"},
	{"openrosa-xpath/weighted-checklist", "/", "/thedata/",
	 "<thedata><somenodes><A>one</A><B>one</B><C>one</C></somenodes><someweights><w1>1</w1><w2>3</w2>"
	 "<w.3>5</w.3></someweights></thedata>"},
};

static char *vectors_folder(void)
{
	const char *shared = g_getenv("VOCALIA_SHARED");
	return g_build_filename(shared ? shared : "../shared", "data", "xpath", NULL);
}

static const char *text_of(const json_t *v, const char *key)
{
	return json_string_value(json_object_get(v, key));
}

/* Why a vector is not for us; NULL when it is. */
static const char *out_of_reach(const json_t *v, const struct document_node *at)
{
	const char *text = text_of(v, "expr");
	json_int_t type = json_integer_value(json_object_get(v, "resultType"));
	bool is_error = json_object_get(v, "error") != NULL;
	if (!json_is_integer(json_object_get(v, "rt")))
		return "recorded without its expression";
	if (!at)
		return "recorded with another document, or with a node of no document";
	if (!is_error && (type < 1 || type > 3) && !json_object_get(v, "nodes"))
		return "recorded without its result";
	static const struct {
		const char *pattern, *why;
	} beyond[] = {
		{"\\bsubstring\\(\\)|\\bfn\\(|\\bexplode(-\\w)?\\(",
		 "faults in branches that are never evaluated (ours refuses them at load)"},
		{"GMT-0700", "JavaScript's own date texts"},
		{"regex\\(/simple/xpath/to/node, \"\\[0-9\\]\\{3\\}\"\\)",
		 "regex() that searches (ours matches the whole text)"},
		{"randomize\\(.*, 'a'\\)", "refused for a prefix unknown there"},
		{"^child::text\\(\\)$", "sections (CDATA) that are texts of their own"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(beyond); i++)
		if (g_regex_match_simple(beyond[i].pattern, text, 0, 0))
			return beyond[i].why;
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

/* Both without the DOCTYPE, which was a node where they were recorded. */
static bool same_nodes(const json_t *expected, const GPtrArray *nodes)
{
	size_t n = 0, i;
	json_t *path;
	json_array_foreach(expected, i, path)
	{
		if (!strcmp(json_string_value(path), "/?[1]"))
			continue;
		g_autofree char *given = n < nodes->len ? path_of(nodes->pdata[n]) : NULL;
		if (!given || strcmp(given, json_string_value(path)) != 0)
			return false;
		n++;
	}
	return n == nodes->len;
}

/* Whether the expression gives what was recorded; what it gave is printed when not. */
static bool vector_holds(const json_t *v, const struct document_node *at)
{
	const char *text = text_of(v, "expr");
	g_autoptr(GError) error = NULL;
	struct expression *e = expression_parse(text, NULL, &error);
	if (json_object_get(v, "error") || !e) {
		bool holds = json_object_get(v, "error") && !e;
		if (!holds)
			print_message("# %s: %s\n", text, e ? "should be refused" : error->message);
		expression_free(e);
		return holds;
	}
	const struct expression_context context = phoenix(at);
	g_autofree char *given = expression_evaluate_string(e, &context);
	g_autoptr(GPtrArray) nodes = expression_evaluate_nodes(e, &context);
	json_int_t type = json_integer_value(json_object_get(v, "resultType"));
	bool holds = false;
	switch (type) {
	case 1:
		holds = same_number(expression_evaluate_number(e, &context), expected_number(v));
		break;
	case 2:
		holds = !strcmp(given, text_of(v, "string"));
		break;
	case 3:
		holds = expression_evaluate_boolean(e, &context) ==
			json_is_true(json_object_get(v, "boolean"));
		break;
	default:
		holds = same_nodes(json_object_get(v, "nodes"), nodes);
		break;
	}
	static const int kinds[] = {
		[1] = EXPRESSION_NUMBER, [2] = EXPRESSION_STRING, [3] = EXPRESSION_BOOLEAN};
	if (json_integer_value(json_object_get(v, "rt")) == 0 && type >= 1 && type <= 3)
		holds = holds && (int)expression_evaluate_kind(e, &context) == kinds[type];
	if (!holds) {
		g_autofree char *expected = json_dumps(v, JSON_COMPACT);
		print_message("# %s gave %s (%.17g, %u nodes): %s\n", text, given,
			      expression_evaluate_number(e, &context), nodes->len, expected);
		for (guint i = 0; i < nodes->len && i < 40; i++) {
			g_autofree char *path = path_of(nodes->pdata[i]);
			print_message("#   %s\n", path);
		}
	}
	expression_free(e);
	return holds;
}

struct vectors {
	json_t *docs;
	GHashTable *documents; /* key to struct document, NULL where it is not XML */
	char *lines;
};

/* False when they are not there. */
static bool vectors_open(struct vectors *v)
{
	g_autofree char *folder = vectors_folder();
	g_autofree char *docs_path = g_build_filename(folder, "docs.json", NULL);
	g_autofree char *path = g_build_filename(folder, "vectors.jsonl", NULL);
	if (!g_file_get_contents(path, &v->lines, NULL, NULL)) {
		print_message("# skipped: no XPath vectors at %s (set VOCALIA_SHARED)\n", path);
		return false;
	}
	v->docs = json_load_file(docs_path, 0, NULL);
	g_assert(v->docs);
	v->documents = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)document_free);
	const char *key;
	json_t *xml;
	json_object_foreach(v->docs, key, xml)
	{
		struct document *d = read_recorded(json_string_value(xml));
		if (d)
			g_hash_table_insert(v->documents, g_strdup(key), d);
		if (!strstr(json_string_value(xml), "<![CDATA["))
			continue;
		g_autoptr(GString) apart = g_string_new(json_string_value(xml));
		g_string_replace(apart, "<![CDATA[", "<?" SECTION " ", 0);
		g_string_replace(apart, "]]>", "?>", 0);
		g_hash_table_insert(v->documents, g_strconcat(key, " " SECTION, NULL),
				    read_recorded(apart->str));
	}
	for (size_t i = 0; i < G_N_ELEMENTS(own_documents); i++)
		if (*own_documents[i].document == '<')
			g_hash_table_insert(v->documents, g_strdup(own_documents[i].document),
					    read_recorded(own_documents[i].document));
	return true;
}

static void vectors_close(struct vectors *v)
{
	json_decref(v->docs);
	g_hash_table_unref(v->documents);
	g_free(v->lines);
}

/* The key of the vector's document. */
static const char *document_of(const struct vectors *vectors, const json_t *v)
{
	const char *key = text_of(v, "doc");
	g_autofree char *apart = g_strconcat(key, " " SECTION, NULL);
	gpointer own;
	if (json_object_get(v, "nodes") && strstr(text_of(v, "expr"), "node()") &&
	    g_hash_table_lookup_extended(vectors->documents, apart, &own, NULL))
		return own;
	for (size_t i = 0; i < G_N_ELEMENTS(own_documents) && !strcmp(key, MADE_LAST); i++)
		if (g_str_has_prefix(text_of(v, "spec"), own_documents[i].spec) &&
		    g_str_has_prefix(text_of(v, "ctx"), own_documents[i].context) &&
		    strstr(text_of(v, "expr"), own_documents[i].text))
			return own_documents[i].document;
	return key;
}

static const struct document_node *context_of(const struct vectors *vectors, const json_t *v)
{
	const struct document *d = g_hash_table_lookup(vectors->documents, document_of(vectors, v));
	return d ? node_at(document_root(d), text_of(v, "ctx")) : NULL;
}

static void the_recorded_vectors_hold(void **state)
{
	(void)state;
	struct vectors vectors;
	if (!vectors_open(&vectors))
		skip();
	size_t n = 0, n_run = 0, n_held = 0;
	g_autoptr(GHashTable) reasons = g_hash_table_new(g_str_hash, g_str_equal);
	char *rest = NULL;
	for (char *line = strtok_r(vectors.lines, "\n", &rest); line;
	     line = strtok_r(NULL, "\n", &rest), n++) {
		json_t *v = json_loads(line, 0, NULL);
		assert_non_null(v);
		const struct document_node *at = context_of(&vectors, v);
		const char *why = out_of_reach(v, at);
		if (why) {
			gpointer so_far = g_hash_table_lookup(reasons, why);
			g_hash_table_insert(reasons, (void *)why,
					    GUINT_TO_POINTER(GPOINTER_TO_UINT(so_far) + 1));
		} else {
			n_run++;
			n_held += vector_holds(v, at);
		}
		json_decref(v);
	}
	vectors_close(&vectors);
	print_message("# %zu vectors, %zu ran, %zu held\n", n, n_run, n_held);
	GHashTableIter iter;
	gpointer why, count;
	g_hash_table_iter_init(&iter, reasons);
	while (g_hash_table_iter_next(&iter, &why, &count))
		print_message("# not run, %s: %u\n", (const char *)why, GPOINTER_TO_UINT(count));
	assert_true(n_run >= 2105);
	assert_int_equal(n_held, n_run);
}

/* --- --dump */
static json_t *tree_of(const struct document_node *node)
{
	static const char *const kinds[] = {
		[DOCUMENT_ROOT] = "root",	    [DOCUMENT_ELEMENT] = "element",
		[DOCUMENT_ATTRIBUTE] = "attribute", [DOCUMENT_TEXT] = "text",
		[DOCUMENT_COMMENT] = "comment",	    [DOCUMENT_INSTRUCTION] = "processing-instruction"};
	json_t *attributes = json_array(), *children = json_array();
	for (const struct document_node *a = node->attributes; a; a = a->next)
		json_array_append_new(attributes, tree_of(a));
	for (const struct document_node *c = node->first; c; c = c->next)
		json_array_append_new(children, tree_of(c));
	return json_pack("[ssssoo]", kinds[node->kind], node->name ? node->name : "", node->space,
			 node->text ? node->text : "", attributes, children);
}

static json_t *address_of(const struct document_node *node)
{
	json_t *address = json_array();
	for (; node->parent; node = node->parent) {
		int place = 0;
		for (const struct document_node *s = node->previous; s; s = s->previous)
			place++;
		json_array_insert_new(address, 0,
				      node->kind == DOCUMENT_ATTRIBUTE ? json_sprintf("@%d", place)
								       : json_integer(place));
	}
	return address;
}

static json_t *json_of_number(double n)
{
	return isfinite(n) ? json_real(n) : json_string(isnan(n) ? "NaN" : n > 0 ? "Infinity" : "-Infinity");
}

static json_t *result_of(const struct expression *e, const struct document_node *at)
{
	static const char *const kinds[] = {[EXPRESSION_NUMBER] = "number",
					    [EXPRESSION_STRING] = "string",
					    [EXPRESSION_BOOLEAN] = "boolean"};
	const struct expression_context context = phoenix(at);
	g_autofree char *string = expression_evaluate_string(e, &context);
	g_autoptr(GPtrArray) nodes = expression_evaluate_nodes(e, &context);
	json_t *addresses = json_array();
	for (guint i = 0; i < nodes->len; i++)
		json_array_append_new(addresses, address_of(nodes->pdata[i]));
	return json_pack("{s:s, s:s, s:o, s:b, s:o}", "kind", kinds[expression_evaluate_kind(e, &context)],
			 "string", string, "number", json_of_number(expression_evaluate_number(e, &context)),
			 "boolean", expression_evaluate_boolean(e, &context), "nodes", addresses);
}

static void print_json(json_t *object)
{
	g_autofree char *line = json_dumps(object, JSON_COMPACT | JSON_REAL_PRECISION(17));
	g_assert(line);
	puts(line);
	json_decref(object);
}

static int dump(void)
{
	struct vectors vectors;
	if (!vectors_open(&vectors))
		return 1;
	GHashTableIter iter;
	gpointer key, document;
	g_hash_table_iter_init(&iter, vectors.documents);
	while (g_hash_table_iter_next(&iter, &key, &document))
		print_json(json_pack("{s:s, s:o}", "doc", key, "tree", tree_of(document_root(document))));
	char *rest = NULL;
	for (char *line = strtok_r(vectors.lines, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
		json_t *v = json_loads(line, 0, NULL);
		const struct document_node *at = context_of(&vectors, v);
		struct expression *e = at ? expression_parse(text_of(v, "expr"), NULL, NULL) : NULL;
		if (e)
			print_json(json_pack("{s:s, s:s, s:o, s:O, s:o, s:b, s:o}", "expr",
					     text_of(v, "expr"), "doc", document_of(&vectors, v), "ctx",
					     address_of(at), "rt", json_object_get(v, "rt"), "tree",
					     expression_json(e, NULL), "impure", expression_is_impure(e),
					     "result", result_of(e, at)));
		expression_free(e);
		json_decref(v);
	}
	vectors_close(&vectors);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc == 2 && !strcmp(argv[1], "--dump"))
		return dump();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_recorded_vectors_hold),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
