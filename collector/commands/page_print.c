/* page_print - words in lines, and tables whose first column gives way when the line is too short.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "page_print.h"

#include <glib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "words.h"

enum { LEAST_NAME = 16, MAX_COLUMNS = 32, WIDEST = 120, USUAL = 100 };

struct sheet {
	FILE *out;
	size_t width;
	bool in_colour;
};

static const char *const bold = "\033[1m", *const dim = "\033[2m", *const plain = "\033[0m";

static const char *style(const struct sheet *sheet, const char *code)
{
	return sheet->in_colour ? code : "";
}

size_t page_print_width(void)
{
	const char *columns = g_getenv("COLUMNS");
	struct winsize size = {0};
	guint64 width;

	if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col)
		return CLAMP(size.ws_col, 40, WIDEST);
	if (columns && g_ascii_string_to_unsigned(columns, 10, 40, 400, &width, NULL))
		return (size_t)width;
	return USUAL;
}

static size_t columns_of(gunichar c)
{
	return g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
}

static size_t columns_of_text(const char *text)
{
	size_t n = 0;

	for (; *text; text = g_utf8_next_char(text))
		n += columns_of(g_utf8_get_char(text));
	return n;
}

/* What a terminal would take for a command, or a line for more than one. */
static char *harmless(const char *text)
{
	GString *out = g_string_new(NULL);

	for (; *text; text = g_utf8_next_char(text)) {
		gunichar c = g_utf8_get_char(text);

		g_string_append_unichar(
			out, g_unichar_iscntrl(c) || g_unichar_type(c) == G_UNICODE_FORMAT ? ' ' : c);
	}
	return g_string_free(out, FALSE);
}

static void print_wrapped(const struct sheet *sheet, const char *text, const char *code)
{
	g_autofree char *clean = harmless(text);
	g_auto(GStrv) words = g_strsplit(clean, " ", -1);
	size_t at = 0;

	fputs(style(sheet, code), sheet->out);
	for (size_t i = 0; words[i]; i++) {
		size_t length = columns_of_text(words[i]);

		if (at && at + 1 + length > sheet->width) {
			fputc('\n', sheet->out);
			at = 0;
		}
		fprintf(sheet->out, "%s%s", at ? " " : "", words[i]);
		at += length + (at > 0);
	}
	fprintf(sheet->out, "%s\n", style(sheet, plain));
}

/* A cell in so many columns: cut with an ellipsis, or filled with blanks. */
static void print_cell(const struct sheet *sheet, const char *text, size_t width, bool is_right)
{
	g_autofree char *clean = harmless(text);
	size_t length = columns_of_text(clean), gap = length < width ? width - length : 0;

	if (length > width) {
		char *at = clean;

		for (size_t used = 0; used + columns_of(g_utf8_get_char(at)) < width;
		     at = g_utf8_next_char(at))
			used += columns_of(g_utf8_get_char(at));
		*at = '\0';
		gap = width - columns_of_text(clean) - 1;
	}
	if (is_right)
		fprintf(sheet->out, "%*s", (int)gap, "");
	fprintf(sheet->out, "%s%s", clean, length > width ? "…" : "");
	if (!is_right)
		fprintf(sheet->out, "%*s", (int)gap, "");
}

static const char *cell_of(const json_t *row, size_t column)
{
	const char *text = json_string_value(json_array_get(row, column));

	return text ? text : "";
}

/* Figures stand to the right; a column is one of figures when no cell begins like a word. */
static bool is_of_figures(const json_t *rows, size_t column)
{
	const json_t *row;
	size_t r;

	json_array_foreach(rows, r, row)
	{
		const char *cell = cell_of(row, column);

		if (*cell && !g_ascii_isdigit(*cell) && !strchr("-+<", *cell) && !g_str_has_prefix(cell, "—"))
			return false;
	}
	return column > 0;
}

