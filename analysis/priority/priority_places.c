/* priority_places - the places that issues may take, over people, weights and groupings.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One grouping after the other, the issues' own first.  In another one an issue is the group that holds most
 * of its forms; groups smaller than the smallest issue are none.
 */
#include "priority_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "rank_sets.h"
#include "score_sets.h"

enum {
	N_WEIGHTS = 100,      /* draws of weights for which places are found, */
	N_WEIGHTS_OTHER = 20, /* and in another grouping */
	MIN_WEIGHTS = 10,
};
static const double max_compared = 4e8; /* pairs times parts times weights, of one grouping */

/* One grouping of the people's rows. */
struct view {
	struct criteria_input people; /* rows, support and n_votes are the view's own where it is another's */
	struct criteria *criteria;
	size_t *group_of; /* n_issues: which group an issue is here; SIZE_MAX: none */
	struct priority_places *score, *middle, *mentions; /* of groups */
};

static void view_clear(struct view *v, bool is_own)
{
	if (!is_own) {
		g_free((void *)(uintptr_t)v->people.rows);
		g_free((void *)(uintptr_t)v->people.support);
		g_free((void *)(uintptr_t)v->people.n_votes);
		criteria_free(v->criteria);
	}
	g_free(v->group_of);
	g_free(v->score);
	g_free(v->middle);
	g_free(v->mentions);
}

/* ---- another grouping */

/* For each of n_from the one of n_to that shares most rows with it (of several the smallest); SIZE_MAX:
 * none. */
static size_t *best_of(const size_t *from, const size_t *to, size_t n_rows, size_t n_from, size_t n_to)
{
	g_autofree size_t *first = g_new0(size_t, n_from + 2), *member = g_new(size_t, n_rows + 1),
			  *shared = g_new0(size_t, n_to + 1);
	size_t *best = g_new(size_t, n_from + 1);

	for (size_t r = 0; r < n_rows; r++)
		if (from[r] != SIZE_MAX && to[r] != SIZE_MAX)
			first[from[r] + 2]++;
	for (size_t i = 0; i < n_from; i++)
		first[i + 2] += first[i + 1];
	for (size_t r = 0; r < n_rows; r++)
		if (from[r] != SIZE_MAX && to[r] != SIZE_MAX)
			member[first[from[r] + 1]++] = to[r];
	for (size_t i = 0; i < n_from; i++) {
		size_t most = 0;

		best[i] = SIZE_MAX;
		for (size_t k = first[i]; k < first[i + 1]; k++) {
			size_t n = ++shared[member[k]];

			if (n > most || (n == most && member[k] < best[i])) {
				most = n;
				best[i] = member[k];
			}
		}
		for (size_t k = first[i]; k < first[i + 1]; k++)
			shared[member[k]] = 0;
	}
	return best;
}

/* Groups of at least so many rows, numbered by first appearance; the others are none. */
static size_t *number_groups(const uint32_t *other, size_t n_rows, size_t min_rows, size_t *n_groups)
{
	size_t *group = g_new(size_t, n_rows + 1), n = 0;
	g_autofree size_t *size = NULL, *number = NULL;

	for (size_t r = 0; r < n_rows; r++)
		if (other[r] != UINT32_MAX)
			n = MAX(n, (size_t)other[r] + 1);
	size = g_new0(size_t, n + 1);
	number = g_new(size_t, n + 1);
	memset(number, 0xff, (n + 1) * sizeof *number);
	for (size_t r = 0; r < n_rows; r++)
		if (other[r] != UINT32_MAX)
			size[other[r]]++;
	*n_groups = 0;
	for (size_t r = 0; r < n_rows; r++) {
		group[r] = SIZE_MAX;
		if (other[r] == UINT32_MAX || size[other[r]] < min_rows)
			continue;
		if (number[other[r]] == SIZE_MAX)
			number[other[r]] = (*n_groups)++;
		group[r] = number[other[r]];
	}
	return group;
}

static size_t smallest_issue(const struct criteria_input *people)
{
	g_autofree size_t *size = g_new0(size_t, people->n_issues + 1);
	size_t smallest = SIZE_MAX;

	for (size_t r = 0; r < people->n_rows; r++)
		if (people->rows[r].issue != SIZE_MAX)
			size[people->rows[r].issue]++;
	for (size_t i = 0; i < people->n_issues; i++)
		smallest = MIN(smallest, size[i]);
	return smallest;
}

/* Votes of an issue go to the group that is most of all its own. */
static void take_votes(struct view *v, const struct criteria_input *people, const size_t *issue_of)
{
	double *support = g_new(double, v->people.n_issues + 1);
	size_t *n_votes = g_new0(size_t, v->people.n_issues + 1);

	for (size_t g = 0; g < v->people.n_issues; g++) {
		support[g] = issue_of[g] == SIZE_MAX ? NAN : people->support[issue_of[g]];
		n_votes[g] = issue_of[g] == SIZE_MAX ? 0 : people->n_votes[issue_of[g]];
	}
	v->people.support = support;
	v->people.n_votes = n_votes;
}

