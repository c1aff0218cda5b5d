/* diagnose - runs the analysis beside the collector and keeps its latest result.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose.h"
#include "analyze_view.h"
#include "apart.h"
#include "coverage.h"
#include "explain.h"
#include "joiner.h"
#include "lineage.h"
#include "rules.h"
#include "snapshot.h"
#include "visits.h"
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define SECONDS	      G_USEC_PER_SEC
#define PAUSE_SECONDS 2
#define PAUSE_MAX     60
/* A run that took longer is repeated when much came in, or nothing more comes; until then as a quick one. */
#define LONG_SECONDS 30

static const char *const scopes[] = {"real", "prueba"};
#define N_SCOPES G_N_ELEMENTS(scopes)

struct diagnosed {
	gatomicrefcount references;
	json_t *view;
	GHashTable *issue_of; /* uuid hex -> place in the order + 1 */
	GMutex lock;	      /* of what follows */
	GHashTable *joined;   /* uuid hex, owned -> the same; 0: waits */
};

struct scope {
	struct diagnosed *latest;    /* under the diagnoser's lock */
	struct decisions *decisions; /* under the diagnoser's lock */
	/* of the diagnoser's thread alone */
	struct joiner *joiner; /* over the reports of latest; NULL: none yet */
	int64_t last;	       /* row number up to which reports are in latest or have joined */
};

struct diagnoser {
	struct app *app;
	GThread *thread;
	GMutex lock;
	GCond wake;
	bool is_stopping, is_running, is_decided;
	struct scope scopes[N_SCOPES];
	gint64 joined_at;	 /* of the thread alone, as what follows: when reports joined last */
	gint64 took, took_whole; /* the last run, and the last that was not a quick one */
	bool is_owed;		 /* the result of a quick run has to be followed by that of a whole one */
};

static void joins(struct diagnoser *);

static bool is_stopped(struct diagnoser *r)
{
	g_mutex_lock(&r->lock);
	bool is = r->is_stopping;
	g_mutex_unlock(&r->lock);
	return is;
}

/* The analysis is left to run until the collector stops; nobody stops one without a diagnoser.  Reports that
 * come in meanwhile join the result before it. */
static bool go_on(void *diagnoser, const char *stage, double fraction)
{
	struct diagnoser *r = diagnoser;
	(void)stage;
	(void)fraction;
	if (r == NULL)
		return true;
	if (g_get_monotonic_time() - r->joined_at > PAUSE_SECONDS * SECONDS)
		joins(r);
	return !is_stopped(r);
}

static int compare_sizes(const void *a, const void *b)
{
	const json_t *one = *(json_t *const *)a, *other = *(json_t *const *)b;
	json_int_t n = json_integer_value(json_object_get(one, "n_forms")),
		   m = json_integer_value(json_object_get(other, "n_forms"));
	if (n != m)
		return n > m ? -1 : 1;
	n = json_integer_value(json_object_get(one, "number"));
	m = json_integer_value(json_object_get(other, "number"));
	return n < m ? -1 : n > m;
}

/* Nobody may read an order in it, not even from the file: issues by size, and nothing of places or scores. */
static void order_conceal(json_t *view)
{
	static const char *const places[] = {"rank",	 "rank_low", "rank_high", "priority",
					     "severity", "affected", "frequency", "facts",
					     "regions",	 "channels", "landscape"};
	json_t *issues = json_object_get(view, "issues");
	size_t n = json_array_size(issues);
	g_autofree json_t **list = g_new(json_t *, n + 1);
	for (size_t i = 0; i < n; i++)
		list[i] = json_incref(json_array_get(issues, i));
	qsort(list, n, sizeof(json_t *), compare_sizes);
	json_array_clear(issues);
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < G_N_ELEMENTS(places); k++)
			json_object_del(list[i], places[k]);
		json_object_set_new(list[i], "number", json_integer((json_int_t)i + 1));
		json_array_append_new(issues, list[i]);
	}
	json_object_del(view, "themes");
	json_object_del(view, "priority");
	json_object_del(view, "regions");
}

