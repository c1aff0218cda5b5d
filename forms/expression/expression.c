/* expression - parsed expressions as things: made, asked about, bound and freed.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "expression_tree.h"

#include <string.h>

struct expression *expression_parse(const char *text, char **spanish, GError **error)
{
	g_assert(text && g_utf8_validate(text, -1, NULL));
	if (spanish)
		*spanish = NULL;
	GError *own_error = NULL;
	struct expression *e = g_new0(struct expression, 1);
	e->text = g_strdup(text);
	e->references = g_array_new(FALSE, TRUE, sizeof(struct expression_reference));
	e->nodes = g_ptr_array_new_with_free_func(node_free);
	expression_parse_into(e, spanish, &own_error);
	if (!e->root) {
		g_propagate_error(error, own_error);
		expression_free(e);
		return NULL;
	}
	return e;
}

bool expression_is_dynamic(const char *text)
{
	if (strstr(text, "${"))
		return true;
	while (*text) {
		const char *end = expression_name_end(text);
		if (end == text) {
			text = g_utf8_next_char(text);
			continue;
		}
		g_autofree char *name = g_strndup(text, (gsize)(end - text));
		if (*end == '(' && function_named(name))
			return true;
		text = end;
	}
	return false;
}

void expression_free(struct expression *e)
{
	if (!e)
		return;
	for (guint i = 0; i < e->references->len; i++)
		g_free(g_array_index(e->references, struct expression_reference, i).text);
	g_array_unref(e->references);
	g_ptr_array_unref(e->nodes);
	g_free(e->text);
	g_free(e);
}

const char *expression_text(const struct expression *e)
{
	return e->text;
}

const struct expression_reference *expression_dependencies(const struct expression *e, size_t *n)
{
	*n = e->references->len;
	return (const struct expression_reference *)(const void *)e->references->data;
}

void expression_bind(struct expression *e, size_t i, const void *target)
{
	g_assert(i < e->references->len);
	struct expression_reference *r = &g_array_index(e->references, struct expression_reference, i);
	if (!r->is_of_item && !r->is_pattern)
		r->target = target;
}

size_t expression_n_nodes(const struct expression *e)
{
	return e->nodes->len;
}

bool expression_uses_clock(const struct expression *e)
{
	return e->uses_clock;
}

bool expression_is_impure(const struct expression *e)
{
	return e->is_impure;
}
