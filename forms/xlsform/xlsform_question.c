/* xlsform_question - reads what stands in the columns of one row of the survey sheet.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "xlsform_reader.h"
#include "nearest.h"

#include <string.h>

/* yes, TRUE and the like, where they stand alone in a rule, are what a spreadsheet made of true(). */
static const char *truth_of(const char *text)
{
	if (!g_ascii_strcasecmp(text, "yes") || !g_ascii_strcasecmp(text, "true"))
		return "true()";
	if (!g_ascii_strcasecmp(text, "no") || !g_ascii_strcasecmp(text, "false"))
		return "false()";
	return text;
}

/* Parses the expression of that cell; NULL when empty or wrong. */
static struct expression *take_expression(struct survey *s, struct form_question *q, size_t row,
					  enum column kind)
{
	struct cell cell = table_cell(s->table, row, kind);
	if (!*cell.text)
		return NULL;
	bool is_rule = kind == COLUMN_RELEVANT || kind == COLUMN_CONSTRAINT || kind == COLUMN_CALCULATION;
	return reader_expression(s->r, q, is_rule ? truth_of(cell.text) : cell.text, cell.place, kind);
}

/* --- texts */
static void replace_all(char **text, const char *from, const char *to)
{
	if (!strstr(*text, from))
		return;
	GString *out = g_string_new(*text);
	g_string_replace(out, from, to ? to : "", 0);
	g_free(*text);
	*text = g_string_free(out, FALSE);
}

static void take_text(struct survey *s, struct form_question *q, size_t row, enum column kind,
		      struct form_text *text)
{
	const struct form *form = s->r->form;
	table_text(s->table, row, kind, text);
	for (size_t i = 0; text->by_language && i < form->n_languages; i++) {
		char **one = &text->by_language[i];
		if (*one && s->looped) {
			replace_all(one, "%(name)s", s->looped->name);
			replace_all(one, "%(label)s", form_text_in(form, &s->looped->label, i));
		}
		if (!*one || !strstr(*one, "${"))
			continue;
		struct place place = table_cell_in(s->table, row, kind, i).place;
		struct pending pending = {.question = q, .text = *one, .place = place, .kind = kind};
		reader_pend(s->r, pending);
	}
}

static void missing_translations(struct survey *s, const struct form_question *q, size_t row)
{
	struct reader *r = s->r;
	for (size_t i = 0; q->label.by_language && i < r->form->n_languages; i++) {
		if (q->label.by_language[i] || !table_has_language(s->table, i))
			continue;
		if (++g_array_index(r->translations, size_t, i) > TRANSLATIONS_MAX)
			continue;
		struct place place = table_cell_in(s->table, row, COLUMN_LABEL, i).place;
		reader_problem(r, place, true, "Falta la traducción de \"%s\" al idioma %s.",
			       "The translation of \"%s\" to %s is missing.", q->name, r->form->languages[i]);
	}
}

static bool has_media(const struct form_media *m)
{
	return m->image.by_language || m->big_image.by_language || m->audio.by_language ||
	       m->video.by_language;
}

/* The type that other clients know a formula by. */
static void keep_type(struct form_question *q)
{
	const char *type = q->type == FORM_INTEGER    ? "int"
			   : q->type == FORM_DECIMAL  ? "decimal"
			   : q->type == FORM_DATE     ? "date"
			   : q->type == FORM_TIME     ? "time"
			   : q->type == FORM_DATETIME ? "dateTime"
						      : NULL;
	if (!type)
		return;
	q->attributes = g_renew(struct form_attribute, q->attributes, q->n_attributes + 1);
	q->attributes[q->n_attributes++] =
		(struct form_attribute){FORM_ATTRIBUTE_BIND, g_strdup("type"), g_strdup(type)};
}

