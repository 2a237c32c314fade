import type { Label } from '@entente/contracts'

/** Returns the key of a label without its version, by which people exclude labels and the queue counts them. */
export const labelKey = ({ scheme, code }: Pick<Label, 'scheme' | 'code'>): string => `${scheme}:${code}`

/** Labels of content that shows people being hurt or killed. */
export const violentLabels: ReadonlySet<string> = new Set([
  'behaviour:graphicViolenceAgainstDefenselessPeople',
  'behaviour:glorificationOfTerroristActs',
  'behaviour:incidentPerpetratorContent',
])
