/* opinions_table - votes sorted by voter and statement, the last of each kept.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "opinions_parts.h"

#include <glib.h>
#include <string.h>

static struct opinions_table *table_new(size_t n_voters, size_t n_statements, size_t n_votes)
{
	struct opinions_table *t = g_new0(struct opinions_table, 1);

	t->n_voters = n_voters;
	t->n_statements = n_statements;
	t->n_votes = n_votes;
	t->start = g_new0(size_t, n_voters + 1);
	t->statement = g_new0(uint32_t, n_votes + 1);
	t->value = g_new0(int8_t, n_votes + 1);
	return t;
}

void opinions_table_free(struct opinions_table *t)
{
	if (!t)
		return;
	g_free(t->start);
	g_free(t->statement);
	g_free(t->value);
	g_free(t);
}

/* Counts to where each key's items begin: counts[key + 1] holds how many. */
static void add_up(size_t *counts, size_t n_keys)
{
	for (size_t k = 0; k < n_keys; k++)
		counts[k + 1] += counts[k];
}

struct opinions_table *opinions_table_new(const struct opinions_input *in)
{
	struct opinions_table *t = table_new(in->n_voters, in->n_statements, in->n_votes);
	g_autofree uint32_t *by_statement = g_new0(uint32_t, in->n_votes + 1);
	g_autofree size_t *statement_next = g_new0(size_t, in->n_statements + 1);
	g_autofree size_t *voter_next = g_new0(size_t, in->n_voters + 1);
	size_t kept = 0;

	g_assert(in->n_votes < UINT32_MAX && in->n_voters < UINT32_MAX && in->n_statements < UINT32_MAX);
	for (size_t i = 0; i < in->n_votes; i++) {
		const struct opinions_vote *v = &in->votes[i];

		g_assert(v->voter < in->n_voters && v->statement < in->n_statements && v->value >= -1 &&
			 v->value <= 1);
		statement_next[v->statement + 1]++;
		voter_next[v->voter + 1]++;
	}
	add_up(statement_next, in->n_statements);
	add_up(voter_next, in->n_voters);
	/* Two stable passes: by statement, then by voter. */
	for (size_t i = 0; i < in->n_votes; i++)
		by_statement[statement_next[in->votes[i].statement]++] = (uint32_t)i;
	memcpy(t->start, voter_next, (in->n_voters + 1) * sizeof(size_t));
	for (size_t i = 0; i < in->n_votes; i++) {
		const struct opinions_vote *v = &in->votes[by_statement[i]];
		size_t at = voter_next[v->voter]++;

		t->statement[at] = v->statement;
		t->value[at] = v->value;
	}
	for (size_t voter = 0, from = 0; voter < in->n_voters; voter++) {
		size_t to = t->start[voter + 1], first = kept;

		for (size_t i = from; i < to && (!in->counts || in->counts[voter]); i++) {
			kept += kept == first || t->statement[kept - 1] != t->statement[i];
			t->statement[kept - 1] = t->statement[i];
			t->value[kept - 1] = t->value[i];
		}
		from = to;
		t->start[voter + 1] = kept;
	}
	t->n_votes = kept;
	return t;
}

struct opinions_table *opinions_table_of_map(const struct opinions_table *all,
					     const struct opinions_input *in)
{
	struct opinions_table *t = table_new(all->n_voters, all->n_statements, all->n_votes);
	size_t kept = 0;

	for (size_t voter = 0; voter < all->n_voters; voter++) {
		for (size_t i = all->start[voter]; i < all->start[voter + 1]; i++) {
			uint32_t s = all->statement[i];

			if ((in->is_out && in->is_out[s]) || (in->is_meta && in->is_meta[s]))
				continue;
			t->statement[kept] = s;
			t->value[kept++] = all->value[i];
		}
		t->start[voter + 1] = kept;
	}
	t->n_votes = kept;
	return t;
}

struct opinions_table *opinions_table_rows(const struct opinions_table *all, const uint32_t *row,
					   size_t n_rows)
{
	size_t n_votes = 0;
	struct opinions_table *t;

	for (size_t r = 0; r < n_rows; r++)
		n_votes += all->start[(row ? row[r] : r) + 1] - all->start[row ? row[r] : r];
	t = table_new(n_rows, all->n_statements, n_votes);
	for (size_t r = 0; r < n_rows; r++) {
		size_t from = all->start[row ? row[r] : r], n = all->start[(row ? row[r] : r) + 1] - from;

		memcpy(t->statement + t->start[r], all->statement + from, n * sizeof(uint32_t));
		memcpy(t->value + t->start[r], all->value + from, n);
		t->start[r + 1] = t->start[r] + n;
	}
	return t;
}

struct opinions_table *opinions_table_shuffled(const struct opinions_table *t, struct random *random)
{
	struct opinions_table *shuffled = table_new(t->n_voters, t->n_statements, t->n_votes);
	g_autofree size_t *next = g_new0(size_t, t->n_statements + 1);
	g_autofree int8_t *dealt = g_new0(int8_t, t->n_votes + 1);

	memcpy(shuffled->start, t->start, (t->n_voters + 1) * sizeof(size_t));
	memcpy(shuffled->statement, t->statement, t->n_votes * sizeof(uint32_t));
	for (size_t i = 0; i < t->n_votes; i++)
		next[t->statement[i] + 1]++;
	add_up(next, t->n_statements);
	for (size_t i = 0; i < t->n_votes; i++)
		dealt[next[t->statement[i]]++] = t->value[i];
	for (size_t s = 0, from = 0; s < t->n_statements; from = next[s++])
		for (size_t i = next[s]; i > from + 1; i--) {
			size_t other = from + random_below(random, i - from);
			int8_t held = dealt[i - 1];

			dealt[i - 1] = dealt[other];
			dealt[other] = held;
		}
	for (size_t i = t->n_votes; i-- > 0;)
		shuffled->value[i] = dealt[--next[t->statement[i]]];
	return shuffled;
}
