/* devices - brigades' telephones on the session's page: their codes, added and revoked by who facilitates.
 *
 * Threads: any.  Memory: the caller's.  Failure: every failure is a reply (handlers.h).
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef DEVICES_H
#define DEVICES_H

#include "device.h"
#include "routes.h"

/* What a telephone scans to be set up for the session as that device; the caller frees it. */
char *devices_settings(struct context *, const struct session *, const struct device *);
/* Adds "collect" to the view of the session's page: the poster's code and the list of telephones. */
void devices_view(struct context *, const struct session *, json_t *view);

#endif
