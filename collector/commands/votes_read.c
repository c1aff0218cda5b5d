/* votes_read - tells files apart, gives numbers to names, and reads the names of options.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "votes_read.h"

#include <string.h>

#include "analyze_columns.h"
#include "votes_raw.h"
#include "words.h"

enum { MAX_ITEMS = 10000, MAX_ITEMS_OF_BALLOTS = 500, MAX_ITEMS_OF_PAIRS = 100, MAX_VOTERS = 2000000 };

/* --- gathering --------------------------------------------------------------------------------------------
 */

static void begin_names(struct votes_names *names)
{
	names->numbers = g_hash_table_new(g_str_hash, g_str_equal);
	names->names = g_ptr_array_new();
}

static void clear_names(struct votes_names *names)
{
	g_clear_pointer(&names->numbers, g_hash_table_unref);
	g_clear_pointer(&names->names, g_ptr_array_unref);
}

void votes_raw_begin(struct votes_raw *raw)
{
	*raw = (struct votes_raw){.records = g_array_new(FALSE, FALSE, sizeof(struct votes_record)),
				  .strings = g_string_chunk_new(4096)};
	begin_names(&raw->voters);
	begin_names(&raw->items);
}

void votes_raw_clear(struct votes_raw *raw)
{
	clear_names(&raw->voters);
	clear_names(&raw->items);
	g_clear_pointer(&raw->records, g_array_unref);
	g_clear_pointer(&raw->strings, g_string_chunk_free);
}

uint32_t votes_raw_number(struct votes_raw *raw, struct votes_names *names, const char *name)
{
	gpointer number = g_hash_table_lookup(names->numbers, name);

	if (!number) {
		char *kept = g_string_chunk_insert(raw->strings, name);

		g_ptr_array_add(names->names, kept);
		number = GUINT_TO_POINTER(names->names->len);
		g_hash_table_insert(names->numbers, kept, number);
	}
	return GPOINTER_TO_UINT(number) - 1;
}

void votes_raw_add(struct votes_raw *raw, const struct votes_record *record)
{
	g_array_append_vals(raw->records, record, 1);
}

/* Whole numbers by size and before all else, then by bytes. */
static int compare_names(const void *a, const void *b, void *data)
{
	const GPtrArray *names = data;
	const char *x = names->pdata[*(const uint32_t *)a], *y = names->pdata[*(const uint32_t *)b];
	guint64 of_x, of_y;
	bool is_x = g_ascii_string_to_unsigned(x, 10, 0, G_MAXUINT64, &of_x, NULL);
	bool is_y = g_ascii_string_to_unsigned(y, 10, 0, G_MAXUINT64, &of_y, NULL);

	if (is_x != is_y)
		return is_x ? -1 : 1;
	if (is_x && of_x != of_y)
		return of_x < of_y ? -1 : 1;
	return strcmp(x, y);
}

/* new_of: by number as it came.  Gives the names in their new order. */
static const char **sort_names(const GPtrArray *names, bool is_in_order, uint32_t *new_of)
{
	g_autofree uint32_t *order = g_new(uint32_t, names->len + 1);
	const char **sorted = g_new0(const char *, names->len + 1);

	for (uint32_t i = 0; i < names->len; i++)
		order[i] = i;
	if (!is_in_order)
		g_qsort_with_data(order, (gint)names->len, sizeof *order, compare_names, (gpointer)names);
	for (uint32_t i = 0; i < names->len; i++) {
		new_of[order[i]] = i;
		sorted[i] = names->pdata[order[i]];
	}
	return sorted;
}

static int compare_records(const void *a, const void *b)
{
	const struct votes_record *x = a, *y = b;

	if (x->voter != y->voter)
		return x->voter < y->voter ? -1 : 1;
	if (x->second != y->second)
		return x->second < y->second ? -1 : 1;
	if (x->item != y->item)
		return x->item < y->item ? -1 : 1;
	if (x->other != y->other)
		return x->other < y->other ? -1 : 1;
	return (x->value > y->value) - (x->value < y->value);
}

