/* document - trees of nodes: read from XML with expat, from CSV, or built by hand.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "document.h"
#include "csv_cells.h"
#include "form.h"

#include <expat.h>
#include <string.h>

#define BLOCK_NODES 512
#define SEPARATOR   '\x1f' /* between the parts of a name; no character of XML 1.0 */
#define SLICE	    ((size_t)1 << 20)

struct document {
	struct document_node *root;
	GPtrArray *blocks;     /* of BLOCK_NODES nodes */
	size_t n_nodes;	       /* in all of them */
	GStringChunk *strings; /* names once each; texts as they come */
};

static const char *const too_many_es = "El documento tiene demasiados nodos.";
static const char *const too_many_en = "The document has too many nodes.";

static void unreadable(GError **error, const char *es, const char *en)
{
	g_set_error(error, FORM_ERROR, FORM_ERROR_UNREADABLE, "%s / %s", es, en);
}

/* --- building */
static struct document_node *node_new(struct document *d, enum document_kind kind)
{
	size_t place = d->n_nodes % BLOCK_NODES;
	if (!place)
		g_ptr_array_add(d->blocks, g_new0(struct document_node, BLOCK_NODES));
	struct document_node *block = d->blocks->pdata[d->blocks->len - 1];
	struct document_node *node = &block[place];
	node->kind = kind;
	node->order = d->n_nodes++;
	node->space = "";
	return node;
}

static void append_child(struct document_node *parent, struct document_node *child)
{
	child->parent = parent;
	child->previous = parent->last;
	if (parent->last)
		parent->last->next = child;
	else
		parent->first = child;
	parent->last = child;
}

static void set_name(struct document *d, struct document_node *node, const char *name)
{
	node->name = g_string_chunk_insert_const(d->strings, name);
	const char *colon = strchr(node->name, ':');
	node->local = colon ? colon + 1 : node->name;
}

static void append_attribute(struct document_node *element, struct document_node *attribute)
{
	attribute->parent = element;
	struct document_node **end = &element->attributes, *previous = NULL;
	for (; *end; end = &(*end)->next)
		previous = *end;
	attribute->previous = previous;
	*end = attribute;
}

struct document *document_new(void)
{
	struct document *d = g_new0(struct document, 1);
	d->blocks = g_ptr_array_new_with_free_func(g_free);
	d->strings = g_string_chunk_new(4096);
	d->root = node_new(d, DOCUMENT_ROOT);
	return d;
}

void document_free(struct document *d)
{
	if (!d)
		return;
	g_ptr_array_unref(d->blocks);
	g_string_chunk_free(d->strings);
	g_free(d);
}

struct document_node *document_root(const struct document *d)
{
	return d->root;
}

static void add_text(struct document *d, struct document_node *parent, const char *text, size_t length)
{
	if (!length)
		return;
	struct document_node *node = node_new(d, DOCUMENT_TEXT);
	node->text = g_string_chunk_insert_len(d->strings, text, (gssize)length);
	append_child(parent, node);
}

struct document_node *document_add(struct document *d, struct document_node *parent, const char *name,
				   const char *text)
{
	g_assert(parent->kind == DOCUMENT_ROOT || parent->kind == DOCUMENT_ELEMENT);
	struct document_node *element = node_new(d, DOCUMENT_ELEMENT);
	set_name(d, element, name);
	append_child(parent, element);
	if (text)
		add_text(d, element, text, strlen(text));
	return element;
}

struct document_node *document_add_attribute(struct document *d, struct document_node *element,
					     const char *name, const char *text)
{
	g_assert(element->kind == DOCUMENT_ELEMENT && !element->first);
	struct document_node *attribute = node_new(d, DOCUMENT_ATTRIBUTE);
	set_name(d, attribute, name);
	attribute->text = g_string_chunk_insert(d->strings, text);
	append_attribute(element, attribute);
	return attribute;
}

/* --- asking */
struct document_node *document_child(const struct document_node *node, const char *local)
{
	for (struct document_node *child = node->first; child; child = child->next)
		if (child->kind == DOCUMENT_ELEMENT && !strcmp(child->local, local))
			return child;
	return NULL;
}

const char *document_attribute(const struct document_node *node, const char *name)
{
	for (const struct document_node *a = node->attributes; a; a = a->next)
		if (!strcmp(a->name, name))
			return a->text;
	return NULL;
}

void document_string(const struct document_node *node, GString *out)
{
	if (node->text) {
		g_string_append(out, node->text);
		return;
	}
	const struct document_node *at = node;
	for (;;) {
		if (at->live && *at->live)
			g_string_append(out, *at->live);
		else if (at->kind == DOCUMENT_TEXT)
			g_string_append(out, at->text);
		if (at->first) {
			at = at->first;
			continue;
		}
		while (at != node && !at->next)
			at = at->parent;
		if (at == node)
			return;
		at = at->next;
	}
}

