/* store - everything the program remembers: opening, reading, acting, minting.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store.h"
#include "folio.h"
#include "store_parts.h"
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define MINT_BLOCK	(1 << 16)
#define DEVICE_MAX	32767
#define NUMBER_BITS	40
#define TESTED_AT_START (INT64_C(32) << 20) /* bytes: larger files are tested by store_check alone */

struct store {
	char *path;
	int lock_fd;
	struct queries *queries;
	struct writer *writer; /* NULL when read only */
	struct connection *writing;
	GAsyncQueue *readers; /* struct connection * that nobody uses */
	GPtrArray *all_readers;
	uint16_t device;
	unsigned char secret[32];
	size_t n_installations; /* rows seen at open: one */
	GMutex mint_lock;	/* the three below */
	int64_t mint_hour;
	uint32_t mint_counter, mint_reserved;
};

void store_options_default(struct store_options *options)
{
	*options = (struct store_options){
		.n_readers = 8,
		.max_waiting = 48,
		.reserve_bytes = UINT64_C(200) << 20,
	};
}

/* ---- opening */

static bool lock_take(struct store *s, GError **error)
{
	g_autofree char *path = g_strconcat(s->path, ".lock", NULL);
	s->lock_fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (s->lock_fd < 0) {
		g_set_error(error, STORE_ERROR, STORE_ERROR_FORMAT, "%s: %s", path, g_strerror(errno));
		return false;
	}
	if (flock(s->lock_fd, LOCK_EX | LOCK_NB) != 0) {
		g_set_error(error, STORE_ERROR, STORE_ERROR_LOCKED, "%s is being served by another process",
			    s->path);
		return false;
	}
	return true;
}

static bool installation_row(void *data, const struct store_row *row)
{
	struct store *s = data;
	size_t length;
	const void *secret = store_row_blob(row, "secret", &length);
	int64_t device = store_row_int(row, "device");
	if (device >= 1 && device <= DEVICE_MAX && length == sizeof s->secret) {
		s->device = (uint16_t)device;
		memcpy(s->secret, secret, sizeof s->secret);
		s->mint_counter = s->mint_reserved = (uint32_t)store_row_int(row, "uuid_counter");
	}
	s->n_installations++;
	return true;
}

static bool installation_load(struct store *s, struct connection *c, GError **error)
{
	s->n_installations = 0;
	if (!connection_scan(c, "installation_read", json_object(), installation_row, s, error))
		return false;
	if (s->n_installations == 1 && s->device != 0)
		return true;
	if (s->n_installations != 0 || s->writing == NULL) {
		g_set_error(error, STORE_ERROR, STORE_ERROR_DAMAGED,
			    "the data file has lost its installation's keys");
		return false;
	}
	s->device = (uint16_t)(1 + randombytes_uniform(DEVICE_MAX));
	randombytes_buf(s->secret, sizeof s->secret);
	sqlite3_stmt *insert = connection_statement(c, "installation_insert");
	sqlite3_bind_int(insert, 1, s->device);
	sqlite3_bind_blob(insert, 2, s->secret, sizeof s->secret, SQLITE_STATIC);
	int rc = sqlite3_step(insert);
	if (rc != SQLITE_DONE)
		connection_fail(c, rc, error);
	sqlite3_reset(insert);
	return rc == SQLITE_DONE;
}

static bool readers_open(struct store *s, unsigned n, GError **error)
{
	for (unsigned i = 0; i < n; i++) {
		struct connection *c = connection_open(s->path, true, s->queries, error);
		if (c == NULL)
			return false;
		g_ptr_array_add(s->all_readers, c);
		if ((s->writing == NULL && !schema_verify(c, false, error)) || !connection_prepare(c, error))
			return false;
		g_async_queue_push(s->readers, c);
	}
	return true;
}

/* A damaged file is refused before it is served: pages and rows must hold together.  Altered words are
 * store_check's. */
