/* opinions_rooms - opinion groups of invented rooms, and of tables of votes; what opinions.py measures.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 *   opinions_rooms rooms VOTERS EACH GROUPS ROOMS   planted groups of uneven size (0: a line, 1: nothing), 40
 *                                                   statements, about EACH votes a voter: one line of
 * figures, of Polis as published and of what is done here opinions_rooms invent VOTERS STATEMENTS EACH voter,
 * statement, value by line; voter v is of group v % 3 opinions_rooms groups FILE here|plain           such a
 * table's groups: voter, group (-1: none) by line, then on stderr seconds, megabytes, verdict and doubt
 */
#include <glib.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "agreement.h"
#include "opinions.h"
#include "random.h"

enum { N_STATEMENTS = 40 };

struct room {
	GArray *votes;
	size_t *truth;
	struct opinions_input in;
};

static struct room room_new(size_t n_voters, size_t n_statements)
{
	struct room r = {g_array_new(FALSE, FALSE, sizeof(struct opinions_vote)),
			 g_new0(size_t, n_voters + 1),
			 {.n_voters = n_voters, .n_statements = n_statements}};

	return r;
}

static void room_add(struct room *r, size_t voter, size_t statement, int value)
{
	struct opinions_vote vote = {(uint32_t)voter, (uint32_t)statement, (int8_t)value};

	g_array_append_val(r->votes, vote);
}

static void room_close(struct room *r)
{
	r->in.votes = (const struct opinions_vote *)(void *)r->votes->data;
	r->in.n_votes = r->votes->len;
}

static void room_clear(struct room *r)
{
	g_array_free(r->votes, TRUE);
	g_free(r->truth);
}

static double normal(struct random *random)
{
	double length = sqrt(-2 * log(1 - random_unit(random)));

	return length * cos(2 * G_PI * random_unit(random));
}

/* Each next group is half as large; six statements in ten part them.  Some vote much, some little; a vote in
 * six is a pass.  0 groups: everybody stands on a line. */
static struct room invent(size_t n_voters, double each, size_t n_groups, uint64_t seed)
{
	struct room r = room_new(n_voters, N_STATEMENTS);
	size_t n_kinds = MAX(n_groups, 1);
	double *agree = g_new(double, N_STATEMENTS *n_kinds), *leans = g_new0(double, N_STATEMENTS);
	struct random random;

	random_start(&random, seed, RANDOM_STREAM_PEOPLE);
	for (size_t s = 0; s < N_STATEMENTS; s++) {
		double all = 0.2 + 0.6 * random_unit(&random);
		bool is_divided = random_unit(&random) < 0.6;
		size_t against = random_below(&random, n_kinds);

		leans[s] = is_divided ? normal(&random) : 0;
		for (size_t g = 0; g < n_kinds; g++)
			agree[s * n_kinds + g] = !is_divided || n_groups < 2 ? all
						 : (n_groups == 2 ? g == against : random_below(&random, 2))
							 ? 0.15 + 0.15 * random_unit(&random)
							 : 0.7 + 0.15 * random_unit(&random);
	}
	for (size_t v = 0; v < n_voters; v++) {
		double much = MIN(each * exp(0.6 * normal(&random) - 0.18) / N_STATEMENTS, 1);
		double stands = normal(&random);

		while (r.truth[v] + 1 < n_kinds && random_unit(&random) < 0.5)
			r.truth[v]++;
		for (size_t s = 0; s < N_STATEMENTS; s++) {
			double p = agree[s * n_kinds + r.truth[v]];

			if (n_groups == 0)
				p = 1 / (1 + exp(-leans[s] * stands) * (1 - p) / p);
			if (random_unit(&random) < much)
				room_add(&r, v, s,
					 random_unit(&random) < 1.0 / 6 ? 0
					 : random_unit(&random) < p	? 1
									: -1);
		}
	}
	g_free(agree);
	g_free(leans);
	room_close(&r);
	return r;
}

/* Of everybody on the map of plain; no groups: all in one. */
static struct agreement found(const struct room *r, const struct opinions *o, const struct opinions *plain)
{
	size_t *here = g_new0(size_t, o->n_voters + 1), *there = g_new0(size_t, o->n_voters + 1), n = 0;
	struct agreement agreement;

	for (size_t v = 0; v < o->n_voters; v++)
		if (plain->voters[v].is_on_map) {
			here[n] = o->voters[v].group == OPINIONS_NO_GROUP ? o->n_groups : o->voters[v].group;
			there[n++] = r->truth[v];
		}
	agreement = agreement_measure(here, there, n);
	g_free(here);
	g_free(there);
	return agreement;
}

