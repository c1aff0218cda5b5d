/* lineage - two views as labels of the same reports, for follow.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "lineage.h"
#include "follow.h"
#include <string.h>

#define HISTORY_MAX 100

static const char *const kinds[] = {
	[FOLLOW_SAME] = "same",	  [FOLLOW_GREW] = "grew", [FOLLOW_SHRANK] = "shrank",
	[FOLLOW_SPLIT] = "split", [FOLLOW_NEW] = "new",	  [FOLLOW_MERGED] = "merged",
	[FOLLOW_GONE] = "gone",
};

struct trace {
	const json_t *view, *before;
	GPtrArray *uuids;  /* borrowed, sorted */
	GHashTable *at;	   /* UUID -> place + 1 */
	int32_t *was, *is; /* labels of both runs */
	GArray *id;	   /* uint32_t: of the issues of the run before */
};

static void uuids_of(GHashTable *set, const json_t *view)
{
	size_t i, j;
	json_t *issue, *uuid;
	json_array_foreach(json_object_get(view, "issues"), i, issue)
		json_array_foreach(json_object_get(issue, "reports"), j, uuid)
			g_hash_table_add(set, (char *)(uintptr_t)json_string_value(uuid));
	json_array_foreach(json_object_get(view, "ungrouped"), j, uuid)
		g_hash_table_add(set, (char *)(uintptr_t)json_string_value(uuid));
}

static size_t place_of(const struct trace *t, const json_t *uuid)
{
	return GPOINTER_TO_SIZE(g_hash_table_lookup(t->at, json_string_value(uuid))) - 1;
}

static void labels_of(const struct trace *t, const json_t *view, int32_t *label)
{
	size_t i, j;
	json_t *issue, *uuid;
	for (size_t r = 0; r < t->uuids->len; r++)
		label[r] = FOLLOW_ABSENT;
	json_array_foreach(json_object_get(view, "ungrouped"), j, uuid) label[place_of(t, uuid)] =
		FOLLOW_UNGROUPED;
	json_array_foreach(json_object_get(view, "issues"), i, issue)
		json_array_foreach(json_object_get(issue, "reports"), j, uuid) label[place_of(t, uuid)] =
			(int32_t)i;
}

static uint32_t id_of(const json_t *issue)
{
	return (uint32_t)json_integer_value(json_object_get(issue, "id"));
}

