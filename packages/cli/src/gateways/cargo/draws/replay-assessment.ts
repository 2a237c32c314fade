import type { ReplayResult } from '@entente/contracts'
import { CommandFailure } from '../../../command/failure.ts'
import { nodeClient } from '../../../command/node-client.ts'
import { printResult } from '../../../command/output.ts'

export interface ReplayOptions {
  purpose?: string
  json?: boolean
}
export interface ReassessOptions extends ReplayOptions {
  /** A day, or a time with its zone. */
  since: string
}

/**
 * Replays an assessment on the node, which compares it byte by byte and writes the replay into its log. Returns the exit
 * status: 1 if a part differs.
 */
export async function replayAssessment(id: string, options: ReplayOptions): Promise<0 | 1> {
  const client = nodeClient({ purpose: options.purpose })
  const path = `/v1/cargo/assessments/${encodeURIComponent(id)}/replay`
  const result = await client.call<ReplayResult>('POST', path, {})
  const from = result.from === 'record' ? 'the stored version' : 'the stored features, because the record is masked'
  printResult(options.json, result, () => [
    `${id}: ${result.identical ? 'identical' : `differs in ${result.differs.join(', ')}`}, recomputed from ${from}`,
    `  stored     ${result.expected}`,
    `  recomputed ${result.found}`,
    ...(result.notRecomputed.length === 0 ? [] : [`  not recomputed: ${result.notRecomputed.join(', ')}`]),
  ])
  return result.identical ? 0 : 1
}

/** Asks the node to assess open consignments again. Fails with `usage` for a time that cannot be read. */
export async function reassess(options: ReassessOptions): Promise<void> {
  const since = new Date(options.since)
  if (Number.isNaN(since.getTime())) throw new CommandFailure('usage', `${options.since} is no time.`)
  const client = nodeClient({ purpose: options.purpose })
  const asked = { since: since.toISOString() }
  await client.call('POST', '/v1/cargo/consignments/reassess', asked)
  printResult(options.json, asked, () => [`consignments that changed since ${asked.since} are assessed again`])
}
