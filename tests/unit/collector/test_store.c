/* test_store.c - the store: who is let in, what is kept once, what is refused.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "collector/store_fixture.h"
#include "assets.h"
#include <sodium.h>

#define N_THREADS 50

/* ---- opening */

static void a_second_opening_of_the_same_file_is_refused_as_locked(void **state)
{
	struct place *p = *state;
	reopen(p);
	refuse(p->path, &p->options, STORE_ERROR_LOCKED);
	assert_int_equal(send_to(p->store, 1, "{}", NULL, NULL), SUBMISSION_STORED);
}

static void the_same_file_by_another_name_is_refused_as_locked(void **state)
{
	struct place *p = *state;
	reopen(p);
	g_autofree char *other = g_build_filename(p->folder, "b.db", NULL);
	assert_int_equal(symlink(p->path, other), 0);
	refuse(other, &p->options, STORE_ERROR_LOCKED);
}

static void a_file_of_another_program_is_refused_and_left_as_it_is(void **state)
{
	struct place *p = *state;
	char *before, *after;
	gsize n_before, n_after;
	assert_int_equal(raw(p->path, "CREATE TABLE recipe (id); PRAGMA user_version = 1"), SQLITE_OK);
	assert_true(g_file_get_contents(p->path, &before, &n_before, NULL));
	refuse(p->path, &p->options, STORE_ERROR_FORMAT);
	assert_true(g_file_get_contents(p->path, &after, &n_after, NULL));
	assert_int_equal(n_before, n_after);
	assert_memory_equal(before, after, n_before);
	g_free(before);
	g_free(after);
}

static void garbage_a_folder_and_a_missing_folder_are_refused(void **state)
{
	struct place *p = *state;
	g_autofree char *garbage = g_strnfill(9000, 'x'),
			*nowhere = g_build_filename(p->folder, "no", "a.db", NULL);
	assert_true(g_file_set_contents(p->path, garbage, 9000, NULL));
	refuse(p->path, &p->options, STORE_ERROR_FORMAT);
	refuse(p->folder, &p->options, STORE_ERROR_FORMAT);
	refuse(nowhere, &p->options, STORE_ERROR_FORMAT);
}

static void a_file_of_a_newer_version_is_refused(void **state)
{
	struct place *p = *state;
	reopen(p);
	store_close(p->store);
	p->store = NULL;
	assert_int_equal(raw(p->path, "PRAGMA user_version = 999"), SQLITE_OK);
	refuse(p->path, &p->options, STORE_ERROR_FORMAT);
	p->options.read_only = true;
	refuse(p->path, &p->options, STORE_ERROR_FORMAT);
}

static void reading_alone_refuses_what_is_not_there_empty_or_older(void **state)
{
	struct place *p = *state;
	p->options.read_only = true;
	refuse(p->path, &p->options, STORE_ERROR_FORMAT);
	assert_true(g_file_set_contents(p->path, "", 0, NULL));
	refuse(p->path, &p->options, STORE_ERROR_FORMAT);
	p->options.read_only = false;
	reopen(p);
	store_close(p->store);
	p->store = NULL;
	assert_int_equal(raw(p->path, "PRAGMA user_version = 0"), SQLITE_OK);
	p->options.read_only = true;
	refuse(p->path, &p->options, STORE_ERROR_FORMAT);
}

static void a_damaged_file_is_refused_at_the_start(void **state)
{
	struct place *p = *state;
	reopen(p);
	for (unsigned i = 0; i < 200; i++)
		send_to(p->store, i, "{\"problema\":\"falta agua en la colonia desde hace un mes\"}", NULL,
			NULL);
	store_close(p->store);
	p->store = NULL;
	g_autofree char *bytes = NULL;
	gsize n;
	assert_true(g_file_get_contents(p->path, &bytes, &n, NULL));
	memset(bytes + n - 4096, 0x55, 4096);
	assert_true(g_file_set_contents(p->path, bytes, (gssize)n, NULL));
	refuse(p->path, &p->options, STORE_ERROR_DAMAGED);
}

static void a_file_without_its_keys_is_refused(void **state)
{
	struct place *p = *state;
	reopen(p);
	store_close(p->store);
	p->store = NULL;
	assert_int_equal(
		raw(p->path, "INSERT INTO installation SELECT 2, device, secret, 0 FROM installation"),
		SQLITE_CONSTRAINT);
	assert_int_equal(
		raw(p->path, "PRAGMA ignore_check_constraints = ON; UPDATE installation SET secret = x'00'"),
		SQLITE_OK);
	refuse(p->path, &p->options, STORE_ERROR_DAMAGED);
}

