import {
  type AccessDecision,
  type AgreementPage,
  type AgreementPreview,
  type AgreementSignRequest,
  type AgreementView,
  compareAgreements,
  explainAgreement,
} from '@entente/contracts'
import { askLine } from '../command/ask-line.ts'
import { CommandFailure } from '../command/failure.ts'
import { readInputFile } from '../command/input-file.ts'
import { type NodeClient, nodeClient } from '../command/node-client.ts'
import { printResult, table } from '../command/output.ts'
import { signInDesk } from '../command/sign-in-desk.ts'

export interface AgreementOptions {
  json?: boolean
}
export interface AccessOptions {
  action: string
  purpose: string
  member?: string
  role?: string
  destination?: string
  at?: string
  json?: boolean
}

/** A person's key must state a purpose. For agreements the node ignores it, because they contain no personal data. */
const client = () => nodeClient({ purpose: 'terrorism-prevention' })
const path = (id: string, suffix = '') => `/v1/agreements/${encodeURIComponent(id)}${suffix}`

/** Creates a version, and offers it if requested. If the node refuses the offer, the draft remains and the failure names it. */
export async function draftAgreement(
  file: string,
  { json, offer }: AgreementOptions & { offer?: boolean },
): Promise<void> {
  let terms: unknown
  try {
    terms = JSON.parse(Buffer.from(readInputFile(file)).toString('utf8'))
  } catch (error) {
    if (error instanceof CommandFailure) throw error
    throw new CommandFailure('agreement-invalid', `${file} is not JSON.`)
  }
  const drafted = await client().call<AgreementView>('POST', '/v1/agreements', terms)
  if (offer !== true) return print(drafted, json)
  const { id } = drafted.agreement
  try {
    print(await offerDraft(id, { digest: drafted.digest }), json)
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error
    throw new CommandFailure(error.code, `${id} is drafted but not offered: ${error.message}`)
  }
}

/**
 * Prints the newest version in sentences, asks for confirmation at a terminal, and signs that text. Fails with `not-signed`, or with the node's
 * `version-conflict` if the version changed after it was printed.
 */
export async function signAgreement(id: string, { json }: AgreementOptions): Promise<void> {
  const node = client()
  let read: AgreementSignRequest | undefined
  if (json !== true) {
    const shown = await node.call<AgreementView>('GET', path(id))
    read = { digest: shown.digest }
    process.stdout.write(`${(await sentencesOf(node, shown)).join('\n')}\n\n`)
    if (process.stdin.isTTY === true && (await askLine('sign this in your own name? (yes): ')) !== 'yes')
      throw new CommandFailure('not-signed', 'Nothing was signed.')
  }
  const view = () => node.call<AgreementView>('GET', path(id))
  const before = (await view()).yes.length
  const signed = await signInDesk(node, {
    page: `/agreements/${encodeURIComponent(id)}`,
    request: () => node.call<AgreementView>('POST', path(id, '/sign'), read),
    read: view,
    isDone: ({ yes }) => yes.length > before,
  })
  print(signed, json)
}

/** Offers a draft, which is the first approval: a key alone gives none, so on a node of several people its officer signs in the desk. */
function offerDraft(id: string, body: AgreementSignRequest | undefined): Promise<AgreementView> {
  const node = client()
  return signInDesk(node, {
    page: `/agreements/${encodeURIComponent(id)}`,
    request: () => node.call<AgreementView>('POST', path(id, '/offer'), body),
    read: () => node.call<AgreementView>('GET', path(id)),
    isDone: ({ offered }) => offered,
  })
}

/** Offers or ends an agreement. */
export async function changeAgreement(
  id: string,
  change: 'offer' | 'end',
  body: unknown,
  { json }: AgreementOptions,
): Promise<void> {
  print(
    change === 'offer'
      ? await offerDraft(id, undefined)
      : await client().call<AgreementView>('POST', path(id, `/${change}`), body),
    json,
  )
}

export async function listAgreements({ json }: AgreementOptions): Promise<void> {
  const page = await client().call<AgreementPage>('GET', '/v1/agreements')
  printResult(json, page, () =>
    page.items.length === 0
      ? ['no agreements']
      : table(
          page.items.map(({ agreement, status }) => [agreement.id, `v${agreement.version}`, status, agreement.title]),
        ),
  )
}

export async function showAgreement(id: string, { json }: AgreementOptions): Promise<void> {
  const node = client()
  const view = await node.call<AgreementView>('GET', path(id))
  if (json === true) return print(view, json)
  const sentences = await sentencesOf(node, view)
  printResult(json, view, () => [...linesOf(view), '', ...sentences])
}

/** Describes a version, and the signals that this node would share with each member under it. */
async function sentencesOf(node: NodeClient, { agreement }: AgreementView): Promise<string[]> {
  const preview = await node.call<AgreementPreview>('GET', path(agreement.id, '/preview'))
  const shares = preview.to.flatMap(({ member, kinds }) =>
    kinds.map(({ kind, shared, possible }) => `${member} gets ${shared} of ${kind}; ${possible} more could name it.`),
  )
  return [...explainAgreement(agreement), ...(shares.length === 0 ? [] : ['', ...shares])]
}

export async function compareVersions(
  id: string,
  before: string,
  after: string,
  { json }: AgreementOptions,
): Promise<void> {
  const node = client()
  const at = (version: string) => node.call<AgreementView>('GET', path(id, `?version=${encodeURIComponent(version)}`))
  const [a, b] = [await at(before), await at(after)]
  const differences = compareAgreements(a.agreement, b.agreement)
  const direction = (widens: boolean | null) => (widens === null ? '' : widens ? 'wider' : 'narrower')
  printResult(json, { items: differences }, () =>
    differences.length === 0
      ? ['no term differs']
      : table(differences.map((one) => [one.field, one.before, '->', one.after, direction(one.widens)])),
  )
}

const print = (view: AgreementView, json: boolean | undefined) => printResult(json, view, () => linesOf(view))

function linesOf({ agreement, status, missingSignatures, inForceVersion }: AgreementView): string[] {
  return [
    `${agreement.id}  v${agreement.version}  ${status}  ${agreement.title}`,
    inForceVersion === null ? 'no version is in force' : `version ${inForceVersion} is in force`,
    ...(missingSignatures.length === 0 ? [] : [`not signed by ${missingSignatures.join(', ')}`]),
  ]
}

/** Prints the decision about an action on a signal. Exit status 1 if it is denied. */
export async function askAccess(signalId: string, options: AccessOptions): Promise<0 | 1> {
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
