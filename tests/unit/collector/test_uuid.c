/* test_uuid.c - identifiers as text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "uuid.h"

#include <glib.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static const unsigned char example[16] = {0x01, 0x8f, 0x00, 0xff, 0xa0, 0x0a, 0x7f, 0xf0,
					  0x80, 0x00, 0xde, 0xad, 0xbe, 0xef, 0x12, 0x34};

static void an_identifier_is_written_and_read_again(void **state)
{
	(void)state;
	char text[UUID_TEXT], hex[33];
	unsigned char read[16];
	uuid_write(example, text);
	assert_string_equal(text, "018f00ff-a00a-7ff0-8000-deadbeef1234");
	assert_true(uuid_read(read, text));
	assert_memory_equal(read, example, 16);
	uuid_hex(example, hex);
	assert_string_equal(hex, "018f00ffa00a7ff08000deadbeef1234");
}

static void every_usual_way_of_writing_is_read(void **state)
{
	(void)state;
	static const char *const ways[] = {
		"018F00FF-A00A-7FF0-8000-DEADBEEF1234", "018f00ffa00a7ff08000deadbeef1234",
		"uuid:018f00ff-a00a-7ff0-8000-deadbeef1234", "UUID:018F00ffa00a7ff08000DEADbeef1234"};
	for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
		unsigned char read[16] = {0};
		assert_true(uuid_read(read, ways[i]));
		assert_memory_equal(read, example, 16);
	}
}

static void what_is_no_identifier_is_refused(void **state)
{
	(void)state;
	static const char *const wrong[] = {
		"",
		"uuid:",
		"uuid:uuid:018f00ff-a00a-7ff0-8000-deadbeef1234",
		"00000000-0000-0000-0000-000000000000",
		"00000000000000000000000000000000",
		"018f00ff-a00a-7ff0-8000-deadbeef123",
		"018f00ff-a00a-7ff0-8000-deadbeef12345",
		"018f00ff-a00a-7ff0-8000-deadbeef123g",
		"018f00ffa-00a-7ff0-8000-deadbeef1234",
		"018f00ff-a00a7-ff0-8000-deadbeef1234",
		"018f00ff--00a-7ff0-8000-deadbeef1234",
		"018f00ff-a00a-7ff0-8000-deadbeef1234 ",
		" 018f00ffa00a7ff08000deadbeef1234",
		"{18f00ff-a00a-7ff0-8000-deadbeef1234",
		"------------------------------------",
		"018f00ffa00a7ff0-000deadbeef1234",
		"018f00ffa00a7ff0800+deadbeef1234",
		"0x8f00ffa00a7ff08000deadbeef1234",
		"\xc3\xa1"
		"8f00ffa00a7ff08000deadbeef1234",
		"018f00ff:a00a:7ff0:8000:deadbeef1234",
	};
	unsigned char read[16];
	for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++)
		if (uuid_read(read, wrong[i]))
			fail_msg("read: %s", wrong[i]);
	g_autofree char *very = g_strnfill(1000000, 'a');
	assert_false(uuid_read(read, very));
}

static void one_changed_byte_anywhere_is_refused_or_another_identifier(void **state)
{
	(void)state;
	for (size_t at = 0; at < 36; at++)
		for (int byte = 1; byte < 256; byte++) {
			char text[UUID_TEXT];
			unsigned char read[16];
			uuid_write(example, text);
			if (g_ascii_tolower((char)byte) == text[at])
				continue;
			text[at] = (char)byte;
			bool is_hexadecimal = byte < 128 && g_ascii_isxdigit((char)byte);
			bool is_dash = at == 8 || at == 13 || at == 18 || at == 23;
			assert_int_equal(uuid_read(read, text), is_hexadecimal && !is_dash);
			if (is_hexadecimal && !is_dash)
				assert_memory_not_equal(read, example, 16);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_identifier_is_written_and_read_again),
		cmocka_unit_test(every_usual_way_of_writing_is_read),
		cmocka_unit_test(what_is_no_identifier_is_refused),
		cmocka_unit_test(one_changed_byte_anywhere_is_refused_or_another_identifier),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