static void a_misspelt_statement_stops_the_opening(void **state)
{
	struct place *p = *state;
	reopen(p);
	struct queries *queries = queries_load();
	g_ptr_array_add(queries->texts, g_strdup("SELECT respuestas FROM submission"));
	g_autoptr(GError) error = NULL;
	struct connection *c = connection_open(p->path, true, queries, &error);
	assert_non_null(c);
	assert_false(connection_prepare(c, &error));
	assert_int_equal(error->code, STORE_ERROR_QUERY);
	assert_non_null(strstr(error->message, "respuestas"));
	connection_close(c);
	queries_free(queries);
}

static void every_table_is_strict_and_every_column_explained(void **state)
{
	(void)state;
	size_t n_tables = 0, n_columns = 0;
	for (size_t i = 0; i < n_assets; i++) {
		if (!g_str_has_prefix(assets[i].name, "collector/sql/schema/"))
			continue;
		g_auto(GStrv) lines = g_strsplit(assets[i].bytes, "\n", -1);
		bool is_table = false, is_explained = false;
		for (char **line = lines; *line != NULL; line++) {
			if (g_str_has_prefix(*line, "CREATE TABLE")) {
				if (!is_explained)
					fail_msg("no comment above: %s", *line);
				is_table = true;
				n_tables++;
			} else if (is_table && (*line)[0] == ')') {
				if (strstr(*line, "STRICT") == NULL)
					fail_msg("%s: table %zu is not STRICT", assets[i].name, n_tables);
				is_table = false;
			} else if (is_table && g_ascii_islower((*line)[1])) {
				if (!is_explained)
					fail_msg("no comment above:%s", *line);
				n_columns++;
			}
			is_explained = strstr(*line, "-- ") != NULL && strlen(*line) > 6;
		}
	}
	assert_true(n_tables >= 9);
	assert_true(n_columns >= 40);
}

/* ---- append only */

static void reports_and_actions_cannot_be_changed_or_deleted(void **state)
{
	struct place *p = *state;
	reopen(p);
	send_to(p->store, 1, "{\"a\":1}", NULL, NULL);
	assert_true(store_write(p->store, act, (void *)"ana", NULL));
	store_close(p->store);
	p->store = NULL;
	static const char *const refused[] = {
		"UPDATE submission SET answers = '{}'",
		"UPDATE submission SET answers = NULL, salt = NULL, hour = hour + 3600",
		"UPDATE submission SET answers = NULL, salt = NULL, mesa = 3",
		"UPDATE submission SET answers = NULL, salt = NULL, notice = 'other'",
		"UPDATE submission SET answers = NULL, salt = NULL, replaces = uuid",
		"UPDATE submission SET answers = NULL, salt = NULL, late = 1",
		"UPDATE submission SET answers = NULL",
		"UPDATE submission SET salt = NULL",
		"DELETE FROM submission",
		"UPDATE action SET author = 'other'",
		"DELETE FROM action",
	};
	for (size_t i = 0; i < G_N_ELEMENTS(refused); i++)
		if (raw(p->path, refused[i]) != SQLITE_CONSTRAINT)
			fail_msg("let through: %s", refused[i]);
	assert_int_equal(raw(p->path, "UPDATE submission SET answers = NULL, salt = NULL"), SQLITE_OK);
	assert_sound(reopen(p));
}

static json_t *uuid_parameter(unsigned number)
{
	struct submission in = submission(number, "");
	char hex[33];
	sodium_bin2hex(hex, sizeof hex, in.uuid, sizeof in.uuid);
	return json_pack("{s:s}", "uuid#", hex);
}

static void the_same_report_gets_its_receipt_again_even_after_a_restart(void **state)
{
	struct place *p = *state;
	struct submission_receipt first, again, later;
	assert_int_equal(send_to(reopen(p), 1, "{\"a\":1}", &first, NULL), SUBMISSION_STORED);
	assert_int_equal(send_to(p->store, 1, "{\"a\":1}", &again, NULL), SUBMISSION_REPEATED);
	assert_int_equal(send_to(reopen(p), 1, "{\"a\":1}", &later, NULL), SUBMISSION_REPEATED);
	assert_int_equal(first.id, again.id);
	assert_int_equal(first.id, later.id);
	assert_memory_equal(first.digest, again.digest, 32);
	assert_memory_equal(first.digest, later.digest, 32);
	assert_int_equal(count(p->store), 1);
}