struct votes *votes_raw_take(struct votes_raw *raw)
{
	struct votes *votes = g_new0(struct votes, 1);
	g_autofree uint32_t *voter_of = g_new(uint32_t, raw->voters.names->len + 1),
			    *item_of = g_new(uint32_t, raw->items.names->len + 1);

	votes->n_voters = raw->voters.names->len;
	votes->n_items = raw->items.names->len;
	votes->voters = sort_names(raw->voters.names, raw->are_voters_in_order, voter_of);
	votes->items = sort_names(raw->items.names, raw->are_items_in_order, item_of);
	votes->n_records = raw->records->len;
	votes->records = (struct votes_record *)(void *)g_array_free(g_steal_pointer(&raw->records), FALSE);
	for (size_t r = 0; r < votes->n_records; r++) {
		struct votes_record *record = &votes->records[r];

		record->voter = voter_of[record->voter];
		record->item = item_of[record->item];
		record->other = item_of[record->other];
		votes->has_times = votes->has_times || record->second >= 0;
	}
	if (votes->n_records)
		qsort(votes->records, votes->n_records, sizeof *votes->records, compare_records);
	votes->strings = g_steal_pointer(&raw->strings);
	return votes;
}

/* --- names of options -------------------------------------------------------------------------------------
 */

static void add_input(struct votes *votes, const char *name, const char *digest)
{
	g_ptr_array_add(votes->inputs, g_strdup(name));
	g_ptr_array_add(votes->inputs, g_strdup(digest));
}

/* By the columns of a Polis export, else the first two. */
static bool name_items(struct votes *votes, const char *file_name, GError **error)
{
	static const char *const ids[] = {"comment-id", NULL}, *const bodies[] = {"comment-body", NULL},
				 *const moderated[] = {"moderated", NULL}, *const meta[] = {"is-meta", NULL};
	g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
	struct cells *t = cells_read(file_name, error);
	size_t id, body, out, about;

	if (!t)
		return false;
	id = analyze_column_known(t->header, t->n_columns, ids);
	body = analyze_column_known(t->header, t->n_columns, bodies);
	out = analyze_column_known(t->header, t->n_columns, moderated);
	about = analyze_column_known(t->header, t->n_columns, meta);
	id = id == SIZE_MAX ? 0 : id;
	body = body == SIZE_MAX ? 1 : body;
	if (body >= t->n_columns) {
		g_set_error(error, ANALYZE_ERROR, ANALYZE_ERROR_COLUMN, "%s: %s", file_name,
			    _("the table of names needs two columns: id and name"));
		cells_free(t);
		return false;
	}
	for (size_t row = 0; row < t->n_rows; row++)
		g_hash_table_insert(names, (gpointer)cells_text(t, row, id), GSIZE_TO_POINTER(row + 1));
	for (size_t i = 0; i < votes->n_items; i++) {
		gsize row = GPOINTER_TO_SIZE(g_hash_table_lookup(names, votes->items[i]));

		if (!row--)
			continue;
		if (*cells_text(t, row, body))
			votes->items[i] = g_string_chunk_insert(votes->strings, cells_text(t, row, body));
		if (out != SIZE_MAX && strcmp(cells_text(t, row, out), "-1") == 0) {
			votes->is_out = votes->is_out ? votes->is_out : g_new0(bool, votes->n_items);
			votes->is_out[i] = true;
		}
		if (about != SIZE_MAX && g_ascii_strcasecmp(cells_text(t, row, about), "true") == 0) {
			votes->is_meta = votes->is_meta ? votes->is_meta : g_new0(bool, votes->n_items);
			votes->is_meta[i] = true;
		}
	}
	add_input(votes, file_name, t->digest);
	cells_free(t);
	return true;
}

/* --- files ------------------------------------------------------------------------------------------------
 */

