/* answers_lexical - canonical lexical forms of single values; private to answers.
 *
 * Threads: none shared.  Memory: results are new.  Failure: NULL and a fault.
 */
#ifndef ANSWERS_LEXICAL_H
#define ANSWERS_LEXICAL_H

#include "answers.h"

/* What was typed, as it is stored: NULL and *fault < 0 when nothing was typed, NULL and *fault the
 * complaint when it is wrong.  Lists: a choice name, or names in list order joined by spaces. */
char *lexical_canonical(const struct form_question *, const char *typed, int *fault);
/* Text without control characters, with plain line ends, trimmed and NFC; NULL when nothing is left. */
char *lexical_text(const char *typed);
/* At most ANSWERS_TEXT_MAX characters, in place. */
void lexical_cut(char *text);

#endif
