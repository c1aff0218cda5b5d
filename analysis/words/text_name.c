/* text_name - names of persons after what announces them: señora, doña, Lic., diputado, "me llamo".
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every rule looks at a few words on either side.  Streets, schools and hospitals are called like people;
 * there the word before tells.
 */
#include "text.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_WORD = 40 /* bytes of a word that is looked up */, MAX_NAMES = 4, WORDS_BEFORE = 3 };

/* How a word announces a name. */
enum herald {
	HERALD_TITLE,  /* Sra., doña: one capitalised word is a name */
	HERALD_OFFICE, /* diputado, doctor: the same, but not in a text of capitals, where any word may follow
			*/
	HERALD_SPEAKER, /* me llamo, mi nombre es */
	HERALD_WEAK,	/* soy, atentamente, C.: two capitalised words */
	HERALD_MAX
};

/* Lower case without accents, sorted by strcmp, as all lists here. */
static const char *const titles[] = {"dn",    "don",	"dona",	    "doña",  "dr",     "dra",	   "ing",
				     "lic",   "licda",	"licdo",    "miss",  "mister", "monsenor", "monseñor",
				     "mr",    "mrs",	"ms",	    "mtra",  "mtro",   "profa",	   "profr",
				     "senor", "senora", "senorita", "señor", "señora", "señorita", "sr",
				     "sra",   "srita",	"srta"};
static const char *const offices[] = {
	"alcalde",    "alcaldesa",   "arq",	  "arquitecta", "arquitecto", "capitan",    "comandante",
	"comisaria",  "comisario",   "compañera", "compañero",	"concejal",   "concejala",  "coronel",
	"delegada",   "delegado",    "dip",	  "diputada",	"diputado",   "doctor",	    "doctora",
	"gobernador", "gobernadora", "ingeniera", "ingeniero",	"licenciada", "licenciado", "maestra",
	"maestro",    "ministra",    "ministro",  "municipal",	"pastor",     "presidenta", "presidente",
	"prof",	      "profesor",    "profesora", "regidor",	"regidora",   "sargento",   "senador",
	"senadora",   "señoras",     "señores",	  "sindica",	"sindico",    "sras",	    "sres",
	"teniente",   "vecina",	     "vecino"};
static const char *const weak[] = {"atentamente", "atte", "c",	   "ciudadana",
				   "ciudadano",	  "fdo",  "firma", "soy"};
/* Capitalised after a title, but no name: an office, an institution, a place, the start of a sentence. */
static const char *const no_names[] = {"abogada",	"abogado",	 "administracion",
				       "asamblea",	"asociacion",	 "autoridad",
				       "avenida",	"ayuntamiento",	 "barrio",
				       "bienestar",	"calle",	 "camara",
				       "candidata",	"candidato",	 "canton",
				       "casa",		"centro",	 "chiapas",
				       "ciudad",	"ciudadano",	 "coahuila",
				       "colegio",	"colonia",	 "comision",
				       "comite",	"comunicacion",	 "comunidad",
				       "congreso",	"consejo",	 "constitucional",
				       "contralor",	"contralora",	 "costa",
				       "costarricense", "defensor",	 "defensora",
				       "delegacion",	"departamento",	 "dios",
				       "direccion",	"director",	 "directora",
				       "distrito",	"ejecutiva",	 "ejecutivo",
				       "electo",	"escuela",	 "estado",
				       "estatal",	"federal",	 "funcionaria",
				       "funcionario",	"gabinete",	 "general",
				       "gobierno",	"guadalajara",	 "honduras",
				       "hospital",	"instituto",	 "jalisco",
				       "jefa",		"jefe",		 "juez",
				       "jueza",		"junta",	 "justicia",
				       "legislador",	"legisladora",	 "ley",
				       "magistrado",	"medios",	 "mexicana",
				       "mexicano",	"mexico",	 "miembro",
				       "ministerio",	"monterrey",	 "municipalidad",
				       "municipio",	"nacion",	 "nacional",
				       "nuevo",		"oaxaca",	 "oficina",
				       "parque",	"partido",	 "poder",
				       "policia",	"presidencia",	 "primer",
				       "primera",	"procurador",	 "provincia",
				       "publica",	"publico",	 "puebla",
				       "reforma",	"regidore",	 "region",
				       "regional",	"representante", "republica",
				       "rica",		"saltillo",	 "salud",
				       "san",		"santa",	 "santo",
				       "secretaria",	"secretario",	 "seguro",
				       "senado",	"social",	 "supervisor",
				       "suplente",	"supremo",	 "titular",
				       "toluca",	"tribunal",	 "universidad",
				       "vecina",	"vecino",	 "vice"};