static bool file_test(struct store *s, GError **error)
{
	struct stat file;
	if (stat(s->path, &file) != 0 || file.st_size > TESTED_AT_START)
		return true;
	g_autofree char *says = NULL;
	sqlite3_stmt *test = NULL;
	int rc = sqlite3_prepare_v2(s->writing->db, "PRAGMA quick_check(1)", -1, &test, NULL);
	if (rc == SQLITE_OK && (rc = sqlite3_step(test)) == SQLITE_ROW)
		says = g_strdup((const char *)sqlite3_column_text(test, 0));
	if (rc != SQLITE_ROW)
		connection_fail(s->writing, rc, error);
	else if (g_strcmp0(says, "ok") != 0)
		g_set_error(error, STORE_ERROR, STORE_ERROR_DAMAGED,
			    "%s is damaged (%s); restore the latest backup", s->path, says);
	sqlite3_finalize(test);
	return rc == SQLITE_ROW && g_strcmp0(says, "ok") == 0;
}

/* What a process that was killed had written, but not yet forced to the disk, reads as if it were stored; a
 * repeated report would be acknowledged from it without a further sync.  Copying it all into the file proper
 * makes it durable; the copy is written afresh because a page whose sync failed once may never be tried again
 * by the system. */
static bool log_settle(struct connection *c, GError **error)
{
	int rc = sqlite3_wal_checkpoint_v2(c->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	/* Readers of another process (a backup) may hold an end of the log, a full disk may have no room for
	 * the copy: the log itself has been forced to the disk before either is found. */
	if (rc == SQLITE_OK || (rc & 0xff) == SQLITE_BUSY || (rc & 0xff) == SQLITE_FULL)
		return true;
	connection_fail(c, rc, error);
	return false;
}

static bool writing_open(struct store *s, GError **error)
{
	if (!lock_take(s, error))
		return false;
	mode_t before = umask(0077); /* the data file and its companions are their owner's alone */
	s->writing = connection_open(s->path, false, s->queries, error);
	umask(before);
	return s->writing != NULL && schema_verify(s->writing, true, error) && file_test(s, error) &&
	       connection_settle(s->writing, error) && log_settle(s->writing, error) &&
	       schema_migrate(s->writing, error) && connection_prepare(s->writing, error) &&
	       installation_load(s, s->writing, error);
}

struct store *store_open(const char *path, const struct store_options *options, GError **error)
{
	int rc = sodium_init();
	g_assert(rc >= 0);
	struct store *s = g_new0(struct store, 1);
	char *whole = realpath(path, NULL); /* one file has one lock, by whatever name it is opened */
	s->path = g_strdup(whole != NULL ? whole : path);
	free(whole);
	s->lock_fd = -1;
	s->queries = queries_load();
	s->readers = g_async_queue_new();
	s->all_readers = g_ptr_array_new_with_free_func((GDestroyNotify)connection_close);
	g_mutex_init(&s->mint_lock);
	bool is_open = options->read_only || writing_open(s, error);
	is_open = is_open && readers_open(s, MAX(options->n_readers, 1), error);
	if (is_open && options->read_only)
		is_open = installation_load(s, s->all_readers->pdata[0], error);
	if (!is_open) {
		store_close(s);
		return NULL;
	}
	if (!options->read_only)
		s->writer = writer_start(s->writing, s, s->path, options);
	return s;
}

void store_close(struct store *s)
{
	if (s == NULL)
		return;
	writer_stop(s->writer);
	g_ptr_array_unref(s->all_readers);
	g_async_queue_unref(s->readers);
	connection_close(s->writing);
	queries_free(s->queries);
	if (s->lock_fd >= 0)
		close(s->lock_fd);
	sodium_memzero(s->secret, sizeof s->secret);
	g_mutex_clear(&s->mint_lock);
	g_free(s->path);
	g_free(s);
}

uint16_t store_device(const struct store *s)
{
	return s->device;
}

const unsigned char *store_secret(const struct store *s)
{
	return s->secret;
}

uint64_t store_generation(const struct store *s)
{
	return s->writer != NULL ? writer_generation(s->writer) : 0;
}

/* ---- reading */

static int column_named(const struct store_row *row, const char *name)
{
	int n = sqlite3_column_count(row->statement);
	for (int i = 0; i < n; i++)
		if (g_ascii_strcasecmp(sqlite3_column_name(row->statement, i), name) ==
		    0) /* a flipped bit changes case */
			return i;
	g_error("no column %s in: %.80s", name, sqlite3_sql(row->statement));
}

int64_t store_row_int(const struct store_row *row, const char *column)
{
	return sqlite3_column_int64(row->statement, column_named(row, column));
}

const char *store_row_text(const struct store_row *row, const char *column, size_t *length)
{
	int i = column_named(row, column);
	const char *text = (const char *)sqlite3_column_text(row->statement, i);
	if (length != NULL)
		*length = (size_t)sqlite3_column_bytes(row->statement, i);
	return text;
}

const void *store_row_blob(const struct store_row *row, const char *column, size_t *length)
{
	int i = column_named(row, column);
	const void *blob = sqlite3_column_blob(row->statement, i);
	if (length != NULL)
		*length = (size_t)sqlite3_column_bytes(row->statement, i);
	return blob;
}

bool store_scan(struct store *s, const char *query, json_t *parameters,
		bool (*row)(void *, const struct store_row *), void *data, GError **error)
{
	struct connection *c = g_async_queue_pop(s->readers);
	bool is_good = connection_scan(c, query, parameters, row, data, error);
	g_async_queue_push(s->readers, c);
	return is_good;
}

static bool row_append(void *array, const struct store_row *row)
{
	json_array_append_new(array, statement_row(row->statement));
	return true;
}

json_t *store_read(struct store *s, const char *query, json_t *parameters, GError **error)
{
	json_t *rows = json_array();
	if (store_scan(s, query, parameters, row_append, rows, error))
		return rows;
	json_decref(rows);
	return NULL;
}

static bool row_first(void *slot, const struct store_row *row)
{
	*(json_t **)slot = statement_row(row->statement);
	return false;
}

json_t *store_read_one(struct store *s, const char *query, json_t *parameters, GError **error)
{
	json_t *first = NULL;
	if (!store_scan(s, query, parameters, row_first, &first, error))
		return NULL;
	return first != NULL ? first : json_null();
}

int64_t store_row_of(struct store *s, const char *uuid_hex)
{
	json_t *row = store_read_one(s, "submission_by_uuid", json_pack("{s:s}", "uuid#", uuid_hex), NULL);
	int64_t id = json_integer_value(json_object_get(row, "id"));
	json_decref(row);
	return id;
}

/* ---- writing */

bool store_write(struct store *s, store_work work, void *data, GError **error)
{
	g_assert(s->writer != NULL);
	return writer_work(s->writer, work, data, error);
}

struct one {
	const char *query;
	json_t *parameters;
};

static bool one_run(struct store_transaction *t, void *data, GError **error)
{
	struct one *one = data;
	return store_run(t, one->query, json_incref(one->parameters), error);
}

bool store_write_one(struct store *s, const char *query, json_t *parameters, GError **error)
{
	struct one one = {query, parameters};
	bool is_good = store_write(s, one_run, &one, error);
	json_decref(parameters);
	return is_good;
}

enum submission_outcome store_submit(struct store *s, const struct submission *submission,
				     struct submission_receipt *receipt, GError **error)
{
	g_assert(s->writer != NULL);
	return writer_submit(s->writer, submission, receipt, error);
}

static void hash_text(crypto_generichash_state *state, const char *text)
{
	uint64_t length = GUINT64_TO_LE((uint64_t)strlen(text));
	crypto_generichash_update(state, (const unsigned char *)&length, sizeof length);
	crypto_generichash_update(state, (const unsigned char *)text, strlen(text));
}

static void hash_int(crypto_generichash_state *state, int64_t number)
{
	int64_t little = GINT64_TO_LE(number);
	crypto_generichash_update(state, (const unsigned char *)&little, sizeof little);
}

void store_action_hash(unsigned char hash[32], const unsigned char previous[32], int64_t device,
		       int64_t sequence, const char *kind, const char *subject, const char *author,
		       const char *reason, const char *body, int64_t at)
{
	crypto_generichash_state state;
	crypto_generichash_init(&state, NULL, 0, 32);
	crypto_generichash_update(&state, previous, 32);
	hash_int(&state, device);
	hash_int(&state, sequence);
	hash_text(&state, kind);
	hash_text(&state, subject);
	hash_text(&state, author);
	hash_text(&state, reason);
	hash_text(&state, body);
	hash_int(&state, at);
	crypto_generichash_final(&state, hash, 32);
}

int64_t store_act(struct store_transaction *t, const char *kind, const char *subject, const char *author,
		  const char *reason, json_t *body, int64_t at, GError **error)
{
	struct store *s = store_of(t);
	unsigned char previous[32] = {0}, hash[32];
	char previous_hex[65], hash_hex[65];
	g_autofree char *text = json_dumps(body, JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY);
	json_decref(body);
	json_t *last = store_find(t, "action_last", json_pack("{s:i}", "device", s->device), error);
	if (last == NULL)
		return 0;
	int64_t sequence = 1;
	if (json_is_object(last)) {
		size_t length;
		sequence = json_integer_value(json_object_get(last, "sequence")) + 1;
		/* A clock that was set back must not change the order in which actions are replayed. */
		at = MAX(at, json_integer_value(json_object_get(last, "at")));
		const char *hex = json_string_value(json_object_get(last, "hash"));
		int rc = sodium_hex2bin(previous, sizeof previous, hex, strlen(hex), NULL, &length, NULL);
		g_assert(rc == 0 && length == sizeof previous);
	}
	json_decref(last);
	store_action_hash(hash, previous, s->device, sequence, kind, subject, author, reason, text, at);
	sodium_bin2hex(previous_hex, sizeof previous_hex, previous, sizeof previous);
	sodium_bin2hex(hash_hex, sizeof hash_hex, hash, sizeof hash);
	bool is_good = store_run(t, "action_insert",
				 json_pack("{s:i,s:I,s:s,s:s,s:s,s:s,s:s,s:I,s:s,s:s}", "device", s->device,
					   "sequence", (json_int_t)sequence, "kind", kind, "subject", subject,
					   "author", author, "reason", reason, "body", text, "at",
					   (json_int_t)at, "previous#", previous_hex, "hash#", hash_hex),
				 error);
	return is_good ? sequence : 0;
}

/* ---- minting */

void store_mint_uuid(struct store *s, unsigned char uuid[16])
{
	int64_t hour = g_get_real_time() / G_USEC_PER_SEC / 3600 * 3600;
	g_mutex_lock(&s->mint_lock);
	if (s->mint_counter == s->mint_reserved) {
		/* Reserve the next block before any of it is used.  Should that fail the disk is broken and
		 * nothing can be stored anyway; the order after a restart is then less tidy, nothing else. */
		g_autoptr(GError) error = NULL;
		uint32_t reserved = s->mint_reserved + MINT_BLOCK;
		if (s->writer != NULL &&
		    !store_write_one(s, "installation_reserve",
				     json_pack("{s:I}", "uuid_counter", (json_int_t)reserved), &error))
			g_warning("UUID block not reserved: %s", error->message);
		s->mint_reserved = reserved;
	}
	s->mint_hour = MAX(s->mint_hour, hour);
	uint64_t ms = (uint64_t)s->mint_hour * 1000;
	uint32_t counter = s->mint_counter++ & 0x3fffffff;
	g_mutex_unlock(&s->mint_lock);
	randombytes_buf(uuid + 8, 8);
	for (int i = 0; i < 6; i++)
		uuid[i] = (unsigned char)(ms >> (40 - 8 * i));
	uuid[6] = (unsigned char)(0x70 | counter >> 26);
	uuid[7] = (unsigned char)(counter >> 18);
	uuid[8] = (unsigned char)(0x80 | (counter >> 12 & 0x3f));
	uuid[9] = (unsigned char)(counter >> 4);
	uuid[10] = (unsigned char)((counter & 0x0f) << 4 | (uuid[10] & 0x0f));
}

/* ---- whole-file jobs */

static bool path_sync(const char *path, int flags)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | flags);
	bool is_good = fd >= 0 && fsync(fd) == 0;
	int reason = errno;
	if (fd >= 0)
		close(fd);
	errno = reason;
	return is_good;
}

