/* expression_tree - what the parser, the evaluator and the functions of expressions share; private to them.
 *
 * Threads, memory, failure: as in expression.h; strings of values live until their evaluation ends.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef EXPRESSION_TREE_H
#define EXPRESSION_TREE_H

#include "expression.h"

#define NODES_MAX 1000000 /* in one node-set */

enum node_kind {
	NODE_NUMBER,
	NODE_STRING,
	NODE_REFERENCE, /* ${name}, or a path of plain steps: bound to a question, or else walked */
	NODE_PATH,
	NODE_FILTER, /* args: what is filtered, then its predicates */
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
	NODE_UNION,
};

enum axis {
	AXIS_ANCESTOR,
	AXIS_ANCESTOR_OR_SELF,
	AXIS_ATTRIBUTE,
	AXIS_CHILD,
	AXIS_DESCENDANT,
	AXIS_DESCENDANT_OR_SELF,
	AXIS_FOLLOWING,
	AXIS_FOLLOWING_SIBLING,
	AXIS_NAMESPACE, /* always empty, as in browsers */
	AXIS_PARENT,
	AXIS_PRECEDING,
	AXIS_PRECEDING_SIBLING,
	AXIS_SELF,
};
#define N_AXES 13
extern const char *const axis_names[N_AXES]; /* in expression_parse_path.c */

enum test {
	TEST_NAME, /* prefix and local, each NULL for any */
	TEST_NODE,
	TEST_TEXT,
	TEST_COMMENT,
	TEST_INSTRUCTION, /* local: its target, NULL for any */
};

struct step {
	enum axis axis;
	enum test test;
	char *prefix, *local;
	struct node **predicates;
	size_t n_predicates;
};

enum start {
	START_FOCUS, /* the context node */
	START_HERE,  /* current() */
	START_ROOT,
	START_TREE, /* args[0] */
	START_NAME, /* NODE_REFERENCE of ${name}: no path */
};

struct function;

struct node {
	enum node_kind kind;
	double number;			 /* NODE_NUMBER */
	char *string;			 /* NODE_STRING */
	size_t reference;		 /* NODE_REFERENCE */
	enum start start;		 /* NODE_REFERENCE, NODE_PATH */
	GArray *steps;			 /* of struct step: NODE_REFERENCE (unless ${name}), NODE_PATH */
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
	bool uses_clock, is_impure;
};

enum value_kind { VALUE_NUMBER, VALUE_STRING, VALUE_BOOLEAN, VALUE_DATE, VALUE_NODES };

struct value {
	enum value_kind kind;
	double number;			 /* numbers; dates: days since 1970-01-01T00:00Z, NaN when invalid */
	bool boolean;			 /* booleans */
	bool has_time;			 /* dates */
	const char *string;		 /* strings */
	const void *target;		 /* nodes of a bound reference, unless set */
	GPtrArray *set;			 /* nodes that were walked to */
	const struct document_node *one; /* or the only one; all three NULL: no node */
};

struct evaluation {
	const struct expression *expression;
	const struct expression_context *context;
	const struct document_node *focus; /* the context node, if has_focus */
	size_t position, size;		   /* of the focus among those that are filtered with it */
	bool has_focus;
	size_t steps_left;	 /* 0: given up */
	struct strings *strings; /* kept until the end; NULL until needed */
	GPtrArray *sets; /* every node-set made, those after n_sets to be used again; NULL until needed */
	size_t n_sets;
};

/* --- expression_parse.c; p and error as in expression_parse */
void expression_parse_into(struct expression *, char **spanish, GError **error); /* sets root, or error */
const char *expression_name_end(const char *s); /* of the name (with its prefix) at s; s when none begins */
void node_free(gpointer node);
void step_test_write(const struct step *, GString *out);

/* --- expression_evaluate.c */
void evaluation_begin(struct evaluation *, const struct expression *, const struct expression_context *);
void evaluation_end(struct evaluation *);
struct value evaluate_node(struct evaluation *, const struct node *);
double value_number(struct evaluation *, const struct value *);
bool value_boolean(struct evaluation *, const struct value *);
const char *value_string(struct evaluation *, const struct value *);
size_t value_n_nodes(struct evaluation *, const struct value *);
const char *value_node(struct evaluation *, const struct value *, size_t i);
double number_of_string(const struct evaluation *, const char *); /* NaN when it is neither number nor date */
void number_write(GString *out, double);			  /* by the rules of XPath */

/* --- expression_keep.c: what an evaluation holds and may spend */
/* Spends steps; false when there are none left, and every node-set is to be empty from then on. */
bool evaluation_charge(struct evaluation *, size_t n_steps);
const char *evaluation_keep(struct evaluation *,
			    const char *string); /* a copy, cut to EXPRESSION_RESULT_MAX */
GPtrArray *evaluation_set(struct evaluation *);	 /* a node-set, empty */
struct mark {
	struct strings *strings;
	size_t used, n_sets;
};
struct mark evaluation_mark(struct evaluation *);
void evaluation_release(struct evaluation *, struct mark); /* what was kept since */

