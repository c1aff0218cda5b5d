/* coverage - how often sets of places hold the truth, and how wide they are, when people and rooms are drawn
 * again and again from a known order.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An issue has a share; in each session its logarithm moves by normal noise of the stated SD, the same for
 * all issues, so that the order of mean shares is that of the shares.  Senders name one issue, or three
 * different ones.  A draw is covered when the sets of all issues hold all places their ties leave open.
 * Beside it: "knows", who knows the true standard error of each difference (z, Holm), and "naive",
 * percentiles of the places over resamples of sessions and then senders.  Arguments: draws (2000), draws for
 * naive (200).  Exit 1 when fewer than 94 % are covered somewhere.
 */
#include <glib.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "random.h"
#include "rank_sets.h"

enum { MOST_ISSUES = 30, MOST_SESSIONS = 20, N_KNOW = 500, N_RESAMPLES = 200 };

enum profile { TIED, NEAR, PAIRS, STEPS, FAR, THREE, LOCAL };
static const char *const profile_name[] = {
	[TIED] = "all tied",
	[NEAR] = "near-ties",
	[PAIRS] = "tied pairs, 1, 1/2...",
	[STEPS] = "each 3/4 of the last",
	[FAR] = "half of the last",
	[THREE] = ".30 .15 .05 and rest",
	[LOCAL] = "tied, three are local",
};

struct scene {
	enum profile profile;
	size_t n_issues, n_sessions /* 0: all drawn alike */, least, most /* senders of a session */, n_named;
	double sd;    /* of the logarithm of a share */
	double worth; /* not 0: Dirichlet shares instead, as steady as those of so many people */
};

struct town {
	const struct scene *scene;
	double base[MOST_ISSUES];
	struct rank_mention *mentions;
	size_t *session, *first; /* of each sender; n_sessions + 1 senders */
	struct rank_people people;
	struct random random;
};

static double normal(struct random *random)
{
	double u = 1 - random_unit(random), v = random_unit(random);

	return sqrt(-2 * log(u)) * cos(2 * G_PI * v);
}

/* Marsaglia & Tsang, ACM Trans. Math. Softw. 26 (2000). */
static double gamma_of(struct random *random, double shape)
{
	double d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3, c = 1 / sqrt(9 * d), x, v, u;

	do {
		x = normal(random);
		v = 1 + c * x;
		v = v * v * v;
		u = 1 - random_unit(random);
	} while (v <= 0 || log(u) > x * x / 2 + d - d * v + d * log(v));
	return d * v * (shape < 1 ? pow(1 - random_unit(random), 1 / shape) : 1);
}

static void town_open(struct town *town, const struct scene *scene)
{
	size_t rooms = MAX(scene->n_sessions, 1), senders = rooms * scene->most;

	*town = (struct town){.scene = scene};
	for (size_t i = 0; i < scene->n_issues; i++) {
		const double three[] = {0.30, 0.15, 0.05};
		const double of[] = {[TIED] = 1,
				     [NEAR] = 1 - 0.02 * (double)(i / 2),
				     [PAIRS] = 1 / (double)(1 + i / 2),
				     [STEPS] = pow(0.75, (double)i),
				     [FAR] = pow(0.5, (double)i),
				     [THREE] = i < 3 ? three[i] : 0.5 / (double)(scene->n_issues - 3),
				     [LOCAL] = 1};

		town->base[i] = of[scene->profile];
	}
	town->mentions = g_new(struct rank_mention, senders * scene->n_named);
	town->session = g_new(size_t, senders);
	town->first = g_new(size_t, rooms + 1);
	random_start(&town->random, 1, RANDOM_STREAM_SESSIONS);
}

static void town_close(struct town *town)
{
	g_free(town->mentions);
	g_free(town->session);
	g_free(town->first);
}

static void room_shares(struct town *town, double *shares)
{
	const struct scene *scene = town->scene;

	double sum = 0;

	for (size_t i = 0; i < scene->n_issues; i++)
		sum += town->base[i];
	for (size_t i = 0; i < scene->n_issues; i++)
		shares[i] = scene->worth > 0 ? gamma_of(&town->random, scene->worth * town->base[i] / sum)
					     : town->base[i] * exp(scene->sd * normal(&town->random));
	if (scene->profile == LOCAL) {
		size_t here = random_below(&town->random, 3);

		for (size_t i = 0; i < 3; i++)
			shares[i] = town->base[i] * (i == here ? 2.4 : 0.3);
	}
}

