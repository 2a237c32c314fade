import type { Config } from './config.ts'
import { eraseOver } from './exchange/attachments/erase-over.ts'
import { type FetchAttachments, fetchAttachments } from './exchange/attachments/fetch-attachments.ts'
import { attachmentPeerHandlers } from './exchange/attachments/give-attachments.ts'
import { attachmentRoutes } from './exchange/attachments/routes.ts'
import type { CoreDeps } from './safeguards/access/core-deps.ts'
import type { App } from './safeguards/access/http.ts'
import type { Task } from './store/jobs.ts'

/** Biometric references beside signals: at their owner, on the way, and at whoever holds the signal. */
export function createAttachmentRoom(deps: CoreDeps & { config: Config }) {
  return {
    peerHandlers: attachmentPeerHandlers(deps),
    tasks: {
      async 'fetch-attachments'(payload) {
        await fetchAttachments({ ...deps, tls: deps.config.peers.tls }, payload as unknown as FetchAttachments)
      },
      async 'attachment-clocks'() {
        await eraseOver(deps)
      },
    } satisfies Record<string, Task>,
    cron: [{ task: 'attachment-clocks', match: '43 * * * *' }],
    routes(app: App): void {
      attachmentRoutes(app, deps)
    },
  }
}
