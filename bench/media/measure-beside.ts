import { createRandom, type SignedIn } from '@entente/testkit'
import { benchBeside, type Measured } from '../beside/bench-beside.ts'
import { type MeasuredNode, withNodeOf } from '../beside/measured-node.ts'
import { openPoster, type Poster } from '../node/post.ts'
import { sendAtOnce } from '../node/send-at-rate.ts'
import { expectOk, makeSender, signInAs } from '../node/set-up-node.ts'
import { makePhoto } from './make-photo.ts'
import { uploadForm } from './upload-form.ts'

const options = {
  seed: { is: 1, what: 'seed of the hashes' },
  hashes: { is: 5000, what: 'hashes in the bank of the node' },
  uploads: { is: 1500, what: 'uploads by hash' },
  files: { is: 60, what: 'uploads by file' },
}
/** The uploads sent as a warm-up, by kind. */
const warmUp = { uploads: 300, files: 12 }
/** One in this number of uploads is in the bank. */
const foundEvery = 20
const atOnce = { items: 500, senders: 8, files: 4 }
const purpose = { 'entente-purpose': 'content-safety' }

interface Data {
  bank: string[]
  uploads: string[]
  photos: Buffer[]
}

/** Measures uploads by hash and by file to a whole node. */
export const media = benchBeside(options, async ({ seed, hashes, uploads, files }) => {
  const random = createRandom(`media/${seed}`)
  const hash = () =>
    Array.from({ length: 8 }, () => random.between(0, 0xffffffff).toString(16).padStart(8, '0')).join('')
  const bank = Array.from({ length: hashes }, hash)
  const data: Data = {
    bank,
    uploads: Array.from({ length: warmUp.uploads + uploads }, (_, place) =>
      place % foundEvery === 0 ? (bank[place % bank.length] ?? hash()) : hash(),
    ),
    // Every file is uploaded only once, because the node recognises a file that it has hashed before.
    photos: await Promise.all(
      Array.from({ length: warmUp.files + files }, (_, place) => makePhoto(1000 * seed + place)),
    ),
  }
  return { seed: String(seed), measure: (root) => withNodeOf(root, (node) => measureUploads(node, data)) }
})

async function measureUploads(node: MeasuredNode, { bank, uploads, photos }: Data): Promise<Measured[]> {
  const key = await makeSender(node.url, node.folder, 'content')
  const officer = await signInAs(node.url, node.folder, 'officer')
  const made = { name: 'BENCH', purposes: ['content-safety'], lawfulBasis: 'Invented Act, section 4' }
  await expectOk(officer.call('POST', '/v1/content/banks', made, purpose))
  await node.spend(async () => {
    for (let at = 0; at < bank.length; at += atOnce.items) {
      const items = bank.slice(at, at + atOnce.items).map((value) => ({ signals: [{ type: 'pdq', value }] }))
      await expectOk(officer.call('POST', '/v1/content/banks/BENCH/items', { items }, purpose))
    }
  })
  await untilIndexed(officer, bank.length)
  const poster = openPoster(node.url, key)
  let matches = 0
  // `matches += await ...` would read the sum before other uploads add to it.
  const count = (found: number) => {
    matches += found
  }
  const byHash = async ({ value, place }: { value: string; place: number }) => {
    const body = Buffer.from(JSON.stringify({ uploadId: `hash-${place}`, signals: [{ type: 'pdq', value }] }))
    count(await upload(poster, body, 'application/json'))
  }
  const byFile = async ({ photo, place }: { photo: Buffer; place: number }) => {
    const { body, type } = uploadForm({ uploadId: `file-${place}` }, photo)
    count(await upload(poster, body, type))
  }
  const values = uploads.map((value, place) => ({ value, place }))
  const files = photos.map((photo, place) => ({ photo, place }))
  try {
    await node.spend(() => sendAtOnce(values.slice(0, warmUp.uploads), atOnce.senders, byHash))
    await node.spend(() => sendAtOnce(files.slice(0, warmUp.files), atOnce.files, byFile))
    const measured: Measured[] = []
    const part = async (name: string, items: number, work: () => Promise<void>) => {
      matches = 0
      const spent = await node.spend(work)
      measured.push({ name, item: 'upload', items, ...spent, outcome: `${matches} matches` })
    }
    const sent = values.slice(warmUp.uploads)
    await part('node, uploads by hash', sent.length, () => sendAtOnce(sent, atOnce.senders, byHash))
    const sentFiles = files.slice(warmUp.files)
    await part('node, uploads by file', sentFiles.length, () => sendAtOnce(sentFiles, atOnce.files, byFile))
    return measured
  } finally {
    poster.close()
  }
}

/** Waits until the match index has all hashes of the bank. The index follows changes with a delay. */
async function untilIndexed(officer: SignedIn, wanted: number): Promise<void> {
  for (let turn = 0; turn < 1200; turn += 1) {
    const status = await expectOk(officer.call('GET', '/v1/content/index', undefined, purpose))
    if ((status as { types: { pdq?: { items: number } } }).types.pdq?.items === wanted) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`the match index did not have ${wanted} hashes within two minutes`)
}

/** Sends an upload and returns the number of its matches. */
async function upload(poster: Poster, body: Buffer, type: string): Promise<number> {
  const { status, body: text } = await poster.post('/v1/content/uploads', body, { 'content-type': type })
  if (status !== 202) throw new Error(`the node answered an upload with ${status}: ${text.slice(0, 300)}`)
  return (JSON.parse(text) as { total: number }).total
}
