/* expression - the XForms dialect of XPath 1.0: parsed once, evaluated against whoever has the values.
 *
 * XPath 1.0 whole (axes, predicates, unions, node tests, the functions of its core library), ${name}, and the
 * functions of the ODK XForms specification.
 * Threads: immutable once bound; any thread may evaluate.  Memory: results belong to the caller.  Failure:
 * FORM_ERROR_EXPRESSION from the parser, with the position; an evaluation cannot fail.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef EXPRESSION_H
#define EXPRESSION_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <jansson.h>

#include "document.h"

#define EXPRESSION_LENGTH_MAX 32768 /* bytes of source */
#define EXPRESSION_DEPTH_MAX  100   /* nested parentheses and calls */
#define EXPRESSION_RESULT_MAX 65536 /* bytes of any string made while evaluating; longer ones are cut */
#define EXPRESSION_STEPS_MAX                                                                                 \
	10000000 /* nodes visited while evaluating, and what costs as much; one that would need more is      \
		  * given up, and gives nothing: "", NaN, false, no nodes */

struct expression;

/* Something whose values are asked for; each distinct text is listed once.  Of a path with predicates, axes
 * or wildcards the text is the path without its predicates, and is_pattern is true: it is found by walking
 * the document; what it may read follows from the text, which begins as the path does: "/data/…", "../…",
 * "${rep}/…", "instance('id')/…" (also for pulldata()), "current()/…", or "//…" where it starts from what is
 * not known before.  A plain path from current() keeps it: "current()/../age", "current()/." alone.
 * ${last-saved#age} is the name "last-saved#age", never bound: it is instance('__last-saved')//age. */
struct expression_reference {
	char *text;   /* "age" for ${age}; ".", "..", "../age", "/data/age" as written for paths */
	bool is_name; /* ${...}, also inside the quotes of jr:choice-name(x, '${age}') */
	bool is_pattern;
	bool is_of_item; /* a relative path inside a predicate: starts from the node that is filtered; those
			  * and patterns are never bound: expression_bind() does nothing */
	size_t position; /* character where it stands first, 1-based */
	const void *target; /* what expression_bind was given */
};

/* What the values are taken from.  All functions get data. */
struct expression_context {
	/* How many nodes the reference selects; an absent answer is one node with "". */
	size_t (*n_values)(void *data, const void *target);
	/* The text of one of them, valid until the evaluation ends. */
	const char *(*value)(void *data, const void *target, size_t i);
	/* The ordinal of the nearest repeat at or above the target, 1-based; 1 without repeats. */
	size_t (*position)(void *data, const void *target);
	/* For what is more than names: the node of that value, the node where the expression stands, the root
	 * node of a secondary instance.  NULL functions, or NULL from them: there is none. */
	const struct document_node *(*node)(void *data, const void *target, size_t i);
	const struct document_node *(*here)(void *data);
	const struct document_node *(*instance)(void *data, const char *id);
	/* jr:choice-name(): the label of a value of that select, or NULL. */
	const char *(*choice_label)(void *data, const void *target, const char *value);
	const char *(*itext)(void *data, const char *id); /* jr:itext(), or NULL */
	/* A choice filter: the item that relative paths and '.' start from; else NULL. */
	const struct document_node *item;
	size_t item_position; /* its place among the items, for position(); 0 counts as 1 */
	void *data;
	int64_t now_at;		/* UTC seconds, for today() and now() */
	int utc_offset_minutes; /* local time minus UTC: dates without a zone are local */
};

enum expression_kind { EXPRESSION_NUMBER, EXPRESSION_STRING, EXPRESSION_BOOLEAN };

/* text: valid UTF-8.  The GError has the sentence in English; *spanish (unless NULL) the same in Spanish, to
 * be freed. */
struct expression *expression_parse(const char *text, char **spanish, GError **error);
/* Whether a text of the default column is an expression (has ${ } or calls a known function), not a literal.
 */
bool expression_is_dynamic(const char *text);
void expression_free(struct expression *); /* NULL is fine */
const char *expression_text(const struct expression *);
/* The parts it is made of, which are what it costs in memory. */
size_t expression_n_nodes(const struct expression *);
/* The references, in order of appearance. */
const struct expression_reference *expression_dependencies(const struct expression *, size_t *n);
/* Says once what reference i means; not thread-safe. */
void expression_bind(struct expression *, size_t i, const void *target);
bool expression_uses_clock(const struct expression *);
/* Whether two evaluations over the same answers may differ: random(), uuid(), now(), once(), randomize()
 * unseeded. */
bool expression_is_impure(const struct expression *);

/* The tree for the page's script, so that there is one grammar and one parser.  New reference:
 *   number -> 5.0, or {"n": "NaN"} where JSON has none;  string -> "text"
 *   bound reference -> ["$", number of the question given by number(target)]
 *   ${name} that is not bound -> ["$", "name"], no nodes
 *   operator -> ["or"|"and"|"="|"!="|"<"|"<="|">"|">="|"+"|"-"|"*"|"div"|"mod"|"|", a, b], ["neg", a]
 *   call -> ["()", "name", a, b…]; an argument left out that means '.' is there, and once() has '.' after its
 *     own; the second of jr:choice-name() is the reference inside its quotes
 *   filter -> ["[]", primary, predicate…]
 *   path -> ["/", start, step…]: start null (the context node), 0 (the root node) or a tree;
 *     step -> [axis, test, predicate…], axis as XPath spells it ("child", "descendant-or-self"…), test a name
 * as written ("a", "p:a", "*", "p:*") or "node()", "text()", "comment()", "processing-instruction(x)".
 * number: gives the number of a bound target; NULL: bound references are written as the paths they were. */
json_t *expression_json(const struct expression *, size_t (*number)(const void *target));

/* The kind of result by itself; dates and nodes count as strings. */
enum expression_kind expression_evaluate_kind(const struct expression *, const struct expression_context *);
char *expression_evaluate_string(const struct expression *,
				 const struct expression_context *); /* never NULL */
double expression_evaluate_number(const struct expression *, const struct expression_context *);
bool expression_evaluate_boolean(const struct expression *, const struct expression_context *);
/* The nodes themselves (struct document_node), each once, in document order or in that of randomize(); none
 * when the result is no node-set.  The array is the caller's. */
GPtrArray *expression_evaluate_nodes(const struct expression *, const struct expression_context *);

#endif
