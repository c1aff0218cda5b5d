/* login - who is asking: passwords, cookies, tokens.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "login.h"
#include "handlers.h"
#include "words.h"
#include <sodium.h>
#include <string.h>

#define HASHES_AT_ONCE 2
#define PASSWORD_OPS   3
#define PASSWORD_BYTES ((size_t)64 << 20)
#define FREE_GUESSES   5  /* failures of one account before it has to wait */
#define WAIT_MAX       60 /* seconds */

static const char *cookie_name(const struct context *c)
{
	return c->request->channel == HTTP_TLS ? "__Host-vocalia" : "vocalia";
}

bool login_token_equal(const char *a, const char *b)
{
	size_t length = strlen(a);
	return length > 0 && length == strlen(b) && sodium_memcmp(a, b, length) == 0;
}

void login_secret_hash(const char *secret, char hash_hex[65])
{
	unsigned char hash[32];
	crypto_generichash(hash, sizeof hash, (const unsigned char *)secret, strlen(secret), NULL, 0);
	sodium_bin2hex(hash_hex, 65, hash, sizeof hash);
}

void login_secret_make(char secret[48], char hash_hex[65])
{
	unsigned char bytes[32];
	randombytes_buf(bytes, sizeof bytes);
	sodium_bin2base64(secret, 48, bytes, sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	sodium_memzero(bytes, sizeof bytes);
	login_secret_hash(secret, hash_hex);
}

/* ---- passwords */

static void hashing_enter(struct app *app)
{
	g_mutex_lock(&app->hashing);
	while (app->n_hashing >= HASHES_AT_ONCE)
		g_cond_wait(&app->hashing_free, &app->hashing);
	app->n_hashing++;
	g_mutex_unlock(&app->hashing);
}

static void hashing_leave(struct app *app)
{
	g_mutex_lock(&app->hashing);
	app->n_hashing--;
	g_cond_signal(&app->hashing_free);
	g_mutex_unlock(&app->hashing);
}

char *login_password_hash(struct app *app, const char *password)
{
	char *hash = g_malloc(crypto_pwhash_STRBYTES);
	hashing_enter(app);
	int rc = crypto_pwhash_str_alg(hash, password, strlen(password), PASSWORD_OPS, PASSWORD_BYTES,
				       crypto_pwhash_ALG_ARGON2ID13);
	hashing_leave(app);
	g_assert(rc == 0); /* 64 MiB: without them nothing here works */
	return hash;
}

/* An unknown account costs the same work as a known one. */
static bool password_fits(struct app *app, const char *stored, const char *password)
{
	static const char nobody[crypto_pwhash_STRBYTES] =
		"$argon2id$v=19$m=65536,t=3,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
		"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
	hashing_enter(app);
	bool fits =
		crypto_pwhash_str_verify(stored != NULL ? stored : nobody, password, strlen(password)) == 0;
	hashing_leave(app);
	return fits && stored != NULL;
}

/* ---- guessing */

struct guesses {
	unsigned n_failed;
	gint64 free_at; /* monotonic */
};

/* Seconds that this account has to wait, 0: none.  A device that has logged in to it before has a count of
 * its own, so that nobody can lock a facilitator out of their own laptop. */
static unsigned guess_wait(struct app *app, const char *key)
{
	g_mutex_lock(&app->guesses_lock);
	const struct guesses *g = g_hash_table_lookup(app->guesses, key);
	gint64 left = g != NULL ? g->free_at - g_get_monotonic_time() : 0;
	g_mutex_unlock(&app->guesses_lock);
	return left > 0 ? (unsigned)(left / G_USEC_PER_SEC) + 1 : 0;
}

static void guess_note(struct app *app, const char *key, bool is_good)
{
	g_mutex_lock(&app->guesses_lock);
	if (is_good) {
		g_hash_table_remove(app->guesses, key);
	} else {
		if (g_hash_table_size(app->guesses) > 1000)
			g_hash_table_remove_all(app->guesses);
		struct guesses *g = g_hash_table_lookup(app->guesses, key);
		if (g == NULL) {
			g = g_new0(struct guesses, 1);
			g_hash_table_insert(app->guesses, g_strdup(key), g);
		}
		g->n_failed++;
		unsigned over = g->n_failed > FREE_GUESSES ? g->n_failed - FREE_GUESSES : 0;
		unsigned wait = over == 0 ? 0 : over > 5 ? WAIT_MAX : 1u << over;
		g->free_at = g_get_monotonic_time() + (gint64)wait * G_USEC_PER_SEC;
	}
	g_mutex_unlock(&app->guesses_lock);
}

static void device_mark(struct context *c, const char *name, char hex[33])
{
	unsigned char mark[16];
	app_mark(c->app, "device", name, mark, sizeof mark);
	sodium_bin2hex(hex, 33, mark, sizeof mark);
}

/* ---- recognising */

static unsigned role_read(const char *name)
{
	return strcmp(name, "administrator") == 0 ? WHO_ADMINISTRATOR
	       : strcmp(name, "facilitator") == 0 ? WHO_FACILITATOR
						  : WHO_REVIEWER;
}

static void login_use(struct context *c, const char *hash_hex, const json_t *row)
{
	unsigned char mark[16];
	char *csrf = g_malloc(33);
	int64_t now = now_at();
	app_mark(c->app, "csrf", hash_hex, mark, sizeof mark);
	sodium_bin2hex(csrf, 33, mark, sizeof mark);
	c->csrf = request_keep(c->request, csrf, g_free);
	c->account =
		request_keep(c->request, g_strdup(json_string_value(json_object_get(row, "name"))), g_free);
	c->full_name = request_keep(c->request,
				    g_strdup(json_string_value(json_object_get(row, "full_name"))), g_free);
	c->role = role_read(json_string_value(json_object_get(row, "role")));
	if (now - json_integer_value(json_object_get(row, "seen_at")) > 300)
		store_write_one(c->app->store, "login_seen",
				json_pack("{s:s,s:I}", "token_hash#", hash_hex, "at", (json_int_t)now), NULL);
}

void login_recognise(struct context *c)
{
	if (c->request->channel == HTTP_CONTROL) {
		c->role = WHO_ADMINISTRATOR;
		c->account = "consola";
		c->full_name = "consola";
		return;
	}
	const char *token = request_cookie(c->request, cookie_name(c));
	if (token == NULL || strlen(token) != 43)
		return;
	char hash_hex[65];
	login_secret_hash(token, hash_hex);
	json_t *row = store_read_one(
		c->app->store, "login_by_token",
		json_pack("{s:s,s:I}", "token_hash#", hash_hex, "at", (json_int_t)now_at()), NULL);
	if (json_is_object(row))
		login_use(c, hash_hex, row);
	json_decref(row);
}

/* ---- pages */

/* Only a path of ours: no other host, no scheme. */
static const char *onward(const struct context *c)
{
	const char *to = request_field(c->request, "a");
	if (to == NULL)
		to = request_query(c->request, "a");
	bool is_ours =
		to != NULL && to[0] == '/' && to[1] != '/' && to[1] != '\\' && strpbrk(to, "\r\n") == NULL;
	return is_ours ? to : "/sesiones";
}

static struct reply *login_page(struct context *c, unsigned status, const char *problem)
{
	json_t *view = json_pack("{s:s}", "onward", onward(c));
	const char *name = request_field(c->request, "name");
	if (problem != NULL)
		json_object_set_new(view, "problem", json_string(problem));
	if (name != NULL)
		json_object_set_new(view, "name", json_string(name));
	json_object_set_new(view, "is_hotspot", json_boolean(c->request->channel == HTTP_HOTSPOT));
	return context_reply(c, status, "login", view);
}

struct reply *login_form(struct context *c)
{
	return login_page(c, 200, NULL);
}

static struct reply *login_begin(struct context *c, const char *name, const char *role)
{
	char secret[48], hash_hex[65], device[33];
	GError *error = NULL;
	int64_t now = now_at();
	login_secret_make(secret, hash_hex);
	if (!store_write_one(c->app->store, "login_delete_old", json_pack("{s:I}", "at", (json_int_t)now),
			     &error) ||
	    !store_write_one(c->app->store, "login_insert",
			     json_pack("{s:s,s:s,s:I}", "token_hash#", hash_hex, "account", name, "at",
				       (json_int_t)now),
			     &error))
		return context_fail(c, error);
	const char *to = onward(c);
	if (strcmp(to, "/sesiones") == 0 && strcmp(role, "reviewer") == 0)
		to = "/revision";
	struct reply *reply = context_done(c, to, json_pack("{s:s,s:s}", "account", name, "location", to));
	const char *secure = c->request->channel == HTTP_TLS ? "; Secure" : "";
	g_autofree char *cookie =
		g_strdup_printf("%s=%s; Path=/; HttpOnly; SameSite=Strict%s", cookie_name(c), secret, secure);
	device_mark(c, name, device);
	g_autofree char *known = g_strdup_printf(
		"vocalia-equipo=%s; Path=/entrar; Max-Age=31536000; HttpOnly; SameSite=Strict%s", device,
		secure);
	reply_header(reply, "Set-Cookie", cookie);
	reply_header(reply, "Set-Cookie", known);
	sodium_memzero(secret, sizeof secret);
	return reply;
}

struct reply *login_enter(struct context *c)
{
	const char *typed = request_field(c->request, "name"),
		   *password = request_field(c->request, "password");
	if (typed == NULL || password == NULL || strlen(password) > 1000 || strlen(typed) > 100)
		return login_page(c, 422,
				  words_say(c->language, "Escribe tu nombre de usuario y tu contraseña."));
	g_autofree char *name = g_ascii_strdown(typed, -1);
	g_strstrip(name);
	char device[33];
	device_mark(c, name, device);
	const char *shown = request_cookie(c->request, "vocalia-equipo");
	bool is_known_device = shown != NULL && login_token_equal(shown, device);
	g_autofree char *key = g_strconcat(is_known_device ? "known:" : "any:", name, NULL);
	unsigned wait = guess_wait(c->app, key);
	if (wait > 0) {
		char seconds[12];
		g_snprintf(seconds, sizeof seconds, "%u", wait);
		struct reply *reply = login_page(
			c, 429,
			words_say(c->language,
				  "Demasiados intentos fallidos. Espera un minuto y vuelve a intentarlo."));
		reply_header(reply, "Retry-After", seconds);
		return reply;
	}
	GError *error = NULL;
	json_t *row =
		store_read_one(c->app->store, "account_by_name", json_pack("{s:s}", "name", name), &error);
	if (row == NULL)
		return context_fail(c, error);
	bool fits = password_fits(c->app, json_string_value(json_object_get(row, "password")), password);
	guess_note(c->app, key, fits);
	struct reply *reply =
		fits ? login_begin(c, name, json_string_value(json_object_get(row, "role")))
		     : login_page(c, 403, words_say(c->language, "El usuario o la contraseña no coinciden."));
	json_decref(row);
	return reply;
}

struct reply *login_leave(struct context *c)
{
	const char *token = request_cookie(c->request, cookie_name(c));
	char hash_hex[65];
	GError *error = NULL;
	if (token != NULL) {
		login_secret_hash(token, hash_hex);
		if (!store_write_one(c->app->store, "login_delete",
				     json_pack("{s:s}", "token_hash#", hash_hex), &error))
			return context_fail(c, error);
	}
	struct reply *reply = context_done(c, "/", json_object());
	g_autofree char *cookie =
		g_strdup_printf("%s=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict%s", cookie_name(c),
				c->request->channel == HTTP_TLS ? "; Secure" : "");
	reply_header(reply, "Set-Cookie", cookie);
	if (c->request->channel == HTTP_TLS)
		reply_header(reply, "Clear-Site-Data", "\"cache\", \"storage\"");
	return reply;
}
