/* test_expression - the dialect itself: values by hand, what it reads, and what is refused and where.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "expression.h"
#include "expression_values.h"
#include "form.h"

#include <string.h>

static void gives(const char *text, const char *expected)
{
	g_autofree char *result = value_in(text, "<d><a>4</a><b>uno dos tres</b><c/></d>", "");
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
	/* without the limit this would take longer than the sun has left */
	gives("regex('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', '(a|a|aa)+')", "false");
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
	refused("1 == 2", "character 4:", "instead of \"==\"");
	refused("1 <> 2", "character 3:", "instead of \"<>\"");
	refused("1 = 1 AND 2 = 2", "character 7:", "instead of \"AND\" write \"and\"");
	refused("1 = 1 && 2 = 2", "character 7:", "write \"and\"");
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

static void paths_that_are_none_are_refused(void **state)
{
	(void)state;
	refused("a[1", "character 4:", "bracket");
	refused("a[]", "character 3:", "expected");
	refused("a/", "character 3:", "incomplete");
	refused("//", "character 3:", "incomplete");
	refused("/data//", "character 8:", "incomplete");
	refused("a/count(b)", "character 3:", "step");
	refused("hijo::a", "character 1:", "axis");
	refused("a/@", "character 4:", "incomplete");
	refused("node(a)", "character 6:", "parenthesis");
	refused("comment(", "character 9:", "parenthesis");
	refused("5/2", "character 2:", "div");
	refused("'a'[1]", "character 4:", "after a path");
	refused("1 | a", "character 3:", "joins nodes");
	refused("a | true()", "character 3:", "joins nodes");
	refused("sum(a, b)", "character 1:", "too many");
	refused("count-non-empty('a')", "character 1:", "${name}");
	refused("indexed-repeat(a, 1, 2)", "character 1:", "${name}");
	refused("jr:choice-name(a, ${b})", "character 19:", "quotes");
	refused("jr:choice-name(a, 'b c')", "character 19:", "quotes");
	refused("jr:choice-name(a, '${b')", "character 20:", "${name}");
	refused("position(1)", "character 1:", "${name}");
	refused("last(1)", "character 1:", "too many");
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
	g_autoptr(GString) grown = g_string_new("'0123456789012345678901234567890123456789'");
	for (int i = 0; i < 40; i++) {
		g_string_prepend(grown, "translate(");
		g_string_append(grown, ",'0','ñ')");
	}
	g_autofree char *result = value_in(grown->str, "<d/>", "");
	assert_true(strlen(result) <= EXPRESSION_RESULT_MAX);
	g_autoptr(GString) xml = g_string_new("<d>");
	for (int i = 0; i < 3000; i++)
		g_string_append(xml, "<a>0123456789012345678901234567890123456789</a>");
	g_string_append(xml, "</d>");
	g_autofree char *joined = value_in("join(', ', a)", xml->str, "");
	assert_true(strlen(joined) <= EXPRESSION_RESULT_MAX);
	assert_true(g_str_has_prefix(joined, "0123456789012345678901234567890123456789, 0"));
}

/* --- functions that the vectors do not try */
static void functions_of_the_standard_give_what_it_says(void **state)
{
	(void)state;
	gives("digest('abc', 'SHA-384', 'hex')",
	      "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
	      "8086072ba1e7cc2358baeca134c825a7");
	gives("digest('abc', 'SHA-512')",
	      "3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw==");
	gives("digest('abc', 'CRC', 'hex')", "");
	gives("digest('abc', 'MD5', 'octal')", "");
	gives("base64-decode('w7FhbmTDug==')", "ñandú");
	gives("base64-decode('/w==')", "\xEF\xBF\xBD");
	gives("string-length(uuid())", "36");
	gives("string-length(uuid(20))", "20");
	gives("uuid(0)", "");
	gives("random() < 1", "true");
	gives("geofence('1 1 0 0', '0 0;0 2;2 2;2 0;0 0')", "true");
	gives("geofence('3 1', '0 0;0 2;2 2;2 0;0 0')", "false");
	gives("geofence('', '0 0;0 2;2 2;2 0;0 0')", "false");
	gives("geofence('1 1', '')", "false");
	gives("intersects('0 0;2 2;2 0;0 2')", "true");
	gives("intersects('0 0;0 2;2 2;2 0;0 0')", "false");
	gives("intersects('0 0;1 1')", "false");
	gives("distance('0 0;0 1;')", "111318.85");
	gives("distance('0 0', '0 1')", "111318.85");
	gives("checklist(2, -1, true(), false(), 1 = 1)", "true");
	gives("checklist(-1, 1, true(), 2, 3)", "false");
	/* the text of RFC 8032, 7.1, test 2: one byte, 0x72 */
	gives("extract-signed('kqAJqfDUyrhyDoILX2QlQKKye1QWUD+Ps3YiI+vbadoIWsHkPhWZbkWPNhPQ"
	      "8R2MOHsurrQwKu6wDSkWErsMAHI=', 'PUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=')",
	      "r");
	gives("extract-signed('kqAJqfDUyrhyDoILX2QlQKKye1QWUD+Ps3YiI+vbadoIWsHkPhWZbkWPNhPQ"
	      "8R2MOHsurrQwKu6wDSkWErsMAHM=', 'PUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=')",
	      "");
	gives("extract-signed('x', 'y')", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(operators_bind_as_in_xpath),
		cmocka_unit_test(numbers_are_written_without_exponent),
		cmocka_unit_test(choices_are_looked_up_as_whole_words),
		cmocka_unit_test(texts_are_counted_in_characters),
		cmocka_unit_test(the_clock_is_the_callers),
		cmocka_unit_test(a_pattern_must_match_the_whole_text),
		cmocka_unit_test(a_pattern_that_never_ends_is_cut_short),
		cmocka_unit_test(names_are_listed_once_with_their_place),
		cmocka_unit_test(an_unknown_function_is_refused_with_the_nearest_one),
		cmocka_unit_test(incomplete_expressions_are_refused_where_they_break),
		cmocka_unit_test(wrong_arguments_are_refused),
		cmocka_unit_test(paths_that_are_none_are_refused),
		cmocka_unit_test(endless_nesting_is_refused),
		cmocka_unit_test(doubling_texts_does_not_grow_without_end),
		cmocka_unit_test(functions_of_the_standard_give_what_it_says),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
