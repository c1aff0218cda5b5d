/* expression_nodes - functions of nodes, of secondary instances and of what the form says about itself.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "expression_tree.h"

#include <math.h>
#include <string.h>

static struct value value_of_set(GPtrArray *set)
{
	return (struct value){.kind = VALUE_NODES, .set = set};
}

static struct value value_of_node(struct evaluation *ev, const struct document_node *node)
{
	GPtrArray *set = NULL;
	if (node) {
		set = evaluation_set(ev);
		g_ptr_array_add(set, (void *)node);
	}
	return value_of_set(set);
}

/* The nodes of an argument; of what is no node-set, none. */
static GPtrArray *arg_set(struct evaluation *ev, const struct node *node, size_t i)
{
	struct value v = arg(ev, node, i);
	if (v.kind != VALUE_NODES)
		v = value_of_set(NULL);
	return value_set(ev, &v);
}

/* The first node of the argument, or the context node when it is left out; or NULL. */
static const struct document_node *arg_node(struct evaluation *ev, const struct node *node)
{
	if (!node->n_args)
		return focus_node(ev);
	GPtrArray *set = arg_set(ev, node, 0);
	return set->len ? set->pdata[0] : NULL;
}

struct value call_name(struct evaluation *ev, const struct node *node)
{
	const struct document_node *n = arg_node(ev, node);
	return value_of_string(n && n->name ? n->name : "");
}

struct value call_local_name(struct evaluation *ev, const struct node *node)
{
	const struct document_node *n = arg_node(ev, node);
	return value_of_string(n && n->name ? n->local : "");
}

struct value call_namespace_uri(struct evaluation *ev, const struct node *node)
{
	const struct document_node *n = arg_node(ev, node);
	return value_of_string(n ? n->space : "");
}

struct value call_last(struct evaluation *ev, const struct node *node)
{
	(void)node;
	focus_node(ev);
	return value_of_number((double)ev->size);
}

/* Without an argument, XPath's; of a node, its place among those of its name, from 1. */
struct value call_position(struct evaluation *ev, const struct node *node)
{
	if (!node->n_args) {
		focus_node(ev);
		return value_of_number((double)ev->position);
	}
	struct value v = arg(ev, node, 0);
	if (v.kind != VALUE_NODES)
		return value_of_number(NAN);
	if (!v.set && v.target)
		return value_of_number((double)ev->context->position(ev->context->data, v.target));
	GPtrArray *set = value_set(ev, &v);
	if (!set->len)
		return value_of_number(NAN);
	const struct document_node *n = set->pdata[0];
	double position = 1;
	for (const struct document_node *s = n->previous; s && evaluation_charge(ev, 1); s = s->previous)
		position += s->kind == n->kind && n->name && !strcmp(s->name, n->name);
	return value_of_number(position);
}

struct value call_current(struct evaluation *ev, const struct node *node)
{
	(void)node;
	return value_of_node(ev, here_node(ev));
}

struct value call_instance(struct evaluation *ev, const struct node *node)
{
	const struct expression_context *c = ev->context;
	const char *id = arg_string(ev, node, 0);
	return value_of_node(ev, c->instance ? c->instance(c->data, id) : NULL);
}

/* --- id() and lang() */
/* Adds the first element, in document order, whose attribute id is each of the words. */
static void take_ids(struct evaluation *ev, const char *words, GPtrArray *out)
{
	const struct document_node *root = focus_node(ev);
	while (root && root->parent)
		root = root->parent;
	size_t length;
	for (const char *word; root && (word = next_word(&words, &length));) {
		for (const struct document_node *n = root; n && evaluation_charge(ev, 1);) {
			const char *id = n->kind == DOCUMENT_ELEMENT ? document_attribute(n, "id") : NULL;
			if (id && strlen(id) == length && !memcmp(id, word, length)) {
				g_ptr_array_add(out, (void *)n);
				break;
			}
			if (n->first) {
				n = n->first;
				continue;
			}
			while (n && !n->next)
				n = n->parent;
			n = n ? n->next : NULL;
		}
	}
}

struct value call_id(struct evaluation *ev, const struct node *node)
{
	struct value v = arg(ev, node, 0);
	GPtrArray *set = evaluation_set(ev);
	if (v.kind != VALUE_NODES) {
		take_ids(ev, value_string(ev, &v), set);
	} else {
		size_t n = value_n_nodes(ev, &v);
		for (size_t i = 0; i < n; i++)
			take_ids(ev, value_node(ev, &v, i), set);
	}
	set_in_order(set);
	return value_of_set(set);
}

struct value call_lang(struct evaluation *ev, const struct node *node)
{
	const char *wanted = arg_string(ev, node, 0), *lang = NULL;
	for (const struct document_node *n = focus_node(ev); n && !lang; n = n->parent)
		lang = document_attribute(n, "xml:lang");
	size_t length = strlen(wanted);
	return value_of_boolean(lang && !g_ascii_strncasecmp(lang, wanted, length) &&
				(!lang[length] || lang[length] == '-'));
}

/* --- the order of chance */
#define PARK_MILLER 2147483647

/* A seed as JavaRosa takes it: whole numbers as they are; other texts by their SHA-256, its first 64 bits. */
static int64_t seed_of(struct evaluation *ev, const struct value *v)
{
	double n = value_number(ev, v);
	if (!isnan(n))
		return n >= -9e18 && n <= 9e18 ? (int64_t)n : n < 0 ? INT64_MIN : INT64_MAX;
	const char *s = value_string(ev, v);
	if (!*s)
		return 0;
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	g_checksum_update(sum, (const guchar *)s, -1);
	guint8 digest[32];
	gsize length = sizeof digest;
	g_checksum_get_digest(sum, digest, &length);
	uint64_t bits = 0;
	for (size_t i = 0; i < 8; i++)
		bits = bits << 8 | digest[i];
	return (int64_t)bits;
}

