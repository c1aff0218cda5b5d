/* listener - the listening socket and how many connections this account may have.
 *
 * Threads: pure.  Memory: none.  Failure: SERVER_ERROR (server.h) with a sentence that says what to do.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef LISTENER_H
#define LISTENER_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

enum {
	LISTENER_RESERVE = 64,		/* descriptors for everything that is not a connection */
	LISTENER_LEAST = 128,		/* fewer connections cannot serve a room */
	LISTENER_MOST_PER_THREAD = 100, /* libmicrohttpd's epoll loop can freeze at exactly 128 events */
};

/* Raises the soft limit of open files to the hard one and lowers *n_connections to what it allows. */
bool listener_limits(unsigned n_threads, unsigned *n_connections, GError **);
/* address NULL: all, IPv6 and IPv4.  port 0: any; *bound is the one it is.  -1 on failure. */
int listener_open(const char *address, uint16_t port, uint16_t *bound, GError **);
/* Does the peer of an AF_UNIX connection run as this account or as root. */
bool listener_peer_is_ours(int fd);

#endif
