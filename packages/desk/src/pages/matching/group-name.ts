import { findText } from '../../texts/text.ts'

/** A group of people by script or nationality, in words. Countries stand by their codes, as in a passport. */
export function groupName(value: string): string {
  return findText(`threshold.rates.groups.${value}`) ?? value
}
