/* store_parts - what the files of the store share with each other and nobody else: connections and
 * statements.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 * Threads: a connection belongs to one thread at a time.  Memory: connection_open/_close pairs.  Failure:
 * STORE_ERROR.
 */
#ifndef STORE_PARTS_H
#define STORE_PARTS_H

#include "store.h"
#include <sqlite3.h>

/* The statements of queries.sql, by position; the same in every connection. */
struct queries {
	GHashTable *index; /* name -> position + 1 */
	GPtrArray *texts;  /* char * */
};
struct queries *queries_load(void);
void queries_free(struct queries *);

struct connection {
	sqlite3 *db;
	const struct queries *queries;
	sqlite3_stmt **statements; /* one for each query, prepared */
};

/* Opens and sets what leaves the file as it is; prepares nothing yet (a migration may have to run first). */
struct connection *connection_open(const char *path, bool read_only, const struct queries *, GError **);
/* Settles how this connection writes: WAL, synchronous=FULL. */
bool connection_settle(struct connection *, GError **);
bool connection_prepare(struct connection *, GError **);
/* Steps through query with the parameters, whose reference is taken over, until row returns false. */
bool connection_scan(struct connection *, const char *query, json_t *parameters,
		     bool (*row)(void *, const struct store_row *), void *data, GError **);
void connection_close(struct connection *);
sqlite3_stmt *connection_statement(struct connection *, const char *query); /* asserts that it exists */
bool connection_execute(struct connection *, const char *sql, GError **);
/* Turns the connection's last failure into a STORE_ERROR. */
void connection_fail(struct connection *, int result, GError **);

/* Binds parameters by name and takes over their reference; unknown or missing names are assertions. */
void statement_bind(sqlite3_stmt *, json_t *parameters);
json_t *statement_row(sqlite3_stmt *); /* the current row as an object */

/* Is this a file of ours, of this version or, where migrating, an older one or a new empty file?  Changes
 * nothing. */
bool schema_verify(struct connection *, bool is_migrating, GError **);
/* Brings a verified file to the newest schema, each step in its own transaction. */
bool schema_migrate(struct connection *, GError **);

struct store_row {
	sqlite3_stmt *statement;
};

/* The group-commit thread (store_writer.c). */
struct writer;
struct writer *writer_start(struct connection *, struct store *, const char *path,
			    const struct store_options *);
void writer_stop(struct writer *);
bool writer_work(struct writer *, store_work, void *data, GError **);
enum submission_outcome writer_submit(struct writer *, const struct submission *, struct submission_receipt *,
				      GError **);
uint64_t writer_generation(const struct writer *);
struct connection *transaction_connection(struct store_transaction *);

/* The files (store_files.c). */
#define FILE_DIGEST 32
/* BLAKE2b-256 of each file's bytes, one after the other; NULL when there is none.  Free with g_free. */
unsigned char *files_digest(const struct submission_file *, size_t n);
/* Adds those of the report's files that it does not have yet.  Returns SQLITE_DONE or the failure. */
int files_add(struct connection *, const struct submission *, const unsigned char *digests);
/* Whether the report comes with files that are not there yet. */
bool files_bring_bytes(const struct submission *);
/* Whether the report of that UUID has all of these files; *rc becomes SQLITE_DONE or the failure. */
bool files_are_there(struct connection *, const struct submission *, int *rc);
/* For store_check: each file's digest. */
bool files_check(struct store *, GPtrArray *problems, GError **);

#endif
