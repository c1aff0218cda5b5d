/* csv_cells - cells of comma-separated values, as RFC 4180 quotes them.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "csv_cells.h"

bool csv_is_line_end(char c)
{
	return c == '\n' || c == '\r';
}

bool csv_cell_read(const char **at, const char *end, char delimiter, GString *cell)
{
	const char *p = *at;
	g_string_truncate(cell, 0);
	if (p < end && *p == '"') {
		for (p++;; p++) {
			if (p == end)
				return false;
			if (*p != '"')
				g_string_append_c(cell, *p);
			else if (p + 1 < end && p[1] == '"')
				g_string_append_c(cell, *p++);
			else
				break;
		}
		p++;
		if (p < end && *p != delimiter && !csv_is_line_end(*p))
			return false;
	} else {
		while (p < end && *p != delimiter && !csv_is_line_end(*p))
			g_string_append_c(cell, *p++);
	}
	*at = p;
	return true;
}

void csv_line_end_pass(const char **at, const char *end)
{
	if (*at < end)
		*at += **at == '\r' && *at + 1 < end && (*at)[1] == '\n' ? 2 : 1;
}
