/* commands_desk - session, user and form from the command line: the same routes as the pages, through
 * control.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "command.h"
#include "control.h"
#include "decoder.h"
#include "words.h"
#include "xform.h"
#include "xlsform.h"
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static const char *text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));
	return text != NULL ? text : "";
}

/* Runs one call; prints nothing of its own. */
static json_t *call_once(const char *data, const char *path, json_t *fields)
{
	g_autofree char *own = data == NULL ? command_data() : NULL;
	struct control *control = control_open(data != NULL ? data : own);
	if (control == NULL) {
		json_decref(fields);
		return NULL;
	}
	json_t *view = control_call(control, path, fields);
	control_close(control);
	return view;
}

static int done(json_t *view, gboolean as_json)
{
	if (view == NULL)
		return COMMAND_FAILED;
	if (as_json) {
		char *text = json_dumps(view, JSON_INDENT(2) | JSON_SORT_KEYS);
		g_print("%s\n", text);
		free(text);
	}
	json_decref(view);
	return COMMAND_DONE;
}

/* ---- session */

static int session_list(const char *data, gboolean as_json)
{
	json_t *view = call_once(data, "/sesiones", NULL), *s;
	size_t i;
	if (view != NULL && !as_json) {
		json_array_foreach(json_object_get(view, "sessions"), i, s) g_print(
			"%-6s %-7s %6" JSON_INTEGER_FORMAT "  %s%s%s%s\n", text_of(s, "code"),
			text_of(s, "state"), json_integer_value(json_object_get(s, "n_reports")),
			text_of(s, "title"), *text_of(s, "date") != '\0' ? ", " : "", text_of(s, "date"),
			json_is_true(json_object_get(s, "is_trial")) ? _(" (trial)") : "");
	}
	return done(view, as_json);
}

int session_command(int argc, char **argv)
{
	char *data = NULL, *title = NULL, *region = NULL, *municipality = NULL, *venue = NULL, *date = NULL,
	     *form = NULL, *mesas = NULL, *reason = NULL;
	gboolean as_json = FALSE, is_trial = FALSE;
	GOptionEntry entries[] = {
		{"data", 'd', 0, G_OPTION_ARG_FILENAME, &data,
		 _("data file (default: $VOCALIA_DATA or vocalia.db)"), "FILE"},
		{"title", 0, 0, G_OPTION_ARG_STRING, &title, _("name of the session"), "TEXT"},
		{"region", 0, 0, G_OPTION_ARG_STRING, &region, _("region"), "TEXT"},
		{"municipality", 0, 0, G_OPTION_ARG_STRING, &municipality,
		 _("municipality, preselected in the form"), "TEXT"},
		{"venue", 0, 0, G_OPTION_ARG_STRING, &venue, _("where it takes place"), "TEXT"},
		{"date", 0, 0, G_OPTION_ARG_STRING, &date, _("day, as 2026-11-22"), "DATE"},
		{"mesas", 0, 0, G_OPTION_ARG_STRING, &mesas, _("number of tables with a QR of their own"),
		 "N"},
		{"form", 0, 0, G_OPTION_ARG_STRING, &form, _("key of a published form version"), "KEY"},
		{"trial", 0, 0, G_OPTION_ARG_NONE, &is_trial, _("a trial: counts for nothing"), NULL},
		{"reason", 0, 0, G_OPTION_ARG_STRING, &reason, _("why, for the record"), "TEXT"},
		{"json", 0, 0, G_OPTION_ARG_NONE, &as_json, _("print JSON"), NULL},
		{NULL, 0, 0, 0, NULL, NULL, NULL},
	};
	int status =
		command_options(&argc, &argv, entries, "list | create | open CODE | pause CODE | close CODE",
				_("Sessions (jornadas)."), -1);
	if (status != COMMAND_GO)
		return status;
	const char *verb = argv[1];
	if (strcmp(verb, "list") == 0 && argc == 2)
		return session_list(data, as_json);
	if (strcmp(verb, "create") == 0 && argc == 2) {
		json_t *fields = json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:s}", "title",
					   title != NULL ? title : "", "region", region != NULL ? region : "",
					   "municipality", municipality != NULL ? municipality : "", "venue",
					   venue != NULL ? venue : "", "date", date != NULL ? date : "",
					   "n_mesas", mesas != NULL ? mesas : "", "form",
					   form != NULL ? form : "", "is_trial", is_trial ? "1" : "");
		json_t *view = call_once(data, "/sesiones", fields);
		if (view != NULL && !as_json)
			g_print("%s\n", text_of(view, "code"));
		return done(view, as_json);
	}
	static const char *const verbs[][2] = {{"open", "open"}, {"pause", "paused"}, {"close", "closed"}};
	for (size_t i = 0; i < G_N_ELEMENTS(verbs); i++)
		if (strcmp(verb, verbs[i][0]) == 0 && argc == 3) {
			g_autofree char *code = g_uri_escape_string(argv[2], NULL, FALSE),
					*path = g_strconcat("/sesiones/", code, "/estado", NULL);
			return done(call_once(data, path,
					      json_pack("{s:s,s:s}", "state", verbs[i][1], "reason",
							reason != NULL ? reason : "")),
				    as_json);
		}
	return command_usage(_("session takes list, create, open CODE, pause CODE or close CODE"));
}

