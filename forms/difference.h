/* difference - what changed between two versions of a form, in sentences for people.
 *
 * Threads: none shared.  Memory: the caller owns the list.  Failure: none; equal forms give an empty list.
 * Questions are the same when their paths are; one that left and one that came are the same too when type and
 * label agree (it was renamed) or name and type do (it was moved).
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef DIFFERENCE_H
#define DIFFERENCE_H

#include "form.h"

#define DIFFERENCE_MAX 1000 /* sentences; of more only the number is said */

/* One thing that is different. */
struct form_change {
	const char *sheet;		 /* where it is written: "settings", "survey" or "choices" */
	char *sentence_es, *sentence_en; /* whole sentences */
};

/* Of struct form_change, by sheet: settings, survey in the order of the newer form, choices. */
GPtrArray *difference_between(const struct form *before, const struct form *after);
/* What a type of question is called: "texto", "opción única"… */
const char *difference_type(enum form_type, bool is_spanish);

#endif