static void measure_rooms(size_t n_voters, double each, size_t n_groups, size_t n_rooms, struct work *work)
{
	double plain = 0, here = 0, grouped = 0, apart = 0, sure = 0, right = 0, small = 0, again = 0;
	double n_right_k = 0, n_plain_right_k = 0, n_plain_grouped = 0;

	for (size_t room = 0; room < n_rooms; room++) {
		struct room r = invent(n_voters, each, n_groups, room + 1);

		struct opinions_settings settings = {.seed = 1}, plainly = {.is_plain = true};
		struct opinions *o = opinions_make(&r.in, &settings, work);
		struct opinions *p = opinions_make(&r.in, &plainly, work);
		struct agreement with = found(&r, o, p);
		bool has_small = false;

		plain += found(&r, p, p).ari;
		here += with.ari;
		n_plain_right_k += p->n_groups == n_groups;
		n_right_k += o->n_groups == n_groups;
		n_plain_grouped += p->n_groups > 1;
		for (size_t g = 0; g < p->n_groups; g++)
			has_small |= p->groups[g].n < 5 || p->groups[g].n * 20 < p->n_on_map;
		small += has_small;
		if (o->verdict == OPINIONS_GROUPED) {
			grouped++;
			apart += o->apart <= 0.05;
			right += with.accuracy;
			again += o->agreement;
			for (size_t g = 0; g < o->n_groups; g++)
				sure += o->groups[g].membership * (double)o->groups[g].n /
					(double)o->n_on_map;
		}
		opinions_free(o);
		opinions_free(p);
		room_clear(&r);
	}
	printf("%zu\t%g\t%zu\t%zu\t%.3f\t%.3f\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f\n",
	       n_voters, each, n_groups, n_rooms, plain / (double)n_rooms, here / (double)n_rooms,
	       n_plain_right_k / (double)n_rooms, n_right_k / (double)n_rooms,
	       n_plain_grouped / (double)n_rooms, grouped / (double)n_rooms, apart / (double)n_rooms,
	       small / (double)n_rooms, again / MAX(grouped, 1), sure / MAX(grouped, 1),
	       right / MAX(grouped, 1));
}

static void invent_table(size_t n_voters, size_t n_statements, double each)
{
	double *agree = g_new(double, n_statements * 3);
	struct random random;

	random_start(&random, 1, RANDOM_STREAM_PEOPLE);
	for (size_t i = 0; i < n_statements * 3; i++)
		agree[i] = 0.25 + 0.5 * random_unit(&random);
	for (size_t v = 0; v < n_voters; v++)
		for (size_t s = 0; s < n_statements; s++)
			if (random_unit(&random) < each / (double)n_statements)
				printf("%zu\t%zu\t%d\n", v, s,
				       random_unit(&random) < 1.0 / 6		     ? 0
				       : random_unit(&random) < agree[s * 3 + v % 3] ? 1
										     : -1);
	g_free(agree);
}

static struct room read_table(const char *file)
{
	struct room r = room_new(0, 0);
	FILE *f = fopen(file, "r");
	unsigned voter, statement;
	int value;

	while (f && fscanf(f, "%u %u %d", &voter, &statement, &value) == 3) {
		room_add(&r, voter, statement, value);
		r.in.n_voters = MAX(r.in.n_voters, voter + 1);
		r.in.n_statements = MAX(r.in.n_statements, statement + 1);
	}
	if (f)
		(void)fclose(f);
	room_close(&r);
	return r;
}

static void group_table(const char *file, bool is_plain, struct work *work)
{
	struct opinions_settings settings = {.seed = 1, .is_plain = is_plain};
	struct room r = read_table(file);
	gint64 start = g_get_monotonic_time();
	struct opinions *o = opinions_make(&r.in, &settings, work);
	double seconds = (double)(g_get_monotonic_time() - start) / 1e6;
	g_autofree char *status = NULL;
	const char *peak = NULL;

	for (size_t v = 0; v < o->n_voters; v++)
		printf("%zu\t%d\n", v,
		       o->voters[v].group == OPINIONS_NO_GROUP ? -1 : (int)o->voters[v].group);
	if (g_file_get_contents("/proc/self/status", &status, NULL, NULL))
		peak = strstr(status, "VmHWM:");
	(void)fprintf(stderr, "%.2f\t%.0f\t%d\t%zu\t%.3f\t%.3f\t%.3f\n", seconds,
		      peak ? g_ascii_strtod(peak + 6, NULL) / 1024 : 0, (int)o->verdict, o->n_groups,
		      o->chance, o->apart, o->agreement);
	opinions_free(o);
	room_clear(&r);
}

