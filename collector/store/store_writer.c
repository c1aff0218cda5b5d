/* store_writer - the one thread that writes: takes what waits, commits it together, wakes everyone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 * No delay is added: while one batch is being made durable the next one gathers.  A submission's insert can
 * only succeed or meet its own UUID, so submissions need no savepoint; other work has one each.
 */
#include "store_parts.h"
#include "folio.h"
#include <semaphore.h>
#include <sodium.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/statvfs.h>

#define BATCH_MAX     1024
#define DEVICE_SHIFT  40
#define NUMBER_MASK   ((INT64_C(1) << DEVICE_SHIFT) - 1)
#define SPACE_SECONDS 2 /* how often the disk's free space is asked for */

struct job {
	struct job *next;
	/* either a submission … */
	const struct submission *submission;
	const unsigned char *file_digests;
	struct submission_receipt *receipt;
	enum submission_outcome outcome;
	/* … or work */
	store_work work;
	void *data;
	bool is_done_well, is_touching;

	GError *error;
	sem_t *finished; /* its thread's own: may be posted after the job itself is gone from the stack */
};

struct store_transaction {
	struct writer *writer;
	size_t n_changes;
	bool is_touching;
};

struct writer {
	struct connection *connection;
	struct store *store;
	char *path;
	struct store_options options;
	GThread *thread;
	GMutex lock; /* everything below */
	GCond arrived;
	struct job *first, *last;
	unsigned n_waiting; /* submissions queued or being committed */
	bool is_stopping, is_broken, is_idle;
	/* the writer's thread alone */
	sqlite3_stmt *insert, *same, *overtaken, *arrival, *begin, *commit, *rollback, *save, *release, *undo;
	int64_t last_id;
	gint64 space_asked_at;
	uint64_t free_bytes;
	_Atomic uint64_t generation;
};

/* ---- submissions */

void submission_digest(unsigned char digest[32], const unsigned char salt[16], const char *session,
		       const char *form, const char *answers)
{
	crypto_generichash_state state;
	crypto_generichash_init(&state, salt, 16, 32);
	const char *parts[] = {session, form, answers};
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		uint64_t length = GUINT64_TO_LE((uint64_t)strlen(parts[i]));
		crypto_generichash_update(&state, (const unsigned char *)&length, sizeof length);
		crypto_generichash_update(&state, (const unsigned char *)parts[i], strlen(parts[i]));
	}
	crypto_generichash_final(&state, digest, 32);
}

static int bind_text(sqlite3_stmt *s, int i, const char *text)
{
	return sqlite3_bind_text(s, i, text, -1, SQLITE_STATIC);
}

/* Finds what the UUID already holds. */
static int submission_compare(struct writer *w, struct job *job)
{
	const struct submission *in = job->submission;
	sqlite3_bind_blob(w->same, 1, in->uuid, 16, SQLITE_STATIC);
	int rc = sqlite3_step(w->same);
	if (rc == SQLITE_ROW) {
		job->receipt->id = sqlite3_column_int64(w->same, 0);
		const unsigned char *salt = sqlite3_column_blob(w->same, 1);
		const unsigned char *stored = sqlite3_column_blob(w->same, 2);
		if (salt != NULL &&
		    (sqlite3_column_bytes(w->same, 1) != 16 || sqlite3_column_bytes(w->same, 2) != 32)) {
			sqlite3_reset(w->same);
			return SQLITE_CORRUPT;
		}
		if (salt == NULL) {
			job->outcome = SUBMISSION_RETIRED;
		} else {
			submission_digest(job->receipt->digest, salt, in->session, in->form, in->answers);
			job->outcome = sodium_memcmp(stored, job->receipt->digest, 32) == 0
					       ? SUBMISSION_REPEATED
					       : SUBMISSION_CONFLICT;
		}
		rc = SQLITE_DONE;
	}
	sqlite3_reset(w->same);
	return rc;
}

/* Of a report only the newest version is replaced, once, and none that was erased: two who correct it at the
 * same moment have both been told before that they may.  Sets the outcome when it may not. */
