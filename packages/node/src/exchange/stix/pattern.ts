/**
 * A comparison in a STIX 2.1 pattern. This project writes only the patterns that signals need: one observation, with
 * comparisons by `=` or `LIKE` joined by AND and OR (STIX 2.1, section 9). Values are always escaped with `literal`.
 */
export interface Comparison {
  /** The path of the property, for example `travel-document:number` or `file:hashes.'SHA-256'`. */
  path: string
  operator: '=' | 'LIKE' | '<=' | '>='
  value: string | number
}
/** Comparisons that must all be true. Of an inner array, one must be true. */
export type Conjunction = readonly (Comparison | readonly Comparison[])[]

const literal = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

/** Makes a comparison. In LIKE, `%` and `_` are wildcards; here LIKE is used only with digits. */
export const compare = (path: string, value: string | number, operator: Comparison['operator'] = '='): Comparison => ({
  path,
  operator,
  value,
})

export function writePattern(parts: Conjunction): string {
  const one = ({ path, operator, value }: Comparison) =>
    `${path} ${operator} ${typeof value === 'number' ? value : literal(value)}`
  const written = parts.map((part) => {
    if (!('length' in part)) return one(part)
    return part.length === 1 ? one(part[0] as Comparison) : `(${part.map(one).join(' OR ')})`
  })
  return `[${written.join(' AND ')}]`
}

type Token = { kind: 'path' | 'string' | 'number' | 'operator' | 'word' | 'mark'; text: string }
const longest = 100_000

/**
 * Parses a pattern into its comparisons. Returns null if the pattern contains anything except comparisons of one
 * observation. Takes time proportional to its length.
 */
export function readPattern(pattern: string): Conjunction | null {
  if (pattern.length > longest) return null
  const tokens = tokensOf(pattern)
  if (tokens === null) return null
  let at = 0
  const take = (kind: Token['kind'], text?: string): Token | null => {
    const token = tokens[at]
    if (token === undefined || token.kind !== kind || (text !== undefined && token.text !== text)) return null
    at += 1
    return token
  }
  const comparison = (): Comparison | null => {
    const path = take('path')
    const operator = take('operator')
    const value = take('string') ?? take('number')
    if (path === null || operator === null || value === null) return null
    return {
      path: path.text,
      operator: operator.text as Comparison['operator'],
      value: value.kind === 'number' ? Number(value.text) : value.text,
    }
  }
  const anyOf = (): readonly Comparison[] | null => {
    const options: Comparison[] = []
    do {
      const next = comparison()
      if (next === null) return null
      options.push(next)
    } while (take('word', 'OR') !== null)
    return take('mark', ')') === null ? null : options
  }
  if (take('mark', '[') === null) return null
  const parts: (Comparison | readonly Comparison[])[] = []
  do {
    const part = take('mark', '(') === null ? comparison() : anyOf()
    if (part === null) return null
    parts.push(part)
  } while (take('word', 'AND') !== null)
  return take('mark', ']') !== null && at === tokens.length ? parts : null
}

function tokensOf(text: string): Token[] | null {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const letter = text[at] as string
    if (/\s/.test(letter)) at += 1
    else if ('[]()'.includes(letter)) {
      tokens.push({ kind: 'mark', text: letter })
      at += 1
    } else if (letter === "'") {
      const read = readString(text, at)
      if (read === null) return null
      tokens.push({ kind: 'string', text: read.value })
      at = read.end
    } else if ('=<>'.includes(letter)) {
      const operator = text[at + 1] === '=' && letter !== '=' ? `${letter}=` : letter
      if (operator === '<' || operator === '>') return null
      tokens.push({ kind: 'operator', text: operator })
      at += operator.length
    } else {
      const word = readWord(text, at)
      if (word === null) return null
      tokens.push(word.token)
      at = word.end
    }
  }
  return tokens
}

/** Reads a string that starts at its opening quote. The only escapes are `\\` and `\'`. */
function readString(text: string, from: number): { value: string; end: number } | null {
  const value: string[] = []
  for (let at = from + 1; at < text.length; at += 1) {
    const letter = text[at] as string
    if (letter === "'") return { value: value.join(''), end: at + 1 }
    if (letter !== '\\') value.push(letter)
    else {
      at += 1
      const escaped = text[at]
      if (escaped !== '\\' && escaped !== "'") return null
      value.push(escaped)
    }
  }
  return null
}

/** Reads a path, AND, OR, LIKE, or a number. A path step may be quoted: `file:hashes.'SHA-256'`. */
function readWord(text: string, from: number): { token: Token; end: number } | null {
  let at = from
  while (at < text.length && /[A-Za-z0-9_.:-]/.test(text[at] as string)) {
    at += 1
    if (text[at - 1] === '.' && text[at] === "'") {
      const step = readString(text, at)
      if (step === null) return null
      at = step.end
    }
  }
  if (at === from) return null
  const word = text.slice(from, at)
  const token = (kind: Token['kind']) => ({ token: { kind, text: word }, end: at })
  if (word === 'AND' || word === 'OR') return token('word')
  if (word === 'LIKE') return token('operator')
  if (/^-?[0-9]{1,15}$/.test(word)) return token('number')
  return word.includes(':') ? token('path') : null
}
