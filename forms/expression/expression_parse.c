/* expression_parse - the grammar of XPath 1.0 with ${name}: recursive descent from text to a bounded tree.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "expression_parser.h"
#include "form.h"

#include <string.h>

#define LAST_SAVED "last-saved#"

size_t parser_position(struct parser *p, const char *at)
{
	if (!p->counted || at < p->counted) {
		p->counted = p->text;
		p->n_counted = 0;
	}
	p->n_counted += (size_t)g_utf8_pointer_to_offset(p->counted, at);
	p->counted = at;
	return p->n_counted + 1;
}

struct node *parser_fail(struct parser *p, const char *at, const char *es, const char *en)
{
	size_t position = parser_position(p, at);
	if (p->spanish && !*p->spanish)
		*p->spanish = g_strdup_printf("en el carácter %zu: %s", position, es);
	if (p->error && !*p->error)
		g_set_error(p->error, FORM_ERROR, FORM_ERROR_EXPRESSION, "at character %zu: %s", position,
			    en);
	return NULL;
}

void parser_skip_space(struct parser *p)
{
	while (g_ascii_isspace(*p->at))
		p->at++;
}

static bool is_name_start(gunichar c)
{
	return c == '_' || g_unichar_isalpha(c);
}

static bool is_name_char(gunichar c)
{
	return is_name_start(c) || c == '-' || c == '.' || g_unichar_isdigit(c) ||
	       g_unichar_type(c) == G_UNICODE_NON_SPACING_MARK;
}

/* One colon joins a prefix, as in jr:choice-name. */
const char *expression_name_end(const char *s)
{
	if (!is_name_start(g_utf8_get_char(s)))
		return s;
	bool colon = false;
	while (*s) {
		if (*s == ':' && !colon && s[1] != ':' && is_name_start(g_utf8_get_char(s + 1)))
			colon = true;
		else if (!is_name_char(g_utf8_get_char(s)))
			break;
		s = g_utf8_next_char(s);
	}
	return s;
}

struct node *parser_node(struct parser *p, enum node_kind kind)
{
	struct node *node = g_new0(struct node, 1);
	node->kind = kind;
	g_ptr_array_add(p->expression->nodes, node);
	p->n_parts++;
	return node;
}

void node_free(gpointer data)
{
	struct node *node = data;
	pattern_free(node->pattern);
	if (node->steps)
		g_array_unref(node->steps);
	g_free(node->string);
	g_free(node->args);
	g_free(node);
}

void node_set_args(struct node *node, GPtrArray *args)
{
	node->n_args = args->len;
	node->args = (struct node **)g_memdup2(args->pdata, args->len * sizeof(struct node *));
}

static struct node *node_binary(struct parser *p, enum node_kind kind, struct node *left, struct node *right)
{
	struct node *node = parser_node(p, kind);
	node->args = g_new(struct node *, 2);
	node->args[0] = left;
	node->args[1] = right;
	node->n_args = 2;
	return node;
}

bool node_is_set(const struct node *node)
{
	return node->kind == NODE_REFERENCE || node->kind == NODE_PATH || node->kind == NODE_FILTER ||
	       node->kind == NODE_UNION || (node->kind == NODE_CALL && node->function->gives_nodes);
}

/* --- primaries */
/* ${last-saved#name}: instance('__last-saved')//name. */
static struct node *last_saved_new(struct parser *p, const char *name, const char *at)
{
	struct node *id = parser_node(p, NODE_STRING), *call = parser_node(p, NODE_CALL);
	id->string = g_strdup("__last-saved");
	call->function = function_named("instance");
	call->args = g_new(struct node *, 1);
	call->args[0] = id;
	call->n_args = 1;
	struct path path = path_new("");
	path_add(&path, AXIS_DESCENDANT, TEST_NAME, name);
	struct node *node = parser_node(p, NODE_PATH);
	g_autofree char *text = g_strconcat(LAST_SAVED, name, NULL);
	node->start = START_TREE;
	node->steps = g_array_ref(path.steps);
	node->reference = parser_refer(p, text, REFER_NAME, at);
	node->args = g_new(struct node *, 1);
	node->args[0] = call;
	node->n_args = 1;
	path_clear(&path);
	return node;
}