static int submission_overtaken(struct writer *w, struct job *job, bool *is_overtaken)
{
	const struct submission *in = job->submission;
	sqlite3_stmt *s = w->overtaken;
	sqlite3_bind_blob(s, sqlite3_bind_parameter_index(s, ":uuid"), in->uuid, 16, SQLITE_STATIC);
	sqlite3_bind_blob(s, sqlite3_bind_parameter_index(s, ":replaces"), in->replaces, 16, SQLITE_STATIC);
	int rc = sqlite3_step(s);
	bool is_erased = rc == SQLITE_ROW && sqlite3_column_int(s, 0) != 0,
	     is_replaced = rc == SQLITE_ROW && sqlite3_column_int(s, 1) != 0;
	sqlite3_reset(s);
	*is_overtaken = is_erased || is_replaced;
	if (*is_overtaken)
		job->outcome = is_erased ? SUBMISSION_RETIRED : SUBMISSION_CONFLICT;
	return rc == SQLITE_ROW ? SQLITE_DONE : rc;
}

static int submission_insert(struct writer *w, struct job *job)
{
	const struct submission *in = job->submission;
	if (in->has_replaces) {
		bool is_overtaken;
		int result = submission_overtaken(w, job, &is_overtaken);
		if (result != SQLITE_DONE || is_overtaken)
			return result;
	}
	unsigned char salt[16], folio_digest[16];
	randombytes_buf(salt, sizeof salt);
	submission_digest(job->receipt->digest, salt, in->session, in->form, in->answers);
	int64_t id = w->last_id + 1;
	struct folio folio;
	folio_make(&folio, id, store_secret(w->store), in->uuid);
	folio_hash(&folio, in->uuid, folio_digest);

	sqlite3_stmt *s = w->insert;
	int i = 1;
	sqlite3_bind_int64(s, i++, id);
	sqlite3_bind_blob(s, i++, in->uuid, 16, SQLITE_STATIC);
	bind_text(s, i++, in->session);
	bind_text(s, i++, in->form);
	bind_text(s, i++, in->channel);
	sqlite3_bind_int64(s, i++, in->at - in->at % 3600);
	if (in->mesa > 0)
		sqlite3_bind_int(s, i++, in->mesa);
	else
		sqlite3_bind_null(s, i++);
	sqlite3_bind_blob(s, i++, in->has_sender ? in->sender : in->uuid, 16, SQLITE_STATIC);
	if (in->has_replaces)
		sqlite3_bind_blob(s, i++, in->replaces, 16, SQLITE_STATIC);
	else
		sqlite3_bind_null(s, i++);
	bind_text(s, i++, in->language);
	bind_text(s, i++, in->notice);
	sqlite3_bind_int(s, i++, in->is_late);
	sqlite3_bind_blob(s, i++, folio_digest, sizeof folio_digest, SQLITE_STATIC);
	bind_text(s, i++, in->answers);
	sqlite3_bind_blob(s, i++, salt, sizeof salt, SQLITE_STATIC);
	sqlite3_bind_blob(s, i++, job->receipt->digest, 32, SQLITE_STATIC);
	g_assert(i - 1 == sqlite3_bind_parameter_count(s));
	int rc = sqlite3_step(s);
	bool is_new = rc == SQLITE_DONE && sqlite3_changes(w->connection->db) == 1;
	sqlite3_reset(s);
	if (rc != SQLITE_DONE)
		return rc;
	if (!is_new) {
		rc = submission_compare(w, job);
		bool is_adding = rc == SQLITE_DONE && job->outcome == SUBMISSION_REPEATED && in->n_files > 0;
		return is_adding ? files_add(w->connection, in, job->file_digests) : rc;
	}
	w->last_id = id;
	job->receipt->id = id;
	job->outcome = SUBMISSION_STORED;
	sqlite3_bind_int64(w->arrival, 1, id);
	sqlite3_bind_int64(w->arrival, 2, in->at);
	rc = sqlite3_step(w->arrival);
	sqlite3_reset(w->arrival);
	return rc == SQLITE_DONE && in->n_files > 0 ? files_add(w->connection, in, job->file_digests) : rc;
}

/* Below the reserve: who has a receipt gets it again, a new report or a new file is refused by itself; other
 * work goes on. */
