/* test_document - XML and CSV as trees of nodes, and what must be refused.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "document.h"
#include "form.h"

#include <string.h>

static struct document *read_xml(const char *xml)
{
	g_autoptr(GError) error = NULL;
	struct document *d = document_parse(xml, strlen(xml), &error);
	if (!d)
		fail_msg("%s: %s", xml, error->message);
	return d;
}

static void xml_refused(const char *xml, size_t length, const char *words)
{
	g_autoptr(GError) error = NULL;
	assert_null(document_parse(xml, length, &error));
	assert_true(g_error_matches(error, FORM_ERROR, FORM_ERROR_UNREADABLE));
	if (!strstr(error->message, words))
		fail_msg("%s does not say %s", error->message, words);
}

/* (element @attribute=value 'text' <!comment> <?target text> …) */
static void write_node(const struct document_node *node, GString *out)
{
	switch (node->kind) {
	case DOCUMENT_TEXT:
		g_string_append_printf(out, "'%s'", node->text);
		return;
	case DOCUMENT_COMMENT:
		g_string_append_printf(out, "<!%s>", node->text);
		return;
	case DOCUMENT_INSTRUCTION:
		g_string_append_printf(out, "<?%s %s>", node->name, node->text);
		return;
	default:
		break;
	}
	g_string_append_printf(out, "(%s", node->name ? node->name : "/");
	if (node->space && *node->space)
		g_string_append_printf(out, "{%s}", node->space);
	for (const struct document_node *a = node->attributes; a; a = a->next)
		g_string_append_printf(out, " @%s=%s", a->name, a->text);
	for (const struct document_node *child = node->first; child; child = child->next) {
		assert_ptr_equal(child->parent, node);
		assert_true(child->order > node->order);
		g_string_append_c(out, ' ');
		write_node(child, out);
	}
	g_string_append_c(out, ')');
}

static void reads_as(const char *xml, const char *expected)
{
	struct document *d = read_xml(xml);
	g_autoptr(GString) out = g_string_new(NULL);
	write_node(document_root(d), out);
	assert_string_equal(out->str, expected);
	document_free(d);
}

static void a_tree_keeps_the_order_of_its_nodes(void **state)
{
	(void)state;
	reads_as("<a><b x='1' y='2'>uno</b>dos<!--c--><?p q?></a>",
		 "(/ (a (b @x=1 @y=2 'uno') 'dos' <!c> <?p q>))");
	reads_as("\xEF\xBB\xBF<?xml version='1.0' encoding='UTF-8'?>\n<!--c--><a/>\n", "(/ <!c> (a))");
}

static void sections_and_references_are_one_text(void **state)
{
	(void)state;
	reads_as("<a>x&amp;<![CDATA[<y>]]>&#241;</a>", "(/ (a 'x&<y>ñ'))");
}

static void names_keep_their_prefix_and_know_their_namespace(void **state)
{
	(void)state;
	reads_as("<a xmlns='urn:a' xmlns:b='urn:b'><b:c b:d='1' e='2'/><f xmlns=''/></a>",
		 "(/ (a{urn:a} (b:c{urn:b} @b:d=1 @e=2) (f)))");
	struct document *d = read_xml("<a xml:lang='es' xmlns:b='urn:b' b:c='1'/>");
	const struct document_node *a = document_root(d)->first->attributes;
	assert_string_equal(a->name, "xml:lang");
	assert_string_equal(a->local, "lang");
	assert_string_equal(a->space, "http://www.w3.org/XML/1998/namespace");
	assert_string_equal(a->next->local, "c");
	assert_string_equal(a->next->space, "urn:b");
	assert_null(a->next->next);
	document_free(d);
}

static void the_string_of_an_element_is_all_the_text_below_it(void **state)
{
	(void)state;
	struct document *d = read_xml("<a>1<b>2<!--no--></b><?no no?><c x='no'>3</c></a>");
	g_autoptr(GString) out = g_string_new(NULL);
	document_string(document_root(d), out);
	assert_string_equal(out->str, "123");
	g_string_truncate(out, 0);
	document_string(document_child(document_root(d)->first, "b"), out);
	assert_string_equal(out->str, "2");
	g_string_truncate(out, 0);
	document_string(document_child(document_root(d)->first, "c")->attributes, out);
	assert_string_equal(out->str, "no");
	document_free(d);
}

static void a_document_can_be_built_by_hand_and_be_alive(void **state)
{
	(void)state;
	struct document *d = document_new();
	struct document_node *data = document_add(d, document_root(d), "data", NULL);
	document_add_attribute(d, data, "id", "f");
	struct document_node *age = document_add(d, data, "orx:edad", NULL);
	document_add(d, data, "vacío", "");
	document_add(d, data, "sexo", "h");
	const char *answer = NULL;
	age->live = &answer;
	g_autoptr(GString) out = g_string_new(NULL);
	document_string(data, out);
	assert_string_equal(out->str, "h");
	answer = "42";
	g_string_truncate(out, 0);
	document_string(data, out);
	assert_string_equal(out->str, "42h");
	assert_string_equal(document_attribute(data, "id"), "f");
	assert_null(document_attribute(data, "version"));
	assert_ptr_equal(document_child(data, "edad"), age);
	assert_null(document_child(data, "vacío")->first);
	assert_null(document_child(data, "otra"));
	document_free(d);
}

