/* server.c - libmicrohttpd behind a guard.  SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One thread accepts and hands connections to libmicrohttpd's pool one by one, so that they spread evenly
 * over the handler threads and the connection limit, the peer's credentials and a stop are ours to decide.
 */
#include "server.h"
#include "deadline.h"
#include "fields.h"
#include "guard.h"
#include "listener.h"
#include "ratelog.h"
#include "wire.h"

#include <errno.h>
#include <microhttpd.h>
#include <poll.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	CONTROL_CONNECTIONS = 16,
	CONTROL_THREADS = 2,
	IDLE_SECONDS = 30,
	REPLY_SECONDS = 10,	  /* and one more for each 16 KiB */
	HANDSHAKE_SECONDS = 5,	  /* more for the first header over TLS */
	BYTES_PER_SECOND = 16384, /* the slowest body or reader that is waited for */
	POOL_BYTES = 32768,	  /* libmicrohttpd's memory of one connection: headers must fit into it */
	POST_BUFFER = 2048,	  /* names of fields and part headers must fit into it */
	QUERY_MAX = 64,
	DRAIN_BYTES = 1024 * 1024, /* read and dropped after a body broke the rules, to deliver the refusal */
	STACK_BYTES = 2 * 1024 * 1024,
	LOG_LINES = 10 /* of libmicrohttpd, a minute */
};

#define TLS_PRIORITIES "SECURE128:-VERS-TLS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:%SERVER_PRECEDENCE"

struct server {
	struct server_application application;
	struct server_options options; /* strings are copies */
	char **hosts;
	char *tls_certificate, *tls_key, *security_policy;
	struct MHD_Daemon *daemon, *control;
	struct deadline_watch *watch;
	struct budget budget;
	GThread *acceptor;
	int listen_fd, control_fd, wake_fd;
	uint16_t port;
	struct wire_context wire;
	bool walks_layout; /* libmicrohttpd before 1.0 */
	_Atomic unsigned n_connections, n_control;
	_Atomic unsigned n_running; /* requests whose header is complete and whose reply is not */
	atomic_bool stopping;
	struct ratelog log;
};

enum phase { PHASE_NONE, PHASE_LINE, PHASE_READY, PHASE_BODY, PHASE_ANSWERED };

/* One request in the making; a connection has one at a time and uses it again. */
struct exchange {
	struct request request;
	struct reply *reply;
	enum phase phase;
	unsigned uri_status;
	bool has_query, is_running;
	const char *version; /* where the request line's last part must start if its target had no NUL */
	struct MHD_PostProcessor *post;
	enum guard_content content;
	struct fields fields;
	unsigned percent; /* state of guard_urlencoded */
	uint64_t declared, received, body_max;
	int64_t body_since;
	bool is_chunked;
	unsigned status; /* the body broke a rule: answer this when it has been read */
};

struct connection {
	struct deadline deadline;
	struct server *server;
	enum http_channel channel;
	struct exchange exchange;
	char host[64]; /* the last Host that was accepted on this connection */
	size_t host_length;
	struct sockaddr_storage local;
	bool knows_local;
};

GQuark server_error_quark(void)
{
	return g_quark_from_static_string("server-error");
}

void server_options_default(struct server_options *options)
{
	*options = (struct server_options){
		.control_fd = -1,
		.n_threads = 96,
		.n_connections = 4000,
		.header_seconds = 5,
		.body_seconds = 10,
		.bytes_in_flight = 64 * 1024 * 1024,
		.security_policy =
			"default-src 'none'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
			"base-uri 'none'; frame-ancestors 'none'",
	};
}

G_GNUC_PRINTF(2, 0) static void on_log(void *data, const char *format, va_list arguments)
{
	struct server *server = data;
	if (!g_str_has_prefix(format, "Connection socket is closed")) /* a phone went away: nothing to tell */
		ratelog_say_va(&server->log, format, arguments);
}

/* --- requests --- */

