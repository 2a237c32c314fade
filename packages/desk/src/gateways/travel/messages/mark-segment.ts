import type { Finding } from '@entente/contracts'

export interface Piece {
  text: string
  marked: boolean
}
export interface Separators {
  component: string
  element: string
  release: string
}
export const usualSeparators: Separators = { component: ':', element: '+', release: '?' }

/** Returns the separators that a service string advice `UNA:+.?*'` declares, else the default ones (ISO 9735, 8.). */
export function separatorsOf(first: string | undefined): Separators {
  if (!first?.startsWith('UNA') || first.length < 8) return usualSeparators
  return { component: first[3] ?? ':', element: first[4] ?? '+', release: first[6] ?? '?' }
}

type Range = [from: number, to: number]

/**
 * Splits a segment into marked and unmarked pieces. It marks the literal of each finding, or without one the element or component of the finding;
 * and each of `values` that is a whole component, or a whole part between slashes.
 */
export function markSegment(
  text: string,
  findings: readonly Pick<Finding, 'position' | 'literal'>[],
  values: readonly string[],
  separators: Separators,
): Piece[] {
  const components = componentsOf(text, separators)
  const wanted = new Set(values.map((value) => value.toLowerCase()).filter((value) => value !== ''))
  const ranges: Range[] = components.flatMap((component): Range[] =>
    wanted.has(component.value.toLowerCase()) ? [[component.from, component.to]] : partsOf(text, component, wanted),
  )
  for (const finding of findings) {
    const range = rangeOf(text, finding, components)
    if (range) ranges.push(range)
  }
  return cut(text, ranges)
}

/** Returns the wanted parts between slashes, as free text of reservations has them: `/P/TN/K4471906B`. */
function partsOf(text: string, component: Component, wanted: ReadonlySet<string>): Range[] {
  const whole = text.slice(component.from, component.to)
  if (!whole.includes('/')) return []
  let at = component.from
  return whole.split('/').flatMap((part): Range[] => {
    const from = at
    at += part.length + 1
    return wanted.has(part.toLowerCase()) ? [[from, from + part.length]] : []
  })
}

function rangeOf(
  text: string,
  { literal, position }: Pick<Finding, 'position' | 'literal'>,
  components: Component[],
): Range | null {
  const at = literal ? text.indexOf(literal) : -1
  if (literal && at >= 0) return [at, at + literal.length]
  const element = Number(position?.element ?? 0)
  const inside = components.filter((each) => each.element === element)
  const component = inside.find((each) => each.component === Number(position?.component ?? 0))
  const [from, to] = component ? [component.from, component.to] : [inside[0]?.from, inside.at(-1)?.to]
  return element > 0 && from !== undefined && to !== undefined && to > from ? [from, to] : null
}

interface Component {
  element: number
  component: number
  from: number
  to: number
  value: string
}
/** Splits a segment into components with their positions. The tag is element 0; an escaped separator is part of its value. */
function componentsOf(text: string, separators: Separators): Component[] {
  const found: Component[] = []
  let [element, component, from, value] = [0, 1, 0, '']
  const close = (to: number): void => {
    found.push({ element, component, from, to, value })
    value = ''
    from = to + 1
  }
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? ''
    const last = at === text.length - 1 && /['\n]/.test(character)
    if (character === separators.release && at + 1 < text.length) {
      value += text[at + 1]
      at += 1
    } else if (character === separators.element) {
      close(at)
      element += 1
      component = 1
    } else if (character === separators.component) {
      close(at)
      component += 1
    } else if (last) {
      close(at)
      return found
    } else value += character
  }
  close(text.length)
  return found
}

function cut(text: string, ranges: Range[]): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const [from, to] of ranges.sort((a, b) => a[0] - b[0])) {
    if (from < at) continue
    if (from > at) pieces.push({ text: text.slice(at, from), marked: false })
    pieces.push({ text: text.slice(from, to), marked: true })
    at = to
  }
  if (at < text.length || pieces.length === 0) pieces.push({ text: text.slice(at), marked: false })
  return pieces
}

/** Writes control bytes as `\x1a`, so that nothing in a message is invisible. */
export function visibleControls(text: string): string {
  return text.replace(
    /[\u0000-\u001f\u007f-\u009f]/g,
    (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )
}
