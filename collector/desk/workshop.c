/* workshop - sessions: the facilitator's pages.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "csv.h"
#include "devices.h"
#include "drawn.h"
#include "folio.h"
#include "formlife.h"
#include "formpage.h"
#include "handlers.h"
#include "poster.h"
#include "qr.h"
#include "words.h"
#include <sodium.h>
#include <string.h>

#define CODE_LENGTH 5
#define MESAS_MAX   60
#define TEXT_MAX    200

/* ---- views */

static char *form_url(struct context *c, const struct session *s, int mesa)
{
	g_autofree char *base = app_base(c->app, c->catalogue);
	return mesa > 0 ? g_strdup_printf("%s/j/%s/%d", base, s->code, mesa)
			: g_strdup_printf("%s/j/%s", base, s->code);
}

static json_t *forms_json(struct context *c, const struct form_version *current)
{
	json_t *list = json_array();
	const GPtrArray *forms = catalogue_forms(c->catalogue);
	for (guint i = 0; i < forms->len; i++) {
		const struct form_version *v = forms->pdata[i];
		json_array_append_new(list, json_pack("{s:s,s:s,s:s,s:s,s:b}", "key", v->key, "id",
						      v->form->id, "title", v->form->title, "version",
						      v->form->version, "is_current", v == current));
	}
	return list;
}

static json_t *session_counted(struct context *c, const struct session *s)
{
	json_t *view = session_brief(s, c->language);
	json_t *count = store_read_one(c->app->store, "submission_count",
				       json_pack("{s:s}", "session", s->code), NULL);
	json_object_set_new(view, "n_reports", json_integer(json_integer_value(json_object_get(count, "n"))));
	json_object_set_new(view, "n_late",
			    json_integer(json_integer_value(json_object_get(count, "n_late"))));
	json_object_set_new(view, "n_withdrawn",
			    json_integer(json_integer_value(json_object_get(count, "n_erased"))));
	json_decref(count);
	return view;
}

struct reply *workshop_list(struct context *c)
{
	const GPtrArray *sessions = catalogue_sessions(c->catalogue);
	json_t *list = json_array();
	for (guint i = 0; i < sessions->len; i++)
		json_array_append_new(list, session_counted(c, sessions->pdata[i]));
	bool is_any = sessions->len > 0;
	return context_reply(c, 200, "sessions",
			     json_pack("{s:o,s:b,s:o}", "sessions", list, "has_sessions", is_any, "notice",
				       notice_view(catalogue_notice(c->catalogue, false))));
}

struct reply *workshop_new(struct context *c)
{
	json_t *view =
		json_pack("{s:o}", "forms", forms_json(c, catalogue_form_named(c->catalogue, "diagnostico")));
	return context_reply(c, 200, "session_new", view);
}

static json_t *show_view(struct context *c, const struct session *s)
{
	json_t *view = session_counted(c, s), *mesas = json_array();
	g_autofree char *url = form_url(c, s, 0);
	unsigned width = 0;
	g_autofree char *path = qr_path(url, &width, NULL);
	const struct notice *notice = catalogue_notice(c->catalogue, s->is_trial);
	const struct network *network = catalogue_network(c->catalogue);
	for (unsigned i = 1; i <= s->n_mesas; i++) {
		g_autofree char *mesa_url = form_url(c, s, (int)i);
		json_array_append_new(mesas, json_pack("{s:i,s:s}", "number", (int)i, "url", mesa_url));
	}
	json_object_set_new(view, "url", json_string(url));
	json_object_set_new(view, "qr_path", json_string(path != NULL ? path : ""));
	json_object_set_new(view, "qr_width", json_integer(width));
	json_object_set_new(view, "mesas", mesas);
	json_object_set_new(view, "has_mesas", json_boolean(s->n_mesas > 0));
	json_object_set_new(view, "notice", notice_view(notice));
	json_object_set_new(view, "can_open", json_boolean(notice->is_complete && s->state != SESSION_OPEN));
	json_object_set_new(view, "can_pause", json_boolean(s->state == SESSION_OPEN));
	json_object_set_new(view, "can_close",
			    json_boolean(s->state == SESSION_OPEN || s->state == SESSION_PAUSED));
	json_object_set_new(view, "can_edit", json_boolean(s->state != SESSION_CLOSED));
	json_object_set_new(view, "has_network", json_boolean(network->ssid[0] != '\0'));
	json_object_set_new(view, "form",
			    json_pack("{s:s,s:s,s:s}", "key", s->form->key, "title", s->form->form->title,
				      "version", s->form->form->version));
	json_object_set_new(view, "forms", forms_json(c, s->form));
	devices_view(c, s, view);
	return view;
}

