/* votes_table - votes from tables: one row a vote, one row a voter, or one row a pair.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The kind is told where only one is possible: -1 or words like "agree" are opinions; 1, 0 and marks are
 * approvals; a column called dots or place says so itself.  Else --kind must say it.
 */
#include "votes_raw.h"

#include <string.h>

#include "analyze_columns.h"
#include "words.h"

static const char *const voter_names[] = {"voter",	 "voter_id", "voter-id", "votante", "participante",
					  "participant", "persona",  "boleta",	 "ballot",  "respondent",
					  "id",		 "_uuid",    NULL};
static const char *const item_names[] = {"item",	 "comment-id", "statement", "issue",  "problema",
					 "problematica", "asunto",     "propuesta", "opcion", "option",
					 "project",	 "proyecto",   NULL};
static const char *const value_names[] = {"value",  "vote",   "voto",  "valor", "answer", "respuesta", "dots",
					  "puntos", "points", "lugar", "rank",	"place",  "puesto",    NULL};
static const char *const dots_names[] = {"dots", "puntos", "points", NULL};
static const char *const place_names[] = {"lugar", "rank", "place", "puesto", "ranking", "orden", NULL};
static const char *const time_names[] = {"timestamp",	     "time",	       "hora", "fecha",
					 "_submission_time", "SubmissionDate", "end",  NULL};
static const char *const winner_names[] = {"winner", "ganadora", "ganador", "preferida", "chosen", NULL};
static const char *const loser_names[] = {"loser", "perdedora", "perdedor", NULL};
static const char *const left_names[] = {"left", "izquierda", NULL};
static const char *const right_names[] = {"right", "derecha", NULL};
static const char *const answer_names[] = {"answer", "respuesta", "choice", "eleccion", NULL};

struct columns {
	size_t voter, item, value, time, winner, loser, left, right, answer;
};

struct table {
	struct votes_raw *raw;
	const struct cells *t;
	const struct votes_options *o;
	struct votes *rules;
	struct columns c;
	GArray *wide; /* size_t: columns of options, one row a voter */
};

/* --- columns ----------------------------------------------------------------------------------------------
 */

static bool find_column(const struct table *b, const char *named, const char *const *known, size_t *column,
			GError **error)
{
	if (!cells_column(b->t, named, column, error))
		return false;
	if (!named)
		*column = analyze_column_known(b->t->header, b->t->n_columns, known);
	return true;
}

static bool find_columns(struct table *b, GError **error)
{
	const struct votes_options *o = b->o;
	struct columns *c = &b->c;

	return find_column(b, o->voter, voter_names, &c->voter, error) &&
	       find_column(b, o->item, item_names, &c->item, error) &&
	       find_column(b, o->value, value_names, &c->value, error) &&
	       find_column(b, o->time, time_names, &c->time, error) &&
	       find_column(b, o->winner, winner_names, &c->winner, error) &&
	       find_column(b, o->loser, loser_names, &c->loser, error) &&
	       find_column(b, o->left, left_names, &c->left, error) &&
	       find_column(b, o->right, right_names, &c->right, error) &&
	       find_column(b, o->answer, answer_names, &c->answer, error);
}

static bool refuse(const struct table *b, const char *sentence, GError **error)
{
	g_set_error(error, ANALYZE_ERROR, ANALYZE_ERROR_COLUMN, "%s: %s", b->t->file_name, sentence);
	return false;
}

/* --- cells ------------------------------------------------------------------------------------------------
 */

/* Lower case without accents; to be freed. */
static char *plain_of(const char *cell)
{
	g_autofree char *apart = g_utf8_normalize(cell, -1, G_NORMALIZE_ALL);
	GString *out = g_string_new(NULL);

	for (const char *at = apart ? apart : ""; *at; at = g_utf8_next_char(at))
		if (!g_unichar_ismark(g_utf8_get_char(at)))
			g_string_append_unichar(out, g_unichar_tolower(g_utf8_get_char(at)));
	return g_strstrip(g_string_free(out, FALSE));
}

struct word {
	const char *word;
	int32_t value;
};

