/* command - what every command of the program shares: exit statuses, options, the data file's name.
 *
 * Exit status: 0 done, 1 the input was refused or the job failed (a sentence is on stderr), 2 usage.
 * Threads: main only.  Memory: strings from options live until the end.  Failure: exit statuses.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef COMMAND_H
#define COMMAND_H

#include <glib.h>
#include <stddef.h>

enum {
	COMMAND_GO = -1, /* command_options: go on */
	COMMAND_DONE = 0,
	COMMAND_FAILED = 1,
	COMMAND_USAGE = 2,
};

/* Reads the options; prints --help and errors itself.  Afterwards exactly n_left arguments must be left
 * (n_left < 0: at least -n_left). */
int command_options(int *argc, char ***argv, GOptionEntry *entries, const char *arguments, const char *about,
		    int n_left);
int command_usage(const char *sentence); /* prints it, gives COMMAND_USAGE */
char *command_data(void);		 /* $VOCALIA_DATA or "vocalia.db" */
/* Writes to the file, or to standard output when it is NULL or "-"; gives COMMAND_DONE or COMMAND_FAILED. */
int command_write(const char *file, const void *bytes, size_t length);

int session_command(int argc, char **argv);
int user_command(int argc, char **argv);
int form_command(int argc, char **argv);
int qr_command(int argc, char **argv);
int backup_command(int argc, char **argv);
int check_command(int argc, char **argv);
int export_command(int argc, char **argv);
int demo_command(int argc, char **argv);

#endif
