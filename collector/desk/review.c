/* review - the prioritised diagnosis: issues in order with their doubt, and the words behind each.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "review.h"
#include "agree.h"
#include "criteria.h"
#include "assess.h"
#include "files.h"
#include "lineage.h"
#include "ranked.h"
#include "text.h"
#include "visits.h"
#include "words.h"
#include <math.h>
#include <string.h>

#define PAGE_SIZE 50

bool reviewed_begin(struct context *c, struct reviewed *r, struct reply **refusal)
{
	const char *field = request_field(c->request, "ambito"), *query = request_query(c->request, "ambito");
	const char *asked = field != NULL ? field : query;
	*r = (struct reviewed){.scope = asked != NULL && strcmp(asked, "prueba") == 0 ? "prueba" : "real"};
	if (c->app->diagnoser == NULL) {
		*refusal = context_refuse(c, 503, NULL);
		return false;
	}
	GError *error = NULL;
	r->rules = rules_load(c->app->store, r->scope, &error);
	if (r->rules == NULL) {
		*refusal = context_fail(c, error);
		return false;
	}
	r->diagnosed = diagnoser_latest(c->app->diagnoser, r->scope);
	r->whole = r->diagnosed != NULL ? diagnosed_view(r->diagnosed) : NULL;
	r->decisions = diagnoser_decisions(c->app->diagnoser, r->scope);
	return true;
}

void reviewed_end(struct reviewed *r)
{
	diagnosed_unref(r->diagnosed);
	decisions_unref(r->decisions);
	rules_free(r->rules);
}

bool reviewed_is_ranked(const struct reviewed *r)
{
	return json_is_true(json_object_get(r->whole, "is_open")) &&
	       json_is_true(json_object_get(r->whole, "is_ranked"));
}

struct opening {
	const char *scope, *author;
	json_t *body;
};

static bool opening_run(struct store_transaction *t, void *data, GError **error)
{
	const struct opening *o = data;
	json_t *known = store_find(t, "action_opening", json_pack("{s:s}", "scope", o->scope), error);
	bool is_good = known != NULL &&
		       (!json_is_null(known) || store_act(t, "criteria.open", o->scope, o->author, "",
							  json_incref(o->body), now_at(), error) != 0);
	json_decref(known);
	return is_good;
}

bool reviewed_opens(struct context *c, struct reviewed *r, struct reply **refusal)
{
	GError *error = NULL;
	if (!reviewed_is_ranked(r) || rules_lock(r->rules) == NULL || rules_opened(r->rules) != NULL)
		return true;
	struct opening opening = {r->scope, c->account,
				  json_pack("{s:O,s:O}", "lock", json_object_get(r->whole, "lock"), "input",
					    json_object_get(r->whole, "input"))};
	bool is_good = store_write(c->app->store, opening_run, &opening, &error);
	json_decref(opening.body);
	if (is_good)
		return true;
	reviewed_end(r);
	*refusal = context_fail(c, error);
	return false;
}

struct reply *reviewed_table(GString *text, const char *stem)
{
	GBytes *bytes = g_string_free_to_bytes(text);
	struct reply *reply = reply_new(200, "text/csv; charset=utf-8", bytes);
	g_autofree char *disposition = g_strdup_printf("attachment; filename=\"%s.csv\"", stem);
	g_bytes_unref(bytes);
	reply_header(reply, "Content-Disposition", disposition);
	return reply;
}

json_t *reviewed_called(const struct reviewed *r, uint32_t id)
{
	const json_t *issue = r->diagnosed != NULL ? diagnosed_issue(r->diagnosed, id) : NULL;
	const char *title = decisions_title(r->decisions, id);
	json_t *view = json_pack("{s:I,s:b}", "id", (json_int_t)id, "is_living", issue != NULL);
	if (issue != NULL)
		json_object_set_new(view, "name", lineage_words(issue));
	if (title != NULL)
		json_object_set_new(view, "title", json_string(title));
	return view;
}

/* Widths of bars are whole percents: attributes of rectangles in a drawing 100 wide, since style attributes
 * are not allowed. */
