/* agree - criteria as they are agreed, for every page and table that shows them.
 *
 * Threads: any.  Memory: results are the caller's.  Failure: none.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef AGREE_H
#define AGREE_H

#include "review.h"

/* The catalogue in that language with what is agreed, else proposed: [{"key","name","definition","unit",
 * "direction","missing","low","high": whole percents, "order" where it has one,"is_used","is_exact"}]. */
json_t *agree_criteria(const struct reviewed *, const char *language);
/* {"author","reason","hash","at","at_text","is_late"}; NULL for none. */
json_t *agree_lock_view(const struct rules_lock *);

#endif
