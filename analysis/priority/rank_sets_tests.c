/* rank_sets_tests - exact tests of pairs of issues, by who names one and not the other.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rank_sets.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#include "binomial.h"
#include "rank_sets_parts.h"

double rank_coin_tail(size_t x, size_t n)
{
	double term = 1, sum = 1, tails = 0;

	g_assert(x <= n);
	if (x == 0)
		return 1;
	if (n > 50)
		return binomial_beta((double)x, (double)(n - x + 1), 0.5);
	for (size_t heads = n; heads > x; heads--) { /* whole numbers below 2^53 */
		term = term * (double)heads / ++tails;
		sum += term;
	}
	return ldexp(sum, -(int)n);
}

void rank_test_counts(const size_t *counts, size_t n, double *p)
{
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++)
			p[i * n + j] = i == j ? 1 : rank_coin_tail(counts[i], counts[i] + counts[j]);
}

struct rank_named rank_named_make(const struct rank_people *people)
{
	struct rank_named named = {g_new0(size_t, people->n_senders + 2),
				   g_new(size_t, people->n_mentions + 1)};
	g_autofree size_t *last = g_new(size_t, people->n_issues + 1); /* who named it last */
	size_t n = 0;

	for (size_t m = 0; m < people->n_mentions; m++) {
		g_assert(people->mentions[m].sender < people->n_senders &&
			 people->mentions[m].issue < people->n_issues);
		named.start[people->mentions[m].sender + 2]++;
	}
	for (size_t s = 0; s < people->n_senders; s++)
		named.start[s + 2] += named.start[s + 1];
	for (size_t m = 0; m < people->n_mentions; m++)
		named.issue[named.start[people->mentions[m].sender + 1]++] = people->mentions[m].issue;
	memset(last, 0xff, sizeof *last * people->n_issues);
	for (size_t s = 0, at = 0; s < people->n_senders; s++) {
		size_t end = named.start[s + 1];

		named.start[s] = n;
		for (; at < end; at++) {
			size_t issue = named.issue[at];

			if (last[issue] == s)
				continue;
			last[issue] = s;
			named.issue[n++] = issue;
		}
	}
	named.start[people->n_senders] = n;
	return named;
}

void rank_named_free(struct rank_named *named)
{
	g_free(named->start);
	g_free(named->issue);
	*named = (struct rank_named){0};
}

size_t *rank_count_both(const struct rank_people *people)
{
	size_t n = people->n_issues, *both = g_new0(size_t, n * n + 1);
	struct rank_named named = rank_named_make(people);

	for (size_t s = 0; s < people->n_senders; s++)
		for (size_t a = named.start[s]; a < named.start[s + 1]; a++)
			for (size_t b = named.start[s]; b <= a; b++)
				both[MAX(named.issue[a], named.issue[b]) * n +
				     MIN(named.issue[a], named.issue[b])]++;
	rank_named_free(&named);
	return both;
}

void rank_test_paired(const struct rank_people *people, double *p)
{
	size_t n = people->n_issues;
	g_autofree size_t *both = rank_count_both(people);

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++) {
			size_t together = both[MAX(i, j) * n + MIN(i, j)];
			size_t only_i = both[i * n + i] - together, only_j = both[j * n + j] - together;

			p[i * n + j] = i == j ? 1 : rank_coin_tail(only_i, only_i + only_j);
		}
}

void rank_test(const struct rank_people *people, double *p)
{
	size_t n = people->n_issues;
	g_autofree double *sessions = g_new(double, n *n + 1);

	rank_test_paired(people, p);
	if (rank_is_one_room(people))
		return;
	rank_test_sessions(people, sessions);
	for (size_t i = 0; i < n * n; i++)
		p[i] = MAX(p[i], sessions[i]);
}
