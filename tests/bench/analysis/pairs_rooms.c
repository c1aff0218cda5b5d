/* pairs_rooms - invented rooms that compare issues two at a time: how often what is declared separated is
 * wrong. SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rooms of 12, 30 and 80 voters, 8 to 12 issues, 10 to 15 pairs a voter chosen by pairs_next as the answers
 * come in.  Voters differ (each has worths of their own, SD 0 to 2 around the room's), rooms are of five
 * kinds: few levels with exact ties, near ties, all tied, spread out, two camps that pull issues apart.  One
 * voter in twenty always chooses the left one, one answer in twenty is "equal", one "no sé".  Truth is what
 * endless voters of that kind would give if asked all pairs.  A room is wrong when any pair is declared the
 * wrong way round, or at all between equals; power is the share of truly different pairs that are declared.
 * Other ways to declare stand beside.  Arguments: rooms of each size (2000), threads (2), only
 * this kind (from 0; all), only rooms of so many voters.
 */
#include <glib.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "numbers.h"
#include "pairs.h"
#include "pairs_model.h"
#include "random.h"
#include "work.h"

enum { MAX_ITEMS = 12, MAX_VOTERS = 80, MAX_ASKED = 15, MAX_PAIRS = MAX_ITEMS * (MAX_ITEMS - 1) / 2 };
enum { LEVELS, NEAR, TIED, SPREAD, CAMPS, N_KINDS };
enum { OURS, FISHER, CLUSTERED, JACKKNIFE, BOOTSTRAP, N_WAYS };
enum { N_BOOTSTRAP = 500 };

static const char *const kinds[] = {"levels", "near ties", "all tied", "spread", "camps"};
static const char *const ways[] = {"turned signs of voters (ours)", "Fisher SE, normal, Holm",
				   "sandwich by voter, t, Holm", "jackknife of voters, t, Holm",
				   "bootstrap of voters, largest"};

struct room {
	size_t n_voters, n_items, kind, n_answers;
	double truth[MAX_ITEMS];
	struct pairs_answer answers[MAX_VOTERS * MAX_ASKED];
};

struct outcome {
	size_t kind, n_pairs, n_different;
	size_t n_wrong[N_WAYS], n_right[N_WAYS];
	size_t n_covered, n_intervals;
};

static double normal(struct random *random)
{
	double u = 1 - random_unit(random), v = random_unit(random);

	return sqrt(-2 * log(u)) * cos(2 * G_PI * v);
}

/* Log-worths that fit the chances of all pairs over all voters of the kind. */
static void find_truth(struct room *room, const double *worth, const double *pull, double camp, double sd)
{
	size_t n = room->n_items;
	double wins[MAX_ITEMS * MAX_ITEMS] = {0}, none[MAX_ITEMS] = {0};

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++) {
			double by = worth[i] - worth[j], apart = pull[i] - pull[j], total = 0;

			if (i == j)
				continue;
			for (int z = -48; z <= 48; z++) {
				double at = z * 0.125, weight = exp(-at * at / 2);

				total += weight;
				wins[i * n + j] +=
					weight * (camp * pairs_model_chance(by + apart * (1 - camp) +
									    at * sd * G_SQRT2) +
						  (1 - camp) * pairs_model_chance(by - apart * camp +
										  at * sd * G_SQRT2));
			}
			/* Who always chooses the left one and who says "equal" chooses neither. */
			wins[i * n + j] =
				0.95 * (18.0 / 19 * wins[i * n + j] / total + 0.5 / 19) + 0.05 * 0.5;
		}
	memset(room->truth, 0, sizeof room->truth);
	pairs_model_climb(wins, none, n, true, room->truth);
}

static enum pairs_choice choose(struct random *random, bool is_lazy, double difference)
{
	double luck = random_unit(random);

	if (luck < 0.05)
		return PAIRS_SKIP;
	if (is_lazy)
		return PAIRS_LEFT;
	if (luck < 0.1)
		return PAIRS_EQUAL;
	return random_unit(random) < pairs_model_chance(difference) ? PAIRS_LEFT : PAIRS_RIGHT;
}

