/* fields - what words are about: semantic fields, so that "bache" and "hoyo en el pavimento" are about one
 * thing. SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A lexicon of a few hundred fields and some thousands of words a language; a word stands in up to a few of
 * them.  It helps where texts are few and short, and says nothing of words that it does not hold.
 *
 * Threads: immutable once built.  Memory: fields_free.  Failure: none.
 */
#ifndef FIELDS_H
#define FIELDS_H

#include "text.h"

struct field_words {
	const char *name, *words; /* words parted by blanks; an array ends with NULL, NULL */
};
extern const struct field_words fields_spanish_1[], fields_spanish_2[], fields_spanish_3[],
	fields_english_1[], fields_english_2[];

struct fields;
struct fields *fields_new(enum text_language); /* no fields for TEXT_NONE */
void fields_free(struct fields *);
size_t fields_count(const struct fields *);
const char *fields_name(const struct fields *, size_t field);
/* The fields of a stem, ascending; how many.  A surface that is not NULL: when the stem is in none, those of
 * the word that it may be misspelt from. */
size_t fields_of(const struct fields *, const char *surface, const char *stem, const uint16_t **of);

#endif
