/* xlsform_tables - sheets as tables whose headers are understood. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "xlsform_reader.h"
#include "nearest.h"

#include <string.h>

struct table {
	struct reader *r;
	enum sheet kind;
	size_t sheet;
	GPtrArray *of[COLUMN_MAX]; /* of struct table_column, or NULL where there are none */
	GHashTable *seen;	   /* what a column is, as text -> its header */
};

struct place table_place(const struct table *t, size_t row, const char *header)
{
	return (struct place){sheet_name_of(t->kind), workbook_file_row(t->r->book, t->sheet, row), header};
}

static void column_free(gpointer data)
{
	struct table_column *column = data;
	g_free(column->header.language);
	g_free(column->header.attribute);
	g_free(column);
}

void table_free(struct table *t)
{
	if (!t)
		return;
	for (size_t i = 0; i < COLUMN_MAX; i++)
		if (t->of[i])
			g_ptr_array_unref(t->of[i]);
	g_hash_table_unref(t->seen);
	g_free(t);
}

size_t table_n_rows(const struct table *t)
{
	return workbook_n_rows(t->r->book, t->sheet);
}

bool table_has(const struct table *t, enum column column)
{
	return t->of[column] != NULL;
}

bool table_row_is_empty(const struct table *t, size_t row)
{
	for (size_t c = 0; c < workbook_n_columns(t->r->book, t->sheet); c++)
		if (*workbook_cell(t->r->book, t->sheet, row, c))
			return false;
	return true;
}

bool table_row_is_disabled(const struct table *t, size_t row)
{
	return table_has(t, COLUMN_DISABLED) && yes_no_parse(table_cell(t, row, COLUMN_DISABLED).text) == 1;
}

size_t table_n_columns(const struct table *t, enum column column)
{
	return t->of[column] ? t->of[column]->len : 0;
}

struct table_column *table_column(const struct table *t, enum column column, size_t i)
{
	g_assert(i < table_n_columns(t, column));
	return t->of[column]->pdata[i];
}

const char *table_text_at(const struct table *t, size_t row, const struct table_column *c)
{
	return workbook_cell(t->r->book, t->sheet, row, c->index);
}

struct cell table_cell(const struct table *t, size_t row, enum column column)
{
	struct cell cell = {"", table_place(t, row, NULL)};
	for (size_t i = 0; i < table_n_columns(t, column); i++) {
		const struct table_column *c = table_column(t, column, i);
		if (!cell.place.column)
			cell.place.column = c->text;
		const char *text = table_text_at(t, row, c);
		if (*text)
			return (struct cell){text, table_place(t, row, c->text)};
	}
	return cell;
}

struct cell table_cell_in(const struct table *t, size_t row, enum column column, size_t language)
{
	for (size_t i = 0; i < table_n_columns(t, column); i++) {
		const struct table_column *c = table_column(t, column, i);
		if (c->by_language == language)
			return (struct cell){table_text_at(t, row, c), table_place(t, row, c->text)};
	}
	return (struct cell){"", table_place(t, row, NULL)};
}

bool table_has_language(const struct table *t, size_t language)
{
	for (size_t i = 0; i < table_n_columns(t, COLUMN_LABEL); i++)
		if (table_column(t, COLUMN_LABEL, i)->by_language == language)
			return true;
	return false;
}

void table_text(const struct table *t, size_t row, enum column column, struct form_text *text)
{
	for (size_t i = 0; i < table_n_columns(t, column); i++) {
		const struct table_column *c = table_column(t, column, i);
		const char *cell = table_text_at(t, row, c);
		if (!*cell)
			continue;
		if (!text->by_language) {
			if (!reader_take_slots(t->r, t->r->form->n_languages))
				return;
			text->by_language = g_new0(char *, t->r->form->n_languages);
		}
		char **slot = &text->by_language[c->by_language];
		if (!*slot || c->header.language) { /* the column that names its language is the one meant */
			g_free(*slot);
			*slot = g_strdup(cell);
		}
	}
}

