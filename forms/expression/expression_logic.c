/* expression_logic - functions that decide, choose and look words up.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "expression_tree.h"

#include <string.h>

/* --- booleans */
struct value call_true(struct evaluation *ev, const struct node *node)
{
	(void)ev;
	(void)node;
	return value_of_boolean(true);
}

struct value call_false(struct evaluation *ev, const struct node *node)
{
	(void)ev;
	(void)node;
	return value_of_boolean(false);
}

struct value call_boolean(struct evaluation *ev, const struct node *node)
{
	return value_of_boolean(arg_boolean(ev, node, 0));
}

struct value call_not(struct evaluation *ev, const struct node *node)
{
	return value_of_boolean(!arg_boolean(ev, node, 0));
}

struct value call_boolean_from_string(struct evaluation *ev, const struct node *node)
{
	const char *s = arg_string(ev, node, 0);
	return value_of_boolean(!strcmp(s, "1") || !strcmp(s, "true"));
}

/* --- choosing */
struct value call_if(struct evaluation *ev, const struct node *node)
{
	return arg(ev, node, arg_boolean(ev, node, 0) ? 1 : 2);
}

struct value call_coalesce(struct evaluation *ev, const struct node *node)
{
	for (size_t i = 0; i + 1 < node->n_args; i++) {
		const char *s = arg_string(ev, node, i);
		if (*s)
			return value_of_string(s);
	}
	return value_of_string(arg_string(ev, node, node->n_args - 1));
}

struct value call_once(struct evaluation *ev, const struct node *node)
{
	const char *s = arg_string(ev, node, 1);
	return value_of_string(*s ? s : arg_string(ev, node, 0));
}

/* --- lists of names separated by white space, as select_multiple stores them */
const char *next_word(const char **at, size_t *length)
{
	const char *s = *at;
	s += strspn(s, XML_SPACE);
	const char *end = s + strcspn(s, XML_SPACE);
	*at = end;
	*length = (size_t)(end - s);
	return *length ? s : NULL;
}

struct value call_selected(struct evaluation *ev, const struct node *node)
{
	const char *at = arg_string(ev, node, 0);
	g_autofree char *wanted = g_strstrip(g_strdup(arg_string(ev, node, 1)));
	size_t length, n = strlen(wanted);
	bool any = false;
	for (const char *word; (word = next_word(&at, &length));) {
		any = true;
		if (length == n && !memcmp(word, wanted, n))
			return value_of_boolean(true);
	}
	return value_of_boolean(!any && !n);
}

struct value call_selected_at(struct evaluation *ev, const struct node *node)
{
	const char *at = arg_string(ev, node, 0);
	double index = arg_number(ev, node, 1);
	size_t length;
	double i = 0;
	for (const char *word; (word = next_word(&at, &length)); i++) {
		if (i == index) {
			g_autofree char *copy = g_strndup(word, length);
			return value_of_string(evaluation_keep(ev, copy));
		}
	}
	return value_of_string("");
}

struct value call_count_selected(struct evaluation *ev, const struct node *node)
{
	const char *at = arg_string(ev, node, 0);
	size_t length;
	double n = 0;
	while (next_word(&at, &length))
		n++;
	return value_of_number(n);
}

/* --- checklists */
/* The argument, each node of a node-set by itself: whether it holds, 1 or 0, or its number. */
static GArray *votes(struct evaluation *ev, const struct node *node, size_t i, bool is_yes)
{
	GArray *values = g_array_new(FALSE, FALSE, sizeof(double));
	struct value v = arg(ev, node, i);
	if (v.kind != VALUE_NODES) {
		double one = is_yes ? value_boolean(ev, &v) : value_number(ev, &v);
		g_array_append_val(values, one);
		return values;
	}
	size_t n = value_n_nodes(ev, &v);
	for (size_t k = 0; k < n && evaluation_charge(ev, 1); k++) {
		const char *s = value_node(ev, &v, k);
		double one = is_yes ? *s != '\0' : number_of_string(ev, s);
		g_array_append_val(values, one);
	}
	return values;
}

/* Bounds of -1 are none. */
static struct value is_within(struct evaluation *ev, const struct node *node, double n)
{
	double min = arg_number(ev, node, 0), max = arg_number(ev, node, 1);
	return value_of_boolean((min == -1 || n >= min) && (max == -1 || n <= max));
}

/* checklist(min, max, answer…): whether so many hold. */
struct value call_checklist(struct evaluation *ev, const struct node *node)
{
	double n = 0;
	for (size_t i = 2; i < node->n_args; i++) {
		g_autoptr(GArray) yes = votes(ev, node, i, true);
		for (guint k = 0; k < yes->len; k++)
			n += g_array_index(yes, double, k);
	}
	return is_within(ev, node, n);
}

/* weighted-checklist(min, max, answer, weight…): whether the weights of those that hold add up to so much. */
struct value call_weighted_checklist(struct evaluation *ev, const struct node *node)
{
	double n = 0;
	for (size_t i = 2; i + 1 < node->n_args; i += 2) {
		g_autoptr(GArray) yes = votes(ev, node, i, true);
		g_autoptr(GArray) weights = votes(ev, node, i + 1, false);
		for (guint k = 0; k < MIN(yes->len, weights->len); k++)
			if (g_array_index(yes, double, k) != 0)
				n += g_array_index(weights, double, k);
	}
	return is_within(ev, node, n);
}
