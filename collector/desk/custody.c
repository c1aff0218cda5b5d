/* custody - the key that seals contact data.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "custody.h"
#include "handlers.h"
#include "words.h"
#include <sodium.h>
#include <string.h>

json_t *custody_view(const struct custody *custody)
{
	json_t *names = json_array();
	for (guint i = 0; i < custody->custodians->len; i++)
		json_array_append_new(names, json_string(custody->custodians->pdata[i]));
	char fingerprint[20] = "";
	if (custody->has_key)
		g_snprintf(fingerprint, sizeof fingerprint, "%.4s %.4s %.4s", custody->public_key_hex,
			   custody->public_key_hex + 4, custody->public_key_hex + 8);
	return json_pack("{s:b,s:s,s:o,s:i,s:b}", "has_key", custody->has_key, "fingerprint", fingerprint,
			 "custodians", names, "n_needed", CUSTODIANS_NEEDED, "is_ready",
			 custody->custodians->len >= CUSTODIANS_NEEDED);
}

/* The secret as people write it down: 64 hexadecimal digits in groups of eight, then a check of four digits.
 */
static void secret_write(const unsigned char secret[32], char text[96])
{
	char hex[65];
	unsigned char check[16];
	sodium_bin2hex(hex, sizeof hex, secret, 32);
	crypto_generichash(check, sizeof check, secret, 32, NULL, 0);
	char *at = text;
	for (size_t i = 0; i < 64; i += 8)
		at += g_snprintf(at, 10, "%.8s-", hex + i);
	g_snprintf(at, 5, "%02x%02x", check[0], check[1]);
	sodium_memzero(hex, sizeof hex);
}

static bool secret_read(const char *text, unsigned char secret[32])
{
	char hex[69];
	unsigned char check[16] = {0}, typed[2];
	size_t n = 0, length = 0;
	for (; *text != '\0'; text++) {
		if (*text == '-' || g_ascii_isspace(*text))
			continue;
		if (!g_ascii_isxdigit(*text) || n >= 68)
			return false;
		hex[n++] = g_ascii_tolower(*text);
	}
	bool fits = n == 68 && sodium_hex2bin(secret, 32, hex, 64, NULL, &length, NULL) == 0 &&
		    sodium_hex2bin(typed, 2, hex + 64, 4, NULL, &length, NULL) == 0;
	if (fits)
		crypto_generichash(check, sizeof check, secret, 32, NULL, 0);
	sodium_memzero(hex, sizeof hex);
	return fits && memcmp(check, typed, 2) == 0;
}

struct reply *custody_create(struct context *c)
{
	unsigned char public_key[32], secret[32];
	char hex[65], text[96];
	if (catalogue_custody(c->catalogue)->has_key && request_field(c->request, "replace") == NULL)
		return context_refuse(
			c, 409,
			words_say(c->language,
				  "Ya hay una llave. Para cambiarla marca «sustituir»: los contactos "
				  "anteriores seguirán sellados con la llave anterior."));
	crypto_box_keypair(public_key, secret);
	sodium_bin2hex(hex, sizeof hex, public_key, sizeof public_key);
	GError *error = NULL;
	if (!app_act_one(c->app, "custody.key", hex, c->account, "", json_object(), &error)) {
		sodium_memzero(secret, sizeof secret);
		return context_fail(c, error);
	}
	secret_write(secret, text);
	sodium_memzero(secret, sizeof secret);
	json_t *view = json_pack("{s:s,s:i}", "secret", text, "n_needed", CUSTODIANS_NEEDED);
	sodium_memzero(text, sizeof text);
	return context_reply(c, 200, "custody", view);
}

/* Does the secret typed open what is sealed to that key?  Seals a fresh challenge and opens it. */
static bool secret_opens(const char *typed, const unsigned char public_key[32], unsigned char secret[32])
{
	unsigned char challenge[32], sealed[32 + crypto_box_SEALBYTES], opened[32];
	randombytes_buf(challenge, sizeof challenge);
	crypto_box_seal(sealed, challenge, sizeof challenge, public_key);
	return secret_read(typed, secret) &&
	       crypto_box_seal_open(opened, sealed, sizeof sealed, public_key, secret) == 0 &&
	       sodium_memcmp(opened, challenge, sizeof challenge) == 0;
}

