import { type FieldFault, faultsOf } from '../parts/form-faults.ts'
import { findText } from '../texts/text.ts'

/** What the node refused of a typed identity, by field and in the desk's words; empty where it refused something else. */
export function toldFaults(error: unknown): FieldFault[] {
  return faultsOf(error).map((fault) => ({
    ...fault,
    message: findText(`matching-try.refused.${fault.code}`) ?? fault.message,
  }))
}
