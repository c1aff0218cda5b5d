/* criteria - one cell a sender and issue, tallied whole, drawn again, or with a part left out.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "criteria.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "random.h"

enum { SHARE_SEVERITY, SHARE_REACH, SHARE_PERSISTENCE, SHARE_EQUITY, N_SHARES };
static const enum criterion criterion_of_share[N_SHARES] = {
	[SHARE_SEVERITY] = CRITERION_SEVERITY,
	[SHARE_REACH] = CRITERION_REACH,
	[SHARE_PERSISTENCE] = CRITERION_PERSISTENCE,
	[SHARE_EQUITY] = CRITERION_EQUITY,
};
static const uint32_t none = UINT32_MAX;

/* One sender on one issue. */
struct cell {
	uint32_t issue, seat;	/* none; place in the order of senders */
	uint32_t first_mention; /* into mention; its end is the next cell's first */
	int8_t level[3];	/* the gravest said; 0 not said */
};

/* What is counted of one issue. */
struct tally {
	uint64_t n_senders, n_spots, n_said[N_SHARES], n_high[N_SHARES];
};

struct criteria {
	struct criteria_input input;
	size_t n_homes;	    /* sessions with senders; those without one together as the last */
	size_t *first_seat; /* n_homes + 1: senders of a home take seats one after the other */
	int8_t *heard;	    /* by seat */
	size_t *first_cell; /* n_senders + 1, by seat */
	struct cell *cells; /* one more, as an end */
	size_t n_cells;
	uint32_t *mention; /* of each cell: numbers of pairs of issue and spot */
	uint32_t *issue_of_mention;
	size_t n_mentions, n_spots;
	struct tally *whole; /* n_issues */
};

static bool is_known(size_t index)
{
	return index != SIZE_MAX;
}

/* Seats: senders by session, then number. */
static uint32_t *seats_of_senders(struct criteria *c, uint32_t **home_of_seat)
{
	const struct criteria_input *in = &c->input;
	size_t n_keys = in->n_sessions + 1;
	g_autofree size_t *home = g_new(size_t, in->n_senders + 1), *first = g_new0(size_t, n_keys + 2);
	uint32_t *seat = g_new(uint32_t, in->n_senders + 1);

	for (size_t s = 0; s < in->n_senders; s++)
		home[s] = in->n_sessions;
	for (size_t i = 0; i < in->n_rows; i++) {
		const struct criteria_row *row = &in->rows[i];

		g_assert(row->sender < in->n_senders && (!is_known(row->issue) || row->issue < in->n_issues));
		g_assert((!is_known(row->session) || row->session < in->n_sessions) &&
			 (!is_known(row->place) || row->place < in->n_places));
		home[row->sender] = MIN(home[row->sender], row->session);
	}
	for (size_t s = 0; s < in->n_senders; s++)
		first[home[s] + 2]++;
	for (size_t k = 0; k < n_keys; k++)
		first[k + 2] += first[k + 1];
	*home_of_seat = g_new(uint32_t, in->n_senders + 1);
	for (size_t s = 0; s < in->n_senders; s++) {
		seat[s] = (uint32_t)first[home[s] + 1]++;
		(*home_of_seat)[seat[s]] = (uint32_t)home[s];
	}
	c->first_seat = g_new0(size_t, n_keys + 1);
	for (size_t k = 0; k < n_keys; k++) {
		if (first[k + 1] > first[k])
			c->first_seat[++c->n_homes] = first[k + 1];
	}
	return seat;
}

static int compare_rows(const void *a, const void *b, void *data)
{
	const struct criteria_row *rows = data, *x = &rows[*(const uint32_t *)a],
				  *y = &rows[*(const uint32_t *)b];

	if (x->issue != y->issue)
		return x->issue < y->issue ? -1 : 1;
	return (x->place > y->place) - (x->place < y->place);
}

