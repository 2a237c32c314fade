import {
  longestReport,
  OpeningAnswer,
  OpeningRequest,
  OversightFiles,
  OversightRecipient,
  RecipientConsent,
  RecipientRequest,
  ReportChannel,
  SealedText,
} from '@entente/contracts'
import { z } from 'zod'
import { fail } from '../../errors.ts'
import type { AccessIntent } from '../access/access-store.ts'
import { type Signatures, signatureErrors } from '../access/acts/present-signature.ts'
import type { CoreDeps } from '../access/core-deps.ts'
import { type App, accessOf } from '../access/http.ts'
import type { Action } from '../access/roles.ts'
import { readAttributes } from '../access/system.ts'
import { deleteFile, downloadFile, readFiles, signOpening } from './read-files.ts'
import { consentToRecipient, proposeRecipient, readRecipient, recipientInForce, stopRecipient } from './recipients.ts'
import { sealForOversight } from './seal-file.ts'
import { createReportTaker, largestReport } from './take-report.ts'

type Deps = Pick<CoreDeps, 'store' | 'member' | 'clock'> & { signatures: Signatures }

const Id = z.object({ id: z.uuid() })
const Numbered = z.object({ n: z.coerce.number().int().min(1).max(1_000_000) })
const reading = (what: string): AccessIntent => ({
  ...{ action: 'oversight.read', type: 'oversight.read', decision: 'allow', impersonal: true, details: { what } },
})
const doing = (action: Action, type: string, ref: string): AccessIntent => ({ action, type, ref, impersonal: true })

/** Registers the routes of what only oversight reads: its recipient, the files sealed to it, and the channel for reports. */
export function oversightFileRoutes(app: App, deps: Deps): void {
  recipientRoutes(app, deps)
  fileRoutes(app, deps)
  reportRoutes(app, deps)
}

function recipientRoutes(app: App, deps: Deps): void {
  app.get(
    '/v1/oversight/recipient',
    {
      schema: {
        summary: 'Read the recipient to which the node seals what only oversight reads',
        response: { 200: OversightRecipient },
      },
    },
    (request) => accessOf(deps, request).transaction(reading('recipient'), readRecipient),
  )
  app.post(
    '/v1/oversight/recipient',
    {
      schema: {
        summary: 'Propose a recipient; another person of oversight must consent',
        description: 'The public key of age. Its private key never comes to the node.',
        errors: ['recipient-state', ...signatureErrors],
        body: RecipientRequest,
        response: { 200: OversightRecipient },
      },
    },
    (request) => {
      const { signed, ...asked } = request.body
      return deps.signatures.run(request, signed, (signature) =>
        accessOf(deps, request).transaction(
          doing('oversight.recipient', 'recipient.propose', `recipient:${asked.recipient}`),
          async (tx) => {
            await proposeRecipient(tx, asked, signature)
            return readRecipient(tx)
          },
        ),
      )
    },
  )
  app.post(
    '/v1/oversight/recipient/:n/consent',
    {
      schema: {
        summary: 'Consent to the recipient that waits, as another person of oversight',
        errors: ['recipient-state', 'same-person', ...signatureErrors],
        params: Numbered,
        body: RecipientConsent,
        response: { 200: OversightRecipient },
      },
    },
    (request) =>
      deps.signatures.run(request, request.body.signed, (signature) =>
        accessOf(deps, request).transaction(
          doing('oversight.recipient', 'recipient.consent', `recipient:${request.params.n}`),
          async (tx) => {
            await consentToRecipient(tx, request.params.n, signature)
            return readRecipient(tx)
          },
        ),
      ),
  )
  app.post(
    '/v1/oversight/recipient/:n/stop',
    {
      schema: {
        summary: 'Stop the recipient that waits; one person of oversight may do it alone',
        errors: ['recipient-state'],
        params: Numbered,
        response: { 200: OversightRecipient },
      },
    },
    (request) =>
      accessOf(deps, request).transaction(
        doing('oversight.recipient', 'recipient.stop', `recipient:${request.params.n}`),
        async (tx) => {
          await stopRecipient(tx, request.params.n)
          return readRecipient(tx)
        },
      ),
  )
}

