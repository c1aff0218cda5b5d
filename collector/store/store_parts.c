/* store_parts - connections, statements and migrations: the plumbing under the store.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store_parts.h"
#include "assets.h"
#include <sodium.h>
#include <string.h>

#define SCHEMA_FOLDER  "collector/sql/schema/"
#define APPLICATION_ID 0x564F4341 /* "VOCA" */

G_DEFINE_QUARK(vocalia - store - error - quark, store_error)

static void text_finish(GPtrArray *texts, GString **current)
{
	if (*current != NULL) {
		g_ptr_array_add(texts, g_string_free(*current, FALSE));
		*current = NULL;
	}
}

struct queries *queries_load(void)
{
	const struct asset *file = asset_find("collector/sql/queries.sql");
	g_assert(file != NULL);
	struct queries *q = g_new0(struct queries, 1);
	q->index = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	q->texts = g_ptr_array_new_with_free_func(g_free);
	g_auto(GStrv) lines = g_strsplit(file->bytes, "\n", -1);
	GString *current = NULL;
	for (char **line = lines; *line != NULL; line++) {
		if (g_str_has_prefix(*line, "-- name: ")) {
			text_finish(q->texts, &current);
			char *name = g_strstrip(g_strdup(*line + strlen("-- name: ")));
			bool is_new =
				g_hash_table_insert(q->index, name, GUINT_TO_POINTER(q->texts->len + 1));
			g_assert(is_new);
			current = g_string_new(NULL);
		} else if (current != NULL && !g_str_has_prefix(*line, "--")) {
			g_string_append(current, *line);
			g_string_append_c(current, '\n');
		}
	}
	text_finish(q->texts, &current);
	return q;
}

void queries_free(struct queries *q)
{
	if (q == NULL)
		return;
	g_hash_table_unref(q->index);
	g_ptr_array_unref(q->texts);
	g_free(q);
}

void connection_fail(struct connection *c, int result, GError **error)
{
	enum store_error code = STORE_ERROR_BROKEN;
	switch (result & 0xff) {
	case SQLITE_FULL:
		code = STORE_ERROR_FULL;
		break;
	case SQLITE_CONSTRAINT:
		code = STORE_ERROR_REFUSED;
		break;
	case SQLITE_NOTADB:
	case SQLITE_CANTOPEN:
		code = STORE_ERROR_FORMAT;
		break;
	case SQLITE_CORRUPT:
		code = STORE_ERROR_DAMAGED;
		break;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		code = STORE_ERROR_BUSY;
		break;
	default:
		break;
	}
	g_set_error(error, STORE_ERROR, (int)code, "%s (SQLite %d)",
		    c->db != NULL ? sqlite3_errmsg(c->db) : "no memory", result);
}

bool connection_execute(struct connection *c, const char *sql, GError **error)
{
	int rc = sqlite3_exec(c->db, sql, NULL, NULL, NULL);
	if (rc != SQLITE_OK)
		connection_fail(c, rc, error);
	return rc == SQLITE_OK;
}

