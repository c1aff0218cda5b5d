/* page_answered - what was answered, in the words of the form, for who holds the folio.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "page_parts.h"
#include "page_values.h"

#include <string.h>

/* One container's answers: the root's, or those of an instance. */
struct answered {
	const struct page *page;
	json_t *list;
	const char *field; /* "" or "casa[2]/" */
	const char *words; /* "" or "Casa 2 · " */
};

static char *words_of(const struct answered *a, const char *field, const struct form_text *text,
		      const char *otherwise)
{
	const char *found = form_text_in(a->page->form, text, a->page->language);
	return found && *found ? page_text(a->page, field, found) : g_strdup(otherwise);
}

static char *value_of(const struct answered *a, const struct form_question *q, const char *field,
		      const json_t *value)
{
	GString *all = g_string_new(NULL);
	size_t n = json_is_array(value) ? json_array_size(value) : 1;
	for (size_t i = 0; i < n; i++) {
		const char *one = json_string_value(json_is_array(value) ? json_array_get(value, i) : value);
		if (!one)
			continue;
		const struct form_choice *choice = q->list ? form_choice_named(q->list, one) : NULL;
		g_autofree char *shown =
			choice ? words_of(a, field, &choice->label, one) : page_value_show(q, one);
		g_string_append_printf(all, "%s%s", all->len ? ", " : "", shown);
	}
	return g_string_free(all, FALSE);
}

static void add_container(const struct answered *, const struct form_question *, const json_t *);

static void add_instances(const struct answered *a, const struct form_question *q, const char *field,
			  const json_t *instances)
{
	g_autofree char *name = words_of(a, field, &q->label, q->name);
	for (size_t i = 0; i < json_array_size(instances); i++) {
		g_autofree char *below = g_strdup_printf("%s[%zu]/", field, i + 1),
				*words = g_strdup_printf("%s%s %zu · ", a->words, name, i + 1);
		struct answered inner = {a->page, a->list, below, words};
		add_container(&inner, q, json_array_get(instances, i));
	}
}

static void add_container(const struct answered *a, const struct form_question *container,
			  const json_t *values)
{
	size_t above = container->container ? strlen(container->path) + 1 : 0;
	for (size_t i = 0; i < container->n_slots; i++) {
		const struct form_question *q = container->contents[i];
		const json_t *value = json_object_get(values, q->path + above);
		if (!value || q->type == FORM_HIDDEN || q->type == FORM_METADATA ||
		    (q->type == FORM_CALCULATE && !q->label.by_language))
			continue;
		g_autofree char *field = g_strconcat(a->field, q->path + above, NULL);
		if (q->type == FORM_REPEAT) {
			add_instances(a, q, field, value);
			continue;
		}
		g_autofree char *label = words_of(a, field, &q->label, q->name),
				*whole = g_strconcat(a->words, label, NULL),
				*shown = value_of(a, q, field, value);
		json_array_append_new(a->list, json_pack("{s:s,s:s}", "label", whole, "value", shown));
	}
}

json_t *page_answered(const struct form *form, const char *language, const json_t *stored)
{
	struct answers *answers = stored ? answers_from_json(form, stored) : NULL;
	const struct page page = {
		.form = form, .answers = answers, .language = form_language(form, language)};
	struct answered top = {&page, json_array(), "", ""};
	add_container(&top, form->root, stored);
	if (answers)
		answers_free(answers);
	return top.list;
}
