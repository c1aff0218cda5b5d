/* test_guard.c - what may come from the network and what may not.  SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "guard.h"
#include "fields.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static unsigned uri(const char *text)
{
	return guard_uri(text, strlen(text));
}

static void ordinary_targets_pass(void **state)
{
	(void)state;
	assert_int_equal(uri("/"), 0);
	assert_int_equal(uri("/f/3?lang=es&next=//x/../y"), 0);
	assert_int_equal(uri("/Torre%C3%B3n?q=agua+potable"), 0);
	assert_int_equal(uri("/a.b/c-d_e~f"), 0);
	assert_int_equal(uri("/%252e%252e"), 0);
	assert_int_equal(uri("/%F0%9F%98%80"), 0);
}

static void hostile_targets_are_refused(void **state)
{
	(void)state;
	static const char *const bad[] = {
		"",	     "a",	"http://x/",   "*",	     "?a",     "/a%00b", "/?a=%00",
		"/..",	     "/a/../b", "/%2e%2e",     "/.%2E",	     "//",     "/a//b",	 "/%2f",
		"/a%2f%2fb", "/a\\b",	"/a%5Cb",      "/%",	     "/%4",    "/%zz",	 "/?q=%g0",
		"/%c3",	     "/%c3%28", "/%c0%af",     "/%ed%a0%80", "/%ff",   "/\xff",	 "/a b",
		"/a\tb",     "/%0a",	"/?q=%0d%0aX", "/%7f",	     "/a\x7f", "/a#b",	 "/%1b[0m",
	};
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
		if (uri(bad[i]) != 400)
			fail_msg("%s passes", bad[i]);
	assert_int_equal(guard_uri("/a\0b", 4), 400);
}

static void a_target_has_a_longest_length(void **state)
{
	(void)state;
	g_autofree char *text = g_strnfill(GUARD_URI_MAX + 1, 'a');
	text[0] = '/';
	assert_int_equal(guard_uri(text, GUARD_URI_MAX), 0);
	assert_int_equal(guard_uri(text, GUARD_URI_MAX + 1), 414);
}

static void lengths_are_digits_only(void **state)
{
	(void)state;
	uint64_t value;
	assert_true(guard_length("0", 1, &value) && value == 0);
	assert_true(guard_length("0012", 4, &value) && value == 12);
	assert_true(guard_length("9223372036854775807", 19, &value) && value == INT64_MAX);
	static const char *const bad[] = {"",
					  "+5",
					  "-5",
					  "5 ",
					  " 5",
					  "5,5",
					  "0x5",
					  "5.0",
					  "1e3",
					  "9223372036854775808",
					  "99999999999999999999",
					  "18446744073709551615"};
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
		assert_false(guard_length(bad[i], strlen(bad[i]), &value));
}

static bool host_at(const char *host, const char *local)
{
	static const char *const names[] = {"taller.test", "otro.example", NULL};
	struct sockaddr_storage address = {0};
	struct sockaddr_in *four = (struct sockaddr_in *)&address;
	struct sockaddr_in6 *six = (struct sockaddr_in6 *)&address;
	if (local && inet_pton(AF_INET, local, &four->sin_addr) == 1) {
		four->sin_family = AF_INET;
	} else if (local) {
		six->sin6_family = AF_INET6;
		assert_int_equal(inet_pton(AF_INET6, local, &six->sin6_addr), 1);
	}
	return guard_host(host, strlen(host), names, local ? (struct sockaddr *)&address : NULL);
}

static void a_host_may_be_this_machine_or_a_listed_name(void **state)
{
	(void)state;
	assert_true(host_at("localhost", NULL));
	assert_true(host_at("LocalHost.:8095", NULL));
	assert_true(host_at("127.0.0.1:8095", NULL));
	assert_true(host_at("[::1]", NULL));
	assert_true(host_at("TALLER.test:80", NULL));
	assert_true(host_at("otro.example.", NULL));
	assert_true(host_at("10.42.0.1", "10.42.0.1"));
	assert_true(host_at("10.42.0.1:80", "::ffff:10.42.0.1"));
	assert_true(host_at("[fe80::1]:80", "fe80::1"));
	assert_true(host_at("[fe80:0::1]", "fe80::1"));
}

static void every_other_host_is_refused(void **state)
{
	(void)state;
	static const char *const bad[] = {"",
					  ".",
					  ":80",
					  "evil.example",
					  "taller.test.evil.example",
					  "xtaller.test",
					  "taller.test:",
					  "taller.test:0",
					  "taller.test:65536",
					  "taller.test:8a",
					  "taller.test:80:80",
					  "taller.test..",
					  "10.42.0.2",
					  "10.42.0.1.",
					  "[::2]",
					  "[::1",
					  "[::1]80",
					  "[::1]:",
					  "127.0.0.2",
					  "2130706433",
					  "user@localhost"};
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
		if (host_at(bad[i], "10.42.0.1"))
			fail_msg("%s passes", bad[i]);
	assert_false(host_at("10.42.0.1", NULL));
	assert_false(host_at("10.42.0.1", "fe80::1"));
	assert_false(guard_host("localhost\0x", 11, NULL, NULL));
}

static void loopback_is_told_from_the_network(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool is_local;
	} rows[] = {{"127.0.0.1", true},	{"127.9.9.9", true}, {"::1", true},
		    {"::ffff:127.0.0.1", true}, {"10.0.0.1", false}, {"::ffff:10.0.0.1", false},
		    {"fe80::1", false},		{"128.0.0.1", false}};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct sockaddr_storage address = {0};
		struct sockaddr_in *four = (struct sockaddr_in *)&address;
		struct sockaddr_in6 *six = (struct sockaddr_in6 *)&address;
		if (inet_pton(AF_INET, rows[i].text, &four->sin_addr) == 1) {
			four->sin_family = AF_INET;
		} else {
			assert_int_equal(inet_pton(AF_INET6, rows[i].text, &six->sin6_addr), 1);
			six->sin6_family = AF_INET6;
		}
		assert_int_equal(guard_loopback((struct sockaddr *)&address), rows[i].is_local);
	}
}

/* A receive buffer as libmicrohttpd 0.9.75 leaves it: '|' stands for NUL. */
static unsigned layout(const char *picture, size_t n, const char *const *names, const char *const *values)
{
	g_autofree char *block = g_strdup(picture);
	size_t length = strlen(block);
	for (char *p = block; *p; p++)
		if (*p == '|')
			*p = '\0';
	struct guard guard;
	guard_start(&guard, block);
	const char *p = block;
	for (size_t i = 0; i < n; i++) {
		const char *name = memmem(p, length - (size_t)(p - block), names[i], strlen(names[i]));
		assert_non_null(name);
		const char *value =
			memmem(name + strlen(names[i]), length - (size_t)(name - block) - strlen(names[i]),
			       values[i], strlen(values[i]));
		assert_non_null(value);
		guard_header(&guard, name, strlen(names[i]), value, strlen(values[i]));
		p = value + strlen(values[i]);
	}
	return guard_end(&guard, block + length);
}

