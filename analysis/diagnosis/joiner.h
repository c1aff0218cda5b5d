/* joiner - the issue of a report that came after the last diagnosis, in milliseconds.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A near-copy of a known text (duplicates.h) goes where that one is.  Else its JOINER_NEIGHBOURS most similar
 * texts vote, each with its similarity; the issue with the most is the report's if it has JOINER_SHARE of all
 * and the most similar text in it is at least JOINER_SIMILARITY; else the report waits for the next
 * diagnosis.  Texts that stand in no issue vote for none.
 *
 * Threads: asking and adding from one thread at a time; the joiner may be made on another.  Memory:
 * joiner_free; what is handed in is copied.  Failure: NULL when the work was stopped.
 */
#ifndef JOINER_H
#define JOINER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"
#include "work.h"

#define JOINER_NEIGHBOURS  20
#define JOINER_SHARE	   0.5
#define JOINER_SIMILARITY  0.2
#define JOINER_DUE_NEW	   0.05 /* of the texts of the diagnosis: so many new ones .. */
#define JOINER_DUE_PENDING 0.03 /* .. or so many that wait make another one due */

struct joiner;
/* issue: n_texts, the issue of each report in the diagnosis, -1: none. */
struct joiner *joiner_new(const char *const *texts, const int32_t *issue, size_t n_texts, enum text_language,
			  struct work *);
void joiner_free(struct joiner *); /* NULL is fine */

struct joiner_answer {
	int32_t issue;	   /* -1: waits */
	size_t copy_of;	   /* index of the text that it is a near-copy of; SIZE_MAX: of none */
	double share;	   /* of the votes for the issue that has most, 0..1 */
	double similarity; /* of the most similar text of that issue, 0..1 */
};
/* Where a report with this text belongs.  Counts nothing. */
struct joiner_answer joiner_ask(const struct joiner *, const char *text);
/* The same for a report that has come in: counted for joiner_is_due. */
struct joiner_answer joiner_add(struct joiner *, const char *text);
/* Has so much come in that another diagnosis is due? */
bool joiner_is_due(const struct joiner *);

#endif
