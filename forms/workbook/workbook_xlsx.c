/* workbook_xlsx - reads the sheets of a form out of an Excel workbook (.xlsx): a zip of XML parts, never
 * trusted.
 *
 * Nothing is written to disk.  Parts are inflated a block at a time into the XML parser, and what comes out
 * is counted as it comes: what the archive declares about itself is never believed. SPDX-License-Identifier:
 * GPL-3.0-or-later
 */
#include "form.h"
#include "workbook_parts.h"

#include <expat.h>
#include <string.h>
#include <zip.h>

#define INFLATED_MAX  ((size_t)50 << 20)
#define RATIO_MAX     200u
#define ENTRIES_MAX   500
#define DEPTH_MAX     32u
#define TAG_MAX	      ((zip_int64_t)1 << 20)
#define STRINGS_MAX   ((guint)1 << 20)
#define RELATIONS_MAX 500u
#define STYLES_MAX    65536u
#define FILE_ROWS_MAX (1u << 20) /* Excel's own */
#define BLOCK	      65536

struct xlsx {
	zip_t *zip;
	size_t length, inflated;
	struct workbook *book;
	GPtrArray *strings;	 /* the shared ones, kept by the book */
	GHashTable *formats;	 /* id -> enum workbook_time, of the formats that the file defines */
	GByteArray *style_times; /* enum workbook_time of each cell style */
	bool is_1904;
};

struct relation {
	char *id, *type, *target;
};

struct sheet_entry {
	char *name, *relation;
};

/* One part while it is parsed.  Handlers are called with local names; the parsing stops at the first error.
 */
struct part {
	struct xlsx *x;
	XML_Parser parser;
	unsigned depth;
	GError *error;
	void (*start)(struct part *, const char *name, const char **attributes);
	void (*end)(struct part *, const char *name);
	bool takes_text; /* between start and end of an element that holds text */
	GString *text;

	GPtrArray *found; /* relations or sheet entries */

	/* strings and cells */
	unsigned phonetic; /* depth inside a reading aid, whose text is not the cell's */
	bool in_item, in_row, in_cell;
	bool in_styles; /* among the styles of cells */
	unsigned row, next_column, column, style;
	char kind[12];
	const char *cells[WORKBOOK_COLUMNS_MAX];
	size_t n_cells;
	const char *sheet; /* its name, to say where */
};

static void relation_free(struct relation *r)
{
	g_free(r->id);
	g_free(r->type);
	g_free(r->target);
	g_free(r);
}

static void sheet_entry_free(struct sheet_entry *s)
{
	g_free(s->name);
	g_free(s->relation);
	g_free(s);
}

static void refuse_damaged(GError **error)
{
	workbook_unreadable(error, 0,
			    "El libro de Excel está dañado o incompleto. Ábralo, guárdelo otra vez como "
			    ".xlsx y vuelva a subirlo.",
			    "The Excel workbook is damaged or incomplete. Open it, save it again as .xlsx "
			    "and upload it once more.");
}

static void refuse_too_large(GError **error)
{
	workbook_unreadable(
		error, 0,
		"El libro de Excel es demasiado grande una vez descomprimido. Copie solo las hojas del "
		"formulario (survey, choices, settings) a un libro nuevo y súbalo.",
		"The Excel workbook is too large once inflated. Copy only the sheets of the form (survey, "
		"choices, settings) into a new workbook and upload that.");
}

static void refuse_foreign(GError **error)
{
	workbook_unreadable(
		error, 0,
		"Es un archivo comprimido, pero no un libro de Excel. Guarde el formulario como libro de "
		"Excel "
		"(.xlsx) y súbalo.",
		"It is a zip file, but no Excel workbook. Save the form as an Excel workbook (.xlsx) and "
		"upload that.");
}

static void refuse_strange(GError **error)
{
	workbook_unreadable(
		error, 0,
		"El libro de Excel contiene partes que ningún programa de hojas de cálculo escribe y no se "
		"lee "
		"por seguridad. Copie sus hojas a un libro nuevo y súbalo.",
		"The Excel workbook holds parts that no spreadsheet program writes and is not read, for "
		"safety. Copy its sheets into a new workbook and upload that.");
}