static int64_t time_for(int64_t base_seconds, uint64_t bytes)
{
	return (base_seconds + (int64_t)(bytes / BYTES_PER_SECOND)) * 1000;
}

/* Sends the reply, which the exchange then owns. */
static enum MHD_Result answer(struct connection *connection, struct MHD_Connection *mhd, struct reply *reply)
{
	struct exchange *x = &connection->exchange;
	x->phase = PHASE_ANSWERED;
	x->reply = reply;
	size_t size = 0;
	for (size_t i = 0; i < G_N_ELEMENTS(reply->body); i++)
		size += reply->body[i] ? g_bytes_get_size(reply->body[i]) : 0;
	deadline_set(&connection->deadline, time_for(REPLY_SECONDS, size));
	return MHD_queue_response(mhd, reply->status, wire_response(reply, &connection->server->wire));
}

static enum MHD_Result refuse(struct connection *connection, struct MHD_Connection *mhd, unsigned status)
{
	struct server *server = connection->server;
	struct reply *reply =
		server->application.refuse(server->application.data, &connection->exchange.request, status);
	g_assert(reply && reply->status >= 400);
	return answer(connection, mhd, reply);
}

static enum MHD_Result on_header(void *data, enum MHD_ValueKind kind, const char *name, size_t name_length,
				 const char *value, size_t value_length)
{
	(void)kind;
	guard_header(data, name, name_length, value, value_length);
	return MHD_YES;
}

struct query {
	struct http_field *fields;
	size_t n;
};

static enum MHD_Result on_argument(void *data, enum MHD_ValueKind kind, const char *name, size_t name_length,
				   const char *value, size_t value_length)
{
	(void)kind;
	struct query *query = data;
	if (query->n < QUERY_MAX && name_length)
		query->fields[query->n] = (struct http_field){
			.name = name, .value = value ? value : "", .length = value ? value_length : 0};
	query->n += name_length ? 1 : 0;
	return MHD_YES;
}

static bool read_query(struct request *request, struct MHD_Connection *mhd)
{
	struct query query = {.fields = g_new0(struct http_field, QUERY_MAX)};
	request_keep(request, query.fields, g_free);
	MHD_get_connection_values_n(mhd, MHD_GET_ARGUMENT_KIND, on_argument, &query);
	request->query = query.fields;
	request->n_query = query.n;
	return query.n <= QUERY_MAX;
}

static const struct sockaddr *local_address(struct connection *connection)
{
	if (!connection->knows_local) {
		socklen_t length = sizeof connection->local;
		if (getsockname(connection->deadline.fd, (struct sockaddr *)&connection->local, &length))
			connection->local.ss_family = AF_UNSPEC;
		connection->knows_local = true;
	}
	return (const struct sockaddr *)&connection->local;
}

/* A name that the application has learnt since the start. */
static bool is_answered_to(const struct server *server, const struct guard *guard)
{
	if (server->application.answers_to == NULL)
		return false;
	g_autofree char *host = g_strndup(guard->host, guard->host_length);
	host[strcspn(host, ":")] = '\0';
	return server->application.answers_to(server->application.data, host);
}

/* Host: 0, 400 or 421. */
static unsigned check_host(struct connection *connection, const struct guard *guard)
{
	if (guard->n_hosts > 1)
		return 400;
	if (connection->channel == HTTP_CONTROL)
		return 0;
	if (guard->n_hosts == 0)
		return 400;
	if (guard->host_length && guard->host_length == connection->host_length &&
	    !memcmp(guard->host, connection->host, guard->host_length))
		return 0;
	if (!guard_host(guard->host, guard->host_length, (const char *const *)connection->server->hosts,
			local_address(connection)) &&
	    !is_answered_to(connection->server, guard))
		return 421;
	if (guard->host_length <= sizeof connection->host) {
		memcpy(connection->host, guard->host, guard->host_length);
		connection->host_length = guard->host_length;
	}
	return 0;
}

