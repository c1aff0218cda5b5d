/* fields - the lexicon by stem.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fields.h"

struct fields {
	GPtrArray *names;    /* borrowed */
	GHashTable *of_stem; /* owned stem -> GArray of uint16_t */
};

static void add_word(struct fields *fields, const char *stem, uint16_t field)
{
	GArray *of = g_hash_table_lookup(fields->of_stem, stem);

	if (!of) {
		of = g_array_new(FALSE, FALSE, sizeof field);
		g_hash_table_insert(fields->of_stem, g_strdup(stem), of);
	}
	if (!of->len || g_array_index(of, uint16_t, of->len - 1) != field)
		g_array_append_val(of, field);
}

static void add_part(struct fields *fields, struct text_reader *reader, const struct field_words *part)
{
	for (; part->name; part++) {
		g_autoptr(GArray) tokens = text_reader_tokens(reader, part->words);

		for (size_t i = 0; i < tokens->len; i++)
			add_word(fields, g_array_index(tokens, struct text_token, i).stem,
				 (uint16_t)fields->names->len);
		g_ptr_array_add(fields->names, (gpointer)(uintptr_t)part->name);
	}
}

struct fields *fields_new(enum text_language language)
{
	static const struct field_words *const spanish[] = {fields_spanish_1, fields_spanish_2,
							    fields_spanish_3},
					       *const english[] = {fields_english_1, fields_english_2};
	struct fields *fields = g_new0(struct fields, 1);
	struct text_reader *reader = text_reader_new(language);

	fields->names = g_ptr_array_new();
	fields->of_stem =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
	for (size_t i = 0; i < G_N_ELEMENTS(spanish) && language == TEXT_SPANISH; i++)
		add_part(fields, reader, spanish[i]);
	for (size_t i = 0; i < G_N_ELEMENTS(english) && language == TEXT_ENGLISH; i++)
		add_part(fields, reader, english[i]);
	text_reader_free(reader);
	return fields;
}

void fields_free(struct fields *fields)
{
	if (!fields)
		return;
	g_ptr_array_unref(fields->names);
	g_hash_table_unref(fields->of_stem);
	g_free(fields);
}

size_t fields_count(const struct fields *fields)
{
	return fields->names->len;
}

const char *fields_name(const struct fields *fields, size_t field)
{
	return fields->names->pdata[field];
}

size_t fields_of(const struct fields *fields, const char *stem, const uint16_t **of)
{
	const GArray *found = g_hash_table_lookup(fields->of_stem, stem);

	*of = found ? (const uint16_t *)(const void *)found->data : NULL;
	return found ? found->len : 0;
}