static int submission_refuse(struct writer *w, struct job *job)
{
	job->outcome = SUBMISSION_FAILED;
	int rc = submission_compare(w, job);
	if (rc == SQLITE_DONE && job->outcome == SUBMISSION_REPEATED &&
	    !files_are_there(w->connection, job->submission, &rc))
		job->outcome = SUBMISSION_FAILED;
	if (rc == SQLITE_DONE && job->outcome == SUBMISSION_FAILED)
		g_set_error(&job->error, STORE_ERROR, STORE_ERROR_FULL, "the disk is nearly full");
	return rc;
}

/* ---- batches */

static int step(sqlite3_stmt *s)
{
	int rc = sqlite3_step(s);
	sqlite3_reset(s);
	return rc;
}

/* Photographs stop earlier than words: who fills the disk with them does not silence the others. */
static bool has_space(struct writer *w, const struct submission *in)
{
	gint64 now = g_get_monotonic_time();
	if (w->space_asked_at == 0 || now - w->space_asked_at > SPACE_SECONDS * G_USEC_PER_SEC) {
		struct statvfs disk;
		w->space_asked_at = now;
		w->free_bytes =
			statvfs(w->path, &disk) != 0 ? UINT64_MAX : (uint64_t)disk.f_bavail * disk.f_frsize;
	}
	uint64_t times = files_bring_bytes(in) ? STORE_FILES_RESERVE : 1;
	return w->free_bytes / times >= w->options.reserve_bytes;
}

static int work_run(struct writer *w, struct job *job)
{
	struct store_transaction t = {.writer = w};
	int rc = step(w->save);
	if (rc != SQLITE_DONE)
		return rc;
	job->is_done_well = job->work(&t, job->data, &job->error);
	job->is_touching = t.is_touching;
	g_assert(job->is_done_well == (job->error == NULL));
	/* These three may have undone the whole transaction already: the batch fails as one. */
	if (!job->is_done_well && g_error_matches(job->error, STORE_ERROR, STORE_ERROR_BROKEN))
		return SQLITE_IOERR;
	if (!job->is_done_well && g_error_matches(job->error, STORE_ERROR, STORE_ERROR_DAMAGED))
		return SQLITE_CORRUPT;
	if (!job->is_done_well && g_error_matches(job->error, STORE_ERROR, STORE_ERROR_FULL))
		return SQLITE_FULL;
	if (!job->is_done_well)
		rc = step(w->undo);
	return rc == SQLITE_DONE ? step(w->release) : rc;
}

static int batch_run(struct writer *w, struct job *jobs)
{
	int64_t id_before = w->last_id;
	int rc = step(w->begin);
	for (struct job *job = jobs; job != NULL && rc == SQLITE_DONE; job = job->next) {
		if (job->work != NULL)
			rc = work_run(w, job);
		else if (w->options.discard)
			job->outcome = SUBMISSION_STORED;
		else
			rc = has_space(w, job->submission) ? submission_insert(w, job)
							   : submission_refuse(w, job);
	}
	if (rc == SQLITE_DONE)
		rc = step(w->commit);
	if (rc != SQLITE_DONE) {
		w->last_id = id_before;
		if (sqlite3_get_autocommit(w->connection->db) == 0)
			step(w->rollback);
	}
	return rc;
}

/* The whole batch failed: everyone is told, nobody's report was stored. */
static void batch_fail(struct writer *w, struct job *jobs, int rc)
{
	for (struct job *job = jobs; job != NULL; job = job->next) {
		job->outcome = SUBMISSION_FAILED;
		job->is_done_well = false;
		g_clear_error(&job->error);
		if ((rc & 0xff) == SQLITE_FULL)
			g_set_error(&job->error, STORE_ERROR, STORE_ERROR_FULL, "no room on the disk");
		else
			g_set_error(&job->error, STORE_ERROR, STORE_ERROR_BROKEN, "%s (SQLite %d)",
				    sqlite3_errmsg(w->connection->db), rc);
	}
}

static bool erases_something(const struct job *jobs)
{
	for (; jobs != NULL; jobs = jobs->next)
		if (jobs->work != NULL && jobs->is_done_well && jobs->is_touching)
			return true;
	return false;
}

/* What was erased still stands in the log until it is emptied.  A reader that is in the middle of something
 * may keep us from that: then the next erasure does it, or the end of the program. */
