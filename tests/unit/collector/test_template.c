/* test_template.c - what a page does with a view, and what no view can do to a page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "assets.h"
#include "template.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sodium.h>
#include <cmocka.h>

static void check_fill(const char *text, const char *view_text, const char *expected)
{
	json_error_t json_error;
	g_autoptr(GError) error = NULL;
	json_t *view = json_loads(view_text, JSON_ALLOW_NUL, &json_error);

	assert_non_null(view);
	g_autofree char *filled = template_fill_text(text, view, &error);
	assert_null(error);
	assert_non_null(filled);
	assert_string_equal(filled, expected);
	json_decref(view);
}

static void check_refused(const char *text, int code)
{
	g_autoptr(GError) error = NULL;
	json_t *view = json_object();
	char *filled = template_fill_text(text, view, &error);

	assert_null(filled);
	assert_true(g_error_matches(error, TEMPLATE_ERROR, code));
	json_decref(view);
}

static void a_value_is_filled_in(void **state)
{
	(void)state;
	check_fill("Hola {{name}}, {{ age }}.", "{\"name\":\"Ana\",\"age\":30}", "Hola Ana, 30.");
	check_fill("{{a.b.c}}", "{\"a\":{\"b\":{\"c\":\"hondo\"}}}", "hondo");
	check_fill("{{x}} {{y}} {{z}}", "{\"x\":0.1,\"y\":-7,\"z\":true}", "0.1 -7 true");
}

static void an_unknown_name_is_nothing(void **state)
{
	(void)state;
	check_fill("[{{x}}{{a.x}}{{a.b.x}}]", "{\"a\":{\"b\":1}}", "[]");
	check_fill("[{{n}}{{o}}{{l}}]", "{\"n\":null,\"o\":{\"a\":1},\"l\":[1]}", "[]");
}

static void the_rest_of_a_dotted_name_is_not_looked_for_outside(void **state)
{
	(void)state;
	check_fill("{{#a}}[{{b.c}}]{{/a}}", "{\"a\":{\"b\":{\"d\":1}},\"b\":{\"c\":\"fuera\"}}", "[]");
}

static void a_name_after_a_dot_is_not_looked_for_outside_at_all(void **state)
{
	(void)state;
	check_fill("{{#l}}[{{.x}}{{#.y}}y{{/.y}}{{^.y}}n{{/.y}}]{{/l}}",
		   "{\"l\":[{\"x\":1},{\"y\":true}],\"x\":9,\"y\":9}", "[1n][y]");
	check_fill("{{#a}}{{.b.c}}{{/a}}", "{\"a\":{\"b\":{\"c\":\"dentro\"}}}", "dentro");
}

static void every_value_is_escaped(void **state)
{
	(void)state;
	check_fill("{{x}}", "{\"x\":\"<script>alert('1')</script>&\\\"\"}",
		   "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;&quot;");
	check_fill("{{#l}}{{.}}{{/l}}", "{\"l\":[\"<\",\">\"]}", "&lt;&gt;");
	check_fill("{{x}}", "{\"x\":\"a\\u0000b\"}",
		   "a\xef\xbf\xbd"
		   "b");
}

static void no_value_brings_markup_into_a_page(void **state)
{
	static const char alphabet[] = "<>&\"'{}#/x =\\!-";

	(void)state;
	for (uint32_t round = 0; round < 2000; round++) {
		char value[64];
		unsigned char seed[randombytes_SEEDBYTES] = {0}, noise[sizeof value - 1];

		memcpy(seed, &round, sizeof round);
		randombytes_buf_deterministic(noise, sizeof noise, seed);
		for (size_t i = 0; i < sizeof noise; i++)
			value[i] = alphabet[noise[i] % (sizeof alphabet - 1)];
		value[sizeof value - 1] = '\0';
		json_t *view = json_pack("{s:s,s:[s]}", "x", value, "l", value);
		g_autofree char *filled =
			template_fill_text("{{x}}{{#l}}{{.}}{{/l}}{{#x}}{{.}}{{/x}}", view, NULL);
		json_decref(view);

		assert_non_null(filled);
		assert_null(strpbrk(filled, "<>\"'"));
		/* Undoing our five entities gives the value back three times: nothing is lost or made twice.
		 */
		GString *undone = g_string_new(filled);
		g_string_replace(undone, "&lt;", "<", 0);
		g_string_replace(undone, "&gt;", ">", 0);
		g_string_replace(undone, "&quot;", "\"", 0);
		g_string_replace(undone, "&#39;", "'", 0);
		g_string_replace(undone, "&amp;", "&", 0);
		g_autofree char *thrice = g_strconcat(value, value, value, NULL);
		assert_string_equal(undone->str, thrice);
		g_string_free(undone, TRUE);
	}
}

