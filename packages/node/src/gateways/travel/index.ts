import { travelVocabulary } from '@entente/contracts'
import { defineModule } from '../../module.ts'
import { defineGateway, type Gateway, type GatewayDeps, type GatewayModule } from '../../pipeline/gateway/gateway.ts'
import type { Intake } from '../../pipeline/gateway/intake.ts'
import { createNameIndex, type NameIndex } from '../../safeguards/names/name-index.ts'
import { recordParts, withHolds } from '../../safeguards/vault/sealed-columns.ts'
import { doJob } from '../../store/define-job.ts'
import { answerClasses } from './answers/answer-content.ts'
import { deliverAnswer } from './answers/deliver-answer.ts'
import { travelAnswers } from './answers/travel-answers.ts'
import { partTimeoutTask } from './board/part-timeout.ts'
import { flightRoutes } from './board/routes.ts'
import { travellerClasses } from './crossing/traveller-classes.ts'
import { travelFinds } from './find/find.ts'
import { travellerNames } from './find/name-source.ts'
import { type AirportZones, readAirportZones } from './flights/airport-zones.ts'
import { flightBadges } from './flights/flight-badges.ts'
import { flightContexts, flightsLike } from './flights/load-flights.ts'
import { flightLatenessTask } from './flights/watch-lateness.ts'
import { createTravelIntake } from './intake.ts'
import { openAnswerJournal } from './interactive/answer-journal.ts'
import type { InteractiveDeps } from './interactive/answer-request.ts'
import { finishInteractive } from './interactive/finish-answer.ts'
import { interactiveRoutes } from './interactive/routes.ts'
import { createJournalWorker } from './interactive/store-journaled.ts'
import { messageRoutes } from './messages/routes.ts'
import { areNewTravellers, plantTraveller } from './plant/plant-traveller.ts'
import { reservationClasses, statementClasses } from './statements/statement-classes.ts'
import { deliverAnswerJob, finishInteractiveJob, flightLatenessJob, partTimeoutJob } from './store/jobs.ts'
import { caseRecord } from './travellers/case-record.ts'
import { findLinks } from './travellers/find-links.ts'
import { loadSubjects, recentSubjects, regimesOf, seenByWeek, travellerClocks } from './travellers/load-subjects.ts'
import { travellerRoutes } from './travellers/routes.ts'
import { samePerson } from './travellers/same-person.ts'
import { travellerGroups } from './travellers/traveller-groups.ts'
import { travellerTimeline } from './travellers/traveller-timeline.ts'

// Order of the folders; each imports only folders before it, and this one wires them:
// store, classes < flights < statements < crossing < answers, find, messages, travellers < board, interactive, plant.

/** The travel gateway as the pipeline sees it. A subject is a traveller on one flight. */
export const createTravelGateway = (zones: AirportZones = readAirportZones(), names?: NameIndex): Gateway =>
  defineGateway({
    vocabulary: travelVocabulary,
    usualPurpose: 'terrorism-prevention',
    intake: createTravelIntake({ zones }) as Intake,
    subjects: { load: loadSubjects, recent: recentSubjects, regimesOf, clocks: travellerClocks },
    record: caseRecord,
    unmasking: { root: 'traveller', classes: travellerClasses, leaveOut: ['sources'] },
    contexts: flightContexts(zones),
    contextsLike: flightsLike,
    answers: travelAnswers(),
    joined: samePerson,
    links: findLinks,
    timeline: travellerTimeline,
    seenByWeek,
    plants: { invent: plantTraveller, areNew: areNewTravellers },
    groups: travellerGroups,
    badges: flightBadges,
    ...(names && { finds: travelFinds({ names, contexts: flightContexts(zones) }) }),
  })

/** The travel gateway as a module of the node: reads passenger lists and reservations, answers carriers. */
export async function createTravelModule(deps: GatewayDeps): Promise<GatewayModule> {
  const { settings } = deps
  const zones = readAirportZones()
  const names = createNameIndex(deps, travellerNames)
  const journal = createJournalWorker(() => interactive)
  const interactive: InteractiveDeps = {
    ...deps,
    interactive: { deadlineMs: settings.interactiveDeadlineMs, timeoutOutcome: 'further-check' },
    journal: openAnswerJournal(deps.dataRoot, deps.store.files),
    storeLater: () => journal.start(),
    steps: {
      receive: (incoming) => deps.steps().receive(incoming),
      read: (request) => deps.steps().read(request),
      match: (request) => deps.steps().match(request),
      receiveAndRead: (incoming, then) => deps.steps().receiveAndRead(incoming, then),
    },
  }
  const traveller = { owner: { table: 'traveller', key: 'traveller_id' }, clocks: withHolds('traveller', 'o') }
  return {
    gateway: createTravelGateway(zones, names),
    ...defineModule({
      name: 'travel',
      records: [
        { table: 'statement', id: 'id', classes: statementClasses },
        { table: 'reservation_version', id: 'id', classes: reservationClasses },
        { table: 'traveller', id: 'id', classes: travellerClasses },
        { table: 'carrier_answer', id: 'id', classes: answerClasses },
      ],
      sealed: [
        {
          ...{ table: 'statement', columns: recordParts, clocks: withHolds('statement') },
          tokens: ['reservation_key', 'reference_key', 'locator_name_key', 'name_birth_key'],
          tokenArrays: ['document_keys', 'birth_keys'],
        },
        {
          ...{ table: 'reservation_version', columns: recordParts, clocks: withHolds('reservation_version') },
          tokens: ['reservation_key'],
        },
        { table: 'traveller', columns: recordParts, clocks: withHolds('traveller') },
        { table: 'carrier_answer', columns: recordParts, clocks: withHolds('carrier_answer') },
        {
          ...{ table: 'selector_index', columns: {}, tokens: ['hash'], id: 't.owner_id' },
          ...{ owner: { table: 'traveller', key: 'owner_id' }, where: "t.owner_type = 'traveller'" },
        },
        { table: 'traveller_version', columns: recordParts, id: 't.traveller_id', ...traveller },
        { table: 'traveller_split', columns: recordParts, ...traveller },
      ],
      jobs: [
        doJob(deliverAnswerJob, (request) =>
          deliverAnswer({ ...deps, allowPrivateCallbacks: settings.allowPrivateCallbacks }, request),
        ),
        doJob(finishInteractiveJob, (request) => finishInteractive(interactive, request)),
        doJob(partTimeoutJob, partTimeoutTask(deps)),
        doJob(flightLatenessJob, flightLatenessTask(deps)),
      ],
      schedules: [{ job: flightLatenessJob.name, match: '* * * * *' }],
      async start() {
        names.start()
        journal.start()
      },
      async stop() {
        await names.stop()
        await journal.stop()
      },
      routes(app) {
        messageRoutes(app, { ...deps, receive: interactive.steps.receive })
        flightRoutes(app, { ...deps, zones })
        travellerRoutes(app, deps)
        interactiveRoutes(app, interactive)
      },
    }),
  }
}
