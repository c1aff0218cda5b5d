/* test_files.c - files in the store: kept once, with their reports, gone with them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "collector/store_fixture.h"
#include <sodium.h>
#include <sys/statvfs.h>

static enum submission_outcome send_files(struct store *s, unsigned number,
					  const struct submission_file *files, size_t n, unsigned replaced,
					  GError **error)
{
	struct submission_receipt receipt;
	struct submission in = submission(number, "{\"foto\":\"a.jpg\"}");
	in.files = files;
	in.n_files = n;
	if (replaced != 0) {
		in.has_replaces = true;
		memset(in.replaces, 7, 16);
		memcpy(in.replaces, &replaced, sizeof replaced);
	}
	return store_submit(s, &in, &receipt, error);
}

static struct submission_file picture(const char *name, const char *bytes)
{
	return (struct submission_file){name, "image/jpeg", bytes, strlen(bytes)};
}

static json_t *attachments(struct store *s, unsigned number)
{
	struct submission of = submission(number, "{}");
	char hex[33];
	sodium_bin2hex(hex, sizeof hex, of.uuid, 16);
	json_t *rows = store_read(s, "attachment_of", json_pack("{s:s}", "submission#", hex), NULL);
	assert_non_null(rows);
	return rows;
}

/* The names of a report's files, joined by blanks; freed with the next call. */
static const char *names_of(struct store *s, unsigned number)
{
	static char text[200];
	json_t *rows = attachments(s, number), *row;
	size_t i;
	text[0] = '\0';
	json_array_foreach(rows, i, row)
	{
		g_strlcat(text, i > 0 ? " " : "", sizeof text);
		g_strlcat(text, json_string_value(json_object_get(row, "name")), sizeof text);
	}
	json_decref(rows);
	return text;
}

static size_t n_files(struct store *s)
{
	json_t *rows = store_read(s, "file_all", json_object(), NULL);
	size_t n = json_array_size(rows);
	json_decref(rows);
	return n;
}

struct put {
	const char *bytes;
	char hex[65];
	bool fails;
};

static bool put_run(struct store_transaction *t, void *data, GError **error)
{
	struct put *put = data;
	bool is_good = store_file_put(t, put->bytes, strlen(put->bytes), "text/csv", put->hex, error);
	if (is_good && put->fails)
		g_set_error(error, STORE_ERROR, STORE_ERROR_REFUSED, "no");
	return is_good && !put->fails;
}

static void a_file_comes_back_as_it_went_in_with_its_type(void **state)
{
	struct place *p = *state;
	g_autoptr(GError) error = NULL;
	reopen(p);
	struct put put = {.bytes = "clave,nombre\n10001,Canatlán\n"}, again = put, empty = {.bytes = ""};
	assert_true(store_write(p->store, put_run, &put, &error));
	assert_true(store_write(p->store, put_run, &again, &error));
	assert_true(store_write(p->store, put_run, &empty, &error));
	assert_string_equal(put.hex, again.hex);
	assert_int_equal(n_files(p->store), 2);
	reopen(p);
	g_autofree char *type = NULL, *type_empty = NULL;
	g_autoptr(GBytes) bytes = store_file_read(p->store, put.hex, &type, &error);
	assert_non_null(bytes);
	assert_string_equal(type, "text/csv");
	assert_int_equal(g_bytes_get_size(bytes), strlen(put.bytes));
	assert_memory_equal(g_bytes_get_data(bytes, NULL), put.bytes, strlen(put.bytes));
	g_autoptr(GBytes) nothing = store_file_read(p->store, empty.hex, &type_empty, &error);
	assert_non_null(nothing);
	assert_int_equal(g_bytes_get_size(nothing), 0);
	assert_sound(p->store);
}

