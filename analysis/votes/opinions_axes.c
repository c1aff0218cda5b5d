/* opinions_axes - two principal components of sparse votes: Lanczos' method with every vector kept
 * orthogonal. SPDX-License-Identifier: GPL-3.0-or-later
 *
 * With the mean in place of a missing vote, the centred table is zero there: it stays as sparse as the votes.
 */
#include "opinions_parts.h"

#include <glib.h>
#include <gsl/gsl_eigen.h>
#include <math.h>
#include <string.h>

enum { ROWS = 2048, CHECK = 10, MOST_STEPS = 500 };

struct product {
	const struct opinions_table *table;
	const double *centre, *in;
	double *parts; /* a block: n_statements */
};

static void multiply_rows(void *data, size_t first, size_t last, size_t thread)
{
	const struct product *p = data;
	const struct opinions_table *t = p->table;
	double *part = &p->parts[first / ROWS * t->n_statements];

	(void)thread;
	memset(part, 0, t->n_statements * sizeof(double));
	for (size_t r = first; r < last; r++) {
		double dot = 0;

		for (size_t i = t->start[r]; i < t->start[r + 1]; i++)
			dot += (t->value[i] - p->centre[t->statement[i]]) * p->in[t->statement[i]];
		for (size_t i = t->start[r]; i < t->start[r + 1]; i++)
			part[t->statement[i]] += (t->value[i] - p->centre[t->statement[i]]) * dot;
	}
}

/* out = (transposed table * table) in. */
static bool multiply(struct product *p, const double *in, double *out, struct work *work)
{
	size_t n = p->table->n_statements, n_blocks = (p->table->n_voters + ROWS - 1) / ROWS;

	p->in = in;
	if (!work_run(work, p->table->n_voters, ROWS, multiply_rows, p, 0, 0))
		return false;
	memset(out, 0, n * sizeof(double));
	for (size_t b = 0; b < n_blocks; b++)
		for (size_t s = 0; s < n; s++)
			out[s] += p->parts[b * n + s];
	return true;
}

static double dot(const double *a, const double *b, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += a[i] * b[i];
	return sum;
}

static void add(double *to, const double *what, double by, size_t n)
{
	for (size_t i = 0; i < n; i++)
		to[i] += by * what[i];
}

/* Takes out what lies along the first so many of vectors (twice is enough: Kahan); the length left. */
static double orthogonalise(double *v, const double *vectors, size_t n_vectors, size_t n)
{
	for (size_t pass = 0; pass < 2; pass++)
		for (size_t j = 0; j < n_vectors; j++)
			add(v, &vectors[j * n], -dot(v, &vectors[j * n], n), n);
	return sqrt(dot(v, v, n));
}

static void draw(double *v, size_t n, const double *vectors, size_t n_vectors, struct random *random)
{
	double length;

	for (size_t i = 0; i < n; i++)
		v[i] = random_unit(random) - 0.5;
	length = orthogonalise(v, vectors, n_vectors, n);
	for (size_t i = 0; i < n; i++)
		v[i] /= length;
}

/* The two largest of a tridiagonal matrix: their values, and vectors as columns of so many rows. */
static void solve(const double *diagonal, const double *beside, size_t n, double value[2], double *vectors)
{
	gsl_matrix *matrix = gsl_matrix_calloc(n, n), *columns = gsl_matrix_alloc(n, n);
	gsl_vector *values = gsl_vector_alloc(n);
	gsl_eigen_symmv_workspace *space = gsl_eigen_symmv_alloc(n);

	for (size_t i = 0; i < n; i++) {
		gsl_matrix_set(matrix, i, i, diagonal[i]);
		if (i + 1 < n) {
			gsl_matrix_set(matrix, i, i + 1, beside[i]);
			gsl_matrix_set(matrix, i + 1, i, beside[i]);
		}
	}
	gsl_eigen_symmv(matrix, values, columns, space);
	gsl_eigen_symmv_sort(values, columns, GSL_EIGEN_SORT_VAL_DESC);
	for (size_t a = 0; a < 2; a++) {
		value[a] = a < n ? gsl_vector_get(values, a) : 0;
		for (size_t i = 0; i < n; i++)
			vectors[i * 2 + a] = a < n ? gsl_matrix_get(columns, i, a) : 0;
	}
	gsl_eigen_symmv_free(space);
	gsl_matrix_free(matrix);
	gsl_matrix_free(columns);
	gsl_vector_free(values);
}

/* The largest part of an axis is positive. */
static void turn(double *axis, size_t n)
{
	size_t largest = 0;

	for (size_t s = 0; s < n; s++)
		if (fabs(axis[s]) > fabs(axis[largest]) * (1 + 1e-9))
			largest = s;
	if (n == 0 || axis[largest] >= 0)
		return;
	for (size_t s = 0; s < n; s++)
		axis[s] = -axis[s];
}

