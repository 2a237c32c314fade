import { createHmac } from 'node:crypto'
import type { openPool } from '@entente/node'

type Queryable = Pick<ReturnType<typeof openPool>, 'query'>
/** Records that no later release may change or lose: a text for each kind and id. */
export type Kept = Map<string, string>

// Only columns that every release has.
const keptQuery = `
select 'decision ' || id as what, case_id || ' ' || act || ' ' || outcome as text from decision
union all select 'case ' || id, subject_id::text from case_file
union all select 'signal ' || signal_id || ' version ' || version, '' from signal_version
union all select 'message ' || id, encode(sha256, 'hex') from message
union all select 'log entry ' || id, md5(entry || encode(details, 'hex') || encode(salt, 'hex')) from audit.entry`

export async function readKept(database: Queryable): Promise<Kept> {
  const { rows } = await database.query<{ what: string; text: string }>(keptQuery)
  return new Map(rows.map(({ what, text }) => [what, text]))
}

/** Returns one sentence for each record of `before` that is missing or different in `after`. */
export function compareKept(before: Kept, after: Kept, when: string): string[] {
  return [...before].flatMap(([what, text]) => {
    const found = after.get(what)
    if (found === text) return []
    return [`${what} of ${when} is ${found === undefined ? 'gone' : 'changed'}`]
  })
}

/** Returns one sentence for each log entry that its own commitment to its details does not fit. */
export async function checkLog(database: Queryable): Promise<string[]> {
  const { rows } = await database.query<{ id: string; entry: string; details: Buffer; salt: Buffer }>(
    'select id, entry, details, salt from audit.entry',
  )
  return rows.flatMap(({ id, entry, details, salt }) => {
    const { commit } = JSON.parse(entry) as { commit: string }
    // The stored details are in the canonical form over which `commitTo` of the node computes this.
    const computed = createHmac('sha256', salt).update('entente/audit-details/v1\n').update(details).digest('base64')
    return computed === commit ? [] : [`the log entry ${id} does not fit its details`]
  })
}
