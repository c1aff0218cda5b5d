/* diagnosis_map - where each issue stands on the map: by how alike its words are to those of the others.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnosis_run.h"

#include <math.h>

#include "layout.h"

enum { MAX_PLACED = 200 };
static const double same_theme = 0.7; /* as far as that, when two issues share a theme */

/* The mean of an issue's rows of weights, length 1, without its zeros. */
struct centre {
	uint32_t *column;
	double *value;
	size_t n;
};

static struct centre centre_of(const struct corpus_matrix *m, const size_t *documents, size_t n, double *sum)
{
	struct centre centre = {0};
	double length = 0;

	for (size_t d = 0; d < n; d++)
		for (size_t e = m->start[documents[d]]; e < m->start[documents[d] + 1]; e++)
			sum[m->column[e]] += (double)m->value[e];
	for (size_t c = 0; c < m->n_columns; c++)
		centre.n += sum[c] > 0;
	centre.column = g_new(uint32_t, centre.n + 1);
	centre.value = g_new(double, centre.n + 1);
	centre.n = 0;
	for (size_t c = 0; c < m->n_columns; c++) {
		if (sum[c] > 0) {
			centre.column[centre.n] = (uint32_t)c;
			centre.value[centre.n++] = sum[c];
			length += sum[c] * sum[c];
			sum[c] = 0;
		}
	}
	for (size_t i = 0; i < centre.n; i++)
		centre.value[i] /= sqrt(length);
	return centre;
}

static void fill_distances(const struct diagnosis *d, const struct centre *centres, size_t n,
			   size_t n_columns, double *distance)
{
	g_autofree double *row = g_new0(double, n_columns + 1);

	for (size_t i = 0; i < n; i++) {
		for (size_t e = 0; e < centres[i].n; e++)
			row[centres[i].column[e]] = centres[i].value[e];
		for (size_t j = 0; j < i; j++) {
			bool is_near =
				d->issues[i].theme == d->issues[j].theme && d->issues[i].theme != SIZE_MAX;
			double cosine = 0, far;

			for (size_t e = 0; e < centres[j].n; e++)
				cosine += row[centres[j].column[e]] * centres[j].value[e];
			far = sqrt(MAX(0, 2 - 2 * cosine)) * (is_near ? same_theme : 1);
			distance[i * n + j] = distance[j * n + i] = far;
		}
		for (size_t e = 0; e < centres[i].n; e++)
			row[centres[i].column[e]] = 0;
	}
}

void diagnosis_place(const struct diagnosis_run *run, struct diagnosis *d)
{
	const struct corpus_matrix *m = &run->corpus->weights;
	size_t n = MIN(d->n_issues, MAX_PLACED);
	g_autofree struct centre *centres = g_new0(struct centre, n + 1);
	g_autofree double *sum = g_new0(double, m->n_columns + 1), *distance = g_new0(double, n *n + 1);
	g_autofree double *x = g_new0(double, n + 1), *y = g_new0(double, n + 1);
	g_autofree size_t *issue_of = g_new(size_t, run->n_documents + 1);
	struct diagnosis_buckets documents;

	for (size_t i = 0; i < run->n_documents; i++)
		issue_of[i] = SIZE_MAX;
	for (size_t p = 0; p < run->n; p++) {
		size_t issue = d->issue_of[run->report_at[p]];

		if (run->document_of[p] != SIZE_MAX && issue < n)
			issue_of[run->document_of[p]] = issue;
	}
	documents = diagnosis_buckets_of(issue_of, run->n_documents, n);
	for (size_t i = 0; i < n; i++)
		centres[i] = centre_of(m, documents.items + documents.first[i],
				       documents.first[i + 1] - documents.first[i], sum);
	diagnosis_buckets_clear(&documents);
	fill_distances(d, centres, n, m->n_columns, distance);
	layout_place(distance, n, x, y);
	for (size_t i = 0; i < d->n_issues; i++) {
		d->issues[i].x = i < n ? x[i] : NAN;
		d->issues[i].y = i < n ? y[i] : NAN;
	}
	for (size_t i = 0; i < n; i++) {
		g_free(centres[i].column);
		g_free(centres[i].value);
	}
}