static void sender_names(struct town *town, size_t sender, const double *shares)
{
	size_t n = town->scene->n_issues;
	double left[MOST_ISSUES];

	memcpy(left, shares, n * sizeof *left);
	for (size_t k = 0; k < town->scene->n_named; k++) {
		double sum = 0, u;
		size_t issue = 0, last = 0;

		for (size_t i = 0; i < n; i++)
			sum += left[i];
		u = random_unit(&town->random) * sum;
		for (issue = 0; issue < n; issue++) {
			if (left[issue] <= 0)
				continue;
			last = issue;
			u -= left[issue];
			if (u < 0)
				break;
		}
		left[last] = 0;
		town->mentions[town->people.n_mentions++] = (struct rank_mention){sender, last};
	}
}

static void town_draw(struct town *town)
{
	const struct scene *scene = town->scene;
	size_t rooms = MAX(scene->n_sessions, 1), sender = 0;

	town->people = (struct rank_people){.mentions = town->mentions,
					    .n_issues = scene->n_issues,
					    .n_sessions = scene->n_sessions,
					    .session = town->session};
	for (size_t r = 0; r < rooms; r++) {
		size_t n = scene->least + random_below(&town->random, scene->most - scene->least + 1);
		double shares[MOST_ISSUES];

		town->first[r] = sender;
		room_shares(town, shares);
		for (size_t end = sender + n; sender < end; sender++) {
			town->session[sender] = scene->n_sessions ? r : SIZE_MAX;
			sender_names(town, sender, shares);
		}
	}
	town->first[rooms] = town->people.n_senders = sender;
}

static void counts_of(const struct town *town, double *counts)
{
	memset(counts, 0, MOST_ISSUES * sizeof *counts);
	for (size_t m = 0; m < town->people.n_mentions; m++)
		counts[town->mentions[m].issue]++;
}

/* Who names what in each session, and its senders. */
struct rooms {
	double named[MOST_SESSIONS][MOST_ISSUES], size[MOST_SESSIONS];
};

static void rooms_count(const struct town *town, struct rooms *rooms)
{
	memset(rooms, 0, sizeof *rooms);
	for (size_t r = 0; r < MAX(town->scene->n_sessions, 1); r++)
		for (size_t s = town->first[r]; s < town->first[r + 1]; s++, rooms->size[r]++)
			for (size_t k = 0; k < town->scene->n_named; k++)
				rooms->named[r][town->mentions[s * town->scene->n_named + k].issue]++;
}

/* Whole sessions with replacement, then the senders of each. */
static void rooms_again(struct town *town, struct rooms *rooms)
{
	const struct scene *scene = town->scene;
	size_t n_rooms = MAX(scene->n_sessions, 1);

	memset(rooms, 0, sizeof *rooms);
	for (size_t r = 0; r < n_rooms; r++) {
		size_t room = random_below(&town->random, n_rooms), first = town->first[room];
		size_t n = town->first[room + 1] - first;

		rooms->size[r] = (double)n;
		for (size_t s = 0; s < n; s++) {
			size_t sender = first + random_below(&town->random, n);

			for (size_t k = 0; k < scene->n_named; k++)
				rooms->named[r][town->mentions[sender * scene->n_named + k].issue]++;
		}
	}
}

struct tally {
	double n, covered, width;
};

static void tally_add(struct tally *tally, const struct town *town, const size_t *low, const size_t *high)
{
	size_t n = town->scene->n_issues;
	bool is_covered = true;

	for (size_t i = 0; i < n; i++) {
		size_t more = 0, less = 0;

		for (size_t j = 0; j < n; j++) {
			more += town->base[j] > town->base[i];
			less += town->base[j] < town->base[i];
		}
		is_covered &= low[i] <= more + 1 && high[i] >= n - less;
		tally->width += (double)(high[i] - low[i] + 1) / (double)n;
	}
	tally->covered += is_covered;
	tally->n++;
}

static int compare_sizes(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return (x > y) - (x < y);
}

