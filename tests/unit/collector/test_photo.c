/* test_photo.c - what leaves a picture and what stays in it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "photo.h"

#include <setjmp.h>
#include <stdbool.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static GByteArray *out;

static void add(const void *bytes, size_t n)
{
	g_byte_array_append(out, bytes, (guint)n);
}
#define ADD(text) add(text, sizeof(text) - 1)

static void segment(uint8_t marker, const void *content, size_t n)
{
	uint8_t head[] = {0xff, marker, (uint8_t)((n + 2) >> 8), (uint8_t)(n + 2)};
	add(head, sizeof head);
	add(content, n);
}
#define SEGMENT(marker, text) segment(marker, text, sizeof(text) - 1)

/* An Exif segment with a make, an orientation and the place, in either order of bytes. */
static void exif(bool is_little, uint8_t orientation)
{
	static const char big[] = "Exif\0\0MM\0*\0\0\0\x08\0\x02\x01\x0f\0\x02\0\0\0\x05\0\0\0\x2c"
				  "\x01\x12\0\x03\0\0\0\x01\0?\0\0\0\0\0\0SECRET-19.43,-99.13";
	static const char little[] = "Exif\0\0II*\0\x08\0\0\0\x02\0\x0f\x01\x02\0\x05\0\0\0\x2c\0\0\0"
				     "\x12\x01\x03\0\x01\0\0\0?\0\0\0\0\0\0\0SECRET-19.43,-99.13";
	_Static_assert(sizeof big == sizeof little, "the same in both orders");
	char content[sizeof big - 1];
	memcpy(content, is_little ? little : big, sizeof content);
	char *value = memchr(content, '?', sizeof content);
	*value = (char)orientation;
	segment(0xe1, content, sizeof content);
}

#define SCAN "\x12\x34\xff\0\x56\xff\xd0\x78\xff\xff\0\x9a"

/* SOI … EOI with everything a telephone writes; pieces between are given by before. */
static void picture(void (*before)(void))
{
	out = g_byte_array_new();
	ADD("\xff\xd8");
	SEGMENT(0xe0, "JFIF\0\1\1\0\0\1\0\1\1\1RGB");
	if (before != NULL)
		before();
	SEGMENT(0xdb, "quantization");
	SEGMENT(0xc2, "frame");
	SEGMENT(0xda, "scan one");
	ADD(SCAN);
	SEGMENT(0xc4, "huffman");
	SEGMENT(0xda, "scan two");
	ADD(SCAN "\xff\xd9");
}

static GBytes *clean(const char **type)
{
	GBytes *result = photo_clean(out->data, out->len, type);
	g_byte_array_unref(out);
	out = NULL;
	return result;
}

static bool holds(GBytes *bytes, const void *what, size_t n)
{
	gsize length;
	const char *at = g_bytes_get_data(bytes, &length);
	return memmem(at, length, what, n) != NULL;
}
#define HOLDS(bytes, text) holds(bytes, text, sizeof(text) - 1)

static void secrets(void)
{
	exif(false, 6);
	SEGMENT(0xe1, "http://ns.adobe.com/xap/1.0/\0SECRET xmp");
	SEGMENT(0xe2, "ICC_PROFILE\0colours");
	SEGMENT(0xe2, "MPF\0SECRET further pictures");
	SEGMENT(0xed, "Photoshop 3.0\0SECRET");
	SEGMENT(0xee, "Adobe\0transform");
	SEGMENT(0xfe, "SECRET comment");
	SEGMENT(0xe0, "JFXX\0SECRET thumbnail");
}

