/* xlsform_survey - reads the rows of the survey sheet into the tree of questions.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "xlsform_reader.h"
#include "nearest.h"

#include <string.h>

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

static void open_group(struct survey *s, struct form_question *q, bool is_loop, struct place place)
{
	if (s->open->len > DEPTH_MAX) {
		s->is_given_up = true;
		reader_problem(s->r, place, false, "Hay más de %d grupos uno dentro de otro.",
			       "There are more than %d groups one inside another.", DEPTH_MAX);
		return;
	}
	struct open_group group = {q, g_ptr_array_new(), is_loop};
	g_array_append_val(s->open, group);
}

/* --- one question */
static struct form_question *add_question(struct survey *s, enum form_type type, struct place place)
{
	struct form_question *q = g_new0(struct form_question, 1);
	q->type = type;
	q->row = place.row;
	q->parent = innermost(s)->question;
	g_ptr_array_add(innermost(s)->children, q);
	if (++s->n_questions == QUESTIONS_MAX) {
		s->is_given_up = true;
		reader_problem(s->r, place, false, "El formulario pasa de %u preguntas.",
			       "The form has more than %u questions.", QUESTIONS_MAX);
	}
	return q;
}

/* The name and path of a row, made up when the row has none that can be used: the form is refused then. */
static void take_name(struct survey *s, struct form_question *q, const char *name, struct place place)
{
	const char *es = NULL, *en = NULL;
	if (!*name) {
		es = "Falta el nombre de esta fila: una palabra corta sin espacios, como \"colonia\".%.0s";
		en = "This row has no name: a short word without spaces, such as \"colonia\".%.0s";
	} else if (!name_is_valid(name)) {
		es = "\"%s\" no sirve como nombre: debe empezar con letra o _ y seguir con letras, números, "
		     "_, - o punto, sin espacios.";
		en = "\"%s\" is no valid name: it must begin with a letter or _ and go on with letters, "
		     "digits, _, - or periods, without spaces.";
	} else if (!g_ascii_strcasecmp(name, "meta")) {
		es = "El nombre \"%s\" está reservado por el estándar; use otro.";
		en = "The name \"%s\" is reserved by the standard; use another.";
	}
	const struct form_question *parent = innermost(s)->question;
	q->name = *name ? g_strdup(name) : g_strdup_printf("_%u", q->row);
	q->path = parent->path ? g_strconcat(parent->path, "/", q->name, NULL) : g_strdup(q->name);
	if (!es && g_hash_table_contains(s->r->form->by_path, q->path)) {
		es = "Ya hay otra fila con el nombre \"%s\" en el mismo grupo; cambie uno de los dos.";
		en = "Another row of the same group has the name \"%s\" already; change one of them.";
	}
	if (!es) {
		g_hash_table_insert(s->r->form->by_path, q->path, q);
		return;
	}
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	reader_problem(s->r, place, false, es, en, name);
#pragma GCC diagnostic pop
}

static void unknown_list(struct survey *s, const char *name, struct place place, enum sheet sheet)
{
	const struct form *form = s->r->form;
	enum form_list_kind kind = sheet == SHEET_CHOICES ? FORM_LIST_CHOICES : FORM_LIST_EXTERNAL;
	struct nearest nearest = nearest_begin(name);
	for (size_t i = 0; reader_is_patient(s->r) && i < MIN(form->n_lists, CANDIDATES_MAX); i++)
		if (form->lists[i].kind == kind)
			nearest_try(&nearest, form->lists[i].name);
	g_autofree char *es = NULL, *en = NULL;
	reader_suggest(nearest.found, &es, &en);
	reader_problem(s->r, place, false, "La lista \"%s\" no está en la hoja %s.%s%.0s",
		       "The list \"%s\" is not in the %s sheet.%.0s%s", name, sheet_name_of(sheet), es, en);
}

