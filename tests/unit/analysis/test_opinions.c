/* Opinions: statistics of given groups, the map beside a dense twin, groups that are there and groups that
 * are not, and rooms nobody hopes for. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "opinions_room.h"

#include <gsl/gsl_eigen.h>

static const struct plan two = {200, 40, 2, 0.6, 0.5};

static struct opinions *make(const struct room *r, bool is_plain)
{
	struct opinions_settings settings = {
		.seed = 1, .is_plain = is_plain, .n_shuffles = 39, .n_resamples = 10};
	struct opinions *o = opinions_make(&r->in, &settings, NULL);

	assert_non_null(o);
	return o;
}

static void assert_share(double x)
{
	assert_true(x >= 0 && x <= 1);
}

/* Everything is a number, shares are shares, and who is in a group is counted there. */
static void assert_sound(const struct opinions *o, const struct opinions_input *in)
{
	const struct opinions_statistics *t = o->statistics;
	size_t n_in_groups = 0, n_counted = 0, n_on_map = 0;

	assert_int_equal(o->n_voters, in->n_voters);
	assert_int_equal(t->n_statements, in->n_statements);
	assert_int_equal(t->n_groups, o->n_groups);
	assert_true(o->n_groups <= OPINIONS_MAX_GROUPS);
	assert_share(o->agreement);
	assert_true(o->chance > 0 && o->chance <= 1 && o->apart > 0 && o->apart <= 1);
	for (size_t k = 0; k <= OPINIONS_MAX_GROUPS; k++)
		assert_true(o->silhouette[k] >= -1 && o->silhouette[k] <= 1);
	for (size_t v = 0; v < o->n_voters; v++) {
		const struct opinions_voter *voter = &o->voters[v];

		assert_true(isfinite(voter->x) && isfinite(voter->y));
		assert_share(voter->membership);
		assert_true(voter->group == OPINIONS_NO_GROUP || voter->group < o->n_groups);
		assert_true(voter->is_on_map || voter->group == OPINIONS_NO_GROUP);
		n_on_map += voter->is_on_map;
		n_in_groups += voter->group != OPINIONS_NO_GROUP;
	}
	assert_int_equal(n_on_map, o->n_on_map);
	for (size_t g = 0; g < o->n_groups; g++) {
		const struct opinions_group *group = &o->groups[g];

		assert_true(group->n > 0 && (g == 0 || group->n <= o->groups[g - 1].n));
		assert_int_equal(group->n, t->n_members[g]);
		assert_share(group->stability);
		assert_share(group->membership);
		n_counted += group->n;
		for (size_t i = 0; i < t->representative[g].n; i++) {
			const struct opinions_pick *p = &t->representative[g].pick[i];

			assert_true(p->statement < t->n_statements && p->n <= p->n_votes);
			assert_true(!t->statements[p->statement].is_out &&
				    !t->statements[p->statement].is_meta);
			assert_true(isfinite(p->z) && isfinite(p->ratio) && isfinite(p->ratio_z));
		}
	}
	assert_int_equal(n_in_groups, n_counted);
	for (size_t s = 0; s < t->n_statements; s++) {
		const struct opinions_statement *st = &t->statements[s];
		double n_votes = (double)(st->n_agree + st->n_disagree + st->n_pass);

		assert_share(st->agree_low);
		assert_share(st->disagree_low);
		assert_true(st->agree_low <= st->agree_high && st->agree_high <= 1);
		assert_true(n_votes == 0 || (st->agree_low * n_votes <= (double)st->n_agree + 1e-9 &&
					     st->agree_high * n_votes >= (double)st->n_agree - 1e-9));
		assert_share(st->split);
		assert_share(st->distance);
		assert_share(st->consensus);
		assert_share(st->consensus_mean);
		assert_share(st->floor);
		assert_true(isfinite(st->extremity) && isfinite(st->priority));
		assert_true(isfinite(o->centre[s]) && isfinite(o->axes[0][s]) && isfinite(o->axes[1][s]));
	}
	for (size_t i = 0; i < t->n_groups * t->n_statements; i++) {
		const struct opinions_cell *c = &t->cells[i];

		assert_true(isfinite(c->agree_z) && isfinite(c->disagree_z) && isfinite(c->agree_ratio) &&
			    isfinite(c->disagree_ratio) && isfinite(c->agree_ratio_z) &&
			    isfinite(c->disagree_ratio_z));
	}
}

