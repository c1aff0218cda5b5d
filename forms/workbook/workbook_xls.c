/* workbook_xls - reads the sheets of a form out of an old Excel workbook (.xls, BIFF8, [MS-XLS]); never
 * trusted.
 *
 * Of a formula the value counts that Excel saved with it.  Only what the bounds of workbook.h allow is kept;
 * every length is checked against the record that holds it.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "form.h"
#include "workbook_ole.h"
#include "workbook_parts.h"

#include <string.h>

#define STRINGS_MAX ((guint)1 << 20)
#define FORMATS_MAX 5000u

enum record_type {
	RECORD_FORMULA = 0x0006,
	RECORD_EOF = 0x000A,
	RECORD_1904 = 0x0022,
	RECORD_PASSWORD = 0x002F,
	RECORD_CONTINUE = 0x003C,
	RECORD_SHEET = 0x0085,
	RECORD_MULTIPLE_RK = 0x00BD,
	RECORD_RICH = 0x00D6,
	RECORD_XF = 0x00E0,
	RECORD_STRINGS = 0x00FC,
	RECORD_SHARED = 0x00FD,
	RECORD_NUMBER = 0x0203,
	RECORD_LABEL = 0x0204,
	RECORD_BOOLEAN = 0x0205,
	RECORD_STRING = 0x0207,
	RECORD_RK = 0x027E,
	RECORD_FORMAT = 0x041E,
	RECORD_BEGIN = 0x0809,
};

/* A record and those that continue it, read from front to back. */
struct record {
	unsigned type;
	const guint8 *at, *end;	     /* what is left of the piece at hand */
	const guint8 *next, *finish; /* the stream behind it */
};

struct cell {
	guint16 row, column;
	guint32 order; /* of two at one place the later one counts */
	const char *text;
};

struct xls {
	const guint8 *bytes;
	size_t length;
	struct workbook *book;
	GPtrArray *strings;   /* the shared ones, kept by the book */
	GHashTable *formats;  /* id -> enum workbook_time, of the formats that the file defines */
	GByteArray *xf_times; /* enum workbook_time of each cell style */
	bool is_1904;
	GArray *cells; /* of the sheet at hand */
	const char *sheet;
	GString *scratch;
	GArray *utf16;
};

static guint16 u16(const guint8 *p)
{
	return (guint16)(p[0] | p[1] << 8);
}

static guint32 u32(const guint8 *p)
{
	return (guint32)u16(p) | (guint32)u16(p + 2) << 16;
}

static double f64(const guint8 *p)
{
	guint64 bits = (guint64)u32(p) | (guint64)u32(p + 4) << 32;
	double value;
	memcpy(&value, &bits, sizeof value);
	return value;
}

static bool refuse_damaged(GError **error)
{
	workbook_unreadable(error, 0,
			    "El libro antiguo de Excel (.xls) está dañado o incompleto. Ábralo, guárdelo "
			    "como libro de Excel (.xlsx) y súbalo.",
			    "The old Excel workbook (.xls) is damaged or incomplete. Open it, save it as an "
			    "Excel workbook (.xlsx) and upload that.");
	return false;
}

static bool refuse_password(GError **error)
{
	workbook_unreadable(
		error, 0,
		"El libro de Excel tiene contraseña y así no se puede leer. Ábralo, quítele la contraseña, "
		"guárdelo como libro de Excel (.xlsx) y súbalo.",
		"The Excel workbook has a password and cannot be read like that. Open it, take the password "
		"away, save it as an Excel workbook (.xlsx) and upload that.");
	return false;
}

static bool refuse_old(GError **error)
{
	workbook_unreadable(
		error, 0,
		"El libro es de Excel 95 o anterior. Ábralo, guárdelo como libro de Excel (.xlsx) y súbalo.",
		"The workbook is of Excel 95 or older. Open it, save it as an Excel workbook (.xlsx) and "
		"upload that.");
	return false;
}

/* --- records */

/* The record that begins at p; false at the end of the stream or when it is cut short. */
static bool record_at(struct record *r, const guint8 *p, const guint8 *finish)
{
	if (finish - p < 4 || finish - p - 4 < u16(p + 2))
		return false;
	*r = (struct record){u16(p), p + 4, p + 4 + u16(p + 2), p + 4 + u16(p + 2), finish};
	return true;
}

/* Goes on in the record that continues this one; false when there is none. */
static bool record_continue(struct record *r)
{
	struct record more;
	if (!record_at(&more, r->next, r->finish) || more.type != RECORD_CONTINUE)
		return false;
	more.type = r->type;
	*r = more;
	return true;
}

