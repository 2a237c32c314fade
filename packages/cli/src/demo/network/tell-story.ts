import type { Case, Signal, SignalDetail, WithdrawalState } from '@entente/contracts'
import { createSender, createSenderKey } from '@entente/node'
import {
  createCarrierClient,
  createTraffic,
  createWatchList,
  drawPicture,
  hashPicture,
  joinContentTeam,
  joinNodes,
  scheduleCsv,
  sendUpload,
} from '@entente/testkit'
import { agree } from './agree.ts'
import { answerOf, until } from './answer-of.ts'
import { passportSignal, personSignal, pictureSignal } from './drafts.ts'
import type { MemberNode } from './start-member.ts'

/** One thing that happened, and how long it took from the act to what came of it. */
export interface Happened {
  what: string
  where: string
  ms: number
  came: string
}
const travel = { 'entente-purpose': 'border-control' }
const safety = { 'entente-purpose': 'content-safety' }

/**
 * The story of the demonstration, told by what people and machines of three members do over HTTP: joined and agreed, a traveller and a picture that the centre shares are
 * found at the border and at the platform, what was learnt comes back, and what was wrong is taken back from all. `told` hears of each step as it is done.
 */
export async function tellStory(
  [border, platform, centre]: readonly [MemberNode, MemberNode, MemberNode],
  seed: string,
  told: (happened: Happened) => void,
): Promise<void> {
  const nodes = [border, platform, centre]
  const step = async <T>(what: string, where: string, work: () => Promise<{ came: string; value: T }>): Promise<T> => {
    const started = performance.now()
    const { came, value } = await work()
    told({ what, where, ms: performance.now() - started, came })
    return value
  }

  await step('invitation files, six words compared', 'all three', async () => {
    for (const [place, one] of nodes.entries()) for (const other of nodes.slice(place + 1)) await joinNodes(one, other)
    return { came: 'three pairs of nodes joined', value: null }
  })
  const agreement = await step('agreement offered, signed by six people', 'all three', async () => {
    const id = await agree(nodes)
    return { came: `in force: ${id}`, value: id }
  })

  const watched = createWatchList(seed).people.find(({ documents }) =>
    documents.some(({ type }) => type === 'passport'),
  )
  const passport = watched?.documents.find(({ type }) => type === 'passport')
  if (watched === undefined || passport === undefined) throw new Error('nobody invented has a passport')
  const share = async (draft: object, purpose: Record<string, string>) =>
    (await answerOf<Signal>(centre.officer.call('POST', '/v1/signals', draft, purpose))).id
  const arrived = (node: MemberNode, id: string, purpose: Record<string, string>) =>
    until(`${node.name} holds what was shared`, async () => {
      const { status } = await node.officer.call('GET', `/v1/signals/${id}`, undefined, purpose)
      return status === 200
    })
  const [personId] = await step('a person, by two officers, and a passport shared', centre.name, async () => {
    const person = await share(personSignal(agreement, watched), travel)
    await answerOf(centre.secondOfficer.call('POST', `/v1/signals/${person}/release`, { version: 1 }, travel))
    const ids = [person, await share(passportSignal(agreement, passport), travel)]
    for (const id of ids) await arrived(border, id, travel)
    return { came: `held at ${border.name}`, value: ids as [string, string] }
  })
  const caseId = await step('a carrier sends its passengers', border.name, async () => {
    const found = await flyWatched(border, seed, watched)
    return { came: 'that traveller is a hit, a case waits', value: found }
  })
  await step('an analyst looks, and it is another person', border.name, async () => {
    await decide(border, caseId)
    await until('the feedback comes back', async () => {
      const { feedback } = await answerOf<SignalDetail>(
        centre.officer.call('GET', `/v1/signals/${personId}`, undefined, travel),
      )
      return feedback.some(({ from, mistaken }) => from === border.member && mistaken > 0)
    })
    return { came: `${centre.name} reads "mistaken"`, value: null }
  })

  const pictureId = await step('the hash of a picture shared', centre.name, async () => {
    const hashes = await hashPicture(centre.url, await contentKey(centre, 'Open sources desk'), drawPicture(12))
    const id = await share(pictureSignal(agreement, hashes), safety)
    for (const node of [border, platform]) await arrived(node, id, safety)
    return { came: `held at ${border.name} and ${platform.name}`, value: id }
  })
  const key = await contentKey(platform, 'Tidewater uploads')
  await joinContentTeam(platform.node.db)
  await step('a smaller, brighter copy is uploaded', platform.name, async () => {
    const copy = drawPicture(12, { width: 360, height: 240, brighter: 12 })
    let count = 0
    // The index hears of it within a moment; whoever uploads does not know of that.
    await until('the upload is found', async () => {
      count += 1
      return (await sendUpload(platform.url, key, { uploadId: `u-${count}` }, copy)).caseId !== null
    })
    return { came: 'found, a case waits', value: null }
  })
  await step('the hash was wrong: taken back', centre.name, async () => {
    const withdrawal = { reason: 'wrong', text: '' }
    await answerOf(centre.officer.call('POST', `/v1/signals/${pictureId}/withdraw`, withdrawal, safety))
    let state: WithdrawalState | null = null
    await until('every receipt is there', async () => {
      state = await answerOf<WithdrawalState>(centre.officer.call('GET', `/v1/signals/${pictureId}/receipts`))
      return state.complete
    })
    const signed = (state as WithdrawalState | null)?.holders.map(({ member }) => member).join(', ')
    return { came: `received, stopped and erased signed by ${signed}`, value: null }
  })
  await step('the same picture is uploaded again', platform.name, async () => {
    const again = await sendUpload(platform.url, key, { uploadId: 'u-again' }, drawPicture(12))
    if (again.total !== 0) throw new Error('what was taken back was found')
    return { came: 'nothing is found', value: null }
  })
}

