/* commands_file - qr, backup, check, export and demo from the command line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 * backup, check and export read beside a running server; demo fills a file that nobody serves yet.
 */
#include "command.h"
#include "control.h"
#include "example.h"
#include "export.h"
#include "qr.h"
#include "recheck.h"
#include "words.h"
#include <stdio.h>
#include <string.h>

static int failed(GError *error)
{
	g_printerr("vocalia: %s\n", error->message);
	g_error_free(error);
	return COMMAND_FAILED;
}

int qr_command(int argc, char **argv)
{
	char *data = NULL, *output = NULL, *format = NULL;
	GOptionEntry entries[] = {
		{"data", 'd', 0, G_OPTION_ARG_FILENAME, &data,
		 _("data file (default: $VOCALIA_DATA or vocalia.db)"), "FILE"},
		{"format", 'f', 0, G_OPTION_ARG_STRING, &format, _("text (default), svg or png"), "FORMAT"},
		{"output", 'o', 0, G_OPTION_ARG_FILENAME, &output,
		 _("file to write (default: standard output)"), "FILE"},
		{NULL, 0, 0, 0, NULL, NULL, NULL},
	};
	int status = command_options(&argc, &argv, entries, "CODE | ADDRESS",
				     _("A QR code for a session's code or any address."), 1);
	if (status != COMMAND_GO)
		return status;
	g_autofree char *url = NULL;
	if (strstr(argv[1], "://") != NULL) {
		url = g_strdup(argv[1]);
	} else {
		g_autofree char *own = data == NULL ? command_data() : NULL,
				*code = g_uri_escape_string(argv[1], NULL, FALSE);
		g_autofree char *path = g_strconcat("/sesiones/", code, NULL);
		struct control *control = control_open(data != NULL ? data : own);
		json_t *view = control != NULL ? control_call(control, path, NULL) : NULL;
		control_close(control);
		if (view == NULL)
			return COMMAND_FAILED;
		url = g_strdup(json_string_value(json_object_get(view, "url")));
		json_decref(view);
		if (strstr(url, "://") == NULL) {
			g_printerr("vocalia: %s\n", _("no address is set and no server runs: nobody knows "
						      "where the code should lead"));
			return COMMAND_FAILED;
		}
	}
	GError *error = NULL;
	if (g_strcmp0(format, "png") == 0) {
		g_autoptr(GBytes) png = qr_png(url, 12, &error);
		return png != NULL ? command_write(output, g_bytes_get_data(png, NULL), g_bytes_get_size(png))
				   : failed(error);
	}
	bool is_svg = g_strcmp0(format, "svg") == 0;
	if (format != NULL && !is_svg && strcmp(format, "text") != 0)
		return command_usage(_("the format is text, svg or png"));
	g_autofree char *text = is_svg ? qr_svg(url, &error) : qr_terminal(url, &error);
	if (text == NULL)
		return failed(error);
	status = command_write(output, text, strlen(text));
	if (!is_svg && output == NULL)
		g_print("%s\n", url);
	return status;
}

static struct store *store_reading(const char *data, GError **error)
{
	struct store_options options;
	store_options_default(&options);
	options.read_only = true;
	options.n_readers = 1;
	g_autofree char *own = data == NULL ? command_data() : NULL;
	return store_open(data != NULL ? data : own, &options, error);
}

/* Every test of the file; what is wrong goes to stderr.  is_again: results are made again, and how many is
 * printed. */
static int checked(const char *data, bool is_again)
{
	GError *error = NULL;
	g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func(g_free);
	struct app app = {.store = store_reading(data, &error)};
	size_t n_repeated = 0;
	bool is_good = app.store != NULL && store_check(app.store, problems, &error);
	g_rw_lock_init(&app.lock);
	app.catalogue = is_good ? catalogue_load(app.store, &error) : NULL;
	is_good = app.catalogue != NULL && recheck_results(&app, is_again, problems, &n_repeated, &error);
	catalogue_unref(app.catalogue);
	g_rw_lock_clear(&app.lock);
	store_close(app.store);
	if (is_good && is_again)
		g_print(_("Results made again and found the same: %zu\n"), n_repeated);
	for (guint i = 0; i < problems->len; i++)
		g_printerr("vocalia: %s\n", (const char *)problems->pdata[i]);
	if (error != NULL)
		return failed(error);
	return is_good ? COMMAND_DONE : COMMAND_FAILED;
}