static void the_same_identifier_with_other_words_session_or_form_is_a_conflict(void **state)
{
	struct place *p = *state;
	struct submission_receipt receipt;
	assert_int_equal(send_to(reopen(p), 1, "{\"a\":1}", NULL, NULL), SUBMISSION_STORED);
	assert_int_equal(send_to(p->store, 1, "{\"a\":2}", NULL, NULL), SUBMISSION_CONFLICT);
	struct submission in = submission(1, "{\"a\":1}");
	in.session = "OTHER";
	assert_int_equal(store_submit(p->store, &in, &receipt, NULL), SUBMISSION_CONFLICT);
	in = submission(1, "{\"a\":1}");
	in.form = "fedcba9876543210";
	assert_int_equal(store_submit(p->store, &in, &receipt, NULL), SUBMISSION_CONFLICT);
	assert_int_equal(count(p->store), 1);
	assert_sound(p->store);
}

static void an_erased_report_cannot_come_back(void **state)
{
	struct place *p = *state;
	assert_int_equal(send_to(reopen(p), 1, "{\"a\":1}", NULL, NULL), SUBMISSION_STORED);
	assert_true(store_write_one(p->store, "submission_erase", uuid_parameter(1), NULL));
	assert_int_equal(send_to(p->store, 1, "{\"a\":1}", NULL, NULL), SUBMISSION_RETIRED);
	assert_int_equal(send_to(p->store, 1, "{\"a\":2}", NULL, NULL), SUBMISSION_RETIRED);
	assert_sound(p->store);
}

/* ---- many at once */

static void send_all(struct store *store, struct sender senders[N_THREADS])
{
	GThread *threads[N_THREADS];
	for (int i = 0; i < N_THREADS; i++) {
		senders[i].store = store;
		threads[i] = g_thread_new("sender", sender_main, &senders[i]);
	}
	for (int i = 0; i < N_THREADS; i++) {
		g_thread_join(threads[i]);
		g_free(senders[i].answers);
	}
}

static void fifty_copies_of_one_report_become_one_row_with_one_receipt(void **state)
{
	struct place *p = *state;
	struct sender senders[N_THREADS] = {0};
	p->options.max_waiting = N_THREADS;
	for (int i = 0; i < N_THREADS; i++)
		senders[i] = (struct sender){.number = 5, .answers = g_strdup("{\"a\":1}")};
	send_all(reopen(p), senders);
	int n_stored = 0;
	for (int i = 0; i < N_THREADS; i++) {
		n_stored += senders[i].outcome == SUBMISSION_STORED;
		assert_true(senders[i].outcome == SUBMISSION_STORED ||
			    senders[i].outcome == SUBMISSION_REPEATED);
		assert_int_equal(senders[i].receipt.id, senders[0].receipt.id);
		assert_memory_equal(senders[i].receipt.digest, senders[0].receipt.digest, 32);
	}
	assert_int_equal(n_stored, 1);
	assert_int_equal(count(p->store), 1);
}

static void of_fifty_different_reports_under_one_identifier_one_is_stored(void **state)
{
	struct place *p = *state;
	struct sender senders[N_THREADS] = {0};
	p->options.max_waiting = N_THREADS;
	for (int i = 0; i < N_THREADS; i++)
		senders[i] = (struct sender){.number = 5, .answers = g_strdup_printf("{\"a\":%d}", i)};
	send_all(reopen(p), senders);
	int n_stored = 0, n_conflicts = 0;
	for (int i = 0; i < N_THREADS; i++) {
		n_stored += senders[i].outcome == SUBMISSION_STORED;
		n_conflicts += senders[i].outcome == SUBMISSION_CONFLICT;
	}
	assert_int_equal(n_stored, 1);
	assert_int_equal(n_conflicts, N_THREADS - 1);
	assert_int_equal(count(p->store), 1);
	assert_sound(p->store);
}

struct gate {
	gint is_entered, is_open;
};

static bool wait_at(struct store_transaction *t, void *data, GError **error)
{
	struct gate *gate = data;
	(void)t;
	(void)error;
	g_atomic_int_set(&gate->is_entered, 1);
	while (!g_atomic_int_get(&gate->is_open))
		g_usleep(1000);
	return true;
}

struct blocker {
	struct store *store;
	struct gate gate;
};

static gpointer block(gpointer data)
{
	struct blocker *b = data;
	return GINT_TO_POINTER(store_write(b->store, wait_at, &b->gate, NULL));
}

