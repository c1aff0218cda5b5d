/* analyze_map - the issues of a report as circles on a plane: area by forms, place by likeness, hue by theme.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads: pure.  Memory: the caller's reference.  Failure: none.
 */
#ifndef ANALYZE_MAP_H
#define ANALYZE_MAP_H

#include <jansson.h>

#include "diagnosis.h"

enum { ANALYZE_HUES = 8 };

/* {"width","height" of the drawing,"circles":[{"number","x","y","r","hue","is_named","label":"name: n",
 *  "lines":[{"text","y","size"}], "size" of the number}]} for the first n issues, largest circles first; NULL
 * when fewer than two of them have a place. */
json_t *analyze_map_view(const struct diagnosis *, size_t n_issues);
/* Of the style sheet: the largest themes of several issues have one each, from 1; the others, and what is in
 * no theme, 0.  Without any themes all are 1. */
size_t analyze_hue(const struct diagnosis *, size_t theme);

/* A coordinate or a share as text: one decimal is finer than any screen here. */
json_t *analyze_coordinate(double x);

#endif
