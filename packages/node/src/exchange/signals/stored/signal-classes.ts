import type { Signal } from '@entente/contracts'
import type { RecordClocks } from '../../../safeguards/access/clocks.ts'
import type { RecordClasses } from '../../../safeguards/access/field-classes.ts'

/**
 * The classes are not declared by `classesOf`, which would demand one for every field. The regime of signals masks
 * nothing: a signal is readable until it is erased. So it has no effect that an object under `'*': 'kept'` lands in part
 * `a`. `lawfulBasis` is named because migrations read it from part `b`.
 */
export const signalClasses: RecordClasses<Signal> = {
  record: 'signal',
  fields: { value: 'masked', entity: 'masked', necessity: 'masked', lawfulBasis: { '*': 'kept' }, '*': 'kept' },
}

/** The clocks of a signal: it is erased at the time that its owner stated. */
export const signalClocks = ({ retainUntil }: Pick<Signal, 'retainUntil'>): RecordClocks => ({
  regime: 'signal',
  mask_at: null,
  delete_at: new Date(retainUntil),
})
