/* receipt - what a folio opens: the state of a report, and its holder's rights over it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "receipt.h"
#include "diagnose.h"
#include "formpage.h"
#include "handlers.h"
#include "page.h"
#include "qr.h"
#include "sheets.h"
#include "uuid.h"
#include "words.h"
#include <sodium.h>
#include <string.h>

#define CONTACT_MAX 200

static bool blob_of(const json_t *row, const char *key, unsigned char *out, size_t n)
{
	const char *hex = json_string_value(json_object_get(row, key));
	size_t length = 0;
	return hex != NULL && sodium_hex2bin(out, n, hex, strlen(hex), NULL, &length, NULL) == 0 &&
	       length == n;
}

bool held_open(struct context *c, const char *text, struct held *held, struct reply **refusal)
{
	GError *error = NULL;
	memset(held, 0, sizeof *held);
	unsigned char expected[16], shown[16];
	bool is_known = false;
	if (folio_read(&held->folio, text)) {
		int64_t id = held->folio.id, sheet;
		bool is_sheet = sheet_read(c->app->store, &held->folio, &sheet);
		if (is_sheet && (id = sheet_row(c->app->store, sheet)) == 0 &&
		    catalogue_sheet(c->catalogue, store_device(c->app->store), sheet) != NULL) {
			*refusal = context_refuse(
				c, 404,
				words_say(c->language,
					  "Esta hoja todavía no se ha capturado. Vuelve a buscar tu "
					  "folio más tarde, o pregunta a quien facilita."));
			return false;
		}
		held->row = store_read_one(c->app->store, "submission_by_id",
					   json_pack("{s:I}", "id", (json_int_t)id), &error);
		if (held->row == NULL) {
			*refusal = context_fail(c, error);
			return false;
		}
		if (json_is_object(held->row) && blob_of(held->row, "uuid", held->uuid, 16) &&
		    blob_of(held->row, "sender", held->sender, 16) &&
		    blob_of(held->row, "folio_hash", expected, 16)) {
			folio_hash(&held->folio, held->uuid, shown);
			is_known = sodium_memcmp(shown, expected, sizeof shown) == 0;
		}
	}
	if (!is_known) {
		held_clear(held);
		*refusal = context_refuse(
			c, 404,
			words_say(c->language,
				  "No hay ningún reporte con ese folio. Revisa letra por letra."));
		return false;
	}
	folio_write(&held->folio, held->folio_text);
	sodium_bin2hex(held->uuid_hex, sizeof held->uuid_hex, held->uuid, 16);
	sodium_bin2hex(held->sender_hex, sizeof held->sender_hex, held->sender, 16);
	held->session =
		catalogue_session(c->catalogue, json_string_value(json_object_get(held->row, "session")));
	held->is_erased = json_is_null(json_object_get(held->row, "answers"));
	held->is_replaced = json_is_integer(json_object_get(held->row, "replaced_by"));
	return true;
}

void held_clear(struct held *held)
{
	json_decref(held->row);
	held->row = NULL;
}

/* ---- the page */

static char *hour_text(int64_t hour)
{
	g_autoptr(GDateTime) at = g_date_time_new_from_unix_local(hour);
	return g_date_time_format(at, "%d/%m/%Y, %H h");
}

/* Where the report stands in the latest diagnosis. */
static void state_fill(struct context *c, const struct held *held, json_t *state)
{
	if (held->is_erased || held->is_replaced) {
		json_object_set_new(state, held->is_erased ? "is_withdrawn" : "is_corrected", json_true());
		json_object_set_new(state, "is_erased", json_boolean(held->is_erased));
		return;
	}
	json_object_set_new(state, "is_received", json_true());
	const char *scope = held->session != NULL && held->session->is_trial ? "prueba" : "real";
	struct diagnosed *d = c->app->diagnoser != NULL ? diagnoser_latest(c->app->diagnoser, scope) : NULL;
	if (d == NULL)
		return;
	bool is_joined;
	const json_t *issue = diagnosed_issue_of(d, held->uuid_hex, &is_joined);
	if (issue != NULL) {
		struct decisions *decisions = diagnoser_decisions(c->app->diagnoser, scope);
		const json_t *id = json_object_get(issue, "id");
		const char *title = decisions_title(decisions, (uint32_t)json_integer_value(id));
		const char *name = json_string_value(json_object_get(issue, "name"));
		json_object_set_new(state, "is_grouped", json_true());
		json_object_set_new(state, "is_joined", json_boolean(is_joined));
		json_object_set(state, "issue_id", (json_t *)(uintptr_t)id);
		json_object_set(state, "n_forms", json_object_get(issue, "n_forms"));
		if (name != NULL && *name != '\0')
			json_object_set_new(state, "issue", json_string(name));
		if (title != NULL)
			json_object_set_new(state, "title", json_string(title));
		decisions_unref(decisions);
	}
	diagnosed_unref(d);
}

