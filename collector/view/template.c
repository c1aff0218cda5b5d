/* template.c - parses mustache pages once into trees and fills them from JSON.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "template.h"
#include "assets.h"
#include "words.h"

#include <sodium.h>
#include <stdbool.h>
#include <string.h>

GQuark template_error_quark(void)
{
	return g_quark_from_static_string("vocalia-template");
}

#define PAGES_FOLDER  "collector/pages/"
#define ASSETS_FOLDER "collector/assets/"
#define PARTIAL_DEPTH 96 /* partials in partials while filling */
#define SECTION_DEPTH 32 /* sections in sections of one page */

enum node_kind { NODE_TEXT, NODE_VALUE, NODE_SECTION, NODE_INVERTED, NODE_PARTIAL, NODE_WORDS, NODE_JSON };

struct node {
	enum node_kind kind;
	char *text;		  /* the text, the name, the partial's name, the sentence */
	size_t length;		  /* of text */
	char **path;		  /* of a value or section: the name's parts; no parts for "." */
	GPtrArray *children;	  /* of a section: struct node */
	const GPtrArray *partial; /* the tree of the page that is named, once resolved */
};

struct templates {
	GHashTable *pages;  /* name as templates_fill takes it -> GPtrArray of struct node */
	GPtrArray *sources; /* sorted, unique "style 'sha256-…'" and "script 'sha256-…'" */
};

struct scope {
	const json_t *value;
	const struct scope *outer;
};

struct filling {
	GString *out;
	const char *language;
	unsigned depth; /* of partials */
};

static void node_free(void *data)
{
	struct node *node = data;

	g_free(node->text);
	g_strfreev(node->path);
	if (node->children)
		g_ptr_array_unref(node->children);
	g_free(node);
}

static GPtrArray *tree_new(void)
{
	return g_ptr_array_new_with_free_func(node_free);
}

static struct node *node_add(GPtrArray *tree, enum node_kind kind, const char *text, size_t length)
{
	struct node *node = g_new0(struct node, 1);

	node->kind = kind;
	node->text = g_strndup(text, length);
	node->length = length;
	g_ptr_array_add(tree, node);
	return node;
}

/* --- reading --- */

/* Lines of nothing but blanks and sections, partials or comments lose their blanks and their end. */
static GString *text_trim(const char *text)
{
	GString *out = g_string_sized_new(strlen(text));

	while (*text) {
		const char *p = text;
		g_autoptr(GString) tags = g_string_new(NULL);

		for (;;) {
			while (*p == ' ' || *p == '\t')
				p++;
			if (p[0] != '{' || p[1] != '{' || p[2] == '\0' || !strchr("#^/!>", p[2]))
				break;
			const char *end = strstr(p, "}}");
			if (!end)
				break;
			g_string_append_len(tags, p, end + 2 - p);
			p = end + 2;
		}
		if (tags->len > 0 && (*p == '\n' || *p == '\0')) {
			g_string_append_len(out, tags->str, (gssize)tags->len);
			text = *p ? p + 1 : p;
		} else {
			const char *end = strchr(text, '\n');
			size_t length = end ? (size_t)(end - text) + 1 : strlen(text);

			g_string_append_len(out, text, (gssize)length);
			text += length;
		}
	}
	return out;
}

/* "." or parts of letters, digits, '_' and '-' joined by single dots, perhaps after one: then the first part
 * is "". */
static char **path_read(const char *name)
{
	if (strcmp(name, ".") == 0)
		return g_new0(char *, 1);
	for (const char *p = name; *p; p++) {
		bool is_edge = p[1] == '\0' || (p > name && p[-1] == '.');

		if (!g_ascii_isalnum(*p) && *p != '_' && *p != '-' && (*p != '.' || is_edge))
			return NULL;
	}
	return *name ? g_strsplit(name, ".", -1) : NULL;
}

static bool syntax_error(GError **error, const char *where, const char *what, const char *tag)
{
	g_set_error(error, TEMPLATE_ERROR, TEMPLATE_ERROR_SYNTAX, "%s: %s: {{%.60s}}", where, what, tag);
	return false;
}

