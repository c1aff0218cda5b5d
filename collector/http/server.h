/* server - bytes from the network, bounded and checked; with wire the only one that knows libmicrohttpd.
 *
 * A pool of handler threads, each with its own epoll set, calls the application and may wait in it (for the
 * writer). In front of every handler stands a guard that refuses what libmicrohttpd 0.9.75 lets through:
 * conflicting or odd framing, two Hosts, control bytes, %00, odd methods, over-long bodies.  A watchdog
 * thread enforces absolute deadlines.
 *
 * Threads: server_start and server_stop from one thread; the callbacks run on many.  Memory: the server owns
 * requests. Failure: SERVER_ERROR with a sentence that says what to do (port in use, not enough file
 * descriptors).
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef SERVER_H
#define SERVER_H

#include "http.h"

#define SERVER_ERROR (server_error_quark())
GQuark server_error_quark(void);
enum server_error { SERVER_ERROR_ADDRESS, SERVER_ERROR_LIMITS, SERVER_ERROR_TLS, SERVER_ERROR_BROKEN };

/* What the application says of a request before its body is read. */
struct server_admission {
	size_t body_max;      /* bytes; a longer declared body is 413 before a byte of it is read */
	size_t multipart_max; /* the same for multipart bodies, where it is more: files may be in them */
	bool takes_chunked;   /* only OpenRosa's submission address does */
	bool takes_raw; /* any content type is kept as it is in request->body; else urlencoded and multipart
		     only, 415 */
	struct reply *refusal; /* NULL: go on; else this is the answer (404, 405, 403) and the connection is
				  closed */
};

struct server_application {
	/* Method, path, host, channel and headers are set; there is no body yet. */
	struct server_admission (*admit)(void *data, struct request *);
	/* The whole request.  Never returns NULL. */
	struct reply *(*handle)(void *data, struct request *);
	/* The reply to what the guard refused: a page in the visitor's language with that status.  Of the
	 * request only what had been checked by then is there: its path may be NULL. */
	struct reply *(*refuse)(void *data, const struct request *, unsigned status);
	/* May Host carry this name (without port)?  Asked only for names that are not among
	 * server_options.hosts; NULL: no. */
	bool (*answers_to)(void *data, const char *host);
	void *data;
};

struct server_options {
	const char *address; /* "0.0.0.0", "127.0.0.1", "::"; NULL: all */
	uint16_t port;	     /* 0: any free one */
	int control_fd; /* a listening AF_UNIX socket, or -1; its requests are HTTP_CONTROL if the peer's uid
			   is ours or root's, refused otherwise; stays the caller's to close */
	unsigned n_threads;	/* 96; a handler waits for the disk in its thread: as many may wait at once */
	unsigned n_connections; /* wanted, 4000; lowered to what RLIMIT_NOFILE allows (soft limit is raised to
				   the hard one) */
	unsigned header_seconds; /* absolute deadline for the header, 5 */
	unsigned body_seconds; /* base of the body's deadline, 10; one second more for each 16 KiB declared */
	size_t bytes_in_flight;	  /* of all bodies together; beyond it 503 with Retry-After; 64 MiB */
	const char *const *hosts; /* NULL-terminated names that Host may carry besides localhost and the
				     address that the connection itself came to */
	const char *tls_certificate, *tls_key; /* PEM texts, or NULL */
	const char *security_policy;	       /* the Content-Security-Policy of every reply */
};
void server_options_default(struct server_options *);

struct server;
struct server *server_start(const struct server_options *, const struct server_application *, GError **);
uint16_t server_port(const struct server *);
unsigned server_n_connections(const struct server *); /* open at this moment */
/* Stops accepting, lets running requests end (at most that many seconds), closes everything.  A call of
 * handle that is still running then is waited for. */
void server_stop(struct server *, unsigned seconds);

#endif
