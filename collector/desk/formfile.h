/* formfile - an author's form and what came with it, read and judged, before anybody publishes it.
 *
 * Threads: none shared while it is read; afterwards it is immutable and counted.  Memory:
 * formfile_ref/_unref. Failure: what is wrong with the form is in its problems. SPDX-License-Identifier:
 * GPL-3.0-or-later
 */
#ifndef FORMFILE_H
#define FORMFILE_H

#include "catalogue.h"
#include "workbook.h"
#include <jansson.h>

#define FORMFILE_PARTS_MAX 100		      /* files that come with one form */
#define FORMFILE_BYTES_MAX ((size_t)12 << 20) /* all of them together */

/* A file that comes with a form: choices, a picture. */
struct formfile_part {
	char *name;	  /* without folders */
	const char *type; /* media type, by the name's ending */
	GBytes *bytes;
};

/* What the page does with a type that it cannot do as other clients do. */
struct formfile_fallback {
	enum form_type type;
	size_t n; /* questions of it */
};

struct formfile {
	gatomicrefcount references;
	enum workbook_kind kind;
	char *source;	     /* tables in markdown, as they would be published; NULL when it cannot be read */
	char key[17];	     /* of source and parts; "" without source */
	struct form *form;   /* NULL when it is refused */
	GPtrArray *problems; /* struct form_problem, of the form or of the file itself */
	GPtrArray *parts;    /* struct formfile_part, by name */
	json_t *digests;     /* name -> digest in hex (store.h) */
};

/* Where parts are gathered before the form is read. */
GPtrArray *formfile_parts_new(void);
bool formfile_may_come(const char *name); /* by its ending */
/* Adds one under the last part of its name.  False when it cannot come with a form; *es and *en say why. */
bool formfile_part_add(GPtrArray *parts, const char *name, const void *bytes, size_t length, const char **es,
		       const char **en);
/* bytes: a workbook or text of any kind.  Takes the parts over: lists that are missing among them are a
 * problem. parts NULL: nobody says what comes with it, and they are warned about. */
struct formfile *formfile_read(const char *bytes, size_t length, GPtrArray *parts);
struct formfile *formfile_ref(struct formfile *);
void formfile_unref(void *); /* NULL is fine */

const struct formfile_part *formfile_part(const struct formfile *, const char *name); /* or NULL */
/* Those whose type the page does in its own way; n is 0 at the end.  The caller frees it. */
struct formfile_fallback *formfile_fallbacks(const struct form *);
/* What the page asks for instead. */
const char *formfile_fallback_words(enum form_type, const char *language);
size_t formfile_n_answered(const struct form *); /* questions that people answer */
/* Names of what clients would fill in about a person's device and nobody keeps, with ", " between. */
char *formfile_private_names(const struct form *);

#endif