struct reply *workshop_show(struct context *c)
{
	struct reply *refusal;
	const struct session *s = context_session(c, &refusal);
	return s != NULL ? context_reply(c, 200, "session", show_view(c, s)) : refusal;
}

/* ---- creating and changing */

/* Consonants and digits that cannot be taken for one another, so that no code spells a word. */
static void code_draw(char code[CODE_LENGTH + 1])
{
	static const char symbols[] = "BCDFGHJKMNPQRTVWXYZ346789";
	for (size_t i = 0; i < CODE_LENGTH; i++)
		code[i] = symbols[randombytes_uniform(sizeof symbols - 1)];
	code[CODE_LENGTH] = '\0';
}

static bool date_fits(const char *text)
{
	if (*text == '\0')
		return true;
	for (const char *at = text, *shape = "dddd-dd-dd"; *at != '\0' || *shape != '\0'; at++, shape++)
		if (*shape == 'd' ? !g_ascii_isdigit(*at) : *at != *shape)
			return false;
	return g_date_valid_dmy((GDateDay)g_ascii_strtoull(text + 8, NULL, 10),
				(GDateMonth)g_ascii_strtoull(text + 5, NULL, 10),
				(GDateYear)g_ascii_strtoull(text, NULL, 10));
}

static const char *field_trimmed(struct context *c, const char *name)
{
	const char *typed = request_field(c->request, name);
	return request_keep(c->request, g_strstrip(g_strdup(typed != NULL ? typed : "")), g_free);
}

/* The body of a session action from the form, or NULL with what is wrong. */
static json_t *body_read(struct context *c, const struct session *before, const char **problem)
{
	static const char *const names[] = {"title", "region", "municipality", "venue", "date"};
	json_t *body = json_object();
	*problem = NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		const char *text = field_trimmed(c, names[i]);
		if (g_utf8_strlen(text, -1) > TEXT_MAX)
			*problem = words_say(c->language,
					     "Uno de los textos es demasiado largo (más de 200 letras).");
		json_object_set_new(body, names[i], json_string(text));
	}
	if (field_trimmed(c, "title")[0] == '\0')
		*problem = words_say(c->language, "Escribe el nombre de la jornada.");
	if (!date_fits(field_trimmed(c, "date")))
		*problem = words_say(c->language, "La fecha va como año-mes-día, por ejemplo 2026-11-22.");
	const char *key = field_trimmed(c, "form"), *mesas = field_trimmed(c, "n_mesas");
	const struct form_version *form = *key != '\0' ? catalogue_form(c->catalogue, key)
					  : before != NULL
						  ? before->form
						  : catalogue_form_named(c->catalogue, "diagnostico");
	char *end;
	gint64 n_mesas = g_ascii_strtoll(mesas, &end, 10);
	if (*end != '\0' || n_mesas < 0 || n_mesas > MESAS_MAX)
		*problem = words_say(c->language, "El número de mesas va de 0 a 60.");
	if (form == NULL)
		*problem = words_say(c->language, "Elige un formulario publicado.");
	else
		json_object_set_new(body, "form", json_string(form->key));
	json_object_set_new(body, "n_mesas", json_integer(n_mesas));
	json_object_set_new(
		body, "is_trial",
		json_boolean(before != NULL ? before->is_trial : field_trimmed(c, "is_trial")[0] != '\0'));
	if (*problem == NULL)
		return body;
	json_decref(body);
	return NULL;
}

static void typed_keep(struct context *c, json_t *view)
{
	static const char *const names[] = {"title", "region", "municipality", "venue", "date", "n_mesas"};
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		json_object_set_new(view, names[i], json_string(field_trimmed(c, names[i])));
}

