/* fuzz_text - any bytes as a citizen's text: masked, read, made a corpus.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "corpus.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The first byte chooses the language; the lines are texts. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	enum text_language language = size ? data[0] % 3 : TEXT_NONE;
	g_autofree char *text = size ? g_strndup((const char *)data + 1, size - 1) : g_strdup("");
	g_autofree char *masked = text_mask(text), *normal = text_normalise(text);
	g_auto(GStrv) lines = g_strsplit(text, "\n", 200);
	size_t n_lines = g_strv_length(lines);
	struct text_reader *reader = text_reader_new(language);
	struct corpus *corpus = corpus_new((const char *const *)lines, n_lines, language, 1, NULL);
	g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	g_autoptr(GArray) tokens = text_reader_tokens(reader, text);

	g_assert(g_utf8_validate(masked, -1, NULL) && g_utf8_validate(normal, -1, NULL));
	text_reader_numbers(reader, text, numbers);
	g_assert(numbers->len == tokens->len);
	for (size_t i = 0; i < tokens->len; i++) {
		const struct text_token *token = &g_array_index(tokens, struct text_token, i);
		uint32_t number = g_array_index(numbers, uint32_t, i);

		g_assert(strcmp(token->surface, text_reader_surface(reader, number)) == 0);
		g_assert(strcmp(token->stem, text_reader_stem(reader, number)) == 0);
	}
	for (size_t d = 0; d < n_lines; d++) {
		g_autoptr(GArray) row = corpus_row(corpus, reader, lines[d]);

		g_assert(row->len == corpus->mixed.start[d + 1] - corpus->mixed.start[d]);
	}
	corpus_free(corpus);
	text_reader_free(reader);
	return 0;
}
