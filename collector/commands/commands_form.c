/* commands_form - forms from the command line: checked, compared, written as XForms, published, listed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "command.h"
#include "control.h"
#include "decoder.h"
#include "difference.h"
#include "formfile.h"
#include "words.h"
#include "xform.h"
#include "xlsform.h"
#include <stdio.h>
#include <string.h>

static const char *text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));
	return text != NULL ? text : "";
}

static bool is_spanish(void)
{
	return strcmp(words_of_terminal(), "es") == 0;
}

/* "survey!12, column type", as a spreadsheet names a place. */
static void problems_print(const GPtrArray *problems, const char *file)
{
	for (guint i = 0; i < problems->len; i++) {
		const struct form_problem *p = problems->pdata[i];
		g_autoptr(GString) place = g_string_new(p->sheet != NULL ? p->sheet : "");
		if (p->row > 0)
			g_string_append_printf(place, "!%u", p->row);
		if (p->column != NULL)
			g_string_append_printf(place, _(", column %s"), p->column);
		g_printerr("%s: %s%s%s%s\n", file, place->str, place->len > 0 ? ": " : "",
			   p->is_warning ? _("warning: ") : "",
			   is_spanish() ? p->sentence_es : p->sentence_en);
	}
}

static void error_print(const char *file, const GError *error)
{
	const char *bar = error->domain == FORM_ERROR ? strstr(error->message, " / ") : NULL;
	if (bar == NULL)
		g_printerr("vocalia: %s\n", error->message);
	else if (is_spanish())
		g_printerr("%s: %.*s\n", file, (int)(bar - error->message), error->message);
	else
		g_printerr("%s: %s\n", file, bar + 3);
}

/* The files of a folder that may come with a form; false when it cannot be read.  Others are passed over. */
static bool parts_read(const char *folder, GPtrArray *parts)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GDir) dir = g_dir_open(folder, 0, &error);
	const char *name, *es, *en;
	if (dir == NULL) {
		error_print(folder, error);
		return false;
	}
	while ((name = g_dir_read_name(dir)) != NULL) {
		g_autofree char *path = g_build_filename(folder, name, NULL), *bytes = NULL;
		size_t length;
		if (!g_file_test(path, G_FILE_TEST_IS_REGULAR) || !formfile_may_come(name))
			continue;
		bytes = decoder_file(path, &length, &error);
		if (bytes == NULL) {
			error_print(path, error);
			return false;
		}
		if (!formfile_part_add(parts, name, bytes, length, &es, &en)) {
			g_printerr("%s: %s\n", path, is_spanish() ? es : en);
			return false;
		}
	}
	return true;
}

/* NULL when the file cannot be opened at all; else its problems have been printed.  is_whole: without a
 * folder nothing comes with it, and it must do without; else nothing is known of what comes. */
static struct formfile *file_open(const char *file, const char *folder, bool is_whole)
{
	g_autoptr(GError) error = NULL;
	size_t length;
	g_autofree char *bytes = decoder_file(file, &length, &error);
	if (bytes == NULL) {
		error_print(file, error);
		return NULL;
	}
	GPtrArray *parts = folder != NULL || is_whole ? formfile_parts_new() : NULL;
	if (folder != NULL && !parts_read(folder, parts)) {
		g_ptr_array_unref(parts);
		return NULL;
	}
	struct formfile *read = formfile_read(bytes, length, parts);
	problems_print(read->problems, file);
	return read;
}

static json_t *summary_json(const struct formfile *file)
{
	const struct form *form = file->form;
	json_t *languages = json_array(), *fallbacks = json_object();
	for (size_t i = 0; i < form->n_languages; i++)
		json_array_append_new(languages, json_string(form->languages[i]));
	g_autofree struct formfile_fallback *found = formfile_fallbacks(form);
	for (size_t i = 0; found[i].n > 0; i++)
		json_object_set_new(fallbacks, difference_type(found[i].type, is_spanish()),
				    json_integer((json_int_t)found[i].n));
	g_autofree char *names = formfile_private_names(form);
	return json_pack("{s:s,s:s,s:s,s:s,s:I,s:o,s:o,s:s}", "key", file->key, "id", form->id, "title",
			 form->title, "version", form->version, "n_questions",
			 (json_int_t)formfile_n_answered(form), "languages", languages, "fallbacks",
			 fallbacks, "not_kept", names);
}

/* What was understood. */
static void summary_print(const char *name, const struct formfile *file)
{
	const struct form *form = file->form;
	g_autofree char *names = formfile_private_names(form);
	g_autoptr(GString) languages = g_string_new(NULL);
	for (size_t i = 0; i < form->n_languages; i++)
		g_string_append_printf(languages, "%s%s", i > 0 ? ", " : "", form->languages[i]);
	g_autofree struct formfile_fallback *found = formfile_fallbacks(form);
	g_print(_("%s: valid: %s, version %s, %zu language(s)\n"), name, form->id, form->version,
		form->n_languages);
	g_print(_("  %zu questions that people answer; %zu lists of choices; %s\n"),
		formfile_n_answered(form), form->n_lists, languages->str);
	for (size_t i = 0; found[i].n > 0; i++)
		g_print(_("  On the page, %s (%zu) becomes: %s\n"),
			difference_type(found[i].type, is_spanish()), found[i].n,
			formfile_fallback_words(found[i].type, words_of_terminal()));
	if (*names != '\0')
		g_print(_("  Never kept: %s\n"), names);
	for (char **f = form->files; f != NULL && *f != NULL; f++)
		if (formfile_part(file, *f) == NULL)
			g_print(_("  It speaks of the file %s, which did not come with it\n"), *f);
}

