/* test_vectors - word vectors learnt against a plain count, files read and refused, the compact form, texts.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "dense_fixture.h"

#include "lsa.h"
#include "vectors.h"

static struct corpus *corpus_of(const char *const *texts, size_t n, size_t min_frequency)
{
	return corpus_new(texts, n, TEXT_NONE, min_frequency, NULL);
}

static size_t term_of(const struct corpus *corpus, const char *term)
{
	for (size_t t = 0; t < corpus->n_terms; t++)
		if (!strcmp(corpus->terms[t], term))
			return t;
	fail_msg("%s is no term", term);
	return 0;
}

static float cosine(const struct dense *m, size_t a, size_t b)
{
	const float *x = dense_row(m, a), *y = dense_row(m, b);

	return dense_dot(x, y, m->stride) /
	       sqrtf(dense_dot(x, x, m->stride) * dense_dot(y, y, m->stride) + 1e-20F);
}

/* Texts of words that only meet words of their own kind: k0a k0b ..., a kind a text. */
static struct corpus *kinds(size_t n_texts, size_t n_kinds, uint64_t seed)
{
	g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
	struct random random;

	random_start(&random, seed, RANDOM_STREAM_RANKS);
	for (size_t i = 0; i < n_texts; i++) {
		GString *text = g_string_new(NULL);

		for (size_t w = 0; w < 8; w++)
			g_string_append_printf(text, "palabra%c%c ", (char)('a' + i % n_kinds),
					       (char)('a' + random_below(&random, 12)));
		g_ptr_array_add(texts, g_string_free(text, FALSE));
	}
	return corpus_of((const char *const *)texts->pdata, n_texts, 1);
}

static void words_of_one_kind_lie_near_each_other(void **state)
{
	struct corpus *corpus = kinds(400, 4, 1);
	struct dense m = vectors_of_corpus(corpus, 4, 5, 1, NULL);

	(void)state;
	assert_int_equal(corpus->n_terms, 48);
	assert_int_equal(m.n_rows, 48);
	assert_int_equal(m.n_columns, 4);
	for (size_t a = 0; a < 48; a++)
		for (size_t b = 0; b < 48; b++)
			assert_true(a / 12 == b / 12 ? cosine(&m, a, b) > 0.9F : cosine(&m, a, b) < 0.1F);
	dense_clear(&m);
	corpus_free(corpus);
}

/* The definition in plain loops over a dense table, reduced in full: U S^.5 by U S^.5 transposed is then
 * sqrt(M M'), whose square is M M'. */
static void learnt_vectors_are_those_of_the_definition(void **state)
{
	struct corpus *corpus = kinds(60, 2, 2);
	size_t n = corpus->n_terms, window = 3;
	g_autofree double *count = g_new0(double, n *n), *sum = g_new0(double, n),
			  *ppmi = g_new0(double, n *n);
	g_autofree double *root = g_new0(double, n *n);
	double total = 0, smoothed = 0;
	struct dense m = vectors_of_corpus(corpus, n, window, 1, NULL);

	(void)state;
	for (size_t d = 0; d < corpus->n_documents; d++)
		for (size_t i = corpus->word_start[d]; i < corpus->word_start[d + 1]; i++)
			for (size_t j = corpus->word_start[d]; j < corpus->word_start[d + 1]; j++) {
				size_t apart = i > j ? i - j : j - i;

				if (apart <= window && corpus->words[i] != corpus->words[j])
					count[corpus->words[i] * n + corpus->words[j]] +=
						(double)(window + 1 - apart);
			}
	for (size_t a = 0; a < n; a++) {
		for (size_t b = 0; b < n; b++)
			sum[a] += count[a * n + b];
		total += sum[a];
		smoothed += pow(sum[a], 0.75);
	}
	assert_true(total > 0);
	for (size_t a = 0; a < n; a++)
		for (size_t b = 0; b < n; b++)
			if (count[a * n + b] > 0)
				ppmi[a * n + b] = MAX(log((count[a * n + b] / total) /
							  (sum[a] / total * pow(sum[b], 0.75) / smoothed)),
						      0);
	for (size_t a = 0; a < n; a++)
		for (size_t b = 0; b < n; b++)
			root[a * n + b] = (double)dense_dot(dense_row(&m, a), dense_row(&m, b), m.stride);
	for (size_t a = 0; a < n; a++) {
		for (size_t b = 0; b < n; b++) {
			double expected = 0, found = 0;

			for (size_t c = 0; c < n; c++) {
				expected += ppmi[a * n + c] * ppmi[b * n + c];
				found += root[a * n + c] * root[c * n + b];
			}
			assert_true(fabs(expected - found) < 1e-2);
		}
	}
	dense_clear(&m);
	corpus_free(corpus);
}