/* What explain.h makes paragraphs of, for each issue. */
static void facts_put(json_t *view, const struct diagnosis *result)
{
	json_t *regions = json_object_get(json_object_get(view, "coverage"), "regions"), *region, *facts,
	       *issue;
	g_autoptr(GPtrArray) silent = g_ptr_array_new();
	size_t i;
	json_array_foreach(regions, i, region) if (json_is_true(json_object_get(region, "is_silent")))
		g_ptr_array_add(silent,
				(char *)(uintptr_t)json_string_value(json_object_get(region, "name")));
	facts = explain_issues(result, (const char *const *)silent->pdata, silent->len,
			       json_array_size(regions));
	json_array_foreach(json_object_get(view, "issues"), i, issue)
		json_object_set(issue, "facts", json_array_get(facts, i));
	json_decref(facts);
}

/* What analyze shows, with what it was made from, and without a word of anybody: what is erased must not live
 * on in a result. */
static json_t *result_view(const struct diagnosis *result, const struct diagnosis_report *reports,
			   const char *scope, const struct snapshot *snap, const struct rules *rules,
			   struct app *app)
{
	json_t *view = analyze_view(result, reports, NULL, 0), *item, *example;
	const struct rules_lock *lock = rules_lock(rules);
	size_t i, j;
	json_array_foreach(json_object_get(view, "issues"), i, item)
	{
		json_t *examples = json_object_get(item, "examples");
		json_array_foreach(examples, j, example)
			json_array_set(examples, j, json_object_get(example, "id"));
	}
	json_array_foreach(json_object_get(view, "copies"), i, item) json_object_del(item, "text");
	json_object_set_new(view, "scope", json_string(scope));
	json_object_set_new(view, "input", json_string(snap->input));
	json_object_set_new(view, "context", json_string(snap->context));
	json_object_set_new(view, "coverage", coverage_view(snap));
	apart_put(view, result, snap, json_object_get(json_object_get(view, "coverage"), "channels"));
	facts_put(view, result);
	visits_put(view, result, snap, app);
	json_object_set_new(view, "min_ranked",
			    json_integer((json_int_t)result->settings.priority.min_ranked));
	json_object_set_new(view, "min_sessions",
			    json_integer((json_int_t)result->settings.priority.min_sessions));
	json_object_set_new(view, "only_describes", json_boolean(result->priority->only_describes));
	json_object_set_new(view, "lock", lock != NULL ? json_string(lock->hash) : json_null());
	json_object_set_new(view, "is_open", json_boolean(rules_may_rank(rules)));
	if (!rules_may_rank(rules))
		order_conceal(view);
	return view;
}

/* The view, or NULL: with *error when it failed, without when the run was stopped. */
static json_t *run(struct diagnoser *diagnoser, struct app *app, const struct snapshot *snap,
		   const char *scope, const struct rules *rules, bool is_quick, GError **error)
{
	struct diagnosis_settings settings;
	const struct rules_lock *lock = rules_lock(rules);
	diagnosis_settings_default(&settings);
	rules_settings(rules, &settings.priority);
	settings.seed = rules_seed(snap->input, lock != NULL ? lock->hash : NULL);
	settings.is_quick = is_quick;
	const struct diagnosis_report *reports = snapshot_reports(snap);
	struct diagnosis *result =
		diagnosis_make(reports, snap->reports->len, &settings, go_on, diagnoser, error);
	json_t *view = result != NULL ? result_view(result, reports, scope, snap, rules, app) : NULL;
	diagnosis_free(result);
	return view;
}

json_t *diagnose_now(struct app *app, const char *scope, GError **error)
{
	struct snapshot snap;
	struct decisions *decisions = decisions_load(app->store, scope, error);
	struct rules *rules = decisions != NULL ? rules_load(app->store, scope, error) : NULL;
	json_t *view = NULL;
	if (rules != NULL) {
		if (snapshot_take(&snap, app, scope, decisions, rules, 0, error))
			view = run(NULL, app, &snap, scope, rules, false, error);
		snapshot_clear(&snap);
	}
	rules_free(rules);
	decisions_unref(decisions);
	return view;
}

