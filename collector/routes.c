/* routes - the one table, and the way of a request through it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "routes.h"
#include "handlers.h"
#include "login.h"
#include "openrosa.h"
#include "site.h"
#include "words.h"
#include <string.h>

/* What a row says beside its limit of bytes; may be added up. */
enum rule {
	ANY = 0,
	CLOSE = 1,   /* this machine or TLS only: never over hotspot HTTP */
	FILES = 2,   /* photographs may come: a multipart body may be as long as HTTP_FILES_MAX */
	CHUNKED = 4, /* a body without its length announced is taken */
};

struct route {
	enum http_method method;
	const char *path; /* {…} stands for one segment */
	unsigned who;	  /* any of these roles; WHO_ANYONE: no login; administrators may everything */
	unsigned rules;	  /* enum rule */
	size_t body_max;
	handler handle;
	const char *about; /* for README */
};

#define KIB ((size_t)1024)

static const struct route routes[] = {
	{HTTP_GET, "/j/{code}", WHO_ANYONE, ANY, 0, citizen_form,
	 "the form of a session: one self-contained page"},
	{HTTP_POST, "/j/{code}", WHO_ANYONE, ANY | FILES, 256 * KIB, citizen_submit,
	 "send a report: 201 and a receipt, or 303 to it"},
	{HTTP_GET, "/j/{code}/{mesa}", WHO_ANYONE, ANY, 0, citizen_form,
	 "the same, for one table of the room"},
	{HTTP_POST, "/j/{code}/{mesa}", WHO_ANYONE, ANY | FILES, 256 * KIB, citizen_submit,
	 "send a report from a table"},
	{HTTP_GET, "/j/{code}/archivos/{name}", WHO_ANYONE, ANY, 0, file_of_form,
	 "a picture, sound or list that came with the form"},
	{HTTP_GET, "/", WHO_ANYONE, ANY, 0, citizen_home,
	 "front page: type the code of a session or a folio"},
	{HTTP_GET, "/buscar", WHO_ANYONE, ANY, 0, citizen_find,
	 "find a session or a folio by what was typed"},
	{HTTP_GET, "/aviso", WHO_ANYONE, ANY, 0, citizen_notice, "the privacy notice in full"},
	{HTTP_GET, "/f/{folio}", WHO_ANYONE, ANY, 0, receipt_show, "receipt: what became of a report"},
	{HTTP_GET, "/f/{folio}/otro", WHO_ANYONE, ANY, 0, citizen_again,
	 "a further report of the same sender"},
	{HTTP_GET, "/f/{folio}/corregir", WHO_ANYONE, ANY, 0, citizen_correct, "correct a report"},
	{HTTP_POST, "/f/{folio}/retirar", WHO_ANYONE, ANY, 4 * KIB, receipt_withdraw,
	 "withdraw and erase a report"},
	{HTTP_POST, "/f/{folio}/contacto", WHO_ANYONE, ANY, 4 * KIB, receipt_contact,
	 "leave a telephone or e-mail, sealed"},
	{HTTP_GET, "/ayuda", WHO_ANYONE, ANY, 0, site_help, "help"},
	{HTTP_GET, "/salud", WHO_ANYONE, ANY, 0, site_health, "is the server well (for supervisors)"},
	{HTTP_GET, "/a/{tag}/{name}", WHO_ANYONE, ANY, 0, site_asset,
	 "styles, scripts and pictures, cached for ever"},

	{HTTP_GET, "/or/{token}/formList", WHO_ANYONE, ANY, 0, openrosa_list,
	 "OpenRosa: forms of a session, for ODK Collect and its kin"},
	{HTTP_GET, "/or/{token}/formularios/{key}.xml", WHO_ANYONE, ANY, 0, openrosa_form,
	 "OpenRosa: one form version as XForm"},
	{HTTP_GET, "/or/{token}/formularios/{key}/manifest", WHO_ANYONE, ANY, 0, openrosa_manifest,
	 "OpenRosa: the files of a form version"},
	{HTTP_GET, "/or/{token}/archivos/{key}/{name}", WHO_ANYONE, ANY, 0, openrosa_file,
	 "OpenRosa: one of these files"},
	{HTTP_GET, "/or/{token}/submission", WHO_ANYONE, ANY, 0, openrosa_ready,
	 "OpenRosa: may reports be sent here (204)"},
	{HTTP_POST, "/or/{token}/submission", WHO_ANYONE, ANY | FILES | CHUNKED, 256 * KIB, openrosa_submit,
	 "OpenRosa: a report with its files"},

	{HTTP_GET, "/entrar", WHO_ANYONE, ANY, 0, login_form, "log in"},
	{HTTP_POST, "/entrar", WHO_ANYONE, ANY, 4 * KIB, login_enter, "log in"},
	{HTTP_POST, "/salir", WHO_STAFF, ANY, 4 * KIB, login_leave, "log out"},
	{HTTP_GET, "/alta/{token}", WHO_ANYONE, CLOSE, 0, account_invited,
	 "one-time link: make the invited account"},
	{HTTP_POST, "/alta/{token}", WHO_ANYONE, CLOSE, 4 * KIB, account_accept, "make the invited account"},

	{HTTP_GET, "/sesiones", WHO_FACILITATOR, ANY, 0, workshop_list, "sessions"},
	{HTTP_POST, "/sesiones", WHO_FACILITATOR, ANY, 16 * KIB, workshop_create, "create a session"},
	{HTTP_GET, "/sesiones/nueva", WHO_FACILITATOR, ANY, 0, workshop_new, "the form for a new session"},
	{HTTP_GET, "/sesiones/{code}", WHO_FACILITATOR, ANY, 0, workshop_show,
	 "one session: state, reports, QR, posters"},
	{HTTP_POST, "/sesiones/{code}", WHO_FACILITATOR, ANY, 16 * KIB, workshop_edit, "change a session"},
	{HTTP_POST, "/sesiones/{code}/estado", WHO_FACILITATOR, ANY, 4 * KIB, workshop_state,
	 "open, pause or close a session"},
	{HTTP_GET, "/sesiones/{code}/qr.{kind}", WHO_FACILITATOR, ANY, 0, workshop_qr,
	 "QR of the form as svg, png or txt"},
	{HTTP_GET, "/sesiones/{code}/collect.{kind}", WHO_FACILITATOR, ANY, 0, device_code,
	 "QR that sets up ODK Collect as svg, png or txt; ?equipo=N"},
	{HTTP_POST, "/sesiones/{code}/equipos", WHO_FACILITATOR, ANY, 4 * KIB, device_add,
	 "add a brigade's telephone, or renew the poster's code"},
	{HTTP_POST, "/sesiones/{code}/equipos/{number}/baja", WHO_FACILITATOR, ANY, 4 * KIB, device_revoke,
	 "revoke a telephone's address"},
	{HTTP_GET, "/sesiones/{code}/cartel.{kind}", WHO_FACILITATOR, ANY, 0, workshop_poster,
	 "poster as pdf or svg; ?papel=carta|a4&mesa=N"},
	{HTTP_GET, "/sesiones/{code}/papel", WHO_FACILITATOR, ANY, 0, paper_show,
	 "sheets of paper: print them, find one by its folio"},
	{HTTP_POST, "/sesiones/{code}/papel", WHO_FACILITATOR, ANY, 4 * KIB, paper_print,
	 "number new sheets, to be printed"},
	{HTTP_GET, "/sesiones/{code}/hojas/{first}", WHO_FACILITATOR, ANY, 0, paper_sheets,
	 "numbered sheets as pdf; ?papel=carta|a4"},
	{HTTP_GET, "/sesiones/{code}/papel/{folio}", WHO_FACILITATOR, ANY, 0, paper_sheet,
	 "type a sheet in: the form in its order"},
	{HTTP_POST, "/sesiones/{code}/papel/{folio}", WHO_FACILITATOR, ANY | FILES, 256 * KIB, paper_type,
	 "store what a sheet says"},
	{HTTP_GET, "/sesiones/{code}/reportes.csv", WHO_REVIEWER, CLOSE, 0, workshop_export,
	 "the session's reports as CSV"},

	{HTTP_GET, "/reportes/{report}/archivos", WHO_REVIEWER, CLOSE, 0, file_list,
	 "the files of a report, by its UUID or folio"},
	{HTTP_GET, "/reportes/{report}/archivos/{name}", WHO_REVIEWER, CLOSE, 0, file_show, "one of them"},

	{HTTP_GET, "/revision", WHO_REVIEWER, CLOSE, 0, review_show,
	 "the prioritised diagnosis; ?ambito=real|prueba"},
	{HTTP_GET, "/revision/cambios", WHO_REVIEWER, CLOSE, 0, review_log,
	 "what reviewers decided, and what became of issues from run to run"},
	{HTTP_GET, "/revision/problemas.csv", WHO_REVIEWER, CLOSE, 0, review_table,
	 "the issues with criteria and places as CSV"},
	{HTTP_GET, "/revision/criterios", WHO_REVIEWER, CLOSE, 0, agree_show,
	 "criteria and ranges of weights, agreed before results open"},
	{HTTP_POST, "/revision/criterios", WHO_REVIEWER, CLOSE, 16 * KIB, agree_lock, "lock them"},
	{HTTP_GET, "/revision/criterios.csv", WHO_REVIEWER, CLOSE, 0, agree_table,
	 "the catalogue of criteria with its weights as CSV"},
	{HTTP_POST, "/revision", WHO_REVIEWER, CLOSE, 64 * KIB, review_merge,
	 "several issues are one from now on"},
	{HTTP_POST, "/revision/cambios", WHO_REVIEWER, CLOSE, 4 * KIB, review_undo,
	 "a decision no longer counts"},
	{HTTP_POST, "/revision/{issue}/mover", WHO_REVIEWER, CLOSE, 256 * KIB, review_move,
	 "reports leave an issue (0: sin agrupar) for another, or a new one"},
	{HTTP_POST, "/revision/{issue}/titulo", WHO_REVIEWER, CLOSE, 4 * KIB, review_rename,
	 "give an issue an editorial title"},
	{HTTP_POST, "/revision/{issue}/factibilidad", WHO_REVIEWER, CLOSE, 4 * KIB, review_assess,
	 "what a sector thinks can be done; moves no priority"},
	{HTTP_GET, "/revision/{issue}", WHO_REVIEWER, CLOSE, 0, review_issue,
	 "one issue with its verbatim reports"},

	{HTTP_GET, "/administracion", WHO_ADMINISTRATOR, CLOSE, 0, settings_show,
	 "settings: notice, network, forms, key, accounts"},
	{HTTP_POST, "/administracion/aviso", WHO_ADMINISTRATOR, CLOSE, 32 * KIB, settings_notice,
	 "fill in the privacy notice"},
	{HTTP_POST, "/administracion/red", WHO_ADMINISTRATOR, CLOSE, 4 * KIB, settings_network,
	 "name the Wi-Fi network and address"},
	{HTTP_POST, "/administracion/sectores", WHO_ADMINISTRATOR, CLOSE, 4 * KIB, settings_sectors,
	 "name the sectors that say what can be done"},
	{HTTP_POST, "/administracion/lugares", WHO_ADMINISTRATOR, CLOSE | FILES, 4 * KIB, settings_places,
	 "the table of municipalities, regions and people: the program's, or a CSV"},
	{HTTP_POST, "/administracion/mapa", WHO_ADMINISTRATOR, CLOSE | FILES, 4 * KIB, settings_geography,
	 "the outlines of places as GeoJSON, or none"},
	{HTTP_GET, "/administracion/formularios", WHO_ADMINISTRATOR, CLOSE, 0, formlife_list,
	 "forms with their versions, and where a new one is uploaded"},
	{HTTP_POST, "/administracion/formularios", WHO_ADMINISTRATOR, CLOSE | FILES, 1024 * KIB,
	 formlife_upload, "upload a form: it is checked and waits"},
	{HTTP_GET, "/administracion/formularios/{key}", WHO_ADMINISTRATOR, CLOSE, 0, formlife_show,
	 "one form version, or what was found in an uploaded one"},
	{HTTP_POST, "/administracion/formularios/{key}", WHO_ADMINISTRATOR, CLOSE, 4 * KIB, formlife_decide,
	 "publish or discard an uploaded form"},
	{HTTP_GET, "/administracion/formularios/{key}/vista", WHO_ADMINISTRATOR, CLOSE, 0, formlife_preview,
	 "the page as people will see it; nothing can be sent"},
	{HTTP_GET, "/administracion/formularios/{key}/fuente.md", WHO_ADMINISTRATOR, CLOSE, 0,
	 formlife_source, "its XLSForm as tables"},
	{HTTP_GET, "/administracion/formularios/{key}/xform.xml", WHO_ADMINISTRATOR, CLOSE, 0, formlife_xform,
	 "the same as an XForm"},
	{HTTP_GET, "/administracion/formularios/{key}/hoja.pdf", WHO_ADMINISTRATOR, CLOSE, 0, formlife_paper,
	 "a sheet of paper as it would be printed; ?papel=carta|a4"},
	{HTTP_GET, "/administracion/formularios/{key}/archivos/{name}", WHO_ADMINISTRATOR, CLOSE, 0,
	 formlife_file, "a file that comes with it"},
	{HTTP_GET, "/administracion/formularios/{key}/diferencia", WHO_ADMINISTRATOR, CLOSE, 0,
	 formlife_difference, "what changed since another version; ?con=KEY"},
	{HTTP_POST, "/administracion/llave", WHO_ADMINISTRATOR, CLOSE, 4 * KIB, custody_create,
	 "make the key for contact data"},
	{HTTP_POST, "/administracion/custodia", WHO_ADMINISTRATOR, CLOSE, 4 * KIB, custody_prove,
	 "a custodian's test decryption"},
	{HTTP_POST, "/administracion/contactos", WHO_ADMINISTRATOR, CLOSE, 4 * KIB, custody_read,
	 "read contact data with the secret key"},
	{HTTP_GET, "/administracion/cuentas", WHO_ADMINISTRATOR, CLOSE, 0, account_list, "accounts"},
	{HTTP_POST, "/administracion/cuentas", WHO_ADMINISTRATOR, CLOSE, 4 * KIB, account_create,
	 "make an account"},
	{HTTP_POST, "/administracion/cuentas/{name}/cerrar", WHO_ADMINISTRATOR, CLOSE, 4 * KIB, account_close,
	 "close an account"},
	{HTTP_POST, "/administracion/cuentas/{name}/clave", WHO_ADMINISTRATOR, CLOSE, 4 * KIB,
	 account_password, "new password for an account"},
	{HTTP_POST, "/administracion/invitacion", WHO_ADMINISTRATOR, CLOSE, 4 * KIB, account_invite,
	 "a new one-time administrator link"},
};

