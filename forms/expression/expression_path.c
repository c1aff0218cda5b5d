/* expression_path - location paths, filters and unions: walking documents (XPath 1.0, sections 2 and 3.3).
 *
 * A node-set is in document order unless its maker says otherwise (randomize()).
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "expression_tree.h"

#include <math.h>
#include <string.h>

static struct value value_of_set(GPtrArray *set)
{
	return (struct value){.kind = VALUE_NODES, .set = set};
}

/* --- where paths start */
const struct document_node *here_node(struct evaluation *ev)
{
	return ev->context->here ? ev->context->here(ev->context->data) : NULL;
}

const struct document_node *focus_node(struct evaluation *ev)
{
	if (!ev->has_focus) {
		ev->focus = ev->context->item ? ev->context->item : here_node(ev);
		ev->position = ev->context->item_position ? ev->context->item_position : 1;
		ev->size = ev->position;
		ev->has_focus = true;
	}
	return ev->focus;
}

/* Absolute paths are of the document that the expression stands in, also where an instance is filtered. */
static const struct document_node *root_node(struct evaluation *ev)
{
	const struct document_node *node = here_node(ev);
	if (!node)
		node = focus_node(ev);
	while (node && node->parent)
		node = node->parent;
	return node;
}

const char *node_text(struct evaluation *ev, const struct document_node *node)
{
	if (node->text)
		return node->text;
	if (node->live)
		return *node->live ? *node->live : "";
	if (!node->first)
		return "";
	if (node->first == node->last && node->first->kind == DOCUMENT_TEXT)
		return node->first->text;
	g_autoptr(GString) out = g_string_new(NULL);
	document_string(node, out);
	evaluation_charge(ev, out->len);
	return evaluation_keep(ev, out->str);
}

GPtrArray *value_set(struct evaluation *ev, const struct value *v)
{
	g_assert(v->kind == VALUE_NODES);
	if (v->set)
		return v->set;
	GPtrArray *set = evaluation_set(ev);
	if (v->one) {
		g_ptr_array_add(set, (void *)v->one);
		return set;
	}
	const struct expression_context *c = ev->context;
	size_t n = v->target && c->node ? c->n_values(c->data, v->target) : 0;
	for (size_t i = 0; i < n && evaluation_charge(ev, 1) && i < NODES_MAX; i++) {
		const struct document_node *node = c->node(c->data, v->target, i);
		if (node)
			g_ptr_array_add(set, (void *)node);
	}
	return set;
}

/* --- order */
static gint compare_order(gconstpointer a, gconstpointer b)
{
	const struct document_node *x = *(const struct document_node *const *)a,
				   *y = *(const struct document_node *const *)b;
	return x->order < y->order ? -1 : x->order > y->order;
}

void set_in_order(GPtrArray *set)
{
	guint i = 1;
	while (i < set->len && compare_order(&set->pdata[i - 1], &set->pdata[i]) < 0)
		i++;
	if (i >= set->len)
		return;
	g_ptr_array_sort(set, compare_order);
	guint n = 0;
	for (i = 0; i < set->len; i++) {
		const struct document_node *node = set->pdata[i];
		bool is_new = true;
		for (guint k = n; is_new && k-- > 0;) {
			const struct document_node *other = set->pdata[k];
			if (other->order != node->order)
				break;
			is_new = other != node;
		}
		if (is_new)
			set->pdata[n++] = (void *)node;
	}
	g_ptr_array_set_size(set, (gint)n);
}

/* --- node tests */
/* The namespaces that XForms are written with, by the prefixes that pyxform and the specification give
 * them. */
static const struct {
	const char *prefix, *space;
} spaces[] = {
	{"ev", "http://www.w3.org/2001/xml-events"}, {"h", "http://www.w3.org/1999/xhtml"},
	{"jr", "http://openrosa.org/javarosa"},	     {"odk", "http://www.opendatakit.org/xforms"},
	{"orx", "http://openrosa.org/xforms"},	     {"xf", "http://www.w3.org/2002/xforms"},
	{"xhtml", "http://www.w3.org/1999/xhtml"},   {"xsd", "http://www.w3.org/2001/XMLSchema"},
};

/* A prefix means the nodes written with it, and those of the namespace that it is known for. */
static bool is_in_space(const struct document_node *node, const char *prefix)
{
	size_t n = strlen(prefix);
	if (!strncmp(node->name, prefix, n) && node->name[n] == ':')
		return true;
	for (size_t i = 0; *node->space && i < G_N_ELEMENTS(spaces); i++)
		if (!strcmp(spaces[i].prefix, prefix))
			return !strcmp(spaces[i].space, node->space);
	return false;
}