static void naive_sets(const struct town *town, const struct rooms *again, size_t *low, size_t *high)
{
	static size_t place[2][MOST_ISSUES][N_RESAMPLES];
	size_t n = town->scene->n_issues;
	const size_t out = N_RESAMPLES / 40; /* 2.5 % at each end */

	for (size_t b = 0; b < N_RESAMPLES; b++) {
		double counts[MOST_ISSUES] = {0};

		for (size_t r = 0; r < MAX(town->scene->n_sessions, 1); r++)
			for (size_t i = 0; i < n; i++)
				counts[i] += again[b].named[r][i];
		for (size_t i = 0; i < n; i++) {
			place[0][i][b] = 1;
			place[1][i][b] = n;
			for (size_t j = 0; j < n; j++) {
				place[0][i][b] += counts[j] > counts[i];
				place[1][i][b] -= counts[j] < counts[i];
			}
		}
	}
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < 2; k++)
			qsort(place[k][i], N_RESAMPLES, sizeof(size_t), compare_sizes);
		low[i] = place[0][i][out];
		high[i] = place[1][i][N_RESAMPLES - 1 - out];
	}
}

/* The difference of the shares of two issues, and its standard error over sessions. */
static double difference(const struct rooms *rooms, size_t n_rooms, size_t i, size_t j, double *error)
{
	double n = (double)n_rooms, all = 0, sum = 0, squares = 0;

	for (size_t r = 0; r < n_rooms; r++) {
		all += rooms->size[r];
		sum += rooms->named[r][i] - rooms->named[r][j];
	}
	for (size_t r = 0; r < n_rooms; r++) {
		double off = rooms->named[r][i] - rooms->named[r][j] - sum / all * rooms->size[r];

		squares += off * off;
	}
	*error = sqrt(squares * n / (n - 1)) / all;
	return sum / all;
}

static int compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void boot_t_sets(const struct town *town, const struct rooms *again, size_t *low, size_t *high)
{
	static double largest[N_RESAMPLES];
	size_t n = town->scene->n_issues, n_rooms = town->scene->n_sessions;
	struct rooms rooms;

	rooms_count(town, &rooms);
	memset(largest, 0, sizeof largest);
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < i; j++) {
			double error, true_here = difference(&rooms, n_rooms, i, j, &error);

			for (size_t b = 0; b < N_RESAMPLES; b++) {
				double off = fabs(difference(&again[b], n_rooms, i, j, &error) - true_here);

				if (off > 0)
					largest[b] = MAX(largest[b], off / error);
			}
		}
	qsort(largest, N_RESAMPLES, sizeof *largest, compare_doubles);
	for (size_t i = 0; i < n; i++) {
		low[i] = 1;
		high[i] = n;
		for (size_t j = 0; j < n; j++) {
			double error, off = i == j ? 0 : difference(&rooms, n_rooms, i, j, &error);

			if (off != 0 && fabs(off) / error > largest[N_RESAMPLES * 95 / 100]) {
				low[i] += off < 0;
				high[i] -= off > 0;
			}
		}
	}
}

/* The true standard error of the difference of two shares. */
static void true_errors(struct town *town, double *error)
{
	size_t n = town->scene->n_issues;
	g_autofree double *sum = g_new0(double, n *n), *squares = g_new0(double, n *n);

	for (size_t k = 0; k < N_KNOW; k++) {
		double counts[MOST_ISSUES];

		town_draw(town);
		counts_of(town, counts);
		for (size_t i = 0; i < n; i++)
			for (size_t j = 0; j < n; j++) {
				double off = (counts[i] - counts[j]) / (double)town->people.n_senders;

				sum[i * n + j] += off;
				squares[i * n + j] += off * off;
			}
	}
	for (size_t k = 0; k < n * n; k++)
		error[k] = sqrt(MAX(0, squares[k] - sum[k] * sum[k] / N_KNOW) / (N_KNOW - 1));
}

static void knowing_tests(const struct town *town, const double *error, double *p)
{
	size_t n = town->scene->n_issues;
	double counts[MOST_ISSUES];

	counts_of(town, counts);
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++) {
			double off = (counts[i] - counts[j]) / (double)town->people.n_senders;

			p[i * n + j] = i == j ? 1 : erfc(off / error[i * n + j] / sqrt(2)) / 2;
		}
}

