/* page_model - writes what is alive in a form for the page's script: formulas as trees, lists that are looked
 * up. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "page_parts.h"
#include "document.h"

#include <string.h>

struct model {
	struct page page; /* for texts */
	GHashTable *read; /* names of instances that some tree reads, borrowed from those trees and lists */
	GPtrArray *trees; /* borrowed from the questions' objects */
	bool calls_rare;  /* some tree calls one of rare_functions */
};

/* Those that the page's script has in a file of its own, xpath_more.js. */
static const char *const rare_functions[] = {"acos",
					     "area",
					     "asin",
					     "atan",
					     "atan2",
					     "base64-decode",
					     "checklist",
					     "cos",
					     "digest",
					     "distance",
					     "exp10",
					     "geofence",
					     "id",
					     "indexed-repeat",
					     "intersects",
					     "lang",
					     "local-name",
					     "name",
					     "namespace-uri",
					     "pi",
					     "randomize",
					     "sin",
					     "tan",
					     "weighted-checklist"};

static const char *const metadata_keys[FORM_METADATA_MAX] = {
	[FORM_METADATA_START] = "start", [FORM_METADATA_END] = "end", [FORM_METADATA_TODAY] = "today"};

static size_t number_of(const void *target)
{
	return ((const struct form_question *)target)->number;
}

static void set_tree(struct model *m, json_t *object, const char *key, const struct expression *e)
{
	if (!e)
		return;
	json_t *tree = expression_json(e, number_of);
	json_object_set_new(object, key, tree);
	g_ptr_array_add(m->trees, tree);
}

/* Takes the numbers over. */
static void set_numbers(json_t *object, const char *key, json_t *numbers)
{
	if (json_array_size(numbers) > 0)
		json_object_set(object, key, numbers);
	json_decref(numbers);
}

static void set_text(struct model *m, json_t *object, const char *key, const struct form_text *text)
{
	page_set_text(&m->page, object, key, "", text, NULL);
}

static void set_parts(struct model *m, json_t *object, const char *key, const struct form_text *text)
{
	const char *found = form_text_in(m->page.form, text, m->page.language);
	json_t *parts = found ? page_text_parts(m->page.form, found) : NULL;
	if (parts)
		json_object_set_new(object, key, parts);
}

static void set_triggers(json_t *object, const struct form_question *q)
{
	json_t *numbers = json_array();
	for (size_t i = 0; i < q->n_triggers; i++)
		json_array_append_new(numbers, json_integer((json_int_t)q->triggers[i]->number));
	set_numbers(object, "g", numbers);
}

static void set_needs(json_t *object, const struct form_question *q)
{
	json_t *numbers = json_array();
	for (size_t i = 0; i < q->n_needs; i++)
		json_array_append_new(numbers, json_integer((json_int_t)q->needs[i]));
	set_numbers(object, "d", numbers);
}

/* A seed that is ${question}, as a tree; NULL: it is none. */
static json_t *seed_model(const struct form *form, const char *seed)
{
	json_t *parts = seed && g_str_has_prefix(seed, "${") ? page_text_parts(form, seed) : NULL;
	json_t *tree = NULL;
	for (size_t i = 0; parts && !tree && i < json_array_size(parts); i++)
		if (json_is_integer(json_array_get(parts, i)))
			tree = json_pack("[s, O]", "$", json_array_get(parts, i));
	json_decref(parts);
	return tree;
}

