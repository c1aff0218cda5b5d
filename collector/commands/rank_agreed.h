/* rank_agreed - what was agreed about weights, as the command line says it, and the seed that follows.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads: pure.  Memory: the caller's.  Failure: ANALYZE_ERROR, in the language of the terminal, naming the
 * criteria in conflict.
 */
#ifndef RANK_AGREED_H
#define RANK_AGREED_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "smaa.h"

/* "severity=0.1-0.4", "reach=20%", and "severity>reach,spread": into low, high and order of the n criteria of
 * these names (case and accents do not matter); what is not named stays.  weights may be NULL, and order. */
bool rank_agreed_read(const char *const *weights, const char *order, const char *const *names, size_t n,
		      double *low, double *high, unsigned *levels, GError **);
/* False with *error: no weights satisfy it. */
bool rank_agreed_check(const struct smaa_preferences *, const char *const *names, GError **);

/* BLAKE2b-256 of data and settings as text, in hex, and the seed in its first 48 bits. */
uint64_t rank_agreed_seed(const char *text, size_t length, char digest[65]);

#endif
