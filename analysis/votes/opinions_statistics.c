/* opinions_statistics - what statements got, in the whole room and in each group, and which ones stand for a
 * group. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "opinions_parts.h"

#include "binomial.h"
#include "numbers.h"

#include <glib.h>
#include <math.h>

static const double confidence = 0.95;

static double smoothed(size_t n, size_t n_votes)
{
	return ((double)n + 1) / ((double)n_votes + 2);
}

/* More than half? */
static double one_share_z(size_t n, size_t n_votes)
{
	double of = (double)n_votes + 1;

	return 2 * sqrt(of) * (((double)n + 1) / of - 0.5);
}

/* More than in the others? */
static double two_shares_z(size_t n_in, size_t n_out, size_t votes_in, size_t votes_out)
{
	double yes_in = (double)n_in + 1, yes_out = (double)n_out + 1;
	double in = (double)votes_in + 1, out = (double)votes_out + 1;
	double together = (yes_in + yes_out) / (in + out);

	if (yes_in + yes_out >= in + out)
		return 0;
	return (yes_in / in - yes_out / out) / sqrt(together * (1 - together) * (1 / in + 1 / out));
}

static void count(struct opinions_statistics *r, const struct opinions_table *t, const uint32_t *group)
{
	for (size_t voter = 0; voter < t->n_voters; voter++) {
		uint32_t g = group ? group[voter] : OPINIONS_NO_GROUP;

		if (g != OPINIONS_NO_GROUP) {
			g_assert(g < r->n_groups);
			r->n_members[g]++;
		}
		for (size_t i = t->start[voter]; i < t->start[voter + 1]; i++) {
			struct opinions_statement *s = &r->statements[t->statement[i]];

			s->n_agree += t->value[i] > 0;
			s->n_disagree += t->value[i] < 0;
			s->n_pass += t->value[i] == 0;
			if (g != OPINIONS_NO_GROUP) {
				struct opinions_cell *c = &r->cells[g * r->n_statements + t->statement[i]];

				c->n_agree += t->value[i] > 0;
				c->n_disagree += t->value[i] < 0;
				c->n_votes++;
			}
		}
	}
}

static void compare(struct opinions_cell *c, size_t all_agree, size_t all_disagree, size_t all_votes)
{
	size_t agree = all_agree - c->n_agree, disagree = all_disagree - c->n_disagree;
	size_t votes = all_votes - c->n_votes;

	c->agree = smoothed(c->n_agree, c->n_votes);
	c->disagree = smoothed(c->n_disagree, c->n_votes);
	c->agree_z = one_share_z(c->n_agree, c->n_votes);
	c->disagree_z = one_share_z(c->n_disagree, c->n_votes);
	c->agree_ratio = c->agree / smoothed(agree, votes);
	c->disagree_ratio = c->disagree / smoothed(disagree, votes);
	c->agree_ratio_z = two_shares_z(c->n_agree, agree, c->n_votes, votes);
	c->disagree_ratio_z = two_shares_z(c->n_disagree, disagree, c->n_votes, votes);
	if ((c->agree_ratio_z > OPINIONS_SIGNIFICANT && c->agree_z > OPINIONS_SIGNIFICANT) ||
	    (c->disagree_ratio_z > OPINIONS_SIGNIFICANT && c->disagree_z > OPINIONS_SIGNIFICANT))
		c->represents = c->agree_ratio_z > c->disagree_ratio_z ? 1 : -1;
}

/* How soon a statement should be shown: few passes, many who agree, far out, few votes so far. */
static double priority(const struct opinions_statement *s, size_t n_agree, size_t n_pass, size_t n_votes)
{
	double passed = smoothed(n_pass, n_votes), agreed = smoothed(n_agree, n_votes), metric;

	metric = s->is_meta ? 7
			    : (1 - passed) * (s->extremity + 1) * agreed *
				      (1 + 8 * number_exp(-(double)MIN(n_votes, 1000) / 5 * M_LN2));
	return metric * metric;
}