static void take_labels(struct survey *s, struct form_question *q, const struct type_words *words, size_t row)
{
	struct reader *r = s->r;
	take_text(s, q, row, COLUMN_LABEL, &q->label);
	take_text(s, q, row, COLUMN_HINT, &q->hint);
	take_text(s, q, row, COLUMN_GUIDANCE_HINT, &q->guidance_hint);
	take_text(s, q, row, COLUMN_CONSTRAINT_MESSAGE, &q->constraint_message);
	take_text(s, q, row, COLUMN_REQUIRED_MESSAGE, &q->required_message);
	table_media(s->table, row, &q->media);
	if (words->hint_es && !q->hint.by_language && reader_take_slots(r, r->form->n_languages)) {
		q->hint.by_language = g_new0(char *, r->form->n_languages);
		for (size_t i = 0; i < r->form->n_languages; i++)
			q->hint.by_language[i] =
				g_strdup(language_is_english(r->form, i) ? words->hint_en : words->hint_es);
	}
	missing_translations(s, q, row);
	bool silent = q->type == FORM_GROUP || q->type == FORM_REPEAT || q->type == FORM_CALCULATE ||
		      q->type == FORM_HIDDEN;
	if (silent || q->label.by_language || q->hint.by_language || q->guidance_hint.by_language ||
	    has_media(&q->media))
		return;
	bool is_made = *table_cell(s->table, row, COLUMN_CALCULATION).text;
	if (is_made || *table_cell(s->table, row, COLUMN_TRIGGER).text) { /* nobody is asked */
		keep_type(q);
		q->type = is_made ? FORM_CALCULATE : FORM_HIDDEN;
		return;
	}
	reader_problem(r, table_cell(s->table, row, COLUMN_LABEL).place, false,
		       "Falta el texto de la pregunta \"%s\" (columna label).",
		       "The text of the question \"%s\" is missing (column label).", q->name);
}

/* --- rules */
static void add_attribute(struct survey *s, struct form_question *q, enum form_attribute_place place,
			  const char *name, struct cell cell)
{
	q->attributes = g_renew(struct form_attribute, q->attributes, q->n_attributes + 1);
	q->attributes[q->n_attributes++] =
		(struct form_attribute){place, g_strdup(name), g_strdup(cell.text)};
	if (strstr(cell.text, "${")) {
		struct pending pending = {.question = q,
					  .text = (char *)cell.text,
					  .place = cell.place,
					  .kind = COLUMN_ATTRIBUTE};
		reader_pend(s->r, pending);
	}
}

static void take_required(struct survey *s, struct form_question *q, size_t row)
{
	struct cell cell = table_cell(s->table, row, COLUMN_REQUIRED);
	int yes = yes_no_parse(cell.text);
	bool has_answer = form_type_is_answered(q->type) && q->type != FORM_HIDDEN;
	if (yes != 0 && !has_answer) {
		reader_problem(s->r, cell.place, true,
			       "Nadie contesta esta fila, así que no puede ser obligatoria.",
			       "Nobody answers this row, so it cannot be required.");
		add_attribute(s, q, FORM_ATTRIBUTE_BIND, "required", cell); /* others may stop there */
		return;
	}
	q->required = yes == 1;
	if (yes < 0)
		q->required_if = take_expression(s, q, row, COLUMN_REQUIRED);
}

/* In another language already: attributes have none. */
static bool has_attribute(const struct form_question *q, enum form_attribute_place place, const char *name)
{
	for (size_t i = 0; i < q->n_attributes; i++)
		if (q->attributes[i].place == place && !strcmp(q->attributes[i].name, name))
			return true;
	return false;
}

static void take_attributes(struct survey *s, struct form_question *q, size_t row)
{
	for (size_t i = 0; i < table_n_columns(s->table, COLUMN_ATTRIBUTE); i++) {
		const struct table_column *c = table_column(s->table, COLUMN_ATTRIBUTE, i);
		struct cell cell = {table_text_at(s->table, row, c), table_place(s->table, row, c->text)};
		if (*cell.text && !has_attribute(q, c->header.place, c->header.attribute))
			add_attribute(s, q, c->header.place, c->header.attribute, cell);
	}
}

static void take_read_only(struct survey *s, struct form_question *q, size_t row)
{
	struct cell cell = table_cell(s->table, row, COLUMN_READ_ONLY);
	int yes = yes_no_parse(cell.text);
	q->read_only = yes == 1;
	if (yes >= 0)
		return;
	reader_problem(s->r, cell.place, true,
		       "En nuestra página read_only solo puede ser yes o no; la condición \"%s\" solo la "
		       "siguen otras aplicaciones.",
		       "On our page read_only can only be yes or no; only other clients follow the condition "
		       "\"%s\".",
		       cell.text);
	add_attribute(s, q, FORM_ATTRIBUTE_BIND, "readonly", cell);
}