static bool read_method(const char *text, enum http_method *method)
{
	if (!strcmp(text, "GET"))
		*method = HTTP_GET;
	else if (!strcmp(text, "HEAD"))
		*method = HTTP_HEAD;
	else if (!strcmp(text, "POST"))
		*method = HTTP_POST;
	else
		return false;
	return true;
}

static const char *or_empty(const char *text)
{
	return text ? text : "";
}

static enum MHD_Result handle(struct connection *connection, struct MHD_Connection *mhd)
{
	struct server *server = connection->server;
	deadline_clear(&connection->deadline);
	deadline_lane_enter(connection->deadline.lane);
	struct reply *reply =
		server->application.handle(server->application.data, &connection->exchange.request);
	deadline_lane_leave(connection->deadline.lane);
	g_assert(reply);
	return answer(connection, mhd, reply);
}

static enum MHD_Result on_field(void *data, enum MHD_ValueKind kind, const char *name, const char *file_name,
				const char *content_type, const char *transfer_encoding, const char *bytes,
				uint64_t offset, size_t size)
{
	struct exchange *x = data;
	(void)kind;
	if (transfer_encoding && g_ascii_strcasecmp(transfer_encoding, "binary") &&
	    g_ascii_strcasecmp(transfer_encoding, "8bit") && g_ascii_strcasecmp(transfer_encoding, "7bit"))
		x->status = 400;
	return x->status == 0 && fields_add(&x->fields, name, file_name, content_type, bytes, offset, size)
		       ? MHD_YES
		       : MHD_NO;
}

/* Says whether the body may come: 0, or the status of the refusal. */
static unsigned begin_body(struct connection *connection, struct MHD_Connection *mhd,
			   const struct server_admission *admission)
{
	bool takes_raw = admission->takes_raw;
	struct exchange *x = &connection->exchange;
	struct server *server = connection->server;
	if (!takes_raw) {
		x->content = guard_content(x->request.content_type);
		if (x->content == GUARD_MULTIPART)
			x->body_max = MAX(x->body_max, admission->multipart_max);
	}
	if (x->declared > x->body_max)
		return 413;
	if (!takes_raw) {
		if (x->content == GUARD_OTHER)
			return 415;
		if (x->content == GUARD_MULTIPART && !guard_boundary(x->request.content_type))
			return 400;
	}
	if (atomic_load(&server->budget.used) + x->declared > server->budget.limit)
		return 503;
	if (!takes_raw) {
		x->post = MHD_create_post_processor(mhd, POST_BUFFER, on_field, x);
		if (!x->post)
			return 415;
	}
	fields_start(&x->fields, &server->budget);
	x->phase = PHASE_BODY;
	x->body_since = deadline_now();
	deadline_set(&connection->deadline, time_for(server->options.body_seconds, x->declared));
	return 0;
}

