/* rank_sets_sessions - tests of pairs of issues from session to session.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib.h>
#include <math.h>

#include "moderate.h"
#include "numbers.h"
#include "rank_sets.h"
#include "rank_sets_parts.h"
#include "student.h"

/* Chosen by tests/bench/analysis/coverage.c.  People of one room are taken to be at least so much alike (0:
 * as strangers), so that one large room is never all that counts. */
static const double least_alike = 0.02;
enum {
	MOST_ROOMS = 200, /* more are joined, which errs on the safe side */
};

double rank_student_tail(double t, double freedom)
{
	double half;

	g_assert(freedom > 0 && !isnan(t));
	half = student_tails(t, freedom) / 2;
	return t < 0 ? 1 - half : half;
}

/* Abramowitz & Stegun 6.3.18 and 6.4.12, from 10 on; below by recurrence. */
double rank_digamma(double x)
{
	double sum = 0, x2;

	for (; x < 10; x++)
		sum -= 1 / x;
	x2 = x * x;
	return sum + number_log(x) - 1 / (2 * x) -
	       (1.0 / 12 - (1.0 / 120 - (1.0 / 252 - (1.0 / 240 - 1.0 / 132 / x2) / x2) / x2) / x2) / x2;
}

double rank_trigamma(double x)
{
	double sum = 0, x2;

	for (; x < 10; x++)
		sum += 1 / (x * x);
	x2 = x * x;
	return sum + (1 + 1 / (2 * x) +
		      (1.0 / 6 - (1.0 / 30 - (1.0 / 42 - (1.0 / 30 - 5.0 / 66 / x2) / x2) / x2) / x2) / x2) /
			     x;
}

/* n_sessions + 1: the last of unknown session. */
static size_t *count_people(const struct rank_people *people)
{
	size_t *size = g_new0(size_t, people->n_sessions + 1);

	for (size_t s = 0; s < people->n_senders; s++)
		size[MIN(people->session[s], people->n_sessions)]++;
	return size;
}

bool rank_is_one_room(const struct rank_people *people)
{
	g_autofree size_t *size = count_people(people);
	size_t largest = 0;

	for (size_t session = 0; session <= people->n_sessions; session++)
		largest = MAX(largest, size[session]);
	return people->n_senders - largest < RANK_MIN_OUTSIDE;
}

struct rooms {
	size_t n, n_issues, n_people;
	double *size, *share;	   /* n; n_issues * n: of the people in a room, those who name an issue */
	double *weight;		   /* n: sum 1 */
	double squares, by_chance; /* sums of weight^2 and weight^2 / size */
	double freedom;
	/* n_issues: share of all people; variance of the weighted mean of shares, between rooms and by chance
	 */
	double *of_all, *between, *chance;
};

static void rooms_free(struct rooms *rooms)
{
	g_free(rooms->size);
	g_free(rooms->share);
	g_free(rooms->weight);
	g_free(rooms->of_all);
	g_free(rooms->between);
	g_free(rooms->chance);
}

static struct rooms rooms_read(const struct rank_people *people)
{
	struct rooms rooms = {.n_issues = people->n_issues, .n_people = people->n_senders};
	g_autofree size_t *room = g_new(size_t, people->n_sessions + 1), *size = count_people(people);
	struct rank_named named = rank_named_make(people);
	size_t n = 0;

	for (size_t session = 0; session <= people->n_sessions; session++)
		rooms.n += size[session] > 0;
	rooms.n = MIN(rooms.n, MOST_ROOMS);
	rooms.size = g_new0(double, rooms.n + 1);
	rooms.share = g_new0(double, rooms.n *rooms.n_issues + 1);
	rooms.weight = g_new0(double, rooms.n + 1);
	rooms.of_all = g_new0(double, rooms.n_issues + 1);
	rooms.between = g_new0(double, rooms.n_issues + 1);
	rooms.chance = g_new0(double, rooms.n_issues + 1);
	for (size_t session = 0; session <= people->n_sessions; session++)
		if (size[session] > 0) {
			room[session] = n++ % rooms.n;
			rooms.size[room[session]] += (double)size[session];
		}
	for (size_t s = 0; s < people->n_senders; s++)
		for (size_t at = named.start[s]; at < named.start[s + 1]; at++) {
			rooms.share[named.issue[at] * rooms.n +
				    room[MIN(people->session[s], people->n_sessions)]]++;
			rooms.of_all[named.issue[at]]++;
		}
	rank_named_free(&named);
	for (size_t i = 0; i < rooms.n_issues; i++) {
		rooms.of_all[i] /= (double)rooms.n_people;
		for (size_t r = 0; r < rooms.n; r++)
			rooms.share[i * rooms.n + r] /= rooms.size[r];
	}
	return rooms;
}

/* How alike people of one room are, over all issues: intraclass correlation by analysis of variance. */
static double likeness(const struct rooms *rooms)
{
	double people = (double)rooms->n_people, n = (double)rooms->n, squares = 0, between = 0, within = 0,
	       each;

	for (size_t r = 0; r < rooms->n; r++)
		squares += rooms->size[r] * rooms->size[r];
	for (size_t i = 0; i < rooms->n_issues; i++)
		for (size_t r = 0; r < rooms->n; r++) {
			double share = rooms->share[i * rooms->n + r], off = share - rooms->of_all[i];

			between += rooms->size[r] * off * off;
			within += rooms->size[r] * share * (1 - share);
		}
	if (rooms->n_people == rooms->n || !(between + within > 0))
		return least_alike;
	each = (people - squares / people) / (n - 1);
	between /= n - 1;
	within /= people - n;
	return MAX(least_alike, (between - within) / (between + (each - 1) * within));
}

