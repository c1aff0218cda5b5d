/* weights_people - the rows of a table as people: those of one sender are one person, counted once.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A person who answers a question twice and differently has not answered it.  What counts as no answer is
 * empty, no_se and the like, and what the command was told.
 *
 * Threads: pure.  Memory: weights_people_free; the cells are borrowed until then.  Failure: ANALYZE_ERROR
 * with the row, in the language of the terminal.
 */
#ifndef WEIGHTS_PEOPLE_H
#define WEIGHTS_PEOPLE_H

#include <stdbool.h>
#include <stddef.h>

#include "cells.h"

struct weights_people {
	const struct cells *cells;
	size_t n;	      /* in order of their first row */
	size_t *person_of;    /* n_rows */
	size_t *first, *rows; /* n + 1; into rows: those of each person */
};

/* sender: a column, SIZE_MAX none; who has no sender is a person of their own. */
struct weights_people *weights_people_of(const struct cells *, size_t sender);
void weights_people_free(struct weights_people *);

/* What the person said in a column: the text as in the first row that says it; "" nothing, or two different
 * things (*is_contradicted, which may be NULL). */
const char *weights_people_answer(const struct weights_people *, size_t person, size_t column,
				  bool *is_contradicted);
/* The mean of the person's numbers in a column; NaN none. */
bool weights_people_number(const struct weights_people *, size_t person, size_t column, double *number,
			   GError **);
/* The weight, 0 or more, the same in all rows of the person. */
bool weights_people_weight(const struct weights_people *, size_t person, size_t column, double *weight,
			   GError **);

/* Whether a text is no answer: told so, and told so or usually.  told: NULL-terminated "ANSWER" or
 * "COLUMN=ANSWER", or NULL; column: its name. */
bool weights_is_told(const char *text, const char *column, char *const *told);
bool weights_is_unanswered(const char *text, const char *column, char *const *told);

#endif
