/* document - a tree of nodes in document order, as the XPath data model sees XML (XPath 1.0, section 5).
 *
 * Read from XML, or built by hand: secondary instances, and the answers of a form as its primary instance.
 * Threads: immutable once built, but for what `live` points to.  Memory: the document owns its nodes and
 * texts. Failure: FORM_ERROR_UNREADABLE from the parser: malformed, a DOCTYPE, deeper than
 * DOCUMENT_DEPTH_MAX, more than DOCUMENT_NODES_MAX nodes.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef DOCUMENT_H
#define DOCUMENT_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#define DOCUMENT_DEPTH_MAX 200
#define DOCUMENT_NODES_MAX ((size_t)2 << 20)

enum document_kind {
	DOCUMENT_ROOT, /* the document node: above the outermost element */
	DOCUMENT_ELEMENT,
	DOCUMENT_ATTRIBUTE,
	DOCUMENT_TEXT,
	DOCUMENT_COMMENT,
	DOCUMENT_INSTRUCTION, /* processing instruction: name is its target */
	DOCUMENT_NAMESPACE,
};

struct document_node {
	enum document_kind kind;
	size_t order; /* place in document order: attributes come after their element, before its children */
	const char *name;  /* as written, with prefix; NULL for the root, texts and comments */
	const char *local; /* name without prefix */
	const char *space; /* namespace URI, "" where none */
	const char *text;  /* of attributes, texts, comments, instructions; NULL for elements and the root */
	/* An element whose text changes (an answer): *live is all its text, NULL meaning "".  It has no
	 * children. */
	const char *const *live;
	struct document_node *parent, *first, *last, *next, *previous,
		*attributes; /* attributes: a list by next */
	const void *tag;     /* whatever its maker ties to it */
};

struct document;

/* length bytes of UTF-8 XML. */
struct document *document_parse(const char *bytes, size_t length, GError **error);
void document_free(struct document *); /* NULL is fine */
struct document_node *document_root(const struct document *);

/* An empty document with its root node, to be filled in document order with the next ones. */
struct document *document_new(void);
/* An element below parent, after those that it has; text: NULL, or its only text node. */
struct document_node *document_add(struct document *, struct document_node *parent, const char *name,
				   const char *text);
/* An attribute; after those that element has, before any child is added to it. */
struct document_node *document_add_attribute(struct document *, struct document_node *element,
					     const char *name, const char *text);

/* The child element of that local name, the first one, or NULL. */
struct document_node *document_child(const struct document_node *, const char *local);
/* The value of the attribute of that name (as written), or NULL. */
const char *document_attribute(const struct document_node *, const char *name);
/* The string-value of a node (XPath 1.0, section 5), appended. */
void document_string(const struct document_node *, GString *out);

/* A CSV with a header row as <root><item><column>cell</column>…</item>…</root>; columns whose headers are no
 * XML names are left out. */
struct document *document_from_csv(const char *bytes, size_t length, GError **error);

#endif
