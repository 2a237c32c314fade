import type { Signal } from '@entente/contracts'
import type { RecordClasses } from '../../../safeguards/access/field-classes.ts'

/** The regime of signals masks nothing: a signal is readable until it is erased. */
export const signalClasses: RecordClasses<Signal> = {
  record: 'signal',
  fields: { value: 'masked', entity: 'masked', necessity: 'masked', lawfulBasis: { '*': 'kept' }, '*': 'kept' },
}
