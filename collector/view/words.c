/* words.c - sentences in the reader's language, from the embedded gettext catalogues (GNU .mo
 * format, revision 0).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "words.h"
#include "assets.h"

#include <glib.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define MO_MAGIC     0x950412deU
#define LANGUAGE_MAX 32

struct catalogue {
	char language[12]; /* "es", "en"… in lower case */
	const char *bytes; /* the whole .mo file */
	uint32_t n_strings;
	uint32_t keys, values; /* offsets of the two tables of (length, offset) pairs */
};

static struct catalogue catalogues[LANGUAGE_MAX];
static size_t n_catalogues;

/* msgfmt writes little-endian files unless it is told otherwise. */
static uint32_t number_at(const char *bytes, size_t offset)
{
	const unsigned char *b = (const unsigned char *)bytes + offset;

	return (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

/* Every string of a table lies inside the file and ends with a NUL. */
static void table_check(const struct asset *asset, uint32_t table, uint32_t n_strings)
{
	g_assert(table <= asset->length && (asset->length - table) / 8 >= n_strings);
	for (uint32_t i = 0; i < n_strings; i++) {
		size_t length = number_at(asset->bytes, table + 8 * (size_t)i);
		size_t offset = number_at(asset->bytes, table + 8 * (size_t)i + 4);

		g_assert(offset < asset->length && length < asset->length - offset);
		g_assert(asset->bytes[offset + length] == '\0');
	}
}

static void catalogue_add(const struct asset *asset)
{
	struct catalogue *c = &catalogues[n_catalogues];
	const char *name = asset->name + strlen("lang/");
	size_t length = strlen(name) - strlen(".mo");

	g_assert(n_catalogues < LANGUAGE_MAX && length > 0 && length < sizeof c->language);
	g_assert(asset->length >= 28 && number_at(asset->bytes, 0) == MO_MAGIC);
	for (size_t i = 0; i < length; i++)
		c->language[i] = g_ascii_tolower(name[i]);
	c->bytes = asset->bytes;
	c->n_strings = number_at(asset->bytes, 8);
	c->keys = number_at(asset->bytes, 12);
	c->values = number_at(asset->bytes, 16);
	table_check(asset, c->keys, c->n_strings);
	table_check(asset, c->values, c->n_strings);
	n_catalogues++;
}

void words_load(void)
{
	static gsize loaded;

	if (!g_once_init_enter(&loaded))
		return;
	for (size_t i = 0; i < n_assets; i++)
		if (g_str_has_prefix(assets[i].name, "lang/") && g_str_has_suffix(assets[i].name, ".mo"))
			catalogue_add(&assets[i]);
	g_once_init_leave(&loaded, 1);
}

/* The catalogue whose language is the first `length` bytes of tag, in any case, or NULL. */
static const struct catalogue *catalogue_find(const char *tag, size_t length)
{
	for (size_t i = 0; i < n_catalogues; i++)
		if (strlen(catalogues[i].language) == length &&
		    g_ascii_strncasecmp(catalogues[i].language, tag, length) == 0)
			return &catalogues[i];
	return NULL;
}

const char *words_say(const char *language, const char *sentence)
{
	words_load();
	const struct catalogue *c = language ? catalogue_find(language, strlen(language)) : NULL;
	uint32_t low = 0, high = c ? c->n_strings : 0;

	/* The empty key holds the catalogue's header, which is no sentence. */
	if (*sentence == '\0')
		return sentence;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		int order =
			strcmp(sentence, c->bytes + number_at(c->bytes, c->keys + 8 * (size_t)middle + 4));

		if (order == 0) {
			const char *said = c->bytes + number_at(c->bytes, c->values + 8 * (size_t)middle + 4);

			return *said ? said : sentence;
		}
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return sentence;
}

/* A quality of RFC 9110 12.4.2 in thousandths: "0.8" is 800; what is not one counts as 0. */
static int quality_read(const char *text)
{
	int q, scale = 100;

	if (*text != '0' && *text != '1')
		return 0;
	q = (*text++ - '0') * 1000;
	if (*text == '.')
		for (text++; scale > 0 && g_ascii_isdigit(*text); text++, scale /= 10)
			q += (*text - '0') * scale;
	while (*text == ' ' || *text == '\t')
		text++;
	return *text == '\0' || *text == ';' ? MIN(q, 1000) : 0;
}

const char *words_choose(const char *accept_language)
{
	const char *best = "es";
	int best_quality = 0;

	words_load();
	if (!accept_language)
		return best;
	g_auto(GStrv) ranges = g_strsplit(accept_language, ",", 33);
	for (size_t i = 0; i < 32 && ranges[i]; i++) {
		char *range = g_strstrip(ranges[i]);
		size_t length = strcspn(range, "; \t");
		char *parameter = strchr(range, ';');
		int quality = 1000;
		const struct catalogue *c = NULL;

		if (parameter) {
			do
				parameter++;
			while (*parameter == ' ' || *parameter == '\t');
			if ((*parameter == 'q' || *parameter == 'Q') && parameter[1] == '=')
				quality = quality_read(parameter + 2);
		}
		if (quality <= best_quality)
			continue;
		if (length == 1 && *range == '*') {
			best = "es";
			best_quality = quality;
			continue;
		}
		/* "es-MX" is served by "es": subtags are cut from the end until something fits. */
		while (length > 0 && !(c = catalogue_find(range, length))) {
			while (length > 0 && range[length - 1] != '-')
				length--;
			if (length > 0)
				length--;
		}
		if (c) {
			best = c->language;
			best_quality = quality;
		}
	}
	return best;
}

const char *words_of_terminal(void)
{
	static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

	words_load();
	for (size_t i = 0; i < G_N_ELEMENTS(variables); i++) {
		const char *value = getenv(variables[i]);

		if (value && *value) {
			const struct catalogue *c = catalogue_find(value, strcspn(value, "_.@"));

			return c ? c->language : "es";
		}
	}
	return "es";
}
