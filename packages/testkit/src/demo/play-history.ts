import type { ThresholdState } from '@entente/contracts'
import type { RunningNode } from '@entente/node'
import { answerOf } from '../client/answer-of.ts'
import { importIntoList } from '../client/list-tasks.ts'
import type { SignedIn } from '../client/sign-in.ts'
import { switchOn, switchOnAll } from '../client/write-necessity.ts'
import { createRandom } from '../synthetic/random.ts'
import { watchListUnXml } from '../synthetic/watch-list/write-watch-list.ts'
import type { Desk } from './history/case-steps.ts'
import type { MovedClock } from './history/moved-clock.ts'
import { type PlannedChange, planHistory } from './history/plan-history.ts'
import { type OpenSource, openSources } from './history/sources.ts'
import { addColleagues, createStaff, type NewColleague, type Staff } from './history/staff.ts'
import { startJob } from './history/start-job.ts'
import { workOnCases } from './history/work-on-cases.ts'
import type { HistoryTarget, Played, SyntheticGateway } from './synthetic-gateway.ts'

/** The node on which the history is played. Its clock is the given one, and its scheduled jobs are off. */
export interface HistoryStage extends Omit<HistoryTarget, 'staff' | 'sources'> {
  node: Pick<RunningNode, 'db' | 'url' | 'state'>
  clock: MovedClock
  password: string
  /** Full months of the history. */
  months: number
  /** Scales the number of hits. Default 1. */
  rate?: number
  gateways: readonly SyntheticGateway[]
  /** True once the history is to stop: the demonstration was ended. */
  isStopped?: () => boolean
  progress?: (done: number, of: number) => void
}

export interface HistoryReport {
  decided: number
  days: number
}

/** The colleagues who work beside the people of the first accounts. */
const colleagues: readonly NewColleague[] = [
  { account: 'analyst-2', name: 'Nadia Farouk', role: 'analyst', teams: ['first'] },
  { account: 'analyst-3', name: 'Jonas Lie', role: 'analyst', teams: ['first'] },
  { account: 'supervisor-2', name: 'Astrid Vik', role: 'supervisor', teams: ['first', 'others'] },
  { account: 'supervisor-3', name: 'Olav Ness', role: 'supervisor', teams: ['first'] },
  { account: 'moderator', name: 'Selma Aas', role: 'analyst', teams: ['others'] },
  { account: 'moderator-2', name: 'Emil Rask', role: 'analyst', teams: ['others'] },
]

/** Records of necessity are written at the founding, and renewed once so many weeks are left. */
const renewalWeeks = 26
const soonAfter = (end: Date): string => new Date(end.getTime() + 20 * 86_400_000).toISOString()

/** Jobs that a node starts by the time of day. The history starts them after each of its days. */
const scheduledJobs = [
  'housekeeping',
  'due-changes',
  'expire-signals',
  'erase-withdrawn',
  'sweep-drafts',
  'sweep-raw-files',
  'count-groups',
  'sample',
]

/**
 * Plays the history of a node under a moved clock: it founds the node, imports lists, sends the traffic of each day and
 * lets people decide, always over the routes that people and senders use. Afterwards the node holds what it would hold
 * after that time.
 */