static size_t reports_of_sender(struct context *c, const struct held *held)
{
	g_autoptr(GError) error = NULL;
	static const char nobody[] = "00000000000000000000000000000000";
	json_t *row =
		store_read_one(c->app->store, "submission_of_sender",
			       json_pack("{s:s,s:s}", "sender#", held->sender_hex, "uuid#", nobody), &error);
	size_t n =
		row != NULL ? (size_t)json_integer_value(json_object_get(row, "n")) : REPORTS_OF_SENDER_MAX;
	json_decref(row);
	return n;
}

static json_t *receipt_view(struct context *c, const struct held *held)
{
	json_t *state = json_object();
	state_fill(c, held, state);
	const struct session *s = held->session;
	bool is_live = !held->is_erased && !held->is_replaced,
	     is_open = s != NULL && s->state == SESSION_OPEN;
	bool has_contact = json_is_true(json_object_get(held->row, "has_contact")) ||
			   json_integer_value(json_object_get(held->row, "has_contact")) != 0;
	g_autofree char *hour = hour_text(json_integer_value(json_object_get(held->row, "hour")));
	g_autofree char *base = app_base(c->app, c->catalogue),
			*url = g_strconcat(base, "/f/", held->folio_text, NULL);
	unsigned width = 0;
	g_autofree char *path = qr_path(url, &width, NULL);
	json_t *view =
		json_pack("{s:s,s:s,s:o,s:b,s:b,s:b,s:b,s:b}", "folio", held->folio_text, "received_hour",
			  hour, "state", state, "can_another",
			  is_live && is_open && reports_of_sender(c, held) < REPORTS_OF_SENDER_MAX,
			  "can_correct", is_live && s != NULL, "can_withdraw", !held->is_erased,
			  "can_contact", is_live && !has_contact && catalogue_can_take_contact(c->catalogue),
			  "contact_sent", has_contact);
	g_autofree char *tail = formpage_language_tail(c),
			*folio_path = g_strconcat("/f/", held->folio_text, tail, NULL);
	g_autofree char *another = g_strconcat("/f/", held->folio_text, "/otro", tail, NULL);
	g_autofree char *correct = g_strconcat("/f/", held->folio_text, "/corregir", tail, NULL);
	json_object_set_new(view, "language_tail", json_string(tail));
	json_object_set_new(view, "folio_path", json_string(folio_path));
	json_object_set_new(view, "another_href", json_string(another));
	json_object_set_new(view, "correct_href", json_string(correct));
	if (path != NULL) {
		json_object_set_new(view, "qr_path", json_string(path));
		json_object_set_new(view, "qr_width", json_integer(width));
	}
	if (s != NULL)
		json_object_set_new(view, "session", session_brief(s, c->language));
	const struct form_version *form =
		catalogue_form(c->catalogue, json_string_value(json_object_get(held->row, "form")));
	if (is_live && form != NULL) {
		const char *text = json_string_value(json_object_get(held->row, "answers"));
		json_t *stored = text != NULL ? json_loads(text, 0, NULL) : NULL,
		       *answers = page_answered(form->form, formpage_language(c), stored);
		json_decref(stored);
		json_object_set_new(view, "has_answers", json_boolean(json_array_size(answers) > 0));
		json_object_set_new(view, "answers", answers);
	}
	return view;
}

