/* expression - the XForms dialect of XPath 1.0: parsed once, evaluated against whoever has the values.
 *
 * Operators: or and = != < <= > >= + - * div mod, unary minus, parentheses.  Operands: numbers, strings,
 * function calls, ${name}, '.', and paths of names, '.' and '..' (no predicates, axes or unions yet).
 * Threads: immutable once bound; any thread may evaluate.  Memory: results belong to the caller.  Failure:
 * FORM_ERROR_EXPRESSION from the parser, with the position; an evaluation cannot fail.
 */
#ifndef EXPRESSION_H
#define EXPRESSION_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define EXPRESSION_LENGTH_MAX 32768 /* bytes of source */
#define EXPRESSION_DEPTH_MAX  100   /* nested parentheses and calls */
#define EXPRESSION_RESULT_MAX 65536 /* bytes of any string made while evaluating; longer ones are cut */

struct expression;

/* Something whose values are asked for; each distinct text is listed once. */
struct expression_reference {
	char *text;	    /* "age" for ${age}; ".", "..", "../age", "/data/age" as written for paths */
	bool is_name;	    /* ${...} */
	size_t position;    /* character where it stands first, 1-based */
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
/* The references, in order of appearance. */
const struct expression_reference *expression_dependencies(const struct expression *, size_t *n);
/* Says once what reference i means; not thread-safe. */
void expression_bind(struct expression *, size_t i, const void *target);
bool expression_uses_clock(const struct expression *);

/* The kind of result by itself; dates and nodes count as strings. */
enum expression_kind expression_evaluate_kind(const struct expression *, const struct expression_context *);
char *expression_evaluate_string(const struct expression *,
				 const struct expression_context *); /* never NULL */
double expression_evaluate_number(const struct expression *, const struct expression_context *);
bool expression_evaluate_boolean(const struct expression *, const struct expression_context *);

#endif
