/* form - the form model: finding questions, choices, languages and texts in it, and freeing it.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "form.h"
#include "document.h"
#include "expression.h"

#include <string.h>

static const char *const role_names[FORM_ROLE_MAX] = {
	[FORM_ROLE_NONE] = "",
	[FORM_ROLE_PROBLEM] = "problem",
	[FORM_ROLE_THEME] = "theme",
	[FORM_ROLE_SEVERITY] = "severity",
	[FORM_ROLE_AFFECTED] = "affected",
	[FORM_ROLE_FREQUENCY] = "frequency",
	[FORM_ROLE_MUNICIPALITY] = "municipality",
	[FORM_ROLE_PLACE] = "place",
	[FORM_ROLE_DEMOGRAPHIC] = "demographic",
};

const char *form_role_name(enum form_role role)
{
	g_assert(role >= FORM_ROLE_NONE && role < FORM_ROLE_MAX);
	return role_names[role];
}

static void text_clear(struct form_text *text, size_t n_languages)
{
	for (size_t i = 0; text->by_language && i < n_languages; i++)
		g_free(text->by_language[i]);
	g_clear_pointer(&text->by_language, g_free);
}

static void media_clear(struct form_media *media, size_t n_languages)
{
	text_clear(&media->image, n_languages);
	text_clear(&media->big_image, n_languages);
	text_clear(&media->audio, n_languages);
	text_clear(&media->video, n_languages);
}

static void list_clear(struct form_list *list, size_t n_languages)
{
	for (size_t k = 0; k < list->n_choices; k++) {
		g_free(list->choices[k].name);
		text_clear(&list->choices[k].label, n_languages);
		media_clear(&list->choices[k].media, n_languages);
		g_free(list->choices[k].cells); /* their texts are the form's */
	}
	for (size_t c = 0; c < list->n_columns; c++)
		g_free(list->columns[c]);
	g_free(list->columns);
	if (list->by_name)
		g_hash_table_unref(list->by_name);
	document_free(list->instance);
	g_free(list->choices);
	g_free(list->value_column);
	g_free(list->label_column);
	g_free(list->file);
	g_free(list->name);
}

static void question_free(struct form_question *q, size_t n_languages)
{
	if (!q)
		return;
	for (size_t i = 0; i < q->n_children; i++)
		question_free(q->children[i], n_languages);
	g_free(q->children);
	g_free(q->contents);
	text_clear(&q->label, n_languages);
	text_clear(&q->hint, n_languages);
	text_clear(&q->guidance_hint, n_languages);
	media_clear(&q->media, n_languages);
	text_clear(&q->constraint_message, n_languages);
	text_clear(&q->required_message, n_languages);
	expression_free(q->required_if);
	expression_free(q->relevant);
	expression_free(q->constraint);
	expression_free(q->calculation);
	expression_free(q->default_expression);
	expression_free(q->choice_filter);
	expression_free(q->count);
	for (size_t i = 0; i < q->n_attributes; i++) {
		g_free(q->attributes[i].name);
		g_free(q->attributes[i].value);
	}
	g_free(q->attributes);
	g_strfreev(q->parameters);
	g_free(q->triggers);
	g_free(q->needs);
	g_free(q->default_value);
	g_free(q->appearance);
	g_free(q->name);
	g_free(q->path);
	g_free(q);
}

void form_free(struct form *form)
{
	if (!form)
		return;
	question_free(form->root, form->n_languages);
	for (size_t i = 0; i < form->n_lists; i++)
		list_clear(&form->lists[i], form->n_languages);
	g_free(form->lists);
	for (size_t i = 0; i < form->n_externals; i++) {
		g_free(form->externals[i].name);
		g_free(form->externals[i].file);
		document_free(form->externals[i].instance);
	}
	g_free(form->externals);
	g_strfreev(form->files);
	g_strfreev(form->settings);
	g_free(form->root_name);
	expression_free(form->instance_name);
	if (form->texts)
		g_string_chunk_free(form->texts);
	for (size_t i = 0; i < form->n_languages; i++)
		g_free(form->languages[i]);
	g_free(form->languages);
	g_free(form->questions);
	g_free(form->evaluation);
	if (form->by_path)
		g_hash_table_unref(form->by_path);
	if (form->by_name)
		g_hash_table_unref(form->by_name);
	g_free(form->id);
	g_free(form->title);
	g_free(form->version);
	g_free(form);
}

