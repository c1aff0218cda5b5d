/* workbook_number - the numbers of a spreadsheet as the text that their author sees: whole numbers without a
 * point, dates as ISO 8601.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "workbook_parts.h"

#include <math.h>
#include <string.h>

/* Built-in formats of dates and times (ECMA-376 part 1, 18.8.30). */
static enum workbook_time builtin(unsigned id)
{
	if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58))
		return WORKBOOK_DATE;
	if (id == 22)
		return WORKBOOK_DATETIME;
	if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47))
		return WORKBOOK_TIME;
	return WORKBOOK_PLAIN;
}

enum workbook_time workbook_format_time(unsigned id, const char *code)
{
	if (!code)
		return builtin(id);
	bool has_day = false, has_hour = false, has_month = false;
	for (const char *p = code; *p && *p != ';'; p++) {
		if (*p == '"') {
			p = strchr(p + 1, '"');
		} else if (*p == '\\' || *p == '_' || *p == '*') {
			p = p[1] ? p + 1 : NULL;
		} else if (*p == '[') {
			/* [h] is an elapsed time, [Red] and [$-80A] are not */
			has_hour |= p[1] && strchr("hHmMsS", p[1]) && (p[2] == ']' || p[2] == p[1]);
			p = strchr(p + 1, ']');
		} else if (g_ascii_strncasecmp(p, "general", 7) == 0) {
			p += 6;
		} else {
			char c = g_ascii_tolower(*p);
			has_day |= c == 'd' || c == 'y';
			has_hour |= c == 'h' || c == 's';
			has_month |= c == 'm';
		}
		if (!p)
			break;
	}
	has_day |= has_month && !has_hour;
	return has_day ? (has_hour ? WORKBOOK_DATETIME : WORKBOOK_DATE)
		       : (has_hour ? WORKBOOK_TIME : WORKBOOK_PLAIN);
}

/* Whole numbers without a point or exponent, others in the fewest digits that say the same; never in the
 * manner of a country. */
static void plain_text(double value, char *out, int size)
{
	if (fabs(value) < 1e21 && floor(value) == value) {
		g_ascii_formatd(out, size, "%.0f", value + 0.0);
		if (!strcmp(out, "-0"))
			g_strlcpy(out, "0", (gsize)size);
		return;
	}
	static const char *const formats[] = {"%.15g", "%.16g", "%.17g"};
	for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
		g_ascii_formatd(out, size, formats[i], value);
		if (g_ascii_strtod(out, NULL) == value) /* the very same number, not about the same */
			break;
	}
}

bool workbook_number_text(double value, enum workbook_time time, bool is_1904, char out[WORKBOOK_NUMBER_MAX])
{
	if (!isfinite(value))
		return false;
	/* Excel's days: 1 is 1900-01-01, 60 the day that never was; up to the end of 9999 */
	if (time == WORKBOOK_PLAIN || value < 0 || value >= 2958466) {
		plain_text(value, out, WORKBOOK_NUMBER_MAX);
		return true;
	}
	double days = floor(value);
	int seconds = (int)floor((value - days) * 86400 + 0.5);
	if (seconds == 86400) {
		seconds = 0;
		days++;
	}
	unsigned h = (unsigned)seconds / 3600, m = (unsigned)seconds / 60 % 60, s = (unsigned)seconds % 60;
	if (time == WORKBOOK_TIME && days < 1) {
		g_snprintf(out, WORKBOOK_NUMBER_MAX, "%02u:%02u:%02u", h, m, s);
		return true;
	}
	GDate date;
	g_date_clear(&date, 1);
	if (is_1904)
		g_date_set_dmy(&date, 1, G_DATE_JANUARY, 1904);
	else
		g_date_set_dmy(&date, 30 + (days < 60), G_DATE_DECEMBER, 1899);
	g_date_add_days(&date, (guint)days);
	int n = g_snprintf(out, WORKBOOK_NUMBER_MAX, "%04u-%02u-%02u", (unsigned)g_date_get_year(&date),
			   (unsigned)g_date_get_month(&date), (unsigned)g_date_get_day(&date));
	if (seconds)
		g_snprintf(out + n, (gulong)(WORKBOOK_NUMBER_MAX - n), "T%02u:%02u:%02u", h, m, s);
	return true;
}
