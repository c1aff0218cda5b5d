/* sounds - which known word a misspelt one is: by sound, else by one letter, else by its beginning.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two keys (text_sound) that differ by one letter dropped, added or exchanged with the next meet when a
 * letter is left out of each (the symmetric deletes of Garbe 2012).  Stems are looked at first; a slip in its
 * ending leaves a word with a stem that nobody knows, so whole words come next and then the longest known
 * stem of six sounds or more that the word begins with.
 *
 * Threads: immutable once built.  Memory: sounds_free; nothing is borrowed.  Failure: none.
 */
#ifndef SOUNDS_H
#define SOUNDS_H

#include "text.h"

struct sounds;
/* n words with their stems, of which several words may have one; the more frequent ones are preferred, then
 * the earlier.  NULL for TEXT_NONE. */
struct sounds *sounds_new(enum text_language, char *const *surface, char *const *stem,
			  const uint32_t *frequency, size_t n);
void sounds_free(struct sounds *);
/* The number of the word that this one seems to be; UINT32_MAX: none.  NULL sounds: none. */
uint32_t sounds_find(const struct sounds *, const char *surface, const char *stem);

#endif