static void what_is_no_digest_or_of_no_file_gives_nothing_and_no_error(void **state)
{
	struct place *p = *state;
	static const char *const asked[] = {
		"", "abc", "zz00000000000000000000000000000000000000000000000000000000000000",
		"0000000000000000000000000000000000000000000000000000000000000000"};
	g_autoptr(GError) error = NULL;
	reopen(p);
	for (size_t i = 0; i < G_N_ELEMENTS(asked); i++) {
		char *type = (char *)"x";
		assert_null(store_file_read(p->store, asked[i], &type, &error));
		assert_null(type);
		assert_null(error);
	}
}

static void work_that_fails_leaves_no_file(void **state)
{
	struct place *p = *state;
	g_autoptr(GError) error = NULL;
	reopen(p);
	struct put put = {.bytes = "x", .fails = true};
	assert_false(store_write(p->store, put_run, &put, &error));
	assert_int_equal(n_files(p->store), 0);
}

static void a_repeated_report_brings_the_files_that_were_missing(void **state)
{
	struct place *p = *state;
	struct submission_file files[] = {picture("a.jpg", "one"), picture("b.jpg", "two"),
					  picture("c.jpg", "one")};
	reopen(p);
	assert_int_equal(send_files(p->store, 1, files, 1, 0, NULL), SUBMISSION_STORED);
	assert_string_equal(names_of(p->store, 1), "a.jpg");
	assert_int_equal(send_files(p->store, 1, files, 3, 0, NULL), SUBMISSION_REPEATED);
	assert_string_equal(names_of(p->store, 1), "a.jpg b.jpg c.jpg");
	assert_int_equal(n_files(p->store), 2);
	assert_int_equal(send_files(p->store, 1, NULL, 0, 0, NULL), SUBMISSION_REPEATED);
	assert_int_equal(count(p->store), 1);
	assert_sound(p->store);
}

static void the_first_file_of_a_name_stays_and_the_other_is_not_kept(void **state)
{
	struct place *p = *state;
	struct submission_file first = picture("a.jpg", "one"), other = picture("a.jpg", "other");
	reopen(p);
	assert_int_equal(send_files(p->store, 1, &first, 1, 0, NULL), SUBMISSION_STORED);
	assert_int_equal(send_files(p->store, 1, &other, 1, 0, NULL), SUBMISSION_REPEATED);
	assert_int_equal(n_files(p->store), 1);
}

static void a_conflicting_report_adds_no_file(void **state)
{
	struct place *p = *state;
	struct submission_file file = picture("a.jpg", "one");
	struct submission_receipt receipt;
	reopen(p);
	assert_int_equal(send_files(p->store, 1, NULL, 0, 0, NULL), SUBMISSION_STORED);
	struct submission in = submission(1, "{\"foto\":\"otra.jpg\"}");
	in.files = &file;
	in.n_files = 1;
	assert_int_equal(store_submit(p->store, &in, &receipt, NULL), SUBMISSION_CONFLICT);
	assert_string_equal(names_of(p->store, 1), "");
	assert_int_equal(n_files(p->store), 0);
}

static void a_new_version_keeps_the_file_that_it_still_names(void **state)
{
	struct place *p = *state;
	struct submission_file file = picture("a.jpg", "one"),
			       kept[] = {{.name = "a.jpg"}, {.name = "never.jpg"}};
	reopen(p);
	assert_int_equal(send_files(p->store, 1, &file, 1, 0, NULL), SUBMISSION_STORED);
	assert_int_equal(send_files(p->store, 2, kept, 2, 1, NULL), SUBMISSION_STORED);
	assert_string_equal(names_of(p->store, 2), "a.jpg");
	/* without a report that it replaces there is nothing to keep */
	assert_int_equal(send_files(p->store, 3, kept, 2, 0, NULL), SUBMISSION_STORED);
	assert_string_equal(names_of(p->store, 3), "");
	assert_sound(p->store);
}

