/* guard.c - checks on bytes from the network.  SPDX-License-Identifier: GPL-3.0-or-later */
#include "guard.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

static bool is_control(unsigned char c)
{
	return c < 32 || c == 127;
}

static unsigned check_path(const char *path, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (path[i] == '\\')
			return 400;
		if (i + 1 < length && path[i] == '.' && path[i + 1] == '.')
			return 400;
		if (i + 1 < length && path[i] == '/' && path[i + 1] == '/')
			return 400;
	}
	return 0;
}

unsigned guard_uri(const char *uri, size_t length)
{
	if (length > GUARD_URI_MAX)
		return 414;
	if (length == 0 || uri[0] != '/')
		return 400;
	char decoded[GUARD_URI_MAX];
	size_t n = 0, path = SIZE_MAX;
	bool plain = true;
	for (size_t i = 0; i < length; i++) {
		unsigned char c = (unsigned char)uri[i];
		if (c <= 32 || c == 127 || c == '#')
			return 400;
		if (c == '?' && path == SIZE_MAX) {
			path = n;
		} else if (c == '%') {
			if (length - i < 3)
				return 400;
			int high = g_ascii_xdigit_value(uri[i + 1]), low = g_ascii_xdigit_value(uri[i + 2]);
			if (high < 0 || low < 0)
				return 400;
			c = (unsigned char)(high * 16 + low);
			if (is_control(c))
				return 400;
			i += 2;
		}
		plain = plain && c < 128;
		decoded[n++] = (char)c;
	}
	if (!plain && !g_utf8_validate_len(decoded, n, NULL))
		return 400;
	return check_path(decoded, path == SIZE_MAX ? n : path);
}

void guard_start(struct guard *guard, const char *block)
{
	*guard = (struct guard){.next = block};
}

static void fault(struct guard *guard, unsigned status)
{
	if (!guard->status)
		guard->status = status;
}

/* Names, values and their terminators must follow each other in the receive buffer as they did on the wire:
 * name NUL(of the colon) blanks value blanks NUL NUL(of CR LF). */
static void check_layout(struct guard *guard, const char *name, size_t name_length, const char *value,
			 size_t value_length)
{
	if (!guard->next)
		return;
	const char *p = name + name_length + 1;
	if (name != guard->next || value < p) {
		fault(guard, 400);
		return;
	}
	for (; p < value; p++)
		if (*p != ' ' && *p != '\t') {
			fault(guard, 400);
			return;
		}
	p = value + value_length;
	while (*p == ' ' || *p == '\t')
		p++;
	if (p[0] != '\0' || p[1] != '\0')
		fault(guard, 400);
	guard->next = p + 2;
}

/* A header that may come once only; the first one is kept. */
static void once(struct guard *guard, const char **slot, const char *value)
{
	if (*slot)
		fault(guard, 400);
	else
		*slot = value;
}

static void first(const char **slot, const char *value)
{
	if (!*slot)
		*slot = value;
}

#define IS(text) (name_length == sizeof(text) - 1 && !g_ascii_strncasecmp(name, text, sizeof(text) - 1))

void guard_header(struct guard *guard, const char *name, size_t name_length, const char *value,
		  size_t value_length)
{
	if (guard->status)
		return;
	if (!value)
		value = "", value_length = 0;
	else
		check_layout(guard, name, name_length, value, value_length);
	if (name_length == 0)
		fault(guard, 400);
	for (size_t i = 0; i < name_length; i++) {
		unsigned char c = (unsigned char)name[i];
		if (c <= 32 || c >= 127 || c == ':')
			fault(guard, 400);
	}
	for (size_t i = 0; i < value_length; i++)
		if (is_control((unsigned char)value[i]) && value[i] != '\t')
			fault(guard, 400);
	switch (name[0] | 32) {
	case 'h':
		if (IS("Host")) {
			guard->n_hosts++;
			guard->host = value;
			guard->host_length = value_length;
		}
		break;
	case 't':
		if (IS("Transfer-Encoding")) {
			guard->n_encodings++;
			guard->encoding = value;
			guard->encoding_length = value_length;
		}
		break;
	case 'a':
		if (IS("Accept"))
			first(&guard->accept, value);
		else if (IS("Accept-Language"))
			first(&guard->accept_language, value);
		else if (IS("Accept-Encoding"))
			first(&guard->accept_encoding, value);
		break;
	case 'c':
		if (IS("Content-Length")) {
			guard->n_lengths++;
			guard->length = value;
			guard->length_length = value_length;
		} else if (IS("Content-Type")) {
			once(guard, &guard->content_type, value);
		} else if (IS("Content-Encoding")) {
			once(guard, &guard->content_encoding, value);
		} else if (IS("Cookie")) {
			once(guard, &guard->cookie, value);
		}
		break;
	case 'o':
		if (IS("Origin"))
			once(guard, &guard->origin, value);
		break;
	case 's':
		if (IS("Sec-Fetch-Site"))
			once(guard, &guard->fetch_site, value);
		break;
	case 'x':
		if (IS("X-OpenRosa-Version"))
			first(&guard->openrosa_version, value);
		break;
	case 'i':
		if (IS("If-None-Match"))
			first(&guard->if_none_match, value);
		break;
	default:
		break;
	}
}