/* One tag (its inside, trimmed) into the tree; open is the stack of trees, names that of section names. */
static bool tag_read(const char *where, const char *tag, GPtrArray *open, GPtrArray *names, GError **error)
{
	GPtrArray *tree = g_ptr_array_index(open, open->len - 1);
	g_autofree char *name = g_strstrip(g_strdup(*tag && strchr("#^/>_!", *tag) ? tag + 1 : tag));
	struct node *node;
	bool is_json = false;

	switch (*tag) {
	case '!':
		return true;
	case '>':
		if (!*name || strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_-.") != strlen(name))
			return syntax_error(error, where, "not the name of a part", tag);
		node_add(tree, NODE_PARTIAL, name, strlen(name));
		return true;
	case '/':
		if (names->len == 0 || strcmp(g_ptr_array_index(names, names->len - 1), name) != 0)
			return syntax_error(error, where, "closes what is not open", tag);
		g_ptr_array_set_size(names, (int)names->len - 1);
		g_ptr_array_set_size(open, (int)open->len - 1);
		return true;
	case '_':
		/* "_ sentence"; "_name" without a blank is a value. */
		if (tag[1] == ' ' || tag[1] == '\0') {
			if (!*name)
				return syntax_error(error, where, "a sentence is missing", tag);
			node_add(tree, NODE_WORDS, name, strlen(name));
			return true;
		}
		g_free(name);
		name = g_strdup(tag);
		break;
	case 'j':
		if (g_str_has_prefix(tag, "json ")) {
			g_free(name);
			name = g_strstrip(g_strdup(tag + strlen("json ")));
			is_json = true;
		}
		break;
	default:
		break;
	}
	bool is_section = *tag == '#' || *tag == '^';
	g_auto(GStrv) path = path_read(name);
	if (!path)
		return syntax_error(error, where, "not a name", tag);
	node = node_add(tree,
			*tag == '#'   ? NODE_SECTION
			: *tag == '^' ? NODE_INVERTED
			: is_json     ? NODE_JSON
				      : NODE_VALUE,
			name, strlen(name));
	node->path = g_steal_pointer(&path);
	if (is_section) {
		if (names->len >= SECTION_DEPTH)
			return syntax_error(error, where, "sections are too deep", tag);
		node->children = tree_new();
		g_ptr_array_add(open, node->children);
		g_ptr_array_add(names, g_steal_pointer(&name));
	}
	return true;
}

/* The tree of a page, or NULL and *error. */
static GPtrArray *tree_parse(const char *where, const char *text, GError **error)
{
	g_autoptr(GString) trimmed = text_trim(text);
	g_autoptr(GPtrArray) tree = tree_new();
	g_autoptr(GPtrArray) open = g_ptr_array_new(); /* trees that are being filled; borrowed */
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	const char *p = trimmed->str;

	g_ptr_array_add(open, tree);
	while (*p) {
		const char *start = strstr(p, "{{");
		size_t length = start ? (size_t)(start - p) : strlen(p);

		if (length > 0)
			node_add(g_ptr_array_index(open, open->len - 1), NODE_TEXT, p, length);
		if (!start)
			break;
		const char *end = strstr(start + 2, "}}");
		if (!end) {
			syntax_error(error, where, "a tag is not closed", start + 2);
			return NULL;
		}
		g_autofree char *tag = g_strndup(start + 2, (size_t)(end - start) - 2);
		if (!tag_read(where, g_strstrip(tag), open, names, error))
			return NULL;
		p = end + 2;
	}
	if (names->len > 0) {
		syntax_error(error, where, "a section is not closed",
			     g_ptr_array_index(names, names->len - 1));
		return NULL;
	}
	return g_steal_pointer(&tree);
}

/* --- loading --- */

/* A style or script without indentation, empty lines, and comments that are alone on their lines.  Only safe
 * because the files are ours: no string of theirs crosses a line. */
static char *asset_shorten(const struct asset *asset)
{
	GString *out = g_string_sized_new(asset->length);
	g_auto(GStrv) lines = g_strsplit(asset->bytes, "\n", -1);
	bool is_script = g_str_has_suffix(asset->name, ".js"), is_comment = false;

	for (size_t i = 0; lines[i]; i++) {
		const char *line = g_strstrip(lines[i]);

		is_comment = is_comment || g_str_has_prefix(line, "/*");
		if (is_comment) {
			const char *end = strstr(line, "*/");

			is_comment = !end;
			line = end ? end + 2 : "";
		}
		if (!*line || (is_script && g_str_has_prefix(line, "//")))
			continue;
		g_string_append(out, line);
		g_string_append_c(out, '\n');
	}
	return g_string_free(out, FALSE);
}

/* The part's node becomes the tree of a page or the text of an asset. */
static bool partial_resolve(struct templates *templates, const char *where, struct node *node, GError **error)
{
	node->partial = g_hash_table_lookup(templates->pages, node->text);
	if (node->partial)
		return true;
	g_autofree char *path = g_strconcat(ASSETS_FOLDER, node->text, NULL);
	const struct asset *asset = asset_find(path);

	if (!asset) {
		g_set_error(error, TEMPLATE_ERROR, TEMPLATE_ERROR_PARTIAL, "%s: there is no part {{>%s}}",
			    where, node->text);
		return false;
	}
	bool is_code = g_str_has_suffix(path, ".css") || g_str_has_suffix(path, ".js");
	char *text = is_code ? asset_shorten(asset) : g_strndup(asset->bytes, asset->length);

	g_free(node->text);
	node->text = text;
	node->length = strlen(text);
	node->kind = NODE_TEXT;
	return true;
}

static bool tree_resolve(struct templates *templates, const char *where, GPtrArray *tree, GError **error)
{
	for (guint i = 0; i < tree->len; i++) {
		struct node *node = g_ptr_array_index(tree, i);

		if (node->kind == NODE_PARTIAL && !partial_resolve(templates, where, node, error))
			return false;
		if (node->children && !tree_resolve(templates, where, node->children, error))
			return false;
	}
	return true;
}

/* The page with \1 in the place of everything that is not always the same. */
static void tree_flatten(const GPtrArray *tree, GString *out)
{
	for (guint i = 0; i < tree->len; i++) {
		const struct node *node = g_ptr_array_index(tree, i);

		if (node->kind == NODE_TEXT)
			g_string_append_len(out, node->text, (gssize)node->length);
		else
			g_string_append_c(out, '\1');
		if (node->children) {
			tree_flatten(node->children, out);
			g_string_append_c(out, '\1');
		}
	}
}

static void source_add(struct templates *templates, const char *kind, const char *code, size_t length)
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	char base64[sodium_base64_ENCODED_LEN(sizeof hash, sodium_base64_VARIANT_ORIGINAL)];

	crypto_hash_sha256(hash, (const unsigned char *)code, length);
	sodium_bin2base64(base64, sizeof base64, hash, sizeof hash, sodium_base64_VARIANT_ORIGINAL);
	char *source = g_strdup_printf("%s 'sha256-%s'", kind, base64);

	for (guint i = 0; i < templates->sources->len; i++)
		if (strcmp(g_ptr_array_index(templates->sources, i), source) == 0) {
			g_free(source);
			return;
		}
	g_ptr_array_add(templates->sources, source);
}

