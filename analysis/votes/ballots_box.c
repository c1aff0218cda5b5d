/* ballots_box - every ballot by itself: is it good, and how many points does it give.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ballots_box.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

static int compare_marks(const void *a, const void *b)
{
	const struct ballots_mark *x = a, *y = b;

	if (x->voter != y->voter)
		return x->voter < y->voter ? -1 : 1;
	if (x->item != y->item)
		return x->item < y->item ? -1 : 1;
	return (x->value > y->value) - (x->value < y->value);
}

static int compare_places(const void *a, const void *b)
{
	const struct ballots_mark *x = a, *y = b;

	if (x->value != y->value)
		return x->value < y->value ? -1 : 1;
	return (x->item > y->item) - (x->item < y->item);
}

/* Marks of one voter by item, each item once; the number that is left goes into n.  Zeroes of approval and
 * dots are no marks. */
static enum ballots_fault check(const struct ballots_input *in, struct ballots_mark *marks, size_t *n)
{
	size_t n_left = 0;
	int64_t sum = 0;
	bool is_twice = false, is_many_on_one = false, is_tied = false;

	for (size_t m = 0; m < *n; m++) {
		if (in->kind != BALLOTS_RANKING && marks[m].value == 0)
			continue;
		if (marks[m].value < 1 || marks[m].value > BALLOTS_MAX_VALUE ||
		    (in->kind == BALLOTS_APPROVAL && marks[m].value > 1))
			return BALLOTS_VALUE;
		if (n_left && marks[n_left - 1].item == marks[m].item) {
			is_twice = is_twice || marks[n_left - 1].value != marks[m].value;
			continue;
		}
		marks[n_left++] = marks[m];
		sum += in->kind == BALLOTS_DOTS ? marks[m].value : 1;
		is_many_on_one =
			is_many_on_one || (in->most_each && (size_t)marks[n_left - 1].value > in->most_each);
	}
	*n = n_left;
	if (is_twice)
		return BALLOTS_TWICE;
	if (!n_left)
		return BALLOTS_BLANK;
	if (in->least && (size_t)sum < in->least)
		return BALLOTS_FEW;
	if (in->most && (size_t)sum > in->most)
		return BALLOTS_MANY;
	if (in->kind == BALLOTS_DOTS && is_many_on_one)
		return BALLOTS_MANY_ON_ONE;
	if (in->kind != BALLOTS_RANKING)
		return BALLOTS_GOOD;
	qsort(marks, n_left, sizeof *marks, compare_places);
	for (size_t m = 1; m < n_left; m++)
		is_tied = is_tied || marks[m].value == marks[m - 1].value;
	return is_tied && !in->has_ties ? BALLOTS_TIED : BALLOTS_GOOD;
}

/* Twice the Borda points of those at places first..last, from 0, that are shared evenly. */
static int32_t twice_borda(size_t n_items, size_t first, size_t last)
{
	return (int32_t)(2 * (n_items - 1) - first - last);
}

static void put(const struct ballots_input *in, const struct ballots_mark *marks, size_t n, size_t ballot,
		struct ballots_box *box)
{
	if (in->kind == BALLOTS_RANKING && n < in->n_items)
		for (size_t i = 0; i < in->n_items; i++)
			box->value[i * box->n_good + ballot] = twice_borda(in->n_items, n, in->n_items - 1);
	for (size_t m = 0, end; m < n; m = end) {
		for (end = m + 1; end < n && marks[end].value == marks[m].value;)
			end++;
		for (size_t k = m; k < end; k++) {
			size_t at = marks[k].item * box->n_good + ballot;

			box->is_marked[at] = true;
			box->value[at] = in->kind == BALLOTS_RANKING ? twice_borda(in->n_items, m, end - 1)
								     : marks[k].value;
		}
	}
}

struct ballots_box ballots_box_fill(const struct ballots_input *in)
{
	struct ballots_box box = {.n_items = in->n_items};
	g_autofree struct ballots_mark *marks = g_new(struct ballots_mark, in->n_marks + 1);
	g_autofree size_t *first = g_new(size_t, in->n_voters + 1), *n = g_new0(size_t, in->n_voters + 1);
	size_t at = 0, ballot = 0;

	memcpy(marks, in->marks, in->n_marks * sizeof *marks);
	qsort(marks, in->n_marks, sizeof *marks, compare_marks);
	g_assert(!in->n_marks || marks[in->n_marks - 1].voter < in->n_voters);
	box.fault_of = g_new(enum ballots_fault, in->n_voters + 1);
	for (size_t v = 0; v < in->n_voters; v++) {
		first[v] = at;
		for (; at < in->n_marks && marks[at].voter == v; at++)
			g_assert(marks[at].item < in->n_items);
		n[v] = at - first[v];
		box.fault_of[v] =
			in->counts && !in->counts[v] ? BALLOTS_LEFT_OUT : check(in, marks + first[v], &n[v]);
		box.n_good += box.fault_of[v] == BALLOTS_GOOD;
	}
	box.value = g_new0(int32_t, box.n_good * in->n_items + 1);
	box.is_marked = g_new0(bool, box.n_good * in->n_items + 1);
	for (size_t v = 0; v < in->n_voters; v++)
		if (box.fault_of[v] == BALLOTS_GOOD)
			put(in, marks + first[v], n[v], ballot++, &box);
	return box;
}

void ballots_box_free(struct ballots_box *box)
{
	g_free(box->fault_of);
	g_free(box->value);
	g_free(box->is_marked);
	*box = (struct ballots_box){0};
}
