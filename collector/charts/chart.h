/* chart - figures as SVG: one template each for screen and paper.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is to be drawn comes in as JSON (the shapes below), a C function lays it out (coordinates, labels
 * broken into lines, colours that can be told apart in black and white by pattern or lightness), and
 * pages/chart_NAME.svg draws it, within a page or as a file of its own.  Beside each stands the same as words
 * (for who cannot see it) and as a table.
 *
 * Threads: pure.  Memory: the caller's.  Failure: NULL where there is nothing to draw (no issue, no place):
 * the page then says so; numbers that are null or not finite are drawn as "no data", never as zero.
 */
#ifndef CHART_H
#define CHART_H

#include <jansson.h>

enum chart_medium {
	CHART_PHONE /* 360 wide */,
	CHART_WIDE /* 960 */,
	CHART_PAPER /* black on white, 170 mm */
};

/* All give {"kind","title","alt" (sentences),"width","height", geometry…,
 * "table":{"columns":[text],"rows":[[text]]}} and take the language of the words.
 *
 * ranks     {"n_places","issues":[{"number","name","place","low","high","band"}]}: place ranges; bands not
 * separable heat      {"issues":[{"number","name","shares":[n places, 0..1]}]}: acceptability of places plane
 * {"issues":[{"number","name","priority" 0..1,"low","high","feasibility" 0..1 or
 * null,"sectors":[{"name","value"}]}]} coverage  {"regions":[{"name","forms","senders","sessions","share" of
 * forms,"population_share" or null}]} pairs     {"items":[{"name"}],"above":[[0..1 or
 * null]],"sure":[[bool]]}: who beats whom opinions  {"people":[{"x","y","group" or
 * null}],"groups":[{"name","n"}]} at most 3,000 people are drawn shares    {"rows":[{"name","value"
 * 0..1,"low","high","n"}],"reference" or null}: bars with exact intervals map {"geojson":FeatureCollection or
 * null,"places":[{"key","name","x","y" degrees or null,"value" or null (grey: no session
 * there),"n"}],"unit"}: choropleth, or dots, or hexagons when there is no geometry */
json_t *chart_view(const char *kind, const json_t *data, enum chart_medium, const char *language);
/* A whole SVG document, styles inside.  To be freed. */
char *chart_svg(const json_t *view, const char *language);

/* A page of results that opens offline, made of sections:
 * {"title","subtitle","notices":[text],"sections":[{"heading", "sentences":[text],"chart":view or
 * null,"table":{"columns","rows"} or null}],"settings":[{"name","value"}]}.  To be freed. */
char *chart_page(const json_t *page, const char *language);

#endif
