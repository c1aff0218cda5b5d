/* answers - reads a report's pairs into a tree of slots, settles relevance and formulas, collects complaints.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A scope is one set of slots: the root, or one instance of a repeat.  Texts live in the answers' arena.
 */
#include "answers.h"
#include "answers_lexical.h"
#include "expression.h"

#include <string.h>

#define BLOCK_SIZE ((size_t)2048)
#define SCOPES_MAX 1000 /* instances of all repeats together */
#define DEPTH_MAX  24	/* repeats within repeats; the reader allows fewer */

struct scope;

struct slot {
	const char *typed;	  /* NULL: no pair came */
	const char *value;	  /* good answer, canonical; NULL: none */
	struct scope **instances; /* repeats; with holes (NULL) until compacted */
	size_t n_instances;
	int fault; /* of the value alone, or -1 */
	bool is_irrelevant;
	bool has_too_many;
};

struct scope {
	const struct form_question *container;
	struct scope *parent;
	size_t posted;	/* the index it came with, 1-based */
	size_t ordinal; /* its place among those kept, 1-based */
	struct slot slots[];
};

struct block {
	struct block *next;
	size_t used, size;
	_Alignas(16) char bytes[];
};

struct answers {
	const struct form *form;
	struct scope *root;
	struct block *blocks;
	size_t n_scopes;
	GArray *complaints; /* of struct answers_complaint; NULL until the first */
};

/* --- memory */
static void *take(struct answers *a, size_t size)
{
	size = (size + 15) & ~(size_t)15;
	if (!a->blocks || a->blocks->size - a->blocks->used < size) {
		size_t room = MAX(size, BLOCK_SIZE);
		struct block *block = g_malloc(sizeof *block + room);
		block->next = a->blocks;
		block->used = 0;
		block->size = room;
		a->blocks = block;
	}
	void *memory = a->blocks->bytes + a->blocks->used;
	a->blocks->used += size;
	return memory;
}

static const char *take_text(struct answers *a, const char *text)
{
	size_t size = strlen(text) + 1;
	return memcpy(take(a, size), text, size);
}

static struct scope *scope_new(struct answers *a, const struct form_question *container, struct scope *parent,
			       size_t posted)
{
	size_t size = sizeof(struct scope) + container->n_slots * sizeof(struct slot);
	struct scope *s = take(a, size);
	memset(s, 0, size);
	s->container = container;
	s->parent = parent;
	s->posted = s->ordinal = posted;
	for (size_t i = 0; i < container->n_slots; i++)
		s->slots[i].fault = -1;
	a->n_scopes++;
	return s;
}

static struct answers *answers_new(const struct form *form)
{
	struct answers *a = g_new0(struct answers, 1);
	a->form = form;
	a->root = scope_new(a, form->root, NULL, 1);
	return a;
}

void answers_free(struct answers *a)
{
	if (!a)
		return;
	while (a->blocks) {
		struct block *next = a->blocks->next;
		g_free(a->blocks);
		a->blocks = next;
	}
	for (size_t i = 0; a->complaints && i < a->complaints->len; i++)
		g_free(g_array_index(a->complaints, struct answers_complaint, i).field);
	if (a->complaints)
		g_array_unref(a->complaints);
	g_free(a);
}

/* --- fields */
/* Instance number posted of the repeat in that scope; made when asked for.  NULL: there is none, or too many.
 */
static struct scope *instance(struct answers *a, struct scope *scope, const struct form_question *repeat,
			      size_t posted, bool make)
{
	struct slot *slot = &scope->slots[repeat->slot];
	if (make && (posted > ANSWERS_REPEAT_MAX || a->n_scopes >= SCOPES_MAX)) {
		slot->has_too_many = true;
		return NULL;
	}
	if (!make) { /* compacted: look for the number it came with */
		for (size_t i = 0; i < slot->n_instances; i++)
			if (slot->instances[i] && slot->instances[i]->posted == posted)
				return slot->instances[i];
		return NULL;
	}
	if (!slot->instances) {
		slot->instances = take(a, ANSWERS_REPEAT_MAX * sizeof(struct scope *));
		memset(slot->instances, 0, ANSWERS_REPEAT_MAX * sizeof(struct scope *));
	}
	slot->n_instances = MAX(slot->n_instances, posted);
	if (!slot->instances[posted - 1])
		slot->instances[posted - 1] = scope_new(a, repeat, scope, posted);
	return slot->instances[posted - 1];
}

