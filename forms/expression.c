/* expression - the parser: recursive descent from text to a bounded tree.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "expression.h"
#include "expression_tree.h"
#include "form.h"

#include <string.h>

#define NODES_MAX 4000 /* bounds the evaluator's recursion: long chains of operators lean to the left */

struct parser {
	const char *text;
	const char *at;
	unsigned depth;
	struct expression *expression;
	char **spanish;
	GError **error;
};

static struct node *parse_or(struct parser *);

static size_t position_of(const struct parser *p, const char *at)
{
	return (size_t)g_utf8_pointer_to_offset(p->text, at) + 1;
}

/* The first fault wins; the sentences carry the position. */
static struct node *fail(struct parser *p, const char *at, const char *es, const char *en)
{
	size_t position = position_of(p, at);
	if (p->spanish && !*p->spanish)
		*p->spanish = g_strdup_printf("en el carácter %zu: %s", position, es);
	if (p->error && !*p->error)
		g_set_error(p->error, FORM_ERROR, FORM_ERROR_EXPRESSION, "at character %zu: %s", position,
			    en);
	return NULL;
}

static void skip_space(struct parser *p)
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

/* The end of the name that begins at s, or s when none does.  One colon joins a prefix, as in jr:choice-name.
 */
static const char *name_end(const char *s)
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

static struct node *node_new(struct parser *p, enum node_kind kind)
{
	struct node *node = g_new0(struct node, 1);
	node->kind = kind;
	g_ptr_array_add(p->expression->nodes, node);
	return node;
}

static void node_free(gpointer data)
{
	struct node *node = data;
	pattern_free(node->pattern);
	g_free(node->string);
	g_free(node->args);
	g_free(node);
}

static struct node *node_binary(struct parser *p, enum node_kind kind, struct node *left, struct node *right)
{
	struct node *node = node_new(p, kind);
	node->args = g_new(struct node *, 2);
	node->args[0] = left;
	node->args[1] = right;
	node->n_args = 2;
	return node;
}

/* The index of the reference of that text, entered when it is new. */
static size_t refer(struct parser *p, const char *start, const char *end, bool is_name, const char *at)
{
	g_autofree char *text = g_strndup(start, (gsize)(end - start));
	GArray *all = p->expression->references;
	for (guint i = 0; i < all->len; i++) {
		struct expression_reference *r = &g_array_index(all, struct expression_reference, i);
		if (r->is_name == is_name && !strcmp(r->text, text))
			return i;
	}
	struct expression_reference reference = {
		.text = g_steal_pointer(&text), .is_name = is_name, .position = position_of(p, at)};
	g_array_append_val(all, reference);
	return all->len - 1;
}

static size_t refer_self(struct parser *p, const char *at)
{
	static const char self[] = ".";
	return refer(p, self, self + 1, false, at);
}

static struct node *parse_variable(struct parser *p)
{
	const char *at = p->at;
	p->at += 2;
	skip_space(p);
	const char *start = p->at, *end = name_end(start);
	p->at = end;
	skip_space(p);
	if (end == start || *p->at != '}')
		return fail(p, at, "la referencia debe escribirse ${nombre}.",
			    "the reference must be written ${name}.");
	p->at++;
	struct node *node = node_new(p, NODE_REFERENCE);
	node->reference = refer(p, start, end, true, at);
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
	struct node *node = node_new(p, NODE_NUMBER);
	node->number = g_ascii_strtod(digits, NULL);
	return node;
}

static struct node *parse_string(struct parser *p)
{
	const char *start = p->at;
	const char *end = strchr(start + 1, *start);
	if (!end)
		return fail(p, start, "falta cerrar las comillas.", "the quotes are not closed.");
	struct node *node = node_new(p, NODE_STRING);
	node->string = g_strndup(start + 1, (gsize)(end - start - 1));
	p->at = end + 1;
	return node;
}