/* --- expression_path.c */
struct value path_evaluate(struct evaluation *, const struct node *);
struct value reference_evaluate(struct evaluation *, const struct node *); /* when it is not bound */
struct value filter_evaluate(struct evaluation *, const struct node *);
struct value union_evaluate(struct evaluation *, const struct node *);
void set_in_order(GPtrArray *); /* document order, each node once; nodes of several documents come mixed */
GPtrArray *value_set(struct evaluation *, const struct value *); /* also of bound references; may be shared */
const struct document_node *focus_node(struct evaluation *);	 /* or NULL */
const struct document_node *here_node(struct evaluation *);	 /* or NULL */
const char *node_text(struct evaluation *, const struct document_node *); /* its string-value */

/* --- expression_date.c */
/* Whether text is an ISO date or date and time; days since the epoch if so. */
bool date_parse(const char *text, int utc_offset_minutes, double *days, bool *has_time);
bool time_parse(const char *text, int utc_offset_minutes, double *fraction_of_day);
void date_write(GString *out, double days, bool has_time, int utc_offset_minutes);
/* format-date() and format-date-time(). */
void date_format(GString *out, double days, const char *format, int utc_offset_minutes);

/* --- expression_functions.c */
#define ARGS_ANY 1000
enum function_needs {
	NEEDS_NOTHING,
	NEEDS_NODES,	   /* every argument is a node-set */
	NEEDS_FIRST_NODES, /* the first is */
	NEEDS_SELF,	   /* the last argument is '.' when left out */
	NEEDS_CLOCK,
	NEEDS_CHANCE, /* two evaluations differ */
};
struct function {
	const char *name;
	size_t min_args, max_args;
	enum function_needs needs;
	struct value (*call)(struct evaluation *, const struct node *);
	bool gives_nodes; /* or may give */
};
const struct function *function_named(const char *name); /* or NULL */
const char *function_nearest(const char *name);		 /* for "did you mean"; or NULL */
void *pattern_compile(const char *pattern);		 /* pcre2_code of the whole match, or NULL */
void pattern_free(void *);

/* What the functions are written with. */
#define XML_SPACE " \t\r\n"
struct value arg(struct evaluation *, const struct node *, size_t i);
const char *arg_string(struct evaluation *, const struct node *, size_t i);
double arg_number(struct evaluation *, const struct node *, size_t i);
bool arg_boolean(struct evaluation *, const struct node *, size_t i);
struct value value_of_number(double);
struct value value_of_boolean(bool);
struct value value_of_string(const char *); /* not copied */
struct value value_of_kept(struct evaluation *, const GString *);
/* Walks every text of the arguments from the first given on: all nodes of node-sets, else the argument
 * itself. */
void each_text(struct evaluation *, const struct node *, size_t first, void (*take)(const char *, void *),
	       void *data);
/* The next word of a text, its length in *length; NULL at the end. */
const char *next_word(const char **at, size_t *length);

/* --- one file a family; each function is a row of the table in expression_functions.c */
#define CALL(name) struct value call_##name(struct evaluation *, const struct node *)
/* expression_logic.c */
CALL(boolean);
CALL(boolean_from_string);
CALL(checklist);
CALL(coalesce);
CALL(count_selected);
CALL(false);
CALL(if);
CALL(not );
CALL(once);
CALL(selected);
CALL(selected_at);
CALL(true);
CALL(weighted_checklist);
/* expression_text.c */
CALL(concat);
CALL(contains);
CALL(ends_with);
CALL(join);
CALL(normalize_space);
CALL(regex);
CALL(starts_with);
CALL(string);
CALL(string_length);
CALL(substr);
CALL(substring);
CALL(substring_after);
CALL(substring_before);
CALL(translate);
/* expression_number.c */
CALL(abs);
CALL(acos);
CALL(asin);
CALL(atan);
CALL(atan2);
CALL(ceiling);
CALL(cos);
CALL(count);
CALL(count_non_empty);
CALL(exp);
CALL(exp10);
CALL(floor);
CALL(int);
CALL(log);
CALL(log10);
CALL(max);
CALL(min);
CALL(name);
CALL(number);
CALL(pi);
CALL(pow);
CALL(round);
CALL(sin);
CALL(sqrt);
CALL(sum);
CALL(tan);
/* expression_clock.c */
CALL(date);
CALL(decimal_date_time);
CALL(decimal_time);
CALL(format_date);
CALL(now);
CALL(today);
/* expression_nodes.c */
CALL(choice_name);
CALL(current);
CALL(id);
CALL(indexed_repeat);
CALL(instance);
CALL(itext);
CALL(lang);
CALL(last);
CALL(local_name);
CALL(namespace_uri);
CALL(position);
CALL(pulldata);
CALL(randomize);
/* expression_place.c */
CALL(area);
CALL(distance);
CALL(geofence);
CALL(intersects);
/* expression_digest.c */
CALL(base64_decode);
CALL(digest);
CALL(extract_signed);
CALL(random);
CALL(uuid);
char *pulldata_instance(const char *file); /* the id of the instance, to be freed */

#endif
