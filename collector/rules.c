/* rules - locks of criteria, openings and sectors, read from actions.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules.h"
#include "priority.h"
#include <math.h>
#include <sodium.h>
#include <string.h>

struct rules {
	bool is_trial;
	GPtrArray *locks;
	struct rules_opening *opened;
	json_t *sectors;
};

static void lock_free(void *data)
{
	struct rules_lock *lock = data;
	g_free(lock->author);
	g_free(lock->reason);
	json_decref(lock->body);
	g_free(lock);
}

static void lock_take(struct rules *rules, const struct store_row *row, json_t *body)
{
	struct rules_lock *lock = g_new0(struct rules_lock, 1);
	*lock = (struct rules_lock){.at = store_row_int(row, "at"),
				    .author = g_strdup(store_row_text(row, "author", NULL)),
				    .reason = g_strdup(store_row_text(row, "reason", NULL)),
				    .body = json_incref(body),
				    .is_late = rules->opened != NULL};
	sodium_bin2hex(lock->hash, sizeof lock->hash, store_row_blob(row, "hash", NULL), 32);
	g_ptr_array_add(rules->locks, lock);
}

static void opening_take(struct rules *rules, const struct store_row *row, const json_t *body)
{
	const char *input = json_string_value(json_object_get(body, "input"));
	rules->opened = g_new0(struct rules_opening, 1);
	*rules->opened = (struct rules_opening){.at = store_row_int(row, "at"),
						.author = g_strdup(store_row_text(row, "author", NULL)),
						.input = g_strdup(input != NULL ? input : "")};
}

static bool rules_row(void *data, const struct store_row *row)
{
	struct rules *rules = data;
	const char *kind = store_row_text(row, "kind", NULL), *text = store_row_text(row, "body", NULL);
	json_t *body = text != NULL ? json_loads(text, 0, NULL) : NULL;
	if (json_is_object(body) && strcmp(kind, "criteria.lock") == 0) {
		lock_take(rules, row, body);
	} else if (json_is_object(body) && strcmp(kind, "criteria.open") == 0 && rules->opened == NULL) {
		opening_take(rules, row, body);
	} else if (strcmp(kind, "sectors.set") == 0 &&
		   json_array_size(json_object_get(body, "sectors")) > 0) {
		json_decref(rules->sectors);
		rules->sectors = json_incref(json_object_get(body, "sectors"));
	}
	json_decref(body);
	return true;
}

struct rules *rules_load(struct store *store, const char *scope, GError **error)
{
	struct rules *rules = g_new0(struct rules, 1);
	rules->is_trial = strcmp(scope, "prueba") == 0;
	rules->locks = g_ptr_array_new_with_free_func(lock_free);
	rules->sectors = json_pack("[s,s,s]", "Autoridades", "Sociedad civil", "Órgano garante");
	if (!store_scan(store, "action_of_rules", json_pack("{s:s}", "scope", scope), rules_row, rules,
			error)) {
		rules_free(rules);
		return NULL;
	}
	return rules;
}

void rules_free(struct rules *rules)
{
	if (rules == NULL)
		return;
	if (rules->opened != NULL) {
		g_free(rules->opened->author);
		g_free(rules->opened->input);
		g_free(rules->opened);
	}
	g_ptr_array_unref(rules->locks);
	json_decref(rules->sectors);
	g_free(rules);
}

const GPtrArray *rules_locks(const struct rules *rules)
{
	return rules->locks;
}

const struct rules_lock *rules_lock(const struct rules *rules)
{
	return rules->locks->len > 0 ? rules->locks->pdata[rules->locks->len - 1] : NULL;
}

const struct rules_opening *rules_opened(const struct rules *rules)
{
	return rules->opened;
}

const json_t *rules_sectors(const struct rules *rules)
{
	return rules->sectors;
}

bool rules_may_rank(const struct rules *rules)
{
	return rules->is_trial || rules->locks->len > 0;
}

void rules_settings(const struct rules *rules, struct priority_settings *settings)
{
	const struct rules_lock *lock = rules_lock(rules);
	const json_t *weights = lock != NULL ? json_object_get(lock->body, "weights") : NULL;
	priority_settings_default(settings);
	for (size_t i = 0; i < CRITERION_MAX && weights != NULL; i++) {
		const json_t *of = json_object_get(weights, criteria_catalogue[i].key);
		settings->low[i] = (double)json_integer_value(json_object_get(of, "low")) / 100;
		settings->high[i] = (double)json_integer_value(json_object_get(of, "high")) / 100;
		settings->order[i] = (unsigned)json_integer_value(json_object_get(of, "order"));
	}
}

json_t *rules_proposed(void)
{
	json_t *weights = json_object();
	for (size_t i = 0; i < CRITERION_MAX; i++) {
		const struct criterion_about *about = &criteria_catalogue[i];
		json_object_set_new(weights, about->key,
				    json_pack("{s:i,s:i,s:i}", "low", (int)lround(100 * about->low), "high",
					      (int)lround(100 * about->high), "order", 0));
	}
	return json_pack("{s:o,s:[],s:[]}", "weights", weights, "answers", "regions");
}

/* Does the answer to that question hold the choice? */
static bool is_chosen(const json_t *answer, const char *choice)
{
	size_t i;
	json_t *one;
	if (json_is_string(answer))
		return strcmp(json_string_value(answer), choice) == 0;
	json_array_foreach(answer, i, one) if (g_strcmp0(json_string_value(one), choice) == 0) return true;
	return false;
}

int8_t rules_heard(const struct rules *rules, const struct form *form, const json_t *answers,
		   const char *region)
{
	const struct rules_lock *lock = rules_lock(rules);
	const json_t *named = lock != NULL ? json_object_get(lock->body, "answers") : NULL,
		     *regions = lock != NULL ? json_object_get(lock->body, "regions") : NULL;
	int8_t heard = -1;
	size_t i;
	json_t *item;
	json_array_foreach(regions, i, item)
	{
		if (*region == '\0')
			continue;
		if (g_strcmp0(json_string_value(item), region) == 0)
			return 1;
		heard = 0;
	}
	json_array_foreach(named, i, item)
	{
		g_auto(GStrv) parts = g_strsplit(json_string_value(item), "=", 2);
		if (g_strv_length(parts) != 2)
			continue;
		for (const struct form_question *q = form_next(form, NULL); q != NULL;
		     q = form_next(form, q)) {
			const json_t *answer =
				q->role == FORM_ROLE_DEMOGRAPHIC && strcmp(q->path, parts[0]) == 0
					? json_object_get(answers, q->path)
					: NULL;
			if (answer != NULL && is_chosen(answer, parts[1]))
				return 1;
			if (answer != NULL)
				heard = 0;
		}
	}
	return heard;
}

uint64_t rules_seed(const char *input, const char *lock_hash)
{
	unsigned char hash[32];
	uint64_t seed = 0;
	crypto_generichash_state state;
	crypto_generichash_init(&state, NULL, 0, sizeof hash);
	crypto_generichash_update(&state, (const unsigned char *)input, strlen(input));
	if (lock_hash != NULL)
		crypto_generichash_update(&state, (const unsigned char *)lock_hash, strlen(lock_hash));
	crypto_generichash_final(&state, hash, sizeof hash);
	for (size_t i = 0; i < 6; i++)
		seed = seed << 8 | hash[i];
	return seed;
}
