/* test_places - tables of places from several hands, and names as people write them.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>
#include <math.h>

#include "places.h"
#include "words.h"

static const char *key_of(const struct places *p, const char *text, size_t state)
{
	size_t place, other;

	switch (places_find(p, text, state, &place, &other)) {
	case PLACES_FOUND:
		return p->all[place].key;
	case PLACES_AMBIGUOUS:
		assert_true(place < p->n && other < p->n && place != other);
		return "ambiguous";
	case PLACES_UNKNOWN:
		return "unknown";
	default:
		return "empty";
	}
}

static void assert_means(const struct places *p, const char *text, const char *key)
{
	const char *found = key_of(p, text, SIZE_MAX);

	if (strcmp(found, key) != 0)
		fail_msg("\"%s\" is %s and not %s", text, found, key);
}

static struct places *read_text(const char *text, GError **error)
{
	return places_of(text, strlen(text), error);
}

static void coahuila_has_its_municipalities_regions_and_people(void **state)
{
	struct places *p = places_coahuila();
	double total = 0;

	(void)state;
	assert_int_equal(p->n, 38);
	assert_int_equal(p->n_regions, 5);
	assert_int_equal(p->n_states, 1);
	assert_string_equal(p->states[0].name, "Coahuila de Zaragoza");
	for (size_t i = 0; i < p->n; i++) {
		assert_true(p->all[i].region_number < 5);
		assert_string_equal(p->regions[p->all[i].region_number], p->all[i].region);
		assert_true(p->all[i].women + p->all[i].men == p->all[i].population);
		total += p->all[i].population;
	}
	assert_true(total == 3146771); /* the census' total of the state */
	places_free(p);
}

static void names_are_recognised_as_people_write_them(void **state)
{
	static const char *const written[][2] = {
		{"Saltillo", "05030"},
		{"  SALTILLO. ", "05030"},
		{"saltillo, coahuila", "05030"},
		{"Saltillo (Coah.)", "05030"},
		{"Saltillo, Coahuila de Zaragoza", "05030"},
		{"torreon", "05035"},
		{"Torreo\xcc\x81n", "05035"},
		{"Cd. Acuña", "05002"},
		{"ciudad acuna", "05002"},
		{"Acuña", "05002"},
		{"cuatrocienegas", "05007"},
		{"Cuatro Cienegas de Carranza", "05007"},
		{"Fco. I. Madero", "05009"},
		{"francisco i madero", "05009"},
		{"Madero", "05009"},
		{"san_juan_de_sabinas", "05032"},
		{"Nueva Rosita", "05032"},
		{"municipio de Ramos Arizpe", "05027"},
		{"Mpio. Parras", "05024"},
		{"Parras de la Fuente", "05024"},
		{"Villa de Arteaga", "05004"},
		{"villaunion", "05037"},
		{"Gral. Cepeda", "05011"},
		{"S. Buenaventura", "05031"},
		{"San Pedro de las Colonias", "05033"},
		{"05030", "05030"},
		{"5030", "05030"},
		{"30", "05030"},
		{"030", "05030"},
		{"Saltillo, Nuevo León", "unknown"},
		{"Monterrey", "unknown"},
		{"San", "unknown"},
		{"05099", "unknown"},
		{"99999999999999999999", "unknown"},
		{"de", "unknown"},
		{"", "empty"},
		{" ?!. ", "empty"},
	};
	struct places *p = places_coahuila();

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(written); i++)
		assert_means(p, written[i][0], written[i][1]);
	places_free(p);
}

static void every_name_seat_and_key_leads_to_its_place(void **state)
{
	struct places *p = places_coahuila();

	(void)state;
	for (size_t i = 0; i < p->n; i++) {
		g_autofree char *upper = g_utf8_strup(p->all[i].name, -1);

		assert_means(p, p->all[i].key, p->all[i].key);
		assert_means(p, p->all[i].name, p->all[i].key);
		assert_means(p, upper, p->all[i].key);
		assert_means(p, p->all[i].seat, p->all[i].key);
	}
	places_free(p);
}

