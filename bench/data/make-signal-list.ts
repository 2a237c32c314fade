import { createWatchList, type WatchedPerson, type WatchList } from '@entente/testkit'

export interface SignalList {
  list: WatchList
  /** The number of entries that travellers may be or resemble. */
  watched: WatchedPerson[]
}
const met = 200

/**
 * Makes an invented list. The simulator takes the names of lists and of travellers from the same small pool, so a fifth of all travellers would
 * resemble an entry of a list of 20,000, far more than in real traffic. Therefore only the first 200 entries keep their names; all other names are
 * spelled backwards.
 */
export function makeSignalList(seed: string, entries: number): SignalList {
  const { people, organisations, ...list } = createWatchList(seed, entries)
  const others = people.slice(met).map((person) => ({
    ...person,
    names: person.names.map(({ full, quality }) => ({ full: backwards(full), quality })),
  }))
  const watched = people.slice(0, met)
  return { list: { ...list, people: [...watched, ...others], organisations }, watched }
}

/** Adds a name to each person of a list, so that every entry has changed. */
export function renameAll(list: WatchList): WatchList {
  const people = list.people.map((person, place) => ({
    ...person,
    names: [...person.names, { full: `Also Named ${place}`, quality: 'good' as const }],
  }))
  return { ...list, people }
}

/** Changes `Nils Vork` to `Slin Krov`. Length and letters stay the same, so the work of the index does too. */
function backwards(name: string): string {
  const turned = (word: string) => {
    const letters = [...word.toLowerCase()].reverse()
    return (letters[0] ?? '').toUpperCase() + letters.slice(1).join('')
  }
  return name.split(' ').map(turned).join(' ')
}
