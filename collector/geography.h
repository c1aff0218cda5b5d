/* geography - the outlines or points of places that an operator gives as GeoJSON (RFC 7946).
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Taken is a FeatureCollection (or one Feature) of Polygon, MultiPolygon, Point, MultiPoint and collections
 * of these; lines are refused.  Features of one key are one place.  The property that holds the key is given,
 * or it is the first of CVEGEO and its kin that every feature has, INEGI's CVE_ENT and CVE_MUN together, or,
 * last, the "id" of the features; the name likewise (NOMGEO, NOM_MUN, name...).  Numbers as keys get back the
 * zeros that INEGI's have.  Coordinates are degrees, or metres of a projection.
 *
 * At most GEOGRAPHY_MAX_BYTES, GEOGRAPHY_MAX_PLACES places and GEOGRAPHY_MAX_POINTS points; JSON not deeper
 * than jansson's limit.
 *
 * Threads: constant once read.  Memory: geography_free.  Failure: GEOGRAPHY_ERROR, in the language of the
 * terminal, with the feature (from 1) and what to do.
 */
#ifndef GEOGRAPHY_H
#define GEOGRAPHY_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include "shapes.h"

#define GEOGRAPHY_ERROR (geography_error_quark())
GQuark geography_error_quark(void);
enum geography_error {
	GEOGRAPHY_ERROR_SYNTAX,
	GEOGRAPHY_ERROR_SHAPE,
	GEOGRAPHY_ERROR_KEY,
	GEOGRAPHY_ERROR_SIZE
};

enum {
	GEOGRAPHY_MAX_BYTES = 8 * 1024 * 1024,
	GEOGRAPHY_MAX_PLACES = 5000,
	GEOGRAPHY_MAX_POINTS = 500000,
	GEOGRAPHY_NEAREST = 4,
};

struct geography {
	char **keys, **names; /* shapes.n_places, in order of keys; name: "" none */
	char *property;	      /* that held the key */
	struct shapes shapes; /* points are rings of one point */
	bool is_degrees;      /* all within +-180, +-90 */
	double stretch;	   /* how long a step of x is beside one of y: the cosine of the middle latitude; 1 */
	size_t n_outlined; /* places with an area */
	/* Of each place: */
	double *x, *y, *area;
	/* Who is beside whom: those that touch, or the GEOGRAPHY_NEAREST nearest where fewer than half of the
	 * places touch another. */
	struct shapes_link *links;
	size_t n_links;
	bool is_touching;
	void *owned;
};

/* property: NULL: to be found. */
struct geography *geography_of(const char *bytes, size_t n_bytes, const char *property, GError **);
struct geography *geography_read(const char *file_name, const char *property, GError **); /* "-": stdin */
void geography_free(struct geography *);

/* The place of that key, SIZE_MAX none. */
size_t geography_find(const struct geography *, const char *key);

#endif
