/* votes_read - votes of any kind from the files that hold them.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Voters and options are numbered by their names (as numbers where both are), those of a table with one row a
 * voter and of pabulib by where they stand, so that the order of rows is of no consequence.
 *
 * Threads: pure.  Memory: votes_free.  Failure: ANALYZE_ERROR or CSV_ERROR, in the language of the terminal,
 * with the row and what to do.
 */
#ifndef VOTES_READ_H
#define VOTES_READ_H

#include "cells.h"
#include "pairs.h"
#include "votes_options.h"

/* One vote: dots or place on an item, 1 of an approval, -1, 0, 1 of an opinion; or an answer to a pair. */
struct votes_record {
	uint32_t voter, item, other; /* other: right of a pair */
	int32_t value;		     /* of a pair: enum pairs_choice */
	int64_t second;		     /* since 1970; -1 unknown */
};

struct votes {
	enum votes_kind kind;
	const char *shape;	      /* "long", "wide", "pairs", "pabulib" or "polis" */
	struct votes_record *records; /* by voter, as they came in time where that is known */
	size_t n_records, n_voters, n_items;
	const char **items, **voters; /* names; voters: ids */
	bool *is_out, *is_meta;	      /* n_items; NULL: none is */
	bool has_times;
	size_t least, most, most_each; /* rules of the file or of the command; 0 none */
	bool has_ties;		       /* rankings may */
	GPtrArray *inputs;	       /* name, digest, by turns */
	GPtrArray *left_out;	       /* columns that hold no votes */
	GStringChunk *strings;
};
struct votes *votes_read(const struct votes_options *, GError **);
void votes_free(struct votes *);

#endif