/* ---- finding the row */

/* Does the path fit the pattern?  Parameters are put one after the other into at (sized as the path),
 * NUL-terminated. */
static bool pattern_fits(const char *pattern, const char *path, char *at, const char *parameters[3])
{
	size_t n = 0;
	while (*pattern != '\0') {
		if (*pattern != '{') {
			if (*pattern++ != *path++)
				return false;
			continue;
		}
		pattern = strchr(pattern, '}') + 1;
		g_assert(n < 3);
		parameters[n++] = at;
		/* what follows within the segment ("{key}.xml") ends the parameter */
		size_t length = strcspn(path, "/"), tail = strcspn(pattern, "/");
		if (length <= tail || strncmp(path + length - tail, pattern, tail) != 0)
			return false;
		length -= tail;
		memcpy(at, path, length);
		at[length] = '\0';
		at += length + 1;
		path += length;
	}
	return *path == '\0';
}

/* The row of the request, or NULL with the status and the methods that the path would take. */
static const struct route *route_find(const struct request *rq, char *buffer, const char *parameters[3],
				      unsigned *status, GString *allow)
{
	enum http_method method = rq->method == HTTP_HEAD ? HTTP_GET : rq->method;
	*status = 404;
	for (size_t i = 0; i < G_N_ELEMENTS(routes); i++) {
		for (size_t p = 0; p < 3; p++)
			parameters[p] = "";
		if (!pattern_fits(routes[i].path, rq->path, buffer, parameters))
			continue;
		if (routes[i].method == method)
			return &routes[i];
		*status = 405;
		if (allow != NULL)
			g_string_append_printf(allow, "%s%s", allow->len > 0 ? ", " : "",
					       routes[i].method == HTTP_GET ? "GET, HEAD" : "POST");
	}
	return NULL;
}

