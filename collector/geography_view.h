/* geography_view - a place of a geography as chart.h wants it.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads: pure.  Memory: the caller's.  Failure: none.
 */
#ifndef GEOGRAPHY_VIEW_H
#define GEOGRAPHY_VIEW_H

#include <jansson.h>

#include "geography.h"

/* Adds "x", "y" and, where it has an outline, "rings"; nothing for SIZE_MAX. */
void geography_put(json_t *place, const struct geography *, size_t number);

#endif
