import pg from 'pg'

export interface SequenceState {
  schema: string
  name: string
  value: string
  called: boolean
}

/**
 * Reads the value of every sequence. Sequences ignore transactions, so read them after the rows: then no row has a
 * higher number than its sequence.
 */
export async function readSequences(client: pg.ClientBase): Promise<SequenceState[]> {
  const { rows } = await client.query<{ schema: string; name: string }>(`
    select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'S' and c.relpersistence <> 't' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' order by 1, 2`)
  const states: SequenceState[] = []
  for (const { schema, name } of rows) {
    const found = await client.query<{ value: string; called: boolean }>(
      `select last_value::text as value, is_called as called from ${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`,
    )
    if (found.rows[0]) states.push({ schema, name, ...found.rows[0] })
  }
  return states
}

/** Sets a sequence immediately. A rollback of the transaction does not undo this. */
export async function writeSequence(client: pg.ClientBase, state: SequenceState): Promise<void> {
  const name = `${pg.escapeIdentifier(state.schema)}.${pg.escapeIdentifier(state.name)}`
  await client.query('select setval($1::regclass, $2::bigint, $3)', [name, state.value, state.called])
}
