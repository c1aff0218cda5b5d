/* test_catalogue.c - sessions, forms, notice and keys as they follow from the actions, and what cannot
 * follow.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "collector/store_fixture.h"
#include "app.h"
#include "assets.h"
#include "library.h"

struct step {
	const char *kind, *subject, *author;
	json_t *body; /* its reference is taken over */
	int64_t at;
};

static bool step_run(struct store_transaction *t, void *data, GError **error)
{
	struct step *s = data;
	return store_act(t, s->kind, s->subject, s->author, "", s->body, s->at, error) != 0;
}

static void do_step(struct store *store, const char *kind, const char *subject, json_t *body, int64_t at)
{
	g_autoptr(GError) error = NULL;
	struct step step = {kind, subject, "ana", body, at};
	if (!store_write(store, step_run, &step, &error))
		fail_msg("%s", error->message);
}

static const char *library_source(void)
{
	const struct asset *file = asset_find("forms/library/diagnostico.md");
	assert_non_null(file);
	return file->bytes;
}

static json_t *session_body(const char *title, bool is_trial)
{
	char key[17];
	form_key(key, library_source());
	return json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:i,s:b}", "title", title, "region", "Laguna",
			 "municipality", "Torreón", "venue", "Casa", "date", "2026-03-14", "form", key,
			 "n_mesas", 4, "is_trial", is_trial);
}

static void publish(struct store *store, const char *source, int64_t at)
{
	char key[17];
	form_key(key, source);
	do_step(store, "form.publish", key, json_pack("{s:s}", "source", source), at);
}

static struct catalogue *load(struct store *store)
{
	g_autoptr(GError) error = NULL;
	struct catalogue *c = catalogue_load(store, &error);
	if (c == NULL)
		fail_msg("%s", error->message);
	return c;
}

/* Everything that a catalogue says, as text. */
static char *describe(const struct catalogue *c)
{
	GString *out = g_string_new(NULL);
	const GPtrArray *sessions = catalogue_sessions(c), *forms = catalogue_forms(c);
	for (guint i = 0; i < sessions->len; i++) {
		const struct session *s = sessions->pdata[i];
		g_string_append_printf(
			out, "%s|%s|%s|%s|%s|%s|%u|%d|%s|%s|%s|%" G_GINT64_FORMAT "|%" G_GINT64_FORMAT "\n",
			s->code, s->title, s->region, s->municipality, s->venue, s->date, s->n_mesas,
			s->is_trial, session_state_name(s->state), s->form->key, s->author, s->opened,
			s->created_at);
	}
	for (guint i = 0; i < forms->len; i++) {
		const struct form_version *v = forms->pdata[i];
		g_string_append_printf(out, "%s|%s|%" G_GINT64_FORMAT "\n", v->key, v->form->id,
				       v->published_at);
	}
	const struct notice *n = catalogue_notice(c, false);
	const struct network *w = catalogue_network(c);
	const struct custody *k = catalogue_custody(c);
	g_string_append_printf(out, "%s|%s|%d|%d\n%s|%s|%s\n%d|%s\n", n->responsible, n->version,
			       n->is_complete, n->is_example, w->ssid, w->password, w->base, k->has_key,
			       k->has_key ? k->public_key_hex : "");
	for (guint i = 0; i < k->custodians->len; i++)
		g_string_append_printf(out, "%s\n", (char *)k->custodians->pdata[i]);
	return g_string_free(out, FALSE);
}

static void everything_at_once(struct store *store)
{
	static const char pk[] = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
	publish(store, library_source(), 1000);
	do_step(store, "session.create", "AAAAA", session_body("Una", false), 1001);
	do_step(store, "session.create", "BBBBB", session_body("Dos", true), 1002);
	do_step(store, "session.state", "AAAAA", json_pack("{s:s}", "state", "open"), 1003);
	do_step(store, "session.edit", "AAAAA", session_body("Una mejor", true), 1004);
	do_step(store, "session.state", "AAAAA", json_pack("{s:s}", "state", "closed"), 1005);
	do_step(store, "notice.set", "",
		json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:s}", "responsible", "R", "address", "A", "scope", "S",
			  "recipients", "D", "public_address", "P", "telephone", "T", "version", "2"),
		1006);
	do_step(store, "network.set", "",
		json_pack("{s:s,s:s,s:s}", "ssid", "taller", "password", "", "base", "http://10.42.0.1:8095"),
		1007);
	do_step(store, "custody.key", pk, json_object(), 1008);
	do_step(store, "custody.proof", pk, json_pack("{s:s}", "custodian", "eva"), 1009);
	do_step(store, "custody.proof", pk, json_pack("{s:s}", "custodian", "eva"), 1010);
}

