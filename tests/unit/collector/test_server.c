/* test_server.c - what the server takes, answers and refuses.  SPDX-License-Identifier: GPL-3.0-or-later */
#include "server_fixture.h"

/* --- replies --- */

static void every_answer_carries_the_security_headers(void **state)
{
	(void)state;
	static const char *const wanted[] = {"Content-Security-Policy: default-src 'none'",
					     "X-Content-Type-Options: nosniff",
					     "Referrer-Policy: same-origin",
					     "X-Frame-Options: DENY",
					     "Cross-Origin-Resource-Policy: same-origin",
					     "Permissions-Policy: geolocation=()",
					     "Cache-Control: no-store"};
	g_autofree char *served = talk("GET / HTTP/1.1\r\n" HEAD "\r\n");
	g_autofree char *refused = talk("GET /%00 HTTP/1.1\r\n" HEAD "\r\n");
	g_autofree char *missing = talk("GET /nothing HTTP/1.1\r\n" HEAD "\r\n");
	assert_status(served, 200);
	assert_status(refused, 400);
	assert_status(missing, 404);
	for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++) {
		assert_has(served, wanted[i]);
		assert_has(refused, wanted[i]);
		assert_has(missing, wanted[i]);
	}
	assert_has_not(served, "\r\nServer:");
	assert_has_not(served, "Opener-Policy");
}

static void a_reply_may_set_its_own_cache_rules(void **state)
{
	(void)state;
	g_autofree char *answer = talk("GET /own HTTP/1.1\r\n" HEAD "\r\n");
	assert_has(answer, "Cache-Control: max-age=5\r\n");
	assert_has(answer, "Vary: Accept, Cookie\r\n");
	assert_has_not(answer, "no-store");
}

static void three_parts_are_one_body(void **state)
{
	(void)state;
	g_autofree char *answer = talk("GET /three HTTP/1.1\r\n" HEAD "\r\n");
	assert_has(answer, "Content-Length: 13\r\n");
	assert_has(answer, "\r\n\r\none-two-three");
}

static void head_and_not_modified_have_a_length_and_no_body(void **state)
{
	(void)state;
	g_autofree char *head = talk("HEAD /page HTTP/1.1\r\n" HEAD "\r\n");
	assert_has(head, "Content-Length: 12288\r\n");
	assert_true(g_str_has_suffix(head, "\r\n\r\n"));
	g_autofree char *same = talk("GET /same HTTP/1.1\r\n" HEAD "\r\n");
	assert_status(same, 304);
	assert_has(same, "Content-Length: 12288\r\n");
	assert_true(g_str_has_suffix(same, "\r\n\r\n"));
}

static void a_connection_serves_many_requests_until_one_is_refused(void **state)
{
	(void)state;
	g_autofree char *answer = talk(
		"GET /page HTTP/1.1\r\nHost: localhost\r\n\r\nGET /two HTTP/1.1\r\nHost: localhost\r\n\r\n"
		"POST /three-x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n"
		"GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\nGET /never HTTP/1.1\r\nHost: "
		"localhost\r\n\r\n");
	assert_status(answer, 200);
	assert_has(answer, "path /two ");
	assert_has(answer, "path /three-x ");
	assert_has(answer, "nothing here");
	assert_has_not(answer, "path /never ");
}

/* --- requests --- */

static void the_request_reaches_the_application_decoded(void **state)
{
	(void)state;
	g_autofree char *answer = talk("GET /Torre%C3%B3n?q=a+b%26c&empty=&alone HTTP/1.1\r\n"
				       "Host: Taller.test:80\r\nConnection: close\r\n\r\n");
	assert_has(answer, "path /Torreón channel local host [Taller.test:80]");
	assert_has(answer, "query q=a b&c 5\n");
	assert_has(answer, "query empty= 0\n");
	assert_has(answer, "query alone= 0\n");
}

static void a_urlencoded_body_becomes_fields(void **state)
{
	(void)state;
	g_autofree char *answer =
		post("/f", FORM, "problema=Falta+agua%0D%0Aen+la+ma%C3%B1ana&tema=agua&tema=luz&vacio=");
	assert_status(answer, 200);
	assert_has(answer, "field problema=Falta agua\r\nen la mañana 25\n");
	assert_has(answer, "field tema=agua 4\nfield tema=luz 3\nfield vacio= 0\n");
}

static void a_multipart_body_becomes_fields_and_files(void **state)
{
	(void)state;
	g_autofree char *answer =
		post("/f", PARTS,
		     "--BNDR\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nuno\r\n"
		     "--BNDR\r\nContent-Disposition: form-data; name=\"foto\"; filename=\"../../etc/x\"\r\n"
		     "Content-Type: image/jpeg\r\n\r\n\xff\xd8\xff\r\n--BNDR\r\nContent-Disposition: "
		     "form-data; name=\"b\"\r\n\r\n\r\n"
		     "--BNDR--\r\n");
	assert_status(answer, 200);
	assert_has(answer, "field a=uno 3\nfield foto=... 3 file image/jpeg\nfield b= 0\n");
	assert_has_not(answer, "etc/x");
}

