/* expression_parse - the grammar of XPath 1.0 with ${name}: recursive descent from text to a bounded tree.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "expression_tree.h"
#include "form.h"

#include <string.h>

#define PARTS_MAX 4000 /* nodes and steps; bounds the evaluator's recursion: long chains lean to the left */

const char *const axis_names[N_AXES] = {
	"ancestor",  "ancestor-or-self",  "attribute", "child",	 "descendant", "descendant-or-self",
	"following", "following-sibling", "namespace", "parent", "preceding",  "preceding-sibling",
	"self",
};

struct parser {
	const char *text;
	const char *at;
	unsigned depth, n_predicates; /* open parentheses and calls; open [ */
	size_t n_parts;
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

static struct node *node_new(struct parser *p, enum node_kind kind)
{
	struct node *node = g_new0(struct node, 1);
	node->kind = kind;
	g_ptr_array_add(p->expression->nodes, node);
	p->n_parts++;
	return node;
}

static void step_clear(gpointer data)
{
	struct step *step = data;
	g_free(step->prefix);
	g_free(step->local);
	g_free(step->predicates);
}

static GArray *steps_new(void)
{
	GArray *steps = g_array_new(FALSE, TRUE, sizeof(struct step));
	g_array_set_clear_func(steps, step_clear);
	return steps;
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

static void set_args(struct node *node, GPtrArray *args)
{
	node->n_args = args->len;
	node->args = (struct node **)g_memdup2(args->pdata, args->len * sizeof(struct node *));
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

/* Whether it may be a node-set. */
static bool is_nodes(const struct node *node)
{
	return node->kind == NODE_REFERENCE || node->kind == NODE_PATH || node->kind == NODE_FILTER ||
	       node->kind == NODE_UNION || (node->kind == NODE_CALL && node->function->gives_nodes);
}

enum referred { REFER_NAME, REFER_PATH, REFER_ITEM, REFER_PATTERN, REFER_ITEM_PATTERN };

/* The index of the reference of that text and kind, entered when it is new. */
static size_t refer(struct parser *p, const char *text, enum referred kind, const char *at)
{
	struct expression_reference reference = {
		.is_name = kind == REFER_NAME,
		.is_pattern = kind == REFER_PATTERN || kind == REFER_ITEM_PATTERN,
		.is_of_item = kind == REFER_ITEM || kind == REFER_ITEM_PATTERN,
		.position = position_of(p, at)};
	GArray *all = p->expression->references;
	for (guint i = 0; i < all->len; i++) {
		const struct expression_reference *r = &g_array_index(all, struct expression_reference, i);
		if (r->is_name == reference.is_name && r->is_pattern == reference.is_pattern &&
		    r->is_of_item == reference.is_of_item && !strcmp(r->text, text))
			return i;
	}
	reference.text = g_strdup(text);
	g_array_append_val(all, reference);
	return all->len - 1;
}

/* --- paths */
struct path {
	GArray *steps;
	GString *text; /* without predicates, as it is listed */
	bool is_plain; /* names, '.' and '..' only */
};

static bool parse_predicates(struct parser *p, GPtrArray *out)
{
	for (skip_space(p); *p->at == '['; skip_space(p)) {
		p->at++;
		p->n_predicates++;
		struct node *predicate = parse_or(p);
		p->n_predicates--;
		if (!predicate)
			return false;
		skip_space(p);
		if (*p->at != ']') {
			fail(p, p->at, "aquí falta cerrar un corchete ].", "a bracket ] is not closed here.");
			return false;
		}
		p->at++;
		g_ptr_array_add(out, predicate);
	}
	return true;
}

static bool take_axis(struct parser *p, enum axis *axis)
{
	const char *end = expression_name_end(p->at), *next = end;
	while (g_ascii_isspace(*next))
		next++;
	if (end == p->at || next[0] != ':' || next[1] != ':')
		return true;
	for (size_t i = 0; i < N_AXES; i++) {
		if (strlen(axis_names[i]) == (size_t)(end - p->at) &&
		    !strncmp(axis_names[i], p->at, (size_t)(end - p->at))) {
			*axis = (enum axis)i;
			p->at = next + 2;
			skip_space(p);
			return true;
		}
	}
	fail(p, p->at, "antes de :: se esperaba un eje, como child o parent.",
	     "an axis was expected before ::, such as child or parent.");
	return false;
}

static bool is_node_type(const char *name, size_t length, enum test *test)
{
	static const char *const names[] = {[TEST_NODE] = "node",
					    [TEST_TEXT] = "text",
					    [TEST_COMMENT] = "comment",
					    [TEST_INSTRUCTION] = "processing-instruction"};
	for (size_t i = TEST_NODE; i < G_N_ELEMENTS(names); i++) {
		if (strlen(names[i]) == length && !strncmp(names[i], name, length)) {
			*test = (enum test)i;
			return true;
		}
	}
	return false;
}

/* The parentheses of a node type, with the literal that an instruction may have. */
static bool parse_type_rest(struct parser *p, struct step *step)
{
	p->at++;
	skip_space(p);
	if (step->test == TEST_INSTRUCTION && (*p->at == '\'' || *p->at == '"')) {
		const char *end = strchr(p->at + 1, *p->at);
		if (end) {
			step->local = g_strndup(p->at + 1, (gsize)(end - p->at - 1));
			p->at = end + 1;
			skip_space(p);
		}
	}
	if (*p->at != ')') {
		fail(p, p->at, "aquí falta cerrar un paréntesis.", "a parenthesis is not closed here.");
		return false;
	}
	p->at++;
	return true;
}

static bool parse_node_test(struct parser *p, struct step *step)
{
	if (*p->at == '*') {
		p->at++;
		return true;
	}
	const char *start = p->at, *end = expression_name_end(start);
	if (end == start) {
		fail(p, start,
		     *start ? "aquí se esperaba un nombre, un número o un texto entre comillas."
			    : "la expresión está incompleta.",
		     *start ? "a name, a number or a quoted text was expected here."
			    : "the expression is incomplete.");
		return false;
	}
	p->at = end;
	const char *next = end;
	while (g_ascii_isspace(*next))
		next++;
	if (*next == '(') {
		if (!is_node_type(start, (size_t)(end - start), &step->test)) {
			fail(p, start, "una función no puede ser un paso de una ruta.",
			     "a function cannot be a step of a path.");
			return false;
		}
		p->at = next;
		return parse_type_rest(p, step);
	}
	if (end[0] == ':' && end[1] == '*') {
		step->prefix = g_strndup(start, (gsize)(end - start));
		p->at = end + 2;
		return true;
	}
	const char *colon = memchr(start, ':', (size_t)(end - start));
	if (colon)
		step->prefix = g_strndup(start, (gsize)(colon - start));
	step->local = colon ? g_strndup(colon + 1, (gsize)(end - colon - 1))
			    : g_strndup(start, (gsize)(end - start));
	return true;
}

void step_test_write(const struct step *step, GString *out)
{
	static const char *const types[] = {
		[TEST_NODE] = "node()", [TEST_TEXT] = "text()", [TEST_COMMENT] = "comment()"};
	if (step->test == TEST_INSTRUCTION)
		g_string_append_printf(out, "processing-instruction(%s)", step->local ? step->local : "");
	else if (step->test != TEST_NAME)
		g_string_append(out, types[step->test]);
	else
		g_string_append_printf(out, "%s%s%s", step->prefix ? step->prefix : "",
				       step->prefix ? ":" : "", step->local ? step->local : "*");
}

static void path_text_add(struct path *path, const struct step *step)
{
	bool is_node = step->test == TEST_NODE;
	if (is_node && step->axis == AXIS_SELF)
		g_string_append_c(path->text, '.');
	else if (is_node && step->axis == AXIS_PARENT)
		g_string_append(path->text, "..");
	else {
		if (step->axis == AXIS_ATTRIBUTE)
			g_string_append_c(path->text, '@');
		else if (step->axis != AXIS_CHILD)
			g_string_append_printf(path->text, "%s::", axis_names[step->axis]);
		step_test_write(step, path->text);
		path->is_plain =
			path->is_plain && step->axis == AXIS_CHILD && step->test == TEST_NAME && step->local;
	}
}

static bool parse_step(struct parser *p, struct path *path)
{
	struct step step = {.axis = AXIS_CHILD};
	bool is_good = true;
	skip_space(p);
	if (*p->at == '.') {
		bool is_parent = p->at[1] == '.';
		step.axis = is_parent ? AXIS_PARENT : AXIS_SELF;
		step.test = TEST_NODE;
		p->at += is_parent ? 2 : 1;
	} else if (*p->at == '@') {
		p->at++;
		skip_space(p);
		step.axis = AXIS_ATTRIBUTE;
		is_good = parse_node_test(p, &step);
	} else {
		is_good = take_axis(p, &step.axis) && parse_node_test(p, &step);
	}
	g_autoptr(GPtrArray) predicates = g_ptr_array_new();
	is_good = is_good && parse_predicates(p, predicates);
	if (!is_good) {
		step_clear(&step);
		return false;
	}
	path_text_add(path, &step);
	step.n_predicates = predicates->len;
	step.predicates = (struct node **)g_memdup2(predicates->pdata, predicates->len * sizeof(void *));
	path->is_plain = path->is_plain && !predicates->len;
	g_array_append_val(path->steps, step);
	p->n_parts++;
	return true;
}

static bool is_step_start(const char *s)
{
	return *s == '.' || *s == '@' || *s == '*' || expression_name_end(s) != s;
}

/* Steps; p->at stands on one, or on the '/' or '//' before it when is_slash. */
static bool parse_steps(struct parser *p, struct path *path, bool is_slash)
{
	for (;;) {
		if (is_slash) {
			p->at++;
			g_string_append_c(path->text, '/');
			if (*p->at == '/') {
				static const struct step any = {.axis = AXIS_DESCENDANT_OR_SELF,
								.test = TEST_NODE};
				p->at++;
				p->n_parts++;
				g_string_append_c(path->text, '/');
				g_array_append_val(path->steps, any);
				path->is_plain = false;
			}
		}
		if (p->n_parts > PARTS_MAX) {
			fail(p, p->at, "la expresión es demasiado larga.", "the expression is too long.");
			return false;
		}
		if (!parse_step(p, path))
			return false;
		skip_space(p);
		if (*p->at != '/')
			return true;
		is_slash = true;
	}
}

/* What a path that goes on from it is listed as beginning with. */
static void start_text(struct parser *p, const struct node *node, GString *out)
{
	const struct expression_reference *r;
	while (node->kind == NODE_FILTER)
		node = node->args[0];
	switch (node->kind) {
	case NODE_REFERENCE:
		r = &g_array_index(p->expression->references, struct expression_reference, node->reference);
		g_string_append_printf(out, r->is_name ? "${%s}" : "%s", r->text);
		return;
	case NODE_PATH:
		r = &g_array_index(p->expression->references, struct expression_reference, node->reference);
		g_string_append(out, r->text);
		return;
	case NODE_CALL:
		if (!strcmp(node->function->name, "instance") && node->args[0]->kind == NODE_STRING) {
			g_string_append_printf(out, "instance('%s')", node->args[0]->string);
			return;
		}
		break;
	default:
		break;
	}
	g_string_append_c(out, '/'); /* anywhere */
}

/* tree: what the path goes on from, or NULL. */
static struct node *path_finish(struct parser *p, struct path *path, enum start start, struct node *tree,
				const char *at)
{
	bool is_plain = path->is_plain && start != START_TREE && path->steps->len;
	bool is_of_item = p->n_predicates && start == START_FOCUS;
	struct node *node = node_new(p, is_plain ? NODE_REFERENCE : NODE_PATH);
	node->start = start;
	node->steps = g_array_ref(path->steps);
	node->reference = refer(p, path->text->str,
				is_plain     ? is_of_item ? REFER_ITEM : REFER_PATH
				: is_of_item ? REFER_ITEM_PATTERN
					     : REFER_PATTERN,
				at);
	if (tree) {
		node->args = g_new(struct node *, 1);
		node->args[0] = tree;
		node->n_args = 1;
	}
	return node;
}

static void path_clear(struct path *path)
{
	g_array_unref(path->steps);
	g_string_free(path->text, TRUE);
}

static struct node *parse_location(struct parser *p)
{
	const char *at = p->at;
	struct path path = {steps_new(), g_string_new(NULL), true};
	struct node *node = NULL;
	bool is_root = *at == '/', is_good = true;
	if (is_root && at[1] != '/') { /* it may stand alone */
		p->at++;
		skip_space(p);
		g_string_append_c(path.text, '/');
		if (is_step_start(p->at))
			is_good = parse_steps(p, &path, false);
	} else {
		is_good = parse_steps(p, &path, is_root);
	}
	if (is_good)
		node = path_finish(p, &path, is_root ? START_ROOT : START_FOCUS, NULL, at);
	path_clear(&path);
	return node;
}

/* '.', for functions that need it or whose argument may be left out. */
static struct node *self_new(struct parser *p, const char *at)
{
	static const struct step self = {.axis = AXIS_SELF, .test = TEST_NODE};
	struct path path = {steps_new(), g_string_new("."), true};
	g_array_append_val(path.steps, self);
	struct node *node = path_finish(p, &path, START_FOCUS, NULL, at);
	path_clear(&path);
	return node;
}

/* --- primaries */
static struct node *parse_variable(struct parser *p)
{
	const char *at = p->at;
	p->at += 2;
	skip_space(p);
	const char *start = p->at, *end = expression_name_end(start);
	p->at = end;
	skip_space(p);
	if (end == start || *p->at != '}')
		return fail(p, at, "la referencia debe escribirse ${nombre}.",
			    "the reference must be written ${name}.");
	p->at++;
	g_autofree char *name = g_strndup(start, (gsize)(end - start));
	struct node *node = node_new(p, NODE_REFERENCE);
	node->start = START_NAME;
	node->reference = refer(p, name, REFER_NAME, at);
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

/* Whether those arguments are node-sets that must be. */
static bool check_nodes(struct parser *p, const char *at, const struct node *node)
{
	const struct function *f = node->function;
	bool is_indexed = !strcmp(f->name, "indexed-repeat");
	for (size_t i = 0; i < node->n_args; i++) {
		bool must = f->needs == NEEDS_NODES || (f->needs == NEEDS_FIRST_NODES && !i) ||
			    (is_indexed && (!i || i % 2));
		if (!must || is_nodes(node->args[i]))
			continue;
		g_autofree char *es = g_strdup_printf(
			"la función %s() cuenta respuestas: escriba %s(${nombre}).", f->name, f->name);
		g_autofree char *en = g_strdup_printf("the function %s() counts answers: write %s(${name}).",
						      f->name, f->name);
		fail(p, at, es, en);
		return false;
	}
	return true;
}

/* The path inside the quotes at s becomes the argument. */
static bool read_quoted_path(struct parser *p, struct node **argument, const char *s)
{
	const char *after = p->at;
	struct node *path = NULL;
	if ((*argument)->kind == NODE_STRING) {
		p->at = s + 1;
		skip_space(p);
		if (p->at[0] == '$' && p->at[1] == '{')
			path = parse_variable(p);
		else
			path = parse_location(p);
		if (!path)
			return false;
		skip_space(p);
	}
	if (!path || path->kind != NODE_REFERENCE || *p->at != *s) {
		fail(p, s, "jr:choice-name() quiere su pregunta entre comillas: '${nombre}'.",
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
	refer(p, text, REFER_PATTERN, at);
}

static bool check_arguments(struct parser *p, const char *at, struct node *node, const char *second)
{
	const char *name = node->function->name;
	if (!check_nodes(p, at, node))
		return false;
	if (!strcmp(name, "regex") && node->args[1]->kind == NODE_STRING) {
		node->pattern = pattern_compile(node->args[1]->string);
		if (!node->pattern) {
			fail(p, at, "el patrón de regex() no es una expresión regular válida.",
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
		return fail(p, at, es, en);
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

/* name has been read; p->at stands on '('. */
static struct node *parse_call(struct parser *p, const char *at, const char *name)
{
	const struct function *f = function_named(name);
	const char *second = NULL;
	if (!f)
		return unknown_function(p, at, name);
	p->at++;
	g_autoptr(GPtrArray) args = g_ptr_array_new();
	skip_space(p);
	while (*p->at != ')' || args->len) {
		skip_space(p);
		if (args->len == 1)
			second = p->at;
		struct node *arg_read = parse_or(p);
		if (!arg_read)
			return NULL;
		g_ptr_array_add(args, arg_read);
		skip_space(p);
		if (*p->at == ')')
			break;
		if (*p->at != ',')
			return fail(p, p->at, "aquí se esperaba una coma o cerrar el paréntesis.",
				    "a comma or a closing parenthesis was expected here.");
		p->at++;
	}
	p->at++;
	struct node *node = node_new(p, NODE_CALL);
	node->function = f;
	set_args(node, args);
	return check_call(p, at, node, second);
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
	const char *end = expression_name_end(at), *next = end;
	enum test type;
	while (g_ascii_isspace(*next))
		next++;
	if (end != at && *next == '(' && !is_node_type(at, (size_t)(end - at), &type)) {
		g_autofree char *name = g_strndup(at, (gsize)(end - at));
		p->at = next;
		return parse_call(p, at, name);
	}
	if (!*at)
		return fail(p, at, "la expresión está incompleta.", "the expression is incomplete.");
	return NULL;
}

/* A primary, its predicates, and the steps that go on from it. */
static struct node *parse_filter(struct parser *p, struct node *primary, const char *at)
{
	bool is_current = primary->kind == NODE_CALL && !strcmp(primary->function->name, "current");
	skip_space(p);
	if (!is_nodes(primary)) {
		if (*p->at == '[')
			return fail(p, p->at, "los corchetes [ ] filtran nodos: van después de una ruta.",
				    "brackets [ ] filter nodes: they go after a path.");
		if (*p->at == '/')
			return fail(p, p->at, "para dividir escriba div.", "to divide write div.");
		return primary;
	}
	g_autoptr(GPtrArray) args = g_ptr_array_new();
	g_ptr_array_add(args, primary);
	if (!parse_predicates(p, args))
		return NULL;
	struct node *node = primary;
	if (args->len > 1) {
		node = node_new(p, NODE_FILTER);
		set_args(node, args);
		is_current = false;
	}
	if (*p->at != '/' && !is_current)
		return node;
	struct path path = {steps_new(), g_string_new(is_current ? "current()" : NULL), true};
	bool is_good = true;
	if (!is_current)
		start_text(p, node, path.text);
	if (*p->at == '/') {
		is_good = parse_steps(p, &path, true);
	} else { /* current() alone */
		static const struct step self = {.axis = AXIS_SELF, .test = TEST_NODE};
		g_array_append_val(path.steps, self);
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
	skip_space(p);
	const char *at = p->at;
	struct node *primary = parse_primary(p);
	if (primary)
		return parse_filter(p, primary, at);
	return *p->error ? NULL : parse_location(p);
}

static struct node *parse_union(struct parser *p)
{
	struct node *left = parse_path(p);
	for (skip_space(p); left && *p->at == '|'; skip_space(p)) {
		const char *at = p->at++;
		struct node *right = parse_path(p);
		if (!right)
			return NULL;
		if (!is_nodes(left) || !is_nodes(right))
			return fail(p, at, "| une nodos: va entre dos rutas.",
				    "| joins nodes: it goes between two paths.");
		left = node_binary(p, NODE_UNION, left, right);
	}
	return left;
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
	if (p->n_parts > PARTS_MAX)
		return fail(p, at, "la expresión es demasiado larga.", "the expression is too long.");
	struct node *node = parse_union(p);
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

void expression_parse_into(struct expression *e, char **spanish, GError **error)
{
	g_assert(error && !*error);
	struct parser p = {
		.text = e->text, .at = e->text, .expression = e, .spanish = spanish, .error = error};
	if (strlen(e->text) > EXPRESSION_LENGTH_MAX) {
		fail(&p, e->text, "la expresión es demasiado larga.", "the expression is too long.");
		return;
	}
	e->root = parse_or(&p);
	skip_space(&p);
	if (e->root && *p.at)
		e->root = fail(&p, p.at, "aquí se esperaba un operador (and, or, =, +…) o el final.",
			       "an operator (and, or, =, +…) or the end was expected here.");
}
