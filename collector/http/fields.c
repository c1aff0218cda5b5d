/* fields.c - a body in pieces, bounded.  SPDX-License-Identifier: GPL-3.0-or-later */
#include "fields.h"
#include "guard.h"

#include <string.h>

void fields_start(struct fields *fields, struct budget *budget)
{
	*fields = (struct fields){.budget = budget};
}

static bool fail(struct fields *fields, unsigned status)
{
	if (!fields->status)
		fields->status = status;
	return false;
}

static bool take(struct fields *fields, size_t bytes)
{
	if (atomic_fetch_add(&fields->budget->used, bytes) + bytes > fields->budget->limit) {
		atomic_fetch_sub(&fields->budget->used, bytes);
		return fail(fields, 503);
	}
	return true;
}

/* Room for that many bytes more, taken from the budget. */
static bool reserve(struct fields *fields, size_t more)
{
	if (fields->capacity - fields->used >= more)
		return true;
	/* Twice as much each time, but not twice a photograph. */
	size_t wanted =
		MAX(fields->capacity + CLAMP(fields->capacity, 1024, 1024 * 1024), fields->used + more);
	if (!take(fields, wanted - fields->capacity))
		return false;
	fields->bytes = g_realloc(fields->bytes, wanted);
	fields->capacity = wanted;
	return true;
}

static size_t put(struct fields *fields, const char *data, size_t size)
{
	size_t at = fields->used;
	if (size)
		memcpy(fields->bytes + at, data, size);
	fields->bytes[at + size] = '\0';
	fields->used += size + 1;
	return at;
}

#define PLACE_BYTES (sizeof(struct fields_place) + sizeof(struct http_field))

static bool begin(struct fields *fields, const char *name, const char *file_name, const char *content_type)
{
	if (fields->n_places == FIELDS_MAX || !guard_field_name(name) ||
	    (file_name && *file_name && !guard_field_name(file_name)))
		return fail(fields, 400);
	size_t name_length = strlen(name), type_length = content_type ? strlen(content_type) : 0,
	       file_length = file_name ? strlen(file_name) : 0;
	if (!reserve(fields, name_length + type_length + file_length + 4))
		return false;
	if (fields->n_places == fields->n_places_max) {
		size_t n = fields->n_places_max ? fields->n_places_max * 2 : 16;
		if (!take(fields, (n - fields->n_places_max) * PLACE_BYTES))
			return false;
		fields->n_places_max = n;
		fields->places = g_renew(struct fields_place, fields->places, fields->n_places_max);
	}
	g_assert(fields->places != NULL);
	struct fields_place *place = &fields->places[fields->n_places++];
	place->length = 0;
	place->name = put(fields, name, name_length);
	place->content_type = content_type ? put(fields, content_type, type_length) : SIZE_MAX;
	place->file_name = file_name ? put(fields, file_name, file_length) : SIZE_MAX;
	place->value = put(fields, NULL, 0);
	return true;
}

/* The last field's value grows over its terminator. */
static bool append(struct fields *fields, const char *data, size_t size)
{
	if (size == 0)
		return true;
	if (!reserve(fields, size))
		return false;
	fields->used--;
	put(fields, data, size);
	fields->places[fields->n_places - 1].length += size;
	return true;
}

bool fields_add(struct fields *fields, const char *name, const char *file_name, const char *content_type,
		const char *data, uint64_t offset, size_t size)
{
	if (fields->status)
		return false;
	if (!name)
		return fail(fields, 400);
	struct fields_place *last = fields->n_places ? &fields->places[fields->n_places - 1] : NULL;
	bool is_last = last && last->length == offset &&
		       (last->file_name != SIZE_MAX) == (file_name != NULL) &&
		       !strcmp(fields->bytes + last->name, name);
	if (!is_last && (offset != 0 || !begin(fields, name, file_name, content_type)))
		return fail(fields, 400);
	/* Two empty fields of one name after each other are two fields. */
	if (is_last && offset == 0 && size == 0 && !begin(fields, name, file_name, content_type))
		return false;
	return append(fields, data, size);
}

bool fields_add_raw(struct fields *fields, const char *data, size_t size)
{
	if (fields->status)
		return false;
	if (!reserve(fields, size + 1))
		return false;
	if (fields->used)
		fields->used--;
	put(fields, data, size);
	return true;
}

unsigned fields_end(struct fields *fields, const struct http_field **result, size_t *n_fields)
{
	*result = NULL;
	*n_fields = 0;
	if (fields->status)
		return fields->status;
	fields->result = g_new0(struct http_field, fields->n_places + 1);
	for (size_t i = 0; i < fields->n_places; i++) {
		const struct fields_place *place = &fields->places[i];
		struct http_field *field = &fields->result[i];
		field->name = fields->bytes + place->name;
		field->value = fields->bytes + place->value;
		field->length = place->length;
		field->content_type =
			place->content_type == SIZE_MAX ? NULL : fields->bytes + place->content_type;
		field->file_name = place->file_name == SIZE_MAX ? NULL : fields->bytes + place->file_name;
		field->is_file = field->file_name != NULL;
		if (!field->is_file && !guard_field_value(field->value, field->length))
			return fields->status = 400;
	}
	*result = fields->result;
	*n_fields = fields->n_places;
	return 0;
}

const char *fields_end_raw(struct fields *fields, size_t *length)
{
	*length = fields->used ? fields->used - 1 : 0;
	return fields->used ? fields->bytes : "";
}

void fields_clear(struct fields *fields)
{
	if (!fields->budget)
		return;
	size_t taken = fields->capacity + fields->n_places_max * PLACE_BYTES;
	if (taken)
		atomic_fetch_sub(&fields->budget->used, taken);
	g_free(fields->bytes);
	g_free(fields->places);
	g_free(fields->result);
	*fields = (struct fields){0};
}
