/* expression_parse_path - the part of the grammar that reads location paths, and what they are listed as.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "expression_parser.h"

#include <string.h>

const char *const axis_names[N_AXES] = {
	"ancestor",  "ancestor-or-self",  "attribute", "child",	 "descendant", "descendant-or-self",
	"following", "following-sibling", "namespace", "parent", "preceding",  "preceding-sibling",
	"self",
};

static void step_clear(gpointer data)
{
	struct step *step = data;
	g_free(step->prefix);
	g_free(step->local);
	g_free(step->predicates);
}

struct path path_new(const char *text)
{
	GArray *steps = g_array_new(FALSE, TRUE, sizeof(struct step));
	g_array_set_clear_func(steps, step_clear);
	return (struct path){steps, g_string_new(text), true};
}

size_t parser_refer(struct parser *p, const char *text, enum referred kind, const char *at)
{
	GArray *all = p->expression->references;
	if (!p->referred)
		p->referred = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autofree char *key = g_strdup_printf("%d %s", (int)kind, text);
	gpointer found = g_hash_table_lookup(p->referred, key);
	if (found)
		return GPOINTER_TO_SIZE(found) - 1;
	struct expression_reference reference = {
		.is_name = kind == REFER_NAME,
		.is_pattern = kind == REFER_PATTERN || kind == REFER_ITEM_PATTERN,
		.is_of_item = kind == REFER_ITEM || kind == REFER_ITEM_PATTERN,
		.position = parser_position(p, at)};
	g_autofree char *copy = g_strdup(text);
	reference.text = g_steal_pointer(&copy);
	g_array_append_val(all, reference);
	g_hash_table_insert(p->referred, g_steal_pointer(&key), GSIZE_TO_POINTER((gsize)all->len));
	return all->len - 1;
}

bool parse_predicates(struct parser *p, GPtrArray *out)
{
	for (parser_skip_space(p); *p->at == '['; parser_skip_space(p)) {
		p->at++;
		p->n_predicates++;
		struct node *predicate = parse_expression(p);
		p->n_predicates--;
		if (!predicate)
			return false;
		parser_skip_space(p);
		if (*p->at != ']') {
			parser_fail(p, p->at, "aquí falta cerrar un corchete ].",
				    "a bracket ] is not closed here.");
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
			parser_skip_space(p);
			return true;
		}
	}
	parser_fail(p, p->at, "antes de :: se esperaba un eje, como child o parent.",
		    "an axis was expected before ::, such as child or parent.");
	return false;
}

bool name_is_node_type(const char *name, size_t length, enum test *test)
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
	parser_skip_space(p);
	if (step->test == TEST_INSTRUCTION && (*p->at == '\'' || *p->at == '"')) {
		const char *end = strchr(p->at + 1, *p->at);
		if (end) {
			step->local = g_strndup(p->at + 1, (gsize)(end - p->at - 1));
			p->at = end + 1;
			parser_skip_space(p);
		}
	}
	if (*p->at != ')') {
		parser_fail(p, p->at, "aquí falta cerrar un paréntesis.",
			    "a parenthesis is not closed here.");
		return false;
	}
	p->at++;
	return true;
}

/* What stands where a name should: said in the way of who writes as in a spreadsheet or in another program.
 */
static bool fail_name(struct parser *p, const char *at)
{
	const char *before = at;
	while (before > p->text && g_ascii_isspace(before[-1]))
		before--;
	bool is_divided = before > p->text && before[-1] == '/';
	if (is_divided && (g_ascii_isdigit(*at) || *at == '(' || *at == '$'))
		parser_fail(p, before - 1, "para dividir escriba div.", "to divide write div.");
	else if (*at == '$' || *at == '#' || (*at == '{' && at[1] == '$'))
		parser_fail(p, at, "la referencia debe escribirse ${nombre}.",
			    "the reference must be written ${name}.");
	else if (*at == '=' && at == p->text)
		parser_fail(p, at, "aquí las fórmulas no empiezan con \"=\"; quítelo.",
			    "formulas do not begin with \"=\" here; take it away.");
	else if (*at)
		parser_fail(p, at, "aquí se esperaba un nombre, un número o un texto entre comillas.",
			    "a name, a number or a quoted text was expected here.");
	else
		parser_fail(p, at, "la expresión está incompleta.", "the expression is incomplete.");
	return false;
}

static bool parse_node_test(struct parser *p, struct step *step)
{
	if (*p->at == '*') {
		p->at++;
		return true;
	}
	const char *start = p->at, *end = expression_name_end(start);
	if (end == start)
		return fail_name(p, start);
	p->at = end;
	const char *next = end;
	while (g_ascii_isspace(*next))
		next++;
	if (*next == '(') {
		if (!name_is_node_type(start, (size_t)(end - start), &step->test)) {
			parser_fail(p, start, "una función no puede ser un paso de una ruta.",
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
	parser_skip_space(p);
	if (*p->at == '.') {
		bool is_parent = p->at[1] == '.';
		step.axis = is_parent ? AXIS_PARENT : AXIS_SELF;
		step.test = TEST_NODE;
		p->at += is_parent ? 2 : 1;
	} else if (*p->at == '@') {
		p->at++;
		parser_skip_space(p);
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

bool parse_steps(struct parser *p, struct path *path, bool is_slash)
{
	for (;;) {
		if (is_slash) {
			p->at++;
			g_string_append_c(path->text, '/');
			if (*p->at == '/') {
				p->at++;
				p->n_parts++;
				g_string_append_c(path->text, '/');
				path_add(path, AXIS_DESCENDANT_OR_SELF, TEST_NODE, NULL);
				path->is_plain = false;
			}
		}
		if (p->n_parts > PARTS_MAX) {
			parser_fail(p, p->at, "la expresión es demasiado larga.",
				    "the expression is too long.");
			return false;
		}
		if (!parse_step(p, path))
			return false;
		parser_skip_space(p);
		if (*p->at != '/')
			return true;
		is_slash = true;
	}
}

void start_text(struct parser *p, const struct node *node, GString *out)
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

struct node *path_finish(struct parser *p, struct path *path, enum start start, struct node *tree,
			 const char *at)
{
	bool is_plain = path->is_plain && start != START_TREE && path->steps->len;
	bool is_of_item = p->n_predicates && start == START_FOCUS;
	struct node *node = parser_node(p, is_plain ? NODE_REFERENCE : NODE_PATH);
	node->start = start;
	node->steps = g_array_ref(path->steps);
	node->reference = parser_refer(p, path->text->str,
				       is_plain	    ? is_of_item ? REFER_ITEM : REFER_PATH
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

void path_add(struct path *path, enum axis axis, enum test test, const char *local)
{
	struct step step = {.axis = axis, .test = test, .local = g_strdup(local)};
	g_array_append_val(path->steps, step);
}

void path_clear(struct path *path)
{
	g_array_unref(path->steps);
	g_string_free(path->text, TRUE);
}

struct node *parse_location(struct parser *p)
{
	const char *at = p->at;
	struct path path = path_new("");
	struct node *node = NULL;
	bool is_root = *at == '/', is_good = true;
	if (is_root && at[1] != '/') { /* it may stand alone */
		p->at++;
		parser_skip_space(p);
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

struct node *self_new(struct parser *p, const char *at)
{
	struct path path = path_new(".");
	path_add(&path, AXIS_SELF, TEST_NODE, NULL);
	struct node *node = path_finish(p, &path, START_FOCUS, NULL, at);
	path_clear(&path);
	return node;
}
