/* form_fixture - what tests over forms share: a form from tables in Markdown, and the question of a view.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef FORM_FIXTURE_H
#define FORM_FIXTURE_H

#include "xlsform.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <jansson.h>
#include <string.h>

/* Fails the test when the form is refused. */
G_GNUC_UNUSED static struct form *form_from(const char *text)
{
	g_autoptr(GError) error = NULL;
	struct form *form = xlsform_read_bytes(text, strlen(text), NULL, &error);
	if (!form)
		fail_msg("%s", error->message);
	return form;
}

G_GNUC_UNUSED static int free_form(void **state)
{
	form_free(*state);
	return 0;
}

/* The question of that field anywhere in the view, borrowed; NULL when it is not there. */
G_GNUC_UNUSED static json_t *find(json_t *view, const char *name)
{
	size_t i;
	json_t *q;
	json_array_foreach(json_object_get(view, "questions"), i, q)
	{
		if (!strcmp(json_string_value(json_object_get(q, "name")), name))
			return q;
		json_t *inner = find(q, name);
		if (inner)
			return inner;
	}
	return NULL;
}

#endif
