import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { FetchRules } from '../../../media/fetch/fetch-url.ts'
import type { AccessIntent, AccessStore, Tx } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { describeFault } from '../../../store/describe-fault.ts'
import { chunksOf } from '../../../store/take-turns.ts'
import { withdrawItems } from '../items/change-item.ts'
import { fetchExchangeJob } from '../store/jobs.ts'
import { askExchange } from './apis/ask-exchange.ts'
import { ExchangeFailure, type ExchangePage } from './apis/exchange-api.ts'
import { exchangeApis } from './apis/index.ts'
import { applyPage, type Filled, itemsNotNamed } from './apply-page.ts'
import { openCredentials } from './credentials.ts'

export interface ExchangeDeps extends Pick<CoreDeps, 'store' | 'member' | 'clock' | 'log' | 'dataRoot'> {
  /** Null: nothing is fetched from outside; files of the folder for hash lists are still read. */
  fetching: Omit<FetchRules, 'maxBytes'> | null
  index: { catchUp(): Promise<void> }
}
/** Age at which an unfinished fetch counts as lost with its node. */
const givenUpMs = 3_600_000
const mostFileBytes = 50e6
const withdrawnAtOnce = 500
const filling = (name: string): AccessIntent => ({
  ...{ action: 'bank.write', type: 'signal.release' },
  details: { exchange: name },
})
const quiet: AccessIntent = { action: 'bank.write', type: 'config.change', impersonal: true }

/** Returns the folder in a node's data for the lists of exchanges of kind `local_file`. */
export const exchangeFolder = (dataRoot: string): string => join(dataRoot, 'exchange')

/** Task `fetch-exchanges`: enqueues a fetch for every enabled exchange. */
export async function fetchExchanges(deps: Pick<ExchangeDeps, 'store' | 'member'>): Promise<void> {
  await systemAccess(deps, null).transaction(quiet, async (tx) => {
    tx.leavesNoEntry()
    const rows = await tx.db.selectFrom('hash_exchange').select('name').where('enabled', '=', true).execute()
    for (const { name } of rows) await enqueueFetch(tx, name)
  })
}

export const enqueueFetch = (tx: Tx, name: string): Promise<void> =>
  tx.enqueue(fetchExchangeJob, { name }, { jobKey: `exchange:${name}`, priority: 5 })

/**
 * Task `fetch-exchange`: reads new records of a source page by page. Each page commits with the position after it, so
 * that an interrupted fetch continues there. A failure is stored in the exchange's status.
 */
export async function fetchExchange(deps: ExchangeDeps, { name }: { name: string }): Promise<void> {
  const access = systemAccess(deps, 'content-safety')
  const begun = await begin(access, name)
  if (begun === null) return
  const { exchange, api, context } = begun
  const named = new Set<string>()
  /**
   * The last page of a complete list: the list counts as read only after the items that it no longer names are
   * withdrawn.
   */
  let whole = null as ExchangePage | null
  let failure: string | null = null
  try {
    if (api.credentials !== null && context.credentials === null)
      throw new ExchangeFailure(`No key is set for ${api.name}.`)
    const ask = askExchange(deps.fetching)
    for await (const page of api.pages({ ...context, ask, readFile: (file) => readList(deps.dataRoot, file) })) {
      if (whole !== null || page.whole === true) whole = page
      for (const { ref, item } of page.records) if (item !== null) named.add(ref)
      const kept = whole === null ? page : { ...page, checkpoint: null }
      if (!(await take(deps, access, exchange, kept))) throw new ExchangeFailure('It was switched off meanwhile.')
      await deps.index.catchUp()
    }
    if (whole !== null) await finishWhole(access, exchange, named, whole)
  } catch (error) {
    if (!(error instanceof ExchangeFailure))
      deps.log.error({ event: 'exchange.failed', exchange: name, error: describeFault(error) })
    failure = error instanceof ExchangeFailure ? error.message : 'The node could not take in what the source answered.'
  }
  await access.transaction(quiet, async (tx) => {
    tx.leavesNoEntry()
    await tx.db
      .updateTable('hash_exchange')
      .set({
        fetch_finished_at: tx.now,
        fetch_succeeded: failure === null,
        fetch_error: failure,
        up_to_date: failure === null,
      })
      .where('id', '=', exchange.id)
      .execute()
  })
}

