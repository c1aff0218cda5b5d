/* fields_spanish_1 - semantic fields of Spanish words, part 1.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Written for Vocalía from general knowledge of the language; not drawn from any set of texts.
 */
#include "fields.h"

/* clang-format off */
const struct field_words fields_spanish_1[] = {
	{"agua_potable",
	 "agua potable tinaco pipa tandeo cisterna acueducto hidráulico hídrico desabasto purificadora "
	 "purificada garrafón cloro cloración clorada tubería tubo medidor fuga pozo bombeo bomba "
	 "manantial aljibe grifo llave canilla chorro acuífero potabilizadora potabilizar embalse "
	 "presa represa boquilla sarro conagua sapas siapa sacmex sapal jumapa smapa aysa sedapal "
	 "interapas simas japay"},
	{"drenaje_alcantarillado",
	 "drenaje alcantarilla alcantarillado coladera cloaca atarjea albañal desagüe fosa séptica "
	 "residuales colector registro rejilla imbornal sumidero desazolve desazolvar azolve "
	 "desatascar destapar taponado tapado tapa colapsado rebosar brotar hedor fetidez pestilente "
	 "fétido excremento saneamiento sanitario vactor caño cañería tragatormentas pozo tubería fuga "
	 "depuradora sifón"},
	{"inundacion",
	 "inundación inundar inundado encharcamiento encharcar encharcado charco anegar anegado "
	 "anegación desbordamiento desbordar crecida riada aluvión lluvia llover aguacero tormenta "
	 "chubasco pluvial torrencial tromba granizo canal arroyo cauce barranca quebrada dique bordo "
	 "desazolve sumidero damnificado huaico deslave vaguada avenida desfogue cárcamo goteras"},
	{"basura_limpia",
	 "basura basurero recolección recolector limpia limpieza barrer barrendero barrido bolsa "
	 "contenedor bote tiradero desechos desperdicios sucio suciedad mugre cochino cochinero "
	 "ensuciar asear aseo limpiar escombro cascajo vertedero pepenador papelera cesto zafacón "
	 "caneca volquete descacharrización cacharros tiliches triques chatarra inmundicia lixiviado "
	 "maloliente apestar tirar pudrir podrido"},
	{"reciclaje_residuos",
	 "reciclaje reciclar reciclable residuo composta compostaje compostar plástico cartón vidrio "
	 "pet unicel poliestireno popote desechable reutilizar reutilizable separación orgánico "
	 "inorgánico envase botella lata pilas baterías electrónicos aluminio papel relleno "
	 "biodegradable reciclador cartonero pepenador envoltorio empaque vertedero incineradora "
	 "incinerar biogás acopio retornable tetrapak llantas basura"},
	{"alumbrado",
	 "alumbrado luminaria lámpara farol farola foco bombilla bombillo luz led iluminación iluminar "
	 "alumbrar oscuro oscuridad obscuro obscuridad penumbra fundido apagado encendido prender "
	 "encender poste fotocelda fotocélula reflector arbotante alógeno sodio parpadear intermitente "
	 "tenebroso noche nocturno tinieblas lúgubre linterna candil"},
	{"electricidad",
	 "electricidad eléctrico cfe apagón transformador voltaje luz energía cable cableado alambre "
	 "kilovatio kilowatt kwh megavatio cortocircuito electrocutar electrocución poste medidor "
	 "subestación interruptor fusible chispa bajón variación diablito electrificación electrificar "
	 "generador planta hidroeléctrica termoeléctrica enchufe torre tensión edenor edesur enel "
	 "endesa iberdrola suministro tendido"},
	{"gas_combustible",
	 "gas gasolina gasolinera combustible diésel petróleo hidrocarburo pemex gasolinazo gasoducto "
	 "huachicol cilindro tanque bombona garrafa gasero estacionario butano propano metano "
	 "huachicolero ducto refinería refinar repsol ypf petrolero crudo barril litro queroseno nafta "
	 "keroseno bencina octanaje despachador fracking gnv gasoil derrame bombear explosivo"},
	{"baches_pavimento",
	 "bache bachear bacheo hoyo pavimento pavimentar pavimentación repavimentar asfalto asfaltar "
	 "asfaltado socavón hundimiento hundido agujero pozo cráter carpeta concreto adoquín adoquinar "
	 "empedrado empedrar encarpetar grieta agrietado terracería chapopote hueco boquete zanja "
	 "rodamiento desnivel boyo vialidad calzada lodazal recarpeteo rehabilitación llanta "
	 "amortiguador intransitable topes hoyanco forado bacheado"},
	{"banquetas_peatones",
	 "banqueta peatón peatonal acera andador guarnición vereda andén peatonalizar caminar "
	 "caminable transeúnte viandante cebra cruce cruzar paso rampa pasarela puente bordillo cordón "
	 "machuelo sardinel contén camellón adoquín escalinata escalón losa tropezar tropiezo tropezón "
	 "caer resbaladizo resbalar obstruido invadida obstáculo acerado crucero atropellar"},
	{"ciclovias_bicicleta",
	 "bicicleta ciclovía ciclista bici ciclismo ciclopista ciclocarril bicicletero carril pedalear "
	 "pedal ecobici mibici pedaleo biciestacionamiento bicipuerto bicicarril biciescuela rodada "
	 "patineta monopatín patinete scooter casco bicimad bolardo confinado confibici ciclopuerto "
	 "intermodal aparcabicis ciclorruta ciclable micromovilidad triciclo cleta"},
	{"transito_semaforos",
	 "tránsito semáforo tráfico embotellamiento congestionamiento vialidad vial topes crucero "
	 "semaforizar congestión trancón taco atasco atorón glorieta rotonda carril señalamiento "
	 "señalización señalética señalizar retorno vuelta contraflujo intersección cruce circulación "
	 "circular velocidad reductor velocímetro fotomulta boya vibrador multa infracción "
	 "infraccionar claxonazo entronque esquina avenida bulevar periférico embotellado movilidad "
	 "desvío agentes"},
	{"estacionamiento",
	 "estacionamiento estacionar estacionado parquímetro aparcamiento aparcar parqueadero parquear "
	 "cajón parking cochera garaje franelero grúa aparcadero inmovilizador apartar apartado cono "
	 "fila corralón cubeta valet subterráneo bolardo garage rotación estacionómetro multa obstruir "
	 "obstruye pensión vado cuidacoches"},
	{"transporte_publico",
	 "transporte autobús camión metro pasaje pasajero pesero microbús combi metrobús tren ruta "
	 "chofer camionero tranvía colectivo trolebús guagua micro bus parada paradero paradas "
	 "terminal cetram urvan suburbano transmilenio transantiago subte cablebús teleférico "
	 "metrocable mexibús macrobús andén vagón boleto abono tarjeta transbordo itinerario "
	 "torniquete cercanías renfe concesionario conductor boletera tarifa vagonero omnibus mototaxi "
	 "peribús buseta ómnibus guaguas"},
	{"taxis_plataformas",
	 "taxi taxista uber didi cabify taxímetro mototaxi chofer ruletero pirata conductor plataforma "
	 "aplicación app viaje pasajero tarifa indrive repartidor rappi glovo delivery reparto sitio "
	 "concesión tolerado bicitaxi remis remisero vtc tuctuc chafirete motoconcho"},
	{"carreteras_puentes",
	 "carretera autopista puente caseta peaje autovía tramo carretero libramiento kilómetro "
	 "distribuidor acotamiento ruta viaducto túnel paso desnivel entronque cuota curva derrumbe "
	 "deslave terracería camino brecha federal capufe troncal pavimentación tráiler señalamiento "
	 "caminero enlace vado transitable interestatal tag telepeaje sct concesionada trocha"},
	{"accidentes_viales",
	 "accidente choque chocar atropellar atropello atropellado colisión volcadura volcar "
	 "accidentado accidentarse siniestro ambulancia carambola embestir impacto derrapar "
	 "alcoholímetro imprudente imprudencia lesionado herido velocidad arrollar arrancones "
	 "motociclista casco cinturón peritaje siniestralidad frenar freno exceso peligroso trailer "
	 "topetazo encontronazo atropellamiento"},
	{"robo_asalto",
	 "robo robar asalto asaltar ladrón ratero hurto atraco robado asaltante inseguridad inseguro "
	 "carterista delincuente delincuencia saqueo saquear delito cristalazo despojo hurtar atracar "
	 "hampa rapiña arrebatar autopartes motochorro chorro malandro extorsión extorsionar secuestro "
	 "secuestrar secuestrador fraude estafa estafar navaja encapuchado botín celular cartera bolso "
	 "raterillo caco sustraer desvalijar desvalijado desmantelar malviviente maleante hampón "
	 "raterío"},
	{"policia_vigilancia",
	 "policía patrulla vigilancia patrullaje policial rondín seguridad vigilar patrullar policíaco "
	 "uniformado gendarme cámara videovigilancia caseta módulo agente vigilante guardia comisaría "
	 "delegación gendarmería retén operativo inseguridad alarma videocámara oficial comisario tira "
	 "cuico guarura carabinero ronda patrullero custodiar sereno serenazgo preventiva detener "
	 "arrestar detención antimotines cuadrante botón pánico"},
	{"violencia_armas",
	 "violencia homicidio arma asesinato asesinar matar balacera bala disparo disparar tiroteo "
	 "balear pistola asesino muerto muerte violento sicario ejecutado cartucho calibre ejecución "
	 "homicida feminicidio fusil rifle navaja cuchillo apuñalar machete matanza masacre "
	 "desaparecido desaparición desaparecer pandilla pandillero riña pelea agresión golpear golpe "
	 "linchamiento linchar paz pacificación tortura torturar explosivo enfrentamiento maras cholo "
	 "sangriento amenaza rehén levantón"},
	{"delito_penas_carcel",
	 "cárcel delito pena prisión penal condena delincuente preso reo recluso reclusorio sentencia "
	 "castigo castigar sanción delictivo criminal crimen cadena perpetua condenar encarcelar "
	 "penitenciario penitenciaría impunidad impune imputado fianza indulto amnistía reincidencia "
	 "reincidente culpable culpabilidad víctima detenido agravante punible tipificar procesado "
	 "interno celda cereso readaptación reinserción acusado fiscalía fiscal denuncia preventiva "
	 "excarcelar reclusión libertad arraigo extradición prescripción"},
	{"drogas_narcotrafico",
	 "droga narcotráfico narco drogadicto adicción adicto marihuana cannabis cocaína narcomenudeo "
	 "drogadicción estupefaciente cristal fentanilo heroína metanfetamina cartel cárteles "
	 "narcotraficante sicario drogarse mota crack toxicomanía toxicómano psicotrópico consumo "
	 "anexo rehabilitación tiendita puchador dealer narcótico inhalante thinner solvente "
	 "sobredosis dosis mafia capo amapola coca cannábico despenalizar tabaco vapeador cigarro "
	 "fumar fumador tabaquismo desintoxicación marihuano basuco opioide"},
	{"alcohol_bares_fiestas",
	 "alcohol alcohólico bar cantina antro borracho cerveza bebida embriaguez ebrio fiesta licor "
	 "alcoholismo discoteca beber borrachera embriagar chela chelería botellón vino tequila mezcal "
	 "pulque ron caguama cervecería vinatería desvelo parranda festejo pachanga reventón "
	 "alcoholímetro teporocho merendero chupar pub boliche nocturno clandestino expendio bohemia "
	 "aguardiente pisco michelada botanero rumba licorería"},
	{"ruido",
	 "ruido ruidoso sonido música bocina volumen decibel decibeles estruendo acústico escándalo "
	 "escandaloso bulla altavoz claxon sonoro estridente ensordecedor pirotecnia cohetes cuetes "
	 "cohetón petardo tambora banda escape mofle ladrido ladrar silencio silencioso dormir "
	 "insonorizar karaoke sonidero bocinazo pitido sirena alarma estéreo gritar gritos griterío "
	 "auditiva molesto desvelar perifoneo parlante megáfono retumbar jolgorio"},
	{"violencia_genero_mujeres",
	 "mujer género feminicidio violencia acoso acosar acosador feminista feminismo machismo "
	 "machista maltrato violación violador violar sexual abuso abusador hostigamiento hostigar "
	 "femenino igualdad equidad paridad refugio misoginia misógino golpeador agresor piropo "
	 "tocamientos consentimiento inmujeres víctima aborto abortar embarazada embarazo menstruación "
	 "menstrual sororidad sexismo sexista patriarcado victimario manoseo"},
	{"ninez_adolescencia",
	 "niño niñez infancia infantil adolescente adolescencia menor juventud joven juvenil chamaco "
	 "bebé niña muchacho pubertad crianza escuincle chavo chavito chiquillo nene párvulo bullying "
	 "pederasta pedofilia pederastia abuso adopción adoptar adoptivo tutela custodia huérfano "
	 "orfandad dif sipinna unicef guardería primaria travesura sename icbf púber lactante mocoso "
	 "cipote pibe"},
	{"adultos_mayores",
	 "anciano vejez senectud longevo viejito abuelo geriátrico gerontología asilo tercera adulto "
	 "envejecimiento envejecer viejo jubilado pensionado inapam abuelito geriatra gerontológico "
	 "geriatría alzhéimer demencia octogenario sexagenario cuidador bastón senil longevidad "
	 "ancianato ruco nonagenario"},
	{"discapacidad_accesibilidad",
	 "discapacidad discapacitado rampa accesibilidad accesible silla ruedas ciego sordo invidente "
	 "inclusión inclusivo autismo autista braille minusválido ceguera sordera débil muletas bastón "
	 "podotáctil señas elevador ascensor inválido parálisis motriz incluyente visual auditivo "
	 "prótesis down síndrome mudo inaccesible intérprete audible teletón rehabilitación tea "
	 "asperger lisiado amputado parapléjico neurodivergente movilidad lazarillo barreras motora"},
	{"pueblos_indigenas",
	 "indígena originario etnia étnico náhuatl maya indio mapuche ancestral indigenista quechua "
	 "zapoteco mixteco aimara otomí wixárika huichol rarámuri tarahumara purépecha tzotzil tzeltal "
	 "autóctono aborigen guaraní lengua dialecto bilingüe cosmovisión usos autodeterminación "
	 "autonomía afromexicano afrodescendiente afro comunero comunal interculturalidad "
	 "intercultural tribu racismo racista nativo plurinacional quilombo campesino mestizo inali "
	 "inpi"},
	{"migracion_extranjeros",
	 "migrante migración migratorio inmigrante inmigración extranjero extranjería refugiado "
	 "frontera fronterizo deportar deportación deportado asilo pasaporte visa visado nacionalidad "
	 "ciudadanía residencia emigrar emigrante haitiano venezolano centroamericano indocumentado "
	 "ilegal repatriación repatriar naturalización naturalizado remesas remesa paisano pollero "
	 "coyote caravana aduana inm apátrida xenofobia xenófobo patera exilio exiliado expulsión "
	 "expulsar acnur diáspora desplazado gringo permanencia"},
	{"diversidad_sexual",
	 "gay lgbt homosexual lesbiana transexual trans bisexual diversidad homofobia homosexualidad "
	 "transgénero lgbti orgullo travesti igualitario lgbttti queer identidad homofóbico homófobo "
	 "transfobia intersexual género heterosexual arcoíris homoparental sexualidad discriminación "
	 "discriminar drag lgbtq pansexual disforia"},
	{"familia_matrimonio_divorcio",
	 "matrimonio divorcio familia familiar divorciar cónyuge conyugal esposo casarse casar boda "
	 "hijo padre madre concubinato concubino matrimonial divorciado separación custodia filiación "
	 "parentesco hogar pareja adopción adoptar herencia heredero heredar testamento sucesión viudo "
	 "viudez patria potestad tutela unión nupcial apellido marido hermano suegra nieto progenitor "
	 "convivencia gananciales materno paterno maternidad paternidad parental nupcias soltero "
	 "infidelidad"},
	{"pension_alimenticia",
	 "alimenticia alimentos pensión alimentario deudor moroso manutención progenitor hijo padre "
	 "paternidad adn filiación acreedor embargo incumplido incumplimiento alimentista deudores "
	 "paterna madre régimen divorciado sustento mantener irresponsable patria abandono hijos "
	 "mensualidad reconocimiento juzgado"},
	{"hospital_medicos",
	 "hospital médico clínica doctor enfermera salud enfermero imss issste paciente consulta "
	 "urgencias consultorio quirófano cirugía ambulancia cirujano enfermería hospitalario ssa "
	 "insabi paramédico ambulatorio dispensario sanatorio policlínico médica operación operar "
	 "camilla especialista dentista odontólogo dental pediatra ginecólogo oftalmólogo partera "
	 "parto cesárea diagnóstico internar hospitalizar hospitalización intensiva radiografía "
	 "ultrasonido laboratorio derechohabiente essalud eps isapre fonasa negligencia medicina "
	 "asistencial trasplante donación órganos sangre transfusión cita oncología"},
	{"medicinas_farmacia",
	 "medicamento medicina farmacia fármaco receta farmacéutico pastilla antibiótico insulina "
	 "vacuna genérico quimioterapia tratamiento jarabe tableta cápsula píldora recetar botica "
	 "boticario farmacológico inyección inyectar ampolleta laboratorio desabasto surtir cofepris "
	 "dosis analgésico paracetamol aspirina remedio herbolaria homeopatía suero retroviral "
	 "antirretroviral suplemento cannabidiol jeringa caducado automedicación droguería anestesia "
	 "cenabast anmat invima"},
	{"enfermedades_vacunas",
	 "enfermedad vacuna vacunar vacunación virus covid coronavirus pandemia epidemia contagio "
	 "contagiar infección dengue enfermo enfermar cáncer diabetes diabético vih sida cubrebocas "
	 "mascarilla tapabocas cuarentena síntoma fiebre gripe influenza infeccioso epidemiológico "
	 "brote hepatitis tuberculosis zika chikunguña malaria paludismo cólera sarampión bacteria "
	 "crónica hipertensión epilepsia lupus renal riñón diálisis cardiaco infarto asma oncológico "
	 "tumor inmunización inmunizar sanitario salmonela prueba pcr confinamiento tos diarrea "
	 "parásitos"},
	{"salud_mental",
	 "psicológico psicólogo psiquiatra depresión ansiedad suicidio mental psicología psiquiátrico "
	 "deprimido suicida suicidarse terapia estrés emocional emoción trastorno manicomio terapeuta "
	 "psicoterapia terapéutico loco demente esquizofrenia autoestima bipolar angustia autolesión "
	 "psicosocial psicosis burnout soledad tristeza trauma traumático bienestar mindfulness "
	 "esquizofrénico autismo tdah anorexia bulimia"},
	{"nutricion_alimentacion",
	 "alimentación alimento comida nutrición nutritivo hambre desnutrición obesidad comer "
	 "alimentar nutricional dieta chatarra comedor desayuno despensa sobrepeso saludable refresco "
	 "azúcar nutriólogo nutricionista verdura fruta leche grasa hambriento hambruna desnutrido "
	 "calórico caloría etiquetado ultraprocesado vegetariano vegano celíaco gluten proteína "
	 "tortilla cocina restaurante inocuidad frijol pan carne canasta almuerzo merienda lactancia "
	 "obeso diconsa liconsa golosina"},
	{"escuela_maestros",
	 "escuela maestro alumno primaria secundaria educación profesor clase salón aula docente "
	 "escolar educativo estudiante colegio enseñanza kínder preescolar preparatoria enseñar "
	 "director plantel sep útiles uniforme mochila tarea recreo bachillerato aprender aprendizaje "
	 "asignatura curricular currículo bullying deserción reprobar liceo magisterio pedagógico "
	 "pedagogía profe telesecundaria cobach conalep pupitre pizarrón educar educador "
	 "alfabetización alfabetizar analfabeta matrícula snte cnte"},
	{"universidad_becas",
	 "universidad beca universitario becario unam licenciatura carrera posgrado maestría doctorado "
	 "facultad rector titulación título estudiante campus ipn uam politécnico tecnológico cédula "
	 "egresado profesionista científico ciencia investigación investigador conacyt académico "
	 "catedrático tesis examen admisión rechazado preparatoria colegiatura matrícula pregrado "
	 "becar autonomía uba icetex gratuidad arancel licenciado ingeniero pasante selectividad"},
	{"guarderias",
	 "guardería estancia cendi cuna maternal bebé cuidador lactante niñera conciliación párvulos "
	 "preescolar kínder pañal lactario lactancia lactar infantil educadora parvularia trabajadora "
	 "maternidad cuidado puericultura puericultista ludoteca junji mamá infante amamantar chupón "
	 "biberón"},
	{"libros_bibliotecas",
	 "libro biblioteca lectura leer lector librería bibliotecario literatura escritor editorial "
	 "literario novela autor poesía poeta cuento hemeroteca acervo bibliobús ejemplar "
	 "encuadernación impreso impresión audiolibro ebook estante fomento librero enciclopedia "
	 "editar diccionario escribir cómic revista libreta isbn"},
	{"cultura_museos_patrimonio",
	 "cultura cultural museo patrimonio arte artista teatro monumento histórico inah arqueológico "
	 "artístico exposición festival concierto danza música músico histórica historia estatua "
	 "escultura mural galería arqueología ruina pirámide casona restaurar restauración folclor "
	 "folclórico tradición tradicional artesanía artesano cine película cineteca pintura pintor "
	 "taller orquesta coro ballet carnaval desfile feria auditorio escenario espectáculo inba "
	 "unesco virreinal colonial vestigio musical filmar actor escultor muralista conservatorio"},
	{"deporte_canchas",
	 "deporte cancha deportivo fútbol deportista básquetbol gimnasio alberca basquetbol futbol "
	 "estadio voleibol atleta atletismo béisbol entrenador entrenar polideportivo piscina tenis "
	 "portería tablero gradas pádel pista patines patinar skate skatepark correr corredor maratón "
	 "trotar natación nadar boxeo torneo liga jugador jugar ejercicio frontón conade olímpico "
	 "olimpiada pesas calistenia zumba yoga karate campeón portero balón pelota baloncesto rugby "
	 "aficionado"},
	{"parques_jardines_arboles",
	 "parque jardín árbol poda podar arbolado jardinería verde pasto césped maleza arbusto "
	 "jardinero planta plantar flor ramas rama raíz tronco reforestar forestación talar tala "
	 "camellón hierba yerba zacate deshierbe deshierbar desbrozar chaponear grama arborización "
	 "arborizar palmera jacaranda fresno ficus eucalipto riego regar vegetación vivero alameda "
	 "bosque seto hoja hojarasca macheteo enmontado plaga muérdago alcorque jardinera sombra "
	 "arboleda huerto"},
	{"juegos_infantiles",
	 "columpio resbaladilla juegos infantil tobogán pasamanos subibaja recreativo parque ludoteca "
	 "diversión lúdico jugar juguete trampolín arenero resbaladero carrusel hamaca sube inflable "
	 "brincolín tirolesa recreación divertir rodadero volantín balancín esparcimiento ejercitador "
	 "chapoteadero entretenimiento feria"},
	{"perros_gatos_mascotas",
	 "perro gato mascota canino perrito callejero esterilización esterilizar veterinario felino "
	 "adopción croqueta heces caca popó correa ladrar ladrido bozal perrera rabia antirrábico "
	 "antirrábica gatito veterinaria cachorro pitbull mordida morder mordedura mordió excremento "
	 "adoptar jauría minino pulgas garrapata albergue animalero lomito michi chip pipican dueño "
	 "peludo castrar castración sacrificio perruno agresivo arenero orines sobrepoblación"},
	{"fauna_nociva_plagas",
	 "rata plaga mosquito cucaracha ratón fumigar fumigación roedor zancudo mosca chinche abeja "
	 "enjambre alacrán insecto dengue garrapata pulga víbora serpiente culebra araña termita "
	 "polilla hormiga avispa larva descacharrizar criadero nido tlacuache paloma murciélago "
	 "desratización desratizar desinsectación exterminar nocivo gusano raticida insecticida "
	 "plaguicida escorpión panal avispón colmena jején caracol coquillo zarigüeya"},
	{"medio_ambiente_contaminacion_aire",
	 "contaminación contaminar ambiente ambiental ecología ecológico aire humo contaminante "
	 "ecosistema ambientalista esmog emisión tóxico contaminado polución smog atmósfera chimenea "
	 "ozono partículas semarnat profepa sustentable sustentabilidad sostenible sostenibilidad "
	 "biodiversidad conservación respirar olor polvo polvareda quemar quema plomo químico "
	 "naturaleza contingencia ladrillera emanar respiratorio fábrica tala preservar preservación "
	 "ecocidio hollín mercurio derrame minera minería"},
	{"bosques_incendios",
	 "bosque incendio forestal quema fuego deforestación tala talar leña quemar madera brigadista "
	 "cerro pastizal incendiar selva reforestación reforestar deforestar conafor manglar maderero "
	 "talamontes árbol pino llamas quemado brigada cortafuegos incendiario conaf leñador "
	 "silvicultura monte rastrojo guardabosques humo carbonizado parque montaña fogata colilla "
	 "zafra aserradero páramo"},
	{"rios_mar_playa_pesca",
	 "río mar playa pesca pescador pescar lago laguna costa sargazo arroyo pescado pez marítimo "
	 "océano marino costero litoral lancha embarcación barco puerto portuario muelle bahía ribera "
	 "cauce acuicultura camarón atún zofemat arrecife coral tortuga manglar estero estuario arena "
	 "bañista salvavidas malecón marea presa vertido acuático fluvial orilla cuenca náutico "
	 "pesquero navegar navegación buque veda sirena humedal ballena chapotear dragado salvavida "
	 "lirio"},
	{"clima_sequia_renovables",
	 "clima climático cambio sequía renovable calentamiento solar panel eólico calor carbono "
	 "fotovoltaico invernadero energía temperatura meteorológico descarbonización emisiones sol "
	 "viento aerogenerador bióxido desertificación lluvia huracán frío helada canícula bochorno "
	 "descarbonizar hidrógeno geotérmico térmico biomasa biocombustible mitigación nuclear seco "
	 "sequedad fósiles estiaje desértico nevada"},
	{"agricultura_cosechas",
	 "agricultura agrícola cosecha campesino campo agricultor cultivo maíz siembra sembrar "
	 "cultivar cosechar fertilizante semilla agropecuario jornalero milpa trigo frijol riego "
	 "agrario surco parcela hortaliza tractor aguacate café caña plaguicida pesticida glifosato "
	 "transgénico rural agro sader sagarpa procampo agrónomo arroz sorgo soya hectárea temporal "
	 "abono huerto huerta plátano tomate jitomate papa agave vid olivo zafra azucarera invernadero "
	 "agroecológico orgánico granero labriego agroindustria"},
	{"ganaderia",
	 "ganado ganadero ganadería vaca res bovino leche cerdo puerco establo lechero borrego pollo "
	 "rastro vacuno porcino matadero caballo equino chivo cabra oveja ovino gallina avícola gallo "
	 "toro becerro rancho ranchero granja corral pecuario carne forraje pastoreo pastar abigeato "
	 "cuatrero brucelosis gusano barrenador burro mula caprino apicultor apícola abeja miel "
	 "chiquero porqueriza estiércol pienso matanza novillo frigorífico"},
	{"tierra_propiedad_catastro",
	 "predio propiedad terreno catastro escritura tierra ejido predial lote escriturar inmueble "
	 "propietario catastral posesión ejidal ejidatario parcela agrario regularización regularizar "
	 "expropiación expropiar deslinde lindero despojo invasión invadir invasor titulación título "
	 "usucapión prescripción hectárea avalúo latifundio plusvalía corett insus terrateniente "
	 "registral usurpación usurpar finca inmobiliario fundo servidumbre copropiedad restitución "
	 "barda colindante colindancia topógrafo"},
	{"vivienda_hipoteca_alquiler",
	 "vivienda casa hipoteca alquiler renta infonavit arrendamiento inquilino arrendatario "
	 "desalojo departamento alquilar hipotecario hogar rentar arrendador casero fovissste "
	 "habitacional desahucio desahuciar condominio airbnb arriendo arrendar edificio piso "
	 "apartamento mudanza vecindad habitable gentrificación inmobiliaria techo casita enganche "
	 "propietario okupa fraccionamiento minvu vpo hacinamiento autoconstrucción conavi desalojar "
	 "multifamiliar conserje mudarse ventilación fianza"},
	{"construccion_urbanismo_obra",
	 "construcción obra construir edificio urbanismo urbano constructora urbanización inmobiliario "
	 "albañil fraccionamiento edificar edificación demoler demolición constructor torre cemento "
	 "varilla suelo seduvi arquitecto arquitectura ingeniero inconclusa excavación excavar andamio "
	 "cimbra infraestructura rehabilitar remodelar remodelación remozar reconstrucción reconstruir "
	 "reconstruido urbanizar zonificación contratista escombro maquinaria cimientos muro barda "
	 "ladrillo arena grava losa tapial peritaje urbanizador retroexcavadora ampliación"},
	{"comercio_mercados_ambulantes",
	 "comercio mercado ambulante comerciante tianguis puesto vendedor vender tienda venta "
	 "tianguista locatario ambulantaje comercial local informal negocio abarrotes feria mercancía "
	 "mercadillo clientes buhonero toldo fayuca piratería giro quiosco tendero supermercado oxxo "
	 "abasto changarro manta mantero semifijo bazar pulga carnicería frutería panadería taquero "
	 "taquería antojitos fritanga miscelánea pulpería bodega fonda colmado almacén marchante "
	 "vendimia walmart franquicia lonas"},
	{"empresa_pymes_credito",
	 "empresa pyme emprendedor empresario crédito negocio emprendimiento microempresa emprender "
	 "empresarial inversión préstamo financiamiento industria mipyme microcrédito inversionista "
	 "mercantil industrial fábrica socio corporativo cooperativa autónomo startup incubadora "
	 "productivo productor competitividad monopolio competencia patrón quiebra quebrar insolvencia "
	 "accionista proveedor exportar exportación exportador importación importador maquiladora "
	 "maquila fabricar manufactura nearshoring arancel corfo accionario cooperativista coparmex "
	 "canaco innovación artesanal"},
	{"banca_seguros_deuda",
	 "banco deuda bancario seguro crédito tarjeta aseguradora interés préstamo banca cajero deudor "
	 "póliza cuenta ahorro asegurar prestamista usura acreedor financiero buró condusef moroso "
	 "morosidad prestar cobranza embargo embargar adeudo ahorrar fraude depósito transferencia "
	 "financiera banxico sofom ahorrador inflación tasa agiotista gota empeño banesco bbva banamex "
	 "hsbc santander cheque débito indemnización siniestro asegurado prima fintech criptomoneda "
	 "bitcoin bursátil bolsa divisa dólar reclamo fideicomiso"},
	{"impuestos_tributos",
	 "impuesto iva tributario sat fiscal isr tributo contribuyente tributación recaudación "
	 "gravamen ieps evasión hacienda tasa exención factura arancel predial recaudar tesorería "
	 "renta contribución deducible deducción cobro tributar declaración alícuota gravar impositivo "
	 "condonación condonar evasor facturera exento exentar tenencia irpf dian sunat afip sii rfc "
	 "fisco recargo bonificación aduanero defraudación timbrado monotributo plusvalía arbitrios"},
	{"presupuesto_gasto_publico",
	 "presupuesto gasto presupuestal recursos erario egresos partida hacienda gastar "
	 "presupuestario fondo austeridad subsidio inversión deuda déficit financiamiento dinero "
	 "asignación fideicomiso pef ingresos millones participaciones desvío subejercicio derroche "
	 "despilfarro derrochar ahorro auditoría fiscalización superávit endeudamiento rubro costo "
	 "costoso subvención erogación recorte recortar regalías fonden transferencias participativo "
	 "tesorería contraloría"},
	{"empleo_salarios_despido",
	 "empleo salario trabajo trabajador sueldo despido desempleo empleado laboral patrón contratar "
	 "contrato empleador despedir trabajar salarial desempleado aguinaldo paga obrero vacante "
	 "finiquito liquidación mínimo jornal subcontratación outsourcing indemnización remuneración "
	 "nómina paro desocupación prestaciones cesantía utilidades explotación precario precariedad "
	 "honorarios quincena reclutamiento jefe capacitación oficio informalidad freelance "
	 "teletrabajo renuncia stps doméstica jornalero quincenal gratificación cts ingreso chamba "
	 "laburo curro"},
	{"sindicatos_jornada_funcionarios",
	 "sindicato sindical huelga jornada vacaciones sindicalizado funcionario descanso burócrata "
	 "sindicalismo gremio horas laboral trabajador permiso licencia turno servidor extra extras "
	 "feriado festivo asueto paro basificación basificar plaza escalafón líder gremial ctm "
	 "teletrabajo vacacional burocracia interino nombramiento maternidad paternidad incapacidad "
	 "asalariado domingo horario cuarenta patronal obrero cgt uocra sutep fecode charro estatuto"},
	{"pensiones_jubilacion",
	 "pensión jubilación afore jubilado pensionado jubilar retiro pensionar cesantía afp "
	 "cotización cotizar semanas vejez aportación isssste pensional viudez jubilarse montepío imss "
	 "issste modalidad consar infonavit retirado ahorro subcuenta anses onp colpensiones "
	 "pensionario reparto aportante rentista invalidez jubilatorio sipa"},
	{"precios_consumidor",
	 "precio consumidor consumo profeco caro inflación barato costo encarecer consumir cobro "
	 "cobrar carestía tarifa garantía compra comprar comprador etiquetado publicidad devolución "
	 "reembolso canasta kilo tortilla alza descuento oferta rebaja especulación especular "
	 "acaparamiento acaparar proveedor indecopi sernac reclamación reclamo báscula engaño engañoso "
	 "ticket factura vender cliente remarcar sobreprecio abusivo gasolina encarecimiento abaratar "
	 "asequible costear"},
	{"turismo_hoteles",
	 "turismo turista turístico hotel hospedaje hotelero visitante restaurante vacaciones hostal "
	 "alojamiento airbnb hospedar viajero guía viaje viajar tour hostelería posada pueblo mágico "
	 "sectur excursión crucero aeropuerto aerolínea vuelo avión recorrido destino paseo mirador "
	 "camping hotelería ecoturismo agencia motel gastronomía gastronómico huésped resort balneario "
	 "tiquete turibús turistear mochilero souvenir aéreo"},
	{"telecom_internet_celular",
	 "internet wifi celular teléfono telefonía telecomunicación señal red conexión telmex móvil "
	 "fibra conectividad conectar antena telefónico telcel cobertura datos megas izzi totalplay "
	 "computadora ancha módem router cablevisión movistar operadora entel tigo ift digital "
	 "inalámbrico satelital satélite llamada llamar recarga prepago sim hotspot megacable "
	 "televisión cable megabits bluetooth streaming portabilidad ciberespacio ciber tableta laptop "
	 "cibernético ciberseguridad hacker spam redes"},
	{"gobierno_digital_tramites",
	 "trámite ventanilla digital tramitar digitalización burocracia digitalizar burocrático "
	 "electrónico portal sitio formulario app aplicación solicitud permiso simplificación página "
	 "web requisito expediente fila cita papeleo formato firma plataforma módulo sello folio turno "
	 "kiosco constancia certificado internet simplificar software desregulación interoperabilidad "
	 "algoritmo inteligencia artificial agilizar lentitud tardado ventanillas buzón cofemer "
	 "conamer tupa"},
	{"transparencia_corrupcion_contratos",
	 "corrupción transparencia corrupto soborno mordida licitación contratación desvío coima "
	 "funcionario fraude auditoría inai nepotismo enriquecimiento ilícito moche peculado sobornar "
	 "adjudicación cohecho transparente fiscalización contraloría contralor contrato rendición "
	 "malversación desfalco opacidad impunidad declaración patrimonial licitar proveedor auditor "
	 "huachicoleo amiguismo compadrazgo influyentismo concurso chanchullo anticorrupción "
	 "prevaricato fiscalizar auditar denunciante contratista concusión prestanombres testaferro "
	 "favoritismo lavado blanqueo extorsión diezmo honesto honestidad clientelismo asf"},
	{"participacion_ciudadana_consulta",
	 "participación consulta ciudadano participativo referéndum plebiscito revocación votación "
	 "participar iniciativa consultar asamblea decidir popular firmas opinión democracia foro "
	 "comité consejo votar encuesta deliberación consejero contraloría audiencia ciudadanía "
	 "voluntario voluntariado colectivo activismo activista ong petición sugerencia queja debate "
	 "opinar manifestación marcha protesta protestar plantón bloqueo vecinal democrático"},
	{"elecciones_partidos",
	 "elección partido candidato voto votar electoral campaña ine candidatura urna plurinominal "
	 "elegir sufragio electo elector casilla boleta reelección votante morena pan pri prd político "
	 "propaganda tepjf militante precandidato comicios ife escrutinio balotaje padrón "
	 "abstencionismo reelegir electorero encuesta postular postulación proselitismo debate "
	 "coalición presidencial presidente gobernador psoe pp kirchnerismo onpe jne servel política "
	 "abanderado politiquería elecciones votación credencial referéndum plebiscito mitin escaño "
	 "abstención fraude partidista"},
	{"congreso_diputados",
	 "diputado congreso senador legislador cámara senado legislativo curul legislatura parlamento "
	 "parlamentario fuero asambleísta comisión plenario congresista bancada legislar escaño pluris "
	 "plurinominal sesión pleno iniciativa dictamen periodo inasistencia faltista bicameral "
	 "unicameral asesor representante constituyente convencional suplente moción veto quórum "
	 "asamblea inmunidad lobby hemiciclo"},
	{"constitucion_tribunales_leyes",
	 "constitución juez ley tribunal constitucional corte justicia juzgado artículo magistrado "
	 "judicial reforma amparo jurídico código ministro scjn constituyente decreto reglamento "
	 "derogar legislación juicio norma abogado demanda sentencia jurisprudencia fiscal defensor "
	 "garantía litigio apelación normativa legal legalidad abrogar promulgar estatuto fiscalía "
	 "litigar ombudsman cndh inconstitucional procesal perito arbitraje mediación fallo jurado "
	 "civil magistratura notificación demandado querella casación tutela injusticia justo"},
	{"municipios_ayuntamientos",
	 "municipio ayuntamiento alcalde regidor municipal cabildo alcaldía delegado síndico concejal "
	 "comuna intendente edil delegación municipalidad municipalizar prefecto cabecera concejo "
	 "intendencia metropolitano distrito gobernador gobernación estatal consistorio "
	 "descentralización regiduría comisario departamental agencia provincia provincial diputación "
	 "región regional autonómico parroquia centralismo federalismo federación territorial "
	 "corregidor alcaldesa mancomunidad jefatura"},
	{"relaciones_exteriores_tratados",
	 "tratado exterior internacional embajada cónsul consulado diplomático embajador diplomacia "
	 "convenio onu extranjero bilateral soberanía cancillería canciller tmec oea multilateral "
	 "globalización país tlc mercosur injerencia aranceles intervención europeo sre geopolítica "
	 "ratificar ratificación limítrofe frontera imperialismo bloqueo cumbre otan cooperación "
	 "convención protocolo mundial malvinas global guerra alianza embargo"},
	{"ejercito_defensa",
	 "ejército militar soldado marina guardia sedena defensa guerra armada tropa cuartel castrense "
	 "marino militarización militarizar fuerzas coronel sargento cadete cartilla conscripto "
	 "reclutamiento aviación semar bélico veterano tanque fusil comandante batallón "
	 "desmilitarización desmilitarizar combate reservista conscripción capitán armamento guerrilla "
	 "guerrillero paramilitar paracaidista"},
	{"proteccion_civil_emergencias",
	 "sismo terremoto bomberos emergencia temblor desastre evacuación bombero siniestro simulacro "
	 "huracán evacuar incendio rescate damnificado sísmico derrumbe alerta rescatista catástrofe "
	 "cenapred hidrante extintor riesgo colapso albergue brigada tsunami volcán sirena deslave "
	 "alarma prevención fonden contingencia erupción derrumbar replicas temblar explosión explotar "
	 "rescatar socorro auxilio botiquín protección peligro tornado ciclón indeci cuarteado "
	 "agrietamiento refugio reconstrucción ambulancia"},
	{"cementerios_panteones",
	 "panteón cementerio tumba difunto crematorio funeral funerario entierro funeraria sepultura "
	 "muerto camposanto fosa cripta sepulcro cremación nicho sepultar enterrar inhumar inhumación "
	 "exhumar exhumación ataúd féretro lápida velatorio velorio cadáver cenizas fallecido fallecer "
	 "defunción sepelio luto necrópolis osario ofrenda mortuorio forense semefo morgue velar "
	 "gaveta cremar columbario mausoleo"},
	{"iglesia_religion",
	 "iglesia religión religioso templo católico sacerdote parroquia dios misa cura laico fe "
	 "cristiano capilla culto obispo evangélico catedral laicidad secta pastor laicismo clero "
	 "eclesiástico creyente ateo virgen santo peregrino peregrinación procesión biblia monja "
	 "convento bautizo rezar oración campanas campana islam musulmán judío testigos mormón "
	 "vaticano arzobispo espiritual concordato mezquita sinagoga ermita jesús feligrés pentecostal "
	 "santuario basílica"},
	{"medios_prensa_publicidad",
	 "periodista prensa publicidad medios televisión periódico radio noticia anuncio periodismo "
	 "espectacular comunicación televisora publicitario publicar televisa anunciar informativo "
	 "diario expresión censura difusión cartel valla propaganda reportero reportaje noticiero "
	 "censurar locutor canal lona pendón pasacalle panfleto volante flyer radiodifusión "
	 "radiodifusora comunicador columnista redacción tv libertad mediático difundir revista "
	 "desinformación bulos telenovela influencer spot marketing fake"},
	{"juegos_azar_loterias",
	 "casino apuesta lotería juego apostar tragamonedas bingo ludopatía azar rifa sorteo ludópata "
	 "quiniela tragaperras maquinitas póker melate apostador ruleta palenque gallos tahúr jackpot "
	 "hipódromo videojuego bet codere pronósticos sortear rifar dados naipe baraja cartas garito "
	 "hípica apostadora croupier crupier minicasino"},
	{"vehiculos_verificacion_licencias",
	 "vehículo placas verificación licencia auto automóvil coche carro tenencia moto refrendo "
	 "vehicular motocicleta verificar conducir verificentro motociclista manejar emplacamiento "
	 "reemplacamiento automovilista holograma tarjeta emplacar carné matrícula conductor automotor "
	 "motor llanta taller mecánico eléctrico híbrido escape camioneta legalización repuve engomado "
	 "itv soat cilindrada patente automotriz tráiler corralón calcomanía mofle motoneta grúa "
	 "remolque tecnomecánica manejo polarizado"},
	{"notarios_registro_identidad",
	 "acta notario registro curp identidad nacimiento notarial notaría credencial cédula dni "
	 "escritura identificación apellido fedatario pasaporte notariado documento defunción "
	 "registral testamento ine certificado copia firma legalizar registrar registrador identificar "
	 "oficialía biométrico huella reniec registraduría apostilla inscripción rectificación "
	 "certificar legalización duplicado extravío expedir constancia domicilio empadronamiento "
	 "empadronar padrón censo renapo privacidad"},
	{"pobreza_asistencia_social",
	 "pobreza pobre vulnerable marginado despensa asistencia marginación humilde necesitado "
	 "beneficiario dif limosna desigualdad bienestar indigente mendigo sedesol subsidio prospera "
	 "pordiosero mendicidad limosnero limpiaparabrisas carencia desamparado solidaridad caridad "
	 "precariedad hambre donación donar donativo filantropía beneficencia desfavorecido carenciado "
	 "bono miseria marginal comedor rezago sisbén tragafuegos transferencia asistencialismo "
	 "asistencialista vulnerabilidad"},
	{"albergues_sin_hogar",
	 "indigente albergue vagabundo refugio mendigo indigencia pernoctar dormitorio pordiosero "
	 "desamparado callejero hospicio orfanato dormir cobija cartones pernocta carpa campamento "
	 "acampar linyera cobijo hogar sintecho vago asilo abrigo desabrigado ropero comedor huérfano "
	 "teporocho colchón casita limosna vagancia"},
	{"vecinos_convivencia",
	 "vecino vecinal convivencia vecindario condominio convivir barrio colonia comunidad "
	 "comunitario tranquilidad administración condómino conflicto mediación residente colono "
	 "civismo cívico armonía fraccionamiento asamblea junta pelear pleito respetar insulto "
	 "insultar habitante tolerancia solidaridad molestia molestar portería copropietario "
	 "conciliación bardear reja privada caseta quejas"},
	{"edificios_lotes_abandonados",
	 "baldío abandonado lote abandono predio ruina ruinoso deshabitado terreno maleza inhabitado "
	 "descuidado deteriorado casona derruido derrumbar desocupado vacío inconcluso okupa invadido "
	 "tapiar bardear cercar enmontado guarida madriguera escondite tiradero construcción vetusto "
	 "fachada desplomar enyerbado chatarrizar desatendido clausurar"},
	{"grafiti_vandalismo",
	 "grafiti vandalismo pinta vándalo graffiti vandalizar pintar grafitero pintarrajear rayar "
	 "aerosol destrozar destrozo rayonear pintura destruir muro mural pared barda romper roto "
	 "fachada dañar daño rayado spray vandálico rayón gamberro gamberrismo desmanes quebrar vidrio "
	 "destrucción pintada manchar iconoclasia monumento maltratado destruido borrar repintar "
	 "anarquista"},
	{"mobiliario_urbano_banos",
	 "baño banca sanitario fuente bebedero mobiliario asiento mingitorio letrina inodoro wc "
	 "excusado urinario parabús sombra sentarse aseo banco kiosco quiosco papelera marquesina "
	 "jardinera toldo orinar orinadero orina mear techumbre pérgola techado sombrilla maceta "
	 "macetero barandal bolardo escusado retrete defecar jabón lavabo lavamanos surtidor ducha "
	 "regadera domo respaldo descanso"},
	{"toros_maltrato_animal",
	 "toro taurino corrida maltrato animal tauromaquia torero tortura crueldad antitaurino "
	 "animalista ruedo zoológico circo protección sintiente matanza novillada sacrificar "
	 "sacrificio torturar pelea gallos gallero palenque maltratar cruel cautiverio envenenar "
	 "especie fauna silvestre delfín caza cazar cazador cacería charreada jaripeo rodeo encierro "
	 "becerrada bestia caballo calandria lidia envenenamiento sufrimiento sufrir vivisección "
	 "furtivo delfinario peletería cosmético bioética"},
	{"espacio_publico_plazas",
	 "plaza espacio terraza explanada plazuela público zócalo kiosco glorieta peatonal jardín "
	 "corredor andador velador alameda apropiación fuente plazoleta quiosco invadido invasión "
	 "hostelería obstruir ocupación malecón rambla bulevar bajopuente parklet recreativo enrejado "
	 "reja cercado privatizar privatización peatonalización toldo sillas enrejar ágora"},
	{"física",
	 "física físico átomo electrón protón neutrón fotón cuántico relatividad gravedad gravitación "
	 "energía partícula magnetismo magnético electromagnético onda frecuencia radiación radiactivo "
	 "nuclear fisión fusión uranio termodinámica calor fricción inercia velocidad aceleración "
	 "óptica láser refracción acústica voltaje einstein newton joule vatio hertz cinética "
	 "cinemática óptico electrodo cátodo ánodo quark bosón hadrón higgs muón neutrino positrón "
	 "antimateria plasma superconductor aislante dinamo péndulo oscilación oscilar vibración "
	 "amplitud espectro prisma lente difracción polarización ultravioleta infrarrojo microondas "
	 "kelvin pascal hercio amperio amperímetro culombio curie planck bohr heisenberg rutherford "
	 "faraday maxwell galileo densidad volumen masa fuerza empuje torque momento palanca vacío "
	 "barómetro presión entropía centrífugo imán"},
	{"química",
	 "química químico molécula reacción ácido óxido oxidar carbono hidrógeno oxígeno nitrógeno "
	 "sodio potasio calcio cloro azufre fósforo mercurio amoniaco metano etanol alcohol solvente "
	 "disolver catalizador polímero isótopo ion valencia enlace laboratorio probeta reactivo "
	 "destilar sustancia tóxico corrosivo gas metal alquimia alquimista mendeléyev lavoisier "
	 "elemento compuesto aleación hidróxido sulfato sulfúrico nitrato clorhídrico cloruro fluoruro "
	 "flúor yodo bromo helio neón argón litio silicio arsénico cianuro acetona benceno glicerina "
	 "etileno amoníaco éster alcano hidrólisis electrólisis destilación evaporar evaporación "
	 "sublimación ebullición condensar condensación solubilidad soluble precipitado matraz mechero "
	 "pipeta tubo titulación covalente iónico isómero aminoácido"},
	{"biología_genética",
	 "biología biólogo genética gen genoma adn arn célula celular cromosoma mutación mutar "
	 "evolución evolucionar especie organismo bacteria microbio embrión proteína enzima tejido "
	 "membrana núcleo mitocondria hereditario herencia clonar clon darwin hongo levadura "
	 "microscopio ecosistema fotosíntesis reproducción óvulo espermatozoide fósil biodiversidad "
	 "cigoto meiosis mitosis ribosoma citoplasma cloroplasto clorofila vacuola eucariota "
	 "procariota ameba protozoo paramecio plancton fitoplancton taxonomía taxón linneo mendel "
	 "alelo dominante recesivo fenotipo genotipo transgénico crispr secuenciación nucleótido "
	 "ribonucleico lípido carbohidrato glucosa metabolismo homeostasis simbiosis simbiótico "
	 "parasitismo mutualismo hábitat depredación cadena trófico autótrofo heterótrofo adaptación "
	 "hominido homínido neandertal sapiens paleontología paleontólogo dinosaurio trilobites mamut "
	 "tiranosaurio extinguirse espora polinización bioquímica biotecnología"},
	{"astronomía_espacio",
	 "astronomía astrónomo espacio espacial planeta estrella galaxia universo cosmos luna lunar "
	 "satélite órbita orbitar cohete astronauta cosmonauta nasa telescopio observatorio cometa "
	 "asteroide meteorito meteoro eclipse nebulosa supernova constelación transbordador sonda "
	 "júpiter saturno venus neptuno urano plutón mercurio apolo alunizaje ingravidez lanzamiento "
	 "cosmología cosmológico astrofísica astrofísico copérnico kepler hubble gagarin armstrong "
	 "aldrin sputnik soyuz voyager curiosity rover marciano marte solar sol equinoccio solsticio "
	 "cenit ecuador hemisferio exoplaneta planetario planetoide púlsar quásar estelar interestelar "
	 "intergaláctico galáctico láctea andrómeda orión osa bigbang agujero gravitacional perihelio "
	 "afelio rotación traslación cráter ceres eris caronte titán europa ganímedes calisto fobos "
	 "deimos saturniano anillos spacex estación módulo cápsula propulsor tripulado alunizar esa "
	 "roscosmos"},
	{"matemáticas",
	 "matemáticas matemático álgebra aritmética geometría ecuación cálculo calcular teorema "
	 "fracción suma sumar multiplicar multiplicación dividir división derivada integral logaritmo "
	 "triángulo círculo ángulo perímetro polígono variable matriz vector estadística probabilidad "
	 "porcentaje promedio coordenada trigonometría exponente decimal axioma simetría matemática "
	 "numérico trigonométrico ecuaciones cociente divisor múltiplo primo par impar entero racional "
	 "irracional raíz potencia cubo esfera cilindro cono pirámide prisma rectángulo rombo trapecio "
	 "pentágono hexágono octágono hipotenusa cateto pitágoras euclides arquímedes fibonacci euler "
	 "gauss fermat infinito infinitesimal límite función parábola hipérbola elipse tangente seno "
	 "coseno secante radio diámetro circunferencia área superficie recta segmento bisectriz "
	 "mediana moda varianza permutación combinatoria conjunto subconjunto restar resta sustraer "
	 "ábaco calculadora aritmético polinomio monomio binomio incógnita inecuación fractal "
	 "topología"},
	{"computación_software",
	 "computadora computación ordenador software programador código algoritmo hardware procesador "
	 "laptop portátil teclado ratón pantalla monitor windows linux microsoft apple servidor disco "
	 "memoria usb archivo carpeta aplicación app datos digital informática informático virus "
	 "hacker antivirus respaldo impresora escáner tableta robot robótica inteligencia artificial "
	 "pixel interfaz contraseña digitalizar programación byte bit gigabyte megabyte terabyte "
	 "binario compilar compilador java python javascript html sql oracle intel amd nvidia ram rom "
	 "kernel unix macintosh ibm gates jobs turing depurar bug parche actualización actualizar "
	 "instalar instalación desinstalar ejecutable icono cursor clic ventana menú fuente hoja excel "
	 "word powerpoint photoshop adobe nube virtual virtualización simulador emulador píxel gráfico "
	 "tecla táctil cibernauta encriptación programar usuario sesión formatear desfragmentar "
	 "firewall troyano spyware chatbot neuronal aprendizaje"},
	{"inventos_ingeniería",
	 "invento inventor inventar patente ingeniería ingeniero máquina maquinaria motor turbina "
	 "engranaje mecanismo dispositivo aparato prototipo tecnología tecnológico vapor electricidad "
	 "bombilla generador batería pila sensor circuito transistor chip robot autómata piñón palanca "
	 "polea bomba compresor válvula pistón edison tesla innovación hidráulico neumático soldadura "
	 "imprenta gutenberg rueda brújula pólvora telégrafo morse marconi bell ford watt montgolfier "
	 "daguerrotipo fonógrafo gramófono hiladora telar tejedora locomotora alternador bobina dínamo "
	 "electroimán relé diodo semiconductor microchip nanotecnología mecatrónica mecatrónico "
	 "electrónica ingenioso ingeniar automatización automatizar automático mecánica mecanizar "
	 "ensamblar ensamblaje ensamble fresadora torno tornero metalurgia metalúrgico siderurgia "
	 "siderúrgico aeroespacial biónico cíborg dron exoesqueleto hidráulica ariete noria"},
	{"cuerpo_órganos",
	 "cuerpo órgano corazón cardíaco cardiaco pulmón hígado riñón renal cerebro cerebral estómago "
	 "intestino hueso músculo sangre sanguíneo arteria piel nervio columna vértebra cráneo cabeza "
	 "ojo nariz oreja oído boca lengua diente muela garganta cuello brazo codo dedo uña pecho "
	 "espalda cadera pierna rodilla tobillo pie vientre panza abdomen hormona glándula anatomía "
	 "anatómico tórax torácico costilla esternón clavícula húmero cúbito fémur tibia peroné rótula "
	 "pelvis vértebras omóplato mandíbula maxilar encía paladar esófago faringe laringe tráquea "
	 "bronquio alvéolo diafragma bazo páncreas vesícula uréter vejiga próstata testículo pene "
	 "vagina ovario útero seno mama pezón ombligo ingle nalga muslo pantorrilla talón empeine "
	 "muñeca antebrazo hombro axila nuca frente sien ceja pestaña párpado pupila iris retina "
	 "córnea labio mejilla barbilla tendón ligamento cartílago articulación vena capilar aorta "
	 "ventrículo neurona linfa linfático tiroides saliva sudor orina lágrima moco"},
	{"enfermedad_epidemia",
	 "enfermedad enfermo enfermar enferma virus epidemia pandemia covid coronavirus contagio "
	 "contagiar contagioso infección infectar brote vacuna vacunar vacunación síntoma fiebre "
	 "calentura tos gripe gripa influenza dengue zika chikungunya malaria paludismo tuberculosis "
	 "sarampión cólera hepatitis vih sida ébola neumonía diarrea cáncer tumor diabetes "
	 "hipertensión cuarentena cubrebocas mascarilla patógeno alergia asma sarna parásito varicela "
	 "rubéola viruela polio poliomielitis difteria tétanos tosferina meningitis encefalitis lepra "
	 "leproso peste bubónica sífilis gonorrea herpes papiloma candidiasis micosis tifus tifoidea "
	 "salmonelosis botulismo amibiasis giardia lombriz solitaria teniasis triquinosis "
	 "toxoplasmosis rabia ántrax gangrena septicemia absceso úlcera gastritis apendicitis colitis "
	 "cirrosis pancreatitis anemia leucemia linfoma melanoma metástasis sarcoma artritis artrosis "
	 "osteoporosis reumatismo gota migraña jaqueca parkinson esclerosis epiléptico ictus embolia "
	 "trombosis aneurisma arritmia taquicardia infartado bronquitis sinusitis faringitis "
	 "amigdalitis otitis conjuntivitis catarata glaucoma miopía dermatitis psoriasis eccema mpox "
	 "ómicron variante"},
	{NULL, NULL},
};
