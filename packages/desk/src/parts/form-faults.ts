import { problemOf } from './problem-error.ts'
import { shapeWords } from './shape-words.ts'

/** A fault of one field. `at` is the field's JSON pointer in the request body. */
export interface FieldFault {
  code: string
  at: string
  message: string
}

/** Describes the value that the field at a pointer takes; undefined where the form has no text for it. */
export type PlainWords = (pointer: string) => string | undefined

/**
 * Returns the faults of fields in a refusal of the node; empty if the error is about something else. If the node reports only that a value has the
 * wrong form, `words` describes what the field accepts; without `words` a general text does.
 */
export function faultsOf(error: unknown, words: PlainWords = () => undefined): FieldFault[] {
  return namedFaults(error).map((fault) => ({ ...fault, message: inPlainWords(fault, words) }))
}

function inPlainWords({ at, message }: FieldFault, words: PlainWords): string {
  const ofShape = shapeWords(message)
  if (ofShape === null) return message
  for (let pointer = at; pointer !== ''; pointer = pointer.slice(0, pointer.lastIndexOf('/'))) {
    const sentence = words(pointer)
    if (sentence !== undefined) return sentence
  }
  return ofShape
}

function namedFaults(error: unknown): FieldFault[] {
  const problem = problemOf(error)?.problem
  if (problem === undefined) return []
  if (problem.errors !== undefined && problem.errors.length > 0) return problem.errors
  return problem.at === null ? [] : [{ code: problem.code, at: problem.at, message: problem.detail || problem.title }]
}

/** Returns the id of the control for a pointer. */
export const fieldId = (at: string): string => `field${at.replaceAll('/', '-')}`

/** Returns the sentence beside the field at `at`, for a fault of the field or of a part of it (`/birthDates/1`). */
export function faultAt(faults: readonly FieldFault[], at: string): string | null {
  return faults.find((fault) => fault.at === at || fault.at.startsWith(`${at}/`))?.message ?? null
}

/** Returns the props of the control at `at`: its fault, and its id for the summary. */
export const fieldProps = (faults: readonly FieldFault[], at: string) => ({
  id: fieldId(at),
  error: faultAt(faults, at),
})

/** Finds the control nearest to a pointer: a fault in a list belongs to the field of the list. */
export function controlAt(at: string, find: (id: string) => HTMLElement | null): HTMLElement | null {
  for (let pointer = at; pointer !== ''; pointer = pointer.slice(0, pointer.lastIndexOf('/'))) {
    const found = find(fieldId(pointer))
    if (found !== null) return found
  }
  return null
}
