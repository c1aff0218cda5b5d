/* formfile - reads a form with its files and keeps what was found.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "formfile.h"
#include "decoder.h"
#include "words.h"
#include "xlsform.h"
#include <sodium.h>
#include <string.h>

#define NAME_MAX_BYTES 100u

static void part_free(void *data)
{
	struct formfile_part *part = data;
	g_free(part->name);
	g_bytes_unref(part->bytes);
	g_free(part);
}

GPtrArray *formfile_parts_new(void)
{
	return g_ptr_array_new_with_free_func(part_free);
}

/* What may come with a form; NULL for anything else. */
static const char *type_of(const char *name)
{
	static const char *const types[][2] = {
		{".csv", "text/csv"},	{".xml", "text/xml"},	 {".geojson", "application/geo+json"},
		{".png", "image/png"},	{".jpg", "image/jpeg"},	 {".jpeg", "image/jpeg"},
		{".gif", "image/gif"},	{".webp", "image/webp"}, {".svg", "image/svg+xml"},
		{".mp3", "audio/mpeg"}, {".m4a", "audio/mp4"},	 {".ogg", "audio/ogg"},
		{".wav", "audio/wav"},	{".mp4", "video/mp4"},	 {".webm", "video/webm"},
		{".3gp", "video/3gpp"},
	};
	const char *dot = strrchr(name, '.');
	for (size_t i = 0; dot != NULL && i < G_N_ELEMENTS(types); i++)
		if (g_ascii_strcasecmp(dot, types[i][0]) == 0)
			return types[i][1];
	return NULL;
}

bool formfile_may_come(const char *name)
{
	return type_of(name) != NULL;
}

static bool name_fits(const char *name)
{
	size_t length = strlen(name);
	if (length == 0 || length > NAME_MAX_BYTES || *name == '.' || !g_utf8_validate(name, -1, NULL))
		return false;
	for (const char *p = name; *p != '\0'; p++)
		if (g_ascii_iscntrl(*p) || strchr("/\\\"<>|", *p) != NULL)
			return false;
	return true;
}

bool formfile_part_add(GPtrArray *parts, const char *given, const void *bytes, size_t length, const char **es,
		       const char **en)
{
	const char *slash = strrchr(given, '/'), *backslash = strrchr(given, '\\');
	const char *name = MAX(slash, backslash) != NULL ? MAX(slash, backslash) + 1 : given;
	size_t sum = length;
	if (!name_fits(name) || type_of(name) == NULL) {
		*es = "Con un formulario van listas (.csv, .xml, .geojson), imágenes, audios y videos, con "
		      "nombres sencillos.";
		*en = "With a form go lists (.csv, .xml, .geojson), pictures, audio and video, under simple "
		      "names.";
		return false;
	}
	for (guint i = 0; i < parts->len; i++) {
		const struct formfile_part *other = parts->pdata[i];
		sum += g_bytes_get_size(other->bytes);
		if (strcmp(other->name, name) == 0) {
			*es = "Dos archivos llevan el mismo nombre.";
			*en = "Two files have the same name.";
			return false;
		}
	}
	if (parts->len >= FORMFILE_PARTS_MAX || sum > FORMFILE_BYTES_MAX) {
		*es = "Con un formulario van a lo más 100 archivos y 12 MiB.";
		*en = "With a form go at most 100 files and 12 MiB.";
		return false;
	}
	struct formfile_part *part = g_new(struct formfile_part, 1);
	*part = (struct formfile_part){g_strdup(name), type_of(name), g_bytes_new(bytes, length)};
	g_ptr_array_add(parts, part);
	return true;
}

static int part_order(const void *a, const void *b)
{
	const struct formfile_part *const *l = a, *const *r = b;
	return strcmp((*l)->name, (*r)->name);
}

static json_t *digests_of(const GPtrArray *parts)
{
	json_t *digests = json_object();
	for (guint i = 0; i < parts->len; i++) {
		const struct formfile_part *part = parts->pdata[i];
		unsigned char digest[32];
		char hex[65];
		size_t length;
		const void *bytes = g_bytes_get_data(part->bytes, &length);
		crypto_generichash(digest, sizeof digest, bytes, length, NULL, 0);
		json_object_set_new(digests, part->name,
				    json_string(sodium_bin2hex(hex, sizeof hex, digest, sizeof digest)));
	}
	return digests;
}

static struct form_problem *problem_new(const char *sheet, char *es, char *en)
{
	struct form_problem *problem = g_new0(struct form_problem, 1);
	problem->sheet = g_strdup(sheet);
	problem->sentence_es = es;
	problem->sentence_en = en;
	return problem;
}

/* What is wrong with the file as a whole, "Spanish / English". */
static void unreadable_add(GPtrArray *problems, const GError *error)
{
	const char *bar = strstr(error->message, " / ");
	g_assert(bar != NULL);
	g_ptr_array_add(problems, problem_new("", g_strndup(error->message, (gsize)(bar - error->message)),
					      g_strdup(bar + 3)));
}

