/* answers_settle - what follows from what was typed: values, defaults, relevance, formulas, counted repeats.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "answers_lexical.h"
#include "answers_scope.h"

#include <string.h>

#define FEEDBACK_ROUNDS_MAX 10 /* formulas that still change then stay as they are */

/* --- which questions */
/* Nobody fills it in on a page. */
static bool is_not_asked(const struct form_question *q)
{
	return q->type == FORM_CALCULATE || q->type == FORM_HIDDEN || q->read_only;
}

/* A formula whose result at the door may differ from the one that the person saw, perhaps days before: what
 * was sent holds. */
static bool is_kept_as_sent(const struct form_question *q)
{
	return q->n_triggers > 0 || (q->calculation && (expression_is_impure(q->calculation) ||
							expression_uses_clock(q->calculation)));
}

bool answers_takes_pair(const struct form_question *q)
{
	if (q->type == FORM_CALCULATE)
		return is_kept_as_sent(q) || (!q->calculation && q->default_expression);
	if (q->type == FORM_METADATA)
		return q->metadata != FORM_METADATA_NONE && q->metadata != FORM_METADATA_PRIVATE;
	return form_type_is_answered(q->type);
}

/* --- values */
static void set_value(struct answers *a, struct slot *slot, char *canonical)
{
	slot->value = canonical ? answers_take_text(a, canonical) : NULL;
	g_free(canonical);
}

static char *now_text(enum form_metadata metadata)
{
	g_autoptr(GDateTime) now = g_date_time_new_now_local();
	return g_date_time_format(now, metadata == FORM_METADATA_TODAY ? "%Y-%m-%d" : "%Y-%m-%dT%H:%M:%S%:z");
}

/* The text that is judged: what was typed, or a default that nobody could change. */
static const char *given_for(const struct form_question *q, const struct slot *slot)
{
	if (!q->default_value)
		return slot->typed;
	if (q->n_triggers && q->calculation)
		return slot->typed && *slot->typed ? slot->typed : q->default_value;
	bool is_fixed = !q->calculation && (q->read_only || q->type == FORM_CALCULATE ||
					    (q->type == FORM_HIDDEN && !slot->typed));
	return is_fixed ? q->default_value : slot->typed;
}

static void judge_slot(struct answers *a, const struct form_question *q, struct slot *slot)
{
	int fault = -1;
	const char *given = given_for(q, slot);
	slot->value = NULL;
	if (given && (answers_takes_pair(q) || q->type == FORM_CALCULATE))
		set_value(a, slot, lexical_canonical(q, given, &fault));
	slot->fault = (signed char)fault;
	if (q->type != FORM_METADATA || slot->value || q->metadata == FORM_METADATA_PRIVATE ||
	    q->metadata == FORM_METADATA_NONE)
		return;
	g_autofree char *text = now_text(q->metadata);
	set_value(a, slot, lexical_canonical(q, text, &fault));
	slot->typed = slot->value; /* the same, however often it is judged */
}

static void judge_values(struct answers *a, struct scope *scope)
{
	for (size_t i = 0; i < scope->container->n_slots; i++) {
		struct slot *slot = &scope->slots[i];
		judge_slot(a, scope->container->contents[i], slot);
		slot->is_irrelevant = false;
		slot->wanted = -1;
		if (slot->n_instances != slot->n_all) {
			slot->n_instances = slot->n_all;
			a->n_changes++;
		}
		for (size_t k = 0; k < slot->n_all; k++)
			judge_values(a, slot->instances[k]);
	}
}

/* --- defaults */
static bool can_have_default(const struct form_question *q)
{
	return q->type == FORM_CALCULATE || form_type_is_answered(q->type);
}

void answers_put_literals(struct answers *a, struct scope *scope, const char *const defaults[FORM_ROLE_MAX])
{
	for (size_t i = 0; i < scope->container->n_slots; i++) {
		const struct form_question *q = scope->container->contents[i];
		struct slot *slot = &scope->slots[i];
		if (slot->typed || !can_have_default(q))
			continue;
		const char *given = defaults && q->role != FORM_ROLE_NONE ? defaults[q->role] : NULL;
		slot->typed = given ? answers_take_text(a, given) : q->default_value;
	}
}

/* The dynamic default of a question there, canonical; NULL: it gives none that is good. */
static char *dynamic_default(struct view *view, struct scope *scope, const struct form_question *q)
{
	int fault;
	view->scope = scope;
	view->question = q;
	g_autofree char *result = expression_evaluate_string(q->default_expression, &view->context);
	return strcmp(result, "NaN") ? lexical_canonical(q, result, &fault) : NULL;
}