/* --- XML */
struct reading {
	XML_Parser parser;
	struct document *document;
	struct document_node *at;
	GString *text; /* characters since the last tag, comment or instruction */
	GString *name; /* scratch */
	size_t depth;
	const char *es, *en; /* why it stopped, or NULL */
};

static void stop(struct reading *r, const char *es, const char *en)
{
	if (!r->es) {
		r->es = es;
		r->en = en;
	}
	XML_StopParser(r->parser, XML_FALSE);
}

/* False, and the reading stopped, when there is no room for one more node. */
static bool has_room(struct reading *r)
{
	if (r->es)
		return false;
	if (r->document->n_nodes < DOCUMENT_NODES_MAX)
		return true;
	stop(r, too_many_es, too_many_en);
	return false;
}

static void flush_text(struct reading *r)
{
	if (r->text->len && r->at->kind == DOCUMENT_ELEMENT && has_room(r))
		add_text(r->document, r->at, r->text->str, r->text->len);
	g_string_truncate(r->text, 0);
}

/* expat's "uri SEPARATOR local SEPARATOR prefix", of which only the local part is always there. */
static void take_name(struct reading *r, struct document_node *node, const char *triplet)
{
	const char *local = strchr(triplet, SEPARATOR);
	if (!local) {
		set_name(r->document, node, triplet);
		return;
	}
	g_string_truncate(r->name, 0);
	g_string_append_len(r->name, triplet, local - triplet);
	node->space = g_string_chunk_insert_const(r->document->strings, r->name->str);
	local++;
	const char *prefix = strchr(local, SEPARATOR);
	g_string_truncate(r->name, 0);
	if (prefix) {
		g_string_append(r->name, prefix + 1);
		g_string_append_c(r->name, ':');
		g_string_append_len(r->name, local, prefix - local);
	} else {
		g_string_append(r->name, local);
	}
	set_name(r->document, node, r->name->str);
}

static void XMLCALL on_start(void *data, const char *name, const char **attributes)
{
	struct reading *r = data;
	flush_text(r);
	if (!has_room(r))
		return;
	if (++r->depth > DOCUMENT_DEPTH_MAX) {
		stop(r, "El documento está anidado demasiado hondo.", "The document is nested too deep.");
		return;
	}
	struct document_node *element = node_new(r->document, DOCUMENT_ELEMENT);
	take_name(r, element, name);
	append_child(r->at, element);
	struct document_node *last = NULL;
	for (; *attributes; attributes += 2) {
		if (!has_room(r))
			return;
		struct document_node *a = node_new(r->document, DOCUMENT_ATTRIBUTE);
		take_name(r, a, attributes[0]);
		a->text = g_string_chunk_insert(r->document->strings, attributes[1]);
		a->parent = element;
		a->previous = last;
		if (last)
			last->next = a;
		else
			element->attributes = a;
		last = a;
	}
	r->at = element;
}

static void XMLCALL on_end(void *data, const char *name)
{
	(void)name;
	struct reading *r = data;
	flush_text(r);
	if (r->es)
		return;
	r->at = r->at->parent;
	r->depth--;
}

static void XMLCALL on_text(void *data, const char *text, int length)
{
	struct reading *r = data;
	g_string_append_len(r->text, text, length);
}

static void XMLCALL on_comment(void *data, const char *text)
{
	struct reading *r = data;
	flush_text(r);
	if (!has_room(r))
		return;
	struct document_node *node = node_new(r->document, DOCUMENT_COMMENT);
	node->text = g_string_chunk_insert(r->document->strings, text);
	append_child(r->at, node);
}

static void XMLCALL on_instruction(void *data, const char *target, const char *text)
{
	struct reading *r = data;
	flush_text(r);
	if (!has_room(r))
		return;
	struct document_node *node = node_new(r->document, DOCUMENT_INSTRUCTION);
	node->name = node->local = g_string_chunk_insert_const(r->document->strings, target);
	node->text = g_string_chunk_insert(r->document->strings, text);
	append_child(r->at, node);
}

static void XMLCALL on_doctype(void *data, const char *name, const char *system_id, const char *public_id,
			       int has_internal)
{
	(void)name;
	(void)system_id;
	(void)public_id;
	(void)has_internal;
	stop(data, "El documento trae un DOCTYPE, que no se acepta.",
	     "The document has a DOCTYPE, which is not accepted.");
}