static bool record_skip(struct record *r, guint64 n)
{
	while (n > (guint64)(r->end - r->at)) {
		n -= (guint64)(r->end - r->at);
		if (!record_continue(r))
			return false;
	}
	r->at += n;
	return true;
}

/* n bytes that stand in one piece, as everything does that is no long text; NULL when they are not there. */
static const guint8 *record_take(struct record *r, size_t n)
{
	if (r->at == r->end && n && !record_continue(r))
		return NULL;
	if ((size_t)(r->end - r->at) < n)
		return NULL;
	r->at += n;
	return r->at - n;
}

static gunichar unit_pair(gunichar high, gunichar low)
{
	return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}

/* UTF-16 as it came to UTF-8; half a pair becomes the sign for what cannot be shown. */
static void append_utf16(GString *out, const GArray *units)
{
	for (guint i = 0; i < units->len; i++) {
		gunichar c = g_array_index(units, guint16, i);
		if (c >= 0xD800 && c < 0xDC00 && i + 1 < units->len &&
		    (g_array_index(units, guint16, i + 1) & 0xFC00) == 0xDC00)
			c = unit_pair(c, g_array_index(units, guint16, ++i));
		else if (c >= 0xD800 && c < 0xE000)
			c = 0xFFFD;
		if (c)
			g_string_append_unichar(out, c);
	}
}

/* The text of n characters that begins with its flags (XLUnicodeRichExtendedString without its length) goes
 * to scratch; what follows the characters is passed over. */
static bool text_take(struct xls *x, struct record *r, size_t n)
{
	g_string_truncate(x->scratch, 0);
	g_array_set_size(x->utf16, 0);
	const guint8 *p = record_take(r, 1);
	if (!p)
		return false;
	bool is_wide = *p & 1, has_extra = *p & 4, has_runs = *p & 8;
	guint64 trailer = 0;
	if (has_runs) {
		if (!(p = record_take(r, 2)))
			return false;
		trailer += (guint64)u16(p) * 4;
	}
	if (has_extra) {
		if (!(p = record_take(r, 4)))
			return false;
		trailer += u32(p);
	}
	while (n) {
		if (r->at == r->end) {
			/* a text that goes on in the next record says anew how wide it is */
			if (!record_continue(r) || !(p = record_take(r, 1)))
				return false;
			is_wide = *p & 1;
			continue;
		}
		size_t width = is_wide ? 2 : 1, here = MIN(n, (size_t)(r->end - r->at) / width);
		if (!here)
			return false;
		for (size_t i = 0; i < here; i++) {
			guint16 unit = is_wide ? u16(r->at + 2 * i) : r->at[i];
			g_array_append_val(x->utf16, unit);
		}
		r->at += here * width;
		n -= here;
	}
	append_utf16(x->scratch, x->utf16);
	return record_skip(r, trailer);
}

/* --- the whole workbook: shared strings, styles, sheets */

static bool strings_take(struct xls *x, struct record *r, GError **error)
{
	const guint8 *p = record_take(r, 8);
	if (!p)
		return refuse_damaged(error);
	guint32 n = u32(p + 4);
	if (n > STRINGS_MAX)
		return refuse_damaged(error);
	for (guint32 i = 0; i < n; i++) {
		if (!(p = record_take(r, 2)) || !text_take(x, r, u16(p)))
			return refuse_damaged(error);
		const char *text = workbook_text_keep(x->book, x->scratch->str, x->scratch->len, error);
		if (!text)
			return false;
		g_ptr_array_add(x->strings, (void *)text);
	}
	return true;
}

static void format_take(struct xls *x, struct record *r)
{
	const guint8 *p = record_take(r, 4);
	if (!p || g_hash_table_size(x->formats) >= FORMATS_MAX || !text_take(x, r, u16(p + 2)))
		return; /* its numbers stay plain */
	g_hash_table_insert(x->formats, GUINT_TO_POINTER(u16(p)),
			    GUINT_TO_POINTER(workbook_format_time(u16(p), x->scratch->str)));
}

static void style_take(struct xls *x, struct record *r)
{
	const guint8 *p = record_take(r, 4);
	if (!p || x->xf_times->len > G_MAXUINT16)
		return;
	gpointer of_file;
	guint16 id = u16(p + 2);
	/* the formats of a file come before its styles */
	guint8 time = (guint8)(g_hash_table_lookup_extended(x->formats, GUINT_TO_POINTER(id), NULL, &of_file)
				       ? GPOINTER_TO_UINT(of_file)
				       : workbook_format_time(id, NULL));
	g_byte_array_append(x->xf_times, &time, 1);
}

