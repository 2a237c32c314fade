import type { CargoModel, CargoModelList, CaseRow } from '@entente/contracts'
import { answerOf, until } from '../../../client/answer-of.ts'
import { type Desk, openCases } from '../../../demo/history/case-steps.ts'
import type { HistoryDay } from '../../../demo/history/plan-history.ts'
import { startJob } from '../../../demo/history/start-job.ts'
import type { GatewayHistory, HistoryTarget, Played } from '../../../demo/synthetic-gateway.ts'
import { clientsOfFilers } from '../filer-client/clients-of-filers.ts'
import type { FilerClient } from '../filer-client/create-filer-client.ts'
import { replyTo } from '../filer-client/reply-to.ts'
import type { Planted } from '../plan/plant.ts'
import { decideGoods, type GoodsAct, goodsPerson, goodsStaff } from './decide-goods.ts'
import { foundGoodsDesk, watchedFirms, watchedGoods } from './found-goods-desk.ts'
import { inspectArrived } from './inspect-goods.ts'
import { type PlannedGoods, planGoods } from './plan-goods.ts'
import { approveRules, editRules, requestApproval, type Written, writeRules } from './write-rules.ts'

/** The goods desk exists in these last weeks. A day of it has a vessel, a flight, and two conspicuous consignments. */
const weeks = 8
const shipments = { voyage: 15, flight: 4 }
const ruleDays = { written: 1, edited: 4 }
/**
 * The acts for the two conspicuous consignments of a day, and whether the inspections of officers find something on it. The waybills of
 * every second day state no arrival, so nothing is inspected then.
 */
const days: readonly { acts: readonly GoodsAct[]; find?: true }[] = [
  { acts: ['AC', 'AC'] },
  { acts: ['AC', 'AC'] },
  { acts: ['inspect', 'RFI'] },
  { acts: ['DNL', 'AC'] },
  { acts: ['RFS', 'inspect'] },
  { acts: ['AC', 'RFI'], find: true },
  { acts: ['inspect', 'RFI'] },
  { acts: ['AC', 'AC'] },
]
const vague: Planted = { vague: 'GENERAL CARGO' }
const listed: Planted = { hs: '841370' }
const valves: Planted = watchedGoods

const later = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * 60_000)
const hours = (count: number): number => count * 60
const work = (at: Date, run: (desk: Desk) => Promise<unknown>) => ({
  at,
  run: async (desk: Desk) => {
    await run(desk)
    return 0
  },
})

/** The parts that the days of the history share. */
interface Stage {
  target: HistoryTarget
  clients: ReadonlyMap<string, FilerClient>
  rules: Written[]
}

/**
 * Prepares the goods of the history. Officers of the goods desk write rules, decide cases and order inspections; filers
 * answer; inspectors record results; two people bring a model into force.
 */
export async function cargoHistory(target: HistoryTarget): Promise<GatewayHistory> {
  const stage: Stage = { target, clients: await clientsOfFilers(target), rules: [] }
  let played = 0
  return {
    day(day) {
      if (day.weeksLeft >= weeks) return { events: [], shifts: [] }
      played += 1
      return playDay(stage, day, played - 1)
    },
    eve: () => playEve(stage),
  }
}

function playDay(stage: Stage, { start, weeksLeft }: HistoryDay, turn: number): Played {
  const { seed } = stage.target
  // The other gateways play the hours before.
  const at = later(start, hours(6))
  const { acts, find = false } = days[turn % days.length] as (typeof days)[number]
  const firm = { consignee: watchedFirms[turn % watchedFirms.length] as string }
  // Some formats state the day of departure alone, and it counts from its first hour: the goods leave on a later day.
  const goods = planGoods({
    ...{ seed: `${seed}/history/${weeksLeft}`, traders: seed, turn, at },
    flight: {
      ...{ departsAt: later(at, hours(14)), arrivesAt: later(at, hours(19)), shipments: shipments.flight },
      planted: [turn % 4 === 0 ? valves : firm, turn % 2 === 0 ? vague : listed],
    },
    voyage: { departsAt: later(at, hours(49)), arrivesAt: later(at, hours(64)), shipments: shipments.voyage },
  })
  return {
    events: sendings(stage, goods, at),
    shifts: [],
    works: [
      ...(turn === 0
        ? [work(later(at, -60), ({ clock }) => foundGoodsDesk(stage.target, clock.now()))]
        : [{ at: later(at, -60), run: (desk: Desk) => inspect(desk, find) }]),
      work(later(at, -45), () => startJob(stage.target.node, 'draw-day')),
      ...ruleWorks(stage, at, turn),
      { at: later(at, 40), run: (desk) => decidePlanted(desk, goods, acts, 'AC') },
      work(later(at, 70), () => reply(stage)),
      { at: later(at, 90), run: (desk) => closeReturned(desk, () => 'AC-answered') },
    ],
    jobs: ['refresh-cargo-peers', 'cargo-answer-clocks', 'expire-rules', 'inspection-words'],
  }
}

/** Rules are written, tested and approved before the goods of a day arrive. */
function ruleWorks(stage: Stage, at: Date, turn: number): NonNullable<Played['works']> {
  const write = turn === ruleDays.written ? writeRules : turn === ruleDays.edited ? editRules : null
  if (write === null) return []
  let waiting: Written[] = []
  return [
    work(later(at, -40), async (desk) => {
      waiting = await write(desk, stage.rules)
      if (stage.rules.length === 0) stage.rules = waiting
    }),
    work(later(at, -30), async (desk) => {
      await approveRules(desk, waiting)
      if (turn === ruleDays.edited) await requestApproval(desk, waiting)
    }),
  ]
}

