/* chart - figures as SVG: one template each for screen and paper.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is to be drawn comes in as JSON (the shapes below), a C function lays it out (coordinates, labels
 * broken into lines by measured width), and pages/chart_KIND.svg draws it, within a page or as a file of its
 * own.  Nothing is told by colour alone: patterns, lightness, shapes and direct labels tell it too.  Beside
 * each stands the same as sentences (for who cannot see it) and as a table with all of it; where a drawing
 * would be too crowded it says "y N más".
 *
 * Threads: pure.  Memory: the caller's.  Failure: NULL where there is nothing to draw (no issue, no place):
 * the page then says so; numbers that are null or missing are drawn as "sin dato", never as zero.
 */
#ifndef CHART_H
#define CHART_H

#include <jansson.h>

enum chart_medium {
	CHART_PHONE /* 360 wide */,
	CHART_WIDE /* 960 */,
	CHART_PAPER /* 170 mm, units are points */
};

/* The kinds and what they take; "share" is 0..1.
 *
 * ranks     {"n_places","issues":[{"number","name","place","low","high","band" from 0}]}
 *           places each may take; between bands there is a sure cut, within one there is none
 * heat      {"issues":[{"number","name","shares":[share by place from the first]}]}
 *           how often an issue takes each place
 * plane     {"issues":[{"number","name","priority" share,"low","high","feasibility" share or null,
 *           "sectors":[{"name","value" share or null}]}]}
 * coverage  {"regions":[{"name","forms","senders","sessions","share" of forms,"population_share" or null}]}
 * pairs     {"items":[{"name"}],"above":[[share or null]],"sure":[[bool]]}: row is above column
 * opinions  {"people":[{"x","y","group" from 0 or null}],"groups":[{"name","n"}]}: at most 3,000 are drawn
 * shares    {"rows":[{"name","value" share or null,"low","high","n"}],"reference" share or null,
 *           "reference_name" or none}: bars with exact intervals; "title" if not the usual one
 * map       {"places":[{"number","name","value" share or null (nobody spoke: grey),"low","high","named","n",
 *           "is_small","verdict" "more", "less", "more_room", "less_room" (spread.h) or null,
 *           "x","y" or null (y goes up),"rings":[[x, y, x, y...]] or none}]}: outlines, and hexagons where
 *           there are only points; "title" if not the usual one */

/* {"kind","title","alt" (sentences),"width","height","table":{"columns":[text],"rows":[[text]]}, and under
 * the name of the kind what its template draws}. */
json_t *chart_view(const char *kind, const json_t *data, enum chart_medium, const char *language);
/* A whole SVG document of such a view, styles inside, for librsvg or a browser.  To be freed. */
char *chart_svg(const json_t *view, const char *language);

/* For {{>chart}} in a page that has chart.css: drawings for phone and for wide, sentences, table.  id:
 * letters and digits, another for each figure of the page. */
json_t *chart_figure(const char *kind, const json_t *data, const char *id, const char *language);

/* A page of results that opens offline, for light and dark screens and for paper:
 * {"title","subtitle","notices":[text],"sections":[{"heading","sentences":[text],
 * "chart":{"kind","data"} or null,"table":{"columns":[text],"rows":[[text]]} or null}],
 * "settings":[{"name","value"}]}.  That this is no representative survey, and why, it says by itself.  To be
 * freed. */
char *chart_page(const json_t *page, const char *language);

#endif