/* ---- replies */

static json_t *view_frame(struct context *c, json_t *view)
{
	g_autofree char *site_css = site_path("site.css");
	json_object_set_new(view, "lang", json_string(c->language));
	json_object_set_new(view, "site_css", json_string(site_css));
	/* The first segment of the path, as a flag: the navigation marks where the reader is. */
	const char *first = c->request->path[0] == '/' ? c->request->path + 1 : "";
	g_autofree char *here = g_strndup(first, strcspn(first, "/"));
	json_object_set_new(view, "here", json_pack("{s:b}", here, true));
	if (c->role != WHO_ANYONE)
		json_object_set_new(view, "account",
				    json_pack("{s:s,s:s,s:s,s:b,s:b,s:b,s:b}", "name", c->account,
					      "full_name", c->full_name, "csrf", c->csrf, "can_facilitate",
					      (c->role & (WHO_FACILITATOR | WHO_ADMINISTRATOR)) != 0,
					      "can_review",
					      (c->role & (WHO_REVIEWER | WHO_ADMINISTRATOR)) != 0,
					      "can_administrate", (c->role & WHO_ADMINISTRATOR) != 0,
					      "is_close", c->request->channel != HTTP_HOTSPOT));
	return view;
}

static struct reply *reply_json(unsigned status, const json_t *view)
{
	char *text = json_dumps(view, JSON_COMPACT | JSON_SORT_KEYS);
	GString *body = g_string_new(text);
	free(text);
	g_string_append_c(body, '\n');
	GBytes *bytes = g_string_free_to_bytes(body);
	struct reply *reply = reply_new(status, "application/json; charset=utf-8", bytes);
	g_bytes_unref(bytes);
	return reply;
}

