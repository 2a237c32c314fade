export interface Place {
  /** An airport's IATA code, or a port's UN/LOCODE. */
  code: string
  /** ISO 3166-1 alpha-2. */
  country: string
  city: string
}

const placesOf = (rows: string): readonly Place[] =>
  rows
    .trim()
    .split('\n')
    .map((row) => {
      const [code = '', country = '', city = ''] = row.split(' ')
      return { code, country, city: city.replaceAll('_', ' ') }
    })

/** The airport where goods by air arrive. */
export const ownAirport: Place = { code: 'LIS', country: 'PT', city: 'Lisbon' }
/** The port where goods by sea arrive. */
export const ownPort: Place = { code: 'PTSIN', country: 'PT', city: 'Sines' }

/** Real airports from which goods arrive. */
export const airports = placesOf(`
FRA DE Frankfurt
AMS NL Amsterdam
OSL NO Oslo
IST TR Istanbul
DXB AE Dubai
HKG HK Hong_Kong
PVG CN Shanghai
ICN KR Seoul
DEL IN Delhi
SIN SG Singapore
NBO KE Nairobi
ADD ET Addis_Ababa
JNB ZA Johannesburg
GRU BR Sao_Paulo
`)

/** Real ports from which goods arrive. */
export const ports = placesOf(`
NLRTM NL Rotterdam
DEHAM DE Hamburg
TRMER TR Mersin
AEJEA AE Jebel_Ali
HKHKG HK Hong_Kong
CNSHA CN Shanghai
KRPUS KR Busan
INNSA IN Nhava_Sheva
SGSIN SG Singapore
KEMBA KE Mombasa
ZADUR ZA Durban
BRSSZ BR Santos
`)
