/* expression_clock - functions of dates and times.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "expression_tree.h"

#include <math.h>
#include <string.h>

/* --- dates */
static struct value date(double days, bool has_time)
{
	return (struct value){.kind = VALUE_DATE, .number = days, .has_time = has_time};
}

static double local_midnight(const struct evaluation *ev, double days)
{
	double offset = ev->context->utc_offset_minutes / 1440.0;
	return floor(days + offset + 1e-9) - offset;
}

struct value call_now(struct evaluation *ev, const struct node *node)
{
	(void)node;
	return date((double)ev->context->now_at / 86400.0, true);
}

struct value call_today(struct evaluation *ev, const struct node *node)
{
	(void)node;
	return date(local_midnight(ev, (double)ev->context->now_at / 86400.0), false);
}

/* The argument as a date: dates as they are, texts parsed, numbers as days since 1970. */
static struct value arg_date(struct evaluation *ev, const struct node *node)
{
	struct value v = arg(ev, node, 0);
	if (v.kind == VALUE_DATE)
		return v;
	if (v.kind == VALUE_NUMBER)
		return date(v.number, false);
	double days;
	bool has_time;
	const char *s = value_string(ev, &v);
	if (date_parse(s, ev->context->utc_offset_minutes, &days, &has_time))
		return date(days, false);
	return date(number_of_string(ev, s), false);
}

/* date() and date-time(): of nothing, nothing. */
struct value call_date(struct evaluation *ev, const struct node *node)
{
	struct value v = arg(ev, node, 0);
	if ((v.kind == VALUE_STRING || v.kind == VALUE_NODES) && !*value_string(ev, &v))
		return value_of_string("");
	return arg_date(ev, node);
}

struct value call_decimal_date_time(struct evaluation *ev, const struct node *node)
{
	return value_of_number(arg_date(ev, node).number);
}

struct value call_decimal_time(struct evaluation *ev, const struct node *node)
{
	double fraction;
	int offset = ev->context->utc_offset_minutes;
	if (!time_parse(arg_string(ev, node, 0), offset, &fraction))
		return value_of_number(NAN);
	double local = fraction + offset / 1440.0;
	return value_of_number(local - floor(local));
}

struct value call_format_date(struct evaluation *ev, const struct node *node)
{
	struct value v = arg_date(ev, node);
	const char *format = arg_string(ev, node, 1);
	if (isnan(v.number))
		return value_of_string("");
	g_autoptr(GString) out = g_string_new(NULL);
	date_format(out, v.number, format, ev->context->utc_offset_minutes);
	return value_of_kept(ev, out);
}
