import { fieldName } from '../../consignment/field-words.ts'
import { findText, text } from '../../texts/index.ts'

/**
 * Names a column of a model in words. Columns are named as the node builds them: `consignee.first`, `log.kg`,
 * `z.value.route`, or two codes with a bar between them.
 */
export function featureWords(feature: string): string {
  const whole = findText(`cargo.models.feature.${feature}`)
  if (whole !== undefined) return whole
  if (feature.includes('|')) {
    const [one = '', other = ''] = feature.split('|')
    return text('cargo.models.featureOf.pair', { one: featureWords(one), other: featureWords(other) })
  }
  const parts = feature.split('.')
  const [first = '', second = '', third] = parts
  if (first === 'log') return text('cargo.models.featureOf.size', { what: measureWords(second) })
  if (first === 'z')
    return text(third === 'route' ? 'cargo.models.featureOf.onRoute' : 'cargo.models.featureOf.besideGoods', {
      what: measureWords(second),
    })
  if (second === 'first') return text('cargo.models.featureOf.first', { what: fieldName(first) })
  if (second === 'seen') return text('cargo.models.featureOf.seen', { what: fieldName(first) })
  return fieldName(feature)
}

const measureWords = (measure: string): string => findText(`cargo.models.measure.${measure}`) ?? fieldName(measure)
