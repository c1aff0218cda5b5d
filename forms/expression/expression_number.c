/* expression_number - functions of numbers, and sums over node-sets.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "expression_tree.h"

#include <math.h>

/* --- numbers */
struct value call_number(struct evaluation *ev, const struct node *node)
{
	return value_of_number(arg_number(ev, node, 0));
}

struct value call_int(struct evaluation *ev, const struct node *node)
{
	return value_of_number(trunc(arg_number(ev, node, 0)));
}

/* Halves away from zero, as XForms clients do; the second argument is a number of decimals, negative for
 * tens. */
struct value call_round(struct evaluation *ev, const struct node *node)
{
	double n = arg_number(ev, node, 0);
	double places = node->n_args > 1 ? trunc(arg_number(ev, node, 1)) : 0;
	if (isnan(places))
		return value_of_number(NAN);
	places = CLAMP(places, -300, 300);
	if (places == 0)
		return value_of_number(round(n));
	double scale = pow(10, fabs(places));
	double rounded = places > 0 ? round(n * scale) / scale : round(n / scale) * scale;
	return value_of_number(isfinite(rounded) ? rounded : n);
}

struct value call_pow(struct evaluation *ev, const struct node *node)
{
	double base = arg_number(ev, node, 0);
	return value_of_number(pow(base, arg_number(ev, node, 1)));
}

struct value call_atan2(struct evaluation *ev, const struct node *node)
{
	double y = arg_number(ev, node, 0);
	return value_of_number(atan2(y, arg_number(ev, node, 1)));
}

struct value call_pi(struct evaluation *ev, const struct node *node)
{
	(void)ev;
	(void)node;
	return value_of_number(G_PI);
}

#define NUMERIC(name, formula)                                                                               \
	struct value call_##name(struct evaluation *ev, const struct node *node)                             \
	{                                                                                                    \
		double x = arg_number(ev, node, 0);                                                          \
		return value_of_number(formula);                                                             \
	}
NUMERIC(floor, floor(x))
NUMERIC(ceiling, ceil(x))
NUMERIC(abs, fabs(x))
NUMERIC(sqrt, sqrt(x))
NUMERIC(log, log(x))
NUMERIC(log10, log10(x))
NUMERIC(exp, exp(x))
NUMERIC(exp10, pow(10, x))
NUMERIC(sin, sin(x))
NUMERIC(cos, cos(x))
NUMERIC(tan, tan(x))
NUMERIC(asin, asin(x))
NUMERIC(acos, acos(x))
NUMERIC(atan, atan(x))

struct aggregate {
	struct evaluation *ev;
	double sum, min, max;
	size_t n, n_non_empty;
	bool not_a_number;
};

static void aggregate_take(const char *text, void *data)
{
	struct aggregate *a = data;
	double x = number_of_string(a->ev, text);
	a->sum += x;
	a->min = a->n && a->min < x ? a->min : x;
	a->max = a->n && a->max > x ? a->max : x;
	a->not_a_number |= isnan(x);
	a->n_non_empty += *text != '\0';
	a->n++;
}

static struct aggregate aggregate(struct evaluation *ev, const struct node *node)
{
	struct aggregate a = {.ev = ev};
	each_text(ev, node, 0, aggregate_take, &a);
	return a;
}

struct value call_sum(struct evaluation *ev, const struct node *node)
{
	return value_of_number(aggregate(ev, node).sum);
}

struct value call_min(struct evaluation *ev, const struct node *node)
{
	struct aggregate a = aggregate(ev, node);
	return value_of_number(a.n && !a.not_a_number ? a.min : NAN);
}

struct value call_max(struct evaluation *ev, const struct node *node)
{
	struct aggregate a = aggregate(ev, node);
	return value_of_number(a.n && !a.not_a_number ? a.max : NAN);
}

struct value call_count(struct evaluation *ev, const struct node *node)
{
	return value_of_number((double)aggregate(ev, node).n);
}

struct value call_count_non_empty(struct evaluation *ev, const struct node *node)
{
	return value_of_number((double)aggregate(ev, node).n_non_empty);
}
