/* files - what came with forms and with reports, given to browsers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 * What people send is never run: a type found out by its bytes, no guessing, a sandbox without anything, and
 * only pictures are shown in the browser's own window.
 */
#include "files.h"
#include "folio.h"
#include "handlers.h"
#include "photo.h"
#include "uuid.h"
#include "words.h"
#include <string.h>

static void name_headers(struct reply *reply, const char *name, bool is_inline)
{
	g_autofree char *plain = g_strdup(name), *escaped = g_uri_escape_string(name, NULL, FALSE);
	for (char *p = plain; *p != '\0'; p++)
		if (!g_ascii_isalnum(*p) && strchr("._-", *p) == NULL)
			*p = '_';
	g_autofree char *value = g_strdup_printf("%s; filename=\"%s\"; filename*=UTF-8''%s",
						 is_inline ? "inline" : "attachment", plain, escaped);
	reply_header(reply, "Content-Disposition", value);
	reply_header(
		reply, "Content-Security-Policy",
		"default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'; form-action 'none'");
}

/* ---- of reports */

json_t *files_of_report(struct context *c, const char *uuid_hex_text)
{
	json_t *rows = store_read(c->app->store, "attachment_of",
				  json_pack("{s:s}", "submission#", uuid_hex_text), NULL),
	       *list = json_array(), *row;
	size_t i;
	json_array_foreach(rows, i, row)
	{
		const char *name = json_string_value(json_object_get(row, "name")),
			   *type = json_string_value(json_object_get(row, "type"));
		g_autofree char *escaped = g_uri_escape_string(name, NULL, FALSE),
				*url = g_strdup_printf("/reportes/%s/archivos/%s", uuid_hex_text, escaped);
		json_array_append_new(list,
				      json_pack("{s:s,s:s,s:I,s:s,s:b}", "name", name, "type", type, "size",
						json_integer_value(json_object_get(row, "length")), "url",
						url, "is_picture", photo_is_picture(type)));
	}
	json_decref(rows);
	return list;
}

/* The report of the path, by UUID or folio. */
static bool report_here(struct context *c, char hex[33])
{
	unsigned char uuid[16];
	struct folio folio;
	if (uuid_read(uuid, c->parameters[0])) {
		uuid_hex(uuid, hex);
		return true;
	}
	if (!folio_read(&folio, c->parameters[0]))
		return false;
	json_t *row = store_read_one(c->app->store, "submission_by_id",
				     json_pack("{s:I}", "id", (json_int_t)folio.id), NULL);
	const char *found = json_string_value(json_object_get(row, "uuid"));
	if (found != NULL)
		g_strlcpy(hex, found, 33);
	json_decref(row);
	return found != NULL;
}

struct reply *file_list(struct context *c)
{
	char hex[33];
	if (!report_here(c, hex))
		return context_refuse(c, 404, NULL);
	json_t *files = files_of_report(c, hex);
	bool is_any = json_array_size(files) > 0;
	return context_reply(c, 200, "files",
			     json_pack("{s:s,s:o,s:b}", "uuid", hex, "files", files, "has_files", is_any));
}

/* The digest of the report's file of that name, or NULL; to be freed. */
static char *attachment_digest(struct context *c, const char *hex, const char *name)
{
	json_t *rows = store_read(c->app->store, "attachment_of", json_pack("{s:s}", "submission#", hex),
				  NULL),
	       *row;
	size_t i;
	char *digest = NULL;
	json_array_foreach(rows, i,
			   row) if (strcmp(json_string_value(json_object_get(row, "name")), name) == 0)
		digest = g_strdup(json_string_value(json_object_get(row, "file")));
	json_decref(rows);
	return digest;
}

struct reply *file_show(struct context *c)
{
	char hex[33];
	g_autofree char *digest = report_here(c, hex) ? attachment_digest(c, hex, c->parameters[1]) : NULL;
	g_autofree char *type = NULL;
	GError *error = NULL;
	g_autoptr(GBytes) bytes =
		digest != NULL ? store_file_read(c->app->store, digest, &type, &error) : NULL;
	if (error != NULL)
		return context_fail(c, error);
	if (bytes == NULL)
		return context_refuse(c, 404, NULL);
	struct reply *reply = reply_new(200, type, bytes);
	name_headers(reply, c->parameters[1], photo_is_picture(type));
	return reply;
}

/* ---- of forms */

/* The file of that name of the session's form, or else of an earlier version that a page may still show. */
static const char *form_file_digest(struct context *c, const struct session *s, const char *name)
{
	const char *digest = json_string_value(json_object_get(s->form->files, name));
	const GPtrArray *forms = catalogue_forms(c->catalogue);
	for (guint i = 0; i < forms->len && digest == NULL; i++) {
		const struct form_version *form = forms->pdata[i];
		if (strcmp(form->form->id, s->form->form->id) == 0)
			digest = json_string_value(json_object_get(form->files, name));
	}
	return digest;
}

struct reply *file_of_form(struct context *c)
{
	const struct session *s = catalogue_session(c->catalogue, c->parameters[0]);
	const char *digest =
		s != NULL && s->state != SESSION_DRAFT ? form_file_digest(c, s, c->parameters[1]) : NULL;
	g_autofree char *type = NULL, *tag = g_strdup_printf("\"%s\"", digest != NULL ? digest : "");
	GError *error = NULL;
	if (digest == NULL)
		return context_refuse(c, 404, NULL);
	bool is_known = c->request->if_none_match != NULL && strstr(c->request->if_none_match, tag) != NULL;
	g_autoptr(GBytes) bytes = store_file_read(c->app->store, digest, &type, &error);
	if (error != NULL)
		return context_fail(c, error);
	if (bytes == NULL)
		return context_refuse(c, 404, NULL);
	struct reply *reply = reply_new(is_known ? 304 : 200, type, is_known ? NULL : bytes);
	bool is_shown = photo_is_picture(type) || g_str_has_prefix(type, "audio/") ||
			g_str_has_prefix(type, "video/");
	name_headers(reply, c->parameters[1], is_shown);
	reply_header(reply, "ETag", tag);
	reply_header(reply, "Cache-Control", "no-cache");
	return reply;
}
