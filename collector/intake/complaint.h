/* complaint - what is wrong with an answer, in a sentence for the person who gave it.
 *
 * Threads: any.  Memory: the form's or static.  Failure: none.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef COMPLAINT_H
#define COMPLAINT_H

#include "answers.h"

/* The author's own message where there is one, else ours; language: of the form, code: of the reader ("es").
 */
const char *complaint_say(const struct answers_complaint *, const struct form *, size_t language,
			  const char *code);

/* Ours by itself. */
const char *complaint_sentence(enum answers_fault, const char *code);

#endif
