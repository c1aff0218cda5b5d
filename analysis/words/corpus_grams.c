/* corpus_grams - pieces of three and four letters, which a typing error leaves whole for the most part.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A gram is a number: sixteen bits a letter, the first highest, so that numbers are in order of letters.
 * Letters beyond U+FFFF share numbers; they are those of dead scripts.
 */
#include "corpus_parts.h"

#include <stdlib.h>
#include <string.h>

enum { MIN_GRAM_FREQUENCY = 3, LETTER_BITS = 16, LONGEST = 4 };

void corpus_grams(const char *surface, GArray *grams)
{
	g_autofree char *folded = text_fold(surface);
	uint64_t last = '_'; /* the letters up to here, the latest lowest */
	size_t n = 1;

	for (const char *at = folded; n > 0; at = g_utf8_next_char(at)) {
		bool is_end = *at == '\0';
		uint64_t letter = is_end ? '_' : g_utf8_get_char(at) & 0xffff, three;

		last = last << LETTER_BITS | letter;
		n++;
		three = (last << LETTER_BITS);
		if (n >= 3)
			g_array_append_val(grams, three);
		if (n >= LONGEST)
			g_array_append_val(grams, last);
		if (is_end)
			break;
	}
}

/* The grams of each writing, as numbers of columns. */
struct gram_rows {
	const struct corpus_writings *writings;
	size_t *start; /* writings->n + 1 */
	uint32_t *gram;
};

static size_t items_of(const void *data, size_t d, uint32_t *items)
{
	const struct gram_rows *g = data;
	const struct corpus_writings *w = g->writings;
	size_t n = 0;

	for (size_t i = w->word_start[d]; i < w->word_start[d + 1]; i++) {
		size_t first = g->start[w->words[i]], n_grams = g->start[w->words[i] + 1] - first;

		if (items)
			memcpy(items + n, g->gram + first, n_grams * sizeof *items);
		n += n_grams;
	}
	return n;
}