struct reply *workshop_create(struct context *c)
{
	const char *problem;
	json_t *body = body_read(c, NULL, &problem);
	if (body == NULL) {
		const struct form_version *chosen = catalogue_form(c->catalogue, field_trimmed(c, "form"));
		if (chosen == NULL)
			chosen = catalogue_form_named(c->catalogue, "diagnostico");
		json_t *view = json_pack("{s:s,s:o,s:b}", "problem", problem, "forms", forms_json(c, chosen),
					 "is_trial", field_trimmed(c, "is_trial")[0] != '\0');
		typed_keep(c, view);
		return context_reply(c, 422, "session_new", view);
	}
	char code[CODE_LENGTH + 1];
	do
		code_draw(code);
	while (catalogue_session(c->catalogue, code) != NULL);
	GError *error = NULL;
	if (!app_act_one(c->app, "session.create", code, c->account, "", body, &error))
		return context_fail(c, error);
	g_autofree char *location = g_strconcat("/sesiones/", code, NULL);
	return context_done(c, location, json_pack("{s:s,s:s}", "code", code, "location", location));
}

/* Reports have come and another form version is chosen: what that means is shown once and must be confirmed.
 * NULL when there is nothing to ask. */
static struct reply *form_change_ask(struct context *c, const struct session *s, const json_t *body)
{
	const struct form_version *chosen =
		catalogue_form(c->catalogue, json_string_value(json_object_get(body, "form")));
	json_t *view = show_view(c, s);
	json_int_t n = json_integer_value(json_object_get(view, "n_reports"));
	if (chosen == s->form || n == 0 || field_trimmed(c, "confirm_form")[0] != '\0') {
		json_decref(view);
		return NULL;
	}
	json_t *changes = formlife_changes(s->form->form, chosen->form, c->language);
	json_object_set_new(view, "form_change",
			    json_pack("{s:s,s:s,s:s,s:s,s:b,s:o}", "before", s->form->form->version,
				      "before_title", s->form->form->title, "after", chosen->form->version,
				      "after_title", chosen->form->title, "has_changes",
				      json_array_size(changes) > 0, "changes", changes));
	json_object_set_new(view, "forms", forms_json(c, chosen));
	typed_keep(c, view);
	return context_reply(c, 409, "session", view);
}

struct reply *workshop_edit(struct context *c)
{
	struct reply *refusal;
	const struct session *s = context_session(c, &refusal);
	if (s == NULL)
		return refusal;
	const char *problem = NULL;
	json_t *body = s->state == SESSION_CLOSED ? NULL : body_read(c, s, &problem);
	if (s->state == SESSION_CLOSED)
		return context_refuse(c, 409,
				      words_say(c->language, "La jornada ya cerró: sus datos no cambian."));
	if (body == NULL) {
		json_t *view = show_view(c, s);
		json_object_set_new(view, "problem", json_string(problem));
		typed_keep(c, view);
		return context_reply(c, 422, "session", view);
	}
	struct reply *ask = form_change_ask(c, s, body);
	if (ask != NULL) {
		json_decref(body);
		return ask;
	}
	GError *error = NULL;
	if (!app_act_one(c->app, "session.edit", s->code, c->account, "", body, &error))
		return context_fail(c, error);
	g_autofree char *location = g_strconcat("/sesiones/", s->code, NULL);
	return context_done(c, location, json_pack("{s:s}", "code", s->code));
}

struct turn {
	const struct session *session;
	enum session_state state;
	const char *author, *reason;
};

static bool turn_run(struct store_transaction *t, void *data, GError **error)
{
	const struct turn *turn = data;
	if (store_act(t, "session.state", turn->session->code, turn->author, turn->reason,
		      json_pack("{s:s}", "state", session_state_name(turn->state)), now_at(), error) == 0)
		return false;
	/* Exact times of arrival are nobody's business once the session is over. */
	return turn->state != SESSION_CLOSED ||
	       store_run(t, "arrival_forget", json_pack("{s:s}", "session", turn->session->code), error);
}

