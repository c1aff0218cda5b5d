/* paper_condition - a question's relevance in words that a person with a pen can follow.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 * What is simple (comparisons of answers with choices and numbers, selected(), and, or, not) is said with the
 * printed numbers of the questions; anything else is given in the author's own formula.
 */
#include "paper.h"
#include "expression.h"
#include "words.h"

#include <jansson.h>
#include <string.h>

struct saying {
	const struct form *form;
	const char *language;
	size_t column; /* of the form's languages */
	const char *(*number_of)(void *, const struct form_question *);
	void *data;
};

static size_t number_of_target(const void *target)
{
	return ((const struct form_question *)target)->number;
}

/* The question that a tree ["$", n] reads, if it has a printed number. */
static const struct form_question *question_of(const struct saying *s, const json_t *tree)
{
	if (g_strcmp0(json_string_value(json_array_get(tree, 0)), "$") != 0)
		return NULL;
	size_t number = (size_t)json_integer_value(json_array_get(tree, 1));
	const struct form_question *q = number < s->form->n_questions ? s->form->questions[number] : NULL;
	return q != NULL && s->number_of(s->data, q)[0] != '\0' ? q : NULL;
}

/* "«Sí»" for the name of a choice, a number as it is; NULL when it is neither. */
static char *value_in_words(const struct saying *s, const struct form_question *q, const json_t *tree)
{
	if (json_is_number(tree))
		return g_strdup_printf("%g", json_number_value(tree));
	const char *text = json_string_value(tree);
	if (text == NULL || *text == '\0')
		return NULL;
	const struct form_choice *choice = q->list != NULL ? form_choice_named(q->list, text) : NULL;
	const char *label = choice != NULL ? form_text_in(s->form, &choice->label, s->column) : NULL;
	return g_strdup_printf("«%s»", label != NULL ? label : text);
}

/* ${q} op value, either way round. */
static char *comparison_in_words(const struct saying *s, const char *op, const json_t *left,
				 const json_t *right)
{
	static const struct {
		const char *op, *turned, *sentence, *of_choice;
	} sentences[] = {
		{"=", "=", "en #1 contestaste #2", "en #1 marcaste #2"},
		{"!=", "!=", "en #1 no contestaste #2", "en #1 no marcaste #2"},
		{"<", ">", "en #1 pusiste menos de #2", NULL},
		{"<=", ">=", "en #1 pusiste #2 o menos", NULL},
		{">", "<", "en #1 pusiste más de #2", NULL},
		{">=", "<=", "en #1 pusiste #2 o más", NULL},
	};
	bool is_turned = question_of(s, left) == NULL;
	const struct form_question *q = question_of(s, is_turned ? right : left);
	const json_t *other = is_turned ? left : right;
	if (q == NULL)
		return NULL;
	const char *text = json_string_value(other);
	if (text != NULL && *text == '\0' && op[0] != '<' && op[0] != '>')
		return op[0] == '=' ? g_strdup_printf(words_say(s->language, "en %s no contestaste"),
						      s->number_of(s->data, q))
				    : g_strdup_printf(words_say(s->language, "contestaste la pregunta %s"),
						      s->number_of(s->data, q));
	g_autofree char *value = value_in_words(s, q, other);
	for (size_t i = 0; value != NULL && i < G_N_ELEMENTS(sentences); i++) {
		if (strcmp(op, is_turned ? sentences[i].turned : sentences[i].op) != 0)
			continue;
		const char *sentence = q->list != NULL && sentences[i].of_choice != NULL
					       ? sentences[i].of_choice
					       : sentences[i].sentence;
		GString *out = g_string_new(words_say(s->language, sentence));
		g_string_replace(out, "#1", s->number_of(s->data, q), 1);
		g_string_replace(out, "#2", value, 1);
		return g_string_free(out, FALSE);
	}
	return NULL;
}

static char *in_words(const struct saying *s, const json_t *tree, unsigned depth);

