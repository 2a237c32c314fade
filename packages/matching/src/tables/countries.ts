/**
 * `ALPHA-3 ALPHA-2 name | other names`, one country per line.
 * Source: ISO 3166-1 codes and ICAO Doc 9303-3 section 5 extra codes; names as used by UN lists, in English with some in French and Spanish.
 */
export const countries: readonly string[] = `
AFG AF Afghanistan
ALA AX Aland Islands
ALB AL Albania | Albanie
DZA DZ Algeria | Algerie | Argelia
ASM AS American Samoa
AND AD Andorra
AGO AO Angola
AIA AI Anguilla
ATA AQ Antarctica
ATG AG Antigua and Barbuda
ARG AR Argentina | Argentine
ARM AM Armenia
ABW AW Aruba
AUS AU Australia
AUT AT Austria | Osterreich
AZE AZ Azerbaijan
BHS BS Bahamas | The Bahamas
BHR BH Bahrain
BGD BD Bangladesh
BRB BB Barbados
BLR BY Belarus | Byelorussia
BEL BE Belgium | Belgique | Belgie
BLZ BZ Belize
BEN BJ Benin
BMU BM Bermuda
BTN BT Bhutan
BOL BO Bolivia | Bolivia (Plurinational State of) | Plurinational State of Bolivia
BES BQ Bonaire, Sint Eustatius and Saba
BIH BA Bosnia and Herzegovina | Bosnia & Herzegovina | Bosnia
BWA BW Botswana
BVT BV Bouvet Island
BRA BR Brazil | Brasil
IOT IO British Indian Ocean Territory
BRN BN Brunei | Brunei Darussalam
BGR BG Bulgaria
BFA BF Burkina Faso
BDI BI Burundi
CPV CV Cabo Verde | Cape Verde
KHM KH Cambodia
CMR CM Cameroon | Cameroun
CAN CA Canada
CYM KY Cayman Islands
CAF CF Central African Republic | Republique centrafricaine
TCD TD Chad | Tchad
CHL CL Chile
CHN CN China | People's Republic of China | PRC | Mainland China
CXR CX Christmas Island
CCK CC Cocos (Keeling) Islands | Cocos Islands
COL CO Colombia
COM KM Comoros | Comores
COG CG Congo | Republic of the Congo | Congo (Brazzaville) | Congo-Brazzaville
COD CD Democratic Republic of the Congo | Congo (Democratic Republic of the) | DR Congo | DRC | Congo (Kinshasa) | Congo-Kinshasa
COK CK Cook Islands
CRI CR Costa Rica
CIV CI Cote d'Ivoire | Ivory Coast
HRV HR Croatia | Hrvatska
CUB CU Cuba
CUW CW Curacao
CYP CY Cyprus
CZE CZ Czechia | Czech Republic
DNK DK Denmark | Danmark
DJI DJ Djibouti
DMA DM Dominica
DOM DO Dominican Republic
ECU EC Ecuador
EGY EG Egypt | Arab Republic of Egypt | Egypte
SLV SV El Salvador
GNQ GQ Equatorial Guinea
ERI ER Eritrea
EST EE Estonia
SWZ SZ Eswatini | Swaziland
ETH ET Ethiopia
FLK FK Falkland Islands | Falkland Islands (Malvinas)
FRO FO Faroe Islands
FJI FJ Fiji
FIN FI Finland
FRA FR France
GUF GF French Guiana
PYF PF French Polynesia
ATF TF French Southern Territories
GAB GA Gabon
GMB GM Gambia | The Gambia
GEO GE Georgia
DEU DE Germany | Federal Republic of Germany | Deutschland | Allemagne
GHA GH Ghana
GIB GI Gibraltar
GRC GR Greece | Hellenic Republic
GRL GL Greenland
GRD GD Grenada
GLP GP Guadeloupe
GUM GU Guam
GTM GT Guatemala
GGY GG Guernsey
GIN GN Guinea | Guinee
GNB GW Guinea-Bissau | Guinea Bissau
GUY GY Guyana
HTI HT Haiti
HMD HM Heard Island and McDonald Islands
VAT VA Holy See | Vatican | Vatican City
HND HN Honduras
HKG HK Hong Kong | Hong Kong SAR
HUN HU Hungary
ISL IS Iceland
IND IN India
IDN ID Indonesia
IRN IR Iran | Iran (Islamic Republic of) | Islamic Republic of Iran
IRQ IQ Iraq
IRL IE Ireland | Republic of Ireland
IMN IM Isle of Man
ISR IL Israel
ITA IT Italy | Italia
JAM JM Jamaica
JPN JP Japan
JEY JE Jersey
JOR JO Jordan
KAZ KZ Kazakhstan
KEN KE Kenya
KIR KI Kiribati
PRK KP North Korea | Democratic People's Republic of Korea | DPRK | Korea (Democratic People's Republic of)
KOR KR South Korea | Republic of Korea | Korea (Republic of) | Korea
KWT KW Kuwait
KGZ KG Kyrgyzstan | Kyrgyz Republic
LAO LA Laos | Lao People's Democratic Republic
LVA LV Latvia
LBN LB Lebanon | Liban
LSO LS Lesotho
LBR LR Liberia
LBY LY Libya | Libyan Arab Jamahiriya | State of Libya | Libye
LIE LI Liechtenstein
LTU LT Lithuania
LUX LU Luxembourg
MAC MO Macao | Macau
MDG MG Madagascar
MWI MW Malawi
MYS MY Malaysia
MDV MV Maldives
MLI ML Mali
MLT MT Malta
MHL MH Marshall Islands
MTQ MQ Martinique
MRT MR Mauritania | Mauritanie
MUS MU Mauritius
MYT YT Mayotte
MEX MX Mexico
FSM FM Micronesia | Micronesia (Federated States of)
MDA MD Moldova | Republic of Moldova
MCO MC Monaco
MNG MN Mongolia
MNE ME Montenegro
MSR MS Montserrat
MAR MA Morocco | Maroc | Marruecos
MOZ MZ Mozambique
MMR MM Myanmar | Burma
NAM NA Namibia
NRU NR Nauru
NPL NP Nepal
NLD NL Netherlands | The Netherlands | Kingdom of the Netherlands | Holland
NCL NC New Caledonia
NZL NZ New Zealand
NIC NI Nicaragua
NER NE Niger
NGA NG Nigeria
NIU NU Niue
NFK NF Norfolk Island
MKD MK North Macedonia | Macedonia | The former Yugoslav Republic of Macedonia
MNP MP Northern Mariana Islands
NOR NO Norway | Norge
OMN OM Oman
PAK PK Pakistan | Islamic Republic of Pakistan
PLW PW Palau
PSE PS Palestine | State of Palestine | Palestinian | Palestinian Territory, Occupied | Occupied Palestinian Territory
PAN PA Panama
PNG PG Papua New Guinea
PRY PY Paraguay
PER PE Peru
PHL PH Philippines | The Philippines
PCN PN Pitcairn
POL PL Poland | Polska
PRT PT Portugal
PRI PR Puerto Rico
QAT QA Qatar
REU RE Reunion
ROU RO Romania | ROM
RUS RU Russia | Russian Federation
RWA RW Rwanda
BLM BL Saint Barthelemy
SHN SH Saint Helena
KNA KN Saint Kitts and Nevis
LCA LC Saint Lucia
MAF MF Saint Martin
SPM PM Saint Pierre and Miquelon
VCT VC Saint Vincent and the Grenadines
WSM WS Samoa
SMR SM San Marino
STP ST Sao Tome and Principe
SAU SA Saudi Arabia | Kingdom of Saudi Arabia | Arabie saoudite
SEN SN Senegal
SRB RS Serbia
SYC SC Seychelles
SLE SL Sierra Leone
SGP SG Singapore
SXM SX Sint Maarten
SVK SK Slovakia | Slovak Republic
SVN SI Slovenia
SLB SB Solomon Islands
SOM SO Somalia | Federal Republic of Somalia
ZAF ZA South Africa
SGS GS South Georgia and the South Sandwich Islands
SSD SS South Sudan
ESP ES Spain | Espana | Espagne
LKA LK Sri Lanka
SDN SD Sudan | The Sudan | Soudan
SUR SR Suriname
SJM SJ Svalbard and Jan Mayen
SWE SE Sweden | Sverige
CHE CH Switzerland | Suisse | Schweiz
SYR SY Syria | Syrian Arab Republic | Syrie
TWN TW Taiwan | Taiwan, Province of China | Chinese Taipei
TJK TJ Tajikistan
TZA TZ Tanzania | United Republic of Tanzania | Tanzania, United Republic of
THA TH Thailand
TLS TL Timor-Leste | East Timor | TMP
TGO TG Togo
TKL TK Tokelau
TON TO Tonga
TTO TT Trinidad and Tobago
TUN TN Tunisia | Tunisie | Tunez
TUR TR Turkey | Turkiye | Republic of Turkiye | Turquie
TKM TM Turkmenistan
TCA TC Turks and Caicos Islands
TUV TV Tuvalu
UGA UG Uganda
UKR UA Ukraine
ARE AE United Arab Emirates | UAE | Emirates
GBR GB United Kingdom | UK | Great Britain | United Kingdom of Great Britain and Northern Ireland | Britain | England | Scotland | Wales
USA US United States | United States of America | America
UMI UM United States Minor Outlying Islands
URY UY Uruguay
UZB UZ Uzbekistan
VUT VU Vanuatu
VEN VE Venezuela | Venezuela (Bolivarian Republic of) | Bolivarian Republic of Venezuela
VNM VN Vietnam | Viet Nam | Socialist Republic of Vietnam
VGB VG British Virgin Islands | Virgin Islands (British)
VIR VI Virgin Islands (U.S.) | US Virgin Islands
WLF WF Wallis and Futuna
ESH EH Western Sahara
YEM YE Yemen | Republic of Yemen
ZMB ZM Zambia
ZWE ZW Zimbabwe
`
  .trim()
  .split('\n')

