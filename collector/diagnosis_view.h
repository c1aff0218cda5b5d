/* diagnosis_view - a finished diagnosis as JSON: what is kept, shown and given out (see diagnose.h for its
 * keys).
 *
 * Threads: pure.  Memory: a new reference.  Failure: none.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef DIAGNOSIS_VIEW_H
#define DIAGNOSIS_VIEW_H

#include "diagnosis.h"
#include <jansson.h>

json_t *diagnosis_view(const struct diagnosis *, const struct diagnosis_report *, const char *scope,
		       const char *input_hex);

#endif
