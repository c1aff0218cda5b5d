/* votes_pabulib - ballots of participatory budgets as pabulib.org keeps them: META, PROJECTS and VOTES.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Faliszewski, Flis, Peters, Pierczyński, Skowron, Stolicki, Szufa & Talmon, "Participatory budgeting: data,
 * tools, and analysis", IJCAI 2023.  Cells are parted by semicolons and may be quoted.
 */
#include "votes_raw.h"

#include <string.h>

#include "analyze_columns.h"
#include "words.h"

enum section { BEFORE, META, PROJECTS, VOTES };

struct book {
	struct votes_raw *raw;
	struct votes *rules;
	const char *file_name;
	struct csv_reader *reader;
	enum section section;
	char **header; /* of the section; NULL: its first row is yet to come */
	size_t n_columns;
	bool is_single;		  /* one project a ballot */
	size_t shortest, longest; /* projects on a ballot */
	GHashTable *projects;	  /* id to number + 1 */
};

static bool refuse(const struct book *b, const char *sentence, GError **error)
{
	g_set_error(error, ANALYZE_ERROR, ANALYZE_ERROR_VALUE, "%s: %s %zu: %s", b->file_name, _("Row"),
		    csv_reader_number(b->reader), sentence);
	return false;
}

static size_t column_of(const struct book *b, const char *name)
{
	for (size_t i = 0; i < b->n_columns; i++)
		if (strcmp(b->header[i], name) == 0)
			return i;
	return SIZE_MAX;
}

static bool read_rule(const struct book *b, const char *cell, size_t *rule, GError **error)
{
	guint64 value;

	if (!*cell)
		return true;
	if (!g_ascii_string_to_unsigned(cell, 10, 0, 1000000, &value, NULL))
		return refuse(b, _("this rule is no whole number"), error);
	*rule = (size_t)value;
	return true;
}

static bool read_type(struct book *b, const char *type, GError **error)
{
	static const struct {
		const char *type;
		enum votes_kind kind;
	} types[] = {{"approval", VOTES_APPROVAL},
		     {"choose-1", VOTES_APPROVAL},
		     {"ordinal", VOTES_RANKING},
		     {"cumulative", VOTES_DOTS},
		     {"scoring", VOTES_DOTS}};

	for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
		if (strcmp(type, types[i].type) != 0)
			continue;
		if (b->rules->kind < VOTES_N_KINDS && b->rules->kind != types[i].kind)
			return refuse(b, _("the file says another kind of vote than --kind"), error);
		b->rules->kind = types[i].kind;
		b->is_single = i == 1;
		return true;
	}
	return refuse(b, _("vote_type must be approval, choose-1, ordinal, cumulative or scoring"), error);
}

static bool read_meta(struct book *b, const char *const *row, size_t n, GError **error)
{
	const char *value = n > 1 ? row[1] : "";
	struct votes *rules = b->rules;

	if (strcmp(row[0], "vote_type") == 0)
		return read_type(b, value, error);
	if (strcmp(row[0], "max_sum_points") == 0)
		return read_rule(b, value, &rules->most, error);
	if (strcmp(row[0], "min_sum_points") == 0)
		return read_rule(b, value, &rules->least, error);
	if (strcmp(row[0], "max_points") == 0)
		return read_rule(b, value, &rules->most_each, error);
	if (strcmp(row[0], "max_length") == 0)
		return read_rule(b, value, &b->longest, error);
	if (strcmp(row[0], "min_length") == 0)
		return read_rule(b, value, &b->shortest, error);
	return true;
}

static bool read_project(struct book *b, const char *const *row, size_t n, GError **error)
{
	size_t id = column_of(b, "project_id"), name = column_of(b, "name");
	g_autofree char *only = NULL;
	gpointer known;
	const char *said;

	if (id == SIZE_MAX)
		return refuse(b, _("PROJECTS has no column project_id"), error);
	if (id >= n || !*row[id])
		return refuse(b, _("this project has no id"), error);
	if (g_hash_table_contains(b->projects, row[id]))
		return refuse(b, _("this project stands in another row too"), error);
	said = name < n && *row[name] ? row[name] : row[id];
	/* Two projects of one name are two. */
	if (g_hash_table_contains(b->raw->items.numbers, said)) {
		only = g_strdup_printf("%s (%s)", said, row[id]);
		said = only;
	}
	known = GUINT_TO_POINTER(votes_raw_number(b->raw, &b->raw->items, said) + 1);
	g_hash_table_insert(b->projects, g_strdup(row[id]), known);
	return true;
}

static bool read_points(const struct book *b, char **points, size_t i, int32_t *value, GError **error)
{
	gint64 number;

	if (i >= g_strv_length(points))
		return refuse(b, _("there are fewer points than projects"), error);
	if (!g_ascii_string_to_signed(g_strstrip(points[i]), 10, G_MININT32, G_MAXINT32, &number, NULL))
		return refuse(b, _("points are whole numbers"), error);
	*value = (int32_t)number;
	return true;
}

