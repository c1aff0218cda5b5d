/* test_priority - the order of issues, and that its doubt is neither lost nor made up.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>

#include <math.h>
#include "priority.h"
#include "random.h"
#include "stopped.h"

#define NONE SIZE_MAX
enum { MAX_ROWS = 2000, MAX_ISSUES = 12 };

struct made {
	struct criteria_row rows[MAX_ROWS];
	struct priority_input in;
	struct priority_settings s;
};

static void settings(struct priority_settings *s)
{
	priority_settings_default(s);
	s->n_resamples = 100;
	s->n_draws = 500;
}

/* So many senders, who name the first issues most. */
static struct made *make(uint64_t seed, size_t n_senders, size_t n_issues, size_t n_sessions)
{
	struct made *m = g_new0(struct made, 1);
	struct random r;

	g_assert(n_senders <= MAX_ROWS);
	random_start(&r, seed, RANDOM_STREAM_PEOPLE);
	settings(&m->s);
	m->in.people = (struct criteria_input){.rows = m->rows,
					       .n_rows = n_senders,
					       .n_issues = n_issues,
					       .n_senders = n_senders,
					       .n_sessions = n_sessions,
					       .n_places = 5};
	m->in.n_forms = n_senders;
	for (size_t i = 0; i < n_senders; i++) {
		double u = random_unit(&r);
		size_t issue = (size_t)(u * u * (double)n_issues);

		m->rows[i] = (struct criteria_row){issue,
						   i,
						   n_sessions ? i % n_sessions : NONE,
						   random_below(&r, 5),
						   (int8_t)(random_below(&r, 4)),
						   (int8_t)(random_below(&r, 5)),
						   (int8_t)(random_below(&r, 6)),
						   (int8_t)((int)random_below(&r, 3) - 1)};
	}
	return m;
}

static struct priority *study(const struct made *m, size_t n_threads)
{
	g_autoptr(GError) error = NULL;
	struct work *work = n_threads ? work_new(n_threads, NULL, NULL) : NULL;
	struct priority *p = priority_make(&m->in, &m->s, work, &error);

	if (error)
		fail_msg("%s", error->message);
	work_free(work);
	return p;
}

static void assert_sound(const struct priority *p)
{
	size_t n = p->n_issues;
	g_autofree bool *seen = g_new0(bool, n + 1);
	double sum = 0;

	for (size_t c = 0; c < CRITERION_MAX; c++) {
		assert_true(p->weights[c] >= p->settings.low[c] - 1e-9 &&
			    p->weights[c] <= p->settings.high[c] + 1e-9);
		sum += p->weights[c];
	}
	assert_true(fabs(sum - 1) < 1e-9);
	for (size_t i = 0; i < n; i++) {
		const struct priority_issue *issue = &p->issues[i];

		assert_true(p->order[i] < n && !seen[p->order[i]]);
		seen[p->order[i]] = true;
		assert_true(i == 0 || issue[0].score >= 0);
		assert_true(p->issues[p->order[i]].score <= (i ? p->issues[p->order[i - 1]].score : 1));
		assert_true(issue->score_low <= issue->score && issue->score <= issue->score_high);
		assert_true(issue->score_low >= 0 && issue->score_high <= 1);
		assert_true(issue->first >= 0 && issue->first <= 1 && issue->first_weights >= 0 &&
			    issue->first_weights <= 1);
		assert_true(isfinite(issue->topsis));
		if (!p->is_ranked) {
			assert_int_equal(issue->place + issue->low + issue->high + issue->people.low +
						 issue->weights.high + issue->groupings.low +
						 issue->mentions_low + issue->band,
					 0);
			continue;
		}
		assert_int_equal(p->issues[p->order[i]].place, i + 1);
		assert_in_range(issue->place, issue->low, issue->high);
		assert_in_range(issue->place, issue->people.low, issue->people.high);
		assert_in_range(issue->place, issue->weights.low, issue->weights.high);
		assert_in_range(issue->place, issue->groupings.low, issue->groupings.high);
		assert_in_range(issue->people.low, issue->low, issue->people.high);
		assert_in_range(issue->people.high, issue->people.low, issue->high);
		assert_true(issue->low >= 1 && issue->high <= n && issue->mentions_low >= 1 &&
			    issue->mentions_low <= issue->mentions_high && issue->mentions_high <= n);
		assert_true(issue->band < p->n_bands);
		/* Bands follow the order, and those of a later one are surely below. */
		for (size_t j = 0; j < n; j++)
			if (p->issues[j].band > issue->band) {
				assert_true(p->issues[j].place > issue->place);
				assert_true(p->issues[j].low > issue->high);
			}
	}
}

