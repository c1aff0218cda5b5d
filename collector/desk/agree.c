/* agree - the page on which criteria, ranges of weights and who is heard less are agreed and locked, before
 * anybody sees an order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "agree.h"
#include "csv.h"
#include "priority.h"
#include "territory.h"
#include "words.h"
#include <string.h>

#define REASON_MAX 400
#define MARKS_MAX  200

/* ---- what is shown */

json_t *agree_criteria(const struct reviewed *r, const char *language)
{
	const struct rules_lock *lock = rules_lock(r->rules);
	json_t *list = json_array(), *proposed = rules_proposed();
	const json_t *weights = json_object_get(lock != NULL ? lock->body : proposed, "weights");
	for (size_t i = 0; i < CRITERION_MAX; i++) {
		const struct criterion_about *about = &criteria_catalogue[i];
		const json_t *of = json_object_get(weights, about->key);
		json_int_t low = json_integer_value(json_object_get(of, "low")),
			   high = json_integer_value(json_object_get(of, "high")),
			   order = json_integer_value(json_object_get(of, "order"));
		json_t *view = json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:I,s:I,s:b,s:b}", "key", about->key,
					 "name", words_say(language, about->name), "definition",
					 words_say(language, about->definition), "unit",
					 words_say(language, about->unit), "missing",
					 words_say(language, about->missing), "direction",
					 words_say(language, about->direction), "low", low, "high", high,
					 "is_used", high > 0, "is_exact", low == high);
		if (order > 0)
			json_object_set_new(view, "order", json_integer(order));
		json_array_append_new(list, view);
	}
	json_decref(proposed);
	return list;
}

json_t *agree_lock_view(const struct rules_lock *lock)
{
	if (lock == NULL)
		return NULL;
	g_autofree char *at = reviewed_time(lock->at);
	return json_pack("{s:s,s:s,s:s,s:s,s:I,s:b}", "author", lock->author, "reason", lock->reason, "hash",
			 lock->hash, "at_text", at, "at", (json_int_t)lock->at, "is_late", lock->is_late);
}

static bool is_in(const json_t *list, const char *text)
{
	size_t i;
	json_t *item;
	json_array_foreach(list, i, item) if (strcmp(json_string_value(item), text) == 0) return true;
	return false;
}

/* Adds the question's choices, those that are marked with a flag; choices known already stay as they are. */
static void question_add(json_t *questions, const struct form *form, const struct form_question *q,
			 const char *language, const json_t *marked)
{
	size_t in = form_language(form, language), i;
	const char *label = form_text_in(form, &q->label, in);
	json_t *view = NULL, *other;
	json_array_foreach(questions, i,
			   other) if (g_strcmp0(json_string_value(json_object_get(other, "path")), q->path) ==
				      0) view = other;
	if (view == NULL) {
		view = json_pack("{s:s,s:s,s:[]}", "path", q->path, "label", label != NULL ? label : q->name,
				 "choices");
		json_array_append_new(questions, view);
	}
	json_t *choices = json_object_get(view, "choices");
	for (size_t k = 0; k < q->list->n_choices; k++) {
		const struct form_choice *choice = &q->list->choices[k];
		g_autofree char *value = g_strconcat(q->path, "=", choice->name, NULL);
		bool is_known = false;
		json_array_foreach(choices, i, other) is_known |=
			strcmp(json_string_value(json_object_get(other, "value")), value) == 0;
		label = form_text_in(form, &choice->label, in);
		if (!is_known)
			json_array_append_new(choices, json_pack("{s:s,s:s,s:b}", "value", value, "label",
								 label != NULL ? label : choice->name,
								 "is_marked", is_in(marked, value)));
	}
}

/* What the forms of the scope's sessions ask about people, newest session first. */
static json_t *questions_view(struct context *c, bool is_trial, const json_t *marked)
{
	const GPtrArray *sessions = catalogue_sessions(c->catalogue);
	json_t *questions = json_array();
	for (guint i = 0; i < sessions->len; i++) {
		const struct session *s = sessions->pdata[i];
		const struct form *form = s->form->form;
		for (const struct form_question *q = form_next(form, NULL);
		     s->is_trial == is_trial && q != NULL; q = form_next(form, q))
			if (q->role == FORM_ROLE_DEMOGRAPHIC && q->list != NULL &&
			    q->list->kind == FORM_LIST_CHOICES)
				question_add(questions, form, q, c->language, marked);
	}
	return questions;
}

