/* test_server.c - the server in this process on a loopback port.  SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "server.h"

#include <arpa/inet.h>
#include <glib/gstdio.h>
#include <netinet/in.h>
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

enum { PAGE_BYTES = 12288, BODY_MAX = 100000 };

static struct reply *page;
static gint n_handled, n_waiting;

/* --- a small application --- */

static struct server_admission admit(void *data, struct request *request)
{
	(void)data;
	struct server_admission admission = {.body_max = BODY_MAX};
	if (!strcmp(request->path, "/nothing"))
		admission.refusal = reply_text(404, "nothing here");
	admission.takes_chunked = !strncmp(request->path, "/chunked", 8);
	admission.takes_raw = g_str_has_suffix(request->path, "/raw");
	return admission;
}

static void describe(GString *text, const char *kind, const struct http_field *fields, size_t n_fields)
{
	for (size_t i = 0; i < n_fields; i++)
		g_string_append_printf(text, "%s %s=%s %zu%s%s\n", kind, fields[i].name,
				       fields[i].is_file || fields[i].length > 200 ? "..." : fields[i].value,
				       fields[i].length, fields[i].is_file ? " file " : "",
				       fields[i].content_type ? fields[i].content_type : "");
}

static struct reply *handle(void *data, struct request *request)
{
	(void)data;
	g_atomic_int_inc(&n_handled);
	if (!strcmp(request->path, "/page"))
		return reply_ref(page);
	if (!strcmp(request->path, "/same"))
		return reply_new(304, "text/html", page->body[0]);
	if (!strcmp(request->path, "/wait")) {
		g_atomic_int_inc(&n_waiting);
		g_usleep(2500000);
	}
	if (!strcmp(request->path, "/own")) {
		struct reply *reply = reply_text(200, "own");
		reply_header(reply, "Cache-Control", "max-age=5");
		reply_header(reply, "Vary", "Accept, Cookie");
		return reply;
	}
	if (!strcmp(request->path, "/three")) {
		struct reply *reply = reply_text(200, "one-");
		reply->body[1] = g_bytes_new_static("two-", 4);
		reply->body[2] = g_bytes_new_static("three", 5);
		return reply;
	}
	static const char *const channels[] = {"hotspot", "tls", "local", "control"};
	g_autoptr(GString) text = g_string_new(NULL);
	g_string_append_printf(text, "path %s channel %s host [%s] body %zu\n", request->path,
			       channels[request->channel], request->host, request->body_length);
	describe(text, "query", request->query, request->n_query);
	describe(text, "field", request->fields, request->n_fields);
	return reply_text(200, text->str);
}

static struct reply *refuse(void *data, const struct request *request, unsigned status)
{
	(void)data;
	(void)request;
	g_autofree char *text = g_strdup_printf("refused %u", status);
	return reply_text(status, text);
}

static const struct server_application application = {.admit = admit, .handle = handle, .refuse = refuse};

/* --- a small client --- */

static struct server *started;
static uint16_t port;

static void start(struct server_options *options)
{
	g_autoptr(GError) error = NULL;
	options->address = "127.0.0.1";
	g_atomic_int_set(&n_handled, 0);
	g_atomic_int_set(&n_waiting, 0);
	started = server_start(options, &application, &error);
	if (!started)
		fail_msg("%s", error->message);
	port = server_port(started);
	assert_true(port > 0);
}

static int start_default(void **state)
{
	(void)state;
	struct server_options options;
	server_options_default(&options);
	options.n_threads = 4;
	options.header_seconds = 1;
	options.body_seconds = 1;
	options.bytes_in_flight = 200000;
	static const char *const hosts[] = {"taller.test", NULL};
	options.hosts = hosts;
	start(&options);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	if (started)
		server_stop(g_steal_pointer(&started), 5);
	return 0;
}

static int dial(void)
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	struct timeval patience = {.tv_sec = 10};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_true(fd >= 0);
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
	assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
	return fd;
}

static void put(int fd, const char *bytes, size_t length)
{
	while (length) {
		ssize_t n = send(fd, bytes, length, MSG_NOSIGNAL);
		if (n <= 0)
			return; /* closed by the server: what it said is still to be read */
		bytes += n;
		length -= (size_t)n;
	}
}

