import { foundation } from './0001-foundation.ts'
import { roles } from './0002-roles.ts'
import { flightMessages } from './0003-flight-messages.ts'
import { travellerSplits } from './0004-traveller-splits.ts'
import { mergedFlights } from './0005-merged-flights.ts'
import { indexes } from './0006-indexes.ts'
import { flightReservations } from './0007-flight-reservations.ts'
import { signInAndSecondPerson } from './0008-sign-in-and-second-person.ts'
import { carriersAndClocks } from './0009-carriers-and-clocks.ts'
import { outdatedReadings } from './0010-outdated-readings.ts'
import { signals } from './0011-signals.ts'
import { hitsAndThresholds } from './0012-hits-and-thresholds.ts'
import { content } from './0013-content.ts'
import { uploadFiles } from './0014-upload-files.ts'
import { exchanges } from './0015-exchanges.ts'
import { agreements } from './0016-agreements.ts'
import { peersAndDelivery } from './0017-peers-and-delivery.ts'
import { taxii } from './0018-taxii.ts'
import { blind } from './0019-blind.ts'
import { banksOfMembers } from './0020-banks-of-members.ts'
import { attachments } from './0022-attachments.ts'
import { onward } from './0023-onward.ts'
import { holdsAndRelease } from './0024-holds-and-release.ts'
import { taxiiCertificates } from './0025-taxii-certificates.ts'
import { lookUps } from './0026-look-ups.ts'
import { loweredThresholds } from './0027-lowered-thresholds.ts'
import { blindHits } from './0028-blind-hits.ts'
import { onwardHolds } from './0029-onward-holds.ts'
import { partiesAndContexts } from './0030-parties-and-contexts.ts'
import { gatewayActs } from './0031-gateway-acts.ts'
import { recordClasses } from './0032-record-classes.ts'
import { senderSettings } from './0033-sender-settings.ts'
import { messageQueue } from './0034-message-queue.ts'
import { notCompared } from './0035-not-compared.ts'
import { queueOrder } from './0036-queue-order.ts'
import { flightsOfADay } from './0037-flights-of-a-day.ts'
import { listTasks } from './0038-list-tasks.ts'
import { peopleChanges } from './0039-people-changes.ts'
import { banksWithoutKey } from './0040-banks-without-key.ts'
import { knownKeys } from './0041-known-keys.ts'
import { readingLanguage } from './0042-reading-language.ts'
import { personLookUp } from './0043-person-look-up.ts'
import { strengthAndCells } from './0044-strength-and-cells.ts'
import { draftsAndSeen } from './0045-drafts-and-seen.ts'
import { foundByPart } from './0046-found-by-part.ts'
import { shiftAndChecks } from './0047-shift-and-checks.ts'
import { messagesInParts } from './0048-messages-in-parts.ts'
import { cargo } from './0049-cargo.ts'
import { hitsOfRules } from './0050-hits-of-rules.ts'
import { engineOfParts } from './0051-engine-of-parts.ts'
import { cargoTables } from './0052-cargo-tables.ts'
import { cargoDraws } from './0053-cargo-draws.ts'
import { cargoRules } from './0054-cargo-rules.ts'
import { cargoAnswers } from './0055-cargo-answers.ts'
import { cargoFeatures } from './0058-cargo-features.ts'
import { boundedFilings } from './0059-bounded-filings.ts'
import { partsWithFindings } from './0060-parts-with-findings.ts'
import { inspections } from './0061-inspections.ts'
import { clearedVersions } from './0062-cleared-versions.ts'
import { drawnConsignments } from './0063-drawn-consignments.ts'
import { filers } from './0064-filers.ts'
import { ruleRequests } from './0065-rule-requests.ts'
import { credentials } from './0067-credentials.ts'
import { keyScopes } from './0068-key-scopes.ts'
import { logTree } from './0069-log-tree.ts'
import { logWitnesses } from './0070-log-witnesses.ts'
import { oneLogPerOrigin } from './0072-one-log-per-origin.ts'
import { endedCredentials } from './0073-ended-credentials.ts'
import { cargoAlarmsAndDeadlines } from './0074-cargo-alarms-and-deadlines.ts'
import { peopleWhoProveIt } from './0075-people-who-prove-it.ts'
import { signedActs } from './0077-signed-acts.ts'
import { appendToTheLog } from './0079-append-to-the-log.ts'
import { oidcSubjects } from './0080-oidc-subjects.ts'
import { voyages } from './0081-voyages.ts'
import { manifestPages } from './0082-manifest-pages.ts'
import { databaseRoles } from './0083-database-roles.ts'
import { peopleRules } from './0084-people-rules.ts'
import { restoreMarks } from './0085-restore-marks.ts'
import { dayKeys } from './0086-day-keys.ts'
import { sealedActs } from './0087-sealed-acts.ts'
import { actsOfTheVerifier } from './0089-acts-of-the-verifier.ts'
import { actsOfPeople } from './0090-acts-of-people.ts'
import { undeclaredContainers } from './0091-undeclared-containers.ts'
import { keyKeeping } from './0092-key-keeping.ts'
import { lawsAndEvidence } from './0093-laws-and-evidence.ts'
import { retentionSweep } from './0094-retention-sweep.ts'
import { actsOfRetention } from './0095-acts-of-retention.ts'
import { withdrawnAndHeads } from './0097-withdrawn-and-heads.ts'
import { tokenKeys } from './0098-token-keys.ts'
import { actsOfProposers } from './0099-acts-of-proposers.ts'
import { clientsWithInventedData } from './0100-clients-with-invented-data.ts'
import { closedConsignments } from './0101-closed-consignments.ts'
import { stops } from './0103-stops.ts'
import { proofsOfDeletion } from './0104-proofs-of-deletion.ts'
import { unmasking } from './0105-unmasking.ts'
import { plantedCases } from './0106-planted-cases.ts'
import { transparencyReports } from './0108-transparency-reports.ts'
import { oversightFiles } from './0109-oversight-files.ts'
import { redress } from './0111-redress.ts'
import { clearances } from './0112-clearances.ts'
import { necessity } from './0114-necessity.ts'
import { disparity } from './0116-disparity.ts'
import { stixForms } from './0118-stix-forms.ts'
import { oversightSample } from './0120-oversight-sample.ts'

