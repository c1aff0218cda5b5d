/* duplicates_burst - a scan over windows of doubling length with binomial tails.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "duplicates.h"

#include <glib.h>
#include <gsl/gsl_cdf.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_HOURS = 256 };

static int compare_hours(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* How many of sorted hours are before this one. */
static size_t before(const int64_t *hours, size_t n, int64_t hour)
{
	size_t low = 0;

	while (n > 0) {
		size_t half = n / 2;

		if (hours[low + half] < hour) {
			low += half + 1;
			n -= half + 1;
		} else {
			n = half;
		}
	}
	return low;
}

struct duplicates_burst duplicates_burst(const int64_t *copies, size_t n_copies, const int64_t *all,
					 size_t n_all)
{
	g_autofree int64_t *hours = g_new(int64_t, n_copies + 1);
	size_t n = 0, n_windows = 0, n_unknown = before(all, n_all, 0), n_others;
	struct duplicates_burst best = {.chance = 1}, none = {.chance = 1};

	for (size_t i = 0; i < n_copies; i++)
		if (copies[i] >= 0)
			hours[n++] = copies[i];
	qsort(hours, n, sizeof *hours, compare_hours);
	all += n_unknown;
	n_all -= n_unknown;
	g_assert(n <= n_all && n_all < UINT32_MAX);
	n_others = n_all - n;
	for (size_t length = 1; length <= LONGEST_HOURS; length *= 2) {
		for (size_t i = 0; i < n; i++) {
			int64_t end = hours[i] + (int64_t)length;
			size_t n_in, others_in;
			double share, chance;

			if (i > 0 && hours[i] == hours[i - 1])
				continue;
			n_windows++;
			n_in = before(hours + i, n - i, end);
			if (n_in < 2)
				continue;
			others_in = before(all, n_all, end) - before(all, n_all, hours[i]) - n_in;
			share = (double)(others_in + 1) / (double)(n_others + 1);
			chance = gsl_cdf_binomial_Q((unsigned)(n_in - 2), share, (unsigned)(n - 1));
			if (chance < best.chance || (chance <= best.chance && n_in > best.n_forms))
				best = (struct duplicates_burst){n_in, length, share * (double)n, chance};
		}
	}
	best.chance = MIN(1, best.chance * (double)n_windows);
	return best.chance <= DUPLICATES_BURST_CHANCE ? best : none;
}
