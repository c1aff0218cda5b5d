/* accounts - who may work here, and the one-time link of the first administrator.
 *
 * Threads: any.  Memory: as said.  Failure: the store's errors.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef ACCOUNTS_H
#define ACCOUNTS_H

#include "app.h"

/* Is there no administrator yet?  (False also when that cannot be read.) */
bool accounts_is_empty(struct app *);
/* A new one-time link "/alta/…" for an administrator, valid for seven days; earlier ones end.  The caller
 * frees it. */
char *accounts_invite(struct app *, GError **);

#endif