static void header_lines_follow_each_other(void **state)
{
	(void)state;
	assert_int_equal(
		layout("Host| a||X|b||||", 2, (const char *[]){"Host", "X"}, (const char *[]){"a", "b"}), 0);
	assert_int_equal(layout("Host|  a  ||||", 1, (const char *[]){"Host"}, (const char *[]){"a"}), 0);
}

static void what_was_cut_out_between_header_lines_is_noticed(void **state)
{
	(void)state;
	const char *const hx[] = {"Host", "X"}, *const ab[] = {"a", "b"};
	assert_int_equal(layout("Host| a|c||X|b||||", 2, hx, ab), 400);	   /* a NUL inside the first value */
	assert_int_equal(layout("Host| a||X|b|c||||", 2, hx, ab), 400);	   /* in the last */
	assert_int_equal(layout("Host| a|X|b||||", 2, hx, ab), 400);	   /* bare LF */
	assert_int_equal(layout("Host| a||X|b||Y|c||||", 2, hx, ab), 400); /* a line that was not reported */
	assert_int_equal(layout("Host|za||||", 1, hx, ab), 400);
}

static unsigned header(const char *name, size_t name_length, const char *value, size_t value_length)
{
	struct guard guard;
	guard_start(&guard, NULL);
	guard_header(&guard, name, name_length, value, value_length);
	return guard_end(&guard, NULL);
}

