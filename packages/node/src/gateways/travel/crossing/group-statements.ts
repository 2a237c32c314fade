import { MergeRule } from '@entente/contracts'
import { isYearKey } from '../statements/identity-keys.ts'
import { inUnbOrder, type StatementFacts } from './statement-facts.ts'

/**
 * Rules by which two statements are about one traveller, the strongest first. `same-record`: a person and their
 * check-in in one reservation.
 */
const mergeRules = MergeRule.options

/** The statements about one traveller in UNB order, and the rule by which each joined the earlier ones. */
export interface StatementGroup {
  members: StatementFacts[]
  rules: Map<string, MergeRule>
}

/**
 * Groups the statements of one flight by traveller. The function is pure and depends only on the set of statements: any
 * order of arrival gives the same groups. It applies one rule after another to all statements. Two groups never join if
 * a person split them or if their stated birth dates contradict each other. A name alone never joins two people of one
 * message, because the message lists them as two.
 */
export function groupStatements(statements: readonly StatementFacts[]): StatementGroup[] {
  const ordered = [...statements].sort(inUnbOrder)
  const groups = ordered.map((statement) => newGroup(statement))
  const forest = ordered.map((_, index) => index)
  for (const rule of mergeRules) {
    const meeting = new Map<string, number[]>()
    for (const [index, statement] of ordered.entries()) {
      for (const key of keysOf(rule, statement)) {
        const others = meeting.get(key)
        if (others === undefined) {
          meeting.set(key, [index])
          continue
        }
        for (const other of inTurn(statement, others, ordered)) {
          const mine = find(forest, index)
          const theirs = find(forest, other)
          if (mine === theirs) break
          const a = groups[mine] as Group
          const b = groups[theirs] as Group
          if (!agree(rule, statement, ordered[other] as StatementFacts) || !mayJoin(rule, a, b)) continue
          join(forest, groups, mine, theirs)
          const joined = groups[find(forest, index)] as Group
          const later = joined.rules.has(statement.id) ? (ordered[other] as StatementFacts).id : statement.id
          if (!joined.rules.has(later)) joined.rules.set(later, rule)
          break
        }
        others.push(index)
      }
    }
  }
  return [...new Set(ordered.map((_, index) => find(forest, index)))]
    .map((root) => groups[root] as Group)
    .map(({ members, rules }) => ({ members: members.sort(inUnbOrder), rules }))
    .sort((a, b) => inUnbOrder(a.members[0] as StatementFacts, b.members[0] as StatementFacts))
}

/**
 * Orders the statements with a common key: the earliest first. After a split by a person, statements of the same
 * reservation come first, so that a later push of the reservation stays with the same traveller.
 */
function inTurn(statement: StatementFacts, others: readonly number[], ordered: readonly StatementFacts[]) {
  const { reservationKey } = statement
  const isSplit = (index: number) => (ordered[index] as StatementFacts).sides.size > 0
  if (reservationKey === null || !others.some(isSplit)) return others
  const isOfSame = (index: number) => (ordered[index] as StatementFacts).reservationKey === reservationKey
  return [...others.filter(isOfSame), ...others.filter((index) => !isOfSame(index))]
}

interface Group {
  members: StatementFacts[]
  rules: Map<string, MergeRule>
  /** Each distinct stated birth date with its swapped form. */
  births: (readonly Buffer[])[]
  /** The person's pointer, by message and source. Two different pointers of one message and source mean two people. */
  records: Map<string, string>
  /** The side of the group for each split: true if it belongs to the new traveller. */
  sides: Map<string, boolean>
}

function newGroup(statement: StatementFacts): Group {
  return {
    members: [statement],
    rules: new Map(),
    births: statement.birth_keys.length > 0 ? [statement.birth_keys] : [],
    records: new Map([[`${statement.messageId}|${statement.source}`, statement.pointer]]),
    sides: new Map(statement.sides),
  }
}

function find(forest: number[], index: number): number {
  let root = index
  while (forest[root] !== root) root = forest[root] as number
  for (let at = index; at !== root; ) {
    const next = forest[at] as number
    forest[at] = root
    at = next
  }
  return root
}

function join(forest: number[], groups: Group[], a: number, b: number): void {
  const [root, leaf] = a < b ? [a, b] : [b, a]
  forest[leaf] = root
  const kept = groups[root] as Group
  const gone = groups[leaf] as Group
  kept.members.push(...gone.members)
  for (const [id, rule] of gone.rules) kept.rules.set(id, rule)
  kept.births.push(...gone.births.filter((birth) => !kept.births.some((known) => sameKey(known[0], birth[0]))))
  for (const [record, pointer] of gone.records) kept.records.set(record, pointer)
  for (const [split, apart] of gone.sides) kept.sides.set(split, apart)
}

function keysOf(rule: MergeRule, statement: StatementFacts): string[] {
  const { realm } = statement
  const one = (key: Buffer | null) => (key === null ? [] : [`${realm}|${key.toString('latin1')}`])
  switch (rule) {
    case 'same-record':
      return [`${realm}|${statement.messageId}|${statement.pointer}`]
    case 'document':
      return [...new Set(statement.document_keys.map((key) => `${realm}|${key.subarray(0, 16).toString('latin1')}`))]
    case 'passenger-reference':
      return one(statement.reference_key)
    case 'locator-and-name':
      return one(statement.locator_name_key)
    case 'name-and-birth-date':
      return one(statement.name_birth_key)
  }
}

/** Equal document numbers mean one document only if no two different issuers are stated. */
function agree(rule: MergeRule, a: StatementFacts, b: StatementFacts): boolean {
  if (rule !== 'document') return true
  return a.document_keys.some((mine) =>
    b.document_keys.some(
      (theirs) =>
        mine.subarray(0, 16).equals(theirs.subarray(0, 16)) &&
        (mine.length === 16 || theirs.length === 16 || mine.equals(theirs)),
    ),
  )
}

function mayJoin(rule: MergeRule, a: Group, b: Group): boolean {
  for (const [split, apart] of a.sides) if (b.sides.get(split) === !apart) return false
  for (const mine of a.births) for (const theirs of b.births) if (!sameBirth(mine, theirs)) return false
  if (rule !== 'locator-and-name' && rule !== 'name-and-birth-date') return true
  for (const [record, pointer] of a.records) {
    const other = b.records.get(record)
    if (other !== undefined && other !== pointer) return false
  }
  return true
}

/**
 * True if the dates are equal, or equal with day and month swapped. Where one of them is a date in part, true if the
 * years are equal; a date that an older release stored has no year and agrees with every part.
 */
function sameBirth(a: readonly Buffer[], b: readonly Buffer[]): boolean {
  const [mine, theirs] = [a.filter((key) => !isYearKey(key)), b.filter((key) => !isYearKey(key))]
  if (mine.length > 0 && theirs.length > 0) return sameKey(mine[0], theirs[0]) || sameKey(mine[1], theirs[0])
  const [year, other] = [a.find(isYearKey), b.find(isYearKey)]
  return year === undefined || other === undefined || year.equals(other)
}
const sameKey = (a: Buffer | undefined, b: Buffer | undefined): boolean =>
  a !== undefined && b !== undefined && a.equals(b)