static bool is_too_large(const struct votes *votes, const char *file_name, GError **error)
{
	size_t most = votes->kind == VOTES_OPINIONS ? MAX_ITEMS
		      : votes->kind == VOTES_PAIRS  ? MAX_ITEMS_OF_PAIRS
						    : MAX_ITEMS_OF_BALLOTS;

	if (votes->n_items <= most && votes->n_voters <= MAX_VOTERS)
		return false;
	if (votes->n_items > most)
		g_set_error(error, ANALYZE_ERROR, ANALYZE_ERROR_VALUE, "%s: %s %zu; %s %zu. %s", file_name,
			    _("options in all:"), votes->n_items, _("for this kind of vote at most"), most,
			    _("Is the right column named?"));
	else
		g_set_error(error, ANALYZE_ERROR, ANALYZE_ERROR_VALUE, "%s: %s", file_name,
			    _("more than two million voters; is this the right file?"));
	return true;
}

static bool is_pabulib(const struct analyze_source *source)
{
	const char *at = source->bytes;

	if (g_str_has_prefix(at, "\xef\xbb\xbf"))
		at += 3;
	return g_str_has_prefix(at, "META") && (at[4] == '\n' || at[4] == '\r' || at[4] == ';');
}

/* votes.csv of a folder and the comments beside it; else the file itself. */
static char *file_of(const struct votes_options *o, char **names)
{
	const char *file = o->files[0];
	g_autofree char *folder = NULL, *base = NULL, *comments = NULL;
	char *votes;

	*names = g_strdup(o->names);
	if (g_file_test(file, G_FILE_TEST_IS_DIR)) {
		folder = g_strdup(file);
		votes = g_build_filename(file, "votes.csv", NULL);
	} else {
		folder = g_path_get_dirname(file);
		base = g_path_get_basename(file);
		votes = g_strdup(file);
		if (strcmp(base, "votes.csv") != 0)
			return votes;
	}
	comments = g_build_filename(folder, "comments.csv", NULL);
	if (!*names && g_file_test(comments, G_FILE_TEST_IS_REGULAR))
		*names = g_steal_pointer(&comments);
	return votes;
}

static bool gather(const struct votes_options *o, const struct analyze_source *source, const char *file_name,
		   struct votes_raw *raw, struct votes *rules, GError **error)
{
	struct cells *t;
	bool is_good;

	if (is_pabulib(source))
		return votes_raw_pabulib(raw, source, file_name, rules, error);
	t = cells_of(source, file_name, error);
	is_good = t && votes_raw_table(raw, t, o, rules, error);
	cells_free(t);
	return is_good;
}

struct votes *votes_read(const struct votes_options *o, GError **error)
{
	g_autofree char *names = NULL, *file_name = file_of(o, &names);
	struct analyze_source source;
	struct votes_raw raw;
	struct votes *votes = NULL,
		     rules = {.kind = o->kind, .left_out = g_ptr_array_new_with_free_func(g_free)};

	if (!analyze_source_read(&source, file_name, error)) {
		g_ptr_array_unref(rules.left_out);
		return NULL;
	}
	votes_raw_begin(&raw);
	if (gather(o, &source, file_name, &raw, &rules, error)) {
		votes = votes_raw_take(&raw);
		votes->kind = rules.kind;
		votes->shape = rules.shape;
		votes->least = o->least ? (size_t)o->least : rules.least;
		votes->most = o->most ? (size_t)o->most : rules.most;
		votes->most_each = o->most_each ? (size_t)o->most_each : rules.most_each;
		votes->has_ties = o->has_ties;
		votes->inputs = g_ptr_array_new_with_free_func(g_free);
		votes->left_out = g_ptr_array_ref(rules.left_out);
		add_input(votes, file_name, source.digest);
		if (is_too_large(votes, file_name, error) || (names && !name_items(votes, names, error)))
			g_clear_pointer(&votes, votes_free);
	}
	votes_raw_clear(&raw);
	g_ptr_array_unref(rules.left_out);
	analyze_source_clear(&source);
	return votes;
}

void votes_free(struct votes *votes)
{
	if (!votes)
		return;
	g_free(votes->records);
	g_free(votes->items);
	g_free(votes->voters);
	g_free(votes->is_out);
	g_free(votes->is_meta);
	g_ptr_array_unref(votes->inputs);
	g_ptr_array_unref(votes->left_out);
	g_string_chunk_free(votes->strings);
	g_free(votes);
}