void table_media(const struct table *t, size_t row, struct form_media *media)
{
	const struct {
		enum column column;
		struct form_text *text;
	} all[] = {{COLUMN_IMAGE, &media->image},
		   {COLUMN_BIG_IMAGE, &media->big_image},
		   {COLUMN_AUDIO, &media->audio},
		   {COLUMN_VIDEO, &media->video}};
	for (size_t i = 0; i < G_N_ELEMENTS(all); i++) {
		if (!table_has(t, all[i].column))
			continue;
		table_text(t, row, all[i].column, all[i].text);
		for (size_t l = 0; all[i].text->by_language && l < t->r->form->n_languages; l++) {
			char **name = &all[i].text->by_language[l];
			if (!*name)
				continue;
			if (g_str_has_prefix(*name, "jr://")) { /* jr://images/a.jpg is a.jpg */
				char *bare = g_strdup(strrchr(*name, '/') + 1);
				g_free(*name);
				*name = bare;
			}
			struct cell cell = table_cell_in(t, row, all[i].column, l);
			if (**name && !strstr(*name, "${") && !strstr(*name, "://"))
				reader_name_media(t->r, *name, cell.place);
		}
	}
}

/* --- headers */
static bool column_has_cells(const struct table *t, size_t index)
{
	for (size_t row = 1; row < table_n_rows(t); row++)
		if (*workbook_cell(t->r->book, t->sheet, row, index))
			return true;
	return false;
}

/* Whether the first row has it, in some language. */
static bool has_header(const struct table *t, const char *name)
{
	for (size_t c = 0; c < workbook_n_columns(t->r->book, t->sheet); c++) {
		g_autofree char *folded = header_fold(workbook_cell(t->r->book, t->sheet, 0, c));
		folded[strcspn(folded, ":")] = '\0';
		if (!strcmp(folded, name))
			return true;
	}
	return false;
}

/* Whether the column stays: as the author's own, or as nothing. */
static bool unknown_header(const struct table *t, const char *header)
{
	struct place place = table_place(t, 0, header);
	if (t->kind == SHEET_CHOICES || t->kind == SHEET_EXTERNAL_CHOICES)
		return true;
	g_autofree char *es = NULL, *en = NULL;
	const char *slip = t->kind == SHEET_SURVEY ? header_slip_of(t->kind, header) : NULL;
	const char *meant = slip ? slip : foreign_header(header);
	if (!slip && meant && has_header(t, meant))
		meant = NULL; /* an author's own column beside that of the standard */
	reader_suggest(meant ? meant : header_nearest(t->kind, header), &es, &en);
	if (slip)
		reader_problem(t->r, place, false, "No existe la columna \"%s\".%s%.0s",
			       "There is no column \"%s\".%.0s%s", header, es, en);
	else if (t->kind == SHEET_SETTINGS)
		reader_problem(t->r, place, true, "El ajuste \"%s\" no se usa.%s%.0s",
			       "The setting \"%s\" is not used.%.0s%s", header, es, en);
	else
		reader_problem(t->r, place, true, "La columna \"%s\" no es del estándar y no se usa.%s%.0s",
			       "The column \"%s\" is not of the standard and is not used.%.0s%s", header, es,
			       en);
	return false;
}

/* What makes two columns the same one. */
static char *identity(const struct header *header, const char *text)
{
	if (header->column == COLUMN_IGNORED || header->column == COLUMN_SILENT ||
	    header->column == COLUMN_OTHER || header->column == COLUMN_CELL)
		return g_strdup_printf("text %s", text);
	return g_strdup_printf("%d %d %s %s %s", (int)header->column, (int)header->place,
			       header->canonical ? header->canonical : "",
			       header->attribute ? header->attribute : "",
			       header->language ? header->language : "");
}

static void keep_column(struct table *t, struct table_column *column)
{
	GPtrArray **of = &t->of[column->header.column];
	if (!*of)
		*of = g_ptr_array_new_with_free_func(column_free);
	g_ptr_array_add(*of, column);
	if (column->header.column == COLUMN_CELL)
		g_hash_table_add(t->r->own_columns, (void *)column->text);
}

/* Two spellings of one setting, id_string and form_id: the present one counts. */
static void prefer_setting(struct table *t, struct table_column *column, const char *same)
{
	g_autofree char *folded = header_fold(column->text);
	bool is_present = !strcmp(folded, column->header.canonical);
	reader_problem(t->r, table_place(t, 0, is_present ? same : column->text), true,
		       "Los ajustes \"%s\" y \"%s\" son el mismo; se usa \"%s\".",
		       "The settings \"%s\" and \"%s\" are the same; \"%s\" is used.", same, column->text,
		       is_present ? column->text : same);
	for (size_t i = 0; is_present && i < table_n_columns(t, COLUMN_SETTING); i++) {
		struct table_column *other = table_column(t, COLUMN_SETTING, i);
		if (other->text == same) {
			other->index = column->index;
			other->text = column->text;
		}
	}
	column_free(column);
}