static void print_table(const struct sheet *sheet, const json_t *table)
{
	const json_t *columns = json_object_get(table, "columns"), *rows = json_object_get(table, "rows"),
		     *row;
	size_t n = MIN(json_array_size(columns), MAX_COLUMNS), widths[MAX_COLUMNS], total = 0, widest = 0, r;
	bool of_figures[MAX_COLUMNS];

	for (size_t c = 0; c < n; c++) {
		widths[c] = columns_of_text(cell_of(columns, c));
		of_figures[c] = is_of_figures(rows, c);
		json_array_foreach(rows, r, row) widths[c] = MAX(widths[c], columns_of_text(cell_of(row, c)));
		total += widths[c] + (c ? 2 : 0);
		if (!of_figures[c] && (of_figures[widest] || widths[c] > widths[widest]))
			widest = c;
	}
	if (n && total > sheet->width)
		widths[widest] = MAX(LEAST_NAME, widths[widest] - MIN(widths[widest], total - sheet->width));
	for (size_t line = 0; n && line <= json_array_size(rows); line++) {
		row = line ? json_array_get(rows, line - 1) : columns;
		fputs(line ? "" : style(sheet, dim), sheet->out);
		for (size_t c = 0; c < n; c++) {
			bool is_last = c + 1 == n && !of_figures[c];

			fputs(c ? "  " : "", sheet->out);
			print_cell(sheet, cell_of(row, c),
				   is_last ? MIN(widths[c], columns_of_text(cell_of(row, c))) : widths[c],
				   of_figures[c]);
		}
		fprintf(sheet->out, "%s\n", line ? "" : style(sheet, plain));
	}
}

static void print_section(const struct sheet *sheet, const json_t *section)
{
	const json_t *text_table = json_object_get(section, "text_table"), *sentence,
		     *table = text_table ? text_table : json_object_get(section, "table");
	const char *heading = json_string_value(json_object_get(section, "heading"));
	size_t i, n = json_array_size(json_object_get(section, "sentences")),
		  limit = (size_t)json_integer_value(json_object_get(section, "text_limit"));

	if (!json_is_object(table) && json_is_object(json_object_get(section, "chart")))
		return;
	fputc('\n', sheet->out);
	if (heading)
		print_wrapped(sheet, heading, bold);
	json_array_foreach(json_object_get(section, "sentences"), i, sentence) if (!limit || i < limit)
		print_wrapped(sheet, json_string_value(sentence), "");
	if (limit && n > limit)
		fprintf(sheet->out, "… %s %zu\n", _("and so many more:"), n - limit);
	if (json_is_object(table))
		print_table(sheet, table);
}

void page_print(FILE *out, const json_t *page, const char *language, size_t width, bool in_colour)
{
	const struct sheet sheet = {out, MAX(width, 40), in_colour};
	const char *title = json_string_value(json_object_get(page, "title")),
		   *subtitle = json_string_value(json_object_get(page, "subtitle"));
	g_autofree char *what = g_strdup_printf(
		"%s %s", words_say(language, "Esto no es una encuesta representativa."),
		words_say(language, "Describe lo que dijeron quienes participaron, que no fueron elegidos al "
				    "azar; no lo que piensa toda la población."));
	const json_t *item;
	size_t i;

	if (title)
		print_wrapped(&sheet, title, bold);
	if (subtitle)
		print_wrapped(&sheet, subtitle, dim);
	print_wrapped(&sheet, what, "");
	json_array_foreach(json_object_get(page, "notices"), i, item)
		print_wrapped(&sheet, json_string_value(item), bold);
	json_array_foreach(json_object_get(page, "sections"), i, item) print_section(&sheet, item);
	fputc('\n', out);
	json_array_foreach(json_object_get(page, "settings"), i, item)
	{
		g_autofree char *line =
			g_strdup_printf("%s: %s", json_string_value(json_object_get(item, "name")),
					json_string_value(json_object_get(item, "value")));

		print_wrapped(&sheet, line, dim);
	}
}
