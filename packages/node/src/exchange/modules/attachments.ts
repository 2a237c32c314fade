import { defineModule } from '../../module.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { ofSignal } from '../../safeguards/vault/sealed-columns.ts'
import { doJob } from '../../store/define-job.ts'
import { eraseExpired } from '../attachments/change-attachments.ts'
import { fetchAttachments } from '../attachments/fetch-attachments.ts'
import { attachmentPeerHandlers } from '../attachments/give-attachments.ts'
import { attachmentRoutes } from '../attachments/routes.ts'
import { attachmentClocksJob, fetchAttachmentsJob } from '../jobs.ts'

/**
 * Assembles the routes and jobs for biometric attachments of signals, both for the owner and for members that have the
 * signals.
 */
export function createAttachmentModule(deps: Parameters<typeof fetchAttachments>[0] & CoreDeps) {
  return {
    peerHandlers: attachmentPeerHandlers(deps),
    ...defineModule({
      name: 'attachments',
      sealed: [{ table: 'signal_attachment', columns: { raw: 'raw' }, ...ofSignal }],
      jobs: [
        doJob(fetchAttachmentsJob, (request) => fetchAttachments(deps, request)),
        doJob(attachmentClocksJob, () => eraseExpired(deps)),
      ],
      schedules: [{ job: attachmentClocksJob.name, match: '43 * * * *' }],
      routes(app) {
        attachmentRoutes(app, deps)
      },
    }),
  }
}
