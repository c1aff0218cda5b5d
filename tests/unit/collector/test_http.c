/* test_http.c - requests and replies as plain structs.  SPDX-License-Identifier: GPL-3.0-or-later */
#include "http.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static const struct http_field some[] = {{.name = "a", .value = "1", .length = 1},
					 {.name = "b", .value = "", .length = 0},
					 {.name = "a", .value = "2", .length = 1}};

static void the_first_field_of_a_name_is_found(void **state)
{
	(void)state;
	struct request request = {.query = some, .n_query = 3, .fields = some + 1, .n_fields = 2};
	assert_string_equal(request_query(&request, "a"), "1");
	assert_string_equal(request_query(&request, "b"), "");
	assert_string_equal(request_field(&request, "a"), "2");
	assert_null(request_query(&request, "c"));
	assert_null(request_query(&request, "A"));
	assert_null(request_field(&(struct request){0}, "a"));
}

static const char *cookie(struct request *request, const char *header, const char *name)
{
	request->cookie = header;
	return request_cookie(request, name);
}

static void cookies_are_found_among_others(void **state)
{
	(void)state;
	struct request request = {0};
	assert_string_equal(cookie(&request, "s=abc", "s"), "abc");
	assert_string_equal(cookie(&request, "x=1; s=abc; y=2", "s"), "abc");
	assert_string_equal(cookie(&request, "x=1;s=abc ;y=2", "s"), "abc");
	assert_string_equal(cookie(&request, "s=\"abc\"", "s"), "abc");
	assert_string_equal(cookie(&request, "s=a=b", "s"), "a=b");
	assert_string_equal(cookie(&request, "s=", "s"), "");
	assert_string_equal(cookie(&request, "s=1; s=2", "s"), "1");
	assert_string_equal(cookie(&request, ";;; s=1", "s"), "1");
	assert_string_equal(cookie(&request, "s=\"", "s"), "\"");
	request_clear(&request);
}

static void what_only_looks_like_a_cookie_is_not_one(void **state)
{
	(void)state;
	struct request request = {0};
	assert_null(cookie(&request, "", "s"));
	assert_null(cookie(&request, "s", "s"));
	assert_null(cookie(&request, "ss=1", "s"));
	assert_null(cookie(&request, "S=1", "s"));
	assert_null(cookie(&request, "x=s=1", "s"));
	assert_null(cookie(&request, "x=\"; t=1\"", "s"));
	assert_null(cookie(&request, "=1", ""));
	assert_null(cookie(&request, "s =1", "s"));
	assert_null(cookie(&request, NULL, "s"));
	request_clear(&request);
}

static bool wants(const char *accept)
{
	return request_wants_json(&(struct request){.accept = accept});
}

static void json_is_for_those_who_name_it(void **state)
{
	(void)state;
	assert_true(wants("application/json"));
	assert_true(wants("Application/JSON;q=0.9"));
	assert_true(wants("application/json, text/html"));
	assert_true(wants("text/plain, application/json; charset=utf-8"));
	assert_true(wants(" ,,application/json"));
	assert_true(wants("text/html;q=0, application/json"));
	assert_true(wants("application/json; q=1.000"));
}

static void browsers_get_a_page(void **state)
{
	(void)state;
	assert_false(wants(""));
	assert_false(wants(NULL));
	assert_false(wants("*/*"));
	assert_false(wants("application/*"));
	assert_false(wants("text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8"));
	assert_false(wants("application/json;q=0"));
	assert_false(wants("application/json; q=0.000"));
	assert_false(wants("application/jsonp"));
	assert_false(wants("xapplication/json"));
	assert_false(wants("application/json+x"));
}

static GString *freed;
static void note_freed(gpointer memory)
{
	g_string_append(freed, memory);
}

static void what_a_request_keeps_goes_in_reverse(void **state)
{
	(void)state;
	struct request request = {.path = "/x"};
	freed = g_string_new(NULL);
	char one[] = "1", two[] = "2", three[] = "3";
	assert_ptr_equal(request_keep(&request, one, note_freed), one);
	request_keep(&request, two, note_freed);
	request_keep(&request, NULL, note_freed);
	request_keep(&request, three, note_freed);
	request_clear(&request);
	assert_string_equal(freed->str, "321");
	assert_null(request.kept);
	request_clear(&request);
	assert_string_equal(freed->str, "321");
	g_string_free(freed, TRUE);
}

static const char *header(const struct reply *reply, const char *name)
{
	for (guint i = 0; i + 1 < reply->headers->len; i += 2)
		if (!g_ascii_strcasecmp(reply->headers->pdata[i], name))
			return reply->headers->pdata[i + 1];
	return NULL;
}

static void a_reply_takes_ownership_of_nothing(void **state)
{
	(void)state;
	g_autoptr(GBytes) body = g_bytes_new("hola", 4);
	struct reply *reply = reply_new(200, "text/html", body);
	assert_ptr_equal(reply->body[0], body);
	assert_string_equal(header(reply, "content-type"), "text/html");
	assert_false(reply->close);
	assert_ptr_equal(reply_ref(reply), reply);
	reply_unref(reply);
	assert_int_equal(g_bytes_get_size(reply->body[0]), 4);
	reply_unref(reply);
	assert_int_equal(g_bytes_get_size(body), 4);
	reply_unref(NULL);
}

static void refusals_close_the_connection(void **state)
{
	(void)state;
	struct reply *reply = reply_text(404, "no hay");
	assert_true(reply->close);
	assert_string_equal(header(reply, "Content-Type"), "text/plain; charset=utf-8");
	reply_unref(reply);
	reply = reply_redirect("/r/1");
	assert_int_equal(reply->status, 303);
	assert_false(reply->close);
	assert_string_equal(header(reply, "Location"), "/r/1");
	assert_null(reply->body[0]);
	reply_unref(reply);
}

static void a_header_value_cannot_start_another_header(void **state)
{
	(void)state;
	struct reply *reply = reply_redirect("/x\r\nSet-Cookie: s=1\x7f");
	assert_string_equal(header(reply, "Location"), "/x  Set-Cookie: s=1 ");
	assert_null(header(reply, "Set-Cookie"));
	reply_unref(reply);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_field_of_a_name_is_found),
		cmocka_unit_test(cookies_are_found_among_others),
		cmocka_unit_test(what_only_looks_like_a_cookie_is_not_one),
		cmocka_unit_test(json_is_for_those_who_name_it),
		cmocka_unit_test(browsers_get_a_page),
		cmocka_unit_test(what_a_request_keeps_goes_in_reverse),
		cmocka_unit_test(a_reply_takes_ownership_of_nothing),
		cmocka_unit_test(refusals_close_the_connection),
		cmocka_unit_test(a_header_value_cannot_start_another_header),
	};
	return cmocka_run_group_tests_name("http", tests, NULL, NULL);
}