static bool passes(const struct step *step, const struct document_node *node)
{
	switch (step->test) {
	case TEST_NODE:
		return true;
	case TEST_TEXT:
		return node->kind == DOCUMENT_TEXT;
	case TEST_COMMENT:
		return node->kind == DOCUMENT_COMMENT;
	case TEST_INSTRUCTION:
		return node->kind == DOCUMENT_INSTRUCTION &&
		       (!step->local || !strcmp(step->local, node->local));
	case TEST_NAME:
		if (node->kind != (step->axis == AXIS_ATTRIBUTE ? DOCUMENT_ATTRIBUTE : DOCUMENT_ELEMENT))
			return false;
		if (step->local && strcmp(step->local, node->local) != 0)
			return false;
		if (step->prefix)
			return is_in_space(node, step->prefix);
		return !step->local || (!*node->space && node->local == node->name);
	}
	g_assert_not_reached();
}

/* --- axes */
struct walk {
	enum axis axis;
	const struct document_node *origin;
	const struct document_node *ancestor; /* preceding: the next one to leave out */
};

/* The next node in document order below origin, or NULL. */
static const struct document_node *next_below(const struct document_node *node,
					      const struct document_node *origin)
{
	if (node->first)
		return node->first;
	while (node != origin && !node->next)
		node = node->parent;
	return node == origin ? NULL : node->next;
}

/* The next one that is not below node. */
static const struct document_node *next_after(const struct document_node *node)
{
	if (node->kind == DOCUMENT_ATTRIBUTE) {
		node = node->parent;
		if (node->first)
			return node->first;
	}
	while (node && !node->next)
		node = node->parent;
	return node ? node->next : NULL;
}

/* In reverse document order, ancestors left out. */
static const struct document_node *previous_before(struct walk *w, const struct document_node *node)
{
	if (node->kind == DOCUMENT_ATTRIBUTE)
		node = node->parent;
	while (node) {
		if (node->previous) {
			for (node = node->previous; node->last;)
				node = node->last;
			return node;
		}
		node = node->parent;
		if (node != w->ancestor)
			return node;
		if (node)
			w->ancestor = node->parent;
	}
	return NULL;
}

static const struct document_node *walk_begin(struct walk *w, enum axis axis,
					      const struct document_node *origin)
{
	*w = (struct walk){.axis = axis, .origin = origin};
	bool is_attribute = origin->kind == DOCUMENT_ATTRIBUTE;
	switch (axis) {
	case AXIS_SELF:
	case AXIS_DESCENDANT_OR_SELF:
	case AXIS_ANCESTOR_OR_SELF:
		return origin;
	case AXIS_CHILD:
	case AXIS_DESCENDANT:
		return origin->first;
	case AXIS_PARENT:
	case AXIS_ANCESTOR:
		return origin->parent;
	case AXIS_ATTRIBUTE:
		return origin->attributes;
	case AXIS_FOLLOWING_SIBLING:
		return is_attribute ? NULL : origin->next;
	case AXIS_PRECEDING_SIBLING:
		return is_attribute ? NULL : origin->previous;
	case AXIS_FOLLOWING:
		return next_after(origin);
	case AXIS_PRECEDING:
		w->ancestor = is_attribute ? origin->parent->parent : origin->parent;
		return previous_before(w, origin);
	case AXIS_NAMESPACE:
		return NULL;
	}
	g_assert_not_reached();
}

static const struct document_node *walk_next(struct walk *w, const struct document_node *node)
{
	switch (w->axis) {
	case AXIS_SELF:
	case AXIS_PARENT:
	case AXIS_NAMESPACE:
		return NULL;
	case AXIS_CHILD:
	case AXIS_ATTRIBUTE:
	case AXIS_FOLLOWING_SIBLING:
		return node->next;
	case AXIS_PRECEDING_SIBLING:
		return node->previous;
	case AXIS_DESCENDANT:
	case AXIS_DESCENDANT_OR_SELF:
		return next_below(node, w->origin);
	case AXIS_ANCESTOR:
	case AXIS_ANCESTOR_OR_SELF:
		return node->parent;
	case AXIS_FOLLOWING:
		return node->first ? node->first : next_after(node);
	case AXIS_PRECEDING:
		return previous_before(w, node);
	}
	g_assert_not_reached();
}

/* --- predicates */
static void keep_one(GPtrArray *set, guint first, double position)
{
	bool is_there = position >= 1 && position <= set->len - first && trunc(position) == position;
	if (is_there)
		set->pdata[first] = set->pdata[first + (guint)position - 1];
	g_ptr_array_set_size(set, (gint)(first + (is_there ? 1 : 0)));
}

