import { type FieldFault, faultsOf } from '../parts/form-faults.ts'
import { textsOf } from '../texts/catalogue.ts'

/** What the node refused of a typed identity, by field and in the desk's words; empty where it refused something else. */
export function toldFaults(error: unknown): FieldFault[] {
  const words = textsOf('matchingTry').refused
  return faultsOf(error).map((fault) => ({ ...fault, message: words[fault.code] ?? fault.message }))
}
