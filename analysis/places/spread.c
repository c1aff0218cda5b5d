/* spread - rates of places, and the two tests of each against the rest.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "spread.h"

#include <glib.h>
#include <math.h>

#include "binomial.h"
#include "channels.h"
#include "rooms.h"
#include "strata.h"

void spread_settings_default(struct spread_settings *settings)
{
	*settings = (struct spread_settings){
		.confidence = 0.95, .min_tested = 20, .min_described = 5, .n_draws = 9999, .seed = 1};
}

static void count(struct spread *spread, const struct spread_input *in, size_t i)
{
	struct spread_issue *issue = &spread->issues[i];

	for (size_t s = 0; s < in->n_sessions; s++) {
		const struct spread_session *it = &in->sessions[s];
		size_t named = in->n_named[s * in->n_issues + i];
		struct spread_place *place;

		g_assert(named <= it->n_senders);
		if (it->place == SIZE_MAX || it->n_senders == 0)
			continue;
		g_assert(it->place < in->n_places);
		place = &issue->places[it->place];
		place->n_senders += it->n_senders;
		place->n_named += named;
		place->n_sessions++;
		issue->n_senders += it->n_senders;
		issue->n_named += named;
	}
}

static void describe(struct spread_issue *issue, size_t n_places, const struct spread_settings *settings)
{
	for (size_t k = 0; k < n_places; k++) {
		struct spread_place *place = &issue->places[k];

		place->rate = place->low = place->high = place->exact = place->rooms = NAN;
		place->verdict = SPREAD_SILENT;
		if (place->n_senders == 0)
			continue;
		place->rate = (double)place->n_named / (double)place->n_senders;
		binomial_interval(place->n_named, place->n_senders, settings->confidence, &place->low,
				  &place->high);
		place->is_small = place->n_senders < settings->min_described;
		place->verdict = SPREAD_UNSURE;
	}
}

/* Assuncao & Reis for shares: deviations from the share of all, by what chance and places differ. */
static void standardise(const struct spread_issue *issue, size_t n_places, double *values)
{
	double n = (double)issue->n_senders, share = (double)issue->n_named / n, chance = share * (1 - share),
	       between = 0, n_visited = 0;

	for (size_t k = 0; k < n_places; k++) {
		const struct spread_place *place = &issue->places[k];

		if (place->n_senders == 0)
			continue;
		between += (double)place->n_senders * (place->rate - share) * (place->rate - share);
		n_visited++;
	}
	between = fmax(0, between / n - chance / (n / n_visited));
	for (size_t k = 0; k < n_places; k++) {
		const struct spread_place *place = &issue->places[k];
		double variance = between + chance / (double)place->n_senders;

		values[k] = NAN;
		if (place->n_senders > 0)
			values[k] = variance > 0 ? (place->rate - share) / sqrt(variance) : 0;
	}
}

static void test(struct spread_issue *issue, const struct spread_input *in, size_t i)
{
	g_autofree struct rooms_session *rooms = g_new0(struct rooms_session, in->n_sessions + 1);
	g_autofree double *p = g_new(double, in->n_places + 1);
	size_t n_rooms = 0;

	for (size_t s = 0; s < in->n_sessions; s++)
		if (in->sessions[s].place != SIZE_MAX)
			rooms[n_rooms++] =
				(struct rooms_session){.place = in->sessions[s].place,
						       .n_senders = (double)in->sessions[s].n_senders,
						       .n_named = (double)in->n_named[s * in->n_issues + i]};
	rooms_of_places(rooms, n_rooms, in->n_places, p);
	for (size_t k = 0; k < in->n_places; k++) {
		struct spread_place *place = &issue->places[k];
		struct strata_table table = {issue->n_senders - place->n_senders,
					     issue->n_named - place->n_named, place->n_senders,
					     place->n_named};

		if (place->n_senders == 0)
			continue;
		place->exact = strata_test(&table, 1);
		place->rooms = p[k];
	}
}

