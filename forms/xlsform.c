/* xlsform - reads the survey sheet of a workbook into a form; the steps of the whole reading stand at the
 * end. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "xlsform.h"
#include "xlsform_reader.h"
#include "nearest.h"

#include <stdarg.h>
#include <string.h>

void form_problem_free(struct form_problem *problem)
{
	if (!problem)
		return;
	g_free(problem->sheet);
	g_free(problem->column);
	g_free(problem->sentence_es);
	g_free(problem->sentence_en);
	g_free(problem);
}

void reader_problem(struct reader *r, struct place place, bool is_warning, const char *es, const char *en,
		    ...)
{
	size_t *count = is_warning ? &r->n_warnings : &r->n_errors;
	if ((*count)++ >= PROBLEMS_MAX)
		return;
	struct form_problem *problem = g_new0(struct form_problem, 1);
	problem->sheet = g_strdup(place.sheet);
	problem->row = place.row;
	problem->column = g_strdup(place.column);
	problem->is_warning = is_warning;
	va_list args;
	va_start(args, en);
	problem->sentence_es = g_strdup_vprintf(es, args);
	va_end(args);
	va_start(args, en);
	problem->sentence_en = g_strdup_vprintf(en, args);
	va_end(args);
	g_ptr_array_add(r->problems, problem);
}

bool reader_is_patient(const struct reader *r)
{
	return r->n_errors < PROBLEMS_MAX;
}

/* --- survey rows */
struct open_group {
	struct form_question *question;
	GPtrArray *children;
};

struct survey {
	struct reader *r;
	struct table *table;
	GArray *open; /* of struct open_group; [0] is the root */
	GHashTable *lists;
	bool role_taken[FORM_ROLE_MAX];
	bool is_too_deep; /* given up */
};

static struct open_group *innermost(struct survey *s)
{
	return &g_array_index(s->open, struct open_group, s->open->len - 1);
}

static void close_group(struct survey *s)
{
	struct open_group *group = innermost(s);
	group->question->n_children = group->children->len;
	group->question->children = (struct form_question **)g_ptr_array_free(group->children, FALSE);
	g_array_set_size(s->open, s->open->len - 1);
}

/* Suggests in both languages: " ¿Quiso decir …?", or nothing. */
static void suggest(const char *near, char **es, char **en)
{
	*es = near ? g_strdup_printf(" ¿Quiso decir \"%s\"?", near) : g_strdup("");
	*en = near ? g_strdup_printf(" Did you mean \"%s\"?", near) : g_strdup("");
}

/* Parses the expression of that cell; NULL when empty or wrong. */
static struct expression *take_expression(struct survey *s, struct form_question *q, size_t row,
					  enum column kind)
{
	struct cell cell = table_cell(s->table, row, kind);
	if (!*cell.text)
		return NULL;
	g_autofree char *spanish = NULL;
	g_autoptr(GError) error = NULL;
	struct expression *e = expression_parse(cell.text, &spanish, &error);
	if (!e) {
		reader_problem(s->r, cell.place, false, "La expresión no se entiende: %s%.0s",
			       "The expression cannot be read: %.0s%s", spanish, error->message);
		return NULL;
	}
	struct pending pending = {
		.question = q, .expression = e, .column = g_strdup(cell.place.column), .kind = kind};
	g_array_append_val(s->r->pending, pending);
	s->r->form->uses_clock |= expression_uses_clock(e);
	return e;
}

static void take_text(struct survey *s, struct form_question *q, size_t row, enum column kind,
		      struct form_text *text)
{
	table_text(s->table, row, kind, text);
	for (size_t i = 0; text->by_language && i < s->r->form->n_languages; i++) {
		if (!text->by_language[i] || !strstr(text->by_language[i], "${"))
			continue;
		struct cell cell = table_cell_in(s->table, row, kind, i);
		struct pending pending = {.question = q,
					  .text = g_strdup(text->by_language[i]),
					  .column = g_strdup(cell.place.column),
					  .kind = kind};
		g_array_append_val(s->r->pending, pending);
	}
}

