/* recheck - whether the results that are kept follow from the data that are kept.
 *
 * Of each scope: the seed is that of the data and the lock (rules.h), the lock is one that stands, and an
 * order is there only where there may be one.  Again: the analysis is repeated, and says the same to the last
 * byte. Threads: one.  Memory: the caller's.  Failure: the store's errors; what does not fit is a sentence.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef RECHECK_H
#define RECHECK_H

#include "app.h"

/* Appends sentences to problems.  *n_repeated (is_again): results that were repeated, those of other data
 * than there are now are not.  False: something does not fit, or *error. */
bool recheck_results(struct app *, bool is_again, GPtrArray *problems, size_t *n_repeated, GError **error);

#endif
