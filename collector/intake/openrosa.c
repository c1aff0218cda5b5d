/* openrosa - the list of forms, the forms and their files.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "openrosa.h"
#include "device.h"
#include "handlers.h"
#include "words.h"
#include "xform.h"
#include <string.h>

/* A client adds the sizes of the files and leaves little for what stands between them. */
#define ACCEPTED_LENGTH (HTTP_FILES_MAX - (size_t)256 * 1024)

bool openrosa_owns(const struct request *rq)
{
	return g_str_has_prefix(rq->path, "/or/");
}

/* ---- replies */

static struct reply *openrosa_reply(struct context *c, unsigned status, const char *type, GBytes *body)
{
	char length[24];
	g_snprintf(length, sizeof length, "%zu", ACCEPTED_LENGTH);
	struct reply *reply = reply_new(status, type, body);
	reply_header(reply, "X-OpenRosa-Version", "1.0");
	reply_header(reply, "X-OpenRosa-Accept-Content-Length", length);
	reply_header(reply, "Content-Language", c->language);
	return reply;
}

static struct reply *xml_reply(struct context *c, unsigned status, GString *xml)
{
	g_autoptr(GBytes) bytes = g_string_free_to_bytes(xml);
	return openrosa_reply(c, status, "text/xml; charset=utf-8", bytes);
}

/* The text between tags; what XML cannot hold becomes a blank. */
static void text_append(GString *xml, const char *text)
{
	for (; *text != '\0'; text = g_utf8_next_char(text)) {
		gunichar letter = g_utf8_get_char(text);
		if (letter == '<')
			g_string_append(xml, "&lt;");
		else if (letter == '>')
			g_string_append(xml, "&gt;");
		else if (letter == '&')
			g_string_append(xml, "&amp;");
		else if ((letter < 0x20 && letter != '\n' && letter != '\t') || letter == 0xfffe ||
			 letter == 0xffff)
			g_string_append_c(xml, ' ');
		else
			g_string_append_unichar(xml, letter);
	}
}

static void element_append(GString *xml, const char *name, const char *text)
{
	g_string_append_printf(xml, "<%s>", name);
	text_append(xml, text);
	g_string_append_printf(xml, "</%s>", name);
}

#define XML_START "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

struct reply *openrosa_say(struct context *c, unsigned status, const char *nature, const char *message)
{
	GString *xml = g_string_new(XML_START);
	g_string_append_printf(
		xml, "<OpenRosaResponse xmlns=\"http://openrosa.org/http/response\"><message nature=\"%s\">",
		nature);
	text_append(xml, message);
	g_string_append(xml, "</message></OpenRosaResponse>\n");
	return xml_reply(c, status, xml);
}

static const char *sentence_of(unsigned status)
{
	switch (status) {
	case 404:
		return "Esta dirección no existe o ya no se usa. Pide a quien facilita el código de "
		       "configuración "
		       "de la jornada y escanéalo de nuevo.";
	case 405:
		return "Esta dirección no recibe lo que se pidió.";
	case 409:
		return "Este reporte ya se recibió con otras respuestas.";
	case 413:
		return "Lo enviado es demasiado grande: quita archivos o usa fotografías más pequeñas "
		       "(ajuste «Tamaño "
		       "de imagen»).";
	case 415:
		return "El envío no viene como lo manda ODK Collect.";
	case 503:
		return "El servidor está muy ocupado. Tu formulario sigue en el teléfono: envíalo de nuevo "
		       "en un "
		       "momento.";
	case 507:
		return "El servidor ya no tiene espacio. Tu formulario sigue en el teléfono: avisa a quien "
		       "facilita.";
	default:
		return status >= 500 ? "El servidor tuvo una falla. Tu formulario sigue en el teléfono: "
				       "avisa a quien "
				       "facilita."
				     : "El servidor no pudo leer lo enviado.";
	}
}

struct reply *openrosa_refuse(struct context *c, unsigned status, const char *message)
{
	return openrosa_say(c, status, "error",
			    message != NULL ? message : words_say(c->language, sentence_of(status)));
}

/* ---- sessions and versions */

const struct session *openrosa_session(struct context *c, struct reply **refusal)
{
	const struct session *session;
	const struct device *device;
	if (device_read(c->app, c->catalogue, c->parameters[0], &session, &device) &&
	    session->state != SESSION_DRAFT)
		return session;
	*refusal = openrosa_refuse(c, 404, NULL);
	return NULL;
}