static void take_required(struct survey *s, struct form_question *q, size_t row)
{
	struct cell cell = table_cell(s->table, row, COLUMN_REQUIRED);
	int yes = yes_no_parse(cell.text);
	bool has_answer = q->type != FORM_NOTE && q->type != FORM_CALCULATE && q->type != FORM_GROUP &&
			  q->type != FORM_REPEAT && q->type != FORM_HIDDEN;
	if (yes != 0 && !has_answer) {
		reader_problem(s->r, cell.place, true,
			       "Nadie contesta esta fila, así que no puede ser obligatoria.",
			       "Nobody answers this row, so it cannot be required.");
		return;
	}
	q->required = yes == 1;
	if (yes < 0)
		q->required_if = take_expression(s, q, row, COLUMN_REQUIRED);
}

static bool role_fits(enum form_role role, enum form_type type)
{
	switch (role) {
	case FORM_ROLE_PROBLEM:
		return type == FORM_TEXT;
	case FORM_ROLE_THEME:
	case FORM_ROLE_SEVERITY:
	case FORM_ROLE_AFFECTED:
	case FORM_ROLE_FREQUENCY:
		return type == FORM_SELECT_ONE;
	case FORM_ROLE_MUNICIPALITY:
	case FORM_ROLE_PLACE:
		return type == FORM_TEXT || type == FORM_SELECT_ONE || type == FORM_HIDDEN;
	case FORM_ROLE_DEMOGRAPHIC:
		return type == FORM_TEXT || type == FORM_INTEGER || type == FORM_DATE ||
		       type == FORM_DECIMAL || type == FORM_SELECT_ONE || type == FORM_SELECT_MULTIPLE;
	case FORM_ROLE_NONE:
	case FORM_ROLE_MAX:
		break;
	}
	return true;
}

static bool role_needs_levels(enum form_role role)
{
	return role == FORM_ROLE_SEVERITY || role == FORM_ROLE_AFFECTED || role == FORM_ROLE_FREQUENCY;
}

static bool inside_repeat(struct survey *s)
{
	for (guint i = 0; i < s->open->len; i++)
		if (g_array_index(s->open, struct open_group, i).question->type == FORM_REPEAT)
			return true;
	return false;
}

static void take_role(struct survey *s, struct form_question *q, size_t row)
{
	struct cell cell = table_cell(s->table, row, COLUMN_ROLE);
	enum form_role role;
	if (!*cell.text)
		return;
	if (!role_parse(cell.text, &role)) {
		g_autofree char *es = NULL, *en = NULL;
		suggest(role_nearest(cell.text), &es, &en);
		reader_problem(s->r, cell.place, false,
			       "El papel \"%s\" no existe.%s%.0s Los papeles son problem, theme, severity, "
			       "affected, "
			       "frequency, municipality, place y demographic.",
			       "The role \"%s\" does not exist.%.0s%s The roles are problem, theme, "
			       "severity, affected, "
			       "frequency, municipality, place and demographic.",
			       cell.text, es, en);
		return;
	}
	bool levels = false;
	for (size_t i = 0; q->list && i < q->list->n_choices; i++)
		levels |= q->list->choices[i].level > 0;
	if (!role_fits(role, q->type))
		reader_problem(
			s->r, cell.place, false,
			"El papel \"%s\" no va con este tipo de pregunta: problem pide text; theme, "
			"severity, "
			"affected y frequency piden select_one.",
			"The role \"%s\" does not go with this type of question: problem wants text; theme, "
			"severity, affected and frequency want select_one.",
			form_role_name(role));
	else if (inside_repeat(s))
		reader_problem(
			s->r, cell.place, false,
			"Una pregunta con papel (\"%s\") no puede ir dentro de una repetición; sáquela del "
			"begin_repeat.",
			"A question with a role (\"%s\") cannot be inside a repeat; take it out of the "
			"begin_repeat.",
			form_role_name(role));
	else if (role != FORM_ROLE_DEMOGRAPHIC && s->role_taken[role])
		reader_problem(s->r, cell.place, false,
			       "Otra pregunta ya tiene el papel \"%s\"; deje solo una.",
			       "Another question has the role \"%s\" already; leave only one.",
			       form_role_name(role));
	else if (role_needs_levels(role) && q->list && !levels)
		reader_problem(s->r, cell.place, false,
			       "Para el papel \"%s\", la lista \"%s\" necesita la columna level con el lugar "
			       "de cada opción "
			       "en la escala (1, 2, 3…).",
			       "For the role \"%s\", the list \"%s\" needs the column level with the place "
			       "of each choice "
			       "on the scale (1, 2, 3…).",
			       form_role_name(role), q->list->name);
	else
		q->role = role;
	s->role_taken[role] = true;
}

