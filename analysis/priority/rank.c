/* rank - criteria from sender-by-issue cells, two-level bootstrap, confidence sets for ranks.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rank.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "random.h"

enum { N_LEVELS = 3 }; /* severity, affected, frequency */
static const double top_level[N_LEVELS] = {3, 4, 5};

/* One sender on one issue: means over that sender's reports of the issue, scaled to 0..1, NaN: did not say.
 */
struct cell {
	size_t sender, issue;
	double level[N_LEVELS];
	size_t first_spot, n_spots; /* into spots */
};

struct rank {
	struct rank_input input;
	size_t n_resamples; /* drawn; 0 until then */
	struct cell *cells; /* by sender, then issue */
	size_t n_cells;
	size_t *spots; /* issue-place pairs of the cells, numbered densely */
	size_t n_spots_numbered;
	size_t *place_of_spot, *issue_of_spot;
	size_t *first_of_session; /* n_sessions + 2: senders by session, the last for unknown */
	size_t *senders;
	double *point;	     /* n_issues * CRITERION_MAX */
	double *point_score; /* n_issues */
	double *scores;	     /* n_resamples * n_issues */
};

static int compare_by_cell(const void *a, const void *b)
{
	const struct rank_report *x = *(const struct rank_report *const *)a,
				 *y = *(const struct rank_report *const *)b;

	if (x->sender != y->sender)
		return x->sender < y->sender ? -1 : 1;
	if (x->issue != y->issue)
		return x->issue < y->issue ? -1 : 1;
	return (x->place > y->place) - (x->place < y->place);
}

struct spot {
	size_t issue, place, slot;
};

static int compare_spots(const void *a, const void *b)
{
	const struct spot *x = a, *y = b;

	if (x->issue != y->issue)
		return x->issue < y->issue ? -1 : 1;
	if (x->place != y->place)
		return x->place < y->place ? -1 : 1;
	return (x->slot > y->slot) - (x->slot < y->slot);
}

static void number_spots(struct rank *rank, struct spot *found, size_t n)
{
	qsort(found, n, sizeof *found, compare_spots);
	rank->place_of_spot = g_new0(size_t, n + 1);
	rank->issue_of_spot = g_new0(size_t, n + 1);
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || found[i].issue != found[i - 1].issue || found[i].place != found[i - 1].place) {
			rank->issue_of_spot[rank->n_spots_numbered] = found[i].issue;
			rank->place_of_spot[rank->n_spots_numbered++] = found[i].place;
		}
		rank->spots[found[i].slot] = rank->n_spots_numbered - 1;
	}
}

static void build_cells(struct rank *rank)
{
	size_t n = rank->input.n_reports, n_spots = 0;
	g_autofree const struct rank_report **sorted = g_new(const struct rank_report *, n + 1);
	g_autofree struct spot *found = g_new(struct spot, n + 1);

	for (size_t i = 0; i < n; i++)
		sorted[i] = &rank->input.reports[i];
	qsort(sorted, n, sizeof *sorted, compare_by_cell);
	rank->cells = g_new0(struct cell, n + 1);
	rank->spots = g_new0(size_t, n + 1);
	for (size_t i = 0; i < n;) {
		struct cell *cell = &rank->cells[rank->n_cells++];
		double sum[N_LEVELS] = {0}, said[N_LEVELS] = {0};
		size_t first = i;

		*cell = (struct cell){
			.sender = sorted[i]->sender, .issue = sorted[i]->issue, .first_spot = n_spots};
		for (; i < n && sorted[i]->sender == cell->sender && sorted[i]->issue == cell->issue; i++) {
			const int8_t level[N_LEVELS] = {sorted[i]->severity, sorted[i]->affected,
							sorted[i]->frequency};

			for (size_t l = 0; l < N_LEVELS; l++) {
				sum[l] += level[l] ? (level[l] - 1) / (top_level[l] - 1) : 0;
				said[l] += level[l] != 0;
			}
			if (sorted[i]->place == SIZE_MAX ||
			    (i > first && sorted[i]->place == sorted[i - 1]->place))
				continue;
			found[n_spots] = (struct spot){cell->issue, sorted[i]->place, n_spots};
			n_spots++;
		}
		cell->n_spots = n_spots - cell->first_spot;
		for (size_t l = 0; l < N_LEVELS; l++)
			cell->level[l] = said[l] > 0 ? sum[l] / said[l] : NAN;
	}
	number_spots(rank, found, n_spots);
}

