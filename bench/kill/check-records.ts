import type { openPool } from '@entente/node'

type Queryable = Pick<ReturnType<typeof openPool>, 'query'>

/** Conditions that must be true after any kill. Each has a query that finds violations, and a sentence that describes them. */
const rules: readonly { fault: string; query: string }[] = [
  {
    fault: 'a statement about nobody',
    query: 'select id from statement where current and traveller_id is null',
  },
  {
    fault: 'a traveller without a statement',
    query: `select t.id from traveller t where t.merged_into is null and not exists (select 1 from statement s where s.traveller_id = t.id)`,
  },
  {
    fault: 'a traveller whose versions are not one after another',
    query: `select t.id from traveller t left join traveller_version v on v.traveller_id = t.id
      group by t.id, t.version having count(v.version) <> t.version or max(v.version) is distinct from t.version`,
  },
  {
    fault: 'a case without a hit',
    query: 'select c.id from case_file c where not exists (select 1 from hit h where h.case_id = c.id)',
  },
  {
    fault: 'a case about nobody',
    query: 'select c.id from case_file c where not exists (select 1 from traveller t where t.id = c.subject_id)',
  },
  {
    fault: 'a hit on a signal or version that does not exist',
    query: `select h.id from hit h where not exists
      (select 1 from signal_version v where v.signal_id = h.signal_id and v.version = h.signal_version)`,
  },
  {
    fault: 'a case whose opening is not logged exactly once',
    query: `select c.id from case_file c
      where (select count(*) from audit.entry e where e.type = 'case.open' and e.ref = 'case:' || c.id and e.entry like '%"decision":"done"%') <> 1`,
  },
  {
    fault: 'a case without its event',
    query: `select c.id from case_file c where not exists (select 1 from event e where e.type = 'case.opened' and e.ref = c.id::text)`,
  },
  {
    fault: 'a job that failed and is still there',
    query: 'select id from graphile_worker._private_jobs where last_error is not null',
  },
  {
    fault: 'a job that is due and has not run',
    query: 'select id from graphile_worker._private_jobs where run_at <= coalesce($1, now())',
  },
  {
    fault: 'a message that is due and was not read',
    query: 'select id from message where read_at <= now() or (attempts > 0 and read_at is not null)',
  },
  {
    fault: 'a log whose signed size is not the number of its leaves',
    query: `select origin as id from audit.log l where size is distinct from (select count(*) from audit.leaf f where f.generation = l.generation)
      or size is distinct from (select coalesce(max(index) + 1, 0) from audit.leaf f where f.generation = l.generation)`,
  },
  {
    fault: 'a leaf that is not the hash of its entry',
    query: `select f.index as id from audit.leaf f left join audit.entry e on e.id = f.entry_id
      where f.hash is distinct from sha256('\\x00'::bytea || convert_to(e.entry, 'UTF8'))`,
  },
  {
    fault: 'a log without the hash of a full tile',
    query: `select origin as id from audit.log l where size / 256 <>
      (select count(*) from audit.tile_hash t where t.generation = l.generation and t.level = 1)`,
  },
]

/**
 * Returns one sentence for each violated condition, with the number of rows and an example. Jobs whose time came after
 * `idleAt`, when the node had nothing left to do, are not late: on a slow machine the checks themselves take a while.
 */
export async function checkRecords(database: Queryable, idleAt: Date | null = null): Promise<string[]> {
  const faults: string[] = []
  for (const { fault, query } of rules) {
    const { rows } = await database.query<{ id: string }>(query, query.includes('$1') ? [idleAt] : [])
    if (rows.length > 0) faults.push(`${fault}: ${rows.length} times, e.g. ${rows[0]?.id}`)
  }
  return faults
}
