/**
 * IATA codes of cities with several airports: the city, then its airports. A waybill may name the city as destination and the
 * airport in the route.
 */
const lines = `
BER SXF TXL BER
BJS PEK PKX NAY
BUE EZE AEP
CHI ORD MDW
DTT DTW YIP
HOU IAH HOU EFD
JKT CGK HLP
LON LHR LGW STN LTN LCY SEN
MIL MXP LIN BGY
MOW SVO DME VKO ZIA
NYC JFK EWR LGA
OSA KIX ITM UKB
PAR CDG ORY BVA LBG
RIO GIG SDU
ROM FCO CIA
SAO GRU VCP CGH
SEL ICN GMP
SPK CTS OKD
STO ARN BMA NYO VST
TYO NRT HND
WAS IAD DCA BWI
YMQ YUL YMX
YTO YYZ YTZ YHM
BKK BKK DMK
DXB DXB DWC
IST IST SAW
SHA PVG SHA
`

const airportsOf: ReadonlyMap<string, readonly string[]> = new Map(
  lines
    .trim()
    .split('\n')
    .map((line) => {
      const [city = '', ...airports] = line.split(' ')
      return [city, airports]
    }),
)

/** Tells whether two IATA codes may name the same place: they are equal, or one is the city of the other. */
export const maySamePlace = (one: string, other: string): boolean =>
  one === other || airportsOf.get(one)?.includes(other) === true || airportsOf.get(other)?.includes(one) === true