static void a_photograph_keeps_its_picture_colours_and_turn_and_nothing_else(void **state)
{
	(void)state;
	const char *type;
	picture(secrets);
	ADD("SECRET film after the end");
	g_autoptr(GBytes) bytes = clean(&type);
	assert_non_null(bytes);
	assert_string_equal(type, "image/jpeg");
	assert_false(HOLDS(bytes, "SECRET"));
	assert_false(HOLDS(bytes, "RGB")); /* JFIF's own thumbnail */
	assert_true(HOLDS(bytes, "ICC_PROFILE\0colours"));
	assert_true(HOLDS(bytes, "Adobe\0transform"));
	assert_true(HOLDS(bytes, "scan one" SCAN "\xff\xc4"));
	assert_true(HOLDS(bytes, "scan two" SCAN "\xff\xd9"));
	/* one Exif segment with one entry, which says 6 */
	assert_true(HOLDS(bytes, "\xff\xe1\0\x22"
				 "Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"));
}

static void little_endian(void)
{
	exif(true, 8);
}
static void big_endian_upright(void)
{
	exif(false, 1);
}
static void nonsense(void)
{
	exif(false, 77);
}

static void the_turn_is_read_in_both_orders_of_bytes(void **state)
{
	(void)state;
	const char *type;
	picture(little_endian);
	g_autoptr(GBytes) bytes = clean(&type);
	assert_true(HOLDS(bytes, "\0\x03\0\0\0\x01\0\x08\0\0"));
}

static void a_picture_that_stands_upright_or_says_nonsense_gets_no_exif_at_all(void **state)
{
	(void)state;
	const char *type;
	picture(big_endian_upright);
	g_autoptr(GBytes) upright = clean(&type);
	assert_false(HOLDS(upright, "Exif"));
	picture(nonsense);
	g_autoptr(GBytes) odd = clean(&type);
	assert_false(HOLDS(odd, "Exif"));
	picture(NULL);
	g_autoptr(GBytes) none = clean(&type);
	assert_false(HOLDS(none, "Exif"));
}

static void cleaning_twice_changes_nothing_more(void **state)
{
	(void)state;
	const char *type;
	picture(secrets);
	g_autoptr(GBytes) once = clean(&type);
	gsize length;
	const void *at = g_bytes_get_data(once, &length);
	g_autoptr(GBytes) twice = photo_clean(at, length, &type);
	assert_true(g_bytes_equal(once, twice));
}

/* Every beginning of a photograph is either refused or has no secret in it; nothing is read outside it
 * (asan). */
static void a_photograph_cut_anywhere_tells_nothing(void **state)
{
	(void)state;
	size_t n_refused = 0, n_kept = 0;
	picture(secrets);
	for (guint n = 0; n <= out->len; n++) {
		const char *type;
		g_autofree void *copy = g_memdup2(out->data, n);
		g_autoptr(GBytes) bytes = photo_clean(copy, n, &type);
		if (bytes == NULL) {
			n_refused++;
		} else if (n >= 3) {
			n_kept++;
			assert_false(HOLDS(bytes, "SECRET"));
		}
	}
	g_byte_array_unref(out);
	assert_true(n_refused > 100 && n_kept > 20);
}

/* Each byte set to each of some values: the secret never comes out of a place that is not the picture's. */
static void a_photograph_with_a_wrong_byte_is_read_within_its_bounds(void **state)
{
	(void)state;
	static const uint8_t values[] = {0, 1, 0x7f, 0xd8, 0xd9, 0xe1, 0xff};
	picture(secrets);
	for (guint i = 0; i < out->len; i++)
		for (size_t k = 0; k < sizeof values; k++) {
			const char *type;
			g_autofree uint8_t *copy = g_memdup2(out->data, out->len);
			copy[i] = values[k];
			g_autoptr(GBytes) bytes = photo_clean(copy, out->len, &type);
			if (bytes != NULL)
				assert_true(g_bytes_get_size(bytes) <= out->len + 64);
		}
	g_byte_array_unref(out);
}