static json_t *question_model(struct model *m, const struct form_question *q)
{
	json_t *object = json_pack("{s:s, s:s}", "n", q->name, "t", page_type_key(q->type) + strlen("is_"));
	if (q->parent && q->parent != m->page.form->root)
		json_object_set_new(object, "p", json_integer((json_int_t)q->parent->number));
	if (metadata_keys[q->metadata])
		json_object_set_new(object, "m", json_string(metadata_keys[q->metadata]));
	set_needs(object, q);
	set_tree(m, object, "r", q->relevant);
	set_tree(m, object, "c", q->constraint);
	if (q->constraint)
		set_text(m, object, "cm", &q->constraint_message);
	if (q->required)
		json_object_set_new(object, "q", json_true());
	else
		set_tree(m, object, "q", q->required_if);
	if (q->required || q->required_if)
		set_text(m, object, "qm", &q->required_message);
	set_tree(m, object, "f", q->calculation);
	if (q->calculation && (expression_is_impure(q->calculation) || expression_uses_clock(q->calculation)))
		json_object_set_new(object, "i", json_true());
	set_triggers(object, q);
	set_tree(m, object, "x", q->choice_filter);
	if (q->list && q->list->source)
		json_object_set_new(object, "s", json_integer((json_int_t)q->list->source->number));
	else if (q->list)
		json_object_set_new(object, "l", json_string(q->list->name));
	if (q->list && q->choice_filter)
		g_hash_table_add(m->read, g_strdup(q->list->name));
	set_tree(m, object, "k", q->count);
	set_tree(m, object, "df", q->default_expression);
	if (q->default_value && *q->default_value)
		json_object_set_new(object, "v", json_string(q->default_value));
	if (q->read_only)
		json_object_set_new(object, "o", json_true());
	if (q->parameters) {
		json_t *parameters = json_object();
		for (size_t i = 0; q->parameters[i] && q->parameters[i + 1]; i += 2)
			json_object_set_new(parameters, q->parameters[i], json_string(q->parameters[i + 1]));
		json_t *seed = seed_model(m->page.form, form_parameter(q, "seed"));
		if (seed)
			json_object_set_new(parameters, "seed", seed);
		json_object_set_new(object, "z", parameters);
	}
	set_parts(m, object, "lb", &q->label);
	set_parts(m, object, "hb", &q->hint);
	return object;
}

/* --- what the trees look up */
/* jr:choice-name(value, '${name}'): the list of that question is looked up. */
static void read_choice_name(struct model *m, const json_t *argument)
{
	const struct form *form = m->page.form;
	const struct form_question *q = NULL;
	if (json_is_array(argument) && !g_strcmp0(json_string_value(json_array_get(argument, 0)), "$")) {
		size_t number = (size_t)json_integer_value(json_array_get(argument, 1));
		q = number < form->n_questions ? form->questions[number] : NULL;
	} else if (json_is_string(argument)) {
		g_autofree char *name = g_strdup(json_string_value(argument));
		size_t length = strcspn(name, "}");
		name[length] = '\0';
		const char *bare = name + strspn(name, " ${");
		for (size_t i = 0; !q && i < form->n_questions; i++)
			if (!strcmp(form->questions[i]->name, bare))
				q = form->questions[i];
	}
	if (q && q->list)
		g_hash_table_add(m->read, g_strdup(q->list->name));
}

static void read_tree(struct model *m, const json_t *tree)
{
	if (!json_is_array(tree))
		return;
	if (!g_strcmp0(json_string_value(json_array_get(tree, 0)), "()")) {
		const char *name = json_string_value(json_array_get(tree, 1));
		const char *first = json_string_value(json_array_get(tree, 2));
		if (first && (!g_strcmp0(name, "instance") || !g_strcmp0(name, "pulldata")))
			g_hash_table_add(m->read, g_str_has_suffix(first, ".csv")
							  ? g_strndup(first, strlen(first) - 4)
							  : g_strdup(first));
		if (!g_strcmp0(name, "jr:choice-name"))
			read_choice_name(m, json_array_get(tree, 3));
		for (size_t i = 0; i < G_N_ELEMENTS(rare_functions); i++)
			m->calls_rare |= !g_strcmp0(name, rare_functions[i]);
	}
	size_t i;
	json_t *inner;
	json_array_foreach(tree, i, inner) read_tree(m, inner);
}