static bool read_word(const char *cell, const struct word *words, size_t n, int32_t *value)
{
	g_autofree char *plain = plain_of(cell);

	for (size_t i = 0; i < n; i++)
		if (strcmp(plain, words[i].word) == 0) {
			*value = words[i].value;
			return true;
		}
	return false;
}

static const struct word opinion_words[] = {
	{"1", 1},
	{"+1", 1},
	{"agree", 1},
	{"de acuerdo", 1},
	{"acuerdo", 1},
	{"a favor", 1},
	{"-1", -1},
	{"\xe2\x88\x92"
	 "1",
	 -1},
	{"disagree", -1},
	{"en desacuerdo", -1},
	{"desacuerdo", -1},
	{"en contra", -1},
	{"0", 0},
	{"pass", 0},
	{"paso", 0},
	{"no se", 0},
	{"unsure", 0},
	{"neutral", 0},
};
static const struct word mark_words[] = {
	{"1", 1}, {"x", 1}, {"si", 1}, {"yes", 1}, {"true", 1}, {"0", 0}, {"no", 0}, {"false", 0},
};
static const struct word answer_words[] = {
	{"left", PAIRS_LEFT},	{"izquierda", PAIRS_LEFT}, {"l", PAIRS_LEFT},	     {"1", PAIRS_LEFT},
	{"right", PAIRS_RIGHT}, {"derecha", PAIRS_RIGHT},  {"r", PAIRS_RIGHT},	     {"2", PAIRS_RIGHT},
	{"equal", PAIRS_EQUAL}, {"igual", PAIRS_EQUAL},	   {"iguales", PAIRS_EQUAL}, {"empate", PAIRS_EQUAL},
	{"tie", PAIRS_EQUAL},	{"skip", PAIRS_SKIP},	   {"no se", PAIRS_SKIP},    {"paso", PAIRS_SKIP},
	{"pass", PAIRS_SKIP},	{"", PAIRS_SKIP},
};

static bool read_whole(const char *cell, int32_t *value)
{
	gint64 number;

	if (!g_ascii_string_to_signed(cell, 10, G_MININT32, G_MAXINT32, &number, NULL))
		return false;
	*value = (int32_t)number;
	return true;
}

static bool read_value(enum votes_kind kind, const char *cell, int32_t *value)
{
	if (kind == VOTES_OPINIONS)
		return read_word(cell, opinion_words, G_N_ELEMENTS(opinion_words), value);
	if (kind == VOTES_APPROVAL)
		return read_word(cell, mark_words, G_N_ELEMENTS(mark_words), value);
	return read_whole(cell, value);
}

static const char *what_to_write(enum votes_kind kind)
{
	if (kind == VOTES_OPINIONS)
		return _("write 1 (agree), -1 (disagree), 0 (pass) or nothing");
	if (kind == VOTES_APPROVAL)
		return _("write 1, 0 or nothing");
	return kind == VOTES_DOTS ? _("dots are whole numbers, or nothing")
				  : _("places are whole numbers from 1, or nothing");
}

/* Seconds since 1970, milliseconds, or a date and time; -1: none of these. */
static int64_t read_second(const char *cell)
{
	g_autoptr(GTimeZone) utc = NULL;
	g_autoptr(GDateTime) date = NULL;
	guint64 number;

	if (!*cell)
		return -1;
	if (g_ascii_string_to_unsigned(cell, 10, 0, G_MAXINT64, &number, NULL))
		return (int64_t)(number > 100000000000 ? number / 1000 : number);
	utc = g_time_zone_new_utc();
	date = g_date_time_new_from_iso8601(cell, utc);
	if (!date && strlen(cell) > 10 && cell[10] == ' ') {
		g_autofree char *joined = g_strdup(cell);

		joined[10] = 'T';
		date = g_date_time_new_from_iso8601(joined, utc);
	}
	return date ? MAX(g_date_time_to_unix(date), 0) : -1;
}

static int64_t second_of(const struct table *b, size_t row)
{
	return b->c.time == SIZE_MAX ? -1 : read_second(cells_text(b->t, row, b->c.time));
}

/* --- the kind ---------------------------------------------------------------------------------------------
 */

/* Of what a column's filled cells could be votes. */
struct could_be {
	bool opinions, marks, numbers, is_filled, has_minus, has_opinion_words, has_more;
};

