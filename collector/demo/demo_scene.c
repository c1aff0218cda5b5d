/* demo_scene - where the demo happens and how its people write: workshops, places, openings, closings, odd
 * texts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 * Municipalities are real; venues, colonias, people, telephones and addresses are invented (local numbers
 * never begin with 000, and .example is reserved).
 */
#include "demo_phrases.h"

#define TEXTS(...) ((const char *const[]){__VA_ARGS__, NULL})
#define COUNT(a)   (sizeof(a) / sizeof((a)[0]))

enum {
	PIEDRAS_NEGRAS,
	ACUNA,
	MONCLOVA,
	CUATRO_CIENEGAS,
	SABINAS,
	MUZQUIZ,
	TORREON,
	SAN_PEDRO,
	MADERO,
	SALTILLO,
	RAMOS_ARIZPE,
	PARRAS,
	GENERAL_CEPEDA
};

const struct demo_town demo_towns[] = {
	[PIEDRAS_NEGRAS] = {"Piedras Negras",
			    TEXTS("c Mirador del Río", "c Nueva Frontera", "c Los Nogalitos", "c Doctores",
				  "f Villas del Encino", "c Ampliación Bravo", "e El Centinela")},
	[ACUNA] = {"Acuña", TEXTS("c Lomas del Puente", "c Cinco de Mayo", "c Tierra Nueva",
				  "f Altos de la Presa", "c Benito Juárez", "e Las Cuevas")},
	[MONCLOVA] = {"Monclova",
		      TEXTS("c Obreros del Norte", "c Miravalle", "c El Mezquital", "f Praderas del Sol",
			    "c Colinas del Hierro", "c Las Flores", "c Centro")},
	[CUATRO_CIENEGAS] = {"Cuatro Ciénegas", TEXTS("c Centro", "c La Vega", "e El Venado Chico",
						      "e Seis de Enero", "e San Isidro")},
	[SABINAS] = {"Sabinas", TEXTS("c Sarabia", "c Los Ébanos", "c Minero Uno", "f Riberas del Sabinal",
				      "c Flores Magón", "e Pozo Hondo")},
	[MUZQUIZ] = {"Múzquiz", TEXTS("c El Socavón", "c Santa Bárbara", "c Barrio de la Loma",
				      "c La Cascada", "e La Rosita Vieja", "e El Nogalar")},
	[TORREON] = {"Torreón", TEXTS("c Las Granjitas", "c Algodoneros", "c Nueva Laguna",
				      "c Vicente Guerrero", "f Rincón del Nazas", "f Jardines del Oriente",
				      "c La Fe Norte", "e El Perú Chico")},
	[SAN_PEDRO] = {"San Pedro", TEXTS("c Ferrocarrilera", "c El Algodonal", "e Santa Brígida",
					  "e Nuevo Linares", "e Las Habas", "c Centro")},
	[MADERO] = {"Francisco I. Madero",
		    TEXTS("c Las Huertas", "c Ampliación Agraria", "e El Cántabro", "e Buenavista",
			  "e Lequeitio Nuevo", "e Florencia Chica", "c Nuevo Amanecer")},
	[SALTILLO] = {"Saltillo", TEXTS("c Lomas de Zapalinamé", "c Mirasierra Alta", "c Nuevo Mirador",
					"c Las Teresitas", "f Valle de los Sarapes", "c Guayulera Norte",
					"f Portal de Oriente", "c Ojo de Agua Alto")},
	[RAMOS_ARIZPE] = {"Ramos Arizpe",
			  TEXTS("f Manantiales del Sur", "f Villas de la Aurora", "c Blanca Aurora",
				"f Parajes de Ramos", "c Analco Viejo", "e Santa Cruz de Abajo")},
	[PARRAS] = {"Parras",
		    TEXTS("c Barrio del Estanque", "c San Antonio", "e Piedra Blanca", "c Los Viñedos")},
	[GENERAL_CEPEDA] = {"General Cepeda",
			    TEXTS("c Centro", "e El Pilar de Arriba", "e Las Norias", "c Independencia")},
};
const size_t demo_n_towns = COUNT(demo_towns);