/* Holm over all places of all issues, each kind of test by itself. */
static void adjust(struct spread *spread)
{
	size_t n = 0, n_tests = spread->n_issues * spread->n_visited;
	g_autofree double *exact = g_new(double, n_tests + 1), *rooms = g_new(double, n_tests + 1);

	for (size_t i = 0; i < spread->n_issues; i++)
		for (size_t k = 0; k < spread->n_places; k++) {
			const struct spread_place *place = &spread->issues[i].places[k];

			if (place->n_senders == 0)
				continue;
			exact[n] = place->exact;
			rooms[n++] = place->rooms;
		}
	channels_adjust(exact, n);
	if (spread->are_rooms_known)
		channels_adjust(rooms, n);
	n = 0;
	for (size_t i = 0; i < spread->n_issues; i++)
		for (size_t k = 0; k < spread->n_places; k++) {
			struct spread_place *place = &spread->issues[i].places[k];

			if (place->n_senders == 0)
				continue;
			place->exact = exact[n];
			place->rooms = rooms[n++];
		}
}

static void judge(struct spread_issue *issue, size_t n_places, double limit)
{
	for (size_t k = 0; k < n_places; k++) {
		struct spread_place *place = &issue->places[k];
		double n = (double)place->n_senders;
		bool is_more = (double)place->n_named * (double)issue->n_senders > n * (double)issue->n_named;

		if (place->n_senders == 0 || !(place->exact < limit))
			continue;
		if (isnan(place->rooms))
			place->verdict = is_more ? SPREAD_MORE_ROOM : SPREAD_LESS_ROOM;
		else if (place->rooms < limit)
			place->verdict = is_more ? SPREAD_MORE : SPREAD_LESS;
	}
}

/* Issues without a statistic take no part in it. */
static void adjust_moran(struct spread *spread)
{
	g_autofree double *p = g_new(double, spread->n_issues + 1);

	for (size_t side = 0; side < 3; side++) {
		size_t n = 0;

		for (size_t i = 0; i < spread->n_issues; i++) {
			const struct spread_moran *m = &spread->issues[i].moran;

			if (!isnan(m->i))
				p[n++] = side == 0 ? m->alike : side == 1 ? m->unlike : m->p;
		}
		channels_adjust(p, n);
		n = 0;
		for (size_t i = 0; i < spread->n_issues; i++) {
			struct spread_moran *m = &spread->issues[i].moran;

			if (!isnan(m->i))
				*(side == 0 ? &m->alike : side == 1 ? &m->unlike : &m->p) = p[n++];
		}
	}
}

static void survey(struct spread *spread, const struct spread_input *in)
{
	g_autofree size_t *n_sessions = g_new0(size_t, in->n_places + 1);
	size_t n_senders = 0;

	for (size_t s = 0; s < in->n_sessions; s++) {
		const struct spread_session *it = &in->sessions[s];

		if (it->n_senders == 0)
			continue;
		if (it->place == SIZE_MAX) {
			spread->n_unknown += it->n_senders;
			continue;
		}
		n_senders += it->n_senders;
		spread->n_visited += n_sessions[it->place] == 0;
		spread->are_rooms_known |= ++n_sessions[it->place] > 1;
	}
	spread->is_tested = spread->n_visited > 1 && n_senders > 0;
}

struct spread *spread_make(const struct spread_input *in, const struct spread_settings *settings)
{
	struct spread *spread = g_new0(struct spread, 1);
	g_autofree double *values = g_new(double, in->n_places + 1);

	spread->n_issues = in->n_issues;
	spread->n_places = in->n_places;
	spread->issues = g_new0(struct spread_issue, in->n_issues + 1);
	survey(spread, in);
	for (size_t i = 0; i < in->n_issues; i++) {
		struct spread_issue *issue = &spread->issues[i];

		issue->places = g_new0(struct spread_place, in->n_places + 1);
		count(spread, in, i);
		describe(issue, in->n_places, settings);
		spread->is_tested = spread->is_tested && issue->n_senders >= settings->min_tested;
		issue->moran = spread_moran(NULL, 0, NULL, 0, 0, 0);
		if (!spread->is_tested)
			continue;
		standardise(issue, in->n_places, values);
		issue->moran = spread_moran(values, in->n_places, in->links, in->n_links, settings->n_draws,
					    settings->seed);
		test(issue, in, i);
	}
	if (!spread->is_tested)
		return spread;
	adjust(spread);
	adjust_moran(spread);
	for (size_t i = 0; i < in->n_issues; i++)
		judge(&spread->issues[i], in->n_places, 1 - settings->confidence);
	return spread;
}

void spread_free(struct spread *spread)
{
	if (!spread)
		return;
	for (size_t i = 0; i < spread->n_issues; i++)
		g_free(spread->issues[i].places);
	g_free(spread->issues);
	g_free(spread);
}
