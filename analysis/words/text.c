/* text - languages, lower case, normal form and the words of one text; see text_mask.c for what is hidden.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "text.h"

#include <string.h>

bool text_language_of(const char *code, enum text_language *language)
{
	static const struct {
		const char *code;
		enum text_language language;
	} known[] = {{"es", TEXT_SPANISH}, {"en", TEXT_ENGLISH}, {"none", TEXT_NONE}};

	for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
		if (strcmp(known[i].code, code) == 0) {
			*language = known[i].language;
			return true;
		}
	}
	return false;
}

gunichar text_fold_letter(gunichar c)
{
	switch (c) {
	case 0xe1:
	case 0xe0:
	case 0xe2:
	case 0xe4:
	case 0xe3:
		return 'a';
	case 0xe9:
	case 0xe8:
	case 0xea:
	case 0xeb:
		return 'e';
	case 0xed:
	case 0xec:
	case 0xee:
	case 0xef:
		return 'i';
	case 0xf3:
	case 0xf2:
	case 0xf4:
	case 0xf6:
	case 0xf5:
		return 'o';
	case 0xfa:
	case 0xf9:
	case 0xfb:
	case 0xfc:
		return 'u';
	case 0xe7:
		return 'c';
	default:
		return c;
	}
}

char *text_fold(const char *word)
{
	GString *out = g_string_sized_new(strlen(word));

	for (const char *at = word; *at; at = g_utf8_next_char(at))
		g_string_append_unichar(out, text_fold_letter(g_utf8_get_char(at)));
	return g_string_free(out, FALSE);
}

/* Of bytes from here, how many are those of a mark that text_mask leaves; 0: none. */
static size_t mark_length(const char *at)
{
	static const char *const marks[] = {"[correo]", "[teléfono]", "[enlace]", "[usuario]", "[nombre]"};

	for (size_t i = 0; i < G_N_ELEMENTS(marks) && *at == '['; i++)
		if (g_str_has_prefix(at, marks[i]))
			return strlen(marks[i]);
	return 0;
}

/* Lower case in place of ASCII and Latin-1 letters; false: there are characters beyond U+00FF, which need the
 * tables of Unicode. */
static bool lower_latin(char *text)
{
	for (unsigned char *at = (unsigned char *)text; *at; at++) {
		if (*at < 0x80) {
			*at = (unsigned char)g_ascii_tolower((char)*at);
			continue;
		}
		if (*at > 0xc3)
			return false;
		at++;
		if (at[-1] == 0xc3 && *at >= 0x80 && *at <= 0x9e && *at != 0x97)
			*at = (unsigned char)(*at + 0x20);
	}
	return true;
}

/* Whether a new word begins inside a tag: #CostaRica is two. */
static bool is_new_word(gunichar before, gunichar c)
{
	return g_unichar_isupper(c) && g_unichar_islower(before);
}

char *text_lower(const char *text)
{
	g_autofree char *masked = text_mask(text);
	GString *plain = g_string_sized_new(strlen(masked) + 8);
	g_autofree char *all = NULL, *lower = NULL;
	gunichar before = 0;
	bool is_tag = false;

	for (const char *at = masked; *at;) {
		size_t skip = mark_length(at);
		gunichar c = skip ? ' ' : g_utf8_get_char(at);

		is_tag = c == '#' || (is_tag && (g_unichar_isalnum(c) || c == '_'));
		if (is_tag && is_new_word(before, c))
			g_string_append_c(plain, ' ');
		if (skip)
			g_string_append_c(plain, '\n');
		else
			g_string_append_len(plain, at, g_utf8_next_char(at) - at);
		at = skip ? at + skip : g_utf8_next_char(at);
		before = c;
	}
	all = g_string_free(plain, FALSE);
	if (lower_latin(all))
		return g_steal_pointer(&all);
	lower = g_utf8_strdown(all, -1);
	return g_utf8_normalize(lower, -1, G_NORMALIZE_DEFAULT_COMPOSE);
}

/* Letters and digits; ASCII, the bulk of all texts, without the tables of Unicode. */
static bool is_word(gunichar c)
{
	return c < 0x80 ? g_ascii_isalnum((char)c) : g_unichar_isalnum(c);
}

bool text_next_word(const char **at, const char **word, size_t *length)
{
	const char *p = *at;

	while (*p && !is_word(g_utf8_get_char(p)))
		p = g_utf8_next_char(p);
	*word = p;
	while (*p) {
		gunichar c = g_utf8_get_char(p);

		if (!is_word(c) && !(c >= 0x300 && g_unichar_ismark(c)))
			break;
		p = g_utf8_next_char(p);
	}
	*length = (size_t)(p - *word);
	*at = p;
	return *length > 0;
}

char *text_normalise(const char *text)
{
	g_autofree char *lower = text_lower(text);
	GString *out = g_string_sized_new(strlen(lower));
	const char *at = lower, *word;
	size_t length;

	while (text_next_word(&at, &word, &length)) {
		if (out->len)
			g_string_append_c(out, ' ');
		g_string_append_len(out, word, (gssize)length);
	}
	return g_string_free(out, FALSE);
}