unsigned guard_end(struct guard *guard, const char *end)
{
	if (guard->next && end && (end != guard->next + 2 || guard->next[0] || guard->next[1]))
		fault(guard, 400);
	return guard->status;
}

bool guard_length(const char *text, size_t length, uint64_t *value)
{
	uint64_t sum = 0;
	if (length == 0 || length > 19)
		return false;
	for (size_t i = 0; i < length; i++) {
		if (!g_ascii_isdigit(text[i]))
			return false;
		sum = sum * 10 + (uint64_t)(text[i] - '0');
	}
	*value = sum;
	return sum <= INT64_MAX;
}

unsigned guard_framing(const struct guard *guard, enum http_method method, bool is_http_1_1,
		       bool takes_chunked, uint64_t *declared, bool *is_chunked)
{
	*declared = 0;
	*is_chunked = false;
	if (guard->n_lengths > 1 || guard->n_encodings > 1 || (guard->n_lengths && guard->n_encodings))
		return 400;
	if (guard->n_lengths && !guard_length(guard->length, guard->length_length, declared))
		return 400;
	if (guard->n_encodings) {
		if (!is_http_1_1 || method != HTTP_POST)
			return 400;
		if (guard->encoding_length != 7 || g_ascii_strncasecmp(guard->encoding, "chunked", 7))
			return 501;
		if (!takes_chunked)
			return 411;
		*is_chunked = true;
		return 0;
	}
	if (method != HTTP_POST)
		return *declared ? 400 : 0;
	return guard->n_lengths ? 0 : 411;
}

/* The literal address in an IPv6 Host, between its brackets. */
static bool host_is_v6(const char *text, size_t length, const struct sockaddr *local)
{
	char copy[INET6_ADDRSTRLEN];
	struct in6_addr address;
	if (length >= sizeof copy)
		return false;
	memcpy(copy, text, length);
	copy[length] = '\0';
	if (inet_pton(AF_INET6, copy, &address) != 1)
		return false;
	if (IN6_IS_ADDR_LOOPBACK(&address))
		return true;
	return local && local->sa_family == AF_INET6 &&
	       !memcmp(&((const struct sockaddr_in6 *)(const void *)local)->sin6_addr, &address,
		       sizeof address);
}

static bool host_is_v4(const char *text, size_t length, const struct sockaddr *local)
{
	char copy[INET_ADDRSTRLEN];
	struct in_addr address;
	if (length >= sizeof copy)
		return false;
	memcpy(copy, text, length);
	copy[length] = '\0';
	if (inet_pton(AF_INET, copy, &address) != 1)
		return false;
	if (address.s_addr == htonl(INADDR_LOOPBACK))
		return true;
	if (!local)
		return false;
	if (local->sa_family == AF_INET)
		return ((const struct sockaddr_in *)(const void *)local)->sin_addr.s_addr == address.s_addr;
	if (local->sa_family != AF_INET6)
		return false;
	const struct in6_addr *six = &((const struct sockaddr_in6 *)(const void *)local)->sin6_addr;
	return IN6_IS_ADDR_V4MAPPED(six) && !memcmp(six->s6_addr + 12, &address, 4);
}

static bool is_port(const char *text, size_t length)
{
	uint64_t port;
	return length <= 5 && guard_length(text, length, &port) && port >= 1 && port <= 65535;
}

