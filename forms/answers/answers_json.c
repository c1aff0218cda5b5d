/* answers_json - answers as canonical JSON, and back.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "answers_lexical.h"
#include "answers_scope.h"

#include <string.h>

static bool is_list(const struct form_question *q)
{
	return q->type == FORM_SELECT_MULTIPLE || q->type == FORM_RANK;
}

/* What tells about a person's device or minutes is seen by formulas at the door, and goes no further. */
static bool is_kept(const struct form_question *q)
{
	return q->type == FORM_CALCULATE || form_type_is_answered(q->type) ||
	       (q->type == FORM_METADATA && q->metadata == FORM_METADATA_TODAY);
}

/* --- out */
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
		} else if (slot->value && slot->fault < 0 && is_kept(q)) {
			json_object_set_new_nocheck(object, q->path + prefix,
						    is_list(q) ? names_json(slot->value)
							       : json_string_nocheck(slot->value));
		}
	}
	return object;
}

json_t *answers_json(const struct answers *a)
{
	return scope_json(a->root);
}

/* --- in */
static bool scope_fill(struct answers *a, struct scope *scope, const json_t *object);

static bool fill_repeat(struct answers *a, struct scope *scope, const struct form_question *q,
			const json_t *value)
{
	if (!json_is_array(value) || json_array_size(value) > ANSWERS_REPEAT_MAX)
		return false;
	for (size_t i = 0; i < json_array_size(value); i++) {
		struct scope *inner = slot_instance(a, scope, q, i + 1);
		if (!inner || !scope_fill(a, inner, json_array_get(value, i)))
			return false;
	}
	return true;
}

/* A stored text, as it was stored; the names of a list joined.  NULL: not a text. */
static char *stored_text(const struct form_question *q, const json_t *value)
{
	if (!is_list(q))
		return json_is_string(value) && strlen(json_string_value(value)) == json_string_length(value)
			       ? g_strdup(json_string_value(value))
			       : NULL;
	if (!json_is_array(value))
		return NULL;
	GString *names = g_string_new(NULL);
	for (size_t i = 0; i < json_array_size(value); i++) {
		const char *name = json_string_value(json_array_get(value, i));
		bool is_answer = q->list->kind == FORM_LIST_REPEAT && name && *name && !strchr(name, ' ');
		if (!name || !(is_answer || form_choice_named(q->list, name))) {
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
		if (!text || !is_kept(q))
			return false;
		int fault;
		g_autofree char *canonical = lexical_canonical(q, text, &fault);
		if (fault >= 0)
			return false;
		bool is_text = q->type == FORM_TEXT || q->type == FORM_HIDDEN || q->type == FORM_CALCULATE;
		if (canonical)
			slot->value = slot->typed = answers_take_text(a, is_text ? text : canonical);
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
