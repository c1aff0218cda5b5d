/* photo - pictures without what a camera writes beside them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "photo.h"
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

struct bytes {
	const uint8_t *at;
	size_t length;
};

static bool begins(struct bytes b, size_t offset, const char *text, size_t n)
{
	return b.length >= offset + n && memcmp(b.at + offset, text, n) == 0;
}
#define BEGINS(b, offset, text) begins(b, offset, text, sizeof(text) - 1)

static const char *type_find(struct bytes b)
{
	if (BEGINS(b, 0, "\xff\xd8\xff"))
		return "image/jpeg";
	if (BEGINS(b, 0, "\x89PNG\r\n\x1a\n"))
		return "image/png";
	if (BEGINS(b, 0, "RIFF") && BEGINS(b, 8, "WEBP"))
		return "image/webp";
	if (BEGINS(b, 0, "GIF87a") || BEGINS(b, 0, "GIF89a"))
		return "image/gif";
	if (BEGINS(b, 0, "RIFF") && BEGINS(b, 8, "WAVE"))
		return "audio/wav";
	if (BEGINS(b, 0, "#!AMR"))
		return "audio/amr";
	if (BEGINS(b, 0, "ID3") || BEGINS(b, 0, "\xff\xfb") || BEGINS(b, 0, "\xff\xf3"))
		return "audio/mpeg";
	if (BEGINS(b, 0, "OggS"))
		return "audio/ogg";
	if (BEGINS(b, 4, "ftypM4A"))
		return "audio/mp4";
	if (BEGINS(b, 4, "ftyp3g"))
		return "video/3gpp";
	if (BEGINS(b, 4, "ftyphei") || BEGINS(b, 4, "ftypmif1"))
		return "image/heic";
	if (BEGINS(b, 4, "ftyp"))
		return "video/mp4";
	if (BEGINS(b, 0, "\x1a\x45\xdf\xa3"))
		return "video/webm";
	if (BEGINS(b, 0, "%PDF-"))
		return "application/pdf";
	return "application/octet-stream";
}

gboolean photo_is_picture(const char *type)
{
	static const char *const pictures[] = {"image/jpeg", "image/png", "image/webp", "image/gif"};
	for (size_t i = 0; i < G_N_ELEMENTS(pictures); i++)
		if (strcmp(type, pictures[i]) == 0)
			return TRUE;
	return FALSE;
}

static void put(GByteArray *out, const void *bytes, size_t length)
{
	g_byte_array_append(out, bytes, (guint)length);
}

/* ---- JPEG */

enum {
	JPEG_SOI = 0xd8,
	JPEG_EOI = 0xd9,
	JPEG_SOS = 0xda,
	JPEG_APP0 = 0xe0,
	JPEG_APP1 = 0xe1,
	JPEG_APP2 = 0xe2,
	JPEG_APP14 = 0xee,
	JPEG_APP15 = 0xef,
	JPEG_COM = 0xfe,
	EXIF_ORIENTATION = 0x0112,
};

static unsigned number16(const uint8_t *p, bool is_little)
{
	return is_little ? (unsigned)(p[0] | p[1] << 8) : (unsigned)(p[0] << 8 | p[1]);
}

static size_t number32(const uint8_t *p, bool is_little)
{
	return is_little ? (size_t)number16(p + 2, true) << 16 | number16(p, true)
			 : (size_t)number16(p, false) << 16 | number16(p + 2, false);
}

/* How the picture must be turned, 1..8, by an Exif segment's content; 0 when it does not say. */
static unsigned exif_orientation(struct bytes segment)
{
	if (!BEGINS(segment, 0, "Exif\0\0") || segment.length < 14)
		return 0;
	struct bytes tiff = {segment.at + 6, segment.length - 6};
	bool is_little = tiff.at[0] == 'I';
	size_t at = number32(tiff.at + 4, is_little);
	if (at > tiff.length || tiff.length - at < 2)
		return 0;
	size_t n = number16(tiff.at + at, is_little);
	at += 2;
	for (size_t i = 0; i < n && tiff.length - at >= 12; i++, at += 12)
		if (number16(tiff.at + at, is_little) == EXIF_ORIENTATION) {
			unsigned value = number16(tiff.at + at + 8, is_little);
			return value <= 8 ? value : 0;
		}
	return 0;
}

