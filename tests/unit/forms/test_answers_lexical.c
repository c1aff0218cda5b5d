/* test_answers_lexical - the one form in which each type of answer is stored, and what is none.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "answers_lexical.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct example {
	const char *typed, *canonical; /* NULL: a fault */
	int fault;
};

static void check(const struct form_question *q, const struct example *examples, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct example *e = &examples[i];
		int fault;
		g_autofree char *canonical = lexical_canonical(q, e->typed, &fault);
		if (g_strcmp0(canonical, e->canonical) || (e->canonical ? fault >= 0 : fault != e->fault))
			fail_msg("\"%s\" became \"%s\", fault %d", e->typed, canonical ? canonical : "(null)",
				 fault);
		if (!canonical)
			continue;
		g_autofree char *again = lexical_canonical(q, canonical, &fault);
		if (g_strcmp0(canonical, again))
			fail_msg("\"%s\" became \"%s\"", canonical, again ? again : "(null)");
	}
}
#define CHECK(q, ...)                                                                                        \
	check(q, (const struct example[]){__VA_ARGS__},                                                      \
	      sizeof((const struct example[]){__VA_ARGS__}) / sizeof(struct example))
#define AS(typed, canonical)                                                                                 \
	{                                                                                                    \
		typed, canonical, -1                                                                         \
	}
#define NOT(typed, fault)                                                                                    \
	{                                                                                                    \
		typed, NULL, fault                                                                           \
	}

static void hours_are_taken_as_phones_and_people_write_them(void **state)
{
	(void)state;
	const struct form_question q = {.type = FORM_TIME};
	CHECK(&q, AS("18:30", "18:30"), AS("9:05", "09:05"), AS("00:00:00", "00:00"),
	      AS("23:59:59", "23:59:59"), AS("10:00:00.000-06:00", "10:00-06:00"),
	      AS("10:00:00.5", "10:00:00.500"), AS("10:00:01.123456789Z", "10:00:01.123Z"),
	      AS("07:15:00.000+0530", "07:15+05:30"), AS("07:15+05", "07:15+05:00"),
	      AS("07:15-00:00", "07:15+00:00"), AS("7:15 pm", "19:15"), AS("7:15 p. m.", "19:15"),
	      AS("12:00 a.m.", "00:00"), AS("12:30 PM", "12:30"), AS(" 8:00 ", "08:00"));
}

static void hours_that_are_none_are_refused(void **state)
{
	(void)state;
	const struct form_question q = {.type = FORM_TIME};
#define NO(typed) NOT(typed, ANSWERS_NOT_A_TIME)
	CHECK(&q, NO("24:00"), NO("10:60"), NO("10:00:60"), NO("10"), NO("10:5"), NO("diez"), NO("10:00:"),
	      NO("10:00:00."), NO("10:00+15:00"), NO("10:00+05:60"), NO("10:00+5"), NO("10:00ZZ"),
	      NO("13:00 pm"), NO("0:30 am"), NO("10:00 xm"), NO("10:00 a"), NO("-1:00"), NO("010:00"),
	      NO("10:00 Z"));
#undef NO
}

static void moments_keep_their_offset(void **state)
{
	(void)state;
	const struct form_question q = {.type = FORM_DATETIME};
	CHECK(&q, AS("2024-02-29T10:00", "2024-02-29T10:00"),
	      AS("2024-02-29T10:00:00.000-06:00", "2024-02-29T10:00-06:00"),
	      AS("2024-02-29 10:00:07", "2024-02-29T10:00:07"), AS("29/2/2024, 9:05 am", "2024-02-29T09:05"),
	      AS("2024-02-29T10:00:00Z", "2024-02-29T10:00Z"));
	CHECK(&q, NOT("2023-02-29T10:00", ANSWERS_NOT_A_DATE), NOT("2024-02-29", ANSWERS_NOT_A_TIME),
	      NOT("2024-02-29T", ANSWERS_NOT_A_TIME), NOT("10:00", ANSWERS_NOT_A_DATE),
	      NOT("2024-02-29T25:00", ANSWERS_NOT_A_TIME), NOT("2024-02-29T10:00 x", ANSWERS_NOT_A_TIME),
	      NOT("2024-02-29x10:00", ANSWERS_NOT_A_DATE), NOT("2024-2-9T10:00", ANSWERS_NOT_A_DATE));
}

