import { actsOf, type CaseDetail, type CaseRow, gatewayVocabularies, type Me, type Purpose } from '@entente/contracts'
import { answerOf } from '../../client/answer-of.ts'
import { createRandom, type Random } from '../../synthetic/random.ts'
import { beatSeconds, beats, type Desk, liveHits, openCases, type Person, personOf, viewCase } from './case-steps.ts'
import { type outcomeOf, type PlannedReading, planReading } from './plan-reading.ts'

export interface Shift {
  gateway: string
  purpose: Purpose
  /** Accounts of the first persons, and of the second person. */
  analysts: readonly string[]
  supervisor: string
  /** A colleague who decides after two people disagreed. */
  third: string
  /** Cases that are left for later or for nobody. */
  leave?: (row: CaseRow, reading: PlannedReading) => boolean
  /** Adverse proposals stay open: nobody has answered them yet. */
  unanswered?: boolean
  /** Chooses the outcome; by default as for two people. */
  decide?: typeof outcomeOf
  /** Details of an adverse proposal. */
  details?: (random: Random) => object
}

/** A case that a person works on. */
interface Open {
  row: CaseRow
  reading: PlannedReading
  analyst: string
}

/** What came of a shift. */
export interface ShiftReport {
  decided: number
  left: number
}

/**
 * Lets the people on duty work through the open cases of a gateway: each reads a case, views it for the least time, and
 * proposes. A second person answers adverse proposals. Several people work at the same time, as at a real desk.
 */
export async function workOnCases(desk: Desk, shift: Shift): Promise<ShiftReport> {
  const [first = ''] = shift.analysts
  const rows = await openCases(await person(desk, shift, first), shift.gateway)
  const planned = rows.map((row) => ({ row, reading: planReading(randomOf(desk, row), row, shift.decide) }))
  const chosen = planned.filter(({ row, reading }) => shift.leave?.(row, reading) !== true)
  let decided = 0
  for (let at = 0; at < chosen.length; at += shift.analysts.length) {
    const batch = chosen
      .slice(at, at + shift.analysts.length)
      .map((each, place): Open => ({ ...each, analyst: shift.analysts[place] as string }))
    decided += await decideTogether(desk, shift, batch)
  }
  return { decided, left: planned.length - chosen.length }
}

/** The same case is decided the same way in each run: its label depends on the seed alone, unlike its id. */
const randomOf = ({ seed, clock }: Desk, { subject }: Pick<CaseRow, 'subject'>): Random =>
  createRandom(`reading/${seed}/${clock.now().toISOString().slice(0, 10)}/${subject.label}`)

/** A session with the purpose of the shift in each request. */
const person = (desk: Desk, { purpose }: Shift, account: string): Promise<Person> => personOf(desk, purpose, account)

/** Decides the cases of a batch. Returns how many have a decision: an unanswered proposal is none. */
async function decideTogether(desk: Desk, shift: Shift, batch: readonly Open[]): Promise<number> {
  await Promise.all(batch.filter(({ reading }) => reading.handedOver).map((open) => takeFrom(desk, shift, open)))
  const read = await readTogether(desk, shift, batch)
  const proposed = await Promise.all(
    batch.map(async ({ row, analyst, ...open }, place) => {
      const detail = read[place] as CaseDetail
      const reading = liveHits(detail).length === 0 ? withoutHits(open.reading) : open.reading
      await propose(desk, shift, analyst, detail, reading.outcome, reading)
      return { open: { row, analyst, reading }, detail }
    }),
  )
  const adverse = proposed.filter(({ open }) => open.reading.outcome === 'adverse')
  if (shift.unanswered === true) return batch.length - adverse.length
  for (const { open, detail } of adverse) await answerProposal(desk, shift, open, detail)
  return batch.length
}

/** A decision that lost its signals returns to review. People then close it without an act. */
const withoutHits = (reading: PlannedReading): PlannedReading => ({
  ...reading,
  outcome: 'no-action',
  takenBack: false,
})

/** Hands a case over: the colleague who had it gives the reason, and the analyst gets it. */
async function takeFrom(desk: Desk, shift: Shift, { row, analyst }: Open): Promise<void> {
  const from = shift.analysts.find((account) => account !== analyst) ?? shift.third
  const { call } = await person(desk, shift, from)
  const { person: to } = await answerOf<Me>((await person(desk, shift, analyst)).call('GET', '/v1/me'))
  await answerOf(
    call('POST', `/v1/cases/${row.id}/handover`, { to, text: 'My shift ends. Please compare the document first.' }),
  )
}

