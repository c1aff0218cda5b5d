/* text_reader - shorthand, stop words and stems; remembers what it has made of each word.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "text.h"

#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>

#include "lexicon.h"

struct text_reader {
	enum text_language language;
	const struct text_words *words;
	struct sb_stemmer *stemmer; /* NULL: words count as they are */
	struct lexicon raw;	    /* words as they were met */
	GArray *meaning; /* of each: the number of its surface (uint32_t), or LEXICON_NONE: says nothing */
	struct lexicon surfaces, stems;
	GArray *stem_of; /* of each surface: the number of its stem (uint32_t) */
};

void text_token_clear(struct text_token *token)
{
	g_free(token->surface);
	g_free(token->stem);
}

struct text_reader *text_reader_new(enum text_language language)
{
	static const char *const algorithm[] = {
		[TEXT_NONE] = NULL, [TEXT_SPANISH] = "spanish", [TEXT_ENGLISH] = "english"};
	struct text_reader *reader = g_new0(struct text_reader, 1);

	reader->language = language;
	reader->words = text_words_of(language);
	lexicon_start(&reader->raw);
	lexicon_start(&reader->surfaces);
	lexicon_start(&reader->stems);
	reader->meaning = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	reader->stem_of = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	if (algorithm[language]) {
		reader->stemmer = sb_stemmer_new(algorithm[language], "UTF_8");
		g_assert(reader->stemmer);
	}
	return reader;
}

void text_reader_free(struct text_reader *reader)
{
	if (!reader)
		return;
	if (reader->stemmer)
		sb_stemmer_delete(reader->stemmer);
	lexicon_end(&reader->raw);
	lexicon_end(&reader->surfaces);
	lexicon_end(&reader->stems);
	g_array_unref(reader->meaning);
	g_array_unref(reader->stem_of);
	g_free(reader);
}

static int compare_words(const void *key, const void *element)
{
	return strcmp(key, *(const char *const *)element);
}

static bool is_listed(const struct text_words *words, const char *folded)
{
	return words->n_stop &&
	       bsearch(folded, words->stop, words->n_stop, sizeof words->stop[0], compare_words) != NULL;
}

/* People who write Spanish quote English too; its articles and prepositions say nothing either. */
static bool is_stop(const struct text_reader *reader, const char *folded)
{
	return is_listed(reader->words, folded) ||
	       (reader->language == TEXT_SPANISH && is_listed(text_words_of(TEXT_ENGLISH), folded));
}

static const char *meant(const struct text_words *words, const char *folded)
{
	const char *const(*found)[2] = NULL;

	if (words->n_shorthand)
		found = bsearch(folded, words->shorthand, words->n_shorthand, sizeof words->shorthand[0],
				compare_words);
	return found ? (*found)[1] : NULL;
}

/* Of endings without which the stemmer misses what it should take off ("educación", "estábamos", "teníamos"),
 * the accent. */
static char *with_ending_accent(const char *folded)
{
	static const char *const endings[][2] = {
		{"cion", "ción"}, {"sion", "sión"}, {"abamos", "ábamos"}, {"iamos", "íamos"}};
	size_t length = strlen(folded);

	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
		size_t n = strlen(endings[i][0]);

		if (length > n + 1 && strcmp(folded + length - n, endings[i][0]) == 0)
			return g_strdup_printf("%.*s%s", (int)(length - n), folded, endings[i][1]);
	}
	return g_strdup(folded);
}

static char *stemmed(struct text_reader *reader, const char *word)
{
	const sb_symbol *stem = sb_stemmer_stem(reader->stemmer, (const sb_symbol *)word, (int)strlen(word));

	g_assert(stem);
	return text_fold((const char *)stem);
}

/* Phones drop accents: Spanish is stemmed without them, so that both writings of a word count as one.  Where
 * the stemmer would have known "sacudió" or "haría" by the accent an i stays; it goes from all stems. */
static char *stem_of(struct text_reader *reader, const char *word)
{
	g_autofree char *folded = NULL, *accented = NULL;
	char *stem;
	size_t length;

	if (!reader->stemmer)
		return g_strdup(word);
	if (reader->language != TEXT_SPANISH)
		return stemmed(reader, word);
	folded = text_fold(word);
	accented = with_ending_accent(folded);
	stem = stemmed(reader, accented);
	length = strlen(stem);
	if (length > 3 && stem[length - 1] == 'i')
		stem[length - 1] = '\0';
	return stem;
}

/* Three or more equal letters are one ("muuuucho"). */
static char *without_stretches(const char *word, size_t length)
{
	GString *out = g_string_sized_new(length);
	gunichar last = 0;
	size_t run = 0;

	for (const char *at = word; at < word + length; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at), after;
		const char *next = g_utf8_next_char(at);

		run = c == last ? run + 1 : 1;
		last = c;
		after = next < word + length ? g_utf8_get_char(next) : 0;
		if (run >= 2 && (run > 2 || after == c))
			continue;
		g_string_append_unichar(out, c);
	}
	return g_string_free(out, FALSE);
}

