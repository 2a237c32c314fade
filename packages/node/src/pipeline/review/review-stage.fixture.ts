import { type Actor, CaseDetail, CaseList } from '@entente/contracts'
import type pg from 'pg'
import type { Codec } from '../../safeguards/access/codec.ts'
import { personValue } from '../case-people.fixture.ts'
import { openWorld } from '../case-world.fixture.ts'
import { reviewSettings } from '../decide/settings.ts'
import { matchSubjects } from '../match/match-subjects.ts'
import { listCases } from './list-cases.ts'
import { readCase } from './read-case.ts'
import { viewCase } from './view-case.ts'

export type ReviewStage = Awaited<ReturnType<typeof openReviewStage>>

/** Opens a world with two analysts, a supervisor, oversight, and travellers with a case each. */
export async function openReviewStage(connection: pg.PoolConfig, codec?: Codec) {
  const world = await openWorld(connection, undefined, codec)
  const analyst = await world.person('A. Analyst', 'analyst')
  const colleague = await world.person('C. Colleague', 'analyst')
  const supervisor = await world.person('S. Supervisor', 'supervisor')
  const oversight = await world.person('O. Oversight', 'oversight')
  for (const given of ['Adelheid', 'Bertrand', 'Celestine']) {
    await world.signal({ value: personValue('Sperrfechter', given, { birthDates: ['1980-02-03'] }) })
  }
  await world.index.load()
  const accessOf = (actor: Actor) =>
    world.access(actor, actor.role === 'oversight' ? 'human-rights-review' : 'border-control')
  const deps = { gateways: world.gateways, audit: world.audit, member: world.member, review: reviewSettings }
  return {
    world,
    analyst,
    colleague,
    supervisor,
    oversight,
    deps,
    async newCase(given = 'Adelheid'): Promise<{ id: string; hits: string[]; subjectId: string }> {
      const person = { surname: 'SPERRFECHTER', given: given.toUpperCase(), birthDate: '1980-02-03' }
      const subjectId = await world.traveller(person)
      await matchSubjects(world.match, { gateway: 'travel', subjectIds: [subjectId] })
      const { id } = await world.caseOf(subjectId)
      const hits = await world.db
        .selectFrom('hit')
        .select('id')
        .where('case_id', '=', id)
        .orderBy('score', 'desc')
        .execute()
      return { id, subjectId, hits: hits.map((hit) => hit.id) }
    },
    async view(actor: Actor, id: string, seconds = 25): Promise<void> {
      for (let passed = 0; passed <= seconds; passed += 5) {
        await viewCase(world.access(actor), id)
        world.pass(5)
      }
    },
    /** Parses results by the contract, as the routes do. */
    list: async (actor: Actor, query: Parameters<typeof listCases>[2] = {}) =>
      CaseList.parse(await listCases(accessOf(actor), world.gateways, query)),
    read: async (actor: Actor, id: string) => CaseDetail.parse(await readCase(deps, accessOf(actor), id)),
  }
}

export const adverse = (hits: string[]) => ({
  outcome: 'adverse' as const,
  act: 'do-not-board',
  reasons: ['same-person-evidence'],
  text: 'These are my very own words.',
  hits: hits.slice(0, 1),
  alternativesConsidered: ['A namesake'],
  details: null,
})
export const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error) => error.code,
  )
