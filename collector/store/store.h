/* store - everything the program remembers, in one SQLite file.
 *
 * One connection writes and checkpoints, on a thread of its own, with synchronous=FULL: what a call here says
 * is stored will be there after a power cut.  Work that waits is committed together (group commit).  Reads go
 * through a pool of read-only connections.  Every statement is named in sql/queries.sql and prepared at open.
 *
 * Threads: any.  Memory: JSON results belong to the caller.  Failure: STORE_ERROR; a failed call changed
 * nothing. Statement parameters are given as a JSON object (its reference is taken over): strings, integers,
 * booleans and null; a string value under a key that ends in '#' is hexadecimal and is bound as a blob
 * (":uuid" from "uuid#"). Blobs come back as lower-case hexadecimal strings.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef STORE_H
#define STORE_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define STORE_ERROR (store_error_quark())
GQuark store_error_quark(void);
enum store_error {
	STORE_ERROR_LOCKED,  /* another process serves this file */
	STORE_ERROR_FORMAT,  /* not ours, or of a newer version */
	STORE_ERROR_QUERY,   /* a statement of queries.sql does not fit the schema */
	STORE_ERROR_BUSY,    /* too many wait for the disk: try again soon; nothing was stored */
	STORE_ERROR_FULL,    /* no room on the disk; nothing was stored */
	STORE_ERROR_BROKEN,  /* the disk failed; the process must end and start again */
	STORE_ERROR_REFUSED, /* a rule of the schema, or of the work itself, says no */
	STORE_ERROR_DAMAGED, /* what the file holds does not hold together: restore a backup */
};

struct store;

#define STORE_FILES_RESERVE 5
struct store_options {
	bool read_only;	      /* no lock, no writer: for backup, export and check beside a running server */
	unsigned n_readers;   /* 8 */
	unsigned max_waiting; /* submissions that may wait for the writer; beyond: STORE_ERROR_BUSY.  48 */
	/* Free bytes on the disk below which new reports are refused, and STORE_FILES_RESERVE times that for
	 * reports with files; 200 MB. */
	uint64_t reserve_bytes;
	void (*broken)(void *); /* called once, on the writer's thread, when the disk has failed */
	void *broken_data;
	bool discard; /* measure only: accepts and answers without storing (bench) */
};
void store_options_default(struct store_options *);

/* Takes path.lock unless read only, migrates to the newest schema, draws the installation's keys at first.  A
 * file of something else is left as it is.  Whatever an earlier process may have written without seeing it
 * reach the disk is made durable before anything is acknowledged again. */
struct store *store_open(const char *path, const struct store_options *, GError **);
void store_close(struct store *); /* NULL is fine; waits for the writer */

uint16_t store_device(const struct store *);
const unsigned char *store_secret(const struct store *); /* 32 bytes */

/* ---- reading */
struct store_row;
int64_t store_row_int(const struct store_row *, const char *column);
const char *store_row_text(const struct store_row *, const char *column,
			   size_t *length); /* until the next row; NULL for null */
const void *store_row_blob(const struct store_row *, const char *column, size_t *length);
/* Calls row for each row until it returns false. */
bool store_scan(struct store *, const char *query, json_t *parameters,
		bool (*row)(void *, const struct store_row *), void *data, GError **);
/* All rows as an array of objects. */
json_t *store_read(struct store *, const char *query, json_t *parameters, GError **);
/* The first row as an object, json null where there is none; NULL only on failure. */
json_t *store_read_one(struct store *, const char *query, json_t *parameters, GError **);
/* The row number of the report with that UUID (32 hex digits); 0: there is none, or it cannot be read. */
int64_t store_row_of(struct store *, const char *uuid_hex);

/* ---- writing: work runs on the writer's thread inside a transaction; when it returns false everything it
 * did is undone. */