static gint compare_names(gconstpointer a, gconstpointer b)
{
	return g_utf8_collate(*(const char *const *)a, *(const char *const *)b);
}

/* Those of the table of places and those that sessions of the scope name, as results spell them. */
static json_t *regions_view(struct context *c, bool is_trial, const json_t *marked)
{
	const GPtrArray *sessions = catalogue_sessions(c->catalogue);
	const struct places *table = territory_places(c->app, c->catalogue);
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	json_t *list = json_array();
	for (size_t i = 0; table != NULL && i < table->n_regions; i++)
		if (g_hash_table_add(seen, table->regions[i]))
			g_ptr_array_add(names, table->regions[i]);
	for (guint i = 0; i < sessions->len; i++) {
		const struct session *s = sessions->pdata[i];
		char *region = (char *)(uintptr_t)territory_region(table, s);
		if (s->is_trial == is_trial && *region != '\0' && g_hash_table_add(seen, region))
			g_ptr_array_add(names, region);
	}
	g_ptr_array_sort(names, compare_names);
	for (guint i = 0; i < names->len; i++)
		json_array_append_new(list, json_pack("{s:s,s:b}", "name", names->pdata[i], "is_marked",
						      is_in(marked, names->pdata[i])));
	return list;
}

/* typed: the body of a lock that was refused, or NULL. */
static struct reply *page(struct context *c, struct reviewed *r, const json_t *typed, const char *problem)
{
	bool is_trial = strcmp(r->scope, "prueba") == 0;
	const struct rules_lock *lock = rules_lock(r->rules);
	const struct rules_opening *opened = rules_opened(r->rules);
	const json_t *marks = typed != NULL ? typed : lock != NULL ? lock->body : NULL;
	json_t *view = reviewed_frame(c, r), *locks = json_array(),
	       *criteria = agree_criteria(r, c->language), *criterion;
	size_t i;
	json_array_foreach(criteria, i, criterion)
	{
		const json_t *of = json_object_get(json_object_get(typed, "weights"),
						   json_string_value(json_object_get(criterion, "key")));
		if (of != NULL)
			json_object_update(criterion, (json_t *)(uintptr_t)of);
		if (json_integer_value(json_object_get(criterion, "order")) == 0)
			json_object_del(criterion, "order");
	}
	json_object_set_new(view, "criteria", criteria);
	json_object_set_new(view, "questions",
			    questions_view(c, is_trial, json_object_get(marks, "answers")));
	json_t *regions = regions_view(c, is_trial, json_object_get(marks, "regions"));
	json_object_set_new(view, "has_regions", json_boolean(json_array_size(regions) > 0));
	json_object_set_new(view, "regions", regions);
	for (guint k = rules_locks(r->rules)->len; k-- > 0;)
		json_array_append_new(locks, agree_lock_view(rules_locks(r->rules)->pdata[k]));
	json_object_set_new(view, "has_locks", json_boolean(json_array_size(locks) > 0));
	json_object_set_new(view, "locks", locks);
	if (opened != NULL) {
		g_autofree char *at = reviewed_time(opened->at);
		json_object_set_new(view, "opened",
				    json_pack("{s:s,s:s,s:I}", "author", opened->author, "at_text", at, "at",
					      (json_int_t)opened->at));
	}
	if (problem != NULL)
		json_object_set_new(view, "problem", json_string(problem));
	const char *reason = request_field(c->request, "reason");
	if (problem != NULL && reason != NULL)
		json_object_set_new(view, "reason", json_string(reason));
	reviewed_end(r);
	return context_reply(c, problem != NULL ? 422 : 200, "criteria", view);
}

struct reply *agree_show(struct context *c)
{
	struct reviewed r;
	struct reply *refusal;
	return reviewed_begin(c, &r, &refusal) ? page(c, &r, NULL, NULL) : refusal;
}

/* ---- what is agreed */