/* --- roles */
static bool role_parse(const char *text, enum form_role *role)
{
	for (*role = FORM_ROLE_PROBLEM; *role < FORM_ROLE_MAX; (*role)++)
		if (!g_ascii_strcasecmp(form_role_name(*role), text))
			return true;
	return false;
}

static const char *role_nearest(const char *text)
{
	struct nearest nearest = nearest_begin(text);
	for (enum form_role r = FORM_ROLE_PROBLEM; r < FORM_ROLE_MAX; r++)
		nearest_try(&nearest, form_role_name(r));
	return nearest.found;
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
		       type == FORM_DECIMAL || type == FORM_SELECT_ONE || type == FORM_SELECT_MULTIPLE ||
		       type == FORM_RANGE;
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
		reader_suggest(role_nearest(cell.text), &es, &en);
		reader_problem(s->r, cell.place, false,
			       "El papel \"%s\" no existe.%s%.0s Los papeles son problem, theme, severity, "
			       "affected, frequency, municipality, place y demographic.",
			       "The role \"%s\" does not exist.%.0s%s The roles are problem, theme, "
			       "severity, affected, frequency, municipality, place and demographic.",
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
			"severity, affected y frequency piden select_one.",
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
			       "de cada opción en la escala (1, 2, 3…).",
			       "For the role \"%s\", the list \"%s\" needs the column level with the place "
			       "of each choice on the scale (1, 2, 3…).",
			       form_role_name(role), q->list->name);
	else
		q->role = role;
	s->role_taken[role] = true;
}

/* --- defaults */
/* Whether all choices that the literal default names are in the list; says what is not. */
static bool default_is_chosen(struct survey *s, const struct form_question *q, struct cell cell)
{
	bool is_whole = q->type == FORM_SELECT_ONE;
	g_auto(GStrv) names = g_strsplit(cell.text, is_whole ? "\n" : " ", -1);
	bool good = true;
	for (char **name = names; *name; name++) {
		if (!**name || form_choice_named(q->list, *name))
			continue;
		good = false;
		reader_problem(
			s->r, cell.place, true,
			"El valor inicial \"%s\" no está en la lista \"%s\"; la pregunta empezará vacía.",
			"The default \"%s\" is not in the list \"%s\"; the question will begin empty.", *name,
			q->list->name);
	}
	return good;
}

static void take_default(struct survey *s, struct form_question *q, size_t row)
{
	struct cell cell = table_cell(s->table, row, COLUMN_DEFAULT);
	if (!*cell.text)
		return;
	if (form_type_is_file(q->type)) {
		reader_problem(s->r, cell.place, true,
			       "En nuestra página una pregunta de archivo no tiene valor inicial; no se usa.",
			       "On our page a question for a file has no default; it is not used.");
		return;
	}
	if (expression_is_dynamic(cell.text)) {
		bool is_calculated = (q->type == FORM_CALCULATE || q->type == FORM_HIDDEN || q->read_only) &&
				     !*table_cell(s->table, row, COLUMN_CALCULATION).text;
		/* what nobody can change is a formula */
		struct expression *e = reader_expression(s->r, q, cell.text, cell.place,
							 is_calculated ? COLUMN_CALCULATION : COLUMN_DEFAULT);
		if (is_calculated)
			q->calculation = e;
		else
			q->default_expression = e;
		return;
	}
	bool has_choices = q->list && q->list->n_choices; /* a file may not be at hand */
	if (!has_choices || default_is_chosen(s, q, cell))
		q->default_value = g_strdup(cell.text);
}

/* --- what only some rows have */
static bool goes_with(struct survey *s, size_t row, enum column kind, bool fits, const char *es,
		      const char *en)
{
	struct cell cell = table_cell(s->table, row, kind);
	if (*cell.text && !fits)
		reader_problem(s->r, cell.place, true, "Esta columna es para %s; aquí no se usa.%.0s",
			       "This column is for %.0s%s; it is not used here.", es, en);
	return *cell.text && fits;
}

static void take_triggers(struct survey *s, struct form_question *q, size_t row)
{
	struct cell cell = table_cell(s->table, row, COLUMN_TRIGGER);
	const char *p = cell.text;
	while (*p) {
		const char *end = g_str_has_prefix(p, "${") ? strchr(p, '}') : NULL;
		if (!end) {
			reader_problem(
				s->r, cell.place, false,
				"En trigger van una o varias preguntas, como ${a}, ${b}; no \"%s\".",
				"A trigger is one or several questions, such as ${a}, ${b}; not \"%s\".",
				cell.text);
			return;
		}
		p = end + 1;
		p += strspn(p, ", ");
	}
	struct pending pending = {
		.question = q, .text = (char *)cell.text, .place = cell.place, .kind = COLUMN_TRIGGER};
	reader_pend(s->r, pending);
}