static void what_was_done_stands_in_its_order(void **state)
{
	struct place *p = *state;
	everything_at_once(reopen(p));
	struct catalogue *c = load(p->store);
	const struct session *a = catalogue_session(c, "aaaaa"), *b = catalogue_session(c, "BBBBB");
	assert_string_equal(a->title, "Una mejor");
	assert_false(a->is_trial); /* an edit never makes a trial of a session */
	assert_int_equal(a->state, SESSION_CLOSED);
	assert_int_equal(a->opened, 4);
	assert_int_equal(a->created_at, 1001);
	assert_int_equal(b->state, SESSION_DRAFT);
	assert_ptr_equal(catalogue_sessions(c)->pdata[0], b); /* newest first */
	assert_true(catalogue_notice(c, false)->is_complete);
	assert_true(catalogue_notice(c, true)->is_example);
	assert_int_equal(catalogue_custody(c)->custodians->len, 1); /* the same person twice is one */
	assert_false(catalogue_can_take_contact(c));
	assert_null(catalogue_session(c, "CCCCC"));
	assert_null(catalogue_session(c, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));
	assert_null(catalogue_session(c, ""));
	assert_null(catalogue_form_named(c, "no"));
	catalogue_unref(c);
}

static void the_catalogue_is_the_same_after_a_restart(void **state)
{
	struct place *p = *state;
	everything_at_once(reopen(p));
	struct catalogue *before = load(p->store), *after = load(reopen(p));
	g_autofree char *one = describe(before), *two = describe(after);
	assert_true(strlen(one) > 200);
	assert_string_equal(one, two);
	catalogue_unref(before);
	catalogue_unref(after);
}

static void a_clock_set_back_changes_nothing(void **state)
{
	struct place *p = *state;
	publish(reopen(p), library_source(), 5000);
	do_step(p->store, "session.create", "AAAAA", session_body("Una", false), 4000);
	do_step(p->store, "session.state", "AAAAA", json_pack("{s:s}", "state", "open"), 3000);
	do_step(p->store, "session.state", "AAAAA", json_pack("{s:s}", "state", "paused"), 0);
	do_step(p->store, "session.edit", "AAAAA", session_body("La última", false), -1);
	struct catalogue *c = load(p->store);
	assert_int_equal(catalogue_session(c, "AAAAA")->state, SESSION_PAUSED);
	assert_string_equal(catalogue_session(c, "AAAAA")->title, "La última");
	catalogue_unref(c);
}

static void a_key_that_is_no_key_takes_no_contact_and_a_new_key_forgets_the_proofs(void **state)
{
	static const char old[] = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
			  new[] = "ff112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
	struct place *p = *state;
	do_step(reopen(p), "custody.key", old, json_object(), 1);
	do_step(p->store, "custody.proof", old, json_pack("{s:s}", "custodian", "ana"), 2);
	do_step(p->store, "custody.proof", new, json_pack("{s:s}", "custodian", "leo"), 3);
	struct catalogue *c = load(p->store);
	assert_false(catalogue_can_take_contact(c)); /* a proof with another key counts for nothing */
	catalogue_unref(c);
	do_step(p->store, "custody.proof", old, json_pack("{s:s}", "custodian", "eva"), 4);
	c = load(p->store);
	assert_true(catalogue_can_take_contact(c));
	catalogue_unref(c);
	do_step(p->store, "custody.key", new, json_object(), 5);
	c = load(p->store);
	assert_false(catalogue_can_take_contact(c));
	assert_int_equal(catalogue_custody(c)->custodians->len, 0);
	catalogue_unref(c);
	do_step(p->store, "custody.key", "abc", json_object(), 6);
	c = load(p->store);
	assert_false(catalogue_custody(c)->has_key);
	catalogue_unref(c);
}

