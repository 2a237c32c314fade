import { readCargo } from '@entente/readers'
import { SaxesParser } from 'saxes'
import type { Findings } from '../report/figure.ts'
import { bestRate } from '../report/measure-cpu.ts'
import { makeWaybills } from './make-messages.ts'

/** Measures how many messages per CPU second are read, beside the bare parser on the same bytes. */
export function measureRead({ seed }: { seed: number }): Pick<Findings, 'figures' | 'faults'> {
  const waybills = makeWaybills(seed, 200)
  const bytes = waybills.reduce((sum, { length }) => sum + length, 0) / waybills.length
  const read = bestRate(waybills.length, () => {
    for (const waybill of waybills) readCargo(waybill)
  })
  const bare = bestRate(waybills.length, () => {
    for (const waybill of waybills) parseBare(waybill)
  })
  const figures: Findings['figures'] = [
    {
      name: 'XFWB read',
      value: read,
      unit: 'messages / CPU s',
      beside: { name: 'bare saxes', value: bare },
      goal: { is: 'at least', value: 3_000 },
      note: `${waybills.length} messages of ${Math.round(bytes)} bytes`,
    },
    { name: 'XFWB read, of bare saxes', value: read / bare, unit: 'x', goal: { is: 'at least', value: 0.4 } },
  ]
  const isUnread = waybills.some((waybill) => readCargo(waybill).outcome !== 'read')
  return { figures, faults: isUnread ? ['a waybill was not read whole'] : [] }
}

/** Parses a document and takes its names and texts, as the least that any reader does. */
function parseBare(bytes: Uint8Array): number {
  const parser = new SaxesParser({ xmlns: false })
  let seen = 0
  parser.on('opentag', ({ name }) => {
    seen += name.length
  })
  parser.on('closetag', () => {
    seen++
  })
  parser.on('text', (text) => {
    seen += text.length
  })
  parser.write(new TextDecoder().decode(bytes)).close()
  return seen
}
