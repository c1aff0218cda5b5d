/* answers_context - what expressions see of the answers: values by question, and nodes of a document that is
 * made only when one asks for a node. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "answers_scope.h"

#include <stdlib.h>
#include <string.h>

/* --- values */
bool view_contains(const struct form_question *container, const struct form_question *q)
{
	for (; q; q = q->container)
		if (q == container)
			return true;
	return false;
}

/* The innermost scope around the expression in which the target, or the repeats that hold it, stand. */
static struct scope *scope_towards(const struct view *view, const struct form_question *target)
{
	struct scope *s = view->candidate && view_contains(view->candidate->container, target->container)
				  ? view->candidate
				  : view->scope;
	while (!view_contains(s->container, target->container))
		s = s->parent;
	return s;
}

void view_scopes(struct scope *scope, const struct form_question *target, GPtrArray *out)
{
	if (scope->container == target->container) {
		g_ptr_array_add(out, scope);
		return;
	}
	const struct form_question *next = target->container;
	while (next->container != scope->container)
		next = next->container;
	const struct slot *slot = &scope->slots[next->slot];
	for (size_t k = 0; k < slot->n_instances; k++)
		view_scopes(slot->instances[k], target, out);
}

/* The same, remembered: a formula asks for one value after the other. */
static const GPtrArray *scopes_of(struct answers *a, struct scope *from, const struct form_question *target)
{
	for (size_t i = 0; i < ANSWERS_FOUND_MAX; i++) {
		const struct found *found = &a->found[i];
		if (found->target == target && found->from == from && found->n_changes == a->n_changes)
			return found->scopes;
	}
	struct found *found = &a->found[a->next_found++ % ANSWERS_FOUND_MAX];
	*found = (struct found){target, from, a->n_changes, found->scopes};
	if (!found->scopes)
		found->scopes = g_ptr_array_new();
	g_ptr_array_set_size(found->scopes, 0);
	view_scopes(from, target, found->scopes);
	return found->scopes;
}

/* The scope that has value *i of the target, seen from the view; of a repeat with *i then the number of its
 * instance there.  NULL: there are not so many. */
static struct scope *find_value(const struct view *view, const struct form_question *target, size_t *i)
{
	struct scope *from = scope_towards(view, target);
	bool is_repeat = target->type == FORM_REPEAT;
	if (from->container == target->container)
		return *i < (is_repeat ? from->slots[target->slot].n_instances : 1) ? from : NULL;
	const GPtrArray *scopes = scopes_of(view->answers, from, target);
	if (!is_repeat)
		return *i < scopes->len ? scopes->pdata[*i] : NULL;
	for (guint k = 0; k < scopes->len; k++) {
		struct scope *scope = scopes->pdata[k];
		if (*i < scope->slots[target->slot].n_instances)
			return scope;
		*i -= scope->slots[target->slot].n_instances;
	}
	return NULL;
}

static size_t n_values(void *data, const void *reference)
{
	const struct view *view = data;
	const struct form_question *target = reference;
	struct scope *from = scope_towards(view, target);
	bool is_repeat = target->type == FORM_REPEAT;
	if (from->container == target->container)
		return is_repeat ? from->slots[target->slot].n_instances : 1;
	const GPtrArray *scopes = scopes_of(view->answers, from, target);
	size_t n = is_repeat ? 0 : scopes->len;
	for (guint k = 0; is_repeat && k < scopes->len; k++)
		n += ((const struct scope *)scopes->pdata[k])->slots[target->slot].n_instances;
	return n;
}

static const char *value(void *data, const void *reference, size_t i)
{
	const struct form_question *target = reference;
	const struct scope *scope = find_value(data, target, &i);
	const char *found = scope ? scope->slots[target->slot].value : NULL;
	return found ? found : "";
}