static json_t *list_model(struct model *m, const struct form_list *list)
{
	json_t *columns = json_array(), *items = json_array(), *media = json_array();
	bool any_media = false;
	for (size_t i = 0; i < list->n_columns; i++)
		json_array_append_new(columns, json_string(list->columns[i]));
	for (size_t i = 0; i < list->n_choices; i++) {
		const struct form_choice *choice = &list->choices[i];
		const char *label = form_text_in(m->page.form, &choice->label, m->page.language);
		g_autofree char *shown = page_text(&m->page, "", label ? label : choice->name);
		json_t *item = json_pack("[s, s]", choice->name, shown);
		for (size_t k = 0; k < list->n_columns; k++)
			json_array_append_new(
				item, json_string(choice->cells && choice->cells[k] ? choice->cells[k] : ""));
		json_array_append_new(items, item);
		json_t *shown_beside = json_object();
		page_set_media(&m->page, shown_beside, &choice->media);
		any_media |= json_object_size(shown_beside) > 0;
		json_array_append_new(media, shown_beside);
	}
	json_t *model = json_pack("{s:o, s:s, s:s, s:o}", "columns", columns, "value",
				  list->value_column ? list->value_column : "name", "label",
				  list->label_column ? list->label_column : "label", "items", items);
	if (any_media)
		json_object_set(model, "media", media);
	json_decref(media);
	return model;
}

/* The items of a file as rows: of each item the texts of its elements, by the names they have in it. */
static json_t *external_model(const struct form_external *external)
{
	json_t *columns = json_array(), *items = json_array();
	g_autoptr(GHashTable) places = g_hash_table_new(g_str_hash, g_str_equal);
	const struct document_node *root = document_root(external->instance)->first;
	while (root && root->kind != DOCUMENT_ELEMENT)
		root = root->next;
	for (const struct document_node *item = root ? root->first : NULL; item; item = item->next) {
		if (item->kind != DOCUMENT_ELEMENT)
			continue;
		json_t *row = json_array();
		for (const struct document_node *cell = item->first; cell; cell = cell->next) {
			if (cell->kind != DOCUMENT_ELEMENT)
				continue;
			void *place;
			if (!g_hash_table_lookup_extended(places, cell->local, NULL, &place)) {
				place = GSIZE_TO_POINTER(json_array_size(columns));
				g_hash_table_insert(places, (void *)(uintptr_t)cell->local, place);
				json_array_append_new(columns, json_string(cell->local));
			}
			g_autoptr(GString) text = g_string_new(NULL);
			document_string(cell, text);
			while (json_array_size(row) <= GPOINTER_TO_SIZE(place))
				json_array_append_new(row, json_string(""));
			json_array_set_new(row, GPOINTER_TO_SIZE(place), json_string(text->str));
		}
		json_array_append_new(items, row);
	}
	return json_pack("{s:o, s:o}", "columns", columns, "items", items);
}

static void add_instances(struct model *m, json_t *model)
{
	const struct form *form = m->page.form;
	json_t *lists = json_object(), *instances = json_object();
	for (size_t i = 0; i < m->trees->len; i++)
		read_tree(m, m->trees->pdata[i]);
	for (size_t i = 0; i < form->n_lists; i++)
		if (!form->lists[i].source && g_hash_table_contains(m->read, form->lists[i].name))
			json_object_set_new(lists, form->lists[i].name, list_model(m, &form->lists[i]));
	for (size_t i = 0; i < form->n_externals; i++)
		if (g_hash_table_contains(m->read, form->externals[i].name) && form->externals[i].instance)
			json_object_set_new(instances, form->externals[i].name,
					    external_model(&form->externals[i]));
	if (json_object_size(lists) > 0)
		json_object_set(model, "lists", lists);
	if (json_object_size(instances) > 0)
		json_object_set(model, "instances", instances);
	json_decref(lists);
	json_decref(instances);
}

json_t *page_model(const struct form *form, const char *language)
{
	if (!page_is_alive(form))
		return NULL;
	struct model m = {
		.page = {.form = form, .language = form_language(form, language)},
		.read = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
		.trees = g_ptr_array_new(),
	};
	json_t *order = json_array(), *questions = json_array();
	for (size_t i = 0; i < form->n_evaluation; i++)
		json_array_append_new(order, json_integer((json_int_t)form->evaluation[i]->number));
	for (size_t i = 0; i < form->n_questions; i++)
		json_array_append_new(questions, question_model(&m, form->questions[i]));
	json_t *model = json_pack("{s:s, s:o, s:o}", "root", form->root_name ? form->root_name : "data",
				  "order", order, "questions", questions);
	add_instances(&m, model);
	if (m.calls_rare)
		json_object_set_new(model, "more", json_true());
	g_hash_table_unref(m.read);
	g_ptr_array_unref(m.trees);
	return model;
}
