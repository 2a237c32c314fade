import { textsOf } from '../../texts/catalogue.ts'

/** A group of people by script or nationality, in words. Countries stand by their codes, as in a passport. */
export function groupName(value: string): string {
  return textsOf('threshold').rates.groups[value] ?? value
}
