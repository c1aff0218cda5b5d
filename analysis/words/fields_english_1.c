/* fields_english_1 - semantic fields of English words, part 1.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Written for Vocalía from general knowledge of the language; not drawn from any set of texts.
 */
#include "fields.h"

/* clang-format off */
const struct field_words fields_english_1[] = {
	{"water_supply",
	 "water tap faucet hydrant aqueduct reservoir waterworks plumbing plumber pipe pipeline leak "
	 "leakage leaking drinkable potable chlorine chlorinated fluoride purifier purification "
	 "filtration borehole cistern tank tanker mains valve pump spring desalination groundwater "
	 "aquifer rationing dam sink hydraulic burst pressure supply stopcock undrinkable turbid "
	 "brownish taps thirst dry hosepipe waterpipe bottled"},
	{"drainage_sewage",
	 "sewer sewage sewerage drain drainage drainpipe manhole gully gutter culvert cesspool cesspit "
	 "septic latrine effluent wastewater sludge stench stinking smelly clog clogged unclog blocked "
	 "blockage overflow overflowing backup catchbasin grate stormwater outfall excrement feces "
	 "faeces sanitation sanitary plunger desludge treatment soakaway gurgling drains sewers "
	 "gullies backflow rainwater silted"},
	{"flooding",
	 "flood flooding flooded inundate inundation submerged deluge overflow overflowing downpour "
	 "torrent torrential rainwater waterlogged waterlogging puddle ponding swamped levee dyke dike "
	 "embankment sandbag riverbank surge burst rain rainfall evacuate stranded monsoon culvert "
	 "runoff floodplain floodwater swollen creek drowned floods puddles cellar basement culverts "
	 "dinghy"},
	{"waste_collection",
	 "garbage trash rubbish refuse bin dustbin dumpster wheelie litter littering littered dump "
	 "dumped dumping flytipping tipping tip skip landfill binman binmen collector collection "
	 "collected uncollected sweeper sweep swept bag dirty filth filthy rotting stink debris junk "
	 "scavenger vermin bulky mattress waste garbageman janitor heap pile overflowing trashcan bins "
	 "bagged overfilled overflow emptied emptying wheeliebin couch refrigerator sofa"},
	{"recycling",
	 "recycle recycling recyclable reuse reusable compost composting composter biodegradable "
	 "plastic cardboard glass bottle paper aluminium aluminum can tin packaging wrapper styrofoam "
	 "polystyrene battery ewaste landfill incinerator incineration incinerate sorting separate "
	 "segregation upcycle repurpose deposit refundable disposable straw scrap salvage carton "
	 "circular organic"},
	{"street_lighting",
	 "streetlight lamppost lamp streetlamp lighting light lit unlit illuminate illumination bulb "
	 "lantern luminaire led sodium floodlight dark darkness dim gloomy flicker flickering blink "
	 "burnt photocell fixture bright brightness glow nightfall shadow streetlamps lamps luminaires "
	 "unilluminated dimly glare lumen"},
	{"electricity",
	 "electricity electric electrical power outage blackout brownout voltage volt watt kilowatt "
	 "kwh transformer substation grid cable wire wiring socket plug outlet fuse breaker circuit "
	 "generator generation meter pylon turbine utility electrician electrocute electrocution "
	 "megawatt load shedding"},
	{"gas_fuel",
	 "gas propane butane lpg methane cylinder boiler furnace gasoline petrol diesel kerosene fuel "
	 "filling refuel refinery stove burner tank gallon litre octane ethanol biofuel petroleum "
	 "heating pipeline carbon monoxide petrochemical nozzle unleaded fumes cookstove radiator"},
	{"potholes_road_surface",
	 "pothole asphalt tarmac pavement paving pave paved unpaved repave resurface resurfacing "
	 "resurfaced road roadway surface hole crater crack cracked bump bumpy sinkhole subsidence "
	 "sunken rut rutted gravel dirt patch patched patching tar bitumen cobble cobblestone concrete "
	 "uneven crumbling street carriageway suspension potholed camber chippings potholes holes "
	 "bumps axle tyre tire rim loose cavity hollow depression"},
	{"sidewalks_pedestrians",
	 "sidewalk pavement footpath footway pedestrian walkway walk walker crosswalk crossing zebra "
	 "kerb curb footbridge overpass underpass ramp stroller pram pushchair wheelchair trip tripped "
	 "stumble slab paver flagstone tile uneven obstruct obstruction bollard jaywalk stairs steps "
	 "alley promenade walkable pelican sidewalks pavements kerbstone pedestrians footways curbs "
	 "cane walkers"},
	{"cycling_lanes",
	 "bicycle bike cycle cyclist cycling cycleway bikeway biker helmet pedal scooter ebike "
	 "velodrome rack dock dockless handlebar saddle commuter bikeshare tricycle rickshaw "
	 "skateboard segregated protected cycled velo bicycling tandem sharrow bell puncture"},
	{"traffic_signals",
	 "traffic congestion congested jam gridlock junction intersection roundabout crossroads signal "
	 "stoplight semaphore light amber red stop yield sign signage signpost arrow marking lane turn "
	 "queue bottleneck rush speed speeding limit speedbump hump calming chicane detour diversion "
	 "oneway reroute motorist honk zebra bollard rotary lights filter blinker beacon countdown "
	 "signalized crossing"},
	{"parking",
	 "parking park parked carpark garage valet parkade space kerb driveway double meter ticket "
	 "fine tow towed towing clamp clamped wheelclamp warden attendant loading abandoned vehicle "
	 "blocking blocked disabled resident obstruct impound multistorey garages permits parker "
	 "carport unloading curb"},
	{"buses",
	 "bus buses coach minibus shuttle trolleybus route stop shelter timetable fare passenger "
	 "conductor driver terminal depot ticket oyster commuter commute overcrowded crowded late "
	 "delayed doubledecker transit boarding seat articulated hail interchange transfer frequency "
	 "omnibus overloaded busload bendy commuters onboard"},
	{"trains_metro",
	 "train rail railway railroad subway metro underground tube tram tramway streetcar station "
	 "platform track locomotive carriage wagon commuter passenger conductor sleeper timetable "
	 "delay derail derailment derailed monorail freight turnstile escalator express intercity "
	 "signalman line gauge steam amtrak eurostar"},
	{"taxis_rideshare",
	 "taxi cab cabbie cabdriver uber lyft ride rideshare ridesharing hail hailing minicab rickshaw "
	 "tuktuk fare meter driver chauffeur limousine app surge rank medallion dispatcher overcharge "
	 "pickup taxis cabs chauffeured carpool hire unlicensed"},
	{"highways_bridges",
	 "highway motorway freeway expressway interstate turnpike toll tollbooth bridge viaduct "
	 "overpass flyover tunnel lane shoulder guardrail barrier bypass slip interchange causeway "
	 "span carriageway embankment road route mile truck lanes tollway motorways underpass trestle "
	 "footbridge paving rail drawbridge"},
	{"road_accidents",
	 "accident crash crashed collision collide collided pileup wreck wreckage overturned overturn "
	 "rollover swerve skid skidded brake knocked runover injured injury killed fatal fatality "
	 "casualty ambulance drunk speeding motorist pedestrian motorcyclist lorry truck van seatbelt "
	 "airbag"},
	{"robbery_theft",
	 "theft thief thieves steal stole stolen stealing rob robbed robber robbery mug mugged mugger "
	 "mugging burglar burglary burgle burglarize housebreaking snatch snatched snatcher pickpocket "
	 "shoplift shoplifter shoplifting loot looting heist carjack carjacking hijack purse wallet "
	 "handbag alarm padlock lock cctv holdup burgled thefts robberies plundered swiped crowbar "
	 "masked robbing"},
	{"police_patrol",
	 "police policeman policemen policewoman officer cop constable sheriff patrol patrolling "
	 "patrolled precinct squad detective inspector trooper arrest arrested detain detained custody "
	 "handcuffs raid siren checkpoint surveillance cctv vigilance guard security bodycam baton "
	 "taser swat marshal fbi interpol policing detectives neighbourhood officers sergeant chief "
	 "lieutenant"},
	{"violence_guns",
	 "violence violent shoot shooting shot shooter gunman gunmen gun gunfire gunshot firearm "
	 "pistol rifle handgun bullet stab stabbed stabbing knife knives machete attack attacker "
	 "assault assailant brutal beating beaten brawl fight fought gang gangster wounded bloodshed "
	 "massacre rampage threat threaten armed weapon"},
	{"murder_killing",
	 "murder murderer kill killed killer killing homicide manslaughter slay slain assassin "
	 "assassinate assassination massacre corpse victim strangle strangled poison poisoned stab "
	 "behead dismember serial suspect autopsy forensic bloody dead death lynch execution"},
	{"crime_prosecution",
	 "crime criminal felony misdemeanor offence offense offender suspect accused accuse charge "
	 "charged indict indicted indictment arrest plead guilty convict convicted conviction sentence "
	 "sentenced kidnap kidnapper kidnapping abduct abducted hostage ransom extortion extort "
	 "blackmail racket mafia mob gang smuggle smuggler trafficking counterfeit forge forgery arson "
	 "fugitive wanted culprit"},
	{"prison",
	 "prison prisoner jail jailed inmate convict cell imprison imprisoned imprisonment incarcerate "
	 "incarceration detention detainee penitentiary warden parole probation bail bars solitary "
	 "confinement guantanamo escape escaped execution penalty sentence release rehabilitation "
	 "guard juvenile"},
	{"fraud_scam",
	 "fraud fraudulent fraudster scam scammer swindle swindler con conman hoax phishing ponzi "
	 "pyramid fake counterfeit forge forged embezzle embezzlement launder laundering deceive "
	 "deception cheat cheated impersonate identity theft bogus insider madoff enron"},
	{"drugs_narcotics",
	 "drug narcotic cocaine heroin marijuana cannabis weed pot crack meth methamphetamine fentanyl "
	 "opioid opium ecstasy lsd dealer dealing cartel trafficker trafficking smuggle addict "
	 "addicted addiction junkie syringe needle overdose rehab rehabilitation joint hashish hemp "
	 "stoned substance user hallucinogen"},
	{"alcohol_bars",
	 "alcohol alcoholic drunk drunken drunkard drunkenness booze bar pub tavern nightclub club "
	 "liquor beer wine whisky whiskey vodka rum gin bartender barman bouncer hangover sober "
	 "intoxicated intoxication drink drank drinker cantina disco brewery reveller binge saloon"},
	{"tobacco_smoking",
	 "smoke smoker smoking cigarette cigar tobacco nicotine vape vaping ash ashtray lighter pipe "
	 "puff secondhand smokefree marlboro quit butt lung snuff hookah smokers smoked tar filter "
	 "addiction cancer emphysema hookahs cough"},
	{"noise",
	 "noise noisy loud loudness loudspeaker speaker blare blaring decibel racket din deafening "
	 "quiet silence silent music bark barking honk horn alarm siren drill hammering jackhammer "
	 "nuisance disturb disturbing disturbance sleep asleep soundproof shout shouting firework "
	 "firecracker muffler rev neighbour neighbor revving amplifier boombox karaoke clatter "
	 "thumping rowdy sleepless"},
	{"gender_violence",
	 "rape raped rapist sexual harassment harass harassed harasser molest molested molester grope "
	 "groping domestic abuse abuser abusive abused batter battered femicide stalk stalker stalking "
	 "assault survivor consent misogyny misogynist catcall metoo restraining paedophile pedophile"},
	{"women_gender",
	 "woman women female feminist feminism gender equality equal sexism sexist misogyny patriarchy "
	 "girl lady ladies mother maternity empowerment suffrage suffragette womens housewife abortion "
	 "contraception menstrual tampon sanitary pregnant breastfeeding goddess emancipation "
	 "matriarch chauvinist"},
	{"lgbt",
	 "gay lesbian bisexual homosexual homosexuality transgender transsexual trans queer lgbt lgbtq "
	 "homophobia homophobic pride rainbow samesex orientation closet nonbinary intersex pronoun "
	 "homosexuals sodomy stonewall bathhouse gender hiv lesbians bisexuality gays marriage"},
	{"children_youth",
	 "child children kid childhood youth young youngster adolescent adolescence teen teenager "
	 "minor boy girl juvenile orphan orphanage foster adoption adopt custody guardian paediatric "
	 "toy unicef pupil toddler infant playmate schoolboy schoolgirl"},
	{"babies_pregnancy",
	 "baby babies infant newborn toddler pregnant pregnancy birth childbirth born midwife midwives "
	 "maternity obstetric obstetrician caesarean labor delivery womb foetus fetus breastfeed "
	 "breastfeeding breastfed nipple diaper nappy crib cradle stroller pacifier nursery twins "
	 "miscarriage abortion ivf contraceptive lullaby"},
	{"elderly",
	 "elderly elder senior aged ageing aging old retiree pensioner geriatric grandparent "
	 "grandmother grandfather grandma grandpa carer caregiver caretaker dementia alzheimer frail "
	 "frailty nursing home hospice walker centenarian longevity loneliness octogenarian"},
	{"disability_access",
	 "disability disabled handicapped handicap wheelchair ramp accessible accessibility "
	 "inaccessible blind blindness braille deaf deafness hearing impaired impairment mute crutch "
	 "crutches cane prosthesis prosthetic amputee paralysed paralyzed paraplegic quadriplegic "
	 "autism autistic inclusion inclusive lift elevator guide interpreter paralympic"},
	{"indigenous_ethnic",
	 "indigenous native tribe tribal aboriginal aborigine maori inuit ethnic ethnicity minority "
	 "race racial racism racist racially discrimination segregation apartheid slur black white "
	 "hispanic latino asian african roma gypsy gypsies caste bigotry bigot stereotype ancestry "
	 "heritage xenophobia"},
	{"migrants_refugees",
	 "migrant migrate migration immigrant immigration emigrate emigration refugee asylum deport "
	 "deported deportation undocumented border visa passport smuggler resettle settle camp "
	 "displaced exile foreigner citizenship naturalization naturalisation fence caravan detention "
	 "customs diaspora homeland"},
	{"marriage_divorce",
	 "marriage marry married wedding wed bride groom bridegroom bridesmaid spouse husband wife "
	 "wives divorce divorced alimony custody engaged engagement fiance fiancee honeymoon vow ring "
	 "newlywed couple widow widower prenuptial separation separated monogamy polygamy anniversary "
	 "cohabit elope dowry"},
	{"family_kin",
	 "family mother father parent mum mom dad daddy son daughter brother sister sibling twin uncle "
	 "aunt nephew niece cousin grandmother grandfather grandson granddaughter grandchild "
	 "stepmother stepfather relative kin kinship household child children mama papa genealogy "
	 "ancestor descendant inheritance heir offspring"},
	{"hospitals",
	 "hospital clinic emergency ambulance ward doctor nurse physician surgeon surgery patient bed "
	 "icu intensive outpatient paramedic stretcher triage waiting appointment referral gp "
	 "practitioner consultation midwife stethoscope admit admitted discharge maternity nhs health "
	 "healthcare medical infirmary theatre hospice hospitals clinics nursing hospitalized "
	 "hospitalised doctors bedside"},
	{"medicines_pharmacy",
	 "medicine medication pharmacy pharmacist chemist pharmaceutical drug drugstore pill tablet "
	 "capsule dose dosage prescription prescribe antibiotic aspirin ibuprofen paracetamol insulin "
	 "painkiller analgesic vaccine syrup ointment generic pfizer remedy herbal homeopathy placebo "
	 "inhaler injection antidepressant statin fda"},
	{"disease",
	 "disease illness sick sickness ill ailment symptom infection infect infectious contagious "
	 "virus viral bacteria bacterial epidemic pandemic outbreak flu influenza fever cough malaria "
	 "dengue cholera tuberculosis hiv aids ebola measles hepatitis polio plague covid coronavirus "
	 "sars pneumonia diagnosis diagnose chronic syndrome quarantine zika rabies smallpox asthma "
	 "parasite"},
	{"vaccination",
	 "vaccine vaccinate vaccination vaccinated inoculate immunize immunization immunisation "
	 "immunity booster dose jab syringe injection inject measles polio smallpox flu antivaxxer "
	 "herd serum antibody antibodies rollout vaccinator immune nurse anthrax tetanus unvaccinated "
	 "astrazeneca"},
	{"cancer_heart_chronic",
	 "cancer tumor tumour chemotherapy oncology oncologist leukemia leukaemia lymphoma melanoma "
	 "carcinoma malignant benign metastasis mammogram biopsy radiotherapy remission breast "
	 "prostate lung diabetes diabetic insulin obesity cholesterol hypertension cardiac "
	 "cardiovascular stroke heart artery arterial coronary kidney dialysis transplant donor "
	 "arthritis osteoporosis"},
	{"medicine_treatment",
	 "doctor physician surgeon surgery surgical operate operation patient treatment treat therapy "
	 "therapist cure heal diagnosis clinical trial anaesthesia anesthesia anesthetic scalpel "
	 "bandage wound stitches suture transplant transfusion scan xray mri ultrasound injection "
	 "orthopaedic cardiology dermatology neurology pediatrics pediatrician acupuncture "
	 "physiotherapy chiropractor rehabilitation"},
	{"dental_eye",
	 "dentist dental tooth teeth toothache toothbrush toothpaste gum cavity filling braces denture "
	 "orthodontist floss molar eye eyesight optician ophthalmologist optometrist glasses "
	 "spectacles lens cataract glaucoma cornea retina myopia blind vision sight"},
	{"mental_health",
	 "mental depression depressed depressive anxiety anxious suicide suicidal psychiatrist "
	 "psychiatric psychiatry psychologist psychotherapy therapist counselling counseling counselor "
	 "bipolar schizophrenia schizophrenic stress stressed trauma ptsd panic phobia disorder "
	 "insomnia anorexia bulimia autism adhd obsessive compulsive burnout grief mindfulness "
	 "delusion paranoia hallucination"},
	{"emotions",
	 "happy happiness sad sadness joy love hate hatred anger angry fear afraid scared disgust "
	 "surprise jealous jealousy envy pride proud shame guilt grief sorrow delight cry cried tears "
	 "laugh laughter smile lonely loneliness nostalgia excited furious rage upset bored boredom "
	 "hope despair mood feeling"},
	{"nutrition_diet",
	 "nutrition nutritional nutrient diet dieting dietary calorie vitamin mineral protein "
	 "carbohydrate carb fat fiber fibre sugar salt obesity obese overweight weight slim lose "
	 "malnutrition malnourished underweight hunger hungry starve starvation famine vegetarian "
	 "vegan organic healthy fasting supplement dietitian nutritionist cholesterol gluten"},
	{"schools",
	 "school teacher teach taught pupil student classroom class headmaster headteacher principal "
	 "lesson curriculum homework kindergarten elementary primary secondary exam grade uniform desk "
	 "blackboard textbook bully bullying dropout truancy truant enrol enroll literacy education "
	 "educational schoolchildren term tutor tuition janitor recess schoolteacher schoolyard "
	 "schooling headmistress truants"},
	{"university",
	 "university college campus professor lecturer lecture student undergraduate graduate "
	 "graduation postgraduate degree bachelor master doctorate phd thesis dissertation faculty "
	 "scholarship grant tuition dean academic academia semester admission harvard oxford cambridge "
	 "stanford yale princeton diploma alumni research seminar fraternity dormitory scholar "
	 "fellowship syllabus"},
	{"childcare",
	 "childcare daycare nursery creche preschool kindergarten nanny nannies babysitter babysit "
	 "babysitting toddler childminder caregiver infant playgroup aupair parental leave afterschool "
	 "teacher playroom stroller toy sitter cot weaning kid kids caretaker"},
	{"libraries_books",
	 "library librarian book bookshelf bookstore bookshop borrow loan lend reader reading read "
	 "shelf shelves catalogue catalog archive encyclopedia encyclopaedia dictionary textbook "
	 "paperback hardcover borrowed overdue isbn volume bibliography ebook kindle reference"},
	{"museums_heritage",
	 "museum exhibition exhibit gallery curator collection artifact artefact heritage monument "
	 "historic historical landmark restoration restore preservation conservation archaeology "
	 "archaeological statue memorial plaque unesco castle palace cathedral ruins relic antiquity "
	 "display louvre smithsonian cultural culture"},
	{"sports_facilities",
	 "gym gymnasium stadium court pitch field pool playground track arena skatepark fitness "
	 "workout exercise trainer locker turf goalpost bleachers grandstand leisure sports recreation "
	 "recreational swimming tennis basketball sport swimmingpool pavilion athletic tournament "
	 "football volleyball racquet sauna"},
	{"parks_gardens",
	 "park garden lawn grass bench playground green greenery greenspace picnic fountain gazebo "
	 "flower flowerbed shrub bush hedge mow mower mowing mown overgrown weed weeds gardener "
	 "landscape landscaping landscaped path trail botanical pond gate meadow swing slide sandpit "
	 "seesaw carousel parks gardens bushes climbing turf topiary unmown hedges"},
	{"trees",
	 "tree branch trunk root leaf leaves fallen fell felled felling prune pruning pruned trim "
	 "trimming stump uproot uprooted canopy shade oak pine elm maple willow palm eucalyptus birch "
	 "cedar log logging chainsaw arborist sapling plant planting reforest reforestation twig bark "
	 "timber overhanging trees branches leaning dangling willows leafless toppled logs"},
	{"pets_strays",
	 "pet dog puppy cat kitten stray leash lead muzzle kennel vet veterinary veterinarian neuter "
	 "neutering spay sterilize sterilise rabies breed owner poop fouling dung bite bitten adopt "
	 "adoption pound abandoned feral collar microchip hamster rabbit parrot aquarium pooch "
	 "pawprint unleashed offleash dogwalker lost collarless barks animal"},
	{"pests_vermin",
	 "pest rat rats mouse mice rodent cockroach mosquito mosquitoes termite bedbug ant flea tick "
	 "lice louse wasp hornet bee hive nest infest infestation infested fumigate fumigation "
	 "exterminator pesticide insecticide trap poison bait larvae swarm pigeon snake vermin spray "
	 "pests droppings maggot exterminate weevil locust gnat raccoon burrow"},
	{"animal_cruelty",
	 "cruelty cruel mistreat mistreatment abuse abused neglect neglected abandon rescued shelter "
	 "peta rspca bullfight bullfighting bullfighter cockfight dogfighting circus slaughter "
	 "euthanasia euthanize poach poacher poaching trophy vivisection starved chained fur welfare"},
	{"wildlife_conservation",
	 "wildlife species endangered extinct extinction habitat conservation conservationist "
	 "biodiversity ecosystem poach poacher poaching ivory sanctuary reserve rhino elephant tiger "
	 "panda whale turtle wilderness protected predator prey safari ranger migrate ecology invasive "
	 "zoo zookeeper"},
	{"air_pollution",
	 "pollution pollute polluted polluter pollutant smog smoke fumes exhaust emission emit dust "
	 "soot particulate ozone lead sulphur sulfur nitrogen dioxide chimney factory contaminate "
	 "contaminated contamination toxic asbestos hazardous air breathe inhale odour odor haze "
	 "environment environmental pesticide mercury spill smelly stench choking smokestack "
	 "incinerator sooty carcinogen respiratory pollen"},
	{"climate_change",
	 "climate warming greenhouse carbon emission dioxide methane kyoto fossil temperature glacier "
	 "melt melting arctic antarctic ozone environment environmental environmentalist sustainable "
	 "sustainability footprint offset decarbonize mitigation drought adaptation greta sealevel "
	 "decarbonisation climatic polar heatwave ipcc copenhagen"},
	{"renewable_energy",
	 "renewable solar photovoltaic panel wind windmill turbine hydroelectric hydropower geothermal "
	 "biomass biofuel ethanol nuclear reactor uranium energy megawatt coal oil gas fossil tidal "
	 "efficiency insulation battery hydrogen fusion fission chernobyl fukushima"},
	{"oil_mining",
	 "oil crude barrel opec petroleum drill drilling rig refinery offshore fracking shale pipeline "
	 "exxon shell bp tanker mine miner mining coal gold copper iron ore diamond silver quarry "
	 "excavate excavation shaft pit colliery mineral extraction lithium uranium rigs"},
	{"forests_wildfires",
	 "forest forestry woodland woods rainforest jungle deforestation deforest logging logger "
	 "lumber timber wildfire bushfire blaze firefighter burn burnt burned scorched flames acre "
	 "evacuate containment ranger arson hectare amazon brushfire forested treetop tree wildland "
	 "campfire lumberjack sawmill kindling"},
	{"fires_fire_brigade",
	 "fire firefighter fireman firemen firetruck brigade hydrant hose blaze blazing flame burn "
	 "burned burnt burning ablaze smoke extinguisher extinguish inferno arson arsonist ignite "
	 "explosion explode rescue ladder siren alarm detector sprinkler firehouse ember engulf gutted"},
	{"rivers_lakes",
	 "river lake stream creek brook pond canal bank riverbank tributary delta estuary waterfall "
	 "rapids dam reservoir basin wetland swamp marsh upstream downstream ferry amazon nile "
	 "mississippi danube thames freshwater reed algae dredge dredging riverbed silt silted weir "
	 "paddleboat lakeside riverside"},
	{"farming",
	 "farm farmer farming farmland agriculture agricultural crop harvest sow sown seed seedling "
	 "field tractor plough plow plowed irrigate irrigation fertilizer fertiliser pesticide "
	 "herbicide grain wheat corn maize rice barley soy soybean cotton orchard vineyard greenhouse "
	 "fruit vegetable hay silo rural peasant countryside soil monsanto"},
	{"livestock",
	 "livestock cattle cow bull ox oxen calf calves beef dairy milk sheep lamb ewe goat pig swine "
	 "hog piglet pork poultry chicken hen herd herding shepherd ranch rancher graze grazing "
	 "pasture barn stable slaughter slaughterhouse abattoir fodder shear wool farmer cowboy manure "
	 "turkey udder flock"},
	{"fishing",
	 "fish fishing fisherman fishermen fishery angler angling net trawl trawler rod reel hook bait "
	 "lure catch caught boat quota overfishing aquaculture shrimp prawn crab lobster oyster salmon "
	 "tuna cod trout bass shellfish harbour tackle"},
	{"land_property",
	 "land landowner property plot parcel deed title cadastre cadastral lot acre hectare boundary "
	 "boundaries survey surveyor zoning squatter squat occupy expropriate expropriation easement "
	 "estate ownership owner eviction agrarian demarcation trespass trespasser"},
	{"housing_rent",
	 "housing house home apartment flat rent rental renter tenant landlord lease eviction evict "
	 "evicted mortgage foreclosure affordable bedroom estate realtor lodger homeowner condo "
	 "condominium deposit damp mould mold repair slum shanty residence dwelling subprime landlady "
	 "homelessness apartments renting mortgages squalid sublet tenancy"},
	{"construction_planning",
	 "construction construct build built builder building site scaffold scaffolding crane "
	 "bulldozer excavator cement concrete brick bricklayer mason contractor demolish demolition "
	 "demolished architect planning zoning foundation worksite roadworks works developer "
	 "development renovation renovate refurbish infrastructure rubble steel beam hardhat dig dug "
	 "digging builders concreting plaster drilling trench excavated paving cranes hoarding"},
	{"abandoned_buildings",
	 "abandoned derelict vacant dilapidated ruin ruined boarded collapse collapsing crumbling "
	 "squatter squat empty decay decaying eyesore demolish demolition condemned unsafe disused "
	 "neglected rundown blight overgrown lot unoccupied uninhabited shell unfinished trespasser "
	 "overgrowth vacancy gutted hazard roofless shuttered deserted"},
	{"graffiti_vandalism",
	 "graffiti vandal vandalism vandalise vandalize vandalised vandalized deface defaced spray "
	 "paint painted tag tagging scrawl scratch smashed smash broken window mural sticker poster "
	 "flyposting damage damaged destroyed bench spraypaint bomber hooligan hooliganism flyposter "
	 "graffitied smashing scribble vandals hooligans tags daub"},
	{"street_furniture_toilets",
	 "bench toilet lavatory restroom washroom urinal loo urinate urine urinating pee bollard "
	 "railing handrail sign signpost nameplate billboard kiosk fountain statue clock bin planter "
	 "seat flagpole post phonebox dispenser picnic rubbish benches toilets lavatories handwashing "
	 "diaper railings"},
	{"neighbours_community",
	 "neighbour neighbor neighbourhood neighborhood neighbouring community resident local street "
	 "block tenant condominium dispute fence quarrel coexistence volunteer association backyard "
	 "residential housemate cul downtown suburb district neighbours apartment rowdy inhabitant "
	 "parish landlady antisocial commune bystander belonging upstairs housemates"},
	{"public_space_plaza",
	 "square plaza esplanade promenade boulevard avenue downtown pedestrianize pedestrianise "
	 "public busker event concert kiosk terrace concourse market crowd gathering fountain city "
	 "urban town municipal forum podium bandstand skateboarder obelisk civic arcade"},
	{"markets_street_vendors",
	 "vendor vending hawker peddler stall stallholder market marketplace kiosk bazaar pitch "
	 "licence license permit shopkeeper merchant trader sell seller sold flea sidewalk informal "
	 "unlicensed goods greengrocer butcher wares cart merchandise souvenir haggle foodtruck"},
	{"homelessness_poverty",
	 "homeless homelessness beggar beg begging panhandler shelter rough sleeper tramp hostel squat "
	 "tent poverty poor destitute needy deprived slum soup kitchen foodbank charity donate "
	 "donation donor welfare benefit vulnerable underprivileged hunger ngo volunteer philanthropy "
	 "philanthropist oxfam handout vagrant vagrancy beggars squatter hobo panhandling encampment "
	 "shack evicted"},
	{"small_business_credit",
	 "business entrepreneur entrepreneurship startup loan credit microcredit microfinance lender "
	 "lend lent borrow borrower shop shopkeeper franchise sme invest investor venture incubator "
	 "subsidy collateral bankrupt bankruptcy freelancer selfemployed bureaucracy microloan shops "
	 "bookkeeping invoice cashflow kickstarter merchant crowdfunding"},
	{"banking_insurance",
	 "bank banker banking account deposit withdraw withdrawal cash atm card debit credit loan "
	 "mortgage interest cheque check teller transfer branch overdraft debt savings lender insurer "
	 "insurance insured policy premium claim aig citigroup barclays hsbc goldman lehman bailout "
	 "default vault"},
	{"taxes",
	 "tax taxes taxation taxpayer vat irs levy levies income refund deduction deductible evasion "
	 "evader evade haven fiscal tariff duty excise rebate rate property customs audit exempt "
	 "exemption bracket filing payable withholding taxman hmrc taxable surtax tithe avoidance"},
	{"public_budget",
	 "budget budgetary spending expenditure deficit surplus fiscal treasury allocate allocation "
	 "fund funding austerity cut cuts audit auditor subsidy debt treasurer revenue appropriation "
	 "finance stimulus outlay shortfall budgets overspend earmark costing sequester spend fiscally "
	 "underfunded"},
	{"jobs_employment",
	 "job employment employ employer employee unemployed unemployment jobless hire hired hiring "
	 "fire fired dismiss dismissal redundancy redundant layoff laid worker workforce work wage "
	 "salary salaries payroll vacancy recruit recruiter recruitment resume interview career "
	 "apprentice apprenticeship internship intern occupation profession overtime freelance resign "
	 "resignation promotion boss freelancer"},
	{"unions_strikes",
	 "union strike striker striking stoppage walkout picket picketing labour labor unionize "
	 "unionise syndicate bargaining worker wage negotiate negotiation shopfloor lockout teamster "
	 "overtime dispute protest industrial unionist negotiator bargain miners dockers strikers "
	 "unions pickets trade grievance shutdown"},
	{"pensions",
	 "pension pensioner retire retired retirement retiree superannuation annuity savings "
	 "contribution benefit elderly senior payout security widow actuarial pensionable lumpsum "
	 "contributory actuary ira gratuity payee pensions retirees retirements pensioned widowed "
	 "annuities"},
	{"consumer_prices",
	 "price pricing consumer inflation cost expensive cheap afford affordable overpriced "
	 "overcharge bargain refund warranty guarantee complaint customer discount tariff bill basket "
	 "goods supermarket shopper recall recalled defective consumerism hike prices priced costly "
	 "shortage dearer markup affordability refunded"},
	{"internet_access",
	 "internet broadband wifi wireless fibre fiber optic modem router connection connect "
	 "connectivity bandwidth provider isp download upload slow hotspot network signal coverage "
	 "antenna mast telecom telephone landline cable comcast verizon"},
	{"bureaucracy_paperwork",
	 "paperwork bureaucracy bureaucratic procedure apply permit certificate stamp queue "
	 "appointment clerk document identity card passport registry registration license licence "
	 "renewal renew notary signature servant deadline applicant formality photocopy processing "
	 "receptionist submit approval helpdesk clerical permits birth identification"},
	{"corruption_transparency",
	 "corruption corrupt bribe bribery bribed kickback graft embezzle embezzlement nepotism "
	 "cronyism transparency transparent accountability accountable whistleblower scandal audit "
	 "misappropriation tender procurement contract contractor favouritism favoritism impunity "
	 "lobbyist conflict misconduct leak wikileaks patronage"},
	{"participation",
	 "participation participate participatory citizen citizenship civic petition consultation "
	 "referendum plebiscite assembly vote neighbourhood proposal volunteer volunteering signature "
	 "grassroots feedback suggestion democracy democratic survey activist involvement stakeholder "
	 "townhall voter initiative cooperative voluntary citizens signatories neighbourhoods involve"},
	{"protests",
	 "protest protester protestor demonstrate demonstration demonstrator march rally rallies riot "
	 "rioter rioting unrest activist placard banner chant blockade barricade uprising revolt "
	 "rebellion dissident crackdown boycott clash occupy agitator disobedience protesting rioted "
	 "strike slogan vigil megaphone upheaval curfew"},
	{"elections",
	 "election electoral elect elected vote voter voting ballot poll polling candidate candidacy "
	 "campaign incumbent nominee nomination primary caucus runoff landslide constituency turnout "
	 "referendum ballots presidential gubernatorial swing republican democrat obama mccain clinton "
	 "trump biden romney electorate gerrymander recount"},
	{"parties_politics",
	 "politics political party politician parties democrat democratic republican conservative "
	 "liberal labour tory tories leftist socialist socialism communist communism marxist fascism "
	 "fascist rightwing leftwing populist libertarian ideology partisan opposition coalition "
	 "leader prime minister cabinet chancellor blair thatcher merkel cameron"},
	{"parliament_congress",
	 "parliament parliamentary congress congressman congresswoman senate senator representative "
	 "legislator legislature legislative lawmaker deputy deputies bill debate amendment veto "
	 "chamber commons lords speaker filibuster bipartisan committee caucus capitol westminster mp "
	 "legislate legislation statute quorum"},
	{"head_of_state_government",
	 "president presidential presidency minister premier government govern governor monarch "
	 "monarchy king queen prince princess royal throne crown coronation dictator dictatorship "
	 "regime inauguration chancellor cabinet administration vice whitehouse republic federal "
	 "sovereign coup palace"},
	{"municipality",
	 "mayor mayoral council councillor councilman municipality municipal borough city town village "
	 "county district alderman ward provincial prefecture township local authority authorities "
	 "cityhall decentralization ordinance bylaw mayors suburb councilwoman devolution governor "
	 "townhall selectman"},
	{"courts_judges",
	 "court judge judicial judiciary justice trial jury juror verdict lawsuit sue sued plaintiff "
	 "defendant prosecutor prosecution attorney lawyer barrister solicitor appeal appeals supreme "
	 "tribunal hearing testify testimony witness litigation ruling rule injunction acquit "
	 "acquitted courtroom magistrate indictment subpoena settlement"},
	{"law_rights",
	 "law legal illegal lawful unlawful legality constitution constitutional statute decree "
	 "regulation legislation amendment rights human civil liberty liberties freedom amnesty "
	 "attorney lawyer jurisdiction contract clause copyright patent trademark liability comply "
	 "compliance prohibit ban banned treaty notary"},
	{"army_defence",
	 "army military soldier troop troops navy naval marine marines corps airforce battalion "
	 "brigade regiment infantry cavalry colonel captain lieutenant sergeant admiral commander "
	 "recruit conscript conscription veteran barracks defence defense pentagon uniform deploy "
	 "deployment garrison platoon nato militia guard base"},
	{"weapons",
	 "weapon gun rifle pistol revolver ammunition bullet cartridge grenade bomb missile rocket "
	 "warhead torpedo cannon artillery mortar tank sword spear bow arrow dagger knife bayonet "
	 "landmine nuclear arms armament disarmament munitions machinegun crossbow shotgun holster "
	 "arsenal explosive kalashnikov"},
	{"war_battle",
	 "war warfare battle battlefield combat fight fought fighting invade invasion invaded siege "
	 "besiege ceasefire truce armistice casualty troops frontline offensive enemy enemies "
	 "insurgent insurgency rebel guerrilla airstrike bombing bombard shelling conquer conquest "
	 "defeat surrender vietnam iraq afghanistan taliban nazi hitler civil genocide trench"},
	{"terrorism",
	 "terrorism terrorist terror bomb bomber bombing suicide qaeda jihad jihadist isis taliban "
	 "extremist extremism militant hostage hijack hijacker hijacking explosion explosive blast "
	 "detonate detonated attack insurgent hamas hezbollah plot carbomb radicalize guantanamo "
	 "counterterrorism"},
	{"diplomacy",
	 "diplomacy diplomat diplomatic ambassador embassy embassies consul consulate treaty treaties "
	 "summit negotiate negotiation negotiator talks envoy bilateral multilateral foreign sanctions "
	 "united nations un eu nato accord alliance ally allies peace ceasefire relations agreement "
	 "sovereignty kremlin delegation geneva ties"},
	{"middle_east",
	 "israel israeli palestine palestinian gaza hamas hezbollah lebanon lebanese syria syrian iran "
	 "iranian iraq iraqi baghdad tehran jerusalem jordan egypt egyptian saudi arab arabia yemen "
	 "kurd kurdish turkey turkish afghanistan kabul qatar dubai emirates westbank netanyahu assad"},
	{"physics",
	 "physics physicist quantum particle atom atomic electron proton neutron nucleus photon quark "
	 "boson gravity gravitational relativity einstein newton momentum velocity acceleration energy "
	 "wave wavelength frequency optics laser magnet magnetic magnetism thermodynamics entropy "
	 "radiation collider cern nuclear kinetic inertia vacuum semiconductor superconductor "
	 "oscillation hadron"},
	{"chemistry",
	 "chemistry chemical chemist molecule molecular atom compound element reaction acid alkaline "
	 "salt oxide oxygen hydrogen nitrogen carbon helium sulfur chlorine sodium potassium calcium "
	 "catalyst polymer solvent solution ion isotope periodic laboratory crystal hydrocarbon "
	 "ethanol titration beaker mercury"},
	{"biology_genetics",
	 "biology biologist cell cellular gene genetic genetics genome dna rna chromosome mutation "
	 "mutate protein enzyme evolution evolve darwin species organism microbe bacteria "
	 "microorganism embryo stem clone cloning biotechnology amino membrane mitochondria "
	 "photosynthesis taxonomy hereditary heredity microscope tissue anatomy physiology neuron "
	 "zoology"},
	{"human_body",
	 "body head face eye ear nose mouth tongue tooth teeth lip neck shoulder arm elbow wrist hand "
	 "finger thumb chest breast stomach belly hip leg knee ankle foot feet toe skin bone skeleton "
	 "skull spine rib muscle blood heart lung liver kidney brain nerve vein artery throat "
	 "intestine organ hair"},
	{"astronomy_space",
	 "astronomy astronomer space star planet planetary galaxy galaxies universe cosmos cosmic "
	 "solar sun moon lunar mars venus jupiter saturn mercury pluto neptune comet asteroid meteor "
	 "meteorite eclipse orbit satellite telescope hubble nasa astronaut cosmonaut rocket shuttle "
	 "spacecraft rover spacewalk launch constellation supernova nebula interstellar alien"},
	{"mathematics",
	 "mathematics mathematical mathematician math maths algebra geometry calculus arithmetic "
	 "equation theorem proof numeric integer fraction decimal prime add subtract multiply "
	 "multiplication divide division triangle circle polygon vector matrix polynomial derivative "
	 "integral probability statistics statistical logarithm trigonometry theory logic topology "
	 "euclid fibonacci"},
	{"computers",
	 "computer computing laptop desktop pc mac macintosh keyboard mouse monitor screen processor "
	 "cpu chip microchip intel amd memory ram disk disc drive usb motherboard hardware graphics "
	 "printer scanner server mainframe supercomputer byte gigabyte ibm dell apple peripheral "
	 "tablet floppy"},
	{"software_programming",
	 "software program programming programmer code coding coder compile compiler java python php "
	 "javascript sql database query algorithm debug debugger bug api script developer linux unix "
	 "windows microsoft kernel opensource github interface array loop plugin framework execute "
	 "oracle spreadsheet excel repository install"},
	{"web_internet",
	 "internet web website webpage site online homepage browser firefox chrome explorer google "
	 "yahoo search link url domain html http blog blogger forum chat email mail inbox spam hosting "
	 "portal wikipedia click cyberspace download streaming netflix traffic webmaster ebay"},
	{"network_security",
	 "network networking router ethernet lan wireless protocol ip tcp packet dns firewall vpn "
	 "hacker hack hacked hacking cyberattack cyber security malware virus trojan spyware phishing "
	 "password encryption encrypt cryptography breach authentication antivirus worm botnet "
	 "ransomware proxy intrusion vulnerability"},
	{"artificial_intelligence",
	 "robot robotic robotics android artificial intelligence machine learning neural algorithm "
	 "automation automated autonomous chatbot drone data dataset classifier training recognition "
	 "cyborg automaton humanoid virtual augmented reality bot supervised "
	 "deep"},
	{"engineering_inventions",
	 "engineer engineering invention invent inventor mechanical mechanism machine machinery engine "
	 "motor gear valve piston turbine pump patent prototype edison tesla device innovation "
	 "innovate technology technological steam manufacture industrial hydraulic lever pulley crank "
	 "technician"},
	{"mammals_wild",
	 "lion tiger leopard cheetah jaguar panther elephant giraffe zebra rhinoceros rhino "
	 "hippopotamus hippo bear panda wolf wolves fox deer elk moose antelope gazelle buffalo bison "
	 "monkey ape gorilla chimpanzee orangutan kangaroo koala squirrel rabbit hare raccoon badger "
	 "otter beaver bat hedgehog camel llama skunk hyena mammal zoo wild animal cub fur paw"},
	{"birds",
	 "bird eagle hawk falcon owl vulture pigeon dove sparrow robin crow raven parrot parakeet "
	 "canary swallow seagull gull duck duckling goose geese swan penguin ostrich flamingo stork "
	 "heron crane peacock pelican turkey hummingbird woodpecker feather wing beak nest egg perch "
	 "perched flock chirp fly flew flown ornithology birdwatching aviary"},
	{"fish_marine_life",
	 "fish shark whale dolphin seal walrus octopus squid jellyfish crab lobster shrimp coral reef "
	 "turtle tuna salmon trout cod herring eel ray starfish seahorse clam oyster mussel plankton "
	 "marine aquarium fin gill underwater swim ocean porpoise orca goldfish piranha"},
	{"insects_spiders",
	 "insect bug ant bee honeybee wasp butterfly butterflies moth caterpillar beetle ladybug "
	 "ladybird fly flies mosquito grasshopper cricket locust dragonfly cockroach termite flea "
	 "spider tarantula scorpion web larva larvae cocoon hive honey swarm antenna worm centipede "
	 "snail slug sting pollinate entomology"},
	{"reptiles_dinosaurs",
	 "reptile snake python cobra rattlesnake viper venom lizard gecko iguana chameleon crocodile "
	 "alligator turtle tortoise frog toad newt salamander amphibian dinosaur tyrannosaurus fossil "
	 "paleontology paleontologist jurassic prehistoric extinct mammoth scales tadpole dragon"},
	{"plants_flowers",
	 "plant flower rose tulip daisy lily orchid sunflower carnation lavender petal bloom blossom "
	 "bud stem leaf leaves root seed pollen vase bouquet florist grass moss fern cactus ivy vine "
	 "herb bush botany botanical botanist photosynthesis wildflower bulb chlorophyll"},
	{"dogs",
	 "dog puppy puppies hound terrier retriever labrador poodle bulldog collie dalmatian chihuahua "
	 "spaniel greyhound mutt canine bark leash collar bone frisbee fetch wag tail paw kennel "
	 "muzzle sniff tongue furry husky beagle dachshund"},
	{"cats",
	 "cat kitten kitty feline tabby siamese persian meow purr whisker claw paw litter catnip yarn "
	 "tomcat calico furry scratch curled stray litterbox whiskers lap meowing windowsill kittens "
	 "pounce hiss feral"},
	{"horses",
	 "horse pony ponies mare stallion foal colt gallop gallopping trot saddle bridle rein stirrup "
	 "jockey rider ride rode ridden riding equestrian equine racehorse derby rodeo cowboy stable "
	 "hoof hooves mane carriage polo thoroughbred jump donkey mule bareback paddock steeplechase "
	 "dressage"},
	{"cows_sheep",
	 "cow cattle bull calf calves herd graze grazing pasture meadow sheep lamb ewe flock goat "
	 "shepherd wool shear shorn milk dairy barn farm field grass hay fence moo udder ox oxen horn "
	 "ranch hillside"},
	{"geology_volcanoes",
	 "geology geologist rock stone mineral crystal granite limestone marble sandstone basalt "
	 "quartz volcano volcanic eruption erupt lava magma crater ash tectonic plate fault crust "
	 "mantle sediment erosion cave cavern stalactite canyon geyser strata gemstone"},
	{"mountains_landscape",
	 "mountain mount hill peak summit ridge valley cliff canyon slope range everest alps himalaya "
	 "andes rocky climb climber climbing mountaineer mountaineering hike hiker hiking trek glacier "
	 "plateau desert dune sand landscape scenery altitude elevation avalanche snowy camp backpack "
	 "trail wilderness"},
	{"geography_countries",
	 "country countries capital continent nation border map geography africa asia europe america "
	 "australia antarctica china chinese india indian japan japanese russia russian germany german "
	 "france french britain british england spain spanish italy italian brazil mexico canada "
	 "population territory island republic province latitude equator"},
	{"sea_boats",
	 "boat ship vessel sail sailor sailing sailboat yacht ferry cruise canoe kayak raft oar row "
	 "rowing rowed deck mast anchor harbor harbour port dock docked pier marina captain crew navy "
	 "submarine tugboat cargo freighter sank sink sunk shipwreck lighthouse buoy titanic pirate "
	 "ocean sea paddle hull"},
	{"beach_ocean",
	 "beach sea ocean coast coastal shore seashore seaside sand sandy wave tide tidal surf surfer "
	 "surfing surfboard wetsuit swim swimmer swam lifeguard snorkel scuba diver dive diving island "
	 "bay gulf lagoon reef coral umbrella sunbathe towel bikini swimsuit palm pacific atlantic "
	 "mediterranean caribbean dune"},
	{"aircraft_airports",
	 "airplane aeroplane plane aircraft airliner jet jetliner boeing airbus airline airport runway "
	 "flight fly flew flown pilot copilot cockpit cabin crew stewardess attendant passenger "
	 "takeoff landing land taxiing hangar tarmac terminal gate boarding luggage baggage aviation "
	 "helicopter propeller wing engine glider biplane parachute ryanair heathrow airways lufthansa "
	 "delta airspace hijack"},
	{"cars",
	 "car automobile vehicle sedan convertible suv coupe hatchback wheel tire tyre steering brake "
	 "clutch gearbox engine motor hood bonnet trunk windshield windscreen headlight bumper mileage "
	 "horsepower ford toyota honda chrysler volkswagen bmw mercedes ferrari porsche chevrolet gm "
	 "nissan fiat tesla garage mechanic dealer dealership drive drove driven driver driving hybrid "
	 "carmaker automaker"},
	{"motorcycles",
	 "motorcycle motorbike motorcyclist scooter moped biker harley yamaha ducati kawasaki suzuki "
	 "honda helmet leather wheelie handlebar dirtbike motocross sidecar rider exhaust throttle "
	 "vespa rev chopper kickstand motorcycles bikers yamahas ride rode ridden crash speed"},
	{"motor_racing",
	 "racing race racer formula nascar grand prix ferrari mclaren renault lap circuit pit pole "
	 "rally speedway schumacher hamilton alonso indy indianapolis daytona podium championship "
	 "motorsport motogp rossi qualifying team kart dragster"},
	{NULL, NULL},
};
