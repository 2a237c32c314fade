import type { SyntheticGateway } from '../../demo/synthetic-gateway.ts'
import { seedContent } from './seed-content.ts'

export { drawPicture } from './draw-picture.ts'
export { type SeededContent, seedContent } from './seed-content.ts'
export { sendUpload } from './uploads.ts'

/** The synthetic content gateway: a platform that uploads invented pictures and texts. */
export const content: SyntheticGateway = {
  kind: 'content',
  history: async (target) => (await import('./content-history.ts')).contentHistory(target),
  async play({ node, password, callbackUrl }) {
    await seedContent(node, password, { callbackUrl })
    return {
      announcement: 'Six uploads wait under Content, for the purpose content safety.',
      stop: async () => {},
    }
  },
  story: {
    kinds: ['media-hash', 'url'],
    purposes: ['content-safety'],
    tell: async (stage) => (await import('./tell-content-story.ts')).tellContentStory(stage),
  },
}
