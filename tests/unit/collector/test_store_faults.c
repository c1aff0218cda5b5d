/* test_store_faults.c - what a failing disk, a killed process and tampering leave of the store, and its
 * backups.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "collector/store_fixture.h"
#include <sys/wait.h>

static void assert_problem(struct place *p, const char *sentence)
{
	g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GError) error = NULL;
	assert_false(store_check(reopen(p), problems, &error));
	assert_null(error);
	for (guint i = 0; i < problems->len; i++)
		if (strstr(problems->pdata[i], sentence) != NULL)
			return;
	fail_msg("not found: %s; first: %s", sentence,
		 problems->len > 0 ? (char *)problems->pdata[0] : "none");
}

/* ---- the disk */

static void on_a_full_disk_reports_are_refused_until_there_is_room(void **state)
{
	struct place *p = *state;
	g_autoptr(GError) error = NULL;
	send_to(reopen(p), 1, "{}", NULL, NULL);
	faulty.failing_write = 1;
	assert_int_equal(send_to(p->store, 2, "{}", NULL, &error), SUBMISSION_FAILED);
	assert_int_equal(error->code, STORE_ERROR_FULL);
	assert_int_equal(count(p->store), 1);
	faulty_reset();
	assert_int_equal(send_to(p->store, 2, "{}", NULL, NULL), SUBMISSION_STORED);
	assert_int_equal(p->n_broken, 0);
	assert_sound(p->store);
}

static void below_the_reserve_new_reports_alone_are_refused(void **state)
{
	struct place *p = *state;
	struct submission_receipt first, again;
	g_autoptr(GError) error = NULL;
	send_to(reopen(p), 1, "{}", &first, NULL);
	p->options.reserve_bytes = UINT64_MAX;
	assert_int_equal(send_to(reopen(p), 2, "{}", NULL, &error), SUBMISSION_FAILED);
	assert_int_equal(error->code, STORE_ERROR_FULL);
	assert_int_equal(send_to(p->store, 1, "{}", &again, NULL), SUBMISSION_REPEATED);
	assert_memory_equal(&first, &again, sizeof first);
	assert_int_equal(send_to(p->store, 1, "{\"a\":1}", NULL, NULL), SUBMISSION_CONFLICT);
	assert_true(store_write(p->store, act, (void *)"ana", NULL));
	assert_int_equal(count(p->store), 1);
}

/* Sends reports until one fails; the number acknowledged, and the failure's code or -1. */
static unsigned send_until_failure(struct store *s, unsigned *number, int *code)
{
	unsigned n = 0;
	*code = -1;
	for (unsigned i = 0; i < 70 && *code < 0; i++) {
		g_autoptr(GError) error = NULL;
		if (send_to(s, (*number)++, "{\"problema\":\"no hay luz\"}", NULL, &error) ==
		    SUBMISSION_STORED)
			n++;
		else
			*code = error->code;
	}
	return n;
}

static void whichever_write_or_sync_fails_nothing_acknowledged_is_lost(void **state)
{
	struct place *p = *state;
	enum { FULL, BROKEN_WRITE, BROKEN_SYNC, N_KINDS };
	unsigned n_failures = 0, n_sent = 0;
	for (int kind = 0; kind < N_KINDS; kind++)
		for (int n = 1; n <= 60; n += kind == BROKEN_SYNC ? 1 : 3) {
			reopen(p);
			unsigned before = (unsigned)count(p->store);
			int code;
			p->n_broken = 0;
			if (kind == BROKEN_SYNC)
				faulty.failing_sync = faulty.n_syncs + n;
			else
				faulty.failing_write = faulty.n_writes + n;
			faulty.write_error = kind == FULL ? SQLITE_FULL : SQLITE_IOERR_WRITE;
			unsigned n_acknowledged = send_until_failure(p->store, &n_sent, &code);
			if (code >= 0) {
				n_failures++;
				assert_int_equal(code, kind == FULL ? STORE_ERROR_FULL : STORE_ERROR_BROKEN);
				assert_int_equal(p->n_broken, kind == FULL ? 0 : 1);
			}
			if (p->n_broken > 0) { /* broken stays broken until the process starts again */
				g_autoptr(GError) error = NULL;
				faulty_reset();
				assert_int_equal(send_to(p->store, n_sent++, "{}", NULL, &error),
						 SUBMISSION_FAILED);
				assert_int_equal(error->code, STORE_ERROR_BROKEN);
			}
			faulty_reset();
			reopen(p);
			unsigned after = (unsigned)count(p->store);
			if (after < before + n_acknowledged || after > before + n_acknowledged + 1)
				fail_msg("kind %d at %d: %u before, %u acknowledged, %u after", kind, n,
					 before, n_acknowledged, after);
			assert_sound(p->store);
		}
	assert_true(n_failures >= 90);
}