/* Of one group in each, as partitions. */
static double same_groups(const struct opinions *a, const struct opinions *b, const size_t *place)
{
	g_autofree size_t *one = g_new0(size_t, a->n_voters + 1), *other = g_new0(size_t, a->n_voters + 1);

	for (size_t v = 0; v < a->n_voters; v++) {
		uint32_t g = a->voters[v].group, h = b->voters[place ? place[v] : v].group;

		one[v] = g == OPINIONS_NO_GROUP ? a->n_groups : g;
		other[v] = h == OPINIONS_NO_GROUP ? b->n_groups : h;
	}
	return agreement_measure(one, other, a->n_voters).ari;
}

static void the_last_vote_of_a_voter_on_a_statement_counts(void **state)
{
	struct room r = room_new(2, 2);
	struct opinions_statistics *t;

	(void)state;
	room_add(&r, 0, 1, -1);
	room_add(&r, 1, 1, 0);
	room_add(&r, 0, 1, 0);
	room_add(&r, 0, 0, 1);
	room_add(&r, 0, 1, 1);
	t = opinions_statistics(&r.in, NULL, 0, NULL);
	assert_int_equal(t->statements[1].n_agree, 1);
	assert_int_equal(t->statements[1].n_disagree, 0);
	assert_int_equal(t->statements[1].n_pass, 1);
	assert_int_equal(t->statements[0].n_agree, 1);
	opinions_statistics_free(t);
	room_clear(&r);
}

static void assert_near(double found, double right)
{
	assert_true(fabs(found - right) <= 1e-12 * fmax(1, fabs(right)));
}

/* Six of one group agree, one of three in the other does; by hand from the published formulas. */
static void figures_of_a_group_are_those_of_the_published_formulas(void **state)
{
	static const uint32_t group[] = {0, 0, 0, 0, 0, 0, 1, 1, 1, OPINIONS_NO_GROUP};
	static const int8_t value[] = {1, 1, 1, 1, 1, 1, 1, -1, 0, -1};
	struct room r = room_new(10, 1);
	struct opinions_statistics *t;
	const struct opinions_cell *c;

	(void)state;
	for (size_t v = 0; v < 10; v++)
		room_add(&r, v, 0, value[v]);
	t = opinions_statistics(&r.in, group, 2, NULL);
	c = &t->cells[0];
	assert_int_equal(c->n_agree, 6);
	assert_int_equal(c->n_votes, 6);
	assert_near(c->agree, 7.0 / 8);
	assert_near(c->agree_z, 2 * sqrt(7) * 0.5);
	assert_near(c->agree_ratio, 7.0 / 8 / (2.0 / 5));
	assert_near(c->agree_ratio_z, (1 - 2.0 / 4) / sqrt(9.0 / 11 * (2.0 / 11) * (1.0 / 7 + 1.0 / 4)));
	assert_int_equal(c->represents, 1);
	assert_int_equal(t->cells[1].represents, 0);
	assert_near(t->statements[0].consensus, 7.0 / 8 * (2.0 / 5));
	assert_near(t->statements[0].consensus_mean, sqrt(7.0 / 8 * (2.0 / 5)));
	assert_near(t->statements[0].distance, 7.0 / 8 - 2.0 / 5);
	assert_near(t->statements[0].split, 0.4);
	assert_int_equal(t->statements[0].n_disagree, 2);
	/* Agreed by the group: nine votes in groups, seven agree, one passes. */
	assert_near(sqrt(t->statements[0].priority),
		    (1 - 2.0 / 11) * (8.0 / 11) * (1 + 8 * pow(2, -9.0 / 5)));
	assert_int_equal(t->representative[0].n, 1);
	assert_true(t->representative[0].pick[0].is_best_agree);
	assert_int_equal(t->agree.n, 1);
	assert_int_equal(t->disagree.n, 0);
	opinions_statistics_free(t);
	room_clear(&r);
}

