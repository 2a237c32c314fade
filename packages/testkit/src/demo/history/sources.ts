import type { Likeness } from '../../synthetic/people/likeness.ts'
import { createWatchList } from '../../synthetic/watch-list/create-watch-list.ts'
import type { WatchList } from '../../synthetic/watch-list/watched-person.ts'

/** How people who met an entry of a source resembled it: [likeness, weight]. */
type Mix = readonly (readonly [Likeness, number])[]

/** An invented list of a source. Its mistaken hits follow from how the people who meet it resemble its entries. */
export interface HistorySource {
  id: string
  /** Title of the list and its reference, which identifies the source of a signal. */
  title: string
  reference: string
  entries: number
  /** Prefix of the numbers of its entries. */
  prefix: string
  /** Hits wanted on a day of the first months, of the last half year, and of the last `busyWeeks`. */
  daily: readonly [number, number, number]
  mix: Mix
  /** The mix of the last `risingWeeks`, if it differs. */
  lately?: Mix
}

/** The last weeks with more traffic: the page of rates shows twelve whole weeks of a source. */
export const busyWeeks = 14
/** The last weeks, in which one source gets worse: the later half of those twelve. */
export const risingWeeks = 7

/** The sources of the history. The first is the list of the demonstration, which its open cases rest on too. */
export const historySources: readonly HistorySource[] = [
  {
    id: 'consolidated',
    title: 'Invented Consolidated List',
    reference: 'Invented consolidated list of the demonstration',
    ...{ entries: 40, prefix: 'XL', daily: [4, 6, 3] },
    mix: [
      ['exact', 12],
      ['document-typo', 12],
      ['spelling', 46],
      ['namesake', 30],
    ],
  },
  {
    id: 'sudmark',
    title: 'Sudmark Customs (invented)',
    reference: 'Invented list of Sudmark Customs',
    ...{ entries: 36, prefix: 'SC', daily: [1, 2, 12] },
    mix: [
      ['exact', 40],
      ['document-typo', 18],
      ['spelling', 34],
      ['namesake', 8],
    ],
    lately: [
      ['exact', 9],
      ['document-typo', 6],
      ['spelling', 79],
      ['namesake', 6],
    ],
  },
  {
    id: 'harbour',
    title: 'Harbour Watch (invented)',
    reference: 'Invented list of Harbour Watch',
    ...{ entries: 24, prefix: 'HW', daily: [1, 1.5, 1] },
    mix: [
      ['exact', 18],
      ['document-typo', 14],
      ['spelling', 26],
      ['namesake', 42],
    ],
  },
  {
    id: 'eastland',
    title: 'Eastland Police (invented)',
    reference: 'Invented list of Eastland Police',
    ...{ entries: 12, prefix: 'EP', daily: [0.5, 0.6, 0.6] },
    mix: [
      ['exact', 30],
      ['document-typo', 20],
      ['spelling', 30],
      ['namesake', 20],
    ],
  },
]

/** The list of a source, and its id once it was imported. */
export interface OpenSource {
  source: HistorySource
  list: WatchList
  id: string | null
}

/** Returns the lists of all sources. The first is the list of the demonstration itself. */
export const openSources = (seed: string): OpenSource[] =>
  historySources.map((source, place) => {
    const list = createWatchList(place === 0 ? seed : `${seed}/${source.id}`, source.entries, source.prefix)
    return { source, list: { ...list, name: source.title }, id: null }
  })
