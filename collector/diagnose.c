/* diagnose - runs the analysis beside the collector and keeps its latest result.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose.h"
#include "answers.h"
#include "diagnosis.h"
#include "words.h"
#include <math.h>
#include <sodium.h>
#include <string.h>

#define PAUSE_SECONDS 2
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

/* ---- the snapshot */

struct snapshot {
	struct catalogue *catalogue;
	bool is_trial;
	GPtrArray *texts;				  /* owns what reports point to: ids and texts */
	GArray *reports;				  /* struct diagnosis_report */
	GHashTable *senders, *places, *sessions, *themes; /* text -> index + 1 */
	crypto_generichash_state input;
};

static int32_t dense(GHashTable *index, const char *text)
{
	guint i = GPOINTER_TO_UINT(g_hash_table_lookup(index, text));
	if (i == 0) {
		i = g_hash_table_size(index) + 1;
		g_hash_table_insert(index, g_strdup(text), GUINT_TO_POINTER(i));
	}
	return (int32_t)(i - 1);
}

static const char *role_text(const struct form *form, enum form_role role, const json_t *answers)
{
	const struct form_question *q = form_with_role(form, role);
	return q != NULL ? json_string_value(json_object_get(answers, q->path)) : NULL;
}

static int8_t role_level(const struct form *form, enum form_role role, const json_t *answers)
{
	const struct form_question *q = form_with_role(form, role);
	const char *name = role_text(form, role, answers);
	const struct form_choice *choice =
		q != NULL && q->list != NULL && name != NULL ? form_choice_named(q->list, name) : NULL;
	return choice != NULL ? (int8_t)choice->level : 0;
}

/* Names of places are typed: case, accents and double spaces do not make another place. */
static char *place_fold(const char *municipality, const char *place)
{
	g_autofree char *joined =
		g_strconcat(municipality != NULL ? municipality : "", "/", place != NULL ? place : "", NULL);
	g_autofree char *apart = g_utf8_normalize(joined, -1, G_NORMALIZE_ALL);
	g_autofree char *folded = g_utf8_casefold(apart, -1);
	GString *out = g_string_new(NULL);
	for (const char *p = folded; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar ch = g_utf8_get_char(p);
		if (g_unichar_ismark(ch) || g_unichar_ispunct(ch) ||
		    (ch == ' ' && (out->len == 0 || out->str[out->len - 1] == ' ')))
			if (ch != '/')
				continue;
		g_string_append_unichar(out, ch);
	}
	return g_string_free(out, FALSE);
}

/* "Other" and "I do not know" are no theme that two people could share. */
static int32_t theme_of(struct snapshot *snap, const struct form *form, const json_t *answers)
{
	const char *name = role_text(form, FORM_ROLE_THEME, answers);
	bool says_nothing = name == NULL || strcmp(name, "otro") == 0 || strcmp(name, "no_se") == 0;
	return says_nothing ? -1 : dense(snap->themes, name);
}

static bool snapshot_row(void *data, const struct store_row *row)
{
	struct snapshot *snap = data;
	const struct session *session =
		catalogue_session(snap->catalogue, store_row_text(row, "session", NULL));
	const struct form_version *form = catalogue_form(snap->catalogue, store_row_text(row, "form", NULL));
	if (session == NULL || form == NULL || session->is_trial != snap->is_trial)
		return true;
	json_t *answers = json_loads(store_row_text(row, "answers", NULL), 0, NULL);
	char id[33], sender[33];
	sodium_bin2hex(id, sizeof id, store_row_blob(row, "uuid", NULL), 16);
	sodium_bin2hex(sender, sizeof sender, store_row_blob(row, "sender", NULL), 16);
	const char *text = role_text(form->form, FORM_ROLE_PROBLEM, answers);
	const char *municipality = role_text(form->form, FORM_ROLE_MUNICIPALITY, answers);
	const char *place = role_text(form->form, FORM_ROLE_PLACE, answers);
	g_autofree char *where = place_fold(municipality, place);
	struct diagnosis_report report = {
		.id = g_strdup(id),
		.text = g_strdup(text != NULL ? text : ""),
		.sender = dense(snap->senders, sender),
		.session = dense(snap->sessions, session->code),
		.theme = theme_of(snap, form->form, answers),
		.place = municipality != NULL || place != NULL ? dense(snap->places, where) : -1,
		.severity = role_level(form->form, FORM_ROLE_SEVERITY, answers),
		.affected = role_level(form->form, FORM_ROLE_AFFECTED, answers),
		.frequency = role_level(form->form, FORM_ROLE_FREQUENCY, answers),
	};
	g_ptr_array_add(snap->texts, (char *)(uintptr_t)report.id);
	g_ptr_array_add(snap->texts, (char *)(uintptr_t)report.text);
	g_array_append_val(snap->reports, report);
	crypto_generichash_update(&snap->input, store_row_blob(row, "digest", NULL), 32);
	json_decref(answers);
	return true;
}

