import type { SyntheticGateway } from '../../demo/synthetic-gateway.ts'
import { furtherCopies } from './demo-copies.ts'
import { seedContent, sendCopy } from './seed-content.ts'

export { type DemoCopy, firstCopies, furtherCopies } from './demo-copies.ts'
export { drawPicture, drawPixels } from './draw-picture.ts'
export { type SeededContent, seedContent } from './seed-content.ts'
export { sendUpload } from './uploads.ts'

/** The synthetic content gateway: a platform that uploads invented pictures and texts. */
export const content: SyntheticGateway = {
  kind: 'content',
  history: async (target) => (await import('./content-history.ts')).contentHistory(target),
  async play({ node, password, callbackUrl }) {
    const { platform } = await seedContent(node, password, { callbackUrl })
    for (const copy of furtherCopies) await sendCopy(node.url, platform.key, copy)
    return {
      announcement: { page: 'Content', text: 'purpose content safety: eleven uploads wait.' },
      stop: async () => {},
    }
  },
  story: {
    kinds: ['media-hash', 'url'],
    purposes: ['content-safety'],
    tell: async (stage) => (await import('./tell-content-story.ts')).tellContentStory(stage),
  },
}
