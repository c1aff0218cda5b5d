/* library - the ready forms that come with the program, and the trial session.
 *
 * Threads: any.  Memory: none kept.  Failure: the store's errors.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef LIBRARY_H
#define LIBRARY_H

#include "app.h"
#include "assets.h"

/* Publishes forms/library/NAME.md unless that very version is published already. */
bool library_publish(struct app *, const char *name, GError **);
/* The text of forms/library/NAME.md, or NULL. */
const struct asset *library_form(const char *name);
/* Every form of it: [{"name", "title", "about": its author's first line}], by name. */
json_t *library_list(void);
/* Creates and opens a trial session on the default form. */
bool library_trial(struct app *, GError **);

#endif
