/* answers_lexical - turns what was typed into the one form in which it is stored, or says what is wrong with
 * it. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "answers_lexical.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define DIGITS_MAX 18 /* of a number, before the point and after it each */

static bool is_ascii(const char *s)
{
	for (; *s; s++)
		if (*s & 0x80)
			return false;
	return true;
}

/* Spaces and characters without a shape, which phones' keyboards leave at the ends, and what is no text. */
static bool is_blank(gunichar c)
{
	return g_unichar_isspace(c) || c < 0x20 || c == 0x7F || c == 0x200B || c == 0xFEFF || c == 0x2060 ||
	       c == 0xFFFE || c == 0xFFFF;
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
		} else if ((unsigned char)*p == 0xEF && (unsigned char)p[1] == 0xBF &&
			   (unsigned char)p[2] >= 0xBE) {
			p += 2; /* U+FFFE and U+FFFF are no characters; XML refuses them */
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

/* Digits with the point moved: m digits stand before it, however many there are. */
static char *number_write(bool negative, const char *all, size_t n_all, long before)
{
	size_t start = 0, end = n_all;
	while (start < end && all[start] == '0')
		start++;
	while (end > start && all[end - 1] == '0')
		end--;
	if (start == end)
		return g_strdup("0");
	long n_whole = before - (long)start, n_fraction = (long)end - before;
	if (n_whole > DIGITS_MAX || n_fraction > DIGITS_MAX)
		return NULL;
	GString *out = g_string_new(negative ? "-" : NULL);
	if (n_whole <= 0)
		g_string_append_c(out, '0');
	for (long i = 0; i < n_whole; i++)
		g_string_append_c(out, start + (size_t)i < end ? all[start + (size_t)i] : '0');
	if (n_fraction > 0) {
		g_string_append_c(out, '.');
		for (long i = n_whole; i < 0; i++)
			g_string_append_c(out, '0');
		size_t from = start + (size_t)MAX(n_whole, 0);
		g_string_append_len(out, all + from, (gssize)(end - from));
	}
	return g_string_free(out, FALSE);
}

bool lexical_number(const char *s, bool with_fraction, char **canonical)
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
	const char *end = fraction + n_fraction;
	if (n_whole + n_fraction == 0)
		return false;
	long exponent = 0;
	if (with_fraction && (*end == 'e' || *end == 'E')) { /* as Java writes 10 millions: 1.0E7 */
		const char *p = end + 1;
		bool is_down = *p == '-';
		p += *p == '-' || *p == '+';
		size_t n = strspn(p, "0123456789");
		if (n < 1 || n > 3)
			return false;
		exponent = strtol(p, NULL, 10) * (is_down ? -1 : 1);
		end = p + n;
	}
	if (*end || n_whole + n_fraction > 1000)
		return false;
	g_autofree char *all = g_strdup_printf("%.*s%.*s", (int)n_whole, whole, (int)n_fraction, fraction);
	*canonical = number_write(negative, all, n_whole + n_fraction, (long)n_whole + exponent);
	return *canonical != NULL;
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

/* The chosen names in the order given; NULL when one is not in the list or stands twice. */
static char *rank_canonical(const struct form_list *list, char *words)
{
	g_autofree bool *chosen = g_new0(bool, list->n_choices + 1);
	GString *out = g_string_new(NULL);
	char *rest = NULL;
	for (char *word = strtok_r(words, " \t\r\n", &rest); word; word = strtok_r(NULL, " \t\r\n", &rest)) {
		const struct form_choice *choice = form_choice_named(list, word);
		if (!choice || chosen[choice - list->choices])
			return g_string_free(out, TRUE);
		chosen[choice - list->choices] = true;
		if (out->len)
			g_string_append_c(out, ' ');
		g_string_append(out, word);
	}
	return g_string_free(out, FALSE);
}

/* Names of answers of a repeat, each once, in the order given: what there is to choose is known later. */
static char *answers_canonical(char *words)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	GString *out = g_string_new(NULL);
	char *rest = NULL;
	for (char *word = strtok_r(words, " \t\r\n", &rest); word; word = strtok_r(NULL, " \t\r\n", &rest))
		if (g_hash_table_add(seen, word))
			g_string_append_printf(out, "%s%s", out->len ? " " : "", word);
	return g_string_free(out, FALSE);
}

