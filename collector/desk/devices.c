/* devices - brigades' telephones on the session's page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "devices.h"
#include "drawn.h"
#include "handlers.h"
#include "qr.h"
#include "words.h"
#include <string.h>

#define NAME_MAX_LETTERS 60

static char *server_url(struct context *c, const struct session *s, const struct device *device)
{
	char token[DEVICE_TOKEN_MAX];
	g_autofree char *base = app_base(c->app, c->catalogue);
	device_token(c->app, s, device, token);
	return g_strdup_printf("%s/or/%s", base, token);
}

char *devices_settings(struct context *c, const struct session *s, const struct device *device)
{
	g_autofree char *url = server_url(c, s, device);
	return device_settings(url, s->title[0] != '\0' ? s->title : s->code);
}

void devices_view(struct context *c, const struct session *s, json_t *view)
{
	json_t *list = json_array();
	size_t n_open = 0;
	for (guint i = 0; i < s->devices->len; i++) {
		const struct device *device = s->devices->pdata[i];
		if (device->name[0] == '\0')
			continue;
		g_autofree char *url = server_url(c, s, device);
		n_open += !device->is_revoked;
		json_array_append_new(list,
				      json_pack("{s:I,s:s,s:b,s:s}", "number", (json_int_t)device->number,
						"name", device->name, "is_revoked", device->is_revoked, "url",
						device->is_revoked ? "" : url));
	}
	json_t *collect = json_pack("{s:s,s:s,s:b,s:i,s:b}", "url", "", "qr_path", "", "has_devices",
				    json_array_size(list) > 0, "n_open", (int)n_open, "can_add",
				    s->devices->len < DEVICES_MAX);
	json_object_set_new(collect, "devices", list);
	const struct device *poster = session_poster_device(s);
	if (poster != NULL) {
		unsigned width = 0;
		g_autofree char *url = server_url(c, s, poster), *settings = devices_settings(c, s, poster),
				*path = qr_path(settings, &width, NULL);
		json_object_set_new(collect, "url", json_string(url));
		json_object_set_new(collect, "number", json_integer(poster->number));
		json_object_set_new(collect, "qr_path", json_string(path != NULL ? path : ""));
		json_object_set_new(collect, "qr_width", json_integer(width));
	}
	json_object_set_new(view, "collect", collect);
}

/* ---- handlers */

static struct reply *acted(struct context *c, const struct session *s, const char *kind, json_t *body)
{
	GError *error = NULL;
	if (!app_act_one(c->app, kind, s->code, c->account, "", body, &error))
		return context_fail(c, error);
	g_autofree char *location = g_strdup_printf("/sesiones/%s#brigadas", s->code);
	return context_done(c, location, json_pack("{s:s,s:s}", "code", s->code, "location", location));
}

struct reply *device_add(struct context *c)
{
	struct reply *refusal;
	const struct session *s = context_session(c, &refusal);
	if (s == NULL)
		return refusal;
	bool is_poster = request_field(c->request, "poster") != NULL;
	const char *typed = request_field(c->request, "name");
	g_autofree char *name = g_strstrip(g_strdup(!is_poster && typed != NULL ? typed : ""));
	if (!is_poster && (name[0] == '\0' || g_utf8_strlen(name, -1) > NAME_MAX_LETTERS))
		return context_refuse(
			c, 422,
			words_say(c->language, "Escribe un nombre para el teléfono, de hasta 60 letras."));
	if (s->devices->len >= DEVICES_MAX)
		return context_refuse(
			c, 409, words_say(c->language, "La jornada ya tiene demasiados teléfonos (200)."));
	return acted(c, s, "device.add", json_pack("{s:s}", "name", name));
}

/* The device of a number as text, or NULL. */
static const struct device *device_numbered(const struct session *s, const char *text)
{
	char *end;
	gint64 number = g_ascii_strtoll(text, &end, 10);
	return *end == '\0' && end != text ? session_device(s, number) : NULL;
}

struct reply *device_revoke(struct context *c)
{
	struct reply *refusal;
	const struct session *s = context_session(c, &refusal);
	if (s == NULL)
		return refusal;
	const struct device *device = device_numbered(s, c->parameters[1]);
	if (device == NULL)
		return context_refuse(c, 404, NULL);
	if (device->is_revoked)
		return context_refuse(c, 409, words_say(c->language, "Ese teléfono ya estaba dado de baja."));
	return acted(c, s, "device.revoke", json_pack("{s:I}", "number", (json_int_t)device->number));
}

struct reply *device_code(struct context *c)
{
	struct reply *refusal;
	const struct session *s = context_session(c, &refusal);
	if (s == NULL)
		return refusal;
	const char *asked = request_query(c->request, "equipo"), *kind = c->parameters[1];
	const struct device *device = asked != NULL ? device_numbered(s, asked) : session_poster_device(s);
	if (device == NULL || device->is_revoked)
		return context_refuse(c, 404, NULL);
	g_autofree char *settings = devices_settings(c, s, device);
	g_autofree char *stem = g_strdup_printf("collect-%s-%" G_GINT64_FORMAT, s->code, device->number);
	return drawn_code(c, settings, stem, kind, 8);
}