static const char *const particles[] = {"da",  "de",  "del", "di",  "la", "las",
					"los", "mac", "van", "von", "y"};
/* What is called like a person. */
static const char *const places[] = {
	"andador",   "auditorio",   "av",	   "avda",	   "ave",
	"avenida",   "barrio",	    "biblioteca",  "blvd",	   "boulevard",
	"bulevar",   "calle",	    "callejon",	   "calz",	   "calzada",
	"carretera", "cbtis",	    "cecytem",	   "centro",	   "cerrada",
	"clinica",   "col",	    "colegio",	   "colonia",	   "comunidad",
	"conalep",   "deportiva",   "ejido",	   "esc",	   "escuela",
	"esquina",   "estadio",	    "facultad",	   "fracc",	   "fraccionamiento",
	"gimnasio",  "glorieta",    "hospital",	   "instituto",	   "jardin",
	"kinder",    "liceo",	    "mercado",	   "museo",	   "parque",
	"paseo",     "plaza",	    "poblado",	   "prepa",	   "preparatoria",
	"primaria",  "priv",	    "privada",	   "prolongacion", "puente",
	"rancho",    "ruta",	    "secundaria",  "teatro",	   "tecnica",
	"unidad",    "universidad", "urbanizacion"};

/* A word in the text: where it is and what it looks like. */
struct seen {
	const char *start, *end;
	char folded[MAX_WORD]; /* "" when it is too long to be one that is known */
	bool is_capital, is_shout;
};

static bool is_letter(gunichar c)
{
	return c < 0x80 ? g_ascii_isalpha((char)c) : g_unichar_isalpha(c);
}

static struct seen see(const char *start)
{
	struct seen word = {.start = start, .end = start};
	size_t n_letters = 0, n_upper = 0, n_bytes = 0;

	for (gunichar c = g_utf8_get_char(start); is_letter(c); c = g_utf8_get_char(word.end)) {
		bool is_upper = g_unichar_isupper(c);

		word.is_capital = word.is_capital || (n_letters == 0 && is_upper);
		n_upper += is_upper;
		n_letters++;
		word.end = g_utf8_next_char(word.end);
		if (n_bytes + 6 < sizeof word.folded)
			n_bytes += (size_t)g_unichar_to_utf8(text_fold_letter(g_unichar_tolower(c)),
							     word.folded + n_bytes);
	}
	word.is_shout = n_letters > 1 && n_upper == n_letters;
	if (n_bytes + 6 >= sizeof word.folded)
		n_bytes = 0;
	word.folded[n_bytes] = '\0';
	return word;
}

static int compare_words(const void *key, const void *element)
{
	return strcmp(key, *(const char *const *)element);
}

static bool is_among(const char *const *list, size_t n, const char *word)
{
	return bsearch(word, list, n, sizeof *list, compare_words) != NULL;
}
#define IS_AMONG(list, word) is_among(list, G_N_ELEMENTS(list), word)

/* The word that ends at most two bytes of blank or point before at; its start is NULL: none. */
static struct seen see_before(const char *text, const char *at)
{
	const char *end = at, *start;
	struct seen none = {0};

	for (size_t i = 0; i < 2 && end > text && (end[-1] == ' ' || end[-1] == '.'); i++)
		end--;
	if (end == at)
		return none;
	start = end;
	while (start > text && end - start < MAX_WORD) {
		const char *before = g_utf8_prev_char(start);
		gunichar c = g_utf8_get_char(before);

		if (!is_letter(c) && !g_unichar_isdigit(c))
			break;
		start = before;
	}
	return start == end ? none : see(start);
}

/* "calle Dr. Mora", "Escuela Primaria Profr. ...": of the capitalised words just before, one is a place. */
static bool is_place(const char *text, const char *at)
{
	struct seen word = see_before(text, at);

	for (size_t i = 0; i < WORDS_BEFORE && word.start; i++) {
		if (IS_AMONG(places, word.folded))
			return true;
		if (!word.is_capital && !(i == 0 && g_str_equal(word.folded, "del")))
			return false;
		word = see_before(text, word.start);
	}
	return false;
}

