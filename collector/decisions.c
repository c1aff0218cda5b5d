/* decisions - reviewers' actions on issues, read and replayed in order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "decisions.h"
#include <string.h>

struct decisions {
	gatomicrefcount references;
	GPtrArray *all;
	GHashTable *pin_of;   /* UUID, borrowed from a body -> number */
	GHashTable *title_of; /* number -> title, borrowed from a body */
	uint32_t next;
};

static void decision_free(gpointer data)
{
	struct decision *d = data;
	g_free(d->kind);
	g_free(d->author);
	g_free(d->reason);
	json_decref(d->body);
	g_free(d);
}

static uint32_t number_in(const json_t *value)
{
	json_int_t n = json_integer_value(value);
	return n > 0 && n < UINT32_MAX ? (uint32_t)n : 0;
}

static bool decision_row(void *data, const struct store_row *row)
{
	struct decisions *all = data;
	json_t *body = json_loads(store_row_text(row, "body", NULL), 0, NULL);
	struct decision *d = g_new0(struct decision, 1);
	*d = (struct decision){
		.device = store_row_int(row, "device"),
		.sequence = store_row_int(row, "sequence"),
		.at = store_row_int(row, "at"),
		.kind = g_strdup(store_row_text(row, "kind", NULL)),
		.author = g_strdup(store_row_text(row, "author", NULL)),
		.reason = g_strdup(store_row_text(row, "reason", NULL)),
		.body = body != NULL ? body : json_object(),
		.place = all->all->len,
	};
	g_ptr_array_add(all->all, d);
	return true;
}

static void undo_mark(const struct decisions *all, const struct decision *undo)
{
	json_int_t device = json_integer_value(json_object_get(undo->body, "device")),
		   sequence = json_integer_value(json_object_get(undo->body, "sequence"));
	for (size_t i = 0; i < undo->place; i++) {
		struct decision *d = all->all->pdata[i];
		if (d->device == device && d->sequence == sequence && strcmp(d->kind, "issue.undo") != 0 &&
		    d->undone == NULL)
			d->undone = undo;
	}
}

/* What was fixed in an issue that joins another is fixed in that one. */
static void pins_follow(struct decisions *all, const json_t *issues, uint32_t into)
{
	GHashTableIter iter;
	gpointer uuid, number;
	size_t i;
	json_t *issue;
	g_hash_table_iter_init(&iter, all->pin_of);
	while (g_hash_table_iter_next(&iter, &uuid, &number))
		json_array_foreach(issues, i, issue) if (number_in(issue) == GPOINTER_TO_UINT(number))
			g_hash_table_iter_replace(&iter, GUINT_TO_POINTER(into));
}

/* Was the report in that issue at that decision only because of a merge that was undone later? */
static bool is_borrowed(const struct decisions *all, const struct decision *d, guint64 number,
			const char *uuid)
{
	for (size_t i = 0; i < d->place; i++) {
		const struct decision *m = all->all->pdata[i];
		if (m->undone == NULL || m->undone->place < d->place || strcmp(m->kind, "issue.merge") != 0 ||
		    number_in(json_object_get(m->body, "into")) != number)
			continue;
		const char *key;
		json_t *uuids, *other;
		size_t j;
		json_object_foreach(json_object_get(m->body, "reports"), key, uuids)
		{
			if (g_ascii_strtoull(key, NULL, 10) == number)
				continue;
			json_array_foreach(uuids, j, other) if (g_strcmp0(json_string_value(other), uuid) ==
								0) return true;
		}
	}
	return false;
}