/* Takes "a[2]/b[1]/c" apart into path "a/b/c", the indices and where in the path each stands. */
struct field {
	char path[512];
	size_t n;
	size_t index[DEPTH_MAX], end[DEPTH_MAX];
};

static bool field_split(const char *name, struct field *f)
{
	size_t used = 0;
	f->n = 0;
	for (const char *p = name; *p;) {
		if (*p == '[') {
			size_t index = 0, n_digits = 0;
			for (p++; g_ascii_isdigit(*p) && n_digits < 6; p++, n_digits++)
				index = index * 10 + (size_t)(*p - '0');
			if (!n_digits || !index || *p++ != ']' || f->n == DEPTH_MAX)
				return false;
			f->index[f->n] = index;
			f->end[f->n++] = used;
		} else if (used + 1 < sizeof f->path) {
			f->path[used++] = *p++;
		} else {
			return false;
		}
	}
	f->path[used] = '\0';
	return true;
}

/* The slot that a field's name means, and its question; NULL when the form has none such. */
static struct slot *slot_named(struct answers *a, const char *name, bool make,
			       const struct form_question **question)
{
	if (!strchr(name, '[')) {
		const struct form_question *q = form_find(a->form, name);
		if (!q || q->container != a->form->root)
			return NULL;
		*question = q;
		return &a->root->slots[q->slot];
	}
	struct field f;
	const struct form_question *q = field_split(name, &f) ? form_find(a->form, f.path) : NULL;
	const struct form_question *chain[DEPTH_MAX];
	size_t n = 0;
	if (!q)
		return NULL;
	for (const struct form_question *c = q->container; c != a->form->root && n < DEPTH_MAX;
	     c = c->container)
		chain[n++] = c;
	if (n != f.n)
		return NULL;
	for (size_t i = 0; i < n; i++)
		if (f.end[i] != strlen(chain[n - 1 - i]->path))
			return NULL;
	struct scope *scope = a->root;
	for (size_t i = 0; scope && i < n; i++)
		scope = instance(a, scope, chain[n - 1 - i], f.index[i], make);
	*question = q;
	return scope ? &scope->slots[q->slot] : NULL;
}

/* The name of a question's field in that scope. */
static void field_write(GString *out, const struct scope *scope, const struct form_question *q)
{
	if (!scope->parent) {
		g_string_append(out, q->path);
		return;
	}
	field_write(out, scope->parent, scope->container);
	g_string_append_printf(out, "[%zu]%s", scope->posted, q->path + strlen(scope->container->path));
}

static bool is_answered_by_people(const struct form_question *q)
{
	switch (q->type) {
	case FORM_TEXT:
	case FORM_INTEGER:
	case FORM_DECIMAL:
	case FORM_DATE:
	case FORM_SELECT_ONE:
	case FORM_SELECT_MULTIPLE:
	case FORM_ACKNOWLEDGE:
	case FORM_HIDDEN:
		return true;
	default:
		return false;
	}
}

static void take_pair(struct answers *a, const struct answers_pair *pair)
{
	const struct form_question *q;
	struct slot *slot = slot_named(a, pair->name, true, &q);
	if (!slot || !is_answered_by_people(q))
		return;
	if (q->type == FORM_SELECT_MULTIPLE && slot->typed && *slot->typed) {
		size_t n = strlen(slot->typed), m = strlen(pair->value);
		if (n + m > (size_t)ANSWERS_TEXT_MAX * 4)
			return; /* more than any list; the names so far are judged */
		char *both = take(a, n + m + 2);
		memcpy(both, slot->typed, n);
		both[n] = ' ';
		memcpy(both + n + 1, pair->value, m + 1);
		slot->typed = both;
	} else {
		slot->typed = take_text(a, pair->value);
	}
}

/* --- instances nobody filled */
static bool is_untouched(const struct form_question *q, const struct slot *slot)
{
	if (slot->n_instances)
		return false;
	if (!slot->typed || q->type == FORM_HIDDEN || !g_strcmp0(slot->typed, q->default_value))
		return true;
	return !slot->typed[strspn(slot->typed, " \t\r\n")];
}

/* Closes the gaps among instances, and drops those with nothing but what the page had put there. */
static void compact(struct scope *scope)
{
	for (size_t i = 0; i < scope->container->n_slots; i++) {
		struct slot *slot = &scope->slots[i];
		size_t n = 0;
		for (size_t k = 0; k < slot->n_instances; k++) {
			struct scope *inner = slot->instances[k];
			bool touched = false;
			if (!inner)
				continue;
			compact(inner);
			for (size_t j = 0; j < inner->container->n_slots; j++)
				touched |= !is_untouched(inner->container->contents[j], &inner->slots[j]);
			if (touched) {
				slot->instances[n++] = inner;
				inner->ordinal = n;
			}
		}
		slot->n_instances = n;
	}
}