/** A change of the schema, and of the rows if that is needed. Sorting the names gives the order of the list. */
export interface Migration {
  name: string
  sql: string
  /**
   * The newest migration that a node must know to run on the result; null if every older node can. A migration that
   * stops the release before names itself. A migration that removes a column names the one since which no release uses
   * it. The database stores it, so that an older node refuses to start (decision 0045).
   */
  needs?: string | null
}

/**
 * All migrations in order. A released migration is never changed or renamed; a change is a new migration. The number
 * 0021 was never released. Each states the newest migration that a node must know to run on its result (`Migration`).
 */
export const migrations: readonly Required<Migration>[] = [
  { name: '0001-foundation', sql: foundation, needs: '0001-foundation' },
  { name: '0002-roles', sql: roles, needs: '0002-roles' },
  { name: '0003-flight-messages', sql: flightMessages, needs: '0003-flight-messages' },
  { name: '0004-traveller-splits', sql: travellerSplits, needs: '0004-traveller-splits' },
  { name: '0005-merged-flights', sql: mergedFlights, needs: '0005-merged-flights' },
  { name: '0006-indexes', sql: indexes, needs: '0006-indexes' },
  { name: '0007-flight-reservations', sql: flightReservations, needs: '0007-flight-reservations' },
  { name: '0008-sign-in-and-second-person', sql: signInAndSecondPerson, needs: '0008-sign-in-and-second-person' },
  { name: '0009-carriers-and-clocks', sql: carriersAndClocks, needs: '0009-carriers-and-clocks' },
  { name: '0010-outdated-readings', sql: outdatedReadings, needs: '0010-outdated-readings' },
  { name: '0011-signals', sql: signals, needs: '0011-signals' },
  { name: '0012-hits-and-thresholds', sql: hitsAndThresholds, needs: '0012-hits-and-thresholds' },
  { name: '0013-content', sql: content, needs: '0013-content' },
  { name: '0014-upload-files', sql: uploadFiles, needs: '0014-upload-files' },
  { name: '0015-exchanges', sql: exchanges, needs: '0015-exchanges' },
  { name: '0016-agreements', sql: agreements, needs: '0016-agreements' },
  { name: '0017-peers-and-delivery', sql: peersAndDelivery, needs: '0017-peers-and-delivery' },
  { name: '0018-taxii', sql: taxii, needs: '0018-taxii' },
  { name: '0019-blind', sql: blind, needs: '0019-blind' },
  { name: '0020-banks-of-members', sql: banksOfMembers, needs: '0020-banks-of-members' },
  { name: '0022-attachments', sql: attachments, needs: '0022-attachments' },
  { name: '0023-onward', sql: onward, needs: '0023-onward' },
  { name: '0024-holds-and-release', sql: holdsAndRelease, needs: '0024-holds-and-release' },
  { name: '0025-taxii-certificates', sql: taxiiCertificates, needs: '0025-taxii-certificates' },
  { name: '0026-look-ups', sql: lookUps, needs: '0026-look-ups' },
  { name: '0027-lowered-thresholds', sql: loweredThresholds, needs: '0027-lowered-thresholds' },
  { name: '0028-blind-hits', sql: blindHits, needs: '0028-blind-hits' },
  { name: '0029-onward-holds', sql: onwardHolds, needs: '0029-onward-holds' },
  { name: '0030-parties-and-contexts', sql: partiesAndContexts, needs: '0030-parties-and-contexts' },
  { name: '0031-gateway-acts', sql: gatewayActs, needs: '0031-gateway-acts' },
  { name: '0032-record-classes', sql: recordClasses, needs: '0032-record-classes' },
  { name: '0033-sender-settings', sql: senderSettings, needs: '0033-sender-settings' },
  { name: '0034-message-queue', sql: messageQueue, needs: '0034-message-queue' },
  { name: '0035-not-compared', sql: notCompared, needs: '0035-not-compared' },
  { name: '0036-queue-order', sql: queueOrder, needs: '0036-queue-order' },
  { name: '0037-flights-of-a-day', sql: flightsOfADay, needs: null },
  { name: '0038-list-tasks', sql: listTasks, needs: null },
  { name: '0039-people-changes', sql: peopleChanges, needs: null },
  { name: '0040-banks-without-key', sql: banksWithoutKey, needs: null },
  { name: '0041-known-keys', sql: knownKeys, needs: null },
  { name: '0042-reading-language', sql: readingLanguage, needs: null },
  { name: '0043-person-look-up', sql: personLookUp, needs: null },
  { name: '0044-strength-and-cells', sql: strengthAndCells, needs: null },
  { name: '0045-drafts-and-seen', sql: draftsAndSeen, needs: null },
  { name: '0046-found-by-part', sql: foundByPart, needs: null },
  { name: '0047-shift-and-checks', sql: shiftAndChecks, needs: null },
  { name: '0048-messages-in-parts', sql: messagesInParts, needs: null },
  { name: '0049-cargo', sql: cargo, needs: null },
  { name: '0050-hits-of-rules', sql: hitsOfRules, needs: null },
  { name: '0051-engine-of-parts', sql: engineOfParts, needs: null },
  { name: '0052-cargo-tables', sql: cargoTables, needs: null },
  { name: '0053-cargo-draws', sql: cargoDraws, needs: null },
  { name: '0054-cargo-rules', sql: cargoRules, needs: null },
  { name: '0055-cargo-answers', sql: cargoAnswers, needs: null },
  { name: '0058-cargo-features', sql: cargoFeatures, needs: null },
  { name: '0059-bounded-filings', sql: boundedFilings, needs: null },
  { name: '0060-parts-with-findings', sql: partsWithFindings, needs: null },
  { name: '0061-inspections', sql: inspections, needs: null },
  { name: '0062-cleared-versions', sql: clearedVersions, needs: null },
  { name: '0063-drawn-consignments', sql: drawnConsignments, needs: null },
  { name: '0064-filers', sql: filers, needs: null },
  { name: '0065-rule-requests', sql: ruleRequests, needs: null },
  { name: '0067-credentials', sql: credentials, needs: null },
  { name: '0068-key-scopes', sql: keyScopes, needs: null },
  { name: '0069-log-tree', sql: logTree, needs: null },
  { name: '0070-log-witnesses', sql: logWitnesses, needs: null },
  { name: '0072-one-log-per-origin', sql: oneLogPerOrigin, needs: null },
  { name: '0073-ended-credentials', sql: endedCredentials, needs: null },
  { name: '0074-cargo-alarms-and-deadlines', sql: cargoAlarmsAndDeadlines, needs: null },
  { name: '0075-people-who-prove-it', sql: peopleWhoProveIt, needs: null },
  { name: '0077-signed-acts', sql: signedActs, needs: null },
  { name: '0079-append-to-the-log', sql: appendToTheLog, needs: '0079-append-to-the-log' },
  { name: '0080-oidc-subjects', sql: oidcSubjects, needs: '0080-oidc-subjects' },
  { name: '0081-voyages', sql: voyages, needs: null },
  { name: '0082-manifest-pages', sql: manifestPages, needs: null },
  { name: '0083-database-roles', sql: databaseRoles, needs: '0083-database-roles' },
  { name: '0084-people-rules', sql: peopleRules, needs: '0083-database-roles' },
  { name: '0085-restore-marks', sql: restoreMarks, needs: null },
  { name: '0086-day-keys', sql: dayKeys, needs: '0086-day-keys' },
  { name: '0087-sealed-acts', sql: sealedActs, needs: null },
  { name: '0089-acts-of-the-verifier', sql: actsOfTheVerifier, needs: '0089-acts-of-the-verifier' },
  { name: '0090-acts-of-people', sql: actsOfPeople, needs: '0090-acts-of-people' },
  { name: '0091-undeclared-containers', sql: undeclaredContainers, needs: null },
  { name: '0092-key-keeping', sql: keyKeeping, needs: null },
  { name: '0093-laws-and-evidence', sql: lawsAndEvidence, needs: null },
  { name: '0094-retention-sweep', sql: retentionSweep, needs: null },
  { name: '0095-acts-of-retention', sql: actsOfRetention, needs: null },
  { name: '0097-withdrawn-and-heads', sql: withdrawnAndHeads, needs: null },
  { name: '0098-token-keys', sql: tokenKeys, needs: '0098-token-keys' },
  { name: '0099-acts-of-proposers', sql: actsOfProposers, needs: '0099-acts-of-proposers' },
  { name: '0100-clients-with-invented-data', sql: clientsWithInventedData, needs: null },
  { name: '0101-closed-consignments', sql: closedConsignments, needs: null },
  { name: '0103-stops', sql: stops, needs: '0103-stops' },
  { name: '0104-proofs-of-deletion', sql: proofsOfDeletion, needs: null },
  { name: '0105-unmasking', sql: unmasking, needs: null },
  { name: '0106-planted-cases', sql: plantedCases, needs: null },
  { name: '0108-transparency-reports', sql: transparencyReports, needs: null },
  { name: '0109-oversight-files', sql: oversightFiles, needs: null },
  { name: '0111-redress', sql: redress, needs: null },
  { name: '0112-clearances', sql: clearances, needs: null },
  { name: '0114-necessity', sql: necessity, needs: '0114-necessity' },
  { name: '0116-disparity', sql: disparity, needs: null },
  { name: '0118-stix-forms', sql: stixForms, needs: null },
  { name: '0120-oversight-sample', sql: oversightSample, needs: null },
]
