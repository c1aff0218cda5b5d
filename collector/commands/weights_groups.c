/* weights_groups - where people live, which region that is, and how they answered, of a study of weights.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "channels.h"
#include "weights_study.h"
#include "words.h"

/* --- residence ------------------------------------------------------------------------------------- */

static bool find_state(struct weights_study *s, GError **error)
{
	const char *wanted = s->options->state;
	const struct places *p = s->places;

	s->state = wanted ? places_state_find(p, wanted) : p->n_states == 1 ? 0 : SIZE_MAX;
	if (s->state != SIZE_MAX)
		return true;
	if (wanted)
		g_set_error(error, PLACES_ERROR, PLACES_ERROR_VALUE, "%s \"%s\"",
			    _("The table of places has no state"), wanted);
	else
		g_set_error(error, PLACES_ERROR, PLACES_ERROR_VALUE, "%s %zu %s",
			    _("The table of places has"), p->n_states,
			    _("states; say with --state which one the exercise is of"));
	return false;
}

/* Yes, in the ways that forms and people write it. */
static bool is_yes(const char *text)
{
	static const char *const yes[] = {"si", "s", "yes", "y", "1", "true", "verdadero"};
	g_autofree char *plain = weights_plain(text);

	for (size_t i = 0; i < G_N_ELEMENTS(yes); i++)
		if (strcmp(plain, yes[i]) == 0)
			return true;
	return false;
}

static void note_unplaced(struct weights_study *s, GHashTable *numbers, const char *text,
			  enum places_match match, size_t person, size_t place, size_t other)
{
	gpointer known = g_hash_table_lookup(numbers, text);
	struct weights_unplaced fresh = {.text = text,
					 .match = match,
					 .hint = place,
					 .other = other,
					 .row = s->cells->numbers[s->people->rows[s->people->first[person]]]};

	if (!known) {
		if (match == PLACES_UNKNOWN)
			fresh.hint = places_nearest(s->places, text, s->state);
		g_array_append_val(s->unplaced, fresh);
		known = GSIZE_TO_POINTER((gsize)s->unplaced->len);
		g_hash_table_insert(numbers, (gpointer)(uintptr_t)text, known);
	}
	g_array_index(s->unplaced, struct weights_unplaced, GPOINTER_TO_SIZE(known) - 1).n_people++;
}

static int by_people(const void *a, const void *b)
{
	const struct weights_unplaced *x = a, *y = b;

	if (x->n_people != y->n_people)
		return (x->n_people < y->n_people) - (x->n_people > y->n_people);
	return strcmp(x->text, y->text);
}

/* A place of the state; else one elsewhere, whose people are not of the population. */
static void place_person(struct weights_study *s, GHashTable *numbers, const char *text, size_t person)
{
	size_t place, other, elsewhere, unused;
	enum places_match match = places_find(s->places, text, s->state, &place, &other);

	s->residence[person] = SIZE_MAX;
	if (match == PLACES_FOUND) {
		s->residence[person] = place;
		return;
	}
	if (match == PLACES_UNKNOWN &&
	    places_find(s->places, text, SIZE_MAX, &elsewhere, &unused) == PLACES_FOUND) {
		s->n_outside += s->base[person] > 0;
		s->base[person] = 0;
		return;
	}
	if (match != PLACES_EMPTY)
		note_unplaced(s, numbers, text, match, person, place, other);
}