static void odd_bytes_in_headers_are_refused(void **state)
{
	(void)state;
	assert_int_equal(header("X", 1, "a\tb", 3), 0);
	assert_int_equal(header("X", 1, "Torre\xc3\xb3n", 8), 0);
	assert_int_equal(header("X", 1, NULL, 0), 0);
	assert_int_equal(header("", 0, "a", 1), 400);
	assert_int_equal(header("X ", 2, "a", 1), 400);
	assert_int_equal(header("X:", 2, "a", 1), 400);
	assert_int_equal(header("X\x7f", 2, "a", 1), 400);
	assert_int_equal(header("X\xc3", 2, "a", 1), 400);
	assert_int_equal(header("X", 1, "a\rb", 3), 400);
	assert_int_equal(header("X", 1, "a\0b", 3), 400);
	assert_int_equal(header("X", 1, "\x1b[0m", 4), 400);
}

static void a_header_that_decides_something_comes_once(void **state)
{
	(void)state;
	static const char *const names[] = {"Content-Type", "cookie", "ORIGIN", "Content-Encoding",
					    "Sec-Fetch-Site"};
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		struct guard guard;
		guard_start(&guard, NULL);
		guard_header(&guard, names[i], strlen(names[i]), "a", 1);
		assert_int_equal(guard.status, 0);
		guard_header(&guard, names[i], strlen(names[i]), "a", 1);
		assert_int_equal(guard_end(&guard, NULL), 400);
	}
}

/* "l:5" a Content-Length of 5, "t:chunked" a Transfer-Encoding; separated by '|'. */
static unsigned framing(const char *lines, enum http_method method, bool is_http_1_1, bool takes_chunked,
			uint64_t *declared, bool *is_chunked)
{
	g_auto(GStrv) list = g_strsplit(lines, "|", -1);
	struct guard guard;
	guard_start(&guard, NULL);
	for (char **line = list; *line; line++) {
		if (!**line)
			continue;
		const char *name = **line == 'l' ? "Content-Length" : "transfer-encoding";
		guard_header(&guard, name, strlen(name), *line + 2, strlen(*line + 2));
	}
	return guard_framing(&guard, method, is_http_1_1, takes_chunked, declared, is_chunked);
}

static void a_body_is_framed_in_one_way(void **state)
{
	(void)state;
	uint64_t n;
	bool chunked;
	assert_int_equal(framing("l:17", HTTP_POST, true, false, &n, &chunked), 0);
	assert_int_equal(n, 17);
	assert_false(chunked);
	assert_int_equal(framing("", HTTP_GET, true, false, &n, &chunked), 0);
	assert_int_equal(framing("l:0", HTTP_HEAD, true, false, &n, &chunked), 0);
	assert_int_equal(framing("t:Chunked", HTTP_POST, true, true, &n, &chunked), 0);
	assert_true(chunked);
}

