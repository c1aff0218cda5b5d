/* expression_functions - the functions of XForms expressions, one row each in the table at the end.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "expression_tree.h"
#include "nearest.h"

#include <math.h>
#include <pcre2.h>
#include <string.h>

#define MATCH_LIMIT 100000
#define DEPTH_LIMIT 1000
#define HEAP_LIMIT  1024 /* KiB */

#define XML_SPACE " \t\r\n"

/* --- arguments */
static struct value arg(struct evaluation *ev, const struct node *node, size_t i)
{
	return evaluate_node(ev, node->args[i]);
}

/* '.', for functions that need it or whose argument may be left out. */
static struct value own_value(struct evaluation *ev, const struct node *node)
{
	const struct expression_reference *own =
		&g_array_index(ev->expression->references, struct expression_reference, node->reference);
	return (struct value){.kind = VALUE_NODES, .target = own->target};
}

static const char *arg_string(struct evaluation *ev, const struct node *node, size_t i)
{
	struct value v = i < node->n_args ? arg(ev, node, i) : own_value(ev, node);
	return value_string(ev, &v);
}

static double arg_number(struct evaluation *ev, const struct node *node, size_t i)
{
	struct value v = i < node->n_args ? arg(ev, node, i) : own_value(ev, node);
	return value_number(ev, &v);
}

static bool arg_boolean(struct evaluation *ev, const struct node *node, size_t i)
{
	struct value v = arg(ev, node, i);
	return value_boolean(ev, &v);
}

static struct value number(double n)
{
	return (struct value){.kind = VALUE_NUMBER, .number = n};
}

static struct value boolean(bool b)
{
	return (struct value){.kind = VALUE_BOOLEAN, .boolean = b};
}

static struct value string(const char *s)
{
	return (struct value){.kind = VALUE_STRING, .string = s};
}

static struct value kept(struct evaluation *ev, const GString *s)
{
	return string(evaluation_keep(ev, s->str));
}

/* Walks every text of the arguments from the first given on: all nodes of node-sets, else the argument
 * itself. */
static void each_text(struct evaluation *ev, const struct node *node, size_t first,
		      void (*take)(const char *text, void *data), void *data)
{
	for (size_t i = first; i < node->n_args; i++) {
		struct value v = arg(ev, node, i);
		if (v.kind != VALUE_NODES) {
			take(value_string(ev, &v), data);
			continue;
		}
		size_t n = value_n_nodes(ev, &v);
		for (size_t k = 0; k < n; k++)
			take(value_node(ev, &v, k), data);
	}
}

/* --- booleans */
static struct value call_true(struct evaluation *ev, const struct node *node)
{
	(void)ev;
	(void)node;
	return boolean(true);
}

static struct value call_false(struct evaluation *ev, const struct node *node)
{
	(void)ev;
	(void)node;
	return boolean(false);
}

static struct value call_boolean(struct evaluation *ev, const struct node *node)
{
	return boolean(arg_boolean(ev, node, 0));
}

static struct value call_not(struct evaluation *ev, const struct node *node)
{
	return boolean(!arg_boolean(ev, node, 0));
}

static struct value call_boolean_from_string(struct evaluation *ev, const struct node *node)
{
	const char *s = arg_string(ev, node, 0);
	return boolean(!strcmp(s, "1") || !strcmp(s, "true"));
}

/* --- choosing */
static struct value call_if(struct evaluation *ev, const struct node *node)
{
	return arg(ev, node, arg_boolean(ev, node, 0) ? 1 : 2);
}

static struct value call_coalesce(struct evaluation *ev, const struct node *node)
{
	for (size_t i = 0; i + 1 < node->n_args; i++) {
		const char *s = arg_string(ev, node, i);
		if (*s)
			return string(s);
	}
	return string(arg_string(ev, node, node->n_args - 1));
}

static struct value call_once(struct evaluation *ev, const struct node *node)
{
	struct value own = own_value(ev, node);
	const char *s = value_string(ev, &own);
	return string(*s ? s : arg_string(ev, node, 0));
}

/* --- lists of names separated by white space, as select_multiple stores them */
static const char *next_word(const char **at, size_t *length)
{
	const char *s = *at;
	s += strspn(s, XML_SPACE);
	const char *end = s + strcspn(s, XML_SPACE);
	*at = end;
	*length = (size_t)(end - s);
	return *length ? s : NULL;
}

