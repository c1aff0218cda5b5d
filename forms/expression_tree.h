/* expression_tree - what the parser, the evaluator and the functions of expressions share; private to them.
 *
 * Threads, memory, failure: as in expression.h; strings of values live until their evaluation ends.
 */
#ifndef EXPRESSION_TREE_H
#define EXPRESSION_TREE_H

#include "expression.h"

enum node_kind {
	NODE_NUMBER,
	NODE_STRING,
	NODE_REFERENCE,
	NODE_CALL,
	NODE_NEGATE,
	NODE_OR,
	NODE_AND,
	NODE_EQUAL,
	NODE_UNEQUAL,
	NODE_LESS,
	NODE_LESS_EQUAL,
	NODE_GREATER,
	NODE_GREATER_EQUAL,
	NODE_ADD,
	NODE_SUBTRACT,
	NODE_MULTIPLY,
	NODE_DIVIDE,
	NODE_MODULO,
};

struct function;

struct node {
	enum node_kind kind;
	double number;			 /* NODE_NUMBER */
	char *string;			 /* NODE_STRING */
	size_t reference;		 /* NODE_REFERENCE, and calls of once(): index of '.' */
	const struct function *function; /* NODE_CALL */
	void *pattern;			 /* regex() with a literal pattern: pcre2_code, else NULL */
	struct node **args;
	size_t n_args;
};

struct expression {
	char *text;
	struct node *root;
	GArray *references; /* of struct expression_reference */
	GPtrArray *nodes;   /* owns every node */
	bool uses_clock;
};

enum value_kind { VALUE_NUMBER, VALUE_STRING, VALUE_BOOLEAN, VALUE_DATE, VALUE_NODES };

struct value {
	enum value_kind kind;
	double number;	    /* numbers; dates: days since 1970-01-01T00:00Z, NaN when invalid */
	bool boolean;	    /* booleans */
	bool has_time;	    /* dates */
	const char *string; /* strings */
	const void *target; /* nodes */
};

struct evaluation {
	const struct expression *expression;
	const struct expression_context *context;
	GStringChunk *strings; /* NULL until needed */
};

/* --- expression_evaluate.c */
struct value evaluate_node(struct evaluation *, const struct node *);
double value_number(struct evaluation *, const struct value *);
bool value_boolean(struct evaluation *, const struct value *);
const char *value_string(struct evaluation *, const struct value *);
size_t value_n_nodes(struct evaluation *, const struct value *);
const char *value_node(struct evaluation *, const struct value *, size_t i);
const char *evaluation_keep(struct evaluation *,
			    const char *string);		  /* a copy, cut to EXPRESSION_RESULT_MAX */
double number_of_string(const struct evaluation *, const char *); /* NaN when it is neither number nor date */
void number_write(GString *out, double);			  /* by the rules of XPath */

/* --- expression_date.c */
/* Whether text is an ISO date or date and time; days since the epoch if so. */
bool date_parse(const char *text, int utc_offset_minutes, double *days, bool *has_time);
bool time_parse(const char *text, int utc_offset_minutes, double *fraction_of_day);
void date_write(GString *out, double days, bool has_time, int utc_offset_minutes);
/* format-date() and format-date-time(). */
void date_format(GString *out, double days, const char *format, int utc_offset_minutes);

/* --- expression_functions.c */
#define ARGS_ANY 1000
enum function_needs { NEEDS_NOTHING, NEEDS_NODES, NEEDS_SELF, NEEDS_CLOCK };
struct function {
	const char *name;
	size_t min_args, max_args;
	enum function_needs needs;
	struct value (*call)(struct evaluation *, const struct node *);
};
const struct function *function_named(const char *name); /* or NULL */
const char *function_nearest(const char *name);		 /* for "did you mean"; or NULL */
void *pattern_compile(const char *pattern);		 /* pcre2_code of the whole match, or NULL */
void pattern_free(void *);

#endif