char *openrosa_version(const struct form_version *form)
{
	return g_strdup_printf("%s.%.8s", form->form->version, form->key);
}

const struct form_version *openrosa_form_version(const struct catalogue *catalogue,
						 const struct session *session, const char *version)
{
	const GPtrArray *forms = catalogue_forms(catalogue); /* newest first */
	const struct form_version *plain = NULL;
	for (guint i = 0; i < forms->len; i++) {
		const struct form_version *form = forms->pdata[i];
		if (strcmp(form->form->id, session->form->form->id) != 0)
			continue;
		g_autofree char *own = openrosa_version(form);
		if (strcmp(own, version) == 0)
			return form;
		if (plain == NULL && strcmp(form->form->version, version) == 0)
			plain = form;
	}
	return plain;
}

/* The form version of the path, of this session's form, or NULL and the refusal. */
static const struct form_version *form_here(struct context *c, struct reply **refusal)
{
	const struct session *session = openrosa_session(c, refusal);
	if (session == NULL)
		return NULL;
	const struct form_version *form = catalogue_form(c->catalogue, c->parameters[1]);
	if (form != NULL && strcmp(form->form->id, session->form->form->id) == 0)
		return form;
	*refusal = openrosa_refuse(c, 404, NULL);
	return NULL;
}

struct made_form {
	GBytes *xml;
	char *hash; /* MD5, as clients want it */
};

static void made_form_free(void *data)
{
	struct made_form *made = data;
	g_bytes_unref(made->xml);
	g_free(made->hash);
	g_free(made);
}

static void *form_make(void *data)
{
	const struct form_version *form = data;
	struct made_form *made = g_new0(struct made_form, 1);
	g_autofree char *version = openrosa_version(form);
	char *xml = xform_write(form->form, version);
	made->hash = g_compute_checksum_for_string(G_CHECKSUM_MD5, xml, -1);
	made->xml = g_bytes_new_take(xml, strlen(xml));
	return made;
}

static const struct made_form *form_made(struct context *c, const struct form_version *form)
{
	g_autofree char *name = g_strconcat("xform ", form->key, NULL);
	return catalogue_made(c->catalogue, name, form_make, (void *)(uintptr_t)form, made_form_free);
}

/* "http://HOST/or/TOKEN", as the client called us: the name has been checked. */
static char *base_here(struct context *c)
{
	if (c->request->host[0] == '\0') {
		g_autofree char *base = app_base(c->app, c->catalogue);
		return g_strdup_printf("%s/or/%s", base, c->parameters[0]);
	}
	return g_strdup_printf("%s://%s/or/%s", c->app->has_tls ? "https" : "http", c->request->host,
			       c->parameters[0]);
}

/* 304 where the client has it already. */
static struct reply *cached_reply(struct context *c, const char *type, GBytes *bytes, const char *hash)
{
	g_autofree char *tag = g_strdup_printf("\"%s\"", hash);
	bool is_known = c->request->if_none_match != NULL && strstr(c->request->if_none_match, tag) != NULL;
	struct reply *reply = openrosa_reply(c, is_known ? 304 : 200, type, is_known ? NULL : bytes);
	reply_header(reply, "ETag", tag);
	reply_header(reply, "Cache-Control", "no-cache");
	return reply;
}

struct reply *openrosa_list(struct context *c)
{
	struct reply *refusal;
	const struct session *session = openrosa_session(c, &refusal);
	if (session == NULL)
		return refusal;
	const struct form_version *form = session->form;
	const char *asked = request_query(c->request, "formID");
	GString *xml = g_string_new(XML_START "<xforms xmlns=\"http://openrosa.org/xforms/xformsList\">");
	/* A closed session offers nothing to fill in; what is filled in still comes in, marked late. */
	if (session->state != SESSION_CLOSED && (asked == NULL || strcmp(asked, form->form->id) == 0)) {
		const struct made_form *made = form_made(c, form);
		g_autofree char *base = base_here(c), *version = openrosa_version(form);
		g_autofree char *hash = g_strconcat("md5:", made->hash, NULL);
		g_autofree char *address = g_strdup_printf("%s/formularios/%s.xml", base, form->key);
		g_string_append(xml, "\n<xform>");
		element_append(xml, "formID", form->form->id);
		element_append(xml, "name", form->form->title);
		element_append(xml, "version", version);
		element_append(xml, "hash", hash);
		element_append(xml, "descriptionText", session->title);
		element_append(xml, "downloadUrl", address);
		if (json_object_size(form->files) > 0) {
			g_autofree char *manifest =
				g_strdup_printf("%s/formularios/%s/manifest", base, form->key);
			element_append(xml, "manifestUrl", manifest);
		}
		g_string_append(xml, "</xform>");
	}
	g_string_append(xml, "\n</xforms>\n");
	return xml_reply(c, 200, xml);
}

