import type { Signal } from '@entente/contracts'
import { timeless } from './stix-ids.ts'
import { isRecord, type StixObject } from './stix-object.ts'

export type TlpMark = Signal['tlp']
export type PapMark = Signal['pap']
const tlpOrder: readonly TlpMark[] = ['clear', 'green', 'amber', 'amber+strict', 'red']
const papOrder: readonly PapMark[] = ['clear', 'green', 'amber', 'red']

const tlpExtension = 'extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d'
const papExtension = 'extension-definition--f8d78575-edfd-406e-8e84-6162a8450f5b'
const tlpIds: Record<TlpMark, string> = {
  clear: 'marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487',
  green: 'marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb',
  amber: 'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421',
  'amber+strict': 'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003',
  red: 'marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1',
}
const papIds: Record<PapMark, string> = {
  clear: 'marking-definition--ad15a0cd-55b6-4588-a14c-a66105329b92',
  green: 'marking-definition--c43594d1-4b11-4c59-93ab-1c9b14d53ce9',
  amber: 'marking-definition--60f8932b-e51e-4458-b265-a2e8be9a80ab',
  red: 'marking-definition--740d36e5-7714-4c30-961a-3ae632ceee0e',
}
/** Ids of the markings of TLP 1. The node reads them but never writes them. */
const tlp1: Record<string, TlpMark> = {
  'marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9': 'clear',
  'marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da': 'green',
  'marking-definition--f88d31f6-486f-44da-b317-01333bde0b82': 'amber',
  'marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed': 'red',
}
const tlpOfId = new Map<string, TlpMark>([
  ...tlpOrder.map((mark) => [tlpIds[mark], mark] as const),
  ...Object.entries(tlp1),
])
const papOfId = new Map<string, PapMark>(papOrder.map((mark) => [papIds[mark], mark]))

export const tlpMarkingId = (mark: TlpMark): string => tlpIds[mark]
export const papMarkingId = (mark: PapMark): string => papIds[mark]

/** Returns the marking definition of TLP 2.0 that OASIS and FIRST published. */
export const tlpMarking = (mark: TlpMark): StixObject =>
  markingDefinition(tlpIds[mark], '2022-10-01T00:00:00.000Z', `TLP:${mark.toUpperCase()}`, tlpExtension, {
    tlp_2_0: mark,
  })
/** Returns the marking definition of the Permissible Actions Protocol. */
export const papMarking = (mark: PapMark): StixObject =>
  markingDefinition(papIds[mark], '2022-10-02T00:00:00.000Z', `PAP:${mark.toUpperCase()}`, papExtension, { pap: mark })

/** The id of the statement on every object that comes from a node of one person. */
export const inventedMarkingId = 'marking-definition--0f4b8e0a-6a1f-4a52-9a59-2f6d1f0f7c31'
/** Returns the statement that objects with this marking have invented data: one person uses the node that wrote them alone. */
export const inventedMarking: StixObject = {
  ...{ type: 'marking-definition', spec_version: '2.1', id: inventedMarkingId, created: timeless },
  definition_type: 'statement',
  definition: {
    statement: 'Invented data of a node that one person uses alone (single-operator). Never act on it.',
  },
}

function markingDefinition(
  id: string,
  created: string,
  name: string,
  extension: string,
  body: Record<string, string>,
): StixObject {
  return {
    type: 'marking-definition',
    spec_version: '2.1',
    id,
    created,
    name,
    extensions: { [extension]: { extension_type: 'property-extension', ...body } },
  }
}

/**
 * Returns the marking of a foreign object: the strictest TLP and PAP among the markings of the object and of its parts.
 * Without a marking it is TLP amber+strict and PAP amber.
 */
export function markingsOf(object: Record<string, unknown>): { tlp: TlpMark; pap: PapMark } {
  const granular = Array.isArray(object.granular_markings) ? object.granular_markings : []
  const refs = [
    ...(Array.isArray(object.object_marking_refs) ? object.object_marking_refs : []),
    ...granular.map((part) => (isRecord(part) ? part.marking_ref : undefined)),
  ].filter((ref) => typeof ref === 'string')
  const marks = <T>(of: ReadonlyMap<string, T>) => refs.flatMap((ref) => of.get(ref) ?? [])
  return {
    tlp: strictest(tlpOrder, marks(tlpOfId)) ?? 'amber+strict',
    pap: strictest(papOrder, marks(papOfId)) ?? 'amber',
  }
}

function strictest<T>(order: readonly T[], marks: readonly T[]): T | undefined {
  return order[Math.max(-1, ...marks.map((mark) => order.indexOf(mark)))]
}
export const strictestTlp = (marks: readonly TlpMark[]): TlpMark | undefined => strictest(tlpOrder, marks)
export const strictestPap = (marks: readonly PapMark[]): PapMark | undefined => strictest(papOrder, marks)
export const readTlp = (text: string): TlpMark | undefined =>
  text === 'white' ? 'clear' : tlpOrder.find((mark) => mark === text)
export const readPap = (text: string): PapMark | undefined =>
  text === 'white' ? 'clear' : papOrder.find((mark) => mark === text)
