/* instance - one submission as XML, as OpenRosa clients send it and as they want it back (ODK XForms,
 * OpenRosa Metadata Schema).
 *
 * Threads: none shared.  Memory: the caller owns what is returned.  Failure: FORM_ERROR_UNREADABLE: not XML,
 * a DOCTYPE, too deep; FORM_ERROR_REFUSED: XML, but no submission of a form.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef INSTANCE_H
#define INSTANCE_H

#include "answers.h"
#include "document.h"

struct instance {
	struct document *document;
	const char *form_id, *version; /* attributes of the root; version "" where absent */
	const char *instance_id;       /* meta/instanceID, "uuid:…" as sent; never empty */
	const char *deprecated_id;     /* meta/deprecatedID, or NULL */
};

/* What can be known before the form is: at most 1 MiB of XML. */
struct instance *instance_parse(const char *xml, size_t length, GError **error);
void instance_free(struct instance *); /* NULL is fine */

/* The answers as pairs for answers_read, repeats numbered; to be freed with instance_pairs_free.  Left out
 * are meta, private metadata, templates and the counts that clients keep beside repeats; start and end come
 * with them, for formulas (answers_json does not keep them).  Nodes that the form does not have, or that come
 * twice, are an error that names them: nothing sent is dropped in silence. */
struct answers_pair *instance_pairs(const struct instance *, const struct form *, size_t *n, GError **error);
void instance_pairs_free(struct answers_pair *, size_t n);

/* Answers as stored (canonical JSON) as a submission's XML: what a client would have sent.  instance_id:
 * "uuid:…"; deprecated_id may be NULL.  To be freed. */
char *instance_write(const struct form *, const json_t *answers, const char *instance_id,
		     const char *deprecated_id);

#endif