/* Gives the finished copy its name when all of it is on the disk, and never to the cost of another file. */
static bool backup_name(const char *part, const char *to, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(to);
	bool is_good = path_sync(part, 0);
	if (is_good && renameat2(AT_FDCWD, part, AT_FDCWD, to, RENAME_NOREPLACE) != 0) {
		/* some file systems of USB sticks cannot promise not to replace: store_backup has looked */
		is_good = errno == EINVAL && rename(part, to) == 0;
	}
	is_good = is_good && (path_sync(folder, O_DIRECTORY) || errno == EINVAL);
	if (!is_good)
		g_set_error(error, STORE_ERROR, errno == EEXIST ? STORE_ERROR_REFUSED : STORE_ERROR_FULL,
			    "%s: %s", to, g_strerror(errno));
	return is_good;
}

bool store_backup(struct store *s, const char *to, GError **error)
{
	if (g_file_test(to, G_FILE_TEST_EXISTS)) {
		g_set_error(error, STORE_ERROR, STORE_ERROR_REFUSED, "%s exists already; choose another name",
			    to);
		return false;
	}
	g_autofree char *part = g_strconcat(to, ".part", NULL);
	unlink(part); /* of a backup that was cut short */
	struct connection *c = g_async_queue_pop(s->readers);
	sqlite3_stmt *copy = NULL;
	mode_t before = umask(0077);
	int rc = sqlite3_prepare_v2(c->db, "VACUUM INTO ?", -1, &copy, NULL);
	if (rc == SQLITE_OK) {
		sqlite3_bind_text(copy, 1, part, -1, SQLITE_STATIC);
		rc = sqlite3_step(copy);
	}
	umask(before);
	if (rc != SQLITE_DONE)
		connection_fail(c, rc, error);
	sqlite3_finalize(copy);
	g_async_queue_push(s->readers, c);
	bool is_good = rc == SQLITE_DONE && backup_name(part, to, error);
	if (!is_good)
		unlink(part);
	return is_good;
}

