/* fuzz_vectors - any bytes as a file of word vectors: refused with both languages, or looked up and written
 * in the compact form, which is read back with the same words. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "vectors.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Terms that the words of the corpus of inputs are near to. */
static char *surfaces[] = {(char *)"agua", (char *)"publica", (char *)"niño", (char *)""};
static char *terms[] = {(char *)"agu", (char *)"public", (char *)"niñ", (char *)"x"};

static void check_terms(const struct vectors *v)
{
	struct corpus corpus = {.n_terms = G_N_ELEMENTS(terms), .terms = terms, .surfaces = surfaces};
	size_t n_found;
	struct dense rows = vectors_of_terms(v, &corpus, &n_found);

	g_assert(n_found <= corpus.n_terms && rows.n_rows == corpus.n_terms);
	g_assert(rows.n_columns == vectors_n_dimensions(v));
	for (size_t i = 0; i < rows.n_rows * rows.stride; i++)
		g_assert(isfinite(rows.value[i]));
	dense_clear(&rows);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	GError *error = NULL;
	struct vectors *v = vectors_read((const char *)data, size, &error), *again;
	GBytes *compact, *twice;
	gsize length;
	const char *bytes;

	g_assert((v == NULL) == (error != NULL));
	if (!v) {
		g_assert(strstr(error->message, " / "));
		g_error_free(error);
		return 0;
	}
	check_terms(v);
	compact = vectors_compact(v);
	bytes = g_bytes_get_data(compact, &length);
	again = vectors_read(bytes, length, NULL);
	g_assert(again && vectors_n_words(again) == vectors_n_words(v));
	g_assert(vectors_n_dimensions(again) == vectors_n_dimensions(v));
	check_terms(again);
	twice = vectors_compact(again);
	g_assert(g_bytes_equal(compact, twice));
	g_bytes_unref(twice);
	vectors_free(again);
	g_bytes_unref(compact);
	vectors_free(v);
	return 0;
}