static void build_sessions(struct rank *rank)
{
	const struct rank_input *in = &rank->input;
	g_autofree size_t *home = g_new(size_t, in->n_senders + 1);
	g_autofree bool *seen = g_new0(bool, in->n_senders + 1);

	rank->first_of_session = g_new0(size_t, in->n_sessions + 3);
	rank->senders = g_new0(size_t, in->n_senders + 1);
	for (size_t i = 0; i < in->n_reports; i++) {
		const struct rank_report *report = &in->reports[i];

		if (!seen[report->sender]) {
			seen[report->sender] = true;
			home[report->sender] = report->session == SIZE_MAX ? in->n_sessions : report->session;
		}
	}
	for (size_t s = 0; s < in->n_senders; s++) {
		g_assert(seen[s]);
		rank->first_of_session[home[s] + 2]++;
	}
	for (size_t s = 0; s <= in->n_sessions; s++)
		rank->first_of_session[s + 2] += rank->first_of_session[s + 1];
	for (size_t s = 0; s < in->n_senders; s++)
		rank->senders[rank->first_of_session[home[s] + 1]++] = s;
}

/* Criteria and scores with each sender counted times[sender] times. */
static void measure(const struct rank *rank, const uint32_t *times, double *criteria, double *score)
{
	const struct rank_input *in = &rank->input;
	size_t n = in->n_issues;
	g_autofree double *sum = g_new0(double, n *N_LEVELS + 1), *said = g_new0(double, n *N_LEVELS + 1);
	g_autofree double *senders = g_new0(double, n + 1), *places = g_new0(double, n + 1);
	g_autofree bool *spot_seen = g_new0(bool, rank->n_spots_numbered + 1);
	g_autofree bool *place_seen = g_new0(bool, in->n_places + 1);
	double all_senders = 0, all_places = 0;

	for (size_t s = 0; s < in->n_senders; s++)
		all_senders += times[s];
	for (size_t c = 0; c < rank->n_cells; c++) {
		const struct cell *cell = &rank->cells[c];
		double m = times[cell->sender];

		if (m <= 0)
			continue;
		for (size_t i = cell->first_spot; i < cell->first_spot + cell->n_spots; i++)
			spot_seen[rank->spots[i]] = true;
		if (cell->issue == SIZE_MAX)
			continue;
		senders[cell->issue] += m;
		for (size_t l = 0; l < N_LEVELS; l++) {
			if (isnan(cell->level[l]))
				continue;
			sum[cell->issue * N_LEVELS + l] += m * cell->level[l];
			said[cell->issue * N_LEVELS + l] += m;
		}
	}
	for (size_t i = 0; i < rank->n_spots_numbered; i++) {
		if (!spot_seen[i])
			continue;
		place_seen[rank->place_of_spot[i]] = true;
		if (rank->issue_of_spot[i] != SIZE_MAX)
			places[rank->issue_of_spot[i]]++;
	}
	for (size_t p = 0; p < in->n_places; p++)
		all_places += place_seen[p];
	for (size_t i = 0; i < n; i++) {
		double *of = criteria + i * CRITERION_MAX, weighted = 0, weight = 0;

		of[CRITERION_SENDERS] = all_senders > 0 ? sqrt(senders[i] / all_senders) : NAN;
		of[CRITERION_PLACES] =
			in->n_places > 1 && all_places > 0 ? sqrt(places[i] / all_places) : NAN;
		for (size_t l = 0; l < N_LEVELS; l++) {
			double k = said[i * N_LEVELS + l];

			of[CRITERION_SEVERITY + l] = k > 0 ? sum[i * N_LEVELS + l] / k : NAN;
		}
		for (size_t c = 0; c < CRITERION_MAX; c++) {
			if (isnan(of[c]))
				continue;
			weighted += in->weights[c] * of[c];
			weight += in->weights[c];
		}
		score[i] = weight > 0 ? weighted / weight : 0;
	}
}

struct rank *rank_new(const struct rank_input *input)
{
	struct rank *rank = g_new0(struct rank, 1);
	g_autofree uint32_t *once = g_new(uint32_t, input->n_senders + 1);

	rank->input = *input;
	build_cells(rank);
	build_sessions(rank);
	rank->point = g_new0(double, input->n_issues *CRITERION_MAX + 1);
	rank->point_score = g_new0(double, input->n_issues + 1);
	for (size_t s = 0; s < input->n_senders; s++)
		once[s] = 1;
	measure(rank, once, rank->point, rank->point_score);
	return rank;
}

static void draw_senders(const struct rank *rank, struct random *random, size_t session, uint32_t *times)
{
	size_t first = rank->first_of_session[session], n = rank->first_of_session[session + 1] - first;

	for (size_t i = 0; i < n; i++)
		times[rank->senders[first + random_below(random, n)]]++;
}

/* The resamples that are drawn together; each has a seed of its own. */
struct draw {
	struct rank *rank;
	uint64_t *seeds;
};

