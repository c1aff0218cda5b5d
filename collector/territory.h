/* territory - the table of places that this installation works with, and which region a session belongs to.
 *
 * Kind of action: places.set, subject "".  {"table": "coahuila", which comes with the program, "file", which
 * was uploaded, or "none"; "file": its digest}.
 * Kind of action: geography.set, subject "".  {"file": digest of the GeoJSON, "" none; "property" that holds
 * the keys, or ""}.
 *
 * Threads: any.  Memory: what is handed out lives as long as the catalogue.  Failure: a table that cannot be
 * read is none, with a line in the log. SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef TERRITORY_H
#define TERRITORY_H

#include "app.h"
#include "geography.h"
#include "places.h"

/* Read once a catalogue; NULL: there is no table. */
const struct places *territory_places(struct app *, const struct catalogue *);
/* The outlines of places, read once a catalogue; NULL: none were given. */
const struct geography *territory_geography(struct app *, const struct catalogue *);
/* The place of an outline's key, else of its name, in the table; without a table its own number.  SIZE_MAX:
 * none. */
size_t territory_place(const struct places *, const struct geography *, size_t shape);
/* The region that a session names, as the table spells it, else that of its municipality; "" neither is
 * known. Valid as long as table and session. */
const char *territory_region(const struct places *, const struct session *);
/* Population of a region of the table; NaN: not known of one of its municipalities. */
double territory_population(const struct places *, size_t region);

#endif
