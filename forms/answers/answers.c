/* answers - reads a report's pairs into slots, judges them by the form's rules, and answers questions about
 * them. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "answers.h"
#include "answers_scope.h"

#include <string.h>

#define ROUNDS_MAX 4 /* of settling again because defaults came in or blank instances went */

/* --- pairs */
static bool is_list(const struct form_question *q)
{
	return q->type == FORM_SELECT_MULTIPLE || q->type == FORM_RANK;
}

static void take_pair(struct answers *a, const struct answers_pair *pair)
{
	struct place place;
	if (!place_named(a, pair->name, PLACE_MAKE, &place) || !answers_takes_pair(place.question))
		return;
	struct slot *slot = &place.scope->slots[place.question->slot];
	if (is_list(place.question) && slot->typed && *slot->typed) {
		size_t n = strlen(slot->typed), m = strlen(pair->value);
		if (n + m > (size_t)ANSWERS_TEXT_MAX * 4)
			return; /* more than any list; the names so far are judged */
		char *both = answers_take(a, n + m + 2);
		memcpy(both, slot->typed, n);
		both[n] = ' ';
		memcpy(both + n + 1, pair->value, m + 1);
		slot->typed = both;
	} else {
		slot->typed = answers_take_text(a, pair->value);
	}
}

/* --- complaints */
static void complain(struct answers *a, const struct scope *scope, const struct form_question *q, int fault)
{
	if (!a->complaints)
		a->complaints = g_array_new(FALSE, FALSE, sizeof(struct answers_complaint));
	GString *field = g_string_new(NULL);
	field_write(field, scope, q);
	struct answers_complaint complaint = {q, g_string_free(field, FALSE), (enum answers_fault)fault};
	g_array_append_val(a->complaints, complaint);
}

/* Whether it stands somewhere where a person could put it right. */
static bool has_control(const struct form_question *q)
{
	return q->type != FORM_CALCULATE && q->type != FORM_HIDDEN && q->type != FORM_METADATA &&
	       q->type != FORM_GROUP && q->type != FORM_REPEAT;
}

static int fault_of(struct view *view, struct scope *scope, const struct form_question *q,
		    const struct slot *slot)
{
	if (slot->has_too_many)
		return ANSWERS_TOO_MANY;
	if (slot->fault >= 0)
		return slot->fault;
	if (slot->value) {
		if (choices_depend(q) && !choices_are_offered(view, scope, q, slot->value))
			return ANSWERS_NOT_OFFERED;
		return q->constraint && !expression_evaluate_boolean(q->constraint, &view->context)
			       ? ANSWERS_CONSTRAINT
			       : -1;
	}
	if (!has_control(q))
		return -1;
	if (q->required || (q->required_if && expression_evaluate_boolean(q->required_if, &view->context)))
		return q->type == FORM_ACKNOWLEDGE ? ANSWERS_NOT_ACKNOWLEDGED : ANSWERS_MISSING;
	return -1;
}

/* In sheet order.  An answer that breaks its constraint is bad: it loses its value. */
static void judge_rules(struct view *view, struct scope *scope)
{
	for (size_t i = 0; i < scope->container->n_slots; i++) {
		const struct form_question *q = scope->container->contents[i];
		struct slot *slot = &scope->slots[i];
		if (slot->is_irrelevant)
			continue;
		view->scope = scope;
		view->question = q;
		int fault = fault_of(view, scope, q, slot);
		if (fault >= 0) {
			slot->fault = (signed char)fault;
			complain(view->answers, scope, q, fault);
		}
		for (size_t k = 0; k < slot->n_instances; k++)
			judge_rules(view, slot->instances[k]);
	}
}

/* --- reading */
struct answers *answers_read(const struct form *form, const struct answers_pair *pairs, size_t n_pairs)
{
	struct answers *a = answers_new(form);
	for (size_t i = 0; i < n_pairs; i++)
		take_pair(a, &pairs[i]);
	struct view view;
	view_begin(&view, a);
	if (a->n_scopes > 1)
		answers_drop_blank(&view, a->root, false);
	answers_settle(a, &view);
	for (int round = 0; round < ROUNDS_MAX; round++) {
		bool changed = answers_put_dynamic(&view, a->root, false);
		changed |= a->n_scopes > 1 && answers_drop_blank(&view, a->root, true);
		if (!changed)
			break;
		answers_settle(a, &view);
	}
	judge_rules(&view, a->root);
	return a;
}

