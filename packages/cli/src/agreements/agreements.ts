import {
  type AgreementPage,
  type AgreementPreview,
  type AgreementSignRequest,
  type AgreementView,
  compareAgreements,
  explainAgreement,
} from '@entente/contracts'
import { askLine } from '../ask-line.ts'
import { type NodeClient, nodeClient } from '../client.ts'
import { CommandFailure } from '../failure.ts'
import { readInputFile } from '../input-file.ts'
import { printResult, table } from '../output.ts'

interface Options {
  json?: boolean
}
/** Agreements are nobody's personal data: the purpose that a person's key must state is asked for nothing by the node. */
const client = () => nodeClient({ purpose: 'terrorism-prevention' })
const path = (id: string, act = '') => `/v1/agreements/${encodeURIComponent(id)}${act}`

/** Writes a version; with `offer` it is offered too. Where that is refused the draft stands, and the failure says its id. */
export async function draftAgreement(file: string, { json, offer }: Options & { offer?: boolean }): Promise<void> {
  let terms: unknown
  try {
    terms = JSON.parse(Buffer.from(readInputFile(file)).toString('utf8'))
  } catch (error) {
    if (error instanceof CommandFailure) throw error
    throw new CommandFailure('agreement-invalid', `${file} is no JSON.`)
  }
  const drafted = await client().call<AgreementView>('POST', '/v1/agreements', terms)
  if (offer !== true) return print(drafted, json)
  const { id } = drafted.agreement
  try {
    print(await client().call<AgreementView>('POST', path(id, '/offer'), { digest: drafted.digest }), json)
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error
    throw new CommandFailure(error.code, `${id} is drafted and not offered: ${error.message}`)
  }
}

/**
 * Shows what the newest version says and would share, asks where somebody sits at a terminal, and says yes to that text. Failures: `not-signed`; the node's `version-conflict`
 * where another stands there meanwhile.
 */
export async function signAgreement(id: string, { json }: Options): Promise<void> {
  const node = client()
  let read: AgreementSignRequest | undefined
  if (json !== true) {
    const shown = await node.call<AgreementView>('GET', path(id))
    read = { digest: shown.digest }
    process.stdout.write(`${(await sentencesOf(node, shown)).join('\n')}\n\n`)
    if (process.stdin.isTTY === true && (await askLine('say yes to this in your own name? (yes): ')) !== 'yes')
      throw new CommandFailure('not-signed', 'Nothing was signed.')
  }
  print(await node.call<AgreementView>('POST', path(id, '/sign'), read), json)
}

export async function actOnAgreement(id: string, act: string, body: unknown, { json }: Options): Promise<void> {
  print(await client().call<AgreementView>('POST', path(id, `/${act}`), body), json)
}

export async function listAgreements({ json }: Options): Promise<void> {
  const page = await client().call<AgreementPage>('GET', '/v1/agreements')
  printResult(json, page, () =>
    page.items.length === 0
      ? ['no agreements']
      : table(
          page.items.map(({ agreement, status }) => [agreement.id, `v${agreement.version}`, status, agreement.title]),
        ),
  )
}

export async function showAgreement(id: string, { json }: Options): Promise<void> {
  const node = client()
  const view = await node.call<AgreementView>('GET', path(id))
  if (json === true) return print(view, json)
  const sentences = await sentencesOf(node, view)
  printResult(json, view, () => [...linesOf(view), '', ...sentences])
}

/** What a version says, and what of this node's it would share with whom. */
async function sentencesOf(node: NodeClient, { agreement }: AgreementView): Promise<string[]> {
  const preview = await node.call<AgreementPreview>('GET', path(agreement.id, '/preview'))
  const shares = preview.to.flatMap(({ member, kinds }) =>
    kinds.map(({ kind, shared, possible }) => `${member} gets ${shared} of ${kind}; ${possible} more could name it.`),
  )
  return [...explainAgreement(agreement), ...(shares.length === 0 ? [] : ['', ...shares])]
}

export async function compareVersions(id: string, before: string, after: string, { json }: Options): Promise<void> {
  const node = client()
  const at = (version: string) => node.call<AgreementView>('GET', path(id, `?version=${encodeURIComponent(version)}`))
  const [a, b] = [await at(before), await at(after)]
  const differences = compareAgreements(a.agreement, b.agreement)
  const way = (widens: boolean | null) => (widens === null ? '' : widens ? 'wider' : 'narrower')
  printResult(json, { items: differences }, () =>
    differences.length === 0
      ? ['no term differs']
      : table(differences.map((one) => [one.field, one.before, '->', one.after, way(one.widens)])),
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
