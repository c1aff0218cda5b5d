/* criteria_catalogue - the table of criteria as people read it.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "criteria.h"

#include <string.h>

#include "spanish.h"

static const char unsaid[] =
	SPANISH("Quien no lo dijo no cuenta. Si nadie lo dijo, su peso se reparte entre los "
		"demás criterios y el rango de puestos admite cualquier respuesta.");

const struct criterion_about criteria_catalogue[CRITERION_MAX] = {
	[CRITERION_FREQUENCY] =
		{"frequency", SPANISH("Menciones"),
		 SPANISH("Cuántos remitentes la nombran, cada uno una sola vez, frente a la problemática que "
			 "más remitentes nombran."),
		 SPANISH("de la más nombrada"), SPANISH("Sube con más remitentes."),
		 SPANISH("No falta nunca: quien no la escribió no la nombró."), 0.15, 0.40},
	[CRITERION_SEVERITY] = {"severity", SPANISH("Gravedad"),
				SPANISH("De los remitentes que dijeron qué tan grave es, la parte que dijo "
					"que pone en riesgo "
					"la salud, la seguridad o el sustento."),
				SPANISH("de quienes dijeron qué tan grave es"),
				SPANISH("Sube si más la ven como un riesgo."), unsaid, 0.10, 0.30},
	[CRITERION_REACH] =
		{"reach", SPANISH("Alcance"),
		 SPANISH("De los remitentes que dijeron a quiénes afecta, la parte que dijo que a toda la "
			 "colonia o localidad, o a más."),
		 SPANISH("de quienes dijeron a quiénes afecta"),
		 SPANISH("Sube si más dicen que afecta a toda la colonia o a más."), unsaid, 0.05, 0.25},
	[CRITERION_SPREAD] = {"spread", SPANISH("Extensión"),
			      SPANISH("En cuántos lugares de cada sesión la nombran, frente a la "
				      "problemática que se nombra "
				      "en más."),
			      SPANISH("de la más extendida"),
			      SPANISH("Sube si la nombran en más lugares y sesiones."),
			      SPANISH("Los reportes sin lugar no cuentan. Si todo viene de un solo lugar y "
				      "sesión, su peso "
				      "se reparte entre los demás criterios."),
			      0.05, 0.25},
	[CRITERION_PERSISTENCE] = {"persistence", SPANISH("Persistencia"),
				   SPANISH("De los remitentes que dijeron cada cuándo pasa, la parte que "
					   "dijo que casi diario o "
					   "todo el tiempo."),
				   SPANISH("de quienes dijeron cada cuándo pasa"),
				   SPANISH("Sube si más dicen que pasa a diario."), unsaid, 0.05, 0.20},
	[CRITERION_EQUITY] = {"equity", SPANISH("Voces menos escuchadas"),
			      SPANISH("De los remitentes de quienes se sabe, la parte que es de los grupos "
				      "menos escuchados "
				      "que se acordaron."),
			      SPANISH("de los remitentes de quienes se sabe"),
			      SPANISH("Sube si la nombran más quienes suelen ser menos escuchados."), unsaid,
			      0.05, 0.20},
	[CRITERION_SUPPORT] =
		{"support", SPANISH("Apoyo"),
		 SPANISH("De los votos que recibió, la parte que está a favor de atenderla."),
		 SPANISH("de los votos"), SPANISH("Sube con más votos a favor."),
		 SPANISH("Si no se votó, su peso se reparte entre los demás criterios y el rango de puestos "
			 "admite cualquier votación."),
		 0.00, 0.20},
};

enum criterion criterion_of(const char *key)
{
	enum criterion c = 0;

	while (c < CRITERION_MAX && strcmp(criteria_catalogue[c].key, key) != 0)
		c++;
	return c;
}