static void a_section_repeats_over_a_list(void **state)
{
	(void)state;
	check_fill("{{#l}}<{{n}}>{{/l}}", "{\"l\":[{\"n\":1},{\"n\":2}]}", "<1><2>");
	check_fill("{{#l}}{{.}},{{/l}}", "{\"l\":[\"a\",2,null]}", "a,2,,");
}

static void a_section_is_shown_once_for_something(void **state)
{
	(void)state;
	check_fill("{{#x}}sí{{/x}}", "{\"x\":true}", "sí");
	check_fill("{{#x}}{{.}}{{/x}}", "{\"x\":\"texto\"}", "texto");
	check_fill("{{#x}}{{y}}{{/x}}", "{\"x\":{\"y\":\"dentro\"},\"y\":\"fuera\"}", "dentro");
	check_fill("{{#x}}{{y}}{{/x}}", "{\"x\":{\"z\":1},\"y\":\"fuera\"}", "fuera");
	check_fill("{{#x}}{{.}}{{/x}}", "{\"x\":0}", "0");
}

static void a_section_is_not_shown_for_nothing(void **state)
{
	static const char *const nothings[] = {"{}",	       "{\"x\":null}", "{\"x\":false}",
					       "{\"x\":\"\"}", "{\"x\":[]}",   "{\"x\":{}}"};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(nothings); i++)
		check_fill("{{#x}}sí{{/x}}{{^x}}no{{/x}}", nothings[i], "no");
}

static void a_sentence_is_said_in_the_language_of_the_view(void **state)
{
	(void)state;
	check_fill("{{_ Acepto el aviso y envío}}", "{\"lang\":\"en\"}", "I accept the notice and send");
	check_fill("{{_ Acepto el aviso y envío}}", "{\"lang\":\"es\"}", "Acepto el aviso y envío");
	check_fill("{{#a}}{{_ Acepto el aviso y envío}}{{/a}}", "{\"lang\":\"en\",\"a\":{\"lang\":\"es\"}}",
		   "I accept the notice and send");
	check_fill("{{_ A < B}}", "{}", "A &lt; B");
}

static void a_line_of_tags_leaves_no_line(void **state)
{
	(void)state;
	check_fill("a\n  {{#x}}\n  b\n  {{/x}}\nc\n", "{\"x\":true}", "a\n  b\nc\n");
	check_fill("a\n{{! note }}\nb", "{}", "a\nb");
	check_fill("a {{#x}}\nb{{/x}}\n", "{\"x\":true}", "a \nb\n");
	check_fill("  {{x}}\n", "{\"x\":1}", "  1\n");
}

static void a_section_left_open_is_refused(void **state)
{
	(void)state;
	check_refused("{{#a}}", TEMPLATE_ERROR_SYNTAX);
	check_refused("{{#a}}{{#b}}{{/a}}{{/b}}", TEMPLATE_ERROR_SYNTAX);
	check_refused("{{/a}}", TEMPLATE_ERROR_SYNTAX);
	check_refused("{{a", TEMPLATE_ERROR_SYNTAX);
	check_refused("{{", TEMPLATE_ERROR_SYNTAX);
}