static void a_disk_that_fails_while_opening_is_refused_and_forgiven_later(void **state)
{
	struct place *p = *state;
	for (int n = 1; n < 200; n++) {
		g_autoptr(GError) error = NULL;
		faulty_reset();
		faulty.failing_write = n;
		faulty.write_error = n % 2 ? SQLITE_FULL : SQLITE_IOERR_WRITE;
		p->store = store_open(p->path, &p->options, &error);
		assert_true((p->store == NULL) == (error != NULL));
		bool is_open = p->store != NULL && faulty.n_writes < n;
		faulty_reset();
		store_close(p->store);
		p->store = NULL;
		assert_int_equal(send_to(reopen(p), (unsigned)n, "{}", NULL, NULL), SUBMISSION_STORED);
		assert_sound(p->store);
		store_close(p->store);
		p->store = NULL;
		if (n % 3 != 0) /* a new file each time but for some */
			g_remove(p->path);
		if (is_open)
			return;
	}
	fail_msg("the opening never came to its end");
}

static void what_a_killed_process_wrote_is_made_durable_before_it_is_acknowledged(void **state)
{
	struct place *p = *state;
	pid_t child = fork();
	if (child == 0) {
		struct store *s = store_open(p->path, &p->options, NULL);
		_exit(s != NULL && send_to(s, 1, "{}", NULL, NULL) == SUBMISSION_STORED ? 0 : 1);
	}
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	faulty_reset();
	reopen(p);
	assert_true(faulty.n_syncs >= 2); /* the log, then the file proper */
	assert_int_equal(send_to(p->store, 1, "{}", NULL, NULL), SUBMISSION_REPEATED);
}

/* ---- checking */

static void tampering_with_an_action_or_a_report_is_found(void **state)
{
	static const struct {
		const char *sql, *sentence;
	} cases[] = {
		{"UPDATE action SET author = 'eva' WHERE sequence = 2", "action 2 was altered"},
		{"UPDATE action SET body = '{}' WHERE sequence = 1", "action 1 was altered"},
		{"UPDATE action SET at = at + 1 WHERE sequence = 3", "action 3 was altered"},
		{"UPDATE action SET previous = zeroblob(32) WHERE sequence = 3", "action 3 was altered"},
		{"DELETE FROM action WHERE sequence = 2", "actions between 1 and 3 are missing"},
		{"DELETE FROM action WHERE sequence = 1", "actions between 0 and 2 are missing"},
		{"UPDATE submission SET answers = '{\"a\":2}'", "its content was altered"},
		{"UPDATE submission SET session = 'OTHER'", "its content was altered"},
		{"UPDATE submission SET digest = zeroblob(32)", "its content was altered"},
		{"UPDATE submission SET salt = NULL", "is half erased"},
		{"UPDATE submission SET answers = NULL", "is half erased"},
		{"UPDATE submission SET folio_hash = zeroblob(16)", "does not match its folio"},
		{"UPDATE submission SET uuid = zeroblob(16)", "does not match its folio"},
		{"INSERT INTO login VALUES (zeroblob(32), 'nobody', 0, 0)", "foreign_key_check: login"},
	};
	struct place *p = *state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		reopen(p);
		assert_int_equal(send_to(p->store, 1, "{\"a\":1}", NULL, NULL), SUBMISSION_STORED);
		for (int k = 0; k < 3; k++)
			assert_true(store_write(p->store, act, (void *)"ana", NULL));
		assert_sound(p->store);
		store_close(p->store);
		p->store = NULL;
		g_autofree char *sql = g_strdup_printf(
			"DROP TRIGGER submission_only_erased; DROP TRIGGER action_never_changed;"
			"DROP TRIGGER action_never_deleted; %s",
			cases[i].sql);
		assert_int_equal(raw(p->path, sql), SQLITE_OK);
		assert_problem(p, cases[i].sentence);
		store_close(p->store);
		p->store = NULL;
		g_remove(p->path);
	}
}

