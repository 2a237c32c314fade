/** A segment as its elements, each as its components, without release characters. The first element is the tag. */
export type Segment = string[][]

export interface Interchange {
  segments: Segment[]
  /** Writes segments with the separators and line ends of the interchange. */
  write(segments: readonly Segment[]): string
}

/** Reads the segments of an interchange that a sender wrote. Returns null for a text that does not begin like one. */
export function readSegments(text: string): Interchange | null {
  const una = /^\s*UNA(.{6})/s.exec(text)
  const [component, element, , release, , terminator] = una?.[1] ?? ":+.? '"
  if (!component || !element || !release || !terminator) return null
  const lineEnd = text.includes(`${terminator}\r\n`) ? '\r\n' : text.includes(`${terminator}\n`) ? '\n' : ''
  const released = release === ' ' ? null : release
  const segments: Segment[] = []
  let segment: Segment = [['']]
  const start = una === null ? 0 : una[0].length
  const add = (sign: string) => {
    const components = segment.at(-1) as string[]
    components.push(`${components.pop()}${sign}`)
  }
  for (let at = start; at < text.length; at++) {
    const sign = text[at] as string
    if (sign === released && at + 1 < text.length) {
      at += 1
      add(text[at] as string)
    } else if (sign === terminator) {
      segments.push(segment)
      segment = [['']]
    } else if (sign === element) segment.push([''])
    else if (sign === component) segment.at(-1)?.push('')
    else if (!(sign === '\r' || sign === '\n')) add(sign)
  }
  if (segments[0]?.[0]?.[0] !== 'UNB') return null
  const signs = [component, element, terminator, ...(released === null ? [] : [released])]
  const safe = (value: string) =>
    [...value].map((sign) => (signs.includes(sign) && released !== null ? released + sign : sign)).join('')
  return {
    segments,
    write: (given) =>
      (una === null ? '' : una[0] + lineEnd) +
      given
        .map((one) => one.map((values) => values.map(safe).join(component)).join(element) + terminator + lineEnd)
        .join(''),
  }
}