static void an_empty_corpus_has_no_vectors(void **state)
{
	const char *texts[] = {"", "solo"};

	(void)state;
	for (size_t n = 0; n <= 2; n++) {
		struct corpus *corpus = corpus_of(texts, n, 1);
		struct dense m = vectors_of_corpus(corpus, 10, 5, 1, NULL);
		struct dense documents = vectors_documents(corpus, &m, NULL);

		assert_int_equal(m.n_rows, corpus->n_terms);
		assert_int_equal(m.n_columns, 0);
		assert_int_equal(documents.n_rows, n);
		dense_clear(&documents);
		dense_clear(&m);
		corpus_free(corpus);
	}
}

/* As a caller sees the vector of a word: a corpus of that one word. */
static bool look_up(const char *bytes, size_t n_bytes, const char *word, size_t n, const float *expected)
{
	struct vectors *v = vectors_read(bytes, n_bytes, NULL);
	char *surface = (char *)word, *stem = (char *)"raíz";
	struct corpus corpus = {.n_terms = 1, .terms = &stem, .surfaces = &surface};
	size_t n_found;
	struct dense m;

	assert_non_null(v);
	m = vectors_of_terms(v, &corpus, &n_found);
	assert_int_equal(m.n_columns, n);
	for (size_t i = 0; n_found && i < n; i++)
		if (fabsf(m.value[i] - expected[i]) > 1e-6F * fabsf(expected[i]))
			fail_msg("%s: %g is not %g", word, (double)m.value[i], (double)expected[i]);
	dense_clear(&m);
	vectors_free(v);
	return n_found == 1;
}

static void files_of_either_form_are_read(void **state)
{
	static const char *files[] = {
		"3 2\nagua 1.5 -2\nhoyo 0.25 1e-3\nzorro -0 12E2\n",
		"agua 1.5 -2\nhoyo 0.25 1e-3\nzorro -0 12E2",
		"\xEF\xBB\xBF"
		"agua\t1.5\t-2\r\nhoyo\t.25\t0.001\r\nzorro\t0\t1200.\r\n\r\n",
		"3 2 \nagua 1.50000000000000000000000000 -2.0 \nhoyo +25e-2 0.00000000000000000000001e20 "
		"\nzorro 0 1200 \n"
		"\n \n",
		"zorro 0 1200\nagua 1.5 -2\nagua 7 7\nhoyo 250000000000000000000000e-24 1e-3\nagua 8 8\n",
	};
	static const float agua[] = {1.5F, -2}, hoyo[] = {0.25F, 0.001F}, zorro[] = {0, 1200};

	(void)state;
	for (size_t f = 0; f < G_N_ELEMENTS(files); f++) {
		struct vectors *v = vectors_read(files[f], strlen(files[f]), NULL);

		assert_non_null(v);
		assert_int_equal(vectors_n_words(v), 3);
		assert_int_equal(vectors_n_dimensions(v), 2);
		assert_true(look_up(files[f], strlen(files[f]), "agua", 2, agua));
		assert_true(look_up(files[f], strlen(files[f]), "hoyo", 2, hoyo));
		assert_true(look_up(files[f], strlen(files[f]), "zorro", 2, zorro));
		assert_false(look_up(files[f], strlen(files[f]), "agu", 2, zorro));
		assert_false(look_up(files[f], strlen(files[f]), "aguas", 2, zorro));
		assert_false(look_up(files[f], strlen(files[f]), "", 2, zorro));
		vectors_free(v);
	}
}

static void numbers_are_read_as_the_library_reads_them(void **state)
{
	struct random random;

	(void)state;
	random_start(&random, 5, RANDOM_STREAM_RANKS);
	for (size_t i = 0; i < 2000; i++) {
		double value = (random_unit(&random) - 0.5) * pow(10, (double)random_below(&random, 40) - 25);
		g_autofree char *line = g_strdup_printf(i % 2 ? "agua %.*g" : "agua %.*f",
							(int)random_below(&random, 25), value);
		float expected = (float)g_ascii_strtod(line + 5, NULL);

		assert_true(look_up(line, strlen(line), "agua", 1, &expected));
	}
}

