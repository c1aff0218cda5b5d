/* fields_spanish_3 - semantic fields of Spanish words, part 3.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Written for Vocalía from general knowledge of the language; not drawn from any set of texts.
 */
#include "fields.h"

/* clang-format off */
const struct field_words fields_spanish_3[] = {
	{"educación_escuela",
	 "escuela escolar colegio educación educar educativo maestro maestra profesor docente alumno "
	 "alumna estudiante estudiar estudio clase aula salón universidad universitario licenciatura "
	 "maestría bachillerato preparatoria prepa secundaria primaria preescolar kínder jardín examen "
	 "calificación tarea beca becario aprender aprendizaje enseñar enseñanza pizarrón mochila "
	 "cuaderno lápiz sep unam ipn director plantel recreo analfabetismo doctoral educador "
	 "escolaridad escolarizar alfabetizador cartilla abecedario dictado redacción asignatura "
	 "materia geografía civismo receso inscripción inscribir reinscripción trimestre semestre "
	 "cátedra seminario conferencia ponencia coloquio simposio diplomado curso cursillo tutoría "
	 "tutor pasante tesista sinodal birrete toga graduación graduar graduado egresar diploma "
	 "suspenso aprobado aprobar reprobado sobresaliente notable boletín promedio olimpiada "
	 "concurso rector decano vicerrector harvard oxford cambridge yale stanford salamanca sorbona "
	 "autodidacta didáctica didáctico montessori piaget vygotsky freire pisa normalista normal "
	 "telebachillerato selectividad bachiller erasmus intercambio copiar acordeón chuleta castigar "
	 "indisciplina pupilo internado"},
	{"familia_parentesco",
	 "familia familiar padre papá madre mamá hijo hija hermano hermana abuelo abuela tío tía primo "
	 "prima sobrino nieto nieta esposo esposa suegro suegra yerno nuera cuñado padrastro madrastra "
	 "hijastro padrino ahijado compadre matrimonio boda novio novia divorcio divorciar viudo viuda "
	 "soltero huérfano pareja pariente bisabuelo gemelo apellido progenitora mamita papito papi "
	 "mami tatarabuelo bisnieto tataranieto cuñada concuño concuña sobrina madrina comadre ahijada "
	 "hermanastro hermanastra medio mellizo trillizo primogénito benjamín unigénito consanguíneo "
	 "consanguinidad linaje estirpe genealogía genealógico ascendencia ascendiente descendencia "
	 "descendiente antepasado ancestro clan patriarca matriarca matriarcado nupcias desposar "
	 "desposada casamiento prometido prometida compromiso pedida anillo dote ajuar alianza "
	 "consorte concubina poligamia polígamo monogamia monógamo bigamia bígamo soltería solterón "
	 "amancebado parir hogareño allegado"},
	{"niños_bebés",
	 "niño niña bebé infante infantil infancia niñez chamaco chiquillo chico pañal biberón chupón "
	 "cuna carriola cochecito guardería kínder jardín nacer nacimiento embarazo embarazada "
	 "lactancia amamantar nana niñera juguete sonaja papilla pediatra adolescente adolescencia "
	 "orfanato crianza criar travesura parvulario maternal recién neonato nenita crío criatura "
	 "guagua guaguas chiquilín gurí pibe botija escuincle güerito cipote patojo güila carajito "
	 "pelado retoño arrullar arrullo mecer cunero moisés portabebés andaderas babero mamila tetina "
	 "mamadera sonajero peluche osito muñeco títere cuento hada fábula nodriza destete destetar "
	 "ablactación gatear gateo balbucear balbuceo berrinche rabieta consentir mimado malcriado "
	 "travieso obediente desobediente obedecer regañar regaño nalgada piñata catequesis "
	 "kindergarten parvulito garabato columpiarse infantilismo mozo mocedad quinceañera puberal "
	 "acné"},
	{"comida_platos",
	 "comida comer alimento alimentación taco tortilla tamal enchilada mole pozole quesadilla "
	 "burrito pizza hamburguesa sándwich torta sopa caldo ensalada arroz frijol carne pollo "
	 "pescado jamón queso pan huevo tomate jitomate chile cebolla ajo fruta manzana naranja "
	 "plátano fresa mango verdura verduras paella ceviche empanada arepa asado salsa postre pastel "
	 "chocolate dulce hambre desayuno almuerzo cena cenar almorzar patata chilaquiles huarache "
	 "sope gordita tlayuda flauta tostada barbacoa birria carnitas cochinita pibil pastor suadero "
	 "chicharrón chorizo longaniza salchicha morcilla salami mortadela tocino panceta cecina "
	 "machaca bistec filete costilla chuleta lomo solomillo albóndiga croqueta empanadilla "
	 "tortillita gazpacho salmorejo cocido fabada potaje lentejas garbanzo puchero sancocho ajiaco "
	 "mondongo menudo pancita locro humita chivito milanesa matambre chimichurri choripán completo "
	 "cazuela curanto causa anticucho saltado pachamanca bandeja paisa gallopinto casado pupusa "
	 "baleada nacatamal patacón tostón mofongo yuca tamalada sushi ramen curry kebab falafel "
	 "hummus cuscús lasaña espagueti ravioli ñoqui risotto croissant cruasán gofre panqueque crepa "
	 "churro buñuelo bizcocho galleta dona rosquilla turrón mazapán flan natilla gelatina helado "
	 "nieve paleta cajeta alfajor mermelada miel piloncillo panela guacamole gallo mayonesa "
	 "mostaza kétchup vinagreta aceituna alcaparra pepinillo nopalitos huitlacoche flor calabaza "
	 "elote esquite brócoli coliflor col repollo lechuga espinaca espárrago alcachofa berro puerro "
	 "apio betabel aguacate palta kiwi melocotón albaricoque cereza frambuesa mora arándano "
	 "zarzamora granada higo dátil coco pitahaya tuna maracuyá guanábana chirimoya zapote mamey"},
	{"bebidas",
	 "café té cerveza vino tequila mezcal pulque ron whisky vodka ginebra coñac champaña champán "
	 "zumo refresco gaseosa soda leche atole horchata limonada licor cóctel copa botella sed bar "
	 "cantina taberna borracho borrachera emborrachar ebrio alcohol alcohólico embriaguez brindis "
	 "cafetería cafeína infusión brindar bebedero tinto rosado blanco cava jerez oporto vermú "
	 "sidra sangría calimocho clericó daiquiri mojito margarita martini cubalibre piñacolada "
	 "caipiriña pisco sour aguardiente orujo anís absenta brandy bourbon scotch sake chicha guaro "
	 "tepache tejuino sotol raicilla bacanora charanda michelada chabela espresso capuchino latte "
	 "americano moka cortado descafeinado cafetera barista mate yerba termo tereré manzanilla "
	 "tisana champurrado chocolate malteada batido licuado smoothie jugo néctar jamaica tamarindo "
	 "cola pepsi cocacola fanta sprite gatorade energizante tónica mineral carbonatada burbuja "
	 "hielo pajita pajilla sorber sorbo trago beber bebedor sediento embotellar embotelladora "
	 "destilería destilado barrica tonel cata catador sommelier enólogo enología sobriedad sobrio "
	 "resaca cruda abstemio"},
	{"cocina_restaurante",
	 "cocina cocinar cocinero cocinera chef receta ingrediente restaurante restaurant fonda mesero "
	 "camarero menú propina horno hornear estufa sartén olla cazuela cacerola freír frito hervir "
	 "asar asado guisar guiso condimento aceite azúcar harina mantequilla sazonar licuadora "
	 "microondas refrigerador nevera cuchara tenedor cuchillo vaso taza bufé gourmet gastronomía "
	 "taquería panadería sabor sabroso sazón marinar marinado adobar adobo escalfar rehogar "
	 "sofreír sofrito saltear gratinar rebozar empanizar capear espolvorear amasar masa levadura "
	 "hornada rodillo molde charola budinera comal molcajete metate mortero rallador rallar "
	 "pelador pelar picar rebanar trocear batir batidora licuar colar colador escurrir espumadera "
	 "cucharón cucharilla mantel servilleta vajilla plato platillo jarra cubierto delantal gorro "
	 "fogón parrilla parrillada parrillero brasa freidora wok vaporera exprés alacena despensa "
	 "lavavajillas lavaplatos pimienta canela clavo comino orégano laurel azafrán cúrcuma jengibre "
	 "nuez moscada vainilla vinagre manteca margarina mantecoso crujiente jugoso picante salado "
	 "amargo agrio insípido delicioso exquisito rico degustar degustación michelin comanda maitre "
	 "trattoria pizzería marisquería asadero cantinero fondita repostería repostero chocolatero"},
	{"ropa_moda",
	 "ropa vestido vestir camisa camiseta playera pantalón falda blusa chamarra chaqueta abrigo "
	 "suéter traje corbata calcetín zapato sandalia tenis sombrero gorra bufanda guante cinturón "
	 "bolsa joya joyería anillo collar arete reloj tela algodón lana costura costurera sastre "
	 "diseñador modelo pasarela uniforme disfraz botón cremallera lencería bikini huipil rebozo "
	 "modista zapatería bota chaleco saco smoking frac toga túnica poncho sarape gabán capa capote "
	 "impermeable anorak parka cazadora chupa chompa buzo polera remera jersey cárdigan polo "
	 "blusón top corsé faja sostén brasier calzón calzoncillo bóxer pantaleta braga tanga camisón "
	 "pijama bata albornoz medias mallas leotardo leggings vaquero jeans mezclilla bermudas shorts "
	 "minifalda kilt kimono sari turbante velo hiyab burka boina bombín chistera visera pañuelo "
	 "mascada chalina chal mantón abanico paraguas sombrilla gafas lentes broche prendedor pulsera "
	 "brazalete tobillera gargantilla diadema tiara gemelos tirantes hebilla cierre cordón agujeta "
	 "tacón suela plantilla mocasín botín alpargata huarache chancleta pantufla zueco seda satén "
	 "terciopelo encaje lino poliéster nailon licra gamuza cuero piel tejer tejido bordar bordado "
	 "coser hilvanar dobladillo aguja dedal hilo madeja estambre ganchillo crochet chanel dior "
	 "versace gucci prada armani balenciaga vogue maniquí desfilar modelaje elegante elegancia "
	 "estilista vestuario percha"},
	{"casa_muebles",
	 "hogar vivienda departamento apartamento piso recámara dormitorio comedor baño regadera ducha "
	 "cocina ventana techo azotea patio mueble silla sillón sofá cama colchón armario ropero "
	 "clóset escritorio estante lámpara alfombra cortina espejo almohada cobija manta sábana "
	 "inquilino renta rentar alquiler alquilar casero infonavit condominio mudanza mudar escalera "
	 "sótano chimenea residencia mobiliario vestíbulo pasillo estancia salón estudio desván ático "
	 "buhardilla tapanco alcoba cuarto balcón terraza porche zaguán umbral puerta cerradura "
	 "candado bisagra manija picaporte timbre mirilla persiana postigo contraventana vidrio "
	 "cristal zoclo azulejo duela tapete tapiz papel tapizar buró cómoda tocador cajón gavetero "
	 "credenza vitrina aparador alacena repisa librero perchero taburete banquillo mecedora hamaca "
	 "butaca diván futón litera catre petate cobertor edredón frazada colcha funda cojín "
	 "candelabro candil quinqué vela jarrón florero adorno decorar decoración decorador lavadero "
	 "tendedero boiler calentador tina bañera lavabo grifería estufa lavavajillas secadora mansión "
	 "chalet cabaña choza jacal palafito iglú rancho palacete penthouse loft dúplex condómino "
	 "amueblar amueblado empacar"},
	{"limpieza_aseo",
	 "limpiar limpieza limpio aseo asear barrer escoba trapeador trapear jabón detergente lavar "
	 "lavadora lavado suciedad sucio ensuciar mugre polvo cubeta balde esponja desinfectar "
	 "desinfectante cloro fregar aspiradora plancha planchar lavandería higiene higiénico champú "
	 "toalla cepillo sanitario ducha cepillar cepillado enjabonar enjuagar enjuague restregar "
	 "tallar fibra estropajo jerga trapo plumero recogedor mechudo lampazo friegasuelos lejía "
	 "blanqueador suavizante quitamanchas mancha manchado mancharse manchón desmanchar desengrasar "
	 "grasa cochambre moho mohoso sarro pelusa telaraña sacudir desempolvar aspirar pulir "
	 "abrillantar encerar cera lustrar bolero limpiabotas tintorería tender secar exprimir remojar "
	 "almidón escurridor palangana tina lavadero lavandera bacín papel pañuelo desodorante "
	 "dentífrico hilo antiséptico esterilizar gel antibacterial sanitizar sanitización aseado "
	 "pulcro pulcritud impecable reluciente percudido"},
	{"herramientas_taller",
	 "herramienta martillo clavo clavar tornillo atornillar destornillador desarmador taladro "
	 "taladrar sierra serrucho hacha pala pico cincel lima llave pinzas alicate tuerca tubo "
	 "alambre soldadura cinta pegamento lijar brocha carpintero carpintería madera plomero "
	 "plomería electricista mecánico herrero herrería albañil taller reparar reparación escalera "
	 "cuerda barreta marro mazo berbiquí broca formón gubia garlopa cepillo escofina esmeril "
	 "esmeriladora pulidora lijadora lija caladora motosierra sopladora compresora soldador "
	 "electrodo soplete cautín estaño remache remachar remachadora perno rondana arandela grapa "
	 "engrapadora tachuela bisagra gancho armella pija taquete escuadra flexómetro nivel plomada "
	 "vernier calibrador micrómetro prensa yunque fragua forja forjar herradura torno fresa "
	 "troquel matriz barniz barnizar barnizado resina silicona masilla sellador brochazo rodillo "
	 "espátula tiner aguarrás cola aglomerado triplay contrachapado tablón viga caoba ebanista "
	 "tapicero cerrajero cerrajería hojalatero vidriero ferretero ferretería garruchas polipasto "
	 "hidráulico andamio cizalla segueta tenazas"},
	{"internet_redes",
	 "internet wifi web red redes facebook twitter instagram tiktok youtube whatsapp google email "
	 "correo blog bloguero página navegador enlace perfil seguidor influencer tuit tuitear hashtag "
	 "viral meme chat chatear descargar online conexión conectar conectividad módem megas "
	 "ciberacoso ciberseguridad hackear contraseña wikipedia cibernético nube streamer twitch "
	 "discord telegram linkedin pinterest snapchat reddit yahoo bing altavista netscape explorer "
	 "chrome firefox safari opera html http dominio hosting alojamiento url cookie algoritmo "
	 "banner adsense seo clic clickbait spam trol trolear hater bot cuenta usuario avatar emoji "
	 "emoticono gif sticker selfie story reel directo livestream podcast foro comentario publicar "
	 "publicación postear post compartir suscriptor youtuber tiktoker instagramer viralizar "
	 "tendencia trending etiqueta mención retuit bloquear buzón adjunto adjuntar videollamada zoom "
	 "teams skype meet webcam videoconferencia ciberespacio darkweb tor vpn phishing ciberbullying "
	 "desinformar nomofobia"},
	{"teléfonos",
	 "teléfono telefónico celular móvil llamada llamar mensaje sms smartphone iphone android "
	 "samsung nokia telcel movistar telmex antena señal operador operadora prepago recarga "
	 "recargar saldo cargador batería auricular audífono contestar colgar contestadora tono fijo "
	 "cabina telefonía telecomunicación roaming chip telefonista conmutador centralita marcar "
	 "discar timbrar extensión clave lada prefijo guía directorio mensajito descolgar ocupado "
	 "interferencia plan chipset pantalla táctil vibrador vibración ringtone motorola huawei "
	 "xiaomi blackberry ericsson siri bixby selfie carcasa protector funda litio usb bluetooth nfc "
	 "gps at bell graham meucci walkie talkie interfono fax beeper biper localizador satelital "
	 "telecomunicar inalámbrico auriculares airpods claro vodafone orange personal kolbi wom bitel"},
	{"periodismo_noticias",
	 "noticia noticias periodista periodismo periódico periodístico diario prensa reportero "
	 "reportaje columna columnista editorial entrevista entrevistar titular titulares revista "
	 "noticiero redacción corresponsal exclusiva rumor chisme portada rueda conferencia comunicado "
	 "vocero portavoz declaración censura fake boletín suplemento suscripción informativo primicia "
	 "scoop cubrir enviado fotoperiodista fotoperiodismo editorialista articulista opinólogo "
	 "caricaturista caricatura moneros tira historieta obituario esquela clasificado crucigrama "
	 "tabloide sensacionalismo sensacionalista amarillismo amarillista nota roja paparazi "
	 "farándula espectáculos hemeroteca archivo tiraje ejemplar rotativa linotipia kiosquero "
	 "voceador suscriptor reuters efe notimex bbc washington post times monde corriere mundo abc "
	 "vanguardia excélsior universal milenio reforma proceso clarín tercera tiempo teletica "
	 "pulitzer periodística desmentir desmentido anónima offrecord secreto verificar verificador "
	 "chequeo factchecking infodemia posverdad"},
	{"idiomas_escritura",
	 "idioma lengua lenguaje lingüística lingüista gramática gramatical palabra vocabulario "
	 "diccionario traducir traducción traductor intérprete ortografía acento verbo sustantivo "
	 "adjetivo oración frase alfabeto letra escribir escritura escrito leer pronunciar "
	 "pronunciación hablar hablante dialecto bilingüe español inglés francés alemán latín náhuatl "
	 "significado sinónimo jeroglífico caligrafía pluma lápiz fonética fonema fonología morfología "
	 "sintaxis sintáctico semántica semántico pragmática morfema lexema prefijo sufijo sílaba "
	 "silábico vocal consonante diptongo hiato tilde diéresis coma punto comillas paréntesis guion "
	 "asterisco apóstrofe mayúscula minúscula cursiva negrita artículo pronombre adverbio "
	 "preposición conjunción interjección sujeto predicado complemento conjugar conjugación "
	 "infinitivo gerundio participio subjuntivo indicativo imperativo pretérito copretérito futuro "
	 "plural singular masculino neutro antónimo homónimo polisemia etimología etimológico glosario "
	 "lexicógrafo lexicografía neologismo anglicismo galicismo arcaísmo modismo jerga caló argot "
	 "lunfardo albur trabalenguas palíndromo acrónimo sigla abreviatura políglota monolingüe "
	 "plurilingüe esperanto mandarín hindi bengalí suajili turco farsi hebreo arameo sánscrito "
	 "griego cirílico rúnico euskera catalán quichua rae cervantes taquigrafía mecanografía tinta "
	 "tintero pergamino deletrear tartamudo tartamudear balbucir susurrar elocuencia elocuente "
	 "retórica oratoria orador"},
	{"fiestas_calendario",
	 "fiesta festejo festejar festividad festival celebrar celebración navidad navideño nochebuena "
	 "posada pascua cuaresma carnaval feria halloween ofrenda cumpleaños aniversario quinceañera "
	 "boda piñata regalo regalar globo pastel desfile independencia baile discoteca antro "
	 "calendario feriado puente asueto tradición costumbre kermés verbena romería jolgorio "
	 "pachanga mariachi brindis convite agasajo agasajar homenaje homenajear conmemorar "
	 "conmemoración conmemorativo efeméride centenario bicentenario bodas jubileo onomástico santo "
	 "santoral despedida bautismo bautizar graduación sanfermines fallas tomatina abril rocío "
	 "semana santa domingo ramos resurrección pentecostés candelaria reyes rosca epifanía "
	 "pentecostal difuntos calaverita catrina guelaguetza inti raymi oktoberfest mardigras "
	 "sambódromo thanksgiving hanukkah ramadán diwali año chino uvas campanadas confeti serpentina "
	 "matasanos antifaz máscara disfrazar disfraz anfitrión invitado invitar invitación banquete "
	 "bufet canapé tarta velita soplar bailongo guateque pachanguero parranda tertulia velada "
	 "sarao"},
	{"fechas_tiempo",
	 "fecha calendario reloj semana semanal mes mensual anual siglo milenio enero febrero marzo "
	 "abril junio julio agosto septiembre octubre noviembre diciembre martes miércoles jueves "
	 "viernes sábado domingo primavera verano otoño invierno madrugada amanecer atardecer puntual "
	 "hora minuto quincena quincenal bimestre trimestre semestre cronómetro despertador década "
	 "lustro centuria era época epoch bisiesto almanaque gregoriano juliano hebreo lunes segundero "
	 "manecilla péndulo cuco minutero cronometrar temporizador mediodía medianoche alba aurora "
	 "ocaso crepúsculo anochecer atardecido amanecido vespertino matutino diurno cotidiano "
	 "bisemanal quincenario mensualmente bimestral trimestral semestral anualidad bianual bienio "
	 "trienio sexenio quinquenio decenio milenario antaño ayer anteayer antier mañana pasado hoy "
	 "ahora pronto tarde temprano demora demorar retraso retrasarse puntualidad eterno eternidad "
	 "efímero instante momentáneo plazo caduco vencer vencimiento solsticio equinoccio huso"},
	{"sexo_relaciones",
	 "sexo sexual sexualidad pareja novio novia noviazgo amante amor enamorar enamorado romántico "
	 "romance beso besar abrazo abrazar cita coquetear seducir infidelidad infiel matrimonio "
	 "divorcio anticonceptivo condón embarazo aborto abortar prostitución prostituta desnudo "
	 "erótico pornografía celoso seducción seductor coqueta coqueteo ligar ligue conquistar "
	 "piropear cortejar cortejo pretendiente galán rompecorazones tinder match soltera solterona "
	 "ruptura romper cortar reconciliar reconciliación celar desconfianza amorío aventura "
	 "adulterio adúltero cuernos cornudo querida orgasmo coito masturbación masturbar erección "
	 "eyaculación libido lujuria lujurioso deseo pasión apasionado sensual sensualidad fetiche "
	 "sadomasoquismo castidad casto virginidad celibato célibe afrodisíaco viagra burdel "
	 "prostíbulo proxeneta alcahuete trata escort ramera heterosexualidad asexual poliamor "
	 "sanvalentín cupido media naranja tortolito flechazo"},
	{"muerte_funeral",
	 "muerte morir muerto difunto fallecer fallecimiento funeral funerario funeraria velorio "
	 "entierro enterrar sepultar sepultura tumba panteón cementerio camposanto cripta ataúd "
	 "féretro cadáver cremación cenizas luto duelo viudo testamento herencia heredar heredero "
	 "epitafio lápida autopsia suicidio pésame agonía agonizar agonizante moribundo expirar "
	 "perecer finado occiso extinto deceso óbito mortal mortalidad inmortal inmortalidad eutanasia "
	 "eutanásico paliativo mortaja amortajar embalsamar embalsamador momificar catafalco carroza "
	 "cortejo responso réquiem novenario deudo doliente condolencia condoler enlutado plañidera "
	 "obituario esquela catacumba nicho urna mausoleo sepulturero enterrador tanatología "
	 "tanatólogo tanatopraxia catrina calaca ultratumba resucitar reencarnación reencarnar póstumo "
	 "albacea sucesorio legar legado guillotina ahorcar ahorcado fusilar fusilamiento"},
	{"belleza_cabello",
	 "belleza bello cabello pelo peinado peinar peluquería peluquero estética barbería barba "
	 "bigote maquillaje maquillar labial crema perfume uña manicura tinte afeitar rasurar depilar "
	 "champú spa masaje arruga tatuaje tatuar espejo cosmético dermatólogo rubio calvo flaco gordo "
	 "obesidad dieta adelgazar trenza coleta chongo moño flequillo fleco rizo rizado ondulado "
	 "lacio alisar alisado queratina rasta peluca bisoñé calvicie alopecia canas canoso castaño "
	 "moreno pelirrojo güero trigueño teñir mechas decolorar tijera rasuradora secador plancha "
	 "tenaza rulo pasador gel fijador gomina laca acondicionador caspa patilla perilla barbilla "
	 "hidratante exfoliante mascarilla botox ácido hialurónico lifting liposucción rinoplastia "
	 "bronceador colorete rubor rímel delineador sombra corrector polvo esmalte pedicura "
	 "manicurista depilación cera fragancia aroma coqueto guapo guapa hermoso hermosura bonito "
	 "lindo feo fealdad atractivo esbelto delgado delgadez miss universo certamen piercing"},
	{"mitos_misterio",
	 "fantasma espíritu bruja brujo brujería magia mágico mago hechizo vampiro zombi monstruo "
	 "dragón sirena hada duende unicornio ovni extraterrestre alienígena marciano leyenda mito "
	 "mitología mitológico zeus odín horóscopo zodiaco tarot adivino vidente superstición "
	 "maldición embrujado llorona nahual chupacabras apocalipsis hechicero hechicera conjuro "
	 "pócima poción caldero escoba aquelarre varita embrujo amuleto talismán mal ojo limpia "
	 "santiguar médium ouija espiritismo espiritista poltergeist exorcista poseído posesión hombre "
	 "lobo licántropo frankenstein drácula zombie ogro gnomo elfo troll trasgo gigante cíclope "
	 "centauro minotauro medusa pegaso quimera hidra esfinge fénix grifo basilisco kraken leviatán "
	 "yeti bigfoot nessie alux chaneque duendecillo cegua segua cadejo silbón pombero coco cuco "
	 "roswell abducción platillo área atlántida dorado grial arturo merlín excalibur camelot "
	 "hércules apolo atenea afrodita poseidón hades hermes ares artemisa prometeo pandora thor "
	 "loki freya valhalla osiris isis anubis horus quetzalcóatl tláloc huitzilopochtli coatlicue "
	 "viracocha pachamama augurio presagio profecía profeta nostradamus astrología astrólogo aries "
	 "géminis sagitario capricornio acuario piscis libra leo virgo escorpio ilusionista houdini "
	 "truco"},
	{"medio_ambiente",
	 "ambiente ambiental ecología ecológico ecologista contaminación contaminar contaminante "
	 "contaminado esmog deforestación deforestar tala talar extinción reciclar reciclaje "
	 "reciclable residuo basura plástico emisión carbono invernadero calentamiento glaciar "
	 "deshielo sustentable sostenible renovable eólico ozono reserva protegido conservación "
	 "conservar biodiversidad semarnat conagua greenpeace vertedero derrame ecosistémico bioma "
	 "hábitat huella metano dióxido monóxido antropoceno efecto kioto cop ipcc thunberg "
	 "ambientalismo conservacionista conservacionismo wwf cites lista roja panda microplástico "
	 "derretir derretimiento acidificación eutrofización erosionar desertización desertificar "
	 "salinización residual vertido exxon bhopal pcb ddt dioxina furano asbesto amianto pesticidas "
	 "ácida clorofluorocarbono refrigerante reverdecer restaurar restauración resiliencia "
	 "resiliente circular permacultura bioconstrucción greenwashing sumidero captura "
	 "biomagnificación invasora invasor exótico"},
	{"energía_electricidad",
	 "energía eléctrico electricidad luz corriente voltaje cable poste transformador apagón cfe "
	 "kilovatio enchufe contacto interruptor fusible bombilla foco lámpara led alumbrado panel "
	 "eólico nuclear hidroeléctrica hidroeléctrico termoeléctrica petróleo gas gasolina "
	 "combustible carbón pemex refinería gasoducto ducto barril generador iluminar iluminación "
	 "fotovoltaico electrificar amperio ohmio voltio vatio alterna continua resistencia "
	 "condensador inductor fase neutro tierra breaker pastilla clavija extensión regleta "
	 "multicontacto pila recargable dinamo turbina caldera vapor embalse cortina itaipú yacyretá "
	 "hoover geotermia geotérmica mareomotriz biogás ciclo combinado carbonífero fueloil "
	 "combustóleo lng licuado gasífero oleoducto perforar barrena kilowatt megawatt gigavatio "
	 "teravatio recibo bajón sobretensión sobrecarga pararrayos franklin volta galvani ampere ohm "
	 "electrostática electrólisis"},
	{"género_feminismo",
	 "feminicidio feminista feminismo machismo machista género mujer femenino femenina acoso "
	 "acosar acosador maltrato maltratar maltratador violencia agresor hostigamiento hostigar "
	 "abuso abusar abusador misoginia misógino patriarcado igualdad equidad paridad sororidad "
	 "denuncia piropo manoseo violación lgbt homosexual homofobia gay lesbiana bisexual transexual "
	 "transgénero sufragista sufragio beauvoir pankhurst kollontai zetkin pizarnik woolf "
	 "emancipación emancipar empoderar empoderamiento brecha androcentrismo heteronormatividad "
	 "masculinidad masculino varonil afeminado virilidad viril macho matriarcal micromachismo "
	 "mansplaining cosificar cosificación revictimizar revictimización estalking acosada ultraje "
	 "ultrajar vejación vejar estupro pederasta incesto violador manada metoo sororo pañuelo "
	 "morado verde lésbico lesbofobia bifobia transfobia transición hormonación travestismo "
	 "stonewall gaycidio"},
	{"vejez_discapacidad",
	 "discapacidad discapacitado anciano anciana ancianidad vejez envejecer envejecimiento "
	 "geriátrico geriatra senil alzheimer demencia asilo inapam jubilado pensionado invidente "
	 "ciego ceguera braille sordo sordera sordomudo muletas bastón andadera prótesis parapléjico "
	 "minusválido autismo autista inclusión incluyente accesibilidad rampa cuidador longevo "
	 "abuelito silla longevos centenario nonagenario septuagenario veterano ancianito canoso "
	 "arrugas jubilarse retirarse achaque achacoso decrépito decrepitud chochear desmemoriado "
	 "olvido olvidadizo amnesia audífono sonotone implante coclear bifocal cataratas dentadura "
	 "postiza muleta tullido manco cojo cojear cojera tuerto tartamudez mutismo mudez hemiplejia "
	 "tetraplejia cuadriplejia cuadripléjico paraplejia amputar amputación ortopédico ortesis "
	 "exoesqueleto señas subtitulado audiodescripción perro lazarillo dependencia dependiente "
	 "teleasistencia gerocultor enanismo acondroplasia retraso mental intelectual dislexia "
	 "disléxico dispraxia tdah tourette rett"},
	{"seguridad_social_administrativa",
	 "seguridad cotizante afiliación afiliar mutualidad mutualista prestacional incapacitado "
	 "invalidez subrogado subrogación derechohabiencia beneficiaria semanas pensionable cotizado "
	 "patronales cuota cuotas contingencias baja bajas ccss colpatria inss anses ips sisfoh arl "
	 "reembolsar convalecencia dictaminar mutua mutuas incapacidades recotizar montepíos caja "
	 "finiquitar sobreviviente orfandad"},
	{"aduanas_importación",
	 "aduana aduanal aduanero arancelario importar importado importador exportador exportar "
	 "contrabando contrabandista contenedores flete fletar fletero pedimento agente decomiso "
	 "decomisar incautación incautar confiscar confiscación estiba embarque embarcar mercadería "
	 "mercancías desaduanar declarante cuota dumping antidumping fayuquero remisión incoterms "
	 "franquicia maquilador bodegaje almacenaje consignatario drawback salvoconducto paquetería"},
	{"propiedad_intelectual",
	 "patente patentar patentado copyright plagio plagiar plagiario regalía autoría marca "
	 "invención inventiva falsificación falsificar falsificador pirata piratear piratería derechos "
	 "copia imitación imitar clonación réplica denominación impi indautor sgae obra licenciar "
	 "licenciatario royalty reproducción original apócrifo falso descargas copista"},
	{"cooperativas_solidaridad",
	 "cooperativa cooperativismo cooperativista solidario solidaridad solidarizar mutual "
	 "mutualismo mutualista colecta recaudar cooperar cooperación autogestión autogestivo "
	 "asociación asociarse asociado fundación fundacional altruismo altruista voluntario trueque "
	 "tequio faena minga fraternidad fraterno ayudantía banca apadrinar padrinazgo filántropo "
	 "desinteresado bancoalimentos rotario scout benefactor caritativo patronato teletón "
	 "crowdfunding micromecenazgo mecenas mecenazgo"},
	{"multas_tránsito",
	 "multar infracción infractor infringir fotomulta fotoinfracción radar alcoholímetro sancionar "
	 "sanción boleta parte puntos carné corralón arrastre inmovilizar retirar amonestación "
	 "reincidir alcoholemia soplar comparendo papeleta recurrir grúas detector cinemómetro rebase "
	 "rebasar semáforo volarse invadir claxonear inmovilización exonerar apelable embargar "
	 "mordelón licencias polarizados sobreseguro"},
	{"procedimientos_judiciales",
	 "expediente emplazamiento emplazar notificar citatorio comparecer comparecencia diligencia "
	 "actuario secretaría audiencia alegato alegatos careo peritaje cateo catear flagrancia "
	 "querella querellante querellar imputar imputación imputabilidad litigante litigioso "
	 "desistimiento desistir prueba probatorio indicio casación revocar revocatoria sobreseer "
	 "sobreseimiento caducidad prescribir recusar recusación exhorto jurisdicción jurisdiccional "
	 "competencia incompetencia fuero mandamiento embargante edicto interdicto medida cautelar "
	 "precautoria vinculación acusatorio oralidad inquisitivo togado letrado procurador "
	 "procuraduría procuración"},
	{"códigos_normas",
	 "reglamento reglamentar reglamentación reglamentario normatividad normativo norma ordenanza "
	 "bando estatuto estatutario artículo inciso fracción párrafo cláusula abrogación derogación "
	 "derogado enmienda enmendar enmendado promulgación vigencia vigente transitorio supletorio "
	 "codificar codificación redactar tipificación preceptivo precepto disposición adicionar "
	 "modificación disposiciones edicto pragmática lex gaceta boletín boe publicación armonizar "
	 "armonización retroactivo retroactividad"},
	{"nombramientos_cargos",
	 "nombramiento nombrar designar designación cargo cargos puesto ratificación destituir "
	 "destitución remover remoción cesar cese dimitir dimisión renunciar renunciante titular "
	 "titularidad subsecretario subdirector comisionado consejero asesor coordinador delegado "
	 "encargado interinato interino suplir terna compadre recomendado palanca palancas enchufado "
	 "enchufismo dedazo sobrino cuates perfil idóneo idoneidad trayectoria meritocracia mérito "
	 "oposiciones opositar plazas juramento toma inhabilitar inhabilitación relevar relevo "
	 "reemplazar"},
	{"concesiones_privatización",
	 "concesión concesionar concesionario concesionado privatización privatizar privatizado "
	 "desprivatizar nacionalizar nacionalización estatizar estatización expropiación paraestatal "
	 "estatal licitante pliego prórroga prorrogar caducar rescate tercerizar tercerización "
	 "externalizar externalización subrogar remunicipalizar autopista canon inversionistas "
	 "monopólico monopolizar explotación usufructo usufructuar arrendadora adjudicatario adjudicar "
	 "postor remate subastar subasta"},
	{"áreas_protegidas",
	 "reserva reservas protegida santuario humedal humedales biósfera biosfera guardaparque "
	 "guardaparques conanp sinac endémico endemismo amenazado extinguir extinción biológico ramsar "
	 "manglares jaguar quetzal tapir ecoturístico geoparque intangible amortiguamiento furtivo "
	 "furtivos cazador páramo tortuguero anidación anidar desove desovar avistamiento avistar "
	 "observación silvestre bioreserva preservación"},
	{"minería_petróleo",
	 "minería minero minera mina socavón yacimiento yacimientos extracción extraer extractivo "
	 "extractivismo litio cobre oro plata hierro carbón zinc níquel plomo bauxita estaño coltán "
	 "uranio cianuro jal jales relave relaves petrolero crudo oleoducto poliducto perforación "
	 "perforar plataforma fracking fracturación hidrocarburos refinería petroquímica petroquímico "
	 "barriles brent opep pdvsa ecopetrol codelco carbonífero carbonero pedrera cantera canteras "
	 "gambusino garimpeiro lapidario filón veta pepita tajo lingote fundición fundir"},
	{"energía_nuclear",
	 "nucleares nucleoeléctrica reactor reactores uranio plutonio enriquecer enriquecimiento "
	 "radiactivo radiactividad radiación radioactivo irradiar irradiación chernóbil chernobyl "
	 "fukushima hiroshima nagasaki oiea desnuclearización nuclearización atómico atómica misil "
	 "ojiva ojivas centrífuga isótopos fisión fusión fisible tokamak almaraz atucha criticidad "
	 "dosímetro geiger cobalto residuos desmantelamiento moratoria antinuclear"},
	{"zonas_marítimas_puertos",
	 "puerto portuario muelle dársena astillero contenedores grúas estibador estibadores calado "
	 "dragar draga dragado rompeolas escollera espigón faro farero marina marinas capitanía "
	 "fondeadero fondear atracadero atracar atraque esclusa remolcador boya balizas baliza zofemat "
	 "zmt marítimo terrestre altamar naviera navieras armador cabotaje consignataria carguero "
	 "buquetanque portacontenedores bahía tsunami pleamar bajamar marejada oleaje litoral playero "
	 "acantilado"},
	{"ferrocarril_trenes",
	 "ferrocarril ferroviario tren trenes locomotora locomotor vía vías riel rieles durmiente "
	 "traviesa catenaria apeadero estación revisor interventor maquinista guardagujas ancho ave "
	 "talgo alvia renfe adif incofer fepasa trocha trenista cercanías regional interurbano "
	 "tranviario descarrilar descarrilamiento vagones furgón vagoneta ferrotren chepe barrera paso "
	 "balasto"},
	{"correos_paquetería",
	 "correo correos cartero carta cartas postal paquete paquetes paquetería paquetero envío "
	 "enviar remitente remitir destinatario buzón estampilla timbre sello franqueo franquear sobre "
	 "sobres dhl fedex estafeta sepomex mensajería mensajero mensajera entrega entregar apartado "
	 "encomienda encomiendas telegrama telégrafo telegráfico filatelia filatelista certificada "
	 "burofax domicilio extraviado amazon rastreo casillero acuse tarjetas postales valija"},
	{"estadística_censo",
	 "estadística estadístico censo censal censar encuesta encuestar encuestador encuestado "
	 "muestreo muestra muestral sondeo sondear inegi ine inec indec dane indicador indicadores "
	 "cifra cifras porcentual porcentaje tasa media mediana promedio promediar margen error tabla "
	 "tabular tabulación gráfica gráfico histograma dato base microdatos índice demógrafo "
	 "demográfica habitantes densidad padrón recuento contabilizar cuantificar cuantitativo "
	 "cualitativo medición tendencia correlación desviación cuestionario proyección"},
	{"colegios_profesionales_gremios",
	 "colegio gremio gremial agremiado agremiarse agremiar colegiado colegiarse colegiación "
	 "colegiatura profesionista intrusismo intruso habilitante habilitación cédula certificación "
	 "recertificación canaco canacintra asociación federación confederación afiliado patronal "
	 "ateneo deontología deontológico ética matricular matriculado ordinario titulado "
	 "profesionales peritos fiscalizador artesanos cofradía barra"},
	{"huelgas_protestas",
	 "huelga huelguista huelguístico protesta protestar manifestación manifestante manifestarse "
	 "marcha marchar mitin plantón plantarse bloqueo bloquear piquete piquetero tomas paro "
	 "cacerolazo cacerola escrache consigna pancarta pancartas megáfono antidisturbios antimotín "
	 "gases lacrimógeno tanqueta granaderos encapuchados barricada barricadas disturbio disturbios "
	 "motín amotinar amotinarse revuelta sublevar sublevación insurrección rebelión rebelde "
	 "estallido inconformes inconformidad inconforme indignados indignado desalojo reprimir "
	 "represión represivo represor toletazo bozal"},
	{"donación_sangre_órganos",
	 "donación donador donante donar trasplante trasplantar trasplantado órgano órganos riñón "
	 "médula córnea hígado corazón sangre sanguíneo sanguínea transfusión transfundir plasma "
	 "plaquetas hemofilia hemofílico hemoglobina anemia leucemia donatario altruista receptor "
	 "compatibilidad compatible rechazo extirpar extirpación injerto injertar hemoderivado "
	 "donadores hemodiálisis hemático ont incucai cenatra crioconservación cordón cadavérico"},
	{"aborto_natalidad",
	 "aborto abortar abortista abortivo proaborto provida antiaborto despenalización despenalizar "
	 "interrupción gestación gestante gestacional gestar embarazarse embrión feto fetal "
	 "fecundación fecundar fértil fertilidad infértil infertilidad inseminación vitro subrogada "
	 "vientre anticonceptivo anticoncepción condón preservativo píldora diu vasectomía ligadura "
	 "esterilidad estéril natalidad natal prenatal posparto parto parir parturienta partera "
	 "obstetra obstetricia obstétrico ginecología cesárea neonato neonatal neonatología prematuro "
	 "incubadora útero uterino placenta mifepristona misoprostol celeste"},
	{"adopción_tutela",
	 "adoptante adoptado adoptivo acogida acogimiento acoger tutelar tutor tutoría custodia "
	 "huérfana orfanato orfanatorio hospicio inclusa expósito abandono idoneidad preadoptivo "
	 "filiación afiliación emancipar emancipación emancipado padrino madrina hogares "
	 "institucionalizado pani casacuna desamparo guardador incapacitación curatela curador visita "
	 "régimen sustracción reintegración apadrinamiento"},
	{"tabaco_vapeo",
	 "tabaco tabaquismo tabacalero tabacalera cigarro cigarrillo cigarrillos cajetilla puro puros "
	 "habano pipa fumar fumador fumadores nicotina nicotínico alquitrán vapeo vapear vapeador "
	 "vaper cigarrera colilla colillas cenicero encendedor mechero cerillo fósforo enfisema epoc "
	 "bronquitis pulmonar pasivo antitabaco narguile hookah shisha rapé filtro marlboro estanco"},
	{"obesidad_ejercicio",
	 "obesidad obeso sobrepeso adelgazar adelgazamiento engordar engorda gordo gordura kilo kilos "
	 "báscula sedentario sedentarismo cintura imc metabólico metabolismo dieta dietética dietético "
	 "dietista bariátrica calorías colesterol triglicéridos glucosa glucemia cardio aeróbico "
	 "aerobic aerobics pilates crossfit fitness gym caminadora pesa pesas mancuerna mancuernas "
	 "sentadillas flexiones abdominales estiramiento estirar calentamiento sudor sudar trote "
	 "activación activarse sarcopenia musculatura musculación entrenamientos bajar ayuno ayunar"},
	{"deporte_escolar",
	 "deporte deportivo intercolegial interescolar estudiantil gimnasia olimpiadas educación "
	 "física semillero talento talentos becado entrenadores seleccionado seleccionar liguilla "
	 "categorías cadete alevín benjamín prebenjamín juvenil federado copa trofeo trofeos medallas "
	 "condeba juegos interclubes escuelita escuelitas filial cantera minibasket miniolimpiada "
	 "atlético"},
	{"uniformes_útiles",
	 "uniformes uniformado útiles útil cuaderno cuadernos libreta lápices lápiz lapicero bolígrafo "
	 "pluma plumón marcador goma borrador sacapuntas crayola crayón crayones tijeras pegamento "
	 "resistol regla compás escuadra transportador cartulina papelería forro forrar zapatos "
	 "calzado calceta falda pantalón sudadera delantal bata guardapolvo papelero listado lista "
	 "textos libros estuche lapicera cartuchera calculadora carpeta folder"},
	{"transporte_escolar",
	 "transporte escolar autobús autobuses camioneta buseta busetas monitor monitora alumnado "
	 "niños pasajeros cinturones microbús acarreo recoger combi escolares busito furgón traslado "
	 "trasladar distancia acompañante bicibús pedibús aula llegada retraso transportista"},
	{"comedores_alimentos_escolares",
	 "comedores comensal comensales desayunos almuerzo almuerzos menú bandeja lonchera lonche "
	 "vianda refrigerio refacción merienda cooperativa cafetería soda chatarra saludables cocinero "
	 "cocineras catering qaliwarma cenicienta ración raciones raciona alimentaria hambrientos "
	 "desnutridos dietario cocedor ollas olla popular comunitaria panera cen pae junaeb"},
	{"ludotecas_ocio_infantil",
	 "ludotecas jugueteca juegoteca colonia verano vacacional monitor monitores animador animación "
	 "títeres cuentacuentos payasos globoflexia manualidades plastilina talleres extraescolar "
	 "extraescolares bebeteca chiquipark ocio rompecabezas lego disfraces pintacaritas castillo "
	 "hinchable hinchables inflable inflables brincolines burbujas cometa papalote barrilete"},
	{"huertos_urbanos",
	 "huertos huerta hortaliza hortalizas hortelano horticultura horticultor sembradío semillas "
	 "semillero germinar germinación plántula almácigo macetas compost lombricultura "
	 "lombricomposta hidroponia hidropónico agroecología agroecológico autoconsumo azotea azoteas "
	 "parcelas tomatera lechuga lechugas cilantro rábano rábanos acelga acelgas espinaca zanahoria "
	 "calabaza calabacín pepino berenjena pimiento perejil albahaca orégano romero hierbabuena "
	 "permacultura polinizador polinizar polinización"},
	{"compostaje_contenedores",
	 "compost composta compostera compostero compostador compostar compostaje orgánico contenedor "
	 "contenedores soterrado soterrados amarillo marrón azul iglú islas ecológicas punto ecopunto "
	 "puntolimpio reciclatón separar clasificar clasificación segregar segregación bolsas tapa "
	 "tapas pedal vaciar vaciado vaciarlo desbordado desbordados repleto repletos lleno llenos "
	 "rebosante rebosantes lavado fermentar fermentación lombrices humus abonar biorresiduo "
	 "biorresiduos"},
	{"calefacción_aire",
	 "calefacción calefactor calefactar calentador calentadores caldera calderas radiador "
	 "radiadores estufa brasero chimenea leña pellet climatización climatizar climatizado aire "
	 "acondicionado minisplit ventilador ventiladores ventilar ventilación termostato "
	 "refrigeración refrigerar refrigerado enfriar enfriamiento frío calores temperatura grados "
	 "sofocante asfixiante helado congelar congelado congelarse tiritar aerotermia aislamiento "
	 "aislante térmico extractor abanico"},
	{"eficiencia_energética",
	 "eficiencia eficiente ahorrador consumo consumir aislamiento aislante doble acristalamiento "
	 "envolvente certificado etiqueta kilovatios watts led bajoconsumo bombillas derroche "
	 "despilfarro passivhaus bioclimático bioclimática domótica sensores temporizador apagar "
	 "programador electrodomésticos autosuficiente autosuficiencia optimizar optimización "
	 "energéticamente"},
	{"paneles_solares",
	 "panel paneles solar solares fotovoltaica fotovoltaico placas autoconsumo autogeneración "
	 "generación distribuida inversor celda celdas baterías azotea tejado tejados cubierta techos "
	 "calentador interconexión excedente excedentes bidireccional heliostato termosolar renovables "
	 "eólica eólicos aerogenerador aerogeneradores molino molinos aspas geotermia mareomotriz "
	 "undimotriz hidrógeno biodiésel bioetanol biocombustibles biodigestor"},
	{"coches_eléctricos",
	 "eléctricos híbrido híbridos enchufable enchufables cargador cargadores recarga electrolinera "
	 "electrolineras autonomía tesla byd emisiones cero motorización electromovilidad catalizador "
	 "carsharing coche automóvil leasing prius leaf kilometraje silenciosos subsidio diésel "
	 "distintivo eco zbe plan moves renove"},
	{"motos_motociclistas",
	 "moto motos motocicleta motorizado motorizados motoneta motonetas ciclomotor ciclomotores "
	 "motero moteros vespa scooter casco cascos mototaxis bajaj tuktuk escape caballito caballitos "
	 "acrobacias arrancón arrancones piques zigzaguear zigzag filtrar moticleta cuatrimoto "
	 "cuatrimotos razers italika harley kawasaki yamaha motocross motociclos motopatrulla "
	 "motorista motoristas"},
	{"patinetes_micromovilidad",
	 "patinete patinetes patín patines patinador patinadores monopatín monopatines monociclo "
	 "hoverboard segway scooter scooters skate skateboard skatepark skater skaters skatista tabla "
	 "longboard rampas pumptrack bowl bmx rollers roller patinódromo patinetas lime bird grin "
	 "alquilable vmp acera aceras seguro zigzagueo"},
	{"carriles_velocidad",
	 "carriles sentido sentidos velocidades límite límites máxima reductor reductores tope túmulo "
	 "túmulos muertos policía acostado lomo lomos badén badenes resalto resaltos vibradores "
	 "exceder exceso kmh acelerar acelerador acelerón desacelerar acelerado frenazo frenón "
	 "deceleración calmado calmar templado rebasar adelantar adelantamiento rayas rayado líneas "
	 "línea separador separadores delineador delineadores catafaro ojo vialetas confinamiento "
	 "reversible ciclocarriles"},
	{"cámaras_videovigilancia",
	 "cámaras videovigilancia videocámaras monitoreo monitorear monitoreado circuito cctv "
	 "grabación grabaciones grabar vigilar vigilante vigilado reconocimiento facial espiar "
	 "espionaje espía pegasus dron drones botón alarmas arco arcos lector totem tótem domo domos "
	 "pantallas centinela escudo despachador intrusión intruso sensor cercas electrificada portero "
	 "videoportero"},
	{"carteles_publicidad_exterior",
	 "cartel cartelera carteles espectacular espectaculares anuncio anuncios anunciante valla "
	 "vallas marquesina rótulo rótulos rotular rotulación rotulista letrero letreros pancarta "
	 "pendones gallardete gallardetes manta mantas lona lonas pegatina pegatinas calcomanía "
	 "calcomanías póster afiche afiches folleto folletos volanteo volantes panfletos pegar "
	 "empapelar pantalla luminoso neón contaminación visual propaganda mupi mupis opi tótems "
	 "buzoneo"},
	{"terrazas_hostelería",
	 "terraza terrazas hostelería hostelero hosteleros bar bares barra veladores mesa mesas sillas "
	 "sombrillas estufas toldos restaurantero restauranteros restaurador camarero camareros mesero "
	 "meseros comensal tapas tapeo caña cañas vermut cafetería cafeterías enseres ocupar aforo "
	 "aforos cierre tabernero cervecero chiringuito chiringuitos gastrobar"},
	{"mercadillos_tianguis",
	 "mercadillo mercadillos rastro tianguis tianguistas mercados bazar bazares persa ferias "
	 "puestero puesteros feriante feriantes saladita lagunilla tepito pulguero cachivache "
	 "cachivaches usado usada segunda mano trueque baratija baratijas baratillo ropavejero "
	 "chacharero cháchara chácharas antigüedad antigüedades anticuario regateo manteros fruteros "
	 "verdulero verdulería frutero pollería pescadería pescadero florista florería floristería "
	 "charcutería"},
	{"horarios_comerciales",
	 "horario horarios apertura aperturas cierre cierres abrir cerrar domingos festivos comercio "
	 "comercios comerciantes seca nocturno madrugadas dominical centro mall plaza malls escaparate "
	 "escaparates vitrina vitrinas aparador aparadores dependiente dependienta jornada rebajas "
	 "blackfriday temporada liquidaciones outlet sucursal sucursales hipermercado hipermercados "
	 "soriana chedraui carrefour mercadona corte éxito jumbo falabella liverpool bodegas tiendita "
	 "tienditas"},
	{"festejos_patronales",
	 "festejo festejos patronal patronales fiestas verbena verbenas romería jolgorio charanga "
	 "charangas comparsa comparsas chirigota pregón pregonero peña peñas carroza carrozas "
	 "cabalgata cabalgatas reyes gigantes cabezudos procesiones cofradía cofradías nazareno "
	 "nazarenos pasos saeta ferial tablado tarima topes carnavales murga murgas diablada corpus "
	 "mayordomía mayordomo jaripeos palo encendido farolillos calaca calavera calaveras catrina "
	 "altar posadas villancico villancicos nacimiento belén pesebre"},
	{"pirotecnia_cohetes",
	 "pirotecnia pirotécnico pirotécnicos cohete cohetes cohetón cohetones cohetero cuete cuetes "
	 "petardo petardos petardazo petardear mascletá traca bengala bengalas triquitraque volador "
	 "voladores palomas pólvora polvorín polvorines tultepec fuegos artificiales castillos torito "
	 "judas estallar estallidos tronar tronador trueno detonaciones estruendos quemados asustar "
	 "asustados aturdir perturbar bombetas bombeta cañita"},
	{"piscinas_instalaciones",
	 "piscina piscinas alberca albercas pileta piletas chapoteadero trampolín vestuario vestuarios "
	 "vestidor vestidores regadera duchas socorrista socorristas salvavidas bañista bañistas "
	 "nadador nadadores aquagym climatizada abonado abonados gorro bañador bañadores traje "
	 "acuático acuática toboganes polideportivo polideportivos polifuncional frontón gimnasios "
	 "multicancha sintético césped taquilla taquillas rocódromo"},
	{"pasos_cruces_peatonales",
	 "pasos cebra cebras cruces peatonales peatón peatones cruzar cruzan repintar señalizar "
	 "botonera pulsador ámbar parpadeo segundos isleta isletas esquina ochava ochavas orejeta "
	 "visibilidad escolares prioridad preferencia ceder cedan respetan atravesar puentes "
	 "antipeatonal volado pasarela pasarelas subpaso paterna"},
	{"rampas_elevadores",
	 "rampas elevador elevadores ascensor ascensores salvaescaleras montacargas escalera escaleras "
	 "mecánicas mecánica eléctrica eléctricas escalinatas pasamanos barandilla barandillas "
	 "pendiente desnivel escalón escalones peldaño peldaños rodante carriola carriolas cochecitos "
	 "adaptado adaptada adaptar rebaje rebajar rebajes rebajado bordillos accesible averiado "
	 "descompuesto descompuestos atascado otis"},
	{"metro_líneas_abonos",
	 "metro línea líneas estación estaciones frecuencia frecuencias convoy convoyes vagón vagones "
	 "andenes torno tornos torniquetes validador validadores validar bonobús metrobús abonos "
	 "bonometro multiviaje tuneladora ramal ramales circular cercanías emt crtm stc sube bip "
	 "intervalo intervalos espera hacinado hacinados saturación saturado saturados saturar "
	 "apretujado apretujados retrasos demora demoras avería averías transbordar transbordo "
	 "intercambiador intercambiadores subterráneos"},
	{"autobús_rutas_servicio",
	 "autobuses camión camiones camioncito rutas ramal parada paradas marquesinas paradero "
	 "paraderos conductores operador operadores choferes chóferes choferesa unidad unidades "
	 "destartalado destartalados frecuencia puntualidad impuntual puntual horarios búho búhos "
	 "nocturnos lanzadera cafre cafres cobrador checador checadores taxista ruletear feeder "
	 "alimentadora alimentador troncal troncales articulado articulados corredores derrotero "
	 "derroteros subir bajar bajada pasajes cambio fraccionado aresep"},
	{"aeropuertos_aerolíneas",
	 "aeropuerto aeropuertos aeroportuario aena aicm aifa ezeiza barajas aerolínea aerolíneas "
	 "vuelo vuelos sobreventa overbooking cancelado demorado retrasado aterrizajes despegues "
	 "pistas aeródromo aeródromos helipuerto aeronáutica aeronáutico controlador controladores "
	 "equipajes maletas facturar facturación escala escalas conexión duty migratorio volaris "
	 "interjet latam ryanair vueling aeronave turbosina queroseno hangares aeroespacial"},
	{"presupuesto_participativo",
	 "presupuesto participativo participativos votación votaciones proponente viabilidad viable "
	 "inviable factible factibilidad priorizar priorización prioridad prioridades ejecutar "
	 "ejecución seguimiento asambleas deliberativo deliberar decide decidim foros cocrear "
	 "cocreación codecisión partida distrital distritales votados ganadoras ganadora avalar aval "
	 "apoyos"},
	{"referéndum_consultas",
	 "referéndum referendo plebiscito plebiscitario plebiscitos consultas consultivo consultiva "
	 "vinculante popular revocación revocatorio revocatoria mandato firmantes firmas recolectar "
	 "ilp democracia directa semidirecta voto escrutar escrutador quórum participacionista urnas "
	 "pregunta abstención vinculatorio parlamento suizo"},
	{"software_libre_datos_abiertos",
	 "software libre libres abierto abiertos datos opendata linux ubuntu debian gnu github "
	 "repositorio repositorios licencias copyleft creative commons formato formatos csv xml json "
	 "api apis estándar estándares interoperable interoperables propietario libreoffice ofimática "
	 "wiki wikipedia desarrollador desarrolladores programadores hackatón hackathon dataset "
	 "datasets reutilización metadatos visualización algoritmos blockchain"},
	{"protección_datos_privacidad",
	 "privacidad privado personales íntimo intimidad confidencial confidencialidad secreto cookies "
	 "consentimiento rgpd lopd aepd inai filtración filtrar filtraciones robo suplantación "
	 "suplantar phishing pederastas rastreo rastrear geolocalización geolocalizar biometría "
	 "biométrico biométricos encriptar encriptado cifrar cifrado anonimato anónimo anonimizar "
	 "contraseñas ciberdelito ciberdelincuente ciberdelincuencia ciberataque ciberataques malware "
	 "ransomware grooming sexting hackeo hackers olvido"},
	{"wifi_público",
	 "wifi gratuito gratis hotspot hotspots conectarse conectados navegación inalámbrica ancho "
	 "brecha fibra router enrutador repetidor repetidores antenas torres mbps cobertura lentitud "
	 "cibercafé cibercafés telecentro telecentros infocentro cargadores satelital starlink"},
	{"sueldos_dietas_viáticos",
	 "sueldo sueldos salario salarios salarial dietas viático viáticos bono bonos bonificaciones "
	 "aguinaldos aumento aumentarse remunerar remuneraciones remunerado honorario honorarios "
	 "estipendio topar sobresueldo sobresueldos gratificaciones prestaciones privilegio "
	 "privilegios prebenda prebendas canonjía canonjías lujo lujos lujoso ostentar ostentoso "
	 "vividores parásito parásitos zángano flojos escoltas guaruras celulares asesor asesores "
	 "asesoría asesorías moches mesada diputaciones expresidentes vitalicia vitalicio mayores"},
	{"coches_oficiales_derroche",
	 "oficial oficiales carro vehículos blindado blindados blindar blindaje suburban suburbans "
	 "camionetas escolta escoltas choferes avión jet presidencial comitiva caravana guardaespaldas "
	 "guarura residencia gastos banquete banquetes recepciones viajes turisteo despilfarro austero "
	 "austeros comilona comilonas superfluo superfluos suntuoso suntuario suntuarios ostentación"},
	{"duplicidad_burocracia",
	 "duplicidad duplicar duplicidades duplicado duplicados burocratismo burocratizar burócratas "
	 "burócrata aviador aviadores ñoquis organismo organismos ente entes dependencias dependencia "
	 "oficina oficinas fusionar fusión eliminar eliminación desaparecer reducir reducción "
	 "adelgazar compactar racionalizar racionalización papeleos ineficiente ineficientes "
	 "ineficiencia inoperante inoperancia ineptitud inepto ineptos incompetentes negligentes "
	 "elefante blanco chiringuito chiringuitos"},
	{NULL, NULL},
};
