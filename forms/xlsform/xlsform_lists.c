/* xlsform_lists - makes the lists of choices: those of the choices and external_choices sheets, and those of
 * the files that questions name. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "xlsform_reader.h"

#include <string.h>

#define OTHER "other" /* the choice that or_other adds */

/* A list while its rows are gathered. */
struct draft {
	const char *name;
	GArray *rows; /* of size_t */
	bool is_of_multiple, wants_other;
};

struct lists {
	struct reader *r;
	GArray *lists;		 /* of struct form_list; they move until all are there */
	GHashTable *other_names; /* lists that or_other is said of */
	GHashTable *multiple;	 /* lists of select_multiple */
	GPtrArray *keys;	 /* by list */
	GArray *places;		 /* by list, of struct place */
	bool allows_duplicates;
};

static char *list_key(enum form_list_kind kind, const char *name, const char *value, const char *label)
{
	return g_strdup_printf("%d\n%s\n%s\n%s", (int)kind, name, value ? value : "", label ? label : "");
}

struct form_list *list_find(struct reader *r, enum form_list_kind kind, const char *name, const char *value,
			    const char *label)
{
	g_autofree char *key = list_key(kind, name, value, label);
	return g_hash_table_lookup(r->lists, key);
}

bool list_has_column(const struct form_list *list, const char *name)
{
	if (!strcmp(name, "name") || !strcmp(name, "label") || !strcmp(name, "itextId") ||
	    !strcmp(name, list->value_column) || !strcmp(name, list->label_column))
		return true;
	for (size_t i = 0; i < list->n_columns; i++)
		if (!strcmp(list->columns[i], name))
			return true;
	return false;
}

/* --- the rows of a sheet */
static int level_of(struct reader *r, const struct table *t, size_t row)
{
	struct cell cell = table_cell(t, row, COLUMN_LEVEL);
	if (!*cell.text)
		return 0;
	if (cell.text[0] >= '1' && cell.text[0] <= '9' && !cell.text[1])
		return cell.text[0] - '0';
	if (r->levels_are_own)
		return 0;
	reader_problem(r, cell.place, false,
		       "El nivel debe ser un número del 1 al 9, o quedar vacío si la opción está fuera de la "
		       "escala; no \"%s\".",
		       "The level must be a number from 1 to 9, or empty when the choice is off the scale; "
		       "not \"%s\".",
		       cell.text);
	return 0;
}

/* Which of the author's columns this list fills. */
static GArray *columns_of(const struct table *t, const struct draft *draft)
{
	GArray *filled = g_array_new(FALSE, FALSE, sizeof(size_t));
	for (size_t c = 0; c < table_n_columns(t, COLUMN_CELL); c++) {
		const struct table_column *column = table_column(t, COLUMN_CELL, c);
		for (size_t i = 0; i < draft->rows->len; i++) {
			if (*table_text_at(t, g_array_index(draft->rows, size_t, i), column)) {
				g_array_append_val(filled, c);
				break;
			}
		}
	}
	return filled;
}

/* Reads one choice into *choice; false when the row is unusable. */
static bool read_choice(struct lists *all, const struct table *t, size_t row, const struct draft *draft,
			GHashTable *seen, struct form_choice *choice)
{
	struct reader *r = all->r;
	struct cell name = table_cell(t, row, COLUMN_NAME);
	if (!*name.text) {
		reader_problem(r, name.place, false,
			       "A esta opción de la lista \"%s\" le falta el nombre (columna name).",
			       "This choice of the list \"%s\" has no name (column name).", draft->name);
		return false;
	}
	if (strchr(name.text, ' ') && draft->is_of_multiple) {
		reader_problem(r, name.place, false,
			       "El nombre de opción \"%s\" lleva espacios; use _ en su lugar.",
			       "The choice name \"%s\" has spaces; use _ instead.", name.text);
		return false;
	}
	if (strchr(name.text, ' '))
		reader_problem(r, name.place, true,
			       "El nombre de opción \"%s\" lleva espacios; es mejor usar _ en su lugar.",
			       "The choice name \"%s\" has spaces; it is better to use _ instead.",
			       name.text);
	if (!g_hash_table_add(seen, (void *)name.text) && !all->allows_duplicates) {
		reader_problem(r, name.place, false, "La opción \"%s\" aparece dos veces en la lista \"%s\".",
			       "The choice \"%s\" appears twice in the list \"%s\".", name.text, draft->name);
		return false;
	}
	choice->name = g_strdup(name.text);
	choice->level = level_of(r, t, row);
	table_text(t, row, COLUMN_LABEL, &choice->label);
	table_media(t, row, &choice->media);
	if (!choice->label.by_language && !choice->media.image.by_language && table_has(t, COLUMN_LABEL))
		reader_problem(r, table_cell(t, row, COLUMN_LABEL).place, true,
			       "La opción \"%s\" no tiene texto (columna label); se mostrará su nombre.",
			       "The choice \"%s\" has no text (column label); its name will be shown.",
			       name.text);
	return true;
}