bool weights_study_place(struct weights_study *s, GError **error)
{
	const struct weights_options *o = s->options;
	g_autoptr(GHashTable) numbers = g_hash_table_new(g_str_hash, g_str_equal);
	size_t column, resident;

	if (!o->places)
		return true;
	s->places = strcmp(o->places, "coahuila") == 0 ? places_coahuila() : places_read(o->places, error);
	if (!s->places || !find_state(s, error) || !cells_column(s->cells, o->residence, &column, error) ||
	    !cells_column(s->cells, o->resident, &resident, error))
		return false;
	s->residence = g_new(size_t, s->people->n + 1);
	for (size_t i = 0; i < s->people->n; i++) {
		const char *text = weights_people_answer(s->people, i, column, NULL);
		bool lives_there =
			resident == SIZE_MAX || is_yes(weights_people_answer(s->people, i, resident, NULL));

		s->residence[i] = SIZE_MAX;
		if (weights_is_unanswered(text, o->residence, o->unanswered))
			continue;
		if (lives_there)
			place_person(s, numbers, text, i);
		else
			s->n_not_resident++;
	}
	g_array_sort(s->unplaced, by_people);
	return true;
}

/* --- regions --------------------------------------------------------------------------------------- */

/* Of the state, in order of the table; without regions its municipalities. */
static void regions_of_places(struct weights_study *s)
{
	const struct places *p = s->places;
	g_autofree size_t *number = g_new(size_t, p->n + 1);
	bool has_regions = p->n_regions > 0;

	s->regions = g_new0(struct weights_region, p->n + 1);
	for (size_t i = 0; i < p->n; i++) {
		const struct place *place = &p->all[i];
		const char *name = has_regions ? place->region : place->name;
		size_t k = has_regions ? 0 : s->n_regions;

		number[i] = SIZE_MAX;
		if (place->state != s->state || !*name)
			continue;
		while (k < s->n_regions && g_strcmp0(name, s->regions[k].name) != 0)
			k++;
		if (k == s->n_regions)
			s->regions[s->n_regions++] = (struct weights_region){.name = name};
		s->regions[k].population += place->population;
		number[i] = k;
	}
	for (size_t i = 0; i < s->people->n; i++)
		s->region[i] = s->residence[i] == SIZE_MAX ? SIZE_MAX : number[s->residence[i]];
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The different answers of a column, by name; of each person which, SIZE_MAX none. */
static bool number_answers(const struct weights_study *s, const char *column_name, GPtrArray *names,
			   size_t *of, GError **error)
{
	g_autoptr(GHashTable) numbers = g_hash_table_new(g_str_hash, g_str_equal);
	size_t column;

	if (!cells_column(s->cells, column_name, &column, error))
		return false;
	for (size_t pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < s->people->n; i++) {
			const char *text = weights_people_answer(s->people, i, column, NULL);
			gpointer known = g_hash_table_lookup(numbers, text);

			if (pass == 1)
				of[i] = known ? GPOINTER_TO_SIZE(known) - 1 : SIZE_MAX;
			else if (*text && !known &&
				 g_hash_table_insert(numbers, (gpointer)(uintptr_t)text, names))
				g_ptr_array_add(names, (gpointer)(uintptr_t)text);
		}
		g_ptr_array_sort(names, by_text);
		for (guint i = 0; i < names->len; i++)
			g_hash_table_insert(numbers, names->pdata[i], GSIZE_TO_POINTER((gsize)i + 1));
	}
	return true;
}

static bool find_regions(struct weights_study *s, GError **error)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	s->region = g_new(size_t, s->people->n + 1);
	for (size_t i = 0; i < s->people->n; i++)
		s->region[i] = SIZE_MAX;
	if (s->places) {
		regions_of_places(s);
		return true;
	}
	if (!s->options->region)
		return true;
	if (!number_answers(s, s->options->region, names, s->region, error))
		return false;
	s->n_regions = names->len;
	s->regions = g_new0(struct weights_region, s->n_regions + 1);
	for (size_t k = 0; k < s->n_regions; k++)
		s->regions[k] = (struct weights_region){.name = names->pdata[k], .population = NAN};
	return true;
}