const struct demo_workshop demo_workshops[] = {
	{"Jornada de sensibilización: Piedras Negras", "Salón de usos múltiples Río Abajo", "2026-09-26",
	 DEMO_NORTE, PIEDRAS_NEGRAS, ACUNA, 4, 5, 32, 0, 14},
	{"Jornada de sensibilización: Acuña", "Biblioteca comunitaria Tierra Nueva", "2026-09-30", DEMO_NORTE,
	 ACUNA, PIEDRAS_NEGRAS, 4, 3, 20, 0, 9},
	{"Jornada de sensibilización: Monclova", "Auditorio vecinal Colinas del Hierro", "2026-10-03",
	 DEMO_CENTRO, MONCLOVA, CUATRO_CIENEGAS, 8, 5, 33, 0, 11},
	{"Encuentro con ejidos: Cuatro Ciénegas", "Salón ejidal El Venado Chico", "2026-10-08", DEMO_CENTRO,
	 CUATRO_CIENEGAS, MONCLOVA, 10, 0, 12, 0, 12},
	{"Jornada de sensibilización: Sabinas", "Casa del minero Pozo Hondo", "2026-10-10", DEMO_CARBONIFERA,
	 SABINAS, MUZQUIZ, 15, 4, 29, 0, 13},
	{"Jornada de sensibilización: Múzquiz", "Patio de la primaria del Barrio de la Loma", "2026-10-17",
	 DEMO_CARBONIFERA, MUZQUIZ, SABINAS, 12, 0, 17, 0, 8},
	{"Jornada de sensibilización: Torreón", "Gimnasio de barrio Algodoneros", "2026-10-24", DEMO_LAGUNA,
	 TORREON, MADERO, 8, 6, 40, 0, 17},
	{"Encuentro con ejidos: Francisco I. Madero", "Salón ejidal Buenavista", "2026-10-31", DEMO_LAGUNA,
	 MADERO, SAN_PEDRO, 38, 4, 28, 0, 15},
	{"Jornada de sensibilización: Saltillo", "Centro comunitario Mirasierra Alta", "2026-11-07",
	 DEMO_SURESTE, SALTILLO, GENERAL_CEPEDA, 10, 6, 35, 15, 16},
	{"Jornada de sensibilización: Ramos Arizpe", "Cancha techada Manantiales del Sur", "2026-11-14",
	 DEMO_SURESTE, RAMOS_ARIZPE, PARRAS, 12, 3, 18, 10, 7},
};
const size_t demo_n_workshops = COUNT(demo_workshops);

const char demo_campaign_issue[] = "trafico";
const char demo_campaign_text[] = "Ciudadanía organizada del sureste: exigimos que en el Plan de Acción "
				  "Local se incluya sacar los tráileres del "
				  "bulevar que une Saltillo con Ramos Arizpe, con horario restringido de 6 a "
				  "9 de la mañana y de 5 a 8 de la tarde, "
				  "retornos seguros y un libramiento de verdad gratuito. Todos los días "
				  "perdemos hasta dos horas en el tráfico y ya "
				  "van muchos accidentes. ¡Movilidad segura ya! Copia y comparte.";

const char *const demo_since[] = {
	"desde hace [dos|tres|cuatro|2|3] [semanas|meses]",
	"desde [marzo|mayo|julio|agosto|junio]",
	"desde hace [como |]un año",
	"desde hace [años|mucho|rato|un buen|tiempo]",
	"desde antes de la pandemia",
	"desde que empezó el calor",
	"desde el mes pasado",
	"desde el año pasado",
	"desde las lluvias de [agosto|septiembre]",
	NULL,
};

const char *const demo_openings[] = {
	"Buenas tardes. ",
	"Buenas tardes, ",
	"Buen día, ",
	"Hola, ",
	"Hola buenas tardes, ",
	"Pues ",
	"Pos ",
	"Miren, ",
	"Con todo respeto, ",
	"Disculpe, ",
	"Para que lo anoten: ",
	"Para mí lo más urgente: ",
	"El problema: ",
	"Mi problema es este: ",
	"Vengo de {p}. ",
	"Soy de {p}, ",
	NULL,
};

const char *const demo_closings[] = {
	". Gracias",
	", gracias",
	" gracias por escuchar",
	", por favor",
	" 🙏",
	" 🙏🙏",
	" 😡",
	" 😢",
	"!!!",
	"!!",
	"...",
	". Ojalá ahora sí nos hagan caso",
	", ojalá no se quede en puro papel",
	". Ya lo dijimos muchas veces",
	". Dios los bendiga",
	" y nadie hace nada",
	", ya estuvo bueno",
	", la verdad",
	" la neta",
	". Es cuanto",
	" y así andamos",
	", ahí se los dejo",
	NULL,
};

