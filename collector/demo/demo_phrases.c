/* demo_phrases - how people speak of the issues that are heard everywhere.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "demo_phrases.h"

static const char *const agua_tandeo_skeletons[] = {
	"En {p} [nos llega|nomás cae|cae] el agua [cada tercer día|dos veces por semana|un día sí y tres no] "
	"y {c}.",
	"No hay agua {t}. {c}",
	"El tandeo [no se respeta|es puro cuento|está mal hecho], dicen que [toca martes y viernes|toca en "
	"la noche|va a caer en la mañana] y [nada|ni gota|no cae nada]",
	"Batallamos [mucho|bien mucho|un montón] con el agua, {c}, y el recibo [llega igual|llega más "
	"caro|nunca falla]. Pedimos {r}.",
	"El agua llega [a las 3 de la mañana|de madrugada|como a las 2 am], hay que [levantarse|estar "
	"despierto|desvelarse] para llenar [los tambos|el tinaco|las cubetas] y luego irse a trabajar.",
	"[Tengo|Llevo|Vamos para] [cinco|ocho|diez|12] días sin agua en {p} y la pipa [cobra 350|cobra 400 "
	"pesos|no quiere subir|le vende al mejor postor]",
	"¿Por qué en los fraccionamientos nuevos sí hay agua [todo el día|diario] y en {p} [no|nos la dan "
	"por horas|nomás el puro aire]?",
	"{r}, que {p} también [existe|paga|es {m}]",
	"Sale puro aire por la llave y con eso [camina el medidor|corre el medidor], [estamos pagando "
	"aire|pagamos aire como si fuera agua].",
	"La presión no alcanza a subir al tinaco, [los que vivimos en lo alto|los de la parte de arriba] "
	"somos los últimos y {c}.",
	"[Mi mamá|Mi suegra|Mi abuelita] tiene [78|80|83] años y anda [acarreando|cargando] cubetas porque "
	"en {p} no cae agua {t}",
	"Avisen cuándo [van a cortar|van a quitar|va a haber] el agua. Uno [se queda enjabonado|no sabe si "
	"lavar|deja la ropa a medias] y no hay a quién reclamar. Lo que queremos es {r}.",
	"Hay una fuga [bien grande|enorme] en la calle principal {t}, se tira el agua mientras nosotros "
	"[juntamos la de la regadera|no tenemos ni para el baño|pagamos pipa].",
	"agua una vez a la semana no es servicio",
	"Ayer por fin cayó [tantita agua|un chorrito], [de las 4 a las 5|una hora], y [salió café|venía con "
	"tierra]. Luego otra vez nada.",
	"cuándo van a traer el agua??? [ya son|llevamos] [seis|nueve|once] días y la alberca del "
	"[club|hotel] bien llena",
	"Trabajo de noche y el agua cae de noche, [así que nunca alcanzo|o sea que a mí no me toca]. Vivo "
	"[sola|con mis dos niños] y no tengo quien me llene los botes. En {p} somos varias así, {c}, y en la "
	"oficina nos dicen que compremos un tinaco más grande. Pedimos {r}.",
	"Pago [240|310|280] al mes de agua que no tengo",
	"a [la secundaria|la primaria|la guardería] la regresan temprano porque no hay agua en los baños",
	"somos [cuatro|seis] casas en la privada y compartimos [una cisterna|un tinaco], cuando se acaba ya "
	"hubo pleito",
	"Que [revisen|chequen] las válvulas de {p}, dicen que hay quien las abre y las cierra [por dinero|a "
	"su modo]",
	NULL,
};
static const char *const agua_tandeo_shorts[] = {
	"falta agua", "no hay agua", "el agua", "falta de agua", "no cae agua", "agua por tandeo", NULL,
};
static const char *const agua_tandeo_consequences[] = {
	"no podemos ni lavar",
	"los niños se van sin bañar a la escuela",
	"hay que comprar garrafones hasta para el baño",
	"se junta toda la ropa",
	"gastamos en pipas lo que no tenemos",
	"no alcanza para [toda la semana|los cinco que somos]",
	NULL,
};
static const char *const agua_tandeo_requests[] = {
	"que pongan un calendario y lo cumplan",
	"que repartan parejo el agua",
	"que manden pipas gratis mientras arreglan",
	"que arreglen las fugas antes de hacer más casas",
	"que no den permisos para más fraccionamientos si no hay agua",
	NULL,
};
const struct demo_voice demo_agua_tandeo = {agua_tandeo_skeletons, agua_tandeo_shorts,
					    agua_tandeo_consequences, agua_tandeo_requests};

static const char *const basura_skeletons[] = {
	"El camión de la basura [no pasa|ya no pasa|pasa cuando quiere] por {p} {t}.",
	"[Pasa|Viene] la basura una vez [por semana|cada diez días] y {c}",
	"Hay un tiradero en [el arroyo|la orilla del ejido|el lote baldío de la esquina|el vado] y {c}. "
	"Pedimos {r}.",
	"La gente avienta [llantas|animales muertos|escombro|colchones] [al arroyo|a la salida del pueblo|al "
	"monte] porque no hay dónde dejarlo",
	"Queman basura en la noche y el humo se mete [a las casas|hasta la cocina|a los cuartos], mi "
	"[niño|niña|mamá] es asmática y batalla.",
	"Los perros rompen las bolsas [y amanece todo regado|y la calle queda hecha un cochinero] porque el "
	"camión no trae hora fija.",
	"{r}. Con eso tendríamos",
	"Para que se lleven la basura hay que [dar propina|darles para el refresco|pagarle a un señor con "
	"carreta], y si no [ahí la dejan|no se la llevan].",
	"Que haya contenedores en {p}, [uno por cuadra|aunque sea dos], la gente [los usaría|sí los cuida]",
	"{m} antes era limpio, ahora [entras y lo primero que ves es basura|está lleno de bolsas en los "
	"mezquites|da pena con la visita].",
	"El relleno ya [se llenó|no aguanta] y cuando hay aire [vuelan las bolsas hasta la carretera|la "
	"peste llega a {p}|se prende solo]",
	"moscas, ratas y cucarachas por el basurero que se hizo atrás de [la primaria|la secundaria|la "
	"cancha]",
	"No se separa nada, todo va revuelto al mismo hoyo. [Los muchachos de la prepa|En la secundaria] "
	"quisieron juntar el plástico y nadie se lo recogió.",
	"el [viernes|sábado] sacamos la bolsa y el [lunes|martes] la volvimos a meter, no vino el camión",
	"Mi niña me preguntó por qué vivimos en un basurero. Eso es lo que traigo atravesado.",
	"Llevamos a los chavos a limpiar el arroyo un domingo, sacamos [80|120] bolsas entre todos y las "
	"dejamos donde nos dijo el municipio. Ahí se quedaron [tres semanas|un mes], los perros las abrieron "
	"y [otra vez quedó igual|todo volvió al arroyo]. Así quién va a querer ayudar.",
	"Cuánto cuesta un camión de basura? porque {m} [trae dos|tiene tres] y uno siempre descompuesto",
	"Los de la carreta tiran lo que juntan [en el primer baldío que hallan|a dos cuadras]",
	"un contenedor en {p}, nomás eso pido",
	"pilas, aceite, medicina caduca, todo al mismo bote, [no hay dónde llevarlo|y de ahí a la tierra]",
	NULL,
};
static const char *const basura_shorts[] = {
	"mucha basura", "la basura", "no pasa la basura", "basura en el arroyo", "tiraderos de basura", NULL,
};
static const char *const basura_consequences[] = {
	"se junta [el mosco|la mosca]",
	"huele horrible con el calor",
	"ya hay ratas",
	"vuelan las bolsas por todos lados",
	"los niños se enferman de la panza",
	"cuando llueve se tapan las alcantarillas",
	NULL,
};
static const char *const basura_requests[] = {
	"que pase el camión dos veces por semana",
	"que pongan contenedores",
	"que limpien los lotes baldíos y le cobren al dueño",
	"que multen al que tira",
	"que digan a qué hora pasa el camión",
	NULL,
};
const struct demo_voice demo_basura = {basura_skeletons, basura_shorts, basura_consequences, basura_requests};

static const char *const medicinas_skeletons[] = {
	"No hay medicinas en [el centro de salud|la clínica], [la receta te la dan|te dan la receta] y tú la "
	"surtes como puedas.",
	"[Soy diabética|Soy diabético|Mi mamá es diabética|Soy hipertenso] y {t} no [hay metformina|me "
	"surten|me dan lo de la presión], {c}.",
	"El doctor va [los martes nada más|dos días a la semana|cuando puede], si te enfermas [en "
	"sábado|otro día] {c}",
	"Para sacar ficha hay que [formarse desde las 4 am|llegar a las 5 de la mañana] y nomás dan "
	"[diez|12|quince].",
	"La ambulancia [no tiene gasolina|tarda una hora|está en el taller {t}] y [la gente se muere en el "
	"camino|hay que buscar raite|mejor te llevan los vecinos]. Pedimos {r}.",
	"No hay especialista, [nos mandan a Monterrey|nos mandan a otra ciudad|hay que ir hasta Monterrey] y "
	"el "
	"pasaje [sale carísimo|no lo paga nadie].",
	"Me dieron cita para [dentro de seis meses|marzo del otro año|el año que entra], [y el dolor es "
	"hoy|para entonces ya ni para qué].",
	"En la clínica de {p} [no hay ni gasas|no hay ni paracetamol|el baumanómetro no sirve], la enfermera "
	"[pone de su bolsa|hace lo que puede].",
	"Falta un doctor en las noches. A mi [esposo|suegro|vecina] le dio un infarto y [nos fuimos en una "
	"troca|no había ni quién le tomara la presión|se nos fue en el camino].",
	"Pedimos {r}, no es mucho",
	"las embarazadas [tienen que ir hasta|se alivian en el camino a] otra ciudad porque aquí no hay "
	"ginecólogo",
	"Te tratan [mal|bien feo|como si te hicieran un favor] en urgencias, [horas y horas|seis horas] en "
	"la silla "
	"para que te digan que no hay con qué atenderte",
	"[Mi hijo|Mi niña] tiene [autismo|epilepsia|asma] y no hay terapias ni medicamento en {m}, todo es "
	"particular. {c}.",
	"la enfermera es un amor pero [sola no puede|no es doctora]",
	"Vine a [vacunar|checar] a mi niño tres veces y las tres [no había biológico|se había ido la luz y "
	"se echó a perder la vacuna|no abrieron].",
	"Gasto [900|1,200|1,500] pesos al mes en [insulina|pastillas] y gano [1,700 a la semana|de lo que "
	"vendo]. Haga la cuenta.",
	"Nos cerraron la casa de salud {t}, la llave la tiene la señora que limpiaba. Para una curación hay "
	"que ir a la cabecera, son [45 minutos|más de media hora] de camino, y si es de noche [ni raite "
	"hay|no hay cómo]. {c}.",
	NULL,
};
static const char *const medicinas_shorts[] = {
	"faltan medicinas", "no hay medicinas", "no hay doctor", "medicamento", "el centro de salud", NULL,
};
static const char *const medicinas_consequences[] = {
	"se nos va la quincena en la farmacia",
	"uno se aguanta",
	"mejor vamos al consultorio de la farmacia",
	"terminas pagando particular",
	"nos endeudamos",
	"sale uno peor de como entró",
	NULL,
};
static const char *const medicinas_requests[] = {
	"que surtan las recetas completas",	   "que haya doctor también en la noche",
	"que la clínica abra los fines de semana", "que pongan a la vista qué medicina hay y cuál no",
	"que manden un médico de planta",	   NULL,
};
const struct demo_voice demo_medicinas = {medicinas_skeletons, medicinas_shorts, medicinas_consequences,
					  medicinas_requests};

static const char *const drenaje_skeletons[] = {
	"El drenaje [está tapado|se bota|revienta] cada que llueve y {c}.",
	"[Aguas negras|El agua negra] corriendo por la calle en {p} {t}, {c}",
	"Se [hundió|colapsó|tronó] el colector [de la avenida|frente a la secundaria] y [le echaron "
	"tierra|pusieron una llanta con un trapo rojo|lo taparon con tablas], nada más.",
	"Se regresa el drenaje por [el baño|la coladera del patio|la regadera], {c}. {r}.",
	"En {p} todavía [usamos fosa|tenemos letrina|no hay drenaje], [nos lo prometen cada tres años|lo "
	"pagamos y no lo hicieron].",
	"La alcantarilla no tiene tapa, [se cayó un niño|ya se cayó una señora|se cayó una moto] y {c}",
	"Huele a drenaje [todo el día|a todas horas|hasta adentro de la casa], con el calor no se puede "
	"[comer|dormir|abrir la ventana].",
	"Cuando [llueve|cae una tormenta] se inunda {p}, el año [pasado|antepasado] perdimos [la sala|el "
	"refri y la lavadora|los muebles] porque el drenaje no da.",
	"Le hablamos al ayuntamiento por la fuga de aguas negras, vinieron, [tomaron foto|midieron] y [se "
	"fueron|no han vuelto]. Pedimos {r}.",
	"el drenaje es [del tiempo de mi abuelo|de puro barro, tiene 50 años] y siguen "
	"[conectando|pegándole] más casas",
	"Todo va a dar al [río|arroyo] [sin tratar|así como sale], la planta tratadora [no trabaja|está "
	"parada|es de adorno].",
	"Mi [cochera|patio] es la laguna de la colonia: [ahí sale todo|ahí brota la caca, perdón por la "
	"palabra]. {c}",
	"ya no queremos bomberazos, queremos tubería nueva en {p}",
	"se tapa, viene el vactor, se destapa, a la semana se tapa. y así {t}",
	"La última tormenta el agua negra llegó a la [rodilla|altura de los enchufes]. Sacamos a mi mamá en "
	"[una silla|brazos] entre tres vecinos, perdimos el colchón y la ropa, y todavía nos dijeron que fue "
	"culpa nuestra por tirar basura. {c}. Pedimos {r}.",
	"Frente a [la tienda|mi puesto|la papelería] brota el drenaje y [se me fue la clientela|quién va a "
	"querer comprar comida así]",
	"no se puede ni hacer una carne asada de lo que apesta",
	"hundimiento en [la esquina|la calle] de {p}, [cada día se abre más|ya cabe una camioneta], se va a "
	"ir un carro",
	"El arroyo era donde nos bañábamos de niños, hoy es [un canal de aguas negras|puro desagüe]",
	NULL,
};
static const char *const drenaje_shorts[] = {
	"drenaje tapado", "el drenaje", "aguas negras", "drenaje colapsado", "se sale el drenaje", NULL,
};
static const char *const drenaje_consequences[] = {
	"los niños pasan por ahí a la escuela",
	"se meten las aguas negras a la casa",
	"ya hay enfermos del estómago",
	"no se aguanta el olor",
	"tenemos que brincar para salir",
	"está lleno de zancudos",
	NULL,
};
static const char *const drenaje_requests[] = {
	"que cambien la tubería completa",	     "que desazolven antes de las lluvias",
	"que pongan tapas a las alcantarillas",	     "que arreglen el cárcamo",
	"que hagan un dren pluvial como Dios manda", NULL,
};
const struct demo_voice demo_drenaje = {drenaje_skeletons, drenaje_shorts, drenaje_consequences,
					drenaje_requests};

static const char *const baches_skeletons[] = {
	"[Las calles|Todas las calles] de {p} están llenas de [baches|hoyos|pozos] y {c}.",
	"Hay un bache [en la entrada de la colonia|afuera de la primaria|dando vuelta] que ya parece "
	"[alberca|cráter|presa]",
	"Tapan los hoyos con [tierra|puro chapopote|piedra] y a la primera lluvia [ahí están otra "
	"vez|vuelven a salir], {r}.",
	"En {p} [nunca han pavimentado|no hay pavimento|es pura terracería]: [cuando no es lodo es tierra|si "
	"llueve es lodazal y si no, polvareda].",
	"Rompieron para meter [tubería|el gas|la fibra] y [no volvieron a tapar|dejaron la zanja {t}], {c}",
	"La carretera al ejido [está deshecha|se la llevó el agua|ya no es carretera], [los camiones no "
	"quieren entrar|el maestro ya no quiere venir|sacar un enfermo es una odisea].",
	"Ya van [dos llantas|tres llantas|dos rines] que pierdo en [el bulevar|la avenida principal|la "
	"salida a la carretera], ¿quién me los paga?",
	"Pavimentan [la misma calle|la misma avenida|donde viven los de siempre] cada año y a {p} nunca le "
	"toca. Pedimos {r}.",
	"las banquetas no sirven, [la gente mayor|uno con carriola|mi mamá con andadera] tiene que bajarse "
	"al arroyo de la calle",
	"Un motociclista se mató por esquivar un [bache|hoyo] en {m}, [era un muchacho|tenía 19 años]. Ya no "
	"esperen otro.",
	"Los topes [los pone quien quiere|no están pintados|parecen bardas] y los hoyos nadie los quita",
	"{r} y que se vea en qué se gastó lo del predial",
	"mi hijo reparte comida en moto y ya se cayó [dos|tres] veces por los pozos",
	"pusimos [una llanta|un sillón viejo|un árbol seco] en el hoyo para que no caigan los carros, ya "
	"hasta le cantamos las mañanitas al bache",
	NULL,
};
static const char *const baches_shorts[] = {
	"muchos baches", "baches", "calles en mal estado", "pavimento", "los hoyos de la calle", NULL,
};
static const char *const baches_consequences[] = {
	"se friegan los carros",
	"los taxis no quieren entrar",
	"la ambulancia no puede pasar",
	"ya hubo accidentes",
	"nadie viene a taparlos",
	"en la noche ni se ven",
	NULL,
};
static const char *const baches_requests[] = {
	"que pavimenten bien, no nomás parches",
	"que publiquen qué calles siguen",
	"que reparen la carretera",
	"que el contratista deje la calle como estaba",
	"que nos den fecha",
	NULL,
};
const struct demo_voice demo_baches = {baches_skeletons, baches_shorts, baches_consequences, baches_requests};

static const char *const transporte_urbano_skeletons[] = {
	"[La ruta|El camión] de {p} pasa cada [hora|hora y media|40 minutos] y {c}.",
	"Los camiones [vienen llenos|se caen de viejos|no traen clima], con este calor [se desmaya la "
	"gente|es un horno]",
	"El último camión sale a las [8|ocho y media|9] y los que [salimos tarde de trabajar|estudiamos en "
	"la tarde] {c}. {r}.",
	"Subieron el pasaje a [14|15|16] pesos y el servicio [sigue igual|está peor]",
	"No hay parada con sombra, [esperamos en el rayo del sol|se espera uno bajo el solazo] a [42|43|44] "
	"grados.",
	"Los choferes van [jugando carreras|con el celular|echando arrancones], [no esperan que te "
	"sientes|arrancan con la puerta abierta].",
	"De {p} al [centro|hospital|tecnológico] hay que agarrar [dos|tres] camiones, se va [hora y media|el "
	"sueldo] en puro pasaje.",
	"Dijeron que venía un transporte moderno y [nunca arranca|ahí están las paradas vacías]. Mientras, "
	"{c}.",
	"A mi mamá [con bastón|en silla de ruedas] no la suben, [se siguen de largo|le hacen la parada y no "
	"se paran]",
	"no respetan la tarifa de estudiante ni la de la tercera edad",
	"Del ejido a la ciudad [no hay camión|nomás hay raite|hay una combi en la mañana y otra en la "
	"tarde], los muchachos [dejan la prepa|ya no estudian] por eso. Pedimos {r}.",
	"en las mañanas ni se paran, pasan de lleno y uno [llega tarde|pierde el bono|pierde la primera "
	"clase]",
	"Estudio [enfermería|en el bachillerato] y salgo a las nueve y media. A esa hora ya no hay camión, "
	"[le pago a un taxi 120|camino 50 minutos] y llego con miedo. Somos como [ocho|diez] compañeras, ya "
	"pedimos que recorran el último camión y ni contestan.",
	"las 5 de la mañana y ni un camión, a las 7 tres juntos",
	NULL,
};
static const char *const transporte_urbano_shorts[] = {
	"el transporte", "mal transporte", "no pasa el camión", "camiones viejos", "faltan camiones", NULL,
};
static const char *const transporte_urbano_consequences[] = {
	"llegamos tarde a todos lados",
	"hay que pagar taxi",
	"nos venimos caminando",
	"las muchachas se arriesgan en lo oscuro",
	"pierde uno medio día en una vuelta",
	NULL,
};
static const char *const transporte_urbano_requests[] = {
	"que metan más unidades",	    "que haya camión hasta las once",
	"que pongan techos en las paradas", "que obliguen a los concesionarios a traer clima",
	"que pongan una ruta al ejido",	    NULL,
};
const struct demo_voice demo_transporte_urbano = {transporte_urbano_skeletons, transporte_urbano_shorts,
						  transporte_urbano_consequences, transporte_urbano_requests};

static const char *const empleo_skeletons[] = {
	"[Cerró|Se paró] la planta y nos quedamos sin [trabajo|nada], {c}.",
	"Nos deben [el finiquito|la liquidación|18 meses de sueldo] {t} y [nadie da la cara|puras vueltas "
	"con el abogado]",
	"En {m} no hay trabajo, [los jóvenes se van|mis dos hijos se fueron] a [Saltillo|Monterrey|Texas] y "
	"{c}.",
	"Tengo [48|52|55] años, [29|30|25] en el acero, y [ya no me contratan|dicen que estoy viejo] en "
	"ningún lado.",
	"Pedimos {r}, [aquí sobra mano de obra|gente que sabe trabajar sí hay].",
	"Los negocios [del centro|chicos] están cerrando [uno tras otro|todos], sin los obreros no hay quien "
	"compre",
	"Puro trabajo de [guardia|mostrador|intendencia] de 12 horas por [1,500|1,800|2 mil] a la semana, "
	"con eso "
	"{c}",
	"Mi esposo anda [de albañil donde caiga|vendiendo tacos|de taxista de aplicación] después de [ser "
	"soldador|veinte "
	"años de obrero], {c}. {r}.",
	"Sin la acerera [no hay seguro médico|perdimos el seguro] y somos miles, [viudas|pensionados] "
	"incluidos.",
	"Hicieron una feria del empleo y [ofrecían lo mismo|eran puras vacantes de fuera|pedían menos de 35 "
	"años]",
	"[estudié ingeniería|salí del tecnológico] y estoy [en un call center|sin chamba|de cajera], en mi "
	"generación así andamos casi todos",
	"La casa la estoy [perdiendo|malbaratando] porque el crédito no espera y el trabajo no llega. [Como "
	"yo hay cuadras enteras|No soy el único].",
	"Yo entré a la planta a los 19 y mi papá también. Ahora mi hijo me pregunta en qué va a trabajar y "
	"no sé qué decirle. {c}.",
	"puras promesas de que va a reabrir, ya ni creemos",
	NULL,
};
static const char *const empleo_shorts[] = {
	"no hay trabajo", "falta empleo", "desempleo", "empleo", "que haya trabajo", NULL,
};
static const char *const empleo_consequences[] = {
	"no sale ni para la luz",
	"las familias se están separando",
	"vivimos de lo que mandan los hijos",
	"ya vendimos hasta los muebles",
	"la colonia se está quedando sola",
	NULL,
};
static const char *const empleo_requests[] = {
	"que traigan otras empresas",
	"que nos paguen lo que nos deben",
	"que den cursos y que sí contraten",
	"que haya empleo para mayores de 45",
	"que apoyen a los que queremos poner un taller",
	NULL,
};
const struct demo_voice demo_empleo = {empleo_skeletons, empleo_shorts, empleo_consequences, empleo_requests};

static const char *const alumbrado_skeletons[] = {
	"[No hay luz en las calles|Está todo oscuro|Las lámparas no prenden] en {p} {t} y {c}.",
	"De [diez|ocho|seis] lámparas [prende una|sirven dos] en mi cuadra",
	"Salgo a las [5|5:30] a trabajar y está [como boca de lobo|oscurísimo], {c}",
	"La plaza de {p} [sin focos|a oscuras] es [para los malandros|un peligro], los niños ya no "
	"[van|juegan]. {r}.",
	"Reporté la lámpara [tres|cuatro|cinco] veces, me dieron folio y [sigue fundida|nunca vinieron].",
	"Pagamos alumbrado en el recibo y [no tenemos|vivimos a oscuras]",
	"Asaltan en [el puente peatonal|el callejón|la vereda de la secundaria] porque no hay ni un foco. "
	"Pedimos {r}.",
	"De noche no se ve [ni el camino|quién viene], las mujeres [nos vamos por otra calle|salimos en "
	"bola|ya no salimos] después de las 8.",
	"Las lámparas nuevas [duraron un mes|alumbran para arriba|las pusieron nomás en la avenida]",
	"prenden el alumbrado de día y en la noche lo apagan, [parece burla|díganme quién entiende]",
	"Se robaron [el cable|los focos] y {p} lleva [tres meses|medio año] sin luz en la calle",
	"Cada vecino [saca su foco|deja prendido el porche] para que se vea algo, {c}",
	"mi hija sale de la prepa a las 8 y la tengo que esperar con lámpara en la parada",
	NULL,
};
static const char *const alumbrado_shorts[] = {
	"no hay luz en la calle", "falta alumbrado", "alumbrado", "lámparas fundidas", "calles oscuras", NULL,
};
static const char *const alumbrado_consequences[] = {
	"da miedo salir",
	"ya han asaltado a varios",
	"los estudiantes caminan con la luz del celular",
	"se esconden ahí los que roban",
	"pasan muchas cosas",
	NULL,
};
static const char *const alumbrado_requests[] = {
	"que cambien los focos",
	"que pongan lámparas de las solares",
	"que alumbren el camino a la escuela",
	"que vengan a arreglar el transformador",
	"que haya alumbrado parejo",
	NULL,
};
const struct demo_voice demo_alumbrado = {alumbrado_skeletons, alumbrado_shorts, alumbrado_consequences,
					  alumbrado_requests};