static gint compare_uuids(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void trace_begin(struct trace *t)
{
	GHashTableIter iter;
	gpointer uuid;
	size_t i;
	json_t *issue;
	t->at = g_hash_table_new(g_str_hash, g_str_equal);
	t->uuids = g_ptr_array_new();
	uuids_of(t->at, t->before);
	uuids_of(t->at, t->view);
	g_hash_table_iter_init(&iter, t->at);
	while (g_hash_table_iter_next(&iter, &uuid, NULL))
		g_ptr_array_add(t->uuids, uuid);
	g_ptr_array_sort(t->uuids, compare_uuids);
	for (guint r = 0; r < t->uuids->len; r++)
		g_hash_table_insert(t->at, t->uuids->pdata[r], GSIZE_TO_POINTER((gsize)r + 1));
	t->was = g_new(int32_t, t->uuids->len + 1);
	t->is = g_new(int32_t, t->uuids->len + 1);
	labels_of(t, t->before, t->was);
	labels_of(t, t->view, t->is);
	t->id = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	json_array_foreach(json_object_get(t->before, "issues"), i, issue)
	{
		uint32_t id = id_of(issue);
		g_array_append_val(t->id, id);
	}
}

static bool is_among(const GArray *ids, uint32_t id)
{
	for (guint i = 0; i < ids->len; i++)
		if (g_array_index(ids, uint32_t, i) == id)
			return true;
	return false;
}

/* A merge that was undone since the run before: its issues are told apart there again, so that each finds its
 * old number. */
static void merges_undo(struct trace *t, const struct decisions *decisions)
{
	const GPtrArray *all = decisions_all(decisions);
	json_int_t known = json_integer_value(json_object_get(t->before, "n_decisions"));
	for (guint i = 0; i < all->len; i++) {
		const struct decision *d = all->pdata[i];
		const char *key;
		json_t *uuids, *uuid;
		size_t j;
		if (strcmp(d->kind, "issue.merge") != 0 || d->undone == NULL ||
		    (json_int_t)d->undone->place < known)
			continue;
		json_object_foreach(json_object_get(d->body, "reports"), key, uuids)
		{
			uint32_t id = (uint32_t)g_ascii_strtoull(key, NULL, 10);
			int32_t label = (int32_t)t->id->len;
			if (id == 0 || is_among(t->id, id))
				continue;
			g_array_append_val(t->id, id);
			json_array_foreach(uuids, j, uuid)
			{
				size_t place = place_of(t, uuid);
				if (place != SIZE_MAX && t->was[place] >= 0)
					t->was[place] = label;
			}
		}
	}
}

/* An issue that holds what reviewers fixed has the number that they fixed it in. */
static uint32_t *numbers_fixed(const struct trace *t, const struct decisions *decisions)
{
	const json_t *issues = json_object_get(t->view, "issues");
	uint32_t *fixed = g_new0(uint32_t, json_array_size(issues) + 1);
	g_autoptr(GHashTable) holder = g_hash_table_new(NULL, NULL); /* number -> issue + 1 */
	g_autofree size_t *most = g_new0(size_t, json_array_size(issues) + 1);
	size_t i, j;
	json_t *issue, *uuid;
	json_array_foreach(issues, i, issue)
	{
		g_autoptr(GHashTable) count = g_hash_table_new(NULL, NULL);
		json_array_foreach(json_object_get(issue, "reports"), j, uuid)
		{
			uint32_t pin = decisions_pin(decisions, json_string_value(uuid));
			size_t n = pin == 0 ? 0
					    : GPOINTER_TO_SIZE(
						      g_hash_table_lookup(count, GUINT_TO_POINTER(pin))) +
						      1;
			if (n > 0)
				g_hash_table_insert(count, GUINT_TO_POINTER(pin), GSIZE_TO_POINTER(n));
			if (n > most[i] || (n > 0 && n == most[i] && pin < fixed[i])) {
				most[i] = n;
				fixed[i] = pin;
			}
		}
		size_t other = GPOINTER_TO_SIZE(g_hash_table_lookup(holder, GUINT_TO_POINTER(fixed[i])));
		if (fixed[i] == 0)
			continue;
		if (other > 0 && most[other - 1] >= most[i]) {
			fixed[i] = 0;
			continue;
		}
		if (other > 0)
			fixed[other - 1] = 0;
		g_hash_table_insert(holder, GUINT_TO_POINTER(fixed[i]), GSIZE_TO_POINTER(i + 1));
	}
	return fixed;
}

static const json_t *issue_with(const json_t *view, uint32_t id)
{
	size_t i;
	json_t *issue;
	json_array_foreach(json_object_get(view, "issues"), i, issue) if (id_of(issue) == id) return issue;
	return NULL;
}

json_t *lineage_words(const json_t *issue)
{
	const char *phrase = json_string_value(json_object_get(issue, "phrase"));
	g_autoptr(GString) words = g_string_new(phrase);
	size_t i;
	json_t *term;
	json_array_foreach(json_object_get(issue, "terms"), i,
			   term) if (i < 3 && (phrase == NULL || !*phrase))
		g_string_append_printf(words, "%s%s", i > 0 ? ", " : "", json_string_value(term));
	return json_string(words->str);
}

static json_t *change_view(const struct follow_change *change)
{
	return json_pack("{s:s,s:I,s:I,s:I,s:I,s:I}", "kind", kinds[change->kind], "id",
			 (json_int_t)change->id, "other", (json_int_t)change->other, "n_before",
			 (json_int_t)change->n_before, "n_now", (json_int_t)change->n_now, "n_shared",
			 (json_int_t)change->n_shared);
}

/* The words of an issue whose reports may be gone are not kept. */
static void history_add(json_t *history, const struct trace *t, const struct follow_change *change,
			int64_t at)
{
	if (change->kind == FOLLOW_SAME || change->kind == FOLLOW_GREW || change->kind == FOLLOW_SHRANK)
		return;
	json_t *entry = change_view(change);
	const json_t *issue = issue_with(change->kind == FOLLOW_MERGED ? t->before : t->view, change->id);
	const json_t *other = issue_with(t->view, change->other);
	json_object_set_new(entry, "at", json_integer(at));
	if (issue != NULL)
		json_object_set_new(entry, "name", lineage_words(issue));
	if (other != NULL)
		json_object_set_new(entry, "other_name", lineage_words(other));
	json_array_append_new(history, entry);
}

void lineage_trace(json_t *view, const json_t *before, const struct decisions *decisions, int64_t at)
{
	/* A result of a version that did not number issues is no run to follow. */
	if (json_object_get(before, "next_id") == NULL)
		before = NULL;
	struct trace t = {.view = view, .before = before};
	trace_begin(&t);
	merges_undo(&t, decisions);
	g_autofree uint32_t *fixed = numbers_fixed(&t, decisions);
	json_t *issues = json_object_get(view, "issues"), *issue, *entry;
	json_int_t next_before = json_integer_value(json_object_get(before, "next_id"));
	struct follow_input in = {
		.n_reports = t.uuids->len,
		.before = t.was,
		.now = t.is,
		.n_before = t.id->len,
		.n_now = json_array_size(issues),
		.id = (const uint32_t *)(void *)t.id->data,
		.fixed = fixed,
		.next = MAX((uint32_t)next_before, decisions_next(decisions)),
	};
	g_autofree struct follow_change *changes = NULL;
	size_t n_changes, i;
	uint32_t next;
	g_autofree uint32_t *id = follow_issues(&in, &changes, &n_changes, &next);
	json_array_foreach(issues, i, issue) json_object_set_new(issue, "id", json_integer(id[i]));
	json_t *told = json_array(), *history = json_array();
	for (i = 0; i < n_changes; i++) {
		json_array_append_new(told, change_view(&changes[i]));
		if (before != NULL)
			history_add(history, &t, &changes[i], at);
	}
	json_array_foreach(json_object_get(before, "history"), i,
			   entry) if (json_array_size(history) < HISTORY_MAX)
		json_array_append(history, entry);
	json_object_set_new(view, "changes", told);
	json_object_set_new(view, "history", history);
	json_object_set_new(view, "next_id", json_integer(next));
	json_object_set_new(view, "n_decisions", json_integer((json_int_t)decisions_all(decisions)->len));
	g_hash_table_unref(t.at);
	g_ptr_array_unref(t.uuids);
	g_array_unref(t.id);
	g_free(t.was);
	g_free(t.is);
}