struct reply *context_reply(struct context *c, unsigned status, const char *page, json_t *view)
{
	struct reply *reply;
	if (request_wants_json(c->request)) {
		reply = reply_json(status, view);
	} else {
		GBytes *body =
			g_string_free_to_bytes(templates_fill(c->app->templates, page, view_frame(c, view)));
		reply = reply_new(status, "text/html; charset=utf-8", body);
		g_bytes_unref(body);
	}
	json_decref(view);
	reply_header(reply, "Vary", "Accept, Accept-Language, Cookie");
	return reply;
}

struct reply *context_refuse(struct context *c, unsigned status, const char *message)
{
	if (openrosa_owns(c->request))
		return openrosa_refuse(c, status, message);
	json_t *view = json_object();
	char flag[16];
	g_snprintf(flag, sizeof flag, "is_%u", status);
	json_object_set_new(view, "status", json_integer(status));
	json_object_set_new(view, flag, json_true());
	if (message != NULL)
		json_object_set_new(view, "message", json_string(message));
	struct reply *reply = context_reply(c, status, "error", view);
	if (status == 503 || status == 507 || status == 429)
		reply_header(reply, "Retry-After", status == 507 ? "60" : "3");
	return reply;
}

const struct session *context_session(struct context *c, struct reply **refusal)
{
	const struct session *s = catalogue_session(c->catalogue, c->parameters[0]);
	if (s == NULL)
		*refusal = context_refuse(c, 404,
					  words_say(c->language, "No hay ninguna jornada con ese código."));
	return s;
}

