/* site - help, health, and the files that pages ask for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "assets.h"
#include "handlers.h"
#include "site.h"
#include <brotli/encode.h>
#include <sodium.h>
#include <string.h>
#include <zlib.h>

#define FOLDER "collector/assets/"

struct reply *site_help(struct context *c)
{
	return context_reply(c, 200, "help", json_pack("{s:s}", "version", VOCALIA_VERSION));
}

struct reply *site_health(struct context *c)
{
	GError *error = NULL;
	json_t *row = store_read_one(c->app->store, "installation_read", json_object(), &error);
	if (row == NULL)
		return context_fail(c, error);
	json_decref(row);
	return reply_text(200, "bien\n");
}

/* ---- files: packed once, named by their content */

struct packed {
	GBytes *plain, *gzip, *brotli;
	char tag[17];
	const char *type;
};

static GHashTable *files; /* name without folder -> struct packed; constant after site_load */

static const char *type_of(const char *name)
{
	return g_str_has_suffix(name, ".css")	? "text/css; charset=utf-8"
	       : g_str_has_suffix(name, ".js")	? "text/javascript; charset=utf-8"
	       : g_str_has_suffix(name, ".svg") ? "image/svg+xml"
	       : g_str_has_suffix(name, ".png") ? "image/png"
						: "application/octet-stream";
}

static GBytes *pack_gzip(const struct asset *a)
{
	z_stream z = {0};
	int rc = deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY);
	g_assert(rc == Z_OK);
	size_t room = deflateBound(&z, (uLong)a->length) + 32;
	unsigned char *out = g_malloc(room);
	z.next_in = (Bytef *)(uintptr_t)a->bytes;
	z.avail_in = (uInt)a->length;
	z.next_out = out;
	z.avail_out = (uInt)room;
	rc = deflate(&z, Z_FINISH);
	g_assert(rc == Z_STREAM_END);
	size_t length = room - z.avail_out;
	deflateEnd(&z);
	return g_bytes_new_take(out, length);
}

static GBytes *pack_brotli(const struct asset *a)
{
	size_t length = BrotliEncoderMaxCompressedSize(a->length) + 16;
	uint8_t *out = g_malloc(length);
	BROTLI_BOOL is_good =
		BrotliEncoderCompress(BROTLI_MAX_QUALITY, BROTLI_MAX_WINDOW_BITS, BROTLI_MODE_TEXT, a->length,
				      (const uint8_t *)a->bytes, &length, out);
	g_assert(is_good);
	return g_bytes_new_take(out, length);
}

void site_load(void)
{
	if (files != NULL)
		return;
	files = g_hash_table_new(g_str_hash, g_str_equal);
	for (size_t i = 0; i < n_assets; i++) {
		const struct asset *a = &assets[i];
		if (!g_str_has_prefix(a->name, FOLDER))
			continue;
		struct packed *p = g_new0(struct packed, 1);
		unsigned char hash[16];
		crypto_generichash(hash, sizeof hash, (const unsigned char *)a->bytes, a->length, NULL, 0);
		sodium_bin2hex(p->tag, sizeof p->tag, hash, 8);
		p->type = type_of(a->name);
		p->plain = g_bytes_new_static(a->bytes, a->length);
		p->gzip = pack_gzip(a);
		p->brotli = pack_brotli(a);
		g_hash_table_insert(files, (char *)(uintptr_t)(a->name + strlen(FOLDER)), p);
	}
}

char *site_path(const char *name)
{
	const struct packed *p = g_hash_table_lookup(files, name);
	g_assert(p != NULL);
	return g_strdup_printf("/a/%s/%s", p->tag, name);
}

struct reply *site_asset(struct context *c)
{
	const struct packed *p = g_hash_table_lookup(files, c->parameters[1]);
	if (p == NULL)
		return context_refuse(c, 404, NULL);
	char etag[24];
	g_snprintf(etag, sizeof etag, "\"%s\"", p->tag);
	bool is_known = c->request->if_none_match != NULL && strstr(c->request->if_none_match, etag) != NULL;
	const char *accept = c->request->accept_encoding;
	bool is_brotli = strstr(accept, "br") != NULL, is_gzip = !is_brotli && strstr(accept, "gzip") != NULL;
	struct reply *reply = reply_new(is_known ? 304 : 200, p->type,
					is_known    ? NULL
					: is_brotli ? p->brotli
					: is_gzip   ? p->gzip
						    : p->plain);
	/* Only the address with the right tag may be kept for ever. */
	bool is_current = strcmp(c->parameters[0], p->tag) == 0;
	reply_header(reply, "Cache-Control", is_current ? "public, max-age=31536000, immutable" : "no-cache");
	reply_header(reply, "ETag", etag);
	reply_header(reply, "Vary", "Accept-Encoding");
	if (!is_known && (is_brotli || is_gzip))
		reply_header(reply, "Content-Encoding", is_brotli ? "br" : "gzip");
	return reply;
}