/* The two largest eigenvectors of the imputed and centred table, in full. */
static void the_axes_are_those_of_a_dense_twin(void **state)
{
	struct plan plan = {90, 25, 3, 0.5, 0.6};

	(void)state;
	for (uint64_t seed = 1; seed <= 10; seed++) {
		struct room r = room_invent(&plan, seed);
		struct opinions *o = make(&r, true);
		size_t n = plan.n_statements;
		g_autofree double *rows = g_new0(double, plan.n_voters *n);
		gsl_matrix *square = gsl_matrix_calloc(n, n), *vectors = gsl_matrix_alloc(n, n);
		gsl_vector *values = gsl_vector_alloc(n);
		gsl_eigen_symmv_workspace *space = gsl_eigen_symmv_alloc(n);
		double total = 0;

		for (size_t i = 0; i < r.in.n_votes; i++)
			rows[r.in.votes[i].voter * n + r.in.votes[i].statement] =
				r.in.votes[i].value - o->centre[r.in.votes[i].statement];
		for (size_t v = 0; v < plan.n_voters; v++)
			for (size_t a = 0; a < n; a++)
				for (size_t b = 0; b < n; b++)
					*gsl_matrix_ptr(square, a, b) += rows[v * n + a] * rows[v * n + b];
		for (size_t a = 0; a < n; a++)
			total += gsl_matrix_get(square, a, a);
		gsl_eigen_symmv(square, values, vectors, space);
		gsl_eigen_symmv_sort(values, vectors, GSL_EIGEN_SORT_VAL_DESC);
		for (size_t a = 0; a < 2; a++) {
			double cosine = 0, length = 0;

			for (size_t s = 0; s < n; s++) {
				cosine += o->axes[a][s] * gsl_matrix_get(vectors, s, a);
				length += o->axes[a][s] * o->axes[a][s];
			}
			assert_true(fabs(length - 1) < 1e-12);
			assert_true(fabs(cosine) > 1 - 1e-10);
			assert_true(fabs(o->explained[a] - gsl_vector_get(values, a) / total) < 1e-12);
		}
		for (size_t v = 0; v < plan.n_voters; v++) {
			double x = 0;

			for (size_t s = 0; s < n; s++)
				x += rows[v * n + s] * o->axes[0][s];
			x *= sqrt((double)n / (double)MAX(o->voters[v].n_votes, 1));
			assert_true(!o->voters[v].is_on_map || fabs(x - o->voters[v].x) < 1e-12);
		}
		gsl_eigen_symmv_free(space);
		gsl_matrix_free(square);
		gsl_matrix_free(vectors);
		gsl_vector_free(values);
		opinions_free(o);
		room_clear(&r);
	}
}

static void two_planted_groups_are_found_and_sure(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 5; seed++) {
		struct room r = room_invent(&two, seed);
		struct opinions *o = make(&r, false);

		assert_sound(o, &r.in);
		assert_int_equal(o->verdict, OPINIONS_GROUPED);
		assert_int_equal(o->n_groups, 2);
		assert_true(planted_found(&r, o) > 0.9);
		assert_true(o->agreement > 0.8 && o->apart <= 0.05);
		for (size_t g = 0; g < 2; g++)
			assert_true(o->groups[g].stability > 0.9 && o->groups[g].membership > 0.9);
		opinions_free(o);
		room_clear(&r);
	}
}

static void three_planted_groups_are_found_where_votes_are_many(void **state)
{
	static const struct plan three = {300, 60, 3, 0.7, 0.7};

	(void)state;
	for (uint64_t seed = 1; seed <= 3; seed++) {
		struct room r = room_invent(&three, seed);
		struct opinions *o = make(&r, false);

		assert_int_equal(o->n_groups, 3);
		assert_true(planted_found(&r, o) > 0.9);
		opinions_free(o);
		room_clear(&r);
	}
}

/* A vote for chance: at .05 one in twenty rooms may err. */
static void votes_that_do_not_hang_together_give_no_groups(void **state)
{
	struct plan plan = {60, 30, 1, 0.6, 0};
	size_t n_grouped = 0, n_plain = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= 40; seed++) {
		struct room r = room_invent(&plan, seed);
		struct opinions *o = make(&r, false), *plain = make(&r, true);

		n_grouped += o->verdict == OPINIONS_GROUPED;
		n_plain += plain->n_groups > 1;
		assert_true(o->verdict == OPINIONS_GROUPED || o->verdict == OPINIONS_TOGETHER);
		assert_int_equal(o->n_groups > 0, o->verdict == OPINIONS_GROUPED);
		opinions_free(o);
		opinions_free(plain);
		room_clear(&r);
	}
	print_message("# groups in %zu of 40 rooms without any (plain: %zu)\n", n_grouped, n_plain);
	assert_true(n_grouped <= 4);
	assert_int_equal(n_plain, 40);
}

