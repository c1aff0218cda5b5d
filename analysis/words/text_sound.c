/* text_sound - how a word sounds, so that what people write by ear meets what they mean.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "text.h"

#include <string.h>

static bool is_front(char c)
{
	return c == 'e' || c == 'i';
}

/* The sound of a Spanish letter as it is said in Mexico, at a place in a word; *n letters are read. */
static char spanish_sound(const char *at, bool is_first, size_t *n)
{
	*n = 1;
	switch (*at) {
	case 'b':
	case 'v':
	case 'w':
		return 'b';
	case 'c':
		if (at[1] == 'h') {
			*n = 2;
			return 'C';
		}
		return is_front(at[1]) ? 's' : 'k';
	case 'g':
		if (at[1] == 'u' && is_front(at[2])) {
			*n = 2;
			return 'g';
		}
		return is_front(at[1]) ? 'j' : 'g';
	case 'h':
		return '\0';
	case 'k':
		return 'k';
	case 'l':
		*n = at[1] == 'l' ? 2 : 1;
		return at[1] == 'l' ? 'y' : 'l';
	case 'n':
		return at[1] == 'b' || at[1] == 'v' || at[1] == 'p' ? 'm' : 'n';
	case 'q':
		*n = at[1] == 'u' ? 2 : 1;
		return 'k';
	case 'x':
		return is_first ? 'j' : 's';
	case 'y':
		return at[1] == '\0' || strchr("bcdfgjklmnpqrstvz", at[1]) ? 'i' : 'y';
	case 'z':
		return 's';
	default:
		return *at;
	}
}

/* Enough of the English of hurry: double letters are one below; here only what sounds like one letter. */
static char english_sound(const char *at, size_t *n)
{
	*n = (at[0] == 'p' && at[1] == 'h') || (at[0] == 'c' && at[1] == 'k') ? 2 : 1;
	if (*n == 2)
		return *at == 'p' ? 'f' : 'k';
	return *at;
}

char *text_sound(enum text_language language, const char *folded, size_t length)
{
	GString *key = g_string_sized_new(length);

	for (size_t i = 0, n = 1; i < length; i += n) {
		char sound = folded[i];

		if (language == TEXT_SPANISH)
			sound = spanish_sound(folded + i, i == 0, &n);
		else if (language == TEXT_ENGLISH)
			sound = english_sound(folded + i, &n);
		if (sound && (key->len == 0 || key->str[key->len - 1] != sound))
			g_string_append_c(key, sound);
	}
	return g_string_free(key, FALSE);
}
