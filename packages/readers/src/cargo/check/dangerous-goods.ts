// The words of a text about dangerous goods, compiled once. Every expression is linear: none repeats a repetition.

const unNumber = /^(?:UN|ID)?[\s-]?(\d{4})$/i
/** ID 8000 is the one identification number of the IATA Dangerous Goods Regulations outside the list of the United Nations. */
const CONSUMER_COMMODITY = '8000'

/**
 * Reads a number of the list of dangerous goods of the United Nations, with or without `UN` before it, and returns its four
 * digits. The list begins with 0004; 3600 leaves room above its last number. Returns null for another form.
 */
export function readUnNumber(text: string): string | null {
  const digits = unNumber.exec(text.trim())?.[1]
  if (digits === undefined) return null
  const number = Number(digits)
  return (number >= 4 && number <= 3600) || digits === CONSUMER_COMMODITY ? digits : null
}

const unInText = /(?<![\p{L}\p{N}])(?:UN|ID)[\s-]{0,2}(?:NO\.? ?|NR\.? ?)?(\d{4})(?![\p{L}\p{N}])/giu
/** Lists the UN numbers that a text states with `UN` or `ID` before them, each once. */
export function unNumbersIn(text: string): string[] {
  if (!/(?:UN|ID)/i.test(text)) return []
  const found = new Set<string>()
  for (const [, digits = ''] of text.matchAll(unInText)) {
    const number = readUnNumber(digits)
    if (number !== null) found.add(number)
  }
  return [...found]
}

/** A statement about all goods of its sentence: they are not dangerous. */
const cleared =
  /\b(?:NOT|NON|NO|NIL|WITHOUT)[ -]+(?:(?:A|ANY|AS|CONTAINS?|CONTAINING|CLASSIFIED|CONSIDERED|REGULATED|SUBJECT|TO) ){0,4}(?:RESTRICTED|REGULATED|DANGEROUS|DGR?\b|HAZ)/
/** A property that its own prefix denies, as in NON-TOXIC, is no sign of dangerous goods. */
const dangerous =
  /\b(?<denied>(?:NOT|NON|NO|ANTI)[ -]+)?(?:DANGEROUS GOODS|DGR|HAZMAT|HAZARDOUS|SHIPPER[’'´` ]?S DECLARATION|(?:IN)?FLAMMABLES?|EXPLOSIVES?|CORROSIVES?|RADIOACTIVE|TOXIC)\b/g
const sentences = /[.;!?\r\n]+/
/** Nearly no text has one of these, and without one it says nothing about danger. */
const mayNameDanger = /DANG|DGR|HAZ|DECLARATION|FLAMM|EXPLOS|CORROS|RADIOACT|TOXIC/i

/** Tells whether a text says that goods are dangerous. A sentence that says the opposite does not count. */
export function saysDangerous(text: string): boolean {
  if (!mayNameDanger.test(text)) return false
  return text
    .toUpperCase()
    .split(sentences)
    .some((sentence) => !cleared.test(sentence) && namesDanger(sentence))
}

function namesDanger(sentence: string): boolean {
  for (const match of sentence.matchAll(dangerous)) if (match.groups?.denied === undefined) return true
  return false
}
