import { cargoVocabulary } from '@entente/contracts'
import { MediaHasher } from '../../media/index.ts'
import { defineModule } from '../../module.ts'
import { defineGateway, type Gateway, type GatewayDeps, type GatewayModule } from '../../pipeline/gateway/gateway.ts'
import type { Intake } from '../../pipeline/gateway/intake.ts'
import type { PipelineSteps } from '../../pipeline/gateway/pipeline-steps.ts'
import { decisionMadeTopic } from '../../pipeline/jobs/jobs.ts'
import { inBackground } from '../../pipeline/match/in-background.ts'
import { recordParts, withHolds } from '../../safeguards/vault/sealed-columns.ts'
import { doJob } from '../../store/define-job.ts'
import { answerClasses, referralClasses } from './answers/answer-row.ts'
import { answerAssessed, cargoAnswers, checkCurrent } from './answers/cargo-answers.ts'
import { deliverAnswer } from './answers/deliver-answer.ts'
import { keepReferral, runAnswerClocks, warnOfDueCase } from './answers/keep-deadlines.ts'
import { releaseAnswers } from './answers/release-answers.ts'
import { answerRoutes } from './answers/routes.ts'
import { addHits, stoppableRules } from './assess/add-hits.ts'
import { assessConsignments } from './assess/after-cases.ts'
import { assessmentClasses } from './assess/assessment.ts'
import { orderAssessed } from './assess/order-assessed.ts'
import { assessmentRoutes } from './assess/routes.ts'
import { filingClasses, partClasses, versionClasses } from './classes/content-classes.ts'
import { closeConsignments, closeConsignmentsJob } from './consignments/close-consignments.ts'
import { consignmentRoutes } from './consignments/routes.ts'
import { addSightings, addSightingsJob, refreshPeers, refreshPeersJob } from './features/refresh-peers.ts'
import { comparisonRoutes } from './features/routes.ts'
import { filerRoutes } from './filers/routes.ts'
import { goodsClasses, resultClasses } from './inspections/inspection-row.ts'
import { countDue } from './inspections/list-inspections.ts'
import { orderByDecision } from './inspections/order-by-decision.ts'
import { inspectionRoutes } from './inspections/routes.ts'
import { ruleTracks } from './inspections/rule-tracks.ts'
import { inspectionWordsJob, sendWords } from './inspections/send-words.ts'
import { photoFilesAmong } from './inspections/show-photo.ts'
import { cargoIntake, largestCargoMessage } from './intake/cargo-intake.ts'
import { runTraining, trainModelJob } from './learn/ask-training.ts'
import { measureDrift, measureDriftJob } from './learn/measure-drift.ts'
import { modelRoutes } from './learn/routes.ts'
import { messageRoutes } from './messages/routes.ts'
import { reassessConsignments, reassessConsignmentsJob, reassessDecided } from './replay/reassess-consignments.ts'
import { replayRoutes } from './replay/routes.ts'
import { expireRules } from './rules/manage/expire-rules.ts'
import { ruleRoutes } from './rules/manage/routes.ts'
import { supportingRules } from './rules/store/rules-in-force.ts'
import { ruleTestTask } from './rules/trial/run-test.ts'
import { commitDays, drawDayJob, noteLostKeys } from './select/commit-days.ts'
import { type DayDraws, openDayDraws } from './select/draw.ts'
import { revealDays, revealDrawsJob } from './select/reveal-days.ts'
import { drawRoutes } from './select/routes.ts'
import { filerSenderRoutes } from './senders/routes.ts'
import {
  answerClocksJob,
  applyTablesJob,
  caseDueJob,
  compareVoyageJob,
  deliverCargoAnswerJob,
  expireRulesJob,
  referralDeadlineJob,
  releaseAnswersJob,
  ruleTestJob,
} from './store/jobs.ts'
import type { CargoSubject } from './subjects/cargo-subject.ts'
import { caseRecord } from './subjects/case-record.ts'
import { cargoContexts, consignmentClocks, loadSubjects, recentSubjects, regimesOf } from './subjects/load-subjects.ts'
import { tablesChanged } from './tables/approve-version.ts'
import { keepShippedTables } from './tables/keep-shipped.ts'
import { tableRoutes } from './tables/routes.ts'
import { compareVoyage, dropVoyages } from './voyages/compare-voyage.ts'
import { voyageRoutes } from './voyages/routes.ts'