static void add_column(struct table *t, size_t index)
{
	const char *text = workbook_cell(t->r->book, t->sheet, 0, index);
	if (!*text) {
		if (column_has_cells(t, index))
			reader_problem(t->r, table_place(t, 0, NULL), true,
				       "La columna %zu tiene datos pero no tiene nombre; no se usa.",
				       "Column %zu has data but no name; it is not used.", index + 1);
		return;
	}
	struct table_column *column = g_new0(struct table_column, 1);
	column->header = header_parse(t->kind, text);
	column->index = index;
	column->text = text;
	struct header *header = &column->header;
	g_autofree char *key = identity(header, text);
	const char *same = g_hash_table_lookup(t->seen, key);
	if (same && t->kind == SHEET_SETTINGS && header->column == COLUMN_SETTING) {
		prefer_setting(t, column, same);
		return;
	}
	if (same) {
		reader_problem(t->r, table_place(t, 0, text), false,
			       "Las columnas \"%s\" y \"%s\" son la misma; deje una sola.",
			       "The columns \"%s\" and \"%s\" are the same; leave only one.", same, text);
		column_free(column);
		return;
	}
	g_hash_table_insert(t->seen, g_steal_pointer(&key), (void *)text);
	if (header->column == COLUMN_OTHER && unknown_header(t, text))
		header->column = COLUMN_CELL;
	if (header->column == COLUMN_IGNORED && column_has_cells(t, index))
		reader_problem(
			t->r, table_place(t, 0, text), true,
			"La columna \"%s\" es de las entidades de ODK, que aquí no se llevan; no se usa.",
			"The column \"%s\" is about entities of ODK, which are not kept here; it is not "
			"used.",
			text);
	keep_column(t, column);
}

/* Where no question has a role, a column called level is the author's own like any other. */
static void own_levels(struct reader *r, struct table *t)
{
	r->levels_are_own = true;
	if (!t || !table_has(t, COLUMN_LEVEL))
		return;
	struct table_column *own = g_memdup2(table_column(t, COLUMN_LEVEL, 0), sizeof *own);
	own->header.column = COLUMN_CELL;
	own->header.language = NULL;
	keep_column(t, own);
}

static struct table *table_open(struct reader *r, enum sheet kind, size_t sheet)
{
	struct table *t = g_new0(struct table, 1);
	t->r = r;
	t->kind = kind;
	t->sheet = sheet;
	t->seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (size_t c = 0; c < workbook_n_columns(r->book, sheet); c++)
		add_column(t, c);
	return t;
}

#define HEADERS_SOUGHT 10 /* rows in which headers are looked for that are not in the first */

/* The row, not the first, that has the header in it; 0 when there is none. */
static size_t row_of_header(const struct table *t, const char *name)
{
	for (size_t row = 1; row < MIN(table_n_rows(t), HEADERS_SOUGHT); row++) {
		for (size_t c = 0; c < workbook_n_columns(t->r->book, t->sheet); c++) {
			g_autofree char *folded = header_fold(workbook_cell(t->r->book, t->sheet, row, c));
			if (!strcmp(folded, name))
				return row;
		}
	}
	return 0;
}

/* The header that is a word of another language for that one, or NULL. */
static const char *foreign_header_for(const struct table *t, const char *name)
{
	for (size_t c = 0; table_n_rows(t) && c < workbook_n_columns(t->r->book, t->sheet); c++) {
		const char *text = workbook_cell(t->r->book, t->sheet, 0, c), *meant = foreign_header(text);
		if (meant && !strcmp(meant, name))
			return text;
	}
	return NULL;
}