/* Of a squared residual in the variance: that of leaving one room out (CR3, the cluster jackknife). */
static double part_of(const struct rooms *rooms, size_t r)
{
	double part = rooms->weight[r] / (1 - rooms->weight[r]);

	return part * part;
}

/* Rooms weigh by the people they are worth. */
static void weigh(struct rooms *rooms)
{
	double alike = likeness(rooms), sum = 0, mean = 0, squares = 0, parts = 0;

	for (size_t r = 0; r < rooms->n; r++) {
		rooms->weight[r] = rooms->size[r] / (1 + (rooms->size[r] - 1) * alike);
		sum += rooms->weight[r];
	}
	for (size_t r = 0; r < rooms->n; r++) {
		double weight = rooms->weight[r] /= sum, part = part_of(rooms, r),
		       own = part * (1 / weight - 1);

		rooms->squares += weight * weight;
		rooms->by_chance += weight * weight / rooms->size[r];
		mean += own;
		squares += own * own - part * part;
		parts += part;
	}
	/* Of the quadratic form, were the weights right: rooms less one where they are equal. */
	rooms->freedom = mean * mean / (squares + parts * parts);
}

/* The weighted mean over rooms of the share of i less that of j (NULL: of i), and its variance. */
static double between_rooms(const struct rooms *rooms, const double *i, const double *j, double *variance)
{
	double mean = 0;

	for (size_t r = 0; r < rooms->n; r++)
		mean += rooms->weight[r] * (i[r] - (j ? j[r] : 0));
	*variance = 0;
	for (size_t r = 0; r < rooms->n; r++) {
		double off = i[r] - (j ? j[r] : 0) - mean;

		*variance += part_of(rooms, r) * off * off;
	}
	return mean;
}

/* What all issues together say of the variance of one: each share varies from room to room by chance, and by
 * the same part of itself. */
struct prior {
	double part;
	struct moderated of;
};

static struct prior prior_of(const struct rooms *rooms, const double *n_named)
{
	double over = 0, under = 0, sum = 0, squares = 0;
	g_autofree double *expected = g_new(double, rooms->n_issues + 1);
	struct prior prior = {0, {1, 0}};

	for (size_t i = 0; i < rooms->n_issues; i++) {
		over += rooms->between[i] - rooms->chance[i];
		under += rooms->of_all[i] * rooms->of_all[i] * rooms->squares;
		sum += rooms->between[i];
		squares += rooms->between[i] * rooms->between[i];
	}
	if (!(under > 0) || !(squares > 0))
		return prior;
	prior.part = MAX(0, over / under);
	for (size_t i = 0; i < rooms->n_issues; i++)
		expected[i] = n_named[i] < (double)rooms->n
				      ? 0
				      : rooms->chance[i] + prior.part * rooms->of_all[i] * rooms->of_all[i] *
								   rooms->squares;
	/* No more than there are issues of any weight, less two that were fitted. */
	prior.of = moderate(rooms->between, expected, rooms->n_issues, rooms->freedom,
			    rooms->freedom * MAX(0, sum * sum / squares - 2));
	return prior;
}

void rank_test_sessions(const struct rank_people *people, double *p)
{
	struct rooms rooms = rooms_read(people);
	g_autofree size_t *both = rank_count_both(people);
	g_autofree double *n_named = g_new(double, people->n_issues + 1);
	size_t n = people->n_issues;
	struct prior prior;

	for (size_t k = 0; k < n * n; k++)
		p[k] = 1;
	if (rooms.n < 2) {
		rooms_free(&rooms);
		return;
	}
	weigh(&rooms);
	for (size_t i = 0; i < n; i++) {
		between_rooms(&rooms, rooms.share + i * rooms.n, NULL, &rooms.between[i]);
		rooms.between[i] *= 1 - rooms.squares;
		rooms.chance[i] = rooms.of_all[i] * (1 - rooms.of_all[i]) * rooms.by_chance;
		n_named[i] = (double)both[i * n + i];
	}
	prior = prior_of(&rooms, n_named);
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < i; j++) {
			const double *of = rooms.of_all;
			double own, chance, expected, t;
			double mean = between_rooms(&rooms, rooms.share + i * rooms.n,
						    rooms.share + j * rooms.n, &own);

			chance = (of[i] + of[j] - 2 * (double)both[i * n + j] / (double)rooms.n_people -
				  (of[i] - of[j]) * (of[i] - of[j])) *
				 rooms.by_chance;
			expected = prior.of.scale *
				   (chance + prior.part * rooms.squares * (of[i] * of[i] + of[j] * of[j]));
			expected = (prior.of.freedom * expected + rooms.freedom * own) /
				   (prior.of.freedom + rooms.freedom);
			t = mean / sqrt(MAX(MAX(own * (1 - rooms.squares), expected), chance));
			if (mean > 0 || mean < 0) {
				p[i * n + j] = rank_student_tail(t, prior.of.freedom + rooms.freedom);
				p[j * n + i] = rank_student_tail(-t, prior.of.freedom + rooms.freedom);
			}
		}
	rooms_free(&rooms);
}
