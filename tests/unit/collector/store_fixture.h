/* store_fixture.h - a store in a folder of its own for each test, and what the tests of the store share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef STORE_FIXTURE_H
#define STORE_FIXTURE_H

#include "store.h"
#include "store_parts.h"
#include "collector/faulty.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>
#include <cmocka.h>

#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

struct place {
	char *folder, *path;
	struct store_options options;
	struct store *store;
	gint n_broken;
};

static inline void on_broken(void *data)
{
	g_atomic_int_inc(&((struct place *)data)->n_broken);
}

static inline int set_up(void **state)
{
	struct place *p = g_new0(struct place, 1);
	faulty_reset();
	/* in memory where there is such a place: these tests bring their own failing disk */
	p->folder = g_strdup(g_access("/dev/shm", W_OK) == 0 ? "/dev/shm/vocalia-store-XXXXXX"
							     : "/tmp/vocalia-store-XXXXXX");
	assert_non_null(g_mkdtemp(p->folder));
	p->path = g_build_filename(p->folder, "a.db", NULL);
	store_options_default(&p->options);
	p->options.reserve_bytes = 0;
	p->options.broken = on_broken;
	p->options.broken_data = p;
	*state = p;
	return 0;
}

static inline int tear_down(void **state)
{
	struct place *p = *state;
	faulty_reset();
	store_close(p->store);
	GDir *folder = g_dir_open(p->folder, 0, NULL);
	for (const char *name; (name = g_dir_read_name(folder)) != NULL;) {
		g_autofree char *path = g_build_filename(p->folder, name, NULL);
		g_remove(path);
	}
	g_dir_close(folder);
	g_rmdir(p->folder);
	g_free(p->path);
	g_free(p->folder);
	g_free(p);
	return 0;
}

static inline struct store *reopen(struct place *p)
{
	g_autoptr(GError) error = NULL;
	store_close(p->store);
	p->store = store_open(p->path, &p->options, &error);
	if (p->store == NULL)
		fail_msg("%s", error->message);
	return p->store;
}

static inline void refuse(const char *path, const struct store_options *options, enum store_error code)
{
	g_autoptr(GError) error = NULL;
	struct store *s = store_open(path, options, &error);
	assert_null(s);
	assert_non_null(error);
	if (error->code != (int)code)
		fail_msg("code %d: %s", error->code, error->message);
}

/* Executes on the closed file, as an intruder with the sqlite3 program would. */
static inline int raw(const char *path, const char *sql)
{
	sqlite3 *db;
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	int rc = sqlite3_exec(db, sql, NULL, NULL, NULL);
	sqlite3_close(db);
	return rc;
}

static inline struct submission submission(unsigned number, const char *answers)
{
	struct submission s = {
		.session = "PRB24",
		.form = "0123456789abcdef",
		.channel = "web",
		.language = "es",
		.notice = "1",
		.answers = answers,
		.at = 1700000123,
	};
	memset(s.uuid, 7, sizeof s.uuid);
	memcpy(s.uuid, &number, sizeof number);
	return s;
}

static inline enum submission_outcome send_to(struct store *s, unsigned number, const char *answers,
					      struct submission_receipt *receipt, GError **error)
{
	struct submission_receipt own;
	struct submission in = submission(number, answers);
	return store_submit(s, &in, receipt != NULL ? receipt : &own, error);
}

static inline int64_t count(struct store *s)
{
	json_t *rows = store_read(s, "submission_all", json_object(), NULL);
	assert_non_null(rows);
	int64_t n = (int64_t)json_array_size(rows);
	json_decref(rows);
	return n;
}

static int64_t clock_at = 1700000000;

static inline bool act(struct store_transaction *t, void *data, GError **error)
{
	return store_act(t, "test.act", "x", data, "because", json_pack("{s:i}", "n", 1), clock_at, error) !=
	       0;
}

static inline void assert_sound(struct store *s)
{
	g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GError) error = NULL;
	bool is_good = store_check(s, problems, &error);
	if (!is_good)
		fail_msg("%s", problems->len > 0 ? (char *)problems->pdata[0] : error->message);
}

struct sender {
	struct store *store;
	unsigned number;
	char *answers;
	enum submission_outcome outcome;
	struct submission_receipt receipt;
	int code; /* of the error, or -1 */
};

static inline gpointer sender_main(gpointer data)
{
	struct sender *s = data;
	g_autoptr(GError) error = NULL;
	s->outcome = send_to(s->store, s->number, s->answers, &s->receipt, &error);
	s->code = error != NULL ? error->code : -1;
	return NULL;
}

#endif