/* People along a line, without a gap: there is structure, and it says that it is not apart. */
static void a_line_of_opinion_is_not_taken_for_groups_apart(void **state)
{
	size_t n_structured = 0, n_apart = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= 10; seed++) {
		struct room r = room_new(150, 40);
		struct random random;
		struct opinions *o;

		random_start(&random, seed, RANDOM_STREAM_PEOPLE);
		for (size_t v = 0; v < 150; v++) {
			double stands = -3;

			for (size_t i = 0; i < 6; i++) /* about a normal distribution */
				stands += random_unit(&random);
			for (size_t s = 0; s < 40; s++) {
				double leans = stands * ((double)(s % 5) - 2);

				if (random_unit(&random) < 0.6)
					room_add(&r, v, s,
						 random_unit(&random) < 1 / (1 + exp(-leans)) ? 1 : -1);
			}
		}
		o = make(&r, false);
		n_structured += o->chance <= 0.05;
		n_apart += o->apart <= 0.05;
		opinions_free(o);
		room_clear(&r);
	}
	print_message("# %zu of 10 lines have structure, %zu stand apart\n", n_structured, n_apart);
	assert_int_equal(n_structured, 10);
	assert_true(n_apart <= 1);
}

static void the_order_of_voters_and_statements_does_not_matter(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 3; seed++) {
		struct room r = room_invent(&two, seed), other = room_new(two.n_voters, two.n_statements);
		g_autofree size_t *voter = g_new(size_t, two.n_voters),
				  *statement = g_new(size_t, two.n_statements);
		struct opinions *o = make(&r, false), *p;

		for (size_t v = 0; v < two.n_voters; v++)
			voter[v] = (v * 77 + 13) % two.n_voters;
		for (size_t s = 0; s < two.n_statements; s++)
			statement[s] = (s * 7 + 5) % two.n_statements;
		for (size_t i = r.in.n_votes; i-- > 0;)
			room_add(&other, voter[r.in.votes[i].voter], statement[r.in.votes[i].statement],
				 r.in.votes[i].value);
		p = make(&other, false);
		assert_int_equal(o->n_groups, p->n_groups);
		assert_true(same_groups(o, p, voter) > 1 - 1e-9);
		for (size_t s = 0; s < two.n_statements; s++)
			assert_near(p->statistics->statements[statement[s]].consensus,
				    o->statistics->statements[s].consensus);
		opinions_free(o);
		opinions_free(p);
		room_clear(&r);
		room_clear(&other);
	}
}

static void voters_alone_in_another_order_give_the_same_figures(void **state)
{
	struct room r = room_invent(&two, 9), other = room_new(two.n_voters, two.n_statements);
	struct opinions *o = make(&r, false), *p;

	(void)state;
	for (size_t i = r.in.n_votes; i-- > 0;)
		room_add(&other, two.n_voters - 1 - r.in.votes[i].voter, r.in.votes[i].statement,
			 r.in.votes[i].value);
	p = make(&other, false);
	assert_true(o->chance == p->chance);
	assert_true(fabs(o->agreement - p->agreement) < 1e-9);
	for (size_t v = 0; v < two.n_voters; v++)
		assert_true(fabs(o->voters[v].membership - p->voters[two.n_voters - 1 - v].membership) <
			    1e-6);
	opinions_free(o);
	opinions_free(p);
	room_clear(&r);
	room_clear(&other);
}

static void saying_everything_the_other_way_round_changes_no_group(void **state)
{
	struct room r = room_invent(&two, 4), other = room_new(two.n_voters, two.n_statements);
	struct opinions *o = make(&r, false), *p;

	(void)state;
	for (size_t i = 0; i < r.in.n_votes; i++)
		room_add(&other, r.in.votes[i].voter, r.in.votes[i].statement, -r.in.votes[i].value);
	p = make(&other, false);
	assert_true(same_groups(o, p, NULL) > 0.97);
	for (size_t s = 0; s < two.n_statements; s++) {
		assert_int_equal(o->statistics->statements[s].n_agree,
				 p->statistics->statements[s].n_disagree);
		assert_true(fabs(o->centre[s] + p->centre[s]) < 1e-15);
	}
	opinions_free(o);
	opinions_free(p);
	room_clear(&r);
	room_clear(&other);
}

