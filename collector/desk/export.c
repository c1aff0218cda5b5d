/* export - a session's reports as a table for people: CSV with one column a question.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "csv.h"
#include "folio.h"
#include "formpage.h"
#include "handlers.h"
#include "export.h"
#include "words.h"
#include <string.h>

struct table {
	const struct form *form;
	GPtrArray *questions; /* those that hold an answer */
	size_t language;
	GString *text;
	GHashTable *files; /* number of the report -> names of its files, joined by "; " */
};

/* The answer as people read it: labels of choices, names joined by "; ", repeats as JSON. */
static char *cell_text(const struct table *t, const struct form_question *q, const json_t *value)
{
	if (value == NULL)
		return g_strdup("");
	if (q->type == FORM_REPEAT) {
		char *json = json_dumps(value, JSON_COMPACT);
		char *copy = g_strdup(json);
		free(json);
		return copy;
	}
	GString *text = g_string_new(NULL);
	size_t n = json_is_array(value) ? json_array_size(value) : 1;
	for (size_t i = 0; i < n; i++) {
		const char *name = json_string_value(json_is_array(value) ? json_array_get(value, i) : value);
		const struct form_choice *choice =
			q->list != NULL && name != NULL ? form_choice_named(q->list, name) : NULL;
		const char *label =
			choice != NULL ? form_text_in(t->form, &choice->label, t->language) : NULL;
		g_string_append_printf(text, "%s%s", i > 0 ? "; " : "",
				       label != NULL  ? label
				       : name != NULL ? name
						      : "");
	}
	return g_string_free(text, FALSE);
}

static void cells_write(struct table *t, GPtrArray *cells)
{
	csv_row_write(t->text, (const char *const *)cells->pdata, cells->len, CSV_FOR_PEOPLE);
}

static bool row_write(void *data, const struct store_row *row)
{
	struct table *t = data;
	g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
	json_t *answers = json_loads(store_row_text(row, "answers", NULL), 0, NULL);
	g_autoptr(GDateTime) hour = g_date_time_new_from_unix_utc(store_row_int(row, "hour"));
	int64_t mesa = store_row_int(row, "mesa");
	g_ptr_array_add(cells, g_strdup_printf("%" G_GINT64_FORMAT,
					       store_row_int(row, "id") & ((INT64_C(1) << 40) - 1)));
	g_ptr_array_add(cells, g_strdup(store_row_text(row, "session", NULL)));
	g_ptr_array_add(cells, mesa > 0 ? g_strdup_printf("%" G_GINT64_FORMAT, mesa) : g_strdup(""));
	g_ptr_array_add(cells, g_strdup(store_row_text(row, "channel", NULL)));
	g_ptr_array_add(cells, g_date_time_format(hour, "%Y-%m-%dT%H:00Z"));
	g_ptr_array_add(cells, g_strdup(store_row_int(row, "late") != 0 ? "1" : "0"));
	for (guint i = 0; i < t->questions->len; i++) {
		const struct form_question *q = t->questions->pdata[i];
		g_ptr_array_add(cells, cell_text(t, q, json_object_get(answers, q->path)));
	}
	int64_t id = store_row_int(row, "id");
	const char *files = g_hash_table_lookup(t->files, &id);
	g_ptr_array_add(cells, g_strdup(files != NULL ? files : ""));
	cells_write(t, cells);
	json_decref(answers);
	return true;
}

static bool file_note(void *data, const struct store_row *row)
{
	GHashTable *files = data;
	int64_t id = store_row_int(row, "id");
	const char *before = g_hash_table_lookup(files, &id), *name = store_row_text(row, "name", NULL);
	char *all = before != NULL ? g_strconcat(before, "; ", name, NULL) : g_strdup(name);
	g_hash_table_replace(files, g_memdup2(&id, sizeof id), all);
	return true;
}

char *export_session(struct app *app, const struct session *s, const char *language, GError **error)
{
	static const char *const fixed[] = {"numero", "jornada", "mesa", "canal", "hora_utc", "tardio"};
	struct table t = {
		.form = s->form->form, .questions = g_ptr_array_new(), .text = g_string_new("\xef\xbb\xbf")};
	t.language = form_language(t.form, language);
	g_autoptr(GPtrArray) heads = g_ptr_array_new_with_free_func(g_free);
	for (size_t i = 0; i < G_N_ELEMENTS(fixed); i++)
		g_ptr_array_add(heads, g_strdup(fixed[i]));
	for (const struct form_question *q = form_next(t.form, NULL); q != NULL; q = form_next(t.form, q)) {
		bool is_inside = false;
		for (const struct form_question *up = q->parent; up != NULL; up = up->parent)
			is_inside |= up->type == FORM_REPEAT;
		if (is_inside || q->type == FORM_GROUP || q->type == FORM_NOTE)
			continue;
		g_ptr_array_add(t.questions, (struct form_question *)(uintptr_t)q);
		g_ptr_array_add(heads, g_strdup(q->path));
	}
	g_ptr_array_add(heads, g_strdup("archivos"));
	cells_write(&t, heads);
	t.files = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
	bool is_good = store_scan(app->store, "attachment_of_session", json_pack("{s:s}", "session", s->code),
				  file_note, t.files, error) &&
		       store_scan(app->store, "submission_export", json_pack("{s:s}", "session", s->code),
				  row_write, &t, error);
	g_hash_table_unref(t.files);
	g_ptr_array_unref(t.questions);
	return g_string_free(t.text, !is_good);
}

struct reply *workshop_export(struct context *c)
{
	const struct session *s = catalogue_session(c->catalogue, c->parameters[0]);
	if (s == NULL)
		return context_refuse(c, 404,
				      words_say(c->language, "No hay ninguna jornada con ese código."));
	GError *error = NULL;
	if (!app_act_one(c->app, "session.export", s->code, c->account, "", json_object(), &error))
		return context_fail(c, error);
	char *text = export_session(c->app, s, c->language, &error);
	if (text == NULL)
		return context_fail(c, error);
	GBytes *bytes = g_bytes_new_take(text, strlen(text));
	struct reply *reply = reply_new(200, "text/csv; charset=utf-8", bytes);
	g_bytes_unref(bytes);
	g_autofree char *disposition = g_strdup_printf("attachment; filename=\"reportes-%s.csv\"", s->code);
	reply_header(reply, "Content-Disposition", disposition);
	return reply;
}