static void when_too_many_wait_the_rest_is_sent_away_and_nothing_of_it_stored(void **state)
{
	struct place *p = *state;
	struct sender senders[N_THREADS] = {0};
	p->options.max_waiting = 7;
	struct blocker blocker = {.store = reopen(p)};
	GThread *blocking = g_thread_new("blocker", block, &blocker);
	while (!g_atomic_int_get(&blocker.gate.is_entered))
		g_usleep(1000);
	GThread *threads[N_THREADS];
	for (int i = 0; i < N_THREADS; i++) {
		senders[i] = (struct sender){.store = p->store,
					     .number = (unsigned)i + 100,
					     .answers = g_strdup("{}"),
					     .code = -2};
		threads[i] = g_thread_new("sender", sender_main, &senders[i]);
	}
	g_usleep(200000);
	g_atomic_int_set(&blocker.gate.is_open, 1);
	int n_stored = 0, n_busy = 0;
	for (int i = 0; i < N_THREADS; i++) {
		g_thread_join(threads[i]);
		n_stored += senders[i].outcome == SUBMISSION_STORED;
		n_busy += senders[i].outcome == SUBMISSION_FAILED && senders[i].code == STORE_ERROR_BUSY;
		g_free(senders[i].answers);
	}
	assert_true(GPOINTER_TO_INT(g_thread_join(blocking)));
	assert_int_equal(n_stored, 7);
	assert_int_equal(n_busy, N_THREADS - 7);
	assert_int_equal(count(p->store), 7);
	assert_int_equal(send_to(p->store, 1, "{}", NULL, NULL), SUBMISSION_STORED);
}

/* ---- work */

static bool change_and_fail(struct store_transaction *t, void *data, GError **error)
{
	if (!act(t, data, error))
		return false;
	g_set_error(error, STORE_ERROR, STORE_ERROR_REFUSED, "no");
	return false;
}

static gpointer fail_main(gpointer data)
{
	g_autoptr(GError) error = NULL;
	bool is_good = store_write(data, change_and_fail, (void *)"ana", &error);
	return GINT_TO_POINTER(!is_good && error->code == STORE_ERROR_REFUSED);
}

static void failing_work_is_undone_alone_and_the_report_of_its_batch_kept(void **state)
{
	struct place *p = *state;
	struct blocker blocker = {.store = reopen(p)};
	struct sender sender = {.store = p->store, .number = 3, .answers = g_strdup("{}")};
	GThread *blocking = g_thread_new("blocker", block, &blocker);
	while (!g_atomic_int_get(&blocker.gate.is_entered))
		g_usleep(1000);
	GThread *failing = g_thread_new("failing", fail_main, p->store);
	GThread *sending = g_thread_new("sender", sender_main, &sender);
	g_usleep(100000); /* both wait: they will be one batch */
	g_atomic_int_set(&blocker.gate.is_open, 1);
	g_thread_join(blocking);
	g_thread_join(sending);
	assert_true(GPOINTER_TO_INT(g_thread_join(failing)));
	assert_int_equal(sender.outcome, SUBMISSION_STORED);
	assert_int_equal(count(p->store), 1);
	json_t *actions = store_read(p->store, "action_all", json_object(), NULL);
	assert_int_equal(json_array_size(actions), 0);
	json_decref(actions);
	g_free(sender.answers);
	assert_int_equal(p->n_broken, 0);
}

static void work_sees_what_it_has_done_before_it_is_committed(void **state)
{
	struct place *p = *state;
	assert_true(store_write(reopen(p), act, (void *)"ana", NULL));
	assert_false(store_write(p->store, change_and_fail, (void *)"eva", NULL));
	assert_true(store_write(p->store, act, (void *)"ema", NULL));
	assert_sound(p->store);
	json_t *actions = store_read(p->store, "action_all", json_object(), NULL);
	assert_int_equal(json_array_size(actions), 2);
	json_decref(actions);
}

static void a_clock_set_back_does_not_change_the_order_of_actions(void **state)
{
	struct place *p = *state;
	reopen(p);
	assert_true(store_write(p->store, act, (void *)"ana", NULL));
	clock_at -= 86400;
	assert_true(store_write(reopen(p), act, (void *)"eva", NULL));
	clock_at += 86400;
	json_t *actions = store_read(p->store, "action_of_subject", json_pack("{s:s}", "subject", "x"), NULL);
	json_t *first = json_array_get(actions, 0), *second = json_array_get(actions, 1);
	assert_string_equal(json_string_value(json_object_get(first, "author")), "ana");
	assert_true(json_integer_value(json_object_get(second, "at")) >=
		    json_integer_value(json_object_get(first, "at")));
	json_decref(actions);
}

