/* answers_lexical - turns what was typed into the one form in which it is stored, or says what is wrong with
 * it. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "answers_lexical.h"

#include <string.h>

#define DIGITS_MAX 18 /* of a number, before the point and after it each */

static bool is_ascii(const char *s)
{
	for (; *s; s++)
		if (*s & 0x80)
			return false;
	return true;
}

/* Spaces and characters without a shape, which phones' keyboards leave at the ends. */
static bool is_blank(gunichar c)
{
	return g_unichar_isspace(c) || c == 0x200B || c == 0xFEFF || c == 0x2060;
}

char *lexical_text(const char *typed)
{
	const char *start = typed, *end = typed + strlen(typed);
	while (start < end && is_blank(g_utf8_get_char(start)))
		start = g_utf8_next_char(start);
	while (end > start) {
		const char *last = g_utf8_prev_char(end);
		if (!is_blank(g_utf8_get_char(last)))
			break;
		end = last;
	}
	if (start == end)
		return NULL;
	char *text = g_malloc0((size_t)(end - start) + 1), *out = text;
	for (const char *p = start; p < end; p++) {
		if (*p == '\r') {
			if (p + 1 < end && p[1] == '\n')
				continue;
			*out++ = '\n';
		} else if ((unsigned char)*p >= 0x20 ? *p != 0x7F : (*p == '\n' || *p == '\t')) {
			*out++ = *p;
		}
	}
	*out = '\0';
	if (is_ascii(text)) {
		if (*text)
			return text;
	} else {
		char *normal = g_utf8_normalize(text, -1, G_NORMALIZE_NFC);
		g_free(text);
		return normal;
	}
	g_free(text);
	return NULL;
}

void lexical_cut(char *text)
{
	if (strlen(text) <= ANSWERS_TEXT_MAX)
		return;
	char *p = text;
	for (size_t n = 0; *p && n < ANSWERS_TEXT_MAX; n++)
		p = g_utf8_next_char(p);
	while (p > text && is_blank(g_utf8_get_char(g_utf8_prev_char(p))))
		p = g_utf8_prev_char(p);
	*p = '\0';
}

/* [+-]digits[.digits], without leading and trailing zeros; false when it is no such number. */
static bool number_canonical(const char *s, bool with_fraction, char **canonical)
{
	bool negative = *s == '-';
	if (*s == '-' || *s == '+')
		s++;
	size_t n_whole = strspn(s, "0123456789"), n_fraction = 0;
	const char *whole = s, *fraction = s + n_whole;
	if (with_fraction && *fraction == '.') {
		fraction++;
		n_fraction = strspn(fraction, "0123456789");
	}
	if (n_whole + n_fraction == 0 || fraction[n_fraction])
		return false;
	while (n_whole && *whole == '0') {
		whole++;
		n_whole--;
	}
	while (n_fraction && fraction[n_fraction - 1] == '0')
		n_fraction--;
	if (n_whole > DIGITS_MAX || n_fraction > DIGITS_MAX)
		return false;
	*canonical = g_strdup_printf("%s%.*s%s%.*s", negative && n_whole + n_fraction ? "-" : "",
				     n_whole ? (int)n_whole : 1, n_whole ? whole : "0", n_fraction ? "." : "",
				     (int)n_fraction, fraction);
	return true;
}

/* Reads up to max digits, at least min. */
static bool digits(const char **s, size_t min, size_t max, unsigned *value)
{
	size_t n = 0;
	*value = 0;
	for (; n < max && g_ascii_isdigit(**s); n++, (*s)++)
		*value = *value * 10 + (unsigned)(**s - '0');
	return n >= min;
}

/* YYYY-MM-DD, or DD/MM/YYYY as it is written in Mexico by those whose phone shows no calendar. */
static bool date_canonical(const char *s, char **canonical)
{
	unsigned year = 0, month = 0, day = 0;
	bool shape;
	const char *p = s;
	if (strlen(s) > 4 && s[4] == '-')
		shape = digits(&p, 4, 4, &year) && *p++ == '-' && digits(&p, 2, 2, &month) && *p++ == '-' &&
			digits(&p, 2, 2, &day);
	else
		shape = digits(&p, 1, 2, &day) && *p++ == '/' && digits(&p, 1, 2, &month) && *p++ == '/' &&
			digits(&p, 4, 4, &year);
	if (!shape || *p || !year || !month || month > 12 || !day ||
	    !g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
		return false;
	*canonical = g_strdup_printf("%04u-%02u-%02u", year, month, day);
	return true;
}

/* The chosen names in list order, each once; NULL when one is not in the list. */
static char *choices_canonical(const struct form_list *list, char *words)
{
	bool *chosen = g_new0(bool, list->n_choices + 1);
	size_t n = 0;
	char *rest = NULL;
	for (char *word = strtok_r(words, " \t\r\n", &rest); word; word = strtok_r(NULL, " \t\r\n", &rest)) {
		const struct form_choice *choice = form_choice_named(list, word);
		if (!choice) {
			g_free(chosen);
			return NULL;
		}
		chosen[choice - list->choices] = true;
		n++;
	}
	GString *out = g_string_new(NULL);
	for (size_t i = 0; n && i < list->n_choices; i++) {
		if (!chosen[i])
			continue;
		if (out->len)
			g_string_append_c(out, ' ');
		g_string_append(out, list->choices[i].name);
	}
	g_free(chosen);
	return g_string_free(out, FALSE);
}

char *lexical_canonical(const struct form_question *q, const char *typed, int *fault)
{
	*fault = -1;
	if (strlen(typed) > (size_t)ANSWERS_TEXT_MAX * 16) {
		*fault = ANSWERS_TOO_LONG;
		return NULL;
	}
	char *text = lexical_text(typed), *canonical = NULL;
	if (!text)
		return NULL;
	switch (q->type) {
	case FORM_INTEGER:
	case FORM_DECIMAL:
		if (!number_canonical(text, q->type == FORM_DECIMAL, &canonical))
			*fault = ANSWERS_NOT_A_NUMBER;
		break;
	case FORM_DATE:
		if (!date_canonical(text, &canonical))
			*fault = ANSWERS_NOT_A_DATE;
		break;
	case FORM_SELECT_ONE:
		if (form_choice_named(q->list, text))
			return text;
		*fault = ANSWERS_NOT_A_CHOICE;
		break;
	case FORM_SELECT_MULTIPLE:
		canonical = choices_canonical(q->list, text);
		if (!canonical)
			*fault = ANSWERS_NOT_A_CHOICE;
		break;
	case FORM_ACKNOWLEDGE:
		if (!g_ascii_strcasecmp(text, "ok") || !strcmp(text, "on") || !strcmp(text, "1") ||
		    !g_ascii_strcasecmp(text, "true") || !g_ascii_strcasecmp(text, "yes"))
			canonical = g_strdup("OK");
		else
			*fault = ANSWERS_NOT_ACKNOWLEDGED;
		break;
	default:
		if (strlen(text) <= ANSWERS_TEXT_MAX || g_utf8_strlen(text, -1) <= ANSWERS_TEXT_MAX)
			return text;
		*fault = ANSWERS_TOO_LONG;
		break;
	}
	g_free(text);
	return canonical;
}
