/* settings - what an administrator sets for the whole installation: notice, network, sectors and places.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "custody.h"
#include "formpage.h"
#include "handlers.h"
#include "qr.h"
#include "rules.h"
#include "territory.h"
#include "words.h"
#include <string.h>

#define TEXT_MAX    500
#define SECTORS_MAX 12
#define SECTOR_MAX  60

static json_t *places_view(struct context *c)
{
	const struct places *places = territory_places(c->app, c->catalogue);
	if (places == NULL)
		return json_null();
	json_t *states = json_array();
	for (size_t i = 0; i < places->n_states; i++)
		json_array_append_new(states, json_string(places->states[i].name));
	return json_pack("{s:o,s:I,s:I}", "states", states, "n_municipalities", (json_int_t)places->n,
			 "n_regions", (json_int_t)places->n_regions);
}

static json_t *geography_view(struct context *c)
{
	const struct geography *g = territory_geography(c->app, c->catalogue);
	const struct places *table = territory_places(c->app, c->catalogue);
	size_t n_matched = 0;
	if (g == NULL)
		return json_null();
	for (size_t k = 0; k < g->shapes.n_places; k++)
		n_matched += territory_place(table, g, k) != SIZE_MAX;
	return json_pack("{s:I,s:I,s:b,s:s,s:b}", "n", (json_int_t)g->shapes.n_places, "n_matched",
			 (json_int_t)n_matched, "has_table", table != NULL, "property", g->property,
			 "is_touching", g->is_touching);
}

json_t *settings_view(struct context *c)
{
	const struct network *network = catalogue_network(c->catalogue);
	const GPtrArray *forms = catalogue_forms(c->catalogue);
	json_t *list = json_array();
	for (guint i = 0; i < forms->len; i++) {
		const struct form_version *v = forms->pdata[i];
		json_array_append_new(list, json_pack("{s:s,s:s,s:s,s:s}", "key", v->key, "id", v->form->id,
						      "title", v->form->title, "version", v->form->version));
	}
	struct rules *rules = rules_load(c->app->store, "", NULL);
	json_t *sectors = rules != NULL ? json_copy((json_t *)(uintptr_t)rules_sectors(rules)) : json_array();
	rules_free(rules);
	return json_pack("{s:o,s:{s:s,s:s,s:s},s:s,s:o,s:o,s:o,s:o,s:o}", "notice",
			 notice_view(catalogue_notice(c->catalogue, false)), "network", "ssid", network->ssid,
			 "password", network->password, "base", network->base, "base_found",
			 c->app->base_found, "forms", list, "custody",
			 custody_view(catalogue_custody(c->catalogue)), "sectors", sectors, "places",
			 places_view(c), "geography", geography_view(c));
}

struct reply *settings_show(struct context *c)
{
	return context_reply(c, 200, "admin", settings_view(c));
}

static struct reply *settings_refuse(struct context *c, const char *problem)
{
	json_t *view = settings_view(c);
	json_object_set_new(view, "problem", json_string(problem));
	return context_reply(c, 422, "admin", view);
}

static struct reply *settings_act(struct context *c, const char *kind, json_t *body)
{
	GError *error = NULL;
	if (!app_act_one(c->app, kind, "", c->account, "", body, &error))
		return context_fail(c, error);
	return context_done(c, "/administracion", json_pack("{s:s}", "done", kind));
}

/* The named fields of the form, trimmed, as an action's body; NULL when one is too long. */
static json_t *body_of(const struct request *rq, const char *const *names)
{
	json_t *body = json_object();
	for (; *names != NULL; names++) {
		const char *typed = request_field(rq, *names);
		g_autofree char *text = g_strstrip(g_strdup(typed != NULL ? typed : ""));
		if (g_utf8_strlen(text, -1) > TEXT_MAX) {
			json_decref(body);
			return NULL;
		}
		json_object_set_new(body, *names, json_string(text));
	}
	return body;
}

struct reply *settings_notice(struct context *c)
{
	static const char *const names[] = {"responsible",    "address",   "scope",   "recipients",
					    "public_address", "telephone", "version", NULL};
	json_t *body = body_of(c->request, names);
	return body != NULL
		       ? settings_act(c, "notice.set", body)
		       : settings_refuse(c, words_say(c->language,
						      "Cada espacio del aviso lleva a lo más 500 letras."));
}

/* A passphrase of WPA, or its key in 64 hexadecimal digits (IEEE 802.11i, annex H.4). */
static bool wifi_password_fits(const char *password)
{
	size_t length = strlen(password);
	return (length >= 8 && length <= 63) ||
	       (length == 64 && strspn(password, "0123456789abcdefABCDEF") == 64);
}

struct reply *settings_network(struct context *c)
{
	static const char *const names[] = {"ssid", "password", "base", NULL};
	json_t *body = body_of(c->request, names);
	const char *problem =
		body == NULL ? words_say(c->language, "Cada espacio lleva a lo más 500 letras.") : NULL;
	if (body != NULL) {
		const char *ssid = json_string_value(json_object_get(body, "ssid"));
		const char *password = json_string_value(json_object_get(body, "password"));
		const char *base = json_string_value(json_object_get(body, "base"));
		g_autoptr(GUri) uri = *base != '\0' ? g_uri_parse(base, G_URI_FLAGS_NONE, NULL) : NULL;
		g_autofree char *wifi =
			*ssid != '\0' ? qr_wifi(ssid, password, *password != '\0' ? "WPA" : "nopass", NULL)
				      : NULL;
		if (*base != '\0' && (uri == NULL || !g_str_is_ascii(base) || g_str_has_suffix(base, "/") ||
				      g_uri_get_host(uri) == NULL ||
				      (strcmp(g_uri_get_scheme(uri), "http") != 0 &&
				       strcmp(g_uri_get_scheme(uri), "https") != 0)))
			problem = words_say(
				c->language,
				"La dirección va como http://10.42.0.1:8095, sin diagonal al final.");
		else if (*ssid != '\0' && wifi == NULL)
			problem = words_say(c->language, "El nombre y la contraseña de la red llevan solo "
							 "letras sin acento, números y signos comunes.");
		else if (*password != '\0' && !wifi_password_fits(password))
			problem = words_say(c->language,
					    "La contraseña de una red Wi-Fi tiene de 8 a 63 caracteres.");
	}
	if (problem == NULL)
		return settings_act(c, "network.set", body);
	json_decref(body);
	return settings_refuse(c, problem);
}

