/* pairs - from answers to worths, intervals, places and ties.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pairs.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pairs_model.h"
#include "pairs_parts.h"
#include "random.h"
#include "rank_sets.h"
#include "student.h"

enum { USUAL_MIN_RANKED = 20, USUAL_RESAMPLES = 1000, RESAMPLES_A_BLOCK = 20 };
static const double usual_confidence = 0.95;

/* --- the book ------------------------------------------------------------------------------------------- */

/* An answer with its items in order. */
struct entry {
	uint32_t voter, i, j;
	enum pairs_choice choice; /* left is i */
	size_t at;
};

static int compare_entries(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->voter != y->voter)
		return x->voter < y->voter ? -1 : 1;
	if (x->i != y->i)
		return x->i < y->i ? -1 : 1;
	if (x->j != y->j)
		return x->j < y->j ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

/* Answers that count by voter and pair, the last of each voter on a pair; their number. */
static size_t take_entries(const struct pairs_input *in, struct entry *entries, size_t *n_repeated)
{
	size_t n = 0, n_once = 0;

	for (size_t a = 0; a < in->n_answers; a++) {
		const struct pairs_answer *answer = &in->answers[a];
		bool is_turned = answer->left > answer->right;
		enum pairs_choice choice = answer->choice;

		g_assert(answer->voter < in->n_voters && answer->left < in->n_items &&
			 answer->right < in->n_items && answer->left != answer->right);
		if (in->counts && !in->counts[answer->voter])
			continue;
		if (is_turned && (choice == PAIRS_LEFT || choice == PAIRS_RIGHT))
			choice = choice == PAIRS_LEFT ? PAIRS_RIGHT : PAIRS_LEFT;
		entries[n++] = (struct entry){answer->voter, MIN(answer->left, answer->right),
					      MAX(answer->left, answer->right), choice, a};
	}
	qsort(entries, n, sizeof *entries, compare_entries);
	for (size_t e = 0; e < n; e++) {
		if (e + 1 < n && entries[e].voter == entries[e + 1].voter &&
		    entries[e].i == entries[e + 1].i && entries[e].j == entries[e + 1].j)
			continue;
		entries[n_once++] = entries[e];
	}
	*n_repeated = n - n_once;
	return n_once;
}

/* The entries of one voter that say something. */
struct voter {
	const struct entry *entries;
	size_t n;
};

static int compare_voters(const void *a, const void *b)
{
	const struct voter *x = a, *y = b;

	if (x->n != y->n)
		return x->n < y->n ? -1 : 1;
	for (size_t e = 0; e < x->n; e++) {
		const struct entry *of_x = &x->entries[e], *of_y = &y->entries[e];

		if (of_x->i != of_y->i)
			return of_x->i < of_y->i ? -1 : 1;
		if (of_x->j != of_y->j)
			return of_x->j < of_y->j ? -1 : 1;
		if (of_x->choice != of_y->choice)
			return of_x->choice < of_y->choice ? -1 : 1;
	}
	return 0;
}

static struct pairs_book write_book(const struct entry *entries, size_t n, size_t n_items)
{
	g_autofree struct entry *made = g_new(struct entry, n + 1);
	g_autofree struct voter *voters = g_new(struct voter, n + 1);
	struct pairs_book book = {.n_items = n_items};
	size_t n_made = 0, n_written = 0;

	for (size_t e = 0; e < n; e++)
		if (entries[e].choice != PAIRS_SKIP)
			made[n_made++] = entries[e];
	for (size_t e = 0; e < n_made; e++) {
		if (!e || made[e].voter != made[e - 1].voter)
			voters[book.n_voters++] = (struct voter){&made[e], 0};
		voters[book.n_voters - 1].n++;
	}
	qsort(voters, book.n_voters, sizeof *voters, compare_voters);
	book.first = g_new0(size_t, book.n_voters + 1);
	book.choices = g_new(struct pairs_choice_made, n_made + 1);
	for (size_t v = 0; v < book.n_voters; v++) {
		for (size_t e = 0; e < voters[v].n; e++) {
			const struct entry *entry = &voters[v].entries[e];

			book.choices[n_written++] =
				(struct pairs_choice_made){entry->i, entry->j,
							   entry->choice == PAIRS_LEFT	  ? 1
							   : entry->choice == PAIRS_EQUAL ? 0.5
											  : 0};
		}
		book.first[v + 1] = n_written;
	}
	return book;
}

