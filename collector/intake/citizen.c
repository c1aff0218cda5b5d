/* citizen - the front page, the form and the sending of a report.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "answers.h"
#include "complaint.h"
#include "formpage.h"
#include "handlers.h"
#include "receipt.h"
#include "submitted.h"
#include "uuid.h"
#include "words.h"
#include <sodium.h>
#include <string.h>

struct reply *citizen_home(struct context *c)
{
	const GPtrArray *sessions = catalogue_sessions(c->catalogue);
	json_t *open = json_array();
	for (guint i = 0; i < sessions->len; i++) {
		const struct session *s = sessions->pdata[i];
		if (s->state == SESSION_OPEN)
			json_array_append_new(open, session_brief(s, c->language));
	}
	bool is_any = json_array_size(open) > 0;
	return context_reply(c, 200, "home",
			     json_pack("{s:o,s:b}", "sessions", open, "has_sessions", is_any));
}

struct reply *citizen_find(struct context *c)
{
	const char *typed = request_query(c->request, "q");
	g_autofree char *text = g_strstrip(g_strdup(typed != NULL ? typed : ""));
	struct folio folio;
	if (catalogue_session(c->catalogue, text) != NULL) {
		g_autofree char *location =
			g_strconcat("/j/", catalogue_session(c->catalogue, text)->code, NULL);
		return reply_redirect(location);
	}
	if (folio_read(&folio, text)) {
		char plain[FOLIO_TEXT_MAX];
		folio_write(&folio, plain);
		g_autofree char *location = g_strconcat("/f/", plain, NULL);
		return reply_redirect(location);
	}
	return context_refuse(
		c, 404,
		words_say(c->language,
			  "No hay ninguna jornada ni folio con ese código. Revisa letra por letra."));
}

struct reply *citizen_notice(struct context *c)
{
	const char *code = request_query(c->request, "j");
	const struct session *s = code != NULL ? catalogue_session(c->catalogue, code) : NULL;
	json_t *view = json_object();
	json_object_set_new(view, "notice",
			    notice_view(catalogue_notice(c->catalogue, s != NULL && s->is_trial)));
	json_object_set_new(view, "can_take_contact", json_boolean(catalogue_can_take_contact(c->catalogue)));
	return context_reply(c, 200, "notice", view);
}

/* The session of the path with its table, or NULL and the refusal. */
static const struct session *session_of_path(struct context *c, int *mesa, struct reply **refusal)
{
	const struct session *s = catalogue_session(c->catalogue, c->parameters[0]);
	*mesa = 0;
	if (s != NULL && c->parameters[1][0] != '\0') {
		char *end;
		gint64 n = g_ascii_strtoll(c->parameters[1], &end, 10);
		if (*end != '\0' || n < 1 || n > s->n_mesas)
			s = NULL;
		else
			*mesa = (int)n;
	}
	if (s == NULL || s->state == SESSION_DRAFT) {
		*refusal = context_refuse(
			c, 404, words_say(c->language, "No hay ninguna jornada abierta con ese código."));
		return NULL;
	}
	return s;
}

static struct reply *session_not_open(struct context *c, const struct session *s)
{
	if (s->state == SESSION_PAUSED)
		return context_refuse(c, 403,
				      words_say(c->language, "La jornada está en pausa. Espera la indicación "
							     "de quien facilita y vuelve a intentarlo."));
	return context_refuse(
		c, 410,
		words_say(c->language, "La jornada ya cerró. Si tenías un reporte a medias, está guardado en "
				       "tu teléfono: pide ayuda a quien facilita."));
}

struct reply *citizen_form(struct context *c)
{
	int mesa;
	struct reply *refusal;
	const struct session *s = session_of_path(c, &mesa, &refusal);
	if (s == NULL)
		return refusal;
	if (s->state != SESSION_OPEN)
		return session_not_open(c, s);
	if (request_wants_json(c->request)) {
		unsigned char uuid[16];
		char text[UUID_TEXT], issued[40];
		store_mint_uuid(c->app->store, uuid);
		uuid_write(uuid, text);
		formpage_issued(c->app, s, s->opened, issued);
		return context_reply(c, 200, "form",
				     json_pack("{s:s,s:s,s:o}", "uuid", text, "issued", issued, "session",
					       session_brief(s, c->language)));
	}
	return formpage_clean(c, s, mesa);
}