/* --- one part of the archive, through the XML parser */

static const char *local_name(const char *name)
{
	const char *bar = strrchr(name, '\n');
	return bar ? bar + 1 : name;
}

static bool is_named(const char *name, const char *wanted)
{
	return strcmp(name, wanted) == 0;
}

/* The attribute of that name; in_namespace: of another vocabulary than its element's (r:id). */
static const char *attribute(const char **attributes, const char *name, bool in_namespace)
{
	for (size_t i = 0; attributes[i]; i += 2)
		if (is_named(local_name(attributes[i]), name) &&
		    (strchr(attributes[i], '\n') != NULL) == in_namespace)
			return attributes[i + 1];
	return NULL;
}

static void part_stop(struct part *part)
{
	g_assert(part->error);
	XML_StopParser(part->parser, XML_FALSE);
}

static void on_start(void *data, const char *name, const char **attributes)
{
	struct part *part = data;
	if (part->error)
		return;
	if (++part->depth > DEPTH_MAX) {
		refuse_strange(&part->error);
		part_stop(part);
		return;
	}
	part->start(part, local_name(name), attributes);
}

static void on_end(void *data, const char *name)
{
	struct part *part = data;
	if (part->error)
		return;
	part->depth--;
	if (part->end)
		part->end(part, local_name(name));
}

static void on_text(void *data, const char *text, int length)
{
	struct part *part = data;
	if (part->error || !part->takes_text || part->phonetic)
		return;
	if ((size_t)length > WORKBOOK_TEXT_MAX - part->text->len) {
		refuse_too_large(&part->error);
		part_stop(part);
		return;
	}
	g_string_append_len(part->text, text, length);
}

static void on_doctype(void *data, const char *name, const char *system, const char *public, int has_subset)
{
	(void)name, (void)system, (void)public, (void)has_subset;
	struct part *part = data;
	if (part->error)
		return;
	refuse_strange(&part->error);
	part_stop(part);
}

/* Counts a block as it comes out; false when the whole is more than a form ever needs. */
static bool count_inflated(struct xlsx *x, size_t n, GError **error)
{
	x->inflated += n;
	if (x->inflated <= INFLATED_MAX && x->inflated / RATIO_MAX <= x->length)
		return true;
	refuse_too_large(error);
	return false;
}

static bool part_pump(struct part *part, zip_file_t *file)
{
	zip_int64_t n_fed = 0;
	for (;;) {
		void *buffer = XML_GetBuffer(part->parser, BLOCK);
		if (!buffer) {
			refuse_damaged(&part->error);
			return false;
		}
		zip_int64_t n = zip_fread(file, buffer, BLOCK);
		if (n < 0) {
			refuse_damaged(&part->error);
			return false;
		}
		if (!count_inflated(part->x, (size_t)n, &part->error))
			return false;
		enum XML_Status status = XML_ParseBuffer(part->parser, (int)n, n == 0);
		if (part->error)
			return false;
		if (status != XML_STATUS_OK) {
			refuse_damaged(&part->error);
			return false;
		}
		/* what the parser holds back is one tag that has not ended */
		n_fed += n;
		if (n_fed - MAX(XML_GetCurrentByteIndex(part->parser), 0) > TAG_MAX) {
			refuse_strange(&part->error);
			return false;
		}
		if (n == 0)
			return true;
	}
}

static zip_int64_t part_find(const struct xlsx *x, const char *name)
{
	return zip_name_locate(x->zip, name, ZIP_FL_NOCASE);
}

