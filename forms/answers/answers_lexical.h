/* answers_lexical - canonical lexical forms of single values; private to answers.
 *
 * Threads: none shared.  Memory: results are new.  Failure: NULL and a fault.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef ANSWERS_LEXICAL_H
#define ANSWERS_LEXICAL_H

#include "answers.h"

#define LEXICAL_PLACES_MAX ((size_t)1 << 18) /* bytes of a trace or a shape */
#define LEXICAL_FILE_MAX   200		     /* bytes of the name of a file */

/* What was typed, as it is stored: NULL and *fault < 0 when nothing was typed, NULL and *fault the
 * complaint when it is wrong.  Lists: a choice name; names in list order joined by spaces; of a rank in the
 * order in which they came. */
char *lexical_canonical(const struct form_question *, const char *typed, int *fault);
/* Text without control characters, with plain line ends, trimmed and NFC; NULL when nothing is left. */
char *lexical_text(const char *typed);
/* At most ANSWERS_TEXT_MAX characters, in place. */
void lexical_cut(char *text);
/* [+-]digits[.digits], with an exponent too where a fraction is allowed, as digits without needless zeros;
 * false when it is no such number, or longer than 18 digits before or after the point. */
bool lexical_number(const char *text, bool with_fraction, char **canonical);

/* --- answers_time.c: trimmed text in, canonical text out; NULL and a fault */
/* YYYY-MM-DD, or DD/MM/YYYY as it is written in Mexico; of a date and time the date. */
char *lexical_date(const char *text, int *fault);
/* H:MM[:SS[.fraction]][zone], or with a. m. or p. m. -> HH:MM[:SS[.mmm]][Z|+HH:MM|-HH:MM]; seconds only
 * where they are not zero. */
char *lexical_time(const char *text, int *fault);
/* A date, T or spaces, a time -> YYYY-MM-DDTHH:MM… as above. */
char *lexical_datetime(const char *text, int *fault);

/* --- answers_place.c: the same */
/* "lat lon [alt [accuracy]]", all separated by spaces or all by commas -> the four; 0 for what is not said.
 */
char *lexical_point(const char *text);
/* Points separated by ";": at least two different ones, of a shape three; a shape is closed. */
char *lexical_points(const char *text, bool is_shape);

#endif