static bool play(const struct scene *scene, size_t n_draws, size_t n_naive)
{
	struct town town;
	struct tally ours = {0}, knows = {0}, naive = {0}, boot_t = {0};
	g_autofree struct rooms *again = g_new(struct rooms, N_RESAMPLES);
	double p[MOST_ISSUES * MOST_ISSUES], error[MOST_ISSUES * MOST_ISSUES], cover;
	size_t low[MOST_ISSUES], high[MOST_ISSUES];
	g_autofree char *rooms = NULL, *noise = NULL;

	town_open(&town, scene);
	true_errors(&town, error);
	for (size_t draw = 0; draw < n_draws; draw++) {
		town_draw(&town);
		rank_test(&town.people, p);
		rank_sets(p, scene->n_issues, 0.95, RANK_HOLM, RANK_SIMULTANEOUS, low, high);
		tally_add(&ours, &town, low, high);
		knowing_tests(&town, error, p);
		rank_sets(p, scene->n_issues, 0.95, RANK_HOLM, RANK_SIMULTANEOUS, low, high);
		tally_add(&knows, &town, low, high);
		if (draw < n_naive) {
			for (size_t b = 0; b < N_RESAMPLES; b++)
				rooms_again(&town, &again[b]);
			naive_sets(&town, again, low, high);
			tally_add(&naive, &town, low, high);
			if (scene->n_sessions > 0) {
				boot_t_sets(&town, again, low, high);
				tally_add(&boot_t, &town, low, high);
			}
		}
	}
	cover = ours.covered / ours.n;
	rooms = scene->n_sessions
			? g_strdup_printf("%zu x %zu-%zu", scene->n_sessions, scene->least, scene->most)
			: g_strdup_printf("%zu people", scene->most);
	noise = scene->worth > 0 ? g_strdup_printf("D %.0f", scene->worth)
				 : g_strdup_printf("%.1f", scene->sd);
	printf("%-21s %6zu  %-12s %5zu  %4s  %5.1f +- %3.1f  %5.1f %5.1f  %5.1f %5.1f",
	       profile_name[scene->profile], scene->n_issues, rooms, scene->n_named, noise, 100 * cover,
	       196 * sqrt(cover * (1 - cover) / ours.n), ours.width / ours.n, knows.width / knows.n,
	       100 * naive.covered / naive.n, naive.width / naive.n);
	if (boot_t.n > 0)
		printf("  %5.1f %5.1f", 100 * boot_t.covered / boot_t.n, boot_t.width / boot_t.n);
	printf("%s\n", cover < 0.94 ? "  MISSED" : "");
	fflush(stdout);
	town_close(&town);
	return cover >= 0.94;
}

