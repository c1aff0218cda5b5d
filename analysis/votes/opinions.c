/* opinions - from votes to the map, its groups and what they think.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "opinions_parts.h"

#include <glib.h>
#include <math.h>
#include <string.h>

enum {
	N_BASE = 100,
	MOST_SHUFFLED = 60000, /* votes of as many voters as are shuffled */
	MOST_HALVED = 300000,  /* and of as many as are drawn again */
	N_SHUFFLES = 99,
	N_RESAMPLES = 20,
};

static const double steady = 0.3; /* ARI of halves: below, groups are not drawn */

struct make {
	const struct opinions_input *in;
	const struct opinions_settings *settings;
	struct work *work;
	struct opinions *o;
	struct opinions_table *all, *votes,
		*entered;		/* votes: that count for the map; entered: of those on it */
	uint32_t *row;			/* of each on the map: the voter */
	struct opinions_points *points; /* of each on the map */
	uint32_t *group;		/* of each on the map */
	double *sureness;
	size_t n_counting; /* statements that are neither out nor meta */
	double stability[OPINIONS_MAX_GROUPS];
};

/* Of a voter's votes: the same for the same votes. */
static uint64_t mixed(const struct opinions_table *t, size_t row, uint64_t seed)
{
	uint64_t mix = seed;

	for (size_t i = t->start[row]; i < t->start[row + 1]; i++) {
		mix ^= (uint64_t)t->statement[i] * 3 + (uint64_t)(t->value[i] + 1);
		mix *= 0x9E3779B97F4A7C15U;
		mix ^= mix >> 29;
	}
	return mix;
}

struct keyed {
	uint64_t key;
	uint32_t row;
};

static int by_key(const void *a, const void *b)
{
	const struct keyed *p = a, *q = b;

	if (p->key != q->key)
		return p->key < q->key ? -1 : 1;
	return p->row < q->row ? -1 : p->row > q->row;
}

/* An order that does not depend on who came first, but on votes. */
static void mix(const struct opinions_table *t, uint64_t seed, uint32_t *row, size_t n)
{
	g_autofree struct keyed *keyed = g_new(struct keyed, n + 1);

	for (size_t i = 0; i < n; i++)
		keyed[i] = (struct keyed){mixed(t, row[i], seed), row[i]};
	qsort(keyed, n, sizeof(*keyed), by_key);
	for (size_t i = 0; i < n; i++)
		row[i] = keyed[i].row;
}

/* Who has votes enough, and where that leaves too few, the most active of the others (ties: the first). */
static void enter(struct make *m)
{
	const struct opinions_table *counted = m->settings->is_plain ? m->all : m->votes;
	size_t least = MIN(OPINIONS_MIN_VOTES, m->settings->is_plain ? m->all->n_statements : m->n_counting);
	size_t n = 0;

	m->row = g_new(uint32_t, m->all->n_voters + 1);
	for (size_t v = 0; v < counted->n_voters; v++) {
		m->o->voters[v].n_votes = counted->start[v + 1] - counted->start[v];
		m->o->voters[v].is_on_map = m->o->voters[v].n_votes >= MAX(least, 1);
		n += m->o->voters[v].is_on_map;
	}
	while (n < OPINIONS_LEAST_ON_MAP) {
		struct opinions_voter *most = NULL;

		for (size_t v = 0; v < counted->n_voters; v++)
			if (!m->o->voters[v].is_on_map && m->o->voters[v].n_votes > 0 &&
			    (!most || m->o->voters[v].n_votes > most->n_votes))
				most = &m->o->voters[v];
		if (!most)
			break;
		most->is_on_map = true;
		n++;
	}
	for (size_t v = 0; v < counted->n_voters; v++)
		if (m->o->voters[v].is_on_map)
			m->row[m->o->n_on_map++] = (uint32_t)v;
	if (!m->settings->is_plain)
		mix(m->votes, m->settings->seed, m->row, n);
	m->entered = opinions_table_rows(m->votes, m->row, n);
}

