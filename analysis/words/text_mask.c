/* text_mask - hides what points at one person: e-mail addresses, telephone numbers, web addresses, @names;
 * names are text_name's. SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One pass from left to right; every rule looks at a bounded piece, so the cost is linear in the text.
 */
#include "text.h"

#include <string.h>

static bool is_word_byte(unsigned char c)
{
	return g_ascii_isalnum(c) || c == '_' || c >= 0x80;
}

static bool is_local_byte(unsigned char c)
{
	return g_ascii_isalnum(c) || strchr("._%+-", c);
}

/* Length of a web address that starts here, 0: none. */
static size_t url_length(const char *at)
{
	static const char *const starts[] = {"http://", "https://", "www."};
	size_t length = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(starts) && !length; i++)
		if (g_ascii_strncasecmp(at, starts[i], strlen(starts[i])) == 0)
			length = strlen(starts[i]);
	if (!length)
		return 0;
	while (at[length] && !g_ascii_isspace(at[length]) && !strchr("<>\"", at[length]))
		length++;
	while (length > 4 && strchr(".,;:!?)'", at[length - 1]))
		length--;
	return length;
}

static size_t domain_length(const char *at)
{
	size_t length = 0, last_dot = 0;

	while (g_ascii_isalnum(at[length]) || at[length] == '-' ||
	       (at[length] == '.' && g_ascii_isalnum(at[length + 1]))) {
		if (at[length] == '.')
			last_dot = length;
		length++;
	}
	return last_dot ? length : 0;
}

/* An e-mail address that starts here: local part, @, a domain with a dot. */
static size_t email_length(const char *at)
{
	size_t local = 0, domain;

	while (local < 64 && at[local] && is_local_byte((unsigned char)at[local]))
		local++;
	if (!local || at[local] != '@')
		return 0;
	domain = domain_length(at + local + 1);
	return domain ? local + 1 + domain : 0;
}

static size_t handle_length(const char *at)
{
	size_t length = 1;

	if (*at != '@')
		return 0;
	while (g_ascii_isalnum(at[length]) || at[length] == '_')
		length++;
	return length >= 3 ? length : 0;
}

enum { MAX_GROUPS = 9 };

/* Groups of digits that are a date (12-05-2019, 2019-05-12), a span of years (2015-2018) or an amount
 * (1.000.000). */
static bool is_no_phone(const size_t *group, size_t n_groups, const char *first, const char *second,
			char separator)
{
	bool thousands = n_groups > 1 && group[0] <= 3;

	if (n_groups == 2 && group[0] == 4 && group[1] == 4) {
		bool years = true;

		for (size_t i = 0; i < 2; i++) {
			const char *year = i ? second : first;

			years = years && (g_str_has_prefix(year, "19") || g_str_has_prefix(year, "20"));
		}
		return years;
	}
	if (n_groups == 3 && ((group[0] == 4 && group[1] <= 2 && group[2] <= 2) ||
			      (group[0] <= 2 && group[1] <= 2 && group[2] == 4)))
		return true;
	for (size_t i = 1; i < n_groups; i++)
		thousands = thousands && group[i] == 3;
	return thousands && separator == '.';
}

/* A telephone number: 8 to 15 digits in groups parted by at most two of space - . ( ) */
static size_t phone_length(const char *at)
{
	size_t group[MAX_GROUPS] = {0}, n_groups = 0, n_digits = 0, i = 0, end = 0;
	const char *first = NULL, *second = NULL;
	char separator = ' ';

	if (at[i] == '+' || at[i] == '(')
		i++;
	if (!g_ascii_isdigit(at[i]))
		return 0;
	while (n_groups < MAX_GROUPS) {
		size_t start = i, gap = 0;

		while (g_ascii_isdigit(at[i]))
			i++;
		group[n_groups++] = i - start;
		n_digits += i - start;
		end = i;
		if (n_groups == 1)
			first = at + start;
		if (n_groups == 2)
			second = at + start;
		while (gap < 2 && at[i + gap] && strchr(" -.()", at[i + gap]))
			gap++;
		if (!gap || !g_ascii_isdigit(at[i + gap]))
			break;
		separator = at[i];
		i += gap;
	}
	if (n_digits < 8 || n_digits > 15 || is_word_byte((unsigned char)at[end]))
		return 0;
	return is_no_phone(group, n_groups, first, second, separator) ? 0 : end;
}

char *text_mask(const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	GString *out = g_string_sized_new(strlen(valid) + 16);
	bool after_word = false, after_local = false;

	for (const char *at = valid; *at;) {
		size_t length = 0, skip = 0;
		const char *mark = NULL;

		if (!after_word && (length = url_length(at)))
			mark = "[enlace]";
		else if (!after_local && (length = email_length(at)))
			mark = "[correo]";
		else if (!after_word && (length = handle_length(at)))
			mark = "[usuario]";
		else if (!after_word && (length = phone_length(at)))
			mark = "[teléfono]";
		else if (!after_word && (length = text_name_length(valid, at, &skip)))
			mark = "[nombre]";
		if (mark) {
			g_string_append_len(out, at, (gssize)skip);
			g_string_append(out, mark);
			at += skip + length;
			after_word = after_local = false;
			continue;
		}
		length = (size_t)(g_utf8_next_char(at) - at);
		after_word = length > 1 ? g_unichar_isalnum(g_utf8_get_char(at))
					: is_word_byte((unsigned char)*at);
		after_local = after_word || is_local_byte((unsigned char)*at);
		g_string_append_len(out, at, (gssize)length);
		at += length;
	}
	return g_string_free(out, FALSE);
}