static void every_other_framing_is_refused(void **state)
{
	(void)state;
	uint64_t n;
	bool chunked;
	assert_int_equal(framing("", HTTP_POST, true, true, &n, &chunked), 411);
	assert_int_equal(framing("l:5|l:5", HTTP_POST, true, true, &n, &chunked), 400);
	assert_int_equal(framing("l:5|t:chunked", HTTP_POST, true, true, &n, &chunked), 400);
	assert_int_equal(framing("t:chunked|t:chunked", HTTP_POST, true, true, &n, &chunked), 400);
	assert_int_equal(framing("t:chunked", HTTP_POST, true, false, &n, &chunked), 411);
	assert_int_equal(framing("t:chunked", HTTP_POST, false, true, &n, &chunked), 400);
	assert_int_equal(framing("t:chunked", HTTP_GET, true, true, &n, &chunked), 400);
	assert_int_equal(framing("t:xchunked", HTTP_POST, true, true, &n, &chunked), 501);
	assert_int_equal(framing("t:gzip, chunked", HTTP_POST, true, true, &n, &chunked), 501);
	assert_int_equal(framing("t:", HTTP_POST, true, true, &n, &chunked), 501);
	assert_int_equal(framing("l:5", HTTP_GET, true, true, &n, &chunked), 400);
	assert_int_equal(framing("l:+5", HTTP_POST, true, true, &n, &chunked), 400);
	assert_int_equal(framing("l:", HTTP_POST, true, true, &n, &chunked), 400);
}

static void two_media_types_are_read_as_forms(void **state)
{
	(void)state;
	assert_int_equal(guard_content("application/x-www-form-urlencoded"), GUARD_URLENCODED);
	assert_int_equal(guard_content("Application/X-WWW-Form-Urlencoded; charset=utf-8"), GUARD_URLENCODED);
	assert_int_equal(guard_content("multipart/form-data; boundary=xy"), GUARD_MULTIPART);
	assert_int_equal(guard_content("multipart/form-datax"), GUARD_OTHER);
	assert_int_equal(guard_content("multipart/mixed; boundary=xy"), GUARD_OTHER);
	assert_int_equal(guard_content("text/plain"), GUARD_OTHER);
	assert_int_equal(guard_content(""), GUARD_OTHER);
}

static void a_boundary_has_two_to_seventy_good_bytes(void **state)
{
	(void)state;
	g_autofree char *seventy = g_strnfill(70, 'x'), *more = g_strnfill(71, 'x');
	g_autofree char *good = g_strconcat("multipart/form-data; boundary=", seventy, NULL);
	g_autofree char *bad = g_strconcat("multipart/form-data; boundary=", more, NULL);
	assert_true(guard_boundary(good));
	assert_false(guard_boundary(bad));
	assert_true(guard_boundary("multipart/form-data; boundary=----WebKitFormBoundaryABC"));
	assert_true(guard_boundary("multipart/form-data; charset=utf-8; boundary=\"ab:c\""));
	assert_false(guard_boundary("multipart/form-data"));
	assert_false(guard_boundary("multipart/form-data; boundary="));
	assert_false(guard_boundary("multipart/form-data; boundary=x"));
	assert_false(guard_boundary("multipart/form-data; boundary=\"x\""));
	assert_false(guard_boundary("multipart/form-data; boundary=abc; charset=utf-8"));
	assert_false(guard_boundary("multipart/form-data; boundary=ab c"));
}

/* In pieces of every size. */
static bool urlencoded(const char *text, size_t length)
{
	bool first = false;
	for (size_t step = 1; step <= length; step++) {
		unsigned where = 0;
		bool good = true;
		for (size_t at = 0; at < length && good; at += step)
			good = guard_urlencoded(&where, text + at, MIN(step, length - at));
		good = good && where == 0;
		if (step > 1)
			assert_int_equal(good, first);
		first = good;
	}
	return first;
}

static void escapes_are_whole_and_never_nul(void **state)
{
	(void)state;
	static const char *const good[] = {"a=b", "a=%41%20", "a=%c3%b3&b=%0A%0d", "%30%30=%10%01",
					   "a=100+%25"};
	static const char *const bad[] = {"a=%00", "%00=b", "a=%",  "a=%4", "a=%zz",
					  "a=%4g", "%%00",  "a=%0", "100%"};
	for (size_t i = 0; i < G_N_ELEMENTS(good); i++)
		assert_true(urlencoded(good[i], strlen(good[i])));
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
		assert_false(urlencoded(bad[i], strlen(bad[i])));
	assert_false(urlencoded("a=b\0c", 5));
}

