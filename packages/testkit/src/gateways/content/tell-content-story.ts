import type { MediaHashes, Signal, SignalDraft, WithdrawalState } from '@entente/contracts'
import { createSender, createSenderKey } from '@entente/node'
import { answerOf, until } from '../../client/answer-of.ts'
import { signalDraft } from '../../demo/signal-draft.ts'
import type { StoryMember, StoryStage } from '../../demo/synthetic-gateway.ts'
import { drawPicture } from './draw-picture.ts'
import { joinContentTeam } from './seed-content.ts'
import { hashPicture, sendUpload } from './uploads.ts'

const safety = { 'entente-purpose': 'content-safety' }

/**
 * Runs the content part of the network demonstration: the centre shares the hash of a picture, the platform finds a near copy among its uploads, and
 * the centre withdraws the hash from all members.
 */
export async function tellContentStory({ border, platform, centre, agreement, step }: StoryStage): Promise<void> {
  const pictureId = await step('the hash of a picture shared', centre.name, async () => {
    const hashes = await hashPicture(centre.url, await contentKey(centre, 'Open sources desk'), drawPicture(12))
    const draft = pictureSignal(agreement, hashes)
    const { id } = await answerOf<Signal>(centre.officer.call('POST', '/v1/signals', draft, safety))
    for (const node of [border, platform])
      await until(`${node.name} has the shared hash`, async () => {
        const { status } = await node.officer.call('GET', `/v1/signals/${id}`, undefined, safety)
        return status === 200
      })
    return { came: `received at ${border.name} and ${platform.name}`, value: id }
  })
  const key = await contentKey(platform, 'Tidewater uploads')
  await joinContentTeam(platform.node.db)
  await step('a smaller, brighter copy is uploaded', platform.name, async () => {
    const copy = drawPicture(12, { width: 360, height: 240, brighter: 12 })
    let count = 0
    // The index loads the hash with a short delay, so the upload is repeated.
    await until('the upload is found', async () => {
      count += 1
      return (await sendUpload(platform.url, key, { uploadId: `u-${count}` }, copy)).caseId !== null
    })
    return { came: 'found, a case waits', value: null }
  })
  await step('the hash was wrong: withdrawn', centre.name, async () => {
    const withdrawal = { reason: 'wrong', text: '' }
    await answerOf(centre.officer.call('POST', `/v1/signals/${pictureId}/withdraw`, withdrawal, safety))
    let state: WithdrawalState | null = null
    await until('all receipts arrive', async () => {
      state = await answerOf<WithdrawalState>(centre.officer.call('GET', `/v1/signals/${pictureId}/receipts`))
      return state.complete
    })
    const signed = (state as WithdrawalState | null)?.holders.map(({ member }) => member).join(', ')
    return { came: `received, stopped and erased signed by ${signed}`, value: null }
  })
  await step('the same picture is uploaded again', platform.name, async () => {
    const again = await sendUpload(platform.url, key, { uploadId: 'u-again' }, drawPicture(12))
    if (again.total !== 0) throw new Error('the withdrawn hash still matches')
    return { came: 'nothing is found', value: null }
  })
}

/** Returns a signal with the PDQ hash of an invented picture. */
function pictureSignal(agreement: string, { pdq }: MediaHashes): SignalDraft {
  const value = {
    algorithm: 'pdq',
    hash: pdq?.hash ?? '',
    quality: pdq?.quality ?? null,
    threshold: null,
    mediaType: 'image/png',
  }
  return signalDraft(agreement, {
    kind: 'media-hash',
    value,
    purposes: ['content-safety'],
    action: 'inform',
    necessity: 'Invented: shown to recruit, spread again under other names.',
  })
}

async function contentKey({ node }: StoryMember, name: string): Promise<string> {
  const sender = await createSender(node.db, { name, gateway: 'content', synthetic: true })
  return (await createSenderKey(node.db, sender)).key
}