/* All that comes until the server closes, or 10 s. */
static char *take(int fd)
{
	GString *text = g_string_new(NULL);
	char buffer[65536];
	ssize_t n;
	while ((n = recv(fd, buffer, sizeof buffer, 0)) > 0)
		g_string_append_len(text, buffer, n);
	close(fd);
	return g_string_free(text, FALSE);
}

static char *talk(const char *bytes)
{
	int fd = dial();
	put(fd, bytes, strlen(bytes));
	return take(fd);
}

#define HEAD  "Host: localhost\r\nConnection: close\r\n"
#define FORM  HEAD "Content-Type: application/x-www-form-urlencoded\r\n"
#define PARTS HEAD "Content-Type: multipart/form-data; boundary=BNDR\r\n"

static char *post(const char *path, const char *head, const char *body)
{
	g_autofree char *text = g_strdup_printf("POST %s HTTP/1.1\r\n%sContent-Length: %zu\r\n\r\n%s", path,
						head, strlen(body), body);
	return talk(text);
}

static void assert_status(const char *answer, unsigned status)
{
	g_autofree char *start_of = g_strdup_printf("HTTP/1.1 %u ", status);
	if (!g_str_has_prefix(answer, start_of))
		fail_msg("%u was wanted, this came: %.300s", status, answer);
}

static void assert_has(const char *answer, const char *part)
{
	if (!strstr(answer, part))
		fail_msg("\"%s\" is not in: %.2000s", part, answer);
}

static void assert_has_not(const char *answer, const char *part)
{
	if (strstr(answer, part))
		fail_msg("\"%s\" is in: %.2000s", part, answer);
}

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

/* --- time --- */

static double seconds_until_closed(const char *bytes)
{
	int fd = dial();
	int64_t from = g_get_monotonic_time();
	put(fd, bytes, strlen(bytes));
	for (int i = 0; i < 60; i++) {
		char c;
		g_usleep(100000);
		ssize_t n = recv(fd, &c, 1, MSG_DONTWAIT);
		if (n == 0 || (n < 0 && errno != EAGAIN && errno != EWOULDBLOCK))
			break;
		put(fd, "a", 1); /* never inactive */
	}
	close(fd);
	return (double)(g_get_monotonic_time() - from) / G_USEC_PER_SEC;
}

static void a_slow_header_is_cut_off(void **state)
{
	(void)state;
	double seconds = seconds_until_closed("GET / HTTP/1.1\r\nX: ");
	assert_true(seconds > 0.7 && seconds < 3);
}

static void a_slow_body_is_cut_off(void **state)
{
	(void)state;
	double seconds = seconds_until_closed("POST /f HTTP/1.1\r\n" FORM "Content-Length: 8000\r\n\r\na=");
	assert_true(seconds > 0.7 && seconds < 3);
	seconds = seconds_until_closed("POST /chunked/f HTTP/1.1\r\n" FORM
				       "Transfer-Encoding: chunked\r\n\r\n1f40\r\na=");
	assert_true(seconds > 0.7 && seconds < 3);
}

static void a_waiting_neighbour_does_not_use_up_the_time(void **state)
{
	(void)state;
	struct server_options options;
	server_options_default(&options);
	options.n_threads = 1;
	options.header_seconds = 1;
	start(&options);
	int slow = dial(), waiting = dial();
	put(slow, "GET /slow HT", 12);
	g_usleep(300000);
	const char *wait = "GET /wait HTTP/1.1\r\n" HEAD "\r\n";
	put(waiting, wait, strlen(wait));
	g_usleep(2000000);
	const char *rest = "TP/1.1\r\n" HEAD "\r\n";
	put(slow, rest, strlen(rest));
	g_autofree char *answer = take(slow);
	g_autofree char *other = take(waiting);
	assert_status(answer, 200);
	assert_status(other, 200);
}

