/* expression_evaluate - values of expressions: conversions, comparisons and arithmetic of XPath 1.0.
 *
 * Beyond XPath, as XForms clients do it: a text that is an ISO date counts as days since 1970 where a number
 * is wanted, and two such texts are compared as dates. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "expression_tree.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct expression_reference *reference_at(const struct evaluation *ev, size_t i)
{
	return &g_array_index(ev->expression->references, struct expression_reference, i);
}

size_t value_n_nodes(struct evaluation *ev, const struct value *v)
{
	g_assert(v->kind == VALUE_NODES);
	if (v->set)
		return ev->steps_left ? v->set->len : 0;
	if (v->one)
		return 1;
	return v->target ? ev->context->n_values(ev->context->data, v->target) : 0;
}

const char *value_node(struct evaluation *ev, const struct value *v, size_t i)
{
	g_assert(v->kind == VALUE_NODES);
	if (v->set)
		return node_text(ev, v->set->pdata[i]);
	if (v->one)
		return node_text(ev, v->one);
	return ev->context->value(ev->context->data, v->target, i);
}

/* An XPath number, white space around it allowed, or a date; else NaN. */
double number_of_string(const struct evaluation *ev, const char *s)
{
	while (g_ascii_isspace(*s))
		s++;
	const char *p = s + (*s == '-');
	const char *first = p;
	size_t n_digits = 0;
	for (; g_ascii_isdigit(*p); p++)
		n_digits++;
	if (*p == '.')
		for (p++; g_ascii_isdigit(*p); p++)
			n_digits++;
	const char *end = p;
	bool has_exponent = n_digits && (*p == 'e' || *p == 'E');
	if (has_exponent) {
		p += 1 + (p[1] == '-' || p[1] == '+');
		has_exponent = g_ascii_isdigit(*p);
		while (g_ascii_isdigit(*p))
			p++;
		if (!has_exponent)
			return NAN;
	}
	while (g_ascii_isspace(*p))
		p++;
	if (n_digits && !*p) {
		if (!has_exponent && end - first <= 15 && !memchr(first, '.', (size_t)(end - first))) {
			int64_t n = 0;
			for (const char *d = first; d < end; d++)
				n = n * 10 + (*d - '0');
			return *s == '-' ? -(double)n : (double)n;
		}
		return g_ascii_strtod(s, NULL);
	}
	double days;
	bool has_time;
	if (g_ascii_isdigit(*s) && date_parse(s, ev->context->utc_offset_minutes, &days, &has_time))
		return days;
	return NAN;
}

/* The shortest decimal that reads back as the same number, without an exponent. */
void number_write(GString *out, double number)
{
	char buffer[G_ASCII_DTOSTR_BUF_SIZE];
	if (isnan(number)) {
		g_string_append(out, "NaN");
		return;
	}
	if (isinf(number)) {
		g_string_append(out, number < 0 ? "-Infinity" : "Infinity");
		return;
	}
	if (fabs(number) < 1e15 && trunc(number) == number) {
		g_string_append_printf(out, "%" G_GINT64_FORMAT, (int64_t)number);
		return;
	}
	static const char *const formats[] = {"%.14e", "%.15e", "%.16e"};
	for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
		g_ascii_formatd(buffer, sizeof buffer, formats[i], number);
		if (g_ascii_strtod(buffer, NULL) == number)
			break;
	}
	/* d.ddddde[+-]xx, spread into digits around the point */
	char *e = strchr(buffer, 'e');
	int exponent = (int)g_ascii_strtoll(e + 1, NULL, 10);
	char *end = e;
	while (end > buffer && end[-1] == '0')
		end--;
	if (number < 0)
		g_string_append_c(out, '-');
	if (exponent < 0) {
		g_string_append(out, "0.");
		for (int i = -1; i > exponent; i--)
			g_string_append_c(out, '0');
	}
	int place = exponent;
	for (const char *d = buffer; d < end; d++) {
		if (!g_ascii_isdigit(*d))
			continue;
		if (place == -1 && exponent >= 0)
			g_string_append_c(out, '.');
		g_string_append_c(out, *d);
		place--;
	}
	for (; place >= 0; place--)
		g_string_append_c(out, '0');
}

double value_number(struct evaluation *ev, const struct value *v)
{
	switch (v->kind) {
	case VALUE_NUMBER:
	case VALUE_DATE:
		return v->number;
	case VALUE_BOOLEAN:
		return v->boolean;
	case VALUE_STRING:
		return number_of_string(ev, v->string);
	case VALUE_NODES:
		return value_n_nodes(ev, v) ? number_of_string(ev, value_node(ev, v, 0)) : NAN;
	}
	g_assert_not_reached();
}