const sendings = ({ clients }: Pick<Stage, 'clients'>, { filings }: PlannedGoods, at: Date): Played['events'] =>
  filings.map(({ filer, bytes }, place) => ({
    at: new Date(at.getTime() + place * 30_000),
    send: async () => void (await clients.get(filer)?.send(bytes)),
  }))

/** Records the results of what has arrived, and closes the cases that return with one. */
async function inspect(desk: Desk, find: boolean): Promise<number> {
  const found = await inspectArrived(desk, { find })
  const isFound = ({ subject }: CaseRow) => [...found].some((key) => subject.label.includes(key))
  return closeReturned(desk, (row) => (isFound(row) ? 'hold' : 'AC-inspected'))
}

/** Decides the cases of the planted shipments, each with its act, and all others with `rest`. Null leaves a case open. */
async function decidePlanted(
  desk: Desk,
  { planted }: Pick<PlannedGoods, 'planted'>,
  acts: readonly (GoodsAct | null)[],
  rest: GoodsAct | null,
): Promise<number> {
  let decided = 0
  for (const row of await openGoods(desk)) {
    const place = planted.findIndex((id) => row.subject.label.includes(id))
    const act = place < 0 ? rest : (acts[place] ?? null)
    if (act !== null) decided += await decideGoods(desk, row, act)
  }
  return decided
}

const openGoods = async (desk: Desk): Promise<CaseRow[]> =>
  openCases(await goodsPerson(desk, goodsStaff.first), 'cargo')

/** Decides the cases that returned to people, such as after an answer. */
async function closeReturned(desk: Desk, actOf: (row: CaseRow) => GoodsAct): Promise<number> {
  let decided = 0
  for (const row of await openGoods(desk))
    if (row.state === 'in-review') decided += await decideGoods(desk, row, actOf(row), goodsStaff.other)
  return decided
}

/** Lets each filer pull its answers and reply to what they ask; with `only`, about this air waybill alone. */
async function reply({ clients }: Pick<Stage, 'clients'>, only?: string): Promise<void> {
  await Promise.all(
    [...clients.values()].map(async (client) => {
      for (const asked of await client.pull()) {
        const body = only === undefined || asked.consignment.masterId === only ? replyTo(asked) : null
        if (body !== null && asked.referralId !== null) await client.answer(asked.referralId, body)
      }
    }),
  )
}

/** The work that the last evening leaves for the visitor. */
const evening: readonly { planted: Planted; act: GoodsAct | null }[] = [
  { planted: { consignee: watchedFirms[0] as string }, act: 'DNL' },
  { planted: { consignee: watchedFirms[1] as string }, act: 'DNL-open' },
  { planted: vague, act: 'RFI' },
  { planted: vague, act: 'RFI-short' },
  { planted: vague, act: 'RFI' },
  { planted: valves, act: 'RFS' },
  { planted: listed, act: 'inspect' },
  { planted: { consignee: watchedFirms[2] as string }, act: null },
]
/** The place of the request that its filer answers. */
const answered = 2

function playEve(stage: Stage): Played {
  const { end, seed } = stage.target
  const at = later(end, -hours(4))
  const order = { traders: seed, at }
  const loading = { departsAt: later(end, hours(3)), arrivesAt: later(end, hours(8)) }
  const goods = planGoods({
    ...{ ...order, seed: `${seed}/eve`, turn: 0 },
    flight: { ...loading, shipments: evening.length + 3, planted: evening.map(({ planted }) => planted) },
  })
  const arrived = { departsAt: later(at, 30), arrivesAt: later(end, -75) }
  const early = planGoods({
    ...{ ...order, seed: `${seed}/arrived`, turn: 0 },
    flight: { ...arrived, shipments: 3, planted: [{ consignee: watchedFirms[2] as string }] },
  })
  const acts = evening.map(({ act }) => act)
  return {
    events: [...sendings(stage, goods, at), ...sendings(stage, early, later(at, 10))],
    shifts: [],
    works: [
      { at: later(at, -60), run: (desk) => inspect(desk, false) },
      work(later(at, -50), (desk) => bringModel(desk)),
      work(later(at, -45), () => startJob(stage.target.node, 'draw-day')),
      work(later(at, -40), () => startJob(stage.target.node, 'reveal-draws')),
      { at: later(at, 30), run: (desk) => decidePlanted(desk, early, ['inspect'], null) },
      { at: later(at, 40), run: (desk) => decidePlanted(desk, goods, acts, null) },
      work(later(at, 70), () => reply(stage, goods.planted[answered])),
      work(later(at, 130), () => startJob(stage.target.node, 'cargo-answer-clocks')),
      work(later(end, -60), (desk) => inspectArrived(desk, { find: true })),
    ],
  }
}

/** Trains a model from the results, and promotes it as a second person. Too few results of a short history bring none. */
async function bringModel(desk: Desk): Promise<void> {
  const author = await goodsPerson(desk, goodsStaff.first)
  const asked = await author.call('POST', '/v1/cargo/models', { kind: 'hit-rate-table' })
  if (asked.status === 422) return
  const { id } = await answerOf<CargoModel>(Promise.resolve(asked))
  const supervisor = await goodsPerson(desk, goodsStaff.second)
  const isTrained = async () => {
    const { items } = await answerOf<CargoModelList>(supervisor.call('GET', '/v1/cargo/models'))
    return items.some((model) => model.id === id && model.state !== 'training')
  }
  await until('the model is trained', isTrained)
  await answerOf(supervisor.call('POST', `/v1/cargo/models/${id}/promote`))
}
