/* app - the running program: opening, acting, the catalogue of the moment.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app.h"
#include "words.h"
#include <sodium.h>
#include <string.h>

int64_t now_at(void)
{
	return g_get_real_time() / G_USEC_PER_SEC;
}

struct app *app_open(const char *path, const struct store_options *options, GError **error)
{
	struct app *app = g_new0(struct app, 1);
	g_rw_lock_init(&app->lock);
	g_mutex_init(&app->acting);
	g_mutex_init(&app->hashing);
	g_mutex_init(&app->guesses_lock);
	g_cond_init(&app->hashing_free);
	app->guesses = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	app->base_found = g_strdup("");
	words_load();
	app->store = store_open(path, options, error);
	app->templates = app->store != NULL ? templates_load(error) : NULL;
	app->catalogue = app->templates != NULL ? catalogue_load(app->store, error) : NULL;
	if (app->catalogue == NULL) {
		app_close(app);
		return NULL;
	}
	return app;
}

void app_close(struct app *app)
{
	if (app == NULL)
		return;
	catalogue_unref(app->catalogue);
	templates_free(app->templates);
	store_close(app->store);
	g_hash_table_unref(app->guesses);
	g_free(app->base_found);
	g_cond_clear(&app->hashing_free);
	g_mutex_clear(&app->guesses_lock);
	g_mutex_clear(&app->hashing);
	g_mutex_clear(&app->acting);
	g_rw_lock_clear(&app->lock);
	g_free(app);
}

struct catalogue *app_catalogue(struct app *app)
{
	g_rw_lock_reader_lock(&app->lock);
	struct catalogue *c = catalogue_ref(app->catalogue);
	g_rw_lock_reader_unlock(&app->lock);
	return c;
}

struct acting {
	store_work work;
	void *data;
	struct catalogue *now;
};

/* What cannot be replayed must not be committed: the program would never start on it again. */
static bool acting_run(struct store_transaction *t, void *data, GError **error)
{
	struct acting *acting = data;
	if (!acting->work(t, acting->data, error))
		return false;
	acting->now = catalogue_load_in(t, error);
	return acting->now != NULL;
}

bool app_act(struct app *app, store_work work, void *data, GError **error)
{
	struct acting acting = {work, data, NULL};
	g_mutex_lock(&app->acting);
	bool is_good = store_write(app->store, acting_run, &acting, error);
	struct catalogue *spare = acting.now; /* of no use when the commit failed */
	if (is_good) {
		g_rw_lock_writer_lock(&app->lock);
		spare = app->catalogue;
		app->catalogue = acting.now;
		g_rw_lock_writer_unlock(&app->lock);
	}
	g_mutex_unlock(&app->acting);
	catalogue_unref(spare);
	return is_good;
}

struct action {
	const char *kind, *subject, *author, *reason;
	json_t *body;
};

static bool action_run(struct store_transaction *t, void *data, GError **error)
{
	struct action *a = data;
	return store_act(t, a->kind, a->subject, a->author, a->reason, json_incref(a->body), now_at(),
			 error) != 0;
}

bool app_act_one(struct app *app, const char *kind, const char *subject, const char *author,
		 const char *reason, json_t *body, GError **error)
{
	struct action action = {kind, subject, author, reason, body};
	bool is_good = app_act(app, action_run, &action, error);
	json_decref(body);
	return is_good;
}

char *app_base(struct app *app, const struct catalogue *c)
{
	const char *set = catalogue_network(c)->base;
	return g_strdup(*set != '\0' ? set : app->base_found);
}

void app_mark(const struct app *app, const char *purpose, const char *text, unsigned char *mark, size_t n)
{
	unsigned char whole[32];
	crypto_generichash_state state;
	g_assert(n <= sizeof whole);
	crypto_generichash_init(&state, store_secret(app->store), 32, sizeof whole);
	crypto_generichash_update(&state, (const unsigned char *)purpose, strlen(purpose) + 1);
	crypto_generichash_update(&state, (const unsigned char *)text, strlen(text) + 1);
	crypto_generichash_final(&state, whole, sizeof whole);
	memcpy(mark, whole, n);
}