/* The first call: the header is complete, nothing of the body has been read. */
static enum MHD_Result begin(struct connection *connection, struct MHD_Connection *mhd, const char *path,
			     const char *method, const char *version)
{
	struct exchange *x = &connection->exchange;
	struct server *server = connection->server;
	struct request *request = &x->request;
	x->is_running = true;
	atomic_fetch_add(&server->n_running, 1);
	if (atomic_load_explicit(&server->stopping, memory_order_relaxed))
		return refuse(connection, mhd, 503);
	if (x->uri_status)
		return refuse(connection, mhd, x->uri_status);

	struct guard guard;
	guard_start(&guard, server->walks_layout ? version + strlen(version) + 2 : NULL);
	MHD_get_connection_values_n(mhd, MHD_HEADER_KIND, on_header, &guard);
	const char *end = NULL;
	if (server->walks_layout) {
		const union MHD_ConnectionInfo *info =
			MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
		end = info ? method + info->header_size : NULL;
		if (version != x->version || version[strlen(version) + 1])
			return refuse(connection, mhd, 400);
	}
	unsigned status = guard_end(&guard, end);
	if (status)
		return refuse(connection, mhd, status);
	if (!read_method(method, &request->method))
		return refuse(connection, mhd, 405);
	status = check_host(connection, &guard);
	bool is_http_1_1 = strcmp(version, "HTTP/1.0") != 0;
	if (!status)
		status = guard_framing(&guard, request->method, is_http_1_1, true, &x->declared,
				       &x->is_chunked);
	if (!status && guard.content_encoding && guard.content_encoding[0])
		status = 415;
	if (status)
		return refuse(connection, mhd, status);

	request->channel = connection->channel;
	request->path = path;
	request->host = connection->channel == HTTP_CONTROL ? "" : guard.host;
	request->accept = or_empty(guard.accept);
	request->accept_language = or_empty(guard.accept_language);
	request->accept_encoding = or_empty(guard.accept_encoding);
	request->cookie = or_empty(guard.cookie);
	request->origin = guard.origin;
	request->fetch_site = guard.fetch_site;
	request->if_none_match = guard.if_none_match;
	request->openrosa_version = guard.openrosa_version;
	request->content_type = request->method == HTTP_POST ? or_empty(guard.content_type) : "";
	if (x->has_query && !read_query(request, mhd))
		return refuse(connection, mhd, 400);

	deadline_lane_enter(connection->deadline.lane);
	struct server_admission admission = server->application.admit(server->application.data, request);
	deadline_lane_leave(connection->deadline.lane);
	if (admission.refusal)
		return answer(connection, mhd, admission.refusal);
	if (x->is_chunked && !admission.takes_chunked)
		return refuse(connection, mhd, 411);
	if (request->method != HTTP_POST || (x->declared == 0 && !x->is_chunked)) {
		/* Answering in this first call would make libmicrohttpd close the connection. */
		x->phase = PHASE_READY;
		return MHD_YES;
	}
	x->body_max = admission.body_max;
	status = begin_body(connection, mhd, &admission);
	return status ? refuse(connection, mhd, status) : MHD_YES;
}

/* A piece of the body.  A reply can only be queued when all of it has come, so a broken one is read on for a
 * while. */
static enum MHD_Result continue_body(struct connection *connection, const char *bytes, size_t size)
{
	struct exchange *x = &connection->exchange;
	x->received += size;
	if (x->is_chunked) {
		int64_t gone = deadline_now() - x->body_since;
		deadline_set(&connection->deadline,
			     time_for(connection->server->options.body_seconds, x->received) - gone);
	}
	if (x->received > x->body_max && !x->status)
		x->status = 413;
	if (x->status)
		return x->is_chunked && x->received > x->body_max + DRAIN_BYTES ? MHD_NO : MHD_YES;
	if (!x->post) {
		if (!fields_add_raw(&x->fields, bytes, size))
			x->status = x->fields.status;
		return MHD_YES;
	}
	if (x->content == GUARD_URLENCODED && !guard_urlencoded(&x->percent, bytes, size))
		x->status = 400;
	else if (MHD_post_process(x->post, bytes, size) != MHD_YES && !x->status)
		x->status = x->fields.status ? x->fields.status : 400;
	return MHD_YES;
}

static enum MHD_Result end_body(struct connection *connection, struct MHD_Connection *mhd)
{
	struct exchange *x = &connection->exchange;
	struct request *request = &x->request;
	if (x->post) {
		/* The last values may come only now. */
		enum MHD_Result result = MHD_destroy_post_processor(g_steal_pointer(&x->post));
		if (result != MHD_YES && !x->status)
			x->status = x->fields.status ? x->fields.status : 400;
		if (!x->status)
			x->status = fields_end(&x->fields, &request->fields, &request->n_fields);
	} else if (!x->status) {
		request->body = fields_end_raw(&x->fields, &request->body_length);
	}
	/* What libmicrohttpd does not mind: half an escape at the end, a multipart body without a part. */
	bool is_short = !x->is_chunked && x->received != x->declared;
	bool is_empty = request->n_fields == 0 && x->content == GUARD_MULTIPART;
	if (!x->status && (is_short || x->percent || is_empty))
		x->status = 400;
	return x->status ? refuse(connection, mhd, x->status) : handle(connection, mhd);
}