struct reply *context_fail(struct context *c, GError *error)
{
	unsigned status = 500;
	if (error->domain == STORE_ERROR) {
		if (error->code == STORE_ERROR_BUSY || error->code == STORE_ERROR_BROKEN ||
		    error->code == STORE_ERROR_DAMAGED)
			status = 503;
		else if (error->code == STORE_ERROR_FULL)
			status = 507;
		else if (error->code == STORE_ERROR_REFUSED)
			status = 409;
	}
	if (status >= 500 &&
	    !g_error_matches(error, STORE_ERROR, STORE_ERROR_BUSY)) /* a full queue says so to each phone */
		g_warning("%s %s: %s", c->request->method == HTTP_POST ? "POST" : "GET", "request failed",
			  error->message);
	g_error_free(error);
	return context_refuse(c, status, NULL);
}

struct reply *context_done(struct context *c, const char *location, json_t *view)
{
	if (request_wants_json(c->request)) {
		struct reply *reply = reply_json(200, view);
		json_decref(view);
		return reply;
	}
	json_decref(view);
	return reply_redirect(location);
}

/* ---- the way of a request */

static void context_begin(struct context *c, struct app *app, struct request *rq)
{
	*c = (struct context){.app = app, .request = rq, .catalogue = app_catalogue(app)};
	const char *asked = request_query(rq, "lang");
	c->language = asked != NULL ? words_choose(asked) : words_choose(rq->accept_language);
	c->account = c->full_name = c->csrf = "";
	for (size_t i = 0; i < 3; i++)
		c->parameters[i] = "";
}