static void an_unknown_name_has_the_nearest_as_a_hint(void **state)
{
	struct places *p = places_coahuila();
	size_t near = places_nearest(p, "Saltilo", SIZE_MAX);

	(void)state;
	assert_means(p, "Saltilo", "unknown");
	assert_string_equal(p->all[near].name, "Saltillo");
	assert_int_equal(places_nearest(p, "Guadalajara de los Altos", SIZE_MAX), SIZE_MAX);
	places_free(p);
}

static const char *const two_states = "CVE_ENT,NOM_ENT,NOM_ABR,CVE_MUN,NOM_MUN,NOM_CAB,POB_TOTAL\n"
				      "20,Oaxaca,Oax.,208,San Juan Mixtepec,San Juan Mixtepec,7611\n"
				      "20,Oaxaca,Oax.,209,San Juan Mixtepec,San Juan Mixtepec,722\n"
				      "5,Coahuila de Zaragoza,Coah.,1,Abasolo,Abasolo,1022\n"
				      "28,Tamaulipas,Tamps.,1,Abasolo,Abasolo,9847\n"
				      "15,México,Méx.,1,Acambay,Villa de Acambay,*\n";

static void what_fits_two_places_is_said_and_not_guessed(void **state)
{
	struct places *p = read_text(two_states, NULL);

	(void)state;
	assert_non_null(p);
	assert_means(p, "San Juan Mixtepec", "ambiguous");
	assert_means(p, "San Juan Mixtepec, Oaxaca", "ambiguous");
	assert_means(p, "20209", "20209");
	assert_means(p, "Abasolo", "ambiguous");
	assert_means(p, "Abasolo, Tamps.", "28001");
	assert_means(p, "Abasolo, Coahuila", "05001");
	assert_string_equal(key_of(p, "Abasolo", places_state_find(p, "Tamaulipas")), "28001");
	assert_string_equal(key_of(p, "1", places_state_find(p, "28")), "28001");
	assert_string_equal(key_of(p, "Abasolo, Coahuila", places_state_find(p, "Tamaulipas")), "unknown");
	assert_means(p, "1", "unknown");
	assert_int_equal(places_state_find(p, "Jalisco"), SIZE_MAX);
	assert_int_equal(places_state_find(p, ""), SIZE_MAX);
	assert_int_not_equal(places_state_find(p, "mexico"), SIZE_MAX);
	places_free(p);
}

static void what_the_census_does_not_say_is_not_known(void **state)
{
	struct places *p = read_text(two_states, NULL);
	size_t place;

	(void)state;
	assert_int_equal(places_find(p, "Acambay", SIZE_MAX, &place, NULL), PLACES_FOUND);
	assert_true(isnan(p->all[place].population));
	assert_int_equal(p->all[place].region_number, SIZE_MAX);
	assert_int_equal(p->n_regions, 0);
	assert_string_equal(p->all[0].key, "05001"); /* in order of keys, whatever that of the rows */
	places_free(p);
}

static void the_census_by_locality_gives_its_totals_of_municipalities(void **state)
{
	struct places *p = read_text(
		"ENTIDAD,NOM_ENT,MUN,NOM_MUN,LOC,NOM_LOC,POBTOT,POBFEM,POBMAS\n"
		"05,Coahuila de Zaragoza,000,Total de la entidad,0000,Total,3146771,1,2\n"
		"05,Coahuila de Zaragoza,030,Saltillo,0000,Total del Municipio,879958,442166,437792\n"
		"05,Coahuila de Zaragoza,030,Saltillo,0001,Saltillo,864431,*,*\n"
		"05,Coahuila de Zaragoza,030,Saltillo,9998,Localidades de una vivienda,3,*,*\n",
		NULL);

	(void)state;
	assert_non_null(p);
	assert_int_equal(p->n, 1);
	assert_true(p->all[0].population == 879958 && p->all[0].women == 442166);
	places_free(p);
}

