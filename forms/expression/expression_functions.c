/* expression_functions - the table of the functions, one row each, and what they are written with.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "expression_tree.h"
#include "nearest.h"

#include <string.h>

struct value arg(struct evaluation *ev, const struct node *node, size_t i)
{
	return evaluate_node(ev, node->args[i]);
}

const char *arg_string(struct evaluation *ev, const struct node *node, size_t i)
{
	struct value v = arg(ev, node, i);
	const char *s = value_string(ev, &v);
	evaluation_charge(ev, strlen(s) / 32);
	return s;
}

double arg_number(struct evaluation *ev, const struct node *node, size_t i)
{
	struct value v = arg(ev, node, i);
	return value_number(ev, &v);
}

bool arg_boolean(struct evaluation *ev, const struct node *node, size_t i)
{
	struct value v = arg(ev, node, i);
	return value_boolean(ev, &v);
}

struct value value_of_number(double n)
{
	return (struct value){.kind = VALUE_NUMBER, .number = n};
}

struct value value_of_boolean(bool b)
{
	return (struct value){.kind = VALUE_BOOLEAN, .boolean = b};
}

struct value value_of_string(const char *s)
{
	return (struct value){.kind = VALUE_STRING, .string = s};
}

struct value value_of_kept(struct evaluation *ev, const GString *s)
{
	return value_of_string(evaluation_keep(ev, s->str));
}

void each_text(struct evaluation *ev, const struct node *node, size_t first,
	       void (*take)(const char *text, void *data), void *data)
{
	for (size_t i = first; i < node->n_args; i++) {
		struct value v = arg(ev, node, i);
		if (v.kind != VALUE_NODES) {
			take(value_string(ev, &v), data);
			continue;
		}
		size_t n = value_n_nodes(ev, &v);
		for (size_t k = 0; k < n && evaluation_charge(ev, 1); k++)
			take(value_node(ev, &v, k), data);
	}
}

/* Sorted by name. */
static const struct function functions[] = {
	{"abs", 1, 1, NEEDS_NOTHING, call_abs, false},
	{"acos", 1, 1, NEEDS_NOTHING, call_acos, false},
	{"area", 1, ARGS_ANY, NEEDS_NOTHING, call_area, false},
	{"asin", 1, 1, NEEDS_NOTHING, call_asin, false},
	{"atan", 1, 1, NEEDS_NOTHING, call_atan, false},
	{"atan2", 2, 2, NEEDS_NOTHING, call_atan2, false},
	{"base64-decode", 1, 1, NEEDS_NOTHING, call_base64_decode, false},
	{"boolean", 1, 1, NEEDS_NOTHING, call_boolean, false},
	{"boolean-from-string", 1, 1, NEEDS_NOTHING, call_boolean_from_string, false},
	{"ceiling", 1, 1, NEEDS_NOTHING, call_ceiling, false},
	{"checklist", 2, ARGS_ANY, NEEDS_NOTHING, call_checklist, false},
	{"coalesce", 2, ARGS_ANY, NEEDS_NOTHING, call_coalesce, false},
	{"concat", 0, ARGS_ANY, NEEDS_NOTHING, call_concat, false},
	{"contains", 2, 2, NEEDS_NOTHING, call_contains, false},
	{"cos", 1, 1, NEEDS_NOTHING, call_cos, false},
	{"count", 1, 1, NEEDS_NODES, call_count, false},
	{"count-non-empty", 1, 1, NEEDS_NODES, call_count_non_empty, false},
	{"count-selected", 1, 1, NEEDS_NOTHING, call_count_selected, false},
	{"current", 0, 0, NEEDS_NOTHING, call_current, true},
	{"date", 1, 1, NEEDS_NOTHING, call_date, false},
	{"date-time", 1, 1, NEEDS_NOTHING, call_date, false},
	{"decimal-date-time", 1, 1, NEEDS_NOTHING, call_decimal_date_time, false},
	{"decimal-time", 1, 1, NEEDS_NOTHING, call_decimal_time, false},
	{"digest", 2, 3, NEEDS_NOTHING, call_digest, false},
	{"distance", 1, ARGS_ANY, NEEDS_NOTHING, call_distance, false},
	{"ends-with", 2, 2, NEEDS_NOTHING, call_ends_with, false},
	{"exp", 1, 1, NEEDS_NOTHING, call_exp, false},
	{"exp10", 1, 1, NEEDS_NOTHING, call_exp10, false},
	{"extract-signed", 2, 2, NEEDS_NOTHING, call_extract_signed, false},
	{"false", 0, 0, NEEDS_NOTHING, call_false, false},
	{"floor", 1, 1, NEEDS_NOTHING, call_floor, false},
	{"format-date", 2, 2, NEEDS_NOTHING, call_format_date, false},
	{"format-date-time", 2, 2, NEEDS_NOTHING, call_format_date, false},
	{"geofence", 2, 2, NEEDS_NOTHING, call_geofence, false},
	{"id", 1, 1, NEEDS_NOTHING, call_id, true},
	{"if", 3, 3, NEEDS_NOTHING, call_if, true},
	{"indexed-repeat", 3, ARGS_ANY, NEEDS_NOTHING, call_indexed_repeat, true},
	{"instance", 1, 1, NEEDS_NOTHING, call_instance, true},
	{"int", 1, 1, NEEDS_NOTHING, call_int, false},
	{"intersects", 1, 1, NEEDS_NOTHING, call_intersects, false},
	{"join", 1, ARGS_ANY, NEEDS_NOTHING, call_join, false},
	{"jr:choice-name", 2, 2, NEEDS_NOTHING, call_choice_name, false},
	{"jr:itext", 1, 1, NEEDS_NOTHING, call_itext, false},
	{"lang", 1, 1, NEEDS_NOTHING, call_lang, false},
	{"last", 0, 0, NEEDS_NOTHING, call_last, false},
	{"local-name", 0, 1, NEEDS_NODES, call_local_name, false},
	{"log", 1, 1, NEEDS_NOTHING, call_log, false},
	{"log10", 1, 1, NEEDS_NOTHING, call_log10, false},
	{"max", 1, ARGS_ANY, NEEDS_NOTHING, call_max, false},
	{"min", 1, ARGS_ANY, NEEDS_NOTHING, call_min, false},
	{"name", 0, 1, NEEDS_NODES, call_name, false},
	{"namespace-uri", 0, 1, NEEDS_NODES, call_namespace_uri, false},
	{"normalize-space", 0, 1, NEEDS_SELF, call_normalize_space, false},
	{"not", 1, 1, NEEDS_NOTHING, call_not, false},
	{"now", 0, 0, NEEDS_CLOCK, call_now, false},
	{"number", 0, 1, NEEDS_SELF, call_number, false},
	{"once", 1, 1, NEEDS_SELF, call_once, false},
	{"pi", 0, 0, NEEDS_NOTHING, call_pi, false},
	{"position", 0, 1, NEEDS_NODES, call_position, false},
	{"pow", 2, 2, NEEDS_NOTHING, call_pow, false},
	{"pulldata", 4, 4, NEEDS_NOTHING, call_pulldata, false},
	{"random", 0, 0, NEEDS_CHANCE, call_random, false},
	{"randomize", 1, 2, NEEDS_FIRST_NODES, call_randomize, true},
	{"regex", 2, 2, NEEDS_NOTHING, call_regex, false},
	{"round", 1, 2, NEEDS_NOTHING, call_round, false},
	{"selected", 2, 2, NEEDS_NOTHING, call_selected, false},
	{"selected-at", 2, 2, NEEDS_NOTHING, call_selected_at, false},
	{"sin", 1, 1, NEEDS_NOTHING, call_sin, false},
	{"sqrt", 1, 1, NEEDS_NOTHING, call_sqrt, false},
	{"starts-with", 2, 2, NEEDS_NOTHING, call_starts_with, false},
	{"string", 0, 1, NEEDS_SELF, call_string, false},
	{"string-length", 0, 1, NEEDS_SELF, call_string_length, false},
	{"substr", 2, 3, NEEDS_NOTHING, call_substr, false},
	{"substring", 2, 3, NEEDS_NOTHING, call_substring, false},
	{"substring-after", 2, 2, NEEDS_NOTHING, call_substring_after, false},
	{"substring-before", 2, 2, NEEDS_NOTHING, call_substring_before, false},
	{"sum", 1, 1, NEEDS_NODES, call_sum, false},
	{"tan", 1, 1, NEEDS_NOTHING, call_tan, false},
	{"today", 0, 0, NEEDS_CLOCK, call_today, false},
	{"translate", 3, 3, NEEDS_NOTHING, call_translate, false},
	{"true", 0, 0, NEEDS_NOTHING, call_true, false},
	{"uuid", 0, 1, NEEDS_CHANCE, call_uuid, false},
	{"weighted-checklist", 2, ARGS_ANY, NEEDS_NOTHING, call_weighted_checklist, false},
};

const struct function *function_named(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(functions); i++)
		if (!strcmp(functions[i].name, name))
			return &functions[i];
	return NULL;
}

const char *function_nearest(const char *name)
{
	struct nearest nearest = nearest_begin(name);
	for (size_t i = 0; i < G_N_ELEMENTS(functions); i++)
		nearest_try(&nearest, functions[i].name);
	return nearest.found;
}
