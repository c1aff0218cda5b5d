/* expression_keep - what one evaluation holds: texts, node-sets and how many steps it may still take.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "expression_tree.h"

#include <string.h>

#define BLOCK_BYTES 1024

/* A block of texts, above an older one. */
struct strings {
	struct strings *below;
	size_t used, size;
	char bytes[];
};

void evaluation_begin(struct evaluation *ev, const struct expression *e,
		      const struct expression_context *context)
{
	*ev = (struct evaluation){.expression = e, .context = context, .steps_left = EXPRESSION_STEPS_MAX};
}

static void strings_free_down_to(struct evaluation *ev, struct strings *last)
{
	while (ev->strings != last) {
		struct strings *below = ev->strings->below;
		g_free(ev->strings);
		ev->strings = below;
	}
}

void evaluation_end(struct evaluation *ev)
{
	strings_free_down_to(ev, NULL);
	if (ev->sets)
		g_ptr_array_unref(ev->sets);
}

bool evaluation_charge(struct evaluation *ev, size_t n_steps)
{
	ev->steps_left = n_steps < ev->steps_left ? ev->steps_left - n_steps : 0;
	return ev->steps_left > 0;
}

const char *evaluation_keep(struct evaluation *ev, const char *string)
{
	size_t length = strlen(string);
	if (length > EXPRESSION_RESULT_MAX) {
		length = EXPRESSION_RESULT_MAX;
		while ((string[length] & 0xC0) == 0x80) /* not inside a character */
			length--;
	}
	if (!evaluation_charge(ev, length / 8))
		return "";
	struct strings *top = ev->strings;
	if (!top || top->size - top->used <= length) {
		size_t size = MAX(length + 1, BLOCK_BYTES);
		top = g_malloc(sizeof *top + size);
		*top = (struct strings){.below = ev->strings, .size = size};
		ev->strings = top;
	}
	char *kept = top->bytes + top->used;
	memcpy(kept, string, length);
	kept[length] = '\0';
	top->used += length + 1;
	return kept;
}

static void set_free(gpointer set)
{
	g_ptr_array_unref(set);
}

GPtrArray *evaluation_set(struct evaluation *ev)
{
	if (!ev->sets)
		ev->sets = g_ptr_array_new_with_free_func(set_free);
	if (ev->n_sets == ev->sets->len)
		g_ptr_array_add(ev->sets, g_ptr_array_new());
	GPtrArray *set = ev->sets->pdata[ev->n_sets++];
	g_ptr_array_set_size(set, 0);
	return set;
}

struct mark evaluation_mark(struct evaluation *ev)
{
	return (struct mark){ev->strings, ev->strings ? ev->strings->used : 0, ev->n_sets};
}

void evaluation_release(struct evaluation *ev, struct mark mark)
{
	strings_free_down_to(ev, mark.strings);
	if (mark.strings)
		mark.strings->used = mark.used;
	ev->n_sets = mark.n_sets;
}
