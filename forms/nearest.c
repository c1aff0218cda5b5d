/* nearest - edit distance (insertions, deletions, substitutions and swaps of neighbours) on folded
 * characters. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nearest.h"

#include <glib.h>
#include <string.h>

#define LENGTH_MAX 40 /* characters; longer words have no neighbours */

static size_t fold(const char *word, gunichar out[LENGTH_MAX])
{
	size_t n = 0;
	for (; *word; word = g_utf8_next_char(word), n++) {
		if (n == LENGTH_MAX)
			return n + 1;
		gunichar c = g_unichar_tolower(g_utf8_get_char(word));
		out[n] = c == ' ' || c == '-' ? '_' : c;
	}
	return n;
}

struct nearest nearest_begin(const char *wanted)
{
	size_t length = (size_t)g_utf8_strlen(wanted, -1);
	/* a third of the word may be wrong, at most three characters */
	return (struct nearest){.wanted = wanted, .distance = 1 + MIN((length + 1) / 3, 3)};
}

void nearest_try(struct nearest *nearest, const char *candidate)
{
	gunichar a[LENGTH_MAX], b[LENGTH_MAX];
	size_t n_a = fold(nearest->wanted, a), n_b = fold(candidate, b);
	if (!n_a || !n_b || n_a > LENGTH_MAX || n_b > LENGTH_MAX)
		return;
	size_t rows[3][LENGTH_MAX + 1];
	for (size_t j = 0; j <= n_b; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= n_a; i++) {
		size_t *now = rows[i % 3], *before = rows[(i - 1) % 3], *earlier = rows[(i + 1) % 3];
		now[0] = i;
		for (size_t j = 1; j <= n_b; j++) {
			size_t d = before[j - 1] + (a[i - 1] != b[j - 1]);
			d = MIN(d, MIN(before[j], now[j - 1]) + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				d = MIN(d, earlier[j - 2] + 1);
			now[j] = d;
		}
	}
	size_t distance = rows[n_a % 3][n_b];
	if (distance < nearest->distance) {
		nearest->distance = distance;
		nearest->found = candidate;
	}
}
