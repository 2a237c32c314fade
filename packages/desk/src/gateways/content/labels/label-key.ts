import type { Label } from '@entente/contracts'

/** Joins the parts of a label into one string for a form. Codes, schemes and versions contain no blank. */
export const labelKey = ({ scheme, version, code }: Label): string => `${scheme} ${version} ${code}`

/** Returns the label of such a string. */
export function labelOf(key: string): Label {
  const [scheme = '', version = '', code = ''] = key.split(' ')
  return { scheme, version, code }
}