/* The hashes of every inline element of that kind ("style", "script") of a page. */
static bool inline_hash(struct templates *templates, const char *where, const char *page, const char *kind,
			GError **error)
{
	g_autofree char *open = g_strconcat("<", kind, NULL), *close = g_strconcat("</", kind, ">", NULL);

	for (const char *p = page; (p = strstr(p, open));) {
		const char *start = strchr(p, '>'), *end = start ? strstr(start, close) : NULL;

		if (!end) {
			syntax_error(error, where, "an element is not closed", kind);
			return false;
		}
		g_autofree char *attributes = g_strndup(p, (size_t)(start - p));
		size_t length = (size_t)(end - start) - 1;

		p = end;
		if (strstr(attributes, " src=") || strstr(attributes, "application/json"))
			continue;
		if (memchr(start + 1, '\1', length) || memchr(start + 1, '\r', length)) {
			syntax_error(error, where, "an inline element must always be the same", kind);
			return false;
		}
		source_add(templates, kind, start + 1, length);
	}
	return true;
}

static int string_compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool pages_check(struct templates *templates, GError **error)
{
	GHashTableIter iter;
	void *name, *tree;

	g_hash_table_iter_init(&iter, templates->pages);
	while (g_hash_table_iter_next(&iter, &name, &tree))
		if (!tree_resolve(templates, name, tree, error))
			return false;
	g_hash_table_iter_init(&iter, templates->pages);
	while (g_hash_table_iter_next(&iter, &name, &tree)) {
		g_autoptr(GString) page = g_string_new(NULL);

		/* Only HTML is shown by browsers under our policy: names with an ending are drawings. */
		if (strchr(name, '.'))
			continue;
		tree_flatten(tree, page);
		if (!inline_hash(templates, name, page->str, "style", error) ||
		    !inline_hash(templates, name, page->str, "script", error))
			return false;
	}
	g_ptr_array_sort(templates->sources, string_compare);
	return true;
}