static bool draw_map(struct make *m)
{
	size_t n = m->o->n_on_map,
	       n_statements = m->settings->is_plain ? m->all->n_statements : m->n_counting;
	size_t n_more = m->settings->is_plain ? m->all->n_statements - m->n_counting : 0;
	struct opinions_axes axes;
	bool is_done = opinions_axes_find(&axes, m->votes, 1e-11, m->work);

	m->o->centre = axes.centre;
	m->o->axes[0] = axes.axis[0];
	m->o->axes[1] = axes.axis[1];
	memcpy(m->o->explained, axes.explained, sizeof(axes.explained));
	if (!is_done)
		return false;
	m->points = opinions_points_new(n);
	opinions_axes_project(&axes, m->entered, n_statements, n_more, m->points->x, m->points->y);
	for (size_t i = 0; i < n; i++) {
		m->points->weight[i] = 1;
		m->o->voters[m->row[i]].x = m->points->x[i];
		m->o->voters[m->row[i]].y = m->points->y[i];
	}
	return true;
}

/* Base clusters, then k-means of their centres from the first k, then the best silhouette (ties: more
 * groups). */
static void group_plainly(struct make *m)
{
	size_t n = m->o->n_on_map, most;
	g_autofree uint32_t *base = g_new0(uint32_t, n + 1), *group = g_new0(uint32_t, N_BASE + 1);
	struct opinions_points *bases = opinions_first(m->points, N_BASE);
	double best = -INFINITY;

	m->o->n_groups = opinions_split(m->points, bases, 0.01, 101, base) > 0;
	most = MIN(OPINIONS_MAX_GROUPS, 2 + bases->n / 12);
	for (size_t k = 2; bases->n > 1 && k <= most; k++) {
		struct opinions_points *centres = opinions_first(bases, k);
		size_t n_groups = opinions_split(bases, centres, 0.01, 21, group);

		m->o->silhouette[k] = opinions_silhouette(bases, group, n_groups, false);
		if (m->o->silhouette[k] >= best) {
			best = m->o->silhouette[k];
			m->o->n_groups = n_groups;
			for (size_t i = 0; i < n; i++)
				m->group[i] = group[base[i]];
		}
		opinions_points_free(centres);
	}
	for (size_t i = 0; i < n; i++)
		m->sureness[i] = 1;
	opinions_points_free(bases);
}

static size_t n_shuffles(const struct make *m)
{
	return m->settings->n_shuffles ? m->settings->n_shuffles : N_SHUFFLES;
}

/* As many of the first as have so many votes together. */
static struct opinions_table *some_of(const struct opinions_table *t, size_t n_votes)
{
	size_t n = MIN(t->n_voters, OPINIONS_MIN_VOTERS);

	while (n < t->n_voters && t->start[n] < n_votes)
		n++;
	return opinions_table_rows(t, NULL, n);
}

static bool compare_with_chance(struct make *m, const struct opinions_search *search, size_t most_groups,
				struct opinions_chance *chance)
{
	struct opinions_table *some = some_of(m->entered, MOST_SHUFFLED);
	struct opinions_search here;
	bool is_done;

	opinions_search_run(&here, some, 2, 1, m->settings->seed);
	is_done = opinions_chance_measure(chance, some, search, most_groups, here.structure,
					  m->settings->seed, n_shuffles(m), m->work);
	m->o->chance = chance->share;
	opinions_search_clear(&here);
	opinions_table_free(some);
	return is_done;
}

/* To the groups that explain the votes best, unless one of them is too small. */
static bool polish(struct make *m)
{
	struct opinions_classes classes = {0};
	g_autofree uint32_t *group = g_memdup2(m->group, (m->o->n_on_map + 1) * sizeof(uint32_t));
	bool is_done =
		opinions_classes_fit(&classes, m->entered, m->o->n_groups, OPINIONS_ROUNDS, group, m->work);

	if (is_done && !opinions_has_small_group(group, m->o->n_on_map, m->o->n_groups))
		memcpy(m->group, group, m->o->n_on_map * sizeof(uint32_t));
	opinions_classes_clear(&classes);
	return is_done;
}

