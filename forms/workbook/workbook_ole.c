/* workbook_ole - takes one stream out of a compound file (OLE2, [MS-CFB]), the wrapping of old Excel
 * workbooks; never trusted.
 *
 * Every chain of sectors is followed at most as far as the file has sectors, so none goes round for ever.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "workbook_ole.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define HEADER	  512u
#define ENTRY	  128u
#define FAT_SLOTS 109u	      /* in the header */
#define LAST	  0xFFFFFFFAu /* sectors are numbered below this one */

static guint16 u16(const guint8 *p)
{
	return (guint16)(p[0] | p[1] << 8);
}

static guint32 u32(const guint8 *p)
{
	return (guint32)u16(p) | (guint32)u16(p + 2) << 16;
}

/* A part of the file in pieces of one size, and which piece follows which. */
struct space {
	const guint8 *bytes;
	size_t n_pieces; /* whole ones */
	unsigned shift;
	GByteArray *table; /* guint32 of the file's order */
};

static guint32 next_of(const struct space *s, guint32 piece)
{
	return (size_t)piece * 4 + 4 <= s->table->len ? u32(s->table->data + (size_t)piece * 4) : LAST;
}

/* The chain that begins at piece, length bytes of it; NULL when it is broken or too short.  length SIZE_MAX:
 * all of it. */
static GByteArray *chain_read(const struct space *s, guint32 piece, size_t length)
{
	g_autoptr(GByteArray) out = g_byte_array_new();
	size_t size = (size_t)1 << s->shift;
	for (size_t n = 0; out->len < length && piece < LAST; n++) {
		if (piece >= s->n_pieces || n >= s->n_pieces)
			return NULL;
		size_t left = length - out->len;
		g_byte_array_append(out, s->bytes + ((size_t)piece << s->shift), (guint)MIN(size, left));
		piece = next_of(s, piece);
	}
	return length != SIZE_MAX && out->len < length ? NULL : g_steal_pointer(&out);
}

/* The table of what follows what, from the sectors that the header and its continuation name. */
static bool fat_read(const guint8 *header, struct space *s)
{
	size_t size = (size_t)1 << s->shift, n_fat = u32(header + 44), n_taken = 0, n_hops = 0;
	if (n_fat > s->n_pieces)
		return false;
	const guint8 *slots = header + 76;
	size_t n_slots = FAT_SLOTS;
	guint32 more = u32(header + 68);
	while (n_taken < n_fat) {
		for (size_t i = 0; i < n_slots && n_taken < n_fat; i++, n_taken++) {
			guint32 sector = u32(slots + i * 4);
			if (sector >= s->n_pieces)
				return false;
			g_byte_array_append(s->table, s->bytes + ((size_t)sector << s->shift), (guint)size);
		}
		if (n_taken == n_fat)
			break;
		if (more >= s->n_pieces || n_hops++ >= s->n_pieces)
			return false;
		slots = s->bytes + ((size_t)more << s->shift);
		n_slots = size / 4 - 1;
		more = u32(slots + n_slots * 4);
	}
	return true;
}

static bool entry_is(const guint8 *entry, const char *name)
{
	size_t n = strlen(name);
	if (u16(entry + 64) != (n + 1) * 2)
		return false;
	for (size_t i = 0; i < n; i++)
		if (entry[2 * i + 1] || g_ascii_tolower((char)entry[2 * i]) != g_ascii_tolower(name[i]))
			return false;
	return true;
}

/* The directory's entry of that name, or (name NULL) its root; NULL when there is none. */
static const guint8 *entry_find(const GByteArray *directory, const char *name)
{
	for (size_t at = 0; at + ENTRY <= directory->len; at += ENTRY) {
		const guint8 *entry = directory->data + at;
		if (name ? entry[66] == 2 && entry_is(entry, name) : entry[66] == 5)
			return entry;
	}
	return NULL;
}

/* A stream shorter than the cutoff lies in the small pieces of the root's own stream. */
static GByteArray *small_read(const guint8 *header, const struct space *sectors, const GByteArray *directory,
			      guint32 start, size_t size)
{
	const guint8 *root = entry_find(directory, NULL);
	if (!root || u32(root + 120) > sectors->n_pieces << sectors->shift)
		return NULL;
	g_autoptr(GByteArray) whole = chain_read(sectors, u32(root + 116), u32(root + 120)),
			      table = chain_read(sectors, u32(header + 60), SIZE_MAX);
	if (!whole || !table)
		return NULL;
	struct space small = {whole->data, whole->len >> 6, 6, table};
	/* the last piece may be cut short */
	if (whole->len & 63) {
		static const guint8 nothing[64];
		g_byte_array_append(whole, nothing, 64 - (whole->len & 63));
		small.bytes = whole->data;
		small.n_pieces++;
	}
	return chain_read(&small, start, size);
}

GByteArray *workbook_ole_stream(const char *bytes, size_t length, const char *const *names, size_t *which)
{
	const guint8 *header = (const guint8 *)bytes;
	if (length < HEADER)
		return NULL;
	unsigned shift = u16(header + 30);
	if ((shift != 9 && shift != 12) || u16(header + 32) != 6 || length < (size_t)1 << shift)
		return NULL;
	g_autoptr(GByteArray) fat = g_byte_array_new();
	g_autofree guint8 *padded = NULL;
	struct space sectors = {header + ((size_t)1 << shift), (length >> shift) - 1, shift, fat};
	if (length & (((size_t)1 << shift) - 1)) { /* the last sector may be cut short */
		size_t whole = ((length >> shift) + 1) << shift;
		padded = g_malloc0(whole);
		memcpy(padded, bytes, length);
		sectors.bytes = padded + ((size_t)1 << shift);
		sectors.n_pieces++;
	}
	if (!fat_read(header, &sectors))
		return NULL;
	g_autoptr(GByteArray) directory = chain_read(&sectors, u32(header + 48), SIZE_MAX);
	if (!directory)
		return NULL;
	for (size_t i = 0; names[i]; i++) {
		const guint8 *entry = entry_find(directory, names[i]);
		if (!entry)
			continue;
		*which = i;
		guint32 start = u32(entry + 116), size = u32(entry + 120);
		if (size > length)
			return NULL;
		return size < u32(header + 56) ? small_read(header, &sectors, directory, start, size)
					       : chain_read(&sectors, start, size);
	}
	return NULL;
}