static void take_list(struct survey *s, struct form_question *q, const struct type_words *words, size_t row,
		      struct place place)
{
	if (!*words->list) {
		reader_problem(
			s->r, place, false,
			"Falta el nombre de la lista de opciones: escriba, por ejemplo, \"select_one %s\".",
			"The name of the list of choices is missing: write, for example, \"select_one %s\".",
			q->name);
		return;
	}
	if (words->source == FORM_LIST_REPEAT) {
		q->list = list_find(s->r, FORM_LIST_REPEAT, words->list, NULL, NULL);
		g_assert(q->list);
		reader_pend(s->r, (struct pending){.question = q,
						   .text = (char *)(uintptr_t)words->list,
						   .place = place,
						   .kind = COLUMN_TYPE});
		if (words->or_other)
			reader_problem(s->r, place, false,
				       "or_other no va con las respuestas de una repetición (%s): añada una "
				       "pregunta text.",
				       "or_other does not go with the answers of a repeat (%s): add a text "
				       "question.",
				       words->list);
		return;
	}
	if (words->source == FORM_LIST_FILE) {
		const char *parameters = table_cell(s->table, row, COLUMN_PARAMETERS).text;
		g_autofree char *value = parameters_value(parameters, "value");
		g_autofree char *label = parameters_value(parameters, "label");
		q->list = list_find(s->r, FORM_LIST_FILE, words->list, value, label);
		g_assert(q->list);
		if (words->or_other)
			reader_problem(
				s->r, place, false,
				"or_other no va con opciones de un archivo: añada \"other\" al archivo "
				"\"%s\" y una pregunta text.",
				"or_other does not go with choices of a file: add \"other\" to the file "
				"\"%s\" and a text question.",
				words->list);
		return;
	}
	q->list = list_find(s->r, words->source, words->list, NULL, NULL);
	if (!q->list)
		unknown_list(s, words->list, place,
			     words->source == FORM_LIST_EXTERNAL ? SHEET_EXTERNAL_CHOICES : SHEET_CHOICES);
}

/* The text question that or_other adds below a select: what the other one is. */
static void add_other(struct survey *s, const struct form_question *q, struct place place)
{
	const struct form *form = s->r->form;
	if (s->is_given_up)
		return;
	struct form_question *other = add_question(s, FORM_TEXT, place);
	g_autofree char *name = g_strconcat(q->name, "_other", NULL);
	take_name(s, other, name, place);
	other->label.by_language = g_new0(char *, form->n_languages);
	for (size_t i = 0; i < form->n_languages; i++)
		other->label.by_language[i] =
			g_strdup(language_is_english(form, i) ? "Specify other." : "Diga cuál otro.");
	g_autofree char *relevant = g_strdup_printf("selected(../%s, 'other')", q->name);
	other->relevant = reader_expression(s->r, other, relevant, place, COLUMN_RELEVANT);
}

static void take_metadata(struct survey *s, const struct type_words *words, const char *type, size_t row,
			  struct place place)
{
	struct cell name = table_cell(s->table, row, COLUMN_NAME);
	struct form_question *q = add_question(s, FORM_METADATA, place);
	q->metadata = words->metadata;
	bool is_audit = !*name.text && !g_ascii_strcasecmp(type, "audit");
	take_name(s, q, is_audit ? "audit" : name.text, name.place);
	table_text(s->table, row, COLUMN_LABEL, &q->label);
	q->parameters = parameters_take(s->r, q, table_cell(s->table, row, COLUMN_PARAMETERS), "");
	if (words->metadata == FORM_METADATA_PRIVATE)
		reader_problem(s->r, place, true,
			       "No se guardan datos del aparato ni de la persona: \"%s\" (%s) quedará vacío.",
			       "Nothing about the device or the person is kept: \"%s\" (%s) will be empty.",
			       q->name, type);
	else if (words->metadata != FORM_METADATA_TODAY)
		reader_problem(s->r, place, true,
			       "La hora exacta no se guarda: \"%s\" (%s) solo sirve dentro del formulario.",
			       "The exact hour is not kept: \"%s\" (%s) only serves inside the form.",
			       q->name, type);
}