static void places_hold_together(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 20; seed++) {
		struct made *m = make(seed, 10 + seed * 37 % 400, 1 + seed % MAX_ISSUES, seed % 5 * 3);
		struct priority *p = study(m, 0);

		assert_sound(p);
		priority_free(p);
		g_free(m);
	}
}

static void the_result_is_the_same_on_any_number_of_threads(void **state)
{
	(void)state;
	struct made *m = make(3, 300, 8, 6);
	struct priority *one = study(m, 1), *two = study(m, 2), *three = study(m, 3);

	assert_memory_equal(one->issues, two->issues, 8 * sizeof *one->issues);
	assert_memory_equal(one->issues, three->issues, 8 * sizeof *one->issues);
	assert_memory_equal(one->acceptability, two->acceptability, 64 * sizeof(double));
	assert_memory_equal(one->above, three->above, 64 * sizeof(double));
	priority_free(one);
	priority_free(two);
	priority_free(three);
	g_free(m);
}

static void few_forms_are_listed_and_not_ranked(void **state)
{
	(void)state;
	for (size_t n_forms = 19; n_forms <= 20; n_forms++) {
		struct made *m = make(1, 20, 3, 0);
		struct priority *p;

		m->in.n_forms = n_forms;
		p = study(m, 0);
		assert_int_equal(p->is_ranked, n_forms == 20);
		assert_sound(p);
		priority_free(p);
		g_free(m);
	}
}

static void few_sessions_only_describe_those_who_came(void **state)
{
	(void)state;
	for (size_t n = 4; n <= 7; n++) {
		struct made *m = make(1, 40, 3, n);
		struct priority *p = study(m, 0);

		assert_int_equal(p->only_describes, n < 6);
		priority_free(p);
		g_free(m);
	}
}

static void issues_that_are_alike_are_one_band_and_those_that_are_not_two(void **state)
{
	(void)state;
	struct made *m = make(1, 1600, 4, 0);
	struct priority *p;

	/* Two named by 700 and two by 100, whatever the weights: all answers alike. */
	for (size_t i = 0; i < 1600; i++)
		m->rows[i] = (struct criteria_row){i < 1400 ? i % 2 : 2 + i % 2, i, NONE, i % 5, 2, 2, 2, 0};
	p = study(m, 0);
	assert_int_equal(p->n_bands, 2);
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(p->issues[i].band, i / 2);
		assert_int_equal(p->issues[i].low, i / 2 * 2 + 1);
		assert_int_equal(p->issues[i].high, i / 2 * 2 + 2);
		assert_int_equal(p->issues[i].mentions_low, i / 2 * 2 + 1);
		assert_int_equal(p->issues[i].mentions_high, i / 2 * 2 + 2);
	}
	priority_free(p);
	g_free(m);
}

/* The first by mentions is the mildest, the last the gravest. */
static struct made *opposed(void)
{
	struct made *m = make(1, 1600, 2, 0);

	for (size_t i = 0; i < 1600; i++)
		m->rows[i] = (struct criteria_row){
			i % 4 == 0, i, NONE, i % 5, i % 4 == 0 || i % 8 < 4 ? 3 : 1, 0, 0, -1};
	for (size_t c = 0; c < CRITERION_MAX; c++)
		m->s.low[c] = m->s.high[c] = 0;
	return m;
}