static void count_coverage(struct weights_study *s)
{
	for (size_t i = 0; i < s->people->n; i++) {
		struct weights_region *region = s->region[i] == SIZE_MAX ? NULL : &s->regions[s->region[i]];

		if (s->base[i] <= 0)
			continue;
		if (!region) {
			s->n_without_region++;
			continue;
		}
		region->n_people++;
		region->n_forms += s->people->first[i + 1] - s->people->first[i];
	}
	for (size_t k = 0; k < s->n_regions; k++) {
		s->n_placed_forms += (double)s->regions[k].n_forms;
		s->population += s->regions[k].population;
	}
	for (size_t k = 0; k < s->n_regions && s->cluster; k++) {
		g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);

		for (size_t i = 0; i < s->people->n; i++)
			if (s->region[i] == k && s->base[i] > 0 && s->cluster[i] < s->n_sessions)
				g_hash_table_add(seen, GSIZE_TO_POINTER(s->cluster[i] + 1));
		s->regions[k].n_sessions = g_hash_table_size(seen);
	}
}

static void order_regions(struct weights_study *s)
{
	const struct weights_column *issue = weights_study_issue(s);
	GArray *mentions = g_array_new(FALSE, FALSE, sizeof(struct rank_mention));
	g_autofree size_t *number = g_new(size_t, s->people->n + 1),
			  *session = g_new(size_t, s->people->n + 1),
			  *region = g_new(size_t, s->people->n + 1);
	struct regions_settings settings;
	struct rank_people people = {
		.n_issues = issue->n_values, .n_sessions = s->n_sessions, .session = session};

	regions_settings_default(&settings);
	for (size_t i = 0; i < s->people->n; i++) {
		if (s->base[i] <= 0)
			continue;
		session[people.n_senders] =
			s->cluster && s->cluster[i] < s->n_sessions ? s->cluster[i] : SIZE_MAX;
		region[people.n_senders] = s->region[i];
		number[i] = people.n_senders++;
		for (size_t v = 0; v < issue->n_values; v++)
			if (issue->values[v].of[i] > 0) {
				const struct rank_mention mention = {number[i], v};

				g_array_append_val(mentions, mention);
			}
	}
	people.mentions = (const struct rank_mention *)(const void *)mentions->data;
	people.n_mentions = mentions->len;
	s->orders = regions_make(&people, region, s->n_regions, &settings);
	g_array_unref(mentions);
}

/* --- channels ----------------------------------------------------------------------------------------- */

static bool compare_channels(struct weights_study *s, GError **error)
{
	const struct weights_column *issue = weights_study_issue(s);
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	g_autofree size_t *of = g_new(size_t, s->people->n + 1), *people = NULL;

	if (!number_answers(s, s->options->channel, names, of, error))
		return false;
	s->n_channels = names->len;
	people = g_new0(size_t, s->n_channels + 1);
	s->channels = g_new0(struct weights_channel, s->n_channels + 1);
	s->named = g_new0(size_t, issue->n_values * s->n_channels + 1);
	s->channel_p = g_new0(double, issue->n_values + 1);
	s->is_exact = g_new0(bool, issue->n_values + 1);
	for (size_t i = 0; i < s->people->n; i++) {
		if (of[i] == SIZE_MAX || s->base[i] <= 0)
			continue;
		people[of[i]]++;
		for (size_t v = 0; v < issue->n_values; v++)
			s->named[v * s->n_channels + of[i]] += issue->values[v].of[i] > 0;
	}
	for (size_t c = 0; c < s->n_channels; c++)
		s->channels[c] = (struct weights_channel){names->pdata[c], people[c]};
	for (size_t v = 0; v < issue->n_values; v++)
		s->channel_p[v] =
			channels_test(s->named + v * s->n_channels, people, s->n_channels, &s->is_exact[v]);
	channels_adjust(s->channel_p, issue->n_values);
	return true;
}

bool weights_study_group(struct weights_study *s, GError **error)
{
	if (!find_regions(s, error))
		return false;
	count_coverage(s);
	if (s->options->with_regions)
		order_regions(s);
	return !s->options->channel || compare_channels(s, error);
}
