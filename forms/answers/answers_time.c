/* answers_time - dates and times as people and phones write them, in the one form in which they are stored.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "answers_lexical.h"

#include <string.h>

/* Reads up to max digits, at least min. */
static bool digits(const char **s, size_t min, size_t max, unsigned *value)
{
	size_t n = 0;
	*value = 0;
	for (; n < max && g_ascii_isdigit(**s); n++, (*s)++)
		*value = *value * 10 + (unsigned)(**s - '0');
	return n >= min;
}

static bool read_char(const char **s, char c)
{
	if (**s != c)
		return false;
	(*s)++;
	return true;
}

static void skip_spaces(const char **s)
{
	while (g_ascii_isspace(**s))
		(*s)++;
}

static bool read_date(const char **s, GString *out)
{
	unsigned year = 0, month = 0, day = 0;
	bool shape;
	if (strspn(*s, "0123456789") == 4)
		shape = digits(s, 4, 4, &year) && read_char(s, '-') && digits(s, 2, 2, &month) &&
			read_char(s, '-') && digits(s, 2, 2, &day);
	else
		shape = digits(s, 1, 2, &day) && read_char(s, '/') && digits(s, 1, 2, &month) &&
			read_char(s, '/') && digits(s, 4, 4, &year);
	if (!shape || !year || !month || month > 12 || !day ||
	    !g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
		return false;
	g_string_append_printf(out, "%04u-%02u-%02u", year, month, day);
	return true;
}

/* am, pm, a.m., p. m. in any case: adds 0 or 12 hours; nothing there is fine. */
static bool read_half(const char **s, unsigned *hour)
{
	const char *p = *s;
	skip_spaces(&p);
	char half = g_ascii_tolower(*p);
	if (half != 'a' && half != 'p')
		return true;
	p++;
	read_char(&p, '.');
	skip_spaces(&p);
	if (g_ascii_tolower(*p) != 'm' || !*hour || *hour > 12)
		return false;
	p++;
	read_char(&p, '.');
	*hour = *hour % 12 + (half == 'p' ? 12 : 0);
	*s = p;
	return true;
}

static bool read_zone(const char **s, GString *out)
{
	unsigned hours = 0, minutes = 0;
	if (read_char(s, 'Z')) {
		g_string_append_c(out, 'Z');
		return true;
	}
	if (**s != '+' && **s != '-')
		return true;
	char sign = *(*s)++;
	if (!digits(s, 2, 2, &hours))
		return false;
	if (read_char(s, ':') ? !digits(s, 2, 2, &minutes)
			      : g_ascii_isdigit(**s) && !digits(s, 2, 2, &minutes))
		return false;
	if (hours > 14 || minutes > 59)
		return false;
	g_string_append_printf(out, "%c%02u:%02u", hours || minutes ? sign : '+', hours, minutes);
	return true;
}

static bool read_time(const char **s, GString *out)
{
	unsigned hour = 0, minute = 0, second = 0, thousandths = 0;
	if (!digits(s, 1, 2, &hour) || !read_char(s, ':') || !digits(s, 2, 2, &minute))
		return false;
	if (read_char(s, ':')) {
		if (!digits(s, 2, 2, &second))
			return false;
		if (read_char(s, '.')) {
			unsigned unit = 100;
			if (!g_ascii_isdigit(**s))
				return false;
			for (size_t n = 0; g_ascii_isdigit(**s) && n < 9; n++, (*s)++) {
				thousandths += unit * (unsigned)(**s - '0');
				unit /= 10;
			}
		}
	}
	if (!read_half(s, &hour) || hour > 23 || minute > 59 || second > 59)
		return false;
	g_string_append_printf(out, "%02u:%02u", hour, minute);
	if (second || thousandths)
		g_string_append_printf(out, ":%02u", second);
	if (thousandths)
		g_string_append_printf(out, ".%03u", thousandths);
	return read_zone(s, out);
}

static char *finish(GString *out, bool is_good, int fault, int *fault_out)
{
	if (!is_good)
		*fault_out = fault;
	return g_string_free(out, !is_good);
}

char *lexical_date(const char *text, int *fault)
{
	GString *out = g_string_new(NULL);
	bool is_good = read_date(&text, out);
	if (is_good && *text == 'T') {
		g_autoptr(GString) time = g_string_new(NULL);
		text++;
		is_good = read_time(&text, time);
	}
	return finish(out, is_good && !*text, ANSWERS_NOT_A_DATE, fault);
}

char *lexical_time(const char *text, int *fault)
{
	GString *out = g_string_new(NULL);
	bool is_good = read_time(&text, out);
	return finish(out, is_good && !*text, ANSWERS_NOT_A_TIME, fault);
}

char *lexical_datetime(const char *text, int *fault)
{
	GString *out = g_string_new(NULL);
	if (!read_date(&text, out) || (*text && *text != 'T' && *text != ',' && !g_ascii_isspace(*text)))
		return finish(out, false, ANSWERS_NOT_A_DATE, fault);
	if (*text == 'T' || *text == ',')
		text++;
	skip_spaces(&text);
	g_string_append_c(out, 'T');
	bool is_good = read_time(&text, out);
	return finish(out, is_good && !*text, ANSWERS_NOT_A_TIME, fault);
}
