/* priority_settings - what is proposed before anybody agrees on another, and what cannot be agreed on.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "priority.h"

#include <math.h>
#include <string.h>

G_DEFINE_QUARK(priority - error - quark, priority_error)

enum { MAX_RESAMPLES = 100000, MAX_DRAWS = 10000000 };

void priority_settings_default(struct priority_settings *s)
{
	memset(s, 0, sizeof *s);
	for (size_t c = 0; c < CRITERION_MAX; c++) {
		s->low[c] = criteria_catalogue[c].low;
		s->high[c] = criteria_catalogue[c].high;
	}
	s->confidence = 0.95;
	s->n_resamples = 400;
	s->n_draws = 10000;
	s->min_ranked = 20;
	s->min_sessions = 6;
	s->seed = 1;
}

bool priority_settings_check(const struct priority_settings *s, GError **error)
{
	g_autoptr(GError) why = NULL;
	const struct smaa_preferences preferences = {CRITERION_MAX, s->low, s->high, s->order};

	if (!smaa_preferences_check(&preferences, &why)) {
		g_set_error_literal(error, PRIORITY_ERROR, PRIORITY_ERROR_WEIGHTS, why->message);
		return false;
	}
	if (s->confidence > 0 && s->confidence < 1 && s->n_resamples > 0 && s->n_resamples <= MAX_RESAMPLES &&
	    s->n_draws > 0 && s->n_draws <= MAX_DRAWS)
		return true;
	g_set_error_literal(error, PRIORITY_ERROR, PRIORITY_ERROR_SETTINGS,
			    "the confidence lies between 0 and 1; 1 to 100000 resamples of people and 1 to "
			    "10000000 draws of weights can be made");
	return false;
}