static void log_lines_show_bytes_instead_of_using_them(void **state)
{
	(void)state;
	char out[32];
	guard_escape(out, sizeof out, "a\nb\x1b\"\\\xc3");
	assert_string_equal(out, "a\\x0ab\\x1b\\x22\\x5c\\xc3");
	char narrow[6];
	guard_escape(narrow, sizeof narrow, "abcdefgh");
	assert_true(strlen(narrow) < sizeof narrow);
}

static void pieces_of_a_value_are_joined(void **state)
{
	(void)state;
	struct budget budget = {.limit = 100000};
	struct fields fields;
	const struct http_field *result;
	size_t n;
	fields_start(&fields, &budget);
	assert_true(fields_add(&fields, "a", NULL, NULL, "uno", 0, 3));
	assert_true(fields_add(&fields, "a", NULL, NULL, " dos", 3, 4));
	assert_true(fields_add(&fields, "b", "foto 1.jpg", "image/jpeg", "\0\1", 0, 2));
	assert_true(fields_add(&fields, "c", NULL, NULL, NULL, 0, 0));
	assert_true(
		fields_add(&fields, "c", NULL, NULL, "x", 0, 1)); /* announced empty, then its first byte */
	assert_true(fields_add(&fields, "d", NULL, NULL, "", 0, 0));
	assert_true(fields_add(&fields, "d", NULL, NULL, "", 0, 0));
	assert_int_equal(fields_end(&fields, &result, &n), 0);
	assert_int_equal(n, 5);
	assert_string_equal(result[0].value, "uno dos");
	assert_int_equal(result[0].length, 7);
	assert_null(result[0].content_type);
	assert_true(result[1].is_file && result[1].length == 2 && !memcmp(result[1].value, "\0\1", 3));
	assert_string_equal(result[1].content_type, "image/jpeg");
	assert_string_equal(result[1].file_name, "foto 1.jpg");
	assert_true(result[0].file_name == NULL && !result[0].is_file);
	assert_string_equal(result[2].value, "x");
	assert_string_equal(result[4].value, "");
	assert_true(budget.used > 0);
	fields_clear(&fields);
	assert_int_equal(budget.used, 0);
}

static void equal_names_stay_separate_fields(void **state)
{
	(void)state;
	struct budget budget = {.limit = 100000};
	struct fields fields;
	const struct http_field *result;
	size_t n;
	fields_start(&fields, &budget);
	assert_true(fields_add(&fields, "tema", NULL, NULL, "agua", 0, 4));
	assert_true(fields_add(&fields, "tema", NULL, NULL, "luz", 0, 3));
	assert_int_equal(fields_end(&fields, &result, &n), 0);
	assert_int_equal(n, 2);
	assert_string_equal(result[1].value, "luz");
	fields_clear(&fields);
}

static void a_piece_that_does_not_fit_is_refused(void **state)
{
	(void)state;
	static const struct {
		const char *name, *data;
		uint64_t offset;
		size_t size;
	} second[] = {{"a", "x", 2, 1},	   {"a", "x", 4, 1},	{"b", "x", 3, 1},
		      {NULL, "x", 0, 1},   {"", "x", 0, 1},	{"b\n", "x", 0, 1},
		      {"\xff", "x", 0, 1}, {"b", "\xff", 0, 1}, {"b", "x\0y", 0, 3}};
	for (size_t i = 0; i < G_N_ELEMENTS(second); i++) {
		struct budget budget = {.limit = 100000};
		struct fields fields;
		const struct http_field *result;
		size_t n;
		fields_start(&fields, &budget);
		assert_true(fields_add(&fields, "a", NULL, NULL, "uno", 0, 3));
		fields_add(&fields, second[i].name, NULL, NULL, second[i].data, second[i].offset,
			   second[i].size);
		assert_int_equal(fields_end(&fields, &result, &n), 400);
		assert_int_equal(n, 0);
		fields_clear(&fields);
	}
}