static void describe(struct opinions_statistics *r, size_t index)
{
	struct opinions_statement *s = &r->statements[index];
	size_t n_votes = s->n_agree + s->n_disagree + s->n_pass, agree = 0, disagree = 0, votes = 0;
	double most = 0, least = 1, logs = 0;

	binomial_interval(s->n_agree, n_votes, confidence, &s->agree_low, &s->agree_high);
	binomial_interval(s->n_disagree, n_votes, confidence, &s->disagree_low, &s->disagree_high);
	s->split = 2 * (double)MIN(s->n_agree, s->n_disagree) / (double)MAX(n_votes, 1);
	for (size_t g = 0; g < r->n_groups; g++) {
		agree += r->cells[g * r->n_statements + index].n_agree;
		disagree += r->cells[g * r->n_statements + index].n_disagree;
		votes += r->cells[g * r->n_statements + index].n_votes;
	}
	s->consensus = s->floor = r->n_groups > 0;
	for (size_t g = 0; g < r->n_groups; g++) {
		struct opinions_cell *c = &r->cells[g * r->n_statements + index];
		double low, high;

		compare(c, agree, disagree, votes);
		if (s->is_out || s->is_meta)
			c->represents = 0;
		s->consensus *= c->agree;
		logs += number_log(c->agree);
		most = MAX(most, c->agree);
		least = MIN(least, c->agree);
		binomial_interval(c->n_agree, c->n_votes, confidence, &low, &high);
		s->floor = MIN(s->floor, low);
	}
	s->consensus_mean = r->n_groups ? number_exp(logs / (double)r->n_groups) : 0;
	s->distance = r->n_groups ? most - least : 0;
	s->priority = r->n_groups ? priority(s, agree, votes - agree - disagree, votes)
				  : priority(s, s->n_agree, s->n_pass, n_votes);
}

struct candidate {
	struct opinions_pick pick;
	double metric;
};

/* Largest first, then by statement. */
static int by_metric(const void *a, const void *b)
{
	const struct candidate *p = a, *q = b;

	if (p->metric != q->metric)
		return p->metric < q->metric ? 1 : -1;
	return p->pick.statement < q->pick.statement ? -1 : p->pick.statement > q->pick.statement;
}

static struct opinions_pick pick_of(const struct opinions_cell *c, size_t statement)
{
	if (c->agree_ratio_z > c->disagree_ratio_z)
		return (struct opinions_pick){.statement = statement,
					      .n = c->n_agree,
					      .n_votes = c->n_votes,
					      .side = 1,
					      .share = c->agree,
					      .z = c->agree_z,
					      .ratio = c->agree_ratio,
					      .ratio_z = c->agree_ratio_z};
	return (struct opinions_pick){.statement = statement,
				      .n = c->n_disagree,
				      .n_votes = c->n_votes,
				      .side = -1,
				      .share = c->disagree,
				      .z = c->disagree_z,
				      .ratio = c->disagree_ratio,
				      .ratio_z = c->disagree_ratio_z};
}

static bool is_better_agreed(const struct opinions_cell *c, const struct opinions_cell *best)
{
	if (c->n_agree == 0 && c->n_disagree == 0)
		return false;
	if (best && best->agree_ratio > 1)
		return c->agree_ratio * c->agree_ratio_z * c->agree * c->agree_z >
		       best->agree_ratio * best->agree_ratio_z * best->agree * best->agree_z;
	if (best)
		return c->agree * c->agree_z > best->agree * best->agree_z;
	return c->agree_z > OPINIONS_SIGNIFICANT || (c->agree_ratio > 1 && c->agree > 0.5);
}

/* Polis' choice of at most five: the best agreed first, then by all four figures together; those agreed
 * before those disagreed.  Where none is significant, the best agreed, or else the most different. */