static void those_who_wait_outside_get_in_when_slow_ones_are_cut_off(void **state)
{
	(void)state;
	struct server_options options;
	server_options_default(&options);
	options.n_threads = 2;
	options.n_connections = 8;
	options.header_seconds = 1;
	start(&options);
	int fds[20];
	for (size_t i = 0; i < G_N_ELEMENTS(fds); i++) {
		fds[i] = dial();
		put(fds[i], "GET / HTTP/1.1\r\nX:", 18);
	}
	g_usleep(200000);
	assert_true(server_n_connections(started) <= 8);
	g_autofree char *answer = talk("GET / HTTP/1.1\r\n" HEAD "\r\n");
	assert_status(answer, 200);
	for (size_t i = 0; i < G_N_ELEMENTS(fds); i++)
		close(fds[i]);
}

static gpointer ask_wait(gpointer data)
{
	(void)data;
	return talk("GET /wait HTTP/1.1\r\n" HEAD "\r\n");
}

static void a_stop_lets_running_requests_end(void **state)
{
	(void)state;
	struct server_options options;
	server_options_default(&options);
	options.n_threads = 4;
	start(&options);
	int idle = dial();
	GThread *asking = g_thread_new("asking", ask_wait, NULL);
	while (!g_atomic_int_get(&n_waiting))
		g_usleep(1000);
	server_stop(g_steal_pointer(&started), 10);
	g_autofree char *answer = g_thread_join(asking);
	assert_status(answer, 200);
	g_autofree char *nothing = take(idle);
	assert_string_equal(nothing, "");
	/* The port can be bound again at once. */
	options.port = port;
	start(&options);
	assert_int_equal(server_port(started), options.port);
}

/* --- start --- */

static void a_port_belongs_to_one_server(void **state)
{
	(void)state;
	g_autoptr(GError) error = NULL;
	struct server_options options;
	server_options_default(&options);
	options.address = "127.0.0.1";
	options.port = port;
	assert_null(server_start(&options, &application, &error));
	assert_true(g_error_matches(error, SERVER_ERROR, SERVER_ERROR_ADDRESS));
	g_clear_error(&error);
	options.address = "not an address";
	assert_null(server_start(&options, &application, &error));
	assert_true(g_error_matches(error, SERVER_ERROR, SERVER_ERROR_ADDRESS));
}

static void a_certificate_that_is_none_is_refused(void **state)
{
	(void)state;
	g_autoptr(GError) error = NULL;
	struct server_options options;
	server_options_default(&options);
	options.address = "127.0.0.1";
	options.n_threads = 2;
	options.tls_certificate = options.tls_key = "no PEM";
	assert_null(server_start(&options, &application, &error));
	assert_true(g_error_matches(error, SERVER_ERROR, SERVER_ERROR_TLS));
}