static struct form_question *take_question(struct survey *s, const struct type_words *words, size_t row,
					   struct place place)
{
	struct cell name = table_cell(s->table, row, COLUMN_NAME);
	struct form_question *q = add_question(s, words->type, place);
	g_autofree char *generated = NULL;
	if (!*name.text && words->type == FORM_NOTE) { /* as pyxform does */
		generated = g_strdup_printf("generated_note_name_%u", place.row);
		name.text = generated;
	}
	take_name(s, q, name.text, name.place);
	if (type_takes_list(q->type))
		take_list(s, q, words, row, place);
	if (words->is_of_osm)
		reader_problem(
			s->r, place, true, "Aquí no se edita OpenStreetMap: \"%s\" se contestará con texto.",
			"OpenStreetMap is not edited here: \"%s\" will be answered with text.", q->name);
	question_take(s, q, words, row);
	if (words->or_other && words->source == FORM_LIST_CHOICES && q->list) {
		if (q->choice_filter)
			reader_problem(
				s->r, place, false,
				"or_other no va con choice_filter: añada la opción \"other\" a la lista "
				"\"%s\" y una pregunta text.",
				"or_other does not go with choice_filter: add the choice \"other\" to the "
				"list \"%s\" and a text question.",
				q->list->name);
		else
			add_other(s, q, place);
	}
	return q;
}

/* --- rows */
static void end_row(struct survey *s, const struct type_words *words, struct place place)
{
	struct form_question *open = innermost(s)->question;
	const char *word = words->is_loop_end ? "loop" : words->type == FORM_GROUP ? "group" : "repeat";
	const char *opened = innermost(s)->is_loop ? "loop" : open->type == FORM_GROUP ? "group" : "repeat";
	if (s->open->len == 1)
		reader_problem(s->r, place, false, "Este end_%s no cierra nada: falta su begin_%s.",
			       "This end_%s closes nothing: its begin_%s is missing.", word, word);
	else if (strcmp(word, opened) != 0)
		reader_problem(
			s->r, place, false,
			"Aquí se cierra con end_%s lo que se abrió en la fila %u como begin_%s (\"%s\").",
			"Here end_%s closes what row %u opened as begin_%s (\"%s\").", word, open->row,
			opened, open->name);
	if (s->open->len > 1)
		close_group(s);
}

static void unknown_type(struct survey *s, const char *cell, struct place place)
{
	g_autofree char *es = NULL, *en = NULL;
	const char *advice_es, *advice_en, *meant = reader_is_patient(s->r) ? foreign_type(cell) : NULL;
	if (foreign_advice(cell, &advice_es, &advice_en)) {
		reader_problem(s->r, place, false,
			       "El tipo \"%s\" solo lo entiende KoboToolbox: escriba %s.%.0s",
			       "Only KoboToolbox knows the type \"%s\": %.0s%s.", cell, advice_es, advice_en);
		return;
	}
	if (!meant && reader_is_patient(s->r))
		meant = type_nearest(cell);
	reader_suggest(meant, &es, &en);
	reader_problem(s->r, place, false, "No existe el tipo de pregunta \"%s\".%s%.0s",
		       "There is no question type \"%s\".%.0s%s", cell, es, en);
}

/* A row that is not empty but has no type: a remark of the author, or a question without its type. */
static void row_without_type(struct survey *s, size_t row, struct place place)
{
	bool is_remark = !*table_cell(s->table, row, COLUMN_NAME).text &&
			 !*table_cell(s->table, row, COLUMN_LABEL).text;
	if (is_remark)
		reader_problem(s->r, place, true,
			       "Esta fila no tiene tipo, nombre ni texto; se toma por una anotación y no se "
			       "usa.",
			       "This row has no type, name or text; it is taken for a remark and not used.");
	else
		reader_problem(s->r, place, false,
			       "Falta el tipo de esta fila (columna type): text, integer, select_one lista…",
			       "This row has no type (column type): text, integer, select_one list…");
}

static void read_rows(struct survey *s, size_t from, size_t to);

/* The row where what begins at row ends, or the last one. */
static size_t end_of(struct survey *s, size_t row, size_t to)
{
	size_t depth = 0;
	for (size_t at = row; at < to; at++, s->n_read++) {
		g_autofree char *cell = g_strdup(table_cell(s->table, at, COLUMN_TYPE).text);
		struct type_words words = type_parse(cell);
		if (words.kind == TYPE_UNKNOWN || table_row_is_disabled(s->table, at))
			continue;
		depth += words.kind == TYPE_BEGIN || words.kind == TYPE_LOOP;
		depth -= words.kind == TYPE_END && depth;
		if (!depth)
			return at;
	}
	return to;
}

/* begin loop over list: a group of one group for each choice, with the rows until its end in each.  Answers
 * the row of the end, which closes it. */
