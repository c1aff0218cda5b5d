/* formstage - forms that were uploaded and wait for a person to publish or discard them.
 *
 * Kept in memory only: a few at a time, the oldest goes first, and a restart forgets them all.  Nothing of
 * them stands in the record until it is published.
 * Threads: any.  Memory: what is found is a reference of the caller's.  Failure: not found.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef FORMSTAGE_H
#define FORMSTAGE_H

#include "formfile.h"

#define FORMSTAGE_TOKEN 17 /* with its NUL; never a form key: it begins with r */

/* Takes the file over. */
void formstage_put(struct formfile *, char token[FORMSTAGE_TOKEN]);
struct formfile *formstage_find(const char *token); /* a new reference, or NULL */
void formstage_drop(const char *token);

#endif