struct connection *connection_open(const char *path, bool read_only, const struct queries *queries,
				   GError **error)
{
	struct connection *c = g_new0(struct connection, 1);
	c->queries = queries;
	int flags = SQLITE_OPEN_NOMUTEX |
		    (read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
	int rc = sqlite3_open_v2(path, &c->db, flags, NULL);
	if (rc != SQLITE_OK) {
		connection_fail(c, rc, error);
		connection_close(c);
		return NULL;
	}
	sqlite3_extended_result_codes(c->db, 1);
	sqlite3_db_config(c->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(c->db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
	sqlite3_db_config(c->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(c->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	sqlite3_limit(c->db, SQLITE_LIMIT_ATTACHED, 1); /* VACUUM INTO attaches its target */
	static const char common[] =
		"PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;"
		"PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0;";
	if (!connection_execute(c, common, error)) {
		connection_close(c);
		return NULL;
	}
	return c;
}

bool connection_settle(struct connection *c, GError **error)
{
	static const char writing[] =
		"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;"
		"PRAGMA journal_size_limit = 16777216; PRAGMA cache_size = -16000;";
	if (!connection_execute(c, writing, error))
		return false;
	sqlite3_stmt *s = NULL;
	bool is_wal = sqlite3_prepare_v2(c->db, "PRAGMA journal_mode", -1, &s, NULL) == SQLITE_OK &&
		      sqlite3_step(s) == SQLITE_ROW &&
		      g_strcmp0((const char *)sqlite3_column_text(s, 0), "wal") == 0;
	sqlite3_finalize(s);
	if (!is_wal)
		g_set_error(error, STORE_ERROR, STORE_ERROR_FORMAT,
			    "this file system cannot hold the data file (no shared memory)");
	return is_wal;
}

bool connection_scan(struct connection *c, const char *query, json_t *parameters,
		     bool (*row)(void *, const struct store_row *), void *data, GError **error)
{
	struct store_row at = {connection_statement(c, query)};
	statement_bind(at.statement, parameters);
	int rc = sqlite3_step(at.statement);
	while (rc == SQLITE_ROW && row(data, &at))
		rc = sqlite3_step(at.statement);
	bool is_good = rc == SQLITE_ROW || rc == SQLITE_DONE;
	if (!is_good)
		connection_fail(c, rc, error);
	sqlite3_reset(at.statement);
	return is_good;
}

bool connection_prepare(struct connection *c, GError **error)
{
	c->statements = g_new0(sqlite3_stmt *, c->queries->texts->len);
	for (guint i = 0; i < c->queries->texts->len; i++) {
		const char *text = c->queries->texts->pdata[i];
		int rc = sqlite3_prepare_v3(c->db, text, -1, SQLITE_PREPARE_PERSISTENT, &c->statements[i],
					    NULL);
		if (rc != SQLITE_OK) {
			g_set_error(error, STORE_ERROR, STORE_ERROR_QUERY, "%s, in: %.120s",
				    sqlite3_errmsg(c->db), text);
			return false;
		}
	}
	return true;
}

void connection_close(struct connection *c)
{
	if (c == NULL)
		return;
	for (guint i = 0; c->statements != NULL && i < c->queries->texts->len; i++)
		sqlite3_finalize(c->statements[i]);
	g_free(c->statements);
	sqlite3_close(c->db);
	g_free(c);
}

sqlite3_stmt *connection_statement(struct connection *c, const char *query)
{
	guint i = GPOINTER_TO_UINT(g_hash_table_lookup(c->queries->index, query));
	if (i == 0)
		g_error("no statement is named %s", query);
	return c->statements[i - 1];
}

static void bind_value(sqlite3_stmt *s, int i, const char *key, const json_t *value)
{
	if (json_is_string(value) && g_str_has_suffix(key, "#")) {
		size_t length = json_string_length(value) / 2, got = 0;
		unsigned char *bytes = g_malloc(length + 1);
		int rc = sodium_hex2bin(bytes, length, json_string_value(value), json_string_length(value),
					NULL, &got, NULL);
		g_assert(rc == 0 && got == length);
		sqlite3_bind_blob(s, i, bytes, (int)length, g_free);
	} else if (json_is_string(value)) {
		sqlite3_bind_text(s, i, json_string_value(value), (int)json_string_length(value),
				  SQLITE_TRANSIENT);
	} else if (json_is_integer(value)) {
		sqlite3_bind_int64(s, i, json_integer_value(value));
	} else if (json_is_boolean(value)) {
		sqlite3_bind_int(s, i, json_is_true(value));
	} else {
		g_assert(json_is_null(value));
		sqlite3_bind_null(s, i);
	}
}

void statement_bind(sqlite3_stmt *s, json_t *parameters)
{
	sqlite3_clear_bindings(s);
	size_t n_bound = 0;
	const char *key;
	json_t *value;
	json_object_foreach(parameters, key, value)
	{
		char name[64];
		g_snprintf(name, sizeof name, ":%s", key);
		if (g_str_has_suffix(name, "#"))
			name[strlen(name) - 1] = '\0';
		int i = sqlite3_bind_parameter_index(s, name);
		if (i == 0)
			g_error("statement has no parameter %s: %.80s", name, sqlite3_sql(s));
		bind_value(s, i, key, value);
		n_bound++;
	}
	g_assert((int)n_bound == sqlite3_bind_parameter_count(s));
	json_decref(parameters);
}

static json_t *column_json(sqlite3_stmt *s, int i)
{
	switch (sqlite3_column_type(s, i)) {
	case SQLITE_INTEGER:
		return json_integer(sqlite3_column_int64(s, i));
	case SQLITE_TEXT: {
		const char *text = (const char *)sqlite3_column_text(s, i);
		size_t length = (size_t)sqlite3_column_bytes(s, i);
		json_t *json = json_stringn(text, length);
		if (json == NULL) { /* a damaged file: what is not UTF-8 is shown as such */
			g_autofree char *valid = g_utf8_make_valid(text, (gssize)length);
			json = json_string(valid);
		}
		return json;
	}
	case SQLITE_BLOB: {
		size_t length = (size_t)sqlite3_column_bytes(s, i);
		g_autofree char *hex = g_malloc(length * 2 + 1);
		sodium_bin2hex(hex, length * 2 + 1, sqlite3_column_blob(s, i), length);
		return json_string(hex);
	}
	case SQLITE_FLOAT:
		return json_real(sqlite3_column_double(s, i));
	default:
		return json_null();
	}
}

json_t *statement_row(sqlite3_stmt *s)
{
	json_t *row = json_object();
	for (int i = 0; i < sqlite3_column_count(s); i++) {
		/* ours are all lower case; one flipped bit in the file's schema changes case and nothing else
		 */
		g_autofree char *name = g_ascii_strdown(sqlite3_column_name(s, i), -1);
		json_object_set_new(row, name, column_json(s, i));
	}
	return row;
}

static int64_t pragma_read(struct connection *c, const char *sql)
{
	sqlite3_stmt *s = NULL;
	int64_t value = -1;
	if (sqlite3_prepare_v2(c->db, sql, -1, &s, NULL) == SQLITE_OK && sqlite3_step(s) == SQLITE_ROW)
		value = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	return value;
}

static bool schema_step(struct connection *c, const struct asset *step, int64_t version, GError **error)
{
	g_autofree char *sql = g_strdup_printf(
		"BEGIN IMMEDIATE; %s; PRAGMA application_id = %d; PRAGMA user_version = %" G_GINT64_FORMAT
		"; COMMIT;",
		step->bytes, APPLICATION_ID, version);
	if (connection_execute(c, sql, error))
		return true;
	g_prefix_error(error, "%s: ", step->name);
	sqlite3_exec(c->db, "ROLLBACK", NULL, NULL, NULL);
	return false;
}

static int64_t schema_newest(void)
{
	int64_t n = 0;
	for (size_t i = 0; i < n_assets; i++)
		n += g_str_has_prefix(assets[i].name, SCHEMA_FOLDER);
	return n;
}

bool schema_verify(struct connection *c, bool is_migrating, GError **error)
{
	int64_t newest = schema_newest(), n_tables = pragma_read(c, "SELECT count(*) FROM sqlite_schema");
	if (n_tables < 0) {
		connection_fail(c, sqlite3_extended_errcode(c->db), error);
		return false;
	}
	int64_t application = pragma_read(c, "PRAGMA application_id"),
		version = pragma_read(c, "PRAGMA user_version");
	bool is_new = n_tables == 0 && application == 0 && version == 0 && is_migrating;
	if (!is_new && (application != APPLICATION_ID || n_tables == 0))
		g_set_error(error, STORE_ERROR, STORE_ERROR_FORMAT, "this file is not a Vocalía data file");
	else if (version > newest)
		g_set_error(
			error, STORE_ERROR, STORE_ERROR_FORMAT,
			"this file was written by a newer version of the program (schema %" G_GINT64_FORMAT
			", known %" G_GINT64_FORMAT ")",
			version, newest);
	else if (version < newest && !is_migrating)
		g_set_error(error, STORE_ERROR, STORE_ERROR_FORMAT,
			    "this file is of an older version of the program; serving it once brings it up "
			    "to date");
	else
		return true;
	return false;
}

bool schema_migrate(struct connection *c, GError **error)
{
	int64_t version = pragma_read(c, "PRAGMA user_version"), step = 0;
	for (size_t i = 0; i < n_assets; i++) {
		if (!g_str_has_prefix(assets[i].name, SCHEMA_FOLDER))
			continue;
		step++;
		g_assert(g_ascii_strtoll(assets[i].name + strlen(SCHEMA_FOLDER), NULL, 10) == step);
		if (step > version && !schema_step(c, &assets[i], step, error))
			return false;
	}
	g_assert(pragma_read(c, "PRAGMA synchronous") == 2);
	return true;
}
