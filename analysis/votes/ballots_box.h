/* ballots_box - ballots checked against the rules, and what is left as a table of numbers.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads: pure.  Memory: ballots_box_free.  Failure: none.
 */
#ifndef BALLOTS_BOX_H
#define BALLOTS_BOX_H

#include "ballots.h"

struct ballots_box {
	size_t n_good, n_items;
	enum ballots_fault *fault_of; /* n_voters */
	int32_t *value;	 /* item * n_good + ballot: 1 or 0, dots, twice the Borda points: more is before */
	bool *is_marked; /* the same shape */
};
struct ballots_box ballots_box_fill(const struct ballots_input *);
void ballots_box_free(struct ballots_box *);

#endif