/* Bits that a hidden vote tells to who knows the shares of the voter's group (drawn to those of the room by
 * four votes); of everybody who is on the plain map. */
static double surprise(const struct room *shown, const GArray *hidden, const struct opinions *o,
		       const struct opinions *plain)
{
	size_t n_statements = shown->in.n_statements, n_groups = o ? o->n_groups : 0, n = 0;
	double *votes = g_new0(double, (n_groups + 1) * n_statements * 3 + 1), bits = 0;

	for (guint i = 0; i < shown->votes->len; i++) {
		const struct opinions_vote *v = &g_array_index(shown->votes, struct opinions_vote, i);
		size_t at = (size_t)v->statement * 3 + (size_t)(v->value + 1);

		votes[n_groups * n_statements * 3 + at]++;
		if (n_groups && o->voters[v->voter].group != OPINIONS_NO_GROUP)
			votes[o->voters[v->voter].group * n_statements * 3 + at]++;
	}
	for (guint i = 0; i < hidden->len; i++) {
		const struct opinions_vote *v = &g_array_index(hidden, struct opinions_vote, i);
		const double *room = &votes[(n_groups * n_statements + v->statement) * 3];
		double share = (room[v->value + 1] + 1) / (room[0] + room[1] + room[2] + 3);

		if (!plain->voters[v->voter].is_on_map)
			continue;
		if (n_groups && o->voters[v->voter].group != OPINIONS_NO_GROUP) {
			const double *own =
				&votes[(o->voters[v->voter].group * n_statements + v->statement) * 3];

			share = (own[v->value + 1] + 4 * share) / (own[0] + own[1] + own[2] + 4);
		}
		bits -= log2(share);
		n++;
	}
	g_free(votes);
	return bits / (double)MAX(n, 1);
}

static void hide_votes(const char *file, struct work *work)
{
	struct room r = read_table(file);
	double bits[3] = {0};

	for (uint64_t seed = 1; seed <= 3; seed++) {
		struct room shown = room_new(r.in.n_voters, r.in.n_statements);
		GArray *hidden = g_array_new(FALSE, FALSE, sizeof(struct opinions_vote));
		struct opinions_settings settings = {.seed = 1}, plainly = {.is_plain = true};
		struct opinions *o, *plain;

		for (size_t i = 0; i < r.in.n_votes; i++) {
			const struct opinions_vote *v = &r.in.votes[i];
			struct random random;

			/* By voter and statement, so that a vote that was changed is hidden whole. */
			random_start(&random,
				     seed << 40 | ((uint64_t)v->voter * r.in.n_statements + v->statement),
				     RANDOM_STREAM_PEOPLE);
			if (random_unit(&random) < 0.15)
				g_array_append_val(hidden, *v);
			else
				room_add(&shown, v->voter, v->statement, v->value);
		}
		room_close(&shown);
		o = opinions_make(&shown.in, &settings, work);
		plain = opinions_make(&shown.in, &plainly, work);
		bits[0] += surprise(&shown, hidden, NULL, plain) / 3;
		bits[1] += surprise(&shown, hidden, plain, plain) / 3;
		bits[2] += surprise(&shown, hidden, o, plain) / 3;
		opinions_free(o);
		opinions_free(plain);
		g_array_free(hidden, TRUE);
		room_clear(&shown);
	}
	printf("%.4f\t%.4f\t%.4f\n", bits[0], bits[1], bits[2]);
	room_clear(&r);
}

static size_t size_of(const char *text)
{
	return (size_t)g_ascii_strtoull(text, NULL, 10);
}

int main(int argc, char **argv)
{
	struct work *work = work_new(0, NULL, NULL);

	if (argc == 6 && strcmp(argv[1], "rooms") == 0)
		measure_rooms(size_of(argv[2]), g_ascii_strtod(argv[3], NULL), size_of(argv[4]),
			      size_of(argv[5]), work);
	else if (argc == 5 && strcmp(argv[1], "invent") == 0)
		invent_table(size_of(argv[2]), size_of(argv[3]), g_ascii_strtod(argv[4], NULL));
	else if (argc == 4 && strcmp(argv[1], "groups") == 0)
		group_table(argv[2], strcmp(argv[3], "plain") == 0, work);
	else if (argc == 3 && strcmp(argv[1], "hidden") == 0)
		hide_votes(argv[2], work);
	else
		return 2;
	work_free(work);
	return 0;
}
