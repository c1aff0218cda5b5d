/* xlsform_files - the files that come with a form: lists of choices in CSV, XML or GeoJSON, tables for
 * look-ups, media. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "xlsform_reader.h"
#include "nearest.h"

#include <jansson.h>
#include <string.h>

const struct form_file *reader_file(const struct reader *r, const char *name)
{
	for (size_t i = 0; i < r->n_files; i++)
		if (!strcmp(r->files[i].name, name))
			return &r->files[i];
	return NULL;
}

void reader_name_file(struct reader *r, const char *name)
{
	if (g_hash_table_contains(r->named, name))
		return;
	char *kept = g_strdup(name);
	g_hash_table_add(r->named, kept);
	g_ptr_array_add(r->file_names, kept);
}

void reader_name_media(struct reader *r, const char *name, struct place place)
{
	bool is_new = !g_hash_table_contains(r->named, name);
	reader_name_file(r, name);
	if (is_new && r->has_files && !reader_file(r, name))
		reader_problem(r, place, true,
			       "Falta el archivo \"%s\"; súbalo junto con el formulario para que se vea.",
			       "The file \"%s\" is missing; upload it with the form for it to be shown.",
			       name);
}

/* The file of choices or of a look-up, which must be there. */
static const struct form_file *needed_file(struct reader *r, const char *name, struct place place)
{
	const struct form_file *file = reader_file(r, name);
	reader_name_file(r, name);
	if (!file)
		reader_problem(r, place, !r->has_files,
			       "Falta el archivo \"%s\": súbalo junto con el formulario.",
			       "The file \"%s\" is missing: upload it with the form.", name);
	return file;
}

static void refuse_file(struct reader *r, const char *name, struct place place, const char *es,
			const char *en)
{
	reader_problem(r, place, false, "El archivo \"%s\" no se puede leer: %s%.0s",
		       "The file \"%s\" cannot be read: %.0s%s", name, es, en);
}

/* --- GeoJSON */
static void append_position(GString *out, const json_t *position)
{
	const json_t *x = json_array_get(position, 0), *y = json_array_get(position, 1);
	char number[G_ASCII_DTOSTR_BUF_SIZE];
	if (!json_is_number(x) || !json_is_number(y))
		return;
	if (out->len)
		g_string_append_c(out, ';');
	g_string_append(out, g_ascii_formatd(number, sizeof number, "%.15g", json_number_value(y)));
	g_string_append_c(out, ' ');
	g_string_append(out, g_ascii_formatd(number, sizeof number, "%.15g", json_number_value(x)));
	g_string_append(out, " 0 0");
}

/* A geometry as ODK writes places: "latitude longitude altitude accuracy", joined by ";". */
static char *geometry_text(const json_t *geometry)
{
	GString *out = g_string_new(NULL);
	const char *type = json_string_value(json_object_get(geometry, "type"));
	const json_t *coordinates = json_object_get(geometry, "coordinates");
	if (!g_strcmp0(type, "Point")) {
		append_position(out, coordinates);
	} else {
		const json_t *line =
			!g_strcmp0(type, "Polygon") ? json_array_get(coordinates, 0) : coordinates;
		for (size_t i = 0; i < json_array_size(line); i++)
			append_position(out, json_array_get(line, i));
	}
	return g_string_free(out, FALSE);
}

static void add_value(struct document *document, struct document_node *item, const char *name,
		      const json_t *value)
{
	if (!name_is_valid(name))
		return;
	if (json_is_string(value)) {
		document_add(document, item, name, json_string_value(value));
		return;
	}
	g_autofree char *text =
		json_is_null(value) ? NULL : json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
	document_add(document, item, name, text ? text : "");
}

