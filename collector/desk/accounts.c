/* accounts - who may work here, and the one-time link of the first administrator.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "accounts.h"
#include "handlers.h"
#include "login.h"
#include "words.h"
#include <string.h>

#define INVITATION_SECONDS (7 * 24 * 3600)
#define NAME_MAX_LENGTH	   40

bool accounts_is_empty(struct app *app)
{
	json_t *row = store_read_one(app->store, "account_administrators", json_object(), NULL);
	bool is_empty = json_is_object(row) && json_integer_value(json_object_get(row, "n")) == 0;
	json_decref(row);
	return is_empty;
}

struct making {
	const char *hash_hex, *name, *full_name, *role, *password, *author;
	bool is_used; /* the invitation, once the account stands */
};

static bool invite_run(struct store_transaction *t, void *data, GError **error)
{
	const struct making *m = data;
	return store_run(t, "invitation_delete_role", json_pack("{s:s}", "role", "administrator"), error) &&
	       store_run(t, "invitation_insert",
			 json_pack("{s:s,s:s,s:I}", "token_hash#", m->hash_hex, "role", "administrator",
				   "expires_at", (json_int_t)(now_at() + INVITATION_SECONDS)),
			 error);
}

char *accounts_invite(struct app *app, GError **error)
{
	char secret[48], hash_hex[65];
	login_secret_make(secret, hash_hex);
	struct making making = {.hash_hex = hash_hex};
	return store_write(app->store, invite_run, &making, error) ? g_strconcat("/alta/", secret, NULL)
								   : NULL;
}

static bool create_run(struct store_transaction *t, void *data, GError **error)
{
	const struct making *m = data;
	int64_t now = now_at();
	if (!store_run(t, "account_insert",
		       json_pack("{s:s,s:s,s:s,s:s,s:I}", "name", m->name, "full_name", m->full_name, "role",
				 m->role, "password", m->password, "at", (json_int_t)now),
		       error))
		return false;
	if (store_changes(t) == 0) {
		g_set_error(error, STORE_ERROR, STORE_ERROR_REFUSED, "the account %s exists", m->name);
		return false;
	}
	if (m->is_used &&
	    !store_run(t, "invitation_delete_role", json_pack("{s:s}", "role", "administrator"), error))
		return false;
	return store_act(t, "account.create", m->name, m->author, "",
			 json_pack("{s:s,s:s}", "role", m->role, "full_name", m->full_name), now, error) != 0;
}

/* Reads name, full_name and password of the form; a sentence about the first thing that is wrong, or NULL. */
static const char *fields_read(struct context *c, struct making *m, char **name)
{
	const char *typed = request_field(c->request, "name"),
		   *password = request_field(c->request, "password");
	m->full_name = request_field(c->request, "full_name");
	*name = g_strstrip(g_ascii_strdown(typed != NULL ? typed : "", -1));
	m->name = *name;
	size_t length = strlen(*name);
	if (length < 2 || length > NAME_MAX_LENGTH ||
	    strspn(*name, "abcdefghijklmnopqrstuvwxyz0123456789._-") != length)
		return words_say(
			c->language,
			"El nombre de usuario lleva de 2 a 40 letras sin acento, números, punto o guion.");
	if (m->full_name == NULL || *m->full_name == '\0' || strlen(m->full_name) > 200)
		return words_say(c->language, "Escribe el nombre completo.");
	if (password == NULL || g_utf8_strlen(password, -1) < LOGIN_PASSWORD_MIN || strlen(password) > 1000)
		return words_say(c->language, "La contraseña debe tener al menos 10 caracteres; cuatro "
					      "palabras sueltas sirven bien.");
	m->password = password;
	return NULL;
}

/* The page of the form again, with what is wrong and what was typed (but the password).  Takes the view over.
 */
static struct reply *create_again(struct context *c, unsigned status, const struct making *m,
				  const char *problem, const char *page, json_t *page_view)
{
	json_object_set_new(page_view, "problem", json_string(problem));
	json_object_set_new(page_view, "name", json_string(m->name));
	if (m->full_name != NULL)
		json_object_set_new(page_view, "full_name", json_string(m->full_name));
	return context_reply(c, status, page, page_view);
}

static struct reply *create(struct context *c, struct making *m, const char *location, const char *page,
			    json_t *page_view)
{
	g_autofree char *name = NULL;
	const char *problem = fields_read(c, m, &name);
	if (problem != NULL)
		return create_again(c, 422, m, problem, page, page_view);
	g_autofree char *hash = login_password_hash(c->app, m->password);
	GError *error = NULL;
	m->password = hash;
	if (!store_write(c->app->store, create_run, m, &error)) {
		if (!g_error_matches(error, STORE_ERROR, STORE_ERROR_REFUSED)) {
			json_decref(page_view);
			return context_fail(c, error);
		}
		g_error_free(error);
		problem = words_say(c->language, "Ya hay una cuenta con ese nombre de usuario. Elige otro.");
		return create_again(c, 409, m, problem, page, page_view);
	}
	json_decref(page_view);
	return context_done(c, location, json_pack("{s:s,s:s}", "name", name, "role", m->role));
}

/* ---- the one-time link */

static bool invitation_is_good(struct context *c)
{
	char hash_hex[65];
	login_secret_hash(c->parameters[0], hash_hex);
	json_t *row = store_read_one(
		c->app->store, "invitation_read",
		json_pack("{s:s,s:I}", "token_hash#", hash_hex, "at", (json_int_t)now_at()), NULL);
	bool is_good = json_is_object(row);
	json_decref(row);
	return is_good;
}

