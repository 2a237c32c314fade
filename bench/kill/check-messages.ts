import type { openPool } from '@entente/node'
import type { Expected } from './expect-records.ts'

type Queryable = Pick<ReturnType<typeof openPool>, 'query'>
interface MessageRow {
  id: string
  sha256: string
  status: string
  read_version: number
  readings: string
  people: string
  statements: string
  distinct_statements: string
  reservations: string
  receipts: string
  reads: string
  changed: number | null
  matches: string
}

/**
 * Checks that each acknowledged message is stored once, was read once, and has exactly the records that its reading gives; that no further message
 * is stored; and that each step has its log entry. Returns one sentence per violation.
 */
export async function checkMessages(
  database: Queryable,
  acknowledged: ReadonlyMap<string, string>,
  expected: ReadonlyMap<string, Expected>,
): Promise<string[]> {
  const { rows } = await database.query<MessageRow>(everyMessage)
  const faults: string[] = []
  const found = new Map<string, MessageRow[]>()
  for (const row of rows) found.set(row.sha256, [...(found.get(row.sha256) ?? []), row])
  for (const [sha256, id] of acknowledged) {
    const same = found.get(sha256) ?? []
    if (same.length !== 1) faults.push(`an acknowledged message is there ${same.length} times (${sha256})`)
    else if (same[0]?.id !== id) faults.push(`a message was acknowledged as ${id} and is stored as ${same[0]?.id}`)
  }
  for (const row of rows) {
    const wanted = expected.get(row.sha256)
    if (wanted === undefined) faults.push(`message ${row.id} was never sent`)
    else faults.push(...faultsOf(row, wanted).map((fault) => `message ${row.id}: ${fault}`))
  }
  return faults
}

function faultsOf(row: MessageRow, wanted: Expected): string[] {
  const checks: [what: string, is: string | number, should: string | number][] = [
    ['status', row.status, wanted.outcome],
    ['read version', row.read_version, 1],
    ['readings', row.readings, 1],
    ['people in statements', row.people, wanted.people],
    ['repeated statements', Number(row.statements) - Number(row.distinct_statements), 0],
    ['reservations', row.reservations, wanted.reservations],
    ['log entries of its receipt', row.receipts, 1],
    ['log entries of its reading', row.reads, 1],
  ]
  const faults = checks
    .filter(([, is, should]) => String(is) !== String(should))
    .map(([what, is, should]) => `${what} ${is}, should be ${should}`)
  if (Number(row.changed) > 0 && row.matches === '0')
    faults.push(`${row.changed} travellers were new or changed, and no log entry says they were matched`)
  return faults
}

const everyMessage = `
with receipts as (
  select convert_from(details, 'utf8')::jsonb ->> 'message' as message, count(*) as n from audit.entry
  where type = 'message.receive' and convert_from(details, 'utf8')::jsonb ->> 'duplicate' = 'false' group by 1
), reads as (
  select ref, count(*) as n, max((convert_from(details, 'utf8')::jsonb ->> 'changed')::int) as changed from audit.entry
  where type = 'record.read' and ref like 'message:%' and convert_from(details, 'utf8')::jsonb ? 'version' group by 1
), matches as (
  select ref, count(*) as n from audit.entry where type = 'signal.match' and ref like 'message:%' group by 1
), said as (
  select message_id, count(distinct pointer) as people, count(*) as n, count(distinct (flight_id, pointer, source)) as distinct_n from statement group by 1
)
select m.id, encode(m.sha256, 'hex') as sha256, m.status, m.read_version,
  (select count(*) from reading r where r.message_id = m.id) as readings,
  coalesce(said.people, 0) as people, coalesce(said.n, 0) as statements, coalesce(said.distinct_n, 0) as distinct_statements,
  (select count(*) from reservation_version v where v.message_id = m.id) as reservations,
  coalesce(receipts.n, 0) as receipts, coalesce(reads.n, 0) as reads, reads.changed, coalesce(matches.n, 0) as matches
from message m
left join receipts on receipts.message = m.id::text
left join reads on reads.ref = 'message:' || m.id
left join matches on matches.ref = 'message:' || m.id
left join said on said.message_id = m.id`