struct reply *workshop_state(struct context *c)
{
	struct reply *refusal;
	const struct session *s = context_session(c, &refusal);
	if (s == NULL)
		return refusal;
	struct turn turn = {.session = s, .author = c->account, .reason = field_trimmed(c, "reason")};
	if (!session_state_read(field_trimmed(c, "state"), &turn.state) || turn.state == SESSION_DRAFT)
		return context_refuse(c, 422, words_say(c->language, "Elige abrir, pausar o cerrar."));
	if (turn.state == SESSION_OPEN && !catalogue_notice(c->catalogue, s->is_trial)->is_complete)
		return context_refuse(
			c, 409,
			words_say(c->language, "No se puede abrir: el aviso de privacidad tiene espacios sin "
					       "llenar. Pide a quien administra que lo complete."));
	if (turn.state == SESSION_PAUSED && s->state != SESSION_OPEN)
		return context_refuse(c, 409,
				      words_say(c->language, "Solo se puede pausar una jornada abierta."));
	GError *error = NULL;
	if (turn.state != s->state && !app_act(c->app, turn_run, &turn, &error))
		return context_fail(c, error);
	g_autofree char *location = g_strconcat("/sesiones/", s->code, NULL);
	return context_done(c, location,
			    json_pack("{s:s,s:s}", "code", s->code, "state", session_state_name(turn.state)));
}

/* ---- QR, poster, export */

static int mesa_asked(struct context *c, const struct session *s)
{
	const char *text = request_query(c->request, "mesa");
	gint64 mesa = text != NULL ? g_ascii_strtoll(text, NULL, 10) : 0;
	return mesa >= 1 && mesa <= s->n_mesas ? (int)mesa : 0;
}

struct reply *workshop_qr(struct context *c)
{
	struct reply *refusal;
	const struct session *s = context_session(c, &refusal);
	if (s == NULL)
		return refusal;
	g_autofree char *url = form_url(c, s, mesa_asked(c, s));
	return drawn_code(c, url, s->code, c->parameters[1], 12);
}

struct reply *workshop_poster(struct context *c)
{
	struct reply *refusal;
	const struct session *s = context_session(c, &refusal);
	if (s == NULL)
		return refusal;
	const struct network *network = catalogue_network(c->catalogue);
	const struct notice *notice = catalogue_notice(c->catalogue, s->is_trial);
	int mesa = mesa_asked(c, s);
	g_autofree char *url = form_url(c, s, mesa),
			*mesa_name = mesa > 0 ? g_strdup_printf("Mesa %d", mesa) : NULL;
	g_autofree char *place =
		s->venue[0] != '\0' ? g_strdup_printf("%s%s%s", s->venue,
						      s->municipality[0] != '\0' ? ", " : "", s->municipality)
				    : g_strdup(s->municipality);
	const char *paper = request_query(c->request, "papel");
	enum poster_paper size =
		paper != NULL && g_ascii_strcasecmp(paper, "a4") == 0 ? POSTER_A4 : POSTER_LETTER;
	bool has_network = network->ssid[0] != '\0';
	g_autofree char *day = date_in_words(s->date, "es"); /* the sheet on the wall is in Spanish */
	const struct device *device = session_poster_device(s);
	g_autofree char *collect = device != NULL ? devices_settings(c, s, device) : NULL;
	struct poster poster = {
		.title = s->title,
		.place = place,
		.date = day,
		.mesa = mesa_name,
		.url = url,
		.wifi_ssid = has_network ? network->ssid : NULL,
		.wifi_password = has_network && network->password[0] != '\0' ? network->password : NULL,
		.responsible = notice->responsible,
		.is_trial = s->is_trial,
		.collect = collect,
	};
	GError *error = NULL;
	g_autofree char *name = g_strdup_printf("cartel-%s.%s", s->code, c->parameters[1]);
	if (strcmp(c->parameters[1], "pdf") == 0)
		return drawn_reply(c, poster_pdf(&poster, size, &error), error, "application/pdf", name);
	if (strcmp(c->parameters[1], "svg") == 0)
		return drawn_reply(c, drawn_text(poster_svg(&poster, size, &error)), error, "image/svg+xml",
				   name);
	return context_refuse(c, 404, NULL);
}