static void view_other(struct view *v, const struct criteria_input *people, const uint32_t *other,
		       size_t min_rows)
{
	struct criteria_row *rows = g_memdup2(people->rows, (people->n_rows + 1) * sizeof *rows);
	g_autofree size_t *issue = g_new(size_t, people->n_rows + 1), *issue_of = NULL, *group = NULL;

	*v = (struct view){.people = *people};
	group = number_groups(other, people->n_rows, min_rows, &v->people.n_issues);
	for (size_t r = 0; r < people->n_rows; r++) {
		issue[r] = people->rows[r].issue;
		rows[r].issue = group[r];
	}
	v->people.rows = rows;
	v->group_of = best_of(issue, group, people->n_rows, people->n_issues, v->people.n_issues);
	issue_of = best_of(group, issue, people->n_rows, v->people.n_issues, people->n_issues);
	if (people->support)
		take_votes(v, people, issue_of);
	v->criteria = criteria_new(&v->people);
}

/* ---- places of groups */

/* Places for one vector of weights after the other. */
struct weighing {
	const struct score_sets *sets;
	const double *middle, *draws;
	size_t n, n_weights; /* groups; the middle weights and draws */
	size_t *low, *high;  /* n_weights * n */
};

static void weigh_block(void *data, size_t first, size_t last, size_t thread)
{
	const struct weighing *w = data;

	(void)thread;
	for (size_t d = first; d < last; d++)
		score_sets_places(w->sets, d ? w->draws + (d - 1) * CRITERION_MAX : w->middle,
				  w->low + d * w->n, w->high + d * w->n);
}

static int compare_sizes(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return (x > y) - (x < y);
}

/* What is left of places of one group when the confidence is taken over the draws; the middle weights always
 * are in. */
static struct priority_places over_draws(const struct weighing *w, size_t group, double confidence,
					 size_t *column)
{
	size_t n = w->n_weights - 1, off = (size_t)floor((1 - confidence) / 2 * (double)n);
	struct priority_places places = {w->low[group], w->high[group]};

	for (size_t side = 0; side < 2 && n; side++) {
		for (size_t d = 0; d < n; d++)
			column[d] = (side ? w->high : w->low)[(d + 1) * w->n + group];
		qsort(column, n, sizeof *column, compare_sizes);
		if (side)
			places.high = MAX(places.high, column[n - 1 - off]);
		else
			places.low = MIN(places.low, column[off]);
	}
	return places;
}

static bool find_by_score(struct priority_making *m, struct view *v, size_t n_weights)
{
	size_t n = v->people.n_issues, n_parts = MIN(v->people.n_senders, SCORE_SETS_PARTS);
	double most = max_compared / ((double)MAX(n, 1) * (double)n * (double)MAX(n_parts, 1) + 1);
	struct score_sets *sets =
		score_sets_new(v->criteria, n, m->p->settings.confidence, m->p->settings.seed);
	struct weighing w = {sets, m->p->weights, m->draws, n, 0, NULL, NULL};
	g_autofree size_t *column = NULL;
	bool is_done;

	n_weights = MIN(n_weights, m->p->settings.n_draws);
	if (most < (double)n_weights)
		n_weights = MAX((size_t)most, MIN(n_weights, MIN_WEIGHTS));
	w.n_weights = n_weights + 1;
	w.low = g_new(size_t, w.n_weights * n + 1);
	w.high = g_new(size_t, w.n_weights * n + 1);
	column = g_new(size_t, w.n_weights + 1);
	is_done = work_run(m->work, w.n_weights, 1, weigh_block, &w, 0, 1);
	v->score = g_new(struct priority_places, n + 1);
	v->middle = g_new(struct priority_places, n + 1);
	for (size_t g = 0; g < n && is_done; g++) {
		v->score[g] = over_draws(&w, g, m->p->settings.confidence, column);
		v->middle[g] = (struct priority_places){w.low[g], w.high[g]};
	}
	m->p->n_weights = m->p->n_weights ? m->p->n_weights : n_weights;
	g_free(w.low);
	g_free(w.high);
	score_sets_free(sets);
	return is_done;
}

/* Sessions of senders, the smallest known. */
static size_t *sessions_of(const struct criteria_input *people)
{
	size_t *session = g_new(size_t, people->n_senders + 1);

	for (size_t s = 0; s < people->n_senders; s++)
		session[s] = SIZE_MAX;
	for (size_t r = 0; r < people->n_rows; r++)
		session[people->rows[r].sender] =
			MIN(session[people->rows[r].sender], people->rows[r].session);
	return session;
}

