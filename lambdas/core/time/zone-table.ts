// Written by `npm run zones` from the package moment-timezone. Change lib/zones/, not this.

/** Edition of the tz database that this is, and when the package had it first. */
export const zoneEdition = { name: '2026f', date: '2026-10-29' } as const;

/**
 * The clocks that zones share, after a "=": offset in minutes, changes (UTC, then the offset from there on), and the rule of every year. Then one
 * line per zone: its country (ISO 3166-1; "-" for none), its name, and every other name for it.
 */
export const zoneTable = `
= -720
- Etc/GMT+12
= -660
- Etc/GMT+11
UM Pacific/Midway
NU Pacific/Niue
AS Pacific/Pago_Pago Pacific/Samoa US/Samoa
= -600
- Etc/GMT+10
US Pacific/Honolulu HST Pacific/Johnston US/Hawaii
CK Pacific/Rarotonga
PF Pacific/Tahiti
= -600 from 2024 3/8.0@120-540 11/1.0@120-600
US America/Adak America/Atka US/Aleutian
= -570
PF Pacific/Marquesas
= -540
- Etc/GMT+9
PF Pacific/Gambier
= -540 from 2024 3/8.0@120-480 11/1.0@120-540
US America/Anchorage US/Alaska
US America/Juneau
US America/Metlakatla
US America/Nome
US America/Sitka
US America/Yakutat
= -480
- Etc/GMT+8
PN Pacific/Pitcairn
= -480 202403101000-420 202411030900-480 202503091000-420 202511020900-480 202603081000-420
CA America/Vancouver Canada/Pacific
= -480 from 2024 3/8.0@120-420 11/1.0@120-480
US America/Los_Angeles PST8PDT US/Pacific
MX America/Tijuana America/Ensenada America/Santa_Isabel Mexico/BajaNorte
= -420
CA America/Creston
CA America/Dawson
CA America/Dawson_Creek
CA America/Fort_Nelson
MX America/Hermosillo
MX America/Mazatlan Mexico/BajaSur
US America/Phoenix MST US/Arizona
CA America/Whitehorse Canada/Yukon
- Etc/GMT+7
= -420 202403100900-360 202411030800-420 202503090900-360 202511020800-420 202603080900-360
CA America/Edmonton America/Yellowknife Canada/Mountain
CA America/Inuvik
= -420 from 2024 3/8.0@120-360 11/1.0@120-420
US America/Boise
CA America/Cambridge_Bay
MX America/Ciudad_Juarez
US America/Denver America/Shiprock MST7MDT Navajo US/Mountain
= -360
MX America/Bahia_Banderas
BZ America/Belize
MX America/Chihuahua
CR America/Costa_Rica
SV America/El_Salvador
GT America/Guatemala
NI America/Managua
MX America/Merida
MX America/Mexico_City Mexico/General
MX America/Monterrey
CA America/Regina Canada/Saskatchewan
CA America/Swift_Current
HN America/Tegucigalpa
- Etc/GMT+6
EC Pacific/Galapagos
= -360 202403100800-300 202411030700-360 202503090800-300 202511020700-360 202603080800-300
CA America/Winnipeg America/Rainy_River Canada/Central
= -360 from 2024 3/8.0@120-300 11/1.0@120-360
US America/Chicago CST6CDT US/Central
US America/Indiana/Knox America/Knox_IN US/Indiana-Starke
US America/Indiana/Tell_City
MX America/Matamoros
US America/Menominee
US America/North_Dakota/Beulah
US America/North_Dakota/Center
US America/North_Dakota/New_Salem
MX America/Ojinaga
CA America/Rankin_Inlet
CA America/Resolute
= -300
CA America/Atikokan America/Coral_Harbour
CO America/Bogota
MX America/Cancun
KY America/Cayman
BR America/Eirunepe
EC America/Guayaquil
JM America/Jamaica Jamaica
PE America/Lima
PA America/Panama EST
BR America/Rio_Branco America/Porto_Acre Brazil/Acre
- Etc/GMT+5
= -300 202403100500-240 202411030500-300 202503090500-240 202511020500-300 202603080500-240 202711070500-300 from 2028 3/8.0@0-240 11/1.0@60-300
CU America/Havana Cuba
= -300 from 2024 3/8.0@120-240 11/1.0@120-300
US America/Detroit US/Michigan
TC America/Grand_Turk
US America/Indiana/Indianapolis America/Fort_Wayne America/Indianapolis US/East-Indiana
US America/Indiana/Marengo
US America/Indiana/Petersburg
US America/Indiana/Vevay
US America/Indiana/Vincennes
US America/Indiana/Winamac
CA America/Iqaluit America/Pangnirtung
US America/Kentucky/Louisville America/Louisville
US America/Kentucky/Monticello
BS America/Nassau
US America/New_York EST5EDT US/Eastern
HT America/Port-au-Prince
CA America/Toronto America/Montreal America/Nipigon America/Thunder_Bay Canada/Eastern
= -300 from 2024 4/1.6@1320-360 9/1.6@1320-300
CL Pacific/Easter Chile/EasterIsland
= -240
AI America/Anguilla
AG America/Antigua
AW America/Aruba
BB America/Barbados
CA America/Blanc-Sablon
BR America/Boa_Vista
BR America/Campo_Grande
VE America/Caracas
BR America/Cuiaba
CW America/Curacao
DM America/Dominica
GD America/Grenada
GP America/Guadeloupe
GY America/Guyana
BQ America/Kralendijk
BO America/La_Paz
SX America/Lower_Princes
BR America/Manaus Brazil/West
MF America/Marigot
MQ America/Martinique
MS America/Montserrat
TT America/Port_of_Spain
BR America/Porto_Velho
PR America/Puerto_Rico
DO America/Santo_Domingo
BL America/St_Barthelemy
KN America/St_Kitts
LC America/St_Lucia
VI America/St_Thomas America/Virgin
VC America/St_Vincent
VG America/Tortola
- Etc/GMT+4
= -240 from 2024 3/8.0@120-180 11/1.0@120-240
CA America/Glace_Bay
CA America/Goose_Bay
CA America/Halifax Canada/Atlantic
CA America/Moncton
GL America/Thule
BM Atlantic/Bermuda
= -210 from 2024 3/8.0@120-150 11/1.0@120-210
CA America/St_Johns Canada/Newfoundland
= -180
BR America/Araguaina
AR America/Argentina/Buenos_Aires America/Buenos_Aires
AR America/Argentina/Catamarca America/Argentina/ComodRivadavia America/Catamarca
AR America/Argentina/Cordoba America/Cordoba America/Rosario
AR America/Argentina/Jujuy America/Jujuy
AR America/Argentina/La_Rioja
AR America/Argentina/Mendoza America/Mendoza
AR America/Argentina/Rio_Gallegos
AR America/Argentina/Salta
AR America/Argentina/San_Juan
AR America/Argentina/San_Luis
AR America/Argentina/Tucuman
AR America/Argentina/Ushuaia
BR America/Bahia
BR America/Belem
GF America/Cayenne
BR America/Fortaleza
BR America/Maceio
UY America/Montevideo
SR America/Paramaribo
CL America/Punta_Arenas
BR America/Recife
BR America/Santarem
BR America/Sao_Paulo Brazil/East
AQ Antarctica/Palmer
AQ Antarctica/Rothera
FK Atlantic/Stanley
- Etc/GMT+3
= -180 202403240300-240 202410060400-180
PY America/Asuncion
= -180 202404070300-240 202409080400-180
CL America/Coyhaique
= -180 from 2024 3/8.0@120-120 11/1.0@120-180
PM America/Miquelon
= -180 from 2024 4/2.0@0-240 9/2.0@0-180
CL America/Santiago Chile/Continental
= -120
BR America/Noronha Brazil/DeNoronha
GS Atlantic/South_Georgia
- Etc/GMT+2
= -120 from 2024 3/24.6@1380-60 10/25.0@0-120
GL America/Nuuk America/Godthab
= -60
CV Atlantic/Cape_Verde
- Etc/GMT+1
= -60 202410270100-120 from 2025 3/24.6@1380-60 10/25.0@0-120
GL America/Scoresbysund
= -60 from 2024 3/25.0@0+0 10/25.0@60-60
PT Atlantic/Azores
= 0
CI Africa/Abidjan
GH Africa/Accra
ML Africa/Bamako Africa/Timbuktu
GM Africa/Banjul
GW Africa/Bissau
GN Africa/Conakry
SN Africa/Dakar
SL Africa/Freetown
TG Africa/Lome
LR Africa/Monrovia
MR Africa/Nouakchott
BF Africa/Ouagadougou
ST Africa/Sao_Tome
GL America/Danmarkshavn
IS Atlantic/Reykjavik Iceland
SH Atlantic/St_Helena
- UTC Etc/GMT Etc/GMT+0 Etc/GMT-0 Etc/GMT0 Etc/Greenwich Etc/UCT Etc/UTC Etc/Universal Etc/Zulu GMT GMT+0 GMT-0 GMT0 Greenwich UCT Universal Zulu
= 0 from 2024 3/25.0@60+120 10/25.0@180+0
AQ Antarctica/Troll
= 0 from 2024 3/25.0@60+60 10/25.0@120+0
ES Atlantic/Canary
FO Atlantic/Faroe Atlantic/Faeroe
PT Atlantic/Madeira
IE Europe/Dublin Eire
GG Europe/Guernsey
IM Europe/Isle_of_Man
JE Europe/Jersey
PT Europe/Lisbon Portugal WET
GB Europe/London Europe/Belfast GB GB-Eire
= 60
DZ Africa/Algiers
CF Africa/Bangui
CG Africa/Brazzaville
CM Africa/Douala
CD Africa/Kinshasa
NG Africa/Lagos
GA Africa/Libreville
AO Africa/Luanda
GQ Africa/Malabo
TD Africa/Ndjamena
NE Africa/Niamey
BJ Africa/Porto-Novo
TN Africa/Tunis
- Etc/GMT-1
= 60 202403100200+0 202404140200+60 202502230200+0 202504060200+60 202602150200+0 202603220200+60 202609200100+0
MA Africa/Casablanca
EH Africa/El_Aaiun
= 60 from 2024 3/25.0@120+120 10/25.0@180+60
ES Africa/Ceuta
SJ Arctic/Longyearbyen
NL Europe/Amsterdam
AD Europe/Andorra
RS Europe/Belgrade
DE Europe/Berlin
SK Europe/Bratislava
BE Europe/Brussels CET MET
HU Europe/Budapest
DE Europe/Busingen
DK Europe/Copenhagen
GI Europe/Gibraltar
SI Europe/Ljubljana
LU Europe/Luxembourg
ES Europe/Madrid
MT Europe/Malta
MC Europe/Monaco
NO Europe/Oslo Atlantic/Jan_Mayen
FR Europe/Paris
ME Europe/Podgorica
CZ Europe/Prague
IT Europe/Rome
SM Europe/San_Marino
BA Europe/Sarajevo
MK Europe/Skopje
SE Europe/Stockholm
AL Europe/Tirane
LI Europe/Vaduz
VA Europe/Vatican
AT Europe/Vienna
PL Europe/Warsaw Poland
HR Europe/Zagreb
CH Europe/Zurich
= 120
MW Africa/Blantyre
BI Africa/Bujumbura
BW Africa/Gaborone
ZW Africa/Harare
ZA Africa/Johannesburg
SS Africa/Juba
SD Africa/Khartoum
RW Africa/Kigali
CD Africa/Lubumbashi
ZM Africa/Lusaka
MZ Africa/Maputo
LS Africa/Maseru
SZ Africa/Mbabane
LY Africa/Tripoli Libya
NA Africa/Windhoek
- Etc/GMT-2
RU Europe/Kaliningrad
= 120 202404200000+180 202410252300+120 202504120000+180 202510242300+120 202603280000+180 202610232300+120 202703270000+180 202710292300+120 202803250000+180 202810272300+120 202903240000+180 202910262300+120 203003300000+180 203010252300+120 203103290000+180 203110242300+120 203203270000+180 203210292300+120 203303260000+180 203310282300+120 203403250000+180 203410272300+120 203503240000+180 203510262300+120 203603290000+180 203610172300+120 203703280000+180 203710092300+120 203803270000+180 203809242300+120 203903260000+180 203909162300+120 204003240000+180 204008312300+120 204010200000+180 204010262300+120 204103300000+180 204108232300+120 204110050000+180 204110252300+120 204203290000+180 204208152300+120 204209270000+180 204210242300+120 204303280000+180 204307312300+120 204309190000+180 204310232300+120 204403260000+180 204407222300+120 204409030000+180 204410282300+120 204503250000+180 204507142300+120 204508260000+180 204510272300+120
PS Asia/Gaza
PS Asia/Hebron
= 120 from 2024 3/23.5@120+180 10/25.0@120+120
IL Asia/Jerusalem Asia/Tel_Aviv Israel
= 120 from 2024 3/25.0@0+180 10/25.0@0+120
LB Asia/Beirut
= 120 from 2024 3/25.0@180+180 10/25.0@240+120
CY Asia/Famagusta
CY Asia/Nicosia Europe/Nicosia
GR Europe/Athens EET
RO Europe/Bucharest
MD Europe/Chisinau Europe/Tiraspol
FI Europe/Helsinki
UA Europe/Kyiv Europe/Kiev Europe/Uzhgorod Europe/Zaporozhye
AX Europe/Mariehamn
LV Europe/Riga
BG Europe/Sofia
EE Europe/Tallinn
LT Europe/Vilnius
= 120 from 2024 4/24.5@0+180 10/25.4@1440+120
EG Africa/Cairo Egypt
= 180
ET Africa/Addis_Ababa
ER Africa/Asmara Africa/Asmera
TZ Africa/Dar_es_Salaam
DJ Africa/Djibouti
UG Africa/Kampala
SO Africa/Mogadishu
KE Africa/Nairobi
AQ Antarctica/Syowa
YE Asia/Aden
JO Asia/Amman
IQ Asia/Baghdad
BH Asia/Bahrain
SY Asia/Damascus
KW Asia/Kuwait
QA Asia/Qatar
SA Asia/Riyadh
- Etc/GMT-3
TR Europe/Istanbul Asia/Istanbul Turkey
RU Europe/Kirov
BY Europe/Minsk
RU Europe/Moscow W-SU
UA Europe/Simferopol
RU Europe/Volgograd
MG Indian/Antananarivo
KM Indian/Comoro
YT Indian/Mayotte
= 210
IR Asia/Tehran Iran
= 240
AZ Asia/Baku
AE Asia/Dubai
OM Asia/Muscat
GE Asia/Tbilisi
AM Asia/Yerevan
- Etc/GMT-4
RU Europe/Astrakhan
RU Europe/Samara
RU Europe/Saratov
RU Europe/Ulyanovsk
SC Indian/Mahe
MU Indian/Mauritius
RE Indian/Reunion
= 270
AF Asia/Kabul
= 300
AQ Antarctica/Mawson
AQ Antarctica/Vostok
KZ Asia/Aqtau
KZ Asia/Aqtobe
TM Asia/Ashgabat Asia/Ashkhabad
KZ Asia/Atyrau
TJ Asia/Dushanbe
PK Asia/Karachi
KZ Asia/Oral
KZ Asia/Qyzylorda
UZ Asia/Samarkand
UZ Asia/Tashkent
RU Asia/Yekaterinburg
- Etc/GMT-5
TF Indian/Kerguelen
MV Indian/Maldives
= 330
LK Asia/Colombo
IN Asia/Kolkata Asia/Calcutta
= 345
NP Asia/Kathmandu Asia/Katmandu
= 360
KG Asia/Bishkek
BD Asia/Dhaka Asia/Dacca
RU Asia/Omsk
BT Asia/Thimphu Asia/Thimbu
CN Asia/Urumqi Asia/Kashgar
- Etc/GMT-6
IO Indian/Chagos
= 360 202402291800+300
KZ Asia/Almaty
KZ Asia/Qostanay
= 390
MM Asia/Yangon Asia/Rangoon
CC Indian/Cocos
= 420
AQ Antarctica/Davis
TH Asia/Bangkok
RU Asia/Barnaul
VN Asia/Ho_Chi_Minh Asia/Saigon
MN Asia/Hovd
ID Asia/Jakarta
RU Asia/Krasnoyarsk
RU Asia/Novokuznetsk
RU Asia/Novosibirsk
KH Asia/Phnom_Penh
ID Asia/Pontianak
RU Asia/Tomsk
LA Asia/Vientiane
- Etc/GMT-7
CX Indian/Christmas
= 480
AQ Antarctica/Casey
BN Asia/Brunei
HK Asia/Hong_Kong Hongkong
RU Asia/Irkutsk
MY Asia/Kuala_Lumpur
MY Asia/Kuching
MO Asia/Macau Asia/Macao
ID Asia/Makassar Asia/Ujung_Pandang
PH Asia/Manila
CN Asia/Shanghai Asia/Chongqing Asia/Chungking Asia/Harbin PRC
SG Asia/Singapore Singapore
TW Asia/Taipei ROC
MN Asia/Ulaanbaatar Asia/Choibalsan Asia/Ulan_Bator
AU Australia/Perth Australia/West
- Etc/GMT-8
= 525
AU Australia/Eucla
= 540
RU Asia/Chita
TL Asia/Dili
ID Asia/Jayapura
RU Asia/Khandyga
KP Asia/Pyongyang
KR Asia/Seoul ROK
JP Asia/Tokyo Japan
RU Asia/Yakutsk
- Etc/GMT-9
PW Pacific/Palau
= 570
AU Australia/Darwin Australia/North
= 600
AQ Antarctica/DumontDUrville
RU Asia/Ust-Nera
RU Asia/Vladivostok
AU Australia/Brisbane Australia/Queensland
AU Australia/Lindeman
- Etc/GMT-10
FM Pacific/Chuuk Pacific/Truk Pacific/Yap
GU Pacific/Guam
PG Pacific/Port_Moresby
MP Pacific/Saipan
= 630 from 2024 4/1.0@180+570 10/1.0@120+630
AU Australia/Adelaide Australia/South
AU Australia/Broken_Hill Australia/Yancowinna
= 660
RU Asia/Magadan
RU Asia/Sakhalin
RU Asia/Srednekolymsk
- Etc/GMT-11
PG Pacific/Bougainville
VU Pacific/Efate
SB Pacific/Guadalcanal
FM Pacific/Kosrae
NC Pacific/Noumea
FM Pacific/Pohnpei Pacific/Ponape
= 660 from 2024 4/1.0@120+630 10/1.0@120+660
AU Australia/Lord_Howe Australia/LHI
= 660 from 2024 4/1.0@180+600 10/1.0@120+660
AU Antarctica/Macquarie
AU Australia/Hobart Australia/Currie Australia/Tasmania
AU Australia/Melbourne Australia/Victoria
AU Australia/Sydney Australia/ACT Australia/Canberra Australia/NSW
= 720
RU Asia/Anadyr
RU Asia/Kamchatka
- Etc/GMT-12
FJ Pacific/Fiji
TV Pacific/Funafuti
MH Pacific/Kwajalein Kwajalein
MH Pacific/Majuro
NR Pacific/Nauru
KI Pacific/Tarawa
UM Pacific/Wake
WF Pacific/Wallis
= 720 from 2024 4/1.0@180+660 10/1.0@120+720
NF Pacific/Norfolk
= 780
- Etc/GMT-13
WS Pacific/Apia
TK Pacific/Fakaofo
KI Pacific/Kanton Pacific/Enderbury
TO Pacific/Tongatapu
= 780 from 2024 4/1.0@180+720 9/24.0@120+780
AQ Antarctica/McMurdo Antarctica/South_Pole
NZ Pacific/Auckland NZ
= 825 from 2024 4/1.0@225+765 9/24.0@165+825
NZ Pacific/Chatham NZ-CHAT
= 840
- Etc/GMT-14
KI Pacific/Kiritimati
`;