static void weights_that_matter_part_nothing_that_they_would_turn_round(void **state)
{
	(void)state;
	struct made *m = opposed();
	struct priority *p;

	m->s.high[CRITERION_FREQUENCY] = m->s.high[CRITERION_SEVERITY] = 1;
	p = study(m, 0);
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(p->issues[i].high - p->issues[i].low, 1);
		assert_int_equal(p->issues[i].weights.high - p->issues[i].weights.low, 1);
		assert_int_equal(p->issues[i].people.high - p->issues[i].people.low, 0);
		assert_true(p->issues[i].first_weights > 0.3 && p->issues[i].first_weights < 0.7);
	}
	priority_free(p);
	m->s.low[CRITERION_FREQUENCY] = 0.9;
	m->s.high[CRITERION_SEVERITY] = 0.1;
	p = study(m, 0);
	assert_int_equal(p->issues[0].high, 1);
	assert_true(p->issues[0].first_weights > 0.999);
	assert_int_equal(p->n_bands, 2);
	priority_free(p);
	g_free(m);
}

static void a_weight_changed_as_told_changes_the_first(void **state)
{
	(void)state;
	struct made *m = opposed();
	struct priority *p;
	struct smaa_change change;

	m->s.low[CRITERION_FREQUENCY] = m->s.high[CRITERION_FREQUENCY] = 0.8;
	m->s.low[CRITERION_SEVERITY] = m->s.high[CRITERION_SEVERITY] = 0.2;
	p = study(m, 0);
	assert_int_equal(p->order[0], 0);
	change = p->issues[0].change;
	assert_int_equal(change.issue, 1);
	assert_int_equal(p->issues[1].change.issue, 1);
	assert_true(fabs(p->issues[1].change.weight - change.weight) < 1e-9);
	priority_free(p);
	for (int side = -1; side <= 1; side += 2) {
		double weight = change.weight + side * 0.01;
		bool is_changed = (weight > change.weight) ==
				  (change.weight > (change.criterion == CRITERION_FREQUENCY ? 0.8 : 0.2));

		m->s.low[change.criterion] = m->s.high[change.criterion] = weight;
		m->s.low[CRITERION_FREQUENCY + CRITERION_SEVERITY - change.criterion] =
			m->s.high[CRITERION_FREQUENCY + CRITERION_SEVERITY - change.criterion] = 1 - weight;
		p = study(m, 0);
		assert_int_equal(p->order[0], is_changed);
		priority_free(p);
	}
	g_free(m);
}

static void another_grouping_widens_and_the_same_one_does_not(void **state)
{
	(void)state;
	struct made *m = make(1, 1600, 4, 0);
	uint32_t same[MAX_ROWS], halved[MAX_ROWS], joined[MAX_ROWS];
	const uint32_t *others[] = {same};
	struct priority *alone, *p;

	/* 800, 500, 250 and 50 senders. */
	for (size_t i = 0; i < 1600; i++) {
		uint32_t issue = i < 800 ? 0 : i < 1300 ? 1 : i < 1550 ? 2 : 3;

		m->rows[i] = (struct criteria_row){issue, i, NONE, i % 5, 2, 2, 2, 0};
		same[i] = 7 - issue;
		halved[i] = issue ? issue : i < 420 ? 0 : 9; /* the first falls below the second */
		joined[i] = issue == 3 ? 1 : issue;	     /* the last is part of the second */
	}
	alone = study(m, 0);
	m->in.others = others;
	m->in.n_others = 1;
	p = study(m, 0);
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(alone->issues[i].low, i + 1);
		assert_int_equal(alone->issues[i].high, i + 1);
		assert_memory_equal(&p->issues[i].groupings, &alone->issues[i].groupings,
				    sizeof alone->issues[i].groupings);
		assert_int_equal(p->issues[i].low, i + 1);
		assert_int_equal(p->issues[i].high, i + 1);
	}
	assert_int_equal(p->n_groupings, 1);
	priority_free(p);
	others[0] = halved;
	p = study(m, 0);
	assert_int_equal(p->issues[0].low, 1);
	assert_int_equal(p->issues[0].groupings.high, 2);
	assert_true(p->issues[0].high >= 2);
	assert_true(p->issues[0].mentions_high >= 2);
	assert_int_equal(p->issues[1].low, 1);
	assert_int_equal(p->issues[1].groupings.low, 1);
	assert_sound(p);
	priority_free(p);
	others[0] = joined;
	p = study(m, 0);
	assert_int_equal(p->issues[3].low, 2);
	assert_int_equal(p->issues[3].high, 4);
	assert_int_equal(p->issues[0].high, 1);
	priority_free(p);
	priority_free(alone);
	g_free(m);
}

