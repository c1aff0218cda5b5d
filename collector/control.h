/* control - a command's way to the program that holds the data: the running server's control socket, or, when
 * none runs, the same route table in this very process.
 *
 * Threads: main only.  Memory: as said.  Failure: a sentence on stderr has been printed when control_call
 * gives NULL.
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
/* The socket's path beside a data file.  The caller frees it. */
char *control_socket_path(const char *data_path);

#endif
