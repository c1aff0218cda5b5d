/* xlsform_tables - sheets as tables whose headers are understood; reads the settings and choices sheets.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "xlsform_reader.h"
#include "nearest.h"

#include <string.h>

struct table_column {
	enum column column;
	char *language;	    /* as written, or NULL */
	bool is_bare_text;  /* belongs to the default language */
	size_t by_language; /* index, once the languages are known */
	size_t index;	    /* in the sheet */
	const char *header;
};

struct table {
	struct reader *r;
	enum sheet kind;
	size_t sheet;
	GArray *columns;	     /* of struct table_column */
	size_t first_of[COLUMN_MAX]; /* index into columns plus 1 of the first of that meaning, or 0 */
	size_t last_of[COLUMN_MAX];  /* the same of the last */
};

static const struct table_column *column_at(const struct table *t, size_t i)
{
	return &g_array_index(t->columns, struct table_column, i);
}

static struct place place_of(const struct table *t, size_t row, const char *header)
{
	return (struct place){sheet_name_of(t->kind), workbook_file_row(t->r->book, t->sheet, row), header};
}

static void column_clear(gpointer data)
{
	g_free(((struct table_column *)data)->language);
}

void table_free(struct table *t)
{
	if (!t)
		return;
	g_array_unref(t->columns);
	g_free(t);
}

size_t table_n_rows(const struct table *t)
{
	return workbook_n_rows(t->r->book, t->sheet);
}

bool table_has(const struct table *t, enum column column)
{
	return t->first_of[column] != 0;
}

bool table_row_is_empty(const struct table *t, size_t row)
{
	for (size_t c = 0; c < workbook_n_columns(t->r->book, t->sheet); c++)
		if (*workbook_cell(t->r->book, t->sheet, row, c))
			return false;
	return true;
}

struct cell table_cell(const struct table *t, size_t row, enum column column)
{
	struct cell cell = {"", place_of(t, row, NULL)};
	size_t first = t->first_of[column];
	for (size_t i = first ? first - 1 : 0; i < t->last_of[column]; i++) {
		const struct table_column *c = column_at(t, i);
		if (c->column != column)
			continue;
		if (!cell.place.column)
			cell.place.column = c->header;
		const char *text = workbook_cell(t->r->book, t->sheet, row, c->index);
		if (*text)
			return (struct cell){text, place_of(t, row, c->header)};
	}
	return cell;
}

struct cell table_cell_in(const struct table *t, size_t row, enum column column, size_t language)
{
	for (size_t i = 0; i < t->columns->len; i++) {
		const struct table_column *c = column_at(t, i);
		if (c->column == column && c->by_language == language)
			return (struct cell){workbook_cell(t->r->book, t->sheet, row, c->index),
					     place_of(t, row, c->header)};
	}
	return (struct cell){"", place_of(t, row, NULL)};
}

void table_text(const struct table *t, size_t row, enum column column, struct form_text *text)
{
	size_t first = t->first_of[column];
	for (size_t i = first ? first - 1 : 0; i < t->last_of[column]; i++) {
		const struct table_column *c = column_at(t, i);
		if (c->column != column)
			continue;
		const char *cell = workbook_cell(t->r->book, t->sheet, row, c->index);
		if (!*cell)
			continue;
		if (!text->by_language)
			text->by_language = g_new0(char *, t->r->form->n_languages);
		if (!text->by_language[c->by_language])
			text->by_language[c->by_language] = g_strdup(cell);
	}
}

