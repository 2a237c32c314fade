import { z } from 'zod'
import { CaseList, CaseRow } from '../../../api/cases.ts'
import { Instant } from '../../../terms/ids.ts'
import { SentFinding } from '../../../terms/terms.ts'
import { Match } from './match.ts'
import { Label, SignalInput, SignalType } from './signals.ts'

/**
 * `no-match` says that everything of the upload was compared. `not-compared`: nothing matched, but the content of the file
 * or a part of it was not compared, because a limit was reached, a decoder is missing, or the node does not decode such files;
 * the findings say which.
 * `quarantined`: the file stopped its decoder, or the upload has no readable hash.
 */
export const UploadState = z.enum([
  'received',
  'matched',
  'no-match',
  'not-compared',
  'in-review',
  'decided',
  'quarantined',
])
export type UploadState = z.infer<typeof UploadState>
export const NewUpload = z.strictObject({
  /** The sender's own id for the upload. Sending the same upload again changes nothing. */
  uploadId: z.string().min(1).max(200),
  contentRef: z.string().max(2000).nullable().optional(),
  accountRef: z.string().max(500).nullable().optional(),
  createdAt: z.iso.datetime({ offset: true }).nullable().optional(),
  signals: z.array(SignalInput).max(1000).optional(),
  url: z.string().max(10_000).optional(),
  text: z.string().max(1_000_000).optional(),
  callbackUrl: z.url().max(2000).optional(),
})
export type NewUpload = z.infer<typeof NewUpload>
export const UploadAnswer = z.object({
  uploadId: z.string(),
  messageId: z.uuid(),
  received: Instant,
  matches: z.array(Match),
  total: z.int(),
  truncated: z.boolean(),
  caseId: z.uuid().nullable(),
  state: UploadState,
})
export type UploadAnswer = z.infer<typeof UploadAnswer>
export const UploadDecision = z.object({
  outcome: z.enum(['no-action', 'further-check', 'adverse', 'exempt']),
  act: z.enum(['remove', 'restrict', 'suspend', 'keep', 'escalate']),
  labels: z.array(Label),
  decidedAt: Instant,
  reasons: z.array(z.string()),
})
export type UploadDecision = z.infer<typeof UploadDecision>
/**
 * The `details` of a proposal about an upload: the labels to send in place of those of the matches, and whether the
 * file is erased after the decision.
 */
export const ContentDetails = z.object({ labels: z.array(Label).optional(), eraseOriginal: z.boolean().optional() })
export type ContentDetails = z.infer<typeof ContentDetails>
export const UploadDetail = z.object({
  uploadId: z.string(),
  state: UploadState,
  caseId: z.uuid().nullable(),
  decision: UploadDecision.nullable(),
  matches: z.array(Match),
  findings: z.array(SentFinding),
})
export type UploadDetail = z.infer<typeof UploadDetail>
/**
 * Several uploads at once, as hashes, texts or addresses. Each one is accepted or refused separately; the answers have
 * the same order.
 */
export const UploadBatchRequest = z.strictObject({ uploads: z.array(z.unknown()).min(1).max(1000) })
export const UploadBatchAnswer = z.object({
  results: z.array(
    z.object({
      index: z.int(),
      upload: UploadAnswer.nullable(),
      error: z.object({ code: z.string(), at: z.string().nullable(), message: z.string() }).nullable(),
    }),
  ),
})
export type UploadBatchAnswer = z.infer<typeof UploadBatchAnswer>

/**
 * The levels at which a person can view an upload's file, from least to most: 32 pixels wide and grey, one still
 * picture, or the moving video. Colour, sound, and the whole video in place of the matching stretch are separate
 * options.
 */
export const ViewLevel = z.enum(['blurred', 'still', 'video'])
export type ViewLevel = z.infer<typeof ViewLevel>
const Flag = z.enum(['true', 'false']).transform((value) => value === 'true')
/**
 * Query of `GET /v1/cases/{id}/media/{level}`. The answer is a PNG (`blurred`, `still`, at most 480 pixels wide) or an
 * MP4 (`video`), made for each view.
 */
export const ViewQuery = z.object({
  /** For a video, the second to show. Default: the middle of its longest matching stretch, or of the whole video. */
  at: z.coerce.number().min(0).max(100_000).optional(),
  colour: Flag.optional(),
  sound: Flag.optional(),
  /** Shows the whole video and not only its matching stretch. */
  whole: Flag.optional(),
  /** Allows this one view to exceed the person's own limits. */
  beyond: Flag.optional(),
})
export type ViewQuery = z.infer<typeof ViewQuery>

/**
 * The media that can be viewed. `none` means that only hashes were sent, or nothing that can be shown; `gone` means
 * that the file was erased.
 */