/* A path of names, '.' and '..' joined by '/'; also a lone name, so that the binder can say what to write. */
static struct node *parse_path(struct parser *p)
{
	const char *start = p->at;
	if (*p->at == '/')
		p->at++;
	for (;;) {
		const char *end = name_end(p->at);
		if (end != p->at)
			p->at = end;
		else if (p->at[0] == '.' && p->at[1] == '.')
			p->at += 2;
		else if (*p->at == '.')
			p->at++;
		else
			return fail(p, p->at,
				    "aquí se esperaba un nombre, un número o un texto entre comillas.",
				    "a name, a number or a quoted text was expected here.");
		if (*p->at != '/')
			break;
		p->at++;
	}
	const char *end = p->at;
	skip_space(p);
	if (*p->at == '[' || (p->at[0] == ':' && p->at[1] == ':') || *p->at == '(')
		return fail(
			p, p->at,
			"esta versión todavía no evalúa filtros [ ] ni ejes (::); use ${nombre} y funciones.",
			"this version does not evaluate [ ] filters or axes (::) yet; use ${name} and "
			"functions.");
	struct node *node = node_new(p, NODE_REFERENCE);
	node->reference = refer(p, start, end, false, start);
	return node;
}

static struct node *unknown_function(struct parser *p, const char *at, const char *name)
{
	const char *near = function_nearest(name);
	g_autofree char *es_hint = near ? g_strdup_printf(" ¿Quiso decir %s()?", near) : g_strdup("");
	g_autofree char *en_hint = near ? g_strdup_printf(" Did you mean %s()?", near) : g_strdup("");
	g_autofree char *es = g_strdup_printf("esta versión no conoce la función %s().%s", name, es_hint);
	g_autofree char *en =
		g_strdup_printf("this version does not know the function %s().%s", name, en_hint);
	return fail(p, at, es, en);
}

static struct node *check_call(struct parser *p, const char *at, struct node *node)
{
	const struct function *f = node->function;
	if (node->n_args < f->min_args || node->n_args > f->max_args) {
		const char *few_es = node->n_args < f->min_args ? "le faltan" : "le sobran";
		const char *few_en = node->n_args < f->min_args ? "few" : "many";
		g_autofree char *es = g_strdup_printf("a la función %s() %s argumentos.", f->name, few_es);
		g_autofree char *en =
			g_strdup_printf("the function %s() has too %s arguments.", f->name, few_en);
		return fail(p, at, es, en);
	}
	if (f->needs == NEEDS_NODES) {
		for (size_t i = 0; i < node->n_args; i++) {
			if (node->args[i]->kind != NODE_REFERENCE) {
				g_autofree char *es = g_strdup_printf(
					"la función %s() cuenta respuestas: escriba %s(${nombre}).", f->name,
					f->name);
				g_autofree char *en = g_strdup_printf(
					"the function %s() counts answers: write %s(${name}).", f->name,
					f->name);
				return fail(p, at, es, en);
			}
		}
	}
	if (f->needs == NEEDS_SELF && (node->n_args < f->max_args || f->min_args))
		node->reference = refer_self(p, at);
	if (f->needs == NEEDS_CLOCK)
		p->expression->uses_clock = true;
	if (!strcmp(f->name, "regex") && node->args[1]->kind == NODE_STRING) {
		node->pattern = pattern_compile(node->args[1]->string);
		if (!node->pattern)
			return fail(p, at, "el patrón de regex() no es una expresión regular válida.",
				    "the pattern of regex() is not a valid regular expression.");
	}
	return node;
}

/* name has been read; p->at stands on '('. */
static struct node *parse_call(struct parser *p, const char *at, const char *name)
{
	const struct function *f = function_named(name);
	if (!f)
		return unknown_function(p, at, name);
	p->at++;
	g_autoptr(GPtrArray) args = g_ptr_array_new();
	skip_space(p);
	if (*p->at == ')') {
		p->at++;
	} else {
		for (;;) {
			struct node *arg = parse_or(p);
			if (!arg)
				return NULL;
			g_ptr_array_add(args, arg);
			skip_space(p);
			if (*p->at == ')')
				break;
			if (*p->at != ',')
				return fail(p, p->at, "aquí se esperaba una coma o cerrar el paréntesis.",
					    "a comma or a closing parenthesis was expected here.");
			p->at++;
		}
		p->at++;
	}
	struct node *node = node_new(p, NODE_CALL);
	node->function = f;
	node->n_args = args->len;
	node->args = (struct node **)g_ptr_array_free(g_steal_pointer(&args), FALSE);
	return check_call(p, at, node);
}

