/* rank_sets_sessions - tests of pairs of issues from session to session.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib.h>
#include <math.h>

#include "numbers.h"
#include "rank_sets.h"
#include "rank_sets_parts.h"

/* Lentz's continued fraction of the incomplete beta function (Abramowitz & Stegun 26.5.8). */
static double beta_fraction(double x, double a, double b)
{
	double c = 1, d = 1 - (a + b) * x / (a + 1), fraction;

	d = 1 / (fabs(d) < 1e-300 ? 1e-300 : d);
	fraction = d;
	for (double m = 1; m < 10000; m++) {
		for (size_t half = 0; half < 2; half++) {
			double step = half == 0
					      ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
					      : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));

			d = 1 + step * d;
			c = 1 + step / c;
			d = 1 / (fabs(d) < 1e-300 ? 1e-300 : d);
			c = fabs(c) < 1e-300 ? 1e-300 : c;
			fraction *= d * c;
		}
		if (fabs(d * c - 1) < 1e-15)
			break;
	}
	return fraction;
}

double rank_student_tail(double t, double freedom)
{
	double a = freedom / 2, x, log_front;

	g_assert(freedom > 0 && !isnan(t));
	if (t < 0)
		return 1 - rank_student_tail(-t, freedom);
	if (t == 0)
		return 0.5;
	if (isinf(t))
		return 0;
	x = freedom / (freedom + t * t);
	if (x <= 0)
		return 0;
	log_front = number_log_gamma(a + 0.5) - number_log_gamma(a) - number_log(G_PI) / 2 +
		    a * number_log(x) + number_log(t * t / (freedom + t * t)) / 2;
	if (x < (a + 1) / (a + 2.5))
		return number_exp(log_front) * beta_fraction(x, a, 0.5) / a / 2;
	return (1 - number_exp(log_front) * beta_fraction(1 - x, 0.5, a) / 0.5) / 2;
}

size_t rank_n_rooms(const struct rank_people *people)
{
	g_autofree bool *seen = g_new0(bool, people->n_sessions + 1);
	size_t n = 0;

	for (size_t s = 0; s < people->n_senders; s++) {
		size_t session = MIN(people->session[s], people->n_sessions);

		n += !seen[session];
		seen[session] = true;
	}
	return n;
}

void rank_test_sessions(const struct rank_people *people, uint64_t seed, double *p)
{
	size_t n = people->n_issues, n_rooms = rank_n_rooms(people), n_all = people->n_sessions + 1;
	g_autofree double *named_in = g_new0(double, n_all *n + 1), *size = g_new0(double, n_all);
	struct rank_named named = rank_named_make(people);
	double rooms = (double)n_rooms;

	(void)seed;
	for (size_t s = 0; s < people->n_senders; s++) {
		size_t session = MIN(people->session[s], people->n_sessions);

		size[session]++;
		for (size_t at = named.start[s]; at < named.start[s + 1]; at++)
			named_in[session * n + named.issue[at]]++;
	}
	rank_named_free(&named);
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j <= i; j++) {
			double sum = 0, squares = 0, all = (double)people->n_senders, mean, t;

			for (size_t r = 0; r < n_all; r++)
				sum += named_in[r * n + i] - named_in[r * n + j];
			mean = sum / all;
			for (size_t r = 0; r < n_all; r++) {
				double off = named_in[r * n + i] - named_in[r * n + j] - mean * size[r];

				squares += off * off;
			}
			p[i * n + j] = p[j * n + i] = 1;
			if (n_rooms < 2 || sum == 0)
				continue;
			t = sum / sqrt(squares * rooms / (rooms - 1));
			p[i * n + j] = rank_student_tail(t, rooms - 1);
			p[j * n + i] = 1 - p[i * n + j];
		}
}