static void what_is_no_file_of_vectors_is_refused_by_its_line(void **state)
{
	static const struct {
		const char *bytes, *says;
	} cases[] = {
		{"", "no word vectors"},
		{"\n\n", "no word vectors"},
		{"agua 1 2\nhoyo 1\n", "line 2 has another number"},
		{"agua 1 2\nhoyo 1 2 3\n", "line 2 has another number"},
		{"2 3\nagua 1 2 3\nhoyo 1 2\n", "line 3 has another number"},
		{"3 2\nagua 1 2\nhoyo 3 4\n", "says that it has 3 words, and has 2"},
		{"1 2\nagua 1 2\nhoyo 3 4\n", "says that it has 1 words, and has 2"},
		{"agua 1 dos\n", "line 1 has something that is no number"},
		{"agua 1 2\nhoyo 1,5 2\n", "line 2 has something that is no number"},
		{"agua 1 2\nhoyo 1.5.2 2\n", "line 2 has something that is no number"},
		{"agua 1 nan\n", "no number"},
		{"agua 1 1e16\n", "no number"},
		{"agua 1 1e\n", "no number"},
		{"agua 1 -\n", "no number"},
		{"agua 1 .\n", "no number"},
		{"agua 1 1e999999999999\n", "no number"},
		{"agua 1 2\n\nhoyo 1 2\n", "line 2 begins with no word"},
		{"agua 1 2\n 1 2\n", "line 2 begins with no word"},
		{"agua\n", "line 1 has no numbers"},
		{"1 0\n", "line 1 says that words have no numbers"},
		{"1 5000\nagua 1\n", "line 1 says that words have no numbers or more"},
		{"VOCVEC1\n", "damaged"},
	};

	(void)state;
	for (size_t c = 0; c < G_N_ELEMENTS(cases); c++) {
		g_autoptr(GError) error = NULL;

		assert_null(vectors_read(cases[c].bytes, strlen(cases[c].bytes), &error));
		assert_true(g_error_matches(error, VECTORS_ERROR, VECTORS_ERROR_FORMAT));
		if (!strstr(error->message, cases[c].says))
			fail_msg("%s, not %s", error->message, cases[c].says);
		assert_non_null(strstr(error->message, " / "));
	}
}

static void terms_are_found_by_surface_then_without_accents_then_by_stem(void **state)
{
	static const char file[] = "publica 1 0\npública 2 0\ncalle 3 0\ndrenáje 4 0\ndrénaje 5 0\nbach 6 0\n"
				   "\xFF\xC3 7 0\nbasúra 8 0\n";
	static const float expected[] = {2, 3, 4, 6, 0, 8};
	char *surfaces[] = {(char *)"pública", (char *)"callé", (char *)"drenaje",
			    (char *)"baches",  (char *)"nada",	(char *)"basura"};
	char *stems[] = {(char *)"public", (char *)"call", (char *)"dren",
			 (char *)"bach",   (char *)"nad",  (char *)"basur"};
	struct corpus corpus = {.n_terms = 6, .terms = stems, .surfaces = surfaces};
	struct vectors *v = vectors_read(file, strlen(file), NULL);
	size_t n_found;

	(void)state;
	assert_non_null(v);
	for (size_t is_compact = 0; is_compact < 2; is_compact++) {
		g_autoptr(GBytes) compact = vectors_compact(v);
		struct vectors *used = is_compact ? vectors_read(g_bytes_get_data(compact, NULL),
								 g_bytes_get_size(compact), NULL)
						  : v;
		struct dense m = vectors_of_terms(used, &corpus, &n_found);

		assert_int_equal(n_found, 5);
		for (size_t t = 0; t < 6; t++) {
			/* By bytes too, drenáje comes before drénaje. */
			assert_true(fabsf(dense_row(&m, t)[0] - expected[t]) < 1e-5F);
			assert_true(dense_row(&m, t)[1] == 0);
		}
		dense_clear(&m);
		if (is_compact)
			vectors_free(used);
	}
	vectors_free(v);
}

