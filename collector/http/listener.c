/* listener.c - sockets and limits.  SPDX-License-Identifier: GPL-3.0-or-later */
#include "listener.h"
#include "server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

static bool parse_address(const char *text, uint16_t port, struct sockaddr_storage *address,
			  socklen_t *length)
{
	struct sockaddr_in *four = (struct sockaddr_in *)address;
	struct sockaddr_in6 *six = (struct sockaddr_in6 *)address;
	memset(address, 0, sizeof *address);
	if (inet_pton(AF_INET, text, &four->sin_addr) == 1) {
		four->sin_family = AF_INET;
		four->sin_port = htons(port);
		*length = sizeof *four;
		return true;
	}
	memset(address, 0, sizeof *address);
	if (inet_pton(AF_INET6, text, &six->sin6_addr) != 1)
		return false;
	six->sin6_family = AF_INET6;
	six->sin6_port = htons(port);
	*length = sizeof *six;
	return true;
}

/* A listening socket.  SO_REUSEADDR, not SO_REUSEPORT: a restart binds at once, a second server does not. */
static int listen_on(const char *text, uint16_t port, GError **error)
{
	struct sockaddr_storage address;
	socklen_t length;
	int on = 1, off = 0;
	if (!parse_address(text, port, &address, &length)) {
		g_set_error(error, SERVER_ERROR, SERVER_ERROR_ADDRESS, "\"%s\" is not an IP address", text);
		return -1;
	}
	int fd = socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd >= 0) {
		setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
		if (address.ss_family == AF_INET6)
			setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
		if (!bind(fd, (struct sockaddr *)&address, length) && !listen(fd, 1024))
			return fd;
	}
	int problem = errno;
	if (fd >= 0)
		close(fd);
	g_set_error(error, SERVER_ERROR, SERVER_ERROR_ADDRESS,
		    problem == EADDRINUSE
			    ? "Port %u is in use: another program, perhaps another Vocalía, has it. Stop it "
			      "or choose another port with --port"
		    : problem == EACCES
			    ? "Port %u needs the administrator's rights; choose one above 1023 with --port"
			    : "Port %u cannot be opened on this address",
		    port);
	if (error && *error && problem != EADDRINUSE && problem != EACCES) {
		char *message = g_strdup_printf("%s (%s): %s", (*error)->message, text, g_strerror(problem));
		g_free((*error)->message);
		(*error)->message = message;
	}
	return -1;
}

int listener_open(const char *address, uint16_t port, uint16_t *bound, GError **error)
{
	int fd = listen_on(address ? address : "::", port, address ? error : NULL);
	if (fd < 0 && !address) /* a machine without IPv6 */
		fd = listen_on("0.0.0.0", port, error);
	if (fd < 0)
		return -1;
	struct sockaddr_storage name = {0};
	socklen_t length = sizeof name;
	if (getsockname(fd, (struct sockaddr *)&name, &length)) {
		g_set_error(error, SERVER_ERROR, SERVER_ERROR_BROKEN, "getsockname: %s", g_strerror(errno));
		close(fd);
		return -1;
	}
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
	memcpy(&v4, &name, sizeof v4);
	memcpy(&v6, &name, sizeof v6);
	*bound = ntohs(name.ss_family == AF_INET ? v4.sin_port : v6.sin6_port);
	return fd;
}

bool listener_limits(unsigned n_threads, unsigned *n_connections, GError **error)
{
	struct rlimit files;
	if (getrlimit(RLIMIT_NOFILE, &files)) {
		g_set_error(error, SERVER_ERROR, SERVER_ERROR_BROKEN, "getrlimit: %s", g_strerror(errno));
		return false;
	}
	if (files.rlim_cur < files.rlim_max) {
		struct rlimit raised = {files.rlim_max, files.rlim_max};
		if (!setrlimit(RLIMIT_NOFILE, &raised))
			files = raised;
	}
	/* The handler threads have an epoll set and an eventfd each. */
	rlim_t reserve = LISTENER_RESERVE + 2 * (rlim_t)n_threads;
	if (files.rlim_cur < reserve + LISTENER_LEAST) {
		g_set_error(error, SERVER_ERROR, SERVER_ERROR_LIMITS,
			    "This account may open %llu files and %llu are needed; raise the limit (ulimit "
			    "-n 4096, or "
			    "LimitNOFILE=4096 in the service)",
			    (unsigned long long)files.rlim_cur,
			    (unsigned long long)(reserve + LISTENER_LEAST));
		return false;
	}
	rlim_t most = files.rlim_cur - reserve;
	if (*n_connections > most) {
		g_message("%u connections were wanted, the limit of open files allows %llu", *n_connections,
			  (unsigned long long)most);
		*n_connections = (unsigned)most;
	}
	*n_connections = MIN(*n_connections, n_threads * LISTENER_MOST_PER_THREAD);
	return true;
}

bool listener_peer_is_ours(int fd)
{
	struct ucred peer = {0};
	socklen_t length = sizeof peer;
	return !getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &length) && length == sizeof peer &&
	       (peer.uid == 0 || peer.uid == geteuid());
}
