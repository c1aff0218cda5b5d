/* control - a command's way to the program that holds the data.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "control.h"
#include "command.h"
#include "routes.h"
#include "site.h"
#include "words.h"
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define ANSWER_MAX ((size_t)64 << 20)

struct control {
	char *socket_path;
	struct app *app; /* NULL: a server runs */
};

char *control_socket_path(const char *data_path)
{
	return g_strconcat(data_path, ".sock", NULL);
}

static int socket_open(const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	if (strlen(path) >= sizeof address.sun_path)
		return -1;
	memcpy(address.sun_path, path, strlen(path) + 1);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd >= 0 && connect(fd, (const struct sockaddr *)&address, sizeof address) != 0) {
		close(fd);
		fd = -1;
	}
	return fd;
}

struct control *control_open(const char *data_path)
{
	struct control *control = g_new0(struct control, 1);
	g_autoptr(GError) error = NULL;
	control->socket_path = control_socket_path(data_path);
	int fd = socket_open(control->socket_path);
	if (fd >= 0) {
		close(fd);
		return control;
	}
	struct store_options options;
	store_options_default(&options);
	options.n_readers = 1;
	control->app = app_open(data_path, &options, &error);
	if (control->app != NULL) {
		site_load();
		return control;
	}
	g_printerr("vocalia: %s\n", error->message);
	control_close(control);
	return NULL;
}

void control_close(struct control *control)
{
	if (control == NULL)
		return;
	app_close(control->app);
	g_free(control->socket_path);
	g_free(control);
}

/* ---- over the socket: one request a connection, read to its end */

static char *fields_encode(const json_t *fields)
{
	GString *text = g_string_new(NULL);
	const char *key;
	json_t *value;
	json_object_foreach((json_t *)(uintptr_t)fields, key, value)
	{
		g_autofree char *name = g_uri_escape_string(key, NULL, FALSE);
		g_autofree char *escaped = g_uri_escape_string(json_string_value(value), NULL, FALSE);
		g_string_append_printf(text, "%s%s=%s", text->len > 0 ? "&" : "", name, escaped);
	}
	return g_string_free(text, FALSE);
}

/* What a form with its pictures is sent in: bytes as they are, and as many as files may have. */
#define LONG_BODY 65536u

static char *fields_multipart(const json_t *fields, const char *boundary)
{
	GString *text = g_string_new(NULL);
	const char *key;
	json_t *value;
	json_object_foreach((json_t *)(uintptr_t)fields, key, value) g_string_append_printf(
		text, "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n", boundary, key,
		json_string_value(value));
	g_string_append_printf(text, "--%s--\r\n", boundary);
	return g_string_free(text, FALSE);
}

static bool all_written(int fd, const char *bytes, size_t length)
{
	while (length > 0) {
		ssize_t n = send(fd, bytes, length, MSG_NOSIGNAL);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		bytes += n;
		length -= (size_t)n;
	}
	return true;
}

static char *call_socket(struct control *control, const char *path, const json_t *fields, unsigned *status)
{
	int fd = socket_open(control->socket_path);
	if (fd < 0)
		return NULL;
	g_autoptr(GString) request = g_string_new(NULL);
	g_string_printf(request,
			"%s %s HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nAccept-Language: "
			"%s\r\nConnection: close\r\n",
			fields != NULL ? "POST" : "GET", path, words_of_terminal());
	if (fields != NULL) {
		g_autofree char *body = fields_encode(fields), *boundary = g_uuid_string_random();
		g_autofree char *type = g_strdup("application/x-www-form-urlencoded");
		if (strlen(body) > LONG_BODY) {
			g_free(body);
			g_free(type);
			body = fields_multipart(fields, boundary);
			type = g_strdup_printf("multipart/form-data; boundary=%s", boundary);
		}
		g_string_append_printf(request, "Content-Type: %s\r\nContent-Length: %zu\r\n\r\n%s", type,
				       strlen(body), body);
	} else {
		g_string_append(request, "\r\n");
	}
	g_autoptr(GString) answer = g_string_new(NULL);
	(void)all_written(fd, request->str, request->len); /* who refuses it answers before its end */
	char piece[16384];
	ssize_t n = 0;
	while (answer->len < ANSWER_MAX && (n = read(fd, piece, sizeof piece)) > 0)
		g_string_append_len(answer, piece, n);
	close(fd);
	const char *body = strstr(answer->str, "\r\n\r\n");
	if (body == NULL || !g_str_has_prefix(answer->str, "HTTP/1.1 "))
		return NULL;
	*status = (unsigned)g_ascii_strtoull(answer->str + strlen("HTTP/1.1 "), NULL, 10);
	return g_strdup(body + 4);
}

/* ---- in this process */

static char *call_here(struct control *control, const char *path, const json_t *fields, unsigned *status)
{
	size_t n = fields != NULL ? json_object_size(fields) : 0, i = 0;
	g_autofree struct http_field *list = g_new0(struct http_field, n + 1);
	const char *key;
	json_t *value;
	json_object_foreach((json_t *)(uintptr_t)fields, key, value) list[i++] = (struct http_field){
		.name = key, .value = json_string_value(value), .length = json_string_length(value)};
	struct request rq = {
		.method = fields != NULL ? HTTP_POST : HTTP_GET,
		.channel = HTTP_CONTROL,
		.path = path,
		.host = "",
		.accept = "application/json",
		.accept_language = words_of_terminal(),
		.accept_encoding = "",
		.cookie = "",
		.content_type = "",
		.fields = list,
		.n_fields = n,
	};
	struct reply *reply = routes_handle(control->app, &rq);
	*status = reply->status;
	GString *body = g_string_new(NULL);
	for (size_t part = 0; part < G_N_ELEMENTS(reply->body); part++)
		if (reply->body[part] != NULL)
			g_string_append_len(body, g_bytes_get_data(reply->body[part], NULL),
					    (gssize)g_bytes_get_size(reply->body[part]));
	reply_unref(reply);
	request_clear(&rq);
	return g_string_free(body, FALSE);
}

json_t *control_call(struct control *control, const char *path, json_t *fields)
{
	unsigned status = 0;
	g_autofree char *body = control->app != NULL ? call_here(control, path, fields, &status)
						     : call_socket(control, path, fields, &status);
	json_decref(fields);
	json_t *view = body != NULL ? json_loads(body, 0, NULL) : NULL;
	if (view == NULL) {
		g_printerr("vocalia: %s\n", _("the server did not answer; is it still running?"));
	} else if (status >= 400) {
		const char *message = json_string_value(json_object_get(view, "message"));
		const char *problem = json_string_value(json_object_get(view, "problem"));
		if (message == NULL)
			message = problem;
		g_printerr("vocalia: %s (%u)\n", message != NULL ? message : _("refused"), status);
		json_decref(view);
		view = NULL;
	}
	return view;
}

json_t *control_once(const char *data_path, const char *path, json_t *fields)
{
	g_autofree char *own = data_path == NULL ? command_data() : NULL;
	struct control *control = control_open(data_path != NULL ? data_path : own);
	if (control == NULL) {
		json_decref(fields);
		return NULL;
	}
	json_t *view = control_call(control, path, fields);
	control_close(control);
	return view;
}

int control_print(json_t *view, int as_json)
{
	if (view == NULL)
		return COMMAND_FAILED;
	if (as_json) {
		char *text = json_dumps(view, JSON_INDENT(2) | JSON_SORT_KEYS);
		g_print("%s\n", text);
		free(text);
	}
	json_decref(view);
	return COMMAND_DONE;
}