static json_t *percent(double share)
{
	return json_integer((json_int_t)lround(100 * CLAMP(share, 0, 1)));
}

/* is_masked: telephones, e-mails and addresses are covered; the page of an issue shows the words as they are.
 */
static json_t *report_brief(struct context *c, const char *uuid, bool is_masked)
{
	json_t *row =
		store_read_one(c->app->store, "submission_by_uuid", json_pack("{s:s}", "uuid#", uuid), NULL);
	const char *stored = json_string_value(json_object_get(row, "answers"));
	const struct form_version *form =
		catalogue_form(c->catalogue, json_string_value(json_object_get(row, "form")));
	json_t *view = NULL;
	if (stored != NULL && form != NULL) {
		json_t *answers = json_loads(stored, 0, NULL);
		const struct form_question *problem = form_with_role(form->form, FORM_ROLE_PROBLEM);
		const struct form_question *town = form_with_role(form->form, FORM_ROLE_MUNICIPALITY);
		const struct form_question *place = form_with_role(form->form, FORM_ROLE_PLACE);
		const char *text =
			problem != NULL ? json_string_value(json_object_get(answers, problem->path)) : NULL;
		const char *where =
			town != NULL ? json_string_value(json_object_get(answers, town->path)) : NULL;
		const char *colonia =
			place != NULL ? json_string_value(json_object_get(answers, place->path)) : NULL;
		const struct session *session =
			catalogue_session(c->catalogue, json_string_value(json_object_get(row, "session")));
		g_autofree char *both = g_strconcat(colonia != NULL ? colonia : "",
						    colonia != NULL && where != NULL ? ", " : "",
						    where != NULL ? where : "", NULL);
		g_autofree char *masked = is_masked ? text_mask(text != NULL ? text : "") : NULL;
		const char *shown = masked != NULL ? masked : text != NULL ? text : "";
		view = json_pack("{s:s,s:s,s:s,s:s}", "uuid", uuid, "text", shown, "place", both, "session",
				 session != NULL ? session->title : "");
		if (!is_masked)
			json_object_set_new(view, "files", files_of_report(c, uuid));
		json_decref(answers);
	}
	json_decref(row);
	return view;
}

static json_t *reports_brief(struct context *c, const json_t *uuids, size_t from, size_t n, bool is_masked)
{
	json_t *list = json_array();
	for (size_t i = from; i < json_array_size(uuids) && i < from + n; i++) {
		json_t *view = report_brief(c, json_string_value(json_array_get(uuids, i)), is_masked);
		if (view != NULL)
			json_array_append_new(list, view);
	}
	return list;
}

static double number_of(const json_t *object, const char *key)
{
	return json_number_value(json_object_get(object, key));
}