static void a_tag_for_raw_text_is_refused(void **state)
{
	(void)state;
	check_refused("{{{a}}}", TEMPLATE_ERROR_SYNTAX);
	check_refused("{{&a}}", TEMPLATE_ERROR_SYNTAX);
	check_refused("{{=<% %>=}}", TEMPLATE_ERROR_SYNTAX);
}

static void a_name_that_is_none_is_refused(void **state)
{
	(void)state;
	check_refused("{{}}", TEMPLATE_ERROR_SYNTAX);
	check_refused("{{#}}{{/}}", TEMPLATE_ERROR_SYNTAX);
	check_refused("{{a b}}", TEMPLATE_ERROR_SYNTAX);
	check_refused("{{a..b}}", TEMPLATE_ERROR_SYNTAX);
	check_refused("{{..a}}", TEMPLATE_ERROR_SYNTAX);
	check_refused("{{a.}}", TEMPLATE_ERROR_SYNTAX);
	check_refused("{{_ }}", TEMPLATE_ERROR_SYNTAX);
	check_refused("{{>../secret}}", TEMPLATE_ERROR_SYNTAX);
}

static void sections_too_deep_are_refused(void **state)
{
	g_autoptr(GString) text = g_string_new(NULL);

	(void)state;
	for (int i = 0; i < 33; i++)
		g_string_append(text, "{{#a}}");
	for (int i = 0; i < 33; i++)
		g_string_append(text, "{{/a}}");
	check_refused(text->str, TEMPLATE_ERROR_SYNTAX);
}

static void a_text_on_its_own_has_no_parts(void **state)
{
	(void)state;
	check_refused("{{>question}}", TEMPLATE_ERROR_PARTIAL);
	check_refused("{{#a}}{{>site.css}}{{/a}}", TEMPLATE_ERROR_PARTIAL);
}

static void every_embedded_file_is_found_and_no_other(void **state)
{
	(void)state;
	assert_true(n_assets > 0);
	for (size_t i = 0; i < n_assets; i++) {
		assert_ptr_equal(asset_find(assets[i].name), &assets[i]);
		assert_int_equal(assets[i].bytes[assets[i].length], 0);
	}
	assert_null(asset_find(""));
	assert_null(asset_find("collector/pages/none.html"));
	assert_null(asset_find("zzz"));
}

static void all_pages_load_and_their_policy_is_complete(void **state)
{
	g_autoptr(GError) error = NULL;
	struct templates *templates = templates_load(&error);

	(void)state;
	assert_null(error);
	assert_non_null(templates);
	g_autofree char *policy = templates_security_policy(templates);
	assert_true(g_str_has_prefix(policy, "default-src 'none'; script-src 'self'"));
	assert_non_null(strstr(policy, "; frame-ancestors 'none'"));
	assert_null(strstr(policy, "unsafe"));
	assert_null(strpbrk(policy, "\r\n"));
	templates_free(templates);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_value_is_filled_in),
		cmocka_unit_test(an_unknown_name_is_nothing),
		cmocka_unit_test(the_rest_of_a_dotted_name_is_not_looked_for_outside),
		cmocka_unit_test(a_name_after_a_dot_is_not_looked_for_outside_at_all),
		cmocka_unit_test(every_value_is_escaped),
		cmocka_unit_test(no_value_brings_markup_into_a_page),
		cmocka_unit_test(a_section_repeats_over_a_list),
		cmocka_unit_test(a_section_is_shown_once_for_something),
		cmocka_unit_test(a_section_is_not_shown_for_nothing),
		cmocka_unit_test(a_sentence_is_said_in_the_language_of_the_view),
		cmocka_unit_test(a_line_of_tags_leaves_no_line),
		cmocka_unit_test(a_section_left_open_is_refused),
		cmocka_unit_test(a_tag_for_raw_text_is_refused),
		cmocka_unit_test(a_name_that_is_none_is_refused),
		cmocka_unit_test(sections_too_deep_are_refused),
		cmocka_unit_test(a_text_on_its_own_has_no_parts),
		cmocka_unit_test(every_embedded_file_is_found_and_no_other),
		cmocka_unit_test(all_pages_load_and_their_policy_is_complete),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