/* 0..most, or -1: no whole number of that kind.  Nothing typed is 0. */
static int whole(struct context *c, const char *prefix, const char *key, guint64 most)
{
	g_autofree char *name = g_strconcat(prefix, key, NULL);
	const char *typed = request_field(c->request, name);
	g_autofree char *text = g_strstrip(g_strdup(typed != NULL ? typed : ""));
	guint64 n = 0;
	if (*text == '\0')
		return 0;
	return g_ascii_string_to_unsigned(text, 10, 0, most, &n, NULL) ? (int)n : -1;
}

/* The values of that field that the view offers: {key: value} of its items, or of the items' choices. */
static json_t *marked(struct context *c, const char *field, const json_t *offered, const char *key)
{
	json_t *list = json_array(), *item;
	size_t i;
	json_array_foreach(offered, i, item)
	{
		const char *value = json_string_value(json_object_get(item, key));
		for (size_t k = 0; k < c->request->n_fields; k++)
			if (strcmp(c->request->fields[k].name, field) == 0 &&
			    g_strcmp0(c->request->fields[k].value, value) == 0 && !is_in(list, value) &&
			    json_array_size(list) < MARKS_MAX)
				json_array_append_new(list, json_string(value));
	}
	return list;
}

/* What is wrong with the weights of that body, or NULL. */
static const char *weights_problem(const char *language, const json_t *body)
{
	struct priority_settings settings;
	priority_settings_default(&settings);
	int lows = 0, highs = 0;
	const json_t *weights = json_object_get(body, "weights");
	for (size_t i = 0; i < CRITERION_MAX; i++) {
		const json_t *of = json_object_get(weights, criteria_catalogue[i].key);
		int low = (int)json_integer_value(json_object_get(of, "low")),
		    high = (int)json_integer_value(json_object_get(of, "high")),
		    order = (int)json_integer_value(json_object_get(of, "order"));
		if (low < 0 || high < 0 || order < 0)
			return words_say(language, "Los pesos son números enteros de 0 a 100, y el orden de "
						   "importancia de 1 a 7.");
		if (low > high)
			return words_say(language,
					 "En cada criterio, el peso menor no puede pasar del mayor.");
		if (high == 0 && order > 0)
			return words_say(language, "Un criterio que no se usa (0 a 0) no lleva orden de "
						   "importancia.");
		settings.low[i] = low / 100.0;
		settings.high[i] = high / 100.0;
		settings.order[i] = (unsigned)order;
		lows += low;
		highs += high;
	}
	if (lows > 100 || highs < 100)
		return words_say(language,
				 "Los pesos suman 100: los menores no pueden sumar más, ni los mayores "
				 "menos.");
	if (!priority_settings_check(&settings, NULL))
		return words_say(language, "No hay pesos que cumplan a la vez los rangos y el orden de "
					   "importancia.");
	const json_t *equity = json_object_get(weights, criteria_catalogue[CRITERION_EQUITY].key);
	if (json_integer_value(json_object_get(equity, "high")) > 0 &&
	    json_array_size(json_object_get(body, "answers")) == 0 &&
	    json_array_size(json_object_get(body, "regions")) == 0)
		return words_say(language,
				 "Para usar «Voces menos escuchadas», marquen cuáles son; o denle peso "
				 "de 0 a 0.");
	return NULL;
}

static json_t *body_read(struct context *c, bool is_trial)
{
	json_t *weights = json_object(), *choices = json_array(), *question;
	size_t i;
	for (i = 0; i < CRITERION_MAX; i++) {
		const char *key = criteria_catalogue[i].key;
		json_object_set_new(weights, key,
				    json_pack("{s:i,s:i,s:i}", "low", whole(c, "low_", key, 100), "high",
					      whole(c, "high_", key, 100), "order",
					      whole(c, "order_", key, CRITERION_MAX)));
	}
	json_t *questions = questions_view(c, is_trial, NULL), *regions = regions_view(c, is_trial, NULL);
	json_array_foreach(questions, i, question)
		json_array_extend(choices, json_object_get(question, "choices"));
	json_t *body = json_pack("{s:o,s:o,s:o}", "weights", weights, "answers",
				 marked(c, "answer", choices, "value"), "regions",
				 marked(c, "region", regions, "name"));
	json_decref(choices);
	json_decref(questions);
	json_decref(regions);
	return body;
}

