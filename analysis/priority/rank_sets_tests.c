/* rank_sets_tests - exact tests of pairs of issues, by who names one and not the other.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rank_sets.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#include "numbers.h"
#include "rank_sets_parts.h"

/* log n! less Stirling's n log n - n + log(2 pi n) / 2: below 16 from the exact factorial, above by the
 * series. */
static double stirling_error(double n)
{
	const double n2 = n * n;
	double factorial = 1;

	if (n >= 16)
		return (1.0 / 12 -
			(1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 / n2) / n2) / n2) / n2) /
		       n;
	for (double k = 2; k <= n; k++)
		factorial *= k;
	return number_log(factorial / sqrt(2 * G_PI * n)) - n * number_log(n) + n;
}

/* (1 + t) log(1 + t) + (1 - t) log(1 - t), 0 <= t < 1, exact also where t is small. */
static double leaning(double t)
{
	double t2 = t * t, power = 1, sum = 0;

	if (t > 0.3)
		return (1 + t) * number_log(1 + t) + (1 - t) * number_log(1 - t);
	for (double k = 1; power > 1e-18; k++) {
		power *= t2;
		sum += power / (k * (2 * k - 1));
	}
	return sum;
}

/* P(X = x) of n throws of a fair coin, n / 2 <= x <= n: Loader (2000), Fast and accurate computation of
 * binomial probabilities. */
static double coin(double x, double n)
{
	if (n - x < 1) /* x is n */
		return n < 1000 ? ldexp(1, -(int)n) : 0;
	return sqrt(n / (2 * G_PI * x * (n - x))) *
	       number_exp(stirling_error(n) - stirling_error(x) - stirling_error(n - x) -
			  n / 2 * leaning((2 * x - n) / n));
}

double rank_coin_tail(size_t x, size_t n)
{
	double above = (double)x, left, term, sum;

	g_assert(x <= n);
	if (x == 0)
		return 1;
	if (n <= 50) { /* whole numbers below 2^53 */
		for (sum = term = 1, left = 0; n - (size_t)left > x; sum += term) {
			term = term * ((double)n - left) / (left + 1);
			left++;
		}
		return ldexp(sum, -(int)n);
	}
	if (2 * x <= n)
		return 1 - rank_coin_tail(n - x + 1, n);
	left = (double)(n - x);
	term = sum = coin(above, (double)n);
	while (left > 0 && term > sum * 1e-18) {
		term *= left-- / ++above;
		sum += term;
	}
	return sum;
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

void rank_test_paired(const struct rank_people *people, double *p)
{
	size_t n = people->n_issues;
	struct rank_named named = rank_named_make(people);
	g_autofree size_t *both = g_new0(size_t, n * n + 1); /* lower half, and who names each */

	for (size_t s = 0; s < people->n_senders; s++)
		for (size_t a = named.start[s]; a < named.start[s + 1]; a++)
			for (size_t b = named.start[s]; b <= a; b++)
				both[MAX(named.issue[a], named.issue[b]) * n +
				     MIN(named.issue[a], named.issue[b])]++;
	rank_named_free(&named);
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++) {
			size_t together = both[MAX(i, j) * n + MIN(i, j)];
			size_t only_i = both[i * n + i] - together, only_j = both[j * n + j] - together;

			p[i * n + j] = i == j ? 1 : rank_coin_tail(only_i, only_i + only_j);
		}
}

void rank_test(const struct rank_people *people, uint64_t seed, double *p)
{
	size_t n = people->n_issues;
	g_autofree double *sessions = g_new(double, n *n + 1);

	rank_test_paired(people, p);
	if (rank_n_rooms(people) < 2)
		return;
	rank_test_sessions(people, seed, sessions);
	for (size_t i = 0; i < n * n; i++)
		p[i] = MAX(p[i], sessions[i]);
}
