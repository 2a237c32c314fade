import { NewUpload, type UploadBatchAnswer } from '@entente/contracts'
import { Failure } from '../../../errors.ts'
import type { PartFile } from './read-parts.ts'
import { type ContentSender, type TakeDeps, takeUpload } from './take-upload.ts'

/** Takes in uploads one after another. A wrong one is refused alone; an answered one is durable. */
export async function takeBatch(
  deps: TakeDeps,
  sender: ContentSender,
  uploads: readonly unknown[],
  files: readonly PartFile[],
): Promise<UploadBatchAnswer> {
  const results: UploadBatchAnswer['results'] = []
  for (const [index, given] of uploads.entries()) {
    const parsed = NewUpload.safeParse(given)
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      const at = ['/uploads', index, ...(issue?.path ?? [])].join('/')
      results.push({ index, upload: null, error: { code: 'body-invalid', at, message: issue?.message ?? '' } })
      continue
    }
    try {
      const upload = await takeUpload(deps, sender, parsed.data, files[index] ?? null)
      results.push({ index, upload, error: null })
    } catch (error) {
      if (!(error instanceof Failure) || error.status >= 500) throw error
      const at = `/uploads/${index}${error.fields.at ?? ''}`
      results.push({ index, upload: null, error: { code: error.code, at, message: error.message } })
    }
  }
  return { results }
}
