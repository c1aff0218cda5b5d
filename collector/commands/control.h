/* control - a command's way to the program that holds the data: the running server's control socket, or, when
 * none runs, the same route table in this very process.
 *
 * Threads: main only.  Memory: as said.  Failure: a sentence on stderr has been printed when control_call
 * gives NULL.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef CONTROL_H
#define CONTROL_H

#include <jansson.h>

struct control;
/* Opens the data file (taking its lock) or finds the server that has it; NULL with a sentence on stderr. */
struct control *control_open(const char *data_path);
void control_close(struct control *);
/* POST with those fields, or GET when fields is NULL.  fields: object of strings, its reference is taken
 * over. Gives the JSON view of the reply, NULL when it was refused (the reason is then on stderr). */
json_t *control_call(struct control *, const char *path, json_t *fields);
/* Opens, calls once and closes; data_path NULL: $VOCALIA_DATA or vocalia.db. */
json_t *control_once(const char *data_path, const char *path, json_t *fields);
/* The exit status of a command that got this view (NULL: it was refused), printed as JSON where that was
 * asked for.  Takes the view over. */
int control_print(json_t *view, int as_json);
/* The socket's path beside a data file.  The caller frees it. */
char *control_socket_path(const char *data_path);

#endif