struct refusal {
	const char *kind, *subject, *body;
};
static const struct refusal refusals[] = {
	{"session.create", "AAAAA", "{\"form\":\"ffffffffffffffff\"}"},
	{"session.create", "AAAAA", "{}"},
	{"session.create", "AAAAA", "[]"},
	{"session.state", "AAAAA", "{\"state\":\"open\"}"}, /* of a session that there is not */
	{"form.publish", "0000000000000000", "{\"source\":\"nonsense\"}"},
	{"form.publish", "0000000000000000", "{}"},
};

static void an_action_that_cannot_be_replayed_is_an_error_at_load(void **state)
{
	struct place *p = *state;
	for (size_t i = 0; i < G_N_ELEMENTS(refusals); i++) {
		g_autoptr(GError) error = NULL;
		do_step(reopen(p), refusals[i].kind, refusals[i].subject,
			json_loads(refusals[i].body, 0, NULL), 1);
		assert_null(catalogue_load(p->store, &error));
		assert_non_null(error);
		store_close(p->store);
		p->store = NULL;
		g_remove(p->path);
	}
}

static void a_state_that_there_is_not_and_a_broken_body_are_errors_at_load(void **state)
{
	struct place *p = *state;
	everything_at_once(reopen(p));
	do_step(p->store, "session.state", "AAAAA", json_pack("{s:s}", "state", "gone"), 2000);
	g_autoptr(GError) error = NULL, other = NULL;
	assert_null(catalogue_load(p->store, &error));
	assert_int_equal(error->code, STORE_ERROR_FORMAT);
	do_step(p->store, "session.state", "BBBBB", json_string("open"), 2000);
	assert_null(catalogue_load(p->store, &other));
}

static void what_could_not_be_replayed_is_never_committed_by_the_program(void **state)
{
	struct place *p = *state;
	g_autoptr(GError) failure = NULL;
	struct app *app = app_open(p->path, &p->options, &failure);
	assert_non_null(app);
	assert_true(library_publish(app, "diagnostico", NULL));
	assert_true(library_trial(app, NULL));
	struct catalogue *before = app_catalogue(app);
	for (size_t i = 0; i < G_N_ELEMENTS(refusals); i++) {
		g_autoptr(GError) error = NULL;
		assert_false(app_act_one(app, refusals[i].kind, refusals[i].subject, "ana", "",
					 json_loads(refusals[i].body, 0, NULL), &error));
		assert_non_null(error);
	}
	struct catalogue *after = app_catalogue(app);
	assert_ptr_equal(before, after);
	catalogue_unref(before);
	catalogue_unref(after);
	app_close(app);
	app = app_open(p->path, &p->options, &failure);
	assert_non_null(app);
	struct catalogue *again = app_catalogue(app);
	assert_int_equal(catalogue_sessions(again)->len, 1);
	catalogue_unref(again);
	app_close(app);
}

static void the_ready_form_is_published_once(void **state)
{
	struct place *p = *state;
	struct app *app = app_open(p->path, &p->options, NULL);
	assert_non_null(app);
	assert_true(library_publish(app, "diagnostico", NULL));
	assert_true(library_publish(app, "diagnostico", NULL));
	struct catalogue *c = app_catalogue(app);
	assert_int_equal(catalogue_forms(c)->len, 1);
	json_t *actions = store_read(app->store, "action_all", json_object(), NULL);
	assert_int_equal(json_array_size(actions), 1);
	json_decref(actions);
	catalogue_unref(c);
	app_close(app);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(what_was_done_stands_in_its_order),
		T(the_catalogue_is_the_same_after_a_restart),
		T(a_clock_set_back_changes_nothing),
		T(a_key_that_is_no_key_takes_no_contact_and_a_new_key_forgets_the_proofs),
		T(an_action_that_cannot_be_replayed_is_an_error_at_load),
		T(a_state_that_there_is_not_and_a_broken_body_are_errors_at_load),
		T(what_could_not_be_replayed_is_never_committed_by_the_program),
		T(the_ready_form_is_published_once),
	};
	faulty_install();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