static void a_flipped_letter_in_the_file_is_found(void **state)
{
	struct place *p = *state;
	reopen(p);
	send_to(p->store, 1, "{\"problema\":\"zanahoria\"}", NULL, NULL);
	store_close(p->store);
	p->store = NULL;
	char *bytes;
	gsize n;
	assert_true(g_file_get_contents(p->path, &bytes, &n, NULL));
	char *word = memmem(bytes, n, "zanahoria", 9);
	assert_non_null(word);
	word[3] ^= 1;
	assert_true(g_file_set_contents(p->path, bytes, (gssize)n, NULL));
	g_free(bytes);
	assert_problem(p, "its content was altered");
}

static void a_capital_letter_in_the_schema_changes_nothing(void **state)
{
	struct place *p = *state;
	send_to(reopen(p), 1, "{}", NULL, NULL);
	store_close(p->store);
	p->store = NULL;
	assert_int_equal(
		raw(p->path,
		    "PRAGMA writable_schema = ON;"
		    "UPDATE sqlite_schema SET sql = replace(sql, 'folio_hash BLOB', 'Folio_hash BLOB')"),
		SQLITE_OK);
	assert_sound(reopen(p));
	json_t *rows = store_read(p->store, "submission_all", json_object(), NULL);
	assert_non_null(json_object_get(json_array_get(rows, 0), "folio_hash"));
	json_decref(rows);
}

/* ---- backups */

static gpointer keep_sending(gpointer data)
{
	struct sender *s = data;
	for (s->number = 0; !g_atomic_int_get(&s->code); s->number++)
		if (send_to(s->store, s->number, "{\"problema\":\"baches\"}", NULL, NULL) !=
		    SUBMISSION_STORED)
			return GINT_TO_POINTER(FALSE);
	return GINT_TO_POINTER(TRUE);
}

static void a_backup_while_reports_arrive_is_whole_and_sound(void **state)
{
	struct place *p = *state;
	g_autofree char *copy = g_build_filename(p->folder, "copy.db", NULL);
	struct sender sender = {.store = reopen(p)};
	GThread *sending = g_thread_new("sender", keep_sending, &sender);
	while (count(p->store) < 500)
		g_usleep(1000);
	int64_t before = count(p->store);
	g_autoptr(GError) error = NULL;
	assert_true(store_backup(p->store, copy, &error));
	int64_t after = count(p->store);
	g_atomic_int_set(&sender.code, 1);
	assert_true(GPOINTER_TO_INT(g_thread_join(sending)));
	struct store_options options = p->options;
	options.read_only = true;
	struct store *read = store_open(copy, &options, &error);
	assert_non_null(read);
	assert_true(count(read) >= before && count(read) <= after);
	assert_int_equal(store_device(read), store_device(p->store));
	assert_sound(read);
	store_close(read);
	options.read_only = false;
	struct store *again = store_open(copy, &options, &error); /* and it can be served at once */
	assert_non_null(again);
	assert_int_equal(send_to(again, 0, "{\"problema\":\"baches\"}", NULL, NULL), SUBMISSION_REPEATED);
	store_close(again);
}

static void a_backup_never_replaces_a_file_and_leaves_nothing_half_done(void **state)
{
	struct place *p = *state;
	g_autofree char *copy = g_build_filename(p->folder, "copy.db", NULL),
			*part = g_strconcat(copy, ".part", NULL),
			*nowhere = g_build_filename(p->folder, "no", "copy.db", NULL);
	g_autoptr(GError) error = NULL, other = NULL;
	reopen(p);
	assert_true(g_file_set_contents(copy, "precious", -1, NULL));
	assert_false(store_backup(p->store, copy, &error));
	assert_int_equal(error->code, STORE_ERROR_REFUSED);
	assert_false(store_backup(p->store, nowhere, &other));
	g_remove(copy);
	assert_true(g_file_set_contents(part, "left by a backup that was cut short", -1, NULL));
	assert_true(store_backup(p->store, copy, NULL));
	assert_false(g_file_test(part, G_FILE_TEST_EXISTS));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(on_a_full_disk_reports_are_refused_until_there_is_room),
		T(below_the_reserve_new_reports_alone_are_refused),
		T(whichever_write_or_sync_fails_nothing_acknowledged_is_lost),
		T(a_disk_that_fails_while_opening_is_refused_and_forgiven_later),
		T(what_a_killed_process_wrote_is_made_durable_before_it_is_acknowledged),
		T(tampering_with_an_action_or_a_report_is_found),
		T(a_flipped_letter_in_the_file_is_found),
		T(a_capital_letter_in_the_schema_changes_nothing),
		T(a_backup_while_reports_arrive_is_whole_and_sound),
		T(a_backup_never_replaces_a_file_and_leaves_nothing_half_done),
	};
	faulty_install();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