/** Begins a fetch; null if there is nothing to fetch or another fetch is running. */
async function begin(access: AccessStore, name: string) {
  return access.transaction({ ...quiet, impersonal: false }, async (tx) => {
    tx.leavesNoEntry()
    const { rows } = await sql<{
      id: number
      api: string
      config: Record<string, unknown>
      checkpoint: unknown
      bank: string
    }>`
      update hash_exchange e set fetch_started_at = ${tx.now}, fetch_finished_at = null from bank b
      where e.name = ${name} and e.enabled and b.id = e.bank_id and b.deleted_at is null
        and (e.fetch_started_at is null or e.fetch_finished_at is not null or e.fetch_started_at < ${new Date(tx.now.getTime() - givenUpMs)})
      returning e.id, e.api, e.config, e.checkpoint, b.name as bank`.execute(tx.db)
    const [row] = rows
    const api = exchangeApis.get(row?.api ?? '')
    if (row === undefined || api === undefined) return null
    const credentials = await openCredentials(tx, api)
    const exchange: Filled = { id: row.id, name, bank: row.bank }
    return { exchange, api, context: { config: row.config, checkpoint: row.checkpoint, credentials, now: tx.now } }
  })
}

/** Applies a page; false if the exchange was deleted or switched off meanwhile. */
async function take(deps: ExchangeDeps, access: AccessStore, exchange: Filled, page: ExchangePage): Promise<boolean> {
  return access.transaction(filling(exchange.name), async (tx) => {
    const row = await tx.db
      .selectFrom('hash_exchange')
      .select('enabled')
      .where('id', '=', exchange.id)
      .forUpdate()
      .executeTakeFirst()
    if (row?.enabled !== true) {
      tx.leavesNoEntry()
      return false
    }
    await keepPlace(tx, exchange.id, page)
    tx.note({ ...(await applyPage(tx, exchange, page.records, deps.member.id)) })
    return true
  })
}

/**
 * Withdraws the items that a complete list no longer names, some at a time so that other changes of the bank do not
 * wait for all of it; then stores the position.
 */
async function finishWhole(access: AccessStore, exchange: Filled, named: ReadonlySet<string>, last: ExchangePage) {
  const gone = await access.transaction(quiet, async (tx) => {
    tx.leavesNoEntry()
    return itemsNotNamed(tx, exchange.id, named)
  })
  for (const part of chunksOf(gone, withdrawnAtOnce))
    await access.transaction(filling(exchange.name), async (tx) => {
      await withdrawItems(tx, part)
      await keepPlace(tx, exchange.id, { ...last, checkpoint: null })
      tx.note({ withdrawn: part.length })
    })
  await access.transaction(quiet, async (tx) => {
    tx.leavesNoEntry()
    await keepPlace(tx, exchange.id, last)
  })
}

async function keepPlace(tx: Tx, id: number, { checkpoint, checkpointAt }: ExchangePage): Promise<void> {
  await tx.db
    .updateTable('hash_exchange')
    .set({
      checkpoint: checkpoint === null ? null : JSON.stringify(checkpoint),
      checkpoint_at: checkpointAt,
      fetch_started_at: tx.now,
    })
    .where('id', '=', id)
    .execute()
}

async function readList(dataRoot: string, name: string): Promise<Uint8Array> {
  const path = join(exchangeFolder(dataRoot), name)
  try {
    const { size } = await stat(path)
    if (size > mostFileBytes) throw new ExchangeFailure(`${name} has more than 50 MB: import it with the command line.`)
    return await readFile(path)
  } catch (error) {
    if (error instanceof ExchangeFailure) throw error
    throw new ExchangeFailure(
      `There is no file ${name} in the folder exchange of the node’s data, or it cannot be read.`,
    )
  }
}