static struct value call_selected(struct evaluation *ev, const struct node *node)
{
	const char *at = arg_string(ev, node, 0);
	g_autofree char *wanted = g_strstrip(g_strdup(arg_string(ev, node, 1)));
	size_t length, n = strlen(wanted);
	bool any = false;
	for (const char *word; (word = next_word(&at, &length));) {
		any = true;
		if (length == n && !memcmp(word, wanted, n))
			return boolean(true);
	}
	return boolean(!any && !n);
}

static struct value call_selected_at(struct evaluation *ev, const struct node *node)
{
	const char *at = arg_string(ev, node, 0);
	double index = arg_number(ev, node, 1);
	size_t length;
	double i = 0;
	for (const char *word; (word = next_word(&at, &length)); i++) {
		if (i == index) {
			g_autofree char *copy = g_strndup(word, length);
			return string(evaluation_keep(ev, copy));
		}
	}
	return string("");
}

static struct value call_count_selected(struct evaluation *ev, const struct node *node)
{
	const char *at = arg_string(ev, node, 0);
	size_t length;
	double n = 0;
	while (next_word(&at, &length))
		n++;
	return number(n);
}

/* --- strings */
struct joined {
	GString *text;
	const char *separator;
	bool begun;
};

static void join_take(const char *text, void *data)
{
	struct joined *j = data;
	if (j->text->len > EXPRESSION_RESULT_MAX)
		return;
	if (j->begun)
		g_string_append(j->text, j->separator);
	g_string_append(j->text, text);
	j->begun = true;
}

static struct value call_concat(struct evaluation *ev, const struct node *node)
{
	g_autoptr(GString) out = g_string_new(NULL);
	struct joined j = {out, "", false};
	each_text(ev, node, 0, join_take, &j);
	return kept(ev, out);
}

static struct value call_join(struct evaluation *ev, const struct node *node)
{
	g_autoptr(GString) out = g_string_new(NULL);
	struct joined j = {out, arg_string(ev, node, 0), false};
	each_text(ev, node, 1, join_take, &j);
	return kept(ev, out);
}

static struct value call_string(struct evaluation *ev, const struct node *node)
{
	return string(arg_string(ev, node, 0));
}

static struct value call_string_length(struct evaluation *ev, const struct node *node)
{
	return number((double)g_utf8_strlen(arg_string(ev, node, 0), -1));
}

/* substr(text, start, end?): characters from start (0-based, negative from the end) up to before end. */
static struct value call_substr(struct evaluation *ev, const struct node *node)
{
	const char *s = arg_string(ev, node, 0);
	double n = (double)g_utf8_strlen(s, -1);
	double start = trunc(arg_number(ev, node, 1));
	double end = node->n_args > 2 ? trunc(arg_number(ev, node, 2)) : n;
	start = isnan(start) ? 0 : start < 0 ? MAX(n + start, 0) : MIN(start, n);
	end = isnan(end) ? 0 : end < 0 ? MAX(n + end, 0) : MIN(end, n);
	if (end <= start)
		return string("");
	g_autofree char *part = g_utf8_substring(s, (glong)start, (glong)end);
	return string(evaluation_keep(ev, part));
}

static double round_half_up(double n)
{
	return isfinite(n) ? floor(n + 0.5) : n;
}

/* substring(text, first, length?): XPath 1.0, 4.2; characters whose 1-based place p has first <= p <
 * first+length. */
static struct value call_substring(struct evaluation *ev, const struct node *node)
{
	const char *s = arg_string(ev, node, 0);
	double first = round_half_up(arg_number(ev, node, 1));
	double limit = node->n_args > 2 ? first + round_half_up(arg_number(ev, node, 2)) : INFINITY;
	g_autoptr(GString) out = g_string_new(NULL);
	double place = 1;
	for (const char *p = s; *p; p = g_utf8_next_char(p), place++)
		if (place >= first && place < limit)
			g_string_append_len(out, p, g_utf8_next_char(p) - p);
	return kept(ev, out);
}

static struct value call_contains(struct evaluation *ev, const struct node *node)
{
	const char *s = arg_string(ev, node, 0);
	return boolean(strstr(s, arg_string(ev, node, 1)) != NULL);
}