/* ---- user */

/* A line from standard input, without echo on a terminal. */
static char *password_ask(void)
{
	struct termios before, quiet;
	bool is_terminal = isatty(STDIN_FILENO) && tcgetattr(STDIN_FILENO, &before) == 0;
	if (is_terminal) {
		g_printerr("%s ", _("Password (at least 10 characters; four loose words do well):"));
		quiet = before;
		quiet.c_lflag &= (tcflag_t)~ECHO;
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
	}
	char line[1024];
	char *got = fgets(line, sizeof line, stdin);
	if (is_terminal) {
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
		g_printerr("\n");
	}
	if (got == NULL)
		return g_strdup("");
	line[strcspn(line, "\r\n")] = '\0';
	char *password = g_strdup(line);
	explicit_bzero(line, sizeof line);
	return password;
}

static int user_list(const char *data, gboolean as_json)
{
	json_t *view = call_once(data, "/administracion/cuentas", NULL), *a;
	size_t i;
	if (view != NULL && !as_json) {
		json_array_foreach(json_object_get(view, "accounts"), i, a) g_print(
			"%-20s %-14s %s%s\n", text_of(a, "name"), text_of(a, "role"), text_of(a, "full_name"),
			json_is_true(json_object_get(a, "is_closed")) ? _(" (closed)") : "");
	}
	return done(view, as_json);
}

int user_command(int argc, char **argv)
{
	char *data = NULL, *role = NULL, *full_name = NULL;
	gboolean as_json = FALSE;
	GOptionEntry entries[] = {
		{"data", 'd', 0, G_OPTION_ARG_FILENAME, &data,
		 _("data file (default: $VOCALIA_DATA or vocalia.db)"), "FILE"},
		{"role", 0, 0, G_OPTION_ARG_STRING, &role, _("facilitator, reviewer or administrator"),
		 "ROLE"},
		{"full-name", 0, 0, G_OPTION_ARG_STRING, &full_name, _("how the person is called"), "TEXT"},
		{"json", 0, 0, G_OPTION_ARG_NONE, &as_json, _("print JSON"), NULL},
		{NULL, 0, 0, 0, NULL, NULL, NULL},
	};
	int status = command_options(&argc, &argv, entries,
				     "list | add NAME | password NAME | close NAME | invite",
				     _("Accounts.  The password is read from standard input."), -1);
	if (status != COMMAND_GO)
		return status;
	const char *verb = argv[1];
	if (strcmp(verb, "list") == 0 && argc == 2)
		return user_list(data, as_json);
	if (strcmp(verb, "invite") == 0 && argc == 2) {
		json_t *view = call_once(data, "/administracion/invitacion", json_object());
		if (view != NULL && !as_json)
			g_print("%s%s\n", text_of(view, "base"), text_of(view, "path"));
		return done(view, as_json);
	}
	if (argc != 3)
		return command_usage(_("user takes list, add NAME, password NAME, close NAME or invite"));
	g_autofree char *name = g_uri_escape_string(argv[2], NULL, FALSE);
	if (strcmp(verb, "close") == 0) {
		g_autofree char *path = g_strconcat("/administracion/cuentas/", name, "/cerrar", NULL);
		return done(call_once(data, path, json_object()), as_json);
	}
	if (strcmp(verb, "add") != 0 && strcmp(verb, "password") != 0)
		return command_usage(_("user takes list, add NAME, password NAME, close NAME or invite"));
	g_autofree char *password = password_ask(),
			*path = g_strconcat("/administracion/cuentas/", name, "/clave", NULL);
	json_t *fields =
		json_pack("{s:s,s:s,s:s,s:s}", "name", argv[2], "password", password, "role",
			  role != NULL ? role : "", "full_name", full_name != NULL ? full_name : argv[2]);
	explicit_bzero(password, strlen(password));
	if (fields == NULL) {
		g_printerr("vocalia: %s\n", _("the name and the password must be UTF-8"));
		return COMMAND_FAILED;
	}
	return done(call_once(data, strcmp(verb, "add") == 0 ? "/administracion/cuentas" : path, fields),
		    as_json);
}

/* ---- form */

static void problems_print(const GPtrArray *problems, const char *file)
{
	bool is_spanish = strcmp(words_of_terminal(), "es") == 0;
	for (guint i = 0; i < problems->len; i++) {
		const struct form_problem *p = problems->pdata[i];
		g_autofree char *at = p->row > 0 ? g_strdup_printf(":%u", p->row) : g_strdup("");
		g_printerr("%s%s: %s%s%s%s: %s\n", file, at, p->is_warning ? _("warning: ") : "",
			   p->sheet != NULL ? p->sheet : "", p->column != NULL ? "/" : "",
			   p->column != NULL ? p->column : "", is_spanish ? p->sentence_es : p->sentence_en);
	}
}

