/* expression_json - the tree as JSON, for the page's script.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "expression_tree.h"

#include <math.h>

struct writing {
	const struct expression *expression;
	size_t (*number)(const void *target);
};

static json_t *write_node(const struct writing *w, const struct node *node);

static json_t *write_number(double n)
{
	if (isfinite(n))
		return json_real(n);
	return json_pack("{s:s}", "n", isnan(n) ? "NaN" : n > 0 ? "Infinity" : "-Infinity");
}

static json_t *write_step(const struct writing *w, const struct step *step)
{
	g_autoptr(GString) test = g_string_new(NULL);
	step_test_write(step, test);
	json_t *array = json_array();
	json_array_append_new(array, json_string(axis_names[step->axis]));
	json_array_append_new(array, json_string(test->str));
	for (size_t i = 0; i < step->n_predicates; i++)
		json_array_append_new(array, write_node(w, step->predicates[i]));
	return array;
}

static json_t *write_path(const struct writing *w, const struct node *node)
{
	json_t *start = node->start == START_FOCUS  ? json_null()
			: node->start == START_ROOT ? json_integer(0)
			: node->start == START_HERE ? json_pack("[ss]", "()", "current")
						    : write_node(w, node->args[0]);
	json_t *array = json_pack("[so]", "/", start);
	for (guint i = 0; i < node->steps->len; i++)
		json_array_append_new(array, write_step(w, &g_array_index(node->steps, struct step, i)));
	return array;
}

static json_t *write_reference(const struct writing *w, const struct node *node)
{
	const struct expression_reference *r =
		&g_array_index(w->expression->references, struct expression_reference, node->reference);
	if (r->target && w->number)
		return json_pack("[sI]", "$", (json_int_t)w->number(r->target));
	return node->start == START_NAME ? json_pack("[ss]", "$", r->text) : write_path(w, node);
}

static json_t *write_arguments(const struct writing *w, const struct node *node, json_t *array)
{
	for (size_t i = 0; i < node->n_args; i++)
		json_array_append_new(array, write_node(w, node->args[i]));
	return array;
}

static json_t *write_node(const struct writing *w, const struct node *node)
{
	static const char *const operators[] = {
		[NODE_NEGATE] = "neg",	  [NODE_OR] = "or",	 [NODE_AND] = "and",
		[NODE_EQUAL] = "=",	  [NODE_UNEQUAL] = "!=", [NODE_LESS] = "<",
		[NODE_LESS_EQUAL] = "<=", [NODE_GREATER] = ">",	 [NODE_GREATER_EQUAL] = ">=",
		[NODE_ADD] = "+",	  [NODE_SUBTRACT] = "-", [NODE_MULTIPLY] = "*",
		[NODE_DIVIDE] = "div",	  [NODE_MODULO] = "mod", [NODE_UNION] = "|"};
	switch (node->kind) {
	case NODE_NUMBER:
		return write_number(node->number);
	case NODE_STRING:
		return json_string(node->string);
	case NODE_REFERENCE:
		return write_reference(w, node);
	case NODE_PATH:
		return write_path(w, node);
	case NODE_FILTER:
		return write_arguments(w, node, json_pack("[s]", "[]"));
	case NODE_CALL:
		return write_arguments(w, node, json_pack("[ss]", "()", node->function->name));
	default:
		return write_arguments(w, node, json_pack("[s]", operators[node->kind]));
	}
}

json_t *expression_json(const struct expression *e, size_t (*number)(const void *target))
{
	struct writing w = {e, number};
	return write_node(&w, e->root);
}
