/* work - a counter of blocks that threads draw from.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "work.h"

#include <glib.h>

struct work {
	size_t n_threads;
	work_watch watch;
	void *data;
	const char *stage;
	double from, to, told; /* of the whole */
	struct work_part part; /* of the stage */
	int is_stopped;	       /* read and written atomically */
};

struct work *work_new(size_t n_threads, work_watch watch, void *data)
{
	struct work *work = g_new0(struct work, 1);

	work->n_threads = n_threads ? n_threads : (size_t)g_get_num_processors();
	work->watch = watch;
	work->data = data;
	work->stage = "";
	work->to = 1;
	work->part.to = 1;
	return work;
}

void work_free(struct work *work)
{
	g_free(work);
}

size_t work_n_threads(const struct work *work)
{
	return work ? work->n_threads : 1;
}

void work_stage(struct work *work, const char *stage, double from, double to)
{
	if (!work)
		return;
	work->stage = stage;
	work->from = from;
	work->to = to;
	work->part = (struct work_part){0, 1};
	(void)work_told(work, 0);
}

bool work_is_stopped(const struct work *work)
{
	return work && g_atomic_int_get(&work->is_stopped);
}

bool work_told(struct work *work, double fraction)
{
	if (!work)
		return true;
	if (work_is_stopped(work))
		return false;
	fraction = work->part.from + (work->part.to - work->part.from) * CLAMP(fraction, 0, 1);
	work->told = MAX(work->told, work->from + (work->to - work->from) * fraction);
	if (work->watch && !work->watch(work->data, work->stage, work->told))
		g_atomic_int_set(&work->is_stopped, 1);
	return !work_is_stopped(work);
}

struct work_part work_enter(struct work *work, double from, double to)
{
	struct work_part outer = {0, 1};

	if (work) {
		outer = work->part;
		work->part.from = outer.from + (outer.to - outer.from) * from;
		work->part.to = outer.from + (outer.to - outer.from) * to;
	}
	return outer;
}

void work_leave(struct work *work, struct work_part outer)
{
	if (work)
		work->part = outer;
}

/* One work_run as its threads see it. */
struct share {
	struct work *work;
	size_t n_items, block_size, n_blocks;
	size_t next; /* drawn atomically */
	work_block block;
	void *data;
	double from, to;
};

struct hand {
	struct share *share;
	size_t thread;
};

static void do_blocks(struct share *s, size_t thread)
{
	for (;;) {
		size_t b = __atomic_fetch_add(&s->next, 1, __ATOMIC_RELAXED), first = b * s->block_size;

		if (b >= s->n_blocks || work_is_stopped(s->work))
			return;
		s->block(s->data, first, MIN(first + s->block_size, s->n_items), thread);
		if (thread == 0)
			(void)work_told(s->work,
					s->from + (s->to - s->from) * (double)(b + 1) / (double)s->n_blocks);
	}
}

static gpointer hand_main(gpointer data)
{
	struct hand *hand = data;

	do_blocks(hand->share, hand->thread);
	return NULL;
}

bool work_run(struct work *work, size_t n_items, size_t block_size, work_block block, void *data, double from,
	      double to)
{
	struct share share = {work, n_items, block_size, (n_items + block_size - 1) / block_size, 0, block,
			      data, from,    to};
	size_t n_hands = MIN(work_n_threads(work), share.n_blocks);
	g_autofree GThread **threads = g_new0(GThread *, n_hands + 1);
	g_autofree struct hand *hands = g_new0(struct hand, n_hands + 1);

	g_assert(block_size > 0);
	for (size_t t = 1; t < n_hands; t++) {
		hands[t] = (struct hand){&share, t};
		threads[t] = g_thread_new("work", hand_main, &hands[t]);
	}
	do_blocks(&share, 0);
	for (size_t t = 1; t < n_hands; t++)
		g_thread_join(threads[t]);
	return work_told(work, to);
}