/* Rows by seat, those of one seat by issue and place. */
static uint32_t *order_rows(const struct criteria *c, const uint32_t *seat, size_t *first)
{
	const struct criteria_input *in = &c->input;
	uint32_t *order = g_new(uint32_t, in->n_rows + 1);

	for (size_t i = 0; i < in->n_rows; i++)
		first[seat[in->rows[i].sender] + 2]++;
	for (size_t s = 0; s < in->n_senders; s++)
		first[s + 2] += first[s + 1];
	for (size_t i = 0; i < in->n_rows; i++)
		order[first[seat[in->rows[i].sender] + 1]++] = (uint32_t)i;
	for (size_t s = 0; s < in->n_senders; s++)
		if (first[s + 1] - first[s] > 1)
			qsort_r(order + first[s], first[s + 1] - first[s], sizeof *order, compare_rows,
				(void *)(uintptr_t)in->rows);
	return order;
}

/* Spots as they are met, seat after seat: a place is a new spot in each home. */
struct spots {
	uint32_t *spot_of_place, *home_of_place; /* n_places + 1: the last for no place at all */
	size_t n;
};

static uint32_t spot_of(struct spots *spots, const struct criteria_input *in, size_t place, uint32_t home)
{
	size_t at = in->n_places ? place : 0;

	if (!is_known(at) || (!in->n_places && home == in->n_sessions))
		return none;
	if (spots->home_of_place[at] != home) {
		spots->home_of_place[at] = home;
		spots->spot_of_place[at] = (uint32_t)spots->n++;
	}
	return spots->spot_of_place[at];
}

/* Cells, and for each the spots of its issue; spot numbers are left in mention. */
static void build_cells(struct criteria *c, const uint32_t *order, const size_t *first,
			const uint32_t *home_of_seat)
{
	const struct criteria_input *in = &c->input;
	struct spots spots = {.home_of_place = g_new(uint32_t, in->n_places + 1),
			      .spot_of_place = g_new(uint32_t, in->n_places + 1)};
	size_t n = 0, n_mentions = 0;

	memset(spots.home_of_place, 0xff, (in->n_places + 1) * sizeof *spots.home_of_place);
	c->cells = g_new0(struct cell, in->n_rows + 1);
	c->mention = g_new(uint32_t, in->n_rows + 1);
	for (size_t s = 0; s < in->n_senders; s++) {
		c->first_cell[s] = n;
		c->heard[s] = -1;
		for (size_t i = first[s]; i < first[s + 1]; i++) {
			const struct criteria_row *row = &in->rows[order[i]];
			const int8_t level[3] = {row->severity, row->affected, row->frequency};
			uint32_t issue = is_known(row->issue) ? (uint32_t)row->issue : none,
				 spot = spot_of(&spots, in, row->place, home_of_seat[s]);

			if (i == first[s] || c->cells[n - 1].issue != issue)
				c->cells[n++] = (struct cell){issue, (uint32_t)s, (uint32_t)n_mentions, {0}};
			for (size_t l = 0; l < 3; l++)
				c->cells[n - 1].level[l] = MAX(c->cells[n - 1].level[l], level[l]);
			c->heard[s] = MAX(c->heard[s], row->heard);
			if (spot != none && (n_mentions == c->cells[n - 1].first_mention ||
					     c->mention[n_mentions - 1] != spot))
				c->mention[n_mentions++] = spot;
		}
	}
	c->first_cell[in->n_senders] = n;
	c->cells[n].first_mention = (uint32_t)n_mentions;
	c->n_cells = n;
	c->n_spots = spots.n;
	g_free(spots.home_of_place);
	g_free(spots.spot_of_place);
}

