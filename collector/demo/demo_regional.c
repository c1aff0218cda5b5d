/* demo_regional - how people speak of the issues that belong to one region: mines, bridges, drought, arsenic.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "demo_phrases.h"

static const char *const agua_arsenico_skeletons[] = {
	"El agua [del pozo|de la llave] trae arsénico, [lo sabemos de siempre|todo mundo lo sabe|ya salió en "
	"los estudios], y {c}.",
	"En {p} compramos [garrafón|agua de garrafón] hasta para [cocinar|hacer los frijoles] porque la de "
	"la llave [está envenenada|tiene arsénico|no sirve para tomar].",
	"[Mi papá|Mi tío|Un vecino|Mi hermana] tiene las manos con manchas y [callos|la piel gruesa], el "
	"doctor dijo que [es|puede ser] por el agua de tantos años",
	"Queremos saber [cuánto arsénico tiene|qué tiene] el agua de {p}. Hacen los análisis y [nunca nos "
	"dan el resultado|no los publican|se los guardan].",
	"El filtro que pusieron en [la plaza|la escuela|el salón] [nunca jaló|duró tres meses|está "
	"descompuesto {t}], {r}",
	"Los pozos están [cada vez más hondos|ya muy abatidos] y entre más abajo sale más [salada y con "
	"arsénico|mala el agua]. {c}.",
	"Agua amarilla, con olor [a huevo|a fierro], y dicen que [es potable|se puede tomar|no pasa nada]. "
	"Que se la tomen ellos.",
	"pagamos el agua y aparte [80|100|120] pesos de garrafones a la semana, {c}",
	"Los niños en la escuela toman de la llave, [no hay de otra|no hay bebedero con filtro], y esa agua "
	"[trae arsénico|es mala].",
	"Prometieron agua limpia [para la Laguna|de la presa] y en {p} seguimos [tomando del pozo|igual que "
	"antes]. Pedimos {r}",
	"Hidroarsenicismo se llama la enfermedad, [aquí hay muchos|nomás en mi cuadra hay tres casos] y {c}. "
	"El "
	"gobierno [no lleva la cuenta|no los cuenta].",
	"que analicen el agua y publiquen el resultado pozo por pozo",
	"La vaca y los chivos [la toman y se mueren|ni la quieren], imagínese uno",
	"mi niña de [cuatro|seis] años ya tiene los dientes [manchados|cafés], [el dentista dice que es el "
	"agua|así los traen todos aquí]",
	"Hervir el agua no le quita lo malo, lo hace peor, y eso nadie se lo explica a la gente. La señora "
	"que vende lonches en la primaria la hierve pensando que así ya. Hace falta que vengan a decirlo "
	"casa por casa y {r}.",
	"No queremos otro estudio de la universidad, queremos agua buena. [Ya van como cinco|Cada año "
	"vienen, sacan muestras y se van].",
	"el garrafonero sí pasa diario, el gobierno no",
	"Por qué mi esposo nunca fumó y [tiene cáncer de vejiga|está enfermo de los riñones]? aquí en {p} es "
	"el tercero",
	"el ganado de los establos toma agua mejor que nosotros",
	NULL,
};
static const char *const agua_arsenico_shorts[] = {
	"agua con arsénico", "arsénico en el agua",    "el agua está mala",
	"agua contaminada",  "agua limpia para tomar", NULL,
};
static const char *const agua_arsenico_consequences[] = {
	"hay mucho enfermo de la piel",
	"hay mucho cáncer por aquí",
	"los niños la toman igual",
	"el que no tiene dinero se la toma",
	"el riñón es lo primero que se acaba",
	"nadie nos hace estudios",
	NULL,
};
static const char *const agua_arsenico_requests[] = {
	"que pongan filtros buenos y alguien que los cuide",
	"que hagan análisis cada mes y los peguen en la plaza",
	"que cierren los pozos malos",
	"que den garrafones a las familias",
	"que nos hagan estudios de orina y de piel",
	NULL,
};
const struct demo_voice demo_agua_arsenico = {agua_arsenico_skeletons, agua_arsenico_shorts,
					      agua_arsenico_consequences, agua_arsenico_requests};

static const char *const polvo_carbon_skeletons[] = {
	"El polvo [del carbón|negro|de la mina] se mete [a la casa|por todos lados|hasta en la comida] y "
	"{c}.",
	"[Tiendes|Uno tiende] la ropa blanca y la recoges [negra|gris], puro polvo de carbón",
	"Los camiones pasan [sin lona|destapados|tirando carbón] por {p} día y noche, {c}. Pedimos {r}.",
	"Mi [hijo|niña|nieto] usa [nebulizador|inhalador] {t}, el doctor dice que es el [polvo|carbón] que "
	"respiramos.",
	"El tajo está a [300|400|500] metros de las casas, cuando [truenan|avientan los cuetes|dinamitan] se "
	"cuartean las paredes y [se levanta la nube negra|queda el polvaderón].",
	"En la noche [prenden|echan a andar] la lavadora de carbón y amanece {p} [con una capa negra|como si "
	"hubiera caído ceniza].",
	"Dicen que riegan el camino, [mentira|yo nunca he visto la pipa|riegan cuando viene inspección], {c}",
	"Cerraron el tajo y ahí quedó el hoyo y las montañas de tierra, [nadie remedió nada|con el aire todo "
	"se viene para {p}].",
	"¿Quién mide el aire en {m}? No hay [ni un aparato|estación] y {c}. {r}.",
	"toda la vida tragando carbón, mi papá [murió de los pulmones|tenía los pulmones negros] y ni minero "
	"era",
	"Los patios de carbón [junto a la primaria|a la entrada del pueblo] deben estar tapados, [eso dice "
	"la ley|así lo marca la norma]",
	"las plantas y los nogales están [prietos|cubiertos] de polvo, ya no dan nuez",
	"vengan un día a limpiar mi mesa, a la hora ya escribe uno su nombre con el dedo",
	NULL,
};
static const char *const polvo_carbon_shorts[] = {
	"el polvo del carbón",	    "mucho polvo", "polvo de carbón",
	"contaminación del carbón", "polvo negro", NULL,
};
static const char *const polvo_carbon_consequences[] = {
	"los niños traen tos todo el año", "hay mucho asma",	      "no podemos ni abrir las ventanas",
	"barremos tres veces al día",	   "la gente mayor se ahoga", NULL,
};
static const char *const polvo_carbon_requests[] = {
	"que los camiones vayan tapados y por fuera del pueblo",
	"que midan el aire y lo publiquen",
	"que tapen los patios de carbón",
	"que rieguen los caminos",
	"que la empresa remedie lo que dejó",
	NULL,
};
const struct demo_voice demo_polvo_carbon = {polvo_carbon_skeletons, polvo_carbon_shorts,
					     polvo_carbon_consequences, polvo_carbon_requests};

static const char *const transporte_obrero_skeletons[] = {
	"El camión de personal [no entra a {p}|nos deja en el bulevar|nos deja a 15 cuadras] a las [12 de la "
	"noche|2 de la mañana], {c}.",
	"Para entrar a las [6|7] a la planta [hay que estar en la parada|me levanto] a las [3:30|4], {c}",
	"Los camiones de personal [traen llantas lisas|van a exceso de velocidad|no tienen frenos], ya [se "
	"han volteado varios|hubo muertos en la carretera].",
	"[Se me va el día|Hago cuatro horas] en ir y venir [al parque industrial|a la fábrica], [no veo "
	"despiertos a mis hijos|llego nomás a dormir]. {r}.",
	"Vivimos donde no hay [fábricas|trabajo] y las fábricas están donde no hay [casas|camiones]. El "
	"transporte de obreros es [lo que más falta|un desorden].",
	"Si pierdes el camión de la empresa [te descuentan el día|te toca pagar 200 de taxi], porque al "
	"parque no [va ninguna ruta|entra el urbano].",
	"Turno de [noche|tercera] y en la parada [no hay luz|no hay ni sombra de patrulla], a [mi "
	"compañera|una muchacha de mi línea] la asaltaron. Pedimos {r}.",
	"mi esposa trabaja en los arneses y el camión [la recoge en lo oscuro|pasa a las 4], {c}",
	"Vamos [60|55|setenta] en un camión de [40|45], parados hora y cuarto, [después de doce horas de "
	"línea|con las botas puestas]",
	"La planta paga el transporte pero [el transportista mete chatarra|contratan al más barato], ¿quién "
	"los [revisa|supervisa]?",
	"Que el camión de personal llegue hasta {p}, [somos como 80|hay dos turnos completos] los que "
	"trabajamos en la zona industrial",
	"los operadores manejan [dos turnos seguidos|sin dormir], uno se va persignando",
	"mi hijo de cinco años cree que vivo en el camión",
	NULL,
};
static const char *const transporte_obrero_shorts[] = {
	"transporte de personal",
	"camiones de personal",
	"el transporte al parque industrial",
	"transporte a las fábricas",
	NULL,
};
static const char *const transporte_obrero_consequences[] = {
	"caminamos solas en la madrugada", "dormimos cuatro horas",
	"ya no hay vida de familia",	   "uno llega molido",
	"les da miedo a las muchachas",	   NULL,
};
static const char *const transporte_obrero_requests[] = {
	"que el transporte de personal entre a las colonias",
	"que revisen las unidades y a los choferes",
	"que haya una ruta al parque industrial las 24 horas",
	"que pongan luz en las paradas",
	"que las empresas escalonen los turnos",
	NULL,
};
const struct demo_voice demo_transporte_obrero = {transporte_obrero_skeletons, transporte_obrero_shorts,
						  transporte_obrero_consequences, transporte_obrero_requests};

static const char *const pension_minero_skeletons[] = {
	"La pensión de minero [no alcanza|es una miseria|no da ni para la medicina], {c}.",
	"Trabajé [28|30|33] años en la mina y me reconocen [nueve|12|quince]. El patrón [no me tenía dado de "
	"alta|me registró con el mínimo]",
	"A las viudas de mineros [nos dan|nos quedó] [la mitad|2 mil pesos|3,100 al mes], {c}. Pedimos {r}.",
	"Los registraban [con salario mínimo|dos días por semana] y el resto [en sobre|por fuera]. Y ahora "
	"{c}",
	"Llevo [cuatro|seis] años peleando que me califiquen [el pulmón|la silicosis|la sordera] como "
	"enfermedad de trabajo.",
	"Mi [esposo|papá] murió con los pulmones [llenos de carbón|deshechos] y [no le dieron la "
	"incapacidad|le pusieron 'bronquitis' en el papel] para no pagar.",
	"No queremos despensas, queremos [pensión justa|lo que nos ganamos] para los [jubilados|mineros "
	"retirados]. {r}.",
	"Para arreglar la pensión hay que ir hasta [Saltillo|Monclova], [sacar copia de todo|hacer cinco "
	"vueltas] y uno ya no [camina bien|oye ni ve]",
	"perdieron mis semanas cotizadas y [el patrón ya cerró|la compañía ya ni existe], ¿a quién le "
	"reclamo?",
	"Somos como [40|60] pensionados de la mina que cobramos menos que [el apoyo de adulto mayor|un "
	"guardia]",
	"que suban la pensión a los mineros, [dejamos la vida allá abajo|para eso dejamos los pulmones]",
	"El sindicato dice que [es del seguro|lo vea con el seguro] y el seguro dice que [es del patrón|no "
	"le toca]. Mientras, {c}.",
	"Enviudé hace [ocho|once] años. Me piden un papel que la compañía se llevó cuando cerró. He ido "
	"[catorce|veinte] veces, siempre me falta algo, y a mis [70|74] años ya no estoy para andar en "
	"camión. {c}.",
	NULL,
};
static const char *const pension_minero_shorts[] = {
	"pensiones", "pensión digna", "la pensión de los mineros", "pensión para las viudas", NULL,
};
static const char *const pension_minero_consequences[] = {
	"seguimos trabajando de viejos",	"vivimos de los hijos",	     "se nos va en medicina",
	"comemos lo que nos fían en la tienda", "no alcanza ni para el gas", NULL,
};
static const char *const pension_minero_requests[] = {
	"que revisen las semanas cotizadas de todos los mineros",
	"que las viudas cobren la pensión completa",
	"que venga alguien a la región a arreglar los papeles",
	"que castiguen al patrón que no cotiza",
	"que reconozcan las enfermedades de la mina",
	NULL,
};
const struct demo_voice demo_pension_minero = {pension_minero_skeletons, pension_minero_shorts,
					       pension_minero_consequences, pension_minero_requests};

static const char *const puente_filas_skeletons[] = {
	"La fila [del puente|para cruzar] es de [dos|tres|cuatro] horas y {c}.",
	"Los tráileres [hacen fila|se paran] hasta [la colonia|el bulevar|la plaza] y [no podemos "
	"salir|tapan las cocheras], {c}",
	"Cruzo diario [a la escuela|a trabajar] al otro lado y [pierdo la mañana|salgo de la casa a las 4] "
	"por las filas del puente internacional.",
	"Ocupamos [otro puente|más carriles], {m} creció y el puente es [el mismo|de hace 40 años]. Pedimos "
	"{r}.",
	"Cuando cierran el puente [por la seguridad de allá|sin avisar] la ciudad [se para|se hace un nudo]. "
	"{r}.",
	"no hay baños ni sombra en la fila [del puente|peatonal], con niños [es un martirio|se sufre]",
	"La ambulancia [no puede cruzar|quedó atorada] entre los carros de la fila, [a mi tío|a una señora] "
	"le tocó",
	"Venden el lugar en la fila, [cobran 20 dólares|los franeleros mandan] y la autoridad [voltea para "
	"otro lado|mirando]",
	"El humo de los camiones parados [todo el día|desde las 5 am] se mete a {p}, todo por la fila del "
	"cruce.",
	"Los viernes y [domingos|en diciembre] con los paisanos ya ni se puede [ir al mandado|mover uno] por "
	"la fila al puente",
	"Que digan en tiempo real cuánto se tarda el puente, [uno va a ciegas|hay que andar preguntando en "
	"los grupos]",
	"Subieron la cuota del puente y [no se ve en qué|el dinero no se queda aquí], ni [un baño|una "
	"lámpara] han puesto",
	"Vendo [tamales|burritos] en la fila y hasta yo digo que ya es demasiado, la gente desesperada, los "
	"carros calientes, niños llorando. Con [dos|tres] casetas más se acababa el problema.",
	NULL,
};
static const char *const puente_filas_shorts[] = {
	"la fila del puente", "filas en el puente", "los tráileres del puente", "puente lento", NULL,
};
static const char *const puente_filas_consequences[] = {
	"llega uno tarde al jale",
	"las tiendas del centro pierden clientes",
	"se calientan los carros",
	"los niños llegan tarde a clases",
	NULL,
};
static const char *const puente_filas_requests[] = {
	"que abran todos los carriles en la mañana",
	"que haya un carril para los que cruzamos diario",
	"que los tráileres vayan por fuera",
	"que se pongan de acuerdo con los del otro lado",
	NULL,
};
const struct demo_voice demo_puente_filas = {puente_filas_skeletons, puente_filas_shorts,
					     puente_filas_consequences, puente_filas_requests};

static const char *const migrantes_skeletons[] = {
	"Hay familias migrantes [durmiendo en la plaza|en la orilla del río|debajo del puente] y {c}.",
	"El albergue [está lleno|ya no alcanza|lo sostienen las señoras de la iglesia] y siguen llegando "
	"migrantes. {r}.",
	"Los migrantes [también son personas|tienen hambre], la gente de {p} les da [un taco|agua], pero [ya "
	"no podemos solos|falta que el gobierno ayude].",
	"Se ahogan en el río [cada semana|muy seguido], [gente de fuera, niños|hasta criaturas], y no hay "
	"[quien avise|salvavidas ni letreros]",
	"A los migrantes [los extorsionan|los bajan del camión|les quitan su dinero] [policías|en los "
	"retenes] y "
	"nadie denuncia por miedo",
	"Los niños migrantes no van a la escuela, [llevan meses aquí|ya tienen un año en {m}] y [no los "
	"inscriben por papeles|no les dan lugar].",
	"Soy de Honduras, llevo [cuatro|siete] meses en {m} y [no me dan trabajo sin papeles|no me atienden "
	"en la clínica]. Pido {r}.",
	"que haya un lugar digno para la gente que viene de paso",
	"Mucha gente deportada que [sueltan en el puente|llega sin nada], [sin teléfono ni dinero|con lo "
	"puesto], y {c}",
	"No estoy en contra de los migrantes pero {p} [no tiene baños ni agua para tantos|está rebasada], "
	"pedimos {r}",
	"el tren trae gente [golpeada|enferma|con bebés] y aquí no hay ni quien les dé un suero",
	"En las noches cruzan por los patios [corriendo|mojados|con niños], uno no sabe si [abrirles|ayudar "
	"o llamar a alguien]",
	NULL,
};
static const char *const migrantes_shorts[] = {
	"los migrantes", "migrantes en la calle", "falta albergue", "apoyo a migrantes", NULL,
};
static const char *const migrantes_consequences[] = {
	"no tienen ni baño",
	"los niños se enferman",
	"nadie les dice qué hacer",
	"en el frío va a ser peor",
	NULL,
};
static const char *const migrantes_requests[] = {
	"que abran otro albergue",
	"que haya médico para ellos",
	"que haya orientación en el puente",
	"que la policía los trate bien",
	NULL,
};
const struct demo_voice demo_migrantes = {migrantes_skeletons, migrantes_shorts, migrantes_consequences,
					  migrantes_requests};

static const char *const sequia_campo_skeletons[] = {
	"No ha llovido [bien en dos años|en todo el año|desde el otro año] y {c}.",
	"[La presa|El estanque|El abrevadero] [se secó|está en puro lodo], las [chivas|vacas] [se están "
	"muriendo|andan en los puros huesos].",
	"Sembramos [maíz|frijol] y [no se dio nada|se secó en la flor], el seguro [no pagó|dice que no "
	"aplica]. Pedimos {r}.",
	"El apoyo de [la semilla|la pastura] [llegó tarde|les tocó a los de siempre|no llegó al ejido], {c}",
	"Sacan el agua con pozos para la alfalfa [de los ranchos grandes|de los grandes] y al ejido [lo "
	"dejan seco|no le toca]; {c}.",
	"Los manantiales [están bajando|se están acabando], cuando yo era niño [nos bañábamos ahí|estaban "
	"llenas "
	"hasta el borde]",
	"Vendimos el ganado [a como lo quisieron pagar|barato] porque ya no había qué darle, ni agua ni "
	"pastura",
	"Los del campo [somos los últimos|no contamos], {r}, porque {c}.",
	"La candelilla y el [orégano|sotol] ya no [dejan|salen], con la seca [no hay monte|se quemó todo]",
	"El papalote [no saca agua|está quebrado {t}] y hay que llevar [agua en la troca|tambos] a los "
	"animales [diario|cada tercer día].",
	"en el ejido quedamos [puros viejos|doce familias], sin agua la parcela no vale",
	"El nogal y la viña [se están secando|tiran el fruto] por falta de riego, la acequia {t} no trae "
	"agua",
	NULL,
};
static const char *const sequia_campo_shorts[] = {
	"la sequía", "sequía en el ejido", "no llueve", "apoyo al campo", "se muere el ganado", NULL,
};
static const char *const sequia_campo_consequences[] = {
	"se nos mueren los animales",	 "la gente se va del ejido",  "no hay qué sembrar",
	"la pastura anda a 120 la paca", "no hay ni para el mandado", NULL,
};
static const char *const sequia_campo_requests[] = {
	"que perforen un pozo para el ejido",
	"que repartan pastura",
	"que limpien los estanques antes de que llueva",
	"que los apoyos sean parejos",
	"que revisen las concesiones de los pozos",
	NULL,
};
const struct demo_voice demo_sequia_campo = {sequia_campo_skeletons, sequia_campo_shorts,
					     sequia_campo_consequences, sequia_campo_requests};

static const char *const apagones_calor_skeletons[] = {
	"Se va la luz [en pleno calor|cada que hace más calor|todas las tardes] y {c}.",
	"Con [44|45|43] grados y sin luz [toda la noche|desde ayer|seis horas], {c}",
	"El transformador [truena|se quema] cada verano en {p}, [tardan dos días en venir|hay que cooperar "
	"para que vengan].",
	"Los recibos de luz en verano [llegan de 3 mil|están por las nubes] y ni siquiera [es aire, es "
	"cooler|prendemos el clima]. {r}.",
	"Murió [un señor de la cuadra|una abuelita] por golpe de calor, [vivía solo|nadie se dio cuenta]. "
	"Pedimos {r}.",
	"En la escuela [no hay clima|los abanicos no sirven], a las [11|12] ya [no se puede dar clase|los "
	"niños se marean] del calor.",
	"no hay árboles ni una sombra en {p}, [cortaron los que había|puro cemento], por eso se siente más "
	"el calor",
	"El voltaje sube y baja, me quemó [el refri|la tele|el minisplit] y [nadie responde|me dijeron que "
	"metiera una queja]",
	"Los que trabajamos en la calle con este calor [no tenemos ni dónde tomar agua|nos estamos jugando "
	"la vida].",
	"De mayo a septiembre [no se vive, se sobrevive|nadie duerme], luego se va la luz y peor: {c}",
	"[Que planten árboles|Hacen falta árboles] en las banquetas y las paradas, el calor cada año está "
	"peor",
	"mi bebé [se salpulle todo|no duerme] cuando quitan la luz en la noche",
	"Cuatro horas sin luz a 45 grados, con mi papá encamado y el concentrador de oxígeno apagado. Lo "
	"abanicamos con un cartón. No es un lujo, es la vida.",
	NULL,
};
static const char *const apagones_calor_shorts[] = {
	"se va la luz", "apagones", "el calor", "mucho calor y sin luz", "falla la luz", NULL,
};
static const char *const apagones_calor_consequences[] = {
	"se echa a perder la comida",	     "los viejitos se ponen mal", "no se puede dormir",
	"se para la bomba del agua también", "la insulina se calienta",	  NULL,
};
static const char *const apagones_calor_requests[] = {
	"que cambien el transformador",
	"que abran un lugar fresco para los adultos mayores",
	"que den tarifa justa en verano",
	"que pongan sombra y árboles",
	NULL,
};
const struct demo_voice demo_apagones_calor = {apagones_calor_skeletons, apagones_calor_shorts,
					       apagones_calor_consequences, apagones_calor_requests};

static const char *const trafico_skeletons[] = {
	"De Saltillo a Ramos se hace [hora y media|dos horas] en la mañana, antes eran [20|25] minutos.",
	"El tráfico en [el bulevar|el periférico|el distribuidor] está imposible, {c}",
	"Los tráileres [se meten|circulan] por [media ciudad|el carril de alta] a la hora pico y {c}. {r}.",
	"Los semáforos [no están sincronizados|tardan tres minutos|fallan cuando llueve] y se hace la fila "
	"de carros hasta [el puente|la gasolinera].",
	"Construyen y construyen fraccionamientos con una sola [salida|entrada], a las 7 {p} es [un "
	"estacionamiento|un caos]",
	"Cada [semana|tercer día] hay choque en la curva [de la carretera|del libramiento] y todo [se "
	"para|queda bloqueado]. Pedimos {r}.",
	"Pusieron el retorno [donde no va|en plena subida], es un peligro y [un embotellamiento|hace "
	"tráfico] diario",
	"[El tránsito|Tránsito] nomás [infracciona|se esconde a multar], no agiliza la circulación en los "
	"cruces",
	"tres horas al día en el carro, [nadie me las paga|ahí se me va la vida], y la gasolina",
	"Hagan [otro acceso|un paso a desnivel] a {p}, no cabemos por la misma avenida",
	"Con la neblina en la carretera [hay carambolas|chocan diez] y no hay [ruta alterna|por dónde "
	"darle]; {c}.",
	"la salida de las escuelas es un nudo de carros en doble fila y no entra ni una bicicleta",
	"para dejar a los niños a las 7 salgo a las 5:50 y vivo a ocho kilómetros",
	"el puente de {p} lo dejaron a la mitad {t}, mientras todos por un carril",
	NULL,
};
static const char *const trafico_shorts[] = {
	"mucho tráfico",     "el tráfico", "tráfico pesado", "los tráileres en el bulevar",
	"demasiado tráfico", NULL,
};
static const char *const trafico_consequences[] = {
	"llegamos tarde al trabajo",
	"hay choques diario",
	"se desespera la gente y maneja peor",
	"no pasa ni la ambulancia",
	NULL,
};
static const char *const trafico_requests[] = {
	"que saquen los tráileres de la ciudad",
	"que sincronicen los semáforos",
	"que hagan el libramiento",
	"que obliguen a los fraccionadores a hacer vialidades",
	NULL,
};
const struct demo_voice demo_trafico = {trafico_skeletons, trafico_shorts, trafico_consequences,
					trafico_requests};

static const char *const minas_seguridad_skeletons[] = {
	"En los pocitos [siguen bajando|meten] a la gente sin [equipo|medidor de gas|seguro] y {c}.",
	"Los inspectores [no bajan|avisan antes de venir|se quedan en la oficina], {r}",
	"Mi [hijo|hermano] baja a un pozo de [60|80] metros con [un malacate hechizo|una cuerda y un bote], "
	"le pagan por tonelada.",
	"Ya van muchas tragedias y [todo sigue igual|nadie pisa la cárcel|nomás ponen una cruz]. Pedimos "
	"{r}.",
	"Hay minas abandonadas abiertas [junto a las casas|cerca de {p}], sin cerca, [se puede caer un "
	"niño|ya se cayó ganado]",
	"trabajan al lado de minas viejas llenas de agua y [no hay planos|nadie sabe por dónde van]",
	"El que reclama seguridad en la mina [se queda sin jale|ya no lo vuelven a llamar]",
	"No hay brigada de rescate en la región, [tienen que venir de fuera|llegan cuando ya para qué]. {r}.",
	"Compran el carbón sin preguntar [de dónde salió|si los mineros tienen seguro], ahí empieza el "
	"problema",
	"[Que se publique|Queremos ver] qué minas tienen permiso y cuáles [trabajan por su cuenta|no], con "
	"mapa",
	"el gas no avisa, {c}",
	"Soy esposa de minero, cada [turno|noche] [rezo|no duermo] hasta que sale de la mina",
	NULL,
};
static const char *const minas_seguridad_shorts[] = {
	"seguridad en las minas",
	"los pocitos",
	"minas sin seguridad",
	NULL,
};
static const char *const minas_seguridad_consequences[] = {
	"las familias vivimos con el Jesús en la boca",
	"otra vez va a haber viudas",
	"luego dicen que fue error del trabajador",
	NULL,
};
static const char *const minas_seguridad_requests[] = {
	"que cierren los pozos clandestinos",
	"que haya inspección de verdad y se publique",
	"que todos tengan seguro desde el primer día",
	"que formen una brigada de rescate aquí",
	NULL,
};
const struct demo_voice demo_minas_seguridad = {minas_seguridad_skeletons, minas_seguridad_shorts,
						minas_seguridad_consequences, minas_seguridad_requests};
