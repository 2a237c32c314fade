import type { AccessDecision } from '@entente/contracts'
import { nodeClient } from '../client.ts'
import { printResult, table } from '../output.ts'

/** Prints the decision; 1 where it denies. */
export async function askAccess(
  signalId: string,
  options: {
    action: string
    purpose: string
    member?: string
    role?: string
    destination?: string
    at?: string
    json?: boolean
  },
): Promise<0 | 1> {
  const { json, ...asked } = options
  const decision = await nodeClient(options).call<AccessDecision>('POST', '/v1/access', { signalId, ...asked })
  printResult(json, decision, () => [
    `${decision.decision}${decision.agreement === null ? '' : ` under ${decision.agreement}`}`,
    ...table(
      decision.clauses.map(({ id, agreement, result, because }) => [result, id, agreement ?? '', because ?? '']),
    ),
  ])
  return decision.decision === 'allow' ? 0 : 1
}
