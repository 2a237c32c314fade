import { setTimeout as delay } from 'node:timers/promises'
import { RE2JS, RE2Set } from 're2js'

/** Patterns are tested against this many characters from the start of a text. */
const mostText = 256
/** Instructions of one compiled pattern, about one for each character of a literal. */
const mostInstructions = 500
/** Bytes of remembered states of one pattern. Beyond them the engine forgets states; matching stays linear. */
const stateBytes = 65_536
/** Limits of one list, and of all lists of one officer together. */
const patternLimits = { patterns: 200, instructions: 4000 } as const
export const tooManyPatterns = `at most ${patternLimits.patterns} patterns of ${patternLimits.instructions} instructions together are allowed`
/** Compiled patterns of at most this many instructions together are remembered. */
const mostRemembered = 100_000

interface Compiled {
  size: number
  test: (text: string) => boolean
}
/** A pattern that cannot be used, and the reason in words. */
export interface UnusablePattern {
  pattern: string
  reason: string
}

/**
 * Compiles the patterns of a list with RE2 syntax. The time of a test is linear in the length of the text, whatever the
 * pattern is (https://swtch.com/~rsc/regexp/regexp1.html). Look-around and back-references have no linear algorithm, so
 * RE2 has neither of them. A pattern may also be written as in JavaScript (`\u0041`, `(?<name>...)`). Returns a matcher
 * for the usable patterns, the size of those in instructions, and the patterns that cannot be used.
 */
export function compilePatterns(entries: readonly string[]): {
  match: (text: string) => string | null
  /** As `match`, with a call of `next` before each pattern: a pattern may take milliseconds, and a list has many. */
  matchInTurns: (text: string, next: () => Promise<void> | undefined) => Promise<string | null>
  size: number
  unusable: UnusablePattern[]
} {
  const unusable: UnusablePattern[] = []
  const usable: { entry: string; compiled: Compiled }[] = []
  let size = 0
  for (const entry of entries) {
    const compiled = compile(entry)
    const reason =
      typeof compiled === 'string'
        ? compiled
        : usable.length >= patternLimits.patterns || size + compiled.size > patternLimits.instructions
          ? tooManyPatterns
          : null
    if (reason !== null || typeof compiled === 'string') unusable.push({ pattern: entry, reason: reason ?? '' })
    else {
      usable.push({ entry, compiled })
      size += compiled.size
    }
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

const remembered = new Map<string, Compiled>()
let rememberedSize = 0

/** Compiles one pattern, or says why it cannot be used. */
function compile(pattern: string): Compiled | string {
  const known = remembered.get(pattern)
  if (known !== undefined) return known
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
  const compiled = { size, test: (text: string) => set.match(text).length > 0 }
  if (rememberedSize + size > mostRemembered) {
    remembered.clear()
    rememberedSize = 0
  }
  remembered.set(pattern, compiled)
  rememberedSize += size
  return compiled
}
