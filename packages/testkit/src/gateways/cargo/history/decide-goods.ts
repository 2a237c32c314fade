import type { CaseRow } from '@entente/contracts'
import { answerOf } from '../../../client/answer-of.ts'
import { beats, type Desk, liveHits, type Person, personOf, viewCase } from '../../../demo/history/case-steps.ts'

/** The people of the goods desk: a first person, another one, and who confirms refusals. */
export const goodsStaff = { first: 'targeter', other: 'analyst', second: 'supervisor-2' } as const

/** A person of the goods desk, with its purpose. */
export const goodsPerson = (desk: Desk, account: string): Promise<Person> => personOf(desk, 'customs-security', account)

interface Reading {
  outcome: 'no-action' | 'further-check' | 'adverse'
  reason: string
  text: string
  details?: (now: Date) => object
  /** The proposal waits for a second person. */
  open?: boolean
}
const contact = { name: 'Norland customs, goods desk', phone: '+47 555 01 00' }
const question = { path: '/description', text: 'What are the goods made of, and what are they used for?' }
const after = (minutes: number) => (now: Date) => new Date(now.getTime() + minutes * 60_000).toISOString()

/** The acts of the demonstration with their reasons. `RFI-short` has a deadline that nobody keeps. */
const readings = {
  AC: {
    ...{ outcome: 'no-action', reason: 'different-party' },
    text: 'Another firm: the address and the number of the register differ.',
  },
  'AC-answered': {
    outcome: 'no-action',
    reason: 'goods-explained',
    text: 'The filer named the goods. They fit the code.',
  },
  'AC-inspected': { outcome: 'no-action', reason: 'inspected-clear', text: 'The goods are as declared.' },
  RFI: {
    ...{ outcome: 'further-check', reason: 'description-vague', text: 'The text does not say what the goods are.' },
    details: (now) => ({ questions: [question], deadline: after(240)(now) }),
  },
  'RFI-short': {
    ...{ outcome: 'further-check', reason: 'description-vague', text: 'The flight is loaded soon.' },
    details: (now) => ({ questions: [question], deadline: after(45)(now) }),
  },
  RFS: {
    ...{ outcome: 'further-check', reason: 'screening-needed', text: 'The density does not fit valves of brass.' },
    details: (now) => ({ method: 'xray', deadline: after(300)(now) }),
  },
  inspect: {
    ...{ outcome: 'further-check', reason: 'end-use-unclear', text: 'The consignee has received nothing before.' },
    details: () => ({ focus: ['/description', '/items/0/hsCodes'] }),
  },
  DNL: {
    ...{ outcome: 'adverse', reason: 'same-party-evidence', details: () => ({ contact }) },
    text: 'The consignee is the firm of the investigation: name and address agree.',
  },
  'DNL-open': {
    ...{ outcome: 'adverse', reason: 'same-party-evidence', details: () => ({ contact }), open: true },
    text: 'The name is that of the firm of the investigation. The address is in the same street.',
  },
  hold: {
    ...{ outcome: 'adverse', reason: 'prohibited-goods-found', details: () => ({ contact }) },
    text: 'The inspection found goods that were not declared.',
  },
} satisfies Record<string, Reading>
export type GoodsAct = keyof typeof readings

/**
 * Decides a case with an act: the first person reads and views it, and proposes. A second person confirms a refusal, unless
 * the act is to stay open. Returns the number of decisions, 0 or 1.
 */
export async function decideGoods(
  desk: Desk,
  { id }: Pick<CaseRow, 'id'>,
  act: GoodsAct,
  by: string = goodsStaff.first,
): Promise<number> {
  const { outcome, reason, text, details, open = false }: Reading = readings[act]
  const who = await goodsPerson(desk, by)
  const detail = await viewCase(desk, who, id, outcome === 'adverse' ? beats.adverse : beats.other)
  await answerOf(
    who.call('POST', `/v1/cases/${id}/proposal`, {
      ...{ outcome, act: act.split('-')[0], reasons: [reason], text, hits: liveHits(detail) },
      ...{ alternativesConsidered: [], details: details?.(desk.clock.now()) ?? null },
    }),
  )
  if (outcome !== 'adverse') return 1
  if (open) return 0
  const confirmer = await goodsPerson(desk, goodsStaff.second)
  await viewCase(desk, confirmer, id)
  await answerOf(
    confirmer.call('POST', `/v1/cases/${id}/confirmation`, {
      ...{ agree: true, reasons: [reason], text: 'I compared the papers myself and agree.' },
    }),
  )
  return 1
}
