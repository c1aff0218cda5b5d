/* analyze_print - a diagnosis as a table to read on a terminal.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads: pure.  Memory: nothing kept.  Failure: none (the caller looks at ferror).
 */
#ifndef ANALYZE_PRINT_H
#define ANALYZE_PRINT_H

#include <stdbool.h>
#include <stdio.h>

#include "agreement.h"
#include "analyze_table.h"

/* At most top issues (0: all), lines of at most width columns (40 or more), with colour or without. */
void analyze_print(FILE *, const struct diagnosis *, const struct analyze_table *, const struct agreement *,
		   size_t top, size_t width, bool in_colour);

#endif
