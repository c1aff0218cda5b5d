/* places - finds the columns, reads the rows, and keeps for each way of writing a name who bears it.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "places.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "analyze_columns.h"
#include "analyze_source.h"
#include "assets.h"
#include "nearest.h"
#include "text.h"
#include "words.h"

G_DEFINE_QUARK(places - error - quark, places_error)

/* From the surest to the loosest: a name that one place bears at one level is not sought in the next. */
enum level { LEVEL_NAME, LEVEL_SEAT, LEVEL_OTHER, LEVEL_SHORT, LEVEL_MAX };
struct places_names {
	GHashTable *of[LEVEL_MAX]; /* plain name -> GArray of size_t */
	GHashTable *keys;	   /* key -> number + 1 */
};

/* --- names --------------------------------------------------------------------------------------- */

char *places_plain(const char *text, bool keeps_signs)
{
	g_autofree char *apart = g_utf8_normalize(text, -1, G_NORMALIZE_ALL);
	GString *out = g_string_new(NULL);

	for (const char *at = apart ? apart : ""; *at; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);

		if (g_unichar_ismark(c))
			continue;
		if (keeps_signs ? !g_unichar_isspace(c) && c != '_' : g_unichar_isalnum(c))
			g_string_append_unichar(out, g_unichar_tolower(c));
		else if (out->len && out->str[out->len - 1] != ' ')
			g_string_append_c(out, ' ');
	}
	return g_strchomp(g_string_free(out, FALSE));
}