void pairs_book_free(struct pairs_book *book)
{
	g_free(book->first);
	g_free(book->choices);
	*book = (struct pairs_book){0};
}

void pairs_book_wins(const struct pairs_book *book, const uint32_t *times, double *wins)
{
	size_t n = book->n_items;

	memset(wins, 0, n * n * sizeof *wins);
	for (size_t v = 0; v < book->n_voters; v++) {
		double m = times ? times[v] : 1;

		for (size_t c = book->first[v]; c < book->first[v + 1]; c++) {
			const struct pairs_choice_made *choice = &book->choices[c];

			wins[choice->i * n + choice->j] += m * choice->won;
			wins[choice->j * n + choice->i] += m * (1 - choice->won);
		}
	}
}

/* --- drawing voters again ---------------------------------------------------------------------------------
 */

struct resample {
	const struct pairs_book *book;
	const double *theta;
	const uint64_t *seeds;
	double *worths;
};

static void centre(double *theta, size_t n)
{
	double mean = 0;

	for (size_t i = 0; i < n; i++)
		mean += theta[i] / (double)n;
	for (size_t i = 0; i < n; i++)
		theta[i] -= mean;
}

static void draw_voters(void *data, size_t first, size_t last, size_t thread)
{
	const struct resample *resample = data;
	const struct pairs_book *book = resample->book;
	size_t n = book->n_items;
	g_autofree uint32_t *times = g_new(uint32_t, book->n_voters + 1);
	g_autofree double *wins = g_new(double, n *n + 1), *prior = g_new(double, n + 1);

	(void)thread;
	for (size_t i = 0; i < n; i++)
		prior[i] = PAIRS_PRIOR;
	for (size_t r = first; r < last; r++) {
		double *worth = resample->worths + r * n;
		struct random random;

		random_start(&random, resample->seeds[r], RANDOM_STREAM_PEOPLE);
		memset(times, 0, book->n_voters * sizeof *times);
		for (size_t v = 0; v < book->n_voters; v++)
			times[random_below(&random, book->n_voters)]++;
		pairs_book_wins(book, times, wins);
		memcpy(worth, resample->theta, n * sizeof *worth);
		pairs_model_climb(wins, prior, n, false, worth);
		centre(worth, n);
	}
}

bool pairs_resample(const struct pairs_book *book, const double *theta, uint64_t seed, size_t n_resamples,
		    struct work *work, double *worths)
{
	g_autofree uint64_t *seeds = g_new(uint64_t, n_resamples + 1);
	struct resample resample = {book, theta, seeds, worths};
	struct random random;

	random_start(&random, seed, RANDOM_STREAM_PEOPLE);
	for (size_t r = 0; r < n_resamples; r++)
		seeds[r] = random_next(&random);
	return work_run(work, n_resamples, RESAMPLES_A_BLOCK, draw_voters, &resample, 0, 1);
}

/* Mean chance of i against each of the others, were its log-worth so much more. */
static double support_of(const double *worth, size_t n, size_t i, double more)
{
	double sum = 0;

	for (size_t j = 0; j < n; j++)
		if (j != i)
			sum += pairs_model_chance(worth[i] + more - worth[j]);
	return n > 1 ? sum / (double)(n - 1) : 0.5;
}