static void too_few_files_are_said_to_be_too_few(void **state)
{
	(void)state;
	pid_t child = fork();
	if (child == 0) {
		struct rlimit few = {150, 150};
		struct server_options options;
		GError *error = NULL;
		server_options_default(&options);
		options.address = "127.0.0.1";
		options.n_threads = 4;
		if (setrlimit(RLIMIT_NOFILE, &few) || server_start(&options, &application, &error))
			_exit(1);
		_exit(g_error_matches(error, SERVER_ERROR, SERVER_ERROR_LIMITS) ? 0 : 2);
	}
	int status = 0;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

static bool spawn(char **argv, char **output)
{
	int status = 1;
	return g_spawn_sync(NULL, argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
			    output, NULL, &status, NULL) &&
	       status == 0;
}

static void tls_is_spoken_with_a_certificate(void **state)
{
	(void)state;
	g_autofree char *folder = g_dir_make_tmp("vocalia-tls-XXXXXX", NULL);
	g_autofree char *certificate = g_build_filename(folder, "c.pem", NULL);
	g_autofree char *key = g_build_filename(folder, "k.pem", NULL);
	char *make[] = {(char *)"openssl",
			(char *)"req",
			(char *)"-x509",
			(char *)"-newkey",
			(char *)"ec",
			(char *)"-pkeyopt",
			(char *)"ec_paramgen_curve:prime256v1",
			(char *)"-nodes",
			(char *)"-days",
			(char *)"2",
			(char *)"-subj",
			(char *)"/CN=localhost",
			(char *)"-addext",
			(char *)"subjectAltName=DNS:localhost",
			(char *)"-keyout",
			key,
			(char *)"-out",
			certificate,
			NULL};
	if (!spawn(make, NULL)) {
		print_message("# skipped: openssl is not installed\n");
		g_rmdir(folder);
		skip();
	}
	g_autofree char *certificate_text = NULL, *key_text = NULL, *output = NULL, *old = NULL;
	assert_true(g_file_get_contents(certificate, &certificate_text, NULL, NULL));
	assert_true(g_file_get_contents(key, &key_text, NULL, NULL));
	struct server_options options;
	server_options_default(&options);
	options.n_threads = 2;
	options.tls_certificate = certificate_text;
	options.tls_key = key_text;
	start(&options);
	g_autofree char *url = g_strdup_printf("https://localhost:%u/x", port);
	char *ask[] = {(char *)"curl",	   (char *)"-sSi", (char *)"-m", (char *)"5", (char *)"-4",
		       (char *)"--cacert", certificate,	   url,		 NULL};
	bool is_served = spawn(ask, &output);
	char *ask_old[] = {(char *)"curl",
			   (char *)"-sS",
			   (char *)"-m",
			   (char *)"5",
			   (char *)"-4",
			   (char *)"--tls-max",
			   (char *)"1.1",
			   (char *)"--ciphers",
			   (char *)"DEFAULT@SECLEVEL=0",
			   (char *)"--cacert",
			   certificate,
			   url,
			   NULL};
	bool is_old_served = spawn(ask_old, &old);
	g_unlink(certificate);
	g_unlink(key);
	g_rmdir(folder);
	assert_true(is_served);
	assert_has(output, "path /x channel local");
	assert_has(output, "Cross-Origin-Opener-Policy: same-origin");
	assert_false(is_old_served);
}

static void the_control_socket_is_another_channel(void **state)
{
	(void)state;
	struct sockaddr_un name = {.sun_family = AF_UNIX};
	g_autofree char *folder = g_dir_make_tmp("vocalia-control-XXXXXX", NULL);
	g_snprintf(name.sun_path, sizeof name.sun_path, "%s/control.sock", folder);
	int listening = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(bind(listening, (struct sockaddr *)&name, sizeof name), 0);
	assert_int_equal(listen(listening, 8), 0);
	struct server_options options;
	server_options_default(&options);
	options.n_threads = 2;
	options.control_fd = listening;
	start(&options);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(connect(fd, (struct sockaddr *)&name, sizeof name), 0);
	const char *bytes = "POST /order HTTP/1.1\r\nConnection: close\r\nContent-Type: "
			    "application/x-www-form-urlencoded\r\n"
			    "Content-Length: 3\r\n\r\na=1";
	put(fd, bytes, strlen(bytes));
	g_autofree char *answer = take(fd);
	g_unlink(name.sun_path);
	g_rmdir(folder);
	assert_status(answer, 200);
	assert_has(answer, "path /order channel control host [] ");
	assert_has(answer, "field a=1 1\n");
	stop(NULL);
	close(listening);
}

static int make_page(void **state)
{
	(void)state;
	g_autoptr(GBytes) body = g_bytes_new_take(g_strnfill(PAGE_BYTES, 'p'), PAGE_BYTES);
	page = reply_new(200, "text/html; charset=utf-8", body);
	return 0;
}

static int drop_page(void **state)
{
	(void)state;
	reply_unref(page);
	return 0;
}

#define with_server(test)  cmocka_unit_test_setup_teardown(test, start_default, stop)
#define with_its_own(test) cmocka_unit_test_setup_teardown(test, NULL, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(too_few_files_are_said_to_be_too_few), /* forks: before there are threads */
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
		with_server(a_slow_header_is_cut_off),
		with_server(a_slow_body_is_cut_off),
		with_its_own(a_waiting_neighbour_does_not_use_up_the_time),
		with_its_own(those_who_wait_outside_get_in_when_slow_ones_are_cut_off),
		with_its_own(a_stop_lets_running_requests_end),
		with_server(a_port_belongs_to_one_server),
		with_its_own(a_certificate_that_is_none_is_refused),
		with_its_own(tls_is_spoken_with_a_certificate),
		with_its_own(the_control_socket_is_another_channel),
	};
	return cmocka_run_group_tests_name("server", tests, make_page, drop_page);
}