export async function playHistory(stage: HistoryStage): Promise<HistoryReport> {
  const { clock, node, seed, gateways } = stage
  const plan = planHistory(stage)
  const staff = createStaff(node.url, stage.password, clock)
  const desk: Desk = { seed, clock, staff }
  const lists = openSources(seed)
  await addColleagues({ ...stage, url: node.url, staff }, colleaguesOf(gateways))
  await switchOnAll(await approversOf(staff), clock.now())
  const played = await Promise.all(
    gateways.map(async (gateway) => ({ gateway, own: await gateway.history?.({ ...stage, staff, sources: lists }) })),
  )
  let decided = 0
  let isRenewed = false
  for (const day of plan.days) {
    if (stage.isStopped?.() === true) break
    clock.moveTo(new Date(day.start.getTime() - 3_600_000))
    if (day.index > 0 && day.weeksLeft < renewalWeeks && !isRenewed) {
      const approvers = await approversOf(staff)
      const [list] = (await switchOnAll(approvers, clock.now())).filter(({ type }) => type === 'list')
      // One ends soon after the history, so that a visitor sees a reminder.
      if (list) await switchOn(approvers, list, clock.now(), { validUntil: soonAfter(stage.end) })
      isRenewed = true
    }
    for (const change of day.changes) await makeChange(stage, staff, lists, change)
    await idle(node)
    const plays = played.flatMap(({ own }) => own?.day(day) ?? [])
    for (const each of plays) decided += await play(stage, desk, each)
    for (const job of [...scheduledJobs, ...plays.flatMap(({ jobs = [] }) => jobs)]) await startJob(node, job)
    // Rates of groups are measured daily, and only the last ones are shown.
    if (day.weeksLeft === 0) await startJob(node, 'measure-rates')
    await idle(node)
    stage.progress?.(day.index + 1, plan.days.length)
  }
  decided += await play(stage, desk, together(played.flatMap(({ own }) => own?.eve?.() ?? [])))
  return { decided, days: plan.days.length }
}

/** Sends and works in the order of time. Returns the number of decided cases. */
async function play(stage: HistoryStage, desk: Desk, { events, shifts, works = [] }: Played): Promise<number> {
  const steps = [
    ...events.map(({ at, send }) => ({
      at,
      run: async () => {
        await send()
        return 0
      },
    })),
    ...shifts.map(({ at, ...shift }) => ({
      at,
      run: async () => {
        // A sign-in costs time of another core, which the node has while it reads the last messages.
        const signedIn = Promise.all([...shift.analysts, shift.supervisor].map((account) => desk.staff.as(account)))
        await idle(stage.node)
        await signedIn
        return (await workOnCases(desk, shift)).decided
      },
    })),
    ...works.map(({ at, run }) => ({
      at,
      run: async () => {
        await idle(stage.node)
        return run(desk)
      },
    })),
  ].sort((one, other) => one.at.getTime() - other.at.getTime())
  let decided = 0
  let idleAt = desk.clock.now().getTime()
  for (const { at, run } of steps) {
    if (stage.isStopped?.() === true) break
    // A message that waits while the clock moves would look late. An entry of the log that was begun before would be dated after later ones.
    if (at.getTime() - idleAt > longestMoveMs) {
      await idle(stage.node)
      idleAt = at.getTime()
    }
    desk.clock.moveTo(at)
    decided += await run()
  }
  await idle(stage.node)
  return decided
}

/** Joins what gateways play in the same hours. */
const together = (plays: readonly Played[]): Played => ({
  events: plays.flatMap(({ events }) => events),
  shifts: plays.flatMap(({ shifts }) => shifts),
  works: plays.flatMap(({ works = [] }) => works),
})

/** The clock moves further only while the node has nothing to do. */
const longestMoveMs = 50_000

/** Waits until the node has read every message and done every job. */
async function idle(node: HistoryStage['node']): Promise<void> {
  while ((await node.state()).waiting > 0) await new Promise((resolve) => setTimeout(resolve, 8))
}

/** Lists the colleagues of a history, with the kinds of the gateways in place of the placeholders of teams. */
export const colleaguesOf = (gateways: readonly SyntheticGateway[]): NewColleague[] => {
  const [first, ...others] = gateways.map(({ kind }) => kind)
  return [
    ...colleagues.map((each) => ({
      ...each,
      teams: each.teams.flatMap((team) => (team === 'first' ? [first ?? ''] : others)),
    })),
    ...gateways.flatMap((gateway) => gateway.colleagues ?? []),
  ]
}

