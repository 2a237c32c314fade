import { readTravel } from '@entente/readers'
import type { Figure } from '../report/figure.ts'
import { bestRate } from '../report/measure-cpu.ts'
import type { MessageSet, TravelMessages } from './make-messages.ts'
import { walkWithSplit } from './peers.ts'

/** Measures how many records per CPU second the readers make, and for comparison how fast the same bytes are split without making records. */
export function measureReaders({ small, big, xml, lists }: TravelMessages): Figure[] {
  return [
    {
      ...reading('small PNRGOV read', small, small.reservations),
      unit: 'reservations / CPU s',
      goal: { is: 'at least', value: 20_000 },
      note: `${described(small, small.reservations, 'reservations')}. GTAS could not run here: 1,735 to 2,229 on its own samples`,
    },
    {
      ...reading('big PNRGOV read', big, big.reservations),
      unit: 'reservations / CPU s',
      goal: { is: 'at least', value: 13_000 },
      note: `${described(big, big.reservations, 'reservations')}. GTAS: 1,297 to 1,389 on its own samples`,
    },
    {
      name: 'PNRGOV XML read',
      value: bestRate(xml.reservations, () => readAll(xml)),
      unit: 'reservations / CPU s',
      note: described(xml, xml.reservations, 'reservations'),
    },
    {
      ...reading('PAXLST read', lists, lists.people),
      unit: 'people / CPU s',
      goal: { is: 'at least', value: 90_000 },
      note: `${described(lists, lists.people, 'people')}. GTAS: 17,600 to 18,100 on its own samples`,
    },
  ]
}

function reading(name: string, set: MessageSet, records: number): Omit<Figure, 'unit'> {
  return {
    name,
    value: bestRate(records, () => readAll(set)),
    beside: {
      name: 'plain split',
      value: bestRate(records, () => {
        for (const bytes of set.messages) walkWithSplit(bytes)
      }),
    },
  }
}

function readAll({ messages }: MessageSet): void {
  for (const bytes of messages) readTravel(bytes)
}

const described = ({ messages, bytes }: MessageSet, records: number, what: string): string =>
  `${messages.length} messages, ${records} ${what}, ${Math.round(bytes / messages.length)} bytes a message`