static bool read_vote(struct book *b, const char *const *row, size_t n, GError **error)
{
	size_t voter = column_of(b, "voter_id"), vote = column_of(b, "vote"), points = column_of(b, "points");
	struct votes_record record = {.second = -1};
	g_auto(GStrv) projects = NULL, dots = NULL;

	if (voter == SIZE_MAX || vote == SIZE_MAX)
		return refuse(b, _("VOTES needs the columns voter_id and vote"), error);
	if (b->rules->kind == VOTES_DOTS && points == SIZE_MAX)
		return refuse(b, _("VOTES needs the column points"), error);
	if (voter >= n || !*row[voter])
		return refuse(b, _("this ballot has no voter"), error);
	if (g_hash_table_contains(b->raw->voters.numbers, row[voter]))
		return refuse(b, _("this voter stands in another row too"), error);
	record.voter = votes_raw_number(b->raw, &b->raw->voters, row[voter]);
	projects = g_strsplit(vote < n ? row[vote] : "", ",", -1);
	dots = g_strsplit(points < n ? row[points] : "", ",", -1);
	for (size_t i = 0; projects[i]; i++) {
		const char *id = g_strstrip(projects[i]);
		gpointer item = g_hash_table_lookup(b->projects, id);

		if (!*id)
			continue;
		if (!item) {
			g_autofree char *sentence = g_strdup_printf("%s: %s", _("there is no project"), id);

			return refuse(b, sentence, error);
		}
		record.item = record.other = GPOINTER_TO_UINT(item) - 1;
		record.value = b->rules->kind == VOTES_RANKING ? (int32_t)MIN(i + 1, G_MAXINT32) : 1;
		if (b->rules->kind == VOTES_DOTS && !read_points(b, dots, i, &record.value, error))
			return false;
		votes_raw_add(b->raw, &record);
	}
	return true;
}

static enum section section_of(const char *const *row, size_t n)
{
	static const char *const names[] = {"", "META", "PROJECTS", "VOTES"};

	for (size_t i = 1; i < n; i++)
		if (*row[i])
			return BEFORE;
	for (enum section s = META; s <= VOTES; s++)
		if (strcmp(row[0], names[s]) == 0)
			return s;
	return BEFORE;
}

static bool read_row(struct book *b, const char *const *row, size_t n, GError **error)
{
	enum section next = section_of(row, n);

	if (next != BEFORE) {
		g_clear_pointer(&b->header, g_strfreev);
		b->section = next;
		if (next > META && b->rules->kind == VOTES_N_KINDS)
			return refuse(b, _("META says no vote_type"), error);
		return true;
	}
	if (b->section == BEFORE)
		return refuse(b, _("a .pb file begins with META"), error);
	if (b->rules->kind == VOTES_PAIRS || b->rules->kind == VOTES_OPINIONS)
		return refuse(b, _("the file says another kind of vote than --kind"), error);
	if (!b->header) {
		GPtrArray *names = g_ptr_array_new();

		for (size_t i = 0; i < n; i++)
			g_ptr_array_add(names, g_strstrip(g_strdup(row[i])));
		g_ptr_array_add(names, NULL);
		b->n_columns = n;
		b->header = (char **)g_ptr_array_free(names, FALSE);
		return true;
	}
	if (b->section == META)
		return read_meta(b, row, n, error);
	return b->section == PROJECTS ? read_project(b, row, n, error) : read_vote(b, row, n, error);
}

bool votes_raw_pabulib(struct votes_raw *raw, const struct analyze_source *source, const char *file_name,
		       struct votes *rules, GError **error)
{
	struct book b = {.raw = raw, .rules = rules, .file_name = file_name};
	GError *failure = NULL;
	const char *const *row;
	bool is_good = true;
	size_t n;

	rules->shape = "pabulib";
	raw->are_items_in_order = true;
	b.projects = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	b.reader = csv_reader_new(source->bytes, source->n_bytes, (struct csv_format){';', true});
	while (is_good && (row = csv_reader_row(b.reader, &n, &failure)))
		is_good = read_row(&b, row, n, error);
	if (failure) {
		g_set_error(error, failure->domain, failure->code, "%s: %s", file_name, failure->message);
		g_error_free(failure);
		is_good = false;
	} else if (is_good && (b.section != VOTES || !raw->voters.names->len)) {
		g_set_error(error, ANALYZE_ERROR, ANALYZE_ERROR_EMPTY, "%s: %s", file_name,
			    _("there are no ballots: META, PROJECTS and VOTES are needed"));
		is_good = false;
	}
	/* Of dots it is their sum that is limited. */
	if (rules->kind != VOTES_DOTS) {
		rules->least = b.is_single ? 1 : b.shortest;
		rules->most = b.is_single ? 1 : b.longest;
	}
	csv_reader_free(b.reader);
	g_hash_table_unref(b.projects);
	g_strfreev(b.header);
	return is_good;
}