/* or_other: the choice that stands for all that are not there. */
static struct form_choice other_choice(struct reader *r)
{
	struct form_choice choice = {.name = g_strdup(OTHER)};
	choice.label.by_language = g_new0(char *, r->form->n_languages);
	for (size_t i = 0; i < r->form->n_languages; i++)
		choice.label.by_language[i] = g_strdup(language_is_english(r->form, i) ? "Other" : "Otro");
	return choice;
}

static void pend_labels(struct lists *all, const struct table *t, size_t row, size_t list,
			const struct form_choice *choice)
{
	for (size_t i = 0; choice->label.by_language && i < all->r->form->n_languages; i++) {
		const char *text = choice->label.by_language[i];
		if (!text || !strstr(text, "${"))
			continue;
		struct pending pending = {.list_number = list + 1,
					  .text = (char *)text,
					  .place = table_cell_in(t, row, COLUMN_LABEL, i).place,
					  .kind = COLUMN_LABEL};
		reader_pend(all->r, pending);
	}
}

static void read_draft(struct lists *all, const struct table *t, enum form_list_kind kind,
		       const struct draft *draft)
{
	struct reader *r = all->r;
	struct form_list list = {.name = g_strdup(draft->name),
				 .kind = kind,
				 .value_column = g_strdup("name"),
				 .label_column = g_strdup("label")};
	g_autoptr(GArray) filled = columns_of(t, draft);
	g_autoptr(GArray) choices = g_array_new(FALSE, TRUE, sizeof(struct form_choice));
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	list.n_columns = filled->len;
	list.columns = g_new0(char *, filled->len + 1);
	for (size_t c = 0; c < filled->len; c++)
		list.columns[c] =
			g_strdup(table_column(t, COLUMN_CELL, g_array_index(filled, size_t, c))->text);
	for (size_t i = 0; i < draft->rows->len && !r->is_too_large; i++) {
		size_t row = g_array_index(draft->rows, size_t, i);
		struct form_choice choice = {0};
		if (!read_choice(all, t, row, draft, seen, &choice))
			continue;
		if (filled->len && reader_take_slots(r, filled->len)) {
			choice.cells = g_new(char *, filled->len);
			for (size_t c = 0; c < filled->len; c++)
				choice.cells[c] = reader_keep(
					r, table_text_at(t, row,
							 table_column(t, COLUMN_CELL,
								      g_array_index(filled, size_t, c))));
		}
		pend_labels(all, t, row, all->lists->len, &choice);
		g_array_append_val(choices, choice);
	}
	if (draft->wants_other && !g_hash_table_contains(seen, OTHER)) {
		struct form_choice other = other_choice(r);
		if (filled->len && reader_take_slots(r, filled->len)) {
			other.cells = g_new(char *, filled->len);
			for (size_t c = 0; c < filled->len; c++)
				other.cells[c] = reader_keep(r, "");
		}
		g_array_append_val(choices, other);
		/* cppcheck-suppress memleak ; the array owns the choice */
	}
	list.n_choices = choices->len;
	list.choices = (struct form_choice *)(void *)g_array_free(g_steal_pointer(&choices), FALSE);
	g_array_append_val(all->lists, list);
	g_ptr_array_add(all->keys, list_key(kind, draft->name, NULL, NULL));
	struct place place = {
		sheet_name_of(kind == FORM_LIST_EXTERNAL ? SHEET_EXTERNAL_CHOICES : SHEET_CHOICES), 0, NULL};
	g_array_append_val(all->places, place);
	/* cppcheck-suppress memleak ; the array of lists owns the list */
}

static void draft_clear(gpointer data)
{
	g_array_unref(((struct draft *)data)->rows);
}

