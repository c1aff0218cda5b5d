/* joiner - a vote among the most similar texts; see the header.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "joiner.h"

#include <glib.h>

#include "corpus.h"
#include "duplicates.h"
#include "neighbours.h"

enum { MIN_FREQUENCY = 2, MAX_POSTINGS = 200000, NONE = -1 };

struct joiner {
	GPtrArray *normal; /* each different text once */
	GHashTable *known; /* normal form -> document + 1 */
	size_t *first;	   /* of each document: the report that it was first met in */
	int32_t *issue;	   /* of each document */
	struct corpus *corpus;
	struct neighbours_index *index;
	struct text_reader *reader;
	size_t n_texts, n_added, n_waiting;
};

struct joiner *joiner_new(const char *const *texts, const int32_t *issue, size_t n_texts,
			  enum text_language language, struct work *work)
{
	struct joiner *j = g_new0(struct joiner, 1);

	j->normal = g_ptr_array_new_with_free_func(g_free);
	j->known = g_hash_table_new(g_str_hash, g_str_equal);
	j->first = g_new(size_t, n_texts + 1);
	j->issue = g_new(int32_t, n_texts + 1);
	for (size_t i = 0; i < n_texts; i++) {
		char *normal = text_normalise(texts[i]);
		size_t known = GPOINTER_TO_SIZE(g_hash_table_lookup(j->known, normal));

		g_assert(issue[i] >= NONE);
		j->n_texts += *normal != '\0';
		if (!*normal || known) {
			if (known && j->issue[known - 1] == NONE)
				j->issue[known - 1] = issue[i];
			g_free(normal);
			continue;
		}
		j->first[j->normal->len] = i;
		j->issue[j->normal->len] = issue[i];
		g_ptr_array_add(j->normal, normal);
		g_hash_table_insert(j->known, normal, GSIZE_TO_POINTER(j->normal->len));
	}
	j->corpus = corpus_new((const char *const *)j->normal->pdata, j->normal->len, language,
			       j->normal->len > MIN_FREQUENCY ? MIN_FREQUENCY : 1, work);
	if (j->corpus)
		j->index = neighbours_index_new(&j->corpus->mixed, MAX_POSTINGS);
	j->reader = text_reader_new(language);
	if (!j->index)
		g_clear_pointer(&j, joiner_free);
	return j;
}

void joiner_free(struct joiner *j)
{
	if (!j)
		return;
	neighbours_index_free(j->index);
	corpus_free(j->corpus);
	text_reader_free(j->reader);
	g_hash_table_unref(j->known);
	g_ptr_array_unref(j->normal);
	g_free(j->first);
	g_free(j->issue);
	g_free(j);
}

/* The issue with the most votes; ties fall to the one met first, whose text is the most similar. */
static void vote(const struct joiner *j, const uint32_t *row, const float *similarity, size_t n,
		 struct joiner_answer *answer)
{
	double all = 0, most = 0;

	for (size_t i = 0; i < n; i++) {
		int32_t issue = j->issue[row[i]];
		double sum = 0;
		bool is_met = false;

		all += (double)similarity[i];
		for (size_t k = 0; k < i; k++)
			is_met |= j->issue[row[k]] == issue;
		if (is_met || issue == NONE)
			continue;
		for (size_t k = i; k < n; k++)
			sum += j->issue[row[k]] == issue ? (double)similarity[k] : 0;
		if (sum > most) {
			most = sum;
			answer->issue = issue;
			answer->similarity = (double)similarity[i];
		}
	}
	answer->share = all > 0 ? most / all : 0;
	if (answer->share < JOINER_SHARE || answer->similarity < JOINER_SIMILARITY)
		answer->issue = NONE;
}

struct joiner_answer joiner_ask(const struct joiner *j, const char *text)
{
	struct joiner_answer answer = {.issue = NONE, .copy_of = SIZE_MAX};
	g_autofree char *normal = text_normalise(text);
	size_t copy = GPOINTER_TO_SIZE(g_hash_table_lookup(j->known, normal));
	uint32_t row[JOINER_NEIGHBOURS];
	float similarity[JOINER_NEIGHBOURS];
	double best = 0;

	if (!copy) {
		g_autoptr(GArray) entries = corpus_row(j->corpus, j->reader, normal);
		g_autofree uint32_t *column = g_new(uint32_t, entries->len + 1);
		g_autofree float *value = g_new(float, entries->len + 1);

		for (guint i = 0; i < entries->len; i++) {
			column[i] = g_array_index(entries, struct corpus_entry, i).column;
			value[i] = g_array_index(entries, struct corpus_entry, i).value;
		}
		size_t n = neighbours_index_ask(j->index, column, value, entries->len, JOINER_NEIGHBOURS, row,
						similarity);
		for (size_t i = 0; i < n; i++) {
			double alike = duplicates_jaccard(normal, j->normal->pdata[row[i]]);

			if (alike >= DUPLICATES_JACCARD && alike > best) {
				best = alike;
				copy = row[i] + 1;
			}
		}
		vote(j, row, similarity, n, &answer);
	}
	if (copy) {
		answer = (struct joiner_answer){.issue = j->issue[copy - 1],
						.copy_of = j->first[copy - 1],
						.share = 1,
						.similarity = 1};
	}
	return answer;
}

struct joiner_answer joiner_add(struct joiner *j, const char *text)
{
	struct joiner_answer answer = joiner_ask(j, text);

	j->n_added++;
	j->n_waiting += answer.issue == NONE;
	return answer;
}

bool joiner_is_due(const struct joiner *j)
{
	return (double)j->n_added > JOINER_DUE_NEW * (double)j->n_texts ||
	       (double)j->n_waiting > JOINER_DUE_PENDING * (double)j->n_texts;
}
