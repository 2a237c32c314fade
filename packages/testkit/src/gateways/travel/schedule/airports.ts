export interface Airport {
  code: string
  country: string
  city: string
  /** Latitude north and longitude east, in degrees. */
  latitude: number
  longitude: number
  zone: string
  /** Name cultures of departing travellers, most frequent first. */
  cultures: readonly string[]
}

/** Real airports with rounded coordinates. `country` is ISO 3166-1 alpha-2. */
const rows = `
LIS PT Lisbon 39 -9 Europe/Lisbon portuguese
OPO PT Porto 41 -9 Europe/Lisbon portuguese
FAO PT Faro 37 -8 Europe/Lisbon portuguese,english
LHR GB London 51 0 Europe/London english,hindi,urdu,yoruba-igbo
CDG FR Paris 49 3 Europe/Paris french,arabic,mande-wolof
FRA DE Frankfurt 50 9 Europe/Berlin german,turkish,polish
MAD ES Madrid 40 -4 Europe/Madrid spanish,arabic
AMS NL Amsterdam 52 5 Europe/Amsterdam dutch,indonesian,turkish
ARN SE Stockholm 60 18 Europe/Stockholm nordic,persian,arabic
KEF IS Reykjavik 64 -23 Atlantic/Reykjavik nordic
WAW PL Warsaw 52 21 Europe/Warsaw polish,ukrainian
BEG RS Belgrade 45 20 Europe/Belgrade serbian
ATH GR Athens 38 24 Europe/Athens greek
IST TR Istanbul 41 29 Europe/Istanbul turkish,arabic,persian
TLV IL Tel_Aviv 32 35 Asia/Jerusalem hebrew,russian
CAI EG Cairo 30 31 Africa/Cairo arabic
AMM JO Amman 32 36 Asia/Amman arabic
CMN MA Casablanca 33 -8 Africa/Casablanca arabic,french
TUN TN Tunis 37 10 Africa/Tunis arabic
DXB AE Dubai 25 55 Asia/Dubai arabic,hindi,urdu,persian
DOH QA Doha 25 52 Asia/Qatar arabic,hindi,bengali
IKA IR Tehran 35 51 Asia/Tehran persian
KHI PK Karachi 25 67 Asia/Karachi urdu
DEL IN Delhi 29 77 Asia/Kolkata hindi,urdu
DAC BD Dhaka 24 90 Asia/Dhaka bengali
ALA KZ Almaty 43 77 Asia/Almaty russian
PEK CN Beijing 40 117 Asia/Shanghai chinese
HKG HK Hong_Kong 22 114 Asia/Hong_Kong chinese,english
TPE TW Taipei 25 121 Asia/Taipei chinese
ICN KR Seoul 37 126 Asia/Seoul korean
NRT JP Tokyo 36 140 Asia/Tokyo japanese
SGN VN Ho_Chi_Minh_City 11 107 Asia/Ho_Chi_Minh vietnamese
CGK ID Jakarta -6 107 Asia/Jakarta indonesian
LOS NG Lagos 7 3 Africa/Lagos yoruba-igbo,hausa
ABV NG Abuja 9 7 Africa/Lagos hausa,yoruba-igbo
DSS SN Dakar 15 -17 Africa/Dakar mande-wolof,french
ACC GH Accra 6 0 Africa/Accra akan
ADD ET Addis_Ababa 9 39 Africa/Addis_Ababa ethiopian
NBO KE Nairobi -1 37 Africa/Nairobi swahili,english
JNB ZA Johannesburg -26 28 Africa/Johannesburg dutch,english
GRU BR Sao_Paulo -23 -46 America/Sao_Paulo portuguese
BOG CO Bogota 5 -74 America/Bogota spanish
MEX MX Mexico_City 19 -99 America/Mexico_City spanish
EZE AR Buenos_Aires -35 -59 America/Argentina/Buenos_Aires spanish
JFK US New_York 41 -74 America/New_York english,spanish,hebrew
YYZ CA Toronto 44 -80 America/Toronto english,french,hindi,chinese`

export const airports: readonly Airport[] = rows
  .trim()
  .split('\n')
  .map((row) => {
    const [code = '', country = '', city = '', latitude, longitude, zone = '', cultures = ''] = row.split(' ')
    return {
      code,
      country,
      city: city.replaceAll('_', ' '),
      latitude: Number(latitude),
      longitude: Number(longitude),
      zone,
      cultures: cultures.split(','),
    }
  })

/** Airports of the node's country. Every flight begins or ends at one of them. */
export const homeAirports: readonly string[] = ['LIS', 'OPO', 'FAO']

const byCode = new Map(airports.map((airport) => [airport.code, airport]))

export function airportOf(code: string): Airport {
  const airport = byCode.get(code)
  if (!airport) throw new RangeError(`airport ${code} is not in the simulator's table`)
  return airport
}

/** Returns the flight time in minutes at a jet's speed, plus half an hour for climb and landing, in steps of five. */
export function flyingMinutes(from: Airport, to: Airport): number {
  const radians = Math.PI / 180
  const cosine =
    Math.sin(from.latitude * radians) * Math.sin(to.latitude * radians) +
    Math.cos(from.latitude * radians) *
      Math.cos(to.latitude * radians) *
      Math.cos((to.longitude - from.longitude) * radians)
  const kilometres = 6371 * Math.acos(Math.min(1, Math.max(-1, cosine)))
  return Math.round((30 + (kilometres / 850) * 60) / 5) * 5
}
