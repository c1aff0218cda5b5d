/* formlife - what the pages about forms share with others.
 *
 * Threads: any.  Memory: new references.  Failure: none.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef FORMLIFE_H
#define FORMLIFE_H

#include "form.h"
#include <jansson.h>

/* [{"sheet","row","has_row","column","sentence","is_warning"}] of struct form_problem: faults first,
 * then warnings. */
json_t *formlife_problems(const GPtrArray *problems, const char *language);
/* [{"sheet","sentence"}]: what changed between two forms. */
json_t *formlife_changes(const struct form *before, const struct form *after, const char *language);

#endif