static void take_default(struct survey *s, struct form_question *q, size_t row)
{
	struct cell cell = table_cell(s->table, row, COLUMN_DEFAULT);
	if (!*cell.text)
		return;
	if (expression_is_dynamic(cell.text)) {
		q->default_expression = take_expression(s, q, row, COLUMN_DEFAULT);
		bool is_calculated = (q->type == FORM_CALCULATE || q->type == FORM_HIDDEN || q->read_only) &&
				     !*table_cell(s->table, row, COLUMN_CALCULATION).text;
		if (q->default_expression && is_calculated) { /* nobody can change it, so it is a formula */
			g_array_index(s->r->pending, struct pending, s->r->pending->len - 1).kind =
				COLUMN_CALCULATION;
			q->calculation = g_steal_pointer(&q->default_expression);
		}
		return;
	}
	q->default_value = g_strdup(cell.text);
	if (!q->list)
		return;
	g_auto(GStrv) names = g_strsplit(cell.text, q->type == FORM_SELECT_MULTIPLE ? " " : "\n", -1);
	for (char **name = names; *name; name++)
		if (!form_choice_named(q->list, *name))
			reader_problem(s->r, cell.place, false,
				       "El valor inicial \"%s\" no está en la lista \"%s\".",
				       "The default \"%s\" is not in the list \"%s\".", *name, q->list->name);
}

static void take_list(struct survey *s, struct form_question *q, const struct type_words *words,
		      struct place place)
{
	if (words->or_other) {
		reader_problem(s->r, place, false,
			       "Esta versión no lee or_other. Añada a la lista la opción \"otro\" y debajo "
			       "una pregunta text "
			       "con relevant = ${%s} = 'otro'.",
			       "This version does not read or_other. Add the choice \"otro\" to the list and "
			       "below it a text "
			       "question with relevant = ${%s} = 'otro'.",
			       q->name);
		return;
	}
	if (!*words->list) {
		reader_problem(
			s->r, place, false,
			"Falta el nombre de la lista de opciones: escriba, por ejemplo, \"select_one %s\".",
			"The name of the list of choices is missing: write, for example, \"select_one %s\".",
			q->name);
		return;
	}
	q->list = g_hash_table_lookup(s->lists, words->list);
	if (q->list)
		return;
	struct nearest nearest = nearest_begin(words->list);
	for (size_t i = 0; reader_is_patient(s->r) && i < MIN(s->r->form->n_lists, CANDIDATES_MAX); i++)
		nearest_try(&nearest, s->r->form->lists[i].name);
	g_autofree char *es = NULL, *en = NULL;
	suggest(nearest.found, &es, &en);
	reader_problem(s->r, place, false, "La lista \"%s\" no está en la hoja choices.%s%.0s",
		       "The list \"%s\" is not in the choices sheet.%.0s%s", words->list, es, en);
}

