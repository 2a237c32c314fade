import { fillWithTraffic, startTestNode, type TestNode } from '@entente/testkit'
import pino from 'pino'
import { gatewaysOf } from '../../../pipeline/gateway/gateway.ts'
import { createMatchIndex } from '../../../pipeline/match/match-index.ts'
import { matchWithin } from '../../../pipeline/match/match-subjects.ts'
import { type PlantDeps, plantCase } from '../../../pipeline/plant/plant-case.ts'
import { plantDue } from '../../../pipeline/plant/plant-due.ts'
import { receiveAndRead } from '../../../pipeline/receive-and-read.ts'
import { withClient } from '../../../store/postgres/index.ts'
import { createTravelGateway } from '../index.ts'

export interface PlantStage {
  node: TestNode
  /** Lets the clock of the node pass. */
  pass(seconds: number): void
  /** The person of an account. */
  personOf(account: string): Promise<string>
  /** Plants cases for a person. Returns how many could be planted. */
  plant(person: string, count: number): Promise<number>
  /** Runs the job that plants what is due. Returns how many cases it planted. */
  plantDue(plants: boolean): Promise<number>
  /** The ids of all planted cases and of the companions of each, which only the owner of the database reads here. */
  planted(): Promise<{ case_id: string; message_id: string; subject_id: string; companions: string[] }[]>
}

/**
 * Starts a node to which carriers sent the first push of each flight, two days before departure, and steps that plant cases at once. So a
 * real case rests on one message, as it does when it is opened.
 */
export async function openPlantStage(order: {
  flights: number
  people: readonly [number, number]
}): Promise<PlantStage> {
  let aheadMs = 0
  const clock = () => new Date(Date.now() + aheadMs)
  const node = await startTestNode({ clock, jobPollMs: 50, environment: { ENTENTE_COVER_MINUTES: '120' } })
  await fillWithTraffic(node, { ...order, startMinutes: 43 * 60, hours: 4.9, corruption: 0 })
  await node.whenIdle()
  const core = {
    ...{ store: node.store, clock, log: pino({ level: 'silent' }), dataRoot: '/nonexistent' },
    member: { id: 'norland.example', name: 'Norland Border Agency' },
  }
  const gateways = gatewaysOf([createTravelGateway()])
  const index = createMatchIndex(core)
  await index.load()
  const reading = { ...core, gateways, matchNow: matchWithin({ ...core, index, gateways }) }
  const deps: PlantDeps = {
    ...{ ...core, index },
    receiveAndRead: (incoming, then) => receiveAndRead(reading, incoming, then),
  }
  return {
    node,
    pass(seconds) {
      aheadMs += seconds * 1000
    },
    async personOf(account) {
      const found = await node.db
        .selectFrom('account')
        .select('person_id')
        .where('name', '=', account)
        .executeTakeFirst()
      return found?.person_id as string
    },
    async plant(person, count) {
      let made = 0
      for (let n = 0; n < count; n++) if (await plantCase(deps, gateways.of('travel'), person)) made += 1
      return made
    },
    plantDue: (plants) => plantDue({ ...deps, gateways, plants }),
    async planted() {
      const query = `select case_id, message_id, subject_id,
        array(select c.subject_id::text from planted_companion c where c.case_id = p.case_id) as companions
        from planted_case p order by planted_at`
      return (await withClient(node.database.connection('entente_owner'), (client) => client.query(query))).rows
    },
  }
}
