/* expression_date - dates and times of expressions: ISO 8601 in, days since 1970-01-01T00:00Z inside.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "expression_tree.h"

#include <math.h>
#include <string.h>

#define DAY_MINUTES  1440.0
#define EPOCH_JULIAN 719163 /* g_date_get_julian of 1970-01-01 */

/* Reads exactly n digits. */
static bool digits(const char **s, int n, int *value)
{
	*value = 0;
	for (int i = 0; i < n; i++, (*s)++) {
		if (!g_ascii_isdigit(**s))
			return false;
		*value = *value * 10 + (**s - '0');
	}
	return true;
}

/* Reads one or two digits: months and days may lack their zero. */
static bool short_digits(const char **s, int *value)
{
	return digits(s, g_ascii_isdigit(**s) && g_ascii_isdigit((*s)[1]) ? 2 : 1, value);
}

/* HH:MM[:SS[.fraction]][Z|+HH[:MM]|-HH[:MM]] up to the end of the text. */
bool time_parse(const char *s, int utc_offset_minutes, double *fraction_of_day)
{
	int hour, minute, second = 0, zone_hour = 0, zone_minute = 0;
	double fraction = 0;
	if (!digits(&s, 2, &hour) || *s++ != ':' || !digits(&s, 2, &minute))
		return false;
	if (*s == ':') {
		s++;
		if (!digits(&s, 2, &second))
			return false;
		if (*s == '.') {
			s++;
			if (!g_ascii_isdigit(*s))
				return false;
			for (double unit = 0.1; g_ascii_isdigit(*s); unit /= 10)
				fraction += unit * (*s++ - '0');
		}
	}
	int offset = utc_offset_minutes;
	if (*s == 'Z') {
		s++;
		offset = 0;
	} else if (*s == '+' || *s == '-') {
		int sign = *s++ == '-' ? -1 : 1;
		if (!digits(&s, 2, &zone_hour))
			return false;
		if (*s == ':')
			s++;
		if (*s && !digits(&s, 2, &zone_minute))
			return false;
		offset = sign * (zone_hour * 60 + zone_minute);
	}
	if (*s || hour > 23 || minute > 59 || second > 59 || zone_hour > 14 || zone_minute > 59)
		return false;
	*fraction_of_day = (hour * 60 + minute - offset) / DAY_MINUTES + (second + fraction) / 86400.0;
	return true;
}

bool date_parse(const char *s, int utc_offset_minutes, double *days, bool *has_time)
{
	int year, month, day;
	if (!digits(&s, 4, &year) || *s++ != '-' || !short_digits(&s, &month) || *s++ != '-' ||
	    !short_digits(&s, &day))
		return false;
	if (year < 1 || month < 1 || month > 12 || day < 1 ||
	    !g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
		return false;
	GDate date;
	g_date_clear(&date, 1);
	g_date_set_dmy(&date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
	double fraction = -utc_offset_minutes / DAY_MINUTES;
	*has_time = *s == 'T';
	if (*has_time ? !time_parse(s + 1, utc_offset_minutes, &fraction) : *s != '\0')
		return false;
	*days = (double)g_date_get_julian(&date) - EPOCH_JULIAN + fraction;
	return true;
}

struct parts {
	GDate date;
	int hour, minute, second, millisecond;
};

/* The local calendar and clock; false when it is not a date that can be written. */
static bool split(double days, int utc_offset_minutes, struct parts *out)
{
	double milliseconds = floor(days * 86400000.0 + 0.5) + utc_offset_minutes * 60000.0;
	double day = floor(milliseconds / 86400000.0);
	if (!(day > -EPOCH_JULIAN && day < 2932897)) /* years 1 to 9999 */
		return false;
	int rest = (int)(milliseconds - day * 86400000.0);
	g_date_clear(&out->date, 1);
	g_date_set_julian(&out->date, (guint32)(day + EPOCH_JULIAN));
	out->millisecond = rest % 1000;
	out->second = rest / 1000 % 60;
	out->minute = rest / 60000 % 60;
	out->hour = rest / 3600000;
	return true;
}

void date_write(GString *out, double days, bool has_time, int utc_offset_minutes)
{
	struct parts p;
	if (!split(days, utc_offset_minutes, &p)) {
		g_string_append(out, "Invalid Date");
		return;
	}
	g_string_append_printf(out, "%04u-%02u-%02u", g_date_get_year(&p.date),
			       (unsigned)g_date_get_month(&p.date), g_date_get_day(&p.date));
	if (has_time || p.hour || p.minute || p.second || p.millisecond) {
		int zone = ABS(utc_offset_minutes);
		g_string_append_printf(out, "T%02d:%02d:%02d.%03d%c%02d:%02d", p.hour, p.minute, p.second,
				       p.millisecond, utc_offset_minutes < 0 ? '-' : '+', zone / 60,
				       zone % 60);
	}
}

void date_format(GString *out, double days, const char *format, int utc_offset_minutes)
{
	static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
					     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	static const char *const weekdays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
	struct parts p;
	if (!split(days, utc_offset_minutes, &p)) {
		g_string_append(out, "Invalid Date");
		return;
	}
	unsigned year = g_date_get_year(&p.date), month = (unsigned)g_date_get_month(&p.date);
	for (const char *f = format; *f && out->len < EXPRESSION_RESULT_MAX; f++) {
		if (*f != '%' || !f[1]) {
			g_string_append_c(out, *f);
			continue;
		}
		switch (*++f) {
		case 'Y':
			g_string_append_printf(out, "%04u", year);
			break;
		case 'y':
			g_string_append_printf(out, "%02u", year % 100);
			break;
		case 'm':
			g_string_append_printf(out, "%02u", month);
			break;
		case 'n':
			g_string_append_printf(out, "%u", month);
			break;
		case 'b':
			g_string_append(out, months[month - 1]);
			break;
		case 'd':
			g_string_append_printf(out, "%02u", g_date_get_day(&p.date));
			break;
		case 'e':
			g_string_append_printf(out, "%u", g_date_get_day(&p.date));
			break;
		case 'H':
			g_string_append_printf(out, "%02d", p.hour);
			break;
		case 'h':
			g_string_append_printf(out, "%d", p.hour);
			break;
		case 'M':
			g_string_append_printf(out, "%02d", p.minute);
			break;
		case 'S':
			g_string_append_printf(out, "%02d", p.second);
			break;
		case '3':
			g_string_append_printf(out, "%03d", p.millisecond);
			break;
		case 'a':
			g_string_append(out, weekdays[g_date_get_weekday(&p.date) - 1]);
			break;
		case '%':
			g_string_append_c(out, '%');
			break;
		default:
			g_string_append_c(out, '%');
			g_string_append_c(out, *f);
			break;
		}
	}
}