/* One name a line, each once; NULL: none, too many or too long. */
static json_t *sectors_read(const char *text)
{
	json_t *list = json_array(), *other;
	g_auto(GStrv) lines = g_strsplit_set(text, "\r\n", -1);
	bool is_good = true;
	size_t k;
	for (size_t i = 0; lines[i] != NULL; i++) {
		bool is_known = *g_strstrip(lines[i]) == '\0';
		json_array_foreach(list, k, other) is_known |=
			strcmp(json_string_value(other), lines[i]) == 0;
		if (!is_known)
			json_array_append_new(list, json_string(lines[i]));
		is_good = is_good && g_utf8_strlen(lines[i], -1) <= SECTOR_MAX;
	}
	if (is_good && json_array_size(list) > 0 && json_array_size(list) <= SECTORS_MAX)
		return list;
	json_decref(list);
	return NULL;
}

struct reply *settings_sectors(struct context *c)
{
	const char *typed = request_field(c->request, "sectors");
	json_t *sectors = sectors_read(typed != NULL ? typed : "");
	return sectors != NULL ? settings_act(c, "sectors.set", json_pack("{s:o}", "sectors", sectors))
			       : settings_refuse(c, words_say(c->language,
							      "Escribe de uno a doce sectores, uno por "
							      "renglón, cada uno de a lo más 60 letras."));
}

struct setting_places {
	const struct http_field *file;
	const char *author, *table;
};

static bool places_run(struct store_transaction *t, void *data, GError **error)
{
	const struct setting_places *p = data;
	char digest[65];
	json_t *body = json_pack("{s:s}", "table", p->table);
	if (p->file != NULL) {
		if (!store_file_put(t, p->file->value, p->file->length, "text/csv", digest, error)) {
			json_decref(body);
			return false;
		}
		json_object_set_new(body, "file", json_string(digest));
	}
	store_touch(t);
	return store_act(t, "places.set", "", p->author, "", body, now_at(), error) != 0;
}

struct reply *settings_places(struct context *c)
{
	const char *table = request_field(c->request, "table");
	struct setting_places p = {NULL, c->account,
				   g_strcmp0(table, "coahuila") == 0 ? "coahuila"
				   : g_strcmp0(table, "none") == 0   ? "none"
								     : "file"};
	for (size_t i = 0; i < c->request->n_fields && strcmp(p.table, "file") == 0; i++) {
		const struct http_field *f = &c->request->fields[i];
		if (f->is_file && strcmp(f->name, "file") == 0 && f->length > 0)
			p.file = f;
	}
	GError *error = NULL;
	if (p.file == NULL && strcmp(p.table, "file") == 0)
		return settings_refuse(c, words_say(c->language, "Elige el archivo CSV de la tabla."));
	if (p.file != NULL) {
		struct places *places = places_of(p.file->value, p.file->length, &error);
		if (places == NULL) {
			struct reply *reply = settings_refuse(c, error->message);
			g_error_free(error);
			return reply;
		}
		places_free(places);
	}
	if (!app_act(c->app, places_run, &p, &error))
		return context_fail(c, error);
	return context_done(c, "/administracion", json_pack("{s:s}", "done", "places.set"));
}

struct setting_geography {
	const struct http_field *file; /* NULL: none from now on */
	const char *author, *property;
};

static bool geography_run(struct store_transaction *t, void *data, GError **error)
{
	const struct setting_geography *g = data;
	char digest[65] = "";
	if (g->file != NULL &&
	    !store_file_put(t, g->file->value, g->file->length, "application/geo+json", digest, error))
		return false;
	store_touch(t);
	return store_act(t, "geography.set", "", g->author, "",
			 json_pack("{s:s,s:s}", "file", digest, "property", g->property), now_at(),
			 error) != 0;
}

struct reply *settings_geography(struct context *c)
{
	const char *typed = request_field(c->request, "property");
	g_autofree char *property = g_strstrip(g_strdup(typed != NULL ? typed : ""));
	struct setting_geography g = {NULL, c->account, property};
	bool is_none = g_strcmp0(request_field(c->request, "map"), "none") == 0;
	GError *error = NULL;
	for (size_t i = 0; i < c->request->n_fields && !is_none; i++) {
		const struct http_field *f = &c->request->fields[i];
		if (f->is_file && strcmp(f->name, "file") == 0 && f->length > 0)
			g.file = f;
	}
	if (g.file == NULL && !is_none)
		return settings_refuse(c, words_say(c->language, "Elige el archivo GeoJSON."));
	if (g.file != NULL) {
		struct geography *read = geography_of(g.file->value, g.file->length,
						      *property != '\0' ? property : NULL, &error);
		if (read == NULL) {
			struct reply *reply = settings_refuse(c, error->message);
			g_error_free(error);
			return reply;
		}
		geography_free(read);
	}
	if (!app_act(c->app, geography_run, &g, &error))
		return context_fail(c, error);
	return context_done(c, "/administracion", json_pack("{s:s}", "done", "geography.set"));
}
