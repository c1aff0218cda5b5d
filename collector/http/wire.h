/* wire - a reply in libmicrohttpd's form, with the headers that every reply carries.
 *
 * Made at the first sending and kept in the reply, so that a cached reply costs nothing more and its body is
 * never copied.
 *
 * Threads: any.  Memory: the reply owns it.  Failure: never; a header that cannot be sent is a warning.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef WIRE_H
#define WIRE_H

#include "http.h"

struct wire_context {
	const char *security_policy; /* unless the reply has its own Content-Security-Policy */
	bool is_tls;
};

struct MHD_Response;
/* All replies of a program are sent in one context. */
struct MHD_Response *wire_response(struct reply *, const struct wire_context *);

#endif
