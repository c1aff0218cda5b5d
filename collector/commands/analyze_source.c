/* analyze_source - reads a file whole and finds out its encoding and its separator.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "analyze_source.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "words.h"

G_DEFINE_QUARK(analyze - error - quark, analyze_error)

enum { READ_AT_ONCE = 1 << 20, LOOKED_AT = 4096 };

static bool refuse(GError **error, const char *sentence)
{
	g_set_error_literal(error, ANALYZE_ERROR, ANALYZE_ERROR_FILE, sentence);
	return false;
}

void analyze_file_failed(GError **error, const char *what, const char *file_name, const GError *cause)
{
	const char *why = cause->message;

	if (g_error_matches(cause, G_FILE_ERROR, G_FILE_ERROR_NOENT))
		why = _("there is no such file or folder");
	else if (g_error_matches(cause, G_FILE_ERROR, G_FILE_ERROR_ACCES))
		why = _("it is not allowed");
	else if (g_error_matches(cause, G_FILE_ERROR, G_FILE_ERROR_ISDIR))
		why = _("it is a folder");
	else if (g_error_matches(cause, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
		why = _("the disk is full");
	g_set_error(error, ANALYZE_ERROR, ANALYZE_ERROR_FILE, "%s \"%s\": %s", what, file_name, why);
}

static char *read_input(FILE *in, size_t *n_bytes, GError **error)
{
	GByteArray *all = g_byte_array_new();

	for (;;) {
		guint n = all->len;
		size_t got;

		if (n > G_MAXUINT - READ_AT_ONCE) {
			(void)refuse(error, _("standard input is longer than 4 GiB; name a file instead"));
			break;
		}
		g_byte_array_set_size(all, n + READ_AT_ONCE);
		got = fread(all->data + n, 1, READ_AT_ONCE, in);
		g_byte_array_set_size(all, n + (guint)got);
		if (got == READ_AT_ONCE)
			continue;
		if (!ferror(in)) {
			*n_bytes = all->len;
			return (char *)g_byte_array_free(all, FALSE);
		}
		(void)refuse(error, _("The file cannot be read to its end; check the disk"));
		break;
	}
	g_byte_array_unref(all);
	return NULL;
}

/* "UTF-16LE", "UTF-16BE", or NULL: not UTF-16.  Without a mark: every other byte of the start is zero. */
static const char *wide_encoding(const char *bytes, size_t n)
{
	size_t n_even = 0, n_odd = 0, looked_at = MIN(n, LOOKED_AT) & ~(size_t)1;

	if (n >= 2 && memcmp(bytes, "\xff\xfe", 2) == 0)
		return "UTF-16LE";
	if (n >= 2 && memcmp(bytes, "\xfe\xff", 2) == 0)
		return "UTF-16BE";
	for (size_t i = 0; i < looked_at; i += 2) {
		n_even += bytes[i] == 0;
		n_odd += bytes[i + 1] == 0;
	}
	if (looked_at >= 4 && n_odd * 2 > looked_at / 2 && n_even == 0)
		return "UTF-16LE";
	if (looked_at >= 4 && n_even * 2 > looked_at / 2 && n_odd == 0)
		return "UTF-16BE";
	return NULL;
}

/* The characters of 0x80 to 0x9f in Windows-1252; where it has none, that of Latin-1 (WHATWG Encoding). */
static const gunichar western[32] = {
	0x20ac, 0x81,	0x201a, 0x192,	0x201e, 0x2026, 0x2020, 0x2021, 0x2c6,	0x2030, 0x160,
	0x2039, 0x152,	0x8d,	0x17d,	0x8f,	0x90,	0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
	0x2013, 0x2014, 0x2dc,	0x2122, 0x161,	0x203a, 0x153,	0x9d,	0x17e,	0x178,
};

static GString *from_western(const char *bytes, size_t n)
{
	GString *out = g_string_sized_new(n + n / 8);

	for (size_t i = 0; i < n; i++) {
		unsigned char byte = (unsigned char)bytes[i];

		if (byte < 0x80)
			g_string_append_c(out, bytes[i]);
		else
			g_string_append_unichar(out, byte < 0xa0 ? western[byte - 0x80] : byte);
	}
	return out;
}

static void take_text(struct analyze_source *source, char *bytes, size_t n, const char *encoding)
{
	g_free(source->bytes);
	source->bytes = bytes;
	source->n_bytes = n;
	source->encoding = encoding;
}

static bool decode(struct analyze_source *source, GError **error)
{
	const char *wide = wide_encoding(source->bytes, source->n_bytes);
	gsize n;

	source->encoding = "UTF-8";
	if (wide) {
		char *text = g_convert(source->bytes, (gssize)source->n_bytes, "UTF-8", wide, NULL, &n, NULL);

		if (!text)
			return refuse(error, _("the file starts as UTF-16 text and then is not; save the "
					       "table as \"CSV UTF-8\" and try again"));
		take_text(source, text, n, "UTF-16");
	} else if (!memchr(source->bytes, 0, source->n_bytes) &&
		   !g_utf8_validate_len(source->bytes, source->n_bytes, NULL)) {
		GString *text = from_western(source->bytes, source->n_bytes);

		n = text->len;
		take_text(source, g_string_free(text, FALSE), n, "Windows-1252");
	}
	return true;
}

bool analyze_source_take(struct analyze_source *source, char *bytes, size_t n_bytes, bool is_tabs,
			 GError **error)
{
	g_autofree char *digest = NULL;

	if (!bytes)
		bytes = g_strdup("");
	digest = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (guchar *)bytes, n_bytes);
	*source = (struct analyze_source){.bytes = bytes, .n_bytes = n_bytes};
	(void)g_strlcpy(source->digest, digest, sizeof source->digest);
	if (n_bytes >= 4 && (memcmp(bytes, "PK\3\4", 4) == 0 || memcmp(bytes, "\xd0\xcf\x11\xe0", 4) == 0)) {
		analyze_source_clear(source);
		return refuse(error, _("this is a workbook, not CSV; open it, save the sheet as \"CSV "
				       "UTF-8\" and analyse that"));
	}
	if (!decode(source, error)) {
		analyze_source_clear(source);
		return false;
	}
	source->format = csv_format_of(source->bytes, source->n_bytes, is_tabs);
	return true;
}

static bool is_tabs_by_name(const char *file_name)
{
	g_autofree char *lower = g_ascii_strdown(file_name, -1);

	return g_str_has_suffix(lower, ".tsv") || g_str_has_suffix(lower, ".tab");
}

bool analyze_source_read(struct analyze_source *source, const char *file_name, GError **error)
{
	g_autoptr(GError) failure = NULL;
	char *bytes;
	gsize n;

	if (strcmp(file_name, "-") == 0) {
		bytes = read_input(stdin, &n, error);
		return bytes && analyze_source_take(source, bytes, n, false, error);
	}
	if (!g_file_get_contents(file_name, &bytes, &n, &failure)) {
		analyze_file_failed(error, _("Cannot open"), file_name, failure);
		return false;
	}
	return analyze_source_take(source, bytes, n, is_tabs_by_name(file_name), error);
}

void analyze_source_clear(struct analyze_source *source)
{
	g_clear_pointer(&source->bytes, g_free);
}
