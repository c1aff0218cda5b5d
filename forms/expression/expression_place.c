/* expression_place - functions of geopoints, geotraces and geoshapes ("lat lon alt accuracy; …").
 *
 * The Earth is the sphere that ODK clients compute with.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "expression_tree.h"

#include <math.h>
#include <string.h>

#define EARTH_RADIUS 6378100.0 /* metres */
#define RADIANS	     (G_PI / 180)

struct point {
	double lat, lon; /* degrees */
};

struct points {
	struct evaluation *ev;
	GArray *all; /* of struct point */
	bool is_wrong;
};

/* "lat lon", with altitude and accuracy or not. */
static bool point_read(struct evaluation *ev, const char *text, struct point *out)
{
	double parts[4] = {0};
	size_t n = 0, length;
	for (const char *word; (word = next_word(&text, &length)); n++) {
		g_autofree char *copy = g_strndup(word, length);
		if (n == G_N_ELEMENTS(parts))
			return false;
		parts[n] = number_of_string(ev, copy);
		if (isnan(parts[n]))
			return false;
	}
	*out = (struct point){parts[0], parts[1]};
	return n >= 2 && fabs(out->lat) <= 90 && fabs(out->lon) <= 180;
}

static void points_take(const char *text, void *data)
{
	struct points *points = data;
	g_auto(GStrv) parts = g_strsplit(text, ";", -1);
	size_t n = g_strv_length(parts);
	if (n > 1 && !*g_strstrip(parts[n - 1])) /* a semicolon at the end */
		n--;
	if (!n)
		points->is_wrong = true;
	evaluation_charge(points->ev, n * 4);
	for (size_t i = 0; i < n; i++) {
		struct point point;
		if (point_read(points->ev, parts[i], &point))
			g_array_append_val(points->all, point);
		else
			points->is_wrong = true;
	}
}

/* The points of all the arguments from the first on; none, and is_wrong, when there is one that is none. */
static struct points points_of(struct evaluation *ev, const struct node *node, size_t first)
{
	struct points points = {.ev = ev, .all = g_array_new(FALSE, FALSE, sizeof(struct point))};
	each_text(ev, node, first, points_take, &points);
	if (points.is_wrong)
		g_array_set_size(points.all, 0);
	return points;
}

static const struct point *at(const struct points *points, size_t i)
{
	return &g_array_index(points->all, struct point, i % points->all->len);
}

static double two_decimals(double n)
{
	return round(n * 100) / 100;
}

struct value call_area(struct evaluation *ev, const struct node *node)
{
	struct points points = points_of(ev, node, 0);
	double area = 0;
	size_t n = points.all->len;
	for (size_t i = 0; n > 2 && i < n; i++) {
		const struct point *a = at(&points, i), *b = at(&points, i + 1);
		area += (b->lon - a->lon) * RADIANS * (2 + sin(a->lat * RADIANS) + sin(b->lat * RADIANS));
	}
	g_array_unref(points.all);
	return value_of_number(n ? two_decimals(fabs(area * EARTH_RADIUS * EARTH_RADIUS / 2)) : NAN);
}

struct value call_distance(struct evaluation *ev, const struct node *node)
{
	struct points points = points_of(ev, node, 0);
	double distance = 0;
	size_t n = points.all->len;
	for (size_t i = 0; i + 1 < n; i++) {
		const struct point *a = at(&points, i), *b = at(&points, i + 1);
		double lat = sin((b->lat - a->lat) * RADIANS / 2), lon = sin((b->lon - a->lon) * RADIANS / 2);
		double h = lat * lat + cos(a->lat * RADIANS) * cos(b->lat * RADIANS) * lon * lon;
		distance += 2 * EARTH_RADIUS * asin(sqrt(MIN(h, 1)));
	}
	g_array_unref(points.all);
	return value_of_number(n ? two_decimals(distance) : NAN);
}

/* geofence(point, shape): whether the point is inside, by the even-odd rule in the plane of degrees. */
struct value call_geofence(struct evaluation *ev, const struct node *node)
{
	struct points shape = points_of(ev, node, 1);
	struct point p;
	bool is_inside = false;
	size_t n = shape.all->len;
	bool is_point = point_read(ev, arg_string(ev, node, 0), &p);
	for (size_t i = 0; is_point && n > 2 && i < n; i++) {
		const struct point *a = at(&shape, i), *b = at(&shape, i + 1);
		if ((a->lat > p.lat) != (b->lat > p.lat) &&
		    p.lon < (b->lon - a->lon) * (p.lat - a->lat) / (b->lat - a->lat) + a->lon)
			is_inside = !is_inside;
	}
	g_array_unref(shape.all);
	return value_of_boolean(is_inside);
}

/* On which side of the line from a to b the point c is: negative, 0 or positive. */
static double side(const struct point *a, const struct point *b, const struct point *c)
{
	return (b->lon - a->lon) * (c->lat - a->lat) - (b->lat - a->lat) * (c->lon - a->lon);
}

static bool is_between(const struct point *a, const struct point *b, const struct point *c)
{
	return c->lon >= MIN(a->lon, b->lon) && c->lon <= MAX(a->lon, b->lon) &&
	       c->lat >= MIN(a->lat, b->lat) && c->lat <= MAX(a->lat, b->lat);
}

static bool cross(const struct point *a, const struct point *b, const struct point *c, const struct point *d)
{
	double s1 = side(a, b, c), s2 = side(a, b, d), s3 = side(c, d, a), s4 = side(c, d, b);
	if (((s1 > 0 && s2 < 0) || (s1 < 0 && s2 > 0)) && ((s3 > 0 && s4 < 0) || (s3 < 0 && s4 > 0)))
		return true;
	return (s1 == 0 && is_between(a, b, c)) || (s2 == 0 && is_between(a, b, d)) ||
	       (s3 == 0 && is_between(c, d, a)) || (s4 == 0 && is_between(c, d, b));
}

/* intersects(trace or shape): whether two of its lines meet elsewhere than where one follows the other. */
struct value call_intersects(struct evaluation *ev, const struct node *node)
{
	struct points points = points_of(ev, node, 0);
	size_t n = points.all->len;
	bool do_meet = false, is_closed = n > 1 && at(&points, 0)->lat == at(&points, n - 1)->lat &&
					  at(&points, 0)->lon == at(&points, n - 1)->lon;
	for (size_t i = 0; i + 1 < n; i++) {
		for (size_t k = i + 2; !do_meet && k + 1 < n && evaluation_charge(ev, 1); k++) {
			if (is_closed && !i && k + 2 == n)
				continue; /* the last line ends where the first begins */
			do_meet =
				cross(at(&points, i), at(&points, i + 1), at(&points, k), at(&points, k + 1));
		}
	}
	g_array_unref(points.all);
	return value_of_boolean(do_meet);
}