struct sheet_entry {
	char *name;
	guint32 offset;
};

static void sheet_entry_clear(void *data)
{
	g_free(((struct sheet_entry *)data)->name);
}

static bool sheet_take(struct xls *x, struct record *r, GArray *sheets)
{
	const guint8 *p = record_take(r, 7);
	if (!p || !text_take(x, r, p[6]))
		return false;
	g_autofree char *name = g_strstrip(g_strdup(x->scratch->str));
	if (p[5] == 0 && workbook_sheet_is_of_forms(name) && sheets->len < WORKBOOK_COLUMNS_MAX) {
		struct sheet_entry entry = {g_ascii_strdown(name, -1), u32(p)};
		g_array_append_val(sheets, entry);
	}
	return true;
}

static bool globals_read(struct xls *x, GArray *sheets, GError **error)
{
	struct record r;
	const guint8 *p = x->bytes, *finish = x->bytes + x->length, *begin;
	if (!record_at(&r, p, finish) || r.type != RECORD_BEGIN || !(begin = record_take(&r, 4)))
		return refuse_damaged(error);
	if (u16(begin) < 0x0600)
		return refuse_old(error);
	for (p = r.next; record_at(&r, p, finish); p = r.next) {
		const guint8 *flag;
		switch (r.type) {
		case RECORD_EOF:
			return true;
		case RECORD_PASSWORD:
			return refuse_password(error);
		case RECORD_1904:
			flag = record_take(&r, 2);
			x->is_1904 = flag && u16(flag) == 1;
			break;
		case RECORD_FORMAT:
			format_take(x, &r);
			break;
		case RECORD_XF:
			style_take(x, &r);
			break;
		case RECORD_STRINGS:
			if (!strings_take(x, &r, error))
				return false;
			break;
		case RECORD_SHEET:
			if (!sheet_take(x, &r, sheets))
				return refuse_damaged(error);
			break;
		default:
			break;
		}
	}
	return refuse_damaged(error); /* without an end */
}

/* --- cells */

/* place: row and column as records give them; text: kept by the book. */
static bool cell_add(struct xls *x, unsigned row, unsigned column, const char *text, GError **error)
{
	if (!*text)
		return true;
	if (column >= WORKBOOK_COLUMNS_MAX) {
		workbook_refuse_cell(
			error, x->sheet, column, row + 1,
			"la hoja tiene más de 400 columnas. Borre las que sobran.",
			"the sheet has more than 400 columns. Delete those that are not needed.");
		return false;
	}
	struct cell cell = {(guint16)row, (guint16)column, x->cells->len, text};
	g_array_append_val(x->cells, cell);
	return true;
}

static bool cell_text(struct xls *x, unsigned row, unsigned column, const char *raw, size_t length,
		      GError **error)
{
	const char *text = workbook_text_keep(x->book, raw, length, error);
	return text && cell_add(x, row, column, text, error);
}

static bool cell_number(struct xls *x, unsigned row, unsigned column, unsigned xf, double value,
			GError **error)
{
	char text[WORKBOOK_NUMBER_MAX];
	enum workbook_time time =
		xf < x->xf_times->len ? (enum workbook_time)x->xf_times->data[xf] : WORKBOOK_PLAIN;
	if (!workbook_number_text(value, time, x->is_1904, text))
		g_strlcpy(text, "#NUM!", sizeof text);
	return cell_text(x, row, column, text, strlen(text), error);
}

static double rk_value(guint32 rk)
{
	double value;
	if (rk & 2) {
		value = (double)((gint32)rk >> 2);
	} else {
		guint64 bits = (guint64)(rk & 0xFFFFFFFCu) << 32;
		memcpy(&value, &bits, sizeof value);
	}
	return rk & 1 ? value / 100 : value;
}

static const char *error_name(unsigned code)
{
	switch (code) {
	case 0x00:
		return "#NULL!";
	case 0x07:
		return "#DIV/0!";
	case 0x0F:
		return "#VALUE!";
	case 0x17:
		return "#REF!";
	case 0x1D:
		return "#NAME?";
	case 0x24:
		return "#NUM!";
	default:
		return "#N/A";
	}
}