static void represent(struct opinions_statistics *r, size_t g, struct candidate *found)
{
	struct opinions_list *list = &r->representative[g];
	const struct opinions_cell *cells = &r->cells[g * r->n_statements], *best_agree = NULL, *best = NULL;
	struct opinions_list agreed_first = {.n = 0};
	size_t n_found = 0;

	for (size_t s = 0; s < r->n_statements; s++) {
		const struct opinions_cell *c = &cells[s];

		if (r->statements[s].is_out || r->statements[s].is_meta)
			continue;
		if (c->represents) {
			struct opinions_pick p = pick_of(c, s);

			found[n_found++] = (struct candidate){p, p.ratio * p.ratio_z * p.share * p.z};
		}
		if (c->n_votes > 0 && (!best || MAX(c->agree_ratio_z, c->disagree_ratio_z) >
							MAX(best->agree_ratio_z, best->disagree_ratio_z)))
			best = c;
		if (is_better_agreed(c, best_agree))
			best_agree = c;
	}
	if (best_agree) {
		list->pick[0] = pick_of(best_agree, (size_t)(best_agree - cells));
		list->pick[0].is_best_agree = true;
		list->n = 1;
	} else if (n_found == 0 && best) {
		list->pick[0] = pick_of(best, (size_t)(best - cells));
		list->n = 1;
	}
	if (n_found == 0)
		return;
	qsort(found, n_found, sizeof(*found), by_metric);
	for (size_t i = 0; i < n_found && list->n < OPINIONS_MAX_PICKS; i++)
		if (!best_agree || found[i].pick.statement != list->pick[0].statement)
			list->pick[list->n++] = found[i].pick;
	for (int side = 1; side >= -1; side -= 2)
		for (size_t i = 0; i < list->n; i++)
			if (list->pick[i].side == side)
				agreed_first.pick[agreed_first.n++] = list->pick[i];
	*list = agreed_first;
}

static void find_majorities(const struct opinions_statistics *r, int8_t side, struct candidate *found,
			    struct opinions_list *list)
{
	size_t n_found = 0;

	for (size_t i = 0; i < r->n_statements; i++) {
		const struct opinions_statement *s = &r->statements[i];
		size_t n = side > 0 ? s->n_agree : s->n_disagree;
		size_t n_votes = s->n_agree + s->n_disagree + s->n_pass;
		double share = smoothed(n, n_votes), z = one_share_z(n, n_votes);

		if (s->is_out || s->is_meta || share <= 0.5 || z <= OPINIONS_SIGNIFICANT)
			continue;
		found[n_found++] = (struct candidate){
			{.statement = i, .n = n, .n_votes = n_votes, .side = side, .share = share, .z = z},
			share * z};
	}
	qsort(found, n_found, sizeof(*found), by_metric);
	for (list->n = 0; list->n < MIN(n_found, OPINIONS_MAX_PICKS); list->n++)
		list->pick[list->n] = found[list->n].pick;
}

struct opinions_statistics *opinions_statistics_of(const struct opinions_table *t,
						   const struct opinions_input *in, const uint32_t *group,
						   size_t n_groups, const double *extremity)
{
	struct opinions_statistics *r = g_new0(struct opinions_statistics, 1);
	g_autofree struct candidate *found = g_new(struct candidate, t->n_statements + 1);

	g_assert(group || n_groups == 0);
	r->n_statements = t->n_statements;
	r->n_groups = n_groups;
	r->n_members = g_new0(size_t, n_groups + 1);
	r->statements = g_new0(struct opinions_statement, t->n_statements + 1);
	r->cells = g_new0(struct opinions_cell, n_groups * t->n_statements + 1);
	r->representative = g_new0(struct opinions_list, n_groups + 1);
	count(r, t, group);
	for (size_t s = 0; s < t->n_statements; s++) {
		r->statements[s].is_out = in->is_out && in->is_out[s];
		r->statements[s].is_meta = in->is_meta && in->is_meta[s];
		r->statements[s].extremity = extremity ? extremity[s] : 0;
		describe(r, s);
	}
	for (size_t g = 0; g < n_groups; g++)
		represent(r, g, found);
	find_majorities(r, 1, found, &r->agree);
	find_majorities(r, -1, found, &r->disagree);
	return r;
}

struct opinions_statistics *opinions_statistics(const struct opinions_input *in, const uint32_t *group,
						size_t n_groups, const double *extremity)
{
	struct opinions_table *t = opinions_table_new(in);
	struct opinions_statistics *r = opinions_statistics_of(t, in, group, n_groups, extremity);

	opinions_table_free(t);
	return r;
}

void opinions_statistics_free(struct opinions_statistics *r)
{
	if (!r)
		return;
	g_free(r->n_members);
	g_free(r->statements);
	g_free(r->cells);
	g_free(r->representative);
	g_free(r);
}
