/* store_files - bytes that are kept once: what comes with reports and with forms.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 * The schema deletes a file with the last report that shows it, unless a form brought it too.
 */
#include "store_parts.h"
#include <sodium.h>
#include <string.h>

static void digest_make(unsigned char digest[FILE_DIGEST], const void *bytes, size_t length)
{
	crypto_generichash(digest, FILE_DIGEST, bytes, length, NULL, 0);
}

unsigned char *files_digest(const struct submission_file *files, size_t n)
{
	unsigned char *digests = n > 0 ? g_malloc0_n(n, FILE_DIGEST) : NULL;
	for (size_t i = 0; i < n; i++)
		if (files[i].bytes != NULL)
			digest_make(digests + i * FILE_DIGEST, files[i].bytes, files[i].length);
	return digests;
}

static void bind_blob(sqlite3_stmt *s, const char *name, const void *bytes, size_t length)
{
	/* a NULL pointer would be bound as NULL; no bytes are bytes too */
	sqlite3_bind_blob64(s, sqlite3_bind_parameter_index(s, name), length > 0 ? bytes : "", length,
			    SQLITE_STATIC);
}

static void bind_text(sqlite3_stmt *s, const char *name, const char *text)
{
	sqlite3_bind_text(s, sqlite3_bind_parameter_index(s, name), text, -1, SQLITE_STATIC);
}

static int step(sqlite3_stmt *s)
{
	int rc = sqlite3_step(s);
	sqlite3_reset(s);
	sqlite3_clear_bindings(s);
	return rc;
}

static int file_insert(struct connection *c, const unsigned char digest[FILE_DIGEST], const char *type,
		       const void *bytes, size_t length)
{
	sqlite3_stmt *s = connection_statement(c, "file_insert");
	bind_blob(s, ":digest", digest, FILE_DIGEST);
	bind_text(s, ":type", type);
	bind_blob(s, ":bytes", bytes, length);
	return step(s);
}

/* Whether the report shows a file of that name already. */
static int attachment_find(struct connection *c, const unsigned char uuid[16], const char *name,
			   bool *is_there)
{
	sqlite3_stmt *s = connection_statement(c, "attachment_has");
	bind_blob(s, ":submission", uuid, 16);
	bind_text(s, ":name", name);
	int rc = step(s);
	*is_there = rc == SQLITE_ROW;
	return rc == SQLITE_ROW ? SQLITE_DONE : rc;
}

static int attachment_keep(struct connection *c, const struct submission *in, const char *name)
{
	if (!in->has_replaces)
		return SQLITE_DONE;
	sqlite3_stmt *s = connection_statement(c, "attachment_keep");
	bind_blob(s, ":submission", in->uuid, 16);
	bind_blob(s, ":replaced", in->replaces, 16);
	bind_text(s, ":name", name);
	return step(s);
}

int files_add(struct connection *c, const struct submission *in, const unsigned char *digests)
{
	int rc = SQLITE_DONE;
	for (size_t i = 0; i < in->n_files && rc == SQLITE_DONE; i++) {
		const struct submission_file *file = &in->files[i];
		const unsigned char *digest = digests + i * FILE_DIGEST;
		bool is_there = false;
		if (file->bytes == NULL) {
			rc = attachment_keep(c, in, file->name);
			continue;
		}
		/* The first file of a name stays: bytes that nothing shows would never be deleted. */
		rc = attachment_find(c, in->uuid, file->name, &is_there);
		if (rc != SQLITE_DONE || is_there)
			continue;
		rc = file_insert(c, digest, file->type, file->bytes, file->length);
		if (rc != SQLITE_DONE)
			break;
		sqlite3_stmt *s = connection_statement(c, "attachment_insert");
		bind_blob(s, ":submission", in->uuid, 16);
		bind_text(s, ":name", file->name);
		bind_blob(s, ":file", digest, FILE_DIGEST);
		rc = step(s);
	}
	return rc;
}

bool files_bring_bytes(const struct submission *in)
{
	for (size_t i = 0; i < in->n_files; i++)
		if (in->files[i].bytes != NULL)
			return true;
	return false;
}

bool files_are_there(struct connection *c, const struct submission *in, int *rc)
{
	bool are_there = true;
	*rc = SQLITE_DONE;
	for (size_t i = 0; i < in->n_files && are_there && *rc == SQLITE_DONE; i++)
		if (in->files[i].bytes != NULL)
			*rc = attachment_find(c, in->uuid, in->files[i].name, &are_there);
	return are_there;
}

bool store_file_put(struct store_transaction *t, const void *bytes, size_t length, const char *type,
		    char digest_hex[65], GError **error)
{
	struct connection *c = transaction_connection(t);
	unsigned char digest[FILE_DIGEST];
	digest_make(digest, bytes, length);
	sodium_bin2hex(digest_hex, 65, digest, sizeof digest);
	int rc = file_insert(c, digest, type, bytes, length);
	if (rc == SQLITE_DONE) {
		sqlite3_stmt *s = connection_statement(c, "file_publish");
		bind_blob(s, ":digest", digest, sizeof digest);
		rc = step(s);
	}
	if (rc != SQLITE_DONE)
		connection_fail(c, rc, error);
	return rc == SQLITE_DONE;
}

struct found {
	GBytes *bytes;
	char *type;
};

static bool found_take(void *data, const struct store_row *row)
{
	struct found *found = data;
	size_t length;
	const void *bytes = store_row_blob(row, "bytes", &length);
	const char *type = store_row_text(row, "type", NULL);
	found->bytes = g_bytes_new(bytes, length);
	found->type = g_strdup(type != NULL ? type : "application/octet-stream");
	return false;
}

GBytes *store_file_read(struct store *s, const char *digest_hex, char **type, GError **error)
{
	struct found found = {0};
	*type = NULL;
	if (strlen(digest_hex) != 2 * FILE_DIGEST ||
	    strspn(digest_hex, "0123456789abcdef") != 2 * FILE_DIGEST)
		return NULL;
	if (!store_scan(s, "file_read", json_pack("{s:s}", "digest#", digest_hex), found_take, &found, error))
		return NULL;
	*type = found.type;
	return found.bytes;
}

static bool file_check(void *data, const struct store_row *row)
{
	GPtrArray *problems = data;
	size_t n_digest, length;
	unsigned char digest[FILE_DIGEST];
	const unsigned char *stored = store_row_blob(row, "digest", &n_digest);
	const void *bytes = store_row_blob(row, "bytes", &length);
	digest_make(digest, bytes, length);
	if (n_digest == FILE_DIGEST && memcmp(stored, digest, FILE_DIGEST) == 0)
		return true;
	g_autofree char *hex = g_malloc0(n_digest * 2 + 1);
	sodium_bin2hex(hex, n_digest * 2 + 1, stored, n_digest);
	g_ptr_array_add(problems,
			g_strdup_printf("file %s does not match its digest: its content was altered", hex));
	return true;
}

bool files_check(struct store *s, GPtrArray *problems, GError **error)
{
	return store_scan(s, "file_all", json_object(), file_check, problems, error);
}