/* The features as items: id, geometry and their properties; NULL and *why when it is no such file. */
static struct document *read_geojson(struct reader *r, const struct form_file *file, const char **why_es,
				     const char **why_en)
{
	json_t *all = json_loadb(file->bytes, file->length, JSON_REJECT_DUPLICATES, NULL);
	const json_t *features = json_object_get(all, "features");
	size_t n_nodes = 2;
	for (size_t i = 0; i < json_array_size(features); i++)
		n_nodes +=
			6 + 2 * json_object_size(json_object_get(json_array_get(features, i), "properties"));
	if (!json_is_array(features) || !reader_take_nodes(r, n_nodes)) {
		*why_es = "no es una colección de GeoJSON (FeatureCollection).";
		*why_en = "it is no GeoJSON FeatureCollection.";
		json_decref(all);
		return NULL;
	}
	struct document *document = document_new();
	struct document_node *root = document_add(document, document_root(document), "root", NULL);
	for (size_t i = 0; i < json_array_size(features); i++) {
		json_t *feature = json_array_get(features, i),
		       *properties = json_object_get(feature, "properties");
		const json_t *geometry = json_object_get(feature, "geometry");
		struct document_node *item = document_add(document, root, "item", NULL);
		g_autofree char *place = geometry_text(geometry);
		document_add(document, item, "geometry", place);
		if (json_object_get(feature, "id"))
			add_value(document, item, "id", json_object_get(feature, "id"));
		const char *key;
		json_t *value;
		json_object_foreach(properties, key,
				    value) if (strcmp(key, "geometry") != 0 &&
					       (strcmp(key, "id") != 0 || !json_object_get(feature, "id")))
			add_value(document, item, key, value);
	}
	json_decref(all);
	return document;
}

static bool ends_in(const char *name, const char *extension)
{
	size_t n = strlen(name), m = strlen(extension);
	return n >= m && !g_ascii_strcasecmp(name + n - m, extension);
}

/* Any of the three kinds as a document whose outermost element holds items. */
static struct document *read_document(struct reader *r, const struct form_file *file, struct place place)
{
	const char *es = NULL, *en = NULL;
	g_autoptr(GError) error = NULL;
	struct document *document = NULL;
	if (ends_in(file->name, ".geojson")) {
		document = read_geojson(r, file, &es, &en);
	} else if (ends_in(file->name, ".xml")) {
		document = document_parse(file->bytes, file->length, &error);
		es = "no es XML bien formado, o es demasiado grande.";
		en = "it is no well-formed XML, or too large.";
	} else {
		document = document_from_csv(file->bytes, file->length, &error);
		es = "no es una tabla en CSV con codificación UTF-8 y un renglón de títulos.";
		en = "it is no CSV table in UTF-8 with a row of headers.";
	}
	if (!document)
		refuse_file(r, file->name, place, es, en);
	return document;
}

/* --- lists */
static struct document_node *first_element(struct document_node *node)
{
	while (node && node->kind != DOCUMENT_ELEMENT)
		node = node->next;
	return node;
}

static char *node_text(const struct document_node *node)
{
	GString *text = g_string_new(NULL);
	if (node)
		document_string(node, text);
	return g_string_free(text, FALSE);
}

/* Names of the children of items, each once, but for the two that are the choice itself. */
static void gather_columns(struct form_list *list, struct document_node *items)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GPtrArray) columns = g_ptr_array_new();
	g_hash_table_add(seen, list->value_column);
	g_hash_table_add(seen, list->label_column);
	for (struct document_node *item = first_element(items); item; item = first_element(item->next))
		for (struct document_node *cell = first_element(item->first); cell;
		     cell = first_element(cell->next))
			if (columns->len < 400 && g_hash_table_add(seen, (void *)cell->local))
				g_ptr_array_add(columns, g_strdup(cell->local));
	list->n_columns = columns->len;
	g_ptr_array_add(columns, NULL);
	list->columns = (char **)g_ptr_array_free(g_steal_pointer(&columns), FALSE);
}

static void take_cells(struct reader *r, const struct form_list *list, GHashTable *numbers,
		       struct document_node *item, struct form_choice *choice)
{
	if (!list->n_columns || !reader_take_slots(r, list->n_columns))
		return;
	choice->cells = g_new(char *, list->n_columns);
	char *empty = reader_keep(r, "");
	for (size_t c = 0; c < list->n_columns; c++)
		choice->cells[c] = empty;
	for (struct document_node *cell = first_element(item->first); cell;
	     cell = first_element(cell->next)) {
		guint number = GPOINTER_TO_UINT(g_hash_table_lookup(numbers, cell->local));
		if (!number)
			continue;
		g_autofree char *text = node_text(cell);
		choice->cells[number - 1] = reader_keep(r, text);
	}
}