/* What the list and the page of an issue both show. */
static json_t *issue_brief(const json_t *issue, const struct reviewed *r, const char *language)
{
	const json_t *whole = r->whole;
	static const char *const levels[] = {"unknown", "annoys", "daily", "endangers"};
	json_t *view = json_object(), *shares = json_array();
	static const char *const copied[] = {"id",	  "number",   "name",	    "terms",
					     "rank",	  "rank_low", "rank_high",  "n_forms",
					     "n_senders", "n_places", "n_sessions", "n_copies"};
	for (size_t i = 0; i < G_N_ELEMENTS(copied); i++)
		json_object_set(view, copied[i], json_object_get(issue, copied[i]));
	const char *title =
		decisions_title(r->decisions, (uint32_t)json_integer_value(json_object_get(issue, "id")));
	if (title != NULL)
		json_object_set_new(view, "title", json_string(title));
	json_object_set_new(view, "hint", lineage_words(issue));
	const json_t *severity = json_object_get(issue, "severity");
	double n = number_of(issue, "n_senders"), stability = number_of(issue, "stability");
	json_int_t before = 0; /* the levels drawn so far: a stacked bar without gaps */
	for (size_t i = G_N_ELEMENTS(levels); i-- > 0;) {
		json_int_t count = json_integer_value(json_array_get(severity, i));
		double left = n > 0 ? round(100 * (double)before / n) : 0,
		       right = n > 0 ? round(100 * (double)(before + count) / n) : 0;
		json_t *share = json_pack("{s:s,s:I,s:o,s:I,s:I}", "level", levels[i], "n", count, "percent",
					  percent(n > 0 ? (double)count / n : 0), "left", (json_int_t)left,
					  "width", (json_int_t)(right - left));
		before += count;
		char flag[24];
		g_snprintf(flag, sizeof flag, "is_%s", levels[i]);
		json_object_set_new(share, flag, json_true());
		json_array_append_new(shares, share);
	}
	json_object_set_new(view, "has_levels", json_boolean(severity != NULL));
	if (severity != NULL)
		json_object_set(view, "severity", shares);
	json_decref(shares);
	json_object_set_new(view, "stability_percent", percent(stability));
	json_object_set_new(view,
			    stability >= 0.75  ? "is_stable"
			    : stability >= 0.5 ? "is_doubtful"
					       : "is_unstable",
			    json_true());
	json_object_set_new(view, "is_ranked", json_boolean(reviewed_is_ranked(r)));
	if (!reviewed_is_ranked(r))
		return view;
	ranked_issue(view, issue, r, language);
	visits_brief(view, whole, issue, language);
	/* the range on the scale of all issues, as a bar: left edge and width in whole percents */
	double total = MAX(1.0, (double)json_array_size(json_object_get(whole, "issues")));
	json_object_set_new(view, "is_one_place",
			    json_boolean(number_of(issue, "rank_low") == number_of(issue, "rank_high")));
	json_object_set_new(view, "bar_left", percent((number_of(issue, "rank_low") - 1) / total));
	json_object_set_new(
		view, "bar_width",
		percent((number_of(issue, "rank_high") - number_of(issue, "rank_low") + 1) / total));
	return view;
}

char *reviewed_time(int64_t at)
{
	g_autoptr(GDateTime) time = g_date_time_new_from_unix_local(at);
	return g_date_time_format(time, "%d/%m/%Y %H:%M");
}

/* By what this result is in order: the criteria with their weights, in percent. */
static json_t *weights_view(const json_t *whole, const char *language)
{
	json_t *list = json_array(), *of;
	size_t i;
	json_array_foreach(json_object_get(json_object_get(whole, "priority"), "criteria"), i, of)
	{
		enum criterion criterion = criterion_of(json_string_value(json_object_get(of, "key")));
		if (criterion < CRITERION_MAX && number_of(of, "high") > 0)
			json_array_append_new(
				list, json_pack("{s:s,s:o,s:o,s:o,s:b}", "name",
						words_say(language, criteria_catalogue[criterion].name),
						"weight", percent(number_of(of, "weight")), "low",
						percent(number_of(of, "low")), "high",
						percent(number_of(of, "high")), "is_known",
						json_is_true(json_object_get(of, "is_known"))));
	}
	return list;
}

/* Is the result of an earlier lock? */
static bool is_relocked(const struct reviewed *r)
{
	const struct rules_lock *lock = rules_lock(r->rules);
	return g_strcmp0(json_string_value(json_object_get(r->whole, "lock")),
			 lock != NULL ? lock->hash : NULL) != 0;
}

/* By what it is ordered, and whether that was changed after somebody had seen an order. */
static void locks_put(json_t *view, const struct reviewed *r)
{
	const struct rules_lock *lock = rules_lock(r->rules);
	const GPtrArray *locks = rules_locks(r->rules);
	json_t *late = json_array();
	for (guint i = 0; i < locks->len; i++) {
		const struct rules_lock *one = locks->pdata[i];
		if (one->is_late)
			json_array_append_new(late, agree_lock_view(one));
	}
	if (lock != NULL)
		json_object_set_new(view, "lock", agree_lock_view(lock));
	json_object_set_new(view, "is_lock_needed", json_boolean(!rules_may_rank(r->rules)));
	json_object_set_new(view, "is_few",
			    json_boolean(!json_is_true(json_object_get(r->whole, "is_ranked"))));
	json_object_set_new(view, "is_ranked", json_boolean(reviewed_is_ranked(r)));
	json_object_set_new(view, "has_late", json_boolean(json_array_size(late) > 0));
	json_object_set_new(view, "late", late);
}