type Watched = ReturnType<typeof createWatchList>['people'][number]
/** Not every invented carrier sends lists, and not every flight leaves: so many invented days are tried. */
const mostDays = 50

/** Invented traffic in which the person travels by the very passport that is listed, and the passenger list that says so. */
function listNaming(watched: Watched, seed: string) {
  const { number } = watched.documents.find(({ type }) => type === 'passport') ?? watched.person.document
  for (let day = 0; day < mostDays; day += 1) {
    const traffic = createTraffic({
      ...{ seed: `${seed}/${day}`, start: new Date(Date.now() - 3_600_000), flights: 4, hours: 3, dirt: 0 },
      ...{ people: [20, 40], watched: [watched] },
      shares: { exact: 0.001, spelling: 0, namesake: 0, 'document-typo': 0 },
    })
    const message = traffic.messages.find(
      ({ kind, stated }) => kind === 'paxlst' && stated.some(({ documentNumber }) => documentNumber === number),
    )
    if (message !== undefined) return { traffic, message }
  }
  throw new Error('the invented traveller flies on no list')
}

/** A carrier sends the list of a flight on which the invented person travels; returns the case of the hit. */
async function flyWatched(border: MemberNode, seed: string, watched: Watched): Promise<string> {
  const { traffic, message } = listNaming(watched, seed)
  const { carrier } = message.flight
  const sender = await createSender(border.node.db, { name: carrier.name, carriers: [carrier.code] })
  const { key } = await createSenderKey(border.node.db, sender)
  const client = createCarrierClient({ node: border.url, key })
  await client.sendSchedule(
    { schedule: scheduleCsv(traffic.flights.filter((flight) => flight.carrier === carrier)) },
    key,
  )
  await client.sendMessage(message)
  let caseId = ''
  await until('the traveller is a hit', async () => {
    const hit = await border.node.db.selectFrom('hit').select('case_id').executeTakeFirst()
    caseId = hit?.case_id ?? ''
    return caseId !== ''
  })
  return caseId
}

/** An analyst looks at a case for as long as the rules ask, and says of every hit that it is about somebody else. */
async function decide({ analyst }: MemberNode, caseId: string): Promise<void> {
  const call = <T>(method: string, act: string, body?: object) =>
    answerOf<T>(analyst.call(method, `/v1/cases/${caseId}${act}`, body, travel))
  for (let beat = 0; beat < 7; beat += 1) {
    await call('POST', '/view', {})
    await new Promise((resolve) => setTimeout(resolve, 1000))
  }
  await call('POST', '/view', {})
  const { hits } = await call<Pick<Case, 'hits'>>('GET', '')
  await call('POST', '/proposal', {
    ...{ outcome: 'no-action', act: 'ok-to-board', reasons: ['different-person'], text: '', details: null },
    hits: hits.map(({ id }) => id),
    alternativesConsidered: ['Somebody else of the same name.'],
    feedback: hits.map(({ id }) => ({ hitId: id, outcome: 'mistaken' })),
  })
}

async function contentKey({ node }: MemberNode, name: string): Promise<string> {
  const sender = await createSender(node.db, { name, gateway: 'content' })
  return (await createSenderKey(node.db, sender)).key
}
