/* page_text - the author's texts as a page shows them: plain, in one language, with the answers they speak
 * of. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "page_parts.h"

#include <string.h>

/* What is looked for no further, in bytes, so that a text is read in a time that grows as it does. */
#define TAG_MAX	      500u
#define REFERENCE_MAX 500u
#define LINK_MAX      2000u

/* Whether the mark of n characters at p opens something that is closed on the same line, around a text. */
static bool mark_closes(const char *p, const char *mark, const char **closing)
{
	size_t n = strlen(mark);
	if (strncmp(p, mark, n) != 0 || !p[n] || g_ascii_isspace(p[n]))
		return false;
	*closing = strstr(p + n + 1, mark);
	return *closing && !g_ascii_isspace((*closing)[-1]);
}

/* The length of a simple tag such as <b>, </span> or <span style="color:red"> at p, else 0. */
static size_t tag_length(const char *p)
{
	static const char *const names[] = {"span", "b",     "i",      "u",  "em",  "strong", "br", "p",
					    "big",  "small", "center", "a",  "div", "font",   "ul", "ol",
					    "li",   "h1",    "h2",     "h3", "h4",  "h5",     "h6"};
	const char *name = p + 1 + (p[1] == '/');
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		size_t n = strlen(names[i]);
		if (!g_ascii_strncasecmp(name, names[i], n) && name[n] && strchr(" \n/>", name[n])) {
			const char *end = memchr(name, '>', strnlen(name, TAG_MAX));
			return end ? (size_t)(end - p) + 1 : 0;
		}
	}
	return 0;
}

/* The question of ${name} at p, and the length of the whole; NULL when it is no reference to a question. */
static const struct form_question *reference_at(const struct form *form, const char *p, size_t *length)
{
	const char *brace = p[0] == '$' && p[1] == '{' ? memchr(p, '}', strnlen(p, REFERENCE_MAX)) : NULL;
	*length = brace ? (size_t)(brace - p) + 1 : 0;
	if (!brace)
		return NULL;
	g_autofree char *name = g_strstrip(g_strndup(p + 2, (gsize)(brace - p - 2)));
	return g_hash_table_lookup(form->by_name, name);
}

/* Where the words of [words](address) at p end, or NULL. */
static const char *link_words_end(const char *p)
{
	if (*p != '[' || p[1] == ']')
		return NULL;
	const char *end = g_strstr_len(p, LINK_MAX, "]("), *line = memchr(p, '\n', strnlen(p, LINK_MAX));
	bool is_whole = end && !memchr(p + 1, '[', (size_t)(end - p - 1)) && (!line || end < line);
	return is_whole && memchr(end, ')', strnlen(end, LINK_MAX)) ? end : NULL;
}

/* Takes a text apart: calls text for what is shown as it is and reference for each ${name} (question NULL:
 * unknown). */
struct taker {
	void (*text)(void *data, const char *text, size_t length);
	void (*reference)(void *data, const struct form_question *);
	void *data;
};

static void take_apart(const struct form *form, const char *text, const struct taker *taker)
{
	static const char *const marks[] = {"**", "__", "*"};
	const char *skip_at[8]; /* closing marks still to be left out */
	size_t skip_length[8], n_skips = 0;
	const char *p = text;
	p += strspn(p, "#") <= 6 && *p == '#' && p[strspn(p, "#")] == ' ' ? strspn(p, "# ") : 0;
	while (*p) {
		size_t skip = 0, length;
		for (size_t i = 0; i < n_skips && !skip;) {
			if (skip_at[i] > p) {
				i++;
				continue;
			}
			skip = skip_at[i] == p ? skip_length[i] : 0; /* or it was within another */
			bool is_link = skip && *p == ']';
			n_skips--;
			skip_at[i] = skip_at[n_skips];
			skip_length[i] = skip_length[n_skips];
			if (is_link) /* words (address) */
				taker->text(taker->data, " ", 1);
		}
		for (size_t i = 0; !skip && n_skips < G_N_ELEMENTS(skip_at) && i < G_N_ELEMENTS(marks); i++) {
			const char *closing;
			if (mark_closes(p, marks[i], &closing)) {
				skip = strlen(marks[i]);
				skip_at[n_skips] = closing;
				skip_length[n_skips++] = skip;
			}
		}
		const char *words_end = !skip && n_skips < G_N_ELEMENTS(skip_at) ? link_words_end(p) : NULL;
		if (words_end) {
			skip = 1;
			skip_at[n_skips] = words_end;
			skip_length[n_skips++] = 1;
		}
		if (!skip && *p == '<')
			skip = tag_length(p);
		const struct form_question *q = skip ? NULL : reference_at(form, p, &length);
		if (!skip && length > 0) {
			taker->reference(taker->data, q);
			skip = length;
		}
		if (!skip && *p == '\\' && p[1] && strchr("*_#<", p[1])) {
			taker->text(taker->data, p + 1, 1);
			skip = 2;
		}
		if (skip) {
			p += skip;
		} else {
			const char *next = g_utf8_next_char(p);
			taker->text(taker->data, p, (size_t)(next - p));
			p = next;
		}
	}
}

