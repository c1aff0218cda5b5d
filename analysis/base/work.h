/* work - long calculations in blocks on several threads, watched and stopped from outside.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Blocks are the same whatever the number of threads: a calculation that keeps what each block finds apart,
 * or adds it up in order of blocks, gives the same bytes on one thread and on many.
 *
 * Threads: one call at a time; the watcher is called on the calling thread only.  Memory: work_free.
 * Failure: none; once stopped, every later call returns false at once.
 */
#ifndef WORK_H
#define WORK_H

#include <stdbool.h>
#include <stddef.h>

struct work;

/* Told now and then how much of the whole is done (0..1, never less than before) and what is being done (an
 * English noun, borrowed); false stops the work. */
typedef bool (*work_watch)(void *data, const char *stage, double fraction);

/* n_threads: 1.., 0: as many as the machine has cores.  watch may be NULL. */
struct work *work_new(size_t n_threads, work_watch watch, void *data);
void work_free(struct work *);
size_t work_n_threads(const struct work *); /* a NULL work is one thread that nobody watches */

/* What follows is this stage, and takes the whole from one fraction to the other. */
void work_stage(struct work *, const char *stage, double from, double to);
/* How much of the stage is done, 0..1; false: stop, clean up and return. */
bool work_told(struct work *, double fraction_of_stage);
bool work_is_stopped(const struct work *);
/* Until work_leave, fractions of the stage are meant as from..to of what they were meant before. */
struct work_part {
	double from, to;
};
struct work_part work_enter(struct work *, double from, double to);
void work_leave(struct work *, struct work_part); /* what work_enter gave */

/* Calls block(data, first, last, thread) for items first..last-1, every block of so many items once, thread
 * in 0..n_threads-1; returns when all are done (true) or the work was stopped (false: some blocks were left
 * out). Tells the watcher from..to of the stage. */
typedef void (*work_block)(void *data, size_t first, size_t last, size_t thread);
bool work_run(struct work *, size_t n_items, size_t block_size, work_block block, void *data, double from,
	      double to);

#endif