/* --- single values */
static void set_value(struct answers *a, struct slot *slot, char *canonical)
{
	slot->value = canonical ? take_text(a, canonical) : NULL;
	g_free(canonical);
}

static void judge_values(struct answers *a, struct scope *scope)
{
	for (size_t i = 0; i < scope->container->n_slots; i++) {
		const struct form_question *q = scope->container->contents[i];
		struct slot *slot = &scope->slots[i];
		const char *given = slot->typed;
		bool is_fixed =
			q->default_value && !q->calculation &&
			(q->read_only || q->type == FORM_CALCULATE || (q->type == FORM_HIDDEN && !given));
		if (is_fixed)
			given = q->default_value;
		if (given && (is_answered_by_people(q) || q->type == FORM_CALCULATE))
			set_value(a, slot, lexical_canonical(q, given, &slot->fault));
		for (size_t k = 0; k < slot->n_instances; k++)
			judge_values(a, slot->instances[k]);
	}
}

/* --- what expressions see */
struct view {
	struct answers *answers;
	const struct scope *scope; /* where the expression stands */
};

static bool contains(const struct form_question *container, const struct form_question *q)
{
	for (; q; q = q->container)
		if (q == container)
			return true;
	return false;
}

/* The innermost scope around the expression in which the target, or the repeats that hold it, stand. */
static const struct scope *scope_towards(const struct view *view, const struct form_question *target)
{
	const struct scope *s = view->scope;
	while (!contains(s->container, target->container))
		s = s->parent;
	return s;
}

/* Finds node *i of the target below the scope; counts *i down by those passed. */
static const struct slot *find_node(const struct scope *scope, const struct form_question *target, size_t *i)
{
	if (scope->container == target->container) {
		const struct slot *slot = &scope->slots[target->slot];
		size_t n = target->type != FORM_REPEAT ? 1 : slot->n_instances;
		if (*i < n)
			return slot;
		*i -= n;
		return NULL;
	}
	const struct form_question *next = target->container;
	while (next->container != scope->container)
		next = next->container;
	const struct slot *slot = &scope->slots[next->slot];
	for (size_t k = 0; k < slot->n_instances; k++) {
		const struct slot *found = find_node(slot->instances[k], target, i);
		if (found)
			return found;
	}
	return NULL;
}

static size_t view_n_values(void *data, const void *reference)
{
	const struct view *view = data;
	const struct form_question *target = reference;
	const struct scope *scope = scope_towards(view, target);
	if (scope->container == target->container && target->type != FORM_REPEAT)
		return 1;
	size_t beyond = G_MAXSIZE;
	find_node(scope, target, &beyond);
	return G_MAXSIZE - beyond;
}

static const char *view_value(void *data, const void *reference, size_t i)
{
	const struct view *view = data;
	const struct form_question *target = reference;
	const struct slot *slot = find_node(scope_towards(view, target), target, &i);
	return slot && slot->value ? slot->value : "";
}

static size_t view_position(void *data, const void *reference)
{
	const struct view *view = data;
	const struct form_question *target = reference;
	const struct form_question *repeat = target->type == FORM_REPEAT ? target : target->container;
	for (const struct scope *s = view->scope; s; s = s->parent)
		if (s->container == repeat)
			return s->ordinal;
	return 1;
}

static struct expression_context context_for(const struct form *form, struct view *view)
{
	struct expression_context context = {
		.n_values = view_n_values, .value = view_value, .position = view_position, .data = view};
	if (form->uses_clock) {
		g_autoptr(GDateTime) now = g_date_time_new_now_local();
		context.now_at = g_date_time_to_unix(now);
		context.utc_offset_minutes = (int)(g_date_time_get_utc_offset(now) / G_TIME_SPAN_MINUTE);
	}
	return context;
}