struct reply *openrosa_form(struct context *c)
{
	struct reply *refusal;
	const struct form_version *form = form_here(c, &refusal);
	if (form == NULL)
		return refusal;
	const struct made_form *made = form_made(c, form);
	return cached_reply(c, "text/xml; charset=utf-8", made->xml, made->hash);
}

/* ---- files of a form */

struct made_manifest {
	GHashTable *hashes; /* name -> MD5 in hex */
};

static void made_manifest_free(void *data)
{
	struct made_manifest *made = data;
	g_hash_table_unref(made->hashes);
	g_free(made);
}

struct making {
	struct store *store;
	const struct form_version *form;
};

/* What cannot be read now is left out: the client finds it missing and asks again. */
static void *manifest_make(void *data)
{
	const struct making *making = data;
	struct made_manifest *made = g_new0(struct made_manifest, 1);
	made->hashes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	const char *name;
	json_t *digest;
	json_object_foreach(making->form->files, name, digest)
	{
		g_autofree char *type = NULL;
		g_autoptr(GBytes) bytes =
			store_file_read(making->store, json_string_value(digest), &type, NULL);
		if (bytes != NULL)
			g_hash_table_insert(made->hashes, g_strdup(name),
					    g_compute_checksum_for_bytes(G_CHECKSUM_MD5, bytes));
	}
	return made;
}

struct reply *openrosa_manifest(struct context *c)
{
	struct reply *refusal;
	const struct form_version *form = form_here(c, &refusal);
	if (form == NULL)
		return refusal;
	struct making making = {c->app->store, form};
	g_autofree char *key = g_strconcat("manifest ", form->key, NULL), *base = base_here(c);
	const struct made_manifest *made =
		catalogue_made(c->catalogue, key, manifest_make, &making, made_manifest_free);
	GString *xml =
		g_string_new(XML_START "<manifest xmlns=\"http://openrosa.org/xforms/xformsManifest\">");
	const char *name;
	json_t *digest;
	json_object_foreach(form->files, name, digest)
	{
		const char *md5 = g_hash_table_lookup(made->hashes, name);
		if (md5 == NULL)
			continue;
		g_autofree char *escaped = g_uri_escape_string(name, NULL, FALSE);
		g_autofree char *hash = g_strconcat("md5:", md5, NULL),
				*address = g_strdup_printf("%s/archivos/%s/%s", base, form->key, escaped);
		g_string_append(xml, "\n<mediaFile>");
		element_append(xml, "filename", name);
		element_append(xml, "hash", hash);
		element_append(xml, "downloadUrl", address);
		g_string_append(xml, "</mediaFile>");
	}
	g_string_append(xml, "\n</manifest>\n");
	return xml_reply(c, 200, xml);
}

struct reply *openrosa_file(struct context *c)
{
	struct reply *refusal;
	const struct form_version *form = form_here(c, &refusal);
	if (form == NULL)
		return refusal;
	const char *digest = json_string_value(json_object_get(form->files, c->parameters[2]));
	g_autofree char *type = NULL;
	GError *error = NULL;
	g_autoptr(GBytes) bytes =
		digest != NULL ? store_file_read(c->app->store, digest, &type, &error) : NULL;
	if (error != NULL)
		return context_fail(c, error);
	return bytes != NULL ? cached_reply(c, type, bytes, digest) : openrosa_refuse(c, 404, NULL);
}

struct reply *openrosa_ready(struct context *c)
{
	struct reply *refusal;
	return openrosa_session(c, &refusal) != NULL ? openrosa_reply(c, 204, NULL, NULL) : refusal;
}