static void another_grouping_of_nothing_says_nothing(void **state)
{
	(void)state;
	struct made *m = make(5, 400, 6, 4);
	uint32_t nothing[MAX_ROWS], alone[MAX_ROWS];
	const uint32_t *const others[] = {nothing, alone};
	struct priority *a = study(m, 0), *b;

	for (uint32_t i = 0; i < MAX_ROWS; i++) {
		nothing[i] = UINT32_MAX;
		alone[i] = MAX_ROWS - i;
	}
	m->in.others = others;
	m->in.n_others = 2;
	b = study(m, 0);
	assert_memory_equal(a->issues, b->issues, 6 * sizeof *a->issues);
	priority_free(a);
	priority_free(b);
	g_free(m);
}

static void sorting_numbers_the_issues_by_place(void **state)
{
	(void)state;
	struct made *m = make(9, 400, 7, 4);
	struct priority *p, *sorted;

	for (size_t i = 0; i < 400; i++)
		m->rows[i].issue = 6 - m->rows[i].issue;
	p = study(m, 0);
	sorted = study(m, 0);
	priority_sort(sorted);
	assert_sound(sorted);
	for (size_t i = 0; i < 7; i++) {
		size_t old = p->order[i];

		assert_int_equal(sorted->order[i], i);
		assert_int_equal(sorted->issues[i].place, i + 1);
		assert_true(sorted->issues[i].score <= p->issues[old].score &&
			    sorted->issues[i].score >= p->issues[old].score);
		assert_memory_equal(sorted->acceptability + i * 7, p->acceptability + old * 7,
				    7 * sizeof(double));
		for (size_t j = 0; j < 7; j++)
			assert_memory_equal(&sorted->above[i * 7 + j], &p->above[old * 7 + p->order[j]],
					    sizeof(double));
		if (p->issues[old].change.criterion != SIZE_MAX)
			assert_int_equal(p->order[sorted->issues[i].change.issue],
					 p->issues[old].change.issue);
	}
	priority_free(p);
	priority_free(sorted);
	g_free(m);
}

static void what_is_not_used_moves_nothing(void **state)
{
	(void)state;
	struct made *m = make(2, 300, 5, 4);
	struct priority *a, *b;

	m->s.low[CRITERION_EQUITY] = m->s.high[CRITERION_EQUITY] = 0;
	m->s.high[CRITERION_FREQUENCY] = 1;
	a = study(m, 0);
	for (size_t i = 0; i < 300; i++)
		m->rows[i].heard = (int8_t)(i % 2);
	b = study(m, 0);
	for (size_t i = 0; i < 5; i++) {
		assert_int_equal(a->issues[i].low, b->issues[i].low);
		assert_int_equal(a->issues[i].high, b->issues[i].high);
		assert_memory_equal(&a->issues[i].score, &b->issues[i].score, sizeof a->issues[i].score);
	}
	priority_free(a);
	priority_free(b);
	g_free(m);
}

static void an_order_of_weights_moves_the_middle(void **state)
{
	(void)state;
	struct made *m = make(2, 60, 3, 0);
	struct priority *p;

	for (size_t c = 0; c < CRITERION_MAX; c++) {
		m->s.low[c] = 0;
		m->s.high[c] = 1;
		m->s.order[c] = (unsigned)(CRITERION_MAX - c);
	}
	p = study(m, 0);
	for (size_t c = 1; c < CRITERION_MAX; c++)
		assert_true(p->weights[c] > p->weights[c - 1]);
	priority_free(p);
	g_free(m);
}