async function makeChange(
  stage: HistoryStage,
  staff: Staff,
  lists: readonly OpenSource[],
  change: PlannedChange,
): Promise<void> {
  if (change.kind === 'threshold') return moveThreshold(staff, change)
  const open = lists.find(({ source }) => source.id === change.source)
  if (open === undefined) return
  const officer = await purposeful(staff, 'officer')
  if (change.kind === 'import') {
    await openList(officer, open, async (id) => {
      await switchOn(await approversOf(staff), { type: 'list', id }, stage.clock.now())
    })
    return importSource(officer, open, change.share)
  }
  await withdrawSome(stage, officer, open, change.count)
}

const purposeful = async (staff: Staff, account: string): Promise<Pick<SignedIn, 'call'>> => {
  const { call } = await staff.as(account)
  return { call: (method, path, body) => call(method, path, body, { 'entente-purpose': 'terrorism-prevention' }) }
}

const approversOf = async (staff: Staff) => ({
  officer: await staff.as('officer'),
  supervisor: await staff.as('supervisor'),
})

/** Creates the list of a source, unless it is there. */
async function openList(
  officer: Pick<SignedIn, 'call'>,
  open: OpenSource,
  isNew: (id: string) => Promise<void>,
): Promise<void> {
  if (open.id !== null) return
  const { source } = open
  const body = { title: source.title, format: 'un-xml', terms: { ...listTerms, reference: source.reference } }
  open.id = (await answerOf<{ id: string }>(officer.call('POST', '/v1/lists', body))).id
  await isNew(open.id)
}

async function importSource(officer: Pick<SignedIn, 'call'>, open: OpenSource, share: number): Promise<void> {
  const { list } = open
  if (open.id === null) return
  const part = { ...list, people: list.people.slice(0, Math.ceil(list.people.length * share)) }
  await importIntoList(officer, open.id, Buffer.from(watchListUnXml(part)))
}

/** Withdraws entries of a list before their time, as an owner does who found them wrong. */
async function withdrawSome(
  stage: HistoryStage,
  officer: Pick<SignedIn, 'call'>,
  open: OpenSource,
  count: number,
): Promise<void> {
  const query = `/v1/signals?list=${open.id}&status=active&limit=200`
  const { items } = await answerOf<{ items: { id: string; entity: { id: string } | null }[] }>(
    officer.call('GET', query),
  )
  const random = createRandom(`withdraw/${stage.seed}/${open.source.id}`)
  const inOrder = items.sort((one, other) => ((one.entity?.id ?? '') < (other.entity?.id ?? '') ? -1 : 1))
  for (const { id } of random.shuffled(inOrder).slice(0, count))
    await answerOf(
      officer.call('POST', `/v1/signals/${id}/withdraw`, {
        reason: 'basis-ended',
        text: 'The owner ended its decision.',
      }),
    )
}

async function moveThreshold(
  staff: Staff,
  { to, reason }: Extract<PlannedChange, { kind: 'threshold' }>,
): Promise<void> {
  const officer = await staff.as('officer')
  const made = officer.call('POST', '/v1/matching/threshold/proposals', { threshold: to, reason })
  const [proposal] = (await answerOf<ThresholdState>(made)).proposals
  const supervisor = await staff.as('supervisor')
  const answer = { agree: true, reason: 'I read the trial. The change is right.' }
  await answerOf(supervisor.call('POST', `/v1/matching/threshold/proposals/${proposal?.id}/answer`, answer))
}

/** The terms of every list of the demonstration. An import renews entries after half a year. */
export const listTerms = {
  reference: 'Invented consolidated list of the demonstration',
  purposes: ['border-control', 'terrorism-prevention', 'aviation-security'],
  lawfulBasis: { reference: 'Invented Sanctions Act, section 4', validUntil: null },
  tlp: 'clear',
  pap: 'clear',
  confidence: 80,
  action: 'discreet-check',
  necessity: 'People on this invented list may not enter Norland; shown in a demonstration.',
  minor: false,
  validDays: 540,
  retainDays: 700,
  reviewDays: 90,
  agreements: [],
}
