/* answers_choices - what the filter of a choice question offers there and then.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "answers_scope.h"

#include <math.h>
#include <string.h>

/* The first item of the list's document; NULL: there is none. */
static const struct document_node *first_item(const struct form_list *list)
{
	const struct document_node *top = list->instance ? document_root(list->instance)->first : NULL;
	while (top && top->kind != DOCUMENT_ELEMENT)
		top = top->next;
	return top ? top->first : NULL;
}

static bool is_offered(struct view *view, struct scope *scope, const struct form_question *q,
		       const struct document_node *item)
{
	view->scope = scope;
	view->question = q;
	view->context.item = item;
	bool offered = expression_evaluate_boolean(q->choice_filter, &view->context);
	view->context.item = NULL;
	return offered;
}

/* Choices of one name are one choice to who answers. */
static size_t number_of(const struct form_list *list, const struct form_choice *choice)
{
	const struct form_choice *first =
		list->has_duplicates ? form_choice_named(list, choice->name) : choice;
	return (size_t)(first - list->choices);
}

bool choices_depend(const struct form_question *q)
{
	return q->list && (q->choice_filter || q->list->kind == FORM_LIST_REPEAT);
}

/* The same where the choices are answers of a repeat. */
static bool answers_are_offered(struct view *view, struct scope *scope, const struct form_question *q,
				const char *names)
{
	g_autoptr(GHashTable) wanted = g_hash_table_new(g_str_hash, g_str_equal);
	g_auto(GStrv) words = q->type == FORM_SELECT_ONE ? NULL : g_strsplit(names, " ", -1);
	for (size_t i = 0; words ? words[i] != NULL : i < 1; i++)
		g_hash_table_add(wanted, words ? words[i] : (void *)(uintptr_t)names);
	g_autoptr(GPtrArray) found = choices_of_repeat(view, scope, q, wanted);
	return found->len == g_hash_table_size(wanted);
}

bool choices_are_offered(struct view *view, struct scope *scope, const struct form_question *q,
			 const char *names)
{
	const struct form_list *list = q->list;
	if (list->kind == FORM_LIST_REPEAT)
		return answers_are_offered(view, scope, q, names);
	if (!q->choice_filter || !first_item(list))
		return true;
	g_autofree bool *is_chosen = g_new0(bool, list->n_choices + 1);
	size_t n_chosen = 0;
	g_auto(GStrv) words = q->type == FORM_SELECT_ONE ? NULL : g_strsplit(names, " ", -1);
	for (size_t i = 0; words ? words[i] != NULL : i < 1; i++) {
		const struct form_choice *choice = form_choice_named(list, words ? words[i] : names);
		if (!choice || is_chosen[choice - list->choices])
			continue;
		is_chosen[choice - list->choices] = true;
		n_chosen++;
	}
	for (const struct document_node *item = first_item(list); item && n_chosen; item = item->next) {
		const struct form_choice *choice = item->tag;
		bool *chosen = choice ? &is_chosen[number_of(list, choice)] : NULL;
		if (!chosen || !*chosen)
			continue;
		if (is_offered(view, scope, q, item)) {
			*chosen = false;
			n_chosen--;
		} else if (!list->has_duplicates) {
			return false;
		}
	}
	return !n_chosen;
}

/* --- order */
/* The generator of Park and Miller and the shuffle of the ODK XForms specification: what randomize() does. */
static void shuffle(GPtrArray *array, double seed)
{
	double rest = isfinite(seed) ? fmod(trunc(seed), 2147483647) : 0;
	int64_t state = (int64_t)rest;
	if (state <= 0)
		state += 2147483646;
	for (guint i = 0; i < array->len; i++) {
		state = state * 16807 % 2147483647;
		guint k = (guint)floor((double)(state - 1) / 2147483646.0 * (i + 1));
		gpointer one = array->pdata[i];
		array->pdata[i] = array->pdata[k];
		array->pdata[k] = one;
	}
}

/* The seed is a number, or ${question}, whose answer is taken as number() takes it: the page's script must
 * come to the same order.  Without a seed any. */
static double seed_of(struct view *view, struct scope *scope, const struct form_question *q)
{
	const char *text = form_parameter(q, "seed");
	if (!text)
		return (double)g_random_int();
	if (g_str_has_prefix(text, "${")) {
		g_autofree char *name = g_strstrip(g_strndup(text + 2, strcspn(text + 2, "}")));
		const struct form_question *named = NULL;
		for (const struct form_question *other = form_next(view->answers->form, NULL);
		     other && !named; other = form_next(view->answers->form, other))
			if (!strcmp(other->name, name))
				named = other;
		view->scope = scope;
		text = named ? view_nearest(view, named) : NULL;
	}
	if (!text || !*text || text[strspn(text, "0123456789.-")])
		return NAN;
	char *end;
	double number = g_ascii_strtod(text, &end);
	return *end ? NAN : number;
}

GPtrArray *answers_choices(const struct answers *answers, const char *field)
{
	struct answers *a = (struct answers *)answers; /* nodes and spare instances are made when asked for */
	struct place place;
	GPtrArray *found = g_ptr_array_new();
	if (!place_named(a, field, PLACE_SPARE, &place) || !place.question->list)
		return found;
	const struct form_question *q = place.question;
	const struct document_node *item = q->choice_filter ? first_item(q->list) : NULL;
	struct view view;
	view_begin(&view, a);
	if (q->list->kind == FORM_LIST_REPEAT) {
		g_ptr_array_unref(found);
		found = choices_of_repeat(&view, place.scope, q, NULL);
	}
	for (; item; item = item->next)
		if (item->tag && is_offered(&view, place.scope, q, item))
			g_ptr_array_add(found, (void *)item->tag);
	for (size_t i = 0; (!q->choice_filter || !first_item(q->list)) && i < q->list->n_choices; i++)
		g_ptr_array_add(found, &q->list->choices[i]);
	const char *randomize = form_parameter(q, "randomize");
	if (randomize && !g_ascii_strcasecmp(randomize, "true"))
		shuffle(found, seed_of(&view, place.scope, q));
	return found;
}
