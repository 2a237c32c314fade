import type { SignedIn } from '@entente/testkit'

export const terms = {
  reference: 'Invented list of tests',
  purposes: ['border-control', 'terrorism-prevention'],
  lawfulBasis: { reference: 'Invented Act, section 4', validUntil: null },
  tlp: 'clear',
  pap: 'clear',
  confidence: 70,
  action: 'discreet-check',
  necessity: 'Needed to show in a test how a list is imported.',
  minor: false,
  validDays: 365,
  retainDays: 400,
  reviewDays: 90,
  agreements: [],
}
const columns = ['id', 'name', 'alias', 'date_of_birth', 'nationality', 'passport']

/** Makes a CSV file. Cells missing at the end of a row become empty cells. */
export const csv = (rows: string[]): Buffer =>
  Buffer.from(
    [
      columns.join(','),
      ...rows.map((row) => row + ','.repeat(Math.max(0, columns.length - row.split(',').length))),
    ].join('\n'),
  )

export async function makeList(officer: SignedIn, title: string): Promise<string> {
  const made = await officer.call('POST', '/v1/lists', { title, format: 'csv', terms })
  if (made.status !== 201) throw new Error(JSON.stringify(made.body))
  return (made.body as { id: string }).id
}

export async function importBytes(officer: SignedIn, list: string, bytes: Uint8Array) {
  const preview = (await officer.call('POST', `/v1/lists/${list}/preview`, bytes)).body as { previewId: string }
  return officer.call('POST', `/v1/lists/${list}/import`, { previewId: preview.previewId })
}