static int form_check(const char *name, const char *folder, gboolean as_json)
{
	struct formfile *file = file_open(name, folder, false);
	bool is_valid = file != NULL && file->form != NULL;
	if (is_valid && as_json)
		control_print(summary_json(file), TRUE);
	else if (is_valid)
		summary_print(name, file);
	formfile_unref(file);
	return is_valid ? COMMAND_DONE : COMMAND_FAILED;
}

static int form_xform(const char *name, const char *folder, const char *output)
{
	struct formfile *file = file_open(name, folder, false);
	int status = COMMAND_FAILED;
	if (file != NULL && file->form != NULL) {
		g_autofree char *xml = xform_write(file->form, NULL);
		status = command_write(output, xml, strlen(xml));
	}
	formfile_unref(file);
	return status;
}

static int form_diff(const char *before, const char *after, const char *folder, gboolean as_json)
{
	struct formfile *a = file_open(before, folder, false),
			*b = a != NULL ? file_open(after, folder, false) : NULL;
	bool is_valid = b != NULL && a->form != NULL && b->form != NULL;
	if (is_valid) {
		g_autoptr(GPtrArray) changes = difference_between(a->form, b->form);
		json_t *list = json_array();
		for (guint i = 0; i < changes->len; i++) {
			const struct form_change *change = changes->pdata[i];
			const char *sentence = is_spanish() ? change->sentence_es : change->sentence_en;
			json_array_append_new(
				list, json_pack("{s:s,s:s}", "sheet", change->sheet, "sentence", sentence));
			if (!as_json)
				g_print("%s: %s\n", change->sheet, sentence);
		}
		if (changes->len == 0 && !as_json)
			g_print("%s\n", _("Nothing changed."));
		control_print(json_pack("{s:o}", "changes", list), as_json);
	}
	formfile_unref(a);
	formfile_unref(b);
	return is_valid ? COMMAND_DONE : COMMAND_FAILED;
}

/* Text of the files for a field that holds only text. */
static json_t *parts_packed(const GPtrArray *parts)
{
	json_t *packed = json_object();
	for (guint i = 0; i < parts->len; i++) {
		const struct formfile_part *part = parts->pdata[i];
		size_t length;
		const guchar *bytes = g_bytes_get_data(part->bytes, &length);
		g_autofree char *text = g_base64_encode(bytes, length);
		json_object_set_new(packed, part->name, json_string(text));
	}
	return packed;
}

static int form_publish(const char *data, const char *name, const char *folder, gboolean as_json)
{
	struct formfile *file = file_open(name, folder, true);
	if (file == NULL || file->form == NULL) {
		formfile_unref(file);
		return COMMAND_FAILED;
	}
	json_t *packed = parts_packed(file->parts);
	char *files = json_dumps(packed, JSON_COMPACT);
	json_decref(packed);
	json_t *view = control_once(
		data, "/administracion/formularios",
		json_pack("{s:s,s:s,s:s}", "source", file->source, "attached", files, "confirm", "1"));
	free(files);
	formfile_unref(file);
	if (view != NULL && !as_json)
		g_print("%s %s\n", text_of(view, "key"), text_of(view, "id"));
	return control_print(view, as_json);
}

static int form_list(const char *data, gboolean as_json)
{
	json_t *view = control_once(data, "/administracion", NULL), *f;
	size_t i;
	if (view != NULL && !as_json) {
		json_array_foreach(json_object_get(view, "forms"), i, f)
			g_print("%s %-20s %-12s %s\n", text_of(f, "key"), text_of(f, "id"),
				text_of(f, "version"), text_of(f, "title"));
	}
	return control_print(view, as_json);
}

int form_command(int argc, char **argv)
{
	char *data = NULL, *output = NULL, *folder = NULL, *language = NULL;
	gboolean as_json = FALSE;
	GOptionEntry entries[] = {
		{"data", 'd', 0, G_OPTION_ARG_FILENAME, &data,
		 _("data file (default: $VOCALIA_DATA or vocalia.db)"), "FILE"},
		{"files", 0, 0, G_OPTION_ARG_FILENAME, &folder,
		 _("folder of the lists and pictures that come with the form"), "DIR"},
		{"lang", 0, 0, G_OPTION_ARG_STRING, &language, _("language of what is printed: es or en"),
		 "LANGUAGE"},
		{"json", 0, 0, G_OPTION_ARG_NONE, &as_json, _("print JSON"), NULL},
		{"output", 'o', 0, G_OPTION_ARG_FILENAME, &output,
		 _("file to write (default: standard output)"), "FILE"},
		{NULL, 0, 0, 0, NULL, NULL, NULL},
	};
	int status = command_options(&argc, &argv, entries,
				     "check FILE | diff BEFORE AFTER | publish FILE | xform FILE | list",
				     _("Forms in XLSForm: .xlsx, .xls, .csv or tables in Markdown."), -1);
	if (status != COMMAND_GO)
		return status;
	if (language != NULL && strcmp(language, "es") != 0 && strcmp(language, "en") != 0)
		return command_usage(_("the language is es or en"));
	if (language != NULL)
		g_setenv("LC_ALL", language, TRUE);
	const char *verb = argv[1];
	if (strcmp(verb, "check") == 0 && argc == 3)
		return form_check(argv[2], folder, as_json);
	if (strcmp(verb, "diff") == 0 && argc == 4)
		return form_diff(argv[2], argv[3], folder, as_json);
	if (strcmp(verb, "xform") == 0 && argc == 3)
		return form_xform(argv[2], folder, output);
	if (strcmp(verb, "publish") == 0 && argc == 3)
		return form_publish(data, argv[2], folder, as_json);
	if (strcmp(verb, "list") == 0 && argc == 2)
		return form_list(data, as_json);
	return command_usage(_("form takes check FILE, diff BEFORE AFTER, publish FILE, xform FILE or list"));
}