/* a and b, a or b: side by side; a different word inside is put in parentheses. */
static char *joined_in_words(const struct saying *s, const json_t *tree, unsigned depth)
{
	const char *op = json_string_value(json_array_get(tree, 0));
	g_autoptr(GString) out = g_string_new(NULL);
	for (size_t i = 1; i <= 2; i++) {
		const json_t *part = json_array_get(tree, i);
		g_autofree char *words = in_words(s, part, depth + 1);
		if (words == NULL)
			return NULL;
		const char *inner = json_string_value(json_array_get(part, 0));
		bool is_other = inner != NULL && strcmp(inner, op) != 0 &&
				(!strcmp(inner, "and") || !strcmp(inner, "or"));
		if (i == 2)
			g_string_append_printf(out, " %s ", words_say(s->language, op[0] == 'a' ? "y" : "o"));
		g_string_append_printf(out, is_other ? "(%s)" : "%s", words);
	}
	return g_string_free(g_steal_pointer(&out), FALSE);
}

static char *call_in_words(const struct saying *s, const json_t *tree, unsigned depth)
{
	const char *name = json_string_value(json_array_get(tree, 1));
	if (g_strcmp0(name, "selected") == 0)
		return comparison_in_words(s, "=", json_array_get(tree, 2), json_array_get(tree, 3));
	if (g_strcmp0(name, "not") != 0)
		return NULL;
	const json_t *inner = json_array_get(tree, 2);
	const char *head = json_string_value(json_array_get(inner, 0)),
		   *call = json_string_value(json_array_get(inner, 1));
	if (g_strcmp0(head, "()") == 0 && g_strcmp0(call, "selected") == 0)
		return comparison_in_words(s, "!=", json_array_get(inner, 2), json_array_get(inner, 3));
	g_autofree char *words = in_words(s, inner, depth + 1);
	return words != NULL ? g_strdup_printf(words_say(s->language, "no es cierto que %s"), words) : NULL;
}

/* NULL when it is not simple. */
static char *in_words(const struct saying *s, const json_t *tree, unsigned depth)
{
	const char *head = json_string_value(json_array_get(tree, 0));
	if (head == NULL || depth > 6)
		return NULL;
	if (!strcmp(head, "and") || !strcmp(head, "or"))
		return joined_in_words(s, tree, depth);
	if (!strcmp(head, "()"))
		return call_in_words(s, tree, depth);
	return comparison_in_words(s, head, json_array_get(tree, 1), json_array_get(tree, 2));
}

/* The formula with ${name} as "pregunta 3". */
static char *formula(const struct saying *s, const struct expression *e)
{
	size_t n;
	const struct expression_reference *all = expression_dependencies(e, &n);
	g_autoptr(GString) out = g_string_new(expression_text(e));
	for (size_t i = 0; i < n; i++) {
		const struct form_question *q = all[i].target;
		if (!all[i].is_name || q == NULL || s->number_of(s->data, q)[0] == '\0')
			continue;
		g_autofree char *name = g_strdup_printf("${%s}", all[i].text);
		g_autofree char *shown =
			g_strdup_printf(words_say(s->language, "pregunta %s"), s->number_of(s->data, q));
		g_string_replace(out, name, shown, 0);
	}
	return g_string_free(g_steal_pointer(&out), FALSE);
}

char *paper_condition(const struct form *form, const struct form_question *q, const char *language,
		      const char *(*number_of)(void *data, const struct form_question *), void *data)
{
	struct saying s = {form, language, form_language(form, language), number_of, data};
	if (q->relevant == NULL)
		return NULL;
	json_t *tree = expression_json(q->relevant, number_of_target);
	g_autofree char *words = in_words(&s, tree, 0);
	json_decref(tree);
	if (words != NULL)
		return g_strdup_printf(words_say(language, "Solo si %s."), words);
	g_autofree char *own = formula(&s, q->relevant);
	return g_strdup_printf(words_say(language, "Solo si aplica: %s"), own);
}