/* Shortened words whole: "cd" is "ciudad". */
static const char *whole_word(const char *word)
{
	static const char *const pairs[][2] = {
		{"cd", "ciudad"},      {"gral", "general"},  {"fco", "francisco"}, {"sta", "santa"},
		{"sto", "santo"},      {"s", "san"},	     {"sn", "san"},	   {"ma", "maria"},
		{"mpio", "municipio"}, {"mun", "municipio"}, {"pto", "puerto"},	   {"dr", "doctor"},
		{"hda", "hacienda"},   {"gpe", "guadalupe"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++)
		if (strcmp(word, pairs[i][0]) == 0)
			return pairs[i][1];
	return word;
}

/* The words of a name run together, as all ways of writing it have them: "municipio de" is not of the name,
 * and with is_short neither is "ciudad", "villa" or "heroica". */
static char *joined_of(const char *plain, bool is_short)
{
	static const char *const before[] = {"ciudad", "villa", "heroica", "h", "pueblo", "de"};
	g_auto(GStrv) words = g_strsplit(plain, " ", -1);
	GString *out = g_string_new(NULL);
	bool is_before = is_short;

	for (size_t i = 0; words[i]; i++) {
		const char *word = whole_word(words[i]);

		if (i == 0 && words[1] &&
		    (strcmp(word, "municipio") == 0 || strcmp(word, "ayuntamiento") == 0)) {
			if (strcmp(words[1], "de") == 0 && words[2])
				i++;
			continue;
		}
		for (size_t b = 0; is_before && b < G_N_ELEMENTS(before); b++)
			if (strcmp(word, before[b]) == 0)
				word = "";
		is_before = is_before && !*word;
		g_string_append(out, word);
	}
	return g_string_free(out, FALSE);
}

static void bear(struct places_names *names, enum level level, const char *text, size_t place)
{
	g_autofree char *plain = places_plain(text, false), *joined = joined_of(plain, level == LEVEL_SHORT);
	GArray *bearers = g_hash_table_lookup(names->of[level], joined);

	if (!*joined)
		return;
	if (!bearers) {
		bearers = g_array_new(FALSE, FALSE, sizeof(size_t));
		g_hash_table_insert(names->of[level], g_steal_pointer(&joined), bearers);
	}
	for (guint i = 0; i < bearers->len; i++)
		if (g_array_index(bearers, size_t, i) == place)
			return;
	g_array_append_val(bearers, place);
}

static struct places_names *names_new(void)
{
	struct places_names *names = g_new0(struct places_names, 1);

	for (size_t l = 0; l < LEVEL_MAX; l++)
		names->of[l] =
			g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
	names->keys = g_hash_table_new(g_str_hash, g_str_equal);
	return names;
}

static void names_free(struct places_names *names)
{
	if (!names)
		return;
	for (size_t l = 0; l < LEVEL_MAX; l++)
		g_hash_table_unref(names->of[l]);
	g_hash_table_unref(names->keys);
	g_free(names);
}

/* --- reading ------------------------------------------------------------------------------------- */

enum column {
	COLUMN_KEY,
	COLUMN_STATE_KEY,
	COLUMN_STATE,
	COLUMN_STATE_SHORT,
	COLUMN_MUNICIPALITY_KEY,
	COLUMN_NAME,
	COLUMN_SEAT,
	COLUMN_OTHER,
	COLUMN_REGION,
	COLUMN_LOCALITY_KEY,
	COLUMN_POPULATION,
	COLUMN_WOMEN,
	COLUMN_MEN,
	COLUMN_MAX
};
static const char *const column_names[COLUMN_MAX][10] = {
	[COLUMN_KEY] = {"cvegeo", "cve_geo", "clave_geoestadistica", "cve_inegi"},
	[COLUMN_STATE_KEY] = {"cve_ent", "entidad", "clave_entidad"},
	[COLUMN_STATE] = {"nom_ent", "estado", "nombre_entidad", "entidad_federativa"},
	[COLUMN_STATE_SHORT] = {"nom_abr", "abr_ent"},
	[COLUMN_MUNICIPALITY_KEY] = {"cve_mun", "mun", "clave_municipio"},
	[COLUMN_NAME] = {"nom_mun", "nombre_municipio", "municipio", "municipality"},
	[COLUMN_SEAT] = {"nom_cab", "nom_cabecera", "cabecera"},
	[COLUMN_OTHER] = {"otros_nombres", "other_names"},
	[COLUMN_REGION] = {"region", "nom_region"},
	[COLUMN_LOCALITY_KEY] = {"cve_loc", "loc"},
	[COLUMN_POPULATION] = {"pobtot", "pob_total", "pob_2020", "poblacion_total", "poblacion",
			       "population"},
	[COLUMN_WOMEN] = {"pobfem", "pob_femenina", "pob_fem_2020", "mujeres"},
	[COLUMN_MEN] = {"pobmas", "pob_masculina", "pob_mas_2020", "hombres"},
};

struct reader {
	struct csv_reader *csv;
	size_t at[COLUMN_MAX];
	const char *const *cells;
	size_t n_cells, number;
	GArray *places;	   /* struct place; state is not set yet */
	GPtrArray *others; /* char *: other names of each */
	GArray *states;	   /* struct places_state, one a place */
	bool is_by_locality, has_totals;
};

static bool refuse(const struct reader *r, enum places_error code, const char *sentence, const char *value,
		   GError **error)
{
	if (value)
		g_set_error(error, PLACES_ERROR, code, "%s %zu: %s: \"%s\"", _("Row"), r->number, sentence,
			    value);
	else
		g_set_error(error, PLACES_ERROR, code, "%s %zu: %s", _("Row"), r->number, sentence);
	return false;
}

static char *cell_of(const struct reader *r, enum column column)
{
	size_t at = r->at[column];

	return g_strstrip(g_strdup(at < r->n_cells ? r->cells[at] : ""));
}

/* What the census prints where it has no figure. */
static bool is_no_figure(const char *cell)
{
	static const char *const none[] = {"", "*", "-", "N/D", "n/d", "ND", "NA"};

	for (size_t i = 0; i < G_N_ELEMENTS(none); i++)
		if (strcmp(cell, none[i]) == 0)
			return true;
	return false;
}

static bool read_figure(const struct reader *r, enum column column, double *figure, GError **error)
{
	g_autofree char *cell = cell_of(r, column);
	guint64 number;

	*figure = NAN;
	if (is_no_figure(cell))
		return true;
	if (!g_ascii_string_to_unsigned(cell, 10, 0, 20000000000, &number, NULL))
		return refuse(r, PLACES_ERROR_VALUE,
			      _("a population is a whole number without commas or dots"), cell, error);
	*figure = (double)number;
	return true;
}

/* Digits with the zeros that they should have; NULL with *error: no such code. */
static char *read_code(const struct reader *r, enum column column, size_t n_digits, GError **error)
{
	g_autofree char *cell = cell_of(r, column);
	guint64 number, most = n_digits == 2 ? 99 : n_digits == 3 ? 999 : 99999;

	if (!g_ascii_string_to_unsigned(cell, 10, 0, most, &number, NULL)) {
		(void)refuse(r, PLACES_ERROR_VALUE, _("INEGI's code of the place is digits only"), cell,
			     error);
		return NULL;
	}
	return g_strdup_printf("%0*" G_GUINT64_FORMAT, (int)n_digits, number);
}

static char *read_key(const struct reader *r, GError **error)
{
	g_autofree char *state = NULL, *municipality = NULL;

	if (r->at[COLUMN_KEY] != SIZE_MAX)
		return read_code(r, COLUMN_KEY, 5, error);
	state = read_code(r, COLUMN_STATE_KEY, 2, error);
	if (!state)
		return NULL;
	municipality = read_code(r, COLUMN_MUNICIPALITY_KEY, 3, error);
	return municipality ? g_strconcat(state, municipality, NULL) : NULL;
}

/* Rows of the country, of a state and of localities are no municipality. */
static bool is_of_municipality(struct reader *r, bool *is_it, GError **error)
{
	g_autofree char *locality = NULL;

	*is_it = true;
	if (r->at[COLUMN_LOCALITY_KEY] == SIZE_MAX)
		return true;
	r->is_by_locality = true;
	locality = cell_of(r, COLUMN_LOCALITY_KEY);
	if (strspn(locality, "0123456789") != strlen(locality) || !*locality)
		return refuse(r, PLACES_ERROR_VALUE, _("the code of the locality is digits only"), locality,
			      error);
	*is_it = strspn(locality, "0") == strlen(locality);
	return true;
}

static bool read_place(struct reader *r, GError **error)
{
	struct place place = {.row = r->number, .region_number = SIZE_MAX};
	struct places_state state;
	bool is_it;

	if (!is_of_municipality(r, &is_it, error))
		return false;
	if (!is_it)
		return true;
	place.key = read_key(r, error);
	if (!place.key)
		return false;
	/* Totals of a state, and of the country. */
	if (g_str_has_suffix(place.key, "000") || g_str_has_prefix(place.key, "00")) {
		g_free(place.key);
		return true;
	}
	r->has_totals = true;
	if (!read_figure(r, COLUMN_POPULATION, &place.population, error) ||
	    !read_figure(r, COLUMN_WOMEN, &place.women, error) ||
	    !read_figure(r, COLUMN_MEN, &place.men, error)) {
		g_free(place.key);
		return false;
	}
	place.name = cell_of(r, COLUMN_NAME);
	if (!*place.name) {
		g_free(place.key);
		g_free(place.name);
		return refuse(r, PLACES_ERROR_VALUE, _("the municipality has no name"), NULL, error);
	}
	place.seat = cell_of(r, COLUMN_SEAT);
	place.region = cell_of(r, COLUMN_REGION);
	state = (struct places_state){.key = g_strndup(place.key, 2),
				      .name = cell_of(r, COLUMN_STATE),
				      .short_name = cell_of(r, COLUMN_STATE_SHORT)};
	g_array_append_val(r->places, place);
	g_array_append_val(r->states, state);
	g_ptr_array_add(r->others, cell_of(r, COLUMN_OTHER));
	return true;
}

static bool find_columns(struct reader *r, GError **error)
{
	for (size_t c = 0; c < COLUMN_MAX; c++)
		r->at[c] = analyze_column_known(r->cells, r->n_cells, column_names[c]);
	/* In the census' own table ENTIDAD is a code; elsewhere it may be the name. */
	if (r->at[COLUMN_KEY] == SIZE_MAX &&
	    (r->at[COLUMN_STATE_KEY] == SIZE_MAX || r->at[COLUMN_MUNICIPALITY_KEY] == SIZE_MAX)) {
		g_set_error_literal(
			error, PLACES_ERROR, PLACES_ERROR_COLUMN,
			_("The table of places needs INEGI's code: a column CVEGEO, or CVE_ENT and "
			  "CVE_MUN"));
		return false;
	}
	if (r->at[COLUMN_NAME] == SIZE_MAX) {
		g_set_error_literal(error, PLACES_ERROR, PLACES_ERROR_COLUMN,
				    _("The table of places needs the municipality's name: a column NOM_MUN"));
		return false;
	}
	return true;
}

static int by_key(const void *a, const void *b, void *places)
{
	const struct place *all = places;

	return strcmp(all[*(const size_t *)a].key, all[*(const size_t *)b].key);
}

static void state_clear(struct places_state *state)
{
	g_free(state->key);
	g_free(state->name);
	g_free(state->short_name);
}

static void place_clear(struct place *place)
{
	g_free(place->key);
	g_free(place->name);
	g_free(place->seat);
	g_free(place->region);
}

/* The state of the next place in order of keys: the last one, or a new one. */
static size_t state_number(struct places *p, struct places_state *state)
{
	if (p->n_states && strcmp(p->states[p->n_states - 1].key, state->key) == 0)
		state_clear(state);
	else
		p->states[p->n_states++] = *state;
	return p->n_states - 1;
}

static size_t region_number(struct places *p, const char *region)
{
	if (!*region)
		return SIZE_MAX;
	for (size_t i = 0; i < p->n_regions; i++)
		if (strcmp(p->regions[i], region) == 0)
			return i;
	p->regions[p->n_regions] = g_strdup(region);
	return p->n_regions++;
}

static void learn_names(struct places *p, size_t place, const char *others)
{
	g_auto(GStrv) more = g_strsplit(others, ";", -1);
	const struct place *it = &p->all[place];

	bear(p->names, LEVEL_NAME, it->name, place);
	bear(p->names, LEVEL_SEAT, it->seat, place);
	bear(p->names, LEVEL_SHORT, it->name, place);
	bear(p->names, LEVEL_SHORT, it->seat, place);
	for (size_t i = 0; more[i]; i++)
		bear(p->names, LEVEL_OTHER, more[i], place);
	g_hash_table_insert(p->names->keys, it->key, GSIZE_TO_POINTER(place + 1));
}

/* Places in order of their keys; a key twice is refused. */
static struct places *settle(struct reader *r, GError **error)
{
	size_t n = r->places->len;
	struct place *read = (struct place *)(void *)r->places->data;
	g_autofree size_t *order = g_new(size_t, n + 1);
	struct places *p;

	for (size_t i = 0; i < n; i++)
		order[i] = i;
	g_qsort_with_data(order, (gint)n, sizeof *order, by_key, read);
	for (size_t i = 1; i < n; i++)
		if (strcmp(read[order[i - 1]].key, read[order[i]].key) == 0) {
			g_set_error(error, PLACES_ERROR, PLACES_ERROR_VALUE, "%s %zu: %s: \"%s\" (%s %zu)",
				    _("Row"), MAX(read[order[i]].row, read[order[i - 1]].row),
				    _("the code of the place is there twice"), read[order[i]].key, _("row"),
				    MIN(read[order[i]].row, read[order[i - 1]].row));
			return NULL;
		}
	p = g_new0(struct places, 1);
	p->all = g_new0(struct place, n + 1);
	p->states = g_new0(struct places_state, n + 1);
	p->regions = g_new0(char *, n + 1);
	p->names = names_new();
	for (size_t i = 0; i < n; i++) {
		struct places_state *state = &g_array_index(r->states, struct places_state, order[i]);

		p->all[i] = read[order[i]];
		p->all[i].state = state_number(p, state);
		p->all[i].region_number = region_number(p, p->all[i].region);
		p->n++;
		learn_names(p, i, r->others->pdata[order[i]]);
	}
	return p;
}

static bool read_rows(struct reader *r, GError **error)
{
	GError *failure = NULL;

	r->cells = csv_reader_row(r->csv, &r->n_cells, &failure);
	if (!r->cells && !failure) {
		g_set_error_literal(error, PLACES_ERROR, PLACES_ERROR_EMPTY,
				    _("The table of places is empty"));
		return false;
	}
	if (r->cells && !find_columns(r, error))
		return false;
	while (!failure && (r->cells = csv_reader_row(r->csv, &r->n_cells, &failure))) {
		r->number = csv_reader_number(r->csv);
		if (!read_place(r, error))
			return false;
	}
	if (failure) {
		g_propagate_error(error, failure);
		return false;
	}
	if (r->has_totals)
		return true;
	g_set_error_literal(error, PLACES_ERROR, PLACES_ERROR_EMPTY,
			    r->is_by_locality
				    ? _("The table has localities and no row of a whole municipality "
					"(locality 0); use INEGI's catalogue of municipalities")
				    : _("The table of places has no municipality"));
	return false;
}

static struct places *read_source(const struct analyze_source *source, GError **error)
{
	struct reader r = {.csv = csv_reader_new(source->bytes, source->n_bytes, source->format),
			   .places = g_array_new(FALSE, TRUE, sizeof(struct place)),
			   .others = g_ptr_array_new_with_free_func(g_free),
			   .states = g_array_new(FALSE, TRUE, sizeof(struct places_state))};
	struct places *p;

	g_array_set_clear_func(r.places, (GDestroyNotify)place_clear);
	g_array_set_clear_func(r.states, (GDestroyNotify)state_clear);
	p = read_rows(&r, error) ? settle(&r, error) : NULL;
	/* What was settled belongs to the places. */
	if (p) {
		g_array_set_clear_func(r.places, NULL);
		g_array_set_clear_func(r.states, NULL);
	}
	g_array_unref(r.places);
	g_array_unref(r.states);
	g_ptr_array_unref(r.others);
	csv_reader_free(r.csv);
	return p;
}

struct places *places_read(const char *file_name, GError **error)
{
	struct analyze_source source;
	struct places *p;

	if (!analyze_source_read(&source, file_name, error))
		return NULL;
	p = read_source(&source, error);
	analyze_source_clear(&source);
	if (!p) {
		g_autofree char *name = g_path_get_basename(file_name);

		g_prefix_error(error, "%s: ", name);
	}
	return p;
}

struct places *places_of(const char *bytes, size_t n_bytes, GError **error)
{
	struct analyze_source source;
	struct places *p;

	if (!analyze_source_take(&source, g_memdup2(bytes, n_bytes), n_bytes, false, error))
		return NULL;
	p = read_source(&source, error);
	analyze_source_clear(&source);
	return p;
}

struct places *places_coahuila(void)
{
	const struct asset *asset = asset_find("collector/demo/coahuila.csv");
	struct places *p;

	g_assert(asset);
	p = places_of(asset->bytes, asset->length, NULL);
	g_assert(p);
	return p;
}

void places_free(struct places *p)
{
	if (!p)
		return;
	names_free(p->names);
	for (size_t i = 0; i < p->n; i++)
		place_clear(&p->all[i]);
	for (size_t i = 0; i < p->n_states; i++)
		state_clear(&p->states[i]);
	g_free(p->all);
	g_free(p->states);
	g_strfreev(p->regions);
	g_free(p);
}

/* --- finding ------------------------------------------------------------------------------------- */

/* "Coahuila" is Coahuila de Zaragoza; "Coah." its short name. */
static bool is_state(const struct places_state *state, const char *plain)
{
	g_autofree char *name = places_plain(state->name, false),
			*brief = places_plain(state->short_name, false);
	char *of = strstr(name, " de ");

	if (strcmp(plain, name) == 0 || (*brief && strcmp(plain, brief) == 0))
		return true;
	/* The first part alone would be "estado" of Estado de México. */
	if (of && strncmp(name, "estado", 6) != 0) {
		*of = '\0';
		return strcmp(plain, name) == 0;
	}
	return false;
}

size_t places_state_find(const struct places *p, const char *text)
{
	g_autofree char *plain = places_plain(text, false);
	size_t found = SIZE_MAX;
	guint64 number;

	if (g_ascii_string_to_unsigned(plain, 10, 1, 99, &number, NULL)) {
		for (size_t i = 0; i < p->n_states; i++)
			if (g_ascii_strtoull(p->states[i].key, NULL, 10) == number)
				return i;
		return SIZE_MAX;
	}
	for (size_t i = 0; i < p->n_states && *plain; i++) {
		if (!is_state(&p->states[i], plain))
			continue;
		if (found != SIZE_MAX)
			return SIZE_MAX;
		found = i;
	}
	return found;
}

/* Of those that bear the name, those in the state. */
static size_t count_bearers(const struct places *p, GHashTable *level, const char *joined, size_t state,
			    size_t *place, size_t *other)
{
	const GArray *bearers = *joined ? g_hash_table_lookup(level, joined) : NULL;
	size_t n = 0;

	for (guint i = 0; bearers && i < bearers->len; i++) {
		size_t candidate = g_array_index(bearers, size_t, i);

		if (state != SIZE_MAX && p->all[candidate].state != state)
			continue;
		*(n == 0 ? place : other) = candidate;
		n++;
	}
	return n;
}

static enum places_match find_name(const struct places *p, const char *plain, size_t state, size_t *place,
				   size_t *other)
{
	g_autofree char *whole = joined_of(plain, false), *brief = joined_of(plain, true);

	for (size_t l = 0; l < LEVEL_MAX; l++) {
		size_t n = count_bearers(p, p->names->of[l], l == LEVEL_SHORT ? brief : whole, state, place,
					 other);

		if (n)
			return n == 1 ? PLACES_FOUND : PLACES_AMBIGUOUS;
	}
	return PLACES_UNKNOWN;
}

/* A code: whole, without its zeros, or of the municipality alone where the state is known. */
static enum places_match find_key(const struct places *p, const char *plain, size_t state, size_t *place)
{
	char key[16];
	guint64 number;
	gpointer found;

	if (!g_ascii_string_to_unsigned(plain, 10, 1, 99999, &number, NULL))
		return PLACES_UNKNOWN;
	if (number < 1000 && state == SIZE_MAX && p->n_states == 1)
		state = 0;
	if (number < 1000 && state != SIZE_MAX)
		(void)g_snprintf(key, sizeof key, "%s%03u", p->states[state].key, (unsigned)number);
	else
		(void)g_snprintf(key, sizeof key, "%05u", (unsigned)number);
	found = g_hash_table_lookup(p->names->keys, key);
	if (!found)
		return PLACES_UNKNOWN;
	*place = GPOINTER_TO_SIZE(found) - 1;
	return state == SIZE_MAX || p->all[*place].state == state ? PLACES_FOUND : PLACES_UNKNOWN;
}

/* "Saltillo, Coah." and "Saltillo (Coahuila)": the part before, and the state that the rest names; false:
 * there is no such rest. */
static bool split_state(const struct places *p, const char *text, char **name, size_t *state)
{
	const char *at = strrchr(text, ',');
	g_autofree char *rest = NULL;

	if (!at)
		at = strrchr(text, '(');
	if (!at)
		return false;
	rest = g_strdup(at + 1);
	*state = places_state_find(p, rest);
	if (*state == SIZE_MAX)
		return false;
	*name = g_strndup(text, (gsize)(at - text));
	return true;
}

enum places_match places_find(const struct places *p, const char *text, size_t state, size_t *place,
			      size_t *other)
{
	g_autofree char *before = NULL, *plain = NULL;
	size_t named = SIZE_MAX, unused;
	enum places_match match;

	*place = SIZE_MAX;
	if (!other)
		other = &unused;
	*other = SIZE_MAX;
	if (split_state(p, text, &before, &named)) {
		if (state != SIZE_MAX && state != named)
			return PLACES_UNKNOWN;
		state = named;
	}
	plain = places_plain(before ? before : text, false);
	if (!*plain)
		return PLACES_EMPTY;
	match = find_key(p, plain, state, place);
	return match == PLACES_FOUND ? match : find_name(p, plain, state, place, other);
}

size_t places_nearest(const struct places *p, const char *text, size_t state)
{
	g_autofree char *plain = places_plain(text, false), *wanted = joined_of(plain, true);
	struct nearest nearest = nearest_begin(wanted);
	size_t found = SIZE_MAX;

	for (size_t i = 0; i < p->n; i++) {
		g_autofree char *name = places_plain(p->all[i].name, false), *joined = joined_of(name, true);
		size_t before = nearest.distance;

		if (state != SIZE_MAX && p->all[i].state != state)
			continue;
		nearest_try(&nearest, joined);
		if (nearest.distance < before)
			found = i;
	}
	return found;
}