static void find_by_mentions(const struct priority_making *m, struct view *v)
{
	size_t n = v->people.n_issues;
	g_autofree struct rank_mention *mentions = g_new(struct rank_mention, v->people.n_rows + 1);
	g_autofree size_t *session = sessions_of(&v->people), *low = g_new(size_t, n + 1),
			  *high = g_new(size_t, n + 1);
	g_autofree double *p = g_new(double, n *n + 1);
	struct rank_people people = {.mentions = mentions,
				     .n_senders = v->people.n_senders,
				     .n_issues = n,
				     .n_sessions = v->people.n_sessions,
				     .session = session};

	for (size_t r = 0; r < v->people.n_rows; r++)
		if (v->people.rows[r].issue != SIZE_MAX)
			mentions[people.n_mentions++] =
				(struct rank_mention){v->people.rows[r].sender, v->people.rows[r].issue};
	rank_test(&people, p);
	rank_sets(p, n, m->p->settings.confidence, RANK_HOLM, RANK_SIMULTANEOUS, low, high);
	v->mentions = g_new(struct priority_places, n + 1);
	for (size_t g = 0; g < n; g++)
		v->mentions[g] = (struct priority_places){low[g], high[g]};
}

/* ---- together */

static void widen(struct priority_places *places, const struct priority_places *by, size_t n)
{
	places->low = MIN(places->low, MIN(by->low, n));
	places->high = MAX(places->high, MIN(by->high, n));
}

/* Places of the groups by their values alone, with the middle weights. */
static struct priority_places *plain_places(const struct priority_making *m, const struct view *v)
{
	size_t n = v->people.n_issues;
	g_autofree double *values = g_new(double, n *CRITERION_MAX + 1), *score = g_new(double, n + 1);
	struct priority_places *places = g_new(struct priority_places, n + 1);

	criteria_read(v->criteria, values, NULL);
	smaa_weighted_sum(values, n, m->p->weights, CRITERION_MAX, score);
	for (size_t g = 0; g < n; g++) {
		size_t place = 1;

		for (size_t other = 0; other < n; other++)
			place += score[other] > score[g];
		places[g] = (struct priority_places){place, place};
	}
	return places;
}

static void take_view(struct priority_making *m, const struct view *v, bool is_own)
{
	struct priority *p = m->p;
	g_autofree struct priority_places *plain = is_own ? NULL : plain_places(m, v);

	for (size_t i = 0; i < p->n_issues; i++) {
		struct priority_issue *issue = &p->issues[i];
		struct priority_places all, mentions;
		size_t group = is_own ? i : v->group_of[i];

		if (group == SIZE_MAX)
			continue;
		if (is_own) {
			issue->people = v->middle[i];
			issue->low = v->score[i].low;
			issue->high = v->score[i].high;
			issue->mentions_low = v->mentions[i].low;
			issue->mentions_high = v->mentions[i].high;
			continue;
		}
		all = (struct priority_places){issue->low, issue->high};
		mentions = (struct priority_places){issue->mentions_low, issue->mentions_high};
		widen(&all, &v->score[group], p->n_issues);
		widen(&mentions, &v->mentions[group], p->n_issues);
		widen(&issue->groupings, &plain[group], p->n_issues);
		issue->low = all.low;
		issue->high = all.high;
		issue->mentions_low = mentions.low;
		issue->mentions_high = mentions.high;
	}
}

static void find_bands(struct priority *p)
{
	size_t n = p->n_issues;
	g_autofree size_t *low = g_new(size_t, n + 1), *high = g_new(size_t, n + 1),
			  *band = g_new(size_t, n + 1);

	for (size_t i = 0; i < n; i++) {
		low[i] = p->issues[i].low;
		high[i] = p->issues[i].high;
	}
	p->n_bands = rank_bands(low, high, p->order, n, band);
	for (size_t i = 0; i < n; i++)
		p->issues[i].band = band[i];
}

bool priority_find_places(struct priority_making *m)
{
	struct priority *p = m->p;
	size_t n_views = m->in->n_others + 1, min_rows = smallest_issue(&m->in->people);

	for (size_t at = 0; at < p->n_issues; at++) {
		p->issues[p->order[at]].place = at + 1;
		p->issues[p->order[at]].groupings = (struct priority_places){at + 1, at + 1};
	}
	for (size_t k = 0; k < n_views; k++) {
		struct view v = {.people = m->in->people, .criteria = m->criteria};
		struct work_part part =
			work_enter(m->work, (double)k / (double)n_views, (double)(k + 1) / (double)n_views);
		bool is_done;

		if (k)
			view_other(&v, &m->in->people, m->in->others[k - 1], min_rows);
		is_done = find_by_score(m, &v, k ? N_WEIGHTS_OTHER : N_WEIGHTS);
		if (is_done) {
			find_by_mentions(m, &v);
			take_view(m, &v, k == 0);
			p->n_groupings += k > 0;
		}
		view_clear(&v, k == 0);
		work_leave(m->work, part);
		if (!is_done)
			return false;
	}
	for (size_t i = 0; i < p->n_issues; i++) {
		/* The place of today is a possible one. */
		struct priority_issue *issue = &p->issues[i];
		struct priority_places today = {issue->place, issue->place};

		widen(&issue->people, &today, p->n_issues);
		widen(&issue->weights, &today, p->n_issues);
		issue->low = MIN(issue->low, issue->place);
		issue->high = MAX(issue->high, issue->place);
	}
	find_bands(p);
	return true;
}
