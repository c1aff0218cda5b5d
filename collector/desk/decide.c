/* decide - what reviewers change in a diagnosis: issues merged, split and renamed, reports moved, what a
 * sector thinks can be done, decisions undone.
 *
 * Each is an action with author and reason (decisions.h); the next run, seconds later, respects it.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "assess.h"
#include "review.h"
#include "words.h"
#include <string.h>

#define TITLE_MAX  120
#define REASON_MAX 400

struct deed {
	const char *kind, *scope, *author, *reason;
	json_t *body;
};

static bool deed_run(struct store_transaction *t, void *data, GError **error)
{
	const struct deed *deed = data;
	store_touch(t);
	return store_act(t, deed->kind, deed->scope, deed->author, deed->reason, json_incref(deed->body),
			 now_at(), error) != 0;
}

static struct reply *refuse(struct context *c, struct reviewed *r, unsigned status, const char *message)
{
	reviewed_end(r);
	return context_refuse(c, status, message);
}

/* What was typed there without blanks at its ends; NULL: too long. */
static const char *typed(struct context *c, const char *name, glong max)
{
	const char *value = request_field(c->request, name);
	char *text = g_strstrip(g_strdup(value != NULL ? value : ""));
	request_keep(c->request, text, g_free);
	return g_utf8_strlen(text, -1) <= max ? text : NULL;
}

/* Stores the decision; body's reference is taken over.  Refuses one without a reason. */
static struct reply *decide(struct context *c, struct reviewed *r, const char *kind, json_t *body,
			    const char *location)
{
	struct deed deed = {kind, r->scope, c->account, typed(c, "reason", REASON_MAX), body};
	GError *error = NULL;
	struct reply *reply;
	if (deed.reason == NULL || *deed.reason == '\0')
		reply = context_refuse(
			c, 422,
			words_say(c->language, "Escribe por qué, en una línea: queda en la bitácora."));
	else if (!store_write(c->app->store, deed_run, &deed, &error) ||
		 !diagnoser_decided(c->app->diagnoser, &error))
		reply = context_fail(c, error);
	else
		reply = context_done(c, location, json_pack("{s:s,s:O}", "kind", kind, "body", body));
	json_decref(body);
	reviewed_end(r);
	return reply;
}

static char *review_path(const struct reviewed *r, const char *tail)
{
	return g_strconcat("/revision", tail, "?ambito=", r->scope, NULL);
}

static uint32_t number_read(const char *text)
{
	char *end;
	guint64 n = text != NULL ? g_ascii_strtoull(text, &end, 10) : 0;
	return text != NULL && *text != '\0' && *end == '\0' && n < UINT32_MAX ? (uint32_t)n : 0;
}

static const json_t *issue_of(const struct reviewed *r, uint32_t id)
{
	return r->diagnosed != NULL && id > 0 ? diagnosed_issue(r->diagnosed, id) : NULL;
}

/* The reports that an issue is known by, without some; the most central first. */
static json_t *known_by(const json_t *issue, GHashTable *without)
{
	const json_t *reports = json_object_get(issue, "reports");
	size_t n = MAX(DECISION_REPORTS, json_array_size(reports) / 20), i;
	json_t *list = json_array(), *uuid;
	json_array_foreach(reports, i, uuid) if (json_array_size(list) < n &&
						 (without == NULL ||
						  !g_hash_table_contains(without, json_string_value(uuid))))
		json_array_append(list, uuid);
	return list;
}

static void reports_put(json_t *reports, uint32_t id, json_t *list)
{
	char key[16];
	g_snprintf(key, sizeof key, "%u", id);
	json_object_set_new(reports, key, list);
}

