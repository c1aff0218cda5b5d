/* expression_text - functions that make and search texts.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "expression_tree.h"

#include <math.h>
#include <pcre2.h>
#include <string.h>

#define MATCH_LIMIT 100000
#define DEPTH_LIMIT 1000
#define HEAP_LIMIT  1024 /* KiB */

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

struct value call_concat(struct evaluation *ev, const struct node *node)
{
	g_autoptr(GString) out = g_string_new(NULL);
	struct joined j = {out, "", false};
	each_text(ev, node, 0, join_take, &j);
	return value_of_kept(ev, out);
}

struct value call_join(struct evaluation *ev, const struct node *node)
{
	g_autoptr(GString) out = g_string_new(NULL);
	struct joined j = {out, arg_string(ev, node, 0), false};
	each_text(ev, node, 1, join_take, &j);
	return value_of_kept(ev, out);
}

struct value call_string(struct evaluation *ev, const struct node *node)
{
	return value_of_string(arg_string(ev, node, 0));
}

struct value call_string_length(struct evaluation *ev, const struct node *node)
{
	return value_of_number((double)g_utf8_strlen(arg_string(ev, node, 0), -1));
}

/* substr(text, start, end?): characters from start (0-based, negative from the end) up to before end. */
struct value call_substr(struct evaluation *ev, const struct node *node)
{
	const char *s = arg_string(ev, node, 0);
	double n = (double)g_utf8_strlen(s, -1);
	double start = trunc(arg_number(ev, node, 1));
	double end = node->n_args > 2 ? trunc(arg_number(ev, node, 2)) : n;
	start = isnan(start) ? 0 : start < 0 ? MAX(n + start, 0) : MIN(start, n);
	end = isnan(end) ? 0 : end < 0 ? MAX(n + end, 0) : MIN(end, n);
	if (end <= start)
		return value_of_string("");
	g_autofree char *part = g_utf8_substring(s, (glong)start, (glong)end);
	return value_of_string(evaluation_keep(ev, part));
}

static double round_half_up(double n)
{
	return isfinite(n) ? floor(n + 0.5) : n;
}

/* substring(text, first, length?): XPath 1.0, 4.2; characters whose 1-based place p has first <= p <
 * first+length. */
struct value call_substring(struct evaluation *ev, const struct node *node)
{
	const char *s = arg_string(ev, node, 0);
	double first = round_half_up(arg_number(ev, node, 1));
	double limit = node->n_args > 2 ? first + round_half_up(arg_number(ev, node, 2)) : INFINITY;
	g_autoptr(GString) out = g_string_new(NULL);
	double place = 1;
	for (const char *p = s; *p; p = g_utf8_next_char(p), place++)
		if (place >= first && place < limit)
			g_string_append_len(out, p, g_utf8_next_char(p) - p);
	return value_of_kept(ev, out);
}

struct value call_contains(struct evaluation *ev, const struct node *node)
{
	const char *s = arg_string(ev, node, 0);
	return value_of_boolean(strstr(s, arg_string(ev, node, 1)) != NULL);
}

struct value call_starts_with(struct evaluation *ev, const struct node *node)
{
	const char *s = arg_string(ev, node, 0);
	return value_of_boolean(g_str_has_prefix(s, arg_string(ev, node, 1)));
}

struct value call_ends_with(struct evaluation *ev, const struct node *node)
{
	const char *s = arg_string(ev, node, 0);
	return value_of_boolean(g_str_has_suffix(s, arg_string(ev, node, 1)));
}

struct value call_translate(struct evaluation *ev, const struct node *node)
{
	const char *s = arg_string(ev, node, 0);
	glong n_from, n_to;
	g_autofree gunichar *from = g_utf8_to_ucs4_fast(arg_string(ev, node, 1), -1, &n_from);
	g_autofree gunichar *to = g_utf8_to_ucs4_fast(arg_string(ev, node, 2), -1, &n_to);
	n_from = MIN(n_from, 1000);
	evaluation_charge(ev, strlen(s) / 64 * (size_t)n_from);
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
	return value_of_kept(ev, out);
}

struct value call_normalize_space(struct evaluation *ev, const struct node *node)
{
	const char *at = arg_string(ev, node, 0);
	g_autoptr(GString) out = g_string_new(NULL);
	size_t length;
	for (const char *word; (word = next_word(&at, &length));) {
		if (out->len)
			g_string_append_c(out, ' ');
		g_string_append_len(out, word, (gssize)length);
	}
	return value_of_kept(ev, out);
}

struct value call_substring_before(struct evaluation *ev, const struct node *node)
{
	const char *s = arg_string(ev, node, 0);
	const char *found = strstr(s, arg_string(ev, node, 1));
	g_autofree char *part = g_strndup(s, found ? (gsize)(found - s) : 0);
	return value_of_string(evaluation_keep(ev, part));
}

struct value call_substring_after(struct evaluation *ev, const struct node *node)
{
	const char *s = arg_string(ev, node, 0);
	const char *separator = arg_string(ev, node, 1);
	const char *found = strstr(s, separator);
	return value_of_string(found ? found + strlen(separator) : "");
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
struct value call_regex(struct evaluation *ev, const struct node *node)
{
	const char *s = arg_string(ev, node, 0);
	evaluation_charge(ev, 2000);
	pcre2_code *own = node->pattern ? NULL : pattern_compile(arg_string(ev, node, 1));
	const pcre2_code *code = node->pattern ? node->pattern : own;
	if (!code)
		return value_of_boolean(false);
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
	if (rc < 0 && rc != PCRE2_ERROR_NOMATCH) /* it reached a limit */
		evaluation_charge(ev, MATCH_LIMIT);
	return value_of_boolean(rc >= 0);
}