static struct reply *own_page(struct context *c, bool is_correction)
{
	struct held held;
	struct reply *reply = NULL;
	if (!held_open(c, c->parameters[0], &held, &reply))
		return reply;
	const struct session *s = held.session;
	struct answers *answers = NULL;
	/* A correction is its holder's right also after the session: it is marked late. */
	bool is_over = s == NULL || s->state == SESSION_DRAFT || (!is_correction && s->state != SESSION_OPEN);
	if (is_over) {
		reply = s == NULL ? context_refuse(c, 404, NULL) : session_not_open(c, s);
	} else if (held.is_erased || held.is_replaced) {
		reply = context_refuse(c, 410, NULL);
	} else {
		const struct form_version *form =
			catalogue_form(c->catalogue, json_string_value(json_object_get(held.row, "form")));
		struct formpage page = {.session = s,
					.mesa = (int)json_integer_value(json_object_get(held.row, "mesa"))};
		if (is_correction && form == s->form) {
			json_t *stored =
				json_loads(json_string_value(json_object_get(held.row, "answers")), 0, NULL);
			answers = answers_from_json(form->form, stored);
			json_decref(stored);
		}
		page.answers = answers;
		page.previous_folio = is_correction ? NULL : held.folio_text;
		page.corrects_folio = is_correction ? held.folio_text : NULL;
		reply = formpage_own(c, 200, &page);
	}
	answers_free(answers);
	held_clear(&held);
	return reply;
}

struct reply *citizen_again(struct context *c)
{
	return own_page(c, false);
}

struct reply *citizen_correct(struct context *c)
{
	return own_page(c, true);
}

/* ---- sending */

static struct reply *complain(struct context *c, const struct formpage *page)
{
	if (!request_wants_json(c->request))
		return formpage_own(c, 422, page);
	const struct form *form = page->form->form;
	size_t language = form_language(form, formpage_language(c));
	json_t *complaints = json_array();
	for (size_t i = 0; i < answers_n_complaints(page->answers); i++) {
		const struct answers_complaint *complaint = answers_complaint(page->answers, i);
		json_array_append_new(complaints,
				      json_pack("{s:s,s:s}", "field", complaint->field, "message",
						complaint_say(complaint, form, language, c->language)));
	}
	return context_reply(c, 422, "form", json_pack("{s:o}", "complaints", complaints));
}

static struct reply *receipt_reply(struct context *c, const struct submission *in,
				   const struct formpage *page, const struct submission_receipt *receipt)
{
	struct folio folio;
	char text[FOLIO_TEXT_MAX], uuid[UUID_TEXT], digest[65];
	folio_make(&folio, receipt->id, store_secret(c->app->store), in->uuid);
	folio_write(&folio, text);
	g_autofree char *tail = formpage_language_tail(c);
	g_autofree char *location = page->sheet != NULL ? g_strdup_printf("/sesiones/%s/papel?hecha=%s",
									  page->session->code, page->sheet)
							: g_strconcat("/f/", text, tail, NULL);
	if (!request_wants_json(c->request))
		return reply_redirect(location);
	uuid_write(in->uuid, uuid);
	sodium_bin2hex(digest, sizeof digest, receipt->digest, sizeof receipt->digest);
	struct reply *reply = context_reply(c, 201, "receipt",
					    json_pack("{s:s,s:s,s:s,s:s}", "uuid", uuid, "folio", text,
						      "digest", digest, "location", location));
	reply_header(reply, "Location", location);
	return reply;
}

static struct reply *outcome_reply(struct context *c, const struct submission *in,
				   const struct formpage *page, enum submission_outcome outcome,
				   const struct submission_receipt *receipt, GError *error)
{
	switch (outcome) {
	case SUBMISSION_STORED:
	case SUBMISSION_REPEATED:
		return receipt_reply(c, in, page, receipt);
	case SUBMISSION_CONFLICT:
		return context_refuse(
			c, 409,
			page->sheet != NULL
				? words_say(c->language, "Esta hoja ya se capturó con otras respuestas. "
							 "Para cambiarlas, abre su folio y elige corregir.")
				: words_say(c->language,
					    "Este formulario ya se envió con otras respuestas. Puedes "
					    "enviarlo como un reporte nuevo."));
	case SUBMISSION_RETIRED:
		return context_refuse(c, 409,
				      words_say(c->language, "retirado: este reporte fue retirado por quien "
							     "lo envió y ya no se puede volver a enviar."));
	default:
		return context_fail(c, error);
	}
}

static bool sender_may_add(struct context *c, const char *sender_hex, const char *own_hex)
{
	json_t *count = store_read_one(c->app->store, "submission_of_sender",
				       json_pack("{s:s,s:s}", "sender#", sender_hex, "uuid#", own_hex), NULL);
	bool may = count != NULL && json_integer_value(json_object_get(count, "n")) < REPORTS_OF_SENDER_MAX;
	json_decref(count);
	return may;
}

