import { ContentSenderSettings, RemoteMatchAnswer, RemoteMatchRequest } from '@entente/contracts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../../safeguards/access/http.ts'
import { mapInTurns } from '../../../store/take-turns.ts'
import { readSignals } from '../match/read-query.ts'
import { type RemoteDeps, remoteMatch } from './remote-match.ts'

/**
 * Route that matches for clients that may not have the lists. A person of the node may call it too, to see the answers
 * of clients.
 */
export function remoteRoutes(app: App, deps: Pick<CoreDeps, 'store'> & RemoteDeps): void {
  app.post(
    '/v1/content/match/remote',
    {
      config: {
        sender: { gateway: 'content', scope: 'remote' },
        surface: { id: 'content-remote', gateway: 'content' },
      },
      schema: {
        summary: 'Match hashes from afar, without holding the banks',
        personal: true,
        errors: [
          'asked-too-fast',
          'budget-spent',
          'index-not-ready',
          'matching-stopped',
          'probing-suspected',
          'signal-invalid',
          'signal-type-unknown',
        ],
        body: RemoteMatchRequest,
        response: { 200: RemoteMatchAnswer },
      },
    },
    async (request) => {
      const { sender, body } = request
      const terms = sender === null ? null : ContentSenderSettings.parse(sender.settings).remote
      const client = sender === null || terms === null ? null : { id: sender.id, terms }
      const contents = await mapInTurns([...body.queries.entries()], ([place, { signals }]) =>
        readSignals(signals, `/queries/${place}/signals`),
      )
      return remoteMatch(deps, accessOf(deps, request), client, contents)
    },
  )
}