static bool origin_is_ours(const struct request *rq)
{
	if (rq->fetch_site != NULL && strcmp(rq->fetch_site, "cross-site") == 0)
		return false;
	if (rq->origin == NULL)
		return true;
	const char *host = strstr(rq->origin, "://");
	return host != NULL && g_ascii_strcasecmp(host + 3, rq->host) == 0;
}

static bool channel_fits(const struct route *route, const struct request *rq)
{
	return (route->rules & CLOSE) == 0 || rq->channel != HTTP_HOTSPOT;
}

static bool role_fits(const struct route *route, const struct context *c)
{
	return route->who == WHO_ANYONE || (c->role & (route->who | WHO_ADMINISTRATOR)) != 0;
}

static struct reply *login_asked(struct context *c)
{
	if (c->request->method == HTTP_POST || request_wants_json(c->request))
		return context_refuse(c, 401, NULL);
	g_autofree char *escaped = g_uri_escape_string(c->request->path, "/", FALSE);
	g_autofree char *location = g_strconcat("/entrar?a=", escaped, NULL);
	return reply_redirect(location);
}

static struct reply *route_call(const struct route *route, struct context *c)
{
	struct request *rq = c->request;
	if (!channel_fits(route, rq))
		return context_refuse(c, 403,
				      words_say(c->language, "Esta página se abre solo en la computadora del "
							     "servidor o con conexión cifrada (https)."));
	if (rq->method == HTTP_POST && rq->channel != HTTP_CONTROL && !origin_is_ours(rq))
		return context_refuse(c, 403, NULL);
	if (route->who == WHO_ANYONE && route->path[1] != '\0' && (route->rules & CLOSE) == 0 &&
	    rq->cookie[0] == '\0')
		return route->handle(c);
	login_recognise(c);
	if (!role_fits(route, c))
		return c->role == WHO_ANYONE ? login_asked(c) : context_refuse(c, 403, NULL);
	if (route->who != WHO_ANYONE && rq->method == HTTP_POST && rq->channel != HTTP_CONTROL) {
		const char *token = request_field(rq, "csrf");
		if (token == NULL || !login_token_equal(token, c->csrf))
			return context_refuse(c, 403, NULL);
	}
	return route->handle(c);
}

