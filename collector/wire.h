/* wire - a reply in libmicrohttpd's form, with the headers that every reply carries.
 *
 * Made at the first sending and kept in reply->wire: a cached reply costs nothing more, and its body is never
 * copied. Threads: any.  Memory: the reply owns it; libmicrohttpd keeps its own count while sending. Failure:
 * none. SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef WIRE_H
#define WIRE_H

#include "http.h"

#include <microhttpd.h>

struct wire_context {
	const char *security_policy; /* unless the reply has its own Content-Security-Policy */
	bool is_tls;
};

struct MHD_Response *wire_of(struct reply *, const struct wire_context *);

#endif
