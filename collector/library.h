/* library - the ready forms that come with the program, and the trial session.
 *
 * Threads: any.  Memory: none kept.  Failure: the store's errors.
 */
#ifndef LIBRARY_H
#define LIBRARY_H

#include "app.h"

/* Publishes forms/library/NAME.md unless that very version is published already. */
bool library_publish(struct app *, const char *name, GError **);
/* Creates and opens a trial session on the default form. */
bool library_trial(struct app *, GError **);

#endif