struct store_transaction;
typedef bool (*store_work)(struct store_transaction *, void *data, GError **);
bool store_write(struct store *, store_work, void *data, GError **);
/* A single statement. */
bool store_write_one(struct store *, const char *query, json_t *parameters, GError **);
bool store_run(struct store_transaction *, const char *query, json_t *parameters, GError **);
json_t *store_find(struct store_transaction *, const char *query, json_t *parameters,
		   GError **);				/* first row, or null */
size_t store_changes(const struct store_transaction *); /* rows changed by the last store_run */
/* store_scan that sees what this transaction has done so far. */
bool store_scan_in(struct store_transaction *, const char *query, json_t *parameters,
		   bool (*row)(void *, const struct store_row *), void *data, GError **);
struct store *store_of(struct store_transaction *);
void store_touch(
	struct store_transaction *); /* says that what is analysed has changed: see store_generation */

/* Appends to this device's chain.  body: its reference is taken over.  Returns the sequence, 0 on failure. */
int64_t store_act(struct store_transaction *, const char *kind, const char *subject, const char *author,
		  const char *reason, json_t *body, int64_t at, GError **);
/* The hash that an action of these columns must have. */
void store_action_hash(unsigned char hash[32], const unsigned char previous[32], int64_t device,
		       int64_t sequence, const char *kind, const char *subject, const char *author,
		       const char *reason, const char *body, int64_t at);

/* ---- files: bytes kept once, under their BLAKE2b-256 in lower-case hex */
/* Keeps the bytes; the same ones twice are kept once. */
bool store_file_put(struct store_transaction *, const void *bytes, size_t length, const char *type,
		    char digest_hex[65], GError **);
/* NULL without an error when there is none; *type is to be freed. */
GBytes *store_file_read(struct store *, const char *digest_hex, char **type, GError **);

/* ---- submissions: the hot path */
/* A photograph or another file of a report; its bytes are not in the report's digest, its name is in the
 * answers. */
struct submission_file {
	const char *name, *type;
	const void
		*bytes; /* NULL: the file of that name of the report that this one replaces, if it had one */
	size_t length;
};
struct submission {
	unsigned char uuid[16];
	const char *session, *form, *channel, *language, *notice;
	int mesa; /* 0: none */
	bool is_late;
	bool has_sender, has_replaces;
	unsigned char sender[16], replaces[16];
	const char *answers; /* canonical JSON */
	int64_t at;	     /* exact; the hour is derived */
	/* Stored in the same transaction; of a repeated report those that were missing are added. */
	const struct submission_file *files;
	size_t n_files;
};

enum submission_outcome {
	SUBMISSION_STORED,
	SUBMISSION_REPEATED, /* same UUID, same content: the same receipt */
	/* same UUID, other content, or what it replaces has been replaced by another: nothing stored */
	SUBMISSION_CONFLICT,
	SUBMISSION_RETIRED, /* same UUID or what it replaces, but it was withdrawn and erased */
	SUBMISSION_FAILED,  /* see error: BUSY, FULL or BROKEN */
};
struct submission_receipt {
	int64_t id;
	unsigned char digest[32];
};
/* Returns after the report is on disk. */
enum submission_outcome store_submit(struct store *, const struct submission *, struct submission_receipt *,
				     GError **);
void submission_digest(unsigned char digest[32], const unsigned char salt[16], const char *session,
		       const char *form, const char *answers);

/* Counts every commit since open that changed what is analysed. */
uint64_t store_generation(const struct store *);

/* A fresh ordered UUID (RFC 9562 version 7): the hour in ms, then a 30-bit counter that survives restarts,
 * then 44 random bits. */
void store_mint_uuid(struct store *, unsigned char uuid[16]);

/* ---- whole-file jobs */
/* Writes a consistent copy that can be opened at once; it has its name only when all of it is on disk;
 * refuses to overwrite. */
bool store_backup(struct store *, const char *to, GError **);
/* Every test the file can stand: integrity, foreign keys, each report's digest and folio, the action chains,
 * each file's digest.
 * Appends sentences to problems; true when there is none. */
bool store_check(struct store *, GPtrArray *problems, GError **);

#endif
