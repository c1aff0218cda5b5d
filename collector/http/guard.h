/* guard - what libmicrohttpd 0.9.75 lets through and we must not: checks on bytes that came from the network.
 *
 * Everything here is a pure function of its arguments, so that it can be tested and fuzzed without a socket.
 * A check that refuses says with which HTTP status; 0 means that nothing is wrong. Threads: pure.  Memory:
 * borrows.  Failure: a status. SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef GUARD_H
#define GUARD_H

#include "http.h"

#include <sys/socket.h>

#define GUARD_URI_MAX 4096 /* bytes of a request's raw target; longer is 414 */

/* The raw target as it stood in the request line.  400: not starting with '/', a byte <= 32 or 127, '#', a
 * bad percent escape, and after decoding invalid UTF-8 or a control byte; in the path also "..", "//" and
 * '\'. */
unsigned guard_uri(const char *uri, size_t length);

/* The header lines of one request, given in the order of arrival. */
struct guard {
	const char *next; /* where in the receive buffer the next name must start, or NULL: do not look at the
			     layout */
	unsigned status;  /* of the first fault, or 0 */
	unsigned n_hosts, n_lengths, n_encodings;
	size_t host_length, encoding_length, length_length;
	const char *host, *length, *encoding; /* Content-Length, Transfer-Encoding */
	const char *accept, *accept_language, *accept_encoding, *cookie, *origin, *fetch_site, *if_none_match;
	const char *content_type, *content_encoding;
	const char *openrosa_version; /* X-OpenRosa-Version */
};
/* block: the byte after the request line's terminator in the receive buffer, or NULL.  libmicrohttpd cuts
 * values at a NUL and glues folded lines to names, both visible only because names and values then do not
 * follow each other closely. */
void guard_start(struct guard *, const char *block);
void guard_header(struct guard *, const char *name, size_t name_length, const char *value,
		  size_t value_length);
/* After the last line; end: the byte after the header block, or NULL. */
unsigned guard_end(struct guard *, const char *end);

/* How the body is framed, once the method is known.  *declared: the length, 0 where there is none. */
unsigned guard_framing(const struct guard *, enum http_method, bool is_http_1_1, bool takes_chunked,
		       uint64_t *declared, bool *is_chunked);

/* Digits only, at most 2^63-1. */
bool guard_length(const char *text, size_t length, uint64_t *value);
/* Host names this machine: "localhost", a loopback address, local (the address the connection came to, may be
 * NULL) or one of names (NULL-terminated, may be NULL); any port, any case, a trailing dot is fine. */
bool guard_host(const char *host, size_t length, const char *const *names, const struct sockaddr *local);
/* Is this peer on the machine itself: 127.0.0.0/8, ::1, or the first mapped into IPv6. */
bool guard_loopback(const struct sockaddr *);

enum guard_content { GUARD_URLENCODED, GUARD_MULTIPART, GUARD_OTHER };
enum guard_content guard_content(const char *content_type);
/* The boundary ends the header (libmicrohttpd takes all that follows it) and has 2..70 bytes of RFC 2046's
 * set. */
bool guard_boundary(const char *content_type);

/* Refuses NUL, "%00" and bad percent escapes in a urlencoded body that comes in pieces; *state starts as 0
 * and must be 0 again at the end. */
bool guard_urlencoded(unsigned *state, const char *bytes, size_t length);
/* A field's name: not empty, UTF-8, no control byte. */
bool guard_field_name(const char *name);
/* A text field's value: UTF-8 without NUL. */
bool guard_field_value(const char *value, size_t length);
/* For a log line: control bytes, quotes and everything beyond ASCII as \xHH, cut to size. */
void guard_escape(char *out, size_t size, const char *text);

#endif