/* The name and path of a row that has them; false when there is nothing to go on with. */
static bool take_name(struct survey *s, struct form_question *q, size_t row)
{
	struct cell cell = table_cell(s->table, row, COLUMN_NAME);
	if (!*cell.text) {
		reader_problem(
			s->r, cell.place, false,
			"Falta el nombre de esta fila: una palabra corta sin espacios, como \"colonia\".",
			"This row has no name: a short word without spaces, such as \"colonia\".");
		return false;
	}
	const char *es = NULL, *en = NULL;
	if (!name_is_valid(cell.text)) {
		es = "\"%s\" no sirve como nombre: debe empezar con letra o _ y seguir con letras, números, "
		     "_, - o punto, "
		     "sin espacios.";
		en = "\"%s\" is no valid name: it must begin with a letter or _ and go on with letters, "
		     "digits, _, - or "
		     "periods, without spaces.";
	} else if (!g_ascii_strcasecmp(cell.text, "meta")) {
		es = "El nombre \"%s\" está reservado por el estándar; use otro.";
		en = "The name \"%s\" is reserved by the standard; use another.";
	}
	const struct form_question *parent = innermost(s)->question;
	q->name = g_strdup(cell.text);
	q->path = parent->path ? g_strconcat(parent->path, "/", q->name, NULL) : g_strdup(q->name);
	if (!es && g_hash_table_contains(s->r->form->by_path, q->path)) {
		es = "Ya hay otra fila con el nombre \"%s\" en el mismo grupo; cambie uno de los dos.";
		en = "Another row of the same group has the name \"%s\" already; change one of them.";
	}
	if (es) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		reader_problem(s->r, cell.place, false, es, en, cell.text);
#pragma GCC diagnostic pop
		return false;
	}
	return true;
}

static void take_labels(struct survey *s, struct form_question *q, size_t row)
{
	take_text(s, q, row, COLUMN_LABEL, &q->label);
	take_text(s, q, row, COLUMN_HINT, &q->hint);
	take_text(s, q, row, COLUMN_CONSTRAINT_MESSAGE, &q->constraint_message);
	take_text(s, q, row, COLUMN_REQUIRED_MESSAGE, &q->required_message);
	struct place place = table_cell(s->table, row, COLUMN_LABEL).place;
	bool silent = q->type == FORM_GROUP || q->type == FORM_REPEAT || q->type == FORM_CALCULATE ||
		      q->type == FORM_HIDDEN;
	if (!silent && !q->label.by_language && !q->hint.by_language)
		reader_problem(s->r, place, false, "Falta el texto de la pregunta \"%s\" (columna label).",
			       "The text of the question \"%s\" is missing (column label).", q->name);
	for (size_t i = 0; q->label.by_language && i < s->r->form->n_languages; i++) {
		if (!q->label.by_language[i]) {
			place = table_cell_in(s->table, row, COLUMN_LABEL, i).place;
			reader_problem(s->r, place, true, "Falta la traducción de \"%s\" al idioma %s.",
				       "The translation of \"%s\" to %s is missing.", q->name,
				       s->r->form->languages[i]);
		}
	}
}

static void take_question(struct survey *s, struct form_question *q, size_t row)
{
	take_labels(s, q, row);
	struct cell read_only = table_cell(s->table, row, COLUMN_READ_ONLY);
	int yes = yes_no_parse(read_only.text);
	if (yes < 0)
		reader_problem(s->r, read_only.place, false, "read_only solo puede ser yes o no, no \"%s\".",
			       "read_only can only be yes or no, not \"%s\".", read_only.text);
	q->read_only = yes == 1;
	take_required(s, q, row);
	take_role(s, q, row);
	take_default(s, q, row);
	q->relevant = take_expression(s, q, row, COLUMN_RELEVANT);
	q->constraint = take_expression(s, q, row, COLUMN_CONSTRAINT);
	if (!q->calculation)
		q->calculation = take_expression(s, q, row, COLUMN_CALCULATION);
	if (q->type == FORM_CALCULATE && !q->calculation && !q->default_value &&
	    !*table_cell(s->table, row, COLUMN_CALCULATION).text)
		reader_problem(s->r, table_cell(s->table, row, COLUMN_CALCULATION).place, false,
			       "Falta la fórmula de \"%s\" (columna calculation).",
			       "The formula of \"%s\" is missing (column calculation).", q->name);
	struct cell appearance = table_cell(s->table, row, COLUMN_APPEARANCE);
	if (*appearance.text)
		q->appearance = g_utf8_strdown(appearance.text, -1);
}

static void end_row(struct survey *s, enum form_type type, struct place place)
{
	struct form_question *open = innermost(s)->question;
	const char *word = type == FORM_GROUP ? "group" : "repeat";
	if (s->open->len == 1)
		reader_problem(s->r, place, false, "Este end_%s no cierra nada: falta su begin_%s.",
			       "This end_%s closes nothing: its begin_%s is missing.", word, word);
	else if (open->type != type)
		reader_problem(
			s->r, place, false,
			"Aquí se cierra con end_%s lo que se abrió en la fila %u como begin_%s (\"%s\").",
			"Here end_%s closes what row %u opened as begin_%s (\"%s\").", word, open->row,
			open->type == FORM_GROUP ? "group" : "repeat", open->name);
	if (s->open->len > 1)
		close_group(s);
}