const char *const demo_contacts[] = {
	". Mi cel es {tel}",
	", cualquier cosa al {tel}",
	". Llámenme al {tel} por favor",
	". Pueden preguntar por {who}",
	". Ya lo sabe {who}",
	". Escríbanme a {mail}",
	". {who} tiene las fotos, su teléfono {tel}",
	NULL,
};

const char *const demo_greetings[] = {"Kuira ba. ", "Kuira ba, ", "Pialli, ", "Niltze. ", NULL};

const char *const demo_people[] = {
	"el Sr. [Eusebio|Ramiro|Chema] [Cantú Lerma|Villastrigo|Montelongo]",
	"la maestra [Chelo|Idalia|Rosaura] [Zertuche|Borrego|Olvera]",
	"el Lic. [Barrientos|Arizmendi|Peñaflor]",
	"doña [Tencha|Cuquita|Mague] [Rangel|Saucedo|Carmona]",
	"la Sra. [Elvia|Norma|Panchita] [Sifuentes|Arreola|Dávila]",
	NULL,
};

const char *const demo_shorthand[] = {
	"que",	  "q",	    "porque", "xq",  "por",	 "x",	   "también", "tmb",  "para",  "pa",
	"está",	  "ta",	    "están",  "tan", "de",	 "d",	   "qué",     "q",    "todo",  "tdo",
	"cuando", "cdo",    "bien",   "bn",  "gracias",	 "grax",   "tarde",   "tard", "mucho", "muxo",
	"nadie",  "nadien", "pues",   "pz",  "entonces", "entons", "hola",    "ola",  NULL,
};

const char *const demo_misspelled[] = {
	"hay",	    "ay",	"hace",	       "ase",	      "hacen",	  "asen",     "haya",	"aiga",
	"hasta",    "asta",	"veces",       "beses",	      "vez",	  "ves",      "llega",	"yega",
	"vamos",    "bamos",	"horas",       "oras",	      "hoyos",	  "oyos",     "ya",	"lla",
	"dicen",    "disen",	"haciendo",    "asiendo",     "basura",	  "vasura",   "huele",	"guele",
	"ahí",	    "ay",	"hemos",       "emos",	      "vecinos",  "besinos",  "llover", "yover",
	"llueve",   "yueve",	"necesitamos", "nesecitamos", "medicina", "medisina", "viene",	"biene",
	"servicio", "serbicio", "hijos",       "ijos",	      "nadie",	  "nadien",   "fuimos", "juimos",
	"vivo",	    "bibo",	NULL,
};

/* Weights: region Norte, Centro, Carbonífera, Laguna, Sureste; severity molesta, diaria, riesgo; affected
 * casa, vecinos, colonia, municipio; frequency siempre, diario, mes, anio, una_vez. */
