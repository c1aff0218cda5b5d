/* form_json - a form as JSON, for tests that compare forms. SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef FORM_JSON_H
#define FORM_JSON_H

#include "document.h"
#include "expression.h"
#include "form.h"

#include <jansson.h>

static const char *const type_names[FORM_TYPE_MAX] = {
	[FORM_TEXT] = "text",
	[FORM_INTEGER] = "integer",
	[FORM_DECIMAL] = "decimal",
	[FORM_DATE] = "date",
	[FORM_TIME] = "time",
	[FORM_DATETIME] = "dateTime",
	[FORM_SELECT_ONE] = "select_one",
	[FORM_SELECT_MULTIPLE] = "select_multiple",
	[FORM_RANK] = "rank",
	[FORM_RANGE] = "range",
	[FORM_NOTE] = "note",
	[FORM_ACKNOWLEDGE] = "acknowledge",
	[FORM_CALCULATE] = "calculate",
	[FORM_HIDDEN] = "hidden",
	[FORM_IMAGE] = "image",
	[FORM_AUDIO] = "audio",
	[FORM_VIDEO] = "video",
	[FORM_FILE] = "file",
	[FORM_GEOPOINT] = "geopoint",
	[FORM_GEOTRACE] = "geotrace",
	[FORM_GEOSHAPE] = "geoshape",
	[FORM_BARCODE] = "barcode",
	[FORM_METADATA] = "metadata",
	[FORM_GROUP] = "group",
	[FORM_REPEAT] = "repeat",
};

static void set_string(json_t *object, const char *key, const char *value)
{
	if (value)
		json_object_set_new(object, key, json_string(value));
}

static void set_text(json_t *object, const char *key, const struct form *form, const struct form_text *text)
{
	if (!text->by_language)
		return;
	json_t *by_language = json_object();
	for (size_t i = 0; i < form->n_languages; i++)
		set_string(by_language, form->languages[i], text->by_language[i]);
	json_object_set_new(object, key, by_language);
}

static void set_expression(json_t *object, const char *key, const struct expression *e)
{
	set_string(object, key, e ? expression_text(e) : NULL);
}

/* Appends to the array of that key, made when there is none. */
static void append_to(json_t *object, const char *key, json_t *value)
{
	if (!json_object_get(object, key))
		json_object_set_new(object, key, json_array());
	json_array_append_new(json_object_get(object, key), value);
}

static void set_media(json_t *object, const struct form *form, const struct form_media *media)
{
	set_text(object, "image", form, &media->image);
	set_text(object, "big_image", form, &media->big_image);
	set_text(object, "audio", form, &media->audio);
	set_text(object, "video", form, &media->video);
}

/* What the reader works out: numbers, places, who reads whom. */
static void set_places(json_t *o, const struct form *form, const struct form_question *q)
{
	json_object_set_new(o, "number", json_integer((json_int_t)q->number));
	json_object_set_new(o, "slot", json_integer((json_int_t)q->slot));
	set_string(o, "name", q->name);
	set_string(o, "parent", q->parent->path ? q->parent->path : "");
	set_string(o, "container", q->container->path ? q->container->path : "");
	for (size_t i = 0; i < q->n_needs; i++)
		append_to(o, "needs", json_string(form->questions[q->needs[i]]->path));
	for (size_t i = 0; q->contents && i < q->n_slots; i++)
		append_to(o, "contents", json_string(q->contents[i]->path));
}

