/* expression_parser - what the files of the parser share: where it stands, and who reads what.
 *
 * Private to expression_parse*.c.  Every function that answers NULL or false has reported why.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef EXPRESSION_PARSER_H
#define EXPRESSION_PARSER_H

#include "expression_tree.h"

#define PARTS_MAX 4000 /* nodes and steps; bounds the evaluator's recursion: long chains lean to the left */

struct parser {
	const char *text;
	const char *at;
	unsigned depth, n_predicates; /* open parentheses and calls; open [ */
	size_t n_parts;
	const char *counted; /* up to there characters were counted last, NULL: nowhere; so many */
	size_t n_counted;
	GHashTable *referred; /* kind and text of a reference -> its index and one; NULL: none yet */
	struct expression *expression;
	char **spanish;
	GError **error;
};

/* --- expression_parse.c */
/* The first fault wins; the sentences carry the position.  Always NULL. */
struct node *parser_fail(struct parser *, const char *at, const char *es, const char *en);
size_t parser_position(struct parser *, const char *at); /* character, 1-based */
void parser_skip_space(struct parser *);
struct node *parser_node(struct parser *, enum node_kind);
void node_set_args(struct node *, GPtrArray *args);
bool node_is_set(const struct node *); /* whether it may be a node-set */
struct node *parse_variable(struct parser *);
struct node *parse_expression(struct parser *);

/* --- expression_parse_path.c */
struct path {
	GArray *steps;
	GString *text; /* without predicates, as it is listed */
	bool is_plain; /* names, '.' and '..' only */
};
struct path path_new(const char *text);
void path_clear(struct path *);
void path_add(struct path *, enum axis, enum test, const char *local); /* local: NULL for any */
/* tree: what the path goes on from, or NULL. */
struct node *path_finish(struct parser *, struct path *, enum start, struct node *tree, const char *at);
/* The index of the reference of that text and kind, entered when it is new. */
enum referred { REFER_NAME, REFER_PATH, REFER_ITEM, REFER_PATTERN, REFER_ITEM_PATTERN };
size_t parser_refer(struct parser *, const char *text, enum referred, const char *at);
/* What a path that goes on from it is listed as beginning with. */
void start_text(struct parser *, const struct node *, GString *out);
bool name_is_node_type(const char *name, size_t length, enum test *);
bool parse_predicates(struct parser *, GPtrArray *out);
/* Steps; p->at stands on one, or on the '/' or '//' before it when is_slash. */
bool parse_steps(struct parser *, struct path *, bool is_slash);
struct node *parse_location(struct parser *);
struct node *self_new(struct parser *, const char *at); /* '.' where it was left out */

/* --- expression_parse_call.c */
/* name has been read; p->at stands on '('. */
struct node *parse_call(struct parser *, const char *at, const char *name);

#endif
