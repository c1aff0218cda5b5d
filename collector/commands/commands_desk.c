/* commands_desk - session and user from the command line: the same routes as the pages, through
 * control.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "command.h"
#include "control.h"
#include "words.h"
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static const char *text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));
	return text != NULL ? text : "";
}

/* ---- session */

static int session_list(const char *data, gboolean as_json)
{
	json_t *view = control_once(data, "/sesiones", NULL), *s;
	size_t i;
	if (view != NULL && !as_json) {
		json_array_foreach(json_object_get(view, "sessions"), i, s) g_print(
			"%-6s %-7s %6" JSON_INTEGER_FORMAT "  %s%s%s%s\n", text_of(s, "code"),
			text_of(s, "state"), json_integer_value(json_object_get(s, "n_reports")),
			text_of(s, "title"), *text_of(s, "date") != '\0' ? ", " : "", text_of(s, "date"),
			json_is_true(json_object_get(s, "is_trial")) ? _(" (trial)") : "");
	}
	return control_print(view, as_json);
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
		json_t *view = control_once(data, "/sesiones", fields);
		if (view != NULL && !as_json)
			g_print("%s\n", text_of(view, "code"));
		return control_print(view, as_json);
	}
	static const char *const verbs[][2] = {{"open", "open"}, {"pause", "paused"}, {"close", "closed"}};
	for (size_t i = 0; i < G_N_ELEMENTS(verbs); i++)
		if (strcmp(verb, verbs[i][0]) == 0 && argc == 3) {
			g_autofree char *code = g_uri_escape_string(argv[2], NULL, FALSE),
					*path = g_strconcat("/sesiones/", code, "/estado", NULL);
			return control_print(control_once(data, path,
							  json_pack("{s:s,s:s}", "state", verbs[i][1],
								    "reason", reason != NULL ? reason : "")),
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
	json_t *view = control_once(data, "/administracion/cuentas", NULL), *a;
	size_t i;
	if (view != NULL && !as_json) {
		json_array_foreach(json_object_get(view, "accounts"), i, a) g_print(
			"%-20s %-14s %s%s\n", text_of(a, "name"), text_of(a, "role"), text_of(a, "full_name"),
			json_is_true(json_object_get(a, "is_closed")) ? _(" (closed)") : "");
	}
	return control_print(view, as_json);
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
		json_t *view = control_once(data, "/administracion/invitacion", json_object());
		if (view != NULL && !as_json)
			g_print("%s%s\n", text_of(view, "base"), text_of(view, "path"));
		return control_print(view, as_json);
	}
	if (argc != 3)
		return command_usage(_("user takes list, add NAME, password NAME, close NAME or invite"));
	g_autofree char *name = g_uri_escape_string(argv[2], NULL, FALSE);
	if (strcmp(verb, "close") == 0) {
		g_autofree char *path = g_strconcat("/administracion/cuentas/", name, "/cerrar", NULL);
		return control_print(control_once(data, path, json_object()), as_json);
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
	return control_print(
		control_once(data, strcmp(verb, "add") == 0 ? "/administracion/cuentas" : path, fields),
		as_json);
}
