import { z } from 'zod'
import { CaseList, CaseRow } from '../../api/cases.ts'
import { Finding } from '../../core.ts'
import { Instant } from '../../ids.ts'
import { Match } from './match.ts'
import { Label, SignalInput, SignalType } from './signals.ts'

export const UploadState = z.enum(['received', 'matched', 'no-match', 'in-review', 'decided', 'quarantined'])
export type UploadState = z.infer<typeof UploadState>
export const NewUpload = z.strictObject({
  /** The sender's own: the same again changes nothing. */
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
/** `details` of a proposal about an upload: the labels that are told instead of the matches', and whether its file is erased once this is decided. */
export const ContentDetails = z.object({ labels: z.array(Label).optional(), eraseOriginal: z.boolean().optional() })
export type ContentDetails = z.infer<typeof ContentDetails>
export const UploadDetail = z.object({
  uploadId: z.string(),
  state: UploadState,
  caseId: z.uuid().nullable(),
  decision: UploadDecision.nullable(),
  matches: z.array(Match),
  findings: z.array(Finding),
})
export type UploadDetail = z.infer<typeof UploadDetail>
/** Several uploads at once, by their hashes, texts or addresses; each is answered or refused by itself, in this order. */
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
 * What of an upload's file may be looked at, least first: 32 pixels wide and grey, one still, the motion. Colour, sound and the whole instead of the matching
 * stretch are asked for one by one.
 */
export const LookLevel = z.enum(['blurred', 'still', 'video'])
export type LookLevel = z.infer<typeof LookLevel>
const Flag = z.enum(['true', 'false']).transform((value) => value === 'true')
/** `GET /v1/cases/{id}/media/{level}`: a PNG (`blurred`, `still`, at most 480 wide) or an MP4 (`video`), made anew for each look. */
export const LookQuery = z.object({
  /** Of a video: at which second. Unless told the middle of its longest matching stretch, or of the whole. */
  at: z.coerce.number().min(0).max(100_000).optional(),
  colour: Flag.optional(),
  sound: Flag.optional(),
  /** The whole video instead of its matching stretch. */
  whole: Flag.optional(),
  /** For this one case, beyond what the person allows themselves. */
  beyond: Flag.optional(),
})
export type LookQuery = z.infer<typeof LookQuery>

/** What there is to look at. `none`: only hashes were sent, or nothing that can be shown; `gone`: it was erased. */
export const CaseMedia = z.object({
  original: z.enum(['kept', 'none', 'gone']),
  kind: z.enum(['image', 'video', 'text', 'other']).nullable(),
  mediaType: z.string().nullable(),
  bytes: z.int().nullable(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  /** Seconds. */
  duration: z.number().nullable(),
  /** Those that can be asked for. */
  levels: z.array(LookLevel),
  /** The stretches that agree with a signal, in seconds, joined and in order. */
  stretches: z.array(z.object({ from: z.number(), to: z.number() })),
})
export type CaseMedia = z.infer<typeof CaseMedia>
/** `GET /v1/cases/{id}/upload`: an upload's case beyond what every case has. */
export const CaseUpload = z.object({
  caseId: z.uuid(),
  uploadId: z.string(),
  contentRef: z.string().nullable(),
  accountRef: z.string().nullable(),
  /** When the platform says that it was made, and when it came here. */
  createdAt: z.string().nullable(),
  receivedAt: Instant,
  sender: z.string(),
  retro: z.boolean(),
  words: z.string().nullable(),
  /** Also those that open no case: harmless content that is near, banks that only watch. */
  matches: z.array(Match),
  total: z.int(),
  truncated: z.boolean(),
  findings: z.array(Finding),
  media: CaseMedia,
  incident: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  /** Earlier cases of the same account at this node, where the platform names it. */
  earlierCases: z.int().nullable(),
  /** Sources that say the same of it, or the same bytes: it can be decided without looking. */
  decidableUnseen: z.boolean(),
})
export type CaseUpload = z.infer<typeof CaseUpload>

/** A row of the content queue. The labels are those of the matches that the case rests on; of a case about a signal that floods, its own, and nothing is there to look at. */
export const ContentCase = CaseRow.extend({
  upload: z.object({
    kind: CaseMedia.shape.kind,
    duration: z.number().nullable(),
    receivedAt: Instant,
    labels: z.array(Label),
    /** The nearest match: bits of so many, or a share; `exact` for the same bytes. */
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
    /** A blurred picture can be had. */
    picture: z.boolean(),
  }),
})
export type ContentCase = z.infer<typeof ContentCase>
/**
 * `GET /v1/content/queue`: open cases of uploads, in the one order of the queue; without those of labels that this person left to others, and never more than three
 * of the same violent label in a row where another could stand between.
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
  /** Of the open ones, how many this person left to others. */
  leftToOthers: z.int(),
})
export type ContentQueue = z.infer<typeof ContentQueue>

/** `GET` and `PUT /v1/me/looking`: what a person allows themselves, and what they leave to others. Nobody else reads it. */
export const Looking = z.strictObject({
  view: z.enum(['tiles', 'list']),
  /** The most that is shown; more needs `beyond`, for one case. */
  most: LookLevel,
  colour: z.boolean(),
  sound: z.boolean(),
  /** Labels as `scheme:code`. */
  leftToOthers: z.array(z.string().min(3).max(200)).max(100),
})
export type Looking = z.infer<typeof Looking>
export const defaultLooking: Looking = { view: 'tiles', most: 'video', colour: true, sound: true, leftToOthers: [] }

/** A break is suggested after so many looks, or minutes since the first of them. */
export const breakAfter = { looks: 20, minutes: 45 } as const
/** `GET /v1/me/exposure`, counted for oneself only. A look is a still or a video; blurred pictures are none. */
export const Exposure = z.object({
  /** Since midnight UTC. */
  lookedToday: z.int(),
  looksSinceBreak: z.int(),
  /** Since the first look after the last break; 0 without one. */
  minutesSinceBreak: z.int(),
  breakDue: z.boolean(),
  /** While on a break nothing is shown but blurred. */
  breakUntil: Instant.nullable(),
})
export type Exposure = z.infer<typeof Exposure>
/** `POST /v1/me/break`: cases one has go back to the queue. 0 minutes ends a break. */
export const BreakRequest = z.strictObject({ minutes: z.int().min(0).max(120) })

/** What is POSTed to a callback. `content.reopened`: what was decided is looked at again. `sequence` orders what is told. */
export const ContentEvent = z.object({
  event: z.enum(['content.decided', 'content.reopened']),
  uploadId: z.string(),
  caseId: z.uuid(),
  decision: UploadDecision.nullable(),
  sequence: z.int(),
})
export type ContentEvent = z.infer<typeof ContentEvent>