struct node *parse_variable(struct parser *p)
{
	const char *at = p->at;
	p->at += 2;
	parser_skip_space(p);
	bool is_last = g_str_has_prefix(p->at, LAST_SAVED);
	if (is_last)
		p->at += strlen(LAST_SAVED);
	const char *start = p->at, *end = expression_name_end(start);
	p->at = end;
	parser_skip_space(p);
	if (end == start || *p->at != '}')
		return parser_fail(p, at, "la referencia debe escribirse ${nombre}.",
				   "the reference must be written ${name}.");
	p->at++;
	g_autofree char *name = g_strndup(start, (gsize)(end - start));
	if (is_last)
		return last_saved_new(p, name, at);
	struct node *node = parser_node(p, NODE_REFERENCE);
	node->start = START_NAME;
	node->reference = parser_refer(p, name, REFER_NAME, at);
	return node;
}

static struct node *parse_number(struct parser *p)
{
	const char *start = p->at;
	while (g_ascii_isdigit(*p->at))
		p->at++;
	if (*p->at == '.') {
		p->at++;
		while (g_ascii_isdigit(*p->at))
			p->at++;
	}
	if (*p->at == 'e' || *p->at == 'E') {
		const char *exponent = p->at + 1 + (p->at[1] == '-' || p->at[1] == '+');
		if (g_ascii_isdigit(*exponent))
			for (p->at = exponent; g_ascii_isdigit(*p->at);)
				p->at++;
	}
	g_autofree char *digits = g_strndup(start, (gsize)(p->at - start));
	struct node *node = parser_node(p, NODE_NUMBER);
	node->number = g_ascii_strtod(digits, NULL);
	return node;
}

static struct node *parse_string(struct parser *p)
{
	const char *start = p->at;
	const char *end = strchr(start + 1, *start);
	if (!end)
		return parser_fail(p, start, "falta cerrar las comillas.", "the quotes are not closed.");
	struct node *node = parser_node(p, NODE_STRING);
	node->string = g_strndup(start + 1, (gsize)(end - start - 1));
	p->at = end + 1;
	return node;
}

/* What is no path; NULL without an error when a path stands here. */
static struct node *parse_primary(struct parser *p)
{
	const char *at = p->at;
	if (at[0] == '$' && at[1] == '{')
		return parse_variable(p);
	if (g_ascii_isdigit(*at) || (*at == '.' && g_ascii_isdigit(at[1])))
		return parse_number(p);
	if (*at == '\'' || *at == '"')
		return parse_string(p);
	if (*at == '(') {
		p->at++;
		struct node *inner = parse_expression(p);
		if (!inner)
			return NULL;
		parser_skip_space(p);
		if (*p->at != ')')
			return parser_fail(p, p->at, "aquí falta cerrar un paréntesis.",
					   "a parenthesis is not closed here.");
		p->at++;
		return inner;
	}
	const char *end = expression_name_end(at), *next = end;
	enum test type;
	while (g_ascii_isspace(*next))
		next++;
	if (end != at && *next == '(' && !name_is_node_type(at, (size_t)(end - at), &type)) {
		g_autofree char *name = g_strndup(at, (gsize)(end - at));
		p->at = next;
		return parse_call(p, at, name);
	}
	if (!*at)
		return parser_fail(p, at, "la expresión está incompleta.", "the expression is incomplete.");
	return NULL;
}