static void dates_are_dates(void **state)
{
	(void)state;
	const struct form_question q = {.type = FORM_DATE};
	CHECK(&q, AS("2024-02-29", "2024-02-29"), AS("1/12/2020", "2020-12-01"),
	      AS("2024-02-29T23:00:00.000-06:00", "2024-02-29"));
#define NO(typed) NOT(typed, ANSWERS_NOT_A_DATE)
	CHECK(&q, NO("2023-02-29"), NO("0000-01-01"), NO("2024-13-01"), NO("2024-00-01"), NO("32/1/2020"),
	      NO("1/2/20"), NO("2024-02-29T"), NO("2024-02-29T99:00"), NO("2024-02-29 10:00"), NO("hoy"),
	      NO("2024/02/29"), NO("20240229"));
#undef NO
}

static void numbers_are_written_without_needless_digits(void **state)
{
	(void)state;
	const struct form_question whole = {.type = FORM_INTEGER}, decimal = {.type = FORM_DECIMAL};
	CHECK(&whole, AS("7", "7"), AS("-007", "-7"), AS("+0", "0"), AS("-0", "0"),
	      AS("123456789012345678", "123456789012345678"));
	CHECK(&decimal, AS("1.50", "1.5"), AS(".5", "0.5"), AS("5.", "5"), AS("-0.0", "0"),
	      AS("1.0E7", "10000000"), AS("1.25e-3", "0.00125"), AS("12.5e1", "125"), AS("0e5", "0"),
	      AS("1.0E+2", "100"));
	CHECK(&whole, NOT("1.5", ANSWERS_NOT_A_NUMBER), NOT("1e3", ANSWERS_NOT_A_NUMBER),
	      NOT("1234567890123456789", ANSWERS_NOT_A_NUMBER), NOT("--1", ANSWERS_NOT_A_NUMBER),
	      NOT("1 000", ANSWERS_NOT_A_NUMBER));
	CHECK(&decimal, NOT(".", ANSWERS_NOT_A_NUMBER), NOT("1e", ANSWERS_NOT_A_NUMBER),
	      NOT("1e9999", ANSWERS_NOT_A_NUMBER), NOT("1e99", ANSWERS_NOT_A_NUMBER),
	      NOT("1e-99", ANSWERS_NOT_A_NUMBER), NOT("NaN", ANSWERS_NOT_A_NUMBER),
	      NOT("1,5", ANSWERS_NOT_A_NUMBER), NOT("0x10", ANSWERS_NOT_A_NUMBER),
	      NOT("Infinity", ANSWERS_NOT_A_NUMBER));
}

/* The library's own reading of numbers is the twin. */
static void a_number_keeps_its_value(void **state)
{
	(void)state;
	unsigned seed = 3;
	for (int round = 0; round < 50000; round++) {
		GString *typed = g_string_new(NULL);
		static const char alphabet[] = "0012345678900..-eE+";
		seed = seed * 1103515245u + 12345u;
		for (unsigned n = 1 + (seed >> 16) % 9; n > 0; n--) {
			seed = seed * 1103515245u + 12345u;
			g_string_append_c(typed, alphabet[(seed >> 16) % (sizeof alphabet - 1)]);
		}
		char *canonical = NULL, *end;
		double twin = g_ascii_strtod(typed->str, &end);
		bool is_number = !*end && end != typed->str;
		bool taken = lexical_number(typed->str, true, &canonical);
		if (taken && (!is_number || twin != g_ascii_strtod(canonical, NULL)))
			fail_msg("\"%s\" became %s", typed->str, canonical);
		bool is_short = typed->len <= strcspn(typed->str, "eE") + 4; /* of its exponent */
		if (!taken && is_number && is_short && fabs(twin) < 1e15 && (twin == 0 || fabs(twin) > 1e-7))
			fail_msg("\"%s\" was refused", typed->str);
		g_free(canonical);
		g_string_free(typed, TRUE);
	}
}

static void a_range_takes_its_steps_only(void **state)
{
	(void)state;
	char *by_half[] = {(char *)"start", (char *)"0",   (char *)"end", (char *)"2",
			   (char *)"step",  (char *)"0.5", NULL};
	char *down[] = {(char *)"start", (char *)"10", (char *)"end", (char *)"-2",
			(char *)"step",	 (char *)"3",  NULL};
	const struct form_question plain = {.type = FORM_RANGE};
	const struct form_question half = {.type = FORM_RANGE, .parameters = by_half};
	const struct form_question falling = {.type = FORM_RANGE, .parameters = down};
	CHECK(&plain, AS("1", "1"), AS("10.0", "10"), NOT("0", ANSWERS_OUT_OF_RANGE),
	      NOT("11", ANSWERS_OUT_OF_RANGE), NOT("1.5", ANSWERS_OUT_OF_RANGE),
	      NOT("x", ANSWERS_NOT_A_NUMBER));
	CHECK(&half, AS("0", "0"), AS("1.50", "1.5"), AS("2", "2"), NOT("0.25", ANSWERS_OUT_OF_RANGE),
	      NOT("2.5", ANSWERS_OUT_OF_RANGE), NOT("-0.5", ANSWERS_OUT_OF_RANGE));
	CHECK(&falling, AS("10", "10"), AS("7", "7"), AS("-2", "-2"), NOT("8", ANSWERS_OUT_OF_RANGE),
	      NOT("-5", ANSWERS_OUT_OF_RANGE));
}

