/* fuzz_document - any bytes as an XML document, or as a CSV when the first byte is '#': read or refused.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "document.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct document_node *node)
{
	g_assert(node->kind != DOCUMENT_ELEMENT || (node->name && node->local && !node->text));
	g_assert(node->space);
	for (const struct document_node *a = node->attributes; a; a = a->next)
		g_assert(a->parent == node && a->order > node->order && a->text);
	size_t order = node->order;
	for (const struct document_node *child = node->first; child; child = child->next) {
		g_assert(child->parent == node && child->order > order);
		order = child->order;
		check(child);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *bytes = (const char *)data;
	GError *error = NULL;
	struct document *d = size && *bytes == '#' ? document_from_csv(bytes + 1, size - 1, &error)
						   : document_parse(bytes, size, &error);
	g_assert((d == NULL) == (error != NULL));
	g_clear_error(&error);
	if (!d)
		return 0;
	check(document_root(d));
	g_autoptr(GString) out = g_string_new(NULL);
	document_string(document_root(d), out);
	g_assert(g_utf8_validate(out->str, (gssize)out->len, NULL));
	document_free(d);
	return 0;
}