static void erasing_a_report_erases_its_files_but_not_those_that_others_show(void **state)
{
	struct place *p = *state;
	struct submission_file both[] = {picture("a.jpg", "shared"), picture("b.jpg", "own")};
	struct put put = {.bytes = "published"};
	struct submission_file like_published = picture("p.csv", "published");
	reopen(p);
	assert_true(store_write(p->store, put_run, &put, NULL));
	assert_int_equal(send_files(p->store, 1, both, 2, 0, NULL), SUBMISSION_STORED);
	assert_int_equal(send_files(p->store, 2, both, 1, 0, NULL), SUBMISSION_STORED);
	assert_int_equal(send_files(p->store, 3, &like_published, 1, 0, NULL), SUBMISSION_STORED);
	assert_int_equal(n_files(p->store), 3);
	struct submission of = submission(1, "{}");
	char hex[33];
	for (unsigned number = 1; number <= 3; number++) {
		of = submission(number, "{}");
		sodium_bin2hex(hex, sizeof hex, of.uuid, 16);
		assert_true(store_write_one(p->store, "submission_versions_erase",
					    json_pack("{s:s}", "uuid#", hex), NULL));
		assert_string_equal(names_of(p->store, number), "");
		/* own goes with the first, shared with the second, what a form brought stays */
		assert_int_equal(n_files(p->store), number == 1 ? 2 : 1);
	}
	assert_string_equal(names_of(p->store, 2), "");
	assert_sound(p->store);
}

static void an_erased_report_takes_no_late_file(void **state)
{
	struct place *p = *state;
	struct submission_file file = picture("a.jpg", "one");
	char hex[33];
	reopen(p);
	assert_int_equal(send_files(p->store, 1, NULL, 0, 0, NULL), SUBMISSION_STORED);
	struct submission of = submission(1, "{}");
	sodium_bin2hex(hex, sizeof hex, of.uuid, 16);
	assert_true(store_write_one(p->store, "submission_erase", json_pack("{s:s}", "uuid#", hex), NULL));
	assert_int_equal(send_files(p->store, 1, &file, 1, 0, NULL), SUBMISSION_RETIRED);
	assert_int_equal(n_files(p->store), 0);
}

static void below_the_reserve_a_repeat_gets_its_receipt_and_a_new_file_does_not_enter(void **state)
{
	struct place *p = *state;
	struct submission_file files[] = {picture("a.jpg", "one"), picture("b.jpg", "two")};
	g_autoptr(GError) error = NULL;
	reopen(p);
	assert_int_equal(send_files(p->store, 1, files, 1, 0, NULL), SUBMISSION_STORED);
	p->options.reserve_bytes = UINT64_MAX;
	reopen(p);
	assert_int_equal(send_files(p->store, 1, files, 1, 0, NULL), SUBMISSION_REPEATED);
	assert_int_equal(send_files(p->store, 1, files, 2, 0, &error), SUBMISSION_FAILED);
	assert_int_equal(error->code, STORE_ERROR_FULL);
	assert_string_equal(names_of(p->store, 1), "a.jpg");
}

static void photographs_stop_before_words_do(void **state)
{
	struct place *p = *state;
	struct submission_file file = picture("a.jpg", "one"), kept = {.name = "a.jpg"};
	struct statvfs disk;
	g_autoptr(GError) error = NULL;
	assert_int_equal(statvfs(p->folder, &disk), 0);
	/* half of what is free: enough for words, not five times enough */
	p->options.reserve_bytes = (uint64_t)disk.f_bavail * disk.f_frsize / 2;
	reopen(p);
	assert_int_equal(send_files(p->store, 1, NULL, 0, 0, NULL), SUBMISSION_STORED);
	assert_int_equal(send_files(p->store, 2, &kept, 1, 1, NULL), SUBMISSION_STORED);
	assert_int_equal(send_files(p->store, 3, &file, 1, 0, &error), SUBMISSION_FAILED);
	assert_int_equal(error->code, STORE_ERROR_FULL);
	assert_int_equal(send_files(p->store, 1, NULL, 0, 0, NULL), SUBMISSION_REPEATED);
	assert_int_equal(count(p->store), 2);
}