struct check {
	GPtrArray *problems;
	const struct store *store;
	unsigned char previous[32];
	int64_t device, sequence;
};

static void complain(struct check *check, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void complain(struct check *check, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	g_ptr_array_add(check->problems, g_strdup_vprintf(format, arguments));
	va_end(arguments);
}

/* What must never be NULL may be so in a damaged file. */
static const char *text_there(const struct store_row *row, const char *column)
{
	const char *text = store_row_text(row, column, NULL);
	return text != NULL ? text : "";
}

static bool blob_is(const struct store_row *row, const char *column, const unsigned char *expected, size_t n)
{
	size_t length;
	const unsigned char *blob = store_row_blob(row, column, &length);
	return length == n && memcmp(blob, expected, n) == 0;
}

static bool check_submission(void *data, const struct store_row *row)
{
	struct check *check = data;
	size_t n_uuid, n_salt;
	int64_t id = store_row_int(row, "id");
	const unsigned char *uuid = store_row_blob(row, "uuid", &n_uuid),
			    *salt = store_row_blob(row, "salt", &n_salt);
	if (n_uuid == 16 && id >> NUMBER_BITS == check->store->device) {
		/* The folio derives from this installation's key, the number and the UUID. */
		struct folio folio;
		unsigned char hash[16];
		folio_make(&folio, id, check->store->secret, uuid);
		folio_hash(&folio, uuid, hash);
		if (!blob_is(row, "folio_hash", hash, sizeof hash))
			complain(check,
				 "submission %" G_GINT64_FORMAT
				 " does not match its folio: its number or UUID was altered",
				 id);
	}
	const char *answers = store_row_text(row, "answers", NULL);
	if (salt == NULL || answers == NULL) {
		if ((salt == NULL) != (answers == NULL))
			complain(check, "submission %" G_GINT64_FORMAT " is half erased", id);
		return true;
	}
	unsigned char digest[32] = {0};
	if (n_salt == 16)
		submission_digest(digest, salt, text_there(row, "session"), text_there(row, "form"), answers);
	if (!blob_is(row, "digest", digest, sizeof digest))
		complain(check,
			 "submission %" G_GINT64_FORMAT " does not match its digest: its content was altered",
			 id);
	return true;
}

static bool check_action(void *data, const struct store_row *row)
{
	struct check *check = data;
	int64_t device = store_row_int(row, "device"), sequence = store_row_int(row, "sequence");
	if (device != check->device) {
		check->device = device;
		check->sequence = 0;
		memset(check->previous, 0, sizeof check->previous);
	}
	unsigned char hash[32];
	store_action_hash(hash, check->previous, device, sequence, text_there(row, "kind"),
			  text_there(row, "subject"), text_there(row, "author"), text_there(row, "reason"),
			  text_there(row, "body"), store_row_int(row, "at"));
	if (sequence != check->sequence + 1)
		complain(check,
			 "device %" G_GINT64_FORMAT ": actions between %" G_GINT64_FORMAT
			 " and %" G_GINT64_FORMAT " are missing",
			 device, check->sequence, sequence);
	else if (!blob_is(row, "hash", hash, sizeof hash) ||
		 !blob_is(row, "previous", check->previous, sizeof check->previous))
		complain(check, "device %" G_GINT64_FORMAT ": action %" G_GINT64_FORMAT " was altered",
			 device, sequence);
	size_t length;
	const unsigned char *stored = store_row_blob(row, "hash", &length);
	memset(check->previous, 0, sizeof check->previous);
	if (stored != NULL)
		memcpy(check->previous, stored, MIN(length, sizeof check->previous));
	check->sequence = sequence;
	return true;
}

static bool check_pragma(struct store *s, struct check *check, const char *sql, const char *good,
			 GError **error)
{
	struct connection *c = g_async_queue_pop(s->readers);
	sqlite3_stmt *statement = NULL;
	int rc = sqlite3_prepare_v2(c->db, sql, -1, &statement, NULL);
	while (rc == SQLITE_OK || rc == SQLITE_ROW) {
		rc = sqlite3_step(statement);
		if (rc != SQLITE_ROW)
			break;
		const char *says = (const char *)sqlite3_column_text(statement, 0);
		if (good == NULL || g_strcmp0(says, good) != 0)
			complain(check, "%s: %s", sql, says != NULL ? says : "?");
	}
	if (rc != SQLITE_DONE)
		connection_fail(c, rc, error);
	sqlite3_finalize(statement);
	g_async_queue_push(s->readers, c);
	return rc == SQLITE_DONE;
}

bool store_check(struct store *s, GPtrArray *problems, GError **error)
{
	struct check check = {.problems = problems, .store = s, .device = -1};
	guint before = problems->len;
	return check_pragma(s, &check, "PRAGMA integrity_check", "ok", error) &&
	       check_pragma(s, &check, "PRAGMA foreign_key_check", NULL, error) &&
	       store_scan(s, "submission_all", json_object(), check_submission, &check, error) &&
	       store_scan(s, "action_all", json_object(), check_action, &check, error) &&
	       files_check(s, problems, error) && problems->len == before;
}
