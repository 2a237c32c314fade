import type { Label } from '@entente/contracts'

/** A label without its version: what people leave to others, and what stands in a row. */
export const labelKey = ({ scheme, code }: Pick<Label, 'scheme' | 'code'>): string => `${scheme}:${code}`

/** Labels under which people are shown being hurt or killed. */
export const violentLabels: ReadonlySet<string> = new Set([
  'behaviour:graphicViolenceAgainstDefenselessPeople',
  'behaviour:glorificationOfTerroristActs',
  'behaviour:incidentPerpetratorContent',
])
