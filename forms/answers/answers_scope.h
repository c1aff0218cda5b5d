/* answers_scope - the tree of slots that answers live in, and what expressions see of it; private to answers.
 *
 * A scope is one set of slots: the root, or one instance of a repeat.  Threads: none shared.  Memory: all of
 * it belongs to the answers.  Failure: none.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef ANSWERS_SCOPE_H
#define ANSWERS_SCOPE_H

#include "answers.h"
#include "expression.h"

#define ANSWERS_SCOPES_MAX 4000	  /* instances of all repeats together */
#define ANSWERS_SLOTS_MAX  200000 /* questions of all of them together */

struct scope;

struct slot {
	const char *typed;	  /* NULL: no pair came */
	const char *value;	  /* good answer, canonical; NULL: none */
	struct scope **instances; /* repeats; with holes (NULL) until compacted */
	unsigned n_instances;	  /* those that count now: the first of n_all */
	unsigned n_all;		  /* with those that relevance or the repeat's count leaves out */
	int wanted;		  /* what the repeat's count asked for last, or -1 */
	signed char fault;	  /* enum answers_fault, or -1 */
	bool is_irrelevant;
	bool has_too_many;
};

struct scope {
	const struct form_question *container;
	struct scope *parent;
	size_t posted;		      /* the index it came with, 1-based */
	size_t ordinal;		      /* its place among those kept, 1-based */
	bool is_made;		      /* nobody sent it: its defaults are still to be put in */
	bool is_spare;		      /* stands beside the instances: the next one that a person might add */
	unsigned nodes_of;	      /* answers->n_changes when the nodes were made */
	struct document_node *node;   /* its element in the tree of answers */
	struct document_node **nodes; /* those of its slots, but of repeats; NULL: none made */
	struct slot slots[];
};

struct block;

/* Where the values of a question in repeats were found last, seen from a scope. */
#define ANSWERS_FOUND_MAX 4
struct found {
	const struct form_question *target; /* NULL: nothing yet */
	const struct scope *from;
	unsigned n_changes;
	GPtrArray *scopes;
};

struct answers {
	const struct form *form;
	struct scope *root;
	struct block *blocks;
	size_t n_scopes, n_slots;
	GArray *complaints;    /* of struct answers_complaint; NULL until the first */
	unsigned n_changes;    /* grows whenever instances come or go */
	struct document *tree; /* the answers as a document; NULL until an expression asks for a node */
	unsigned tree_of;      /* n_changes when it was made */
	struct found found[ANSWERS_FOUND_MAX];
	unsigned next_found; /* which of them is used next */
	GHashTable *spares;  /* struct slot -> its spare struct scope; NULL until asked for */
	bool has_relevance;  /* the slots' is_irrelevant is known */
};

/* --- answers_scope.c */
struct answers *answers_new(const struct form *);
void *answers_take(struct answers *, size_t size); /* lives as long as the answers */
const char *answers_take_text(struct answers *, const char *text);
struct scope *scope_new(struct answers *, const struct form_question *container, struct scope *parent,
			size_t posted);
/* Room for n instances; more than ANSWERS_REPEAT_MAX is a mistake of the caller. */
void slot_reserve(struct answers *, struct slot *, size_t n);
/* Instance number posted, 1-based, made if need be; NULL and has_too_many where there would be too many. */
struct scope *slot_instance(struct answers *, struct scope *, const struct form_question *repeat,
			    size_t posted);

/* What the name of a field means.  "rep[2]" is the repeat, with its instance as inner. */
struct place {
	struct scope *scope; /* where the question stands */
	const struct form_question *question;
	struct scope *inner; /* NULL but for an instance */
};
enum place_mode {
	PLACE_MAKE,  /* instances that are not there are made */
	PLACE_FIND,  /* they are not found */
	PLACE_SPARE, /* the spare one of their repeat stands for them; so it does for number 0 */
};
bool place_named(struct answers *, const char *name, enum place_mode, struct place *);
/* The name of a question's field in that scope. */
void field_write(GString *out, const struct scope *, const struct form_question *);

/* --- answers_context.c */
struct view {
	struct answers *answers;
	struct scope *scope;		      /* where the expression stands: set before evaluating, */
	const struct form_question *question; /* and whose it is; NULL: the form's own */
	struct scope *candidate; /* the instance that offers a choice, which the filter looks at; else NULL */
	bool has_changed;	 /* a formula that was made again came out otherwise */
	struct expression_context context;
};
void view_begin(struct view *, struct answers *); /* the view must stay where it is */
/* The scopes that have the target, at or below that scope, appended. */
void view_scopes(struct scope *, const struct form_question *target, GPtrArray *out);
/* The node of a question in that scope. */
const struct document_node *view_node(struct view *, struct scope *, const struct form_question *);
/* Whether q stands in the container, or in a repeat that does. */
bool view_contains(const struct form_question *container, const struct form_question *q);
/* The good value nearest to that place; NULL: none. */
const char *view_nearest(struct view *, const struct form_question *);

/* --- answers_settle.c */
/* Values from what was typed, then relevance, formulas and counted instances in their order. */
void answers_settle(struct answers *, struct view *);
/* Puts literal defaults, and those by role (or NULL), where nothing was typed. */
void answers_put_literals(struct answers *, struct scope *, const char *const defaults[FORM_ROLE_MAX]);
/* The same with dynamic defaults, of questions that nobody can fill only or of all; whether there were any.
 */
bool answers_put_dynamic(struct view *, struct scope *, bool all);
/* Drops instances of repeats that people add to, in which nobody put anything that counts; whether any. */
bool answers_drop_blank(struct view *, struct scope *, bool is_settled);
/* Relevance alone, of answers that are as they were stored. */
void answers_settle_relevance(struct answers *);
/* The next instance that a person might add, settled by itself. */
struct scope *answers_spare(struct answers *, struct scope *, const struct form_question *repeat);
/* The repeat's count there, not negative; -1 where people decide. */
int answers_counted(struct view *, struct scope *, const struct form_question *repeat);
/* Whether the field of a page or a node of XML for that question is read at all. */
bool answers_takes_pair(const struct form_question *);

/* --- answers_repeat.c */
/* What a list out of a repeat offers there, each answer once, in the order of the instances: an array of
 * struct form_choice, which live as long as the answers.  wanted: a set of those that matter, or NULL. */
GPtrArray *choices_of_repeat(struct view *, struct scope *, const struct form_question *, GHashTable *wanted);

/* --- answers_choices.c */
/* Whether the choices of the question depend on other answers. */
bool choices_depend(const struct form_question *);
/* Whether all of these names, joined by spaces, are offered there: by the filter, by the source's answers. */
bool choices_are_offered(struct view *, struct scope *, const struct form_question *, const char *names);

#endif