static struct value call_starts_with(struct evaluation *ev, const struct node *node)
{
	const char *s = arg_string(ev, node, 0);
	return boolean(g_str_has_prefix(s, arg_string(ev, node, 1)));
}

static struct value call_ends_with(struct evaluation *ev, const struct node *node)
{
	const char *s = arg_string(ev, node, 0);
	return boolean(g_str_has_suffix(s, arg_string(ev, node, 1)));
}

static struct value call_translate(struct evaluation *ev, const struct node *node)
{
	const char *s = arg_string(ev, node, 0);
	glong n_from, n_to;
	g_autofree gunichar *from = g_utf8_to_ucs4_fast(arg_string(ev, node, 1), -1, &n_from);
	g_autofree gunichar *to = g_utf8_to_ucs4_fast(arg_string(ev, node, 2), -1, &n_to);
	n_from = MIN(n_from, 1000);
	g_autoptr(GString) out = g_string_new(NULL);
	for (; *s; s = g_utf8_next_char(s)) {
		gunichar c = g_utf8_get_char(s);
		glong i = 0;
		while (i < n_from && from[i] != c)
			i++;
		if (i == n_from)
			g_string_append_unichar(out, c);
		else if (i < n_to)
			g_string_append_unichar(out, to[i]);
	}
	return kept(ev, out);
}

static struct value call_normalize_space(struct evaluation *ev, const struct node *node)
{
	const char *at = arg_string(ev, node, 0);
	g_autoptr(GString) out = g_string_new(NULL);
	size_t length;
	for (const char *word; (word = next_word(&at, &length));) {
		if (out->len)
			g_string_append_c(out, ' ');
		g_string_append_len(out, word, (gssize)length);
	}
	return kept(ev, out);
}

static struct value call_substring_before(struct evaluation *ev, const struct node *node)
{
	const char *s = arg_string(ev, node, 0);
	const char *found = strstr(s, arg_string(ev, node, 1));
	g_autofree char *part = g_strndup(s, found ? (gsize)(found - s) : 0);
	return string(evaluation_keep(ev, part));
}

static struct value call_substring_after(struct evaluation *ev, const struct node *node)
{
	const char *s = arg_string(ev, node, 0);
	const char *separator = arg_string(ev, node, 1);
	const char *found = strstr(s, separator);
	return string(found ? found + strlen(separator) : "");
}

void *pattern_compile(const char *pattern)
{
	int code;
	PCRE2_SIZE offset;
	if (strlen(pattern) > 2000)
		return NULL;
	return pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
			     PCRE2_UTF | PCRE2_ANCHORED | PCRE2_ENDANCHORED | PCRE2_NEVER_BACKSLASH_C, &code,
			     &offset, NULL);
}

void pattern_free(void *pattern)
{
	pcre2_code_free(pattern);
}

/* A pattern that costs too much, or that is none, does not match. */
static struct value call_regex(struct evaluation *ev, const struct node *node)
{
	const char *s = arg_string(ev, node, 0);
	pcre2_code *own = node->pattern ? NULL : pattern_compile(arg_string(ev, node, 1));
	const pcre2_code *code = node->pattern ? node->pattern : own;
	if (!code)
		return boolean(false);
	pcre2_match_context *context = pcre2_match_context_create(NULL);
	pcre2_match_data *data = pcre2_match_data_create(1, NULL);
	g_assert(context && data);
	pcre2_set_match_limit(context, MATCH_LIMIT);
	pcre2_set_depth_limit(context, DEPTH_LIMIT);
	pcre2_set_heap_limit(context, HEAP_LIMIT);
	int rc =
		pcre2_match(code, (PCRE2_SPTR)s, PCRE2_ZERO_TERMINATED, 0, PCRE2_NO_UTF_CHECK, data, context);
	pcre2_match_data_free(data);
	pcre2_match_context_free(context);
	pcre2_code_free(own);
	return boolean(rc >= 0);
}

/* --- numbers */
static struct value call_number(struct evaluation *ev, const struct node *node)
{
	return number(arg_number(ev, node, 0));
}

static struct value call_int(struct evaluation *ev, const struct node *node)
{
	return number(trunc(arg_number(ev, node, 0)));
}