static struct reply *settings_problem(struct context *c, const char *problem)
{
	json_t *view = settings_view(c);
	json_object_set_new(view, "problem", json_string(problem));
	return context_reply(c, 422, "admin", view);
}

struct reply *custody_prove(struct context *c)
{
	const struct custody *custody = catalogue_custody(c->catalogue);
	const char *typed_name = request_field(c->request, "custodian"),
		   *typed = request_field(c->request, "secret");
	g_autofree char *name = g_strstrip(g_strdup(typed_name != NULL ? typed_name : ""));
	unsigned char secret[32];
	if (!custody->has_key)
		return settings_problem(
			c, words_say(c->language, "Todavía no hay llave: primero hay que crearla."));
	if (*name == '\0' || g_utf8_strlen(name, -1) > 200)
		return settings_problem(c,
					words_say(c->language, "Escribe el nombre de la persona custodia."));
	bool opens = typed != NULL && secret_opens(typed, custody->public_key, secret);
	sodium_memzero(secret, sizeof secret);
	if (!opens)
		return settings_problem(
			c, words_say(c->language,
				     "Esa llave secreta no abre la prueba. Revísala grupo por grupo."));
	GError *error = NULL;
	if (!app_act_one(c->app, "custody.proof", custody->public_key_hex, c->account, "",
			 json_pack("{s:s}", "custodian", name), &error))
		return context_fail(c, error);
	return context_done(c, "/administracion", json_pack("{s:s}", "custodian", name));
}

static void contact_open(json_t *row, const unsigned char public_key[32], const unsigned char secret[32],
			 const char *public_hex)
{
	const char *hex = json_string_value(json_object_get(row, "sealed"));
	size_t length = strlen(hex) / 2, got = 0;
	g_autofree unsigned char *sealed = g_malloc(length + 1), *opened = g_malloc0(length + 1);
	bool is_open = strcmp(json_string_value(json_object_get(row, "public_key")), public_hex) == 0 &&
		       sodium_hex2bin(sealed, length, hex, strlen(hex), NULL, &got, NULL) == 0 &&
		       got >= crypto_box_SEALBYTES &&
		       crypto_box_seal_open(opened, sealed, got, public_key, secret) == 0;
	if (is_open)
		json_object_set_new(row, "contact", json_string((const char *)opened));
	else
		json_object_set_new(row, "is_sealed", json_true());
	/* the number that the session's table of reports shows */
	json_object_set_new(
		row, "number",
		json_integer(json_integer_value(json_object_get(row, "id")) & ((INT64_C(1) << 40) - 1)));
	json_object_del(row, "sealed");
	json_object_del(row, "public_key");
	json_object_del(row, "answers");
	sodium_memzero(opened, length + 1);
}

struct reply *custody_read(struct context *c)
{
	const char *typed = request_field(c->request, "secret"),
		   *reason = request_field(c->request, "reason");
	unsigned char secret[32], public_key[32];
	char public_hex[65];
	if (reason == NULL || *reason == '\0')
		return settings_problem(
			c, words_say(c->language,
				     "Escribe para qué se consultan los contactos: queda en la bitácora."));
	if (typed == NULL || !secret_read(typed, secret) || crypto_scalarmult_base(public_key, secret) != 0)
		return settings_problem(
			c,
			words_say(c->language, "Esa llave secreta no es válida. Revísala grupo por grupo."));
	sodium_bin2hex(public_hex, sizeof public_hex, public_key, sizeof public_key);
	GError *error = NULL;
	json_t *rows = NULL, *row;
	if (app_act_one(c->app, "contact.read", "", c->account, reason, json_object(), &error))
		rows = store_read(c->app->store, "contact_all", json_object(), &error);
	if (rows != NULL) {
		size_t i;
		json_array_foreach(rows, i, row) contact_open(row, public_key, secret, public_hex);
	}
	sodium_memzero(secret, sizeof secret);
	return rows != NULL ? context_reply(c, 200, "contacts", json_pack("{s:o}", "contacts", rows))
			    : context_fail(c, error);
}