/* Leaves of the nodes of the set from the first given on those for which the predicate holds. */
static void filter(struct evaluation *ev, const struct node *predicate, GPtrArray *set, guint first)
{
	if (predicate->kind == NODE_NUMBER) {
		keep_one(set, first, predicate->number);
		return;
	}
	const struct document_node *focus = ev->focus;
	size_t position = ev->position, size = ev->size, n = set->len - first;
	bool has_focus = ev->has_focus;
	guint n_kept = first;
	ev->has_focus = true;
	for (size_t i = 0; i < n && evaluation_charge(ev, 1); i++) {
		struct mark mark = evaluation_mark(ev);
		ev->focus = set->pdata[first + i];
		ev->position = i + 1;
		ev->size = n;
		struct value v = evaluate_node(ev, predicate);
		if (v.kind == VALUE_NUMBER ? v.number == (double)(i + 1) : value_boolean(ev, &v))
			set->pdata[n_kept++] = (void *)ev->focus;
		evaluation_release(ev, mark);
	}
	g_ptr_array_set_size(set, (gint)n_kept);
	ev->focus = focus;
	ev->position = position;
	ev->size = size;
	ev->has_focus = has_focus;
}

/* --- steps */
static void take_step(struct evaluation *ev, const struct step *step, const struct document_node *origin,
		      GPtrArray *out)
{
	guint first = out->len;
	struct walk w;
	for (const struct document_node *node = walk_begin(&w, step->axis, origin); node;
	     node = walk_next(&w, node)) {
		if (!evaluation_charge(ev, 1))
			return;
		if (!passes(step, node))
			continue;
		if (out->len >= NODES_MAX) {
			ev->steps_left = 0;
			return;
		}
		g_ptr_array_add(out, (void *)node);
	}
	for (size_t i = 0; i < step->n_predicates; i++)
		filter(ev, step->predicates[i], out, first);
}

static const struct document_node *origin_of(struct evaluation *ev, const struct node *node)
{
	return node->start == START_FOCUS  ? focus_node(ev)
	       : node->start == START_HERE ? here_node(ev)
					   : root_node(ev);
}

/* Where one plain step leads, or NULL; false when to several nodes. */
static bool step_plainly(struct evaluation *ev, const struct step *step, const struct document_node **node)
{
	if (step->axis == AXIS_PARENT)
		*node = (*node)->parent;
	if (step->axis != AXIS_CHILD)
		return true;
	const struct document_node *found = NULL;
	for (const struct document_node *child = (*node)->first; child && evaluation_charge(ev, 1);
	     child = child->next) {
		if (!passes(step, child))
			continue;
		if (found)
			return false;
		found = child;
	}
	*node = found;
	return true;
}

struct value reference_evaluate(struct evaluation *ev, const struct node *node)
{
	if (node->start == START_NAME)
		return value_of_set(NULL);
	const struct document_node *at = origin_of(ev, node);
	for (guint i = 0; i < node->steps->len && at; i++)
		if (!step_plainly(ev, &g_array_index(node->steps, struct step, i), &at))
			return path_evaluate(ev, node);
	return (struct value){.kind = VALUE_NODES, .one = at};
}

struct value path_evaluate(struct evaluation *ev, const struct node *node)
{
	GPtrArray *from;
	if (node->start == START_TREE) {
		struct value start = evaluate_node(ev, node->args[0]);
		if (start.kind != VALUE_NODES)
			return value_of_set(NULL);
		from = value_set(ev, &start);
	} else {
		const struct document_node *origin = origin_of(ev, node);
		if (!origin)
			return value_of_set(NULL);
		from = evaluation_set(ev);
		g_ptr_array_add(from, (void *)origin);
	}
	for (guint i = 0; i < node->steps->len && from->len; i++) {
		const struct step *step = &g_array_index(node->steps, struct step, i);
		GPtrArray *to = evaluation_set(ev);
		for (guint k = 0; k < from->len && ev->steps_left; k++)
			take_step(ev, step, from->pdata[k], to);
		set_in_order(to);
		from = to;
	}
	return value_of_set(from);
}

struct value filter_evaluate(struct evaluation *ev, const struct node *node)
{
	struct value v = evaluate_node(ev, node->args[0]);
	if (v.kind != VALUE_NODES)
		return value_of_set(NULL);
	GPtrArray *all = value_set(ev, &v), *set = evaluation_set(ev);
	evaluation_charge(ev, all->len);
	g_ptr_array_extend(set, all, NULL, NULL);
	for (size_t i = 1; i < node->n_args; i++)
		filter(ev, node->args[i], set, 0);
	return value_of_set(set);
}

struct value union_evaluate(struct evaluation *ev, const struct node *node)
{
	GPtrArray *set = evaluation_set(ev);
	for (size_t i = 0; i < node->n_args; i++) {
		struct value v = evaluate_node(ev, node->args[i]);
		if (v.kind != VALUE_NODES)
			continue;
		GPtrArray *part = value_set(ev, &v);
		if (!evaluation_charge(ev, part->len) || set->len + part->len > NODES_MAX)
			break;
		g_ptr_array_extend(set, part, NULL, NULL);
	}
	set_in_order(set);
	return value_of_set(set);
}