struct reply *account_invited(struct context *c)
{
	if (!invitation_is_good(c))
		return context_refuse(
			c, 410,
			words_say(
				c->language,
				"Este enlace ya se usó o venció. Pide uno nuevo con «vocalia user invite»."));
	return context_reply(c, 200, "invited", json_object());
}

struct reply *account_accept(struct context *c)
{
	if (!invitation_is_good(c))
		return account_invited(c);
	struct making making = {.role = "administrator", .author = "enlace", .is_used = true};
	return create(c, &making, "/entrar", "invited", json_object());
}

struct reply *account_invite(struct context *c)
{
	GError *error = NULL;
	g_autofree char *path = accounts_invite(c->app, &error);
	if (path == NULL)
		return context_fail(c, error);
	g_autofree char *base = app_base(c->app, c->catalogue);
	return context_reply(c, 200, "invitation", json_pack("{s:s,s:s}", "path", path, "base", base));
}

/* ---- the list */

static json_t *list_view(struct context *c, GError **error)
{
	json_t *rows = store_read(c->app->store, "account_all", json_object(), error), *row;
	size_t i;
	if (rows == NULL)
		return NULL;
	json_array_foreach(rows, i, row)
	{
		char flag[24];
		g_snprintf(flag, sizeof flag, "is_%s", json_string_value(json_object_get(row, "role")));
		json_object_set_new(row, flag, json_true());
		json_object_set_new(row, "is_closed",
				    json_boolean(!json_is_null(json_object_get(row, "closed_at"))));
	}
	return json_pack("{s:o}", "accounts", rows);
}

struct reply *account_list(struct context *c)
{
	GError *error = NULL;
	json_t *view = list_view(c, &error);
	return view != NULL ? context_reply(c, 200, "accounts", view) : context_fail(c, error);
}

struct reply *account_create(struct context *c)
{
	const char *role = request_field(c->request, "role");
	if (role == NULL || (strcmp(role, "facilitator") != 0 && strcmp(role, "reviewer") != 0 &&
			     strcmp(role, "administrator") != 0))
		return context_refuse(
			c, 422,
			words_say(c->language,
				  "Elige si la cuenta es de facilitación, revisión o administración."));
	struct making making = {.role = role, .author = c->account};
	GError *error = NULL;
	json_t *view = list_view(c, &error);
	if (view == NULL)
		return context_fail(c, error);
	return create(c, &making, "/administracion/cuentas", "accounts", view);
}

static bool close_run(struct store_transaction *t, void *data, GError **error)
{
	const struct making *m = data;
	int64_t now = now_at();
	if (!store_run(t, "account_close", json_pack("{s:s,s:I}", "name", m->name, "at", (json_int_t)now),
		       error))
		return false;
	bool is_closed = store_changes(t) == 1;
	json_t *left = is_closed ? store_find(t, "account_administrators", json_object(), error) : NULL;
	bool is_last = left != NULL && json_integer_value(json_object_get(left, "n")) == 0;
	json_decref(left);
	if (!is_closed || is_last) {
		g_set_error(error, STORE_ERROR, STORE_ERROR_REFUSED,
			    "no such open account, or the last administrator's");
		return false;
	}
	return store_run(t, "login_delete_of", json_pack("{s:s}", "account", m->name), error) &&
	       store_act(t, "account.close", m->name, m->author, "", json_object(), now, error) != 0;
}

struct reply *account_close(struct context *c)
{
	struct making making = {.name = c->parameters[0], .author = c->account};
	GError *error = NULL;
	if (store_write(c->app->store, close_run, &making, &error))
		return context_done(c, "/administracion/cuentas", json_pack("{s:s}", "closed", making.name));
	if (!g_error_matches(error, STORE_ERROR, STORE_ERROR_REFUSED))
		return context_fail(c, error);
	g_error_free(error);
	return context_refuse(c, 409,
			      words_say(c->language, "No se puede cerrar esa cuenta: no existe, ya está "
						     "cerrada o es la última de administración."));
}

static bool password_run(struct store_transaction *t, void *data, GError **error)
{
	const struct making *m = data;
	if (!store_run(t, "account_password",
		       json_pack("{s:s,s:s}", "name", m->name, "password", m->password), error))
		return false;
	if (store_changes(t) == 0) {
		g_set_error(error, STORE_ERROR, STORE_ERROR_REFUSED, "no such open account");
		return false;
	}
	return store_run(t, "login_delete_of", json_pack("{s:s}", "account", m->name), error) &&
	       store_act(t, "account.password", m->name, m->author, "", json_object(), now_at(), error) != 0;
}

struct reply *account_password(struct context *c)
{
	const char *password = request_field(c->request, "password");
	if (password == NULL || g_utf8_strlen(password, -1) < LOGIN_PASSWORD_MIN || strlen(password) > 1000)
		return context_refuse(c, 422,
				      words_say(c->language,
						"La contraseña debe tener al menos 10 caracteres; cuatro "
						"palabras sueltas sirven bien."));
	g_autofree char *hash = login_password_hash(c->app, password);
	struct making making = {.name = c->parameters[0], .author = c->account, .password = hash};
	GError *error = NULL;
	if (store_write(c->app->store, password_run, &making, &error))
		return context_done(c, "/administracion/cuentas", json_pack("{s:s}", "name", making.name));
	if (!g_error_matches(error, STORE_ERROR, STORE_ERROR_REFUSED))
		return context_fail(c, error);
	g_error_free(error);
	return context_refuse(
		c, 409, words_say(c->language, "No hay ninguna cuenta abierta con ese nombre de usuario."));
}
