import { type ErrorCode, errorTable, fail } from '../../errors.ts'
import { defineModule } from '../../module.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import { endingAt } from '../../safeguards/vault/sealed-columns.ts'
import { doJob } from '../../store/define-job.ts'
import type { AskerDeps, HolderClient } from '../blind/asker.ts'
import { type BlindScope, openBlindKeyring } from '../blind/blind-keys.ts'
import { blindPeerHandlers, setStatementHeader, takeBlindKey } from '../blind/peer-handlers.ts'
import { forgetFound } from '../blind/reveal.ts'
import { blindRoutes } from '../blind/routes.ts'
import { tokenise } from '../blind/tokenise.ts'
import { blindClocksJob, prepareBlindSetJob } from '../jobs.ts'
import { PeerFault } from '../peers/requests/peer-fault.ts'
import { askPeer, askPeerForBytes } from '../peers/requests/peer-request.ts'

/** Longest wait for an answer in milliseconds. The other node needs seconds to process thousands of elements. */
const patienceMs = 120_000
const asking = { action: 'signal.blind-check', type: 'blind.query', impersonal: true } as const

/** Assembles blind checks. This node can both answer as a holder and ask other holders. */
export function createBlindModule(deps: CoreDeps & Pick<Parameters<typeof askPeer>[0], 'tls'>) {
  const keyring = openBlindKeyring(deps.dataRoot)
  const client = deps
  const prepare = (scope: BlindScope, asker: string) =>
    systemAccess(deps, null).transaction(asking, async (tx) => {
      tx.leavesNoEntry()
      const jobKey = `blind:${scope.agreement}:${scope.kind}:${asker}`
      await tx.enqueue(prepareBlindSetJob, { scope, asker }, { jobKey, queue: 'blind' })
    })

  /** Calls a member's node and throws its refusals as errors of this node. */
  async function ask<T>(member: string, work: (peer: { member: string; url: string }) => Promise<T>): Promise<T> {
    const peer = await systemAccess(deps, null).transaction(asking, async (tx) => {
      tx.leavesNoEntry()
      return tx.db
        .selectFrom('peer')
        .select(['member', 'url'])
        .where('member', '=', member)
        .where('state', '=', 'active')
        .executeTakeFirst()
    })
    if (peer === undefined || peer.url === null) throw fail('blind-not-agreed')
    try {
      return await work({ member: peer.member, url: peer.url })
    } catch (error) {
      if (!(error instanceof PeerFault)) throw error
      const detail = `${member}: ${error.detail ?? error.code}`
      if (error.code.startsWith('blind-') || error.code === 'quota-exhausted')
        throw fail(error.code as ErrorCode, { detail })
      const gone = ['unreachable', 'timeout', 'tls-required'].includes(error.code)
      throw fail(gone ? 'peer-unreachable' : 'peer-refused', {
        detail: error.code in errorTable ? `${member}: ${error.code}` : detail,
      })
    }
  }
  const holder = (member: string): HolderClient => ({
    set: ({ agreement, kind, known }) =>
      ask(member, async (peer) => {
        const query = new URLSearchParams({ agreement, kind, ...(known === null ? {} : { known }) })
        const path = `/peer/v1/blind/set?${query}`
        const { bytes, headers } = await askPeerForBytes(client, peer, { method: 'GET', path, timeoutMs: patienceMs })
        return { set: bytes, statement: readStatement(headers[setStatementHeader]) }
      }),
    evaluate: (body) =>
      ask(member, (peer) =>
        askPeer(client, peer, { method: 'POST', path: '/peer/v1/blind/evaluate', body, timeoutMs: patienceMs }),
      ),
    report: (body) =>
      ask(member, (peer) => askPeer(client, peer, { method: 'POST', path: '/peer/v1/blind/told', body })),
  })
  const asker: AskerDeps = { ...deps, holder }

  return {
    peerHandlers: blindPeerHandlers({ ...deps, keyring, prepare }),
    takeKey: takeBlindKey,
    ...defineModule({
      name: 'blind',
      sealed: [{ table: 'blind_check', columns: { found: 'raw' }, clocks: endingAt('t.found_until') }],
      jobs: [
        doJob(prepareBlindSetJob, async ({ scope, asker }) => {
          while ((await tokenise({ ...deps, keyring }, scope, asker)) > 0);
        }),
        doJob(blindClocksJob, () => forgetFound(deps)),
      ],
      schedules: [{ job: blindClocksJob.name, match: '53 * * * *' }],
      routes(app) {
        blindRoutes(app, {
          ...asker,
          reveal: (member, body) =>
            ask(member, (peer) =>
              askPeer(client, peer, { method: 'POST', path: '/peer/v1/blind/reveal', body, timeoutMs: patienceMs }),
            ),
        })
      },
    }),
  }
}

function readStatement(header: string | string[] | undefined): unknown {
  try {
    return JSON.parse(Buffer.from(String(header ?? ''), 'base64').toString())
  } catch {
    return null
  }
}
