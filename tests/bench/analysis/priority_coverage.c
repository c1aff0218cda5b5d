/* priority_coverage - how often the places by score hold the true ones, at once for all issues, in made
 * exercises whose truth is known.
 *
 * Prints one line a scene: sessions, senders in each, names a sender, draws, coverage of the sets at 95 %,
 * and how wide they are on average beside the number of issues.  Near-ties: issues come in pairs that differ
 * by 3 %.  Sessions differ: log-ratios of being named, and log-odds of each answer, vary with SD 0.6.
 * Arguments: draws (2000), a seed.  Exit 1 when fewer than 94 % are covered somewhere.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <glib.h>

#include "criteria.h"
#include "random.h"
#include "score_sets.h"
#include "smaa.h"

enum { N_ISSUES = 10, N_ANSWERS = 4, N_PLACES = 4, TRUTH_SENDERS = 400000, MAX_NAMES = 3 };

struct scene {
	const char *name;
	size_t n_sessions; /* 0: senders of no session */
	size_t n_senders;  /* in each; all without sessions */
	size_t n_names;
	double differ; /* SD between sessions */
	double step;   /* how much more a pair is named than the next */
	double weights[CRITERION_MAX];
};

#define MIXED                                                                                                \
	{                                                                                                    \
		0.3, 0.2, 0.15, 0.1, 0.1, 0.1, 0.05                                                          \
	}
#define COUNTS                                                                                               \
	{                                                                                                    \
		1, 0, 0, 0, 0, 0, 0                                                                          \
	}
#define ANSWERS                                                                                              \
	{                                                                                                    \
		0, 0.4, 0.3, 0, 0.3, 0, 0                                                                    \
	}
static const struct scene scenes[] = {
	{"senders alone, one name", 0, 60, 1, 0, 0.75, MIXED},
	{"senders alone, three names", 0, 60, 3, 0, 0.75, MIXED},
	{"senders alone, many", 0, 600, 3, 0, 0.75, MIXED},
	{"senders alone, mentions", 0, 100, 3, 0, 0.75, COUNTS},
	{"senders alone, answers", 0, 60, 1, 0, 0.75, ANSWERS},
	{"five sessions that differ", 5, 20, 3, 0.6, 0.75, MIXED},
	{"five, mentions", 5, 20, 3, 0.6, 0.75, COUNTS},
	{"five, answers", 5, 20, 1, 0.6, 0.75, ANSWERS},
	{"five large", 5, 200, 3, 0.6, 0.75, MIXED},
	{"twenty sessions that differ", 20, 20, 3, 0.6, 0.75, MIXED},
	{"twenty, mentions", 20, 20, 3, 0.6, 0.75, COUNTS},
	{"twenty, answers", 20, 20, 3, 0.6, 0.75, ANSWERS},
	{"twenty, one name", 20, 12, 1, 0.6, 0.75, MIXED},
	{"sixty sessions that differ", 60, 12, 2, 0.6, 0.75, MIXED},
	{"all alike, senders alone", 0, 100, 3, 0, 1, MIXED},
	{"all alike, five", 5, 20, 3, 0.6, 1, MIXED},
	{"all alike, five, mentions", 5, 20, 3, 0.6, 1, COUNTS},
	{"all alike, twenty", 20, 20, 3, 0.6, 1, MIXED},
	{"all alike, twenty, answers", 20, 20, 3, 0.6, 1, ANSWERS},
	{"five, far apart", 5, 40, 3, 0.6, 0.35, MIXED},
	{"five, far apart, mentions", 5, 40, 3, 0.6, 0.35, COUNTS},
	{"ten, far apart", 10, 40, 3, 0.6, 0.35, MIXED},
	{"six sessions alike", 6, 20, 3, 0, 0.75, MIXED},
};

static double normal(struct random *random)
{
	double radius = sqrt(-2 * log(1 - random_unit(random)));

	return radius * cos(2 * G_PI * random_unit(random));
}

/* How much each issue is named, and the log-odds of each answer, before sessions differ. */
static void issue_base(size_t issue, double step, double *named, double *odds)
{
	bool is_alike = step >= 1;

	*named = is_alike ? 1 + 0.004 * (double)issue
			  : pow(step, (double)(issue / 2)) * (issue % 2 ? 0.97 : 1);
	for (size_t a = 0; a < N_ANSWERS; a++)
		odds[a] = is_alike ? 0.01 * (double)issue
				   : 0.6 * cos((double)(issue / 2) * (double)(a + 1)) - 0.5 +
					     0.03 * (double)(issue % 2);
}

struct rows {
	struct criteria_row *row;
	size_t n, n_senders, n_sessions;
};

static int8_t answer(struct random *random, double odds, int8_t low, int8_t high)
{
	bool is_high = random_unit(random) < 1 / (1 + exp(-odds));

	return random_unit(random) < 0.2 ? 0 : is_high ? high : low;
}