static void bad_tables_are_refused_with_their_row(void **state)
{
	static const struct {
		const char *text, *said;
		enum places_error code;
	} bad[] = {
		{"", "vacía", PLACES_ERROR_EMPTY},
		{"CVEGEO,NOM_MUN\n", "ningún municipio", PLACES_ERROR_EMPTY},
		{"municipio,poblacion\nSaltillo,1\n", "CVEGEO", PLACES_ERROR_COLUMN},
		{"CVEGEO,POBTOT\n05030,1\n", "NOM_MUN", PLACES_ERROR_COLUMN},
		{"CVEGEO,NOM_MUN,POBTOT\n05030,Saltillo,\"879,958\"\n", "Fila 2: ", PLACES_ERROR_VALUE},
		{"CVEGEO,NOM_MUN,POBTOT\n05030,Saltillo,-5\n", "\"-5\"", PLACES_ERROR_VALUE},
		{"CVEGEO,NOM_MUN,POBTOT\n05030,Saltillo,1\n05030,Otro,2\n", "Fila 3: ", PLACES_ERROR_VALUE},
		{"CVEGEO,NOM_MUN,POBTOT\nMX05,Saltillo,1\n", "\"MX05\"", PLACES_ERROR_VALUE},
		{"CVEGEO,NOM_MUN,POBTOT\n05030,,1\n", "Fila 2: ", PLACES_ERROR_VALUE},
		{"CVE_ENT,CVE_MUN,NOM_MUN,CVE_LOC,POBTOT\n05,030,Saltillo,0001,5\n", "localidades",
		 PLACES_ERROR_EMPTY},
		{"CVE_ENT,CVE_MUN,NOM_MUN,CVE_LOC,POBTOT\n05,030,Saltillo,x,5\n",
		 "Fila 2: ", PLACES_ERROR_VALUE},
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autoptr(GError) error = NULL;
		struct places *p = read_text(bad[i].text, &error);

		assert_null(p);
		assert_true(g_error_matches(error, PLACES_ERROR, (int)bad[i].code));
		if (!strstr(error->message, bad[i].said))
			fail_msg("\"%s\" does not say %s", error->message, bad[i].said);
	}
}

/* INEGI's whole catalogue: every name is found again within its state, but for the two pairs of Oaxaca. */
static void the_catalogue_of_the_country_is_read_and_found_again(void **state)
{
	g_autofree char *file = NULL;
	size_t n_ambiguous = 0;
	double total = 0;
	struct places *p, *ours;
	GError *error = NULL;

	(void)state;
	if (g_getenv("VOCALIA_SHARED"))
		file = g_build_filename(g_getenv("VOCALIA_SHARED"), "data", "geo", "mx_municipios.csv", NULL);
	if (!file || !g_file_test(file, G_FILE_TEST_EXISTS)) {
		g_clear_pointer(&file, g_free);
		print_message("# no mx_municipios.csv under VOCALIA_SHARED\n");
		skip();
	}
	p = places_read(file, &error);
	assert_null(error);
	assert_int_equal(p->n, 2478);
	assert_int_equal(p->n_states, 32);
	for (size_t i = 0; i < p->n; i++) {
		const char *key = key_of(p, p->all[i].name, p->all[i].state);

		total += isnan(p->all[i].population) ? 0 : p->all[i].population;
		if (strcmp(key, "ambiguous") == 0)
			n_ambiguous++;
		else
			assert_string_equal(key, p->all[i].key);
	}
	assert_int_equal(n_ambiguous, 4);
	assert_true(total == 126014024);
	ours = places_coahuila();
	for (size_t i = 0; i < ours->n; i++) {
		size_t place;

		assert_int_equal(places_find(p, ours->all[i].key, SIZE_MAX, &place, NULL), PLACES_FOUND);
		assert_string_equal(p->all[place].name, ours->all[i].name);
		assert_true(p->all[place].population == ours->all[i].population);
		assert_true(p->all[place].women == ours->all[i].women);
	}
	places_free(ours);
	places_free(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(coahuila_has_its_municipalities_regions_and_people),
		cmocka_unit_test(names_are_recognised_as_people_write_them),
		cmocka_unit_test(every_name_seat_and_key_leads_to_its_place),
		cmocka_unit_test(an_unknown_name_has_the_nearest_as_a_hint),
		cmocka_unit_test(what_fits_two_places_is_said_and_not_guessed),
		cmocka_unit_test(what_the_census_does_not_say_is_not_known),
		cmocka_unit_test(the_census_by_locality_gives_its_totals_of_municipalities),
		cmocka_unit_test(bad_tables_are_refused_with_their_row),
		cmocka_unit_test(the_catalogue_of_the_country_is_read_and_found_again),
	};

	words_load();
	(void)g_setenv("LC_ALL", "es_MX.UTF-8", TRUE);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