/* Steps until both are right to the tolerance, or there is no other direction.  When the vectors run out
 * before that, a new one is drawn once: two equal eigenvalues hide one another. */
static bool iterate(struct opinions_axes *axes, struct product *p, double total, double tolerance,
		    struct work *work)
{
	size_t n = p->table->n_statements, most = MIN(n, MOST_STEPS), n_steps = 0, since = 0;
	g_autofree double *vectors = g_new0(double, (most + 1) * n), *pairs = g_new0(double, most * 2 + 2);
	g_autofree double *diagonal = g_new0(double, most + 1), *beside = g_new0(double, most + 1);
	bool is_drawn_again = false;
	double value[2] = {0, 0};
	struct random random;

	random_start(&random, 1, RANDOM_STREAM_OPINIONS);
	draw(vectors, n, vectors, 0, &random);
	while (n_steps < most) {
		double *next = &vectors[(n_steps + 1) * n], length;

		if (!multiply(p, &vectors[n_steps * n], next, work))
			return false;
		diagonal[n_steps] = dot(next, &vectors[n_steps * n], n);
		length = orthogonalise(next, vectors, n_steps + 1, n);
		n_steps++;
		since++;
		if (length > 1e-13 * total) {
			beside[n_steps - 1] = length;
			for (size_t s = 0; s < n; s++)
				next[s] /= length;
		} else {
			beside[n_steps - 1] = 0;
			if (is_drawn_again || n_steps == most)
				break;
			is_drawn_again = true;
			draw(next, n, vectors, n_steps, &random);
			since = 0;
		}
		if (since >= CHECK && since % CHECK == 0) {
			solve(diagonal, beside, n_steps, value, pairs);
			if (length * MAX(fabs(pairs[2 * n_steps - 2]), fabs(pairs[2 * n_steps - 1])) <=
			    tolerance * value[0])
				break;
		}
	}
	solve(diagonal, beside, n_steps, value, pairs);
	for (size_t a = 0; a < 2; a++) {
		if (value[a] <= 1e-12 * total)
			break;
		for (size_t j = 0; j < n_steps; j++)
			add(axes->axis[a], &vectors[j * n], pairs[j * 2 + a], n);
		turn(axes->axis[a], n);
		axes->explained[a] = value[a] / total;
	}
	return true;
}

bool opinions_axes_find(struct opinions_axes *axes, const struct opinions_table *t, double tolerance,
			struct work *work)
{
	size_t n = t->n_statements, n_blocks = (t->n_voters + ROWS - 1) / ROWS;
	g_autofree size_t *n_votes = g_new0(size_t, n + 1);
	struct product p = {.table = t};
	double total = 0;
	bool is_done = true;

	*axes = (struct opinions_axes){.centre = g_new0(double, n + 1),
				       .axis = {g_new0(double, n + 1), g_new0(double, n + 1)}};
	for (size_t i = 0; i < t->n_votes; i++) {
		axes->centre[t->statement[i]] += t->value[i];
		n_votes[t->statement[i]]++;
	}
	for (size_t s = 0; s < n; s++)
		axes->centre[s] /= (double)MAX(n_votes[s], 1);
	for (size_t i = 0; i < t->n_votes; i++) {
		double away = t->value[i] - axes->centre[t->statement[i]];

		total += away * away;
	}
	if (total <= 1e-9)
		return true;
	p.centre = axes->centre;
	p.parts = g_new(double, n_blocks *n + 1);
	is_done = iterate(axes, &p, total, tolerance, work);
	g_free(p.parts);
	return is_done;
}

void opinions_axes_clear(struct opinions_axes *axes)
{
	g_free(axes->centre);
	g_free(axes->axis[0]);
	g_free(axes->axis[1]);
	*axes = (struct opinions_axes){0};
}

void opinions_axes_project(const struct opinions_axes *axes, const struct opinions_table *t,
			   size_t n_statements, size_t n_more, double *x, double *y)
{
	for (size_t r = 0; r < t->n_voters; r++) {
		size_t n = t->start[r + 1] - t->start[r] + n_more;
		double out = sqrt((double)n_statements / (double)MAX(n, 1));

		x[r] = y[r] = 0;
		for (size_t i = t->start[r]; i < t->start[r + 1]; i++) {
			size_t s = t->statement[i];
			double away = t->value[i] - axes->centre[s];

			x[r] += away * axes->axis[0][s];
			y[r] += away * axes->axis[1][s];
		}
		x[r] *= out;
		y[r] *= out;
	}
}

double opinions_axes_extremity(const struct opinions_axes *axes, size_t n_statements, size_t s)
{
	double away = 1 - axes->centre[s], x = away * axes->axis[0][s], y = away * axes->axis[1][s];

	return sqrt((double)n_statements) * sqrt(x * x + y * y);
}
