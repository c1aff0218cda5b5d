/* votes_raw - votes as they are gathered from a file, before they have numbers.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads: pure.  Memory: votes_raw_take empties it into a votes; votes_raw_clear.  Failure: as in
 * votes_read.h.
 */
#ifndef VOTES_RAW_H
#define VOTES_RAW_H

#include "votes_read.h"

/* Names with numbers as they came. */
struct votes_names {
	GHashTable *numbers; /* name to number + 1; borrowed names */
	GPtrArray *names;
};

struct votes_raw {
	struct votes_names voters, items;
	GArray *records;
	GStringChunk *strings;
	bool are_voters_in_order, are_items_in_order; /* their numbers stay as they are */
};
void votes_raw_begin(struct votes_raw *);
void votes_raw_clear(struct votes_raw *);
uint32_t votes_raw_number(struct votes_raw *, struct votes_names *, const char *name);
void votes_raw_add(struct votes_raw *, const struct votes_record *);
/* Numbers by name, records by voter and time. */
struct votes *votes_raw_take(struct votes_raw *);

/* One file of each shape into a raw; the kind is told or found. */
bool votes_raw_pabulib(struct votes_raw *, const struct analyze_source *, const char *file_name,
		       struct votes *rules, GError **);
bool votes_raw_table(struct votes_raw *, const struct cells *, const struct votes_options *,
		     struct votes *rules, GError **);

#endif