static double parameter_number(const struct form_question *q, const char *name, double otherwise)
{
	const char *text = form_parameter(q, name);
	g_autofree char *canonical = NULL;
	return text && lexical_number(text, true, &canonical) ? g_ascii_strtod(canonical, NULL) : otherwise;
}

/* Without parameters from 1 to 10 by 1, as everywhere in ODK. */
static bool is_in_range(const struct form_question *q, const char *canonical)
{
	double start = parameter_number(q, "start", 1), end = parameter_number(q, "end", 10);
	double step = fabs(parameter_number(q, "step", 1)), number = g_ascii_strtod(canonical, NULL);
	if (number < MIN(start, end) || number > MAX(start, end))
		return false;
	double steps = step > 0 ? fabs(number - start) / step : 0;
	return fabs(steps - round(steps)) < 1e-6;
}

static bool is_file_name(const char *text)
{
	return strlen(text) <= LEXICAL_FILE_MAX && *text != '.' && !strpbrk(text, "/\\\n\t");
}

char *lexical_canonical(const struct form_question *q, const char *typed, int *fault)
{
	*fault = -1;
	bool is_long = q->type == FORM_GEOTRACE || q->type == FORM_GEOSHAPE;
	if (strlen(typed) > (is_long ? LEXICAL_PLACES_MAX : (size_t)ANSWERS_TEXT_MAX * 16)) {
		*fault = ANSWERS_TOO_LONG;
		return NULL;
	}
	char *text = lexical_text(typed), *canonical = NULL;
	if (!text)
		return NULL;
	switch (q->type) {
	case FORM_INTEGER:
	case FORM_DECIMAL:
		if (!lexical_number(text, q->type == FORM_DECIMAL, &canonical))
			*fault = ANSWERS_NOT_A_NUMBER;
		break;
	case FORM_RANGE:
		if (!lexical_number(text, true, &canonical))
			*fault = ANSWERS_NOT_A_NUMBER;
		else if (!is_in_range(q, canonical))
			*fault = ANSWERS_OUT_OF_RANGE;
		break;
	case FORM_DATE:
		canonical = lexical_date(text, fault);
		break;
	case FORM_TIME:
		canonical = lexical_time(text, fault);
		break;
	case FORM_DATETIME:
		canonical = lexical_datetime(text, fault);
		break;
	case FORM_METADATA: /* a client's, not a person's: nothing to complain about */
		canonical = q->metadata == FORM_METADATA_TODAY	   ? lexical_date(text, fault)
			    : q->metadata == FORM_METADATA_PRIVATE ? NULL
								   : lexical_datetime(text, fault);
		*fault = -1;
		break;
	case FORM_GEOPOINT:
		canonical = lexical_point(text);
		if (!canonical)
			*fault = ANSWERS_NOT_A_PLACE;
		break;
	case FORM_GEOTRACE:
	case FORM_GEOSHAPE:
		canonical = lexical_points(text, q->type == FORM_GEOSHAPE);
		if (!canonical)
			*fault = ANSWERS_NOT_A_PLACE;
		break;
	case FORM_IMAGE:
	case FORM_AUDIO:
	case FORM_VIDEO:
	case FORM_FILE:
		if (is_file_name(text))
			return text;
		*fault = ANSWERS_NOT_A_FILE;
		break;
	case FORM_SELECT_ONE:
		if (q->list->kind == FORM_LIST_REPEAT)
			return text;
		if (form_choice_named(q->list, text))
			return text;
		if (form_choice_named(q->list, typed)) /* a name that is not in NFC */
			canonical = g_strdup(typed);
		else
			*fault = ANSWERS_NOT_A_CHOICE;
		break;
	case FORM_SELECT_MULTIPLE:
	case FORM_RANK:
		canonical = q->list->kind == FORM_LIST_REPEAT ? answers_canonical(text)
			    : q->type == FORM_RANK	      ? rank_canonical(q->list, text)
							      : choices_canonical(q->list, text);
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
	if (*fault >= 0)
		g_clear_pointer(&canonical, g_free);
	return canonical;
}
