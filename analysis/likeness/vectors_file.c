/* vectors_file - files of word vectors: read where they lie, looked up, and written in the compact form.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "vectors.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char magic[] = "VOCVEC1\n";
static const float largest_number = 1e15F; /* squares of larger ones leave 32 bits */
enum { HEAD = 24 };			   /* bytes before the words of the compact form */

struct word {
	uint64_t key; /* its first eight bytes, so that most comparisons need not look at the file */
	uint64_t at;  /* where it starts */
};

struct vectors {
	const char *bytes, *end;
	size_t n_words, n_dimensions;
	struct word *words;   /* ascending by their bytes */
	const uint8_t *table; /* the rows of the compact form, NULL for text */
};

G_DEFINE_QUARK(vectors - error, vectors_error)

static uint32_t get32(const char *at)
{
	uint32_t value;

	memcpy(&value, at, sizeof value);
	return GUINT32_FROM_LE(value);
}

static uint64_t get64(const char *at)
{
	return get32(at) | (uint64_t)get32(at + 4) << 32;
}

static float get_float(const uint8_t *at)
{
	uint32_t bits = get32((const char *)at);
	float value;

	memcpy(&value, &bits, sizeof value);
	return value;
}

static bool is_gap(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static size_t word_length(const struct vectors *v, uint64_t at)
{
	const char *from = v->bytes + at, *to = from;

	while (to < v->end && *to != '\n' && (v->table || !is_gap(*to)))
		to++;
	return (size_t)(to - from);
}

static uint64_t key_of(const char *word, size_t length)
{
	uint64_t key = 0;

	for (size_t i = 0; i < sizeof key; i++)
		key = key << 8 | (i < length ? (uint8_t)word[i] : 0);
	return key;
}

static int compare_bytes(const char *a, size_t a_length, const char *b, size_t b_length)
{
	int order = memcmp(a, b, MIN(a_length, b_length));

	return order ? order : (a_length > b_length) - (a_length < b_length);
}

/* By bytes, then by place in the file. */
static int compare_words(const void *a, const void *b, void *vectors)
{
	const struct word *x = a, *y = b;
	const struct vectors *v = vectors;
	int order = (x->key > y->key) - (x->key < y->key);

	if (order == 0)
		order = compare_bytes(v->bytes + x->at, word_length(v, x->at), v->bytes + y->at,
				      word_length(v, y->at));
	return order ? order : (x->at > y->at) - (x->at < y->at);
}

static bool are_same(const struct vectors *v, const struct word *x, const struct word *y)
{
	return x->key == y->key && compare_bytes(v->bytes + x->at, word_length(v, x->at), v->bytes + y->at,
						 word_length(v, y->at)) == 0;
}

/* A decimal number, not too large, that ends at a gap, a line feed or the end; *at moves behind it. */
static bool read_number(const char **at, const char *end, float *value)
{
	static const double tens[] = {1e0,  1e1,  1e2,	1e3,  1e4,  1e5,  1e6,	1e7,  1e8,  1e9,  1e10, 1e11,
				      1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
	const char *p = *at;
	bool is_negative = false, has_digits = false;
	uint64_t digits = 0;
	int exponent = 0, given = 0, sign = 1;
	double result;

	if (p < end && (*p == '-' || *p == '+'))
		is_negative = *p++ == '-';
	for (int after_point = 0; p < end; p++) {
		if (*p == '.' && !after_point) {
			after_point = 1;
			continue;
		}
		if (!g_ascii_isdigit(*p))
			break;
		has_digits = true;
		if (digits < 100000000000000000) {
			digits = digits * 10 + (uint64_t)(*p - '0');
			exponent -= after_point;
		} else if (exponent < 9999) {
			exponent += 1 - after_point;
		}
	}
	if (has_digits && p < end && (*p == 'e' || *p == 'E')) {
		p++;
		if (p < end && (*p == '-' || *p == '+'))
			sign = *p++ == '-' ? -1 : 1;
		has_digits = p < end && g_ascii_isdigit(*p);
		for (; p < end && g_ascii_isdigit(*p); p++)
			given = MIN(given * 10 + (*p - '0'), 99999);
		exponent += sign * given;
	}
	if (!has_digits || (p < end && *p != '\n' && !is_gap(*p)))
		return false;
	result = (double)digits;
	for (; exponent < 0 && result > 0; exponent = MIN(exponent + 22, 0))
		result /= tens[MIN(-exponent, 22)];
	for (; exponent > 0 && result > 0 && result <= (double)largest_number;
	     exponent = MAX(exponent - 22, 0))
		result *= tens[MIN(exponent, 22)];
	*at = p;
	*value = (float)(is_negative ? -result : result);
	return result <= (double)largest_number;
}

static void skip_gaps(const char **at, const char *end)
{
	while (*at < end && is_gap(**at))
		(*at)++;
}

static bool refuse_line(GError **error, size_t line, const char *english, const char *spanish)
{
	g_set_error(error, VECTORS_ERROR, VECTORS_ERROR_FORMAT, "line %zu %s / la línea %zu %s", line,
		    english, line, spanish);
	return false;
}

static bool refuse(GError **error, const char *both)
{
	g_set_error_literal(error, VECTORS_ERROR, VECTORS_ERROR_FORMAT, both);
	return false;
}

/* A whole number alone between gaps. */
static bool read_size(const char **at, const char *end, size_t *value)
{
	const char *from = *at;

	for (*value = 0; *at < end && g_ascii_isdigit(**at) && *at - from < 10; (*at)++)
		*value = *value * 10 + (size_t)(**at - '0');
	return *at > from && (*at == end || **at == '\n' || is_gap(**at));
}

/* "n d" alone on the first line: what it says, and *at behind it. */
static bool read_header(const char **at, const char *end, size_t *n_words, size_t *n_dimensions)
{
	const char *p = *at;

	if (!read_size(&p, end, n_words))
		return false;
	skip_gaps(&p, end);
	if (!read_size(&p, end, n_dimensions))
		return false;
	skip_gaps(&p, end);
	if (p < end && *p != '\n')
		return false;
	*at = p < end ? p + 1 : p;
	return true;
}

/* The numbers of a line, *at at its end; how many, or false where one is none. */
static bool count_numbers(const char **at, const char *end, size_t *n)
{
	float value;

	for (*n = 0;; (*n)++) {
		skip_gaps(at, end);
		if (*at == end || **at == '\n')
			return true;
		if (!read_number(at, end, &value))
			return false;
	}
}

static bool check_line(const char **at, struct vectors *v, GArray *words, size_t line, GError **error)
{
	struct word word = {.at = (uint64_t)(*at - v->bytes)};
	size_t length = word_length(v, word.at), n;

	if (length == 0)
		return refuse_line(error, line, "begins with no word", "no empieza con una palabra");
	word.key = key_of(*at, length);
	*at += length;
	if (!count_numbers(at, v->end, &n))
		return refuse_line(error, line, "has something that is no number after its word",
				   "tiene algo que no es un número después de su palabra");
	if (v->n_dimensions == 0)
		v->n_dimensions = n;
	if (n == 0 || n > VECTORS_MAX_DIMENSIONS)
		return refuse_line(error, line, "has no numbers or more than 4096",
				   "no tiene números o tiene más de 4096");
	if (n != v->n_dimensions)
		return refuse_line(error, line, "has another number of numbers than those before",
				   "no tiene tantos números como las anteriores");
	g_array_append_val(words, word);
	*at += *at < v->end;
	return true;
}

/* Sorted, of a word given twice the first. */
static void sort_words(struct vectors *v)
{
	size_t n = 0;

	g_qsort_with_data(v->words, (gint)v->n_words, sizeof *v->words, compare_words, v);
	for (size_t i = 0; i < v->n_words; i++)
		if (n == 0 || !are_same(v, &v->words[n - 1], &v->words[i]))
			v->words[n++] = v->words[i];
	v->n_words = n;
}

static bool read_text(struct vectors *v, GError **error)
{
	g_autoptr(GArray) words = g_array_new(FALSE, FALSE, sizeof(struct word));
	const char *at = v->bytes;
	size_t n_said = 0, line = 1;
	bool has_header;

	if (v->end - at >= 3 && !memcmp(at, "\xEF\xBB\xBF", 3))
		at += 3;
	has_header = read_header(&at, v->end, &n_said, &v->n_dimensions);
	if (has_header && (v->n_dimensions == 0 || v->n_dimensions > VECTORS_MAX_DIMENSIONS))
		return refuse_line(error, 1, "says that words have no numbers or more than 4096",
				   "dice que las palabras no tienen números o tienen más de 4096");
	for (line += has_header; at < v->end; line++) {
		const char *rest = at;

		while (rest < v->end && (*rest == '\n' || is_gap(*rest)))
			rest++;
		if (rest == v->end)
			break;
		if (words->len == G_MAXINT)
			return refuse_line(error, line, "is one too many", "ya es demasiado");
		if (!check_line(&at, v, words, line, error))
			return false;
	}
	if (words->len == 0)
		return refuse(error, "there are no word vectors in the file / el archivo no tiene vectores");
	if (has_header && words->len != n_said) {
		g_set_error(error, VECTORS_ERROR, VECTORS_ERROR_FORMAT,
			    "the file says that it has %zu words, and has %u / el archivo dice que tiene %zu "
			    "palabras y tiene %u",
			    n_said, words->len, n_said, words->len);
		return false;
	}
	v->words = g_array_steal(words, &v->n_words);
	sort_words(v);
	return true;
}

static bool read_compact(struct vectors *v, GError **error)
{
	const char *broken =
		"the compact file of word vectors is damaged / el archivo compacto de vectores está "
		"dañado";
	size_t n_bytes = (size_t)(v->end - v->bytes), n, d, at = HEAD, row;
	uint64_t n_letters;

	if (n_bytes < HEAD)
		return refuse(error, broken);
	n = get32(v->bytes + 8);
	d = get32(v->bytes + 12);
	n_letters = get64(v->bytes + 16);
	row = 4 + d;
	if (n == 0 || d == 0 || d > VECTORS_MAX_DIMENSIONS || n_letters > n_bytes - HEAD ||
	    n_letters < 2 * n || n * row != n_bytes - HEAD - n_letters)
		return refuse(error, broken);
	v->n_dimensions = d;
	v->table = (const uint8_t *)v->bytes + HEAD + n_letters;
	v->words = g_new(struct word, n);
	v->end = (const char *)v->table;
	for (; v->n_words < n; v->n_words++) {
		struct word *word = &v->words[v->n_words];
		size_t length = at < HEAD + n_letters ? word_length(v, at) : 0;
		float scale = get_float(v->table + v->n_words * row);

		/* Nor the last of the words without its line feed, nor a scale that is no number. */
		if (length == 0 || at + length == HEAD + n_letters ||
		    !(scale >= 0 && scale <= largest_number / 127))
			return refuse(error, broken);
		for (size_t i = 0; i < length; i++)
			if (is_gap(v->bytes[at + i]))
				return refuse(error, broken);
		*word = (struct word){key_of(v->bytes + at, length), at};
		if (v->n_words > 0 && (compare_words(word - 1, word, v) > 0 || are_same(v, word - 1, word)))
			return refuse(error, broken);
		at += length + 1;
	}
	return at == HEAD + n_letters || refuse(error, broken);
}

struct vectors *vectors_read(const char *bytes, size_t n_bytes, GError **error)
{
	struct vectors *v = g_new0(struct vectors, 1);
	bool is_compact = n_bytes >= 8 && !memcmp(bytes, magic, 8);

	v->bytes = bytes;
	v->end = bytes + n_bytes;
	if (!(is_compact ? read_compact(v, error) : read_text(v, error)))
		g_clear_pointer(&v, vectors_free);
	return v;
}

void vectors_free(struct vectors *v)
{
	if (!v)
		return;
	g_free(v->words);
	g_free(v);
}

size_t vectors_n_words(const struct vectors *v)
{
	return v->n_words;
}

size_t vectors_n_dimensions(const struct vectors *v)
{
	return v->n_dimensions;
}

/* Which word of the sorted ones, or SIZE_MAX. */
static size_t find_word(const struct vectors *v, const char *word)
{
	size_t length = strlen(word), from = 0, to = v->n_words;
	uint64_t key = key_of(word, length);

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		const struct word *w = &v->words[middle];
		int order = (key > w->key) - (key < w->key);

		if (order == 0)
			order = compare_bytes(word, length, v->bytes + w->at, word_length(v, w->at));
		if (order == 0)
			return middle;
		if (order < 0)
			to = middle;
		else
			from = middle + 1;
	}
	return SIZE_MAX;
}

static void write_row(const struct vectors *v, size_t word, float *out)
{
	const char *at = v->bytes + v->words[word].at;

	if (v->table) {
		const uint8_t *row = v->table + word * (4 + v->n_dimensions);
		float scale = get_float(row);

		for (size_t i = 0; i < v->n_dimensions; i++)
			out[i] = scale * (float)(int8_t)row[4 + i];
		return;
	}
	at += word_length(v, v->words[word].at);
	for (size_t i = 0; i < v->n_dimensions; i++) {
		skip_gaps(&at, v->end);
		(void)read_number(&at, v->end, &out[i]);
	}
}

/* A term whose word is not in the file as it is written. */
struct wanted {
	char *folded;
	size_t term;
};

static int compare_wanted(const void *a, const void *b)
{
	const struct wanted *x = a, *y = b;
	int order = strcmp(x->folded, y->folded);

	return order ? order : (x->term > y->term) - (x->term < y->term);
}

static void clear_wanted(void *wanted)
{
	g_free(((struct wanted *)wanted)->folded);
}

/* The word of the file as it would be without accents, where it has any. */
static char *folded_word(const struct vectors *v, size_t word)
{
	const char *from = v->bytes + v->words[word].at;
	size_t length = word_length(v, v->words[word].at), i = 0;
	g_autofree char *copy = NULL;

	while (i < length && !((uint8_t)from[i] & 0x80))
		i++;
	if (i == length || length > 100 || !g_utf8_validate(from, (gssize)length, NULL))
		return NULL;
	copy = g_strndup(from, length);
	return text_fold(copy);
}

/* For each wanted one that has none the first word of the file that is the same but for accents. */
static void find_folded(const struct vectors *v, GArray *wanted, size_t *word_of_term)
{
	for (size_t w = 0; wanted->len > 0 && w < v->n_words; w++) {
		g_autofree char *folded = folded_word(v, w);
		struct wanted asked = {folded, 0};
		size_t from = 0, to = wanted->len;

		if (!folded)
			continue;
		while (from < to) {
			size_t middle = from + (to - from) / 2;

			if (compare_wanted(&g_array_index(wanted, struct wanted, middle), &asked) < 0)
				from = middle + 1;
			else
				to = middle;
		}
		for (; from < wanted->len; from++) {
			const struct wanted *found = &g_array_index(wanted, struct wanted, from);
			size_t *word = &word_of_term[found->term];

			if (strcmp(found->folded, folded) != 0)
				break;
			if (*word == SIZE_MAX || v->words[w].at < v->words[*word].at)
				*word = w;
		}
	}
}

struct dense vectors_of_terms(const struct vectors *v, const struct corpus *corpus, size_t *n_found)
{
	struct dense m = dense_new(corpus->n_terms, v->n_dimensions);
	g_autofree size_t *word = g_new(size_t, corpus->n_terms + 1);
	g_autoptr(GArray) wanted = g_array_new(FALSE, FALSE, sizeof(struct wanted));
	size_t n = 0;

	g_array_set_clear_func(wanted, clear_wanted);
	for (size_t t = 0; t < corpus->n_terms; t++) {
		struct wanted without = {.term = t};

		word[t] = find_word(v, corpus->surfaces[t]);
		if (word[t] != SIZE_MAX)
			continue;
		without.folded = text_fold(corpus->surfaces[t]);
		word[t] = find_word(v, without.folded);
		if (word[t] == SIZE_MAX)
			g_array_append_val(wanted, without);
		else
			g_free(without.folded);
	}
	g_array_sort(wanted, compare_wanted);
	find_folded(v, wanted, word);
	for (size_t t = 0; t < corpus->n_terms; t++) {
		if (word[t] == SIZE_MAX)
			word[t] = find_word(v, corpus->terms[t]);
		if (word[t] == SIZE_MAX)
			continue;
		write_row(v, word[t], dense_row(&m, t));
		n++;
	}
	if (n_found)
		*n_found = n;
	return m;
}

static char *put32(char *to, uint32_t value)
{
	value = GUINT32_TO_LE(value);
	memcpy(to, &value, sizeof value);
	return to + sizeof value;
}

static char *put_row(char *to, const float *row, size_t n)
{
	float largest = 0, scale;
	uint32_t bits;

	for (size_t i = 0; i < n; i++)
		largest = MAX(largest, fabsf(row[i]));
	scale = largest / 127 >= FLT_MIN ? largest / 127 : 0;
	memcpy(&bits, &scale, sizeof bits);
	to = put32(to, bits);
	for (size_t i = 0; i < n; i++) {
		float number = scale > 0 ? roundf(row[i] / scale) : 0;

		*to++ = (char)(int8_t)CLAMP(number, -127, 127);
	}
	return to;
}

GBytes *vectors_compact(const struct vectors *v)
{
	size_t n_rows = v->n_words * (4 + v->n_dimensions), n_letters = 0;
	g_autofree float *row = g_new0(float, v->n_dimensions);
	char *bytes, *to;

	if (v->table) /* as it is */
		return g_bytes_new(v->bytes, (size_t)((const char *)v->table - v->bytes) + n_rows);
	for (size_t w = 0; w < v->n_words; w++)
		n_letters += word_length(v, v->words[w].at) + 1;
	to = bytes = g_malloc(HEAD + n_letters + n_rows);
	to = mempcpy(to, magic, 8);
	to = put32(to, (uint32_t)v->n_words);
	to = put32(to, (uint32_t)v->n_dimensions);
	to = put32(to, (uint32_t)n_letters);
	to = put32(to, (uint32_t)((uint64_t)n_letters >> 32));
	for (size_t w = 0; w < v->n_words; w++) {
		size_t length = word_length(v, v->words[w].at);

		memcpy(to, v->bytes + v->words[w].at, length);
		to[length] = '\n';
		to += length + 1;
	}
	for (size_t w = 0; w < v->n_words; w++) {
		write_row(v, w, row);
		to = put_row(to, row, v->n_dimensions);
	}
	return g_bytes_new_take(bytes, HEAD + n_letters + n_rows);
}
