import { plural } from '../plural.ts'
import { number } from './number.ts'

const causes: Record<string, string> = {
  'signal-created': 'a new signal',
  'signal-changed': 'a changed signal',
  'signal-withdrawn': 'a withdrawn signal',
  'list-imported': 'an imported list',
  'list-rolled-back': 'a list that was taken back',
  'signals-changed': 'several changes',
  'threshold-lowered': 'a lowered threshold',
}

export const rematches = {
  title: 'People compared again after signals or the threshold changed',
  cause: (cause: string) => causes[cause] ?? cause,
  running: (cause: string, signals: number) =>
    `Comparing the people already known again, for ${cause}${signals > 1 ? ` (${number(signals)} signals)` : ''}`,
  what: (cause: string, signals: number) => `For ${cause}${signals > 1 ? `, ${number(signals)} signals` : ''}`,
  counted: (done: string, total: string) => `${done} of ${total} people`,
  finished: (n: number) =>
    plural('en', n, {
      one: 'Compared again once in the last day',
      other: `Compared again ${number(n)} times in the last day`,
    }),
  column: {
    at: 'Finished',
    what: 'Why',
    people: 'People',
    hitsReevaluated: 'Hits looked at again',
    casesOpened: 'Cases opened',
    casesClosed: 'Cases closed',
    decisionsReopened: 'Decisions reopened',
  },
}
