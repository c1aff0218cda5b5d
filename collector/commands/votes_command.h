/* votes_command - the command `vocalia votes FILE`: dots, approvals, rankings, pairs and opinions, with ties.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The result goes to standard output as text to read, or as JSON with --json; --html writes a report of one
 * file.  Same data and settings: same bytes; no dates in the output.
 *
 * Threads: one call in the process, for the signals.  Memory: all freed before return.  Failure: exit status
 * 1 with a sentence on standard error that says what to do; 2 when the command itself is wrong; 130 after
 * Ctrl-C, 143 after SIGTERM, with nothing written.
 */
#ifndef VOTES_COMMAND_H
#define VOTES_COMMAND_H

/* argv[0] is the word "votes".  Needs words_load and sodium_init before. */
int votes_command(int argc, char **argv);

#endif