/* What is wrong with the file itself: in the reader's language where both are there. */
static void error_print(const char *file, const GError *error)
{
	const char *bar = error->domain == FORM_ERROR ? strstr(error->message, " / ") : NULL;
	if (bar == NULL)
		g_printerr("vocalia: %s\n", error->message);
	else if (strcmp(words_of_terminal(), "es") == 0)
		g_printerr("%s: %.*s\n", file, (int)(bar - error->message), error->message);
	else
		g_printerr("%s: %s\n", file, bar + 3);
}

/* The text that is kept of a file that reads as a form: the author's own tables, or those of another format.
 */
static char *form_source(const char *bytes, size_t length)
{
	struct workbook *book = workbook_read_text(bytes, length, NULL);
	g_assert(book != NULL);
	char *source = workbook_kind(book) == WORKBOOK_MARKDOWN ? g_strndup(bytes, length)
								: workbook_to_markdown(book);
	workbook_free(book);
	return source;
}

/* The form of that file, or NULL; its problems are printed.  bytes: what was read, to be freed. */
static struct form *form_open(const char *file, char **bytes, size_t *length)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func((GDestroyNotify)form_problem_free);
	size_t n_given;
	g_autofree char *given = decoder_file(file, &n_given, &error);
	*bytes = given != NULL ? decoder_text(given, n_given, length, &error) : NULL;
	struct form *form = *bytes != NULL ? xlsform_read_bytes(*bytes, *length, problems, &error) : NULL;
	problems_print(problems, file);
	if (form == NULL && problems->len == 0)
		error_print(file, error);
	return form;
}

/* source: NULL, or takes what is to be published. */
static int form_check(const char *file, char **source)
{
	g_autofree char *bytes = NULL;
	size_t length;
	struct form *form = form_open(file, &bytes, &length);
	if (form == NULL)
		return COMMAND_FAILED;
	if (source == NULL)
		g_print(_("%s: valid: %s, version %s, %zu language(s)\n"), file, form->id, form->version,
			form->n_languages);
	else
		*source = form_source(bytes, length);
	form_free(form);
	return COMMAND_DONE;
}

static int form_xform(const char *file, const char *output)
{
	g_autofree char *bytes = NULL;
	size_t length;
	struct form *form = form_open(file, &bytes, &length);
	if (form == NULL)
		return COMMAND_FAILED;
	g_autofree char *xml = xform_write(form, NULL);
	form_free(form);
	return command_write(output, xml, strlen(xml));
}

int form_command(int argc, char **argv)
{
	char *data = NULL, *output = NULL;
	gboolean as_json = FALSE;
	GOptionEntry entries[] = {
		{"data", 'd', 0, G_OPTION_ARG_FILENAME, &data,
		 _("data file (default: $VOCALIA_DATA or vocalia.db)"), "FILE"},
		{"json", 0, 0, G_OPTION_ARG_NONE, &as_json, _("print JSON"), NULL},
		{"output", 'o', 0, G_OPTION_ARG_FILENAME, &output,
		 _("file to write (default: standard output)"), "FILE"},
		{NULL, 0, 0, 0, NULL, NULL, NULL},
	};
	int status = command_options(&argc, &argv, entries, "check FILE | publish FILE | xform FILE | list",
				     _("Forms in XLSForm."), -1);
	if (status != COMMAND_GO)
		return status;
	const char *verb = argv[1];
	if (strcmp(verb, "check") == 0 && argc == 3)
		return form_check(argv[2], NULL);
	if (strcmp(verb, "xform") == 0 && argc == 3)
		return form_xform(argv[2], output);
	if (strcmp(verb, "publish") == 0 && argc == 3) {
		g_autofree char *source = NULL;
		if (form_check(argv[2], &source) != COMMAND_DONE)
			return COMMAND_FAILED;
		json_t *view =
			call_once(data, "/administracion/formularios", json_pack("{s:s}", "source", source));
		if (view != NULL && !as_json)
			g_print("%s %s\n", text_of(view, "key"), text_of(view, "id"));
		return done(view, as_json);
	}
	if (strcmp(verb, "list") == 0 && argc == 2) {
		json_t *view = call_once(data, "/administracion", NULL), *f;
		size_t i;
		if (view != NULL && !as_json) {
			json_array_foreach(json_object_get(view, "forms"), i, f)
				g_print("%s %-20s %-12s %s\n", text_of(f, "key"), text_of(f, "id"),
					text_of(f, "version"), text_of(f, "title"));
		}
		return done(view, as_json);
	}
	return command_usage(_("form takes check FILE, publish FILE, xform FILE or list"));
}
