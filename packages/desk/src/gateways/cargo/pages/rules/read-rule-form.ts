import type { CargoRuleBody } from '@entente/contracts'
import { isDay } from '../../../../parts/day.ts'
import type { FieldFault } from '../../../../parts/form-faults.ts'
import { text } from '../../texts/index.ts'

/** A rule as a person enters it. Empty texts are values that are left out. */
export interface RuleForm {
  title: string
  expression: string
  effect: CargoRuleBody['effect'] | ''
  lane: string
  tag: string
  /** Percent of the hits that are selected. */
  share: string
  most: string
  basis: string
  validFrom: string
  validUntil: string
}

const empty: RuleForm = {
  ...{ title: '', expression: '', effect: '', lane: '', tag: '', share: '', most: '' },
  ...{ basis: '', validFrom: '', validUntil: '' },
}

/** Fills the form from a version, or leaves it empty for a new rule. */
export function formOf(body: CargoRuleBody | null): RuleForm {
  if (body === null) return empty
  return {
    ...{ title: body.title, expression: body.expression, effect: body.effect },
    ...{ lane: body.lane ?? '', tag: body.tag ?? '', basis: body.basis ?? '' },
    share: body.selectShare === null ? '' : String(Math.round(10_000 * body.selectShare) / 100),
    most: body.maxHitsWithoutSelection === null ? '' : String(body.maxHitsWithoutSelection),
    validFrom: body.validFrom?.slice(0, 10) ?? '',
    validUntil: body.validUntil?.slice(0, 10) ?? '',
  }
}

/** Returns the rule that a form states, or its faults. Fields that do not belong to its effect are left out. */
export function readRuleForm(form: RuleForm): CargoRuleBody | { faults: FieldFault[] } {
  const faults: FieldFault[] = []
  const add = (at: string, message: string) => faults.push({ code: 'missing', at, message })
  const isLane = form.effect === 'lane'
  const [share, most] = [Number(form.share.replace(',', '.')), Number(form.most)]
  if (form.title.trim() === '') add('/title', text('cargo.rules.fault.title'))
  if (form.expression.trim() === '') add('/expression', text('cargo.rules.fault.expression'))
  if (form.effect === '') add('/effect', text('cargo.rules.fault.effect'))
  if (isLane && form.lane === '') add('/lane', text('cargo.rules.fault.lane'))
  if (form.effect === 'tag' && !/^[a-z][a-z0-9-]{0,39}$/.test(form.tag)) add('/tag', text('cargo.rules.fault.tag'))
  if (isLane && form.share !== '' && !(share > 0 && share <= 100)) add('/selectShare', text('cargo.rules.fault.share'))
  if (isLane && form.most !== '' && !(Number.isInteger(most) && most >= 1 && most <= 10_000))
    add('/maxHitsWithoutSelection', text('cargo.rules.fault.most'))
  for (const field of ['validFrom', 'validUntil'] as const)
    if (form[field] !== '' && !isDay(form[field])) add(`/${field}`, text('cargo.rules.fault.day'))
  if (faults.length > 0 || form.effect === '') return { faults }
  return {
    ...{ title: form.title.trim(), expression: form.expression, effect: form.effect },
    lane: isLane ? (form.lane as CargoRuleBody['lane']) : null,
    tag: form.effect === 'tag' ? form.tag : null,
    selectShare: isLane && form.share !== '' ? share / 100 : null,
    maxHitsWithoutSelection: isLane && form.most !== '' ? most : null,
    basis: form.basis.trim() === '' ? null : form.basis.trim(),
    ...{ validFrom: form.validFrom === '' ? null : form.validFrom },
    ...{ validUntil: form.validUntil === '' ? null : form.validUntil },
  }
}