static void unknown_type(struct survey *s, const char *cell, struct place place)
{
	g_autofree char *es = NULL, *en = NULL;
	suggest(reader_is_patient(s->r) ? type_nearest(cell) : NULL, &es, &en);
	reader_problem(s->r, place, false, "No existe el tipo de pregunta \"%s\".%s%.0s",
		       "There is no question type \"%s\".%.0s%s", cell, es, en);
}

static void begin_group(struct survey *s, struct form_question *q, struct place place)
{
	if (s->open->len > DEPTH_MAX) {
		s->is_too_deep = true;
		reader_problem(s->r, place, false, "Hay más de %d grupos uno dentro de otro.",
			       "There are more than %d groups one inside another.", DEPTH_MAX);
		return;
	}
	struct open_group group = {q, g_ptr_array_new()};
	g_array_append_val(s->open, group);
}

static void survey_row(struct survey *s, size_t row)
{
	struct cell type = table_cell(s->table, row, COLUMN_TYPE);
	if (table_row_is_empty(s->table, row) ||
	    yes_no_parse(table_cell(s->table, row, COLUMN_DISABLED).text) == 1)
		return;
	if (!*type.text) {
		reader_problem(s->r, type.place, false,
			       "Falta el tipo de esta fila (columna type): text, integer, select_one lista…",
			       "This row has no type (column type): text, integer, select_one list…");
		return;
	}
	g_autofree char *cell = g_strdup(type.text);
	struct type_words words = type_parse(cell);
	if (words.kind == TYPE_UNKNOWN) {
		unknown_type(s, type.text, type.place);
		return;
	}
	if (words.kind == TYPE_LATER) {
		reader_problem(s->r, type.place, false,
			       "El tipo \"%s\" es del estándar, pero esta versión todavía no lo lee. Quite "
			       "la fila o cámbiela "
			       "por text o select_one.",
			       "The type \"%s\" belongs to the standard, but this version does not read it "
			       "yet. Remove the "
			       "row or change it to text or select_one.",
			       type.text);
		return;
	}
	if (words.kind == TYPE_METADATA) {
		g_hash_table_add(s->r->metadata, g_strdup(table_cell(s->table, row, COLUMN_NAME).text));
		reader_problem(
			s->r, type.place, true,
			"No se guardan datos del aparato ni la hora exacta: la fila \"%s\" no se usa.",
			"Nothing about the device nor the exact hour is kept: the row \"%s\" is not used.",
			type.text);
		return;
	}
	if (words.kind == TYPE_END) {
		end_row(s, words.type, type.place);
		return;
	}
	table_refuse_later(s->table, row);
	struct form_question *q = g_new0(struct form_question, 1);
	q->type = words.type;
	q->row = type.place.row;
	q->parent = innermost(s)->question;
	g_ptr_array_add(innermost(s)->children, q);
	bool named = take_name(s, q, row);
	if (!q->name) { /* keep the tree whole; the form is refused anyway */
		q->name = g_strdup_printf("_%u", q->row);
		q->path = g_strdup(q->name);
	}
	if (named)
		g_hash_table_insert(s->r->form->by_path, q->path, q);
	if (q->type == FORM_SELECT_ONE || q->type == FORM_SELECT_MULTIPLE)
		take_list(s, q, &words, type.place);
	take_question(s, q, row);
	if (words.kind == TYPE_BEGIN)
		begin_group(s, q, type.place);
}