/* Groups that halves find again, with their doubt; is_steady: whether they do. */
static bool draw_again(struct make *m, bool *is_steady)
{
	struct opinions_table *some = some_of(m->entered, MOST_HALVED);
	struct opinions_halves halves = {0};
	bool is_done = opinions_halves_measure(
		&halves, some, m->group, m->o->n_groups, m->settings->seed,
		m->settings->n_resamples ? m->settings->n_resamples : N_RESAMPLES, m->work);

	*is_steady = is_done && halves.agreement >= steady;
	m->o->agreement = MAX(m->o->agreement, halves.agreement);
	memcpy(m->stability, halves.stability, sizeof(m->stability));
	if (*is_steady)
		is_done = opinions_halves_membership(&halves, m->entered, m->group, m->sureness, m->work);
	opinions_halves_clear(&halves);
	opinions_table_free(some);
	return is_done;
}

/* The k farthest beyond chance whose groups are steady. */
static bool choose(struct make *m, const struct opinions_search *search, struct opinions_chance *chance)
{
	bool is_steady = false, is_done = true;

	while (is_done && !is_steady) {
		size_t k = 1;

		for (size_t other = 2; other <= OPINIONS_MAX_GROUPS; other++)
			if (chance->beyond[other] > chance->beyond[k])
				k = other;
		m->o->n_groups = 0;
		if (k == 1)
			break;
		chance->beyond[k] = -INFINITY;
		m->o->n_groups = search->k[k];
		memcpy(m->group, search->group[k], m->o->n_on_map * sizeof(uint32_t));
		is_done = polish(m) && draw_again(m, &is_steady);
		if (!is_done || !is_steady)
			continue;
		m->o->apart = opinions_chance_apart(m->points, k, search->silhouette[k], m->settings->seed,
						    n_shuffles(m), m->work);
		is_done = m->o->apart <= 1;
	}
	return is_done;
}

static bool group_carefully(struct make *m)
{
	size_t most = MIN(OPINIONS_MAX_GROUPS, 2 + m->o->n_on_map / 12);
	struct opinions_search search = {0};
	struct opinions_chance chance;
	struct random random;
	bool is_done;

	random_start(&random, m->settings->seed, RANDOM_STREAM_OPINIONS);
	opinions_search_points(&search, m->points, 2, most, &random);
	memcpy(m->o->silhouette, search.silhouette, sizeof(search.silhouette));
	is_done = compare_with_chance(m, &search, most, &chance) && choose(m, &search, &chance);
	m->o->verdict = m->o->n_groups > 1 ? OPINIONS_GROUPED : OPINIONS_TOGETHER;
	opinions_search_clear(&search);
	return is_done;
}

struct named {
	size_t n, group;
	uint32_t first; /* voter */
};

/* Largest first, then who came first; groups that nobody is in are gone. */
static int by_size(const void *a, const void *b)
{
	const struct named *p = a, *q = b;

	if (p->n != q->n)
		return p->n < q->n ? 1 : -1;
	return p->first < q->first ? -1 : p->first > q->first;
}

static void name_groups(struct make *m)
{
	struct opinions *o = m->o;
	struct named named[OPINIONS_MAX_GROUPS] = {{0}};
	uint32_t name[OPINIONS_MAX_GROUPS] = {0};

	for (size_t g = 0; g < o->n_groups; g++)
		named[g] = (struct named){0, g, UINT32_MAX};
	for (size_t i = 0; o->n_groups > 0 && i < o->n_on_map; i++) {
		struct named *g = &named[m->group[i]];

		g->n++;
		g->first = MIN(g->first, m->row[i]);
	}
	qsort(named, o->n_groups, sizeof(*named), by_size);
	while (o->n_groups > 0 && named[o->n_groups - 1].n == 0)
		o->n_groups--;
	o->groups = g_new0(struct opinions_group, o->n_groups + 1);
	for (size_t g = 0; g < o->n_groups; g++) {
		name[named[g].group] = (uint32_t)g;
		o->groups[g].stability = m->stability[named[g].group];
	}
	for (size_t i = 0; o->n_groups > 0 && i < o->n_on_map; i++) {
		struct opinions_voter *v = &o->voters[m->row[i]];
		struct opinions_group *g = &o->groups[name[m->group[i]]];

		v->group = name[m->group[i]];
		v->membership = m->sureness[i];
		g->n++;
		g->x += v->x;
		g->y += v->y;
		g->membership += v->membership;
	}
	for (size_t g = 0; g < o->n_groups; g++) {
		o->groups[g].x /= (double)o->groups[g].n;
		o->groups[g].y /= (double)o->groups[g].n;
		o->groups[g].membership /= (double)o->groups[g].n;
	}
}

