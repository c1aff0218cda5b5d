/* example - puts the invented exercise of demo.h into a new data file, as if the sessions had been held.
 *
 * Threads: one.  Memory: none kept.  Failure: the store's errors.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef EXAMPLE_H
#define EXAMPLE_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct example_counts {
	size_t n_sessions, n_reports, n_senders;
};
/* All sessions but the last are closed; the same seed gives the same reports with the same UUIDs. */
bool example_fill(const char *path, uint64_t seed, struct example_counts *, GError **);

#endif
