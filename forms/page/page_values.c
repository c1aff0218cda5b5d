/* page_values - values as an input of the page shows and gives them, and as the standard writes them.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "page_values.h"
#include "page_parts.h"

#include <string.h>

const struct form_question *page_question(const struct form *form, const char *field)
{
	g_autoptr(GString) path = g_string_new(NULL);
	for (const char *p = field; *p; p++) {
		size_t n = *p == '[' ? strspn(p + 1, "0123456789") : 0;
		if (n > 0 && p[n + 1] == ']')
			p += n + 1;
		else
			g_string_append_c(path, *p);
	}
	return form_find(form, path->str);
}

static bool is_digits(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!g_ascii_isdigit(s[i]))
			return false;
	return true;
}

/* A number as people type it at *p, with a point or a comma inside; skips it. */
static bool number_take(const char **p, GString *out)
{
	const char *s = *p;
	s += *s == '-' || *s == '+';
	size_t n = strspn(s, "0123456789");
	if (n == 0 || n > 3)
		return false;
	s += n;
	if (*s == '.' && g_ascii_isdigit(s[1]))
		s += 1 + strspn(s + 1, "0123456789");
	g_string_append_len(out, **p == '+' ? *p + 1 : *p, s - *p - (**p == '+'));
	*p = s;
	return true;
}

/* "lat, lon", "lat lon", with degrees signs or not; further numbers (altitude, accuracy) stay.  False: no. */
static bool point_take(const char *text, GString *out)
{
	const char *p = text;
	size_t n = 0;
	while (*p) {
		size_t gap = strspn(p, " \t,;");
		p += gap;
		if (g_str_has_prefix(p, "°")) {
			p += strlen("°");
			continue;
		}
		if (!*p)
			break;
		if (n == 4 || (n > 0 && gap == 0 && p[-1] != '\xb0'))
			return false;
		if (n > 0)
			g_string_append_c(out, ' ');
		if (n < 2) {
			if (!number_take(&p, out))
				return false;
		} else {
			size_t length = strcspn(p, " \t,;");
			g_string_append_len(out, p, (gssize)length);
			p += length;
		}
		n++;
	}
	return n >= 2;
}

static char *point_read(const char *typed)
{
	g_autoptr(GString) out = g_string_new(NULL);
	return point_take(typed, out) ? g_string_free(g_steal_pointer(&out), FALSE) : g_strdup(typed);
}

static char *points_read(const char *typed, bool is_closed)
{
	g_auto(GStrv) lines = g_strsplit_set(typed, "\n;", -1);
	g_autoptr(GPtrArray) points = g_ptr_array_new_with_free_func(g_free);
	for (size_t i = 0; lines[i]; i++) {
		g_autoptr(GString) point = g_string_new(NULL);
		if (!*g_strstrip(lines[i]))
			continue;
		if (!point_take(lines[i], point))
			return g_strdup(typed);
		g_ptr_array_add(points, g_string_free(g_steal_pointer(&point), FALSE));
	}
	if (is_closed && points->len > 2 && strcmp(points->pdata[0], points->pdata[points->len - 1]) != 0)
		g_ptr_array_add(points, g_strdup(points->pdata[0]));
	g_ptr_array_add(points, NULL);
	return g_strjoinv(";", (char **)points->pdata);
}

/* "1/3/2026", as people write where the browser has no input for dates -> "2026-03-01"; else as it is. */
static char *day_read(const char *text)
{
	unsigned part[3] = {0, 0, 0};
	size_t n = 0, n_digits = 0;
	for (const char *p = text; *p; p++) {
		if (g_ascii_isdigit(*p) && n_digits < 4) {
			part[n] = part[n] * 10 + (unsigned)(*p - '0');
			n_digits++;
		} else if (*p == '/' && n < 2 && n_digits > 0) {
			n++;
			n_digits = 0;
		} else {
			return g_strdup(text);
		}
	}
	if (n != 2 || n_digits != 4)
		return g_strdup(text);
	return g_strdup_printf("%04u-%02u-%02u", part[2], part[1], part[0]);
}

/* "8:05" -> "08:05"; else as it is. */
static char *time_read(const char *text)
{
	return strlen(text) >= 4 && g_ascii_isdigit(text[0]) && text[1] == ':' ? g_strconcat("0", text, NULL)
									       : g_strdup(text);
}

static char *moment_read(const char *text)
{
	const char *gap = strpbrk(text, " T");
	if (!gap)
		return g_strdup(text);
	g_autofree char *before = g_strndup(text, (gsize)(gap - text)), *day = day_read(before);
	g_autofree char *time = time_read(gap + strspn(gap, " T"));
	return g_strconcat(day, "T", time, NULL);
}

char *page_value_read(const struct form_question *q, const char *typed)
{
	g_autofree char *text = g_strstrip(g_strdup(typed));
	switch (q->type) {
	case FORM_DATE:
		if (strlen(text) == 7 && is_digits(text, 4) && text[4] == '-' && is_digits(text + 5, 2) &&
		    page_has_appearance(q, "month-year"))
			return g_strconcat(text, "-01", NULL);
		if (strlen(text) == 4 && is_digits(text, 4) && page_has_appearance(q, "year"))
			return g_strconcat(text, "-01-01", NULL);
		return day_read(text);
	case FORM_TIME:
		return time_read(text);
	case FORM_DATETIME:
		return moment_read(text);
	case FORM_GEOPOINT:
		return point_read(text);
	case FORM_GEOTRACE:
	case FORM_GEOSHAPE:
		return points_read(text, q->type == FORM_GEOSHAPE);
	default:
		break;
	}
	return g_strdup(typed);
}

/* "lat lon alt accuracy" as "lat, lon"; what is none as it is. */
static void point_show(const char *point, GString *out)
{
	g_autoptr(GString) plain = g_string_new(NULL);
	if (strchr(point, ',') || !point_take(point, plain)) {
		g_string_append(out, point);
		return;
	}
	g_auto(GStrv) words = g_strsplit(plain->str, " ", 3);
	g_string_append_printf(out, "%s, %s", words[0], words[1]);
}

char *page_value_show(const struct form_question *q, const char *value)
{
	size_t length = strlen(value);
	switch (q->type) {
	case FORM_DATE:
		if (length == 10 && is_digits(value, 4) && page_has_appearance(q, "year"))
			return g_strndup(value, 4);
		if (length == 10 && is_digits(value, 4) && page_has_appearance(q, "month-year"))
			return g_strndup(value, 7);
		break;
	case FORM_TIME:
		if (length > 5 && is_digits(value, 2) && value[2] == ':' && is_digits(value + 3, 2))
			return g_strndup(value, 5);
		break;
	case FORM_DATETIME:
		if (length > 16 && is_digits(value, 4) && value[10] == 'T')
			return g_strndup(value, 16);
		break;
	case FORM_GEOPOINT:
	case FORM_GEOTRACE:
	case FORM_GEOSHAPE: {
		g_autoptr(GString) out = g_string_new(NULL);
		g_auto(GStrv) points = g_strsplit_set(value, ";\n", -1);
		size_t n = g_strv_length(points);
		if (q->type == FORM_GEOSHAPE && n > 3 && !strcmp(points[0], points[n - 1]))
			n--; /* closed by itself when it is read again */
		for (size_t i = 0; i < n; i++) {
			g_strstrip(points[i]);
			if (!*points[i])
				continue;
			if (out->len)
				g_string_append_c(out, '\n');
			point_show(points[i], out);
		}
		return g_string_free(g_steal_pointer(&out), FALSE);
	}
	default:
		break;
	}
	return g_strdup(value);
}