/* Whether the language "Español (es)" answers to code, which is a code of any region ("es", "es-MX") or a
 * name. */
static bool language_answers_to(const char *language, const char *code)
{
	if (!g_ascii_strcasecmp(language, code))
		return true;
	const char *own = strrchr(language, '(');
	own = own ? own + 1 : language;
	size_t n_own = strcspn(own, ")-_");
	size_t n_code = strcspn(code, "-_");
	return n_own && n_own == n_code && !g_ascii_strncasecmp(own, code, n_own);
}

size_t form_language(const struct form *form, const char *code)
{
	for (size_t i = 0; code && *code && i < form->n_languages; i++)
		if (language_answers_to(form->languages[i], code))
			return i;
	return form->default_language;
}

char *form_language_code(const char *language)
{
	const char *open = strrchr(language, '('), *close = open ? strchr(open, ')') : NULL;
	return close ? g_strndup(open + 1, (gsize)(close - open - 1)) : g_strdup(language);
}

const char *form_text_in(const struct form *form, const struct form_text *text, size_t language)
{
	g_assert(language < form->n_languages);
	if (!text->by_language)
		return NULL;
	if (text->by_language[language])
		return text->by_language[language];
	if (text->by_language[form->default_language])
		return text->by_language[form->default_language];
	for (size_t i = 0; i < form->n_languages; i++)
		if (text->by_language[i])
			return text->by_language[i];
	return NULL;
}

const struct form_question *form_find(const struct form *form, const char *path)
{
	return g_hash_table_lookup(form->by_path, path);
}

const struct form_question *form_with_role(const struct form *form, enum form_role role)
{
	for (size_t i = 0; i < form->n_questions; i++)
		if (form->questions[i]->role == role)
			return form->questions[i];
	return NULL;
}

const struct form_choice *form_choice_named(const struct form_list *list, const char *name)
{
	return g_hash_table_lookup(list->by_name, name);
}

const struct form_question *form_next(const struct form *form, const struct form_question *q)
{
	size_t next = q ? q->number + 1 : 0;
	return next < form->n_questions ? form->questions[next] : NULL;
}

const char *form_parameter(const struct form_question *q, const char *name)
{
	for (char **p = q->parameters; p && p[0]; p += 2)
		if (!strcmp(p[0], name))
			return p[1];
	return NULL;
}

const char *form_setting(const struct form *form, const char *name)
{
	for (char **s = form->settings; s && s[0]; s += 2)
		if (!strcmp(s[0], name))
			return s[1];
	return NULL;
}

const struct document *form_instance(const struct form *form, const char *id)
{
	for (size_t i = 0; i < form->n_lists; i++)
		if (!strcmp(form->lists[i].name, id))
			return form->lists[i].instance;
	for (size_t i = 0; i < form->n_externals; i++)
		if (!strcmp(form->externals[i].name, id))
			return form->externals[i].instance;
	return NULL;
}

bool form_type_is_file(enum form_type type)
{
	return type == FORM_IMAGE || type == FORM_AUDIO || type == FORM_VIDEO || type == FORM_FILE;
}

bool form_type_is_answered(enum form_type type)
{
	switch (type) {
	case FORM_NOTE:
	case FORM_CALCULATE:
	case FORM_METADATA:
	case FORM_GROUP:
	case FORM_REPEAT:
	case FORM_TYPE_MAX:
		return false;
	default:
		return true;
	}
}
