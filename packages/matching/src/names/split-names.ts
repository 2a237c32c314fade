import { countryCodes } from '../countries/country-codes.ts'
import { scriptOf } from './scripts/script.ts'

const notes =
  /^(?:birth name|combat name|born|retd?\.?|ret\.?|deceased|previously listed as|formerly listed as|also known as|a\.?k\.?a\.?)$/i

/**
 * Splits one name field into single names, at `;` and at `a) ... b) ...`. Text in brackets in another script is a further name. Notes such as
 * `(birth name)`, `(retd)` and `previously listed as` are removed. The caller must clean the field first (`cleanName`).
 */
export function splitNames(field: string): string[] {
  if (!/[;()[\]]|previously/i.test(field)) return field === '' ? [] : [field]
  const names: string[] = []
  for (const part of field.split(';')) {
    const listed = /^\s*a\)/i.test(part) ? part.split(/(?:^|\s)[a-z]\)\s*/i) : [part]
    for (const item of listed) {
      const further: string[] = []
      const outer = item
        .replace(/\b(?:previously|formerly) listed as\b.*$/i, '')
        .replace(/[([]([^()[\]]*)[)\]]/g, (whole, inner: string, at: number) => {
          const text = inner.trim()
          // An abbreviation at the end is a further name.
          if (
            /^\p{Lu}[\p{Lu}\p{Ll}]{0,4}\p{Lu}$/u.test(text) &&
            item.slice(at + whole.length).trim() === '' &&
            /[\s-]/.test(item.slice(0, at).trim()) &&
            countryCodes(text) === null
          ) {
            further.push(text)
            return ' '
          }
          if (notes.test(text) || /^(?:previously|formerly) listed/i.test(text)) return ' '
          const script = scriptOf(text).script
          if (script !== 'None' && script !== scriptOf(item.replace(whole, '')).script) {
            further.push(text)
            return ' '
          }
          return text === '' ? ' ' : ` (${text}) `
        })
        // Remove brackets without a partner.
        .replace(/[[\]]/g, ' ')
        .replace(/\s+/g, ' ')
        .trim()
      for (const name of [outer, ...further]) if (name !== '') names.push(name)
    }
  }
  return names
}
