/* analyze - the command `vocalia analyze FILE`: any table of texts, studied and shown.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The result goes to standard output as a table to read, or as JSON with --json; --html writes a report of
 * one file, --labels-out the issue of each row.  Same file, options and seed: same bytes; no dates in the
 * output.
 *
 * Threads: one call in the process, for the signals.  Memory: all freed before return.  Failure: exit status
 * 1 with a sentence on standard error that says what to do; 2 when the command itself is wrong; 130 after
 * Ctrl-C, 143 after SIGTERM, with nothing written.
 */
#ifndef ANALYZE_H
#define ANALYZE_H

/* argv[0] is the word "analyze".  Needs words_load before. */
int analyze_command(int argc, char **argv);

#endif