/** Lets each person read and view their case for the least time that its outcome needs. */
async function readTogether(desk: Desk, shift: Shift, batch: readonly Open[]): Promise<CaseDetail[]> {
  const people = await Promise.all(batch.map(({ analyst }) => person(desk, shift, analyst)))
  const read = await Promise.all(
    batch.map(({ row }, place) => answerOf<CaseDetail>((people[place] as Person).call('GET', `/v1/cases/${row.id}`))),
  )
  const needed = batch.map(({ reading }) => (reading.outcome === 'adverse' ? beats.adverse : beats.other))
  for (let beat = 0; beat <= Math.max(...needed); beat += 1) {
    await Promise.all(
      batch.map(async ({ row }, place) => {
        if (beat > (needed[place] as number)) return
        await answerOf((people[place] as Person).call('POST', `/v1/cases/${row.id}/view`))
      }),
    )
    desk.clock.pass(beatSeconds)
  }
  return read
}

async function propose(
  desk: Desk,
  shift: Shift,
  account: string,
  detail: CaseDetail,
  outcome: PlannedReading['outcome'],
  reading: Pick<PlannedReading, 'feedback'>,
): Promise<void> {
  const vocabulary = gatewayVocabularies.find(({ kind }) => kind === shift.gateway)
  if (vocabulary === undefined) throw new Error(`no gateway ${shift.gateway}`)
  const random = randomOf(desk, detail).fork('words')
  const live = liveHits(detail)
  const who = await person(desk, shift, account)
  await answerOf(
    who.call('POST', `/v1/cases/${detail.id}/proposal`, {
      outcome,
      act: random.pick(actsOf(vocabulary, outcome)),
      reasons: [live.length === 0 ? 'signal-outdated' : random.pick(vocabulary.reasons[outcome])],
      text: random.pick(words[outcome]),
      hits: live,
      alternativesConsidered: [],
      details: outcome === 'adverse' ? (shift.details?.(random) ?? null) : null,
      ...(reading.feedback === null ? {} : { feedback: live.map((hitId) => ({ hitId, outcome: reading.feedback })) }),
    }),
  )
}

/** Answers an adverse proposal: the first person takes it back, or a second person agrees or disagrees. */
async function answerProposal(
  desk: Desk,
  shift: Shift,
  { row, reading, analyst }: Open,
  detail: CaseDetail,
): Promise<void> {
  const path = `/v1/cases/${row.id}`
  if (reading.takenBack) {
    const first = await person(desk, shift, analyst)
    desk.clock.pass(60)
    await answerOf(first.call('POST', `${path}/proposal/withdraw`, { reason: 'I read the birth date again.' }))
    return propose(desk, shift, analyst, detail, 'further-check', reading)
  }
  const second = await person(desk, shift, shift.supervisor)
  await viewCase(desk, second, row.id)
  const { agrees } = reading
  await answerOf(
    second.call('POST', `${path}/confirmation`, {
      agree: agrees,
      reasons: [reasonOf(shift, agrees ? 'adverse' : 'further-check')],
      text: agrees
        ? 'I compared both sides myself and agree.'
        : 'The evidence does not carry this: the document must be seen.',
    }),
  )
  if (agrees) return
  const third = await person(desk, shift, shift.third)
  const again = await viewCase(desk, third, row.id)
  await propose(desk, shift, shift.third, again, 'further-check', reading)
}

function reasonOf({ gateway }: Shift, outcome: 'adverse' | 'further-check'): string {
  const vocabulary = gatewayVocabularies.find(({ kind }) => kind === gateway)
  return vocabulary?.reasons[outcome][0] ?? ''
}

const words: Record<PlannedReading['outcome'], readonly string[]> = {
  'no-action': [
    '',
    '',
    'Another person: the birth date and the document differ.',
    'A namesake. I compared the document.',
  ],
  'further-check': ['', 'The document has to be seen.', 'Two fields agree, and one is missing.'],
  adverse: [
    'The number and the issuer of the document are those of the list.',
    'Name, birth date and document agree with the entry.',
    'I compared every field with the entry; nothing speaks against it.',
  ],
}