static void draw_block(void *data, size_t first, size_t last, size_t thread)
{
	const struct draw *draw = data;
	struct rank *rank = draw->rank;
	const struct rank_input *in = &rank->input;
	g_autofree uint32_t *times = g_new(uint32_t, in->n_senders + 1);
	g_autofree double *criteria = g_new(double, in->n_issues *CRITERION_MAX + 1);

	(void)thread;
	for (size_t r = first; r < last; r++) {
		struct random random;

		random_start(&random, draw->seeds[r], RANDOM_STREAM_RANKS);
		memset(times, 0, in->n_senders * sizeof *times);
		for (size_t s = 0; s < in->n_sessions; s++)
			draw_senders(rank, &random,
				     in->n_sessions >= RANK_MIN_SESSIONS
					     ? random_below(&random, in->n_sessions)
					     : s,
				     times);
		draw_senders(rank, &random, in->n_sessions, times);
		measure(rank, times, criteria, rank->scores + r * in->n_issues);
	}
}

bool rank_draw(struct rank *rank, uint64_t seed, size_t n_resamples, struct work *work)
{
	g_autofree uint64_t *seeds = g_new(uint64_t, n_resamples + 1);
	struct draw draw = {rank, seeds};
	struct random random;

	random_start(&random, seed, RANDOM_STREAM_RANKS);
	for (size_t r = 0; r < n_resamples; r++)
		seeds[r] = random_next(&random);
	g_free(rank->scores);
	rank->scores = g_new0(double, n_resamples * rank->input.n_issues + 1);
	rank->n_resamples = n_resamples;
	return work_run(work, n_resamples, 1, draw_block, &draw, 0, 1);
}

static int compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The smallest value that at least the share p of the sorted values do not exceed. */
static double quantile(const double *sorted, size_t n, double p)
{
	double at = ceil(p * (double)n - 1e-9);

	return sorted[at < 1 ? 0 : MIN((size_t)at, n) - 1];
}

static void read_scores(const struct rank *rank, double confidence, double *column, struct rank_issue *issues)
{
	size_t n = rank->input.n_issues, b = rank->n_resamples;

	for (size_t i = 0; i < n; i++) {
		struct rank_issue *issue = &issues[i];

		memcpy(issue->criteria, rank->point + i * CRITERION_MAX, sizeof issue->criteria);
		issue->score = issue->score_low = issue->score_high = rank->point_score[i];
		issue->rank_low = 1;
		issue->rank_high = n;
		for (size_t r = 0; r < b; r++)
			column[r] = rank->scores[r * n + i];
		qsort(column, b, sizeof *column, compare_doubles);
		if (b) {
			issue->score_low = MIN(issue->score, quantile(column, b, (1 - confidence) / 2));
			issue->score_high = MAX(issue->score, quantile(column, b, (1 + confidence) / 2));
		}
	}
}

/* Standard deviation over the resamples of the difference between two issues. */
static double spread(const struct rank *rank, size_t i, size_t j)
{
	size_t n = rank->input.n_issues, b = rank->n_resamples;
	double mean = 0, square = 0;

	for (size_t r = 0; r < b; r++)
		mean += rank->scores[r * n + i] - rank->scores[r * n + j];
	mean /= (double)b;
	for (size_t r = 0; r < b; r++) {
		double d = rank->scores[r * n + i] - rank->scores[r * n + j] - mean;

		square += d * d;
	}
	return b > 1 ? sqrt(square / (double)(b - 1)) : 0;
}

void rank_read(const struct rank *rank, double confidence, struct rank_issue *issues)
{
	size_t n = rank->input.n_issues, b = rank->n_resamples;
	g_autofree double *column = g_new0(double, b + 1), *sd = g_new0(double, n + 1);

	read_scores(rank, confidence, column, issues);
	if (!b)
		return;
	for (size_t i = 0; i < n; i++) {
		double critical;

		memset(column, 0, b * sizeof *column);
		for (size_t j = 0; j < n; j++) {
			double difference = rank->point_score[i] - rank->point_score[j];

			sd[j] = j == i ? 0 : spread(rank, i, j);
			if (sd[j] < 1e-12)
				continue;
			for (size_t r = 0; r < b; r++) {
				double drawn = rank->scores[r * n + i] - rank->scores[r * n + j];

				column[r] = MAX(column[r], fabs(drawn - difference) / sd[j]);
			}
		}
		qsort(column, b, sizeof *column, compare_doubles);
		critical = quantile(column, b, confidence);
		for (size_t j = 0; j < n; j++) {
			double difference = rank->point_score[i] - rank->point_score[j];

			if (sd[j] < 1e-12 || fabs(difference) <= critical * sd[j])
				continue;
			if (difference < 0)
				issues[i].rank_low++;
			else
				issues[i].rank_high--;
		}
	}
}

void rank_free(struct rank *rank)
{
	if (!rank)
		return;
	g_free(rank->cells);
	g_free(rank->spots);
	g_free(rank->place_of_spot);
	g_free(rank->issue_of_spot);
	g_free(rank->first_of_session);
	g_free(rank->senders);
	g_free(rank->point);
	g_free(rank->point_score);
	g_free(rank->scores);
	g_free(rank);
}