static int compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Of what was drawn the middle share, each side stretched: drawing among few voters varies less than voters
 * do (by n - 1 of n), and their spread is itself a guess (Student's limit beside the normal one). */
static void read_interval(double *drawn, size_t n, double confidence, double stretch, double found,
			  double *low, double *high)
{
	size_t tail = (size_t)((1 - confidence) / 2 * (double)(n + 1));

	qsort(drawn, n, sizeof *drawn, compare_doubles);
	tail = MIN(tail ? tail - 1 : 0, n - 1);
	*low = found - stretch * MAX(0, found - drawn[tail]);
	*high = found + stretch * MAX(0, drawn[n - 1 - tail] - found);
}

static double stretch_of(size_t n_voters, double confidence)
{
	double n = (double)MAX(n_voters, 2);

	return sqrt(n / (n - 1)) * student_limit(confidence, n - 1) / student_limit(confidence, 1e6);
}

/* Where voters agree so much that drawing them again shows no doubt, the model's own errors do. */
static void write_intervals(struct pairs *pairs, const double *worths, size_t n_resamples, double confidence)
{
	size_t n = pairs->n_items;
	double normal = student_limit(confidence, 1e6);
	double stretch = stretch_of(pairs->n_voters, confidence);
	g_autofree double *drawn = g_new(double, n_resamples + 1);

	for (size_t i = 0; i < n; i++) {
		struct pairs_item *item = &pairs->items[i];
		double least = normal * item->error;

		if (isnan(item->worth))
			continue;
		for (size_t r = 0; r < n_resamples; r++)
			drawn[r] = worths[r * n + i];
		read_interval(drawn, n_resamples, confidence, stretch, item->worth, &item->worth_low,
			      &item->worth_high);
		item->worth_low = MIN(item->worth_low, item->worth - least);
		item->worth_high = MAX(item->worth_high, item->worth + least);
		for (size_t r = 0; r < n_resamples; r++)
			drawn[r] = support_of(worths + r * n, n, i, 0);
		read_interval(drawn, n_resamples, confidence, stretch, item->support, &item->support_low,
			      &item->support_high);
		item->support_low =
			MAX(0, MIN(item->support_low, support_of(pairs->fit->worth, n, i, -least)));
		item->support_high =
			MIN(1, MAX(item->support_high, support_of(pairs->fit->worth, n, i, least)));
	}
}

/* --- the count --------------------------------------------------------------------------------------------
 */

static void count_entries(struct pairs *pairs, const struct entry *entries, size_t n)
{
	for (size_t e = 0; e < n; e++) {
		struct pairs_item *i = &pairs->items[entries[e].i], *j = &pairs->items[entries[e].j];
		enum pairs_choice choice = entries[e].choice;

		if (choice == PAIRS_SKIP) {
			pairs->n_skipped++;
			i->n_skipped++;
			j->n_skipped++;
			continue;
		}
		pairs->n_answers++;
		i->n_compared++;
		j->n_compared++;
		i->n_won += choice == PAIRS_LEFT;
		j->n_won += choice == PAIRS_RIGHT;
		i->n_lost += choice == PAIRS_RIGHT;
		j->n_lost += choice == PAIRS_LEFT;
		i->n_equal += choice == PAIRS_EQUAL;
		j->n_equal += choice == PAIRS_EQUAL;
	}
}

static void count_voters(struct pairs *pairs, const struct pairs_book *book)
{
	g_autofree size_t *last = g_new(size_t, book->n_items + 1);

	memset(last, 0xff, book->n_items * sizeof *last);
	for (size_t v = 0; v < book->n_voters; v++)
		for (size_t c = book->first[v]; c < book->first[v + 1]; c++)
			for (size_t side = 0; side < 2; side++) {
				size_t i = side ? book->choices[c].j : book->choices[c].i;

				pairs->items[i].n_voters += last[i] != v;
				last[i] = v;
			}
}

static int compare_items(const void *a, const void *b, void *data)
{
	const struct pairs *pairs = data;
	size_t i = *(const size_t *)a, j = *(const size_t *)b;
	double of_i = pairs->items[i].worth, of_j = pairs->items[j].worth;

	if (isnan(of_i) != isnan(of_j))
		return isnan(of_i) ? 1 : -1;
	if (of_i < of_j || of_i > of_j)
		return of_i > of_j ? -1 : 1;
	return (i > j) - (i < j);
}

static void put_in_order(struct pairs *pairs)
{
	size_t n = pairs->n_items;

	for (size_t i = 0; i < n; i++)
		pairs->order[i] = i;
	g_qsort_with_data(pairs->order, (gint)n, sizeof *pairs->order, compare_items, pairs);
	for (size_t at = 0; at < n; at++) {
		struct pairs_item *item = &pairs->items[pairs->order[at]], *before;

		item->place = at + 1;
		before = at ? &pairs->items[pairs->order[at - 1]] : NULL;
		if (before &&
		    (isnan(item->worth) ? isnan(before->worth) : before->worth - item->worth < 1e-9))
			item->place = before->place;
	}
}

static void rank(struct pairs *pairs)
{
	size_t n = pairs->n_items;
	g_autofree size_t *low = g_new(size_t, n + 1), *high = g_new(size_t, n + 1),
			  *band = g_new(size_t, n + 1);

	for (size_t i = 0; i < n; i++) {
		low[i] = 1;
		high[i] = n;
		for (size_t j = 0; j < n; j++) {
			low[i] += pairs->above[j * n + i];
			high[i] -= pairs->above[i * n + j];
		}
		low[i] = MIN(low[i], pairs->items[i].place);
		high[i] = MAX(high[i], pairs->items[i].place);
	}
	pairs->n_bands = rank_bands(low, high, pairs->order, n, band);
	for (size_t i = 0; i < n; i++) {
		pairs->items[i].low = low[i];
		pairs->items[i].high = high[i];
		pairs->items[i].band = band[i];
	}
}

static void write_fit(struct pairs *pairs)
{
	size_t n = pairs->n_items;
	const double *worth = pairs->fit->worth;

	for (size_t i = 0; i < n; i++) {
		struct pairs_item *item = &pairs->items[i];
		bool is_known = item->n_compared > 0;

		item->worth = item->worth_low = item->worth_high = is_known ? worth[i] : NAN;
		item->error = is_known ? pairs->fit->error[i] : NAN;
		item->support = item->support_low = item->support_high =
			is_known ? support_of(worth, n, i, 0) : NAN;
		for (size_t j = 0; j < n; j++)
			pairs->chance[i * n + j] = is_known && pairs->items[j].n_compared > 0 && i != j &&
								   pairs->fit->part[i] == pairs->fit->part[j]
							   ? pairs_model_chance(worth[i] - worth[j])
							   : NAN;
	}
}

struct pairs *pairs_count(const struct pairs_input *in, struct work *work)
{
	struct pairs *pairs = g_new0(struct pairs, 1);
	size_t n = in->n_items, n_resamples = in->n_resamples ? in->n_resamples : USUAL_RESAMPLES;
	double confidence = in->confidence > 0 ? in->confidence : usual_confidence;
	g_autofree struct entry *entries = g_new(struct entry, in->n_answers + 1);
	g_autofree double *worths = NULL;
	size_t n_entries = take_entries(in, entries, &pairs->n_repeated);
	struct pairs_book book = write_book(entries, n_entries, n);
	struct work_part part;
	bool is_done = true;

	pairs->n_items = n;
	pairs->n_voters = book.n_voters;
	pairs->items = g_new0(struct pairs_item, n + 1);
	pairs->order = g_new0(size_t, n + 1);
	pairs->wins = g_new0(double, n *n + 1);
	pairs->chance = g_new0(double, n *n + 1);
	pairs->p = g_new0(double, n *n + 1);
	pairs->above = g_new0(bool, n *n + 1);
	pairs->is_ranked = n > 0 && book.n_voters >= (in->min_ranked ? in->min_ranked : USUAL_MIN_RANKED);
	count_entries(pairs, entries, n_entries);
	count_voters(pairs, &book);
	pairs_book_wins(&book, NULL, pairs->wins);
	pairs->fit = pairs_fit(pairs->wins, n, PAIRS_PRIOR, SIZE_MAX);
	pairs->plain = pairs_fit(pairs->wins, n, 0, SIZE_MAX);
	write_fit(pairs);
	put_in_order(pairs);
	if (book.n_voters) {
		worths = g_new(double, n_resamples *n + 1);
		part = work_enter(work, 0, 0.5);
		is_done = pairs_resample(&book, pairs->fit->worth, in->seed, n_resamples, work, worths);
		work_leave(work, part);
		part = work_enter(work, 0.5, 1);
		is_done = is_done &&
			  pairs_test(&book, pairs->fit->worth, pairs->fit->part, in->seed, work, pairs->p);
		work_leave(work, part);
	} else {
		for (size_t k = 0; k < n * n; k++)
			pairs->p[k] = 1;
	}
	if (!is_done) {
		pairs_book_free(&book);
		pairs_free(pairs);
		return NULL;
	}
	for (size_t k = 0; k < n * n; k++)
		pairs->above[k] = pairs->p[k] <= 1 - confidence;
	if (book.n_voters)
		write_intervals(pairs, worths, n_resamples, confidence);
	if (pairs->is_ranked)
		rank(pairs);
	pairs_book_free(&book);
	return pairs;
}

void pairs_free(struct pairs *pairs)
{
	if (!pairs)
		return;
	pairs_fit_free(pairs->fit);
	pairs_fit_free(pairs->plain);
	g_free(pairs->items);
	g_free(pairs->order);
	g_free(pairs->wins);
	g_free(pairs->chance);
	g_free(pairs->p);
	g_free(pairs->above);
	g_free(pairs);
}