bool answers_put_dynamic(struct view *view, struct scope *scope, bool all)
{
	struct answers *a = view->answers;
	bool any = false;
	for (size_t i = 0; i < scope->container->n_slots; i++) {
		const struct form_question *q = scope->container->contents[i];
		struct slot *slot = &scope->slots[i];
		bool here =
			all || scope->is_made || (is_not_asked(q) && !q->calculation && !slot->is_irrelevant);
		if (q->default_expression && here && !slot->typed && can_have_default(q)) {
			g_autofree char *canonical = dynamic_default(view, scope, q);
			if (canonical) {
				slot->typed = answers_take_text(a, canonical);
				any = true;
			}
		}
		for (size_t k = 0; k < slot->n_instances; k++)
			any |= answers_put_dynamic(view, slot->instances[k], all);
	}
	scope->is_made = false;
	return any;
}

/* --- instances nobody filled */
static bool is_blank(const struct form_question *q, const struct slot *slot)
{
	return !slot->typed || !form_type_is_answered(q->type) || q->type == FORM_HIDDEN ||
	       !g_strcmp0(slot->typed, q->default_value) || !slot->typed[strspn(slot->typed, " \t\r\n")];
}

static bool is_untouched(struct view *view, struct scope *scope, const struct form_question *q,
			 const struct slot *slot, bool is_settled)
{
	if (slot->n_instances || (q->type == FORM_REPEAT && slot->has_too_many))
		return false;
	if (is_blank(q, slot) || (is_settled && (slot->is_irrelevant || (!slot->value && slot->fault < 0))))
		return true;
	if (is_settled && slot->value && q->default_value) {
		int fault; /* the default in other spelling is the default */
		g_autofree char *canonical = lexical_canonical(q, q->default_value, &fault);
		if (!g_strcmp0(canonical, slot->value))
			return true;
	}
	if (!q->default_expression || !is_settled || !slot->value)
		return false;
	if (expression_is_impure(q->default_expression))
		return true; /* nobody can tell; a page puts it there by itself */
	g_autofree char *made = dynamic_default(view, scope, q);
	return !g_strcmp0(made, slot->value);
}

/* Whether a required answer is absent, which is why what was typed beside it does not count. */
static bool is_waiting(struct view *view, struct scope *scope)
{
	bool is_lost = false, is_missing = false;
	for (size_t i = 0; i < scope->container->n_slots; i++) {
		const struct form_question *q = scope->container->contents[i];
		const struct slot *slot = &scope->slots[i];
		is_lost |= slot->is_irrelevant && !is_blank(q, slot);
		if (slot->is_irrelevant || slot->value || is_not_asked(q) || is_missing)
			continue;
		view->scope = scope;
		view->question = q;
		is_missing = q->required ||
			     (q->required_if && expression_evaluate_boolean(q->required_if, &view->context));
	}
	return is_lost && is_missing;
}

static bool counts(struct view *view, struct scope *scope, bool is_settled)
{
	for (size_t i = 0; i < scope->container->n_slots; i++)
		if (!is_untouched(view, scope, scope->container->contents[i], &scope->slots[i], is_settled))
			return true;
	return is_settled && is_waiting(view, scope);
}

bool answers_drop_blank(struct view *view, struct scope *scope, bool is_settled)
{
	bool any = false;
	for (size_t i = 0; i < scope->container->n_slots; i++) {
		const struct form_question *repeat = scope->container->contents[i];
		struct slot *slot = &scope->slots[i];
		if (repeat->type != FORM_REPEAT)
			continue;
		unsigned n = 0, n_before = slot->n_instances;
		for (size_t k = 0; k < n_before; k++) {
			struct scope *inner = slot->instances[k];
			if (!inner && !repeat->count)
				continue;
			if (!inner) { /* a hole in a counted repeat is an instance that did not come */
				inner = slot_instance(view->answers, scope, repeat, k + 1);
				if (!inner)
					break;
				inner->is_made = true;
				answers_put_literals(view->answers, inner, NULL);
			}
			any |= answers_drop_blank(view, inner, is_settled);
			if (repeat->count || counts(view, inner, is_settled)) {
				slot->instances[n++] = inner;
				inner->ordinal = n;
			}
		}
		if (n == n_before)
			continue;
		any = true;
		view->answers->n_changes++;
		slot->n_instances = n;
		if (!slot->is_irrelevant)
			slot->n_all = n;
	}
	return any;
}