/** Codes of travel documents that are not in ISO 3166-1, and the states they stand for. Source: ICAO Doc 9303-3 section 5. */
export const icaoCodes: Readonly<Record<string, readonly string[]>> = {
  D: ['DEU'],
  GBD: ['GBR'],
  GBN: ['GBR'],
  GBO: ['GBR'],
  GBP: ['GBR'],
  GBS: ['GBR'],
  RKS: ['RKS'],
  XKX: ['RKS'],
  XKS: ['RKS'],
  XK: ['RKS'],
  KOSOVO: ['RKS'],
  ZIM: ['ZWE'],
  EUE: ['EUE'],
  UNO: ['UNO'],
  UNA: ['UNA'],
  UNK: ['RKS'],
  XPO: ['XPO'],
  XOM: ['XOM'],
  UTO: ['UTO'],
}
/** Words for "none" or "stateless". They are not evidence. Source: ICAO Doc 9303-3 section 5; the wordings of UN lists. */
export const noCountry: readonly string[] = [
  'XXA',
  'XXB',
  'XXC',
  'XXX',
  'NA',
  'N/A',
  'NONE',
  'UNKNOWN',
  'STATELESS',
  'NOT KNOWN',
]
/** Former states and their successors. Source: ISO 3166-3. */
export const formerStates: Readonly<Record<string, readonly string[]>> = {
  SUN: ['RUS', 'UKR', 'BLR', 'KAZ', 'UZB', 'TKM', 'KGZ', 'TJK', 'GEO', 'ARM', 'AZE', 'MDA', 'LVA', 'LTU', 'EST'],
  YUG: ['SRB', 'MNE', 'HRV', 'SVN', 'BIH', 'MKD', 'RKS'],
  SCG: ['SRB', 'MNE', 'RKS'],
  CSK: ['CZE', 'SVK'],
  ZAR: ['COD'],
  DDR: ['DEU'],
}
export const formerStateNames: Readonly<Record<string, string>> = {
  'soviet union': 'SUN',
  'former soviet union': 'SUN',
  ussr: 'SUN',
  'union of soviet socialist republics': 'SUN',
  yugoslavia: 'YUG',
  'former yugoslavia': 'YUG',
  'serbia and montenegro': 'SCG',
  czechoslovakia: 'CSK',
  zaire: 'ZAR',
  'german democratic republic': 'DDR',
  'east germany': 'DDR',
}
/**
 * Share of a nationality among air travellers, where it is large; others count as `defaultShare`.
 * Source: rough estimates for this project, from sizes of populations and air markets.
 */
export const nationalityShares: Readonly<Record<string, number>> = {
  USA: 0.16,
  CHN: 0.12,
  GBR: 0.09,
  DEU: 0.08,
  IND: 0.07,
}
export const defaultShare = 0.06