json_t *reviewed_frame(struct context *c, const struct reviewed *r)
{
	const json_t *whole = r->whole;
	const char *scope = r->scope;
	static const char *const copied[] = {
		"n_reports",   "n_senders",	 "n_sessions",	 "n_places",	  "min_ranked",
		"n_ungrouped", "seed",		 "input",	 "settings",	  "priority",
		"is_proposal", "only_describes", "min_sessions", "plausible_low", "plausible_high"};
	bool is_trial = strcmp(scope, "prueba") == 0;
	json_t *view = json_pack("{s:s,s:b,s:b,s:b}", "scope", scope, "is_trial", is_trial, "is_ready",
				 whole != NULL, "is_running", diagnoser_is_running(c->app->diagnoser));
	for (size_t i = 0; i < G_N_ELEMENTS(copied) && whole != NULL; i++)
		json_object_set(view, copied[i], json_object_get(whole, copied[i]));
	locks_put(view, r);
	if (whole != NULL) {
		g_autofree char *at = reviewed_time(json_integer_value(json_object_get(whole, "at")));
		json_int_t known = json_integer_value(json_object_get(whole, "n_decisions"));
		json_object_set_new(
			view, "is_behind",
			json_boolean(decisions_bend(r->decisions, (size_t)known) || is_relocked(r)));
		json_object_set_new(view, "at_text", json_string(at));
		json_object_set_new(view, "weights", weights_view(whole, c->language));
		json_object_set_new(
			view, "has_span",
			json_boolean(number_of(whole, "plausible_low") < number_of(whole, "plausible_high")));
		json_object_set_new(
			view, "has_reports",
			json_boolean(json_integer_value(json_object_get(whole, "n_reports")) > 0));
	}
	return view;
}

static json_t *copies_view(struct context *c, const json_t *whole)
{
	json_t *list = json_array(), *copy;
	size_t i;
	json_array_foreach(json_object_get(whole, "copies"), i, copy)
	{
		const json_t *reports = json_object_get(copy, "reports");
		json_t *example = reports_brief(c, reports, 0, 1, true);
		json_t *view = json_pack("{s:O,s:O,s:O,s:O,s:O}", "n_forms", json_object_get(copy, "n_forms"),
					 "n_senders", json_object_get(copy, "n_senders"), "n_sessions",
					 json_object_get(copy, "n_sessions"), "is_short",
					 json_object_get(copy, "is_short"), "is_campaign",
					 json_object_get(copy, "is_campaign"));
		json_object_set(view, "example", json_array_get(example, 0));
		json_decref(example);
		json_array_append_new(list, view);
		if (i >= 19)
			break;
	}
	return list;
}

/* Reports that joined the issue since the last run; of 0: those that wait. */
static json_t *joined_view(struct context *c, const struct reviewed *r, uint32_t id, bool is_masked)
{
	json_t *uuids = diagnosed_joined(r->diagnosed, id);
	json_t *list = reports_brief(c, uuids, 0, PAGE_SIZE, is_masked);
	json_decref(uuids);
	return list;
}

struct reply *review_show(struct context *c)
{
	struct reviewed r;
	struct reply *refusal;
	if (!reviewed_begin(c, &r, &refusal) || !reviewed_opens(c, &r, &refusal))
		return refusal;
	json_t *view = reviewed_frame(c, &r), *issues = json_array(), *issue;
	size_t i;
	json_array_foreach(json_object_get(r.whole, "issues"), i, issue)
	{
		json_t *brief = issue_brief(issue, &r, c->language);
		json_t *example = reports_brief(c, json_object_get(issue, "examples"), 0, 1, true);
		json_t *joined = diagnosed_joined(r.diagnosed,
						  (uint32_t)json_integer_value(json_object_get(issue, "id")));
		json_object_set(brief, "example", json_array_get(example, 0));
		json_object_set_new(brief, "scope", json_string(r.scope));
		if (json_array_size(joined) > 0)
			json_object_set_new(brief, "n_joined",
					    json_integer((json_int_t)json_array_size(joined)));
		json_decref(joined);
		json_decref(example);
		json_array_append_new(issues, brief);
	}
	json_object_set_new(view, "has_issues", json_boolean(json_array_size(issues) > 0));
	json_object_set_new(view, "has_several", json_boolean(json_array_size(issues) > 1));
	json_object_set_new(view, "issues", issues);
	ranked_page(view, &r, request_wants_json(c->request), c->language);
	json_object_set_new(view, "ungrouped",
			    reports_brief(c, json_object_get(r.whole, "ungrouped"), 0, PAGE_SIZE, true));
	if (r.diagnosed != NULL)
		json_object_set_new(view, "waiting", joined_view(c, &r, 0, true));
	json_t *copies = copies_view(c, r.whole);
	json_object_set_new(view, "has_copies", json_boolean(json_array_size(copies) > 0));
	json_object_set_new(view, "copies", copies);
	reviewed_end(&r);
	return context_reply(c, 200, "review", view);
}

