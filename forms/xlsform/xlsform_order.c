/* xlsform_order - puts the questions in an order in which each comes after what it depends on, and refuses
 * circles. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "xlsform_reader.h"

#include <string.h>

static bool is_conditional(const struct form_question *q)
{
	for (; q; q = q->parent)
		if (q->relevant)
			return true;
	return false;
}

/* Names one circle among the questions that were left over. */
static void refuse_cycle(struct binder *b)
{
	struct form *form = b->r->form;
	size_t *needs = g_new0(size_t, form->n_questions); /* one left-over need of each */
	bool *seen = g_new0(bool, form->n_questions);
	size_t at = 0;
	for (size_t i = 0; i < form->n_questions; i++) {
		if (!b->n_needs[i])
			continue;
		for (guint k = 0; b->needed_by[i] && k < b->needed_by[i]->len; k++)
			needs[g_array_index(b->needed_by[i], size_t, k)] = i;
	}
	while (!b->n_needs[at])
		at++;
	for (; !seen[at]; at = needs[at])
		seen[at] = true;
	g_autoptr(GString) names = g_string_new(form->questions[at]->name);
	size_t step = at, n = 0;
	do {
		step = needs[step];
		if (n++ < 10)
			g_string_append_printf(names, " → %s", form->questions[step]->name);
	} while (step != at);
	g_free(needs);
	g_free(seen);
	reader_problem(b->r, (struct place){"survey", form->questions[at]->row, NULL}, false,
		       "Estas preguntas dependen una de otra en círculo: %s. Quite una de las condiciones o "
		       "fórmulas.",
		       "These questions depend on each other in a circle: %s. Remove one of the conditions "
		       "or formulas.",
		       names->str);
}

struct queue {
	size_t *numbers;
	size_t n, done;
};

static void push(struct queue *queue, size_t number)
{
	queue->numbers[queue->n++] = number;
}

/* Takes one away from what those still wait for. */
static void release(const GArray *waiting, size_t *n_needs, const size_t *others, struct queue *ready,
		    struct queue *hard_ready, const bool *is_done)
{
	for (guint k = 0; waiting && k < waiting->len; k++) {
		size_t next = g_array_index(waiting, size_t, k);
		if (--n_needs[next] || is_done[next])
			continue;
		if (!others[next])
			push(ready, next);
		if (hard_ready)
			push(hard_ready, next);
	}
}

static void visit(struct binder *b, const struct form_question *q)
{
	struct form *form = b->r->form;
	if (q->calculation || q->count || is_conditional(q))
		form->evaluation[form->n_evaluation++] = form->questions[q->number];
}

/* Kahn's algorithm, in sheet order among those that are ready.  When only soft needs are left - a formula
 * that reads other instances of its own repeat - the first that waits for nothing else goes on. */
void reader_order(struct binder *b)
{
	struct form *form = b->r->form;
	size_t n = form->n_questions, n_done = 0;
	struct queue ready = {.numbers = g_new(size_t, 2 * n + 2)},
		     hard_ready = {.numbers = g_new(size_t, n + 1)};
	bool *is_done = g_new0(bool, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct form_question *q = form->questions[i];
		if (q->parent == form->root)
			continue;
		GArray **list = &b->needed_by[q->parent->number];
		if (!*list)
			*list = g_array_new(FALSE, FALSE, sizeof(size_t));
		g_array_append_val(*list, i);
		b->n_needs[i]++;
	}
	for (size_t i = 0; i < n; i++) {
		if (!b->n_needs[i]) {
			push(b->n_softly[i] ? &hard_ready : &ready, i);
		}
	}
	form->evaluation = g_new(struct form_question *, n + 1);
	while (ready.done < ready.n || hard_ready.done < hard_ready.n) {
		size_t i = ready.done < ready.n ? ready.numbers[ready.done++]
						: hard_ready.numbers[hard_ready.done++];
		if (is_done[i])
			continue;
		is_done[i] = true;
		form->has_feedback |= b->n_softly[i] > 0;
		n_done++;
		visit(b, form->questions[i]);
		release(b->needed_by[i], b->n_needs, b->n_softly, &ready, &hard_ready, is_done);
		release(b->softly_needed_by[i], b->n_softly, b->n_needs, &ready, NULL, is_done);
	}
	g_free(ready.numbers);
	g_free(hard_ready.numbers);
	g_free(is_done);
	if (n_done < n)
		refuse_cycle(b);
}