static struct node *parse_primary(struct parser *p)
{
	skip_space(p);
	const char *at = p->at;
	if (at[0] == '$' && at[1] == '{')
		return parse_variable(p);
	if (g_ascii_isdigit(*at) || (*at == '.' && g_ascii_isdigit(at[1])))
		return parse_number(p);
	if (*at == '\'' || *at == '"')
		return parse_string(p);
	if (*at == '(') {
		p->at++;
		struct node *inner = parse_or(p);
		if (!inner)
			return NULL;
		skip_space(p);
		if (*p->at != ')')
			return fail(p, p->at, "aquí falta cerrar un paréntesis.",
				    "a parenthesis is not closed here.");
		p->at++;
		return inner;
	}
	const char *end = name_end(at);
	if (end != at) {
		const char *next = end;
		while (g_ascii_isspace(*next))
			next++;
		if (*next == '(') {
			g_autofree char *name = g_strndup(at, (gsize)(end - at));
			p->at = next;
			return parse_call(p, at, name);
		}
	}
	if (!*at)
		return fail(p, at, "la expresión está incompleta.", "the expression is incomplete.");
	return parse_path(p);
}

static struct node *parse_unary(struct parser *p)
{
	unsigned n_minus = 0;
	for (skip_space(p); *p->at == '-'; skip_space(p)) {
		p->at++;
		n_minus++;
	}
	const char *at = p->at;
	if (++p->depth > EXPRESSION_DEPTH_MAX)
		return fail(p, at, "hay demasiados paréntesis anidados.", "too many nested parentheses.");
	if (p->expression->nodes->len > NODES_MAX)
		return fail(p, at, "la expresión es demasiado larga.", "the expression is too long.");
	struct node *node = parse_primary(p);
	p->depth--;
	if (!node || !n_minus)
		return node;
	/* an even number of signs still makes a number of its operand */
	for (unsigned i = n_minus % 2 ? 1 : 2; i; i--) {
		struct node *negated = node_new(p, NODE_NEGATE);
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
	skip_space(p);
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
		struct node *right = parse_level(p, level + 1);
		if (!right)
			return NULL;
		left = node_binary(p, kind, left, right);
	}
	return left;
}

static struct node *parse_or(struct parser *p)
{
	return parse_level(p, 0);
}

struct expression *expression_parse(const char *text, char **spanish, GError **error)
{
	g_assert(text && g_utf8_validate(text, -1, NULL));
	if (spanish)
		*spanish = NULL;
	GError *own_error = NULL;
	struct expression *e = g_new0(struct expression, 1);
	e->text = g_strdup(text);
	e->references = g_array_new(FALSE, TRUE, sizeof(struct expression_reference));
	e->nodes = g_ptr_array_new_with_free_func(node_free);
	struct parser p = {
		.text = text, .at = text, .expression = e, .spanish = spanish, .error = &own_error};
	if (strlen(text) > EXPRESSION_LENGTH_MAX) {
		fail(&p, text, "la expresión es demasiado larga.", "the expression is too long.");
	} else {
		e->root = parse_or(&p);
		skip_space(&p);
		if (e->root && *p.at)
			e->root = fail(&p, p.at, "aquí se esperaba un operador (and, or, =, +…) o el final.",
				       "an operator (and, or, =, +…) or the end was expected here.");
	}
	if (!e->root) {
		g_propagate_error(error, own_error);
		expression_free(e);
		return NULL;
	}
	return e;
}

bool expression_is_dynamic(const char *text)
{
	if (strstr(text, "${"))
		return true;
	while (*text) {
		const char *end = name_end(text);
		if (end == text) {
			text = g_utf8_next_char(text);
			continue;
		}
		g_autofree char *name = g_strndup(text, (gsize)(end - text));
		if (*end == '(' && function_named(name))
			return true;
		text = end;
	}
	return false;
}

void expression_free(struct expression *e)
{
	if (!e)
		return;
	for (guint i = 0; i < e->references->len; i++)
		g_free(g_array_index(e->references, struct expression_reference, i).text);
	g_array_unref(e->references);
	g_ptr_array_unref(e->nodes);
	g_free(e->text);
	g_free(e);
}

const char *expression_text(const struct expression *e)
{
	return e->text;
}

const struct expression_reference *expression_dependencies(const struct expression *e, size_t *n)
{
	*n = e->references->len;
	return (const struct expression_reference *)(const void *)e->references->data;
}

void expression_bind(struct expression *e, size_t i, const void *target)
{
	g_assert(i < e->references->len);
	g_array_index(e->references, struct expression_reference, i).target = target;
}

bool expression_uses_clock(const struct expression *e)
{
	return e->uses_clock;
}
