/* fields - the lexicon by stem.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fields.h"

#include "sounds.h"

struct fields {
	GPtrArray *names;	     /* borrowed */
	GHashTable *of_stem;	     /* stem -> GArray of uint16_t */
	GHashTable *seen;	     /* surfaces; borrows */
	GPtrArray *stems, *surfaces; /* of each different word, in order of first sight; owned */
	struct sounds *sounds;
};

static void add_word(struct fields *fields, const struct text_token *token, uint16_t field)
{
	GArray *of = g_hash_table_lookup(fields->of_stem, token->stem);

	if (!g_hash_table_contains(fields->seen, token->surface)) {
		g_ptr_array_add(fields->stems, g_strdup(token->stem));
		g_ptr_array_add(fields->surfaces, g_strdup(token->surface));
		g_hash_table_add(fields->seen,
				 g_ptr_array_index(fields->surfaces, fields->surfaces->len - 1));
	}
	if (!of) {
		of = g_array_new(FALSE, FALSE, sizeof field);
		g_hash_table_insert(fields->of_stem, g_ptr_array_index(fields->stems, fields->stems->len - 1),
				    of);
	}
	if (!of->len || g_array_index(of, uint16_t, of->len - 1) != field)
		g_array_append_val(of, field);
}

static void add_part(struct fields *fields, struct text_reader *reader, const struct field_words *part)
{
	for (; part->name; part++) {
		g_autoptr(GArray) tokens = text_reader_tokens(reader, part->words);

		for (size_t i = 0; i < tokens->len; i++)
			add_word(fields, &g_array_index(tokens, struct text_token, i),
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
	g_autofree uint32_t *alike = NULL;

	fields->names = g_ptr_array_new();
	fields->of_stem = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_array_unref);
	fields->seen = g_hash_table_new(g_str_hash, g_str_equal);
	fields->stems = g_ptr_array_new_with_free_func(g_free);
	fields->surfaces = g_ptr_array_new_with_free_func(g_free);
	for (size_t i = 0; i < G_N_ELEMENTS(spanish) && language == TEXT_SPANISH; i++)
		add_part(fields, reader, spanish[i]);
	for (size_t i = 0; i < G_N_ELEMENTS(english) && language == TEXT_ENGLISH; i++)
		add_part(fields, reader, english[i]);
	text_reader_free(reader);
	alike = g_new0(uint32_t, fields->stems->len + 1);
	fields->sounds = sounds_new(language, (char *const *)fields->surfaces->pdata,
				    (char *const *)fields->stems->pdata, alike, fields->stems->len);
	return fields;
}

void fields_free(struct fields *fields)
{
	if (!fields)
		return;
	g_ptr_array_unref(fields->names);
	g_hash_table_unref(fields->of_stem);
	g_hash_table_unref(fields->seen);
	sounds_free(fields->sounds);
	g_ptr_array_unref(fields->stems);
	g_ptr_array_unref(fields->surfaces);
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

size_t fields_of(const struct fields *fields, const char *surface, const char *stem, const uint16_t **of)
{
	const GArray *found = g_hash_table_lookup(fields->of_stem, stem);

	if (!found && surface) {
		uint32_t near = sounds_find(fields->sounds, surface, stem);

		if (near != UINT32_MAX)
			found = g_hash_table_lookup(fields->of_stem, fields->stems->pdata[near]);
	}
	*of = found ? (const uint16_t *)(const void *)found->data : NULL;
	return found ? found->len : 0;
}
