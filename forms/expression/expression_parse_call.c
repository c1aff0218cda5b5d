/* expression_parse_call - the part of the grammar that reads calls, and what each function wants of them.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "expression_parser.h"

#include <string.h>

/* Names of functions in Spanish and of other programs, and what the standard has for them. */
static const char *function_meant(const char *name)
{
	static const char *const known[][2] = {
		{"si", "if"},
		{"no", "not"},
		{"suma", "sum"},
		{"sumar", "sum"},
		{"contar", "count"},
		{"hoy", "today"},
		{"ahora", "now"},
		{"concatenar", "concat"},
		{"concatenate", "concat"},
		{"redondear", "round"},
		{"entero", "int"},
		{"contiene", "contains"},
		{"largo", "string-length"},
		{"len", "string-length"},
		{"length", "string-length"},
		{"seleccionado", "selected"},
		{"seleccionada", "selected"},
		{"numero", "number"},
		{"fecha", "date"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
		if (!g_ascii_strcasecmp(known[i][0], name))
			return known[i][1];
	return function_nearest(name);
}

static struct node *unknown_function(struct parser *p, const char *at, const char *name)
{
	const char *near = function_meant(name);
	g_autofree char *es_hint = near ? g_strdup_printf(" ¿Quiso decir %s()?", near) : g_strdup("");
	g_autofree char *en_hint = near ? g_strdup_printf(" Did you mean %s()?", near) : g_strdup("");
	g_autofree char *es = g_strdup_printf("esta versión no conoce la función %s().%s", name, es_hint);
	g_autofree char *en =
		g_strdup_printf("this version does not know the function %s().%s", name, en_hint);
	return parser_fail(p, at, es, en);
}

/* Whether those arguments are node-sets that must be. */
static bool check_nodes(struct parser *p, const char *at, const struct node *node)
{
	const struct function *f = node->function;
	bool is_indexed = !strcmp(f->name, "indexed-repeat");
	for (size_t i = 0; i < node->n_args; i++) {
		bool must = f->needs == NEEDS_NODES || (f->needs == NEEDS_FIRST_NODES && !i) ||
			    (is_indexed && (!i || i % 2));
		if (!must || node_is_set(node->args[i]))
			continue;
		g_autofree char *es = g_strdup_printf(
			"la función %s() cuenta respuestas: escriba %s(${nombre}).", f->name, f->name);
		g_autofree char *en = g_strdup_printf("the function %s() counts answers: write %s(${name}).",
						      f->name, f->name);
		parser_fail(p, at, es, en);
		return false;
	}
	return true;
}

/* The path inside the quotes at s becomes the argument. */
static bool read_quoted_path(struct parser *p, struct node **argument, const char *s)
{
	g_assert(s);
	const char *after = p->at;
	struct node *path = NULL;
	if ((*argument)->kind == NODE_STRING) {
		p->at = s + 1;
		parser_skip_space(p);
		if (p->at[0] == '$' && p->at[1] == '{')
			path = parse_variable(p);
		else
			path = parse_location(p);
		if (!path)
			return false;
		parser_skip_space(p);
	}
	if (!path || path->kind != NODE_REFERENCE || *p->at != *s) {
		parser_fail(p, s, "jr:choice-name() quiere su pregunta entre comillas: '${nombre}'.",
			    "jr:choice-name() wants its question in quotes: '${name}'.");
		return false;
	}
	p->at = after;
	*argument = path;
	return true;
}

/* pulldata() reads a path of an instance. */
static void refer_pulled(struct parser *p, const struct node *node, const char *at)
{
	if (node->args[0]->kind != NODE_STRING || node->args[1]->kind != NODE_STRING)
		return;
	g_autofree char *id = pulldata_instance(node->args[0]->string);
	g_autofree char *text = g_strdup_printf("instance('%s')/root/item/%s", id, node->args[1]->string);
	parser_refer(p, text, REFER_PATTERN, at);
}

static bool check_arguments(struct parser *p, const char *at, struct node *node, const char *second)
{
	const char *name = node->function->name;
	if (!check_nodes(p, at, node))
		return false;
	if (!strcmp(name, "regex") && node->args[1]->kind == NODE_STRING) {
		node->pattern = pattern_compile(node->args[1]->string);
		if (!node->pattern) {
			parser_fail(p, at, "el patrón de regex() no es una expresión regular válida.",
				    "the pattern of regex() is not a valid regular expression.");
			return false;
		}
	}
	if (!strcmp(name, "jr:choice-name"))
		return read_quoted_path(p, &node->args[1], second);
	if (!strcmp(name, "pulldata"))
		refer_pulled(p, node, at);
	return true;
}

/* second: where the second argument begins, if there is one. */
static struct node *check_call(struct parser *p, const char *at, struct node *node, const char *second)
{
	const struct function *f = node->function;
	if (node->n_args < f->min_args || node->n_args > f->max_args) {
		const char *few_es = node->n_args < f->min_args ? "le faltan" : "le sobran";
		const char *few_en = node->n_args < f->min_args ? "few" : "many";
		g_autofree char *es = g_strdup_printf("a la función %s() %s argumentos.", f->name, few_es);
		g_autofree char *en =
			g_strdup_printf("the function %s() has too %s arguments.", f->name, few_en);
		return parser_fail(p, at, es, en);
	}
	if (!check_arguments(p, at, node, second))
		return NULL;
	if (f->needs == NEEDS_SELF && (node->n_args < f->max_args || f->min_args)) {
		node->args = g_renew(struct node *, node->args, node->n_args + 1);
		node->args[node->n_args++] = self_new(p, at);
	}
	p->expression->uses_clock |= f->needs == NEEDS_CLOCK;
	p->expression->is_impure |= f->needs == NEEDS_CHANCE || !strcmp(f->name, "now") ||
				    !strcmp(f->name, "once") ||
				    (!strcmp(f->name, "randomize") && node->n_args == 1);
	return node;
}

struct node *parse_call(struct parser *p, const char *at, const char *name)
{
	const struct function *f = function_named(name);
	const char *second = NULL;
	if (!f)
		return unknown_function(p, at, name);
	p->at++;
	g_autoptr(GPtrArray) args = g_ptr_array_new();
	parser_skip_space(p);
	while (*p->at != ')' || args->len) {
		parser_skip_space(p);
		if (args->len == 1)
			second = p->at;
		struct node *arg_read = parse_expression(p);
		if (!arg_read)
			return NULL;
		g_ptr_array_add(args, arg_read);
		parser_skip_space(p);
		if (*p->at == ')')
			break;
		if (*p->at != ',')
			return parser_fail(p, p->at, "aquí se esperaba una coma o cerrar el paréntesis.",
					   "a comma or a closing parenthesis was expected here.");
		p->at++;
	}
	p->at++;
	struct node *node = parser_node(p, NODE_CALL);
	node->function = f;
	node_set_args(node, args);
	return check_call(p, at, node, second);
}