static enum MHD_Result on_request(void *data, struct MHD_Connection *mhd, const char *path,
				  const char *method, const char *version, const char *upload,
				  size_t *upload_size, void **state)
{
	(void)data;
	struct connection *connection = *state;
	g_assert(connection);
	switch (connection->exchange.phase) {
	case PHASE_LINE:
		return begin(connection, mhd, path, method, version);
	case PHASE_READY:
		return handle(connection, mhd);
	case PHASE_BODY:
		if (*upload_size == 0)
			return end_body(connection, mhd);
		size_t size = *upload_size;
		*upload_size = 0;
		return continue_body(connection, upload, size);
	case PHASE_ANSWERED: /* the rest of a body that was refused */
		*upload_size = 0;
		return MHD_YES;
	case PHASE_NONE:
	default:
		g_assert_not_reached();
	}
}

/* The request line is complete; the target is still as it came. */
static void *on_uri(void *data, const char *uri, struct MHD_Connection *mhd)
{
	(void)data;
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
	struct connection *connection = info->socket_context;
	struct exchange *x = &connection->exchange;
	size_t length = strlen(uri);
	*x = (struct exchange){.phase = PHASE_LINE};
	x->uri_status = guard_uri(uri, length);
	x->version = uri + length + 1;
	x->has_query = memchr(uri, '?', length) != NULL;
	deadline_tighten(&connection->deadline, (int64_t)connection->server->options.header_seconds * 1000);
	return connection;
}

static void on_completed(void *data, struct MHD_Connection *mhd, void **state,
			 enum MHD_RequestTerminationCode code)
{
	(void)mhd;
	(void)code;
	struct server *server = data;
	struct connection *connection = *state;
	if (!connection)
		return;
	*state = NULL;
	struct exchange *x = &connection->exchange;
	if (x->post)
		MHD_destroy_post_processor(g_steal_pointer(&x->post));
	reply_unref(x->reply);
	request_clear(&x->request);
	fields_clear(&x->fields);
	if (x->is_running)
		atomic_fetch_sub(&server->n_running, 1);
	x->reply = NULL;
	x->is_running = false;
	x->phase = PHASE_NONE;
	deadline_set_idle(&connection->deadline,
			  (IDLE_SECONDS + (int64_t)server->options.header_seconds) * 1000);
}

static enum http_channel channel_of(const struct server *server, const struct sockaddr *peer)
{
	if (peer->sa_family == AF_UNIX)
		return HTTP_CONTROL;
	if (guard_loopback(peer))
		return HTTP_LOCAL;
	return server->tls_certificate ? HTTP_TLS : HTTP_HOTSPOT;
}

static void on_connection(void *data, struct MHD_Connection *mhd, void **context,
			  enum MHD_ConnectionNotificationCode code)
{
	struct server *server = data;
	if (code == MHD_CONNECTION_NOTIFY_STARTED) {
		struct connection *connection = g_new0(struct connection, 1);
		connection->server = server;
		int fd = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
		connection->channel = channel_of(
			server,
			MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr);
		int64_t seconds =
			server->options.header_seconds + (server->tls_certificate ? HANDSHAKE_SECONDS : 0);
		deadline_add(server->watch, &connection->deadline, fd, seconds * 1000);
		*context = connection;
		return;
	}
	struct connection *connection = *context;
	*context = NULL;
	deadline_remove(server->watch, &connection->deadline);
	atomic_fetch_sub(connection->channel == HTTP_CONTROL ? &server->n_control : &server->n_connections,
			 1);
	g_free(connection);
}

/* --- accepting --- */

static bool is_crowded(struct server *server)
{
	return atomic_load(&server->n_connections) >= server->options.n_connections;
}

