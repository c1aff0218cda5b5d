/* pins - a partition bent to what reviewers fixed: reports of one pin are together, those of different pins
 * are not. SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A group whose pinned members carry one pin follows it whole, when they are half of the group or, two or
 * more, a third of all that carry the pin and a twentieth of the group, or all that carry it; else they leave
 * it, a few strays, and the rest stays.  A group with several pins, one of which it would follow, is parted:
 * its pinned members go to their pins, the free ones to the pin to which their edges within the group tie
 * them most, from neighbour to neighbour outwards, and those that no edge ties to any to the pin with the
 * most members there.  What follows one pin, from however many groups, is one group.  Groups without pins
 * stay as they are, and doing it twice changes nothing more.  Ties fall to the smaller pin.
 *
 * Threads: pure.  Memory: nothing kept.  Failure: none.
 */
#ifndef PINS_H
#define PINS_H

#include "graph.h"

/* pin: n_nodes, >= 0 or -1 free.  group: n_nodes, 0..*n_groups-1 or UINT32_MAX, in none (a pinned one of
 * these joins its pin, a free one stays); on return numbered by first appearance. */
void pins_apply(const struct graph *, const int32_t *pin, uint32_t *group, size_t *n_groups);

#endif