static size_t read_loop(struct survey *s, const struct type_words *words, size_t row, size_t to,
			struct place place)
{
	size_t end = end_of(s, row, to);
	struct type_words group = {.kind = TYPE_BEGIN, .type = FORM_GROUP, .list = ""};
	struct form_question *loop = take_question(s, &group, row, place);
	const struct form_list *list = list_find(s->r, FORM_LIST_CHOICES, words->list, NULL, NULL);
	if (!list)
		unknown_list(s, words->list, place, SHEET_CHOICES);
	open_group(s, loop, true, place);
	const struct form_choice *outer = s->looped;
	for (size_t i = 0; list && i < list->n_choices && !s->is_given_up; i++) {
		s->looped = &list->choices[i];
		struct form_question *one = add_question(s, FORM_GROUP, place);
		take_name(s, one, s->looped->name, place);
		for (size_t l = 0; s->looped->label.by_language && l < s->r->form->n_languages; l++) {
			if (!one->label.by_language)
				one->label.by_language = g_new0(char *, s->r->form->n_languages);
			one->label.by_language[l] = g_strdup(s->looped->label.by_language[l]);
		}
		open_group(s, one, false, place);
		if (s->is_given_up)
			break;
		size_t depth = s->open->len;
		read_rows(s, row + 1, end);
		while (s->open->len > depth - 1 && !s->is_given_up)
			close_group(s);
	}
	s->looped = outer;
	return end - 1;
}

/* Answers the last row that was read. */
static size_t read_row(struct survey *s, size_t row, size_t to)
{
	struct cell type = table_cell(s->table, row, COLUMN_TYPE);
	if (table_row_is_empty(s->table, row) || table_row_is_disabled(s->table, row))
		return row;
	if (!*type.text) {
		row_without_type(s, row, type.place);
		return row;
	}
	g_autofree char *cell = g_strdup(type.text);
	struct type_words words = type_parse(cell);
	struct form_question *q;
	switch (words.kind) {
	case TYPE_UNKNOWN:
		unknown_type(s, type.text, type.place);
		break;
	case TYPE_END:
		end_row(s, &words, type.place);
		break;
	case TYPE_EXTERNAL:
		reader_external(s->r, table_cell(s->table, row, COLUMN_NAME).text, words.extension,
				type.place);
		break;
	case TYPE_LOOP:
		return read_loop(s, &words, row, to, type.place);
	case TYPE_QUESTION:
		if (words.type == FORM_METADATA)
			take_metadata(s, &words, type.text, row, type.place);
		else
			take_question(s, &words, row, type.place);
		break;
	case TYPE_BEGIN:
		q = take_question(s, &words, row, type.place);
		open_group(s, q, false, type.place);
		break;
	}
	return row;
}

static void read_rows(struct survey *s, size_t from, size_t to)
{
	for (size_t row = from; row < to && !s->is_given_up && !s->r->is_too_large; row++) {
		if (s->n_read++ > ROWS_READ_MAX) {
			s->is_given_up = true;
			reader_problem(s->r, table_place(s->table, row, NULL), false,
				       "Los begin loop repiten demasiadas filas.",
				       "The begin loop rows repeat too many rows.");
			return;
		}
		row = read_row(s, row, to);
	}
}

void reader_survey(struct reader *r, struct table *table)
{
	struct survey s = {.r = r, .table = table};
	s.open = g_array_new(FALSE, FALSE, sizeof(struct open_group));
	struct open_group root = {r->form->root, g_ptr_array_new(), false};
	g_array_append_val(s.open, root);
	read_rows(&s, 1, table_n_rows(table));
	while (s.open->len > 1) {
		const struct form_question *q = innermost(&s)->question;
		if (!s.is_given_up && !r->is_too_large)
			reader_problem(r, (struct place){"survey", q->row, "type"}, false,
				       "El grupo \"%s\" no se cierra: falta su end_%s.",
				       "The group \"%s\" is not closed: its end_%s is missing.", q->name,
				       innermost(&s)->is_loop  ? "loop"
				       : q->type == FORM_GROUP ? "group"
							       : "repeat");
		close_group(&s);
	}
	close_group(&s);
	g_array_unref(s.open);
	if (!r->form->root->n_children && !r->n_errors)
		reader_problem(r, (struct place){"survey", 0, NULL}, false,
			       "El formulario no tiene preguntas.", "The form has no questions.");
}