bool value_boolean(struct evaluation *ev, const struct value *v)
{
	switch (v->kind) {
	case VALUE_NUMBER:
	case VALUE_DATE:
		return v->number != 0 && !isnan(v->number);
	case VALUE_BOOLEAN:
		return v->boolean;
	case VALUE_STRING:
		return *v->string != '\0';
	case VALUE_NODES:
		return value_n_nodes(ev, v) > 0;
	}
	g_assert_not_reached();
}

const char *value_string(struct evaluation *ev, const struct value *v)
{
	g_autoptr(GString) out = NULL;
	switch (v->kind) {
	case VALUE_STRING:
		return v->string;
	case VALUE_BOOLEAN:
		return v->boolean ? "true" : "false";
	case VALUE_NODES:
		return value_n_nodes(ev, v) ? value_node(ev, v, 0) : "";
	case VALUE_NUMBER:
		out = g_string_sized_new(32);
		number_write(out, v->number);
		break;
	case VALUE_DATE:
		out = g_string_sized_new(32);
		date_write(out, v->number, v->has_time, ev->context->utc_offset_minutes);
		break;
	}
	return evaluation_keep(ev, out->str);
}

static bool compare_numbers(enum node_kind op, double a, double b)
{
	switch (op) {
	case NODE_EQUAL:
		return a == b;
	case NODE_UNEQUAL:
		return a != b;
	case NODE_LESS:
		return a < b;
	case NODE_LESS_EQUAL:
		return a <= b;
	case NODE_GREATER:
		return a > b;
	case NODE_GREATER_EQUAL:
		return a >= b;
	default:
		g_assert_not_reached();
	}
}

/* Neither is a node-set. */
static bool compare_atoms(struct evaluation *ev, enum node_kind op, const struct value *a,
			  const struct value *b)
{
	bool equality = op == NODE_EQUAL || op == NODE_UNEQUAL;
	if (equality && (a->kind == VALUE_BOOLEAN || b->kind == VALUE_BOOLEAN))
		return (value_boolean(ev, a) == value_boolean(ev, b)) == (op == NODE_EQUAL);
	if (!equality || a->kind != VALUE_STRING || b->kind != VALUE_STRING)
		return compare_numbers(op, value_number(ev, a), value_number(ev, b));
	double x, y;
	bool has_time;
	int offset = ev->context->utc_offset_minutes;
	if (date_parse(a->string, offset, &x, &has_time) && date_parse(b->string, offset, &y, &has_time))
		return compare_numbers(op, x, y);
	return !strcmp(a->string, b->string) == (op == NODE_EQUAL);
}

/* True when some pair of nodes compares true (XPath 1.0, 3.4).  Only = and != take a node-set beside a
 * boolean as a boolean: with the others each node counts, as in OpenRosa clients. */
static bool compare(struct evaluation *ev, enum node_kind op, const struct value *a, const struct value *b)
{
	bool is_boolean = (op == NODE_EQUAL || op == NODE_UNEQUAL) &&
			  (a->kind == VALUE_BOOLEAN || b->kind == VALUE_BOOLEAN);
	if (a->kind == VALUE_NODES && !is_boolean) {
		size_t n = value_n_nodes(ev, a);
		for (size_t i = 0; i < n && evaluation_charge(ev, 1); i++) {
			struct value one = {.kind = VALUE_STRING, .string = value_node(ev, a, i)};
			if (compare(ev, op, &one, b))
				return true;
		}
		return false;
	}
	if (b->kind == VALUE_NODES && !is_boolean) {
		size_t n = value_n_nodes(ev, b);
		for (size_t i = 0; i < n && evaluation_charge(ev, 1); i++) {
			struct value one = {.kind = VALUE_STRING, .string = value_node(ev, b, i)};
			if (compare(ev, op, a, &one))
				return true;
		}
		return false;
	}
	return compare_atoms(ev, op, a, b);
}

static double arithmetic(enum node_kind op, double a, double b)
{
	switch (op) {
	case NODE_ADD:
		return a + b;
	case NODE_SUBTRACT:
		return a - b;
	case NODE_MULTIPLY:
		return a * b;
	case NODE_DIVIDE:
		return a / b;
	case NODE_MODULO:
		return fmod(a, b);
	default:
		g_assert_not_reached();
	}
}

