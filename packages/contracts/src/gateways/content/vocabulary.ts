import { defineVocabulary } from '../../terms/gateway-vocabulary.ts'
import { contentActs, contentCells, contentPurposes, contentReasons } from './rules.ts'
import { ContentSenderSettings } from './sender-settings.ts'

/** The vocabulary for uploads of platforms: pictures, videos, texts, web addresses, or only hashes of them. */
export const contentVocabulary = defineVocabulary({
  kind: 'content',
  // Regulation (EU) 2021/784, Art. 10(2): within two weeks.
  complaintDays: 14,
  formats: { UPLOAD: { regime: 'platform-upload', purposes: contentPurposes } },
  senderSettings: {
    schema: ContentSenderSettings,
    scopeOf: (settings) => (ContentSenderSettings.parse(settings).remote === null ? null : 'remote'),
  },
  events: [],
  surfaces: ['content-match', 'content-remote', 'content-hma'],
  deskPages: [
    '/content',
    '/content/banks',
    '/content/banks/new',
    '/content/banks/$name',
    '/content/banks/$name/edit',
    '/content/banks/$name/add',
    '/content/items/$id',
    '/content/try',
    '/content/incidents',
    '/content/labels',
    '/content/rates',
    '/content/index',
  ],
  acts: contentActs,
  reasons: contentReasons,
  cells: contentCells,
})
