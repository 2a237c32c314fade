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

/**
 * All migrations in order. A released migration is never changed or renamed; a change is a new migration. The number
 * 0021 was never released.
 */
export const migrations: readonly { name: string; sql: string }[] = [
  { name: '0001-foundation', sql: foundation },
  { name: '0002-roles', sql: roles },
  { name: '0003-flight-messages', sql: flightMessages },
  { name: '0004-traveller-splits', sql: travellerSplits },
  { name: '0005-merged-flights', sql: mergedFlights },
  { name: '0006-indexes', sql: indexes },
  { name: '0007-flight-reservations', sql: flightReservations },
  { name: '0008-sign-in-and-second-person', sql: signInAndSecondPerson },
  { name: '0009-carriers-and-clocks', sql: carriersAndClocks },
  { name: '0010-outdated-readings', sql: outdatedReadings },
  { name: '0011-signals', sql: signals },
  { name: '0012-hits-and-thresholds', sql: hitsAndThresholds },
  { name: '0013-content', sql: content },
  { name: '0014-upload-files', sql: uploadFiles },
  { name: '0015-exchanges', sql: exchanges },
  { name: '0016-agreements', sql: agreements },
  { name: '0017-peers-and-delivery', sql: peersAndDelivery },
  { name: '0018-taxii', sql: taxii },
  { name: '0019-blind', sql: blind },
  { name: '0020-banks-of-members', sql: banksOfMembers },
  { name: '0022-attachments', sql: attachments },
  { name: '0023-onward', sql: onward },
  { name: '0024-holds-and-release', sql: holdsAndRelease },
  { name: '0025-taxii-certificates', sql: taxiiCertificates },
  { name: '0026-look-ups', sql: lookUps },
  { name: '0027-lowered-thresholds', sql: loweredThresholds },
  { name: '0028-blind-hits', sql: blindHits },
  { name: '0029-onward-holds', sql: onwardHolds },
  { name: '0030-parties-and-contexts', sql: partiesAndContexts },
  { name: '0031-gateway-acts', sql: gatewayActs },
  { name: '0032-record-classes', sql: recordClasses },
  { name: '0033-sender-settings', sql: senderSettings },
  { name: '0034-message-queue', sql: messageQueue },
  { name: '0035-not-compared', sql: notCompared },
  { name: '0036-queue-order', sql: queueOrder },
]
