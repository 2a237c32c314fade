import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startTestNode, type TestNode } from '@entente/testkit'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'

let node: TestNode
beforeAll(async () => {
  node = await startTestNode()
})
afterAll(() => node.stop())
/** Columns of bytes that no job seals: keys and their digests, digests, tokens, places in a message, certificates, and a model. */
const unsealedBytes: Record<string, string[]> = {
  blind_check: ['request_hash'],
  blind_epoch: ['public_key'],
  blind_holder_key: ['public_key'],
  blind_set: ['sha256', 'tokens'],
  cargo_assessment: ['digest'],
  cargo_consignment: ['hash'],
  cargo_counter: ['key'],
  cargo_draw_day: ['key'],
  cargo_filing: ['position'],
  cargo_model: ['bytes'],
  cargo_referral: ['question_hash'],
  cargo_sighting: ['key'],
  cargo_version: ['hash'],
  clearance: ['document', 'token_key', 'value'],
  clearance_use: ['use'],
  credential: ['passkey_id', 'public_key', 'secret'],
  day_key: ['id', 'sealed'],
  delivery: ['hash', 'object_hash', 'prev'],
  delivery_head: ['last_hash'],
  enrolment_code: ['hash'],
  false_positive_override: ['token_key', 'value_hash'],
  flight_message: ['position'],
  foreign_object: ['digest'],
  held_signal: ['digest', 'salt'],
  idempotency: ['request_hash'],
  introduced_key: ['public_key'],
  invitation: ['code_hash'],
  list_version: ['sha256'],
  member_key: ['public_key'],
  message: ['sha256'],
  peer: ['position_hash'],
  people_change: ['first_half', 'second_half'],
  person: ['staff_reference'],
  person_key: ['hash'],
  recovery_code: ['hash'],
  redress_request: ['secret'],
  reservation_version: ['reservation_key', 'token_key'],
  sample_week: ['seed'],
  selector_index: ['hash', 'token_key'],
  sender_key: ['hash'],
  session: ['browser_hash', 'id_hash'],
  shift_handover: ['digest'],
  sign_in_pace: ['key'],
  sign_in_try: ['key'],
  signal: ['digest', 'salt', 'token_key', 'value_key'],
  signal_attachment: ['sha256'],
  signed_act: ['authenticator_data', 'client_data', 'signature'],
  spent_challenge: ['nonce'],
  statement: ['locator_name_key', 'name_birth_key', 'reference_key', 'reservation_key', 'token_key'],
  taxii_user: ['certificate', 'token_hash'],
  upload: ['account', 'ref', 'token_key'],
}
const refused = (what: string) => expect.objectContaining({ code: 'root-key', message: expect.stringContaining(what) })

// The role of the node reaches masked values by a view only, in which those under a key that ends are.
test('every sealed column of the database is known to the jobs that seal values anew', async () => {
  const { rows } = await sql<{
    column: string
  }>`select c.table_name || '.' || c.column_name as column from information_schema.columns c
       join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and (t.table_type = 'BASE TABLE' or c.table_name = 'masked_value_retiring')
       and (c.data_type = 'bytea' and c.column_name in ('a', 'answer', 'b', 'raw', 'body', 'found', 'preview') or c.column_name = 'raw_file')`.execute(
    node.db,
  )
  const known = node.sealed.flatMap(({ table, columns, file }) =>
    [...Object.keys(columns), ...(file === undefined ? [] : [file])].map((column) => `${table}.${column}`),
  )
  // Acts are listed twice: with the clocks of a case, and with those of a signal.
  expect([...new Set(known)].sort()).toEqual(rows.map(({ column }) => column).sort())
})

test('every other column of bytes is a key, a digest, a token or public', async () => {
  const { rows } = await sql<{
    column: string
  }>`select c.table_name || '.' || c.column_name as column from information_schema.columns c
       join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.data_type = 'bytea'
       and c.column_name not in ('a', 'answer', 'b', 'raw', 'body', 'found', 'preview')`.execute(node.db)
  // A new column of bytes is added here with what it has, or sealed.
  const expected = Object.entries(unsealedBytes).flatMap(([table, columns]) => columns.map((one) => `${table}.${one}`))
  expect(rows.map(({ column }) => column).sort()).toEqual(expected.sort())
})

test('a node does not start without its root key or with another one, and makes none', async () => {
  await sql`insert into day_key (id, regime, class, day, epoch, sealed) values (decode('0102030405060708', 'hex'), 'own', 'b', '2030-01-01', 1, decode('00', 'hex'))`.execute(
    node.db,
  )
  await node.halt()
  const keys = join(node.dataRoot, 'keys')
  const file = join(keys, 'root.key')
  const root = readFileSync(file)
  const epochs = readFileSync(join(keys, 'epoch/1'))
  rmSync(file)
  await expect(node.resume()).rejects.toEqual(refused('root.key is missing'))
  expect(readdirSync(keys)).not.toContain('root.key')
  writeFileSync(file, Buffer.alloc(32, 9))
  await expect(node.resume()).rejects.toEqual(refused('The root key does not open'))
  writeFileSync(file, root)
  renameSync(join(keys, 'epoch'), join(keys, 'epoch-away'))
  await expect(node.resume()).rejects.toEqual(refused('keys/epoch/1 is missing'))
  expect(readdirSync(keys)).not.toContain('epoch')
  renameSync(join(keys, 'epoch-away'), join(keys, 'epoch'))
  await node.resume()
  expect(readFileSync(join(keys, 'epoch/1'))).toEqual(epochs)
})