function fileRoutes(app: App, deps: Deps): void {
  app.get(
    '/v1/oversight/files',
    {
      schema: { summary: 'List the files that only oversight opens', response: { 200: OversightFiles } },
    },
    (request) => accessOf(deps, request).transaction(reading('sealed files'), readFiles),
  )
  app.post(
    '/v1/oversight/openings',
    {
      schema: {
        summary: 'Sign to open files; they can be downloaded for 24 hours once two people signed the same ones',
        errors: ['not-found', ...signatureErrors],
        body: OpeningRequest,
        response: { 200: OpeningAnswer },
      },
    },
    (request) => {
      const { signed, ...asked } = request.body
      return deps.signatures.run(request, signed, (signature) =>
        accessOf(deps, request).transaction({ action: 'oversight.open', type: 'file.open', impersonal: true }, (tx) =>
          signOpening(tx, asked, signature),
        ),
      )
    },
  )
  app.get(
    '/v1/oversight/files/:id',
    {
      schema: {
        summary: 'Download a file that was signed to be opened; each download is logged',
        description: 'An age file. The node cannot open it.',
        errors: ['not-found', 'second-person-required'],
        params: Id,
        described: {
          answers: {
            200: { description: 'The age file', content: { 'application/octet-stream': { schema: z.string() } } },
          },
        },
      },
    },
    async (request, reply) => {
      const bytes = await downloadFile(accessOf(deps, request), request.params.id)
      return reply
        .type('application/octet-stream')
        .header('content-disposition', `attachment; filename="${request.params.id}.age"`)
        .send(bytes)
    },
  )
  app.delete(
    '/v1/oversight/files/:id',
    {
      schema: {
        summary: 'Delete a file that was opened before',
        errors: ['file-not-opened', 'not-found'],
        params: Id,
      },
    },
    async (request, reply) => {
      const { id } = request.params
      await accessOf(deps, request).transaction(doing('oversight.open', 'file.delete', `file:${id}`), (tx) =>
        deleteFile(tx, id),
      )
      return reply.code(204).send()
    },
  )
  app.post(
    '/v1/oversight/notes',
    {
      schema: {
        summary: 'Seal a note of oversight, which the node cannot read',
        errors: ['recipient-missing'],
        body: SealedText,
        response: { 201: Id },
      },
    },
    async (request, reply) => {
      const intent: AccessIntent = { action: 'oversight.note', type: 'file.note', impersonal: true }
      const id = await accessOf(deps, request).transaction(intent, async (tx) => {
        const made = await sealForOversight(tx, { kind: 'note', content: { plain: request.body.text } })
        tx.about(`file:${made}`)
        return made
      })
      return reply.code(201).send({ id })
    },
  )
}

function reportRoutes(app: App, deps: Deps): void {
  const take = createReportTaker(deps)
  app.get(
    '/public/v1/reports',
    {
      config: { open: true, anonymous: true },
      schema: {
        summary: 'Read whether reports are taken, and the recipient to which a browser seals them',
        description: 'For anyone, without a key. `recipient` is null while no reports can be taken.',
        response: { 200: ReportChannel },
      },
    },
    async (_request, reply) => {
      const found = await readAttributes(deps, (db) => recipientInForce(db, deps.clock()))
      return reply
        .header('cache-control', 'no-store')
        .send({ recipient: found?.recipient ?? null, mostCharacters: longestReport })
    },
  )
  app.post(
    '/public/v1/reports',
    {
      config: { open: true, anonymous: true },
      bodyLimit: largestReport,
      schema: {
        summary: 'Hand in a report that only oversight reads, without saying who you are',
        description:
          'Text in UTF-8, `{"text": "..."}`, or an age file for the recipient of this node. The node keeps the day, and no address, no browser and no finer time.',
        errors: ['body-invalid', 'recipient-missing', 'reports-full', 'too-large', 'too-many-requests'],
        described: { body: SealedText, answers: { 202: z.null().describe('Taken.') } },
      },
    },
    async (request, reply) => {
      await take(reportIn(request.body))
      return reply.code(202).send()
    },
  )
}

/** Returns the text or the bytes of a report. Throws `body-invalid` for any other body. */
function reportIn(body: unknown): Uint8Array | string {
  if (typeof body === 'string' || body instanceof Uint8Array) return body
  const read = SealedText.safeParse(body)
  if (read.success) return read.data.text
  throw fail('body-invalid', { at: '/text', detail: read.error.issues[0]?.message ?? 'Send the text of the report.' })
}
