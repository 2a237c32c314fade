import type { Person, ReadingDiff, TravelReading } from '@entente/contracts'
import type { z } from 'zod'
import { changedPointers } from '../crossing/changed-pointers.ts'

type Diff = z.infer<typeof ReadingDiff>
const most = 500

interface Placed {
  at: string
  person: Person
}

/**
 * Lists the differences between two readings of one message: people first, then their fields. At most 500 changes are
 * listed.
 */
export function compareReadings(
  before: { version: number; reading: TravelReading },
  after: { version: number; reading: TravelReading },
): Diff {
  const { pairs, added, removed } = pairPeople(peopleOf(before.reading), peopleOf(after.reading))
  const changes: Diff['changes'] = []
  for (const { at, person } of removed) changes.push({ at, before: nameOf(person), after: null })
  for (const { at, person } of added) changes.push({ at, before: null, after: nameOf(person) })
  let fieldsChanged = 0
  for (const [old, now] of pairs) {
    for (const change of changedPointers(old.person, now.person)) {
      fieldsChanged += 1
      changes.push({ at: `${now.at}${change.field}`, before: change.before, after: change.after })
    }
  }
  return {
    from: before.version,
    to: after.version,
    peopleAdded: added.length,
    peopleRemoved: removed.length,
    fieldsChanged,
    findingsBefore: before.reading.findings.length,
    findingsAfter: after.reading.findings.length,
    changes: changes.slice(0, most),
  }
}

function peopleOf(reading: TravelReading): Placed[] {
  return reading.messages.flatMap((message, unit) =>
    message.type === 'PAXLST'
      ? message.people.map((person, index) => ({ at: `/messages/${unit}/people/${index}`, person }))
      : message.reservations.flatMap(({ people }, booking) =>
          people.map((person, index) => ({ at: `/messages/${unit}/reservations/${booking}/people/${index}`, person })),
        ),
  )
}

/** Pairs people with the same name first, then the remaining ones at the same place. */
function pairPeople(
  before: Placed[],
  after: Placed[],
): { pairs: [Placed, Placed][]; added: Placed[]; removed: Placed[] } {
  const pairs: [Placed, Placed][] = []
  const left = new Set(before)
  const take = (now: Placed, test: (old: Placed) => boolean): boolean => {
    for (const old of left) {
      if (!test(old)) continue
      pairs.push([old, now])
      left.delete(old)
      return true
    }
    return false
  }
  const byName = new Map<string, Placed[]>()
  for (const old of before) byName.set(nameOf(old.person), [...(byName.get(nameOf(old.person)) ?? []), old])
  const unpaired = after.filter((now) => {
    const namesakes = byName.get(nameOf(now.person)) ?? []
    const same = namesakes.find((old) => left.has(old) && old.at === now.at) ?? namesakes.find((old) => left.has(old))
    if (same === undefined) return true
    pairs.push([same, now])
    left.delete(same)
    return false
  })
  const added = unpaired.filter((now) => !take(now, (old) => old.at === now.at))
  return { pairs, added, removed: [...left] }
}

const nameOf = ({ surname, given, middle }: Person): string =>
  [surname ?? '', [given, middle].filter((part) => part !== null && part !== '').join(' ')]
    .filter((part) => part !== '')
    .join(', ')