static void orientation_put(GByteArray *out, unsigned orientation)
{
	const uint8_t segment[] = {0xff, JPEG_APP1,
				   0,	 34,
				   'E',	 'x',
				   'i',	 'f',
				   0,	 0,
				   'M',	 'M',
				   0,	 42,
				   0,	 0,
				   0,	 8, /* TIFF, its first directory */
				   0,	 1,
				   1,	 0x12,
				   0,	 3,
				   0,	 0,
				   0,	 1, /* one entry, one short */
				   0,	 (uint8_t)orientation,
				   0,	 0,
				   0,	 0,
				   0,	 0};
	put(out, segment, sizeof segment);
}

/* A segment after its marker, with its two bytes of length; NULL at: it does not fit. */
static struct bytes segment_at(struct bytes b, size_t at)
{
	struct bytes none = {NULL, 0};
	if (at > b.length || b.length - at < 2)
		return none;
	size_t length = number16(b.at + at, false);
	if (length < 2 || b.length - at < length)
		return none;
	return (struct bytes){b.at + at, length};
}

static bool segment_stays(unsigned marker, struct bytes content)
{
	if (marker == JPEG_APP2)
		return BEGINS(content, 0, "ICC_PROFILE");
	if (marker == JPEG_APP14)
		return BEGINS(content, 0, "Adobe");
	return marker != JPEG_COM && (marker < JPEG_APP0 || marker > JPEG_APP15);
}

/* The end of a scan's data: the next marker that is not a restart. */
static size_t scan_end(struct bytes b, size_t at)
{
	while (at + 1 < b.length) {
		const uint8_t *p = memchr(b.at + at, 0xff, b.length - at - 1);
		if (p == NULL)
			return b.length;
		at = (size_t)(p - b.at);
		unsigned next = p[1];
		if (next != 0 && next != 0xff && (next < 0xd0 || next > 0xd7))
			return at;
		at += next == 0xff ? 1 : 2;
	}
	return b.length;
}

struct jpeg {
	GByteArray *out;
	unsigned orientation; /* to be written before the first segment that is not APP0; then 0 */
	bool has_scan;
};

/* Writes what may stay of one segment, which begins with its length. */
static void jpeg_segment(struct jpeg *j, unsigned marker, struct bytes segment)
{
	struct bytes content = {segment.at + 2, segment.length - 2};
	if (marker == JPEG_APP0) {
		/* JFIF without its thumbnail */
		if (BEGINS(content, 0, "JFIF\0") && content.length >= 14) {
			static const uint8_t head[] = {0xff, JPEG_APP0, 0, 16}, tail[] = {0, 0};
			put(j->out, head, sizeof head);
			put(j->out, content.at, 12);
			put(j->out, tail, sizeof tail);
		}
		return;
	}
	if (marker == JPEG_APP1) {
		unsigned orientation = exif_orientation(content);
		if (j->orientation == 0 && !j->has_scan)
			j->orientation = orientation;
		return;
	}
	if (!segment_stays(marker, content))
		return;
	if (j->orientation > 1)
		orientation_put(j->out, j->orientation);
	j->orientation = 1; /* said, or too late */
	const uint8_t head[] = {0xff, (uint8_t)marker};
	put(j->out, head, sizeof head);
	put(j->out, segment.at, segment.length);
}