static enum submission_outcome correct(struct store *s, unsigned number, unsigned replaced)
{
	struct submission_receipt receipt;
	struct submission in = submission(number, "{\"problema\":\"corregido\"}");
	in.has_replaces = true;
	memset(in.replaces, 7, sizeof in.replaces);
	memcpy(in.replaces, &replaced, sizeof replaced);
	return store_submit(s, &in, &receipt, NULL);
}

static void a_report_is_replaced_once_and_never_after_it_was_erased(void **state)
{
	struct place *p = *state;
	struct submission of = submission(4, "{}");
	char hex[33];
	reopen(p);
	assert_int_equal(send_to(p->store, 1, "{}", NULL, NULL), SUBMISSION_STORED);
	assert_int_equal(correct(p->store, 2, 1), SUBMISSION_STORED);
	assert_int_equal(correct(p->store, 3, 1), SUBMISSION_CONFLICT);
	assert_int_equal(correct(p->store, 2, 1), SUBMISSION_REPEATED);
	assert_int_equal(correct(p->store, 4, 2), SUBMISSION_STORED);
	sodium_bin2hex(hex, sizeof hex, of.uuid, 16);
	assert_true(store_write_one(p->store, "submission_versions_erase", json_pack("{s:s}", "uuid#", hex),
				    NULL));
	assert_int_equal(correct(p->store, 5, 4), SUBMISSION_RETIRED);
	assert_int_equal(correct(p->store, 4, 2), SUBMISSION_RETIRED);
	assert_int_equal(count(p->store), 3);
	assert_sound(p->store);
}

/* ---- identifiers */

static void a_hundred_thousand_identifiers_are_different_and_in_order(void **state)
{
	struct place *p = *state;
	unsigned char last[16] = {0}, uuid[16];
	reopen(p);
	for (int i = 0; i < 100000; i++) {
		store_mint_uuid(p->store, uuid);
		if (memcmp(last, uuid, 16) >= 0)
			fail_msg("not after the one before, at %d", i);
		assert_int_equal(uuid[6] >> 4, 7);
		assert_int_equal(uuid[8] >> 6, 2);
		memcpy(last, uuid, 16);
	}
}

static void identifiers_keep_their_order_over_restarts(void **state)
{
	struct place *p = *state;
	unsigned char last[16] = {0}, uuid[16];
	for (int i = 0; i < 20; i++) {
		reopen(p);
		for (int k = 0; k < 3; k++) {
			store_mint_uuid(p->store, uuid);
			assert_true(memcmp(last, uuid, 16) < 0);
			memcpy(last, uuid, 16);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_second_opening_of_the_same_file_is_refused_as_locked),
		T(the_same_file_by_another_name_is_refused_as_locked),
		T(a_file_of_another_program_is_refused_and_left_as_it_is),
		T(garbage_a_folder_and_a_missing_folder_are_refused),
		T(a_file_of_a_newer_version_is_refused),
		T(reading_alone_refuses_what_is_not_there_empty_or_older),
		T(a_damaged_file_is_refused_at_the_start),
		T(a_file_without_its_keys_is_refused),
		T(a_misspelt_statement_stops_the_opening),
		cmocka_unit_test(every_table_is_strict_and_every_column_explained),
		T(reports_and_actions_cannot_be_changed_or_deleted),
		T(the_same_report_gets_its_receipt_again_even_after_a_restart),
		T(the_same_identifier_with_other_words_session_or_form_is_a_conflict),
		T(an_erased_report_cannot_come_back),
		T(fifty_copies_of_one_report_become_one_row_with_one_receipt),
		T(of_fifty_different_reports_under_one_identifier_one_is_stored),
		T(when_too_many_wait_the_rest_is_sent_away_and_nothing_of_it_stored),
		T(failing_work_is_undone_alone_and_the_report_of_its_batch_kept),
		T(work_sees_what_it_has_done_before_it_is_committed),
		T(a_clock_set_back_does_not_change_the_order_of_actions),
		T(a_report_is_replaced_once_and_never_after_it_was_erased),
		T(a_hundred_thousand_identifiers_are_different_and_in_order),
		T(identifiers_keep_their_order_over_restarts),
	};
	faulty_install();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