/* The choices of a list out of its document. */
static void take_items(struct reader *r, struct form_list *list, struct place place)
{
	struct document_node *root = first_element(document_root(list->instance)->first);
	struct document_node *items = root ? root->first : NULL;
	g_autoptr(GHashTable) numbers = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GArray) choices = g_array_new(FALSE, TRUE, sizeof(struct form_choice));
	g_autoptr(GPtrArray) nodes = g_ptr_array_new();
	size_t n_nameless = 0;
	gather_columns(list, items);
	for (size_t c = 0; c < list->n_columns; c++)
		g_hash_table_insert(numbers, list->columns[c], GUINT_TO_POINTER((guint)c + 1));
	for (struct document_node *item = first_element(items); item; item = first_element(item->next)) {
		g_autofree char *name = g_strstrip(node_text(document_child(item, list->value_column)));
		if (!*name) {
			n_nameless++;
			continue;
		}
		struct form_choice choice = {.name = g_steal_pointer(&name)};
		struct document_node *label = document_child(item, list->label_column);
		if (label && reader_take_slots(r, r->form->n_languages)) {
			choice.label.by_language = g_new0(char *, r->form->n_languages);
			choice.label.by_language[r->form->default_language] = g_strstrip(node_text(label));
		}
		take_cells(r, list, numbers, item, &choice);
		g_array_append_val(choices, choice);
		g_ptr_array_add(nodes, item);
	}
	list->n_choices = choices->len;
	list->choices = (struct form_choice *)(void *)g_array_free(g_steal_pointer(&choices), FALSE);
	for (size_t i = 0; i < list->n_choices; i++)
		((struct document_node *)nodes->pdata[i])->tag = &list->choices[i];
	if (!list->n_choices)
		reader_problem(
			r, place, false,
			"El archivo \"%s\" no da ninguna opción: sus columnas deben llamarse \"%s\" (el "
			"valor) y \"%s\" (el texto), o decirse en parameters con value= y label=.",
			"The file \"%s\" gives no choice: its columns must be called \"%s\" (the value) and "
			"\"%s\" (the text), or be told in parameters by value= and label=.",
			list->file, list->value_column, list->label_column);
	else if (n_nameless)
		reader_problem(
			r, place, true,
			"Del archivo \"%s\" no se usan los renglones (%zu) sin valor en la columna \"%s\".",
			"Of the file \"%s\" the rows (%zu) without a value in the column \"%s\" are not "
			"used.",
			list->file, n_nameless, list->value_column);
}

void list_read_file(struct reader *r, struct form_list *list, struct place place)
{
	const char *name = list->file;
	if (!ends_in(name, ".csv") && !ends_in(name, ".xml") && !ends_in(name, ".geojson")) {
		reader_problem(r, place, false,
			       "El archivo de opciones \"%s\" debe terminar en .csv, .xml o .geojson.",
			       "The file of choices \"%s\" must end in .csv, .xml or .geojson.", name);
		return;
	}
	const struct form_file *file = needed_file(r, name, place);
	if (!file)
		return;
	list->instance = read_document(r, file, place);
	if (list->instance)
		take_items(r, list, place);
}

/* --- look-ups */
void reader_external(struct reader *r, const char *name, const char *extension, struct place place)
{
	g_autofree char *file_name = g_strconcat(name, extension, NULL);
	const char *other = NULL;
	bool is_known = false;
	for (size_t i = 0; i < r->externals->len && !is_known; i++) {
		const struct form_external *e = &g_array_index(r->externals, struct form_external, i);
		is_known = !strcmp(e->name, name);
		other = e->file;
	}
	for (size_t i = 0; i < r->form->n_lists && !is_known; i++) {
		is_known = !strcmp(r->form->lists[i].name, name);
		other = r->form->lists[i].file;
	}
	if (is_known && g_strcmp0(other, file_name))
		reader_problem(
			r, place, false,
			"La tabla \"%s\" y otra lista o tabla se llaman igual; cambie el nombre de una.",
			"The table \"%s\" and another list or table have the same name; rename one.", name);
	if (is_known)
		return;
	if (!*name) {
		reader_problem(r, place, false, "Falta el nombre de la tabla (columna name).",
			       "The name of the table is missing (column name).");
		return;
	}
	if (r->externals->len >= 100) {
		reader_problem(r, place, false, "El formulario nombra más de %d tablas externas.",
			       "The form names more than %d external tables.", 100);
		return;
	}
	struct form_external external = {.name = g_strdup(name), .file = g_steal_pointer(&file_name)};
	const struct form_file *file = needed_file(r, external.file, place);
	if (file)
		external.instance = read_document(r, file, place);
	g_array_append_val(r->externals, external);
}