static bool snapshot_take(struct snapshot *snap, struct app *app, const char *scope, GError **error)
{
	*snap = (struct snapshot){
		.catalogue = app_catalogue(app),
		.is_trial = strcmp(scope, "prueba") == 0,
		.texts = g_ptr_array_new_with_free_func(g_free),
		.reports = g_array_new(FALSE, FALSE, sizeof(struct diagnosis_report)),
		.senders = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
		.places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
		.sessions = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
		.themes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
	};
	crypto_generichash_init(&snap->input, NULL, 0, 32);
	return store_scan(app->store, "submission_current", json_object(), snapshot_row, snap, error);
}

static void snapshot_clear(struct snapshot *snap)
{
	catalogue_unref(snap->catalogue);
	g_array_unref(snap->reports);
	g_ptr_array_unref(snap->texts);
	g_hash_table_unref(snap->senders);
	g_hash_table_unref(snap->places);
	g_hash_table_unref(snap->sessions);
	g_hash_table_unref(snap->themes);
}

/* ---- the result as a view */

static json_t *counts_json(const size_t *counts, size_t n)
{
	json_t *array = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(array, json_integer((json_int_t)counts[i]));
	return array;
}

static json_t *ids_json(const struct diagnosis_report *reports, const size_t *indices, size_t n)
{
	json_t *array = json_array();
	for (size_t i = 0; i < n; i++)
		if (indices[i] != SIZE_MAX)
			json_array_append_new(array, json_string(reports[indices[i]].id));
	return array;
}

static json_t *real_or_null(double value)
{
	return isfinite(value) ? json_real(value) : json_null();
}

static json_t *issue_json(const struct diagnosis_issue *issue, size_t number,
			  const struct diagnosis_report *reports)
{
	json_t *terms = json_array(), *criteria = json_array();
	for (size_t i = 0; i < issue->n_terms; i++)
		json_array_append_new(terms, json_string(issue->terms[i]));
	for (size_t i = 0; i < CRITERION_MAX; i++)
		json_array_append_new(criteria, real_or_null(issue->criteria[i]));
	json_t *view = json_pack("{s:I,s:s,s:o,s:I,s:I,s:I}", "number", (json_int_t)number, "name",
				 issue->name, "terms", terms, "rank", (json_int_t)issue->rank, "rank_low",
				 (json_int_t)issue->rank_low, "rank_high", (json_int_t)issue->rank_high);
	json_object_set_new(view, "n_forms", json_integer((json_int_t)issue->n_forms));
	json_object_set_new(view, "n_senders", json_integer((json_int_t)issue->n_senders));
	json_object_set_new(view, "n_places", json_integer((json_int_t)issue->n_places));
	json_object_set_new(view, "n_sessions", json_integer((json_int_t)issue->n_sessions));
	json_object_set_new(view, "n_copies", json_integer((json_int_t)issue->n_copies));
	json_object_set_new(view, "stability", real_or_null(issue->stability));
	json_object_set_new(view, "score", real_or_null(issue->score));
	json_object_set_new(view, "score_low", real_or_null(issue->score_low));
	json_object_set_new(view, "score_high", real_or_null(issue->score_high));
	json_object_set_new(view, "severity", counts_json(issue->severity, G_N_ELEMENTS(issue->severity)));
	json_object_set_new(view, "affected", counts_json(issue->affected, G_N_ELEMENTS(issue->affected)));
	json_object_set_new(view, "frequency", counts_json(issue->frequency, G_N_ELEMENTS(issue->frequency)));
	json_object_set_new(view, "criteria", criteria);
	json_object_set_new(view, "examples",
			    ids_json(reports, issue->examples, G_N_ELEMENTS(issue->examples)));
	json_object_set_new(view, "reports", ids_json(reports, issue->reports, issue->n_forms));
	return view;
}

static json_t *settings_json(const struct diagnosis_settings *s)
{
	json_t *weights = json_array();
	for (size_t i = 0; i < CRITERION_MAX; i++)
		json_array_append_new(weights, json_real(s->weights[i]));
	return json_pack("{s:s,s:I,s:I,s:f,s:I,s:f,s:I,s:o}", "language", s->language, "seed",
			 (json_int_t)s->seed, "n_neighbours", (json_int_t)s->n_neighbours, "resolution",
			 s->resolution, "n_resamples", (json_int_t)s->n_resamples, "confidence",
			 s->confidence, "min_ranked", (json_int_t)s->min_ranked, "weights", weights);
}