static void a_point_has_latitude_and_longitude(void **state)
{
	(void)state;
	const struct form_question q = {.type = FORM_GEOPOINT};
	CHECK(&q, AS("19.4326 -99.1332", "19.4326 -99.1332 0 0"), AS("19.43, -99.13", "19.43 -99.13 0 0"),
	      AS("19.43,-99.13", "19.43 -99.13 0 0"), AS("19.43 , -99.13 , 2240", "19.43 -99.13 2240 0"),
	      AS("19.4326018 -99.1332049 2240.0 4.9", "19.4326018 -99.1332049 2240 4.9"),
	      AS("-90 180 0 0", "-90 180 0 0"), AS("1.0E-4 -1.5e-3 0.0 1.0E7", "0.0001 -0.0015 0 10000000"),
	      AS("1.00000000000000000009 2", "1 2 0 0"), AS("-0.00000000000009 2", "0 2 0 0"));
#define NO(typed) NOT(typed, ANSWERS_NOT_A_PLACE)
	CHECK(&q, NO("19.43"), NO("90.01 0"), NO("-90.01 0"), NO("0 180.1"), NO("0 -181"), NO("0 0 0 -1"),
	      NO("1 2 3 4 5"), NO("a b"), NO("19,43 -99,13"), NO("19.43,, -99.13"), NO("19.43, -99.13,"),
	      NO(", 1 2"), NO("1;2"), NO("NaN NaN"), NO("aquí"));
#undef NO
}

static void traces_and_shapes_have_enough_places(void **state)
{
	(void)state;
	const struct form_question trace = {.type = FORM_GEOTRACE}, shape = {.type = FORM_GEOSHAPE};
	CHECK(&trace, AS("1 1;2 2", "1 1 0 0; 2 2 0 0"), AS("1 1 5 5; 2 2 ;", "1 1 5 5; 2 2 0 0"),
	      AS("1,1;2,2;1,1", "1 1 0 0; 2 2 0 0; 1 1 0 0"));
	CHECK(&shape, AS("1 1;2 2;3 1", "1 1 0 0; 2 2 0 0; 3 1 0 0; 1 1 0 0"),
	      AS("1 1;2 2;3 1;1 1", "1 1 0 0; 2 2 0 0; 3 1 0 0; 1 1 0 0"));
#define NO(typed) NOT(typed, ANSWERS_NOT_A_PLACE)
	CHECK(&trace, NO("1 1"), NO("1 1;1 1"), NO("1 1;;2 2"), NO(";1 1;2 2"), NO("1 1;2"), NO("1 1|2 2"));
	CHECK(&shape, NO("1 1;2 2"), NO("1 1;2 2;1 1"), NO("1 1;2 2;2 2 9;1 1"), NO("1 1;2 2;91 0"));
#undef NO
	g_autoptr(GString) many = g_string_new(NULL);
	while (many->len <= LEXICAL_PLACES_MAX)
		g_string_append_printf(many, "1 %zu.5;", many->len % 179);
	CHECK(&trace, NOT(many->str, ANSWERS_TOO_LONG));
	int fault;
	g_string_truncate(many, 100000);
	g_string_truncate(many, (size_t)(strrchr(many->str, ';') - many->str));
	g_autofree char *long_one = lexical_canonical(&trace, many->str, &fault);
	assert_non_null(long_one);
}

static void a_file_is_a_name_and_no_path(void **state)
{
	(void)state;
	const struct form_question q = {.type = FORM_IMAGE};
	g_autofree char *longest = g_strnfill(LEXICAL_FILE_MAX, 'a'),
			*longer = g_strnfill(LEXICAL_FILE_MAX + 1, 'a');
	CHECK(&q, AS("foto.jpg", "foto.jpg"), AS(" bache ñ.png ", "bache ñ.png"), AS(longest, longest));
#define NO(typed) NOT(typed, ANSWERS_NOT_A_FILE)
	CHECK(&q, NO("../foto.jpg"), NO("a/b.jpg"), NO("a\\b.jpg"), NO("."), NO(".."), NO(".htaccess"),
	      NO("a\nb"), NO("a\tb"), NO(longer));
#undef NO
}