static size_t page_asked(struct context *c)
{
	const char *text = request_query(c->request, "pagina");
	gint64 page = text != NULL ? g_ascii_strtoll(text, NULL, 10) : 1;
	return page >= 1 && page <= 100000 ? (size_t)page : 1;
}

/* Where reports of this issue may go. */
static json_t *others_view(const struct reviewed *r, uint32_t id)
{
	json_t *list = json_array(), *issue;
	size_t i;
	json_array_foreach(json_object_get(r->whole, "issues"), i, issue)
	{
		json_int_t other = json_integer_value(json_object_get(issue, "id"));
		if (other != id)
			json_array_append_new(list, reviewed_called(r, (uint32_t)other));
	}
	return list;
}

struct reply *review_issue(struct context *c)
{
	struct reviewed r;
	struct reply *refusal;
	char *end;
	guint64 id = g_ascii_strtoull(c->parameters[0], &end, 10);
	if (!reviewed_begin(c, &r, &refusal))
		return refusal;
	const json_t *issue = *end == '\0' && id >= 1 && id < UINT32_MAX && r.diagnosed != NULL
				      ? diagnosed_issue(r.diagnosed, (uint32_t)id)
				      : NULL;
	if (issue == NULL) {
		reviewed_end(&r);
		return context_refuse(
			c, 404,
			words_say(c->language,
				  "No hay ninguna problemática con ese número en el diagnóstico actual."));
	}
	if (!reviewed_opens(c, &r, &refusal))
		return refusal;
	size_t page = page_asked(c);
	const json_t *uuids = json_object_get(issue, "reports");
	json_t *view = reviewed_frame(c, &r);
	json_object_set_new(view, "issue", issue_brief(issue, &r, c->language));
	visits_issue(view, r.whole, issue, c->app, c->catalogue, c->language);
	json_object_set_new(view, "assess", assess_view(&r, (uint32_t)id, c->language));
	json_object_set_new(view, "examples",
			    reports_brief(c, json_object_get(issue, "examples"), 0, 3, false));
	json_object_set_new(view, "reports",
			    reports_brief(c, uuids, (page - 1) * PAGE_SIZE, PAGE_SIZE, false));
	json_t *joined = joined_view(c, &r, (uint32_t)id, false);
	json_object_set_new(view, "has_joined", json_boolean(json_array_size(joined) > 0));
	json_object_set_new(view, "joined", joined);
	json_object_set_new(view, "others", others_view(&r, (uint32_t)id));
	if (page > 1)
		json_object_set_new(view, "page_before", json_integer((json_int_t)page - 1));
	if (page * PAGE_SIZE < json_array_size(uuids))
		json_object_set_new(view, "page_after", json_integer((json_int_t)page + 1));
	reviewed_end(&r);
	return context_reply(c, 200, "issue", view);
}

struct reply *review_table(struct context *c)
{
	struct reviewed r;
	struct reply *refusal;
	if (!reviewed_begin(c, &r, &refusal) || !reviewed_opens(c, &r, &refusal))
		return refusal;
	GString *text = ranked_table(&r);
	reviewed_end(&r);
	return reviewed_table(text, "problemas");
}
