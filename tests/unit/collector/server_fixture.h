/* server_fixture - a server in this process on a loopback port, a small application behind it, a client of
 * bytes.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef SERVER_FIXTURE_H
#define SERVER_FIXTURE_H

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

G_GNUC_UNUSED static struct server_admission admit(void *data, struct request *request)
{
	(void)data;
	struct server_admission admission = {.body_max = BODY_MAX};
	if (!strcmp(request->path, "/nothing"))
		admission.refusal = reply_text(404, "nothing here");
	admission.takes_chunked = !strncmp(request->path, "/chunked", 8);
	admission.takes_raw = g_str_has_suffix(request->path, "/raw");
	return admission;
}

G_GNUC_UNUSED static void describe(GString *text, const char *kind, const struct http_field *fields,
				   size_t n_fields)
{
	for (size_t i = 0; i < n_fields; i++)
		g_string_append_printf(text, "%s %s=%s %zu%s%s\n", kind, fields[i].name,
				       fields[i].is_file || fields[i].length > 200 ? "..." : fields[i].value,
				       fields[i].length, fields[i].is_file ? " file " : "",
				       fields[i].content_type ? fields[i].content_type : "");
}

G_GNUC_UNUSED static struct reply *handle(void *data, struct request *request)
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

G_GNUC_UNUSED static struct reply *refuse(void *data, const struct request *request, unsigned status)
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

G_GNUC_UNUSED static void start(struct server_options *options)
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

G_GNUC_UNUSED static int start_default(void **state)
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

G_GNUC_UNUSED static int stop(void **state)
{
	(void)state;
	if (started)
		server_stop(g_steal_pointer(&started), 5);
	return 0;
}

G_GNUC_UNUSED static int dial(void)
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

G_GNUC_UNUSED static void put(int fd, const char *bytes, size_t length)
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
G_GNUC_UNUSED static char *take(int fd)
{
	GString *text = g_string_new(NULL);
	char buffer[65536];
	ssize_t n;
	while ((n = recv(fd, buffer, sizeof buffer, 0)) > 0)
		g_string_append_len(text, buffer, n);
	close(fd);
	return g_string_free(text, FALSE);
}

G_GNUC_UNUSED static char *talk(const char *bytes)
{
	int fd = dial();
	put(fd, bytes, strlen(bytes));
	return take(fd);
}

#define HEAD  "Host: localhost\r\nConnection: close\r\n"
#define FORM  HEAD "Content-Type: application/x-www-form-urlencoded\r\n"
#define PARTS HEAD "Content-Type: multipart/form-data; boundary=BNDR\r\n"

G_GNUC_UNUSED static char *post(const char *path, const char *head, const char *body)
{
	g_autofree char *text = g_strdup_printf("POST %s HTTP/1.1\r\n%sContent-Length: %zu\r\n\r\n%s", path,
						head, strlen(body), body);
	return talk(text);
}

G_GNUC_UNUSED static void assert_status(const char *answer, unsigned status)
{
	g_autofree char *start_of = g_strdup_printf("HTTP/1.1 %u ", status);
	if (!g_str_has_prefix(answer, start_of))
		fail_msg("%u was wanted, this came: %.300s", status, answer);
}

G_GNUC_UNUSED static void assert_has(const char *answer, const char *part)
{
	if (!strstr(answer, part))
		fail_msg("\"%s\" is not in: %.2000s", part, answer);
}

G_GNUC_UNUSED static void assert_has_not(const char *answer, const char *part)
{
	if (strstr(answer, part))
		fail_msg("\"%s\" is in: %.2000s", part, answer);
}

G_GNUC_UNUSED static int make_page(void **state)
{
	(void)state;
	g_autoptr(GBytes) body = g_bytes_new_take(g_strnfill(PAGE_BYTES, 'p'), PAGE_BYTES);
	page = reply_new(200, "text/html; charset=utf-8", body);
	return 0;
}

G_GNUC_UNUSED static int drop_page(void **state)
{
	(void)state;
	reply_unref(page);
	return 0;
}

#define with_server(test)  cmocka_unit_test_setup_teardown(test, start_default, stop)
#define with_its_own(test) cmocka_unit_test_setup_teardown(test, NULL, stop)

#endif