static void settings_that_cannot_be_are_refused(void **state)
{
	(void)state;
	for (size_t which = 0; which < 8; which++) {
		struct made *m = make(1, 30, 2, 0);
		g_autoptr(GError) error = NULL;

		if (which == 0)
			m->s.low[CRITERION_FREQUENCY] = 0.9;
		if (which == 1)
			m->s.low[CRITERION_REACH] = 0.5, m->s.high[CRITERION_REACH] = 0.2;
		if (which == 2)
			m->s.high[CRITERION_REACH] = NAN;
		if (which == 3)
			for (size_t c = 0; c < CRITERION_MAX; c++)
				m->s.low[c] = m->s.high[c] = 0;
		if (which == 4)
			m->s.confidence = 1;
		if (which == 5)
			m->s.n_resamples = 0;
		if (which == 6)
			m->s.n_draws = 0;
		if (which == 7)
			m->s.low[CRITERION_SUPPORT] = -0.1;
		assert_null(priority_make(&m->in, &m->s, NULL, &error));
		assert_true(error && error->domain == PRIORITY_ERROR);
		g_free(m);
	}
}

static void a_stopped_one_is_nothing_and_no_error(void **state)
{
	(void)state;
	for (double at = 0; at < 1; at += 0.09) {
		struct made *m = make(1, 300, 6, 4);
		struct work *work = work_new(2, stopped_at, &at);
		g_autoptr(GError) error = NULL;

		work_stage(work, "ranks", 0, 1);
		assert_null(priority_make(&m->in, &m->s, work, &error));
		assert_null(error);
		work_free(work);
		g_free(m);
	}
}

static void none_one_and_nobody_are_named_results(void **state)
{
	(void)state;
	struct made *m = make(1, 30, 1, 0);
	struct priority *p = study(m, 0);

	assert_int_equal(p->issues[0].low, 1);
	assert_int_equal(p->issues[0].high, 1);
	assert_int_equal(p->issues[0].change.criterion, SIZE_MAX);
	assert_sound(p);
	priority_free(p);
	for (size_t i = 0; i < 30; i++)
		m->rows[i].issue = NONE;
	m->in.people.n_issues = 0;
	p = study(m, 0);
	assert_int_equal(p->n_issues, 0);
	priority_sort(p);
	priority_free(p);
	m->in.people.n_rows = m->in.people.n_senders = m->in.n_forms = 0;
	p = study(m, 0);
	assert_false(p->is_ranked);
	priority_free(p);
	g_free(m);
}

static void another_seed_is_another_draw_of_the_same(void **state)
{
	(void)state;
	struct made *m = make(4, 500, 6, 8);
	struct priority *a = study(m, 0), *b;

	m->s.seed = 2;
	b = study(m, 0);
	for (size_t i = 0; i < 6; i++) {
		assert_memory_equal(a->issues[i].criteria, b->issues[i].criteria,
				    sizeof a->issues[i].criteria);
		assert_memory_equal(&a->issues[i].score, &b->issues[i].score, sizeof a->issues[i].score);
		assert_true(fabs(a->issues[i].first - b->issues[i].first) < 0.2);
	}
	assert_memory_not_equal(a->acceptability, b->acceptability, 36 * sizeof(double));
	priority_free(a);
	priority_free(b);
	g_free(m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(places_hold_together),
		cmocka_unit_test(the_result_is_the_same_on_any_number_of_threads),
		cmocka_unit_test(few_forms_are_listed_and_not_ranked),
		cmocka_unit_test(few_sessions_only_describe_those_who_came),
		cmocka_unit_test(issues_that_are_alike_are_one_band_and_those_that_are_not_two),
		cmocka_unit_test(weights_that_matter_part_nothing_that_they_would_turn_round),
		cmocka_unit_test(a_weight_changed_as_told_changes_the_first),
		cmocka_unit_test(another_grouping_widens_and_the_same_one_does_not),
		cmocka_unit_test(another_grouping_of_nothing_says_nothing),
		cmocka_unit_test(sorting_numbers_the_issues_by_place),
		cmocka_unit_test(what_is_not_used_moves_nothing),
		cmocka_unit_test(an_order_of_weights_moves_the_middle),
		cmocka_unit_test(settings_that_cannot_be_are_refused),
		cmocka_unit_test(a_stopped_one_is_nothing_and_no_error),
		cmocka_unit_test(none_one_and_nobody_are_named_results),
		cmocka_unit_test(another_seed_is_another_draw_of_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
