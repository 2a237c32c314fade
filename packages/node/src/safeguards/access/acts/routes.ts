import {
  ActExport,
  ActExportQuery,
  AskActRequest,
  AskedAct,
  SignedActDetail,
  SignedActList,
  SignedActQuery,
  SignerExport,
} from '@entente/contracts'
import { z } from 'zod'
import type { CoreDeps } from '../core-deps.ts'
import type { PasskeyDeps } from '../credentials/passkeys.ts'
import { type App, accessOf, requireSession } from '../http.ts'
import type { ActType } from './act-type.ts'
import { askAct } from './ask-act.ts'
import { exportActs, exportSigners } from './export-acts.ts'
import { type FindRecord, listActs, readAct } from './read-acts.ts'

type Deps = Pick<CoreDeps, 'store'> & PasskeyDeps & { types: readonly ActType[]; findRecord: FindRecord }

/** Registers the routes with which people sign acts, and read them. */
export function actRoutes(app: App, deps: Deps): void {
  app.post(
    '/v1/acts',
    {
      config: { secret: true },
      schema: {
        summary: 'Get an act to sign, with its content',
        errors: ['not-found', 'session-needed', 'too-many-requests', 'version-conflict'],
        body: AskActRequest,
        response: { 200: AskedAct },
      },
    },
    (request) => {
      requireSession(request)
      return askAct({ ...deps, access: accessOf(deps, request) }, request.body)
    },
  )
  app.get(
    '/v1/acts',
    {
      schema: {
        summary: 'List the signed acts about one thing',
        querystring: SignedActQuery,
        response: { 200: SignedActList },
      },
    },
    (request) => listActs(accessOf(deps, request), request.query.about),
  )
  app.get(
    '/v1/acts/:id',
    {
      schema: {
        summary: 'Read a signed act with its content, and what verifies it',
        errors: ['not-found'],
        params: z.object({ id: z.uuid() }),
        response: { 200: SignedActDetail },
      },
    },
    (request) => readAct({ ...deps, access: accessOf(deps, request) }, request.params.id),
  )
  app.get(
    '/v1/acts/export',
    {
      schema: {
        summary: 'Read all signed acts for verification, without content',
        querystring: ActExportQuery,
        response: { 200: ActExport },
      },
    },
    (request) => exportActs(accessOf(deps, request), request.query.after),
  )
  app.get(
    '/v1/acts/signers',
    {
      schema: { summary: 'Read the passkeys and accounts that signed, without names', response: { 200: SignerExport } },
    },
    (request) => exportSigners(accessOf(deps, request), deps.origins()),
  )
}
