import { encode, type Segment, segment, usualSeparators, writeSegment } from '../../../synthetic/edifact-text.ts'
import type { Movement } from '../plan/shipment.ts'
import { ccyymmdd, ccyymmddhhmm, type Envelope, hhmm, recipient } from './envelope.ts'

/** Writes an interchange with one message and right counts (ISO 9735). */
export function writeMessage(envelope: Envelope, type: readonly string[], body: readonly Segment[]): Uint8Array {
  const { reference, sender, preparedAt } = envelope
  const segments = [
    segment('UNB', ['UNOA', '2'], sender, recipient, [ccyymmdd(preparedAt).slice(2), hhmm(preparedAt)], reference),
    segment('UNH', '1', type),
    ...body,
    segment('UNT', body.length + 2, '1'),
    segment('UNZ', 1, reference),
  ]
  return encode(segments.map((each) => `${writeSegment(each, usualSeparators)}\n`).join(''), 'UNOA')
}

/** Writes the stowage plan of a voyage as EDIFACT BAPLIE D.95B, SMDG 2.2: one position for each container. */
export function writeBaplie(
  envelope: Envelope,
  { vessel, carrier, reference, from, to, ...plan }: Movement,
): Uint8Array {
  const body = [
    segment('BGM', null, envelope.reference, '9'),
    segment('DTM', ['137', ccyymmddhhmm(envelope.preparedAt), '203']),
    segment('TDT', '20', reference, null, null, [carrier.code, '172', '20'], null, null, [
      ...[vessel?.imo ?? null, '146', '11', vessel?.name ?? null],
    ]),
    segment('LOC', '5', [from.code, '139', '6']),
    segment('LOC', '61', [to.code, '139', '6']),
    segment('DTM', ['133', ccyymmddhhmm(plan.departsAt), '203']),
    segment('DTM', ['132', ccyymmddhhmm(plan.arrivesAt), '203']),
    ...plan.shipments.flatMap(({ id, loads }) =>
      loads.flatMap(({ equipment, kilograms }) =>
        equipment === null
          ? []
          : [
              segment('LOC', '147', [equipment.cell, null, '5']),
              segment('MEA', 'WT', null, ['KGM', Math.round(kilograms + 2200)]),
              segment('LOC', '9', [from.code, '139', '6']),
              segment('LOC', '11', [to.code, '139', '6']),
              segment('RFF', ['BM', id]),
              segment('EQD', 'CN', equipment.id, [equipment.type, '102', '5'], null, null, '5'),
              segment('NAD', 'CA', [carrier.code, '172', '20']),
            ],
      ),
    ),
  ]
  return writeMessage(envelope, ['BAPLIE', 'D', '95B', 'UN', 'SMDG22'], body)
}
