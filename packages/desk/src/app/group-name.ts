import { findText } from '../texts/text.ts'

/** Names a group of people by script or nationality. Countries are named by their codes, as in a passport. */
export function groupName(value: string): string {
  return findText(`threshold.rates.groups.${value}`) ?? value
}