/* Fills in sender or replaces from the folios that the page carried; false with the refusal. */
static bool lineage_fill(struct context *c, struct submission *in, const struct session *s,
			 struct reply **refusal)
{
	const char *previous = request_field(c->request, "previous_folio"),
		   *corrects = request_field(c->request, "corrects_folio");
	const char *folio = corrects != NULL && *corrects != '\0' ? corrects : previous;
	if (folio == NULL || *folio == '\0')
		return true;
	struct held held;
	char own[33];
	if (!held_open(c, folio, &held, refusal))
		return false;
	in->has_sender = true;
	memcpy(in->sender, held.sender, 16);
	uuid_hex(in->uuid, own);
	if (folio == corrects) {
		in->has_replaces = true;
		memcpy(in->replaces, held.uuid, 16);
	}
	/* A retry passes whatever became of the other report: the store gives its receipt again. */
	bool is_fine = store_row_of(c->app->store, own) != 0;
	if (!is_fine)
		is_fine = !held.is_erased && held.session == s &&
			  (folio == corrects ? !held.is_replaced : sender_may_add(c, held.sender_hex, own));
	held_clear(&held);
	if (!is_fine)
		*refusal = context_refuse(
			c, 409,
			words_say(c->language, "Ya no se puede agregar otro reporte con este folio."));
	return is_fine;
}

/* The version that the page was made from, so that a retry after the session has changed to another one is
 * still the same report; only versions of the session's own form count. */
static const struct form_version *form_of_page(struct context *c, const struct session *s)
{
	const char *key = request_field(c->request, "form");
	const struct form_version *form = key != NULL ? catalogue_form(c->catalogue, key) : NULL;
	return form != NULL && strcmp(form->form->id, s->form->form->id) == 0 ? form : s->form;
}

/* What was answered is good and whole. */
static struct reply *report_store(struct context *c, struct submission *in, const struct submitted *sent,
				  struct formpage *page)
{
	json_t *json = answers_json(sent->answers);
	char *text = json_dumps(json, JSON_COMPACT | JSON_SORT_KEYS);
	struct submission_receipt receipt;
	GError *error = NULL;
	struct reply *reply;
	in->answers = text;
	in->files = sent->files;
	in->n_files = sent->n_files;
	enum submission_outcome outcome = store_submit(c->app->store, in, &receipt, &error);
	if (outcome == SUBMISSION_CONFLICT && !request_wants_json(c->request)) {
		/* the same page with a fresh identifier and the answers kept: sent again it is a new report
		 */
		page->uuid = page->sheet != NULL ? page->uuid : NULL;
		page->is_conflict = true;
		reply = formpage_own(c, 409, page);
	} else {
		reply = outcome_reply(c, in, page, outcome, &receipt, error);
	}
	free(text);
	json_decref(json);
	return reply;
}

struct reply *citizen_receive(struct context *c, struct submission *in, struct formpage *page)
{
	struct submitted sent;
	struct reply *reply;
	submitted_read(&sent, c->request, page->form->form, in->has_replaces);
	page->answers = sent.answers;
	page->seen = request_field(c->request, "seen");
	page->is_step = request_field(c->request, "continue") != NULL;
	if (page->is_step)
		reply = formpage_own(c, 200, page);
	else if (answers_n_complaints(sent.answers) > 0)
		reply = complain(c, page);
	else if (formpage_n_new(c, page) > 0)
		reply = formpage_own(c, 422, page);
	else
		reply = report_store(c, in, &sent, page);
	submitted_clear(&sent);
	return reply;
}

struct reply *citizen_submit(struct context *c)
{
	int mesa;
	struct reply *refusal = NULL;
	const struct session *s = session_of_path(c, &mesa, &refusal);
	if (s == NULL)
		return refusal;
	const char *issued = request_field(c->request, "issued"), *uuid = request_field(c->request, "uuid");
	bool is_late = s->state != SESSION_OPEN;
	if (is_late && (issued == NULL || !formpage_issued_check(c->app, s, issued)))
		return session_not_open(c, s);
	const struct form_version *form = form_of_page(c, s);
	struct submission in = {
		.session = s->code,
		.form = form->key,
		.channel = "web",
		.language = c->language,
		.notice = catalogue_notice(c->catalogue, s->is_trial)->version,
		.mesa = mesa,
		.is_late = is_late,
		/* once a session is closed only hours are kept */
		.at = is_late ? now_at() / 3600 * 3600 : now_at(),
	};
	if (uuid == NULL || !uuid_read(in.uuid, uuid))
		return context_refuse(
			c, 400,
			words_say(c->language,
				  "A la página le falta su identificador. Vuelve a abrir el formulario."));
	if (!lineage_fill(c, &in, s, &refusal))
		return refusal;
	struct formpage page = {.session = s,
				.form = form,
				.mesa = mesa,
				.uuid = uuid,
				.previous_folio = request_field(c->request, "previous_folio"),
				.corrects_folio = request_field(c->request, "corrects_folio")};
	return citizen_receive(c, &in, &page);
}
