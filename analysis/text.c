/* text - normal form, tokens and stems of one text; see text_mask.c for what is hidden and words.c for the
 * lists. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "text.h"

#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>

struct text_reader {
	enum text_language language;
	const struct text_words *words;
	struct sb_stemmer *stemmer; /* NULL: words count as they are */
};

bool text_language_of(const char *code, enum text_language *language)
{
	static const struct {
		const char *code;
		enum text_language language;
	} known[] = {{"es", TEXT_SPANISH}, {"en", TEXT_ENGLISH}, {"none", TEXT_NONE}};

	for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
		if (strcmp(known[i].code, code) == 0) {
			*language = known[i].language;
			return true;
		}
	}
	return false;
}

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
	g_free(reader);
}

static gunichar unaccented(gunichar c)
{
	switch (c) {
	case 0xe1:
	case 0xe0:
	case 0xe2:
	case 0xe4:
	case 0xe3:
		return 'a';
	case 0xe9:
	case 0xe8:
	case 0xea:
	case 0xeb:
		return 'e';
	case 0xed:
	case 0xec:
	case 0xee:
	case 0xef:
		return 'i';
	case 0xf3:
	case 0xf2:
	case 0xf4:
	case 0xf6:
	case 0xf5:
		return 'o';
	case 0xfa:
	case 0xf9:
	case 0xfb:
	case 0xfc:
		return 'u';
	case 0xe7:
		return 'c';
	default:
		return c;
	}
}

char *text_fold(const char *word)
{
	GString *out = g_string_sized_new(strlen(word));

	for (const char *at = word; *at; at = g_utf8_next_char(at))
		g_string_append_unichar(out, unaccented(g_utf8_get_char(at)));
	return g_string_free(out, FALSE);
}

/* Lower case NFC of the text without its masked parts, valid UTF-8. */
static char *lowered(const char *text)
{
	g_autofree char *masked = text_mask(text);
	g_autofree char *lower = NULL;
	GString *plain = g_string_sized_new(strlen(masked));

	for (const char *at = masked; *at;) {
		static const char *const marks[] = {"[correo]", "[teléfono]", "[enlace]", "[usuario]"};
		size_t skip = 0;

		for (size_t i = 0; i < G_N_ELEMENTS(marks) && *at == '['; i++)
			if (g_str_has_prefix(at, marks[i]))
				skip = strlen(marks[i]);
		if (skip) {
			g_string_append_c(plain, ' ');
			at += skip;
		} else {
			g_string_append_c(plain, *at++);
		}
	}
	lower = g_utf8_strdown(plain->str, -1);
	g_string_free(plain, TRUE);
	return g_utf8_normalize(lower, -1, G_NORMALIZE_DEFAULT_COMPOSE);
}

/* The next word at or after *at: its start and length in bytes; false at the end. */
static bool next_word(const char **at, const char **word, size_t *length)
{
	const char *p = *at;

	while (*p && !g_unichar_isalnum(g_utf8_get_char(p)))
		p = g_utf8_next_char(p);
	*word = p;
	while (*p) {
		gunichar c = g_utf8_get_char(p);

		if (!g_unichar_isalnum(c) && !g_unichar_ismark(c))
			break;
		p = g_utf8_next_char(p);
	}
	*length = (size_t)(p - *word);
	*at = p;
	return *length > 0;
}

char *text_normalise(const char *text)
{
	g_autofree char *lower = lowered(text);
	GString *out = g_string_sized_new(strlen(lower));
	const char *at = lower, *word;
	size_t length;

	while (next_word(&at, &word, &length)) {
		if (out->len)
			g_string_append_c(out, ' ');
		g_string_append_len(out, word, (gssize)length);
	}
	return g_string_free(out, FALSE);
}

static int compare_words(const void *key, const void *element)
{
	return strcmp(key, *(const char *const *)element);
}

static bool is_stop(const struct text_words *words, const char *folded)
{
	return words->n_stop &&
	       bsearch(folded, words->stop, words->n_stop, sizeof words->stop[0], compare_words) != NULL;
}

static const char *meant(const struct text_words *words, const char *folded)
{
	const char *const(*found)[2] = NULL;

	if (words->n_shorthand)
		found = bsearch(folded, words->shorthand, words->n_shorthand, sizeof words->shorthand[0],
				compare_words);
	return found ? (*found)[1] : NULL;
}

/* Phones drop accents: the stemmer knows "educación" but not "educacion". */
static char *with_ending_accent(const char *word)
{
	size_t length = strlen(word);

	if (length > 5 && (g_str_has_suffix(word, "cion") || g_str_has_suffix(word, "sion")))
		return g_strdup_printf("%.*són", (int)(length - 2), word);
	return g_strdup(word);
}

static char *stem_of(struct text_reader *reader, const char *word)
{
	g_autofree char *accented = NULL;
	const sb_symbol *stem;

	if (!reader->stemmer)
		return g_strdup(word);
	accented = reader->language == TEXT_SPANISH ? with_ending_accent(word) : g_strdup(word);
	stem = sb_stemmer_stem(reader->stemmer, (const sb_symbol *)accented, (int)strlen(accented));
	g_assert(stem);
	return text_fold((const char *)stem);
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

GArray *text_reader_tokens(struct text_reader *reader, const char *text)
{
	g_autofree char *lower = lowered(text);
	GArray *tokens = g_array_new(FALSE, FALSE, sizeof(struct text_token));
	const char *at = lower, *start;
	size_t length;

	g_array_set_clear_func(tokens, (GDestroyNotify)(void (*)(void))text_token_clear);
	while (next_word(&at, &start, &length)) {
		g_autofree char *word = without_stretches(start, length);
		g_autofree char *folded = text_fold(word);
		const char *long_form = meant(reader->words, folded);
		struct text_token token;

		if (long_form) {
			g_free(word);
			g_free(folded);
			word = g_strdup(long_form);
			folded = text_fold(word);
		}
		if (g_utf8_strlen(word, -1) < 2 || !has_letter(word) || is_stop(reader->words, folded))
			continue;
		token.surface = g_strdup(word);
		token.stem = stem_of(reader, word);
		g_array_append_val(tokens, token);
		/* cppcheck-suppress memleak ; the array owns the strings of its tokens */
	}
	return tokens;
}
