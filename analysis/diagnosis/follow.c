/* follow - overlaps of two runs, matched piece by piece; see the header.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "follow.h"

#include <glib.h>
#include <stdbool.h>
#include <stdlib.h>

#include "assignment.h"

/* How much an old issue and a new one share. */
struct pair {
	uint32_t old, fresh; /* places in the canonical orders */
	size_t n_shared;
	double overlap;
	size_t piece; /* pairs of one piece share no issue with those of another */
};

struct run {
	const struct follow_input *in;
	/* Canonical orders that forget how issues were numbered: old ones by number, new ones by first
	 * report. */
	uint32_t *old_at, *fresh_at;	   /* place -> index */
	uint32_t *old_place, *fresh_place; /* index -> place; UINT32_MAX: an issue without reports */
	size_t n_fresh;
	size_t *n_old_all, *n_fresh_all;     /* by index: reports */
	size_t *n_old_known, *n_fresh_known; /* of these, known to both runs */
	struct pair *pairs;		     /* by new, then old */
	size_t n_pairs;
	size_t *first; /* n_fresh + 1: the pairs of each new issue */
};

static int by_id(const void *a, const void *b, gpointer data)
{
	const uint32_t *id = data, x = id[*(const uint32_t *)a], y = id[*(const uint32_t *)b];

	return (x > y) - (x < y);
}

static void order(struct run *run)
{
	const struct follow_input *in = run->in;

	run->old_at = g_new0(uint32_t, in->n_before + 1);
	run->old_place = g_new(uint32_t, in->n_before + 1);
	run->fresh_at = g_new0(uint32_t, in->n_now + 1);
	run->fresh_place = g_new(uint32_t, in->n_now + 1);
	run->n_old_all = g_new0(size_t, in->n_before + 1);
	run->n_old_known = g_new0(size_t, in->n_before + 1);
	run->n_fresh_all = g_new0(size_t, in->n_now + 1);
	run->n_fresh_known = g_new0(size_t, in->n_now + 1);
	for (size_t i = 0; i < in->n_before; i++)
		run->old_at[i] = (uint32_t)i;
	g_qsort_with_data(run->old_at, (gint)in->n_before, sizeof *run->old_at, by_id,
			  (gpointer)(uintptr_t)in->id);
	for (size_t i = 0; i < in->n_before; i++) {
		g_assert(in->id[run->old_at[i]] > 0 &&
			 (!i || in->id[run->old_at[i - 1]] < in->id[run->old_at[i]]));
		run->old_place[run->old_at[i]] = (uint32_t)i;
	}
	for (size_t i = 0; i < in->n_now; i++)
		run->fresh_place[i] = UINT32_MAX;
	for (size_t r = 0; r < in->n_reports; r++) {
		int32_t old = in->before[r], fresh = in->now[r];
		bool is_known = old != FOLLOW_ABSENT && fresh != FOLLOW_ABSENT;

		g_assert(old >= FOLLOW_ABSENT && fresh >= FOLLOW_ABSENT && old < (int64_t)in->n_before &&
			 fresh < (int64_t)in->n_now);
		if (old >= 0) {
			run->n_old_all[old]++;
			run->n_old_known[old] += is_known;
		}
		if (fresh < 0)
			continue;
		run->n_fresh_all[fresh]++;
		run->n_fresh_known[fresh] += is_known;
		if (run->fresh_place[fresh] == UINT32_MAX) {
			run->fresh_at[run->n_fresh] = (uint32_t)fresh;
			run->fresh_place[fresh] = (uint32_t)run->n_fresh++;
		}
	}
}