/* Parses the part at that place of the archive with the handlers of *part. */
static bool part_read(struct part *part, zip_int64_t index, GError **error)
{
	zip_stat_t stat;
	zip_file_t *file = NULL;
	if (index >= 0 && zip_stat_index(part->x->zip, (zip_uint64_t)index, 0, &stat) == 0 &&
	    (stat.valid & ZIP_STAT_COMP_METHOD) &&
	    (stat.comp_method == ZIP_CM_STORE || stat.comp_method == ZIP_CM_DEFLATE))
		file = zip_fopen_index(part->x->zip, (zip_uint64_t)index, 0);
	if (!file) {
		refuse_damaged(error);
		return false;
	}
	part->parser = XML_ParserCreateNS(NULL, '\n');
	g_assert(part->parser);
	part->text = g_string_new(NULL);
	XML_SetUserData(part->parser, part);
	XML_SetElementHandler(part->parser, on_start, on_end);
	XML_SetCharacterDataHandler(part->parser, on_text);
	XML_SetStartDoctypeDeclHandler(part->parser, on_doctype);
	bool is_good = part_pump(part, file);
	XML_ParserFree(part->parser);
	g_string_free(part->text, TRUE);
	zip_fclose(file);
	if (part->error)
		g_propagate_error(error, part->error);
	return is_good;
}

/* --- which part is which */

static void relation_start(struct part *part, const char *name, const char **attributes)
{
	if (!is_named(name, "Relationship"))
		return;
	if (part->found->len >= RELATIONS_MAX) {
		refuse_strange(&part->error);
		part_stop(part);
		return;
	}
	const char *id = attribute(attributes, "Id", false), *type = attribute(attributes, "Type", false),
		   *target = attribute(attributes, "Target", false);
	if (!id || !type || !target)
		return;
	struct relation *r = g_new(struct relation, 1);
	*r = (struct relation){g_strdup(id), g_strdup(type), g_strdup(target)};
	g_ptr_array_add(part->found, r);
}

/* The relations that part name names; NULL and *error when they cannot be read. */
static GPtrArray *relations_read(struct xlsx *x, const char *name, GError **error)
{
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)relation_free);
	struct part part = {.x = x, .start = relation_start, .found = found};
	return part_read(&part, part_find(x, name), error) ? g_steal_pointer(&found) : NULL;
}

/* By identifier, or (id NULL) by the last word of the type. */
static const struct relation *relation_find(const GPtrArray *relations, const char *id, const char *type)
{
	for (guint i = 0; i < relations->len; i++) {
		const struct relation *r = relations->pdata[i];
		if (id ? is_named(r->id, id) : g_str_has_suffix(r->type, type))
			return r;
	}
	return NULL;
}

/* The archive's name of what a part of folder points to: "worksheets/sheet1.xml",
 * "/xl/worksheets/sheet1.xml". */
static char *target_path(const char *folder, const char *target)
{
	return target[0] == '/' ? g_strdup(target + 1) : g_strconcat(folder, target, NULL);
}

static void book_start(struct part *part, const char *name, const char **attributes)
{
	if (is_named(name, "workbookPr")) {
		const char *epoch = attribute(attributes, "date1904", false);
		part->x->is_1904 = epoch && (is_named(epoch, "1") || is_named(epoch, "true"));
	}
	if (!is_named(name, "sheet"))
		return;
	const char *title = attribute(attributes, "name", false), *id = attribute(attributes, "id", true);
	if (!title || !id)
		return;
	if (part->found->len >= WORKBOOK_COLUMNS_MAX) {
		workbook_unreadable(&part->error, 0, "Hay más de 400 hojas.",
				    "There are more than 400 sheets.");
		part_stop(part);
		return;
	}
	struct sheet_entry *s = g_new(struct sheet_entry, 1);
	*s = (struct sheet_entry){g_strstrip(g_strdup(title)), g_strdup(id)};
	g_ptr_array_add(part->found, s);
}

/* --- shared strings */

static void strings_start(struct part *part, const char *name, const char **attributes)
{
	(void)attributes;
	if (is_named(name, "si")) {
		part->in_item = true;
		g_string_truncate(part->text, 0);
	} else if (is_named(name, "rPh")) {
		part->phonetic++;
	} else if (is_named(name, "t")) {
		part->takes_text = part->in_item;
	}
}