struct showing {
	const struct page *page;
	const char *field;
	GString *out;
	bool has_references;
};

static void show_text(void *data, const char *text, size_t length)
{
	struct showing *s = data;
	g_string_append_len(s->out, text, (gssize)length);
}

static void show_reference(void *data, const struct form_question *q)
{
	struct showing *s = data;
	const struct answers *answers = s->page->answers;
	const char *value = q && answers ? answers_value_from(answers, s->field, q) : NULL;
	s->has_references |= q != NULL;
	g_string_append(s->out, value && *value ? value : "…");
}

static char *show(const struct page *page, const char *field, const char *text, bool *has_references)
{
	struct showing s = {page, field, g_string_new(NULL), false};
	struct taker taker = {show_text, show_reference, &s};
	take_apart(page->form, text, &taker);
	*has_references = s.has_references;
	return g_string_free(s.out, FALSE);
}

char *page_text(const struct page *page, const char *field, const char *text)
{
	bool has_references;
	return show(page, field, text, &has_references);
}

struct parts {
	json_t *array;
	GString *text;
	bool has_references;
};

static void part_text(void *data, const char *text, size_t length)
{
	struct parts *parts = data;
	g_string_append_len(parts->text, text, (gssize)length);
}

static void part_reference(void *data, const struct form_question *q)
{
	struct parts *parts = data;
	if (!q) {
		g_string_append(parts->text, "…");
		return;
	}
	parts->has_references = true;
	json_array_append_new(parts->array, json_string(parts->text->str));
	json_array_append_new(parts->array, json_integer((json_int_t)q->number));
	g_string_truncate(parts->text, 0);
}

json_t *page_text_parts(const struct form *form, const char *text)
{
	struct parts parts = {json_array(), g_string_new(NULL), false};
	struct taker taker = {part_text, part_reference, &parts};
	take_apart(form, text, &taker);
	json_array_append_new(parts.array, json_string(parts.text->str));
	g_string_free(parts.text, TRUE);
	if (parts.has_references)
		return parts.array;
	json_decref(parts.array);
	return NULL;
}

char *page_text_plain(const struct form *form, const char *text)
{
	struct page page = {.form = form};
	return page_text(&page, "", text);
}

bool page_set_text(const struct page *page, json_t *view, const char *key, const char *field,
		   const struct form_text *text, bool *is_live)
{
	const char *found = form_text_in(page->form, text, page->language);
	bool has_references = false;
	if (found) {
		g_autofree char *shown = show(page, field, found, &has_references);
		json_object_set_new(view, key, json_string(shown));
	}
	if (is_live)
		*is_live = has_references;
	return found != NULL;
}

static void set_file(const struct page *page, json_t *view, const char *key, const struct form_text *name)
{
	const char *found = form_text_in(page->form, name, page->language);
	if (!found || !*found)
		return;
	g_autofree char *encoded = g_uri_escape_string(found, NULL, FALSE);
	json_object_set_new(view, key, json_string(encoded));
}

void page_set_media(const struct page *page, json_t *view, const struct form_media *media)
{
	set_file(page, view, "image", &media->image);
	set_file(page, view, "big_image", &media->big_image);
	set_file(page, view, "audio", &media->audio);
	set_file(page, view, "video", &media->video);
	if (media->image.by_language || media->audio.by_language || media->video.by_language)
		json_object_set_new(view, "has_media", json_true());
	if (json_object_get(view, "image") && !json_object_get(view, "big_image"))
		json_object_set_new(view, "big_image", json_null()); /* not that of a group around it */
}
