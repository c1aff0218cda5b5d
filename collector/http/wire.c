/* wire.c - replies as libmicrohttpd sends them.  SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire.h"

#include <microhttpd.h>

/* What libmicrohttpd sends from; it may outlive the reply. */
struct parts {
	GBytes *body[3];
};

static void parts_free(void *data)
{
	struct parts *parts = data;
	for (size_t i = 0; i < G_N_ELEMENTS(parts->body); i++)
		if (parts->body[i])
			g_bytes_unref(parts->body[i]);
	g_free(parts);
}

static bool has_header(const struct reply *reply, const char *name)
{
	for (guint i = 0; i + 1 < reply->headers->len; i += 2)
		if (!g_ascii_strcasecmp(reply->headers->pdata[i], name))
			return true;
	return false;
}

static struct MHD_Response *body_response(const struct reply *reply)
{
	struct MHD_IoVec vectors[3];
	unsigned n = 0;
	struct parts *parts = NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(reply->body); i++) {
		if (!reply->body[i] || g_bytes_get_size(reply->body[i]) == 0)
			continue;
		if (!parts)
			parts = g_new0(struct parts, 1);
		gsize size;
		parts->body[n] = g_bytes_ref(reply->body[i]);
		vectors[n].iov_base = g_bytes_get_data(parts->body[n], &size);
		vectors[n].iov_len = size;
		n++;
	}
	if (n == 0)
		return MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
	if (n == 1)
		return MHD_create_response_from_buffer_with_free_callback_cls(
			vectors[0].iov_len, (void *)(uintptr_t)vectors[0].iov_base, parts_free, parts);
	return MHD_create_response_from_iovec(vectors, n, parts_free, parts);
}

static void add(struct MHD_Response *response, const char *name, const char *value)
{
	if (MHD_add_response_header(response, name, value) != MHD_YES)
		g_warning("the header %s cannot be sent", name);
}

static struct MHD_Response *make_response(const struct reply *reply, const struct wire_context *context)
{
	struct MHD_Response *response = body_response(reply);
	g_assert(response);
	for (guint i = 0; i + 1 < reply->headers->len; i += 2)
		add(response, reply->headers->pdata[i], reply->headers->pdata[i + 1]);
	if (!has_header(reply, "Content-Security-Policy"))
		add(response, "Content-Security-Policy", context->security_policy);
	add(response, "X-Content-Type-Options", "nosniff");
	add(response, "Referrer-Policy", "same-origin");
	add(response, "X-Frame-Options", "DENY");
	add(response, "Cross-Origin-Resource-Policy", "same-origin");
	add(response, "Permissions-Policy", "geolocation=(), camera=(), microphone=(), payment=(), usb=()");
	if (context->is_tls)
		add(response, "Cross-Origin-Opener-Policy", "same-origin");
	if (!has_header(reply, "Cache-Control"))
		add(response, "Cache-Control", "no-store");
	if (reply->status == 405 && !has_header(reply, "Allow"))
		add(response, "Allow", "GET, HEAD, POST");
	if (reply->status == 503 && !has_header(reply, "Retry-After")) {
		char seconds[12];
		g_snprintf(seconds, sizeof seconds, "%d", g_random_int_range(2, 11));
		add(response, "Retry-After", seconds);
	}
	if ((reply->close || reply->status >= 400) && !has_header(reply, "Connection"))
		add(response, "Connection", "close");
	return response;
}

static void response_free(gpointer response)
{
	MHD_destroy_response(response);
}

struct MHD_Response *wire_response(struct reply *reply, const struct wire_context *context)
{
	struct MHD_Response *response = g_atomic_pointer_get(&reply->wire);
	if (response)
		return response;
	response = make_response(reply, context);
	reply->wire_free = response_free; /* the same value from every thread that comes here */
	if (g_atomic_pointer_compare_and_exchange(&reply->wire, NULL, response))
		return response;
	MHD_destroy_response(response);
	return g_atomic_pointer_get(&reply->wire);
}