// clang-format off
const struct demo_issue demo_issues[] = {
	{"agua_tandeo",       "agua",       "tramites",   {1, 4, 3, 1, 110},  {1, 6, 3}, {1, 2, 8, 4}, {4, 5, 2, 0, 0}, &demo_agua_tandeo, false},
	{"basura",            "basura",     "salud",      {8, 34, 8, 8, 6},  {5, 5, 3}, {0, 3, 8, 4}, {5, 4, 3, 0, 0}, &demo_basura, false},
	{"agua_arsenico",     "agua",       "salud",      {0, 0, 0, 42, 0},  {0, 2, 9}, {1, 1, 6, 6}, {9, 3, 1, 0, 0}, &demo_agua_arsenico, false},
	{"medicinas",         "salud",      "apoyos",     {5, 8, 11, 6, 5}, {0, 3, 8}, {3, 2, 4, 5}, {5, 3, 5, 1, 0}, &demo_medicinas, false},
	{"drenaje",           "agua",       "calles",     {40, 1, 3, 3, 2},  {1, 4, 7}, {2, 4, 7, 2}, {4, 3, 5, 2, 0}, &demo_drenaje, false},
	{"baches",            "calles",     "dinero",     {7, 7, 6, 7, 7},  {5, 6, 3}, {0, 3, 6, 5}, {9, 3, 1, 1, 0}, &demo_baches, false},
	{"transporte_urbano", "transporte", "trabajo",    {3, 2, 2, 20, 3},  {2, 8, 2}, {1, 2, 5, 6}, {3, 8, 1, 0, 0}, &demo_transporte_urbano, false},
	{"polvo_carbon",      "basura",     "salud",      {0, 0, 27, 0, 0},  {0, 3, 8}, {1, 3, 7, 4}, {7, 5, 1, 0, 0}, &demo_polvo_carbon, false},
	{"empleo",            "trabajo",    "apoyos",     {0, 24, 3, 0, 0},  {0, 3, 8}, {4, 2, 2, 8}, {9, 2, 0, 0, 2}, &demo_empleo, false},
	{"transporte_obrero", "transporte", "trabajo",    {2, 0, 0, 0, 20},  {2, 7, 4}, {3, 4, 3, 6}, {3, 9, 0, 0, 0}, &demo_transporte_obrero, false},
	{"alumbrado",         "calles",     "seguridad",  {5, 4, 4, 4, 3},   {2, 4, 5}, {0, 4, 7, 2}, {6, 6, 1, 0, 0}, &demo_alumbrado, false},
	{"pension_minero",    "apoyos",     "trabajo",    {0, 0, 17, 0, 0},  {0, 4, 7}, {6, 4, 2, 3}, {9, 0, 1, 0, 1}, &demo_pension_minero, false},
	{"puente_filas",      "transporte", "calles",     {15, 0, 0, 0, 0},  {4, 7, 1}, {2, 3, 2, 7}, {3, 7, 3, 0, 0}, &demo_puente_filas, false},
	{"migrantes",         "otro",       "seguridad",  {12, 0, 0, 0, 0},  {1, 4, 6}, {0, 4, 3, 6}, {5, 4, 3, 0, 0}, &demo_migrantes, false},
	{"sequia_campo",      "trabajo",    "agua",       {0, 32, 6, 14, 16},  {0, 3, 8}, {2, 3, 7, 4}, {6, 0, 1, 6, 0}, &demo_sequia_campo, true},
	{"apagones_calor",    "otro",       "salud",      {2, 2, 3, 14, 0},  {1, 5, 5}, {2, 4, 6, 3}, {1, 4, 6, 4, 0}, &demo_apagones_calor, false},
	{"trafico",           "calles",     "transporte", {0, 0, 0, 0, 12},  {4, 8, 2}, {1, 2, 2, 9}, {3, 9, 0, 0, 0}, &demo_trafico, false},
	{"minas_seguridad",   "trabajo",    "seguridad",  {0, 0, 14, 0, 0},   {0, 0, 9}, {2, 5, 2, 4}, {6, 3, 0, 2, 0}, &demo_minas_seguridad, false},
};
// clang-format on
const size_t demo_n_issues = COUNT(demo_issues);

