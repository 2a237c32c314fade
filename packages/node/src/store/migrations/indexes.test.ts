import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'

let database: TestDatabase
let client: pg.Client
beforeAll(async () => {
  database = await createTestDatabase()
  client = new pg.Client(database.connection('entente_owner'))
  await client.connect()
  // The tables of a test are empty, so the planner would prefer to scan them. Disable scans to see whether an index can
  // be used.
  await client.query('set enable_seqscan = off')
})
afterAll(async () => {
  await client?.end()
  await database?.drop()
})
/** The order of the board of flights. */
const board =
  "(case when state = 'late' then 0 when to_check or state = 'incomplete' then 1 when state in ('cancelled', 'closed') then 3 else 2 end), coalesce(departs_at, 'infinity'::timestamptz), key"
const id = "'5f0c9a52-6d1e-4a7b-9c38-0d2f64b1e7aa'"

test.each([
  ['who was merged into a traveller, at every answer', `select id from traveller where merged_into in (${id})`],
  ['the people of a flight', `select id from traveller where flight_id = ${id} and merged_into is null`],
  ['the case of a traveller', `select id from case_file where subject_id in (${id})`],
  ['the cases of flights', `select count(*) from case_file where context_id in (${id})`],
  [
    'a page of the queue',
    "select id from case_file where state in ('open', 'in-review', 'awaiting-second') and team in ('a') and (coalesce(due_at, 'infinity'::timestamptz), (-strength), (-compared_fields), id) > ('infinity', -1::real, -1::smallint, '5f0c9a52-6d1e-4a7b-9c38-0d2f64b1e7aa') order by coalesce(due_at, 'infinity'::timestamptz), (-strength), (-compared_fields), id limit 10",
  ],
  ['a case by its number', 'select id from case_file where number = 7'],
  ['the hits of a case', `select id from hit where case_id = ${id}`],
  ['the notes of a case', `select id from case_note where case_id = ${id} order by at`],
  ['the proposals of a case', `select id from proposal where case_id = ${id} order by at`],
  ['the confirmations of a case', `select id from confirmation where case_id = ${id} order by at`],
  ['the decisions of a case', `select id from decision where case_id = ${id} order by proposed_at`],
  ['the feedback on a case', `select id from feedback where case_id = ${id} order by at`],
  [
    'the track of a case',
    "select outcome from feedback where latest and source = 'a' and kind = 'name' and band = 'close' and at > now() - interval '1 year'",
  ],
  ['what a person proposed in this hour', `select at from proposal where person_id = ${id} and at > now()`],
  ['what a person confirmed in this hour', `select at from confirmation where person_id = ${id} and at > now()`],
  ['what a traveller’s carrier was told', `select answer_id from carrier_answer_person where traveller_id = ${id}`],
  ['a sender’s newest messages', `select id from message where sender_id = ${id} order by received_at desc, id desc`],
  ['a message by its file', "select id from message where raw_file in ('a')"],
  ['a flight by its number', "select id from flight where carrier = '7N' and number = '482' order by departs_at desc"],
  [
    'a page of the flights of a day',
    `select id from flight where same_as is null and left(coalesce(departure, arrival), 10) = '2026-11-24' and (${board}) > (0, 'infinity'::timestamptz, 'a') order by ${board} limit 10`,
  ],
  [
    'the flights of a day by departure',
    "select id from flight where same_as is null and left(coalesce(departure, arrival), 10) = '2026-11-24' order by coalesce(departs_at, 'infinity'::timestamptz), key limit 10",
  ],
  [
    'all flights by departure',
    "select id from flight where same_as is null order by coalesce(departs_at, 'infinity'::timestamptz), key limit 10",
  ],
  [
    'an object that was handed in, by its id alone',
    "select version_us from foreign_object where object_id = 'indicator--x' and collection_id is not null",
  ],
  ['an open alarm', "select id from alarm where code = 'a' and ref = 'b' and acknowledged_at is null"],
  [
    'the goods received in a day',
    "select id from cargo_consignment where first_received_at >= now() - interval '1 day' and first_received_at < now()",
  ],
  [
    'the goods that may be closed',
    "select id from cargo_consignment where state <> 'cancelled' and (closed_at is null or closed_at < changed_at) and changed_at < now() - interval '7 days'",
  ],
  ['the log of a case', `select id from audit.entry where ref = 'case:x' order by at`],
])('%s: the query uses an index and scans no table', async (_what, sql) => {
  const { rows } = await client.query(`explain ${sql}`)
  const plan = rows.map((row) => row['QUERY PLAN'] as string).join('\n')
  expect(plan).not.toMatch(/Seq Scan/)
  // The order is the index's: a page reads only its own rows.
  if (sql.includes('order by') && sql.includes("'infinity'")) expect(plan).not.toMatch(/Sort/)
})

test('the only index of filings with a condition begins with their consignment', async () => {
  // The planner joins such an index with the index by consignment, and then reads all of it for each consignment of a batch.
  const { rows } = await client.query<{ name: string }>(
    "select indexrelid::regclass::text as name from pg_index where indrelid = 'cargo_filing'::regclass and indpred is not null",
  )
  expect(rows).toEqual([{ name: 'cargo_filing_merged' }])
})