static struct form_list *list_new(void)
{
	static struct form_choice choices[] = {
		{.name = (char *)"a"}, {.name = (char *)"b"}, {.name = (char *)"c"}};
	struct form_list *list = g_new0(struct form_list, 1);
	list->choices = choices;
	list->n_choices = G_N_ELEMENTS(choices);
	list->by_name = g_hash_table_new(g_str_hash, g_str_equal);
	for (size_t i = 0; i < list->n_choices; i++)
		g_hash_table_insert(list->by_name, choices[i].name, &choices[i]);
	return list;
}

static void a_rank_keeps_its_order_and_several_choices_that_of_the_list(void **state)
{
	(void)state;
	struct form_list *list = list_new();
	const struct form_question rank = {.type = FORM_RANK, .list = list},
				   several = {.type = FORM_SELECT_MULTIPLE, .list = list};
	CHECK(&rank, AS("c a b", "c a b"), AS(" b\n a ", "b a"), NOT("a a", ANSWERS_NOT_A_CHOICE),
	      NOT("a d", ANSWERS_NOT_A_CHOICE), NOT("a,b", ANSWERS_NOT_A_CHOICE),
	      NOT("a b c a", ANSWERS_NOT_A_CHOICE));
	CHECK(&several, AS("c a b", "a b c"), AS("b b a", "a b"), NOT("d", ANSWERS_NOT_A_CHOICE));
	g_hash_table_unref(list->by_name);
	g_free(list);
}

static void what_tells_about_a_device_is_not_even_read(void **state)
{
	(void)state;
	const struct form_question private = {.type = FORM_METADATA, .metadata = FORM_METADATA_PRIVATE};
	const struct form_question today = {.type = FORM_METADATA, .metadata = FORM_METADATA_TODAY};
	const struct form_question start = {.type = FORM_METADATA, .metadata = FORM_METADATA_START};
	CHECK(&private, NOT("imei:123456", -1), NOT("ana@example.org", -1));
	CHECK(&today, AS("2024-02-29", "2024-02-29"), NOT("ayer", -1));
	CHECK(&start, AS("2024-02-29T10:00:00.000-06:00", "2024-02-29T10:00-06:00"), NOT("2024-02-29", -1));
}

static void nothing_typed_is_no_answer_and_no_fault(void **state)
{
	(void)state;
	static const char *const blanks[] = {"",     " ",	    "\t\r\n", "\xC2\xA0", "\xE2\x80\x8B",
					     "\x01", "\xEF\xBF\xBF"};
	struct form_list *list = list_new();
	for (int type = FORM_TEXT; type < FORM_GROUP; type++) {
		const struct form_question q = {.type = (enum form_type)type, .list = list};
		for (size_t i = 0; i < G_N_ELEMENTS(blanks); i++) {
			int fault;
			assert_null(lexical_canonical(&q, blanks[i], &fault));
			assert_int_equal(fault, -1);
		}
	}
	g_hash_table_unref(list->by_name);
	g_free(list);
}

static void texts_lose_what_is_no_character(void **state)
{
	(void)state;
	const struct form_question q = {.type = FORM_BARCODE};
	CHECK(&q, AS("a\x01\x7F-b", "a-b"), AS("a\xEF\xBF\xBE\xEF\xBF\xBF", "a"), AS("a \x02", "a"),
	      AS("\x02 a", "a"), AS("750 1234", "750 1234"), AS("e\xCC\x81", "é"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hours_are_taken_as_phones_and_people_write_them),
		cmocka_unit_test(hours_that_are_none_are_refused),
		cmocka_unit_test(moments_keep_their_offset),
		cmocka_unit_test(dates_are_dates),
		cmocka_unit_test(numbers_are_written_without_needless_digits),
		cmocka_unit_test(a_number_keeps_its_value),
		cmocka_unit_test(a_range_takes_its_steps_only),
		cmocka_unit_test(a_point_has_latitude_and_longitude),
		cmocka_unit_test(traces_and_shapes_have_enough_places),
		cmocka_unit_test(a_file_is_a_name_and_no_path),
		cmocka_unit_test(a_rank_keeps_its_order_and_several_choices_that_of_the_list),
		cmocka_unit_test(what_tells_about_a_device_is_not_even_read),
		cmocka_unit_test(nothing_typed_is_no_answer_and_no_fault),
		cmocka_unit_test(texts_lose_what_is_no_character),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