static json_t *question_json(const struct form *form, const struct form_question *q, bool is_whole)
{
	json_t *o = json_object();
	set_string(o, "type", type_names[q->type]);
	set_string(o, "path", q->path);
	if (q->role != FORM_ROLE_NONE)
		set_string(o, "role", form_role_name(q->role));
	set_text(o, "label", form, &q->label);
	set_text(o, "hint", form, &q->hint);
	set_text(o, "guidance_hint", form, &q->guidance_hint);
	set_media(o, form, &q->media);
	set_text(o, "constraint_message", form, &q->constraint_message);
	set_text(o, "required_message", form, &q->required_message);
	if (q->required)
		json_object_set_new(o, "required", json_true());
	if (q->read_only)
		json_object_set_new(o, "read_only", json_true());
	set_expression(o, "required_if", q->required_if);
	set_expression(o, "relevant", q->relevant);
	set_expression(o, "constraint", q->constraint);
	set_expression(o, "calculation", q->calculation);
	set_expression(o, "default_expression", q->default_expression);
	set_string(o, "default", q->default_value);
	set_string(o, "appearance", q->appearance);
	set_string(o, "list", q->list ? q->list->name : NULL);
	set_expression(o, "choice_filter", q->choice_filter);
	set_expression(o, "count", q->count);
	if (q->type == FORM_METADATA)
		json_object_set_new(o, "metadata", json_integer(q->metadata));
	for (size_t i = 0; i < q->n_triggers; i++)
		append_to(o, "triggers", json_string(q->triggers[i]->path));
	for (char **p = q->parameters; p && *p; p++)
		append_to(o, "parameters", json_string(*p));
	for (size_t i = 0; i < q->n_attributes; i++)
		append_to(o, "attributes",
			  json_pack("[i, s, s]", (int)q->attributes[i].place, q->attributes[i].name,
				    q->attributes[i].value));
	if (is_whole)
		set_places(o, form, q);
	if (!is_whole) /* rows of a file change when it is written anew */
		json_object_set_new(o, "row", json_integer(q->row));
	if (q->type == FORM_GROUP || q->type == FORM_REPEAT) {
		json_t *children = json_array();
		for (size_t i = 0; i < q->n_children; i++)
			json_array_append_new(children, question_json(form, q->children[i], is_whole));
		json_object_set_new(o, "questions", children);
	}
	return o;
}

/* A list without its choices. */
static json_t *list_json(const struct form_list *list)
{
	json_t *o = json_pack("{s:s, s:i, s:s, s:s, s:b}", "name", list->name, "kind", (int)list->kind,
			      "value", list->value_column, "label", list->label_column, "has_duplicates",
			      list->has_duplicates);
	set_string(o, "file", list->file);
	for (size_t i = 0; i < list->n_columns; i++)
		append_to(o, "columns", json_string(list->columns[i]));
	if (list->instance) {
		GString *text = g_string_new(NULL);
		document_string(document_root(list->instance), text);
		set_string(o, "instance", text->str);
		g_string_free(text, TRUE);
	}
	return o;
}

/* is_whole: also all that the reader works out, but not the rows, which are another file's when it is written
 * anew. */
static json_t *form_json(const struct form *form, bool is_whole)
{
	json_t *o = json_pack("{s:s, s:s, s:s, s:s}", "id", form->id, "title", form->title, "version",
			      form->version, "default_language", form->languages[form->default_language]);
	json_t *questions = json_array(), *lists = json_object();
	for (size_t i = 0; i < form->root->n_children; i++)
		json_array_append_new(questions, question_json(form, form->root->children[i], is_whole));
	json_object_set_new(o, "questions", questions);
	for (size_t i = 0; i < form->n_lists; i++) {
		const struct form_list *list = &form->lists[i];
		json_t *choices = json_array();
		for (size_t k = 0; k < list->n_choices; k++) {
			json_t *choice = json_object();
			set_string(choice, "name", list->choices[k].name);
			set_text(choice, "label", form, &list->choices[k].label);
			set_media(choice, form, &list->choices[k].media);
			for (size_t c = 0; list->choices[k].cells && c < list->n_columns; c++)
				append_to(choice, "cells", json_string(list->choices[k].cells[c]));
			if (list->choices[k].level)
				json_object_set_new(choice, "level", json_integer(list->choices[k].level));
			json_array_append_new(choices, choice);
		}
		json_object_set_new(lists, list->name, choices);
		if (is_whole)
			append_to(o, "kinds of lists", list_json(list));
	}
	json_object_set_new(o, "lists", lists);
	for (char **file = form->files; file && *file; file++)
		append_to(o, "files", json_string(*file));
	set_expression(o, "instance_name", form->instance_name);
	if (!is_whole)
		return o;
	set_string(o, "root", form->root_name);
	for (size_t i = 0; i < form->n_languages; i++)
		append_to(o, "languages", json_string(form->languages[i]));
	for (char **s = form->settings; s && *s; s++)
		append_to(o, "settings", json_string(*s));
	for (size_t i = 0; i < form->n_evaluation; i++)
		append_to(o, "evaluation", json_string(form->evaluation[i]->path));
	for (size_t i = 0; i < form->n_externals; i++)
		append_to(o, "externals",
			  json_pack("[s, s]", form->externals[i].name, form->externals[i].file));
	json_object_set_new(o, "uses_clock", json_boolean(form->uses_clock));
	return o;
}

#endif
