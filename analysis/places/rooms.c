/* rooms - sums of squares by place, by hand: the two models need no matrix.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rooms.h"

#include <glib.h>
#include <math.h>

#include "student.h"

/* Of a place: senders and those who name it, earlier and later. */
struct level {
	double n[2], named[2];
};

static double p_of(double difference, double squares, double freedom, double chance, double parts)
{
	double variance = fmax(squares / freedom, chance) * parts;

	if (!(freedom >= 1))
		return NAN;
	/* No variance at all: everybody said the same everywhere. */
	return variance > 0 ? student_tails(difference / sqrt(variance), freedom) : 1;
}

static struct level *levels_of(const struct rooms_session *sessions, size_t n_sessions, size_t n_places,
			       size_t *n_filled)
{
	struct level *levels = g_new0(struct level, n_places + 1);

	*n_filled = 0;
	for (size_t s = 0; s < n_sessions; s++) {
		struct level *level = &levels[sessions[s].place];

		g_assert(sessions[s].place < n_places && sessions[s].n_named <= sessions[s].n_senders);
		level->n[sessions[s].is_later] += sessions[s].n_senders;
		level->named[sessions[s].is_later] += sessions[s].n_named;
		*n_filled += sessions[s].n_senders > 0;
	}
	return levels;
}

static size_t n_peopled(const struct level *levels, size_t n_places)
{
	size_t n = 0;

	for (size_t k = 0; k < n_places; k++)
		n += levels[k].n[0] + levels[k].n[1] > 0;
	return n;
}

void rooms_of_places(const struct rooms_session *sessions, size_t n_sessions, size_t n_places, double *p)
{
	size_t n_filled;
	g_autofree struct level *levels = levels_of(sessions, n_sessions, n_places, &n_filled);
	double n = 0, named = 0, squares = 0, share,
	       freedom = (double)n_filled - (double)n_peopled(levels, n_places);

	for (size_t k = 0; k < n_places; k++) {
		n += levels[k].n[0] + levels[k].n[1];
		named += levels[k].named[0] + levels[k].named[1];
	}
	for (size_t s = 0; s < n_sessions; s++) {
		const struct rooms_session *it = &sessions[s];
		const struct level *level = &levels[it->place];
		double off;

		if (it->n_senders == 0)
			continue;
		off = it->n_named / it->n_senders -
		      (level->named[0] + level->named[1]) / (level->n[0] + level->n[1]);
		squares += it->n_senders * off * off;
	}
	share = n > 0 ? named / n : 0;
	for (size_t k = 0; k < n_places; k++) {
		double own_n = levels[k].n[0] + levels[k].n[1], own = levels[k].named[0] + levels[k].named[1];

		p[k] = own_n == 0 || own_n == n
			       ? NAN
			       : p_of(own / own_n - (named - own) / (n - own_n), squares, freedom,
				      share * (1 - share), 1 / own_n + 1 / (n - own_n));
	}
}

double rooms_of_period(const struct rooms_session *sessions, size_t n_sessions, size_t n_places)
{
	size_t n_filled;
	g_autofree struct level *levels = levels_of(sessions, n_sessions, n_places, &n_filled);
	double weights = 0, step = 0, squares = 0, n = 0, named = 0, share;

	for (size_t k = 0; k < n_places; k++) {
		const struct level *l = &levels[k];
		double both = l->n[0] + l->n[1], weight = both > 0 ? l->n[0] * l->n[1] / both : 0;

		n += both;
		named += l->named[0] + l->named[1];
		weights += weight;
		if (weight > 0)
			step += weight * (l->named[1] / l->n[1] - l->named[0] / l->n[0]);
	}
	if (weights == 0)
		return NAN;
	step /= weights;
	for (size_t s = 0; s < n_sessions; s++) {
		const struct rooms_session *it = &sessions[s];
		const struct level *l = &levels[it->place];
		double both = l->n[0] + l->n[1], off;

		if (it->n_senders == 0)
			continue;
		/* The level of the place, and how far from its mean the period stands. */
		off = it->n_named / it->n_senders - (l->named[0] + l->named[1]) / both -
		      step * ((it->is_later ? 1 : 0) - l->n[1] / both);
		squares += it->n_senders * off * off;
	}
	share = named / n;
	return p_of(step, squares, (double)n_filled - (double)n_peopled(levels, n_places) - 1,
		    share * (1 - share), 1 / weights);
}
