/* answers_repeat - the choices that are answers: what was answered to one question in all instances of its
 * repeat. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "answers_scope.h"

#include <string.h>

/* The scopes with the source's answers, seen from that scope: all instances, also where it is one of them. */
static GPtrArray *sources_from(struct scope *scope, const struct form_question *source)
{
	GPtrArray *found = g_ptr_array_new();
	const struct form_question *repeat = source->container;
	while (!view_contains(scope->container, repeat->container))
		scope = scope->parent;
	view_scopes(scope, source, found);
	return found;
}

static bool passes(struct view *view, struct scope *scope, const struct form_question *q,
		   struct scope *candidate, size_t position)
{
	if (!q->choice_filter)
		return true;
	view->scope = scope;
	view->question = q;
	view->candidate = candidate;
	view->context.item_position = position;
	view->context.item = view_node(view, candidate, q->list->source)->parent;
	bool offered = expression_evaluate_boolean(q->choice_filter, &view->context);
	view->context.item = NULL;
	view->context.item_position = 0;
	view->candidate = NULL;
	return offered;
}

static struct form_choice *choice_of(struct answers *a, const char *answer)
{
	struct form_choice *choice = answers_take(a, sizeof *choice);
	memset(choice, 0, sizeof *choice);
	choice->name = (char *)(uintptr_t)answers_take_text(a, answer);
	return choice;
}

GPtrArray *choices_of_repeat(struct view *view, struct scope *scope, const struct form_question *q,
			     GHashTable *wanted)
{
	GPtrArray *choices = g_ptr_array_new();
	const struct form_question *source = q->list->source;
	g_autoptr(GPtrArray) sources = sources_from(scope, source);
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	for (guint i = 0; i < sources->len; i++) {
		struct scope *candidate = sources->pdata[i];
		const struct slot *slot = &candidate->slots[source->slot];
		const char *answer = slot->is_irrelevant || slot->fault >= 0 ? NULL : slot->value;
		/* names with spaces could not be told apart where several are chosen */
		if (!answer || !*answer || (wanted && !g_hash_table_contains(wanted, answer)) ||
		    g_hash_table_contains(seen, answer) ||
		    (q->type != FORM_SELECT_ONE && strpbrk(answer, " \t\r\n")))
			continue;
		if (!passes(view, scope, q, candidate, i + 1))
			continue;
		struct form_choice *choice = choice_of(view->answers, answer);
		g_hash_table_add(seen, choice->name);
		g_ptr_array_add(choices, choice);
	}
	return choices;
}