static void there_is_a_greatest_number_of_fields(void **state)
{
	(void)state;
	struct budget budget = {.limit = 2000000};
	struct fields fields;
	fields_start(&fields, &budget);
	for (size_t i = 0; i < FIELDS_MAX; i++)
		assert_true(fields_add(&fields, "a", NULL, NULL, "1", 0, 1));
	assert_false(fields_add(&fields, "a", NULL, NULL, "1", 0, 1));
	assert_int_equal(fields.status, 400);
	fields_clear(&fields);
}

static void places_of_fields_are_taken_from_the_budget_too(void **state)
{
	(void)state;
	struct budget budget = {.limit = 100000};
	struct fields fields;
	fields_start(&fields, &budget);
	size_t n = 0;
	while (fields_add(&fields, "a", NULL, NULL, "1", 0, 1))
		n++;
	assert_int_equal(fields.status, 503);
	assert_true(n > 100 && n < 1500);
	fields_clear(&fields);
	assert_int_equal(budget.used, 0);
}

static void a_file_name_with_control_bytes_is_refused(void **state)
{
	(void)state;
	static const char *const names[] = {"a\nb", "\xff.jpg", "\x7f"};
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		struct budget budget = {.limit = 100000};
		struct fields fields;
		fields_start(&fields, &budget);
		assert_false(fields_add(&fields, "a", names[i], NULL, "1", 0, 1));
		assert_int_equal(fields.status, 400);
		fields_clear(&fields);
	}
}

static void bodies_share_a_budget(void **state)
{
	(void)state;
	struct budget budget = {.limit = 10000};
	struct fields one, two;
	g_autofree char *text = g_strnfill(8000, 'x');
	fields_start(&one, &budget);
	fields_start(&two, &budget);
	assert_true(fields_add_raw(&one, text, 4000));
	assert_true(fields_add_raw(&one, text, 2000));
	assert_false(fields_add_raw(&two, text, 8000));
	assert_int_equal(two.status, 503);
	fields_clear(&two);
	size_t length;
	assert_int_equal(strlen(fields_end_raw(&one, &length)), 6000);
	assert_int_equal(length, 6000);
	fields_clear(&one);
	assert_int_equal(budget.used, 0);
	fields_start(&two, &budget);
	assert_true(fields_add_raw(&two, text, 8000));
	fields_clear(&two);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ordinary_targets_pass),
		cmocka_unit_test(hostile_targets_are_refused),
		cmocka_unit_test(a_target_has_a_longest_length),
		cmocka_unit_test(lengths_are_digits_only),
		cmocka_unit_test(a_host_may_be_this_machine_or_a_listed_name),
		cmocka_unit_test(every_other_host_is_refused),
		cmocka_unit_test(loopback_is_told_from_the_network),
		cmocka_unit_test(header_lines_follow_each_other),
		cmocka_unit_test(what_was_cut_out_between_header_lines_is_noticed),
		cmocka_unit_test(odd_bytes_in_headers_are_refused),
		cmocka_unit_test(a_header_that_decides_something_comes_once),
		cmocka_unit_test(a_body_is_framed_in_one_way),
		cmocka_unit_test(every_other_framing_is_refused),
		cmocka_unit_test(two_media_types_are_read_as_forms),
		cmocka_unit_test(a_boundary_has_two_to_seventy_good_bytes),
		cmocka_unit_test(escapes_are_whole_and_never_nul),
		cmocka_unit_test(log_lines_show_bytes_instead_of_using_them),
		cmocka_unit_test(pieces_of_a_value_are_joined),
		cmocka_unit_test(equal_names_stay_separate_fields),
		cmocka_unit_test(a_piece_that_does_not_fit_is_refused),
		cmocka_unit_test(there_is_a_greatest_number_of_fields),
		cmocka_unit_test(places_of_fields_are_taken_from_the_budget_too),
		cmocka_unit_test(a_file_name_with_control_bytes_is_refused),
		cmocka_unit_test(bodies_share_a_budget),
	};
	return cmocka_run_group_tests_name("guard", tests, NULL, NULL);
}