static void look_at(const struct cells *t, size_t column, struct could_be *could)
{
	for (size_t row = 0; row < t->n_rows; row++) {
		const char *cell = cells_text(t, row, column);
		bool is_number;
		int32_t value = 0;

		if (!*cell)
			continue;
		could->is_filled = true;
		is_number = read_whole(cell, &value);
		could->numbers = could->numbers && is_number && value >= 0;
		could->marks = could->marks && read_value(VOTES_APPROVAL, cell, &value);
		could->opinions = could->opinions && read_value(VOTES_OPINIONS, cell, &value);
		could->has_minus = could->has_minus || (is_number && value < 0);
		could->has_opinion_words = could->has_opinion_words || !is_number;
		could->has_more = could->has_more || (is_number && value > 1);
	}
}

static const struct could_be anything = {.opinions = true, .marks = true, .numbers = true};

static bool is_among(const char *header, const char *const *names)
{
	const char *const one[] = {header, NULL};

	return analyze_column_known(one, 1, names) != SIZE_MAX;
}

/* The kind that alone fits, or VOTES_N_KINDS. */
static enum votes_kind kind_of(const struct could_be *could)
{
	if (could->opinions && (could->has_minus || (could->has_opinion_words && !could->marks)))
		return VOTES_OPINIONS;
	return could->marks ? VOTES_APPROVAL : VOTES_N_KINDS;
}

static bool say_unclear(const struct table *b, GError **error)
{
	return refuse(
		b,
		_("whether these are dots, places of a ranking or something else is not clear; say it with "
		  "--kind dots, ranking, approval, opinions or pairs"),
		error);
}

static bool refuse_pairs(const struct table *b, GError **error)
{
	return refuse(b,
		      _("pairs need the columns voter, winner and loser, or voter, left, right and answer"),
		      error);
}

static bool find_kind_of_votes(struct table *b, GError **error)
{
	struct could_be could = anything;
	const char *header;

	if (b->rules->kind == VOTES_PAIRS)
		return refuse_pairs(b, error);
	if (b->c.value == SIZE_MAX) {
		if (b->rules->kind == VOTES_RANKING || b->rules->kind == VOTES_OPINIONS)
			return refuse(b, _("no column holds the place or the answer; name it with --value"),
				      error);
		b->rules->kind = b->rules->kind == VOTES_N_KINDS ? VOTES_APPROVAL : b->rules->kind;
		return true;
	}
	header = b->t->header[b->c.value];
	if (b->rules->kind == VOTES_N_KINDS && is_among(header, dots_names))
		b->rules->kind = VOTES_DOTS;
	if (b->rules->kind == VOTES_N_KINDS && is_among(header, place_names))
		b->rules->kind = VOTES_RANKING;
	if (b->rules->kind == VOTES_N_KINDS && b->c.item != SIZE_MAX &&
	    strcmp(b->t->header[b->c.item], "comment-id") == 0)
		b->rules->kind = VOTES_OPINIONS;
	if (b->rules->kind == VOTES_N_KINDS) {
		look_at(b->t, b->c.value, &could);
		b->rules->kind = kind_of(&could);
	}
	return b->rules->kind < VOTES_N_KINDS || say_unclear(b, error);
}

/* --- one row a vote
 * ----------------------------------------------------------------------------------------- */

static bool read_long(struct table *b, GError **error)
{
	const struct cells *t = b->t;

	b->rules->shape =
		b->c.item != SIZE_MAX && strcmp(t->header[b->c.item], "comment-id") == 0 ? "polis" : "long";
	if (!find_kind_of_votes(b, error))
		return false;
	for (size_t row = 0; row < t->n_rows; row++) {
		const char *voter = cells_text(t, row, b->c.voter), *item = cells_text(t, row, b->c.item);
		const char *cell = b->c.value == SIZE_MAX ? "1" : cells_text(t, row, b->c.value);
		struct votes_record record = {.second = second_of(b, row)};

		if (!*voter || !*item) {
			cells_refuse(t, row, *voter ? b->c.item : b->c.voter,
				     *voter ? _("this vote has no option") : _("this vote has no voter"),
				     error);
			return false;
		}
		record.voter = votes_raw_number(b->raw, &b->raw->voters, voter);
		record.item = record.other = votes_raw_number(b->raw, &b->raw->items, item);
		if (!*cell)
			continue;
		if (!read_value(b->rules->kind, cell, &record.value)) {
			cells_refuse(t, row, b->c.value, what_to_write(b->rules->kind), error);
			return false;
		}
		votes_raw_add(b->raw, &record);
	}
	return true;
}

