/* analyze_open - a priority as open data: one table of the issues, one of the criteria they are in order by.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * CSV that a spreadsheet may open; keys in English, words in the language of the terminal.  What is not known
 * is empty. Threads: pure.  Memory: the caller's strings.  Failure: none.
 */
#ifndef ANALYZE_OPEN_H
#define ANALYZE_OPEN_H

#include "diagnosis.h"

/* number,name,forms,senders,sessions,places,place,place_low,place_high,band,first_share, and for each
 * criterion KEY (0..1) and KEY_n (on how many answers it rests). */
GString *analyze_open_issues(const struct diagnosis *);
/* key,name,definition,unit,direction,missing,weight_low,weight_high,weight_middle,known */
GString *analyze_open_criteria(const struct priority *, const char *language);

#endif