static void strings_end(struct part *part, const char *name)
{
	if (is_named(name, "t")) {
		part->takes_text = false;
	} else if (is_named(name, "rPh")) {
		part->phonetic--;
	} else if (is_named(name, "si") && part->in_item) {
		part->in_item = false;
		const char *text =
			workbook_text_keep(part->x->book, part->text->str, part->text->len, &part->error);
		if (text && part->x->strings->len >= STRINGS_MAX)
			refuse_too_large(&part->error);
		if (part->error)
			part_stop(part);
		else
			g_ptr_array_add(part->x->strings, (void *)text);
	}
}

/* --- which numbers are days and hours */

/* An unsigned number of an attribute; what is none is one that nothing has. */
static unsigned style_number(const char *text)
{
	guint64 n;
	return g_ascii_string_to_unsigned(text, 10, 0, G_MAXUINT16, &n, NULL) ? (unsigned)n : G_MAXUINT;
}

static void styles_start(struct part *part, const char *name, const char **attributes)
{
	struct xlsx *x = part->x;
	const char *id = attribute(attributes, "numFmtId", false);
	if (is_named(name, "cellXfs")) {
		part->in_styles = true;
	} else if (is_named(name, "numFmt") && id && g_hash_table_size(x->formats) < STYLES_MAX) {
		const char *code = attribute(attributes, "formatCode", false);
		g_hash_table_insert(
			x->formats, GUINT_TO_POINTER(style_number(id)),
			GUINT_TO_POINTER(workbook_format_time(style_number(id), code ? code : "")));
	} else if (is_named(name, "xf") && part->in_styles && x->style_times->len < STYLES_MAX) {
		gpointer of_file;
		unsigned number = id ? style_number(id) : 0;
		guint8 time = (guint8)(g_hash_table_lookup_extended(x->formats, GUINT_TO_POINTER(number),
								    NULL, &of_file)
					       ? GPOINTER_TO_UINT(of_file)
					       : workbook_format_time(number, NULL));
		g_byte_array_append(x->style_times, &time, 1);
	}
}

static void styles_end(struct part *part, const char *name)
{
	if (is_named(name, "cellXfs"))
		part->in_styles = false;
}

/* --- cells */

static void refuse_cell(struct part *part, const char *es, const char *en)
{
	workbook_refuse_cell(&part->error, part->sheet, part->column, part->row, es, en);
	part_stop(part);
}

/* "AB12" to column 27; false when it is no reference. */
static bool column_of(const char *reference, unsigned *column)
{
	unsigned n = 0;
	const char *p = reference;
	for (; g_ascii_isalpha(*p) && p - reference < 3; p++)
		n = n * 26 + (unsigned)(g_ascii_toupper(*p) - 'A') + 1;
	if (p == reference || !g_ascii_isdigit(*p))
		return false;
	*column = n - 1;
	return true;
}

static void row_start(struct part *part, const char **attributes)
{
	const char *r = attribute(attributes, "r", false);
	guint64 number = part->row + 1;
	if ((r && !g_ascii_string_to_unsigned(r, 10, 1, FILE_ROWS_MAX, &number, NULL)) ||
	    number <= part->row || number > FILE_ROWS_MAX) {
		refuse_damaged(&part->error);
		part_stop(part);
		return;
	}
	part->row = (unsigned)number;
	part->in_row = true;
	part->next_column = 0;
	part->n_cells = 0;
}

static void cell_start(struct part *part, const char **attributes)
{
	const char *r = attribute(attributes, "r", false), *t = attribute(attributes, "t", false),
		   *s = attribute(attributes, "s", false);
	part->column = part->next_column;
	if (r && !column_of(r, &part->column)) {
		refuse_damaged(&part->error);
		part_stop(part);
		return;
	}
	part->next_column = part->column + 1;
	g_strlcpy(part->kind, t ? t : "n", sizeof part->kind);
	part->style = s ? style_number(s) : 0;
	part->in_cell = true;
	g_string_truncate(part->text, 0);
}