/* --- relevance and formulas */
static void settle_relevance(struct view *view, struct scope *scope, const struct form_question *q)
{
	struct slot *slot = &scope->slots[q->slot];
	view->scope = scope;
	view->question = q;
	bool above = q->parent == scope->container || !scope->slots[q->parent->slot].is_irrelevant;
	slot->is_irrelevant =
		!above || (q->relevant && !expression_evaluate_boolean(q->relevant, &view->context));
}

static bool is_any_answered(struct view *view, struct form_question *const *questions, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *found = view_nearest(view, questions[i]);
		if (found && *found)
			return true;
	}
	return false;
}

/* Relevance and formula of the question in that scope. */
static void settle(struct view *view, struct scope *scope, const struct form_question *q)
{
	struct answers *a = view->answers;
	struct slot *slot = &scope->slots[q->slot];
	bool was_irrelevant = slot->is_irrelevant;
	settle_relevance(view, scope, q);
	if (slot->is_irrelevant) {
		slot->value = NULL;
		slot->wanted = 0;
		return;
	}
	if (was_irrelevant)
		judge_slot(a, q, slot);
	if (q->type == FORM_REPEAT && q->count)
		slot->wanted = answers_counted(view, scope, q);
	bool is_ours = is_not_asked(q) || (!slot->value && slot->fault < 0);
	if (!q->calculation || !is_ours || q->type == FORM_GROUP || q->type == FORM_REPEAT ||
	    q->type == FORM_NOTE || q->type == FORM_METADATA)
		return;
	if (slot->value && is_kept_as_sent(q))
		return;
	view->scope = scope;
	view->question = q;
	if (q->n_triggers && !is_any_answered(view, q->triggers, q->n_triggers))
		return;
	g_autofree char *result = expression_evaluate_string(q->calculation, &view->context);
	slot->fault = -1;
	if (q->type == FORM_CALCULATE || q->type == FORM_HIDDEN || q->type == FORM_TEXT) {
		char *text = strcmp(result, "NaN") ? lexical_text(result) : NULL;
		if (text)
			lexical_cut(text);
		set_value(a, slot, text);
	} else {
		int fault; /* nobody typed it: a formula without a good result has none */
		set_value(a, slot, lexical_canonical(q, result, &fault));
	}
}

typedef void visit(struct view *, struct scope *, const struct form_question *);

/* Calls for the question in every scope that has it. */
static void visit_below(struct view *view, struct scope *scope, const struct form_question *q, visit *f)
{
	if (scope->container == q->container) {
		f(view, scope, q);
		return;
	}
	const struct form_question *next = q->container;
	while (next->container != scope->container)
		next = next->container;
	const struct slot *slot = &scope->slots[next->slot];
	for (size_t k = 0; k < slot->n_instances; k++)
		visit_below(view, slot->instances[k], q, f);
}

/* --- counted repeats */
int answers_counted(struct view *view, struct scope *scope, const struct form_question *repeat)
{
	if (!repeat->count)
		return -1;
	view->scope = scope;
	view->question = repeat;
	double n = expression_evaluate_number(repeat->count, &view->context);
	return n >= 1 ? (int)MIN(n, ANSWERS_REPEAT_MAX + 1) : 0;
}

/* Gives the repeat as many instances as it wants; further ones stay behind, in case it wants them again. */
static void fit_instances(struct view *view, struct scope *scope, const struct form_question *repeat)
{
	struct answers *a = view->answers;
	struct slot *slot = &scope->slots[repeat->slot];
	if (slot->wanted < 0)
		return;
	unsigned wanted = (unsigned)slot->wanted;
	if (wanted > ANSWERS_REPEAT_MAX) {
		slot->has_too_many = true;
		wanted = ANSWERS_REPEAT_MAX;
	}
	if (wanted == slot->n_instances)
		return;
	while (wanted > slot->n_all) {
		struct scope *inner = slot_instance(a, scope, repeat, slot->n_all + 1);
		if (!inner)
			break;
		inner->is_made = true;
		answers_put_literals(a, inner, NULL);
		judge_values(a, inner);
	}
	slot->n_instances = MIN(wanted, slot->n_all);
	a->n_changes++;
}

static void begin_made(struct view *view, struct scope *scope, const struct form_question *repeat)
{
	const struct slot *slot = &scope->slots[repeat->slot];
	for (size_t k = 0; k < slot->n_instances; k++) {
		struct scope *inner = slot->instances[k];
		if (inner->is_made && answers_put_dynamic(view, inner, false))
			judge_values(view->answers, inner);
	}
}