/* Pairs of issue and spot get numbers of their own, issue by issue. */
static void number_mentions(struct criteria *c)
{
	size_t n = c->input.n_issues;
	g_autofree size_t *first = g_new0(size_t, n + 2);
	g_autofree uint32_t *of_issue = g_new(uint32_t, c->n_cells + 1),
			    *pair = g_new(uint32_t, c->n_spots + 1), *owner = g_new(uint32_t, c->n_spots + 1);

	memset(owner, 0xff, (c->n_spots + 1) * sizeof *owner);
	for (size_t i = 0; i < c->n_cells; i++)
		if (c->cells[i].issue != none)
			first[c->cells[i].issue + 2]++;
	for (size_t i = 0; i < n; i++)
		first[i + 2] += first[i + 1];
	for (size_t i = 0; i < c->n_cells; i++)
		if (c->cells[i].issue != none)
			of_issue[first[c->cells[i].issue + 1]++] = (uint32_t)i;
	c->issue_of_mention = g_new(uint32_t, c->cells[c->n_cells].first_mention + 1);
	for (uint32_t i = 0; i < n; i++) {
		for (size_t k = first[i]; k < first[i + 1]; k++) {
			const struct cell *cell = &c->cells[of_issue[k]];

			for (size_t m = cell->first_mention; m < cell[1].first_mention; m++) {
				uint32_t spot = c->mention[m];

				if (owner[spot] != i) {
					owner[spot] = i;
					pair[spot] = (uint32_t)c->n_mentions;
					c->issue_of_mention[c->n_mentions++] = i;
				}
				c->mention[m] = pair[spot];
			}
		}
	}
}

/* Counts a cell as often as its sender is there; spots are the caller's to count. */
static void tally_add(const struct criteria *c, struct tally *tallies, const struct cell *cell,
		      uint64_t times)
{
	struct tally *t = &tallies[cell->issue];
	const int8_t level[N_SHARES] = {cell->level[0], cell->level[1], cell->level[2],
					(int8_t)(c->heard[cell->seat] + 1)};
	static const int8_t high[N_SHARES] = {CRITERIA_SEVERE, CRITERIA_WIDE, CRITERIA_OFTEN, 2};

	t->n_senders += times;
	for (size_t s = 0; s < N_SHARES; s++) {
		t->n_said[s] += level[s] ? times : 0;
		t->n_high[s] += level[s] >= high[s] ? times : 0;
	}
}

static double share(uint64_t part, uint64_t of)
{
	return of ? (double)part / (double)of : NAN;
}

static void values_of(const struct criteria *c, const struct tally *tallies, double *values)
{
	const struct criteria_input *in = &c->input;
	uint64_t most_senders = 0, most_spots = 0;

	for (size_t i = 0; i < in->n_issues; i++) {
		most_senders = MAX(most_senders, tallies[i].n_senders);
		most_spots = MAX(most_spots, tallies[i].n_spots);
	}
	for (size_t i = 0; i < in->n_issues; i++) {
		const struct tally *t = &tallies[i];
		double *of = values + i * CRITERION_MAX;

		of[CRITERION_FREQUENCY] = share(t->n_senders, most_senders);
		of[CRITERION_SPREAD] = c->n_spots > 1 ? share(t->n_spots, most_spots) : NAN;
		for (size_t s = 0; s < N_SHARES; s++)
			of[criterion_of_share[s]] = share(t->n_high[s], t->n_said[s]);
		of[CRITERION_SUPPORT] = in->support ? in->support[i] : NAN;
	}
}

static void tally_whole(struct criteria *c)
{
	c->whole = g_new0(struct tally, c->input.n_issues + 1);
	for (size_t i = 0; i < c->n_cells; i++)
		if (c->cells[i].issue != none)
			tally_add(c, c->whole, &c->cells[i], 1);
	for (size_t m = 0; m < c->n_mentions; m++)
		c->whole[c->issue_of_mention[m]].n_spots++;
}

struct criteria *criteria_new(const struct criteria_input *input)
{
	struct criteria *c = g_new0(struct criteria, 1);
	g_autofree uint32_t *home_of_seat = NULL, *seat = NULL, *order = NULL;
	g_autofree size_t *first = g_new0(size_t, input->n_senders + 2);

