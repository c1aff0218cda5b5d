/* expression_values - what the tests of expressions share: the value of one in a small document.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef EXPRESSION_VALUES_H
#define EXPRESSION_VALUES_H

#include "document.h"
#include "expression.h"

#include <string.h>

static inline const struct document_node *here(void *data)
{
	return data;
}

/* The value in that document, read at its root's child of that name ("": at the root element). */
static inline char *value_in(const char *text, const char *xml, const char *child)
{
	struct document *document = document_parse(xml, strlen(xml), NULL);
	assert_non_null(document);
	struct document_node *at = document_root(document)->first;
	if (*child)
		at = document_child(at, child);
	GError *error = NULL;
	struct expression *e = expression_parse(text, NULL, &error);
	if (!e)
		fail_msg("%s: %s", text, error->message);
	const struct expression_context context = {.here = here,
						   .data = at,
						   .now_at = 1795359600, /* 2026-11-22T15:00:00Z */
						   .utc_offset_minutes = -420};
	char *result = expression_evaluate_string(e, &context);
	expression_free(e);
	document_free(document);
	return result;
}

#endif