/* Names of the page's own fields: a question at the top of a form cannot have them. */
static const struct form_question *name_taken(const struct form *form)
{
	static const char *const own[] = {"uuid", "issued", "form", "previous_folio", "corrects_folio"};
	for (size_t i = 0; i < G_N_ELEMENTS(own); i++) {
		const struct form_question *q = form_find(form, own[i]);
		if (q != NULL)
			return q;
	}
	return NULL;
}

/* has_parts: what may come with it came. */
static void form_read(struct formfile *file, const struct workbook *book, bool has_parts)
{
	g_autofree struct form_file *files = g_new0(struct form_file, MAX(file->parts->len, 1));
	for (guint i = 0; i < file->parts->len; i++) {
		const struct formfile_part *part = file->parts->pdata[i];
		files[i].name = part->name;
		files[i].bytes = g_bytes_get_data(part->bytes, &files[i].length);
	}
	file->form = has_parts ? xlsform_read_with(book, files, file->parts->len, file->problems, NULL)
			       : xlsform_read(book, file->problems, NULL);
	const struct form_question *taken = file->form != NULL ? name_taken(file->form) : NULL;
	if (taken == NULL)
		return;
	struct form_problem *problem = problem_new(
		"survey",
		g_strdup_printf("La página usa el nombre «%s» para sí misma: cambie el de esta pregunta.",
				taken->name),
		g_strdup_printf("The page uses the name «%s» itself: change that of this question.",
				taken->name));
	problem->row = taken->row;
	problem->column = g_strdup("name");
	g_ptr_array_add(file->problems, problem);
	g_clear_pointer(&file->form, form_free);
}

struct formfile *formfile_read(const char *bytes, size_t length, GPtrArray *parts)
{
	struct formfile *file = g_new0(struct formfile, 1);
	g_atomic_ref_count_init(&file->references);
	file->parts = parts != NULL ? parts : formfile_parts_new();
	g_ptr_array_sort(file->parts, part_order);
	file->digests = digests_of(file->parts);
	file->problems = g_ptr_array_new_with_free_func((GDestroyNotify)form_problem_free);
	g_autoptr(GError) error = NULL;
	size_t n = 0;
	g_autofree char *text = decoder_text(bytes, length, &n, &error);
	struct workbook *book = text != NULL ? workbook_read_text(text, n, &error) : NULL;
	if (book == NULL) {
		unreadable_add(file->problems, error);
		return file;
	}
	file->kind = workbook_kind(book);
	file->source = file->kind == WORKBOOK_MARKDOWN ? g_steal_pointer(&text) : workbook_to_markdown(book);
	form_key_with(file->key, file->source, file->digests);
	form_read(file, book, parts != NULL);
	workbook_free(book);
	return file;
}

struct formfile *formfile_ref(struct formfile *file)
{
	g_atomic_ref_count_inc(&file->references);
	return file;
}

void formfile_unref(void *data)
{
	struct formfile *file = data;
	if (file == NULL || !g_atomic_ref_count_dec(&file->references))
		return;
	g_free(file->source);
	form_free(file->form);
	g_ptr_array_unref(file->problems);
	g_ptr_array_unref(file->parts);
	json_decref(file->digests);
	g_free(file);
}

const struct formfile_part *formfile_part(const struct formfile *file, const char *name)
{
	for (guint i = 0; i < file->parts->len; i++) {
		const struct formfile_part *part = file->parts->pdata[i];
		if (strcmp(part->name, name) == 0)
			return part;
	}
	return NULL;
}

struct formfile_fallback *formfile_fallbacks(const struct form *form)
{
	static const enum form_type types[] = {FORM_BARCODE, FORM_AUDIO, FORM_VIDEO, FORM_GEOTRACE,
					       FORM_GEOSHAPE};
	struct formfile_fallback *found = g_new0(struct formfile_fallback, G_N_ELEMENTS(types) + 1);
	size_t n_found = 0;
	for (size_t t = 0; t < G_N_ELEMENTS(types); t++) {
		size_t n = 0;
		for (size_t i = 0; i < form->n_questions; i++)
			n += form->questions[i]->type == types[t];
		if (n > 0)
			found[n_found++] = (struct formfile_fallback){types[t], n};
	}
	return found;
}

const char *formfile_fallback_words(enum form_type type, const char *language)
{
	switch (type) {
	case FORM_BARCODE:
		return words_say(language, "un texto que se escribe");
	case FORM_AUDIO:
	case FORM_VIDEO:
		return words_say(language, "un archivo que se adjunta");
	default:
		return words_say(language, "puntos que se marcan");
	}
}

size_t formfile_n_answered(const struct form *form)
{
	size_t n = 0;
	for (size_t i = 0; i < form->n_questions; i++)
		n += form_type_is_answered(form->questions[i]->type);
	return n;
}

char *formfile_private_names(const struct form *form)
{
	GString *names = g_string_new(NULL);
	for (size_t i = 0; i < form->n_questions; i++) {
		const struct form_question *q = form->questions[i];
		if (q->type == FORM_METADATA && q->metadata != FORM_METADATA_TODAY)
			g_string_append_printf(names, "%s%s", names->len > 0 ? ", " : "", q->name);
	}
	return g_string_free(names, FALSE);
}
