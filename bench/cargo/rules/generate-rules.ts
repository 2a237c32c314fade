import type { Random } from './random.ts'

/**
 * Makes expressions of the rule language at random, correct in their types. They use every operator and function, also where a
 * person would not, and read values that a consignment may not state.
 */
export function generateExpression(random: Random, depth = 4): string {
  return condition(random, depth, null)
}

const doubles = ['c.grossKg', 'c.volumeM3', 'c.kgPerPiece', 'c.quality', 'c.score', 'c.watch.best', 'c.valuePerKg']
const ints = ['c.pieces', 'c.packages', 'size(c.hs)', 'size(c.description)', 'c.routeCountries.size()']
const texts = ['c.mode', 'c.origin', 'c.description', 'c.consignor.name', 'c.consignee.country', 'c.notify.city', 'now']
const lists = ['c.hs', 'c.hs2', 'c.routeCountries', 'c.findings', 'c.tags', 'c.partyRoles', 'c.unNumbers']
const flags = ['c.firstSeen.pair', 'c.firstSeen.consignee']
const asked = [...doubles, ...texts, ...lists, ...flags, 'c.notify.name', 'c.pieces'].filter((path) => path !== 'now')
const words = ["'air'", "'sea'", "'93'", "'9302'", "'RIFLE'", "'NO'", "''", "'PARTS'", "'consignor'", "'HS_MISSING'"]
const patterns = ["'(?i)rifle|parts'", "'^STEEL'", "'[0-9]+'", "'S$'", "'a{2,4}b?'"]
const comparisons = ['==', '!=', '<', '<=', '>', '>=']

/** `loop` is the variable of an enclosing loop over texts, or null. */
function condition(random: Random, depth: number, loop: string | null): string {
  const again = () => condition(random, depth - 1, loop)
  if (depth <= 0) return random.chance(0.5) ? random.pick(flags) : `has(${random.pick(asked)})`
  switch (random.between(0, 13)) {
    case 0:
      return `(${again()} && ${again()})`
    case 1:
      return `(${again()} || ${again()})`
    case 2:
      return `!(${again()})`
    case 3:
      return `(${again()} ? ${again()} : ${again()})`
    case 4:
      return `${double(random, depth)} ${random.pick(comparisons)} ${double(random, depth)}`
    case 5:
      return `${int(random, depth)} ${random.pick(comparisons)} ${int(random, depth)}`
    case 6:
      return `${text(random, loop)} ${random.pick(['==', '!='])} ${text(random, loop)}`
    case 7:
      return `${text(random, loop)}.${random.pick(['contains', 'startsWith', 'endsWith'])}(${text(random, loop)})`
    case 8:
      return `${text(random, loop)} in ${list(random, depth)}`
    case 9:
      return `re(${text(random, loop)}, ${random.pick(patterns)})`
    case 10:
      return `hsIn(${random.pick(['c.hs', 'c.hs2'])}, ${random.pick(["'93'", "'7'", "'7306'"])})`
    case 11:
      return `inTable(${random.pick(["'arms'", "'chemical'"])})`
    case 12:
      return `has(${random.pick(asked)})`
    default: {
      if (loop !== null) return `${loop}.startsWith(${random.pick(words)})`
      const how = random.pick(['exists', 'all', 'exists_one'])
      return `${list(random, depth)}.${how}(x, ${condition(random, depth - 1, 'x')})`
    }
  }
}

function double(random: Random, depth: number): string {
  const kind = depth <= 0 ? 0 : random.between(0, 4)
  if (kind === 3) return `(${double(random, depth - 1)} ${random.pick(['+', '-', '*', '/'])} ${double(random, 0)})`
  if (kind === 4) return `double(${int(random, depth - 1)})`
  return kind === 2 ? random.pick(['0.0', '0.5', '12.5', '1000.0', '-1.0']) : random.pick(doubles)
}

function int(random: Random, depth: number): string {
  const kind = depth <= 0 ? 0 : random.between(0, 5)
  if (kind === 3) return `(${int(random, depth - 1)} ${random.pick(['+', '-', '*', '/', '%'])} ${int(random, 0)})`
  if (kind === 4) return `days(${random.pick(['now', "'2026-02-30'", "'2026-01-01'"])}, '2026-06-01')`
  if (kind === 5) return `int(${double(random, depth - 1)})`
  return kind === 2 ? random.pick(['0', '1', '3', '9223372036854775807', '-7']) : random.pick(ints)
}

function text(random: Random, loop: string | null): string {
  if (loop !== null && random.chance(0.4)) return loop
  switch (random.between(0, 4)) {
    case 0:
      return random.pick(words)
    case 1:
      return `(${random.pick(texts)} + ${random.pick(words)})`
    case 2:
      return `${random.pick(texts)}.${random.pick(['upperAscii', 'lowerAscii'])}()`
    default:
      return random.pick(texts)
  }
}

function list(random: Random, depth: number): string {
  switch (depth <= 0 ? 0 : random.between(0, 5)) {
    case 3:
      return `[${random.pick(words)}, ${random.pick(words)}, ${random.pick(texts)}]`
    case 4:
      return `${random.pick(lists)}.filter(y, y != ${random.pick(words)})`
    case 5:
      return `${random.pick(lists)}.map(y, y + ${random.pick(words)})`
    default:
      return random.pick(lists)
  }
}
