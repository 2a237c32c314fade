import { z } from 'zod'
import { Instant } from '../terms/ids.ts'
import { Finding, Signature } from '../terms/terms.ts'
import { MemberId } from './members.ts'

/** The largest size of an attachment in bytes. */
export const largestAttachment = 5 * 1024 * 1024
export const mostAttachments = 20

/**
 * The formats that are recognised: ANSI/NIST-ITL 1 in its traditional encoding, face and finger image records of
 * ISO/IEC 19794, and bare images of a face.
 */
export const AttachmentFormat = z.enum(['ansi-nist', 'iso-19794-5', 'iso-19794-4', 'jpeg', 'jpeg2000'])
export type AttachmentFormat = z.infer<typeof AttachmentFormat>

/** One image or record of a biometric file, as its fields describe it. Null means not stated. No image is decoded. */
export const BiometricImage = z.strictObject({
  /** The position of the first byte of the record. */
  position: z.int().min(0),
  modality: z.enum(['face', 'fingerprint', 'iris', 'other']),
  /** The number of the ANSI/NIST record type; null in other formats. */
  recordType: z.int().nullable(),
  compression: z.string().max(20).nullable(),
  /** The size in pixels. */
  width: z.int().nullable(),
  height: z.int().nullable(),
  /** The resolution in pixels per inch, rounded. */
  resolution: z.int().nullable(),
  /**
   * The quality as the format states it, from 0 to 100; 254 and 255 mean that no score was available. For several
   * fingers it is the lowest score.
   */
  quality: z.int().min(0).max(255).nullable(),
})
export type BiometricImage = z.infer<typeof BiometricImage>

export const BiometricReading = z.strictObject({
  format: AttachmentFormat,
  /** The edition of the standard that the file states, for example `0502` or `010`; null if the format states none. */
  edition: z.string().max(10).nullable(),
  images: z.array(BiometricImage).max(1000),
  findings: z.array(Finding).max(100),
})
export type BiometricReading = z.infer<typeof BiometricReading>

/** A biometric reference attached to a signal. People can view it, but it is not used for matching. */
export const Attachment = z.strictObject({
  id: z.uuid(),
  signalId: z.uuid(),
  format: AttachmentFormat,
  bytes: z.int().min(1).max(largestAttachment),
  /** The hash of the bytes in hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  addedAt: Instant,
  reading: BiometricReading,
})
export type Attachment = z.infer<typeof Attachment>
export const AttachmentPage = z.strictObject({ items: z.array(Attachment), next: z.null() })
export type AttachmentPage = z.infer<typeof AttachmentPage>
/**
 * Body of `POST /v1/signals/{id}/attachments/{attachment}/copy`: the reason for the copy. The node cannot delete copies
 * that left it.
 */
export const AttachmentCopyRequest = z.strictObject({ reason: z.string().trim().min(10).max(500) })
export type AttachmentCopyRequest = z.infer<typeof AttachmentCopyRequest>

/** The owner's list of a signal's attachments. Other members accept only these bytes. */
export const AttachmentList = z.strictObject({
  schema: z.literal('entente/attachments/v1'),
  owner: MemberId,
  signalId: z.uuid(),
  signalVersion: z.int().min(1),
  items: z.array(Attachment.omit({ signalId: true, reading: true })).max(mostAttachments),
  at: Instant,
  signature: Signature,
})
export type AttachmentList = z.infer<typeof AttachmentList>
/**
 * Names signals for which a member requests the attachments from their owner. The answer lists the signals that have
 * any.
 */
export const AttachmentsAsked = z.strictObject({ ids: z.array(z.uuid()).max(1000) })