static void the_compact_form_keeps_words_and_directions(void **state)
{
	g_autoptr(GString) file = g_string_new(NULL);
	g_autoptr(GBytes) compact = NULL, again = NULL;
	struct random random;
	struct vectors *v, *small;
	struct dense whole, rounded;
	g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
	struct corpus corpus = {.n_terms = 300};

	(void)state;
	random_start(&random, 6, RANDOM_STREAM_RANKS);
	for (size_t i = 0; i < 300; i++) {
		g_ptr_array_add(words, g_strdup_printf("%zuñpalabra", i * 7919 % 300));
		g_string_append_printf(file, "%s", (char *)words->pdata[i]);
		for (size_t c = 0; c < 50; c++)
			g_string_append_printf(file, " %.6f", i == 5 ? 0 : 4 * random_unit(&random) - 2);
		g_string_append_c(file, '\n');
	}
	corpus.terms = corpus.surfaces = (char **)words->pdata;
	v = vectors_read(file->str, file->len, NULL);
	assert_non_null(v);
	compact = vectors_compact(v);
	small = vectors_read(g_bytes_get_data(compact, NULL), g_bytes_get_size(compact), NULL);
	assert_non_null(small);
	assert_int_equal(vectors_n_words(small), 300);
	assert_int_equal(vectors_n_dimensions(small), 50);
	again = vectors_compact(small);
	assert_true(g_bytes_equal(compact, again));
	whole = vectors_of_terms(v, &corpus, NULL);
	rounded = vectors_of_terms(small, &corpus, NULL);
	for (size_t t = 0; t < 300; t++) {
		float largest = 0;

		for (size_t c = 0; c < 50; c++)
			largest = fmaxf(largest, fabsf(dense_row(&whole, t)[c]));
		assert_true(t == 5 ? largest == 0 : largest > 1);
		for (size_t c = 0; c < 50; c++)
			assert_true(fabsf(dense_row(&whole, t)[c] - dense_row(&rounded, t)[c]) <=
				    largest / 253);
	}
	dense_clear(&whole);
	dense_clear(&rounded);
	vectors_free(small);
	vectors_free(v);
}

static void a_damaged_compact_file_is_refused(void **state)
{
	static const char text[] = "agua 1 2\nhoyo 3 4\nzorro 5 6\n";
	struct vectors *v = vectors_read(text, strlen(text), NULL);
	g_autoptr(GBytes) compact = vectors_compact(v);
	gsize length;
	const char *bytes = g_bytes_get_data(compact, &length);
	/* Where, what: words out of order, twice, empty, with a gap, without an end; sizes; scales. */
	static const struct {
		size_t at;
		const char *bytes;
		size_t n;
	} damage[] = {
		{24, "z", 1},
		{29, "agua", 4},
		{24, "\n", 1},
		{26, " ", 1},
		{39, "x", 1},
		{8, "\4", 1},
		{12, "\3", 1},
		{16, "\xFF", 1},
		{23, "\xFF", 1},
		{40, "\0\0\xC0\x7F", 4},
		{40, "\0\0\x80\x7F", 4},
		{46, "\0\0\x80\xBF", 4},
		{8, "\0\0\0\0", 4},
		{12, "\xFF\xFF\xFF\xFF", 4},
		{8, "\xFF\xFF\xFF\xFF", 4},
	};

	(void)state;
	vectors_free(v);
	assert_int_equal(length, 24 + 16 + 3 * 6);
	for (size_t cut = 8; cut < length; cut++) {
		g_autofree char *exact = g_memdup2(bytes, cut);

		assert_null(vectors_read(exact, cut, NULL));
	}
	for (size_t d = 0; d < G_N_ELEMENTS(damage); d++) {
		g_autofree char *copy = g_memdup2(bytes, length);

		memcpy(copy + damage[d].at, damage[d].bytes, damage[d].n);
		if (vectors_read(copy, length, NULL))
			fail_msg("damage %zu is not seen", d);
	}
}

