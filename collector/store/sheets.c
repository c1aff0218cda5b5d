/* sheets - numbers, identifiers and folios of printed sheets.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sheets.h"
#include "uuid.h"

#include <sodium.h>
#include <string.h>

void sheet_uuid(const struct store *store, int64_t number, unsigned char uuid[16])
{
	static const char purpose[] = "sheet";
	crypto_generichash_state state;
	unsigned char counted[8];
	for (size_t i = 0; i < sizeof counted; i++)
		counted[i] = (unsigned char)((uint64_t)number >> (8 * i));
	crypto_generichash_init(&state, store_secret(store), 32, 16);
	crypto_generichash_update(&state, (const unsigned char *)purpose, sizeof purpose);
	crypto_generichash_update(&state, counted, sizeof counted);
	crypto_generichash_final(&state, uuid, 16);
	uuid[6] = (unsigned char)((uuid[6] & 0x0f) | 0x80);
	uuid[8] = (unsigned char)((uuid[8] & 0x3f) | 0x80);
}

void sheet_folio(const struct store *store, int64_t number, struct folio *folio)
{
	unsigned char uuid[16];
	sheet_uuid(store, number, uuid);
	folio_make(folio, (int64_t)store_device(store) << 40 | (SHEET_FIRST + number), store_secret(store),
		   uuid);
}

bool sheet_read(const struct store *store, const struct folio *folio, int64_t *number)
{
	struct folio own;
	int64_t row = folio->id & ((INT64_C(1) << 40) - 1);
	if (folio->id >> 40 != store_device(store) || row < SHEET_FIRST)
		return false;
	sheet_folio(store, row - SHEET_FIRST, &own);
	if (sodium_memcmp(&own.secret, &folio->secret, sizeof own.secret) != 0)
		return false;
	*number = row - SHEET_FIRST;
	return true;
}

int64_t sheet_row(struct store *store, int64_t number)
{
	unsigned char uuid[16];
	char hex[33];
	sheet_uuid(store, number, uuid);
	uuid_hex(uuid, hex);
	return store_row_of(store, hex);
}
