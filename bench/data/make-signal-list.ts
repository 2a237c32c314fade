import { createWatchList, type WatchedPerson, type WatchList } from '@entente/testkit'

export interface SignalList {
  list: WatchList
  /** Those of it who, or whose like, may be among the travellers. */
  watched: WatchedPerson[]
}
const met = 200

/**
 * An invented list of so many entries. The first two hundred are as the simulator makes them; the names of the others are spelled backwards. Otherwise,
 * since it takes the names of lists and of travellers from one small pool, a fifth of all travellers would resemble somebody among 20,000, which no
 * list does to real traffic.
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

/** `Nils Vork`: `Slin Krov`. Length and letters stay, so the index has as much to do. */
function backwards(name: string): string {
  const turned = (word: string) => {
    const letters = [...word.toLowerCase()].reverse()
    return (letters[0] ?? '').toUpperCase() + letters.slice(1).join('')
  }
  return name.split(' ').map(turned).join(' ')
}