static void read_sheet(struct lists *all, const struct table *t, enum form_list_kind kind)
{
	if (!t || !table_has(t, COLUMN_LIST_NAME) || !table_has(t, COLUMN_NAME))
		return;
	g_autoptr(GHashTable) index = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GArray) drafts = g_array_new(FALSE, TRUE, sizeof(struct draft));
	g_array_set_clear_func(drafts, draft_clear);
	for (size_t row = 1; row < table_n_rows(t); row++) {
		struct cell name = table_cell(t, row, COLUMN_LIST_NAME);
		if (!*name.text) {
			if (!table_row_is_empty(t, row))
				reader_problem(all->r, name.place, true,
					       "Esta fila no dice de qué lista es (list_name); no se usa.",
					       "This row does not say of which list it is (list_name); it is "
					       "not used.");
			continue;
		}
		gpointer found = g_hash_table_lookup(index, name.text);
		if (!found) {
			bool is_external = kind == FORM_LIST_EXTERNAL;
			struct draft draft = {
				.name = name.text,
				.rows = g_array_new(FALSE, FALSE, sizeof(size_t)),
				.is_of_multiple =
					!is_external && g_hash_table_contains(all->multiple, name.text),
				.wants_other =
					!is_external && g_hash_table_contains(all->other_names, name.text)};
			g_array_append_val(drafts, draft);
			found = GUINT_TO_POINTER(drafts->len);
			g_hash_table_insert(index, (void *)name.text, found);
		}
		g_array_append_val(g_array_index(drafts, struct draft, GPOINTER_TO_UINT(found) - 1).rows,
				   row);
	}
	for (size_t i = 0; i < drafts->len; i++)
		read_draft(all, t, kind, &g_array_index(drafts, struct draft, i));
}

/* --- the lists that questions name */
static void add_file_list(struct lists *all, GHashTable *known, const struct type_words *words,
			  const char *parameters, struct place place)
{
	g_autofree char *value = parameters_value(parameters, "value");
	g_autofree char *label = parameters_value(parameters, "label");
	g_autofree char *key = list_key(FORM_LIST_FILE, words->list, value, label);
	if (!*words->list || !g_hash_table_add(known, g_strdup(key)))
		return;
	const char *dot = strrchr(words->list, '.');
	bool is_geojson = dot && !g_ascii_strcasecmp(dot, ".geojson");
	struct form_list list = {
		.name = g_strndup(words->list, dot ? (gsize)(dot - words->list) : strlen(words->list)),
		.kind = FORM_LIST_FILE,
		.file = g_strdup(words->list),
		.value_column = g_strdup(value	      ? value
					 : is_geojson ? "id"
						      : "name"),
		.label_column = g_strdup(label	      ? label
					 : is_geojson ? "title"
						      : "label")};
	g_array_append_val(all->lists, list);
	g_ptr_array_add(all->keys, g_steal_pointer(&key));
	g_array_append_val(all->places, place);
}

/* What it offers is known once there are answers. */
static void add_repeat_list(struct lists *all, GHashTable *known, const char *name, struct place place)
{
	g_autofree char *key = list_key(FORM_LIST_REPEAT, name, NULL, NULL);
	if (!g_hash_table_add(known, g_strdup(key)))
		return;
	struct form_list list = {.name = g_strdup(name),
				 .kind = FORM_LIST_REPEAT,
				 .value_column = g_strdup("name"),
				 .label_column = g_strdup("label")};
	g_array_append_val(all->lists, list);
	g_ptr_array_add(all->keys, g_steal_pointer(&key));
	g_array_append_val(all->places, place);
}

/* Looks at the types of all rows before any is read, because lists depend on who uses them. */
static void look_ahead(struct lists *all, const struct table *t)
{
	g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (size_t row = 1; row < table_n_rows(t); row++) {
		struct cell type = table_cell(t, row, COLUMN_TYPE);
		g_autofree char *text = g_strdup(type.text);
		struct type_words words = type_parse(text);
		if (words.kind != TYPE_QUESTION || !type_takes_list(words.type) ||
		    table_row_is_disabled(t, row))
			continue;
		if (words.source == FORM_LIST_FILE)
			add_file_list(all, known, &words, table_cell(t, row, COLUMN_PARAMETERS).text,
				      type.place);
		else if (words.source == FORM_LIST_REPEAT)
			add_repeat_list(all, known, words.list, type.place);
		else if (words.or_other)
			g_hash_table_add(all->other_names, g_strdup(words.list));
		if (words.source == FORM_LIST_CHOICES && words.type != FORM_SELECT_ONE)
			g_hash_table_add(all->multiple, g_strdup(words.list));
	}
}

/* --- secondary instances */
static void add_item(struct document *document, struct document_node *root, const struct form_list *list,
		     const bool *is_named, const struct form_choice *choice, const char *itext,
		     const char *label)
{
	struct document_node *item = document_add(document, root, "item", NULL);
	item->tag = choice;
	document_add(document, item, "itextId", itext);
	document_add(document, item, "name", choice->name);
	document_add(document, item, "label", label ? label : "");
	for (size_t c = 0; choice->cells && c < list->n_columns; c++)
		if (is_named[c] && *choice->cells[c])
			document_add(document, item, list->columns[c], choice->cells[c]);
}