void table_refuse_later(const struct table *t, size_t row)
{
	size_t first = t->first_of[COLUMN_LATER];
	for (size_t i = first ? first - 1 : 0; i < t->last_of[COLUMN_LATER]; i++) {
		const struct table_column *c = column_at(t, i);
		if (c->column == COLUMN_LATER && *workbook_cell(t->r->book, t->sheet, row, c->index))
			reader_problem(t->r, place_of(t, row, c->header), false,
				       "La columna \"%s\" es del estándar, pero esta versión todavía no la "
				       "aplica. Vacíe esta "
				       "celda.",
				       "The column \"%s\" belongs to the standard, but this version does not "
				       "apply it yet. "
				       "Empty this cell.",
				       c->header);
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

static void unknown_header(const struct table *t, const char *header)
{
	struct place place = place_of(t, 0, header);
	if (t->kind == SHEET_CHOICES)
		return; /* authors' own columns, for filters */
	if (t->kind == SHEET_SETTINGS) {
		reader_problem(t->r, place, true, "El ajuste \"%s\" no se usa en esta versión.",
			       "The setting \"%s\" is not used by this version.", header);
		return;
	}
	const char *near = header_nearest(t->kind, header);
	if (near)
		reader_problem(t->r, place, false, "No existe la columna \"%s\". ¿Quiso decir \"%s\"?",
			       "There is no column \"%s\". Did you mean \"%s\"?", header, near);
	else
		reader_problem(t->r, place, false,
			       "No existe la columna \"%s\". Corrija su nombre o quítela de la hoja.",
			       "There is no column \"%s\". Correct its name or remove it from the sheet.",
			       header);
}

static void add_column(struct table *t, size_t index)
{
	const char *text = workbook_cell(t->r->book, t->sheet, 0, index);
	if (!*text) {
		if (column_has_cells(t, index))
			reader_problem(t->r, place_of(t, 0, NULL), false,
				       "La columna %zu tiene datos pero no tiene nombre.",
				       "Column %zu has data but no name.", index + 1);
		return;
	}
	struct header header = header_parse(t->kind, text);
	if (header.column == COLUMN_OTHER) {
		unknown_header(t, text);
		return;
	}
	for (size_t i = 0; i < t->columns->len; i++) {
		const struct table_column *c = column_at(t, i);
		bool same = header.column != COLUMN_LATER && header.column != COLUMN_IGNORED
				    ? c->column == header.column && !g_strcmp0(c->language, header.language)
				    : !strcmp(c->header, text);
		if (same) {
			reader_problem(t->r, place_of(t, 0, text), false,
				       "Las columnas \"%s\" y \"%s\" son la misma; deje una sola.",
				       "The columns \"%s\" and \"%s\" are the same; leave only one.",
				       c->header, text);
			g_free(header.language);
			return;
		}
	}
	if (header.column == COLUMN_IGNORED && column_has_cells(t, index))
		reader_problem(t->r, place_of(t, 0, text), true, "La columna \"%s\" todavía no se aplica.",
			       "The column \"%s\" is not applied yet.", text);
	struct table_column column = {header.column, header.language, header.is_bare_text, 0, index, text};
	g_array_append_val(t->columns, column);
	if (!t->first_of[header.column])
		t->first_of[header.column] = t->columns->len;
	t->last_of[header.column] = t->columns->len;
}

static struct table *table_open(struct reader *r, enum sheet kind, size_t sheet)
{
	struct table *t = g_new0(struct table, 1);
	t->r = r;
	t->kind = kind;
	t->sheet = sheet;
	t->columns = g_array_new(FALSE, TRUE, sizeof(struct table_column));
	g_array_set_clear_func(t->columns, column_clear);
	for (size_t c = 0; c < workbook_n_columns(r->book, sheet); c++)
		add_column(t, c);
	return t;
}

static void require_column(const struct table *t, enum column column, const char *name)
{
	if (!table_has(t, column))
		reader_problem(t->r, place_of(t, 0, NULL), false, "Falta la columna \"%s\" en la hoja %s.",
			       "The column \"%s\" is missing in the sheet %s.", name, sheet_name_of(t->kind));
}

void reader_open_tables(struct reader *r, struct table *tables[SHEET_MAX])
{
	const char *misspelt = NULL;
	for (size_t i = 0; i < SHEET_MAX; i++)
		tables[i] = NULL;
	for (size_t i = 0; i < workbook_n_sheets(r->book); i++) {
		const char *name = workbook_sheet_name(r->book, i);
		size_t kind = 0;
		while (kind < SHEET_MAX && strcmp(name, sheet_name_of((enum sheet)kind)) != 0)
			kind++;
		if (kind < SHEET_MAX) {
			tables[kind] = table_open(r, (enum sheet)kind, i);
			continue;
		}
		struct nearest nearest = nearest_begin(name);
		for (kind = 0; kind < SHEET_MAX; kind++)
			nearest_try(&nearest, sheet_name_of((enum sheet)kind));
		if (nearest.found) {
			misspelt = name;
			reader_problem(r, (struct place){name, 0, NULL}, false,
				       "No existe la hoja \"%s\". ¿Quiso decir \"%s\"?",
				       "There is no sheet \"%s\". Did you mean \"%s\"?", name, nearest.found);
		} else {
			reader_problem(r, (struct place){name, 0, NULL}, true, "La hoja \"%s\" no se usa.",
				       "The sheet \"%s\" is not used.", name);
		}
	}
	if (tables[SHEET_SURVEY]) {
		require_column(tables[SHEET_SURVEY], COLUMN_TYPE, "type");
		require_column(tables[SHEET_SURVEY], COLUMN_NAME, "name");
	} else if (!misspelt) {
		reader_problem(r, (struct place){"survey", 0, NULL}, false,
			       "Falta la hoja survey, la de las preguntas.",
			       "The sheet survey, that of the questions, is missing.");
	}
	if (tables[SHEET_CHOICES]) {
		require_column(tables[SHEET_CHOICES], COLUMN_LIST_NAME, "list_name");
		require_column(tables[SHEET_CHOICES], COLUMN_NAME, "name");
	}
}

/* --- languages */
/* The index of that language, entered when new. */
static size_t language_index(struct reader *r, const char *name)
{
	struct form *form = r->form;
	for (size_t i = 0; i < form->n_languages; i++)
		if (!g_ascii_strcasecmp(form->languages[i], name))
			return i;
	if (form->n_languages == LANGUAGES_MAX) {
		reader_problem(r, (struct place){"survey", 0, NULL}, false, "Hay más de %d idiomas.",
			       "There are more than %d languages.", LANGUAGES_MAX);
		return 0;
	}
	form->languages = g_renew(char *, form->languages, form->n_languages + 1);
	form->languages[form->n_languages] = g_strdup(name);
	return form->n_languages++;
}

/* "label" and "label::Español (es)" are one column when Spanish is the default language. */
static void refuse_same_language(const struct table *t)
{
	for (size_t i = 0; i < t->columns->len; i++) {
		const struct table_column *a = column_at(t, i);
		for (size_t k = i + 1; (a->is_bare_text || a->language) && k < t->columns->len; k++) {
			const struct table_column *b = column_at(t, k);
			if (a->column != COLUMN_LATER && a->column != COLUMN_IGNORED &&
			    a->column == b->column && a->by_language == b->by_language)
				reader_problem(
					t->r, place_of(t, 0, b->header), false,
					"Las columnas \"%s\" y \"%s\" son del mismo idioma; deje una sola.",
					"The columns \"%s\" and \"%s\" are of the same language; leave only "
					"one.",
					a->header, b->header);
		}
	}
}

/* The columns without a language go to the default one, which the settings may name by its name or its code.
 */
void reader_languages(struct reader *r, struct table *const tables[SHEET_MAX])
{
	struct form *form = r->form;
	struct table *settings = tables[SHEET_SETTINGS];
	struct cell wanted = {"", {NULL, 0, NULL}};
	if (settings)
		wanted = table_cell(settings, 1, COLUMN_DEFAULT_LANGUAGE);
	bool any_bare = false;
	for (size_t k = 0; k < SHEET_MAX; k++) {
		for (size_t i = 0; tables[k] && i < tables[k]->columns->len; i++) {
			struct table_column *c = &g_array_index(tables[k]->columns, struct table_column, i);
			if (c->language)
				c->by_language = language_index(r, c->language);
			any_bare |= c->is_bare_text;
		}
	}
	form->default_language = form->n_languages;
	if (*wanted.text && form->n_languages) {
		size_t found = form_language(form, wanted.text);
		form->default_language = found;
	}
	if (form->default_language == form->n_languages && (any_bare || !form->n_languages || *wanted.text)) {
		if (*wanted.text && form->n_languages && !any_bare) {
			reader_problem(r, wanted.place, false,
				       "El idioma \"%s\" no aparece en ninguna columna label::idioma.",
				       "The language \"%s\" is in no label::language column.", wanted.text);
			form->default_language = 0;
		} else {
			form->default_language = language_index(r, *wanted.text ? wanted.text : "default");
		}
	} else if (form->default_language == form->n_languages) {
		form->default_language = 0;
	}
	for (size_t k = 0; k < SHEET_MAX; k++) {
		for (size_t i = 0; tables[k] && i < tables[k]->columns->len; i++) {
			struct table_column *c = &g_array_index(tables[k]->columns, struct table_column, i);
			if (!c->language)
				c->by_language = form->default_language;
		}
		if (tables[k])
			refuse_same_language(tables[k]);
	}
}

/* --- settings */
/* Twelve hexadecimal digits that change with any cell: the version of a form whose author gave none. */
static char *fingerprint(const struct workbook *book)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	for (size_t s = 0; s < workbook_n_sheets(book); s++) {
		const char *name = workbook_sheet_name(book, s);
		g_checksum_update(sum, (const guchar *)name, (gssize)strlen(name) + 1);
		for (size_t row = 0; row < workbook_n_rows(book, s); row++) {
			for (size_t c = 0; c < workbook_n_columns(book, s); c++) {
				const char *cell = workbook_cell(book, s, row, c);
				g_checksum_update(sum, (const guchar *)cell, (gssize)strlen(cell) + 1);
			}
		}
	}
	return g_strndup(g_checksum_get_string(sum), 12);
}

void reader_settings(struct reader *r, struct table *settings)
{
	struct form *form = r->form;
	struct cell id = {"", {"settings", 0, NULL}}, title = id, version = id;
	if (settings) {
		id = table_cell(settings, 1, COLUMN_FORM_ID);
		title = table_cell(settings, 1, COLUMN_FORM_TITLE);
		version = table_cell(settings, 1, COLUMN_VERSION);
		for (size_t row = 2; row < table_n_rows(settings); row++)
			if (!table_row_is_empty(settings, row))
				reader_problem(r, place_of(settings, row, NULL), true,
					       "Solo se usa la primera fila de ajustes.",
					       "Only the first row of settings is used.");
	}
	if (!*id.text) {
		reader_problem(
			r, id.place, true,
			"El formulario no tiene form_id en la hoja settings; se llamará \"formulario\".",
			"The form has no form_id in the sheet settings; it will be called \"formulario\".");
		id.text = "formulario";
	}
	for (const char *c = id.text; *c; c = g_utf8_next_char(c)) {
		gunichar u = g_utf8_get_char(c);
		if (!g_unichar_isalnum(u) && !strchr("_-.:/", (int)(u < 128 ? u : ' '))) {
			reader_problem(r, id.place, false,
				       "El form_id \"%s\" solo puede llevar letras, números, _, - y punto.",
				       "The form_id \"%s\" can only have letters, digits, _, - and periods.",
				       id.text);
			break;
		}
	}
	form->id = g_strdup(id.text);
	form->title = g_strdup(*title.text ? title.text : id.text);
	form->version = *version.text ? g_strdup(version.text) : fingerprint(r->book);
}

/* --- choices */
static int level_of(const struct table *t, size_t row)
{
	struct cell cell = table_cell(t, row, COLUMN_LEVEL);
	if (!*cell.text)
		return 0;
	if (cell.text[0] >= '1' && cell.text[0] <= '9' && !cell.text[1])
		return cell.text[0] - '0';
	reader_problem(t->r, cell.place, false,
		       "El nivel debe ser un número del 1 al 9, o quedar vacío si la opción está fuera de la "
		       "escala; no "
		       "\"%s\".",
		       "The level must be a number from 1 to 9, or empty when the choice is off the scale; "
		       "not \"%s\".",
		       cell.text);
	return 0;
}

/* Reads one choice into *choice; false when the row is unusable. */
static bool read_choice(const struct table *t, size_t row, const char *list, GHashTable *seen,
			struct form_choice *choice)
{
	struct cell name = table_cell(t, row, COLUMN_NAME);
	if (!*name.text) {
		reader_problem(t->r, name.place, false,
			       "A esta opción de la lista \"%s\" le falta el nombre (columna name).",
			       "This choice of the list \"%s\" has no name (column name).", list);
		return false;
	}
	if (strchr(name.text, ' ')) {
		reader_problem(t->r, name.place, false,
			       "El nombre de opción \"%s\" lleva espacios; use _ en su lugar.",
			       "The choice name \"%s\" has spaces; use _ instead.", name.text);
		return false;
	}
	g_autofree char *key = g_strdup_printf("%s %s", list, name.text);
	if (!g_hash_table_add(seen, g_steal_pointer(&key))) {
		reader_problem(t->r, name.place, false,
			       "La opción \"%s\" aparece dos veces en la lista \"%s\".",
			       "The choice \"%s\" appears twice in the list \"%s\".", name.text, list);
		return false;
	}
	choice->name = g_strdup(name.text);
	choice->level = level_of(t, row);
	table_text(t, row, COLUMN_LABEL, &choice->label);
	if (!choice->label.by_language)
		reader_problem(t->r, table_cell(t, row, COLUMN_LABEL).place, true,
			       "La opción \"%s\" no tiene texto (columna label); se mostrará su nombre.",
			       "The choice \"%s\" has no text (column label); its name will be shown.",
			       name.text);
	return true;
}

GHashTable *reader_choices(struct reader *r, struct table *choices)
{
	GHashTable *lists = g_hash_table_new(g_str_hash, g_str_equal);
	struct form *form = r->form;
	if (!choices)
		return lists;
	/* places first, because the lists move while they are counted */
	g_autoptr(GHashTable) index = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GArray) of_lists = g_array_new(FALSE, TRUE, sizeof(struct form_list));
	g_autoptr(GPtrArray) chosen = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
	bool usable = table_has(choices, COLUMN_LIST_NAME) && table_has(choices, COLUMN_NAME);
	for (size_t row = 1; usable && row < table_n_rows(choices); row++) {
		struct cell name = table_cell(choices, row, COLUMN_LIST_NAME);
		if (table_row_is_empty(choices, row))
			continue;
		if (!*name.text) {
			reader_problem(r, name.place, false,
				       "A esta opción le falta el nombre de su lista (list_name).",
				       "This choice lacks the name of its list (list_name).");
			continue;
		}
		gpointer found = g_hash_table_lookup(index, name.text);
		if (!found) {
			struct form_list list = {.name = g_strdup(name.text)};
			g_array_append_val(of_lists, list);
			g_ptr_array_add(chosen, g_array_new(FALSE, TRUE, sizeof(struct form_choice)));
			found = GUINT_TO_POINTER(of_lists->len);
			g_hash_table_insert(index, (void *)name.text, found);
		}
		struct form_choice choice = {0};
		if (read_choice(choices, row, name.text, seen, &choice))
			g_array_append_val((GArray *)chosen->pdata[GPOINTER_TO_UINT(found) - 1], choice);
	}
	form->n_lists = of_lists->len;
	form->lists = g_new0(struct form_list, MAX(form->n_lists, 1));
	for (size_t i = 0; i < form->n_lists; i++) {
		GArray *array = chosen->pdata[i];
		form->lists[i].name = g_array_index(of_lists, struct form_list, i).name;
		form->lists[i].n_choices = array->len;
		form->lists[i].choices =
			g_memdup2(array->data, MAX(array->len, 1) * sizeof(struct form_choice));
		form->lists[i].by_name = g_hash_table_new(g_str_hash, g_str_equal);
		for (size_t k = 0; k < array->len; k++)
			g_hash_table_insert(form->lists[i].by_name, form->lists[i].choices[k].name,
					    &form->lists[i].choices[k]);
		g_hash_table_insert(lists, form->lists[i].name, &form->lists[i]);
	}
	return lists;
}