static void missing_column(const struct table *t, const char *name)
{
	size_t row = row_of_header(t, name);
	const char *foreign = foreign_header_for(t, name), *sheet = sheet_name_of(t->kind);
	if (row)
		reader_problem(
			t->r, table_place(t, 0, NULL), false,
			"Falta la columna \"%s\" en la hoja %s: ese nombre está en la fila %u. Los "
			"nombres de las columnas van primero; borre las filas de arriba.",
			"The column \"%s\" is missing in the sheet %s: that name is in row %u. The names "
			"of the columns go first; delete the rows above.",
			name, sheet, workbook_file_row(t->r->book, t->sheet, row));
	else if (foreign)
		reader_problem(
			t->r, table_place(t, 0, NULL), false,
			"Falta la columna \"%s\" en la hoja %s: póngale ese nombre a la columna \"%s\".",
			"The column \"%s\" is missing in the sheet %s: give that name to the column "
			"\"%s\".",
			name, sheet, foreign);
	else
		reader_problem(t->r, table_place(t, 0, NULL), false, "Falta la columna \"%s\" en la hoja %s.",
			       "The column \"%s\" is missing in the sheet %s.", name, sheet);
}

static void require_column(const struct table *t, enum column column, const char *name)
{
	if (t && table_n_rows(t) && !table_has(t, column))
		missing_column(t, name);
}

/* A sheet that is none of those that are read; whether its name is a slip. */
static bool other_sheet(struct reader *r, const char *name)
{
	struct place place = {name, 0, NULL};
	if (!strcmp(name, "entities")) {
		reader_problem(r, place, true,
			       "Aquí no se llevan entidades de ODK: la hoja \"%s\" no se usa.",
			       "Entities of ODK are not kept here: the sheet \"%s\" is not used.", name);
		return false;
	}
	if (!strcmp(name, "osm")) {
		reader_problem(r, place, true, "Aquí no se edita OpenStreetMap: la hoja \"%s\" no se usa.",
			       "OpenStreetMap is not edited here: the sheet \"%s\" is not used.", name);
		return false;
	}
	struct nearest nearest = nearest_begin(name);
	for (size_t kind = 0; kind < SHEET_MAX; kind++)
		nearest_try(&nearest, sheet_name_of((enum sheet)kind));
	if (nearest.found)
		reader_problem(r, place, false, "No existe la hoja \"%s\". ¿Quiso decir \"%s\"?",
			       "There is no sheet \"%s\". Did you mean \"%s\"?", name, nearest.found);
	else
		reader_problem(r, place, true, "La hoja \"%s\" no se usa.", "The sheet \"%s\" is not used.",
			       name);
	return nearest.found != NULL;
}

void reader_open_tables(struct reader *r, struct table *tables[SHEET_MAX])
{
	bool misspelt = false;
	for (size_t i = 0; i < SHEET_MAX; i++)
		tables[i] = NULL;
	for (size_t i = 0; i < workbook_n_sheets(r->book); i++) {
		const char *name = workbook_sheet_name(r->book, i);
		size_t kind = 0;
		while (kind < SHEET_MAX && strcmp(name, sheet_name_of((enum sheet)kind)) != 0)
			kind++;
		if (kind < SHEET_MAX)
			tables[kind] = table_open(r, (enum sheet)kind, i);
		else
			misspelt |= other_sheet(r, name);
	}
	if (tables[SHEET_SURVEY]) {
		if (!table_n_rows(tables[SHEET_SURVEY]) || !table_has(tables[SHEET_SURVEY], COLUMN_TYPE))
			missing_column(tables[SHEET_SURVEY], "type");
		if (!table_n_rows(tables[SHEET_SURVEY]) || !table_has(tables[SHEET_SURVEY], COLUMN_NAME))
			missing_column(tables[SHEET_SURVEY], "name");
	} else if (!misspelt) {
		reader_problem(r, (struct place){"survey", 0, NULL}, false,
			       "Falta la hoja survey, la de las preguntas.",
			       "The sheet survey, that of the questions, is missing.");
	}
	if (tables[SHEET_SURVEY] && !table_has(tables[SHEET_SURVEY], COLUMN_ROLE)) {
		own_levels(r, tables[SHEET_CHOICES]);
		own_levels(r, tables[SHEET_EXTERNAL_CHOICES]);
	}
	require_column(tables[SHEET_CHOICES], COLUMN_LIST_NAME, "list_name");
	require_column(tables[SHEET_CHOICES], COLUMN_NAME, "name");
	require_column(tables[SHEET_EXTERNAL_CHOICES], COLUMN_LIST_NAME, "list_name");
	require_column(tables[SHEET_EXTERNAL_CHOICES], COLUMN_NAME, "name");
}
