/* smaa - what SMAA costs: N draws of 50 issues by 8 criteria, and of larger ones.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * smaa: one line a case, parted by tabs: issues, criteria, draws, variants, how weights are drawn,
 * milliseconds to draw the weights and to count, the least of ROUNDS on one thread.
 */
#include <glib.h>
#include <stdio.h>

#include "random.h"
#include "smaa.h"

enum { ROUNDS = 7, MOST_CRITERIA = 16 };

struct kind {
	const char *name;
	double low, high; /* of each weight, as parts of an equal share */
	bool is_ordered;
};

static const struct kind kinds[] = {
	{"free", 0, 0, false},
	{"ranges", 0.4, 2, false},
	{"order", 0, 0, true},
	{"ranges and order", 0.2, 3, true},
};

static double milliseconds(int64_t since)
{
	return (double)(g_get_monotonic_time() - since) / 1000;
}

static void measure(size_t n, size_t m, size_t n_draws, size_t n_variants, const struct kind *kind)
{
	double *values = g_new(double, n_variants *n *m), *weights = g_new(double, n_draws *m),
	       low[MOST_CRITERIA], high[MOST_CRITERIA], drawing = 1e9, counting = 1e9;
	unsigned order[MOST_CRITERIA];
	struct random random;
	struct smaa_preferences p = {.n_criteria = m};

	random_start(&random, 1, RANDOM_STREAM_PLACES);
	for (size_t i = 0; i < n_variants * n * m; i++)
		values[i] = random_unit(&random);
	for (size_t k = 0; k < m; k++) {
		/* Not all the same, so that sorting alone would not do. */
		low[k] = kind->low / (double)m * (k % 2 ? 1 : 0.5);
		high[k] = kind->high > 0 ? kind->high / (double)m : 1;
		order[k] = (unsigned)k + 1;
	}
	if (kind->high > 0) {
		p.low = low;
		p.high = high;
	}
	if (kind->is_ordered)
		p.order = order;
	for (size_t round = 0; round < ROUNDS; round++) {
		int64_t start = g_get_monotonic_time();
		struct smaa *smaa;

		if (!smaa_weights_draw(&p, round + 1, n_draws, weights, NULL))
			g_error("no weights: %s", kind->name);
		drawing = MIN(drawing, milliseconds(start));
		start = g_get_monotonic_time();
		smaa = smaa_make(&(struct smaa_input){n, m, n_variants, n_draws, values, weights}, NULL,
				 NULL);
		counting = MIN(counting, milliseconds(start));
		smaa_free(smaa);
	}
	printf("%zu\t%zu\t%zu\t%zu\t%s\t%.2f\t%.2f\n", n, m, n_draws, n_variants, kind->name, drawing,
	       counting);
	g_free(values);
	g_free(weights);
}

int main(void)
{
	for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++)
		measure(50, 8, 10000, 1, &kinds[k]);
	measure(50, 8, 10000, 10000, &kinds[0]);
	measure(50, 8, 100000, 1, &kinds[0]);
	measure(200, 8, 10000, 1, &kinds[0]);
	return 0;
}