static void invent(struct random *random, size_t n_voters, size_t kind, struct room *room)
{
	static const double sds[] = {0, 0.5, 1, 2};
	double worth[MAX_ITEMS], pull[MAX_ITEMS] = {0}, own[MAX_VOTERS][MAX_ITEMS], camp = 0;
	double sd = sds[random_below(random, 4)], spread = 0.3 + 1.2 * random_unit(random);
	size_t asked[MAX_VOTERS];
	bool is_lazy[MAX_VOTERS];

	room->n_voters = n_voters;
	room->n_items = 8 + random_below(random, 5);
	room->kind = random_below(random, N_KINDS);
	if (kind < N_KINDS)
		room->kind = kind;
	room->n_answers = 0;
	if (room->kind == CAMPS)
		camp = 0.2 + 0.6 * random_unit(random);
	for (size_t i = 0; i < room->n_items; i++) {
		worth[i] = room->kind == TIED	  ? 0
			   : room->kind == SPREAD ? spread * normal(random)
						  : spread * (double)random_below(random, 4);
		if (room->kind == NEAR)
			worth[i] += 0.1 * normal(random);
		if (room->kind == CAMPS && random_below(random, 2))
			pull[i] = (random_below(random, 2) ? 2 : -2) * random_unit(random);
	}
	find_truth(room, worth, pull, camp, sd);
	for (size_t v = 0; v < n_voters; v++) {
		bool is_one = random_unit(random) < camp;

		asked[v] = 10 + random_below(random, 6);
		is_lazy[v] = random_below(random, 20) == 0;
		for (size_t i = 0; i < room->n_items; i++)
			own[v][i] = worth[i] + sd * normal(random) +
				    (is_one ? pull[i] * (1 - camp) : -pull[i] * camp);
	}
	for (size_t turn = 0; turn < MAX_ASKED; turn++)
		for (size_t v = 0; v < n_voters; v++) {
			struct pairs_answer *answer = &room->answers[room->n_answers];

			if (turn >= asked[v] ||
			    !pairs_next(room->answers, room->n_answers, room->n_items, (uint32_t)v,
					random_next(random), &answer->left, &answer->right))
				continue;
			answer->voter = (uint32_t)v;
			answer->choice =
				choose(random, is_lazy[v], own[v][answer->left] - own[v][answer->right]);
			room->n_answers++;
		}
}

/* --- the other ways ---------------------------------------------------------------------------------------
 */

static void wins_of(const struct room *room, const uint32_t *times, double *wins)
{
	size_t n = room->n_items;

	memset(wins, 0, n * n * sizeof *wins);
	for (size_t a = 0; a < room->n_answers; a++) {
		const struct pairs_answer *answer = &room->answers[a];
		double m = times[answer->voter];

		if (answer->choice == PAIRS_SKIP)
			continue;
		wins[answer->left * n + answer->right] += m * (answer->choice == PAIRS_LEFT    ? 1
							       : answer->choice == PAIRS_EQUAL ? 0.5
											       : 0);
		wins[answer->right * n + answer->left] += m * (answer->choice == PAIRS_RIGHT   ? 1
							       : answer->choice == PAIRS_EQUAL ? 0.5
											       : 0);
	}
}

static int compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Two-sided p of the pairs, i over j where theta says so. */
static void declare_holm(const double *theta, size_t n, const double *p, bool *above)
{
	double sorted[MAX_PAIRS], last = -1;
	size_t m = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < i; j++)
			sorted[m++] = p[i * n + j];
	qsort(sorted, m, sizeof *sorted, compare_doubles);
	for (size_t k = 0; k < m && sorted[k] <= 0.05 / (double)(m - k); k++)
		last = sorted[k];
	memset(above, 0, n * n * sizeof *above);
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < i; j++)
			if (p[i * n + j] <= last)
				above[theta[i] > theta[j] ? i * n + j : j * n + i] = true;
}

static void by_errors(const struct room *room, const struct pairs_fit *fit, size_t way, bool *above)
{
	size_t n = room->n_items, n_voters = room->n_voters;
	g_autofree double *scores = g_new0(double, n_voters *n), *moves = g_new0(double, n_voters *n);
	double p[MAX_ITEMS * MAX_ITEMS];

	for (size_t a = 0; a < room->n_answers; a++) {
		const struct pairs_answer *x = &room->answers[a];
		double rest = (x->choice == PAIRS_LEFT	  ? 1
			       : x->choice == PAIRS_EQUAL ? 0.5
							  : 0) -
			      pairs_model_chance(fit->worth[x->left] - fit->worth[x->right]);

		if (x->choice == PAIRS_SKIP)
			continue;
		scores[x->voter * n + x->left] += rest;
		scores[x->voter * n + x->right] -= rest;
	}
	for (size_t v = 0; v < n_voters; v++) {
		uint32_t times[MAX_VOTERS];
		double wins[MAX_ITEMS * MAX_ITEMS];
		struct pairs_fit *without;

		for (size_t i = 0; i < n && way == CLUSTERED; i++)
			for (size_t k = 0; k < n; k++)
				moves[v * n + i] += fit->covariance[i * n + k] * scores[v * n + k];
		if (way != JACKKNIFE)
			continue;
		for (size_t u = 0; u < n_voters; u++)
			times[u] = u != v;
		wins_of(room, times, wins);
		without = pairs_fit(wins, n, PAIRS_PRIOR, SIZE_MAX);
		for (size_t i = 0; i < n; i++)
			moves[v * n + i] = without->worth[i] - fit->worth[i];
		pairs_fit_free(without);
	}
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < i; j++) {
			double by = fabs(fit->worth[i] - fit->worth[j]), square = 0, v = (double)n_voters;

			for (size_t u = 0; u < n_voters; u++)
				square += (moves[u * n + i] - moves[u * n + j]) *
					  (moves[u * n + i] - moves[u * n + j]);
			if (way == FISHER)
				p[i * n + j] =
					2 * gsl_cdf_ugaussian_Q(by / sqrt(fit->covariance[i * n + i] +
									  fit->covariance[j * n + j] -
									  2 * fit->covariance[i * n + j]));
			else
				p[i * n + j] =
					2 *
					gsl_cdf_tdist_Q(by / sqrt(square * (way == JACKKNIFE ? (v - 1) / v
											     : v / (v - 1))),
							v - 1);
		}
	declare_holm(fit->worth, n, p, above);
}