/* Inside-out Fisher-Yates with the generator of Park and Miller, as the ODK XForms specification has it. */
struct value call_randomize(struct evaluation *ev, const struct node *node)
{
	GPtrArray *from = arg_set(ev, node, 0), *to = evaluation_set(ev);
	int64_t state;
	if (node->n_args > 1) {
		struct value v = arg(ev, node, 1);
		state = seed_of(ev, &v) % PARK_MILLER;
		if (state <= 0)
			state += PARK_MILLER - 1;
	} else {
		state = g_random_int_range(1, PARK_MILLER);
	}
	evaluation_charge(ev, from->len);
	for (guint i = 0; i < from->len; i++) {
		state = state * 16807 % PARK_MILLER;
		double chance = (double)(state - 1) / (PARK_MILLER - 1);
		guint j = (guint)floor(chance * (i + 1));
		g_ptr_array_add(to, j < i ? to->pdata[j] : from->pdata[i]);
		to->pdata[j] = from->pdata[i];
	}
	return value_of_set(to);
}

/* --- repeats and tables by name */
#define PATH_MAX_DEPTH (DOCUMENT_DEPTH_MAX + 2)

/* The elements from below the root down to the node; how many. */
static size_t lineage(const struct document_node *node, const struct document_node **out)
{
	size_t n = 0;
	for (; node && node->parent && n < PATH_MAX_DEPTH; node = node->parent)
		out[n++] = node;
	for (size_t i = 0; i < n / 2; i++) {
		const struct document_node *swap = out[i];
		out[i] = out[n - 1 - i];
		out[n - 1 - i] = swap;
	}
	return n;
}

static bool is_called(const struct document_node *node, const struct document_node *like)
{
	return node->kind == like->kind && !strcmp(node->name, like->name);
}

/* indexed-repeat(node, repeat, index, inner repeat, index…): the node as it is in those instances. */
struct value call_indexed_repeat(struct evaluation *ev, const struct node *node)
{
	double wanted[PATH_MAX_DEPTH] = {0}; /* which of its name, at each depth; 0: that of the pattern */
	const struct document_node *pattern[PATH_MAX_DEPTH], *path[PATH_MAX_DEPTH];
	GPtrArray *set = arg_set(ev, node, 0);
	if (!set->len)
		return value_of_set(NULL);
	size_t depth = lineage(set->pdata[0], pattern);
	for (size_t i = 1; i + 1 < node->n_args; i += 2) {
		GPtrArray *repeats = arg_set(ev, node, i);
		size_t n = repeats->len ? lineage(repeats->pdata[0], path) : 0;
		if (!n || n > depth || !is_called(path[n - 1], pattern[n - 1]))
			return value_of_set(NULL);
		wanted[n - 1] = arg_number(ev, node, i + 1);
		if (!(wanted[n - 1] >= 1))
			return value_of_set(NULL);
	}
	const struct document_node *at = depth ? pattern[0]->parent : NULL;
	for (size_t i = 0; i < depth && at; i++) {
		bool is_same = at == pattern[i]->parent; /* not yet in another instance */
		if (is_same && !wanted[i]) {
			at = pattern[i];
			continue;
		}
		double left = wanted[i] ? wanted[i] : 1;
		const struct document_node *child = at->first;
		while (child && (!is_called(child, pattern[i]) || --left >= 1))
			child = evaluation_charge(ev, 1) ? child->next : NULL;
		at = child;
	}
	return value_of_node(ev, at);
}

char *pulldata_instance(const char *file)
{
	size_t length = strlen(file);
	bool has_end = length > 4 && !g_ascii_strcasecmp(file + length - 4, ".csv");
	return g_strndup(file, has_end ? length - 4 : length);
}

/* pulldata(file, column, key column, key): instance(file)/root/item[key column = key]/column. */
struct value call_pulldata(struct evaluation *ev, const struct node *node)
{
	const struct expression_context *c = ev->context;
	g_autofree char *id = pulldata_instance(arg_string(ev, node, 0));
	const char *column = arg_string(ev, node, 1), *key_column = arg_string(ev, node, 2),
		   *key = arg_string(ev, node, 3);
	const struct document_node *root = c->instance ? c->instance(c->data, id) : NULL;
	root = root ? document_child(root, "root") : NULL;
	for (const struct document_node *item = root ? root->first : NULL; item && evaluation_charge(ev, 1);
	     item = item->next) {
		const struct document_node *cell = document_child(item, key_column);
		if (!cell || strcmp(node_text(ev, cell), key) != 0)
			continue;
		cell = document_child(item, column);
		return value_of_string(cell ? node_text(ev, cell) : "");
	}
	return value_of_string("");
}

/* --- words of the form */
struct value call_choice_name(struct evaluation *ev, const struct node *node)
{
	const struct expression_context *c = ev->context;
	const char *value = arg_string(ev, node, 0);
	const void *target = g_array_index(ev->expression->references, struct expression_reference,
					   node->args[1]->reference)
				     .target;
	const char *label = target && c->choice_label ? c->choice_label(c->data, target, value) : NULL;
	return value_of_string(label ? label : "");
}

struct value call_itext(struct evaluation *ev, const struct node *node)
{
	const struct expression_context *c = ev->context;
	const char *id = arg_string(ev, node, 0);
	const char *text = c->itext ? c->itext(c->data, id) : NULL;
	return value_of_string(text ? text : "");
}