/* ---- results */

static struct diagnosed *diagnosed_new(json_t *view)
{
	struct diagnosed *d = g_new0(struct diagnosed, 1);
	g_atomic_ref_count_init(&d->references);
	d->view = view;
	d->issue_of = g_hash_table_new(g_str_hash, g_str_equal);
	d->joined = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_mutex_init(&d->lock);
	size_t i, j;
	json_t *issue, *uuid;
	json_array_foreach(json_object_get(view, "issues"), i, issue)
	{
		if (json_object_get(issue, "id") == NULL) /* kept by an earlier version, for a moment */
			json_object_set_new(issue, "id", json_integer((json_int_t)i + 1));
		json_array_foreach(json_object_get(issue, "reports"), j, uuid) g_hash_table_insert(
			d->issue_of, (char *)(uintptr_t)json_string_value(uuid), GSIZE_TO_POINTER(i + 1));
	}
	return d;
}

void diagnosed_unref(struct diagnosed *d)
{
	if (d == NULL || !g_atomic_ref_count_dec(&d->references))
		return;
	g_hash_table_unref(d->issue_of);
	g_hash_table_unref(d->joined);
	g_mutex_clear(&d->lock);
	json_decref(d->view);
	g_free(d);
}

const json_t *diagnosed_view(const struct diagnosed *d)
{
	return d->view;
}

const json_t *diagnosed_issue(const struct diagnosed *d, uint32_t id)
{
	size_t i;
	json_t *issue;
	json_array_foreach(json_object_get(d->view, "issues"), i,
			   issue) if (json_integer_value(json_object_get(issue, "id")) == id) return issue;
	return NULL;
}

const json_t *diagnosed_issue_of(struct diagnosed *d, const char *uuid_hex, bool *is_joined)
{
	size_t place = GPOINTER_TO_SIZE(g_hash_table_lookup(d->issue_of, uuid_hex));
	*is_joined = false;
	if (place == 0) {
		g_mutex_lock(&d->lock);
		place = GPOINTER_TO_SIZE(g_hash_table_lookup(d->joined, uuid_hex));
		g_mutex_unlock(&d->lock);
		*is_joined = place > 0;
	}
	return place > 0 ? json_array_get(json_object_get(d->view, "issues"), place - 1) : NULL;
}