struct value evaluate_node(struct evaluation *ev, const struct node *node)
{
	struct value result = {.kind = VALUE_BOOLEAN};
	struct value a, b;
	const void *target;
	if (!evaluation_charge(ev, 1))
		return (struct value){.kind = VALUE_STRING, .string = ""};
	switch (node->kind) {
	case NODE_NUMBER:
		return (struct value){.kind = VALUE_NUMBER, .number = node->number};
	case NODE_STRING:
		return (struct value){.kind = VALUE_STRING, .string = node->string};
	case NODE_REFERENCE:
		target = reference_at(ev, node->reference)->target;
		return target ? (struct value){.kind = VALUE_NODES, .target = target}
			      : reference_evaluate(ev, node);
	case NODE_PATH:
		return path_evaluate(ev, node);
	case NODE_FILTER:
		return filter_evaluate(ev, node);
	case NODE_UNION:
		return union_evaluate(ev, node);
	case NODE_CALL:
		return node->function->call(ev, node);
	case NODE_NEGATE:
		a = evaluate_node(ev, node->args[0]);
		return (struct value){.kind = VALUE_NUMBER, .number = -value_number(ev, &a)};
	case NODE_OR:
	case NODE_AND:
		a = evaluate_node(ev, node->args[0]);
		result.boolean = value_boolean(ev, &a);
		if (result.boolean == (node->kind == NODE_AND)) {
			b = evaluate_node(ev, node->args[1]);
			result.boolean = value_boolean(ev, &b);
		}
		return result;
	case NODE_EQUAL:
	case NODE_UNEQUAL:
	case NODE_LESS:
	case NODE_LESS_EQUAL:
	case NODE_GREATER:
	case NODE_GREATER_EQUAL:
		a = evaluate_node(ev, node->args[0]);
		b = evaluate_node(ev, node->args[1]);
		result.boolean = compare(ev, node->kind, &a, &b);
		return result;
	case NODE_ADD:
	case NODE_SUBTRACT:
	case NODE_MULTIPLY:
	case NODE_DIVIDE:
	case NODE_MODULO:
		a = evaluate_node(ev, node->args[0]);
		b = evaluate_node(ev, node->args[1]);
		return (struct value){
			.kind = VALUE_NUMBER,
			.number = arithmetic(node->kind, value_number(ev, &a), value_number(ev, &b))};
	}
	g_assert_not_reached();
}

static struct value evaluate(struct evaluation *ev, const struct expression *e,
			     const struct expression_context *context)
{
	evaluation_begin(ev, e, context);
	return evaluate_node(ev, e->root);
}

enum expression_kind expression_evaluate_kind(const struct expression *e,
					      const struct expression_context *context)
{
	struct evaluation ev;
	struct value v = evaluate(&ev, e, context);
	evaluation_end(&ev);
	return v.kind == VALUE_NUMBER	 ? EXPRESSION_NUMBER
	       : v.kind == VALUE_BOOLEAN ? EXPRESSION_BOOLEAN
					 : EXPRESSION_STRING;
}

char *expression_evaluate_string(const struct expression *e, const struct expression_context *context)
{
	struct evaluation ev;
	struct value v = evaluate(&ev, e, context);
	const char *text = value_string(&ev, &v);
	char *result = g_strdup(ev.steps_left ? text : "");
	evaluation_end(&ev);
	return result;
}

double expression_evaluate_number(const struct expression *e, const struct expression_context *context)
{
	struct evaluation ev;
	struct value v = evaluate(&ev, e, context);
	double result = value_number(&ev, &v);
	if (!ev.steps_left)
		result = NAN;
	evaluation_end(&ev);
	return result;
}

bool expression_evaluate_boolean(const struct expression *e, const struct expression_context *context)
{
	struct evaluation ev;
	struct value v = evaluate(&ev, e, context);
	bool result = value_boolean(&ev, &v) && ev.steps_left;
	evaluation_end(&ev);
	return result;
}

GPtrArray *expression_evaluate_nodes(const struct expression *e, const struct expression_context *context)
{
	struct evaluation ev;
	struct value v = evaluate(&ev, e, context);
	GPtrArray *result = g_ptr_array_new();
	if (v.kind == VALUE_NODES && ev.steps_left)
		g_ptr_array_extend(result, value_set(&ev, &v), NULL, NULL);
	evaluation_end(&ev);
	return result;
}