/* --- relevance and formulas */
static void settle(struct answers *a, struct scope *scope, const struct form_question *q,
		   struct expression_context *context)
{
	struct slot *slot = &scope->slots[q->slot];
	((struct view *)context->data)->scope = scope;
	bool above = q->parent == scope->container || !scope->slots[q->parent->slot].is_irrelevant;
	slot->is_irrelevant = !above || (q->relevant && !expression_evaluate_boolean(q->relevant, context));
	if (slot->is_irrelevant) {
		slot->value = NULL;
		slot->n_instances = 0;
		return;
	}
	bool is_ours = q->type == FORM_CALCULATE || q->type == FORM_HIDDEN || q->read_only ||
		       (!slot->value && slot->fault < 0);
	if (!q->calculation || !is_ours || q->type == FORM_GROUP || q->type == FORM_REPEAT ||
	    q->type == FORM_NOTE)
		return;
	g_autofree char *result = expression_evaluate_string(q->calculation, context);
	slot->fault = -1;
	if (q->type == FORM_CALCULATE || q->type == FORM_HIDDEN || q->type == FORM_TEXT) {
		char *text = strcmp(result, "NaN") ? lexical_text(result) : NULL;
		if (text)
			lexical_cut(text);
		set_value(a, slot, text);
	} else {
		set_value(a, slot, lexical_canonical(q, result, &slot->fault));
		slot->fault = -1; /* nobody typed it: a formula without a good result has none */
	}
}

