/* fields_english_2 - semantic fields of English words, part 2.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Written for Vocalía from general knowledge of the language; not drawn from any set of texts.
 */
#include "fields.h"

/* clang-format off */
const struct field_words fields_english_2[] = {
	{"cycling_sport",
	 "cyclist cycling bicycle peloton tour giro vuelta stage armstrong contador yellow jersey "
	 "sprint climb doping velodrome bmx mountain pedal saddle breakaway rider uci cyclists "
	 "timetrial froome merckx criterium cyclocross landis domestique"},
	{"trucks_machinery",
	 "truck lorry lorries trailer tractor van pickup semi trucker haul hauling cargo freight load "
	 "unload bulldozer excavator forklift dump tow crane heavy tanker dock mixer truckload wheeler "
	 "teamster backhoe roller diesel loader scania"},
	{"people_clothing",
	 "shirt tshirt jacket coat trousers pants jeans shorts dress skirt blouse sweater jumper "
	 "hoodie suit tie scarf glove hat cap shoe boot sandal sneaker sock uniform vest robe costume "
	 "sunglasses backpack wear wearing wore worn dressed barefoot apron denim striped belt bikini"},
	{"fashion_beauty",
	 "fashion fashionable designer model runway catwalk couture vogue style stylish clothing "
	 "clothes garment fabric textile silk cotton wool leather jewelry jewellery necklace earring "
	 "bracelet diamond perfume cosmetic makeup lipstick mascara hair hairdresser haircut hairstyle "
	 "salon barber beauty shampoo gucci prada chanel dior manicure nail tattoo beard moustache wig "
	 "blonde"},
	{"furniture_home",
	 "furniture chair table sofa couch armchair bed mattress pillow blanket cushion desk shelf "
	 "bookcase cabinet drawer wardrobe closet dresser lamp carpet rug curtain mirror fireplace "
	 "rocking stool bedroom room living interior decor decorate ikea upholstery wooden nightstand"},
	{"house_building_parts",
	 "house home roof ceiling wall floor door window stairs staircase attic basement cellar porch "
	 "balcony garage kitchen bathroom bedroom hallway chimney tile brick plaster paint wallpaper "
	 "cottage villa mansion cabin bungalow doorbell hinge knob veranda insulation"},
	{"kitchen_cooking",
	 "kitchen cook cooking chef recipe oven stove microwave refrigerator fridge freezer sink "
	 "dishwasher pan pot kettle toaster blender knife fork spoon spatula plate bowl dish cup bake "
	 "baking boil fry fried grill roast steam simmer ingredient chop slice stir mix dough flour "
	 "utensil counter cutting barbecue culinary"},
	{"food",
	 "food meal breakfast lunch dinner supper snack bread sandwich pizza pasta spaghetti burger "
	 "hamburger fries rice soup salad cheese egg bacon sausage meat beef chicken pork steak fish "
	 "vegetable potato tomato onion carrot broccoli lettuce fruit apple banana orange grape "
	 "strawberry lemon cake pie cookie chocolate candy dessert sushi noodle eat ate eaten "
	 "delicious tasty spicy bakery"},
	{"drink",
	 "drink drank drunk beverage coffee espresso cappuccino latte tea juice soda cola coke pepsi "
	 "lemonade milk water wine beer champagne cocktail whisky vodka liquor bottle glass mug cup "
	 "straw sip thirst thirsty starbucks brew brewery vineyard winery cork toast pour caffeine "
	 "smoothie cider"},
	{"restaurants",
	 "restaurant cafe diner bistro cafeteria waiter waitress menu chef table reservation dish "
	 "cuisine gourmet buffet tip takeaway takeout mcdonalds starbucks pizzeria steakhouse michelin "
	 "catering dine dining eatery serve server fastfood barista"},
	{"electronics_gadgets",
	 "electronic electronics gadget television tv camera ipod ipad headphones earphones speaker "
	 "stereo radio remote charger battery console playstation xbox nintendo sony samsung panasonic "
	 "lg lcd plasma screen display player dvd bluetooth transistor circuit chip device wearable "
	 "smartwatch projector"},
	{"phones",
	 "phone telephone cellphone smartphone mobile cell iphone android nokia blackberry samsung "
	 "motorola huawei handset call caller dial text sms texting message voicemail sim ringtone "
	 "vodafone verizon att operator roaming app whatsapp telecom"},
	{"social_networks",
	 "facebook twitter tweet tweeted instagram youtube myspace linkedin tiktok snapchat reddit "
	 "whatsapp social media posted share shared follower hashtag meme viral selfie profile "
	 "influencer troll emoji zuckerberg timeline retweet unfriend"},
	{"football_soccer",
	 "football soccer goalkeeper goalie striker midfielder defender penalty kick kicked fifa uefa "
	 "premier league champions cup arsenal chelsea liverpool manchester barcelona madrid milan "
	 "juventus bayern messi ronaldo rooney beckham coach manager offside referee corner tackle "
	 "worldcup equaliser derby relegation dribble footballer"},
	{"american_football",
	 "football nfl quarterback touchdown superbowl linebacker receiver yard yardage fumble "
	 "interception punt gridiron helmet tackle patriots steelers cowboys packers giants jets colts "
	 "raiders dolphins brady manning favre halftime huddle endzone cheerleader kicker nfc afc "
	 "lineman"},
	{"baseball",
	 "baseball mlb pitcher pitch pitched batter bat batting homer homerun inning catcher umpire "
	 "mitt glove shortstop outfield infield yankees mets dodgers cubs phillies sox braves "
	 "cardinals strikeout bullpen dugout softball swung slugger league"},
	{"basketball",
	 "basketball nba wnba hoop dunk rebound dribble lakers celtics knicks bulls spurs cavaliers "
	 "lebron kobe jordan shaq layup ncaa slam jumper backboard freethrow playoff celtic pacers "
	 "mavericks rockets shooting dunking duncan oneal knick hoops"},
	{"tennis",
	 "tennis racket racquet wimbledon federer nadal djokovic murray serena williams sharapova "
	 "grand slam serve ace backhand forehand volley net tiebreak deuce atp wta davis umpire "
	 "badminton squash pingpong roddick henman shuttlecock rackets hewitt davenport clijsters "
	 "umpires"},
	{"cricket_rugby",
	 "cricket cricketer wicket bowler batsman innings ashes odi ipl tendulkar ponting flintoff "
	 "rugby scrum sevens springboks allblacks wallabies lions twickenham stumps spinner lbw "
	 "lineout cricketers wickets batsmen bowled bowling fielder flanker flyhalf hooker warne "
	 "pietersen icc bcci"},
	{"golf",
	 "golf golfer tiger woods mickelson pga masters ryder birdie bogey eagle putt putter putting "
	 "tee fairway bunker club caddie augusta lpga golfers mulligan caddy fairways els singh putted "
	 "nicklaus bunkers"},
	{"ice_snow_sports",
	 "hockey nhl puck goaltender rink skate skater skating skated ski skier skiing slope snowboard "
	 "snowboarder snowboarding sled sledge bobsleigh luge curling snow ice icy mountain lift "
	 "stanley penguins bruins flyers winter slalom downhill jump pole"},
	{"athletics_olympics",
	 "olympic olympics athlete athletics medal gold silver bronze marathon sprint sprinter runner "
	 "run ran relay hurdle javelin discus vault gymnast gymnastics swimmer swimming phelps bolt "
	 "podium triathlon decathlon rowing beijing ioc doping steroid heats hurdler sprinting "
	 "triathlete paralympics polevault"},
	{"boxing_wrestling",
	 "boxing boxer wrestle wrestler wrestling fight fighter bout knockout punch heavyweight "
	 "welterweight ufc mma martial karate judo taekwondo kungfu kickboxing fencing sumo champion "
	 "title tyson ali gloves mat wwe belt mayweather pacquiao foreman uppercut jab sparring"},
	{"sports_general",
	 "sport sports team coach player match game championship tournament league season playoff "
	 "score scored win winner won defeat beat champion stadium referee injury transfer fan trophy "
	 "final semifinal victory lose lost loss draw tie rookie roster captain training athlete "
	 "opponent"},
	{"skateboarding_play",
	 "skateboard skateboarder skateboarding skate skatepark ramp halfpipe trick rail stunt jump "
	 "jumping rollerblade rollerskate kite frisbee trampoline playground hopscotch airborne midair "
	 "scooter bmx scooters kickflip ollie longboard halfpipes rollerblading skated kid stunts"},
	{"games_gaming",
	 "game gamer videogame gaming console playstation xbox nintendo wii mario zelda pokemon "
	 "minecraft chess checkmate pawn bishop rook poker card casino dice gamble gambling gambler "
	 "bet betting lottery jackpot bingo puzzle crossword sudoku jigsaw monopoly scrabble toy doll "
	 "lego arcade joystick blackjack roulette"},
	{"music",
	 "music musician musical song sing sang sung singer singing band album concert guitar "
	 "guitarist piano pianist drum drummer violin violinist cello trumpet saxophone flute "
	 "orchestra symphony conductor composer opera choir jazz rock pop hiphop rap rapper blues "
	 "reggae country punk metal melody lyrics tune chord microphone beatles grammy dj vocalist "
	 "bass"},
	{"dance_theatre",
	 "dance dancer danced dancing ballet ballerina choreography choreographer tango salsa waltz "
	 "flamenco theatre theater stage play playwright drama dramatic broadway actor actress "
	 "audience rehearsal costume curtain shakespeare hamlet performance perform troupe puppet "
	 "circus clown acrobat comedy musical opera matinee"},
	{"film",
	 "film movie cinema hollywood director actor actress oscar screenplay script scene sequel "
	 "trailer blockbuster boxoffice premiere studio producer cast starring thriller horror comedy "
	 "animation animated disney pixar documentary spielberg bollywood cannes filmmaker batman "
	 "spiderman superhero potter screen dvd theater"},
	{"television_radio",
	 "television tv show series episode season sitcom soap drama channel broadcast broadcaster "
	 "network abc cbs nbc bbc fox cnn hbo mtv host presenter anchor audience viewer ratings idol "
	 "reality radio station listener dj podcast cable simpsons oprah letterman leno emmy primetime "
	 "finale"},
	{"celebrities_gossip",
	 "celebrity celebrities famous fame paparazzi gossip tabloid hollywood britney spears madonna "
	 "paris hilton lohan brad pitt angelina jolie kardashian jackson beyonce cyrus divorce dating "
	 "romance boyfriend girlfriend rehab breakup fan interview stardom glamour diva celeb "
	 "entourage redcarpet"},
	{"literature",
	 "literature literary novel novelist author writer write wrote written poem poet poetry book "
	 "bestseller fiction story storyteller character chapter prose verse tale fairytale "
	 "shakespeare dickens tolstoy hemingway austen rowling tolkien harry potter biography memoir "
	 "essay narrator plot protagonist nobel sonnet"},
	{"publishing_journalism",
	 "newspaper news journalist journalism reporter editor editorial headline magazine press "
	 "publisher publish publication published column columnist article media interview "
	 "correspondent reuters tabloid print printing freedom censorship censor newsroom coverage "
	 "broadcaster murdoch times guardian subscription photojournalist"},
	{"art_painting",
	 "art artist artistic paint painter painting canvas brush watercolor oil portrait sketch draw "
	 "drew drawn drawing sculpture sculptor statue gallery picasso gogh monet rembrandt "
	 "michelangelo leonardo vinci renaissance impressionist impressionism abstract mural ceramic "
	 "pottery easel masterpiece auction illustration calligraphy engraving"},
	{"photography",
	 "photograph photographer photography photo picture camera lens tripod flash shutter zoom "
	 "aperture exposure nikon canon kodak film portrait selfie snapshot focus album frame pose "
	 "posing posed closeup image sepia darkroom photographic"},
	{"architecture",
	 "architecture architect architectural building skyscraper tower dome arch column cathedral "
	 "castle palace facade gothic baroque spire skyline storey eiffel monument temple pyramid "
	 "bridge roof brick ornate mosque steeple bell minaret rotunda balustrade basilica mausoleum"},
	{"history_ancient",
	 "history historian historical ancient century empire emperor dynasty medieval roman rome "
	 "greek greece egypt pharaoh pyramid mesopotamia babylon aztec maya inca viking king knight "
	 "castle colony colonial colonialism slave slavery revolution renaissance archaeology "
	 "archaeologist tomb mummy ruins civilization caesar napoleon feudal crusade prehistoric era"},
	{"economy",
	 "economy economic economist recession growth gdp inflation deflation unemployment fed "
	 "bernanke greenspan monetary fiscal currency dollar euro yen pound export import trade "
	 "deficit tariff globalization crisis downturn recovery slump stimulus macroeconomics imf "
	 "interest rate consumer demand supply wto"},
	{"stock_markets_finance",
	 "stock share market shareholder wallstreet nasdaq dow jones index ftse nikkei trader trading "
	 "broker invest investor investment bond equity dividend hedge fund portfolio futures "
	 "commodity earnings profit quarterly rally plunge slump slide bull bear ipo securities "
	 "analyst bitcoin cryptocurrency volatility"},
	{"companies_industry",
	 "company corporate corporation firm ceo executive chairman board merger merge acquisition "
	 "acquire takeover bid buyout subsidiary profit revenue sales earnings bankruptcy factory "
	 "manufacturer manufacture industry industrial product brand marketing headquarters deal "
	 "partnership supplier conglomerate outsourcing warehouse logistics management"},
	{"shopping_retail",
	 "shop shopping shopper store mall supermarket retail retailer walmart tesco target sale "
	 "discount coupon bargain price buy bought purchase sell sold customer checkout cashier cart "
	 "basket receipt gift ebay amazon catalog clearance boutique grocery outlet order delivery"},
	{"advertising_marketing",
	 "advertise advertisement advertising advertiser ad ads commercial marketing brand slogan "
	 "billboard campaign promotion promote logo sponsor sponsorship publicity leaflet flyer banner "
	 "spam telemarketing consumer branding agency advert adverts jingle marketer"},
	{"disasters_rescue",
	 "disaster catastrophe emergency rescue rescuer survivor survive victim relief aid evacuate "
	 "evacuation evacuee stranded devastation devastated destroyed damage damaged collapse rubble "
	 "debris death toll tent redcross fema casualties trapped donate supplies explosion"},
	{"earthquakes_tsunami",
	 "earthquake quake tremor aftershock seismic seismologist magnitude richter epicenter "
	 "epicentre tsunami tectonic fault landslide mudslide rubble collapsed collapse trapped shake "
	 "shaken shook shaking haiti nepal chile survivor rescue seismograph quakes epicentral sichuan "
	 "sumatra"},
	{"storms_hurricanes",
	 "hurricane storm typhoon cyclone tornado twister katrina sandy gust wind winds landfall "
	 "thunderstorm lightning thunder hail hailstorm blizzard category evacuation damage roof "
	 "uproot surge tropical forecast warning outage irma gale devastate"},
	{"weather",
	 "weather forecast forecaster temperature degree celsius fahrenheit rain rainy shower drizzle "
	 "snow snowfall snowstorm sleet ice icy frost freeze freezing frozen cold cool hot heat "
	 "heatwave warm sunny sunshine cloud cloudy fog foggy mist wind windy humid humidity drought "
	 "meteorologist meteorology barometer umbrella blizzard chilly winter summer dry"},
	{"snow_ice_roads",
	 "snow snowplow plough plow plowed gritting gritter grit salt salting ice icy slippery slip "
	 "frozen freeze thaw shovel shoveling snowbank drift winter frost blizzard sleet unplowed "
	 "slush sidewalk deicing plowing icicle snowdrift snowed"},
	{"travel_tourism",
	 "travel traveler traveller tourist tourism trip journey tour vacation holiday sightseeing "
	 "destination itinerary passport visa luggage suitcase backpacker guide guidebook cruise "
	 "resort excursion souvenir airline abroad attraction visitor brochure explore exotic agency "
	 "safari"},
	{"hotels_lodging",
	 "hotel motel hostel inn resort lodging accommodation guest guesthouse room suite lobby "
	 "reception receptionist reservation booking checkin bed breakfast hilton marriott airbnb "
	 "concierge amenity amenities spa housekeeping villa campsite camping tent caravan"},
	{"religion_church",
	 "religion religious church christian christianity catholic protestant pope vatican bishop "
	 "priest cardinal pastor vicar nun monk monastery cathedral chapel prayer pray worship god "
	 "jesus christ bible gospel saint baptism sermon faith sin heaven hell angel theology baptist "
	 "evangelical orthodox holy blessing preacher congregation"},
	{"islam_judaism_eastern",
	 "islam islamic muslim mosque imam quran koran muhammad ramadan mecca hajj sharia hijab veil "
	 "burqa shia sunni jewish jew judaism synagogue rabbi torah passover kosher hindu hinduism "
	 "buddhist buddhism buddha dalai lama temple monk meditation sikh karma yoga shrine pilgrimage "
	 "halal"},
	{"philosophy",
	 "philosophy philosopher philosophical ethics ethical moral morality metaphysics epistemology "
	 "logic logical plato socrates aristotle kant nietzsche descartes hegel existentialism truth "
	 "consciousness knowledge stoic utilitarianism dialectic ontology rationalism skepticism "
	 "virtue philosophers dialogue wisdom confucius rationalist empiricism wittgenstein aesthetics"},
	{"psychology_science",
	 "psychology psychologist psychological cognitive cognition behavior behaviour personality "
	 "memory perception consciousness freud jung intelligence attention motivation dream "
	 "subconscious unconscious mind brain attachment emotion neuroscience psychologists "
	 "psychoanalysis behaviorism empathy introvert extrovert iq temperament pavlov instinct"},
	{"research_science",
	 "science scientist scientific research researcher study experiment experimental laboratory "
	 "lab theory hypothesis journal publication conference proceedings discovery finding analysis "
	 "empirical scholar peer survey abstract citation biologist physicist observation replicate "
	 "evidence statistical preprint grant breakthrough"},
	{"languages_writing",
	 "language linguistic linguist linguistics english spanish french chinese arabic latin word "
	 "vocabulary grammar verb noun adjective sentence spelling spell pronunciation accent dialect "
	 "translate translation translator interpreter bilingual alphabet letter dictionary phrase "
	 "idiom speak spoke spoken write handwriting pen pencil slang literacy"},
	{"love_sex",
	 "love lover romance romantic kiss kissing hug date dating girlfriend boyfriend couple sex "
	 "sexual sexy erotic porn pornography prostitute prostitution brothel virgin condom "
	 "contraception affair flirt intimate valentine nude naked strip stripper viagra seduce"},
	{"death_funerals",
	 "death die died dying dead funeral burial bury buried cemetery graveyard grave tomb tombstone "
	 "coffin cremation cremate ash mourn mourner mourning obituary condolence undertaker mortuary "
	 "morgue crypt eulogy widow hearse headstone crematorium passed deceased memorial wake"},
	{"holidays_calendar",
	 "christmas santa easter thanksgiving halloween pumpkin hanukkah carnival carol festival "
	 "celebrate celebration holiday birthday anniversary party valentine eve fireworks parade gift "
	 "present costume independence cake candle balloon reindeer decoration xmas festive"},
	{"time_dates",
	 "calendar date day week month year decade century hour minute monday tuesday wednesday "
	 "thursday friday saturday sunday january february march april june july august september "
	 "october november december morning afternoon evening midnight noon spring summer autumn clock "
	 "watch tomorrow yesterday"},
	{"tools_workshop",
	 "tool hammer nail screw screwdriver wrench spanner pliers drill saw chisel axe shovel spade "
	 "rake ladder toolbox bolt nut workshop carpenter carpentry woodwork weld welder welding "
	 "sandpaper plank wood lumber repair fix glue tape rope measure workbench"},
	{"gardening",
	 "garden gardener gardening plant planting soil compost mulch seed seedling lawn mower rake "
	 "spade hoe trowel hose watering sprinkler prune weed flowerbed pot greenhouse hedge vegetable "
	 "fertilizer shed allotment backyard landscaping perennial"},
	{"cleaning_hygiene",
	 "clean cleaning cleaner wash washing washed laundry detergent soap bleach broom mop sweep "
	 "swept vacuum dust duster sponge towel bucket scrub rinse stain iron ironing dry hygiene "
	 "hygienic disinfect disinfectant bath bathtub bathe shower toilet toothbrush bathroom polish "
	 "tidy"},
	{"awards_prizes",
	 "award prize nobel oscar emmy grammy pulitzer medal trophy honour honor honored nominee "
	 "nominate nominated nomination winner ceremony laureate bafta tony recipient recognition "
	 "contest shortlisted booker pageant awarded awarding prizes laureates trophies accolade "
	 "prizewinner judges"},
	{"space_aliens_mystery",
	 "alien ufo extraterrestrial ghost haunted supernatural paranormal mystery mysterious myth "
	 "mythology mythical legend witch witchcraft wizard magic magician vampire werewolf zombie "
	 "monster dragon fairy astrology horoscope zodiac tarot psychic prophecy superstition curse "
	 "demon bigfoot conspiracy"},
	{"exercise_fitness",
	 "exercise fitness workout gym yoga pilates aerobics jog jogger jogging run runner treadmill "
	 "weightlifting dumbbell barbell muscle stretch stretching pushup trainer strength cardio "
	 "marathon weight abs bodybuilder athletic warmup gyms zumba crossfit calisthenics rowing "
	 "jumping"},
	{"numbers_measures",
	 "number percent percentage half dozen hundred thousand million billion average quantity "
	 "amount measure measurement metre centimeter inch mile kilometer kilogram pound ounce ton "
	 "gallon liter unit ratio length width height depth size weight"},
	{"cultural_events",
	 "festival concert fair fiesta parade carnival event exhibition show performance audience "
	 "stage workshop artist craft culture cultural tradition traditional folklore folk heritage "
	 "celebration entertainment procession fete pageant venue crowd fairs parades bandstand "
	 "folkloric glastonbury woodstock"},
	{"permits_vehicle_licences",
	 "licence license driving learner plate registration vehicle inspection mot dmv permit sticker "
	 "emission test renewal disc odometer insured insurance roadworthy motorist motor ownership "
	 "unregistered expired licences numberplate taxed roadtax chauffeur carnet plates licensing "
	 "mechanic"},
	{"patents_copyright",
	 "copyright patent trademark piracy pirate pirated infringement plagiarism royalty "
	 "intellectual property counterfeit napster licensing lawsuit filesharing torrent download "
	 "inventor copyrighted royalties infringe software music author bootleg riaa inventions "
	 "licensee litigation trademarks unauthorised"},
	{"privacy_surveillance",
	 "privacy private surveillance spy spying espionage spies cia nsa fbi mossad kgb agent wiretap "
	 "wiretapping eavesdrop snowden camera cctv biometric fingerprint tracking secret intelligence "
	 "undercover personal data gdpr facial classified confidential"},
	{"social_welfare",
	 "welfare benefit subsidy voucher stipend social assistance worker caseworker foster "
	 "disability allowance medicare medicaid universal eligibility beneficiary claimant dole "
	 "vulnerable safety handout entitlement needy benefits pauper hardship poverty lowincome "
	 "childless orphan foodstamp relief"},
	{"east_asia",
	 "china chinese beijing shanghai hongkong taiwan taiwanese tibet tibetan japan japanese tokyo "
	 "korea korean seoul pyongyang jintao jinping mao vietnam vietnamese thailand thai indonesia "
	 "jakarta malaysia singapore philippines manila burma myanmar"},
	{"south_asia_africa",
	 "india indian delhi mumbai pakistan pakistani karachi islamabad bhutto musharraf bangladesh "
	 "nepal lanka tamil kashmir africa african nigeria kenya zimbabwe mugabe sudan darfur congo "
	 "somalia somali ethiopia uganda rwanda mandela ghana libya morocco"},
	{"russia_europe",
	 "russia russian moscow putin medvedev kremlin soviet ukraine ukrainian kiev georgia georgian "
	 "chechen poland polish germany german berlin france french paris sarkozy italy italian "
	 "berlusconi rome spain madrid greece greek athens serbia kosovo european brussels euro "
	 "ireland irish scotland sweden"},
	{"latin_america",
	 "mexico mexican brazil brazilian argentina argentine chile chilean colombia colombian "
	 "venezuela venezuelan chavez cuba cuban havana castro peru peruvian bolivia ecuador haiti "
	 "haitian guatemala honduras nicaragua latin farc caribbean panama lula morales kirchner "
	 "calderon brasilia uruguay paraguay"},
	{NULL, NULL},
};