	g_assert(input->n_rows < UINT32_MAX && !input->support == !input->n_votes);
	c->input = *input;
	seat = seats_of_senders(c, &home_of_seat);
	order = order_rows(c, seat, first);
	c->heard = g_new(int8_t, input->n_senders + 1);
	c->first_cell = g_new(size_t, input->n_senders + 1);
	build_cells(c, order, first, home_of_seat);
	number_mentions(c);
	tally_whole(c);
	c->input.rows = NULL;
	return c;
}

void criteria_free(struct criteria *c)
{
	if (!c)
		return;
	g_free(c->first_seat);
	g_free(c->heard);
	g_free(c->first_cell);
	g_free(c->cells);
	g_free(c->mention);
	g_free(c->issue_of_mention);
	g_free(c->whole);
	g_free(c);
}

void criteria_read(const struct criteria *c, double *values, size_t *n_said)
{
	values_of(c, c->whole, values);
	for (size_t i = 0; n_said && i < c->input.n_issues; i++) {
		size_t *of = n_said + i * CRITERION_MAX;

		of[CRITERION_FREQUENCY] = c->whole[i].n_senders;
		of[CRITERION_SPREAD] = c->n_spots > 1 ? c->whole[i].n_spots : 0;
		for (size_t s = 0; s < N_SHARES; s++)
			of[criterion_of_share[s]] = c->whole[i].n_said[s];
		of[CRITERION_SUPPORT] = c->input.n_votes ? c->input.n_votes[i] : 0;
	}
}

void criteria_levels(const struct criteria *c, size_t (*severity)[4], size_t (*affected)[5],
		     size_t (*frequency)[6])
{
	memset(severity, 0, c->input.n_issues * sizeof *severity);
	memset(affected, 0, c->input.n_issues * sizeof *affected);
	memset(frequency, 0, c->input.n_issues * sizeof *frequency);
	for (size_t i = 0; i < c->n_cells; i++) {
		const struct cell *cell = &c->cells[i];

		if (cell->issue == none)
			continue;
		severity[cell->issue][cell->level[0]]++;
		affected[cell->issue][cell->level[1]]++;
		frequency[cell->issue][cell->level[2]]++;
	}
}

/* Draws as many senders of a home as it has, and counts them; stamp: which mentions this copy of the home has
 * shown already. */
static void draw_home(const struct criteria *c, struct random *random, size_t home, uint32_t *times,
		      uint32_t *stamp, uint32_t copy, struct tally *tallies)
{
	size_t first = c->first_seat[home], n = c->first_seat[home + 1] - first;

	memset(times, 0, n * sizeof *times);
	for (size_t i = 0; i < n; i++)
		times[random_below(random, n)]++;
	for (size_t i = c->first_cell[first]; i < c->first_cell[first + n]; i++) {
		const struct cell *cell = &c->cells[i];

		if (cell->issue == none || !times[cell->seat - first])
			continue;
		tally_add(c, tallies, cell, times[cell->seat - first]);
		for (size_t m = cell->first_mention; m < cell[1].first_mention; m++) {
			if (stamp[c->mention[m]] != copy)
				tallies[cell->issue].n_spots++;
			stamp[c->mention[m]] = copy;
		}
	}
}

void criteria_draw(const struct criteria *c, uint64_t seed, size_t draw, double *values)
{
	g_autofree struct tally *tallies = g_new0(struct tally, c->input.n_issues + 1);
	g_autofree uint32_t *times = g_new(uint32_t, c->input.n_senders + 1),
			    *stamp = g_new0(uint32_t, c->n_mentions + 1);
	struct random random;

	random_start(&random, seed + draw, RANDOM_STREAM_PEOPLE);
	for (size_t i = 0; i < c->n_homes; i++)
		draw_home(c, &random, c->n_homes > 1 ? random_below(&random, c->n_homes) : 0, times, stamp,
			  (uint32_t)i + 1, tallies);
	values_of(c, tallies, values);
}

static void shuffle(uint32_t *values, size_t n, struct random *random)
{
	for (size_t i = n; i > 1; i--) {
		size_t other = random_below(random, i);
		uint32_t value = values[i - 1];

		values[i - 1] = values[other];
		values[other] = value;
	}
}