/* The list as expressions see it: what pyxform writes, with the label in the default language too. */
static void make_instance(struct reader *r, struct form_list *list)
{
	if (!reader_take_nodes(r, list->n_choices * (7 + 2 * list->n_columns)))
		return;
	g_autofree bool *is_named = g_new0(bool, list->n_columns + 1);
	for (size_t c = 0; c < list->n_columns; c++)
		is_named[c] = name_is_valid(list->columns[c]);
	list->instance = document_new();
	struct document_node *root =
		document_add(list->instance, document_root(list->instance), "root", NULL);
	for (size_t i = 0; i < list->n_choices; i++) {
		const struct form_choice *choice = &list->choices[i];
		g_autofree char *itext = g_strdup_printf("%s-%zu", list->name, i);
		add_item(list->instance, root, list, is_named, choice, itext,
			 form_text_in(r->form, &choice->label, r->form->default_language));
	}
}

/* instance('x') can be one thing only. */
static void refuse_same_instance(struct reader *r, const struct form_list *list, GHashTable *names,
				 struct place place)
{
	const struct form_list *other = g_hash_table_lookup(names, list->name);
	if (!other)
		g_hash_table_insert(names, list->name, (void *)list);
	else if (list->kind == FORM_LIST_FILE && g_strcmp0(other->file, list->file))
		reader_problem(r, place, false,
			       "El archivo \"%s\" y otra lista se llaman igual, \"%s\"; cambie el nombre de "
			       "uno.",
			       "The file \"%s\" and another list have the same name, \"%s\"; rename one.",
			       list->file, list->name);
}

void list_finish(struct form_list *list)
{
	list->by_name = g_hash_table_new(g_str_hash, g_str_equal);
	for (size_t k = 0; k < list->n_choices; k++) {
		if (g_hash_table_contains(list->by_name, list->choices[k].name))
			list->has_duplicates = true;
		else
			g_hash_table_insert(list->by_name, list->choices[k].name, &list->choices[k]);
	}
}

void reader_lists(struct reader *r, struct table *const tables[SHEET_MAX])
{
	struct lists all = {.r = r};
	all.lists = g_array_new(FALSE, TRUE, sizeof(struct form_list));
	all.places = g_array_new(FALSE, TRUE, sizeof(struct place));
	all.keys = g_ptr_array_new();
	all.other_names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	all.multiple = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	const char *allow = form_setting(r->form, "allow_choice_duplicates");
	all.allows_duplicates = allow && yes_no_parse(allow) == 1;
	if (table_has(tables[SHEET_SURVEY], COLUMN_TYPE))
		look_ahead(&all, tables[SHEET_SURVEY]);
	/* the files' lists come last, so that instance('x') means the sheet's one first */
	g_autoptr(GArray) of_files = g_steal_pointer(&all.lists);
	g_autoptr(GArray) places = g_steal_pointer(&all.places);
	g_autoptr(GPtrArray) keys = g_steal_pointer(&all.keys);
	all.lists = g_array_new(FALSE, TRUE, sizeof(struct form_list));
	all.places = g_array_new(FALSE, TRUE, sizeof(struct place));
	all.keys = g_ptr_array_new();
	read_sheet(&all, tables[SHEET_CHOICES], FORM_LIST_CHOICES);
	read_sheet(&all, tables[SHEET_EXTERNAL_CHOICES], FORM_LIST_EXTERNAL);
	g_array_append_vals(all.lists, of_files->data, of_files->len);
	g_array_append_vals(all.places, places->data, places->len);
	g_ptr_array_extend(all.keys, keys, NULL, NULL);

	g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
	r->form->n_lists = all.lists->len;
	r->form->lists = (struct form_list *)(void *)g_array_free(all.lists, FALSE);
	for (size_t i = 0; i < r->form->n_lists; i++) {
		struct form_list *list = &r->form->lists[i];
		if (list->kind == FORM_LIST_FILE)
			list_read_file(r, list, g_array_index(all.places, struct place, i));
		else if (list->kind != FORM_LIST_REPEAT)
			make_instance(r, list);
		list_finish(list);
		if (list->kind != FORM_LIST_REPEAT)
			refuse_same_instance(r, list, names, g_array_index(all.places, struct place, i));
		g_hash_table_insert(r->lists, all.keys->pdata[i], list);
	}
	g_ptr_array_unref(all.keys); /* the texts went to r->lists */
	g_array_unref(all.places);
	g_hash_table_unref(all.other_names);
	g_hash_table_unref(all.multiple);
}