/* --- one row a voter
 * ---------------------------------------------------------------------------------------- */

/* One column of opinions that can be nothing else makes all of that kind the options. */
static bool has_opinions(const struct table *b)
{
	for (size_t i = 0; i < b->t->n_columns; i++) {
		struct could_be could = anything;

		if (i == b->c.voter || i == b->c.time)
			continue;
		look_at(b->t, i, &could);
		if (could.is_filled && kind_of(&could) == VOTES_OPINIONS)
			return true;
	}
	return false;
}

static bool choose_wide(struct table *b, GError **error)
{
	g_auto(GStrv) named = b->o->items ? g_strsplit(b->o->items, ",", -1) : NULL;
	enum votes_kind kind = b->rules->kind;

	for (size_t i = 0; named && named[i]; i++) {
		size_t column;

		if (!cells_column(b->t, g_strstrip(named[i]), &column, error))
			return false;
		g_array_append_val(b->wide, column);
	}
	if (!named && kind == VOTES_N_KINDS && has_opinions(b))
		kind = VOTES_OPINIONS;
	for (size_t i = 0; !named && i < b->t->n_columns; i++) {
		struct could_be could = anything;
		bool is_vote;

		if (i == b->c.voter || i == b->c.time)
			continue;
		look_at(b->t, i, &could);
		is_vote = kind == VOTES_OPINIONS   ? could.opinions
			  : kind == VOTES_APPROVAL ? could.marks
						   : could.numbers || (kind == VOTES_N_KINDS && could.marks);
		if (is_vote)
			g_array_append_val(b->wide, i);
		else
			g_ptr_array_add(b->rules->left_out, g_strdup(b->t->header[i]));
	}
	return b->wide->len > 0 ||
	       refuse(b, _("no column holds votes; name those of the options with --items"), error);
}

static bool find_kind_of_table(struct table *b, GError **error)
{
	struct could_be could = anything;

	if (b->rules->kind < VOTES_N_KINDS)
		return b->rules->kind != VOTES_PAIRS || refuse_pairs(b, error);
	for (guint i = 0; i < b->wide->len; i++)
		look_at(b->t, g_array_index(b->wide, size_t, i), &could);
	b->rules->kind = kind_of(&could);
	return b->rules->kind < VOTES_N_KINDS || say_unclear(b, error);
}

static bool read_wide_row(struct table *b, size_t row, GError **error)
{
	const struct cells *t = b->t;
	const char *voter = b->c.voter == SIZE_MAX ? "" : cells_text(t, row, b->c.voter);
	g_autofree char *number = NULL;
	int64_t second = second_of(b, row);
	struct votes_record record;

	if (b->c.voter == SIZE_MAX) {
		number = g_strdup_printf("%zu", t->numbers[row]);
		voter = number;
	} else if (!*voter || g_hash_table_contains(b->raw->voters.numbers, voter)) {
		cells_refuse(t, row, b->c.voter,
			     *voter ? _("this voter stands in another row too")
				    : _("this ballot has no voter"),
			     error);
		return false;
	}
	record.voter = votes_raw_number(b->raw, &b->raw->voters, voter);
	for (guint i = 0; i < b->wide->len; i++) {
		size_t column = g_array_index(b->wide, size_t, i);
		const char *cell = cells_text(t, row, column);

		record = (struct votes_record){record.voter, (uint32_t)i, (uint32_t)i, 0, second};
		if (!*cell)
			continue;
		if (!read_value(b->rules->kind, cell, &record.value)) {
			cells_refuse(t, row, column, what_to_write(b->rules->kind), error);
			return false;
		}
		votes_raw_add(b->raw, &record);
	}
	return true;
}

