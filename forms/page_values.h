/* page_values - values as an input of the page shows and gives them, and as the standard writes them.
 *
 * Of most questions both are the same.  They differ where a person types otherwise: places ("25.54,
 * -103.41"), lists of places (one a line), months and years, times of day without a zone. Threads: none
 * shared.  Memory: results are to be freed.  Failure: none: what cannot be understood is passed on as it is,
 * to be complained of.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef PAGE_VALUES_H
#define PAGE_VALUES_H

#include "form.h"

/* What was typed into the question's input -> what answers_read is given. */
char *page_value_read(const struct form_question *, const char *typed);
/* What was answered or typed -> what the input shows. */
char *page_value_show(const struct form_question *, const char *value);

#endif
