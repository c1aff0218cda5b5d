/* folio - the code with which a citizen finds their report again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 * Base 32 after Douglas Crockford (crockford.com/base32.html), whose check symbol needs marks that cannot
 * stand in an address; ours is a polynomial code over GF(32), which finds every single wrong symbol and every
 * swap of two neighbours and stays within the alphabet.
 */
#include "folio.h"
#include <glib.h>
#include <sodium.h>
#include <string.h>

static const char symbols[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

enum {
	N_DEVICE = 3,
	N_NUMBER_MIN = 4,
	N_NUMBER_MAX = 8,
	N_SECRET = 10,
	N_SYMBOLS_MAX = N_DEVICE + N_NUMBER_MAX + N_SECRET + 1,
};

static const int64_t number_mask = (INT64_C(1) << 40) - 1;

void folio_make(struct folio *folio, int64_t id, const unsigned char key[32], const unsigned char uuid[16])
{
	unsigned char out[16];
	static const char purpose[] = "folio";
	crypto_generichash_state state;
	crypto_generichash_init(&state, key, 32, sizeof out);
	crypto_generichash_update(&state, (const unsigned char *)purpose, sizeof purpose);
	crypto_generichash_update(&state, uuid, 16);
	crypto_generichash_final(&state, out, sizeof out);
	uint64_t secret = 0;
	for (size_t i = 0; i < 8; i++)
		secret = secret << 8 | out[i];
	folio->id = id;
	folio->secret = secret >> 14; /* 50 bits */
}

/* value in exactly n symbols, most significant first */
static void put(char *at, uint64_t value, size_t n)
{
	for (size_t i = n; i-- > 0; value >>= 5)
		at[i] = symbols[value & 31];
}

static unsigned value_of(char symbol)
{
	return (unsigned)(strchr(symbols, symbol) - symbols);
}

/* Horner's rule at the primitive element x of GF(2)[x] / (x^5 + x^2 + 1), once more at the end so that the
 * check symbol and its neighbour cannot be swapped unseen. */
static unsigned check_of(const char *text, size_t n)
{
	unsigned sum = 0;
	for (size_t i = 0; i <= n; i++) {
		sum <<= 1;
		if (sum & 32)
			sum ^= 32 | 4 | 1;
		if (i < n)
			sum ^= value_of(text[i]);
	}
	return sum;
}

void folio_write(const struct folio *folio, char text[FOLIO_TEXT_MAX])
{
	char plain[N_SYMBOLS_MAX + 1];
	uint64_t number = (uint64_t)(folio->id & number_mask);
	size_t n_number = N_NUMBER_MIN;
	while (n_number < N_NUMBER_MAX && number >> (5 * n_number) != 0)
		n_number++;
	put(plain, (uint64_t)(folio->id >> 40), N_DEVICE);
	put(plain + N_DEVICE, number, n_number);
	put(plain + N_DEVICE + n_number, folio->secret, N_SECRET);
	size_t n = N_DEVICE + n_number + N_SECRET;
	plain[n] = symbols[check_of(plain, n)];
	n++;
	/* groups of four, the last may have up to five */
	char *out = text;
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && i % 4 == 0 && i + 1 < n)
			*out++ = '-';
		*out++ = plain[i];
	}
	*out = '\0';
	g_assert((size_t)(out - text) < FOLIO_TEXT_MAX);
}

static uint64_t take(const char *text, size_t n)
{
	uint64_t value = 0;
	for (size_t i = 0; i < n; i++)
		value = value << 5 | value_of(text[i]);
	return value;
}

bool folio_read(struct folio *folio, const char *text)
{
	char plain[N_SYMBOLS_MAX + 1];
	size_t n = 0;
	for (; *text != '\0'; text++) {
		char c = g_ascii_toupper(*text);
		if (c == '-' || c == ' ')
			continue;
		if (c == 'O')
			c = '0';
		else if (c == 'I' || c == 'L')
			c = '1';
		if (strchr(symbols, c) == NULL || n >= N_SYMBOLS_MAX)
			return false;
		plain[n++] = c;
	}
	if (n < N_DEVICE + N_NUMBER_MIN + N_SECRET + 1 || check_of(plain, n - 1) != value_of(plain[n - 1]))
		return false;
	size_t n_number = n - N_DEVICE - N_SECRET - 1;
	folio->id = (int64_t)(take(plain, N_DEVICE) << 40 | take(plain + N_DEVICE, n_number));
	folio->secret = take(plain + N_DEVICE + n_number, N_SECRET);
	return true;
}

void folio_hash(const struct folio *folio, const unsigned char uuid[16], unsigned char hash[16])
{
	uint64_t secret = GUINT64_TO_LE(folio->secret);
	crypto_generichash_state state;
	crypto_generichash_init(&state, uuid, 16, 16);
	crypto_generichash_update(&state, (const unsigned char *)&secret, sizeof secret);
	crypto_generichash_final(&state, hash, 16);
}
