/* stopped - work that is given up once so much of a stage is done.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads: any.  Memory: none.  Failure: none.
 */
#ifndef STOPPED_H
#define STOPPED_H

#include <stdbool.h>
#include <stddef.h>

/* For work_new, with a double: go on below it; NULL: stop at once. */
static inline bool stopped_at(void *until, const char *stage, double fraction)
{
	(void)stage;
	return until != NULL && fraction < *(double *)until;
}

#endif