// Order of the folders; each imports only folders before it, and this file wires them:
// store, classes < tables < select, answers < messages < consignments < voyages, inspections, intake, subjects, model < features
// < filers, learn, compare, rules < assess < replay.

/** The cargo gateway as the pipeline sees it. A subject is a consignment. */
export const createCargoGateway = (draws: DayDraws): Gateway => {
  const assess = assessConsignments(draws, [orderAssessed])
  return defineGateway<CargoSubject>({
    vocabulary: cargoVocabulary,
    usualPurpose: 'customs-security',
    intake: cargoIntake as Intake,
    subjects: { load: loadSubjects, recent: recentSubjects, regimesOf, clocks: consignmentClocks },
    addHits,
    rules: { inForce: supportingRules, tracks: ruleTracks },
    signalKinds: ['consignment'],
    record: caseRecord,
    unmasking: { root: 'cargo_consignment', classes: versionClasses },
    contexts: cargoContexts,
    badges: countDue,
    rawFilesAmong: photoFilesAmong,
    async afterCases(tx, compared, applied, cause) {
      await assess(tx, compared)
      await answerAssessed(tx, compared, applied, cause)
    },
    async leftUnchecked(tx, contexts, cause) {
      // Nothing is assessed: the first assessment decides about the draw of a consignment.
      const compared = contexts.map((context) => ({ context, comparable: false, hits: [], otherExplanations: [] }))
      await answerAssessed(tx, compared, [], cause)
    },
    stoppable: stoppableRules,
    checkCurrent,
    answers: cargoAnswers,
  })
}