struct reply *review_merge(struct context *c)
{
	struct reviewed r;
	struct reply *refusal;
	if (!reviewed_begin(c, &r, &refusal))
		return refusal;
	json_t *issues = json_array(), *reports = json_object();
	json_int_t into = 0, most = -1;
	for (size_t i = 0; i < c->request->n_fields; i++) {
		const struct http_field *field = &c->request->fields[i];
		uint32_t id = strcmp(field->name, "issue") == 0 ? number_read(field->value) : 0;
		const json_t *issue = issue_of(&r, id);
		char key[16];
		g_snprintf(key, sizeof key, "%u", id);
		if (issue == NULL || json_object_get(reports, key) != NULL)
			continue;
		json_int_t n = json_integer_value(json_object_get(issue, "n_forms"));
		if (n > most) {
			most = n;
			into = id;
		}
		json_array_append_new(issues, json_integer(id));
		reports_put(reports, id, known_by(issue, NULL));
	}
	json_t *body = json_pack("{s:o,s:I,s:o}", "issues", issues, "into", into, "reports", reports);
	if (json_array_size(issues) < 2) {
		json_decref(body);
		return refuse(c, &r, 422,
			      words_say(c->language, "Marca al menos dos problemas para unirlos."));
	}
	g_autofree char *location = review_path(&r, "");
	return decide(c, &r, "issue.merge", body, location);
}

/* The reports ticked that stand in that issue (0: in none). */
static GHashTable *ticked(struct context *c, const struct reviewed *r, uint32_t from)
{
	GHashTable *set = g_hash_table_new(g_str_hash, g_str_equal);
	for (size_t i = 0; i < c->request->n_fields; i++) {
		const struct http_field *field = &c->request->fields[i];
		bool is_joined;
		if (strcmp(field->name, "report") != 0 || field->length != 32 ||
		    store_row_of(c->app->store, field->value) == 0)
			continue;
		const json_t *issue = diagnosed_issue_of(r->diagnosed, field->value, &is_joined);
		if ((uint32_t)json_integer_value(json_object_get(issue, "id")) == from)
			g_hash_table_add(set, (char *)(uintptr_t)field->value);
	}
	return set;
}

static gint compare_text(gconstpointer a, gconstpointer b)
{
	return strcmp(a, b);
}

struct reply *review_move(struct context *c)
{
	struct reviewed r;
	struct reply *refusal;
	if (!reviewed_begin(c, &r, &refusal))
		return refusal;
	uint32_t from = number_read(c->parameters[0]), to = number_read(request_field(c->request, "to"));
	const json_t *source = issue_of(&r, from), *target = issue_of(&r, to);
	if (r.diagnosed == NULL || (source == NULL && strcmp(c->parameters[0], "0") != 0))
		return refuse(
			c, &r, 404,
			words_say(c->language,
				  "No hay ninguna problemática con ese número en el diagnóstico actual."));
	if ((to > 0 && target == NULL) || (to > 0 && to == from))
		return refuse(c, &r, 422,
			      words_say(c->language, "Elige a qué problema van los reportes marcados."));
	g_autoptr(GHashTable) moved = ticked(c, &r, from);
	json_t *stay = known_by(source, moved);
	if (g_hash_table_size(moved) == 0 || (source != NULL && json_array_size(stay) == 0)) {
		bool is_none = g_hash_table_size(moved) == 0;
		json_decref(stay);
		return is_none ? refuse(c, &r, 422,
					words_say(c->language, "Marca al menos un reporte de este problema."))
			       : refuse(c, &r, 422,
					words_say(c->language, "Deja al menos un reporte; para pasar todos, "
							       "une los dos problemas."));
	}
	bool is_new = target == NULL;
	json_int_t next = json_integer_value(json_object_get(r.whole, "next_id"));
	if (is_new)
		to = MAX((uint32_t)next, decisions_next(r.decisions));
	json_t *reports = json_object(), *go = is_new ? json_array() : known_by(target, NULL);
	GList *uuids = g_list_sort(g_hash_table_get_keys(moved), compare_text);
	for (GList *at = uuids; at != NULL; at = at->next)
		json_array_append_new(go, json_string(at->data));
	g_list_free(uuids);
	if (source != NULL)
		reports_put(reports, from, stay);
	else
		json_decref(stay);
	reports_put(reports, to, go);
	json_t *body = json_pack("{s:I,s:I,s:I,s:o}", "from", (json_int_t)from, "to", (json_int_t)to, "n",
				 (json_int_t)g_hash_table_size(moved), "reports", reports);
	g_autofree char *location = review_path(&r, "");
	return decide(c, &r, is_new ? "issue.split" : "issue.move", body, location);
}

