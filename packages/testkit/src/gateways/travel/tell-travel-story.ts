import type { Case, Signal, SignalDetail, SignalDraft } from '@entente/contracts'
import { createSender, createSenderKey } from '@entente/node'
import { answerOf, until } from '../../client/answer-of.ts'
import { signalDraft } from '../../demo/signal-draft.ts'
import type { StoryMember, StoryStage } from '../../demo/synthetic-gateway.ts'
import { createWatchList } from '../../synthetic/watch-list/create-watch-list.ts'
import type { WatchedPerson } from '../../synthetic/watch-list/watched-person.ts'
import { createCarrierClient } from './client.ts'
import { scheduleCsv } from './schedule/plan-flights.ts'
import { createTraffic } from './traffic.ts'

const border = { 'entente-purpose': 'border-control' }

/**
 * Runs the travel part of the network demonstration: the centre shares a person and a passport, a carrier's list gives a hit at the border, and the
 * analyst's feedback reaches the centre.
 */
export async function tellTravelStory({ border: agency, centre, agreement, seed, step }: StoryStage): Promise<void> {
  const watched = createWatchList(seed).people.find(({ documents }) =>
    documents.some(({ type }) => type === 'passport'),
  )
  const passport = watched?.documents.find(({ type }) => type === 'passport')
  if (watched === undefined || passport === undefined) throw new Error('no invented person has a passport')
  const share = async (draft: SignalDraft) =>
    (await answerOf<Signal>(centre.officer.call('POST', '/v1/signals', draft, border))).id
  const [personId] = await step('a person, by two officers, and a passport shared', centre.name, async () => {
    const person = await share(personSignal(agreement, watched))
    await answerOf(centre.secondOfficer.call('POST', `/v1/signals/${person}/release`, { version: 1 }, border))
    const ids = [person, await share(passportSignal(agreement, passport))]
    for (const id of ids)
      await until(`${agency.name} has the shared signal`, async () => {
        const { status } = await agency.officer.call('GET', `/v1/signals/${id}`, undefined, border)
        return status === 200
      })
    return { came: `received at ${agency.name}`, value: ids as [string, string] }
  })
  const caseId = await step('a carrier sends its passengers', agency.name, async () => {
    const found = await flyWatched(agency, seed, watched)
    return { came: 'that traveller is a hit, a case waits', value: found }
  })
  await step('an analyst decides: another person', agency.name, async () => {
    await decide(agency, caseId)
    await until('the feedback arrives', async () => {
      const { feedback } = await answerOf<SignalDetail>(
        centre.officer.call('GET', `/v1/signals/${personId}`, undefined, border),
      )
      return feedback.some(({ from, mistaken }) => from === agency.member && mistaken > 0)
    })
    return { came: `${centre.name} reads "mistaken"`, value: null }
  })
}

const traveller = {
  purposes: ['border-control', 'terrorism-prevention'],
  action: 'discreet-check',
  necessity: 'Invented: returning from a training camp under another name.',
} satisfies Partial<SignalDraft>

/** Returns the centre's signal about an invented person. */
function personSignal(agreement: string, { person, birthDates }: WatchedPerson): SignalDraft {
  const { surname, given } = person.name
  const name = { full: `${given} ${surname}`, family: surname, given, script: 'Latn', quality: 'primary' as const }
  const value = { names: [name], birthDates, sex: person.sex, birthPlaces: [], identifiers: [] }
  return signalDraft(agreement, {
    ...traveller,
    kind: 'person',
    value: { ...value, nationalities: [person.nationality] },
  })
}

function passportSignal(agreement: string, { number, country }: { number: string; country: string }): SignalDraft {
  const value = { documentType: 'P', number, issuingState: country, expiryDate: null }
  return signalDraft(agreement, { ...traveller, kind: 'travel-document', value })
}

/** Not every invented carrier sends lists, and not every flight leaves, so several invented days are tried. */
const mostDays = 50

/** Returns traffic that contains a passenger list with the listed passport. */
function listNaming(watched: WatchedPerson, seed: string) {
  const { number } = watched.documents.find(({ type }) => type === 'passport') ?? watched.person.document
  for (let day = 0; day < mostDays; day += 1) {
    const traffic = createTraffic({
      ...{ seed: `${seed}/${day}`, start: new Date(Date.now() - 3_600_000), flights: 4, hours: 3, corruption: 0 },
      ...{ people: [20, 40], watched: [watched] },
      shares: { exact: 0.001, spelling: 0, namesake: 0, 'document-typo': 0 },
    })
    const message = traffic.messages.find(
      ({ kind, stated }) => kind === 'paxlst' && stated.some(({ documentNumber }) => documentNumber === number),
    )
    if (message !== undefined) return { traffic, message }
  }
  throw new Error('no passenger list states the invented traveller')
}

/** Sends, as a carrier, the list of a flight with the invented person. Returns the case of the hit. */
async function flyWatched(agency: StoryMember, seed: string, watched: WatchedPerson): Promise<string> {
  const { traffic, message } = listNaming(watched, seed)
  const { carrier } = message.flight
  const sender = await createSender(agency.node.db, {
    name: carrier.name,
    synthetic: true,
    settings: { carriers: [carrier.code] },
  })
  const { key } = await createSenderKey(agency.node.db, sender)
  const client = createCarrierClient({ node: agency.url, key })
  await client.sendSchedule(
    { schedule: scheduleCsv(traffic.flights.filter((flight) => flight.carrier === carrier)) },
    key,
  )
  await client.sendMessage(message)
  let caseId = ''
  await until('the traveller is a hit', async () => {
    const hit = await agency.node.db.selectFrom('hit').select('case_id').executeTakeFirst()
    caseId = hit?.case_id ?? ''
    return caseId !== ''
  })
  return caseId
}

/** Reviews a case for the required time and decides that every hit concerns another person. */
async function decide({ analyst }: StoryMember, caseId: string): Promise<void> {
  const call = <T>(method: string, path: string, body?: object) =>
    answerOf<T>(analyst.call(method, `/v1/cases/${caseId}${path}`, body, border))
  for (let second = 0; second < 7; second += 1) {
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