/* The same body a byte at a time must give the same fields, whatever piece ends where. */
static void a_body_in_single_bytes_is_the_same_body(void **state)
{
	(void)state;
	static const char *const bodies[][2] = {
		{FORM, "a=1&b=&c=%C3%B3+x&c=%0D%0Ay&d=z"},
		{PARTS, "--BNDR\r\nContent-Disposition: form-data; "
			"name=\"a\"\r\n\r\n\r\n-x\r\n--BND\r\n\r\n--BNDR\r\n"
			"Content-Disposition: form-data; name=\"b\"\r\n\r\n\r\n--BNDR--\r\n"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(bodies); i++) {
		g_autofree char *whole = post("/f", bodies[i][0], bodies[i][1]);
		g_autofree char *header = g_strdup_printf("POST /f HTTP/1.1\r\n%sContent-Length: %zu\r\n\r\n",
							  bodies[i][0], strlen(bodies[i][1]));
		int fd = dial(), on = 1;
		setsockopt(fd, IPPROTO_TCP, 1 /* TCP_NODELAY */, &on, sizeof on);
		put(fd, header, strlen(header));
		for (const char *p = bodies[i][1]; *p; p++) {
			put(fd, p, 1);
			g_usleep(1500);
		}
		g_autofree char *pieces = take(fd);
		assert_status(whole, 200);
		assert_status(pieces, 200);
		assert_string_equal(strstr(whole, "\r\n\r\n"), strstr(pieces, "\r\n\r\n"));
	}
}

static void a_raw_body_is_kept_as_it_is(void **state)
{
	(void)state;
	g_autofree char *answer = post("/raw", HEAD "Content-Type: application/json\r\n", "{\"a\":1}");
	assert_has(answer, "body 7\n");
}

static void expect_continue_is_answered(void **state)
{
	(void)state;
	int fd = dial();
	const char *header = "POST /f HTTP/1.1\r\n" FORM "Expect: 100-continue\r\nContent-Length: 3\r\n\r\n";
	char first[26] = "";
	put(fd, header, strlen(header));
	assert_int_equal(recv(fd, first, 25, MSG_WAITALL), 25);
	assert_string_equal(first, "HTTP/1.1 100 Continue\r\n\r\n");
	put(fd, "a=1", 3);
	g_autofree char *answer = take(fd);
	assert_status(answer, 200);
	assert_has(answer, "field a=1 1\n");
}

static void chunks_are_taken_where_the_application_says_so(void **state)
{
	(void)state;
	g_autofree char *answer =
		talk("POST /chunked/f HTTP/1.1\r\n" FORM
		     "Transfer-Encoding: chunked\r\n\r\n4\r\na=1&\r\n3\r\nb=2\r\n0\r\n\r\n");
	assert_status(answer, 200);
	assert_has(answer, "field a=1 1\nfield b=2 1\n");
	g_autofree char *refused =
		talk("POST /f HTTP/1.1\r\n" FORM "Transfer-Encoding: chunked\r\n\r\n3\r\na=1\r\n0\r\n\r\n");
	assert_status(refused, 411);
}

/* --- refusals --- */

static void a_broken_body_never_reaches_the_application(void **state)
{
	(void)state;
	static const char *const bodies[][2] = {
		{FORM, "a=%00"},
		{FORM, "a=1&b=%zz"},
		{FORM, "a=%C3"},
		{FORM, "a=1&b=%4"},
		{FORM, "=1"},
		{PARTS, "nothing of the kind"},
		{PARTS, "--BNDR\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nuno\r\n"},
		{PARTS, "--BNDR\r\nContent-Disposition: form-data\r\n\r\nuno\r\n--BNDR--\r\n"},
		{PARTS, "--BNDR\nContent-Disposition: form-data; name=\"a\"\n\nuno\n--BNDR--\n"},
		{PARTS, "--BNDR\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\xff\r\n--BNDR--\r\n"},
	};
	gint before = g_atomic_int_get(&n_handled);
	for (size_t i = 0; i < G_N_ELEMENTS(bodies); i++) {
		g_autofree char *answer = post("/f", bodies[i][0], bodies[i][1]);
		assert_status(answer, 400);
	}
	assert_int_equal(g_atomic_int_get(&n_handled), before);
}

static void other_media_types_and_encodings_are_refused(void **state)
{
	(void)state;
	g_autofree char *json = post("/f", HEAD "Content-Type: application/json\r\n", "{}");
	g_autofree char *none = post("/f", HEAD, "a=1");
	g_autofree char *gzip = post("/f", FORM "Content-Encoding: gzip\r\n", "a=1");
	assert_status(json, 415);
	assert_status(none, 415);
	assert_status(gzip, 415);
}

static void a_long_body_is_refused_before_it_is_read(void **state)
{
	(void)state;
	g_autofree char *answer =
		talk("POST /f HTTP/1.1\r\nHost: localhost\r\n"
		     "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100001\r\n\r\n");
	assert_status(answer, 413);
	assert_has(answer, "Connection: close");
}

static void chunks_are_counted_while_they_come(void **state)
{
	(void)state;
	g_autofree char *block = g_strnfill(60000, 'x');
	g_autofree char *text =
		g_strdup_printf("POST /chunked/raw HTTP/1.1\r\n" HEAD
				"Transfer-Encoding: chunked\r\n\r\nea60\r\n%s\r\nea60\r\n%s\r\n0\r\n\r\n",
				block, block);
	g_autofree char *answer = talk(text);
	assert_status(answer, 413);
	/* Without an end it is cut off, so that nobody can send for ever. */
	int fd = dial();
	const char *header = "POST /chunked/raw HTTP/1.1\r\n" HEAD "Transfer-Encoding: chunked\r\n\r\n";
	put(fd, header, strlen(header));
	bool is_open = true;
	g_autofree char *chunk = g_strdup_printf("ea60\r\n%s\r\n", block);
	for (int i = 0; i < 200 && is_open; i++)
		is_open = send(fd, chunk, strlen(chunk), MSG_NOSIGNAL) > 0;
	assert_false(is_open);
	close(fd);
}

static void unknown_methods_are_told_what_is_allowed(void **state)
{
	(void)state;
	g_autofree char *answer = talk("PUT / HTTP/1.1\r\n" HEAD "\r\n");
	assert_status(answer, 405);
	assert_has(answer, "Allow: GET, HEAD, POST\r\n");
}

static void another_host_is_misdirected(void **state)
{
	(void)state;
	g_autofree char *other = talk("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n");
	g_autofree char *two = talk("GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n");
	g_autofree char *none = talk("GET / HTTP/1.1\r\n\r\n");
	g_autofree char *later = talk(
		"GET /a HTTP/1.1\r\nHost: localhost\r\n\r\nGET /b HTTP/1.1\r\nHost: evil.example\r\n\r\n");
	assert_status(other, 421);
	assert_status(two, 400);
	assert_status(none, 400);
	assert_has(later, "path /a ");
	assert_has(later, "refused 421");
}

static void bodies_beyond_the_budget_are_put_off(void **state)
{
	(void)state;
	/* Three bodies that each hold 70 KB until their end comes: the budget is 200,000 bytes. */
	g_autofree char *part = g_strnfill(70000, 'x');
	const char *header = "POST /raw HTTP/1.1\r\n" HEAD "Content-Length: 70001\r\n\r\n";
	int fds[3];
	for (size_t i = 0; i < G_N_ELEMENTS(fds); i++) {
		fds[i] = dial();
		put(fds[i], header, strlen(header));
		put(fds[i], part, 70000);
		g_usleep(100000);
	}
	size_t n_refused = 0;
	for (size_t i = 0; i < G_N_ELEMENTS(fds); i++) {
		put(fds[i], "x", 1);
		g_autofree char *answer = take(fds[i]);
		if (g_str_has_prefix(answer, "HTTP/1.1 503 ")) {
			assert_has(answer, "Retry-After: ");
			n_refused++;
		} else {
			assert_status(answer, 200);
		}
	}
	assert_in_range(n_refused, 1, 2);
	g_autofree char *after = post("/raw", HEAD, part);
	assert_status(after, 200);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_server(every_answer_carries_the_security_headers),
		with_server(a_reply_may_set_its_own_cache_rules),
		with_server(three_parts_are_one_body),
		with_server(head_and_not_modified_have_a_length_and_no_body),
		with_server(a_connection_serves_many_requests_until_one_is_refused),
		with_server(the_request_reaches_the_application_decoded),
		with_server(a_urlencoded_body_becomes_fields),
		with_server(a_multipart_body_becomes_fields_and_files),
		with_server(a_body_in_single_bytes_is_the_same_body),
		with_server(a_raw_body_is_kept_as_it_is),
		with_server(expect_continue_is_answered),
		with_server(chunks_are_taken_where_the_application_says_so),
		with_server(a_broken_body_never_reaches_the_application),
		with_server(other_media_types_and_encodings_are_refused),
		with_server(a_long_body_is_refused_before_it_is_read),
		with_server(chunks_are_counted_while_they_come),
		with_server(unknown_methods_are_told_what_is_allowed),
		with_server(another_host_is_misdirected),
		with_server(bodies_beyond_the_budget_are_put_off),
	};
	return cmocka_run_group_tests_name("server", tests, make_page, drop_page);
}