bool guard_host(const char *host, size_t length, const char *const *names, const struct sockaddr *local)
{
	if (length && host[0] == '[') {
		const char *close = memchr(host, ']', length);
		if (!close)
			return false;
		size_t rest = length - (size_t)(close - host) - 1;
		if (rest && (close[1] != ':' || !is_port(close + 2, rest - 1)))
			return false;
		return host_is_v6(host + 1, (size_t)(close - host) - 1, local);
	}
	const char *colon = memchr(host, ':', length);
	if (colon) {
		size_t port = length - (size_t)(colon - host) - 1;
		if (!is_port(colon + 1, port))
			return false;
		length = (size_t)(colon - host);
	}
	if (host_is_v4(host, length, local))
		return true;
	if (length && host[length - 1] == '.')
		length--;
	if (length == 9 && !g_ascii_strncasecmp(host, "localhost", 9))
		return true;
	for (; length && names && *names; names++)
		if (strlen(*names) == length && !g_ascii_strncasecmp(host, *names, length))
			return true;
	return false;
}

bool guard_loopback(const struct sockaddr *address)
{
	if (address->sa_family == AF_INET)
		return (ntohl(((const struct sockaddr_in *)(const void *)address)->sin_addr.s_addr) >> 24) ==
		       127;
	if (address->sa_family != AF_INET6)
		return false;
	const struct in6_addr *six = &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr;
	return IN6_IS_ADDR_LOOPBACK(six) || (IN6_IS_ADDR_V4MAPPED(six) && six->s6_addr[12] == 127);
}

/* Does the header carry exactly that media type, alone or followed by parameters. */
static bool is_type(const char *content_type, const char *type)
{
	size_t length = strlen(type);
	if (g_ascii_strncasecmp(content_type, type, length))
		return false;
	char after = content_type[length];
	return after == '\0' || after == ';' || after == ' ' || after == '\t';
}

enum guard_content guard_content(const char *content_type)
{
	if (is_type(content_type, "application/x-www-form-urlencoded"))
		return GUARD_URLENCODED;
	return is_type(content_type, "multipart/form-data") ? GUARD_MULTIPART : GUARD_OTHER;
}

bool guard_boundary(const char *content_type)
{
	const char *boundary = strstr(content_type, "boundary=");
	if (!boundary)
		return false;
	boundary += strlen("boundary=");
	size_t length = strlen(boundary);
	if (length >= 2 && boundary[0] == '"' && boundary[length - 1] == '"') {
		boundary++;
		length -= 2;
	}
	if (length < 2 || length > 70)
		return false;
	for (size_t i = 0; i < length; i++)
		if (!g_ascii_isalnum(boundary[i]) && !strchr("'()+_,-./:=?", boundary[i]))
			return false;
	return true;
}

bool guard_urlencoded(unsigned *state, const char *bytes, size_t length)
{
	enum { OUTSIDE, PERCENT, DIGIT, ZERO };
	if (memchr(bytes, '\0', length))
		return false;
	for (size_t i = 0; i < length; i++) {
		if (*state == OUTSIDE) {
			const char *percent = memchr(bytes + i, '%', length - i);
			if (!percent)
				return true;
			i = (size_t)(percent - bytes);
			*state = PERCENT;
			continue;
		}
		if (!g_ascii_isxdigit(bytes[i]) || (*state == ZERO && bytes[i] == '0'))
			return false;
		*state = *state != PERCENT ? OUTSIDE : bytes[i] == '0' ? ZERO : DIGIT;
	}
	return true;
}

bool guard_field_name(const char *name)
{
	if (!name[0] || !g_utf8_validate(name, -1, NULL))
		return false;
	for (; *name; name++)
		if (is_control((unsigned char)*name))
			return false;
	return true;
}

bool guard_field_value(const char *value, size_t length)
{
	return g_utf8_validate_len(value, length, NULL);
}

void guard_escape(char *out, size_t size, const char *text)
{
	static const char hex[] = "0123456789abcdef";
	size_t n = 0;
	for (; *text && n + 5 <= size; text++) {
		unsigned char c = (unsigned char)*text;
		if (c >= 32 && c < 127 && c != '\\' && c != '"') {
			out[n++] = (char)c;
			continue;
		}
		out[n++] = '\\';
		out[n++] = 'x';
		out[n++] = hex[c >> 4];
		out[n++] = hex[c & 15];
	}
	out[n] = '\0';
}
