/* http - one request and its reply, as our own structs.
 *
 * server fills a struct request from the network (or a command fills one by hand) and frees it after the
 * reply has been sent; routes dispatches it; handlers return a struct reply.  Nothing here knows
 * libmicrohttpd.
 *
 * Threads: a request belongs to one thread at a time; a reply may be shared once built (atomic count).
 * Memory: a request's strings live as long as the request; request_keep() ties anything else to it.  Failure:
 * none.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef HTTP_H
#define HTTP_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum http_method { HTTP_GET, HTTP_HEAD, HTTP_POST, HTTP_METHOD_MAX };

/* How the request came: what may be asked over it follows from the route's row. */
enum http_channel {
	HTTP_HOTSPOT, /* plain HTTP from another machine */
	HTTP_TLS,     /* encrypted, from another machine */
	HTTP_LOCAL,   /* from this machine's loopback */
	HTTP_CONTROL, /* a command of the account that runs the server, over the control socket or in process
		       */
};

/* One field of a form body or of the query.  Values are valid UTF-8 without NUL, except a file's. */
struct http_field {
	const char *name;
	const char *value; /* NUL-terminated for convenience; length is the truth */
	size_t length;
	const char *content_type; /* of a multipart part, or NULL */
	const char *file_name; /* that the part carried, or NULL; not to be kept: phones put dates and places
				  there */
	bool is_file;	       /* it carried one, maybe an empty one */
};

/* Bytes of a body that may carry files. */
#define HTTP_FILES_MAX ((size_t)16 * 1024 * 1024)

struct request {
	enum http_method method;
	enum http_channel channel;
	const char *path; /* decoded, starts with '/', no query; checked: UTF-8, no control bytes, no "//", no
			     ".." */
	const char *host; /* Host header, checked against the allow list; "" for HTTP_CONTROL */
	const char *accept, *accept_language, *accept_encoding; /* "" where absent */
	const char *cookie;					/* raw Cookie header or "" */
	const char *origin;					/* Origin header or NULL */
	const char *fetch_site;					/* Sec-Fetch-Site or NULL */
	const char *if_none_match;				/* or NULL */
	const char *content_type;				/* of the body, "" where there is none */
	const char *openrosa_version;				/* X-OpenRosa-Version or NULL */
	const struct http_field *query;
	size_t n_query;
	const struct http_field *fields; /* of a urlencoded or multipart body, in order */
	size_t n_fields;
	const char *body; /* the raw body for every other content type that the route takes */
	size_t body_length;
	GPtrArray *kept; /* freed in reverse when the request goes */
};

/* Value of the first query or body field of that name, or NULL. */
const char *request_query(const struct request *, const char *name);
const char *request_field(const struct request *, const char *name);
/* The named cookie's value (first one, without surrounding quotes), kept by the request, or NULL. */
const char *request_cookie(struct request *, const char *name);
/* Does the client prefer JSON: application/json is named in Accept and text/html is not before it. */
bool request_wants_json(const struct request *);
/* Ties a piece of memory to the request; returns it. */
void *request_keep(struct request *, void *memory, GDestroyNotify);
void request_clear(struct request *);

struct http_header {
	const char *name, *value; /* kept by the reply */
};

/* A reply: a status, headers and a body in up to three parts that follow each other on the wire (so that a
 * page made once can carry a fresh identifier).  Security headers are added by the server to every reply.  A
 * 304 is given the page's body all the same: its length is announced and nothing of it sent. */
struct reply {
	int references; /* atomic */
	unsigned status;
	GPtrArray *headers; /* name, value, name, value…: owned strings */
	GBytes *body[3];    /* NULL where unused */
	bool close;	    /* Connection: close; always so for status >= 400 */
	void *wire; /* the server's own form of it, made at the first sending; a reply is not changed after
		       that */
	GDestroyNotify wire_free;
};

/* Takes ownership of nothing; content_type NULL: none. */
struct reply *reply_new(unsigned status, const char *content_type, GBytes *body);
struct reply *reply_text(unsigned status, const char *text); /* text/plain; charset=utf-8 */
struct reply *reply_redirect(const char *location);	     /* 303 */
/* Control bytes in a value become spaces, so that what a visitor wrote cannot start another header. */
void reply_header(struct reply *, const char *name, const char *value);
struct reply *reply_ref(struct reply *);
void reply_unref(struct reply *); /* NULL is fine */

#endif