static void by_bootstrap(const struct room *room, const struct pairs_fit *fit, struct random *random,
			 bool *above)
{
	size_t n = room->n_items;
	g_autofree double *drawn = g_new(double, N_BOOTSTRAP *n);
	double sd[MAX_ITEMS * MAX_ITEMS] = {0}, largest[N_BOOTSTRAP] = {0}, limit;

	for (size_t r = 0; r < N_BOOTSTRAP; r++) {
		uint32_t times[MAX_VOTERS] = {0};
		double wins[MAX_ITEMS * MAX_ITEMS], prior[MAX_ITEMS];

		for (size_t v = 0; v < room->n_voters; v++)
			times[random_below(random, room->n_voters)]++;
		for (size_t i = 0; i < n; i++)
			prior[i] = PAIRS_PRIOR;
		wins_of(room, times, wins);
		memcpy(drawn + r * n, fit->worth, n * sizeof *drawn);
		pairs_model_climb(wins, prior, n, false, drawn + r * n);
	}
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < i; j++) {
			double by = fit->worth[i] - fit->worth[j], mean = 0, square = 0;

			for (size_t r = 0; r < N_BOOTSTRAP; r++)
				mean += (drawn[r * n + i] - drawn[r * n + j]) / N_BOOTSTRAP;
			for (size_t r = 0; r < N_BOOTSTRAP; r++) {
				double d = drawn[r * n + i] - drawn[r * n + j] - mean;

				square += d * d;
			}
			sd[i * n + j] = sqrt(square / (N_BOOTSTRAP - 1));
			for (size_t r = 0; r < N_BOOTSTRAP; r++)
				largest[r] = MAX(largest[r], fabs(drawn[r * n + i] - drawn[r * n + j] - by) /
								     sd[i * n + j]);
		}
	qsort(largest, N_BOOTSTRAP, sizeof *largest, compare_doubles);
	limit = largest[(size_t)(0.95 * N_BOOTSTRAP)];
	memset(above, 0, n * n * sizeof *above);
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < i; j++)
			if (fabs(fit->worth[i] - fit->worth[j]) > limit * sd[i * n + j])
				above[fit->worth[i] > fit->worth[j] ? i * n + j : j * n + i] = true;
}

/* --- rooms ------------------------------------------------------------------------------------------------
 */

struct study {
	size_t n_voters, kind; /* N_KINDS: all */
	struct outcome *outcomes;
};

static bool is_above(const struct room *room, size_t i, size_t j)
{
	return room->truth[i] > room->truth[j] + 1e-6;
}

static void judge(const struct room *room, const bool *above, size_t way, struct outcome *outcome)
{
	size_t n = room->n_items;

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++) {
			if (!above[i * n + j])
				continue;
			outcome->n_right[way] += is_above(room, i, j);
			outcome->n_wrong[way] += !is_above(room, i, j);
		}
}