static void take_calculation(struct survey *s, struct form_question *q, size_t row)
{
	if (!q->calculation)
		q->calculation = take_expression(s, q, row, COLUMN_CALCULATION);
	struct cell cell = table_cell(s->table, row, COLUMN_CALCULATION);
	if (q->type == FORM_CALCULATE && !q->calculation && !q->default_value && !*cell.text &&
	    !*table_cell(s->table, row, COLUMN_DEFAULT).text)
		reader_problem(s->r, cell.place, false, "Falta la fórmula de \"%s\" (columna calculation).",
			       "The formula of \"%s\" is missing (column calculation).", q->name);
}

/* As written, in lower case; names of other applications keep their capitals. */
static char *appearance_of(const char *text)
{
	return strstr(text, "ex:") || strstr(text, "search(") ? g_strdup(text) : g_utf8_strdown(text, -1);
}

/* search('file'): choices that only some clients look up in a table. */
static void warn_of_search(struct survey *s, const char *appearance, struct place place)
{
	const char *call = strstr(appearance, "search(");
	if (!call)
		return;
	call += strlen("search(");
	call += strspn(call, " ");
	const char *end = *call == '\'' || *call == '"' ? strchr(call + 1, *call) : NULL;
	if (end) {
		g_autofree char *name = g_strndup(call + 1, (gsize)(end - call - 1));
		g_autofree char *file = g_strconcat(name, g_str_has_suffix(name, ".csv") ? "" : ".csv", NULL);
		reader_name_file(s->r, file);
	}
	reader_problem(
		s->r, place, true,
		"La búsqueda search() solo la hacen otras aplicaciones; en nuestra página use "
		"select_one_from_file con el mismo archivo.",
		"Only other clients look choices up by search(); for our page use select_one_from_file "
		"with the same file.");
}

void question_take(struct survey *s, struct form_question *q, const struct type_words *words, size_t row)
{
	bool is_group = q->type == FORM_GROUP || q->type == FORM_REPEAT;
	take_labels(s, q, words, row);
	take_read_only(s, q, row);
	take_required(s, q, row);
	take_role(s, q, row);
	take_attributes(s, q, row);
	if (goes_with(s, row, COLUMN_DEFAULT, !is_group, "preguntas", "questions"))
		take_default(s, q, row);
	q->relevant = take_expression(s, q, row, COLUMN_RELEVANT);
	if (goes_with(s, row, COLUMN_CONSTRAINT, !is_group, "preguntas", "questions"))
		q->constraint = take_expression(s, q, row, COLUMN_CONSTRAINT);
	else if (words->constraint)
		q->constraint =
			reader_expression(s->r, q, words->constraint,
					  table_cell(s->table, row, COLUMN_TYPE).place, COLUMN_CONSTRAINT);
	if (goes_with(s, row, COLUMN_CALCULATION, !is_group, "preguntas", "questions") ||
	    q->type == FORM_CALCULATE)
		take_calculation(s, q, row);
	if (goes_with(s, row, COLUMN_CHOICE_FILTER, q->list != NULL, "preguntas de opciones",
		      "questions with choices"))
		q->choice_filter = take_expression(s, q, row, COLUMN_CHOICE_FILTER);
	if (goes_with(s, row, COLUMN_REPEAT_COUNT, q->type == FORM_REPEAT, "begin_repeat", "begin_repeat"))
		q->count = take_expression(s, q, row, COLUMN_REPEAT_COUNT);
	if (goes_with(s, row, COLUMN_TRIGGER, !is_group, "preguntas", "questions"))
		take_triggers(s, q, row);
	q->parameters =
		parameters_take(s->r, q, table_cell(s->table, row, COLUMN_PARAMETERS),
				q->type == FORM_TEXT ? table_cell(s->table, row, COLUMN_ROWS).text : "");
	struct cell appearance = table_cell(s->table, row, COLUMN_APPEARANCE);
	if (*appearance.text) {
		q->appearance = appearance_of(appearance.text);
		warn_of_search(s, appearance.text, appearance.place);
	}
}
