/* difference_words - the words of differences: kinds of questions, and texts between quotes.
 *
 * Private to difference.c.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef DIFFERENCE_WORDS_H
#define DIFFERENCE_WORDS_H

#include "form.h"

/* "La pregunta", "The question"; groups, notes and calculations are called what they are. */
void difference_kind(enum form_type, const char **es, const char **en);
/* Between quotation marks and not longer than a line or two; NULL as "". */
char *difference_quote(const char *text);

#endif