static void what_only_begins_like_a_picture_is_refused(void **state)
{
	(void)state;
	static const struct {
		const char *bytes;
		size_t n;
	} wrong[] = {
		{"\xff\xd8\xff", 3},
		{"\xff\xd8\xff\xd9", 4},
		{"\xff\xd8\xff\xe1\0\1x", 7},
		{"\xff\xd8\xff\xe1\xff\xff"
		 "abc",
		 9},
		{"\xff\xd8\xff\xdb\0\4abcd", 10},
		{"\x89PNG\r\n\x1a\n", 8},
		{"\x89PNG\r\n\x1a\n\xff\xff\xff\xffIHDRabcd", 20},
		{"\x89PNG\r\n\x1a\n\0\0\0\1IHDRabcd", 20},
		{"RIFF\xff\xff\xff\xffWEBP", 12},
		{"RIFF\0\0\0\0WEBP", 12},
		{"RIFF\x10\0\0\0WEBPVP8 \xff\0\0\0abcd", 24},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
		const char *type;
		g_autoptr(GBytes) bytes = photo_clean(wrong[i].bytes, wrong[i].n, &type);
		if (bytes != NULL)
			fail_msg("case %zu", i);
	}
}

static void png_and_webp_lose_their_texts_too(void **state)
{
	(void)state;
	const char *type;
	static const char png[] =
		"\x89PNG\r\n\x1a\n\0\0\0\4IHDRsize_crc\0\0\0\6tEXtSECRET_crc\0\0\0\3gAMAgam_crc"
		"\0\0\0\6eXIfSECRET_crc\0\0\0\4IDATdata_crc\0\0\0\0IEND_crcSECRET";
	g_autoptr(GBytes) plain = photo_clean(png, sizeof png - 1, &type);
	assert_non_null(plain);
	assert_string_equal(type, "image/png");
	assert_false(HOLDS(plain, "SECRET"));
	assert_true(HOLDS(plain, "IDATdata_crc\0\0\0\0IEND_crc") && HOLDS(plain, "gAMAgam"));
	static const char webp[] =
		"RIFF\x36\0\0\0WEBPVP8X\2\0\0\0\x0c_VP8L\3\0\0\0abc\0EXIF\6\0\0\0SECRETXMP \6\0\0\0SECRET";
	g_autoptr(GBytes) other = photo_clean(webp, sizeof webp - 1, &type);
	assert_non_null(other);
	assert_string_equal(type, "image/webp");
	assert_int_equal(g_bytes_get_size(other), 34);
	assert_memory_equal(g_bytes_get_data(other, NULL),
			    "RIFF\x1a\0\0\0WEBPVP8X\2\0\0\0\0_VP8L\3\0\0\0abc\0", 34);
}

static void other_files_stay_as_they_are_under_the_type_of_their_bytes(void **state)
{
	(void)state;
	static const struct {
		const char *bytes, *type;
	} files[] = {{"%PDF-1.7 SECRET", "application/pdf"},
		     {"<html><script>", "application/octet-stream"},
		     {"", "application/octet-stream"},
		     {"#!AMR\n", "audio/amr"},
		     {"abcdftypmp42", "video/mp4"},
		     {"GIF89a", "image/gif"},
		     {"<svg onload=x>", "application/octet-stream"}};
	for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
		const char *type;
		g_autoptr(GBytes) bytes = photo_clean(files[i].bytes, strlen(files[i].bytes), &type);
		assert_string_equal(type, files[i].type);
		assert_int_equal(g_bytes_get_size(bytes), strlen(files[i].bytes));
	}
	assert_true(photo_is_picture("image/jpeg"));
	assert_false(photo_is_picture("image/svg+xml"));
	assert_false(photo_is_picture("application/pdf"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_photograph_keeps_its_picture_colours_and_turn_and_nothing_else),
		cmocka_unit_test(the_turn_is_read_in_both_orders_of_bytes),
		cmocka_unit_test(a_picture_that_stands_upright_or_says_nonsense_gets_no_exif_at_all),
		cmocka_unit_test(cleaning_twice_changes_nothing_more),
		cmocka_unit_test(a_photograph_cut_anywhere_tells_nothing),
		cmocka_unit_test(a_photograph_with_a_wrong_byte_is_read_within_its_bounds),
		cmocka_unit_test(what_only_begins_like_a_picture_is_refused),
		cmocka_unit_test(png_and_webp_lose_their_texts_too),
		cmocka_unit_test(other_files_stay_as_they_are_under_the_type_of_their_bytes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
