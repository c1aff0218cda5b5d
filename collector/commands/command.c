/* command - options and statuses shared by every command.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "command.h"
#include "words.h"
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int command_usage(const char *sentence)
{
	g_printerr("vocalia: %s\n%s\n", sentence, _("See «vocalia COMMAND --help»."));
	return COMMAND_USAGE;
}

int command_options(int *argc, char ***argv, GOptionEntry *entries, const char *arguments, const char *about,
		    int n_left)
{
	g_autoptr(GOptionContext) context = g_option_context_new(arguments);
	g_autoptr(GError) error = NULL;
	g_option_context_set_summary(context, about);
	g_option_context_add_main_entries(context, entries, NULL);
	if (!g_option_context_parse(context, argc, argv, &error))
		return command_usage(error->message);
	if (n_left >= 0 ? *argc - 1 != n_left : *argc - 1 < -n_left)
		return command_usage(_("wrong number of arguments"));
	return COMMAND_GO;
}

char *command_data(void)
{
	const char *set = g_getenv("VOCALIA_DATA");
	return g_strdup(set != NULL && *set != '\0' ? set : "vocalia.db");
}

int command_write(const char *file, const void *bytes, size_t length)
{
	g_autoptr(GError) error = NULL;
	bool is_output = file == NULL || strcmp(file, "-") == 0;
	bool is_good = is_output ? fwrite(bytes, 1, length, stdout) == length && fflush(stdout) == 0
				 : g_file_set_contents(file, bytes, (gssize)length, &error);
	if (is_good)
		return COMMAND_DONE;
	g_printerr("vocalia: %s\n",
		   error != NULL ? error->message : _("standard output could not be written"));
	return COMMAND_FAILED;
}
