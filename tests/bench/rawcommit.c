/* rawcommit.c - the speed of SQLite alone: rows a second when a batch is committed at a time.
 *
 * rawcommit FOLDER SECONDS [BATCH=64]: a fresh database in FOLDER, WAL, synchronous=FULL, ordered 16-byte
 * UUIDs under a unique index, bodies of about 400 bytes; prints "rows_per_second N commits_per_second N
 * p99_ms N".  The server's durable reports a second are told as a ratio to this, measured in the same run.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib.h>
#include <glib/gstdio.h>
#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BODY_BYTES = 400, LETTERS = 65536 };

static sqlite3 *db;

static void check(int result)
{
	if (result == SQLITE_OK || result == SQLITE_DONE || result == SQLITE_ROW)
		return;
	fprintf(stderr, "rawcommit: %s\n", db ? sqlite3_errmsg(db) : sqlite3_errstr(result));
	exit(1);
}

static void run(const char *sql)
{
	check(sqlite3_exec(db, sql, NULL, NULL, NULL));
}

/* Version 7: ms, a counter within it, random bits (RFC 9562). */
static void fill_uuid(unsigned char *uuid, GRand *random)
{
	static uint64_t last, counter;
	uint64_t ms = (uint64_t)(g_get_real_time() / 1000);
	counter = ms == last ? counter + 1 : 0;
	last = ms;
	for (size_t i = 0; i < 6; i++)
		uuid[i] = (unsigned char)(ms >> (40 - 8 * i));
	uuid[6] = (unsigned char)(0x70 | ((counter >> 8) & 15));
	uuid[7] = (unsigned char)counter;
	for (size_t i = 8; i < 16; i++)
		uuid[i] = (unsigned char)g_rand_int_range(random, 0, 256);
	uuid[8] = (unsigned char)(0x80 | (uuid[8] & 0x3f));
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static void remove_all(const char *path)
{
	static const char *const endings[] = {"", "-wal", "-shm"};
	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
		g_autofree char *name = g_strconcat(path, endings[i], NULL);
		g_unlink(name);
	}
}

int main(int n_arguments, char **arguments)
{
	int64_t batch = n_arguments > 3 ? g_ascii_strtoll(arguments[3], NULL, 10) : 64;
	double seconds = n_arguments > 2 ? g_ascii_strtod(arguments[2], NULL) : 0;
	if (seconds <= 0 || batch < 1) {
		fprintf(stderr, "usage: rawcommit FOLDER SECONDS [BATCH]\n");
		return 2;
	}
	g_autofree char *path = g_build_filename(arguments[1], "rawcommit.db", NULL);
	remove_all(path);
	check(sqlite3_open(path, &db));
	run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
	    "CREATE TABLE report (id INTEGER PRIMARY KEY, uuid BLOB NOT NULL, at INTEGER NOT NULL, body TEXT "
	    "NOT NULL);"
	    "CREATE UNIQUE INDEX report_uuid ON report (uuid);");
	sqlite3_stmt *insert;
	check(sqlite3_prepare_v2(
		db, "INSERT INTO report (uuid, at, body) VALUES (?, ?, ?) ON CONFLICT (uuid) DO NOTHING", -1,
		&insert, NULL));
	g_autoptr(GArray) times = g_array_new(FALSE, FALSE, sizeof(double));
	GRand *random = g_rand_new_with_seed(1);
	static char letters[LETTERS];
	for (size_t i = 0; i < sizeof letters; i++)
		letters[i] = (char)('a' + g_rand_int(random) % 20);
	unsigned char uuid[16];
	int64_t n_rows = 0, from = g_get_monotonic_time(), now = from;
	while ((double)(now - from) < seconds * 1e6) {
		run("BEGIN IMMEDIATE");
		for (int64_t i = 0; i < batch; i++) {
			fill_uuid(uuid, random);
			const char *body = letters + g_rand_int_range(random, 0, LETTERS - BODY_BYTES);
			check(sqlite3_bind_blob(insert, 1, uuid, sizeof uuid, SQLITE_STATIC));
			check(sqlite3_bind_int64(insert, 2, now));
			check(sqlite3_bind_text(insert, 3, body, BODY_BYTES, SQLITE_STATIC));
			check(sqlite3_step(insert));
			check(sqlite3_reset(insert));
			n_rows += sqlite3_changes(db);
		}
		run("COMMIT");
		int64_t after = g_get_monotonic_time();
		double ms = (double)(after - now) / 1000;
		g_array_append_val(times, ms);
		now = after;
	}
	double elapsed = (double)(now - from) / 1e6;
	g_array_sort(times, by_value);
	printf("rows_per_second %.0f commits_per_second %.0f p99_ms %.2f\n", (double)n_rows / elapsed,
	       times->len / elapsed, g_array_index(times, double, times->len * 99 / 100));
	sqlite3_finalize(insert);
	sqlite3_close(db);
	remove_all(path);
	g_rand_free(random);
	return 0;
}