static size_t position(void *data, const void *reference)
{
	const struct view *view = data;
	const struct form_question *target = reference;
	const struct form_question *repeat = target->type == FORM_REPEAT ? target : target->container;
	for (const struct scope *s = view->candidate; s; s = s->parent)
		if (s->container == repeat)
			return s->ordinal;
	for (const struct scope *s = view->scope; s; s = s->parent)
		if (s->container == repeat)
			return s->ordinal;
	return 1;
}

const char *view_nearest(struct view *view, const struct form_question *q)
{
	size_t i = 0;
	const struct scope *scope = find_value(view, q, &i);
	const struct slot *slot = scope ? &scope->slots[q->slot] : NULL;
	return slot && slot->fault < 0 ? slot->value : NULL;
}

/* --- nodes */
/* An element that stands beside the document: its parent does not know it, what is below it hangs from it. */
static struct document_node *node_beside(struct answers *a, struct document_node *parent, bool hangs,
					 const char *name)
{
	struct document_node *node = answers_take(a, sizeof *node);
	memset(node, 0, sizeof *node);
	node->kind = DOCUMENT_ELEMENT;
	node->order = parent->order;
	node->name = node->local = name;
	node->space = "";
	node->parent = parent;
	if (hangs) {
		node->previous = parent->last;
		if (parent->last)
			parent->last->next = node;
		else
			parent->first = node;
		parent->last = node;
	}
	return node;
}

/* document: NULL for nodes beside it. */
static void make_nodes(struct answers *a, struct document *document, struct scope *scope,
		       const struct form_question *group, struct document_node *parent)
{
	for (size_t i = 0; i < group->n_children; i++) {
		const struct form_question *q = group->children[i];
		struct slot *slot = &scope->slots[q->slot];
		for (size_t k = 0; q->type == FORM_REPEAT && k < slot->n_instances; k++) {
			struct scope *inner = slot->instances[k];
			size_t size = inner->container->n_slots * sizeof(struct document_node *);
			if (!inner->nodes)
				inner->nodes = answers_take(a, size);
			memset(inner->nodes, 0, size);
			inner->node = document ? document_add(document, parent, q->name, NULL)
					       : node_beside(a, parent, true, q->name);
			make_nodes(a, document, inner, q, inner->node);
		}
		if (q->type == FORM_REPEAT)
			continue;
		struct document_node *node = document ? document_add(document, parent, q->name, NULL)
						      : node_beside(a, parent, true, q->name);
		node->tag = q;
		scope->nodes[q->slot] = node;
		if (q->type == FORM_GROUP)
			make_nodes(a, document, scope, q, node);
		else
			node->live = &slot->value;
	}
}

static void make_tree(struct answers *a)
{
	if (a->tree && a->tree_of == a->n_changes)
		return;
	document_free(a->tree);
	a->tree = document_new();
	a->tree_of = a->n_changes;
	struct scope *root = a->root;
	root->node = document_add(a->tree, document_root(a->tree),
				  a->form->root_name ? a->form->root_name : "data", NULL);
	if (!root->nodes)
		root->nodes = answers_take(a, root->container->n_slots * sizeof(struct document_node *));
	make_nodes(a, a->tree, root, a->form->root, root->node);
}

static struct document_node *group_node(struct scope *scope, const struct form_question *group)
{
	return group == scope->container ? scope->node : scope->nodes[group->slot];
}

/* Spare scopes get nodes of their own beside the tree. */
static void make_spare_nodes(struct answers *a, struct scope *scope)
{
	if (!scope->parent)
		return;
	make_spare_nodes(a, scope->parent);
	if (!scope->is_spare || (scope->node && scope->nodes_of == a->n_changes))
		return;
	scope->nodes_of = a->n_changes;
	const struct form_question *repeat = scope->container;
	size_t size = repeat->n_slots * sizeof(struct document_node *);
	scope->nodes = answers_take(a, size);
	memset(scope->nodes, 0, size);
	scope->node = node_beside(a, group_node(scope->parent, repeat->parent), false, repeat->name);
	make_nodes(a, NULL, scope, repeat, scope->node);
}

