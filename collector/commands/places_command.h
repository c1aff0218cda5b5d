/* places_command - `vocalia places`: where each issue of a table is named, and whether that changes.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * --json: {"inputs":[{"file","sha256"}],"digest","seed","periods":[earlier, later] or null,
 * "unmatched":[places that the GeoJSON does not have]} and what landscape.h gives, its issues with "name" and
 * "evidence" (its source, or null).
 *
 * Threads: main only.  Memory: none kept.  Failure: exit status and a sentence.
 */
#ifndef PLACES_COMMAND_H
#define PLACES_COMMAND_H

int places_command(int argc, char **argv);

#endif
