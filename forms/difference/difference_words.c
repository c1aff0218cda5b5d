/* difference_words - what the parts of a form are called in sentences about them.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "difference_words.h"
#include "difference.h"

#define QUOTE_MAX 160 /* characters */

void difference_kind(enum form_type type, const char **es, const char **en)
{
	*es = "La pregunta";
	*en = "The question";
	switch (type) {
	case FORM_GROUP:
		*es = "La sección";
		*en = "The section";
		break;
	case FORM_REPEAT:
		*es = "La sección que se repite";
		*en = "The repeated section";
		break;
	case FORM_NOTE:
		*es = "La nota";
		*en = "The note";
		break;
	case FORM_CALCULATE:
	case FORM_HIDDEN:
		*es = "La casilla de cálculo";
		*en = "The calculated field";
		break;
	default:
		break;
	}
}

const char *difference_type(enum form_type type, bool is_spanish)
{
	static const char *const words[FORM_TYPE_MAX][2] = {
		[FORM_TEXT] = {"texto", "text"},
		[FORM_INTEGER] = {"número entero", "whole number"},
		[FORM_DECIMAL] = {"número con decimales", "decimal number"},
		[FORM_DATE] = {"fecha", "date"},
		[FORM_TIME] = {"hora", "time"},
		[FORM_DATETIME] = {"fecha y hora", "date and time"},
		[FORM_SELECT_ONE] = {"opción única", "one choice"},
		[FORM_SELECT_MULTIPLE] = {"varias opciones", "several choices"},
		[FORM_RANK] = {"ordenar opciones", "ranking of choices"},
		[FORM_RANGE] = {"escala", "scale"},
		[FORM_NOTE] = {"nota", "note"},
		[FORM_ACKNOWLEDGE] = {"casilla de enterado", "acknowledgement"},
		[FORM_CALCULATE] = {"cálculo", "calculation"},
		[FORM_HIDDEN] = {"dato oculto", "hidden value"},
		[FORM_IMAGE] = {"fotografía", "photograph"},
		[FORM_AUDIO] = {"audio", "audio"},
		[FORM_VIDEO] = {"video", "video"},
		[FORM_FILE] = {"archivo", "file"},
		[FORM_GEOPOINT] = {"punto en el mapa", "point on the map"},
		[FORM_GEOTRACE] = {"trazo en el mapa", "line on the map"},
		[FORM_GEOSHAPE] = {"área en el mapa", "area on the map"},
		[FORM_BARCODE] = {"código de barras", "bar code"},
		[FORM_METADATA] = {"dato del aparato", "device data"},
		[FORM_GROUP] = {"sección", "section"},
		[FORM_REPEAT] = {"sección que se repite", "repeated section"},
	};
	return words[type][is_spanish ? 0 : 1];
}

char *difference_quote(const char *text)
{
	if (!text)
		text = "";
	if (g_utf8_strlen(text, -1) <= QUOTE_MAX)
		return g_strdup_printf("«%s»", text);
	g_autofree char *start = g_utf8_substring(text, 0, QUOTE_MAX - 1);
	return g_strdup_printf("«%s…»", start);
}