static int compare_grams(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static size_t find_gram(const uint64_t *grams, size_t n, uint64_t gram)
{
	const uint64_t *found = bsearch(&gram, grams, n, sizeof *grams, compare_grams);

	return found ? (size_t)(found - grams) : SIZE_MAX;
}

uint32_t corpus_gram_column(const struct corpus *corpus, uint64_t gram)
{
	size_t found = corpus->n_grams ? find_gram(corpus->grams, corpus->n_grams, gram) : SIZE_MAX;

	return found == SIZE_MAX ? UINT32_MAX : (uint32_t)found;
}

/* Numbers the grams of all writings in their order; how many different ones. */
static size_t number_grams(struct gram_rows *g, uint64_t **numbered)
{
	g_autoptr(GArray) grams = g_array_new(FALSE, FALSE, sizeof(uint64_t));
	uint64_t *sorted;
	size_t n = 0;

	for (size_t i = 0; i < g->writings->n; i++) {
		corpus_grams(g->writings->surface[i], grams);
		g->start[i + 1] = grams->len;
	}
	sorted = g_memdup2(grams->data, grams->len * sizeof *sorted);
	if (grams->len)
		qsort(sorted, grams->len, sizeof *sorted, compare_grams);
	for (size_t i = 0; i < grams->len; i++)
		if (i == 0 || sorted[i] != sorted[i - 1])
			sorted[n++] = sorted[i];
	g->gram = g_new(uint32_t, grams->len + 1);
	for (size_t i = 0; i < grams->len; i++)
		g->gram[i] = (uint32_t)find_gram(sorted, n, g_array_index(grams, uint64_t, i));
	*numbered = sorted;
	return n;
}

/* Only grams that are in some texts and not in very many; the rest leave the rows. */
static void keep_grams(struct corpus *corpus, struct gram_rows *g, const uint64_t *grams, size_t n)
{
	size_t max_frequency = MAX(corpus->n_documents / 5, 10), n_left = 0;
	g_autofree uint32_t *frequency = corpus_frequencies(corpus->n_documents, n, items_of, g);
	g_autofree uint32_t *column_of = g_new(uint32_t, n + 1);

	corpus->grams = g_new(uint64_t, n + 1);
	corpus->gram_frequency = g_new(uint32_t, n + 1);
	for (size_t i = 0; i < n; i++) {
		column_of[i] = UINT32_MAX;
		if (frequency[i] < MIN_GRAM_FREQUENCY || frequency[i] > max_frequency)
			continue;
		column_of[i] = (uint32_t)corpus->n_grams;
		corpus->gram_frequency[corpus->n_grams] = frequency[i];
		corpus->grams[corpus->n_grams++] = grams[i];
	}
	for (size_t w = 0, from = 0; w < g->writings->n; w++) {
		size_t to = g->start[w + 1];

		for (; from < to; from++)
			if (column_of[g->gram[from]] != UINT32_MAX)
				g->gram[n_left++] = column_of[g->gram[from]];
		g->start[w + 1] = n_left;
	}
}

static void join(struct corpus *corpus, const struct corpus_matrix *b)
{
	const struct corpus_matrix *a = &corpus->weights;
	struct corpus_matrix *m = &corpus->mixed;
	g_autoptr(GArray) row = g_array_new(FALSE, FALSE, sizeof(struct corpus_entry));

	*m = (struct corpus_matrix){.n_rows = a->n_rows, .n_columns = a->n_columns + b->n_columns};
	m->start = g_new0(size_t, m->n_rows + 1);
	m->column = g_new(uint32_t, a->start[a->n_rows] + b->start[b->n_rows] + 1);
	m->value = g_new(float, a->start[a->n_rows] + b->start[b->n_rows] + 1);
	for (size_t r = 0; r < m->n_rows; r++) {
		size_t n_a = a->start[r + 1] - a->start[r], n_b = b->start[r + 1] - b->start[r], n;
		struct corpus_entry *in, *out;

		g_array_set_size(row, (guint)(2 * (n_a + n_b) + 1));
		in = (struct corpus_entry *)(void *)row->data;
		out = in + n_a + n_b;
		for (size_t i = 0; i < n_a; i++)
			in[i] = (struct corpus_entry){a->column[a->start[r] + i], a->value[a->start[r] + i]};
		for (size_t i = 0; i < n_b; i++)
			in[n_a + i] =
				(struct corpus_entry){b->column[b->start[r] + i], b->value[b->start[r] + i]};
		n = corpus_join_rows(in, n_a, in + n_a, n_b, (uint32_t)a->n_columns, corpus_gram_weight, out);
		for (size_t i = 0; i < n; i++) {
			m->column[m->start[r] + i] = out[i].column;
			m->value[m->start[r] + i] = out[i].value;
		}
		m->start[r + 1] = m->start[r] + n;
	}
}

bool corpus_mix(struct corpus *corpus, const struct corpus_writings *w, struct work *work, double from,
		double to)
{
	struct gram_rows rows = {.writings = w};
	struct corpus_matrix matrix = {0};
	g_autofree uint64_t *grams = NULL;
	size_t n;
	bool is_whole;

	if (corpus->n_documents > CORPUS_MAX_GRAMS) {
		corpus->mixed = corpus->weights;
		return work_told(work, to);
	}
	rows.start = g_new0(size_t, w->n + 1);
	n = number_grams(&rows, &grams);
	keep_grams(corpus, &rows, grams, n);
	is_whole = corpus_weigh(&matrix, corpus->n_documents, corpus->n_grams, corpus->gram_frequency,
				items_of, &rows, work, from, to);
	if (is_whole)
		join(corpus, &matrix);
	corpus_matrix_clear(&matrix);
	g_free(rows.start);
	g_free(rows.gram);
	return is_whole;
}