static bool follows(const char *text, const char *at, const char *first, const char *second)
{
	struct seen word = see_before(text, at);

	if (!word.start || strcmp(word.folded, first) != 0)
		return false;
	if (!second)
		return true;
	word = see_before(text, word.start);
	return word.start && strcmp(word.folded, second) == 0;
}

static enum herald herald_of(const char *text, const struct seen *word)
{
	if (IS_AMONG(titles, word->folded))
		return HERALD_TITLE;
	if (IS_AMONG(offices, word->folded))
		return HERALD_OFFICE;
	if ((g_str_equal(word->folded, "llamo") && follows(text, word->start, "me", NULL)) ||
	    (g_str_equal(word->folded, "es") && follows(text, word->start, "nombre", "mi")) ||
	    (g_str_equal(word->folded, "is") && follows(text, word->start, "name", "my")))
		return HERALD_SPEAKER;
	return IS_AMONG(weak, word->folded) ? HERALD_WEAK : HERALD_MAX;
}

/* One of the list, or several of it: "diputados", "directores". */
static bool is_one_of(const char *const *list, size_t n, const char *word)
{
	char one[MAX_WORD];
	size_t length = strlen(word);

	if (is_among(list, n, word))
		return true;
	for (size_t i = 1; i <= 2 && length > i && word[length - 1] == 's'; i++) {
		memcpy(one, word, length);
		one[length - i] = '\0';
		if (is_among(list, n, one))
			return true;
	}
	return false;
}
#define IS_ONE_OF(list, word) is_one_of(list, G_N_ELEMENTS(list), word)

/* One capital and a point. */
static bool is_initial(const struct seen *word)
{
	return word->is_capital && g_utf8_next_char(word->start) == word->end && *word->end == '.';
}

/* A capitalised word that may be part of a name. */
static bool is_name(const struct seen *word)
{
	const struct text_words *words = text_words_of(TEXT_SPANISH);

	if (is_initial(word))
		return true;
	return word->is_capital && word->end - word->start > 1 && !IS_ONE_OF(no_names, word->folded) &&
	       !IS_ONE_OF(titles, word->folded) && !IS_ONE_OF(offices, word->folded) &&
	       !IS_AMONG(places, word->folded) && !is_among(words->stop, words->n_stop, word->folded);
}

static const char *skip_blanks(const char *at)
{
	for (size_t i = 0; i < 2; i++)
		at += *at == ' ' ? 1 : g_str_has_prefix(at, "\u00a0") ? 2 : 0;
	return at;
}

size_t text_name_length(const char *text, const char *at, size_t *skip)
{
	struct seen herald = see(at), word;
	enum herald kind = herald.folded[0] ? herald_of(text, &herald) : HERALD_MAX;
	size_t n_names = 0, max_names;
	const char *from, *end;

	if (kind == HERALD_MAX)
		return 0;
	from = herald.end;
	if (*from == '.' || (kind >= HERALD_SPEAKER && (*from == ',' || *from == ':')))
		from++;
	/* A full stop ends the sentence, unless it is that of an abbreviation. */
	if (from > herald.end && *herald.end == '.' && herald.end - herald.start > 5)
		return 0;
	while (from - herald.end < 4 && (*from == ' ' || *from == '\n' || *from == '\r'))
		from++;
	if (from == herald.end)
		return 0;
	word = see(from);
	if (herald.is_shout && word.is_shout && kind != HERALD_TITLE && kind != HERALD_SPEAKER)
		return 0;
	max_names = herald.is_shout && word.is_shout ? 2 : MAX_NAMES;
	end = from;
	while (n_names < max_names && is_name(&word)) {
		struct seen next;
		const char *to;

		end = word.end + is_initial(&word);
		n_names++;
		next = see(to = skip_blanks(end));
		for (size_t i = 0; i < 2 && to > end && IS_AMONG(particles, next.folded); i++)
			next = see(to = skip_blanks(next.end));
		if (next.start == end)
			break;
		word = next;
	}
	if (n_names < (kind == HERALD_WEAK ? 2 : 1) || is_place(text, at))
		return 0;
	*skip = (size_t)(from - at);
	return (size_t)(end - from);
}
