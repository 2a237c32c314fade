import type { Cast } from './corrupt-message.ts'

/** Parts of a passenger list in the UN dialect with the default separators, for messages with a handwritten fault. */
export const paxlst = {
  unb: "UNB+UNOA:4+X0APIS+BORDER+260301:0900+77'",
  unh: "UNH+1+PAXLST:D:05B:UN:IATA'",
  bgm: "BGM+745'",
  flight: "TDT+20+X00417+++X0'LOC+125+LHR'DTM+189:2603011010:201'LOC+87+LIS'DTM+232:2603011250:201'",
  person: (p: Cast) =>
    `NAD+FL+++${p.surname}:${p.given}'ATT+2++${p.sex}'DTM+329:${p.yymmdd}'NAT+2+PRT'DOC+P+${p.document}'DTM+36:310615'LOC+91+PRT'`,
  count: (people: number) => `CNT+42:${people}'`,
  unt: (segments: number) => `UNT+${segments}+1'`,
  unz: "UNZ+1+77'",
}

/** Returns a whole message around the given body, with correct counts. */
export function wholePaxlst(body: string, people: number, head = `UNA:+.? '${paxlst.unb}${paxlst.unh}`): string {
  const message = `${paxlst.bgm}${paxlst.flight}${body}${paxlst.count(people)}`
  return `${head}${message}${paxlst.unt(countSegments(message) + 2)}${paxlst.unz}`
}

/** Counts the segments of a text in which every `'` is a terminator. */
export const countSegments = (text: string): number => text.split("'").length - 1
