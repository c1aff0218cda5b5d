/* diagnose - runs the analysis beside the collector and keeps its latest result.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose.h"
#include "analyze_view.h"
#include "snapshot.h"
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define PAUSE_SECONDS 2
#define PAUSE_MAX     60
#define SEED	      1

static const char *const scopes[] = {"real", "prueba"};
#define N_SCOPES G_N_ELEMENTS(scopes)

struct diagnosed {
	gatomicrefcount references;
	json_t *view;
	GHashTable *issue_of; /* uuid hex -> number */
};

struct diagnoser {
	struct app *app;
	GThread *thread;
	GMutex lock;
	GCond wake;
	bool is_stopping, is_running;
	struct diagnosed *latest[N_SCOPES];
};

/* ---- running */

static bool is_stopped(struct diagnoser *r)
{
	g_mutex_lock(&r->lock);
	bool is = r->is_stopping;
	g_mutex_unlock(&r->lock);
	return is;
}

/* The analysis is left to run until the collector stops; nobody stops one without a diagnoser. */
static bool go_on(void *diagnoser, const char *stage, double fraction)
{
	(void)stage;
	(void)fraction;
	return diagnoser == NULL || !is_stopped(diagnoser);
}

/* What analyze shows, with what it was made from, and without a word of anybody: what is erased must not live
 * on in a result. */
static json_t *result_view(const struct diagnosis *result, const struct diagnosis_report *reports,
			   const char *scope, const char *input)
{
	json_t *view = analyze_view(result, reports, NULL, 0), *item, *example;
	size_t i, j;
	json_array_foreach(json_object_get(view, "issues"), i, item)
	{
		json_t *examples = json_object_get(item, "examples");
		json_array_foreach(examples, j, example)
			json_array_set(examples, j, json_object_get(example, "id"));
	}
	json_array_foreach(json_object_get(view, "copies"), i, item) json_object_del(item, "text");
	json_object_set_new(view, "scope", json_string(scope));
	json_object_set_new(view, "input", json_string(input));
	json_object_set_new(view, "min_ranked", json_integer((json_int_t)result->settings.min_ranked));
	return view;
}

/* The view, or NULL: with *error when it failed, without when nothing changed since known_input or the run
 * was stopped. */
static json_t *run(struct app *app, struct diagnoser *diagnoser, const char *scope, uint64_t seed,
		   const char *known_input, GError **error)
{
	struct snapshot snap;
	json_t *view = NULL;
	if (!snapshot_take(&snap, app, scope, error)) {
		snapshot_clear(&snap);
		return NULL;
	}
	if (g_strcmp0(known_input, snap.input) != 0) {
		struct diagnosis_settings settings;
		diagnosis_settings_default(&settings);
		settings.seed = seed;
		const struct diagnosis_report *reports = snapshot_reports(&snap);
		struct diagnosis *result =
			diagnosis_make(reports, snap.reports->len, &settings, go_on, diagnoser, error);
		if (result != NULL)
			view = result_view(result, reports, scope, snap.input);
		diagnosis_free(result);
	}
	snapshot_clear(&snap);
	return view;
}

json_t *diagnose_now(struct app *app, const char *scope, uint64_t seed, GError **error)
{
	return run(app, NULL, scope, seed, NULL, error);
}

static struct diagnosed *diagnosed_new(json_t *view)
{
	struct diagnosed *d = g_new0(struct diagnosed, 1);
	g_atomic_ref_count_init(&d->references);
	d->view = view;
	d->issue_of = g_hash_table_new(g_str_hash, g_str_equal);
	size_t i, j;
	json_t *issue, *uuid;
	json_array_foreach(json_object_get(view, "issues"), i, issue)
		json_array_foreach(json_object_get(issue, "reports"), j, uuid) g_hash_table_insert(
			d->issue_of, (char *)(uintptr_t)json_string_value(uuid), GSIZE_TO_POINTER(i + 1));
	return d;
}

void diagnosed_unref(struct diagnosed *d)
{
	if (d == NULL || !g_atomic_ref_count_dec(&d->references))
		return;
	g_hash_table_unref(d->issue_of);
	json_decref(d->view);
	g_free(d);
}