/* A primary, its predicates, and the steps that go on from it. */
static struct node *parse_filter(struct parser *p, struct node *primary, const char *at)
{
	bool is_current = primary->kind == NODE_CALL && !strcmp(primary->function->name, "current");
	parser_skip_space(p);
	if (!node_is_set(primary)) {
		if (*p->at == '[')
			return parser_fail(p, p->at,
					   "los corchetes [ ] filtran nodos: van después de una ruta.",
					   "brackets [ ] filter nodes: they go after a path.");
		if (*p->at == '/')
			return parser_fail(p, p->at, "para dividir escriba div.", "to divide write div.");
		return primary;
	}
	g_autoptr(GPtrArray) args = g_ptr_array_new();
	g_ptr_array_add(args, primary);
	if (!parse_predicates(p, args))
		return NULL;
	struct node *node = primary;
	if (args->len > 1) {
		node = parser_node(p, NODE_FILTER);
		node_set_args(node, args);
		is_current = false;
	}
	if (*p->at != '/' && !is_current)
		return node;
	struct path path = path_new(is_current ? "current()" : "");
	bool is_good = true;
	if (!is_current)
		start_text(p, node, path.text);
	if (*p->at == '/') {
		is_good = parse_steps(p, &path, true);
	} else { /* current() alone */
		path_add(&path, AXIS_SELF, TEST_NODE, NULL);
		g_string_append(path.text, "/.");
	}
	node = is_good ? path_finish(p, &path, is_current ? START_HERE : START_TREE, is_current ? NULL : node,
				     at)
		       : NULL;
	path_clear(&path);
	return node;
}

static struct node *parse_path(struct parser *p)
{
	parser_skip_space(p);
	const char *at = p->at;
	struct node *primary = parse_primary(p);
	if (primary)
		return parse_filter(p, primary, at);
	return *p->error ? NULL : parse_location(p);
}

static struct node *parse_union(struct parser *p)
{
	struct node *left = parse_path(p);
	for (parser_skip_space(p); left && *p->at == '|'; parser_skip_space(p)) {
		const char *at = p->at++;
		struct node *right = parse_path(p);
		if (!right)
			return NULL;
		if (!node_is_set(left) || !node_is_set(right))
			return parser_fail(p, at, "| une nodos: va entre dos rutas.",
					   "| joins nodes: it goes between two paths.");
		left = node_binary(p, NODE_UNION, left, right);
	}
	return left;
}

static struct node *parse_unary(struct parser *p)
{
	unsigned n_minus = 0;
	for (parser_skip_space(p); *p->at == '-'; parser_skip_space(p)) {
		p->at++;
		n_minus++;
	}
	const char *at = p->at;
	if (++p->depth > EXPRESSION_DEPTH_MAX)
		return parser_fail(p, at, "hay demasiados paréntesis anidados.",
				   "too many nested parentheses.");
	if (p->n_parts > PARTS_MAX)
		return parser_fail(p, at, "la expresión es demasiado larga.", "the expression is too long.");
	struct node *node = parse_union(p);
	p->depth--;
	if (!node || !n_minus)
		return node;
	/* an even number of signs still makes a number of its operand */
	for (unsigned i = n_minus % 2 ? 1 : 2; i; i--) {
		struct node *negated = parser_node(p, NODE_NEGATE);
		negated->args = g_new(struct node *, 1);
		negated->args[0] = node;
		negated->n_args = 1;
		node = negated;
	}
	return node;
}

struct operation {
	const char *text;
	enum node_kind kind;
};

/* Takes the first of the operators that stands here; a word must not run on into a longer name. */
static bool take_operator(struct parser *p, const struct operation *operators, size_t n, enum node_kind *kind)
{
	parser_skip_space(p);
	for (size_t i = 0; i < n; i++) {
		size_t length = strlen(operators[i].text);
		if (strncmp(p->at, operators[i].text, length) != 0)
			continue;
		if (g_ascii_isalpha(operators[i].text[0]) && is_name_char(g_utf8_get_char(p->at + length)) &&
		    !g_ascii_isdigit(p->at[length]) && p->at[length] != '.' && p->at[length] != '-')
			continue;
		p->at += length;
		*kind = operators[i].kind;
		return true;
	}
	return false;
}

static const struct operation multiplicative[] = {
	{"*", NODE_MULTIPLY}, {"div", NODE_DIVIDE}, {"mod", NODE_MODULO}};
