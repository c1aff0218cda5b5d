/* change - tables of the places that were visited in both periods.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "change.h"

#include <glib.h>
#include <math.h>
#include <stdint.h>

#include "channels.h"
#include "rooms.h"
#include "strata.h"

struct comparison {
	const struct change_input *in;
	size_t earlier, later;
	size_t *number;		       /* n_places: of those compared, SIZE_MAX not */
	struct strata_table *tables;   /* of each compared place; of one issue */
	struct rooms_session *rooms;   /* of those places */
	size_t n_rooms, *room_session; /* which session each is */
};

void change_settings_default(struct change_settings *settings)
{
	*settings = (struct change_settings){.confidence = 0.95, .min_tested = 20};
}

/* Numbers the places that have senders in both periods. */
static void find_places(struct comparison *c, struct change *change)
{
	const struct change_input *in = c->in;
	g_autofree size_t *before = g_new0(size_t, in->n_places + 1),
			  *after = g_new0(size_t, in->n_places + 1);

	for (size_t s = 0; s < in->n_sessions; s++) {
		const struct change_session *it = &in->sessions[s];

		if (it->place == SIZE_MAX)
			continue;
		g_assert(it->place < in->n_places);
		if (it->period == c->earlier)
			before[it->place] += it->n_senders;
		else if (it->period == c->later)
			after[it->place] += it->n_senders;
	}
	for (size_t k = 0; k < in->n_places; k++)
		c->number[k] = before[k] && after[k] ? change->n_places++ : SIZE_MAX;
	for (size_t s = 0; s < in->n_sessions; s++) {
		const struct change_session *it = &in->sessions[s];
		bool is_of_both = it->place != SIZE_MAX && c->number[it->place] != SIZE_MAX;

		if ((it->period != c->earlier && it->period != c->later) || it->n_senders == 0)
			continue;
		if (!is_of_both) {
			change->n_left_out += it->n_senders;
			continue;
		}
		c->rooms[c->n_rooms] = (struct rooms_session){.place = c->number[it->place],
							      .is_later = it->period == c->later,
							      .n_senders = (double)it->n_senders};
		c->room_session[c->n_rooms++] = s;
	}
}

static void compare(struct comparison *c, size_t i, size_t n_places, struct change_issue *issue)
{
	const struct change_input *in = c->in;
	double weights = 0, sum = 0;

	for (size_t k = 0; k < n_places; k++)
		c->tables[k] = (struct strata_table){0};
	for (size_t r = 0; r < c->n_rooms; r++) {
		struct rooms_session *room = &c->rooms[r];
		struct strata_table *table = &c->tables[room->place];
		size_t n = in->sessions[c->room_session[r]].n_senders,
		       named = in->n_named[c->room_session[r] * in->n_issues + i];
		struct change_period *period = room->is_later ? &issue->later : &issue->earlier;

		g_assert(named <= n);
		room->n_named = (double)named;
		*(room->is_later ? &table->other : &table->one) += n;
		*(room->is_later ? &table->other_named : &table->one_named) += named;
		period->n_senders += n;
		period->n_named += named;
		period->n_sessions++;
	}
	for (size_t k = 0; k < n_places; k++) {
		const struct strata_table *t = &c->tables[k];
		double one = (double)t->one, other = (double)t->other, weight = one * other / (one + other);

		weights += weight;
		sum += weight * ((double)t->other_named / other - (double)t->one_named / one);
	}
	issue->difference = weights > 0 ? sum / weights : NAN;
	issue->earlier.share = (double)issue->earlier.n_named / (double)issue->earlier.n_senders;
	issue->later.share = (double)issue->later.n_named / (double)issue->later.n_senders;
	issue->exact = strata_test(c->tables, n_places);
	issue->rooms = rooms_of_period(c->rooms, c->n_rooms, n_places);
}

static enum change_verdict judge(const struct change_issue *issue, double limit)
{
	if (!(issue->exact < limit))
		return CHANGE_UNSURE;
	if (isnan(issue->rooms))
		return CHANGE_ROOMS;
	if (!(issue->rooms < limit))
		return CHANGE_UNSURE;
	return issue->difference > 0 ? CHANGE_MORE : CHANGE_LESS;
}

static void adjust(struct change *change)
{
	g_autofree double *exact = g_new(double, change->n_issues + 1),
			  *rooms = g_new(double, change->n_issues + 1);

	/* Whether rooms can be told apart is the same for every issue. */
	for (size_t i = 0; i < change->n_issues; i++) {
		exact[i] = change->issues[i].exact;
		rooms[i] = change->issues[i].rooms;
	}
	channels_adjust(exact, change->n_issues);
	if (change->n_issues && !isnan(rooms[0]))
		channels_adjust(rooms, change->n_issues);
	for (size_t i = 0; i < change->n_issues; i++) {
		change->issues[i].exact = exact[i];
		change->issues[i].rooms = rooms[i];
	}
}

struct change *change_make(const struct change_input *in, size_t earlier, size_t later,
			   const struct change_settings *settings)
{
	struct change *change = g_new0(struct change, 1);
	g_autofree size_t *number = g_new(size_t, in->n_places + 1),
			  *room_session = g_new(size_t, in->n_sessions + 1);
	g_autofree struct rooms_session *rooms = g_new0(struct rooms_session, in->n_sessions + 1);
	g_autofree struct strata_table *tables = NULL;
	struct comparison c = {in, earlier, later, number, NULL, rooms, 0, room_session};
	bool is_tested;

	g_assert(earlier != later && earlier != SIZE_MAX && later != SIZE_MAX);
	change->n_issues = in->n_issues;
	change->issues = g_new0(struct change_issue, in->n_issues + 1);
	find_places(&c, change);
	c.tables = tables = g_new0(struct strata_table, change->n_places + 1);
	for (size_t i = 0; i < in->n_issues; i++) {
		compare(&c, i, change->n_places, &change->issues[i]);
		change->issues[i].is_solved = in->is_solved && in->is_solved[i];
	}
	is_tested = in->n_issues && change->issues[0].earlier.n_senders + change->issues[0].later.n_senders >=
					    settings->min_tested;
	if (is_tested)
		adjust(change);
	for (size_t i = 0; i < in->n_issues; i++) {
		struct change_issue *issue = &change->issues[i];

		issue->verdict = change->n_places == 0 ? CHANGE_NO_PLACE
				 : !is_tested	       ? CHANGE_FEW
						       : judge(issue, 1 - settings->confidence);
		if (!is_tested || change->n_places == 0)
			issue->exact = issue->rooms = NAN;
	}
	return change;
}

void change_free(struct change *change)
{
	if (!change)
		return;
	g_free(change->issues);
	g_free(change);
}