static bool cell_flag(struct xls *x, unsigned row, unsigned column, unsigned value, bool is_error,
		      GError **error)
{
	const char *text = is_error ? error_name(value) : value ? "TRUE" : "FALSE";
	return cell_text(x, row, column, text, strlen(text), error);
}

/* A row of numbers side by side. */
static bool multiple_take(struct xls *x, struct record *r, GError **error)
{
	const guint8 *p = record_take(r, 4);
	if (!p)
		return refuse_damaged(error);
	unsigned row = u16(p), column = u16(p + 2);
	while (r->end - r->at >= 8 && (p = record_take(r, 6)))
		if (!cell_number(x, row, column++, u16(p), rk_value(u32(p + 2)), error))
			return false;
	return true;
}

/* The value that Excel saved; *awaits: it is a text and comes in a record of its own. */
static bool formula_take(struct xls *x, const guint8 *place, struct record *r, bool *awaits, GError **error)
{
	const guint8 *p = record_take(r, 8);
	if (!p)
		return refuse_damaged(error);
	unsigned row = u16(place), column = u16(place + 2);
	*awaits = false;
	if (u16(p + 6) != 0xFFFF)
		return cell_number(x, row, column, u16(place + 4), f64(p), error);
	*awaits = p[0] == 0;
	if (p[0] == 1 || p[0] == 2)
		return cell_flag(x, row, column, p[2], p[0] == 2, error);
	return true;
}

static bool shared_take(struct xls *x, const guint8 *place, struct record *r, GError **error)
{
	const guint8 *p = record_take(r, 4);
	if (!p)
		return refuse_damaged(error);
	if (u32(p) >= x->strings->len) {
		workbook_refuse_cell(
			error, x->sheet, u16(place + 2), u16(place) + 1u,
			"apunta a un texto que el libro no tiene. Guárdelo como .xlsx y súbalo.",
			"it points to a text that the workbook does not have. Save it as .xlsx and "
			"upload that.");
		return false;
	}
	return cell_add(x, u16(place), u16(place + 2), x->strings->pdata[u32(p)], error);
}

/* A text with its own length before it. */
static bool label_take(struct xls *x, unsigned row, unsigned column, struct record *r, GError **error)
{
	const guint8 *p = record_take(r, 2);
	if (!p || !text_take(x, r, u16(p)))
		return refuse_damaged(error);
	return cell_text(x, row, column, x->scratch->str, x->scratch->len, error);
}

static bool is_of_cell(unsigned type)
{
	switch (type) {
	case RECORD_FORMULA:
	case RECORD_RICH:
	case RECORD_SHARED:
	case RECORD_NUMBER:
	case RECORD_LABEL:
	case RECORD_BOOLEAN:
	case RECORD_RK:
		return true;
	default:
		return false;
	}
}

/* A record that begins with row, column and style. */
static bool cell_take(struct xls *x, const guint8 *place, struct record *r, bool *awaits, GError **error)
{
	unsigned row = u16(place), column = u16(place + 2), xf = u16(place + 4);
	const guint8 *p;
	switch (r->type) {
	case RECORD_FORMULA:
		return formula_take(x, place, r, awaits, error);
	case RECORD_SHARED:
		return shared_take(x, place, r, error);
	case RECORD_NUMBER:
		p = record_take(r, 8);
		return p ? cell_number(x, row, column, xf, f64(p), error) : refuse_damaged(error);
	case RECORD_RK:
		p = record_take(r, 4);
		return p ? cell_number(x, row, column, xf, rk_value(u32(p)), error) : refuse_damaged(error);
	case RECORD_BOOLEAN:
		p = record_take(r, 2);
		return p ? cell_flag(x, row, column, p[0], p[1], error) : refuse_damaged(error);
	default:
		return label_take(x, row, column, r, error);
	}
}

static int cell_order(const void *a, const void *b)
{
	const struct cell *l = a, *r = b;
	if (l->row != r->row)
		return l->row < r->row ? -1 : 1;
	if (l->column != r->column)
		return l->column < r->column ? -1 : 1;
	return l->order < r->order ? -1 : l->order > r->order;
}

/* The cells of a sheet, in whatever order they came, as rows of the book. */
static bool rows_add(struct xls *x, GError **error)
{
	const char *cells[WORKBOOK_COLUMNS_MAX];
	g_array_sort(x->cells, cell_order);
	for (guint i = 0; i < x->cells->len;) {
		size_t n = 0;
		unsigned row = g_array_index(x->cells, struct cell, i).row;
		for (; i < x->cells->len && g_array_index(x->cells, struct cell, i).row == row; i++) {
			const struct cell *cell = &g_array_index(x->cells, struct cell, i);
			while (n <= cell->column)
				cells[n++] = "";
			cells[cell->column] = cell->text;
		}
		if (!workbook_row_add(x->book, row + 1, cells, n, error))
			return false;
	}
	return true;
}