static gint compare_uuids(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

json_t *diagnosed_joined(struct diagnosed *d, uint32_t id)
{
	json_t *list = json_array();
	const json_t *issues = json_object_get(d->view, "issues");
	GHashTableIter iter;
	gpointer uuid, value;
	g_mutex_lock(&d->lock);
	g_autoptr(GPtrArray) found = g_ptr_array_new();
	g_hash_table_iter_init(&iter, d->joined);
	while (g_hash_table_iter_next(&iter, &uuid, &value)) {
		size_t place = GPOINTER_TO_SIZE(value);
		const json_t *issue = place > 0 ? json_array_get(issues, place - 1) : NULL;
		if ((issue != NULL ? json_integer_value(json_object_get(issue, "id")) : 0) == id)
			g_ptr_array_add(found, uuid);
	}
	g_ptr_array_sort(found, compare_uuids);
	for (guint i = 0; i < found->len; i++)
		json_array_append_new(list, json_string(found->pdata[i]));
	g_mutex_unlock(&d->lock);
	return list;
}

/* ---- reports that come between two runs */

static struct diagnosed *latest_of(struct diagnoser *r, size_t scope)
{
	g_mutex_lock(&r->lock);
	struct diagnosed *d = r->scopes[scope].latest;
	if (d != NULL)
		g_atomic_ref_count_inc(&d->references);
	g_mutex_unlock(&r->lock);
	return d;
}

static void joiner_make(struct scope *s, const struct diagnosed *d, const struct snapshot *snap)
{
	const struct diagnosis_report *reports = snapshot_reports(snap);
	size_t n = snap->reports->len;
	g_autofree const char **texts = g_new(const char *, n + 1);
	g_autofree int32_t *issue = g_new(int32_t, n + 1);
	for (size_t i = 0; i < n; i++) {
		texts[i] = reports[i].text;
		issue[i] = (int32_t)GPOINTER_TO_SIZE(g_hash_table_lookup(d->issue_of, reports[i].id)) - 1;
	}
	joiner_free(s->joiner);
	s->joiner = joiner_new(texts, issue, n, TEXT_SPANISH, NULL);
	s->last = snap->last;
}

static void scope_join(struct diagnoser *r, size_t scope, struct diagnosed *d)
{
	struct scope *s = &r->scopes[scope];
	struct decisions *decisions = diagnoser_decisions(r, scopes[scope]);
	struct snapshot snap;
	g_autoptr(GError) error = NULL;
	if (!snapshot_take(&snap, r->app, scopes[scope], decisions, NULL, s->last, &error)) {
		g_warning("new reports of %s: %s", scopes[scope], error->message);
	} else {
		const struct diagnosis_report *reports = snapshot_reports(&snap);
		s->last = MAX(s->last, snap.last);
		for (size_t i = 0; i < snap.reports->len; i++) {
			struct joiner_answer answer = joiner_add(s->joiner, reports[i].text);
			g_mutex_lock(&d->lock);
			g_hash_table_insert(d->joined, g_strdup(reports[i].id),
					    GSIZE_TO_POINTER((gsize)(answer.issue + 1)));
			g_mutex_unlock(&d->lock);
		}
	}
	snapshot_clear(&snap);
	decisions_unref(decisions);
}

static void joins(struct diagnoser *r)
{
	for (size_t i = 0; i < N_SCOPES; i++) {
		struct diagnosed *d = latest_of(r, i);
		if (d != NULL && r->scopes[i].joiner != NULL)
			scope_join(r, i, d);
		diagnosed_unref(d);
	}
	r->joined_at = g_get_monotonic_time();
}

static bool is_due(const struct diagnoser *r)
{
	for (size_t i = 0; i < N_SCOPES; i++)
		if (r->scopes[i].joiner == NULL || joiner_is_due(r->scopes[i].joiner))
			return true;
	return false;
}

/* ---- a run */

static void result_keep(struct diagnoser *r, size_t scope, json_t *view)
{
	struct diagnosed *now = diagnosed_new(view);
	g_mutex_lock(&r->lock);
	struct diagnosed *before = r->scopes[scope].latest;
	r->scopes[scope].latest = now;
	g_mutex_unlock(&r->lock);
	diagnosed_unref(before);
}

static void result_store(struct diagnoser *r, size_t scope, json_t *view)
{
	g_autoptr(GError) error = NULL;
	char *text = json_dumps(view, JSON_COMPACT);
	json_t *row = json_pack("{s:s,s:O,s:I,s:s}", "scope", scopes[scope], "input#",
				json_object_get(view, "input"), "at", (json_int_t)now_at(), "result", text);
	free(text);
	if (!store_write_one(r->app->store, "diagnosis_write", row, &error))
		g_warning("analysis not kept: %s", error->message);
}

/* Where a quick run begins: in the issues of the last one. */
static void before_fill(struct snapshot *snap, const struct diagnosed *last)
{
	for (guint i = 0; last != NULL && i < snap->reports->len; i++) {
		struct diagnosis_report *report = &g_array_index(snap->reports, struct diagnosis_report, i);
		report->before =
			(int32_t)GPOINTER_TO_SIZE(g_hash_table_lookup(last->issue_of, report->id)) - 1;
	}
}

/* A result of the same input: only what was decided without changing it is new. */
static void result_renew(struct diagnoser *r, size_t scope, struct diagnosed *last,
			 const struct decisions *decisions, const struct snapshot *snap)
{
	json_int_t known = json_integer_value(json_object_get(last->view, "n_decisions")),
		   n = (json_int_t)decisions_all(decisions)->len;
	json_t *coverage = coverage_view(snap); /* sessions come without reports */
	if (known != n || !json_equal(coverage, json_object_get(last->view, "coverage"))) {
		json_t *view = json_copy(last->view);
		json_object_set_new(view, "n_decisions", json_integer(n));
		json_object_set(view, "coverage", coverage);
		result_store(r, scope, view);
		result_keep(r, scope, view);
	}
	json_decref(coverage);
	if (r->scopes[scope].joiner == NULL)
		joiner_make(&r->scopes[scope], last, snap);
}

/* True: what is kept now is a quick result, and a whole one has to follow. */
static bool scope_run(struct diagnoser *r, size_t scope, bool is_settled)
{
	g_autoptr(GError) error = NULL;
	struct diagnosed *last = latest_of(r, scope);
	struct decisions *decisions = diagnoser_decisions(r, scopes[scope]);
	struct snapshot snap;
	bool is_quick = !is_settled && r->took_whole > LONG_SECONDS * SECONDS;
	const json_t *view_before = last != NULL ? last->view : NULL;
	struct rules *rules = rules_load(r->app->store, scopes[scope], &error);
	const struct rules_lock *lock = rules != NULL ? rules_lock(rules) : NULL;
	bool was_quick = json_is_true(json_object_get(json_object_get(view_before, "settings"), "is_quick"));
	bool is_same = false, is_taken = rules != NULL;
	memset(&snap, 0, sizeof snap);
	if (is_taken)
		is_taken = snapshot_take(&snap, r->app, scopes[scope], decisions, rules, 0, &error);
	if (is_taken)
		is_same = g_strcmp0(json_string_value(json_object_get(view_before, "input")), snap.input) ==
				  0 &&
			  g_strcmp0(json_string_value(json_object_get(view_before, "lock")),
				    lock != NULL ? lock->hash : NULL) == 0 &&
			  g_strcmp0(json_string_value(json_object_get(view_before, "context")),
				    snap.context) == 0 &&
			  (is_quick || !was_quick);
	if (is_same) {
		result_renew(r, scope, last, decisions, &snap);
		is_quick = was_quick;
	} else if (is_taken) {
		if (is_quick)
			before_fill(&snap, last);
		json_t *view = run(r, r->app, &snap, scopes[scope], rules, is_quick, &error);
		if (view != NULL) {
			lineage_trace(view, view_before, decisions, now_at());
			json_object_set_new(view, "at", json_integer((json_int_t)now_at()));
			result_store(r, scope, view);
			result_keep(r, scope, view);
			struct diagnosed *d = latest_of(r, scope);
			joiner_make(&r->scopes[scope], d, &snap);
			diagnosed_unref(d);
		}
	}
	if (error != NULL)
		g_warning("analysis of %s: %s", scopes[scope], error->message);
	if (rules != NULL)
		snapshot_clear(&snap);
	rules_free(rules);
	decisions_unref(decisions);
	diagnosed_unref(last);
	return is_quick;
}

static void results_load(struct diagnoser *r)
{
	for (size_t i = 0; i < N_SCOPES; i++) {
		g_autoptr(GError) error = NULL;
		json_t *row = store_read_one(r->app->store, "diagnosis_read",
					     json_pack("{s:s}", "scope", scopes[i]), &error);
		json_t *view =
			json_is_object(row)
				? json_loads(json_string_value(json_object_get(row, "result")), 0, NULL)
				: NULL;
		if (view != NULL)
			result_keep(r, i, view);
		json_decref(row);
	}
}

/* ---- the thread */

static gpointer diagnoser_main(gpointer data)
{
	struct diagnoser *r = data;
	uint64_t seen = UINT64_MAX, joined = UINT64_MAX;
	gint64 changed_at = 0, next_at = 0;
	/* The room comes first: this thread takes what the others leave, and rests as long as it has worked.
	 */
	setpriority(PRIO_PROCESS, (id_t)gettid(), 10);
	g_mutex_lock(&r->lock);
	while (!r->is_stopping) {
		uint64_t now = store_generation(r->app->store);
		gint64 time = g_get_monotonic_time();
		bool is_decided = r->is_decided, is_first = seen == UINT64_MAX && joined == UINT64_MAX;
		if (now != joined) {
			joined = now;
			changed_at = time;
			g_mutex_unlock(&r->lock);
			joins(r);
			g_mutex_lock(&r->lock);
		}
		bool is_settled = time - changed_at >= PAUSE_MAX * SECONDS;
		bool is_worth = now != seen && (r->took <= LONG_SECONDS * SECONDS || is_settled || is_due(r));
		bool is_wanted = is_worth || (r->is_owed && is_settled);
		if (is_decided || is_first || (is_wanted && time >= next_at)) {
			bool is_quick = false;
			r->is_decided = false;
			r->is_running = true;
			g_mutex_unlock(&r->lock);
			for (size_t i = 0; i < N_SCOPES && !is_stopped(r); i++)
				is_quick |= scope_run(r, i, is_settled);
			r->took = g_get_monotonic_time() - time;
			next_at = g_get_monotonic_time() +
				  CLAMP(r->took, PAUSE_SECONDS * SECONDS, PAUSE_MAX * SECONDS);
			if (!is_quick)
				r->took_whole = r->took;
			r->is_owed = is_quick;
			seen = now;
			g_mutex_lock(&r->lock);
			r->is_running = false;
		}
		if (!r->is_stopping && !r->is_decided)
			g_cond_wait_until(&r->wake, &r->lock,
					  g_get_monotonic_time() + PAUSE_SECONDS * SECONDS);
	}
	g_mutex_unlock(&r->lock);
	return NULL;
}

struct diagnoser *diagnoser_start(struct app *app)
{
	struct diagnoser *r = g_new0(struct diagnoser, 1);
	g_autoptr(GError) error = NULL;
	r->app = app;
	g_mutex_init(&r->lock);
	g_cond_init(&r->wake);
	if (!diagnoser_decided(r, &error))
		g_error("reviewers' decisions: %s", error->message);
	results_load(r);
	r->thread = g_thread_new("diagnoser", diagnoser_main, r);
	return r;
}

void diagnoser_stop(struct diagnoser *r)
{
	if (r == NULL)
		return;
	g_mutex_lock(&r->lock);
	r->is_stopping = true;
	g_cond_signal(&r->wake);
	g_mutex_unlock(&r->lock);
	g_thread_join(r->thread);
	for (size_t i = 0; i < N_SCOPES; i++) {
		diagnosed_unref(r->scopes[i].latest);
		decisions_unref(r->scopes[i].decisions);
		joiner_free(r->scopes[i].joiner);
	}
	g_mutex_clear(&r->lock);
	g_cond_clear(&r->wake);
	g_free(r);
}

struct diagnosed *diagnoser_latest(struct diagnoser *r, const char *scope)
{
	for (size_t i = 0; i < N_SCOPES; i++)
		if (strcmp(scopes[i], scope) == 0)
			return latest_of(r, i);
	return NULL;
}

struct decisions *diagnoser_decisions(struct diagnoser *r, const char *scope)
{
	size_t i = strcmp(scope, scopes[0]) == 0 ? 0 : 1;
	g_mutex_lock(&r->lock);
	struct decisions *decisions = decisions_ref(r->scopes[i].decisions);
	g_mutex_unlock(&r->lock);
	return decisions;
}

bool diagnoser_decided(struct diagnoser *r, GError **error)
{
	for (size_t i = 0; i < N_SCOPES; i++) {
		struct decisions *now = decisions_load(r->app->store, scopes[i], error);
		if (now == NULL)
			return false;
		g_mutex_lock(&r->lock);
		struct decisions *before = r->scopes[i].decisions;
		r->scopes[i].decisions = now;
		r->is_decided = true;
		g_cond_signal(&r->wake);
		g_mutex_unlock(&r->lock);
		decisions_unref(before);
	}
	return true;
}

bool diagnoser_is_running(struct diagnoser *r)
{
	g_mutex_lock(&r->lock);
	bool is = r->is_running;
	g_mutex_unlock(&r->lock);
	return is;
}