static void broken_xml_is_refused(void **state)
{
	(void)state;
	static const char *const broken[] = {
		"",	    "texto",	  "<a>",    "<a></b>",	    "<a/><b/>",	   "<a b='1' b='2'/>",
		"<a &x;/>", "<a>&x;</a>", "<p:a/>", "<a p:b='1'/>", "<a>\x01</a>", "<a>\xff</a>",
	};
	for (size_t i = 0; i < G_N_ELEMENTS(broken); i++)
		xml_refused(broken[i], strlen(broken[i]), "malformed");
	xml_refused("<a>\0</a>", 8, "malformed");
	xml_refused("<a/>\n<b/>", 9, "Line 2");
}

static void a_doctype_is_refused(void **state)
{
	(void)state;
	const char *plain = "<!DOCTYPE a><a/>";
	xml_refused(plain, strlen(plain), "DOCTYPE");
	const char *bomb = "<!DOCTYPE a [<!ENTITY x 'xxxxxxxxxx'><!ENTITY y '&x;&x;&x;'>]><a>&y;</a>";
	xml_refused(bomb, strlen(bomb), "DOCTYPE");
	const char *file = "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>";
	xml_refused(file, strlen(file), "DOCTYPE");
}

static void depth_and_size_are_bounded(void **state)
{
	(void)state;
	g_autoptr(GString) xml = g_string_new(NULL);
	for (int i = 0; i < DOCUMENT_DEPTH_MAX; i++)
		g_string_append(xml, "<a>");
	for (int i = 0; i < DOCUMENT_DEPTH_MAX; i++)
		g_string_append(xml, "</a>");
	document_free(read_xml(xml->str));
	g_string_prepend(xml, "<a>");
	g_string_append(xml, "</a>");
	xml_refused(xml->str, xml->len, "too deep");
	g_string_assign(xml, "<a>");
	for (size_t i = 0; i < DOCUMENT_NODES_MAX; i++)
		g_string_append(xml, "<a/>");
	g_string_append(xml, "</a>");
	xml_refused(xml->str, xml->len, "too many");
}

static void csv_as(const char *csv, const char *expected)
{
	g_autoptr(GError) error = NULL;
	struct document *d = document_from_csv(csv, strlen(csv), &error);
	if (!d)
		fail_msg("%s: %s", csv, error->message);
	g_autoptr(GString) out = g_string_new(NULL);
	write_node(document_root(d), out);
	assert_string_equal(out->str, expected);
	document_free(d);
}

static void a_table_is_a_root_with_items(void **state)
{
	(void)state;
	csv_as("name,label\na,Uno\nb,Dos\n", "(/ (root (item (name 'a') (label 'Uno')) (item (name 'b') "
					     "(label 'Dos'))))");
	csv_as("\xEF\xBB\xBFname,label\r\na,\"Uno, \"\"dos\"\"\r\ny tres\"\r\n\r\n",
	       "(/ (root (item (name 'a') (label 'Uno, \"dos\"\r\ny tres'))))");
	csv_as("a;b\n1,5;2", "(/ (root (item (a '1,5') (b '2'))))");
	csv_as("a\tb\n1\t2", "(/ (root (item (a '1') (b '2'))))");
	csv_as("solo", "(/ (root))");
}

static void cells_that_are_missing_are_empty_and_those_without_a_name_are_left_out(void **state)
{
	(void)state;
	csv_as("a,b,c\n1\n1,2,3,4\n", "(/ (root (item (a '1') (b) (c)) (item (a '1') (b '2') (c '3'))))");
	csv_as("a,dos palabras,,2x,ñ\n1,2,3,4,5\n", "(/ (root (item (a '1') (ñ '5'))))");
}

static void csv_refused(const char *csv, size_t length, const char *words)
{
	g_autoptr(GError) error = NULL;
	assert_null(document_from_csv(csv, length, &error));
	assert_true(g_error_matches(error, FORM_ERROR, FORM_ERROR_UNREADABLE));
	if (!strstr(error->message, words))
		fail_msg("%s does not say %s", error->message, words);
}

static void broken_tables_are_refused(void **state)
{
	(void)state;
	csv_refused("", 0, "empty");
	csv_refused("\n\r\n", 3, "empty");
	csv_refused("a,b\n\"1", 6, "quotation");
	csv_refused("a,b\n\"1\"x,2", 10, "quotation");
	csv_refused("a\n\xff", 3, "UTF-8");
	csv_refused("a\n\0", 3, "UTF-8");
	g_autoptr(GString) wide = g_string_new("a"); /* few bytes, but each short row would be filled up */
	for (int i = 0; i < 10000; i++)
		g_string_append(wide, ",a");
	for (int i = 0; i < 1000; i++)
		g_string_append(wide, "\n1");
	csv_refused(wide->str, wide->len, "too many");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_tree_keeps_the_order_of_its_nodes),
		cmocka_unit_test(sections_and_references_are_one_text),
		cmocka_unit_test(names_keep_their_prefix_and_know_their_namespace),
		cmocka_unit_test(the_string_of_an_element_is_all_the_text_below_it),
		cmocka_unit_test(a_document_can_be_built_by_hand_and_be_alive),
		cmocka_unit_test(broken_xml_is_refused),
		cmocka_unit_test(a_doctype_is_refused),
		cmocka_unit_test(depth_and_size_are_bounded),
		cmocka_unit_test(a_table_is_a_root_with_items),
		cmocka_unit_test(cells_that_are_missing_are_empty_and_those_without_a_name_are_left_out),
		cmocka_unit_test(broken_tables_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