const struct demo_single demo_singles[] = {
	/* each belongs to an issue, and carries something a careless program would trip over */
	{"<b>AGUA</b> ya por favor, <b>no hay agua</b> de viernes a lunes", DEMO_SURESTE, "agua_tandeo"},
	{"=agua cada 3 dias =recibo cada mes. no me sale la cuenta", DEMO_ANYWHERE, "agua_tandeo"},
	{"-no pasa la basura\n-los perros rompen las bolsas\n-huele mal\n-hay ratas", DEMO_ANYWHERE,
	 "basura"},
	{"@ quien corresponda: el colector esta tronado y el agua negra sale enfrente del kinder",
	 DEMO_ANYWHERE, "drenaje"},
	{"=SUMA(hoyo+hoyo+hoyo) asi estan las calles jaja pero no es chiste, ya ponché dos veces",
	 DEMO_ANYWHERE, "baches"},
	{"La doctora me dijo \"hoy no hay, venga el lunes\", el lunes me dijo \"venga el jueves\". Y así con "
	 "la insulina.",
	 DEMO_ANYWHERE, "medicinas"},
	{"The line at the bridge is 3 hours every single morning, we need more lanes open please", DEMO_NORTE,
	 "puente_filas"},
	{"i live in eagle pass but my mom lives here, the sewer water comes out in the street when it rains. "
	 "please fix",
	 DEMO_NORTE, "drenaje"},
	{"kids from other countries sleeping outside by the river, we need a shelter for them", DEMO_NORTE,
	 "migrantes"},
	{"+ camiones - espera. La ruta se tarda una hora y con 42 grados \"aguántese\", dice el chofer",
	 DEMO_LAGUNA, "transporte_urbano"},
	{"Primero.- No hay medicinas.\nSegundo.- No hay doctor los fines de semana.\nTercero.- La ambulancia "
	 "no tiene "
	 "gasolina.\n\nGracias.",
	 DEMO_ANYWHERE, "medicinas"},
	{"'; el agua sale amarilla ;' y me manchó toda la ropa blanca", DEMO_LAGUNA, "agua_arsenico"},
	{"Mi papá trabajó 31 años en la mina y le salió la pensión de $3,900. Favor de comunicarse con la "
	 "Sra. Elvia "
	 "Sifuentes al 861 000 4417 o a elvia.sifuentes@correo.example",
	 DEMO_ANYWHERE, "pension_minero"},
	{"Tengo los papeles del Sr. Ramiro Montelongo por si los ocupan, mi numero (864)000-2093",
	 DEMO_ANYWHERE, "pension_minero"},
	{"el polvo & el humo & el ruido de los camiones <3 de la noche, ya no se puede dormir>",
	 DEMO_ANYWHERE, "polvo_carbon"},
	{"Kuira ba. En nuestra comunidad ya no hay agua para los animales, el papalote se secó. Matétera ba.",
	 DEMO_CENTRO, "sequia_campo"},
	/* these belong to none */
	{"No hay veterinario para los perros de la calle, uno mordió a mi sobrina.", DEMO_ANYWHERE, NULL},
	{"que vuelvan a poner el baile de los domingos en la plaza", DEMO_ANYWHERE, NULL},
	{"El panteón ya no tiene espacio y cobran muy caro el permiso", DEMO_ANYWHERE, NULL},
	{"no se que poner, vine a acompañar a mi mamá", DEMO_ANYWHERE, NULL},
	{"todo bien gracias", DEMO_ANYWHERE, NULL},
	{"asdfghjk", DEMO_ANYWHERE, NULL},
	{"prueba prueba 123", DEMO_ANYWHERE, NULL},
	{"En mi escuela los baños no sirven y no hay papel, nos aguantamos hasta llegar a la casa",
	 DEMO_ANYWHERE, NULL},
	{"Para sacar el acta de nacimiento corregida me traen de una ventanilla a otra, ya llevo 4 vueltas.",
	 DEMO_ANYWHERE, NULL},
	{"Quiero saber cuánto costó la remodelación de la plaza, en la página no viene nada", DEMO_ANYWHERE,
	 NULL},
	{"no agarra la señal del celular en la carretera, si te pasa algo ahi quedas", DEMO_ANYWHERE, NULL},
	{"En el ejido el internet de la escuela es puro adorno, los maestros ponen de sus datos",
	 DEMO_ANYWHERE, NULL},
	{"Mucho ruido de los antros en la madrugada", DEMO_ANYWHERE, NULL},
	{"los jovenes andan en el cristal y no hay donde internarlos sin que cobren un dineral",
	 DEMO_ANYWHERE, NULL},
	{"Faltan rampas. Ando en silla de ruedas y me toca ir por media calle.", DEMO_ANYWHERE, NULL},
	{"La cancha tiene candado y la llave la trae nomás un señor", DEMO_ANYWHERE, NULL},
	{"A mi esposa la dejaron sin beca porque no la encontraron en la casa cuando pasó el censo",
	 DEMO_ANYWHERE, NULL},
	{"El río se está quedando sin sabinos, hay que cuidar los que quedan", DEMO_CARBONIFERA, NULL},
	{"I don't live here, just visiting. Nice people, good burritos", DEMO_NORTE, NULL},
	{"Violencia en las casas y la patrulla llega cuando ya pasó todo. Ocupamos un refugio para mujeres "
	 "en la región.",
	 DEMO_ANYWHERE, NULL},
	{"se roban los cables de cobre y nos dejan sin telefono", DEMO_ANYWHERE, NULL},
	{"Mi terreno no tiene escrituras, somos como 200 familias igual, pagamos predial pero no somos "
	 "dueños.",
	 DEMO_ANYWHERE, NULL},
	{"¿Y esto pa qué es? El año pasado también nos preguntaron y nunca volvieron.", DEMO_ANYWHERE, NULL},
	{"el tren se para y tapa el paso mas de una hora, la ambulancia no pudo cruzar", DEMO_NORTE, NULL},
	{"Cobran cuota \"voluntaria\" en la secundaria y si no pagas no te dan la boleta", DEMO_ANYWHERE,
	 NULL},
};
const size_t demo_n_singles = COUNT(demo_singles);