/* Takes one connection from the network.  false: there is none now. */
static bool accept_one(struct server *server)
{
	struct sockaddr_storage peer;
	socklen_t length = sizeof peer;
	int fd = accept4(server->listen_fd, (struct sockaddr *)&peer, &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
	if (fd < 0) {
		if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
			ratelog_say(&server->log, "no connection can be accepted: %s", g_strerror(errno));
			g_usleep(50000);
		}
		return errno == ECONNABORTED || errno == EINTR;
	}
	atomic_fetch_add(&server->n_connections, 1);
	if (MHD_add_connection(server->daemon, fd, (struct sockaddr *)&peer, length) != MHD_YES)
		atomic_fetch_sub(&server->n_connections, 1); /* it has closed the descriptor */
	return true;
}

static void accept_control(struct server *server)
{
	static const char forbidden[] =
		"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
	int fd = accept4(server->control_fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	if (fd < 0)
		return;
	if (!listener_peer_is_ours(fd) || atomic_load(&server->n_control) >= CONTROL_CONNECTIONS) {
		if (send(fd, forbidden, sizeof forbidden - 1, MSG_NOSIGNAL | MSG_DONTWAIT) < 0)
			ratelog_say(&server->log, "a control connection went away");
		close(fd);
		return;
	}
	struct sockaddr name = {.sa_family = AF_UNIX};
	atomic_fetch_add(&server->n_control, 1);
	if (MHD_add_connection(server->control, fd, &name, sizeof name) != MHD_YES)
		atomic_fetch_sub(&server->n_control, 1);
}

static gpointer accept_all(gpointer data)
{
	struct server *server = data;
	while (!atomic_load(&server->stopping)) {
		bool is_full = is_crowded(server);
		deadline_watch_crowded(server->watch, is_full);
		struct pollfd polled[] = {{.fd = server->wake_fd, .events = POLLIN},
					  {.fd = server->control_fd, .events = POLLIN},
					  {.fd = is_full ? -1 : server->listen_fd, .events = POLLIN}};
		if (poll(polled, G_N_ELEMENTS(polled), is_full ? 10 : 1000) <= 0)
			continue;
		if (polled[1].revents)
			accept_control(server);
		while (polled[2].revents && !is_crowded(server) && !atomic_load(&server->stopping))
			if (!accept_one(server))
				break;
	}
	return NULL;
}

/* --- start and stop --- */

static struct MHD_Daemon *start_daemon(struct server *server, bool is_control)
{
	unsigned flags =
		MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_EPOLL | MHD_USE_NO_LISTEN_SOCKET | MHD_USE_ITC;
	if (!is_control) /* there it would complain that a local socket has no TCP options */
		flags |= MHD_USE_ERROR_LOG;
	unsigned n_threads = is_control ? CONTROL_THREADS : server->options.n_threads;
	/* libmicrohttpd divides its limit by its threads; ours is the one that counts. */
	unsigned n_connections =
		is_control ? CONTROL_CONNECTIONS * 2 : n_threads * (LISTENER_MOST_PER_THREAD + 10);
	struct MHD_OptionItem more[6];
	size_t n = 0;
	if (n_threads > 1)
		more[n++] = (struct MHD_OptionItem){MHD_OPTION_THREAD_POOL_SIZE, n_threads, NULL};
	if (!is_control && server->tls_certificate) {
		flags |= MHD_USE_TLS;
		more[n++] = (struct MHD_OptionItem){MHD_OPTION_HTTPS_MEM_CERT, 0, server->tls_certificate};
		more[n++] = (struct MHD_OptionItem){MHD_OPTION_HTTPS_MEM_KEY, 0, server->tls_key};
		more[n++] = (struct MHD_OptionItem){MHD_OPTION_HTTPS_PRIORITIES, 0,
						    (void *)(uintptr_t)TLS_PRIORITIES};
	}
	more[n] = (struct MHD_OptionItem){MHD_OPTION_END, 0, NULL};
	return MHD_start_daemon(
		flags, 0, NULL, NULL, on_request, server, MHD_OPTION_EXTERNAL_LOGGER, on_log, server,
		MHD_OPTION_THREAD_STACK_SIZE, (size_t)STACK_BYTES, MHD_OPTION_CONNECTION_LIMIT, n_connections,
		MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
		(size_t)POOL_BYTES, MHD_OPTION_URI_LOG_CALLBACK, on_uri, server, MHD_OPTION_NOTIFY_COMPLETED,
		on_completed, server, MHD_OPTION_NOTIFY_CONNECTION, on_connection, server, MHD_OPTION_ARRAY,
		more, MHD_OPTION_END);
}

static void server_free(struct server *server)
{
	if (server->listen_fd >= 0)
		close(server->listen_fd);
	if (server->wake_fd >= 0)
		close(server->wake_fd);
	if (server->watch)
		deadline_watch_stop(server->watch);
	ratelog_end(&server->log);
	g_strfreev(server->hosts);
	g_free(server->tls_certificate);
	g_free(server->tls_key);
	g_free(server->security_policy);
	g_free(server);
}

struct server *server_start(const struct server_options *options,
			    const struct server_application *application, GError **error)
{
	g_assert(options->n_threads >= 1 && options->n_connections >= 1 && options->security_policy);
	g_assert(application->admit && application->handle && application->refuse);
	struct server *server = g_new0(struct server, 1);
	server->application = *application;
	server->options = *options;
	server->listen_fd = server->wake_fd = -1;
	server->control_fd = options->control_fd;
	server->hosts = g_strdupv((char **)(uintptr_t)options->hosts);
	server->security_policy = g_strdup(options->security_policy);
	if (options->tls_certificate && options->tls_key) {
		server->tls_certificate = g_strdup(options->tls_certificate);
		server->tls_key = g_strdup(options->tls_key);
	}
	server->wire = (struct wire_context){.security_policy = server->security_policy,
					     .is_tls = server->tls_certificate != NULL};
	server->budget.limit = options->bytes_in_flight;
	server->walks_layout = strncmp(MHD_get_version(), "0.", 2) == 0;
	ratelog_start(&server->log, LOG_LINES);
	server->watch = deadline_watch_start();
	if (!listener_limits(server->options.n_threads, &server->options.n_connections, error) ||
	    (server->listen_fd = listener_open(options->address, options->port, &server->port, error)) < 0) {
		server_free(server);
		return NULL;
	}
	server->wake_fd = eventfd(0, EFD_CLOEXEC);
	server->daemon = start_daemon(server, false);
	if (server->daemon && server->control_fd >= 0)
		server->control = start_daemon(server, true);
	if (server->wake_fd < 0 || !server->daemon || (server->control_fd >= 0 && !server->control)) {
		bool is_tls = !server->daemon && server->tls_certificate;
		g_set_error(error, SERVER_ERROR, is_tls ? SERVER_ERROR_TLS : SERVER_ERROR_BROKEN,
			    is_tls ? "The TLS certificate or its key cannot be used: both must be PEM and "
				     "belong together"
				   : "The HTTP threads could not be started");
		if (server->daemon)
			MHD_stop_daemon(server->daemon);
		server_free(server);
		return NULL;
	}
	server->acceptor = g_thread_new("accept", accept_all, server);
	return server;
}

uint16_t server_port(const struct server *server)
{
	return server->port;
}

unsigned server_n_connections(const struct server *server)
{
	return atomic_load(&server->n_connections);
}

void server_stop(struct server *server, unsigned seconds)
{
	uint64_t one = 1;
	atomic_store(&server->stopping, true);
	if (write(server->wake_fd, &one, sizeof one) != sizeof one)
		ratelog_say(&server->log, "the accepting thread stops by itself within a second");
	g_thread_join(server->acceptor);
	close(g_steal_fd(&server->listen_fd));
	deadline_watch_shut(server->watch, true);
	int64_t until = g_get_monotonic_time() + (int64_t)seconds * G_USEC_PER_SEC;
	while (atomic_load(&server->n_running) && g_get_monotonic_time() < until)
		g_usleep(5000);
	deadline_watch_shut(server->watch, false);
	MHD_stop_daemon(server->daemon);
	if (server->control)
		MHD_stop_daemon(server->control);
	server_free(server);
}
