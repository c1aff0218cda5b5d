/* main - the commands of the program, and nothing else.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "analyze.h"
#include "command.h"
#include "rank_command.h"
#include "serve.h"
#include "places_command.h"
#include "weights.h"
#include "votes_command.h"
#include "words.h"
#include <gsl/gsl_errno.h>
#include <locale.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *about; /* key of words */
};

static const struct command commands[] = {
	{"serve", serve_command, "serve the forms and pages"},
	{"session", session_command, "list, create, open, pause and close sessions"},
	{"qr", qr_command, "print a QR code for a session or an address"},
	{"form", form_command, "check, list and publish forms (XLSForm)"},
	{"user", user_command, "list, add and close accounts; a new one-time link"},
	{"analyze", analyze_command, "find and rank the issues in any CSV or TSV file"},
	{"rank", rank_command, "put issues in order by stated criteria, with honest doubt"},
	{"weights", weights_command, "weigh those who took part to the census, or say why not"},
	{"places", places_command, "where each issue is named, and whether that changes"},
	{"votes", votes_command, "count votes: dots, approval, rankings, pairs, opinions"},
	{"export", export_command, "write a session's reports as CSV"},
	{"backup", backup_command, "write a consistent copy of the data file"},
	{"check", check_command, "test the data file: structure, every report's digest, every chain"},
	{"demo", demo_command, "fill a new data file with an invented exercise"},
};

static void help(void)
{
	g_print("%s", _("Usage: vocalia COMMAND [options]\n\nForms for phones, a diagnosis from what people "
			"report.\n\nCommands:\n"));
	for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
		g_print("  %-9s %s\n", commands[i].name, _(commands[i].about));
	g_print("\n%s\n", _("Each has its own --help.  Exit status: 0 done, 1 refused or failed, 2 usage."));
}

/* What we print is UTF-8 whatever the locale says: a terminal in LANG=C shows it all the same, and g_print
 * would not. */
static void print_plain(const char *text)
{
	fputs(text, stdout);
	fflush(stdout);
}

static void print_error(const char *text)
{
	fputs(text, stderr);
}

int main(int argc, char **argv)
{
	g_set_print_handler(print_plain);
	g_set_printerr_handler(print_error);
	/* What is typed in commands is UTF-8 too; only the letters' encoding, nothing else of a locale. */
	setlocale(LC_CTYPE, "C.UTF-8");
	gsl_set_error_handler_off();
	words_load();
	if (sodium_init() < 0)
		return COMMAND_FAILED;
	const char *name = argc > 1 ? argv[1] : "--help";
	if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0) {
		g_print("vocalia %s\n", VOCALIA_VERSION);
		return COMMAND_DONE;
	}
	if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || strcmp(name, "help") == 0) {
		help();
		return argc > 1 ? COMMAND_DONE : COMMAND_USAGE;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
		if (strcmp(commands[i].name, name) != 0)
			continue;
		g_autofree char *title = g_strconcat("vocalia ", name, NULL);
		g_set_prgname(title);
		argv[1] = title;
		return commands[i].run(argc - 1, argv + 1);
	}
	g_printerr(_("vocalia: there is no command «%s»; see «vocalia --help»\n"), name);
	return COMMAND_USAGE;
}
