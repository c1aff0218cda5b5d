/* xlsform_settings - reads the settings sheet, and which languages the columns of a form are in.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "xlsform_reader.h"

#include <string.h>

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

static bool is_media(enum column column)
{
	return column == COLUMN_IMAGE || column == COLUMN_BIG_IMAGE || column == COLUMN_AUDIO ||
	       column == COLUMN_VIDEO;
}

/* "label" and "label::Español (es)" are one column when Spanish is the default language. */
static void refuse_same_language(struct reader *r, const struct table *t, enum column column)
{
	const struct table_column *taken[LANGUAGES_MAX] = {NULL};
	for (size_t i = 0; i < table_n_columns(t, column); i++) {
		const struct table_column *c = table_column(t, column, i);
		if (!c->header.is_bare_text && !c->header.language)
			continue;
		const struct table_column *other = taken[c->by_language];
		if (other && other->header.language && c->header.language)
			reader_problem(
				r, table_place(t, 0, c->text), is_media(column),
				"Las columnas \"%s\" y \"%s\" son del mismo idioma; deje una sola.",
				"The columns \"%s\" and \"%s\" are of the same language; leave only one.",
				other->text, c->text);
		else if (other)
			reader_problem(
				r, table_place(t, 0, c->text), true,
				"Las columnas \"%s\" y \"%s\" son del mismo idioma; cuenta la que lo nombra.",
				"The columns \"%s\" and \"%s\" are of the same language; the one that names "
				"it "
				"counts.",
				other->text, c->text);
		taken[c->by_language] = c;
	}
}

/* The language that the settings name by its name, its code or the name without the code. */
static size_t language_found(const struct form *form, const char *wanted)
{
	size_t found = form_language(form, wanted);
	for (size_t i = 0; found == form->n_languages && i < form->n_languages; i++) {
		size_t n = strcspn(form->languages[i], "(");
		while (n && form->languages[i][n - 1] == ' ')
			n--;
		if (n && n == strlen(wanted) && !g_ascii_strncasecmp(form->languages[i], wanted, n))
			found = i;
	}
	return found;
}

