/* xlsform - the reading of an XLSForm as a whole: its steps, its problems and its bounds.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "xlsform.h"
#include "xlsform_reader.h"

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

void reader_suggest(const char *near, char **es, char **en)
{
	*es = near ? g_strdup_printf(" ¿Quiso decir \"%s\"?", near) : g_strdup("");
	*en = near ? g_strdup_printf(" Did you mean \"%s\"?", near) : g_strdup("");
}

/* --- bounds */
static bool take(struct reader *r, size_t *taken, size_t most, size_t n)
{
	if (n <= most - *taken) {
		*taken += n;
		return true;
	}
	if (!r->is_too_large)
		reader_problem(r, (struct place){"survey", 0, NULL}, false,
			       "El formulario es demasiado grande: quite idiomas, columnas u opciones.",
			       "The form is too large: remove languages, columns or choices.");
	r->is_too_large = true;
	return false;
}

bool reader_take_slots(struct reader *r, size_t n)
{
	return take(r, &r->n_slots, SLOTS_MAX, n);
}

bool reader_take_nodes(struct reader *r, size_t n)
{
	return take(r, &r->n_nodes, NODES_MAX, n);
}

char *reader_keep(struct reader *r, const char *text)
{
	if (!r->form->texts)
		r->form->texts = g_string_chunk_new(4096);
	return g_string_chunk_insert_const(r->form->texts, text);
}

bool language_is_english(const struct form *form, size_t language)
{
	const char *name = form->languages[language];
	g_autofree char *folded = g_utf8_strdown(name, -1);
	return strstr(folded, "english") || strstr(folded, "(en") || !strcmp(folded, "en") ||
	       strstr(folded, "inglés");
}

/* --- what is looked up later */
void reader_pend(struct reader *r, struct pending pending)
{
	pending.text = g_strdup(pending.text);
	pending.place.column = g_strdup(pending.place.column);
	g_array_append_val(r->pending, pending);
	/* cppcheck-suppress memleak ; the array owns the texts */
}

/* Expressions without what the last form sent had in it, which is not remembered here: ${last-saved#x} is ''.
 */
struct expression *reader_expression(struct reader *r, struct form_question *q, const char *text,
				     struct place place, enum column kind)
{
	g_autofree char *spanish = NULL;
	g_autoptr(GError) error = NULL;
	struct expression *e = expression_parse(text, &spanish, &error);
	if (!e) {
		reader_problem(r, place, false, "La expresión no se entiende: %s%.0s",
			       "The expression cannot be read: %.0s%s", spanish, error->message);
		return NULL;
	}
	r->n_parts += expression_n_nodes(e);
	if (r->n_parts > PARTS_MAX) {
		if (!r->is_too_large)
			reader_problem(
				r, place, false,
				"Hasta aquí, las fórmulas del formulario son demasiado largas entre todas.",
				"Up to here, the formulas of the form are too long all together.");
		r->is_too_large = true;
		expression_free(e);
		return NULL;
	}
	struct pending pending = {.question = q,
				  .expression = e,
				  .place = place,
				  .kind = kind,
				  .has_indexed_repeat = strstr(text, "indexed-repeat") != NULL};
	reader_pend(r, pending);
	r->form->uses_clock |= expression_uses_clock(e);
	return e;
}

static void pending_clear(gpointer data)
{
	struct pending *pending = data;
	g_free(pending->text);
	g_free((char *)pending->place.column);
}

/* --- the steps */
static void tell_missing_translations(struct reader *r, const struct table *survey)
{
	struct form *form = r->form;
	for (size_t i = 0; i < form->n_languages; i++) {
		size_t n = g_array_index(r->translations, size_t, i);
		struct place place = {"survey", 0, NULL};
		if (n > TRANSLATIONS_MAX)
			reader_problem(r, place, true, "Faltan %zu traducciones más al idioma %s.",
				       "%zu more translations to %s are missing.", n - TRANSLATIONS_MAX,
				       form->languages[i]);
		else if (!table_has_language(survey, i) && table_n_columns(survey, COLUMN_LABEL) &&
			 i != form->default_language)
			reader_problem(r, place, true, "Las preguntas no tienen textos en el idioma %s.",
				       "The questions have no texts in %s.", form->languages[i]);
	}
}

static void finish_files(struct reader *r)
{
	struct form *form = r->form;
	form->n_externals = r->externals->len;
	form->externals = g_memdup2(r->externals->data, r->externals->len * sizeof(struct form_external));
	g_array_set_size(r->externals, 0);
	if (!r->file_names->len)
		return;
	g_ptr_array_add(r->file_names, NULL);
	form->files = (char **)g_memdup2(r->file_names->pdata, r->file_names->len * sizeof(char *));
	g_ptr_array_set_size(r->file_names, 0);
}

static void read_all(struct reader *r)
{
	struct table *tables[SHEET_MAX];
	struct form *form = r->form;
	form->root = g_new0(struct form_question, 1);
	form->root->type = FORM_GROUP;
	form->root->name = g_strdup("");
	reader_open_tables(r, tables);
	struct table *survey = tables[SHEET_SURVEY];
	if (survey) {
		reader_settings(r, tables[SHEET_SETTINGS]);
		reader_languages(r, tables);
		g_array_set_size(r->translations, (guint)form->n_languages);
		reader_lists(r, tables);
		if (table_has(survey, COLUMN_TYPE) && table_has(survey, COLUMN_NAME)) {
			reader_survey(r, survey);
			reader_bind(r);
			tell_missing_translations(r, survey);
		}
		finish_files(r);
	}
	for (size_t i = 0; i < SHEET_MAX; i++)
		table_free(tables[i]);
}

static struct form *read_form(const struct workbook *book, const struct form_file *files, size_t n_files,
			      bool has_files, GPtrArray *problems, GError **error)
{
	struct reader r = {.book = book,
			   .files = files,
			   .n_files = n_files,
			   .has_files = has_files,
			   .form = g_new0(struct form, 1)};
	r.problems = g_ptr_array_new_with_free_func((GDestroyNotify)form_problem_free);
	r.pending = g_array_new(FALSE, TRUE, sizeof(struct pending));
	g_array_set_clear_func(r.pending, pending_clear);
	r.lists = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	r.named = g_hash_table_new(g_str_hash, g_str_equal);
	r.own_columns = g_hash_table_new(g_str_hash, g_str_equal);
	r.file_names = g_ptr_array_new();
	r.externals = g_array_new(FALSE, TRUE, sizeof(struct form_external));
	r.translations = g_array_new(FALSE, TRUE, sizeof(size_t));
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
	g_hash_table_unref(r.lists);
	g_hash_table_unref(r.named);
	g_hash_table_unref(r.own_columns);
	g_ptr_array_unref(r.file_names);
	g_array_unref(r.externals);
	g_array_unref(r.translations);
	return r.form;
}

struct form *xlsform_read(const struct workbook *book, GPtrArray *problems, GError **error)
{
	return read_form(book, NULL, 0, false, problems, error);
}

struct form *xlsform_read_with(const struct workbook *book, const struct form_file *files, size_t n_files,
			       GPtrArray *problems, GError **error)
{
	return read_form(book, files, n_files, true, problems, error);
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