struct document *document_parse(const char *bytes, size_t length, GError **error)
{
	struct document *d = document_new();
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GString) name = g_string_new(NULL);
	XML_Parser parser = XML_ParserCreateNS("UTF-8", SEPARATOR);
	g_assert(parser);
	struct reading r = {.parser = parser, .document = d, .at = d->root, .text = text, .name = name};
	XML_SetReturnNSTriplet(parser, 1);
	XML_SetUserData(parser, &r);
	XML_SetElementHandler(parser, on_start, on_end);
	XML_SetCharacterDataHandler(parser, on_text);
	XML_SetCommentHandler(parser, on_comment);
	XML_SetProcessingInstructionHandler(parser, on_instruction);
	XML_SetStartDoctypeDeclHandler(parser, on_doctype);
	if (length >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3)) {
		bytes += 3;
		length -= 3;
	}
	bool is_good = true;
	do {
		size_t n = MIN(length, SLICE);
		is_good = XML_Parse(parser, bytes, (int)n, n == length) == XML_STATUS_OK;
		bytes += n;
		length -= n;
	} while (is_good && length);
	if (r.es) {
		unreadable(error, r.es, r.en);
	} else if (!is_good) {
		unsigned long line = XML_GetCurrentLineNumber(parser);
		const char *why = XML_ErrorString(XML_GetErrorCode(parser));
		g_set_error(error, FORM_ERROR, FORM_ERROR_UNREADABLE,
			    "Línea %lu: el XML está mal formado (%s). / Line %lu: the XML is malformed (%s).",
			    line, why, line, why);
	}
	XML_ParserFree(parser);
	if (r.es || !is_good)
		g_clear_pointer(&d, document_free);
	return d;
}

/* --- CSV */
static bool is_name(const char *s)
{
	if (*s != '_' && !g_unichar_isalpha(g_utf8_get_char(s)))
		return false;
	for (; *s; s = g_utf8_next_char(s)) {
		gunichar c = g_utf8_get_char(s);
		if (c != '_' && c != '-' && c != '.' && !g_unichar_isalnum(c))
			return false;
	}
	return true;
}

/* What divides the cells of the header: a comma, or else the first semicolon or tab. */
static char delimiter_of(const char *p, const char *end)
{
	char other = 0;
	bool is_quoted = false;
	for (; p < end && (is_quoted || !csv_is_line_end(*p)); p++) {
		if (*p == '"')
			is_quoted = !is_quoted;
		else if (!is_quoted && *p == ',')
			return ',';
		else if (!is_quoted && !other && (*p == ';' || *p == '\t'))
			other = *p;
	}
	return other ? other : ',';
}

/* One row, from *at past the end of its line: the header's names (NULL for what is no name) when item is
 * NULL, else its cells, below item. */
static bool read_row(struct document *d, const char **at, const char *end, char delimiter, GPtrArray *headers,
		     struct document_node *item, GString *cell, GError **error)
{
	guint i = 0;
	for (;; i++) {
		if (!csv_cell_read(at, end, delimiter, cell)) {
			unreadable(
				error,
				"En el archivo CSV una comilla (\") quedó sin cerrar o con texto después.",
				"In the CSV file a quotation mark (\") was left open or has text after it.");
			return false;
		}
		if (!item) {
			g_strstrip(cell->str);
			const char *name = is_name(cell->str)
						   ? g_string_chunk_insert_const(d->strings, cell->str)
						   : NULL;
			g_ptr_array_add(headers, (void *)name);
		} else if (i < headers->len && headers->pdata[i]) {
			document_add(d, item, headers->pdata[i], cell->str);
		}
		if (*at == end || **at != delimiter)
			break;
		(*at)++;
	}
	for (i++; item && i < headers->len && d->n_nodes < DOCUMENT_NODES_MAX; i++)
		if (headers->pdata[i])
			document_add(d, item, headers->pdata[i], NULL);
	csv_line_end_pass(at, end);
	if (d->n_nodes < DOCUMENT_NODES_MAX)
		return true;
	unreadable(error, too_many_es, too_many_en);
	return false;
}

struct document *document_from_csv(const char *bytes, size_t length, GError **error)
{
	const char *p = bytes, *end = bytes + length;
	if (length >= 3 && !memcmp(p, "\xEF\xBB\xBF", 3))
		p += 3;
	if (!g_utf8_validate(p, end - p, NULL)) {
		unreadable(error, "El archivo CSV no está en UTF-8.", "The CSV file is not in UTF-8.");
		return NULL;
	}
	while (p < end && csv_is_line_end(*p))
		p++;
	if (p == end) {
		unreadable(error, "El archivo CSV está vacío.", "The CSV file is empty.");
		return NULL;
	}
	char delimiter = delimiter_of(p, end);
	struct document *d = document_new();
	struct document_node *root = document_add(d, d->root, "root", NULL);
	g_autoptr(GPtrArray) headers = g_ptr_array_new();
	g_autoptr(GString) cell = g_string_new(NULL);
	bool is_good = read_row(d, &p, end, delimiter, headers, NULL, cell, error);
	while (is_good && p < end) {
		if (csv_is_line_end(*p))
			p++; /* an empty line */
		else
			is_good = read_row(d, &p, end, delimiter, headers,
					   document_add(d, root, "item", NULL), cell, error);
	}
	if (!is_good)
		g_clear_pointer(&d, document_free);
	return d;
}
