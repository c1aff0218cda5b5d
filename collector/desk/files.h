/* files - what came with forms and with reports, given to browsers.
 *
 * Threads: any.  Memory: the caller's.  Failure: every failure is a reply (handlers.h).
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef FILES_H
#define FILES_H

#include "routes.h"

/* The files of a report as [{name, type, size, url, is_picture}]; empty where there are none. */
json_t *files_of_report(struct context *, const char *uuid_hex);

#endif