static bool sheet_read(struct xls *x, const struct sheet_entry *entry, GError **error)
{
	struct record r;
	const guint8 *finish = x->bytes + x->length, *p;
	if (!workbook_sheet_add(x->book, entry->name, 0, error))
		return false;
	if (entry->offset >= x->length || !record_at(&r, x->bytes + entry->offset, finish) ||
	    r.type != RECORD_BEGIN)
		return refuse_damaged(error);
	x->sheet = entry->name;
	g_array_set_size(x->cells, 0);
	unsigned depth = 1, row = 0, column = 0; /* depth: a chart in the sheet has records of its own */
	bool awaits = false;
	for (p = r.next; record_at(&r, p, finish); p = r.next) {
		bool is_good = true;
		if (r.type == RECORD_BEGIN) {
			depth++;
		} else if (r.type == RECORD_EOF) {
			if (--depth == 0)
				return rows_add(x, error);
		} else if (depth > 1) {
			continue;
		} else if (r.type == RECORD_STRING && awaits) {
			is_good = label_take(x, row, column, &r, error);
			awaits = false;
		} else if (r.type == RECORD_MULTIPLE_RK) {
			is_good = multiple_take(x, &r, error);
		} else if (is_of_cell(r.type)) {
			const guint8 *place = record_take(&r, 6);
			if (!place)
				return refuse_damaged(error);
			row = u16(place);
			column = u16(place + 2);
			is_good = cell_take(x, place, &r, &awaits, error);
		}
		if (!is_good)
			return false;
	}
	return refuse_damaged(error); /* without an end */
}

static bool book_read(struct xls *x, GError **error)
{
	g_autoptr(GArray) sheets = g_array_new(FALSE, FALSE, sizeof(struct sheet_entry));
	g_array_set_clear_func(sheets, sheet_entry_clear);
	if (!globals_read(x, sheets, error))
		return false;
	if (!sheets->len) {
		workbook_refuse_no_sheet(error);
		return false;
	}
	for (guint i = 0; i < sheets->len; i++)
		if (!sheet_read(x, &g_array_index(sheets, struct sheet_entry, i), error))
			return false;
	return true;
}

/* What the file is when it has no stream of a workbook. */
static void refuse_kind(size_t which, GError **error)
{
	if (which == 1)
		refuse_old(error);
	else if (which == 2)
		refuse_password(error);
	else if (which == 0)
		refuse_damaged(error);
	else
		workbook_unreadable(
			error, 0,
			"Es un archivo antiguo de Office, pero no un libro de Excel, o está dañado. Guarde "
			"el "
			"formulario como libro de Excel (.xlsx) y súbalo.",
			"It is an old Office file, but no Excel workbook, or it is damaged. Save the form as "
			"an Excel workbook (.xlsx) and upload that.");
}

struct workbook *workbook_xls_read(const char *bytes, size_t length, GError **error)
{
	static const char *const streams[] = {"Workbook", "Book", "EncryptedPackage", NULL};
	if (length > WORKBOOK_FILE_MAX) {
		workbook_refuse_file_size(error);
		return NULL;
	}
	size_t which = G_N_ELEMENTS(streams);
	g_autoptr(GByteArray) stream = workbook_ole_stream(bytes, length, streams, &which);
	if (!stream || !stream->len || which != 0) {
		refuse_kind(which, error);
		return NULL;
	}
	struct xls x = {.bytes = stream->data, .length = stream->len, .book = workbook_new(WORKBOOK_XLS)};
	x.strings = g_ptr_array_new();
	x.formats = g_hash_table_new(NULL, NULL);
	x.xf_times = g_byte_array_new();
	x.cells = g_array_new(FALSE, FALSE, sizeof(struct cell));
	x.scratch = g_string_new(NULL);
	x.utf16 = g_array_new(FALSE, FALSE, sizeof(guint16));
	if (!book_read(&x, error))
		g_clear_pointer(&x.book, workbook_free);
	g_ptr_array_unref(x.strings);
	g_hash_table_unref(x.formats);
	g_byte_array_unref(x.xf_times);
	g_array_unref(x.cells);
	g_string_free(x.scratch, TRUE);
	g_array_unref(x.utf16);
	return x.book;
}