/* The columns without a language go to the default one, which the settings may name. */
void reader_languages(struct reader *r, struct table *const tables[SHEET_MAX])
{
	struct form *form = r->form;
	struct table *settings = tables[SHEET_SETTINGS];
	struct cell wanted = {"", {NULL, 0, NULL}};
	if (settings)
		wanted = table_cell(settings, 1, COLUMN_DEFAULT_LANGUAGE);
	/* texts without a language are one of their own where the questions are: else they go to the first */
	bool any_bare = false, any_bare_label = false;
	for (size_t k = 0; k < SHEET_MAX; k++) {
		for (size_t m = 0; tables[k] && m < COLUMN_MAX; m++) {
			for (size_t i = 0; i < table_n_columns(tables[k], (enum column)m); i++) {
				struct table_column *c = table_column(tables[k], (enum column)m, i);
				if (c->header.language && m != COLUMN_ATTRIBUTE)
					c->by_language = language_index(r, c->header.language);
				any_bare |= c->header.is_bare_text;
				any_bare_label |=
					c->header.is_bare_text && k == SHEET_SURVEY && m == COLUMN_LABEL;
			}
		}
	}
	any_bare = form->n_languages ? any_bare_label : any_bare;
	form->default_language = form->n_languages;
	if (*wanted.text && form->n_languages)
		form->default_language = language_found(form, wanted.text);
	if (form->default_language == form->n_languages && *wanted.text && form->n_languages && !any_bare) {
		reader_problem(
			r, wanted.place, true,
			"El idioma \"%s\" no aparece en ninguna columna label::idioma; el formulario "
			"empezará en %s.",
			"The language \"%s\" is in no label::language column; the form will begin in %s.",
			wanted.text, form->languages[0]);
		form->default_language = 0;
	} else if (form->default_language == form->n_languages) {
		form->default_language = any_bare || !form->n_languages
						 ? language_index(r, *wanted.text ? wanted.text : "default")
						 : 0;
	}
	for (size_t k = 0; k < SHEET_MAX; k++) {
		for (size_t m = 0; tables[k] && m < COLUMN_MAX; m++) {
			for (size_t i = 0; i < table_n_columns(tables[k], (enum column)m); i++) {
				struct table_column *c = table_column(tables[k], (enum column)m, i);
				if (!c->header.language)
					c->by_language = form->default_language;
			}
			if (m != COLUMN_ATTRIBUTE)
				refuse_same_language(r, tables[k], (enum column)m);
		}
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

static void keep_settings(struct form *form, const struct table *settings)
{
	static const enum column kinds[] = {COLUMN_SETTING, COLUMN_INSTANCE_NAME, COLUMN_DEFAULT_LANGUAGE};
	g_autoptr(GPtrArray) kept = g_ptr_array_new();
	for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++) {
		for (size_t i = 0; i < table_n_columns(settings, kinds[k]); i++) {
			const struct table_column *c = table_column(settings, kinds[k], i);
			const char *text = table_text_at(settings, 1, c);
			const char *name = c->header.canonical;
			if (!*text)
				continue;
			g_ptr_array_add(kept, g_strdup(strcmp(name, "attribute") != 0 ? name : c->text));
			g_ptr_array_add(kept, g_strdup(text));
		}
	}
	if (!kept->len)
		return;
	g_ptr_array_add(kept, NULL);
	form->settings = (char **)g_ptr_array_free(g_steal_pointer(&kept), FALSE);
}

static struct cell setting_cell(const struct table *settings, const char *name)
{
	for (size_t i = 0; settings && i < table_n_columns(settings, COLUMN_SETTING); i++) {
		const struct table_column *c = table_column(settings, COLUMN_SETTING, i);
		if (!strcmp(c->header.canonical, name))
			return (struct cell){table_text_at(settings, 1, c),
					     table_place(settings, 1, c->text)};
	}
	return (struct cell){"", {"settings", 0, NULL}};
}

/* What stands in for a form_id: the title in small letters, so that two forms of other titles stay two forms.
 */
static char *id_of_title(const char *title)
{
	enum { LETTERS_MAX = 60 };
	g_autofree char *plain = g_str_to_ascii(title, "es");
	GString *id = g_string_new(NULL);
	for (const char *c = plain; *c && id->len < LETTERS_MAX; c++) {
		if (g_ascii_isalnum(*c))
			g_string_append_c(id, g_ascii_tolower(*c));
		else if (id->len && id->str[id->len - 1] != '_')
			g_string_append_c(id, '_');
	}
	while (id->len && id->str[id->len - 1] == '_')
		g_string_truncate(id, id->len - 1);
	return g_string_free(id->len ? id : g_string_append(id, "formulario"), FALSE);
}

static char *take_id(struct reader *r, struct cell id, const char *title)
{
	if (!*id.text) {
		char *made = id_of_title(title);
		reader_problem(
			r, id.place, true,
			"El formulario no tiene form_id en la hoja settings; se llamará \"%s\". Escriba un "
			"form_id: con él sus versiones siguen juntas y no se confunde con otros.",
			"The form has no form_id in the sheet settings; it will be called \"%s\". Write a "
			"form_id: it keeps its versions together and apart from other forms.",
			made);
		return made;
	}
	bool changed = false;
	GString *taken = g_string_new(NULL);
	for (const char *c = id.text; *c; c = g_utf8_next_char(c)) {
		gunichar u = g_utf8_get_char(c);
		bool good = g_unichar_isalnum(u) || strchr("_-.:/", (int)(u < 128 ? u : ' '));
		g_string_append_unichar(taken, good ? u : '_');
		changed |= !good;
	}
	if (changed)
		reader_problem(r, id.place, true,
			       "El form_id \"%s\" lleva espacios u otros signos; aquí se llamará \"%s\".",
			       "The form_id \"%s\" has spaces or other marks; here it will be called \"%s\".",
			       id.text, taken->str);
	return g_string_free(taken, FALSE);
}

void reader_settings(struct reader *r, struct table *settings)
{
	struct form *form = r->form;
	struct cell title = setting_cell(settings, "form_title"), version = setting_cell(settings, "version"),
		    name = setting_cell(settings, "name");
	if (settings) {
		keep_settings(form, settings);
		for (size_t row = 2; row < table_n_rows(settings); row++)
			if (!table_row_is_empty(settings, row))
				reader_problem(r, table_place(settings, row, NULL), true,
					       "Solo se usa la primera fila de ajustes.",
					       "Only the first row of settings is used.");
		struct cell instance_name = table_cell(settings, 1, COLUMN_INSTANCE_NAME);
		if (*instance_name.text)
			form->instance_name = reader_expression(r, form->root, instance_name.text,
								instance_name.place, COLUMN_INSTANCE_NAME);
	}
	form->id = take_id(r, setting_cell(settings, "form_id"), title.text);
	form->title = g_strdup(*title.text ? title.text : form->id);
	form->version = *version.text ? g_strdup(version.text) : fingerprint(r->book);
	bool good = !*name.text || name_is_valid(name.text);
	if (!good)
		reader_problem(r, name.place, true,
			       "El ajuste name, \"%s\", no sirve como nombre de XML; se usa \"data\".",
			       "The setting name, \"%s\", is no XML name; \"data\" is used.", name.text);
	form->root_name = g_strdup(*name.text && good ? name.text : "data");
}
