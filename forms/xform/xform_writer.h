/* xform_writer - what the parts of the XForm writer share; private to them.
 *
 * xform.c writes the model, xform_body.c the controls, xform_text.c knows XML, itext and where ${name} is.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef XFORM_WRITER_H
#define XFORM_WRITER_H

#include "expression.h"
#include "form.h"
#include "xform.h"

/* What is asked of a list again and again. */
struct xform_list {
	char *id;      /* under which clients find it: its name, but for an external list that shares it */
	bool is_itext; /* its labels stand in itext */
	const struct form_question *user; /* the only question that uses it; NULL: none or several */
	size_t n_users;
};

struct xform_writer {
	const struct form *form;
	GString *out;
	size_t tag;		  /* where in out the open start tag begins */
	const char *root;	  /* name of the primary instance's root element */
	bool is_translated;	  /* the author named languages, so that every text is in itext */
	struct xform_list *lists; /* as form->lists */
	GHashTable *names;	  /* name -> struct form_question, NULL where several have it */
	GHashTable *triggered;	  /* struct form_question -> GPtrArray of those calculated when it changes */
	GHashTable *prefixes;	  /* declared namespaces: prefix -> URI */
	bool uses_last_saved;
};

/* --- xform_text.c */
/* Well-formed character data of any text: markup escaped, characters that XML 1.0 does not have left out. */
void xform_characters(GString *out, const char *text);
/* <name; then attributes, of which the first of a name stays and NULL is none; then > or />. */
void xform_open(struct xform_writer *, const char *name);
void xform_attribute(struct xform_writer *, const char *name, const char *value);
void xform_end_tag(struct xform_writer *, bool is_empty);
void xform_close(struct xform_writer *, const char *name);
/* The attributes of that place that the author wrote, except those whose namespace nobody declared. */
void xform_passthrough(struct xform_writer *, const struct form_question *, enum form_attribute_place);
bool xform_name_is_valid(const struct xform_writer *, const char *name); /* of an attribute or element */

/* "/data/group/question"; NULL: the root. */
char *xform_path(const struct xform_writer *, const struct form_question *);
/* The path of a node beside that question, for expressions whose context node is the question. */
char *xform_beside(struct xform_writer *, const struct form_question *, const char *name);
/* An expression's or attribute's text with every ${name} as a path: from context, the question whose node is
 * the context node (NULL: none, paths are absolute); through current() inside predicates.  bound: where names
 * mean what the reader bound them to, or NULL.  in_predicate: all of it is one. */
char *xform_rewrite(struct xform_writer *, const char *text, const struct expression *bound,
		    const struct form_question *context, bool in_predicate);
/* The choice filter of a question, as the predicate of its items. */
char *xform_filter(struct xform_writer *, const struct form_question *);
/* The path, from context, of what stands right above the source in all instances of its repeat. */
char *xform_instances(struct xform_writer *, const struct form_question *source,
		      const struct form_question *context);
char *xform_expression(struct xform_writer *, const struct expression *, const struct form_question *context);

/* Character data in which ${name} is <output value="…"/>. */
void xform_mixed(struct xform_writer *, const char *text, const struct form_question *context);
/* Which texts stand in itext rather than in place. */
bool xform_label_is_itext(const struct xform_writer *, const struct form_question *);
bool xform_hint_is_itext(const struct xform_writer *, const struct form_question *);
bool xform_choices_are_itext(const struct xform_writer *,
			     const struct form_list *); /* slow: see xform_list */
bool xform_message_is_itext(const struct xform_writer *, const struct form_text *);
bool xform_text_is_empty(const struct xform_writer *, const struct form_text *);
bool xform_media_is_empty(const struct xform_writer *, const struct form_media *);
void xform_itext(struct xform_writer *); /* the element, or nothing */

/* --- xform_body.c */
bool xform_has_control(const struct xform_writer *, const struct form_question *);
/* Whether its calculation is made by actions nested in the controls of its triggers. */
bool xform_is_triggered(const struct xform_writer *, const struct form_question *);
void xform_setvalue(struct xform_writer *, const struct form_question *target, const char *event,
		    const struct expression *value);
void xform_body(struct xform_writer *);

/* --- xform.c */
const struct xform_list *xform_list(const struct xform_writer *, const struct form_list *);
/* The node that says how many instances a repeat has, where that is no question; else NULL. */
char *xform_count_name(const struct xform_writer *, const struct form_question *repeat);
/* A group that is a table: its first select, above which a row of labels stands, else NULL; and the node that
 * clients want for that row. */
const struct form_question *xform_table_first(const struct form_question *group);
char *xform_table_name(const struct xform_writer *, const struct form_question *first);

#endif
