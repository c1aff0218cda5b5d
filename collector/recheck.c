/* recheck - kept results against kept data.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "recheck.h"
#include "diagnose.h"
#include "rules.h"
#include "words.h"
#include <string.h>

static void complain(GPtrArray *problems, const char *scope, const char *what)
{
	g_ptr_array_add(problems, g_strdup_printf(_("results %s: %s"), scope, what));
}

static const char *text_of(const json_t *view, const char *key)
{
	return json_string_value(json_object_get(view, key));
}

static bool is_of(const struct rules *rules, const char *hash)
{
	const GPtrArray *locks = rules_locks(rules);
	for (guint i = 0; i < locks->len; i++)
		if (strcmp(((const struct rules_lock *)locks->pdata[i])->hash, hash) == 0)
			return true;
	return false;
}

/* What a run says, without what comes from the runs before it; written and read, as the kept one was. */
static json_t *bare(const json_t *view)
{
	static const char *const kept[] = {"at", "next_id", "changes", "history", "n_decisions", "coverage"};
	char *text = json_dumps(view, JSON_COMPACT);
	json_t *copy = json_loads(text, 0, NULL), *issue;
	size_t i;
	free(text);
	for (i = 0; i < G_N_ELEMENTS(kept); i++)
		json_object_del(copy, kept[i]);
	json_array_foreach(json_object_get(copy, "issues"), i, issue) json_object_del(issue, "id");
	return copy;
}

static bool repeat(struct app *app, const char *scope, const json_t *view, GPtrArray *problems,
		   size_t *n_repeated, GError **error)
{
	json_t *now = diagnose_now(app, scope, error);
	if (now == NULL)
		return false;
	bool is_quick = json_is_true(json_object_get(json_object_get(view, "settings"), "is_quick"));
	if (!is_quick && g_strcmp0(text_of(view, "input"), text_of(now, "input")) == 0 &&
	    g_strcmp0(text_of(view, "context"), text_of(now, "context")) == 0 &&
	    g_strcmp0(text_of(view, "lock"), text_of(now, "lock")) == 0) {
		json_t *one = bare(view), *other = bare(now);
		if (!json_equal(one, other))
			complain(problems, scope, _("repeating the analysis says something else"));
		++*n_repeated;
		json_decref(one);
		json_decref(other);
	}
	json_decref(now);
	return true;
}

static bool scope_check(struct app *app, const char *scope, bool is_again, GPtrArray *problems,
			size_t *n_repeated, GError **error)
{
	json_t *row = store_read_one(app->store, "diagnosis_read", json_pack("{s:s}", "scope", scope), error);
	const char *text = json_string_value(json_object_get(row, "result"));
	json_t *view = text != NULL ? json_loads(text, 0, NULL) : NULL;
	struct rules *rules = row != NULL ? rules_load(app->store, scope, error) : NULL;
	bool is_good = rules != NULL;
	/* what an earlier version kept knows of no locks, and is replaced at the next start */
	if (is_good && json_object_get(view, "is_open") != NULL) {
		const char *input = text_of(view, "input"), *lock = text_of(view, "lock");
		uint64_t seed = (uint64_t)json_integer_value(json_object_get(view, "seed"));
		if (seed != rules_seed(input != NULL ? input : "", lock))
			complain(problems, scope, _("the seed does not follow from the data and the lock"));
		if (lock != NULL && !is_of(rules, lock))
			complain(problems, scope, _("made by a lock of criteria that nobody made"));
		if (lock == NULL && strcmp(scope, "real") == 0 &&
		    json_is_true(json_object_get(view, "is_open")))
			complain(problems, scope, _("an order without a lock of criteria"));
		is_good = !is_again || repeat(app, scope, view, problems, n_repeated, error);
	}
	rules_free(rules);
	json_decref(view);
	json_decref(row);
	return is_good;
}

bool recheck_results(struct app *app, bool is_again, GPtrArray *problems, size_t *n_repeated, GError **error)
{
	guint before = problems->len;
	*n_repeated = 0;
	return scope_check(app, "real", is_again, problems, n_repeated, error) &&
	       scope_check(app, "prueba", is_again, problems, n_repeated, error) && problems->len == before;
}
