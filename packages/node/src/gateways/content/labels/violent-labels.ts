import type { Label } from '@entente/contracts'

/** Key of a label without its version: people leave labels to others by it, and the queue counts them by it. */
export const labelKey = ({ scheme, code }: Pick<Label, 'scheme' | 'code'>): string => `${scheme}:${code}`

/** Labels of content that shows people being hurt or killed. */
export const violentLabels: ReadonlySet<string> = new Set([
  'behaviour:graphicViolenceAgainstDefenselessPeople',
  'behaviour:glorificationOfTerroristActs',
  'behaviour:incidentPerpetratorContent',
])