/* Where the picture is cut short the end is added; what follows the end is dropped. */
static bool jpeg_clean(struct bytes b, GByteArray *out)
{
	static const uint8_t start[] = {0xff, JPEG_SOI}, end[] = {0xff, JPEG_EOI};
	struct jpeg j = {.out = out};
	size_t at = 2;
	put(out, start, sizeof start);
	for (;;) {
		while (at + 1 < b.length && b.at[at] == 0xff && b.at[at + 1] == 0xff)
			at++;
		if (at + 1 >= b.length && j.has_scan)
			break;
		if (at + 1 >= b.length || b.at[at] != 0xff)
			return false;
		unsigned marker = b.at[at + 1];
		at += 2;
		if (marker == JPEG_EOI)
			break;
		struct bytes segment = segment_at(b, at);
		if (segment.at == NULL && j.has_scan)
			break;
		if (segment.at == NULL || marker < 0xc0 || (marker >= 0xd0 && marker <= JPEG_SOI))
			return false;
		jpeg_segment(&j, marker, segment);
		at += segment.length;
		if (marker == JPEG_SOS) {
			size_t until = scan_end(b, at);
			put(out, b.at + at, until - at);
			at = until;
			j.has_scan = true;
		}
	}
	put(out, end, sizeof end);
	return j.has_scan;
}

/* ---- PNG, WebP */

static bool png_clean(struct bytes b, GByteArray *out)
{
	/* beside the critical ones: transparency, colour, size, animation */
	static const char kept[] = "tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs acTL fcTL fdAT cICP";
	size_t at = 8;
	put(out, b.at, 8);
	for (;;) {
		if (b.length - at < 12)
			return false;
		size_t length = number32(b.at + at, false);
		if (length > b.length - at - 12)
			return false;
		char name[5] = {0};
		memcpy(name, b.at + at + 4, 4);
		bool is_critical = (name[0] & 0x20) == 0;
		if (is_critical || (strlen(name) == 4 && strstr(kept, name) != NULL))
			put(out, b.at + at, length + 12);
		at += length + 12;
		if (strcmp(name, "IEND") == 0)
			return true;
	}
}

static bool webp_clean(struct bytes b, GByteArray *out)
{
	enum { HAS_XMP = 4, HAS_EXIF = 8 };
	size_t at = 12, end = number32(b.at + 4, true);
	if (end < 4 || end > b.length - 8)
		return false;
	end += 8;
	put(out, b.at, 12);
	while (at < end) {
		if (end - at < 8)
			return false;
		size_t length = number32(b.at + at + 4, true), padded = length + (length & 1);
		if (padded > end - at - 8)
			return false;
		struct bytes chunk = {b.at + at, padded + 8};
		if (!BEGINS(chunk, 0, "EXIF") && !BEGINS(chunk, 0, "XMP ")) {
			guint flags = out->len + 8;
			put(out, chunk.at, chunk.length);
			if (BEGINS(chunk, 0, "VP8X") && length >= 1)
				out->data[flags] &= (guint8) ~(HAS_XMP | HAS_EXIF);
		}
		at += chunk.length;
	}
	uint32_t total = GUINT32_TO_LE(out->len - 8);
	memcpy(out->data + 4, &total, sizeof total);
	return true;
}

GBytes *photo_clean(const void *bytes, size_t length, const char **type)
{
	struct bytes b = {bytes, length};
	*type = type_find(b);
	bool (*clean)(struct bytes, GByteArray *) = strcmp(*type, "image/jpeg") == 0   ? jpeg_clean
						    : strcmp(*type, "image/png") == 0  ? png_clean
						    : strcmp(*type, "image/webp") == 0 ? webp_clean
										       : NULL;
	if (clean == NULL)
		return g_bytes_new(bytes, length);
	g_assert(length < G_MAXUINT / 2);
	GByteArray *out = g_byte_array_sized_new((guint)length + 64);
	if (clean(b, out))
		return g_byte_array_free_to_bytes(out);
	g_byte_array_unref(out);
	return NULL;
}