const json_t *diagnosed_view(const struct diagnosed *d)
{
	return d->view;
}

size_t diagnosed_issue_of(const struct diagnosed *d, const char *uuid_hex)
{
	return GPOINTER_TO_SIZE(g_hash_table_lookup(d->issue_of, uuid_hex));
}

static void result_keep(struct diagnoser *r, size_t scope, json_t *view)
{
	struct diagnosed *now = diagnosed_new(view);
	g_mutex_lock(&r->lock);
	struct diagnosed *before = r->latest[scope];
	r->latest[scope] = now;
	g_mutex_unlock(&r->lock);
	diagnosed_unref(before);
}

static void scope_run(struct diagnoser *r, size_t scope)
{
	g_autoptr(GError) error = NULL;
	struct diagnosed *last = diagnoser_latest(r, scopes[scope]);
	const char *known = last != NULL ? json_string_value(json_object_get(last->view, "input")) : NULL;
	json_t *view = run(r->app, r, scopes[scope], SEED, known, &error);
	diagnosed_unref(last);
	if (error != NULL) {
		g_warning("analysis of %s: %s", scopes[scope], error->message);
	} else if (view != NULL) {
		json_object_set_new(view, "at", json_integer((json_int_t)now_at()));
		g_autofree char *input = g_strdup(json_string_value(json_object_get(view, "input")));
		char *text = json_dumps(view, JSON_COMPACT);
		json_t *row = json_pack("{s:s,s:s,s:I,s:s}", "scope", scopes[scope], "input#", input, "at",
					(json_int_t)now_at(), "result", text);
		free(text);
		result_keep(r, scope, view);
		if (!store_write_one(r->app->store, "diagnosis_write", row, &error))
			g_warning("analysis not kept: %s", error->message);
	}
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

static gpointer diagnoser_main(gpointer data)
{
	struct diagnoser *r = data;
	uint64_t seen = UINT64_MAX;
	gint64 pause = PAUSE_SECONDS * G_USEC_PER_SEC;
	/* The room comes first: this thread takes what the others leave, and rests as long as it has worked.
	 */
	setpriority(PRIO_PROCESS, (id_t)gettid(), 10);
	g_mutex_lock(&r->lock);
	while (!r->is_stopping) {
		uint64_t now = store_generation(r->app->store);
		if (now != seen) {
			seen = now;
			r->is_running = true;
			g_mutex_unlock(&r->lock);
			gint64 begun = g_get_monotonic_time();
			for (size_t i = 0; i < N_SCOPES && !is_stopped(r); i++)
				scope_run(r, i);
			pause = CLAMP(g_get_monotonic_time() - begun, PAUSE_SECONDS * G_USEC_PER_SEC,
				      PAUSE_MAX * G_USEC_PER_SEC);
			g_mutex_lock(&r->lock);
			r->is_running = false;
		}
		if (!r->is_stopping)
			g_cond_wait_until(&r->wake, &r->lock, g_get_monotonic_time() + pause);
	}
	g_mutex_unlock(&r->lock);
	return NULL;
}

struct diagnoser *diagnoser_start(struct app *app)
{
	struct diagnoser *r = g_new0(struct diagnoser, 1);
	r->app = app;
	g_mutex_init(&r->lock);
	g_cond_init(&r->wake);
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
	for (size_t i = 0; i < N_SCOPES; i++)
		diagnosed_unref(r->latest[i]);
	g_mutex_clear(&r->lock);
	g_cond_clear(&r->wake);
	g_free(r);
}

struct diagnosed *diagnoser_latest(struct diagnoser *r, const char *scope)
{
	struct diagnosed *d = NULL;
	g_mutex_lock(&r->lock);
	for (size_t i = 0; i < N_SCOPES; i++)
		if (strcmp(scopes[i], scope) == 0 && r->latest[i] != NULL) {
			d = r->latest[i];
			g_atomic_ref_count_inc(&d->references);
		}
	g_mutex_unlock(&r->lock);
	return d;
}

bool diagnoser_is_running(struct diagnoser *r)
{
	g_mutex_lock(&r->lock);
	bool is = r->is_running;
	g_mutex_unlock(&r->lock);
	return is;
}