static int by_places(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static void overlaps(struct run *run)
{
	const struct follow_input *in = run->in;
	g_autofree uint64_t *both = g_new(uint64_t, in->n_reports + 1);
	size_t n = 0;

	for (size_t r = 0; r < in->n_reports; r++)
		if (in->before[r] >= 0 && in->now[r] >= 0)
			both[n++] =
				(uint64_t)run->fresh_place[in->now[r]] << 32 | run->old_place[in->before[r]];
	qsort(both, n, sizeof *both, by_places);
	run->pairs = g_new0(struct pair, n + 1);
	run->first = g_new0(size_t, run->n_fresh + 1);
	for (size_t i = 0; i < n; i++) {
		if (!i || both[i] != both[i - 1])
			run->pairs[run->n_pairs++] =
				(struct pair){.old = (uint32_t)both[i], .fresh = (uint32_t)(both[i] >> 32)};
		run->pairs[run->n_pairs - 1].n_shared++;
	}
	for (size_t p = 0; p < run->n_pairs; p++) {
		struct pair *pair = &run->pairs[p];
		size_t either = run->n_old_known[run->old_at[pair->old]] +
				run->n_fresh_known[run->fresh_at[pair->fresh]] - pair->n_shared;

		pair->overlap = (double)pair->n_shared / (double)either;
		run->first[pair->fresh + 1] = p + 1;
	}
	for (size_t f = 0; f < run->n_fresh; f++)
		run->first[f + 1] = MAX(run->first[f + 1], run->first[f]);
}

static size_t root(size_t *parent, size_t i)
{
	while (parent[i] != i)
		i = parent[i] = parent[parent[i]];
	return i;
}

static int by_piece(const void *a, const void *b)
{
	const struct pair *x = *(const struct pair *const *)a, *y = *(const struct pair *const *)b;

	if (x->piece != y->piece)
		return x->piece < y->piece ? -1 : 1;
	return (x > y) - (x < y); /* one array: by new, then old */
}

/* The best matching within one piece; match[place of new] = place of old. */
static void piece_match(struct pair *const *pairs, size_t n, uint32_t *match)
{
	g_autoptr(GArray) olds = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	g_autoptr(GArray) fresh = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	g_autoptr(GHashTable) column = g_hash_table_new(NULL, NULL);

	for (size_t i = 0; i < n; i++) {
		if (!i || pairs[i]->fresh != pairs[i - 1]->fresh)
			g_array_append_val(fresh, pairs[i]->fresh);
		if (!g_hash_table_contains(column, GUINT_TO_POINTER(pairs[i]->old))) {
			g_hash_table_insert(column, GUINT_TO_POINTER(pairs[i]->old),
					    GUINT_TO_POINTER(olds->len));
			g_array_append_val(olds, pairs[i]->old);
		}
	}
	g_autofree double *value = g_new0(double, (size_t)fresh->len * olds->len);
	g_autofree size_t *column_of = g_new(size_t, fresh->len);
	size_t row = 0;
	for (size_t i = 0; i < n; i++) {
		if (i && pairs[i]->fresh != pairs[i - 1]->fresh)
			row++;
		value[row * olds->len +
		      GPOINTER_TO_UINT(g_hash_table_lookup(column, GUINT_TO_POINTER(pairs[i]->old)))] =
			pairs[i]->overlap;
	}
	assignment_best(value, fresh->len, olds->len, column_of);
	for (row = 0; row < fresh->len; row++)
		if (column_of[row] != SIZE_MAX && value[row * olds->len + column_of[row]] > 0)
			match[g_array_index(fresh, uint32_t, row)] =
				g_array_index(olds, uint32_t, column_of[row]);
}

/* The place of the old issue that each new one (by place) goes on from; UINT32_MAX: none. */
static uint32_t *match(const struct run *run)
{
	const struct follow_input *in = run->in;
	size_t n_old = in->n_before, n = 0, next;
	uint32_t *found = g_new(uint32_t, run->n_fresh + 1);
	g_autofree size_t *parent = g_new(size_t, n_old + run->n_fresh + 1);
	g_autofree struct pair **near = g_new(struct pair *, run->n_pairs + 1);
	g_autoptr(GHashTable) fixed = g_hash_table_new(NULL, NULL);

	for (size_t i = 0; in->fixed && i < in->n_now; i++) {
		bool is_new = !in->fixed[i] || g_hash_table_add(fixed, GUINT_TO_POINTER(in->fixed[i]));
		g_assert(is_new);
	}
	for (size_t f = 0; f < run->n_fresh; f++)
		found[f] = UINT32_MAX;
	for (size_t i = 0; i < n_old + run->n_fresh; i++)
		parent[i] = i;
	for (size_t p = 0; p < run->n_pairs; p++) {
		struct pair *pair = &run->pairs[p];
		uint32_t id = in->id[run->old_at[pair->old]];
		uint32_t wanted = in->fixed ? in->fixed[run->fresh_at[pair->fresh]] : 0;

		if (wanted == id)
			found[pair->fresh] = pair->old;
		if (pair->overlap < FOLLOW_OVERLAP || wanted ||
		    g_hash_table_contains(fixed, GUINT_TO_POINTER(id)))
			continue;
		near[n++] = pair;
		parent[root(parent, pair->old)] = root(parent, n_old + pair->fresh);
	}
	for (size_t i = 0; i < n; i++)
		near[i]->piece = root(parent, near[i]->old);
	qsort(near, n, sizeof *near, by_piece);
	for (size_t i = 0; i < n; i = next) {
		for (next = i + 1; next < n && near[next]->piece == near[i]->piece; next++)
			;
		piece_match(near + i, next - i, found);
	}
	return found;
}

/* Numbers for those that have none, and what is to be told of each new issue. */
static void tell_fresh(const struct run *run, const uint32_t *found, uint32_t *id, GArray *changes,
		       uint32_t *next)
{
	const struct follow_input *in = run->in;

	for (size_t f = 0; f < run->n_fresh; f++) {
		size_t fresh = run->fresh_at[f];
		uint32_t wanted = in->fixed ? in->fixed[fresh] : 0;

		id[fresh] = wanted		     ? wanted
			    : found[f] != UINT32_MAX ? in->id[run->old_at[found[f]]]
						     : (*next)++;
	}
	for (size_t fresh = 0; fresh < in->n_now; fresh++) {
		size_t f = run->fresh_place[fresh];
		struct follow_change change = {.kind = FOLLOW_NEW, .n_now = run->n_fresh_all[fresh]};
		const struct pair *most = NULL;

		if (f == UINT32_MAX) {
			/* An issue without reports is nobody's successor. */
			id[fresh] = in->fixed && in->fixed[fresh] ? in->fixed[fresh] : (*next)++;
		}
		change.id = id[fresh];
		for (size_t p = f == UINT32_MAX ? 0 : run->first[f]; f != UINT32_MAX && p < run->first[f + 1];
		     p++) {
			const struct pair *pair = &run->pairs[p];

			if (found[f] == pair->old) {
				most = pair;
				break;
			}
			if (!most || pair->n_shared > most->n_shared)
				most = pair;
		}
		if (most) {
			size_t old = run->old_at[most->old];
			bool is_kept = found[f] == most->old;

			if (is_kept || 2 * most->n_shared > run->n_fresh_known[fresh]) {
				change.n_before = run->n_old_all[old];
				change.n_shared = most->n_shared;
				change.other = is_kept ? 0 : in->id[old];
				change.kind = !is_kept			       ? FOLLOW_SPLIT
					      : change.n_now > change.n_before ? FOLLOW_GREW
					      : change.n_now < change.n_before ? FOLLOW_SHRANK
									       : FOLLOW_SAME;
			}
		}
		g_array_append_val(changes, change);
	}
}

/* What is to be told of the old issues whose numbers ended, by number. */
static void tell_ended(const struct run *run, const uint32_t *id, GArray *changes)
{
	const struct follow_input *in = run->in;
	g_autofree const struct pair **most = g_new0(const struct pair *, in->n_before + 1);
	g_autoptr(GHashTable) living = g_hash_table_new(NULL, NULL);

	for (size_t i = 0; i < in->n_now; i++)
		g_hash_table_add(living, GUINT_TO_POINTER(id[i]));
	for (size_t p = 0; p < run->n_pairs; p++) {
		const struct pair *pair = &run->pairs[p];

		if (!most[pair->old] || pair->n_shared > most[pair->old]->n_shared)
			most[pair->old] = pair;
	}
	for (size_t o = 0; o < in->n_before; o++) {
		size_t old = run->old_at[o];
		struct follow_change change = {
			.kind = FOLLOW_GONE, .id = in->id[old], .n_before = run->n_old_all[old]};

		if (g_hash_table_contains(living, GUINT_TO_POINTER(in->id[old])))
			continue;
		if (most[o] && 2 * most[o]->n_shared > run->n_old_known[old]) {
			size_t fresh = run->fresh_at[most[o]->fresh];

			change.kind = FOLLOW_MERGED;
			change.other = id[fresh];
			change.n_now = run->n_fresh_all[fresh];
			change.n_shared = most[o]->n_shared;
		}
		g_array_append_val(changes, change);
	}
}

uint32_t *follow_issues(const struct follow_input *in, struct follow_change **changes, size_t *n_changes,
			uint32_t *next)
{
	struct run run = {.in = in};
	GArray *told = g_array_new(FALSE, FALSE, sizeof(struct follow_change));
	uint32_t *id = g_new0(uint32_t, in->n_now + 1);
	gsize length;

	*next = MAX(in->next, 1);
	for (size_t i = 0; i < in->n_before; i++)
		*next = MAX(*next, in->id[i] + 1);
	for (size_t i = 0; in->fixed && i < in->n_now; i++)
		*next = MAX(*next, in->fixed[i] + 1);
	order(&run);
	overlaps(&run);
	g_autofree uint32_t *found = match(&run);
	tell_fresh(&run, found, id, told, next);
	tell_ended(&run, id, told);
	*changes = g_array_steal(told, &length);
	*n_changes = length;
	g_array_unref(told);
	g_free(run.old_at);
	g_free(run.old_place);
	g_free(run.fresh_at);
	g_free(run.fresh_place);
	g_free(run.n_old_all);
	g_free(run.n_old_known);
	g_free(run.n_fresh_all);
	g_free(run.n_fresh_known);
	g_free(run.pairs);
	g_free(run.first);
	return id;
}
