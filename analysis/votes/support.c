/* support - copied from what was counted.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "support.h"

#include <math.h>

void support_of_ballots(const struct ballots *ballots, double *support)
{
	for (size_t i = 0; i < ballots->n_items; i++)
		support[i] = ballots->items[i].support;
}

void support_of_pairs(const struct pairs *pairs, double *support)
{
	for (size_t i = 0; i < pairs->n_items; i++)
		support[i] = pairs->items[i].support;
}

void support_of_opinions(const struct opinions_statistics *statistics, double *support)
{
	for (size_t i = 0; i < statistics->n_statements; i++) {
		const struct opinions_statement *s = &statistics->statements[i];
		size_t n = s->n_agree + s->n_disagree + s->n_pass;

		support[i] = n && !s->is_out && !s->is_meta ? (double)s->n_agree / (double)n : NAN;
	}
}