int backup_command(int argc, char **argv)
{
	char *data = NULL;
	GOptionEntry entries[] = {
		{"data", 'd', 0, G_OPTION_ARG_FILENAME, &data,
		 _("data file (default: $VOCALIA_DATA or vocalia.db)"), "FILE"},
		{NULL, 0, 0, 0, NULL, NULL, NULL},
	};
	int status =
		command_options(&argc, &argv, entries, "TO",
				_("Writes a consistent copy, also while the server runs; then tests it."), 1);
	if (status != COMMAND_GO)
		return status;
	GError *error = NULL;
	struct store *store = store_reading(data, &error);
	if (store == NULL)
		return failed(error);
	bool is_good = store_backup(store, argv[1], &error);
	store_close(store);
	if (!is_good)
		return failed(error);
	status = checked(argv[1], false);
	if (status == COMMAND_DONE)
		g_print(_("%s: written and tested\n"), argv[1]);
	return status;
}

int check_command(int argc, char **argv)
{
	char *data = NULL;
	gboolean is_again = FALSE;
	GOptionEntry entries[] = {
		{"data", 'd', 0, G_OPTION_ARG_FILENAME, &data,
		 _("data file (default: $VOCALIA_DATA or vocalia.db)"), "FILE"},
		{"results", 'r', 0, G_OPTION_ARG_NONE, &is_again,
		 _("also make the kept results again and compare them byte for byte"), NULL},
		{NULL, 0, 0, 0, NULL, NULL, NULL},
	};
	int status =
		command_options(&argc, &argv, entries, "",
				_("Tests structure, every report's digest, every chain of actions, and that "
				  "results follow from data and locked criteria."),
				0);
	if (status != COMMAND_GO)
		return status;
	status = checked(data, is_again);
	if (status == COMMAND_DONE)
		g_print("%s\n", _("Everything fits."));
	return status;
}

int export_command(int argc, char **argv)
{
	char *data = NULL, *output = NULL;
	GOptionEntry entries[] = {
		{"data", 'd', 0, G_OPTION_ARG_FILENAME, &data,
		 _("data file (default: $VOCALIA_DATA or vocalia.db)"), "FILE"},
		{"output", 'o', 0, G_OPTION_ARG_FILENAME, &output,
		 _("file to write (default: standard output)"), "FILE"},
		{NULL, 0, 0, 0, NULL, NULL, NULL},
	};
	int status = command_options(
		&argc, &argv, entries, "CODE",
		_("A session's reports as CSV, without folios, contact data or exact times."), 1);
	if (status != COMMAND_GO)
		return status;
	GError *error = NULL;
	struct app app = {.store = store_reading(data, &error)};
	app.catalogue = app.store != NULL ? catalogue_load(app.store, &error) : NULL;
	const struct session *session =
		app.catalogue != NULL ? catalogue_session(app.catalogue, argv[1]) : NULL;
	char *text = session != NULL ? export_session(&app, session, words_of_terminal(), &error) : NULL;
	if (app.catalogue != NULL && session == NULL)
		g_printerr("vocalia: %s\n", _("there is no session of that code"));
	catalogue_unref(app.catalogue);
	store_close(app.store);
	if (error != NULL)
		return failed(error);
	if (text == NULL)
		return COMMAND_FAILED;
	status = command_write(output, text, strlen(text));
	g_free(text);
	return status;
}

int demo_command(int argc, char **argv)
{
	gint64 seed = 1;
	GOptionEntry entries[] = {
		{"seed", 's', 0, G_OPTION_ARG_INT64, &seed, _("seed of the invention (default 1)"), "N"},
		{NULL, 0, 0, 0, NULL, NULL, NULL},
	};
	int status = command_options(
		&argc, &argv, entries, "FILE",
		_("Fills a new data file with an invented exercise in Coahuila's five regions."), 1);
	if (status != COMMAND_GO)
		return status;
	GError *error = NULL;
	struct example_counts counts;
	if (g_file_test(argv[1], G_FILE_TEST_EXISTS)) {
		g_printerr("vocalia: %s: %s\n", argv[1], _("exists already; the demo only fills a new file"));
		return COMMAND_FAILED;
	}
	if (!example_fill(argv[1], (uint64_t)seed, &counts, &error))
		return failed(error);
	g_print(_("%s: %zu sessions, %zu reports of %zu senders, all invented\n"), argv[1], counts.n_sessions,
		counts.n_reports, counts.n_senders);
	return COMMAND_DONE;
}