static void replay(struct decisions *all, const struct decision *d)
{
	const char *key;
	json_t *uuids, *uuid;
	size_t i;
	bool is_merge = strcmp(d->kind, "issue.merge") == 0;
	uint32_t into = number_in(json_object_get(d->body, "into"));
	uint32_t renamed = number_in(json_object_get(d->body, "issue"));
	const char *title = json_string_value(json_object_get(d->body, "title"));
	if (d->undone != NULL)
		return;
	if (renamed > 0 && title != NULL)
		g_hash_table_insert(all->title_of, GUINT_TO_POINTER(renamed), (char *)(uintptr_t)title);
	if (is_merge)
		pins_follow(all, json_object_get(d->body, "issues"), into);
	json_object_foreach(json_object_get(d->body, "reports"), key, uuids)
	{
		guint64 own = g_ascii_strtoull(key, NULL, 10), number = is_merge ? into : own;
		json_array_foreach(uuids, i, uuid) if (json_is_string(uuid) && number < UINT32_MAX &&
						       !is_borrowed(all, d, own, json_string_value(uuid)))
			g_hash_table_insert(all->pin_of, (char *)(uintptr_t)json_string_value(uuid),
					    GUINT_TO_POINTER((guint)number));
	}
}

struct decisions *decisions_load(struct store *store, const char *scope, GError **error)
{
	struct decisions *all = g_new0(struct decisions, 1);
	g_atomic_ref_count_init(&all->references);
	all->all = g_ptr_array_new_with_free_func(decision_free);
	all->pin_of = g_hash_table_new(g_str_hash, g_str_equal);
	all->title_of = g_hash_table_new(NULL, NULL);
	all->next = 1;
	if (!store_scan(store, "action_of_issues", json_pack("{s:s}", "scope", scope), decision_row, all,
			error)) {
		decisions_unref(all);
		return NULL;
	}
	for (guint i = 0; i < all->all->len; i++) {
		const struct decision *d = all->all->pdata[i];
		if (strcmp(d->kind, "issue.undo") == 0)
			undo_mark(all, d);
		all->next = MAX(all->next, number_in(json_object_get(d->body, "to")) + 1);
	}
	for (guint i = 0; i < all->all->len; i++)
		replay(all, all->all->pdata[i]);
	return all;
}

struct decisions *decisions_ref(struct decisions *all)
{
	g_atomic_ref_count_inc(&all->references);
	return all;
}

void decisions_unref(struct decisions *all)
{
	if (all == NULL || !g_atomic_ref_count_dec(&all->references))
		return;
	g_hash_table_unref(all->pin_of);
	g_hash_table_unref(all->title_of);
	g_ptr_array_unref(all->all);
	g_free(all);
}

const GPtrArray *decisions_all(const struct decisions *all)
{
	return all->all;
}

uint32_t decisions_pin(const struct decisions *all, const char *uuid_hex)
{
	return GPOINTER_TO_UINT(g_hash_table_lookup(all->pin_of, uuid_hex));
}

const char *decisions_title(const struct decisions *all, uint32_t issue)
{
	const char *title = g_hash_table_lookup(all->title_of, GUINT_TO_POINTER(issue));
	return title != NULL && *title != '\0' ? title : NULL;
}

bool decisions_bend(const struct decisions *all, size_t from)
{
	for (guint i = 0; i < all->all->len; i++) {
		const struct decision *d = all->all->pdata[i];
		bool is_late = d->place >= from && strcmp(d->kind, "issue.undo") != 0,
		     is_undone_late = d->undone != NULL && d->undone->place >= from;
		bool is_aside = strcmp(d->kind, "issue.rename") == 0 || strcmp(d->kind, "issue.assess") == 0;
		if ((is_late || is_undone_late) && !is_aside)
			return true;
	}
	return false;
}

const struct decision *decisions_assessment(const struct decisions *all, uint32_t issue, const char *sector)
{
	for (guint i = all->all->len; i-- > 0;) {
		const struct decision *d = all->all->pdata[i];
		if (d->undone == NULL && strcmp(d->kind, "issue.assess") == 0 &&
		    number_in(json_object_get(d->body, "issue")) == issue &&
		    g_strcmp0(json_string_value(json_object_get(d->body, "sector")), sector) == 0)
			return d;
	}
	return NULL;
}

uint32_t decisions_next(const struct decisions *all)
{
	return all->next;
}
