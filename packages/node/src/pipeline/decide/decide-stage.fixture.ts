import type { Actor } from '@entente/contracts'
import type pg from 'pg'
import { personValue } from '../case-people.fixture.ts'
import { openWorld, type TravellerGiven } from '../case-world.fixture.ts'
import { matchSubjects } from '../match/match-subjects.ts'
import { readCase } from '../review/read-case.ts'
import { viewCase } from '../review/view-case.ts'
import { confirm } from './confirm.ts'
import { propose } from './propose.ts'
import { reviewSettings } from './settings.ts'

export type DecideStage = Awaited<ReturnType<typeof openDecideStage>>

/** Opens a world with two analysts, two supervisors and a signal that names a traveller's passport. */
export async function openDecideStage(connection: pg.PoolConfig) {
  const world = await openWorld(connection)
  const analyst = await world.person('Analyst', 'analyst')
  const colleague = await world.person('Colleague', 'analyst')
  const supervisor = await world.person('Supervisor', 'supervisor')
  const other = await world.person('Other supervisor', 'supervisor')
  const signal = await world.signal({
    value: personValue('Qarmouti', 'Youssef Hamdan', {
      birthDates: ['1981-05-17'],
      identifiers: [{ type: 'passport', number: 'K4471506B', issuer: 'UTO' }],
    }),
  })
  await world.index.load()
  return {
    world,
    signal,
    analyst,
    colleague,
    supervisor,
    other,
    async newCase(): Promise<{ id: string; subjectId: string; hits: string[] }> {
      const subjectId = await world.traveller(traveller)
      await matchSubjects(world.match, { gateway: 'travel', subjectIds: [subjectId] })
      const { id } = await world.caseOf(subjectId)
      const hits = await world.db.selectFrom('hit').select('id').where('case_id', '=', id).execute()
      return { id, subjectId, hits: hits.map((hit) => hit.id) }
    },
    /** Views the case for this many seconds. */
    async view(actor: Actor, caseId: string, seconds: number): Promise<void> {
      await viewCase(world.access(actor), caseId)
      for (let passed = 0; passed < seconds; passed += 5) {
        world.pass(5)
        await viewCase(world.access(actor), caseId)
      }
    },
    /** Gives the case to the person as `GET /v1/cases/:id` does, and returns its version. */
    read: async (actor: Actor, id: string): Promise<number> => {
      const review = reviewSettings
      return (await readCase({ ...world, review }, world.access(actor), id)).version
    },
    /** Matches the subject of a case again, as after a message that changed it. */
    pushed: async (subjectId: string, given: Partial<TravellerGiven>): Promise<void> => {
      await world.traveller({ ...traveller, id: subjectId, ...given })
      await matchSubjects(world.match, { gateway: 'travel', subjectIds: [subjectId] })
    },
    asked: (actor: Actor, id: string, input: Parameters<typeof propose>[3]) =>
      propose(world.access(actor), { review: reviewSettings, gateways: world.gateways }, id, input),
    answered: (actor: Actor, id: string, input: Parameters<typeof confirm>[3]) =>
      confirm(world.access(actor), { review: reviewSettings, gateways: world.gateways }, id, input),
  }
}

const traveller: TravellerGiven = {
  surname: 'QARMOUTI',
  given: 'YUSUF HAMDAN',
  birthDate: '1981-05-17',
  document: { number: 'K4471506B', issuer: 'UTO' },
}
const rest = { alternativesConsidered: [], details: null }
export const adverse = (hits: string[]) => ({
  outcome: 'adverse' as const,
  act: 'do-not-board',
  reasons: ['same-document'],
  text: 'The passport is the one that was named.',
  hits,
  ...rest,
})
export const innocent = (hits: string[]) => ({
  outcome: 'no-action' as const,
  act: 'ok-to-board',
  reasons: ['different-person'],
  text: '',
  hits,
  ...rest,
})
export const agree = { agree: true, reasons: ['same-document'], text: 'I compared the passport numbers myself.' }
export const disagree = { agree: false, reasons: ['identity-unclear'], text: 'The photograph has to be seen first.' }
export const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error) => error.code,
  )
