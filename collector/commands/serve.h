/* serve - the collector: opens the data file, listens, watches over itself.
 *
 * Threads: main only.  Memory: none kept.  Failure: exit status with a sentence on stderr.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef SERVE_H
#define SERVE_H

int serve_command(int argc, char **argv);

#endif