/* What stands where an operator should: said in the way of who knows another language. */
static struct node *fail_operator(struct parser *p)
{
	static const struct {
		const char *written, *meant;
	} known[] = {{"AND", "and"}, {"OR", "or"}, {"&&", "and"}, {"||", "or"}, {"y ", "and"}, {"o ", "or"}};
	for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
		if (g_ascii_strncasecmp(p->at, known[i].written, strlen(known[i].written)) != 0)
			continue;
		g_autofree char *es =
			g_strdup_printf("en vez de \"%s\" escriba \"%s\".", known[i].written, known[i].meant);
		g_autofree char *en =
			g_strdup_printf("instead of \"%s\" write \"%s\".", known[i].written, known[i].meant);
		return parser_fail(p, p->at, es, en);
	}
	if (*p->at == ',' && p->at > p->text && g_ascii_isdigit(p->at[-1]) && g_ascii_isdigit(p->at[1]))
		return parser_fail(p, p->at, "los decimales se escriben con punto: 1.5, no 1,5.",
				   "decimals are written with a point: 1.5, not 1,5.");
	g_autofree char *before = g_strchomp(g_strndup(p->text, (gsize)(p->at - p->text)));
	if (g_str_has_suffix(before, "not"))
		return parser_fail(p, p->at, "lo que se niega va entre paréntesis: not(…).",
				   "what is negated goes in parentheses: not(…).");
	return parser_fail(p, p->at, "aquí se esperaba un operador (and, or, =, +…) o el final.",
			   "an operator (and, or, =, +…) or the end was expected here.");
}

static const struct operation additive[] = {{"+", NODE_ADD}, {"-", NODE_SUBTRACT}};
static const struct operation relational[] = {
	{"<=", NODE_LESS_EQUAL}, {">=", NODE_GREATER_EQUAL}, {"<", NODE_LESS}, {">", NODE_GREATER}};
static const struct operation equality[] = {{"!=", NODE_UNEQUAL}, {"=", NODE_EQUAL}};
static const struct operation conjunction[] = {{"and", NODE_AND}};
static const struct operation disjunction[] = {{"or", NODE_OR}};
static const struct {
	const struct operation *operators;
	size_t n;
} levels[] = {
	{disjunction, G_N_ELEMENTS(disjunction)}, {conjunction, G_N_ELEMENTS(conjunction)},
	{equality, G_N_ELEMENTS(equality)},	  {relational, G_N_ELEMENTS(relational)},
	{additive, G_N_ELEMENTS(additive)},	  {multiplicative, G_N_ELEMENTS(multiplicative)},
};

/* Left-associative operators of one level over those that bind tighter. */
static struct node *parse_level(struct parser *p, size_t level)
{
	if (level == G_N_ELEMENTS(levels))
		return parse_unary(p);
	struct node *left = parse_level(p, level + 1);
	enum node_kind kind;
	while (left && take_operator(p, levels[level].operators, levels[level].n, &kind)) {
		if (kind == NODE_LESS && *p->at == '>')
			return parser_fail(p, p->at - 1, "en vez de \"<>\" escriba \"!=\".",
					   "instead of \"<>\" write \"!=\".");
		if (kind == NODE_EQUAL && *p->at == '=')
			return parser_fail(p, p->at, "en vez de \"==\" escriba \"=\".",
					   "instead of \"==\" write \"=\".");
		if (kind == NODE_EQUAL && *p->at == '>')
			return parser_fail(p, p->at - 1, "en vez de \"=>\" escriba \">=\".",
					   "instead of \"=>\" write \">=\".");
		if (kind == NODE_EQUAL && *p->at == '<')
			return parser_fail(p, p->at - 1, "en vez de \"=<\" escriba \"<=\".",
					   "instead of \"=<\" write \"<=\".");
		struct node *right = parse_level(p, level + 1);
		if (!right)
			return NULL;
		left = node_binary(p, kind, left, right);
	}
	return left;
}

struct node *parse_expression(struct parser *p)
{
	return parse_level(p, 0);
}

void expression_parse_into(struct expression *e, char **spanish, GError **error)
{
	g_assert(error && !*error);
	struct parser p = {
		.text = e->text, .at = e->text, .expression = e, .spanish = spanish, .error = error};
	if (strlen(e->text) > EXPRESSION_LENGTH_MAX) {
		parser_fail(&p, e->text, "la expresión es demasiado larga.", "the expression is too long.");
		return;
	}
	e->root = parse_expression(&p);
	parser_skip_space(&p);
	if (e->root && *p.at)
		e->root = fail_operator(&p);
	g_clear_pointer(&p.referred, g_hash_table_unref);
}