struct locking {
	const char *scope, *author, *reason;
	json_t *body;
};

static bool locking_run(struct store_transaction *t, void *data, GError **error)
{
	const struct locking *l = data;
	store_touch(t);
	return store_act(t, "criteria.lock", l->scope, l->author, l->reason, json_incref(l->body), now_at(),
			 error) != 0;
}

struct reply *agree_lock(struct context *c)
{
	struct reviewed r;
	struct reply *refusal;
	if (!reviewed_begin(c, &r, &refusal))
		return refusal;
	const char *typed = request_field(c->request, "reason");
	g_autofree char *reason = g_strstrip(g_strdup(typed != NULL ? typed : ""));
	json_t *body = body_read(c, strcmp(r.scope, "prueba") == 0);
	const struct rules_lock *before = rules_lock(r.rules);
	const char *problem = weights_problem(c->language, body);
	if (problem == NULL && (*reason == '\0' || g_utf8_strlen(reason, -1) > REASON_MAX))
		problem = words_say(c->language,
				    "Escriban quiénes lo acordaron y por qué, en una línea de a lo "
				    "más 400 letras: queda en la bitácora.");
	if (problem == NULL && g_strcmp0(request_field(c->request, "agreed"), "1") != 0)
		problem = words_say(c->language, "Marquen que están de acuerdo: lo cerrado ya no se borra.");
	if (problem == NULL && before != NULL && json_equal(before->body, body))
		problem = words_say(c->language,
				    "Esos criterios ya están cerrados así: no hay nada que cambiar.");
	if (problem != NULL) {
		struct reply *reply = page(c, &r, body, problem);
		json_decref(body);
		return reply;
	}
	struct locking locking = {r.scope, c->account, reason, body};
	g_autofree char *location = g_strconcat("/revision/criterios?ambito=", r.scope, NULL);
	GError *error = NULL;
	struct reply *reply =
		store_write(c->app->store, locking_run, &locking, &error) &&
				diagnoser_decided(c->app->diagnoser, &error)
			? context_done(c, location,
				       json_pack("{s:s,s:O}", "kind", "criteria.lock", "body", body))
			: context_fail(c, error);
	json_decref(body);
	reviewed_end(&r);
	return reply;
}

/* ---- as a table */

struct reply *agree_table(struct context *c)
{
	static const char *const heads[] = {"clave",	"criterio",   "definicion", "unidad", "direccion",
					    "sin_dato", "peso_menor", "peso_mayor", "orden",  "cerrado_en"};
	static const char *const keys[] = {"key",     "name", "definition", "unit", "direction",
					   "missing", "low",  "high",	    "order"};
	struct reviewed r;
	struct reply *refusal;
	if (!reviewed_begin(c, &r, &refusal))
		return refusal;
	const struct rules_lock *lock = rules_lock(r.rules);
	json_t *criteria = agree_criteria(&r, c->language), *criterion;
	GString *text = g_string_new("\xef\xbb\xbf");
	size_t i;
	csv_row_write(text, heads, G_N_ELEMENTS(heads), CSV_FOR_PEOPLE);
	json_array_foreach(criteria, i, criterion)
	{
		char *cells[G_N_ELEMENTS(heads)];
		for (size_t k = 0; k < G_N_ELEMENTS(keys); k++) {
			const json_t *value = json_object_get(criterion, keys[k]);
			cells[k] =
				json_is_integer(value)
					? g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(value))
					: g_strdup(json_is_string(value) ? json_string_value(value) : "");
		}
		cells[G_N_ELEMENTS(keys)] = g_strdup(lock != NULL ? lock->hash : "");
		csv_row_write(text, (const char *const *)cells, G_N_ELEMENTS(cells), CSV_FOR_PEOPLE);
		for (size_t k = 0; k < G_N_ELEMENTS(cells); k++)
			g_free(cells[k]);
	}
	json_decref(criteria);
	reviewed_end(&r);
	return reviewed_table(text, "criterios");
}