/* Halves away from zero, as XForms clients do; the second argument is a number of decimals, negative for
 * tens. */
static struct value call_round(struct evaluation *ev, const struct node *node)
{
	double n = arg_number(ev, node, 0);
	double places = node->n_args > 1 ? trunc(arg_number(ev, node, 1)) : 0;
	if (isnan(places))
		return number(NAN);
	places = CLAMP(places, -300, 300);
	if (places == 0)
		return number(round(n));
	double scale = pow(10, fabs(places));
	double rounded = places > 0 ? round(n * scale) / scale : round(n / scale) * scale;
	return number(isfinite(rounded) ? rounded : n);
}

static struct value call_pow(struct evaluation *ev, const struct node *node)
{
	double base = arg_number(ev, node, 0);
	return number(pow(base, arg_number(ev, node, 1)));
}

static struct value call_atan2(struct evaluation *ev, const struct node *node)
{
	double y = arg_number(ev, node, 0);
	return number(atan2(y, arg_number(ev, node, 1)));
}

static struct value call_pi(struct evaluation *ev, const struct node *node)
{
	(void)ev;
	(void)node;
	return number(G_PI);
}

#define NUMERIC(name, formula)                                                                               \
	static struct value call_##name(struct evaluation *ev, const struct node *node)                      \
	{                                                                                                    \
		double x = arg_number(ev, node, 0);                                                          \
		return number(formula);                                                                      \
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

static struct value call_sum(struct evaluation *ev, const struct node *node)
{
	return number(aggregate(ev, node).sum);
}

static struct value call_min(struct evaluation *ev, const struct node *node)
{
	struct aggregate a = aggregate(ev, node);
	return number(a.n && !a.not_a_number ? a.min : NAN);
}

static struct value call_max(struct evaluation *ev, const struct node *node)
{
	struct aggregate a = aggregate(ev, node);
	return number(a.n && !a.not_a_number ? a.max : NAN);
}

static struct value call_count(struct evaluation *ev, const struct node *node)
{
	return number((double)aggregate(ev, node).n);
}

static struct value call_count_non_empty(struct evaluation *ev, const struct node *node)
{
	return number((double)aggregate(ev, node).n_non_empty);
}

static struct value call_position(struct evaluation *ev, const struct node *node)
{
	struct value nodes = arg(ev, node, 0);
	return number((double)ev->context->position(ev->context->data, nodes.target));
}

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

static struct value call_now(struct evaluation *ev, const struct node *node)
{
	(void)node;
	return date((double)ev->context->now_at / 86400.0, true);
}

static struct value call_today(struct evaluation *ev, const struct node *node)
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
static struct value call_date(struct evaluation *ev, const struct node *node)
{
	struct value v = arg(ev, node, 0);
	if ((v.kind == VALUE_STRING || v.kind == VALUE_NODES) && !*value_string(ev, &v))
		return string("");
	return arg_date(ev, node);
}

static struct value call_decimal_date_time(struct evaluation *ev, const struct node *node)
{
	return number(arg_date(ev, node).number);
}

static struct value call_decimal_time(struct evaluation *ev, const struct node *node)
{
	double fraction;
	int offset = ev->context->utc_offset_minutes;
	if (!time_parse(arg_string(ev, node, 0), offset, &fraction))
		return number(NAN);
	double local = fraction + offset / 1440.0;
	return number(local - floor(local));
}

static struct value call_format_date(struct evaluation *ev, const struct node *node)
{
	struct value v = arg_date(ev, node);
	const char *format = arg_string(ev, node, 1);
	if (isnan(v.number))
		return string("");
	g_autoptr(GString) out = g_string_new(NULL);
	date_format(out, v.number, format, ev->context->utc_offset_minutes);
	return kept(ev, out);
}

/* Sorted by name. */
static const struct function functions[] = {
	{"abs", 1, 1, NEEDS_NOTHING, call_abs},
	{"acos", 1, 1, NEEDS_NOTHING, call_acos},
	{"asin", 1, 1, NEEDS_NOTHING, call_asin},
	{"atan", 1, 1, NEEDS_NOTHING, call_atan},
	{"atan2", 2, 2, NEEDS_NOTHING, call_atan2},
	{"boolean", 1, 1, NEEDS_NOTHING, call_boolean},
	{"boolean-from-string", 1, 1, NEEDS_NOTHING, call_boolean_from_string},
	{"ceiling", 1, 1, NEEDS_NOTHING, call_ceiling},
	{"coalesce", 2, ARGS_ANY, NEEDS_NOTHING, call_coalesce},
	{"concat", 0, ARGS_ANY, NEEDS_NOTHING, call_concat},
	{"contains", 2, 2, NEEDS_NOTHING, call_contains},
	{"cos", 1, 1, NEEDS_NOTHING, call_cos},
	{"count", 1, 1, NEEDS_NODES, call_count},
	{"count-non-empty", 1, 1, NEEDS_NODES, call_count_non_empty},
	{"count-selected", 1, 1, NEEDS_NOTHING, call_count_selected},
	{"date", 1, 1, NEEDS_NOTHING, call_date},
	{"date-time", 1, 1, NEEDS_NOTHING, call_date},
	{"decimal-date-time", 1, 1, NEEDS_NOTHING, call_decimal_date_time},
	{"decimal-time", 1, 1, NEEDS_NOTHING, call_decimal_time},
	{"ends-with", 2, 2, NEEDS_NOTHING, call_ends_with},
	{"exp", 1, 1, NEEDS_NOTHING, call_exp},
	{"exp10", 1, 1, NEEDS_NOTHING, call_exp10},
	{"false", 0, 0, NEEDS_NOTHING, call_false},
	{"floor", 1, 1, NEEDS_NOTHING, call_floor},
	{"format-date", 2, 2, NEEDS_NOTHING, call_format_date},
	{"format-date-time", 2, 2, NEEDS_NOTHING, call_format_date},
	{"if", 3, 3, NEEDS_NOTHING, call_if},
	{"int", 1, 1, NEEDS_NOTHING, call_int},
	{"join", 1, ARGS_ANY, NEEDS_NOTHING, call_join},
	{"log", 1, 1, NEEDS_NOTHING, call_log},
	{"log10", 1, 1, NEEDS_NOTHING, call_log10},
	{"max", 1, ARGS_ANY, NEEDS_NOTHING, call_max},
	{"min", 1, ARGS_ANY, NEEDS_NOTHING, call_min},
	{"normalize-space", 0, 1, NEEDS_SELF, call_normalize_space},
	{"not", 1, 1, NEEDS_NOTHING, call_not},
	{"now", 0, 0, NEEDS_CLOCK, call_now},
	{"number", 0, 1, NEEDS_SELF, call_number},
	{"once", 1, 1, NEEDS_SELF, call_once},
	{"pi", 0, 0, NEEDS_NOTHING, call_pi},
	{"position", 1, 1, NEEDS_NODES, call_position},
	{"pow", 2, 2, NEEDS_NOTHING, call_pow},
	{"regex", 2, 2, NEEDS_NOTHING, call_regex},
	{"round", 1, 2, NEEDS_NOTHING, call_round},
	{"selected", 2, 2, NEEDS_NOTHING, call_selected},
	{"selected-at", 2, 2, NEEDS_NOTHING, call_selected_at},
	{"sin", 1, 1, NEEDS_NOTHING, call_sin},
	{"sqrt", 1, 1, NEEDS_NOTHING, call_sqrt},
	{"starts-with", 2, 2, NEEDS_NOTHING, call_starts_with},
	{"string", 0, 1, NEEDS_SELF, call_string},
	{"string-length", 0, 1, NEEDS_SELF, call_string_length},
	{"substr", 2, 3, NEEDS_NOTHING, call_substr},
	{"substring", 2, 3, NEEDS_NOTHING, call_substring},
	{"substring-after", 2, 2, NEEDS_NOTHING, call_substring_after},
	{"substring-before", 2, 2, NEEDS_NOTHING, call_substring_before},
	{"sum", 1, 1, NEEDS_NODES, call_sum},
	{"tan", 1, 1, NEEDS_NOTHING, call_tan},
	{"today", 0, 0, NEEDS_CLOCK, call_today},
	{"translate", 3, 3, NEEDS_NOTHING, call_translate},
	{"true", 0, 0, NEEDS_NOTHING, call_true},
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