/* Settles the question in every scope that has it. */
static void settle_below(struct answers *a, struct scope *scope, const struct form_question *q,
			 struct expression_context *context)
{
	if (scope->container == q->container) {
		settle(a, scope, q, context);
		return;
	}
	const struct form_question *next = q->container;
	while (next->container != scope->container)
		next = next->container;
	struct slot *slot = &scope->slots[next->slot];
	for (size_t k = 0; k < slot->n_instances; k++)
		settle_below(a, slot->instances[k], q, context);
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

static int fault_of(const struct slot *slot, const struct form_question *q,
		    const struct expression_context *context)
{
	if (slot->has_too_many)
		return ANSWERS_TOO_MANY;
	if (slot->fault >= 0)
		return slot->fault;
	if (slot->value)
		return q->constraint && !expression_evaluate_boolean(q->constraint, context)
			       ? ANSWERS_CONSTRAINT
			       : -1;
	if (q->required || (q->required_if && expression_evaluate_boolean(q->required_if, context)))
		return q->type == FORM_ACKNOWLEDGE ? ANSWERS_NOT_ACKNOWLEDGED : ANSWERS_MISSING;
	return -1;
}

/* In sheet order.  An answer that breaks its constraint is bad: it loses its value. */
static void judge_rules(struct answers *a, struct scope *scope, struct expression_context *context)
{
	for (size_t i = 0; i < scope->container->n_slots; i++) {
		const struct form_question *q = scope->container->contents[i];
		struct slot *slot = &scope->slots[i];
		if (slot->is_irrelevant)
			continue;
		((struct view *)context->data)->scope = scope;
		int fault = fault_of(slot, q, context);
		if (fault >= 0) {
			slot->fault = fault;
			complain(a, scope, q, fault);
		}
		for (size_t k = 0; k < slot->n_instances; k++)
			judge_rules(a, slot->instances[k], context);
	}
}

struct answers *answers_read(const struct form *form, const struct answers_pair *pairs, size_t n_pairs)
{
	struct answers *a = answers_new(form);
	for (size_t i = 0; i < n_pairs; i++)
		take_pair(a, &pairs[i]);
	compact(a->root);
	judge_values(a, a->root);
	struct view view = {a, a->root};
	struct expression_context context = context_for(form, &view);
	for (size_t i = 0; i < form->n_evaluation; i++)
		settle_below(a, a->root, form->evaluation[i], &context);
	judge_rules(a, a->root, &context);
	return a;
}

size_t answers_n_complaints(const struct answers *a)
{
	return a->complaints ? a->complaints->len : 0;
}

const struct answers_complaint *answers_complaint(const struct answers *a, size_t i)
{
	g_assert(i < answers_n_complaints(a));
	return &g_array_index(a->complaints, struct answers_complaint, i);
}

const char *answers_typed(const struct answers *a, const char *field)
{
	const struct form_question *q;
	const struct slot *slot = slot_named((struct answers *)a, field, false, &q);
	return slot ? slot->typed : NULL;
}

const char *answers_text(const struct answers *a, const struct form_question *q)
{
	const struct slot *slot = q && q->container == a->form->root ? &a->root->slots[q->slot] : NULL;
	return slot && slot->fault < 0 ? slot->value : NULL;
}

int answers_level(const struct answers *a, const struct form_question *q)
{
	const char *name = answers_text(a, q);
	const struct form_choice *choice = name && q->list ? form_choice_named(q->list, name) : NULL;
	return choice ? choice->level : 0;
}

size_t answers_n_instances(const struct answers *a, const char *field)
{
	const struct form_question *q;
	const struct slot *slot = slot_named((struct answers *)a, field, false, &q);
	size_t highest = 0;
	for (size_t i = 0; slot && i < slot->n_instances; i++)
		highest = MAX(highest, slot->instances[i]->posted);
	return highest;
}

/* --- canonical JSON */
static json_t *names_json(const char *names)
{
	json_t *array = json_array();
	while (*names) {
		size_t n = strcspn(names, " ");
		json_array_append_new(array, json_stringn_nocheck(names, n));
		names += n + (names[n] == ' ');
	}
	return array;
}

static json_t *scope_json(const struct scope *scope)
{
	json_t *object = json_object();
	size_t prefix = scope->parent ? strlen(scope->container->path) + 1 : 0;
	for (size_t i = 0; i < scope->container->n_slots; i++) {
		const struct form_question *q = scope->container->contents[i];
		const struct slot *slot = &scope->slots[i];
		if (slot->n_instances) {
			json_t *array = json_array();
			for (size_t k = 0; k < slot->n_instances; k++)
				json_array_append_new(array, scope_json(slot->instances[k]));
			json_object_set_new_nocheck(object, q->path + prefix, array);
		} else if (slot->value && slot->fault < 0) {
			json_object_set_new_nocheck(object, q->path + prefix,
						    q->type == FORM_SELECT_MULTIPLE
							    ? names_json(slot->value)
							    : json_string_nocheck(slot->value));
		}
	}
	return object;
}

json_t *answers_json(const struct answers *a)
{
	return scope_json(a->root);
}

static bool scope_fill(struct answers *a, struct scope *scope, const json_t *object);

static bool fill_repeat(struct answers *a, struct scope *scope, const struct form_question *q,
			const json_t *value)
{
	if (!json_is_array(value) || json_array_size(value) > ANSWERS_REPEAT_MAX)
		return false;
	for (size_t i = 0; i < json_array_size(value); i++) {
		struct scope *inner = instance(a, scope, q, i + 1, true);
		if (!inner || !scope_fill(a, inner, json_array_get(value, i)))
			return false;
	}
	return true;
}

/* A stored text, as it was stored; the names of a select_multiple joined.  NULL: not a text. */
static char *stored_text(const struct form_question *q, const json_t *value)
{
	if (q->type != FORM_SELECT_MULTIPLE)
		return json_is_string(value) && strlen(json_string_value(value)) == json_string_length(value)
			       ? g_strdup(json_string_value(value))
			       : NULL;
	if (!json_is_array(value))
		return NULL;
	GString *names = g_string_new(NULL);
	for (size_t i = 0; i < json_array_size(value); i++) {
		const char *name = json_string_value(json_array_get(value, i));
		if (!name || !form_choice_named(q->list, name)) {
			g_string_free(names, TRUE);
			return NULL;
		}
		g_string_append_printf(names, "%s%s", i ? " " : "", name);
	}
	return g_string_free(names, FALSE);
}

static bool scope_fill(struct answers *a, struct scope *scope, const json_t *object)
{
	if (!json_is_object(object))
		return false;
	const char *key;
	json_t *value;
	json_object_foreach((json_t *)object, key, value)
	{
		g_autofree char *path =
			scope->parent ? g_strconcat(scope->container->path, "/", key, NULL) : NULL;
		const struct form_question *q = form_find(a->form, path ? path : key);
		if (!q || q->container != scope->container)
			return false;
		if (q->type == FORM_REPEAT) {
			if (!fill_repeat(a, scope, q, value))
				return false;
			continue;
		}
		struct slot *slot = &scope->slots[q->slot];
		g_autofree char *text = stored_text(q, value);
		if (!text || !(is_answered_by_people(q) || q->type == FORM_CALCULATE))
			return false;
		g_autofree char *canonical = lexical_canonical(q, text, &slot->fault);
		if (slot->fault >= 0)
			return false;
		bool is_text = q->type == FORM_TEXT || q->type == FORM_HIDDEN || q->type == FORM_CALCULATE;
		if (canonical)
			slot->value = slot->typed = take_text(a, is_text ? text : canonical);
	}
	return true;
}

struct answers *answers_from_json(const struct form *form, const json_t *json)
{
	struct answers *a = answers_new(form);
	if (scope_fill(a, a->root, json))
		return a;
	answers_free(a);
	return NULL;
}
