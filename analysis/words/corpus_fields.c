/* corpus_fields - which semantic fields each text touches, beside its words: also by words that no other text
 * has.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "corpus_parts.h"

#include <math.h>
#include <string.h>

#include "numbers.h"

enum { MAX_RARE = 2 }; /* texts with a word that may be misspelt */

/* Of the fields beside the words: knowledge from outside weighs less the more the texts say by themselves. */
static float fields_weight(size_t n_documents)
{
	double few = 2000;

	return (float)(0.4 * ((double)n_documents <= few ? 1 : sqrt(sqrt(few / (double)n_documents))));
}

/* What a word of that stem says of a field, before the field's own weight. */
static float word_value(const struct corpus *corpus, const char *stem, size_t n_fields_of_word)
{
	uint32_t term = corpus_term(corpus, stem);
	double frequency = term == UINT32_MAX ? 1 : (double)corpus->frequency[term];

	return (float)((1 + number_log((1 + (double)corpus->n_documents) / (1 + frequency))) /
		       sqrt((double)n_fields_of_word));
}

static size_t field_row(const struct corpus *corpus, const float *touched, struct corpus_entry *out)
{
	size_t n = 0;
	double square = 0;

	for (size_t f = 0; f < corpus->n_fields; f++)
		if (touched[f] * corpus->field_weight[f] > 0)
			out[n++] = (struct corpus_entry){(uint32_t)f, touched[f] * corpus->field_weight[f]};
	for (size_t i = 0; i < n; i++)
		square += (double)out[i].value * (double)out[i].value;
	for (size_t i = 0; i < n; i++)
		out[i].value = (float)((double)out[i].value / sqrt(square));
	return n;
}

/* The fields of a word; of one that is rare here also those of the word it may be misspelt from. */
static size_t fields_of_word(const struct corpus *corpus, const char *surface, const char *stem,
			     const uint16_t **of)
{
	uint32_t term = corpus_term(corpus, stem);
	bool is_rare = term == UINT32_MAX || corpus->frequency[term] <= MAX_RARE;

	return fields_of(corpus->fields, is_rare ? surface : NULL, stem, of);
}

static void touch_fields(const struct corpus *corpus, const struct text_token *token, float *touched)
{
	const uint16_t *of;
	size_t n = fields_of_word(corpus, token->surface, token->stem, &of);

	for (size_t i = 0; i < n; i++)
		touched[of[i]] += word_value(corpus, token->stem, n);
}

/* The fields of each writing. */
struct touches {
	size_t *start; /* writings->n + 1 */
	GArray *field; /* uint16_t */
	GArray *value; /* float */
};

static void touches_start(struct touches *t, const struct corpus *corpus, const struct corpus_writings *w)
{
	t->start = g_new0(size_t, w->n + 1);
	t->field = g_array_new(FALSE, FALSE, sizeof(uint16_t));
	t->value = g_array_new(FALSE, FALSE, sizeof(float));
	for (size_t i = 0; i < w->n; i++) {
		const uint16_t *of;
		size_t n = fields_of_word(corpus, w->surface[i], w->stem[i], &of);
		float value = n ? word_value(corpus, w->stem[i], n) : 0;

		for (size_t j = 0; j < n; j++) {
			g_array_append_val(t->field, of[j]);
			g_array_append_val(t->value, value);
		}
		t->start[i + 1] = t->field->len;
	}
}

static void touches_end(struct touches *t)
{
	g_free(t->start);
	g_array_unref(t->field);
	g_array_unref(t->value);
}

static void touch(const struct touches *t, const struct corpus_writings *w, size_t document, float *touched)
{
	for (size_t i = w->word_start[document]; i < w->word_start[document + 1]; i++)
		for (size_t e = t->start[w->words[i]]; e < t->start[w->words[i] + 1]; e++)
			touched[g_array_index(t->field, uint16_t, e)] += g_array_index(t->value, float, e);
}