struct templates *templates_load(GError **error)
{
	struct templates *templates = g_new0(struct templates, 1);

	templates->pages =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
	templates->sources = g_ptr_array_new_with_free_func(g_free);
	words_load();
	for (size_t i = 0; i < n_assets; i++) {
		if (!g_str_has_prefix(assets[i].name, PAGES_FOLDER))
			continue;
		const char *file = assets[i].name + strlen(PAGES_FOLDER);
		GPtrArray *tree = tree_parse(file, assets[i].bytes, error);

		if (!tree) {
			templates_free(templates);
			return NULL;
		}
		bool is_page = g_str_has_suffix(file, ".html");
		g_hash_table_insert(templates->pages,
				    g_strndup(file, strlen(file) - (is_page ? strlen(".html") : 0)), tree);
	}
	if (!pages_check(templates, error)) {
		templates_free(templates);
		return NULL;
	}
	return templates;
}

void templates_free(struct templates *templates)
{
	if (!templates)
		return;
	g_hash_table_destroy(templates->pages);
	g_ptr_array_unref(templates->sources);
	g_free(templates);
}

/* --- filling --- */

static void append_escaped(GString *out, const char *text, size_t length)
{
	const char *end = text + length, *from = text;

	for (const char *p = text; p < end; p++) {
		const char *instead;

		switch (*p) {
		case '&':
			instead = "&amp;";
			break;
		case '<':
			instead = "&lt;";
			break;
		case '>':
			instead = "&gt;";
			break;
		case '"':
			instead = "&quot;";
			break;
		case '\'':
			instead = "&#39;";
			break;
		case '\0':
			instead = "\xef\xbf\xbd"; /* U+FFFD: HTML has no NUL */
			break;
		default:
			continue;
		}
		g_string_append_len(out, from, p - from);
		g_string_append(out, instead);
		from = p + 1;
	}
	g_string_append_len(out, from, end - from);
}

static const json_t *scope_find(const struct scope *scope, char *const *path)
{
	const json_t *value = NULL;

	if (!path[0])
		return scope->value;
	if (!*path[0])
		value = scope->value;
	for (; scope && !value; scope = scope->outer)
		value = json_object_get(scope->value, path[0]);
	for (path++; value && *path; path++)
		value = json_object_get(value, *path);
	return value;
}

static void value_append(GString *out, const json_t *value)
{
	char number[G_ASCII_DTOSTR_BUF_SIZE];

	switch (value ? json_typeof(value) : JSON_NULL) {
	case JSON_STRING:
		append_escaped(out, json_string_value(value), json_string_length(value));
		break;
	case JSON_INTEGER:
		g_string_append_printf(out, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
		break;
	case JSON_REAL:
		/* 15 digits: what was written as 0.1 is read as 0.1. */
		g_string_append(out, g_ascii_formatd(number, sizeof number, "%.15g", json_real_value(value)));
		break;
	case JSON_TRUE:
		g_string_append(out, "true");
		break;
	case JSON_FALSE:
		g_string_append(out, "false");
		break;
	case JSON_NULL:
	case JSON_OBJECT:
	case JSON_ARRAY:
		break;
	}
}

/* JSON that no byte of can end the script element it stands in, or begin anything else there. */
static void json_append(GString *out, const json_t *value)
{
	char *text = value ? json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY) : NULL;

	for (const char *p = text ? text : "null"; *p; p++)
		if (*p == '<' || *p == '>' || *p == '&')
			g_string_append_printf(out, "\\u%04x", (unsigned)*p);
		else
			g_string_append_c(out, *p);
	free(text);
}