static bool has_letter(const char *word)
{
	for (const char *at = word; *at; at = g_utf8_next_char(at))
		if (g_unichar_isalpha(g_utf8_get_char(at)))
			return true;
	return false;
}

/* "jajaja", "hahah", "jejejeje": j or h in turn with one vowel. */
static bool is_laughter(const char *folded)
{
	size_t n = 0;

	if (!strchr("jh", folded[0]) || !folded[0] || !folded[1] || !strchr("aeio", folded[1]))
		return false;
	while (folded[n] == folded[n % 2])
		n++;
	return folded[n] == '\0' && n >= 4;
}

/* What a word as it stands in a text is meant to be; NULL: it says nothing. */
static char *meaning_of(const struct text_reader *reader, const char *start, size_t length)
{
	g_autofree char *word = without_stretches(start, length);
	g_autofree char *folded = text_fold(word);
	const char *long_form = meant(reader->words, folded);

	if (long_form) {
		g_free(word);
		g_free(folded);
		word = g_strdup(long_form);
		folded = text_fold(word);
	}
	if (g_utf8_strlen(word, -1) < 2 || !has_letter(word) || is_stop(reader, folded) ||
	    (reader->language != TEXT_NONE && is_laughter(folded)))
		return NULL;
	return g_steal_pointer(&word);
}

GArray *text_reader_tokens(struct text_reader *reader, const char *text)
{
	g_autofree char *lower = text_lower(text);
	GArray *tokens = g_array_new(FALSE, FALSE, sizeof(struct text_token));
	const char *at = lower, *start;
	size_t length;

	g_array_set_clear_func(tokens, (GDestroyNotify)(void (*)(void))text_token_clear);
	while (text_next_word(&at, &start, &length)) {
		struct text_token token = {.surface = meaning_of(reader, start, length)};

		if (!token.surface)
			continue;
		token.stem = stem_of(reader, token.surface);
		g_array_append_val(tokens, token);
		/* cppcheck-suppress memleak ; the array owns the strings of its tokens */
	}
	return tokens;
}

/* The number of the surface of a word that was not met before. */
static uint32_t surface_of(struct text_reader *reader, const char *start, size_t length)
{
	g_autofree char *surface = meaning_of(reader, start, length);
	g_autofree char *stem = NULL;
	uint32_t number, stem_number;

	if (!surface)
		return LEXICON_NONE;
	number = lexicon_number(&reader->surfaces, surface, strlen(surface));
	if (number == reader->stem_of->len) {
		stem = stem_of(reader, surface);
		stem_number = lexicon_number(&reader->stems, stem, strlen(stem));
		g_array_append_val(reader->stem_of, stem_number);
	}
	return number;
}

/* Nothing in it that text_lower would change: such is what text_normalise hands out for nearly every text. */
static bool is_low(const char *text)
{
	for (const unsigned char *at = (const unsigned char *)text; *at; at++) {
		if (*at < 0x80) {
			if (g_ascii_isalnum((char)*at) ? *at <= 'Z' && *at >= 'A' : *at != ' ')
				return false;
			continue;
		}
		/* U+00DF to U+00FF but for the sign of division: letters that are low and composed. */
		if (*at != 0xc3 || at[1] < 0x9f || at[1] > 0xbf || at[1] == 0xb7)
			return false;
		at++;
	}
	return true;
}

void text_reader_numbers(struct text_reader *reader, const char *text, GArray *numbers)
{
	g_autofree char *lower = is_low(text) ? NULL : text_lower(text);
	const char *at = lower ? lower : text, *start;
	size_t length;

	while (text_next_word(&at, &start, &length)) {
		uint32_t raw = lexicon_number(&reader->raw, start, length), number;

		if (raw == reader->meaning->len) {
			number = surface_of(reader, start, length);
			g_array_append_val(reader->meaning, number);
		}
		number = g_array_index(reader->meaning, uint32_t, raw);
		if (number != LEXICON_NONE)
			g_array_append_val(numbers, number);
	}
}

size_t text_reader_n_words(const struct text_reader *reader)
{
	return reader->surfaces.n_words;
}

const char *text_reader_surface(const struct text_reader *reader, uint32_t number)
{
	return lexicon_word(&reader->surfaces, number);
}

const char *text_reader_stem(const struct text_reader *reader, uint32_t number)
{
	g_assert(number < reader->stem_of->len);
	return lexicon_word(&reader->stems, g_array_index(reader->stem_of, uint32_t, number));
}