static void sheet_start(struct part *part, const char *name, const char **attributes)
{
	if (is_named(name, "row")) {
		row_start(part, attributes);
	} else if (is_named(name, "c") && part->in_row) {
		cell_start(part, attributes);
	} else if (part->in_cell) {
		if (is_named(name, "rPh"))
			part->phonetic++;
		else if (is_named(name, "v") || is_named(name, "t"))
			part->takes_text = true;
	}
}

/* False when the text is no number. */
static bool number_text(const struct part *part, const char *text, char out[WORKBOOK_NUMBER_MAX])
{
	char *end;
	double value = g_ascii_strtod(text, &end);
	const GByteArray *times = part->x->style_times;
	return end != text && !*end &&
	       workbook_number_text(value,
				    part->style < times->len ? (enum workbook_time)times->data[part->style]
							     : WORKBOOK_PLAIN,
				    part->x->is_1904, out);
}

/* The text of the cell that ends; NULL when it was refused. */
static const char *cell_text(struct part *part)
{
	const char *raw = g_strstrip(part->text->str);
	char number[WORKBOOK_NUMBER_MAX];
	if (is_named(part->kind, "s") && *raw) {
		guint64 index;
		if (part->x->strings->len == 0 ||
		    !g_ascii_string_to_unsigned(raw, 10, 0, part->x->strings->len - 1, &index, NULL)) {
			refuse_cell(
				part,
				"apunta a un texto que el libro no tiene. Guárdelo otra vez como .xlsx y "
				"súbalo.",
				"it points to a text that the workbook does not have. Save it again as .xlsx "
				"and upload that.");
			return NULL;
		}
		return part->x->strings->pdata[index];
	}
	if (is_named(part->kind, "b") && (is_named(raw, "0") || is_named(raw, "1")))
		return *raw == '1' ? "TRUE" : "FALSE";
	if (is_named(part->kind, "n") && number_text(part, raw, number))
		raw = number;
	const char *text = workbook_text_keep(part->x->book, raw, strlen(raw), &part->error);
	if (!text)
		part_stop(part);
	return text;
}

static void cell_end(struct part *part)
{
	part->in_cell = false;
	const char *text = cell_text(part);
	if (!text || !*text)
		return;
	if (part->column >= WORKBOOK_COLUMNS_MAX) {
		refuse_cell(part, "la hoja tiene más de 400 columnas. Borre las que sobran.",
			    "the sheet has more than 400 columns. Delete those that are not needed.");
		return;
	}
	while (part->n_cells <= part->column)
		part->cells[part->n_cells++] = "";
	part->cells[part->column] = text;
}

static void sheet_end(struct part *part, const char *name)
{
	if (is_named(name, "rPh") && part->phonetic) {
		part->phonetic--;
	} else if (is_named(name, "v") || is_named(name, "t")) {
		part->takes_text = false;
	} else if (is_named(name, "c") && part->in_cell) {
		cell_end(part);
	} else if (is_named(name, "row") && part->in_row) {
		part->in_row = false;
		if (!workbook_row_add(part->x->book, part->row, part->cells, part->n_cells, &part->error))
			part_stop(part);
	}
}

static bool sheet_read(struct xlsx *x, const char *name, zip_int64_t index, GError **error)
{
	g_autofree struct part *part = g_new0(struct part, 1);
	part->x = x;
	part->start = sheet_start;
	part->end = sheet_end;
	part->sheet = name;
	return workbook_sheet_add(x->book, name, 0, error) && part_read(part, index, error);
}

/* --- the whole */

/* No more parts than a workbook has, and none named as if to climb out of a folder. */
static bool entries_check(const struct xlsx *x, GError **error)
{
	zip_int64_t n = zip_get_num_entries(x->zip, 0);
	if (n > ENTRIES_MAX) {
		refuse_strange(error);
		return false;
	}
	for (zip_int64_t i = 0; i < n; i++) {
		const char *name = zip_get_name(x->zip, (zip_uint64_t)i, ZIP_FL_ENC_RAW);
		if (!name) {
			refuse_damaged(error);
			return false;
		}
		if (strstr(name, "../") || strstr(name, "..\\")) {
			refuse_strange(error);
			return false;
		}
	}
	return true;
}