static void read_survey(struct reader *r, struct table *table, GHashTable *lists)
{
	struct survey s = {.r = r, .table = table, .lists = lists};
	s.open = g_array_new(FALSE, FALSE, sizeof(struct open_group));
	r->form->root = g_new0(struct form_question, 1);
	r->form->root->type = FORM_GROUP;
	r->form->root->name = g_strdup("");
	struct open_group root = {r->form->root, g_ptr_array_new()};
	g_array_append_val(s.open, root);
	for (size_t row = 1; row < table_n_rows(table) && !s.is_too_deep; row++)
		survey_row(&s, row);
	while (s.open->len > 1) {
		const struct form_question *q = innermost(&s)->question;
		if (!s.is_too_deep)
			reader_problem(r, (struct place){"survey", q->row, "type"}, false,
				       "El grupo \"%s\" no se cierra: falta su end_%s.",
				       "The group \"%s\" is not closed: its end_%s is missing.", q->name,
				       q->type == FORM_GROUP ? "group" : "repeat");
		close_group(&s);
	}
	close_group(&s);
	g_array_unref(s.open);
	if (!r->form->root->n_children && !r->n_errors)
		reader_problem(r, (struct place){"survey", 0, NULL}, false,
			       "El formulario no tiene preguntas.", "The form has no questions.");
}

static void pending_clear(gpointer data)
{
	struct pending *pending = data;
	g_free(pending->text);
	g_free(pending->column);
}

static void read_all(struct reader *r)
{
	struct table *tables[SHEET_MAX];
	reader_open_tables(r, tables);
	if (tables[SHEET_SURVEY]) {
		reader_settings(r, tables[SHEET_SETTINGS]);
		reader_languages(r, tables);
		g_autoptr(GHashTable) lists = reader_choices(r, tables[SHEET_CHOICES]);
		if (table_has(tables[SHEET_SURVEY], COLUMN_TYPE) &&
		    table_has(tables[SHEET_SURVEY], COLUMN_NAME)) {
			read_survey(r, tables[SHEET_SURVEY], lists);
			reader_bind(r);
		}
	}
	for (size_t i = 0; i < SHEET_MAX; i++)
		table_free(tables[i]);
}

struct form *xlsform_read(const struct workbook *book, GPtrArray *problems, GError **error)
{
	struct reader r = {.book = book, .form = g_new0(struct form, 1)};
	r.problems = g_ptr_array_new_with_free_func((GDestroyNotify)form_problem_free);
	r.pending = g_array_new(FALSE, TRUE, sizeof(struct pending));
	g_array_set_clear_func(r.pending, pending_clear);
	r.metadata = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	r.form->by_path = g_hash_table_new(g_str_hash, g_str_equal);
	read_all(&r);

	const struct form_problem *first = NULL;
	for (guint i = 0; i < r.problems->len && !first; i++) {
		const struct form_problem *problem = r.problems->pdata[i];
		first = problem->is_warning ? NULL : problem;
	}
	if (r.n_errors) {
		if (first && first->row)
			g_set_error(error, FORM_ERROR, FORM_ERROR_REFUSED, "Hoja %s, fila %u%s%s: %s",
				    first->sheet, first->row, first->column ? ", columna " : "",
				    first->column ? first->column : "", first->sentence_es);
		else
			g_set_error(error, FORM_ERROR, FORM_ERROR_REFUSED, "Hoja %s: %s",
				    first ? first->sheet : "", first ? first->sentence_es : "");
		g_clear_pointer(&r.form, form_free);
	}
	if (problems)
		g_ptr_array_extend_and_steal(problems, g_steal_pointer(&r.problems));
	else
		g_ptr_array_unref(r.problems);
	g_array_unref(r.pending);
	g_hash_table_unref(r.metadata);
	return r.form;
}

struct form *xlsform_read_bytes(const char *bytes, size_t length, GPtrArray *problems, GError **error)
{
	GError *unreadable = NULL;
	struct workbook *book = workbook_read(bytes, length, &unreadable);
	if (!book) {
		if (problems) {
			struct form_problem *problem = g_new0(struct form_problem, 1);
			char *bar = strstr(unreadable->message, " / ");
			g_assert(bar);
			problem->sheet = g_strdup("");
			problem->sentence_es =
				g_strndup(unreadable->message, (gsize)(bar - unreadable->message));
			problem->sentence_en = g_strdup(bar + 3);
			g_ptr_array_add(problems, problem);
		}
		g_propagate_error(error, unreadable);
		return NULL;
	}
	struct form *form = xlsform_read(book, problems, error);
	workbook_free(book);
	return form;
}