static void erased_forget(struct writer *w)
{
	sqlite3_busy_timeout(w->connection->db, 100);
	sqlite3_wal_checkpoint_v2(w->connection->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	sqlite3_busy_timeout(w->connection->db, 5000);
}

static bool changes_reports(const struct job *jobs)
{
	for (; jobs != NULL; jobs = jobs->next)
		if (jobs->submission != NULL ? jobs->outcome == SUBMISSION_STORED
					     : jobs->is_done_well && jobs->is_touching)
			return true;
	return false;
}

static struct job *batch_take(struct writer *w)
{
	struct job *jobs = w->first, *end = jobs;
	size_t n = 1;
	while (end->next != NULL && n < BATCH_MAX) {
		end = end->next;
		n++;
	}
	w->first = end->next;
	if (w->first == NULL)
		w->last = NULL;
	end->next = NULL;
	return jobs;
}

static gpointer writer_main(gpointer data)
{
	struct writer *w = data;
	g_mutex_lock(&w->lock);
	for (;;) {
		w->is_idle = true;
		while (w->first == NULL && !w->is_stopping)
			g_cond_wait(&w->arrived, &w->lock);
		w->is_idle = false;
		if (w->first == NULL)
			break;
		struct job *jobs = batch_take(w);
		bool was_broken = w->is_broken;
		g_mutex_unlock(&w->lock);
		int rc = was_broken ? SQLITE_IOERR : batch_run(w, jobs);
		if (rc == SQLITE_DONE && erases_something(jobs))
			erased_forget(w);
		if (rc == SQLITE_DONE && changes_reports(jobs))
			atomic_fetch_add(&w->generation, 1);
		/* A transaction that a single statement's constraint broke is the work's own refusal and was
		 * undone there; what arrives here is the disk. */
		bool is_broken = rc != SQLITE_DONE && (rc & 0xff) != SQLITE_FULL;
		if (rc != SQLITE_DONE)
			batch_fail(w, jobs, rc);
		g_mutex_lock(&w->lock);
		if (is_broken && !w->is_broken) {
			w->is_broken = true;
			if (w->options.broken != NULL)
				w->options.broken(w->options.broken_data);
		}
		for (const struct job *job = jobs; job != NULL; job = job->next)
			w->n_waiting -= job->submission != NULL;
		g_mutex_unlock(&w->lock);
		while (jobs != NULL) {
			struct job *job = jobs;
			jobs = job->next; /* the job goes with its waiter, who may be gone a moment after the
					     post */
			sem_post(job->finished);
		}
		g_mutex_lock(&w->lock);
	}
	g_mutex_unlock(&w->lock);
	return NULL;
}

/* Queues the job and waits until it is durable; false when it was not let in. */
static bool job_wait(struct writer *w, struct job *job)
{
	static _Thread_local sem_t finished;
	static _Thread_local bool is_made;
	if (!is_made)
		sem_init(&finished, 0, 0);
	is_made = true;
	job->finished = &finished;
	g_mutex_lock(&w->lock);
	bool is_let_in = job->submission == NULL || w->n_waiting < w->options.max_waiting;
	if (is_let_in) {
		if (job->submission != NULL)
			w->n_waiting++;
		if (w->last != NULL)
			w->last->next = job;
		else
			w->first = job;
		w->last = job;
		if (w->is_idle)
			g_cond_signal(&w->arrived);
	}
	g_mutex_unlock(&w->lock);
	while (is_let_in && sem_wait(&finished) != 0)
		; /* a signal */
	return is_let_in;
}

enum submission_outcome writer_submit(struct writer *w, const struct submission *submission,
				      struct submission_receipt *receipt, GError **error)
{
	g_autofree unsigned char *digests = files_digest(submission->files, submission->n_files);
	struct job job = {.submission = submission, .file_digests = digests, .receipt = receipt};
	memset(receipt, 0, sizeof *receipt);
	if (!job_wait(w, &job)) {
		g_set_error(error, STORE_ERROR, STORE_ERROR_BUSY, "too many reports wait for the disk");
		return SUBMISSION_FAILED;
	}
	if (job.error != NULL)
		g_propagate_error(error, job.error);
	return job.outcome;
}

bool writer_work(struct writer *w, store_work work, void *data, GError **error)
{
	struct job job = {.work = work, .data = data};
	job_wait(w, &job);
	if (job.error != NULL)
		g_propagate_error(error, job.error);
	return job.is_done_well;
}

uint64_t writer_generation(const struct writer *w)
{
	return atomic_load(&((struct writer *)w)->generation);
}

static sqlite3_stmt *prepare(struct writer *w, const char *sql)
{
	sqlite3_stmt *s = NULL;
	int rc = sqlite3_prepare_v3(w->connection->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &s, NULL);
	g_assert(rc == SQLITE_OK);
	return s;
}

struct writer *writer_start(struct connection *c, struct store *store, const char *path,
			    const struct store_options *options)
{
	struct writer *w = g_new0(struct writer, 1);
	w->connection = c;
	w->store = store;
	w->path = g_strdup(path);
	w->options = *options;
	g_mutex_init(&w->lock);
	g_cond_init(&w->arrived);
	w->insert = connection_statement(c, "submission_insert");
	w->same = connection_statement(c, "submission_same");
	w->overtaken = connection_statement(c, "submission_overtaken");
	w->arrival = connection_statement(c, "arrival_insert");
	w->begin = prepare(w, "BEGIN IMMEDIATE");
	w->commit = prepare(w, "COMMIT");
	w->rollback = prepare(w, "ROLLBACK");
	w->save = prepare(w, "SAVEPOINT work");
	w->release = prepare(w, "RELEASE work");
	w->undo = prepare(w, "ROLLBACK TO work");
	int64_t first = (int64_t)store_device(store) << DEVICE_SHIFT;
	sqlite3_stmt *last = connection_statement(c, "submission_last");
	statement_bind(last, json_pack("{s:I,s:I}", "first", (json_int_t)first, "last",
				       (json_int_t)(first | NUMBER_MASK)));
	w->last_id = sqlite3_step(last) == SQLITE_ROW ? sqlite3_column_int64(last, 0) : first;
	sqlite3_reset(last);
	w->thread = g_thread_new("writer", writer_main, w);
	return w;
}

void writer_stop(struct writer *w)
{
	if (w == NULL)
		return;
	g_mutex_lock(&w->lock);
	w->is_stopping = true;
	g_cond_signal(&w->arrived);
	g_mutex_unlock(&w->lock);
	g_thread_join(w->thread);
	sqlite3_stmt *own[] = {w->begin, w->commit, w->rollback, w->save, w->release, w->undo};
	for (size_t i = 0; i < G_N_ELEMENTS(own); i++)
		sqlite3_finalize(own[i]);
	g_mutex_clear(&w->lock);
	g_cond_clear(&w->arrived);
	g_free(w->path);
	g_free(w);
}

/* ---- inside a transaction */

static bool row_take(struct store_transaction *t, const char *query, json_t *parameters, json_t **row,
		     GError **error)
{
	struct connection *c = t->writer->connection;
	sqlite3_stmt *s = connection_statement(c, query);
	statement_bind(s, parameters);
	int rc = sqlite3_step(s);
	if (row != NULL && rc == SQLITE_ROW)
		*row = statement_row(s);
	t->n_changes = rc == SQLITE_DONE ? (size_t)sqlite3_changes(c->db) : 0;
	bool is_good = rc == SQLITE_ROW || rc == SQLITE_DONE;
	if (!is_good)
		connection_fail(c, rc, error);
	sqlite3_reset(s);
	return is_good;
}

bool store_run(struct store_transaction *t, const char *query, json_t *parameters, GError **error)
{
	return row_take(t, query, parameters, NULL, error);
}

bool store_scan_in(struct store_transaction *t, const char *query, json_t *parameters,
		   bool (*row)(void *, const struct store_row *), void *data, GError **error)
{
	return connection_scan(t->writer->connection, query, parameters, row, data, error);
}

json_t *store_find(struct store_transaction *t, const char *query, json_t *parameters, GError **error)
{
	json_t *row = NULL;
	if (!row_take(t, query, parameters, &row, error))
		return NULL;
	return row != NULL ? row : json_null();
}

struct connection *transaction_connection(struct store_transaction *t)
{
	return t->writer->connection;
}

size_t store_changes(const struct store_transaction *t)
{
	return t->n_changes;
}

struct store *store_of(struct store_transaction *t)
{
	return t->writer->store;
}

void store_touch(struct store_transaction *t)
{
	t->is_touching = true;
}