static bool value_is_something(const json_t *value)
{
	switch (value ? json_typeof(value) : JSON_NULL) {
	case JSON_NULL:
	case JSON_FALSE:
		return false;
	case JSON_STRING:
		return json_string_length(value) > 0;
	case JSON_ARRAY:
		return json_array_size(value) > 0;
	case JSON_OBJECT:
		return json_object_size(value) > 0;
	case JSON_TRUE:
	case JSON_INTEGER:
	case JSON_REAL:
		return true;
	}
	return false;
}

static void tree_fill(const GPtrArray *tree, const struct scope *scope, struct filling *filling);

static void section_fill(const struct node *node, const struct scope *scope, struct filling *filling)
{
	const json_t *value = scope_find(scope, node->path);
	struct scope inner = {value, scope};

	if (value_is_something(value) == (node->kind == NODE_INVERTED))
		return;
	if (node->kind == NODE_INVERTED || json_is_true(value)) {
		tree_fill(node->children, scope, filling);
	} else if (json_is_array(value)) {
		for (size_t i = 0; i < json_array_size(value); i++) {
			inner.value = json_array_get(value, i);
			tree_fill(node->children, &inner, filling);
		}
	} else {
		tree_fill(node->children, &inner, filling);
	}
}

static void tree_fill(const GPtrArray *tree, const struct scope *scope, struct filling *filling)
{
	for (guint i = 0; i < tree->len; i++) {
		const struct node *node = g_ptr_array_index(tree, i);
		const char *said;

		switch (node->kind) {
		case NODE_TEXT:
			g_string_append_len(filling->out, node->text, (gssize)node->length);
			break;
		case NODE_VALUE:
			value_append(filling->out, scope_find(scope, node->path));
			break;
		case NODE_JSON:
			json_append(filling->out, scope_find(scope, node->path));
			break;
		case NODE_WORDS:
			said = words_say(filling->language, node->text);
			append_escaped(filling->out, said, strlen(said));
			break;
		case NODE_SECTION:
		case NODE_INVERTED:
			section_fill(node, scope, filling);
			break;
		case NODE_PARTIAL:
			if (filling->depth == PARTIAL_DEPTH)
				break;
			filling->depth++;
			tree_fill(node->partial, scope, filling);
			filling->depth--;
			break;
		}
	}
}

static GString *tree_fill_new(const GPtrArray *tree, const json_t *view)
{
	const char *language = json_string_value(json_object_get(view, "lang"));
	struct scope scope = {view, NULL};
	struct filling filling = {g_string_sized_new(16384), language ? language : "es", 0};

	tree_fill(tree, &scope, &filling);
	return filling.out;
}

GString *templates_fill(const struct templates *templates, const char *name, const json_t *view)
{
	const GPtrArray *tree = g_hash_table_lookup(templates->pages, name);

	g_assert(tree);
	return tree_fill_new(tree, view);
}

/* A tree on its own has no parts to refer to. */
static bool tree_stands_alone(const GPtrArray *tree, GError **error)
{
	for (guint i = 0; i < tree->len; i++) {
		const struct node *node = g_ptr_array_index(tree, i);

		if (node->kind == NODE_PARTIAL) {
			g_set_error(error, TEMPLATE_ERROR, TEMPLATE_ERROR_PARTIAL, "there is no part {{>%s}}",
				    node->text);
			return false;
		}
		if (node->children && !tree_stands_alone(node->children, error))
			return false;
	}
	return true;
}

char *template_fill_text(const char *text, const json_t *view, GError **error)
{
	g_autoptr(GPtrArray) tree = tree_parse("text", text, error);

	if (!tree || !tree_stands_alone(tree, error))
		return NULL;
	return g_string_free(tree_fill_new(tree, view), FALSE);
}

char *templates_security_policy(const struct templates *templates)
{
	g_autoptr(GString) style = g_string_new("style-src 'self'"),
			   script = g_string_new("script-src 'self'");

	for (guint i = 0; i < templates->sources->len; i++) {
		const char *source = g_ptr_array_index(templates->sources, i);
		const char *hash = strchr(source, ' ');

		g_string_append(g_str_has_prefix(source, "style") ? style : script, hash);
	}
	/* blob: a photograph that the page itself makes smaller before it is sent. */
	return g_strdup_printf("default-src 'none'; %s; %s; img-src 'self' data: blob:; media-src 'self'; "
			       "connect-src 'self'; form-action 'self'; "
			       "base-uri 'none'; frame-ancestors 'none'",
			       script->str, style->str);
}