struct reply *review_rename(struct context *c)
{
	struct reviewed r;
	struct reply *refusal;
	if (!reviewed_begin(c, &r, &refusal))
		return refusal;
	uint32_t id = number_read(c->parameters[0]);
	const char *title = typed(c, "title", TITLE_MAX);
	if (issue_of(&r, id) == NULL)
		return refuse(
			c, &r, 404,
			words_say(c->language,
				  "No hay ninguna problemática con ese número en el diagnóstico actual."));
	if (title == NULL)
		return refuse(c, &r, 422,
			      words_say(c->language, "El título es muy largo: a lo más 120 letras."));
	g_autofree char *tail = g_strdup_printf("/%u", id);
	g_autofree char *location = review_path(&r, tail);
	json_t *body = json_pack("{s:I,s:s}", "issue", (json_int_t)id, "title", title);
	return decide(c, &r, "issue.rename", body, location);
}

/* 0..most as typed; -1: something else. */
static int level_typed(struct context *c, const char *name, guint64 most)
{
	const char *value = request_field(c->request, name);
	guint64 level = 0;
	if (value == NULL || *value == '\0')
		return 0;
	return g_ascii_string_to_unsigned(value, 10, 0, most, &level, NULL) ? (int)level : -1;
}

struct reply *review_assess(struct context *c)
{
	struct reviewed r;
	struct reply *refusal;
	if (!reviewed_begin(c, &r, &refusal))
		return refusal;
	uint32_t id = number_read(c->parameters[0]);
	const char *sector = request_field(c->request, "sector");
	int feasibility = level_typed(c, "feasibility", ASSESS_FEASIBILITY_MAX),
	    competence = level_typed(c, "competence", ASSESS_COMPETENCE_MAX);
	bool is_sector = false;
	size_t i;
	json_t *name;
	json_array_foreach(rules_sectors(r.rules), i, name) is_sector |=
		g_strcmp0(json_string_value(name), sector) == 0;
	if (issue_of(&r, id) == NULL)
		return refuse(
			c, &r, 404,
			words_say(c->language,
				  "No hay ninguna problemática con ese número en el diagnóstico actual."));
	if (!is_sector)
		return refuse(c, &r, 422, words_say(c->language, "Elige el sector que opina."));
	if (feasibility < 0 || competence < 0)
		return refuse(c, &r, 422, words_say(c->language, "Elige una de las respuestas de la lista."));
	g_autofree char *tail = g_strdup_printf("/%u", id);
	g_autofree char *location = review_path(&r, tail);
	json_t *body = json_pack("{s:I,s:s,s:i,s:i}", "issue", (json_int_t)id, "sector", sector,
				 "feasibility", feasibility, "competence", competence);
	return decide(c, &r, "issue.assess", body, location);
}

struct reply *review_undo(struct context *c)
{
	struct reviewed r;
	struct reply *refusal;
	if (!reviewed_begin(c, &r, &refusal))
		return refusal;
	const char *asked_device = request_field(c->request, "device"),
		   *asked = request_field(c->request, "sequence");
	int64_t device = asked_device != NULL ? g_ascii_strtoll(asked_device, NULL, 10) : 0,
		sequence = asked != NULL ? g_ascii_strtoll(asked, NULL, 10) : 0;
	const GPtrArray *all = decisions_all(r.decisions);
	const struct decision *found = NULL;
	for (guint i = 0; i < all->len; i++) {
		const struct decision *d = all->pdata[i];
		if (d->device == device && d->sequence == sequence && strcmp(d->kind, "issue.undo") != 0)
			found = d;
	}
	if (found == NULL)
		return refuse(c, &r, 422, words_say(c->language, "Esa decisión no existe."));
	if (found->undone != NULL)
		return refuse(c, &r, 409, words_say(c->language, "Esa decisión ya se deshizo."));
	g_autofree char *location = review_path(&r, "/cambios");
	json_t *body = json_pack("{s:I,s:I}", "device", (json_int_t)device, "sequence", (json_int_t)sequence);
	return decide(c, &r, "issue.undo", body, location);
}