/** The cargo gateway as a module of the node: reads statements about goods, and merges them into consignments. */
export async function createCargoModule(deps: GatewayDeps): Promise<GatewayModule> {
  const { allowPrivateCallbacks } = deps.settings
  const consignment = { table: 'cargo_consignment', key: 'consignment_id' }
  const drawing = { ...deps, draws: openDayDraws(deps.dataRoot) }
  const hasher = new MediaHasher({ decoders: 1 })
  return {
    gateway: createCargoGateway(drawing.draws),
    ...defineModule({
      name: 'cargo',
      records: [
        { table: 'cargo_filing', id: 'id', classes: filingClasses },
        { table: 'cargo_assessment', id: 'id', classes: assessmentClasses },
        { table: 'cargo_version', id: 'consignment_id', classes: versionClasses, owner: consignment },
        { table: 'cargo_referral', id: 'id', classes: referralClasses },
        { table: 'cargo_answer', id: 'id', classes: answerClasses },
        {
          ...{ table: 'cargo_reading_part', id: 'message_id', classes: partClasses },
          owner: { table: 'message', key: 'message_id' },
        },
        { table: 'cargo_inspection', id: 'id', classes: goodsClasses },
        {
          ...{ table: 'cargo_inspection_result', id: 'id', classes: resultClasses },
          owner: { table: 'cargo_inspection', key: 'inspection_id' },
        },
      ],
      sealed: [
        ...['cargo_filing', 'cargo_assessment', 'cargo_referral', 'cargo_answer', 'cargo_inspection'].map((table) => ({
          ...{ table, columns: recordParts, clocks: withHolds('cargo_consignment', 't', 't.consignment_id') },
        })),
        {
          ...{ table: 'cargo_version', columns: recordParts, id: 't.consignment_id', owner: consignment },
          clocks: withHolds('cargo_consignment', 'o'),
        },
        {
          ...{
            table: 'cargo_reading_part',
            columns: recordParts,
            id: 't.message_id',
            clocks: withHolds('message', 'o'),
          },
          owner: { table: 'message', key: 'message_id' },
        },
        {
          ...{
            table: 'cargo_inspection_result',
            columns: recordParts,
            clocks: withHolds('cargo_consignment', 'o', 'o.consignment_id'),
          },
          owner: { table: 'cargo_inspection', key: 'inspection_id' },
        },
        { table: 'cargo_photo', columns: {}, file: 'raw_file' },
      ],
      jobs: [
        doJob(releaseAnswersJob, (request) => releaseAnswers(deps, request)),
        doJob(deliverCargoAnswerJob, (request) => deliverAnswer({ ...deps, allowPrivateCallbacks }, request)),
        doJob(referralDeadlineJob, (request) => keepReferral(deps, request)),
        doJob(caseDueJob, (request) => warnOfDueCase(deps, request)),
        doJob(answerClocksJob, () => runAnswerClocks(deps)),
        doJob(applyTablesJob, ({ kind }) => inBackground(deps, (tx) => tablesChanged(tx, kind))),
        doJob(reassessConsignmentsJob, (part) => reassessConsignments(deps, part)),
        doJob(trainModelJob, (request) => runTraining(deps, request)),
        doJob(addSightingsJob, () => addSightings(deps)),
        doJob(refreshPeersJob, async () => {
          await refreshPeers(deps)
          await inBackground(deps, dropVoyages)
        }),
        doJob(closeConsignmentsJob, () => closeConsignments(deps)),
        doJob(compareVoyageJob, (request) => compareVoyage(deps, request)),
        doJob(measureDriftJob, () => measureDrift(deps)),
        doJob(drawDayJob, () => commitDays(drawing)),
        doJob(revealDrawsJob, async () => {
          // A start without the database may have left today without a commitment.
          await commitDays(drawing)
          await revealDays(drawing)
        }),
        doJob(ruleTestJob, ruleTestTask(deps)),
        doJob(expireRulesJob, () => expireRules(deps)),
        doJob(inspectionWordsJob, () => sendWords(deps)),
      ],
      follows: [
        doJob(decisionMadeTopic, (decision) => reassessDecided(deps, decision)),
        doJob(decisionMadeTopic, (decision) => orderByDecision(deps, decision)),
      ],
      schedules: [
        { job: answerClocksJob.name, match: '* * * * *' },
        { job: addSightingsJob.name, match: '* * * * *' },
        { job: refreshPeersJob.name, match: '17 * * * *' },
        { job: closeConsignmentsJob.name, match: '47 * * * *' },
        { job: measureDriftJob.name, match: '40 3 * * *' },
        { job: drawDayJob.name, match: '50 23 * * *' },
        { job: revealDrawsJob.name, match: '13 * * * *' },
        { job: expireRulesJob.name, match: '* * * * *' },
        { job: inspectionWordsJob.name, match: '*/10 * * * *' },
      ],
      async start() {
        await keepShippedTables(deps)
        await noteLostKeys(drawing)
        await commitDays(drawing)
      },
      routes(app) {
        drawRoutes(app, deps)
        assessmentRoutes(app, deps)
        replayRoutes(app, drawing)
        const receiveArriving: PipelineSteps['receiveArriving'] = (arriving) => deps.steps().receiveArriving(arriving)
        messageRoutes(app, { ...deps, receiveArriving, largest: largestCargoMessage })
        consignmentRoutes(app, deps)
        voyageRoutes(app, deps)
        answerRoutes(app, deps)
        tableRoutes(app, deps)
        ruleRoutes(app, deps)
        comparisonRoutes(app, deps)
        filerRoutes(app, deps)
        modelRoutes(app, deps)
        inspectionRoutes(app, { ...deps, hasher })
        filerSenderRoutes(app, deps)
      },
      stop: () => hasher.close(),
    }),
  }
}
