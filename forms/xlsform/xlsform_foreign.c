/* xlsform_foreign - words that authors write for those of the standard: in Spanish, and of KoboToolbox.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "xlsform_reader.h"

#include <string.h>

struct foreign {
	const char *written; /* lower case, without accents, with _ for spaces */
	const char *meant;
};

static const struct foreign headers[] = {
	{"tipo", "type"},
	{"tipo_de_pregunta", "type"},
	{"nombre", "name"},
	{"variable", "name"},
	{"clave", "name"},
	{"etiqueta", "label"},
	{"pregunta", "label"},
	{"texto", "label"},
	{"ayuda", "hint"},
	{"pista", "hint"},
	{"obligatorio", "required"},
	{"obligatoria", "required"},
	{"requerido", "required"},
	{"requerida", "required"},
	{"mensaje_de_obligatorio", "required_message"},
	{"relevante", "relevant"},
	{"relevancia", "relevant"},
	{"condicion", "relevant"},
	{"restriccion", "constraint"},
	{"validacion", "constraint"},
	{"mensaje_de_restriccion", "constraint_message"},
	{"calculo", "calculation"},
	{"formula", "calculation"},
	{"predeterminado", "default"},
	{"por_defecto", "default"},
	{"valor_inicial", "default"},
	{"apariencia", "appearance"},
	{"solo_lectura", "readonly"},
	{"filtro", "choice_filter"},
	{"filtro_de_opciones", "choice_filter"},
	{"parametros", "parameters"},
	{"repeticiones", "repeat_count"},
	{"imagen", "image"},
	{"lista", "list_name"},
	{"nombre_de_lista", "list_name"},
	{"nombre_de_la_lista", "list_name"},
	{"titulo", "form_title"},
	{"titulo_del_formulario", "form_title"},
	{"idioma", "default_language"},
};

/* The first words of a cell, or all of it. */
static const struct foreign types[] = {
	{"texto", "text"},
	{"abierta", "text"},
	{"numero", "integer"},
	{"numerica", "integer"},
	{"entero", "integer"},
	{"number", "integer"},
	{"numeric", "integer"},
	{"decimales", "decimal"},
	{"fecha", "date"},
	{"hora", "time"},
	{"fecha_y_hora", "datetime"},
	{"nota", "note"},
	{"aviso", "note"},
	{"foto", "image"},
	{"fotografia", "image"},
	{"imagen", "image"},
	{"picture", "image"},
	{"archivo", "file"},
	{"ubicacion", "geopoint"},
	{"coordenadas", "geopoint"},
	{"calculo", "calculate"},
	{"formula", "calculate"},
	{"rango", "range"},
	{"escala", "range"},
	{"aceptar", "acknowledge"},
	{"ordenar", "rank"},
	{"codigo_de_barras", "barcode"},
	{"grupo", "begin_group"},
	{"inicio_grupo", "begin_group"},
	{"inicia_grupo", "begin_group"},
	{"fin_grupo", "end_group"},
	{"fin_de_grupo", "end_group"},
	{"repetir", "begin_repeat"},
	{"fin_repetir", "end_repeat"},
	{"opcion_multiple", "select_one lista"},
	{"opciones", "select_one lista"},
	{"seleccion_unica", "select_one lista"},
	{"seleccionar_uno", "select_one lista"},
	{"selecciona_uno", "select_one lista"},
	{"seleccion_multiple", "select_multiple lista"},
	{"seleccionar_varios", "select_multiple lista"},
	{"selecciona_varios", "select_multiple lista"},
	{"si_no", "select_one lista"},
	{"boolean", "select_one lista"},
	{"radio", "select_one lista"},
	{"dropdown", "select_one lista"},
	{"checkbox", "select_multiple lista"},
};

/* Lower case, without accents, with _ for spaces and hyphens, without what follows ::. */
static char *plain(const char *text)
{
	g_autofree char *apart = g_utf8_normalize(text, -1, G_NORMALIZE_NFD);
	GString *out = g_string_new(NULL);
	for (const char *c = apart; c && *c; c = g_utf8_next_char(c)) {
		gunichar u = g_unichar_tolower(g_utf8_get_char(c));
		if (u == ':')
			break;
		if (!g_unichar_ismark(u))
			g_string_append_unichar(out, u == ' ' || u == '-' ? '_' : u);
	}
	while (out->len && out->str[out->len - 1] == '_')
		g_string_truncate(out, out->len - 1);
	return g_string_free(out, FALSE);
}

static const char *meant(const struct foreign *words, size_t n, const char *written)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(words[i].written, written))
			return words[i].meant;
	return NULL;
}

const char *foreign_header(const char *header)
{
	g_autofree char *written = plain(header);
	return meant(headers, G_N_ELEMENTS(headers), written);
}

const char *foreign_type(const char *cell)
{
	g_autofree char *written = plain(cell);
	for (;;) { /* without what may follow the type */
		const char *found = meant(types, G_N_ELEMENTS(types), written);
		char *last = strrchr(written, '_');
		if (found || !last)
			return found;
		*last = '\0';
	}
}

bool foreign_advice(const char *cell, const char **es, const char **en)
{
	static const char *const advice[][3] = {
		{"score", "en su lugar un begin_group con appearance table-list y un select_one por renglón",
		 "use instead a begin_group with the appearance table-list and a select_one for each row"},
		{"rank", "en su lugar una sola pregunta \"rank lista\"",
		 "use instead one question \"rank list\""},
		{"kobomatrix", "en su lugar un begin_group por renglón con sus preguntas",
		 "use instead a begin_group with its questions for each row"},
	};
	g_autofree char *written = plain(cell);
	const char *word = written;
	if (g_str_has_prefix(word, "begin_") || g_str_has_prefix(word, "end_"))
		word = strchr(word, '_') + 1;
	else if (!strcmp(word, "score__row"))
		word = "score";
	else if (!strcmp(word, "rank__level"))
		word = "rank";
	else
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(advice); i++) {
		if (strcmp(word, advice[i][0]) != 0)
			continue;
		*es = advice[i][1];
		*en = advice[i][2];
		return true;
	}
	return false;
}