/* One room of so many. */
static void add_room(struct rows *rows, const struct scene *s, struct random *random, size_t n_senders)
{
	double named[N_ISSUES], odds[N_ISSUES][N_ANSWERS];
	size_t session = s->n_sessions ? rows->n_sessions : SIZE_MAX;

	rows->n_sessions += s->n_sessions > 0;
	for (size_t i = 0; i < N_ISSUES; i++) {
		issue_base(i, s->step, &named[i], odds[i]);
		named[i] *= exp(s->differ * normal(random));
		for (size_t a = 0; a < N_ANSWERS; a++)
			odds[i][a] += s->differ * normal(random);
	}
	for (size_t p = 0; p < n_senders; p++) {
		bool is_named[N_ISSUES] = {false};
		size_t place = random_below(random, N_PLACES);
		double heard = random_unit(random);

		for (size_t k = 0; k < s->n_names; k++) {
			double left = 0, at;
			size_t i = 0;

			for (size_t j = 0; j < N_ISSUES; j++)
				left += is_named[j] ? 0 : named[j];
			at = random_unit(random) * left;
			for (;; i++) {
				if (is_named[i])
					continue;
				at -= named[i];
				if (at <= 0 || i == N_ISSUES - 1)
					break;
			}
			if (is_named[i])
				continue;
			is_named[i] = true;
			rows->row[rows->n++] = (struct criteria_row){
				.issue = i,
				.sender = rows->n_senders,
				.session = session,
				.place = s->n_sessions ? place : SIZE_MAX,
				.severity = answer(random, odds[i][0], 1, 3),
				.affected = answer(random, odds[i][1], 2, 4),
				.frequency = answer(random, odds[i][2], 3, 5),
				.heard = heard < 0.15 ? -1 : heard < 0.5,
			};
		}
		rows->n_senders++;
	}
}

static struct criteria *exercise(struct rows *rows, const struct scene *s, struct random *random,
				 size_t n_rooms)
{
	struct criteria_input in = {.rows = rows->row, .n_issues = N_ISSUES};

	rows->n = rows->n_senders = rows->n_sessions = 0;
	for (size_t r = 0; r < n_rooms; r++)
		add_room(rows, s, random, s->n_senders);
	in.n_rows = rows->n;
	in.n_senders = rows->n_senders;
	in.n_sessions = rows->n_sessions;
	in.n_places = s->n_sessions ? N_PLACES : 0;
	return criteria_new(&in);
}

/* The places of many such rooms together; without sessions all spots and shares are as of one large room. */
static void truth(const struct scene *s, struct random *random, size_t *place)
{
	size_t n_rooms = TRUTH_SENDERS / s->n_senders;
	struct rows rows = {.row = g_new(struct criteria_row, n_rooms * s->n_senders * MAX_NAMES)};
	struct criteria *c = exercise(&rows, s, random, n_rooms);
	double values[N_ISSUES * CRITERION_MAX], score[N_ISSUES];

	criteria_read(c, values, NULL);
	smaa_weighted_sum(values, N_ISSUES, s->weights, CRITERION_MAX, score);
	for (size_t i = 0; i < N_ISSUES; i++) {
		place[i] = 1;
		for (size_t j = 0; j < N_ISSUES; j++)
			place[i] += score[j] > score[i];
	}
	criteria_free(c);
	g_free(rows.row);
}

static bool measure(const struct scene *s, size_t n_draws, uint64_t seed)
{
	struct random random;
	struct rows rows = {
		.row = g_new(struct criteria_row, MAX(s->n_sessions, 1) * s->n_senders * MAX_NAMES)};
	size_t place[N_ISSUES], low[N_ISSUES], high[N_ISSUES], n_covered = 0, width = 0;

	random_start(&random, seed, RANDOM_STREAM_PEOPLE);
	truth(s, &random, place);
	for (size_t d = 0; d < n_draws; d++) {
		struct criteria *c = exercise(&rows, s, &random, MAX(s->n_sessions, 1));
		struct score_sets *sets = score_sets_new(c, N_ISSUES, 0.95, seed + d);
		bool is_in = true;

		score_sets_places(sets, s->weights, low, high);
		for (size_t i = 0; i < N_ISSUES; i++) {
			is_in = is_in && place[i] >= low[i] && place[i] <= high[i];
			width += high[i] - low[i] + 1;
		}
		n_covered += is_in;
		score_sets_free(sets);
		criteria_free(c);
	}
	printf("%-30s %3zu sessions %4zu senders %zu names  %zu draws  coverage %.4f  width %.2f of %d\n",
	       s->name, s->n_sessions, s->n_senders, s->n_names, n_draws, (double)n_covered / (double)n_draws,
	       (double)width / (double)(n_draws * N_ISSUES), N_ISSUES);
	fflush(stdout);
	g_free(rows.row);
	return (double)n_covered >= 0.94 * (double)n_draws;
}

int main(int argc, char **argv)
{
	size_t n_draws = argc > 1 ? (size_t)g_ascii_strtoull(argv[1], NULL, 10) : 2000;
	uint64_t seed = argc > 2 ? g_ascii_strtoull(argv[2], NULL, 10) : 1;
	bool is_good = true;

	for (size_t i = 0; i < G_N_ELEMENTS(scenes); i++)
		is_good = measure(&scenes[i], n_draws, seed + i) && is_good;
	return is_good ? 0 : 1;
}
