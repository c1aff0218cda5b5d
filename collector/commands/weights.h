/* weights - the command `vocalia weights FILE`: people weighed to the census, or why they may not be.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Same tables and options: same bytes; no dates in the output.  Refused weights end with status 1, the
 * reasons on standard error, and what can be said without weights on standard output and in --html; --out is
 * not written.
 *
 * Threads: main only.  Memory: all freed before return.  Failure: exit statuses of command.h.
 */
#ifndef WEIGHTS_H
#define WEIGHTS_H

/* argv[0] is the word "weights".  Needs words_load before. */
int weights_command(int argc, char **argv);

#endif