struct reply *receipt_show(struct context *c)
{
	struct held held;
	struct reply *reply = NULL;
	if (!held_open(c, c->parameters[0], &held, &reply))
		return reply;
	reply = context_reply(c, 200, "receipt", receipt_view(c, &held));
	held_clear(&held);
	return reply;
}

/* ---- rights */

struct rights {
	const struct held *held;
	const char *sealed_hex, *public_key_hex;
};

static bool withdraw_run(struct store_transaction *t, void *data, GError **error)
{
	const struct rights *r = data;
	int64_t at = now_at();
	if (!store_run(t, "submission_versions_erase", json_pack("{s:s}", "uuid#", r->held->uuid_hex),
		       error) ||
	    !store_run(t, "contact_erase", json_pack("{s:s}", "uuid#", r->held->uuid_hex), error))
		return false;
	store_touch(t);
	return store_act(t, "submission.withdraw", r->held->uuid_hex, "folio", "", json_object(),
			 at - at % 3600, error) != 0;
}

static bool contact_run(struct store_transaction *t, void *data, GError **error)
{
	const struct rights *r = data;
	return store_run(t, "contact_insert",
			 json_pack("{s:s,s:s,s:s}", "uuid#", r->held->uuid_hex, "sealed#", r->sealed_hex,
				   "public_key#", r->public_key_hex),
			 error);
}

static struct reply *rights_reply(struct context *c, struct held *held, store_work work,
				  struct rights *rights)
{
	GError *error = NULL;
	if (!store_write(c->app->store, work, rights, &error))
		return context_fail(c, error);
	g_autofree char *tail = formpage_language_tail(c),
			*location = g_strconcat("/f/", held->folio_text, tail, NULL);
	return context_done(c, location, json_pack("{s:s,s:b}", "folio", held->folio_text, "is_done", 1));
}

struct reply *receipt_withdraw(struct context *c)
{
	struct held held;
	struct reply *reply = NULL;
	if (!held_open(c, c->parameters[0], &held, &reply))
		return reply;
	struct rights rights = {.held = &held};
	if (request_field(c->request, "confirm") == NULL)
		reply = context_refuse(
			c, 422,
			words_say(c->language,
				  "Para retirar tu reporte marca primero la casilla de confirmación."));
	else
		reply = rights_reply(c, &held, withdraw_run, &rights);
	held_clear(&held);
	return reply;
}

/* A telephone of at least eight digits or something with an @ and a dot after it. */
static bool contact_fits(const char *text)
{
	size_t n_digits = 0, length = strlen(text);
	for (size_t i = 0; i < length; i++)
		n_digits += g_ascii_isdigit(text[i]) ? 1 : 0;
	const char *at = strchr(text, '@');
	return length <= CONTACT_MAX &&
	       (n_digits >= 8 || (at != NULL && at != text && strchr(at, '.') != NULL));
}

struct reply *receipt_contact(struct context *c)
{
	struct held held;
	struct reply *reply = NULL;
	if (!held_open(c, c->parameters[0], &held, &reply))
		return reply;
	const char *typed = request_field(c->request, "contact");
	g_autofree char *contact = g_strstrip(g_strdup(typed != NULL ? typed : ""));
	const struct custody *custody = catalogue_custody(c->catalogue);
	if (!catalogue_can_take_contact(c->catalogue) || held.is_erased) {
		reply = context_refuse(c, 403, NULL);
	} else if (!contact_fits(contact)) {
		reply = context_refuse(
			c, 422,
			words_say(c->language,
				  "Escribe un teléfono de al menos ocho cifras o un correo electrónico."));
	} else {
		size_t length = strlen(contact) + crypto_box_SEALBYTES;
		g_autofree unsigned char *sealed = g_malloc(length);
		g_autofree char *hex = g_malloc(2 * length + 1);
		crypto_box_seal(sealed, (const unsigned char *)contact, strlen(contact), custody->public_key);
		sodium_bin2hex(hex, 2 * length + 1, sealed, length);
		struct rights rights = {&held, hex, custody->public_key_hex};
		reply = rights_reply(c, &held, contact_run, &rights);
	}
	sodium_memzero(contact, strlen(contact));
	held_clear(&held);
	return reply;
}