/* The node of a question in that scope; of a repeat that of its instance i, or one beside them. */
static const struct document_node *node_at(struct answers *a, struct scope *scope,
					   const struct form_question *q, size_t i)
{
	make_tree(a);
	make_spare_nodes(a, scope);
	if (q->type != FORM_REPEAT)
		return scope->nodes[q->slot];
	const struct slot *slot = &scope->slots[q->slot];
	return i < slot->n_instances ? slot->instances[i]->node
				     : node_beside(a, group_node(scope, q->parent), false, q->name);
}

const struct document_node *view_node(struct view *view, struct scope *scope, const struct form_question *q)
{
	return node_at(view->answers, scope, q, 0);
}

static const struct document_node *node(void *data, const void *reference, size_t i)
{
	const struct view *view = data;
	const struct form_question *target = reference;
	struct scope *scope = find_value(view, target, &i);
	return scope ? node_at(view->answers, scope, target, i) : NULL;
}

static const struct document_node *here(void *data)
{
	const struct view *view = data;
	if (view->question)
		return node_at(view->answers, view->scope, view->question, 0);
	make_tree(view->answers);
	make_spare_nodes(view->answers, view->scope);
	return view->scope->node;
}

static const struct document_node *instance(void *data, const char *id)
{
	const struct view *view = data;
	const struct document *document = form_instance(view->answers->form, id);
	return document ? document_root(document) : NULL;
}

/* --- texts, in the language of the form: what is made of them at the door does not depend on who reads */
static const char *choice_label(void *data, const void *reference, const char *name)
{
	const struct form *form = ((const struct view *)data)->answers->form;
	const struct form_question *q = reference;
	const struct form_choice *choice = q && q->list ? form_choice_named(q->list, name) : NULL;
	if (q && q->list && q->list->kind == FORM_LIST_REPEAT)
		return name;
	return choice ? form_text_in(form, &choice->label, form->default_language) : NULL;
}

/* The identifiers of pyxform: "list-0" of choices, "/data/group/question:label" of questions. */
static const char *itext(void *data, const char *id)
{
	const struct form *form = ((const struct view *)data)->answers->form;
	const char *colon = strrchr(id, ':'), *dash = strrchr(id, '-');
	const char *path = *id == '/' ? strchr(id + 1, '/') : NULL;
	if (path && colon && colon > path) {
		g_autofree char *name = g_strndup(path + 1, (gsize)(colon - path - 1));
		const struct form_question *q = form_find(form, name);
		return !q			     ? NULL
		       : !strcmp(colon + 1, "label") ? form_text_in(form, &q->label, form->default_language)
		       : !strcmp(colon + 1, "hint")  ? form_text_in(form, &q->hint, form->default_language)
						     : NULL;
	}
	size_t n_digits = dash ? strspn(dash + 1, "0123456789") : 0;
	if (!n_digits || n_digits > 6 || dash[1 + n_digits])
		return NULL;
	size_t number = strtoul(dash + 1, NULL, 10);
	for (size_t i = 0; i < form->n_lists; i++) {
		const struct form_list *list = &form->lists[i];
		if (strlen(list->name) == (size_t)(dash - id) &&
		    !strncmp(list->name, id, (size_t)(dash - id)))
			return number < list->n_choices ? form_text_in(form, &list->choices[number].label,
								       form->default_language)
							: NULL;
	}
	return NULL;
}

void view_begin(struct view *view, struct answers *a)
{
	*view = (struct view){.answers = a,
			      .scope = a->root,
			      .context = {.n_values = n_values,
					  .value = value,
					  .position = position,
					  .node = node,
					  .here = here,
					  .instance = instance,
					  .choice_label = choice_label,
					  .itext = itext,
					  .data = view}};
	if (a->form->uses_clock) {
		g_autoptr(GDateTime) now = g_date_time_new_now_local();
		view->context.now_at = g_date_time_to_unix(now);
		view->context.utc_offset_minutes =
			(int)(g_date_time_get_utc_offset(now) / G_TIME_SPAN_MINUTE);
	}
}