static double now(void)
{
	struct timespec at;

	clock_gettime(CLOCK_MONOTONIC, &at);
	return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

static void time_large(void)
{
	enum { N = 200, SENDERS = 100000, SESSIONS = 2500 };
	g_autofree struct rank_mention *mentions = g_new(struct rank_mention, 3 * SENDERS);
	g_autofree size_t *session = g_new(size_t, SENDERS), *low = g_new(size_t, N),
			  *high = g_new(size_t, N);
	g_autofree double *p = g_new(double, N *N);
	struct rank_people people = {mentions, 3 * (size_t)SENDERS, SENDERS, N, SESSIONS, session};
	struct random random;
	double start;

	random_start(&random, 1, RANDOM_STREAM_SESSIONS);
	for (size_t m = 0; m < people.n_mentions; m++)
		mentions[m] =
			(struct rank_mention){m / 3, random_below(&random, 1 + random_below(&random, N))};
	for (size_t s = 0; s < SENDERS; s++)
		session[s] = s % SESSIONS;
	start = now();
	rank_test(&people, p);
	rank_sets(p, N, 0.95, RANK_HOLM, RANK_SIMULTANEOUS, low, high);
	printf("\n%d issues, %d senders of three in %d sessions: %.2f s\n", N, SENDERS, SESSIONS,
	       now() - start);
}

int main(int argc, char **argv)
{
	static const struct scene scenes[] = {
		{NEAR, 5, 0, 300, 300, 1, 0, 0},    {NEAR, 12, 0, 300, 300, 1, 0, 0},
		{NEAR, 30, 0, 300, 300, 1, 0, 0},   {TIED, 3, 0, 300, 300, 1, 0, 0},
		{STEPS, 12, 0, 300, 300, 1, 0, 0},  {NEAR, 5, 0, 300, 300, 3, 0, 0},
		{NEAR, 12, 0, 300, 300, 3, 0, 0},   {NEAR, 30, 0, 300, 300, 3, 0, 0},
		{TIED, 5, 0, 300, 300, 3, 0, 0},    {FAR, 12, 0, 300, 300, 3, 0, 0},
		{NEAR, 5, 5, 40, 40, 1, 0.6, 0},    {NEAR, 12, 5, 40, 40, 1, 0.6, 0},
		{NEAR, 30, 5, 40, 40, 1, 0.6, 0},   {TIED, 3, 5, 40, 40, 1, 0.6, 0},
		{TIED, 5, 5, 40, 40, 1, 0.6, 0},    {NEAR, 5, 20, 40, 40, 1, 0.6, 0},
		{NEAR, 12, 20, 40, 40, 1, 0.6, 0},  {NEAR, 30, 20, 40, 40, 1, 0.6, 0},
		{TIED, 2, 20, 40, 40, 1, 0.6, 0},   {TIED, 2, 5, 40, 40, 1, 0.6, 0},
		{TIED, 2, 8, 8, 80, 1, 0.6, 0},	    {TIED, 3, 20, 40, 40, 1, 0.6, 0},
		{TIED, 5, 20, 40, 40, 1, 0.6, 0},   {NEAR, 5, 5, 8, 80, 3, 0.6, 0},
		{NEAR, 12, 5, 8, 80, 3, 0.6, 0},    {NEAR, 30, 5, 8, 80, 3, 0.6, 0},
		{TIED, 5, 5, 8, 80, 3, 0.6, 0},	    {NEAR, 5, 20, 8, 80, 3, 0.6, 0},
		{NEAR, 12, 20, 8, 80, 3, 0.6, 0},   {NEAR, 30, 20, 8, 80, 3, 0.6, 0},
		{TIED, 5, 20, 8, 80, 3, 0.6, 0},    {TIED, 5, 2, 8, 80, 1, 0.6, 0},
		{TIED, 5, 3, 8, 80, 3, 0.6, 0},	    {TIED, 4, 8, 8, 80, 3, 0.6, 0},
		{TIED, 12, 5, 40, 40, 1, 0, 0},	    {LOCAL, 12, 5, 40, 40, 1, 0, 0},
		{LOCAL, 12, 20, 40, 40, 1, 0, 0},   {PAIRS, 12, 5, 40, 40, 1, 0.6, 0},
		{PAIRS, 12, 20, 40, 40, 3, 0.6, 0}, {PAIRS, 30, 5, 8, 80, 3, 0.6, 0},
		{PAIRS, 30, 20, 8, 80, 1, 0.6, 0},  {PAIRS, 12, 5, 8, 80, 3, 1, 0},
		{PAIRS, 12, 5, 40, 40, 1, 0, 10},   {PAIRS, 12, 20, 8, 80, 3, 0, 10},
		{PAIRS, 30, 5, 40, 40, 1, 0, 20},   {PAIRS, 30, 20, 40, 40, 1, 0, 10},
		{TIED, 5, 5, 40, 40, 1, 0, 10},	    {NEAR, 12, 5, 8, 80, 1, 0, 5},
		{THREE, 6, 5, 40, 40, 1, 0.6, 0},   {THREE, 6, 20, 40, 40, 1, 0.6, 0},
		{STEPS, 12, 5, 40, 40, 1, 0.2, 0},  {STEPS, 12, 5, 40, 40, 1, 0.6, 0},
		{STEPS, 12, 20, 40, 40, 1, 0.6, 0}, {FAR, 12, 5, 8, 80, 3, 0.2, 0},
		{FAR, 12, 5, 8, 80, 3, 0.6, 0},	    {FAR, 12, 20, 8, 80, 3, 0.6, 0},
		{STEPS, 30, 20, 8, 80, 3, 0.6, 0},
	};
	size_t n_draws = argc > 1 ? g_ascii_strtoull(argv[1], NULL, 10) : 2000;
	size_t n_naive = argc > 2 ? g_ascii_strtoull(argv[2], NULL, 10) : 200, n_missed = 0;

	printf("Sets of places at 95 %%, all at once: %% of %zu draws covered, and mean places in a set.\n"
	       "%-21s %6s  %-12s %5s  %4s  %-13s %6s %5s  %-12s %s\n",
	       n_draws, "shares", "issues", "sessions", "named", "SD", "covered", "places", "knows", "naive",
	       "boot-t");
	for (size_t k = 0; k < G_N_ELEMENTS(scenes); k++)
		n_missed += !play(&scenes[k], n_draws, n_naive);
	time_large();
	return n_missed > 0;
}
