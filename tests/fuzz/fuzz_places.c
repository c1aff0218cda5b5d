/* tests/fuzz/fuzz_places.c - any bytes as a table of places, and as the name of one: a sentence or places,
 * never a crash.
 *
 * What is read has keys of its own in order, and each key leads to its place.  The last line of the bytes is
 * looked for in it and in Coahuila's table.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "places.h"

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void find_in(const struct places *p, const char *text)
{
	size_t place, other;
	enum places_match match = places_find(p, text, SIZE_MAX, &place, &other);

	g_assert(match != PLACES_FOUND || place < p->n);
	g_assert(match != PLACES_AMBIGUOUS || (place < p->n && other < p->n && place != other));
	place = places_nearest(p, text, SIZE_MAX);
	g_assert(place == SIZE_MAX || place < p->n);
}

static void look_at(const struct places *p)
{
	for (size_t i = 0; i < p->n; i++) {
		size_t place;

		g_assert(strlen(p->all[i].key) == 5 && p->all[i].state < p->n_states);
		g_assert(i == 0 || strcmp(p->all[i - 1].key, p->all[i].key) < 0);
		g_assert(isnan(p->all[i].population) || p->all[i].population >= 0);
		g_assert(p->all[i].region_number == SIZE_MAX || p->all[i].region_number < p->n_regions);
		g_assert(places_find(p, p->all[i].key, SIZE_MAX, &place, NULL) == PLACES_FOUND && place == i);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *bytes = g_strndup((const char *)data, size), *text = g_utf8_make_valid(bytes, -1);
	const char *line = strrchr(text, '\n');
	struct places *p = places_of((const char *)data, size, &error), *ours = places_coahuila();

	g_assert((p == NULL) == (error != NULL));
	find_in(ours, line ? line + 1 : text);
	if (p) {
		look_at(p);
		find_in(p, line ? line + 1 : text);
	}
	places_free(p);
	places_free(ours);
	return 0;
}