static void an_altered_file_is_found_and_cannot_be_altered_by_a_statement(void **state)
{
	struct place *p = *state;
	struct submission_file file = picture("a.jpg", "one");
	g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func(g_free);
	reopen(p);
	assert_int_equal(send_files(p->store, 1, &file, 1, 0, NULL), SUBMISSION_STORED);
	assert_sound(p->store);
	store_close(p->store);
	p->store = NULL;
	assert_int_equal(raw(p->path, "UPDATE file SET bytes = x'00'"), SQLITE_CONSTRAINT);
	assert_int_equal(raw(p->path, "DROP TRIGGER file_never_changed; UPDATE file SET bytes = x'00'"),
			 SQLITE_OK);
	reopen(p);
	assert_false(store_check(p->store, problems, NULL));
	assert_int_equal(problems->len, 1);
	assert_non_null(strstr(problems->pdata[0], "does not match its digest"));
}

static void a_backup_has_the_files(void **state)
{
	struct place *p = *state;
	struct submission_file file = picture("a.jpg", "one");
	g_autofree char *copy = g_build_filename(p->folder, "copy.db", NULL);
	reopen(p);
	assert_int_equal(send_files(p->store, 1, &file, 1, 0, NULL), SUBMISSION_STORED);
	assert_true(store_backup(p->store, copy, NULL));
	struct store *other = store_open(copy, &p->options, NULL);
	assert_non_null(other);
	assert_string_equal(names_of(other, 1), "a.jpg");
	assert_sound(other);
	store_close(other);
}

static void a_file_of_the_first_schema_is_brought_up_with_its_reports(void **state)
{
	struct place *p = *state;
	struct submission_file file = picture("a.jpg", "one");
	reopen(p);
	assert_int_equal(send_to(p->store, 9, "{}", NULL, NULL), SUBMISSION_STORED);
	store_close(p->store);
	p->store = NULL;
	assert_int_equal(raw(p->path,
			     "DROP TABLE attachment; DROP TABLE file; DROP TRIGGER submission_erased;"
			     "PRAGMA user_version = 1"),
			 SQLITE_OK);
	reopen(p);
	assert_int_equal(count(p->store), 1);
	assert_int_equal(send_files(p->store, 1, &file, 1, 0, NULL), SUBMISSION_STORED);
	assert_sound(p->store);
}

static void a_full_disk_in_the_middle_of_a_photograph_stores_neither(void **state)
{
	struct place *p = *state;
	g_autofree char *big = g_strnfill(2000000, 'x');
	struct submission_file file = picture("a.jpg", big);
	g_autoptr(GError) error = NULL;
	reopen(p);
	faulty_reset();
	faulty.failing_write = 20;
	assert_int_equal(send_files(p->store, 1, &file, 1, 0, &error), SUBMISSION_FAILED);
	faulty_reset();
	reopen(p);
	assert_int_equal(count(p->store), 0);
	assert_int_equal(n_files(p->store), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_file_comes_back_as_it_went_in_with_its_type),
		T(what_is_no_digest_or_of_no_file_gives_nothing_and_no_error),
		T(work_that_fails_leaves_no_file),
		T(a_repeated_report_brings_the_files_that_were_missing),
		T(the_first_file_of_a_name_stays_and_the_other_is_not_kept),
		T(a_conflicting_report_adds_no_file),
		T(a_new_version_keeps_the_file_that_it_still_names),
		T(erasing_a_report_erases_its_files_but_not_those_that_others_show),
		T(an_erased_report_takes_no_late_file),
		T(below_the_reserve_a_repeat_gets_its_receipt_and_a_new_file_does_not_enter),
		T(photographs_stop_before_words_do),
		T(an_altered_file_is_found_and_cannot_be_altered_by_a_statement),
		T(a_backup_has_the_files),
		T(a_file_of_the_first_schema_is_brought_up_with_its_reports),
		T(a_full_disk_in_the_middle_of_a_photograph_stores_neither),
	};
	faulty_install();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