struct answers *answers_begin(const struct form *form, const char *const defaults[FORM_ROLE_MAX])
{
	struct answers *a = answers_new(form);
	struct view view;
	view_begin(&view, a);
	answers_put_literals(a, a->root, defaults);
	answers_settle(a, &view);
	if (answers_put_dynamic(&view, a->root, true))
		answers_settle(a, &view);
	return a;
}

/* --- questions about them */
size_t answers_n_complaints(const struct answers *a)
{
	return a->complaints ? a->complaints->len : 0;
}

const struct answers_complaint *answers_complaint(const struct answers *a, size_t i)
{
	g_assert(i < answers_n_complaints(a));
	return &g_array_index(a->complaints, struct answers_complaint, i);
}

/* Looking changes nothing that can be seen: spare instances and nodes are made when they are asked for. */
static bool look(const struct answers *a, const char *field, enum place_mode mode, struct place *place)
{
	return place_named((struct answers *)a, field, mode, place);
}

const char *answers_typed(const struct answers *a, const char *field)
{
	struct place place;
	return look(a, field, PLACE_FIND, &place) ? place.scope->slots[place.question->slot].typed : NULL;
}

size_t answers_n_instances(const struct answers *a, const char *field)
{
	struct place place;
	size_t highest = 0;
	if (!look(a, field, PLACE_FIND, &place))
		return 0;
	const struct slot *slot = &place.scope->slots[place.question->slot];
	for (size_t i = 0; i < slot->n_instances; i++)
		highest = MAX(highest, slot->instances[i]->posted);
	return highest;
}

static const char *good_value(const struct slot *slot)
{
	return slot->fault < 0 ? slot->value : NULL;
}

const char *answers_text(const struct answers *a, const struct form_question *q)
{
	return q && q->container == a->form->root ? good_value(&a->root->slots[q->slot]) : NULL;
}

bool answers_is_relevant(const struct answers *a, const char *field)
{
	struct place place;
	answers_settle_relevance((struct answers *)a);
	if (!look(a, field, PLACE_SPARE, &place))
		return false;
	const struct form_question *q = place.question;
	for (const struct scope *scope = place.scope; scope; q = scope->container, scope = scope->parent)
		for (const struct form_question *above = q; above != scope->container; above = above->parent)
			if (scope->slots[above->slot].is_irrelevant)
				return false;
	return true;
}

const char *answers_value(const struct answers *a, const char *field)
{
	struct place place;
	if (!look(a, field, PLACE_SPARE, &place))
		return "";
	const char *found = good_value(&place.scope->slots[place.question->slot]);
	return found ? found : "";
}

const char *answers_value_from(const struct answers *a, const char *field, const struct form_question *q)
{
	struct place place;
	if (!look(a, field, PLACE_SPARE, &place))
		return "";
	struct view view;
	view_begin(&view, (struct answers *)a);
	view.scope = place.inner ? place.inner : place.scope;
	const char *found = view_nearest(&view, q);
	return found ? found : "";
}

int answers_count(const struct answers *a, const char *field)
{
	struct place place;
	if (!look(a, field, PLACE_SPARE, &place) || place.question->type != FORM_REPEAT)
		return -1;
	struct view view;
	view_begin(&view, (struct answers *)a);
	return MIN(answers_counted(&view, place.scope, place.question), ANSWERS_REPEAT_MAX);
}

static void each_file(const struct scope *scope,
		      void (*take)(void *data, const char *field, const char *name), void *data)
{
	for (size_t i = 0; i < scope->container->n_slots; i++) {
		const struct form_question *q = scope->container->contents[i];
		const struct slot *slot = &scope->slots[i];
		if (form_type_is_file(q->type) && good_value(slot)) {
			g_autoptr(GString) field = g_string_new(NULL);
			field_write(field, scope, q);
			take(data, field->str, slot->value);
		}
		for (size_t k = 0; k < slot->n_instances; k++)
			each_file(slot->instances[k], take, data);
	}
}

void answers_each_file(const struct answers *a, void (*take)(void *data, const char *field, const char *name),
		       void *data)
{
	each_file(a->root, take, data);
}

char *answers_instance_name(const struct answers *a)
{
	if (!a->form->instance_name)
		return NULL;
	struct view view;
	view_begin(&view, (struct answers *)a);
	return expression_evaluate_string(a->form->instance_name, &view.context);
}
