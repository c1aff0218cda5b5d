/* submitted - what a form's page sent: its fields as answers, its files as they are kept.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "submitted.h"
#include "page.h"
#include "page_values.h"
#include "photo.h"
#include <string.h>

static const struct {
	const char *type, *extension;
} extensions[] = {
	{"image/jpeg", "jpg"},	{"image/png", "png"},	    {"image/webp", "webp"}, {"image/gif", "gif"},
	{"image/heic", "heic"}, {"audio/mp4", "m4a"},	    {"audio/mpeg", "mp3"},  {"audio/ogg", "ogg"},
	{"audio/wav", "wav"},	{"audio/amr", "amr"},	    {"video/mp4", "mp4"},   {"video/3gpp", "3gp"},
	{"video/webm", "webm"}, {"application/pdf", "pdf"}, {"audio/webm", "webm"},
};

static const char *extension_of(const char *type)
{
	for (size_t i = 0; i < G_N_ELEMENTS(extensions); i++)
		if (strcmp(extensions[i].type, type) == 0)
			return extensions[i].extension;
	return "bin";
}

/* Phones record sound in what is a video's container, too. */
static bool fits(enum form_type question, const char *type)
{
	switch (question) {
	case FORM_IMAGE:
		return g_str_has_prefix(type, "image/");
	case FORM_AUDIO:
		return g_str_has_prefix(type, "audio/") || g_str_has_prefix(type, "video/");
	case FORM_VIDEO:
		return g_str_has_prefix(type, "video/");
	default:
		return true;
	}
}

/* "sitio[2]/foto", "jpg" -> "sitio-2-foto.jpg". */
static char *name_of(const char *field, const char *extension)
{
	g_autoptr(GString) name = g_string_new(NULL);
	for (const char *p = field; *p; p++)
		if (*p == '[' || *p == '/')
			g_string_append_c(name, '-');
		else if (*p != ']')
			g_string_append_c(name, *p);
	g_string_append_printf(name, ".%s", extension);
	return g_string_free(g_steal_pointer(&name), FALSE);
}

static const void *keep(struct submitted *s, void *memory, GDestroyNotify destroy)
{
	g_ptr_array_add(s->kept, g_bytes_new_with_free_func(NULL, 0, destroy, memory));
	return memory;
}

/* The answer to a question for a file; NULL when none was chosen. */
static const char *file_take(struct submitted *s, const struct form_question *q,
			     const struct http_field *field)
{
	const char *type;
	if (field->length == 0)
		return NULL;
	GBytes *clean = photo_clean(field->value, field->length, &type);
	if (clean == NULL || !fits(q->type, type)) {
		g_bytes_unref(clean);
		return "/"; /* no name of a file: is complained of as one */
	}
	g_ptr_array_add(s->kept, clean);
	struct submission_file *file = &s->files[s->n_files++];
	file->name = keep(s, name_of(field->name, extension_of(type)), g_free);
	file->type = type;
	file->bytes = g_bytes_get_data(clean, &file->length);
	return file->name;
}

static bool is_given(const struct answers_pair *pairs, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(pairs[i].name, name) == 0)
			return true;
	return false;
}

void submitted_read(struct submitted *s, const struct request *rq, const struct form *form,
		    bool is_correction)
{
	g_autofree struct answers_pair *pairs = g_new(struct answers_pair, rq->n_fields + 1);
	size_t n = 0, n_files;
	*s = (struct submitted){.files = g_new0(struct submission_file, rq->n_fields + 1),
				.kept = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref)};
	for (size_t i = 0; i < rq->n_fields; i++) {
		const struct http_field *field = &rq->fields[i];
		const struct form_question *q = field->is_file ? page_question(form, field->name) : NULL;
		if (q == NULL || !form_type_is_file(q->type) || is_given(pairs, n, field->name))
			continue;
		const char *name = file_take(s, q, field);
		if (name != NULL)
			pairs[n++] = (struct answers_pair){field->name, name};
	}
	n_files = n;
	for (size_t i = 0; i < rq->n_fields; i++) {
		const struct http_field *field = &rq->fields[i];
		const struct form_question *q = field->is_file ? NULL : page_question(form, field->name);
		if (q == NULL)
			continue;
		if (!form_type_is_file(q->type)) {
			const char *value = keep(s, page_value_read(q, field->value), g_free);
			pairs[n++] = (struct answers_pair){field->name, value};
		} else if (is_correction && *field->value != '\0' && !is_given(pairs, n_files, field->name)) {
			s->files[s->n_files++] = (struct submission_file){.name = field->value};
			pairs[n++] = (struct answers_pair){field->name, field->value};
		}
	}
	s->answers = answers_read(form, pairs, n);
}

void submitted_clear(struct submitted *s)
{
	answers_free(s->answers);
	g_free(s->files);
	g_ptr_array_unref(s->kept);
}