static void describe(struct make *m)
{
	struct opinions *o = m->o;
	struct opinions_axes axes = {o->centre, {o->axes[0], o->axes[1]}, {0}};
	g_autofree double *extremity = g_new0(double, o->n_statements + 1);
	g_autofree uint32_t *group = g_new(uint32_t, o->n_voters + 1);
	size_t n_statements = m->settings->is_plain ? m->all->n_statements : m->n_counting;

	for (size_t s = 0; s < o->n_statements; s++)
		extremity[s] = opinions_axes_extremity(&axes, n_statements, s);
	for (size_t v = 0; v < o->n_voters; v++)
		group[v] = o->voters[v].group;
	o->statistics = opinions_statistics_of(m->all, m->in, group, o->n_groups, extremity);
}

static bool find_groups(struct make *m)
{
	bool is_small;

	enter(m);
	is_small = m->o->n_on_map < OPINIONS_MIN_VOTERS;
	m->o->verdict = m->votes->n_votes == 0 ? OPINIONS_EMPTY : OPINIONS_SMALL_ROOM;
	m->group = g_new0(uint32_t, m->o->n_on_map + 1);
	m->sureness = g_new0(double, m->o->n_on_map + 1);
	if (m->votes->n_votes == 0 || (is_small && !m->settings->is_plain)) {
		for (size_t v = 0; v < m->o->n_voters; v++)
			m->o->voters[v].is_on_map = false;
		m->o->n_on_map = 0;
		m->o->centre = g_new0(double, m->o->n_statements + 1);
		m->o->axes[0] = g_new0(double, m->o->n_statements + 1);
		m->o->axes[1] = g_new0(double, m->o->n_statements + 1);
		return true;
	}
	if (!draw_map(m))
		return false;
	if (!m->settings->is_plain)
		return group_carefully(m);
	m->o->verdict = OPINIONS_GROUPED;
	group_plainly(m);
	return true;
}

struct opinions *opinions_make(const struct opinions_input *in, const struct opinions_settings *settings,
			       struct work *work)
{
	struct make m = {in, settings, work, g_new0(struct opinions, 1), .all = opinions_table_new(in)};
	struct opinions *o = m.o;
	bool is_done;

	m.votes = opinions_table_of_map(m.all, in);
	o->n_voters = in->n_voters;
	o->n_statements = in->n_statements;
	o->chance = o->apart = 1;
	o->voters = g_new0(struct opinions_voter, in->n_voters + 1);
	for (size_t v = 0; v < in->n_voters; v++)
		o->voters[v].group = OPINIONS_NO_GROUP;
	for (size_t s = 0; s < in->n_statements; s++)
		m.n_counting += !(in->is_out && in->is_out[s]) && !(in->is_meta && in->is_meta[s]);
	is_done = find_groups(&m) && work_told(work, 1);
	if (is_done) {
		name_groups(&m);
		describe(&m);
	} else {
		g_clear_pointer(&o, opinions_free);
	}
	opinions_table_free(m.all);
	opinions_table_free(m.votes);
	opinions_table_free(m.entered);
	opinions_points_free(m.points);
	g_free(m.row);
	g_free(m.group);
	g_free(m.sureness);
	return o;
}

void opinions_free(struct opinions *o)
{
	if (!o)
		return;
	g_free(o->voters);
	g_free(o->groups);
	g_free(o->centre);
	g_free(o->axes[0]);
	g_free(o->axes[1]);
	opinions_statistics_free(o->statistics);
	g_free(o);
}
