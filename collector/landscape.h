/* landscape - where each issue is named and whether that changes: figures, sentences and the map's data.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A sender counts once in a session of a place, and once for an issue there.
 *
 * Threads: pure.  Memory: the caller's references.  Failure: none.
 */
#ifndef LANDSCAPE_H
#define LANDSCAPE_H

#include <jansson.h>

#include "geography.h"

struct landscape_row {
	size_t issue;	/* SIZE_MAX: in none; its sender was asked all the same */
	size_t sender;	/* any number */
	size_t session; /* any number; SIZE_MAX unknown: all of a place and period together */
	size_t place;	/* 0..n_places-1, SIZE_MAX unknown */
	size_t period;	/* any number, SIZE_MAX: in no comparison */
};
struct landscape_input {
	const struct landscape_row *rows;
	size_t n_rows, n_issues, n_places;
	const char *const *names;	   /* n_places */
	const struct geography *geography; /* NULL: none */
	const size_t *shapes;		   /* n_places: into it, SIZE_MAX none; NULL with it */
	const bool *is_solved;		   /* n_issues, or NULL */
	size_t earlier, later;		   /* periods; both SIZE_MAX: nothing is compared */
	uint64_t seed;
};

/* {"places":[name],"n_visited","n_unknown" senders,"is_tested","are_rooms_known",
 *  "neighbours":"touching", "nearest" or null,"has_periods","n_compared" places,"n_left_out" senders,
 *  "issues":[{"n_senders","n_named","places":[{"n","named","sessions","value","low","high","p","p_rooms",
 *    "is_small","verdict"}] by place, null where nobody spoke,
 *    "moran":{"n","i","expected","alike","unlike","p"} (null i: no statistic),
 *    "change":{"verdict","earlier":{"n","named","sessions","share"},"later",...,"difference","p","p_rooms",
 *    "is_solved"} or null}]} */
json_t *landscape_view(const struct landscape_input *);

/* For chart_figure("map") of an issue of the view; shapes as above. */
json_t *landscape_map(const json_t *view, const json_t *issue, const struct geography *,
		      const size_t *shapes);
/* What can be said of neighbours; NULL: there are none to compare.  To be freed. */
char *landscape_say_neighbours(const json_t *view, const json_t *issue, const char *language);
/* Where it surely concentrates; NULL: nowhere.  To be freed. */
char *landscape_say_places(const json_t *view, const json_t *issue, const char *language);
/* What can be said of times; NULL: there are no two.  To be freed. */
char *landscape_say_change(const json_t *issue, const char *language);

#endif
