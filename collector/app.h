/* app - the running program: what every handler is given.
 *
 * Threads: constant after app_open but for the catalogue, which is replaced as a whole under a lock.  Memory:
 * app_open / app_close.  Failure: the store's errors.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef APP_H
#define APP_H

#include "catalogue.h"
#include "http.h"
#include "template.h"

struct diagnoser; /* diagnose.h */

struct app {
	struct store *store;
	struct templates *templates;
	struct diagnoser *diagnoser; /* NULL for commands that only act */
	struct catalogue *catalogue; /* under lock: use app_catalogue */
	GRWLock lock;
	GMutex acting;	/* one catalogue-changing action at a time */
	GMutex hashing; /* with cond and count: at most two Argon2 at once */
	GCond hashing_free;
	int n_hashing;
	GMutex guesses_lock;
	GHashTable *guesses; /* account name -> struct guesses: failed logins, in memory only */
	char *base_found;    /* address found at start: "http://10.42.0.1:8095" */
	bool has_tls;
};

struct app *app_open(const char *path, const struct store_options *, GError **);
void app_close(struct app *); /* NULL is fine */

struct catalogue *app_catalogue(struct app *); /* a new reference */
/* Runs work on the writer and replaces the catalogue by what then stands; what cannot be replayed is undone.
 */
bool app_act(struct app *, store_work work, void *data, GError **);
/* One action by itself.  body's reference is taken over. */
bool app_act_one(struct app *, const char *kind, const char *subject, const char *author, const char *reason,
		 json_t *body, GError **);
/* "http://…" without a slash at the end: what the facilitator set, else what was found.  The caller frees it.
 */
char *app_base(struct app *, const struct catalogue *);
/* Keyed hash for a purpose, n bytes: page tokens, CSRF tokens, known devices. */
void app_mark(const struct app *, const char *purpose, const char *text, unsigned char *mark, size_t n);
int64_t now_at(void);

#endif