/* The archive's name of the workbook part, by the relations of the whole; NULL and *error when there is none.
 */
static char *book_path(struct xlsx *x, GError **error)
{
	if (part_find(x, "_rels/.rels") < 0) {
		refuse_foreign(error);
		return NULL;
	}
	g_autoptr(GPtrArray) relations = relations_read(x, "_rels/.rels", error);
	if (!relations)
		return NULL;
	const struct relation *r = relation_find(relations, NULL, "/officeDocument");
	g_autofree char *path = r ? target_path("", r->target) : NULL;
	if (!path || part_find(x, path) < 0) {
		refuse_foreign(error);
		return NULL;
	}
	return g_steal_pointer(&path);
}

/* Every sheet of a form among the entries, in their order. */
static bool sheets_read(struct xlsx *x, const char *folder, const GPtrArray *relations,
			const GPtrArray *entries, GError **error)
{
	size_t n_kept = 0;
	for (guint i = 0; i < entries->len; i++) {
		const struct sheet_entry *s = entries->pdata[i];
		if (!workbook_sheet_is_of_forms(s->name))
			continue;
		const struct relation *r = relation_find(relations, s->relation, NULL);
		if (!r) {
			refuse_damaged(error);
			return false;
		}
		g_autofree char *path = target_path(folder, r->target), *name = g_ascii_strdown(s->name, -1);
		if (!sheet_read(x, name, part_find(x, path), error))
			return false;
		n_kept++;
	}
	if (n_kept)
		return true;
	workbook_refuse_no_sheet(error);
	return false;
}

static bool book_read(struct xlsx *x, GError **error)
{
	if (!entries_check(x, error))
		return false;
	g_autofree char *path = book_path(x, error);
	if (!path)
		return false;
	const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
	g_autofree char *folder = g_strndup(path, (gsize)(base - path)),
			*relations_path = g_strconcat(folder, "_rels/", base, ".rels", NULL);
	g_autoptr(GPtrArray) relations = relations_read(x, relations_path, error);
	if (!relations)
		return false;
	g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func((GDestroyNotify)sheet_entry_free);
	struct part part = {.x = x, .start = book_start, .found = entries};
	if (!part_read(&part, part_find(x, path), error))
		return false;
	const struct relation *shared = relation_find(relations, NULL, "/sharedStrings");
	if (shared) {
		g_autofree char *shared_path = target_path(folder, shared->target);
		struct part strings = {.x = x, .start = strings_start, .end = strings_end};
		if (!part_read(&strings, part_find(x, shared_path), error))
			return false;
	}
	const struct relation *styles = relation_find(relations, NULL, "/styles");
	g_autofree char *styles_path = styles ? target_path(folder, styles->target) : NULL;
	if (styles_path && part_find(x, styles_path) >= 0) {
		struct part reading = {.x = x, .start = styles_start, .end = styles_end};
		if (!part_read(&reading, part_find(x, styles_path), error))
			return false;
	}
	return sheets_read(x, folder, relations, entries, error);
}

struct workbook *workbook_xlsx_read(const char *bytes, size_t length, GError **error)
{
	if (length > WORKBOOK_FILE_MAX) {
		workbook_refuse_file_size(error);
		return NULL;
	}
	zip_source_t *source = zip_source_buffer_create(bytes, length, 0, NULL);
	zip_t *zip = source ? zip_open_from_source(source, ZIP_RDONLY, NULL) : NULL;
	if (!zip) {
		if (source)
			zip_source_free(source);
		refuse_damaged(error);
		return NULL;
	}
	struct xlsx x = {.zip = zip, .length = length, .book = workbook_new(WORKBOOK_XLSX)};
	x.strings = g_ptr_array_new();
	x.formats = g_hash_table_new(NULL, NULL);
	x.style_times = g_byte_array_new();
	if (!book_read(&x, error))
		g_clear_pointer(&x.book, workbook_free);
	g_ptr_array_unref(x.strings);
	g_hash_table_unref(x.formats);
	g_byte_array_unref(x.style_times);
	zip_discard(zip);
	return x.book;
}
