import type { ListFormat, NewSignalList } from '@entente/contracts'
import type { z } from 'zod'
import { isDay } from '../../parts/day.ts'
import type { FieldFault } from '../../parts/form-faults.ts'
import type { TermsForm } from '../../parts/terms-fields.tsx'

/** A list and its terms as typed. */
export interface ListForm extends TermsForm {
  title: string
  format: '' | ListFormat
  reference: string
  minor: '' | 'yes' | 'no'
  validDays: string
  retainDays: string
  reviewDays: string
}
type ListFault = 'empty' | 'not-a-number' | 'not-a-day' | 'none-chosen'

export const emptyListForm: ListForm = {
  title: '',
  format: '',
  reference: '',
  purposes: [],
  basisReference: '',
  basisValidUntil: '',
  tlp: '',
  pap: '',
  confidence: '',
  action: '',
  necessity: '',
  minor: '',
  validDays: '',
  retainDays: '',
  reviewDays: '',
}

/** Returns the body to send, or all missing fields at once. The node checks all other rules. */
export function readListForm(
  form: ListForm,
  say: (fault: ListFault) => string,
): { list: z.infer<typeof NewSignalList> } | { faults: FieldFault[] } {
  const faults: FieldFault[] = []
  const fault = (at: string, code: ListFault) => faults.push({ code, at, message: say(code) })
  const written = (text: string, at: string): string => {
    if (text.trim() === '') fault(at, 'empty')
    return text.trim()
  }
  const counted = (text: string, at: string): number => {
    if (text.trim() === '') fault(at, 'empty')
    else if (!/^\d{1,5}$/.test(text.trim())) fault(at, 'not-a-number')
    return Number(text)
  }
  const title = written(form.title, '/title')
  const reference = written(form.reference, '/terms/reference')
  const basis = written(form.basisReference, '/terms/lawfulBasis/reference')
  const necessity = written(form.necessity, '/terms/necessity')
  const confidence = counted(form.confidence, '/terms/confidence')
  const validDays = counted(form.validDays, '/terms/validDays')
  const retainDays = counted(form.retainDays, '/terms/retainDays')
  const reviewDays = counted(form.reviewDays, '/terms/reviewDays')
  if (form.basisValidUntil !== '' && !isDay(form.basisValidUntil)) fault('/terms/lawfulBasis/validUntil', 'not-a-day')
  const { format, tlp, pap, action, minor } = form
  if (form.purposes.length === 0) fault('/terms/purposes', 'none-chosen')
  for (const [choice, at] of [
    [format, '/format'],
    [tlp, '/terms/tlp'],
    [pap, '/terms/pap'],
    [action, '/terms/action'],
    [minor, '/terms/minor'],
  ] as const) {
    if (choice === '') fault(at, 'none-chosen')
  }
  if (faults.length > 0 || format === '' || tlp === '' || pap === '' || action === '') return { faults }
  return {
    list: {
      title,
      format,
      terms: {
        reference,
        purposes: form.purposes,
        lawfulBasis: {
          reference: basis,
          validUntil: form.basisValidUntil === '' ? null : `${form.basisValidUntil}T00:00:00.000Z`,
        },
        tlp,
        pap,
        confidence,
        action,
        necessity,
        minor: minor === 'yes',
        validDays,
        retainDays,
        reviewDays,
        agreements: [],
      },
    },
  }
}
