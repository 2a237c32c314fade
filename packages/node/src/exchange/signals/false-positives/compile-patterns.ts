import { setTimeout as delay } from 'node:timers/promises'
import { RE2JS, RE2Set } from 're2js'

/** Patterns are tested against this many characters from the start of a text. */
const mostText = 256
/** Instructions of one compiled pattern, about one for each character of a literal. */
const mostInstructions = 500
/** Bytes of remembered states of one pattern. Beyond them the engine forgets states; matching stays linear. */
const stateBytes = 65_536
/** Limits of one list, and of all lists of one officer together. */
export const patternLimits = { patterns: 200, instructions: 4000 } as const
export const tooManyPatterns = `at most ${patternLimits.patterns} patterns of ${patternLimits.instructions} instructions together are allowed`
/** Of one list, only this many patterns are looked at. A list of an older release may have unusable ones. */
const mostTried = 1000
/** Compiled patterns of at most this many instructions together are remembered. A refusal counts as some. */
const mostRemembered = 100_000
const refusalSize = 20

export interface CompiledPattern {
  size: number
  test: (text: string) => boolean
}
/** A pattern that cannot be used, and the reason in words. */
export interface UnusablePattern {
  pattern: string
  reason: string
}

export interface CompiledPatterns {
  match: (text: string) => string | null
  /** As `match`, with a call of `next` before each pattern: a pattern may take milliseconds, and a list has many. */
  matchInTurns: (text: string, next: () => Promise<void> | undefined) => Promise<string | null>
  /** The size of the usable patterns in instructions. */
  size: number
  unusable: UnusablePattern[]
}

/**
 * Compiles the patterns of a list with RE2 syntax. The time of a test is linear in the length of the text, whatever the
 * pattern is (https://swtch.com/~rsc/regexp/regexp1.html). Look-around and back-references have no linear algorithm, so
 * RE2 has neither of them. A pattern may also be written as in JavaScript (`\u0041`, `(?<name>...)`). Patterns beyond the
 * limits are not compiled, and the event loop runs after each pattern. With `untilUnusable`, the patterns after the first
 * unusable one are not compiled either.
 */
export async function compilePatterns(
  entries: readonly string[],
  {
    next = takeRests(),
    untilUnusable = false,
  }: { next?: () => Promise<void> | undefined; untilUnusable?: boolean } = {},
): Promise<CompiledPatterns> {
  const unusable: UnusablePattern[] = []
  const usable: { entry: string; compiled: CompiledPattern }[] = []
  let size = 0
  for (const [place, entry] of entries.entries()) {
    const tooMany = place >= mostTried || usable.length >= patternLimits.patterns
    const compiled = tooMany ? tooManyPatterns : compilePattern(entry)
    if (typeof compiled === 'string') unusable.push({ pattern: entry, reason: compiled })
    else if (size + compiled.size > patternLimits.instructions)
      unusable.push({ pattern: entry, reason: tooManyPatterns })
    else {
      usable.push({ entry, compiled })
      size += compiled.size
    }
    await next()
    if (untilUnusable && unusable.length > 0) break
  }
  return {
    match: (text) => {
      const start = text.slice(0, mostText)
      return usable.find(({ compiled }) => compiled.test(start))?.entry ?? null
    },
    async matchInTurns(text, next) {
      const start = text.slice(0, mostText)
      for (const { entry, compiled } of usable) {
        await next()
        if (compiled.test(start)) return entry
      }
      return null
    },
    size,
    unusable,
  }
}

/** Work on patterns runs for this many milliseconds, and then rests for as long as it ran. */
const turnMs = 5

/**
 * Yields as `takeTurns` does, and rests as long as the work took, because what people write as a pattern must not use
 * the whole thread that answers requests.
 */
export function takeRests(): () => Promise<void> | undefined {
  let since = performance.now()
  return () => {
    const worked = performance.now() - since
    if (worked < turnMs) return undefined
    return delay(worked).then(() => {
      since = performance.now()
    })
  }
}

/** Compiled patterns and refusals, by pattern. The one that was used longest ago is first. */
const remembered = new Map<string, CompiledPattern | string>()
let rememberedSize = 0
const sizeOf = (one: CompiledPattern | string) => (typeof one === 'string' ? refusalSize : one.size)

/** Compiles one pattern, or says why it cannot be used. The answer is remembered. */
export function compilePattern(pattern: string): CompiledPattern | string {
  const known = remembered.get(pattern)
  const compiled = known ?? compileAnew(pattern)
  if (known === undefined) rememberedSize += sizeOf(compiled)
  remembered.delete(pattern)
  remembered.set(pattern, compiled)
  for (const [oldest, one] of remembered) {
    if (rememberedSize <= mostRemembered) break
    remembered.delete(oldest)
    rememberedSize -= sizeOf(one)
  }
  return compiled
}

function compileAnew(pattern: string): CompiledPattern | string {
  // Compiling a pattern costs time by its size, so a size that is plain to see is refused first.
  if (repeatsOf(pattern) > mostInstructions)
    return `it has more than ${mostInstructions} instructions; ${mostInstructions} are allowed`
  let size: number
  let translated: string
  try {
    translated = RE2JS.translateRegExp(pattern)
    size = RE2JS.compile(translated).programSize()
  } catch (error) {
    const because = (error as Error).message.replace(/^error parsing regexp: /, '')
    return /\(\?<?[=!]/.test(pattern)
      ? 'look-around is not available'
      : /\\[1-9k]/.test(pattern)
        ? 'back-references are not available'
        : because
  }
  if (size > mostInstructions) return `it has ${size} instructions; ${mostInstructions} are allowed`
  // A set limits the memory for states; a single compiled pattern does not.
  const set = new RE2Set(RE2Set.UNANCHORED, 0, stateBytes)
  set.add(translated)
  set.compile()
  return { size, test: (text: string) => set.match(text).length > 0 }
}

/** Escapes, quotations and classes, in which braces are no repetition. */
const noRepetition = /\\(?:[xupP]\{[^}]*\}|Q.*?(?:\\E|$)|.)|\[\^?\]?(?:\\.|\[:\^?[a-z]+:\]|[^\]\\])*\]/gs

/** Adds up the counts of repetitions in a pattern: each takes at least as many instructions. */
function repeatsOf(pattern: string): number {
  const counts = pattern.replaceAll(noRepetition, 'x').matchAll(/\{(\d+)(?:,(\d*))?\}/g)
  return [...counts].reduce((sum, [, least, most]) => sum + Number(most || least), 0)
}