/* The part of each seat; parts get their members in turn, in random order within what is to be shared out
 * evenly. */
static uint32_t *parts_of_seats(const struct criteria *c, enum criteria_part by, uint64_t seed,
				size_t n_parts)
{
	size_t n = c->input.n_senders;
	uint32_t *part = g_new(uint32_t, n + 1);
	g_autofree uint32_t *order = g_new(uint32_t, MAX(n, c->n_homes) + 1),
			    *of_home = g_new(uint32_t, c->n_homes + 1);
	struct random random;

	random_start(&random, seed, RANDOM_STREAM_SESSIONS);
	for (size_t i = 0; i < MAX(n, c->n_homes); i++)
		order[i] = (uint32_t)i;
	if (by == CRITERIA_BY_SESSION && c->n_homes > n_parts)
		shuffle(order, c->n_homes, &random);
	for (size_t i = 0; i < c->n_homes && by == CRITERIA_BY_SESSION; i++)
		of_home[order[i]] = (uint32_t)(i % n_parts);
	for (size_t h = 0; h < c->n_homes; h++) {
		size_t first = c->first_seat[h], size = c->first_seat[h + 1] - first;

		if (by == CRITERIA_BY_SENDER && n > n_parts)
			shuffle(order + first, size, &random);
		for (size_t i = first; i < first + size; i++)
			part[by == CRITERIA_BY_SENDER ? order[i] : i] =
				by == CRITERIA_BY_SENDER ? (uint32_t)(i % n_parts) : of_home[h];
	}
	return part;
}

size_t criteria_leave_out(const struct criteria *c, enum criteria_part by, uint64_t seed, size_t max_parts,
			  double **values, size_t *n_people)
{
	size_t n = c->input.n_issues, n_units = by == CRITERIA_BY_SESSION ? c->n_homes : c->input.n_senders,
	       n_parts = MIN(n_units, max_parts);
	g_autofree uint32_t *part = NULL, *owner = g_new(uint32_t, c->n_mentions + 1);
	g_autofree struct tally *lost = NULL, *left = g_new(struct tally, n + 1);
	enum { UNSEEN = UINT32_MAX - 1 };

	g_assert(max_parts >= 2);
	*values = NULL;
	if (n_parts < 2)
		return 0;
	part = parts_of_seats(c, by, seed, n_parts);
	for (size_t p = 0; n_people && p < n_parts; p++)
		n_people[p] = 0;
	for (size_t s = 0; n_people && s < c->input.n_senders; s++)
		n_people[part[s]]++;
	lost = g_new0(struct tally, n_parts * n + 1);
	for (size_t m = 0; m < c->n_mentions; m++)
		owner[m] = (uint32_t)UNSEEN;
	for (size_t i = 0; i < c->n_cells; i++) {
		const struct cell *cell = &c->cells[i];
		uint32_t own = part[cell->seat];

		if (cell->issue == none)
			continue;
		tally_add(c, lost + own * n, cell, 1);
		for (size_t m = cell->first_mention; m < cell[1].first_mention; m++) {
			uint32_t *of = &owner[c->mention[m]];

			*of = *of == (uint32_t)UNSEEN || *of == own ? own : none;
		}
	}
	for (size_t m = 0; m < c->n_mentions; m++)
		if (owner[m] != none)
			lost[owner[m] * n + c->issue_of_mention[m]].n_spots++;
	*values = g_new(double, n_parts *n *CRITERION_MAX + 1);
	for (size_t p = 0; p < n_parts; p++) {
		for (size_t i = 0; i < n; i++) {
			const struct tally *out = &lost[p * n + i];

			left[i] = c->whole[i];
			left[i].n_senders -= out->n_senders;
			left[i].n_spots -= out->n_spots;
			for (size_t s = 0; s < N_SHARES; s++) {
				left[i].n_said[s] -= out->n_said[s];
				left[i].n_high[s] -= out->n_high[s];
			}
		}
		values_of(c, left, *values + p * n * CRITERION_MAX);
	}
	return n_parts;
}
