/* nearest - which known word an author most likely meant: "did you mean".
 *
 * Threads: none shared.  Memory: the words are borrowed.  Failure: none; found stays NULL when nothing is
 * near.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef NEAREST_H
#define NEAREST_H

#include <stddef.h>

struct nearest {
	const char *wanted;
	const char *found; /* the nearest so far, or NULL */
	size_t distance;   /* of found; before, one more than what still counts as near */
};

struct nearest nearest_begin(const char *wanted);
void nearest_try(struct nearest *, const char *candidate);

#endif