static void one_thread_and_three_give_the_same_bytes(void **state)
{
	struct plan plan = {3000, 40, 3, 0.6, 0.5};
	struct room r = room_invent(&plan, 2);
	struct opinions_settings settings = {.seed = 5, .n_shuffles = 19, .n_resamples = 5};
	struct work *one = work_new(1, NULL, NULL), *three = work_new(3, NULL, NULL);
	struct opinions *o = opinions_make(&r.in, &settings, one),
			*p = opinions_make(&r.in, &settings, three);

	(void)state;
	assert_int_equal(o->n_groups, 3);
	assert_memory_equal(o->voters, p->voters, o->n_voters * sizeof(*o->voters));
	assert_memory_equal(o->groups, p->groups, o->n_groups * sizeof(*o->groups));
	assert_memory_equal(o->axes[0], p->axes[0], o->n_statements * sizeof(double));
	assert_memory_equal(o->silhouette, p->silhouette, sizeof(o->silhouette));
	assert_true(o->agreement == p->agreement && o->chance == p->chance && o->apart == p->apart);
	opinions_free(o);
	opinions_free(p);
	work_free(one);
	work_free(three);
	room_clear(&r);
}

static bool stop(void *data, const char *stage, double fraction)
{
	(void)stage;
	(void)fraction;
	return (*(size_t *)data)-- > 0;
}

static void stopped_work_gives_nothing(void **state)
{
	struct room r = room_invent(&two, 1);
	struct opinions_settings settings = {.n_shuffles = 9, .n_resamples = 5};

	(void)state;
	for (size_t after = 0; after < 60; after += 3) {
		size_t left = after;
		struct work *work = work_new(1, stop, &left);

		assert_null(opinions_make(&r.in, &settings, work));
		work_free(work);
	}
	room_clear(&r);
}

static void a_small_room_gets_figures_and_no_groups(void **state)
{
	struct plan plan = {OPINIONS_MIN_VOTERS - 1, 30, 2, 0.9, 0.8};
	struct room r = room_invent(&plan, 1);
	struct opinions *o = make(&r, false), *plain = make(&r, true);

	(void)state;
	assert_sound(o, &r.in);
	assert_int_equal(o->verdict, OPINIONS_SMALL_ROOM);
	assert_int_equal(o->n_groups, 0);
	assert_int_equal(o->n_on_map, 0);
	assert_true(o->statistics->statements[0].agree_high < 1);
	assert_true(o->statistics->agree.n > 0);
	assert_int_equal(plain->verdict, OPINIONS_GROUPED);
	assert_true(plain->n_groups >= 2);
	opinions_free(o);
	opinions_free(plain);
	room_clear(&r);
}

/* Two who say the opposite of everybody: Polis makes them a group. */
static void two_voters_are_no_group(void **state)
{
	struct plan plan = {80, 30, 1, 0.9, 0};
	struct room r = room_invent(&plan, 3), other = room_new(80, 30);
	struct opinions *o;

	(void)state;
	for (size_t i = 0; i < r.in.n_votes; i++)
		room_add(&other, r.in.votes[i].voter, r.in.votes[i].statement,
			 r.in.votes[i].voter < 2 ? -1 : MAX(r.in.votes[i].value, 0));
	o = make(&other, false);
	assert_sound(o, &other.in);
	for (size_t g = 0; g < o->n_groups; g++)
		assert_true(o->groups[g].n >= 5);
	opinions_free(o);
	room_clear(&r);
	room_clear(&other);
}

static void rooms_nobody_hopes_for_give_a_named_result(void **state)
{
	static const size_t sizes[][2] = {{0, 0}, {5, 0}, {0, 5}, {60, 10}, {1, 1}, {60, 1}, {120, 2}};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++)
		for (int way = 0; way < 6; way++)
			for (int plain = 0; plain < 2; plain++) {
				struct room r = room_new(sizes[i][0], sizes[i][1]);
				g_autofree bool *marks = g_new0(bool, sizes[i][0] + sizes[i][1] + 1);
				struct opinions *o;

				/* None; all the same; all pass; one voter; all of one statement; halves
				 * opposed. */
				for (size_t v = 0; v < sizes[i][0]; v++)
					for (size_t s = 0; s < sizes[i][1]; s++)
						if (way == 1 || way == 2 || (way == 3 && v == 0) ||
						    (way == 4 && s == 0) || way == 5)
							room_add(&r, v, s,
								 way == 2	     ? 0
								 : way == 5 && v % 2 ? -1
										     : 1);
				o = make(&r, plain);
				assert_sound(o, &r.in);
				assert_int_equal(o->verdict == OPINIONS_EMPTY, r.in.n_votes == 0);
				if (!plain && way < 5)
					assert_int_equal(o->n_groups, 0);
				opinions_free(o);
				/* The same with everybody and everything left out. */
				memset(marks, way % 2, sizes[i][0] + sizes[i][1] + 1);
				r.in.counts = marks;
				r.in.is_meta = marks;
				r.in.is_out = marks;
				o = make(&r, plain);
				assert_sound(o, &r.in);
				assert_int_equal(o->verdict, OPINIONS_EMPTY);
				opinions_free(o);
				room_clear(&r);
			}
}