static void texts_are_means_less_what_all_share(void **state)
{
	/* "todos" is in every text and points elsewhere; the rest are of two kinds. */
	static const char *texts[] = {"todos agua fuga",
				      "todos agua tubo",
				      "todos fuga tubo",
				      "todos foco luz",
				      "todos luz poste",
				      "todos foco poste",
				      "",
				      "otro"};
	struct corpus *corpus = corpus_of(texts, 8, 1);
	struct dense terms = dense_new(corpus->n_terms, 3), m;
	static const struct {
		const char *word;
		float row[3];
	} rows[] = {{"todos", {0, 0, 5}},   {"agua", {1, 0.1F, 1}}, {"fuga", {1, -0.1F, 1}},
		    {"tubo", {0.9F, 0, 1}}, {"foco", {0.1F, 1, 1}}, {"luz", {-0.1F, 1, 1}},
		    {"poste", {0, 0.9F, 1}}};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		memcpy(dense_row(&terms, term_of(corpus, rows[i].word)), rows[i].row, sizeof rows[i].row);
	m = vectors_documents(corpus, &terms, NULL);
	for (size_t a = 0; a < 6; a++) {
		assert_true(fabsf(dense_dot(dense_row(&m, a), dense_row(&m, a), m.stride) - 1) < 1e-5F);
		for (size_t b = 0; b < 6; b++)
			assert_true(a / 3 == b / 3 ? cosine(&m, a, b) > 0.9F : cosine(&m, a, b) < -0.5F);
	}
	/* No words, or none with a direction: no row. */
	for (size_t a = 6; a < 8; a++)
		assert_true(dense_dot(dense_row(&m, a), dense_row(&m, a), m.stride) == 0);
	dense_clear(&m);
	corpus_free(corpus);
	/* Texts that are all alike have nothing but what they share. */
	corpus = corpus_of((const char *const[]){"agua agua", "agua"}, 2, 1);
	dense_clear(&terms);
	terms = dense_new(1, 3);
	memcpy(terms.value, rows[1].row, sizeof rows[1].row);
	m = vectors_documents(corpus, &terms, NULL);
	for (size_t i = 0; i < 2 * m.stride; i++)
		assert_true(m.value[i] == 0);
	dense_clear(&m);
	dense_clear(&terms);
	corpus_free(corpus);
}

static void threads_change_no_byte(void **state)
{
	struct corpus *corpus = kinds(5000, 20, 3);
	struct dense terms[2], documents[2];

	(void)state;
	for (size_t t = 0; t < 2; t++) {
		struct work *work = work_new(t + 1, NULL, NULL);

		terms[t] = vectors_of_corpus(corpus, 30, 4, 1, work);
		documents[t] = vectors_documents(corpus, &terms[t], work);
		work_free(work);
	}
	assert_int_equal(terms[0].n_columns, 30);
	assert_memory_equal(terms[0].value, terms[1].value,
			    terms[0].n_rows * terms[0].stride * sizeof(float));
	assert_memory_equal(documents[0].value, documents[1].value,
			    documents[0].n_rows * documents[0].stride * sizeof(float));
	for (size_t t = 0; t < 2; t++) {
		dense_clear(&terms[t]);
		dense_clear(&documents[t]);
	}
	corpus_free(corpus);
}

static void it_can_be_stopped_at_any_moment(void **state)
{
	struct corpus *corpus = kinds(100, 3, 3);
	bool is_done = false;
	size_t n_stopped = 0;

	(void)state;
	for (size_t after = 0; !is_done; after++) {
		size_t n = after;
		struct work *work = work_new(1, stop_later, &n);
		struct dense terms = vectors_of_corpus(corpus, 5, 4, 1, work), documents = {0};

		assert_true((terms.value == NULL) == work_is_stopped(work));
		if (terms.value) {
			documents = vectors_documents(corpus, &terms, work);
			assert_true((documents.value == NULL) == work_is_stopped(work));
		}
		is_done = documents.value != NULL;
		n_stopped += !is_done;
		dense_clear(&terms);
		dense_clear(&documents);
		work_free(work);
	}
	assert_true(n_stopped > 10);
	corpus_free(corpus);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_of_one_kind_lie_near_each_other),
		cmocka_unit_test(learnt_vectors_are_those_of_the_definition),
		cmocka_unit_test(an_empty_corpus_has_no_vectors),
		cmocka_unit_test(files_of_either_form_are_read),
		cmocka_unit_test(numbers_are_read_as_the_library_reads_them),
		cmocka_unit_test(what_is_no_file_of_vectors_is_refused_by_its_line),
		cmocka_unit_test(terms_are_found_by_surface_then_without_accents_then_by_stem),
		cmocka_unit_test(the_compact_form_keeps_words_and_directions),
		cmocka_unit_test(a_damaged_compact_file_is_refused),
		cmocka_unit_test(texts_are_means_less_what_all_share),
		cmocka_unit_test(threads_change_no_byte),
		cmocka_unit_test(it_can_be_stopped_at_any_moment),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
