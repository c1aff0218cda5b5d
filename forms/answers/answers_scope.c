/* answers_scope - the slots of answers: their memory, their instances and the names of their fields.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "answers_scope.h"

#include <string.h>

#define BLOCK_SIZE    ((size_t)2048)
#define DEPTH_MAX     24 /* repeats within repeats; the reader allows fewer */
#define INSTANCES_MIN 4u

struct block {
	struct block *next;
	size_t used, size;
	_Alignas(16) char bytes[];
};

/* --- memory */
void *answers_take(struct answers *a, size_t size)
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

const char *answers_take_text(struct answers *a, const char *text)
{
	size_t size = strlen(text) + 1;
	return memcpy(answers_take(a, size), text, size);
}

struct scope *scope_new(struct answers *a, const struct form_question *container, struct scope *parent,
			size_t posted)
{
	size_t size = sizeof(struct scope) + container->n_slots * sizeof(struct slot);
	struct scope *s = answers_take(a, size);
	memset(s, 0, size);
	s->container = container;
	s->parent = parent;
	s->posted = s->ordinal = posted;
	for (size_t i = 0; i < container->n_slots; i++)
		s->slots[i].fault = -1;
	a->n_scopes++;
	a->n_slots += container->n_slots;
	return s;
}

struct answers *answers_new(const struct form *form)
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
	if (a->spares)
		g_hash_table_unref(a->spares);
	for (size_t i = 0; i < ANSWERS_FOUND_MAX; i++)
		if (a->found[i].scopes)
			g_ptr_array_unref(a->found[i].scopes);
	document_free(a->tree);
	g_free(a);
}

/* --- instances */
static unsigned capacity_for(size_t n)
{
	unsigned capacity = INSTANCES_MIN;
	while (capacity < n)
		capacity *= 2;
	return capacity;
}

void slot_reserve(struct answers *a, struct slot *slot, size_t n)
{
	g_assert(n <= ANSWERS_REPEAT_MAX);
	if (slot->instances && n <= capacity_for(slot->n_all))
		return;
	size_t size = capacity_for(n) * sizeof(struct scope *);
	struct scope **instances = answers_take(a, size);
	memset(instances, 0, size);
	if (slot->instances)
		memcpy(instances, slot->instances, slot->n_all * sizeof(struct scope *));
	slot->instances = instances;
}

struct scope *slot_instance(struct answers *a, struct scope *scope, const struct form_question *repeat,
			    size_t posted)
{
	struct slot *slot = &scope->slots[repeat->slot];
	bool is_there = posted <= slot->n_all && slot->instances[posted - 1];
	if (is_there)
		return slot->instances[posted - 1];
	if (posted > ANSWERS_REPEAT_MAX || a->n_scopes >= ANSWERS_SCOPES_MAX ||
	    a->n_slots + repeat->n_slots > ANSWERS_SLOTS_MAX) {
		slot->has_too_many = true;
		return NULL;
	}
	slot_reserve(a, slot, posted);
	slot->instances[posted - 1] = scope_new(a, repeat, scope, posted);
	slot->n_instances = slot->n_all = MAX(slot->n_all, (unsigned)posted);
	a->n_changes++;
	return slot->instances[posted - 1];
}

/* Compacted: looks for the number it came with. */
static struct scope *find_instance(const struct scope *scope, const struct form_question *repeat,
				   size_t posted)
{
	const struct slot *slot = &scope->slots[repeat->slot];
	for (size_t i = 0; i < slot->n_instances; i++)
		if (slot->instances[i] && slot->instances[i]->posted == posted)
			return slot->instances[i];
	return NULL;
}

/* --- fields */
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
			if (!n_digits || *p++ != ']' || f->n == DEPTH_MAX)
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

static struct scope *instance_for(struct answers *a, struct scope *scope, const struct form_question *repeat,
				  size_t posted, enum place_mode mode)
{
	if (mode == PLACE_MAKE)
		return posted ? slot_instance(a, scope, repeat, posted) : NULL;
	struct scope *found = find_instance(scope, repeat, posted);
	return found || mode == PLACE_FIND ? found : answers_spare(a, scope, repeat);
}

bool place_named(struct answers *a, const char *name, enum place_mode mode, struct place *place)
{
	*place = (struct place){.scope = a->root};
	if (!strchr(name, '[')) {
		place->question = form_find(a->form, name);
		return place->question && place->question->container == a->form->root;
	}
	struct field f;
	const struct form_question *q = field_split(name, &f) ? form_find(a->form, f.path) : NULL;
	const struct form_question *chain[DEPTH_MAX];
	size_t n = 0;
	if (!q)
		return false;
	/* "rep[2]" itself ends with its own index */
	bool is_instance = q->type == FORM_REPEAT && f.n && f.end[f.n - 1] == strlen(f.path);
	for (const struct form_question *c = is_instance ? q : q->container;
	     c != a->form->root && n < DEPTH_MAX; c = c->container)
		chain[n++] = c;
	if (n != f.n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (f.end[i] != strlen(chain[n - 1 - i]->path))
			return false;
	struct scope *scope = a->root;
	for (size_t i = 0; scope && i < n; i++) {
		place->scope = scope;
		scope = instance_for(a, scope, chain[n - 1 - i], f.index[i], mode);
	}
	place->question = q;
	if (is_instance)
		place->inner = scope;
	else
		place->scope = scope;
	return scope != NULL;
}

void field_write(GString *out, const struct scope *scope, const struct form_question *q)
{
	if (!scope->parent) {
		g_string_append(out, q->path);
		return;
	}
	field_write(out, scope->parent, scope->container);
	g_string_append_printf(out, "[%zu]%s", scope->posted, q->path + strlen(scope->container->path));
}