static void settle_everywhere(struct view *view, const struct form_question *q)
{
	struct scope *root = view->answers->root;
	visit_below(view, root, q, settle);
	if (q->type != FORM_REPEAT)
		return;
	visit_below(view, root, q, fit_instances);
	if (q->count)
		visit_below(view, root, q, begin_made);
}

/* --- formulas that read other instances of each other */
static void settle_again(struct view *view, struct scope *scope, const struct form_question *q)
{
	struct slot *slot = &scope->slots[q->slot];
	const char *before = slot->value;
	bool was_irrelevant = slot->is_irrelevant;
	bool is_made = q->calculation && !(before && is_kept_as_sent(q));
	if (is_made && !was_irrelevant)
		judge_slot(view->answers, q, slot); /* what was typed, if anything was */
	settle(view, scope, q);
	if (!g_strcmp0(before, slot->value))
		slot->value = before;
	view->has_changed |= slot->value != before || slot->is_irrelevant != was_irrelevant;
}

/* Questions first to last, all of one container, instance by instance: each sees those before it settled. */
static void settle_run(struct view *view, struct scope *scope, struct form_question *const *first, size_t n)
{
	if (scope->container == first[0]->container) {
		for (size_t i = 0; i < n; i++)
			settle_again(view, scope, first[i]);
		return;
	}
	const struct form_question *next = first[0]->container;
	while (next->container != scope->container)
		next = next->container;
	const struct slot *slot = &scope->slots[next->slot];
	for (size_t k = 0; k < slot->n_instances; k++)
		settle_run(view, slot->instances[k], first, n);
}

static void settle_feedback(struct answers *a, struct view *view)
{
	const struct form *form = a->form;
	unsigned n_changes;
	int round = 0;
	do {
		n_changes = a->n_changes;
		view->has_changed = false;
		for (size_t i = 0, n; i < form->n_evaluation; i += n) {
			struct form_question *const *first = &form->evaluation[i];
			for (n = 1; first[0]->type != FORM_REPEAT && i + n < form->n_evaluation &&
				    first[n]->type != FORM_REPEAT &&
				    first[n]->container == first[0]->container;)
				n++;
			if (first[0]->type == FORM_REPEAT)
				settle_everywhere(view, first[0]);
			else
				settle_run(view, a->root, first, n);
		}
	} while ((view->has_changed || n_changes != a->n_changes) && ++round < FEEDBACK_ROUNDS_MAX);
}

void answers_settle(struct answers *a, struct view *view)
{
	const struct form *form = a->form;
	judge_values(a, a->root);
	for (size_t i = 0; i < form->n_evaluation; i++)
		settle_everywhere(view, form->evaluation[i]);
	if (form->has_feedback)
		settle_feedback(a, view);
	a->has_relevance = true;
}

void answers_settle_relevance(struct answers *a)
{
	if (a->has_relevance)
		return;
	struct view view;
	view_begin(&view, a);
	for (size_t i = 0; i < a->form->n_evaluation; i++)
		visit_below(&view, a->root, a->form->evaluation[i], settle_relevance);
	a->has_relevance = true;
}

/* --- spare instances */
struct scope *answers_spare(struct answers *a, struct scope *scope, const struct form_question *repeat)
{
	struct slot *slot = &scope->slots[repeat->slot];
	if (!a->spares)
		a->spares = g_hash_table_new(NULL, NULL);
	struct scope *spare = g_hash_table_lookup(a->spares, slot);
	if (spare)
		return spare;
	size_t posted = 0;
	for (size_t k = 0; k < slot->n_instances; k++)
		posted = MAX(posted, slot->instances[k]->posted);
	spare = scope_new(a, repeat, scope, posted + 1);
	spare->ordinal = slot->n_instances + 1;
	spare->is_spare = true;
	g_hash_table_insert(a->spares, slot, spare);
	answers_put_literals(a, spare, NULL);
	struct view view;
	view_begin(&view, a);
	for (int round = 0; round < 2; round++) {
		judge_values(a, spare);
		for (size_t i = 0; i < a->form->n_evaluation; i++)
			if (a->form->evaluation[i]->container == repeat)
				settle(&view, spare, a->form->evaluation[i]);
		if (round || !answers_put_dynamic(&view, spare, true))
			break;
	}
	return spare;
}