export const CaseMedia = z.object({
  original: z.enum(['kept', 'none', 'gone']),
  kind: z.enum(['image', 'video', 'text', 'other']).nullable(),
  mediaType: z.string().nullable(),
  bytes: z.int().nullable(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  /** The duration in seconds. */
  duration: z.number().nullable(),
  /** The levels that can be requested. */
  levels: z.array(ViewLevel),
  /** The stretches that match a signal, in seconds, merged and in order. */
  stretches: z.array(z.object({ from: z.number(), to: z.number() })),
})
export type CaseMedia = z.infer<typeof CaseMedia>
/** The answer of `GET /v1/cases/{id}/upload`: data of an upload's case that other cases do not have. */
export const CaseUpload = z.object({
  caseId: z.uuid(),
  uploadId: z.string(),
  contentRef: z.string().nullable(),
  accountRef: z.string().nullable(),
  /** The creation time according to the platform, and the time at which the node received the upload. */
  createdAt: z.string().nullable(),
  receivedAt: Instant,
  sender: z.string(),
  retro: z.boolean(),
  words: z.string().nullable(),
  /** All matches, including those that open no case: matches with harmless content, and with shadow banks. */
  matches: z.array(Match),
  total: z.int(),
  truncated: z.boolean(),
  findings: z.array(SentFinding),
  media: CaseMedia,
  incident: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  /** The number of earlier cases of the same account at this node; null if the platform does not name the account. */
  earlierCases: z.int().nullable(),
  /**
   * Whether the case can be decided without viewing the content, because several sources make the same statement or the
   * bytes are the same.
   */
  decidableUnseen: z.boolean(),
})
export type CaseUpload = z.infer<typeof CaseUpload>

/**
 * A row of the content queue. Its labels are those of the matches because of which the case was opened. A case about a
 * signal with too many matches has the labels of that signal and no media.
 */
export const ContentCase = CaseRow.extend({
  upload: z.object({
    kind: CaseMedia.shape.kind,
    duration: z.number().nullable(),
    receivedAt: Instant,
    labels: z.array(Label),
    /** The closest match: bits within a radius, or a share; `exact` means that the bytes are the same. */
    nearest: z
      .object({
        type: SignalType,
        exact: z.boolean(),
        distance: z.number().nullable(),
        radius: z.int().nullable(),
        similarity: z.number().nullable(),
      })
      .nullable(),
    sources: z.int(),
    incident: z.object({ id: z.uuid(), name: z.string() }).nullable(),
    /** Whether a blurred picture is available. */
    picture: z.boolean(),
  }),
})
export type ContentCase = z.infer<typeof ContentCase>
/**
 * Query of `GET /v1/content/queue`: open cases of uploads, in the order of the queue. Cases with labels that this
 * person leaves to others are not listed. Not more than three cases with the same violent label follow each other if
 * another case can come between.
 */
export const ContentQueueQuery = z.object({
  with: z.enum(['all', 'me', 'none']).optional(),
  incident: z.uuid().optional(),
  label: z.string().max(200).optional(),
  next: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
})
export type ContentQueueQuery = z.infer<typeof ContentQueueQuery>
export const ContentQueue = z.object({
  items: z.array(ContentCase),
  next: z.string().nullable(),
  counts: CaseList.shape.counts,
  /** How many of the open cases this person left to others. */
  leftToOthers: z.int(),
})
export type ContentQueue = z.infer<typeof ContentQueue>

/**
 * Body of `GET` and `PUT /v1/me/viewing`: a person's limits for viewing, and the labels that they leave to others. No
 * other person can read it.
 */
export const ViewingSettings = z.strictObject({
  view: z.enum(['tiles', 'list']),
  /** The highest level that is shown. To exceed it for one case, a request needs `beyond`. */
  most: ViewLevel,
  colour: z.boolean(),
  sound: z.boolean(),
  /** Labels in the form `scheme:code`. */
  leftToOthers: z.array(z.string().min(3).max(200)).max(100),
})
export type ViewingSettings = z.infer<typeof ViewingSettings>

/** A break is suggested after this many views, or this many minutes since the first view. */
export const breakAfter = { views: 20, minutes: 45 } as const
/**
 * The answer of `GET /v1/me/exposure`, which only the person themselves can read. Stills and videos count as views;
 * blurred pictures do not.
 */
export const Exposure = z.object({
  /** The number of views since midnight UTC. */
  viewedToday: z.int(),
  viewsSinceBreak: z.int(),
  /** Minutes since the first view after the last break; 0 if there was no view. */
  minutesSinceBreak: z.int(),
  breakDue: z.boolean(),
  /** Until this time the person has a break, during which only blurred media is shown. */
  breakUntil: Instant.nullable(),
})
export type Exposure = z.infer<typeof Exposure>
/**
 * Body of `POST /v1/me/break`. The cases assigned to the person return to the queue. With 0 minutes, the break ends.
 */
export const BreakRequest = z.strictObject({ minutes: z.int().min(0).max(120) })

/**
 * The body of a POST to a callback address. `content.reopened` means that the decision is being reviewed again.
 * `sequence` gives the order of the events.
 */
export const ContentEvent = z.object({
  event: z.enum(['content.decided', 'content.reopened']),
  uploadId: z.string(),
  caseId: z.uuid(),
  decision: UploadDecision.nullable(),
  sequence: z.int(),
})
export type ContentEvent = z.infer<typeof ContentEvent>
