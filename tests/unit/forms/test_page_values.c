/* test_page_values - what people type into the page's inputs against what the standard writes.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "page.h"
#include "page_values.h"
#include "xlsform.h"

#include <string.h>

static void reads(enum form_type type, const char *appearance, const char *typed, const char *expected)
{
	struct form_question q = {.type = type, .appearance = (char *)(uintptr_t)appearance};
	g_autofree char *got = page_value_read(&q, typed);
	if (strcmp(got, expected) != 0)
		fail_msg("\"%s\" is read as \"%s\", not \"%s\"", typed, got, expected);
}

static void shows(enum form_type type, const char *appearance, const char *value, const char *expected)
{
	struct form_question q = {.type = type, .appearance = (char *)(uintptr_t)appearance};
	g_autofree char *got = page_value_show(&q, value);
	if (strcmp(got, expected) != 0)
		fail_msg("\"%s\" is shown as \"%s\", not \"%s\"", value, got, expected);
}

static void a_place_is_typed_as_maps_write_it(void **state)
{
	(void)state;
	reads(FORM_GEOPOINT, NULL, "25.5428, -103.4068", "25.5428 -103.4068");
	reads(FORM_GEOPOINT, NULL, " 25.5428 -103.4068 ", "25.5428 -103.4068");
	reads(FORM_GEOPOINT, NULL, "25.5428,-103.4068", "25.5428 -103.4068");
	reads(FORM_GEOPOINT, NULL, "+25.5°, -103.4°", "25.5 -103.4");
	reads(FORM_GEOPOINT, NULL, "25.5428 -103.4068 1120 4.5", "25.5428 -103.4068 1120 4.5");
	reads(FORM_GEOPOINT, NULL, "", "");
	shows(FORM_GEOPOINT, NULL, "25.5428 -103.4068 0 0", "25.5428, -103.4068");
	shows(FORM_GEOPOINT, NULL, "25.5428, -103.4068", "25.5428, -103.4068");
}

static void what_is_no_place_is_passed_on_to_be_complained_of(void **state)
{
	static const char *const texts[] = {
		"por el mercado", "25.5428", "25.5 norte, 103.4 oeste", "25.5 -103.4 1 2 3", "255428000, 1",
		"25.5-103.4",	  "--3, 4"};
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		reads(FORM_GEOPOINT, NULL, texts[i], texts[i]);
	shows(FORM_GEOPOINT, NULL, "por el mercado viejo", "por el mercado viejo");
}

static void lines_of_places_become_one_value_and_shapes_are_closed(void **state)
{
	(void)state;
	reads(FORM_GEOTRACE, NULL, "25.1, -103.1\r\n25.2, -103.2\r\n\r\n", "25.1 -103.1;25.2 -103.2");
	reads(FORM_GEOSHAPE, NULL, "1, 2\n3, 4\n5, 6", "1 2;3 4;5 6;1 2");
	reads(FORM_GEOSHAPE, NULL, "1, 2\n3, 4\n5, 6\n1, 2\n", "1 2;3 4;5 6;1 2");
	reads(FORM_GEOSHAPE, NULL, "1, 2\n3, 4", "1 2;3 4");
	reads(FORM_GEOTRACE, NULL, "1, 2\npor allá", "1, 2\npor allá");
	shows(FORM_GEOTRACE, NULL, "25.1 -103.1 0 0;25.2 -103.2 0 0", "25.1, -103.1\n25.2, -103.2");
	shows(FORM_GEOSHAPE, NULL, "1 2;3 4;5 6;1 2", "1, 2\n3, 4\n5, 6");
}

static void dates_are_taken_as_people_write_them(void **state)
{
	(void)state;
	reads(FORM_DATE, NULL, "2026-03-01", "2026-03-01");
	reads(FORM_DATE, NULL, "1/3/2026", "2026-03-01");
	reads(FORM_DATE, NULL, "1/3/26", "1/3/26");
	reads(FORM_DATE, NULL, "ayer", "ayer");
	reads(FORM_DATE, NULL, "99999/1/2026", "99999/1/2026");
	reads(FORM_DATE, "month-year", "2026-03", "2026-03-01");
	reads(FORM_DATE, "year", "1998", "1998-01-01");
	reads(FORM_DATE, NULL, "1998", "1998");
	shows(FORM_DATE, "month-year", "2026-03-01", "2026-03");
	shows(FORM_DATE, "year", "1998-01-01", "1998");
	shows(FORM_DATE, NULL, "1998-01-01", "1998-01-01");
}

static void times_lose_what_an_input_cannot_show(void **state)
{
	(void)state;
	reads(FORM_TIME, NULL, "8:05", "08:05");
	reads(FORM_TIME, NULL, "18:30", "18:30");
	reads(FORM_TIME, NULL, "en la tarde", "en la tarde");
	reads(FORM_DATETIME, NULL, "2026-03-15T18:30", "2026-03-15T18:30");
	reads(FORM_DATETIME, NULL, "15/3/2026 8:30", "2026-03-15T08:30");
	reads(FORM_DATETIME, NULL, "anoche", "anoche");
	shows(FORM_TIME, NULL, "18:30:00.000-06:00", "18:30");
	shows(FORM_DATETIME, NULL, "2026-03-15T18:30:00.000-06:00", "2026-03-15T18:30");
	shows(FORM_DATETIME, NULL, "anoche, muy tarde", "anoche, muy tarde");
}

static void a_fields_name_leads_to_its_question(void **state)
{
	static const char text[] = "| survey |\n| | type | name | label |\n"
				   "| | begin_repeat | r | R |\n| | text | x | X |\n| | end_repeat | | |\n";
	GError *error = NULL;
	struct form *form = xlsform_read_bytes(text, strlen(text), NULL, &error);
	(void)state;
	if (!form)
		fail_msg("%s", error->message);
	assert_ptr_equal(page_question(form, "r[2]/x"), form_find(form, "r/x"));
	assert_ptr_equal(page_question(form, "r[0]/x"), form_find(form, "r/x"));
	assert_ptr_equal(page_question(form, "r/x"), form_find(form, "r/x"));
	assert_null(page_question(form, "r[2]/y"));
	assert_null(page_question(form, "r[2/x"));
	assert_null(page_question(form, "["));
	assert_null(page_question(form, "uuid"));
	form_free(form);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_place_is_typed_as_maps_write_it),
		cmocka_unit_test(what_is_no_place_is_passed_on_to_be_complained_of),
		cmocka_unit_test(lines_of_places_become_one_value_and_shapes_are_closed),
		cmocka_unit_test(dates_are_taken_as_people_write_them),
		cmocka_unit_test(times_lose_what_an_input_cannot_show),
		cmocka_unit_test(a_fields_name_leads_to_its_question),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
