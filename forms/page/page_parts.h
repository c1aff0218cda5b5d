/* page_parts - what the files that make a page's view share; private to them.
 *
 * Threads, memory and failure: as page.h.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef PAGE_PARTS_H
#define PAGE_PARTS_H

#include "page.h"
#include "expression.h"

struct page {
	const struct form *form;
	const struct answers *answers; /* of a fresh page those that it begins with; NULL in a model */
	size_t language;
	bool is_fresh; /* nobody has typed anything */
	bool is_judged;
	bool skip_demographics;
	bool has_focus;			   /* a complaint has got it */
	bool has_search;		   /* some list is long enough to be searched */
	size_t n_repeated;		   /* instances so far, questions in them, and their choices */
	struct expression_context nothing; /* for defaults of instances that are not there yet */
};

/* The plain text of a label: marks of markdown and simple tags off, ${name} replaced by what it is seen from
 * that field, "…" while there is nothing.  To be freed. */
char *page_text(const struct page *, const char *field, const char *text);
/* Sets key to the plain text in the page's language; false when the author wrote none.  *is_live (unless
 * NULL): whether it has ${name} in it. */
bool page_set_text(const struct page *, json_t *view, const char *key, const char *field,
		   const struct form_text *, bool *is_live);
/* Sets image, big_image, audio and video to names of files, encoded for a URL. */
void page_set_media(const struct page *, json_t *view, const struct form_media *);

/* The key of a type, "is_text"; without its first three letters it is the word of the model. */
const char *page_type_key(enum form_type);
/* Whether the appearance has that word. */
bool page_has_appearance(const struct form_question *, const char *word);
/* Whether the name is one of those separated by spaces; names may be NULL. */
bool page_is_among(const char *names, const char *name);

/* Adds value, choices, limits and whatever else the question's input needs.  is_fresh: of an instance that
 * nobody has filled. */
void page_add_input(struct page *, json_t *view, const struct form_question *, const char *field,
		    const char *id, bool is_fresh);

#endif
