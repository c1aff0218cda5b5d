/* text - from a citizen's words to stems: masking, normal form, shorthand, stop words, stemming.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads: all but the text_reader is pure; one text_reader a thread.  Memory: the caller
 * frees what is handed out.  Failure: none; bytes that are no UTF-8 are read as U+FFFD.
 */
#ifndef TEXT_H
#define TEXT_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

enum text_language { TEXT_NONE, TEXT_SPANISH, TEXT_ENGLISH };
/* "es", "en" or "none"; false for anything else. */
bool text_language_of(const char *code, enum text_language *);

/* The text with e-mail addresses, telephone numbers, web addresses, @names and the names of persons after
 * what announces them ("la señora Ana López", "Lic. Mora", "me llamo Juan") replaced by [correo], [teléfono],
 * [enlace], [usuario] and [nombre]; everything else as written.  Streets, schools and the like that bear a
 * person's name keep it. */
char *text_mask(const char *text);
/* A part of text_mask: the length in bytes of the name that the word at `at`, within valid text, announces,
 * and how far behind `at` it begins; 0: none. */
size_t text_name_length(const char *text, const char *at, size_t *skip);
/* The text as words are read from it: valid UTF-8, NFC, lower case, a line break in place of
 * each masked part. */
char *text_lower(const char *text);
/* The next word at or after *at in such a text: its start and length in bytes; false at the end. */
bool text_next_word(const char **at, const char **word, size_t *length);
/* What two texts must share to be equal: NFC, lower case, masked parts and punctuation gone, one space
 * between words. */
char *text_normalise(const char *text);
/* Lower-case word without accents, ñ kept. */
char *text_fold(const char *word);
gunichar text_fold_letter(gunichar);

/* How so many bytes of a folded word sound, a character a sound: Spanish as said in Mexico (h dropped, v = b,
 * ll = y, z = s, qu = k, ge = je, double letters single), English only its plainest; what follows them is
 * looked at. */
char *text_sound(enum text_language, const char *folded, size_t length);

struct text_token {
	char *surface; /* the word as people write it: NFC, lower case */
	char *stem;    /* what it is counted as */
};
void text_token_clear(struct text_token *);

struct text_reader;
struct text_reader *text_reader_new(enum text_language);
void text_reader_free(struct text_reader *);
/* The content words of a text in order: a GArray of struct text_token that clears its elements. */
GArray *text_reader_tokens(struct text_reader *, const char *text);
/* The same for many texts: the numbers (uint32_t) of the words, appended.  The reader remembers each
 * different word it has met this way, numbered in order of first sight by its surface. */
void text_reader_numbers(struct text_reader *, const char *text, GArray *numbers);
size_t text_reader_n_words(const struct text_reader *);
const char *text_reader_surface(const struct text_reader *, uint32_t number);
const char *text_reader_stem(const struct text_reader *, uint32_t number);

/* The word lists of a language, each sorted by strcmp, lower case, without accents (ñ kept). */
struct text_words {
	const char *const *stop;
	size_t n_stop;
	const char *const (*shorthand)[2]; /* as written, as meant */
	size_t n_shorthand;
};
const struct text_words *text_words_of(enum text_language);

#endif