/* ---- the log */

static uint32_t number_in(const json_t *body, const char *key)
{
	return (uint32_t)json_integer_value(json_object_get(body, key));
}

static json_t *decision_view(const struct reviewed *r, const struct decision *d, const char *language)
{
	g_autofree char *at = reviewed_time(d->at);
	json_t *view = json_pack("{s:I,s:I,s:I,s:s,s:s,s:s,s:s}", "device", (json_int_t)d->device, "sequence",
				 (json_int_t)d->sequence, "at", (json_int_t)d->at, "at_text", at, "kind",
				 d->kind, "author", d->author, "reason", d->reason);
	g_autofree char *flag = g_strconcat("is_", strchr(d->kind, '.') + 1, NULL);
	size_t i;
	json_t *id;
	json_object_set_new(view, flag, json_true());
	if (strcmp(d->kind, "issue.merge") == 0) {
		json_t *issues = json_array();
		json_array_foreach(json_object_get(d->body, "issues"), i, id)
			json_array_append_new(issues, reviewed_called(r, (uint32_t)json_integer_value(id)));
		json_object_set_new(view, "issues", issues);
		json_object_set_new(view, "into", reviewed_called(r, number_in(d->body, "into")));
	} else if (strcmp(d->kind, "issue.rename") == 0) {
		json_object_set_new(view, "issue", reviewed_called(r, number_in(d->body, "issue")));
		json_object_set(view, "given", json_object_get(d->body, "title"));
	} else if (strcmp(d->kind, "issue.assess") == 0) {
		json_object_set_new(view, "issue", reviewed_called(r, number_in(d->body, "issue")));
		assess_levels(view, d, language);
	} else {
		uint32_t from = number_in(d->body, "from");
		if (from > 0)
			json_object_set_new(view, "from", reviewed_called(r, from));
		json_object_set_new(view, "to", reviewed_called(r, number_in(d->body, "to")));
		json_object_set(view, "n", json_object_get(d->body, "n"));
	}
	if (d->undone != NULL) {
		g_autofree char *undone_at = reviewed_time(d->undone->at);
		json_object_set_new(view, "undone",
				    json_pack("{s:s,s:s,s:s}", "author", d->undone->author, "reason",
					      d->undone->reason, "at_text", undone_at));
	}
	return view;
}

static json_t *history_view(const struct reviewed *r)
{
	json_t *list = json_array(), *entry;
	size_t i;
	json_array_foreach(json_object_get(r->whole, "history"), i, entry)
	{
		json_t *view = json_copy(entry);
		g_autofree char *at = reviewed_time(json_integer_value(json_object_get(entry, "at")));
		g_autofree char *flag =
			g_strconcat("is_", json_string_value(json_object_get(entry, "kind")), NULL);
		uint32_t other = number_in(entry, "other");
		json_object_set_new(view, flag, json_true());
		json_object_set_new(view, "at_text", json_string(at));
		json_object_set_new(view, "issue", reviewed_called(r, number_in(entry, "id")));
		if (other > 0)
			json_object_set_new(view, "with", reviewed_called(r, other));
		json_array_append_new(list, view);
	}
	return list;
}

struct reply *review_log(struct context *c)
{
	struct reviewed r;
	struct reply *refusal;
	if (!reviewed_begin(c, &r, &refusal))
		return refusal;
	json_t *view = reviewed_frame(c, &r), *decisions = json_array(), *history = history_view(&r);
	const GPtrArray *all = decisions_all(r.decisions);
	for (guint i = all->len; i-- > 0;) {
		const struct decision *d = all->pdata[i];
		if (strcmp(d->kind, "issue.undo") != 0)
			json_array_append_new(decisions, decision_view(&r, d, c->language));
	}
	json_object_set_new(view, "has_decisions", json_boolean(json_array_size(decisions) > 0));
	json_object_set_new(view, "decisions", decisions);
	json_object_set_new(view, "has_history", json_boolean(json_array_size(history) > 0));
	json_object_set_new(view, "history", history);
	reviewed_end(&r);
	return context_reply(c, 200, "review_log", view);
}