/* A field that every text touches tells nothing. */
static void weigh_fields(struct corpus *corpus, const struct touches *t, const struct corpus_writings *w)
{
	g_autofree float *touched = g_new(float, corpus->n_fields + 1);
	g_autofree size_t *n_texts = g_new0(size_t, corpus->n_fields + 1);

	for (size_t d = 0; d < corpus->n_documents; d++) {
		memset(touched, 0, corpus->n_fields * sizeof *touched);
		touch(t, w, d, touched);
		for (size_t f = 0; f < corpus->n_fields; f++)
			n_texts[f] += touched[f] > 0;
	}
	corpus->field_weight = g_new0(float, corpus->n_fields + 1);
	for (size_t f = 0; f < corpus->n_fields; f++)
		corpus->field_weight[f] =
			(float)number_log((1 + (double)corpus->n_documents) / (1 + (double)n_texts[f]));
}

/* Puts the fields beside what is in mixed. */
static void add_rows(struct corpus *corpus, const struct touches *t, const struct corpus_writings *w)
{
	struct corpus_matrix old = corpus->mixed, m = {.n_rows = old.n_rows};
	g_autofree float *touched = g_new(float, corpus->n_fields + 1);
	g_autofree struct corpus_entry *fields = g_new(struct corpus_entry, corpus->n_fields + 1);
	g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(struct corpus_entry));
	size_t room = old.start[old.n_rows] + old.n_rows * 4 + 1, at = 0;

	m.n_columns = old.n_columns + corpus->n_fields;
	m.start = g_new0(size_t, m.n_rows + 1);
	m.column = g_new(uint32_t, room);
	m.value = g_new(float, room);
	for (size_t d = 0; d < m.n_rows; d++) {
		size_t n_old = old.start[d + 1] - old.start[d], n_fields, n;
		struct corpus_entry *in, *out;

		memset(touched, 0, corpus->n_fields * sizeof *touched);
		touch(t, w, d, touched);
		n_fields = field_row(corpus, touched, fields);
		g_array_set_size(rows, (guint)(2 * n_old + n_fields));
		in = (struct corpus_entry *)(void *)rows->data;
		out = in + n_old;
		for (size_t i = 0; i < n_old; i++)
			in[i] = (struct corpus_entry){old.column[old.start[d] + i],
						      old.value[old.start[d] + i]};
		n = corpus_join_rows(in, n_old, fields, n_fields, (uint32_t)old.n_columns,
				     fields_weight(corpus->n_documents), out);
		if (at + n > room) {
			room = room + room / 4 + n;
			m.column = g_renew(uint32_t, m.column, room);
			m.value = g_renew(float, m.value, room);
		}
		for (size_t i = 0; i < n; i++) {
			m.column[at] = out[i].column;
			m.value[at++] = out[i].value;
		}
		m.start[d + 1] = at;
	}
	if (old.start != corpus->weights.start)
		corpus_matrix_clear(&old);
	m.column = g_renew(uint32_t, m.column, at + 1);
	m.value = g_renew(float, m.value, at + 1);
	corpus->mixed = m;
}

void corpus_add_fields(struct corpus *corpus, const struct corpus_writings *w)
{
	struct touches t;

	corpus->fields = fields_new(corpus->language);
	corpus->n_fields = fields_count(corpus->fields);
	if (!corpus->n_fields)
		return;
	touches_start(&t, corpus, w);
	weigh_fields(corpus, &t, w);
	add_rows(corpus, &t, w);
	touches_end(&t);
}

void corpus_fields_row(const struct corpus *corpus, const GArray *tokens, const struct corpus_entry *row,
		       size_t n_row, GArray *joined)
{
	g_autofree float *touched = g_new0(float, corpus->n_fields + 1);
	g_autofree struct corpus_entry *fields = g_new(struct corpus_entry, corpus->n_fields + 1);
	size_t n, first = corpus->mixed.n_columns - corpus->n_fields;

	for (size_t i = 0; i < tokens->len; i++)
		touch_fields(corpus, &g_array_index(tokens, struct text_token, i), touched);
	n = field_row(corpus, touched, fields);
	g_array_set_size(joined, (guint)(n_row + n));
	(void)corpus_join_rows(row, n_row, fields, n, (uint32_t)first, fields_weight(corpus->n_documents),
			       (struct corpus_entry *)(void *)joined->data);
}