static bool read_wide(struct table *b, GError **error)
{
	b->rules->shape = "wide";
	b->raw->are_items_in_order = true;
	if (!choose_wide(b, error) || !find_kind_of_table(b, error))
		return false;
	for (guint i = 0; i < b->wide->len; i++) {
		const char *header = b->t->header[g_array_index(b->wide, size_t, i)];

		if (votes_raw_number(b->raw, &b->raw->items, header) != i) {
			g_set_error(error, ANALYZE_ERROR, ANALYZE_ERROR_COLUMN, "%s: %s: %s", b->t->file_name,
				    _("two columns have the same name"), header);
			return false;
		}
	}
	for (size_t row = 0; row < b->t->n_rows; row++)
		if (!read_wide_row(b, row, error))
			return false;
	return true;
}

/* --- one row a pair
 * ----------------------------------------------------------------------------------------- */

/* The answer is a word, or the name of the one that was chosen. */
static bool read_choice(const struct table *b, size_t row, const char *left, const char *right,
			int32_t *choice, GError **error)
{
	const char *cell = cells_text(b->t, row, b->c.answer);

	if (strcmp(cell, left) == 0)
		*choice = PAIRS_LEFT;
	else if (strcmp(cell, right) == 0)
		*choice = PAIRS_RIGHT;
	else if (!read_word(cell, answer_words, G_N_ELEMENTS(answer_words), choice)) {
		cells_refuse(b->t, row, b->c.answer,
			     _("write left, right, equal or skip, or the option that was chosen"), error);
		return false;
	}
	return true;
}

static bool read_pairs(struct table *b, bool has_sides, GError **error)
{
	const struct cells *t = b->t;
	size_t first = has_sides ? b->c.left : b->c.winner, second = has_sides ? b->c.right : b->c.loser;

	if (b->rules->kind != VOTES_PAIRS && b->rules->kind != VOTES_N_KINDS)
		return refuse(b, _("these columns are of pairs, not of the kind that --kind says"), error);
	if (b->c.voter == SIZE_MAX)
		return refuse(b, _("no column tells voters apart; name it with --voter"), error);
	b->rules->kind = VOTES_PAIRS;
	b->rules->shape = "pairs";
	for (size_t row = 0; row < t->n_rows; row++) {
		const char *voter = cells_text(t, row, b->c.voter), *left = cells_text(t, row, first),
			   *right = cells_text(t, row, second);
		struct votes_record record = {.second = second_of(b, row), .value = PAIRS_LEFT};

		if (!*voter || !*left || !*right || strcmp(left, right) == 0) {
			cells_refuse(t, row,
				     !*voter  ? b->c.voter
				     : !*left ? first
					      : second,
				     !*voter	       ? _("this vote has no voter")
				     : *left && *right ? _("an option is not compared with itself")
						       : _("this pair lacks an option"),
				     error);
			return false;
		}
		if (has_sides && !read_choice(b, row, left, right, &record.value, error))
			return false;
		record.voter = votes_raw_number(b->raw, &b->raw->voters, voter);
		record.item = votes_raw_number(b->raw, &b->raw->items, left);
		record.other = votes_raw_number(b->raw, &b->raw->items, right);
		votes_raw_add(b->raw, &record);
	}
	return true;
}

bool votes_raw_table(struct votes_raw *raw, const struct cells *t, const struct votes_options *o,
		     struct votes *rules, GError **error)
{
	struct table b = {.raw = raw, .t = t, .o = o, .rules = rules};
	bool is_good, has_sides;

	if (!find_columns(&b, error))
		return false;
	has_sides = b.c.left != SIZE_MAX && b.c.right != SIZE_MAX && b.c.answer != SIZE_MAX;
	if (has_sides || (b.c.winner != SIZE_MAX && b.c.loser != SIZE_MAX))
		return read_pairs(&b, has_sides, error);
	if (!o->items && b.c.item != SIZE_MAX && b.c.voter != SIZE_MAX)
		return read_long(&b, error);
	b.wide = g_array_new(FALSE, FALSE, sizeof(size_t));
	is_good = read_wide(&b, error);
	g_array_unref(b.wide);
	return is_good;
}
