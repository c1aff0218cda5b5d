/* http.c - requests and replies as plain structs.  SPDX-License-Identifier: GPL-3.0-or-later */
#include "http.h"

#include <string.h>

static const char *find(const struct http_field *fields, size_t n_fields, const char *name)
{
	for (size_t i = 0; i < n_fields; i++)
		if (!strcmp(fields[i].name, name))
			return fields[i].value;
	return NULL;
}

const char *request_query(const struct request *request, const char *name)
{
	return find(request->query, request->n_query, name);
}

const char *request_field(const struct request *request, const char *name)
{
	return find(request->fields, request->n_fields, name);
}

static const char *skip_blanks(const char *p)
{
	return p + strspn(p, " \t");
}

const char *request_cookie(struct request *request, const char *name)
{
	size_t n = strlen(name);
	const char *p = request->cookie ? request->cookie : "";
	for (;;) {
		p = skip_blanks(p);
		size_t length = strcspn(p, ";");
		if (n && length > n && p[n] == '=' && !memcmp(p, name, n)) {
			const char *value = p + n + 1;
			size_t left = length - n - 1;
			while (left && (value[left - 1] == ' ' || value[left - 1] == '\t'))
				left--;
			if (left >= 2 && value[0] == '"' && value[left - 1] == '"') {
				value++;
				left -= 2;
			}
			return request_keep(request, g_strndup(value, left), g_free);
		}
		if (!p[length])
			return NULL;
		p += length + 1;
	}
}

/* Is one element of Accept this type, and not with a quality of zero. */
static bool accepts(const char *element, size_t length, const char *type)
{
	size_t n = strlen(type);
	if (length < n || g_ascii_strncasecmp(element, type, n))
		return false;
	const char *p = skip_blanks(element + n), *end = element + length;
	if (p < end && *p != ';' && p != end)
		return false;
	while (p < end && *p == ';') {
		p = skip_blanks(p + 1);
		if (end - p >= 2 && (p[0] | 32) == 'q' && p[1] == '=') {
			const char *digit = p + 2;
			while (digit < end && (*digit == '0' || *digit == '.'))
				digit++;
			return digit < end && *digit >= '1' && *digit <= '9';
		}
		while (p < end && *p != ';')
			p++;
	}
	return true;
}

bool request_wants_json(const struct request *request)
{
	const char *p = request->accept ? request->accept : "";
	for (;;) {
		p = skip_blanks(p);
		size_t length = strcspn(p, ",");
		if (accepts(p, length, "text/html"))
			return false;
		if (accepts(p, length, "application/json"))
			return true;
		if (!p[length])
			return false;
		p += length + 1;
	}
}

struct kept {
	void *memory;
	GDestroyNotify destroy;
};

void *request_keep(struct request *request, void *memory, GDestroyNotify destroy)
{
	struct kept *kept = g_new(struct kept, 1);
	*kept = (struct kept){.memory = memory, .destroy = destroy};
	if (!request->kept)
		request->kept = g_ptr_array_new();
	g_ptr_array_add(request->kept, kept);
	return memory;
}

void request_clear(struct request *request)
{
	GPtrArray *array = g_steal_pointer(&request->kept);
	if (array) {
		for (guint i = array->len; i-- > 0;) {
			struct kept *kept = array->pdata[i];
			if (kept->destroy && kept->memory)
				kept->destroy(kept->memory);
			g_free(kept);
		}
		g_ptr_array_free(array, TRUE);
	}
	*request = (struct request){0};
}

struct reply *reply_new(unsigned status, const char *content_type, GBytes *body)
{
	g_assert(status >= 200 && status <= 599);
	struct reply *reply = g_new0(struct reply, 1);
	reply->references = 1;
	reply->status = status;
	reply->headers = g_ptr_array_new_with_free_func(g_free);
	reply->body[0] = body ? g_bytes_ref(body) : NULL;
	reply->close = status >= 400;
	if (content_type)
		reply_header(reply, "Content-Type", content_type);
	return reply;
}

struct reply *reply_text(unsigned status, const char *text)
{
	g_autoptr(GBytes) body = g_bytes_new(text, strlen(text));
	return reply_new(status, "text/plain; charset=utf-8", body);
}

struct reply *reply_redirect(const char *location)
{
	struct reply *reply = reply_new(303, NULL, NULL);
	reply_header(reply, "Location", location);
	return reply;
}

void reply_header(struct reply *reply, const char *name, const char *value)
{
	g_assert(!reply->wire);
	g_assert(name[0] && !strpbrk(name, " \t\r\n:"));
	char *copy = g_strdup(value);
	for (char *p = copy; *p; p++)
		if ((unsigned char)*p < 32 || *p == 127)
			*p = ' ';
	g_ptr_array_add(reply->headers, g_strdup(name));
	g_ptr_array_add(reply->headers, copy);
}

struct reply *reply_ref(struct reply *reply)
{
	g_atomic_int_inc(&reply->references);
	return reply;
}

void reply_unref(struct reply *reply)
{
	if (!reply || !g_atomic_int_dec_and_test(&reply->references))
		return;
	if (reply->wire)
		reply->wire_free(reply->wire);
	g_ptr_array_unref(reply->headers);
	for (size_t i = 0; i < G_N_ELEMENTS(reply->body); i++)
		if (reply->body[i])
			g_bytes_unref(reply->body[i]);
	g_free(reply);
}
