/* expression_digest - functions of digests, encodings, signatures and chance.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "expression_tree.h"

#include <math.h>
#include <sodium.h>
#include <string.h>

#define UUID_MAX 4096 /* characters of uuid(n) */

/* digest(text, algorithm, "hex" or "base64"): "" for an algorithm or encoding that is not known. */
struct value call_digest(struct evaluation *ev, const struct node *node)
{
	static const struct {
		const char *name;
		GChecksumType type;
	} algorithms[] = {
		{"MD5", G_CHECKSUM_MD5},	{"SHA-1", G_CHECKSUM_SHA1},
		{"SHA-256", G_CHECKSUM_SHA256}, {"SHA-384", G_CHECKSUM_SHA384},
		{"SHA-512", G_CHECKSUM_SHA512},
	};
	const char *text = arg_string(ev, node, 0), *name = arg_string(ev, node, 1);
	const char *encoding = node->n_args > 2 ? arg_string(ev, node, 2) : "base64";
	bool is_hex = !g_ascii_strcasecmp(encoding, "hex");
	if (!is_hex && g_ascii_strcasecmp(encoding, "base64") != 0)
		return value_of_string("");
	for (size_t i = 0; i < G_N_ELEMENTS(algorithms); i++) {
		if (g_ascii_strcasecmp(algorithms[i].name, name) != 0)
			continue;
		evaluation_charge(ev, 10 + strlen(text) / 4);
		g_autoptr(GChecksum) sum = g_checksum_new(algorithms[i].type);
		g_checksum_update(sum, (const guchar *)text, -1);
		if (is_hex)
			return value_of_string(evaluation_keep(ev, g_checksum_get_string(sum)));
		guint8 bytes[64];
		gsize length = sizeof bytes;
		g_checksum_get_digest(sum, bytes, &length);
		g_autofree char *base64 = g_base64_encode(bytes, length);
		return value_of_string(evaluation_keep(ev, base64));
	}
	return value_of_string("");
}

/* Bytes as text; what is not UTF-8 becomes U+FFFD, and a zero ends it. */
static struct value value_of_bytes(struct evaluation *ev, const guchar *bytes, gsize length)
{
	g_autofree char *cut = g_strndup((const char *)bytes, length);
	g_autofree char *text = g_utf8_make_valid(cut, -1);
	return value_of_string(evaluation_keep(ev, text));
}

struct value call_base64_decode(struct evaluation *ev, const struct node *node)
{
	gsize length;
	g_autofree guchar *bytes = g_base64_decode(arg_string(ev, node, 0), &length);
	return value_of_bytes(ev, bytes, length);
}

/* extract-signed(base64 of signature and text, base64 of an Ed25519 public key): the text, if it was signed
 * with that key; else "". */
struct value call_extract_signed(struct evaluation *ev, const struct node *node)
{
	gsize n_signed, n_key;
	g_autofree guchar *key = g_base64_decode(arg_string(ev, node, 1), &n_key);
	g_autofree guchar *bytes = g_base64_decode(arg_string(ev, node, 0), &n_signed);
	if (n_key != crypto_sign_PUBLICKEYBYTES || n_signed < crypto_sign_BYTES || sodium_init() < 0)
		return value_of_string("");
	evaluation_charge(ev, 1000);
	const guchar *text = bytes + crypto_sign_BYTES;
	size_t length = n_signed - crypto_sign_BYTES;
	if (crypto_sign_verify_detached(bytes, text, length, key) != 0)
		return value_of_string("");
	return value_of_bytes(ev, text, length);
}

struct value call_random(struct evaluation *ev, const struct node *node)
{
	(void)ev;
	(void)node;
	return value_of_number(g_random_double());
}

/* uuid(): RFC 4122, version 4; uuid(n): n letters and digits. */
struct value call_uuid(struct evaluation *ev, const struct node *node)
{
	if (!node->n_args) {
		g_autofree char *uuid = g_uuid_string_random();
		return value_of_string(evaluation_keep(ev, uuid));
	}
	static const char letters[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	double wanted = arg_number(ev, node, 0);
	size_t n = wanted >= 1 ? (size_t)MIN(wanted, UUID_MAX) : 0;
	g_autoptr(GString) out = g_string_new(NULL);
	for (size_t i = 0; i < n; i++)
		g_string_append_c(out, letters[g_random_int_range(0, sizeof letters - 1)]);
	return value_of_kept(ev, out);
}