static void do_rooms(void *data, size_t first, size_t last, size_t thread)
{
	const struct study *study = data;
	g_autofree struct room *room = g_new(struct room, 1);

	(void)thread;
	for (size_t r = first; r < last; r++) {
		struct outcome *outcome = &study->outcomes[r];
		struct random random;
		struct pairs *pairs;
		bool above[MAX_ITEMS * MAX_ITEMS];
		double mean = 0;
		size_t n;

		random_start(&random, r * 100 + study->n_voters, RANDOM_STREAM_SESSIONS);
		invent(&random, study->n_voters, study->kind, room);
		n = room->n_items;
		pairs = pairs_count(&(struct pairs_input){.answers = room->answers,
							  .n_answers = room->n_answers,
							  .n_voters = room->n_voters,
							  .n_items = n,
							  .n_resamples = r % 10 ? 1 : 1000,
							  .seed = random_next(&random)},
				    NULL);
		outcome->kind = room->kind;
		for (size_t i = 0; i < n; i++) {
			mean += room->truth[i] / (double)n;
			for (size_t j = 0; j < i; j++) {
				outcome->n_pairs++;
				outcome->n_different += is_above(room, i, j) || is_above(room, j, i);
			}
		}
		judge(room, pairs->above, OURS, outcome);
		for (size_t way = FISHER; way <= JACKKNIFE; way++) {
			by_errors(room, pairs->fit, way, above);
			judge(room, above, way, outcome);
		}
		if (r % 10 == 0) {
			by_bootstrap(room, pairs->fit, &random, above);
			judge(room, above, BOOTSTRAP, outcome);
			for (size_t i = 0; i < n; i++) {
				outcome->n_intervals++;
				outcome->n_covered += pairs->items[i].worth_low <= room->truth[i] - mean &&
						      room->truth[i] - mean <= pairs->items[i].worth_high;
			}
		}
		pairs_free(pairs);
	}
}

static void print_ways(const struct outcome *outcomes, size_t n_rooms, size_t kind)
{
	for (size_t way = 0; way < N_WAYS; way++) {
		size_t n = 0, n_wrong_rooms = 0, n_wrong = 0, n_right = 0, n_pairs = 0, n_different = 0;

		for (size_t r = 0; r < n_rooms; r++) {
			const struct outcome *o = &outcomes[r];

			if ((way == BOOTSTRAP && r % 10) || (kind < N_KINDS && o->kind != kind))
				continue;
			n++;
			n_wrong_rooms += o->n_wrong[way] > 0;
			n_wrong += o->n_wrong[way];
			n_right += o->n_right[way];
			n_pairs += o->n_pairs;
			n_different += o->n_different;
		}
		if (kind < N_KINDS && way != OURS)
			continue;
		printf("  %-30s %5zu rooms  wrong in %5.2f %%  wrong pairs %6.3f %%  power %5.1f %%\n",
		       kind < N_KINDS ? kinds[kind] : ways[way], n,
		       100.0 * (double)n_wrong_rooms / (double)MAX(n, 1),
		       100.0 * (double)n_wrong / (double)MAX(n_pairs, 1),
		       100.0 * (double)n_right / (double)MAX(n_different, 1));
	}
}

int main(int argc, char **argv)
{
	static const size_t sizes[] = {12, 30, 80};
	size_t n_rooms = argc > 1 ? (size_t)g_ascii_strtoull(argv[1], NULL, 10) : 2000;
	struct work *work = work_new(argc > 2 ? (size_t)g_ascii_strtoull(argv[2], NULL, 10) : 2, NULL, NULL);
	g_autofree struct outcome *outcomes = g_new(struct outcome, n_rooms + 1);
	size_t only = argc > 3 ? (size_t)g_ascii_strtoull(argv[3], NULL, 10) : N_KINDS;
	int status = 0;

	for (size_t s = 0; s < G_N_ELEMENTS(sizes); s++) {
		struct study study = {sizes[s], only, outcomes};
		size_t n_covered = 0, n_intervals = 0, n_wrong_rooms = 0;

		if (argc > 4 && sizes[s] != g_ascii_strtoull(argv[4], NULL, 10))
			continue;
		memset(outcomes, 0, n_rooms * sizeof *outcomes);
		work_run(work, n_rooms, 10, do_rooms, &study, 0, 1);
		for (size_t r = 0; r < n_rooms; r++) {
			n_covered += outcomes[r].n_covered;
			n_intervals += outcomes[r].n_intervals;
			n_wrong_rooms += outcomes[r].n_wrong[OURS] > 0;
		}
		printf("%zu voters\n", sizes[s]);
		print_ways(outcomes, n_rooms, N_KINDS);
		for (size_t kind = 0; kind < N_KINDS; kind++)
			print_ways(outcomes, n_rooms, kind);
		printf("  intervals of worths hold the truth: %.1f %% of %zu\n",
		       100.0 * (double)n_covered / (double)MAX(n_intervals, 1), n_intervals);
		if ((double)n_wrong_rooms > 0.05 * (double)n_rooms)
			status = 1;
		fflush(stdout);
	}
	printf(status ? "MISSED: more than 5 %% of the rooms of a size are wrong\n"
		      : "within the bar: at most 5 %% of the rooms of each size are wrong\n");
	work_free(work);
	return status;
}