struct reply *routes_handle(void *data, struct request *rq)
{
	struct context c;
	context_begin(&c, data, rq);
	g_autofree char *buffer = g_malloc(strlen(rq->path) + 4);
	unsigned status;
	const struct route *route = route_find(rq, buffer, c.parameters, &status, NULL);
	struct reply *reply = route != NULL ? route_call(route, &c) : context_refuse(&c, status, NULL);
	g_assert(reply != NULL);
	catalogue_unref(c.catalogue);
	return reply;
}

struct server_admission routes_admit(void *data, struct request *rq)
{
	struct server_admission admission = {0};
	const char *parameters[3];
	char short_buffer[256];
	char *buffer =
		strlen(rq->path) + 4 <= sizeof short_buffer ? short_buffer : g_malloc(strlen(rq->path) + 4);
	unsigned status;
	const struct route *route = route_find(rq, buffer, parameters, &status, NULL);
	if (route != NULL) {
		admission.body_max = route->body_max;
		admission.multipart_max = (route->rules & FILES) != 0 ? HTTP_FILES_MAX : 0;
		admission.takes_chunked = (route->rules & CHUNKED) != 0;
	} else {
		struct context c;
		g_autoptr(GString) allow = g_string_new(NULL);
		route_find(rq, buffer, parameters, &status, allow);
		context_begin(&c, data, rq);
		admission.refusal = context_refuse(&c, status, NULL);
		if (status == 405)
			reply_header(admission.refusal, "Allow", allow->len > 0 ? allow->str : "POST");
		catalogue_unref(c.catalogue);
	}
	if (buffer != short_buffer)
		g_free(buffer);
	return admission;
}

struct reply *routes_refuse(void *data, const struct request *refused, unsigned status)
{
	struct request rq = {.path = "/",
			     .host = "",
			     .accept = "",
			     .accept_language = "",
			     .accept_encoding = "",
			     .cookie = "",
			     .content_type = ""};
	if (refused->path != NULL && openrosa_owns(refused))
		rq = (struct request){.path = refused->path,
				      .host = refused->host,
				      .accept = "",
				      .accept_language = refused->accept_language,
				      .accept_encoding = "",
				      .cookie = "",
				      .content_type = ""};
	struct context c;
	context_begin(&c, data, &rq);
	struct reply *reply = context_refuse(&c, status, NULL);
	catalogue_unref(c.catalogue);
	request_clear(&rq);
	return reply;
}

char *routes_text(void)
{
	GString *text = g_string_new(NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(routes); i++) {
		const struct route *r = &routes[i];
		const char *who = r->who == WHO_ANYONE	      ? "anyone"
				  : r->who == WHO_STAFF	      ? "staff"
				  : r->who == WHO_FACILITATOR ? "facilitator"
				  : r->who == WHO_REVIEWER    ? "reviewer"
							      : "administrator";
		g_string_append_printf(text, "%-5s %-38s %-14s %-13s %s\n",
				       r->method == HTTP_POST ? "POST" : "GET", r->path, who,
				       (r->rules & CLOSE) == 0 ? "any" : "local or TLS", r->about);
	}
	return g_string_free(text, FALSE);
}
