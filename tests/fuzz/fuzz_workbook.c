/* fuzz_workbook - any bytes as a form: read, shown and answered without a fault.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "answers.h"
#include "page.h"
#include "xlsform.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Every question answered with its own first default, name or number: enough to reach all that evaluates. */
static struct answers *answer_all(const struct form *form)
{
	g_autofree struct answers_pair *pairs = g_new0(struct answers_pair, form->n_questions + 1);
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	size_t n = 0;
	for (const struct form_question *q = form_next(form, NULL); q; q = form_next(form, q)) {
		GString *name = g_string_new(q->path);
		for (const struct form_question *c = q->container; c != form->root; c = c->container)
			g_string_insert(name, (gssize)strlen(c->path), "[1]");
		g_ptr_array_add(names, name->str);
		pairs[n].name = g_string_free(name, FALSE);
		pairs[n++].value = q->list && q->list->n_choices ? q->list->choices[0].name
				   : q->number % 2		 ? "7"
								 : "OK";
	}
	return answers_read(form, pairs, n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	GPtrArray *problems = g_ptr_array_new_with_free_func((GDestroyNotify)form_problem_free);
	GError *error = NULL;
	struct form *form = xlsform_read_bytes((const char *)data, size, problems, &error);
	g_assert((form == NULL) == (error != NULL));
	if (form) {
		struct answers *answers = answer_all(form);
		json_t *json = answers_json(answers);
		struct answers *again = answers_from_json(form, json);
		g_assert(again);
		json_t *second = answers_json(again);
		g_assert(json_equal(json, second));
		json_t *view = page_view(form, "es", answers, NULL, true);
		g_assert(view);
		json_decref(view);
		json_decref(second);
		json_decref(json);
		answers_free(again);
		answers_free(answers);
		form_free(form);
	}
	g_clear_error(&error);
	g_ptr_array_unref(problems);
	return 0;
}