static json_t *diagnosis_json(const struct diagnosis *d, const struct diagnosis_report *reports,
			      const char *scope, const char *input_hex)
{
	json_t *issues = json_array(), *copies = json_array();
	for (size_t i = 0; i < d->n_issues; i++)
		json_array_append_new(issues, issue_json(&d->issues[i], i + 1, reports));
	for (size_t i = 0; i < d->n_copies; i++) {
		const struct diagnosis_copies *copy = &d->copies[i];
		json_array_append_new(
			copies, json_pack("{s:I,s:I,s:I,s:b,s:b,s:o}", "n_forms", (json_int_t)copy->n_forms,
					  "n_senders", (json_int_t)copy->n_senders, "n_sessions",
					  (json_int_t)copy->n_sessions, "is_short", copy->is_short,
					  "is_campaign", copy->is_campaign, "reports",
					  ids_json(reports, copy->reports, copy->n_forms)));
	}
	json_t *view =
		json_pack("{s:s,s:s,s:o,s:I,s:I,s:I,s:I,s:I}", "scope", scope, "input", input_hex, "settings",
			  settings_json(&d->settings), "seed", (json_int_t)d->settings.seed, "n_reports",
			  (json_int_t)d->n_reports, "n_senders", (json_int_t)d->n_senders, "n_sessions",
			  (json_int_t)d->n_sessions, "n_places", (json_int_t)d->n_places);
	json_object_set_new(view, "is_ranked", json_boolean(d->is_ranked));
	json_object_set_new(view, "min_ranked", json_integer((json_int_t)d->settings.min_ranked));
	json_object_set_new(view, "n_ungrouped", json_integer((json_int_t)d->n_ungrouped));
	json_object_set_new(view, "ungrouped", ids_json(reports, d->ungrouped, d->n_ungrouped));
	json_object_set_new(view, "issues", issues);
	json_object_set_new(view, "copies", copies);
	return view;
}

/* ---- running */

static bool is_stopped(struct diagnoser *r)
{
	if (r == NULL)
		return false;
	g_mutex_lock(&r->lock);
	bool is = r->is_stopping;
	g_mutex_unlock(&r->lock);
	return is;
}

/* The view, or NULL: with *error when it failed, without when nothing changed since known_input or the run
 * was stopped. */
static json_t *run(struct app *app, struct diagnoser *diagnoser, const char *scope, uint64_t seed,
		   const char *known_input, GError **error)
{
	struct snapshot snap;
	json_t *view = NULL;
	unsigned char digest[32];
	char input[65];
	if (!snapshot_take(&snap, app, scope, error)) {
		snapshot_clear(&snap);
		return NULL;
	}
	crypto_generichash_final(&snap.input, digest, sizeof digest);
	sodium_bin2hex(input, sizeof input, digest, sizeof digest);
	if (g_strcmp0(known_input, input) != 0) {
		struct diagnosis_settings settings;
		diagnosis_settings_default(&settings);
		settings.seed = seed;
		const struct diagnosis_report *reports =
			(const struct diagnosis_report *)(void *)snap.reports->data;
		struct diagnosis_run *d = diagnosis_start(reports, snap.reports->len, &settings, error);
		const char *stage;
		double fraction;
		bool is_cut = false;
		while (d != NULL && diagnosis_step(d, &stage, &fraction) && !(is_cut = is_stopped(diagnoser)))
			;
		if (d != NULL && is_cut) {
			diagnosis_cancel(d);
		} else if (d != NULL) {
			struct diagnosis *result = diagnosis_finish(d);
			view = diagnosis_json(result, reports, scope, input);
			diagnosis_free(result);
		}
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
	g_mutex_lock(&r->lock);
	while (!r->is_stopping) {
		uint64_t now = store_generation(r->app->store);
		if (now != seen) {
			seen = now;
			r->is_running = true;
			g_mutex_unlock(&r->lock);
			for (size_t i = 0; i < N_SCOPES && !is_stopped(r); i++)
				scope_run(r, i);
			g_mutex_lock(&r->lock);
			r->is_running = false;
		}
		if (!r->is_stopping)
			g_cond_wait_until(&r->wake, &r->lock,
					  g_get_monotonic_time() + PAUSE_SECONDS * G_USEC_PER_SEC);
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