static void two_halves_that_say_the_opposite_are_two_groups(void **state)
{
	struct room r = room_new(60, 10);
	struct opinions *o;

	(void)state;
	for (size_t v = 0; v < 60; v++)
		for (size_t s = 0; s < 10; s++)
			room_add(&r, v, s, v % 2 ? -1 : 1);
	o = make(&r, false);
	assert_int_equal(o->verdict, OPINIONS_GROUPED);
	assert_int_equal(o->n_groups, 2);
	assert_int_equal(o->groups[0].n, 30);
	assert_true(o->groups[0].membership > 0.99 && o->agreement > 0.99);
	assert_true(fabs(o->explained[0] - 1) < 1e-12 && fabs(o->explained[1]) < 1e-12);
	opinions_free(o);
	room_clear(&r);
}

static void what_is_out_changes_nothing(void **state)
{
	struct room r = room_invent(&two, 6), other = room_new(two.n_voters, two.n_statements);
	g_autofree bool *is_out = g_new0(bool, two.n_statements), *counts = g_new0(bool, two.n_voters);
	struct opinions *o, *p;

	(void)state;
	is_out[3] = is_out[17] = true;
	for (size_t v = 0; v < two.n_voters; v++)
		counts[v] = v != 8 && v != 9;
	for (size_t i = 0; i < r.in.n_votes; i++)
		if (!is_out[r.in.votes[i].statement] && counts[r.in.votes[i].voter])
			room_add(&other, r.in.votes[i].voter, r.in.votes[i].statement, r.in.votes[i].value);
	other.in.is_out = r.in.is_out = is_out;
	r.in.counts = counts;
	o = make(&r, false);
	p = make(&other, false);
	assert_sound(o, &r.in);
	assert_memory_equal(o->voters, p->voters, two.n_voters * sizeof(*o->voters));
	assert_int_equal(o->voters[8].group, OPINIONS_NO_GROUP);
	assert_int_equal(p->statistics->statements[3].n_agree, 0);
	assert_true(o->statistics->statements[3].n_agree > 0);
	opinions_free(o);
	opinions_free(p);
	room_clear(&r);
	room_clear(&other);
}

static void random_rooms_are_sound(void **state)
{
	struct random random;

	(void)state;
	random_start(&random, 1, RANDOM_STREAM_PEOPLE);
	for (uint64_t seed = 1; seed <= 60; seed++) {
		struct plan plan = {random_below(&random, 90), random_below(&random, 25),
				    1 + random_below(&random, 4), random_unit(&random), random_unit(&random)};
		struct room r = room_invent(&plan, seed);
		struct opinions *o = make(&r, seed % 2);

		assert_sound(o, &r.in);
		opinions_free(o);
		room_clear(&r);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_last_vote_of_a_voter_on_a_statement_counts),
		cmocka_unit_test(figures_of_a_group_are_those_of_the_published_formulas),
		cmocka_unit_test(the_axes_are_those_of_a_dense_twin),
		cmocka_unit_test(two_planted_groups_are_found_and_sure),
		cmocka_unit_test(three_planted_groups_are_found_where_votes_are_many),
		cmocka_unit_test(votes_that_do_not_hang_together_give_no_groups),
		cmocka_unit_test(a_line_of_opinion_is_not_taken_for_groups_apart),
		cmocka_unit_test(the_order_of_voters_and_statements_does_not_matter),
		cmocka_unit_test(voters_alone_in_another_order_give_the_same_figures),
		cmocka_unit_test(saying_everything_the_other_way_round_changes_no_group),
		cmocka_unit_test(one_thread_and_three_give_the_same_bytes),
		cmocka_unit_test(stopped_work_gives_nothing),
		cmocka_unit_test(a_small_room_gets_figures_and_no_groups),
		cmocka_unit_test(two_voters_are_no_group),
		cmocka_unit_test(rooms_nobody_hopes_for_give_a_named_result),
		cmocka_unit_test(two_halves_that_say_the_opposite_are_two_groups),
		cmocka_unit_test(what_is_out_changes_nothing),
		cmocka_unit_test(random_rooms_are_sound),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
