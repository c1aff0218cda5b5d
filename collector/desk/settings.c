/* settings - what an administrator sets for the whole installation: notice and network.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "custody.h"
#include "formpage.h"
#include "handlers.h"
#include "qr.h"
#include "words.h"
#include <string.h>

#define TEXT_MAX 500

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
	return json_pack("{s:o,s:{s:s,s:s,s:s},s:s,s:o,s:o}", "notice",
			 notice_view(catalogue_notice(c->catalogue, false)), "network", "ssid", network->ssid,
			 "password", network->password, "base", network->base, "base_found",
			 c->app->base_found, "forms", list, "custody",
			 custody_view(catalogue_custody(c->catalogue)));
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
