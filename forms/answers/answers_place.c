/* answers_place - places as phones send them and as people type them: points, traces and shapes.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "answers_lexical.h"

#include <string.h>

#define DECIMALS_MAX 10 /* of degrees and metres; more are cut: they are finer than a hair */

/* A decimal of at most DECIMALS_MAX places between the limits; NULL when it is none. */
static char *coordinate(const char *s, size_t length, double least, double most)
{
	g_autofree char *text = g_strndup(s, length);
	size_t n = strspn(text, "+-0123456789");
	if (text[n] == '.') {
		size_t n_decimals = strspn(text + n + 1, "0123456789");
		if (n_decimals > DECIMALS_MAX) {
			char *rest = text + n + 1 + n_decimals;
			memmove(text + n + 1 + DECIMALS_MAX, rest, strlen(rest) + 1);
		}
	}
	char *canonical = NULL;
	if (!lexical_number(text, true, &canonical))
		return NULL;
	/* an exponent may have moved more decimals behind the point */
	char *point = strchr(canonical, '.');
	if (point && strlen(point + 1) > DECIMALS_MAX) {
		char *end = point + DECIMALS_MAX;
		while (*end == '0')
			end--;
		end[end > point] = '\0';
		if (!strcmp(canonical, "-0"))
			memcpy(canonical, "0", 2);
	}
	double number = g_ascii_strtod(canonical, NULL);
	if (number >= least && number <= most)
		return canonical;
	g_free(canonical);
	return NULL;
}

/* The next point of at most length bytes, canonical, appended. */
static bool read_point(const char *s, size_t length, GString *out)
{
	static const double limits[4][2] = {{-90, 90}, {-180, 180}, {-1e7, 1e9}, {0, 1e9}};
	const char *end = s + length;
	size_t n = 0;
	int commas = -1; /* whether commas separate; not known before the second number */
	while (s < end && g_ascii_isspace(*s))
		s++;
	while (s < end) {
		size_t word = 0;
		while (s + word < end && !g_ascii_isspace(s[word]) && s[word] != ',')
			word++;
		g_autofree char *number =
			n < 4 && word ? coordinate(s, word, limits[n][0], limits[n][1]) : NULL;
		if (!number)
			return false;
		if (n++)
			g_string_append_c(out, ' ');
		g_string_append(out, number);
		s += word;
		bool comma = false;
		for (; s < end && (g_ascii_isspace(*s) || *s == ','); s++) {
			if (*s == ',' && comma)
				return false;
			comma |= *s == ',';
		}
		if (s == end)
			return !comma && n >= 2 && (g_string_append(out, &" 0 0"[(n - 2) * 2]), true);
		if (commas >= 0 && commas != comma)
			return false;
		commas = comma;
	}
	return false;
}

char *lexical_point(const char *text)
{
	GString *out = g_string_new(NULL);
	bool is_good = read_point(text, strlen(text), out);
	return g_string_free(out, !is_good);
}

/* Bytes of the latitude and longitude of a canonical point. */
static size_t place_length(const char *point)
{
	size_t latitude = strcspn(point, " ");
	return latitude + 1 + strcspn(point + latitude + 1, " ");
}

static bool is_same_place(const char *a, const char *b)
{
	size_t n = place_length(a);
	return n == place_length(b) && !memcmp(a, b, n);
}

char *lexical_points(const char *text, bool is_shape)
{
	g_autoptr(GPtrArray) points = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GHashTable) places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (const char *s = text; *s;) {
		size_t length = strcspn(s, ";");
		GString *point = g_string_new(NULL);
		bool is_good = read_point(s, length, point);
		char *canonical = g_string_free(point, !is_good);
		if (!canonical)
			return NULL;
		g_ptr_array_add(points, canonical);
		g_hash_table_add(places, g_strndup(canonical, place_length(canonical)));
		s += length;
		if (*s == ';')
			s++;
		while (g_ascii_isspace(*s))
			s++;
	}
	if (g_hash_table_size(places) < (is_shape ? 3 : 2))
		return NULL;
	if (is_shape && !is_same_place(points->pdata[0], points->pdata[points->len - 1]))
		g_ptr_array_add(points, g_strdup(points->pdata[0]));
	GString *out = g_string_new(points->pdata[0]);
	for (guint i = 1; i < points->len; i++)
		g_string_append_printf(out, "; %s", (const char *)points->pdata[i]);
	return g_string_free(out, FALSE);
}
