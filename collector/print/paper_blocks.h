/* paper_blocks - a form as the list of what stands on its sheets, one below the other; no drawing here.
 *
 * Threads: none shared.  Memory: a GPtrArray that frees its blocks.  Failure: none.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef PAPER_BLOCKS_H
#define PAPER_BLOCKS_H

#include "form.h"
#include <jansson.h>

enum paper_entry {
	PAPER_NOTHING, /* a heading, a note, or what paper cannot ask */
	PAPER_LINES,   /* n lines to write on */
	PAPER_DIGITS,  /* n boxes, with n_decimals after a point */
	PAPER_DATE,    /* dd mm aaaa */
	PAPER_TIME,    /* hh mm */
	PAPER_DATETIME,
	PAPER_CIRCLES, /* one of the choices */
	PAPER_SQUARES, /* any of them */
	PAPER_RANKS,   /* a box for the place of each */
};

struct paper_block {
	unsigned depth;	 /* groups above it */
	bool is_heading; /* stays with the block that follows */
	bool is_note;
	char *number; /* "12"; "" where none */
	char *label, *hint;
	char *aside; /* when to answer it, what is expected: small, below the label; or NULL */
	enum paper_entry entry;
	unsigned n, n_decimals;
	char **choices; /* of circles, squares and ranks; NULL at the end */
};

/* language: a code.  */
GPtrArray *paper_blocks(const struct form *, const char *language);
/* Puts the printed number before every label of a view (page.h), so that the page follows the sheet. */
void paper_number(const struct form *, json_t *view);

#endif
